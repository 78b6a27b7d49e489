//! Calls that work on descriptors (`%desc`); fcntl and ioctl stand in files of their own.

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::aio::{IoEvent, IocbHead, IocbPointers};
use crate::types::data::{Bytes, Filled, Str};
use crate::types::descriptor::{
    Advice, CacheRange, CacheStatistics, CloseRangeFlags, EventfdFlags, FallocateMode, FdPair, FlockOperation, Late,
    MemfdFlags, MemfdSecretFlags, OffsetChange, OffsetIn, OpenBits, PidfdFlags, PidfdSignalFlags, ReadWriteFlags,
    SignalfdFlags, SpliceFlags, SyncFileRangeFlags, TimerfdFlags, UserfaultfdFlags, WideHighFirst, WideLength,
    is_separate,
};
use crate::types::directory::{Entries, Entries64};
use crate::types::file::Whence;
use crate::types::io_uring::{
    BufferRing, EnterFlags, Parameters, Probe, REGISTER_BUFFERS, REGISTER_EVENTFD, REGISTER_EVENTFD_ASYNC,
    REGISTER_FILES, REGISTER_PBUF_RING, REGISTER_PROBE, RegisterOperation, UNREGISTER_PBUF_RING,
};
use crate::types::iovec::{IovecAddresses, IovecIn, IovecOut};
use crate::types::number::{Address, Fd, Hex, Hex32, Int, Long, Pid, Signal, Size, U64, Uint, Ulong, Wide, Zero};
use crate::types::pointer::{ArrayFilled, ArrayIn, In, Out, OutCell};
use crate::types::poll::{
    EpollEvent, EpollFlags, EpollOperation, FdSet, PollFds, Polled, PolledWithin, Selected, SigsetPair, SigsetPairLate,
    TimeLimit,
};
use crate::types::signal::{SigsetIn, SigsetOut};
use crate::types::time::{Clock, Itimerspec, Itimerspec64, Timespec, Timespec64, Timeval};
use linux_raw_sys::general::EPOLL_CTL_DEL;

/// A null pointer, as a selector.
const NULL: u32 = 0;

pub(super) static ROWS: &[Syscall] = syscalls! {
    read(fd: Fd, buf: Filled<count>, count: Size) -> Size;
    write(fd: Fd, buf: Bytes<count>, count: Size) -> Size;
    pread64(fd: Fd, buf: Filled<count>, count: Size, offset: Wide<offset>) -> Size;
    pwrite64(fd: Fd, buf: Bytes<count>, count: Size, offset: Wide<offset>) -> Size;
    readv(fd: Fd, iov: IovecOut<iovcnt>, iovcnt: Ulong) -> Size;
    writev(fd: Fd, iov: IovecIn<iovcnt>, iovcnt: Ulong) -> Size;
    preadv(fd: Fd, iov: IovecOut<iovcnt>, iovcnt: Ulong, offset: Wide<offset>) -> Size;
    pwritev(fd: Fd, iov: IovecIn<iovcnt>, iovcnt: Ulong, offset: Wide<offset>) -> Size;
    preadv2(fd: Fd, iov: IovecOut<iovcnt>, iovcnt: Ulong, offset: Wide<offset>, offset_high: Hex where is_separate(offset), flags: ReadWriteFlags) -> Size;
    pwritev2(fd: Fd, iov: IovecIn<iovcnt>, iovcnt: Ulong, offset: Wide<offset>, offset_high: Hex where is_separate(offset), flags: ReadWriteFlags) -> Size;
    lseek(fd: Fd, offset: Long, whence: Whence) -> Long;
    _llseek(fd: Fd, offset: WideHighFirst<offset>, offset_low: Hex where is_separate(offset), result: OutCell<U64>, whence: Whence) -> Zero;

    close(fd: Fd) -> Zero;
    close_range(first: Uint, last: Uint, flags: CloseRangeFlags) -> Zero;
    dup(oldfd: Fd) -> Fd;
    dup2(oldfd: Fd, newfd: Fd) -> Fd;
    dup3(oldfd: Fd, newfd: Fd, flags: OpenBits) -> Fd;
    pipe(pipefd: FdPair) -> Zero;
    pipe2(pipefd: FdPair, flags: OpenBits) -> Zero;

    flock(fd: Fd, operation: FlockOperation) -> Zero;
    fsync(fd: Fd) -> Zero;
    fdatasync(fd: Fd) -> Zero;
    sync() -> Zero;
    syncfs(fd: Fd) -> Zero;
    sync_file_range(fd: Fd, offset: Wide<offset>, nbytes: Wide<nbytes>, flags: SyncFileRangeFlags) -> Zero;
    ftruncate(fd: Fd, length: Ulong) -> Zero;
    ftruncate64(fd: Fd, length: WideLength<length>) -> Zero;
    fallocate(fd: Fd, mode: FallocateMode, offset: Wide<offset>, len: Wide<len>) -> Zero;
    fadvise64(fd: Fd, offset: Wide<offset>, len: Wide<len>, advice: Advice) -> Zero;
    fadvise64_64(fd: Fd, offset: Wide<offset>, offset_high: Hex where is_separate(offset), len: Wide<len>, len_high: Hex where is_separate(len), advice: Advice) -> Zero;
    readahead(fd: Fd, offset: Wide<offset>, count: Size) -> Zero;
    cachestat(fd: Fd, cstat_range: In<CacheRange>, cstat: Out<CacheStatistics>, flags: Hex32) -> Zero;

    splice(fd_in: Fd, off_in: OffsetIn, fd_out: Fd, off_out: OffsetIn, len: Size, flags: SpliceFlags) -> Size;
    tee(fd_in: Fd, fd_out: Fd, len: Size, flags: SpliceFlags) -> Size;
    vmsplice(fd: Fd, iov: IovecIn<nr_segs>, nr_segs: Ulong, flags: SpliceFlags) -> Size;
    sendfile(out_fd: Fd, in_fd: Fd, offset: OffsetChange<Ulong>, count: Size) -> Size;
    sendfile[offset = NULL](out_fd: Fd, in_fd: Fd, offset: Address, count: Size) -> Size;
    sendfile64(out_fd: Fd, in_fd: Fd, offset: OffsetChange<U64>, count: Size) -> Size;
    sendfile64[offset = NULL](out_fd: Fd, in_fd: Fd, offset: Address, count: Size) -> Size;
    copy_file_range(fd_in: Fd, off_in: OffsetIn, fd_out: Fd, off_out: OffsetIn, len: Size, flags: Uint) -> Size;

    getdents(fd: Fd, dirp: Entries<count>, count: Uint) -> Size;
    getdents64(fd: Fd, dirp: Entries64<count>, count: Uint) -> Size;
    readdir(fd: Fd, dirp: Address, count: Uint) -> Int;

    poll(fds: PollFds<nfds>, nfds: Uint, timeout: Int) -> Polled;
    ppoll(fds: PollFds<nfds>, nfds: Uint, tmo_p: TimeLimit<Timespec>, sigmask: SigsetIn<sigsetsize>, sigsetsize: Size) -> PolledWithin<Timespec>;
    ppoll_time64(fds: PollFds<nfds>, nfds: Uint, tmo_p: TimeLimit<Timespec64>, sigmask: SigsetIn<sigsetsize>, sigsetsize: Size) -> PolledWithin<Timespec64>;
    select(nfds: Int, readfds: FdSet<nfds>, writefds: FdSet<nfds>, exceptfds: FdSet<nfds>, timeout: TimeLimit<Timeval>) -> Selected<Timeval>;
    _newselect(nfds: Int, readfds: FdSet<nfds>, writefds: FdSet<nfds>, exceptfds: FdSet<nfds>, timeout: TimeLimit<Timeval>) -> Selected<Timeval>;
    pselect6(nfds: Int, readfds: FdSet<nfds>, writefds: FdSet<nfds>, exceptfds: FdSet<nfds>, timeout: TimeLimit<Timespec>, sigmask: SigsetPair) -> Selected<Timespec>;
    pselect6_time64(nfds: Int, readfds: FdSet<nfds>, writefds: FdSet<nfds>, exceptfds: FdSet<nfds>, timeout: TimeLimit<Timespec64>, sigmask: SigsetPair) -> Selected<Timespec64>;

    epoll_create(size: Int) -> Fd;
    epoll_create1(flags: EpollFlags) -> Fd;
    epoll_ctl(epfd: Fd, op: EpollOperation, fd: Fd, event: In<EpollEvent>) -> Zero;
    epoll_ctl[op = EPOLL_CTL_DEL](epfd: Fd, op: EpollOperation, fd: Fd, event: Address) -> Zero;
    epoll_wait(epfd: Fd, events: ArrayFilled<EpollEvent, maxevents>, maxevents: Int, timeout: Int) -> Int;
    epoll_pwait(epfd: Fd, events: ArrayFilled<EpollEvent, maxevents>, maxevents: Int, timeout: Int, sigmask: SigsetOut<sigsetsize>, sigsetsize: Size) -> Int;
    epoll_pwait2(epfd: Fd, events: ArrayFilled<EpollEvent, maxevents>, maxevents: Int, timeout: Late<Timespec64>, sigmask: SigsetOut<sigsetsize>, sigsetsize: Size) -> Int;

    eventfd(initval: Uint) -> Fd;
    eventfd2(initval: Uint, flags: EventfdFlags) -> Fd;
    signalfd(fd: Fd, mask: SigsetIn<sizemask>, sizemask: Size) -> Fd;
    signalfd4(fd: Fd, mask: SigsetIn<sizemask>, sizemask: Size, flags: SignalfdFlags) -> Fd;
    timerfd_create(clockid: Clock, flags: TimerfdFlags) -> Fd;
    timerfd_settime(fd: Fd, flags: TimerfdFlags, new_value: In<Itimerspec>, old_value: Out<Itimerspec>) -> Zero;
    timerfd_settime64(fd: Fd, flags: TimerfdFlags, new_value: In<Itimerspec64>, old_value: Out<Itimerspec64>) -> Zero;
    timerfd_gettime(fd: Fd, curr_value: Out<Itimerspec>) -> Zero;
    timerfd_gettime64(fd: Fd, curr_value: Out<Itimerspec64>) -> Zero;
    memfd_create(name: Str, flags: MemfdFlags) -> Fd;
    memfd_secret(flags: MemfdSecretFlags) -> Fd;
    userfaultfd(flags: UserfaultfdFlags) -> Fd;
    pidfd_open(pid: Pid, flags: PidfdFlags) -> Fd;
    pidfd_getfd(pidfd: Fd, targetfd: Fd, flags: Hex32) -> Fd;
    pidfd_send_signal(pidfd: Fd, sig: Signal, info: Address, flags: PidfdSignalFlags) -> Zero;

    io_setup(nr_events: Uint, ctx_idp: OutCell<Address>) -> Zero;
    io_destroy(ctx_id: Address) -> Zero;
    io_submit(ctx_id: Address, nr: Long, iocbpp: IocbPointers<nr>) -> Size;
    io_cancel(ctx_id: Address, iocb: IocbHead, result: Out<IoEvent>) -> Zero;
    io_getevents(ctx_id: Address, min_nr: Long, nr: Long, events: ArrayFilled<IoEvent, nr>, timeout: Late<Timespec>) -> Size;
    io_pgetevents(ctx_id: Address, min_nr: Long, nr: Long, events: ArrayFilled<IoEvent, nr>, timeout: Late<Timespec>, usig: SigsetPairLate) -> Size;
    io_pgetevents_time64(ctx_id: Address, min_nr: Long, nr: Long, events: ArrayFilled<IoEvent, nr>, timeout: Late<Timespec64>, usig: SigsetPairLate) -> Size;
    io_uring_setup(entries: Uint, p: Parameters) -> Fd;
    io_uring_enter(fd: Fd, to_submit: Uint, min_complete: Uint, flags: EnterFlags, sig: SigsetIn<sz>, sz: Size) -> Size;
    io_uring_register(fd: Fd, opcode: RegisterOperation, arg: Address, nr_args: Uint) -> Size;
    io_uring_register[opcode = REGISTER_BUFFERS](fd: Fd, opcode: RegisterOperation, arg: IovecAddresses<nr_args>, nr_args: Uint) -> Size;
    io_uring_register[opcode = REGISTER_FILES | REGISTER_EVENTFD | REGISTER_EVENTFD_ASYNC](fd: Fd, opcode: RegisterOperation, arg: ArrayIn<Fd, nr_args>, nr_args: Uint) -> Size;
    io_uring_register[opcode = REGISTER_PROBE](fd: Fd, opcode: RegisterOperation, arg: Probe<nr_args>, nr_args: Uint) -> Size;
    io_uring_register[opcode = REGISTER_PBUF_RING | UNREGISTER_PBUF_RING](fd: Fd, opcode: RegisterOperation, arg: In<BufferRing>, nr_args: Uint) -> Size;
};
