//! Police, troops and guards as those who did it, where no "by" says so: "died in police firing", "killed when troops opened fire",
//! "police fired on the crowd, killing two".

use super::enforcers::{
    at_the_hands, by, enforcers_before, enforcers_in, is_enforcer, is_otherwise, is_serving, is_weapon, led,
    side,
};
use super::find::Finder;
use super::places::{Places, is_self};
use crate::phrase;
use crate::rules::{FoundAct, Frame, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Types of act that are suffered at somebody's hands.
const SUFFERED: &[&str] = &["killing", "injury", "attack", "torture"];

/// Types of act that are force, of which somebody may die.
pub(super) const FORCE: &[&str] = &["attack", "injury", "torture"];

/// Tokens from those who used force to the word for it, at most: "police officers in armoured cars opened fire".
const REACH: usize = 8;

/// Tokens from a passive to its "by", at most: "beaten to death in the market by two constables".
const NEAR: usize = 9;

/// Tokens between a death and the custody in which it came, at most.
const KEPT: usize = 6;

impl Finder<'_> {
    /// Returns the words for police, troops or guards who did an act, where the words of the act do not name its doer.
    pub(super) fn enforcers(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        claim_type: &str,
        frame: Frame,
        victim: Option<&Range<usize>>,
    ) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_own_hand = tokens.get(trigger.end).is_some_and(is_self);
        if !SUFFERED.contains(&claim_type) || is_own_hand {
            return None;
        }
        // "the police firing", "army shelling", "firing by the police"
        let own = || enforcers_before(tokens, trigger.start).or_else(|| by(tokens, trigger.end));
        let own = (claim_type == "attack").then(own).flatten();
        // "carried the bodies of those killed": who suffers stands before the participle, and who is before that did something else
        let is_doer = |enforcers: &Range<usize>| {
            victim.is_none_or(|victim| {
                victim.end != trigger.start && victim.end != trigger.end || victim.start < enforcers.end
            })
        };
        let subject = || self.subject(trigger, frame).filter(is_doer);
        let shot = || self.subject(&self.shot_before(trigger).map(|shot| shot..shot + 1)?, Frame::Verb);
        // who was stabbed was not shot
        let is_open = !is_otherwise(&tokens[trigger.clone()]);
        own.or_else(|| self.behind(trigger, clause, frame))
            .or_else(|| is_open.then(|| self.beyond(clause))?)
            .or_else(|| is_open.then(|| self.in_front(trigger, clause, frame))?)
            .or_else(|| is_open.then(|| self.of_wound(trigger))?)
            .or_else(|| self.keepers(trigger, frame))
            .or_else(subject)
            .or_else(shot)
            .or_else(|| self.taking_part(trigger, frame))
            .filter(|enforcers| is_serving(tokens, enforcers))
    }

    /// Returns whether those found may be the doers: nobody else is named as the doer, and they are not those who suffer.
    pub(super) fn may_act(&self, places: &Places, enforcers: &Range<usize>) -> bool {
        let tokens = self.tokens();
        // "those hurt in police firing": the words of the victims say who hurt them
        let is_within = |range: &Range<usize>| {
            range.start < enforcers.start
                && tokens[range.start..enforcers.start].iter().any(|token| words().adposition.has(token))
        };
        let is_apart = |range: &Range<usize>| {
            range.end <= enforcers.start || enforcers.end <= range.start || is_within(range)
        };
        // "police fired 40 rounds, killing two": no doer stands right before the participle; "police said they shot him"
        let is_nobody = |range: &Range<usize>| {
            !tokens[range.clone()].iter().any(is_somebody)
                || range.len() == 1 && tokens[range.start].is("they")
        };
        places.actor.as_ref().is_none_or(is_nobody) && places.victim.as_ref().is_none_or(is_apart)
    }

    /// Returns whether a word tells of what only police and troops have: "tear gas shells".
    pub(super) fn is_riot_weapon(&self, trigger: &Range<usize>) -> bool {
        self.tokens()[trigger.clone()].iter().any(|token| words().riot_weapon.has(token))
    }

    /// "killed in police firing", "injured in firing by the police", "killed when police opened fire", "died in police custody"
    pub(super) fn behind(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        frame: Frame,
    ) -> Option<Range<usize>> {
        let tokens = self.tokens();
        (trigger.start + 1..clause.end).find_map(|at| {
            let token = &tokens[at];
            if is_weapon(token) {
                return self.with_weapon(at, trigger, frame);
            }
            if words().clash.has(token) && self.is_suffered(trigger, frame) {
                return side(tokens, at + 1);
            }
            // "at the hands of the security forces"
            if token.is("hands") && tokens.get(at + 1).is_some_and(|token| token.is("of")) {
                return led(tokens, at + 2);
            }
            if token.is("by") {
                return self.by_hand(at, trigger, frame);
            }
            // a line that breaks off: "killed in police"
            let rest = at + 1..clause.end;
            if token.is("in") && !rest.is_empty() && tokens[rest.clone()].iter().all(is_word_for_them) {
                return Some(rest);
            }
            // "even as police fired" elsewhere
            let is_how = words().how.has(token) && !tokens[at - 1].is("even");
            is_how.then(|| self.who_used_force(rest))?
        })
    }

    /// "killed in police firing", "in firing by the police": those who used the weapon that stands behind an act.
    fn with_weapon(&self, at: usize, trigger: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
        let tokens = self.tokens();
        // "died in arson and three were hurt in police firing"; but "died in arson and police firing"
        let is_of_hurt = |act: &FoundAct<'_>| {
            let start = act.range.start;
            let is_between = (trigger.end..at).contains(&start);
            act.claim_type == "injury" && is_between && !tokens[start].lower.ends_with("ing")
        };
        if is_otherwise(&tokens[trigger.start..at]) && self.acts.iter().any(is_of_hurt) {
            return None;
        }
        // "and police fired" tells of another act
        let is_own = |enforcers: &Range<usize>| {
            let mut before = tokens[..enforcers.start].iter().rev();
            let last = before.find(|token| !words().determiner.has(token));
            let is_joined = last.is_some_and(|token| token.is_any(&["and", "but"]));
            enforcers.start > trigger.start && !(is_joined && is_past(&tokens[at]))
        };
        let is_led = self.is_suffered(trigger, frame)
            && !tokens[trigger.end.min(at)..at].iter().any(|token| words().how.has(token));
        enforcers_before(tokens, at)
            .filter(is_own)
            .or_else(|| at_the_hands(tokens, at + 1).filter(|_| is_led))
    }

    /// "after being beaten by police", "of injuries inflicted by police", "killed at the gate on Monday by soldiers", "the killing of two
    /// men in the town by the police": those behind a "by" that belongs to an act before it.
    fn by_hand(&self, at: usize, trigger: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_force = |act: &FoundAct<'_>| {
            act.range.end == at && trigger.end <= act.range.start && FORCE.contains(&act.claim_type)
        };
        let is_of_it = |token: &Token| !words().be.has(token) && !words().inquiry.has(token);
        let is_own = at < trigger.end + NEAR
            && tokens[trigger.end.min(at)..at].iter().all(is_of_it)
            && (phrase::is_passive(tokens, trigger.start) || frame == Frame::Noun)
            && !is_past(&tokens[at - 1]);
        let is_dealt = words().dealt.has(&tokens[at - 1]) || self.acts.iter().any(is_force) || is_own;
        is_dealt.then(|| by(tokens, at))?
    }

    /// "two were killed and five hurt, three of them badly, when police opened fire", "..., allegedly in police firing": what stands
    /// behind a comma and says of all before it how it came to it.
    fn beyond(&self, clause: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_killing = |act: &&FoundAct<'_>| act.claim_type == "killing" && act.range.start >= clause.end;
        let other = self.acts.iter().find(is_killing).map_or(tokens.len(), |act| act.range.start);
        let end = (clause.end..other).find(|at| tokens[*at].is_any(&[";", ":"])).unwrap_or(other);
        let is_hurt =
            |at: usize| self.acts.iter().any(|act| act.range.end == at && act.claim_type == "injury");
        (clause.end + 1..end).find_map(|at| {
            let before = at.checked_sub(1 + usize::from(tokens[at - 1].lower.ends_with("ly")))?;
            let is_comma = tokens[before].is(",");
            let token = &tokens[at];
            if words().how.has(token) && (is_comma || is_hurt(at)) {
                return self.who_used_force(at + 1..tokens.len());
            }
            if !is_comma || !token.is_any(&["in", "by", "during"]) {
                return None;
            }
            let weapon = (at + 1..end.min(at + 6)).find(|at| is_weapon(&tokens[*at]))?;
            enforcers_before(tokens, weapon)
        })
    }

    /// "died in police custody", "a suspect, who was in police custody, died": those in whose hands somebody died.
    fn keepers(&self, trigger: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_suffered =
            frame == Frame::State || frame == Frame::Verb && phrase::is_passive(tokens, trigger.start);
        let near = trigger.start.saturating_sub(KEPT)..tokens.len().min(trigger.end + KEPT);
        let at = near.into_iter().find(|at| words().custody.has(&tokens[*at])).filter(|_| is_suffered)?;
        let between = if at < trigger.start { at..trigger.start } else { trigger.end.min(at)..at };
        let is_apart = tokens[between].iter().any(|token| token.is_any(&["and", ";", ":", "for"]));
        let of = || tokens.get(at + 1).filter(|token| token.is("of")).and_then(|_| led(tokens, at + 2));
        let is_in = |keepers: &Range<usize>| {
            let start = keepers.start.min(at);
            tokens[start.saturating_sub(2)..start].iter().any(|token| token.is("in"))
        };
        enforcers_before(tokens, at).or_else(of).filter(|keepers| is_in(keepers) && !is_apart)
    }

    /// "soldiers took part in the killings", "the police themselves helped in", "an officer was charged with killing", "blamed the army
    /// for the deaths": those who had a part in what a noun tells of, or are said to have had it.
    fn taking_part(&self, trigger: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
        let tokens = self.tokens();
        if frame != Frame::Noun && !tokens[trigger.start].lower.ends_with("ing") {
            return None;
        }
        let is_small = |at: &usize| {
            let token = &tokens[*at];
            words().adposition.has(token)
                || words().determiner.has(token)
                || words().degree.has(token)
                || token.kind == Kind::Number
                || token.is("out")
        };
        let end = (0..trigger.start).rev().find(|at| !is_small(at))? + 1;
        if words().enforcer.has(&tokens[end - 1]) {
            let enforcers = enforcers_before(tokens, end)?;
            let before = &tokens[enforcers.start.saturating_sub(2)..enforcers.start];
            let is_blamed = tokens[end].is_any(&["for", "of"])
                && before.iter().any(|token| words().taking_part.has(token) || token.is("against"));
            return is_blamed.then_some(enforcers);
        }
        let part = Some(end - 1).filter(|at| words().taking_part.has(&tokens[*at]))?;
        // not "police arrested those involved in the killing"
        let helps = |at: &usize| {
            let token = &tokens[*at];
            words().auxiliary.has(token)
                || words().helper.has(token)
                || words().taking_part.has(token)
                || is_weapon(token)
        };
        let end = (0..part).rev().find(|at| !helps(at))? + 1;
        enforcers_before(tokens, end)
    }

    /// "police arrested ten and fired 20 rounds", "the policemen who on Sunday killed": police as the first of whom a clause speaks.
    pub(super) fn subject(&self, trigger: &Range<usize>, frame: Frame) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let is_done = is_past(&tokens[trigger.start]) || is_going_on(tokens, trigger.start);
        if !matches!(frame, Frame::Verb | Frame::Deed)
            || !is_done
            || phrase::is_passive(tokens, trigger.start)
        {
            return None;
        }
        let start = clause_start(tokens, trigger.start);
        let first = (start..trigger.start).find(|at| is_enforcer_or_somebody(tokens, *at))?;
        if tokens[first].is("they")
            && first == start
            && phrase::group_start(tokens, trigger.start) == first + 1
        {
            return speakers(tokens, start);
        }
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
        let between = &tokens[(end + usize::from(is_related)).min(trigger.start)..trigger.start];
        // "police found them shot to death"
        if between.iter().any(|token| words().inquiry.has(token)) {
            return None;
        }
        // "police seek a man who fled and killed": what is joined behind a relative is another's
        let is_other = between.iter().any(|token| token.is_any(&["who", "whoever", "which"]));
        let is_only = is_shared && !is_other || !between.iter().any(is_somebody);
        ((!is_beside || is_related) && is_only).then_some(enforcers.start..end)
    }

    /// "... police in the square opened fire": those at the beginning of a clause, before an act of force.
    fn who_used_force(&self, range: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let near = range.start..range.end.min(range.start + REACH);
        let enforcers = enforcers_in(tokens, near)?;
        // "after police said that he shot", "as police seek who fired": another's deed
        let turns = |at: &usize| {
            let token = &tokens[*at];
            words().speech.has(token)
                || words().finite.has(token)
                || words().inquiry.has(token)
                || words().personal.has(token)
                || token.is_any(&["which", "that"])
        };
        let end = range.end.min(enforcers.end + REACH);
        let after = enforcers.end..(enforcers.end..end).find(turns).unwrap_or(end);
        let is_forceful = |act: &FoundAct<'_>| {
            let is_theirs = act.claim_type == "attack" && act.range.end > after.start
                || FORCE.contains(&act.claim_type) && act.range.start == after.start;
            is_theirs && act.range.start < after.end
        };
        // "when an officer was shot" tells of what was done to them
        let is_suffered = |at: usize| is_past(&tokens[at]) && phrase::is_passive(tokens, at);
        let fires = after.clone().any(|at| is_weapon(&tokens[at]) && !is_suffered(at));
        (fires || self.acts.iter().any(is_forceful)).then_some(enforcers)
    }
}

/// Returns where the clause of a verb begins, by the words and signs that lead one.
fn clause_start(tokens: &[Token], at: usize) -> usize {
    let leads = |at: &usize| {
        let token = &tokens[*at];
        words().leads_clause.has(token)
            || words().how.has(token)
            || words().speech.has(token)
            || words().finite.has(token)
            || token.is_any(&[",", ";", ":"])
    };
    (0..at).rev().find(leads).map_or(0, |at| at + 1)
}

/// "police said they shot him", "soldiers said that they": those whose words a clause begins with.
fn speakers(tokens: &[Token], start: usize) -> Option<Range<usize>> {
    let end = start.checked_sub(1).filter(|at| !tokens[*at].is("that")).or(start.checked_sub(2))?;
    let says = words().speech.has(&tokens[end]) || words().finite.has(&tokens[end]);
    says.then(|| enforcers_before(tokens, end))?
}

/// Returns whether a word is a past that may have a subject before it: "fired", "shot".
fn is_past(token: &Token) -> bool {
    token.lower.ends_with("ed") || words().past.has(token)
}

/// "are killing": a verb of what goes on.
fn is_going_on(tokens: &[Token], at: usize) -> bool {
    tokens[at].lower.ends_with("ing") && at.checked_sub(1).is_some_and(|at| words().be.has(&tokens[at]))
}

fn is_enforcer_or_somebody(tokens: &[Token], at: usize) -> bool {
    is_enforcer(tokens, at) || is_somebody(&tokens[at])
}

fn is_word_for_them(token: &Token) -> bool {
    words().enforcer.has(token)
}

/// Returns whether a word speaks of somebody.
fn is_somebody(token: &Token) -> bool {
    let is_small = || {
        crate::date::is_calendar_word(&token.lower)
            || words().determiner.has(token)
            || words().adposition.has(token)
            || words().begin_clause.has(token)
    };
    token.is_capital && !is_small()
        || words().person.has(token)
        || words().outlaw.has(token)
        || words().personal.has(token)
}
