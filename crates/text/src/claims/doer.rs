//! Who does an act, by what stands before its verb.

use super::find::Finder;
use crate::phrase;
use crate::rules::words;
use crate::subject::described_by;
use crate::token::{Kind, Token};
use std::ops::Range;

impl Finder<'_> {
    /// Returns the phrase of who does what a verb at `at` tells, not before the start of its clause: over a day that stands between,
    /// "parliament on Monday adopted", with the place that belongs to it, and of verbs that are joined by "and" that of the first.
    pub(super) fn doer(&self, at: usize) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let group = phrase::group_start(tokens, at);
        // "convicted in November of killing": who did it stands elsewhere
        if group.checked_sub(1).is_some_and(|at| tokens[at].is("of")) {
            return None;
        }
        // "is expected to sign", "voted 87 to 34 to approve": who does it stands before the verb that leads it
        if let Some(leading) = leading_verb(tokens, group) {
            return self.doer(leading);
        }
        let end = self.before_day(group);
        if end.checked_sub(1).is_some_and(|last| tokens[last].is_any(&["and", "but"])) {
            // "arson and looting": no verb that has a subject
            let is_gerund = tokens[at].lower.ends_with("ing");
            return if is_gerund { None } else { self.shared(end - 1) };
        }
        let nearest = phrase::before(tokens, if end == group { at } else { end })?;
        let subject = self.dressed_in(&nearest).unwrap_or(nearest);
        let of = subject.start.checked_sub(1).filter(|of| words().of_place.has(&tokens[*of]));
        let owner = of.filter(|_| tokens[subject.start].is_capital).and_then(|of| phrase::before(tokens, of));
        let is_noun = |range: &Range<usize>| of.is_some_and(|of| range.end == of);
        if words().pronoun.has(&tokens[subject.end - 1]) {
            return Some(subject.end - 1..subject.end);
        }
        let range = owner.filter(is_noun).map_or(subject.start, |owner| owner.start)..subject.end;
        (!self.is_time(&range)).then_some(range)
    }

    /// "men who were dressed in civilian clothes seized X": returns whom a clause describes that ends in what a preposition leads.
    fn dressed_in(&self, nearest: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let leads = |token: &Token| {
            words().adposition.has(token) && !token.is_any(&["as", "before", "after", "since", "until"])
        };
        let is_led = nearest.start.checked_sub(1).is_some_and(|at| leads(&tokens[at]));
        described_by(tokens, nearest).filter(|_| is_led && !tokens[nearest.start].is_cyrillic())
    }

    /// Returns where a day that ends before `end` begins: "on Tuesday", "во вторник".
    fn before_day(&self, end: usize) -> usize {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let ends_here = |span: crate::Span| end > 0 && span.end == tokens[end - 1].span.end;
        let Some(day) = sentence.times().find(|time| ends_here(*time)) else { return end };
        let start = sentence.range_of(day).start;
        let is_lead = start.checked_sub(1).is_some_and(|at| words().lead_day.has(&tokens[at]));
        start - usize::from(is_lead)
    }

    /// "The union condemned the arrests and called for a strike": the phrase that begins the clause, if a verb follows it.
    fn shared(&self, and: usize) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let clause = phrase::clause(tokens, &(and..and + 1));
        let subject = phrase::after(tokens, clause.start).filter(|subject| subject.end < and)?;
        let first = &tokens[subject.start];
        let verb = &tokens[subject.end];
        let is_subject = first.is_capital
            || words().enforcer.has(first)
            || first.lower.ends_with('s')
            || first.is_any(&["the", "a", "an", "their", "his", "her"]);
        let is_verb = verb.lower.ends_with("ed") || words().be.has(verb) || words().auxiliary.has(verb);
        // "police seek a man who fled and shot": what is joined behind a relative is another's
        let is_other = |token: &Token| token.is_any(&["who", "that", "which", "whoever"]);
        let is_verb = is_verb && !tokens[subject.end..and].iter().any(is_other);
        (is_subject && is_verb && !self.is_time(&subject)).then_some(subject)
    }

    /// Returns whether a phrase tells when: it does nothing.
    pub(super) fn is_time(&self, range: &Range<usize>) -> bool {
        let sentence = self.reader.sentence;
        let span = sentence.span_of(range);
        let all = |is: &dyn Fn(&Token) -> bool| self.tokens()[range.clone()].iter().all(is);
        let is_daytime = all(&|token| words().daytime.has(token));
        let is_day = all(&|token| crate::date::is_calendar_word(&token.lower));
        is_daytime || is_day || sentence.times().any(|time| time.contains(span))
    }
}

/// Returns the verb that an infinitive, whose group begins at `at`, hangs on, where nothing but a vote's numbers and adverbs stands
/// between: "threatened to kill", "are likely to strike"; none in "ordered two guards to beat".
fn leading_verb(tokens: &[Token], at: usize) -> Option<usize> {
    const VOTE: usize = 5;
    // the group of a verb begins at its "to"
    let to = Some(at).filter(|to| tokens[*to].is("to"))?;
    let is_between = |at: usize| {
        let token = &tokens[at];
        token.kind == Kind::Number || token.is_any(&["to", "against"]) || phrase::is_adverb(token)
    };
    let between = (to.saturating_sub(VOTE)..to).rev().take_while(|at| is_between(*at)).count();
    let verb = (to - between).checked_sub(1)?;
    let token = &tokens[verb];
    let is_verb = token.kind == Kind::Word
        && !token.is_capital
        && (token.lower.ends_with("ed") || words().leading.has(token));
    is_verb.then_some(verb)
}
