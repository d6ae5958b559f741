//! `tizim link explain`: why two records are, or are not, one person.

use crate::commands::link::{Arguments as LinkArguments, Linked, gather_and_link};
use crate::commands::link_earlier::RecordNames;
use crate::console::{TextTable, grouped, say, say_json};
use crate::failure::Failure;
use std::process::ExitCode;
use tizim_link::{Explanation, ListPair};
use tizim_model::{RecordIx, Records};

/// Explain the weight of two records, field by field
///
/// Links the files as `tizim link` does, with the same settings, and shows the weight of the two from the prior to the
/// total. A record is named LIST:ID as in clusters.csv (the list is the file's name without its ending), or by its id
/// alone where only one list has it.
#[derive(clap::Args)]
#[group(skip)]
pub(crate) struct Arguments {
    /// One record
    a: String,
    /// The other
    b: String,
    #[command(flatten)]
    link: LinkArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    let Linked { gathered, linkage, .. } = gather_and_link(&arguments.link)?;
    let records = &gathered.records;
    let names = RecordNames::new(records);
    let (a, b) = (names.named(records, &arguments.a)?, names.named(records, &arguments.b)?);
    if a == b {
        return Err(Failure::new("the two records are one row", "name two different records"));
    }
    let explanation = linkage.explain(records, a, b);
    let together = linkage.person_of[a.index()] == linkage.person_of[b.index()];
    let threshold = &linkage.model.threshold;
    let learned = linkage.model.list_pairs.iter().find(|pair| pair.lists == explanation.lists);
    if arguments.link.json {
        say_json(&serde_json::json!({
            "a": { "list": records.list(a).name, "record_id": records.record_id[a.index()] },
            "b": { "list": records.list(b).name, "record_id": records.record_id[b.index()] },
            "explanation": explanation,
            "one_person": together,
            "threshold": threshold,
        }));
        return Ok(ExitCode::SUCCESS);
    }
    say(&format!("{} and {}", shown(records, a), shown(records, b)));
    waterfall(&explanation).iter().for_each(|line| say(line));
    if let Some(learned) = learned.filter(|_| linkage.model.list_pairs.len() > 1) {
        say(&format!(
            "the weights are those of pairs {}, learned from about {} pairs of one person",
            of_lists(&learned.lists),
            grouped(learned.same_pairs)
        ));
    }
    say(&format!(
        "probability {:.4}; the line is at weight {:+.1} (probability {:.3}): {}",
        explanation.probability.get(),
        threshold.weight.0,
        threshold.probability.get(),
        if together { "taken for one person" } else { "kept apart" }
    ));
    if together != (explanation.total.0 >= threshold.weight.0) {
        say(
            "the other records of the two, a judgement or a list without duplicates decided otherwise than this pair alone",
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn of_lists(lists: &ListPair) -> String {
    match lists {
        ListPair::Within => "within one list".to_owned(),
        across => format!("across {across}"),
    }
}

fn shown(records: &Records, record: RecordIx) -> String {
    format!("{}:{}", records.list(record).name, records.record_id[record.index()])
}

/// The bars are so many signs wide.
const WIDTH: usize = 40;

/// Returns the lines of a waterfall: each step with its weight, and a bar from where the last one ended.
fn waterfall(explanation: &Explanation) -> Vec<String> {
    let mut steps: Vec<(String, String, f64)> =
        vec![("before anything is compared".to_owned(), String::new(), explanation.prior.0)];
    for field in explanation.fields.iter().filter(|field| field.value_a.is_some() || field.value_b.is_some())
    {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let values = format!("{} | {}: {}", value(&field.value_a), value(&field.value_b), field.level);
        steps.push((field.field.clone(), values, field.weight.0));
        if field.rarity.0.abs() >= 0.05 {
            let words = if field.rarity.0 > 0.0 { "a rare value" } else { "a frequent value" };
            steps.push((String::new(), words.to_owned(), field.rarity.0));
        }
    }
    if explanation.sharing.0.abs() >= 0.05 {
        let words = "relatives, or people of one event or place, may share this";
        steps.push((String::new(), words.to_owned(), explanation.sharing.0));
    }
    let mut ends = vec![0.0];
    steps.iter().fold(0.0, |sum, (_, _, weight)| {
        ends.push(sum + weight);
        sum + weight
    });
    let low = ends.iter().copied().fold(0.0, f64::min);
    let high = ends.iter().copied().fold(1.0, f64::max);
    let place = |weight: f64| ((weight - low) / (high - low) * (WIDTH - 1) as f64).round() as usize;
    let mut table = TextTable::new(&["field", "one | other: how alike", "weight", "sum", ""]);
    for (position, (field, values, weight)) in steps.iter().enumerate() {
        let (from, to) = (place(ends[position]), place(ends[position + 1]));
        let sign = if *weight < 0.0 { '-' } else { '+' };
        let bar = |at: usize| if (from.min(to)..=from.max(to)).contains(&at) { sign } else { ' ' };
        table.row([
            field.clone(),
            values.clone(),
            format!("{weight:+.2}"),
            format!("{:+.2}", ends[position + 1]),
            (0..WIDTH).map(bar).collect::<String>().trim_end().to_owned(),
        ]);
    }
    let total = explanation.total.0;
    table.row(["total".to_owned(), String::new(), format!("{total:+.2}"), String::new(), String::new()]);
    table.lines_left()
}
