//! When an act was, told by the other claims and dates of its article, so that each claim stands by itself.
//!
//! Where an article plainly tells of one day, its killings and injuries carry that day; what came after something of a day was between
//! then and the publication. Each step points at the words that it rests on.

use super::claim::{Claim, Modality, Participant, ParticipantKind, When};
use crate::date::{DateMention, stated_day};
use crate::rules::{Rules, words};
use crate::token::lower_of;
use tizim_model::{Day, PartialDate};

/// Completes the times of an article's claims, and of guesses, by which no claim is told; `dates` are those that its words name, `written`
/// is the day of its publication, or of its dateline.
pub(crate) fn times(
    text: &str,
    claims: &mut [Claim],
    guesses: &mut [Claim],
    dates: &[DateMention],
    written: Option<Day>,
    rules: &Rules,
) {
    told_of_themselves(text, claims, dates, written, rules);
    told_of_themselves(text, guesses, dates, written, rules);
    // where no day of publication is known, "on Monday" is of a day that nothing tells
    if let Some(carried) = written.and_then(|published| day_told(claims, dates, published)) {
        let of_that_day =
            |claim: &&mut Claim| is_act(claim) && claim.when.is_none() && !is_over_time(text, claim, rules);
        for claim in claims.iter_mut().chain(guesses).filter(of_that_day) {
            claim.when = Some(carried.clone());
        }
    }
}

/// Completes the times by the claims' own words, those of each other, and the dates around them.
fn told_of_themselves(
    text: &str,
    claims: &mut [Claim],
    dates: &[DateMention],
    written: Option<Day>,
    rules: &Rules,
) {
    told_on(claims);
    headed(text, claims, dates);
    if let Some(published) = written {
        came_after(text, claims, published, rules);
        ever_since(text, claims, published, rules);
        let found = as_found(claims);
        since_last_seen(claims, &found, published);
        announced(text, claims, published);
    }
}

fn is_act(claim: &Claim) -> bool {
    claim.is_violence() && !claim.negated
}

/// Words before a place in a text that may say what a time is of.
const NEAR: usize = 8;

/// Returns the words before a place, the last first, as far as its sentence and [`NEAR`] reach.
fn words_before(text: &str, at: usize) -> impl Iterator<Item = &str> {
    let before = text.get(..at).unwrap_or("").split_whitespace().rev().take(NEAR);
    before.take_while(|word| !word.ends_with(['.', '!', '?']))
}

/// Returns whether a claim counts several.
fn counts_several(claim: &Claim) -> bool {
    claim.count.as_ref().is_some_and(|count| count.min.is_some_and(|min| min > 1))
}

/// Returns the time from the day of a `when` up to the publication, by the same words.
fn from_then_on(when: &When, published: Day) -> Option<When> {
    let date = when.date.parse::<PartialDate>().ok()?;
    let day = Some(date.earliest()).filter(|day| day.number() < published.number())?;
    let range = PartialDate::range(day, published)?;
    Some(When { date: range.to_string(), precision: range.precision().word(), ..when.clone() })
}

/// "held after the march on Monday": the day is the march's, and who is held was so between then and the publication. News
/// tells of the dead and the hurt so too, and means the day itself ("killed after a quarrel on Monday").
fn came_after(text: &str, claims: &mut [Claim], published: Day, rules: &Rules) {
    let is_of_moment = |claim: &Claim| claim.is_violence() || claim.claim_type == "victim_named";
    for claim in claims.iter_mut().filter(|claim| !is_of_moment(claim)) {
        let Some(when) = &claim.when else { continue };
        let between = text.get(claim.trigger.end..when.words.start).unwrap_or("");
        // the act itself stands between: "held on Monday" behind an "after"
        let mut words_between = between.split_whitespace();
        if words_between.any(|word| rules.holds(word, words().came_after)) {
            claim.when = from_then_on(when, published).or_else(|| claim.when.take());
        }
    }
}

/// "has been held since Wednesday", "с июня не выходят на работу": what is told since a day was so from then up to the publication; "since the
/// protests began in February 143 were killed": several whom a text counts since some time suffered in it.
fn ever_since(text: &str, claims: &mut [Claim], published: Day, rules: &Rules) {
    for claim in claims.iter_mut() {
        let Some(when) = &claim.when else { continue };
        let is_counted = claim.is_summed() && counts_several(claim);
        let near =
            || words_before(text, when.words.start).any(|word| rules.holds(&lower_of(word), words().since));
        if is_counted && near() || is_from_then_on(text, when, rules) {
            claim.when = from_then_on(when, published).or_else(|| claim.when.take());
        }
    }
}

/// Returns whether "since" stands right before a date, or before its beginning ("since the end of May").
fn is_from_then_on(text: &str, when: &When, rules: &Rules) -> bool {
    const BETWEEN: usize = 3;
    let is_of_date = |word: &&str| rules.holds(&lower_of(word), words().part_of_time);
    let before: Vec<&str> = words_before(text, when.words.start).take(BETWEEN + 1).collect();
    let between = before.iter().take_while(|word| is_of_date(word)).count();
    // "с марта по октябрь" says until when
    let has_end =
        when.words.of(text).split_whitespace().any(|word| rules.holds(&lower_of(word), words().until));
    !has_end && before.get(between).is_some_and(|word| rules.holds(&lower_of(word), words().from_then))
}

/// "found the body on Friday, beaten and shot": returns which claims are of the state of a body found, dated by the same words. What was
/// done to somebody is not of the day on which the body was found; whose body it is suffered it.
fn as_found(claims: &mut [Claim]) -> Vec<bool> {
    /// Claims between the body's and what is told of its state.
    const BETWEEN: usize = 3;
    let found = |at: usize, claims: &[Claim]| {
        let claim = &claims[at];
        let when = claim.when.as_ref().filter(|_| is_harm(&claim.claim_type))?;
        let is_same = |found: &Claim| found.when.as_ref().is_some_and(|other| other.words == when.words);
        let is_body =
            |found: &Claim| found.claim_type == "body_found" && found.trigger.end <= claim.trigger.start;
        (at.saturating_sub(BETWEEN)..at).rev().find(|at| is_body(&claims[*at]) && is_same(&claims[*at]))
    };
    let of: Vec<Option<usize>> = (0..claims.len()).map(|at| found(at, claims)).collect();
    for (at, body) in of.iter().enumerate() {
        let Some(body) = body.filter(|_| claims[at].victims().next().is_none()) else { continue };
        let victims: Vec<Participant> = claims[body].victims().cloned().collect();
        claims[at].quote = victims.iter().fold(claims[at].quote, |quote, who| quote.join(who.words));
        claims[at].who.extend(victims);
    }
    of.iter().map(Option::is_some).collect()
}

fn is_harm(claim_type: &str) -> bool {
    matches!(claim_type, "killing" | "injury" | "torture")
}

/// "since the protests began 143 people have been killed": returns whether several are counted over some time.
fn is_over_time(text: &str, claim: &Claim, rules: &Rules) -> bool {
    let mut near = words_before(text, claim.quote.start).chain(claim.quote.of(text).split_whitespace());
    counts_several(claim) && near.any(|word| rules.holds(&lower_of(word.trim_matches(',')), words().spans))
}

/// Returns the day that acts without one are of: that of the article's other acts, if there is only one; if none has any, the first day that
/// the article names, up to its publication.
fn day_told(claims: &[Claim], dates: &[DateMention], published: Day) -> Option<When> {
    let mut told: Vec<&When> = Vec::new();
    for when in claims.iter().filter(|claim| is_act(claim)).filter_map(|claim| claim.when.as_ref()) {
        if !told.iter().any(|other| other.date == when.date) {
            told.push(when);
        }
    }
    match told.as_slice() {
        [] => {
            // "on Monday sentenced three men for the murder of X": not the day of the murder
            let is_anothers = |mention: &&DateMention| {
                let is_of =
                    |claim: &Claim| claim.when.as_ref().is_some_and(|when| when.words == mention.span);
                claims.iter().any(|claim| !claim.is_violence() && is_of(claim))
            };
            let is_past = |day: Day| day.number() <= published.number();
            let mut days = dates.iter().filter(|mention| mention.date.exact_day().is_some_and(is_past));
            days.find(|mention| !is_anothers(mention)).map(When::from)
        }
        [one] => stated_day(&one.date).map(|_| (*one).clone()),
        // of several days none can be given without guessing
        _ => None,
    }
}

/// Gives the dead and the found the time in which it must have been, where somebody of the name was last seen in custody or missing on
/// a day that the article names: from that day to the publication.
fn since_last_seen(claims: &mut [Claim], as_found: &[bool], published: Day) {
    let victims = |claim: &Claim| {
        let persons = claim.victims().filter(|who| who.kind == ParticipantKind::Person);
        persons.map(|who| who.name.clone()).collect::<Vec<_>>()
    };
    let is_said = |claim: &&Claim| !claim.negated && claim.modality != Modality::Denied;
    let seen = claims
        .iter()
        .filter(is_said)
        .filter(|claim| matches!(claim.claim_type.as_str(), "detention" | "disappearance"));
    let seen: Vec<(Vec<String>, When)> = seen
        .filter_map(|claim| Some((victims(claim), from_then_on(claim.when.as_ref()?, published)?)))
        .collect();
    let is_fate = |claim: &Claim| is_harm(&claim.claim_type) || claim.claim_type == "body_found";
    for (claim, as_found) in claims.iter_mut().zip(as_found) {
        if !is_fate(claim) || claim.when.is_some() && !as_found {
            continue;
        }
        let own = victims(claim);
        let last = seen.iter().rfind(|(names, _)| names.iter().any(|name| own.contains(name)));
        claim.when = last.map(|(_, when)| when.clone()).or_else(|| claim.when.take());
    }
}

/// Gives acts without a day the date that their paragraph begins with: "30 March: Snipers fired at a crowd. Eleven people died."
fn headed(text: &str, claims: &mut [Claim], dates: &[DateMention]) {
    let heads = |mention: &&DateMention| {
        let before = text.get(..mention.span.start).unwrap_or("").chars().rev();
        let has_lead = before.take_while(|c| *c != '\n').any(char::is_alphanumeric);
        let behind = text.get(mention.span.end..).unwrap_or("").trim_start_matches([' ', '\u{a0}']);
        !has_lead && behind.starts_with([':', '–', '—', '-'])
    };
    // one of a line at most, found once: a text may be one line, and each look back over it costs its length
    let mut heads: Vec<&DateMention> = dates.iter().filter(heads).collect();
    heads.sort_by_key(|mention| mention.span.start);
    for claim in claims.iter_mut().filter(|claim| claim.when.is_none()) {
        let before = heads.partition_point(|mention| mention.span.start < claim.trigger.start);
        let last = before.checked_sub(1).map(|at| heads[at]);
        let is_of_line = |mention: &&DateMention| {
            text.get(mention.span.start..claim.trigger.start).is_some_and(|between| !between.contains('\n'))
        };
        claim.when = last.filter(is_of_line).map(When::from);
    }
}

/// Gives what somebody goes on to tell in the same words of speech the day of what they told shortly before, of acts of one type.
fn told_on(claims: &mut [Claim]) {
    const BETWEEN: usize = 3;
    for at in 1..claims.len() {
        let (before, rest) = claims.split_at_mut(at);
        let claim = &mut rest[0];
        if claim.when.is_none() && claim.attributed_to.is_some() {
            let is_same = |other: &&Claim| {
                other.claim_type == claim.claim_type && other.attributed_to == claim.attributed_to
            };
            let told = before.iter().rev().take(BETWEEN).find(is_same);
            claim.when = told.and_then(|told| told.when.clone());
        }
    }
}

/// Takes acts that lie ahead of the publication as announced: "a strike on Friday"; not what lasts "until Friday".
fn announced(text: &str, claims: &mut [Claim], published: Day) {
    const UNTIL: [&str; 5] = ["until", "till", "through", "до", "по"];
    let is_ahead = |when: &When| {
        let before = text[..when.words.start].split_whitespace().next_back().unwrap_or("");
        let is_end = UNTIL.iter().any(|word| before.eq_ignore_ascii_case(word));
        !is_end && stated_day(&when.date).is_some_and(|day| day.number() > published.number())
    };
    let is_told = |claim: &Claim| matches!(claim.modality, Modality::Asserted | Modality::Reported);
    for claim in claims.iter_mut().filter(|claim| is_told(claim) && claim.when.as_ref().is_some_and(is_ahead))
    {
        claim.modality = Modality::Predicted;
    }
}
