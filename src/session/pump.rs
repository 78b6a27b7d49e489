//! From the queue through the decoder to the outputs, on a thread of its own.

use crate::decode::{Decoder, Names, Sink};
use crate::event::Consumer;
use std::io;

/// Pumps until the tracer is gone.
///
/// # Errors
/// Those of writing; the tracer then learns that the queue is closed.
pub(super) fn run(mut consumer: Consumer, limit: usize, names: Option<Names>, sink: &mut dyn Sink) -> io::Result<()> {
    let mut decoder = Decoder::new(limit, names);
    while let Some(mut batch) = consumer.receive() {
        decoder.decode(&batch, sink)?;
        if !consumer.is_busy() {
            sink.flush()?;
        }
        batch.clear();
        consumer.recycle(batch);
    }
    sink.finish(decoder.summary())
}
