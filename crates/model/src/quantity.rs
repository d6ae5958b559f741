//! Quantities: what is counted, and which acts make a person one of those counted.
//!
//! This is the one place that ties the acts of claims to what they count. A figure in an article is of the quantity of its
//! act ([`Quantity::of_act`]); a person named in an article is documented under the quantity of a project only by an act of
//! it ([`Quantity::acts`]). An act that is not named there documents nobody: who was tried is not who suffered the deed, a
//! released person was not killed, and a missing one is never presumed dead.

/// What a number of people is a number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// Killed.
    Killed,
    /// Hurt and not killed.
    Injured,
    /// Held.
    Detained,
    /// Let go.
    Released,
    /// Not found; neither dead nor alive.
    Missing,
    /// Tortured.
    Tortured,
    /// Before a court.
    Tried,
    /// Dead bodies that were found.
    BodiesFound,
    /// Dead bodies that are gone.
    BodiesMissing,
}

use Quantity::*;

impl Quantity {
    /// All of them: the word for each, the acts that document a person under it, and what else it is called.
    ///
    /// The first act is the one whose numbers are figures of it. A body that was found is one of the dead; one that is
    /// withheld or gone may be that of somebody who is missing, and is none.
    const ALL: [(Quantity, &'static str, &'static [&'static str], &'static [&'static str]); 9] = [
        (
            Killed,
            "killed",
            &["killing", "body_found"],
            &[
                "killing",
                "killings",
                "dead",
                "died",
                "deaths",
                "death",
                "fatalities",
                "killed people",
                "people killed",
                "persons killed",
                "убитые",
                "убито",
                "убитых",
                "погибшие",
                "погибло",
                "погибших",
                "погибли",
                "умершие",
            ],
        ),
        (
            Injured,
            "injured",
            &["injury"],
            &[
                "wounded",
                "hurt",
                "injuries",
                "injury",
                "раненые",
                "ранено",
                "раненых",
                "пострадавшие",
                "пострадало",
            ],
        ),
        (
            Detained,
            "detained",
            &["detention"],
            &[
                "arrested",
                "arrests",
                "detention",
                "detentions",
                "held",
                "in detention",
                "imprisoned",
                "задержанные",
                "задержано",
                "задержанных",
                "арестованные",
                "арестовано",
            ],
        ),
        (
            Released,
            "released",
            &["release"],
            &["release", "releases", "freed", "освобождённые", "освобожденные", "освобождено"],
        ),
        (
            Missing,
            "missing",
            &["disappearance"],
            &[
                "disappeared",
                "disappearance",
                "disappearances",
                "missing persons",
                "missing people",
                "forcibly disappeared",
                "пропавшие",
                "пропавшие без вести",
                "пропало",
                "исчезнувшие",
            ],
        ),
        (Tortured, "tortured", &["torture"], &["torture", "замученные", "пытки", "подвергнутые пыткам"]),
        (
            Tried,
            "tried",
            &["trial"],
            &["trial", "trials", "convicted", "sentenced", "осуждённые", "осужденные", "осуждено"],
        ),
        (BodiesFound, "bodies found", &["body_found"], &["bodies", "bodies recovered", "найденные тела"]),
        (BodiesMissing, "bodies missing", &["body_missing"], &["missing bodies", "пропавшие тела"]),
    ];

    fn row(self) -> &'static (Quantity, &'static str, &'static [&'static str], &'static [&'static str]) {
        // the order of the table is that of the variants
        &Self::ALL[self as usize]
    }

    /// Returns the word for it, as figures out of articles have it.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Returns the types of claims that document a person under it.
    pub fn acts(self) -> &'static [&'static str] {
        self.row().2
    }

    /// Returns the words for all of them.
    pub fn words() -> impl Iterator<Item = &'static str> {
        Self::ALL.iter().map(|(_, word, ..)| *word)
    }

    /// Returns the quantity that numbers in claims of a type are of; none for claims that count no people.
    ///
    /// ```
    /// use tizim_model::Quantity;
    /// assert_eq!(Quantity::of_act("killing"), Some(Quantity::Killed));
    /// assert_eq!(Quantity::of_act("protest"), None);
    /// ```
    pub fn of_act(claim_type: &str) -> Option<Self> {
        Self::ALL.iter().find(|(.., acts, _)| acts[0] == claim_type).map(|(quantity, ..)| *quantity)
    }

    /// Returns the quantity that words name, in English or Russian; what stands after a comma, a semicolon or in brackets
    /// narrows it and makes no other of it.
    ///
    /// ```
    /// use tizim_model::Quantity;
    /// assert_eq!(Quantity::named("Killed, named"), Some(Quantity::Killed));
    /// assert_eq!(Quantity::named("cases of violations"), None);
    /// ```
    pub fn named(words: &str) -> Option<Self> {
        let first = first_words(words).to_lowercase();
        let is_it = |(_, word, _, others): &&(Quantity, &str, &[&str], &[&str])| {
            first == *word || others.contains(&first.as_str())
        };
        Self::ALL.iter().find(is_it).map(|(quantity, ..)| *quantity)
    }

    /// Returns whether two ways to name a quantity name one: "killed" and "deaths", or the same words that none of ours is.
    pub fn are_one(one: &str, other: &str) -> bool {
        match (Self::named(one), Self::named(other)) {
            (Some(one), Some(other)) => one == other,
            (None, None) => first_words(one).to_lowercase() == first_words(other).to_lowercase(),
            _ => false,
        }
    }
}

/// Returns the words of a quantity before what narrows it: "killed" of "killed, named".
pub fn first_words(quantity: &str) -> &str {
    quantity.split([',', '(', ';']).next().unwrap_or(quantity).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_variants_and_names_each_once() {
        let mut names = std::collections::BTreeSet::new();
        for (position, (quantity, word, acts, others)) in Quantity::ALL.iter().enumerate() {
            assert_eq!(*quantity as usize, position);
            assert_eq!(Quantity::of_act(acts[0]), Some(*quantity));
            for name in std::iter::once(word).chain(*others) {
                assert!(names.insert(*name), "{name} names two");
                assert_eq!(*name, name.to_lowercase());
                assert_eq!(Quantity::named(name), Some(*quantity));
            }
        }
    }

    #[test]
    fn a_trial_a_release_and_a_disappearance_are_no_killings() {
        for act in [
            "trial",
            "release",
            "disappearance",
            "detention",
            "body_missing",
            "body_withheld",
            "victim_named",
        ] {
            assert!(!Killed.acts().contains(&act), "{act}");
        }
        assert!(Quantity::are_one("Deaths", "killed (listed)"));
        assert!(Quantity::are_one("cases", "Cases, documented"));
        assert!(!Quantity::are_one("killed", "injured"));
        assert!(!Quantity::are_one("killed", "cases"));
    }
}
