//! What is confined, or was given without consent, is in no byte of what goes out for the public.

use crate::bench_dir::{Dir, files};
use std::fmt::Write;
use tizim_ledger::{Confinement, Consent, Group, Ledger, NewEntry, What};

/// In every word that only the confined list, figures and articles hold, their names included; nowhere else.
const CONFINED: &str = "qx";
/// In every word that only the list without consent holds; its name may be known.
const UNAGREED: &str = "zv";
/// In the values of a field that is confined in all lists.
const FIELD: &str = "kj";

const LETTERS: &[u8] = b"abdefgiklmnoprstu";

/// A name that is like no other: two numbers written in letters.
fn name(person: u64) -> String {
    let letters = |mut number: u64| -> String {
        (0..7)
            .map(|_| {
                number =
                    number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(LETTERS[(number >> 33) as usize % LETTERS.len()])
            })
            .collect()
    };
    format!("{} {}", letters(person), letters(person + 7_777))
}

/// A list of those of 240 people that `on` says, with a word in the values that no other list has.
fn list(word: &str, on: impl Fn(u64) -> bool) -> String {
    let mut text = format!("id,name,age,sex,date of death,cause,status,region,{word}ward\n");
    for person in (0..240).filter(|person| on(*person)) {
        let (age, day, sex) = (18 + person % 60, 1 + person % 28, ["m", "f"][person as usize % 2]);
        let cause = if word.is_empty() { "shot".to_owned() } else { format!("{word}cause{}", person % 3) };
        let region = ["North", "South"][person as usize / 5 % 2];
        let region = if word.is_empty() { region.to_owned() } else { format!("{word}region") };
        let name = name(person);
        let _ = writeln!(
            text,
            "{person},{name},{age},{sex},2022-01-{day:02},{cause},{FIELD}status{},{region},{word}bed{person}",
            person % 4
        );
    }
    // people whom only this list knows
    for further in 0..30 * u64::from(!word.is_empty()) {
        let name = name(9_000 + further + word.len() as u64 * u64::from(word.as_bytes()[0]));
        let _ =
            writeln!(text, "x{further},{name},3{word},{word},2022-02-03,{word}cause,,{word}region,{word}bed");
    }
    text
}

fn project() -> Dir {
    let dir = Dir::new();
    let taken = |by: u64| move |person: u64| (person.wrapping_mul(2_654_435_761) >> by) % 5 < 3;
    dir.project(&[
        ("families", &list("", taken(3))),
        ("press", &list("", taken(7))),
        ("qxclinic", &list(CONFINED, taken(11))),
        ("parish", &list(UNAGREED, taken(13))),
    ]);
    dir.file(
        "qxfigures.csv",
        "made_on,claimant,quantity,scope,low,high,source,quote\n2022-01-09,qxministry,killed,qxcity,7,9,qx.example,qxquote\n",
    );
    dir.file(
        "figures.csv",
        "made_on,claimant,quantity,scope,low,high,source,quote\n2022-01-09,Ministry,killed,Taraz,164,164,a.example,164 died\n",
    );
    for (file, list) in [("qxfigures.csv", "qxfigures"), ("figures.csv", "figures")] {
        dir.ok(&["add", "-C", "p", file, "--list", list, "--figures"]);
    }
    dir.file(
        "qxpage.html",
        "<html><body><article><p>Qxana Berikova, 34, was killed by soldiers in Taraz on 8 March 2021. The qxministry said that 12 people were killed in Taraz.</p></article></body></html>",
    );
    dir.ok(&["add", "-C", "p", "qxpage.html", "--list", "qxpress", "--article"]);
    let config = dir.path().join("p/tizim.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let fields = "fields = [\"sex\", \"age\", \"event_date\", \"act\", \"cause\", \"status\", \"region\", \"ward\", \"zvward\", \"qxward\"]";
    let text = text
        .replace(
            "fields = [\"sex\", \"age\", \"event_date\", \"act\", \"cause\", \"status\", \"region\"]",
            fields,
        )
        .replace("figures = false", "figures = true")
        .replacen("copied_from = []", "copied_from = [\"qxclinic\"]", 1);
    let (before, clinic) = text.split_once("name = \"qxclinic\"").unwrap();
    let clinic = clinic.replacen("scope = \"\"", "scope = \"qxwounded\"", 1);
    let text = format!("{before}name = \"qxclinic\"{clinic}");
    assert!(text.contains("qxwounded") && text.contains("qxward\"]"), "{text}");
    std::fs::write(&config, text).unwrap();
    dir
}

fn confine(dir: &Dir) {
    let mut ledger = Ledger::open(dir.path().join("p/tizim.db")).unwrap();
    let mut append = |what| {
        let at = "2026-11-27T08:00:00Z".parse().unwrap();
        ledger.append(&NewEntry { at, author: "Ada".to_owned(), what }).unwrap();
    };
    append(What::GroupMade(Group { name: "lawyers".into() }));
    let confined = |source: Option<&str>, field: Option<&str>| {
        What::Confined(Confinement {
            source: source.map(Into::into),
            field: field.map(Into::into),
            to: Some(vec!["lawyers".into()]),
        })
    };
    for source in ["qxclinic", "qxfigures", "qxpress"] {
        append(confined(Some(source), None));
    }
    append(confined(None, Some("status")));
    append(What::ConsentRecorded(Consent {
        source: "parish".into(),
        field: None,
        publish: false,
        words: String::new(),
        given_by: None,
    }));
}

/// Returns all that the public gets, as text: pages, and tables with what is packed in them unpacked.
fn public_texts(dir: &Dir) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for format in ["csv", "xlsx", "parquet", "jsonl", "ftm", "capture-history"] {
        let said = dir.ok(&["export", "p", "--format", format]);
        assert!(said.out.contains("3 sources not named"), "{}", said.out);
        texts.push((format!("what export --format {format} says"), said.out));
    }
    let said = dir.ok(&["report", "p", "--public"]);
    texts.push(("what report --public says".to_owned(), said.out));
    for folder in ["export", "public-report"] {
        for (name, bytes) in files(&dir.path().join("p").join(folder)) {
            let name = name.display().to_string();
            if name.ends_with("xlsx") || name.ends_with("parquet") {
                let path = dir.path().join("p").join(folder).join(&name);
                let table = tizim_read::read_table(&path, &tizim_read::ReadOptions::default()).unwrap();
                texts.push((name, format!("{table:?}")));
            } else {
                texts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
            }
        }
    }
    texts
}

fn assert_none(texts: &[(String, String)], word: &str) {
    for (name, text) in texts {
        let text = text.to_lowercase();
        if let Some(at) = text.find(word) {
            let from = text[..at].char_indices().rev().nth(80).map_or(0, |(at, _)| at);
            let around: String = text[from..].chars().take(200).collect();
            panic!("{name} holds {word}: {around}");
        }
    }
}

#[test]
fn no_confined_word_is_in_any_byte_for_the_public() {
    let dir = project();
    dir.ok(&["run", "p"]);
    dir.ok(&["report", "p", "--public"]);
    let open = dir.read("p/public-report/index.html");
    for word in ["qxclinic", "qxcause", "qxregion", "qxquote", "zvcause", "kjstatus"] {
        assert!(open.contains(word), "nothing is confined yet, so {word} goes out");
    }
    confine(&dir);
    let texts = public_texts(&dir);
    for word in [CONFINED, UNAGREED, FIELD] {
        assert_none(&texts, word);
    }
    let page = &texts.iter().find(|(name, _)| name == "index.html").unwrap().1;
    assert!(page.contains("164 died") && page.contains("parish") && page.contains("withheld source"));
    assert!(page.contains("the names of sources that are confidential"), "it says what it leaves out");
    let rows = &texts.iter().find(|(name, _)| name == "persons.csv").unwrap().1;
    assert!(rows.contains("shot") && rows.contains("North"), "what open lists say stays");
    dir.ok(&["run", "p"]);
    assert!(dir.read("p/out/records.csv").contains("qxclinic"));
    dir.ok(&["export", "p", "--format", "csv", "--internal"]);
    assert!(dir.read("p/export/persons.csv").contains("qxcause"), "inside the house all is there");
}

#[test]
fn nor_where_strata_are_named_by_confined_values() {
    let dir = project();
    let config = dir.path().join("p/tizim.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text.replace("# strata = \"region\"", "strata = \"region\"")).unwrap();
    dir.ok(&["run", "p"]);
    confine(&dir);
    let texts = public_texts(&dir);
    for word in [CONFINED, UNAGREED, FIELD] {
        assert_none(&texts, word);
    }
    assert!(texts.iter().any(|(_, text)| text.contains("withheld stratum")));
}
