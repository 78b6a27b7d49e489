//! Real programs under strace 6.1 and under ptrace-trace: the traces are the same, but for what
//! tests/data/strace-differences.txt lists, each with its reason.
//!
//! That list may only shrink: an entry that no longer occurs fails the test, and so does one more than
//! [`DIFFERENCES`].

mod support;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use support::compare::{Order, Place, assert_same, known};
use support::skip::require_programs;
use support::tracer::Tracer;
use support::web::{NGINX, PHP_FPM, Site, free_port};

/// The number of known differences: lower it when one goes.
const DIFFERENCES: usize = 0;

/// The programs that are compared, as they are named in the list.
const PROGRAMS: [&str; 12] = [
    "sh",
    "coreutils",
    "git",
    "gcc",
    "make",
    "python3",
    "perl",
    "curl",
    "redis-server",
    "redis-cli",
    "nginx",
    "php-fpm",
];

/// Runs shell commands to their end, whatever it is.
fn shell(tracer: Tracer, commands: &str) {
    tracer.args(["--", "/bin/sh", "-c", commands]).run().success();
}

#[test]
fn the_list_only_shrinks() {
    let known = known();
    for known in &known {
        let elsewhere = ["option ", "program "].iter().any(|start| known.program.starts_with(start));
        assert!(elsewhere || PROGRAMS.contains(&known.program.as_str()), "{known:?} is of no program that is compared");
    }
    assert_eq!(known.len(), DIFFERENCES, "entries in the list of differences");
}

#[test]
fn sh() {
    require_programs!("strace");
    assert_same("sh", Order::PerTask, |tracer, _| {
        shell(
            tracer,
            "ls /etc/apt | wc -l; echo one >file; cat file; \
             for word in a b c; do echo $word; done | sort -r >sorted; \
             (exit 3) || echo failed; test -d . && cd / && pwd; \
             (sleep 0.01; exit 5) & wait $!; echo $?; \
             trap 'echo trapped' USR1; kill -USR1 $$; no-such-command 2>/dev/null || true; \
             read line <sorted 2>/dev/null; umask 077; ulimit -n; times >/dev/null",
        );
    });
}

#[test]
fn coreutils() {
    require_programs!("strace");
    assert_same("coreutils", Order::PerTask, |tracer, place| {
        place.write("text", "b\na\nc\na\n");
        shell(
            tracer,
            "ls -la; cp text copy; cp -p text kept; mv copy moved; ln -s moved link; ln moved hard; readlink link; \
             stat moved; stat -f . >/dev/null; touch -d @1 moved; chmod 600 moved; mkdir -p a/b; rmdir a/b a; \
             sort text | uniq -c; head -n 1 text; tail -n 1 text; wc text; cat text text >twice; \
             dd if=text of=block bs=4 count=2 conv=fsync status=none; truncate -s 100 block; du -s . >/dev/null; \
             df / >/dev/null; date -d @0; uname -a; id; env | wc -l; nice -n 1 true; timeout 5 true; mkfifo fifo; \
             sync text; md5sum text; split -l 1 text part.; rm -r part.* fifo; tee teed <text >/dev/null; \
             realpath .; basename a/b; seq 3; true; ! false; chown 0:0 text; install -m 600 text installed; \
             mktemp -d named.XXXXXX >/dev/null; ls no-such-file || test $? = 2",
        );
    });
}

#[test]
fn git() {
    require_programs!("strace", "git");
    assert_same("git", Order::PerTask, |tracer, place| {
        place.write("file", "one\n");
        let home = place.path();
        let tracer = ["AUTHOR", "COMMITTER"].into_iter().fold(tracer, |tracer, who| {
            tracer
                .environment(&format!("GIT_{who}_NAME"), "A U Thor")
                .environment(&format!("GIT_{who}_EMAIL"), "author@example.org")
                .environment(&format!("GIT_{who}_DATE"), "1000000000 +0000")
        });
        shell(
            tracer.environment("HOME", home).environment("GIT_CONFIG_NOSYSTEM", "1"),
            "git init -q -b main . && git add file && git commit -q -m first && echo two >>file && git diff --stat && \
             git commit -q -a -m second && git log --oneline >log && git branch side && git status --short",
        );
    });
}

#[test]
fn gcc() {
    require_programs!("strace", "gcc");
    assert_same("gcc", Order::PerTask, |tracer, place| {
        place.write("hello.c", "#include <stdio.h>\nint main(void) { return puts(\"hello\") < 0; }\n");
        shell(tracer.environment("TMPDIR", place.path()), "gcc -O1 hello.c -o hello && ./hello");
    });
}

#[test]
fn make() {
    require_programs!("strace", "make", "gcc");
    assert_same("make", Order::PerTask, |tracer, place| {
        place.write("one.c", "int one(void) { return 1; }\n");
        place.write(
            "Makefile",
            "all: one.o text\none.o: one.c\n\tgcc -c -O0 one.c\ntext:\n\techo text | tr a-z A-Z >text\n",
        );
        shell(tracer.environment("TMPDIR", place.path()), "make -s && make -s");
    });
}

#[test]
fn python3() {
    require_programs!("strace", "python3");
    assert_same("python3", Order::PerTask, |tracer, place| {
        place.write(
            "program.py",
            "import json, os, select, signal, socket, subprocess, threading\n\
             print(json.dumps({'a': [1, 2.5, None]}))\n\
             print(subprocess.run(['echo', 'child'], capture_output=True).stdout)\n\
             left, right = socket.socketpair()\n\
             left.send(b'x' * 100)\n\
             print(select.select([right], [], [], 1)[0] == [right], len(right.recv(1000)))\n\
             server = socket.create_server(('127.0.0.1', 0))\n\
             client = socket.create_connection(server.getsockname())\n\
             peer, _ = server.accept()\n\
             peer.sendall(b'hello')\n\
             print(client.recv(5))\n\
             signal.signal(signal.SIGUSR1, lambda *_: print('signal'))\n\
             os.kill(os.getpid(), signal.SIGUSR1)\n\
             pid = os.fork()\n\
             if pid == 0: os._exit(3)\n\
             print(os.waitpid(pid, 0)[1])\n\
             poll = select.epoll(); poll.register(right, select.EPOLLIN); print(poll.poll(0)); poll.close()\n\
             os.mkdir('d'); os.rename('d', 'e'); os.rmdir('e'); print(os.listdir('.'))\n",
        );
        tracer
            .environment("PYTHONHASHSEED", "0")
            .environment("PYTHONDONTWRITEBYTECODE", "1")
            .args(["--", "/usr/bin/python3", "program.py"])
            .run()
            .success();
    });
}

#[test]
fn perl() {
    require_programs!("strace", "perl");
    assert_same("perl", Order::PerTask, |tracer, place| {
        place.write(
            "program.pl",
            "use strict; use warnings; use Socket; use Fcntl qw(:flock);\n\
             open(my $out, '>', 'file') or die; flock($out, LOCK_EX); print $out \"line\\n\" x 3; close $out;\n\
             open(my $in, '<', 'file') or die; my @lines = <$in>; print scalar(@lines), \"\\n\"; close $in;\n\
             my $text = `echo child`; print $text;\n\
             my $pid = fork; if (!$pid) { exit 4 } waitpid($pid, 0); print $? >> 8, \"\\n\";\n\
             socketpair(my $left, my $right, AF_UNIX, SOCK_STREAM, PF_UNSPEC) or die;\n\
             syswrite($left, 'x' x 50); sysread($right, my $buffer, 100); print length $buffer, \"\\n\";\n\
             $SIG{ALRM} = sub { print \"alarm\\n\" }; kill ALRM => $$; select(undef, undef, undef, 0.01);\n\
             opendir(my $directory, '.'); my @names = readdir $directory; print scalar(@names), \"\\n\";\n\
             unlink 'file'; system('true');\n",
        );
        tracer
            .environment("PERL_HASH_SEED", "0")
            .environment("PERL_INTERNAL_RAND_SEED", "0")
            .args(["--", "/usr/bin/perl", "program.pl"])
            .run()
            .success();
    });
}

#[test]
fn curl() {
    require_programs!("strace", "curl", "nginx");
    let site = Site::new();
    let _nginx = site.start_nginx();
    let url = format!("http://127.0.0.1:{}/plain.txt", site.port);
    assert_same("curl", Order::Any, |tracer, _| {
        let finished = tracer.args(["--", "/usr/bin/curl", "-s", &url]).run().success();
        assert_eq!(finished.stdout, "a plain file\n");
    });
}

/// Starts redis-server under `server`, runs redis-cli under each of `clients`, and stops it.
fn redis(server: Tracer, place: &Place, client: impl FnOnce(&str)) {
    let port = free_port().to_string();
    let directory = place.path().display().to_string();
    let mut server = server
        .args(["--", "/usr/bin/redis-server", "--port", &port, "--bind", "127.0.0.1", "--dir", &directory])
        .args(["--daemonize", "no", "--save", "", "--appendonly", "no"])
        .start();
    let cli = |arguments: &[&str]| Tracer::of("/usr/bin/redis-cli").args(["-p", &port]).args(arguments).run();
    server.until("redis answers", || cli(&["ping"]).stdout.contains("PONG").then_some(()));
    client(&port);
    cli(&["shutdown", "nosave"]);
    server.finish().success();
}

#[test]
fn redis_server() {
    require_programs!("strace", "redis-server", "redis-cli");
    assert_same("redis-server", Order::Any, |tracer, place| {
        redis(tracer, place, |port| {
            let commands = "set key value\nget key\nincr counter\nlpush list a b c\nlrange list 0 -1\nsave\n";
            let shell = format!("printf '{}' | redis-cli -p {port}", commands.replace('\n', "\\n"));
            let finished = Tracer::of("/bin/sh").args(["-c", &shell]).run().success();
            assert!(finished.stdout.contains("value"), "{finished:?}");
        });
    });
}

#[test]
fn redis_cli() {
    require_programs!("strace", "redis-server", "redis-cli");
    assert_same("redis-cli", Order::Any, |tracer, place| {
        redis(Tracer::of("/usr/bin/env"), place, |port| {
            tracer.args(["--", "/usr/bin/redis-cli", "-p", port, "set", "key", "value"]).run().success();
        });
    });
}

#[test]
fn nginx() {
    require_programs!("strace", "nginx");
    let site = Site::new();
    assert_same("nginx", Order::Any, |tracer, _| {
        let mut nginx = tracer.arg("--").arg(NGINX).args(site.nginx_arguments()).start();
        site.await_nginx(&mut nginx);
        for (path, status) in [("/plain.txt", 200), ("/nothing", 404), ("/plain.txt", 200)] {
            assert_eq!(site.get(path).expect("a response").status, status);
        }
        kill(Pid::from_raw(site.nginx_pid()), Signal::SIGQUIT).expect("kill");
        nginx.finish().success();
    });
}

#[test]
fn php_fpm() {
    require_programs!("strace", "nginx", "php-fpm8.2");
    let site = Site::new();
    let _nginx = site.start_nginx();
    assert_same("php-fpm", Order::Any, |tracer, _| {
        let mut php = tracer.arg("--").arg(PHP_FPM).args(site.php_arguments()).start();
        site.await_php(&mut php);
        assert_eq!(site.ask_for_pages(), 6);
        kill(Pid::from_raw(site.php_pid()), Signal::SIGQUIT).expect("kill");
        php.finish().success();
    });
}
