//! Files with articles in them: every word leads back to its bytes, and no bytes do harm.
#![allow(clippy::unwrap_used, reason = "a test that fails here says where")]

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::{Cursor, Write};
use tizim_read::{
    ArticleFile, ArticleFormat, ArticlePage, LeafKind, Limits, ReadError, each_article_of_bytes,
};
use zip::write::SimpleFileOptions;

const PAGE: &str = "<!doctype html><html><head><title>Rallies</title><meta charset='utf-8'></head><body><article>\
    <h1>Rallies in two towns</h1><p>Police detained forty people on Monday &amp; released ten of them on Tuesday, \
    the committee said in the evening.</p><p>Aida Nurova, 31, was wounded near the station, her brother told us, \
    and nobody was charged with it until today.</p></article></body></html>";

fn read(bytes: &[u8]) -> Result<(ArticleFile, Vec<ArticlePage>), ReadError> {
    let mut pages = Vec::new();
    let file = each_article_of_bytes("file", bytes, &Limits::default(), &mut |page| pages.push(page))?;
    Ok((file, pages))
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn record(kind: &str, url: &str, media: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{url}>\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2022-01-20T10:00:00Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(url: &str, more: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n");
    record("response", url, "application/http; msgtype=response", &[head.as_bytes(), body].concat())
}

/// Asserts that words of an article lead to the same words in its leaf.
fn leads_back(page: &ArticlePage, leaf: &[u8], words: &str) {
    let at = page.article.text.find(words).unwrap_or_else(|| panic!("{words} in {:?}", page.article.text));
    let range = page.article.map.source_range(at..at + words.len());
    assert_eq!(std::str::from_utf8(&leaf[range.clone()]).unwrap(), words);
    assert_eq!(page.article.map.text_range(range), Some(at..at + words.len()));
}

#[test]
fn an_archive_that_is_not_packed_leads_to_bytes_of_the_file() {
    let archive = [
        record("warcinfo", "x", "application/warc-fields", b"software: test"),
        response("https://a.example/1", "", PAGE.as_bytes()),
        record(
            "request",
            "https://a.example/1",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        record(
            "resource",
            "https://a.example/2",
            "text/plain",
            b"Two men were killed in the village, police said.",
        ),
    ]
    .concat();
    let (file, pages) = read(&archive).unwrap();
    assert_eq!((file.format, pages.len()), (ArticleFormat::Warc, 2));
    assert_eq!(pages[0].url.as_deref(), Some("https://a.example/1"));
    assert_eq!(pages[0].fetched.as_deref(), Some("2022-01-20T10:00:00Z"));
    for (page, words) in [(&pages[0], "her brother told us"), (&pages[1], "Two men were killed")] {
        assert_eq!(page.leaf.kind, LeafKind::Stretch);
        let at = page.article.text.find(words).unwrap();
        let range = page.leaf.outward(page.article.map.source_range(at..at + words.len()));
        assert_eq!(&archive[range.start as usize..range.end as usize], words.as_bytes());
        assert_eq!(page.leaf.inward(range), Some(page.article.map.source_range(at..at + words.len())));
    }
}

#[test]
fn packed_records_chunks_and_packed_bodies_are_unpacked() {
    let chunked = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
    let archive = [
        gzipped(&response("https://a.example/1", "", PAGE.as_bytes())),
        gzipped(&response("https://a.example/2", "Content-Encoding: gzip\r\n", &gzipped(PAGE.as_bytes()))),
        gzipped(&response("https://a.example/3", "Transfer-Encoding: chunked\r\n", chunked.as_bytes())),
    ];
    let (file, pages) = read(&archive.concat()).unwrap();
    assert_eq!((file.format, pages.len()), (ArticleFormat::Warc, 3));
    for page in &pages {
        assert_eq!(page.leaf.kind, LeafKind::Unpacked);
        leads_back(page, PAGE.as_bytes(), "her brother told us");
    }
    assert_eq!(pages[1].leaf.path[0], format!("gzip member at byte {}", archive[0].len()));
    let (blake3, other) = (&pages[0].leaf.blake3, &pages[2].leaf.blake3);
    assert_eq!(blake3, other, "the same page is the same leaf");
}

#[test]
fn a_broken_record_costs_no_other() {
    let mut bad = gzipped(&response("https://a.example/1", "", PAGE.as_bytes()));
    let middle = bad.len() / 2;
    bad[middle] ^= 0xff;
    let cut = response("https://a.example/2", "", PAGE.as_bytes());
    let good = gzipped(&response("https://a.example/0", "", PAGE.as_bytes()));
    let (file, pages) = read(&[good.clone(), bad].concat()).unwrap();
    assert_eq!((pages.len(), file.notes.is_empty()), (1, false));
    let (file, pages) = read(
        &[response("https://a.example/0", "", PAGE.as_bytes()), cut[..cut.len() - 60].to_vec()].concat(),
    )
    .unwrap();
    assert_eq!(pages.len(), 1);
    assert!(file.notes[0].contains("in the middle"), "{:?}", file.notes);
    let nonsense = gzipped(b"no record at all");
    let (file, pages) = read(&[good.clone(), nonsense, good].concat()).unwrap();
    assert_eq!((pages.len(), file.notes.len()), (2, 1), "{:?}", file.notes);
}

/// Returns a record that says of itself that it has so many bytes.
fn with_length(record: &[u8], said: usize) -> Vec<u8> {
    let text = String::from_utf8(record.to_vec()).unwrap();
    let (before, rest) = text.split_once("Content-Length: ").unwrap();
    let (_, behind) = rest.split_once("\r\n").unwrap();
    format!("{before}Content-Length: {said}\r\n{behind}").into_bytes()
}

#[test]
fn behind_a_record_with_a_wrong_length_the_next_is_read() {
    let at = |number: u32| response(&format!("https://a.example/{number}"), "", PAGE.as_bytes());
    let length = at(2).len();
    // beyond the end, into the middle of the next record, and too short
    for said in [99_999_999, length + 40, 30] {
        let archive = [at(1), with_length(&at(2), said), at(3), at(4)].concat();
        let (file, pages) = read(&archive).unwrap();
        let urls: Vec<&str> = pages.iter().filter_map(|page| page.url.as_deref()).collect();
        let all =
            ["https://a.example/1", "https://a.example/2", "https://a.example/3", "https://a.example/4"];
        assert_eq!(urls, all, "{said}: {:?}", file.notes);
        assert_eq!(file.left_out.len(), 1, "{:?}", file.left_out);
        assert!(
            file.left_out[0].contains("record 2") && file.left_out[0].contains("wrong length"),
            "{:?}",
            file.left_out
        );
        let (page, words) = (&pages[1], "her brother told us");
        let place = page.article.text.find(words).unwrap();
        let range = page.leaf.outward(page.article.map.source_range(place..place + words.len()));
        assert_eq!(&archive[range.start as usize..range.end as usize], words.as_bytes());
    }
}

#[test]
fn what_an_archive_lost_is_told_apart_from_what_is_no_page() {
    let whole = [
        record("warcinfo", "x", "application/warc-fields", b"software: test"),
        response("https://a.example/1", "", PAGE.as_bytes()),
    ];
    let (file, _) = read(&whole.concat()).unwrap();
    assert_eq!((file.notes.len(), file.left_out.len()), (1, 0));
    let cut = response("https://a.example/2", "", PAGE.as_bytes());
    let (file, _) = read(&[whole.concat(), cut[..cut.len() - 60].to_vec()].concat()).unwrap();
    assert_eq!(file.left_out.len(), 1, "{:?}", file.notes);
    let nonsense = [
        whole[1].clone(),
        b"nothing of it\r\n".to_vec(),
        response("https://a.example/2", "", PAGE.as_bytes()),
    ];
    assert_eq!(read(&nonsense.concat()).unwrap().1.len(), 2);
}

#[test]
fn an_archive_that_unpacks_without_end_is_refused() {
    let zeros = vec![b' '; 32 << 20];
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&record("metadata", "x", "text/plain", &zeros)).unwrap();
    let bomb = bomb.finish().unwrap();
    let archive = [&bomb[..], &bomb, &bomb, &bomb].concat();
    let fault = read(&archive).unwrap_err().to_string();
    assert!(fault.contains("unpacks"), "{fault}");
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_wacz_gives_the_pages_that_it_lists() {
    let archive = [
        gzipped(&response("https://a.example/1", "", PAGE.as_bytes())),
        gzipped(&response("https://ads.example/frame", "", PAGE.as_bytes())),
    ]
    .concat();
    let pages =
        b"{\"format\": \"json-pages-1.0\"}\n{\"url\": \"https://a.example/1#top\", \"title\": \"x\"}\n";
    let whole = zipped(&[
        ("archive/data.warc.gz", &archive),
        ("pages/pages.jsonl", pages),
        ("datapackage.json", b"{}"),
    ]);
    let (file, pages) = read(&whole).unwrap();
    assert_eq!((file.format, pages.len()), (ArticleFormat::Wacz, 1));
    assert_eq!(pages[0].leaf.path[0], "archive/data.warc.gz");
    leads_back(&pages[0], PAGE.as_bytes(), "forty people");
}

const DOCUMENT: &str = "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>\
    <w:r><w:t>A list of names</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">Aida Nurova was </w:t></w:r><w:del><w:r>\
    <w:t>perhaps </w:t></w:r></w:del><w:r><w:t>killed in Taraz &amp; buried there.</w:t></w:r></w:p></w:body></w:document>";

#[test]
fn a_document_leads_to_bytes_of_its_xml() {
    let core = b"<c xmlns:dc='d'><dc:title>The title</dc:title><dc:creator>A. Keeper</dc:creator></c>";
    let bytes = zipped(&[("word/document.xml", DOCUMENT.as_bytes()), ("docProps/core.xml", core)]);
    let (file, pages) = read(&bytes).unwrap();
    assert_eq!((file.format, pages.len()), (ArticleFormat::Docx, 1));
    let page = &pages[0];
    assert_eq!(page.article.text, "A list of names\nAida Nurova was killed in Taraz & buried there.\n");
    assert_eq!(page.article.meta.byline.as_deref(), Some("A. Keeper"));
    leads_back(page, DOCUMENT.as_bytes(), "killed in Taraz ");
    let amp = page.article.text.find('&').unwrap();
    assert_eq!(&DOCUMENT[page.article.map.source_range(amp..amp + 1)], "&amp;");
}

#[test]
fn the_notes_of_a_document_are_read_too() {
    let footnotes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:type=\"separator\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"1\"><w:p><w:r><w:t>Her brother told us on 4 May 2020.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let endnotes =
        b"<w:endnotes xmlns:w='w'><w:endnote><w:p><w:r><w:separator/></w:r></w:p></w:endnote></w:endnotes>";
    let bytes = zipped(&[
        ("word/document.xml", DOCUMENT.as_bytes()),
        ("word/footnotes.xml", footnotes.as_bytes()),
        ("word/endnotes.xml", endnotes),
    ]);
    let (_, pages) = read(&bytes).unwrap();
    assert_eq!(pages.len(), 2, "endnotes of separators alone are none");
    assert_eq!((pages[1].number, pages[1].leaf.path[0].as_str()), (2, "word/footnotes.xml"));
    leads_back(&pages[1], footnotes.as_bytes(), "told us on 4 May 2020");
    assert_eq!(pages[1].article.notes, ["these are the footnotes of the document"]);
    let broken = zipped(&[("word/document.xml", DOCUMENT.as_bytes()), ("word/comments.xml", b"<a><b")]);
    let (file, pages) = read(&broken).unwrap();
    assert_eq!(pages.len(), 1);
    assert!(file.notes[0].contains("word/comments.xml was left out"), "{:?}", file.notes);
}

#[test]
fn a_book_gives_a_page_for_each_chapter() {
    let container = b"<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>";
    let opf = b"<package><metadata><dc:title xmlns:dc='d'>The book</dc:title></metadata><manifest>\
        <item id='a' href='one.xhtml' media-type='application/xhtml+xml'/>\
        <item id='b' href='missing.xhtml' media-type='application/xhtml+xml'/></manifest>\
        <spine><itemref idref='a'/><itemref idref='b'/></spine></package>";
    let bytes = zipped(&[
        ("META-INF/container.xml", container),
        ("OEBPS/book.opf", opf),
        ("OEBPS/one.xhtml", PAGE.as_bytes()),
    ]);
    let (file, pages) = read(&bytes).unwrap();
    assert_eq!((file.format, pages.len()), (ArticleFormat::Epub, 1));
    assert_eq!(pages[0].article.meta.site.as_deref(), Some("The book"));
    assert!(file.notes[0].contains("missing.xhtml"));
    leads_back(&pages[0], PAGE.as_bytes(), "her brother told us");
}

#[test]
fn a_document_that_a_book_names_again_is_read_once_and_that_is_told() {
    let container = b"<container><rootfiles><rootfile full-path=\"b.opf\"/></rootfiles></container>";
    let opf = format!(
        "<package><manifest><item id='a' href='one.xhtml' media-type='application/xhtml+xml'/></manifest><spine>{}</spine></package>",
        "<itemref idref='a'/>".repeat(5_000)
    );
    let bytes = zipped(&[
        ("META-INF/container.xml", container),
        ("b.opf", opf.as_bytes()),
        ("one.xhtml", PAGE.as_bytes()),
    ]);
    let (file, pages) = read(&bytes).unwrap();
    assert_eq!(pages.len(), 1);
    assert!(file.notes[0].contains("4999 of its documents"), "{:?}", file.notes);
}

/// Returns a PDF of one page that draws these operators.
fn pdf(content: &str, more: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F 4 0 R >> \
         /XObject << /I 6 0 R >> >> >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n\
         stream\nx\nendstream"
            .to_owned(),
    ];
    pdf_file(&objects, more)
}

/// Returns a file of numbered objects, the first of them its root; `more` stands in the trailer.
fn pdf_file(objects: &[String], more: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let at = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).bytes());
    places.iter().for_each(|place| bytes.extend(format!("{place:010} 00000 n \n").bytes()));
    bytes.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R {more} >>\nstartxref\n{at}\n%%EOF\n", places.len() + 1)
            .bytes(),
    );
    bytes
}

#[test]
fn the_text_of_a_pdf_is_what_its_positions_lead_to() {
    let content = "BT /F 12 Tf 14 TL 60 780 Td (Forty people were killed in the square on Monday and buried in the ham-) Tj T* \
                   (lets around it, the mothers of the town told the com-) Tj T* (mittee.) Tj 0 -40 Td \
                   (A second para) Tj (graph.) Tj ET";
    let (file, pages) = read(&pdf(content, "")).unwrap();
    assert_eq!(file.format, ArticleFormat::Pdf);
    let page = &pages[0];
    assert_eq!(
        page.article.text,
        "Forty people were killed in the square on Monday and buried in the hamlets around it, the mothers of the town \
         told the committee.\nA second paragraph.\n"
    );
    assert_eq!((page.leaf.kind, page.leaf.bytes), (LeafKind::Text, page.article.text.len() as u64));
    leads_back(page, page.article.text.as_bytes(), "the mothers of the town");
}

#[test]
fn a_scan_a_locked_and_a_broken_pdf_are_told_apart() {
    let scan = read(&pdf("q 500 0 0 700 0 0 cm /I Do Q", "")).unwrap_err().to_string();
    assert!(scan.contains("OCR"), "{scan}");
    let empty = read(&pdf("", "")).unwrap_err().to_string();
    assert!(empty.contains("no text"), "{empty}");
    let broken = read(b"%PDF-1.7 and nothing that follows").unwrap_err().to_string();
    assert!(broken.contains("downloaded in full"), "{broken}");
}

#[test]
fn what_is_no_article_is_named() {
    for (bytes, word) in [
        (zipped(&[("a.txt", b"x")]), "no DOCX, EPUB or WACZ"),
        (b"{\\rtf1 x}".to_vec(), "RTF"),
        (gzipped(&gzipped(b"x")), "packed twice"),
        (b"PK\x03\x04".to_vec(), "ZIP"),
        (zipped(&[("word/document.xml", b"<a><b")]), "document.xml"),
        (zipped(&[("META-INF/container.xml", b"<a/>")]), "no book"),
    ] {
        let fault = read(&bytes).unwrap_err().to_string();
        assert!(fault.contains(word), "{fault}");
    }
    let (file, pages) = read(&gzipped(PAGE.as_bytes())).unwrap();
    assert_eq!(
        (file.format, pages[0].leaf.path.as_slice()),
        (ArticleFormat::Page, &["gunzip".to_owned()][..])
    );
}

/// Every kind of file, to be broken.
fn samples() -> Vec<Vec<u8>> {
    let page = response("https://a.example/1", "", PAGE.as_bytes());
    vec![
        page.clone(),
        gzipped(&page),
        zipped(&[("archive/a.warc.gz", &gzipped(&page)), ("datapackage.json", b"{}")]),
        zipped(&[("word/document.xml", DOCUMENT.as_bytes())]),
        pdf("BT /F 12 Tf 60 780 Td (Forty people) Tj ET", ""),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn broken_files_of_every_kind_do_no_harm(
        sample in 0..5usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        keep in 0.2..1.0f64,
    ) {
        let mut bytes = samples().swap_remove(sample);
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate((bytes.len() as f64 * keep) as usize);
        if let Ok((_, pages)) = read(&bytes) {
            for page in pages {
                let text = &page.article.text;
                for (at, c) in text.char_indices() {
                    let range = page.article.map.source_range(at..at + c.len_utf8());
                    prop_assert!(range.start <= range.end && range.end as u64 <= page.leaf.bytes);
                }
            }
        }
    }
}

/// Returns a PDF of pages that draw these operators; the letters of the font `/F` read as `readings` says, from `A` on.
fn pdf_of(contents: &[String], readings: &str, more: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 5 + 2 * page)).collect();
    let places: Vec<String> = readings
        .encode_utf16()
        .enumerate()
        .map(|(at, unit)| format!("<{:02x}> <{unit:04x}>", usize::from(b'A') + at))
        .collect();
    let map = format!(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n\
         1 begincodespacerange <00> <ff> endcodespacerange\n{} beginbfchar\n{}\nendbfchar\nendcmap end end",
        places.len(),
        places.join("\n")
    );
    let font = if readings.is_empty() { "" } else { "/ToUnicode 4 0 R" };
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding {font} >>"),
        format!("<< /Length {} >>\nstream\n{map}\nendstream", map.len()),
    ];
    for (page, content) in contents.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            6 + 2 * page
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    pdf_file(&objects, more)
}

/// Returns operators that draw lines below one another.
fn column(left: u32, top: u32, lines: &[&str]) -> String {
    let shown: Vec<String> = lines.iter().map(|line| format!("({line}) Tj T*")).collect();
    format!("BT /F 10 Tf 12 TL {left} {top} Td {} ET\n", shown.join(" "))
}

/// Two paragraphs in the lines of columns.
const HELD: [&str; 6] = [
    "Forty people who were held since",
    "May came home on Monday, and the",
    "mothers of the town wept when the",
    "buses came. The mayor met them at",
    "the gate of the town and told the",
    "press that nobody else was held.",
];
const GUARD: [&str; 6] = [
    "A guard who had been accused by",
    "the families was not seen there,",
    "and no one said where he was. His",
    "brother told us that he had left",
    "the country a week before, by bus",
    "and on foot, with his two sons.",
];

#[test]
fn columns_and_pages_of_a_pdf_are_read_one_after_the_other_without_heads_and_feet() {
    let page = |number: u32, left: &[&str], right: &[&str]| {
        [
            column(60, 20, &[&format!("The Quarterly - page {number}")]),
            column(60, 700, left),
            column(320, 700, right),
        ]
        .concat()
    };
    let contents = [
        page(1, &HELD[..4], &[&HELD[4..], &GUARD[..2]].concat()),
        page(
            2,
            &GUARD[2..],
            &["The court will hear the families", "in June.", "Nobody was charged.", "The end."],
        ),
    ];
    let title = "/Info << /Title (untitled) /Author (anonymous) >>";
    let (_, pages) = read(&pdf_of(&contents, "", title)).unwrap();
    let article = &pages[0].article;
    assert_eq!(
        article.text,
        "Forty people who were held since May came home on Monday, and the mothers of the town wept when the buses came. \
         The mayor met them at the gate of the town and told the press that nobody else was held. A guard who had been \
         accused by the families was not seen there, and no one said where he was. His brother told us that he had left \
         the country a week before, by bus and on foot, with his two sons.\n\
         The court will hear the families in June.\nNobody was charged.\nThe end.\n"
    );
    let note = "heads and feet of pages that repeat were left out: “The Quarterly - page 1” (on 2 pages)";
    assert_eq!(article.notes, [note]);
    assert_eq!((&article.meta.title, &article.meta.byline), (&None, &None));
}

#[test]
fn columns_that_a_pdf_draws_line_by_line_across_the_page_are_read_one_after_the_other() {
    let wanted = format!("{}\n{}\n", HELD.join(" "), GUARD.join(" "));
    for gutter in [230, 175] {
        let rows = HELD.iter().zip(GUARD).enumerate().map(|(at, (own, other))| {
            let base = 700 - 12 * at;
            format!("BT /F 10 Tf 60 {base} Td ({own}) Tj {gutter} 0 Td ({other}) Tj ET\n")
        });
        let (_, pages) = read(&pdf(&rows.collect::<String>(), "")).unwrap();
        let article = &pages[0].article;
        assert_eq!(article.text, wanted, "{gutter}");
        assert!(
            article.notes[0].starts_with("1 page draws the lines of columns in turn"),
            "{:?}",
            article.notes
        );
        leads_back(&pages[0], wanted.as_bytes(), "by bus and on foot");
    }
}

#[test]
fn what_a_browser_prints_at_the_edges_of_one_page_is_left_out_and_told() {
    let content = [
        column(24, 822, &["5/12/24, 10:33 AM"]),
        column(250, 822, &["Rallies in two towns - River Post"]),
        column(60, 700, &["Forty people were killed in the square on Monday."]),
        column(24, 16, &["https://a.example/news/1"]),
        column(550, 16, &["1/1"]),
    ];
    let (_, pages) = read(&pdf(&content.concat(), "")).unwrap();
    let article = &pages[0].article;
    assert_eq!(article.text, "Forty people were killed in the square on Monday.\n");
    assert!(article.notes[0].contains("“5/12/24, 10:33 AM”"), "{:?}", article.notes);
}

#[test]
fn right_to_left_text_of_a_pdf_is_in_the_order_of_reading() {
    // the letters that a page shows from left to right of "قتل سبعة في 2022", in the forms that print has
    let shown = "2022 ﻲﻓ ﺔﻌﺒﺳ ﻞﺘﻗ";
    let letters: String = shown.chars().filter(|c| !c.is_ascii()).collect();
    let drawn: String = shown
        .chars()
        .scan(b'A', |next, c| {
            Some(if c.is_ascii() {
                c
            } else {
                *next += 1;
                char::from(*next - 1)
            })
        })
        .collect();
    let (_, pages) = read(&pdf_of(&[column(60, 700, &[&drawn])], &letters, "")).unwrap();
    assert_eq!(pages[0].article.text, "قتل سبعة في 2022\n");
    assert!(pages[0].article.notes[0].contains("right to left"), "{:?}", pages[0].article.notes);
}

#[test]
fn a_page_saved_as_a_mail_gives_its_html() {
    let encoded = PAGE.replace('=', "=3D").replace("Monday", "Mon=\r\nday");
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/1\r\nSubject: =?utf-8?Q?Rallies?=\r\n\
         Date: Thu, 20 Jan 2022 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
         \ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n\r\n------B\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://a.example/1\r\n\r\n{encoded}\r\n\
         ------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n------B--\r\n"
    );
    let (file, pages) = read(saved.as_bytes()).unwrap();
    assert_eq!((file.format, pages.len()), (ArticleFormat::Mail, 1));
    let page = &pages[0];
    assert_eq!(page.url.as_deref(), Some("https://a.example/1"));
    assert_eq!(page.fetched.as_deref(), Some("2022-01-20T10:00:00Z"));
    assert_eq!((page.leaf.kind, page.article.meta.published.as_deref()), (LeafKind::Unpacked, None));
    leads_back(page, PAGE.as_bytes(), "forty people on Monday");
    assert!(page.article.text.contains("Monday & released"));
}

#[test]
fn a_mail_is_its_text_and_what_is_attached_is_named() {
    let mail = "From: Aida Nurova <a@b.example>\nSubject: What I saw\nDate: Mon, 3 May 2021 10:00:00 +0000\n\
        MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain; charset=utf-8\n\n\
        Police killed four people in the village.\n--B\nContent-Type: application/pdf\n\
        Content-Disposition: attachment; filename=\"list.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--B--\n";
    let (_, pages) = read(mail.as_bytes()).unwrap();
    let page = &pages[0];
    assert_eq!(page.article.meta.byline.as_deref(), Some("Aida Nurova"));
    assert_eq!(page.article.meta.title.as_deref(), Some("What I saw"));
    assert_eq!(page.article.meta.published.as_deref(), Some("2021-05-03T10:00:00Z"));
    assert!(page.article.notes[0].contains("list.pdf"), "{:?}", page.article.notes);
    let at = page.article.text.find("four people").unwrap();
    let outward = page.leaf.outward(page.article.map.source_range(at..at + 11));
    assert_eq!(&mail[outward.start as usize..outward.end as usize], "four people");
    let (file, _) = read(b"Subject: two men\n\nTwo men were killed in the village, police said.").unwrap();
    assert_eq!(file.format, ArticleFormat::Page, "one line with a colon makes no mail");
}
