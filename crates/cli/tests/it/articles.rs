//! Articles: from files of every kind to claims, records and figures, and the pages that show them.

use crate::bench_dir::Dir;
use crate::devtools::{Browser, chromium};
use std::io::Write;

pub(crate) const PAGE: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Two killed at the bridge</title>\
<meta property=\"article:published_time\" content=\"2021-03-10\"><meta property=\"og:site_name\" content=\"River Post\"></head>\
<body><nav><a href=\"/\">Home</a></nav><article><h1>Two killed at the bridge</h1>\
<p>Samal Berikova, 34, was killed by soldiers at the bridge in Taraz on 8 March 2021, her brother told us.</p>\
<p>The ministry said on Tuesday that 12 people were killed in Kazakhstan &amp; more than 300 people were detained. \
A local committee said that 5 people were killed in Taraz.</p>\
<p>Doctors reported that forty people were wounded. <script>alert(1)</script></p></article></body></html>";
const LIST: &str = "id,name,age,date of death,city\n1,Samal Berikova,34,2021-03-08,Taraz\n2,Olga Kim,51,2021-03-09,Almaty\n\
3,Dana Omarova,20,2021-03-08,Taraz\n";

fn archive() -> Vec<u8> {
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}");
    let record = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://river.example/1\r\nWARC-Date: 2021-03-11T00:00:00Z\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    );
    format!("{record}{record}").into_bytes()
}

#[test]
fn an_archive_gives_a_line_an_article_with_bytes_of_the_file() {
    let dir = Dir::new();
    let bytes = archive();
    dir.file("a.warc", &bytes);
    let out = dir.ok(&["extract", "a.warc", "--json"]).out;
    let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (lines[1]["page"].as_u64(), lines[1]["url"].as_str()),
        (Some(2), Some("https://river.example/1"))
    );
    assert_eq!(lines[1]["bytes_of"]["what"], "file");
    for claim in lines[1]["claims"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|claim| !claim["quote"].as_str().unwrap().contains('&'))
    {
        let at = |key: &str| usize::try_from(claim[key].as_u64().unwrap()).unwrap();
        assert_eq!(std::str::from_utf8(&bytes[at("start")..at("end")]).ok(), claim["quote"].as_str());
    }
}

#[test]
fn parts_in_two_languages_are_read_each_by_its_own_rules() {
    let dir = Dir::new();
    dir.file(
        "two.html",
        "<html><body><article><h1>Новости и news of the day</h1>\
         <p>Ерлан Досов был задержан полицией во вторник 9 марта 2021 года на площади, сообщили его родственники в тот же день.</p>\
         <p>Two men were killed by soldiers in the village on 6 May 2020, the police said in a statement that evening.</p>\
         </article></body></html>",
    );
    let json = dir.ok(&["extract", "two.html", "--json"]).json();
    let languages: Vec<&str> =
        json["parts"].as_array().unwrap().iter().filter_map(|part| part["language"].as_str()).collect();
    assert!(languages.contains(&"ru") && languages.contains(&"en"), "{languages:?}");
    let types: Vec<&str> =
        json["claims"].as_array().unwrap().iter().map(|claim| claim["type"].as_str().unwrap()).collect();
    assert!(types.contains(&"detention") && types.contains(&"killing"), "{types:?}");
}

#[test]
fn what_is_no_article_is_refused_with_its_reason() {
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    dir.file("scan.png", b"\x89PNG\r\n\x1a\n");
    dir.run(&["extract", "scan.png"]).refused("a picture");
    dir.run(&["add", "-C", "p", "--article", "--list", "press", "scan.png"]).refused("a picture");
    assert!(!dir.read("p/tizim.toml").contains("[[articles]]"), "nothing was changed");
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::Read::take(std::io::repeat(b'a'), 80 << 20), &mut zip).unwrap();
    zip.flush().unwrap();
    dir.file("bomb.gz", zip.finish().unwrap());
    dir.run(&["extract", "bomb.gz"]).refused("limit");
}

#[test]
fn a_whole_run_with_articles() {
    let dir = Dir::new();
    dir.project(&[("list", LIST)]);
    std::fs::create_dir(dir.path().join("press")).unwrap();
    dir.file("press/one.html", PAGE);
    dir.ok(&["add", "-C", "p", "--article", "--list", "press", "press"]);
    let ran = dir.ok(&["run", "p"]);
    assert!(ran.out.contains("documented: 3 people"), "{}", ran.out);
    assert!(ran.out.contains("articles: 1, with"), "{}", ran.out);
    // the golden tables: what a user and their scripts see
    let column = |table: &str, names: &[&str]| -> String {
        let text = dir.read(table);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().unwrap().clone();
        let places: Vec<usize> = names
            .iter()
            .map(|name| head.iter().position(|own| own == *name).unwrap_or_else(|| panic!("{name}")))
            .collect();
        let rows = reader.records().map(|row| {
            let row = row.unwrap();
            places.iter().map(|place| row[*place].to_owned()).collect::<Vec<_>>().join("|")
        });
        rows.collect::<Vec<_>>().join("\n")
    };
    let claims =
        column("p/out/claims.csv", &["state", "type", "modality", "victims", "low", "attributed_to"]);
    for line in [
        "suggested|killing|reported|Samal Berikova|1|her brother",
        "suggested|killing|reported|12 people|12|The ministry",
        "suggested|detention|reported|more than 300 people|301|The ministry",
        "suggested|killing|reported|5 people|5|A local committee",
        "suggested|injury|reported|forty people|40|Doctors",
    ] {
        assert!(claims.contains(line), "{line}\n{claims}");
    }
    let figures = column("p/out/figures.csv", &["quantity", "scope", "claimant", "low", "basis", "part_of"]);
    assert!(figures.contains("killed|Kazakhstan|The ministry|12|suggested|"), "{figures}");
    assert!(figures.contains("killed|Taraz|A local committee|5|suggested|Kazakhstan"), "{figures}");
    // an article that nobody has reviewed puts nobody on a list
    let persons = column("p/out/persons.csv", &["name", "lists", "suggested", "suggested_in"]);
    assert!(persons.contains("Samal Berikova|list||press"), "{persons}");
    assert!(ran.out.contains("on 1 list\n"), "{}", ran.out);
    let report = dir.read("p/report/index.html");
    assert!(report.contains("Who says how many") && report.contains("not looked at"));
    // what nobody accepted is in no public edition, whatever is allowed for figures
    let settings = dir.read("p/tizim.toml").replacen("figures = false", "figures = true", 1);
    dir.file("p/tizim.toml", settings);
    dir.ok(&["report", "p", "--public"]);
    let public = dir.read("p/public-report/index.html");
    assert!(!public.contains("A local committee") && !public.contains("Samal"));
    dir.ok(&["verify", "p"]);
}

#[test]
fn articles_alone_carry_no_estimate() {
    let dir = Dir::new();
    dir.project(&[]);
    dir.file("one.html", PAGE);
    dir.ok(&["add", "-C", "p", "--article", "--list", "press", "one.html"]);
    let json = dir.ok(&["run", "p", "--json"]).json();
    assert_eq!(json["documented"], 0);
    assert!(json["warnings"].to_string().contains("No list takes part in it."), "{json:#}");
}

#[test]
fn pages_of_articles_in_a_browser() {
    let Some(program) = chromium() else {
        println!("skipped: no Chromium here; set CHROMIUM to its program");
        return;
    };
    let dir = Dir::new();
    std::fs::create_dir(dir.path().join("press")).unwrap();
    dir.file("press/one.html", PAGE);
    dir.file(
        "press/two.html",
        "<html lang=\"ar\" dir=\"rtl\"><body><article><h1>مقتل شخصين</h1><p>قتل شخصان عند الجسر في المدينة يوم الاثنين، \
         وقال شهود إن الجنود أطلقوا النار على الناس في الشارع الرئيسي قرب السوق القديم.</p></article></body></html>",
    );
    dir.ok(&["extract", "press", "--html", "html"]);
    assert!(!dir.read("html/00001.html").contains("<script"), "outside text is escaped");
    let mut browser = Browser::start(&program);
    for page in ["index.html", "00001.html", "00002.html"] {
        let name = format!("extract-{}", page.trim_end_matches(".html"));
        browser.check(&format!("file://{}/html/{page}", dir.path().display()), &name);
    }
    dir.project(&[("list", LIST)]);
    dir.ok(&["add", "-C", "p", "--article", "--list", "press", "press"]);
    let desk = crate::desk::Desk::open(&dir, "p");
    browser.open(&desk.link, 1280);
    browser.wait_for("location.pathname === '/' && document.querySelector('h1') !== null");
    for (page, name) in
        [("/articles", "articles"), ("/figures", "figures"), ("/article?file=one.html&page=1", "article")]
    {
        browser.check(&format!("{}{page}", desk.origin), &format!("desk-{name}"));
    }
    // a claim is accepted by a key, and the next is at hand
    let press =
        |key: &str| format!("dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true }}))");
    let open = "document.querySelectorAll('ol.claims > li[data-open]').length";
    let before = browser.evaluate(open).as_u64().unwrap();
    browser.evaluate(&format!("document.body.{}", press("a")));
    browser.wait_for(&format!("document.readyState === 'complete' && {open} === {}", before - 1));
    assert_eq!(crate::desk::judgements(&dir, "p"), 1);
}
