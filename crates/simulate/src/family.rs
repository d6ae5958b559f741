//! How people come to be on lists: families of inclusion models.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::PlanError;
use crate::chance::{Chance, Purpose};

/// The most lists of one population.
pub const MAX_LISTS: usize = 10;

/// A family of inclusion models.
///
/// In all of them each list takes up a given share of the population; they differ in how lists and people depend on each
/// other. The families are those on which estimators of population size part ways: where capture is heterogeneous,
/// models that take lists for independent fall short.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Each list takes people regardless of the others, and all people alike.
    Independent,
    /// Two latent classes: 35 % of people are hard to see, with log odds of inclusion lower by 2.65 on every list.
    TwoClasses,
    /// Three latent classes of 50, 30 and 20 %, with log odds lower by 0, 1.4 and 3.2, and a preference of each class
    /// for some lists over others (normal, standard deviation 0.5).
    ThreeClasses,
    /// All people alike, but lists 1 and 2 share sources (conditional log odds ratio 1.2), and lists 3 and 4, where there
    /// are so many, avoid each other (-0.8): a log-linear model with two interactions.
    DependentPairs,
    /// Independent lists that hold few people.
    Sparse,
    /// Each person has a normal trait of standard deviation 1.2 that is added to the log odds on every list (Rasch).
    Heterogeneous,
    /// Two latent classes, and within each of them lists 1 and 2 share sources (log odds ratio 1).
    Mixed,
}

impl Family {
    /// All the families.
    pub const ALL: [Self; 7] = [
        Self::Independent,
        Self::TwoClasses,
        Self::ThreeClasses,
        Self::DependentPairs,
        Self::Sparse,
        Self::Heterogeneous,
        Self::Mixed,
    ];

    /// The word for it on the command line and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Independent => "independent",
            Self::TwoClasses => "two-classes",
            Self::ThreeClasses => "three-classes",
            Self::DependentPairs => "dependent-pairs",
            Self::Sparse => "sparse",
            Self::Heterogeneous => "heterogeneous",
            Self::Mixed => "mixed",
        }
    }

    /// Where the share of each list is drawn from when a plan doesn't say.
    fn usual_rates(self) -> (f64, f64) {
        match self {
            Self::Sparse => (0.02, 0.08),
            _ => (0.15, 0.5),
        }
    }

    /// Shares of the latent classes, and how much lower their log odds of inclusion are.
    fn classes(self) -> &'static [(f64, f64)] {
        match self {
            Self::TwoClasses | Self::Mixed => &[(0.65, 0.0), (0.35, 2.65)],
            Self::ThreeClasses => &[(0.5, 0.0), (0.3, 1.4), (0.2, 3.2)],
            _ => &[(1.0, 0.0)],
        }
    }

    /// Pairs of lists that depend on each other, with their conditional log odds ratio.
    fn pairs(self) -> &'static [(usize, usize, f64)] {
        match self {
            Self::DependentPairs => &[(0, 1, 1.2), (2, 3, -0.8)],
            Self::Mixed => &[(0, 1, 1.0)],
            _ => &[],
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl FromStr for Family {
    type Err = PlanError;

    fn from_str(word: &str) -> Result<Self, PlanError> {
        let found = Self::ALL.into_iter().find(|family| family.word() == word);
        found.ok_or_else(|| PlanError::UnknownFamily { word: word.to_owned() })
    }
}

/// The standard deviation of the trait in [`Family::Heterogeneous`].
const TRAIT_SD: f64 = 1.2;

/// A family with its numbers fixed: draws for each person which lists they are on.
pub(crate) struct Inclusion {
    shares: Vec<f64>,
    /// For each class the probability of each history, bit `j` for list `j`. Empty in a model with a continuous trait.
    histories: Vec<Vec<f64>>,
    /// For a continuous trait: the log odds of each list for a person of trait 0.
    intercepts: Vec<f64>,
}

/// A person's traits that decide on which lists they are.
pub(crate) struct Captured {
    /// Bit `j` is set if the person is on list `j`.
    pub(crate) lists: u32,
    /// How hard the person is to see: 0 easy, 1 hard. Of a continuous trait, its place among all.
    pub(crate) hidden: f64,
}

impl Inclusion {
    /// Fixes the numbers. `rates` is the share of the population that each list is to hold, in (0, 1); drawn when not given.
    pub(crate) fn new(family: Family, lists: usize, rates: Option<&[f64]>, seed: u64) -> Self {
        let mut chance = Chance::new(seed, Purpose::Inclusion, 0);
        let (low, high) = family.usual_rates();
        let drawn: Vec<f64> = (0..lists).map(|_| chance.between(low, high)).collect();
        let rate = |list: usize| rates.and_then(|r| r.get(list)).unwrap_or(&drawn[list]).clamp(0.001, 0.999);
        if family == Family::Heterogeneous {
            let intercepts = (0..lists).map(|list| intercept_under_trait(rate(list))).collect();
            return Self { shares: Vec::new(), histories: Vec::new(), intercepts };
        }
        let classes = family.classes();
        let preference = if family == Family::ThreeClasses { 0.5 } else { 0.0 };
        let mut margins = vec![vec![0.0; lists]; classes.len()];
        for list in 0..lists {
            let shifts: Vec<f64> =
                classes.iter().map(|(_, lower)| preference * chance.normal() - lower).collect();
            let intercept = solve(|a| {
                let held = classes.iter().zip(&shifts).map(|((share, _), shift)| share * logistic(a + shift));
                held.sum::<f64>() - rate(list)
            });
            for (margin, shift) in margins.iter_mut().zip(&shifts) {
                margin[list] = logistic(intercept + shift);
            }
        }
        let shares = classes.iter().map(|(share, _)| *share).collect();
        let histories = margins.iter().map(|margins| fit_histories(margins, family.pairs())).collect();
        Self { shares, histories, intercepts: Vec::new() }
    }

    /// Draws the traits of one person and the lists that hold them.
    pub(crate) fn draw(&self, chance: &mut Chance) -> Captured {
        if self.intercepts.is_empty() {
            let class = chance.weighted(&self.shares);
            let lists = chance.weighted(&self.histories[class]) as u32;
            let hidden = class as f64 / (self.shares.len() as f64 - 1.0).max(1.0);
            return Captured { lists, hidden };
        }
        let ease = chance.normal();
        let mut lists = 0;
        for (list, intercept) in self.intercepts.iter().enumerate() {
            if chance.happens(logistic(intercept + TRAIT_SD * ease)) {
                lists |= 1 << list;
            }
        }
        Captured { lists, hidden: logistic(-1.7 * ease) }
    }

    /// The probability of being on no list, where it is known in closed form: in the models of classes.
    #[cfg(test)]
    fn missed(&self) -> f64 {
        self.shares.iter().zip(&self.histories).map(|(share, histories)| share * histories[0]).sum()
    }
}

/// The probability of each history in the log-linear model with these margins and these interactions of pairs, by
/// iterative proportional fitting (Deming and Stephan 1940): scaling to the margins leaves the odds ratios as they are.
fn fit_histories(margins: &[f64], pairs: &[(usize, usize, f64)]) -> Vec<f64> {
    let on = |history: usize, list: usize| history >> list & 1 == 1;
    let mut cells: Vec<f64> = (0..1 << margins.len())
        .map(|history| {
            let both = pairs.iter().filter(|(a, b, _)| on(history, *a) && on(history, *b));
            libm::exp(both.map(|(_, _, log_odds_ratio)| log_odds_ratio).sum())
        })
        .collect();
    for _ in 0..200 {
        for (list, margin) in margins.iter().enumerate() {
            let held = cells.iter().enumerate().filter(|(h, _)| on(*h, list)).map(|(_, p)| p).sum::<f64>();
            let total = cells.iter().sum::<f64>();
            let (up, down) = (margin / held, (1.0 - margin) / (total - held));
            for (history, cell) in cells.iter_mut().enumerate() {
                *cell *= if on(history, list) { up } else { down };
            }
        }
    }
    cells
}

/// The log odds at which a list holds this share of people with a normal trait; the integral by the trapezoid rule.
fn intercept_under_trait(rate: f64) -> f64 {
    let nodes: Vec<(f64, f64)> =
        (-60..=60).map(|i| f64::from(i) / 10.0).map(|z| (z, libm::exp(-0.5 * z * z))).collect();
    let total: f64 = nodes.iter().map(|(_, density)| density).sum();
    solve(|a| {
        nodes.iter().map(|(z, density)| density * logistic(a + TRAIT_SD * z)).sum::<f64>() / total - rate
    })
}

/// Where an increasing function crosses zero, between -40 and 40, by bisection.
fn solve(excess: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (-40.0, 40.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if excess(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: usize = 200_000;

    fn histories(family: Family, rates: &[f64]) -> Vec<u32> {
        let inclusion = Inclusion::new(family, rates.len(), Some(rates), 5);
        let mut chance = Chance::new(5, Purpose::Capture, 0);
        (0..PEOPLE).map(|_| inclusion.draw(&mut chance).lists).collect()
    }

    fn share(histories: &[u32], test: impl Fn(u32) -> bool) -> f64 {
        histories.iter().filter(|h| test(**h)).count() as f64 / histories.len() as f64
    }

    /// Log odds ratio of two lists among the people that `among` takes.
    fn log_odds_ratio(histories: &[u32], a: u32, b: u32, among: impl Fn(u32) -> bool) -> f64 {
        let mut cells = [0.0; 4];
        for h in histories.iter().filter(|h| among(**h)) {
            cells[(h >> a & 1) as usize * 2 + (h >> b & 1) as usize] += 1.0;
        }
        let [neither, only_b, only_a, both] = cells;
        f64::ln(both * neither / (only_a * only_b))
    }

    #[test]
    fn every_family_fills_its_lists_as_asked() {
        for family in Family::ALL {
            let rates = [0.3, 0.2, 0.45, 0.1, 0.6];
            let drawn = histories(family, &rates);
            for (list, rate) in rates.iter().enumerate() {
                let held = share(&drawn, |h| h >> list & 1 == 1);
                assert!((held - rate).abs() < 0.006, "{family}, list {list}: {held} for {rate}");
            }
        }
    }

    #[test]
    fn independent_lists_are_independent() {
        for family in [Family::Independent, Family::Sparse] {
            let drawn = histories(family, &[0.3, 0.2, 0.45]);
            for (a, b) in [(0, 1), (0, 2), (1, 2)] {
                let lor = log_odds_ratio(&drawn, a, b, |_| true);
                assert!(lor.abs() < 0.05, "{family} {a} {b}: {lor}");
            }
            let missed = share(&drawn, |h| h == 0);
            assert!((missed - 0.7 * 0.8 * 0.55).abs() < 0.005, "{missed}");
        }
    }

    #[test]
    fn dependent_pairs_have_the_odds_ratios_they_promise_and_no_others() {
        let drawn = histories(Family::DependentPairs, &[0.3, 0.2, 0.45, 0.3]);
        for (a, b, promised) in
            [(0, 1, 1.2), (2, 3, -0.8), (0, 2, 0.0), (0, 3, 0.0), (1, 2, 0.0), (1, 3, 0.0)]
        {
            let lor = log_odds_ratio(&drawn, a, b, |_| true);
            assert!((lor - promised).abs() < 0.06, "{a} {b}: {lor}");
        }
        let within = log_odds_ratio(&drawn, 0, 1, |h| h & 0b1100 == 0);
        assert!((within - 1.2).abs() < 0.1, "conditional on the other lists too: {within}");
    }

    #[test]
    fn latent_traits_make_every_pair_of_lists_agree() {
        for family in [Family::TwoClasses, Family::ThreeClasses, Family::Heterogeneous, Family::Mixed] {
            let drawn = histories(family, &[0.3, 0.3, 0.3, 0.3]);
            for (a, b) in [(0, 1), (0, 2), (1, 3), (2, 3)] {
                let lor = log_odds_ratio(&drawn, a, b, |_| true);
                assert!(lor > 0.3, "{family} {a} {b}: {lor}");
            }
            let missed = share(&drawn, |h| h == 0);
            assert!(
                missed > 0.7_f64.powi(4) + 0.05,
                "{family}: more are missed than by independent lists: {missed}"
            );
        }
    }

    #[test]
    fn mixed_adds_a_pair_to_the_classes() {
        let rates = [0.3, 0.3, 0.3, 0.3];
        let drawn = histories(Family::Mixed, &rates);
        let (pair, others) = (log_odds_ratio(&drawn, 0, 1, |_| true), log_odds_ratio(&drawn, 2, 3, |_| true));
        assert!(pair > others + 0.5, "{pair} {others}");
    }

    /// In closed form: two classes with probabilities that give 0.4 on each of three lists.
    #[test]
    fn two_classes_miss_as_many_as_the_formula_says() {
        let inclusion = Inclusion::new(Family::TwoClasses, 3, Some(&[0.4; 3]), 1);
        let easy = solve(|a| 0.65 * logistic(a) + 0.35 * logistic(a - 2.65) - 0.4);
        let expected = 0.65 * (1.0 - logistic(easy)).powi(3) + 0.35 * (1.0 - logistic(easy - 2.65)).powi(3);
        assert!((inclusion.missed() - expected).abs() < 1e-9);
        let drawn = histories(Family::TwoClasses, &[0.4; 3]);
        assert!((share(&drawn, |h| h == 0) - expected).abs() < 0.005);
    }

    #[test]
    fn words_go_there_and_back() {
        for family in Family::ALL {
            assert_eq!(family.word().parse::<Family>().unwrap(), family);
        }
        assert!("none".parse::<Family>().is_err());
    }
}
