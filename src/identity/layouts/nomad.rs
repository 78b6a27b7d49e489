//! HashiCorp Nomad's exec driver: the allocation's id and the task's name.

use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "nomad",
    containers: &[
        Layout::new("", Id::Pair(&Id::UUID, ".", &Id::Name), ".scope").below(&[Above::Somewhere("nomad.slice", "")])
    ],
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn a_task_counts_only_below_nomads_slice() {
        let id = "4744f0ea-7616-ab3a-a420-8e25056e3861.web";
        assert_eq!(innermost(&format!("/nomad.slice/share.slice/{id}.scope")), Some(("nomad", id.to_owned())));
        assert_eq!(innermost(&format!("/user.slice/{id}.scope")), None);
    }
}
