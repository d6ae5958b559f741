//! What reviewers decided on claims, laid over what the program suggests.

use super::StoredArticle;
use super::ids::ClaimNames;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use tizim_ledger::{ArticleKey, ClaimKey, ClaimVerdict, Decision, Entry, What};
use tizim_model::Claim;

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// The program found it; nobody has looked at it yet.
    Suggested,
    /// A reviewer accepted it as it is.
    Accepted,
    /// A reviewer corrected it.
    Corrected,
    /// A reviewer rejected it.
    Rejected,
    /// A reviewer added it.
    Added,
}

impl ClaimState {
    /// Returns the word for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            ClaimState::Suggested => "suggested",
            ClaimState::Accepted => "accepted",
            ClaimState::Corrected => "corrected",
            ClaimState::Rejected => "rejected",
            ClaimState::Added => "added",
        }
    }

    /// Returns whether a reviewer holds that the article says so.
    pub fn stands(self) -> bool {
        matches!(self, ClaimState::Accepted | ClaimState::Corrected | ClaimState::Added)
    }
}

/// A claim of an article, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedClaim {
    /// The position of its article.
    pub article: usize,
    /// Its name in tables, unique in the project: `news.txt@120-180:killing`.
    pub id: String,
    /// The name by which a judgement means it.
    pub key: ClaimKey,
    /// What it says, as the reviewer has it where there is one.
    pub claim: Claim,
    /// What became of it.
    pub state: ClaimState,
    /// The ledger's entry that decided so.
    pub entry: Option<u64>,
}

impl JudgedClaim {
    /// Returns whether figures and records are made of it: no one has rejected it, and no guess of the program's that no one has accepted.
    pub(crate) fn counts(&self) -> bool {
        self.state.stands() || self.state == ClaimState::Suggested && !self.claim.is_guess
    }
}

/// Returns the claims of articles as the judgements in force have them: suggestions, and what was judged; in the order of the articles, and
/// within one of its words.
pub fn judged_claims<'e>(
    articles: &[StoredArticle],
    in_force: impl Iterator<Item = &'e Entry>,
) -> Vec<JudgedClaim> {
    let mut verdicts: FxHashMap<(&ArticleKey, &ClaimKey), (&ClaimVerdict, u64)> = FxHashMap::default();
    for entry in in_force {
        let What::Judgement(judgement) = &entry.what else { continue };
        if let Decision::Claim { article, suggestion, verdict } = &judgement.decision {
            verdicts.insert((article, suggestion), (verdict, entry.seq));
        }
    }
    let mut of_article: FxHashMap<&ArticleKey, Vec<Verdict<'_>>> = FxHashMap::default();
    for ((article, key), (verdict, entry)) in &verdicts {
        of_article.entry(article).or_default().push((key, verdict, *entry));
    }
    let mut all = Vec::new();
    for (position, article) in articles.iter().enumerate() {
        let judged = of_article.remove(&article.key()).unwrap_or_default();
        let first = all.len();
        let keys: Vec<ClaimKey> = article.claims.iter().map(ClaimKey::of).collect();
        let mut met: FxHashSet<&ClaimKey> = FxHashSet::default();
        let mut names = ClaimNames::new(article, &keys);
        for (claim, own_key) in article.claims.iter().zip(&keys) {
            // by what the program found: a judgement of an earlier version may know less of it
            let id = names.of_suggestion(own_key);
            let (key, state, claim, entry) = match verdict_on(own_key, &keys, &judged) {
                Some((own, verdict, entry)) => {
                    if !met.insert(own) {
                        // twice the same of the same people: the judgement speaks of both
                        continue;
                    }
                    let (state, stated) = of_verdict(verdict);
                    (own, state, stated.unwrap_or(claim).clone(), Some(entry))
                }
                None => (own_key, ClaimState::Suggested, claim.clone(), None),
            };
            all.push(JudgedClaim { article: position, id, key: key.clone(), claim, state, entry });
        }
        let mut added: Vec<&Verdict<'_>> = judged.iter().filter(|(key, ..)| !met.contains(key)).collect();
        added.sort_unstable_by_key(|(.., entry)| *entry);
        for (key, verdict, entry) in added {
            if let (state, Some(claim)) = of_verdict(verdict) {
                let entry = Some(*entry);
                let id = names.of_added(key);
                all.push(JudgedClaim {
                    article: position,
                    id,
                    key: (*key).clone(),
                    claim: claim.clone(),
                    state,
                    entry,
                });
            }
        }
        all[first..].sort_by(|a, b| {
            let order = |claim: &JudgedClaim| (claim.claim.quote.start, claim.claim.quote.end);
            order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key))
        });
    }
    all
}

type Verdict<'e> = (&'e ClaimKey, &'e ClaimVerdict, u64);

/// Returns the judgement of a claim, if there is one: the one that names it, or else the only one on its words, where
/// no other claim is on them. A program that comes to see one person more in a sentence does not lose what was said of it.
fn verdict_on<'e>(key: &ClaimKey, keys: &[ClaimKey], judged: &[Verdict<'e>]) -> Option<Verdict<'e>> {
    if let Some(named) = judged.iter().find(|(own, ..)| *own == key) {
        return Some(*named);
    }
    let alone = keys.iter().filter(|other| other.is_on_the_words_of(key)).all(|other| other == key);
    // a reviewer who adds a claim beside the program's says nothing of that one
    let is_beside = |own: &ClaimKey, verdict: &ClaimVerdict| {
        matches!(verdict, ClaimVerdict::Added { .. }) && !own.about.is_empty()
    };
    let mut on_words =
        judged.iter().filter(|(own, verdict, _)| own.is_on_the_words_of(key) && !is_beside(own, verdict));
    match (on_words.next(), on_words.next()) {
        (Some(only), None) if alone => Some(*only),
        _ => None,
    }
}

fn of_verdict(verdict: &ClaimVerdict) -> (ClaimState, Option<&Claim>) {
    match verdict {
        ClaimVerdict::Accepted { claim } => (ClaimState::Accepted, Some(claim)),
        ClaimVerdict::Corrected { claim } => (ClaimState::Corrected, Some(claim)),
        ClaimVerdict::Added { claim } => (ClaimState::Added, Some(claim)),
        ClaimVerdict::Rejected => (ClaimState::Rejected, None),
    }
}
