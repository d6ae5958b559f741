//! The desk killed (`kill -9`) at random moments while people judge: what it acknowledged is there.
//!
//! `TIZIM_JUDGEMENTS` says how many judgements are to be acknowledged, 600 unless it is set; the figure in the README of the
//! desk is of 10,000.

use crate::bench_dir::Dir;
use crate::desk::Desk;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tizim_ledger::{Decision, Ledger, What};

/// The people who judge at once.
const REVIEWERS: usize = 8;
/// The rows of each of the two lists: each pair across them is judged once.
const ROWS: usize = 160;

/// An acknowledged judgement: its number, and the rows of its two records.
type Acknowledged = BTreeMap<u64, (usize, usize)>;

fn list(first: usize) -> String {
    let mut text = String::from("Id,Name,Date of birth,City\n");
    for row in 0..ROWS {
        let number = first + row;
        // names far apart, so that the program makes nothing of the pairs
        let name = format!(
            "{}{} {}",
            ["Ar", "Bek", "Dul", "Esen", "Gal"][row % 5],
            number,
            ["Kim", "Oral"][row % 2]
        );
        text.push_str(&format!("{row},{name},19{:02}-0{}-1{},Taraz\n", number % 90, 1 + row % 9, row % 10));
    }
    text
}

/// Sends one request; nothing comes back from a desk that is gone.
pub(crate) fn send(origin: &str, method: &str, path: &str, cookie: &str, body: &str) -> Option<String> {
    let host = origin.strip_prefix("http://")?;
    let mut stream = TcpStream::connect(host).ok()?;
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8(answer).ok()?;
    answer.contains("\r\n\r\n").then_some(answer)
}

pub(crate) fn header(answer: &str, name: &str) -> Option<String> {
    let line = answer.lines().find(|line| line.to_lowercase().starts_with(name))?;
    Some(line.split_once(": ")?.1.to_owned())
}

/// Judges pair after pair until the desk is gone or enough are acknowledged.
fn review(
    desk: &Desk,
    session: &(String, String),
    next: &AtomicUsize,
    known: &Mutex<Acknowledged>,
    is_over: &AtomicBool,
) {
    let (cookie, secret) = session;
    while !is_over.load(Ordering::Relaxed) {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let (a, b) = (at / ROWS % ROWS, at % ROWS);
        let body = format!(
            "secret={secret}&list_a=a&id_a={a}&list_b=b&id_b={b}&verdict=different&seen=0&back=%2Fpairs&reason={at}"
        );
        let Some(answer) = send(&desk.origin, "POST", "/pairs/decide", cookie, &body) else { return };
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        let place = header(&answer, "location").unwrap();
        let number = place.split("done=").nth(1).unwrap().split('-').next().unwrap().parse().unwrap();
        assert!(
            known.lock().unwrap().insert(number, (a, b)).is_none(),
            "entry {number} was acknowledged twice"
        );
    }
}

#[test]
fn a_desk_that_is_killed_loses_no_judgement_it_acknowledged() {
    let wanted: usize = std::env::var("TIZIM_JUDGEMENTS").map_or(600, |text| text.parse().unwrap());
    assert!(wanted <= ROWS * ROWS, "there are {} pairs", ROWS * ROWS);
    let dir = Dir::new();
    dir.project(&[("a", &list(0)), ("b", &list(500))]);
    let (next, known) = (AtomicUsize::new(0), Mutex::new(Acknowledged::new()));
    let (mut kills, mut state) = (0, 0x2545_F491_4F6C_DD1D_u64);
    while known.lock().unwrap().len() < wanted {
        let mut desk = Desk::open(&dir, "p");
        let entered =
            send(&desk.origin, "GET", desk.link.strip_prefix(&desk.origin).unwrap(), "", "").unwrap();
        let cookie = header(&entered, "set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let page = send(&desk.origin, "GET", "/ledger", &cookie, "").unwrap();
        let secret =
            page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let session = (cookie, secret);
        // xorshift (Marsaglia 2003) for the moment of the kill
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let moment = Duration::from_millis(150 + state % 1500);
        let is_over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let shown = &desk;
            let threads: Vec<_> = (0..REVIEWERS)
                .map(|_| scope.spawn(|| review(shown, &session, &next, &known, &is_over)))
                .collect();
            std::thread::sleep(moment);
            // the id is that of the child which this test started
            std::process::Command::new("kill").args(["-9", &shown.child.id().to_string()]).status().unwrap();
            is_over.store(true, Ordering::Relaxed);
            threads.into_iter().for_each(|thread| thread.join().unwrap());
        });
        kills += 1;
        desk.child.wait().unwrap();
    }
    let known = known.into_inner().unwrap();
    let ledger = Ledger::open_read_only(dir.path().join("p/tizim.db")).unwrap();
    assert_eq!(ledger.verify().unwrap(), []);
    let entries = ledger.entries().unwrap();
    let mut written = std::collections::BTreeSet::new();
    for entry in &entries {
        let What::Judgement(judgement) = &entry.what else { continue };
        let Decision::Pair { a, b, .. } = &judgement.decision else { continue };
        assert!(
            written.insert((a.clone(), b.clone())),
            "entry {} says again what one before said",
            entry.seq
        );
    }
    for (number, (a, b)) in &known {
        let entry = &entries[*number as usize - 1];
        let What::Judgement(judgement) = &entry.what else { panic!("entry {number} is {entry:?}") };
        assert_eq!(judgement.reason, (a * ROWS + b).to_string(), "entry {number}");
    }
    println!(
        "{kills} kills, {} acknowledged, {} written, all acknowledged are there",
        known.len(),
        written.len()
    );
    dir.ok(&["verify", "p"]);
}
