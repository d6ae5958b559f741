//! A fresh folder for each test, and the program run in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder that goes when the test ends.
pub(crate) struct Dir(tempfile::TempDir);

impl Dir {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file and returns its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tizim"));
        command.current_dir(self.path()).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(&self.command(arguments).output().unwrap())
    }

    /// Runs and expects success.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "tizim {arguments:?}\n{}\n{}", ran.out, ran.err);
        ran
    }

    /// Makes a project `p` with lists of the given texts.
    pub(crate) fn project(&self, lists: &[(&str, &str)]) {
        self.ok(&["new", "p"]);
        for (name, text) in lists {
            let file = format!("{name}.csv");
            self.file(&file, text);
            self.ok(&["add", "-C", "p", &file, "--list", name]);
        }
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }
}

/// What the program answered.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn new(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|fault| panic!("{fault}: {}", self.out))
    }

    /// Expects a refusal: exit status 2, a message, no panic.
    pub(crate) fn refused(&self, words: &str) {
        assert_eq!(self.code, 2, "{}\n{}", self.out, self.err);
        assert!(self.err.starts_with("error: ") && self.err.contains(words), "{}", self.err);
    }
}

/// Returns all files below a folder with their bytes.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Returns the folder of the shared data, or says that the test is skipped.
pub(crate) fn data(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("TIZIM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from)
        .join(name);
    if !folder.exists() {
        println!("skipped: {name} is not here (set TIZIM_DATA)");
        return None;
    }
    Some(folder)
}

/// Two small lists that share some people.
pub(crate) const FAMILIES: &str = "Name,Sex,Date of birth,Date of death,City\n\
Yerlan Zhagiparov,m,1982-03-04,2022-01-06,Almaty\n\
Aigerim Seitkali,f,1990-11-23,2022-01-06,Almaty\n\
Nurlan Ibrayev,m,1975-07-01,2022-01-05,Taraz\n\
Ivan Petrov,m,1988-02-29,2022-01-07,Almaty\n\
Dana Omarova,f,2001-05-17,2022-01-07,Taldykorgan\n\
Askar Tulegenov,m,1969-12-30,2022-01-06,Kyzylorda\n";
/// The other of the two lists.
pub(crate) const HOSPITAL: &str = "Full name,Gender,Birth date,Date of death,Town\n\
Erlan Jagiparov,male,1982-03-04,2022-01-06,Almaty\n\
Aigerim Seitkali,female,1990-11-23,2022-01-06,Almaty\n\
Ivan Petrov,male,1988-02-29,2022-01-07,Almaty\n\
Marat Dzhumabaev,male,1995-08-08,2022-01-08,Almaty\n\
Olga Kim,female,1979-09-19,2022-01-05,Taraz\n";
