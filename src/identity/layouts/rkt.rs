//! rkt: a machine of systemd's whose name is the pod's UUID.

use super::{Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime =
    Runtime { name: "rkt", containers: &[Layout::new("machine-rkt-", Id::UUID, ".scope")], ..Runtime::NONE };

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn the_uuid_is_unescaped() {
        let path = r"/machine.slice/machine-rkt\x2dbfb7d57e\x2d80ff\x2d4ef8\x2db602\x2d9b907b3f3a38.scope/system.slice";
        assert_eq!(innermost(path), Some(("rkt", "bfb7d57e-80ff-4ef8-b602-9b907b3f3a38".to_owned())));
    }
}
