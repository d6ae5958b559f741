//! Figures without a word for the act: "власти говорят о 12", "позже число выросло до 19"; and figures that the next sentence takes back.

use crate::attribution::speaker;
use crate::claims::claim::{Claim, Count, Modality};
use crate::claims::find::Finder;
use crate::number::{is_rising, number_at};
use crate::people::shown;
use crate::rules::words;
use crate::token::Kind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns the claims of a sentence that name a number only, of the act that was counted last before them in `list`; those from `own` on
    /// are the sentence's.
    pub(in crate::claims) fn russian_rivals(&self, list: &[Claim], own: usize) -> Vec<Claim> {
        const REACH: usize = 400;
        let sentence = self.reader.sentence;
        if !self.tokens().iter().any(|token| token.is_cyrillic()) {
            return Vec::new();
        }
        let is_counted = |claim: &&Claim| claim.is_summed() && claim.count.is_some();
        let Some(last) = list.iter().rfind(is_counted) else { return Vec::new() };
        if sentence.span.start.saturating_sub(last.quote.end) > REACH {
            return Vec::new();
        }
        let told = self.said.iter().filter(|it| it.is_speech && sentence.span.contains(it.content));
        let told = told.filter_map(|it| self.number_said(sentence.range_of(it.content)));
        let mut found: Vec<Claim> = told
            .chain(self.toll_said())
            .filter_map(|number| self.rival(last, number))
            .filter(|rival| !list[own..].iter().any(|claim| claim.quote.contains(rival.trigger)))
            .collect();
        found.dedup_by_key(|claim| claim.trigger);
        if found.is_empty() && list.len() == own && self.takes_back() {
            found.extend(self.taken_back(last));
        }
        found
    }

    /// "о 12", "более чем о 100 погибших": the number that what is said consists of.
    fn number_said(&self, content: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let number = content.clone().take(4).find_map(|at| number_at(tokens, at))?.range;
        let lead = &tokens[content.start.min(number.start)..number.start];
        let leads = |at: usize| tokens[at].is_any(&["о", "об"]);
        let is_about = leads(number.start.saturating_sub(1)) || number.clone().any(leads);
        let rest = tokens.get(number.end);
        let is_alone =
            rest.is_none_or(|token| token.kind == Kind::Sign || token.is_any(&["человек", "людях"]));
        (is_about && lead.len() <= 1 && is_alone).then_some(number)
    }

    /// "число выросло до 19": a toll that does not say of whom.
    fn toll_said(&self) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let toll = tokens.iter().position(|token| words().toll.has(token))?;
        let next = tokens.get(toll + 1)?;
        let near = toll + 2..tokens.len().min(toll + 6);
        near.filter(|_| is_rising(next)).find_map(|at| number_at(tokens, at)).map(|number| number.range)
    }

    fn rival(&self, last: &Claim, number: Range<usize>) -> Option<Claim> {
        let (sentence, tokens) = (self.reader.sentence, self.tokens());
        let found =
            (number.clone()).find_map(|at| number_at(tokens, at).filter(|found| found.range == number))?;
        let words = sentence.span_of(&number);
        let is_date = sentence.times().any(|time| time.overlaps(words));
        let source = speaker(self.said, words, self.reader.sentence.span);
        let of = shown(self.reader.text, words);
        let clause =
            tokens[..number.start].iter().rposition(|token| token.is_any(&[",", ";"])).map_or(0, |at| at + 1);
        let quote = sentence.span_of(&(clause..number.end));
        (!is_date && !found.amount.vague).then(|| Claim {
            claim_type: last.claim_type.clone(),
            quote,
            trigger: words,
            who: Vec::new(),
            place: None,
            when: None,
            count: Some(Count::said(found.amount, of, words)),
            modality: Modality::Reported,
            negated: false,
            attributed_to: source,
            is_guess: false,
        })
    }

    /// "это была техническая ошибка", "позже это опровергли": the sentence takes back what was told before it.
    fn takes_back(&self) -> bool {
        let tokens = self.tokens();
        let stands = |stem: &str, after: usize| {
            tokens[after..tokens.len().min(after + 5)].iter().any(|token| token.lower.starts_with(stem))
        };
        let this = tokens.iter().position(|token| token.is_any(&["это", "эти", "эту"]));
        this.is_some_and(|at| {
            stands("ошибк", at)
                || stands("отрица", at.saturating_sub(2))
                || stands("опроверг", at.saturating_sub(2))
                || stands("недостоверн", at)
        })
    }

    /// The claim of a figure that this sentence takes back, over both sentences.
    fn taken_back(&self, last: &Claim) -> Option<Claim> {
        let sentence = self.reader.sentence;
        let between = self.reader.text.get(last.quote.end..sentence.span.start)?;
        let source =
            self.said.iter().filter(|it| sentence.span.contains(it.content)).find_map(|it| it.source);
        (!between.contains('\n') && last.modality != Modality::Denied).then(|| Claim {
            quote: last.quote.join(sentence.span),
            modality: Modality::Denied,
            attributed_to: source,
            ..last.clone()
        })
    }
}
