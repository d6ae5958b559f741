//! Words of strikes, protests, demands, legal acts, attacks and the acts around them, one sentence of each; and sentences that only look like one.
//!
//! Written for these tests; persons and places are invented.

use tizim_text::{Article, Options, extract};

/// The types of what a text claims.
fn types(text: &str) -> Vec<String> {
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    found.claims.into_iter().map(|claim| claim.claim_type).collect()
}

const ACTS: &[(&str, &[&str])] = &[
    (
        "strike",
        &[
            "Teachers laid down their chalk over delayed salaries.",
            "Lecturers embarked on industrial action on Wednesday.",
            "Port workers held a four-hour stoppage.",
            "Lawyers boycotted court proceedings for a second day.",
            "Garment workers walked out of their factories over wages.",
            "The union served a strike notice on the ministry.",
            "Eight detainees sewed their lips together.",
        ],
    ),
    (
        "protest",
        &[
            "Hundreds of students took part in a march against tuition fees.",
            "Villagers staged a dharna in front of the collector's office.",
            "Women banged pots and pans from their balconies.",
            "Dozens of activists chained themselves to the gates.",
            "Lawyers wore black armbands in court.",
            "A rally was held in the city.",
            "The sit-in entered its 40th day.",
        ],
    ),
    (
        "appeal",
        &[
            "The opposition gave the government 48 hours to free the detainees.",
            "The families implored the president to pardon their sons.",
            "The party sought the resignation of the home minister.",
            "Relatives will not bury the bodies until the killers are arrested.",
            "The authorities must immediately release the journalist.",
            "Relatives want an independent autopsy.",
            "The rapporteur recommended the closure of the prison.",
        ],
    ),
    (
        "legal_act",
        &[
            "The newspaper was ordered to close.",
            "The mayor's office refused to authorise the march.",
            "Section 144 was imposed in the district.",
            "The ministry added the journalist to its list of foreign agents.",
            "The government declared three days of national mourning.",
            "The minister set up a commission of inquiry.",
            "The border was closed on Friday.",
            "The prime minister tendered his resignation.",
        ],
    ),
    (
        "attack",
        &[
            "Riot police charged the demonstrators with batons.",
            "Clashes broke out between herders and farmers.",
            "Two missiles hit a residential building.",
            "The army carried out air strikes on rebel positions.",
            "Jihadists overran a military base.",
            "A roadside bomb went off near a convoy.",
            "A mob pelted the bus with stones.",
        ],
    ),
    ("accusation", &["The governor denounced the attack as barbaric."]),
    (
        "other",
        &[
            "The victims were buried in a mass grave.",
            "Some 400 families fled their homes.",
            "The factory laid off half of its staff.",
            "The government deployed 500 soldiers to the region.",
            "The parties agreed to a truce.",
        ],
    ),
];

const NO_ACTS: &[&str] = &[
    "The two companies are close to striking a deal.",
    "His speech struck a chord with voters.",
    "The striker led the attack in the first half.",
    "The shares rallied on Monday.",
    "The team rallied to win by two goals.",
    "The march of time spares nobody.",
    "They marched to a different drum.",
    "The dress is appealing to young buyers.",
    "The demand for oil fell last year.",
    "This job demands patience.",
    "The recipe calls for two eggs.",
    "You must be joking.",
    "Viewers voted for their favourite dancer.",
    "Flights were cancelled because of fog.",
    "The bridge is suspended from steel cables.",
    "The film bombed at the box office.",
    "She raided her savings to buy the car.",
    "The opposition attacked the budget in a speech.",
    "He quit smoking.",
    "She resigned herself to waiting.",
    "He buried his face in his hands.",
];

#[test]
fn words_of_acts_are_known() {
    let missed = ACTS.iter().flat_map(|(claim_type, texts)| {
        texts.iter().filter(move |text| !types(text).iter().any(|found| found == claim_type))
    });
    assert_eq!(missed.collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn what_only_looks_like_an_act_is_none() {
    let told = |text: &&&str| types(text).iter().any(|found| ACTS.iter().any(|(act, _)| found == act));
    assert_eq!(NO_ACTS.iter().filter(told).collect::<Vec<_>>(), Vec::<&&str>::new());
}
