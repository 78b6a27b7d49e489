//! Docker's HTTP interface, which podman offers as well: `GET /containers/ID/json`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::{Found, Places, Tried, docker_state, http, may_be_of, places};
use crate::event::Container;
use crate::identity::segment::is_full_id;
use crate::identity::settings::Settings;

/// A socket has this long to answer. Docker takes about 10 ms here.
const ANSWER_TIME: Duration = Duration::from_secs(1);
/// A socket that did not is not asked again for this long, so that a hundred containers do not wait for it one by one.
const REST: Duration = Duration::from_secs(10);

/// The sockets to ask.
pub(crate) struct Sockets {
    /// What the user named, then what is usual.
    known: Vec<PathBuf>,
    /// Since when those that hung have been left alone.
    resting: HashMap<PathBuf, Instant>,
    answer_time: Duration,
}

impl Sockets {
    /// The sockets that the user named, and the usual ones of docker and podman, with root's rights and without.
    pub(crate) fn new(settings: &Settings) -> Sockets {
        let mut known = settings.runtime_sockets.clone();
        known.extend(settings.hosts.iter().filter_map(|host| places::socket(host)));
        known.extend(["var/run/docker.sock", "run/podman/podman.sock"].map(|path| settings.root.join(path)));
        for user in places::users(settings) {
            let directory = settings.root.join(format!("run/user/{user}"));
            known.extend(["docker.sock", "podman/podman.sock"].map(|path| directory.join(path)));
        }
        Sockets { known, resting: HashMap::new(), answer_time: ANSWER_TIME }
    }

    /// Asks all sockets, also those that daemons in `places` listen on, until one knows the container.
    pub(crate) fn look_up(&mut self, places: &Places, container: &Container, tried: &mut Tried) -> Option<Found> {
        if !may_be_of(container, &["docker", "podman"]) || !is_full_id(container.id.as_bytes()) {
            return None;
        }
        let mut sockets = self.known.clone();
        sockets.extend(places.sockets.iter().filter(|socket| !self.known.contains(socket)).cloned());
        sockets.iter().find_map(|socket| self.ask(socket, &container.id, tried))
    }

    fn ask(&mut self, socket: &Path, id: &str, tried: &mut Tried) -> Option<Found> {
        if self.resting.get(socket).is_some_and(|since| since.elapsed() < REST) {
            tried.note(socket, "did not answer before");
            return None;
        }
        match http::get(socket, &format!("/containers/{id}/json"), self.answer_time) {
            Ok(answer) if answer.status == 200 => match serde_json::from_slice(&answer.body) {
                Ok(state) => {
                    let runtime = if answer.server.starts_with("Libpod") { "podman" } else { "docker" };
                    return Some(Found { runtime: Some(runtime), ..docker_state::read(&state) });
                }
                Err(error) => tried.note(socket, error),
            },
            Ok(answer) if answer.status == 404 => tried.note(socket, "knows no such container"),
            Ok(answer) => tried.note(socket, format_args!("HTTP status {}", answer.status)),
            Err(error) => {
                if matches!(error, http::Error::TimedOut(_)) {
                    self.resting.insert(socket.to_owned(), Instant::now());
                }
                tried.note(socket, error);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::http::tests::Fake;
    use super::*;

    fn ask(fake: &Fake) -> (Option<Found>, String) {
        let settings = Settings {
            root: "/nowhere".into(),
            hosts: vec![format!("unix://{}", fake.path.display()), "tcp://1.2.3.4:2375".to_owned()],
            ..Settings::default()
        };
        let mut sockets = Sockets::new(&settings);
        sockets.answer_time = Duration::from_millis(300);
        let container = Container { runtime: "docker", id: "a".repeat(64), ..Container::default() };
        let mut tried = Tried::default();
        let found = sockets.look_up(&Places::default(), &container, &mut tried);
        if tried.text().contains("no answer within") {
            // Where it would answer at once now, it is still left alone.
            let mut again = Tried::default();
            assert_eq!(sockets.look_up(&Places::default(), &container, &mut again), None);
            assert!(again.text().contains("did not answer before"));
        }
        (found, tried.text())
    }

    fn answer(status: &str, server: &str, body: &str) -> String {
        format!("HTTP/1.1 {status}\r\nServer: {server}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn name_image_and_labels_are_read_and_the_server_names_the_runtime() {
        let body = r#"{"Name": "/web", "Config": {"Image": "nginx", "Labels": {"a": "b"}}}"#;
        for (server, runtime) in [("Docker/28.2.2 (linux)", "docker"), ("Libpod/4.3.1 (linux)", "podman")] {
            let fake = Fake::answering(answer("200 OK", server, body));
            let found = ask(&fake).0.unwrap();
            assert_eq!(found.metadata.name.as_deref(), Some("web"));
            assert_eq!(found.metadata.labels, [("a".to_owned(), "b".to_owned())]);
            assert_eq!(found.runtime, Some(runtime));
            assert!(fake.request().starts_with(&format!("GET /containers/{}/json ", "a".repeat(64))));
        }
    }

    #[test]
    fn each_fault_is_tried_and_no_more() {
        for (text, reason) in [
            (answer("404 Not Found", "Docker", "{}"), "knows no such container"),
            (answer("500 Oops", "Docker", "{}"), "HTTP status 500"),
            (answer("200 OK", "Docker", "<html>"), "expected value"),
            (answer("200 OK", "Docker", r#"{"Name": "/we"#), "EOF"),
            (String::new(), "closed"),
            ("garbage\r\n\r\n".to_owned(), "not HTTP"),
        ] {
            let (found, tried) = ask(&Fake::answering(text));
            assert_eq!(found, None);
            assert!(tried.contains(reason), "{tried}");
            assert!(tried.contains("/nowhere/var/run/docker.sock: "), "{tried}");
        }
    }

    #[test]
    fn a_socket_that_hangs_is_left_alone_for_a_while() {
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let fake = Fake::new(move |_| {
            let _ = wait.recv();
        });
        let (found, tried) = ask(&fake);
        assert_eq!(found, None);
        assert!(tried.contains("no answer within 300 ms"), "{tried}");
        drop(done);
    }
}
