//! What a configured language model proposes for an article: held against its words like everything, a suggestion and no more.
//!
//! A field that does not stand in the article is dropped and counted; a claim whose quote does not, as a whole. The same answer gives the same
//! claims, so answers are kept in a project ([`Kept`]) and nothing is asked twice.

use super::ground::find_whole;
use super::meeting::{Meeting, meeting};
use super::naming::{Naming, denies, naming};
use super::sentences::beside;
use super::{StoredArticle, Written, grounded};
use crate::staging::write_whole;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tizim_endpoint::{
    AskError, Endpoint, PROMPT, Proposal, ProposedCount, ProposedWhen, Question, TYPES, prompt_hash,
    read_answer,
};
use tizim_model::{Claim, Modality, ParticipantKind, Proposer, counted};
use tizim_text::{amounts_in, dates_in, stated_day};

/// Characters of a quote at most: more is no claim's words but a page.
const LONGEST_QUOTE: usize = 1_000;

/// What became of a model's proposals for one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proposed {
    /// Claims that stand as suggestions.
    pub added: usize,
    /// Claims that the program had found itself, to which something was added.
    pub filled: usize,
    /// Claims that the program had found itself, to which nothing was to be added.
    pub known: usize,
    /// Claims whose quote is not the article's, or that have no form.
    pub dropped_claims: usize,
    /// Fields of claims that are not the article's words, and denials that no word says.
    pub dropped_fields: usize,
    /// Of the added those whose words do not clearly say it: they do not name the act, or the model took them for a denial that no
    /// word says. Guesses, until a person accepts them.
    pub not_named: usize,
}

/// A model's answer with all that it depends on: what `answers/` of a project holds, a file each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    model: String,
    url: String,
    /// The prompt word for word, and its hash with that of the form that was asked for.
    prompt: String,
    prompt_blake3: String,
    /// BLAKE3 of the text that was sent.
    text_blake3: String,
    published: Option<String>,
    answer: String,
}

/// Asks the endpoint about an article and adds what of its answer stands in the article's words. With a folder, the answer is
/// kept there, and taken from there where it is. What happened is a note of the article, a failure too.
///
/// # Errors
/// As [`Endpoint::ask`]; the article's own claims stay as they are.
pub fn propose(
    article: &mut StoredArticle,
    endpoint: &Endpoint,
    answers: Option<&Path>,
) -> Result<Proposed, AskError> {
    let outcome = asked(article, endpoint, answers).and_then(|content| {
        let proposer = Proposer { model: endpoint.config().model.clone(), prompt: prompt_hash() };
        take_in(article, &content, &proposer)
    });
    let model = &endpoint.config().model;
    article.notes.push(match &outcome {
        Ok(found) => format!(
            "model `{model}` (prompt {}): {} proposed besides (of {} the words do not clearly say it: a guess), {} filled in, {} known; not in the article's words and dropped: {}, {}",
            &prompt_hash()[..12],
            counted(found.added as u64, "claim"),
            found.not_named,
            found.filled,
            found.known,
            counted(found.dropped_claims as u64, "claim"),
            counted(found.dropped_fields as u64, "field")
        ),
        Err(fault) => format!("model `{model}`: {fault}"),
    });
    outcome
}

fn asked(
    article: &mut StoredArticle,
    endpoint: &Endpoint,
    answers: Option<&Path>,
) -> Result<String, AskError> {
    let config = endpoint.config();
    let parts = article.parts.iter().map(|part| &article.text[part.text.clone()]);
    let text = parts.collect::<Vec<_>>().join("\n");
    let question = Question { text: &text, published: article.published.as_deref() };
    let sent = question.bounded(config.max_article_bytes);
    if sent.len() < text.len() {
        let note = format!("the model was sent the first {} bytes of {}", sent.len(), text.len());
        article.notes.push(note);
    }
    let mut kept = Kept {
        model: config.model.clone(),
        url: config.address(),
        prompt: PROMPT.to_owned(),
        prompt_blake3: prompt_hash(),
        text_blake3: blake3::hash(sent.as_bytes()).to_hex().to_string(),
        published: article.published.clone(),
        answer: String::new(),
    };
    let path = answers.map(|folder| folder.join(kept.file_name()));
    if let Some(answer) = path.as_ref().and_then(|path| kept.read(path)) {
        return Ok(answer);
    }
    kept.answer = endpoint.ask(&question)?;
    if let Some(path) = path {
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let json = serde_json::to_vec_pretty(&kept).unwrap_or_default();
        if let Err(fault) = written.and_then(|()| write_whole(&path, &json)) {
            article.notes.push(format!("the model's answer could not be kept: {fault}"));
        }
    }
    Ok(kept.answer)
}

impl Kept {
    /// The name hangs on all that was asked, so that another model, prompt or article has another file.
    fn file_name(&self) -> PathBuf {
        let mut hasher = blake3::Hasher::new();
        for part in [&self.model, &self.url, &self.prompt_blake3, &self.text_blake3] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        hasher.update(self.published.as_deref().unwrap_or("").as_bytes());
        PathBuf::from(format!("{}.json", &hasher.finalize().to_hex()[..32]))
    }

    fn read(&self, path: &Path) -> Option<String> {
        let found: Kept = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        let is_same = Kept { answer: String::new(), ..found.clone() } == *self;
        is_same.then_some(found.answer)
    }
}

/// Adds to an article what of a model's words stands in it.
fn take_in(article: &mut StoredArticle, content: &str, proposer: &Proposer) -> Result<Proposed, AskError> {
    let answer = read_answer(content)?;
    let mut tally = Proposed { dropped_claims: answer.malformed, ..Proposed::default() };
    let mut added: Vec<Claim> = Vec::new();
    for proposal in &answer.proposals {
        let proposal = &with_full_names(article, &answer.proposals, proposal);
        let Some(mut claim) = held_against(article, proposal, &mut tally.dropped_fields) else {
            tally.dropped_claims += 1;
            continue;
        };
        let mut there = article.claims.iter_mut().chain(&mut added);
        let met = there.find_map(|other| match meeting(other, &claim) {
            Meeting::Apart => None,
            Meeting::Known => Some((other, None)),
            Meeting::Filled(filled) => Some((other, Some(filled))),
        });
        match met {
            Some((_, None)) => {
                tally.known += 1;
                continue;
            }
            Some((other, Some(mut filled))) => {
                filled.proposed_by = Some(proposer.clone());
                *other = *filled;
                tally.filled += 1;
                continue;
            }
            None => {}
        }
        claim.proposed_by = Some(proposer.clone());
        added.push(claim);
    }
    tally.added = added.len();
    tally.not_named = added.iter().filter(|claim| claim.is_guess).count();
    article.claims.append(&mut added);
    article.claims.sort_by_key(|claim| (claim.quote.start, claim.quote.end));
    Ok(tally)
}

/// Returns a proposal with the full names of whom it calls by one: of the only person of the article, or of the answer, who
/// has it. The name is tied to its words like that of any claim ([`grounded`]); where two have it, it stays as it is.
fn with_full_names(article: &StoredArticle, answer: &[Proposal], proposal: &Proposal) -> Proposal {
    let of_claims = article.claims.iter().flat_map(|claim| &claim.who);
    let of_claims = of_claims.filter(|who| who.kind == ParticipantKind::Person).map(|who| who.name.as_str());
    let of_answer = answer.iter().flat_map(|other| &other.who).map(|who| who.name.trim());
    let full: BTreeSet<&str> = of_claims
        .chain(of_answer)
        .filter(|name| name.contains(' ') && name.split(' ').all(is_name))
        .collect();
    let mut proposal = proposal.clone();
    for who in &mut proposal.who {
        let short = who.name.trim();
        let mut has_it = full.iter().filter(|name| name.split(' ').any(|word| word == short));
        if is_name(short)
            && !short.contains(' ')
            && let (Some(only), None) = (has_it.next(), has_it.next())
            && find_whole(&article.text, 0..article.text.len(), only).is_some()
        {
            who.name = (*only).to_owned();
        }
    }
    proposal
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().count() > 1
}

/// Returns the claim with those of its fields that stand in the article; nothing if its quote does not.
fn held_against(article: &StoredArticle, proposal: &Proposal, dropped: &mut usize) -> Option<Claim> {
    if !TYPES.contains(&proposal.claim_type.as_str()) || proposal.quote.chars().count() > LONGEST_QUOTE {
        return None;
    }
    let modality = match &proposal.modality {
        None => None,
        Some(word) => {
            let known = Modality::ALL.iter().find(|(_, own)| own == word).map(|(modality, _)| *modality);
            *dropped += usize::from(known.is_none());
            known
        }
    };
    let near = article.parts.first().map_or(0, |part| part.text.start);
    let mut written = Written {
        claim_type: proposal.claim_type.clone(),
        quote: proposal.quote.clone(),
        near,
        modality,
        negated: proposal.negated.unwrap_or(false),
        ..Written::default()
    };
    let quote = article.place_of(&grounded(article, &written).ok()?.quote)?;
    // a teaser or a menu beside the article says nothing of it
    article.parts.iter().find(|part| part.text.start <= quote.start && quote.end <= part.text.end)?;
    let naming = naming(article, &quote, &written.claim_type);
    if naming == Naming::Nothing {
        return None;
    }
    // who says that it is not so has a word for it; without one, what the words say is for a person to tell
    let is_bare_denial =
        (written.modality == Some(Modality::Denied) || written.negated) && !denies(&article.text, &quote);
    if is_bare_denial {
        *dropped += 1;
        (written.modality, written.negated) = (None, false);
    }
    let nearby = beside(&article.text, &quote);
    let quote = &article.text[quote];
    let mut try_field = |fill: &dyn Fn(&mut Written) -> Option<()>| {
        let mut with = written.clone();
        let stands = fill(&mut with).is_some() && grounded(article, &with).is_ok();
        if stands {
            written = with;
        } else {
            *dropped += 1;
        }
    };
    for who in proposal.who.iter().filter(|who| !who.name.trim().is_empty()) {
        try_field(&|with| {
            match who.role.as_deref() {
                Some("victim") => Some(&mut with.victims),
                Some("actor") => Some(&mut with.actors),
                Some("addressee") => Some(&mut with.addressees),
                _ => None,
            }
            .map(|names| names.push(who.name.clone()))
        });
    }
    if let Some(place) = given(&proposal.place) {
        try_field(&|with| {
            place.clone_into(&mut with.place);
            Some(())
        });
    }
    if let Some(source) = given(&proposal.attributed_to) {
        // a name that stands elsewhere in the article says nothing of this
        try_field(&|with| {
            find_whole(&article.text, nearby.clone(), source)?;
            source.clone_into(&mut with.attributed_to);
            Some(())
        });
    }
    if let Some(count) = &proposal.count
        && (given(&count.words).is_some() || count.min.or(count.max).is_some())
    {
        try_field(&|with| count_words(quote, count).map(|words| with.count = words));
    }
    if let Some(when) = &proposal.when
        && given(&when.words).or(given(&when.date)).is_some()
    {
        let published = article.published.as_deref();
        try_field(&|with| {
            let (words, date) = when_words(quote, when, published)?;
            (with.when, with.date) = (words, date);
            Some(())
        });
    }
    let mut claim = grounded(article, &written).ok()?;
    claim.is_guess = naming == Naming::NotNamed || is_bare_denial;
    for who in &mut claim.who {
        let kind = proposal.who.iter().find(|own| own.name == who.name).and_then(|own| own.kind.as_deref());
        who.kind = match kind {
            Some("organisation") => ParticipantKind::Organisation,
            Some("group") => ParticipantKind::Group,
            _ => who.kind,
        };
    }
    Some(claim)
}

fn given(field: &Option<String>) -> Option<&str> {
    field.as_deref().map(str::trim).filter(|words| !words.is_empty())
}

/// Returns the words of a count, if they are the quote's and the numbers can be read out of them.
fn count_words(quote: &str, count: &ProposedCount) -> Option<String> {
    let (low, high) = (count.min.or(count.max), count.max.or(count.min));
    let words = match given(&count.words) {
        Some(words) => words.to_owned(),
        None => low?.to_string(),
    };
    find_whole(quote, 0..quote.len(), &words)?;
    let amount = amounts_in(&words).into_iter().next()?;
    let (least, most) = (amount.min.or(amount.max), amount.max.or(amount.min));
    let agrees = low.is_none_or(|low| Some(low) == least) && high.is_none_or(|high| Some(high) == most);
    agrees.then_some(words)
}

/// Returns the words of a date and the date, if it can be read out of them.
fn when_words(quote: &str, when: &ProposedWhen, published: Option<&str>) -> Option<(String, String)> {
    let words = given(&when.words);
    let text = words.unwrap_or(quote);
    let read = dates_in(text, published.and_then(stated_day));
    let date = given(&when.date);
    let found = read.iter().find(|mention| date.is_none_or(|date| mention.date.to_string() == date))?;
    Some((words.unwrap_or_else(|| found.span.of(text)).to_owned(), found.date.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::tests::read_article;
    use tizim_model::ClaimRole;

    /// Returns an article with what a model answers of it.
    fn answered(text: &str, answer: &str) -> (StoredArticle, Proposed) {
        let mut article = read_article("a.txt", text);
        let proposer = Proposer { model: "tester".to_owned(), prompt: String::new() };
        let tally = take_in(&mut article, answer, &proposer).unwrap();
        (article, tally)
    }

    #[test]
    fn words_that_do_not_name_the_act_make_a_guess_or_nothing() {
        let text = "Hundreds of fishermen sang in the harbour on Monday. Boris Lund, the warden, watched them.\n\n\
                    The harbour was built in 1950. It has two piers.\n\nA printer, Ada Brink, has been missing since May.\n\n\
                    Masked men seized the mayor, Jan Orrel, on Monday and killed two of his guards, the office said.\n";
        let answer = r#"{"claims": [
            {"type": "killing", "quote": "the", "who": []},
            {"type": "killing", "quote": "Hundreds of fishermen sang in the harbour", "who": []},
            {"type": "killing", "quote": "killed two of his guards", "who": []},
            {"type": "disappearance", "quote": "Ada Brink, has been missing since May", "modality": "denied", "negated": true,
             "who": [{"name": "Ada Brink", "role": "actor", "kind": "person"}], "attributed_to": "Boris Lund"}]}"#;
        let (article, tally) = answered(text, answer);
        let proposed: Vec<&Claim> =
            article.claims.iter().filter(|claim| claim.proposed_by.is_some()).collect();
        assert!(proposed.iter().all(|claim| claim.quote.text != "the"), "{proposed:#?}");
        let killing = |words: &str| {
            let of_type = article.claims.iter().filter(|claim| claim.claim_type == "killing");
            of_type
                .filter(|claim| claim.quote.text.contains(words))
                .map(|claim| claim.is_guess)
                .collect::<Vec<_>>()
        };
        assert_eq!(killing("sang"), [true]);
        assert!(!killing("guards").is_empty() && killing("guards").iter().all(|is_guess| !is_guess));
        // nobody denies it, and who stands elsewhere in the article does not say it
        let of_brink = article.claims.iter().filter(|claim| claim.quote.text.contains("Ada Brink"));
        for claim in of_brink {
            assert!(claim.says_it_happened() && claim.attributed_to.is_none(), "{claim:#?}");
        }
        assert_eq!((tally.dropped_claims, tally.not_named >= 1), (1, true), "{tally:?}");
        assert!(tally.dropped_fields >= 2, "{tally:?}");
    }

    #[test]
    fn a_short_name_is_tied_to_the_only_one_who_has_it() {
        let text = "Josip Brandt was killed in the prison of Taraz on 5 May 2020, his lawyer said.\n\n\
                    Brandt was beaten by two men before. Maria Kim and Olga Kim came, and Kim was detained.\n";
        let answer = r#"{"claims": [
            {"type": "torture", "quote": "Brandt was beaten by two men before", "who": [{"name": "Brandt", "role": "victim"}]},
            {"type": "persecution", "quote": "Kim was detained", "who": [{"name": "Kim", "role": "victim"},
                {"name": "Maria Kim", "role": "actor"}, {"name": "Olga Kim", "role": "actor"}]}]}"#;
        let (article, _) = answered(text, answer);
        let named = |claim_type: &str| {
            let proposed = article.claims.iter().filter(|claim| claim.proposed_by.is_some());
            let mut of_type = proposed.filter(|claim| claim.claim_type == claim_type);
            of_type.next().unwrap_or_else(|| panic!("{claim_type}: {:?}", article.claims)).clone()
        };
        let beaten = named("torture");
        assert_eq!(
            (beaten.names(ClaimRole::Victim).as_str(), beaten.who[0].tie.as_str()),
            ("Josip Brandt", "short_name")
        );
        assert_eq!(beaten.who[0].words.text, "Brandt");
        // of two who have it nobody can tell which is meant
        assert_eq!(named("persecution").names(ClaimRole::Victim), "Kim");
    }
}
