//! The identifier on a directory that looks like proc.

use std::fs;
use std::os::unix::fs::symlink;

use super::*;

const HOST: &str = "4:memory:/process_api/c86d\n1:name=systemd:/\n0::/\n";

/// A made-up machine: proc and the root directory, with the tracer's own entry.
struct Machine {
    directory: tempfile::TempDir,
}

impl Machine {
    fn new(own_cgroup: &str) -> Machine {
        let machine = Machine { directory: tempfile::tempdir().unwrap() };
        fs::create_dir(machine.directory.path().join("namespaces")).unwrap();
        machine.process("self", 1, own_cgroup, "");
        machine
    }

    fn settings(&self) -> Settings {
        let path = self.directory.path();
        Settings { proc_root: path.join("proc"), root: path.join("root"), ..Settings::default() }
    }

    fn identifier(&self) -> Identifier {
        Identifier::new(&self.settings(), None)
    }

    /// Makes a process with the tracer's mount namespace.
    fn process(&self, name: &str, parent: Tid, cgroup: &str, command_line: &str) {
        let path = self.directory.path().join("proc").join(name);
        fs::create_dir_all(path.join("ns")).unwrap();
        fs::create_dir_all(path.join("root/run")).unwrap();
        self.cgroup(name, cgroup);
        fs::write(path.join("mountinfo"), "27 1 254:0 / / rw - ext4 /dev/vda rw\n").unwrap();
        fs::write(path.join("cmdline"), command_line.replace(' ', "\0")).unwrap();
        fs::write(path.join("stat"), format!("1 (x) S {parent} 0 0 0 0 0 0\n")).unwrap();
        self.mount_namespace(name, "host");
    }

    fn cgroup(&self, name: &str, text: &str) {
        fs::write(self.directory.path().join("proc").join(name).join("cgroup"), text).unwrap();
    }

    fn mount_namespace(&self, name: &str, namespace: &str) {
        let target = self.directory.path().join("namespaces").join(namespace);
        fs::write(&target, "").unwrap();
        let link = self.directory.path().join("proc").join(name).join("ns/mnt");
        let _ = fs::remove_file(&link);
        symlink(target, link).unwrap();
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.directory.path().join("proc").join(path), text).unwrap();
    }
}

fn docker(digit: char) -> String {
    format!("4:memory:/process_api/c86d\n0::/docker/{}\n", id(digit))
}

fn id(digit: char) -> String {
    digit.to_string().repeat(64)
}

/// The announcements as id, runtime and container id.
fn announced(identifier: &mut Identifier) -> Vec<(u32, Proof, String)> {
    let text = |place: &Place| match place {
        Place::Host => "host".to_owned(),
        Place::Container(container) => format!("{} {}", container.runtime, container.short_id()),
        Place::Unknown { path } => format!("? {}", String::from_utf8_lossy(path)),
    };
    identifier.announcements().map(|(id, identity)| (id.0, identity.proof, text(&identity.place))).collect()
}

#[test]
fn each_place_is_announced_once_and_texts_of_one_container_share_an_id() {
    let machine = Machine::new(HOST);
    machine.process("7", 1, HOST, "");
    machine.process("8", 1, &docker('a'), "");
    machine.process("9", 1, &format!("0::/system.slice/docker-{}.scope/init.scope\n", id('a')), "");
    machine.process("10", 1, "0::/foo\n", "");
    let mut identifier = machine.identifier();
    assert_eq!(identifier.own(), IdentityId::HOST);
    assert_eq!(identifier.identify(7, IdentityId(5)), IdentityId::HOST);
    assert_eq!(announced(&mut identifier), []);
    let container = identifier.identify(8, IdentityId::HOST);
    assert_eq!(announced(&mut identifier), [(container.0, Proof::Cgroup, "docker aaaaaaaaaaaa".to_owned())]);
    assert_eq!(identifier.identify(9, IdentityId::HOST), container);
    assert_eq!(identifier.identify(8, container), container);
    assert_eq!(announced(&mut identifier), []);
    let unknown = identifier.identify(10, IdentityId::HOST);
    assert_eq!(announced(&mut identifier), [(unknown.0, Proof::Unknown, "? /foo".to_owned())]);
}

#[test]
fn what_cannot_be_read_is_as_before_and_when_attached_unknown() {
    let machine = Machine::new(HOST);
    machine.process("8", 1, &docker('a'), "");
    let mut identifier = machine.identifier();
    let container = identifier.identify_at(8, IdentityId::HOST, Moment::Born);
    for moment in [Moment::Launched, Moment::Born, Moment::NamespacesChanged, Moment::Recheck] {
        assert_eq!(identifier.identify_at(99, container, moment), container, "{moment:?}");
    }
    let unknown = identifier.identify_at(99, container, Moment::Attached);
    assert!(unknown != container && unknown != IdentityId::HOST);
    machine.cgroup("8", "");
    assert_eq!(identifier.identify(8, container), container, "an empty text");
    let expected = Tally { cgroup: 1, mountinfo: 0, inherited: 2, unknown: 1 };
    assert_eq!(identifier.tally(), expected);
}

#[test]
fn an_ending_task_keeps_its_place_and_a_moved_one_does_not() {
    let machine = Machine::new(HOST);
    machine.process("8", 1, &docker('a'), "");
    let mut identifier = machine.identifier();
    let container = identifier.identify(8, IdentityId::HOST);
    machine.cgroup("8", "4:memory:/\n0::/\n");
    machine.write("8/stat", "8 (x) Z 1 0 0 0 0 4194308 0\n");
    assert_eq!(identifier.identify(8, container), container);
    machine.write("8/stat", "8 (x) S 1 0 0 0 0 4194304 0\n");
    assert_eq!(identifier.identify(8, container), IdentityId::HOST);
    machine.cgroup("8", &docker('b'));
    assert_ne!(identifier.identify(8, container), container);
}

#[test]
fn the_path_of_ctr_needs_a_proof() {
    let machine = Machine::new(HOST);
    let shim = "/usr/bin/containerd-shim-runc-v2 -namespace default -id web -address x";
    machine.process("5", 1, HOST, shim);
    for (name, parent, path) in
        [("10", 1, "/default/web"), ("11", 5, "/default/web/sub"), ("12", 5, "/default/other"), ("13", 1, "/k8s.io/db")]
    {
        machine.process(name, parent, &format!("0::{path}\n"), "");
    }
    fs::create_dir_all(machine.settings().root.join("run/containerd/io.containerd.runtime.v2.task/k8s.io/db")).unwrap();
    let mut identifier = machine.identifier();
    for tid in 10..=13 {
        identifier.identify(tid, IdentityId::HOST);
    }
    let texts: Vec<String> = announced(&mut identifier).into_iter().map(|(_, _, text)| text).collect();
    assert_eq!(texts, ["? /default/web", "containerd web", "? /default/other", "containerd db"]);
}

#[test]
fn namespaces_tell_where_the_cgroup_does_not() {
    let machine = Machine::new(HOST);
    machine.process("8", 1, HOST, "");
    let mounts = format!("1 2 0:1 /x/overlay-containers/{}/userdata/hostname /etc/hostname rw - x x rw\n", id('c'));
    machine.write("8/mountinfo", &mounts);
    machine.process("9", 8, HOST, "");
    let mut identifier = machine.identifier();
    let here = identifier.identify_at(8, IdentityId::HOST, Moment::NamespacesChanged);
    assert_eq!(here, IdentityId::HOST, "the tracer's own mount namespace is the host's, whatever is mounted in it");
    machine.mount_namespace("8", "container");
    let container = identifier.identify_at(8, IdentityId::HOST, Moment::Attached);
    assert_eq!(announced(&mut identifier), [(container.0, Proof::Mountinfo, "podman cccccccccccc".to_owned())]);
    // What is made in the container stays there without a look at its namespaces, until they change.
    assert_eq!(identifier.identify_at(9, container, Moment::Born), container);
    assert_eq!(identifier.identify(9, container), container);
    assert_eq!(identifier.identify_at(9, container, Moment::NamespacesChanged), IdentityId::HOST);
    assert_eq!(identifier.tally(), Tally { mountinfo: 2, ..Tally::default() });
}

#[test]
fn podmans_marker_file_and_conmon_tell_as_well() {
    let machine = Machine::new(HOST);
    machine.process("8", 1, HOST, "");
    machine.mount_namespace("8", "container");
    machine.write("8/root/run/.containerenv", &format!("engine=\"podman-4.3.1\"\nid=\"{}\"\n", id('d')));
    machine.process("5", 1, HOST, &format!("/usr/bin/conmon -c {} -n web -b /x", id('e')));
    machine.process("9", 5, HOST, "");
    let mut identifier = machine.identifier();
    identifier.identify_at(8, IdentityId::HOST, Moment::Attached);
    let outside = identifier.identify_at(9, IdentityId::HOST, Moment::Attached);
    assert_eq!(outside, IdentityId::HOST);
    machine.mount_namespace("9", "other");
    identifier.identify_at(9, IdentityId::HOST, Moment::NamespacesChanged);
    let texts: Vec<String> = announced(&mut identifier).into_iter().map(|(_, _, text)| text).collect();
    assert_eq!(texts, ["podman dddddddddddd", "podman eeeeeeeeeeee"]);
    // A runtime that shares the mounts of its monitor is on its way into the container, and not yet there.
    machine.process("10", 5, HOST, "");
    machine.mount_namespace("10", "podman");
    machine.mount_namespace("5", "podman");
    assert_eq!(identifier.identify_at(10, IdentityId::HOST, Moment::Attached), IdentityId::HOST);
}

#[test]
fn inside_a_container_the_tracer_knows_itself_and_its_siblings() {
    let machine = Machine::new("0::/\n");
    let mounts = format!("1 2 0:1 /var/lib/docker/containers/{}/hosts /etc/hosts rw - x x rw\n", id('a'));
    machine.write("self/mountinfo", &mounts);
    machine.process("8", 1, "0::/\n", "");
    machine.process("9", 1, &format!("0::/../{}\n", id('b')), "");
    machine.process("10", 1, &format!("0::/docker/{}\n", id('c')), "");
    let mut identifier = machine.identifier();
    let own = identifier.own();
    assert_eq!(announced(&mut identifier), [(own.0, Proof::Mountinfo, "docker aaaaaaaaaaaa".to_owned())]);
    assert_eq!(identifier.identify_at(8, own, Moment::Launched), own);
    assert_ne!(identifier.identify_at(9, own, Moment::Attached), own);
    identifier.identify_at(10, own, Moment::Attached);
    let found: Vec<_> = identifier.announcements().collect();
    assert_eq!(found[0].1.container().unwrap().id, id('b'));
    assert_eq!(found[1].1.container().unwrap().outer[0].id, id('a'));
    assert_eq!(identifier.tally(), Tally { cgroup: 2, mountinfo: 1, ..Tally::default() });
}

#[test]
fn inside_a_pod_that_tells_no_container_nothing_is_the_host() {
    let machine = Machine::new("0::/\n");
    machine.write("self/mountinfo", "1 2 0:1 /var/lib/kubelet/pods/u/etc-hosts /etc/hosts rw - x x rw\n");
    machine.process("8", 1, "0::/\n", "");
    let mut identifier = machine.identifier();
    let own = identifier.own();
    assert_eq!(announced(&mut identifier), [(own.0, Proof::Unknown, "? /".to_owned())]);
    assert_eq!(identifier.identify_at(8, own, Moment::Launched), own);
}

#[test]
fn switched_off_nothing_is_read_or_announced() {
    let machine = Machine::new(HOST);
    machine.process("8", 1, &docker('a'), "");
    let mut identifier = Identifier::new(&Settings { enabled: false, ..machine.settings() }, None);
    assert_eq!(identifier.identify_at(8, IdentityId(3), Moment::Attached), IdentityId::HOST);
    assert_eq!(announced(&mut identifier), []);
    assert_eq!(identifier.tally(), Tally::default());
}

#[test]
fn more_texts_than_are_remembered_change_no_id() {
    let machine = Machine::new(HOST);
    machine.process("8", 1, "0::/x\n", "");
    let mut identifier = machine.identifier();
    let first = identifier.identify(8, IdentityId::HOST);
    for number in 0..MOST_TEXTS {
        identifier.texts.insert(number.to_string().into_bytes().into(), Text { id: first, tells: true });
    }
    machine.cgroup("8", "0::/y\n");
    assert_ne!(identifier.identify(8, IdentityId::HOST), first);
    assert_eq!(identifier.texts.len(), 1);
    machine.cgroup("8", "0::/x\n");
    assert_eq!(identifier.identify(8, IdentityId::HOST), first);
}

#[test]
fn this_very_process_is_where_the_tracer_is() {
    let mut identifier = Identifier::new(&Settings::default(), None);
    let own = std::process::id() as Tid;
    assert_eq!(identifier.identify_at(own, IdentityId::HOST, Moment::Attached), identifier.own());
}
