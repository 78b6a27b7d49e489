//! containerd's own layouts: CRI with systemd's driver and nerdctl. What `ctr` writes (`/NAMESPACE/ID`) can be anybody's,
//! and counts only with the proof that the module `identifier` looks for.

use super::kubernetes::PODS;
use super::{Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "containerd",
    containers: &[
        Layout::new("cri-containerd-", Id::FULL, ".scope"),
        Layout::new("cri-containerd-", Id::FULL, ""),
        // A systemd-style path that runc took for a cgroupfs one.
        Layout::new("*:cri-containerd:", Id::FULL, ""),
        Layout::new("nerdctl-", Id::FULL, ".scope"),
        Layout::new("nerdctl-", Id::FULL, ""),
        Layout::new("*:nerdctl:", Id::FULL, ""),
    ],
    pods: PODS,
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::{innermost, pod_uid};

    const ID: &str = "d4a9f9195eaf7e4a729f24151101e1de61f1398677e7b82acfb936dff0b4ce55";

    #[test]
    fn colons_in_the_path_are_part_of_it() {
        let path = format!(
            "/system.slice/containerd.service/kubepods-burstable-pod4ed02c0b_0df8_4d14_a30e_fd589ee4143a.slice\
             :cri-containerd:{ID}"
        );
        assert_eq!(innermost(&path), Some(("containerd", ID.to_owned())));
        assert_eq!(pod_uid(&path).as_deref(), Some("4ed02c0b-0df8-4d14-a30e-fd589ee4143a"));
        let path = format!("/kuberuntime/kubepods-pod872d2066_00ef_48ea_a7d8_51b18b72d739:cri-containerd:{ID}");
        assert_eq!(innermost(&path), Some(("containerd", ID.to_owned())));
        assert_eq!(pod_uid(&path).as_deref(), Some("872d2066-00ef-48ea-a7d8-51b18b72d739"));
    }

    #[test]
    fn scopes_are_known() {
        for path in [format!("/system.slice/nerdctl-{ID}.scope"), format!("/a.slice/cri-containerd-{ID}.scope/x")] {
            assert_eq!(innermost(&path), Some(("containerd", ID.to_owned())), "{path}");
        }
    }
}
