//! kubelet's links to the logs of its containers, whose names say it all: `POD_NAMESPACE_CONTAINER-ID.log`.

use std::fs;

use super::{Found, Places, Tried};
use crate::event::{Container, Metadata, Pod};
use crate::identity::layouts::UNKNOWN_RUNTIME;

/// More links are not looked at.
const MOST_LINKS: usize = 16 << 10;

/// Looks for a link of this container. Only for containers that are in a pod, or may be.
pub(super) fn look_up(places: &Places, container: &Container, tried: &mut Tried) -> Option<Found> {
    if container.pod.is_none() && container.runtime != UNKNOWN_RUNTIME || container.runtime == "podman" {
        return None;
    }
    let ending = format!("-{}.log", container.id);
    for directory in &places.kubelet_logs {
        match fs::read_dir(directory) {
            Err(error) => tried.note(directory, error),
            Ok(links) => {
                let mut names = links.flatten().take(MOST_LINKS).filter_map(|link| link.file_name().into_string().ok());
                match names.find_map(|name| read(name.strip_suffix(&ending)?)) {
                    Some(found) => return Some(found),
                    None => tried.note(directory, "no log of this container"),
                }
            }
        }
    }
    None
}

/// `POD_NAMESPACE_CONTAINER`: none of the three may hold `_` in Kubernetes.
fn read(name: &str) -> Option<Found> {
    let mut parts = name.split('_');
    let (pod, namespace, container) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || [pod, namespace, container].contains(&"") {
        return None;
    }
    Some(Found {
        metadata: Metadata { name: Some(container.to_owned()), ..Metadata::default() },
        pod: Some(Pod { uid: String::new(), name: Some(pod.to_owned()), namespace: Some(namespace.to_owned()) }),
        ..Found::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_links_name_tells_pod_namespace_and_container() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("web-0_prod_app-abc.log"), "").unwrap();
        fs::write(directory.path().join("x-def.log"), "").unwrap();
        let places = Places { kubelet_logs: vec![directory.path().to_owned()], ..Places::default() };
        let container = |id: &str| Container { runtime: "unknown", id: id.to_owned(), ..Container::default() };
        let found = look_up(&places, &container("abc"), &mut Tried::default()).unwrap();
        assert_eq!(found.metadata.name.as_deref(), Some("app"));
        let pod = found.pod.unwrap();
        assert_eq!((pod.name.as_deref(), pod.namespace.as_deref()), (Some("web-0"), Some("prod")));
        let mut tried = Tried::default();
        assert_eq!(look_up(&places, &container("def"), &mut tried), None);
        assert!(tried.text().contains("no log of this container"));
        let docker = Container { runtime: "docker", ..container("abc") };
        assert_eq!(look_up(&places, &docker, &mut Tried::default()), None, "in no pod");
    }
}
