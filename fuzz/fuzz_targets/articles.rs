//! Bytes as a file of articles of any kind: nothing panics, and every character leads to bytes of its leaf.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tizim_read::{Limits, each_article_of_bytes};

fuzz_target!(|bytes: &[u8]| {
    let _ = each_article_of_bytes("file", bytes, &Limits::default(), &mut |page| {
        for (at, c) in page.article.text.char_indices() {
            let range = page.article.map.source_range(at..at + c.len_utf8());
            assert!(range.start <= range.end && range.end as u64 <= page.leaf.bytes);
        }
    });
});
