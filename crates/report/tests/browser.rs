//! The site in a real browser, at the width of a desk and of a telephone.
//!
//! With `TIZIM_SCREENSHOTS=DIR` pictures of the pages are left there to be looked at.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests and examples stop where they stand"
)]

mod devtools;
mod fixture;

use devtools::{Browser, WIDTHS, chromium};
use fixture::{Answer, HOSTILE, Plan, results};
use serde_json::json;
use std::path::Path;
use tizim_report::{Audience, write_site};

struct Site {
    dir: tempfile::TempDir,
    browser: Browser,
}

impl Site {
    /// Returns the site of a plan in a browser, or nothing where there is no browser.
    fn new(plan: &Plan, audience: Audience) -> Option<Self> {
        let Some(program) = chromium() else {
            println!("skipped: no Chromium here; set CHROMIUM to its program");
            return None;
        };
        let dir = tempfile::tempdir().unwrap();
        write_site(&results(plan), audience, dir.path(), &|_| ()).unwrap();
        Some(Self { dir, browser: Browser::start(&program) })
    }

    fn open(&mut self, page: &str, width: u32) {
        let address = format!("file://{}/{page}", self.dir.path().display());
        self.browser.open(&address, width);
    }

    /// Opens a page at both widths and checks all that must hold of any page.
    fn check(&mut self, page: &str, name: &str) {
        let address = format!("file://{}/{page}", self.dir.path().display());
        self.browser.check(&address, name);
    }

    fn names_found(&mut self) -> Vec<String> {
        let names = self
            .browser
            .evaluate("[...document.querySelectorAll('#rows th')].map((name) => name.textContent)");
        serde_json::from_value(names).unwrap()
    }

    fn type_in(&mut self, typed: &str) {
        let typed = json!(typed);
        self.browser.evaluate(&format!(
            "(async () => {{ const q = document.getElementById('q'); q.value = {typed}; \
             q.dispatchEvent(new Event('input')); await new Promise((done) => setTimeout(done, 150)); }})()"
        ));
    }

    fn status(&mut self) -> String {
        self.browser.evaluate("document.getElementById('found').textContent").as_str().unwrap().to_owned()
    }
}

#[test]
fn all_pages_are_sound() {
    let Some(mut site) = Site::new(&Plan::small(), Audience::Internal) else { return };
    site.check("index.html", "index");
    site.check("persons.html", "persons");
    site.check("persons/0001.html", "chunk");
    site.check("persons/0002.html#P00000060", "person");
    // a person's page shows that person alone
    let shown = site.browser.evaluate(
        "[...document.querySelectorAll('section.p')].filter((one) => one.offsetHeight > 0).map((one) => one.id)",
    );
    assert_eq!(shown, json!(["P00000060"]));
    // all that can be opened is opened: nothing is too wide inside either
    for width in WIDTHS {
        site.open("index.html", width);
        site.browser.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })");
        site.browser.picture(&format!("index-open-{width}"), true);
        let wide = site.browser.evaluate("document.documentElement.scrollWidth").as_u64().unwrap();
        assert!(wide <= u64::from(width), "{wide}");
    }
    site.browser.call(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] }),
    );
    site.check("index.html", "index-dark");
    site.check("persons/0002.html#P00000060", "person-dark");
}

#[test]
fn other_shapes_of_results_are_sound() {
    let one = Plan { people: 120, lists: 1, estimate: Answer::Refused, hostile: false };
    if let Some(mut site) = Site::new(&one, Audience::Internal) {
        site.check("index.html", "one-list");
    }
    let strata = Plan { people: 600, lists: 4, estimate: Answer::Strata, hostile: false };
    if let Some(mut site) = Site::new(&strata, Audience::Internal) {
        site.check("index.html", "strata");
    }
    if let Some(mut site) = Site::new(&Plan::small(), Audience::Public) {
        site.check("index.html", "public");
    }
}

#[test]
fn search_finds_names_across_scripts() {
    let Some(mut site) = Site::new(&Plan::small(), Audience::Internal) else { return };
    site.open("persons.html", 1280);
    let all = site.names_found();
    assert_eq!(all.len(), 100, "one page of rows");
    for typed in ["Jagiparov", "zhagyparov", "Жағыпаров", "жагыпаров", "Jağyparov"] {
        site.type_in(typed);
        let found = site.names_found();
        assert!(!found.is_empty(), "{typed} finds nobody");
        let fits = |name: &String| {
            name.contains("Жағыпаров")
                || name.contains("Zhagyparov")
                || name.contains("Жо")
                || name.contains("Жағып")
        };
        assert!(found.iter().all(fits), "{typed}: {found:?}");
        assert!(found.iter().any(|name| name.contains("Жағыпаров")), "{typed}: {found:?}");
    }
    site.browser.picture("search", false);
    site.type_in("no such person at all");
    assert_eq!(site.names_found(), [""; 0]);
    site.type_in("");
    site.browser.evaluate("document.getElementById('forward').click()");
    let second = site.names_found();
    assert!(!second.is_empty() && second[0] != all[0]);
    site.browser.evaluate("document.querySelector('[data-sort=lists]').click()");
    site.browser.evaluate("document.querySelector('[data-sort=lists]').click()");
    let most =
        site.browser.evaluate("document.querySelector('#rows td:last-child').textContent.split(',').length");
    assert_eq!(most, json!(3), "most lists first");
    site.open("persons.html#sex=w", 1280);
    let sexes = site.browser.evaluate(
        "[...new Set([...document.querySelectorAll('#rows td:nth-child(2)')].map((one) => one.textContent))]",
    );
    assert_eq!(sexes, json!(["woman"]));
    site.open("persons.html#on=7", 1280);
    assert!(site.status().contains("combination"));
    assert_eq!(site.browser.errors(), [""; 0]);
}

#[test]
fn ten_thousand_persons_are_searched_page_by_page() {
    let plan = Plan { people: 16_000, lists: 2, estimate: Answer::Refused, hostile: false };
    let Some(mut site) = Site::new(&plan, Audience::Internal) else { return };
    site.check("persons.html", "persons-many");
    let all: u64 = site.browser.evaluate("TIZIM.count").as_u64().unwrap();
    assert!(all > 10_000, "{all}");
    site.type_in("Jagiparov Yerlan");
    let found = site.names_found();
    assert!(!found.is_empty() && found.len() <= 100);
    site.type_in("");
    for column in ["name", "age", "lists"] {
        site.browser.evaluate(&format!("document.querySelector('[data-sort={column}]').click()"));
        assert_eq!(site.names_found().len(), 100);
    }
    assert_eq!(site.browser.errors(), [""; 0]);
}

#[test]
fn each_row_leads_to_its_person() {
    let Some(mut site) = Site::new(&Plan::small(), Audience::Internal) else { return };
    site.open("persons.html", 1280);
    let links: Vec<String> = serde_json::from_value(
        site.browser.evaluate("[...document.querySelectorAll('#rows a')].map((a) => a.getAttribute('href'))"),
    )
    .unwrap();
    let dir = site.dir.path().to_owned();
    for link in links {
        let (file, id) = link.split_once('#').unwrap();
        let page = std::fs::read_to_string(Path::new(&dir).join(file)).unwrap();
        assert!(page.contains(&format!("id=\"{id}\"")), "{link}");
    }
}

#[test]
fn hostile_names_do_nothing() {
    let plan = Plan { hostile: true, ..Plan::small() };
    let Some(mut site) = Site::new(&plan, Audience::Internal) else { return };
    for page in ["index.html", "persons.html", "persons/0001.html"] {
        site.check(page, &format!("hostile-{}", page.replace('/', "-")));
        assert!(site.browser.evaluate("document.title").as_str().unwrap() != "owned");
        let strangers = site.browser.evaluate(
            "document.querySelectorAll('script:not([src]), img, iframe, [onerror], [onload], main b').length",
        );
        assert_eq!(strangers, json!(0), "{page}");
    }
    site.open("persons.html", 1280);
    site.type_in("<script>");
    let found = site.names_found();
    assert!(found.iter().any(|name| name.contains(HOSTILE[0])), "shown as text: {found:?}");
    assert_eq!(site.browser.errors(), [""; 0]);
}
