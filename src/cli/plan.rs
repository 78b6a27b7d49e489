//! What is to be done.

use super::qualifiers::{self, Expression, Quiet};
use super::{Arguments, Format, ProgramError, UsageError, output, program, trace_set};
use crate::event::Tid;
use crate::filter::Statuses;
use crate::identity;
use crate::ptrace::Command;
use crate::render::Tag;
use crate::render::colour::Colours;
use crate::render::summary::{Column, SummaryLook};
use crate::render::text::{Look, Messages, TaskColumn};
use crate::snapshot::Limits;
use crate::tracer::{DescriptorDetail, Selection, Settings};
use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::time::Duration;

/// What is to be done.
#[derive(Debug)]
pub struct Plan {
    /// The program's name as invoked.
    pub invoked: String,
    /// What to trace.
    pub target: Target,
    /// What the tracer does.
    pub settings: Settings,
    /// Where the output goes; stderr if nowhere else.
    pub output: Option<PathBuf>,
    /// Its form.
    pub format: Format,
    /// How text looks.
    pub look: Look,
    /// How calls may have ended to be shown.
    pub statuses: Statuses,
    /// Paths of which a call must use one to be shown; empty for all.
    pub paths: Vec<Vec<u8>>,
    /// Whether calls are shown, and how they are counted.
    pub calls: bool,
    /// How they are counted, if they are.
    pub summary: Option<SummaryLook>,
    /// How containers are found and named.
    pub identity: identity::Settings,
    /// How long a line waits for its container's name.
    pub wait_metadata: Duration,
}

/// What to trace.
#[derive(Debug)]
pub enum Target {
    /// A program to start.
    Launch(Command),
    /// Processes that exist.
    Attach(Vec<Tid>),
}

/// What is wrong with a command line.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// It cannot be understood.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// Its program cannot be executed.
    #[error(transparent)]
    Program(#[from] ProgramError),
}

impl Plan {
    /// What `arguments` mean. `terminal` says whether stderr is one.
    ///
    /// # Errors
    /// When they contradict each other or name what does not exist.
    pub fn new(arguments: Arguments, invoked: String, terminal: bool) -> Result<Plan, PlanError> {
        let mut calls = Selection::all();
        let mut signals = u64::MAX;
        let mut statuses = Statuses::ALL;
        let mut quiet = Quiet::default();
        let mut verbose = arguments.verbose;
        let prefixed =
            |prefix: &str, sets: &[String]| sets.iter().map(|set| format!("{prefix}={set}")).collect::<Vec<_>>();
        let mut expressions = arguments.expressions.clone();
        expressions.extend(prefixed("trace", &arguments.trace));
        expressions.extend(prefixed("signal", &arguments.signal));
        expressions.extend(prefixed("status", &arguments.status));
        let mut quiet_said = arguments.quiet > 0;
        for expression in &expressions {
            match qualifiers::split(expression)? {
                Expression::Trace(set) => calls = trace_set::parse(set)?,
                Expression::Signal(set) => signals = qualifiers::signals(set)?,
                Expression::Status(set) => statuses = qualifiers::statuses(set)?,
                Expression::Quiet(set) => (quiet, quiet_said) = (qualifiers::quiet(set)?, true),
                Expression::Verbose => verbose = true,
            }
        }
        match (arguments.successful, arguments.failed) {
            (true, true) => return Err(UsageError("-z and -Z exclude each other; leave one of them out".into()).into()),
            (true, false) => statuses = Statuses { successful: true, ..Statuses::NONE },
            (false, true) => statuses = Statuses { failed: true, ..Statuses::NONE },
            (false, false) => {}
        }
        quiet.attach |= arguments.quiet >= 1;
        quiet.exit |= arguments.quiet >= 2;
        quiet.thread_execve |= arguments.quiet >= 3;
        if arguments.output.is_some() && !arguments.command.is_empty() && !quiet_said {
            // As strace: a trace to a file of a program of one's own is not talked about.
            quiet.attach = true;
        }
        let target = target(&arguments)?;
        let json = arguments.format == Format::Json;
        let full = verbose || json;
        let paths: Vec<_> = arguments.paths.iter().map(|path| path.as_bytes().to_vec()).collect();
        let descriptors = match arguments.descriptors {
            0 if paths.is_empty() => DescriptorDetail::None,
            0 | 1 => DescriptorDetail::Paths,
            _ => DescriptorDetail::Full,
        };
        let follow = arguments.follow > 0;
        let settings = Settings {
            follow,
            calls,
            signals,
            limits: Limits { string: arguments.string_limit, verbose: full },
            descriptors,
            kill_on_exit: false,
        };
        let tag = Tag::from(arguments.tag);
        let tasks = match (&arguments.output, follow, &target) {
            (Some(_), true, _) => TaskColumn::Always,
            (None, true, _) => TaskColumn::WhenSeveral,
            (output, false, Target::Attach(pids)) if pids.len() > 1 => {
                if output.is_some() {
                    TaskColumn::Always
                } else {
                    TaskColumn::WhenSeveral
                }
            }
            _ => TaskColumn::None,
        };
        let mut style = output::style(&arguments);
        style.verbose = verbose;
        let by_end = statuses != Statuses::ALL;
        let look = Look {
            style,
            column: arguments.column,
            tasks,
            tag,
            clock: output::clock(&arguments)?,
            duration: arguments.duration.then_some(6),
            messages: Messages {
                program: invoked.clone(),
                attach: !quiet.attach,
                exit: !quiet.exit,
                superseded: !quiet.thread_execve,
                moved: follow && arguments.quiet == 0 && tag != Tag::Never,
            },
            colours: match arguments.output {
                Some(_) if arguments.color == output::ColourChoice::Auto => Colours::Off,
                _ => output::colours(arguments.color, terminal, |name| std::env::var(name).ok()),
            },
            beginnings: !by_end,
        };
        let counted = arguments.summary_only || arguments.summary;
        let sort = Column::parse(&arguments.sort).ok_or_else(|| {
            trace_set::unknown("column to sort by", "", &arguments.sort, Column::NAMES.iter().copied())
        })?;
        Ok(Plan {
            invoked,
            target,
            settings,
            output: arguments.output.map(PathBuf::from),
            format: arguments.format,
            look,
            statuses,
            paths,
            calls: !arguments.summary_only,
            summary: counted.then_some(SummaryLook { wall_clock: arguments.wall_clock, sort }),
            identity: identity::Settings {
                enabled: !arguments.no_identity,
                look_up: !arguments.no_identity && (json || tag != Tag::Never),
                runtime_sockets: arguments.runtime_sockets,
                ..identity::Settings::from_environment()
            },
            wait_metadata: Duration::from_millis(arguments.wait_metadata),
        })
    }
}

fn target(arguments: &Arguments) -> Result<Target, PlanError> {
    let attach = !arguments.attach.is_empty();
    let Some(name) = arguments.command.first() else {
        if !attach {
            return Err(UsageError(
                "there is nothing to trace: give a COMMAND, or -p PID (see -h for examples)".to_owned(),
            )
            .into());
        }
        if arguments.user.is_some() || !arguments.environment.is_empty() {
            return Err(UsageError("-u and -E are for a COMMAND that is started, not for -p".to_owned()).into());
        }
        return Ok(Target::Attach(pids(&arguments.attach)?));
    };
    if attach {
        return Err(UsageError("-p and a COMMAND exclude each other; trace them in two runs".to_owned()).into());
    }
    let environment = program::environment(&arguments.environment);
    let search = environment.iter().find_map(|variable| variable.as_bytes().strip_prefix(b"PATH="));
    let program = program::find(name, search.map(std::ffi::OsStr::from_bytes))?;
    let ownership = arguments.user.as_deref().map(program::ownership).transpose()?;
    let command: Vec<OsString> = arguments.command.clone();
    Ok(Target::Launch(Command { program, arguments: command, environment, ownership }))
}

fn pids(lists: &[String]) -> Result<Vec<Tid>, UsageError> {
    let mut pids = Vec::new();
    for word in lists.iter().flat_map(|list| list.split([',', ' ', '\t', '\n'])).filter(|word| !word.is_empty()) {
        match word.parse::<Tid>() {
            Ok(pid) if pid > 0 => {
                if !pids.contains(&pid) {
                    pids.push(pid);
                }
            }
            _ => return Err(UsageError(format!("-p: '{word}' is not a process id"))),
        }
    }
    if pids.is_empty() {
        return Err(UsageError("-p: the list of processes is empty".to_owned()));
    }
    if pids.contains(&nix::unistd::getpid().as_raw()) {
        return Err(UsageError("-p: a tracer cannot trace itself".to_owned()));
    }
    Ok(pids)
}
