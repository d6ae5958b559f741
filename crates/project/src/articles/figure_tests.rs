//! Figures out of plain articles: where they are set, what they are a part of, who takes them back.

use crate::{Addition, Doer, Holds, NewProject, Project};
use std::path::Path;
use tizim_model::{Figure, Standing};

/// Returns the figures of articles, each given as a text.
fn figures(texts: &[&str]) -> Vec<Figure> {
    let dir = tempfile::tempdir().unwrap();
    let doer = Doer { author: "A".to_owned(), at: "2026-01-01T00:00:00Z".parse().unwrap() };
    let new = NewProject { seed: 1, ..NewProject::default() };
    let mut project = Project::create(&dir.path().join("p"), &new, &doer).unwrap();
    let press = dir.path().join("press");
    std::fs::create_dir(&press).unwrap();
    for (number, text) in texts.iter().enumerate() {
        std::fs::write(press.join(Path::new(&format!("{number}.txt"))), text).unwrap();
    }
    let list = "press".to_owned();
    let articles = Addition { files: vec![press], list, holds: Holds::Articles, ..Addition::default() };
    project.add(&articles, &doer).unwrap();
    project.run(&project.lock().unwrap(), &|_, _| ()).unwrap().figures
}

fn of(figures: &[Figure], low: u64) -> &Figure {
    let found = figures.iter().find(|figure| figure.low == Some(low));
    found.unwrap_or_else(|| panic!("{low}: {figures:#?}"))
}

const BUS: &str = "Attack on a bus in Karsale\n5 March 2024\n\n\
    Gunmen opened fire on a bus in Karsale on Monday. Twelve people were killed, police said.\n";
const MARKET: &str = "Blast at a market in Ulmeda\n6 March 2024\n\n\
    A bomb went off at a market in Ulmeda on Tuesday. Seven people were killed, police said.\n";
const RISEN: &str = "More deaths\n7 March 2024\n\n\
    The number of people killed in Monday's attack on a bus in Karsale has risen to 15, police said on Thursday.\n";

#[test]
fn a_figure_without_a_place_is_set_where_its_article_sets_it() {
    let figures = figures(&[BUS, MARKET, RISEN]);
    let (twelve, seven, fifteen) = (of(&figures, 12), of(&figures, 7), of(&figures, 15));
    // the words say no place, and the step is shown
    assert_eq!((twelve.scope.as_str(), twelve.set_in.as_str()), ("", "Karsale"));
    assert!(twelve.set_by.contains("opened fire on a bus in Karsale"), "{}", twelve.set_by);
    assert_eq!((fifteen.scope.as_str(), fifteen.set_in.as_str()), ("Karsale", ""));
    assert_ne!(twelve.matter, seven.matter);
    assert_eq!(twelve.matter, fifteen.matter);
    assert_eq!((twelve.standing, twelve.replaced_by.as_str()), (Standing::Superseded, fifteen.id.as_str()));
    assert_eq!(seven.standing, Standing::Stands);
}

#[test]
fn figures_of_two_articles_that_name_no_place_are_two_matters() {
    let one = "Deaths\n5 March 2024\n\nTwelve people were killed, police said.\n";
    let two = "Deaths\n6 March 2024\n\nThirteen people were killed, police said.\n";
    let figures = figures(&[one, two]);
    let (one, two) = (of(&figures, 12), of(&figures, 13));
    assert_eq!((one.set_in.as_str(), two.set_in.as_str()), ("", ""));
    assert_ne!(one.matter, two.matter);
    assert_eq!(one.standing, Standing::Stands);
}

#[test]
fn a_dateline_sets_the_scene() {
    let text = "Deaths\n\nKARSALE, 5 March 2024 (Agency) — Twelve people were killed, police said.\n";
    assert_eq!(of(&figures(&[text]), 12).set_in.to_lowercase(), "karsale");
}

#[test]
fn a_number_within_a_number_names_its_whole() {
    let text = "Clashes\n5 March 2024\n\n\
        Police detained 52 strikers, including seven women, on Monday. The hospital treated 66 wounded, 14 of them critical.\n";
    let figures = figures(&[text]);
    let (all, women) = (of(&figures, 52), of(&figures, 7));
    assert_eq!((women.part_of_figure.as_str(), women.part_of.as_str()), (all.id.as_str(), "strikers"));
    assert_eq!(women.scope, "women");
    assert_ne!(all.matter, women.matter);
}

#[test]
fn words_that_lead_to_a_number_are_no_scope() {
    let text = "Toll\n5 March 2024\n\nAmong the 17 killed in Karsale were two children, the mayor said.\n";
    assert_eq!(of(&figures(&[text]), 17).scope, "Karsale");
}

#[test]
fn cases_of_a_russian_name_are_one_place() {
    let text = "Обвал\n5 марта 2024\n\nВ посёлке Нижняя Балка погибли 7 человек, сообщила полиция.\n\n\
        В больницах Нижней Балки умерли ещё 3 человека. В Среднеборске погибли 5 человек.\n";
    let figures = figures(&[text]);
    let (seven, three) = (of(&figures, 7), of(&figures, 3));
    assert_eq!(seven.scope_as_set(), "Нижняя Балка");
    assert_eq!((three.scope_as_set().as_str(), three.matter), ("Нижняя Балка", seven.matter));
    assert_eq!(of(&figures, 5).scope, "Среднеборск");
}

#[test]
fn who_takes_a_number_back_gave_it() {
    let before = "Toll\n8 March 2024\n\nThe Karsale hospital said 46 people had been killed in Karsale.\n";
    let text = "Hospital corrects toll\n9 March 2024\n\n\
        The Karsale hospital withdrew its earlier figure of 46 dead, which it called a mistake.\n";
    let figures = figures(&[before, text]);
    let of_46: Vec<(&str, Standing, &str)> = figures
        .iter()
        .filter(|figure| figure.low == Some(46))
        .map(|figure| (figure.claimant.as_str(), figure.standing, figure.status.as_str()))
        .collect();
    assert_eq!(of_46.len(), 2, "{of_46:?}");
    let hospital = "The Karsale hospital";
    assert_eq!(of_46[1], (hospital, Standing::Withdrawn, "withdrawn by The Karsale hospital"));
}

#[test]
fn a_number_is_told_once_and_a_toll_is_nobody() {
    let text = "Toll\n9 March 2024\n\nAn earlier toll put the number of dead at 28. Police said 9 people were killed.\n";
    let figures = figures(&[text]);
    let of_28: Vec<&str> = figures
        .iter()
        .filter(|figure| figure.low == Some(28))
        .map(|figure| figure.claimant.as_str())
        .collect();
    assert_eq!(of_28, [""]);
}
