//! Which cgroup paths are the system's own, so that a path that matches no layout may be called the host.
//!
//! The list is short on purpose: what it does not name is shown as unknown, with its path, and never as the host.

use std::borrow::Cow;

use super::layouts;
use super::segment::is_unit;

/// Cgroups below a unit that systemd or the unit's own manager makes for processes beside the main ones.
const BELOW_A_UNIT: [&[u8]; 4] = [b".control", b"supervisor", b"udev", b"init"];

/// Whole paths of host systems without systemd: Talos' services, kubelet's for itself and the runtime
/// (`--kubelet-cgroups`, `--runtime-cgroups`), OpenRC's root.
const PATHS: [&[&[u8]]; 6] = [
    &[b"podruntime", b"kubelet"],
    &[b"podruntime", b"runtime"],
    &[b"kubelet"],
    &[b"runtime"],
    &[b"init"],
    &[b"openrc"],
];

/// Whether a cgroup is the root, or one of systemd's slices, services, scopes and sessions, or the same of the small
/// init systems. `controllers` is the line's second field (cgroups(7)).
pub(crate) fn is_system(controllers: &[u8], segments: &[Cow<'_, [u8]>]) -> bool {
    let Some((first, rest)) = segments.split_first() else {
        return true;
    };
    if PATHS.iter().any(|path| path.len() == segments.len() && path.iter().zip(segments).all(|(a, b)| *a == &**b)) {
        return true;
    }
    // elogind's sessions have the hierarchy for themselves.
    if controllers == b"name=elogind" && rest.is_empty() {
        return true;
    }
    if is_session_of_pam(first, rest) {
        return true;
    }
    if let Some(service) = first.strip_prefix(b"openrc.") {
        return !service.is_empty() && rest.is_empty();
    }
    let mut above_is_unit = false;
    segments.iter().enumerate().all(|(index, segment)| {
        let own = is_unit(segment) && !holds_an_id(segment) && !layouts::is_pod(&segments[..=index]);
        let below = above_is_unit && BELOW_A_UNIT.contains(&&**segment);
        above_is_unit = own;
        own || below
    })
}

/// `/user/NAME/NUMBER` (libpam-cgfs) and `/user/UID.user/SESSION.session` (systemd before slices).
fn is_session_of_pam(first: &[u8], rest: &[Cow<'_, [u8]>]) -> bool {
    if first != b"user" {
        return false;
    }
    match rest {
        [_, number] => number.iter().all(u8::is_ascii_digit) || number.ends_with(b".session"),
        [user] => user.ends_with(b".user"),
        [] => true,
        _ => false,
    }
}

/// Whether about as many hexadecimal digits stand in a row as a container's id has. Such a unit is not the system's,
/// even if no known layout reads it: a runtime nobody has listed, or an id that is damaged.
fn holds_an_id(segment: &[u8]) -> bool {
    segment.split(|byte| !byte.is_ascii_hexdigit()).any(|run| run.len() >= 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::segment::split;

    fn system(path: &str) -> bool {
        is_system(b"", &split(path.as_bytes()))
    }

    #[test]
    fn units_sessions_and_the_root_are_the_systems() {
        for path in [
            "/",
            "/init.scope",
            "/system.slice/nginx.service",
            "/system.slice/systemd-udevd.service/udev",
            "/user.slice/user-0.slice/session-14.scope",
            "/user.slice/user-1000.slice/user@1000.service/app.slice/app-a.slice/vte-spawn-75bc72bd-6642-4cf5.scope",
            "/system.slice/run-r0123456789abcdef0123456789abcdef.service",
            "/system.slice/dev-hugepages.mount",
            "/user/root/0",
            "/user/1000.user/c2.session",
            "/openrc.sshd",
            "/podruntime/kubelet",
        ] {
            assert!(system(path), "{path}");
        }
        assert!(is_system(b"name=elogind", &split(b"/c1")));
    }

    #[test]
    fn nothing_else_is() {
        let digits = "0".repeat(65);
        for path in [
            "/foo",
            "/foo/bar.service",
            "/system.slice/foo.service/bar",
            "/kubepods.slice/kubepods-podeb052b63_ea96_4728_ab4a_64ab3babccd7.slice",
            "/user/root/0/x",
            "/process_api/c86da7c725a7088955844bf873a3eb17",
            "/.slice",
            "/openrc.",
            &format!("/system.slice/docker-{digits}.scope"),
            &format!("/system.slice/new-{}.scope", &digits[1..]),
        ] {
            assert!(!system(path), "{path}");
        }
    }
}
