//! Finding the program to start, as a shell would, and whom to run it as.

use super::{ProgramError, UsageError};
use crate::ptrace::Ownership;
use nix::errno::Errno;
use nix::unistd::{AccessFlags, Gid, Uid, User, access};
use std::ffi::{CString, OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// The file that `name` means: itself if it has a slash, else the first one in `search` (the value of PATH) that can be executed.
pub(super) fn find(name: &OsStr, search: Option<&OsStr>) -> Result<PathBuf, ProgramError> {
    let shown = name.to_string_lossy();
    if name.as_bytes().contains(&b'/') {
        let path = PathBuf::from(name);
        return match check(&path) {
            Ok(()) => Ok(path),
            Err(Errno::ENOENT) => Err(missing(format!("'{shown}' does not exist"))),
            Err(errno) => Err(refused(&path, errno)),
        };
    }
    let mut best: Option<(PathBuf, Errno)> = None;
    for directory in search.unwrap_or(OsStr::new("/usr/local/bin:/bin:/usr/bin")).as_bytes().split(|&byte| byte == b':')
    {
        // An empty entry is the current directory (execvp(3)).
        let directory = if directory.is_empty() { b"." } else { directory };
        let path = Path::new(OsStr::from_bytes(directory)).join(name);
        match check(&path) {
            Ok(()) => return Ok(path),
            Err(Errno::ENOENT | Errno::ENOTDIR) => {}
            Err(errno) => best = best.or(Some((path, errno))),
        }
    }
    match best {
        Some((path, errno)) => Err(refused(&path, errno)),
        None => Err(missing(format!("'{shown}' was not found in PATH; check its name, or give its path"))),
    }
}

fn check(path: &Path) -> Result<(), Errno> {
    let metadata = std::fs::metadata(path).map_err(|error| Errno::from_raw(error.raw_os_error().unwrap_or(0)))?;
    if metadata.is_dir() {
        return Err(Errno::EISDIR);
    }
    access(path, AccessFlags::X_OK)
}

fn missing(message: String) -> ProgramError {
    ProgramError { message, status: 127 }
}

fn refused(path: &Path, errno: Errno) -> ProgramError {
    let path = path.display();
    let message = match errno {
        Errno::EISDIR => format!("'{path}' is a directory, not a program"),
        Errno::EACCES => format!("'{path}' is not executable; check its permissions (chmod +x)"),
        errno => format!("'{path}' cannot be executed: {}", errno.desc()),
    };
    ProgramError { message, status: 126 }
}

/// Why execve failed although the file could be executed.
pub(crate) fn exec_failure(path: &Path, errno: Errno) -> ProgramError {
    let shown = path.display();
    match errno {
        Errno::ENOENT => missing(format!("'{shown}' cannot be executed: its interpreter or loader does not exist")),
        Errno::ENOEXEC => ProgramError {
            message: format!("'{shown}' cannot be executed: it is neither a program nor a script with a #! line"),
            status: 126,
        },
        errno => refused(path, errno),
    }
}

/// Whom `-u NAME` means, with that user's groups.
pub(super) fn ownership(name: &str) -> Result<Ownership, UsageError> {
    let user = match name.parse::<u32>() {
        Ok(uid) => User::from_uid(Uid::from_raw(uid)),
        Err(_) => User::from_name(name),
    };
    let user = user.ok().flatten().ok_or_else(|| UsageError(format!("-u: there is no user '{name}'")))?;
    if !Uid::effective().is_root() && user.uid != Uid::effective() {
        return Err(UsageError(format!("-u: only root can run a program as '{name}'; use sudo")));
    }
    let groups = CString::new(user.name.as_str())
        .ok()
        .and_then(|name| nix::unistd::getgrouplist(&name, user.gid).ok())
        .unwrap_or_else(|| vec![user.gid]);
    Ok(Ownership {
        uid: user.uid,
        gid: user.gid,
        groups: groups.into_iter().map(|gid| Gid::from_raw(gid.as_raw())).collect(),
    })
}

/// The environment with the changes that `-E` asks for.
pub(super) fn environment(changes: &[OsString]) -> Vec<OsString> {
    let mut variables: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    for change in changes {
        let bytes = change.as_bytes();
        let (name, value) = match bytes.iter().position(|&byte| byte == b'=') {
            Some(end) => (OsStr::from_bytes(&bytes[..end]), Some(OsStr::from_bytes(&bytes[end + 1..]))),
            None => (change.as_os_str(), None),
        };
        let existing = variables.iter().position(|(other, _)| other == name);
        match (existing, value) {
            (Some(index), Some(value)) => variables[index].1 = value.to_owned(),
            (None, Some(value)) => variables.push((name.to_owned(), value.to_owned())),
            (Some(index), None) => drop(variables.remove(index)),
            (None, None) => {}
        }
    }
    let join = |(mut name, value): (OsString, OsString)| {
        name.push("=");
        name.push(value);
        name
    };
    variables.into_iter().map(join).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_as_a_shell_finds_them() {
        let path = |name, search: &str| find(OsStr::new(name), Some(OsStr::new(search)));
        assert_eq!(path("sh", "/nowhere:/bin").unwrap(), Path::new("/bin/sh"));
        assert_eq!(path("/bin/sh", "").unwrap(), Path::new("/bin/sh"));
        assert_eq!(path("nosuch", "/bin").unwrap_err().status, 127);
        assert_eq!(path("/etc/passwd", "").unwrap_err().status, 126);
        assert_eq!(path("/tmp", "").unwrap_err().message, "'/tmp' is a directory, not a program");
        assert_eq!(path("passwd", "/etc").unwrap_err().status, 126);
    }
}
