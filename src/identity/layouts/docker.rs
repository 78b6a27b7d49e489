//! Docker, with the cgroupfs driver (`docker/ID`) and systemd's (`docker-ID.scope`), also below cri-dockerd's pods.

use super::kubernetes::PODS;
use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "docker",
    containers: &[
        Layout::new("docker-", Id::FULL, ".scope"),
        Layout::new("docker-", Id::FULL, ""),
        Layout::new("", Id::FULL, "").below(&[Above::Directly("docker")]),
        // A systemd-style cgroup parent that is given to the cgroupfs driver.
        Layout::new("*:docker:", Id::FULL, ""),
    ],
    pods: PODS,
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::{innermost, pod_uid};

    const ID: &str = "7951fb549ab99e0722a949b6c121634e1f3a36b5bacbe5392991e3b12251e6b8";

    #[test]
    fn both_drivers_are_known() {
        for path in [
            format!("/docker/{ID}"),
            format!("/system.slice/docker-{ID}.scope"),
            format!("/system.slice/docker-{ID}.scope/init.scope"),
            format!("/docker/{ID}/ns"),
            format!("/system.slice:docker:{ID}"),
        ] {
            assert_eq!(innermost(&path), Some(("docker", ID.to_owned())), "{path}");
        }
    }

    #[test]
    fn cri_dockerd_tells_the_pod() {
        let path = format!("/kubepods.slice/kubepods-podeb052b63_ea96_4728_ab4a_64ab3babccd7.slice/docker-{ID}.scope");
        assert_eq!(pod_uid(&path).as_deref(), Some("eb052b63-ea96-4728-ab4a-64ab3babccd7"));
    }

    #[test]
    fn the_daemon_and_ids_of_a_wrong_length_are_none() {
        for path in ["/system.slice/docker.service", &format!("/docker/{ID}0"), &format!("/docker/{}", &ID[1..])] {
            assert_eq!(innermost(path), None, "{path}");
        }
    }
}
