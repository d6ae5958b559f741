//! Which figure's scope lies in which other's: by place and group, or because its words say so.

use super::matters::without_time;
use super::scopes::{Scope, holder};
use rustc_hash::FxHashMap;
use tizim_model::{Figure, Quantity, first_words};
use tizim_places::Gazetteer;

/// Works out which figure's scope lies in which other's, among those of one quantity.
pub(crate) fn place_scopes(figures: &mut [Figure]) {
    let gazetteer = Gazetteer::shipped();
    let mut known: FxHashMap<String, Scope> = FxHashMap::default();
    let mut of_quantity: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for figure in figures.iter() {
        let scope = figure.scope_as_set();
        known.entry(scope.clone()).or_insert_with(|| Scope::read(&without_time(figure), gazetteer));
        let scopes = of_quantity.entry(quantity(figure)).or_default();
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    let told: Vec<Option<String>> = figures
        .iter()
        .map(|figure| named_whole(figure, figures).or_else(|| told_whole(figure, figures)))
        .collect();
    for (figure, told) in figures.iter_mut().zip(told) {
        let others = &of_quantity[&quantity(figure)];
        let found = || holder(&figure.scope_as_set(), others, &known).map(str::to_owned);
        figure.part_of = told.or_else(found).unwrap_or_default();
    }
}

/// Returns the scope of the figure whose number one's own words name as the whole, or that number where the whole has no scope.
fn named_whole(figure: &Figure, others: &[Figure]) -> Option<String> {
    let whole = others.iter().filter(|_| !figure.part_of_figure.is_empty());
    let whole =
        whole.into_iter().find(|other| other.id == figure.part_of_figure && other.source == figure.source)?;
    let number =
        || format!("the {}", whole.low.or(whole.high).map(|number| number.to_string()).unwrap_or_default());
    Some(if whole.scope_as_set().is_empty() { number() } else { whole.scope_as_set() })
}

/// Returns the scope of the figure that one says to be a part of: "deaths in hospital, part of the 225".
fn told_whole(figure: &Figure, others: &[Figure]) -> Option<String> {
    let number = [&figure.scope, &figure.of_which].into_iter().find_map(|text| part_of_number(text))?;
    let is_whole = |other: &&Figure| {
        quantity(other) == quantity(figure)
            && other.low == Some(number)
            && (other.low, other.high) != (figure.low, figure.high)
            && other.scope != figure.scope
    };
    let wholes: Vec<&Figure> = others.iter().filter(is_whole).collect();
    // of the same table or article, if there is one
    let near: Vec<&&Figure> = wholes.iter().filter(|whole| whole.file == figure.file).collect();
    let first = near.first().copied().or(wholes.first())?;
    let meant = if near.is_empty() { wholes.iter().collect() } else { near };
    // of two with that number and not the same scope nobody can tell which is meant
    meant.iter().all(|other| other.scope == first.scope).then(|| first.scope.clone())
}

/// Returns the number in "part of the 225", "part of 225".
fn part_of_number(text: &str) -> Option<u64> {
    let text = text.to_lowercase();
    let rest = ["part of ", "часть от ", "часть из ", "из числа "]
        .iter()
        .find_map(|words| text.split_once(words))?
        .1;
    let rest = ["the ", "those ", "these "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let digits: String =
        rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn quantity(figure: &Figure) -> String {
    let first = first_words(&figure.quantity);
    Quantity::named(first).map_or_else(|| first.to_lowercase(), |known| known.word().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_names_its_whole_by_the_number() {
        assert_eq!(part_of_number("deaths in medical institutions, part of the 225"), Some(225));
        assert_eq!(part_of_number("part of 1,225 in all"), Some(1_225));
        assert_eq!(part_of_number("the northern part of the country"), None);
    }
}
