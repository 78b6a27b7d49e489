//! Kubernetes' pods, which kubelet names the same for every runtime below it.

use super::{Id, Layout};

/// A static pod's uid is an MD5 sum without dashes.
const STATIC: Id = Id::Hexadecimal(32);

/// The pod's segment with kubelet's cgroupfs driver, its systemd driver, and the pod inside of a container's own
/// segment.
pub(super) const PODS: &[Layout] = &[
    Layout::new("pod", Id::UUID, ""),
    Layout::new("pod", STATIC, ""),
    Layout::new("*-pod", Id::UUID, ".slice"),
    Layout::new("*-pod", STATIC, ".slice"),
    Layout::new("*-pod", Id::UUID, ".slice:*"),
    Layout::new("*-pod", STATIC, ".slice:*"),
    Layout::new("*-pod", Id::UUID, ":*"),
    Layout::new("*-pod", STATIC, ":*"),
];

#[cfg(test)]
mod tests {
    use super::super::{is_pod, pod_uid};
    use crate::identity::segment::split;

    const ID: &str = "b0e6aa50e847c3d3b1880e307ec7996040275c8063832cffc9274defce2cb655";

    #[test]
    fn static_pods_have_no_dashes() {
        for path in [
            format!("/kubelet/kubepods/burstable/pod09a70ae9ccc491e651e5c773579b3490/{ID}"),
            format!("/kubepods.slice/kubepods-pod09a70ae9ccc491e651e5c773579b3490.slice/cri-containerd-{ID}.scope"),
        ] {
            assert_eq!(pod_uid(&path).as_deref(), Some("09a70ae9ccc491e651e5c773579b3490"), "{path}");
        }
    }

    #[test]
    fn a_word_that_begins_with_pod_is_no_pod() {
        for path in ["/podruntime", "/pod09a70ae9", "/x-podman.slice"] {
            assert!(!is_pod(&split(path.as_bytes())), "{path}");
        }
    }
}
