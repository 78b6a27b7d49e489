//! Events in, records out.

use super::{Call, Record, Sink, Summary, What};
use crate::event::{Abi, Batch, Enter, Event, Exit, Gone, Identity, IdentityId, Kind, Nanoseconds, Tid};
use crate::model::{Model, Task};
use crate::snapshot::Memory;
use crate::types::{Context, Outcome};
use rustc_hash::FxHashMap;
use std::io;
use std::time::{Duration, Instant};

/// Joins the two stops of each call and gives every event its names.
pub struct Decoder {
    model: Model,
    pending: FxHashMap<Tid, Pending>,
    /// Buffers of ended calls, for reuse.
    spare: Vec<Vec<u8>>,
    /// Bytes of a string to show.
    limit: usize,
    summary: Summary,
    names: Option<Names>,
    /// Until when the names of these identities are waited for.
    awaited: FxHashMap<IdentityId, Instant>,
}

/// Where answers about containers come from while the events are decoded.
pub struct Names {
    /// The next answer, waited for at most so long.
    pub next: Box<dyn FnMut(Duration) -> Option<(IdentityId, Identity)> + Send>,
    /// How long a record waits for the name of its container, counted from the first one that does.
    pub patience: Duration,
}

/// A call between its two stops.
#[derive(Debug)]
struct Pending {
    enter: Enter,
    memory: Vec<u8>,
    entered: Nanoseconds,
    announced: bool,
}

impl Decoder {
    /// A decoder that cuts strings to `limit` bytes.
    pub fn new(limit: usize, names: Option<Names>) -> Decoder {
        Decoder {
            model: Model::default(),
            pending: FxHashMap::default(),
            spare: Vec::new(),
            limit,
            summary: Summary::default(),
            names,
            awaited: FxHashMap::default(),
        }
    }

    /// What was counted so far.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Gives `sink` a record for each event of `batch`.
    ///
    /// # Errors
    /// Those of the sink.
    pub fn decode(&mut self, batch: &Batch, sink: &mut dyn Sink) -> io::Result<()> {
        self.take_names(batch, Duration::ZERO, sink)?;
        for (index, event) in batch.events.iter().enumerate() {
            self.await_name(batch, event, sink)?;
            match &event.kind {
                Kind::Enter(enter) => {
                    self.summary.calls += 1;
                    let mut memory = self.spare.pop().unwrap_or_default();
                    memory.extend_from_slice(batch.get(enter.memory));
                    // A call that ends as the very next event is shown once, as a whole.
                    let next = batch.events.get(index + 1);
                    let at_once = next.is_some_and(|next| next.tid == event.tid && matches!(next.kind, Kind::Exit(_)));
                    let pending = Pending { enter: *enter, memory, entered: event.time, announced: !at_once };
                    if !at_once {
                        self.begin(batch, event, &pending, sink)?;
                    }
                    self.pending.insert(event.tid, pending);
                }
                Kind::Exit(exit) => self.end(batch, event, exit, sink)?,
                _ => self.other(batch, event, sink)?,
            }
        }
        Ok(())
    }

    /// Takes in answers about containers, the first of them waited for.
    fn take_names(&mut self, batch: &Batch, mut wait: Duration, sink: &mut dyn Sink) -> io::Result<()> {
        while let Some((id, identity)) = self.names.as_mut().and_then(|names| (names.next)(wait)) {
            wait = Duration::ZERO;
            let time = batch.events.first().map_or(0, |event| event.time);
            let event = Event { time, tid: 0, kind: Kind::Identity(id, Box::new(identity)) };
            self.other(batch, &event, sink)?;
        }
        Ok(())
    }

    /// Waits for the name of the container that the event's task is in, if it is being looked up: for a bounded time, and here, where
    /// no traced program waits along.
    fn await_name(&mut self, batch: &Batch, event: &Event, sink: &mut dyn Sink) -> io::Result<()> {
        let Some(patience) = self.names.as_ref().map(|names| names.patience) else { return Ok(()) };
        loop {
            let id = match event.kind {
                Kind::Placed(id) => id,
                _ => self.model.task(event.tid).identity,
            };
            if !self.model.identity(id).pending {
                return Ok(());
            }
            let deadline = *self.awaited.entry(id).or_insert_with(|| Instant::now() + patience);
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            self.take_names(batch, left, sink)?;
        }
    }

    fn give(&self, batch: &Batch, event: &Event, what: What<'_>, sink: &mut dyn Sink) -> io::Result<()> {
        let task = self.model.task(event.tid);
        sink.record(&Record {
            time: event.time,
            wall_clock_offset: batch.wall_clock_offset,
            task,
            identity: self.model.identity(task.identity),
            model: &self.model,
            what,
        })
    }

    fn begin(&self, batch: &Batch, event: &Event, pending: &Pending, sink: &mut dyn Sink) -> io::Result<()> {
        let descriptors = self.model.descriptors(event.tid);
        let context = Context {
            limit: self.limit,
            descriptors: &descriptors,
            tid: event.tid,
            ..Context::at_entry(pending.enter.abi, pending.enter.arguments, Memory::new(&pending.memory))
        };
        let call = Call::decode(pending.enter.number, &context);
        self.give(batch, event, What::Enter(&call), sink)
    }

    fn end(&mut self, batch: &Batch, event: &Event, exit: &Exit, sink: &mut dyn Sink) -> io::Result<()> {
        let pending = self.pending.remove(&event.tid);
        let memory = pending.as_ref().map_or(&[][..], |pending| &pending.memory);
        let (abi, number, arguments) = match &pending {
            Some(pending) => (pending.enter.abi, pending.enter.number, pending.enter.arguments),
            None => (Abi::X86_64, exit.number.unwrap_or(u64::MAX), [0; 6]),
        };
        let descriptors = self.model.descriptors(event.tid);
        let context = Context {
            outcome: Some(Outcome { value: exit.value, failed: exit.failed }),
            exit: Memory::new(batch.get(exit.memory)),
            limit: self.limit,
            descriptors: &descriptors,
            tid: event.tid,
            ..Context::at_entry(abi, arguments, Memory::new(memory))
        };
        let call = Call::decode(number, &context);
        let what = What::Exit {
            call: &call,
            entered: pending.as_ref().map(|pending| pending.entered),
            announced: pending.as_ref().is_some_and(|pending| pending.announced),
            system_time: exit.system_time,
        };
        self.give(batch, event, what, sink)?;
        let renamed =
            call.name == "prctl" && !exit.failed && arguments[0] == u64::from(linux_raw_sys::prctl::PR_SET_NAME);
        if renamed && let Some((name, _)) = context.entry.text(arguments[1]) {
            let name = name.to_vec();
            self.model.rename(event.tid, &name);
        }
        if let Some(Pending { mut memory, .. }) = pending {
            memory.clear();
            self.spare.push(memory);
        }
        Ok(())
    }

    fn other(&mut self, batch: &Batch, event: &Event, sink: &mut dyn Sink) -> io::Result<()> {
        let tid = event.tid;
        let Task { identity: before, placed, .. } = *self.model.task(tid);
        if let Kind::Exec(exec) = &event.kind
            && exec.former != tid
            && let Some(pending) = self.pending.remove(&exec.former)
        {
            self.pending.insert(tid, pending);
        }
        if let Kind::Gone(_) = &event.kind {
            self.abandon(batch, event, sink)?;
        }
        self.model.apply(tid, &event.kind, batch);
        match &event.kind {
            Kind::Task(task) => {
                self.summary.tasks += 1;
                self.give(batch, event, What::Met(task.origin), sink)
            }
            Kind::Born(born) => {
                let call = self.pending.get(&tid).and_then(|pending| {
                    crate::syscalls::entry(pending.enter.abi, pending.enter.number).map(|entry| entry.name)
                });
                let what = What::Born { child: born.child, thread_group: born.thread_group, how: born.how, call };
                self.give(batch, event, what, sink)
            }
            Kind::Exec(exec) => self.give(batch, event, What::Exec { former: exec.former }, sink),
            Kind::Signal(signal) => {
                let information = None;
                self.give(batch, event, What::Signal { signal: signal.signal, information }, sink)
            }
            Kind::Stopped(signal) => self.give(batch, event, What::Stopped(*signal), sink),
            Kind::Gone(how) => {
                self.summary.detached += u64::from(*how == Gone::Detached);
                self.give(batch, event, What::Gone(*how), sink)?;
                self.model.forget(tid, *how);
                Ok(())
            }
            Kind::Placed(identity) if placed && *identity != before => {
                let from = self.model.identity(before).clone();
                self.give(batch, event, What::Moved { from: &from }, sink)
            }
            Kind::Identity(id, identity) => self.give(batch, event, What::Identified(*id, identity), sink),
            Kind::Lost(count) => {
                self.summary.lost += count;
                self.give(batch, event, What::Lost(*count), sink)
            }
            Kind::Placed(_) | Kind::Descriptor(_) | Kind::Enter(_) | Kind::Exit(_) => Ok(()),
        }
    }

    /// The task is gone in the middle of a call.
    fn abandon(&mut self, batch: &Batch, event: &Event, sink: &mut dyn Sink) -> io::Result<()> {
        let Some(pending) = self.pending.remove(&event.tid) else { return Ok(()) };
        let descriptors = self.model.descriptors(event.tid);
        let context = Context {
            limit: self.limit,
            descriptors: &descriptors,
            tid: event.tid,
            ..Context::at_entry(pending.enter.abi, pending.enter.arguments, Memory::new(&pending.memory))
        };
        let call = Call::decode(pending.enter.number, &context);
        let what = What::Abandoned { call: &call, entered: pending.entered, announced: pending.announced };
        self.give(batch, event, what, sink)
    }
}
