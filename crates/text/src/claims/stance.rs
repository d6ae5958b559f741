//! How sure the text is of what it says, and who says so.

use super::claim::Modality;
use super::infinitive::{Infinitive, infinitive};
use crate::Span;
use crate::attribution::{Attribution, is_headline, speaker};
use crate::document::Sentence;
use crate::number::number_at;
use crate::phrase;
use crate::rules::{Cue, Rules, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// What a sentence says about a claim in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stance {
    pub(super) modality: Modality,
    pub(super) negated: bool,
    /// It is only said to be possible: no claim.
    pub(super) hypothetical: bool,
    pub(super) attributed_to: Option<Span>,
}

/// A cue of a sentence with its tokens.
pub(super) type FoundCue = (Range<usize>, Cue);

/// Returns whether a negation before a word makes a bound or an addition of it, and denies nothing: "no fewer than", "not only".
pub(super) fn is_bound(next: &Token) -> bool {
    words().bound.has(next)
}

/// Returns the cues of a sentence.
pub(super) fn cues(sentence: &Sentence, rules: &Rules) -> Vec<FoundCue> {
    let mut list = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        match rules.cue_at(&sentence.tokens, at) {
            // the month
            Some((1, Cue::Hypothetical))
                if sentence.tokens[at].is("may") && sentence.tokens[at].is_capital =>
            {
                at += 1
            }
            // "Doctors Without Borders"
            Some((length, _)) if is_in_name(sentence, at) => at += length,
            // "десятки, если не сотни": a number
            Some((1, Cue::Hypothetical))
                if sentence.tokens[at].is("если")
                    && sentence.tokens.get(at + 1).is_some_and(|next| next.is("не"))
                    && number_at(&sentence.tokens, at + 2).is_some_and(|number| number.amount.vague) =>
            {
                at += 3;
            }
            // "no fewer than", "not only", "не менее"
            Some((length, Cue::Negation)) if sentence.tokens.get(at + length).is_some_and(is_bound) => {
                at += length + 1;
            }
            Some((length, cue)) => {
                list.push((at..at + length, cue));
                at += length;
            }
            None => at += 1,
        }
    }
    list
}

/// Returns whether a word stands inside a name, or looks so by the capitals beside it.
fn is_in_name(sentence: &Sentence, at: usize) -> bool {
    let is_capital = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.is_capital);
    let beside = at > 0 && is_capital(at - 1) && is_capital(at) && is_capital(at + 1);
    let in_name = |name: &crate::document::Name| name.range.start < at && at + 1 < name.range.end;
    (beside && !crate::attribution::is_headline(&sentence.tokens))
        || sentence.name_at(at).is_some_and(in_name)
}

/// Words from "will" to a gathering that is foreseen, at most.
const FORESEEN: usize = 12;

/// Returns the stance to an act whose trigger stands in a clause. `is_given`: the words take it as known ("the attack of
/// Monday", "political prisoners"), so that what is wanted or alleged around them is not the act. `said` is what the article puts down to others.
pub(super) fn of(
    sentence: &Sentence,
    said: &[Attribution],
    cues: &[FoundCue],
    trigger: &Range<usize>,
    clause: &Range<usize>,
    claim_type: &str,
    is_given: bool,
) -> Stance {
    let just_before = |wanted: Cue, reach: usize| {
        cues.iter().any(|(range, cue)| {
            *cue == wanted
                && range.end <= trigger.start
                && trigger.start - range.end <= reach
                && range.start >= clause.start
        })
    };
    let negated = just_before(Cue::Negation, 4);
    let source = speaker(said, sentence.span_of(trigger), sentence.span);
    // "намерен обжаловать", "обжалует"
    let verb = &sentence.tokens[trigger.start];
    let is_to_come = words().to_come.has(verb) || verb.is_cyrillic() && just_before(Cue::Predicted, 2);
    let infinitive = infinitive(&sentence.tokens, trigger);
    let modality = if claim_type == "appeal" && is_to_come {
        Modality::Predicted
    } else if claim_type == "appeal"
        || infinitive == Some(Infinitive::Demanded) && !just_before(Cue::Predicted, 1)
        || is_imperative(&sentence.tokens, trigger)
        || is_to_be(&sentence.tokens, trigger, clause)
        || !is_given && !is_joined_verb(sentence, trigger) && is_wanted(sentence, cues, trigger, clause)
    {
        Modality::Demanded
    } else if claim_type == "accusation"
        || is_accused_of(sentence, trigger, clause)
        || !is_given && is_alleged(sentence, cues, trigger, clause)
    {
        Modality::Alleged
    } else if is_denied(sentence, cues, trigger, clause) && !is_said_behind(sentence, said, cues, trigger) {
        Modality::Denied
    } else if infinitive == Some(Infinitive::ToCome)
        || just_before(Cue::Predicted, 6) && !is_behind_known(&sentence.tokens, trigger)
        || words().to_come.has(verb)
        || just_before(Cue::Predicted, FORESEEN) && is_foreseen(&sentence.tokens, trigger, claim_type)
    {
        Modality::Predicted
    } else if source.is_some()
        || cues.iter().any(|(range, cue)| *cue == Cue::Reported && reports(sentence, range, trigger))
        || is_quoted(sentence, trigger)
    {
        Modality::Reported
    } else {
        Modality::Asserted
    };
    let is_open =
        infinitive == Some(Infinitive::Open) && !matches!(modality, Modality::Demanded | Modality::Predicted);
    Stance {
        modality,
        negated,
        hypothetical: claim_type != "appeal"
            && (is_open
                || is_possible(sentence, cues, trigger, clause)
                || is_waited_for(&sentence.tokens, trigger, clause)),
        attributed_to: source,
    }
}

/// "will stand trial over the attacks of 3 May": returns whether an act that is known has led to what is to come.
fn is_behind_known(tokens: &[Token], trigger: &Range<usize>) -> bool {
    let before = |back: usize| trigger.start.checked_sub(back).map(|at| &tokens[at]);
    let is_known = before(1).is_some_and(|token| token.is_any(&["the", "those", "these"]));
    is_known && before(2).is_some_and(|token| token.is_any(&["over", "after", "since", "about"]))
}

/// "will break out again in the form of mass protests": returns whether what stands before a gathering or an attack that is not known ties it to
/// the verb of what is to come.
fn is_foreseen(tokens: &[Token], trigger: &Range<usize>, claim_type: &str) -> bool {
    const TIES: [&str; 8] = ["in", "of", "into", "to", "up", "out", "off", "as"];
    let before = &tokens[trigger.start.saturating_sub(FORESEEN)..trigger.start];
    let Some(will) = before.iter().rposition(|token| token.is_any(&["will", "shall"])) else { return false };
    let between = &before[will + 1..];
    let is_tie =
        |token: &Token| token.kind == Kind::Word && (!words().edge.has(token) || token.is_any(&TIES));
    let is_known =
        between.last().is_some_and(|last| words().determiner.has(last) && !last.is_any(&["a", "an"]));
    matches!(claim_type, "protest" | "strike" | "attack") && !is_known && between.iter().all(is_tie)
}

/// Returns whether a word of report before an act speaks of it, and no turn stands between: "although", "but".
fn reports(sentence: &Sentence, cue: &Range<usize>, trigger: &Range<usize>) -> bool {
    const TURNS: &[&str] = &["although", "though", "but", "while", "whereas", ";", "но", "хотя"];
    let between = sentence.tokens.get(cue.end..trigger.start).unwrap_or(&[]);
    cue.start < trigger.end && !between.iter().any(|token| token.is_any(TURNS))
}

/// "accused the mayor of hiding": what somebody is accused of.
fn is_accused_of(sentence: &Sentence, trigger: &Range<usize>, clause: &Range<usize>) -> bool {
    let tokens = &sentence.tokens;
    // "accused of having killed"
    let helpers =
        tokens[..trigger.start].iter().rev().take_while(|token| token.is_any(&["having", "being", "been"]));
    // "accused of ordering the killing of"
    let lead = |at: usize| words().determiner.has(&tokens[at]) || tokens[at].lower.ends_with("ing");
    let start = trigger.start - helpers.count();
    let start = (start.saturating_sub(2)..start).rev().take_while(|at| lead(*at)).last().unwrap_or(start);
    let is_of = start.checked_sub(1).is_some_and(|at| tokens[at].is("of"));
    is_of && tokens[clause.start..trigger.start].iter().any(|token| token.lower.starts_with("accus"))
}

/// Returns whether the act is denied: by a cue in its clause, not one that an "and" joins to it ("said that two were hurt and denied"),
/// or by one whose "что" begins it.
fn is_denied(sentence: &Sentence, cues: &[FoundCue], trigger: &Range<usize>, clause: &Range<usize>) -> bool {
    let is_and = |token: &Token| token.is_any(&["and", "и"]);
    // "the army denied that its men had been in the village": the word for the act is the denial
    let is_denial = |(range, cue): &FoundCue| *cue == Cue::Denied && *range == *trigger;
    if cues.iter().any(is_denial) {
        return true;
    }
    cues.iter().filter(|(range, cue)| cue.denies() && !overlaps(range, trigger)).any(|(range, _)| {
        let in_clause = clause.start <= range.start && range.end <= clause.end;
        let before = sentence.tokens.get(range.end..trigger.start).unwrap_or(&[]);
        let after = sentence.tokens.get(trigger.end..range.start).unwrap_or(&[]);
        // "denied that it had fired and put the dead at two"
        let is_said_anew = before
            .windows(2)
            .any(|pair| is_and(&pair[0]) && (words().putting.has(&pair[1]) || words().speech.has(&pair[1])));
        // "denies guilt and has gone on hunger strike"
        let verb = &sentence.tokens[trigger.start];
        let is_verb = crate::russian::is_verb(verb) || verb.lower.ends_with("ed") || words().past.has(verb)
            // "went on hunger strike"
            || trigger.len() > 1 && !sentence.tokens[trigger.end - 1].is_any(&["of", "on", "against"]);
        let group = phrase::group_start(&sentence.tokens, trigger.start);
        let is_joined_verb = is_verb
            && group.checked_sub(1).is_some_and(|at| at >= range.end && is_and(&sentence.tokens[at]))
            && !before.iter().any(|token| token.is_any(&["that", "having", "что", "в"]));
        // "the abduction and beating of two men was denied": a noun joined to another is no turn
        let is_joined = phrase::is_led(&sentence.tokens, trigger.start) && after.first().is_some_and(is_and);
        let after = if is_joined { &after[1..] } else { after };
        in_clause && !after.iter().any(is_and) && !is_said_anew && !is_joined_verb
            || before.iter().filter(|token| token.is("что")).count() == 1
    })
}

/// "опровергло, что стреляли, и сообщило о двоих раненых": returns whether another verb of speech leads to a Russian act behind what denies.
fn is_said_behind(
    sentence: &Sentence,
    said: &[Attribution],
    cues: &[FoundCue],
    trigger: &Range<usize>,
) -> bool {
    let words = sentence.span_of(trigger);
    let denies = |cue: Span| {
        cues.iter().any(|(range, kind)| *kind == Cue::Denied && sentence.span_of(range).overlaps(cue))
    };
    let mut own = said.iter().filter(|it| it.is_speech && it.content.contains(words)).filter_map(|it| it.cue);
    let last = own.next_back();
    sentence.tokens[trigger.start].is_cyrillic()
        && last.is_some_and(|cue| sentence.span.contains(cue) && cue.end <= words.start && !denies(cue))
        && cues.iter().any(|(range, kind)| {
            *kind == Cue::Denied && last.is_some_and(|cue| sentence.span_of(range).end <= cue.start)
        })
}

/// Returns whether a cue before the act says that it is only possible. What was tried reaches no further than its own verb: "those
/// who tried to enter were arrested".
fn is_possible(
    sentence: &Sentence,
    cues: &[FoundCue],
    trigger: &Range<usize>,
    clause: &Range<usize>,
) -> bool {
    const REACH: usize = 8;
    let reaches = |range: &Range<usize>| {
        let between = &sentence.tokens[range.end..trigger.start];
        let is_aim = sentence.tokens[range.end - 1].is("to");
        between.len() <= REACH
            // "an attempt in which a guard was killed"
            && !between.iter().any(|token| token.is_any(&["which", "who", "whom", "where"]))
            && !(is_aim && between.iter().any(|token| token.is_any(&["was", "were", "have", "has"])))
    };
    // "погиб ли он", "не погибли бы"
    let is_behind = |range: &Range<usize>| {
        range.start == trigger.end && sentence.tokens[range.start].is_any(&["ли", "бы"])
    };
    cues.iter().any(|(range, cue)| {
        let is_before = range.start >= clause.start && range.end <= trigger.start && reaches(range);
        *cue == Cue::Hypothetical && (is_before || is_behind(range))
    })
}

/// "Free the fourteen", "“Release our sons!”": a plain verb that begins a sentence or what is called out, with whom it is to be done to.
fn is_imperative(tokens: &[Token], trigger: &Range<usize>) -> bool {
    let first = &tokens[trigger.start];
    let is_plain = trigger.len() == 1
        && !["ed", "ing", "s"].iter().any(|end| first.lower.ends_with(end))
        && !words().participle.has(first)
        && !words().wound.has(first);
    let begins = match trigger.start.checked_sub(1).map(|at| &tokens[at]) {
        Some(before) => {
            before.is_any(&[":", "“", "\"", "«", "•", "–", "—", "please"]) && !first.is_capital
                || before.is("“")
        }
        None => true,
    };
    let object = tokens.get(trigger.end);
    let has_object = object.is_some_and(|next| {
        words().determiner.has(next)
            || words().possessive.has(next)
            || next.is_any(&["all", "him", "them", "us", "ms", "mr"])
            || next.is_capital && !is_headline(tokens)
    });
    !first.is_cyrillic() && is_plain && begins && has_object
}

/// "all detainees to be freed": an aim with its own subject, in a clause that tells of nothing done.
fn is_to_be(tokens: &[Token], trigger: &Range<usize>, clause: &Range<usize>) -> bool {
    let to = trigger.start.checked_sub(2).filter(|to| tokens[*to].is("to") && tokens[to + 1].is("be"));
    let Some(noun) = to.and_then(|to| to.checked_sub(1)).filter(|noun| *noun >= clause.start) else {
        return false;
    };
    let tells = |token: &Token| {
        words().auxiliary.has(token) && !token.is_any(&["all", "both", "already"])
            || words().speech.has(token)
            || words().rank.has(token)
            || token.kind == Kind::Word && !token.is_capital && token.lower.ends_with("ed")
    };
    let is_noun = |token: &Token| {
        let rows = words();
        rows.is_for_persons(token)
            || rows.captive.has(token)
            || rows.one_person.has(token)
            || token.is_capital
            || rows.plural.has(token)
    };
    is_noun(&tokens[noun]) && !tokens[clause.start..noun].iter().any(tells)
}

/// "until he is arrested": what has not been yet.
fn is_waited_for(tokens: &[Token], trigger: &Range<usize>, clause: &Range<usize>) -> bool {
    let until = (clause.start..trigger.start).rev().find(|at| tokens[*at].is("until"));
    until.is_some_and(|until| {
        let between = &tokens[until + 1..trigger.start];
        between.iter().any(|token| token.is_any(&["is", "are", "has", "have"]))
            && !between.iter().any(|token| token.is("who"))
    })
}

/// "demands a recount and accuses the tribunal": another verb of the same subject, in the present.
fn is_joined_verb(sentence: &Sentence, trigger: &Range<usize>) -> bool {
    let tokens = &sentence.tokens;
    let is_after_and = trigger.start.checked_sub(1).is_some_and(|at| tokens[at].is("and"));
    is_after_and
        && trigger.len() == 1
        && tokens[trigger.start].lower.ends_with('s')
        && tokens.get(trigger.end).is_some_and(|next| words().determiner.has(next) || next.is_capital)
}

/// Returns whether the act is what somebody wants: a cue before it in its clause, and no turn to what has been.
fn is_wanted(sentence: &Sentence, cues: &[FoundCue], trigger: &Range<usize>, clause: &Range<usize>) -> bool {
    // "rejected the appeal and upheld": a matter of courts
    let is_matter = |range: &Range<usize>| {
        let is_the = |at: usize| words().determiner.has(&sentence.tokens[at]);
        // "the appeals court"
        let of_court = sentence.tokens.get(range.end).is_some_and(|next| {
            next.is_any(&["court", "courts", "judge", "judges", "panel", "tribunal", "process"])
        });
        let is_appeal = sentence.tokens[range.start].is_any(&["appeal", "appeals"]);
        is_appeal && (of_court || range.start.checked_sub(1).is_some_and(is_the))
    };
    cues.iter().any(|(range, cue)| {
        *cue == Cue::Demanded
            && !is_matter(range)
            && range.start >= clause.start
            && range.end <= trigger.start
            && !sentence.tokens[range.end..trigger.start].iter().any(|token| words().turn.has(token))
    })
}

/// Returns whether a cue in the clause marks the act as not verified; one behind a further "that" or "who" speaks of something else.
fn is_alleged(sentence: &Sentence, cues: &[FoundCue], trigger: &Range<usize>, clause: &Range<usize>) -> bool {
    cues.iter().any(|(range, cue)| {
        let between = sentence.tokens.get(trigger.end..range.start).unwrap_or(&[]);
        // "уверен, что активиста убили"
        let behind = sentence.tokens.get(range.end..trigger.start).unwrap_or(&[]);
        // "arrested and charged with": the arrest is no charge
        let is_charge = sentence.tokens[range.clone()].iter().any(|token| words().charge.has(token));
        if is_charge && range.end > trigger.start {
            return false;
        }
        let leads = behind.len() > 1 && behind[0].is(",") && behind[1].is("что");

        let is_led = leads && behind.iter().filter(|token| token.is(",")).count() == 1;
        // "dismissed reports of 40 dead as rumours"
        let is_rumour = sentence.tokens[range.start].lower.starts_with("rumo") && range.start >= trigger.end;
        if is_rumour && cues.iter().any(|(other, cue)| cue.denies() && other.end <= trigger.start) {
            return false;
        }
        *cue == Cue::Alleged && is_led
            || *cue == Cue::Alleged
                && clause.start <= range.start
                && range.end <= clause.end
                && !overlaps(range, trigger)
                && !between.iter().any(|token| words().turn_of_doubt.has(token))
    })
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Returns whether quotation marks that opened before the trigger are still open.
fn is_quoted(sentence: &Sentence, trigger: &Range<usize>) -> bool {
    let mut open = false;
    for token in &sentence.tokens[..trigger.start] {
        match token.lower.as_str() {
            "“" | "«" | "„" => open = true,
            "”" | "»" => open = false,
            "\"" => open = !open,
            _ => {}
        }
    }
    // a word in quotes is no speech
    let closes = sentence.tokens[trigger.end..].iter().position(|token| token.is_any(&["”", "»", "\""]));
    open && closes.is_none_or(|at| at >= 3)
}
