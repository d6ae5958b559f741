//! Bad input: a message or a quarantine, never a panic, never a lost row without a word.

use crate::bench_dir::{Dir, FAMILIES, HOSPITAL};
use std::fs;

fn add(dir: &Dir, bytes: impl AsRef<[u8]>) -> crate::bench_dir::Ran {
    dir.ok(&["new", "p"]);
    dir.file("bad.csv", bytes);
    dir.run(&["add", "-C", "p", "bad.csv", "--list", "bad"])
}

/// Adds and runs; returns the quarantine.
fn run(dir: &Dir, bytes: impl AsRef<[u8]>) -> (serde_json::Value, String) {
    let added = add(dir, bytes);
    assert_eq!(added.code, 0, "{}", added.err);
    let ran = dir.ok(&["run", "p", "--json"]);
    (ran.json(), dir.read("p/out/quarantine.csv"))
}

#[test]
fn an_empty_file() {
    let dir = Dir::new();
    add(&dir, "").refused("bad.csv");
    assert!(!dir.read("p/tizim.toml").contains("[[list]]"), "nothing was changed");
    assert_eq!(fs::read_dir(dir.path().join("p/sources")).unwrap().count(), 0);
}

#[test]
fn only_a_header() {
    let dir = Dir::new();
    assert_eq!(add(&dir, "Name,Sex,Age\n").code, 0);
    dir.run(&["run", "p"]).refused("nothing to count");
}

#[test]
fn two_columns_with_one_name() {
    let dir = Dir::new();
    let (json, _) = run(&dir, "Name,Name,Age\nA One,B Two,30\nC Three,D Four,40\n");
    assert_eq!(json["records"], 2);
    let persons = dir.read("p/out/persons.csv");
    assert!(persons.contains("A One") && persons.contains("B Two"), "neither column is lost: {persons}");
}

#[test]
fn invalid_utf_8() {
    let dir = Dir::new();
    let mut bytes = b"Name,Sex,Age\n".to_vec();
    for number in 0..40 {
        bytes.extend(format!("Жанар Примерова {number},f,30\n").bytes());
    }
    bytes.extend(b"Broken \xff\xfe Name,m,31\n");
    let (json, quarantine) = run(&dir, bytes);
    let records = json["records"].as_u64().unwrap();
    assert!(records == 40 && quarantine.contains(",42,"), "{records} {quarantine}");
}

#[test]
fn zero_bytes() {
    let dir = Dir::new();
    let (json, _) = run(&dir, "Name,Sex,Age\nA\0nna Bell,f,30\nCarl Dorn,m,31\n");
    let kept = json["records"].as_u64().unwrap() + json["quarantined"].as_u64().unwrap();
    assert!(kept >= 2, "{json}");
}

#[test]
fn mixed_line_ends() {
    let dir = Dir::new();
    let (json, _) = run(&dir, "Name,Sex,Age\r\nAnna Bell,f,30\nCarl Dorn,m,31\r\nEva Fink,f,32\n");
    assert_eq!(json["records"], 3);
}

#[test]
fn a_row_with_too_many_fields() {
    let dir = Dir::new();
    let (json, quarantine) = run(&dir, "Name,Sex,Age\nAnna Bell,f,30\nCarl,Dorn,m,31\nEva Fink,f,32\n");
    assert_eq!(json["records"], 2);
    assert!(quarantine.contains("bad.csv,3,"), "{quarantine}");
}

#[test]
fn a_formula_in_a_cell_is_harmless_in_exports() {
    let dir = Dir::new();
    run(&dir, "Name,Sex,Age,Notes\n=cmd(),f,30,@SUM(1)\nCarl Dorn,m,31,-5\n");
    dir.ok(&["export", "p", "--format", "csv", "--internal"]);
    for table in ["p/out/persons.csv", "p/out/records.csv", "p/export/persons.csv"] {
        let text = dir.read(table);
        assert!(text.contains("'=cmd()") && text.contains("'@SUM(1)"), "{table}: {text}");
        assert!(!text.contains(",=cmd") && text.contains(",-5"), "{table}: {text}");
    }
}

#[test]
fn dates_that_do_not_exist_and_ages_that_nobody_reaches() {
    let dir = Dir::new();
    let rows = "Name,Age,Date of death\nAnna Bell,999,31.02.2022\nCarl Dorn,31,00/00/0000\nEva Fink,32,05.01.2022\nG H,33,06.01.2022\n";
    let (json, quarantine) = run(&dir, rows);
    assert_eq!(json["records"], 4, "rows are kept");
    assert!(quarantine.contains("31.02.2022") && quarantine.contains("999"), "{quarantine}");
    assert!(dir.read("p/out/records.csv").contains("31.02.2022"), "what was written is kept");
}

#[test]
fn one_list_only() {
    let dir = Dir::new();
    let (json, _) = run(&dir, FAMILIES);
    assert_eq!(json["documented"], 6);
    assert!(json["warnings"].to_string().contains("no_estimate"), "{json:#}");
}

#[test]
fn two_lists_with_no_overlap() {
    let dir = Dir::new();
    let others = HOSPITAL.lines().take(1).collect::<String>()
        + "\nZarina Utep,female,1961-04-04,2022-03-01,Oral\nBolat Esen,male,1959-06-16,2022-02-11,Aktau\n";
    dir.project(&[("families", FAMILIES), ("others", &others)]);
    let json = dir.ok(&["run", "p", "--json"]).json();
    assert_eq!(json["documented"], 8);
    assert!(json["warnings"].to_string().contains("no_estimate"), "{json:#}");
}

#[test]
fn a_name_of_a_million_letters() {
    let dir = Dir::new();
    let name = "Ж".repeat(400_000);
    let (json, _) = run(&dir, format!("Name,Sex,Age\n{name},f,30\nCarl Dorn,m,31\n"));
    let kept = json["records"].as_u64().unwrap() + json["quarantined"].as_u64().unwrap();
    assert_eq!(kept, 2);
}

#[test]
fn html_and_script_in_names() {
    let dir = Dir::new();
    run(
        &dir,
        "Name,Sex,Age\n<script>alert(1)</script>,f,30\n\"<img src=x onerror=\"\"alert(2)\"\">\",m,31\n",
    );
    // the data of the table is a script file and no markup: there "<" is a letter like others
    let is_page = |path: &std::path::Path| path.extension().is_some_and(|extension| extension == "html");
    for (path, bytes) in crate::bench_dir::files(&dir.path().join("p/report")) {
        if !is_page(&path) {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{}", path.display());
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link() {
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    let real = dir.file("real.csv", FAMILIES);
    std::os::unix::fs::symlink(&real, dir.path().join("link.csv")).unwrap();
    dir.ok(&["add", "-C", "p", "link.csv", "--list", "families"]);
    assert!(
        fs::symlink_metadata(dir.path().join("p/sources/link.csv")).unwrap().is_file(),
        "the bytes are copied"
    );
    // a source that was made a link afterwards is not followed
    fs::remove_file(dir.path().join("p/sources/link.csv")).unwrap();
    std::os::unix::fs::symlink(&real, dir.path().join("p/sources/link.csv")).unwrap();
    dir.run(&["run", "p"]).refused("no plain file");
    assert_eq!(dir.run(&["verify", "p"]).code, 1);
    std::os::unix::fs::symlink("nowhere", dir.path().join("dangling.csv")).unwrap();
    dir.run(&["add", "-C", "p", "dangling.csv", "--list", "x"]).refused("dangling.csv");
}

#[cfg(unix)]
#[test]
fn a_folder_without_rights() {
    use std::os::unix::fs::PermissionsExt;
    let dir = Dir::new();
    let closed = dir.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::write(closed.join("probe"), "x").is_err() {
        dir.run(&["new", "closed/p"]).refused("closed");
        return;
    }
    // this user may write anywhere: another, who may not, runs a copy of the program where it can be reached
    use std::os::unix::process::CommandExt;
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let program = dir.path().join("tizim");
    // by another process: a file that this one had open for writing can't be run while a test beside it is forking
    let copied = std::process::Command::new("cp").arg(env!("CARGO_BIN_EXE_tizim")).arg(&program).status();
    assert!(copied.unwrap().success());
    const NOBODY: u32 = 65_534;
    let output = std::process::Command::new(&program)
        .args(["new", "closed/p"])
        .current_dir(dir.path())
        .uid(NOBODY)
        .output()
        .unwrap();
    crate::bench_dir::Ran::new(&output).refused("closed");
}

#[test]
fn a_folder_where_a_file_is_wanted() {
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    dir.run(&["add", "-C", "p", ".", "--list", "x"]).refused("folder");
}

/// A disk of its own in a mount namespace of its own, so full that nothing of the next run fits; then made larger.
#[cfg(target_os = "linux")]
const FULL_DISK: &str = r#"
    mkdir disk
    used=$(du -s --block-size=1K p | cut -f1)
    mount -t tmpfs -o size=$((used + 24))k none disk
    cp -a p disk/p
    "$0" run disk/p > run.out 2> run.err; echo $? > run.code
    cp -a disk/p after-run
    "$0" add -C disk/p large.csv --list large > add.out 2> add.err; echo $? > add.code
    cp disk/p/tizim.toml after-add.toml
    "$0" verify disk/p > verify.out 2>&1; echo $? > verify.code
    mount -o remount,size=64m disk
    "$0" run disk/p > again.out 2> again.err; echo $? > again.code
    cp -a disk/p again
"#;

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES), ("hospital", HOSPITAL)]);
    dir.ok(&["run", "p"]);
    let outputs = |project: &str| {
        let folder = dir.path().join(project);
        [crate::bench_dir::files(&folder.join("out")), crate::bench_dir::files(&folder.join("report"))]
    };
    let before = outputs("p");
    let config = dir.read("p/tizim.toml");
    fs::remove_dir_all(dir.path().join("p/.tizim")).unwrap();
    dir.file("large.csv", format!("Name,Age\n{}", "Somebody Large,30\n".repeat(20_000)));
    let namespaces = std::process::Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "bash", "-c", FULL_DISK, env!("CARGO_BIN_EXE_tizim")])
        .current_dir(dir.path())
        .output();
    if !namespaces.is_ok_and(|output| output.status.success()) || !dir.path().join("again").exists() {
        println!("skipped: no mount namespaces here");
        return;
    }
    let code = |step: &str| dir.read(&format!("{step}.code")).trim().to_owned();
    for step in ["run", "add"] {
        let said = dir.read(&format!("{step}.err"));
        assert_eq!(code(step), "2", "{step}: {said}");
        assert!(said.starts_with("error: ") && said.contains("hint: "), "{step}: {said}");
    }
    assert!(outputs("after-run") == before, "the old outputs are whole");
    assert_eq!(dir.read("after-add.toml"), config, "nothing of a list that did not fit");
    assert_eq!(code("verify"), "0", "{}", dir.read("verify.out"));
    assert_eq!(code("again"), "0", "{}", dir.read("again.err"));
    assert!(outputs("again") == before, "with room again, the same bytes");
}

#[test]
fn a_project_of_a_newer_version() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES)]);
    let config = dir.read("p/tizim.toml").replace("format = 1", "format = 99\nsomething_new = true");
    dir.file("p/tizim.toml", config);
    dir.run(&["run", "p"]).refused("format 99");
}

#[test]
fn a_slip_in_the_project_file_is_named_by_line() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES)]);
    let config = dir.read("p/tizim.toml").replace("\"birth_date\"", "\"birthday\"");
    dir.file("p/tizim.toml", config);
    dir.run(&["run", "p"]).refused("line ");
}

#[test]
fn names_that_lead_elsewhere_lead_nowhere() {
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    dir.file("good.csv", FAMILIES);
    dir.file("..%2f..%2fescape.csv", HOSPITAL);
    let here = || {
        let names = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.collect::<std::collections::BTreeSet<_>>()
    };
    let before = here();
    for name in ["../../escape", "/tmp/escape", "..", "a/../../b"] {
        // a name is a name: it may be refused or kept, and is never a way
        dir.run(&["add", "-C", "p", "good.csv", "--list", name]);
    }
    dir.run(&["add", "-C", "p", "..%2f..%2fescape.csv", "--list", "odd"]);
    dir.ok(&["run", "p"]);
    assert_eq!(here(), before, "nothing was written beside the project");
    let sources = dir.path().join("p/sources");
    assert!(fs::read_dir(&sources).unwrap().all(|entry| entry.unwrap().path().is_file()));
    // nor does a project file that somebody else wrote read what is not its own
    let text = dir.read("p/tizim.toml").replace("\"good.csv\"", "\"../../good.csv\"");
    dir.file("p/tizim.toml", text);
    assert_ne!(dir.run(&["run", "p"]).code, 0);
}
