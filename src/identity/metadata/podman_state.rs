//! The list of containers that podman and CRI-O keep in containers-storage: `ROOT/DRIVER-containers/containers.json`, and
//! for transient storage `volatile-containers.json` beside it. A container's name and image are in a text of JSON within
//! the JSON; podman's labels are not on disc but in its database.

use serde_json::Value;

use super::{Found, Places, StateFile, Tried, may_be_of, read_json, text};
use crate::event::{Container, Metadata};

/// The drivers of containers-storage.
const LISTS: [&str; 4] = [
    "overlay-containers/containers.json",
    "overlay-containers/volatile-containers.json",
    "vfs-containers/containers.json",
    "btrfs-containers/containers.json",
];

/// Looks in the lists of all storages.
pub(super) fn look_up(places: &Places, container: &Container, tried: &mut Tried) -> Option<Found> {
    if !may_be_of(container, &["podman", "cri-o"]) {
        return None;
    }
    for root in &places.storages {
        for list in LISTS {
            let path = root.join(list);
            let file = StateFile::new(path.clone());
            match read_json(&path) {
                Ok(state) => match read(&state, &container.id) {
                    Some(found) => return Some(Found { file: Some(file), ..found }),
                    None => tried.note(&path, "not of this container"),
                },
                // Only one of the lists is there, and the first is the usual one.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && list != LISTS[0] => (),
                Err(error) => tried.note(&path, error),
            }
        }
    }
    None
}

fn read(list: &Value, id: &str) -> Option<Found> {
    let entry = list.as_array()?.iter().find(|entry| entry.get("id").and_then(Value::as_str) == Some(id))?;
    let inner = entry.get("metadata").and_then(Value::as_str).and_then(|text| serde_json::from_str(text).ok());
    let inner: Value = inner.unwrap_or(Value::Null);
    let name = text(entry, "/names/0").or_else(|| text(&inner, "/name"));
    // CRI-O names the pod in its own part; podman has no such key.
    let runtime = if inner.get("pod-name").is_some() { "cri-o" } else { "podman" };
    let metadata = Metadata { name, image: text(&inner, "/image-name"), labels: Vec::new() };
    Some(Found { runtime: Some(runtime), metadata, ..Found::default() })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn look_up_in(list: &str) -> (Option<Found>, String) {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("overlay-containers")).unwrap();
        fs::write(root.path().join(LISTS[0]), list).unwrap();
        let places = Places { storages: vec![root.path().to_owned()], ..Places::default() };
        let container = Container { runtime: "podman", id: "abc".to_owned(), ..Container::default() };
        let mut tried = Tried::default();
        (look_up(&places, &container, &mut tried), tried.text())
    }

    #[test]
    fn the_text_within_the_json_is_read() {
        let list = r#"[{"id": "other", "names": ["x"]}, {"id": "abc", "names": ["pweb"], "image": "484f",
            "metadata": "{\"image-name\":\"localhost/local/x:1\",\"name\":\"pweb\"}"}]"#;
        let found = look_up_in(list).0.unwrap();
        assert_eq!(found.metadata.name.as_deref(), Some("pweb"));
        assert_eq!(found.metadata.image.as_deref(), Some("localhost/local/x:1"));
        assert_eq!(found.runtime, Some("podman"));
    }

    #[test]
    fn a_damaged_list_is_tried_and_no_more() {
        for (list, reason) in
            [("[{", "EOF"), ("{}", "not of this"), (r#"[7, {"id": 8}]"#, "not of this"), ("", "EOF"), ("x", "expected")]
        {
            let (found, tried) = look_up_in(list);
            assert_eq!(found, None);
            assert!(tried.contains(reason), "{tried}");
        }
        let half = look_up_in(r#"[{"id": "abc", "metadata": "{\"name\":"}]"#).0.unwrap();
        assert_eq!(half.metadata, Metadata::default(), "a name is not invented");
    }
}
