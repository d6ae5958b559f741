//! What reviewers decided on claims, laid over what the program suggests.

use super::StoredArticle;
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
    /// The name by which a judgement means it.
    pub key: ClaimKey,
    /// What it says, as the reviewer has it where there is one.
    pub claim: Claim,
    /// What became of it.
    pub state: ClaimState,
    /// The ledger's entry that decided so.
    pub entry: Option<u64>,
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
    let mut of_article: FxHashMap<&ArticleKey, Vec<(&ClaimKey, &ClaimVerdict, u64)>> = FxHashMap::default();
    for ((article, key), (verdict, entry)) in &verdicts {
        of_article.entry(article).or_default().push((key, verdict, *entry));
    }
    let mut all = Vec::new();
    for (position, article) in articles.iter().enumerate() {
        let judged = of_article.remove(&article.key()).unwrap_or_default();
        let first = all.len();
        let mut met: FxHashSet<&ClaimKey> = FxHashSet::default();
        for claim in &article.claims {
            let key = ClaimKey::of(claim);
            let verdict = judged.iter().find(|(own, ..)| **own == key);
            let (state, claim, entry) = match verdict {
                Some((own, verdict, entry)) => {
                    if !met.insert(own) {
                        // two claims of one type on the same words: the judgement speaks of both
                        continue;
                    }
                    let (state, stated) = of_verdict(verdict);
                    (state, stated.unwrap_or(claim).clone(), Some(*entry))
                }
                None => (ClaimState::Suggested, claim.clone(), None),
            };
            all.push(JudgedClaim { article: position, key, claim, state, entry });
        }
        for (key, verdict, entry) in judged.iter().filter(|(key, ..)| !met.contains(key)) {
            if let (state, Some(claim)) = of_verdict(verdict) {
                let entry = Some(*entry);
                all.push(JudgedClaim {
                    article: position,
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

fn of_verdict(verdict: &ClaimVerdict) -> (ClaimState, Option<&Claim>) {
    match verdict {
        ClaimVerdict::Accepted { claim } => (ClaimState::Accepted, Some(claim)),
        ClaimVerdict::Corrected { claim } => (ClaimState::Corrected, Some(claim)),
        ClaimVerdict::Added { claim } => (ClaimState::Added, Some(claim)),
        ClaimVerdict::Rejected => (ClaimState::Rejected, None),
    }
}
