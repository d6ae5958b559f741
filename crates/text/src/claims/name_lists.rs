//! Lists that name who suffered: behind a colon, an "are", an "including", or beside who is counted.

use super::claim::{ClaimRole, Participant, ParticipantKind};
use super::find::Finder;
use crate::number::number_at;
use crate::phrase;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

impl Finder<'_> {
    /// Returns a phrase with the persons named behind it: "two teachers, A and B, were killed", "three men, among them C, were held".
    pub(super) fn with_named(&self, range: Range<usize>, trigger: &Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let persons = || {
            let names = self.reader.sentence.names.iter().filter(|name| name.kind == NameKind::Person);
            names.map(|name| name.range.clone())
        };
        // "Vesna's chairwoman, X": whose she is does not name her
        let owns = |name: &Range<usize>| tokens.get(name.end).is_some_and(|token| token.is("'s"));
        let is_named =
            persons().any(|name| range.start <= name.start && name.end <= range.end && !owns(&name));
        let (Some(close), false) = (self.aside_end(range.end, trigger.start), is_named) else { return range };
        let group = phrase::group_start(tokens, trigger.start);
        let inside: Vec<Range<usize>> =
            persons().filter(|name| range.end < name.start && name.end <= close).collect();
        let first = inside.first().map_or(close, |name| name.start);
        // nothing but a name, or a word or a title that leads one: "Mr X", "the teacher X"
        let leads = |at: usize| {
            let token = &tokens[at];
            at == range.end
                || phrase::is_dash(tokens, at)
                || token.is_any(&["including", "among", "them", "the", "and"])
                || token.is_capital
                || words().person.has(token)
        };
        // "X, the chairwoman, was arrested and charged"
        let is_verb = words().auxiliary.has(&tokens[close + 1]);
        let is_list = (close + 1 == group || is_verb) && (range.end..first).all(leads);
        inside.last().filter(|_| is_list).map_or(range.clone(), |last| range.start..last.end)
    }

    /// Returns where the sign stands that closes what a comma, a dash or a bracket at `open` puts in, the last before `limit`.
    fn aside_end(&self, open: usize, limit: usize) -> Option<usize> {
        let tokens = self.tokens();
        let closing = match tokens.get(open)? {
            token if token.is(",") => ",",
            token if token.is("(") => ")",
            _ if phrase::is_dash_from(tokens, open) => {
                return (open + 2..limit).rev().find(|at| phrase::is_dash(tokens, *at));
            }
            _ => return None,
        };
        (open + 1..limit).rev().find(|at| tokens[*at].is(closing))
    }

    /// "Colonel X's wife", "X's younger brother"
    fn is_kin_by_name(&self, range: &Range<usize>) -> bool {
        /// Words from the owner to the noun at most.
        const NEAR: usize = 3;
        let tokens = &self.tokens()[range.clone()];
        let is_owned = tokens.iter().rev().take(NEAR).any(|token| token.is("'s"));
        is_owned && tokens.last().is_some_and(|last| words().kin.has(last))
    }

    /// "a student, X, was killed", "the founder of the union, X, was", "the priest, Father X, called": returns the phrase of one person with
    /// the name that follows it.
    pub(super) fn with_own_name(&self, range: Range<usize>) -> Range<usize> {
        let (tokens, rows) = (self.tokens(), words());
        let is_person = |token: &Token| {
            let fits = rows.person.has(token) || rows.one_person.has(token) || rows.title.has(token);
            fits || rows.office.has(token) || rows.kin.has(token)
        };
        // the phrase may be what stands behind the "of"
        let of = range.start.checked_sub(1).filter(|of| *of > 0 && tokens[*of].is("of"));
        let leads_of = of.is_some_and(|of| is_person(&tokens[of - 1]));
        let inner = range.clone().find(|at| *at > range.start && tokens[*at].is("of"));
        let is_one = (rows.determiner.has(&tokens[range.start]) || rows.possessive.has(&tokens[range.start]))
            && (leads_of || is_person(&tokens[inner.unwrap_or(range.end) - 1]))
            && number_at(tokens, range.start).is_none_or(|number| number.amount.max == Some(1))
            && !range
                .clone()
                .any(|at| self.reader.sentence.name_at(at).is_some_and(|name| name.kind == NameKind::Person))
            || self.is_kin_by_name(&range);
        // "a student, Mr X", "her client, the journalist X"
        let leads = |at: &usize| {
            let token = &tokens[*at];
            let is_noun = is_person(token) && tokens.get(at + 1).is_some_and(|next| next.is_capital);
            token.is_capital && rows.title.has(token) || token.is("the") || is_noun
        };
        let at = range.end + 1;
        // "the man, a mechanic named X"
        const CALLED: usize = 6;
        let near = at..tokens.len().min(at + CALLED);
        let called = near
            .clone()
            .take_while(|at| tokens[*at].kind == Kind::Word)
            .find(|at| tokens[*at].is_any(&["named", "called"]));
        let at = called.map_or(at, |called| called + 1);
        let at = at + (at..tokens.len()).take_while(leads).count();
        let name = self.reader.sentence.person_from(at).filter(|_| tokens[range.end].is(","));
        let closes = |at: usize| {
            tokens.get(at).is_none_or(|token| token.kind == Kind::Sign || words().adposition.has(token))
        };
        name.filter(|name| is_one && closes(name.range.end))
            .map_or(range.clone(), |name| range.start..name.range.end)
    }

    /// "Three people were killed: X, 19, and Y, 17", "the students who disappeared are X and Y": the persons whom a list behind an act names,
    /// if who suffered, `victim`, stands before it.
    pub(super) fn listed(&self, trigger: &Range<usize>, victim: Option<&Range<usize>>) -> Vec<Participant> {
        let tokens = self.tokens();
        let colon = tokens.get(trigger.end).filter(|token| token.is(":")).map(|_| trigger.end + 1);
        let is_before = victim.is_some_and(|victim| victim.start < trigger.end && victim.end <= trigger.end);
        let Some(start) = colon.or_else(|| is_before.then(|| self.copula_end(trigger.end)).flatten()) else {
            return Vec::new();
        };
        let end = tokens[start..]
            .iter()
            .position(|token| words().speech.has(token) || words().be.has(token))
            .map_or(tokens.len(), |at| start + at);
        self.persons_in(&(start..end))
    }

    /// "60 people were arrested, the committee said, including the journalist X": the persons whom a list names of those who are counted.
    pub(super) fn included(&self, trigger: &Range<usize>, victim: Option<&Range<usize>>) -> Vec<Participant> {
        const REACH: usize = 25;
        let tokens = self.tokens();
        let is_counted =
            victim.is_some_and(|victim| victim.clone().any(|at| number_at(tokens, at).is_some()));
        let near = trigger.end..tokens.len().min(trigger.end + REACH);
        // up to another act
        let next = self.acts.iter().map(|act| act.range.start).find(|start| *start >= trigger.end);
        let near = near.start..near.end.min(next.unwrap_or(near.end));
        // ", в том числе"
        let comma = |at: usize| if tokens[at].is("числе") { at.saturating_sub(3) } else { at - 1 };
        let begin = |at: usize| self.some_begin(at).filter(|_| tokens[comma(at)].is(","));
        let Some(start) = near.clone().find_map(begin).filter(|_| is_counted) else { return Vec::new() };
        if tokens[start - 1].is_cyrillic() {
            return self.russian_included(start..near.end);
        }
        let Some(phrase) = phrase::after(tokens, start).filter(|phrase| phrase.start == start) else {
            return Vec::new();
        };
        self.persons_in(&phrase)
    }

    /// "в том числе журналист Х и Y": the persons by name up to a verb or a stop.
    fn russian_included(&self, near: Range<usize>) -> Vec<Participant> {
        let tokens = self.tokens();
        let ends = |at: &usize| {
            let token = &tokens[*at];
            let is_name = self.reader.sentence.name_at(*at).is_some();
            token.is_any(&[";", ".", ":", "—", "–"]) || crate::russian::is_verb(token) && !is_name
        };
        let end = near.clone().find(ends).unwrap_or(near.end);
        self.persons_in(&(near.start..end))
    }

    fn persons_in(&self, range: &Range<usize>) -> Vec<Participant> {
        let mut persons = self.reader.participants(range, ClaimRole::Victim);
        persons.retain(|who| who.kind == ParticipantKind::Person);
        persons
    }

    /// "(who disappeared) this week are X and Y", "(one of the wounded) is the journalist X": returns where what follows the "is" begins, if a
    /// person's name does.
    fn copula_end(&self, from: usize) -> Option<usize> {
        const REACH: usize = 5;
        const LEADING: usize = 4;
        let tokens = self.tokens();
        let near = from..tokens.len().min(from + REACH);
        let is_plain = |at: &usize| tokens[*at].kind == Kind::Word && !words().edge.has(&tokens[*at]);
        let at = from + near.take_while(is_plain).count();
        let is_copula = tokens.get(at).is_some_and(|token| token.is_any(&["is", "are", "was", "were"]));
        // "is U.S. citizen X"
        let leads = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| (token.kind != Kind::Sign || token.is(".")) && !words().edge.has(token))
        };
        let is_person = |at: &usize| self.reader.sentence.person_from(*at).is_some();
        let first = (at + 1..=at + 1 + LEADING).find(is_person)?;
        (is_copula && (at + 1..first).all(leads)).then_some(at + 1)
    }

    /// The persons that a list names as victims: up to who says so, or the sentence's end.
    pub(super) fn named_list(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let start = if tokens[trigger.end - 1].lower.starts_with("identif") {
            let near = tokens[trigger.end..].iter().take(9).position(|token| token.is("as"))?;
            let as_at = trigger.end + near;
            // "identified X, 44, as a third victim"
            let named = self.reader.sentence.name_at(trigger.end);
            if named.is_some_and(|name| name.kind == NameKind::Person) {
                let is_victim = tokens[as_at..].iter().take(6).any(|token| words().victim.has(token));
                return is_victim.then_some(trigger.end..as_at);
            }
            // "identified the shooter as X"
            if tokens[trigger.end..as_at].iter().any(|token| words().suspect.has(token)) {
                return None;
            }
            as_at + 1
        } else {
            trigger.end
        };
        let ends = |token: &Token| words().end_list.has(token) || token.is("was") || token.is("were");
        let end = (start..tokens.len().min(start + 80))
            .find(|&at| ends(&tokens[at]))
            .unwrap_or(tokens.len().min(start + 80));
        // "the second victim, X, 24": the name follows at once
        let is_bare_word = trigger.len() == 1 && tokens[trigger.start].lower.starts_with("victim");
        let joins = |token: &Token| token.is_any(&[",", "–", "—", "-", ":"]);
        let first = start + usize::from(tokens.get(start).is_some_and(joins));
        if is_bare_word && self.reader.sentence.name_at(first).is_none_or(|name| name.range.start != first) {
            return None;
        }
        // not "X, and police arrested Y"
        let in_list = |name: &&crate::document::Name| {
            name.kind == NameKind::Person && start <= name.range.start && name.range.end <= end
        };
        let last = self.reader.sentence.names.iter().filter(in_list).map(|name| name.range.end).max()?;
        Some(start..last)
    }
}
