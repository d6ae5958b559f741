//! Families that never were: fathers, children and brothers made of the training names, in the Slavic and the Kazakh manner.

use crate::augment::Made;
use crate::boosting::next;
use crate::figures::Pair;

/// Given names of people whose surnames bend, by script (Latin or not).
pub(crate) struct Givens {
    latin: Vec<String>,
    cyrillic: Vec<String>,
}

/// A given name and a surname that bends, as somebody in the training data bears them.
struct Bearer<'a> {
    given: &'a str,
    family: &'a str,
    latin: bool,
}

const SURNAME_ENDINGS: [&str; 12] =
    ["ов", "ев", "ин", "ский", "ова", "ева", "ov", "ev", "in", "sky", "ova", "eva"];

fn bearer(name: &str) -> Option<Bearer<'_>> {
    let (given, family) = match name.split_once(", ") {
        Some((family, given)) => (given, family),
        None => name.split_once(' ')?,
    };
    let plain = |word: &str| word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
    let given = given.split(' ').next()?;
    let bends = SURNAME_ENDINGS.iter().any(|ending| family.ends_with(ending));
    (plain(given) && plain(family) && bends).then_some(Bearer { given, family, latin: family.is_ascii() })
}

impl Givens {
    pub(crate) fn new(pairs: &[Pair]) -> Givens {
        let mut givens = Givens { latin: Vec::new(), cyrillic: Vec::new() };
        for bearer in pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).filter_map(|name| bearer(name)) {
            let list = if bearer.latin { &mut givens.latin } else { &mut givens.cyrillic };
            list.push(bearer.given.to_string());
        }
        givens
    }

    fn another(&self, latin: bool, state: &mut u64) -> &str {
        let list = if latin { &self.latin } else { &self.cyrillic };
        &list[next(state) as usize % list.len()]
    }
}

/// The patronymic that a father's given name makes.
fn patronymic(father: &str, latin: bool, woman: bool, state: &mut u64) -> String {
    let stem = father.trim_end_matches(|letter: char| "аяйьоеaiyoe".contains(letter));
    let ending = match (latin, woman, next(state) % 3) {
        (true, true, 0) => "qyzy",
        (true, true, 1) => "kyzy",
        (true, true, _) => "ovna",
        (true, false, 0) => "uly",
        (true, false, _) => "ovich",
        (false, true, 0) => "қызы",
        (false, true, _) => "овна",
        (false, false, 0) => "ұлы",
        (false, false, _) => "ович",
    };
    format!("{stem}{ending}")
}

/// Pairs of one true pair: the man with and without his father's name (same), his child, his brother, his namesake (not).
pub(crate) fn kin(pair: &Pair, givens: &Givens, state: &mut u64) -> Vec<Made> {
    let (Some(one), Some(same)) = (bearer(&pair.a), bearer(&pair.b)) else { return Vec::new() };
    let woman = one.family.ends_with(['а', 'a']);
    let father = givens.another(same.latin, state).to_string();
    let other = givens.another(same.latin, state).to_string();
    let fathers = patronymic(&father, same.latin, woman, state);
    let others = patronymic(&other, same.latin, woman, state);
    // a man's child may be a daughter, whose surname bends
    let daughter = woman || next(state).is_multiple_of(2);
    let childs = patronymic(same.given, same.latin, daughter, state);
    let bend = if daughter && !woman && same.family.ends_with(['в', 'н', 'v', 'n']) {
        if same.latin { "a" } else { "а" }
    } else {
        ""
    };
    let elsewhere = givens.another(one.latin, state).to_string();
    let far = patronymic(&elsewhere, one.latin, woman, state);
    let (given, family) = (same.given, same.family);
    let made = |a: String, b: String, same: bool| Made { a, b, same };
    let mut out = vec![
        made(pair.a.clone(), format!("{family} {given} {fathers}"), true),
        made(format!("{given} {fathers} {family}"), format!("{given} {family}"), true),
        made(format!("{given} {fathers} {family}"), format!("{family} {given} {fathers}"), true),
    ];
    if other != given && other != father {
        out.push(made(pair.a.clone(), format!("{other} {childs} {family}{bend}"), false));
        out.push(made(pair.a.clone(), format!("{family}{bend} {other} {childs}"), false));
        out.push(made(pair.a.clone(), format!("{other} {fathers} {family}"), false));
        out.push(made(format!("{given} {fathers} {family}"), format!("{given} {others} {family}"), false));
        out.push(made(format!("{given} {fathers} {family}"), format!("{other} {fathers} {family}"), false));
        out.push(made(
            format!("{} {far} {}", one.given, one.family),
            format!("{given} {fathers} {family}"),
            false,
        ));
    }
    out
}
