//! What a caller may rely on, on small populations made here with a known truth.

use crate::population::{Row, linked, population, records, truth};
use proptest::prelude::*;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tizim_link::{
    Earlier, LinkError, Linkage, Options, PairJudgement, Verdict, keep_ids, link, link_against, score,
    worst_false, worst_missed,
};
use tizim_model::{ColumnBuilder, List, ListIx, ListRecords, PersonIx, RecordIx, Records, Role, Value};

/// The clusters as sets of contents, so that two orders of the rows can be compared.
fn clusters(rows: &[Row], person_of: &[PersonIx]) -> Vec<Vec<String>> {
    let lists = rows.iter().map(|row| row.list).max().unwrap_or(0) + 1;
    let ordered = (0..lists).flat_map(|list| rows.iter().filter(move |row| row.list == list));
    let mut clusters: Vec<Vec<String>> = vec![Vec::new(); person_of.len()];
    for (row, person) in ordered.zip(person_of) {
        clusters[person.index()].push(format!("{} {:?}", row.list, row.cells));
    }
    clusters.iter_mut().for_each(|cluster| cluster.sort());
    clusters.retain(|cluster| !cluster.is_empty());
    clusters.sort();
    clusters
}

#[test]
fn persons_are_found_without_labels() {
    let rows = population(400, 3, 1);
    let records = records(&rows, false);
    let linkage = linked(&records, &Options::default(), &[]);
    let score = score(&linkage.person_of, &truth(&rows), &records.list_of);
    assert!(score.pairwise.f1 > 0.95, "{score:?}");
    assert!(linkage.model.checks.iter().all(|check| check.passed), "{:?}", linkage.model.checks);
}

#[test]
fn the_order_of_the_rows_changes_nothing() {
    let mut rows = population(250, 2, 2);
    let before = linked(&records(&rows, false), &Options::default(), &[]);
    let expected = clusters(&rows, &before.person_of);
    rows.shuffle(&mut ChaCha8Rng::seed_from_u64(5));
    let after = linked(&records(&rows, false), &Options::default(), &[]);
    assert_eq!(clusters(&rows, &after.person_of), expected);
    assert_eq!(after.model.prior, before.model.prior);
}

#[test]
fn blocking_loses_little_against_all_pairs() {
    let rows = population(1_500, 2, 3);
    let records = records(&rows, false);
    let all = linked(&records, &Options::default(), &[]);
    assert!(all.blocking.all_pairs);
    let options = Options { pair_budget: Some(40_000), ..Options::default() };
    let blocked = linked(&records, &options, &[]);
    assert!(!blocked.blocking.all_pairs && !blocked.blocking.rules.is_empty());
    assert!(blocked.pairs_compared < 60_000, "{}", blocked.pairs_compared);
    let new_pairs: u64 = blocked.blocking.rules.iter().map(|rule| rule.new_pairs).sum();
    assert_eq!(new_pairs, blocked.pairs_compared);
    let f1 = |linkage: &Linkage| score(&linkage.person_of, &truth(&rows), &records.list_of).pairwise.f1;
    assert!(f1(&blocked) > f1(&all) - 0.02, "{} against {}", f1(&blocked), f1(&all));
}

#[test]
fn judgements_are_obeyed() {
    let rows = population(200, 2, 4);
    let records = records(&rows, false);
    let free = linked(&records, &Options::default(), &[]);
    let strongest = free.links.iter().max_by(|a, b| a.weight.0.total_cmp(&b.weight.0)).unwrap();
    let last = RecordIx(records.len() as u32 - 1);
    let judgements = [
        PairJudgement { a: strongest.b, b: strongest.a, verdict: Verdict::Different },
        PairJudgement { a: RecordIx(0), b: last, verdict: Verdict::Same },
    ];
    let judged = linked(&records, &Options::default(), &judgements);
    assert_ne!(judged.person_of[strongest.a.index()], judged.person_of[strongest.b.index()]);
    assert_eq!(judged.person_of[0], judged.person_of[last.index()]);
    for draw in judged.draws(20, 3) {
        assert_ne!(draw[strongest.a.index()], draw[strongest.b.index()]);
        assert_eq!(draw[0], draw[last.index()]);
    }
    let link = judged.links.iter().find(|link| link.a == RecordIx(0) && link.b == last).unwrap();
    assert_eq!(link.judgement, Some(Verdict::Same));
}

#[test]
fn judgements_one_by_one_come_to_what_all_at_once_do() {
    let rows = population(600, 3, 11);
    let records = records(&rows, false);
    // blocked, so that persons hold pairs that no rule proposed
    let options = Options { pair_budget: Some(20_000), ..Options::default() };
    let mut live = linked(&records, &options, &[]);
    let mut generator = ChaCha8Rng::seed_from_u64(3);
    let mut judgements: Vec<PairJudgement> = Vec::new();
    let mut split = 0;
    for round in 0..18 {
        let persons = live.person_of.clone();
        let before = judgements.clone();
        if round % 5 == 4 {
            judgements.remove(generator.random_range(0..judgements.len()));
        } else {
            // one person and two persons in turn
            let is_wanted = |at: &usize| {
                let link = &live.links[*at];
                (persons[link.a.index()] == persons[link.b.index()]) == (round % 2 == 0)
            };
            let open: Vec<usize> = live.worth_reviewing(usize::MAX).into_iter().filter(is_wanted).collect();
            let at = &live.links[open[generator.random_range(0..open.len().min(40))]];
            let together = persons[at.a.index()] == persons[at.b.index()];
            split += usize::from(together);
            // mostly against what the program thinks, so that persons change
            let verdict = match (round % 7, together) {
                (6, _) => Verdict::Unsure,
                (_, true) => Verdict::Different,
                (_, false) => Verdict::Same,
            };
            judgements.push(PairJudgement { a: at.b, b: at.a, verdict });
        }
        match live.rejudge(&judgements) {
            Ok(touched) => assert!(touched.len() < records.len(), "everything was done again"),
            Err(error) => {
                assert!(matches!(error, LinkError::Contradiction { .. }), "{error}");
                assert_eq!(live.person_of, persons, "a refused judgement changes nothing");
                judgements = before;
            }
        }
        let whole = linked(&records, &options, &judgements);
        assert_eq!(whole.model.calibration, None);
        assert_eq!(live.person_of, whole.person_of, "round {round}");
        assert_eq!(live.membership_probability, whole.membership_probability, "round {round}");
        assert_eq!(live.links, whole.links, "round {round}");
    }
    assert!(split > 2, "persons were split");
    assert_eq!(live.rejudge(&judgements), Ok(Vec::new()));
}

#[test]
fn judgements_that_contradict_one_another_are_refused() {
    let rows = population(20, 2, 4);
    let judge = |a, b, verdict| PairJudgement { a: RecordIx(a), b: RecordIx(b), verdict };
    let judgements =
        [judge(0, 1, Verdict::Same), judge(1, 2, Verdict::Same), judge(2, 0, Verdict::Different)];
    let error = link(&records(&rows, false), &Options::default(), &judgements, &|_, _| {}).unwrap_err();
    assert_eq!(error, LinkError::Contradiction { a: 2, b: 0 });
}

#[test]
fn a_list_without_duplicates_keeps_one_record_a_person() {
    let mut rows = population(150, 2, 6);
    // the same row three times in the first list
    let copy = rows.iter().find(|row| row.list == 0).unwrap().clone();
    rows.extend([copy.clone(), copy]);
    let records = records(&rows, true);
    let linkage = linked(&records, &Options::default(), &[]);
    let mut partitions: Vec<Vec<PersonIx>> = linkage.draws(10, 1).collect();
    partitions.push(linkage.person_of.clone());
    for partition in partitions {
        let mut seen = std::collections::HashSet::new();
        for (person, list) in partition.iter().zip(&records.list_of) {
            assert!(seen.insert((*person, *list)), "a person stands on {list:?} twice");
        }
    }
}

#[test]
fn chains_do_not_make_one_person() {
    // each record is like the next one, and unlike the one after that
    let mut rows = population(100, 2, 7);
    let letters = b"abcdefghijklmnopqrstuvwxyz";
    for step in 0..24usize {
        let window =
            |from: usize, n: usize| (0..n).map(|i| letters[(from * 3 + i) % 26] as char).collect::<String>();
        rows.push(Row {
            list: 0,
            person: 10_000 + step as u32,
            cells: [
                window(step, 8),
                window(step + 7, 8),
                format!("1960-{:02}-{:02}", 2 + step / 5, 1 + 5 * (step % 5)),
                "Almaty".to_owned(),
            ],
        });
    }
    let linkage = linked(&records(&rows, false), &Options::default(), &[]);
    let mut sizes = vec![0; linkage.person_of.len()];
    linkage.person_of.iter().for_each(|person| sizes[person.index()] += 1);
    assert!(sizes.iter().all(|size| *size <= 6), "{sizes:?}");
}

#[test]
fn m_and_u_are_recovered() {
    // five fields of 30 even values; two records a person, each cell wrong with a known probability
    let wrong = [0.05, 0.10, 0.15, 0.20, 0.30];
    let persons = 700u32;
    let values = 30;
    let mut generator = ChaCha8Rng::seed_from_u64(11);
    let mut cells: Vec<Vec<String>> = vec![Vec::new(); wrong.len()];
    for _ in 0..persons {
        let own: Vec<u32> = wrong.iter().map(|_| generator.random_range(0..values)).collect();
        for _ in 0..2 {
            for (field, rate) in wrong.iter().enumerate() {
                let value = match generator.random::<f64>() < *rate {
                    true => generator.random_range(0..values),
                    false => own[field],
                };
                cells[field].push(format!("value {value}"));
            }
        }
    }
    let records = 2 * persons as usize;
    let columns = cells.iter().enumerate().map(|(field, cells)| {
        let mut column = ColumnBuilder::new(format!("field_{field}"), Role::Category);
        cells.iter().for_each(|cell| column.push(0, cell, |raw| Value::Text(raw.into())));
        column.finish()
    });
    let records = Records::from_lists(vec![ListRecords {
        list: List { name: "a".to_owned(), no_duplicates: false, already_linked: false },
        file: vec![0; records],
        files: vec!["a".to_owned()],
        line: (0..records as u64).collect(),
        record_id: (0..records).map(|row| row.to_string()).collect(),
        columns: columns.collect(),
        quarantine: Vec::new(),
    }]);
    let linkage = linked(&records, &Options::default(), &[]);
    let even = 1.0 / f64::from(values);
    for (field, rate) in linkage.model.fields.iter().zip(wrong) {
        // both right, or by chance the same
        let right = (1.0 - rate) * (1.0 - rate);
        let m = right + (1.0 - right) * even;
        let same = field.levels.last().unwrap();
        assert!((same.m.get() - m).abs() < 0.05, "{}: m {} for {m}", field.name, same.m);
        assert!((same.u.get() / even - 1.0).abs() < 0.1, "{}: u {} for {even}", field.name, same.u);
    }
    let expected = linkage.model.expected_same_pairs / f64::from(persons);
    assert!((expected - 1.0).abs() < 0.1, "{expected}");
}

#[test]
fn explanations_add_up_to_the_weight_of_the_link() {
    let rows = population(200, 2, 8);
    let records = records(&rows, false);
    let linkage = linked(&records, &Options::default(), &[]);
    assert!(!linkage.links.is_empty());
    for link in linkage.links.iter().take(50) {
        let why = linkage.explain(&records, link.a, link.b);
        let parts: f64 = why.fields.iter().map(|field| field.weight.0 + field.rarity.0).sum();
        let sum = why.prior.0 + parts + why.sharing.0;
        assert!((sum - why.total.0).abs() < 1e-9);
        assert!((why.total.0 - link.weight.0).abs() < 1e-3, "{} for {}", why.total, link.weight);
        assert!(why.sharing.0 <= 0.0);
        let back = linkage.explain(&records, link.b, link.a);
        assert!((back.total.0 - why.total.0).abs() < 1e-12);
    }
}

#[test]
fn draws_are_near_the_probabilities_of_the_links() {
    let rows = population(300, 2, 9);
    let records = records(&rows, true);
    let linkage = linked(&records, &Options::default(), &[]);
    let draws: Vec<Vec<PersonIx>> = linkage.draws(400, 2).collect();
    assert_eq!(draws, linkage.draws(400, 2).collect::<Vec<_>>());
    let together = |link: &&tizim_link::Link| {
        draws.iter().filter(|draw| draw[link.a.index()] == draw[link.b.index()]).count() as f64 / 400.0
    };
    // a pair that has no rival is together as often as its probability says
    let mut of_record = vec![0; records.len()];
    for link in &linkage.links {
        of_record[link.a.index()] += 1;
        of_record[link.b.index()] += 1;
    }
    let alone: Vec<_> = linkage
        .links
        .iter()
        .filter(|link| of_record[link.a.index()] == 1 && of_record[link.b.index()] == 1)
        .collect();
    assert!(alone.len() > 20);
    for link in &alone {
        let share = together(link);
        assert!((share - link.probability.get()).abs() < 0.1, "{share} for {}", link.probability);
    }
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let rows = population(1_200, 2, 10);
    let records = records(&rows, false);
    let options = Options { pair_budget: Some(60_000), ..Options::default() };
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let linkage = linked(&records, &options, &[]);
            let draw = linkage.draws(3, 1).last();
            (serde_json::to_string(&linkage.model).unwrap(), linkage.links, linkage.person_of, draw)
        })
    };
    assert_eq!(run(1), run(4));
}

#[test]
fn odd_input_is_linked_or_refused_in_words() {
    let options = Options::default();
    let none = link(&Records::default(), &options, &[], &|_, _| {}).unwrap();
    assert!(none.person_of.is_empty() && none.links.is_empty(), "no records are no persons");
    let one = population(1, 1, 1).into_iter().chain(population(30, 1, 12)).take(1).collect::<Vec<_>>();
    assert!(link(&records(&one, false), &options, &[], &|_, _| {}).is_err());
    let rows = population(30, 1, 13);
    let unknown =
        Options { comparisons: [("colour".to_owned(), tizim_link::Comparison::Ignore)].into(), ..options };
    let error = link(&records(&rows, false), &unknown, &[], &|_, _| {}).unwrap_err();
    assert!(error.to_string().contains("`colour`") && error.to_string().contains("given_name"), "{error}");
}

#[test]
fn empty_cells_say_nothing() {
    let mut rows = population(200, 2, 14);
    // records with nothing in them must stay alone
    for row in rows.iter_mut().filter(|row| row.person % 10 == 0) {
        row.cells = Default::default();
    }
    let records = records(&rows, false);
    let linkage = linked(&records, &Options::default(), &[]);
    let blank: Vec<usize> = (0..records.len())
        .filter(|record| records.columns.iter().all(|c| c.get(RecordIx(*record as u32)).is_none()))
        .collect();
    assert!(blank.len() > 10);
    for record in &blank {
        let person = linkage.person_of[*record];
        assert_eq!(linkage.person_of.iter().filter(|other| **other == person).count(), 1);
    }
    assert!(linkage.links.iter().all(|link| !blank.contains(&link.a.index())));
}

#[test]
fn user_rules_are_used_and_checked() {
    let rows = population(300, 2, 15);
    let records = records(&rows, false);
    let rules =
        |text: &str| Options { blocking: Some(serde_json::from_str(text).unwrap()), ..Options::default() };
    let linkage =
        linked(&records, &rules(r#"[["family_name.sound", "birth_date.year"], ["birth_date"]]"#), &[]);
    assert_eq!(linkage.blocking.rules.len(), 2);
    assert!(linkage.blocking.rules[1].words.contains("birth date"));
    let recall = linkage.blocking.estimated_recall;
    assert!(
        (0.5..=1.0).contains(&recall) && recall >= linkage.blocking.rules[0].estimated_recall,
        "{recall}"
    );
    let wrong = link(&records, &rules(r#"[["place.year"]]"#), &[], &|_, _| {}).unwrap_err();
    assert!(matches!(wrong, LinkError::UnknownKey { .. }), "{wrong}");
    assert!(linkage.worth_reviewing(5).len() <= 5);
    let distance = |at: &usize| linkage.distance_from_line(&linkage.links[*at]);
    let order = linkage.worth_reviewing(usize::MAX);
    assert_eq!(order.len(), linkage.links.len(), "each once");
    assert!(order.iter().all(|at| distance(&order[0]) <= distance(at)));
    let persons = |at: &usize| {
        let link = &linkage.links[*at];
        (
            linkage.person_of[link.a.index()],
            linkage.person_of[link.b.index()],
            link.probability.get().to_bits(),
        )
    };
    let apart: std::collections::HashSet<_> = order[..10].iter().map(persons).collect();
    assert_eq!(apart.len(), 10, "no two that stand or fall together");
}

#[test]
fn new_records_join_an_earlier_result_and_persons_keep_their_ids() {
    let rows = population(500, 3, 16);
    let old_rows: Vec<Row> = rows.iter().filter(|row| row.list < 2).cloned().collect();
    let (old, all) = (records(&old_rows, false), records(&rows, false));
    let before = linked(&old, &Options::default(), &[]);
    // the records of the first two lists stand first in both
    let person_of: Vec<Option<u32>> =
        (0..all.len()).map(|record| before.person_of.get(record).map(|person| 100 + 2 * person.0)).collect();
    let earlier = Earlier { person_of: person_of.clone(), saved: Some(before.save()) };
    let after = link_against(&all, &Options::default(), &[], &earlier, &|_, _| {}).unwrap();
    assert!(after.pairs_compared < before.pairs_compared + (all.len() * all.len() / 2) as u64 / 2);
    for (a, b) in (0..old.len()).zip(1..old.len()) {
        if before.person_of[a] == before.person_of[b] {
            assert_eq!(after.person_of[a], after.person_of[b], "an earlier person came apart");
        }
    }
    let kept = keep_ids(&after.person_of, &person_of);
    for (record, earlier) in person_of.iter().take(old.len()).enumerate() {
        let (id, earlier) = (kept.id_of[after.person_of[record].index()], earlier.unwrap());
        let joined = kept.joined.iter().any(|(stays, gone)| (*stays, *gone) == (id, earlier));
        assert!(id == earlier || joined, "record {record}: {id} for {earlier}");
    }
    let anew = linked(&all, &Options::default(), &[]);
    let f1 = |linkage: &Linkage| score(&linkage.person_of, &truth(&rows), &all.list_of).pairwise.f1;
    assert!(f1(&after) > f1(&anew) - 0.02, "{} against {}", f1(&after), f1(&anew));
}

#[test]
fn an_earlier_person_that_a_judgement_contradicts_is_taken_apart() {
    let rows = population(150, 2, 17);
    let records = records(&rows, false);
    let before = linked(&records, &Options::default(), &[]);
    let strongest = before.links.iter().max_by(|a, b| a.weight.0.total_cmp(&b.weight.0)).unwrap();
    let person_of = before.person_of.iter().map(|person| Some(person.0)).collect();
    let earlier = Earlier { person_of, saved: Some(before.save()) };
    let judgement = PairJudgement { a: strongest.a, b: strongest.b, verdict: Verdict::Different };
    let after = link_against(&records, &Options::default(), &[judgement], &earlier, &|_, _| {}).unwrap();
    assert_ne!(after.person_of[strongest.a.index()], after.person_of[strongest.b.index()]);
    let short = Earlier { person_of: vec![None; 3], saved: None };
    let error = link_against(&records, &Options::default(), &[], &short, &|_, _| {}).unwrap_err();
    assert!(matches!(error, LinkError::EarlierOfOthers { earlier: 3, .. }), "{error}");
}

#[test]
fn enough_judgements_calibrate_the_weights() {
    let rows = population(400, 2, 18);
    let records = records(&rows, false);
    let free = linked(&records, &Options::default(), &[]);
    let truth = truth(&rows);
    let judgements: Vec<PairJudgement> = free
        .worth_reviewing(120)
        .into_iter()
        .map(|position| {
            let link = free.links[position];
            let same = truth[link.a.index()] == truth[link.b.index()];
            let verdict = if same { Verdict::Same } else { Verdict::Different };
            PairJudgement { a: link.a, b: link.b, verdict }
        })
        .collect();
    let judged = linked(&records, &Options::default(), &judgements);
    let calibration = judged.model.calibration.expect("there are enough judgements");
    assert_eq!(calibration.judged, judgements.len());
    let link = judged.links.iter().find(|link| link.judgement.is_none()).unwrap();
    let why = judged.explain(&records, link.a, link.b);
    let parts: f64 = why.fields.iter().map(|field| field.weight.0 + field.rarity.0).sum();
    assert!((why.prior.0 + parts + why.sharing.0 - why.total.0).abs() < 1e-9);
    assert!((why.total.0 - link.weight.0).abs() < 1e-3);
    assert_eq!(linked(&records, &Options::default(), &judgements[..10]).model.calibration, None);
}

#[test]
fn the_expected_curve_falls_and_rises_and_wrong_pairs_are_wrong() {
    let rows = population(300, 2, 19);
    let records = records(&rows, false);
    let linkage = linked(&records, &Options::default(), &[]);
    let curve = linkage.curve();
    assert!(curve.len() > 20);
    for pair in curve.windows(2) {
        assert!(pair[0].expected_recall >= pair[1].expected_recall);
        assert!(pair[0].links >= pair[1].links && pair[0].weight.0 < pair[1].weight.0);
    }
    let truth = truth(&rows);
    let is_same = |a: RecordIx, b: RecordIx| truth[a.index()] == truth[b.index()];
    let together = |a: RecordIx, b: RecordIx| linkage.person_of[a.index()] == linkage.person_of[b.index()];
    let (wrong, _) = worst_false(&linkage, &truth, 20);
    assert!(wrong.iter().all(|pair| together(pair.a, pair.b) && !is_same(pair.a, pair.b)));
    let (missed, all) = worst_missed(&linkage, &truth, 20);
    assert!(missed.iter().all(|pair| !together(pair.a, pair.b) && is_same(pair.a, pair.b)));
    assert!(missed.len() == all.min(20));
}

#[test]
fn training_says_when_there_is_nobody_twice() {
    let rows = population(200, 1, 20);
    let linkage = linked(&records(&rows, false), &Options::default(), &[]);
    let flat = linkage.model.checks.iter().any(|check| !check.passed && check.words.contains("flat"));
    assert!(flat, "{:?}", linkage.model.checks);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_makes_it_panic(cells in prop::collection::vec("\\PC{0,12}", 40..60)) {
        let rows: Vec<Row> = cells
            .chunks_exact(4)
            .enumerate()
            .map(|(at, cells)| Row {
                list: (at % 2) as u16,
                person: at as u32,
                cells: [cells[0].clone(), cells[1].clone(), cells[2].clone(), cells[3].clone()],
            })
            .collect();
        let records = records(&rows, false);
        if let Ok(linkage) = link(&records, &Options::default(), &[], &|_, _| {}) {
            prop_assert_eq!(linkage.person_of.len(), records.len());
            let figures = score(&linkage.person_of, &truth(&rows), &vec![ListIx(0); rows.len()]);
            prop_assert!(figures.pairwise.f1 >= 0.0);
        }
    }
}
