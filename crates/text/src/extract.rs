//! The whole way: an article's text to its claims.

use crate::acts;
use crate::attribution::{self, Attribution, attributions};
use crate::claims::{self, Claim, Mention};
use crate::dated::{period_end, written_on};
use crate::document;
use crate::harm;
use crate::language::{Language, language_of, languages_of};
use crate::lines::{Line, LineKind, classify_lines, headed, paragraphs};
use crate::people::People;
use crate::pieces::{PIECE, Piece, pieces};
use crate::rules::Rules;
use crate::tagger::NameKind;
use crate::{Span, date};
use tizim_model::{Day, counted};

/// Claims of one article after which no further sentence is read, which is said: what has more is no article, and whatever holds its
/// claims against each other would take the square of them.
pub const MOST_CLAIMS: usize = 10_000;

/// An article as text.
#[derive(Clone, Debug, Default)]
pub struct Article<'t> {
    /// The text.
    pub text: &'t str,
    /// The parts that are the article, in order; found by its lines where nothing is known.
    pub parts: Option<Vec<Span>>,
    /// The day of publication, if it is known from elsewhere.
    pub published: Option<Day>,
}

/// What a project adds.
#[derive(Clone, Debug, Default)]
pub struct Options<'r> {
    /// Rules in place of those of the program.
    pub rules: Option<&'r Rules>,
    /// Other names of persons, and the names they stand for.
    pub aliases: Vec<(String, String)>,
}

/// What was found in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extraction {
    /// The language of most of it.
    pub language: Option<Language>,
    /// The day of publication, given or found.
    pub published: Option<Day>,
    /// The headline, where lines told it.
    pub title: Option<Span>,
    /// Who wrote it, where lines told it.
    pub byline: Option<Span>,
    /// The parts of the text that are the article.
    pub parts: Vec<Span>,
    /// The names in it.
    pub mentions: Vec<Mention>,
    /// The dates in it.
    pub dates: Vec<date::DateMention>,
    /// What it puts down to others: who, by which words, what.
    pub attributions: Vec<Attribution>,
    /// What it says. Every one has passed [`crate::check`].
    pub claims: Vec<Claim>,
    /// Where reading stopped in the text, if that was before its end; the notes say why.
    pub read_to: Option<usize>,
    /// What a person should know.
    pub notes: Vec<String>,
}

/// Extracts the claims of an article; no text makes it fail.
///
/// ```
/// use tizim_text::{Article, Options, extract};
/// let article = Article { text: "Two men were killed in the village on 6 May 2020, police said.", ..Article::default() };
/// let found = extract(&article, &Options::default());
/// assert_eq!(found.claims[0].claim_type, "killing");
/// assert_eq!(found.claims[0].count.as_ref().unwrap().min, Some(2));
/// ```
pub fn extract(article: &Article<'_>, options: &Options<'_>) -> Extraction {
    extract_with(article, options, Models::built_in())
}

/// The learned models that an English article is read with.
#[derive(Clone, Copy, Default)]
pub(crate) struct Models<'m> {
    /// Which words tell of acts, besides those of the rules.
    pub(crate) acts: Acts<'m>,
    /// Who was harmed.
    pub(crate) harm: Option<&'m harm::Model>,
}

/// Which model of acts an article is read with.
#[derive(Clone, Copy, Default)]
pub(crate) enum Acts<'m> {
    /// The rules alone.
    #[default]
    None,
    /// That of the program for its language.
    BuiltIn,
    /// One on trial.
    Trial(&'m acts::Model),
}

impl Models<'_> {
    /// Those of the program.
    pub(crate) fn built_in() -> Self {
        Self { acts: Acts::BuiltIn, harm: Some(harm::english()) }
    }

    fn acts(&self, language: Option<Language>) -> Option<&acts::Model> {
        match self.acts {
            Acts::None => None,
            Acts::BuiltIn => Some(acts::of(language)),
            Acts::Trial(model) => Some(model),
        }
    }
}

/// Extracts with other models, or by the rules alone.
pub(crate) fn extract_with(article: &Article<'_>, options: &Options<'_>, models: Models<'_>) -> Extraction {
    in_pieces(article, options, models, PIECE, MOST_CLAIMS)
}

/// Extracts piece by piece; `piece` and `most` are the bytes of one, and the claims after which no further sentence is read.
fn in_pieces(
    article: &Article<'_>,
    options: &Options<'_>,
    models: Models<'_>,
    piece: usize,
    most: usize,
) -> Extraction {
    let pieces = pieces(article.text, article.parts.as_deref(), piece);
    let count = pieces.len();
    let mut whole: Option<Extraction> = None;
    let mut written = article.published;
    let (mut ungrounded, mut too_long) = (Ungrounded::default(), 0);
    for piece in pieces {
        let left = most - whole.as_ref().map_or(0, |whole| whole.claims.len().min(most));
        let at = piece.at;
        let reading = Reading { options, models, most: left, published: article.published, written };
        let mut found = reading.piece(piece, &mut ungrounded, &mut too_long);
        if whole.is_none() {
            written = found.published;
        }
        found.shift(at);
        match &mut whole {
            None => whole = Some(found),
            Some(whole) => whole.take_in(found),
        }
        if whole.as_ref().is_some_and(|whole| whole.read_to.is_some()) {
            break;
        }
    }
    let mut whole = whole.unwrap_or_else(Extraction::of_nothing);
    whole.published = whole.published.or(article.published);
    if count > 1 {
        whole.notes.push(format!(
            "the text is {} bytes long and was read in pieces of up to {piece}: a pronoun or a surname by itself is tied to \
             nobody who is named in another piece; give each article of it a file of its own",
            article.text.len()
        ));
    }
    if let Some(read_to) = whole.read_to {
        whole.notes.push(format!(
            "the first {read_to} bytes of {} of the text were read: they make {} claims, and no more than {most} are sought in one \
             article; give each article of it a file of its own, or split it there",
            article.text.len(),
            whole.claims.len()
        ));
    }
    if too_long > 0 {
        let (sentences, are) =
            (counted(too_long as u64, "sentence"), if too_long == 1 { "is" } else { "are" });
        whole.notes.push(format!(
            "{sentences} {are} longer than {} words and signs, and only so many were read of each: it is a list or a table without stops; \
             write each row on a line of its own",
            document::LONGEST
        ));
    }
    whole.notes.extend(ungrounded.note());
    whole
}

/// Claims that were proposed and do not stand in the article.
#[derive(Default)]
struct Ungrounded {
    count: usize,
    /// What the first of them lacks.
    first: Option<String>,
}

impl Ungrounded {
    fn note(&self) -> Option<String> {
        let first = self.first.as_ref()?;
        let (claims, were) =
            (counted(self.count as u64, "claim"), if self.count == 1 { "was" } else { "were" });
        Some(format!(
            "{claims} {were} dropped, since a field of it does not stand in the article's words (the first: {first})"
        ))
    }
}

/// How a piece is read.
struct Reading<'a> {
    options: &'a Options<'a>,
    models: Models<'a>,
    /// Claims after which no further sentence is read.
    most: usize,
    /// The day of publication, as it is known from elsewhere.
    published: Option<Day>,
    /// The same, or the one that the article's first piece tells.
    written: Option<Day>,
}

impl Reading<'_> {
    fn piece(&self, piece: Piece<'_>, ungrounded: &mut Ungrounded, too_long: &mut usize) -> Extraction {
        let text = piece.text;
        let mut notes = Vec::new();
        let mut head = crate::lines::Headed::default();
        let parts = piece.parts.unwrap_or_else(|| {
            let lines = classify_lines(text);
            head = headed(text, &lines);
            if lines.iter().any(|line| line.kind != LineKind::Blank)
                && !lines.iter().any(|line| line.kind == LineKind::Body)
            {
                notes.push("no line looks like the text of an article: the whole text was read".to_owned());
            }
            parts_of(text, &lines)
        });
        let body: String =
            parts.iter().map(|part: &Span| part.of(text)).take(200).collect::<Vec<_>>().join("\n");
        let language = language_of(&body);
        if let Some(language) = language.filter(|language| !Rules::has(*language)) {
            notes.push(format!(
                "there are no rules for this language ({}): no claims were sought",
                language.code()
            ));
        }
        let dated = || self.written.is_none().then(|| written_on(text, &parts)).flatten();
        let published = self.published.or(head.published).or_else(dated);
        let mut found = Extraction {
            language,
            published,
            title: head.title,
            byline: head.byline,
            parts,
            notes,
            ..Extraction::of_nothing()
        };
        if language.is_some_and(|language| !Rules::has(language)) {
            return found;
        }
        // what tells of some weeks without a day of its own counts from their last day
        let anchor = self.written.or(published).or_else(|| period_end(text, &found.parts));
        let rules = self.options.rules.unwrap_or_else(|| Rules::of(language));
        let mut sentences = document::read(text, &found.parts, anchor, rules);
        let mut people = People::gather(text, &mut sentences, &self.options.aliases);
        people.decline(rules);
        found.attributions = attributions(text, &sentences, rules);
        for sentence in &mut sentences {
            sentence.days_of_speech = attribution::days_of_speech(sentence, &found.attributions);
        }
        let claims::Found { claims, mut guesses, read } = claims::find(
            text,
            &sentences,
            &people,
            rules,
            &found.attributions,
            self.models.acts(language),
            self.most,
        );
        found.claims = claims;
        if read < sentences.len() {
            sentences.truncate(read);
            found.end_at(sentences.last().map_or(0, |last| last.span.end));
        }
        *too_long += sentences.iter().filter(|sentence| sentence.is_cut()).count();
        found.dates = sentences.iter().flat_map(|sentence| &sentence.dates).copied().collect();
        if let Some(model) = self.models.harm.filter(|_| language != Some(Language::Russian)) {
            harm::told::tell(text, &sentences, &people, rules, &found.attributions, model, &mut found.claims);
        }
        claims::fates(text, &mut found.claims, rules);
        claims::guess_natural_deaths(text, &mut found.claims, rules);
        let told = days_told(&sentences, &found.claims);
        claims::times(text, &mut found.claims, &mut guesses, &told, anchor, rules);
        found.claims.extend(guesses);
        found.claims.sort_by_key(|claim| (claim.trigger.start, claim.quote.start));
        found.claims.retain(|claim| match claims::check(claim, text, &found.parts, rules) {
            Ok(()) => true,
            Err(fault) => {
                ungrounded.count += 1;
                ungrounded.first.get_or_insert_with(|| fault.told(claim, text));
                false
            }
        });
        for sentence in &sentences {
            for name in &sentence.names {
                let words = sentence.span_of(&name.range);
                let person = name
                    .person
                    .and_then(|index| people.list.get(index))
                    .filter(|_| name.kind == NameKind::Person);
                let name_in_full =
                    person.map_or_else(|| crate::people::shown(text, words), |person| person.name.clone());
                found.mentions.push(Mention { words, kind: name.kind, name: name_in_full });
            }
        }
        found
    }
}

/// The dates that an act without one may be of; in Russian not those of what is said, nor those of courts and laws.
fn days_told(sentences: &[document::Sentence], claims: &[Claim]) -> Vec<date::DateMention> {
    let of_law = |span: Span| {
        let is_law =
            |claim: &Claim| matches!(claim.claim_type.as_str(), "trial" | "legal_act" | "release" | "appeal");
        let mut own =
            claims.iter().filter(|claim| claim.when.as_ref().is_some_and(|when| when.words == span));
        own.clone().next().is_some() && own.all(is_law)
    };
    let is_told = |sentence: &document::Sentence, span: Span| {
        let is_cyrillic = sentence.tokens.iter().any(|token| token.is_cyrillic());
        !(sentence.days_of_speech.contains(&span) || is_cyrillic && of_law(span))
    };
    let of_sentence = |sentence: &document::Sentence| {
        sentence.dates.iter().copied().filter(|mention| is_told(sentence, mention.span)).collect::<Vec<_>>()
    };
    sentences.iter().flat_map(of_sentence).collect()
}

/// Joins neighbouring paragraphs of the article that are in one language; a text in which no line looks like an article is
/// one as a whole.
fn parts_of(text: &str, lines: &[Line]) -> Vec<Span> {
    let is_whole = !lines.iter().any(|line| line.kind == LineKind::Body);
    let is_article = |kind: LineKind| match kind {
        LineKind::Title | LineKind::Body => true,
        LineKind::Blank => false,
        LineKind::Byline | LineKind::Date | LineKind::Furniture => is_whole,
    };
    let paragraphs = paragraphs(text, lines);
    let own: Vec<Span> =
        paragraphs.iter().filter(|line| is_article(line.kind)).map(|line| line.span).collect();
    let mut languages = languages_of(text, &own).into_iter();
    let mut parts: Vec<Span> = Vec::new();
    // the language of the part that the next paragraph may go on with
    let mut open: Option<Option<Language>> = None;
    for line in &paragraphs {
        if line.kind == LineKind::Blank && open.is_some() {
            continue;
        }
        if !is_article(line.kind) {
            open = None;
            continue;
        }
        let language = languages.next().flatten();
        match parts.last_mut() {
            // sentences end at line feeds, and a carriage return alone is none
            Some(last)
                if open == Some(language)
                    && line.kind != LineKind::Title
                    && text[last.end..line.span.start].contains('\n') =>
            {
                last.end = line.span.end
            }
            _ => parts.push(line.span),
        }
        open = (line.kind != LineKind::Title).then_some(language);
    }
    parts
}

/// Returns the parts of a text that are its article, by its lines.
pub(crate) fn article_parts(text: &str) -> Vec<Span> {
    parts_of(text, &classify_lines(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "Two men were killed in the village on 6 May 2020, police said. ";

    fn cut(text: &str, piece: usize, most: usize) -> Extraction {
        in_pieces(
            &Article { text, ..Article::default() },
            &Options::default(),
            Models::default(),
            piece,
            most,
        )
    }

    #[test]
    fn a_text_in_pieces_tells_what_it_tells_in_one_each_word_at_its_place() {
        let text = SENTENCE.repeat(40);
        let whole = cut(&text, 1 << 20, 1_000);
        let pieces = cut(&text, 300, 1_000);
        assert_eq!((whole.claims.len(), whole.notes.len(), whole.read_to), (40, 0, None));
        assert_eq!(pieces.claims, whole.claims);
        assert_eq!(pieces.dates, whole.dates);
        assert_eq!(pieces.attributions, whole.attributions);
        assert_eq!(pieces.mentions, whole.mentions);
        assert!(pieces.notes[0].contains("read in pieces of up to 300"), "{:?}", pieces.notes);
        for claim in &pieces.claims {
            assert!(claims::check(claim, &text, &pieces.parts, Rules::of(pieces.language)).is_ok());
        }
    }

    #[test]
    fn a_bound_on_claims_is_told_with_how_far_was_read() {
        let text = SENTENCE.repeat(40);
        for piece in [300, 1 << 20] {
            let found = cut(&text, piece, 25);
            let read_to = 25 * SENTENCE.len() - 1;
            assert_eq!((found.claims.len(), found.read_to), (25, Some(read_to)), "{piece}");
            assert!(found.parts.last().is_some_and(|part| part.end == read_to));
            let note = found.notes.last().map_or("", String::as_str);
            assert!(note.starts_with(&format!("the first {read_to} bytes of {}", text.len())), "{note}");
        }
        // all that there is: nothing was left out
        assert_eq!(cut(&text, 1 << 20, 40).read_to, None);
    }

    #[test]
    fn what_is_not_read_of_a_sentence_without_end_is_told() {
        let text = format!("The list names {} and others.\n", "Ann Berg, ".repeat(300));
        let found = cut(&text, 1 << 20, 100);
        assert!(
            found.notes.iter().any(|note| note.starts_with("1 sentence is longer than 400")),
            "{:?}",
            found.notes
        );
    }

    #[test]
    fn claims_without_ground_are_counted_and_the_first_is_told() {
        let mut dropped = Ungrounded::default();
        assert_eq!(dropped.note(), None);
        let found = cut(SENTENCE, 1 << 20, 100);
        let mut claim = found.claims[0].clone();
        claim.quote = Span::new(0, 5);
        let fault = claims::check(&claim, SENTENCE, &found.parts, Rules::of(found.language)).unwrap_err();
        (dropped.count, dropped.first) = (1, Some(fault.told(&claim, SENTENCE)));
        let note = dropped.note().unwrap_or_default();
        assert!(
            note.starts_with("1 claim was dropped") && note.contains("of the killing told by “killed”"),
            "{note}"
        );
    }
}
