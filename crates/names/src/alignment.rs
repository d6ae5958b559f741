//! Which token of one name meets which token of the other.

use crate::edits::{Costs, UNIT, WIDTH, run_pair, self_evidence, token_pair};
use crate::equivalents::share_a_set;
use crate::fold::{Class, Sounds};
use crate::forms::{Relation, relation};
use crate::name::{Name, Part, Token};
use crate::sound;

/// Only so many name tokens of each side are aligned.
pub(crate) const MAX_ALIGNED: usize = 8;

/// Two tokens that meet; either may be joined with the token that follows it ("Abd Rahman" and "Abdrahman").
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met {
    /// Index among the tokens of the first name, and of the second.
    pub(crate) a: u8,
    pub(crate) b: u8,
    /// Index of the token joined to it, 0 when none.
    pub(crate) a_joined: u8,
    pub(crate) b_joined: u8,
    pub(crate) similarity: f32,
    /// Natural log-odds that the two spell one name.
    pub(crate) evidence: f32,
    /// They are known forms of one name.
    pub(crate) equivalent: bool,
    /// What the table of known spellings says of the two.
    pub(crate) relation: Relation,
}

const NOBODY: Met = Met {
    a: 0,
    b: 0,
    a_joined: 0,
    b_joined: 0,
    similarity: 0.0,
    evidence: 0.0,
    equivalent: false,
    relation: Relation::Unknown,
};

/// Token pairs of two names, best first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alignment {
    met: [Met; MAX_ALIGNED],
    len: usize,
}

impl Alignment {
    pub(crate) fn met(&self) -> &[Met] {
        &self.met[..self.len]
    }
}

/// Below this similarity two tokens do not meet at all.
const MEETS: f32 = 0.15;
/// What two known forms of one given name count, however they sound (Bob, Robert).
const EQUIVALENT: f32 = 0.72;
/// What two known spellings of one name count at least (Wright, Райт).
const SPELLINGS: f32 = 0.8;

/// Pairs tokens one to one, the most similar first.
pub(crate) fn align(a: &Name, b: &Name, costs: &Costs) -> Alignment {
    let mut out = Alignment { met: [NOBODY; MAX_ALIGNED], len: 0 };
    let mut index_a = [0_u8; MAX_ALIGNED];
    let mut index_b = [0_u8; MAX_ALIGNED];
    let count_a = index(a, &mut index_a);
    let count_b = index(b, &mut index_b);
    let (mut free_a, mut free_b) = ((1_u32 << count_a) - 1, (1_u32 << count_b) - 1);
    // tokens of the same sounds meet at once: nothing can fit better, and most alignments need not be computed
    for (i, &at_a) in index_a[..count_a].iter().enumerate() {
        let x = &a.tokens()[at_a as usize];
        for (j, &at_b) in index_b[..count_b].iter().enumerate().filter(|(j, _)| free_b >> j & 1 == 1) {
            let y = &b.tokens()[at_b as usize];
            if x.is_same(y) && !x.is_initial() && !y.is_initial() {
                let evidence = self_evidence(x.codes(), x.class, y.class, costs);
                out.met[out.len] =
                    Met { a: at_a, b: at_b, similarity: 1.0, evidence, relation: Relation::Shared, ..NOBODY };
                out.len += 1;
                free_a &= !(1 << i);
                free_b &= !(1 << j);
                break;
            }
        }
    }
    let mut table = [[(0.0_f32, 0.0_f32); MAX_ALIGNED]; MAX_ALIGNED];
    for (i, (row, &at_a)) in table.iter_mut().zip(&index_a[..count_a]).enumerate() {
        if free_a >> i & 1 == 0 {
            continue;
        }
        let x = &a.tokens()[at_a as usize];
        for (j, (cell, &at_b)) in row.iter_mut().zip(&index_b[..count_b]).enumerate() {
            if free_b >> j & 1 == 1 {
                *cell = pair(x, &b.tokens()[at_b as usize], costs);
            }
        }
    }
    while free_a != 0 && free_b != 0 {
        let mut best = (MEETS, MAX_ALIGNED, MAX_ALIGNED);
        for (i, row) in table.iter().enumerate().take(count_a).filter(|(i, _)| free_a >> i & 1 == 1) {
            for (j, cell) in row.iter().enumerate().take(count_b) {
                if cell.0 > best.0 && free_b >> j & 1 == 1 {
                    best = (cell.0, i, j);
                }
            }
        }
        let (similarity, i, j) = best;
        if i == MAX_ALIGNED {
            break;
        }
        let (x, y) = (&a.tokens()[index_a[i] as usize], &b.tokens()[index_b[j] as usize]);
        let met = Met { a: index_a[i], b: index_b[j], similarity, evidence: table[i][j].1, ..NOBODY };
        let equivalent = similarity <= EQUIVALENT && share_a_set(x.sets, y.sets);
        out.met[out.len] = Met { equivalent, relation: relation(x.known, y.known), ..met };
        out.len += 1;
        free_a &= !(1 << i);
        free_b &= !(1 << j);
    }
    join(a, b, costs, &mut out);
    out
}

fn index(name: &Name, out: &mut [u8; MAX_ALIGNED]) -> usize {
    let mut len = 0;
    for (at, _) in name.tokens().iter().enumerate().filter(|(_, token)| token.is_name()).take(MAX_ALIGNED) {
        out[len] = at as u8;
        len += 1;
    }
    len
}

/// Similarity and evidence of two tokens, initials included.
fn pair(a: &Token, b: &Token, costs: &Costs) -> (f32, f32) {
    if a.is_initial() || b.is_initial() {
        let evidence = initial_evidence(a, b, costs);
        let similarity = if evidence >= 0.8 {
            0.6
        } else if evidence >= -0.3 {
            0.4
        } else {
            0.0
        };
        return (similarity, evidence);
    }
    let (similarity, evidence) = token_pair(a, b, costs);
    if similarity < SPELLINGS && relation(a.known, b.known) == Relation::Shared {
        (SPELLINGS, evidence)
    } else if similarity < EQUIVALENT && share_a_set(a.sets, b.sets) {
        (EQUIVALENT, evidence)
    } else {
        (similarity, evidence)
    }
}

/// Natural log-odds that one token may be the initial of the other; a glide before a vowel (E, Ye) may be there or not.
fn initial_evidence(a: &Token, b: &Token, costs: &Costs) -> f32 {
    let table = costs.table(a.class, b.class);
    let bare = |codes: &[u8]| match codes {
        [sound::J | sound::LATIN_Y | sound::YEH, second, ..] if sound::is_vowel(*second) => *second,
        [first, ..] => *first,
        [] => sound::NONE,
    };
    let mut best = i8::MIN;
    for x in [a.codes()[0], bare(a.codes())] {
        for y in [b.codes()[0], bare(b.codes())] {
            best = best.max(table.pair[x as usize * WIDTH + y as usize]);
        }
    }
    f32::from(best) / UNIT as f32
}

/// The sounds of a token with those of the token joined to it.
pub(crate) fn joined_sounds(name: &Name, at: u8, joined: u8) -> Sounds {
    let mut sounds = name.tokens()[at as usize].sounds;
    if joined != 0 {
        sounds.extend(name.tokens()[joined as usize].codes());
    }
    sounds
}

/// Tries two neighbours as one token where the plain alignment left something badly met.
fn join(a: &Name, b: &Name, costs: &Costs, out: &mut Alignment) {
    // each round joins on one side; the better fit of the two sides goes first, so that the order of the names is no matter
    for _ in 0..2 {
        let forth = best_join(a, b, costs, out, false);
        let back = best_join(b, a, costs, out, true);
        let found = match (forth, back) {
            (Some(x), Some(y)) => Some(if x.similarity >= y.similarity { x } else { y }),
            (x, y) => x.or(y),
        };
        let Some(met) = found else { return };
        let touches = |other: &Met| {
            let hit = |at: u8, joined: u8, other: u8| other == at || (joined != 0 && other == joined);
            hit(met.a, met.a_joined, other.a) || hit(met.b, met.b_joined, other.b)
        };
        let mut kept = Alignment { met: [NOBODY; MAX_ALIGNED], len: 0 };
        let mut placed = false;
        for &other in out.met().iter().filter(|other| !touches(other)) {
            if !placed && other.similarity < met.similarity {
                kept.met[kept.len] = met;
                kept.len += 1;
                placed = true;
            }
            kept.met[kept.len] = other;
            kept.len += 1;
        }
        if !placed {
            kept.met[kept.len] = met;
            kept.len += 1;
        }
        *out = kept;
    }
}

/// A token that two neighbours may be written as has so many sounds at least; Chinese and Korean given names are short.
fn shortest(token: &Token) -> usize {
    if token.class == Class::Other { 4 } else { 5 }
}

/// The best token of `other` for two neighbours of `name` joined; `swapped` says that `name` is the second of the pair.
fn best_join(name: &Name, other: &Name, costs: &Costs, alignment: &Alignment, swapped: bool) -> Option<Met> {
    let reached = |at: usize, in_name: bool| {
        let side = |met: &Met| usize::from(if in_name != swapped { met.a } else { met.b });
        alignment.met().iter().find(|met| side(met) == at).map_or(0.0, |met| met.similarity)
    };
    let mut best: Option<Met> = None;
    for (j, y) in other.tokens().iter().enumerate() {
        if !matches!(y.part, Part::Given | Part::Family | Part::Unknown | Part::Patronymic)
            || y.codes().len() < shortest(y)
        {
            continue;
        }
        let now = reached(j, false);
        if now > 0.85 {
            continue;
        }
        for (i, k) in neighbours(name) {
            let (first, second) = (&name.tokens()[i], &name.tokens()[k]);
            let length = first.codes().len() + second.codes().len();
            if length.abs_diff(y.codes().len()) > 2 || reached(i, true) > 0.85 || reached(k, true) > 0.85 {
                continue;
            }
            let sounds = joined_sounds(name, i as u8, k as u8);
            let (similarity, evidence) = run_pair(sounds.as_slice(), first.class, y.codes(), y.class, costs);
            if similarity < 0.7
                || similarity < now + 0.1
                || best.is_some_and(|best| best.similarity >= similarity)
            {
                continue;
            }
            let (i, k, j) = (i as u8, k as u8, j as u8);
            let met = Met { similarity, evidence, ..NOBODY };
            best = Some(if swapped {
                Met { a: j, b: i, b_joined: k, ..met }
            } else {
                Met { a: i, a_joined: k, b: j, ..met }
            });
        }
    }
    best
}

/// Tokens that may be written as one: side by side, or with a particle between them ("Abd al-Rahman").
fn neighbours(name: &Name) -> impl Iterator<Item = (usize, usize)> {
    let tokens = name.tokens();
    let fit = |token: &Token| !matches!(token.part, Part::Initial | Part::Title);
    let over_particle = |i: usize| i + 2 < tokens.len() && tokens[i + 1].part == Part::Particle;
    (0..tokens.len().saturating_sub(1))
        .flat_map(move |i| {
            [Some(i + 1), over_particle(i).then_some(i + 2)].into_iter().flatten().map(move |k| (i, k))
        })
        .filter(move |&(i, k)| fit(&tokens[i]) && fit(&tokens[k]))
}
