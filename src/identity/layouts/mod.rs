//! How each runtime writes a container into a cgroup's path: one small file per family of runtimes.
//!
//! Terms: a *layout* describes one segment of a path, and what must stand above it. A runtime is a list of layouts
//! of its containers, of its pods and of its *attendants*: cgroups of processes that serve a container but are not in
//! it (conmon, `lxc.monitor`). docs/adding-a-runtime.md says how to add one.

mod bare;
mod bpm;
mod buildkit;
mod containerd;
mod crio;
mod docker;
mod ecs;
mod garden;
mod kubernetes;
mod libvirt;
mod lxc;
mod mesos;
mod nomad;
mod nspawn;
mod pattern;
mod podman;
mod rkt;

use std::borrow::Cow;

use crate::event::{Container, Pod};
use crate::identity::segment::exact;
pub(crate) use pattern::{Above, Id, Layout};

/// All runtimes. The first whose layout matches a segment wins, so special ones precede general ones.
pub(crate) const RUNTIMES: &[Runtime] = &[
    ecs::RUNTIME,
    ecs::FARGATE,
    docker::RUNTIME,
    podman::RUNTIME,
    containerd::RUNTIME,
    crio::RUNTIME,
    lxc::RUNTIME,
    libvirt::RUNTIME,
    rkt::RUNTIME,
    nspawn::RUNTIME,
    garden::RUNTIME,
    mesos::RUNTIME,
    nomad::RUNTIME,
    bpm::RUNTIME,
    buildkit::RUNTIME,
    bare::KUBERNETES,
    bare::CONTAINERD,
    bare::PODMAN,
    bare::DOCKER,
    bare::UUID,
];

/// What the runtime is called where the layout does not tell: nobody but a runtime can say.
pub const UNKNOWN_RUNTIME: &str = "unknown";

/// A container runtime, or one of the ways in which it names its cgroups.
pub(crate) struct Runtime {
    /// [`Container::runtime`] of its containers.
    pub(crate) name: &'static str,
    /// Segments that are a container.
    pub(crate) containers: &'static [Layout],
    /// Segments that are a container's pod: the nearest one above the container counts.
    pub(crate) pods: &'static [Layout],
    /// Segments that look like a container's or stand beside one but hold the runtime's own processes.
    pub(crate) attendants: &'static [Layout],
    /// Whether the user chose what stands in the path, so that it is the container's name as well.
    pub(crate) named_by_user: bool,
}

impl Runtime {
    /// Nothing yet: the start of a definition.
    pub(crate) const NONE: Runtime =
        Runtime { name: "", containers: &[], pods: &[], attendants: &[], named_by_user: false };
}

/// What a path's segments say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain {
    /// The containers, the innermost first; each without `outer`.
    pub(crate) containers: Vec<Container>,
    /// Whether the innermost known segment is an attendant's: its task is in none of the container it serves.
    pub(crate) attendant: bool,
}

/// Longer segments than the kernel allows (`NAME_MAX`, and systemd's escapes make it no longer) are never looked at, so
/// that the work on a hostile text stays linear.
const LONGEST_SEGMENT: usize = 255;

/// Walks from the last segment to the first, without anchoring at the end: a container's processes may make cgroups of
/// their own below the container's (`/init.scope`, `/ns`, `/container`).
pub(crate) fn chain(segments: &[Cow<'_, [u8]>]) -> Chain {
    let mut chain = Chain::default();
    let mut pods: &[Layout] = &[];
    let mut end = segments.len();
    while end > 0 {
        let above = &segments[..end];
        if above[end - 1].len() > LONGEST_SEGMENT {
            end -= 1;
            continue;
        }
        if let Some(innermost) = chain.containers.last_mut()
            && innermost.pod.is_none()
            && let Some(found) = pods.iter().find_map(|layout| layout.matches(above))
        {
            innermost.pod = Some(pod(found.id));
            pods = &[];
            end -= 1;
            continue;
        }
        let attendant = RUNTIMES.iter().flat_map(|runtime| runtime.attendants).find_map(|layout| layout.matches(above));
        if let Some(found) = attendant {
            chain.attendant |= chain.containers.is_empty();
            end -= found.segments;
            continue;
        }
        let container = RUNTIMES.iter().find_map(|runtime| {
            let found = runtime.containers.iter().find_map(|layout| layout.matches(above))?;
            Some((runtime, found))
        });
        let Some((runtime, found)) = container else {
            end -= 1;
            continue;
        };
        let mut container = Container { runtime: runtime.name, id: exact(found.id), ..Container::default() };
        if runtime.named_by_user {
            container.metadata.name = Some(container.id.clone());
        }
        // A pod may stand in the container's own segment (`…-podUID.slice:cri-containerd:ID`).
        let own_pod = || runtime.pods.iter().find_map(|layout| layout.matches(above)).map(|found| found.id);
        container.pod = found.pod.or_else(own_pod).map(pod);
        pods = runtime.pods;
        chain.containers.push(container);
        end -= found.segments;
    }
    chain
}

/// systemd's unit names cannot hold `-` but as a separator, so kubelet writes a uid's as `_`.
fn pod(uid: &[u8]) -> Pod {
    Pod { uid: exact(uid).replace('_', "-"), ..Pod::default() }
}

/// Whether a segment names a pod of Kubernetes, with or without a container below it.
pub(crate) fn is_pod(segments: &[Cow<'_, [u8]>]) -> bool {
    kubernetes::PODS.iter().any(|layout| layout.matches(segments).is_some())
}

/// For the runtimes' own tests: the innermost container of a path.
#[cfg(test)]
fn innermost(path: &str) -> Option<(&'static str, String)> {
    let found = chain(&super::segment::split(path.as_bytes()));
    found.containers.into_iter().next().map(|container| (container.runtime, container.id))
}

/// For the runtimes' own tests: the pod of the innermost container of a path.
#[cfg(test)]
fn pod_uid(path: &str) -> Option<String> {
    let found = chain(&super::segment::split(path.as_bytes()));
    found.containers.into_iter().next()?.pod.map(|pod| pod.uid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::segment::split;

    #[test]
    fn every_runtime_is_complete() {
        for runtime in RUNTIMES {
            assert!(!runtime.name.is_empty());
            assert!(!runtime.containers.is_empty(), "{} has no layout", runtime.name);
            assert_eq!(runtime.name, runtime.name.to_lowercase());
        }
    }

    #[test]
    fn outer_containers_are_kept_with_the_nearest_first() {
        let (a, b) = ("a".repeat(64), "b".repeat(64));
        let path = format!("/lxc.payload.host/docker/{a}/kubepods/pod09a70ae9ccc491e651e5c773579b3490/{b}/ns");
        let found = chain(&split(path.as_bytes()));
        let ids: Vec<_> = found.containers.iter().map(|container| (container.runtime, &container.id[..])).collect();
        assert_eq!(ids, [("unknown", &b[..]), ("docker", &a[..]), ("lxc", "host")]);
        assert!(found.containers[0].pod.is_some());
        assert_eq!(found.containers[1].pod, None, "the pod is inside of the outer container");
    }

    #[test]
    fn an_attendant_below_a_container_is_in_the_outer_container() {
        let (a, b) = ("a".repeat(64), "b".repeat(64));
        let path = format!("/docker/{a}/machine.slice/libpod-conmon-{b}.scope");
        let found = chain(&split(path.as_bytes()));
        assert_eq!(found.containers.len(), 1);
        assert_eq!(found.containers[0].id, a);
    }

    #[test]
    fn an_overlong_segment_is_not_looked_at() {
        let path = format!("/lxc/{}", "x".repeat(256));
        assert_eq!(innermost(&path), None);
        assert_eq!(innermost(&path[..path.len() - 1]), Some(("lxc", "x".repeat(255))));
    }
}
