//! Two texts, parted by a line feed, as names of places: found, resolved, how near they are.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tizim_places::{Gazetteer, Verdict};

fuzz_target!(|text: &str| {
    let (a, b) = text.split_once('\n').unwrap_or((text, text));
    let gazetteer = Gazetteer::shipped();
    for asked in [a, b] {
        let answer = gazetteer.find(asked);
        assert!(answer.candidates.len() <= 10 && !answer.reason.is_empty());
        assert_eq!(answer.verdict == Verdict::Unknown, answer.candidates.is_empty());
        assert_eq!(gazetteer.resolve(asked).is_some(), answer.verdict == Verdict::One);
    }
    if let (Some(a), Some(b)) = (gazetteer.resolve(a), gazetteer.resolve(b)) {
        assert_eq!(gazetteer.nearness(a, b), gazetteer.nearness(b, a));
    }
});
