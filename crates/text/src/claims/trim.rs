//! What stands in the phrase of who did or suffered and is no part of it: "thus, the movement", "the figure of 225 people", "a strike of the
//! miners", "on Saturday the union".

use super::find::Finder;
use crate::phrase::is_adverb;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words between the article and an act that leads a phrase, at most: "a new two-day strike of".
const BEFORE_ACT: usize = 2;

impl Finder<'_> {
    /// Returns the part of a phrase that stands for somebody.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        if self.tokens()[range.start].is_cyrillic() {
            return self.of_act(range);
        }
        let range = self.of_act(self.of_sum(self.without_lead(range)));
        self.of_act(range)
    }

    /// "of 12 strikers": the strikers; but "of killing two" is what somebody is accused of, and nobody.
    pub(super) fn without_of(&self, range: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        if !tokens[range.start].is("of") {
            return Some(range);
        }
        let is_done = tokens.get(range.start + 1).is_none_or(|next| next.lower.ends_with("ing"));
        (!is_done && range.len() > 1).then_some(range.start + 1..range.end)
    }

    /// "their whereabouts (are unknown)": theirs.
    pub(super) fn owner_of(&self, range: Range<usize>) -> Range<usize> {
        let tokens = &self.tokens()[range.clone()];
        let is_owned =
            matches!(tokens, [whose, what] if words().possessive.has(whose) && what.is("whereabouts"));
        if is_owned { range.start..range.start + 1 } else { range }
    }

    /// "Thus, the movement", "so the union", "to release prisoners", "and patronising nationalists": the adverb or the verb before them is no
    /// part of who.
    fn without_lead(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let is_lead = |token: &Token| {
            token.is_any(&[
                "thus",
                "so",
                "hence",
                "therefore",
                "meanwhile",
                "however",
                "now",
                "then",
                "moreover",
            ]) || is_adverb(token)
        };
        let mut start = range.start;
        while start + 1 < range.end && (is_lead(&tokens[start]) || tokens[start].is(",")) {
            start += 1;
        }
        let first = &tokens[start];
        let before = start.checked_sub(1).map(|at| &tokens[at]);
        let is_infinitive = before.is_some_and(|before| before.is("to"));
        let is_gerund = first.lower.ends_with("ing")
            && !words().ongoing.has(first)
            && !first.lower.contains('-')
            && before.is_some_and(|before| before.is("and") || words().adposition.has(before));
        let is_verb = first.kind == Kind::Word && !first.is_capital && !is_nominal(first);
        match start + 1 < range.end && is_verb && (is_infinitive || is_gerund) {
            true => start + 1..range.end,
            false => start..range.end,
        }
    }

    /// "the figure of 225 people", "cases of activists", "reports of the disappearance of": those who are counted or told of.
    fn of_sum(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let of = range
            .clone()
            .find(|at| tokens[*at].is("of"))
            .filter(|of| *of > range.start && of + 1 < range.end);
        // "a number of activists" are activists too, and some
        let is_sum = |of: &usize| {
            words().sum.has(&tokens[of - 1])
                && (tokens[range.start].is("the") || !tokens[of - 1].is("number"))
        };
        of.filter(is_sum).map_or(range.clone(), |of| of + 1..range.end)
    }

    /// "On Saturday the union": the day is no part of who.
    pub(super) fn after_day(&self, range: Range<usize>) -> Range<usize> {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let is_day = |at: usize| sentence.times().any(|time| time.contains(tokens[at].span));
        let start = range.clone().find(|at| !is_day(*at)).unwrap_or(range.end);
        let begins = |token: &Token| {
            words().determiner.has(token) || words().enforcer.has(token) || words().persons.has(token)
        };
        let is_apart = start > range.start && start < range.end && begins(&tokens[start]);
        if is_apart { start..range.end } else { range }
    }

    /// "a strike of the miners": who strikes, where the words lead with what they do.
    fn of_act(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        // "two officers of ordering the killing of": who leads are the officers
        let leads = |at: usize| {
            let is_determined = words().determiner.has(&tokens[range.start]);
            let before = if range.contains(&at) { &tokens[range.start..at] } else { return false };
            before.iter().all(|token| words().determiner.has(token))
                || is_determined
                    && before.len() <= 1 + BEFORE_ACT
                    && before.iter().all(|token| token.kind == Kind::Word && !words().adposition.has(token))
        };
        // "the criminal court of"
        let is_body = |act: &Range<usize>| words().institution.has(&tokens[act.end - 1]);
        let is_led = |act: &Range<usize>| leads(act.start) && act.end < range.end && !is_body(act);
        let act = self.acts.iter().find(|act| is_led(&act.range));
        // some acts are found with their "of"
        let end = |act: &Range<usize>| act.end - usize::from(tokens[act.end - 1].is_any(&["of", "by"]));
        let of = act
            .map(|act| end(&act.range))
            .filter(|of| tokens[*of].is_any(&["of", "by"]) && of + 1 < range.end);
        of.map_or(range.clone(), |of| of + 1..range.end)
    }
}

/// Returns whether a word leads a phrase for somebody.
fn is_nominal(token: &Token) -> bool {
    let rows = words();
    rows.determiner.has(token)
        || rows.possessive.has(token)
        || rows.is_for_persons(token)
        || rows.institution.has(token)
        || rows.somebody.has(token)
        || rows.kin.has(token)
        || rows.third_person.has(token)
        || rows.enforcer.has(token)
}
