//! A ledger that goes on in another place, and what stops it.

use crate::house::House;
use tizim_ledger::*;

fn at() -> Timestamp {
    "2026-11-27T10:00:00Z".parse().unwrap()
}

fn note(words: &str) -> NewEntry {
    let decision = Decision::Note { person: RecordKey::new("x", "1") };
    let judgement = Judgement { decision, reason: words.into(), undoes: None };
    NewEntry { at: at(), author: "A".into(), what: What::Judgement(judgement) }
}

/// Each way that a ledger can go: from a kind of place to another of either kind.
fn ways() -> Vec<(House, House)> {
    let sqlite = || House::sqlite().unwrap();
    let mut ways = vec![(sqlite(), sqlite())];
    if let (Some(one), Some(other)) = (House::postgres(), House::postgres()) {
        ways.push((sqlite(), one));
        ways.push((other, sqlite()));
    }
    ways
}

#[test]
fn every_entry_goes_on_elsewhere_with_its_hash_and_the_old_ledger_is_closed() {
    for (from, to) in ways() {
        let mut ledger = from.create();
        for words in ["one", "two", "үш"] {
            ledger.append(&note(words)).unwrap();
        }
        let before = ledger.entries().unwrap();
        let mut other_hand = from.open();
        let mut there = ledger.move_to(to.place(), &at(), "Ada").unwrap();
        assert_eq!(there.entries().unwrap(), before);
        assert_eq!(there.verify().unwrap(), []);
        assert_eq!(there.append(&note("four")).unwrap().prev_hash, before[2].hash);
        // whoever had the old one open writes nothing that would be lost
        let refused = other_hand.append(&note("late")).unwrap_err();
        assert!(matches!(&refused, Error::Closed { to: place, .. } if *place == to.place().to_string()));
        assert_eq!(from.read().verify().unwrap(), []);
        assert_eq!(from.read().entries().unwrap().len(), 4, "its last entry says where it goes on");
    }
}

#[test]
fn a_move_that_was_stopped_is_gone_on_with() {
    for (from, to) in ways() {
        let mut ledger = from.create();
        ledger.append(&note("one")).unwrap();
        // stopped after the place was made, and after it was filled while others went on
        drop(to.create());
        ledger.move_to(to.place(), &at(), "Ada").unwrap();
        let again = ledger.move_to(to.place(), &at(), "Ada").unwrap();
        assert_eq!(again.entries().unwrap().len(), 1);
        let third = House::sqlite().unwrap();
        let refused = ledger.move_to(third.place(), &at(), "Ada").unwrap_err();
        assert!(matches!(refused, Error::Closed { .. }), "{refused}");
    }
}

#[test]
fn nothing_is_mixed_with_another_ledger_and_nothing_altered_is_moved() {
    for (from, to) in ways() {
        let mut ledger = from.create();
        ledger.append(&note("one")).unwrap();
        to.create().append(&note("of another project")).unwrap();
        let refused = ledger.move_to(to.place(), &at(), "Ada").unwrap_err();
        assert!(matches!(refused, Error::Exists { .. }), "{refused}");
        assert_eq!(to.read().entries().unwrap().len(), 1);
        ledger.append(&note("two")).unwrap();
        from.alter("UPDATE entries SET author = 'B' WHERE seq = 1");
        let refused = ledger.move_to(House::sqlite().unwrap().place(), &at(), "Ada").unwrap_err();
        assert!(matches!(refused, Error::Altered { .. }), "{refused}");
    }
}
