//! Words and phrases that news tells of deaths, wounds, torture and the missing by, each in a sentence of our own, and what looks like them.

use tizim_text::{Article, Options, extract};

/// The types of the claims of a sentence that tell of such harm.
fn harm(text: &str) -> Vec<String> {
    let found = extract(&Article { text, ..Article::default() }, &Options::default());
    let told = found.claims.iter().filter(|claim| !claim.is_guess).map(|claim| claim.claim_type.to_string());
    told.filter(|claim_type| SENTENCES.iter().any(|(known, _)| known == claim_type)).collect()
}

/// By the type of claim that they make.
const SENTENCES: [(&str, &[&str]); 7] = [
    (
        "killing",
        &[
            "Four migrants suffocated in a lorry near Veles.",
            "The ferry disaster has cost 90 lives.",
            "Two hikers were mown down by a truck near Graz.",
            "The boy met a watery grave while fleeing the police.",
            "The student breathed his last at the civil hospital.",
            "Two labourers were electrocuted when a wire fell on a scaffold.",
            "The attack claimed one life, the police chief said.",
            "Two persons lost life in police firing.",
            "The activist was finished off with a shot to the head.",
            "Soldiers finished off the wounded men in the yard.",
            "Hitmen riddled the councillor with eleven bullets.",
        ],
    ),
    (
        "injury",
        &[
            "The pupil was left paralysed after the shooting.",
            "Police dogs bit two refugees.",
            "A bullet lodged in his spine.",
            "Guards broke both arms of an inmate.",
            "Doctors diagnosed him with a broken jaw.",
            "The old man's condition is critical after the beating.",
            "Their son was blinded by pellets.",
            "Police broke the arm of a photographer.",
            "He was left paralysed by a police bullet.",
        ],
    ),
    (
        "torture",
        &[
            "Police abused the suspects in custody.",
            "Guards set dogs on the prisoners.",
            "Warders beat inmates with hosepipes.",
            "Warders raped two of the women.",
            "Investigators extracted a confession under torture.",
            "Riot policemen made the detainees run the gauntlet.",
            "The doctor was chained to a bed.",
            "They forced her to sign a confession.",
            "He was subjected to falaka.",
        ],
    ),
    (
        "body_found",
        &[
            "Corpses littered the market.",
            "Two mutilated bodies turned up in Hub.",
            "Two bodies turned up in the harbour.",
            "Her lifeless body lay by the road.",
        ],
    ),
    (
        "body_missing",
        &["Troops loaded the corpses onto a lorry.", "The bodies were secretly buried by the police."],
    ),
    (
        "body_withheld",
        &[
            "The prison did not allow the mother to see the body.",
            "The family is still waiting for the body.",
            "Israel keeps the bodies of 12 Palestinians.",
        ],
    ),
    (
        "disappearance",
        &[
            "Masked men took the journalist away in an unknown direction.",
            "Pirates took six sailors hostage.",
            "The blogger was spirited away by agents in the night.",
            "The child was carried off by gunmen.",
            "His mother does not know if he is alive.",
        ],
    ),
];

const LOOK_ALIKE: &[&str] = &[
    "He was dying to see the film.",
    "The money vanished from the account.",
    "The body of evidence was found wanting.",
    "The species disappeared a century ago.",
    "Key data are missing in the report.",
    "The Committee against Torture meets in Geneva.",
    "He lost his life savings in the crash of the bank.",
    "The bodies of water were polluted.",
    "The law forbids torture and ill-treatment.",
    "The striker shot wide of the post.",
    "The city was held hostage by the traffic.",
    "The tortured prose of the report amuses readers.",
    "Poachers killed two rhinos.",
    "A celestial body was discovered by astronomers.",
    "The region was hard hit by drought.",
    "The governing body found no fault.",
    "The fate of the treaty remains unclear.",
    "She seized the opportunity.",
    "The virus was eliminated from the region.",
    "Customs officers seized two trucks with cigarettes.",
    "The agency withheld the name of the supplier.",
    "The hospital received eleven ambulances.",
];

#[test]
fn each_sentence_tells_of_its_harm() {
    for (claim_type, sentences) in SENTENCES {
        for text in sentences {
            assert!(harm(text).iter().any(|found| found == claim_type), "{claim_type}: {text}");
        }
    }
}

#[test]
fn what_only_looks_like_harm_is_none() {
    for text in LOOK_ALIKE {
        assert_eq!(harm(text), [] as [String; 0], "{text}");
    }
}
