//! The way from the tracing thread to the outputs: bounded, batched, recycled.
//!
//! The producer appends to an *open* batch behind a lock that is hardly ever contended. A full batch is sent through a bounded
//! channel; when that is full, the producer waits, so nothing is lost. A batch that does not fill up is fetched by the consumer itself
//! after [`TICK`], so a line appears at once although no send per event is paid. When nothing happens for that long, the
//! consumer goes to sleep, and the next event wakes it once.

use super::Batch;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use nix::time::{ClockId, clock_gettime};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long the consumer lets an open batch fill.
const TICK: Duration = Duration::from_millis(3);
/// Events after which a batch is sent.
const FULL_EVENTS: usize = 512;
/// Bytes after which a batch is sent.
const FULL_BYTES: usize = 256 << 10;
/// Full batches that may wait for the consumer.
const WAITING: usize = 16;

#[derive(Debug)]
struct Open {
    batch: Batch,
    /// Whether the consumer sleeps until it is woken.
    asleep: bool,
}

/// The tracer's end.
#[derive(Debug)]
pub struct Producer {
    open: Arc<Mutex<Open>>,
    full: Sender<Batch>,
    spare: Receiver<Batch>,
}

/// The outputs' end.
#[derive(Debug)]
pub struct Consumer {
    open: Arc<Mutex<Open>>,
    full: Receiver<Batch>,
    spare: Sender<Batch>,
}

/// The consumer is gone: its thread has ended, by an error of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the output has ended")]
pub struct Closed;

/// Makes both ends.
pub fn queue() -> (Producer, Consumer) {
    let open = Arc::new(Mutex::new(Open { batch: begun(Batch::default()), asleep: false }));
    let (full, full_receiver) = bounded(WAITING);
    let (spare, spare_receiver) = bounded(WAITING + 2);
    let producer = Producer { open: Arc::clone(&open), full, spare: spare_receiver };
    (producer, Consumer { open, full: full_receiver, spare })
}

fn lock(open: &Mutex<Open>) -> MutexGuard<'_, Open> {
    // A panic of the other side leaves a batch of whole events: every push is complete or was not begun.
    open.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sets the clock offset of an empty batch.
fn begun(mut batch: Batch) -> Batch {
    batch.clear();
    let now = |clock| clock_gettime(clock).map_or(0, |time| time.tv_sec() * 1_000_000_000 + time.tv_nsec());
    batch.wall_clock_offset = now(ClockId::CLOCK_REALTIME) - now(ClockId::CLOCK_MONOTONIC);
    batch
}

impl Producer {
    /// Lets `append` put events into the open batch, and sends it if that made it full.
    ///
    /// # Errors
    /// [`Closed`] if nobody takes events any more.
    pub fn push<R>(&self, append: impl FnOnce(&mut Batch) -> R) -> Result<R, Closed> {
        let mut open = lock(&self.open);
        let result = append(&mut open.batch);
        let wake = std::mem::take(&mut open.asleep);
        let full = open.batch.events.len() >= FULL_EVENTS || open.batch.bytes.len() >= FULL_BYTES;
        let batch = full.then(|| std::mem::replace(&mut open.batch, begun(self.spare.try_recv().unwrap_or_default())));
        drop(open);
        if let Some(batch) = batch {
            self.full.send(batch).map_err(|_| Closed)?;
        } else if wake {
            self.full.send(Batch::default()).map_err(|_| Closed)?;
        }
        Ok(result)
    }
}

impl Consumer {
    /// The next batch with at least one event; `None` when the producer is gone and all was taken.
    pub fn receive(&mut self) -> Option<Batch> {
        let mut idle = false;
        loop {
            let received = if idle {
                self.full.recv().map_err(|_| RecvTimeoutError::Disconnected)
            } else {
                self.full.recv_timeout(TICK)
            };
            match received {
                Ok(batch) if batch.events.is_empty() => idle = false,
                Ok(batch) => return Some(batch),
                Err(RecvTimeoutError::Timeout) => {
                    let mut open = lock(&self.open);
                    // A batch that became full since the time-out is older than the open one.
                    if let Ok(batch) = self.full.try_recv() {
                        if !batch.events.is_empty() {
                            return Some(batch);
                        }
                    } else if open.batch.events.is_empty() {
                        open.asleep = true;
                        idle = true;
                    } else {
                        return Some(std::mem::replace(&mut open.batch, begun(Batch::default())));
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let mut open = lock(&self.open);
                    let batch = std::mem::take(&mut open.batch);
                    return (!batch.events.is_empty()).then_some(batch);
                }
            }
        }
    }

    /// Whether a full batch waits already, so that there is no hurry to flush what was written.
    pub fn is_busy(&self) -> bool {
        !self.full.is_empty()
    }

    /// Gives an emptied batch back for reuse.
    pub fn recycle(&self, batch: Batch) {
        let _ = self.spare.try_send(batch);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Event, Kind};

    fn event(time: u64) -> Event {
        Event { time, tid: 1, kind: Kind::Stopped(19) }
    }

    #[test]
    fn events_arrive_complete_and_in_order_at_any_pace() {
        for pause_every in [1, 7, 1000, usize::MAX] {
            const COUNT: u64 = 5000;
            let (producer, mut consumer) = queue();
            let sender = std::thread::spawn(move || {
                for time in 0..COUNT {
                    producer.push(|batch| batch.events.push(event(time))).unwrap();
                    if (time as usize).is_multiple_of(pause_every) && time < 50 {
                        // Lets the consumer fall asleep: the pace is what is varied here, nothing waits for it.
                        std::thread::sleep(TICK * 3);
                    }
                }
            });
            let mut expected = 0;
            while let Some(mut batch) = consumer.receive() {
                for event in &batch.events {
                    assert_eq!(event.time, expected);
                    expected += 1;
                }
                batch.clear();
                consumer.recycle(batch);
            }
            sender.join().unwrap();
            assert_eq!(expected, COUNT);
        }
    }

    #[test]
    fn a_lone_event_arrives_without_further_ones() {
        let (producer, mut consumer) = queue();
        for time in 0..3 {
            producer.push(|batch| batch.events.push(event(time))).unwrap();
            assert_eq!(consumer.receive().map(|batch| batch.events.len()), Some(1));
        }
    }

    #[test]
    fn a_producer_learns_that_nobody_listens() {
        let (producer, consumer) = queue();
        drop(consumer);
        let result =
            (0..=FULL_EVENTS as u64).try_for_each(|time| producer.push(|batch| batch.events.push(event(time))));
        assert_eq!(result, Err(Closed));
    }
}
