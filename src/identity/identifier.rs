//! The part of identity that lives on the tracing thread: from a task to the [`IdentityId`] of where it is.
//!
//! The common case is a cgroup text that was seen before, and costs an open, a read, a close and a look-up in a hash
//! table by the text's bytes. All else happens once per text. Nothing here talks to a socket, and nothing waits.
//!
//! Terms: a text *tells* when it names a container itself. One that does not may still be of a task in a container (the
//! root of a cgroup namespace, rootless podman), which only the task's namespaces show; those change only at certain
//! *moments*, so that they need no check at the others.

use rustc_hash::FxHashMap;

use super::cgroup::{self, Own};
use super::metadata::{self, Places};
use super::monitor;
use super::mountinfo;
use super::procfs::Procfs;
use super::resolver::{Handle, Request};
use super::segment::{exact, is_component, is_full_id, is_unit};
use super::settings::Settings;
use crate::event::{Container, Identity, IdentityId, Place, Proof, Tid};

/// Why a task is identified now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The tracer started it: what cannot be read is as with the tracer. Counted.
    Launched,
    /// The tracer attached to it: what cannot be read is unknown. Counted.
    Attached,
    /// A traced task made it: what cannot be read is as with that task. Counted.
    Born,
    /// It called execve, setns or unshare, or was made with new namespaces: they may differ from what they were.
    NamespacesChanged,
    /// Its cgroup may have changed: it was written to a cgroup's control file, or it is some time since it was checked.
    Recheck,
}

impl Moment {
    fn is_first(self) -> bool {
        matches!(self, Moment::Launched | Moment::Attached | Moment::Born)
    }

    fn checks_namespaces(self) -> bool {
        matches!(self, Moment::Launched | Moment::Attached | Moment::NamespacesChanged)
    }
}

/// How many tasks' identities are known by what, at the first time that each was identified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By `/proc/TID/cgroup`.
    pub cgroup: u64,
    /// By the task's namespaces and mounts.
    pub mountinfo: u64,
    /// By the task that made it.
    pub inherited: u64,
    /// By nothing.
    pub unknown: u64,
}

/// What is known of an identity that was announced.
struct Known {
    proof: Proof,
    /// Whether a task's namespaces said so, and its cgroup text could not.
    by_namespaces: bool,
}

#[derive(Clone, Copy)]
struct Text {
    id: IdentityId,
    tells: bool,
}

/// More texts are not remembered: a program that makes a cgroup for each child must not fill the memory.
const MOST_TEXTS: usize = 8192;

/// Says where tasks are.
pub struct Identifier {
    enabled: bool,
    procfs: Procfs,
    /// Where runtimes keep their state, for the proof that an ambiguous path is a container.
    places: Places,
    own: Own,
    own_id: IdentityId,
    own_mount_namespace: Option<u64>,
    texts: FxHashMap<Box<[u8]>, Text>,
    /// By [`key`].
    ids: FxHashMap<Place, IdentityId>,
    known: Vec<Known>,
    announcements: Vec<(IdentityId, Identity)>,
    resolver: Option<Handle>,
    tally: Tally,
}

impl Identifier {
    /// Finds out where the tracer itself is. Without a `resolver` no metadata is looked up.
    pub fn new(settings: &Settings, resolver: Option<Handle>) -> Identifier {
        let mut identifier = Identifier {
            enabled: settings.enabled,
            procfs: Procfs::new(&settings.proc_root),
            places: Places::default(),
            own: Own::default(),
            own_id: IdentityId::HOST,
            own_mount_namespace: None,
            texts: FxHashMap::default(),
            ids: FxHashMap::from_iter([(Place::Host, IdentityId::HOST)]),
            known: vec![Known { proof: Proof::Cgroup, by_namespaces: false }],
            announcements: Vec::new(),
            resolver: resolver.filter(|_| settings.look_up),
            tally: Tally::default(),
        };
        if !settings.enabled {
            return identifier;
        }
        identifier.places = Places::usual(settings);
        identifier.own_mount_namespace = identifier.procfs.namespace("self", "mnt");
        let text = identifier.procfs.own_cgroup().unwrap_or_default();
        let by_text = match cgroup::read(&text, &Own::default()) {
            Some(Place::Container(container)) => Some(container),
            _ => None,
        };
        let own_tid = std::process::id() as Tid;
        if let Some(container) = by_text {
            identifier.own = Own::new(&text);
            identifier.own_id = identifier.intern(Place::Container(container), Proof::Cgroup, own_tid);
        } else if let Some(container) = identifier.signs("self") {
            identifier.own = Own::inside(&text, container.clone());
            let place = Place::Container(Box::new(container));
            identifier.own_id = identifier.intern(place, Proof::Mountinfo, own_tid);
        } else if identifier.procfs.mountinfo("self").is_ok_and(|table| mountinfo::is_in_pod(&table)) {
            identifier.own = Own::inside_nameless(&text);
            if let Some(place) = cgroup::read(&text, &identifier.own) {
                identifier.own_id = identifier.intern(place, Proof::Unknown, own_tid);
            }
        } else {
            identifier.own = Own::new(&text);
        }
        identifier
    }

    /// Where the tracer itself is: what a task that it launches starts with.
    pub fn own(&self) -> IdentityId {
        self.own_id
    }

    /// Where a task that is already known is now; short for [`Identifier::identify_at`] a [`Moment::Recheck`].
    pub fn identify(&mut self, tid: Tid, previous: IdentityId) -> IdentityId {
        self.identify_at(tid, previous, Moment::Recheck)
    }

    /// Where a task is now. `previous` is where it was, or for a new one where the task is that made it, and is the
    /// answer when its own signs cannot be read (no `/proc`, hidepid, a zombie, a removed cgroup), but at
    /// [`Moment::Attached`].
    pub fn identify_at(&mut self, tid: Tid, previous: IdentityId, moment: Moment) -> IdentityId {
        if !self.enabled {
            return IdentityId::HOST;
        }
        let (id, proof) = self.find(tid, previous, moment);
        if moment.is_first() {
            *match proof {
                Proof::Cgroup => &mut self.tally.cgroup,
                Proof::Mountinfo => &mut self.tally.mountinfo,
                Proof::Inherited => &mut self.tally.inherited,
                Proof::Unknown => &mut self.tally.unknown,
            } += 1;
        }
        id
    }

    fn find(&mut self, tid: Tid, previous: IdentityId, moment: Moment) -> (IdentityId, Proof) {
        let Some(text) = self.text(tid) else {
            return match moment {
                Moment::Attached => {
                    let nothing = Place::Unknown { path: Vec::new() };
                    (self.intern(nothing, Proof::Unknown, tid), Proof::Unknown)
                }
                _ => (previous, Proof::Inherited),
            };
        };
        if !text.tells {
            if moment.checks_namespaces() {
                if let Some(id) = self.by_namespaces(tid) {
                    return (id, Proof::Mountinfo);
                }
            } else if self.known.get(previous.0 as usize).is_some_and(|known| known.by_namespaces) {
                return (previous, Proof::Mountinfo);
            }
        }
        // An ending task's cgroups read as the root: that is no move.
        let seems_moved = text.id != previous && previous != IdentityId::HOST;
        if seems_moved && !matches!(moment, Moment::Launched | Moment::Attached) && self.procfs.is_exiting(tid) {
            return (previous, Proof::Inherited);
        }
        let proof = self.known.get(text.id.0 as usize).map_or(Proof::Unknown, |known| known.proof);
        (text.id, proof)
    }

    /// What the task's cgroup text says; `None` when there is none.
    fn text(&mut self, tid: Tid) -> Option<Text> {
        let text = self.procfs.cgroup(tid).ok()?;
        if let Some(known) = self.texts.get(text) {
            return Some(*known);
        }
        let text: Box<[u8]> = text.into();
        let mut place = cgroup::read(&text, &self.own)?;
        if let Place::Unknown { path } = &place
            && let Some(container) = self.proved(path, tid)
        {
            place = Place::Container(Box::new(container));
        }
        let tells = place.container().is_some() && place.container() != self.own.root();
        let proof = match &place {
            Place::Unknown { .. } => Proof::Unknown,
            Place::Container(_) if !tells => Proof::Mountinfo,
            _ => Proof::Cgroup,
        };
        let id = self.intern(place, proof, tid);
        if self.texts.len() >= MOST_TEXTS {
            self.texts.clear();
        }
        let known = Text { id, tells };
        self.texts.insert(text, known);
        Some(known)
    }

    /// The container that containerd's own client puts at `/NAMESPACE/ID`: two segments that can be anybody's, so the
    /// runtime's state for both, or a shim among the task's ancestors, has to prove it.
    fn proved(&self, path: &[u8], tid: Tid) -> Option<Container> {
        let mut segments = path.split(|byte| *byte == b'/').filter(|segment| !segment.is_empty());
        let (namespace, id) = (segments.next()?, segments.next()?);
        if is_unit(namespace) || is_unit(id) {
            return None;
        }
        let (namespace, id) = (exact(namespace), exact(id));
        if !is_component(&namespace) || !is_component(&id) {
            return None;
        }
        let has_state = || self.places.containerd_states.iter().any(|state| state.join(&namespace).join(&id).is_dir());
        let has_shim = || {
            let monitor = monitor::above(&self.procfs, tid);
            monitor.is_some_and(|monitor| {
                monitor.kind == monitor::Kind::Shim
                    && monitor.namespace.as_ref() == Some(&namespace)
                    && monitor.id == id
            })
        };
        (has_state() || has_shim()).then(|| Container { runtime: "containerd", id, ..Container::default() })
    }

    /// The container that a task's namespaces show, if they are not the tracer's.
    fn by_namespaces(&mut self, tid: Tid) -> Option<IdentityId> {
        let process = tid.to_string();
        let namespace = self.procfs.namespace(&process, "mnt")?;
        if Some(namespace) == self.own_mount_namespace {
            return None;
        }
        let mut container = self.signs(&process).or_else(|| self.monitored(tid, namespace))?;
        if let Some(root) = self.own.root()
            && *root != container
        {
            container.outer = std::iter::once(Container { outer: Vec::new(), ..root.clone() })
                .chain(root.outer.iter().cloned())
                .collect();
        }
        let id = self.intern(Place::Container(Box::new(container)), Proof::Mountinfo, tid);
        if id != self.own_id
            && let Some(known) = self.known.get_mut(id.0 as usize)
        {
            known.by_namespaces = true;
        }
        Some(id)
    }

    /// What a process' mounts, and the file that podman puts into its containers, say.
    fn signs(&self, process: &str) -> Option<Container> {
        let by_mounts = self.procfs.mountinfo(process).ok().and_then(|table| mountinfo::read(&table));
        by_mounts.or_else(|| {
            const LIMIT: u64 = 64 << 10;
            let text = self.procfs.file_in_root(process, "run/.containerenv", LIMIT).ok()?;
            mountinfo::read_containerenv(&text)
        })
    }

    /// The container of the monitor above a task. A process of the runtime that is on its way into the container still
    /// has the monitor's mounts.
    fn monitored(&self, tid: Tid, mount_namespace: u64) -> Option<Container> {
        let monitor = monitor::above(&self.procfs, tid)?;
        let outside = self.procfs.namespace(&monitor.process.to_string(), "mnt");
        (outside != Some(mount_namespace)).then(|| Container {
            runtime: monitor.runtime(),
            id: monitor.id,
            ..Container::default()
        })
    }

    /// The id of a place; a new place is announced, and its container looked up.
    fn intern(&mut self, place: Place, proof: Proof, tid: Tid) -> IdentityId {
        let key = key(&place);
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = IdentityId(u32::try_from(self.known.len()).unwrap_or(u32::MAX));
        self.ids.insert(key, id);
        self.known.push(Known { proof, by_namespaces: false });
        let mut identity = Identity { place, proof, pending: false };
        if let Some(resolver) = &self.resolver
            && identity.container().is_some_and(metadata::is_wanting)
        {
            identity.pending = resolver.send(Request { id, identity: identity.clone(), tid });
        }
        self.announcements.push((id, identity));
        id
    }

    /// The identities that were found since the last call, each to be announced before its first use.
    pub fn announcements(&mut self) -> impl Iterator<Item = (IdentityId, Identity)> {
        self.announcements.drain(..)
    }

    /// How the identities of all tasks so far are known.
    pub fn tally(&self) -> Tally {
        self.tally
    }
}

/// What makes two places the same: of a container with a full id only that, since not every text that names it tells its
/// pod, its runtime and what is around it.
fn key(place: &Place) -> Place {
    let Place::Container(container) = place else {
        return place.clone();
    };
    let id = container.id.clone();
    Place::Container(Box::new(match is_full_id(id.as_bytes()) {
        true => Container { id, ..Container::default() },
        false => Container { id, runtime: container.runtime, outer: container.outer.clone(), ..Container::default() },
    }))
}

#[cfg(test)]
mod tests;
