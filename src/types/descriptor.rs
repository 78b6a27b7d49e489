//! What descriptors are used with: fcntl, poll, select, epoll, directories.
