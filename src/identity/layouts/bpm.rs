//! BOSH Process Manager, which runs runc and names the unit after the job.

use super::{Id, Layout, Runtime};

pub(super) const RUNTIME: Runtime = Runtime {
    name: "bpm",
    containers: &[Layout::new("*bpm-", Id::Name, ".scope")],
    named_by_user: true,
    ..Runtime::NONE
};

#[cfg(test)]
mod tests {
    use super::super::innermost;

    #[test]
    fn the_job_is_the_name() {
        let path = "/system.slice/runc-bpm-cloud-controller-ng.scope";
        assert_eq!(innermost(path), Some(("bpm", "cloud-controller-ng".to_owned())));
        assert_eq!(innermost("/system.slice/bpm-.scope"), None);
    }
}
