//! Who did a Russian act and who suffered it: by the form of the verb, by the cases of the phrases on either side, by what agrees.

mod clause;
mod condemned;
mod elided;
mod event_month;
mod marks;
mod named;
mod participle;
mod parts;
mod rival;
mod told;

use super::find::Finder;
use super::places::Places;
use crate::number::number_at;
use crate::rules::{Frame, words};
use crate::russian::{Cases, Chunk, Class, Form, form_of, is_adjective, is_one, is_somebody, is_verb};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use named::is_body;
use std::ops::Range;

impl Finder<'_> {
    /// Returns the parties of a Russian act.
    pub(in crate::claims) fn russian_places(&self, trigger: &Range<usize>, frame: Frame) -> Places {
        let places = self.bare_places(trigger, frame);
        let whole = |victim: Range<usize>| {
            self.named_behind(&victim).unwrap_or_else(|| self.with_names(self.with_more(victim)))
        };
        Places { victim: places.victim.map(whole), ..places }
    }

    fn bare_places(&self, trigger: &Range<usize>, frame: Frame) -> Places {
        let tokens = self.tokens();
        let form = form_of(self.verb_of(trigger));
        match (frame, form) {
            (Frame::Verb | Frame::State, Form::Full) | (Frame::Dead, _) => {
                let victim = self.counted_dead(trigger).or_else(|| self.described(trigger));
                Places { victim, actor: None }
            }
            // "на него набросились"
            (Frame::Verb, Form::Reflexive { plural }) if words().upon.has(self.verb_of(trigger)) => {
                self.of_active(trigger, plural)
            }
            (Frame::Verb, Form::Short { plural } | Form::Reflexive { plural }) => Places {
                victim: self.given_to(trigger).or_else(|| self.russian_subject(trigger, Some(plural), true)),
                actor: self.by_instrumental(trigger),
            },
            (Frame::Verb, Form::Active { plural }) => self.of_active(trigger, plural),
            (Frame::Verb, Form::Infinitive) => {
                let victim = self.right(trigger).into_iter().find(can_suffer);
                Places { victim: victim.map(|chunk| chunk.range), actor: None }
            }
            (Frame::State, form) => {
                Places { victim: self.russian_subject(trigger, plural_of(form), true), actor: None }
            }
            (Frame::Deed, Form::Short { .. }) => {
                Places { victim: self.of_body(trigger), actor: self.by_instrumental(trigger) }
            }
            (Frame::Deed, form) => {
                let actor = self.russian_subject(trigger, plural_of(form), false);
                let is_body = |range: &Range<usize>| tokens[range.clone()].iter().any(is_body);
                let victim = self.of_body(trigger);
                // "нашли тело мужчины": he did not find himself
                let actor = actor.filter(|range| !is_body(range) && victim.as_ref() != Some(range));
                Places { victim, actor }
            }
            (Frame::Noun, _) if self.is_of_marks(trigger) => {
                Places { victim: self.bearer(trigger), actor: None }
            }
            (Frame::Noun, _) => {
                Places { victim: self.of_noun(trigger), actor: self.by_instrumental(trigger) }
            }
            (Frame::Group, _) => Places { victim: Some(trigger.clone()), actor: None },
            (Frame::Event | Frame::Named | Frame::None, _) => Places::default(),
        }
    }

    /// The word of an act that has the form of a verb: "удары нанесли".
    fn verb_of(&self, trigger: &Range<usize>) -> &Token {
        let tokens = &self.tokens()[trigger.clone()];
        tokens.iter().find(|token| is_verb(token)).unwrap_or(&tokens[0])
    }

    /// "двоим предъявлено обвинение": who stands in the dative to words that hold their own subject.
    fn given_to(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let is_whom = |chunk: &Chunk| {
            chunk.cases.meets(Cases::DATIVE) && !chunk.cases.meets(Cases::ACCUSATIVE | Cases::NOMINATIVE)
        };
        let near = self.left(trigger).into_iter().chain(self.right(trigger));
        near.into_iter().find(|chunk| trigger.len() > 1 && is_whom(chunk)).map(|chunk| chunk.range)
    }

    /// Returns who or what is the subject of a verb: what stands in the nominative and agrees with it. `suffers`: and suffers the act.
    fn russian_subject(
        &self,
        trigger: &Range<usize>,
        plural: Option<bool>,
        suffers: bool,
    ) -> Option<Range<usize>> {
        let (left, right) = (self.left(trigger), self.right(trigger));
        let verb = self.verb_of(trigger);
        let fits = |chunk: &&Chunk| self.agrees(chunk, verb, plural);
        // "погибли трое", but "войска выпустили 500 снарядов"
        let counted = right.first().filter(|chunk| suffers && chunk.is_counted && fits(chunk));
        // "погибли Анна Морозова, Петр Иванов и еще трое"
        let is_first = |chunk: &&Chunk| {
            let is_person = self.names_person(&chunk.range) || is_one(&self.tokens()[chunk.range.clone()]);
            plural == Some(true) && chunk.cases.meets(Cases::NOMINATIVE) && is_person
        };
        let found = counted
            .or_else(|| left.iter().find(fits))
            .or_else(|| right.iter().take(1).find(fits))
            .or_else(|| right.iter().take(1).find(is_first));
        found.map(|chunk| chunk.range.clone())
    }

    /// Returns whether a phrase may be the subject of a verb: its case, its number, its sex where the past tells.
    fn agrees(&self, chunk: &Chunk, verb: &Token, plural: Option<bool>) -> bool {
        if !chunk.cases.meets(Cases::NOMINATIVE) || self.is_measured(chunk) {
            return false;
        }
        if chunk.is_counted {
            return true;
        }
        let number = match plural {
            Some(true) => Cases::PLURAL,
            Some(false) => Cases::SINGULAR,
            None => Cases::ANY,
        };
        // "полиция" does not do what "задержал" says
        let head = self.head(chunk);
        let is_feminine = (head.lower.ends_with('а') || head.lower.ends_with('я')) && !words().man.has(head);
        let is_masculine_verb = verb.lower.ends_with('л');
        chunk.cases.meets(Cases::NOMINATIVE & number) && !(is_masculine_verb && is_feminine)
    }

    /// The first noun of a phrase.
    fn head(&self, chunk: &Chunk) -> &Token {
        let tokens = &self.tokens()[chunk.range.clone()];
        let is_noun = |token: &&Token| token.kind == Kind::Word && !is_adjective(token);
        tokens.iter().find(is_noun).unwrap_or(&tokens[0])
    }

    /// "300 гектаров": counts nobody.
    pub(super) fn is_measured(&self, chunk: &Chunk) -> bool {
        chunk.is_counted && self.tokens()[chunk.range.clone()].iter().any(|token| words().unit.has(token))
    }

    pub(super) fn names_person(&self, range: &Range<usize>) -> bool {
        self.reader.sentence.names.iter().any(|name| {
            name.kind == NameKind::Person && range.start <= name.range.start && name.range.end <= range.end
        })
    }

    /// Returns the parties of what somebody does: "суд арестовал депутата", "депутата арестовали", "машину расстреляли военные".
    fn of_active(&self, trigger: &Range<usize>, plural: bool) -> Places {
        let verb = self.verb_of(trigger);
        let (left, right) = (self.left(trigger), self.right(trigger));
        // "признал троих виновными"
        let inner = self.held_inside(trigger).filter(|range| is_whom(&self.tokens()[range.clone()]));
        // "вынес приговор пятерым", "предъявили обвинение двоим"
        let whom = right.iter().find(|chunk| {
            trigger.len() > 1
                && chunk.cases.meets(Cases::DATIVE)
                && !chunk.cases.meets(Cases::ACCUSATIVE | Cases::NOMINATIVE)
        });
        let does = |chunk: &&Chunk| {
            self.agrees(chunk, verb, Some(plural)) && !is_object_pronoun(&self.tokens()[chunk.range.clone()])
        };
        let suffers = |chunk: &&Chunk| can_suffer(chunk) && !self.is_measured(chunk);
        // "напал на милиционера"
        let led = trigger.len() > 1 && words().adposition.has(&self.tokens()[trigger.end - 1]);
        let at = self.chunk_at(trigger.end);
        let led = self.chunks().get(at).filter(|chunk| {
            led && chunk.class == Class::Phrase
                && chunk.range.start == trigger.end
                && !self.is_measured(chunk)
        });
        let pronoun = left.first().filter(|chunk| is_object_pronoun(&self.tokens()[chunk.range.clone()]));
        let upon = self.upon(trigger);
        let whom = led.or(pronoun).or(whom).or(upon.as_ref());
        let before = left.iter().find(does);
        let object_before = || {
            left.iter().find(|chunk| before.is_none_or(|doer| doer.range != chunk.range) && suffers(chunk))
        };
        let range = |chunk: Option<&Chunk>| chunk.map(|chunk| chunk.range.clone());
        if before.is_some() {
            let object = whom.or_else(|| right.iter().find(suffers)).or_else(object_before);
            // "двадцать человек задержали", "Петра и Яна осудили": with nobody else told of, they did not do it
            let is_force = |chunk: &Chunk| {
                self.tokens()[chunk.range.clone()]
                    .iter()
                    .any(|token| words().enforcer.has(token) || words().outlaw.has(token))
            };
            let counted = before.filter(|chunk| plural && self.may_only_suffer(chunk) && !is_force(chunk));
            if object.is_none() && counted.is_some() {
                return Places { victim: inner.or_else(|| range(counted)), actor: None };
            }
            return Places { victim: inner.or_else(|| range(object)), actor: range(before) };
        }
        // "ему сломали руку"
        let is_dative = |chunk: &&Chunk| {
            chunk.range.len() == 1 && self.tokens()[chunk.range.start].is_any(&["ему", "ей"])
        };
        if let Some(whom) = left.first().filter(is_dative) {
            return Places {
                victim: Some(whom.range.clone()),
                actor: range(right.iter().find(|chunk| does(chunk) && !suffers(chunk))),
            };
        }
        // a phrase before it that can't be the subject is the object, whatever its ending
        let object = whom
            .or_else(object_before)
            .or_else(|| left.first().filter(|chunk| self.names_person(&chunk.range)));
        if object.is_some() {
            return Places { victim: range(object), actor: range(right.iter().find(does)) };
        }
        // "задержали 20 человек", but "задержала полиция"
        let first = right.iter().find(|chunk| suffers(chunk) || does(chunk));
        let is_doer = first.is_some_and(|chunk| {
            does(&chunk)
                && (!suffers(&chunk) || !plural && !chunk.is_counted && !self.names_person(&chunk.range))
        });
        if is_doer {
            let object =
                right.iter().filter(|chunk| first.is_none_or(|doer| doer.range != chunk.range)).find(suffers);
            return Places { victim: range(object), actor: range(first) };
        }
        Places { victim: range(first), actor: None }
    }

    /// "признал троих виновными", "отправил журналистку под домашний арест", "назначил ему 5 лет": what the words of an act hold between the
    /// verb and what is done.
    fn held_inside(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let start = trigger.start + 1;
        if trigger.len() < 3 || !is_verb(&tokens[trigger.start]) {
            return None;
        }
        let is_rest = |at: &usize| {
            words().adposition.has(&tokens[*at])
                || tokens[*at].lower.starts_with("виновн")
                || *at > start && number_at(tokens, *at).is_some()
                || *at + 1 == trigger.end
        };
        let end = (start..trigger.end).find(is_rest)?;
        Some(start..end).filter(|range| !range.is_empty())
    }

    /// "на адвоката напали": who stands behind an "на" before a verb that is done upon somebody.
    fn upon(&self, trigger: &Range<usize>) -> Option<Chunk> {
        let (tokens, list) = (self.tokens(), self.chunks());
        let is_done_so = trigger.len() == 1 && words().upon.has(&tokens[trigger.start]);
        let near = list[..self.chunk_at(trigger.start)].iter().rev();
        let near = near.take_while(|chunk| matches!(chunk.class, Class::Phrase | Class::Other));
        let is_led = |chunk: &&Chunk| {
            chunk.class == Class::Phrase
                && chunk.cases.meets(Cases::ACCUSATIVE)
                && chunk.range.start.checked_sub(1).is_some_and(|at| tokens[at].is("на"))
        };
        near.filter(|_| is_done_so).find(is_led).cloned()
    }

    /// Returns whether those before a verb of several may be whom it is done to, as far as their form tells.
    fn may_only_suffer(&self, chunk: &Chunk) -> bool {
        chunk.is_counted || self.names_person(&chunk.range) && chunk.cases.meets(Cases::ACCUSATIVE)
    }

    /// "избит полицейскими", "избиение людей полицией": who stands in the instrumental beside it.
    fn by_instrumental(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let is_doer = |chunk: &Chunk| {
            let tokens = &self.tokens()[chunk.range.clone()];
            !chunk.is_led
                && chunk.cases.is_within(Cases::INSTRUMENTAL | Cases::DATIVE)
                && chunk.cases.meets(Cases::INSTRUMENTAL)
                && tokens
                    .iter()
                    .any(|token| words().enforcer.has(token) || token.is_capital || is_somebody(token))
        };
        let near = self.right(trigger).into_iter().take(2).chain(self.left(trigger).into_iter().take(2));
        near.into_iter().find(|chunk| is_doer(chunk)).map(|chunk| chunk.range)
    }
}

fn plural_of(form: Form) -> Option<bool> {
    match form {
        Form::Short { plural } | Form::Active { plural } | Form::Reflexive { plural } => Some(plural),
        Form::Full | Form::Infinitive => None,
    }
}

fn can_suffer(chunk: &Chunk) -> bool {
    chunk.class == Class::Phrase && chunk.cases.meets(Cases::ACCUSATIVE)
}

/// Returns whether the words inside those of an act are of somebody: "журналистку", "ему", "троих", "Анну Белову".
fn is_whom(tokens: &[Token]) -> bool {
    let first = &tokens[0];
    let is_pronoun = words().third_person.has(first) || first.is("им") || first.is("их");
    is_pronoun
        || number_at(tokens, 0).is_some()
        || tokens.iter().any(|token| is_somebody(token) || token.is_capital || words().relation.has(token))
}

fn is_object_pronoun(tokens: &[Token]) -> bool {
    tokens.len() == 1 && tokens[0].is_any(&["его", "ее", "их", "нас", "меня"])
}
