//! Memory mappings (`%memory`).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::memory::{
    Advice, LockAllFlags, LockFlags, MapFlags, MoveFlags, NodesIn, NodesOut, PageStatus, Pages, PolicyKindOut,
    PolicyMode, PolicyModeWord, PolicyQuery, Protection, RemapFlags, Residencies, ShadowStackFlags, SyncFlags,
};
use crate::types::number::{Address, Fd, Hex, Int, Pid, Size, Ulong, Zero};
use crate::types::pointer::{ArrayIn, ArrayOut};

pub(super) static ROWS: &[Syscall] = syscalls! {
    mmap(addr: Address, length: Size, prot: Protection, flags: MapFlags, fd: Fd, offset: Hex) -> Address;
    munmap(addr: Address, length: Size) -> Zero;
    mprotect(addr: Address, len: Size, prot: Protection) -> Zero;
    pkey_mprotect(addr: Address, len: Size, prot: Protection, pkey: Int) -> Zero;
    mremap(old_address: Address, old_size: Size, new_size: Size, flags: RemapFlags, new_address: Address where places(flags)) -> Address;
    madvise(addr: Address, length: Size, advice: Advice) -> Zero;
    msync(addr: Address, length: Size, flags: SyncFlags) -> Zero;
    mlock(addr: Address, len: Size) -> Zero;
    mlock2(addr: Address, len: Size, flags: LockFlags) -> Zero;
    munlock(addr: Address, len: Size) -> Zero;
    mlockall(flags: LockAllFlags) -> Zero;
    munlockall() -> Zero;
    mincore(addr: Address, length: Size, vec: Residencies<length>) -> Zero;
    brk(addr: Address) -> Address;
    remap_file_pages(addr: Address, size: Size, prot: Protection, pgoff: Size, flags: MapFlags) -> Zero;
    mbind(addr: Address, len: Size, mode: PolicyModeWord, nodemask: NodesIn<maxnode>, maxnode: Ulong, flags: MoveFlags) -> Zero;
    set_mempolicy(mode: PolicyMode, nodemask: NodesIn<maxnode>, maxnode: Ulong) -> Zero;
    get_mempolicy(mode: PolicyKindOut, nodemask: NodesOut<maxnode>, maxnode: Ulong, addr: Address, flags: PolicyQuery) -> Zero;
    set_mempolicy_home_node(start: Address, len: Size, home_node: Ulong, flags: Hex) -> Zero;
    migrate_pages(pid: Pid, maxnode: Ulong, old_nodes: NodesIn<maxnode>, new_nodes: NodesIn<maxnode>) -> Int;
    move_pages(pid: Pid, count: Ulong, pages: Pages<count>, nodes: ArrayIn<Int, count>, status: ArrayOut<PageStatus, count>, flags: MoveFlags) -> Int;
    mseal(addr: Address, len: Size, flags: Hex) -> Zero;
    map_shadow_stack(addr: Address, size: Size, flags: ShadowStackFlags) -> Address;
};

/// Whether mremap's flags make it take an address (mremap(2)): `MREMAP_FIXED` needs `MREMAP_MAYMOVE`.
fn places(flags: u64) -> bool {
    let bits = u64::from(linux_raw_sys::general::MREMAP_MAYMOVE | linux_raw_sys::general::MREMAP_FIXED);
    flags & bits == bits
}

#[cfg(test)]
mod tests;
