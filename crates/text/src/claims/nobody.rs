//! Phrases that stand beside an act and are nobody: "for three hours", "opened fire", "was charged".

use super::claim::{Claim, ClaimRole, Participant, ParticipantKind};
use super::find::Finder;
use crate::Span;
use crate::rules::words;
use crate::russian;
use crate::somebody::may_be_somebody;
use crate::token::Token;

impl Finder<'_> {
    /// Takes out of a claim the groups whose words tell of nobody: no people, no body of theirs, nothing that is attacked. Nor do they say
    /// it then.
    pub(super) fn without_nobody(&self, claim: &mut Claim) {
        let may_be_thing = claim.claim_type == "attack" || claim.claim_type.starts_with("body_");
        let is_nobody = |who: &Participant| {
            let tokens = &self.tokens()[self.reader.sentence.range_of(who.words)];
            let is_right = match tokens.iter().any(Token::is_cyrillic) {
                true => may_be_thing && who.role == ClaimRole::Victim || is_russian_somebody(tokens),
                false => {
                    may_be_somebody(tokens)
                        || may_be_thing && who.role == ClaimRole::Victim && is_thing(tokens)
                }
            };
            who.kind == ParticipantKind::Group && !is_right
        };
        let nobody: Vec<Span> = claim.who.iter().filter(|who| is_nobody(who)).map(|who| who.words).collect();
        claim.who.retain(|who| who.kind != ParticipantKind::Group || !nobody.contains(&who.words));
        claim.attributed_to.take_if(|source| nobody.contains(source));
    }
}

/// Returns whether Russian words may stand for people: "пакет" does not, nor does "требуя".
fn is_russian_somebody(tokens: &[Token]) -> bool {
    !russian::is_thing(tokens) && !tokens.iter().all(russian::is_gerund)
}

/// Returns whether English words may stand for what is attacked, or for a body.
fn is_thing(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| words().target.has(token) || words().body.has(token))
}
