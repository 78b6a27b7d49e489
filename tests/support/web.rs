//! A web site of nginx and php-fpm, with a configuration, sockets and files of its own in a temporary directory,
//! and a client for it.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::Duration;

use tempfile::TempDir;

use super::tracer::{Running, Tracer};
use super::wait;

/// Debian's php-fpm.
pub const PHP_FPM: &str = "/usr/sbin/php-fpm8.2";

/// Debian's nginx.
pub const NGINX: &str = "/usr/sbin/nginx";

/// The workers of php-fpm.
pub const WORKERS: usize = 2;

/// The pages, each a script of its own: so each request opens a file that tells which it is.
pub const PAGES: std::ops::RangeInclusive<usize> = 1..=6;

/// A site that is configured; nothing of it runs by itself.
pub struct Site {
    directory: TempDir,
    /// The TCP port of nginx on 127.0.0.1.
    pub port: u16,
}

/// What a server answered.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// The body.
    pub body: String,
}

impl Site {
    /// Writes configurations and pages.
    #[track_caller]
    pub fn new() -> Site {
        let directory = tempfile::Builder::new().prefix("ptrace-trace-site.").tempdir().expect("a directory");
        // The workers give up root.
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).expect("chmod");
        let site = Site { directory, port: free_port() };
        let d = site.path().display();
        let user = if nix::unistd::geteuid().is_root() { "www-data" } else { "" };
        let nginx_user = if user.is_empty() { String::new() } else { format!("user {user};\n") };
        let port = site.port;
        site.write(
            "nginx.conf",
            &format!(
                "{nginx_user}daemon off;\nworker_processes 1;\npid {d}/nginx.pid;\nerror_log {d}/nginx.log;\n\
                 events {{ worker_connections 64; }}\n\
                 http {{\n  access_log off;\n  client_body_temp_path {d}/body;\n  proxy_temp_path {d}/proxy;\n  \
                 fastcgi_temp_path {d}/fastcgi;\n  uwsgi_temp_path {d}/uwsgi;\n  scgi_temp_path {d}/scgi;\n  \
                 server {{\n    listen 127.0.0.1:{port};\n    root {d}/pages;\n    \
                 location ~ \\.php$ {{\n      include /etc/nginx/fastcgi_params;\n      \
                 fastcgi_param SCRIPT_FILENAME {d}/pages$fastcgi_script_name;\n      \
                 fastcgi_pass unix:{d}/php.sock;\n    }}\n  }}\n}}\n"
            ),
        );
        let php_user = if user.is_empty() { String::new() } else { format!("user = {user}\ngroup = {user}\n") };
        site.write(
            "php-fpm.conf",
            &format!(
                "[global]\nerror_log = {d}/php.log\npid = {d}/php.pid\ndaemonize = no\n\
                 [www]\n{php_user}listen = {d}/php.sock\nlisten.mode = 0666\n\
                 pm = static\npm.max_children = {WORKERS}\n"
            ),
        );
        fs::create_dir(site.path().join("pages")).expect("mkdir");
        site.write("pages/plain.txt", "a plain file\n");
        for page in PAGES {
            site.write(&format!("pages/page{page}.php"), &format!("<?php echo 'answer ', {page}, \"\\n\";"));
        }
        site
    }

    /// The directory of everything that belongs to the site.
    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("write");
    }

    /// nginx's arguments.
    pub fn nginx_arguments(&self) -> Vec<String> {
        let d = self.path().display();
        vec!["-p".into(), d.to_string(), "-e".into(), format!("{d}/nginx.log"), "-c".into(), format!("{d}/nginx.conf")]
    }

    /// php-fpm's arguments.
    pub fn php_arguments(&self) -> Vec<String> {
        vec!["-F".into(), "-y".into(), format!("{}/php-fpm.conf", self.path().display())]
    }

    /// Starts nginx by itself.
    #[track_caller]
    pub fn start_nginx(&self) -> Running {
        let mut nginx = Tracer::of(NGINX).args(self.nginx_arguments()).start();
        self.await_nginx(&mut nginx);
        nginx
    }

    /// Waits until nginx accepts connections.
    #[track_caller]
    pub fn await_nginx(&self, running: &mut Running) {
        running.until("nginx listens", || TcpStream::connect(("127.0.0.1", self.port)).ok());
    }

    /// Waits until php-fpm's workers can be reached.
    #[track_caller]
    pub fn await_php(&self, running: &mut Running) {
        running.until("php-fpm listens", || UnixStream::connect(self.path().join("php.sock")).ok());
    }

    /// The pid that php-fpm's master wrote down: its own pid namespace's.
    #[track_caller]
    pub fn php_pid(&self) -> i32 {
        wait::until("php-fpm wrote its pid", wait::SHORT, || {
            fs::read_to_string(self.path().join("php.pid")).ok()?.trim().parse().ok()
        })
    }

    /// The pid of nginx's master.
    #[track_caller]
    pub fn nginx_pid(&self) -> i32 {
        wait::until("nginx wrote its pid", wait::SHORT, || {
            fs::read_to_string(self.path().join("nginx.pid")).ok()?.trim().parse().ok()
        })
    }

    /// Asks for every one of [`PAGES`], one after another; returns how many were answered as they should be.
    pub fn ask_for_pages(&self) -> usize {
        PAGES
            .filter(|page| {
                let response = self.get(&format!("/page{page}.php"));
                response.is_ok_and(|response| response.status == 200 && response.body == format!("answer {page}\n"))
            })
            .count()
    }

    /// Asks for one path.
    pub fn get(&self, path: &str) -> std::io::Result<Response> {
        get(self.port, path)
    }
}

/// A TCP port of 127.0.0.1 that nobody listens on just now.
#[track_caller]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("bind");
    listener.local_addr().expect("an address").port()
}

/// One request of HTTP 1.0, which ends with the connection.
fn get(port: u16, path: &str) -> std::io::Result<Response> {
    let mut connection = TcpStream::connect(("127.0.0.1", port))?;
    connection.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(connection, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")?;
    let mut bytes = Vec::new();
    connection.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let invalid = || std::io::Error::new(std::io::ErrorKind::InvalidData, format!("no response: {text:?}"));
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(invalid)?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(invalid)?;
    Ok(Response { status, body: body.to_owned() })
}
