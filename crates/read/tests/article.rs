//! Pages to articles: the right blocks, and the way back to each byte.

use proptest::prelude::*;
use tizim_read::{ArticleText, BlockKind, article_from_bytes};

const PAGE: &str = "<!doctype html><html lang=en><head><title>A fire | The Paper</title>\
<meta property='article:published_time' content='2020-05-12T09:00:00Z'></head><body><nav><a href=/>Home</a><a href=/s>Sport</a></nav>\
<div class=story><h1>A fire</h1><p>Two men were <b>killed</b> when a fire broke out at the mill &amp; the barn near the river, the service said.</p>\
<p>It took four hours to put the fire out, the chief told reporters on Monday, and nobody else was in the house.</p></div>\
<div class=comments><p>I never liked that mill, it was an eyesore, and the town should have done something years ago.</p></div>\
<script>var x = 'Three men were killed';</script></body></html>";

fn body(article: &ArticleText) -> Vec<&str> {
    let blocks = article.blocks.iter().flatten().filter(|block| block.kind == BlockKind::Body);
    blocks.map(|block| &article.text[block.range.clone()]).collect()
}

#[test]
fn the_article_without_its_furniture() {
    let article = article_from_bytes("page", PAGE.as_bytes()).unwrap();
    let body = body(&article);
    assert_eq!(body.len(), 2);
    assert!(body[0].starts_with("Two men were killed when") && body[0].contains("mill & the barn"));
    assert_eq!(article.meta.published.as_deref(), Some("2020-05-12T09:00:00Z"));
    assert_eq!(article.meta.language.as_deref(), Some("en"));
    assert_eq!(article.meta.title.as_deref(), Some("A fire"));
}

#[test]
fn words_lead_back_to_the_bytes_of_the_file() {
    let article = article_from_bytes("page", PAGE.as_bytes()).unwrap();
    let source = |words: &str| {
        let at = article.text.find(words).unwrap();
        &PAGE[article.map.source_range(at..at + words.len())]
    };
    assert_eq!(source("Two men"), "Two men");
    assert_eq!(source("killed when"), "killed</b> when");
    assert_eq!(source("mill & the"), "mill &amp; the");
}

#[test]
fn a_page_in_windows_1251_leads_back_to_its_bytes() {
    let page = "<html><head><meta charset=windows-1251></head><body><p>Двое мужчин погибли при пожаре на старой мельнице у реки, сообщила служба.</p></body></html>";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(page);
    let article = article_from_bytes("page", &bytes).unwrap();
    let at = article.text.find("погибли").unwrap();
    let range = article.map.source_range(at..at + "погибли".len());
    let (word, _, _) = encoding_rs::WINDOWS_1251.decode(&bytes[range]);
    assert_eq!(word, "погибли");
}

#[test]
fn what_is_no_text_is_refused_in_words() {
    assert!(article_from_bytes("x", b"%PDF-1.4 ...").unwrap_err().to_string().contains("PDF"));
    assert!(article_from_bytes("x", b" \n ").is_err());
}

fn markup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class='comments'>",
        "</div>",
        "<b>",
        "</b>",
        "Two men were killed, it was said. ",
        "&amp;",
        "&nbsp;",
        "&#x444;",
        "é",
        "ж",
        "<br>",
        "<li>",
        "<table><td>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "\r\n",
        "  ",
        "<html>",
        "<body>",
        "&notanentity",
        "<a href=x>",
        "</a>",
        "<",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| format!("<html>{}", pieces.concat()))
}

proptest! {
    #[test]
    fn copied_text_stands_in_the_file(page in markup()) {
        if let Ok(article) = article_from_bytes("page", page.as_bytes()) {
            let mut before = 0;
            for (at, c) in article.text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
                let range = article.map.source_range(at..at + c.len_utf8());
                prop_assert!(range.start >= before && range.end <= page.len());
                let source = &page[range.clone()];
                prop_assert!(source.starts_with(c) || source.starts_with('&'), "{c:?} came from {source:?}");
                before = range.start;
            }
        }
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = article_from_bytes("bytes", &bytes);
        let _ = article_from_bytes("bytes", &[b"<html><p>".as_slice(), &bytes].concat());
    }
}

#[test]
fn words_lead_back_to_the_bytes_in_every_encoding() {
    let russian = "Двое мужчин были убиты в понедельник, сообщило министерство. ".repeat(20);
    let japanese = "月曜日に男性二人が死亡したと当局が発表した。".repeat(20);
    for (label, text, words) in [
        ("windows-1251", &russian, "убиты"),
        ("koi8-r", &russian, "убиты"),
        ("shift_jis", &japanese, "死亡"),
        ("euc-jp", &japanese, "死亡"),
        ("gb18030", &japanese, "死亡"),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let page = format!("<html><head><meta charset={label}></head><body><p>{text}</p></body></html>");
        let (bytes, _, lost) = encoding.encode(&page);
        assert!(!lost, "{label} holds the text");
        let article = article_from_bytes("page", &bytes).unwrap();
        let at = article.text.rfind(words).unwrap_or_else(|| panic!("{label}: {}", article.encoding));
        let (back, _) =
            encoding.decode_without_bom_handling(&bytes[article.map.source_range(at..at + words.len())]);
        assert_eq!(back, words, "{label}");
    }
}

#[test]
fn iso_2022_jp_is_read_and_words_lead_to_their_bytes() {
    let page = "<html><head><meta charset=iso-2022-jp></head><body><p>月曜日に男性二人が死亡したと当局が発表した。 Police said so.</p></body></html>";
    let (bytes, _, lost) = encoding_rs::ISO_2022_JP.encode(page);
    assert!(!lost && bytes.is_ascii());
    for bytes in [
        bytes.to_vec(),
        String::from_utf8_lossy(&bytes).replace("<meta charset=iso-2022-jp>", "").into_bytes(),
    ] {
        let article = article_from_bytes("page", &bytes).unwrap();
        assert_eq!(article.encoding, "ISO-2022-JP");
        for (words, alone) in [("死亡", false), ("月曜日", false), ("Police", true), ("。", false)] {
            let at = article.text.find(words).unwrap();
            let range = article.map.source_range(at..at + words.len());
            assert_eq!(article.map.text_range(range.clone()), Some(at..at + words.len()));
            // two-byte characters alone need the escape sequence before them
            let escape: &[u8] = if alone { b"" } else { b"\x1b$B" };
            let alone = [escape, &bytes[range]].concat();
            assert_eq!(encoding_rs::ISO_2022_JP.decode_without_bom_handling(&alone).0, words);
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let mut state = 1u32;
    let random: Vec<u8> = (0..20_000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .collect();
    for bytes in [random.clone(), [b"<html><p>".as_slice(), &random].concat()] {
        let fault = article_from_bytes("x", &bytes).unwrap_err().to_string();
        assert!(fault.contains("no text"), "{fault}");
    }
    assert!(article_from_bytes("x", b"Police killed\0 four people.").is_ok(), "one stray byte is forgiven");
}

#[test]
fn a_byline_that_only_the_page_shows_is_found_without_its_mark() {
    let page = |byline: &str| {
        format!(
            "<html><body><article><h1>A fire</h1>{byline}<p>Two men were killed when a fire broke out at the mill near the \
             river, the service said.</p></article><div class=comments><p class=author>Anna Reader</p></div></body></html>"
        )
    };
    for (byline, wanted) in [
        ("<p class=\"byline\">By Jane Person</p>", Some("Jane Person")),
        (
            "<div class=meta><span class=post-author><a rel=author href=/j>Jane Person</a></span></div>",
            Some("Jane Person"),
        ),
        ("<p class=byline>12 May 2020</p>", None),
        ("", None),
    ] {
        let article = article_from_bytes("page", page(byline).as_bytes()).unwrap();
        assert_eq!(article.meta.byline.as_deref(), wanted, "{byline}");
    }
}

#[test]
fn a_broken_sequence_shifts_nothing_behind_it() {
    let mut bytes = "Двое мужчин были убиты ".repeat(5).into_bytes();
    bytes.extend([0xff, 0xd0]);
    bytes.extend(" вчера в Алматы.".bytes());
    let article = article_from_bytes("page", &bytes).unwrap();
    assert_eq!(article.encoding, "UTF-8");
    let at = article.text.find("Алматы").unwrap();
    assert_eq!(&bytes[article.map.source_range(at..at + "Алматы".len())], "Алматы".as_bytes());
}

proptest! {
    #[test]
    fn every_passage_leads_into_the_file(bytes in prop::collection::vec(any::<u8>(), 0..200), head in 0usize..4) {
        let head = ["", "<html><meta charset=big5>", "<html><meta charset=euc-kr>", "\u{feff}"][head];
        let bytes = [head.as_bytes(), &bytes].concat();
        if let Ok(article) = article_from_bytes("page", &bytes) {
            let range = article.map.source_range(0..article.text.len());
            prop_assert!(range.start <= range.end && range.end <= bytes.len());
        }
    }
}
