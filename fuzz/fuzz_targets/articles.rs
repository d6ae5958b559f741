//! Any bytes as a page.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizim_read::article_from_bytes;

fuzz_target!(|bytes: &[u8]| {
    let Ok(article) = article_from_bytes("page", bytes) else { return };
    for block in article.blocks.iter().flatten() {
        let words = article.text.get(block.range.clone()).expect("a block lies in the text");
        if !words.is_empty() {
            let source = article.map.source_range(block.range.clone());
            assert!(source.start <= source.end && source.end <= bytes.len());
        }
    }
});
