//! What a user, a system or a test decides about identity.

use std::path::PathBuf;

/// How identities are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether tasks are identified at all; if not, all are on the host and nothing is read.
    pub enabled: bool,
    /// Whether names, images and labels are looked up.
    pub look_up: bool,
    /// Sockets of runtimes to ask before the usual ones.
    pub runtime_sockets: Vec<PathBuf>,
    /// Docker's `DOCKER_HOST` and podman's `CONTAINER_HOST`; those that begin with `unix://` are asked.
    pub hosts: Vec<String>,
    /// The user's home directory, which has the state of rootless runtimes.
    pub home: Option<PathBuf>,
    /// Where proc is mounted.
    pub proc_root: PathBuf,
    /// The directory that stands for `/` when a runtime's state is looked for.
    pub root: PathBuf,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            enabled: true,
            look_up: true,
            runtime_sockets: Vec::new(),
            hosts: Vec::new(),
            home: None,
            proc_root: PathBuf::from("/proc"),
            root: PathBuf::from("/"),
        }
    }
}

impl Settings {
    /// The defaults, and what the environment says: `DOCKER_HOST`, `CONTAINER_HOST` and `HOME`.
    pub fn from_environment() -> Settings {
        let hosts = ["DOCKER_HOST", "CONTAINER_HOST"].iter().filter_map(|name| std::env::var(name).ok()).collect();
        Settings { hosts, home: std::env::home_dir(), ..Settings::default() }
    }
}
