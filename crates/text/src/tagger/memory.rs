//! What the places of a word in a document say of each other: a surname that is plainly a person's in one sentence is likely
//! one in the next, where nothing around it tells.

use super::features::WordView;
use super::{TAGS, tag_of};
use crate::NameKind;
use rustc_hash::FxHashMap;

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Place];

/// Per cent of the mean lead at a word's other places that is added to its own. Chosen on development parts in English and
/// Russian; from 25 to 50 the figures are the same within their noise.
const SHARE: i32 = 30;

/// By how much each kind of name leads all other tags of a word.
type Leads = [i32; KINDS.len()];

fn leads(scores: &[i32; TAGS]) -> Leads {
    KINDS.map(|kind| {
        let own = [tag_of(kind, true), tag_of(kind, false)];
        let best = |is_own: bool| {
            (0..TAGS).filter(|tag| own.contains(tag) == is_own).map(|tag| scores[tag]).max().unwrap_or(0)
        };
        best(true) - best(false)
    })
}

/// Adds to the scores of each capitalised word a share of what its other places in the document say, in whatever case.
pub(crate) fn share(sentences: &[Vec<WordView>], scores: &mut [Vec<[i32; TAGS]>]) {
    let mut known: FxHashMap<u32, (i32, Leads)> = FxHashMap::default();
    for (views, scores) in sentences.iter().zip(&*scores) {
        for (stem, scores) in views.iter().zip(scores).filter_map(|(view, s)| Some((view.capital_stem()?, s)))
        {
            let (places, sums) = known.entry(stem).or_default();
            *places += 1;
            sums.iter_mut().zip(leads(scores)).for_each(|(sum, lead)| *sum += lead);
        }
    }
    for (views, scores) in sentences.iter().zip(scores) {
        for (view, scores) in views.iter().zip(scores) {
            let known = view.capital_stem().and_then(|stem| known.get(&stem));
            let Some((places, sums)) = known.filter(|(places, _)| *places > 1) else { continue };
            let own = leads(scores);
            for (place, kind) in KINDS.into_iter().enumerate() {
                let others = (sums[place] - own[place]) / (places - 1);
                for tag in [tag_of(kind, true), tag_of(kind, false)] {
                    scores[tag] += others * SHARE / 100;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tag_document;

    #[test]
    fn a_name_that_is_plain_in_one_sentence_helps_in_another() {
        let plain: Vec<&str> =
            "Lawyer Anna Tarvonen said that Anna Tarvonen had been beaten .".split(' ').collect();
        let bare: Vec<&str> = "Then Tarvonen left .".split(' ').collect();
        let found = tag_document(&[plain.clone(), plain, bare]);
        assert!(found[2].contains(&(1, 2, crate::NameKind::Person)), "{found:?}");
    }
}
