//! What the claims of an article must say, for tests of whole articles.

use tizim_text::{
    Article, Claim, ClaimRole, Extraction, Modality, Options, Rules, check, extract, stated_day,
};

/// What a claim must say.
pub(crate) struct Expected {
    claim_type: &'static str,
    modality: Modality,
    /// Words that its quote must hold.
    words: &'static str,
    /// Who did it: words of a name.
    by: Option<&'static str>,
    /// Who suffered it: words of a name.
    victim: Option<&'static str>,
    /// The least number.
    least: Option<u64>,
    /// When.
    on: Option<&'static str>,
    /// Who says so.
    source: Option<&'static str>,
    /// It is said not to have been.
    negated: bool,
}

pub(crate) const fn says(claim_type: &'static str, modality: Modality, words: &'static str) -> Expected {
    let (by, victim, least, on, source) = (None, None, None, None, None);
    Expected { claim_type, modality, words, by, victim, least, on, source, negated: false }
}

impl Expected {
    pub(crate) const fn by(self, by: &'static str) -> Self {
        Self { by: Some(by), ..self }
    }

    pub(crate) const fn victim(self, victim: &'static str) -> Self {
        Self { victim: Some(victim), ..self }
    }

    pub(crate) const fn least(self, least: u64) -> Self {
        Self { least: Some(least), ..self }
    }

    pub(crate) const fn on(self, date: &'static str) -> Self {
        Self { on: Some(date), ..self }
    }

    pub(crate) const fn source(self, source: &'static str) -> Self {
        Self { source: Some(source), ..self }
    }

    pub(crate) const fn not(self) -> Self {
        Self { negated: true, ..self }
    }

    fn is(&self, claim: &Claim, text: &str) -> bool {
        let has = |role: ClaimRole, wanted: Option<&str>| {
            wanted
                .is_none_or(|words| claim.who.iter().any(|who| who.role == role && who.name.contains(words)))
        };
        claim.claim_type == self.claim_type
            && claim.modality == self.modality
            && claim.negated == self.negated
            && claim.quote.of(text).contains(self.words)
            && has(ClaimRole::Actor, self.by)
            && has(ClaimRole::Victim, self.victim)
            && self.least.is_none_or(|least| claim.count.as_ref().and_then(|count| count.min) == Some(least))
            && self.on.is_none_or(|date| claim.when.as_ref().is_some_and(|when| when.date == date))
            && self
                .source
                .is_none_or(|source| claim.attributed_to.is_some_and(|span| span.of(text).contains(source)))
    }
}

/// Every claim that is expected is found, and every claim found has its words. `most`: claims at most that are no guesses, so that finding everything is no answer.
pub(crate) fn expect_in(article: &Article<'_>, expected: &[Expected], most: usize) -> Extraction {
    let found = extract(article, &Options::default());
    let text = article.text;
    for claim in &found.claims {
        assert_eq!(check(claim, text, &found.parts, Rules::of(None)), Ok(()));
    }
    let shown: Vec<String> = found.claims.iter().map(|claim| shown(claim, text)).collect();
    for wanted in expected {
        assert!(
            found.claims.iter().any(|claim| wanted.is(claim, text)),
            "no {} of {:?} among\n{}",
            wanted.claim_type,
            wanted.words,
            shown.join("\n")
        );
    }
    let told = found.claims.iter().filter(|claim| !claim.is_guess).count();
    assert!(told <= most, "{told} claims:\n{}", shown.join("\n"));
    found
}

fn shown(claim: &Claim, text: &str) -> String {
    let who: Vec<String> = claim.who.iter().map(|who| format!("{:?} {}", who.role, who.name)).collect();
    format!(
        "{} {:?} not {} [{}] {} on {:?} number {:?} by {:?}",
        claim.claim_type,
        claim.modality,
        claim.negated,
        claim.quote.of(text),
        who.join(", "),
        claim.when.as_ref().map(|when| &when.date),
        claim.count.as_ref().map(|count| (count.min, count.max)),
        claim.attributed_to.map(|span| span.of(text))
    )
}

/// An article with its day of publication, whose lines are to be told apart.
pub(crate) fn page<'t>(text: &'t str, published: &str) -> Article<'t> {
    Article { text, parts: None, published: stated_day(published) }
}
