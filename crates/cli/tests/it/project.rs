//! The commands of a project.

use crate::bench_dir::{Dir, FAMILIES, HOSPITAL};

#[test]
fn from_new_to_report() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES), ("hospital", HOSPITAL)]);
    let ran = dir.ok(&["run", "p", "--json"]);
    let json = ran.json();
    assert_eq!(json["records"], 11);
    assert_eq!(json["documented"], 8, "{json:#}");
    assert!(ran.err.is_empty(), "quiet when piped: {}", ran.err);
    for file in [
        "persons.csv",
        "records.csv",
        "links.csv",
        "capture_histories.csv",
        "estimates.json",
        "quarantine.csv",
    ] {
        assert!(dir.path().join("p/out").join(file).exists(), "{file}");
    }
    assert!(dir.read("p/report/index.html").contains("undocumented"));
    let records = dir.read("p/out/records.csv");
    assert!(records.starts_with("list,record_id,person_id,membership_probability,"), "{records}");
    assert!(
        dir.read("p/out/links.csv")
            .starts_with("list_a,record_a,list_b,record_b,match_weight,match_probability,judgement\n")
    );
    let verified = dir.ok(&["verify", "p"]);
    assert!(verified.out.contains("nothing was altered"));
}

#[test]
fn the_guess_is_shown_and_written_for_correction() {
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    dir.file("families.csv", FAMILIES);
    let added = dir.ok(&["add", "-C", "p", "families.csv", "--list", "families"]);
    assert!(added.out.contains("birth_date") && added.out.contains("event_date"), "{}", added.out);
    let config = dir.read("p/tizim.toml");
    assert!(config.contains("\"Date of birth\" = \"birth_date\""), "{config}");
}

#[test]
fn an_altered_source_is_found_and_not_used() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES)]);
    let source = dir.path().join("p/sources/families.csv");
    let text = std::fs::read_to_string(&source).unwrap().replace("Petrov", "Petrow");
    std::fs::write(&source, text).unwrap();
    let verified = dir.run(&["verify", "p"]);
    assert_eq!(verified.code, 1);
    assert!(verified.out.contains("altered: `sources/families.csv` was altered"), "{}", verified.out);
    dir.run(&["run", "p"]).refused("families.csv");
}

#[test]
fn adding_the_same_file_twice() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES)]);
    let before = dir.read("p/tizim.toml");
    let again = dir.ok(&["add", "-C", "p", "families.csv", "--list", "families"]);
    assert!(again.out.contains("in the project already"));
    assert_eq!(dir.read("p/tizim.toml"), before);
    dir.run(&["add", "-C", "p", "families.csv", "--list", "other"])
        .refused("stands in the project as the list `families`");
}

#[test]
fn a_list_of_two_files() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES)]);
    dir.file(
        "more.csv",
        "Name,Sex,Date of birth,Date of death,City\nAn Other,m,1950-01-01,2022-01-09,Oral\n",
    );
    dir.ok(&["add", "-C", "p", "more.csv", "--list", "families"]);
    let json = dir.ok(&["run", "p", "--json"]).json();
    assert_eq!(json["records"], 7);
    assert_eq!(json["lists"].as_array().unwrap().len(), 1);
    assert!(dir.read("p/out/records.csv").contains("more.csv#1"));
}

#[test]
fn a_second_run_takes_from_the_cache_and_a_deleted_cache_changes_nothing() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES), ("hospital", HOSPITAL)]);
    dir.ok(&["run", "p"]);
    let first = crate::bench_dir::files(&dir.path().join("p/out"));
    dir.ok(&["run", "p"]);
    assert_eq!(crate::bench_dir::files(&dir.path().join("p/out")), first);
    std::fs::remove_dir_all(dir.path().join("p/.tizim")).unwrap();
    dir.ok(&["run", "p"]);
    assert_eq!(crate::bench_dir::files(&dir.path().join("p/out")), first);
}

#[test]
fn exports_in_every_format_and_each_in_the_ledger() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES), ("hospital", HOSPITAL)]);
    for format in ["csv", "xlsx", "parquet", "jsonl", "ftm", "capture-history"] {
        dir.ok(&["export", "p", "--format", format]);
    }
    let public = dir.read("p/export/persons.csv");
    assert!(!public.contains("Petrov"), "names are withheld: {public}");
    dir.ok(&["export", "p", "--format", "csv", "--internal", "--out", "inside.csv"]);
    assert!(dir.read("inside.csv").contains("Petrov"));
    let verified = dir.ok(&["verify", "p", "--json"]).json();
    assert_eq!(verified["entries"], 1 + 2 + 7);
    assert!(dir.read("p/export/capture_history.csv").starts_with("families,hospital,count\n"));
}

#[test]
fn the_public_report_withholds() {
    let dir = Dir::new();
    dir.project(&[("families", FAMILIES), ("hospital", HOSPITAL)]);
    dir.ok(&["report", "p", "--public"]);
    for (path, bytes) in crate::bench_dir::files(&dir.path().join("p/public-report")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Petrov"), "{}", path.display());
    }
}

#[test]
fn a_new_project_wants_an_empty_folder() {
    let dir = Dir::new();
    std::fs::create_dir(dir.path().join("p")).unwrap();
    dir.file("p/something", "x");
    dir.run(&["new", "p"]).refused("not empty");
    dir.run(&["run", "nowhere"]).refused("not a Tizim project");
}

#[test]
fn help_of_every_command() {
    let dir = Dir::new();
    let all = dir.ok(&["--help"]).out;
    for command in [
        "new", "add", "run", "report", "export", "verify", "demo", "link", "estimate", "names", "simulate",
        "bench",
    ] {
        assert!(all.contains(&format!("\n  {command}")), "{all}");
        assert!(dir.ok(&[command, "--help"]).out.contains("Usage: tizim"), "{command}");
    }
}
