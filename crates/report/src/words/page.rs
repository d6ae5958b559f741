//! Headings and sentences of the pages.

use super::count;

pub(crate) fn cut_value(characters: usize) -> String {
    format!("(cut: {} characters in all; the whole value is in the folder out/)", count(characters as u64))
}
