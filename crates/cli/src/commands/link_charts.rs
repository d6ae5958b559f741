//! The model as pictures: one HTML file with drawings inside, no script, the numbers as tables beside them.

use std::fmt::Write;
use tizim_link::Linkage;

/// Blue and orange that are told apart by colour-blind eyes (Okabe and Ito 2008), and in grey.
const BLUE: &str = "#0072b2";
const ORANGE: &str = "#e69f00";
const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}\
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.2rem}table{border-collapse:collapse;margin:.6rem 0;font-size:.9rem}\
td,th{padding:.1rem .6rem;text-align:right;border-bottom:1px solid #ddd}td:first-child,th:first-child{text-align:left}\
svg{max-width:100%;height:auto}details{margin:.4rem 0}text{font:12px system-ui,sans-serif;fill:#333}";

/// Returns the page; with a truth, precision and recall as they are stand beside those expected.
pub(crate) fn charts(linkage: &Linkage, truth: Option<&[Option<u32>]>) -> String {
    let mut page = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
<title>The model of the linkage</title><style>{STYLE}</style><h1>The model of the linkage</h1>"
    );
    let threshold = &linkage.model.threshold;
    let _ = write!(
        page,
        "<p>Records become one person from a weight of {:+.1} on (probability {:.3}; {}). Expected there, without labels: \
precision {:.3}, recall {:.3} of the pairs compared.</p><ul>",
        threshold.weight.0,
        threshold.probability.get(),
        escaped(&threshold.how),
        threshold.expected_precision.get(),
        threshold.expected_recall.get()
    );
    for check in &linkage.model.checks {
        let sign = if check.passed { "passed" } else { "failed" };
        let _ = write!(page, "<li>{sign}: {}</li>", escaped(&check.words));
    }
    page.push_str("</ul><h2>How much each likeness weighs</h2>");
    levels(&mut page, linkage);
    list_pairs(&mut page, linkage);
    page.push_str("<h2>How many links have which weight</h2>");
    weights(&mut page, linkage);
    page.push_str("<h2>What a threshold gives</h2>");
    curve(&mut page, linkage, truth);
    page.push_str("</html>\n");
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// For each field and level a bar of its weight, with m and u.
fn levels(page: &mut String, linkage: &Linkage) {
    page.push_str(
        "<p>m: how often records of one person are so alike, over all lists; u: how often two strangers are. The weight is log2(m/u): \
blue speaks for one person, orange against.</p>",
    );
    for field in &linkage.model.fields {
        let _ = write!(
            page,
            "<h3>{}</h3><table><tr><th>level<th>m<th>u<th>weight<th></tr>",
            escaped(&field.name)
        );
        for level in field.levels.iter().rev() {
            let weight = level.weight.0.clamp(-15.0, 15.0);
            let (x, colour) = if weight < 0.0 { (120.0 + 8.0 * weight, ORANGE) } else { (120.0, BLUE) };
            let _ = write!(
                page,
                "<tr><td>{}<td>{:.4}<td>{:.2e}<td>{:+.2}<td><svg width=\"240\" height=\"14\" role=\"img\" aria-label=\"weight {:+.1}\">\
<line x1=\"120\" x2=\"120\" y1=\"0\" y2=\"14\" stroke=\"#888\"/><rect x=\"{x:.1}\" y=\"2\" width=\"{:.1}\" height=\"10\" fill=\"{colour}\"/></svg></tr>",
                escaped(&level.words),
                level.m.get(),
                level.u.get(),
                level.weight.0,
                level.weight.0,
                8.0 * weight.abs()
            );
        }
        page.push_str("</table>");
    }
}

/// For each field m by the pair of lists, where there are several.
fn list_pairs(page: &mut String, linkage: &Linkage) {
    let pairs = &linkage.model.list_pairs;
    if pairs.len() < 2 {
        return;
    }
    page.push_str(
        "<h2>How alike records of one person are, by their lists</h2><p>m for each two lists: what the weights of a pair are made of. \
Lists that share few people are held near what is true of all.</p><table><tr><th>lists<th>pairs of one person expected<th>prior</tr>",
    );
    for pair in pairs {
        let _ = write!(
            page,
            "<tr><td>{}<td>{:.0}<td>{:.2e}</tr>",
            escaped(&pair.lists.to_string()),
            pair.same_pairs,
            pair.prior.get()
        );
    }
    page.push_str("</table>");
    for (position, field) in linkage.model.fields.iter().enumerate() {
        let _ = write!(page, "<details><summary>{}</summary><table><tr><th>level", escaped(&field.name));
        for pair in pairs {
            let _ = write!(page, "<th>{}", escaped(&pair.lists.to_string()));
        }
        page.push_str("</tr>");
        for (at, level) in field.levels.iter().enumerate().rev() {
            let _ = write!(page, "<tr><td>{}", escaped(&level.words));
            for pair in pairs {
                let _ = write!(page, "<td>{:.4}", pair.m[position][at].get());
            }
            page.push_str("</tr>");
        }
        page.push_str("</table></details>");
    }
}

/// A histogram of the weights of the links that were kept.
fn weights(page: &mut String, linkage: &Linkage) {
    let mut counts: std::collections::BTreeMap<i32, u64> = std::collections::BTreeMap::new();
    for link in &linkage.links {
        *counts.entry(link.weight.0.clamp(-20.0, 40.0).floor() as i32).or_default() += 1;
    }
    let (Some((first, _)), Some((last, _))) = (counts.first_key_value(), counts.last_key_value()) else {
        page.push_str("<p>There is no link.</p>");
        return;
    };
    let (first, last) = (*first, *last);
    let most = counts.values().copied().max().unwrap_or(1) as f64;
    let step = 700.0 / f64::from(last - first + 1);
    page.push_str("<svg viewBox=\"0 0 760 240\" role=\"img\" aria-label=\"links by weight\">");
    for (weight, count) in &counts {
        // the root of the count, so that the few between the two heaps are seen
        let height = 190.0 * (*count as f64 / most).sqrt();
        let x = 40.0 + step * f64::from(weight - first);
        let _ = write!(
            page,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"{BLUE}\"><title>{weight} to {}: {count}</title></rect>",
            205.0 - height,
            (step - 1.0).max(1.0),
            weight + 1
        );
    }
    let line = 40.0 + step * (linkage.model.threshold.weight.0 - f64::from(first));
    let _ = write!(
        page,
        "<line x1=\"{line:.1}\" x2=\"{line:.1}\" y1=\"5\" y2=\"205\" stroke=\"{ORANGE}\" stroke-width=\"2\" stroke-dasharray=\"5 3\"/>\
<text x=\"40\" y=\"225\">{first}</text><text x=\"740\" y=\"225\" text-anchor=\"end\">{}</text>\
<text x=\"390\" y=\"238\" text-anchor=\"middle\">match weight; the dashed line is the threshold; heights are roots of counts</text></svg>",
        last + 1
    );
    page.push_str("<details><summary>The numbers</summary><table><tr><th>weight from<th>links</tr>");
    for (weight, count) in &counts {
        let _ = write!(page, "<tr><td>{weight}<td>{count}</tr>");
    }
    page.push_str("</table></details>");
}

/// Precision and recall against the threshold: expected, and true where the truth is known.
fn curve(page: &mut String, linkage: &Linkage, truth: Option<&[Option<u32>]>) {
    let points = linkage.curve();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return };
    let true_figures =
        truth.map(|truth| true_curve(linkage, truth, points.iter().map(|point| point.weight.0)));
    let span = (last.weight.0 - first.weight.0).max(1.0);
    let x = |weight: f64| 40.0 + 700.0 * (weight - first.weight.0) / span;
    let y = |part: f64| 205.0 - 195.0 * part;
    page.push_str(
        "<svg viewBox=\"0 0 760 250\" role=\"img\" aria-label=\"precision and recall by threshold\">",
    );
    for part in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let at = y(part);
        let _ = write!(
            page,
            "<line x1=\"40\" x2=\"740\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/><text x=\"34\" y=\"{:.1}\" text-anchor=\"end\">{part}</text>",
            at + 4.0
        );
    }
    let mut draw = |colour: &str, dash: &str, parts: Vec<f64>| {
        let line: Vec<String> = points
            .iter()
            .zip(parts)
            .map(|(point, part)| format!("{:.1},{:.1}", x(point.weight.0), y(part)))
            .collect();
        let _ = write!(
            page,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dash}\"/>",
            line.join(" ")
        );
    };
    draw(BLUE, "6 4", points.iter().map(|point| point.expected_precision.get()).collect());
    draw(ORANGE, "6 4", points.iter().map(|point| point.expected_recall.get()).collect());
    if let Some(figures) = &true_figures {
        draw(BLUE, "", figures.iter().map(|(precision, _)| *precision).collect());
        draw(ORANGE, "", figures.iter().map(|(_, recall)| *recall).collect());
    }
    let _ = write!(
        page,
        "<text x=\"40\" y=\"225\">{:+.1}</text><text x=\"740\" y=\"225\" text-anchor=\"end\">{:+.1}</text><text x=\"390\" y=\"242\" \
text-anchor=\"middle\">threshold (weight); blue: precision, orange: recall; dashed: expected without labels, full: against the truth</text></svg>",
        first.weight.0, last.weight.0
    );
    page.push_str("<p>Of pairs, each taken by itself; forming persons mends some errors. Recall is of the links that were kept");
    page.push_str(if truth.is_some() {
        "; against the truth it is of all pairs of one person.</p>"
    } else {
        ".</p>"
    });
    page.push_str("<details><summary>The numbers</summary><table><tr><th>weight<th>links<th>expected precision<th>expected recall");
    page.push_str(if truth.is_some() { "<th>precision<th>recall</tr>" } else { "</tr>" });
    for (position, point) in points.iter().enumerate() {
        let _ = write!(
            page,
            "<tr><td>{:+.1}<td>{}<td>{:.4}<td>{:.4}",
            point.weight.0,
            point.links,
            point.expected_precision.get(),
            point.expected_recall.get()
        );
        if let Some(figures) = &true_figures {
            let _ = write!(page, "<td>{:.4}<td>{:.4}", figures[position].0, figures[position].1);
        }
        page.push_str("</tr>");
    }
    page.push_str("</table></details>");
}

/// Returns the true precision and recall of pairs at each threshold.
fn true_curve(
    linkage: &Linkage,
    truth: &[Option<u32>],
    thresholds: impl Iterator<Item = f64>,
) -> Vec<(f64, f64)> {
    let mut known: Vec<(f64, bool)> = linkage
        .links
        .iter()
        .filter_map(|link| {
            let (a, b) = (truth[link.a.index()]?, truth[link.b.index()]?);
            Some((link.weight.0, a == b))
        })
        .collect();
    known.sort_unstable_by(|x, y| x.0.total_cmp(&y.0));
    let mut sizes: std::collections::HashMap<u32, u64> = std::collections::HashMap::new();
    truth.iter().flatten().for_each(|person| *sizes.entry(*person).or_default() += 1);
    let wanted: u64 = sizes.values().map(|size| size * (size - 1) / 2).sum();
    // right links at or above each position
    let mut right = vec![0u64; known.len() + 1];
    for position in (0..known.len()).rev() {
        right[position] = right[position + 1] + u64::from(known[position].1);
    }
    thresholds
        .map(|line| {
            let from = known.partition_point(|(weight, _)| *weight < line);
            let taken = (known.len() - from) as f64;
            let precision = if taken > 0.0 { right[from] as f64 / taken } else { 1.0 };
            (precision, right[from] as f64 / (wanted as f64).max(1.0))
        })
        .collect()
}
