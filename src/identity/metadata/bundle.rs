//! OCI bundles: the `config.json` that containerd, CRI-O and podman write for runc. Under Kubernetes its annotations name
//! pod, namespace, container and image without any socket.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Found, Places, Tried, labels, may_be_of, pod_of, read_json};
use crate::event::{Container, Metadata};
use crate::identity::segment::is_component;

/// More namespaces of containerd are not looked into.
const MOST_NAMESPACES: usize = 64;

/// Looks in the bundles of containerd's namespaces and of containers-storage.
pub(super) fn look_up(places: &Places, container: &Container, tried: &mut Tried) -> Option<Found> {
    if !is_component(&container.id) {
        return None;
    }
    if may_be_of(container, &["docker", "containerd"])
        && let Some(found) = in_containerd(places, container, tried)
    {
        return Some(found);
    }
    let bundles: Vec<PathBuf> = match may_be_of(container, &["podman", "cri-o"]) {
        true => places
            .storages
            .iter()
            .map(|root| root.join("overlay-containers").join(&container.id).join("userdata"))
            .collect(),
        false => Vec::new(),
    };
    let own = places.monitors.iter().filter(|monitor| monitor.id == container.id);
    own.filter_map(|monitor| monitor.bundle.clone()).chain(bundles).find_map(|bundle| in_bundle(&bundle, tried))
}

fn in_containerd(places: &Places, container: &Container, tried: &mut Tried) -> Option<Found> {
    for state in &places.containerd_states {
        let namespaces = match fs::read_dir(state) {
            Ok(namespaces) => namespaces,
            Err(error) => {
                tried.note(state, error);
                continue;
            }
        };
        for namespace in namespaces.flatten().take(MOST_NAMESPACES) {
            let bundle = namespace.path().join(&container.id);
            if !bundle.is_dir() {
                continue;
            }
            let docker = namespace.file_name() == "moby";
            let found = in_bundle(&bundle, tried)?;
            let runtime = Some(if docker { "docker" } else { "containerd" });
            // Docker keeps names to itself; containerd knows none but what the bundle says.
            return Some(Found { runtime, complete: !docker, ..found });
        }
        tried.note(state, "no bundle of this container");
    }
    None
}

fn in_bundle(bundle: &Path, tried: &mut Tried) -> Option<Found> {
    let path = bundle.join("config.json");
    match read_json(&path) {
        Ok(config) => Some(read(&config)),
        Err(error) => {
            tried.note(&path, error);
            None
        }
    }
}

/// What the annotations say, by the keys of containerd's CRI, CRI-O and nerdctl.
fn read(config: &Value) -> Found {
    let annotations = labels(config.get("annotations"));
    let get = |keys: &[&str]| {
        let value = |key: &&str| annotations.iter().find(|(known, value)| known == key && !value.is_empty());
        keys.iter().find_map(value).map(|(_, value)| value.clone())
    };
    let crio = get(&["io.container.manager"]).as_deref() == Some("cri-o");
    let name = get(&["io.kubernetes.cri.container-name", "io.kubernetes.container.name", "nerdctl/name"]);
    let image = get(&["io.kubernetes.cri.image-name", "io.kubernetes.cri-o.ImageName", "nerdctl/image-ref"]);
    let pod = pod_of(
        &annotations,
        "io.kubernetes.cri.sandbox-name",
        "io.kubernetes.cri.sandbox-namespace",
        "io.kubernetes.cri.sandbox-uid",
    );
    let pod = pod.or_else(|| {
        pod_of(&annotations, "io.kubernetes.pod.name", "io.kubernetes.pod.namespace", "io.kubernetes.pod.uid")
    });
    // CRI-O hands the pod's labels on as JSON within the JSON.
    let own_labels = get(&["io.kubernetes.cri-o.Labels"]).and_then(|text| serde_json::from_str::<Value>(&text).ok());
    Found {
        runtime: crio.then_some("cri-o"),
        metadata: Metadata { name, image, labels: labels(own_labels.as_ref()) },
        pod,
        complete: crio,
        file: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, bundle: &str, config: &str) {
        fs::create_dir_all(root.join(bundle)).unwrap();
        fs::write(root.join(bundle).join("config.json"), config).unwrap();
    }

    fn container(runtime: &'static str) -> Container {
        Container { runtime, id: "abc".to_owned(), ..Container::default() }
    }

    #[test]
    fn containerds_annotations_name_pod_and_container() {
        let root = tempfile::tempdir().unwrap();
        let config = r#"{"annotations": {"io.kubernetes.cri.container-name": "app",
            "io.kubernetes.cri.image-name": "nginx:1", "io.kubernetes.cri.sandbox-name": "web-0",
            "io.kubernetes.cri.sandbox-namespace": "prod", "io.kubernetes.cri.sandbox-uid": "u"}}"#;
        write(root.path(), "k8s.io/abc", config);
        write(root.path(), "default/other", "{}");
        let places = Places { containerd_states: vec![root.path().to_owned()], ..Places::default() };
        let found = look_up(&places, &container("unknown"), &mut Tried::default()).unwrap();
        assert_eq!(found.runtime, Some("containerd"));
        assert_eq!(found.metadata.name.as_deref(), Some("app"));
        assert_eq!(found.metadata.image.as_deref(), Some("nginx:1"));
        let pod = found.pod.unwrap();
        assert_eq!((pod.name.as_deref(), pod.namespace.as_deref()), (Some("web-0"), Some("prod")));
    }

    #[test]
    fn ctrs_bundle_is_an_answer_without_a_name_and_dockers_is_not() {
        let root = tempfile::tempdir().unwrap();
        let places = Places { containerd_states: vec![root.path().to_owned()], ..Places::default() };
        write(root.path(), "default/abc", "{}");
        let found = look_up(&places, &container("containerd"), &mut Tried::default()).unwrap();
        assert_eq!((found.metadata.name, found.complete), (None, true));
        fs::remove_dir_all(root.path().join("default")).unwrap();
        write(root.path(), "moby/abc", "{}");
        let found = look_up(&places, &container("unknown"), &mut Tried::default()).unwrap();
        assert_eq!((found.runtime, found.complete), (Some("docker"), false));
    }

    #[test]
    fn crios_bundle_tells_all() {
        let root = tempfile::tempdir().unwrap();
        let config = r#"{"annotations": {"io.container.manager": "cri-o", "io.kubernetes.container.name": "app",
            "io.kubernetes.cri-o.ImageName": "img", "io.kubernetes.pod.name": "p", "io.kubernetes.pod.namespace": "n",
            "io.kubernetes.cri-o.Labels": "{\"a\":\"b\"}"}}"#;
        write(root.path(), "overlay-containers/abc/userdata", config);
        let places = Places { storages: vec![root.path().to_owned()], ..Places::default() };
        let found = look_up(&places, &container("cri-o"), &mut Tried::default()).unwrap();
        assert_eq!(found.metadata.labels, [("a".to_owned(), "b".to_owned())]);
        assert_eq!(found.metadata.name.as_deref(), Some("app"));
        assert_eq!(found.pod.unwrap().name.as_deref(), Some("p"));
    }

    #[test]
    fn an_id_with_a_path_in_it_is_not_looked_up() {
        let places = Places { containerd_states: vec!["/".into()], ..Places::default() };
        let hostile = Container { id: "../etc".to_owned(), ..container("containerd") };
        assert_eq!(look_up(&places, &hostile, &mut Tried::default()), None);
    }
}
