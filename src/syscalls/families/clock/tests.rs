use crate::event::Abi;
use crate::syscalls::testing::{Space, longs, words};

const NONE: u64 = u64::MAX;
const EINVAL: i64 = -22;

#[test]
fn clocks() {
    let space = Space::default();
    space.put(0x10000, &longs(&[1700000000, 123456789, NONE, 0x8000000000000000]));
    space.put(0x11ff8, &longs(&[5]));
    space.check(
        Abi::X86_64,
        &[
            ("clock_gettime", &[0, 0x10000], 0, "clock_gettime(CLOCK_REALTIME, {tv_sec=1700000000, tv_nsec=123456789}) = 0"),
            ("clock_gettime", &[1, 0x10000], EINVAL, "clock_gettime(CLOCK_MONOTONIC, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("clock_gettime", &[9, 0x10010], 0, "clock_gettime(CLOCK_BOOTTIME_ALARM, {tv_sec=-1, tv_nsec=9223372036854775808}) = 0"),
            ("clock_gettime", &[10, 0x11ff8], 0, "clock_gettime(CLOCK_SGI_CYCLE, 0x11ff8) = 0"),
            ("clock_gettime", &[12, 0], 0, "clock_gettime(0xc /* CLOCK_??? */, NULL) = 0"),
            ("clock_gettime", &[NONE, 0x10000], 0, "clock_gettime(0xffffffff /* CLOCK_??? */, {tv_sec=1700000000, tv_nsec=123456789}) = 0"),
            ("clock_gettime", &[-29i64 as u64, 0x10000], 0, "clock_gettime(0xffffffe3 /* CLOCK_??? */, {tv_sec=1700000000, tv_nsec=123456789}) = 0"),
            ("clock_gettime", &[!(1234u64) << 3 | 6, 0x10000], 0, "clock_gettime(0xffffd96e /* CLOCK_??? */, {tv_sec=1700000000, tv_nsec=123456789}) = 0"),
            ("clock_gettime", &[!(1234u64) << 3, 0x10000], 0, "clock_gettime(0xffffd968 /* CLOCK_??? */, {tv_sec=1700000000, tv_nsec=123456789}) = 0"),
            ("clock_gettime", &[0x80000000, 0x10000], 0, "clock_gettime(0x80000000 /* CLOCK_??? */, {tv_sec=1700000000, tv_nsec=123456789}) = 0"),
            ("clock_getres", &[11, 0x10000], 0, "clock_getres(CLOCK_TAI, {tv_sec=1700000000, tv_nsec=123456789}) = 0"),
            ("clock_getres", &[4, 0], 0, "clock_getres(CLOCK_MONOTONIC_RAW, NULL) = 0"),
            ("clock_settime", &[0, 0x10000], -1, "clock_settime(CLOCK_REALTIME, {tv_sec=1700000000, tv_nsec=123456789}) = -1 EPERM (Operation not permitted)"),
            ("clock_settime", &[0, 0x11ff8], 0, "clock_settime(CLOCK_REALTIME, 0x11ff8) = 0"),
            ("clock_nanosleep", &[1, 0, 0x10000, 0], 0, "clock_nanosleep(CLOCK_MONOTONIC, 0, {tv_sec=1700000000, tv_nsec=123456789}, NULL) = 0"),
            ("clock_nanosleep", &[1, 1, 0x10000, 0x10000], 0, "clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, {tv_sec=1700000000, tv_nsec=123456789}, 0x10000) = 0"),
            ("clock_nanosleep", &[1, 6, 0x10000, 0x10000], EINVAL, "clock_nanosleep(CLOCK_MONOTONIC, 0x6 /* TIMER_??? */, {tv_sec=1700000000, tv_nsec=123456789}, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("clock_nanosleep", &[0, 0, 0x11ff8, 0x10000], -4, "clock_nanosleep(CLOCK_REALTIME, 0, 0x11ff8, 0x10000) = -1 EINTR (Interrupted system call)"),
            ("nanosleep", &[0x10000, 0x10000], 0, "nanosleep({tv_sec=1700000000, tv_nsec=123456789}, 0x10000) = 0"),
            ("nanosleep", &[0x10000, 0], -4, "nanosleep({tv_sec=1700000000, tv_nsec=123456789}, NULL) = -1 EINTR (Interrupted system call)"),
            ("nanosleep", &[0, 0x20000], -14, "nanosleep(NULL, 0x20000) = -1 EFAULT (Bad address)"),
            ("gettimeofday", &[0x10000, 0], 0, "gettimeofday({tv_sec=1700000000, tv_usec=123456789}, NULL) = 0"),
            ("gettimeofday", &[0x10000, 0x10000], 0, "gettimeofday({tv_sec=1700000000, tv_usec=123456789}, {tz_minuteswest=1700000000, tz_dsttime=0}) = 0"),
            ("gettimeofday", &[0x10000, 0x10000], -14, "gettimeofday(0x10000, 0x10000) = -1 EFAULT (Bad address)"),
            ("gettimeofday", &[0, 0x20000], 0, "gettimeofday(NULL, 0x20000) = 0"),
            ("settimeofday", &[0x10000, 0x10010], -1, "settimeofday({tv_sec=1700000000, tv_usec=123456789}, {tz_minuteswest=-1, tz_dsttime=-1}) = -1 EPERM (Operation not permitted)"),
            ("settimeofday", &[0x10010, 0], 0, "settimeofday({tv_sec=-1, tv_usec=9223372036854775808}, NULL) = 0"),
            ("time", &[0], 1700000000, "time(NULL) = 1700000000 (2023-11-14T22:13:20+0000)"),
            ("time", &[0x10000], 1700000000, "time([1700000000 /* 2023-11-14T22:13:20+0000 */]) = 1700000000 (2023-11-14T22:13:20+0000)"),
            ("time", &[0x10010], 0, "time([-1 /* 1969-12-31T23:59:59+0000 */]) = 0"),
            ("time", &[0x10000], -14, "time(0x10000) = -1 EFAULT (Bad address)"),
            ("alarm", &[0xffffffffffffffff], 5, "alarm(4294967295) = 5"),
        ],
    );
}

#[test]
fn adjustments() {
    let space = Space::default();
    let mut timex: Vec<u64> = (1..27).collect();
    timex[0] = 0xa003;
    timex[5] = 0x2041;
    space.put(0x10000, &longs(&timex));
    timex[0] = 0x8001;
    timex[5] = 0;
    space.put(0x11000, &longs(&timex));
    timex[0] = 0x40000;
    timex[5] = 0xff0000;
    space.put(0x12000, &longs(&timex));
    timex[0] = 0;
    space.put(0x13000, &longs(&timex));
    timex[0] = 0x5fbf;
    timex[5] = 0xffff;
    space.put(0x14000, &longs(&timex));
    let cases: &[crate::syscalls::testing::Case<'_>] = &[
        (
            "adjtimex",
            &[0x10000],
            0,
            "adjtimex({modes=ADJ_OFFSET_SS_READ|ADJ_FREQUENCY, offset=2, freq=3, maxerror=4, esterror=5, status=STA_PLL|STA_UNSYNC|STA_NANO, constant=7, precision=8, tolerance=9, time={tv_sec=10, tv_usec=11}, tick=12, ppsfreq=13, jitter=14, shift=15, stabil=16, jitcnt=17, calcnt=18, errcnt=19, stbcnt=20, tai=21}) = 0 (TIME_OK)",
        ),
        (
            "adjtimex",
            &[0x11000],
            5,
            "adjtimex({modes=ADJ_OFFSET_SINGLESHOT, offset=2, freq=3, maxerror=4, esterror=5, status=0, constant=7, precision=8, tolerance=9, time={tv_sec=10, tv_usec=11}, tick=12, ppsfreq=13, jitter=14, shift=15, stabil=16, jitcnt=17, calcnt=18, errcnt=19, stbcnt=20, tai=21}) = 5 (TIME_ERROR)",
        ),
        (
            "adjtimex",
            &[0x12000],
            6,
            "adjtimex({modes=0x40000 /* ADJ_??? */, offset=2, freq=3, maxerror=4, esterror=5, status=0xff0000 /* STA_??? */, constant=7, precision=8, tolerance=9, time={tv_sec=10, tv_usec=11}, tick=12, ppsfreq=13, jitter=14, shift=15, stabil=16, jitcnt=17, calcnt=18, errcnt=19, stbcnt=20, tai=21}) = 6",
        ),
        ("adjtimex", &[0x13000], EINVAL, "adjtimex(0x13000) = -1 EINVAL (Invalid argument)"),
        (
            "adjtimex",
            &[0x14000],
            1,
            "adjtimex({modes=ADJ_OFFSET|ADJ_FREQUENCY|ADJ_MAXERROR|ADJ_ESTERROR|ADJ_STATUS|ADJ_TIMECONST|ADJ_TAI|ADJ_SETOFFSET|ADJ_MICRO|ADJ_TICK|0xe00, offset=2, freq=3, maxerror=4, esterror=5, status=STA_PLL|STA_PPSFREQ|STA_PPSTIME|STA_FLL|STA_INS|STA_DEL|STA_UNSYNC|STA_FREQHOLD|STA_PPSSIGNAL|STA_PPSJITTER|STA_PPSWANDER|STA_PPSERROR|STA_CLOCKERR|STA_NANO|STA_MODE|STA_CLK, constant=7, precision=8, tolerance=9, time={tv_sec=10, tv_usec=11}, tick=12, ppsfreq=13, jitter=14, shift=15, stabil=16, jitcnt=17, calcnt=18, errcnt=19, stbcnt=20, tai=21}) = 1 (TIME_INS)",
        ),
        ("adjtimex", &[0], -14, "adjtimex(NULL) = -1 EFAULT (Bad address)"),
        (
            "clock_adjtime",
            &[0, 0x14000],
            5,
            "clock_adjtime(CLOCK_REALTIME, {modes=ADJ_OFFSET|ADJ_FREQUENCY|ADJ_MAXERROR|ADJ_ESTERROR|ADJ_STATUS|ADJ_TIMECONST|ADJ_TAI|ADJ_SETOFFSET|ADJ_MICRO|ADJ_TICK|0xe00, offset=2, freq=3, maxerror=4, esterror=5, status=STA_PLL|STA_PPSFREQ|STA_PPSTIME|STA_FLL|STA_INS|STA_DEL|STA_UNSYNC|STA_FREQHOLD|STA_PPSSIGNAL|STA_PPSJITTER|STA_PPSWANDER|STA_PPSERROR|STA_CLOCKERR|STA_NANO|STA_MODE|STA_CLK, constant=7, precision=8, tolerance=9, time={tv_sec=10, tv_usec=11}, tick=12, ppsfreq=13, jitter=14, shift=15, stabil=16, jitcnt=17, calcnt=18, errcnt=19, stbcnt=20, tai=21}) = 5 (TIME_ERROR)",
        ),
        ("clock_adjtime", &[0, 0x14000], -22, "clock_adjtime(CLOCK_REALTIME, 0x14000) = -1 EINVAL (Invalid argument)"),
    ];
    space.check(Abi::X86_64, cases);
    space.check_verbose(Abi::X86_64, &cases[..1]);
}

#[test]
fn timers() {
    let space = Space::default();
    space.put(0x10000, &longs(&[1, 2, 3, 999999]));
    let event = |address: u64, value: u64, signal: u32, notify: u32, rest: [u64; 2]| {
        let mut bytes = longs(&[value]);
        bytes.extend(words(&[signal, notify]));
        bytes.extend(longs(&rest));
        bytes.resize(64, 0);
        space.put(address, &bytes);
    };
    event(0x11000, 0, 14, 0, [0, 0]);
    event(0x12000, 0xdeadbeeffeedface, 0, 1, [7, 7]);
    event(0x13000, 5, 99, 2, [0x555500001000, 0]);
    event(0x14000, 0xffffffff, 34, 4, [0xffffffff, 9]);
    event(0x15000, 1, 10, 7, [0xffffffff, 9]);
    event(0x16000, 1, 0, 0, [0xffffffff, 9]);
    space.put(0x17000, &words(&[3]));
    space.check(
        Abi::X86_64,
        &[
            ("getitimer", &[0, 0x10000], 0, "getitimer(ITIMER_REAL, {it_interval={tv_sec=1, tv_usec=2}, it_value={tv_sec=3, tv_usec=999999}}) = 0"),
            ("getitimer", &[3, 0x10000], EINVAL, "getitimer(0x3 /* ITIMER_??? */, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("setitimer", &[2, 0x10000, 0x10000], 0, "setitimer(ITIMER_PROF, {it_interval={tv_sec=1, tv_usec=2}, it_value={tv_sec=3, tv_usec=999999}}, {it_interval={tv_sec=1, tv_usec=2}, it_value={tv_sec=3, tv_usec=999999}}) = 0"),
            ("setitimer", &[1, 0x10000, 0], 0, "setitimer(ITIMER_VIRTUAL, {it_interval={tv_sec=1, tv_usec=2}, it_value={tv_sec=3, tv_usec=999999}}, NULL) = 0"),
            ("setitimer", &[1, 0, 0x10000], EINVAL, "setitimer(ITIMER_VIRTUAL, NULL, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("timer_create", &[0, 0x11000, 0x17000], 0, "timer_create(CLOCK_REALTIME, {sigev_signo=SIGALRM, sigev_notify=SIGEV_SIGNAL}, [3]) = 0"),
            ("timer_create", &[1, 0x12000, 0x17000], EINVAL, "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=-17958194, sival_ptr=0xdeadbeeffeedface}, sigev_signo=0, sigev_notify=SIGEV_NONE}, 0x17000) = -1 EINVAL (Invalid argument)"),
            ("timer_create", &[1, 0x13000, 0x17000], 0, "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=5, sival_ptr=0x5}, sigev_signo=99, sigev_notify=SIGEV_THREAD, sigev_notify_function=0x555500001000, sigev_notify_attributes=NULL}, [3]) = 0"),
            ("timer_create", &[1, 0x14000, 0x17000], 0, "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=-1, sival_ptr=0xffffffff}, sigev_signo=SIGRT_2, sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=-1}, [3]) = 0"),
            ("timer_create", &[1, 0x15000, 0], 0, "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=1, sival_ptr=0x1}, sigev_signo=10, sigev_notify=0x7 /* SIGEV_??? */}, NULL) = 0"),
            ("timer_create", &[1, 0, 0x17000], 0, "timer_create(CLOCK_MONOTONIC, NULL, [3]) = 0"),
            ("timer_create", &[1, 0x16000, 0x17000], 0, "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=1, sival_ptr=0x1}, sigev_signo=0, sigev_notify=SIGEV_SIGNAL}, [3]) = 0"),
            ("timer_settime", &[3, 0, 0x10000, 0x10000], 0, "timer_settime(3, 0, {it_interval={tv_sec=1, tv_nsec=2}, it_value={tv_sec=3, tv_nsec=999999}}, {it_interval={tv_sec=1, tv_nsec=2}, it_value={tv_sec=3, tv_nsec=999999}}) = 0"),
            ("timer_settime", &[NONE, 1, 0x10000, 0], EINVAL, "timer_settime(-1, TIMER_ABSTIME, {it_interval={tv_sec=1, tv_nsec=2}, it_value={tv_sec=3, tv_nsec=999999}}, NULL) = -1 EINVAL (Invalid argument)"),
            ("timer_settime", &[0xffff0000, 6, 0, 0x10000], EINVAL, "timer_settime(-65536, 0x6 /* TIMER_??? */, NULL, 0x10000) = -1 EINVAL (Invalid argument)"),
            ("timer_gettime", &[3, 0x10000], 0, "timer_gettime(3, {it_interval={tv_sec=1, tv_nsec=2}, it_value={tv_sec=3, tv_nsec=999999}}) = 0"),
            ("timer_getoverrun", &[3], 7, "timer_getoverrun(3) = 7"),
            ("timer_delete", &[3], 0, "timer_delete(3) = 0"),
            ("timer_delete", &[0x80000003], EINVAL, "timer_delete(-2147483645) = -1 EINVAL (Invalid argument)"),
        ],
    );
}

#[test]
fn clocks_of_32_bit() {
    let space = Space::default();
    space.put(0x10000, &words(&[1700000000, 5, 3, -4i32 as u32]));
    space.put(0x11000, &words(&[1700000000, 5, 3, -4i32 as u32, 1, 2, 3, 4]));
    let mut event = words(&[5, 10, 4, 77]);
    event.resize(64, 0);
    space.put(0x12000, &event);
    space.put(0x13000, &longs(&(0..26).collect::<Vec<u64>>()));
    let cases: &[crate::syscalls::testing::Case<'_>] = &[
        ("clock_gettime", &[0, 0x10000], 0, "clock_gettime(CLOCK_REALTIME, {tv_sec=1700000000, tv_nsec=5}) = 0"),
        (
            "clock_gettime64",
            &[0, 0x11000],
            0,
            "clock_gettime64(CLOCK_REALTIME, {tv_sec=23174836480, tv_nsec=18446744056529682435}) = 0",
        ),
        (
            "clock_settime64",
            &[0, 0x11000],
            0,
            "clock_settime64(CLOCK_REALTIME, {tv_sec=23174836480, tv_nsec=18446744056529682435}) = 0",
        ),
        (
            "clock_getres_time64",
            &[1, 0x11000],
            0,
            "clock_getres_time64(CLOCK_MONOTONIC, {tv_sec=23174836480, tv_nsec=18446744056529682435}) = 0",
        ),
        (
            "clock_nanosleep_time64",
            &[1, 0, 0x11000, 0x10000],
            0,
            "clock_nanosleep_time64(CLOCK_MONOTONIC, 0, {tv_sec=23174836480, tv_nsec=18446744056529682435}, 0x10000) = 0",
        ),
        (
            "timer_settime64",
            &[1, 0, 0x11000, 0x11000],
            0,
            "timer_settime64(1, 0, {it_interval={tv_sec=23174836480, tv_nsec=18446744056529682435}, it_value={tv_sec=8589934593, tv_nsec=17179869187}}, {it_interval={tv_sec=23174836480, tv_nsec=18446744056529682435}, it_value={tv_sec=8589934593, tv_nsec=17179869187}}) = 0",
        ),
        (
            "timer_gettime64",
            &[1, 0x11000],
            0,
            "timer_gettime64(1, {it_interval={tv_sec=23174836480, tv_nsec=18446744056529682435}, it_value={tv_sec=8589934593, tv_nsec=17179869187}}) = 0",
        ),
        (
            "timer_settime",
            &[1, 0, 0x10000, 0x10000],
            0,
            "timer_settime(1, 0, {it_interval={tv_sec=1700000000, tv_nsec=5}, it_value={tv_sec=3, tv_nsec=4294967292}}, {it_interval={tv_sec=1700000000, tv_nsec=5}, it_value={tv_sec=3, tv_nsec=4294967292}}) = 0",
        ),
        (
            "gettimeofday",
            &[0x10000, 0x10008],
            0,
            "gettimeofday({tv_sec=1700000000, tv_usec=5}, {tz_minuteswest=3, tz_dsttime=-4}) = 0",
        ),
        (
            "setitimer",
            &[1, 0x10000, 0x11010],
            0,
            "setitimer(ITIMER_VIRTUAL, {it_interval={tv_sec=1700000000, tv_usec=5}, it_value={tv_sec=3, tv_usec=4294967292}}, {it_interval={tv_sec=1, tv_usec=2}, it_value={tv_sec=3, tv_usec=4}}) = 0",
        ),
        ("nanosleep", &[0x10008, 0x10000], 0, "nanosleep({tv_sec=3, tv_nsec=4294967292}, 0x10000) = 0"),
        (
            "time",
            &[0x10000],
            1700000000,
            "time([1700000000 /* 2023-11-14T22:13:20+0000 */]) = 1700000000 (2023-11-14T22:13:20+0000)",
        ),
        ("stime", &[0x10000], -1, "stime(0x10000) = -1 EPERM (Operation not permitted)"),
        ("stime", &[0x10000], 0, "stime([1700000000 /* 2023-11-14T22:13:20+0000 */]) = 0"),
        ("stime", &[0], -14, "stime(NULL) = -1 EFAULT (Bad address)"),
        (
            "timer_create",
            &[1, 0x12000, 0x10008],
            0,
            "timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=5, sival_ptr=0x5}, sigev_signo=SIGUSR1, sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=77}, [3]) = 0",
        ),
        (
            "clock_adjtime64",
            &[1, 0x13000],
            0,
            "clock_adjtime64(CLOCK_MONOTONIC, {modes=0, offset=1, freq=2, maxerror=3, esterror=4, status=STA_PLL|STA_PPSTIME, constant=6, precision=7, tolerance=8, time={tv_sec=9, tv_usec=10}, tick=11, ppsfreq=12, jitter=13, shift=14, stabil=15, jitcnt=16, calcnt=17, errcnt=18, stbcnt=19, tai=20}) = 0 (TIME_OK)",
        ),
        (
            "adjtimex",
            &[0x13000],
            0,
            "adjtimex({modes=0, offset=0, freq=1, maxerror=0, esterror=2, status=0, constant=3, precision=0, tolerance=4, time={tv_sec=0, tv_usec=5}, tick=0, ppsfreq=6, jitter=0, shift=7, stabil=0, jitcnt=8, calcnt=0, errcnt=9, stbcnt=0, tai=10}) = 0 (TIME_OK)",
        ),
    ];
    space.check(Abi::I386, cases);
    space.check_verbose(Abi::I386, &cases[15..]);
}
