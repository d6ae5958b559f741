//! Disjoint groups of records that only grow.

/// No further member.
const NONE: u32 = u32::MAX;

/// Disjoint groups of records with their members; a group is named for its smallest member.
///
/// Members of a group are a list through `next`, so that two groups are joined without moving either.
pub(crate) struct Groups {
    group_of: Vec<u32>,
    /// For each record the next member of its group.
    next: Vec<u32>,
    /// For each group, at its name, its last member.
    last: Vec<u32>,
}

impl Groups {
    pub(crate) fn new(records: usize) -> Self {
        let own: Vec<u32> = (0..records as u32).collect();
        Self { next: vec![NONE; records], last: own.clone(), group_of: own }
    }

    /// Returns the number of records.
    pub(crate) fn len(&self) -> usize {
        self.group_of.len()
    }

    pub(crate) fn find(&self, record: u32) -> u32 {
        self.group_of[record as usize]
    }

    /// Returns the group of each record.
    pub(crate) fn into_groups(self) -> Vec<u32> {
        self.group_of
    }

    /// Returns the members of a group, its name first.
    pub(crate) fn members(&self, group: u32) -> impl Iterator<Item = u32> {
        let step = |member: &u32| Some(self.next[*member as usize]).filter(|next| *next != NONE);
        std::iter::successors(Some(group), step)
    }

    /// Returns the names of the groups with more than one member, in order.
    pub(crate) fn joined(&self) -> impl Iterator<Item = u32> {
        (0..self.group_of.len() as u32)
            .filter(|record| self.find(*record) == *record && self.next[*record as usize] != NONE)
    }

    /// Joins the groups of two records.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        let (kept, gone) = (a.min(b), a.max(b));
        let mut member = gone;
        while member != NONE {
            self.group_of[member as usize] = kept;
            member = self.next[member as usize];
        }
        self.next[self.last[kept as usize] as usize] = gone;
        self.last[kept as usize] = self.last[gone as usize];
    }
}

/// Returns for each record the smallest one that a path of pairs connects it with, itself if there is no smaller.
///
/// Disjoint sets with path halving (Tarjan and van Leeuwen 1984).
pub(crate) fn components(records: usize, pairs: impl Iterator<Item = (u32, u32)>) -> Vec<u32> {
    let mut parent: Vec<u32> = (0..records as u32).collect();
    let root = |parent: &mut Vec<u32>, mut record: u32| {
        while parent[record as usize] != record {
            let above = parent[parent[record as usize] as usize];
            parent[record as usize] = above;
            record = above;
        }
        record
    };
    for (a, b) in pairs {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        parent[a.max(b) as usize] = a.min(b);
    }
    // a parent is smaller, and so is final when its children are reached
    for record in 0..records {
        parent[record] = parent[parent[record] as usize];
    }
    parent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_is_named_for_its_smallest_record() {
        let pairs = [(5, 3), (6, 7), (1, 5), (7, 2)];
        assert_eq!(components(8, pairs.into_iter()), [0, 1, 2, 1, 4, 1, 2, 2]);
    }

    #[test]
    fn groups_keep_their_members_in_the_order_in_which_they_joined() {
        let mut groups = Groups::new(6);
        groups.join(4, 2);
        groups.join(5, 3);
        groups.join(2, 5);
        groups.join(4, 3);
        assert_eq!(groups.joined().collect::<Vec<_>>(), [2]);
        assert_eq!(groups.members(2).collect::<Vec<_>>(), [2, 4, 3, 5]);
        assert_eq!(groups.members(1).collect::<Vec<_>>(), [1]);
        assert_eq!(groups.into_groups(), [0, 1, 2, 2, 2, 2]);
    }
}
