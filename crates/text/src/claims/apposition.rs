//! Who is named before a phrase that only tells more of them: "X and Y, two nurses who were held", "Father X -- one of those killed --".

use super::find::Finder;
use crate::phrase::{is_dash, is_dash_from};
use crate::tagger::NameKind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns the names that a phrase tells more of: as many as it counts, right before its comma or dash; the phrase itself if it tells of
    /// nobody named so.
    pub(super) fn named_before(&self, phrase: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        if tokens[phrase.start].is_cyrillic() || phrase.len() < 2 {
            return phrase;
        }
        let is_who = tokens.get(phrase.end).is_some_and(|token| token.is("who"));
        let is_one_of = tokens[phrase.start].is("one") && tokens[phrase.start + 1].is("of");
        let counted = if is_one_of {
            // "one of those killed was a teacher" tells of no name before it
            let closes =
                tokens.get(phrase.end).is_some_and(|token| token.is(",")) || is_dash_from(tokens, phrase.end);
            closes.then_some(1)
        } else {
            let number = self.reader.number(&phrase).filter(|number| number.min == number.max);
            number.and_then(|number| number.min).filter(|number| is_who && *number > 1)
        };
        let row = self.sign_before(phrase.start).and_then(|end| self.row_of_names(end));
        row.filter(|(_, names)| Some(*names) == counted).map_or(phrase, |(row, _)| row)
    }

    /// Returns where the comma or the dash begins that stands right before a token.
    fn sign_before(&self, at: usize) -> Option<usize> {
        let tokens = self.tokens();
        let sign = at.checked_sub(1).filter(|sign| tokens[*sign].is(",") || is_dash(tokens, *sign))?;
        let is_double = tokens[sign].is("-") && sign > 0 && tokens[sign - 1].is("-");
        Some(sign - usize::from(is_double))
    }

    /// Returns the names in a row that end before a token, and how many they are.
    fn row_of_names(&self, end: usize) -> Option<(Range<usize>, u64)> {
        let tokens = self.tokens();
        let ends_at = |end: usize| {
            let names = self.reader.sentence.names.iter();
            let mut persons = names.filter(|name| name.kind == NameKind::Person);
            persons.find(|name| name.range.end == end).map(|name| name.range.start)
        };
        let mut start = ends_at(end)?;
        let (mut names, mut joints) = (1, ["and", ","].as_slice());
        while let Some(joint) = start.checked_sub(1).filter(|joint| tokens[*joint].is_any(joints)) {
            let comma =
                joint.checked_sub(1).filter(|comma| tokens[joint].is("and") && tokens[*comma].is(","));
            let Some(first) = ends_at(comma.unwrap_or(joint)) else { break };
            (start, names, joints) = (first, names + 1, &[","]);
        }
        Some((start..end, names))
    }
}
