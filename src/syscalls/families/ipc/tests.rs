use crate::event::Abi;
use crate::syscalls::testing::{Case, Space, longs, words};

const NONE: u64 = u64::MAX;
const EINVAL: i64 = -22;

/// `struct ipc64_perm`: key, uid, gid, cuid, cgid, mode, seq.
fn permissions() -> Vec<u8> {
    let mut bytes = words(&[0x1234, 1000, u32::MAX, 0, 5, 0o600, 7]);
    bytes.resize(48, 0);
    bytes
}

#[test]
fn shared_memory() {
    let space = Space::default();
    let mut segment = permissions();
    segment.extend(longs(&[8192, 1700000000, 0, 1700000001]));
    segment.extend(words(&[11, 12]));
    segment.extend(longs(&[2, 0, 0]));
    space.put(0x10000, &segment);
    space.put(0x11000, &longs(&[1, 2, 3, 4, 5, 6, 7, 8, 9]));
    let cases: &[Case<'_>] = &[
        (
            "shmctl",
            &[5, 2, 0x10000],
            0,
            "shmctl(5, IPC_STAT, {shm_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, shm_segsz=8192, shm_cpid=11, shm_lpid=12, shm_nattch=2, shm_atime=1700000000, shm_dtime=0, shm_ctime=1700000001}) = 0",
        ),
        (
            "shmctl",
            &[5, 13, 0x10000],
            7,
            "shmctl(5, SHM_STAT, {shm_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, shm_segsz=8192, shm_cpid=11, shm_lpid=12, shm_nattch=2, shm_atime=1700000000, shm_dtime=0, shm_ctime=1700000001}) = 7",
        ),
        (
            "shmctl",
            &[5, 15, 0x10000],
            7,
            "shmctl(5, SHM_STAT_ANY, {shm_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, shm_segsz=8192, shm_cpid=11, shm_lpid=12, shm_nattch=2, shm_atime=1700000000, shm_dtime=0, shm_ctime=1700000001}) = 7",
        ),
        ("shmctl", &[5, 1, 0x10000], 0, "shmctl(5, IPC_SET, {shm_perm={uid=1000, gid=-1, mode=0600}}) = 0"),
        ("shmctl", &[5, 3, 0x11000], 7, "shmctl(5, IPC_INFO, {shmmax=1, shmmin=2, shmmni=3, shmseg=4, shmall=5}) = 7"),
        (
            "shmctl",
            &[5, 14, 0x11000],
            7,
            "shmctl(5, SHM_INFO, {used_ids=1, shm_tot=2, shm_rss=3, shm_swp=4, swap_attempts=5, swap_successes=6}) = 7",
        ),
    ];
    space.check(Abi::X86_64, cases);
    space.check_verbose(Abi::X86_64, cases);
    space.check(
        Abi::X86_64,
        &[
            ("shmget", &[0, 4096, 0o1600], 5, "shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600) = 5"),
            ("shmget", &[0x1234, NONE, 0o7777], EINVAL, "shmget(0x1234, 18446744073709551615, IPC_CREAT|IPC_EXCL|SHM_HUGETLB|0777) = -1 EINVAL (Invalid argument)"),
            ("shmget", &[0xffffffff, 0, 0x1000], EINVAL, "shmget(0xffffffff, 0, SHM_NORESERVE|000) = -1 EINVAL (Invalid argument)"),
            ("shmget", &[1, 0, 0x15640800], EINVAL, "shmget(0x1, 0, SHM_HUGETLB|0x1640000|5<<SHM_HUGE_SHIFT|000) = -1 EINVAL (Invalid argument)"),
            ("shmget", &[1, 0, 0xffffffff], EINVAL, "shmget(0x1, 0, IPC_CREAT|IPC_EXCL|SHM_HUGETLB|SHM_NORESERVE|0x3ffe000|63<<SHM_HUGE_SHIFT|0777) = -1 EINVAL (Invalid argument)"),
            ("shmget", &[1, 0, 0], EINVAL, "shmget(0x1, 0, 000) = -1 EINVAL (Invalid argument)"),
            ("shmat", &[5, 0, 0], 0x7f0012345000, "shmat(5, NULL, 0) = 0x7f0012345000"),
            ("shmat", &[NONE, 0x7f0012345000, 0xffff], EINVAL, "shmat(-1, 0x7f0012345000, SHM_RDONLY|SHM_RND|SHM_REMAP|SHM_EXEC|0xfff) = -1 EINVAL (Invalid argument)"),
            ("shmat", &[5, 0, 0o10000], EINVAL, "shmat(5, NULL, SHM_RDONLY) = -1 EINVAL (Invalid argument)"),
            ("shmat", &[5, 0, 0x10], EINVAL, "shmat(5, NULL, 0x10 /* SHM_??? */) = -1 EINVAL (Invalid argument)"),
            ("shmdt", &[0x7f0012345000], 0, "shmdt(0x7f0012345000) = 0"),
            ("shmdt", &[0], EINVAL, "shmdt(NULL) = -1 EINVAL (Invalid argument)"),
            ("shmctl", &[5, 0, 0], 0, "shmctl(5, IPC_RMID, NULL) = 0"),
            ("shmctl", &[5, 0, 0x10000], 0, "shmctl(5, IPC_RMID, 0x10000) = 0"),
            ("shmctl", &[5, 11, 0], 0, "shmctl(5, SHM_LOCK, NULL) = 0"),
            ("shmctl", &[5, 12, 0x10000], EINVAL, "shmctl(5, SHM_UNLOCK, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("shmctl", &[5, 2, 0x10000], EINVAL, "shmctl(5, IPC_STAT, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("shmctl", &[5, 1, 0x10000], EINVAL, "shmctl(5, IPC_SET, {shm_perm={uid=1000, gid=-1, mode=0600}}) = -1 EINVAL (Invalid argument)"),
            ("shmctl", &[5, 0x102, 0x10000], 0, "shmctl(5, IPC_64|IPC_STAT, {shm_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, shm_segsz=8192, shm_cpid=11, shm_lpid=12, shm_nattch=2, shm_atime=1700000000, shm_dtime=0, shm_ctime=1700000001}) = 0"),
            ("shmctl", &[5, 0x163, 0x10000], EINVAL, "shmctl(5, IPC_64|0x63 /* SHM_??? */, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("shmctl", &[5, 99, 0x10000], EINVAL, "shmctl(5, 0x63 /* SHM_??? */, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("shmctl", &[5, 2, 0x20000], 0, "shmctl(5, IPC_STAT, 0x20000) = 0"),
            ("shmctl", &[5, 3, 0], -14, "shmctl(5, IPC_INFO, NULL) = -1 EFAULT (Bad address)"),
        ],
    );
}

#[test]
fn semaphores() {
    let space = Space::default();
    space.put(0x10000, &words(&[0xffff0000, 0x00011800, 0xffff1000]));
    space.put(0x11000, &longs(&[5, 6]));
    let mut set = permissions();
    set.extend(longs(&[1700000000, 0, 1700000001, 0, 4, 0, 0]));
    space.put(0x12000, &set);
    space.put(0x13000, &words(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    space.put(0x14000 - 4, &words(&[0x00020001]));
    let cases: &[Case<'_>] = &[
        (
            "semctl",
            &[5, 0, 2, 0x12000],
            0,
            "semctl(5, 0, IPC_STAT, {sem_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, sem_otime=1700000000, sem_ctime=1700000001, sem_nsems=4}) = 0",
        ),
        (
            "semctl",
            &[5, 0, 18, 0x12000],
            5,
            "semctl(5, 0, SEM_STAT, {sem_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, sem_otime=1700000000, sem_ctime=1700000001, sem_nsems=4}) = 5",
        ),
        (
            "semctl",
            &[5, 0, 20, 0x12000],
            5,
            "semctl(5, 0, SEM_STAT_ANY, {sem_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, sem_otime=1700000000, sem_ctime=1700000001, sem_nsems=4}) = 5",
        ),
        ("semctl", &[5, 0, 1, 0x12000], 0, "semctl(5, 0, IPC_SET, {sem_perm={uid=1000, gid=-1, mode=0600}}) = 0"),
        (
            "semctl",
            &[5, 0, 3, 0x13000],
            4,
            "semctl(5, 0, IPC_INFO, {semmap=1, semmni=2, semmns=3, semmnu=4, semmsl=5, semopm=6, semume=7, semusz=8, semvmx=9, semaem=10}) = 4",
        ),
        (
            "semctl",
            &[5, 0, 19, 0x13000],
            4,
            "semctl(5, 0, SEM_INFO, {semmap=1, semmni=2, semmns=3, semmnu=4, semmsl=5, semopm=6, semume=7, semusz=8, semvmx=9, semaem=10}) = 4",
        ),
    ];
    space.check(Abi::X86_64, cases);
    space.check_verbose(Abi::X86_64, cases);
    space.check(
        Abi::X86_64,
        &[
            ("semget", &[0, 4, 0o3600], 5, "semget(IPC_PRIVATE, 4, IPC_CREAT|IPC_EXCL|0600) = 5"),
            ("semget", &[0x1234, NONE, 0], EINVAL, "semget(0x1234, -1, 000) = -1 EINVAL (Invalid argument)"),
            ("semget", &[0x1234, 1, 0xffffffff], EINVAL, "semget(0x1234, 1, IPC_CREAT|IPC_EXCL|IPC_NOWAIT|0xfffff000|0777) = -1 EINVAL (Invalid argument)"),
            ("semop", &[5, 0x10000, 2], 0, "semop(5, [{sem_num=0, sem_op=-1, sem_flg=SEM_UNDO|IPC_NOWAIT}, {sem_num=1, sem_op=4096, sem_flg=SEM_UNDO|IPC_NOWAIT|0xe7ff}], 2) = 0"),
            ("semop", &[5, 0x10000, 0], EINVAL, "semop(5, [], 0) = -1 EINVAL (Invalid argument)"),
            ("semop", &[5, 0x13ffc, 1], EINVAL, "semop(5, 0x13ffc, 1) = -1 EINVAL (Invalid argument)"),
            ("semop", &[5, 0x10000, 0x100000001], 0, "semop(5, [{sem_num=0, sem_op=-1, sem_flg=SEM_UNDO|IPC_NOWAIT}], 1) = 0"),
            ("semop", &[5, 0, 1], 0, "semop(5, NULL, 1) = 0"),
            ("semtimedop", &[5, 0x10000, 1, 0x11000], 0, "semtimedop(5, [{sem_num=0, sem_op=-1, sem_flg=SEM_UNDO|IPC_NOWAIT}], 1, {tv_sec=5, tv_nsec=6}) = 0"),
            ("semtimedop", &[5, 0x10000, 1, 0], -11, "semtimedop(5, [{sem_num=0, sem_op=-1, sem_flg=SEM_UNDO|IPC_NOWAIT}], 1, NULL) = -1 EAGAIN (Resource temporarily unavailable)"),
            ("semctl", &[5, 0, 0, 0], 0, "semctl(5, 0, IPC_RMID, NULL) = 0"),
            ("semctl", &[5, 3, 16, 7], 0, "semctl(5, 3, SETVAL, 0x7) = 0"),
            ("semctl", &[5, 3, 12, 7], 9, "semctl(5, 3, GETVAL, 0x7) = 9"),
            ("semctl", &[5, 0, 13, 0x13ffc], 0, "semctl(5, 0, GETALL, 0x13ffc) = 0"),
            ("semctl", &[5, 0, 17, 0x13ffc], 0, "semctl(5, 0, SETALL, 0x13ffc) = 0"),
            ("semctl", &[5, 0, 11, 0], 0, "semctl(5, 0, GETPID, NULL) = 0"),
            ("semctl", &[5, 0, 14, 0], 0, "semctl(5, 0, GETNCNT, NULL) = 0"),
            ("semctl", &[5, 0, 15, 0], 0, "semctl(5, 0, GETZCNT, NULL) = 0"),
            ("semctl", &[5, 0, 99, 0xdeadbeef], EINVAL, "semctl(5, 0, 0x63 /* SEM_??? */, 0xdeadbeef) = -1 EINVAL (Invalid argument)"),
            ("semctl", &[5, 0, 0x102, 0x12000], EINVAL, "semctl(5, 0, IPC_64|IPC_STAT, 0x12000) = -1 EINVAL (Invalid argument)"),
            ("semctl", &[5, 0, 2, 0x12000], EINVAL, "semctl(5, 0, IPC_STAT, 0x12000) = -1 EINVAL (Invalid argument)"),
            ("semctl", &[5, 0, 16, 0xffffffffffffffff], 0, "semctl(5, 0, SETVAL, 0xffffffffffffffff) = 0"),
        ],
    );
}

#[test]
fn messages() {
    let space = Space::default();
    let mut queue = permissions();
    queue.extend(longs(&[1700000000, 0, 1700000001, 100, 2, 16384]));
    queue.extend(words(&[11, 12]));
    queue.extend(longs(&[0, 0]));
    space.put(0x10000, &queue);
    let mut message = longs(&[0xfacefeed]);
    message.extend(b"hello\0world, this is a long message for everybody");
    space.put(0x11000, &message);
    space.put(0x12000, &words(&[1, 2, 3, 4, 5, 6, 7, 8]));
    space.put(0x14000 - 8, &longs(&[NONE]));
    let cases: &[Case<'_>] = &[
        (
            "msgctl",
            &[5, 2, 0x10000],
            0,
            "msgctl(5, IPC_STAT, {msg_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, msg_stime=1700000000, msg_rtime=0, msg_ctime=1700000001, msg_qnum=2, msg_qbytes=16384, msg_lspid=11, msg_lrpid=12}) = 0",
        ),
        (
            "msgctl",
            &[5, 11, 0x10000],
            5,
            "msgctl(5, MSG_STAT, {msg_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, msg_stime=1700000000, msg_rtime=0, msg_ctime=1700000001, msg_qnum=2, msg_qbytes=16384, msg_lspid=11, msg_lrpid=12}) = 5",
        ),
        (
            "msgctl",
            &[5, 13, 0x10000],
            5,
            "msgctl(5, MSG_STAT_ANY, {msg_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, msg_stime=1700000000, msg_rtime=0, msg_ctime=1700000001, msg_qnum=2, msg_qbytes=16384, msg_lspid=11, msg_lrpid=12}) = 5",
        ),
        (
            "msgctl",
            &[5, 1, 0x10000],
            0,
            "msgctl(5, IPC_SET, {msg_perm={uid=1000, gid=-1, mode=0600}, msg_qbytes=16384}) = 0",
        ),
        (
            "msgctl",
            &[5, 3, 0x12000],
            4,
            "msgctl(5, IPC_INFO, {msgpool=1, msgmap=2, msgmax=3, msgmnb=4, msgmni=5, msgssz=6, msgtql=7, msgseg=8}) = 4",
        ),
        (
            "msgctl",
            &[5, 12, 0x12000],
            4,
            "msgctl(5, MSG_INFO, {msgpool=1, msgmap=2, msgmax=3, msgmnb=4, msgmni=5, msgssz=6, msgtql=7, msgseg=8}) = 4",
        ),
    ];
    space.check(Abi::X86_64, cases);
    space.check_verbose(Abi::X86_64, cases);
    space.check(
        Abi::X86_64,
        &[
            ("msgget", &[0, 0o1600], 5, "msgget(IPC_PRIVATE, IPC_CREAT|0600) = 5"),
            ("msgget", &[0xffffffff, 0o6000], EINVAL, "msgget(0xffffffff, IPC_EXCL|IPC_NOWAIT|000) = -1 EINVAL (Invalid argument)"),
            ("msgsnd", &[5, 0x11000, 5, 0], 0, r#"msgsnd(5, {mtype=4207869677, mtext="hello"}, 5, 0) = 0"#),
            ("msgsnd", &[5, 0x11000, 49, 0o4000], 0, r#"msgsnd(5, {mtype=4207869677, mtext="hello\0world, this is a long mess"...}, 49, IPC_NOWAIT) = 0"#),
            ("msgsnd", &[5, 0x11000, 0, 0o30000], EINVAL, r#"msgsnd(5, {mtype=4207869677, mtext=""}, 0, MSG_NOERROR|MSG_EXCEPT) = -1 EINVAL (Invalid argument)"#),
            ("msgsnd", &[5, 0x13ff8, 4, 0x10000], EINVAL, "msgsnd(5, 0x13ff8, 4, 0x10000 /* MSG_??? */) = -1 EINVAL (Invalid argument)"),
            ("msgsnd", &[5, 0, 4, 0], -14, "msgsnd(5, NULL, 4, 0) = -1 EFAULT (Bad address)"),
            ("msgsnd", &[5, 0x11000, NONE, 0], EINVAL, r#"msgsnd(5, {mtype=4207869677, mtext="hello\0world, this is a long mess"...}, 18446744073709551615, 0) = -1 EINVAL (Invalid argument)"#),
            ("msgrcv", &[5, 0x11000, 100, 0, 0], 6, r#"msgrcv(5, {mtype=4207869677, mtext="hello\0world, this is a long mess"...}, 100, 0, 0) = 6"#),
            ("msgrcv", &[5, 0x11000, 100, NONE, 0o34000], 0, r#"msgrcv(5, {mtype=4207869677, mtext="hello\0world, this is a long mess"...}, 100, -1, MSG_NOERROR|MSG_EXCEPT|IPC_NOWAIT) = 0"#),
            ("msgrcv", &[5, 0x11000, 100, 0x8000000000000001, 0o40000], -42, "msgrcv(5, 0x11000, 100, -9223372036854775807, MSG_COPY) = -1 ENOMSG (No message of desired type)"),
            ("msgrcv", &[5, 0x11000, 3, 2, 0o2000], 3, r#"msgrcv(5, {mtype=4207869677, mtext="hel"}, 3, 2, 0x400 /* MSG_??? */) = 3"#),
            ("msgrcv", &[5, 0, 3, 2, 0], 3, "msgrcv(5, NULL, 3, 2, 0) = 3"),
            ("msgctl", &[5, 0, 0], 0, "msgctl(5, IPC_RMID, NULL) = 0"),
            ("msgctl", &[5, 0, 0x10000], EINVAL, "msgctl(5, IPC_RMID, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("msgctl", &[5, 2, 0x10000], EINVAL, "msgctl(5, IPC_STAT, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("msgctl", &[5, 99, 0x10000], EINVAL, "msgctl(5, 0x63 /* MSG_??? */, 0x10000) = -1 EINVAL (Invalid argument)"),
        ],
    );
}

#[test]
fn posix_queues() {
    let space = Space::default();
    space.put(0x10000, b"queue\0");
    space.put(0x11000, &longs(&[0x800, 10, 8192, 3, 0, 0, 0, 0]));
    space.put(0x12000, b"a message of more than thirty-two bytes\0");
    space.put(0x13000, &longs(&[1700000000, 5]));
    space.put(0x14000, &words(&[7]));
    let mut event = longs(&[5]);
    event.extend(words(&[10, 0]));
    event.resize(64, 0);
    space.put(0x15000, &event);
    space.check(
        Abi::X86_64,
        &[
            ("mq_open", &[0x10000, 2, 0, 0], 3, r#"mq_open("queue", O_RDWR) = 3"#),
            ("mq_open", &[0x10000, 0o4302, 0o600, 0x11000], 3, r#"mq_open("queue", O_RDWR|O_CREAT|O_EXCL|O_NONBLOCK, 0600, {mq_flags=0x800, mq_maxmsg=10, mq_msgsize=8192, mq_curmsgs=3}) = 3"#),
            ("mq_open", &[0x10000, 0o102, 0o600, 0], -2, r#"mq_open("queue", O_RDWR|O_CREAT, 0600, NULL) = -1 ENOENT (No such file or directory)"#),
            ("mq_open", &[0x10001, 0o102, 0, 0x20000], -14, r#"mq_open("ueue", O_RDWR|O_CREAT, 000, 0x20000) = -1 EFAULT (Bad address)"#),
            ("mq_unlink", &[0x10000], 0, r#"mq_unlink("queue") = 0"#),
            ("mq_unlink", &[0], -14, "mq_unlink(NULL) = -1 EFAULT (Bad address)"),
            ("mq_timedsend", &[3, 0x12000, 40, 7, 0x13000], 0, r#"mq_timedsend(3, "a message of more than thirty-tw"..., 40, 7, {tv_sec=1700000000, tv_nsec=5}) = 0"#),
            ("mq_timedsend", &[3, 0x12000, 4, 0xffffffff, 0], -9, r#"mq_timedsend(3, "a me", 4, 4294967295, NULL) = -1 EBADF (Bad file descriptor)"#),
            ("mq_timedreceive", &[3, 0x12000, 40, 0x14000, 0x13000], 40, r#"mq_timedreceive(3, "a message of more than thirty-tw"..., 40, [7], {tv_sec=1700000000, tv_nsec=5}) = 40"#),
            ("mq_timedreceive", &[3, 0x12000, 40, 0x14000, 0], -9, "mq_timedreceive(3, 0x12000, 40, 0x14000, NULL) = -1 EBADF (Bad file descriptor)"),
            ("mq_timedreceive", &[3, 0x12000, 40, 0, 0], 4, r#"mq_timedreceive(3, "a me", 40, NULL, NULL) = 4"#),
            ("mq_notify", &[3, 0x15000], 0, "mq_notify(3, {sigev_value={sival_int=5, sival_ptr=0x5}, sigev_signo=SIGUSR1, sigev_notify=SIGEV_SIGNAL}) = 0"),
            ("mq_notify", &[3, 0], 0, "mq_notify(3, NULL) = 0"),
            ("mq_getsetattr", &[3, 0x11000, 0x11000], 0, "mq_getsetattr(3, {mq_flags=O_NONBLOCK, mq_maxmsg=10, mq_msgsize=8192, mq_curmsgs=3}, {mq_flags=O_NONBLOCK, mq_maxmsg=10, mq_msgsize=8192, mq_curmsgs=3}) = 0"),
            ("mq_getsetattr", &[3, 0, 0x11000], 0, "mq_getsetattr(3, NULL, {mq_flags=O_NONBLOCK, mq_maxmsg=10, mq_msgsize=8192, mq_curmsgs=3}) = 0"),
            ("mq_getsetattr", &[3, 0x11000, 0], -9, "mq_getsetattr(3, {mq_flags=O_NONBLOCK, mq_maxmsg=10, mq_msgsize=8192, mq_curmsgs=3}, NULL) = -1 EBADF (Bad file descriptor)"),
        ],
    );
}

#[test]
fn objects_of_32_bit() {
    let space = Space::default();
    // key, uid, gid, cuid, cgid, mode and padding, seq, two unused.
    let permissions = [0x1234, 1000, u32::MAX, 0, 5, 0xffff0000 | 0o600, 7, 0, 0];
    let put = |address: u64, rest: &[u32]| {
        let mut bytes = words(&permissions);
        bytes.extend(words(rest));
        space.put(address, &bytes);
    };
    put(0x10000, &[8192, 1700000000, 0, 0, 0, 1700000001, 0, 11, 12, 2, 0, 0]);
    put(0x11000, &[1700000000, 0, 1700000001, 0, 4, 0, 0]);
    put(0x12000, &[1700000000, 0, 1700000001, 0, 1700000002, 0, 100, 2, 16384, 11, 12, 0, 0]);
    space.put(0x13000, &words(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    let mut message = words(&[-5i32 as u32]);
    message.extend(b"hello world, a message that is not short");
    space.put(0x14000, &message);
    space.put(0x15000, b"queue\0");
    space.check(
        Abi::I386,
        &[
            ("shmctl", &[5, 0x102, 0x10000], 0, "shmctl(5, IPC_64|IPC_STAT, {shm_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, shm_segsz=8192, shm_cpid=11, shm_lpid=12, shm_nattch=2, shm_atime=1700000000, shm_dtime=0, shm_ctime=1700000001}) = 0"),
            ("shmctl", &[5, 0x101, 0x10000], 0, "shmctl(5, IPC_64|IPC_SET, {shm_perm={uid=1000, gid=-1, mode=0600}}) = 0"),
            ("shmctl", &[5, 0x103, 0x13000], 0, "shmctl(5, IPC_64|IPC_INFO, {shmmax=1, shmmin=2, shmmni=3, shmseg=4, shmall=5}) = 0"),
            ("shmctl", &[5, 0x10e, 0x13000], 0, "shmctl(5, IPC_64|SHM_INFO, {used_ids=1, shm_tot=2, shm_rss=3, shm_swp=4, swap_attempts=5, swap_successes=6}) = 0"),
            ("shmctl", &[5, 2, 0x10000], 0, "shmctl(5, IPC_STAT, {shm_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, shm_segsz=8192, shm_cpid=11, shm_lpid=12, shm_nattch=2, shm_atime=1700000000, shm_dtime=0, shm_ctime=1700000001}) = 0"),
            ("shmctl", &[5, 0, 0], 0, "shmctl(5, IPC_RMID, NULL) = 0"),
            ("shmat", &[5, 0, 0], 0xf7e00000, "shmat(5, NULL, 0) = 0xf7e00000"),
            ("shmget", &[0, 4096, 0o1600], 5, "shmget(IPC_PRIVATE, 4096, IPC_CREAT|0600) = 5"),
            ("semctl", &[5, 0, 0x102, 0x11000], 0, "semctl(5, 0, IPC_64|IPC_STAT, {sem_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, sem_otime=1700000000, sem_ctime=1700000001, sem_nsems=4}) = 0"),
            ("semctl", &[5, 0, 0x101, 0x11000], 0, "semctl(5, 0, IPC_64|IPC_SET, {sem_perm={uid=1000, gid=-1, mode=0600}}) = 0"),
            ("semctl", &[5, 0, 0x103, 0x13000], 0, "semctl(5, 0, IPC_64|IPC_INFO, {semmap=1, semmni=2, semmns=3, semmnu=4, semmsl=5, semopm=6, semume=7, semusz=8, semvmx=9, semaem=10}) = 0"),
            ("semctl", &[5, 0, 0x110, 7], 0, "semctl(5, 0, IPC_64|SETVAL, 0x7) = 0"),
            ("msgctl", &[5, 0x102, 0x12000], 0, "msgctl(5, IPC_64|IPC_STAT, {msg_perm={uid=1000, gid=-1, mode=0600, key=4660, cuid=0, cgid=5}, msg_stime=1700000000, msg_rtime=1700000001, msg_ctime=1700000002, msg_qnum=2, msg_qbytes=16384, msg_lspid=11, msg_lrpid=12}) = 0"),
            ("msgctl", &[5, 0x101, 0x12000], 0, "msgctl(5, IPC_64|IPC_SET, {msg_perm={uid=1000, gid=-1, mode=0600}, msg_qbytes=16384}) = 0"),
            ("msgctl", &[5, 0x10c, 0x13000], 0, "msgctl(5, IPC_64|MSG_INFO, {msgpool=1, msgmap=2, msgmax=3, msgmnb=4, msgmni=5, msgssz=6, msgtql=7, msgseg=8}) = 0"),
            ("msgsnd", &[5, 0x14000, 5, 0], 0, r#"msgsnd(5, {mtype=-5, mtext="hello"}, 5, 0) = 0"#),
            ("msgrcv", &[5, 0x14000, 40, -1i64 as u64, 0], 40, r#"msgrcv(5, {mtype=-5, mtext="hello world, a message that is n"...}, 40, -1, 0) = 40"#),
            ("mq_open", &[0x15000, 0o102, 0o600, 0x13000], 3, r#"mq_open("queue", O_RDWR|O_CREAT, 0600, {mq_flags=0x1, mq_maxmsg=2, mq_msgsize=3, mq_curmsgs=4}) = 3"#),
            ("mq_timedsend_time64", &[3, 0x14004, 5, 1, 0x13000], 0, r#"mq_timedsend_time64(3, "hello", 5, 1, {tv_sec=8589934593, tv_nsec=17179869187}) = 0"#),
            ("mq_timedreceive_time64", &[3, 0x14004, 5, 0x13000, 0x13000], 0, r#"mq_timedreceive_time64(3, "", 5, [1], {tv_sec=8589934593, tv_nsec=17179869187}) = 0"#),
            ("semtimedop_time64", &[3, 0x13000, 1, 0x13000], 0, "semtimedop_time64(3, [{sem_num=1, sem_op=0, sem_flg=0x2 /* SEM_??? */}], 1, {tv_sec=8589934593, tv_nsec=17179869187}) = 0"),
        ],
    );
}
