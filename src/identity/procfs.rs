//! What is read of a process below `/proc` (proc(5)), with limits on what a hostile process can make of it.
//!
//! The hot path, a task's cgroup text, goes into one buffer that is reused; everything else is cold.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use crate::event::Tid;

/// More is never read of a cgroup text. The kernel cuts each of its lines at a path of `PATH_MAX` bytes, and there are
/// about a dozen hierarchies.
const CGROUP_LIMIT: usize = 1 << 20;
/// More is never read of a command line.
const COMMAND_LINE_LIMIT: u64 = 128 << 10;
/// More is never read of a mount table. Hosts with a thousand containers have some hundred kilobytes.
const MOUNTINFO_LIMIT: u64 = 4 << 20;

/// A mounted proc file system, and room for the texts that are read of it.
pub(crate) struct Procfs {
    root: PathBuf,
    /// Room for `ROOT/TID/cgroup`.
    path: String,
    /// Room for the text.
    buffer: Vec<u8>,
}

impl Procfs {
    /// The file system that is mounted here: `/proc`, but in tests.
    pub(crate) fn new(root: &Path) -> Procfs {
        Procfs { root: root.to_owned(), path: String::with_capacity(64), buffer: vec![0; 8 << 10] }
    }

    /// The whole text of `/proc/TID/cgroup`, which costs an open, a read and a close: the kernel makes the text at the
    /// first read and gives all of it to a buffer that is large enough.
    pub(crate) fn cgroup(&mut self, tid: Tid) -> io::Result<&[u8]> {
        self.path.clear();
        let root = self.root.to_str().unwrap_or("/proc");
        self.path.push_str(root);
        // Writing to a String does not fail.
        let _ = write!(self.path, "/{tid}/cgroup");
        loop {
            let length = File::open(&self.path)?.read(&mut self.buffer)?;
            if length < self.buffer.len() || length >= CGROUP_LIMIT {
                return Ok(&self.buffer[..length]);
            }
            self.buffer.resize(self.buffer.len() * 4, 0);
        }
    }

    fn of(&self, process: &str, file: &str) -> PathBuf {
        self.root.join(process).join(file)
    }

    /// The tracer's own cgroup text.
    pub(crate) fn own_cgroup(&self) -> io::Result<Vec<u8>> {
        read_bounded(&self.of("self", "cgroup"), CGROUP_LIMIT as u64)
    }

    /// The number of a namespace (namespaces(7)) of the process; `process` is a tid or `self`, `kind` as in
    /// `/proc/PID/ns`.
    pub(crate) fn namespace(&self, process: &str, kind: &str) -> Option<u64> {
        fs::metadata(self.of(process, "ns").join(kind)).ok().map(|namespace| namespace.ino())
    }

    /// The process' mount table (`/proc/PID/mountinfo`), cut at a limit.
    pub(crate) fn mountinfo(&self, process: &str) -> io::Result<Vec<u8>> {
        read_bounded(&self.of(process, "mountinfo"), MOUNTINFO_LIMIT)
    }

    /// A small file below the process' root directory; `path` is relative.
    pub(crate) fn file_in_root(&self, process: &str, path: &str, limit: u64) -> io::Result<Vec<u8>> {
        read_bounded(&self.of(process, "root").join(path), limit)
    }

    /// The path by which the tracer reaches what a process calls `path`: another one if the process has mounts of its
    /// own, as the daemons of docker in docker have.
    pub(crate) fn seen_from_here(&self, process: &str, path: PathBuf) -> PathBuf {
        if self.namespace(process, "mnt") == self.namespace("self", "mnt") {
            return path;
        }
        match path.strip_prefix("/") {
            Ok(relative) => self.of(process, "root").join(relative),
            Err(_) => path,
        }
    }

    /// The process' argument vector.
    pub(crate) fn command_line(&self, process: &str) -> Vec<Vec<u8>> {
        let text = read_bounded(&self.of(process, "cmdline"), COMMAND_LINE_LIMIT).unwrap_or_default();
        let text = text.strip_suffix(b"\0").unwrap_or(&text);
        match text.is_empty() {
            true => Vec::new(),
            false => text.split(|byte| *byte == 0).map(<[u8]>::to_vec).collect(),
        }
    }

    /// The process' current directory, which for containerd's shim is the container's bundle.
    pub(crate) fn current_directory(&self, process: &str) -> Option<PathBuf> {
        fs::read_link(self.of(process, "cwd")).ok()
    }

    /// Field `number` (from 1) of `/proc/TID/stat`, from the third on. The second is the name, which may hold anything,
    /// so the count begins behind its last `)`.
    fn stat_field(&self, tid: Tid, number: usize) -> Option<u64> {
        let text = read_bounded(&self.of(&tid.to_string(), "stat"), 4096).ok()?;
        let behind = memchr::memrchr(b')', &text)?;
        let field = text.get(behind + 2..)?.split(|byte| *byte == b' ').nth(number.checked_sub(3)?)?;
        std::str::from_utf8(field).ok()?.parse().ok()
    }

    /// The parent's process id; `None` at the top of the pid namespace.
    pub(crate) fn parent(&self, tid: Tid) -> Option<Tid> {
        self.stat_field(tid, 4).and_then(|parent| Tid::try_from(parent).ok()).filter(|parent| *parent > 0)
    }

    /// Whether the task has begun to end (`PF_EXITING`, include/linux/sched.h). Its version 1 cgroups read as `/` from
    /// then on (kernel/cgroup/cgroup.c, proc_cgroup_show).
    pub(crate) fn is_exiting(&self, tid: Tid) -> bool {
        const EXITING: u64 = 0x4;
        self.stat_field(tid, 9).is_none_or(|flags| flags & EXITING != 0)
    }

    /// All process ids, at most so many.
    pub(crate) fn processes(&self, limit: usize) -> Vec<Tid> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).take(limit).collect()
    }
}

/// A regular file's whole content, cut at `limit` bytes. Anything else is an error: a pipe or a device in the place of a
/// file could block for ever.
pub(crate) fn read_bounded(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    use std::os::unix::fs::OpenOptionsExt;
    let file = fs::OpenOptions::new().read(true).custom_flags(libc::O_NONBLOCK | libc::O_CLOEXEC).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut content = Vec::new();
    file.take(limit).read_to_end(&mut content)?;
    Ok(content)
}

/// The same for a file that is useless when cut: longer than `limit` is an error.
pub(crate) fn read_whole(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let content = read_bounded(path, limit + 1)?;
    if content.len() as u64 > limit {
        return Err(io::Error::other(format!("larger than {limit} bytes")));
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_outgrows_the_buffer_is_read_whole() {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("7")).unwrap();
        let text = "0::/x\n".repeat(5000);
        fs::write(directory.path().join("7/cgroup"), &text).unwrap();
        let mut procfs = Procfs::new(directory.path());
        assert_eq!(procfs.cgroup(7).unwrap(), text.as_bytes());
        assert!(procfs.cgroup(8).is_err());
    }

    #[test]
    fn a_name_with_parentheses_does_not_shift_the_fields() {
        let directory = tempfile::tempdir().unwrap();
        fs::create_dir(directory.path().join("7")).unwrap();
        fs::write(directory.path().join("7/stat"), b"7 (a) Z 1 \xff) S 5 7 7 0 -1 4194308 0\n").unwrap();
        let procfs = Procfs::new(directory.path());
        assert_eq!(procfs.parent(7), Some(5));
        assert!(procfs.is_exiting(7));
        assert!(procfs.is_exiting(8), "gone");
    }

    #[test]
    fn what_the_kernel_says_of_ourselves_is_read() {
        let procfs = Procfs::new(Path::new("/proc"));
        let own = std::process::id() as Tid;
        assert!(!procfs.is_exiting(own));
        assert_eq!(procfs.parent(own), Some(std::os::unix::process::parent_id() as Tid));
        assert_eq!(procfs.namespace("self", "mnt"), procfs.namespace(&own.to_string(), "mnt"));
        assert!(procfs.namespace("self", "mnt").is_some());
        assert!(!procfs.command_line("self").is_empty());
        assert!(procfs.processes(usize::MAX).contains(&own));
    }

    #[test]
    fn pipes_and_directories_are_not_read() {
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
        assert!(read_bounded(&pipe, 10).is_err());
        assert!(read_bounded(directory.path(), 10).is_err());
        let file = directory.path().join("file");
        fs::write(&file, "0123456789").unwrap();
        assert_eq!(read_bounded(&file, 4).unwrap(), b"0123");
        assert_eq!(read_whole(&file, 10).unwrap().len(), 10);
        assert!(read_whole(&file, 9).is_err());
    }
}
