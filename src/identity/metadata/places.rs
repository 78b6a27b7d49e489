//! Where runtimes keep their state on this machine: the usual places, and those that running daemons were told to use.

use std::path::{Path, PathBuf};

use super::read_json;
use crate::event::Tid;
use crate::identity::monitor::{self, Kind, Monitor};
use crate::identity::procfs::Procfs;
use crate::identity::segment::exact;
use crate::identity::settings::Settings;

/// Where to look. Earlier entries are better guesses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Places {
    /// Docker's data roots (with `containers/ID/config.v2.json`).
    pub(crate) docker_data: Vec<PathBuf>,
    /// Roots of containers-storage, of podman and CRI-O (with `overlay-containers/containers.json`).
    pub(crate) storages: Vec<PathBuf>,
    /// Where containerd's shims keep their bundles (with `NAMESPACE/ID/config.json`).
    pub(crate) containerd_states: Vec<PathBuf>,
    /// kubelet's links to its containers' logs.
    pub(crate) kubelet_logs: Vec<PathBuf>,
    /// Monitors of containers, with their bundles.
    pub(crate) monitors: Vec<Monitor>,
    /// Sockets that daemons were told to listen on.
    pub(crate) sockets: Vec<PathBuf>,
}

/// More processes are not looked at in search of daemons.
const MOST_PROCESSES: usize = 32 << 10;
/// More users' directories are not looked at.
const MOST_USERS: usize = 64;

/// The directory of shims within containerd's state.
const TASKS: &str = "io.containerd.runtime.v2.task";

impl Places {
    /// Where distributions, and the configuration files of docker and podman, put things.
    pub(crate) fn usual(settings: &Settings) -> Places {
        let at = |path: &str| settings.root.join(path);
        let mut places = Places::default();
        if let Ok(daemon) = read_json(&at("etc/docker/daemon.json")) {
            for key in ["/data-root", "/graph"] {
                places.docker_data.extend(super::text(&daemon, key).map(PathBuf::from));
            }
            let hosts = daemon.get("hosts").and_then(|hosts| hosts.as_array()).into_iter().flatten();
            places.sockets.extend(hosts.filter_map(|host| socket(host.as_str()?)));
        }
        places.docker_data.push(at("var/lib/docker"));
        places.docker_data.push(at("var/snap/docker/common/var-lib-docker"));
        places.storages.extend(configured_storage(&at("etc/containers/storage.conf")));
        places.storages.push(at("var/lib/containers/storage"));
        for home in homes(settings) {
            places.docker_data.push(home.join(".local/share/docker"));
            places.storages.push(home.join(".local/share/containers/storage"));
        }
        for state in [
            "run/containerd",
            "run/k3s/containerd",
            "run/k0s/containerd",
            "run/docker/containerd/daemon",
            "var/snap/microk8s/common/run/containerd",
        ] {
            places.containerd_states.push(at(state).join(TASKS));
        }
        places.kubelet_logs.push(at("var/log/containers"));
        places
    }

    /// Where the monitor above a task keeps its container: right even for daemons with directories of their own.
    pub(crate) fn of_task(procfs: &Procfs, tid: Tid) -> Places {
        let mut places = Places::default();
        places.extend(monitor::above(procfs, tid).map(Found::Monitor));
        places
    }

    /// What the command lines of all running daemons and monitors say.
    pub(crate) fn of_running_daemons(procfs: &Procfs) -> Places {
        let mut places = Places::default();
        for process in procfs.processes(MOST_PROCESSES) {
            let daemon = || dockerd(procfs, &process.to_string());
            places.extend(monitor::read(procfs, process).map(Found::Monitor).or_else(daemon));
        }
        places
    }

    fn extend(&mut self, found: Option<Found>) {
        match found {
            Some(Found::Dockerd { data, execution, sockets }) => {
                self.docker_data.extend(data);
                self.containerd_states.extend(execution.map(|root| root.join("containerd/daemon").join(TASKS)));
                self.sockets.extend(sockets);
            }
            Some(Found::Monitor(monitor)) => {
                let parent = |levels: usize| monitor.bundle.as_deref()?.ancestors().nth(levels).map(Path::to_owned);
                match monitor.kind {
                    // ROOT/overlay-containers/ID/userdata
                    Kind::Conmon => self.storages.extend(parent(3)),
                    // STATE/NAMESPACE/ID
                    Kind::Shim => self.containerd_states.extend(parent(2)),
                }
                self.monitors.push(monitor);
            }
            None => (),
        }
        for list in [&mut self.docker_data, &mut self.storages, &mut self.containerd_states, &mut self.sockets] {
            // A hundred monitors of one daemon name the same directory.
            if let Some((last, before)) = list.split_last()
                && before.contains(last)
            {
                list.pop();
            }
        }
    }
}

enum Found {
    Monitor(Monitor),
    Dockerd { data: Option<PathBuf>, execution: Option<PathBuf>, sockets: Vec<PathBuf> },
}

/// What docker's daemon was told by options. A daemon in a container, of whose usual places the tracer knows nothing,
/// says by its mere presence where they are.
fn dockerd(procfs: &Procfs, process: &str) -> Option<Found> {
    let arguments = procfs.command_line(process);
    let program = arguments.first()?.rsplit(|byte| *byte == b'/').next()?;
    if program != b"dockerd" {
        return None;
    }
    let values = |options: &[&str]| -> Vec<String> {
        let mut values = Vec::new();
        let mut rest = arguments.iter().map(|argument| exact(argument));
        while let Some(argument) = rest.next() {
            match argument.split_once('=') {
                Some((option, value)) if options.contains(&option) => values.push(value.to_owned()),
                None if options.contains(&&argument[..]) => values.extend(rest.next()),
                _ => (),
            }
        }
        values
    };
    let here = |path: PathBuf| procfs.seen_from_here(process, path);
    let last =
        |options: &[&str], usual: &str| Some(here(PathBuf::from(values(options).pop().unwrap_or(usual.to_owned()))));
    let mut sockets: Vec<PathBuf> = values(&["-H", "--host"]).iter().filter_map(|host| socket(host)).collect();
    if sockets.is_empty() {
        sockets.push(PathBuf::from("/run/docker.sock"));
    }
    Some(Found::Dockerd {
        data: last(&["--data-root", "-g", "--graph"], "/var/lib/docker"),
        execution: last(&["--exec-root"], "/run/docker"),
        sockets: sockets.into_iter().map(here).collect(),
    })
}

/// The path of a `unix://` address, as docker and podman write it.
pub(super) fn socket(address: &str) -> Option<PathBuf> {
    address.strip_prefix("unix://").filter(|path| path.starts_with('/')).map(PathBuf::from)
}

/// `graphroot = "…"` of containers-storage.conf(5): a line, so that no reader of TOML is needed for it.
fn configured_storage(path: &Path) -> Option<PathBuf> {
    let text = crate::identity::procfs::read_bounded(path, 64 << 10).ok()?;
    let text = String::from_utf8_lossy(&text);
    let value = text.lines().find_map(|line| line.trim().strip_prefix("graphroot")?.trim().strip_prefix('='))?;
    let value = value.trim().trim_matches(['"', '\'']);
    value.starts_with('/').then(|| PathBuf::from(value))
}

/// The homes of the tracer's user and of all who are logged in or lingering, where rootless runtimes keep their state.
fn homes(settings: &Settings) -> Vec<PathBuf> {
    let mut homes: Vec<PathBuf> = settings.home.iter().cloned().collect();
    for uid in users(settings) {
        let user = nix::unistd::User::from_uid(nix::unistd::Uid::from_raw(uid)).ok().flatten();
        homes.extend(user.map(|user| user.dir).filter(|home| !homes.contains(home)));
    }
    homes
}

/// The users with a runtime directory (`/run/user/UID`).
pub(super) fn users(settings: &Settings) -> Vec<u32> {
    let entries = std::fs::read_dir(settings.root.join("run/user")).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).take(MOST_USERS).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn configuration_files_precede_the_usual_places() {
        let root = tempfile::tempdir().unwrap();
        for directory in ["etc/docker", "etc/containers"] {
            fs::create_dir_all(root.path().join(directory)).unwrap();
        }
        let daemon = r#"{"data-root": "/data/docker", "hosts": ["unix:///d.sock", "tcp://1.2.3.4"]}"#;
        fs::write(root.path().join("etc/docker/daemon.json"), daemon).unwrap();
        let storage = "[storage]\n# graphroot = \"/no\"\n graphroot = \"/data/containers\"\n";
        fs::write(root.path().join("etc/containers/storage.conf"), storage).unwrap();
        let settings =
            Settings { root: root.path().to_owned(), home: Some(PathBuf::from("/home/me")), ..Settings::default() };
        let places = Places::usual(&settings);
        assert_eq!(places.docker_data[..2], [PathBuf::from("/data/docker"), root.path().join("var/lib/docker")]);
        assert_eq!(places.storages[0], Path::new("/data/containers"));
        assert!(places.storages.contains(&PathBuf::from("/home/me/.local/share/containers/storage")));
        assert_eq!(places.sockets, [PathBuf::from("/d.sock")]);
    }

    #[test]
    fn running_daemons_say_where_their_state_is() {
        let directory = tempfile::tempdir().unwrap();
        let process = |tid: Tid, line: &str| {
            let path = directory.path().join(tid.to_string());
            fs::create_dir(&path).unwrap();
            fs::write(path.join("stat"), format!("{tid} (x) S 1 0 0\n")).unwrap();
            fs::write(path.join("cmdline"), line.replace(' ', "\0") + "\0").unwrap();
            symlink("/x/exec/containerd/daemon/io.containerd.runtime.v2.task/moby/ID", path.join("cwd")).unwrap();
        };
        process(2, "/usr/bin/dockerd --host=unix:///x.sock -H fd:// --data-root /x/data --exec-root=/x/exec");
        process(3, "/usr/bin/containerd-shim-runc-v2 -namespace moby -id ID -address x");
        process(4, "/usr/bin/conmon -c CID -n web -b /s/overlay-containers/CID/userdata");
        process(5, "sh -c dockerd --data-root /no");
        let places = Places::of_running_daemons(&Procfs::new(directory.path()));
        assert_eq!(places.docker_data, [PathBuf::from("/x/data")]);
        let state = PathBuf::from("/x/exec/containerd/daemon/io.containerd.runtime.v2.task");
        assert_eq!(places.containerd_states, [state]);
        assert_eq!(places.storages, [PathBuf::from("/s")]);
        assert_eq!(places.sockets, [PathBuf::from("/x.sock")]);
        assert_eq!(places.monitors.len(), 2);
    }

    #[test]
    fn a_daemon_in_a_container_is_reached_through_its_root() {
        let directory = tempfile::tempdir().unwrap();
        for (process, line) in [("self", "x"), ("2", "dockerd"), ("3", "dockerd --data-root=/data")] {
            let path = directory.path().join(process);
            fs::create_dir_all(path.join("ns")).unwrap();
            fs::write(path.join("cmdline"), line.replace(' ', "\0") + "\0").unwrap();
            // The second is in the tracer's mount namespace.
            let namespace = directory.path().join(if process == "3" { "ns-other" } else { "ns-own" });
            fs::write(&namespace, "").unwrap();
            symlink(namespace, path.join("ns/mnt")).unwrap();
        }
        let mut places = Places::of_running_daemons(&Procfs::new(directory.path()));
        places.docker_data.sort();
        let root = directory.path().join("3/root");
        let mut expected = [PathBuf::from("/var/lib/docker"), root.join("data")];
        expected.sort();
        assert_eq!(places.docker_data, expected);
        assert!(places.sockets.contains(&root.join("run/docker.sock")));
    }
}
