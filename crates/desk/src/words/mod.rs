//! What the desk says, in each language: one file a language in `words/`, all with the same keys.
//!
//! The keys are listed once, in `catalogue`; a file that lacks one or has another is refused, so a third language is one
//! more file. A message is a text, or a table of plural forms by the categories of the Unicode CLDR.

mod catalogue;

pub(crate) use catalogue::{Acts, Words};

use maud::{Markup, Render, html};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Display;

/// The catalogues, English first: it is spoken to those whose language is not here.
const FILES: [&str; 2] = [include_str!("../../words/en.toml"), include_str!("../../words/ru.toml")];

/// The program's word for a value of which a source says that it is not known.
const UNKNOWN: &str = "unknown";

/// All languages that the desk speaks.
#[derive(Debug)]
pub(crate) struct Languages {
    all: Vec<Words>,
}

impl Languages {
    /// Reads the catalogues that are part of the program; a test reads them too, so they are whole.
    pub(crate) fn load() -> Result<Self, toml::de::Error> {
        Ok(Self { all: FILES.iter().map(|file| toml::from_str(file)).collect::<Result<_, _>>()? })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Words> {
        self.all.iter()
    }

    /// Returns the language of a code, if the desk speaks it.
    pub(crate) fn named(&self, code: &str) -> Option<&Words> {
        self.all.iter().find(|words| words.code == code)
    }

    /// Returns the language that a browser likes best of those spoken here; English if none.
    ///
    /// `accepted` is the header `Accept-Language` (RFC 9110, 12.5.4); what is malformed in it is passed over.
    pub(crate) fn liked(&self, accepted: &str) -> &Words {
        let mut wishes: Vec<(f32, &str)> = accepted
            .split(',')
            .take(20)
            .filter_map(|wish| {
                let mut parts = wish.split(';');
                let code = parts.next()?.trim().split('-').next()?;
                let weight =
                    parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
                Some((weight, code))
            })
            .collect();
        wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
        let liked = wishes.iter().find_map(|(_, code)| self.named(&code.to_ascii_lowercase()));
        // the first language is there, or loading would have failed
        liked.unwrap_or(&self.all[0])
    }
}

/// A message: a text with `{names}` to be filled in, or one for each plural form.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Text {
    Plain(String),
    Plural(BTreeMap<String, String>),
}

impl Text {
    fn template(&self, form: &str) -> &str {
        match self {
            Text::Plain(text) => text,
            Text::Plural(forms) => forms
                .get(form)
                .or_else(|| forms.get("other"))
                .or_else(|| forms.values().next())
                .map_or("", |t| t),
        }
    }

    /// Returns the text with its names filled in; what stands in another writing direction is isolated.
    pub(crate) fn with(&self, values: &[(&str, &dyn Display)]) -> String {
        filled(self.template("other"), values)
    }

    /// Returns the text as it is.
    pub(crate) fn as_str(&self) -> &str {
        self.template("other")
    }
}

impl Render for Text {
    fn render(&self) -> Markup {
        html! { (self.as_str()) }
    }
}

fn filled(template: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('}') else { break };
        let name = &rest[start + 1..start + end];
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => {
                let value = value.to_string();
                // a number whose thousands a blank of no ASCII sets apart has no direction to guard
                let isolated = value.chars().any(|letter| !letter.is_ascii() && letter.is_alphabetic());
                out.push_str(if isolated { "\u{2068}" } else { "" });
                out.push_str(&value);
                out.push_str(if isolated { "\u{2069}" } else { "" });
            }
            None => out.push_str(&rest[start..=start + end]),
        }
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    out
}

impl Words {
    /// Returns a message in the form for a number; `{n}` is the number itself.
    pub(crate) fn count(&self, text: &Text, number: u64) -> String {
        filled(text.template(self.plural(number)), &[("n", &self.number(number))])
    }

    /// As [`Words::count`], with further names to fill in.
    pub(crate) fn count_with(&self, text: &Text, number: u64, values: &[(&str, &dyn Display)]) -> String {
        let shown = self.number(number);
        let mut all: Vec<(&str, &dyn Display)> = vec![("n", &shown)];
        all.extend_from_slice(values);
        filled(text.template(self.plural(number)), &all)
    }

    /// Returns the plural category of a number (CLDR 46, cardinal).
    fn plural(&self, number: u64) -> &'static str {
        if self.code != "ru" {
            return if number == 1 { "one" } else { "other" };
        }
        match (number % 10, number % 100) {
            (1, rest) if rest != 11 => "one",
            (2..=4, rest) if !(12..=14).contains(&rest) => "few",
            _ => "many",
        }
    }

    /// Returns a whole number with its thousands set apart, as the language does it.
    pub(crate) fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 2);
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position).is_multiple_of(3) {
                // a blank that does not break, and the digits stay together
                out.push(if self.code == "ru" { '\u{a0}' } else { ',' });
            }
            out.push(digit);
        }
        out
    }

    /// Returns a number with so many places behind the sign that the language sets there.
    pub(crate) fn decimal(&self, number: f64, places: usize) -> String {
        let shown = format!("{number:.places$}");
        if self.code == "ru" { shown.replace('.', ",") } else { shown }
    }

    /// Returns a share in percent, as the language writes it.
    pub(crate) fn percent(&self, share: f64) -> String {
        let shown = tizim_report::parts::percent(share);
        if self.code == "ru" { shown.replace('.', ",") } else { shown }
    }

    /// Returns a phrase of the program in this language, if the catalogue has it.
    pub(crate) fn said<'a>(&'a self, english: &'a str) -> &'a str {
        self.said.get(english).map_or(english, String::as_str)
    }

    /// Returns a moment as people read it, with its machine-readable form.
    pub(crate) fn moment(&self, at: &str) -> Markup {
        let (day, time) = at.split_once('T').unwrap_or((at, ""));
        let time = time.get(..5).unwrap_or_default();
        let mut parts = day.split('-');
        let shown = match (self.code.as_str(), parts.next(), parts.next(), parts.next()) {
            ("ru", Some(year), Some(month), Some(day)) => format!("{day}.{month}.{year}, {time} UTC"),
            _ => format!("{day} {time} UTC"),
        };
        html! { time datetime=(at) { (shown) } }
    }

    /// Returns a value of a field as its reader reads it: of fields in which the program has words of its own for what
    /// sources write, that word in this language; else the value as it is. `field` is the key of its role.
    pub(crate) fn value<'a>(&'a self, field: &str, value: &'a str) -> &'a str {
        let has_words = matches!(field, "sex" | "act" | "cause" | "status" | "on_list");
        let known = self.values.get(value).filter(|_| has_words || value == UNKNOWN);
        known.map_or(value, String::as_str)
    }

    /// Returns what a field is called.
    pub(crate) fn field(&self, name: &str) -> String {
        match self.fields.get(name) {
            Some(known) => known.clone(),
            None => tizim_report::parts::field_words(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names_in(text: &Text) -> Vec<String> {
        let all = match text {
            Text::Plain(text) => text.clone(),
            Text::Plural(forms) => forms.get("one").cloned().unwrap_or_default(),
        };
        let mut names: Vec<String> = all
            .split('{')
            .skip(1)
            .filter_map(|part| part.split_once('}'))
            .map(|(name, _)| name.to_owned())
            .collect();
        names.sort();
        names.retain(|name| name != "n");
        names
    }

    #[test]
    fn all_languages_have_all_messages_with_the_same_names_to_fill_in() {
        let languages = Languages::load().unwrap();
        let first = &languages.all[0];
        for other in &languages.all[1..] {
            for ((key, here), (_, there)) in first.messages().into_iter().zip(other.messages()) {
                assert_eq!(names_in(here), names_in(there), "{key} in {}", other.code);
            }
            for (here, there) in [
                (&first.models, &other.models),
                (&first.warnings, &other.warnings),
                (&first.said, &other.said),
                (&first.values, &other.values),
            ] {
                assert_eq!(
                    here.keys().collect::<Vec<_>>(),
                    there.keys().collect::<Vec<_>>(),
                    "{}",
                    other.code
                );
            }
            assert_eq!(
                first.fields.keys().collect::<Vec<_>>(),
                other.fields.keys().collect::<Vec<_>>(),
                "{}",
                other.code
            );
        }
    }

    #[test]
    fn numbers_and_plurals_are_those_of_the_language() {
        let languages = Languages::load().unwrap();
        let ru = languages.named("ru").unwrap();
        let forms =
            [(1, "one"), (2, "few"), (5, "many"), (11, "many"), (21, "one"), (112, "many"), (104, "few")];
        for (number, form) in forms {
            assert_eq!(ru.plural(number), form, "{number}");
        }
        assert_eq!(ru.number(1_234_567), "1\u{a0}234\u{a0}567");
        assert_eq!(languages.named("en").unwrap().number(1_234_567), "1,234,567");
    }

    #[test]
    fn a_browser_gets_the_language_it_likes() {
        let languages = Languages::load().unwrap();
        assert_eq!(languages.liked("kk, ru;q=0.9, en;q=0.5").code, "ru");
        assert_eq!(languages.liked("ru;q=0.2,en-GB").code, "en");
        assert_eq!(languages.liked("de;q=x,,;;").code, "en");
    }

    #[test]
    fn foreign_text_is_isolated_in_a_sentence() {
        let text = Text::Plain("by {who}, {what}".to_owned());
        assert_eq!(text.with(&[("who", &"محمد"), ("what", &"x{who}")]), "by \u{2068}محمد\u{2069}, x{who}");
        assert_eq!(text.with(&[("who", &"2\u{a0}134"), ("what", &"y")]), "by 2\u{a0}134, y");
    }
}
