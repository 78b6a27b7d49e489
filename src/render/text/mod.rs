//! strace's dialect of text.

mod call;
mod clock;
mod quote;
mod sink;
mod value;

pub use call::{arguments, returned};
pub use clock::Clock;
pub use quote::Escapes;
pub use sink::{Look, Messages, TaskColumn, TextSink, push_tag};
pub use value::{Style, push_value};
