//! A model's server of the test's own: good answers, and all the bad ones.

// clippy spares only the test functions themselves, not what they call
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use tizim_endpoint::{AskError, Endpoint, ModelConfig, Question, read_answer};

/// Serves one answer after another, and hands over what was asked.
fn serve(answers: Vec<String>) -> (String, Receiver<(String, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let (asked, received) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let (mut head, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                if reader.read_line(&mut line).unwrap() == 0 || line.trim().is_empty() {
                    break;
                }
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                head.push_str(&line);
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            asked.send((head, serde_json::from_slice(&body).unwrap())).unwrap();
            if answer.is_empty() {
                // says nothing until the other end has gone
                let _ = reader.read(&mut [0]);
                continue;
            }
            let _ = reader.get_mut().write_all(answer.as_bytes());
        }
    });
    (address, received)
}

fn http(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn message(content: &str) -> String {
    http("200 OK", &json!({ "choices": [{ "message": { "content": content } }] }).to_string())
}

fn endpoint(url: &str) -> Endpoint {
    let config = format!("url = \"{url}\"\nmodel = \"m\"\ntimeout_seconds = 1\nmax_answer_bytes = 4000");
    Endpoint::new(toml::from_str(&config).unwrap()).unwrap()
}

fn ask(answers: Vec<String>) -> (Result<String, AskError>, Vec<(String, Value)>) {
    let (url, received) = serve(answers);
    let question = Question { text: "Two men were killed in Taraz.", published: Some("2021-03-10") };
    let answer = endpoint(&url).ask(&question);
    (answer, received.try_iter().collect())
}

#[test]
fn the_article_and_the_schema_are_sent_and_the_answer_read() {
    let claims = r#"{"claims":[{"type":"killing","quote":"Two men were killed","count":{"words":"Two","min":2,"max":2}}]}"#;
    let (answer, asked) = ask(vec![message(claims)]);
    let answer = read_answer(&answer.unwrap()).unwrap();
    assert_eq!(answer.proposals[0].count.as_ref().unwrap().min, Some(2));
    let (head, body) = &asked[0];
    assert!(head.starts_with("POST /v1/chat/completions "));
    assert!(!head.to_lowercase().contains("authorization"));
    assert_eq!((&body["model"], &body["response_format"]["type"]), (&json!("m"), &json!("json_schema")));
    assert!(body["messages"][1]["content"].as_str().unwrap().contains("Two men were killed in Taraz."));
}

#[test]
fn a_server_without_schemas_is_asked_again() {
    let refusal =
        http("400 Bad Request", r#"{"error":"Either \"json_schema\" or \"grammar\" can be given"}"#);
    let (answer, asked) = ask(vec![refusal, message(r#"{"claims":[]}"#)]);
    assert!(read_answer(&answer.unwrap()).unwrap().proposals.is_empty());
    assert_eq!(asked[1].1["response_format"], json!({ "type": "json_object" }));
}

#[test]
fn bad_answers_are_told_apart() {
    let of = |answer: String| ask(vec![answer]).0.unwrap_err();
    assert!(matches!(of(String::new()), AskError::Slow(1)));
    assert!(matches!(of(message(&"x".repeat(9_000))), AskError::TooLong(4_000)));
    assert!(matches!(of(http("401 Unauthorized", "no key")), AskError::Status { code: 401, .. }));
    assert!(matches!(of(http("200 OK", "<html>")), AskError::NoAnswer(_)));
    assert!(matches!(of(http("200 OK", r#"{"choices":[]}"#)), AskError::NoAnswer(_)));
    let refusal =
        json!({ "choices": [{ "message": { "content": null, "refusal": "I can't" } }] }).to_string();
    assert!(matches!(of(http("200 OK", &refusal)), AskError::Refused(_)));
    assert!(matches!(of("nonsense\r\n\r\n".to_owned()), AskError::Unreachable { .. }));
    let elsewhere = "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let fault = of(elsewhere.to_owned());
    assert!(matches!(fault, AskError::Status { code: 302, .. }), "{fault:?}");
}

#[test]
fn an_address_and_a_key_are_needed_before_anything_is_sent() {
    let config = |text: &str| toml::from_str::<ModelConfig>(text).unwrap();
    let file = Endpoint::new(config("url = \"file:///etc/hosts\"\nmodel = \"m\"")).unwrap_err();
    assert!(matches!(file, AskError::Url(_)));
    let keyless = config("url = \"http://127.0.0.1:1\"\nmodel = \"m\"\nkey_env = \"TIZIM_TEST_NO_SUCH_KEY\"");
    assert!(matches!(Endpoint::new(keyless).unwrap_err(), AskError::NoKey(_)));
}
