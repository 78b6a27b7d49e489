//! Which container each task is in, kept true: looked at when a task is born, when it runs a new program, when it changes its
//! namespaces, when anybody traced writes a task into a cgroup, and otherwise from time to time.

use super::calls::Remote;
use super::{Tracer, now};
use crate::event::{Abi, Closed, Event, Kind, Nanoseconds, Tid};
use crate::identity::{Moment, moves};
use crate::snapshot::Source;
use crate::syscalls;

/// How long a task may be somewhere else, moved by somebody who is not traced, without being noticed at its next call.
const RECHECK: Nanoseconds = 10_000_000;

/// Longest write that can name a task: the digits of a pid in any of C's notations with white space around.
const LONGEST_PID: u64 = 32;

/// A call that may change where tasks are.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mover {
    /// It changes the namespaces of its caller: setns, unshare.
    Namespaces,
    /// It writes so few bytes from this address to this descriptor that they may be a pid.
    Write { descriptor: i32, address: u64, length: u64 },
}

impl Mover {
    /// What the call does, if it is one of these.
    pub(super) fn of(abi: Abi, number: u64, arguments: &[u64; 6]) -> Option<Mover> {
        let name = match (abi, number) {
            // The numbers of the calls that are made most are decided without a look at the table.
            (Abi::X86_64, WRITE) => "write",
            (Abi::X86_64, 0..=271) => return None,
            (_, number) => syscalls::entry(abi, number)?.name,
        };
        match name {
            "setns" | "unshare" => Some(Mover::Namespaces),
            "write" if (1..=LONGEST_PID).contains(&abi.truncate(arguments[2])) => Some(Mover::Write {
                descriptor: arguments[0] as i32,
                address: abi.truncate(arguments[1]),
                length: abi.truncate(arguments[2]),
            }),
            _ => None,
        }
    }
}

/// The number of write(2) on x86_64.
const WRITE: u64 = 1;

impl Tracer {
    /// Finds out which container a task is in, and says so if that is new.
    pub(super) fn identify(&mut self, tid: Tid, moment: Moment) -> Result<(), Closed> {
        let Some(task) = self.tasks.get_mut(&tid).filter(|task| !task.hidden) else { return Ok(()) };
        task.identified = now();
        let before = task.identity;
        let identity = self.identifier.identify_at(tid, before, moment);
        task.identity = identity;
        for (id, identity) in self.identifier.announcements() {
            let event = Event { time: now(), tid, kind: Kind::Identity(id, Box::new(identity)) };
            self.producer.push(|batch| batch.events.push(event))?;
        }
        // Where a task is first is said of every task, so that a later place is known to be a move.
        let first = matches!(moment, Moment::Launched | Moment::Attached | Moment::Born);
        if identity != before || first {
            self.send(tid, Kind::Placed(identity))?;
        }
        Ok(())
    }

    /// Looks again where a task is if that was not done for a while.
    pub(super) fn recheck(&mut self, tid: Tid, time: Nanoseconds) -> Result<(), Closed> {
        match self.tasks.get(&tid) {
            Some(task) if time.saturating_sub(task.identified) > RECHECK => self.identify(tid, Moment::Recheck),
            _ => Ok(()),
        }
    }

    /// The call of `tid` that may move tasks has succeeded.
    pub(super) fn moved(&mut self, tid: Tid, mover: &Mover) -> Result<(), Closed> {
        let &Mover::Write { descriptor, address, length } = mover else {
            return self.identify(tid, Moment::NamespacesChanged);
        };
        let mut buffer = [0; LONGEST_PID as usize];
        let data = &mut buffer[..length as usize];
        let read = Remote(tid).read(&[(address, data.len())], data);
        // The data decides first: most small writes are no number, and cost no look at /proc.
        let Some(written) = moves::pids_written(b"cgroup.procs", &data[..read]) else { return Ok(()) };
        let Ok(path) = std::fs::read_link(format!("/proc/{tid}/fd/{descriptor}")) else { return Ok(()) };
        let path = path.into_os_string().into_encoded_bytes();
        let Some(to) = moves::pids_written(&path, &data[..read]) else { return Ok(()) };
        match written.tid {
            None => self.recheck_group(tid, to.thread_group),
            // The number is one of the writer's pid namespace; where that is not the tracer's, all tasks are looked at.
            Some(named) if self.tasks.contains_key(&named) => self.recheck_group(named, to.thread_group),
            Some(_) => {
                let all: Vec<Tid> = self.tasks.keys().copied().collect();
                all.into_iter().try_for_each(|tid| self.identify(tid, Moment::Recheck))
            }
        }
    }

    fn recheck_group(&mut self, tid: Tid, thread_group: bool) -> Result<(), Closed> {
        if !thread_group {
            return self.identify(tid, Moment::Recheck);
        }
        let Some(group) = self.tasks.get(&tid).map(|task| task.thread_group) else { return Ok(()) };
        let members = self.tasks.iter().filter(|(_, task)| task.thread_group == group);
        let members: Vec<Tid> = members.map(|(&tid, _)| tid).collect();
        members.into_iter().try_for_each(|tid| self.identify(tid, Moment::Recheck))
    }
}
