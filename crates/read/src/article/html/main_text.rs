//! Which blocks of a page are the article.
//!
//! 1. Elements that say they are something else (menus, comments, shares, hidden ones) lose their blocks, unless most of
//!    the page's prose stands in them: then the name means something else.
//! 2. From the root the choice goes down into the child that holds most of the prose, until it is divided among several.
//! 3. Within that part, blocks of links and the lines about the article (byline, date, captions) are left out, and the end
//!    of the article is where the next teasers begin.

use super::hints::Hints;
use super::page::{Block, Page};
use super::tag::Tag;
use crate::article::BlockKind;

/// A child that holds this share of the prose is gone down into.
const DOWN: f64 = 0.70;
/// An element with a furniture name that holds this share of the prose keeps its blocks.
const MOST: f64 = 0.55;

/// Returns what each block of the page is.
pub(super) fn choose(page: &Page) -> Vec<BlockKind> {
    let prose: Vec<f64> = page.blocks.iter().map(|block| prose_of(page, block)).collect();
    let dropped = dropped_elements(page, &prose);
    let root = main_element(page, &prose, &dropped);
    let inside = descendants(page, root);
    let mut kinds: Vec<BlockKind> = page
        .blocks
        .iter()
        .map(|block| {
            let is_kept =
                inside[block.element as usize] && !dropped[block.element as usize] && is_text(page, block);
            if is_kept { BlockKind::Body } else { BlockKind::Furniture }
        })
        .collect();
    end_at_teasers(page, &mut kinds);
    mark_title(page, &mut kinds);
    kinds
}

/// Returns how many words of prose a block holds: sentences, not links or labels.
fn prose_of(page: &Page, block: &Block) -> f64 {
    let text = &page.text[block.range.clone()];
    let plain = f64::from(block.words.saturating_sub(block.linked));
    if block.linked * 2 > block.words || plain < 5.0 {
        return 0.0;
    }
    let is_sentence = ends_sentence(text);
    if plain < 12.0 && !is_sentence {
        return 0.0;
    }
    let commas = text.matches(", ").count().min(10) as f64;
    plain + commas
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ' '])
        .ends_with(['.', '!', '?', '…', ':', '。', '؟', ';'])
}

fn sums(page: &Page, values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sums = vec![0.0; page.elements.len()];
    for (block, value) in page.blocks.iter().zip(values) {
        sums[block.element as usize] += value;
    }
    // children stand after their parents
    for index in (1..sums.len()).rev() {
        sums[page.elements[index].parent as usize] += sums[index];
    }
    sums
}

/// Returns for each element whether its blocks are certainly not the article's.
fn dropped_elements(page: &Page, prose: &[f64]) -> Vec<bool> {
    let sums = sums(page, prose.iter().copied());
    let total = sums[0].max(1.0);
    let mut dropped = vec![false; page.elements.len()];
    for (index, element) in page.elements.iter().enumerate() {
        let share = sums[index] / total;
        let by_tag = match element.tag {
            Tag::Nav | Tag::Aside | Tag::Footer | Tag::Figcaption | Tag::Button => share < MOST,
            Tag::Form | Tag::Header | Tag::Figure => share < MOST / 2.0,
            _ => false,
        };
        let by_name = element.hints.has(Hints::HIDDEN) && share < MOST
            || element.hints.has(Hints::COMMENTS) && share < 0.8
            || element.hints.has(Hints::FURNITURE) && share < MOST
            || element.hints.has(Hints::ABOUT)
                && share < 0.2
                && !matches!(element.tag, Tag::P | Tag::Body | Tag::Article);
        dropped[index] = by_tag || by_name || (index > 0 && dropped[element.parent as usize]);
    }
    dropped
}

/// Returns the element that holds the article.
fn main_element(page: &Page, prose: &[f64], dropped: &[bool]) -> u32 {
    let kept = page
        .blocks
        .iter()
        .zip(prose)
        .map(|(block, prose)| if dropped[block.element as usize] { 0.0 } else { *prose });
    let sums = sums(page, kept);
    if let Some(marked) = marked_body(page, &sums, dropped) {
        return marked;
    }
    let mut best_child = vec![0u32; page.elements.len()];
    for (index, element) in page.elements.iter().enumerate().skip(1) {
        let best = &mut best_child[element.parent as usize];
        if *best == 0 || sums[index] > sums[*best as usize] {
            *best = index as u32;
        }
    }
    let mut current = 0u32;
    loop {
        let child = best_child[current as usize];
        if child == 0 || sums[child as usize] < DOWN * sums[current as usize] || is_leaf(page, child) {
            return current;
        }
        current = child;
    }
}

fn is_leaf(page: &Page, element: u32) -> bool {
    matches!(page.elements[element as usize].tag, Tag::P | Tag::Li | Tag::Heading | Tag::H1 | Tag::Pre)
}

/// Returns the element that says it is the article's body, if it holds a fair part of the prose.
fn marked_body(page: &Page, sums: &[f64], dropped: &[bool]) -> Option<u32> {
    let marked = (0..page.elements.len())
        .filter(|&index| page.elements[index].hints.has(Hints::ARTICLE_BODY) && !dropped[index])
        .max_by(|a, b| sums[*a].total_cmp(&sums[*b]))?;
    (sums[marked] > 0.4 * sums[0]).then_some(marked as u32)
}

fn descendants(page: &Page, root: u32) -> Vec<bool> {
    let mut inside = vec![false; page.elements.len()];
    inside[root as usize] = true;
    for index in (root as usize + 1)..page.elements.len() {
        inside[index] = inside[page.elements[index].parent as usize];
    }
    inside
}

/// Returns whether a block within the article's part is text of it.
fn is_text(page: &Page, block: &Block) -> bool {
    let tag = page.elements[block.element as usize].tag;
    if tag == Tag::H1 {
        return false;
    }
    let text = &page.text[block.range.clone()];
    if block.linked == block.words && !matches!(tag, Tag::P | Tag::Heading) {
        return false;
    }
    if block.linked * 10 > block.words * 8 && !ends_sentence(text) {
        return false;
    }
    !is_furniture_line(text)
}

/// Words with which lines between the paragraphs of an article begin that are not the article.
const LINES: &[&str] = &[
    "advertisement",
    "read more",
    "read also",
    "also read",
    "see also",
    "related:",
    "subscribe",
    "sign up",
    "share this",
    "follow us",
    "click here to",
    "photo:",
    "image:",
    "image credit",
    "photo credit",
    "copyright",
    "©",
    "tags:",
    "topics:",
    "filed under",
    "more:",
    "watch:",
    "getty images",
    "continue reading",
    "story continues",
    "loading",
    "читайте также",
    "смотрите также",
    "подписывайтесь",
    "реклама",
    "фото:",
    "поделиться",
    "теги:",
    "источник:",
    "лента новостей",
    "lea también",
    "también te puede",
    "publicidad",
];

fn is_furniture_line(text: &str) -> bool {
    let head: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
    text.len() < 160 && LINES.iter().any(|line| head.starts_with(line))
}

/// Headings after which no article goes on.
const ENDS: &[&str] = &[
    "related",
    "related articles",
    "related stories",
    "related news",
    "related posts",
    "related content",
    "more from",
    "more on this",
    "more stories",
    "you may also like",
    "you might also like",
    "recommended",
    "read next",
    "most read",
    "most popular",
    "comments",
    "leave a reply",
    "leave a comment",
    "about the author",
    "share this",
    "trending",
    "latest news",
    "more news",
    "recommended for you",
    "what others are reading",
    "popular",
    "top stories",
    "читайте также",
    "комментарии",
    "по теме",
    "популярное",
    "другие новости",
    "смотрите также",
];

fn end_at_teasers(page: &Page, kinds: &mut [BlockKind]) {
    let body_words: u32 = words_of(page, kinds, 0);
    let mut seen = 0;
    for index in 0..kinds.len() {
        if kinds[index] == BlockKind::Body {
            seen += page.blocks[index].words;
        }
        let text = page.text[page.blocks[index].range.clone()].trim().trim_end_matches(':').to_lowercase();
        let is_end = page.blocks[index].words <= 6
            && ENDS.iter().any(|end| text == *end || (end.contains(' ') && text.starts_with(end)));
        // an early one belongs to a box within the article
        if is_end && f64::from(seen) > 0.6 * f64::from(body_words) {
            kinds[index..].iter_mut().for_each(|kind| *kind = BlockKind::Furniture);
            return;
        }
    }
}

fn words_of(page: &Page, kinds: &[BlockKind], from: usize) -> u32 {
    let blocks = page.blocks.iter().zip(kinds).skip(from);
    blocks.filter(|(_, kind)| **kind == BlockKind::Body).map(|(block, _)| block.words).sum()
}

/// Marks the last first-level heading before the text, or the first one at all.
fn mark_title(page: &Page, kinds: &mut [BlockKind]) {
    let first = kinds.iter().position(|kind| *kind == BlockKind::Body).unwrap_or(0);
    let is_heading = |index: &usize| page.elements[page.blocks[*index].element as usize].tag == Tag::H1;
    let title = (0..first).rev().find(is_heading).or_else(|| (0..page.blocks.len()).find(is_heading));
    if let Some(title) = title {
        kinds[title] = BlockKind::Title;
    }
}
