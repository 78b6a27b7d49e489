//! Looks up what containers are called, on threads of its own, so that neither the traced program nor the tracer ever
//! waits for a runtime.
//!
//! The first thread reads files and answers at once where they tell. What they do not tell goes to the second, which asks
//! sockets, explains a look-up without an answer, repeats it with growing pauses for as long as the run lasts, and looks
//! after the files of what was found: a container can be renamed. A socket that hangs so delays no container that a file
//! names.
//!
//! Both end by themselves: the first when the last [`Handle`] is dropped, the second when all that was asked by then is
//! answered.

use std::collections::VecDeque;
use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::metadata::{Found, Places, Sockets, StateFile, Tried, look_up_on_disc};
use super::procfs::Procfs;
use super::settings::Settings;
use crate::event::{Container, Identity, IdentityId, Place, Tid};

/// A container to look up.
#[derive(Clone, Debug)]
pub struct Request {
    /// The identity whose container it is.
    pub id: IdentityId,
    /// What is known so far.
    pub identity: Identity,
    /// A task in the container: its ancestors lead to the runtime's state.
    pub tid: Tid,
}

/// What became of a look-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The identity that was asked for.
    pub id: IdentityId,
    /// What is known now, `pending` no more.
    pub identity: Identity,
    /// When nothing answered: a sentence for the user that names all that was tried. Once per runtime and run.
    pub warning: Option<String>,
}

/// Where requests go. The resolver ends when the last is dropped.
#[derive(Clone, Debug)]
pub struct Handle(Sender<Request>);

impl Handle {
    /// Asks, without waiting; `false` if there is no resolver any more.
    pub fn send(&self, request: Request) -> bool {
        self.0.send(request).is_ok()
    }
}

/// The first pause before a failed look-up is repeated; each next one is twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A first look-up uses what running daemons said at most this long ago.
const FRESH: Duration = Duration::from_millis(200);
/// One that is repeated is content with this: hundreds may be, and each reads all command lines of the system.
const STALE: Duration = Duration::from_secs(5);
/// So often it is checked whether containers were renamed.
const RENAME_PERIOD: Duration = Duration::from_secs(1);
/// More failed look-ups are not repeated: the oldest are let go.
const MOST_REPEATED: usize = 256;
/// The files of more containers are not looked after: the oldest are let go. Podman's containers share one file, and are
/// all looked up again when it changes.
const MOST_WATCHED: usize = 64;

/// Starts the resolver. Each request is answered at least once, and the first answer takes no longer than the sockets
/// that are asked may take; further answers follow when a repeated look-up succeeds or a name changes.
///
/// # Errors
/// If the system gives no thread.
pub fn start(settings: &Settings) -> io::Result<(Handle, Receiver<Answer>)> {
    let (ask, requests) = unbounded();
    let (answer, answers) = unbounded();
    let (hand_on, handed_on) = unbounded();
    let first = OnDisc {
        places: Places::usual(settings),
        procfs: Procfs::new(&settings.proc_root),
        answers: answer.clone(),
        hand_on,
    };
    let second = Patient {
        usual: Places::usual(settings),
        procfs: Procfs::new(&settings.proc_root),
        sockets: Sockets::new(settings),
        running: None,
        answers: answer,
        warned: Vec::new(),
        failed: VecDeque::new(),
        watched: VecDeque::new(),
    };
    thread::Builder::new().name("names-on-disc".to_owned()).spawn(move || first.run(&requests))?;
    thread::Builder::new().name("names-by-socket".to_owned()).spawn(move || second.run(&handed_on))?;
    Ok((Handle(ask), answers))
}

/// What the first thread leaves to the second.
enum HandedOn {
    /// Not answered yet.
    Open(Request, Tried),
    /// Answered with this identity by these files.
    Answered(Request, Vec<StateFile>),
}

struct OnDisc {
    places: Places,
    procfs: Procfs,
    answers: Sender<Answer>,
    hand_on: Sender<HandedOn>,
}

impl OnDisc {
    fn run(self, requests: &Receiver<Request>) {
        for mut request in requests {
            // The monitor's own word on where its container is, then the usual places.
            let near = Places::of_task(&self.procfs, request.tid);
            let mut tried = Tried::default();
            let mut look_up = |container: &Container| {
                let found = match near == Places::default() {
                    true => None,
                    false => look_up_on_disc(&near, container, &mut tried),
                };
                found.filter(Found::is_enough).or_else(|| look_up_on_disc(&self.places, container, &mut tried))
            };
            let files = fill(&mut request.identity, &mut look_up);
            // Nobody listens any more at the very end of a run.
            let _ = match files {
                Some(files) => {
                    request.identity.pending = false;
                    let answer = Answer { id: request.id, identity: request.identity.clone(), warning: None };
                    let _ = self.answers.send(answer);
                    self.hand_on.send(HandedOn::Answered(request, files))
                }
                None => self.hand_on.send(HandedOn::Open(request, tried)),
            };
        }
    }
}

/// Looks up a container and those around it. The files that told, if all that wanted an answer have one.
fn fill(identity: &mut Identity, look_up: &mut dyn FnMut(&Container) -> Option<Found>) -> Option<Vec<StateFile>> {
    let Place::Container(innermost) = &mut identity.place else {
        return Some(Vec::new());
    };
    let mut files = Vec::new();
    let mut all = true;
    let mut outer = std::mem::take(&mut innermost.outer);
    for container in std::iter::once(&mut **innermost).chain(&mut outer) {
        if container.metadata.name.is_some() {
            continue;
        }
        match look_up(container) {
            Some(found) => {
                all &= found.is_enough();
                files.extend(found.file.clone());
                found.apply(container);
            }
            None => all = false,
        }
    }
    innermost.outer = outer;
    all.then_some(files)
}

/// A look-up to be repeated.
struct Failed {
    request: Request,
    next: Instant,
    pause: Duration,
}

/// A file to look after: when it changes, its container may have another name.
struct Watched {
    request: Request,
    files: Vec<StateFile>,
}

struct Patient {
    usual: Places,
    procfs: Procfs,
    sockets: Sockets,
    /// What running daemons said, and when.
    running: Option<(Instant, Places)>,
    answers: Sender<Answer>,
    /// The runtimes about which the user has been warned.
    warned: Vec<&'static str>,
    failed: VecDeque<Failed>,
    watched: VecDeque<Watched>,
}

impl Patient {
    fn run(mut self, handed_on: &Receiver<HandedOn>) {
        let mut next_check = Instant::now() + RENAME_PERIOD;
        loop {
            let next_try = self.failed.iter().map(|failed| failed.next).min();
            let next_check_needed = (!self.watched.is_empty()).then_some(next_check);
            let received = match next_try.into_iter().chain(next_check_needed).min() {
                Some(next) => handed_on.recv_deadline(next),
                None => handed_on.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match received {
                Ok(HandedOn::Open(request, tried)) => self.look_up_first(request, tried),
                Ok(HandedOn::Answered(request, files)) => self.watch(request, files),
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => (),
            }
            let now = Instant::now();
            if now >= next_check {
                self.check_names();
                next_check = now + RENAME_PERIOD;
            }
            self.repeat_failed(now);
        }
    }

    /// A look-up by all means; what it found is written into the identity.
    fn look_up(&mut self, identity: &mut Identity, tried: &mut Tried, age: Duration) -> Option<Vec<StateFile>> {
        let running = match &self.running {
            Some((then, places)) if then.elapsed() < age => places.clone(),
            _ => {
                let places = Places::of_running_daemons(&self.procfs);
                self.running = Some((Instant::now(), places.clone()));
                places
            }
        };
        let (usual, sockets) = (&self.usual, &mut self.sockets);
        let mut both = running.clone();
        both.sockets.extend(usual.sockets.iter().cloned());
        fill(identity, &mut |container| {
            let mut found = look_up_on_disc(&running, container, tried);
            if !found.as_ref().is_some_and(Found::is_enough) {
                found = look_up_on_disc(usual, container, tried).or(found);
            }
            if !found.as_ref().is_some_and(Found::is_enough) {
                found = sockets.look_up(&both, container, tried).or(found);
            }
            found
        })
    }

    fn look_up_first(&mut self, mut request: Request, mut tried: Tried) {
        request.identity.pending = false;
        let files = self.look_up(&mut request.identity, &mut tried, FRESH);
        let warning = match files {
            Some(_) => None,
            None => self.warning(&request.identity, &tried),
        };
        let _ = self.answers.send(Answer { id: request.id, identity: request.identity.clone(), warning });
        match files {
            Some(files) => self.watch(request, files),
            None => {
                let next = Instant::now() + FIRST_PAUSE;
                remember(&mut self.failed, MOST_REPEATED, Failed { request, next, pause: FIRST_PAUSE });
            }
        }
    }

    fn warning(&mut self, identity: &Identity, tried: &Tried) -> Option<String> {
        let innermost = identity.container()?;
        let nameless = |container: &&Container| container.metadata.name.is_none();
        let container = std::iter::once(innermost).chain(&innermost.outer).find(nameless)?;
        if self.warned.contains(&container.runtime) {
            return None;
        }
        self.warned.push(container.runtime);
        let text = format!(
            "nothing told the name of container {} ({}); tried {}",
            container.short_id(),
            container.runtime,
            tried.text()
        );
        Some(printable(&text))
    }

    fn repeat_failed(&mut self, now: Instant) {
        for _ in 0..self.failed.len() {
            let Some(mut failed) = self.failed.pop_front() else { return };
            if failed.next > now {
                self.failed.push_back(failed);
                continue;
            }
            let before = failed.request.identity.clone();
            let files = self.look_up(&mut failed.request.identity, &mut Tried::default(), STALE);
            let request = failed.request;
            if request.identity != before {
                let identity = request.identity.clone();
                let _ = self.answers.send(Answer { id: request.id, identity, warning: None });
            }
            match files {
                Some(files) => self.watch(request, files),
                None => {
                    let pause = (failed.pause * 2).min(LONGEST_PAUSE);
                    self.failed.push_back(Failed { request, next: Instant::now() + pause, pause });
                }
            }
        }
    }

    fn watch(&mut self, request: Request, files: Vec<StateFile>) {
        if files.is_empty() {
            return;
        }
        remember(&mut self.watched, MOST_WATCHED, Watched { request, files });
    }

    /// Looks again at containers whose files have changed. One whose file is gone keeps its name.
    fn check_names(&mut self) {
        for index in 0..self.watched.len() {
            let Some(watched) = self.watched.get_mut(index) else { return };
            // All are asked, for each answer is given only once.
            let changes = watched.files.iter_mut().filter_map(|file| file.has_changed().then_some(()));
            if changes.count() == 0 {
                continue;
            }
            let (id, before) = (watched.request.id, watched.request.identity.clone());
            let mut identity = before.clone();
            forget_names(&mut identity);
            if self.look_up(&mut identity, &mut Tried::default(), STALE).is_some() && identity != before {
                if let Some(watched) = self.watched.get_mut(index) {
                    watched.request.identity = identity.clone();
                }
                let _ = self.answers.send(Answer { id, identity, warning: None });
            }
        }
    }
}

/// The text without anything that a terminal would obey: ids are as hostile as who made the cgroup.
fn printable(text: &str) -> String {
    let mut printable = String::with_capacity(text.len());
    for character in text.chars() {
        match character.is_control() {
            true => printable.extend(character.escape_default()),
            false => printable.push(character),
        }
    }
    printable
}

/// Empties what a look-up fills. Names that stand in the cgroup's path stay.
fn forget_names(identity: &mut Identity) {
    if let Place::Container(innermost) = &mut identity.place {
        let mut outer = std::mem::take(&mut innermost.outer);
        for container in std::iter::once(&mut **innermost).chain(&mut outer) {
            if container.metadata.name.as_ref() != Some(&container.id) {
                container.metadata = crate::event::Metadata::default();
            }
        }
        innermost.outer = outer;
    }
}

fn remember<T>(list: &mut VecDeque<T>, most: usize, item: T) {
    if list.len() >= most {
        list.pop_front();
    }
    list.push_back(item);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::metadata::Fake;
    use super::*;
    use crate::event::Proof;

    const PATIENCE: Duration = Duration::from_secs(60);

    struct Machine {
        directory: tempfile::TempDir,
        settings: Settings,
    }

    impl Machine {
        fn new() -> Machine {
            let directory = tempfile::tempdir().unwrap();
            let (root, proc_root) = (directory.path().join("root"), directory.path().join("proc"));
            fs::create_dir(&root).unwrap();
            fs::create_dir(&proc_root).unwrap();
            Machine { directory, settings: Settings { root, proc_root, ..Settings::default() } }
        }

        fn docker_state(&self, id: &str, name: &str) {
            let directory = self.settings.root.join("var/lib/docker/containers").join(id);
            fs::create_dir_all(&directory).unwrap();
            let new = directory.join("new");
            let state = format!(r#"{{"ID": "{id}", "Name": "/{name}", "Config": {{"Image": "img", "Labels": null}}}}"#);
            fs::write(&new, state).unwrap();
            fs::rename(new, directory.join("config.v2.json")).unwrap();
        }
    }

    fn id(digit: char) -> String {
        digit.to_string().repeat(64)
    }

    fn request(number: u32, container: Container) -> Request {
        let place = Place::Container(Box::new(container));
        Request { id: IdentityId(number), identity: Identity { place, proof: Proof::Cgroup, pending: true }, tid: 1 }
    }

    fn docker(digit: char) -> Container {
        Container { runtime: "docker", id: id(digit), ..Container::default() }
    }

    fn name(answer: &Answer) -> Option<&str> {
        answer.identity.container().unwrap().metadata.name.as_deref()
    }

    #[test]
    fn a_file_answers_for_the_container_and_those_around_it() {
        let machine = Machine::new();
        machine.docker_state(&id('a'), "inner");
        machine.docker_state(&id('b'), "outer");
        let (handle, answers) = start(&machine.settings).unwrap();
        let nested = Container { outer: vec![docker('b')], ..docker('a') };
        assert!(handle.send(request(7, nested)));
        let answer = answers.recv_timeout(PATIENCE).unwrap();
        assert_eq!((answer.id, answer.identity.pending, name(&answer)), (IdentityId(7), false, Some("inner")));
        assert_eq!(answer.identity.container().unwrap().outer[0].metadata.name.as_deref(), Some("outer"));
        assert_eq!(answer.warning, None);
        drop(handle);
        assert!(answers.recv_timeout(PATIENCE).is_err(), "answered once, and both threads have ended");
    }

    #[test]
    fn without_an_answer_all_that_was_tried_is_named_once() {
        let machine = Machine::new();
        let (handle, answers) = start(&machine.settings).unwrap();
        handle.send(request(1, docker('a')));
        let first = answers.recv_timeout(PATIENCE).unwrap();
        assert_eq!((first.identity.pending, name(&first)), (false, None));
        let warning = first.warning.unwrap();
        for tried in ["aaaaaaaaaaaa (docker)", "config.v2.json: No such file", "run/docker.sock: ", "podman.sock: "] {
            assert!(warning.contains(tried), "{tried} is not in {warning}");
        }
        handle.send(request(2, docker('b')));
        let second = answers.iter().find(|answer| answer.id == IdentityId(2)).unwrap();
        assert_eq!(second.warning, None, "one warning is enough");
    }

    #[test]
    fn a_warning_holds_nothing_that_a_terminal_obeys() {
        let machine = Machine::new();
        let (handle, answers) = start(&machine.settings).unwrap();
        let hostile = Container { runtime: "unknown", id: "\x1b[31m\nx".to_owned(), ..Container::default() };
        handle.send(request(1, hostile));
        let answer = answers.recv_timeout(PATIENCE).unwrap();
        assert_eq!(answer.identity.container().unwrap().id, "\x1b[31m\nx", "the data stays as it is");
        let warning = answer.warning.unwrap();
        assert!(!warning.contains(char::is_control) && warning.contains("\\u{1b}[31m\\nx"), "{warning}");
    }

    #[test]
    fn a_failed_look_up_is_repeated_and_a_renamed_container_is_noticed() {
        let machine = Machine::new();
        let (handle, answers) = start(&machine.settings).unwrap();
        handle.send(request(1, docker('a')));
        assert_eq!(name(&answers.recv_timeout(PATIENCE).unwrap()), None);
        machine.docker_state(&id('a'), "late");
        assert_eq!(name(&answers.recv_timeout(PATIENCE).unwrap()), Some("late"));
        machine.docker_state(&id('a'), "renamed");
        assert_eq!(name(&answers.recv_timeout(PATIENCE).unwrap()), Some("renamed"));
        fs::remove_dir_all(machine.directory.path().join("root")).unwrap();
        drop(handle);
        assert!(answers.recv_timeout(PATIENCE).is_err(), "a container that is gone stays known");
    }

    #[test]
    fn a_socket_that_hangs_delays_no_container_that_a_file_names() {
        let mut machine = Machine::new();
        machine.docker_state(&id('b'), "named");
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let (asked, is_asked) = std::sync::mpsc::channel::<()>();
        let fake = Fake::new(move |_| {
            asked.send(()).unwrap();
            let _ = wait.recv();
        });
        machine.settings.runtime_sockets.push(fake.path.clone());
        let (handle, answers) = start(&machine.settings).unwrap();
        handle.send(request(1, docker('a')));
        is_asked.recv_timeout(PATIENCE).unwrap();
        handle.send(request(2, docker('b')));
        let first = answers.recv_timeout(PATIENCE).unwrap();
        assert_eq!((first.id, name(&first)), (IdentityId(2), Some("named")));
        let second = answers.recv_timeout(PATIENCE).unwrap();
        assert_eq!(second.id, IdentityId(1));
        assert!(second.warning.unwrap().contains("no answer within"));
        drop(done);
    }

    #[test]
    fn the_socket_that_the_user_names_is_asked() {
        let mut machine = Machine::new();
        let body = r#"{"Name": "/by-socket", "Config": {"Image": "i"}}"#;
        let text = format!("HTTP/1.1 200 OK\r\nServer: Docker\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let fake = Fake::answering(text);
        machine.settings.runtime_sockets.push(fake.path.clone());
        let (handle, answers) = start(&machine.settings).unwrap();
        handle.send(request(1, docker('a')));
        let answer = answers.recv_timeout(PATIENCE).unwrap();
        assert_eq!((name(&answer), answer.warning.as_deref()), (Some("by-socket"), None));
    }

    #[test]
    fn requests_that_are_open_at_the_end_are_answered() {
        let machine = Machine::new();
        let (handle, answers) = start(&machine.settings).unwrap();
        for number in 1..=20 {
            handle.send(request(number, docker('a')));
        }
        drop(handle);
        let mut ids: Vec<u32> =
            answers.iter().filter(|answer| !answer.identity.pending).map(|answer| answer.id.0).collect();
        ids.dedup();
        assert_eq!(ids, (1..=20).collect::<Vec<_>>());
    }
}
