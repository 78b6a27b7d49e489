use crate::event::Abi;
use crate::syscalls::testing::{Case, Space, longs, words};

const NONE: u64 = u64::MAX;
const EINVAL: i64 = -22;

#[test]
fn futexes() {
    let space = Space::default();
    space.put(0x10000, &longs(&[1, 999999999]));
    space.put(0x11000, &longs(&[7, 0x7f0012345000, 0x82, 8, 0x7f0012345004, 0x2]));
    space.check(
        Abi::X86_64,
        &[
            ("futex", &[0x7f0012345000, 0x80, 2, 0], 0, "futex(0x7f0012345000, FUTEX_WAIT_PRIVATE, 2, NULL) = 0"),
            ("futex", &[0x7f0012345000, 0, 0xffffffff, 0x10000], -110, "futex(0x7f0012345000, FUTEX_WAIT, 4294967295, {tv_sec=1, tv_nsec=999999999}) = -1 ETIMEDOUT (Connection timed out)"),
            ("futex", &[0x7f0012345000, 0x81, 1], 1, "futex(0x7f0012345000, FUTEX_WAKE_PRIVATE, 1) = 1"),
            ("futex", &[0x7f0012345000, 1, 0x7fffffff], 0, "futex(0x7f0012345000, FUTEX_WAKE, 2147483647) = 0"),
            ("futex", &[0x7f0012345000, 2, 10], 5, "futex(0x7f0012345000, FUTEX_FD, 10) = 5"),
            ("futex", &[0x7f0012345000, 0x83, 1, 0x7fffffff, 0x7f0012345004], 1, "futex(0x7f0012345000, FUTEX_REQUEUE_PRIVATE, 1, 2147483647, 0x7f0012345004) = 1"),
            ("futex", &[0x7f0012345000, 0x84, 1, 0x7fffffff, 0x7f0012345004, 2], 1, "futex(0x7f0012345000, FUTEX_CMP_REQUEUE_PRIVATE, 1, 2147483647, 0x7f0012345004, 2) = 1"),
            ("futex", &[0x7f0012345000, 0x85, 1, 1, 0x7f0012345004, 0x4000001], 1, "futex(0x7f0012345000, FUTEX_WAKE_OP_PRIVATE, 1, 1, 0x7f0012345004, FUTEX_OP_SET<<28|0<<12|FUTEX_OP_CMP_GT<<24|0x1) = 1"),
            ("futex", &[0x7f0012345000, 5, 1, 1, 0x7f0012345004, 0xffffffff], 1, "futex(0x7f0012345000, FUTEX_WAKE_OP, 1, 1, 0x7f0012345004, FUTEX_OP_OPARG_SHIFT<<28|0x7<<28 /* FUTEX_OP_??? */|0xfff<<12|0xf<<24 /* FUTEX_OP_CMP_??? */|0xfff) = 1"),
            ("futex", &[0x7f0012345000, 5, 1, 1, 0x7f0012345004, 0x9a123456], 1, "futex(0x7f0012345000, FUTEX_WAKE_OP, 1, 1, 0x7f0012345004, FUTEX_OP_OPARG_SHIFT<<28|FUTEX_OP_ADD<<28|0x123<<12|0xa<<24 /* FUTEX_OP_CMP_??? */|0x456) = 1"),
            ("futex", &[0x7f0012345000, 0x86, 0, 0x10000], 0, "futex(0x7f0012345000, FUTEX_LOCK_PI_PRIVATE, {tv_sec=1, tv_nsec=999999999}) = 0"),
            ("futex", &[0x7f0012345000, 0x87], 0, "futex(0x7f0012345000, FUTEX_UNLOCK_PI_PRIVATE) = 0"),
            ("futex", &[0x7f0012345000, 0x88], 0, "futex(0x7f0012345000, FUTEX_TRYLOCK_PI_PRIVATE) = 0"),
            ("futex", &[0x7f0012345000, 0x189, 2, 0, 0, 0xffffffff], 0, "futex(0x7f0012345000, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 2, NULL, FUTEX_BITSET_MATCH_ANY) = 0"),
            ("futex", &[0x7f0012345000, 9, 2, 0x10000, 0, 5], -110, "futex(0x7f0012345000, FUTEX_WAIT_BITSET, 2, {tv_sec=1, tv_nsec=999999999}, 0x5) = -1 ETIMEDOUT (Connection timed out)"),
            ("futex", &[0x7f0012345000, 0x8a, 2, 0, 0, 5], 0, "futex(0x7f0012345000, FUTEX_WAKE_BITSET_PRIVATE, 2, 0x5) = 0"),
            ("futex", &[0x7f0012345000, 0xa, 2, 0, 0, 0xffffffff], 0, "futex(0x7f0012345000, FUTEX_WAKE_BITSET, 2, FUTEX_BITSET_MATCH_ANY) = 0"),
            ("futex", &[0x7f0012345000, 0x8b, 2, 0x10000, 0x7f0012345004], 0, "futex(0x7f0012345000, FUTEX_WAIT_REQUEUE_PI_PRIVATE, 2, {tv_sec=1, tv_nsec=999999999}, 0x7f0012345004) = 0"),
            ("futex", &[0x7f0012345000, 0x8c, 1, 0x7fffffff, 0x7f0012345004, 2], 0, "futex(0x7f0012345000, FUTEX_CMP_REQUEUE_PI_PRIVATE, 1, 2147483647, 0x7f0012345004, 2) = 0"),
            ("futex", &[0x7f0012345000, 0x8d, 0, 0x10000], 0, "futex(0x7f0012345000, FUTEX_LOCK_PI2_PRIVATE, {tv_sec=1, tv_nsec=999999999}) = 0"),
            ("futex", &[0x7f0012345000, 0x99, 1, 2, 3, 4], EINVAL, "futex(0x7f0012345000, 0x99 /* FUTEX_??? */, 1, 0x2, 0x3, 0x4) = -1 EINVAL (Invalid argument)"),
            ("futex", &[0x7f0012345000, 0x281, 1, 2, 3, 4], EINVAL, "futex(0x7f0012345000, 0x281 /* FUTEX_??? */, 1) = -1 EINVAL (Invalid argument)"),
            ("futex", &[0x7f0012345000, 0x100, 1, 0x20000, 3, 4], -14, "futex(0x7f0012345000, FUTEX_WAIT|FUTEX_CLOCK_REALTIME, 1, 0x20000) = -1 EFAULT (Bad address)"),
            ("futex", &[0x7f0012345000, 0x4000001, 1, 0, 3, 4], -38, "futex(0x7f0012345000, 0x4000001 /* FUTEX_??? */, 1) = -1 ENOSYS (Function not implemented)"),
            ("futex", &[0, 0x80, 0x100000002, 0], -11, "futex(NULL, FUTEX_WAIT_PRIVATE, 2, NULL) = -1 EAGAIN (Resource temporarily unavailable)"),
            ("futex_waitv", &[0x11000, 2, 0, 0x10000, 1], 1, "futex_waitv([{val=0x7, uaddr=0x7f0012345000, flags=FUTEX_32|FUTEX_PRIVATE_FLAG}, {val=0x8, uaddr=0x7f0012345004, flags=FUTEX_32}], 2, 0, {tv_sec=1, tv_nsec=999999999}, CLOCK_MONOTONIC) = 1"),
            ("futex_waitv", &[0x11000, 0, 0, 0, 0], EINVAL, "futex_waitv([], 0, 0, NULL, CLOCK_REALTIME) = -1 EINVAL (Invalid argument)"),
            ("futex_waitv", &[0, 3, 7, 0x10000, 2], EINVAL, "futex_waitv(NULL, 3, 0x7, {tv_sec=1, tv_nsec=999999999}, CLOCK_PROCESS_CPUTIME_ID) = -1 EINVAL (Invalid argument)"),
            ("futex_wait", &[0x7f0012345000, 7, 0xffffffff, 0x82, 0x10000, 1], 0, "futex_wait(0x7f0012345000, 0x7, 0xffffffff, FUTEX2_SIZE_U32|FUTEX2_PRIVATE, {tv_sec=1, tv_nsec=999999999}, CLOCK_MONOTONIC) = 0"),
            ("futex_wake", &[0x7f0012345000, 0xffffffff, 1, 0x82], 1, "futex_wake(0x7f0012345000, 0xffffffff, 1, FUTEX2_SIZE_U32|FUTEX2_PRIVATE) = 1"),
            ("futex_requeue", &[0x11000, 0, 1, 2], 1, "futex_requeue([{val=0x7, uaddr=0x7f0012345000, flags=FUTEX_32|FUTEX_PRIVATE_FLAG}, {val=0x8, uaddr=0x7f0012345004, flags=FUTEX_32}], 0, 1, 2) = 1"),
        ],
    );
}

#[test]
fn the_machine() {
    let space = Space::default();
    let mut name = Vec::new();
    for text in ["Linux", "vm", "6.1.0-18-amd64", "#1 SMP PREEMPT_DYNAMIC Debian", "x86_64", "(none)"] {
        let mut field = text.as_bytes().to_vec();
        field.resize(65, 0);
        name.extend(field);
    }
    space.put(0x10000, &name);
    let mut info = longs(&[100, 1, 65536, 3, 1000000, 2, 3, 4, 5, 6]);
    info.extend([9, 0, 0, 0, 0, 0, 0, 0]);
    info.extend(longs(&[7, 8]));
    info.extend(words(&[4096, 0]));
    space.put(0x11000, &info);
    space.put(0x12000, b"text\n\xff and more of it than thirty-two bytes\0\0\0\0\0");
    space.put(0x13000, b"name\0");
    let cases: &[Case<'_>] = &[
        ("uname", &[0x10000], 0, r#"uname({sysname="Linux", nodename="vm", ...}) = 0"#),
        (
            "sysinfo",
            &[0x11000],
            0,
            "sysinfo({uptime=100, loads=[1, 65536, 3], totalram=1000000, freeram=2, sharedram=3, bufferram=4, totalswap=5, freeswap=6, procs=9, totalhigh=7, freehigh=8, mem_unit=4096}) = 0",
        ),
    ];
    space.check(Abi::X86_64, cases);
    let cases: &[Case<'_>] = &[
        (
            "uname",
            &[0x10000],
            0,
            r##"uname({sysname="Linux", nodename="vm", release="6.1.0-18-amd64", version="#1 SMP PREEMPT_DYNAMIC Debian", machine="x86_64", domainname="(none)"}) = 0"##,
        ),
        (
            "sysinfo",
            &[0x11000],
            0,
            "sysinfo({uptime=100, loads=[1, 65536, 3], totalram=1000000, freeram=2, sharedram=3, bufferram=4, totalswap=5, freeswap=6, procs=9, totalhigh=7, freehigh=8, mem_unit=4096}) = 0",
        ),
    ];
    space.check_verbose(Abi::X86_64, cases);
    space.check(
        Abi::X86_64,
        &[
            ("uname", &[0x10000], -14, "uname(0x10000) = -1 EFAULT (Bad address)"),
            ("uname", &[0], 0, "uname(NULL) = 0"),
            ("sysinfo", &[0x20000], 0, "sysinfo(0x20000) = 0"),
            ("getrandom", &[0x12000, 8, 0], 8, r#"getrandom("\x74\x65\x78\x74\x0a\xff\x20\x61", 8, 0) = 8"#),
            ("getrandom", &[0x12000, 40, 3], 40, r#"getrandom("\x74\x65\x78\x74\x0a\xff\x20\x61\x6e\x64\x20\x6d\x6f\x72\x65\x20\x6f\x66\x20\x69\x74\x20\x74\x68\x61\x6e\x20\x74\x68\x69\x72\x74"..., 40, GRND_NONBLOCK|GRND_RANDOM) = 40"#),
            ("getrandom", &[0x12000, 40, 4], 3, r#"getrandom("\x74\x65\x78", 40, GRND_INSECURE) = 3"#),
            ("getrandom", &[0x12000, 40, 0x18], EINVAL, "getrandom(0x12000, 40, 0x18 /* GRND_??? */) = -1 EINVAL (Invalid argument)"),
            ("getrandom", &[0, 0, 0], 0, "getrandom(NULL, 0, 0) = 0"),
            ("syslog", &[3, 0x12000, 40], 40, r#"syslog(3 /* SYSLOG_ACTION_READ_ALL */, "text\n\377 and more of it than thirt"..., 40) = 40"#),
            ("syslog", &[2, 0x12000, 5], 5, r#"syslog(2 /* SYSLOG_ACTION_READ */, "text\n", 5) = 5"#),
            ("syslog", &[4, 0x12000, 5], -1, "syslog(4 /* SYSLOG_ACTION_READ_CLEAR */, 0x12000, 5) = -1 EPERM (Operation not permitted)"),
            ("syslog", &[10, 0, 0], 262144, "syslog(10 /* SYSLOG_ACTION_SIZE_BUFFER */) = 262144"),
            ("syslog", &[8, 0, 7], 0, "syslog(8 /* SYSLOG_ACTION_CONSOLE_LEVEL */, NULL, 7 /* LOGLEVEL_DEBUG */) = 0"),
            ("syslog", &[99, 0x12000, NONE], EINVAL, "syslog(99 /* SYSLOG_ACTION_??? */, 0x12000, -1) = -1 EINVAL (Invalid argument)"),
            ("syslog", &[5, 0x12000, 5], 0, "syslog(5 /* SYSLOG_ACTION_CLEAR */) = 0"),
            ("sethostname", &[0x13000, 4], 0, r#"sethostname("name", 4) = 0"#),
            ("sethostname", &[0x12000, 40], -1, r#"sethostname("text\n\377 and more of it than thirt"..., 40) = -1 EPERM (Operation not permitted)"#),
            ("setdomainname", &[0x13000, 2], 0, r#"setdomainname("na", 2) = 0"#),
            ("setdomainname", &[0x20000, 2], -14, "setdomainname(0x20000, 2) = -1 EFAULT (Bad address)"),
            ("sethostname", &[0, NONE], EINVAL, "sethostname(NULL, 4294967295) = -1 EINVAL (Invalid argument)"),
            ("reboot", &[0xfee1dead, 672274793, 0, 0], -1, "reboot(LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_CAD_OFF) = -1 EPERM (Operation not permitted)"),
            ("reboot", &[0xfee1dead, 369367448, 0xa1b2c3d4, 0x13000], -1, r#"reboot(LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2B, LINUX_REBOOT_CMD_RESTART2, "name") = -1 EPERM (Operation not permitted)"#),
            ("reboot", &[1, 2, 3, 4], -1, "reboot(0x1 /* LINUX_REBOOT_MAGIC_??? */, 0x2 /* LINUX_REBOOT_MAGIC_??? */, 0x3 /* LINUX_REBOOT_CMD_??? */) = -1 EPERM (Operation not permitted)"),
            ("reboot", &[0xfee1dead, 85072278, 0xa1b2c3d4, 0], -1, "reboot(LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2A, LINUX_REBOOT_CMD_RESTART2, NULL) = -1 EPERM (Operation not permitted)"),
            ("init_module", &[0x12000, 40, 0x13000], -8, r#"init_module(0x12000, 40, "name") = -1 ENOEXEC (Exec format error)"#),
            ("finit_module", &[3, 0x13000, 3], 0, r#"finit_module(3, "name", MODULE_INIT_IGNORE_MODVERSIONS|MODULE_INIT_IGNORE_VERMAGIC) = 0"#),
            ("finit_module", &[3, 0x13000, 8], EINVAL, r#"finit_module(3, "name", 0x8 /* MODULE_INIT_??? */) = -1 EINVAL (Invalid argument)"#),
            ("delete_module", &[0x13000, 0x800], 0, r#"delete_module("name", O_NONBLOCK) = 0"#),
            ("delete_module", &[0x13000, 0xa00], -1, r#"delete_module("name", O_NONBLOCK|O_TRUNC) = -1 EPERM (Operation not permitted)"#),
            ("delete_module", &[0x20000, 1], -1, "delete_module(0x20000, 0x1 /* O_??? */) = -1 EPERM (Operation not permitted)"),
            // strace 6.1 says "read" of a call that it does not know; later releases do not.
            ("restart_syscall", &[], 0, "restart_syscall(<... resuming interrupted system call ...>) = 0"),
            ("restart_syscall", &[], -516, "restart_syscall(<... resuming interrupted system call ...>) = ? ERESTART_RESTARTBLOCK (Interrupted by signal)"),
            ("iopl", &[3], 0, "iopl(3) = 0"),
            ("ioperm", &[0x3f8, 8, 1], -1, "ioperm(0x3f8, 0x8, 1) = -1 EPERM (Operation not permitted)"),
            ("lookup_dcookie", &[0xffffffffffffffff, 0x12000, 5], 5, r#"lookup_dcookie(18446744073709551615, "text\n", 5) = 5"#),
            ("lookup_dcookie", &[1, 0x12000, 5], EINVAL, "lookup_dcookie(1, 0x12000, 5) = -1 EINVAL (Invalid argument)"),
            ("_sysctl", &[0x12000], -38, "_sysctl({name=0x6120ff0a74786574, nlen=1830839406, oldval=0x687420746920666f, oldlenp=0x7472696874206e61, newval=0x7962206f77742d79, newlen=7562612}) = -1 ENOSYS (Function not implemented)"),
            ("nfsservctl", &[1, 2, 3], -38, "nfsservctl(0x1, 0x2, 0x3) = -1 ENOSYS (Function not implemented)"),
            ("sysfs", &[1, 0x13000], 5, "sysfs(0x1, 0x13000, 0) = 5"),
            ("sysfs", &[2, 5, 0x13000], 0, "sysfs(0x2, 0x5, 0x13000) = 0"),
            ("sysfs", &[3], 30, "sysfs(0x3, 0, 0) = 30"),
            ("sysfs", &[4, 5, 6], EINVAL, "sysfs(0x4, 0x5, 0x6) = -1 EINVAL (Invalid argument)"),
            ("ustat", &[0x801, 0x10000], 0, "ustat(makedev(0x8, 0x1), 0x10000) = 0"),
            ("ustat", &[0x801, 0x10000], EINVAL, "ustat(makedev(0x8, 0x1), 0x10000) = -1 EINVAL (Invalid argument)"),
            ("create_module", &[0x13000, 5], -38, "create_module(0x13000, 0x5) = -1 ENOSYS (Function not implemented)"),
            ("get_kernel_syms", &[0x13000], -38, "get_kernel_syms(0x13000) = -1 ENOSYS (Function not implemented)"),
            ("query_module", &[0x13000, 1, 2, 3, 4], -38, "query_module(0x13000, 0x1, 0x2, 0x3, 0x4) = -1 ENOSYS (Function not implemented)"),
            ("afs_syscall", &[1, 2, 3, 4, 5, 6], -38, "afs_syscall(0x1, 0x2, 0x3, 0x4, 0x5) = -1 ENOSYS (Function not implemented)"),
            ("tuxcall", &[1, 2, 3, 4, 5, 6], -38, "tuxcall(0x1, 0x2, 0x3) = -1 ENOSYS (Function not implemented)"),
            ("security", &[1, 2, 3, 4, 5, 6], -38, "security(0x1, 0x2, 0x3) = -1 ENOSYS (Function not implemented)"),
            ("vserver", &[1, 2, 3, 4, 5, 6], -38, "vserver(0x1, 0x2, 0x3, 0x4, 0x5) = -1 ENOSYS (Function not implemented)"),
            ("getpmsg", &[1, 2, 3, 4, 5, 6], -38, "getpmsg(0x1, 0x2, 0x3, 0x4, 0x5) = -1 ENOSYS (Function not implemented)"),
            ("putpmsg", &[1, 2, 3, 4, 5, 6], -38, "putpmsg(0x1, 0x2, 0x3, 0x4, 0x5) = -1 ENOSYS (Function not implemented)"),
            ("epoll_ctl_old", &[1, 2, 3, 4, 5, 6], -38, "epoll_ctl_old(0x1, 0x2, 0x3, 0x4) = -1 ENOSYS (Function not implemented)"),
            ("epoll_wait_old", &[1, 2, 3, 4, 5, 6], -38, "epoll_wait_old(0x1, 0x2, 0x3, 0x4) = -1 ENOSYS (Function not implemented)"),
        ],
    );
}

#[test]
fn segments() {
    let space = Space::default();
    space.put(0x10000, &words(&[0xffffffff, 0x5555_5000, 0xfffff, 0x51]));
    space.put(0x11000, &words(&[12, 0x5555_5000, 0xfffff, 0xae]));
    let cases: &[Case<'_>] = &[
        (
            "modify_ldt",
            &[1, 0x10000, 16],
            0,
            "modify_ldt(1, {entry_number=-1, base_addr=0x55555000, limit=0x0fffff, seg_32bit=1, contents=0, read_exec_only=0, limit_in_pages=1, seg_not_present=0, useable=1, lm=0}, 16) = 0",
        ),
        (
            "modify_ldt",
            &[17, 0x11000, 16],
            0,
            "modify_ldt(17, {entry_number=12, base_addr=0x55555000, limit=0x0fffff, seg_32bit=0, contents=3, read_exec_only=1, limit_in_pages=0, seg_not_present=1, useable=0, lm=1}, 16) = 0",
        ),
        (
            "modify_ldt",
            &[0, 0x11000, 16],
            16,
            "modify_ldt(0, {entry_number=12, base_addr=0x55555000, limit=0x0fffff, seg_32bit=0, contents=3, read_exec_only=1, limit_in_pages=0, seg_not_present=1, useable=0, lm=1}, 16) = 16",
        ),
        ("modify_ldt", &[0, 0x11000, 8], 0, "modify_ldt(0, 0x11000, 8) = 0"),
        ("modify_ldt", &[2, 0x11000, 8], 8, "modify_ldt(2, 0x11000, 8) = 8"),
        ("modify_ldt", &[1, 0x11000, 8], EINVAL, "modify_ldt(1, 0x11000, 8) = -1 EINVAL (Invalid argument)"),
        (
            "set_thread_area",
            &[0x10000],
            -38,
            "set_thread_area({entry_number=-1, base_addr=0x55555000, limit=0x0fffff, seg_32bit=1, contents=0, read_exec_only=0, limit_in_pages=1, seg_not_present=0, useable=1, lm=0}) = -1 ENOSYS (Function not implemented)",
        ),
        (
            "get_thread_area",
            &[0x10000],
            -38,
            "get_thread_area({entry_number=-1, ...}) = -1 ENOSYS (Function not implemented)",
        ),
    ];
    space.check(Abi::X86_64, cases);
    let cases: &[Case<'_>] = &[
        (
            "modify_ldt",
            &[1, 0x10000, 16],
            0,
            "modify_ldt(1, {entry_number=-1, base_addr=0x55555000, limit=0x0fffff, seg_32bit=1, contents=0, read_exec_only=0, limit_in_pages=1, seg_not_present=0, useable=1}, 16) = 0",
        ),
        (
            "modify_ldt",
            &[0, 0x11000, 16],
            16,
            "modify_ldt(0, {entry_number=12, base_addr=0x55555000, limit=0x0fffff, seg_32bit=0, contents=3, read_exec_only=1, limit_in_pages=0, seg_not_present=1, useable=0}, 16) = 16",
        ),
        (
            "set_thread_area",
            &[0x10000],
            0,
            "set_thread_area({entry_number=-1, base_addr=0x55555000, limit=0x0fffff, seg_32bit=1, contents=0, read_exec_only=0, limit_in_pages=1, seg_not_present=0, useable=1}) = 0 (entry_number=4294967295)",
        ),
        (
            "set_thread_area",
            &[0x11000],
            0,
            "set_thread_area({entry_number=12, base_addr=0x55555000, limit=0x0fffff, seg_32bit=0, contents=3, read_exec_only=1, limit_in_pages=0, seg_not_present=1, useable=0}) = 0 (entry_number=12)",
        ),
        ("set_thread_area", &[0x20000], -14, "set_thread_area(0x20000) = -1 EFAULT (Bad address)"),
        (
            "get_thread_area",
            &[0x11000],
            0,
            "get_thread_area({entry_number=12, base_addr=0x55555000, limit=0x0fffff, seg_32bit=0, contents=3, read_exec_only=1, limit_in_pages=0, seg_not_present=1, useable=0}) = 0",
        ),
        (
            "get_thread_area",
            &[0x11000],
            EINVAL,
            "get_thread_area({entry_number=12, ...}) = -1 EINVAL (Invalid argument)",
        ),
    ];
    space.check(Abi::I386, cases);
}

#[test]
fn kernels() {
    let space = Space::default();
    space.put(0x10000, &longs(&[0x7f0012345000, 4096, 0x100000, 8192, 0, 0, 0, 0]));
    space.put(0x11000, b"root=/dev/sda1 ro quiet and more of it\0");
    space.check(
        Abi::X86_64,
        &[
            ("kexec_load", &[0x100000, 2, 0x10000, 0], 0, "kexec_load(0x100000, 2, [{buf=0x7f0012345000, bufsz=4096, mem=0x100000, memsz=8192}, {buf=NULL, bufsz=0, mem=NULL, memsz=0}], KEXEC_ARCH_DEFAULT) = 0"),
            ("kexec_load", &[0x100000, 0, 0x10000, 0x3e0001], 0, "kexec_load(0x100000, 0, [], KEXEC_ARCH_X86_64|KEXEC_ON_CRASH) = 0"),
            ("kexec_load", &[0x100000, 17, 0x10000, 0x30002], EINVAL, "kexec_load(0x100000, 17, 0x10000, KEXEC_ARCH_386|KEXEC_PRESERVE_CONTEXT) = -1 EINVAL (Invalid argument)"),
            ("kexec_load", &[0, 1, 0x20000, 0xffff000c], EINVAL, "kexec_load(NULL, 1, 0x20000, 0xffff0000 /* KEXEC_ARCH_??? */|0xc /* KEXEC_??? */) = -1 EINVAL (Invalid argument)"),
            ("kexec_file_load", &[3, 4, 39, 0x11000, 0], 0, r#"kexec_file_load(3, 4, 39, "root=/dev/sda1 ro quiet and more"..., 0) = 0"#),
            ("kexec_file_load", &[3, NONE, 5, 0x11000, 6], 0, r#"kexec_file_load(3, -1, 5, "root=", KEXEC_FILE_ON_CRASH|KEXEC_FILE_NO_INITRAMFS) = 0"#),
            ("kexec_file_load", &[3, 4, 0, 0, 1], 0, "kexec_file_load(3, 4, 0, NULL, KEXEC_FILE_UNLOAD) = 0"),
            ("kexec_file_load", &[3, 4, 0, 0, 0x10], 0, "kexec_file_load(3, 4, 0, NULL, 0x10 /* KEXEC_FILE_??? */) = 0"),
        ],
    );
}

#[test]
fn landlock_and_modules_of_security() {
    let space = Space::default();
    space.put(0x10000, &longs(&[0x1fff, 0x3]));
    let mut rule = longs(&[0xc]);
    rule.extend(words(&[5]));
    space.put(0x11000, &rule);
    space.put(0x12000, &longs(&[0x8000000000000000, 0]));
    space.check(
        Abi::X86_64,
        &[
            ("landlock_create_ruleset", &[0x10000, 8, 0], 3, "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE|LANDLOCK_ACCESS_FS_WRITE_FILE|LANDLOCK_ACCESS_FS_READ_FILE|LANDLOCK_ACCESS_FS_READ_DIR|LANDLOCK_ACCESS_FS_REMOVE_DIR|LANDLOCK_ACCESS_FS_REMOVE_FILE|LANDLOCK_ACCESS_FS_MAKE_CHAR|LANDLOCK_ACCESS_FS_MAKE_DIR|LANDLOCK_ACCESS_FS_MAKE_REG|LANDLOCK_ACCESS_FS_MAKE_SOCK|LANDLOCK_ACCESS_FS_MAKE_FIFO|LANDLOCK_ACCESS_FS_MAKE_BLOCK|LANDLOCK_ACCESS_FS_MAKE_SYM}, 8, 0) = 3"),
            ("landlock_create_ruleset", &[0x10000, 16, 0], 3, "landlock_create_ruleset({handled_access_fs=LANDLOCK_ACCESS_FS_EXECUTE|LANDLOCK_ACCESS_FS_WRITE_FILE|LANDLOCK_ACCESS_FS_READ_FILE|LANDLOCK_ACCESS_FS_READ_DIR|LANDLOCK_ACCESS_FS_REMOVE_DIR|LANDLOCK_ACCESS_FS_REMOVE_FILE|LANDLOCK_ACCESS_FS_MAKE_CHAR|LANDLOCK_ACCESS_FS_MAKE_DIR|LANDLOCK_ACCESS_FS_MAKE_REG|LANDLOCK_ACCESS_FS_MAKE_SOCK|LANDLOCK_ACCESS_FS_MAKE_FIFO|LANDLOCK_ACCESS_FS_MAKE_BLOCK|LANDLOCK_ACCESS_FS_MAKE_SYM, ...}, 16, 0) = 3"),
            ("landlock_create_ruleset", &[0x12000, 8, 0], EINVAL, "landlock_create_ruleset({handled_access_fs=0x8000000000000000 /* LANDLOCK_ACCESS_FS_??? */}, 8, 0) = -1 EINVAL (Invalid argument)"),
            ("landlock_create_ruleset", &[0x10000, 4, 0], EINVAL, "landlock_create_ruleset(0x10000, 4, 0) = -1 EINVAL (Invalid argument)"),
            ("landlock_create_ruleset", &[0, 0, 1], 3, "landlock_create_ruleset(NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) = 3"),
            ("landlock_create_ruleset", &[0, 0, 8], EINVAL, "landlock_create_ruleset(NULL, 0, 0x8 /* LANDLOCK_CREATE_RULESET_??? */) = -1 EINVAL (Invalid argument)"),
            ("landlock_create_ruleset", &[0x20000, 8, 0], -14, "landlock_create_ruleset(0x20000, 8, 0) = -1 EFAULT (Bad address)"),
            ("landlock_add_rule", &[3, 1, 0x11000, 0], 0, "landlock_add_rule(3, LANDLOCK_RULE_PATH_BENEATH, {allowed_access=LANDLOCK_ACCESS_FS_READ_FILE|LANDLOCK_ACCESS_FS_READ_DIR, parent_fd=5}, 0) = 0"),
            ("landlock_add_rule", &[3, 2, 0x11000, 1], EINVAL, "landlock_add_rule(3, 0x2 /* LANDLOCK_RULE_??? */, 0x11000, 0x1) = -1 EINVAL (Invalid argument)"),
            ("landlock_add_rule", &[3, 9, 0x11000, 1], EINVAL, "landlock_add_rule(3, 0x9 /* LANDLOCK_RULE_??? */, 0x11000, 0x1) = -1 EINVAL (Invalid argument)"),
            ("landlock_add_rule", &[3, 1, 0x20000, 0], -14, "landlock_add_rule(3, LANDLOCK_RULE_PATH_BENEATH, 0x20000, 0) = -1 EFAULT (Bad address)"),
            ("landlock_restrict_self", &[3, 0], 0, "landlock_restrict_self(3, 0) = 0"),
            ("landlock_restrict_self", &[3, 8], EINVAL, "landlock_restrict_self(3, 0x8) = -1 EINVAL (Invalid argument)"),
            ("landlock_create_ruleset", &[0x12008, 8, 0], 3, "landlock_create_ruleset({handled_access_fs=0}, 8, 0) = 3"),
        ],
    );
}
