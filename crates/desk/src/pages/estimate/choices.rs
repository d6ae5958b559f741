//! What the estimate is made of, chosen here: strata, lists, draws. Kept in the project file; then the run is done again.
//!
//! Who may not see all chooses among what they see; what is hidden from them stays as it is.

use super::super::{fault, lists::refused};
use crate::desk::Desk;
use crate::frame::{Context, see};
use crate::sight::Sight;
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_model::Role as Column;
use tizim_project::config::Config;
use tizim_project::{EstimateChoice, Project, Results};
use tizim_report::parts::Foreign;

/// The most draws that may be asked for here.
const MOST_DRAWS: usize = 200;
/// In the place of a field that its reader may not know: strata stay as they are. No field has this name.
const AS_IT_IS: &str = ".";

/// Returns the names of all lists and sources of articles, and whether each is in the estimate.
fn sources(config: &Config) -> Vec<(&str, bool)> {
    let lists = config.lists.iter().map(|list| (list.name.as_str(), list.in_estimate));
    lists.chain(config.articles.iter().map(|source| (source.name.as_str(), source.in_estimate))).collect()
}

/// Returns those that somebody sees.
fn seen_sources<'a>(config: &'a Config, sight: Sight<'_>) -> impl Iterator<Item = (&'a str, bool)> {
    sources(config).into_iter().filter(move |(name, _)| sight.source(name))
}

/// Returns the fields by which people can be split, of those that somebody sees: those of few values.
fn fields(results: &Results, sight: Sight<'_>) -> Vec<String> {
    let fits = |role: Column| {
        matches!(
            role,
            Column::Sex
                | Column::Region
                | Column::Country
                | Column::Act
                | Column::Cause
                | Column::Status
                | Column::Category
        )
    };
    let own = results.records.columns.iter().filter(|column| fits(column.role));
    ["list", "age_group"]
        .into_iter()
        .map(str::to_owned)
        .chain(own.map(|column| column.name.clone()).filter(|name| sight.column(results, name)))
        .collect()
}

pub(super) fn form(context: &Context<'_>, results: &Results, is_at_work: bool) -> Markup {
    let w = &context.words.estimate;
    let estimate = &context.state.config.estimate;
    let sight = context.sight();
    let mut fields = fields(results, sight);
    let now = match estimate.strata.as_deref() {
        Some(field) if sight.all || fields.iter().any(|known| known == field) => field,
        Some(_) => AS_IT_IS,
        None => "",
    };
    if !now.is_empty() && !fields.iter().any(|field| field == now) {
        fields.push(now.to_owned());
    }
    let label = |field: &str| match field {
        AS_IT_IS => context.words.groups.unnamed_field.as_str().to_owned(),
        "list" => w.strata_list.as_str().to_owned(),
        "age_group" => w.strata_age.as_str().to_owned(),
        field => context.words.field(field),
    };
    html! {
        p { (w.choices_mean) }
        form.stacked method="post" action="/estimate/choose" {
            (context.secret())
            label { span { (w.strata) }
                select name="strata" {
                    option value="" selected[now.is_empty()] { (w.strata_none) }
                    @for field in &fields { option value=(field) selected[now == field] { (label(field)) } }
                }
            }
            fieldset {
                legend { (w.lists) }
                @for (at, (name, is_in)) in seen_sources(&context.state.config, sight).enumerate() {
                    label.check {
                        input type="checkbox" name={ "list" (at) } value=(name) checked[is_in]; " "
                        bdi dir="auto" { (Foreign(name)) }
                    }
                }
            }
            label { span { (w.draws) } input type="number" name="draws" min="0" max=(MOST_DRAWS) value=(estimate.linkage_draws); }
            p.note { (w.draws_mean) }
            button type="submit" disabled[is_at_work] { (w.estimate_so) }
        }
    }
}

/// Keeps a choice and begins the run.
pub(in super::super) fn choose(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let fields_of = |name: &str| posted.fields.get(name).to_owned();
    let state = desk.state();
    let Some(loaded) = &state.loaded else { return fault::nothing_yet(words) };
    let strata = fields_of("strata");
    let sight = Sight::new(&state, &posted.visitor);
    let now = state.config.estimate.strata.as_ref();
    let is_known = strata.is_empty()
        || fields(&loaded.results, sight).contains(&strata)
        || if sight.all { now == Some(&strata) } else { strata == AS_IT_IS };
    let draws = fields_of("draws").parse::<usize>().ok().filter(|draws| *draws <= MOST_DRAWS);
    let (true, Some(linkage_draws)) = (is_known, draws) else { return fault::bad_form(words) };
    let mut lists: BTreeMap<String, bool> =
        sources(&state.config).into_iter().map(|(name, is_in)| (name.to_owned(), is_in)).collect();
    for (at, (name, _)) in seen_sources(&state.config, sight).enumerate() {
        // a box that is not ticked is not sent
        lists.insert(name.to_owned(), fields_of(&format!("list{at}")) == name);
    }
    let strata = match strata.as_str() {
        "" => None,
        AS_IT_IS => now.cloned(),
        _ => Some(strata),
    };
    let choice = EstimateChoice { strata, lists, linkage_draws };
    let kept = Project::open(desk.root()).and_then(|mut project| {
        let lock = project.lock()?;
        project.choose_estimate(&lock, &choice)
    });
    match kept {
        Ok(()) => {
            desk.runner().start(desk);
            see("/estimate")
        }
        Err(error) => refused(words, &error),
    }
}
