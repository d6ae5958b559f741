//! What a page says of its article in JSON-LD (schema.org).

use serde_json::Value;

/// The fields of a schema.org article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Described {
    pub(super) headline: Option<String>,
    pub(super) author: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
}

/// Levels of nesting that are looked into.
const DEPTH: usize = 6;

/// Returns what the first article in the scripts says of itself.
pub(super) fn described(scripts: &[String]) -> Described {
    let mut found = Described::default();
    for script in scripts {
        // a script that is no JSON is the page's fault and says nothing
        let Ok(value) = serde_json::from_str::<Value>(script.trim()) else { continue };
        visit(&value, DEPTH, &mut found);
    }
    found
}

fn visit(value: &Value, depth: usize, found: &mut Described) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().take(50).for_each(|item| visit(item, depth - 1, found)),
        Value::Object(object) => {
            if is_article(object.get("@type")) {
                fill(&mut found.headline, object.get("headline").or_else(|| object.get("name")));
                fill(&mut found.author, object.get("author"));
                fill(&mut found.published, object.get("datePublished").or_else(|| object.get("dateCreated")));
                fill(&mut found.publisher, object.get("publisher"));
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    visit(inner, depth - 1, found);
                }
            }
        }
        _ => {}
    }
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |value: &Value| {
        value.as_str().is_some_and(|name| {
            name.contains("Article") || name.contains("Posting") || name.contains("Report")
        })
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}

fn fill(field: &mut Option<String>, value: Option<&Value>) {
    if field.is_some() {
        return;
    }
    *field = value
        .and_then(text_of)
        .map(|text| text.trim().chars().take(500).collect())
        .filter(|text: &String| !text.is_empty());
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => object.get("name").and_then(text_of),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().take(10).filter_map(text_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph() {
        let script = r#"{"@graph":[{"@type":"WebSite","name":"x"},{"@type":["NewsArticle"],"headline":"H","author":[{"name":"A"},{"name":"B"}],"datePublished":"2022-01-20"}]}"#;
        let found = described(&[script.to_owned(), "not json".to_owned()]);
        assert_eq!(found.headline.as_deref(), Some("H"));
        assert_eq!(found.author.as_deref(), Some("A, B"));
        assert_eq!(found.published.as_deref(), Some("2022-01-20"));
    }
}
