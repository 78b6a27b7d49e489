//! Clocks, timers and sleeping (`%clock` and others).

use crate::syscalls::Syscall;
use crate::syscalls::macros::syscalls;
use crate::types::number::{Int, Long, Uint, Zero};
use crate::types::pointer::{In, Out, OutCell};
use crate::types::sigevent::Sigevent;
use crate::types::time::{
    Clock, ClockState, IntervalTimer, Itimerspec, Itimerspec64, Itimerval, Remaining, RemainingUnless, TimerFlags,
    Timespec, Timespec64, Timestamp, TimestampReturned, Timeval, Timex, Timex64, Timezone,
};

pub(super) static ROWS: &[Syscall] = syscalls! {
    clock_gettime(clockid: Clock, tp: Out<Timespec>) -> Zero;
    clock_settime(clockid: Clock, tp: In<Timespec>) -> Zero;
    clock_getres(clockid: Clock, res: Out<Timespec>) -> Zero;
    clock_nanosleep(clockid: Clock, flags: TimerFlags, request: In<Timespec>, remain: RemainingUnless<Timespec, flags>) -> Zero;
    clock_adjtime(clk_id: Clock, buf: Out<Timex>) -> ClockState;
    clock_gettime64(clockid: Clock, tp: Out<Timespec64>) -> Zero;
    clock_settime64(clockid: Clock, tp: In<Timespec64>) -> Zero;
    clock_getres_time64(clockid: Clock, res: Out<Timespec64>) -> Zero;
    clock_nanosleep_time64(clockid: Clock, flags: TimerFlags, request: In<Timespec64>, remain: RemainingUnless<Timespec64, flags>) -> Zero;
    clock_adjtime64(clk_id: Clock, buf: Out<Timex64>) -> ClockState;
    nanosleep(req: In<Timespec>, rem: Remaining<Timespec>) -> Zero;
    gettimeofday(tv: Out<Timeval>, tz: Out<Timezone>) -> Zero;
    settimeofday(tv: In<Timeval>, tz: In<Timezone>) -> Zero;
    time(tloc: OutCell<Timestamp>) -> TimestampReturned;
    stime(t: OutCell<Timestamp>) -> Zero;
    adjtimex(buf: Out<Timex>) -> ClockState;
    alarm(seconds: Uint) -> Uint;
    getitimer(which: IntervalTimer, curr_value: Out<Itimerval>) -> Zero;
    setitimer(which: IntervalTimer, new_value: In<Itimerval>, old_value: Out<Itimerval>) -> Zero;
    timer_create(clockid: Clock, sevp: In<Sigevent>, timerid: OutCell<Int>) -> Zero;
    timer_settime(timerid: Int, flags: TimerFlags, new_value: In<Itimerspec>, old_value: Out<Itimerspec>) -> Zero;
    timer_settime64(timerid: Int, flags: TimerFlags, new_value: In<Itimerspec64>, old_value: Out<Itimerspec64>) -> Zero;
    timer_gettime(timerid: Int, curr_value: Out<Itimerspec>) -> Zero;
    timer_gettime64(timerid: Int, curr_value: Out<Itimerspec64>) -> Zero;
    timer_getoverrun(timerid: Int) -> Long;
    timer_delete(timerid: Int) -> Zero;
};

#[cfg(test)]
mod tests;
