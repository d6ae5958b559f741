//! `tizim link` beyond its files: explanations, earlier results, judgements, charts, blocking.

use crate::bench_dir::Dir;

/// Three simulated lists in one folder, and their paths.
fn lists(dir: &Dir) -> Vec<String> {
    dir.ok(&["simulate", "--people", "300", "--lists", "3", "--seed", "4", "--out", "s"]);
    let mut names: Vec<String> = std::fs::read_dir(dir.path().join("s"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".csv") && name != "truth.csv" && name != "capture_table.csv")
        .map(|name| format!("s/{name}"))
        .collect();
    names.sort();
    names
}

fn arguments<'a>(first: &[&'a str], files: &'a [String], last: &[&'a str]) -> Vec<&'a str> {
    first.iter().copied().chain(files.iter().map(String::as_str)).chain(last.iter().copied()).collect()
}

/// The rows of a file that was written, each as its cells by header.
fn rows(dir: &Dir, path: &str) -> Vec<std::collections::HashMap<String, String>> {
    let text = dir.read(path);
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}

#[test]
fn a_link_is_explained_from_the_prior_to_the_total() {
    let dir = Dir::new();
    let files = lists(&dir);
    dir.ok(&arguments(&["link"], &files, &["--out", "linked"]));
    let link = rows(&dir, "linked/links.csv").into_iter().find(|row| row["list_a"] != row["list_b"]).unwrap();
    let a = format!("{}:{}", link["list_a"], link["record_a"]);
    let b = format!("{}:{}", link["list_b"], link["record_b"]);
    let json = dir.ok(&arguments(&["link", "explain", &a, &b], &files, &["--json"])).json();
    let why = &json["explanation"];
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let fields = why["fields"].as_array().unwrap().iter();
    let parts: f64 = fields.map(|field| number(&field["weight"]) + number(&field["rarity"])).sum();
    let total = number(&why["total"]);
    assert!((number(&why["prior"]) + parts + number(&why["sharing"]) - total).abs() < 1e-6, "{why:#}");
    assert!((total - link["match_weight"].parse::<f64>().unwrap()).abs() < 0.01);
    assert!(why["lists"]["across"].is_array(), "the weights are those of two lists: {why:#}");
    let said = dir.ok(&arguments(&["link", "explain", &a, &b], &files, &[])).out;
    for words in ["before anything is compared", "total", "the weights are those of pairs across"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    dir.run(&arguments(&["link", "explain", &a, "nobody"], &files, &["--json"]))
        .refused("no record `nobody`");
}

#[test]
fn a_later_list_joins_an_earlier_result_whose_persons_keep_their_ids() {
    let dir = Dir::new();
    let files = lists(&dir);
    let first = arguments(&["link"], &files[..2], &["--out", "before"]);
    dir.ok(&first);
    let again =
        dir.ok(&arguments(&["link"], &files, &["--against", "before", "--out", "after", "--json"])).json();
    assert!(again["notes"].to_string().contains("kept their ids"), "{again:#}");
    let id = |row: &std::collections::HashMap<String, String>| {
        (row["list"].clone() + ":" + &row["record_id"], row["person_id"].clone())
    };
    let after: std::collections::HashMap<String, String> =
        rows(&dir, "after/clusters.csv").iter().map(id).collect();
    let before: Vec<(String, String)> = rows(&dir, "before/clusters.csv").iter().map(id).collect();
    let kept = before.iter().filter(|(record, person)| after[record] == *person).count();
    assert!(kept * 100 >= before.len() * 98, "{kept} of {}", before.len());
    let lists = serde_json::from_str::<serde_json::Value>(&dir.read("after/model.json")).unwrap();
    assert!(lists["list_pairs"].as_array().unwrap().len() > 1);
    dir.run(&arguments(&["link"], &files, &["--against", "s", "--json"]))
        .refused("--against takes the folder");
}

#[test]
fn judgements_are_obeyed_and_charts_show_the_lists() {
    let dir = Dir::new();
    let files = lists(&dir);
    dir.ok(&arguments(&["link"], &files, &["--out", "free"]));
    let charts = dir.read("free/charts.html");
    for words in ["How much each likeness weighs", "by their lists", "What a threshold gives"] {
        assert!(charts.contains(words), "{words}");
    }
    let strongest = rows(&dir, "free/links.csv")
        .into_iter()
        .max_by(|x, y| {
            let weight =
                |row: &std::collections::HashMap<String, String>| row["match_weight"].parse::<f64>().unwrap();
            weight(x).total_cmp(&weight(y))
        })
        .unwrap();
    let pair = ["list_a", "record_a", "list_b", "record_b"].map(|column| strongest[column].clone());
    dir.file(
        "judged.csv",
        format!("list_a,record_a,list_b,record_b,judgement\n{},different\n", pair.join(",")),
    );
    dir.ok(&arguments(&["link"], &files, &["--judgements", "judged.csv", "--out", "judged"]));
    let person = |list: &str, record: &str| {
        let mut all = rows(&dir, "judged/clusters.csv").into_iter();
        all.find(|row| row["list"] == list && row["record_id"] == record).unwrap()["person_id"].clone()
    };
    assert_ne!(person(&pair[0], &pair[1]), person(&pair[2], &pair[3]));
    let judged = rows(&dir, "judged/links.csv");
    assert!(judged.iter().any(|row| row["judgement"] == "different"));
}

#[test]
fn blocking_is_explained_whether_all_pairs_were_compared_or_some() {
    let dir = Dir::new();
    let files = lists(&dir);
    let all = dir.ok(&arguments(&["link"], &files, &["--explain-blocking", "--out", "all"])).out;
    assert!(all.contains("pairs were compared: there are few enough"), "{all}");
    dir.file("link.toml", "[link]\npair_budget = 5000\n");
    let some = ["--explain-blocking", "--config", "link.toml", "--out", "some"];
    let some = dir.ok(&arguments(&["link"], &files, &some)).out;
    assert!(some.contains("blocking rule") && some.contains("estimated recall"), "{some}");
}
