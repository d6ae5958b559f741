//! The regular forms of a verb, English here and Russian in `russian`.

mod russian;

/// Returns the forms of the first word of a phrase: those behind bars, and for a plain verb in its dictionary form the regular ones.
pub(super) fn forms(word: &str, inflects: bool) -> Vec<String> {
    if inflects && russian::is_dictionary_form(word) {
        return russian::forms(word);
    }
    if word.contains('|') && !word.is_ascii() {
        return word.split('|').map(str::to_owned).collect();
    }
    if word.contains('|') {
        return word.split('|').map(str::to_owned).chain(own_ending(word)).collect();
    }
    let is_plain = inflects && word.is_ascii() && !word.ends_with('*') && word.len() > 2;
    if !is_plain
        || ["ed", "ing", "en"].iter().any(|ending| word.ends_with(ending))
        || IRREGULAR.contains(&word)
    {
        return vec![word.to_owned()];
    }
    let mut forms = vec![word.to_owned()];
    if let Some(stem) = word.strip_suffix('e') {
        forms.extend([format!("{word}s"), format!("{word}d"), format!("{stem}ing")]);
    } else if let Some(stem) = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o'])) {
        forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{word}ing")]);
    } else {
        let plural = if word.ends_with(['s', 'x', 'h']) { "es" } else { "s" };
        forms.extend([format!("{word}{plural}"), format!("{word}ed"), format!("{word}ing")]);
        if doubles(word) {
            let last = &word[word.len() - 1..];
            forms.extend([format!("{word}{last}ed"), format!("{word}{last}ing")]);
        }
    }
    forms
}

/// The present forms of a verb whose past is irregular.
fn own_ending(word: &str) -> Vec<String> {
    let base = word.split('|').next().unwrap_or("");
    match base.strip_suffix('e') {
        Some(stem) => vec![format!("{base}s"), format!("{stem}ing")],
        None if doubles(base) => vec![format!("{base}s"), format!("{base}{}ing", &base[base.len() - 1..])],
        None => vec![format!("{base}s"), format!("{base}ing")],
    }
}

fn doubles(word: &str) -> bool {
    let bytes = word.as_bytes();
    let vowel = |b: u8| b"aeiou".contains(&b);
    bytes.len() >= 3
        && !vowel(bytes[bytes.len() - 1])
        && !b"wxy".contains(&bytes[bytes.len() - 1])
        && vowel(bytes[bytes.len() - 2])
        && !vowel(bytes[bytes.len() - 3])
}

/// First words of phrases that are forms already.
const IRREGULAR: &[&str] = &[
    "was",
    "were",
    "is",
    "are",
    "found",
    "went",
    "shot",
    "lost",
    "left",
    "held",
    "began",
    "took",
    "take",
    "it",
    "we",
    "the",
    "need",
    "must",
    "fatally",
    "mortally",
    "critically",
    "seriously",
    "body",
    "bodies",
    "corpse",
    "corpses",
    "not",
    "set",
    "put",
    "has",
    "state",
    "hit",
    "struck",
    "goes",
    "allegedly",
    "forcibly",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_forms() {
        assert!(forms("kill", true).contains(&"killing".to_owned()));
        assert!(forms("stab", true).contains(&"stabbed".to_owned()));
        assert!(forms("execute", true).contains(&"executing".to_owned()));
        assert!(forms("shoot|shot", true).contains(&"shooting".to_owned()));
        assert_eq!(forms("убит*", true), ["убит*"]);
    }
}
