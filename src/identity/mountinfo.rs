//! The mounts and marker files that tell a container where its cgroup says nothing: `0::/` of a cgroup namespace's root,
//! and rootless podman, which without delegation has no cgroup to give.
//!
//! Runtimes mount generated files over `/etc/hostname`, `/etc/hosts` and `/etc/resolv.conf`, and the root field of
//! `/proc/PID/mountinfo` (proc(5)) shows which file of the host that is, with the container's id in its path. Only mounts
//! *of* such files count: a daemon's namespace has many mounts *at* paths with ids, and those are not where it is.

use super::layouts::UNKNOWN_RUNTIME;
use super::segment::{exact, is_full_id};
use crate::event::{Container, Pod};

/// A mount: the fields that matter here, octal escapes undone.
struct Mount {
    /// The directory or file of the mounted file system.
    root: Vec<u8>,
    /// Where it is mounted.
    at: Vec<u8>,
}

/// The container that the mount table is of.
pub fn read(table: &[u8]) -> Option<Container> {
    let mounts: Vec<Mount> = table.split(|byte| *byte == b'\n').filter_map(parse).collect();
    let pod = mounts.iter().find_map(kubelet_pod);
    let mut found = None;
    for mount in &mounts {
        match generated_file(mount, pod.is_some()) {
            // CRI-O's containers share these files with their pod's sandbox; only this one is a container's own.
            Some(container) if mount.at == b"/run/.containerenv" => {
                found = Some(container);
                break;
            }
            Some(container) => found = found.or(Some(container)),
            None => (),
        }
    }
    let mut container = found.or_else(|| mounts.iter().find_map(root_directory))?;
    container.pod = pod;
    Some(container)
}

/// Whether the mount table is of some container of Kubernetes, be it one that [`read`] finds no id of: containerd's CRI
/// mounts files of the pod's sandbox only.
pub fn is_in_pod(table: &[u8]) -> bool {
    table.split(|byte| *byte == b'\n').filter_map(parse).any(|mount| kubelet_pod(&mount).is_some())
}

/// The container in whose directory a runtime generated the mounted file.
fn generated_file(mount: &Mount, in_kubernetes: bool) -> Option<Container> {
    let expected: &[u8] = match &mount.at[..] {
        b"/etc/hostname" => b"hostname",
        b"/etc/hosts" => b"hosts",
        b"/etc/resolv.conf" => b"resolv.conf",
        b"/run/.containerenv" => b".containerenv",
        _ => return None,
    };
    let segments: Vec<&[u8]> = mount.root.split(|byte| *byte == b'/').collect();
    let directories = segments.strip_suffix(&[expected])?;
    let (runtime, id): (_, &[u8]) = match directories {
        [.., b"overlay-containers" | b"vfs-containers" | b"btrfs-containers" | b"zfs-containers", id, b"userdata"] => {
            // A pod's containers share these files with the sandbox, whose id they name.
            match (in_kubernetes, expected) {
                (false, _) => ("podman", id),
                (true, b".containerenv") => ("cri-o", id),
                (true, _) => return None,
            }
        }
        [.., b"containers", id] if !in_kubernetes => ("docker", id),
        // nerdctl: …/containers/NAMESPACE/ID, and for hosts …/etchosts/NAMESPACE/ID.
        [.., b"containers" | b"etchosts", _namespace, id] => ("containerd", id),
        // containerd's CRI keeps these in `sandboxes/ID`, and that is the pod's.
        _ => return None,
    };
    is_full_id(id).then(|| Container { runtime, id: exact(id), ..Container::default() })
}

/// LXC and systemd-nspawn: the root directory is a directory of the host with the container's name.
fn root_directory(mount: &Mount) -> Option<Container> {
    if mount.at != b"/" {
        return None;
    }
    let segments: Vec<&[u8]> = mount.root.split(|byte| *byte == b'/').collect();
    let (runtime, name): (_, &[u8]) = match &segments[..] {
        [.., b"lxc", name, b"rootfs"] => ("lxc", name),
        [.., b"lib", b"machines", name] => ("systemd-nspawn", name),
        _ => return None,
    };
    let mut container = Container { runtime, id: exact(name), ..Container::default() };
    container.metadata.name = Some(container.id.clone());
    (!name.is_empty()).then_some(container)
}

/// The pod whose `/etc/hosts` or termination log kubelet made.
fn kubelet_pod(mount: &Mount) -> Option<Pod> {
    if !matches!(&mount.at[..], b"/etc/hosts" | b"/dev/termination-log") {
        return None;
    }
    let segments: Vec<&[u8]> = mount.root.split(|byte| *byte == b'/').collect();
    let at = segments.windows(2).position(|pair| pair == [b"kubelet" as &[u8], b"pods"])?;
    let uid = segments.get(at + 2)?;
    (!uid.is_empty()).then(|| Pod { uid: exact(uid), ..Pod::default() })
}

fn parse(line: &[u8]) -> Option<Mount> {
    let mut fields = line.split(|byte| *byte == b' ').skip(3);
    Some(Mount { root: unescape(fields.next()?), at: unescape(fields.next()?) })
}

/// Undoes `\OOO`, the kernel's escape for blanks, newlines and backslashes (fs/seq_file.c, mangle_path).
fn unescape(field: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(field.len());
    let mut rest = field;
    while let Some((first, behind)) = rest.split_first() {
        match rest {
            [b'\\', high @ b'0'..=b'3', middle @ b'0'..=b'7', low @ b'0'..=b'7', after @ ..] => {
                plain.push((high - b'0') << 6 | (middle - b'0') << 3 | (low - b'0'));
                rest = after;
            }
            _ => {
                plain.push(*first);
                rest = behind;
            }
        }
    }
    plain
}

/// `/run/.containerenv`, which podman writes into each container, and fills for privileged ones: `engine="podman-4.3.1"`,
/// `id="…"`, `name="…"`, `image="…"`. `None` when it does not hold an id.
pub fn read_containerenv(text: &[u8]) -> Option<Container> {
    let value = |key: &[u8]| {
        let line = text.split(|byte| *byte == b'\n').find_map(|line| line.strip_prefix(key)?.strip_prefix(b"=\""))?;
        line.strip_suffix(b"\"")
    };
    let id = value(b"id").filter(|id| is_full_id(id))?;
    let podman = value(b"engine").is_some_and(|engine| engine.starts_with(b"podman"));
    let mut container =
        Container { runtime: if podman { "podman" } else { UNKNOWN_RUNTIME }, id: exact(id), ..Container::default() };
    container.metadata.name = value(b"name").map(exact);
    container.metadata.image = value(b"image").map(exact);
    Some(container)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(table: &str) -> Option<(&'static str, String)> {
        read(table.as_bytes()).map(|container| (container.runtime, container.id))
    }

    #[test]
    fn the_known_cases_are_read_right() {
        let mut cases = 0;
        for row in include_str!("../../tests/data/cgroup-cases.tsv").lines() {
            let columns: Vec<&str> = row.split('\t').collect();
            let Some((_, table)) = columns[1].split_once("mountinfo: ") else { continue };
            cases += 1;
            let expected = (!columns[3].is_empty()).then(|| columns[3].to_owned());
            let found = told(table);
            assert_eq!(found.as_ref().map(|(_, id)| id.clone()), expected, "{row}");
            if let Some((runtime, _)) = found {
                assert_eq!(runtime, columns[2], "{row}");
            }
        }
        assert_eq!(cases, 3);
    }

    #[test]
    fn mounts_at_a_containers_path_are_not_of_a_container() {
        let id = "a".repeat(64);
        for table in [
            format!("1 2 0:1 / /var/lib/docker/containers/{id}/mounts/shm rw - tmpfs shm rw"),
            format!("1 2 0:1 /x /var/lib/docker/containers/{id}/hostname rw - tmpfs shm rw"),
            format!("1 2 0:1 /var/lib/docker/containers/{id}/hostname /backup/hostname rw - ext4 x rw"),
            format!("1 2 0:1 /var/lib/docker/containers/{id}/hosts /etc/hostname rw - ext4 x rw"),
            format!("1 2 0:1 /var/lib/docker/containers/{}/hosts /etc/hosts rw - ext4 x rw", &id[1..]),
        ] {
            assert_eq!(told(&table), None, "{table}");
        }
    }

    #[test]
    fn a_pods_sandbox_is_not_its_container() {
        let (sandbox, id) = ("b".repeat(64), "a".repeat(64));
        let shared =
            format!("1 2 0:1 /storage/overlay-containers/{sandbox}/userdata/hostname /etc/hostname rw - x x rw\n");
        let pod =
            "1 2 0:1 /var/lib/kubelet/pods/3d274242-8ee0-11e9-a8a6-1e68d864ef1a/etc-hosts /etc/hosts rw - x x rw\n";
        let own = format!("1 2 0:1 /s/overlay-containers/{id}/userdata/.containerenv /run/.containerenv rw - x x rw\n");
        assert_eq!(told(&shared), Some(("podman", sandbox.clone())), "without a pod it is podman's");
        assert_eq!(told(&format!("{shared}{pod}")), None);
        let docker = format!("1 2 0:1 /var/lib/docker/containers/{sandbox}/hostname /etc/hostname rw - x x rw\n");
        assert_eq!(told(&docker), Some(("docker", sandbox.clone())));
        assert_eq!(told(&format!("{docker}{pod}")), None);
        assert!(is_in_pod(format!("{docker}{pod}").as_bytes()));
        assert!(!is_in_pod(docker.as_bytes()));
        let found = read(format!("{shared}{pod}{own}").as_bytes()).unwrap();
        assert_eq!((found.runtime, found.id), ("cri-o", id));
        assert_eq!(found.pod.unwrap().uid, "3d274242-8ee0-11e9-a8a6-1e68d864ef1a");
    }

    #[test]
    fn other_runtimes_are_told_by_their_directories() {
        let id = "a".repeat(64);
        let table = format!(
            "1 2 0:1 /var/lib/nerdctl/1935db59/containers/default/{id}/resolv.conf /etc/resolv.conf rw - x x rw"
        );
        assert_eq!(told(&table), Some(("containerd", id)));
        let table = "1 2 0:1 /var/lib/lxc/my\\040box/rootfs / rw - ext4 x rw";
        assert_eq!(told(table), Some(("lxc", "my box".to_owned())));
        assert_eq!(told("1 2 0:1 /var/lib/machines/web / rw - btrfs x rw"), Some(("systemd-nspawn", "web".to_owned())));
        assert_eq!(told("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw"), None);
    }

    #[test]
    fn a_filled_containerenv_tells_all_and_an_empty_one_nothing() {
        let id = "c".repeat(64);
        let text = format!("engine=\"podman-4.3.1\"\nname=\"pweb\"\nid=\"{id}\"\nimage=\"localhost/x:1\"\n");
        let found = read_containerenv(text.as_bytes()).unwrap();
        assert_eq!((found.runtime, &found.id), ("podman", &id));
        assert_eq!(found.metadata.name.as_deref(), Some("pweb"));
        assert_eq!(found.metadata.image.as_deref(), Some("localhost/x:1"));
        assert_eq!(read_containerenv(b""), None);
        assert_eq!(read_containerenv(b"id=\"../../x\"\n"), None);
    }

    proptest! {
        #[test]
        fn no_table_panics(table in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&table);
            let _ = read_containerenv(&table);
        }
    }
}
