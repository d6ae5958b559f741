//! Tables of figures of a project: their numbers may be written in words, which the text engine reads.

use tizim_model::{Figure, Quarantined};
use tizim_read::{Bounds, RawTable, ReadError, interpret_figures};
use tizim_text::amounts_in;

/// Reads a table of figures; see [`interpret_figures`].
///
/// # Errors
/// Those of [`interpret_figures`].
pub(crate) fn read_figures(
    table: &RawTable,
    source: &str,
    file: &str,
) -> Result<(Vec<Figure>, Vec<Quarantined>), ReadError> {
    interpret_figures(table, source, file, &number_in_words)
}

/// Returns the bounds of the one number that words say; nothing where they say none, or two.
fn number_in_words(words: &str) -> Option<Bounds> {
    let amounts = amounts_in(words);
    let [amount] = &amounts[..] else { return None };
    let is_said = !amount.vague;
    Some(Bounds { low: amount.min.filter(|_| is_said), high: amount.max.filter(|_| is_said) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_one_number_bound_it() {
        let bounds = |low, high| Some(Bounds { low, high });
        assert_eq!(number_in_words("about 30 thousand"), bounds(Some(30_000), Some(30_000)));
        assert_eq!(number_in_words("около 30 тысяч"), bounds(Some(30_000), Some(30_000)));
        assert_eq!(number_in_words("more than 700"), bounds(Some(701), None));
        assert_eq!(number_in_words("dozens"), bounds(None, None));
        assert_eq!(number_in_words("десятки"), bounds(None, None));
        for words in ["40 dead and 3 hurt", "not known yet", ""] {
            assert_eq!(number_in_words(words), None, "{words}");
        }
    }
}
