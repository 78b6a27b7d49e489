//! Reading a tracee's memory.

use crate::event::Tid;
use nix::errno::Errno;
use nix::sys::uio::{RemoteIoVec, process_vm_readv};
use nix::unistd::Pid;
use std::fs::File;
use std::io::IoSliceMut;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether process_vm_readv(2) is refused here altogether (an old docker's seccomp profile, a kernel without it).
static REFUSED: AtomicBool = AtomicBool::new(false);

/// Reads `ranges` (address, length) of task `tid`, one behind the other, into `into`, and returns how many bytes were read before
/// the first one that could not be.
pub fn read_memory(tid: Tid, ranges: &[(u64, usize)], into: &mut [u8]) -> usize {
    if !REFUSED.load(Ordering::Relaxed) {
        match read_vectored(tid, ranges, into) {
            Ok(read) => return read,
            Err(Errno::EFAULT | Errno::ESRCH) => return 0,
            Err(Errno::ENOSYS) => REFUSED.store(true, Ordering::Relaxed),
            // EPERM may be this task's own affair (not dumpable): ask again for the next one.
            Err(_) => {}
        }
    }
    read_file(tid, ranges, into).unwrap_or_else(|| read_words(tid, ranges, into))
}

fn read_vectored(tid: Tid, ranges: &[(u64, usize)], into: &mut [u8]) -> nix::Result<usize> {
    /// Ranges that fit without allocating: what one stop usually needs.
    const FEW: usize = 16;
    let remote = |&(base, len): &(u64, usize)| RemoteIoVec { base: base as usize, len };
    let local = &mut [IoSliceMut::new(into)];
    if ranges.len() <= FEW {
        let mut few = [RemoteIoVec { base: 0, len: 0 }; FEW];
        few.iter_mut().zip(ranges).for_each(|(slot, range)| *slot = remote(range));
        process_vm_readv(Pid::from_raw(tid), local, &few[..ranges.len()])
    } else {
        process_vm_readv(Pid::from_raw(tid), local, &ranges.iter().map(remote).collect::<Vec<_>>())
    }
}

/// The same by `/proc/TID/mem`; `None` if it cannot be opened.
fn read_file(tid: Tid, ranges: &[(u64, usize)], into: &mut [u8]) -> Option<usize> {
    let file = File::open(format!("/proc/{tid}/mem")).ok()?;
    let mut done = 0;
    for &(address, length) in ranges {
        let mut left = &mut into[done..done + length];
        let mut address = address;
        while !left.is_empty() {
            match file.read_at(left, address) {
                Ok(0) | Err(_) => return Some(done + length - left.len()),
                Ok(read) => {
                    address += read as u64;
                    left = &mut left[read..];
                }
            }
        }
        done += length;
    }
    Some(done)
}

/// The same word by word (`PTRACE_PEEKDATA`), where nothing else is allowed.
fn read_words(tid: Tid, ranges: &[(u64, usize)], into: &mut [u8]) -> usize {
    const WORD: u64 = size_of::<libc::c_long>() as u64;
    let mut done = 0;
    for &(address, length) in ranges {
        let end = done + length;
        while done < end {
            let at = address + (done + length - end) as u64;
            let aligned = at & !(WORD - 1);
            let Ok(word) = nix::sys::ptrace::read(Pid::from_raw(tid), aligned as nix::sys::ptrace::AddressType) else {
                return done;
            };
            let bytes = &word.to_ne_bytes()[(at - aligned) as usize..];
            let take = bytes.len().min(end - done);
            into[done..done + take].copy_from_slice(&bytes[..take]);
            done += take;
        }
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_reads_the_same() {
        let text = b"one and the other".to_vec();
        let address = text.as_ptr() as u64;
        let ranges = [(address, 3), (address + 8, 9), (8, 4)];
        let own = nix::unistd::getpid().as_raw();
        let mut into = [0; 16];
        assert_eq!(read_vectored(own, &ranges, &mut into), Ok(12));
        assert_eq!(&into[..12], b"onethe other");
        into.fill(0);
        assert_eq!(read_file(own, &ranges, &mut into), Some(12));
        assert_eq!(&into[..12], b"onethe other");
    }
}
