//! Words that are no names: titles and ranks, particles, father-words; and the endings that make patronymics and surnames.

/// What a whole word is, when it is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    Title,
    Particle,
    /// "son of": what follows is the father's name (`ibn`, `bin`, `бин`).
    SonOf,
    /// "born": what follows is the surname before marriage (`née`, `урождённая`).
    Born,
    /// "his son": what stands before is the father's name (`ogly`, `uly`, `kyzy`).
    ChildMark {
        daughter: bool,
    },
}

/// Looks a lower-case word up.
pub(crate) fn word(word: &str) -> Option<Word> {
    use Word::{Born, ChildMark, Particle, SonOf, Title};
    let found = match word {
        "mr"
        | "mrs"
        | "ms"
        | "miss"
        | "mister"
        | "dr"
        | "prof"
        | "professor"
        | "doctor"
        | "sir"
        | "dame"
        | "lord"
        | "lady"
        | "baron"
        | "baroness"
        | "count"
        | "earl"
        | "general"
        | "gen"
        | "colonel"
        | "col"
        | "major"
        | "maj"
        | "captain"
        | "capt"
        | "lieutenant"
        | "lt"
        | "sgt"
        | "sergeant"
        | "admiral"
        | "brigadier"
        | "brig"
        | "marshal"
        | "president"
        | "minister"
        | "senator"
        | "sheikh"
        | "shaykh"
        | "shaikh"
        | "sheik"
        | "haji"
        | "hajji"
        | "hadji"
        | "hajj"
        | "mullah"
        | "mulla"
        | "maulvi"
        | "mawlawi"
        | "maulawi"
        | "maulana"
        | "ayatollah"
        | "imam"
        | "hafiz"
        | "qari"
        | "ustad"
        | "eng"
        | "engr"
        | "rev"
        | "reverend"
        | "father"
        | "fr"
        | "hon"
        | "honourable"
        | "jr"
        | "sr"
        | "junior"
        | "senior"
        | "ii"
        | "iii"
        | "iv"
        | "esq"
        | "mp"
        | "phd"
        | "md"
        | "herr"
        | "frau"
        | "señor"
        | "señora"
        | "monsieur"
        | "madame"
        | "mme"
        | "bishop"
        | "archbishop"
        | "prince"
        | "princess"
        | "king"
        | "queen"
        | "comrade"
        | "г"
        | "гн"
        | "господин"
        | "госпожа"
        | "гжа"
        | "др"
        | "доктор"
        | "проф"
        | "профессор"
        | "генерал"
        | "полковник"
        | "подполковник"
        | "майор"
        | "капитан"
        | "лейтенант"
        | "сержант"
        | "рядовой"
        | "адмирал"
        | "маршал"
        | "барон"
        | "лорд"
        | "сэр"
        | "граф"
        | "князь"
        | "принц"
        | "мырза"
        | "ханым"
        | "шейх"
        | "хаджи"
        | "имам"
        | "мулла"
        | "президент"
        | "министр"
        | "مولوي"
        | "شيخ"
        | "الشيخ"
        | "دكتور"
        | "الدكتور"
        | "السيد"
        | "سيد"
        | "حاج"
        | "الحاج"
        | "ملا"
        | "د"
        | "לורד"
        | "ဦး"
        | "ဒေါ်" => Title,
        "al" | "el" | "ul" | "ad" | "as" | "ash" | "at" | "az" | "ar" | "an" | "ben" | "abu" | "abou"
        | "abo" | "umm" | "um" | "ould" | "uld" | "ag" | "de" | "da" | "do" | "dos" | "das" | "di"
        | "del" | "della" | "dello" | "dei" | "degli" | "der" | "den" | "van" | "von" | "vom" | "zu"
        | "zum" | "zur" | "und" | "la" | "le" | "les" | "lo" | "du" | "des" | "d" | "l" | "y" | "e" | "i"
        | "af" | "av" | "of" | "the" | "and" | "ter" | "ten" | "te" | "o" | "et" | "san" | "santa" | "st"
        | "saint" | "аль" | "эль" | "ад" | "ас" | "аш" | "ат" | "аз" | "ар" | "ан" | "абу" | "абд"
        | "бен" | "де" | "ди" | "да" | "ду" | "дос" | "дель" | "делла" | "ван" | "фон" | "дер" | "ден"
        | "ла" | "ле" | "лос" | "оф" | "цу" | "и" | "ال" | "ابو" | "أبو" | "ام" | "أم" | "دی" | "دو"
        | "دي" | "دا" | "فان" | "فون" | "لا" | "אל" | "בן" | "בת" | "אבו" | "דה" | "די" | "דו" | "ואן"
        | "פון" | "ντε" | "φον" | "ντα" | "αλ" | "βαν" => Particle,
        "bin" | "ibn" | "bint" | "binti" | "binte" | "b" | "бин" | "ибн" | "бинт" | "بن" | "ابن" | "بنت"
        | "إبن" => SonOf,
        "née"
        | "nee"
        | "né"
        | "born"
        | "geb"
        | "geborene"
        | "урожденная"
        | "урождённая"
        | "урожденный"
        | "урожд"
        | "рожденная"
        | "рождённая" => Born,
        "uly" | "ūly" | "ulı" | "uli" | "oglu" | "oğlu" | "ogly" | "oghlu" | "oghly" | "oqli" | "ұлы"
        | "улы" | "уулу" | "uulu" | "оглы" | "оглу" | "ўғли" | "угли" | "ogli" | "ۇلى" => {
            ChildMark { daughter: false }
        }
        "kyzy" | "qyzy" | "kizi" | "qizi" | "kızı" | "qızı" | "gizi" | "gyzy" | "қызы" | "кызы" | "кизи"
        | "قىزى" => ChildMark { daughter: true },
        _ => return None,
    };
    Some(found)
}

/// What an ending says about a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ending {
    /// How many letters may be set aside when names are compared.
    pub(crate) letters: usize,
    pub(crate) kind: EndingKind,
    /// A woman's form, a man's, or not told by the ending.
    pub(crate) woman: Option<bool>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndingKind {
    /// Patronymics end so, and some surnames (`-ұлы`, `-қызы`, `-ович`).
    Patronymic,
    /// Only patronymics end so (`-овна`; Mongolian `-гийн`).
    FathersName,
    /// Surnames that bend by sex (`-ов`, `-ова`, `-ский`, `-ская`).
    Surname,
    /// A case ending that Latin, Lithuanian or Latvian puts on any name.
    Case,
}

/// Endings, longest within those that close alike: spelling, kind, sex of the bearer.
const ENDINGS: &[(&str, EndingKind, Option<bool>)] = {
    use EndingKind::{Case, FathersName, Patronymic, Surname};
    &[
        ("owitsch", Patronymic, Some(false)),
        ("ewitsch", Patronymic, Some(false)),
        ("овична", FathersName, Some(true)),
        ("инична", FathersName, Some(true)),
        ("ovitsj", Patronymic, Some(false)),
        ("evitsj", Patronymic, Some(false)),
        ("yovych", Patronymic, Some(false)),
        ("ovitch", Patronymic, Some(false)),
        ("evitch", Patronymic, Some(false)),
        ("ovich", Patronymic, Some(false)),
        ("evich", Patronymic, Some(false)),
        ("ovych", Patronymic, Some(false)),
        ("evych", Patronymic, Some(false)),
        ("oghlu", Patronymic, Some(false)),
        ("ський", Surname, Some(false)),
        ("skaya", Surname, Some(true)),
        ("skaia", Surname, Some(true)),
        ("авіч", Patronymic, Some(false)),
        ("евіч", Patronymic, Some(false)),
        ("аўна", FathersName, Some(true)),
        ("еўна", FathersName, Some(true)),
        ("яўна", FathersName, Some(true)),
        ("гийн", FathersName, None),
        ("евна", FathersName, Some(true)),
        ("овна", FathersName, Some(true)),
        ("івна", FathersName, Some(true)),
        ("ївна", FathersName, Some(true)),
        ("ович", Patronymic, Some(false)),
        ("евич", Patronymic, Some(false)),
        ("қызы", Patronymic, Some(true)),
        ("кызы", Patronymic, Some(true)),
        ("ovna", FathersName, Some(true)),
        ("evna", FathersName, Some(true)),
        ("ivna", FathersName, Some(true)),
        ("owna", FathersName, Some(true)),
        ("ewna", FathersName, Some(true)),
        ("kyzy", Patronymic, Some(true)),
        ("qyzy", Patronymic, Some(true)),
        ("qızı", Patronymic, Some(true)),
        ("kızı", Patronymic, Some(true)),
        ("kizi", Patronymic, Some(true)),
        ("qizi", Patronymic, Some(true)),
        ("قىزى", Patronymic, Some(true)),
        ("оглы", Patronymic, Some(false)),
        ("ogly", Patronymic, Some(false)),
        ("ская", Surname, Some(true)),
        ("цкая", Surname, Some(true)),
        ("ский", Surname, Some(false)),
        ("цкий", Surname, Some(false)),
        ("skiy", Surname, Some(false)),
        ("skyi", Surname, Some(false)),
        ("skij", Surname, Some(false)),
        ("ска", Surname, Some(true)),
        ("ски", Surname, Some(false)),
        ("ұлы", Patronymic, Some(false)),
        ("улы", Patronymic, Some(false)),
        ("uly", Patronymic, Some(false)),
        ("ūly", Patronymic, Some(false)),
        ("ulı", Patronymic, Some(false)),
        ("uli", Patronymic, Some(false)),
        ("ۇلى", Patronymic, Some(false)),
        ("sky", Surname, Some(false)),
        ("ová", Surname, Some(true)),
        ("ius", Case, None),
        ("ova", Surname, Some(true)),
        ("eva", Surname, Some(true)),
        ("owa", Surname, Some(true)),
        ("ewa", Surname, Some(true)),
        ("ова", Surname, Some(true)),
        ("ева", Surname, Some(true)),
        ("ёва", Surname, Some(true)),
        ("ина", Surname, Some(true)),
        ("us", Case, None),
        ("as", Case, None),
        ("is", Case, None),
        ("ov", Surname, Some(false)),
        ("ev", Surname, Some(false)),
        ("ow", Surname, Some(false)),
        ("ew", Surname, Some(false)),
        ("ов", Surname, Some(false)),
        ("ев", Surname, Some(false)),
        ("ёв", Surname, Some(false)),
        ("ин", Surname, None),
        ("in", Surname, None),
        ("وۆا", Surname, Some(true)),
        ("ەۆا", Surname, Some(true)),
        ("وۆ", Surname, Some(false)),
        ("ەۆ", Surname, Some(false)),
        ("وف", Surname, Some(false)),
        ("يف", Surname, Some(false)),
    ]
};

/// Endings that only tell a surname; nothing is set aside when names are compared.
const TELLING: [&str; 9] = ["shvili", "швили", "შვილი", "енко", "enko", "ძე", "յան", "ić", "ић"];

/// The ending of a token, when at least three letters stand before it.
pub(crate) fn ending(letters: &[char]) -> Option<Ending> {
    // every ending closes with one of few letters: most tokens are answered here
    let last = *letters.last()?;
    if !matches!(
        last,
        'а' | 'ч'
            | 'ы'
            | 'j'
            | 'h'
            | 'a'
            | 'y'
            | 'i'
            | 'ı'
            | 'ى'
            | 'u'
            | 'я'
            | 'й'
            | 'v'
            | 'w'
            | 'в'
            | 'н'
            | 'n'
            | 'ۆ'
            | 'ف'
            | 's'
            | 'á'
            | 'ا'
            | 'и'
            | 'ი'
            | 'ე'
            | 'ն'
            | 'о'
            | 'o'
            | 'ć'
            | 'ћ'
    ) {
        return None;
    }
    let count_of = |spelling: &str| {
        let count = spelling.chars().count();
        let stem = letters.len().checked_sub(count)?;
        (stem >= 3 && letters[stem..].iter().copied().eq(spelling.chars())).then_some(count)
    };
    let mut close_alike = ENDINGS.iter().filter(|(spelling, ..)| spelling.ends_with(last));
    let bending = close_alike.find_map(|(spelling, kind, woman)| {
        count_of(spelling).map(|letters| Ending { letters, kind: *kind, woman: *woman })
    });
    bending.or_else(|| {
        let tells = TELLING.iter().any(|spelling| spelling.ends_with(last) && count_of(spelling).is_some());
        tells.then_some(Ending { letters: 0, kind: EndingKind::Surname, woman: None })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_cut() {
        let of = |text: &str| ending(&text.chars().collect::<Vec<_>>());
        let patronymic = of("нұртайұлы").unwrap();
        assert_eq!((patronymic.letters, patronymic.kind), (3, EndingKind::Patronymic));
        assert_eq!(of("назарбаева").unwrap().woman, Some(true));
        assert_eq!(of("лев"), None);
        assert_eq!(of("рыгоравіч").unwrap().kind, EndingKind::Patronymic);
        assert_eq!(of("ивановна").unwrap().kind, EndingKind::FathersName);
    }
}
