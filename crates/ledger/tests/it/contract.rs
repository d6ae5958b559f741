//! What callers rely on: entries come back as they went in, the file is refused when it should be, the locks hold.

use std::path::{Path, PathBuf};

use crate::house::{House, on_both};

use proptest::prelude::*;
use rusqlite::Connection;
use tizim_ledger::*;

fn at() -> Timestamp {
    "2026-11-23T10:00:00Z".parse().unwrap()
}

fn entry(what: What) -> NewEntry {
    NewEntry { at: at(), author: "A. Reviewer".into(), what }
}

fn pair(a: &str, b: &str, verdict: Verdict) -> What {
    let decision = Decision::Pair { a: RecordKey::new("x", a), b: RecordKey::new("y", b), verdict };
    What::Judgement(Judgement { decision, reason: "same mother's name".into(), undoes: None })
}

fn custody(list: &str) -> What {
    What::SourceAdded(Custody {
        list: list.into(),
        file: format!("{list}.csv"),
        original_name: "Список.csv".into(),
        blake3: Hash::from_bytes([1; 32]),
        sha256: Sha256::from_bytes([2; 32]),
        bytes: u64::MAX,
        given_by: Some("a lawyer".into()),
        consent: None,
        licence: None,
        source_url: None,
        note: Some("sent twice".into()),
    })
}

fn files_in(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn new_ledger(dir: &Path) -> (PathBuf, Ledger) {
    let path = dir.join("tizim.db");
    let ledger = Ledger::create(&path).unwrap();
    (path, ledger)
}

on_both! {
    entries_come_back_as_they_went_in,
    the_encoding_stays,
    several_at_once_are_all_or_none,
    entries_that_make_no_sense_are_refused,
    a_newer_ledger_is_refused_plainly,
    what_is_open_for_reading_is_not_written,
    the_table_is_locked_against_every_kind_of_change,
    groups_and_what_is_confined_to_them_are_kept,
}

fn no_stray_files(house: &House) {
    if let House::Sqlite(dir) = house {
        assert_eq!(files_in(dir.path()), ["tizim.db"]);
    }
}

fn entries_come_back_as_they_went_in(house: &House) {
    let mut ledger = house.create();
    assert_eq!(ledger.head().unwrap(), Hash::GENESIS);
    let whats = [
        What::ProjectCreated(ProjectCreated { name: "Қаңтар".into(), program_version: "0.1.0".into() }),
        custody("first"),
        pair("1", "2", Verdict::Same),
        custody("second"),
        pair("2", "3", Verdict::Unsure),
        What::Judgement(Judgement {
            decision: Decision::TakenBack,
            reason: "a slip".into(),
            undoes: Some(3),
        }),
        What::Exported(Exported {
            format: "csv".into(),
            public: true,
            files: vec![ExportedFile { name: "persons.csv".into(), blake3: Hash::GENESIS }],
            persons_withheld: 3,
            fields_withheld: 14,
        }),
    ];
    let appended: Vec<Entry> =
        whats.iter().map(|what| ledger.append(&entry(what.clone())).unwrap()).collect();
    drop(ledger);
    no_stray_files(house);

    let ledger = house.read();
    let entries = ledger.entries().unwrap();
    assert_eq!(entries, appended);
    assert_eq!(entries.iter().map(|e| e.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7]);
    assert!(entries.iter().zip(whats).all(|(entry, what)| entry.what == what));
    assert_eq!(entries[0].prev_hash, Hash::GENESIS);
    assert!(entries.windows(2).all(|w| w[1].prev_hash == w[0].hash));
    assert_eq!(ledger.head().unwrap(), entries[6].hash);
    assert_eq!(ledger.verify().unwrap(), []);
    let lists: Vec<String> = ledger.sources().unwrap().into_iter().map(|custody| custody.list).collect();
    assert_eq!(lists, ["first", "second"]);
    let What::Judgement(standing) = pair("2", "3", Verdict::Unsure) else { unreachable!() };
    assert_eq!(ledger.judgements().unwrap(), [standing]);
    drop(ledger);
    no_stray_files(house);
}

/// The hash of a whole ledger, pinned: a change of the encoding would make every ledger in the world fail to verify.
fn the_encoding_stays(house: &House) {
    let mut ledger = house.create();
    ledger.append(&entry(custody("first"))).unwrap();
    ledger.append(&entry(pair("1", "2", Verdict::Different))).unwrap();
    assert_eq!(
        ledger.head().unwrap().to_string(),
        "600bbe30cdf4af2069cb9f4decf1d6f0ed73625caa67859bbdccd139b35d4678"
    );
}

fn several_at_once_are_all_or_none(house: &House) {
    let mut ledger = house.create();
    let taking_back = |seq| {
        entry(What::Judgement(Judgement {
            decision: Decision::TakenBack,
            reason: String::new(),
            undoes: Some(seq),
        }))
    };
    let error = ledger
        .append_all(&[entry(pair("1", "2", Verdict::Same)), taking_back(1), taking_back(9)])
        .unwrap_err();
    assert!(matches!(error, Error::NotAJudgement { seq: 9 }));
    assert_eq!(ledger.entries().unwrap(), []);
    ledger.append_all(&[entry(pair("1", "2", Verdict::Same)), taking_back(1)]).unwrap();
    assert_eq!(ledger.judgements().unwrap(), []);
    assert_eq!(ledger.verify().unwrap(), []);
}

fn entries_that_make_no_sense_are_refused(house: &House) {
    let mut ledger = house.create();
    ledger.append(&entry(custody("first"))).unwrap();
    let mut nobody = entry(custody("second"));
    nobody.author = "  ".into();
    assert!(matches!(ledger.append(&nobody), Err(Error::NoAuthor)));
    let own = RecordKey::new("x", "1");
    let judgement =
        |decision, undoes| entry(What::Judgement(Judgement { decision, reason: String::new(), undoes }));
    let twice = Decision::Pair { a: own.clone(), b: own, verdict: Verdict::Same };
    assert!(matches!(ledger.append(&judgement(twice, None)), Err(Error::OneRecordTwice { .. })));
    assert!(matches!(ledger.append(&judgement(Decision::TakenBack, None)), Err(Error::NothingTakenBack)));
    for not_a_judgement in [0, 1, 2, u64::MAX] {
        let error = ledger.append(&judgement(Decision::TakenBack, Some(not_a_judgement))).unwrap_err();
        assert!(matches!(error, Error::NotAJudgement { .. }), "{error}");
    }
    assert_eq!(ledger.entries().unwrap().len(), 1);
}

#[test]
fn files_that_are_no_ledgers_are_refused_with_a_hint() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tizim.db");
    let refused = |open: &dyn Fn() -> Result<Ledger>| {
        let error = open().unwrap_err();
        assert!(error.to_string().contains("tizim.db"), "{error}");
        assert!(error.hint().is_some(), "{error}");
        error
    };
    assert!(matches!(refused(&|| Ledger::open(&path)), Error::Missing { .. }));
    assert!(matches!(refused(&|| Ledger::open_read_only(&path)), Error::Missing { .. }));
    for bytes in [&b""[..], b"name,age\nA,1\n", &[0; 5000]] {
        std::fs::write(&path, bytes).unwrap();
        assert!(matches!(refused(&|| Ledger::open(&path)), Error::NotALedger { .. }));
        assert!(matches!(refused(&|| Ledger::create(&path)), Error::Exists { .. }));
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "left as it was");
    }
    std::fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE entries (seq)").unwrap();
    assert!(matches!(refused(&|| Ledger::open(&path)), Error::NotALedger { .. }));
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();
    assert!(matches!(refused(&|| Ledger::open(&path)), Error::NotALedger { .. }));
    assert!(Ledger::create(dir.path().join("no such folder/tizim.db")).is_err());
}

fn a_newer_ledger_is_refused_plainly(house: &House) {
    let ledger = house.create();
    drop(ledger);
    let later = match house {
        House::Sqlite(_) => "refinery_schema_history VALUES (7, 'later', '', '0')",
        House::Postgres(_) => "ledger_versions VALUES (7)",
    };
    house.execute(&format!("INSERT INTO {later}")).unwrap();
    for error in
        [Ledger::open(house.place()).unwrap_err(), Ledger::open_read_only(house.place()).unwrap_err()]
    {
        assert!(matches!(error, Error::Newer { found: 7, known: SCHEMA_VERSION, .. }), "{error}");
        assert!(error.hint().unwrap().contains("newer version"));
    }
}

#[test]
fn a_ledger_that_was_half_made_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("tizim.db.new"), "half").unwrap();
    let (_, ledger) = new_ledger(dir.path());
    assert_eq!(ledger.verify().unwrap(), []);
    assert_eq!(files_in(dir.path()), ["tizim.db"]);
}

fn what_is_open_for_reading_is_not_written(house: &House) {
    drop(house.create());
    let mut ledger = house.read();
    assert!(matches!(ledger.append(&entry(custody("x"))), Err(Error::ReadOnly { .. })));
}

fn the_table_is_locked_against_every_kind_of_change(house: &House) {
    let mut ledger = house.create();
    ledger.append(&entry(custody("x"))).unwrap();
    let zeros = house.blob(&"00".repeat(32));
    let row = format!("(1, 'k', 't', 'a', 'p', {zeros}, {zeros})");
    let mut changes = vec![
        "UPDATE entries SET author = 'B'".to_owned(),
        "DELETE FROM entries".to_owned(),
        "DELETE FROM entries WHERE seq = 1".to_owned(),
    ];
    match house {
        House::Sqlite(_) => changes.extend([
            format!("INSERT OR REPLACE INTO entries VALUES {row}"),
            format!("INSERT INTO entries VALUES {row} ON CONFLICT DO UPDATE SET author = 'B'"),
        ]),
        House::Postgres(_) => changes.extend([
            format!("INSERT INTO entries VALUES {row} ON CONFLICT (seq) DO UPDATE SET author = 'B'"),
            "SET session_replication_role = replica; DELETE FROM entries".to_owned(),
            "TRUNCATE entries".to_owned(),
            "UPDATE entries_highest SET seq = 0".to_owned(),
            "DELETE FROM entries_highest".to_owned(),
            "INSERT INTO entries_highest VALUES (5)".to_owned(),
            "UPDATE ledger_versions SET version = 4".to_owned(),
        ]),
    }
    for change in changes {
        let error = house.execute(&change).unwrap_err();
        assert!(error.contains("append-only"), "{change}: {error}");
    }
    assert_eq!(ledger.verify().unwrap(), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever text is written comes back, and the chain holds.
    #[test]
    fn any_text_is_kept(texts in proptest::collection::vec(any::<String>(), 1..6)) {
        keeps(&House::sqlite().unwrap(), &texts);
        if let Some(house) = House::postgres() {
            keeps(&house, &texts);
        }
    }
}

fn keeps(house: &House, texts: &[String]) {
    let mut ledger = house.create();
    for text in texts {
        let decision = Decision::FieldWithheld { person: RecordKey::new(text, text), field: text.clone() };
        let what = What::Judgement(Judgement { decision, reason: text.clone(), undoes: None });
        let entry = NewEntry { at: at(), author: format!("a{}", text.replace('\0', "")), what };
        let appended = ledger.append(&entry).unwrap();
        assert_eq!(appended.what, entry.what);
    }
    let entries = ledger.entries().unwrap();
    assert_eq!(entries.len(), texts.len());
    for (entry, text) in entries.iter().zip(texts) {
        assert_eq!(&entry.author, &format!("a{}", text.replace('\0', "")));
    }
    assert_eq!(ledger.verify().unwrap(), []);
}

#[test]
fn a_ledger_of_version_1_is_read_as_it_is_and_brought_up_to_date_when_written() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tizim.db");
    let mut ledger = Ledger::create(&path).unwrap();
    let made = ProjectCreated { name: "January".into(), program_version: "0.1.0".into() };
    let entry = |what| NewEntry { at: "2026-01-01T00:00:00Z".parse().unwrap(), author: "A".into(), what };
    ledger.append(&entry(What::ProjectCreated(made))).unwrap();
    drop(ledger);
    // what a program that knew version 1 left
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute_batch("DROP INDEX entries_by_kind; DELETE FROM refinery_schema_history WHERE version > 1;")
        .unwrap();
    drop(raw);
    assert_eq!(Ledger::open_read_only(&path).unwrap().entries().unwrap().len(), 1);
    let mut ledger = Ledger::open(&path).unwrap();
    let account = Account { name: "rita".into(), role: Role::Reader, password: None };
    ledger.append(&entry(What::AccountSet(account.clone()))).unwrap();
    let attempt = SignIn { account: "rita".into(), from: "127.0.0.1".into(), accepted: false };
    ledger.append(&entry(What::SignIn(attempt))).unwrap();
    assert_eq!(ledger.entries_after(1).unwrap()[0].what, What::AccountSet(account));
    assert_eq!(ledger.entries_after(3).unwrap(), []);
    assert!(ledger.verify().unwrap().is_empty());
}

fn groups_and_what_is_confined_to_them_are_kept(house: &House) {
    let mut ledger = house.create();
    let made = entry(What::GroupMade(Group { name: "lawyers".into() }));
    let confined = |to: &str| {
        let (source, to) = (Some("clinic".into()), Some(vec![to.into()]));
        entry(What::Confined(Confinement { source, field: None, to }))
    };
    let password = Some("$argon2id$".to_owned());
    let account = entry(What::AccountSet(Account { name: "lev".into(), role: Role::Reviewer, password }));
    let member =
        entry(What::MemberSet(Membership { group: "lawyers".into(), account: "lev".into(), member: true }));
    assert!(matches!(ledger.append(&confined("lawyers")), Err(Error::NoSuchGroup { .. })));
    // a group may be made and used in one request, and not twice
    ledger.append_all(&[made.clone(), confined("lawyers"), account, member]).unwrap();
    assert!(matches!(ledger.append(&made), Err(Error::GroupExists { .. })));
    let nothing = Confinement { source: None, field: None, to: None };
    assert!(matches!(ledger.append(&entry(What::Confined(nothing))), Err(Error::Nameless { .. })));
    let nameless = entry(What::GroupMade(Group { name: " ".into() }));
    assert!(matches!(ledger.append(&nameless), Err(Error::Nameless { .. })));
    let viewed = Viewed { source: "clinic".into(), item: "7".into(), fields: vec![] };
    ledger.append(&entry(What::Viewed(viewed.clone()))).unwrap();
    drop(ledger);

    let mut ledger = house.read();
    let access = ledger.book().unwrap().access();
    assert!(access.may_see_source(Viewer::Account("lev"), "clinic"));
    assert!(!access.may_see_source(Viewer::Account("rita"), "clinic"));
    assert_eq!(ledger.entries().unwrap().pop().unwrap().what, What::Viewed(viewed));
    assert_eq!(ledger.verify().unwrap(), []);
}

#[test]
fn a_role_that_may_only_read_and_append_appends() {
    let Some(house) = House::postgres() else { return };
    house.create().append(&entry(custody("first"))).unwrap();
    let named = house.named();
    let schema = named.rsplit("%3D").next().unwrap();
    house
        .execute(&format!(
            "CREATE ROLE desk_{schema} LOGIN; GRANT USAGE ON SCHEMA {schema} TO desk_{schema};
             GRANT SELECT, INSERT ON entries TO desk_{schema};
             GRANT SELECT ON entries_highest, ledger_versions TO desk_{schema}"
        ))
        .unwrap();
    let of_role = named.replace("//tizim@", &format!("//desk_{schema}@"));
    let mut ledger = Ledger::open(crate::house::place(&of_role)).unwrap();
    ledger.append(&entry(pair("1", "2", Verdict::Same))).unwrap();
    assert_eq!(ledger.verify().unwrap(), []);
    for change in ["UPDATE entries SET author = 'B'", "ALTER TABLE entries DISABLE TRIGGER USER"] {
        let refused = House::Postgres(of_role.clone()).execute(change).unwrap_err();
        assert!(refused.contains("permission denied") || refused.contains("must be owner"), "{refused}");
    }
}

/// Two that make a ledger in one place at once: one of them makes it.
#[test]
fn what_is_there_is_not_made_again_and_what_is_no_ledger_is_left_alone() {
    let Some(house) = House::postgres() else { return };
    assert!(matches!(Ledger::open(house.place()), Err(Error::Missing { .. })));
    let makers: Vec<_> = (0..2)
        .map(|_| {
            let place = house.place();
            std::thread::spawn(move || Ledger::create(place).map(drop))
        })
        .collect();
    let made: Vec<Result<()>> = makers.into_iter().map(|maker| maker.join().unwrap()).collect();
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 1, "{made:?}");
    assert!(made.iter().any(|made| matches!(made, Err(Error::Exists { .. }))), "{made:?}");
    let other = House::postgres().unwrap();
    other.execute("CREATE TABLE entries (seq bigint)").unwrap();
    assert!(matches!(Ledger::open(other.place()), Err(Error::NotALedger { .. })));
    assert!(matches!(Ledger::create(other.place()), Err(Error::Exists { .. })));
}
