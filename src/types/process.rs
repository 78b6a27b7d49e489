//! Processes: clone flags, wait status, prctl.
