//! The pages of whole runs in a real browser, at the width of a desk and of a telephone.
//!
//! With `TIZIM_SCREENSHOTS=DIR` pictures of them are left there to be looked at.

use crate::bench_dir::{Dir, data};
use crate::devtools::{Browser, chromium};
use serde_json::json;

/// Checks the summary, the table of persons and one person of a report, and that the search finds that person.
fn check_report(dir: &Dir, project: &str, name: &str) {
    let Some(program) = chromium() else {
        println!("skipped: no Chromium here; set CHROMIUM to its program");
        return;
    };
    let mut browser = Browser::start(&program);
    let address = |page: &str| format!("file://{}/{project}/report/{page}", dir.path().display());
    browser.check(&address("index.html"), &format!("{name}-index"));
    browser.check(&address("persons.html"), &format!("{name}-persons"));
    let first = browser.evaluate("document.querySelector('#rows a').getAttribute('href')");
    let first = first.as_str().unwrap().to_owned();
    // the name as it is shown, without the mark of rival values; nobody is called "no name known"
    let called = browser.evaluate("document.querySelector('#rows a').textContent");
    let id = first.rsplit('#').next().unwrap();
    let called = if called == "no name known" { json!(id) } else { called };
    browser.evaluate(&format!(
        "(async () => {{ const q = document.getElementById('q'); q.value = {called}; \
         q.dispatchEvent(new Event('input')); await new Promise((done) => setTimeout(done, 300)); }})()"
    ));
    let found =
        browser.evaluate("[...document.querySelectorAll('#rows a')].map((a) => a.getAttribute('href'))");
    assert!(found.as_array().unwrap().contains(&json!(first)), "{called} is not found: {found}");
    browser.check(&address(&first), &format!("{name}-person"));
    let shown = browser
        .evaluate("[...document.querySelectorAll('section.p')].filter((p) => p.offsetHeight > 0).length");
    assert_eq!(shown, json!(1), "one person is shown");
}

#[test]
fn pages_of_the_demo() {
    let dir = Dir::new();
    dir.ok(&["demo", "d"]);
    check_report(&dir, "d", "demo");
}

#[test]
fn pages_of_real_lists() {
    let Some(folder) = data("police_killings") else { return };
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    for (file, list) in [("wapo_2015_2016.csv", "post"), ("guardian_2015_2016.csv", "guardian")] {
        dir.ok(&["add", "-C", "p", &folder.join(file).display().to_string(), "--list", list]);
    }
    dir.ok(&["run", "p"]);
    check_report(&dir, "p", "police");
}

#[test]
fn pages_of_lists_without_names() {
    let Some(folder) = data("ph_drug_killings") else { return };
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    for list in ["manila_police", "manila_unidentified"] {
        let file = folder.join(format!("{list}.csv"));
        dir.ok(&["add", "-C", "p", &file.display().to_string(), "--list", list]);
    }
    dir.ok(&["run", "p"]);
    check_report(&dir, "p", "linked-tables");
}
