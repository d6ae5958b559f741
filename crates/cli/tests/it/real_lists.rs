//! Real lists, read in place where they are.

use crate::bench_dir::{Dir, data};

#[test]
fn two_lists_of_police_killings_as_they_are() {
    let Some(folder) = data("police_killings") else { return };
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    let file = |name: &str| folder.join(name).display().to_string();
    dir.ok(&[
        "add",
        "-C",
        "p",
        &file("wapo_2015_2016.csv"),
        "--list",
        "post",
        "--scope",
        "fatal shootings by officers on duty",
    ]);
    dir.ok(&[
        "add",
        "-C",
        "p",
        &file("guardian_2015_2016.csv"),
        "--list",
        "guardian",
        "--copied-from",
        "post",
    ]);
    let json = dir.ok(&["run", "p", "--json"]).json();
    assert_eq!(json["records"], 1956 + 2239);
    let documented = json["documented"].as_u64().unwrap();
    assert!((2_200..2_600).contains(&documented), "{documented}");
    let warnings = json["warnings"].to_string();
    for code in ["different_scopes", "copied_list", "two_lists_only"] {
        assert!(warnings.contains(code), "{code}: {warnings}");
    }
}

#[test]
fn lists_without_names() {
    let Some(folder) = data("missing_migrants") else { return };
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    for name in
        ["iom_mmp_named_2014_2017", "medical_examiners_pima_sandiego_2014_2017", "usbp_foia_2014_2017"]
    {
        let file = folder.join(format!("{name}.csv")).display().to_string();
        dir.ok(&["add", "-C", "p", &file, "--list", name]);
    }
    let json = dir.ok(&["run", "p", "--json"]).json();
    assert_eq!(json["records"], 600 + 339 + 22);
}

#[test]
fn tables_of_people_already_linked() {
    let Some(folder) = data("ph_drug_killings") else { return };
    let dir = Dir::new();
    dir.ok(&["new", "p"]);
    for name in
        ["caloocan_police", "manila_police", "manila_unidentified", "quezon_police", "quezon_unidentified"]
    {
        let file = folder.join(format!("{name}.csv")).display().to_string();
        dir.ok(&["add", "-C", "p", &file, "--list", name]);
    }
    let json = dir.ok(&["run", "p", "--json"]).json();
    assert_eq!(json["documented"], 289 + 488 + 245 + 337 + 357);
    assert_eq!(json["estimate"]["strata"].as_array().unwrap().len(), 5);
    assert!(json["estimate"]["linkage"].is_null(), "people whom others linked are in no doubt");
}

#[test]
fn every_capture_table_is_estimated_or_refused() {
    let Some(folder) = data("mse") else { return };
    let dir = Dir::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "csv") || path.ends_with("index.csv") {
            continue;
        }
        let json = dir.ok(&["estimate", &path.display().to_string(), "--model", "chao", "--json"]).json();
        assert!(json["documented"].as_u64().unwrap() > 0, "{}", path.display());
    }
}
