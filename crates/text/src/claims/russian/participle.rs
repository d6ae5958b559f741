//! Who is named behind a participle and what belongs to it: "убитого в СИЗО Рифата Даутова", "задержанную накануне Ольгу Смирнову".

use crate::claims::find::Finder;
use crate::rules::Frame;
use crate::russian::{Cases, Class, Form, form_of, of_name, of_word};
use crate::tagger::NameKind;
use std::ops::Range;

impl Finder<'_> {
    /// Returns the name of the one whom a participle alone describes: it stands in the same case behind days, adverbs, and one phrase with its
    /// preposition. "Обвиняемого в убийстве Ивана Петрова" may be another: who is named behind an act may have suffered it.
    pub(super) fn named_behind(&self, participle: &Range<usize>) -> Option<Range<usize>> {
        let (sentence, tokens, list) = (self.reader.sentence, self.tokens(), self.chunks());
        let word = &tokens[participle.start];
        let own = of_word(word) & Cases::SINGULAR;
        if participle.len() != 1 || own.is_empty() || word.lower.len() < 12 || form_of(word) != Form::Full {
            return None;
        }
        let is_act = |at: usize| {
            self.acts.iter().any(|act| {
                act.range.contains(&at) && matches!(act.frame, Frame::Noun | Frame::Event | Frame::Dead)
            })
        };
        let name_in = |range: &Range<usize>| {
            let mut names = sentence.names.iter().filter(|name| {
                range.start <= name.range.start && name.range.end <= range.end && name.range.len() > 1
            });
            let name = names.find(|name| name.kind == NameKind::Person)?;
            let fits = of_name(&tokens[name.range.clone()]).meets(own);
            (fits && !(range.start..name.range.start).any(is_act)).then(|| name.range.clone())
        };
        let behind = list[self.chunk_at(participle.end)..].iter().filter(|chunk| chunk.class != Class::Other);
        let mut phrases = behind.take(2).take_while(|chunk| chunk.class == Class::Phrase);
        let first = phrases.next().filter(|first| first.range.start >= participle.end)?;
        if !first.is_led || name_in(&first.range).is_some() {
            return name_in(&first.range);
        }
        phrases.next().filter(|second| !second.is_led).and_then(|second| name_in(&second.range))
    }
}
