//! The forms of a Russian verb that news is told in: past, present, participles. Made from the dictionary form; some made are no
//! words, which does no harm.

const FULL: [&str; 13] = ["ый", "ая", "ое", "ые", "ого", "ой", "ому", "ым", "ом", "ых", "ыми", "ую", "ою"];

/// Returns whether a word ends as a dictionary gives a Russian verb.
pub(super) fn is_dictionary_form(word: &str) -> bool {
    !word.is_ascii()
        && !word.contains(['|', '*'])
        && ["ать", "ять", "ить", "еть", "уть", "оть", "ыть", "ться"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Returns the forms of a verb in its dictionary form, that form first.
pub(super) fn forms(verb: &str) -> Vec<String> {
    let (base, is_reflexive) = match verb.strip_suffix("ся") {
        Some(base) => (base, true),
        None => (verb, false),
    };
    let mut list = vec![verb.to_owned()];
    // "задержа", "освободи"
    let past = base.strip_suffix("ть").unwrap_or(base);
    let own: [(&str, &str); 4] = [("л", "лся"), ("ла", "лась"), ("ло", "лось"), ("ли", "лись")];
    list.extend(
        own.iter()
            .map(|(plain, reflexive)| format!("{past}{}", if is_reflexive { reflexive } else { plain })),
    );
    for present in present(base) {
        list.push(if is_reflexive { format!("{present}ся") } else { present.clone() });
        if !is_reflexive {
            list.push(format!("{present}ся"));
        }
    }
    if !is_reflexive {
        for stem in participles(base) {
            list.extend(["", "а", "о", "ы"].iter().map(|ending| format!("{stem}{ending}")));
            let full = if stem.ends_with('н') { format!("{stem}н") } else { stem };
            list.extend(FULL.iter().map(|ending| format!("{full}{ending}")));
        }
    }
    list
}

/// The third person of verbs in "ать" and "еть"; of others it mostly speaks of what is to come.
fn present(base: &str) -> Vec<String> {
    let ends = |stem: &str, vowel: &str| [format!("{stem}{vowel}ет"), format!("{stem}{vowel}ют")];
    if let Some(stem) = base.strip_suffix("овать") {
        return ends(stem, "у").into();
    }
    let vowel =
        ["ать", "ять", "еть"].iter().find_map(|ending| Some((base.strip_suffix(ending)?, &ending[..2])));
    vowel.map_or(Vec::new(), |(stem, vowel)| ends(stem, vowel).into())
}

/// The stems of the passive participle: "задержан", "освобожден", "избит".
fn participles(base: &str) -> Vec<String> {
    // "избить", "взять", "принять", "свергнуть": in "т"
    let in_t = ["бить", "зять", "нять", "ъять", "шить", "нуть", "крыть", "литья"];
    if in_t.iter().any(|ending| base.ends_with(ending))
        && !base.ends_with("любить")
        && !base.ends_with("губить")
    {
        return base.strip_suffix('ь').map(str::to_owned).into_iter().collect();
    }
    for (ending, vowel) in [("ать", "ан"), ("ять", "ян")] {
        if let Some(stem) = base.strip_suffix(ending) {
            return vec![format!("{stem}{vowel}")];
        }
    }
    let Some(stem) = base.strip_suffix("ить") else { return Vec::new() };
    let changed = |end: &str, to: &str| stem.strip_suffix(end).map(|stem| format!("{stem}{to}ен"));
    if let Some(changed) = changed("ст", "щ") {
        return vec![changed];
    }
    let all = [("т", "ч"), ("т", "щ"), ("д", "ж"), ("д", "жд"), ("с", "ш"), ("з", "ж")];
    let mut list: Vec<String> = all.iter().filter_map(|(end, to)| changed(end, to)).collect();
    if stem.ends_with(['б', 'п', 'в', 'м', 'ф']) {
        list.push(format!("{stem}лен"));
    }
    if list.is_empty() {
        list.push(format!("{stem}ен"));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_the_forms_of_news() {
        for (verb, wanted) in [
            ("задержать", ["задержали", "задержан", "задержанных"]),
            ("освободить", ["освободил", "освобождены", "освобожденный"]),
            ("похитить", ["похитила", "похищен", "похищенного"]),
            ("избить", ["избили", "избита", "избитых"]),
            ("преследовать", ["преследует", "преследуется", "преследован"]),
            ("отпустить", ["отпустили", "отпущены", "отпущенную"]),
            ("застрелить", ["застрелил", "застрелен", "застреленного"]),
            ("скончаться", ["скончался", "скончалась", "скончались"]),
        ] {
            let forms = forms(verb);
            for form in wanted {
                assert!(forms.iter().any(|other| other == form), "{form} of {verb}: {forms:?}");
            }
        }
        assert!(is_dictionary_form("избить") && !is_dictionary_form("убит*") && !is_dictionary_form("тело"));
    }
}
