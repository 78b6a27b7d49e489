//! CRI-O. Its monitor is conmon, as podman's.

use super::kubernetes::PODS;
use super::{Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "cri-o",
    containers: &[
        Layout::new("crio-", Id::FULL, ".scope"),
        Layout::new("crio-", Id::FULL, ""),
        Layout::new("*:crio:", Id::FULL, ""),
        Layout::new("crio-", Id::CutHexadecimal, ".*"),
    ],
    pods: PODS,
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::{innermost, pod_uid};

    const ID: &str = "21572039dd8398ff8272b031fa5422a40165145ab37f2f8794e1e7f844fe8118";

    #[test]
    fn pods_and_cgroups_below_the_container_are_known() {
        let path = format!(
            "/kubepods.slice/kubepods-burstable-podea19ff5d_943a_4466_a07e_a71e9e50cc62.slice/crio-{ID}.scope/container"
        );
        assert_eq!(innermost(&path), Some(("cri-o", ID.to_owned())));
        assert_eq!(pod_uid(&path).as_deref(), Some("ea19ff5d-943a-4466-a07e-a71e9e50cc62"));
    }

    #[test]
    fn the_monitor_and_damaged_ids_are_none() {
        for path in [
            format!("/kubepods.slice/crio-conmon-{ID}.scope"),
            format!("/kubepods/crio-{ID}0.scope"),
            format!("/kubepods/crio-{}.scope", &ID[1..]),
        ] {
            assert_eq!(innermost(&path), None, "{path}");
        }
    }
}
