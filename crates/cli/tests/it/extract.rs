//! `tizim extract`: what scripts rely on.

use crate::bench_dir::Dir;

const TEXT: &str =
    "Two men were killed by soldiers in the village on 6 May 2020, the police said in a statement.\n";

#[test]
fn offsets_are_bytes_of_the_file() {
    let dir = Dir::new();
    dir.file("a.txt", TEXT);
    let json = dir.ok(&["extract", "a.txt", "--json"]).json();
    let claim = &json["claims"][0];
    assert_eq!(json["language"], "en");
    assert_eq!(claim["type"], "killing");
    assert_eq!(claim["count"]["min"], 2);
    assert_eq!(claim["when"]["date"], "2020-05-06");
    assert_eq!(claim["modality"], "reported");
    let at = |key: &str| usize::try_from(claim[key].as_u64().unwrap()).unwrap();
    assert_eq!(Some(&TEXT[at("start")..at("end")]), claim["quote"].as_str());
}

#[test]
fn a_folder_gives_a_line_a_file() {
    let dir = Dir::new();
    std::fs::create_dir(dir.path().join("news")).unwrap();
    dir.file("news/a.txt", TEXT);
    dir.file("news/b.txt", "A man was arrested on Monday.\n");
    let text = dir.ok(&["extract", "news", "--json"]).out;
    let files: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(files.len(), 2);
    assert!(files[1]["claims"][0]["type"] == "detention");
}

#[test]
fn what_a_bound_leaves_out_is_said_in_the_json_in_a_message_and_by_the_status() {
    let dir = Dir::new();
    let text = "A man was killed. ".repeat(12_000);
    dir.file("long.txt", &text);
    let ran = dir.run(&["extract", "long.txt", "--json"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("1 article read in part"), "{}", ran.err);
    let json = ran.json();
    assert_eq!(
        (json["in_part"].as_bool(), json["claims"].as_array().map(Vec::len)),
        (Some(true), Some(10_000))
    );
    let note = json["notes"].to_string();
    assert!(
        note.contains(&format!("of {} of the text were read", text.len())) && note.contains("split it"),
        "{note}"
    );
    dir.file("a.txt", TEXT);
    assert_eq!(dir.ok(&["extract", "a.txt", "--json"]).json()["in_part"], false);
}

#[test]
fn control_characters_of_an_article_do_nothing_to_a_terminal() {
    let dir = Dir::new();
    dir.file("a.txt", TEXT.replace("two", "").replace("village", "vil\u{1b}[2Jlage \u{9b}31m"));
    let ran = dir.ok(&["extract", "a.txt"]);
    assert!(ran.out.contains("<U+001B>") && ran.out.contains("<U+009B>"), "{}", ran.out);
    assert!(!ran.out.contains(['\u{1b}', '\u{9b}']), "{}", ran.out);
}

#[test]
fn hostile_files_are_refused_by_name_or_read() {
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    std::fs::create_dir(dir.path().join("x.html")).unwrap();
    dir.file("empty.html", "");
    dir.file("cut.docx", b"PK\x03\x04 and no more");
    dir.file("nul.txt", [0; 4096]);
    for (file, reason) in [
        ("x.html", "no file in `x.html`"),
        ("empty.html", "empty.html is empty"),
        ("cut.docx", "cut.docx: not a whole ZIP archive"),
        ("nul.txt", "nul.txt: it is no text"),
    ] {
        dir.run(&["extract", file]).refused(reason);
        if file != "x.html" {
            dir.run(&["add", "-C", "p", "--article", "--list", "press", file]).refused(reason);
        }
    }
    let said = "two men were killed in Taraz on Monday, police said";
    let utf16: Vec<u8> = said.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let overlong = [said.as_bytes(), b" \xc0\xaf \xed\xa0\x80.\n"].concat();
    let surrogate = format!(
        "<html><head><script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"\\ud800 x\"}}</script></head>\
         <body><article><p>{said}{}.</p></article></body></html>",
        " &#97;".repeat(1_000_000)
    );
    let files: [(&str, Vec<u8>); 5] = [
        ("utf16.txt", utf16),
        ("overlong.txt", overlong),
        ("cr.txt", format!("A title\r\r{said}.\rA man was arrested.\r").into_bytes()),
        ("deep.html", format!("<html><body>{}{said}.", "<div>".repeat(200_000)).into_bytes()),
        ("surrogate.html", surrogate.into_bytes()),
    ];
    for (name, bytes) in files {
        dir.file(name, bytes);
        let json = dir.ok(&["extract", name, "--json"]).json();
        assert_eq!(json["claims"][0]["type"], "killing", "{name}: {json}");
    }
}

/// Returns a record of a web archive that says of itself that it has so many bytes.
fn record(url: &str, text: &str, length: usize) -> String {
    format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: {url}\r\nContent-Type: text/plain\r\n\
         Content-Length: {length}\r\n\r\n{text}\r\n\r\n"
    )
}

#[test]
fn what_an_archive_lost_is_told_by_note_message_and_status() {
    let dir = Dir::new();
    let whole = record("https://a.example/1", TEXT, TEXT.len());
    dir.file("cut.warc", format!("{whole}{}", &whole[..whole.len() - 30]));
    let ran = dir.run(&["extract", "cut.warc", "--json"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("in the middle") && ran.err.contains("1 file lost"), "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    assert!(json["notes"].to_string().contains("in the middle"), "{json}");
}

#[test]
fn an_archive_gives_lines_of_json_whatever_is_in_it() {
    let dir = Dir::new();
    dir.file("one.warc", record("https://a.example/1", TEXT, TEXT.len()));
    assert_eq!(dir.ok(&["extract", "one.warc", "--json"]).out.lines().count(), 1);
    dir.file("a.txt", TEXT);
    assert!(dir.ok(&["extract", "a.txt", "--json"]).out.lines().count() > 1);
    assert_eq!(dir.ok(&["extract", "a.txt", "one.warc", "--json"]).out.lines().count(), 2);
}

#[test]
fn the_index_tells_copies_of_a_page_apart() {
    let dir = Dir::new();
    dir.file("a.txt", TEXT);
    dir.file("b.txt", TEXT);
    dir.ok(&["extract", "a.txt", "b.txt", "--html", "out"]);
    let index = dir.read("out/index.html");
    for words in ["a.txt", "b.txt", "Published", "Language", ">en<"] {
        assert!(index.contains(words), "{words}: {index}");
    }
}

#[test]
fn of_whom_something_is_demanded_is_no_actor() {
    let dir = Dir::new();
    dir.file("a.txt", "The miners demanded that the ministry of labour release the three arrested men.\n");
    let json = dir.ok(&["extract", "a.txt", "--json"]).json();
    let is_asked = |claim: &serde_json::Value| {
        claim["who"].as_array().unwrap().iter().any(|who| who["role"] == "addressee")
    };
    assert!(json["claims"].as_array().unwrap().iter().any(is_asked), "{json:#}");
    let text = dir.ok(&["extract", "a.txt"]).out;
    assert!(
        text.contains("to ") && !text.contains("by the ministry") && !text.contains("by *the ministry"),
        "{text}"
    );
}
