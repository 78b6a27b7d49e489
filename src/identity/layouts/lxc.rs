//! LXC, LXD and Incus: names instead of ids. `lxc.monitor` holds the process that waits for the container.

use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "lxc",
    containers: &[
        Layout::new("lxc.payload.", Id::Name, ""),
        Layout::new("", Id::Name, "").below(&[Above::Directly("lxc.payload")]),
        Layout::new("", Id::Name, "").below(&[Above::Directly("lxc")]),
    ],
    attendants: &[
        Layout::new("lxc.monitor.", Id::Name, ""),
        Layout::new("", Id::Name, "").below(&[Above::Directly("lxc.monitor")]),
        Layout::exactly("lxc.monitor"),
        Layout::exactly("lxc.pivot"),
    ],
    named_by_user: true,
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn every_generation_of_layouts_is_known() {
        for path in ["/lxc.payload.web/system.slice/nginx.service", "/lxc.payload/web", "/lxc/web", "/lxc/web/ns"] {
            assert_eq!(innermost(path), Some(("lxc", "web".to_owned())), "{path}");
        }
    }

    #[test]
    fn the_monitor_is_in_no_container() {
        for path in ["/lxc.monitor.web", "/lxc.monitor/web", "/lxc.monitor", "/lxc.pivot", "/lxc", "/lxc.payload."] {
            assert_eq!(innermost(path), None, "{path}");
        }
    }
}
