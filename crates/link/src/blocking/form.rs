//! From rules, given or chosen, to the pairs to compare, with a report.

use super::{
    BlockingReport, Blocks, Candidates, HotValue, KeyColumns, Pairing, RuleReport, Survey, choose,
    given_rules,
};
use crate::error::LinkError;
use crate::field::Fields;
use crate::options::{BlockingKey, BlockingRule, Options};
use crate::pattern::{Allowed, PatternCounts};
use tizim_model::{RecordIx, Records};

/// Returns the default budget of pairs: generous for small problems, in line with the records for large ones.
fn default_budget(records: usize) -> u64 {
    2_000_000 + 20 * records as u64
}

/// Returns the most members that a block may have: its pairs stay below a small part of the budget.
fn largest_block(budget: u64) -> usize {
    ((budget as f64 / 50.0).sqrt() as usize).max(50)
}

/// Returns the pairs to compare: all of them where they are few, else those in the blocks of some rules.
///
/// # Errors
///
/// If a rule that the user gave speaks of a key that is not there.
pub(crate) fn form_pairs(
    records: &Records,
    options: &Options,
    order: &[RecordIx],
    fields: &Fields,
    allowed: &Allowed,
    random: &PatternCounts,
) -> Result<(Pairing, BlockingReport), LinkError> {
    let budget = options.pair_budget.unwrap_or(default_budget(order.len()));
    let mut report =
        BlockingReport { possible_pairs: allowed.pairs, estimated_recall: 1.0, ..Default::default() };
    if options.blocking.is_none() && allowed.pairs <= budget {
        report.all_pairs = true;
        return Ok((Pairing::All(order.len() as u32), report));
    }
    let columns = KeyColumns::new(fields, order.len());
    let largest = largest_block(budget);
    let survey = Survey { fields, columns: &columns, allowed, random, records: order.len(), budget, largest };
    let chosen = match &options.blocking {
        Some(rules) => given_rules(rules, &survey)?,
        None => choose(&survey),
    };
    let blocks = Blocks::new(&chosen.rules, &columns, fields, order.len(), largest);
    report.estimated_recall = chosen.all_recall;
    report.rules = rule_reports(records, order, fields, &columns, &chosen, &blocks);
    Ok((Pairing::Blocks(blocks), report))
}

fn rule_reports(
    records: &Records,
    order: &[RecordIx],
    fields: &Fields,
    columns: &KeyColumns,
    chosen: &Candidates,
    blocks: &Blocks,
) -> Vec<RuleReport> {
    let pairs = blocks.pairs_by_rule(chosen.rules.len());
    chosen
        .rules
        .iter()
        .enumerate()
        .map(|(position, rule)| {
            let keys: Vec<BlockingKey> = rule.iter().map(|key| columns.columns[*key].key.clone()).collect();
            let value_of = |record: u32| -> String {
                let shown = rule.iter().filter_map(|key| {
                    let field = &fields.fields[columns.columns[*key].field?];
                    let column = records.column_named(&field.name)?;
                    Some(column.get(order[record as usize])?.display())
                });
                shown.collect::<Vec<_>>().join(" & ")
            };
            RuleReport {
                words: words_of_rule(&keys),
                rule: BlockingRule(keys),
                pairs: pairs[position],
                new_pairs: 0,
                estimated_recall: chosen.recall[position],
                cut: blocks.cut[position]
                    .iter()
                    .take(20)
                    .map(|(record, records)| HotValue { value: value_of(*record), records: *records })
                    .collect(),
            }
        })
        .collect()
}

fn words_of_rule(keys: &[BlockingKey]) -> String {
    let words: Vec<String> = keys
        .iter()
        .map(|key| format!("{} of {}", key.form.word().replace('_', " "), key.field.replace('_', " ")))
        .collect();
    words.join(" and ")
}
