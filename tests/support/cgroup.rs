//! Cgroups as a container's runtime makes them, without a runtime: directories that a test makes, puts a
//! process into, and removes.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::tracer::Tracer;
use super::wait;

/// Where hierarchies are mounted: version 1 controllers, and version 2 beside them or alone.
const HIERARCHIES: [&str; 3] = ["/sys/fs/cgroup/pids", "/sys/fs/cgroup/unified", "/sys/fs/cgroup"];

/// A cgroup in every hierarchy in which it could be made, removed when dropped.
pub struct Cgroup {
    /// The container's id in its path.
    pub id: String,
    directories: Vec<PathBuf>,
}

impl Cgroup {
    /// Makes `/docker/<64 hex>`, as docker does with its cgroupfs driver. `None` where no hierarchy lets us.
    pub fn docker() -> Option<Cgroup> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let id = format!("{:08x}{:04x}{:052x}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed), 0xd0c);
        let directories: Vec<PathBuf> = HIERARCHIES
            .iter()
            .map(Path::new)
            // Where version 2 stands beside version 1, the common parent is no hierarchy.
            .filter(|hierarchy| hierarchy.join("cgroup.procs").exists())
            .filter_map(|hierarchy| make(&hierarchy.join("docker").join(&id)))
            .collect();
        if directories.is_empty() { None } else { Some(Cgroup { id, directories }) }
    }

    /// The id as tools show it.
    pub fn short_id(&self) -> &str {
        &self.id[..12]
    }

    /// Runs the tracer inside, and so what it traces.
    pub fn around(&self, tracer: Tracer) -> Tracer {
        // The shell moves itself and becomes the tracer: there is no moment at which it is elsewhere.
        let script = format!("{}exec \"$@\"", self.move_here());
        tracer.under(["sh".as_ref(), "-c".as_ref(), script.as_ref(), "sh".as_ref() as &std::ffi::OsStr])
    }

    /// A shell's commands that move the shell inside.
    pub fn move_here(&self) -> String {
        self.directories.iter().map(|directory| format!("echo $$ >{}/cgroup.procs && ", directory.display())).collect()
    }
}

/// Makes a cgroup and its parents; `None` where that is not allowed.
fn make(directory: &Path) -> Option<PathBuf> {
    // Another test may remove the empty parent between the two steps: again, then.
    wait::poll(wait::SHORT, || match fs::create_dir_all(directory) {
        Ok(()) => Some(Some(directory.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(_) => Some(None),
    })
    .flatten()
}

impl Drop for Cgroup {
    fn drop(&mut self) {
        for directory in &self.directories {
            // A cgroup counts its zombies: they need a moment.
            let removed = wait::poll(wait::SHORT, || match fs::remove_dir(directory) {
                Err(error) if error.kind() == ErrorKind::ResourceBusy => None,
                other => Some(other),
            });
            if !matches!(removed, Some(Ok(()))) {
                eprintln!("{} cannot be removed", directory.display());
            }
            // Its parent belongs to all who made it: whoever is last removes it.
            if let Some(parent) = directory.parent() {
                let _ = fs::remove_dir(parent);
            }
        }
    }
}
