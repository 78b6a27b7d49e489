//! Joins the beginnings and ends of calls, applies rows, and yields [`Call`]s.
//!
//! [`Decoder`] turns each event into a [`Record`] and gives it to a [`Sink`]: an output, or a stage in front of one such as a filter.

mod call;
mod decoder;
mod record;

pub use call::{Call, Named, Returned};
pub use decoder::{Decoder, Names};
pub use record::{Record, Sink, Summary, What};
