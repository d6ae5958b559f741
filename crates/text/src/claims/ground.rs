//! The check that every claim passes, whoever proposed it: each field stands in the article's words.

use super::claim::{Claim, ParticipantKind, Tie};
use super::listed::{listed, mixed};
use crate::Span;
use crate::rules::Rules;
use crate::russian::dictionary_form;
use crate::token::lower_of;
use tizim_model::single_spaced;

/// Why a field has no ground in the article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ungrounded {
    /// The quote is empty, is not in the article's parts, or cuts a character.
    #[error("the quote at {0:?} does not stand in the article")]
    Quote(Span),
    /// A name that is not in the quote and is not tied to it.
    #[error("`{0}` does not stand in the quote and no step ties it to it")]
    Name(String),
    /// A number that can't be read out of the quote.
    #[error("the count {0:?} to {1:?} can't be read out of the quote")]
    Count(Option<u64>, Option<u64>),
    /// Words of a date, place or source that are not the article's.
    #[error("the {0} at {1:?} does not stand in the article")]
    Words(&'static str, Span),
}

impl Ungrounded {
    /// Says in words of the text which claim it was and what it lacks.
    pub(crate) fn told(&self, claim: &Claim, text: &str) -> String {
        const SHOWN: usize = 60;
        let lacks = match self {
            Self::Quote(_) => "its quote".to_owned(),
            Self::Name(name) => format!("the name `{name}`"),
            Self::Count(..) => "its count".to_owned(),
            Self::Words(field, _) => format!("its {field}"),
        };
        let words: String = single_spaced(claim.trigger.of(text)).chars().take(SHOWN).collect();
        format!("{lacks}, of the {} told by “{words}”", claim.claim_type)
    }
}

/// Checks a claim against the text and its parts that are the article; `rules` are those that it was read with.
///
/// # Errors
/// The first field without ground.
pub fn check(claim: &Claim, text: &str, parts: &[Span], rules: &Rules) -> Result<(), Ungrounded> {
    let stands = |span: Span| {
        span.start < span.end
            && text.get(span.start..span.end).is_some()
            && parts.iter().any(|part| part.contains(span))
    };
    if !stands(claim.quote) {
        return Err(Ungrounded::Quote(claim.quote));
    }
    for who in &claim.who {
        let in_quote = claim.quote.contains(who.words) && stands(who.words);
        let names = |span: Span| folded(span.of(text)) == lower_of(&who.name);
        let shares = |span: Span| shares_surname(&who.name, &single_spaced(span.of(text)));
        let declines =
            |span: Span| dictionary_form(&single_spaced(span.of(text)), rules).as_ref() == Some(&who.name);
        let is_tied = match who.tie {
            Tie::Words => names(who.words),
            // the step is shown: where the full name stands
            Tie::ShortName | Tie::Pronoun | Tie::Description | Tie::Kin => {
                who.named_at.is_some_and(|at| stands(at) && (names(at) || shares(at) || declines(at)))
            }
            Tie::DictionaryForm => declines(who.words),
            Tie::Alias => true,
        };
        if !in_quote || !is_tied {
            return Err(Ungrounded::Name(who.name.clone()));
        }
    }
    if let Some(count) = &claim.count {
        let is_said = count.is_said(text);
        // one person, or a list of them, is a number that is not said as one
        let persons = claim.who.iter().filter(|who| count.words.contains(who.words)).count() as u64;
        let tokens = rules.tokens(text, count.words);
        let sum = listed(&tokens).map(|items| items.iter().map(|(_, count)| count).sum());
        // "Amy and Lance Berg and two daughters"
        let is_named = |item: &std::ops::Range<usize>| {
            let words = tokens[item.start].span.join(tokens[item.end - 1].span);
            let mut persons = claim.who.iter().filter(|who| who.kind == ParticipantKind::Person);
            persons.any(|who| words.contains(who.words))
        };
        let mixed = mixed(&tokens, is_named).map(|list| list.count);
        let is_implied = count.min == count.max
            && count
                .min
                .is_some_and(|min| min == 1 || min == persons || sum == Some(min) || mixed == Some(min));
        if !claim.quote.contains(count.words) || !(is_said || is_implied) {
            return Err(Ungrounded::Count(count.min, count.max));
        }
    }
    let others = [
        ("date", claim.when.as_ref().map(|when| when.words)),
        ("place", claim.place.as_ref().map(|place| place.words)),
        ("source", claim.attributed_to),
    ];
    for (field, span) in others {
        if let Some(span) = span.filter(|span| !stands(*span)) {
            return Err(Ungrounded::Words(field, span));
        }
    }
    Ok(())
}

/// "Mia, Leo and Ann Berg": returns whether a row is one of single names that ends in a full one, and a name is of the first with the
/// surname of the last.
fn shares_surname(name: &str, row: &str) -> bool {
    let is_word = |word: &str| !word.contains(' ') && word.starts_with(char::is_uppercase);
    let Some((singles, whole)) = row.rsplit_once(" and ").or_else(|| row.rsplit_once(" AND ")) else {
        return false;
    };
    let Some((given, surname)) = whole.split_once(' ') else { return false };
    let singles: Vec<&str> = singles.split(", ").collect();
    singles.iter().chain([&given, &surname]).all(|word| is_word(word))
        && lower_of(name) == lower_of(&format!("{} {surname}", singles[0]))
}

fn folded(words: &str) -> String {
    lower_of(&single_spaced(words))
}

#[cfg(test)]
mod tests {
    use super::shares_surname;

    #[test]
    fn a_surname_is_shared_in_a_row_of_names_only() {
        assert!(shares_surname("Omar Hamilton", "Omar and Jamar Hamilton"));
        assert!(shares_surname("Mia Berg", "Mia, Leo and Ann Berg"));
        for row in [
            "Omar, a neighbour, saw the car and then called Jamar Hamilton",
            "Omar Hamilton",
            "Omar Reed and Jamar Hamilton",
            "Leo and Jamar Hamilton",
        ] {
            assert!(!shares_surname("Omar Hamilton", row), "{row}");
        }
    }
}
