//! Figures whose word for the act is left out, since another figure of the sentence has it: "погибли 4, ещё 15 – в больнице", "за
//! проголосовали 87 депутатов, против – 34".

use crate::attribution::speaker;
use crate::claims::claim::{Claim, ClaimRole, Count, Modality};
use crate::claims::find::Finder;
use crate::number::number_at;
use crate::rules::words;
use crate::russian::{Chunk, Class};
use crate::token::Kind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns the claims of a sentence's figures without a word for the act; `list` holds the claims before, those from `own` on are the
    /// sentence's.
    pub(in crate::claims) fn russian_elided(&self, list: &[Claim], own: usize) -> Vec<Claim> {
        let tokens = self.tokens();
        if list.len() == own || !tokens.iter().any(|token| token.is_cyrillic()) {
            return Vec::new();
        }
        let is_harm = |claim: &Claim| matches!(claim.claim_type.as_str(), "killing" | "injury" | "attack");
        let is_vote = |claim: &Claim| claim.claim_type == "legal_act" && claim.count.is_some();
        let (harm, vote) = (list[own..].iter().any(is_harm), list[own..].iter().any(is_vote));
        let mut found = Vec::new();
        for (at, chunk) in self.chunks().iter().enumerate().filter(|(_, chunk)| chunk.is_counted) {
            let (act, who) = match () {
                () if harm && self.lie(at) => ("injury", Some(ClaimRole::Victim)),
                () if vote && self.votes_against(chunk) => ("legal_act", None),
                () => continue,
            };
            let words = self.reader.sentence.span_of(&chunk.range);
            let is_told =
                |claim: &Claim| claim.count.as_ref().is_some_and(|count| count.words.overlaps(words));
            if !list[own..].iter().any(is_told) {
                found.extend(self.elided(act, &chunk.range, who));
            }
        }
        found
    }

    /// "15 – в больнице", "двое, в реанимации": returns whether a counted phrase stands for a clause that says where the hurt lie.
    fn lie(&self, at: usize) -> bool {
        let (tokens, list) = (self.tokens(), self.chunks());
        let begins = |chunk: &&Chunk| chunk.class != Class::Other;
        let opens = list[..at].iter().rev().find(begins);
        let opens = opens.is_none_or(|chunk| matches!(chunk.class, Class::Break | Class::And));
        let end = list[at].range.end;
        let end = end + usize::from(tokens.get(end).is_some_and(|token| token.is_any(&["—", "–", "-"])));
        let stands = |at: usize, is: &dyn Fn(&crate::token::Token) -> bool| tokens.get(at).is_some_and(is);
        opens
            && !list[at].is_led
            && !self.is_measured(&list[at])
            && stands(end, &|token| token.is("в"))
            && stands(end + 1, &|token| words().ward.has(token))
            && tokens.get(end + 2).is_none_or(|next| next.kind == Kind::Sign)
    }

    /// "против – 34"
    fn votes_against(&self, chunk: &Chunk) -> bool {
        let tokens = self.tokens();
        let before = |by: usize, words: &[&str]| {
            chunk.range.start.checked_sub(by).is_some_and(|at| tokens[at].is_any(words))
        };
        let ends = tokens.get(chunk.range.end).is_none_or(|next| next.kind == Kind::Sign);
        before(1, &["—", "–", "-"]) && before(2, &["против"]) && ends
    }

    fn elided(&self, act: &str, phrase: &Range<usize>, role: Option<ClaimRole>) -> Option<Claim> {
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        let number = number_at(tokens, phrase.start)?;
        let words = sentence.span_of(&number.range);
        let clause = tokens[..phrase.start].iter().rposition(|token| token.is_any(&[",", ";"]));
        let behind = tokens[phrase.end..].iter().position(|token| token.is_any(&[",", ";", "."]));
        let end = behind.map_or(tokens.len(), |more| phrase.end + more);
        // "против – 34", "15 – в больнице"
        let (lead, source) =
            (clause.map_or(0, |at| at + 1), speaker(self.said, words, self.reader.sentence.span));
        let is_alone = phrase.len() == number.range.len();
        let who =
            role.filter(|_| !is_alone).map_or(Vec::new(), |role| self.reader.participants(phrase, role));
        Some(Claim {
            claim_type: act.to_owned(),
            quote: sentence.span_of(&(lead..end)),
            trigger: sentence.span_of(&(lead..end)),
            who,
            place: None,
            when: None,
            count: Some(Count::said(number.amount, crate::people::shown(self.reader.text, words), words)),
            modality: if source.is_some() { Modality::Reported } else { Modality::Asserted },
            negated: false,
            attributed_to: source,
            is_guess: false,
        })
    }
}
