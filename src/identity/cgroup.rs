//! The text of `/proc/TID/cgroup` (cgroups(7)) → where a task is. Pure: bytes in, [`Place`] out.
//!
//! Each line is `HIERARCHY:CONTROLLERS:PATH`; version 1 has a line for each mounted hierarchy, version 2 one that
//! begins with `0::`, and a hybrid system has both. Any of them can be the only one that names the container, so all are
//! read, and a line with a container beats those without. Paths are relative to the *reader's* cgroup namespace
//! (cgroup_namespaces(7)): its root reads as `/`, and what is outside of it begins with `/..`.

use std::borrow::Cow;

use super::layouts::{self, Chain};
use super::{segment, system};
use crate::event::{Container, Place};

/// The tracer's own cgroups, against which those of others are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// Controllers and path of each line that names no container.
    lines: Vec<(Vec<u8>, Vec<u8>)>,
    /// The container whose cgroup is the root of the tracer's cgroup namespace: what reads as `/` is in it.
    root: Option<Container>,
    /// Whether that root is some container's, and nothing tells which.
    nameless: bool,
}

impl Own {
    /// From the tracer's own text, when the tracer is in no container, or in one that the text itself names.
    pub fn new(text: &[u8]) -> Own {
        let hosts = lines(text).filter(|line| layouts::chain(&segment::split(line.path)).containers.is_empty());
        let lines = hosts.map(|line| (line.controllers.to_vec(), line.path.to_vec())).collect();
        Own { lines, ..Own::default() }
    }

    /// The same for a tracer whose text names no container although it is in this one.
    pub fn inside(text: &[u8], container: Container) -> Own {
        Own { root: Some(container), ..Own::new(text) }
    }

    /// The same for a tracer in a container that nothing names: what is in its cgroups is unknown, and not the host.
    pub fn inside_nameless(text: &[u8]) -> Own {
        Own { nameless: true, ..Own::new(text) }
    }

    /// The container whose cgroup reads as `/`.
    pub(crate) fn root(&self) -> Option<&Container> {
        self.root.as_ref()
    }

    /// The path in the same hierarchy.
    fn path(&self, controllers: &[u8]) -> &[u8] {
        self.lines.iter().find(|(own, _)| own == controllers).map_or(b"/", |(_, path)| path)
    }

    /// Whether the cgroup is the tracer's own or one above it, and if it is below, the part behind it.
    fn relate<'a>(&self, controllers: &[u8], path: &'a [u8]) -> Related<'a> {
        let own = self.path(controllers);
        if is_at_or_below(own, path) {
            return Related::OwnOrAbove;
        }
        match is_at_or_below(path, own) {
            true => Related::Below(&path[own.len()..]),
            false => Related::Elsewhere,
        }
    }
}

enum Related<'a> {
    OwnOrAbove,
    Below(&'a [u8]),
    Elsewhere,
}

/// Whether `path` is `above` or a cgroup below it. The root has everything below it, which says nothing.
fn is_at_or_below(path: &[u8], above: &[u8]) -> bool {
    above != b"/" && path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(b"/"))
}

struct Line<'a> {
    controllers: &'a [u8],
    path: &'a [u8],
}

/// The lines that have the three fields, with what the kernel writes behind a removed cgroup's path cut off.
fn lines(text: &[u8]) -> impl Iterator<Item = Line<'_>> {
    text.split(|byte| *byte == b'\n').filter_map(|line| {
        // Only the first two colons separate: a path may hold more.
        let mut fields = line.splitn(3, |byte| *byte == b':');
        let (_, controllers, path) = (fields.next()?, fields.next()?, fields.next()?);
        let path = path.strip_suffix(b" (deleted)").unwrap_or(path);
        path.starts_with(b"/").then_some(Line { controllers, path })
    })
}

/// What one line says, from the least to the most telling.
enum Said {
    System,
    Unknown,
    /// The containers, and whether the line itself names the innermost one.
    Inside(Vec<Container>, bool),
}

/// Where a task with this text is; `None` if no line has the form of one.
///
/// Where several lines name containers, the one that is nested deepest wins, and among those the one that most lines
/// name: while a runtime moves a process from one hierarchy to the next, the lines differ.
pub fn read(text: &[u8], own: &Own) -> Option<Place> {
    let mut unknown = None;
    let mut inside: Vec<(Vec<Container>, bool, usize)> = Vec::new();
    let mut any = false;
    for line in lines(text) {
        any = true;
        match said(&line, own) {
            Said::System => (),
            Said::Unknown => unknown = unknown.or(Some(line.path)),
            Said::Inside(containers, named) => match inside.iter_mut().find(|(known, ..)| *known == containers) {
                Some((_, _, lines)) => *lines += 1,
                None => inside.push((containers, named, 1)),
            },
        }
    }
    // The first of equals: `max_by_key` would take the last.
    let best = inside.into_iter().rev().max_by_key(|(containers, named, lines)| (*named, containers.len(), *lines));
    if let Some((mut containers, ..)) = best {
        let mut innermost = containers.remove(0);
        innermost.outer = containers;
        return Some(Place::Container(Box::new(innermost)));
    }
    match unknown {
        Some(path) => Some(Place::Unknown { path: path.to_vec() }),
        None => any.then_some(Place::Host),
    }
}

fn said(line: &Line<'_>, own: &Own) -> Said {
    let mut path = line.path;
    let mut outside = false;
    while let Some(rest) = path.strip_prefix(b"/..")
        && (rest.is_empty() || rest.starts_with(b"/"))
    {
        (path, outside) = (rest, true);
    }
    let segments = segment::split(path);
    let root = own.root.as_ref().filter(|_| !outside);
    let Chain { mut containers, attendant } = layouts::chain(&segments);
    let named = !containers.is_empty();
    if let Some(root) = root {
        containers.push(Container { outer: Vec::new(), ..root.clone() });
        containers.extend(root.outer.iter().cloned());
    }
    if !containers.is_empty() {
        return Said::Inside(containers, named);
    }
    if own.nameless && !outside {
        return Said::Unknown;
    }
    if attendant || is_system(line.controllers, &segments) {
        // Outside of the tracer's container, the way up is known but not what is there.
        let told = !(segments.is_empty() && outside && (own.root.is_some() || own.nameless));
        return if told { Said::System } else { Said::Unknown };
    }
    match own.relate(line.controllers, line.path) {
        Related::OwnOrAbove => Said::System,
        Related::Below(rest) if is_system(line.controllers, &segment::split(rest)) => Said::System,
        _ => Said::Unknown,
    }
}

fn is_system(controllers: &[u8], segments: &[Cow<'_, [u8]>]) -> bool {
    system::is_system(controllers, segments)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn container(text: &str, own: &Own) -> Container {
        match read(text.as_bytes(), own) {
            Some(Place::Container(container)) => *container,
            other => panic!("{text}: {other:?}"),
        }
    }

    fn host(text: &str, own: &Own) -> bool {
        read(text.as_bytes(), own) == Some(Place::Host)
    }

    fn id(digit: char) -> String {
        digit.to_string().repeat(64)
    }

    /// What the table's words for runtimes mean here, and the place that has no id.
    fn expected_runtime(word: &str) -> &str {
        match word {
            "containerd(nerdctl)" => "containerd",
            "cri (unknown runtime)" => layouts::UNKNOWN_RUNTIME,
            "podman (guess)" => "podman",
            "docker (ecs)" => "docker",
            "ecs (fargate 1.4)" => "ecs",
            "nomad (exec)" => "nomad",
            word if word.starts_with("host") => "host",
            word => word,
        }
    }

    #[test]
    fn all_known_cases_are_read_right() {
        let table = include_str!("../../tests/data/cgroup-cases.tsv");
        let mut cases = 0;
        for row in table.lines().skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            let [_, content, runtime, id, pod, note] = columns[..] else { panic!("not six columns: {row}") };
            if content.contains("mountinfo:") {
                continue; // Those are read by the module `mountinfo`'s test.
            }
            cases += 1;
            let text = content.replace("\\n", "\n");
            let place = read(text.as_bytes(), &Own::default()).expect(row);
            // Two segments that could be `ctr`'s are unknown until a runtime's state proves them, and the root of the
            // reader's own cgroup namespace says no more than the reader's own place.
            match (expected_runtime(runtime), &place) {
                ("containerd", Place::Unknown { path }) if note.contains("only with proof") => {
                    assert_eq!(path, &content.as_bytes()["0::".len()..]);
                }
                ("host" | "unknown (reader inside cgroupns)", Place::Host) => assert_eq!(id, "", "{row}"),
                (runtime, Place::Container(found)) => {
                    assert_eq!((found.runtime, &found.id[..]), (runtime, id), "{row}");
                    let pod = pod.strip_prefix("task ").unwrap_or(pod);
                    assert_eq!(found.pod.as_ref().map_or("", |pod| &pod.uid), pod, "{row}");
                    if let Some((_, outer)) = note.split_once("outer = ") {
                        assert_eq!(found.outer.len(), 1, "{row}");
                        assert_eq!(found.outer[0].runtime, "docker", "{row}");
                        let short = outer.strip_prefix("docker ").unwrap_or(outer);
                        assert_eq!(found.outer[0].short_id(), short, "{row}");
                    }
                }
                (_, place) => panic!("{row}: {place:?}"),
            }
        }
        assert!(cases > 50, "the table has been cut: {cases}");
    }

    #[test]
    fn a_line_with_a_container_beats_the_others() {
        let text = format!("13:pids:/\n4:memory:/process_api/x\n2:cpuset:/docker/{}\n0::/init.scope\n", id('a'));
        assert_eq!(container(&text, &Own::default()).id, id('a'));
        let deeper = format!("3:a:/docker/{0}\n2:b:/docker/{0}\n1:c:/docker/{0}/docker/{1}\n", id('a'), id('b'));
        assert_eq!(container(&deeper, &Own::default()).id, id('b'));
        let mixed = format!("3:a:/docker/{0}\n2:b:/docker/{1}\n1:c:/docker/{1}\n", id('a'), id('b'));
        assert_eq!(container(&mixed, &Own::default()).id, id('b'), "most lines");
        let even = format!("3:a:/docker/{0}\n1:c:/docker/{1}\n", id('a'), id('b'));
        assert_eq!(container(&even, &Own::default()).id, id('a'), "the first of equals");
    }

    #[test]
    fn the_tracers_own_cgroup_is_the_host_and_its_neighbours_are_not() {
        let own = Own::new(b"4:memory:/process_api/c86d\n1:cpu:/\n0::/\n");
        assert!(host("4:memory:/process_api/c86d\n1:cpu:/\n0::/\n", &own));
        assert!(host("4:memory:/process_api\n0::/\n", &own), "a cgroup above the tracer's");
        assert!(host("4:memory:/process_api/c86d/x.slice/y.service\n0::/\n", &own));
        for other in ["/process_api/beef", "/process_api/c86d0", "/process_api/c86d/foo", "/process"] {
            let text = format!("4:memory:{other}\n0::/\n");
            let place = read(text.as_bytes(), &own);
            assert_eq!(place, Some(Place::Unknown { path: other.as_bytes().to_vec() }));
        }
        assert!(!host("1:cpu:/process_api/c86d\n", &own), "another hierarchy");
        let above = Own::new(format!("0::/foo/docker/{}\n", id('a')).as_bytes());
        assert!(!host("0::/foo\n", &above), "above the tracer's container");
        let below = format!("4:memory:/process_api/c86d/docker/{}\n", id('a'));
        assert_eq!(container(&below, &own).id, id('a'));
    }

    #[test]
    fn inside_a_container_its_root_and_its_siblings_are_told_apart() {
        let me = Container { runtime: "docker", id: id('a'), ..Container::default() };
        let own = Own::inside(b"0::/\n", me);
        for mine in ["0::/\n", "0::/init.scope\n", "0::/foo/bar\n"] {
            assert_eq!(container(mine, &own).id, id('a'), "{mine}");
        }
        let sibling = container(&format!("0::/../{}\n", id('b')), &own);
        assert_eq!((sibling.id, sibling.outer.len()), (id('b'), 0));
        let nested = container(&format!("0::/docker/{}\n", id('c')), &own);
        assert_eq!((&nested.id, &nested.outer[0].id), (&id('c'), &id('a')));
        assert!(host("0::/../../system.slice/docker.service\n", &own));
        assert_eq!(read(b"0::/..\n", &own), Some(Place::Unknown { path: b"/..".to_vec() }));
    }

    #[test]
    fn inside_a_container_without_a_name_nothing_is_the_host() {
        let own = Own::inside_nameless(b"1:cpu:/\n0::/\n");
        for mine in ["/", "/init.scope", "/foo"] {
            let text = format!("0::{mine}\n");
            assert_eq!(read(text.as_bytes(), &own), Some(Place::Unknown { path: mine.as_bytes().to_vec() }));
        }
        assert_eq!(container(&format!("0::/../{}\n", id('b')), &own).id, id('b'));
        assert!(host("0::/../../system.slice/docker.service\n", &own));
        assert!(!host("0::/..\n", &own));
    }

    #[test]
    fn dots_that_begin_a_name_are_no_way_up() {
        let place = read(b"0::/..x/y\n", &Own::default());
        assert_eq!(place, Some(Place::Unknown { path: b"/..x/y".to_vec() }));
    }

    #[test]
    fn a_text_without_a_line_says_nothing() {
        for text in ["", "\n", "0::", "abc", "1:2\n3:4\n", "0::relative"] {
            assert_eq!(read(text.as_bytes(), &Own::default()), None, "{text:?}");
        }
    }

    #[test]
    fn names_that_are_hostile_or_no_utf8_are_kept() {
        let own = Own::default();
        assert_eq!(container("0::/lxc/\x1b[31mred\r", &own).id, "\x1b[31mred\r");
        let Some(Place::Container(found)) = read(b"0::/lxc/a\xffb", &own) else { panic!() };
        assert_eq!(found.id, "a\\xffb");
        let place = read(b"0::/foo\xff", &own);
        assert_eq!(place, Some(Place::Unknown { path: b"/foo\xff".to_vec() }));
    }

    /// Texts made of the pieces that matter, so that layouts really match in many of them.
    fn text() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            Just(b"/".to_vec()),
            Just(b"\n0::/".to_vec()),
            Just(b":".to_vec()),
            Just(b"/..".to_vec()),
            Just(b"docker-".to_vec()),
            Just(b"docker/".to_vec()),
            Just(b"*:cri-containerd:".to_vec()),
            Just(b"libpod-conmon-".to_vec()),
            Just(b"kubepods-pod".to_vec()),
            Just(b"eb052b63_ea96_4728_ab4a_64ab3babccd7".to_vec()),
            Just(b"machine-".to_vec()),
            Just(br"\x2d".to_vec()),
            Just(b".scope".to_vec()),
            Just(b"lxc/".to_vec()),
            Just(b" (deleted)".to_vec()),
            Just([b'a'; 64].to_vec()),
            proptest::collection::vec(any::<u8>(), 0..6),
        ];
        proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_text_panics_and_ids_come_from_the_text(text in text(), own in text()) {
            for own in [Own::new(&own), Own::inside(&own, Container { runtime: "x", id: "x".to_owned(), ..Container::default() })] {
                match read(&text, &own) {
                    Some(Place::Container(found)) => {
                        for container in std::iter::once(&*found).chain(&found.outer) {
                            let unescaped: Vec<u8> = text
                                .split(|byte| *byte == b'\n')
                                .flat_map(|line| segment::split(line).join(&b'/'))
                                .collect();
                            let plain = segment::exact(&unescaped);
                            let whole = segment::exact(&text);
                            prop_assert!(
                                container.runtime == "x"
                                    || whole.contains(&container.id)
                                    || plain.contains(&container.id)
                            );
                            prop_assert!(!container.id.is_empty());
                        }
                    }
                    Some(Place::Unknown { path }) => {
                        prop_assert!(memchr::memmem::find(&text, &path).is_some());
                    }
                    Some(Place::Host) | None => (),
                }
            }
        }

        #[test]
        fn a_full_id_is_found_whatever_surrounds_it(
            above in "(/[a-z]{1,8}(\\.slice)?){0,3}",
            prefix in prop_oneof![Just("docker-"), Just("cri-containerd-"), Just("crio-"), Just("libpod-"), Just("")],
            id in "[0-9a-f]{64}",
            below in "(/(init.scope|ns|container|system.slice/x.service))?",
            removed in prop_oneof![Just(""), Just(" (deleted)")],
        ) {
            let text = format!("9:name=systemd:/\n0::{above}/{prefix}{id}{below}{removed}\n");
            let found = container(&text, &Own::default());
            prop_assert_eq!(found.id, id);
        }
    }
}
