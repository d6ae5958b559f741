//! What the estimate is made of, chosen here: strata, lists, draws. Kept in the project file; then the run is done again.

use super::super::{fault, lists::refused};
use crate::desk::Desk;
use crate::frame::{Context, see};
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_model::Role as Column;
use tizim_project::{EstimateChoice, Project, Results};
use tizim_report::parts::Foreign;

/// The most draws that may be asked for here.
const MOST_DRAWS: usize = 200;

/// Returns the names of all lists and sources of articles, and whether each is in the estimate.
fn sources(config: &tizim_project::config::Config) -> Vec<(&str, bool)> {
    let lists = config.lists.iter().map(|list| (list.name.as_str(), list.in_estimate));
    lists.chain(config.articles.iter().map(|source| (source.name.as_str(), source.in_estimate))).collect()
}

/// Returns the fields by which people can be split: those of few values.
fn fields(results: &Results) -> Vec<String> {
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
        .chain(own.map(|column| column.name.clone()))
        .collect()
}

pub(super) fn form(context: &Context<'_>, results: &Results, is_at_work: bool) -> Markup {
    let w = &context.words.estimate;
    let estimate = &context.state.config.estimate;
    let now = estimate.strata.as_deref().unwrap_or("");
    let mut fields = fields(results);
    if !now.is_empty() && !fields.iter().any(|field| field == now) {
        fields.push(now.to_owned());
    }
    let label = |field: &str| match field {
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
                @for (at, (name, is_in)) in sources(&context.state.config).into_iter().enumerate() {
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
    let known = fields(&loaded.results);
    let is_known = strata.is_empty()
        || known.contains(&strata)
        || state.config.estimate.strata.as_ref() == Some(&strata);
    let draws = fields_of("draws").parse::<usize>().ok().filter(|draws| *draws <= MOST_DRAWS);
    let (true, Some(linkage_draws)) = (is_known, draws) else { return fault::bad_form(words) };
    let all = sources(&state.config);
    // a box that is not ticked is not sent
    let lists: BTreeMap<String, bool> = all
        .iter()
        .enumerate()
        .map(|(at, (name, _))| ((*name).to_owned(), fields_of(&format!("list{at}")) == *name))
        .collect();
    let choice = EstimateChoice { strata: (!strata.is_empty()).then_some(strata), lists, linkage_draws };
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
