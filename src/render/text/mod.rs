//! strace's dialect of text.

mod call;
mod quote;
mod value;

pub use call::{arguments, returned};
pub use quote::Escapes;
pub use value::{Style, push_value};
