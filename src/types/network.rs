//! Sockets: addresses, options, messages.
