//! The main job: nginx with php-fpm under ptrace-trace, on the host and inside a docker container. Every request is
//! answered, and every one is in the trace.

mod support;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use support::docker::{Docker, IMAGE};
use support::skip::{require_programs, require_root};
use support::trace::Line;
use support::tracer::{Process, Tracer};
use support::web::{PAGES, PHP_FPM, Site, WORKERS};

/// The lines of a trace, in order.
fn lines(trace: &Path) -> Vec<Line> {
    let text = fs::read(trace).expect("the trace");
    let text = String::from_utf8_lossy(&text);
    text.lines().map(|line| Line::parse(line).unwrap_or_else(|| panic!("no line of a trace: {line:?}"))).collect()
}

/// The lines that show a worker opening the script of a page, for each page.
fn openings(lines: &[Line]) -> Vec<Vec<&Line>> {
    let opens = |line: &&Line, page: usize| {
        (line.text.starts_with("open") || line.text.starts_with("<... open"))
            && line.text.contains(&format!("/pages/page{page}.php\""))
    };
    PAGES.map(|page| lines.iter().filter(|line| opens(line, page)).collect()).collect()
}

/// Fails unless every page's request is in the trace; returns the tasks that answered, php-fpm's workers.
#[track_caller]
fn assert_all_pages(lines: &[Line]) -> HashSet<i32> {
    let openings = openings(lines);
    let found = openings.iter().filter(|lines| !lines.is_empty()).count();
    assert_eq!(found, 6, "requests in the trace of {} lines", lines.len());
    let workers: HashSet<i32> = openings.iter().flatten().map(|line| line.tid).collect();
    assert!(workers.len() <= WORKERS, "{workers:?}");
    workers
}

#[test]
fn php_fpm_answers_six_of_six_and_all_six_are_in_the_trace() {
    require_programs!("nginx", "php-fpm8.2");
    let site = Site::new();
    let _nginx = site.start_nginx();
    let trace = site.path().join("trace");
    let mut php = Tracer::own().args(["-f", "-o"]).arg(&trace).args(["--", PHP_FPM]).args(site.php_arguments()).start();
    site.await_php(&mut php);
    assert_eq!(site.ask_for_pages(), 6, "pages answered");
    kill(Pid::from_raw(site.php_pid()), Signal::SIGQUIT).expect("kill");
    // Its own status, and nothing left.
    php.finish().success();
    let lines = lines(&trace);
    for worker in assert_all_pages(&lines) {
        let made = format!(" = {worker}");
        let by_another = |line: &Line| line.tid != worker && line.text.ends_with(&made);
        assert!(lines.iter().any(by_another), "the call that made worker {worker} is not in the trace");
    }
    if Process::in_no_container() {
        assert!(lines.iter().all(|line| line.tag.is_none()), "a task of the host has a tag");
    }
}

#[test]
fn php_fpm_in_docker_is_tagged_on_each_line_of_the_workers() {
    require_programs!("nginx", "php-fpm8.2", "dockerd", "docker", "busybox");
    require_root!();
    let site = Site::new();
    let _nginx = site.start_nginx();
    let docker = Docker::start();
    let gate = site.path().join("gate");
    nix::unistd::mkfifo(&gate, nix::sys::stat::Mode::from_bits_truncate(0o600)).expect("mkfifo");

    // The host's own php-fpm, libraries and configuration, in a container that shares nothing else; it waits at a
    // gate until the tracer has come.
    let d = site.path().display().to_string();
    let shared = ["/usr:/usr:ro", "/lib:/lib:ro", "/lib64:/lib64:ro", "/etc:/etc:ro", &format!("{d}:{d}")];
    let command = format!("read line <{d}/gate; exec {PHP_FPM} {}", site.php_arguments().join(" "));
    let mut arguments = vec!["run", "-d", "--name", "shop_php_1", "--network=host"];
    for volume in &shared {
        arguments.extend(["-v", volume]);
    }
    arguments.extend([IMAGE, "/bin/sh", "-c", &command]);
    let id = docker.run(&arguments);
    let init = docker.init("shop_php_1");

    let trace = site.path().join("trace");
    let mut tracer = Tracer::own().args(["-f", "-o"]).arg(&trace).args(["-p", &init.to_string()]).start();
    tracer.until_attached(init);
    fs::write(&gate, "go\n").expect("open the gate");

    site.await_php(&mut tracer);
    assert_eq!(site.ask_for_pages(), 6, "pages answered");
    docker.run(&["kill", "--signal=QUIT", "shop_php_1"]);
    assert_eq!(docker.run(&["wait", "shop_php_1"]), "0", "php-fpm's own status");
    tracer.finish().success();

    let lines = lines(&trace);
    let workers = assert_all_pages(&lines);
    assert!(!workers.contains(&init), "the master answered");
    let tag = format!("shop_php_1 {}", &id[..12]);
    for line in lines.iter().filter(|line| workers.contains(&line.tid)) {
        assert_eq!(line.tag.as_deref(), Some(tag.as_str()), "{line:?}");
    }
    // The master has been in the container from the first line on.
    for line in lines.iter().filter(|line| line.tid == init) {
        assert_eq!(line.tag.as_deref(), Some(tag.as_str()), "{line:?}");
    }
}
