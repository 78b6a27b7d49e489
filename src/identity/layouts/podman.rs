//! Podman. Its pods have ids like containers, one segment above; its monitor conmon has a cgroup that differs from a
//! container's by one word.

use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "podman",
    containers: &[
        Layout::new("libpod-", Id::FULL, ".scope").below(&[Above::Pod(POD)]),
        Layout::new("libpod-", Id::FULL, "").below(&[Above::Pod(POD)]),
        Layout::new("libpod-", Id::FULL, ".scope"),
        Layout::new("libpod-", Id::FULL, ""),
        // --cgroups=split, as podman generate systemd and quadlets use it.
        Layout::new("libpod-payload-", Id::FULL, ""),
        Layout::new("*:libpod:", Id::FULL, ""),
    ],
    attendants: &[Layout::new("*-conmon-", Id::Name, ""), Layout::exactly("conmon")],
    ..Runtime::NONE
};

/// A pod's cgroup with the cgroupfs manager and with systemd's.
const POD: &[Layout] = &[Layout::new("", Id::FULL, ""), Layout::new("*libpod_pod_", Id::FULL, ".slice")];

#[cfg(test)]
mod tests {
    use super::super::{innermost, pod_uid};

    const ID: &str = "6d6d61f09fc1c86833314aa7ed0065c087b707c3cf5687d5b5e9c7699d7dcc72";
    const POD_ID: &str = "71b289d2028f1c5a5557efaee6f352615311e199997f0ec2fa5b579876eb9e07";

    #[test]
    fn both_managers_and_both_kinds_of_user_are_known() {
        for path in [
            format!("/machine.slice/libpod-{ID}.scope/container"),
            format!("/libpod_parent/libpod-{ID}"),
            format!("/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-{ID}.scope"),
            format!("/system.slice/web.service/libpod-payload-{ID}"),
        ] {
            assert_eq!(innermost(&path), Some(("podman", ID.to_owned())), "{path}");
            assert_eq!(pod_uid(&path), None, "{path}");
        }
    }

    #[test]
    fn the_segment_above_can_be_the_pod() {
        for path in [
            format!("/machine.slice/machine-libpod_pod_{POD_ID}.slice/libpod-{ID}.scope"),
            format!("/user.slice/user-libpod_pod_{POD_ID}.slice/libpod-{ID}.scope/container"),
            format!("/libpod_parent/{POD_ID}/libpod-{ID}"),
        ] {
            assert_eq!(innermost(&path), Some(("podman", ID.to_owned())), "{path}");
            assert_eq!(pod_uid(&path).as_deref(), Some(POD_ID), "{path}");
        }
    }

    #[test]
    fn conmon_is_in_no_container() {
        for path in [format!("/machine.slice/libpod-conmon-{ID}.scope"), "/libpod_parent/conmon".to_owned()] {
            assert_eq!(innermost(&path), None, "{path}");
        }
    }
}
