//! Outputs for people and programs. One file or folder is one form of output; none knows any system call.

pub mod text;
