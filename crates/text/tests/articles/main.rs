//! Articles of our own, of the kinds that documenters drop in, from many countries: what their claims should say.
//!
//! Written for these tests; persons, courts and unions are invented. Each line of an expectation is a claim that must be found, with its
//! type, how the text holds it, words of its quote, and parts that it must have; other claims may stand beside them.

mod expected;
mod pages;

use expected::{Expected, expect_in, says};
use tizim_text::{Article, ClaimRole, Extraction, Modality, Options, Span, extract, stated_day};

fn article(text: &str) -> Article<'_> {
    Article { text, parts: Some(vec![Span::new(0, text.len())]), published: stated_day("2021-06-17") }
}

fn read(text: &str) -> Extraction {
    extract(&article(text), &Options::default())
}

fn expect(text: &str, expected: &[Expected], most: usize) {
    expect_in(&article(text), expected, most);
}

use Modality::{Alleged, Asserted, Demanded, Denied, Reported};

#[test]
fn a_trial_and_what_the_accused_say() {
    let text = "A court in Nairobi on Tuesday sentenced three activists to two years in prison for taking part in an unauthorised march in June 2019. \
        The three were arrested outside parliament on 25 June 2019 and held for nine days without charge. \
        One of them, Peter Kamau, told the court that officers had given him electric shocks. Prosecutors denied that the men had been tortured. \
        The Law Society called on the government to release the activists and to open an inquiry into the conduct of the police.";
    expect(
        text,
        &[
            says("trial", Asserted, "sentenced three activists").by("A court in Nairobi").least(3),
            says("detention", Asserted, "arrested outside parliament").least(3),
            says("torture", Reported, "electric shocks").source("Peter Kamau"),
            says("torture", Denied, "tortured").victim("the men"),
            says("appeal", Demanded, "called on the government").by("Law Society").source("Law Society"),
        ],
        8,
    );
}

#[test]
fn a_crackdown_and_its_rival_figures() {
    let text = "The army on Sunday declared a state of emergency after four days of protests. \
        Soldiers dispersed a sit-in in front of the ministry with tear gas and rubber bullets, witnesses told reporters. \
        According to the doctors' union, 37 protesters were shot dead and more than 200 wounded in Omdurman alone. \
        The military council rejected the figures and said that only nine people had lost their lives. \
        Hundreds of people were detained. Mothers of the missing gathered in front of the prison and demanded news of their sons. \
        A spokesman for the council, General Omar Farah, denied reports that detainees had been ill-treated. Doctors launched an indefinite strike.";
    expect(
        text,
        &[
            says("legal_act", Asserted, "declared a state of emergency").by("The army"),
            says("attack", Reported, "dispersed a sit-in").by("Soldiers").source("witnesses"),
            says("killing", Reported, "37 protesters were shot dead").least(37).source("the doctors' union"),
            says("injury", Reported, "more than 200").least(201).source("the doctors' union"),
            says("killing", Denied, "rejected the figures").source("The military council"),
            says("killing", Reported, "only nine people").least(9),
            says("detention", Asserted, "Hundreds of people were detained").least(200),
            says("appeal", Demanded, "demanded news").by("Mothers of the missing"),
            says("torture", Denied, "ill-treated"),
            says("strike", Asserted, "launched an indefinite strike").by("Doctors"),
        ],
        14,
    );
}

#[test]
fn police_who_fire_and_what_follows() {
    let text = "Two students were killed and eleven injured in police firing in Imphal on Friday. \
        However, police in riot gear had only fired a few rounds, a spokesman said. \
        The police burst 20 teargas shells to drive back the crowd. Constables arrested nine marchers and fired into the air. \
        Arrests were made in the hill districts too. A cardiac arrest was the cause of another death, the hospital said.";
    expect(
        text,
        &[
            says("killing", Asserted, "in police firing").by("police").victim("students").least(2),
            says("injury", Asserted, "injured in police firing").by("police").least(11),
            says("attack", Asserted, "burst 20 teargas").by("police"),
            says("detention", Asserted, "arrested nine marchers").by("Constables").least(9),
            says("attack", Asserted, "fired into the air").by("Constables"),
            says("detention", Asserted, "Arrests were made"),
        ],
        11,
    );
    assert!(
        !read(text)
            .claims
            .iter()
            .any(|claim| claim.claim_type == "detention" && claim.quote.of(text).contains("cardiac"))
    );
}

#[test]
fn a_family_that_seeks_its_dead() {
    let text = "Rosa Quispe disappeared in Puno on 9 June. Her family filed a petition with the regional court. \
        Neighbours said her body had been found in a ditch. The morgue refused to release her body to the family. \
        The bodies of two miners were stolen from the hospital, a nurse said. Her brother accused the mayor of hiding the truth.";
    expect(
        text,
        &[
            says("disappearance", Asserted, "disappeared in Puno").victim("Rosa Quispe").least(1),
            says("appeal", Demanded, "filed a petition").by("family"),
            says("body_found", Reported, "her body had been found").source("Neighbours"),
            says("body_withheld", Asserted, "refused to release her body").by("The morgue"),
            says("body_missing", Reported, "stolen from the hospital").source("a nurse"),
            says("accusation", Alleged, "accused the mayor").by("Her brother").victim("the mayor"),
        ],
        8,
    );
}

#[test]
fn a_law_a_ban_and_those_who_oppose_them() {
    let text = "Parliament on Monday adopted a law that punishes insults to the army. The law was signed by the president on Thursday. \
        The interior minister banned all rallies in the capital. Teachers went on strike in protest at the ban. \
        The union condemned the arrests of its members and urged the president to lift the ban. \
        No fewer than 40 members had been jailed, it said.";
    expect(
        text,
        &[
            says("legal_act", Asserted, "adopted a law").by("Parliament"),
            says("legal_act", Asserted, "The law was signed").by("the president"),
            says("legal_act", Asserted, "banned all rallies").by("The interior minister"),
            says("strike", Asserted, "Teachers went on strike").by("Teachers"),
            says("appeal", Demanded, "urged the president").by("The union").source("The union"),
            says("detention", Reported, "40 members had been jailed").least(40),
        ],
        9,
    );
}

#[test]
fn one_act_is_one_claim_and_two_demands_are_two() {
    let text = "He was arrested in May and taken away by soldiers.\n\nThe miners proposed talks and demanded an inquiry.\n\n\
        The council approved the decision to abolish the fee.";
    let found = read(text);
    let shown: Vec<(&str, &str)> =
        found.claims.iter().map(|claim| (claim.claim_type.as_str(), claim.quote.of(text))).collect();
    assert_eq!(
        shown,
        [
            ("detention", "He was arrested in May and taken away by soldiers"),
            ("appeal", "The miners proposed talks"),
            // who demanded stands in it
            ("appeal", "The miners proposed talks and demanded an inquiry"),
            ("legal_act", "The council approved the decision to abolish the fee"),
        ]
    );
}

#[test]
fn a_russian_trial_and_its_protests() {
    let text = "Суд в Минске во вторник приговорил троих активистов к двум годам колонии. Сотрудники милиции избили Петра Савчука дубинками и пытали током. \
        По данным правозащитников, не менее 12 человек погибли, когда полиция открыла огонь по демонстрантам в Гомеле. \
        Министр внутренних дел запретил митинги в столице. Оппозиция обвинила президента в подавлении критики. \
        Больница отказалась выдать тело родным. Журналиста задержали в аэропорту.";
    expect(
        text,
        &[
            says("trial", Asserted, "приговорил троих активистов").by("Суд").least(3),
            says("injury", Asserted, "избили").by("Сотрудники милиции"),
            says("torture", Asserted, "пытали током"),
            says("killing", Reported, "12 человек погибли").least(12).source("правозащитников"),
            says("attack", Reported, "открыла огонь").by("полиция"),
            says("legal_act", Asserted, "запретил митинги").by("Министр внутренних дел"),
            says("accusation", Alleged, "обвинила президента").by("Оппозиция").victim("президента"),
            says("body_withheld", Asserted, "отказалась выдать тело").by("Больница"),
            says("detention", Asserted, "задержали в аэропорту").victim("Журналиста"),
        ],
        11,
    );
}

#[test]
fn no_day_place_or_means_is_a_victim_in_russian() {
    for text in [
        "Во вторник в Бресте был убит рабочий.",
        "В ночь на среду в Бресте были убиты двое рабочих.",
        "В Бресте убили рабочего.",
        "Убийство 5 июня потрясло город.",
        "Его пытали током.",
        "Приговор будет обжалован.",
        "Задержания в Минске продолжались весь день.",
    ] {
        for who in read(text).claims.iter().flat_map(|claim| &claim.who) {
            for wrong in ["Брест", "Минск", "вторник", "среду", "июня", "током", "будет", "день"]
            {
                assert!(!who.name.contains(wrong), "{text}: {who:?}");
            }
        }
    }
    let killed = read("Во вторник в Бресте был убит рабочий.").claims;
    assert!(
        killed[0].who.iter().any(|who| who.role == ClaimRole::Victim && who.name == "рабочий"),
        "{killed:?}"
    );
}

#[test]
fn courts_searches_and_releases() {
    let text = "The Supreme Court on Thursday rejected the appeal of three politicians and upheld their sentences. They were found guilty of organising riots. \
        Among those detained was the blogger Aibek Toktogulov, who was released after two days. The ministry released a statement. \
        The Investigative Committee opened a criminal case against four workers. Their homes were searched. \
        Olga Britikova was sentenced to 15 days of administrative arrest. Andrei Berezovsky was beaten during interrogation and has not been seen since May 30. \
        Independent unions, which were liquidated by the court, collect signatures. The authorities blocked its website.";
    expect(
        text,
        &[
            says("trial", Asserted, "rejected the appeal").by("Supreme Court"),
            says("trial", Asserted, "upheld their sentences"),
            says("trial", Asserted, "were found guilty"),
            says("detention", Asserted, "Among those detained").victim("Aibek Toktogulov"),
            says("release", Asserted, "who was released").victim("Aibek Toktogulov"),
            says("legal_act", Asserted, "opened a criminal case").by("Investigative Committee"),
            says("persecution", Asserted, "homes were searched"),
            says("trial", Asserted, "sentenced to 15 days").victim("Olga Britikova"),
            says("injury", Asserted, "was beaten").victim("Andrei Berezovsky"),
            says("disappearance", Asserted, "not been seen since"),
            says("legal_act", Asserted, "liquidated by the court")
                .by("the court")
                .victim("Independent unions"),
            says("legal_act", Asserted, "blocked its website").by("The authorities"),
        ],
        15,
    );
}

#[test]
fn tolls_denials_and_bodies() {
    let text = "A union put the number of dead since October at 600. The ministry said that twelve guards had been wounded and denied using live ammunition. \
        The body of the lawyer Jabbar Mohammed, who was kidnapped in January, was found near Amara. \
        The mayor accused \"strangers\" of attacking the camp. At least 27 people were detained.";
    expect(
        text,
        &[
            says("killing", Reported, "number of dead").least(600).source("A union"),
            says("injury", Reported, "twelve guards had been wounded").least(12).source("The ministry"),
            says("attack", Denied, "using live ammunition"),
            says("body_found", Asserted, "The body of the lawyer").victim("Jabbar Mohammed"),
            says("disappearance", Asserted, "kidnapped in January").victim("Jabbar Mohammed"),
            says("attack", Alleged, "attacking the camp"),
            says("detention", Asserted, "At least 27 people").victim("At least 27 people").least(27),
        ],
        9,
    );
}

#[test]
fn a_russian_denial_and_a_strike() {
    let text = "Полиция опровергла сообщения о том, что задержанный на митинге Ерлан Сагинтаев умер в изоляторе. \
        Активистка Айгуль Нурбаева объявила голодовку. Суд оштрафовал двух журналистов. На встрече они потребовали уволить директора. \
        В городе введён комендантский час. Прокуратура возбудила уголовное дело. В Шымкенте найдено тело предпринимателя.";
    expect(
        text,
        &[
            says("killing", Denied, "умер в изоляторе").victim("Ерлан Сагинтаев"),
            says("strike", Asserted, "объявила голодовку").by("Айгуль Нурбаева"),
            says("trial", Asserted, "оштрафовал двух журналистов").by("Суд").least(2),
            says("appeal", Demanded, "потребовали уволить"),
            says("legal_act", Asserted, "комендантский час"),
            says("legal_act", Asserted, "возбудила уголовное дело").by("Прокуратура"),
            says("body_found", Asserted, "найдено тело"),
        ],
        9,
    );
}
