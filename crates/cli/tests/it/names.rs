//! `tizim names`: what is read, scored and explained, and what is refused.

use crate::bench_dir::Dir;

#[test]
fn a_name_is_read_into_parts_and_what_is_guessed_is_said() {
    let dir = Dir::new();
    let json = dir.ok(&["names", "parse", "Қайрат Нұртайұлы Сатыбалды", "Жағыпаров, Ерлан", "--json"]).json();
    assert_eq!(json[0]["name"], "Қайрат Нұртайұлы Сатыбалды");
    let parts = |at: usize| -> Vec<String> {
        let list = json[at]["parts"].as_array().unwrap();
        list.iter().map(|part| format!("{} {}", part["part"].as_str().unwrap(), part["guessed"])).collect()
    };
    assert_eq!(parts(0), ["given true", "patronymic true", "family true"]);
    assert_eq!(parts(1), ["family false", "given false"]);
    assert_eq!(json[0]["sex_guessed_from_form"], "man");
    let said = dir.ok(&["names", "parse", "Анна Ивановна Петрова"]).out;
    assert!(said.contains("guessed from its form") && said.contains("a woman's (guessed"), "{said}");
    assert!(dir.ok(&["names", "parse", "?!"]).out.contains("no name in it"));
    assert_eq!(dir.run(&["names", "parse"]).code, 2);
}

#[test]
fn a_score_is_explained_and_the_terms_add_up() {
    let dir = Dir::new();
    let json = dir.ok(&["names", "explain", "Zhagiparov E.", "Ерлан Жағыпаров", "--json"]).json();
    let score = json["score"].as_f64().unwrap();
    let terms = json["terms"].as_array().unwrap();
    let sum: f64 = terms.iter().map(|term| term["log_odds"].as_f64().unwrap()).sum();
    assert!(score > 0.5 && (score - 1.0 / (1.0 + (-sum).exp())).abs() < 1e-4, "{json:#}");
    assert_eq!(json["pairs"].as_array().unwrap().len(), 2);
    let brothers = dir.ok(&["names", "explain", "Нұрлан Нығматулин", "Ерлан Нығматулин"]).out;
    assert!(brothers.contains("differ") || brothers.contains("nothing"), "{brothers}");
    assert!(brothers.starts_with("0."), "{brothers}");
    assert_eq!(dir.run(&["names", "explain", "Ерлан"]).code, 2);
}

#[test]
fn rarity_may_come_from_the_users_lists() {
    let dir = Dir::new();
    dir.file("pairs.csv", "name_a,name_b\nОмаров,Omarov\n");
    dir.file("lists.txt", "Омаров Ерлан\n".repeat(150));
    let score = |extra: &[&str]| -> f64 {
        let arguments: Vec<&str> = ["names", "score", "pairs.csv"].iter().chain(extra).copied().collect();
        dir.ok(&arguments).out.trim_end().rsplit(',').next().unwrap().parse().unwrap()
    };
    assert!(score(&["--lists", "lists.txt"]) < score(&[]), "where all are Omarov, the name says little");
}

#[test]
fn a_file_that_cannot_be_scored_is_refused() {
    let dir = Dir::new();
    dir.run(&["names", "score", "none.csv"]).refused("none.csv");
    dir.file("empty.csv", "");
    dir.run(&["names", "score", "empty.csv"]).refused("no column name_a");
    dir.file("ragged.csv", "name_a,name_b\nA,B,C\n");
    dir.run(&["names", "score", "ragged.csv"]).refused("line: 2");
    dir.file("bytes.csv", b"name_a,name_b\n\xff\xfe,B\n");
    dir.run(&["names", "score", "bytes.csv"]).refused("line 2");
    dir.file("pairs.csv", "name_a,name_b\nA,B\n");
    dir.run(&["names", "score", "pairs.csv", "--lists", "none.txt"]).refused("none.txt");
    dir.run(&["names", "score", "pairs.csv", "--out", "no/such/out.csv"]).refused("out.csv");
    dir.file("blank.csv", "\u{feff}name_a,name_b\n,\n\"\",Ерлан\n");
    let out = dir.ok(&["names", "score", "blank.csv"]).out;
    assert!(out.lines().skip(1).all(|line| line.ends_with(",0.000000")), "{out}");
}
