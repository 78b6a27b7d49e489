//! The command line of the container's monitor: conmon is told its container's name.

use super::{Found, Places, Tried};
use crate::event::{Container, Metadata};

/// Looks for the container's monitor among those that are known.
pub(super) fn look_up(places: &Places, container: &Container, _: &mut Tried) -> Option<Found> {
    let monitor = places.monitors.iter().find(|monitor| monitor.id == container.id)?;
    Some(Found {
        runtime: Some(monitor.runtime()),
        metadata: Metadata { name: monitor.name.clone(), ..Metadata::default() },
        ..Found::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::monitor::{Kind, Monitor};

    #[test]
    fn conmon_knows_the_name() {
        let monitor = Monitor {
            process: 7,
            kind: Kind::Conmon,
            id: "abc".to_owned(),
            name: Some("web".to_owned()),
            bundle: None,
            namespace: None,
        };
        let places = Places { monitors: vec![monitor], ..Places::default() };
        let container = |id: &str| Container { runtime: "podman", id: id.to_owned(), ..Container::default() };
        let found = look_up(&places, &container("abc"), &mut Tried::default()).unwrap();
        assert_eq!((found.metadata.name.as_deref(), found.runtime), (Some("web"), Some("podman")));
        assert_eq!(look_up(&places, &container("ab"), &mut Tried::default()), None);
    }
}
