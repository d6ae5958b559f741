//! Police, troops and guards as those who did it, where no "by" says so: "died in police firing", "killed when troops opened fire",
//! "police fired on the crowd, killing two".

use super::find::Finder;
use super::parties::Places;
use crate::phrase;
use crate::rules::{FoundAct, Frame, words};
use crate::token::Token;
use std::ops::Range;

/// Types of act that are suffered at somebody's hands.
const SUFFERED: &[&str] = &["killing", "injury", "attack", "torture"];

/// Tokens from those who used force to the word for it, at most: "police officers in armoured cars opened fire".
const REACH: usize = 8;

/// Tokens before an act that leads its sentence, at most: "in the police firing in the town, two men died".
const LEAD: usize = 6;

impl Finder<'_> {
    /// Returns the words for police, troops or guards who did an act, where the words of the act do not name its doer.
    pub(super) fn enforcers(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        claim_type: &str,
        frame: Frame,
    ) -> Option<Range<usize>> {
        if !SUFFERED.contains(&claim_type) {
            return None;
        }
        let tokens = self.tokens();
        // "the police firing", "army shelling", "firing by the police"
        let own = || enforcers_before(tokens, trigger.start).or_else(|| by(tokens, trigger.end));
        let own = (claim_type == "attack").then(own).flatten();
        own.or_else(|| self.behind(trigger, clause))
            .or_else(|| self.in_front(trigger))
            .or_else(|| self.subject(trigger, frame))
    }

    /// Returns whether those found may be the doers: nobody else is named as the doer, and they are not those who suffer.
    pub(super) fn may_act(&self, places: &Places, enforcers: &Range<usize>) -> bool {
        let is_apart = |range: &Range<usize>| range.end <= enforcers.start || enforcers.end <= range.start;
        let tokens = self.tokens();
        // "police fired 40 rounds, killing two": no doer stands right before the participle
        let is_nobody = |range: &Range<usize>| !tokens[range.clone()].iter().any(is_somebody);
        places.actor.as_ref().is_none_or(is_nobody) && places.victim.as_ref().is_none_or(is_apart)
    }

    /// Returns whether a word tells of what only police and troops have: "tear gas shells".
    pub(super) fn is_riot_weapon(&self, trigger: &Range<usize>) -> bool {
        self.tokens()[trigger.clone()].iter().any(|token| words().riot_weapon.has(token))
    }

    /// "killed in police firing", "injured in firing by the police", "killed when police opened fire"
    fn behind(&self, trigger: &Range<usize>, clause: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        (trigger.start + 1..clause.end).find_map(|at| {
            let token = &tokens[at];
            if words().gunfire.has(token) || words().riot_weapon.has(token) {
                return enforcers_before(tokens, at)
                    .filter(|enforcers| enforcers.start > trigger.start)
                    .or_else(|| by(tokens, at + 1));
            }
            // "even as police fired" elsewhere
            let is_how = words().how.has(token) && !tokens[at - 1].is("even");
            is_how.then(|| self.who_used_force(at + 1..clause.end))?
        })
    }

    /// "police opened fire, killing two", "in police firing in the old town two men died": what comes right before an act, with no
    /// other act between.
    fn in_front(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_doing = tokens[trigger.start].lower.ends_with("ing")
            || tokens[trigger.start.saturating_sub(4)..trigger.start].iter().any(|token| token.is("left"));
        let last = self.acts.iter().rev().find(|act| act.range.end <= trigger.start)?;
        let act = &last.range;
        let is_led = act.start <= LEAD
            && tokens[..act.start].iter().any(|token| token.is_any(&["in", "during", "after", "when"]));
        if last.claim_type != "attack" || !(is_doing || is_led) {
            return None;
        }
        enforcers_before(tokens, act.start)
            .or_else(|| by(tokens, act.end))
            .or_else(|| phrase::before(tokens, act.start).and_then(|subject| enforcers_in(tokens, subject)))
            .or_else(|| self.subject(act, Frame::Deed))
    }

    /// "police arrested ten and fired 20 rounds", "the policemen who on Sunday killed": police as the first of whom a clause speaks.
    fn subject(&self, trigger: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let first = &tokens[trigger.start];
        let is_past = first.lower.ends_with("ed") || words().past.has(first);
        if !matches!(frame, Frame::Verb | Frame::Deed)
            || !is_past
            || phrase::is_passive(tokens, trigger.start)
        {
            return None;
        }
        let leads = |at: &usize| {
            let token = &tokens[*at];
            words().leads_clause.has(token)
                || words().how.has(token)
                || words().speech.has(token)
                || token.is_any(&[",", ";", ":"])
        };
        let start = (0..trigger.start).rev().find(leads).map_or(0, |at| at + 1);
        let first = (start..trigger.start).find(|at| {
            let token = &tokens[*at];
            words().enforcer.has(token) || is_somebody(token)
        })?;
        let enforcers = enforcers_in(tokens, first..first + 1)?;
        // "shots at the police", "a man in army dress": not those who do it
        let is_beside = first.checked_sub(1).is_some_and(|at| {
            let at = if tokens[at].is_any(&["the", "a", "an"]) { at.saturating_sub(1) } else { at };
            words().preposition.has(&tokens[at]) || tokens[at].is_any(&["at", "on", "with", "by", "to"])
        });
        let end =
            (first..trigger.start).find(|at| !words().enforcer.has(&tokens[*at])).unwrap_or(trigger.start);
        let is_shared = tokens[trigger.start - 1].is_any(&["and", "but"]);
        let is_related = tokens[end].is_any(&["who", "which", "that"]);
        let is_only =
            is_shared || !tokens[end + usize::from(is_related)..trigger.start].iter().any(is_somebody);
        ((!is_beside || is_related) && is_only).then_some(enforcers.start..end)
    }

    /// "... police in the square opened fire": those at the beginning of a clause, before an act of force.
    fn who_used_force(&self, range: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let near = range.start..range.end.min(range.start + REACH);
        let enforcers = enforcers_in(tokens, near)?;
        let after = enforcers.end..range.end.min(enforcers.end + REACH);
        let is_forceful = |act: &FoundAct<'_>| {
            act.claim_type == "attack" && act.range.start < after.end && act.range.end > after.start
        };
        let fires =
            after.clone().any(|at| words().gunfire.has(&tokens[at]) || words().riot_weapon.has(&tokens[at]));
        (fires || self.acts.iter().any(is_forceful)).then_some(enforcers)
    }
}

/// Returns whether a word speaks of somebody.
fn is_somebody(token: &Token) -> bool {
    token.is_capital || words().person.has(token) || words().outlaw.has(token) || words().personal.has(token)
}

/// Returns the first row of words for police, troops or guards in a range.
fn enforcers_in(tokens: &[Token], range: Range<usize>) -> Option<Range<usize>> {
    let is_one = |at: &usize| words().enforcer.has(&tokens[*at]);
    let start = range.clone().find(is_one)?;
    let end = (start..range.end).find(|at| !is_one(at)).unwrap_or(range.end);
    Some(start..end)
}

/// Returns the row of words for police, troops or guards that ends at a token, perhaps with their "'s".
fn enforcers_before(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    let end = at.checked_sub(1).filter(|last| tokens[*last].is("'s")).unwrap_or(at);
    let start = (0..end).rev().take_while(|place| words().enforcer.has(&tokens[*place])).last()?;
    Some(start..end)
}

/// "by the riot police": those who stand behind a "by" at a token.
fn by(tokens: &[Token], at: usize) -> Option<Range<usize>> {
    tokens.get(at).filter(|token| token.is_any(&["by", "from"]))?;
    let phrase = phrase::after(tokens, at + 1)?;
    let near = phrase.start..phrase.end.min(phrase.start + 4);
    enforcers_in(tokens, near)
}
