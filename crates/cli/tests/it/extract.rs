//! `tizim extract`: what scripts rely on.

use crate::bench_dir::Dir;

const TEXT: &str =
    "Two men were killed by soldiers in the village on 6 May 2020, the police said in a statement.\n";

#[test]
fn offsets_are_bytes_of_the_file() {
    let dir = Dir::new();
    dir.file("a.txt", TEXT);
    let json = dir.ok(&["extract", "a.txt", "--json"]).json();
    let claim = &json["claims"][0];
    assert_eq!(json["language"], "en");
    assert_eq!(claim["type"], "killing");
    assert_eq!(claim["count"]["min"], 2);
    assert_eq!(claim["when"]["date"], "2020-05-06");
    assert_eq!(claim["modality"], "reported");
    let at = |key: &str| usize::try_from(claim[key].as_u64().unwrap()).unwrap();
    assert_eq!(Some(&TEXT[at("start")..at("end")]), claim["quote"].as_str());
}

#[test]
fn a_folder_gives_a_line_a_file() {
    let dir = Dir::new();
    std::fs::create_dir(dir.path().join("news")).unwrap();
    dir.file("news/a.txt", TEXT);
    dir.file("news/b.txt", "A man was arrested on Monday.\n");
    let text = dir.ok(&["extract", "news", "--json"]).out;
    let files: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(files.len(), 2);
    assert!(files[1]["claims"][0]["type"] == "detention");
}
