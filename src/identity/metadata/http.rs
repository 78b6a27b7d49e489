//! One HTTP/1.1 GET over a Unix socket (RFC 9112), with limits on time and size: whoever listens may hang, close early or
//! talk without end.

use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant};

use nix::sys::socket::{AddressFamily, SockFlag, SockType, UnixAddr, connect, setsockopt, socket, sockopt};
use nix::sys::time::TimeVal;

/// Longer answers, headers included, are not read. Docker's on one container have some ten kilobytes.
const ANSWER_LIMIT: usize = 4 << 20;
/// More headers are not read.
const MOST_HEADERS: usize = 64;

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The status, such as 200.
    pub(super) status: u16,
    /// The header `Server`.
    pub(super) server: String,
    /// The body.
    pub(super) body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Error {
    /// The system says why.
    #[error("{0}")]
    System(#[from] std::io::Error),
    /// The time was up.
    #[error("no answer within {} ms", .0.as_millis())]
    TimedOut(Duration),
    /// The connection ended before the answer did.
    #[error("connection closed in the middle of the answer")]
    ClosedEarly,
    /// The answer is longer than the limit.
    #[error("answer larger than {ANSWER_LIMIT} bytes")]
    TooLarge,
    /// The answer is no HTTP.
    #[error("answer is not HTTP")]
    Malformed,
}

impl From<nix::Error> for Error {
    fn from(error: nix::Error) -> Error {
        Error::System(error.into())
    }
}

/// Asks for `target`, and takes at most `limit` for all of it: connecting, sending and receiving.
pub(super) fn get(socket: &Path, target: &str, limit: Duration) -> Result<Answer, Error> {
    let end = Instant::now() + limit;
    let expired = |error: std::io::Error| match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => Error::TimedOut(limit),
        _ => Error::System(error),
    };
    let mut stream = open(socket, limit).map_err(|error| match error {
        Error::System(error) => expired(error),
        other => other,
    })?;
    let request = format!(
        "GET {target} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: ptrace-trace\r\nAccept: application/json\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).map_err(expired)?;
    let mut received = Vec::new();
    let mut buffer = [0; 16 << 10];
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(Error::TimedOut(limit));
        }
        stream.set_read_timeout(Some(left))?;
        let length = match stream.read(&mut buffer) {
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(expired(error)),
        };
        received.extend_from_slice(&buffer[..length]);
        if received.len() > ANSWER_LIMIT {
            return Err(Error::TooLarge);
        }
        if let Some(answer) = parse(&received, length == 0)? {
            return Ok(answer);
        }
        if length == 0 {
            return Err(Error::ClosedEarly);
        }
    }
}

/// Connects. Unlike the standard library's, this connect gives up when the listener's queue stays full: for Unix sockets
/// the send timeout covers that wait (net/unix/af_unix.c, unix_stream_connect).
fn open(path: &Path, limit: Duration) -> Result<UnixStream, Error> {
    let descriptor = socket(AddressFamily::Unix, SockType::Stream, SockFlag::SOCK_CLOEXEC, None)?;
    let milliseconds = i64::try_from(limit.as_millis()).unwrap_or(i64::MAX).max(1);
    let timeout = TimeVal::new(milliseconds / 1000, milliseconds % 1000 * 1000);
    setsockopt(&descriptor, sockopt::SendTimeout, &timeout)?;
    connect(descriptor.as_raw_fd(), &UnixAddr::new(path)?)?;
    Ok(UnixStream::from(descriptor))
}

/// The answer, if all of it has been received; `ended` when no more comes.
fn parse(received: &[u8], ended: bool) -> Result<Option<Answer>, Error> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(start) = response.parse(received).map_err(|_| Error::Malformed)? else {
        return Ok(None);
    };
    let header = |name: &str| {
        let header = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(header.value).ok().map(str::trim)
    };
    let rest = &received[start..];
    let body = if header("Transfer-Encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        unchunk(rest)?
    } else if let Some(length) = header("Content-Length") {
        let length: usize = length.parse().map_err(|_| Error::Malformed)?;
        if length > ANSWER_LIMIT {
            return Err(Error::TooLarge);
        }
        rest.get(..length).map(<[u8]>::to_vec)
    } else {
        ended.then(|| rest.to_vec())
    };
    let status = response.code.ok_or(Error::Malformed)?;
    let server = header("Server").unwrap_or_default().to_owned();
    Ok(body.map(|body| Answer { status, server, body }))
}

/// The body of a chunked answer, if its last chunk is there.
fn unchunk(mut rest: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let mut body = Vec::new();
    loop {
        let (start, size) = match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete(found)) => found,
            Ok(httparse::Status::Partial) => return Ok(None),
            Err(_) => return Err(Error::Malformed),
        };
        if size == 0 {
            return Ok(Some(body));
        }
        let size = usize::try_from(size).ok().filter(|size| *size <= ANSWER_LIMIT).ok_or(Error::TooLarge)?;
        let Some(chunk) = rest.get(start..start + size) else { return Ok(None) };
        body.extend_from_slice(chunk);
        match rest.get(start + size..start + size + 2) {
            Some(b"\r\n") => rest = &rest[start + size + 2..],
            Some(_) => return Err(Error::Malformed),
            None => return Ok(None),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::os::unix::net::UnixListener;
    use std::path::PathBuf;
    use std::thread::JoinHandle;

    use proptest::prelude::*;

    use super::*;

    /// A listener that takes one connection, reads the request and does what `behave` does with the connection.
    pub(in crate::identity) struct Fake {
        pub(in crate::identity) path: PathBuf,
        _directory: tempfile::TempDir,
        thread: Option<JoinHandle<String>>,
    }

    impl Fake {
        pub(in crate::identity) fn new(behave: impl FnOnce(&mut UnixStream) + Send + 'static) -> Fake {
            let directory = tempfile::tempdir().unwrap();
            let path = directory.path().join("socket");
            let listener = UnixListener::bind(&path).unwrap();
            let thread = std::thread::spawn(move || {
                let (mut stream, _) = listener.accept().unwrap();
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
                    request.push(byte[0]);
                }
                behave(&mut stream);
                String::from_utf8(request).unwrap()
            });
            Fake { path, _directory: directory, thread: Some(thread) }
        }

        pub(in crate::identity) fn answering(answer: impl Into<Vec<u8>>) -> Fake {
            let answer = answer.into();
            Fake::new(move |stream| {
                // The asker may have had enough before the end.
                let _ = stream.write_all(&answer);
            })
        }

        pub(in crate::identity) fn request(mut self) -> String {
            self.thread.take().unwrap().join().unwrap()
        }
    }

    const LONG: Duration = Duration::from_secs(20);

    fn ask(answer: impl Into<Vec<u8>>) -> Result<Answer, String> {
        get(&Fake::answering(answer).path, "/x", LONG).map_err(|error| error.to_string())
    }

    #[test]
    fn a_body_of_known_length_and_the_request_are_right() {
        let fake = Fake::answering("HTTP/1.1 200 OK\r\nServer: Docker/28 (linux)\r\nContent-Length: 2\r\n\r\n{}more");
        let answer = get(&fake.path, "/containers/x/json", LONG).unwrap();
        assert_eq!(answer, Answer { status: 200, server: "Docker/28 (linux)".to_owned(), body: b"{}".to_vec() });
        let request = fake.request();
        assert!(request.starts_with("GET /containers/x/json HTTP/1.1\r\nHost: localhost\r\n"), "{request}");
    }

    #[test]
    fn chunks_are_joined_and_a_body_can_end_with_the_connection() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        assert_eq!(ask(chunked).unwrap().body, b"abcde");
        assert_eq!(ask("HTTP/1.0 404 Not Found\r\n\r\nabc").unwrap().body, b"abc");
    }

    #[test]
    fn an_answer_ends_where_it_says_although_the_connection_stays() {
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let fake = Fake::new(move |stream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n").unwrap();
            let _ = wait.recv();
        });
        assert_eq!(get(&fake.path, "/x", LONG).unwrap().body, b"a");
        drop(done);
    }

    #[test]
    fn early_ends_garbage_and_floods_are_errors() {
        let early = "connection closed in the middle of the answer";
        for (answer, expected) in [
            (b"".to_vec(), early),
            (b"HTTP/1.1 200 OK\r\n".to_vec(), early),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc".to_vec(), early),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc".to_vec(), early),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n".to_vec(), "answer is not HTTP"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n".to_vec(), "answer is not HTTP"),
            (b"\0\xff\xfe garbage \r\n\r\n".to_vec(), "answer is not HTTP"),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n".to_vec(), "answer larger than 4194304 bytes"),
            (
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffff\r\n".to_vec(),
                "answer larger than 4194304 bytes",
            ),
            (
                [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b' '; ANSWER_LIMIT + 1]].concat(),
                "answer larger than 4194304 bytes",
            ),
            (
                [b"HTTP/1.1 200 OK\r\n".to_vec(), b"A: b\r\n".repeat(100), b"\r\n".to_vec()].concat(),
                "answer is not HTTP",
            ),
        ] {
            assert_eq!(ask(answer).unwrap_err(), expected);
        }
    }

    #[test]
    fn a_listener_that_hangs_or_never_accepts_costs_the_limit_only() {
        let limit = Duration::from_millis(50);
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let fake = Fake::new(move |_| {
            let _ = wait.recv();
        });
        assert!(matches!(get(&fake.path, "/x", limit), Err(Error::TimedOut(_))));
        drop(done);
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("socket");
        let _listener = UnixListener::bind(&path).unwrap();
        assert!(matches!(get(&path, "/x", limit), Err(Error::TimedOut(_))));
        // Connections that nobody accepts, until the queue is full and connect itself would wait.
        let queued: Vec<_> = std::iter::from_fn(|| open(&path, limit).ok()).collect();
        assert!(!queued.is_empty());
        assert!(matches!(get(&path, "/x", limit), Err(Error::TimedOut(_))));
    }

    #[test]
    fn a_listener_that_trickles_cannot_stretch_the_limit() {
        let fake = Fake::new(|stream| while stream.write_all(b"HTTP/1.1 200 OK\r\nA: b\r\n").is_ok() {});
        let begin = Instant::now();
        assert!(get(&fake.path, "/x", Duration::from_millis(100)).is_err());
        assert!(begin.elapsed() < LONG);
    }

    #[test]
    fn where_nobody_listens_the_system_says_why() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("socket");
        assert!(matches!(get(&path, "/x", LONG), Err(Error::System(error)) if error.kind() == ErrorKind::NotFound));
        drop(UnixListener::bind(&path).unwrap());
        assert!(
            matches!(get(&path, "/x", LONG), Err(Error::System(error)) if error.kind() == ErrorKind::ConnectionRefused)
        );
        let long = PathBuf::from("/".to_owned() + &"x".repeat(200));
        assert!(matches!(get(&long, "/x", LONG), Err(Error::System(_))));
    }

    proptest! {
        #[test]
        fn no_answer_panics(answer in proptest::collection::vec(any::<u8>(), 0..200), ended in any::<bool>()) {
            let _ = parse(&answer, ended);
            let with_head = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec(), answer].concat();
            let _ = parse(&with_head, ended);
        }
    }
}
