//! Names in a phrase that are of no party to its act: who tells of it, whose kin suffered, whence somebody is.

use super::who::Reader;
use crate::document::Name;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token, lower_of};
use std::ops::Range;

impl Reader<'_> {
    /// "a Springfield teen": the name says whence, not who.
    pub(super) fn describes(&self, name: &Name) -> bool {
        let next = self.sentence.tokens.get(name.range.end);
        // "студенты Ереванского университета"
        let is_adjective = name.range.len() == 1
            && crate::russian::is_adjective(&self.sentence.tokens[name.range.start])
            && next.is_some_and(|token| {
                token.is_cyrillic() && !token.is_capital && !crate::russian::is_verb(token)
            });
        is_adjective && !next.is_some_and(|token| words().edge.has(token))
            || next.is_some_and(|token| !token.is_capital && words().one_person.has(token))
    }

    /// "the death of X, Y said": Y is no party to it.
    pub(super) fn only_speaks(&self, name: &Name, phrase: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        // "in a car, Lt. X said"
        let leads = |token: &&Token| words().title.has(token) || words().address.has(token) || token.is(".");
        let first =
            name.range.start - tokens[phrase.start..name.range.start].iter().rev().take_while(leads).count();
        let is_apart = first > phrase.start && tokens[first - 1].is(",");
        is_apart && tokens.get(name.range.end).is_some_and(|token| words().speech.has(token))
    }

    /// "X of Springfield", "a man at 1129 Elm": what follows the "of" after a person, or a house's number, is a place, whatever it was
    /// taken for.
    pub(super) fn is_whence(&self, name: &Name, phrase: &Range<usize>) -> bool {
        // "a man at 1129 Elm"
        let is_address = |number: usize| {
            self.sentence.tokens[number].kind == Kind::Number && self.sentence.tokens[number - 1].is("at")
        };
        if name.range.start >= 2 && is_address(name.range.start - 1) {
            return true;
        }
        let Some(of) = name.range.start.checked_sub(1).filter(|at| self.sentence.tokens[*at].is("of")) else {
            return false;
        };
        let is_owner = |other: &&Name| {
            let between = &self.sentence.tokens[other.range.end.min(of)..of];
            other.kind == NameKind::Person
                && phrase.start <= other.range.start
                && other.range.end <= of
                && between.iter().all(|token| token.kind != Kind::Word)
        };
        self.sentence.names.iter().any(|other| is_owner(&other))
    }

    /// "the son of the rector X": X is not the one who suffers.
    pub(super) fn is_relative(&self, name: &Name, phrase: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        let before = &tokens[phrase.start..name.range.start];
        let after = &tokens[name.range.end..phrase.end];
        // "X's brother", but not "X's brother Y" for Y
        let is_hissing = tokens[name.range.end - 1].lower.ends_with(['s', 'z']);
        let is_apostrophe = |token: &Token| token.is_any(&["'", "’"]);
        let owns = match after {
            [first, ..] if first.is("'s") => true,
            // "Perez' brother", but not a name in quotes
            [first, second, ..] => is_hissing && is_apostrophe(first) && second.kind == Kind::Word,
            _ => false,
        };
        let of_kin = before
            .iter()
            .rposition(|token| words().relation.has(token))
            .is_some_and(|at| before[at + 1..].iter().any(|token| token.is("of")))
            || before.iter().any(|token| token.is_cyrillic() && self.is_owner(name, token));
        // "the victim, married to X"
        let is_spouse = before.windows(2).any(|pair| pair[0].is("married") && pair[1].is("to"));
        owns || of_kin || is_spouse
    }

    /// "(сын) Ивана Петрова": returns whether a name stands in another case than that of the dictionary.
    fn is_oblique(&self, name: &Name) -> bool {
        let person = name.person.and_then(|person| self.people.list.get(person));
        let first = person.and_then(|person| person.name.split(' ').next());
        first.is_some_and(|first| lower_of(first) != self.sentence.tokens[name.range.start].lower)
    }

    /// "мать Иванова", but not "мать Анна Иванова", whose cases agree.
    pub(super) fn is_owner(&self, name: &Name, kin: &Token) -> bool {
        let tokens = &self.sentence.tokens[name.range.clone()];
        // "тело Игоря Носова" is he
        if words().body.has(kin) {
            return false;
        }
        if words().relation.has(kin) {
            let (named, related) = (crate::russian::of_name(tokens), crate::russian::of_word(kin));
            let nominative = crate::russian::Cases::NOMINATIVE;
            // "супруга Нигора Х", "его брата Петра Х", but not "брата Петра Х"
            // "водитель Карла Обера"
            let is_given = words().is_given_name(&tokens[0]);
            let is_his = is_masculine(kin) && tokens[0].lower.ends_with(['а', 'я']) && !is_given;
            let is_nominative = related.meets(nominative)
                && named.meets(nominative)
                && !(self.is_oblique(name) || is_his)
                && (named.is_within(nominative) || crate::tagger::is_given_name(&tokens[0].lower));
            let is_whose = self.sentence.tokens[..name.range.start]
                .iter()
                .rev()
                .take(6)
                .any(|token| words().possessive.has(token));
            let is_same = is_nominative || is_whose && named.meets(related);
            // "мать Иванова", but "мать Анна"
            return !is_same || name.range.len() == 1 && !is_given;
        }
        // "жители Осиновки": of several, who is one is none of them; "сотрудницы Ивановой и Петровой" may be their names
        let next = self.sentence.tokens.get(name.range.end);
        let is_row = next.is_some_and(|next| next.is_any(&["и", ","]));
        let ends_so =
            kin.lower.ends_with(['и', 'ы']) || kin.lower.ends_with("ей") || kin.lower.ends_with("ов");
        let is_several = ends_so && crate::russian::is_somebody(kin) && !is_row;
        if is_several && name.range.len() == 1 && tokens[0].lower.ends_with(['а', 'я', 'и', 'ы']) {
            return true;
        }
        // "МИД Кыргызстана": what follows a masculine noun in "а" is its genitive
        let is_masculine = is_masculine(kin) && !kin.lower.ends_with(|c: char| "йхмв".contains(c));
        name.range.len() == 1 && is_masculine && tokens[0].lower.ends_with(['а', 'я'])
    }
}

/// Returns whether a Russian noun ends as only those of men do.
fn is_masculine(noun: &Token) -> bool {
    !noun.lower.ends_with(|c: char| "аяоеуюыиь".contains(c))
}
