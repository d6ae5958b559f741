//! `tizim.toml`: what is counted, the lists and their columns, how they are linked and estimated, what may go out.

use crate::ProjectError;
use crate::world::PlacesSection;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use tizim_ledger::PostgresUrl;
use tizim_model::Role;
use tizim_read::{ColumnSpec, DateOrder};

/// The newest version of the project format that this program writes and reads.
pub const FORMAT_VERSION: u32 = 1;

/// A project file, as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The version of the project's format.
    pub format: u32,
    /// Title, seed.
    pub project: ProjectSection,
    /// Where the ledger is.
    #[serde(default, skip_serializing)]
    pub ledger: LedgerSection,
    /// What is counted; printed with every output.
    #[serde(default)]
    pub codebook: Codebook,
    /// The lists, in the order in which they were added.
    #[serde(default, rename = "list")]
    pub lists: Vec<ListSection>,
    /// The sources of figures: who says how many.
    #[serde(default)]
    pub figures: Vec<FiguresSection>,
    /// The sources of articles.
    #[serde(default)]
    pub articles: Vec<ArticlesSection>,
    /// How articles are read.
    #[serde(default)]
    pub text: TextSection,
    /// The language model that is asked about articles; none unless it is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<tizim_endpoint::ModelConfig>,
    /// How records are linked.
    #[serde(default)]
    pub link: tizim_link::Options,
    /// Which places are known.
    #[serde(default)]
    pub places: PlacesSection,
    /// How totals are estimated.
    #[serde(default)]
    pub estimate: EstimateSection,
    /// What a public report and export may hold.
    #[serde(default)]
    pub publish: PublishSection,
    /// How people review.
    #[serde(default)]
    pub review: ReviewSection,
}

/// Where the ledger is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LedgerSection {
    /// A database on a Postgres server; the file `tizim.db` in the project folder unless given.
    pub url: Option<PostgresUrl>,
}

/// How people review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReviewSection {
    /// The share of judged pairs that a second reviewer judges without being shown the first answer, 0..=1.
    pub second_share: f64,
}

/// The project as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectSection {
    /// The title of the report.
    pub title: String,
    /// The seed of every random number in the run.
    pub seed: u64,
}

/// What is counted and what is not (Every Casualty standards: inclusion and exclusion are published with the count).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Codebook {
    /// Who is counted, in a sentence.
    pub counts: String,
    /// What is counted, in a word: `killed`, `detained`, `missing` ... ([`tizim_model::Quantity`]): others' figures of it are
    /// held against this count, and persons in articles are documented by its acts only.
    pub quantity: String,
    /// The acts by which a person in an article is documented, where they are not those of the quantity: `body_withheld`.
    pub acts: Vec<String>,
    /// The period.
    pub period: String,
    /// The territory.
    pub territory: String,
    /// What makes a record count.
    pub includes: Vec<String>,
    /// What does not count.
    pub excludes: Vec<String>,
    /// What each category means.
    pub definitions: BTreeMap<String, String>,
    /// The edition of the codebook, and what changed.
    pub edition: String,
}

/// One list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSection {
    /// Its name.
    pub name: String,
    /// Its files in `sources/`, read one after the other.
    pub files: Vec<String>,
    /// What this list counts, where it is not what the project counts.
    #[serde(default)]
    pub scope: String,
    /// The lists that it copied from, wholly or in part.
    #[serde(default)]
    pub copied_from: Vec<String>,
    /// Whether its keeper declares that nobody stands on it twice.
    #[serde(default)]
    pub no_duplicates: bool,
    /// Whether its rows are people already linked by others.
    #[serde(default)]
    pub already_linked: bool,
    /// Whether it counts as a list in the estimate.
    #[serde(default = "yes")]
    pub in_estimate: bool,
    /// The delimiter, where the guess is wrong.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// The encoding, where the guess is wrong.
    #[serde(default)]
    pub encoding: Option<String>,
    /// The sheet, where the guess is wrong.
    #[serde(default)]
    pub sheet: Option<String>,
    /// The row of the header from 1, where the guess is wrong.
    #[serde(default)]
    pub header_row: Option<u64>,
    /// What each column holds.
    #[serde(default)]
    pub columns: BTreeMap<String, ColumnSection>,
}

/// A source of figures: a table in which each row says who says how many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiguresSection {
    /// Its name.
    pub name: String,
    /// Its files in `sources/`.
    pub files: Vec<String>,
}

/// A source of articles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticlesSection {
    /// Its name.
    pub name: String,
    /// Its files in `sources/`: pages, web archives, documents.
    pub files: Vec<String>,
    /// Whether the persons in it that reviewers accepted are a list for the estimate.
    #[serde(default)]
    pub in_estimate: bool,
}

/// How articles are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TextSection {
    /// Other names of persons, and the names they stand for.
    pub aliases: BTreeMap<String, String>,
    /// A file in the project folder with more rules.
    pub rules: Option<String>,
}

fn yes() -> bool {
    true
}

/// What a column holds: its role alone, or a table where more is to be said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ColumnSection {
    /// `"Date of birth" = "birth_date"`
    Role(Role),
    /// `"Date" = { role = "event_date", order = "day_first" }`
    Full(FullColumn),
}

/// A column of which more than its role is said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FullColumn {
    /// The role.
    pub role: Role,
    /// The field's name, so that columns of several lists become one; the role's key unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The order of day and month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<DateOrder>,
}

/// How totals are estimated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EstimateSection {
    /// The models; the default set if empty.
    pub models: Vec<tizim_estimate::Model>,
    /// The field by which the people are split before estimating.
    pub strata: Option<String>,
    /// Draws of the linkage over which the answer is repeated, so that its interval holds the doubts of the linking; 0
    /// takes the register as it is.
    pub linkage_draws: usize,
    /// Set to leave the estimate out.
    pub skip: bool,
}

impl Default for EstimateSection {
    fn default() -> Self {
        Self { models: Vec::new(), strata: None, linkage_draws: 20, skip: false }
    }
}

/// What a public report and export may hold. Whatever is not named stays inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PublishSection {
    /// The fields that may go out.
    pub fields: Vec<String>,
    /// Counts below this are shown as "fewer than".
    pub smallest_count: u64,
    /// Whether the figures that others gave go out, with who gave them and the words they rest on.
    pub figures: bool,
}

impl Default for PublishSection {
    fn default() -> Self {
        let fields =
            [Role::Sex, Role::Age, Role::EventDate, Role::Act, Role::Cause, Role::Status, Role::Region];
        Self {
            fields: fields.iter().map(|role| role.key().to_owned()).collect(),
            smallest_count: 3,
            figures: false,
        }
    }
}

impl Config {
    /// Reads and checks a project file.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Config`] with line and column where the file is not what it should be;
    /// [`ProjectError::Newer`] for a project of a newer version.
    pub fn read(path: &Path) -> Result<Self, ProjectError> {
        let text = std::fs::read_to_string(path).map_err(|source| ProjectError::io(path, source))?;
        Self::parse(&text, path)
    }

    /// Reads and checks the text of a project file; `path` is for messages.
    ///
    /// # Errors
    ///
    /// As [`Config::read`].
    pub fn parse(text: &str, path: &Path) -> Result<Self, ProjectError> {
        // the version is looked at first: a newer file has keys that this program does not know
        let version: VersionOnly =
            toml::from_str(text).map_err(|fault| ProjectError::config(path, &fault))?;
        if version.format > FORMAT_VERSION {
            return Err(ProjectError::Newer { path: path.to_owned(), found: version.format });
        }
        let config: Config = toml::from_str(text).map_err(|fault| ProjectError::config(path, &fault))?;
        config.check(path)?;
        Ok(config)
    }

    fn check(&self, path: &Path) -> Result<(), ProjectError> {
        let wrong = |reason: String| ProjectError::Inconsistent { path: path.to_owned(), reason };
        for (position, list) in self.lists.iter().enumerate() {
            if self.lists[..position].iter().any(|earlier| earlier.name == list.name) {
                return Err(wrong(format!(
                    "the list `{}` stands twice; give each list its own name",
                    list.name
                )));
            }
            if list.files.is_empty() {
                return Err(wrong(format!("the list `{}` has no files", list.name)));
            }
            without_folders(&list.name, &list.files).map_err(&wrong)?;
            for origin in &list.copied_from {
                if !self.lists.iter().any(|other| other.name == *origin) {
                    return Err(wrong(format!(
                        "the list `{}` is said to have copied from `{origin}`, which is not a list here",
                        list.name
                    )));
                }
            }
        }
        for (position, figures) in self.figures.iter().enumerate() {
            let earlier = self.figures[..position].iter().any(|earlier| earlier.name == figures.name);
            if earlier || self.list(&figures.name).is_some() {
                return Err(wrong(format!(
                    "the name `{}` stands twice; give each source its own name",
                    figures.name
                )));
            }
            without_folders(&figures.name, &figures.files).map_err(&wrong)?;
        }
        for (position, articles) in self.articles.iter().enumerate() {
            let earlier = self.articles[..position].iter().any(|earlier| earlier.name == articles.name);
            let other = self.figures.iter().any(|figures| figures.name == articles.name);
            if earlier || other || self.list(&articles.name).is_some() {
                return Err(wrong(format!(
                    "the name `{}` stands twice; give each source its own name",
                    articles.name
                )));
            }
            without_folders(&articles.name, &articles.files).map_err(&wrong)?;
        }
        if let Some(act) = self.codebook.unknown_act() {
            return Err(wrong(format!(
                "`{act}` under acts in [codebook] is no act that persons in articles suffer; write any of {}",
                crate::articles::OF_PERSONS.join(", ")
            )));
        }
        if let Some(rules) = &self.text.rules {
            without_folders("text.rules", std::slice::from_ref(rules)).map_err(&wrong)?;
        }
        Ok(())
    }

    /// Returns whether a list or a source of articles is one of the lists of the estimate.
    pub fn is_in_estimate(&self, name: &str) -> bool {
        let articles = self.articles.iter().find(|articles| articles.name == name);
        self.list(name)
            .map(|list| list.in_estimate)
            .or(articles.map(|articles| articles.in_estimate))
            .unwrap_or(true)
    }

    /// Returns whether nothing was added to the project yet.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.figures.is_empty() && self.articles.is_empty()
    }

    /// Returns the section of a list.
    pub fn list(&self, name: &str) -> Option<&ListSection> {
        self.lists.iter().find(|list| list.name == name)
    }
}

fn without_folders(name: &str, files: &[String]) -> Result<(), String> {
    match files.iter().find(|file| file.contains(['/', '\\']) || *file == "..") {
        Some(file) => {
            Err(format!("`{name}` names `{file}`; a file is named without folders, it stands in sources/"))
        }
        None => Ok(()),
    }
}

#[derive(Deserialize)]
struct VersionOnly {
    format: u32,
}

impl ListSection {
    /// Returns the columns as the reader takes them.
    pub fn column_specs(&self) -> Vec<ColumnSpec> {
        self.columns.iter().map(|(header, section)| column_spec(header, section)).collect()
    }

    /// Returns how its files are to be read.
    pub fn read_options(&self) -> tizim_read::ReadOptions {
        tizim_read::ReadOptions {
            delimiter: self.delimiter,
            encoding: self.encoding.clone(),
            sheet: self.sheet.clone(),
            header_row: self.header_row,
            ..tizim_read::ReadOptions::default()
        }
    }
}

/// Returns a column as the reader takes it.
pub fn column_spec(header: &str, section: &ColumnSection) -> ColumnSpec {
    let (role, field, order) = match section {
        ColumnSection::Role(role) => (*role, None, None),
        ColumnSection::Full(full) => (full.role, full.field.clone(), full.order),
    };
    let field = field.unwrap_or_else(|| match role {
        Role::OnList | Role::Carried => header.to_owned(),
        role => role.key().to_owned(),
    });
    ColumnSpec { header: header.to_owned(), role, field, date_order: order }
}
