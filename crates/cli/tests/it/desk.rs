//! The review desk in a real browser, with its ledger in SQLite and in Postgres: every page at the width of a desk and of a
//! telephone, pairs decided by keys.
//!
//! With `TIZIM_SCREENSHOTS=DIR` pictures of the pages are left there to be looked at.

use crate::bench_dir::Dir;
use crate::devtools::{Browser, chromium};
use crate::server::Server;
use serde_json::json;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A desk that ends with the test.
pub(crate) struct Desk {
    pub(crate) child: Child,
    /// `http://127.0.0.1:PORT`
    pub(crate) origin: String,
    pub(crate) link: String,
}

impl Desk {
    pub(crate) fn open(dir: &Dir, project: &str) -> Self {
        let mut child = dir
            .command(&["review", project, "--author", "Анна"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let link = line.trim().strip_prefix("sign in, once: ").unwrap().to_owned();
        let origin = link.split("/enter").next().unwrap().to_owned();
        Self { child, origin, link }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns how many judgements the ledger of a project holds.
pub(crate) fn judgements(dir: &Dir, project: &str) -> usize {
    let ledger = tizim_project::Project::open(&dir.path().join(project)).unwrap().read_ledger().unwrap();
    let is_judgement = |entry: &&tizim_ledger::Entry| matches!(entry.what, tizim_ledger::What::Judgement(_));
    ledger.entries().unwrap().iter().filter(is_judgement).count()
}

pub(crate) const MEND: &str = "/lists/mend?list=buried&file=buried.csv&line=2";
pub(crate) const EDITION: &str = "/lists/edition?list=buried&file=later.csv";

const IS_READY: &str = "document.getElementById('decide') !== null && document.readyState === 'complete'";
const PAIR: &str = "[...document.querySelectorAll('#decide input[name^=list_], #decide input[name^=id_]')]\
                    .map((one) => one.value).join('|')";

const FIGURES: &str = "made_on,claimant,quantity,scope,low,high,source,quote\n\
    2022-01-09,Ministry,killed,Kazakhstan,164,164,a.example,164 people died\n\
    2022-01-15,Prosecutor,killed,Kazakhstan,225,225,b.example,225 bodies were received\n";
const BURIED: &str =
    "id,name,date of birth,city\nz1,Beibut Sarsen,1971-13-40,Kulsary\nz2,Zhanel Uris,1990-02-03,Kulsary\n";
const BURIED_LATER: &str =
    "id,name,date of birth,city\nz2,Zhanel Urisova,1990-02-03,Kulsary\nz3,Tolkyn Baizak,1966-07-08,Makat\n";

#[test]
fn the_desk_of_the_demo() {
    if let Some(program) = browser_here() {
        whole_desk(&program, None);
    }
}

#[test]
fn the_desk_of_the_demo_with_its_ledger_in_postgres() {
    let (Some(program), Some(server)) = (browser_here(), Server::start()) else { return };
    whole_desk(&program, Some(&server.url("")));
}

fn browser_here() -> Option<PathBuf> {
    let program = chromium();
    if program.is_none() {
        println!("skipped: no Chromium here; set CHROMIUM to its program");
    }
    program
}

/// Makes the demo, with figures, a row that can't be read and a new edition besides, and looks at its desk.
fn whole_desk(program: &Path, database: Option<&str>) {
    let dir = Dir::new();
    dir.ok(&["demo", "d"]);
    for (file, text) in [("figures.csv", FIGURES), ("buried.csv", BURIED), ("later.csv", BURIED_LATER)] {
        dir.file(file, text);
    }
    dir.ok(&["add", "-C", "d", "figures.csv", "--list", "said", "--figures"]);
    dir.ok(&["add", "-C", "d", "buried.csv", "--list", "buried"]);
    dir.ok(&["add", "-C", "d", "later.csv", "--list", "buried", "--edition"]);
    dir.file("one.html", crate::articles::PAGE);
    dir.ok(&["add", "-C", "d", "--article", "--list", "told", "one.html"]);
    let store = match database {
        Some(url) => {
            dir.ok(&["ledger", "move", "d", "--to", url]);
            "postgres"
        }
        None => "sqlite",
    };
    let desk = Desk::open(&dir, "d");
    let mut browser = Browser::start(program);
    let address = |page: &str| format!("{}{page}", desk.origin);

    browser.open(&desk.link, 1280);
    browser.wait_for("location.pathname === '/' && document.querySelector('h1') !== null");
    browser.check(&address("/"), &format!("desk-{store}-today"));
    for (page, name) in [
        ("/pairs", "pairs"),
        ("/persons", "persons"),
        ("/articles", "articles"),
        ("/article?file=one.html&page=1", "article"),
        ("/figures", "figures"),
        ("/lists", "lists"),
        (MEND, "mend"),
        (EDITION, "edition"),
        ("/estimate", "estimate"),
        ("/publish", "publish"),
        ("/ledger?verify=1", "ledger"),
        ("/accounts", "accounts"),
    ] {
        browser.check(&address(page), &format!("desk-{store}-{name}"));
    }

    mend_and_decide(&mut browser, &dir, &address);
    decide_by_keys(&mut browser, &dir, &address("/pairs"));
    sixty_in_a_row(&mut browser, &dir, &address("/pairs?reach=all"));
    look_at_a_person(&mut browser, &address("/persons?sort=-lists&disputed=1"));
    crate::desk_person::split(&mut browser, &dir, &address);
    crate::desk_person::search(&mut browser, &address);
    contradict(&mut browser, &dir, &address);
    browser.check(&address("/"), "desk-today-after");
    browser.check(&address("/ledger"), "desk-ledger-after");
    in_russian(&mut browser, &address, store);
    crate::desk_restricted::look(&mut browser, &address, store);
    drop(desk);
    let verified = dir.ok(&["verify", "d"]);
    assert!(
        verified.out.contains("nothing was altered") && verified.out.contains("2 files of decisions"),
        "{}",
        verified.out
    );
}

/// A row is mended and an edition decided by their forms, without a script of ours.
fn mend_and_decide(browser: &mut Browser, dir: &Dir, address: &dyn Fn(&str) -> String) {
    browser.open(&address(MEND), 1280);
    browser.evaluate(
        "(() => { const f = document.querySelector('form[action=\"/lists/mend\"]'); \
         f.querySelector('[name=c2]').value = '1971-12-04'; f.requestSubmit(); })()",
    );
    browser.wait_for("location.search.includes('kept=1') && document.readyState === 'complete'");
    browser.open(&address(EDITION), 1280);
    browser.evaluate("document.querySelector('form[action=\"/lists/edition\"]').requestSubmit()");
    browser.wait_for("location.search.includes('kept=1') && document.readyState === 'complete'");
    assert_eq!(browser.errors(), [""; 0]);
    assert!(dir.read("d/mends.toml").contains("1971-12-04") && dir.read("d/editions.toml").contains("rules"));
}

/// Presses and lets go a key that writes a letter.
pub(crate) fn press(browser: &mut Browser, key: &str) {
    for kind in ["keyDown", "keyUp"] {
        browser.call("Input.dispatchKeyEvent", json!({ "type": kind, "key": key, "text": key }));
    }
}

/// Sixty pairs by keys, each as soon as the pair is seen and without waiting for what the server says of the one before;
/// none lost, none twice. The time is printed: a test that runs beside others can't promise one.
fn sixty_in_a_row(browser: &mut Browser, dir: &Dir, address: &str) {
    browser.open(address, 1280);
    browser.wait_for(IS_READY);
    let before = judgements(dir, "d");
    let begun = Instant::now();
    for round in 0..60 {
        let pair = browser.evaluate(PAIR);
        // both keys in one task, so that the second surely comes before the next pair is seen: it decides nothing
        browser.evaluate(&format!(
            "['{}', 's'].forEach((key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true }})))",
            ["d", "u", "d"][round % 3]
        ));
        browser.wait_for(&format!("{IS_READY} && ({PAIR}) !== {pair}"));
    }
    let took = begun.elapsed();
    let written = || judgements(dir, "d") - before;
    let refused = |browser: &mut Browser| {
        browser.evaluate("document.querySelectorAll('.alert').length").as_u64().unwrap()
    };
    while written() as u64 + refused(browser) < 60 && begun.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(50));
    }
    println!("60 pairs by keys in {:.1} s; {} judgements written", took.as_secs_f64(), written());
    assert_eq!(written() as u64 + refused(browser), 60, "each pair is judged once");
}

/// Thirty pairs by keys without waiting for the page; the last taken back; nothing lost, nothing twice.
fn decide_by_keys(browser: &mut Browser, dir: &Dir, address: &str) {
    browser.open(address, 1280);
    browser.wait_for(IS_READY);
    let mut seen = Vec::new();
    for round in 0..30 {
        let pair = browser.evaluate(PAIR);
        assert!(!seen.contains(&pair), "pair {round} is shown again: {pair}");
        press(browser, ["s", "d", "k", "u", "d"][round % 5]);
        browser.wait_for(&format!("{IS_READY} && ({PAIR}) !== {pair}"));
        seen.push(pair);
    }
    browser.wait_for("document.querySelector('div.done form') !== null");
    let clashes = browser.evaluate("document.querySelectorAll('.alert').length").as_u64().unwrap() as usize;
    let before = judgements(dir, "d");
    assert!((18..=24).contains(&before), "{before} judgements, {clashes} contradictions shown");
    press(browser, "z");
    browser.wait_for(
        "document.querySelector('div.done[role=status]') !== null && location.search.includes('done')",
    );
    assert_eq!(judgements(dir, "d"), before + 1, "taking back is an entry of its own");
    browser.picture("desk-pairs-undone-1280", false);
    assert_eq!(browser.errors(), [""; 0]);
}

fn look_at_a_person(browser: &mut Browser, address: &str) {
    browser.check(address, "desk-persons-disputed");
    let href = browser.evaluate("document.querySelector('table.persons tbody a').href");
    let href = href.as_str().unwrap().to_owned();
    browser.check(&href, "desk-person");
    // a rival value is chosen, and the page says so
    browser.evaluate("document.querySelector('form[action$=\"/choose\"]').requestSubmit()");
    browser.wait_for("document.querySelector('div.done[role=status]') !== null");
    let why = browser.evaluate("document.querySelector('.why').textContent");
    assert_eq!(browser.errors(), [""; 0]);
    assert!(why.as_str().is_some(), "{why}");
    browser.evaluate("document.querySelector('div.done form').requestSubmit()");
    browser.wait_for("document.querySelector('div.done[role=status]')?.textContent.includes('taken back')");
}

/// A, B and C: A = B, B = C, then A ≠ C is refused with the chain that it breaks.
fn contradict(browser: &mut Browser, dir: &Dir, address: &dyn Fn(&str) -> String) {
    let records = dir.read("d/out/records.csv");
    let names: Vec<Vec<&str>> =
        records.lines().skip(1).map(|line| line.split(',').take(2).collect()).collect();
    let mut chosen: Vec<&Vec<&str>> = Vec::new();
    for name in names.iter().skip(40) {
        if !chosen.iter().any(|other| other[0] == name[0]) {
            chosen.push(name);
        }
    }
    let pair = |x: usize, y: usize| {
        let (a, b) = (chosen[x], chosen[y]);
        address(&format!("/pair?list_a={}&id_a={}&list_b={}&id_b={}", a[0], a[1], b[0], b[1]))
    };
    for (x, y, verdict) in [(0, 1, "same"), (1, 2, "same"), (0, 2, "different")] {
        browser.open(&pair(x, y), 1280);
        browser.evaluate(&format!("document.querySelector('#decide button[value={verdict}]').click()"));
        browser.wait_for(
            "document.readyState === 'complete' \
             && (location.search.includes('done') || document.querySelector('ol.chain') !== null)",
        );
    }
    let links = browser.evaluate("document.querySelectorAll('ol.chain li').length");
    assert_eq!(links, json!(3), "the chain that is broken");
    browser.picture("desk-contradiction-1280", true);
}

fn in_russian(browser: &mut Browser, address: &dyn Fn(&str) -> String, store: &str) {
    browser.open(&address("/pairs"), 1280);
    browser.evaluate(
        "(() => { const s = document.querySelector('form.language select'); s.value = 'ru'; \
         s.dispatchEvent(new Event('change')); })()",
    );
    browser.wait_for("document.documentElement?.lang === 'ru' && document.readyState === 'complete'");
    for (page, name) in [
        ("/", "today"),
        ("/pairs", "pairs"),
        ("/persons", "persons"),
        ("/article?file=one.html&page=1", "article"),
        ("/figures", "figures"),
        ("/lists", "lists"),
        (EDITION, "edition"),
        ("/estimate", "estimate"),
        ("/publish", "publish"),
        ("/ledger", "ledger"),
    ] {
        browser.check(&address(page), &format!("desk-{store}-{name}-ru"));
    }
    browser.evaluate(
        "(() => { const s = document.querySelector('form.language select'); s.value = 'en'; \
         s.dispatchEvent(new Event('change')); })()",
    );
    browser.wait_for("document.documentElement?.lang === 'en' && document.readyState === 'complete'");
}
