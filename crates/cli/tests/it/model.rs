//! `tizim extract --model`, and `[model]` of a project, against a server of the test's own.

use crate::bench_dir::Dir;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const TEXT: &str = "Three fishermen went missing off Aktau on 6 May 2020, their families said.\n\
    The boat of Samal Berikova was repainted. Annual repairs cost 15 dollars.\n";

/// Answers every question with the same words; counts the questions.
fn serve(content: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut reader = BufReader::new(stream.unwrap());
            let mut length = 0;
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap() == 0 || line.trim().is_empty() {
                    break;
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            counted.fetch_add(1, Ordering::SeqCst);
            let body = json!({ "choices": [{ "message": { "content": content } }] }).to_string();
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = reader.get_mut().write_all(answer.as_bytes());
        }
    });
    (url, asked)
}

const ANSWER: &str = r#"{"claims": [
    {"type": "persecution", "quote": "The boat of Samal Berikova was repainted",
     "who": [{"name": "Samal Berikova", "role": "victim", "kind": "person"}, {"name": "Ann", "role": "actor", "kind": "person"}],
     "where": "Almaty", "when": {"words": "on 6 May 2020", "date": "2020-05-07"}, "count": {"words": null, "min": 4, "max": 4},
     "modality": "reported", "negated": false, "attributed_to": "their families"},
    {"type": "attack", "quote": "Annual repairs cost 15 dollars", "count": {"words": "5", "min": 5, "max": 5}},
    {"type": "killing", "quote": "Three fishermen were killed", "who": []},
    {"type": "gossip", "quote": "The boat", "who": []},
    {"type": "attack", "quote": 7}
]}"#;

#[test]
fn what_a_model_says_is_held_against_the_article() {
    let (url, asked) = serve(ANSWER);
    let dir = Dir::new();
    dir.file("a.txt", TEXT);
    dir.file("model.toml", format!("url = \"{url}\"\nmodel = \"tester\"\n"));
    let plain = dir.ok(&["extract", "a.txt", "--json"]).json();
    assert_eq!(asked.load(Ordering::SeqCst), 0, "nobody asked for the model");
    let json = dir.ok(&["extract", "a.txt", "--json", "--model", "model.toml"]).json();
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let proposed: Vec<&Value> =
        json["claims"].as_array().unwrap().iter().filter(|claim| !claim["proposed_by"].is_null()).collect();
    assert_eq!(json["claims"].as_array().unwrap().len(), plain["claims"].as_array().unwrap().len() + 2);
    let boat = proposed[0];
    assert_eq!(boat["proposed_by"]["model"], "tester");
    assert_eq!(boat["proposed_by"]["prompt"].as_str().unwrap().len(), 64);
    assert_eq!(boat["who"].as_array().unwrap().len(), 1, "`Ann` stands only within `Annual`");
    assert_eq!(boat["who"][0]["name"], "Samal Berikova");
    assert!(boat["where"].is_null() && boat["when"].is_null() && boat["count"].is_null());
    assert_eq!(boat["attributed_to"], "their families");
    assert!(proposed[1]["count"].is_null(), "`5` stands only within `15`");
    let notes = json["notes"].to_string();
    assert!(notes.contains("2 claims proposed besides") && notes.contains("3 claims, 5 fields"), "{notes}");
}

#[test]
fn an_answer_that_is_none_leaves_the_programs_own_claims() {
    let (url, _) = serve("I am sorry, I can't help with that.");
    let dir = Dir::new();
    dir.file("a.txt", TEXT);
    dir.file("model.toml", format!("url = \"{url}\"\nmodel = \"tester\"\n"));
    let plain = dir.ok(&["extract", "a.txt", "--json"]).json();
    let run = dir.run(&["extract", "a.txt", "--json", "--model", "model.toml"]);
    assert_eq!(run.code, 2);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let types = |json: &Value| {
        let claims = json["claims"].as_array().unwrap();
        claims.iter().map(|claim| claim["type"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(types(&json), types(&plain));
    dir.file("bad.toml", "url = \"ftp://x\"\nmodel = \"m\"\n");
    let run = dir.run(&["extract", "a.txt", "--model", "bad.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is no address of a model"), "{}", run.err);
}

#[test]
fn a_project_keeps_the_answer_and_asks_once() {
    let (url, asked) = serve(ANSWER);
    let dir = Dir::new();
    dir.file("a.txt", TEXT);
    dir.ok(&["new", "p"]);
    let config = dir.path().join("p/tizim.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, format!("{text}\n[model]\nurl = \"{url}\"\nmodel = \"tester\"\n")).unwrap();
    dir.ok(&["add", "-C", "p", "--article", "--list", "press", "a.txt"]);
    assert_eq!(asked.load(Ordering::SeqCst), 0, "`add` asks nobody");
    dir.ok(&["run", "p"]);
    std::fs::remove_dir_all(dir.path().join("p/.tizim")).unwrap();
    dir.ok(&["run", "p"]);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let claims = std::fs::read_to_string(dir.path().join("p/out/claims.csv")).unwrap();
    assert!(claims.lines().next().unwrap().contains("proposed_by"));
    assert!(claims.contains("tester"), "{claims}");
    let answers: Vec<_> = std::fs::read_dir(dir.path().join("p/answers")).unwrap().collect();
    let kept = std::fs::read_to_string(answers[0].as_ref().unwrap().path()).unwrap();
    assert!(
        answers.len() == 1 && kept.contains("prompt_blake3") && kept.contains("You read one news article")
    );
}
