//! `kill -9` at any moment does no harm.

use crate::bench_dir::{Dir, files};
use std::process::Stdio;
use std::time::{Duration, Instant};

const MOMENTS: u32 = 50;

/// Makes a population of some size, so that a run takes long enough to be killed in every step.
fn lists(dir: &Dir) -> Vec<String> {
    dir.ok(&["simulate", "--people", "150", "--lists", "3", "--seed", "5", "--out", "lists"]);
    let mut names: Vec<String> = std::fs::read_dir(dir.path().join("lists"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".csv") && name != "truth.csv" && name != "capture_table.csv")
        .collect();
    names.sort();
    names
}

fn add_arguments(name: &str) -> Vec<String> {
    let list = name.trim_end_matches(".csv");
    ["add", "-C", "p", &format!("lists/{name}"), "--list", list].map(str::to_owned).to_vec()
}

/// Starts the program and kills it after a while; returns whether it was still at work.
fn kill_after(dir: &Dir, arguments: &[&str], moment: Duration) -> bool {
    let mut child = dir.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    std::thread::sleep(moment);
    let was_at_work = child.try_wait().unwrap().is_none();
    let _ = child.kill();
    child.wait().unwrap();
    was_at_work
}

#[test]
fn killed_at_fifty_moments_of_add_and_run() {
    let reference = Dir::new();
    let names = lists(&reference);
    reference.ok(&["new", "p", "--author", "test"]);
    let begun = Instant::now();
    for name in &names {
        let arguments = add_arguments(name);
        reference.ok(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let add_takes = begun.elapsed() / names.len() as u32;
    let begun = Instant::now();
    reference.ok(&["run", "p"]);
    let run_takes = begun.elapsed();
    let expected = [files(&reference.path().join("p/out")), files(&reference.path().join("p/report"))];

    let dir = Dir::new();
    lists(&dir);
    dir.ok(&["new", "p", "--author", "test"]);
    let mut killed = 0;
    for (position, name) in names.iter().enumerate() {
        let arguments = add_arguments(name);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        for step in 0..MOMENTS / 2 / names.len() as u32 {
            let moment = add_takes * step * names.len() as u32 * 2 / MOMENTS;
            killed += u32::from(kill_after(&dir, &arguments, moment));
            dir.ok(&["verify", "p"]);
        }
        dir.ok(&arguments);
        assert_eq!(dir.read("p/tizim.toml").matches("[[list]]").count(), position + 1);
    }
    for step in 0..MOMENTS / 2 {
        if step % 3 == 0 {
            let _ = std::fs::remove_dir_all(dir.path().join("p/.tizim/cache"));
        }
        killed += u32::from(kill_after(&dir, &["run", "p"], run_takes * step * 2 / MOMENTS));
        dir.ok(&["verify", "p"]);
    }
    assert!(killed > MOMENTS / 4, "only {killed} were killed at work");
    dir.ok(&["run", "p"]);
    let found = [files(&dir.path().join("p/out")), files(&dir.path().join("p/report"))];
    assert!(found == expected, "a rerun gives the same bytes");
}
