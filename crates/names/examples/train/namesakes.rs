//! Namesakes and disguises that the files hold too few of: words that begin alike and end otherwise, fathers and sons by `bin`,
//! one word against a full name, initials that agree or contradict, titles, words glued and split, digits for letters.

use std::collections::HashMap;

use crate::augment::Made;
use crate::boosting::next;
use crate::figures::Pair;

/// Words of the training names by their first three letters, and people by each of their words.
pub(crate) struct Namesakes<'a> {
    heads: HashMap<String, Vec<&'a str>>,
    bearers: HashMap<String, Vec<(&'a str, usize)>>,
}

const TITLES: [&str; 16] = [
    "Mr.",
    "Mrs.",
    "Dr.",
    "President",
    "General",
    "Sheikh",
    "Haji",
    "Prof.",
    "Senator",
    "Minister",
    "Sir",
    "Colonel",
    "Captain",
    "Lord",
    "Mullah",
    "Lt.",
];

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphabetic()))
        .filter(|word| word.chars().count() > 2)
}

fn head(word: &str) -> String {
    word.chars().take(3).flat_map(char::to_lowercase).collect()
}

impl<'a> Namesakes<'a> {
    pub(crate) fn new(pairs: &'a [Pair]) -> Namesakes<'a> {
        let mut out = Namesakes { heads: HashMap::new(), bearers: HashMap::new() };
        for (at, pair) in pairs.iter().enumerate().filter(|(_, pair)| pair.same) {
            for name in [&pair.a, &pair.b] {
                for word in words(name) {
                    out.heads.entry(head(word)).or_default().push(word);
                    out.bearers.entry(word.to_lowercase()).or_default().push((name, at));
                }
            }
        }
        out
    }

    /// One word of a name exchanged for one that begins alike and ends otherwise (Luxon, Luxford).
    pub(crate) fn other_end(&self, pair: &Pair, against_self: bool, state: &mut u64) -> Option<Made> {
        let changed = if against_self { &pair.a } else { &pair.b };
        let all: Vec<&str> = words(changed).collect();
        let word = *all.get(next(state) as usize % all.len().max(1))?;
        let list = self.heads.get(&head(word))?;
        let other =
            (0..8).map(|_| list[next(state) as usize % list.len()]).find(|other| end_apart(word, other))?;
        let other =
            if word.chars().all(char::is_uppercase) { other.to_uppercase() } else { (*other).to_string() };
        Some(Made { a: pair.a.clone(), b: changed.replace(word, &other), same: false })
    }

    /// One word of a name alone, against the full name of its bearer or of another who has it too.
    pub(crate) fn alone(&self, pair: &Pair, at: usize, state: &mut u64) -> Vec<Made> {
        let all: Vec<&str> = words(&pair.b).collect();
        let Some(word) = all.get(next(state) as usize % all.len().max(1)) else { return Vec::new() };
        let made = |a: &str, same| Made { a: a.to_string(), b: (*word).to_string(), same };
        let mut out = vec![made(&pair.a, true)];
        let others = self.bearers.get(&word.to_lowercase()).map_or(&[][..], Vec::as_slice);
        if !others.is_empty() {
            let (name, bearer) = others[next(state) as usize % others.len()];
            // rows near each other may be one person
            if bearer.abs_diff(at) > 60 && words(name).count() > 1 && !shares_more(name, &pair.b) {
                out.push(made(name, false));
            }
        }
        out
    }
}

/// Whether two names share more than one word.
fn shares_more(a: &str, b: &str) -> bool {
    words(a).filter(|x| words(b).any(|y| x.to_lowercase() == y.to_lowercase())).count() > 1
}

/// Whether two words that begin alike end so differently that no typing error explains it.
fn end_apart(a: &str, b: &str) -> bool {
    let lower = |word: &str| word.chars().flat_map(char::to_lowercase).collect::<Vec<char>>();
    let (a, b) = (lower(a), lower(b));
    if a.len().abs_diff(b.len()) > 3 || a.len().min(b.len()) < 5 {
        return false;
    }
    let weak = |letter: &char| "aeiouyhwjаеёиоуыэюяйәіөүұһьъ".contains(*letter);
    let skeleton = |word: &[char]| word.iter().copied().filter(|letter| !weak(letter)).collect::<Vec<char>>();
    edits(&a, &b) >= 3 && edits(&skeleton(&a), &skeleton(&b)) >= 2
}

fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// A man, his father and his family, joined by `bin`; the same written otherwise, and the father with his own father's name.
pub(crate) fn sons(pair: &Pair, state: &mut u64) -> Vec<Made> {
    let all: Vec<&str> = words(&pair.a).collect();
    let [given, father, family] = all[..] else { return Vec::new() };
    if !pair.a.is_ascii() || pair.a.contains(',') {
        return Vec::new();
    }
    let bin = ["bin", "ibn", "ben"][next(state) as usize % 3];
    let full = format!("{given} {bin} {father} {family}");
    let made = |b: String, same| Made { a: full.clone(), b, same };
    vec![
        made(format!("{given} {father} {family}"), true),
        made(format!("{family}, {given} bin {father}"), true),
        made(format!("{father} {bin} {given} {family}"), false),
        made(format!("{father} {given} {family}"), false),
    ]
}

/// A second name as an initial that agrees with it or contradicts it.
pub(crate) fn initialled(pair: &Pair, state: &mut u64) -> Vec<Made> {
    let all: Vec<&str> = words(&pair.b).collect();
    let ([given, family], true) = (&all[..], !pair.b.contains(',')) else { return Vec::new() };
    let middle = ["Arman", "Bruno", "Carlos", "Dmitri", "Felix", "Georg", "Hans", "Ivan", "Karim", "Lars"];
    let middle = middle[next(state) as usize % middle.len()];
    let first = &middle[..1];
    let other = ["M", "N", "P", "R", "S", "T", "V", "Z"][next(state) as usize % 8];
    let full = format!("{given} {middle} {family}");
    let made = |b: String, same| Made { a: full.clone(), b, same };
    vec![
        made(format!("{given} {first}. {family}"), true),
        made(format!("{family}, {given} {first}"), true),
        made(format!("{given} {other}. {family}"), false),
        Made {
            a: format!("{given} {first}. {family}"),
            b: format!("{family}, {given} {other}."),
            same: false,
        },
    ]
}

/// A true pair with one side in a disguise of typing: a title, words glued or split, digits for letters, a letter doubled.
pub(crate) fn disguised(pair: &Pair, state: &mut u64) -> Made {
    let text = if next(state).is_multiple_of(2) { &pair.a } else { &pair.b };
    let b = match next(state) % 5 {
        0 => format!("{} {text}", TITLES[next(state) as usize % TITLES.len()]),
        1 => text.replace([' ', ','], ""),
        2 => {
            let digit = |letter: char| match letter {
                'o' => '0',
                'i' => '1',
                'e' => '3',
                'a' => '4',
                other => other,
            };
            text.chars().map(digit).collect()
        }
        3 => text.replace(' ', "").to_lowercase(),
        _ => {
            let mut letters: Vec<char> = text.chars().collect();
            if letters.len() > 6 {
                let at = 2 + next(state) as usize % (letters.len() - 4);
                letters.insert(at, if next(state).is_multiple_of(3) { '-' } else { ' ' });
            }
            letters.into_iter().collect()
        }
    };
    Made { a: pair.a.clone(), b, same: true }
}
