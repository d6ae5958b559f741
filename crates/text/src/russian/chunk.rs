//! A Russian sentence as a row of phrases: who or what, verbs, and what parts them.

use super::cases::{Cases, of_word};
use super::person::is_somebody;
use super::verb::is_verb;
use crate::date::adjective_month;
use crate::document::Sentence;
use crate::number::{number_at, number_from};
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// What a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Who or what: "двое сотрудников колонии".
    Phrase,
    Verb,
    /// "и", "или", "а также", "и ещё".
    And,
    /// A comma, a colon, a dash, a word that begins a clause: "что".
    Break,
    /// A date, an adverb, a small word, a quotation mark: nothing that a phrase is sought in or stopped by.
    Other,
}

/// A row of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(crate) range: Range<usize>,
    pub(crate) class: Class,
    /// A preposition stands before it: "в больнице".
    pub(crate) is_led: bool,
    /// The cases of its first noun with what agrees with it; those of the numeral where one leads.
    pub(crate) cases: Cases,
    /// A number leads it.
    pub(crate) is_counted: bool,
}

/// Returns the chunks of a sentence, in order, without gaps; `acts` are the tokens of verbs that tell of acts.
pub(crate) fn chunks(sentence: &Sentence, acts: &[Range<usize>]) -> Vec<Chunk> {
    let reader = Reader { sentence, tokens: &sentence.tokens, acts };
    let mut list: Vec<Chunk> = Vec::new();
    let mut at = 0;
    while at < reader.tokens.len() {
        let chunk = reader.chunk(at);
        at = chunk.range.end.max(at + 1);
        list.push(chunk);
    }
    super::rows::joined(sentence, list)
}

struct Reader<'s> {
    sentence: &'s Sentence,
    tokens: &'s [Token],
    acts: &'s [Range<usize>],
}

impl Reader<'_> {
    fn chunk(&self, at: usize) -> Chunk {
        let plain = |range: Range<usize>, class: Class| Chunk {
            range,
            class,
            is_led: false,
            cases: Cases::NONE,
            is_counted: false,
        };
        let one = at..at + 1;
        if let Some(end) = self.date_end(at) {
            return plain(at..end, Class::Other);
        }
        if let Some(act) = self.acts.iter().find(|act| act.start == at) {
            return plain(act.clone(), Class::Verb);
        }
        let token = &self.tokens[at];
        if let Some(phrase) = self.phrase(at) {
            return Chunk { is_led: self.is_led(at), ..phrase };
        }
        match token.kind {
            Kind::Sign if token.is_any(&["«", "»", "\"", "“", "”", "„"]) => plain(one, Class::Other),
            // "колония № 6", "1996 г. р."
            Kind::Sign if token.is("№") => plain(at..self.tokens.len().min(at + 2), Class::Other),
            Kind::Sign if token.is(".") && at + 1 < self.tokens.len() => plain(one, Class::Other),
            Kind::Sign => plain(one, Class::Break),
            _ if token.is_any(&["и", "или", "and"]) => {
                // "и ещё трое"
                let is_more = self.tokens.get(at + 1).is_some_and(|next| next.is("еще"));
                plain(at..at + 1 + usize::from(is_more), Class::And)
            }
            _ if token.is_any(BREAKS) => plain(one, Class::Break),
            _ if is_verb(token) => plain(one, Class::Verb),
            _ => plain(one, Class::Other),
        }
    }

    /// A date with its preposition: "в среду", "с 9 августа"; and what follows it: "в ночь на 6 января".
    fn date_end(&self, at: usize) -> Option<usize> {
        let date_at = |at: usize| {
            let start = self.tokens.get(at)?.span.start;
            let found = self.sentence.times().find(|time| time.start == start)?;
            // "январских событий" is a phrase
            adjective_month(&self.tokens[at].lower).is_none().then_some(())?;
            Some(self.sentence.range_of(found).end)
        };
        let leads =
            self.tokens[at].is_any(&["в", "во", "с", "со", "на", "до", "к", "по", "за", "после", "от"]);
        date_at(at).or_else(|| leads.then(|| date_at(at + 1)).flatten()).filter(|end| *end > at)
    }

    fn is_led(&self, at: usize) -> bool {
        // "против демонстрантов", "за «дискредитацию»"; a number's own words are no preposition: "до 30"
        let quoted = usize::from(at > 1 && self.tokens[at - 1].is("«"));
        let leads = |before: usize| words().adposition.has(&self.tokens[before]);
        at.checked_sub(1 + quoted).is_some_and(leads) || self.belongs_to_quoted(at)
    }

    /// "за «дискредитацию» армии": a genitive behind a word in quotation marks, which a preposition leads and which is no name.
    fn belongs_to_quoted(&self, at: usize) -> bool {
        const LONGEST: usize = 4;
        let close = at.checked_sub(1).filter(|close| self.tokens[*close].is("»"));
        let open = close.and_then(|close| (0..close).rev().take(LONGEST).find(|at| self.tokens[*at].is("«")));
        open.is_some_and(|open| {
            !self.tokens[open + 1].is_capital
                && of_word(&self.tokens[at]).meets(Cases::GENITIVE)
                && self.is_led(open)
        })
    }

    fn is_stop(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == Kind::Sign
            || token.kind == Kind::Word
                && (words().adposition.has(token)
                    || token.is_any(BREAKS)
                    || token.is_any(SMALL)
                    || token.is_any(&["и", "или"])
                    || is_adverb(token)
                    || words().adverb.has(token) && (!token.is_capital || at == 0)
                    || self.acts.iter().any(|act| act.contains(&at))
                    || is_verb(token) && self.sentence.name_at(at).is_none())
            || self.sentence.times().any(|time| time.overlaps(token.span))
                && token.kind == Kind::Word
                && adjective_month(&token.lower).is_none()
    }

    /// Returns the phrase that begins at a token.
    fn phrase(&self, at: usize) -> Option<Chunk> {
        let first = self.tokens.get(at)?;
        let number = number_from(self.tokens, at);
        let (mut end, mut cases, is_counted) = match &number {
            Some(number) => (number.range.end, of_number(self.tokens, &number.range), true),
            None if self.is_stop(at) || first.kind == Kind::Number => return None,
            // "1996 г. р."
            None if !first.is_capital && first.lower.chars().count() == 1 => return None,
            None => (at, Cases::ANY, false),
        };
        let mut has_head = false;
        while end < self.tokens.len() && (self.opens_name(end) || !self.is_stop(end)) {
            let token = &self.tokens[end];
            // "1951 года рождения", "колония № 6"; "среди погибших трое детей"
            let begins_number = end > at
                && !is_counted
                && number_at(self.tokens, end).is_some_and(|number| number.range.start == end);
            if token.kind == Kind::Number || begins_number {
                break;
            }
            let unit = self.unit(end);
            let own = self.cases_of(&unit);
            let is_name = self.sentence.name_at(end).is_some_and(|name| name.kind == NameKind::Person);
            if has_head {
                let is_owned = self.may_be_owner(at, end, own, cases);
                let names_head = is_name && own.meets(cases) && !self.is_place(at, end)
                    || self.opens_name(end)
                    || end > at && self.in_name(end);
                if !is_owned && !names_head
                    || number_at(self.tokens, end).is_some_and(|number| number.range.start == end)
                {
                    break;
                }
                // "активиста Ивана Петрова": of one, whatever the ending of "активиста" may be
                if is_name && unit.len() > 1 && own.meets(cases) && !is_counted {
                    cases = cases & own;
                }
            } else {
                let agreed = if end == at || is_counted { own } else { cases & own };
                if agreed.is_empty() && !is_name && !is_adjective(&self.tokens[at]) {
                    break;
                }
                // a number in figures has the case of what it counts: "87 голосами"
                let is_told = is_counted
                    && self.tokens[end - 1].kind == Kind::Number
                    && own.is_within(Cases::INSTRUMENTAL | Cases::DATIVE | Cases::PREPOSITIONAL);
                if (is_told || !is_counted) && !agreed.is_empty() {
                    // of several, "служащим" is no instrumental
                    let several = agreed & Cases::PLURAL;
                    cases = if is_told && !several.is_empty() { several } else { agreed };
                }
                has_head = !is_adjective(token) || is_name || token.is_any(PRONOUNS);
                if token.is_any(PRONOUNS)
                    && self.tokens.get(end + 1).is_some_and(|next| {
                        !self.is_stop(end + 1)
                            && number_at(self.tokens, end + 1).is_none()
                            && next.kind == Kind::Word
                            && !self.is_means_behind(end + 1)
                    })
                    && is_owner(token)
                {
                    // "его отца"
                    (has_head, cases) = (false, Cases::ANY);
                }
            }
            end = unit.end;
        }
        let of = |end: usize| self.tokens.get(end).is_some_and(|token| token.is("из"));
        if is_counted && of(end) {
            // "двое из задержанных", "трое из них"
            let part = self.phrase(end + 1);
            end = part.map_or(end, |part| part.range.end);
        }
        // "люди в форме"
        let in_dress = self.tokens.get(end).is_some_and(|token| token.is("в"))
            && self.tokens.get(end + 1).is_some_and(|token| token.is_any(DRESS));
        end += if in_dress && end > at { 2 } else { 0 };
        (end > at).then_some(Chunk { range: at..end, class: Class::Phrase, is_led: false, cases, is_counted })
    }

    /// "били его кабелем": the word at a place is what it is done with, and nobody owns it.
    fn is_means_behind(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        of_word(token).is_within(Cases::INSTRUMENTAL | Cases::PREPOSITIONAL)
            && of_word(token).meets(Cases::INSTRUMENTAL)
            && !is_somebody(token)
            && !token.is_capital
            && !words().kin.has(token)
    }

    /// "сотрудник колонии": whether the word at `end` may stand in the genitive to what begins at `at`.
    fn may_be_owner(&self, at: usize, end: usize, own: Cases, head: Cases) -> bool {
        let token = &self.tokens[end];
        let is_place = self.is_place(at, end);
        // words without an ending are mostly nominatives: "через неделю брат нашел", but "силовых структур"
        let follows_plural = self.tokens[end - 1].lower.ends_with('х') && is_adjective(&self.tokens[end - 1]);
        let is_known = token.is_capital || words().bare_genitive.has(token) || follows_plural;
        let has_ending = token.lower.ends_with(['а', 'я', 'ы', 'и', 'й', 'х', 'о', 'в', 'ю', 'е', 'у']);
        let is_bare = !is_known && !has_ending;
        // acronyms have no endings: "глава МЧС"
        let in_office = self.sentence.name_at(end).is_some_and(|name| name.kind == NameKind::Organisation);
        // "дубинками протестующих"
        let is_means =
            head.is_within(Cases::INSTRUMENTAL) && is_somebody(token) && !is_somebody(&self.tokens[at]);
        // "в Назрани Хасана Измайлова отпустили": a place is nobody's
        let is_person = self.sentence.name_at(end).is_some_and(|name| name.kind == NameKind::Person);
        let is_subject =
            is_means || is_place && (!token.is_capital || is_person) || is_bare || token.is_any(PRONOUNS);
        !is_subject && (own.meets(Cases::GENITIVE) || in_office)
    }

    /// Returns whether the words from `at` to `end` name a place: "в Казани силовики", "в Грузии Саакашвили".
    fn is_place(&self, at: usize, end: usize) -> bool {
        let last = self.sentence.name_at(end - 1);
        last.is_some_and(|name| name.kind == NameKind::Place && name.range.start == at)
    }

    /// A name of several words, or a word.
    fn unit(&self, at: usize) -> Range<usize> {
        if self.opens_name(at) {
            let close =
                (at + 1..self.tokens.len()).take(9).find(|&place| self.tokens[place].is_any(&["»", "”"]));
            return at..close.map_or(at + 1, |close| close + 1);
        }
        self.sentence.person_from(at).map_or(at..at + 1, |name| name.range.clone())
    }

    /// "фонд «Спасение»"
    fn opens_name(&self, at: usize) -> bool {
        self.tokens[at].is("«")
            && at > 0
            && self.tokens[at - 1].kind == Kind::Word
            && self.tokens.get(at + 1).is_some_and(|next| next.is_capital)
            && self.tokens[at + 1..].iter().take(6).any(|token| token.is("»"))
    }

    fn in_name(&self, at: usize) -> bool {
        self.sentence.name_at(at).is_some_and(|name| name.range.start < at)
    }

    fn cases_of(&self, unit: &Range<usize>) -> Cases {
        if self.tokens[unit.start].kind == Kind::Sign {
            return Cases::ANY;
        }
        let first = &self.tokens[unit.start];
        let mut cases = of_name(&self.tokens[unit.clone()]);
        // "Водителей": a capital at the beginning makes no name
        if unit.start == 0 && self.sentence.name_at(0).is_none() {
            cases = of_word(&Token { is_capital: false, ..first.clone() });
        }
        let is_person = self.sentence.name_at(unit.start).is_some_and(|name| name.kind == NameKind::Person);
        let last = &self.tokens[unit.end - 1].lower;
        // a person is one, but for a family: "Ивановы"
        let kind = self.sentence.name_at(unit.start).map(|name| name.kind);
        // what does not decline: "Душанбе", "Кыргызали"
        let is_still = match kind {
            Some(NameKind::Place | NameKind::Organisation) => last.ends_with(['е', 'и', 'о', 'у']),
            Some(NameKind::Person) => last.ends_with(['о', 'и', 'ы', 'э']) || last.ends_with("дзе"),
            None => false,
        };
        let cases = if is_still { cases | Cases::NOMINATIVE } else { cases };
        let is_one = is_person && !["ы", "ых", "ыми", "ие", "их"].iter().any(|ending| last.ends_with(ending));
        if is_one && cases.meets(Cases::SINGULAR) { cases & Cases::SINGULAR } else { cases }
    }
}

/// Returns the cases of words that agree; of a name whose parts don't, those of its given name or surname that comes first; of one
/// of more than two words, "Ким Чен Ына", those of its last. What does not decline tells nothing: "Сэма Окелло".
pub(crate) fn of_name(tokens: &[Token]) -> Cases {
    let words: Vec<&Token> =
        tokens.iter().filter(|token| token.kind == Kind::Word && token.lower.chars().count() > 1).collect();
    // who is named is one, if the endings allow it
    let of_word = |token: &Token| {
        let cases = of_word(token);
        let one = cases & Cases::SINGULAR;
        if tokens.len() > 1 && token.is_capital && !one.is_empty() { one } else { cases }
    };
    let telling = words.iter().filter(|word| words.len() == 1 || !never_declines(word));
    let all = telling.fold(Cases::ANY, |all, token| all & of_word(token));
    // "Рами Сафара": the accusative of a man is his genitive
    if all == Cases::GENITIVE & Cases::SINGULAR
        && words.last().is_some_and(|last| last.lower.ends_with(['а', 'я']))
    {
        return all | Cases::ACCUSATIVE & Cases::SINGULAR;
    }
    if !all.is_empty() {
        return all;
    }
    let is_bare = |word: &Token| of_word(word).is_within(Cases::NOMINATIVE);
    if let [first, last] = words[..] {
        // "Анну Мусил": a woman's surname without an ending
        let is_hers = first.lower.ends_with(['у', 'ю']) || first.lower.ends_with("ой");
        let is_his = ["ов", "ев", "ин", "ын"].iter().any(|ending| last.lower.ends_with(ending));
        if is_bare(last) && is_hers && !is_his {
            return of_word(first);
        }
        // "Айкоркем Мелдехан": what ends in a consonant is in no other case
        if is_bare(first) || is_bare(last) {
            return Cases::NOMINATIVE & Cases::SINGULAR;
        }
        // "Эмре Далгича"
        if first.lower.ends_with('е') {
            return of_word(last);
        }
    }
    let telling = if words.len() > 2 { words.last() } else { words.first() };
    telling.map_or(Cases::ANY, |word| of_word(word))
}

/// "Окелло", "аль-Рифаи", "Саакашвили": returns whether a name of more than one word has such a part in all cases.
fn never_declines(word: &Token) -> bool {
    const ENDINGS: [&str; 9] = ["о", "э", "аи", "ои", "уи", "еи", "дзе", "швили", "ых"];
    word.is_capital && ENDINGS.iter().any(|ending| word.lower.ends_with(ending))
}

/// Small words that end a phrase and part no clause.
const SMALL: &[&str] = &[
    "не",
    "ни",
    "уже",
    "еще",
    "также",
    "тоже",
    "лишь",
    "только",
    "даже",
    "же",
    "бы",
    "ли",
    "там",
    "тут",
    "здесь",
    "затем",
    "потом",
    "позже",
    "ранее",
    "снова",
    "сейчас",
    "теперь",
    "тогда",
    "нет",
    "есть",
    "всего",
    "вновь",
    "вскоре",
    "очень",
    "дважды",
    "трижды",
    "однажды",
    "недавно",
    "впоследствии",
    "впервые",
    "опять",
    "сразу",
    "почти",
    "больше",
];

/// Words that begin a clause.
const BREAKS: &[&str] = &[
    "что",
    "чтобы",
    "когда",
    "если",
    "как",
    "но",
    "а",
    "однако",
    "хотя",
    "где",
    "поскольку",
    "пока",
    "зато",
    "будто",
    "куда",
    "откуда",
    "чем",
    "то",
    "это",
    "который",
    "которая",
    "которое",
    "которые",
    "которого",
    "которую",
    "которых",
    "которой",
    "котором",
    "которым",
    "которому",
    "которыми",
];

/// What people whom nobody knows are told by.
const DRESS: &[&str] = &["форме", "масках", "штатском", "камуфляже", "балаклавах"];

const PRONOUNS: &[&str] = &[
    "он",
    "она",
    "они",
    "оно",
    "его",
    "ее",
    "их",
    "него",
    "нее",
    "них",
    "нас",
    "меня",
    "кто",
    "мы",
    "я",
    "вас",
    "никто",
    "никого",
];

pub(super) fn is_owner(token: &Token) -> bool {
    token.is_any(&["его", "ее", "их"])
}

fn is_adverb(token: &Token) -> bool {
    let letters = token.lower.len() / 2;
    !token.is_capital
        && !words().no_adverb.has(token)
        && (token.lower.ends_with("но") && letters > 4
            || ["жестоко", "сильно", "тяжело", "насмерть", "ночью", "утром", "вечером", "днем"]
                .contains(&token.lower.as_str()))
}

/// Returns whether a word ends as an adjective or a full participle does.
pub(crate) fn is_adjective(token: &Token) -> bool {
    const ENDINGS: &[&str] = &[
        "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ых", "их", "ым", "им",
        "ыми", "ими", "ую", "юю", "ной", "ской", "вшей", "нной",
    ];
    let lower = token.lower.as_str();
    lower.contains("-летн")
        || lower.len() > 6
            && ENDINGS.iter().any(|ending| lower.ends_with(ending))
            && !["ние", "тие", "вие", "ций", "ний", "рий", "гий", "зий"]
                .iter()
                .any(|ending| lower.ends_with(ending))
        || token.kind == Kind::Word
            && token.is_any(&["свой", "свою", "своего", "весь", "всех", "все", "эти", "этих", "два", "оба"])
}

/// The cases of a number: "двоих" suffer, "двумя" do.
fn of_number(tokens: &[Token], range: &Range<usize>) -> Cases {
    let plain = Cases::NOMINATIVE | Cases::ACCUSATIVE;
    let last = &tokens[range.end - 1].lower;
    let ends = |endings: &[&str]| endings.iter().any(|ending| last.ends_with(ending));
    match () {
        () if tokens[range.end - 1].kind == Kind::Number => plain | Cases::GENITIVE,
        () if ends(&["оих", "ерых", "дного", "дну", "двух", "трех", "етырех"]) => {
            Cases::GENITIVE | Cases::ACCUSATIVE
        }
        () if ends(&["умя", "емя", "ьмя", "дним", "дной", "ыми", "тью", "мью", "сью"]) => {
            Cases::INSTRUMENTAL
        }
        () if ends(&["оим", "ерым", "дному", "двум", "трем", "етырем"]) => {
            Cases::DATIVE
        }
        () => plain | Cases::GENITIVE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    fn phrases(text: &str) -> Vec<String> {
        let sentences = crate::document::read(
            text,
            &[Span::new(0, text.len())],
            None,
            crate::Rules::of(Some(crate::Language::Russian)),
        );
        let found = chunks(&sentences[0], &[]);
        let phrases = found.iter().filter(|chunk| chunk.class == Class::Phrase && !chunk.is_led);
        phrases.map(|chunk| sentences[0].span_of(&chunk.range).of(text).to_owned()).collect()
    }

    #[test]
    fn phrases_are_cut_by_their_cases() {
        assert_eq!(
            phrases("В Казани силовики избили дубинками троих подростков."),
            ["силовики", "дубинками", "троих подростков"]
        );
        assert_eq!(
            phrases("Суд Ашхабада приговорил бывшего сотрудника банка."),
            ["Суд Ашхабада", "бывшего сотрудника банка"]
        );
        assert_eq!(phrases("Погибли не менее 20 жителей села."), ["не менее 20 жителей села"]);
        assert_eq!(phrases("Задержали Анну Морозову и ее мужа."), ["Анну Морозову и ее мужа"]);
        assert_eq!(phrases("Больница передала родственникам тело."), ["Больница", "родственникам", "тело"]);
    }
}
