//! Apache Mesos' own containerizer.

use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "mesos",
    containers: &[Layout::new("", Id::UUID, "").below(&[Above::Somewhere("mesos", "")])],
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn a_uuid_below_mesos_is_a_container() {
        let id = "a9f41620-b165-4d24-abe0-af0af92e7b20";
        assert_eq!(innermost(&format!("/mesos/{id}")), Some(("mesos", id.to_owned())));
        assert_eq!(innermost(&format!("/mesos/{id}/mesos/x")), Some(("mesos", id.to_owned())));
    }
}
