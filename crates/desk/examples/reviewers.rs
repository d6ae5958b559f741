//! Many reviewers at once: how long a page, a search and a decision take, whether any judgement is lost or written twice.
//!
//!     cargo run --release -p tizim-desk --example reviewers -- PROJECT 50 20 1.0
//!
//! opens the desk of a project and has 50 reviewers judge 20 pairs each; the judgements are written into the project's
//! ledger, in its file or in Postgres, so use one that is for trying. Two loads:
//!
//! - **paced**: the last number is the seconds that a reviewer looks at a pair, on average; each time it is drawn evenly
//!   between half and one and a half of it. The next pair is asked for as soon as a decision is answered, as the page does,
//!   and every fifth decision is followed by a search. Fewer than two seconds for two records is the work of somebody very
//!   quick, so 1.0 is the heaviest load that people can be.
//! - **flat out** (0, or nothing): no pause at all and a search after each decision, which no person does: it shows what the
//!   desk can bear, and whether it keeps its promises then.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests and examples stop where they stand"
)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tizim_desk::{Desk, Options};
use tizim_ledger::{Decision, Ledger, What};
use tizim_project::Project;

/// How long each kind of request took.
#[derive(Default)]
struct Times {
    pair: Vec<Duration>,
    decision: Vec<Duration>,
    search: Vec<Duration>,
    refused: usize,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let root = PathBuf::from(arguments.next().expect("a project folder"));
    let mut number = |usual: usize| arguments.next().map_or(usual, |text| text.parse().unwrap());
    let (reviewers, decisions) = (number(50), number(20));
    let think: f64 = arguments.next().map_or(0.0, |text| text.parse().unwrap());
    let options = Options {
        root: root.clone(),
        listen: "127.0.0.1:0".parse().unwrap(),
        public_address: None,
        author: "somebody".to_owned(),
        now: Box::new(|| "2026-11-26T12:00:00Z".parse().unwrap()),
    };
    let start = Instant::now();
    let desk = Desk::open(options, &|_, _| ()).unwrap();
    println!("opened in {:.1} s", start.elapsed().as_secs_f64());
    let address = desk.address();
    let served = Arc::clone(&desk);
    std::thread::spawn(move || served.serve().unwrap());
    let cookies: Vec<String> = (0..reviewers).map(|_| sign_in(&desk, address)).collect();
    let before = judgements(&root, 0);
    let (_, page) = send(address, "GET", "/pairs?reach=all", &cookies[0], "");
    let waiting =
        page.split(" pairs wait").next().and_then(|text| text.rsplit('>').next()).unwrap_or("").to_owned();
    let busy = cpu_seconds();
    let start = Instant::now();
    let threads: Vec<_> = cookies
        .into_iter()
        .zip(1..)
        .map(|(cookie, seed)| std::thread::spawn(move || review(address, &cookie, decisions, think, seed)))
        .collect();
    let mut all = Times::default();
    for thread in threads {
        let times = thread.join().unwrap();
        all.pair.extend(times.pair);
        all.decision.extend(times.decision);
        all.search.extend(times.search);
        all.refused += times.refused;
    }
    let seconds = start.elapsed().as_secs_f64();
    let busy = cpu_seconds() - busy;
    let (written, twice) = judgements(&root, before.0);
    println!(
        "{} decisions in {seconds:.1} s: {:.0} a second",
        all.decision.len(),
        all.decision.len() as f64 / seconds
    );
    println!(
        "the processors were at it for {busy:.1} s, the reviewers of this program included: {:.1} ms a decision with its pages",
        1e3 * busy / all.decision.len() as f64
    );
    let lost = all.decision.len() - all.refused - written.min(all.decision.len() - all.refused);
    println!(
        "written {written}, lost {lost}, one pair twice {twice}, refused as contradictions {}",
        all.refused
    );
    println!("pairs that wait: {waiting} before");
    for (name, times) in
        [("next pair", &mut all.pair), ("decision", &mut all.decision), ("search", &mut all.search)]
    {
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        println!("{name}: median {:.1} ms, 95 % {:.1} ms, most {:.1} ms", at(0.5), at(0.95), at(1.0));
    }
    let findings = ledger(&root).verify().unwrap();
    println!("findings in the ledger: {}", findings.len());
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
    }
}

/// Returns the project's ledger, in its file or in Postgres.
fn ledger(root: &std::path::Path) -> Ledger {
    Project::open(root).unwrap().read_ledger().unwrap()
}

/// Returns the processor time of this process so far, in seconds; 0 where the system does not say.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: f64 = fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    // Linux counts in hundredths of a second
    ticks / 100.0
}

/// Returns how many judgements there are after the first `known`, and how many of their pairs come twice.
fn judgements(root: &std::path::Path, known: usize) -> (usize, usize) {
    let entries = ledger(root).entries().unwrap();
    let mut pairs = std::collections::HashSet::new();
    let (mut all, mut twice) = (0, 0);
    for entry in entries {
        let What::Judgement(judgement) = entry.what else { continue };
        all += 1;
        if all > known
            && let Decision::Pair { a, b, .. } | Decision::Opinion { a, b, .. } = judgement.decision
        {
            twice += usize::from(!pairs.insert((a, b)));
        }
    }
    (all - known, twice)
}

fn sign_in(desk: &Desk, address: SocketAddr) -> String {
    let link = desk.sign_in_link().unwrap();
    let path = format!("/enter{}", link.split("/enter").nth(1).unwrap());
    let (head, _) = send(address, "GET", &path, "", "");
    let cookie = head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

fn review(address: SocketAddr, cookie: &str, decisions: usize, think: f64, seed: u64) -> Times {
    let mut times = Times::default();
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for round in 0..decisions {
        let start = Instant::now();
        let (_, page) = send(address, "GET", "/pairs", cookie, "");
        times.pair.push(start.elapsed());
        let Some(form) = page.split("id=\"decide\"").nth(1) else { break };
        let mut body = String::new();
        for name in ["secret", "list_a", "id_a", "list_b", "id_b"] {
            let value =
                form.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap().split('"').next().unwrap();
            body.push_str(&format!("{name}={}&", encoded(value)));
        }
        let verdict = ["different", "same", "different", "unsure"][round % 4];
        body.push_str(&format!("verdict={verdict}"));
        // a linear congruential generator (Knuth's MMIX) is good enough for pauses
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (state >> 11) as f64 / (1u64 << 53) as f64;
        std::thread::sleep(Duration::from_secs_f64(think * (0.5 + share)));
        let start = Instant::now();
        let (head, _) = send(address, "POST", "/pairs/decide", cookie, &body);
        times.decision.push(start.elapsed());
        times.refused += usize::from(head.contains(" 409 "));
        if think > 0.0 && round % 5 != 4 {
            continue;
        }
        let start = Instant::now();
        send(
            address,
            "GET",
            ["/persons?q=Aibek", "/persons?q=Жұмабаев", "/persons?q=ivanov&sort=name"][round % 3],
            cookie,
            "",
        );
        times.search.push(start.elapsed());
    }
    times
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn send(address: SocketAddr, method: &str, path: &str, cookie: &str, body: &str) -> (String, String) {
    let path: String = path
        .bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}
