//! libvirt's driver for Linux containers. Its virtual machines (`machine-qemu…`) are processes of the host.

use super::{Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "libvirt-lxc",
    containers: &[
        Layout::new("", Id::Name, ".libvirt-lxc"),
        // The star is the controller's pid, which is no part of the name.
        Layout::new("machine-lxc-*-", Id::Name, ".scope"),
    ],
    attendants: &[Layout::new("machine-qemu", Id::Name, ".scope"), Layout::new("", Id::Name, ".libvirt-qemu")],
    named_by_user: true,
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn names_are_taken_without_the_pid() {
        for path in
            ["/machine/my-cont.libvirt-lxc", r"/machine.slice/machine-lxc\x2d5172\x2dmy\x2dcont.scope/libvirt/emulator"]
        {
            assert_eq!(innermost(path), Some(("libvirt-lxc", "my-cont".to_owned())), "{path}");
        }
    }

    #[test]
    fn a_virtual_machine_is_no_container() {
        assert_eq!(innermost(r"/machine.slice/machine-qemu\x2d1\x2dopnsense.scope"), None);
        assert_eq!(innermost("/machine/vm.libvirt-qemu/emulator"), None);
    }
}
