//! Who says a figure: whom words name, and when two ways to write it name the same.

use super::StoredArticle;
use tizim_model::{Claim, single_spaced};

/// Words that stand for somebody named elsewhere, or for nobody.
const NOBODY: &[&str] = &[
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "who",
    "which",
    "that",
    "this",
    "these",
    "those",
    "one",
    "some",
    "others",
    "him",
    "her",
    "them",
    "us",
    "me",
    "his",
    "its",
    "their",
    "it said",
    "he said",
    "there",
    "here",
    "so",
    "then",
    "now",
    "он",
    "она",
    "оно",
    "они",
    "мы",
    "я",
    "вы",
    "кто",
    "который",
    "которая",
    "которые",
    "это",
    "этот",
    "его",
    "её",
    "ее",
    "их",
    "им",
    "ей",
    "ему",
    "ним",
    "ней",
    "нём",
    "нем",
    "там",
    "тут",
    "так",
];
/// Words before a name that say when, or that it was said before.
const BEFORE_A_NAME: &[&str] = &[
    "earlier",
    "later",
    "previously",
    "also",
    "meanwhile",
    "yesterday",
    "today",
    "recently",
    "initially",
    "still",
    "then",
    "again",
    "however",
    "ранее",
    "позже",
    "позднее",
    "также",
    "раньше",
    "накануне",
    "сегодня",
    "вчера",
    "теперь",
    "затем",
    "снова",
    "между",
    "тем",
    "однако",
];
/// Behind these stands through whom somebody is heard, not who speaks.
const THROUGH: &[&str] = &[
    " via ",
    " quoted by ",
    " as quoted ",
    " cited by ",
    " as cited ",
    " as reported by ",
    " through ",
    " через ",
    " цит. по ",
];
/// Speakers of whom nobody can tell whether they are the same the next time.
const ANY_OF_MANY: &[&str] = &[
    "residents",
    "locals",
    "local residents",
    "eyewitnesses",
    "witnesses",
    "an eyewitness",
    "a witness",
    "relatives",
    "sources",
    "a source",
    "activists",
    "protesters",
    "officials",
    "an official",
    "a spokesman",
    "a spokesperson",
    "media",
    "local media",
    "reports",
    "people",
    "doctors",
    "a doctor",
    "очевидцы",
    "свидетели",
    "жители",
    "местные жители",
    "родственники",
    "источник",
    "источники",
    "активисты",
    "сми",
    "медики",
    "врачи",
];

/// Words for what a number stands in: they say how many and are not who says it. "Its earlier figure", «Данные».
const OF_FIGURES: &[&str] = &[
    "figure",
    "figures",
    "toll",
    "tolls",
    "number",
    "numbers",
    "tally",
    "tallies",
    "data",
    "estimate",
    "estimates",
    "statistics",
    "цифра",
    "цифры",
    "цифру",
    "цифр",
    "данные",
    "данным",
    "данных",
    "число",
    "сведения",
    "сведениям",
    "сведений",
    "информация",
    "информации",
    "оценка",
    "оценки",
    "оценкам",
    "статистика",
    "статистике",
    "подсчёты",
    "подсчётам",
    "подсчеты",
    "подсчетам",
];
/// Words between such a word and whose it is: "figures from the ministry".
const WHOSE: &[&str] = &["from", "by", "of", "от", "из"];

/// Returns whether a word in lower case is one for a number or a table of numbers.
pub(super) fn is_of_figures(word: &str) -> bool {
    OF_FIGURES.contains(&word)
}

/// Returns who gives a claim's number: the one to whom the article puts it down, else the site or whoever signed the
/// article; nothing where neither is known, or where only a pronoun stands there.
pub(super) fn speaker(article: &StoredArticle, claim: &Claim) -> String {
    match &claim.attributed_to {
        Some(words) => named(&words.text),
        None => article.site.as_deref().or(article.byline.as_deref()).map(named).unwrap_or_default(),
    }
}

/// Returns the name in words that say who speaks; nothing where they name nobody.
fn named(words: &str) -> String {
    let words = single_spaced(words);
    let words = words.trim_matches([',', ';', ':', '.', '“', '”', '"', '«', '»', ' ']);
    let mut rest: Vec<&str> = words.split(' ').collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    while rest.first().is_some_and(|word| BEFORE_A_NAME.contains(&bare(word).as_str())) {
        rest.remove(0);
    }
    let name = whose_figures(&rest).join(" ");
    let is_nobody = !name.chars().any(char::is_alphabetic) || NOBODY.contains(&bare(&name).as_str());
    if is_nobody { String::new() } else { name }
}

/// Returns whose figures words name if they are of figures: the ministry of "the ministry's earlier figure", of "figures from the
/// ministry" and of «данные министерства»; nobody of "an earlier toll". Other words stay as they are.
fn whose_figures<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let ends = words.iter().position(|word| WHOSE.contains(&bare(word).as_str())).unwrap_or(words.len());
    let (head, behind) = words.split_at(ends);
    let Some(figures) = head.iter().position(|word| is_of_figures(&bare(word))) else {
        return words.to_vec();
    };
    let owner = head.iter().position(|word| word.ends_with("'s") || word.ends_with("’s"));
    let is_named = |words: &[&str]| words.iter().any(|word| word.starts_with(char::is_uppercase));
    if let Some(owner) = owner.filter(|owner| *owner < figures) {
        let mut whose = head[..=owner].to_vec();
        whose[owner] = whose[owner].trim_end_matches("'s").trim_end_matches("’s");
        return whose;
    }
    let behind = behind.get(1..).unwrap_or_default();
    let is_head = figures + 1 == head.len();
    match (is_head, is_named(behind)) {
        (true, true) => behind.to_vec(),
        (true, false) => Vec::new(),
        // «данные Минздрава»: whose they are stands behind
        (false, _) if !head[figures].is_ascii() && is_named(&head[figures + 1..]) => {
            head[figures + 1..].to_vec()
        }
        (false, _) => words.to_vec(),
    }
}

/// Returns what two claimants have in common if they are one: without what stands in brackets or behind "via" (through whom
/// they are heard), without the person who speaks for an office, and without what follows a comma.
///
/// None for whoever is not known, or of whom it can't be told who it is.
pub(super) fn who(claimant: &str) -> Option<String> {
    let mut depth = 0usize;
    let outside = claimant.chars().filter(|c| match c {
        '(' | '[' => {
            depth += 1;
            false
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    let text = outside.collect::<String>().to_lowercase().replace('’', "'").replace(',', " ,");
    let text = format!(" {} ", single_spaced(&text));
    let through = THROUGH.iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len());
    let text = text[..through].split(" ,").next().unwrap_or_default();
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.first().is_some_and(|word| ["the", "a", "an"].contains(word)) && words.len() > 1 {
        let name = words.join(" ");
        if ANY_OF_MANY.contains(&name.as_str()) {
            return None;
        }
        words.remove(0);
    }
    // "Prosecutor General B. Asylov": the office speaks, by whomever it does
    let is_initial = |word: &&str| word.ends_with('.') && word.chars().count() == 2;
    if let Some(at) = words.iter().position(is_initial).filter(|at| *at > 0) {
        words.truncate(at);
    }
    if words.last().is_some_and(|word| *word == "office") && words.len() > 1 {
        words.pop();
    }
    let name = words.join(" ");
    let name = name.strip_suffix("'s").unwrap_or(&name);
    let is_known = !named(name).is_empty() && !ANY_OF_MANY.contains(&name);
    is_known.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn through_whom_is_not_who() {
        let office = who("Prosecutor General's Office");
        assert!(office.is_some());
        for written in [
            "Prosecutor General's Office (S. Shalabayev)",
            "Prosecutor General’s Office, via The Village",
            "Prosecutor General B. Asylov, via liter.kz",
            "the Prosecutor General's Office, via joint statement of 10 NGOs",
            "Prosecutor General's Office, list of initials and surnames, via The Diplomat",
        ] {
            assert_eq!(who(written), office, "{written}");
        }
        assert_eq!(
            who("Ministry of Internal Affairs (Instagram), via The Diplomat"),
            who("the Ministry of Internal Affairs")
        );
        assert_ne!(who("Ministry of Health"), who("Ministry of Internal Affairs"));
        for nobody in ["", "eyewitnesses, via RFI", "(not named)", "a source", "she", "5"] {
            assert_eq!(who(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn a_pronoun_or_an_adverb_names_nobody() {
        for words in ["she", "earlier", "Earlier", "они", "5", "“", "Ранее", "It"] {
            assert_eq!(named(words), "", "{words}");
        }
        assert_eq!(named("Ранее Минздрав"), "Минздрав");
        assert_eq!(named("Rights Horizon, a monitoring group,"), "Rights Horizon, a monitoring group");
        assert_eq!(named("The union"), "The union");
    }

    #[test]
    fn a_figure_is_not_who_says_it() {
        for words in [
            "its earlier figure",
            "An earlier toll",
            "figure",
            "Данные",
            "which",
            "По данным",
            "Official data",
        ] {
            assert_eq!(named(words), "", "{words}");
        }
        for (words, whose) in [
            ("figures from the Ministry of Health", "the Ministry of Health"),
            ("the ministry's earlier figure", "the ministry"),
            ("данные Минздрава", "Минздрава"),
            ("the Bureau of National Statistics", "the Bureau of National Statistics"),
            ("National Data Centre", "National Data Centre"),
            ("Human Rights Data Group", "Human Rights Data Group"),
        ] {
            assert_eq!(named(words), whose, "{words}");
        }
    }
}
