//! Judgements added to a linkage that is there: only what they touch is formed anew.

use crate::cluster::{BELOW_LINE, Clustering, check_judgements, cluster};
use crate::earlier::Earlier;
use crate::engine::Edge;
use crate::error::LinkError;
use crate::linkage::{Link, Linkage};
use crate::options::{PairJudgement, Verdict};
use rustc_hash::FxHashMap;
use tizim_model::{MatchWeight, PersonIx, Probability, RecordIx};

/// The persons that are formed anew.
struct Region {
    /// For each person whether its records may change hands.
    is_core: Vec<bool>,
    /// The persons that a link which clustering looks at joins to the core.
    fringe: Vec<PersonIx>,
    /// For each position whether its record is in the core or the fringe.
    is_inside: Vec<bool>,
}

impl Linkage {
    /// Brings persons and links in line with the judgements now in force, and returns the records looked at anew.
    ///
    /// `judgements` are all that are in force, as [`crate::link`] takes them; what differs from those known so far is
    /// found here. The result is that of clustering everything again with the weights and the threshold as they are;
    /// training and calibration are not done again, as [`crate::link`] would. Records are returned in order; none if
    /// nothing changed.
    ///
    /// Only the persons of the judged records (the core) and those beside them (the fringe) are clustered. Where a
    /// person of the fringe comes out as it was, it met all others in the same states as before, so nothing beyond it
    /// can differ: groups only grow, and a decision between two groups depends on these two alone. Where one comes out
    /// otherwise it joins the core, and it is done again.
    ///
    /// # Errors
    ///
    /// [`LinkError::Contradiction`] and [`LinkError::NoSuchRecord`]; the linkage is then as it was.
    pub fn rejudge(&mut self, judgements: &[PairJudgement]) -> Result<Vec<RecordIx>, LinkError> {
        let records = self.person_of.len();
        for record in judgements.iter().flat_map(|judgement| [judgement.a, judgement.b]) {
            if record.index() >= records {
                return Err(LinkError::NoSuchRecord { record: record.0, records });
            }
        }
        check_judgements(records, judgements)?;
        let position = |record: RecordIx| self.engine.position_of[record.index()];
        let judged: FxHashMap<(u32, u32), Verdict> = judgements
            .iter()
            .map(|judgement| (sorted(position(judgement.a), position(judgement.b)), judgement.verdict))
            .collect();
        let changed = changed_pairs(&self.engine.judgements, &judged);
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        let order = self.order();
        let persons = self.person_of.iter().map(|person| person.index() + 1).max().unwrap_or(0);
        let mut is_core = vec![false; persons];
        for record in changed.iter().flat_map(|pair| [pair.0, pair.1]) {
            is_core[self.person_of[order[record as usize].index()].index()] = true;
        }
        let (region, clustering) = loop {
            let region = self.region(is_core);
            let edges = self.edges_within(&region.is_inside);
            let clustering = self.cluster_within(&region, &judged, &edges, &order);
            let grown = self.fringe_changed(&region, &clustering);
            if grown.is_empty() {
                break (region, clustering);
            }
            is_core = region.is_core;
            grown.into_iter().for_each(|person| is_core[person.index()] = true);
        };
        self.engine.judgements = judged;
        let touched: Vec<bool> =
            order.iter().map(|record| region.is_core[self.person_of[record.index()].index()]).collect();
        self.renew_links(&touched, &changed, &clustering, &order);
        self.renumber(&touched, &clustering);
        self.renew_singles(&touched);
        let anew = (0..records as u32).map(RecordIx);
        Ok(anew.filter(|record| touched[self.engine.position_of[record.index()] as usize]).collect())
    }

    /// Returns the core with its fringe.
    fn region(&self, is_core: Vec<bool>) -> Region {
        let least = self.model.threshold.weight.0 - BELOW_LINE;
        let person = |record: RecordIx| self.person_of[record.index()];
        let mut is_fringe = vec![false; is_core.len()];
        for link in self.links.iter().filter(|link| f64::from(link.weight.0 as f32) >= least) {
            let (a, b) = (person(link.a), person(link.b));
            match (is_core[a.index()], is_core[b.index()]) {
                (true, false) => is_fringe[b.index()] = true,
                (false, true) => is_fringe[a.index()] = true,
                _ => {}
            }
        }
        let mut is_inside = vec![false; self.person_of.len()];
        for (person, position) in self.person_of.iter().zip(self.engine.position_of.iter()) {
            is_inside[*position as usize] = is_core[person.index()] || is_fringe[person.index()];
        }
        let fringe =
            (0..is_fringe.len()).filter(|person| is_fringe[*person]).map(|person| PersonIx(person as u32));
        Region { fringe: fringe.collect(), is_core, is_inside }
    }

    /// Clusters the records of a region by themselves.
    fn cluster_within(
        &mut self,
        region: &Region,
        judged: &FxHashMap<(u32, u32), Verdict>,
        edges: &[Edge],
        order: &[RecordIx],
    ) -> Clustering {
        let is_here =
            |pair: &(u32, u32)| region.is_inside[pair.0 as usize] && region.is_inside[pair.1 as usize];
        let here = judged.iter().filter(|(pair, _)| is_here(pair)).map(|(pair, verdict)| (*pair, *verdict));
        let here: FxHashMap<(u32, u32), Verdict> = here.collect();
        let settled = self.settled(order, &here);
        let all = std::mem::replace(&mut self.engine.judgements, here);
        let line = self.model.threshold.weight.0;
        let clustering = cluster(&self.engine, edges, line, &settled, order.len());
        self.engine.judgements = all;
        clustering
    }

    /// Returns the persons of the fringe that are not as they were.
    fn fringe_changed(&self, region: &Region, clustering: &Clustering) -> Vec<PersonIx> {
        let mut sizes: FxHashMap<u32, usize> = FxHashMap::default();
        let mut by_person: FxHashMap<PersonIx, (u32, usize, bool)> =
            region.fringe.iter().map(|person| (*person, (u32::MAX, 0, true))).collect();
        for (person, position) in self.person_of.iter().zip(self.engine.position_of.iter()) {
            if !region.is_inside[*position as usize] {
                continue;
            }
            let cluster = clustering.cluster_of[*position as usize];
            *sizes.entry(cluster).or_default() += 1;
            if let Some((first, size, is_whole)) = by_person.get_mut(person) {
                *is_whole &= *size == 0 || *first == cluster;
                (*first, *size) = (cluster, *size + 1);
            }
        }
        let as_before = |person: &PersonIx| {
            let (cluster, size, is_whole) = by_person[person];
            is_whole && sizes[&cluster] == size
        };
        region.fringe.iter().copied().filter(|person| !as_before(person)).collect()
    }

    /// Returns for each position the record.
    fn order(&self) -> Vec<RecordIx> {
        let mut order = vec![RecordIx(0); self.person_of.len()];
        for (record, position) in self.engine.position_of.iter().enumerate() {
            order[*position as usize] = RecordIx(record as u32);
        }
        order
    }

    /// Returns the scored pairs of records that are both inside.
    fn edges_within(&self, is_inside: &[bool]) -> Vec<Edge> {
        let position = |record: RecordIx| self.engine.position_of[record.index()];
        self.links
            .iter()
            .map(|link| (sorted(position(link.a), position(link.b)), link.weight))
            .filter(|(pair, _)| is_inside[pair.0 as usize] && is_inside[pair.1 as usize])
            .filter(|(pair, _)| !self.engine.unproposed.contains(pair))
            .map(|(pair, weight)| Edge { a: pair.0, b: pair.1, weight: weight.0 as f32 })
            .collect()
    }

    /// Returns the persons that an earlier run settled, which stay together unless a judgement contradicts them.
    fn settled(&self, order: &[RecordIx], judged: &FxHashMap<(u32, u32), Verdict>) -> Vec<Option<u32>> {
        let settled = |record: usize| self.engine.allowed.is_settled(self.engine.position_of[record]);
        if !(0..order.len()).any(settled) {
            return Vec::new();
        }
        let person_of = (0..order.len()).map(|record| settled(record).then_some(self.person_of[record].0));
        Earlier { person_of: person_of.collect(), saved: None }.by_position(order, judged)
    }

    /// Takes out the pairs that were there only because they were inside a person, puts in those that are now, and
    /// notes the judgements.
    fn renew_links(
        &mut self,
        touched: &[bool],
        changed: &[(u32, u32)],
        clustering: &Clustering,
        order: &[RecordIx],
    ) {
        let engine = &mut self.engine;
        let position_of = &engine.position_of;
        let pair_of = |link: &Link| sorted(position_of[link.a.index()], position_of[link.b.index()]);
        let unproposed = &mut engine.unproposed;
        self.links.retain(|link| {
            let pair = pair_of(link);
            !(touched[pair.0 as usize] && unproposed.contains(&pair))
        });
        unproposed.retain(|pair| !touched[pair.0 as usize]);
        for link in &mut self.links {
            let pair = pair_of(link);
            if touched[pair.0 as usize] || touched[pair.1 as usize] {
                link.probability = clustering.probability(pair, link.weight);
            }
        }
        for edge in &clustering.inner {
            let pair = sorted(edge.a, edge.b);
            if !touched[pair.0 as usize] {
                continue;
            }
            unproposed.insert(pair);
            let (a, b) = (order[pair.0 as usize], order[pair.1 as usize]);
            let weight = MatchWeight(f64::from(edge.weight));
            let judgement = engine.judgements.get(&pair).copied();
            let probability = clustering.probability(pair, weight);
            let link = Link { a: a.min(b), b: a.max(b), weight, probability, judgement };
            self.links.push(link);
        }
        // a stable sort takes the run that is sorted already as it is
        self.links.sort_by_key(|link| (link.a, link.b));
        for pair in changed {
            let (a, b) = (order[pair.0 as usize], order[pair.1 as usize]);
            let key = (a.min(b), a.max(b));
            if let Ok(at) = self.links.binary_search_by_key(&key, |link| (link.a, link.b)) {
                self.links[at].judgement = engine.judgements.get(pair).copied();
            }
        }
    }

    /// Numbers persons in the order of their first records, as a whole linkage does.
    fn renumber(&mut self, touched: &[bool], clustering: &Clustering) {
        let mut of_persons: Vec<Option<u32>> = vec![None; self.person_of.len()];
        let mut of_clusters: FxHashMap<u32, u32> = FxHashMap::default();
        let mut next = 0;
        for (record, person) in self.person_of.iter_mut().enumerate() {
            let position = self.engine.position_of[record] as usize;
            let number = if touched[position] {
                let membership = f64::from(clustering.membership[position]);
                self.membership_probability[record] = Probability::new(membership);
                *of_clusters.entry(clustering.cluster_of[position]).or_insert(next)
            } else {
                *of_persons[person.index()].get_or_insert(next)
            };
            next += u32::from(number == next);
            *person = PersonIx(number);
        }
    }

    /// Renews how sure it is that a touched record which stands alone does: its links to others say so, inside or not.
    fn renew_singles(&mut self, touched: &[bool]) {
        let mut records_of = vec![0u32; self.person_of.len()];
        self.person_of.iter().for_each(|person| records_of[person.index()] += 1);
        let mut outside: FxHashMap<RecordIx, f64> = FxHashMap::default();
        for link in &self.links {
            for record in [link.a, link.b] {
                let is_touched = touched[self.engine.position_of[record.index()] as usize];
                if is_touched && records_of[self.person_of[record.index()].index()] == 1 {
                    let most = outside.entry(record).or_default();
                    *most = most.max(link.weight.probability().get());
                }
            }
        }
        for (record, probability) in outside {
            let alone = f64::from(1.0 - probability as f32);
            self.membership_probability[record.index()] = Probability::new(alone);
        }
    }
}

fn sorted(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Returns the pairs whose verdict is not what it was, in order.
fn changed_pairs(
    before: &FxHashMap<(u32, u32), Verdict>,
    after: &FxHashMap<(u32, u32), Verdict>,
) -> Vec<(u32, u32)> {
    let mut changed: Vec<(u32, u32)> = before
        .keys()
        .chain(after.keys())
        .filter(|pair| before.get(pair) != after.get(pair))
        .copied()
        .collect();
    changed.sort_unstable();
    changed.dedup();
    changed
}
