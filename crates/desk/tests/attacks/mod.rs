//! Attacks that need more than one odd request: slow clients, bodies that lie about their size, planted sessions, roles that
//! people give themselves, guessing.

mod everywhere;

use crate::browser::{House, Person};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

#[test]
fn slow_clients_keep_nobody_waiting() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let host = house.host();
    let slow: Vec<TcpStream> = (0..120)
        .map(|at| {
            let mut stream = TcpStream::connect(&host).unwrap();
            let begun = match at % 3 {
                // a head that never ends, a body that never comes, a connection that says nothing
                0 => format!("GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: "),
                1 => format!(
                    "POST /sign-in HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n\
                     Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\naccount="
                ),
                _ => String::new(),
            };
            stream.write_all(begun.as_bytes()).unwrap();
            stream
        })
        .collect();
    for page in ["/", "/persons?q=petrov", "/pairs"] {
        assert_eq!(person.get(page).status, 200, "{page}");
    }
    // a head that does not come is given up by the desk, not by the client
    let mut stream = &slow[0];
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut answer = Vec::new();
    assert!(stream.read_to_end(&mut answer).is_ok(), "the desk closes the connection");
}

/// Sends bytes as they are and returns what comes back.
fn raw(house: &House, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(house.host()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    // refused early, the rest may find nobody
    let _ = stream.write_all(request);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn bodies_and_heads_that_are_too_large_are_cut_off_however_they_come() {
    let house = House::new();
    let person = Person::signed_in(&house);
    let head = format!(
        "POST /pairs/decide HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\n",
        house.host(),
        person.cookie
    );
    let before = house.entries();
    // told beforehand
    let told = raw(&house, format!("{head}Content-Length: 1000000000\r\n\r\nreason=x").as_bytes());
    assert!(told.contains(" 413 "), "{told}");
    // in pieces that never say how many
    let mut chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n").into_bytes();
    for _ in 0..40 {
        chunked.extend(b"1000\r\n");
        chunked.extend([b'a'; 0x1000]);
        chunked.extend(b"\r\n");
    }
    chunked.extend(b"0\r\n\r\n");
    let pieces = raw(&house, &chunked);
    assert!(pieces.is_empty() || pieces.contains(" 413 "), "{pieces}");
    // packed: a desk that unpacked bodies could be blown up by few bytes; this one takes none
    let packed = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let mut zipped =
        format!("{head}Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", packed.len()).into_bytes();
    zipped.extend(packed);
    let zipped = raw(&house, &zipped);
    assert!(!zipped.contains(" 200 ") && !zipped.contains(" 303 "), "{zipped}");
    // a file in a form: no page takes any, so no name of one leads anywhere
    let upload = "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../tizim.db\"\r\n\r\nx\r\n--x--\r\n";
    let multipart = head.replace("application/x-www-form-urlencoded", "multipart/form-data; boundary=x");
    let file = raw(&house, format!("{multipart}Content-Length: {}\r\n\r\n{upload}", upload.len()).as_bytes());
    // refused by its head alone: what was on its way then may have cut the answer off
    assert!(file.is_empty() || file.contains(" 400 ") || file.contains(" 415 "), "{file}");
    // a head without end
    let long = format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Long: {}\r\n\r\n", house.host(), "y".repeat(100_000));
    let long = raw(&house, long.as_bytes());
    assert!(long.is_empty() || long.contains(" 431 ") || long.contains(" 400 "), "{long}");
    assert_eq!(house.entries(), before);
    assert_eq!(person.get("/").status, 200);
}

#[test]
fn a_session_is_never_the_one_that_was_there_before_signing_in() {
    let house = House::new();
    let owner = Person::signed_in(&house);
    let password = "a long enough password";
    owner.post("/accounts/set", &[("name", "rita"), ("role", "reader"), ("password", password)]);
    // planted by somebody who then waits for rita to sign in under it
    let mut planted = Person::new(&house);
    planted.cookie = "tizim_desk=00000000000000000000000000000000".to_owned();
    let own = [("Sec-Fetch-Site", "same-origin")];
    let answer = planted.post_with(&own, "/sign-in", &[("account", "rita"), ("password", password)]);
    assert_eq!(answer.status, 303);
    assert!(!answer.header("set-cookie").contains("00000000000000000000000000000000"));
    assert_eq!(planted.get("/").status, 303, "still outside");
    // signing in again gives another session, and signing out ends one for good
    let (one, two) =
        (Person::by_password(&house, "rita", password), Person::by_password(&house, "rita", password));
    assert_ne!(one.cookie, two.cookie);
    one.post("/sign-out", &[]);
    assert_eq!((one.get("/").status, two.get("/").status), (303, 200));
    // a form's secret is of its session alone
    let rita_secret = two.secret();
    let fields =
        [("name", "rita"), ("role", "administrator"), ("password", password), ("secret", &rita_secret)];
    assert_eq!(owner.post_with(&own, "/accounts/set", &fields).status, 403);
}

#[test]
fn nobody_gives_themselves_a_role() {
    let house = House::new();
    let owner = Person::signed_in(&house);
    let password = "a long enough password";
    for (name, role) in [("rita", "reader"), ("rustam", "reviewer"), ("elena", "editor")] {
        owner.post("/accounts/set", &[("name", name), ("role", role), ("password", password)]);
    }
    let before = house.entries();
    let own = [("Sec-Fetch-Site", "same-origin")];
    for name in ["rita", "rustam", "elena"] {
        let person = Person::by_password(&house, name, password);
        for field in ["role", "user", "author", "way", "account"] {
            // fields that no form has are passed over, wherever they come
            let fields = [("list", "families"), ("record", "5"), ("reason", "x"), (field, "administrator")];
            let status = person.post("/person/P1/withhold", &fields).status;
            assert!(status == 403 || (name == "elena" && status == 303), "{name} {field} {status}");
        }
        let mut role = Person::new(&house);
        role.cookie = format!("{}; role=administrator; tizim_role=administrator", person.cookie);
        assert_eq!(role.get("/accounts").status, 403, "{name}");
        for method in ["X-Role", "X-User", "X-Forwarded-User", "Authorization"] {
            assert_eq!(
                role.get_with(&[(method, "administrator")], "/accounts").status,
                403,
                "{name} {method}"
            );
        }
    }
    // an account with the name of the owner of the folder is no owner
    owner.post("/accounts/set", &[("name", "Анна"), ("role", "reader"), ("password", password)]);
    let namesake = Person::by_password(&house, "Анна", password);
    assert_eq!(namesake.get("/accounts").status, 403);
    let guess = namesake.post_with(&own, "/accounts/set", &[("name", "Анна"), ("role", "administrator")]);
    assert_eq!(guess.status, 403);
    assert!(house.entries() > before);
    // a judgement bears the name of the session, whatever the form says
    let rustam = Person::by_password(&house, "rustam", password);
    let pair = house.pair("same");
    let mut fields: Vec<(&str, &str)> = pair.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(("author", "elena"));
    assert_eq!(rustam.post("/pairs/decide", &fields).status, 303);
    assert_eq!(house.last_author(), "rustam");
}

#[test]
fn guessing_from_one_place_is_stopped_for_all_accounts_and_each_attempt_is_in_the_ledger() {
    let house = House::new();
    let owner = Person::signed_in(&house);
    let password = "a long enough password";
    for name in ["rita", "rustam"] {
        owner.post("/accounts/set", &[("name", name), ("role", "reader"), ("password", password)]);
    }
    let stranger = Person::new(&house);
    let own = [("Sec-Fetch-Site", "same-origin")];
    let before = house.entries();
    let tried: Vec<u16> = (0..30)
        .map(|at| {
            let account = ["rita", "rustam", "nobody", "RITA"][at % 4];
            stranger.post_with(&own, "/sign-in", &[("account", account), ("password", "guess")]).status
        })
        .collect();
    let looked_at = tried.iter().filter(|status| **status == 403).count();
    assert!(looked_at <= 9, "{tried:?}");
    assert_eq!(house.entries() - before, looked_at as u64, "each attempt that was looked at");
    let right = stranger.post_with(&own, "/sign-in", &[("account", "rita"), ("password", password)]);
    assert_eq!(right.status, 429, "nor is the right password told from a wrong one now");
}
