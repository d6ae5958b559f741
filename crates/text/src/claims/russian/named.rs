//! Whom Russian nouns and participles speak of: "троих задержанных", "гибель ребенка", "число погибших выросло до 225", "тело брата".

use super::clause::is_helping;
use crate::claims::find::Finder;
use crate::number::number_at;
use crate::rules::{Frame, words};
use crate::russian::{Cases, Chunk, Class, is_adjective, is_one, is_somebody, is_verb, of_word};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Tokens between a word for a toll and its number, at most: "число погибших выросло, по данным министерства, до 225".
const TOLL_REACH: usize = 12;

impl Finder<'_> {
    /// "двое мужчин и женщина", "4 полицейских и 6 гражданских": with what an "и" adds to a number.
    pub(super) fn with_more(&self, victim: Range<usize>) -> Range<usize> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let leads = number_at(tokens, victim.start).is_some_and(|number| number.range.start == victim.start);
        // "адвоката Х, ее водителя и двух охранников"
        if !leads && !self.names_person(&victim) {
            return victim;
        }
        let own = list.get(self.chunk_at(victim.start)).map_or(Cases::ANY, |chunk| chunk.cases);
        let mut end = victim.end;
        let mut at = self.chunk_at(end);
        // a list with commas ends in an "и"
        while let (Some(sign), Some(more)) = (list.get(at), list.get(at + 1)) {
            let is_and = sign.class == Class::And;
            let is_more = (is_and || tokens[sign.range.start].is(","))
                && more.class == Class::Phrase
                && !more.is_led
                && (more.is_counted && !self.is_measured(more)
                    || (is_and || !leads) && is_one(&tokens[more.range.clone()]) && more.cases.meets(own))
                && list.get(at + 2).is_none_or(|next| next.class != Class::Verb);
            if sign.range.start != end && at > self.chunk_at(victim.end) || !is_more {
                break;
            }
            end = more.range.end;
            if is_and {
                return victim.start..end;
            }
            at += 2;
        }
        victim
    }

    /// "двое сотрудников колонии, Вадим Кречетов и Иван Шилов": with the names that follow.
    pub(super) fn with_names(&self, victim: Range<usize>) -> Range<usize> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let at = self.chunk_at(victim.end);
        let names = list
            .get(at + 1)
            .filter(|_| list[at].range.start == victim.end && tokens[victim.end].is_any(&[",", "—", "–"]));
        let own = of_word(&tokens[victim.start]);
        match names {
            Some(names)
                if names.class == Class::Phrase
                    && self.begins_with_name(&names.range)
                    && !self.names_person(&victim)
                    && (number_at(tokens, victim.start).is_some() || !self.leads_verb(names.range.end)) =>
            {
                let fits = tokens[victim.start].kind == Kind::Number
                    || names.cases.meets(own)
                    || number_at(tokens, victim.start).is_some();
                if fits { victim.start..names.range.end } else { victim }
            }
            _ => victim.start..self.apposition_end(&victim).unwrap_or(victim.end),
        }
    }

    /// "журналиста, редактора портала Х", "активиста, депутата, лидера партии Х": who is not named goes on between commas as what he is besides,
    /// in one case, up to his name. Returns where the name ends.
    fn apposition_end(&self, victim: &Range<usize>) -> Option<usize> {
        const MOST: usize = 3;
        let (tokens, list) = (self.tokens(), self.chunks());
        let own = list.get(self.chunk_at(victim.start)).filter(|chunk| {
            chunk.range.end == victim.end && !chunk.is_counted && chunk.cases.meets(Cases::SINGULAR)
        })?;
        if self.names_person(victim) || !is_one(&tokens[victim.clone()]) {
            return None;
        }
        let mut at = self.chunk_at(victim.end);
        for _ in 0..MOST {
            let [comma, next, rest @ ..] = list.get(at..)? else { return None };
            // "погиб журналист, редактор Х ранен": what a verb follows is its own subject
            let is_subject = rest.first().is_some_and(|chunk| chunk.class == Class::Verb);
            let tells_on = next.class == Class::Phrase
                && !next.is_led
                && !next.is_counted
                && next.cases.meets(own.cases & Cases::SINGULAR)
                && self.is_of_persons(&next.range)
                && self.calls(&next.range);
            if !tokens[comma.range.start].is(",") || !tells_on || is_subject {
                return None;
            }
            if self.names_person(&next.range) {
                return Some(next.range.end);
            }
            at += 2;
        }
        None
    }

    /// "редактор портала Х", but not "лечившего Х": returns whether a noun stands before the name in a phrase.
    fn calls(&self, phrase: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let person = |at: &usize| self.reader.sentence.person_from(*at).is_some();
        let name = phrase.clone().find(person).unwrap_or(phrase.end);
        tokens[phrase.start..name].iter().any(|token| token.kind == Kind::Word && !is_adjective(token))
    }

    /// "34-летний Иван Петров"
    fn begins_with_name(&self, range: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let first = range.start + usize::from(tokens[range.start].lower.contains("-летн"));
        self.reader.sentence.name_at(first).is_some_and(|name| name.kind == NameKind::Person)
    }

    /// Returns whom a participle describes: "задержанный на митинге Иванов", "Иванов, задержанный на митинге,", "троих задержанных".
    pub(super) fn described(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let own = of_word(&tokens[trigger.start]);
        let at = self.chunk_at(trigger.start);
        let chunk = list.get(at).filter(|chunk| chunk.range.contains(&trigger.start))?;
        if chunk.is_counted && !self.is_measured(chunk) {
            return Some(self.whole_of(&chunk.range, trigger));
        }
        // "погибшего Ивана Петрова", "убитая девочка"
        if trigger.end < chunk.range.end {
            // "дядя погибшего мальчика Ерназар Х": who is named in another case is another
            let others = self.reader.sentence.names.iter().filter(|name| {
                name.range.start > trigger.end
                    && name.range.end <= chunk.range.end
                    && !crate::russian::of_name(&tokens[name.range.clone()]).meets(own)
            });
            let rest = trigger.end..others.map(|name| name.range.start).min().unwrap_or(chunk.range.end);
            let name = self.reader.sentence.name_at(rest.start).map(|name| name.range.clone());
            let cases = match name {
                Some(name) => crate::russian::of_name(&tokens[name]),
                None => of_word(&tokens[rest.start]),
            };
            // "сестры погибшего Лейлы Х": he died, and she is his sister
            let last = &tokens[rest.end - 1].lower;
            let is_his =
                ["его", "ого", "ему", "ому"].iter().any(|end| tokens[trigger.start].lower.ends_with(end));
            let is_hers =
                ["ой", "ая", "ую"].iter().any(|end| last.ends_with(end)) && tokens[rest.start].is_capital;
            return (cases.meets(own) && !(is_his && is_hers)).then_some(rest);
        }
        let fits = |chunk: &&Chunk| {
            chunk.class == Class::Phrase && chunk.cases.meets(own) && self.is_of_persons(&chunk.range)
        };
        if chunk.range.start == trigger.start {
            // ", задержанный в субботу,"
            let comma = at.checked_sub(1).filter(|comma| tokens[list[*comma].range.start].is(","));
            let before = comma.and_then(|comma| comma.checked_sub(1)).map(|at| &list[at]);
            if let Some(before) = before.filter(fits) {
                return Some(before.range.clone());
            }
        }
        let behind =
            list[at + 1..].iter().take_while(|chunk| matches!(chunk.class, Class::Phrase | Class::Other));
        let behind = behind.filter(|chunk| !chunk.is_led).find(fits).map(|chunk| chunk.range.clone());
        behind.or_else(|| self.named_behind(trigger))
    }

    /// "трое из 20 задержанных": those held are 20.
    fn whole_of(&self, counted: &Range<usize>, trigger: &Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let of = (counted.start..trigger.start).rev().find(|at| tokens[*at].is("из"));
        let whole = of.filter(|of| number_at(tokens, of + 1).is_some_and(|it| it.range.end == trigger.start));
        whole.map_or(counted.start, |of| of + 1)..counted.end
    }

    pub(in crate::claims) fn is_of_persons(&self, range: &Range<usize>) -> bool {
        self.names_person(range) || self.tokens()[range.clone()].iter().any(is_somebody)
    }

    /// "число погибших выросло до 225", "среди убитых — двое детей", "225 погибших".
    pub(super) fn counted_dead(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let own =
            list.get(self.chunk_at(trigger.start)).filter(|chunk| chunk.range.contains(&trigger.start))?;
        if own.is_counted {
            return Some(self.whole_of(&own.range, trigger));
        }
        let before = &tokens[trigger.start.saturating_sub(3)..trigger.start];
        let near = trigger.end..tokens.len().min(trigger.end + TOLL_REACH);
        let is_number = |at: &usize| {
            let is_day = self.reader.sentence.times().any(|time| time.overlaps(tokens[*at].span));
            // "выросло с 18 до 164": the old one
            let is_old = tokens[at - 1].is_any(&["с", "со"])
                && tokens
                    .get(at + 1..tokens.len().min(at + 4))
                    .is_some_and(|next| next.iter().any(|token| token.is("до")));
            !is_day && !is_old && number_at(tokens, *at).is_some()
        };
        let chunk_of = |at: usize| {
            let found = number_at(tokens, at)?;
            let chunk = &list[self.chunk_at(found.range.start)];
            // "превысило 60" is a bound with its verb, and nobody is called so
            let lead = usize::from(is_verb(&tokens[chunk.range.start]));
            Some(if chunk.is_counted { chunk.range.start + lead..chunk.range.end } else { found.range })
        };
        let tells_number = |token: &Token| {
            ["числ", "насчит", "состав", "превы"].iter().any(|stem| token.lower.starts_with(stem))
        };
        let is_counted = near.clone().take(4).any(|at| tells_number(&tokens[at]));
        if is_counted || before.iter().any(|token| words().toll.has(token)) {
            return near.clone().find(is_number).and_then(chunk_of);
        }
        if let Some(told) = self.those_told(trigger) {
            return Some(told);
        }
        let is_among = before.last().is_some_and(|token| token.is_any(&["среди", "из"]));
        let dash = near.clone().find(|at| tokens[*at].is_any(&["—", "–", "-"]));
        dash.filter(|dash| is_among || *dash == trigger.end)
            .and_then(|dash| (dash + 1..tokens.len().min(dash + 3)).find(is_number).and_then(chunk_of))
    }

    /// "среди погибших — студент Х", "среди погибших трое детей", "погибшие — Х, его жена и их сын", "задержанных, по данным полиции, 40":
    /// who they are said to be.
    fn those_told(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let is = |at: usize, words: &[&str]| tokens.get(at).is_some_and(|token| token.is_any(words));
        let own = of_word(&tokens[trigger.end - 1]);
        let is_among = trigger.start > 0 && is(trigger.start - 1, &["среди"]);
        let is_dash = is(trigger.end, &["—", "–", "-"]);
        if !(is_among || is_dash && own.meets(Cases::NOMINATIVE)) {
            return self.number_of_those(trigger);
        }
        let mut at = self.chunk_at(trigger.end);
        while list.get(at).is_some_and(|chunk| {
            let first = &tokens[chunk.range.start];
            chunk.class == Class::Other
                || is_helping(first)
                || first.is("есть")
                || first.is_any(&["—", "–", "-"])
        }) {
            at += 1;
        }
        let is_item = |chunk: &Chunk| {
            chunk.class == Class::Phrase
                && !chunk.is_led
                && (chunk.is_counted && !self.is_measured(chunk)
                    || chunk.cases.meets(Cases::NOMINATIVE) && self.is_of_persons(&chunk.range))
        };
        let first = list.get(at).filter(|chunk| is_item(chunk))?;
        let mut end = first.range.end;
        let joins = |chunk: &Chunk| chunk.class == Class::And || tokens[chunk.range.start].is(",");
        while let [sign, item, ..] = list.get(at + 1..).unwrap_or(&[]) {
            if !joins(sign)
                || !is_item(item)
                || list.get(at + 3).is_some_and(|next| next.class == Class::Verb)
            {
                break;
            }
            end = item.range.end;
            at += 2;
        }
        Some(first.range.start..end)
    }

    /// "задержанных, по данным полиции, 40", "погибших 12": a number alone behind those whom the clause begins with.
    fn number_of_those(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        const REACH: usize = 8;
        let (tokens, list) = (self.tokens(), self.chunks());
        let is_first = trigger.start.checked_sub(1).is_none_or(|at| tokens[at].kind == Kind::Sign);
        let ends_so = ["ых", "их"].iter().any(|ending| tokens[trigger.start].lower.ends_with(ending));
        if !is_first || !ends_so || trigger.len() != 1 {
            return None;
        }
        let behind = list.get(self.chunk_at(trigger.end)..)?.iter().take(REACH);
        let mut clause = behind.take_while(|chunk| chunk.class != Class::Verb && chunk.class != Class::And);
        let number = clause.find(|chunk| chunk.is_counted && !chunk.is_led && !self.is_measured(chunk))?;
        let ends = tokens.get(number.range.end).is_none_or(|token| token.kind == Kind::Sign);
        let is_bare =
            number.range.len() <= 3 && tokens.get(number.range.end).is_none_or(|next| !next.is("—"));
        (ends && is_bare).then(|| number.range.clone())
    }

    /// "гибель троих человек", "его смерть", "убийство Иванова": who stands in the genitive behind it, or owns it.
    pub(super) fn of_noun(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let owner = trigger.start.checked_sub(1).filter(|at| tokens[*at].is_any(&["его", "ее", "их"]));
        if let Some(owner) = owner {
            return Some(owner..owner + 1);
        }
        let at = self.chunk_at(trigger.end);
        let own = list.get(at)?;
        // "приговор Иванову"
        let is_given = words().to_whom.has(&tokens[trigger.end - 1]);
        let is_fit = |range: &Range<usize>, cases: Cases| {
            let given = is_given && cases.meets(Cases::DATIVE) && self.is_of_persons(range);
            given || of_word(&tokens[range.start]).meets(Cases::GENITIVE)
        };
        if own.range.start < trigger.end {
            let is_joined = tokens.get(trigger.end).is_some_and(|token| token.is_any(&["и", "или"]));
            // "пытки и убийство Х"
            let next = self
                .acts
                .iter()
                .find(|act| is_joined && act.range.start == trigger.end + 1 && act.frame == Frame::Noun);
            if let Some(next) = next {
                return self.of_noun(&next.range);
            }
            return Some(trigger.end..own.range.end).filter(|range| {
                !range.is_empty() && !is_joined && is_fit(range, of_word(&tokens[range.start]))
            });
        }
        let next = list[at..].iter().find(|chunk| chunk.class != Class::Other)?;
        let is_object = next.class == Class::Phrase && !next.is_led && next.range.start <= trigger.end + 1;
        (is_object && !self.is_measured(next) && (next.is_counted || is_fit(&next.range, next.cases)))
            .then(|| next.range.clone())
    }

    /// "нашли тело сирийца", "тела более 400 жителей": whose body it is.
    pub(super) fn of_body(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let near = trigger.start..tokens.len().min(trigger.end + 4);
        let before = trigger.start.saturating_sub(12)..trigger.start;
        let body = near.rev().chain(before.rev()).find(|at| is_body(&tokens[*at]))?;
        self.of_noun(&(body..body + 1))
    }
}

pub(super) fn is_body(token: &Token) -> bool {
    token.is_any(&["тело", "тела", "тел", "телом", "труп", "трупа", "трупы", "трупов", "останки"])
}
