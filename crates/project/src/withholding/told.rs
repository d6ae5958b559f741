//! Where linkage and estimates name lists and fields, or tell of them in words.

use super::mentions::Mentions;
use crate::results::EstimateResult;
use tizim_estimate::{Checks, Estimate, Outcome, Report, Warning};
use tizim_link::Linkage;

impl Mentions {
    pub(super) fn leave_out_of_linkage(&self, linkage: &mut Linkage) {
        let model = &mut linkage.model;
        model.fields.iter_mut().for_each(|field| self.formula(&mut field.name));
        model
            .fields
            .iter_mut()
            .flat_map(|field| &mut field.levels)
            .for_each(|it| self.sentence(&mut it.words));
        for class in &mut model.sharing {
            self.sentence(&mut class.words);
            class.shares.iter_mut().for_each(|(field, _)| self.formula(field));
        }
        self.sentence(&mut model.threshold.how);
        model.checks.iter_mut().for_each(|check| self.sentence(&mut check.words));
        linkage.warnings.iter_mut().for_each(|warning| self.sentence(&mut warning.words));
        for rule in &mut linkage.blocking.rules {
            self.sentence(&mut rule.words);
            // values of any source
            rule.cut.iter_mut().for_each(|cut| cut.value.clear());
        }
    }

    pub(super) fn leave_out_of_estimate(&self, estimate: &mut EstimateResult) {
        match estimate {
            EstimateResult::Whole(whole) => {
                self.report(&mut whole.report);
                self.checks(&mut whole.checks);
            }
            EstimateResult::Strata { report, .. } => {
                report.totals.iter_mut().for_each(|outcome| self.outcome(outcome));
                for stratum in &mut report.strata {
                    stratum.name = self.renamed(&stratum.name);
                    self.report(&mut stratum.report);
                }
            }
            EstimateResult::Refused { reason } => self.sentence(reason),
        }
    }

    fn report(&self, report: &mut Report) {
        report.lists.iter_mut().for_each(|list| list.name = self.renamed(&list.name));
        report.models.iter_mut().for_each(|outcome| self.outcome(outcome));
        self.warnings(&mut report.warnings);
    }

    fn outcome(&self, outcome: &mut Outcome) {
        match outcome {
            Outcome::Estimate(estimate) => self.estimate(estimate),
            Outcome::Refusal { reason, .. } => self.sentence(&mut reason.words),
        }
    }

    fn estimate(&self, estimate: &mut Estimate) {
        self.warnings(&mut estimate.warnings);
        let found = &mut estimate.diagnostics;
        let formulas = found.weights.iter_mut().map(|share| &mut share.name);
        let formulas = formulas.chain(found.bic.iter_mut().map(|row| &mut row.formula));
        let formulas = formulas.chain(found.formula.as_mut()).chain(&mut estimate.fitted_lists);
        formulas.for_each(|formula| self.formula(formula));
        for words in found.lists_used.iter_mut().chain(&mut found.prior_of_total) {
            self.sentence(words);
        }
    }

    fn warnings(&self, warnings: &mut [Warning]) {
        warnings.iter_mut().for_each(|warning| self.sentence(&mut warning.words));
    }

    fn checks(&self, checks: &mut Checks) {
        let lists = checks.pairs.iter_mut().flat_map(|pair| &mut pair.lists);
        let lists = lists.chain(checks.leave_one_out.iter_mut().map(|check| &mut check.list));
        let lists = lists.chain(checks.internal_consistency.iter_mut().map(|check| &mut check.list));
        lists.for_each(|list| self.formula(list));
    }
}
