//! The text of a new project file and of what `add` writes into it.

use crate::config::{ArticlesSection, FORMAT_VERSION, FiguresSection, ListSection};
use crate::folder::NewProject;
use std::fmt::Write as _;
use tizim_model::Role;
use tizim_read::ColumnGuess;
use toml_edit::{Key, Value};

/// Returns the commented project file of a new project.
pub(crate) fn project_file(new: &NewProject) -> String {
    let text = |value: &str| Value::from(value).to_string();
    let (title, seed) = (text(&new.title), new.seed);
    let ledger = match &new.ledger {
        Some(url) => format!("url = {}", text(url.as_given())),
        None => "# url = \"postgres://USER@HOST:5432/DATABASE\"".to_owned(),
    };
    let codebook = &new.codebook;
    let (counts, quantity) = (text(&codebook.counts), text(&codebook.quantity));
    let (period, territory) = (text(&codebook.period), text(&codebook.territory));
    format!(
        r#"# A Tizim project. This file says what is counted, which lists there are and what their columns hold.
# Everything in out/ and report/ is made from it, from sources/ and from the ledger tizim.db: `tizim run`.
format = {FORMAT_VERSION}

[project]
title = {title}
seed = {seed}          # every random number of a run comes from it: the same seed, the same result

# Where judgements and the custody of sources are kept: the file tizim.db beside this one, or a database of a Postgres
# server. The password is better kept in PGPASSWORD or ~/.pgpass than here.
[ledger]
{ledger}

# What is counted and what is not. It is printed with every output, so that nobody has to guess.
[codebook]
counts = {counts}            # "persons killed by gunfire during the unrest"
quantity = {quantity}          # "killed", "detained", "missing", "injured" ...: what others' figures are held against, and whose acts count
# acts = ["killing", "body_found"]   # which acts in articles make a person count, where they are not those of the quantity
period = {period}            # "2022-01-02 to 2022-01-20"
territory = {territory}         # "Kazakhstan"
includes = []          # what makes a record count, a sentence each
excludes = []          # what does not count
edition = ""           # "2, 2026-11-01: deaths in custody added"

[codebook.definitions] # what each category means: civilian = "..."

# How records are linked. All is found from the data unless it is said here; `tizim link --help` names the keys.
[link]

# Places known beside those of Kazakhstan and the countries: a table, as `tizim places find --help` says.
[places]
# world = "world.tsv"     # beside this file

# How articles are read.
[text]
# aliases = {{ "Elbasy" = "Nursultan Nazarbayev" }}   # other names of persons
# rules = "rules.txt"     # more words for claims, in the form of the program's own rules

# A language model that is asked what each article says; without this section none is. Articles are sent to the address below.
# [model]
# url = "http://127.0.0.1:8080/v1"     # any server of OpenAI's chat form: llama.cpp, Ollama, vLLM ...
# model = "name"
# key_env = "MODEL_KEY"    # the environment variable that holds the key, if one is needed

# How the undocumented are estimated.
[estimate]
# models = ["combined"]   # chapman, chao, loglinear, lcm, graphs, combined
# strata = "region"       # estimate each value of this field by itself
# linkage_draws = 20      # the answer is repeated over so many draws of the linkage; 0: the links are taken as certain

# How people review.
[review]
second_share = 0.0     # 0.1: a tenth of the judged pairs is judged by a second reviewer too, who is not shown the first answer

# What a public report and export may hold. Whatever is not named here stays inside.
[publish]
fields = ["sex", "age", "event_date", "act", "cause", "status", "region"]
smallest_count = 3     # smaller counts are shown as "fewer than 3"
figures = false        # true: the figures of others go out too, with who gave them and their words

# The lists follow; `tizim add FILE --list NAME` writes them. Correct a role where the guess is wrong:
# {roles}
"#,
        roles = roles_comment()
    )
}

fn roles_comment() -> String {
    let mut comment = String::new();
    let mut width = 0;
    for role in Role::ALL {
        if width + role.key().len() > 100 {
            comment.push_str("\n# ");
            width = 0;
        }
        width += role.key().len() + 2;
        comment.push_str(role.key());
        comment.push_str(if role == Role::ALL[Role::ALL.len() - 1] { "" } else { ", " });
    }
    comment
}

/// Returns the section of a new source of figures.
pub(crate) fn figures_section(figures: &FiguresSection) -> String {
    let files: toml_edit::Array = figures.files.iter().collect();
    format!(
        "\n[[figures]]             # a table of figures: who says how many; shown beside the counts, never mixed with them\nname = {}\nfiles = {}\n",
        Value::from(figures.name.as_str()),
        Value::from(files),
    )
}

/// Returns the section of a new source of articles.
pub(crate) fn articles_section(articles: &ArticlesSection) -> String {
    let files: toml_edit::Array = articles.files.iter().collect();
    format!(
        "\n[[articles]]            # what they say is suggested until a reviewer accepts it: `tizim review`, Articles\nname = {}\nfiles = {}\nin_estimate = false     # true: the persons in it that were accepted are a list for the estimate\n",
        Value::from(articles.name.as_str()),
        Value::from(files),
    )
}

/// Returns the section of a new list, with the guess of each column and what it rests on as a comment.
pub(crate) fn list_section(list: &ListSection, guesses: &[ColumnGuess]) -> String {
    let mut text = String::from("\n[[list]]\n");
    let text_value = |value: &str| Value::from(value).to_string();
    let array =
        |values: &[String]| values.iter().map(|value| text_value(value)).collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, "name = {}", text_value(&list.name));
    let _ = writeln!(text, "files = [{}]", array(&list.files));
    let _ = writeln!(
        text,
        "scope = {}             # what this list counts, where it is not what the project counts",
        text_value(&list.scope)
    );
    let _ = writeln!(
        text,
        "copied_from = [{}]       # lists that it copied from, wholly or in part",
        array(&list.copied_from)
    );
    let _ = writeln!(text, "no_duplicates = {}    # true: nobody stands on it twice", list.no_duplicates);
    if list.already_linked {
        let _ =
            writeln!(text, "already_linked = true    # its rows are people whom others have linked already");
    }
    if let Some(delimiter) = list.delimiter {
        let _ = writeln!(text, "delimiter = {}", text_value(&delimiter.to_string()));
    }
    if let Some(encoding) = &list.encoding {
        let _ = writeln!(text, "encoding = {}", text_value(encoding));
    }
    if let Some(sheet) = &list.sheet {
        let _ = writeln!(text, "sheet = {}", text_value(sheet));
    }
    if let Some(row) = list.header_row {
        let _ = writeln!(text, "header_row = {row}");
    }
    text.push_str("\n[list.columns]   # header = role; guessed, please check\n");
    for guess in guesses {
        let _ = writeln!(text, "{}", column_line(guess));
    }
    text
}

fn column_line(guess: &ColumnGuess) -> String {
    let spec = &guess.spec;
    let key = quoted(&spec.header);
    let default_field = match spec.role {
        Role::OnList | Role::Carried => spec.header.as_str(),
        role => role.key(),
    };
    let mut parts = Vec::new();
    if spec.field != default_field {
        parts.push(format!("field = {}", Value::from(spec.field.as_str())));
    }
    if let Some(order) = spec.date_order
        && let Ok(order) = serde_json::to_value(order)
    {
        parts.push(format!("order = {order}"));
    }
    let value = if parts.is_empty() {
        format!("\"{}\"", spec.role)
    } else {
        format!("{{ role = \"{}\", {} }}", spec.role, parts.join(", "))
    };
    format!("{key} = {value}   # {}", one_line(&guess.why))
}

/// Returns a header as a basic string in quotes, whatever it holds.
fn quoted(header: &str) -> String {
    let shown = Key::new(header).display_repr().into_owned();
    if shown.starts_with('"') {
        shown
    } else {
        format!("\"{}\"", shown.trim_matches('\'').replace('\\', "\\\\").replace('"', "\\\""))
    }
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(160).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use std::path::Path;

    #[test]
    fn a_new_project_file_can_be_read() {
        let text = project_file(&NewProject {
            title: "A \"quoted\" title\\".to_owned(),
            seed: 7,
            ..NewProject::default()
        });
        let config = Config::parse(&text, Path::new("tizim.toml")).unwrap();
        assert_eq!(config.project.title, "A \"quoted\" title\\");
        assert_eq!(config.project.seed, 7);
        assert_eq!(config.publish, Default::default());
    }

    #[test]
    fn hostile_headers_survive() {
        for header in ["name", "", "a\"b", "a\\b", "it's", "line\nbreak", "نام", "='x'", "#x"] {
            let line = format!("{} = 1", quoted(header));
            let table: toml::Table = line.parse().unwrap_or_else(|fault| panic!("{line}: {fault}"));
            assert!(table.contains_key(header), "{line}");
        }
    }
}
