//! Times, as pairs of seconds and parts of a second.

use super::number::{I64, Int, Long};
use super::records;

records! {
    /// `struct timespec` with the ABI's own `long` (time_types.h, `__kernel_old_timespec`).
    Timespec { tv_sec: Long, tv_nsec: Long }
    /// `struct __kernel_timespec`: 64 bits on every ABI, for the calls that end in `_time64`.
    Timespec64 { tv_sec: I64, tv_nsec: I64 }
    /// `struct timeval` (`__kernel_old_timeval`).
    Timeval { tv_sec: Long, tv_usec: Long }
    /// `struct itimerspec`.
    Itimerspec { it_interval: Timespec, it_value: Timespec }
    /// `struct __kernel_itimerspec`.
    Itimerspec64 { it_interval: Timespec64, it_value: Timespec64 }
    /// `struct itimerval`.
    Itimerval { it_interval: Timeval, it_value: Timeval }
    /// `struct timezone` (gettimeofday(2)).
    Timezone { tz_minuteswest: Int, tz_dsttime: Int }
}
