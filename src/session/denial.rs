//! Why a process could not be attached to: the one true cause, and the next step. The causes are tried in the order in which the
//! kernel would meet them, the surest first.

use crate::event::Tid;
use crate::tracer::AttachError;
use nix::errno::Errno;
use nix::unistd::Uid;
use std::collections::HashMap;

/// One line for a user.
pub(super) fn explain(pid: Tid, error: &AttachError) -> String {
    let why = match error {
        AttachError::Missing => format!("no such process; is {pid} its id in another pid namespace?"),
        AttachError::Refused(Errno::EPERM) => refused(pid),
        error => error.to_string(),
    };
    format!("failed to attach to process {pid}: {why}")
}

/// The cause of EPERM.
fn refused(pid: Tid) -> String {
    let status = Status::read(pid);
    let own = Uid::effective();
    match status.field("State").and_then(|state| state.chars().next()) {
        Some('Z' | 'X') => return "it is a zombie: it has ended, and waits for its parent to notice".to_owned(),
        None => return "operation not permitted, and /proc does not tell why; is it mounted?".to_owned(),
        Some(_) => {}
    }
    if let Some(tracer) = status.field("TracerPid").and_then(|pid| pid.parse::<Tid>().ok()).filter(|&pid| pid != 0) {
        let name = Status::read(tracer).field("Name").unwrap_or("?").to_owned();
        return format!("it is already traced, by {name:?} (process {tracer}); end that tracer first");
    }
    if is_kernel_thread(&status) {
        return "it is a kernel thread, which cannot be traced".to_owned();
    }
    let owner = status.field("Uid").and_then(|uids| uids.split_whitespace().next()?.parse::<u32>().ok());
    if let Some(owner) = owner.filter(|&owner| !own.is_root() && owner != own.as_raw()) {
        return format!("it belongs to another user (uid {owner}); use sudo, or start the program under the tracer");
    }
    if let Some(scope @ 1..) = yama_scope() {
        return match scope {
            1 => "Yama (kernel.yama.ptrace_scope is 1) allows tracing of own children only; start the program under \
                  the tracer, or use sudo"
                .to_owned(),
            2 => "Yama (kernel.yama.ptrace_scope is 2) asks for CAP_SYS_PTRACE; use sudo".to_owned(),
            _ => "Yama (kernel.yama.ptrace_scope is 3) forbids tracing until the next boot".to_owned(),
        };
    }
    if !own.is_root() {
        return "operation not permitted; it may have more privileges than you (set-uid, file capabilities): use sudo"
            .to_owned();
    }
    "operation not permitted although you are root: CAP_SYS_PTRACE is missing; trace from the host, or run the container \
     with --cap-add SYS_PTRACE"
        .to_owned()
}

/// A kernel thread has no memory of its own, so that its status tells no size of it.
fn is_kernel_thread(status: &Status) -> bool {
    status.field("Kthread") == Some("1") || (status.field("Kthread").is_none() && status.field("VmSize").is_none())
}

fn yama_scope() -> Option<u32> {
    std::fs::read_to_string("/proc/sys/kernel/yama/ptrace_scope").ok()?.trim().parse().ok()
}

/// `/proc/PID/status`; empty if it cannot be read.
struct Status(HashMap<String, String>);

impl Status {
    fn read(pid: Tid) -> Status {
        let text = std::fs::read(format!("/proc/{pid}/status")).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let fields = text.lines().filter_map(|line| line.split_once(':'));
        Status(fields.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect())
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}
