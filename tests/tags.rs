//! Every line is tagged with the container that its task is in at that moment: born there, moved there by itself or by
//! another, attached to there.

mod support;

use std::fs;
use std::path::Path;

use nix::sys::stat::Mode;
use nix::unistd::mkfifo;
use tempfile::TempDir;

use support::cgroup::Cgroup;
use support::programs::{Build, program};
use support::skip::{require, require_programs, require_root};
use support::trace::{Line, Trace};
use support::tracer::{Process, Tracer};

/// A directory with the program `fork` in it, and a trace in it afterwards.
struct Scene {
    directory: TempDir,
    cgroup: Cgroup,
}

impl Scene {
    fn new(cgroup: Cgroup) -> Scene {
        let directory = tempfile::tempdir().expect("a directory");
        fs::copy(program("fork", Build::GlibcDynamic), directory.path().join("fork")).expect("copy");
        Scene { directory, cgroup }
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    fn tracer(&self) -> Tracer {
        Tracer::own().args(["-f", "-o", "trace"]).directory(self.path())
    }

    /// Runs a shell script outside of the cgroup, and reads the trace.
    fn shell(&self, script: &str) -> Trace {
        self.tracer().args(["--", "/bin/sh", "-c", script]).run().success();
        self.trace()
    }

    fn trace(&self) -> Trace {
        Trace::parse(&fs::read_to_string(self.path().join("trace")).expect("the trace"))
    }

    /// Fails unless the line's tag is the cgroup's id.
    #[track_caller]
    fn assert_inside(&self, line: &Line) {
        assert_eq!(line.tag.as_deref(), Some(self.cgroup.short_id()), "{line:?}");
    }
}

#[track_caller]
fn assert_outside(line: &Line) {
    assert_eq!(line.tag, None, "{line:?}");
}

/// The lines of a task behind the execve of `program`, which it has to have.
#[track_caller]
fn behind_execve<'a>(lines: &'a [Line], program: &str) -> &'a [Line] {
    let start = format!("execve(\"{program}\"");
    let at = lines.iter().position(|line| line.text.starts_with(&start) && line.text.ends_with(" = 0"));
    &lines[at.unwrap_or_else(|| panic!("no {start}: {lines:#?}")) + 1..]
}

/// Returns a scene, or from the test where there can be none.
macro_rules! scene {
    () => {{
        require_programs!("gcc");
        require_root!();
        require!(Process::in_no_container(), "the test itself runs in a container");
        let cgroup = Cgroup::docker();
        require!(cgroup.is_some(), "no cgroup can be made here");
        Scene::new(cgroup.expect("just looked at"))
    }};
}

#[test]
fn a_host_task_has_no_tag() {
    let scene = scene!();
    assert!(scene.shell("./fork").lines().count() > 10);
    scene.trace().lines().for_each(assert_outside);
}

#[test]
fn a_task_born_inside_is_tagged_from_its_first_line_on() {
    let scene = scene!();
    scene.cgroup.around(scene.tracer().args(["--", "./fork"])).run().success();
    let trace = scene.trace();
    assert_eq!(trace.tasks.len(), 2);
    trace.lines().for_each(|line| scene.assert_inside(line));
    assert!(!trace.lines().any(|line| line.text.contains("moved from")), "nothing moves: {trace:#?}");
}

#[test]
fn a_task_that_moves_itself_is_tagged_from_its_exec_on_at_the_latest() {
    let scene = scene!();
    let trace = scene.shell(&format!("{}exec ./fork", scene.cgroup.move_here()));
    let shell = &trace.tasks[0].lines;
    // The shell opens the first cgroup.procs before anything is moved.
    let opened = shell.iter().position(|line| line.text.contains("/cgroup.procs\"")).expect("the move");
    shell[..=opened].iter().for_each(assert_outside);
    behind_execve(shell, "./fork").iter().for_each(|line| scene.assert_inside(line));
    assert_eq!(trace.tasks.len(), 2, "{trace:#?}");
    trace.tasks[1].lines.iter().for_each(|line| scene.assert_inside(line));
}

#[test]
fn a_task_moved_by_its_parent_is_tagged_from_its_exec_on_and_its_parent_is_not() {
    let scene = scene!();
    mkfifo(&scene.path().join("gate"), Mode::from_bits_truncate(0o600)).expect("mkfifo");
    // As runc exec does it: the child is made outside, and put inside by another before it executes.
    let put_inside = scene.cgroup.move_here().replace("$$", "$!");
    let trace = scene.shell(&format!("(read line <gate; exec ./fork) & {put_inside}echo go >gate; wait $!"));
    trace.tasks[0].lines.iter().for_each(assert_outside);
    assert_eq!(trace.tasks.len(), 3, "{trace:#?}");
    behind_execve(&trace.tasks[1].lines, "./fork").iter().for_each(|line| scene.assert_inside(line));
    trace.tasks[2].lines.iter().for_each(|line| scene.assert_inside(line));
}

#[test]
fn a_task_inside_is_tagged_after_an_attach() {
    let scene = scene!();
    mkfifo(&scene.path().join("gate"), Mode::from_bits_truncate(0o600)).expect("mkfifo");
    let program = Tracer::of("/bin/sh").args(["-c", "read line <gate; exec ./fork"]).directory(scene.path());
    let mut program = scene.cgroup.around(program).start();
    // It is inside when the shell that moved it has become the one that waits.
    let command = format!("/proc/{}/cmdline", program.pid());
    program.until("the program is inside", || {
        fs::read(&command).is_ok_and(|line| line.starts_with(b"/bin/sh\0-c\0read")).then_some(())
    });
    let mut tracer = scene.tracer().args(["-p", &program.pid().to_string()]).start();
    tracer.until_attached(program.pid());
    fs::write(scene.path().join("gate"), "go\n").expect("open the gate");
    program.finish().success();
    tracer.finish().success();
    let trace = scene.trace();
    assert_eq!(trace.tasks.len(), 2, "{trace:#?}");
    trace.lines().for_each(|line| scene.assert_inside(line));
}

#[test]
fn always_tags_the_host_and_never_tags_nothing() {
    let scene = scene!();
    scene.tracer().args(["--tag=always", "--", "./fork"]).run().success();
    let trace = scene.trace();
    assert!(trace.lines().all(|line| line.tag.as_deref() == Some("host")), "{trace:#?}");
    scene.cgroup.around(scene.tracer().args(["--tag=never", "--", "./fork"])).run().success();
    scene.trace().lines().for_each(assert_outside);
}
