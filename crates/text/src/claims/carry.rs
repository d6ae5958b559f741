//! What a claim takes over from others of its article, so that each stands by itself.
//!
//! A claim is read on its own by whoever gets it. Where an article plainly tells of one day, its killings and injuries carry
//! that day; where somebody is only "identified as X", it is said of what X is the victim. Each step points at the words it rests on.

use super::claim::{Claim, Modality, Participant, ParticipantKind, When};
use crate::date::{DateMention, stated_day};
use crate::rules::{Rules, words};
use tizim_model::{Day, PartialDate};

/// The type of a claim that names a victim and does not say of what.
const VICTIM_NAMED: &str = "victim_named";

/// Returns whether a word tells of a wound that may be the death.
pub(crate) fn is_shot(trigger: &str, rules: &Rules) -> bool {
    let first = trigger.split_whitespace().next().unwrap_or("");
    rules.holds(&first.to_lowercase(), words().wound)
}

/// Gives acts without a day the day of the article's other acts, if there is only one; if none has any, the first day that
/// the article names, up to its publication.
pub(crate) fn days(claims: &mut [Claim], dates: &[DateMention], published: Option<Day>) {
    let is_act = |claim: &Claim| {
        matches!(claim.claim_type.as_str(), "killing" | "injury" | "attack") && !claim.negated
    };
    let mut told: Vec<&When> = Vec::new();
    for when in claims.iter().filter(|claim| is_act(claim)).filter_map(|claim| claim.when.as_ref()) {
        if !told.iter().any(|other| other.date == when.date) {
            told.push(when);
        }
    }
    let is_past = |day: Day| published.is_none_or(|published| day.number() <= published.number());
    let carried = match told.as_slice() {
        [] => {
            dates.iter().find(|mention| mention.date.exact_day().is_some_and(is_past)).map(|mention| When {
                date: mention.date.to_string(),
                precision: mention.date.precision().word(),
                words: mention.span,
                how: mention.how,
            })
        }
        [one] => stated_day(&one.date).map(|_| (*one).clone()),
        // of several days none can be given without guessing
        _ => None,
    };
    let Some(carried) = carried else { return };
    for claim in claims.iter_mut().filter(|claim| is_act(claim) && claim.when.is_none()) {
        claim.when = Some(carried.clone());
    }
}

/// Gives the dead and the found the time in which it must have been, where somebody of the name was last seen in custody or missing on
/// a day that the article names: from that day to the publication.
pub(crate) fn since_last_seen(claims: &mut [Claim], published: Option<Day>) {
    let Some(published) = published else { return };
    let victims = |claim: &Claim| {
        let persons = claim.victims().filter(|who| who.kind == ParticipantKind::Person);
        persons.map(|who| who.name.clone()).collect::<Vec<_>>()
    };
    let is_said = |claim: &&Claim| !claim.negated && claim.modality != Modality::Denied;
    let seen = claims
        .iter()
        .filter(is_said)
        .filter(|claim| matches!(claim.claim_type.as_str(), "detention" | "disappearance"));
    let seen: Vec<(Vec<String>, When, PartialDate)> = seen
        .filter_map(|claim| {
            let when = claim.when.clone()?;
            let day = stated_day(&when.date).filter(|day| day.number() < published.number())?;
            Some((victims(claim), when, PartialDate::range(day, published)?))
        })
        .collect();
    let is_fate = |claim: &Claim| matches!(claim.claim_type.as_str(), "killing" | "injury" | "body_found");
    for claim in claims.iter_mut().filter(|claim| is_fate(claim) && claim.when.is_none()) {
        let own = victims(claim);
        let last = seen.iter().rfind(|(names, _, _)| names.iter().any(|name| own.contains(name)));
        claim.when = last.map(|(_, when, range)| When {
            date: range.to_string(),
            precision: range.precision().word(),
            words: when.words,
            how: when.how,
        });
    }
}

/// Gives what somebody goes on to tell in the same words of speech the day of what they told before, of acts of one type.
pub(crate) fn told_on(claims: &mut [Claim]) {
    for at in 1..claims.len() {
        let (before, claim) = (&claims[at - 1], &claims[at]);
        let is_told_on = claim.when.is_none()
            && claim.claim_type == before.claim_type
            && claim.attributed_to.is_some()
            && claim.attributed_to == before.attributed_to;
        if is_told_on {
            claims[at].when = claims[at - 1].when.clone();
        }
    }
}

/// Takes acts that lie ahead of the publication as announced: "a strike on Friday"; not what lasts "until Friday".
pub(crate) fn announced(text: &str, claims: &mut [Claim], published: Option<Day>) {
    const UNTIL: [&str; 5] = ["until", "till", "through", "до", "по"];
    let Some(published) = published else { return };
    let is_ahead = |when: &When| {
        let before = text[..when.words.start].split_whitespace().next_back().unwrap_or("");
        let is_end = UNTIL.iter().any(|word| before.eq_ignore_ascii_case(word));
        !is_end && stated_day(&when.date).is_some_and(|day| day.number() > published.number())
    };
    let is_told = |claim: &Claim| matches!(claim.modality, Modality::Asserted | Modality::Reported);
    for claim in claims.iter_mut().filter(|claim| is_told(claim) && claim.when.as_ref().is_some_and(is_ahead))
    {
        claim.modality = Modality::Predicted;
    }
}

/// Turns claims that only name a victim into claims of what the article says was suffered: by somebody of that name, else by the
/// claims of the same sentence, else killing where any is told of. Several who are only counted ("six victims") become what a claim of as
/// many persons says, and stay as they are if none does. An article that tells of neither dead nor wounded leaves them as they are. That
/// somebody was shot who is said by name to have died of it is told of a killing.
pub(crate) fn fates(text: &str, claims: &mut [Claim], rules: &Rules) {
    let fates: Vec<Option<String>> = claims
        .iter()
        .map(|claim| match claim.claim_type.as_str() {
            VICTIM_NAMED => fate_of_named(claim, claims),
            "injury" if is_shot(claim.trigger.of(text), rules) => fate_of_shot(claim, claims),
            _ => None,
        })
        .map(|fate| fate.map(str::to_owned))
        .collect();
    for (claim, fate) in claims.iter_mut().zip(fates) {
        if let Some(fate) = fate {
            claim.claim_type = fate;
        }
    }
}

/// Who was shot and is named was killed, where of everybody who is named it is said.
fn fate_of_shot(shot: &Claim, claims: &[Claim]) -> Option<&'static str> {
    let is_dead = |name: &str| {
        let mut killings = claims.iter().filter(|other| other.claim_type == "killing" && !other.negated);
        killings.any(|other| other.victims().any(|who| who.name == name))
    };
    let is_named = shot.victims().any(|who| who.kind == ParticipantKind::Person);
    (is_named && shot.victims().all(|who| is_dead(&who.name))).then_some("killing")
}

/// What befell who is only named, or counted, as a victim.
fn fate_of_named<'c>(claim: &Claim, claims: &'c [Claim]) -> Option<&'c str> {
    let said = || {
        let suffered = |other: &&Claim| matches!(other.claim_type.as_str(), "killing" | "injury");
        claims.iter().filter(suffered).filter(|other| !other.negated)
    };
    // "six victims": the dead and the hurt may be counted together
    let number = claim.count.as_ref().and_then(|count| count.min).filter(|number| *number > 1);
    let is_named = claim.who.iter().any(|who| who.kind == ParticipantKind::Person);
    let fate = if let Some(number) = number.filter(|_| !is_named) {
        said().find(|other| other.count.as_ref().is_some_and(|count| count.min == Some(number)))
    } else {
        let is_own =
            |who: &Participant| claim.who.iter().any(|own| own.role == who.role && own.name == who.name);
        let by_name = said().find(|other| other.who.iter().any(is_own));
        // "the girl hurt in the shooting was identified as X"
        let beside = || {
            let mut near = said().filter(|other| claim.quote.contains(other.trigger));
            let first = near.next()?;
            near.all(|other| other.claim_type == first.claim_type).then_some(first)
        };
        // among dead and wounded, who is identified is mostly one of the dead
        let mostly = || said().find(|other| other.claim_type == "killing").or_else(|| said().next());
        by_name.or_else(beside).or_else(mostly)
    };
    fate.map(|other| other.claim_type.as_str())
}
