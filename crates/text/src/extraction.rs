//! What is found in a text, put together of what is found in its pieces.

use crate::Span;
use crate::claims::Claim;
use crate::extract::Extraction;

impl Extraction {
    /// Returns the claims that are no guesses: what figures are made of.
    pub(crate) fn told(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| !claim.is_guess)
    }

    /// What is found where there is nothing.
    pub(crate) fn of_nothing() -> Self {
        Self {
            language: None,
            published: None,
            title: None,
            byline: None,
            parts: Vec::new(),
            mentions: Vec::new(),
            dates: Vec::new(),
            attributions: Vec::new(),
            claims: Vec::new(),
            read_to: None,
            notes: Vec::new(),
        }
    }

    /// Ends what was read at a place: no part goes further, and nothing is told of what stands behind.
    pub(crate) fn end_at(&mut self, end: usize) {
        self.read_to = Some(end);
        self.parts.retain(|part| part.start < end);
        if let Some(last) = self.parts.last_mut() {
            last.end = last.end.min(end);
        }
        self.attributions.retain(|found| found.content.end <= end);
    }

    /// Moves everything by some bytes: of a piece, to its place in the whole.
    pub(crate) fn shift(&mut self, by: usize) {
        if by == 0 {
            return;
        }
        let shift = |span: &mut Span| *span = Span::new(span.start + by, span.end + by);
        self.title.iter_mut().chain(&mut self.byline).chain(&mut self.parts).for_each(shift);
        self.mentions.iter_mut().for_each(|mention| shift(&mut mention.words));
        self.dates.iter_mut().for_each(|date| shift(&mut date.span));
        for found in &mut self.attributions {
            shift(&mut found.content);
            found.source.iter_mut().chain(&mut found.cue).for_each(shift);
        }
        self.claims.iter_mut().for_each(|claim| shift_claim(claim, &shift));
        self.read_to = self.read_to.map(|end| end + by);
    }

    /// Adds what was found in the next piece; who wrote it, when and in what language the first piece says.
    pub(crate) fn take_in(&mut self, next: Self) {
        self.language = self.language.or(next.language);
        self.published = self.published.or(next.published);
        self.parts.extend(next.parts);
        self.mentions.extend(next.mentions);
        self.dates.extend(next.dates);
        self.attributions.extend(next.attributions);
        self.claims.extend(next.claims);
        self.read_to = next.read_to;
        for note in next.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }
}

fn shift_claim(claim: &mut Claim, shift: &impl Fn(&mut Span)) {
    shift(&mut claim.quote);
    shift(&mut claim.trigger);
    for who in &mut claim.who {
        shift(&mut who.words);
        who.named_at.iter_mut().for_each(shift);
    }
    claim.place.iter_mut().for_each(|place| shift(&mut place.words));
    claim.when.iter_mut().for_each(|when| shift(&mut when.words));
    claim.count.iter_mut().for_each(|count| shift(&mut count.words));
    claim.attributed_to.iter_mut().for_each(shift);
}
