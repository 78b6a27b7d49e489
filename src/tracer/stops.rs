//! What is done at each kind of stop.

use super::tasks::{self, Task};
use super::{Tracer, now};
use crate::event::{Born, Closed, Creation, Event, Exec, Gone, Kind, Nanoseconds, Origin, Signal, Span, Tid};
use crate::identity::Moment;
use crate::ptrace::{self, How, SignalStop, Stop};

impl Tracer {
    /// A task is stopped: reports what it stopped for and lets it go on. That it has vanished meanwhile is no error at any step.
    pub(super) fn stopped(&mut self, tid: Tid, system_time: Nanoseconds, stop: Stop) -> Result<(), Closed> {
        if !self.tasks.contains_key(&tid) && !self.meet(tid)? {
            let _ = stop.detach();
            return Ok(());
        }
        self.start(tid)?;
        match stop {
            Stop::Syscall(stop) => {
                if let Ok(information) = ptrace::system_call(&stop) {
                    self.call(tid, system_time, &information)?;
                }
                let _ = stop.resume(How::ToSyscall);
            }
            Stop::Signal(stop) => {
                self.signal(tid, &stop)?;
                let _ = stop.resume(How::ToSyscall);
            }
            Stop::Group(stop) => {
                if self.is_shown(tid) {
                    self.send(tid, Kind::Stopped(stop.signal()))?;
                }
                let _ = stop.listen();
            }
            Stop::Event(event, stop) => {
                match event {
                    ptrace::Event::Creation(how, Some(child)) => self.born(tid, child, how)?,
                    ptrace::Event::Exec(former) => self.exec(tid, former.unwrap_or(tid))?,
                    ptrace::Event::Creation(_, None) | ptrace::Event::Trap | ptrace::Event::Other(_) => {}
                }
                let _ = stop.resume(How::ToSyscall);
            }
        }
        Ok(())
    }

    /// A stop of a task that no event has told of yet: a new one that was faster than its parent's event. Without following, it is
    /// one that the tracee made with CLONE_PTRACE, which is to be let go: then the answer is `false`.
    fn meet(&mut self, tid: Tid) -> Result<bool, Closed> {
        if !self.settings.follow {
            return Ok(false);
        }
        let (thread_group, _) = tasks::relations(tid);
        self.tasks.insert(tid, Task::new(thread_group, Origin::Born));
        self.announce(tid, thread_group, 0, Origin::Born)?;
        Ok(true)
    }

    /// The first stop of a task: the first moment at which it can be said where it is.
    fn start(&mut self, tid: Tid) -> Result<(), Closed> {
        if let Some(task) = self.tasks.get_mut(&tid).filter(|task| !task.started) {
            task.started = true;
            let moment = match task.origin {
                Origin::Launched => Moment::Launched,
                Origin::Attached => Moment::Attached,
                Origin::Born => Moment::Born,
            };
            self.identify(tid, moment)?;
        }
        Ok(())
    }

    fn is_shown(&self, tid: Tid) -> bool {
        self.tasks.get(&tid).is_some_and(|task| !task.hidden)
    }

    fn signal(&mut self, tid: Tid, stop: &SignalStop) -> Result<(), Closed> {
        let signal = stop.signal();
        let wanted = u32::try_from(signal - 1).ok().and_then(|bit| self.settings.signals.checked_shr(bit));
        if !self.is_shown(tid) || wanted.is_none_or(|bits| bits & 1 == 0) {
            return Ok(());
        }
        let time = now();
        let information = stop.information();
        self.producer.push(|batch| {
            let information = information.map_or(Span::default(), |information| batch.put(&information));
            batch.events.push(Event { time, tid, kind: Kind::Signal(Signal { signal, information }) });
        })
    }

    /// `parent` has made `child`, as the message of ptrace's event says.
    fn born(&mut self, parent: Tid, child: Tid, how: Creation) -> Result<(), Closed> {
        let Some(maker) = self.tasks.get(&parent) else { return Ok(()) };
        let (group, identity) = (maker.thread_group, maker.identity);
        let thread_group = if tasks::is_thread_of(child, group) { group } else { child };
        self.send(parent, Kind::Born(Born { child, thread_group, how }))?;
        if let Some(task) = self.tasks.get_mut(&child) {
            // Its own first stop came before this event.
            task.thread_group = thread_group;
            return Ok(());
        }
        self.tasks.insert(child, Task { identity, ..Task::new(thread_group, Origin::Born) });
        self.announce(child, thread_group, parent, Origin::Born)
    }

    /// The thread group `tid` runs a new program; the thread that called exec had the tid `former` before.
    fn exec(&mut self, tid: Tid, former: Tid) -> Result<(), Closed> {
        if former != tid {
            // The kernel ends the old leader without a report, and its tid is the caller's from now on.
            if self.tasks.contains_key(&tid) {
                self.send(tid, Kind::Gone(Gone::Superseded { by: former }))?;
            }
            if let Some(caller) = self.tasks.remove(&former) {
                self.tasks.insert(tid, caller);
            }
        }
        let comm = tasks::comm(tid);
        let time = now();
        self.producer.push(|batch| {
            let comm = batch.put(&comm);
            batch.events.push(Event { time, tid, kind: Kind::Exec(Exec { former, comm }) });
        })?;
        self.identify(tid, Moment::NamespacesChanged)
    }
}
