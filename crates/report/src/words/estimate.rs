//! Sentences about linking, estimating and the method.

use super::{count, count_f, counted, list_of, percent};
use tizim_estimate::{GOOD_R_HAT, Model};
use tizim_model::Role;

/// Returns the words as a sentence: a capital first, a full stop last.
pub(crate) fn sentence(words: &str) -> String {
    let words = words.trim();
    let mut chars = words.chars();
    let Some(first) = chars.next() else { return String::new() };
    let mut out: String = first.to_uppercase().collect();
    out.push_str(chars.as_str());
    if !out.ends_with(['.', '!', '?', ':', '…']) {
        out.push('.');
    }
    out
}

/// Returns what a column holds.
pub(crate) fn role(role: Role) -> String {
    role.key().replace('_', " ")
}

/// Returns a number as a table of diagnostics shows it.
pub(crate) fn plain_number(number: f64) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    match number.abs() {
        size if size >= 1000.0 => count_f(number),
        size if size >= 10.0 => format!("{number:.1}"),
        size if size >= 0.001 || size == 0.0 => {
            format!("{number:.4}").trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => format!("{number:.1e}"),
    }
}

pub(crate) const MORE_ON_ESTIMATE: &str = "How it was estimated, and how far to trust it";
pub(crate) const NO_MODEL_RAN: &str = "No model could be run.";
pub(crate) const ESTIMATE_PLOT: &str = "Estimates of all people, by model";
pub(crate) const ESTIMATE_MEANS: &str = "The lists overlap: some persons stand on several. From how often that happens it is calculated how many people \
     no list has caught. Each model does so under other assumptions; where they agree, the answer is firmer.";
pub(crate) const ESTIMATE_CAPTION: &str = "The number of all people, documented and not, by model: point and interval. The dashed line is the number \
     documented; the truth can’t lie to the left of it.";
pub(crate) const MODELS_TABLE: &str = "Estimates by model";
pub(crate) const MODELS_HEAD: [&str; 5] =
    ["Model", "Undocumented#", "Interval#", "All people#", "Interval of all people#"];
pub(crate) const REFUSED: &str = "No estimate.";
pub(crate) const DENSITY_PLOT: &str = "How much the data speak for each number of people";
pub(crate) const TRACES_PLOT: &str = "The runs of the simulation";
pub(crate) const TRACES_CAPTION: &str = "The runs of the simulation. They started from different places; they should look alike and lie over one another.";
pub(crate) const FULL_NUMBERS: &str = "All numbers of this model";
pub(crate) const NUMBERS_HEAD: [&str; 2] = ["Figure", "Value#"];
pub(crate) const SHARES_TABLE: &str = "What the answer is made of";
pub(crate) const SHARES_HEAD: [&str; 4] = ["Part", "Weight#", "Its own estimate#", "Its own interval#"];
pub(crate) const BIC_TABLE: &str = "The best log-linear models";
pub(crate) const BIC_HEAD: [&str; 5] = ["Model", "Parameters#", "BIC#", "Weight#", "Its own estimate#"];
pub(crate) const FIT_TABLE: &str = "Observed and expected, by combination of lists";
pub(crate) const FIT_MEANS: &str = "If the model describes how people got on the lists, what was observed lies within what it would produce.";
pub(crate) const FIT_HEAD: [&str; 5] =
    ["On just these lists", "Observed#", "Expected#", "Would produce#", "Fits"];
pub(crate) const FIT_INSIDE: &str = "yes";
pub(crate) const FIT_OUTSIDE: &str = "no";

pub(crate) fn density_caption(model: Model) -> &'static str {
    match model {
        Model::Chao | Model::Chapman | Model::Loglinear => {
            "How well each number of people fits the data; the filled part is the interval."
        }
        _ => "How probable each number of people is after seeing the data; the filled part is the interval.",
    }
}

pub(crate) fn model(model: Model) -> &'static str {
    match model {
        Model::Combined => "All models together",
        Model::Lcm => "Latent classes",
        Model::Graphs => "Graphs",
        Model::Loglinear => "Log-linear models",
        Model::Chao => "Chao’s lower bound",
        Model::Chapman => "Chapman, two lists",
    }
}

pub(crate) fn model_means(model: Model) -> &'static str {
    match model {
        Model::Combined => {
            "One answer from the others, with an interval that allows for their disagreement. None of the models is \
             known to be right, so none is trusted alone."
        }
        Model::Lcm => {
            "People fall into a few groups that are not known beforehand; within a group each list catches people \
             independently of the other lists, with a chance of its own. So some people may be hard to find for all lists."
        }
        Model::Graphs => {
            "Some lists depend on one another, others do not. All patterns of dependence of a certain kind \
             (decomposable graphs) are tried and weighted by how well they explain the data."
        }
        Model::Loglinear => {
            "The counts of each combination of lists are explained by the lists and by pairs of lists that attract or \
             avoid one another. Models that the data can’t decide are left out; the others are weighted by BIC."
        }
        Model::Chao => {
            "A lower limit that needs few assumptions, from the persons on one list and those on two: if some people \
             are harder to find than others, the truth is higher."
        }
        Model::Chapman => {
            "Two lists only, taken to be independent of one another and open to everybody. Nothing in the data can \
             check that."
        }
    }
}

pub(crate) fn model_papers(model: Model) -> &'static [&'static str] {
    match model {
        Model::Combined => &[],
        Model::Lcm => &[
            "D. Manrique-Vallier (2016). Bayesian population size estimation using Dirichlet process mixtures. Biometrics 72.",
        ],
        Model::Graphs => &[
            "D. Madigan, J. C. York (1997). Bayesian methods for estimation of the size of a closed population. Biometrika 84.",
        ],
        Model::Loglinear => &[
            "S. E. Fienberg (1972). The multiple recapture census for closed populations and incomplete 2^k contingency tables. Biometrika 59.",
        ],
        Model::Chao => &[
            "A. Chao (1987). Estimating the population size for capture-recapture data with unequal catchability. Biometrics 43.",
        ],
        Model::Chapman => &[
            "D. G. Chapman (1951). Some properties of the hypergeometric distribution with applications to zoological sample censuses. University of California Publications in Statistics 1.",
        ],
    }
}

pub(crate) const LINKING_PAPERS: [&str; 2] = [
    "I. P. Fellegi, A. B. Sunter (1969). A theory for record linkage. Journal of the American Statistical Association 64.",
    "A. P. Dempster, N. M. Laird, D. B. Rubin (1977). Maximum likelihood from incomplete data via the EM algorithm. Journal of the Royal Statistical Society B 39.",
];
pub(crate) const R_HAT_PAPER: &str = "A. Vehtari, A. Gelman, D. Simpson, B. Carpenter, P.-C. Bürkner (2021). Rank-normalization, folding, and localization: an improved R-hat for assessing convergence of MCMC. Bayesian Analysis 16.";

pub(crate) fn answer_is(model_: Model, models: usize) -> String {
    if models == 1 {
        format!("One model was asked for: “{}”.", model(model_))
    } else {
        format!(
            "The report’s answer is that of “{}”: the first that was asked for and has one.",
            model(model_)
        )
    }
}

pub(crate) fn runs_agree(chains: usize, r_hat: f64) -> String {
    let runs = match chains {
        0 | 1 => "The halves of the simulation".to_owned(),
        2 => "The two runs of the simulation".to_owned(),
        3 => "The three runs of the simulation".to_owned(),
        4 => "The four runs of the simulation".to_owned(),
        more => format!("The {} runs of the simulation", count(more as u64)),
    };
    match r_hat {
        r_hat if r_hat <= GOOD_R_HAT => format!("{runs} agree: R-hat {r_hat:.3}; up to 1.01 is good."),
        r_hat if r_hat <= 1.05 => {
            format!(
                "{runs} nearly agree: R-hat {r_hat:.3}; up to 1.01 is good. Read the interval as a rough one."
            )
        }
        r_hat if r_hat.is_finite() => {
            format!("{runs} do not agree: R-hat {r_hat:.3}; up to 1.01 is good. Do not use this number.")
        }
        _ => format!("{runs} do not agree. Do not use this number."),
    }
}

pub(crate) fn draws_worth(bulk: f64, tail: f64) -> String {
    let least = bulk.min(tail);
    let verdict = if least >= 400.0 { "400 is enough" } else { "400 would be enough; the limits are rough" };
    format!(
        "The simulation is worth {} independent draws in the middle and {} at the ends of the interval; {verdict}.",
        count_f(bulk),
        count_f(tail)
    )
}

pub(crate) fn prior_says(low: f64, middle: f64, high: f64) -> String {
    format!(
        "Before it saw the data, the model held all people to be {low:.1} to {high:.1} times the documented, {middle:.1} \
         times in the middle. An interval as wide as that would come from the model and not from the data."
    )
}

pub(crate) fn between_models(share: f64) -> String {
    format!("{} of the uncertainty comes from the disagreement between the models.", percent(share))
}

pub(crate) fn models_compared(
    models: usize,
    without: Option<usize>,
    unidentifiable: Option<usize>,
) -> String {
    let mut out = format!("{} compared", counted(models as u64, "model was", "models were"));
    if let Some(without) = without.filter(|number| *number > 0) {
        out.push_str(&format!("; {} left out for want of a best fit", count(without as u64)));
    }
    if let Some(number) = unidentifiable.filter(|number| *number > 0) {
        out.push_str(&format!("; {} left out because the data can’t fix it", count(number as u64)));
    }
    out.push('.');
    out
}

pub(crate) fn best_formula(formula: &str) -> String {
    format!("The one of largest weight: {}.", crate::display::clipped(formula, 300).0)
}

// the doubts of the linking
pub(crate) const DOUBTS_OF_LINKING: &str = "With and without the doubts of the linking";
pub(crate) const LINKS_DOUBTED: &str = "Links as uncertain as they are";
pub(crate) const LINKS_CERTAIN: &str = "Links taken as certain";

pub(crate) fn doubts_carried(draws: usize, [low, high]: [u64; 2], share: f64) -> String {
    let documented = if low == high { count(low) } else { format!("from {} to {}", count(low), count(high)) };
    let share = if share < 0.01 { "less than 1 %".to_owned() } else { percent(share) };
    format!(
        "Some pairs of records may or may not be one person. So the records were put together in {} other ways, as often \
         in each as its links are probable, and each way was counted and estimated anew: there are then {documented} \
         documented. The answer above is drawn from all of them; {share} of its uncertainty comes from the linking.",
        count(draws as u64)
    )
}

// strata
pub(crate) const STRATA: &str = "The estimate by part";
pub(crate) const STRATA_PLOT: &str = "Estimated undocumented, by part";
pub(crate) const STRATA_CAPTION: &str = "The estimated undocumented of each part: point and interval.";
pub(crate) const STRATA_HEAD: [&str; 5] =
    ["Part", "Documented#", "Estimated undocumented#", "Interval#", "Model"];
pub(crate) const STRATA_WITHHELD: &str = "The field by which the people are split may not be published.";
pub(crate) const STRATUM_WITHHELD: &str = "withheld";

pub(crate) fn strata_means(field: &str) -> String {
    format!(
        "The people were split by {}, and each part was estimated by itself: lists often catch different kinds of \
         people unequally well. The totals above are the sums of the parts.",
        crate::display::clipped(&field.replace('_', " "), 80).0
    )
}

// linking
pub(crate) const WEIGHTS_PLOT: &str = "Pairs of records by match weight";
pub(crate) const WEIGHTS_CAPTION: &str = "The pairs of records that came into question, by match weight. Those at and right of the dashed line speak for \
     one person. A deep valley at the line means that the two kinds are told apart well.";
pub(crate) const WEIGHTS_TABLE: &str = "Pairs by match weight";
pub(crate) const WEIGHTS_HEAD: [&str; 2] = ["Match weight", "Pairs#"];
pub(crate) const M_AND_U: &str = "What agreement and disagreement are worth";
pub(crate) const M_AND_U_MEANS: &str = "For each field and each degree of likeness: how often it occurs when two records are one person (m), how often when \
     they are two people (u), and the match weight that follows. Each point of weight doubles the odds; below zero it halves \
     them. An empty field counts neither way.";
pub(crate) const LEVELS_HEAD: [&str; 5] =
    ["Field", "Likeness", "One person (m)", "Two people (u)", "Match weight"];
pub(crate) const BLOCKING: &str = "Which pairs were compared";
pub(crate) const RULES_HEAD: [&str; 4] =
    ["Rule: pairs with the same …", "Pairs#", "Not found before#", "Estimated reach#"];
pub(crate) const CHECKS: &str = "Checks of the linking";

pub(crate) fn linking_did(records: u64, compared: u64, linked: u64, persons: u64) -> String {
    format!(
        "Of {}, {} compared and {} taken to be of one person; that makes {}.",
        counted(records, "record", "records"),
        counted(compared, "pair was", "pairs were"),
        count(linked),
        counted(persons, "person", "persons"),
    )
}

pub(crate) fn threshold_is(probability: f64, weight: f64) -> String {
    format!(
        "Records are put together from a probability of {}, a match weight of {weight:.1}.",
        percent(probability)
    )
}

pub(crate) fn expected_at_threshold(precision: f64, recall: f64) -> String {
    format!(
        "By the model’s own reckoning {} of the pairs so linked are right, and {} of the pairs that belong together \
         are found; no reviewed pairs stand behind these two figures.",
        percent(precision),
        percent(recall)
    )
}

pub(crate) fn from_to(from: f64, to: f64) -> String {
    format!("{from:.0} to {to:.0}")
}

pub(crate) fn chance(probability: f64) -> String {
    if probability > 0.0 && probability < 0.001 { format!("{probability:.1e}") } else { percent(probability) }
}

pub(crate) fn signed(weight: f64) -> String {
    let sign = if weight < 0.0 { "−" } else { "+" };
    if weight.is_finite() { format!("{sign}{:.1}", weight.abs()) } else { format!("{sign}∞") }
}

pub(crate) fn shares_field(field: &str, share: f64) -> String {
    format!("{} in {}", field.replace('_', " "), percent(share))
}

pub(crate) fn shared_class(words: &str, pairs: f64, shared: &[String]) -> String {
    let shared: Vec<&str> = shared.iter().map(String::as_str).collect();
    format!(
        "Among the pairs of different people about {} are {words}: they share {}. What such people share is counted \
         once, not for each field.",
        count_f(pairs),
        list_of(&shared)
    )
}

pub(crate) fn check(passed: bool) -> &'static str {
    if passed { "✓ good:" } else { "! look here:" }
}

pub(crate) fn all_pairs(pairs: u64) -> String {
    format!("All {} were compared, so no rule was needed.", counted(pairs, "possible pair", "possible pairs"))
}

pub(crate) fn blocking_means(possible: u64, recall: f64) -> String {
    format!(
        "{} are too many to compare all; a pair is compared if it agrees on one of these rules. Together they are \
         estimated to reach {} of the pairs that belong together.",
        counted(possible, "possible pair", "possible pairs"),
        percent(recall)
    )
}

pub(crate) fn cut_values(values: usize) -> String {
    format!(
        "{} so frequent that their pairs were left to the other rules",
        counted(values as u64, "value is", "values are")
    )
}

// method
pub(crate) const SOURCES: &str = "Sources of the methods";
pub(crate) const METHOD_CHOICE: &str = "Where sources give different values for one field of a person, all are kept and shown; the one that is shown first \
     and counted is chosen by the first of these rules that decides:";
pub(crate) const METHOD_MODELS: &str = "The number of people on no list was estimated by:";
pub(crate) const METHOD_ASSUMPTIONS: &str = "All of them assume that the lists concern the same people, place and time, that nobody enters or leaves meanwhile, \
     and that records were linked rightly. Where a list was made from another, or the lists leave out the same people for \
     the same reasons, the estimates are wrong in a way that no interval shows.";

pub(crate) fn method_reading(lists: usize, records: u64, quarantined: u64) -> String {
    format!(
        "{} with {} read as they are; {} could not be read and {} listed at the end.",
        counted(lists as u64, "list", "lists"),
        counted(records, "record was", "records were"),
        counted(quarantined, "row or cell", "rows or cells"),
        if quarantined == 1 { "is" } else { "are" },
    )
}

pub(crate) fn method_linking(fields: &[&str], rounds: usize, rules: usize) -> String {
    let fields: Vec<String> = fields.iter().map(|field| field.replace('_', " ")).collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    format!(
        "Records were linked by the method of Fellegi and Sunter: pairs {} were compared by {}; the weights were learned \
         without labelled examples, by expectation–maximisation in {}. What is rare counts more than what is frequent. \
         Persons are groups of records that hold together as a whole, not chains of pairs.",
        if rules == 0 {
            "of all records".to_owned()
        } else {
            format!("chosen by {}", counted(rules as u64, "rule", "rules"))
        },
        list_of(&fields),
        counted(rounds as u64, "round", "rounds"),
    )
}

pub(crate) fn method_counting(lists: &[&str]) -> String {
    match lists {
        [] => "No list takes part in the estimate.".to_owned(),
        lists => {
            format!("For each person it was noted on which of these lists they stand: {}.", list_of(lists))
        }
    }
}

/// Which table of the world's places the linking knew.
pub(crate) fn method_places(file: &str, places: u64, blake3: &str) -> String {
    format!(
        "Place names were looked up among {} places: those inside the program and those of the table {file} (BLAKE3 {blake3}).",
        count(places)
    )
}

pub(crate) fn method_run(program: &str, seed: u64) -> String {
    format!(
        "Made by Tizim {program} with the seed {seed}. The same sources, project file and judgements give the same \
         report, to the byte, on any machine."
    )
}
