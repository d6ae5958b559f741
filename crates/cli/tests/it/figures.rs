//! Figures that others gave: taken in, kept apart, shown with their words.

use crate::bench_dir::{Dir, data};

const LIST: &str = "name,age\nErlan Zhagiparov,49\nAigul Nurpeisova,31\n";
const CLAIMS: &str = "made_on,claimant,quantity,scope,low,high,status,source_language,source,quote\n\
    2022-01-09,Ministry,killed,Kazakhstan,164,164,denied as an error,en,example.org/a,164 people died\n\
    2022-01-15,Prosecutor,killed,Kazakhstan,225,225,official,en,example.org/b,225 bodies were received\n\
    2022-01-15,eyewitnesses,killed,Almaty,,,,en,example.org/c,hundreds of dead\n\
    2022-01-15,Ministry,killed,Almaty,n.n.,,,en,example.org/d,\n\
    2022-01-16,Prosecutor,\"killed, named\",Kazakhstan,\"2,265\",,live,en,<script>alert(1)</script>,=cmd()\n";

fn project(dir: &Dir) {
    dir.project(&[("a", LIST)]);
    dir.file("claims.csv", CLAIMS);
    dir.ok(&["add", "-C", "p", "claims.csv", "--list", "rival", "--figures"]);
    dir.ok(&["run", "p"]);
}

#[test]
fn figures_stand_side_by_side_and_never_in_the_counts() {
    let dir = Dir::new();
    project(&dir);
    let figures = dir.read("p/out/figures.csv");
    let lines: Vec<&str> = figures.lines().collect();
    assert_eq!(lines.len(), 1 + 4, "{figures}");
    assert!(lines[1].contains(",164,164,,denied as an error,withdrawn,"), "{}", lines[1]);
    assert!(lines[2].contains(",225,225,,official,stands,"), "{}", lines[2]);
    assert!(lines[3].contains("eyewitnesses,2022-01-15,,,"), "{}", lines[3]);
    assert!(lines[4].contains(",2265,,"), "{}", lines[4]);
    assert!(lines[4].contains("'=cmd()"), "a formula is written as text: {}", lines[4]);
    let quarantine = dir.read("p/out/quarantine.csv");
    assert!(quarantine.contains("rival,claims.csv,5,low,\"it is no whole number"), "{quarantine}");
    let report = dir.read("p/report/index.html");
    assert!(report.contains("Who says how many") && report.contains("225 bodies were received"));
    assert!(!report.contains("<script>alert"), "outside text is escaped");
    assert_eq!(dir.read("p/out/records.csv").lines().count(), 1 + 2, "figures are no records");
    dir.ok(&["verify", "p"]);
}

const RUSSIAN: &str = "показатель;число;кто;дата;место;статус\n\
    погибшие;более 700;МВД;05.02.2022;Тараз;\n\
    погибшие;около 30 тысяч;Комитет;2022-02-06;Казахстан;\n\
    задержанные;десятки;МВД;2022-02-06;Тараз;\n\
    погибшие;н.н.;МВД;2022-02-06;Тараз;\n";

#[test]
fn a_russian_table_with_numbers_in_words_is_read_and_what_is_not_is_told() {
    let dir = Dir::new();
    dir.project(&[("a", LIST)]);
    dir.file("f.csv", RUSSIAN);
    let added = dir.ok(&["add", "-C", "p", "f.csv", "--list", "rival", "--figures"]);
    let said = &added.out;
    for (header, field) in
        [("показатель", "quantity"), ("число", "number"), ("место", "scope"), ("кто", "claimant")]
    {
        let line =
            said.lines().find(|line| line.starts_with(header)).unwrap_or_else(|| panic!("{header}: {said}"));
        assert!(line.contains(field), "{line}");
    }
    assert!(said.contains("3 rows, 1 left out"), "{said}");
    assert!(added.err.contains("line 5") && added.err.contains("н.н."), "{}", added.err);
    let ran = dir.ok(&["run", "p"]);
    assert!(ran.out.contains("could not be read: 1 row"), "{}", ran.out);
    let figures = dir.read("p/out/figures.csv");
    for row in [
        "killed,Тараз,МВД,2022-02-05,701,,“более 700”",
        "killed,Казахстан,Комитет,2022-02-06,30000,30000,“около 30 тысяч”",
        "detained,Тараз,МВД,2022-02-06,,,“десятки”",
    ] {
        assert!(figures.contains(row), "{row}\n{figures}");
    }
    assert!(figures.contains(",Казахстан,") && figures.lines().count() == 4, "{figures}");
}

#[test]
fn the_public_edition_withholds_figures_unless_told() {
    let dir = Dir::new();
    project(&dir);
    dir.ok(&["report", "p", "--public"]);
    let public = |text: &str| dir.read("p/public-report/index.html").contains(text);
    assert!(public("not part of the public edition") && !public("225 bodies"));
    let settings = dir.read("p/tizim.toml").replacen("figures = false", "figures = true", 1);
    dir.file("p/tizim.toml", settings);
    dir.ok(&["report", "p", "--public"]);
    assert!(public("225 bodies"));
}

#[test]
fn a_table_without_numbers_is_refused_and_says_what_it_needs() {
    let dir = Dir::new();
    dir.project(&[("a", LIST)]);
    dir.file("no.csv", "who,when\nMinistry,2022-01-09\n");
    let ran = dir.run(&["add", "-C", "p", "no.csv", "--list", "rival", "--figures"]);
    ran.refused("`quantity`");
    ran.refused("who, when");
    assert!(!dir.read("p/tizim.toml").contains("[[figures]]\n"), "nothing was changed");
    dir.ok(&["verify", "p"]);
}

#[test]
fn more_files_of_one_source_come_under_its_name() {
    let dir = Dir::new();
    project(&dir);
    dir.file("later.csv", "quantity,number,who\nkilled,241,Prosecutor\n");
    dir.ok(&["add", "-C", "p", "later.csv", "--list", "rival", "--figures"]);
    dir.ok(&["add", "-C", "p", "later.csv", "--list", "rival", "--figures"]);
    dir.ok(&["run", "p"]);
    assert_eq!(dir.read("p/out/figures.csv").lines().count(), 1 + 5);
}

#[test]
fn rival_figures_of_january_2022() {
    let Some(folder) = data("kz_jan2022") else { return };
    let dir = Dir::new();
    dir.project(&[("a", LIST)]);
    let file = folder.join("claims.csv").display().to_string();
    dir.ok(&["add", "-C", "p", &file, "--list", "rival", "--figures"]);
    dir.ok(&["run", "p"]);
    let figures = dir.read("p/out/figures.csv");
    assert_eq!(figures.matches("\nrival,KZ").count(), 22, "{figures}");
    assert_eq!(figures.matches(",withdrawn,").count(), 2, "164 killed and its 2,265 injured were denied");
    assert_eq!(dir.read("p/out/quarantine.csv").lines().count(), 1, "all rows and dates are read");
    let mut reader = csv::Reader::from_reader(figures.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let of = |id: &str, column: &str| {
        let at = |name: &str| header.iter().position(|own| own == name).unwrap();
        let row = rows.iter().find(|row| &row[at("figure_id")] == id).unwrap();
        row[at(column)].to_owned()
    };
    // one office, by whomever it speaks and through whomever it is heard
    for id in ["KZ014", "KZ016"] {
        assert_eq!(
            (of(id, "standing").as_str(), of(id, "replaced_by").as_str()),
            ("superseded", "KZ019"),
            "{id}"
        );
    }
    // the bodies in morgues and those on a list are not the same number, said otherwise
    for id in ["KZ007", "KZ019", "KZ021"] {
        assert_eq!(of(id, "standing"), "stands", "{id}");
    }
    assert_eq!(of("KZ008", "part_of"), of("KZ007", "scope"));
    assert_eq!(of("KZ019", "event_date"), "2022-01-04/2022-01-06");
}
