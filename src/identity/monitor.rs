//! Monitors: the processes of a runtime that outlive its daemon and wait for one container. Their command lines name the
//! container, so that one among a task's ancestors says where the task is.
//!
//! conmon (podman, CRI-O) is started with `-c ID -n NAME -b BUNDLE`, containerd's shim with
//! `-namespace NAMESPACE -id ID -address SOCKET` in the bundle as its current directory.

use std::path::PathBuf;

use super::procfs::Procfs;
use super::segment::exact;
use crate::event::Tid;

/// A monitor and what its command line says of its container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Monitor {
    /// The monitor's own process.
    pub(crate) process: Tid,
    /// What kind it is of.
    pub(crate) kind: Kind,
    /// The container's id.
    pub(crate) id: String,
    /// The container's name (conmon only).
    pub(crate) name: Option<String>,
    /// The directory with the container's OCI `config.json`, as the tracer reaches it.
    pub(crate) bundle: Option<PathBuf>,
    /// containerd's namespace (shim only).
    pub(crate) namespace: Option<String>,
}

/// The two kinds of monitors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// podman's and CRI-O's.
    Conmon,
    /// containerd's, and by it docker's.
    Shim,
}

impl Monitor {
    /// The runtime, as far as the command line tells.
    pub(crate) fn runtime(&self) -> &'static str {
        match (self.kind, self.namespace.as_deref()) {
            (Kind::Shim, Some("moby")) => "docker",
            (Kind::Shim, _) => "containerd",
            // CRI-O keeps its bundles in directories of the same name, and names containers `k8s_…`.
            (Kind::Conmon, _) if self.name.as_deref().is_some_and(|name| name.starts_with("k8s_")) => "cri-o",
            (Kind::Conmon, _) => "podman",
        }
    }
}

/// More ancestors are never looked at: a pid that is used again while they are read could make a loop.
const MOST_ANCESTORS: usize = 64;

/// The nearest monitor among the ancestors of a task.
pub(crate) fn above(procfs: &Procfs, tid: Tid) -> Option<Monitor> {
    let mut process = tid;
    for _ in 0..MOST_ANCESTORS {
        process = procfs.parent(process)?;
        if let Some(monitor) = read(procfs, process) {
            return Some(monitor);
        }
    }
    None
}

/// What a process is the monitor of, if it is one.
pub(crate) fn read(procfs: &Procfs, process: Tid) -> Option<Monitor> {
    let name = process.to_string();
    let arguments = procfs.command_line(&name);
    let mut monitor = parse(process, &arguments)?;
    if monitor.kind == Kind::Shim {
        monitor.bundle = procfs.current_directory(&name);
    }
    monitor.bundle = monitor.bundle.map(|bundle| procfs.seen_from_here(&name, bundle));
    Some(monitor)
}

/// The monitor that an argument vector is of.
fn parse(process: Tid, arguments: &[Vec<u8>]) -> Option<Monitor> {
    let program = arguments.first()?;
    let program = program.rsplit(|byte| *byte == b'/').next()?;
    // Whatever follows is options of the runtime's own, among which the same words could stand.
    let end = |argument: &Vec<u8>| argument == b"--exit-command";
    let arguments = &arguments[..arguments.iter().position(end).unwrap_or(arguments.len())];
    let value = |options: [&[u8]; 2]| {
        arguments.windows(2).find(|pair| options.contains(&&pair[0][..])).map(|pair| exact(&pair[1]))
    };
    let kind = match program {
        b"conmon" => Kind::Conmon,
        _ if program.starts_with(b"containerd-shim") => Kind::Shim,
        _ => return None,
    };
    let monitor = Monitor { process, kind, id: String::new(), name: None, bundle: None, namespace: None };
    Some(match kind {
        Kind::Conmon => Monitor {
            id: value([b"-c", b"--cid"])?,
            name: value([b"-n", b"--name"]).filter(|name| !name.is_empty()),
            bundle: value([b"-b", b"--bundle"]).map(PathBuf::from),
            ..monitor
        },
        Kind::Shim => Monitor {
            id: value([b"-id", b"--id"])?,
            namespace: Some(value([b"-namespace", b"--namespace"])?),
            ..monitor
        },
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    fn arguments(line: &str) -> Vec<Vec<u8>> {
        line.split(' ').map(|argument| argument.as_bytes().to_vec()).collect()
    }

    #[test]
    fn conmon_names_its_container() {
        let line = "/usr/bin/conmon --api-version 1 -c ID -u ID -r /usr/bin/runc -b /s/overlay-containers/ID/userdata \
                    -p /r/pidfile -n web --exit-command /usr/bin/podman --exit-command-arg -n --exit-command-arg x";
        let monitor = parse(7, &arguments(line)).unwrap();
        assert_eq!((monitor.runtime(), &monitor.id[..]), ("podman", "ID"));
        assert_eq!(monitor.name.as_deref(), Some("web"));
        assert_eq!(monitor.bundle, Some(PathBuf::from("/s/overlay-containers/ID/userdata")));
        let crio = parse(7, &arguments("conmon -b /b -c ID -n k8s_app_pod_ns_uid_0")).unwrap();
        assert_eq!(crio.runtime(), "cri-o");
    }

    #[test]
    fn a_shim_names_namespace_and_container() {
        let line = "/usr/bin/containerd-shim-runc-v2 -namespace moby -id ID -address /run/containerd/containerd.sock";
        let monitor = parse(7, &arguments(line)).unwrap();
        assert_eq!((monitor.runtime(), &monitor.id[..]), ("docker", "ID"));
        let line = "containerd-shim-runc-v2 -namespace default -id web -address x";
        assert_eq!(parse(7, &arguments(line)).unwrap().runtime(), "containerd");
    }

    #[test]
    fn other_programs_are_no_monitors() {
        for line in ["sh -c conmon", "/usr/bin/containerd -id x -namespace y", "conmon", "conmon -c", ""] {
            assert_eq!(parse(7, &arguments(line)), None, "{line}");
        }
    }

    #[test]
    fn the_nearest_monitor_above_is_found() {
        let directory = tempfile::tempdir().unwrap();
        let process = |tid: Tid, parent: Tid, line: &str| {
            let path = directory.path().join(tid.to_string());
            fs::create_dir(&path).unwrap();
            fs::write(path.join("stat"), format!("{tid} (x) S {parent} 0 0\n")).unwrap();
            fs::write(path.join("cmdline"), line.replace(' ', "\0") + "\0").unwrap();
            symlink("/bundle", path.join("cwd")).unwrap();
        };
        process(1, 0, "init");
        process(2, 1, "/usr/bin/containerd-shim-runc-v2 -namespace default -id outer -address x");
        process(3, 2, "/usr/bin/containerd-shim-runc-v2 -namespace default -id inner -address x");
        process(4, 3, "sh");
        process(8, 9, "sh");
        process(9, 8, "sh");
        let procfs = Procfs::new(directory.path());
        let monitor = above(&procfs, 4).unwrap();
        assert_eq!((&monitor.id[..], monitor.process), ("inner", 3));
        assert_eq!(monitor.bundle, Some(PathBuf::from("/bundle")));
        assert_eq!(above(&procfs, 3).unwrap().id, "outer", "a monitor is not in its own container");
        assert_eq!(above(&procfs, 2), None);
        assert_eq!(above(&procfs, 8), None, "a loop ends");
    }
}
