//! Mappings and their flags.
