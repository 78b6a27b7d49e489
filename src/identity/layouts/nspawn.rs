//! systemd-nspawn, registered with systemd-machined or run from its unit. `supervisor` holds nspawn itself.

use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "systemd-nspawn",
    containers: UNITS,
    attendants: &[Layout::exactly("supervisor").below(&[Above::Next(UNITS)])],
    named_by_user: true,
    ..Runtime::NONE
};

const UNITS: &[Layout] =
    &[Layout::new("machine-", Id::Name, ".scope"), Layout::new("systemd-nspawn@", Id::Name, ".service")];

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn names_are_unescaped() {
        for path in [
            r"/machine.slice/machine-my\x2dweb.scope",
            r"/machine.slice/systemd-nspawn@my\x2dweb.service/payload/init.scope",
        ] {
            assert_eq!(innermost(path), Some(("systemd-nspawn", "my-web".to_owned())), "{path}");
        }
    }

    #[test]
    fn the_supervisor_is_in_no_container() {
        for path in
            ["/machine.slice/systemd-nspawn@web.service/supervisor", "/machine.slice/machine-a.scope/supervisor"]
        {
            assert_eq!(innermost(path), None, "{path}");
        }
        let inside = "/machine.slice/machine-a.scope/payload/x.service/supervisor";
        assert_eq!(innermost(inside), Some(("systemd-nspawn", "a".to_owned())));
    }
}
