//! Cloud Foundry's Garden: ids like a UUID whose last group is cut to four digits.

use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "garden",
    containers: &[Layout::new("", Id::Groups(&[8, 4, 4, 4, 4]), "").below(&[Above::Somewhere("garden", "")])],
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn ids_count_only_below_garden() {
        let id = "6f265890-5165-7fab-6b52-18d1";
        for path in [format!("/garden/{id}"), format!("/system.slice/garden.service/garden/{id}")] {
            assert_eq!(innermost(&path), Some(("garden", id.to_owned())), "{path}");
        }
        assert_eq!(innermost(&format!("/x/{id}")), None);
        assert_eq!(innermost(&format!("/garden/{id}0")), None);
    }
}
