//! Words of articles in any order: nothing makes the extractor fail, and all that it says stands in the text.
//!
//! The words are those of the articles in this repository, cut and joined anew, with the small words between that rules turn on.

use std::path::Path;
use tizim_text::{Article, Options, Rules, Span, check, extract, stated_day, toll, victims};

const TEXTS: usize = 1_500;
const LONGEST: u64 = 120;
/// What rules look for around an act.
const SMALL: [&str; 24] = [
    "and",
    "including",
    "among them",
    "he",
    "them",
    "was",
    "by",
    ",",
    "twice",
    "of",
    "--",
    "who",
    "one of them fatally",
    "'s",
    "30 March:",
    "\n",
    "since",
    "both",
    "dead",
    ";",
    "и",
    "двое из",
    "в том числе",
    "his brother",
];

/// Numbers that are the same on every run (Marsaglia 2003, xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<'t>(&mut self, words: &[&'t str]) -> &'t str {
        words[self.below(words.len() as u64) as usize]
    }
}

fn read(folder: &str) -> std::io::Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    let texts = paths.iter().map(std::fs::read_to_string).collect::<std::io::Result<Vec<_>>>()?;
    Ok(texts.join("\n"))
}

#[test]
fn no_order_of_words_makes_it_fail() -> std::io::Result<()> {
    let (english, russian) = (read("data/articles")?, read("tests/russian")?);
    let (english, russian): (Vec<&str>, Vec<&str>) =
        (english.split(' ').collect(), russian.split(' ').collect());
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for run in 0..TEXTS {
        let words = if run % 3 == 0 { &russian } else { &english };
        let mut at = numbers.below(words.len() as u64) as usize;
        let mut text = Vec::new();
        for _ in 0..5 + numbers.below(LONGEST) {
            match numbers.below(12) {
                0 => text.push(numbers.of(words)),
                1 => text.push(numbers.of(&SMALL)),
                2 => at = numbers.below(words.len() as u64) as usize,
                _ => {}
            }
            text.push(words[at % words.len()]);
            at += 1;
        }
        // a text may break off anywhere
        text.push(numbers.of(&SMALL));
        let text = text.join(" ");
        let whole = (run % 2 == 0).then(|| vec![Span::new(0, text.len())]);
        let article = Article { text: &text, parts: whole, published: stated_day("2015-06-17") };
        let found = extract(&article, &Options::default());
        for claim in &found.claims {
            assert_eq!(check(claim, &text, &found.parts, Rules::of(found.language)), Ok(()), "{text}");
        }
        assert!(victims(&found).len() <= found.claims.iter().map(|claim| claim.who.len()).sum());
        let _ = toll(&text, &found);
    }
    Ok(())
}
