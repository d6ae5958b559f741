//! The names of claims in tables: unique in a project, and the same whenever the same files and judgements are read.

use super::StoredArticle;
use rustc_hash::{FxHashMap, FxHashSet};
use tizim_ledger::ClaimKey;

/// The words that claims of an article stand on: type, first byte and the byte after the last.
type OnWords<'k> = (&'k str, u64, u64);

fn on_words(key: &ClaimKey) -> OnWords<'_> {
    (&key.claim_type, key.start, key.end)
}

/// Gives the claims of one article their names: file, page, bytes of the quote and type; where several claims of one type stand
/// on the same words ("63 men and 9 women were held"), also the first bytes of whom and how many each is about, as in its
/// [`ClaimKey`].
///
/// What the program found is named by itself: a reviewer who adds a claim on the same words does not rename it.
pub(super) struct ClaimNames<'a> {
    article: &'a StoredArticle,
    suggested: FxHashMap<OnWords<'a>, usize>,
    given: FxHashSet<String>,
}

impl<'a> ClaimNames<'a> {
    /// Begins with the keys of all that the program found in the article.
    pub(super) fn new(article: &'a StoredArticle, suggested: &'a [ClaimKey]) -> Self {
        let mut on: FxHashMap<OnWords<'a>, usize> = FxHashMap::default();
        for key in suggested {
            *on.entry(on_words(key)).or_default() += 1;
        }
        Self { article, suggested: on, given: FxHashSet::default() }
    }

    /// Returns the name of a claim that the program found, or that a judgement has in its place.
    pub(super) fn of_suggestion(&mut self, key: &ClaimKey) -> String {
        let is_alone = self.suggested.get(&on_words(key)).is_none_or(|claims| *claims == 1);
        self.give(key, is_alone)
    }

    /// Returns the name of a claim that only reviewers have; to be asked in the order of their judgements.
    pub(super) fn of_added(&mut self, key: &ClaimKey) -> String {
        let is_alone = !self.suggested.contains_key(&on_words(key)) && !self.given.contains(&self.plain(key));
        self.give(key, is_alone)
    }

    fn plain(&self, key: &ClaimKey) -> String {
        format!("{}@{}-{}:{}", self.article.name_in_tables(), key.start, key.end, key.claim_type)
    }

    fn give(&mut self, key: &ClaimKey, is_alone: bool) -> String {
        let mut name = self.plain(key);
        if !is_alone && !key.about.is_empty() {
            let about: Vec<String> = key.about.iter().map(u64::to_string).collect();
            name = format!("{name}#{}", about.join("+"));
        }
        // two that say the same of the same people have one key
        let mut free = name.clone();
        for further in 2.. {
            if self.given.insert(free.clone()) {
                break;
            }
            free = format!("{name}~{further}");
        }
        free
    }
}

impl StoredArticle {
    /// Returns the article's name in tables: its file, and its page if it is not the first.
    pub(super) fn name_in_tables(&self) -> String {
        if self.page == 1 { self.file.clone() } else { format!("{}/{}", self.file, self.page) }
    }

    /// Returns the name of each of [`StoredArticle::claims`] in tables, in their order: unique in the article.
    pub fn claim_ids(&self) -> Vec<String> {
        let keys: Vec<ClaimKey> = self.claims.iter().map(ClaimKey::of).collect();
        let mut names = ClaimNames::new(self, &keys);
        keys.iter().map(|key| names.of_suggestion(key)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::articles::tests::read_article;
    use crate::articles::{ClaimState, JudgedClaim, StoredArticle, claimed_figures, judged_claims};
    use std::collections::BTreeSet;
    use tizim_ledger::{ClaimKey, ClaimVerdict, Decision, Entry, Hash, Judgement, What};
    use tizim_model::Claim;

    const HELD: &str = "4 June 2022\n\nPolice in Orel detained 63 dockers, including nine women, on Friday, the union said.\n";

    fn read() -> StoredArticle {
        read_article("held.txt", HELD)
    }

    fn entry(article: &StoredArticle, seq: u64, suggestion: ClaimKey, verdict: ClaimVerdict) -> Entry {
        let decision = Decision::Claim { article: article.key(), suggestion, verdict };
        Entry {
            seq,
            at: "2026-01-01T00:00:00Z".parse().unwrap(),
            author: "A".to_owned(),
            what: What::Judgement(Judgement { decision, reason: String::new(), undoes: None }),
            prev_hash: Hash::GENESIS,
            hash: Hash::GENESIS,
        }
    }

    fn ids(claims: &[JudgedClaim], state: ClaimState) -> Vec<&str> {
        claims.iter().filter(|claim| claim.state == state).map(|claim| claim.id.as_str()).collect()
    }

    fn on_one_quote(article: &StoredArticle) -> Vec<&Claim> {
        article
            .claims
            .iter()
            .filter(|claim| claim.claim_type == "detention" && claim.count.is_some())
            .collect()
    }

    #[test]
    fn two_claims_on_one_quote_have_two_names_in_claims_and_figures() {
        let article = read();
        let held = on_one_quote(&article);
        assert_eq!(held.len(), 2, "{:?}", article.claims);
        assert_eq!((held[0].quote.start, held[0].quote.end), (held[1].quote.start, held[1].quote.end));
        let claims = judged_claims(std::slice::from_ref(&article), std::iter::empty());
        let mut all = ids(&claims, ClaimState::Suggested);
        let mut found = article.claim_ids();
        found.sort_unstable();
        all.sort_unstable();
        assert_eq!(all, found, "the same with and without a ledger");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), claims.len(), "{all:?}");
        let figures = claimed_figures(std::slice::from_ref(&article), &[None], &claims);
        let of_figures: BTreeSet<&str> = figures.iter().map(|figure| figure.id.as_str()).collect();
        assert_eq!((figures.len(), of_figures.len()), (2, 2));
        let numbers: Vec<Option<u64>> = figures.iter().map(|figure| figure.low).collect();
        assert_eq!(numbers, [Some(63), Some(9)]);
    }

    #[test]
    fn what_reviewers_add_renames_nothing_that_was_there() {
        let article = read();
        let mut alone = article.clone();
        let one = (*on_one_quote(&article)[0]).clone();
        alone.claims = vec![one.clone()];
        let mut other = one.clone();
        other.count = None;
        let added = |claim: &Claim| ClaimVerdict::Added { claim: Box::new(claim.clone()) };
        let first = entry(&alone, 1, ClaimKey::of(&other), added(&other));
        let mut third = one.clone();
        third.who.clear();
        let second = entry(&alone, 2, ClaimKey::of(&third), added(&third));
        let named = |entries: &[&Entry]| {
            let claims = judged_claims(std::slice::from_ref(&alone), entries.iter().copied());
            let suggested = ids(&claims, ClaimState::Suggested).join(" ");
            let added: BTreeSet<String> =
                ids(&claims, ClaimState::Added).into_iter().map(str::to_owned).collect();
            (suggested, added)
        };
        let plain = format!("held.txt@{}-{}:detention", one.quote.start, one.quote.end);
        assert_eq!(named(&[]), (plain.clone(), BTreeSet::new()));
        let (suggested, one_more) = named(&[&first]);
        assert_eq!(suggested, plain);
        let (suggested, two_more) = named(&[&first, &second]);
        assert_eq!(suggested, plain);
        assert!(two_more.is_superset(&one_more) && two_more.len() == 2 && !two_more.contains(&plain));
    }

    #[test]
    fn a_judgement_that_names_nobody_finds_its_claim_and_leaves_its_name() {
        let article = read();
        let mut alone = article.clone();
        alone.claims = vec![(*on_one_quote(&article)[0]).clone()];
        let old = ClaimKey { about: Vec::new(), ..ClaimKey::of(&alone.claims[0]) };
        let accepted =
            entry(&alone, 1, old, ClaimVerdict::Accepted { claim: Box::new(alone.claims[0].clone()) });
        let claims = judged_claims(std::slice::from_ref(&alone), std::iter::once(&accepted));
        assert_eq!(ids(&claims, ClaimState::Accepted), alone.claim_ids());
    }
}
