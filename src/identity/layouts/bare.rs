//! Ids that stand alone in their segment, so that only what is above them hints at the runtime; a runtime's own word
//! later corrects the hint.

use super::kubernetes::PODS;
use super::{Above, Id, Layout, Runtime, UNKNOWN_RUNTIME};

/// Below kubelet's cgroups, docker and containerd write the same.
pub(super) const KUBERNETES: Runtime = Runtime {
    name: UNKNOWN_RUNTIME,
    containers: &[
        Layout::new("", Id::FULL, "").below(&[Above::Somewhere("kubepods", "")]),
        // kubelet's --cgroup-root puts a name before it.
        Layout::new("", Id::FULL, "").below(&[Above::Pod(PODS)]),
    ],
    pods: PODS,
    ..Runtime::NONE
};

/// The namespaces that containerd's clients use by themselves.
pub(super) const CONTAINERD: Runtime = Runtime {
    name: "containerd",
    containers: &[
        Layout::new("", Id::FULL, "").below(&[Above::Directly("default")]),
        Layout::new("", Id::FULL, "").below(&[Above::Directly("k8s.io")]),
    ],
    pods: PODS,
    ..Runtime::NONE
};

/// Below a user's own systemd: podman is the usual one.
pub(super) const PODMAN: Runtime = Runtime {
    name: "podman",
    containers: &[Layout::new("", Id::FULL, "").below(&[Above::Somewhere("user@", ".service")])],
    ..Runtime::NONE
};

/// Docker's --cgroup-parent puts any name before the id.
pub(super) const DOCKER: Runtime =
    Runtime { name: "docker", containers: &[Layout::new("", Id::FULL, "")], pods: PODS, ..Runtime::NONE };

/// Runtimes that take ids from outside are often given UUIDs.
pub(super) const UUID: Runtime =
    Runtime { name: UNKNOWN_RUNTIME, containers: &[Layout::new("", Id::UUID, "")], pods: PODS, ..Runtime::NONE };

#[cfg(test)]
mod tests {
    use super::super::{innermost, pod_uid};

    const ID: &str = "e62ef4349cc5a70f4b49f8a150ace391da6ad6df27073c83ecc03dbf81fde1ce";

    #[test]
    fn what_stands_above_hints_at_the_runtime() {
        for (above, runtime) in [
            ("/kubepods/besteffort/podac04f3f2-1f2c-11e9-b015-1ebee232acfa", "unknown"),
            ("/kubepods", "unknown"),
            ("/custom/podac04f3f2-1f2c-11e9-b015-1ebee232acfa", "unknown"),
            ("/default", "containerd"),
            ("/user.slice/user-1000.slice/user@1000.service/foo.service", "podman"),
            ("/actions_job", "docker"),
            ("", "docker"),
        ] {
            assert_eq!(innermost(&format!("{above}/{ID}")), Some((runtime, ID.to_owned())), "{above}");
        }
    }

    #[test]
    fn a_pod_of_any_class_is_known() {
        let path = format!("/kubepods/test/pod3d274242-8ee0-11e9-a8a6-1e68d864ef1a/{ID}");
        assert_eq!(pod_uid(&path).as_deref(), Some("3d274242-8ee0-11e9-a8a6-1e68d864ef1a"));
    }

    #[test]
    fn a_uuid_alone_is_a_container_and_within_a_unit_is_not() {
        let uuid = "34dc0b5e-626f-2c5c-4c51-70e34b10e765";
        assert_eq!(innermost(&format!("/uuid/{uuid}")), Some(("unknown", uuid.to_owned())));
        assert_eq!(innermost(&format!("/user.slice/vte-spawn-{uuid}.scope")), None);
    }
}
