//! Single ptrace requests.

use super::SyscallStop;
use crate::event::{Abi, Tid};
use linux_raw_sys::ptrace as raw;
use nix::errno::Errno;
use std::ptr;

/// Why a request did not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The tracee is gone or on its way: an ordinary outcome at any time.
    #[error("the task has vanished")]
    Vanished,
    /// Anything else.
    #[error("{}", .0.desc())]
    Errno(Errno),
}

impl From<Errno> for Fault {
    fn from(errno: Errno) -> Fault {
        if errno == Errno::ESRCH { Fault::Vanished } else { Fault::Errno(errno) }
    }
}

/// ptrace's options that are set when a task is seized, and inherited by the tasks that it makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Seize every task that the tracee makes, by whatever call: all three events of creation.
    pub follow: bool,
    /// Kill the tracee when the tracer ends.
    pub kill_on_exit: bool,
}

impl Options {
    fn bits(self) -> u32 {
        // The three events are one thing: with one of them left out, one way of making a process escapes.
        let follow = raw::PTRACE_O_TRACEFORK | raw::PTRACE_O_TRACEVFORK | raw::PTRACE_O_TRACECLONE;
        raw::PTRACE_O_TRACESYSGOOD
            | raw::PTRACE_O_TRACEEXEC
            | if self.follow { follow } else { 0 }
            | if self.kill_on_exit { raw::PTRACE_O_EXITKILL } else { 0 }
    }
}

/// Issues a request whose address and data are plain numbers.
pub(super) fn plain(request: u32, tid: Tid, address: usize, data: usize) -> Result<(), Fault> {
    // SAFETY: the requests that this module passes here (SEIZE, INTERRUPT, SYSCALL, CONT, LISTEN, DETACH) take numbers
    // and no pointers into this process; a wrong tid or state gives an error.
    let result = unsafe { libc::ptrace(request, tid, address, data) };
    Errno::result(result).map(drop).map_err(Fault::from)
}

/// Makes this thread the tracer of `tid` without stopping it (`PTRACE_SEIZE`).
///
/// # Errors
/// EPERM if it may not, if another tracer has it, and for kernel threads, zombies and io_uring workers.
pub fn seize(tid: Tid, options: Options) -> Result<(), Fault> {
    plain(raw::PTRACE_SEIZE, tid, 0, options.bits() as usize)
}

/// Asks a seized task to stop (`PTRACE_INTERRUPT`).
pub fn interrupt(tid: Tid) -> Result<(), Fault> {
    plain(raw::PTRACE_INTERRUPT, tid, 0, 0)
}

/// Which side of a system call a task is stopped at, by the kernel's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyscallPhase {
    /// At its beginning.
    Entry {
        /// The number, without x32's marker.
        number: u64,
        /// The six argument registers.
        arguments: [u64; 6],
    },
    /// At its end.
    Exit {
        /// The return value.
        value: i64,
        /// Whether it is a negative errno.
        failed: bool,
    },
    /// At neither.
    None,
}

/// What `PTRACE_GET_SYSCALL_INFO` tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyscallInformation {
    /// The ABI of this call.
    pub abi: Abi,
    /// Address of the instruction behind the call.
    pub instruction_pointer: u64,
    /// The stack pointer.
    pub stack_pointer: u64,
    /// Entry or exit.
    pub phase: SyscallPhase,
}

/// `__X32_SYSCALL_BIT` (asm/unistd.h).
const X32_BIT: u64 = 0x4000_0000;
/// `AUDIT_ARCH_I386` (linux/audit.h).
const ARCH_I386: u32 = 0x4000_0003;

/// Asks where in a system call the task is stopped.
pub fn system_call(stop: &SyscallStop) -> Result<SyscallInformation, Fault> {
    system_call_of(stop.tid())
}

pub(super) fn system_call_of(tid: Tid) -> Result<SyscallInformation, Fault> {
    // SAFETY: the structure is plain integers, for which zero is a value.
    let mut information: raw::ptrace_syscall_info = unsafe { std::mem::zeroed() };
    let size = size_of::<raw::ptrace_syscall_info>();
    // SAFETY: the kernel writes at most `size` bytes to `information`, which has that size and outlives the call.
    let result = unsafe { libc::ptrace(raw::PTRACE_GET_SYSCALL_INFO, tid, size, ptr::from_mut(&mut information)) };
    Errno::result(result)?;
    let mut abi = if information.arch == ARCH_I386 { Abi::I386 } else { Abi::X86_64 };
    let phase = match u32::from(information.op) {
        raw::PTRACE_SYSCALL_INFO_ENTRY | raw::PTRACE_SYSCALL_INFO_SECCOMP => {
            // SAFETY: `op` says that the union holds `entry`; `seccomp` begins with the same fields.
            let entry = unsafe { information.__bindgen_anon_1.entry };
            let mut number = entry.nr;
            if abi == Abi::X86_64 && number & X32_BIT != 0 && number >> 32 == 0 {
                (abi, number) = (Abi::X32, number & !X32_BIT);
            }
            SyscallPhase::Entry { number, arguments: entry.args }
        }
        raw::PTRACE_SYSCALL_INFO_EXIT => {
            // SAFETY: `op` says that the union holds `exit`.
            let exit = unsafe { information.__bindgen_anon_1.exit };
            SyscallPhase::Exit { value: exit.rval, failed: exit.is_error != 0 }
        }
        _ => SyscallPhase::None,
    };
    Ok(SyscallInformation {
        abi,
        instruction_pointer: information.instruction_pointer,
        stack_pointer: information.stack_pointer,
        phase,
    })
}

/// The number that belongs to a stop by an event: a new task's tid, the former tid of an exec, an exit status.
pub(super) fn event_message(tid: Tid) -> Result<u64, Fault> {
    let mut message: libc::c_ulong = 0;
    // SAFETY: the kernel writes one unsigned long to `message`, which outlives the call.
    let result = unsafe { libc::ptrace(raw::PTRACE_GETEVENTMSG, tid, 0, ptr::from_mut(&mut message)) };
    Errno::result(result)?;
    Ok(message)
}

/// Bytes of the kernel's `siginfo_t` (`SI_MAX_SIZE`).
pub(super) const SIGNAL_INFORMATION: usize = 128;

/// The signal that is about to be delivered, as the kernel describes it.
pub(super) fn signal_information(tid: Tid) -> Result<[u8; SIGNAL_INFORMATION], Fault> {
    let mut information = [0; SIGNAL_INFORMATION];
    // SAFETY: the kernel writes one siginfo_t, which is SIGNAL_INFORMATION bytes, to `information`, which outlives the call.
    let result = unsafe { libc::ptrace(raw::PTRACE_GETSIGINFO, tid, 0, information.as_mut_ptr()) };
    Errno::result(result)?;
    Ok(information)
}

/// Finds out whether `tid` is a thread of `group` by sending it the signal that is none (tgkill(2), signal 0).
///
/// # Errors
/// ESRCH if it is not; EPERM if it is and may not be signalled.
pub fn probe_thread(group: Tid, tid: Tid) -> nix::Result<()> {
    // SAFETY: tgkill takes numbers only, and signal 0 is never delivered.
    let result = unsafe { libc::syscall(libc::SYS_tgkill, group, tid, 0) };
    Errno::result(result).map(drop)
}

/// The number of the call that a task outside of a syscall-enter-stop is in or was interrupted in; `None` if it is in none or that cannot
/// be told.
pub fn interrupted_call(tid: Tid) -> Option<u64> {
    let registers = nix::sys::ptrace::getregs(nix::unistd::Pid::from_raw(tid)).ok()?;
    (registers.orig_rax as i64 >= 0).then_some(registers.orig_rax)
}
