//! Why two records are, or are not, taken for one person: the material of a waterfall.

use crate::engine::Engine;
use crate::field::level::MISSING;
use crate::field::{Fields, Memo, NONE, level_at};
use crate::list_pair::ListPair;
use serde::{Deserialize, Serialize};
use tizim_model::{MatchWeight, Probability, RecordIx, Records};

/// The weight of two records, from the prior to the total.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The one record.
    pub a: RecordIx,
    /// The other.
    pub b: RecordIx,
    /// The kind of their lists: the fields' weights are those learned of it.
    pub lists: ListPair,
    /// The weight before anything is compared; it depends on the lists of the two.
    pub prior: MatchWeight,
    /// Each field, in the order of the model.
    pub fields: Vec<FieldEvidence>,
    /// What agreement between relatives, or people of one event or place, takes away: those agreements count once.
    pub sharing: MatchWeight,
    /// The sum of all the weights above.
    pub total: MatchWeight,
    /// The same as a probability.
    pub probability: Probability,
}

/// What one field says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldEvidence {
    /// The field.
    pub field: String,
    /// What the one record has, as read; none where there is nothing.
    pub value_a: Option<String>,
    /// What the other has.
    pub value_b: Option<String>,
    /// The level of likeness in words.
    pub level: String,
    /// log2(m / u) of the level; 0 where a value is missing.
    pub weight: MatchWeight,
    /// What the rarity of the value adds, or, for a frequent one, takes away.
    pub rarity: MatchWeight,
}

/// Returns the words of a field's level; where both have a value and yet nothing is weighed, that it is told by another.
fn words_of(fields: &Fields, pattern: u64, position: usize, x: u32, y: u32) -> &'static str {
    let level = level_at(pattern, position);
    if level == MISSING && fields.row(x)[position] != NONE && fields.row(y)[position] != NONE {
        return "adds nothing to another field";
    }
    fields.fields[position].levels()[level as usize].words
}

pub(crate) fn explain(engine: &Engine, records: &Records, a: RecordIx, b: RecordIx) -> Explanation {
    let (x, y) = (engine.position_of[a.index()], engine.position_of[b.index()]);
    let fields = &engine.fields;
    let pattern = fields.pattern(x, y, &mut Memo::small());
    let list_shift = engine.list_shift(x, y);
    let kind = engine.allowed.kind(x, y);
    // what judgements say stretches every step, so that the steps still add up
    let (slope, shift) = engine.calibration.map_or((1.0, 0.0), |fitted| (fitted.slope, fitted.shift));
    let evidence = engine.weights.evidence(fields, pattern, kind, fields.row(x), fields.row(y));
    let field_evidence = fields
        .fields
        .iter()
        .enumerate()
        .map(|(position, field)| FieldEvidence {
            field: field.name.clone(),
            value_a: field.shown(records, a),
            value_b: field.shown(records, b),
            level: words_of(fields, pattern, position, x, y).to_owned(),
            weight: MatchWeight(slope * evidence.fields[position]),
            rarity: MatchWeight(slope * evidence.rarity[position]),
        })
        .collect();
    let total = MatchWeight(engine.calibrated(evidence.total + list_shift));
    Explanation {
        a,
        b,
        lists: engine.allowed.list_pairs.kinds[kind].clone(),
        prior: MatchWeight(slope * (engine.weights.prior_weight(kind) + list_shift) + shift),
        fields: field_evidence,
        sharing: MatchWeight(slope * evidence.sharing),
        total,
        probability: total.probability(),
    }
}
