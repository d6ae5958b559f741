//! From a page to what it says: each language of it by its own rules.

use super::{ArticlePart, Attributed, StoredArticle, Told};
use rustc_hash::FxHashMap;
use tizim_model::{Claim, Count, Participant, When, Words, marked_byline};
use tizim_read::{ArticlePage, ArticleText, BlockKind, Leaf};
use tizim_text::{
    Article, Extraction, Language, Options, Rules, Span, Toll, classify_lines, day_of_acts, extract, headed,
    language_of, languages_of, stated_day, toll, victims,
};

/// Bytes of a document in which it is looked for who wrote it, and when: what stands in its first lines stands there.
const FIRST: usize = 512 << 10;

/// What a user adds to the program's rules.
#[derive(Clone, Debug, Default)]
pub struct ArticleRules {
    aliases: Vec<(String, String)>,
    /// The program's rules and the user's together, for each language and for text of none.
    rules: FxHashMap<Option<Language>, Rules>,
}

impl ArticleRules {
    /// Returns the rules with other names of persons, as pairs of a name and the name that it stands for, and the text of
    /// a file of rules, if there is one.
    ///
    /// # Errors
    /// In words, with the line, where the rules can't be read.
    pub fn new(aliases: Vec<(String, String)>, added: Option<&str>) -> Result<Self, String> {
        let mut rules = FxHashMap::default();
        if let Some(added) = added {
            for language in [None, Some(Language::English), Some(Language::Russian)] {
                let mut own = Rules::of(language).clone();
                own.extend(added).map_err(|fault| fault.to_string())?;
                rules.insert(language, own);
            }
        }
        Ok(Self { aliases, rules })
    }

    /// Returns the other names in a file of lines `other name = full name`; `#` begins a remark.
    ///
    /// # Errors
    /// The number of a line without `=`, from 1.
    pub fn aliases_of(text: &str) -> Result<Vec<(String, String)>, usize> {
        let lines = text.lines().enumerate().map(|(index, line)| (index, line.trim()));
        let told = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        told.map(|(index, line)| {
            let (other, name) = line.split_once('=').ok_or(index + 1)?;
            Ok((other.trim().to_owned(), name.trim().to_owned()))
        })
        .collect()
    }

    /// Returns the rules that a page of a language was read with.
    fn of(&self, language: Option<Language>, whole: &Extraction) -> &Rules {
        self.rules.get(&language).unwrap_or_else(|| Rules::of(whole.language))
    }

    fn options(&self, language: Option<Language>) -> Options<'_> {
        Options { rules: self.rules.get(&language), aliases: self.aliases.clone() }
    }
}

/// Reads what a page says.
///
/// A page in two languages is read once for each, with the parts that are in it.
pub fn extracted(page: ArticlePage, source: &str, file: &str, rules: &ArticleRules) -> StoredArticle {
    let ArticlePage { number, url, fetched, leaf, article } = page;
    let given = article.blocks.as_ref().map(|blocks| {
        let kept = blocks.iter().filter(|block| block.kind != BlockKind::Furniture);
        kept.map(|block| Span::new(block.range.start, block.range.end)).collect::<Vec<_>>()
    });
    let mut published = article.meta.published.as_deref().and_then(stated_day);
    let mut byline = article.meta.byline.clone();
    if given.is_some() && (published.is_none() || byline.is_none()) {
        // a document that does not say it of itself may say it in its first lines
        let first = &article.text[..article.text.floor_char_boundary(FIRST)];
        let head = headed(first, &classify_lines(first));
        published = published.or(head.published);
        byline = byline.or_else(|| head.byline.map(|span| span.of(first).to_owned()));
    }
    let main = language_of(&article.text);
    let whole = extract(&Article { text: &article.text, parts: given, published }, &rules.options(main));
    let published = whole.published;
    let parts = languages(&article, &leaf, &whole);
    let mut claims: Vec<Claim> = Vec::new();
    let mut notes = article.notes.clone();
    let mut in_part = article.is_cut || whole.read_to.is_some();
    notes.extend(whole.notes.iter().cloned());
    let mut others: Vec<Language> = parts.iter().filter_map(|(_, language)| *language).collect();
    others.retain(|language| Some(*language) != whole.language);
    others.sort_by_key(|language| language.code());
    others.dedup();
    let reader = Reader { article: &article, leaf: &leaf };
    if others.is_empty() {
        claims.extend(whole.claims.iter().map(|claim| reader.claim(claim)));
    } else {
        let main = whole.language.or(main);
        for language in std::iter::once(main).chain(others.into_iter().map(Some)) {
            let own = |of: &Option<Language>| of.or(main) == language;
            let spans = parts
                .iter()
                .filter(|(_, of)| own(of))
                .map(|(part, _)| Span::new(part.text.start, part.text.end));
            let part = Article { text: &article.text, parts: Some(spans.collect()), published };
            let found = extract(&part, &rules.options(language));
            claims.extend(found.claims.iter().map(|claim| reader.claim(claim)));
            in_part |= found.read_to.is_some();
            notes.extend(found.notes);
        }
        notes.sort();
        notes.dedup();
        claims.sort_by_key(|claim| (claim.quote.start, claim.quote.end));
    }
    let attributions = whole
        .attributions
        .iter()
        .map(|found| Attributed {
            source: found.source.map(|span| reader.words(span)),
            cue: found.cue.map(|span| reader.words(span)),
            content: reader.words(found.content),
        })
        .collect();
    let meta = &article.meta;
    let of_lines = |span: Option<Span>| span.map(|span| span.of(&article.text).trim().to_owned());
    StoredArticle {
        source: source.to_owned(),
        file: file.to_owned(),
        page: number,
        url,
        fetched,
        language: whole.language.map(|language| language.code().to_owned()),
        published: published.map(|day| day.to_string()),
        title: meta.title.clone().or_else(|| of_lines(whole.title)),
        byline: byline.or_else(|| of_lines(whole.byline)).map(|line| signed(&line)),
        site: meta.site.clone(),
        encoding: article.encoding.clone(),
        parts: parts.into_iter().map(|(part, _)| part).collect(),
        claims,
        attributions,
        told: told(&reader, &whole, rules.of(main, &whole)),
        in_part,
        notes,
        leaf,
        map: article.map,
        text: article.text,
    }
}

/// Returns who signed an article, out of the line that says so: without the "By" before the name.
fn signed(line: &str) -> String {
    marked_byline(line).unwrap_or(line.trim()).to_owned()
}

fn told(reader: &Reader<'_>, whole: &Extraction, rules: &Rules) -> Told {
    let text = &reader.article.text;
    let Toll { killed, injured } = toll(text, whole);
    let named = victims(whole).into_iter().map(|victim| (victim.name, victim.killed));
    let day = day_of_acts(whole).map(|day| day.to_string());
    let mut conduct: Vec<(String, Words)> = Vec::new();
    for it in tizim_text::conduct(text, whole, rules) {
        let told = (it.conduct.word().to_owned(), reader.words(it.sentence));
        if !conduct.contains(&told) {
            conduct.push(told);
        }
    }
    Told { killed, injured, day, victims: named.collect(), conduct }
}

/// Returns the parts of an article with the language of each.
fn languages(article: &ArticleText, leaf: &Leaf, whole: &Extraction) -> Vec<(ArticlePart, Option<Language>)> {
    let told = languages_of(&article.text, &whole.parts);
    whole
        .parts
        .iter()
        .zip(told)
        .map(|(part, language)| {
            let language = language.or(whole.language);
            let range = article.map.source_range(part.start..part.end);
            let lines =
                [leaf.line_of(range.start), leaf.line_of(range.end.saturating_sub(1).max(range.start))];
            let language_code = language.map(|language| language.code().to_owned());
            (ArticlePart { text: part.start..part.end, lines, language: language_code }, language)
        })
        .collect()
}

/// Turns what the engine found into claims that stand by themselves.
struct Reader<'a> {
    article: &'a ArticleText,
    leaf: &'a Leaf,
}

impl Reader<'_> {
    fn words(&self, span: Span) -> Words {
        let outward = self.leaf.outward(self.article.map.source_range(span.start..span.end));
        Words { start: outward.start, end: outward.end, text: span.of(&self.article.text).to_owned() }
    }

    fn claim(&self, claim: &tizim_text::Claim) -> Claim {
        Claim {
            claim_type: claim.claim_type.clone(),
            quote: self.words(claim.quote),
            who: claim.who.iter().map(|who| self.participant(who)).collect(),
            place: claim.place.as_ref().map(|place| self.words(place.words)),
            when: claim.when.as_ref().map(|when| When {
                date: when.date.clone(),
                precision: when.precision.to_owned(),
                words: self.words(when.words),
            }),
            count: claim.count.as_ref().map(|count| Count {
                min: count.min,
                max: count.max,
                of: count.of.clone(),
                vague: count.vague,
                approximate: count.approximate,
                is_number: count.vague || count.is_said(&self.article.text),
                words: self.words(count.words),
            }),
            modality: claim.modality,
            negated: claim.negated,
            attributed_to: claim.attributed_to.map(|span| self.words(span)),
            is_guess: claim.is_guess,
            proposed_by: None,
        }
    }

    fn participant(&self, who: &tizim_text::Participant) -> Participant {
        Participant {
            name: who.name.clone(),
            role: who.role,
            kind: who.kind,
            words: self.words(who.words),
            tie: match who.tie {
                tizim_text::Tie::Words => "words",
                tizim_text::Tie::ShortName => "short_name",
                tizim_text::Tie::Pronoun => "pronoun",
                tizim_text::Tie::Description => "description",
                tizim_text::Tie::Kin => "kin",
                tizim_text::Tie::DictionaryForm => "dictionary_form",
                tizim_text::Tie::Alias => "alias",
            }
            .to_owned(),
            named_at: who.named_at.map(|span| self.words(span)),
            age: who.age,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn a_byline_is_a_name() {
        for (line, name) in [
            ("By Court Reporter", "Court Reporter"),
            ("BY LENA HARTWICK", "LENA HARTWICK"),
            ("Автор: Анна Ким", "Анна Ким"),
            ("Byron Hall", "Byron Hall"),
            ("By", "By"),
        ] {
            assert_eq!(signed(line), name);
        }
    }
}
