//! What a container is called: looked up in files that runtimes leave on disc, then by asking their sockets.
//!
//! Terms: a *source* is one kind of file or socket, in a file of its own here. It is given a container and the *places*
//! where such files may lie, and answers what it *found*, or notes what it has *tried*, so that a look-up without an
//! answer can be explained. Sources run in an order from the cheap and raceless to the slow.
//!
//! State files and sockets belong to others: sizes and times are limited, and whatever is no JSON, or other JSON than
//! expected, is "tried" and no more.

mod bundle;
mod command_line;
mod docker_state;
mod http;
mod kubelet;
mod places;
mod podman_state;
mod socket;

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub(crate) use places::Places;
pub(crate) use socket::Sockets;

#[cfg(test)]
pub(in crate::identity) use http::tests::Fake;

use super::layouts::UNKNOWN_RUNTIME;
use super::procfs::read_whole;
use crate::event::{Container, Metadata, Pod};

/// Larger state files are not read. A container's own are some kilobytes; podman's list of all has half a kilobyte for
/// each. In memory, the JSON takes some ten times this.
const STATE_LIMIT: u64 = 4 << 20;

/// What a source found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The runtime, where the source proves it.
    pub(crate) runtime: Option<&'static str>,
    /// Name, image and labels.
    pub(crate) metadata: Metadata,
    /// What the source says of the container's pod.
    pub(crate) pod: Option<Pod>,
    /// Whether the runtime knows no more than this, be it without a name.
    pub(crate) complete: bool,
    /// The file that would change with the container's name.
    pub(crate) file: Option<StateFile>,
}

/// A file that a source has read, as it was *before* that, so that no change is missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StateFile {
    path: PathBuf,
    version: Option<Version>,
}

/// What differs when a file has been written anew: its inode, and when its content changed.
type Version = (u64, i64, i64);

impl StateFile {
    /// The file as it is now.
    pub(crate) fn new(path: PathBuf) -> StateFile {
        let version = version(&path);
        StateFile { path, version }
    }

    /// Whether it has changed since the last time. A file that is gone has not.
    pub(crate) fn has_changed(&mut self) -> bool {
        let now = version(&self.path);
        let changed = now.is_some() && now != self.version;
        self.version = now.or(self.version);
        changed
    }
}

fn version(path: &Path) -> Option<Version> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
}

impl Found {
    /// Takes what `other` knows and this does not.
    fn add(&mut self, other: Found) {
        self.runtime = self.runtime.or(other.runtime);
        self.complete |= other.complete;
        self.file = self.file.take().or(other.file);
        let (own, other_metadata) = (&mut self.metadata, other.metadata);
        own.name = own.name.take().or(other_metadata.name);
        own.image = own.image.take().or(other_metadata.image);
        if own.labels.is_empty() {
            own.labels = other_metadata.labels;
        }
        self.pod = match (self.pod.take(), other.pod) {
            (Some(pod), Some(more)) => Some(merged(pod, more)),
            (pod, more) => pod.or(more),
        };
    }

    /// Whether nothing is gained by asking further.
    pub(crate) fn is_enough(&self) -> bool {
        self.complete || self.metadata.name.is_some()
    }

    /// Writes it into a container.
    pub(crate) fn apply(self, container: &mut Container) {
        if let Some(runtime) = self.runtime {
            container.runtime = runtime;
        }
        container.metadata = self.metadata;
        if let Some(pod) = self.pod {
            container.pod = Some(match container.pod.take() {
                Some(known) => merged(known, pod),
                None => pod,
            });
        }
    }
}

fn merged(pod: Pod, more: Pod) -> Pod {
    Pod {
        uid: if pod.uid.is_empty() { more.uid } else { pod.uid },
        name: pod.name.or(more.name),
        namespace: pod.namespace.or(more.namespace),
    }
}

/// What was tried in vain, with the reasons, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tried(Vec<String>);

impl Tried {
    /// Notes a file, directory or socket that gave no answer. What is tried twice is noted once.
    pub(crate) fn note(&mut self, what: &Path, why: impl std::fmt::Display) {
        let why = why.to_string();
        // The standard library's number says nothing that its words do not.
        let why = why.split(" (os error ").next().unwrap_or(&why);
        let text = format!("{}: {why}", what.display());
        if !self.0.contains(&text) {
            self.0.push(text);
        }
    }

    /// All of it as one text.
    pub(crate) fn text(&self) -> String {
        match self.0.is_empty() {
            true => "nothing, since no place is known".to_owned(),
            false => self.0.join("; "),
        }
    }
}

/// Whether there is something to look up: not for containers whose path has their name.
pub(crate) fn is_wanting(container: &Container) -> bool {
    std::iter::once(container).chain(&container.outer).any(|container| container.metadata.name.is_none())
}

type Source = fn(&Places, &Container, &mut Tried) -> Option<Found>;

/// The sources on disc, the cheapest first.
const ON_DISC: [Source; 5] =
    [docker_state::look_up, podman_state::look_up, bundle::look_up, kubelet::look_up, command_line::look_up];

/// Asks the sources on disc until one knows a name.
pub(crate) fn look_up_on_disc(places: &Places, container: &Container, tried: &mut Tried) -> Option<Found> {
    let mut found: Option<Found> = None;
    for source in ON_DISC {
        let Some(more) = source(places, container, tried) else { continue };
        let known = match &mut found {
            Some(known) => {
                known.add(more);
                known
            }
            None => found.insert(more),
        };
        if known.is_enough() {
            break;
        }
    }
    found
}

/// Whether a container that was read as of one runtime may be one of `runtime`: what stands in a path can be a guess.
fn may_be_of(container: &Container, runtimes: &[&str]) -> bool {
    container.runtime == UNKNOWN_RUNTIME || runtimes.contains(&container.runtime)
}

/// A state file as JSON.
fn read_json(path: &Path) -> io::Result<Value> {
    Ok(serde_json::from_slice(&read_whole(path, STATE_LIMIT)?)?)
}

/// The text at a JSON pointer (RFC 6901), unless it is empty.
fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The texts of an object as pairs.
fn labels(value: Option<&Value>) -> Vec<(String, String)> {
    let entries = value.and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

/// What kubelet tells a runtime about a container by labels or annotations with these keys.
fn pod_of(values: &[(String, String)], name: &str, namespace: &str, uid: &str) -> Option<Pod> {
    let get = |key: &str| values.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone());
    let pod = Pod { uid: get(uid).unwrap_or_default(), name: get(name), namespace: get(namespace) };
    (pod != Pod::default()).then_some(pod)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_overwritten_by_less() {
        let mut container = Container { runtime: "unknown", id: "x".to_owned(), ..Container::default() };
        container.pod = Some(Pod { uid: "u".to_owned(), ..Pod::default() });
        let mut found =
            Found { metadata: Metadata { name: Some("n".to_owned()), ..Metadata::default() }, ..Found::default() };
        found.add(Found {
            runtime: Some("docker"),
            metadata: Metadata { name: Some("other".to_owned()), image: Some("i".to_owned()), ..Metadata::default() },
            pod: Some(Pod { uid: "v".to_owned(), name: Some("p".to_owned()), namespace: None }),
            ..Found::default()
        });
        found.apply(&mut container);
        assert_eq!((container.runtime, container.metadata.name.as_deref()), ("docker", Some("n")));
        assert_eq!(container.metadata.image.as_deref(), Some("i"));
        let pod = container.pod.unwrap();
        assert_eq!((&pod.uid[..], pod.name.as_deref()), ("u", Some("p")));
    }

    #[test]
    fn tried_twice_is_noted_once() {
        let mut tried = Tried::default();
        tried.note(Path::new("/a"), "no such file (os error 2)");
        tried.note(Path::new("/b"), "no such file");
        tried.note(Path::new("/a"), "no such file");
        assert_eq!(tried.text(), "/a: no such file; /b: no such file");
    }
}
