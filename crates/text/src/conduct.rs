//! What police, troops and guards are said to have done: who of them killed, held somebody, or used force.
//!
//! Read out of an article's claims and the words around them, sentence by sentence, as IndiaPoliceEvents asks it (Halterman,
//! Keith, Sarwar and O'Connor 2021): who is killed by them has had force used on them; an arrest is theirs unless the words name
//! another who held somebody.

use crate::Span;
use crate::claims::{Claim, ClaimRole, Modality};
use crate::extract::Extraction;
use crate::number::number_at;
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
    // "one was killed in the firing": whose it was stands in a sentence before
    let mut has_fired = false;
    for part in found.parts.iter().filter(|part| text.get(part.start..part.end).is_some()) {
        for sentence in crate::sentence::sentences(text, *part, rules) {
            let own = |claim: &Claim| sentence.contains(claim.trigger);
            let mut claims = found.claims.iter().enumerate().filter(|(_, claim)| own(claim)).peekable();
            if claims.peek().is_none() {
                continue;
            }
            let sentence =
                Told { text, span: sentence, tokens: rules.tokens(text, sentence), has_fired, rules };
            for (claim, it) in claims.filter(|(_, claim)| is_said_to_be(claim)) {
                let kinds = sentence.conduct(it);
                list.extend(kinds.iter().map(|kind| Conducted {
                    conduct: *kind,
                    sentence: sentence.span,
                    claim,
                }));
                has_fired |= kinds.contains(&Conduct::Force);
            }
        }
    }
    list
}

fn is_said_to_be(claim: &Claim) -> bool {
    !claim.negated && !matches!(claim.modality, Modality::Denied | Modality::Demanded | Modality::Predicted)
}

/// A sentence with claims in it.
struct Told<'t> {
    text: &'t str,
    span: Span,
    tokens: Vec<Token>,
    has_fired: bool,
    rules: &'t Rules,
}

/// "one died of stones, another in police firing": a second one of whom the act's word is not said again.
fn is_another(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| {
        let after = match number_at(tokens, at) {
            Some(number) => number.range.end,
            None if tokens[at].is_any(&["another", "others", "other"]) => at + 1,
            None => return false,
        };
        let near = &tokens[after..tokens.len().min(after + 4)];
        let fired =
            near.iter().position(|token| words().gunfire.has(token) || words().riot_weapon.has(token));
        fired.is_some_and(|place| {
            place > 1
                && words().enforcer.has(&near[place - 1])
                && near[..place].iter().any(|token| token.is_any(&["in", "to", "by"]))
        })
    })
}

impl Told<'_> {
    /// Returns what a claim says that they did.
    fn conduct(&self, claim: &Claim) -> &'static [Conduct] {
        let doers = || self.tokens_of(claim, ClaimRole::Actor);
        let names_other = !doers().is_empty() && !doers().iter().any(|token| words().enforcer.has(token));
        let is_theirs = !doers().is_empty() && !names_other;
        match claim.claim_type.as_str() {
            "detention" => {
                let is_outlaws = doers().iter().any(|token| words().outlaw.has(token));
                if is_outlaws { &[] } else { &[Conduct::Detained] }
            }
            "killing" if is_theirs || !names_other && (self.fought(claim) || self.by_that_force(claim)) => {
                &[Conduct::Killed, Conduct::Force]
            }
            "attack" | "injury" | "torture" if is_theirs => &[Conduct::Force],
            "attack" if self.trigger(claim).iter().any(|token| words().riot_weapon.has(token)) => {
                &[Conduct::Force]
            }
            "injury" if !names_other && self.by_that_force(claim) => &[Conduct::Force],
            _ => &[],
        }
    }

    fn tokens_of(&self, claim: &Claim, role: ClaimRole) -> Vec<Token> {
        let spans = claim.who.iter().filter(|who| who.role == role).map(|who| who.words);
        spans.flat_map(|span| self.rules.tokens(self.text, span)).collect()
    }

    fn trigger(&self, claim: &Claim) -> Vec<Token> {
        self.rules.tokens(self.text, claim.trigger)
    }

    /// "two militants were shot dead": whom states fight, killed by nobody who is named.
    fn fought(&self, claim: &Claim) -> bool {
        self.tokens_of(claim, ClaimRole::Victim).iter().any(|token| words().outlaw.has(token))
    }

    /// "killed in the firing", where it was told before whose it was; "another in police firing"
    fn by_that_force(&self, claim: &Claim) -> bool {
        let behind = self.tokens.iter().position(|token| token.span.start >= claim.trigger.end);
        let behind = &self.tokens[behind.unwrap_or(self.tokens.len())..];
        let is_the = |pair: &[Token]| {
            pair[0].is_any(&["the", "that", "this"])
                && (words().gunfire.has(&pair[1]) || words().riot_weapon.has(&pair[1]))
        };
        self.has_fired && behind.windows(2).take(8).any(is_the) || is_another(behind)
    }
}
