//! Joins the beginnings and ends of calls, applies rows, and yields [`Call`]s.

mod call;

pub use call::{Call, Named, Returned};
