//! A Postgres server of the tests' own: in a temporary folder, on a socket in it, ended with the tests.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server that is at work.
pub struct Server {
    folder: PathBuf,
    programs: PathBuf,
    /// Settings of its own, as `name=value`.
    settings: Vec<String>,
    /// Ends the server when its standard input is closed: so when the tests are killed, too.
    keeper: Child,
}

impl Server {
    /// Makes and starts a server; none where Postgres isn't installed.
    pub fn start() -> Option<Self> {
        Self::start_with(|_| Some(vec!["listen_addresses=".to_owned()]))
    }

    /// As [`Server::start`], with settings that may need files beside its data.
    pub fn start_with(settings: impl FnOnce(&Path) -> Option<Vec<String>>) -> Option<Self> {
        let Some(programs) = programs() else {
            println!("skipped: there is no Postgres server here (initdb is not found)");
            return None;
        };
        let folder = tempfile::Builder::new().prefix("tizim-pg").tempdir().unwrap().keep();
        if is_root() {
            assert!(Command::new("chown").arg(keeper_name()).arg(&folder).status().unwrap().success());
        }
        let made = as_keeper(&programs.join("initdb"))
            .args(["--no-sync", "--auth=trust", "--username=tizim", "--encoding=UTF8", "--locale=C", "-D"])
            .arg(folder.join("data"))
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let Some(settings) = settings(&folder) else {
            let _ = std::fs::remove_dir_all(&folder);
            return None;
        };
        let keeper = keeper(&programs, &folder, &settings);
        let server = Self { folder, programs, settings, keeper };
        server.wait();
        Some(server)
    }

    /// The URL of the database that is there from the start, with further parameters.
    pub fn url(&self, parameters: &str) -> String {
        let folder = self.folder.display().to_string().replace('/', "%2F");
        // the port is part of the socket's name
        let port = self.settings.iter().find_map(|setting| setting.strip_prefix("port="));
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("postgres://tizim@{folder}{port}/postgres?{parameters}")
    }

    /// Ends it as a crash does: nothing is tidied up.
    pub fn crash(&self) {
        let stopped = as_keeper(&self.programs.join("pg_ctl"))
            .args(["stop", "-m", "immediate", "-D"])
            .arg(self.folder.join("data"))
            .current_dir(&self.folder)
            .output()
            .unwrap();
        assert!(stopped.status.success(), "{}", String::from_utf8_lossy(&stopped.stderr));
    }

    /// Starts it again after a crash.
    pub fn start_again(&mut self) {
        self.keeper.stdin.as_mut().unwrap().write_all(b"again\n").unwrap();
        self.end();
        self.keeper = keeper(&self.programs, &self.folder, &self.settings);
        self.wait();
    }

    fn wait(&self) {
        let since = Instant::now();
        while let Err(fault) = postgres::Client::connect(&self.url(""), postgres::NoTls) {
            assert!(since.elapsed() < Duration::from_secs(60), "the server does not start: {fault}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn end(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.end();
    }
}

/// Starts the server, and a shell that ends it and removes the folder, unless it is told that the server comes again.
fn keeper(programs: &Path, folder: &Path, settings: &[String]) -> Child {
    let script = r#"exec 3<&0
        programs=$1 folder=$2; shift 2
        "$programs/postgres" -D "$folder/data" -k "$folder" -c max_connections=60 "$@" </dev/null >"$folder/log" 2>&1 &
        read -r word <&3
        kill -INT $! 2>/dev/null; wait
        [ "$word" = again ] || rm -rf "$folder""#;
    as_keeper(Path::new("sh"))
        .args(["-c", script, "sh"])
        .args([programs, folder])
        .args(settings.iter().flat_map(|setting| ["-c", setting.as_str()]))
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Returns a command of the account that the server runs under: Postgres refuses to work for root.
pub fn as_keeper(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    let name = keeper_name();
    command.args(["--reuid", name, "--regid", group(), "--clear-groups", "--"]).arg(program);
    command
}

fn is_root() -> bool {
    output("id", &["-u"]).is_some_and(|said| said == "0")
}

fn keeper_name() -> &'static str {
    if output("id", &["-u", "postgres"]).is_some() { "postgres" } else { "nobody" }
}

fn group() -> &'static str {
    if keeper_name() == "postgres" { "postgres" } else { "nogroup" }
}

/// The folder of the server's programs: Debian keeps them out of the path.
fn programs() -> Option<PathBuf> {
    if let Some(folder) = output("pg_config", &["--bindir"]).map(PathBuf::from)
        && folder.join("initdb").exists()
    {
        return Some(folder);
    }
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .flatten()
        .map(|entry| entry.path().join("bin"))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let said = Command::new(program).args(arguments).output().ok()?;
    said.status.success().then(|| String::from_utf8_lossy(&said.stdout).trim().to_owned())
}
