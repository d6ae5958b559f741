//! Any text as an article.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizim_text::{Article, Options, extract};

fuzz_target!(|text: &str| {
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    for claim in &found.claims {
        tizim_text::check(claim, text, &found.parts).expect("a claim stands in the words of its article");
    }
});
