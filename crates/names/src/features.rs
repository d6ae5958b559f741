//! What two aligned names have in common and what not, as numbers: the inputs of the classifier.

use crate::alignment::{Alignment, MAX_ALIGNED, Met, joined_sounds};
use crate::edits::unit_edits;
use crate::fold::Class;
use crate::forms::Relation;
use crate::name::{Name, Part};
use crate::rarity::Rarity;
use crate::sound;

/// What a feature is about; the terms of an explanation are summed by topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Agreement,
    Weakest,
    LeftOver,
    Rarity,
    Parts,
    Writing,
}

impl Topic {
    pub(crate) const ALL: [Topic; 6] =
        [Topic::Agreement, Topic::Weakest, Topic::LeftOver, Topic::Rarity, Topic::Parts, Topic::Writing];

    /// How the topic is called in an explanation.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Topic::Agreement => "how well the parts agree",
            Topic::Weakest => "the parts that agree least",
            Topic::LeftOver => "parts that meet nothing",
            Topic::Rarity => "how rare the shared parts are",
            Topic::Parts => "given name against given name, surname, father's name",
            Topic::Writing => "script, order, initials",
        }
    }
}

macro_rules! features {
    ($($name:ident $topic:ident;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(usize)]
        enum Slot { $($name,)* COUNT }
        $(pub(crate) const $name: usize = Slot::$name as usize;)*
        /// How many features there are.
        pub(crate) const USED: usize = Slot::COUNT as usize;
        /// Names and topics of the features, by index.
        pub(crate) const CATALOGUE: [(&str, Topic); USED] = [$((stringify!($name), Topic::$topic),)*];
    };
}

features! {
    AGREEMENT_MORE Agreement;
    AGREEMENT_LESS Agreement;
    MEAN Agreement;
    BEST Agreement;
    SECOND Agreement;
    EVIDENCE Agreement;
    EVIDENCE_SHARE Agreement;
    EXACT Agreement;
    CLOSE Agreement;
    LIKE Agreement;
    UNIT_TOTAL Agreement;
    WORST Weakest;
    SECOND_WORST Weakest;
    WORST_EVIDENCE Weakest;
    WORST_UNITS Weakest;
    WORST_UNIT_SHARE Weakest;
    SECOND_WORST_UNIT_SHARE Weakest;
    WORST_LENGTH Weakest;
    WORST_FIRST_SOUND Weakest;
    WORST_SURPRISE Weakest;
    WORST_RARER Weakest;
    LEFT_SHORTER LeftOver;
    LEFT_LONGER LeftOver;
    LEFT_SHORTER_WEIGHT LeftOver;
    COUNT_LEAST LeftOver;
    COUNT_MOST LeftOver;
    SHARED_SURPRISE Rarity;
    TOP_SURPRISE Rarity;
    LEAST_SURPRISE Rarity;
    FAMILY Parts;
    GIVEN Parts;
    PATRONYMIC Parts;
    FAMILY_LIKE Parts;
    LIKELY_FAMILY Parts;
    LIKELY_GIVEN Parts;
    WORST_SETTLED Parts;
    FATHER_MEETS_GIVEN Parts;
    CROSSED Parts;
    SEX_CONFLICT Parts;
    EQUIVALENTS Parts;
    FORMS_SHARED Parts;
    FORMS_APART Parts;
    WORST_FORMS Parts;
    SECOND_WORST_FORMS Parts;
    INITIALS_MET Writing;
    INITIAL_EVIDENCE Writing;
    JOINED Writing;
    INITIALS_LEFT Writing;
    INVERSIONS Writing;
    SAME_CLASS Writing;
    LATIN_ONLY Writing;
    ABJADS Writing;
    OTHER_SCRIPT Writing;
    PARTICLES Writing;
}

/// Room in a feature vector: a power of two, so that a tree reads it without a test of bounds; the rest stays 0.
pub(crate) const FEATURES: usize = 64;

/// One token pair with all that is measured of it.
#[derive(Clone, Copy)]
struct Measured {
    similarity: f32,
    evidence: f32,
    units: f32,
    unit_share: f32,
    length: f32,
    first_sound: f32,
    surprise: f32,
    /// The surprise of the rarer of the two; `surprise` is that of the more common.
    rarer: f32,
    /// 1 for known spellings of one name, -1 for those of two, 0 where one is not known.
    forms: f32,
}

/// A slot of the shorter name that nothing meets.
const NOTHING: Measured = Measured {
    similarity: 0.0,
    evidence: -2.0,
    units: 6.0,
    unit_share: 1.0,
    length: 0.0,
    first_sound: 0.0,
    surprise: 5.0,
    rarer: 5.0,
    forms: 0.0,
};

/// The feature vector of two names whose tokens were aligned.
pub(crate) fn features(a: &Name, b: &Name, alignment: &Alignment, rarity: &Rarity) -> [f32; FEATURES] {
    let mut out = [0.0_f32; FEATURES];
    let mut full = [NOTHING; MAX_ALIGNED];
    let mut full_count = 0;
    let (mut weight_met, mut sum, mut initials_met) = (0.0, 0.0, 0.0);
    for met in alignment.met() {
        let (x, y) = (&a.tokens()[met.a as usize], &b.tokens()[met.b as usize]);
        if x.is_initial() || y.is_initial() {
            initials_met += 1.0;
            out[INITIAL_EVIDENCE] += met.evidence.min(3.0);
            weight_met += INITIAL_WEIGHT;
            sum += INITIAL_WEIGHT * met.similarity;
            continue;
        }
        let measured = measure(a, b, met, rarity);
        out[JOINED] += f32::from(u8::from(met.a_joined + met.b_joined != 0));
        out[EQUIVALENTS] += f32::from(u8::from(met.equivalent));
        out[FORMS_SHARED] += f32::from(u8::from(measured.forms > 0.0 && measured.units > 0.0));
        out[FORMS_APART] += f32::from(u8::from(measured.forms < 0.0 && measured.units > 0.0));
        weight_met += measured.surprise;
        sum += measured.surprise * measured.similarity;
        full[full_count] = measured;
        full_count += 1;
    }
    let (mut side_a, mut side_b) = (Side::of(a, rarity), Side::of(b, rarity));
    for met in alignment.met() {
        side_a.swallow(a, met.a, met.a_joined, rarity);
        side_b.swallow(b, met.b, met.b_joined, rarity);
    }
    let ratio = |side: &Side| sum / side.weight.max(weight_met).max(0.1);
    let (agreement_a, agreement_b) = (ratio(&side_a), ratio(&side_b));
    out[AGREEMENT_MORE] = agreement_a.max(agreement_b);
    out[AGREEMENT_LESS] = agreement_a.min(agreement_b);

    // slots: what the shorter name has to meet, initials aside
    let slots = side_a.full.min(side_b.full).max(full_count).min(MAX_ALIGNED);
    let met_full = &full[..full_count];
    let slot_list = &full[..slots];
    let n = slots.max(1) as f32;
    out[MEAN] = slot_list.iter().map(|m| m.similarity).sum::<f32>() / n;
    out[BEST] = met_full.first().map_or(0.0, |m| m.similarity);
    out[SECOND] = met_full.get(1).map_or(0.0, |m| m.similarity);
    for m in met_full {
        out[EVIDENCE] += m.evidence;
        out[EXACT] += f32::from(u8::from(m.units == 0.0));
        out[CLOSE] += f32::from(u8::from(m.similarity > 0.85));
        out[LIKE] += f32::from(u8::from(m.similarity > 0.6));
        out[UNIT_TOTAL] += m.units;
        if m.similarity > 0.7 {
            out[SHARED_SURPRISE] += m.surprise;
            out[TOP_SURPRISE] = out[TOP_SURPRISE].max(m.surprise);
        }
    }
    out[EVIDENCE_SHARE] = out[EVIDENCE] / met_full.iter().map(|m| m.length).sum::<f32>().max(1.0);
    out[LEAST_SURPRISE] = met_full.iter().map(|m| m.surprise).fold(12.0, f32::min);

    // met pairs come best first: the worst slots are at the end
    let worst = slot_list.last().copied().unwrap_or(NOTHING);
    let second = if slots >= 2 { slot_list[slots - 2] } else { worst };
    out[WORST] = worst.similarity;
    out[SECOND_WORST] = second.similarity;
    out[WORST_EVIDENCE] = worst.evidence;
    out[WORST_UNITS] = worst.units;
    out[WORST_UNIT_SHARE] = worst.unit_share;
    out[SECOND_WORST_UNIT_SHARE] = second.unit_share;
    out[WORST_LENGTH] = worst.length;
    out[WORST_FIRST_SOUND] = worst.first_sound;
    out[WORST_SURPRISE] = worst.surprise;
    out[WORST_RARER] = worst.rarer;
    out[WORST_FORMS] = worst.forms;
    out[SECOND_WORST_FORMS] = second.forms;

    let met_count = alignment.met().len() as f32;
    let (least, most) = (side_a.count.min(side_b.count), side_a.count.max(side_b.count));
    out[LEFT_SHORTER] = least - met_count;
    out[LEFT_LONGER] = most - met_count;
    out[LEFT_SHORTER_WEIGHT] = (side_a.weight.min(side_b.weight) - weight_met).max(0.0);
    out[COUNT_LEAST] = least;
    out[COUNT_MOST] = most;

    parts(a, b, alignment, &mut out);
    out[INITIALS_MET] = initials_met;
    out[INITIALS_LEFT] = (side_a.initials + side_b.initials - initials_met).max(0.0);
    out[INVERSIONS] = inversions(alignment.met());
    let (class_a, class_b) = (side_a.class, side_b.class);
    out[SAME_CLASS] = f32::from(u8::from(class_a == class_b));
    out[LATIN_ONLY] = f32::from(u8::from(class_a == Class::Latin && class_b == Class::Latin));
    let abjad = |class: Class| f32::from(u8::from(matches!(class, Class::Arabic | Class::Hebrew)));
    out[ABJADS] = abjad(class_a) + abjad(class_b);
    let other = |class: Class| f32::from(u8::from(matches!(class, Class::Other | Class::Greek)));
    out[OTHER_SCRIPT] = other(class_a) + other(class_b);
    out[PARTICLES] = (side_a.particles - side_b.particles).abs();
    out
}

/// What an initial weighs beside the surprise of a full name.
const INITIAL_WEIGHT: f32 = 2.0;

/// Sums over one name.
struct Side {
    count: f32,
    full: usize,
    initials: f32,
    particles: f32,
    weight: f32,
    class: Class,
}

impl Side {
    fn of(name: &Name, rarity: &Rarity) -> Side {
        let mut side =
            Side { count: 0.0, full: 0, initials: 0.0, particles: 0.0, weight: 0.0, class: Class::Latin };
        for token in name.tokens() {
            match token.part {
                Part::Title => continue,
                Part::Particle => {
                    side.particles += 1.0;
                    continue;
                }
                Part::Initial => {
                    side.initials += 1.0;
                    side.weight += INITIAL_WEIGHT;
                }
                _ => {
                    side.full += 1;
                    side.weight += rarity.surprise(token);
                }
            }
            side.class = token.class;
            side.count += 1.0;
        }
        side
    }

    /// Takes a token out that was joined to its neighbour.
    fn swallow(&mut self, name: &Name, at: u8, joined: u8, rarity: &Rarity) {
        let [first, second] = [at, joined].map(|at| &name.tokens()[at as usize]);
        if joined == 0 || !first.is_name() || !second.is_name() {
            return;
        }
        self.count -= 1.0;
        self.full -= 1;
        self.weight -= rarity.surprise(second);
    }
}

/// What a token that was joined to its neighbour counts as surprise.
const JOINED_SURPRISE: f32 = 7.0;

fn measure(a: &Name, b: &Name, met: &Met, rarity: &Rarity) -> Measured {
    let (x, y) = (&a.tokens()[met.a as usize], &b.tokens()[met.b as usize]);
    let (sounds_x, sounds_y) = (joined_sounds(a, met.a, met.a_joined), joined_sounds(b, met.b, met.b_joined));
    let (codes_x, codes_y) = (sounds_x.as_slice(), sounds_y.as_slice());
    let (surprise_x, surprise_y) = if met.a_joined + met.b_joined != 0 {
        (JOINED_SURPRISE, JOINED_SURPRISE)
    } else {
        (rarity.surprise(x), rarity.surprise(y))
    };
    let same = codes_x == codes_y || (met.a_joined + met.b_joined == 0 && x.is_same(y));
    let units = if same { 0.0 } else { unit_edits(codes_x, codes_y) };
    let longest = codes_x.len().max(codes_y.len()) as f32;
    Measured {
        similarity: met.similarity,
        evidence: met.evidence,
        units,
        unit_share: units / longest,
        length: codes_x.len().min(codes_y.len()) as f32,
        first_sound: sound::likeness(codes_x[0], codes_y[0]) as f32,
        surprise: surprise_x.min(surprise_y),
        rarer: surprise_x.max(surprise_y),
        forms: match met.relation {
            Relation::Shared => 1.0,
            Relation::Apart => -1.0,
            Relation::Unknown => 0.0,
        },
    }
}

/// What the known parts say: -1 where one side does not know.
fn parts(a: &Name, b: &Name, alignment: &Alignment, out: &mut [f32; FEATURES]) {
    let knows = |name: &Name, part: Part| name.tokens().iter().any(|token| token.part == part);
    for (slot, part) in [(FAMILY, Part::Family), (GIVEN, Part::Given), (PATRONYMIC, Part::Patronymic)] {
        out[slot] = if knows(a, part) && knows(b, part) { 0.0 } else { -1.0 };
    }
    out[FAMILY_LIKE] = -1.0;
    for met in alignment.met() {
        let (x, y) = (&a.tokens()[met.a as usize], &b.tokens()[met.b as usize]);
        if x.part == y.part {
            let slot = match x.part {
                Part::Family => FAMILY,
                Part::Given => GIVEN,
                Part::Patronymic => PATRONYMIC,
                _ => continue,
            };
            out[slot] = out[slot].max(met.similarity);
        }
        if x.part == Part::Family || y.part == Part::Family {
            out[FAMILY_LIKE] = out[FAMILY_LIKE].max(met.similarity);
        }
        let father = (x.part == Part::Patronymic) != (y.part == Part::Patronymic);
        let initial = x.is_initial() || y.is_initial();
        out[FATHER_MEETS_GIVEN] += f32::from(u8::from(father && !initial && met.similarity > 0.5));
        let crossed = matches!((x.part, y.part), (Part::Given, Part::Family) | (Part::Family, Part::Given));
        out[CROSSED] += f32::from(u8::from(crossed && !x.guessed && !y.guessed));
    }
    let (likely_a, likely_b) = (likely_parts(a), likely_parts(b));
    for met in alignment.met() {
        let (is_family, is_given) =
            (met.a == likely_a.0 && met.b == likely_b.0, met.a == likely_a.1 && met.b == likely_b.1);
        if is_family {
            out[LIKELY_FAMILY] = met.similarity;
        }
        if is_given {
            out[LIKELY_GIVEN] = met.similarity;
        }
    }
    // which part the least alike pair is: surname 1, given name -1
    if let Some(worst) = alignment.met().last() {
        out[WORST_SETTLED] = f32::from(u8::from(worst.a == likely_a.0))
            + f32::from(u8::from(worst.b == likely_b.0))
            - f32::from(u8::from(worst.a == likely_a.1))
            - f32::from(u8::from(worst.b == likely_b.1));
    }
    if let (Some(x), Some(y)) = (crate::sex_from_form(a), crate::sex_from_form(b)) {
        out[SEX_CONFLICT] = f32::from(u8::from(x != y));
    }
}

/// Where the surname and the first given name likely stand: as the parts say, else last and first.
fn likely_parts(name: &Name) -> (u8, u8) {
    let (mut family, mut given, mut first, mut last) = (u8::MAX, u8::MAX, u8::MAX, u8::MAX);
    for (at, token) in name.tokens().iter().enumerate().filter(|(_, token)| token.is_name()) {
        let at = at as u8;
        if first == u8::MAX {
            first = at;
        }
        last = at;
        if token.part == Part::Family {
            family = at;
        }
        if token.part == Part::Given && given == u8::MAX {
            given = at;
        }
    }
    match (family, given) {
        (u8::MAX, u8::MAX) => (last, first),
        (family, u8::MAX) => (family, if family == first { last } else { first }),
        (u8::MAX, given) => (if given == last { first } else { last }, given),
        known => known,
    }
}

/// How many pairs of met tokens stand in opposite order.
fn inversions(met: &[Met]) -> f32 {
    let mut count = 0.0;
    for (at, one) in met.iter().enumerate() {
        for other in &met[at + 1..] {
            count += f32::from(u8::from((one.a < other.a) != (one.b < other.b)));
        }
    }
    count
}
