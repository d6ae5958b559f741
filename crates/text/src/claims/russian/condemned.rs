//! Whether «осудили» is said of a court or of speech: "суд осудил его на 5 лет", but "ООН осудила насилие".

use crate::claims::find::Finder;
use crate::claims::places::Places;
use crate::number::number_at;
use crate::rules::words;
use std::ops::Range;

impl Finder<'_> {
    /// Returns whether a verb of courts and of speech only says that somebody disapproves: no court does it, no term is told, and who does it
    /// is said ("власти осудили нападавших"), or nobody suffers it ("нападение осудили").
    pub(super) fn only_condemns(&self, trigger: &Range<usize>, places: &Places) -> bool {
        let tokens = self.tokens();
        if !words().condemns.has(&tokens[trigger.start]) {
            return false;
        }
        let is_person = |range: &Range<usize>| {
            let is_pronoun =
                range.len() == 1 && tokens[range.start].is_any(&["его", "ее", "их", "нас", "меня"]);
            is_pronoun || number_at(tokens, range.start).is_some() || self.is_of_persons(range)
        };
        if self.tells_term(trigger) {
            return false;
        }
        let suffers = places.victim.as_ref().is_some_and(is_person);
        match &places.actor {
            Some(actor) => {
                let is_court = tokens[actor.clone()].iter().any(|token| words().court.has(token));
                !(suffers && is_court)
            }
            None => !suffers,
        }
    }

    /// "на 5 лет", "к восьми годам колонии", "на пожизненный срок": how long somebody is sentenced to, behind a verb.
    fn tells_term(&self, trigger: &Range<usize>) -> bool {
        const REACH: usize = 8;
        let tokens = self.tokens();
        let near = trigger.end - 1..tokens.len().min(trigger.end + REACH);
        let mut leads = near.filter(|at| tokens[*at].is_any(&["на", "к"]));
        leads.any(|at| {
            let is_term = number_at(tokens, at + 1)
                .and_then(|number| tokens.get(number.range.end))
                .is_some_and(|unit| words().unit.has(unit));
            is_term || tokens.get(at + 1).is_some_and(|next| next.lower.starts_with("пожизнен"))
        })
    }
}
