//! The notation of rows. It emits data only: go-to-definition works on every type in a row, and inside a row the names of
//! the arguments are constants, so that `Bytes<cuont>` does not compile.

/// Rows, each like its man page:
///
/// ```text
/// openat(dirfd: DirFd, pathname: Path, flags: OpenFlags, mode: Mode where creates(flags)) -> Fd;
/// fcntl[cmd = F_SETLK | F_SETLKW](fd: Fd, cmd: FcntlCommand, lock: In<Flock>) -> Zero;
/// futex[op & 0x7f = FUTEX_WAKE](uaddr: Address, op: FutexOperation, val: Int) -> Int;
/// clone(flags: CloneFlags, child_stack: Address) -> Pid, named [child_stack, flags];
/// ```
macro_rules! syscalls {
    ($(
        $name:ident
        $([$($selector:ident $(& $mask:literal)? = $($value:path)|+),+])?
        ($($argument:ident : $type:ty $(where $condition:ident($of:ident))?),* $(,)?)
        -> $result:ty
        $(, named [$($order:ident),*])?
        ;
    )*) => {
        &[$({
            $crate::syscalls::macros::indices!([0 1 2 3 4 5] $($argument)*);
            $crate::syscalls::Syscall {
                name: stringify!($name),
                selectors: &[$($($crate::syscalls::Selector {
                    argument: $selector,
                    mask: $crate::syscalls::macros::mask!($($mask)?),
                    values: &[$($value as u32 as u64),+],
                }),+)?],
                arguments: &[$($crate::syscalls::Argument::new::<$type>(
                    stringify!($argument),
                    $crate::syscalls::macros::condition!($($condition($of))?),
                )),*],
                result: <$result as $crate::types::Type>::show,
                named: $crate::syscalls::macros::order!($([$($order),*])?),
            }
        }),*]
    };
}

/// Makes each argument's name a constant, its index.
macro_rules! indices {
    ([$($index:literal)*]) => {};
    ([$index:literal $($rest:literal)*] $argument:ident $($arguments:ident)*) => {
        #[allow(non_upper_case_globals, dead_code)]
        const $argument: usize = $index;
        $crate::syscalls::macros::indices!([$($rest)*] $($arguments)*);
    };
}

#[allow(unused_macros, reason = "for masked selectors such as futex's")]
macro_rules! mask {
    () => {
        u64::MAX
    };
    ($mask:literal) => {
        $mask
    };
}

macro_rules! condition {
    () => {
        None
    };
    ($condition:ident($of:ident)) => {
        Some($crate::syscalls::Condition { argument: $of, holds: $condition })
    };
}

macro_rules! order {
    () => {
        None
    };
    ([$($order:ident),*]) => {
        Some(&[$($order),*])
    };
}

#[allow(unused_imports, reason = "for masked selectors such as futex's")]
pub(crate) use mask;
pub(crate) use {condition, indices, order, syscalls};
