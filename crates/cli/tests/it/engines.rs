//! The engines alone.

use crate::bench_dir::{Dir, FAMILIES, HOSPITAL};

#[test]
fn link_writes_clusters_links_and_model() {
    let dir = Dir::new();
    dir.file("families.csv", FAMILIES);
    dir.file("hospital.csv", HOSPITAL);
    let json = dir.ok(&["link", "families.csv", "hospital.csv", "--out", "linked", "--json"]).json();
    assert_eq!(json["records"], 11);
    assert_eq!(json["persons"], 8);
    for key in ["pairs_compared", "seconds"] {
        assert!(json[key].is_number(), "{key}");
    }
    assert!(
        dir.read("linked/clusters.csv")
            .starts_with("list,record_id,person_id,membership_probability,content\nfamilies,1,1,")
    );
    assert!(dir.path().join("linked/model.json").exists());
}

#[test]
fn link_scores_against_a_truth_that_it_does_not_use() {
    let dir = Dir::new();
    dir.ok(&["simulate", "--people", "200", "--lists", "2", "--seed", "3", "--out", "s"]);
    let one = "id,name,age,list,person\n1,Anna Bell,30,a,1\n2,Carl Dorn,41,a,2\n1,Anna Bell,30,b,1\n2,Eva Fink,55,b,3\n";
    dir.file("one.csv", one);
    let json = dir
        .ok(&["link", "one.csv", "--list-column", "list", "--id-column", "id", "--truth", "person", "--json"])
        .json();
    assert_eq!(json["lists"], serde_json::json!(["a", "b"]));
    for key in ["pairwise", "b_cubed"] {
        assert!(json[key]["f1"].is_number(), "{json:#}");
    }
    assert!(!json["guessed"].to_string().contains("\"person\""), "the truth is not a column");
    dir.run(&["link", "one.csv", "--truth", "nobody"]).refused("has no column `nobody`");
}

#[test]
fn estimate_of_counts_and_of_rows() {
    let dir = Dir::new();
    dir.file("counts.csv", "a,b,count\n1,0,40\n0,1,30\n1,1,20\n");
    let json = dir.ok(&["estimate", "counts.csv", "--model", "chapman", "--json"]).json();
    assert_eq!(json["documented"], 90);
    // Chapman: 61 * 51 / 21 - 1
    let estimate = json["models"][0]["estimate"].as_f64().unwrap();
    assert!((estimate - (61.0 * 51.0 / 21.0 - 1.0)).abs() < 1.0, "{estimate}");
    let mut rows = String::from("who,a,b\n");
    for (who, (pattern, count)) in [("1,0", 40), ("0,1", 30), ("1,1", 20)].iter().enumerate() {
        (0..*count).for_each(|number| rows.push_str(&format!("p{who}-{number},{pattern}\n")));
    }
    dir.file("rows.csv", rows);
    let from_rows = dir.ok(&["estimate", "rows.csv", "--model", "chapman", "--json"]).json();
    assert_eq!(from_rows["models"][0]["estimate"], json["models"][0]["estimate"]);
}

#[test]
fn estimate_refuses_in_plain_words() {
    let dir = Dir::new();
    dir.file("apart.csv", "a,b,count\n1,0,40\n0,1,30\n");
    let json = dir.ok(&["estimate", "apart.csv", "--json"]).json();
    assert!(json["models"][0]["refused"]["words"].is_string(), "{json:#}");
    dir.file("bad.csv", "a,b,count\n1,0,4\n0,1,3\n1,1,9\n0,0,0\n1,7,1\n1,1,2\n0,1,4\n1,0,4\n0,1,4\n");
    dir.run(&["estimate", "bad.csv"]).refused("neither 0 nor 1");
    dir.file("count.csv", "a,b,count\n1,0,x\n1,1,2\n");
    dir.run(&["estimate", "count.csv"]).refused("no count");
}

#[test]
fn names_are_scored_and_other_columns_kept() {
    let dir = Dir::new();
    dir.file(
        "pairs.csv",
        "id,name_a,name_b\n7,Ерлан Жағыпаров,Yerlan Zhagiparov\n8,Нұрлан Нығматулин,Ерлан Нығматулин\n",
    );
    let out = dir.ok(&["names", "score", "pairs.csv"]).out;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "id,name_a,name_b,score");
    let score = |line: &str| line.rsplit(',').next().unwrap().parse::<f64>().unwrap();
    assert!(score(lines[1]) > 0.5 && score(lines[2]) < 0.5, "{out}");
    dir.ok(&["names", "explain", "Zhagiparov E.", "Ерлан Жағыпаров"]);
    dir.file("other.csv", "a,b\n1,2\n");
    dir.run(&["names", "score", "other.csv"]).refused("no column name_a");
}
