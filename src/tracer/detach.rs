//! Letting go of all tracees, each in the state that it had.

use super::Tracer;
use super::tasks::Task;
use crate::event::{Gone, Kind, Origin};
use crate::ptrace::{self, Event, Report, Status, Stop, Waited};
use std::time::{Duration, Instant};

/// How long tasks have to answer an interrupt. One that sleeps in the kernel uninterruptibly (a vfork's parent, a frozen cgroup) never
/// does; the kernel itself lets go of it when the tracer ends.
const PATIENCE: Duration = Duration::from_millis(900);

impl Tracer {
    /// Lets go of every tracee: all are asked to stop at once, and each is released at whatever stop it reports. One after the other
    /// would block on a vfork's parent, which waits for its child.
    pub(super) fn detach_all(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        while let Some(report) = self.pending.pop_front() {
            self.release(report);
        }
        for &tid in self.tasks.keys() {
            let _ = ptrace::interrupt(tid);
        }
        let mut pause = Duration::from_micros(50);
        while !self.tasks.is_empty() && Instant::now() < deadline {
            match ptrace::wait(false) {
                Waited::Report(report) => self.release(report),
                Waited::NoChildren => break,
                Waited::Nothing | Waited::Interrupted => {
                    // A blocking wait could not be bounded in time.
                    std::thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(5));
                }
            }
        }
    }

    fn release(&mut self, report: Report) {
        let tid = report.tid;
        match report.status {
            Status::Stopped(stop) => {
                if let Stop::Event(Event::Creation(_, Some(child)), _) = &stop {
                    // Seized by inheritance: its first stop is still to come.
                    self.tasks
                        .entry(*child)
                        .or_insert_with(|| Task { hidden: true, ..Task::new(*child, Origin::Born) });
                }
                if let Stop::Event(Event::Exec(Some(former)), _) = &stop
                    && *former != tid
                {
                    self.tasks.remove(former);
                }
                let _ = stop.detach();
                if self.tasks.remove(&tid).is_some_and(|task| !task.hidden) {
                    let _ = self.send(tid, Kind::Gone(Gone::Detached));
                }
            }
            Status::Exited(status) => drop(self.gone(tid, Gone::Exited(status))),
            Status::Killed { signal, core } => drop(self.gone(tid, Gone::Killed { signal, core })),
            Status::Continued => {}
        }
    }
}
