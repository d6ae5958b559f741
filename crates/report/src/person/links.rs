//! The links of each person: those that hold it together, and the nearest to somebody else.

use tizim_link::Link;
use tizim_model::RecordIx;
use tizim_project::Results;

/// The links of all persons, by person.
pub(crate) struct LinksOf<'a> {
    links: &'a [Link],
    /// For each record, its person.
    person_of: Vec<u32>,
    /// For each person, where its links begin in `inside`; one more than there are persons.
    inside_from: Vec<usize>,
    inside: Vec<u32>,
    outside_from: Vec<usize>,
    outside: Vec<u32>,
}

impl<'a> LinksOf<'a> {
    /// Sorts the links by person, in two passes over them.
    pub(crate) fn new(results: &'a Results) -> Self {
        let persons = results.persons.len();
        let person_of = person_of(results);
        let links = &results.linkage.links;
        let ends = |link: &Link| (person_of[link.a.index()], person_of[link.b.index()]);
        let same = |link: &Link| {
            let (a, b) = ends(link);
            if a == b { [Some(a), None] } else { [None, None] }
        };
        let other = |link: &Link| {
            let (a, b) = ends(link);
            if a == b { [None, None] } else { [Some(a), Some(b)] }
        };
        let (inside_from, inside) = grouped(links, persons, same);
        let (outside_from, outside) = grouped(links, persons, other);
        Self { links, person_of, inside_from, inside, outside_from, outside }
    }

    /// Returns the position of a record's person in the register.
    pub(crate) fn person_of(&self, record: RecordIx) -> usize {
        self.person_of[record.index()] as usize
    }

    /// Returns the links between the records of a person, the strongest first.
    pub(crate) fn inside(&self, person: usize) -> Vec<&'a Link> {
        self.sorted(&self.inside[self.inside_from[person]..self.inside_from[person + 1]])
    }

    /// Returns the links of a person's records to others' records, the strongest first.
    pub(crate) fn outside(&self, person: usize) -> Vec<&'a Link> {
        self.sorted(&self.outside[self.outside_from[person]..self.outside_from[person + 1]])
    }

    fn sorted(&self, positions: &[u32]) -> Vec<&'a Link> {
        let mut links: Vec<&Link> =
            positions.iter().map(|position| &self.links[*position as usize]).collect();
        links.sort_by(|x, y| y.weight.0.total_cmp(&x.weight.0).then((x.a, x.b).cmp(&(y.a, y.b))));
        links
    }
}

/// Returns for each record the position of its person in the register.
fn person_of(results: &Results) -> Vec<u32> {
    let mut person_of = vec![0; results.records.len()];
    for (position, person) in results.persons.iter().enumerate() {
        for record in &person.records {
            person_of[record.index()] = position as u32;
        }
    }
    person_of
}

fn grouped(
    links: &[Link],
    persons: usize,
    persons_of: impl Fn(&Link) -> [Option<u32>; 2],
) -> (Vec<usize>, Vec<u32>) {
    let mut from = vec![0usize; persons + 1];
    for link in links {
        for person in persons_of(link).into_iter().flatten() {
            from[person as usize + 1] += 1;
        }
    }
    for person in 0..persons {
        from[person + 1] += from[person];
    }
    let mut next = from.clone();
    let mut grouped = vec![0u32; from[persons]];
    for (position, link) in links.iter().enumerate() {
        for person in persons_of(link).into_iter().flatten() {
            grouped[next[person as usize]] = position as u32;
            next[person as usize] += 1;
        }
    }
    (from, grouped)
}

/// Returns the links that join the records with the fewest links, each as strong as can be (a maximum spanning tree,
/// Kruskal 1956), out of links sorted from the strongest: what holds the person together.
pub(crate) fn spanning<'a>(links: &[&'a Link]) -> Vec<&'a Link> {
    let mut groups: Vec<Vec<RecordIx>> = Vec::new();
    let mut tree = Vec::new();
    for link in links {
        let of = |record| groups.iter().position(|group: &Vec<_>| group.contains(&record));
        match (of(link.a), of(link.b)) {
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => {
                let moved = groups.swap_remove(a.max(b));
                groups[a.min(b)].extend(moved);
            }
            (Some(group), None) => groups[group].push(link.b),
            (None, Some(group)) => groups[group].push(link.a),
            (None, None) => groups.push(vec![link.a, link.b]),
        }
        tree.push(*link);
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;
    use tizim_model::MatchWeight;

    fn link(a: u32, b: u32, weight: f64) -> Link {
        let weight = MatchWeight(weight);
        Link { a: RecordIx(a), b: RecordIx(b), weight, probability: weight.probability(), judgement: None }
    }

    #[test]
    fn the_strongest_links_hold_a_person_together() {
        let all = [link(0, 1, 9.0), link(2, 3, 8.0), link(1, 2, 7.0), link(0, 3, 6.0), link(0, 2, 5.0)];
        let sorted: Vec<&Link> = all.iter().collect();
        let tree: Vec<(u32, u32)> = spanning(&sorted).iter().map(|link| (link.a.0, link.b.0)).collect();
        assert_eq!(tree, [(0, 1), (2, 3), (1, 2)]);
    }

    #[test]
    fn links_are_grouped_by_person() {
        let all = [link(0, 1, 1.0), link(1, 2, 1.0)];
        let person = [0u32, 0, 1];
        let (from, grouped) = grouped(&all, 2, |link| {
            let (a, b) = (person[link.a.index()], person[link.b.index()]);
            if a == b { [None, None] } else { [Some(a), Some(b)] }
        });
        assert_eq!(from, [0, 1, 2]);
        assert_eq!(grouped, [1, 1]);
    }
}
