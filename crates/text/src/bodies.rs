//! Names of parties, unions and offices that the tagger leaves a part of, or takes for something else: "the Socialist Movement of Ruritania",
//! "the movement “New Ruritania”".

use crate::document::Name;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words of a name between quotation marks, at most.
const QUOTED: usize = 5;

/// Returns the names with those of organisations whole.
pub(crate) fn mended(tokens: &[Token], names: Vec<Name>) -> Vec<Name> {
    let mut list: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        match list.last_mut().filter(|last| is_of(tokens, last, &name)) {
            Some(last) => last.range.end = name.range.end,
            None => list.push(name),
        }
    }
    for range in (0..tokens.len()).filter_map(|at| quoted(tokens, at)) {
        list.retain(|name| name.range.end <= range.start || range.end <= name.range.start);
        list.push(Name { range, kind: NameKind::Organisation, person: None });
    }
    list.sort_by_key(|name| name.range.start);
    list
}

/// "the Socialist Movement" "of" "Ruritania": returns whether a place tells more of the organisation before it.
fn is_of(tokens: &[Token], last: &Name, name: &Name) -> bool {
    let [of] = &tokens[last.range.end..name.range.start] else { return false };
    let head = &tokens[last.range.end - 1];
    of.is("of")
        && last.range.len() > 1
        && (last.kind, name.kind) == (NameKind::Organisation, NameKind::Place)
        && head.is_capital
        && words().institution.has(head)
}

/// "the movement “New Ruritania”": returns the words between the quotation marks that open at a token, if those before say what bears the
/// name.
fn quoted(tokens: &[Token], open: usize) -> Option<Range<usize>> {
    let (opens, body) = (tokens.get(open)?, tokens.get(open.checked_sub(1)?)?);
    let close = if opens.is("“") {
        "”"
    } else if opens.is("\"") {
        "\""
    } else {
        return None;
    };
    let first = tokens.get(open + 1).filter(|first| first.kind == Kind::Word && first.is_capital)?;
    let is_named = words().institution.has(body) && !body.is_cyrillic() && !first.is_cyrillic();
    let near = open + 2..tokens.len().min(open + 2 + QUOTED);
    let end = near.into_iter().find(|at| tokens[*at].is(close)).filter(|_| is_named)?;
    let is_part = |token: &Token| token.kind != Kind::Sign || token.is_any(&["-", "’", "'"]);
    let range = open + 1..end;
    // a quotation ends in a stop or has a verb in small letters: "the court “Stop this farce”"
    let capitals = tokens[range.clone()].iter().filter(|token| token.is_capital).count();
    (tokens[range.clone()].iter().all(is_part) && capitals * 2 > range.len()).then_some(range)
}
