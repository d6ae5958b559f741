//! What headers mean in English, Russian, Kazakh, Arabic and Spanish.

use crate::fold::{fold, key};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use tizim_model::Role;

/// What a header is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The role.
    pub(crate) role: Role,
    /// The field's name where the role alone does not give it.
    pub(crate) field: Option<&'static str>,
    /// Whether the whole header is known, and not only words of it.
    pub(crate) whole: bool,
}

/// Headers by their meaning, a line of them each; see the head of the file.
const WHOLE: &str = include_str!("headers.txt");

static BY_KEY: LazyLock<FxHashMap<String, Meaning>> = LazyLock::new(|| {
    let mut known = FxHashMap::default();
    for line in WHOLE.lines().filter(|line| !line.starts_with('#')) {
        let Some((meaning, names)) = line.split_once(": ") else { continue };
        let (role, field) =
            meaning.split_once(" as ").map_or((meaning, None), |(role, field)| (role, Some(field)));
        let Some(role) = Role::ALL.into_iter().find(|known| known.key() == role) else { continue };
        for name in names.split(" | ") {
            known.entry(lookup_key(name)).or_insert(Meaning { role, field, whole: true });
        }
    }
    known
});

/// Returns the key of a header: its letters and digits, or its signs where it has none ("№", "#").
fn lookup_key(header: &str) -> String {
    let letters = key(header);
    if letters.is_empty() { fold(header).replace(' ', "") } else { letters }
}

/// Returns what a header means, by the whole of it or by words in it.
pub(crate) fn meaning(header: &str) -> Option<Meaning> {
    let without_brackets = header.split(['(', '[']).next().unwrap_or(header);
    [header, without_brackets]
        .iter()
        .find_map(|text| BY_KEY.get(&lookup_key(text)).copied())
        .or_else(|| by_words(&words(header)))
}

/// Returns whether the whole of a text is known as a header.
pub(crate) fn is_known_header(text: &str) -> bool {
    text.len() <= 120 && BY_KEY.contains_key(&lookup_key(text))
}

/// Returns the folded words of a header: cut at signs and at capitals inside (`birthDate`).
pub(crate) fn words(header: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(header.len() + 8);
    let mut before = ' ';
    for c in header.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            spaced.push(' ');
        }
        spaced.push(if c.is_alphanumeric() { c } else { ' ' });
        before = c;
    }
    fold(&spaced).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

const DATE_WORDS: &[&str] =
    &["date", "dates", "day", "datetime", "дата", "дату", "күні", "تاريخ", "fecha", "fec"];
const BIRTH_WORDS: &[&str] =
    &["birth", "born", "dob", "рождения", "туған", "туылған", "الميلاد", "الولادة", "nacimiento", "nac"];
const NAME_WORDS: &[&str] =
    &["name", "names", "имя", "фио", "аты", "есімі", "اسم", "الاسم", "nombre", "nombres"];
const OTHERS: &[&str] = &[
    "mother",
    "mothers",
    "mother's",
    "father",
    "spouse",
    "relative",
    "officer",
    "author",
    "user",
    "file",
    "station",
    "hospital",
    "street",
    "place",
    "list",
    "agency",
    "country",
    "operator",
    "матери",
    "жены",
    "мужа",
    "الام",
    "madre",
    "incident",
    "event",
    "perpetrator",
    "family",
];

fn by_words(words: &[String]) -> Option<Meaning> {
    let has = |list: &[&str]| {
        words.iter().any(|word| list.iter().any(|known| *known == word || fold(known) == *word))
    };
    let is = |role, field| Some(Meaning { role, field, whole: false });
    if words.concat().starts_with("фио") {
        return is(Role::Name, None);
    }
    let is_date = has(DATE_WORDS);
    if is_date && has(BIRTH_WORDS) {
        return is(Role::BirthDate, None);
    }
    if is_date
        && !has(&[
            "published",
            "publication",
            "created",
            "updated",
            "entry",
            "entered",
            "modified",
            "added",
            "accessed",
            "retrieved",
            "report",
            "notification",
            "mother",
        ])
    {
        return is(Role::EventDate, None);
    }
    if has(&["url", "link", "href", "ссылка", "رابط", "enlace"]) && !has(&["text"]) {
        return is(Role::SourceUrl, None);
    }
    if has(&[
        "notes",
        "comments",
        "remarks",
        "summary",
        "description",
        "примечание",
        "ملاحظات",
        "observaciones",
    ]) {
        return is(Role::Notes, None);
    }
    if has(&["surname", "lastname", "apellido", "apellidos", "фамилия", "тегі"]) && !has(NAME_WORDS)
    {
        return is(Role::FamilyName, None);
    }
    if has(NAME_WORDS) && has(&["father", "fathers", "father's", "отца", "الاب", "padre"]) {
        return is(Role::FatherName, None);
    }
    if has(NAME_WORDS) && has(&["first", "given", "forename"]) && has(&["surname", "last", "family"]) {
        return is(Role::Name, None);
    }
    if has(NAME_WORDS) && has(&["first", "given"]) {
        return is(Role::GivenName, None);
    }
    if has(NAME_WORDS) && has(&["last", "family", "sur"]) {
        return is(Role::FamilyName, None);
    }
    if has(NAME_WORDS)
        && has(&["alias", "other", "aka", "nick", "english", "en", "latin", "transliterated", "romanized"])
    {
        return is(Role::OtherName, None);
    }
    if has(NAME_WORDS) && !has(OTHERS) {
        return is(Role::Name, None);
    }
    if has(&["sex", "gender", "пол", "жынысы", "الجنس", "sexo", "genero"]) {
        return is(Role::Sex, None);
    }
    if has(&["age", "возраст", "жасы", "العمر", "edad"])
        && !has(&["group", "category", "range", "officer", "grupo", "группа"])
    {
        return is(Role::Age, None);
    }
    if has(&["cause", "причина", "себебі", "سبب", "causa"]) {
        return is(Role::Cause, None);
    }
    if has(&["postcode", "zip", "postal", "zipcode"]) {
        return is(Role::Postcode, None);
    }
    if has(&["address", "адрес", "мекенжайы", "العنوان", "direccion"]) && !has(&["email", "mail"])
    {
        return is(Role::Address, None);
    }
    if has(&["phone", "telephone", "mobile", "телефон", "هاتف", "telefono"]) {
        return is(Role::Identifier, Some("phone"));
    }
    if has(&["email", "mail"]) {
        return is(Role::Identifier, Some("email"));
    }
    if has(&["passport", "ssn"]) {
        return is(Role::Identifier, None);
    }
    if has(&["latitude", "lat"]) {
        return is(Role::Latitude, None);
    }
    if has(&["longitude", "lon", "lng"]) {
        return is(Role::Longitude, None);
    }
    if has(&["agency", "organization", "organisation", "организация", "ұйым", "organizacion"])
    {
        return is(Role::Organisation, None);
    }
    if has(&[
        "city",
        "town",
        "village",
        "municipality",
        "location",
        "place",
        "город",
        "место",
        "қала",
        "مدينة",
        "مكان",
        "ciudad",
        "municipio",
        "lugar",
    ]) {
        return is(Role::Place, None);
    }
    if has(&[
        "region",
        "province",
        "county",
        "governorate",
        "область",
        "облыс",
        "محافظة",
        "provincia",
        "departamento",
    ]) {
        return is(Role::Region, None);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(header: &str) -> Option<Role> {
        meaning(header).map(|meaning| meaning.role)
    }

    #[test]
    fn headers_in_five_languages() {
        let table = [
            ("ФИО", Role::Name),
            ("Ф.И.О. погибшего", Role::Name),
            ("Фамилия", Role::FamilyName),
            ("Имя", Role::GivenName),
            ("Отчество", Role::FatherName),
            ("Дата рождения", Role::BirthDate),
            ("Пол", Role::Sex),
            ("Возраст", Role::Age),
            ("Место", Role::Place),
            ("Аты-жөні", Role::Name),
            ("Тегі", Role::FamilyName),
            ("Туған күні", Role::BirthDate),
            ("Жынысы", Role::Sex),
            ("nombre", Role::Name),
            ("Apellido", Role::FamilyName),
            ("Fecha de Nacimiento", Role::BirthDate),
            ("EDAD", Role::Age),
            ("sexo", Role::Sex),
            ("الاسم", Role::Name),
            ("تاريخ الميلاد", Role::BirthDate),
            ("العمر", Role::Age),
            ("الجنس", Role::Sex),
            ("by", Role::BirthYear),
            ("bm", Role::BirthMonth),
            ("bd", Role::BirthDay),
            ("Date of Birth (dd/mm/yyyy)", Role::BirthDate),
            ("birthDate", Role::BirthDate),
            ("date_of_incident_1", Role::EventDate),
            ("victim_full_name", Role::Name),
            ("№", Role::OwnId),
            ("#", Role::OwnId),
            ("Age (years)", Role::Age),
            ("cause_of_death__reported_", Role::Cause),
            ("streetaddress", Role::Address),
            ("soc_sec_id", Role::Identifier),
        ];
        for (header, expected) in table {
            assert_eq!(role(header), Some(expected), "{header}");
        }
        for header in
            ["true", "signs_of_mental_illness", "flee", "xyz", "", "2015", "RiseUp for Life and Rights"]
        {
            assert_eq!(role(header), None, "{header}");
        }
    }

    #[test]
    fn every_line_of_headers_has_a_role() {
        for line in WHOLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (meaning, names) = line.split_once(": ").unwrap();
            let role = meaning.split(" as ").next().unwrap();
            assert!(Role::ALL.iter().any(|known| known.key() == role), "{line}");
            assert!(names.split(" | ").all(|name| !lookup_key(name).is_empty()), "{line}");
        }
    }
}
