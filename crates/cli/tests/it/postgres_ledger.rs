//! A project whose ledger stands in Postgres: made, added to, run, judged in the desk, verified, exported.

use crate::bench_dir::Dir;
use crate::desk::Desk;
use crate::desk_killed::{header, send};
use crate::server::Server;
use tizim_ledger::{Ledger, PostgresUrl, What};

const LIST: &str = "Id,Name,Date of birth,City\n0,Arman Oral,1990-01-10,Taraz\n1,Bek Kim,1971-03-12,Taraz\n2,Dina Li,1988-05-17,Almaty\n";

#[test]
fn a_project_with_its_ledger_in_postgres() {
    let Some(mut server) = Server::start() else { return };
    let url = server.url("");
    let dir = Dir::new();
    dir.ok(&["new", "p", "--ledger", &url]);
    assert!(dir.read("p/tizim.toml").contains(&format!("url = \"{url}\"")));
    assert!(!dir.path().join("p/tizim.db").exists());
    dir.run(&["new", "q", "--ledger", &url]).refused("there is a ledger here already");
    for name in ["a", "b"] {
        let file = format!("{name}.csv");
        dir.file(&file, LIST.replace("Taraz", &format!("Taraz {name}")));
        dir.ok(&["add", "-C", "p", &file, "--list", name]);
    }
    dir.ok(&["run", "p"]);

    let desk = Desk::open(&dir, "p");
    let entered = send(&desk.origin, "GET", desk.link.strip_prefix(&desk.origin).unwrap(), "", "").unwrap();
    let cookie = header(&entered, "set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let page = send(&desk.origin, "GET", "/ledger?verify=1", &cookie, "").unwrap();
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("role=\"alert\""), "{page}");
    let secret = page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let judge = |a: u32, b: u32| {
        let pair = format!("list_a=a&id_a={a}&list_b=b&id_b={b}");
        let body = format!("secret={secret}&{pair}&verdict=different&seen=0&back=%2Fpairs&reason=age");
        send(&desk.origin, "POST", "/pairs/decide", &cookie, &body).unwrap()
    };
    let answer = judge(0, 1);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    // without its server nothing can be judged, and is not said to be; with it again the desk goes on
    server.crash();
    let answer = judge(0, 2);
    assert!(answer.starts_with("HTTP/1.1 5"), "{answer}");
    dir.run(&["run", "p"]).refused("the database can't be reached");
    server.start_again();
    let answer = judge(1, 2);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    drop(desk);

    dir.ok(&["run", "p"]);
    dir.ok(&["export", "p", "--format", "csv"]);
    assert!(dir.ok(&["verify", "p"]).out.contains("nothing was altered"));
    let entries = Ledger::open_read_only(url.parse::<PostgresUrl>().unwrap()).unwrap().entries().unwrap();
    let judged: Vec<u64> = entries
        .iter()
        .filter(|entry| matches!(entry.what, What::Judgement(_)))
        .map(|entry| entry.seq)
        .collect();
    assert_eq!(judged.len(), 2);

    let mut raw = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    raw.batch_execute(&format!(
        "ALTER TABLE entries DISABLE TRIGGER USER;
         UPDATE entries SET payload = replace(payload, 'different', 'same') WHERE seq = {};
         ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_kept;
         ALTER TABLE entries ENABLE ALWAYS TRIGGER entries_are_counted",
        judged[0]
    ))
    .unwrap();
    let ran = dir.run(&["verify", "p"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.contains(&format!("altered: the ledger: entry {} was changed", judged[0])),
        "{}",
        ran.out
    );
}

#[test]
fn a_ledger_goes_from_its_file_to_postgres_and_back() {
    let Some(server) = Server::start() else { return };
    let url = server.url("");
    let dir = Dir::new();
    dir.project(&[("a", LIST), ("b", &LIST.replace("Taraz", "Shu"))]);
    dir.ok(&["run", "p"]);
    let before = Ledger::open_read_only(dir.path().join("p/tizim.db")).unwrap().entries().unwrap();
    let desk = Desk::open(&dir, "p");
    let entered = send(&desk.origin, "GET", desk.link.strip_prefix(&desk.origin).unwrap(), "", "").unwrap();
    let cookie = header(&entered, "set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let page = send(&desk.origin, "GET", "/ledger", &cookie, "").unwrap();
    let secret = page.split("name=\"secret\" value=\"").nth(1).unwrap().split('"').next().unwrap();

    let moved = dir.ok(&["ledger", "move", "p", "--to", &url]);
    assert!(moved.out.contains("moved") && dir.read("p/tizim.toml").contains(&format!("url = \"{url}\"")));
    // a desk that was open on the file writes nothing that would be lost
    let body =
        format!("secret={secret}&list_a=a&id_a=0&list_b=b&id_b=1&verdict=different&seen=0&back=%2F&reason=x");
    let answer = send(&desk.origin, "POST", "/pairs/decide", &cookie, &body).unwrap();
    assert!(answer.starts_with("HTTP/1.1 500") && answer.contains("goes on at"), "{answer}");
    drop(desk);
    let there = Ledger::open_read_only(url.parse::<PostgresUrl>().unwrap()).unwrap().entries().unwrap();
    assert_eq!(there[..before.len()], before[..], "each entry with its number and hashes");
    dir.run(&["ledger", "move", "p", "--to", &url]).refused("already");
    assert!(dir.ok(&["verify", "p"]).out.contains("nothing was altered"));
    dir.ok(&["run", "p"]);
    dir.ok(&["export", "p", "--format", "csv"]);

    // the file is there still, closed: nothing is mixed with it
    dir.run(&["ledger", "move", "p"]).refused("there is a ledger here already");
    std::fs::rename(dir.path().join("p/tizim.db"), dir.path().join("before.db")).unwrap();
    dir.ok(&["ledger", "move", "p"]);
    assert!(!dir.read("p/tizim.toml").lines().any(|line| line.starts_with("url = ")));
    assert!(dir.ok(&["verify", "p"]).out.contains("nothing was altered"));
    dir.ok(&["run", "p"]);
}

#[test]
fn a_password_is_not_repeated() {
    let dir = Dir::new();
    for (url, words) in [
        ("postgres://rita:topsecret@db.example.org", "it names no database"),
        ("mysql://rita:topsecret@db.example.org/d", "does not begin with postgres://"),
        ("postgres://rita:topsecret@db.invalid/d", "can't be reached"),
        ("postgres://rita:topsecret@localhost:1/d", "can't be reached"),
    ] {
        let ran = dir.run(&["new", "p", "--ledger", url]);
        ran.refused(words);
        assert!(!ran.err.contains("topsecret"), "{}", ran.err);
    }
}
