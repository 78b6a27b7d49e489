//! BuildKit's steps of an image build: short ids in base 36.

use super::{Above, Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "buildkit",
    containers: &[Layout::new("", Id::LettersAndDigits(25), "").below(&[Above::Directly("buildkit")])],
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn a_step_counts_only_below_buildkit() {
        let id = "n7zv2ykjfmx0rg9ecl4a8bqtd";
        assert_eq!(innermost(&format!("/docker/buildkit/{id}")), Some(("buildkit", id.to_owned())));
        assert_eq!(innermost(&format!("/docker/{id}")), None);
    }
}
