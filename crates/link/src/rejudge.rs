//! Judgements added to a linkage that is there: only what they touch is formed anew.

use crate::cluster::{BELOW_LINE, Clustering, check_judgements, cluster};
use crate::earlier::Earlier;
use crate::engine::Edge;
use crate::error::LinkError;
use crate::linkage::{Link, Linkage};
use crate::options::{PairJudgement, Verdict};
use rustc_hash::{FxHashMap, FxHashSet};
use tizim_model::{MatchWeight, PersonIx, Probability, RecordIx};

impl Linkage {
    /// Brings persons and links in line with the judgements now in force, and returns the records looked at anew.
    ///
    /// `judgements` are all that are in force, as [`crate::link`] takes them; what differs from those known so far is
    /// found here. Persons are formed anew only in the components (of the links that clustering looks at, and of
    /// pairs judged the same) that hold a record of a changed judgement: greedy clustering never reaches beyond one, so the
    /// result is that of clustering everything with the weights and the threshold as they are. These stay: training and
    /// calibration are not done again, as [`crate::link`] would. Records are returned in order; none if nothing changed.
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
        let line = self.model.threshold.weight.0;
        let mut components = Components::new(records);
        for link in self.links.iter().filter(|link| f64::from(link.weight.0 as f32) >= line - BELOW_LINE) {
            components.join(position(link.a), position(link.b));
        }
        for (pair, verdict) in self.engine.judgements.iter().chain(&judged) {
            if *verdict == Verdict::Same {
                components.join(pair.0, pair.1);
            }
        }
        let roots: FxHashSet<u32> =
            changed.iter().flat_map(|pair| [pair.0, pair.1]).map(|record| components.root(record)).collect();
        let touched: Vec<bool> =
            (0..records as u32).map(|record| roots.contains(&components.root(record))).collect();
        self.engine.judgements = judged;
        let order = self.order();
        let edges = self.edges_at(&touched);
        let settled = self.settled(&order);
        let clustering = cluster(&self.engine, &edges, line, &settled, records);
        self.renew_links(&touched, &changed, &edges, &clustering, &order);
        self.renumber(&touched, &clustering);
        let anew = (0..records as u32).map(RecordIx);
        Ok(anew.filter(|record| touched[self.engine.position_of[record.index()] as usize]).collect())
    }

    /// Returns for each position the record.
    fn order(&self) -> Vec<RecordIx> {
        let mut order = vec![RecordIx(0); self.person_of.len()];
        for (record, position) in self.engine.position_of.iter().enumerate() {
            order[*position as usize] = RecordIx(record as u32);
        }
        order
    }

    /// Returns the scored pairs with at least one record among those touched.
    fn edges_at(&self, touched: &[bool]) -> Vec<Edge> {
        let position = |record: RecordIx| self.engine.position_of[record.index()];
        self.links
            .iter()
            .map(|link| (sorted(position(link.a), position(link.b)), link.weight))
            .filter(|(pair, _)| touched[pair.0 as usize] || touched[pair.1 as usize])
            .filter(|(pair, _)| !self.engine.unproposed.contains(pair))
            .map(|(pair, weight)| Edge { a: pair.0, b: pair.1, weight: weight.0 as f32 })
            .collect()
    }

    /// Returns the persons that an earlier run settled, which stay together unless a judgement contradicts them.
    fn settled(&self, order: &[RecordIx]) -> Vec<Option<u32>> {
        let settled = |record: usize| self.engine.allowed.is_settled(self.engine.position_of[record]);
        if !(0..order.len()).any(settled) {
            return Vec::new();
        }
        let person_of = (0..order.len()).map(|record| settled(record).then_some(self.person_of[record].0));
        Earlier { person_of: person_of.collect(), saved: None }.by_position(order, &self.engine.judgements)
    }

    /// Takes out the pairs that were there only because they were inside a person, puts in those that are now, and
    /// notes the judgements.
    fn renew_links(
        &mut self,
        touched: &[bool],
        changed: &[(u32, u32)],
        edges: &[Edge],
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
        let proposed: FxHashSet<(u32, u32)> = edges.iter().map(|edge| sorted(edge.a, edge.b)).collect();
        for edge in &clustering.inner {
            let pair = sorted(edge.a, edge.b);
            if !touched[pair.0 as usize] || proposed.contains(&pair) {
                continue;
            }
            unproposed.insert(pair);
            let (a, b) = (order[pair.0 as usize], order[pair.1 as usize]);
            let weight = MatchWeight(f64::from(edge.weight));
            let judgement = engine.judgements.get(&pair).copied();
            let link =
                Link { a: a.min(b), b: a.max(b), weight, probability: weight.probability(), judgement };
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
        #[derive(PartialEq, Eq, Hash)]
        enum Known {
            Before(PersonIx),
            Anew(u32),
        }
        let mut number: FxHashMap<Known, u32> = FxHashMap::default();
        for (record, person) in self.person_of.iter_mut().enumerate() {
            let position = self.engine.position_of[record] as usize;
            let known = if touched[position] {
                let membership = f64::from(clustering.membership[position]);
                self.membership_probability[record] = Probability::new(membership);
                Known::Anew(clustering.cluster_of[position])
            } else {
                Known::Before(*person)
            };
            let next = number.len() as u32;
            *person = PersonIx(*number.entry(known).or_insert(next));
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

/// Connected components, by union-find with path halving.
struct Components {
    parent: Vec<u32>,
}

impl Components {
    fn new(records: usize) -> Self {
        Self { parent: (0..records as u32).collect() }
    }

    fn root(&mut self, mut record: u32) -> u32 {
        while self.parent[record as usize] != record {
            let next = self.parent[self.parent[record as usize] as usize];
            self.parent[record as usize] = next;
            record = next;
        }
        record
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b) as usize] = a.min(b);
    }
}
