//! Words for acts that "and" joins, whose victim is named behind the last of them alone: "beat, robbed and detained X", "the abduction and
//! killing of X".

use super::find::Finder;
use crate::phrase;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// How a noun ends that is made of a verb.
const OF_VERBS: [&str; 7] = ["tion", "sion", "ment", "ing", "sal", "ture", "ance"];

impl Finder<'_> {
    /// "tortured and killed three men": returns the object right behind the last of the verbs that are joined to a verb.
    pub(super) fn joined_object(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let end = self.last_joined(trigger, |token| token.lower.ends_with("ed"))?;
        phrase::after(self.tokens(), end).filter(|object| object.start == end)
    }

    /// "the abduction, torture and killing of two teachers": returns whom the last of the nouns that are joined to a noun says that it befell.
    pub(super) fn of_joined_noun(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_noun = |token: &Token| OF_VERBS.iter().any(|ending| token.lower.ends_with(ending));
        let end = self.last_joined(trigger, is_noun)?;
        // some acts are found with their "of"
        let of = if tokens[end - 1].is("of") { end - 1 } else { end };
        let start = tokens.get(of).filter(|token| token.is("of")).map(|_| of + 1)?;
        phrase::after(tokens, start).filter(|victim| victim.start == start)
    }

    /// Returns where the last of the words ends that commas and an "and" join to an act: acts themselves, or words of the same form.
    fn last_joined(&self, trigger: &Range<usize>, is_of_form: impl Fn(&Token) -> bool) -> Option<usize> {
        let tokens = self.tokens();
        let is = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.is(sign));
        let mut end = trigger.end;
        loop {
            let comma = end + usize::from(is(end, ","));
            let and = comma + usize::from(is(comma, "and"));
            // "abducted and later killed"
            let start = and + usize::from(tokens.get(and).is_some_and(|token| words().adverb.has(token)));
            let joined = tokens.get(start).filter(|_| and > end)?;
            let is_word = joined.kind == Kind::Word && !joined.is_capital && is_of_form(joined);
            let act = self.acts.iter().find(|act| act.range.start == start).map(|act| act.range.end);
            end = act.or(is_word.then_some(start + 1))?;
            if and > comma {
                return Some(end);
            }
        }
    }
}
