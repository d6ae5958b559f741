//! A text cut where claims begin and end, so that overlapping ones can be marked in it.

use std::ops::Range;

/// A stretch of a text, the marks that lie over it and those that begin with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) range: Range<usize>,
    /// The positions of the marks over it.
    pub(super) over: Vec<usize>,
    /// The positions of the marks that begin here.
    pub(super) begin: Vec<usize>,
    /// Whether it is of the words of a field.
    pub(super) is_field: bool,
}

/// Cuts a range of a text at the ends of the marks that lie in it, and of the words of fields in these.
pub(super) fn cut(within: Range<usize>, marks: &[Range<usize>], fields: &[Range<usize>]) -> Vec<Stretch> {
    let here: Vec<(usize, Range<usize>)> = marks
        .iter()
        .enumerate()
        .map(|(position, mark)| (position, mark.start.max(within.start)..mark.end.min(within.end)))
        .filter(|(_, mark)| mark.start < mark.end)
        .collect();
    // a field's words may stand outside every mark: in the sentence before
    let fields: Vec<Range<usize>> = fields
        .iter()
        .map(|field| field.start.max(within.start)..field.end.min(within.end))
        .filter(|field| here.iter().any(|(_, mark)| mark.start <= field.start && field.end <= mark.end))
        .filter(|field| field.start < field.end)
        .collect();
    let mut ends: Vec<usize> = here.iter().flat_map(|(_, mark)| [mark.start, mark.end]).collect();
    ends.extend(fields.iter().flat_map(|field| [field.start, field.end]));
    ends.extend([within.start, within.end]);
    ends.sort_unstable();
    ends.dedup();
    ends.windows(2)
        .map(|ends| {
            let range = ends[0]..ends[1];
            let over = |mark: &Range<usize>| mark.start <= range.start && range.end <= mark.end;
            Stretch {
                over: here.iter().filter(|(_, mark)| over(mark)).map(|(position, _)| *position).collect(),
                // a mark that goes on from the paragraph before does not begin here
                begin: here
                    .iter()
                    .filter(|(position, mark)| {
                        mark.start == range.start && marks[*position].start == range.start
                    })
                    .map(|(position, _)| *position)
                    .collect(),
                is_field: fields.iter().any(|field| field.start <= range.start && range.end <= field.end),
                range,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_are_cut_where_they_begin_and_end() {
        let cut = cut(0..10, &[2..6, 4..8, 9..12], &[]);
        let shown: Vec<(Range<usize>, Vec<usize>, Vec<usize>)> =
            cut.into_iter().map(|stretch| (stretch.range, stretch.over, stretch.begin)).collect();
        assert_eq!(
            shown,
            [
                (0..2, vec![], vec![]),
                (2..4, vec![0], vec![0]),
                (4..6, vec![0, 1], vec![1]),
                (6..8, vec![1], vec![]),
                (8..9, vec![], vec![]),
                (9..10, vec![2], vec![2]),
            ]
        );
    }

    #[test]
    fn the_words_of_fields_are_told_from_the_claim_they_are_in() {
        let cut = cut(0..20, &[2..9, 12..30], &[3..5, 9..11, 15..25]);
        let fields: Vec<Range<usize>> =
            cut.into_iter().filter(|stretch| stretch.is_field).map(|stretch| stretch.range).collect();
        // what no claim quotes is not marked; what goes on in the next paragraph is, as far as here
        assert_eq!(fields, [3..5, 15..20]);
    }
}
