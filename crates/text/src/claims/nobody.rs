//! Phrases that stand beside an act and are nobody: "for three hours", "opened fire", "was charged".

use super::claim::{Claim, ClaimRole, ParticipantKind};
use super::find::Finder;
use crate::rules::words;
use crate::somebody::may_be_somebody;
use crate::token::Token;

impl Finder<'_> {
    /// Takes out of a claim the groups whose words tell of nobody: no people, no body of theirs, nothing that is attacked.
    pub(super) fn without_nobody(&self, claim: &mut Claim) {
        let may_be_thing = claim.claim_type == "attack" || claim.claim_type.starts_with("body_");
        claim.who.retain(|who| {
            let tokens = &self.tokens()[self.reader.sentence.range_of(who.words)];
            who.kind != ParticipantKind::Group
                || tokens.iter().any(Token::is_cyrillic)
                || may_be_somebody(tokens)
                || may_be_thing && who.role == ClaimRole::Victim && is_thing(tokens)
        });
    }
}

/// Returns whether English words may stand for what is attacked, or for a body.
fn is_thing(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| words().target.has(token) || words().body.has(token))
}
