//! What the names of elements mean for the flow of text.

/// An element's part in the flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Begins and ends a block.
    Block,
    /// Runs within a block.
    Inline,
    /// Has no content and no end tag; a block ends at it.
    Break,
    /// Has no content and no end tag, and stands within a line.
    Empty,
    /// Its content is no text for readers.
    Hidden,
}

/// The names that the choice of the main text looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    A,
    Article,
    Aside,
    Blockquote,
    Body,
    Button,
    Figcaption,
    Figure,
    Footer,
    Form,
    H1,
    /// h2 to h6
    Heading,
    Header,
    Li,
    Main,
    Nav,
    P,
    Pre,
    Section,
    Table,
    Td,
    Time,
    Ul,
    Other,
}

/// Returns what a name means.
pub(super) fn of(name: &[u8]) -> (Tag, Flow) {
    use Flow::{Block, Break, Empty, Hidden, Inline};
    match name {
        b"a" => (Tag::A, Inline),
        b"article" => (Tag::Article, Block),
        b"aside" => (Tag::Aside, Block),
        b"blockquote" => (Tag::Blockquote, Block),
        b"body" => (Tag::Body, Block),
        b"figcaption" | b"caption" => (Tag::Figcaption, Block),
        b"figure" => (Tag::Figure, Block),
        b"footer" => (Tag::Footer, Block),
        b"form" => (Tag::Form, Block),
        b"h1" => (Tag::H1, Block),
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => (Tag::Heading, Block),
        b"header" => (Tag::Header, Block),
        b"li" | b"dd" | b"dt" => (Tag::Li, Block),
        b"main" => (Tag::Main, Block),
        b"nav" | b"menu" => (Tag::Nav, Block),
        b"p" => (Tag::P, Block),
        b"pre" => (Tag::Pre, Block),
        b"section" => (Tag::Section, Block),
        b"table" => (Tag::Table, Block),
        b"td" | b"th" | b"tr" => (Tag::Td, Block),
        b"time" => (Tag::Time, Inline),
        b"ul" | b"ol" | b"dl" => (Tag::Ul, Block),
        b"div" | b"html" | b"tbody" | b"thead" | b"tfoot" | b"address" | b"fieldset" | b"details"
        | b"summary" | b"center" | b"hgroup" | b"legend" => (Tag::Other, Block),
        b"br" | b"hr" => (Tag::Other, Break),
        b"img" | b"input" | b"meta" | b"link" | b"wbr" | b"source" | b"embed" | b"area" | b"base"
        | b"col" | b"param" | b"track" => (Tag::Other, Empty),
        b"button" => (Tag::Button, Hidden),
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"iframe" | b"select" | b"textarea"
        | b"object" | b"video" | b"audio" | b"canvas" | b"math" | b"datalist" | b"head" | b"title" => {
            (Tag::Other, Hidden)
        }
        _ => (Tag::Other, Inline),
    }
}
