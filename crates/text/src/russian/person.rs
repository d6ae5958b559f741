//! Whether a Russian phrase speaks of persons, by what its words begin and end with.

use super::{Cases, is_adjective, of_word};
use crate::rules::words;
use crate::token::{Kind, Token};

/// "осудил преследование", "выпустили ракеты": no person, by what the noun ends in or by its row.
pub(crate) fn is_thing(tokens: &[Token]) -> bool {
    const ENDINGS: &[&str] = &["ание", "ение", "ания", "ения", "ство", "ость", "цию", "лие", "тие", "ению"];
    let is_noun = |token: &&Token| {
        token.kind == Kind::Word && (!is_adjective(token) || words().thing.has(token) || is_somebody(token))
    };
    let noun = tokens.iter().find(is_noun).filter(|noun| !is_somebody(noun));
    tokens[0].kind != Kind::Number
        && noun.is_some_and(|noun| {
            let ends_so = ENDINGS.iter().any(|ending| noun.lower.ends_with(ending));
            !noun.is_capital && ends_so || words().thing.has(noun)
        })
}

/// Returns whether a phrase speaks of one person, who is not named: "полицейский", "его отца".
pub(crate) fn is_one(tokens: &[Token]) -> bool {
    let is_noun = |token: &&Token| {
        token.kind == Kind::Word && !is_adjective(token) && !token.is_any(&["его", "ее", "их"])
    };
    let head = tokens.iter().find(is_noun).or(tokens.first());
    head.is_some_and(|head| {
        head.is_cyrillic()
            && is_somebody(head)
            && !(words().several.has(head) || words().bare_genitive.has(head))
            && !of_word(head).is_within(Cases::PLURAL)
            && !["ых", "их", "ей", "ов", "ев"].iter().any(|ending| head.lower.ends_with(ending))
            && !(head.lower.ends_with(['ы', 'и']) && head.lower.len() > 6)
    })
}

/// Returns whether a word speaks of persons, by what such words begin with.
pub(crate) fn is_somebody(token: &Token) -> bool {
    const STEMS: &[&str] = &[
        "человек",
        "люд",
        "несовершеннолетн",
        "мужчин",
        "женщин",
        "девоч",
        "девуш",
        "мальчик",
        "парен",
        "парн",
        "ребен",
        "дет",
        "подрост",
        "жител",
        "граждан",
        "солдат",
        "военн",
        "боев",
        "полицейск",
        "милицион",
        "сотрудник",
        "участник",
        "активист",
        "журналист",
        "рабоч",
        "студент",
        "школьни",
        "неизвестн",
        "демонстрант",
        "протестующ",
        "заключенн",
        "осужденн",
        "брат",
        "сестр",
        "сын",
        "доч",
        "муж",
        "жен",
        "мат",
        "отц",
        "отец",
        "адвокат",
        "врач",
        "водител",
        "пассажир",
        "военнослужащ",
        "пограничник",
        "террорист",
        "силовик",
        "омонов",
        "офицер",
        "депутат",
        "правозащитник",
        "оперативник",
        "следовател",
        "конвоир",
        "надзирател",
        "охранник",
        "иностран",
        "мигрант",
        "волонт",
        "лидер",
        "глав",
        "семь",
        "помощник",
        "помощниц",
        "блогер",
        "редактор",
        "корреспондент",
        "политик",
        "художник",
        "учител",
        "преподавател",
        "пенсионер",
        "подзащитн",
        "подсудим",
        "подозреваем",
        "обвиняем",
        "основател",
        "чиновни",
        "священни",
        "правозащитниц",
        "росгвард",
    ];
    token.is_cyrillic() && STEMS.iter().any(|stem| token.lower.starts_with(stem))
}
