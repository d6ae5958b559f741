//! Many models on one table, weighed by BIC.

use std::collections::BTreeMap;

use super::design::{Cells, Design, Terms};
use super::existence::mle_exists;
use super::fit::{Fit, fit, is_identifiable};

/// Interactions up to which every hierarchical model is fitted; with more, the space is searched step by step.
const EXHAUSTIVE: usize = 10;
/// Models this far in BIC behind the best have no weight that matters.
const WINDOW: f64 = 18.0;
/// Weight above which a model must pass the checks of existence and identifiability.
const CHECKED: f64 = 1e-3;

/// A model with its weight.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    pub(crate) terms: Terms,
    pub(crate) fit: Fit,
    pub(crate) parameters: usize,
    pub(crate) bic: f64,
    pub(crate) weight: f64,
}

/// What a search found; models by falling weight.
#[derive(Debug, Clone, Default)]
pub(crate) struct Average {
    pub(crate) models: Vec<Weighed>,
    pub(crate) considered: usize,
    pub(crate) without_mle: usize,
    pub(crate) unidentifiable: usize,
}

impl Average {
    /// Mean of `log n0` over models by weight; none without a model.
    pub(crate) fn log_unseen(&self) -> Option<f64> {
        let sum: f64 = self.models.iter().map(|m| m.weight * m.fit.log_unseen).sum();
        (!self.models.is_empty()).then_some(sum)
    }
}

/// Fits hierarchical models with interactions of up to `order` lists, each without and, if asked, only with
/// `heterogeneity`, and weighs those that exist and are identifiable by `exp(-BIC / 2)`.
pub(crate) fn average(cells: &Cells, order: u32, heterogeneity: bool, check: bool) -> Average {
    // interactions of three lists only where every model is fitted anyway
    let order = if cells.lists <= 4 { order } else { order.min(2) };
    let candidates: Vec<u64> =
        (1..1u64 << cells.lists).filter(|set| (2..=order).contains(&set.count_ones())).collect();
    let mut fitted = Fitted { cells, found: BTreeMap::new(), unidentifiable: 0 };
    let start = Terms { heterogeneity, ..Terms::none() };
    if candidates.len() <= EXHAUSTIVE {
        for mask in 0..1u64 << candidates.len() {
            let interactions: Vec<u64> = candidates
                .iter()
                .enumerate()
                .filter(|&(at, _)| mask >> at & 1 == 1)
                .map(|(_, &t)| t)
                .collect();
            let terms = Terms { interactions, heterogeneity };
            if terms.is_hierarchical() {
                fitted.bic(&terms);
            }
        }
    } else {
        fitted.climb(start, &candidates);
    }
    fitted.weigh(check)
}

struct Fitted<'a> {
    cells: &'a Cells,
    found: BTreeMap<Terms, Option<(Fit, usize, f64)>>,
    unidentifiable: usize,
}

impl Fitted<'_> {
    /// BIC of a model, infinite where it cannot be fitted.
    fn bic(&mut self, terms: &Terms) -> f64 {
        if let Some(known) = self.found.get(terms) {
            return known.as_ref().map_or(f64::INFINITY, |found| found.2);
        }
        let design = Design::new(self.cells, terms);
        let found = fit(&design).map(|fit| {
            let parameters = design.width() + design.dropped;
            let bic = -2.0 * fit.log_likelihood + parameters as f64 * self.cells.n().ln();
            (fit, parameters, bic)
        });
        if found.is_none() {
            self.unidentifiable += 1;
        }
        let bic = found.as_ref().map_or(f64::INFINITY, |found| found.2);
        self.found.insert(terms.clone(), found);
        bic
    }

    /// Adds or takes away the interaction that lowers BIC most, until none does; all models tried are kept.
    fn climb(&mut self, start: Terms, candidates: &[u64]) {
        let mut here = start;
        let mut height = self.bic(&here);
        loop {
            let steps = candidates.iter().map(|&term| here.toggled(term)).filter(Terms::is_hierarchical);
            let best = steps.map(|terms| (self.bic(&terms), terms)).min_by(|a, b| a.0.total_cmp(&b.0));
            match best {
                Some((bic, terms)) if bic < height => (here, height) = (terms, bic),
                _ => return,
            }
        }
    }

    fn weigh(self, check: bool) -> Average {
        let considered = self.found.len();
        let (mut without_mle, mut unidentifiable) = (0, self.unidentifiable);
        let mut models: Vec<Weighed> = self
            .found
            .into_iter()
            .filter_map(|(terms, found)| {
                let (fit, parameters, bic) = found?;
                Some(Weighed { terms, fit, parameters, bic, weight: 0.0 })
            })
            .collect();
        models.sort_by(|a, b| a.bic.total_cmp(&b.bic));
        while let Some(best) = models.first().map(|m| m.bic) {
            models.retain(|m| m.bic < best + WINDOW);
            let total: f64 = models.iter().map(|m| (0.5 * (best - m.bic)).exp()).sum();
            for model in &mut models {
                model.weight = (0.5 * (best - model.bic)).exp() / total;
            }
            if !check {
                break;
            }
            let before = models.len();
            models.retain(|m| {
                if m.weight < CHECKED {
                    return true;
                }
                let design = Design::new(self.cells, &m.terms);
                let identifiable = is_identifiable(&design);
                let exists = identifiable && mle_exists(&design);
                unidentifiable += usize::from(!identifiable);
                without_mle += usize::from(identifiable && !exists);
                exists
            });
            if models.len() == before {
                break;
            }
        }
        Average { models, considered, without_mle, unidentifiable }
    }
}
