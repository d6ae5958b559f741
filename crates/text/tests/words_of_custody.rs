//! Words of custody, courts, accusations and persecution: a sentence each, and sentences that use them of something else.
//!
//! Written for these tests.

use tizim_text::{Article, Options, extract};

/// The type of a claim, and a sentence that makes one.
const TELLING: &[(&str, &str)] = &[
    ("detention", "Eleven miners are being kept at the security directorate."),
    ("detention", "He was nabbed while trying to cross the border."),
    ("detention", "The ministry said 70 people had been apprehended."),
    ("detention", "Twelve men were rounded up in the bazaar."),
    ("detention", "The student was thrown into prison without charge."),
    ("detention", "Nineteen of the arrested were sent to a temporary detention facility."),
    ("detention", "The journalist was held overnight."),
    ("detention", "The court sent him to a pre-trial detention center for two months."),
    ("detention", "The court placed the blogger under house arrest."),
    ("release", "The four nurses were set free after talks with the elders."),
    ("release", "The blogger was freed after eight months behind bars."),
    ("release", "The reporter got bail on Thursday."),
    ("release", "The two sides exchanged 90 prisoners of war."),
    ("release", "The singer came out of jail on Tuesday."),
    ("release", "The suspects were bailed until June."),
    ("release", "The authorities have freed six unionists."),
    ("release", "The teacher was conditionally released."),
    ("release", "The doctor walked free on Wednesday."),
    ("trial", "The trial of the nine dockers opens on Monday."),
    ("trial", "The hearing was adjourned until 9 May."),
    ("trial", "The court cleared the minister of corruption."),
    ("trial", "The student was fined 300 euros."),
    ("trial", "The prosecution dropped the case against the nurse."),
    ("trial", "He was tried in absentia."),
    ("trial", "The magistrate committed the two for trial."),
    ("trial", "The judge ordered the officers to face trial."),
    ("trial", "The constable was jailed for life."),
    ("trial", "Prosecutors charged the nurse with sedition."),
    ("trial", "An FIR was lodged against the actor."),
    ("accusation", "The activist is suspected of extremism."),
    ("accusation", "The army denied the accusations."),
    ("accusation", "Human Rights Watch said the attack amounted to a war crime."),
    ("accusation", "The ministry declared the group foreign agents."),
    ("trial", "The woman was slapped with terrorism charges."),
    ("accusation", "The mayor was accused by residents of theft."),
    ("accusation", "The ministry accused the NGO of espionage."),
    ("persecution", "Police raided the home of the blogger."),
    ("persecution", "The activist was placed on a no-fly list."),
    ("persecution", "His passport was confiscated."),
    ("persecution", "The police visited the parents of the activist and warned them."),
    ("persecution", "The writer was hounded out of the country."),
    ("persecution", "The company suspended 14 workers for going on strike."),
    ("persecution", "The regime silenced its critics."),
    ("persecution", "The professor was fired for criticising the government."),
];

/// Sentences without any claim of these types.
const SILENT: &[&str] = &[
    "The meeting was held at the ministry on Tuesday.",
    "The band released its second album.",
    "The photographer captured the sunset.",
    "She is in charge of the hospital.",
    "The vaccine trial enrolled 3,000 volunteers.",
    "Workers cleared the road of snow.",
    "Fear seized the markets.",
    "She picked up a prize in Cannes.",
    "The goods were held at customs.",
    "He was kept busy by the garden.",
    "The flood threatens 40 villages.",
    "He searched his pockets.",
    "The airline appealed to tourists.",
    "The festival jury was headed by an actress.",
    "The fine weather lasted.",
    "The river discharged into the sea.",
    "The rocket was guided by radar under surveillance.",
    "The club sacked its manager.",
    "The team returned home to cheers.",
    "He tried for an hour to start the engine.",
    "Troops seized the airport.",
    "The film was shot in prison.",
];

fn types(text: &str) -> Vec<String> {
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    found.claims.iter().filter(|claim| !claim.is_guess).map(|claim| claim.claim_type.to_string()).collect()
}

#[test]
fn sentences_of_custody_are_found() {
    let missed: Vec<_> =
        TELLING.iter().filter(|(wanted, text)| !types(text).iter().any(|found| found == wanted)).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_same_words_of_something_else_are_not() {
    let is_told = |found: &String| TELLING.iter().any(|(told, _)| told == found);
    let wrong: Vec<_> = SILENT.iter().filter(|text| types(text).iter().any(is_told)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
