//! Two names, parted by a line feed: parsed, compared both ways, explained, keyed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tizim_names::{
    MAX_KEYS, MAX_TOKENS, Name, Part, Rarity, explain, keys, parts, search_fold_ascii, search_forms, sex_from_form,
    similarity, token_similarity,
};

fuzz_target!(|text: &str| {
    let (a, b) = text.split_once('\n').unwrap_or((text, text));
    let (x, y) = (Name::parse(a), Name::parse(b));
    assert!(x.tokens().len() <= MAX_TOKENS && parts(a).len() == x.tokens().len());
    let rarity = Rarity::default();
    let score = similarity(&x, &y, &rarity);
    assert!((0.0..=1.0).contains(&score));
    assert_eq!(score, similarity(&y, &x, &rarity));
    let alike = token_similarity(&x, &y);
    assert!((0.0..=1.0).contains(&alike) && alike == token_similarity(&y, &x));
    let why = explain(a, b, &rarity);
    assert_eq!(why.score, score);
    if !why.terms.is_empty() {
        let sum: f64 = why.terms.iter().map(|term| term.log_odds).sum();
        assert!((score - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-4);
    }
    assert!(keys(&x).count() <= MAX_KEYS);
    // an upper bound of the work that does not need a clock: what is indexed of any text
    assert!(search_forms(a).len() <= 3 * MAX_TOKENS);
    search_fold_ascii(a);
    sex_from_form(&x);
    Name::parse_part(a, Part::Family);
});
