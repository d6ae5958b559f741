//! Two releases of one list and a list made from news, as a project, scored with the truth that is known of them.

use crate::bench_dir::{Dir, data};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use tizim_read::{ReadOptions, read_table};

/// Two rows by their ids, the smaller first.
type Pair = (String, String);

fn rows(path: &Path, columns: [&str; 3]) -> Vec<[String; 3]> {
    let table = read_table(path, &ReadOptions::default()).unwrap();
    let columns = columns.map(|name| table.column(name).unwrap());
    (0..table.rows()).map(|row| columns.map(|column| column.cell(row).to_owned())).collect()
}

/// Returns the pairs of rows across two lists that are in one group; rows are id, group and list.
fn pairs(rows: &[[String; 3]], lists: [&str; 2]) -> HashSet<Pair> {
    let mut groups: HashMap<&str, [Vec<&str>; 2]> = HashMap::new();
    for [id, group, list] in rows {
        if let Some(side) = lists.iter().position(|name| list == name) {
            groups.entry(group).or_default()[side].push(id);
        }
    }
    let of = |[here, there]: &[Vec<&str>; 2]| -> Vec<Pair> {
        here.iter().flat_map(|a| there.iter().map(|b| ((*a).to_owned(), (*b).to_owned()))).collect()
    };
    groups.values().flat_map(of).collect()
}

fn f1(found: &HashSet<Pair>, truth: &HashSet<Pair>) -> f64 {
    2.0 * found.intersection(truth).count() as f64 / (found.len() + truth.len()) as f64
}

#[test]
fn releases_and_news_are_linked_as_the_truth_has_them() {
    let Some(folder) = data("gaza") else { return };
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    let lists = [
        ("older", "list_u6_2025-03-23.csv"),
        ("newer", "list_u7_2025-06-15.csv"),
        ("news", "airwars_victims.csv"),
    ];
    for (name, file) in lists {
        dir.ok(&["add", "-C", "p", &folder.join(file).display().to_string(), "--list", name]);
    }
    // what is tested is the linking; the estimate of two near copies and a third list says little and takes long
    let settings = dir.read("p/tizim.toml").replacen("[estimate]", "[estimate]\nskip = true", 1);
    dir.file("p/tizim.toml", settings);
    dir.ok(&["run", "p"]);
    let found = rows(&dir.path().join("p/out/records.csv"), ["record_id", "person_id", "list"]);

    let known = rows(&folder.join("truth_clusters.csv"), ["row_id", "person_id", "list"]);
    let is_known: HashSet<&str> = known.iter().map(|[id, ..]| id.as_str()).collect();
    let releases = pairs(&known, ["u6_2025-03-23", "u7_2025-06-15"]);
    let mut linked = pairs(&found, ["older", "newer"]);
    linked.retain(|(a, b)| is_known.contains(a.as_str()) && is_known.contains(b.as_str()));
    assert!(f1(&linked, &releases) >= 0.99, "releases: {}", f1(&linked, &releases));

    let by_hand = rows(&folder.join("truth_airwars_moh.csv"), ["airwars_row_id", "moh_row_id", "confidence"]);
    let sure: HashSet<Pair> = by_hand
        .iter()
        .filter(|[.., sure]| matches!(sure.as_str(), "certain" | "probable"))
        .map(|[news, newer, _]| (news.clone(), newer.clone()))
        .collect();
    let judged: HashSet<&str> = sure.iter().map(|(news, _)| news.as_str()).collect();
    let mut linked = pairs(&found, ["news", "newer"]);
    linked.retain(|(news, _)| judged.contains(news.as_str()));
    assert!(f1(&linked, &sure) >= 0.80, "news: {}", f1(&linked, &sure));
}
