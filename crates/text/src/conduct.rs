//! What police, troops and guards are said to have done: who of them killed, held somebody, or used force.
//!
//! Read out of an article's claims and the words around them, sentence by sentence, as IndiaPoliceEvents asks it (Halterman,
//! Keith, Sarwar and O'Connor 2021): who is killed by them has had force used on them; an arrest is theirs unless the words name
//! another who held somebody.

use crate::Span;
use crate::claims::{Claim, ClaimRole, Modality, ParticipantKind, is_enforcer, is_otherwise, is_weapon};
use crate::extract::Extraction;
use crate::number::number_at;
use crate::phrase;
use crate::rules::{Rules, words};
use crate::token::Token;

/// What they did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Conduct {
    /// Killed somebody.
    Killed,
    /// Arrested or held somebody.
    Detained,
    /// Used force: shots, blows, tear gas; killing too.
    Force,
}

impl Conduct {
    /// Returns the word for it: `killed`, `detained` or `force`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Detained => "detained",
            Self::Force => "force",
        }
    }
}

/// A sentence that says that they did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conducted {
    /// What they did.
    pub conduct: Conduct,
    /// The sentence.
    pub sentence: Span,
    /// The claim that says it, as an index of [`Extraction::claims`].
    pub claim: usize,
}

/// Returns what police, troops and guards are said to have done, in the order of the article; what is denied, demanded or foreseen
/// is left out. `rules` are those that the article was read with.
///
/// ```
/// use tizim_text::{Article, Conduct, Options, Rules, conduct, extract};
/// let text = "Two students died in police firing in the old town.";
/// let found = extract(&Article { text, ..Article::default() }, &Options::default());
/// let told = conduct(text, &found, Rules::of(found.language));
/// assert!(told.iter().any(|it| it.conduct == Conduct::Killed));
/// assert!(!told.iter().any(|it| it.conduct == Conduct::Detained));
/// ```
pub fn conduct(text: &str, found: &Extraction, rules: &Rules) -> Vec<Conducted> {
    let mut list = Vec::new();
    let mut before = Before::default();
    for part in found.parts.iter().filter(|part| text.get(part.start..part.end).is_some()) {
        for sentence in crate::sentence::sentences(text, *part, rules) {
            let own = |claim: &Claim| sentence.contains(claim.trigger);
            let mut claims =
                found.claims.iter().enumerate().filter(|(_, claim)| !claim.is_guess && own(claim)).peekable();
            let (mut has_shot, mut has_killed) = (false, false);
            if claims.peek().is_some() {
                let told = Told { text, tokens: rules.tokens(text, sentence), rules };
                for (claim, it) in claims.filter(|(_, claim)| is_said_to_be(claim)) {
                    let kinds = told.conduct(it, &before);
                    list.extend(kinds.iter().map(|conduct| Conducted { conduct: *conduct, sentence, claim }));
                    has_shot |= kinds.contains(&Conduct::Force) && told.is_shooting(it);
                    has_killed |= kinds.contains(&Conduct::Killed);
                    before.take_in(it, kinds);
                }
            }
            before.shots = has_shot.then_some(if has_killed { Shots::Deadly } else { Shots::Fired });
        }
    }
    list
}

fn is_said_to_be(claim: &Claim) -> bool {
    !claim.negated && !matches!(claim.modality, Modality::Denied | Modality::Demanded | Modality::Predicted)
}

/// What shots are said to have done in the sentence that tells of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shots {
    /// Nobody is said to have died.
    Fired,
    /// Somebody died.
    Deadly,
}

/// What the sentences before told of them: "one was killed in the firing" does not say again whose it was.
#[derive(Default)]
struct Before<'c> {
    /// They used force.
    has_fired: bool,
    /// They shot at somebody in the sentence before this one.
    shots: Option<Shots>,
    /// How many they killed, where that is a number of several.
    counts: Vec<u64>,
    /// Whom they killed, by name.
    names: Vec<&'c str>,
}

impl<'c> Before<'c> {
    fn take_in(&mut self, claim: &'c Claim, kinds: &[Conduct]) {
        self.has_fired |= kinds.contains(&Conduct::Force);
        if kinds.contains(&Conduct::Killed) {
            self.counts.extend(several(claim));
            self.names.extend(victims_named(claim));
        }
    }

    /// Returns whether a killing was told before, by the names of the dead or by how many they were.
    fn tells_of(&self, claim: &Claim) -> bool {
        several(claim).is_some_and(|count| self.counts.contains(&count))
            || victims_named(claim).any(|name| self.names.contains(&name))
    }
}

/// Returns the number of a claim, if it is exactly one of several.
fn several(claim: &Claim) -> Option<u64> {
    let count = claim.count.as_ref().filter(|count| count.min == count.max && !count.vague)?;
    count.min.filter(|count| *count > 1)
}

fn victims_named(claim: &Claim) -> impl Iterator<Item = &str> {
    claim.victims().filter(|who| who.kind == ParticipantKind::Person).map(|who| who.name.as_str())
}

/// A sentence with claims in it.
struct Told<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    rules: &'t Rules,
}

/// Tokens in which it is said of what some of several died, at most.
const PART: usize = 10;

/// "one died of stones, another in police firing": a second one of whom the act's word is not said again.
fn is_another(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| {
        let after = match number_at(tokens, at) {
            Some(number) => number.range.end,
            None if tokens[at].is_any(&["another", "others", "other"]) => at + 1,
            None => return false,
        };
        let near = &tokens[after..tokens.len().min(after + PART)];
        // "and another injured in police firing"
        is_in_firing(near)
            && !near
                .iter()
                .any(|token| (token.lower.ends_with("ed") || token.is("hurt")) && words().hurt.has(token))
    })
}

/// "six people, two of them in police firing, were killed"
fn is_among(front: &[Token]) -> bool {
    let is_part = |at: usize| {
        front[at].is("of") && front[at + 1].is_any(&["them", "whom", "these"])
            || front[at].is("including") && number_at(front, at + 1).is_some()
    };
    let parts = (0..front.len().saturating_sub(2)).filter(|at| is_part(*at));
    let mut near = parts.map(|at| &front[at + 2..front.len().min(at + PART)]);
    near.any(is_in_firing)
}

/// "... in police firing"
fn is_in_firing(near: &[Token]) -> bool {
    let leads = |at: usize| {
        let at = if words().determiner.has(&near[at]) { at.checked_sub(1) } else { Some(at) };
        at.is_some_and(|at| near[at].is_any(&["in", "to", "by", "during"]))
    };
    (1..near.len()).filter(|at| is_weapon(&near[*at])).any(|at| {
        let row = (0..at).rev().take_while(|place| is_enforcer(near, *place)).last();
        row.and_then(|first| first.checked_sub(1)).is_some_and(leads)
    })
}

/// Returns whether words name those who serve as police, troops or guards: not "a former soldier", not "men in army uniform".
fn are_enforcers(words_of: &[Token]) -> bool {
    (0..words_of.len()).any(|at| is_enforcer(words_of, at))
        && !words_of.iter().any(|token| words().former.has(token) || words().inquiry.has(token))
        && !words_of.last().is_some_and(|token| words().gear.has(token))
}

/// "the firing", "that shelling": what was told of before; a fire may be one that burns.
fn is_that_force(pair: &[Token]) -> bool {
    let is_known =
        pair[0].is_any(&["the", "that", "this"]) || pair[0].is("in") && pair[1].lower.ends_with("ing");
    is_known && is_weapon(&pair[1]) && !pair[1].is("fire")
}

/// "had ordered firing at the mob, in which", "orders to open fire, and as a result": before what came of shots that somebody ordered.
fn is_by_order(front: &[Token]) -> bool {
    const REACH: usize = 16;
    let Some(ordered) = front.iter().rposition(|token| words().ordered.has(token)) else { return false };
    let near = &front[ordered..front.len().min(ordered + REACH)];
    let Some(shots) = near.iter().position(|token| words().gunfire.has(token)) else { return false };
    let behind = &front[ordered + shots + 1..];
    behind.iter().any(|token| words().result.has(token) || token.is("which"))
}

/// "hit by a tear gas shell"
fn is_hit_by_riot_weapon(told: &[Token]) -> bool {
    let is_gas = |at: usize| told[at].is("gas") && at > 0 && told[at - 1].is("tear");
    let is_hit = told.iter().any(|token| token.is_any(&["hit", "hits", "struck"]));
    is_hit && (0..told.len()).any(|at| is_gas(at) || words().riot_weapon.has(&told[at]))
}

/// "an officer-involved shooting"
fn is_of_force(pair: &[Token]) -> bool {
    words().of_force.has(&pair[0]) && is_weapon(&pair[1])
}

impl Told<'_> {
    /// Returns what a claim says that they did.
    fn conduct(&self, claim: &Claim, before: &Before<'_>) -> &'static [Conduct] {
        let doers = self.tokens_of(claim, ClaimRole::Actor);
        let is_theirs = are_enforcers(&doers);
        let is_open = doers.is_empty();
        let has_victims_of_own = || {
            let victims = self.tokens_of(claim, ClaimRole::Victim);
            victims.last().is_some_and(|token| words().enforcer.has(token))
        };
        match claim.claim_type.as_str() {
            "detention" => {
                let is_outlaws = doers.iter().any(|token| words().outlaw.has(token));
                if is_outlaws { &[] } else { &[Conduct::Detained] }
            }
            "killing"
                if is_theirs
                    || is_open
                        && !has_victims_of_own()
                        && (self.fought(claim)
                            || self.by_that_force(claim, before)
                            || self.is_told_again(claim, before)) =>
            {
                &[Conduct::Killed, Conduct::Force]
            }
            // "two of the dead were shot by police"
            "injury" if is_theirs && self.has_died(claim) => &[Conduct::Killed, Conduct::Force],
            "attack" | "injury" | "torture" if is_theirs => &[Conduct::Force],
            "attack" if self.trigger(claim).iter().any(|token| words().riot_weapon.has(token)) => {
                &[Conduct::Force]
            }
            "injury"
                if is_open
                    && !has_victims_of_own()
                    && (self.by_that_force(claim, before) || self.is_told_again(claim, before)) =>
            {
                &[Conduct::Force]
            }
            _ => &[],
        }
    }

    fn tokens_of(&self, claim: &Claim, role: ClaimRole) -> Vec<Token> {
        let spans = claim.who.iter().filter(|who| who.role == role).map(|who| who.words);
        spans
            .flat_map(|span| self.rules.tokens(self.text, span).into_iter().chain(self.noun_behind(span)))
            .collect()
    }

    /// "National Guard troops": what those are whom a name stands for.
    fn noun_behind(&self, name: Span) -> Option<Token> {
        let noun = self.tokens.iter().find(|token| token.span.start >= name.end)?;
        let is_next = self.text[name.end..noun.span.start].trim().is_empty();
        (is_next && words().enforcer.has(noun)).then(|| noun.clone())
    }

    fn trigger(&self, claim: &Claim) -> Vec<Token> {
        self.rules.tokens(self.text, claim.trigger)
    }

    /// "two of the dead were shot by police", "seven died, five of whom were shot by police"
    fn has_died(&self, claim: &Claim) -> bool {
        let is_dead = |tokens: &[Token]| tokens.iter().any(|token| words().deceased.has(token));
        let front = &self.tokens[..self.range(claim).0];
        let are_some = |pair: &[Token]| pair[0].is("of") && pair[1].is_any(&["whom", "them"]);
        is_dead(&self.tokens_of(claim, ClaimRole::Victim)) || is_dead(front) && front.windows(2).any(are_some)
    }

    /// "two militants were shot dead": whom states fight, killed by nobody who is named.
    fn fought(&self, claim: &Claim) -> bool {
        self.tokens_of(claim, ClaimRole::Victim).iter().any(|token| words().outlaw.has(token))
    }

    /// "killed in the firing", "the firing left two dead", where it was told before whose it was; "another in police firing", "an
    /// officer-involved shooting", "a custodial death".
    fn by_that_force(&self, claim: &Claim, before: &Before<'_>) -> bool {
        const REACH: usize = 8;
        let (start, end) = self.range(claim);
        let (front, behind) = (&self.tokens[..start], &self.tokens[end..]);
        let clause = phrase::clause(&self.tokens, &(start..end));
        let is_open = !is_otherwise(&self.tokens[clause.clone()]);
        let led = &self.tokens[clause.start.min(start)..start];
        // "the gunman went on the shooting rampage": it was another's; "fired on the mob" is theirs
        let is_target =
            |at: usize| led[at.saturating_sub(3)..at].iter().any(|token| token.is_any(&["at", "on", "upon"]));
        let is_open = is_open && !(0..led.len()).any(|at| words().outlaw.has(&led[at]) && !is_target(at));
        let near = |pairs: fn(&[Token]) -> bool| {
            behind.windows(2).take(REACH).any(pairs) || is_open && led.windows(2).rev().take(REACH).any(pairs)
        };
        let told = &self.tokens[clause.start.min(start)..clause.end.max(end)];
        let has_bullets = || told.iter().any(|token| words().bullet.has(token));
        before.has_fired && (near(is_that_force) || is_open && has_bullets())
            || is_open && is_hit_by_riot_weapon(told)
            || near(is_of_force)
            || is_open && is_by_order(front)
            || front.last().is_some_and(|token| words().of_force.has(token))
            || is_another(behind)
            || is_among(front)
    }

    /// "Police fired on the mob, killing four. ... Four people were killed": the same dead, whom nothing in the sentence says to have died
    /// elsewhere or otherwise; or, right after shots, those of whom nothing is said but that they died ("Two died on the spot"), after
    /// deadly ones that they died of wounds ("Another died in hospital").
    fn is_told_again(&self, claim: &Claim, before: &Before<'_>) -> bool {
        if is_otherwise(&self.tokens) || self.tokens.iter().any(|token| words().elsewhere.has(token)) {
            return false;
        }
        let is_other = self.tokens.iter().any(|token| words().other.has(token));
        let is_of_shots = |shots: Shots| {
            let (says_no_more, of_wounds) = self.says_no_more(claim);
            // "they were identified as X and Y"
            let names_dead = || self.trigger(claim).iter().any(|token| words().naming.has(token));
            says_no_more && (shots == Shots::Fired && !is_other || of_wounds)
                || shots == Shots::Deadly && names_dead()
        };
        !is_other && before.tells_of(claim) || before.shots.is_some_and(is_of_shots)
    }

    /// Returns whether a sentence says no place, day or cause of a death, and whether it says where the wounded die: "at least nine were
    /// killed"; "two of them died in hospital", "on the spot", "of their injuries".
    fn says_no_more(&self, claim: &Claim) -> (bool, bool) {
        const REACH: usize = 5;
        let (start, end) = self.range(claim);
        let ends = |token: &Token| token.is_any(&["and", ",", ".", ";"]);
        let until = self.tokens[end..].iter().position(ends).map_or(self.tokens.len(), |at| end + at);
        let told = &self.tokens[..until];
        let leads = |at: &usize| {
            let token = &told[*at];
            let is_bound = told.get(at + 1).is_some_and(|token| token.is("least"));
            (words().adposition.has(token) || words().how.has(token)) && !token.is("of") && !is_bound
        };
        let of_wounds = |at: usize| {
            let near = &told[at..told.len().min(at + REACH)];
            near.iter().any(|token| words().deathbed.has(token) || words().hurt.has(token))
        };
        let says_no_more = start < until && (0..until).filter(leads).all(of_wounds);
        (says_no_more, (start..until).any(of_wounds))
    }

    /// Returns whether the act of a claim is shots at somebody, and not in the air.
    fn is_shooting(&self, claim: &Claim) -> bool {
        let (start, end) = self.range(claim);
        let near = &self.tokens[start..self.tokens.len().min(end + 3)];
        near.iter().any(|token| words().gunfire.has(token)) && !near.iter().any(|token| token.is("air"))
    }

    /// Returns where the tokens of a claim's act begin and end.
    fn range(&self, claim: &Claim) -> (usize, usize) {
        let start = self.tokens.partition_point(|token| token.span.start < claim.trigger.start);
        let end = self.tokens.partition_point(|token| token.span.start < claim.trigger.end);
        (start, end)
    }
}
