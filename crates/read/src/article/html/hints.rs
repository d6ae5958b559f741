//! What class names, ids and roles say of an element.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What the attributes of an element say; several may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hints(u8);

impl Hints {
    /// Comments of readers.
    pub(super) const COMMENTS: Hints = Hints(1);
    /// Shares, teasers, newsletters, advertisements, menus.
    pub(super) const FURNITURE: Hints = Hints(2);
    /// Byline, date, tags, captions: about the article, not of it.
    pub(super) const ABOUT: Hints = Hints(4);
    /// The article's own body.
    pub(super) const BODY: Hints = Hints(8);
    /// Not shown.
    pub(super) const HIDDEN: Hints = Hints(16);
    /// The markup says that it is the text of the article (`itemprop="articleBody"`).
    pub(super) const ARTICLE_BODY: Hints = Hints(32);
    /// Who wrote it.
    pub(super) const BYLINE: Hints = Hints(64);

    pub(super) fn has(self, other: Hints) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn add(&mut self, other: Hints) {
        self.0 |= other.0;
    }
}

const COMMENTS: &[&str] =
    &["comment", "comments", "disqus", "respond", "replies", "commentlist", "livefyre", "coral"];

const FURNITURE: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "advert",
    "advertisement",
    "advertising",
    "adsense",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "carousel",
    "cookie",
    "cookies",
    "consent",
    "cta",
    "donate",
    "donation",
    "dropdown",
    "footer",
    "foot",
    "form",
    "gallery",
    "gdpr",
    "inline-related",
    "login",
    "mailchimp",
    "masthead",
    "menu",
    "modal",
    "more",
    "mostread",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "nextprev",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "playlist",
    "popular",
    "popup",
    "print",
    "promo",
    "promoted",
    "promotion",
    "rail",
    "read-more",
    "readmore",
    "recirc",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "relatedposts",
    "search",
    "share",
    "sharebar",
    "sharing",
    "sharedaddy",
    "sidebar",
    "signup",
    "skip",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "survey",
    "taboola",
    "teaser",
    "teasers",
    "toolbar",
    "trending",
    "tweet-button",
    "widget",
    "widgets",
    "jp-relatedposts",
    "addtoany",
    "addthis",
    "zergnet",
    "correction-form",
];

const ABOUT: &[&str] = &[
    "author",
    "authors",
    "byline",
    "bylines",
    "bio",
    "caption",
    "captions",
    "copyright",
    "credit",
    "credits",
    "date",
    "dateline",
    "datetime",
    "disclaimer",
    "figcaption",
    "meta",
    "metadata",
    "posted",
    "postmeta",
    "published",
    "pubdate",
    "rubric",
    "rubrics",
    "tag",
    "tags",
    "taglist",
    "time",
    "timestamp",
    "views",
    "viewcount",
    "category",
    "categories",
    "kicker",
    "eyebrow",
    "topics",
    "keywords",
];

const BYLINE: &[&str] = &["author", "authors", "byline", "bylines"];

const BODY: &[&str] = &[
    "article",
    "articlebody",
    "body",
    "content",
    "entry",
    "entrycontent",
    "story",
    "storybody",
    "post",
    "text",
    "articletext",
    "main",
    "maincontent",
];

const HIDDEN: &[&str] =
    &["hidden", "hide", "invisible", "sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden"];

/// The longest word that means something.
const LONGEST: usize = 24;

static MEANINGS: LazyLock<FxHashMap<&'static [u8], Hints>> = LazyLock::new(|| {
    let mut meanings = FxHashMap::<&[u8], Hints>::default();
    let lists = [
        (COMMENTS, Hints::COMMENTS),
        (FURNITURE, Hints::FURNITURE),
        (ABOUT, Hints::ABOUT),
        (BYLINE, Hints::BYLINE),
        (BODY, Hints::BODY),
        (HIDDEN, Hints::HIDDEN),
    ];
    for (list, hint) in lists {
        list.iter().for_each(|word| meanings.entry(word.as_bytes()).or_default().add(hint));
    }
    meanings
});

/// Returns what a value of `class`, `id` or `role` says. Words are cut at signs and at a capital within a word.
pub(super) fn of_names(value: &str) -> Hints {
    let mut hints = Hints::default();
    // long generated names say nothing
    for name in value.split_ascii_whitespace().take(24).filter(|name| name.len() <= 80) {
        add_word(&mut hints, name.as_bytes());
        let bytes = name.as_bytes();
        let mut start = 0;
        for at in 0..=bytes.len() {
            let is_sign = at == bytes.len() || !bytes[at].is_ascii_alphabetic();
            let is_capital = !is_sign
                && at > start
                && bytes[at].is_ascii_uppercase()
                && bytes[at - 1].is_ascii_lowercase();
            if is_sign || is_capital {
                add_word(&mut hints, &bytes[start..at]);
                start = at + usize::from(is_sign);
            }
        }
    }
    hints
}

fn add_word(hints: &mut Hints, word: &[u8]) {
    let mut lower = [0; LONGEST];
    if word.len() < 2 || word.len() > LONGEST {
        return;
    }
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    if let Some(meaning) = MEANINGS.get(&*lower) {
        hints.add(*meaning);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_at_signs_and_capitals() {
        assert!(of_names("entry-content__relatedPosts x").has(Hints::FURNITURE));
        assert!(of_names("comment-list").has(Hints::COMMENTS));
        assert!(!of_names("headline shadow").has(Hints::FURNITURE));
    }
}
