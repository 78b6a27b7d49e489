//! A docker daemon of the test's own, below a temporary directory, with images made on the spot: no registry is
//! asked for anything.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use nix::mount::{MntFlags, umount2};
use nix::sys::signal::Signal;
use tempfile::TempDir;

use super::tracer::{PATH, Running, Tracer};
use super::wait;

/// The image that [`Docker::start`] makes: busybox, and nothing else.
pub const IMAGE: &str = "ptrace-trace-test/busybox:1";

/// A daemon, its containers and images; all end when it is dropped.
pub struct Docker {
    // Dropped in this order: the daemon's directory goes last.
    daemon: Option<Running>,
    directory: TempDir,
}

impl Docker {
    /// Starts a daemon and makes [`IMAGE`]. Needs root, docker.io and busybox-static.
    #[track_caller]
    pub fn start() -> Docker {
        let directory = tempfile::Builder::new().prefix("ptrace-trace-docker.").tempdir().expect("a directory");
        let d = directory.path().display().to_string();
        let daemon = Tracer::of("/usr/sbin/dockerd")
            .args(["--host", &format!("unix://{d}/docker.sock")])
            .args(["--data-root", &format!("{d}/data"), "--exec-root", &format!("{d}/exec")])
            .args(["--pidfile", &format!("{d}/docker.pid"), "--bridge=none"])
            .args(["--iptables=false", "--ip-forward=false", "--ip-masq=false"])
            .start();
        let docker = Docker { daemon: Some(daemon), directory };
        let ready = wait::poll(wait::SHORT * 3, || docker.try_run(&["version"]).status.success().then_some(()));
        if ready.is_none() {
            let errors = docker.daemon.as_ref().map(Running::stderr).unwrap_or_default();
            panic!("dockerd does not answer:\n{errors}");
        }
        docker.make_image();
        docker
    }

    #[track_caller]
    fn make_image(&self) {
        let root = self.directory.path().join("root");
        for directory in ["bin", "proc", "sys", "dev", "tmp", "etc", "run", "var"] {
            fs::create_dir_all(root.join(directory)).expect("mkdir");
        }
        fs::copy("/bin/busybox", root.join("bin/busybox")).expect("busybox-static");
        fs::set_permissions(root.join("tmp"), fs::Permissions::from_mode(0o1777)).expect("chmod");
        for name in ["sh", "cat", "ls", "sleep", "true"] {
            std::os::unix::fs::symlink("busybox", root.join("bin").join(name)).expect("symlink");
        }
        let archive = self.directory.path().join("root.tar");
        let tar = Command::new("tar").arg("-C").arg(&root).arg("-cf").arg(&archive).arg(".").status().expect("tar");
        assert!(tar.success());
        let archive = archive.to_str().expect("a path of ours").to_owned();
        self.run(&["import", "-c", "CMD [\"sh\"]", &archive, IMAGE]);
    }

    /// Runs the `docker` command; returns what it wrote, without the newline at its end.
    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = self.try_run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "docker {arguments:?}: {}\n{stderr}", output.status);
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Like [`Docker::run`], whatever comes of it.
    pub fn try_run(&self, arguments: &[&str]) -> Output {
        Command::new("/usr/bin/docker")
            .env_clear()
            .env("PATH", PATH)
            .env("HOME", self.path())
            .arg("-H")
            .arg(format!("unix://{}/docker.sock", self.path().display()))
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .expect("docker")
    }

    /// The pid of a container's init on the host.
    #[track_caller]
    pub fn init(&self, container: &str) -> i32 {
        self.run(&["inspect", "-f", "{{.State.Pid}}", container]).parse().expect("a pid")
    }

    /// The daemon's directory.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The daemon's pid.
    pub fn pid(&self) -> i32 {
        self.daemon.as_ref().map_or(0, Running::pid)
    }
}

impl Drop for Docker {
    fn drop(&mut self) {
        let containers = self.try_run(&["ps", "-aq"]);
        let containers = String::from_utf8_lossy(&containers.stdout).into_owned();
        for container in containers.split_whitespace() {
            self.try_run(&["rm", "-f", container]);
        }
        if let Some(mut daemon) = self.daemon.take() {
            if daemon.runs() {
                daemon.signal(Signal::SIGTERM);
            }
            wait::poll(wait::SHORT, || (!daemon.runs()).then_some(()));
        }
        // The network namespace of `--network=none` stays mounted, and would keep the directory.
        let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
        for mount in mounts.lines().rev().filter_map(|line| line.split(' ').nth(1)) {
            if Path::new(mount).starts_with(self.directory.path()) {
                let _ = umount2(mount, MntFlags::MNT_DETACH);
            }
        }
        // docker leaves the parent of its containers' cgroups; whoever else has one in it keeps it.
        for hierarchy in fs::read_dir("/sys/fs/cgroup").into_iter().flatten().flatten() {
            let _ = fs::remove_dir(hierarchy.path().join("docker"));
        }
    }
}
