//! Docker's own state: `DATA-ROOT/containers/ID/config.v2.json`, which is there before the container starts.

use serde_json::Value;

use super::{Found, Places, StateFile, Tried, labels, may_be_of, pod_of, read_json, text};
use crate::event::{Container, Metadata};
use crate::identity::segment::is_full_id;

/// Looks in all data roots.
pub(super) fn look_up(places: &Places, container: &Container, tried: &mut Tried) -> Option<Found> {
    if !may_be_of(container, &["docker"]) || !is_full_id(container.id.as_bytes()) {
        return None;
    }
    places.docker_data.iter().find_map(|root| {
        let path = root.join("containers").join(&container.id).join("config.v2.json");
        let file = StateFile::new(path.clone());
        match read_json(&path) {
            Ok(state) if text(&state, "/ID").as_ref() == Some(&container.id) => {
                Some(Found { file: Some(file), ..read(&state) })
            }
            Ok(_) => {
                tried.note(&path, "not of this container");
                None
            }
            Err(error) => {
                tried.note(&path, error);
                None
            }
        }
    })
}

/// The same keys as in what docker's socket answers.
pub(super) fn read(state: &Value) -> Found {
    // Docker writes names with the slash of the network links that it once had.
    let name = text(state, "/Name").map(|name| name.strip_prefix('/').unwrap_or(&name).to_owned());
    let labels = labels(state.pointer("/Config/Labels"));
    let pod = pod_of(&labels, "io.kubernetes.pod.name", "io.kubernetes.pod.namespace", "io.kubernetes.pod.uid");
    let image = text(state, "/Config/Image");
    Found {
        runtime: Some("docker"),
        metadata: Metadata { name: name.filter(|name| !name.is_empty()), image, labels },
        pod,
        ..Found::default()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn container() -> Container {
        Container { runtime: "docker", id: "a".repeat(64), ..Container::default() }
    }

    fn look_up_in(state: &str) -> (Option<Found>, String) {
        let root = tempfile::tempdir().unwrap();
        let directory = root.path().join("containers").join("a".repeat(64));
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("config.v2.json"), state).unwrap();
        let places = Places { docker_data: vec!["/nowhere".into(), root.path().to_owned()], ..Places::default() };
        let mut tried = Tried::default();
        (look_up(&places, &container(), &mut tried), tried.text())
    }

    #[test]
    fn name_image_labels_and_pod_are_read() {
        let state = format!(
            r#"{{"ID": "{}", "Name": "/web", "Image": "sha256:x", "Config": {{"Image": "nginx:1",
            "Labels": {{"a": "b", "io.kubernetes.pod.name": "p", "io.kubernetes.pod.namespace": "n"}}}}}}"#,
            "a".repeat(64)
        );
        let (found, tried) = look_up_in(&state);
        let found = found.unwrap();
        assert_eq!(found.metadata.name.as_deref(), Some("web"));
        assert_eq!(found.metadata.image.as_deref(), Some("nginx:1"));
        assert_eq!(found.metadata.labels[0], ("a".to_owned(), "b".to_owned()));
        assert_eq!(found.pod.unwrap().namespace.as_deref(), Some("n"));
        assert!(tried.contains("/nowhere/containers/"), "{tried}");
    }

    #[test]
    fn damaged_state_is_tried_and_no_more() {
        let huge = " ".repeat(super::super::STATE_LIMIT as usize + 1);
        let deep = "[".repeat(100_000);
        for (state, reason) in [
            ("", "EOF"),
            (r#"{"ID": "aaa"#, "EOF"),
            ("<html>", "expected value"),
            ("[]", "not of this container"),
            (r#"{"ID": 7, "Name": []}"#, "not of this container"),
            (&huge, "larger than"),
            (&deep, "recursion"),
        ] {
            let (found, tried) = look_up_in(state);
            assert_eq!(found, None);
            assert!(tried.contains(reason), "{tried}");
        }
    }

    #[test]
    fn ids_that_could_climb_are_not_looked_up() {
        let places = Places { docker_data: vec!["/".into()], ..Places::default() };
        let hostile = Container { id: "../../etc".to_owned(), ..container() };
        let mut tried = Tried::default();
        assert_eq!(look_up(&places, &hostile, &mut tried), None);
        assert!(tried.0.is_empty());
    }
}
