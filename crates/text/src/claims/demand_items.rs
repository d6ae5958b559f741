//! Demands that stand in a list: each item is a demand of its own.
//!
//! "The miners demand: to double the wages, to return the mine to the state" is two demands of the miners, and so are the lines of
//! a statement behind "We call on the government to:". What introduces them demands nothing by itself.

use super::claim::{Claim, ClaimRole, Modality};
use crate::Span;
use crate::document::Sentence;
use crate::number::number_at;
use crate::phrase;
use crate::rules::words;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words from a demand to the colon, or to the "to" or "that", of its list at most.
const REACH: usize = 12;
/// Words at the beginning of an item that say what is demanded.
const BEGINNING: usize = 3;
/// Words of a heading at most: "Our demands", "Recommendations to the government".
const HEADING: usize = 8;

/// What joins a further item.
const ADDS: [&str; 3] = ["as", "well", "as"];

/// The signs that begin a line of a list.
const BULLETS: &[&str] = &["•", "·", "▪", "►", "■", "○", "●", "–", "—", "-", "*", "−", "‣", "◦"];

/// What the lines of a list are, by what stands before them.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The claim of a demand that ends in a colon, as a place in the list.
    introduced_by: Option<usize>,
    /// Who demands.
    source: Option<Span>,
    /// Lines of demands may follow.
    is_open: bool,
    /// A heading of demands stands above; "To the government:" begins a list under it.
    is_headed: bool,
}

impl Lines {
    /// Takes a sentence, with its claims from a place of the list on: a line of a list of demands becomes a demand, with what it tells besides of
    /// harm that was done; other sentences say whether such lines follow.
    pub(super) fn read(&mut self, sentence: &Sentence, list: &mut Vec<Claim>, from: usize) {
        let tokens = &sentence.tokens;
        let Some(last) = tokens.last().filter(|last| !last.is_cyrillic()) else { return };
        if self.is_open && tokens[0].is_any(BULLETS) {
            return self.item(sentence, list, from);
        }
        let is_heading = tokens.len() <= HEADING
            && tokens[0].is_capital
            && tokens.iter().any(|token| words().demands.has(token))
            && !last.is_any(&[".", "?", "!"]);
        let ends_open = last.is(":");
        let introduced_by =
            ends_open.then(|| (from..list.len()).rfind(|at| list[*at].claim_type == "appeal")).flatten();
        let is_headed = is_heading || self.is_headed && ends_open;
        let is_open = introduced_by.is_some()
            || is_headed
            || ends_open && tokens.iter().any(|token| words().demands.has(token));
        let claim = introduced_by.map(|at| &list[at]);
        *self = Self { introduced_by, source: claim.and_then(demander), is_open, is_headed };
    }

    fn item(&mut self, sentence: &Sentence, list: &mut Vec<Claim>, from: usize) {
        let tokens = &sentence.tokens;
        let mut from = from;
        if let Some(intro) = self.introduced_by.take() {
            list.remove(intro);
            from -= 1;
        }
        let start = tokens.iter().take_while(|token| token.kind == Kind::Sign).count();
        let signs = tokens[start..].iter().rev().take_while(|token| token.kind == Kind::Sign).count();
        let range = start..tokens.len() - signs;
        if range.is_empty() {
            return;
        }
        let begins = sentence.span_of(&(range.start..range.end.min(range.start + BEGINNING)));
        let is_demanded = |claim: &Claim| {
            let tells_of_harm = claim.is_violence()
                || matches!(
                    claim.claim_type.as_str(),
                    "disappearance" | "torture" | "persecution" | "detention"
                );
            !tells_of_harm || claim.modality == Modality::Demanded || claim.trigger.overlaps(begins)
        };
        let mut at = 0;
        list.retain(|claim| {
            at += 1;
            at <= from || !is_demanded(claim)
        });
        list.insert(from, demand(sentence, &range, self.source));
    }
}

/// Parts the demands of a sentence, from a place of the list on, into the items of their lists.
pub(super) fn part(list: &mut Vec<Claim>, from: usize, sentence: &Sentence) {
    let mut at = from;
    while at < list.len() {
        let claim = &list[at];
        let is_demand = claim.claim_type == "appeal" && claim.modality == Modality::Demanded;
        let tokens = &sentence.tokens;
        let trigger = sentence.range_of(claim.trigger);
        let is_english = is_demand && tokens.get(trigger.start).is_some_and(|token| !token.is_cyrillic());
        let (items, is_behind_colon) = if is_english { items(tokens, &trigger) } else { (Vec::new(), false) };
        if items.len() < 2 {
            at += 1;
            continue;
        }
        let source = demander(claim);
        let further = if is_behind_colon { &items[..] } else { &items[1..] };
        let mut parts: Vec<Claim> = further.iter().map(|item| demand(sentence, item, source)).collect();
        // what is listed is demanded, and the list says it
        let listed = sentence.span_of(&(items[0].start..items[items.len() - 1].end));
        if !is_behind_colon {
            let quote = sentence.range_of(claim.quote);
            let quote = sentence.span_of(&(quote.start.min(trigger.start)..items[0].end));
            let mut first = Claim { quote, ..claim.clone() };
            first.who.retain(|who| quote.contains(who.words));
            first.count = first.count.filter(|count| quote.contains(count.words));
            parts.insert(0, first);
        }
        let count = parts.len();
        list.splice(at..=at, parts);
        let mut place = 0;
        list.retain(|claim| {
            place += 1;
            let is_further = place > at + count && claim.claim_type == "appeal";
            !(is_further && listed.contains(claim.trigger))
        });
        at += count;
    }
}

/// Returns the items that a demand lists, and whether a colon leads them: what stands behind it, else "to release X, to pay Y and to".
fn items(tokens: &[Token], trigger: &Range<usize>) -> (Vec<Range<usize>>, bool) {
    let near = trigger.end..tokens.len().min(trigger.end + REACH);
    let colon = near.clone().take_while(|at| !tokens[*at].is_any(&[".", ";"])).find(|at| tokens[*at].is(":"));
    if let Some(colon) = colon.filter(|colon| colon + 1 < tokens.len()) {
        return (listed(tokens, colon + 1), true);
    }
    // the "to" may be the last word of the demand: "it is necessary to"
    let from = trigger.end - usize::from(leads(tokens, trigger.end - 1));
    let lead = (from..near.end)
        .take_while(|at| *at == from || tokens[*at].kind != Kind::Sign)
        .find(|at| leads(tokens, *at));
    (lead.map_or(Vec::new(), |lead| of_lead(tokens, lead)), false)
}

/// "to double the wages, to return the mine and to": returns the items that begin with the word that the first begins with.
fn of_lead(tokens: &[Token], first: usize) -> Vec<Range<usize>> {
    let word = &tokens[first].lower;
    let is_next = |at: usize| {
        let is_joined = tokens[at - 1].is_any(&["and", ",", ";"]) || adds(&tokens[..at]);
        is_joined && tokens[at].is(word) && leads(tokens, at)
    };
    let starts: Vec<usize> =
        std::iter::once(first).chain((first + 1..tokens.len()).filter(|at| is_next(*at))).collect();
    ranges(tokens, &starts)
}

/// Returns the items behind a colon: by the word that begins the first, else by commas before what can begin one.
fn listed(tokens: &[Token], first: usize) -> Vec<Range<usize>> {
    if leads(tokens, first) {
        return of_lead(tokens, first);
    }
    let begins = |at: usize| {
        let is_noun_of = || tokens.get(at + 1).is_some_and(|next| next.is_any(&["of", "for", "to"]));
        tokens.get(at).is_some_and(|token| words().determiner.has(token))
            || number_at(tokens, at).is_some_and(|number| number.range.start == at)
            || is_noun_of()
    };
    let is_next = |at: usize| {
        let is_last = tokens[at - 1].is("and") && at > 1 && tokens[at - 2].is_any(&[",", ";"]);
        (tokens[at - 1].is_any(&[",", ";"]) || is_last) && begins(at)
    };
    let starts: Vec<usize> =
        std::iter::once(first).chain((first + 1..tokens.len()).filter(|at| is_next(*at))).collect();
    ranges(tokens, &starts)
}

/// Returns the items that begin at tokens, each up to the next, the last to the end of its clause.
fn ranges(tokens: &[Token], starts: &[usize]) -> Vec<Range<usize>> {
    let ends = starts[1..].iter().copied();
    let end = starts.last().map_or(0, |last| phrase::clause(tokens, &(*last..last + 1)).end);
    let is_loose =
        |token: &Token| token.kind == Kind::Sign && !token.is_any(&["”", "\"", ")"]) || token.is("and");
    let trimmed = |start: usize, end: usize| {
        let end = end - if adds(&tokens[start..end]) { ADDS.len() } else { 0 };
        let loose = tokens[start..end].iter().rev().take_while(|token| is_loose(token)).count();
        start..end - loose
    };
    let ranges = starts.iter().zip(ends.chain([end])).map(|(start, end)| trimmed(*start, end.max(start + 1)));
    ranges.filter(|range| !range.is_empty()).collect()
}

/// Returns whether words end in "as well as", which joins a further item.
fn adds(words: &[Token]) -> bool {
    let last = words.len().checked_sub(ADDS.len()).map(|start| &words[start..]);
    last.is_some_and(|last| last.iter().zip(ADDS).all(|(token, word)| token.is(word)))
}

/// Returns whether "to" and a plain verb, or "that", stand at a token.
fn leads(tokens: &[Token], at: usize) -> bool {
    let is_verb = |token: &Token| {
        let is_noun =
            words().determiner.has(token) || words().possessive.has(token) || words().institution.has(token);
        token.kind == Kind::Word && !token.is_capital && !is_noun && !token.lower.ends_with("ing")
    };
    let next = tokens.get(at + 1);
    tokens[at].is("to") && next.is_some_and(is_verb) || tokens[at].is("that") && next.is_some()
}

/// Returns who demands, in the article's words: their name may stand outside the quote of an item, which has no other participants.
fn demander(claim: &Claim) -> Option<Span> {
    let actor = claim.who.iter().find(|who| who.role == ClaimRole::Actor);
    claim.attributed_to.or(actor.map(|who| who.words))
}

fn demand(sentence: &Sentence, item: &Range<usize>, source: Option<Span>) -> Claim {
    Claim {
        claim_type: "appeal".to_owned(),
        quote: sentence.span_of(item),
        trigger: sentence.span_of(&(item.start..item.start + 1)),
        who: Vec::new(),
        place: None,
        when: None,
        count: None,
        modality: Modality::Demanded,
        negated: false,
        attributed_to: source,
        is_guess: false,
    }
}
