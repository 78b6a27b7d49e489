//! Calls that belong to no class.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::data::{Bytes, Filled, Path, Str};
use crate::types::file::{Mode, OpenFlags};
use crate::types::futex::{Futex2Flags, FutexBits, FutexOperation, Waiter, WakeOperation};
use crate::types::ipc::{NewQueueAttributes, QueueAttributes};
use crate::types::landlock::{
    PathRuleIn, PortRule, RuleKind, RulesetFlags, RulesetIn, SecurityAttribute, SecurityContext,
};
use crate::types::memory::KeyRights;
use crate::types::number::{Address, Fd, Hex, Hex32, Int, Long, Pid, Size, U64, Uint, Ulong, Unused, Zero};
use crate::types::pointer::{ArrayIn, ChangeCell, In, Out, OutCell};
use crate::types::restart::Interrupted;
use crate::types::segment::{LocalDescriptor, ThreadArea, ThreadAreaOut, ThreadAreaSet};
use crate::types::sigevent::Sigevent;
use crate::types::system::{
    KexecFileFlags, KexecFlags, KexecSegments, Load, LogAction, LogLevel, ModuleDeleteFlags, ModuleFlags, Names,
    RandomBytes, RandomFlags, RebootCommand, RebootMagic, RebootMagic2, SysctlArguments,
};
use crate::types::time::{Clock, Timespec, Timespec64};
use linux_raw_sys::general::{
    FUTEX_CMP_REQUEUE, FUTEX_CMP_REQUEUE_PI, FUTEX_FD, FUTEX_LOCK_PI, FUTEX_LOCK_PI2, FUTEX_REQUEUE, FUTEX_TRYLOCK_PI,
    FUTEX_UNLOCK_PI, FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_WAIT_REQUEUE_PI, FUTEX_WAKE, FUTEX_WAKE_BITSET,
    FUTEX_WAKE_OP,
};

const SYSLOG_ACTION_CLOSE: u32 = 0;
const SYSLOG_ACTION_OPEN: u32 = 1;
const SYSLOG_ACTION_READ: u32 = 2;
const SYSLOG_ACTION_READ_ALL: u32 = 3;
const SYSLOG_ACTION_READ_CLEAR: u32 = 4;
const SYSLOG_ACTION_CLEAR: u32 = 5;
const SYSLOG_ACTION_CONSOLE_OFF: u32 = 6;
const SYSLOG_ACTION_CONSOLE_ON: u32 = 7;
const SYSLOG_ACTION_CONSOLE_LEVEL: u32 = 8;
const SYSLOG_ACTION_SIZE_UNREAD: u32 = 9;
const SYSLOG_ACTION_SIZE_BUFFER: u32 = 10;
const LINUX_REBOOT_CMD_RESTART2: u32 = 0xa1b2_c3d4;
const LANDLOCK_RULE_PATH_BENEATH: u32 = 1;
const LANDLOCK_RULE_NET_PORT: u32 = 2;

pub(super) static ROWS: &[Syscall] = syscalls! {
    getpid() -> Pid;
    gettid() -> Pid;
    getppid() -> Pid;
    getpgrp() -> Pid;
    futex(uaddr: Address, op: FutexOperation, val: Uint, timeout: Hex, uaddr2: Hex, val3: Hex) -> Int;
    futex[op & 0x7f = FUTEX_WAIT](uaddr: Address, op: FutexOperation, val: Uint, timeout: In<Timespec>) -> Int;
    futex[op & 0x7f = FUTEX_WAKE](uaddr: Address, op: FutexOperation, val: Uint) -> Int;
    futex[op & 0x7f = FUTEX_FD](uaddr: Address, op: FutexOperation, val: Uint) -> Fd;
    futex[op & 0x7f = FUTEX_REQUEUE](uaddr: Address, op: FutexOperation, val: Uint, val2: Uint, uaddr2: Address) -> Int;
    futex[op & 0x7f = FUTEX_CMP_REQUEUE | FUTEX_CMP_REQUEUE_PI](uaddr: Address, op: FutexOperation, val: Uint, val2: Uint, uaddr2: Address, val3: Uint) -> Int;
    futex[op & 0x7f = FUTEX_WAKE_OP](uaddr: Address, op: FutexOperation, val: Uint, val2: Uint, uaddr2: Address, val3: WakeOperation) -> Int;
    futex[op & 0x7f = FUTEX_LOCK_PI | FUTEX_LOCK_PI2](uaddr: Address, op: FutexOperation, val: Unused, timeout: In<Timespec>) -> Int;
    futex[op & 0x7f = FUTEX_UNLOCK_PI | FUTEX_TRYLOCK_PI](uaddr: Address, op: FutexOperation) -> Int;
    futex[op & 0x7f = FUTEX_WAIT_BITSET](uaddr: Address, op: FutexOperation, val: Uint, timeout: In<Timespec>, uaddr2: Unused, val3: FutexBits) -> Int;
    futex[op & 0x7f = FUTEX_WAKE_BITSET](uaddr: Address, op: FutexOperation, val: Uint, timeout: Unused, uaddr2: Unused, val3: FutexBits) -> Int;
    futex[op & 0x7f = FUTEX_WAIT_REQUEUE_PI](uaddr: Address, op: FutexOperation, val: Uint, timeout: In<Timespec>, uaddr2: Address) -> Int;
    futex_time64(uaddr: Address, op: FutexOperation, val: Uint, timeout: Hex, uaddr2: Hex, val3: Hex) -> Int;
    futex_time64[op & 0x7f = FUTEX_WAIT](uaddr: Address, op: FutexOperation, val: Uint, timeout: In<Timespec64>) -> Int;
    futex_time64[op & 0x7f = FUTEX_WAKE](uaddr: Address, op: FutexOperation, val: Uint) -> Int;
    futex_time64[op & 0x7f = FUTEX_FD](uaddr: Address, op: FutexOperation, val: Uint) -> Fd;
    futex_time64[op & 0x7f = FUTEX_REQUEUE](uaddr: Address, op: FutexOperation, val: Uint, val2: Uint, uaddr2: Address) -> Int;
    futex_time64[op & 0x7f = FUTEX_CMP_REQUEUE | FUTEX_CMP_REQUEUE_PI](uaddr: Address, op: FutexOperation, val: Uint, val2: Uint, uaddr2: Address, val3: Uint) -> Int;
    futex_time64[op & 0x7f = FUTEX_WAKE_OP](uaddr: Address, op: FutexOperation, val: Uint, val2: Uint, uaddr2: Address, val3: WakeOperation) -> Int;
    futex_time64[op & 0x7f = FUTEX_LOCK_PI | FUTEX_LOCK_PI2](uaddr: Address, op: FutexOperation, val: Unused, timeout: In<Timespec64>) -> Int;
    futex_time64[op & 0x7f = FUTEX_UNLOCK_PI | FUTEX_TRYLOCK_PI](uaddr: Address, op: FutexOperation) -> Int;
    futex_time64[op & 0x7f = FUTEX_WAIT_BITSET](uaddr: Address, op: FutexOperation, val: Uint, timeout: In<Timespec64>, uaddr2: Unused, val3: FutexBits) -> Int;
    futex_time64[op & 0x7f = FUTEX_WAKE_BITSET](uaddr: Address, op: FutexOperation, val: Uint, timeout: Unused, uaddr2: Unused, val3: FutexBits) -> Int;
    futex_time64[op & 0x7f = FUTEX_WAIT_REQUEUE_PI](uaddr: Address, op: FutexOperation, val: Uint, timeout: In<Timespec64>, uaddr2: Address) -> Int;
    futex_waitv(waiters: ArrayIn<Waiter, nr_futexes>, nr_futexes: Uint, flags: Hex32, timeout: In<Timespec64>, clockid: Clock) -> Int;
    futex_wait(uaddr: Address, val: Hex, mask: Hex, flags: Futex2Flags, timeout: In<Timespec64>, clockid: Clock) -> Int;
    futex_wake(uaddr: Address, mask: Hex, nr: Int, flags: Futex2Flags) -> Int;
    futex_requeue(waiters: In<crate::types::pointer::Several<Waiter, 2>>, flags: Hex32, nr_wake: Int, nr_requeue: Int) -> Int;

    uname(buf: Out<Names>) -> Zero;
    sysinfo(info: Out<Load>) -> Zero;
    getrandom(buf: RandomBytes<buflen>, buflen: Size, flags: RandomFlags) -> Size;
    restart_syscall(interrupted: Interrupted) -> Int;
    syslog(r#type: LogAction, bufp: Address, len: Int) -> Int;
    syslog[r#type = SYSLOG_ACTION_READ | SYSLOG_ACTION_READ_ALL | SYSLOG_ACTION_READ_CLEAR](r#type: LogAction, bufp: Filled<len>, len: Int) -> Int;
    syslog[r#type = SYSLOG_ACTION_CONSOLE_LEVEL](r#type: LogAction, bufp: Address, len: LogLevel) -> Int;
    syslog[r#type = SYSLOG_ACTION_CLOSE | SYSLOG_ACTION_OPEN | SYSLOG_ACTION_CLEAR | SYSLOG_ACTION_CONSOLE_OFF | SYSLOG_ACTION_CONSOLE_ON | SYSLOG_ACTION_SIZE_UNREAD | SYSLOG_ACTION_SIZE_BUFFER](r#type: LogAction) -> Int;
    sethostname(name: Bytes<len>, len: Uint) -> Zero;
    setdomainname(name: Bytes<len>, len: Uint) -> Zero;
    reboot(magic: RebootMagic, magic2: RebootMagic2, op: RebootCommand) -> Zero;
    reboot[op = LINUX_REBOOT_CMD_RESTART2](magic: RebootMagic, magic2: RebootMagic2, op: RebootCommand, arg: Str) -> Zero;
    init_module(module_image: Address, len: Ulong, param_values: Str) -> Zero;
    finit_module(fd: Fd, param_values: Str, flags: ModuleFlags) -> Zero;
    delete_module(name: Str, flags: ModuleDeleteFlags) -> Zero;
    kexec_load(entry: Address, nr_segments: Ulong, segments: KexecSegments<nr_segments>, flags: KexecFlags) -> Zero;
    kexec_file_load(kernel_fd: Fd, initrd_fd: Fd, cmdline_len: Ulong, cmdline: Bytes<cmdline_len>, flags: KexecFileFlags) -> Zero;

    landlock_create_ruleset(attr: RulesetIn<size>, size: Size, flags: RulesetFlags) -> Fd;
    landlock_add_rule(ruleset_fd: Fd, rule_type: RuleKind, rule_attr: Address, flags: Hex32) -> Zero;
    landlock_add_rule[rule_type = LANDLOCK_RULE_PATH_BENEATH](ruleset_fd: Fd, rule_type: RuleKind, rule_attr: PathRuleIn, flags: Hex32) -> Zero;
    landlock_add_rule[rule_type = LANDLOCK_RULE_NET_PORT](ruleset_fd: Fd, rule_type: RuleKind, rule_attr: In<PortRule>, flags: Hex32) -> Zero;
    landlock_restrict_self(ruleset_fd: Fd, flags: Hex32) -> Zero;
    lsm_get_self_attr(attr: SecurityAttribute, ctx: Out<SecurityContext>, size: ChangeCell<Uint>, flags: Hex32) -> Int;
    lsm_set_self_attr(attr: SecurityAttribute, ctx: In<SecurityContext>, size: Uint, flags: Hex32) -> Zero;
    lsm_list_modules(ids: Address, size: ChangeCell<Uint>, flags: Hex32) -> Int;

    modify_ldt(func: Int, ptr: LocalDescriptor<bytecount>, bytecount: Ulong) -> Int;
    set_thread_area(u_info: ThreadArea) -> ThreadAreaSet;
    get_thread_area(u_info: ThreadAreaOut) -> Zero;
    iopl(level: Int) -> Zero;
    ioperm(from: Hex, num: Hex, turn_on: Int) -> Zero;

    pkey_alloc(flags: Hex, access_rights: KeyRights) -> Int;
    pkey_free(pkey: Int) -> Zero;

    mq_open(name: Path, oflag: OpenFlags, mode: Mode where creates(oflag), attr: In<NewQueueAttributes> where creates(oflag)) -> Fd;
    mq_unlink(name: Path) -> Zero;
    mq_timedsend(mqdes: Fd, msg_ptr: Bytes<msg_len>, msg_len: Size, msg_prio: Uint, abs_timeout: In<Timespec>) -> Zero;
    mq_timedsend_time64(mqdes: Fd, msg_ptr: Bytes<msg_len>, msg_len: Size, msg_prio: Uint, abs_timeout: In<Timespec64>) -> Zero;
    mq_timedreceive(mqdes: Fd, msg_ptr: Filled<msg_len>, msg_len: Size, msg_prio: OutCell<Uint>, abs_timeout: In<Timespec>) -> Size;
    mq_timedreceive_time64(mqdes: Fd, msg_ptr: Filled<msg_len>, msg_len: Size, msg_prio: OutCell<Uint>, abs_timeout: In<Timespec64>) -> Size;
    mq_notify(mqdes: Fd, sevp: In<Sigevent>) -> Zero;
    mq_getsetattr(mqdes: Fd, newattr: In<QueueAttributes>, oldattr: Out<QueueAttributes>) -> Zero;

    lookup_dcookie(cookie: U64, buffer: Filled<len>, len: Size) -> Size;
    _sysctl(args: In<SysctlArguments>) -> Zero;
    nfsservctl(cmd: Hex, argp: Hex, resp: Hex) -> Long;
    sysfs(option: Hex, arg1: Hex, arg2: Hex) -> Int;
    uretprobe() -> Long;
    create_module(name: Hex, size: Hex) -> Address;
    get_kernel_syms(table: Hex) -> Int;
    query_module(name: Hex, which: Hex, buf: Hex, bufsize: Hex, ret: Hex) -> Zero;
    afs_syscall(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) -> Long;
    getpmsg(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) -> Long;
    putpmsg(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) -> Long;
    tuxcall(arg1: Hex, arg2: Hex, arg3: Hex) -> Long;
    security(arg1: Hex, arg2: Hex, arg3: Hex) -> Long;
    vserver(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex, arg5: Hex) -> Long;
    epoll_ctl_old(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex) -> Long;
    epoll_wait_old(arg1: Hex, arg2: Hex, arg3: Hex, arg4: Hex) -> Long;
};

/// Whether mq_open makes the queue if there is none.
fn creates(flags: u64) -> bool {
    flags & u64::from(linux_raw_sys::general::O_CREAT) != 0
}

#[cfg(test)]
mod tests;
