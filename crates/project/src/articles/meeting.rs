//! What a language model's proposal has over a claim that the program found on the same words.
//!
//! A proposal that says nothing else is known. One that fills what the program left open is laid into its claim, which then
//! names the model. One that says something else (another day, another number) is a suggestion of its own beside it: which of
//! the two the article says, a reviewer decides.

use super::claimant::who;
use tizim_ledger::ClaimKey;
use tizim_model::{Claim, ParticipantKind, Words};

/// How a proposal stands to a claim on its words.
pub(super) enum Meeting {
    /// It is of something else, or says something else of it.
    Apart,
    /// It adds nothing.
    Known,
    /// The claim with what the proposal adds; the model is not named yet.
    Filled(Box<Claim>),
}

/// Holds a proposal against a claim that is there.
pub(super) fn meeting(known: &Claim, new: &Claim) -> Meeting {
    let has_one_name = ClaimKey::of(known) == ClaimKey::of(new);
    if !has_one_name && !is_of_the_same(known, new) {
        return Meeting::Apart;
    }
    if contradicts(known, new) && !has_one_name {
        return Meeting::Apart;
    }
    let mut filled = known.clone();
    for participant in &new.who {
        if known.who.iter().all(|own| own.role != participant.role) {
            filled.who.push(participant.clone());
        }
    }
    filled.place = filled.place.or_else(|| new.place.clone());
    filled.when = filled.when.or_else(|| new.when.clone());
    filled.count = filled.count.or_else(|| new.count.clone());
    if filled.attributed_to.is_none() && new.attributed_to.is_some() {
        filled.attributed_to.clone_from(&new.attributed_to);
        filled.modality = new.modality;
    }
    if filled == *known { Meeting::Known } else { Meeting::Filled(Box::new(filled)) }
}

/// Returns whether both are of one type, on words that overlap by half of the shorter, and the proposal names nobody beside
/// those whom the claim has in that part.
fn is_of_the_same(known: &Claim, new: &Claim) -> bool {
    let shared = known.quote.end.min(new.quote.end).saturating_sub(known.quote.start.max(new.quote.start));
    let shorter = (known.quote.end - known.quote.start).min(new.quote.end - new.quote.start);
    let persons = new.who.iter().filter(|who| who.kind == ParticipantKind::Person);
    let mut strangers = persons.filter(|who| {
        let mut of_role = known.who.iter().filter(|own| own.role == who.role).peekable();
        of_role.peek().is_some() && of_role.all(|own| own.name != who.name)
    });
    known.claim_type == new.claim_type && shared * 2 >= shorter && strangers.next().is_none()
}

/// Returns whether the two can't both be what the article says.
fn contradicts(known: &Claim, new: &Claim) -> bool {
    let words = |one: &Option<Words>, other: &Option<Words>| match (one, other) {
        (Some(one), Some(other)) => !(one.text.contains(&other.text) || other.text.contains(&one.text)),
        _ => false,
    };
    let sources = || match (&known.attributed_to, &new.attributed_to) {
        (Some(one), Some(other)) => who(&one.text) != who(&other.text),
        _ => false,
    };
    known.negated != new.negated
        || known.says_it_happened() != new.says_it_happened()
        || words(&known.place, &new.place)
        || words(&known.attributed_to, &new.attributed_to) && sources()
        || known.when.as_ref().zip(new.when.as_ref()).is_some_and(|(one, other)| one.date != other.date)
        || known
            .count
            .as_ref()
            .zip(new.count.as_ref())
            .is_some_and(|(one, other)| (one.min, one.max) != (other.min, other.max))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tizim_model::{ClaimRole, Modality, Participant, When};

    fn words(start: u64, text: &str) -> Words {
        Words { start, end: start + text.len() as u64, text: text.to_owned() }
    }

    fn claim(quote: Words) -> Claim {
        Claim {
            claim_type: "killing".to_owned(),
            quote,
            who: Vec::new(),
            place: None,
            when: None,
            count: None,
            modality: Modality::Asserted,
            negated: false,
            attributed_to: None,
            is_guess: false,
            proposed_by: None,
        }
    }

    fn person(name: &str) -> Participant {
        Participant {
            name: name.to_owned(),
            role: ClaimRole::Victim,
            kind: ParticipantKind::Person,
            words: words(0, name),
            tie: "words".to_owned(),
            named_at: None,
            age: None,
        }
    }

    fn day(date: &str) -> Option<When> {
        Some(When { date: date.to_owned(), precision: "day".to_owned(), words: words(40, "on Monday") })
    }

    #[test]
    fn what_the_program_left_open_is_filled_and_what_differs_stands_beside() {
        let known = claim(words(0, "Ann Lee was killed in Taraz on Monday, police said"));
        let mut new = claim(words(0, "Ann Lee was killed in Taraz"));
        assert!(matches!(meeting(&known, &new), Meeting::Known));
        new.who.push(person("Ann Lee"));
        new.when = day("2021-03-08");
        let Meeting::Filled(filled) = meeting(&known, &new) else { panic!("nothing was filled") };
        assert_eq!((filled.names(ClaimRole::Victim).as_str(), &filled.when), ("Ann Lee", &new.when));
        assert_eq!(filled.quote, known.quote);
        // the same again adds nothing; another day and another person are no part of it
        assert!(matches!(meeting(&filled, &new), Meeting::Known));
        let other_day = Claim { when: day("2021-03-09"), ..new.clone() };
        assert!(matches!(meeting(&filled, &other_day), Meeting::Apart));
        let other_person = Claim { who: vec![person("Bo Kim")], ..new.clone() };
        assert!(matches!(meeting(&filled, &other_person), Meeting::Apart));
        let denied = Claim { modality: Modality::Denied, ..new };
        assert!(matches!(meeting(&filled, &denied), Meeting::Apart));
    }
}
