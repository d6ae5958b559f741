//! The keys of all messages, by page.

use super::Text;
use serde::Deserialize;
use std::collections::BTreeMap;

macro_rules! catalogue {
    ($($name:ident: $group:ident { $($key:ident),* $(,)? })*) => {
        /// All messages in one language.
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct Words {
            /// The language's code (ISO 639-1).
            pub(crate) code: String,
            /// Its name in itself.
            pub(crate) language: String,
            /// What fields are called, by name.
            pub(crate) fields: BTreeMap<String, String>,
            /// What the program's own words for values are, by those words: sexes, acts, causes, statuses.
            pub(crate) values: BTreeMap<String, String>,
            /// What models are called, by name.
            pub(crate) models: BTreeMap<String, String>,
            /// What the program warns of, by code, without its numbers.
            pub(crate) warnings: BTreeMap<String, String>,
            /// What the program says in words of its own that never change: degrees of likeness, reasons.
            pub(crate) said: BTreeMap<String, String>,
            $(pub(crate) $name: $group,)*
        }

        $(
            #[derive(Debug, Deserialize)]
            #[serde(deny_unknown_fields)]
            pub(crate) struct $group { $(pub(crate) $key: Text,)* }
        )*

        impl Words {
            /// Returns all messages with their keys.
            #[cfg(test)]
            pub(crate) fn messages(&self) -> Vec<(&'static str, &Text)> {
                vec![$($((concat!(stringify!($name), ".", stringify!($key)), &self.$name.$key),)*)*]
            }
        }
    };
}

catalogue! {
    frame: Frame {
        skip, contents, today, pairs, persons, articles, figures, lists, estimate, publish, ledger, accounts, signed_in, sign_out,
        language, change_language,
        newer,
    }
    enter: Enter {
        title, welcome, go_on, used, used_hint, account, password, sign_in, refused, too_many, no_session,
        no_session_hint,
    }
    faults: Faults {
        title, not_found, not_found_hint, forbidden, forbidden_hint, stale_form, stale_form_hint, foreign_request,
        foreign_request_hint, too_large, slow, broken, broken_hint, back, bad_form, bad_form_hint, nothing_yet,
        nothing_yet_hint, not_written,
    }
    today: Today {
        title, pairs_in_doubt, begin_pairs, no_pairs, articles_unread, quarantined, look_at_lists, estimate_behind, run_again,
        running, step_read, step_link, step_count, step_estimate, run_failed, run_failed_hint, estimate_current,
        progress, progress_none, head_reviewer, head_today, head_all, head_same, head_different, head_unsure,
        head_other, head_last, numbers, empty_title, empty_intro, empty_step_add, empty_step_columns,
        empty_step_read, read_now,
        contradictions, contradictions_intro, seconds, thirds, agreement, agreement_of, kappa, kappa_none, first_second,
    }
    pairs: Pairs {
        title, one_pair, left, done_all, done_all_hint, further, question, same, different, unsure, skip, reason,
        reason_hint, decide, keys_on, keys_help, compare_caption, head_a, head_b, list_line, as_written, now_one,
        now_two, person_of, names_title, names_probability, terms, term, adds, weights_title, weight, probability,
        wrote, undo_this, judged_by, nothing_in, show_pair, level_same, level_script, sounds, level_near,
        level_differs, level_one,
        second_by, parts, parts_compare, parts_same, parts_spelling, parts_known, parts_initial, parts_differ,
        parts_alone, unreachable,
        step, prior, sharing, in_all, rarity,
    }
    clash: Clash {
        title, intro, you_say, same_chain, different_chain, by, mend, take_back, leave,
    }
    persons: Persons {
        title, search, search_hint, list, any_list, any_sex, woman, man, other, unknown, disputed, withheld, find,
        found, none, caption, name, age, date, place, lists, records, page, previous, next, no_name, sort_by,
        combination,
        columns, more_filters, from, to, age_from, age_to, least_lists, saved, save_name, save, delete,
        searches_unreadable, too_many_searches,
    }
    person: Person {
        summary, differ, fields_caption, field, value, source, shown_because, undisputed, reviewed, summary_unread, most_lists, most_exact,
        first_list, reviewer, choose, enter_own, own_value, own_source, save, withhold_field, field_withheld,
        withhold_person, person_withheld, reason, records_caption, record_id, file, line, belongs, cut_off,
        cut_off_hint, why_one, near, compare, join, join_hint, join_field, history, note, add_note, more_links,
        timeline, timeline_source, timeline_new, timeline_agrees, timeline_differs, shift, move_hint,
        move_to, move_do, drop_here, pick,
        too_many_judgements, too_many_hint,
        in_articles, suggested, of_other_acts,
    }
    articles: Articles {
        title, intro, none, unread, next_unread, search, only_unread, find, head_article, head_published, head_source,
        head_waiting, head_judged, head_state, is_read, is_unread, all, text, mark, claims, claims_mean, add,
        read_through, keys_help, site, byline, published, language, url, file, negated, take_back, accept, reject,
        correct, quote, victims, actors, addressees, count, when, when_words, date, place, says, kind, modality, negated_box,
        reason, save, form_hint, take_selected, guess, not_named, proposed_by, not_grounded, not_grounded_hint, back_to_article,
        did_accept, did_correct, did_add, did_reject, did_read,
        tie_short_name, tie_pronoun, tie_description, tie_kin, tie_dictionary_form, tie_alias, named_in, read_as, claim_id, is_copy,
    }
    acts: Acts {
        killing, injury, detention, release, disappearance, body_found, body_missing, body_withheld, torture, trial,
        persecution, accusation, attack, strike, protest, appeal, legal_act, other, victim_named, asserted, reported,
        alleged, denied, demanded, predicted, suggested, accepted, corrected, rejected, added,
    }
    figures: Figures {
        title, intro, none,
        picture, picture_means, picture_documented, picture_estimate, table, as_of, how_many, of_what, claimant, standing, words, stands,
        withdrawn, superseded, denied, replaced_by, not_known, scope_not_said, matter, event, part_of, set_in, at_most, at_least, no_number, copy_of,
    }
    lists: Lists {
        title, quarantine, intro,
        head_list, records, persons, only_here, rows_out, cells_out, details, scope, scope_not_said,
        copied_from, read_as, read_notes, not_said, custody, original_name, added, given_by, consent,
        licence, published_at, size, bytes, columns_of, column, filled, distinct, said_unknown, unreadable,
        nothing_quarantined, rows_left_out, cells_unread, of_all_lists, line, text, why, what_to_do,
        whole_row, row_stays, row_left_out, mended, mend, mend_again, mend_line, mend_in_file, mends,
        mends_mean, mend_taken_back, mend_cells, mend_whole_row, cannot_be_read, mend_reason, mend_keeps,
        keep, back, taken_next, busy, nothing_to_mend, ids_would_change, still_unreadable, editions,
        no_editions, edition, edition_waits, edition_decided, edition_look, edition_is, edition_is_not,
        further_rows, edition_waits_long, matched_by_id, matched_by_content, rows_alike, by_rule, by_row,
        as_rule, kind_new, kind_changed, kind_withdrawn, new_take, new_leave, changed_take, changed_leave,
        withdrawn_take, withdrawn_leave, row, what_changes, decide,
    }
    estimate: Estimate {
        title, behind, overlap, linking,
        documented, documented_means, undocumented, undocumented_means, no_number, at_least, between,
        not_added, from_to, from_on, models, models_mean, model, interval, all, the_answer, refused,
        links_certain, doubts, by_stratum, stratum, diagnostics, diagnostics_mean, chains_agree,
        chains_differ, few_draws, no_chains, all_numbers, measure, value, r_hat, ess_bulk, ess_tail,
        chains, sweeps, models_considered, without_mle, unidentifiable, replicates, fit, on_lists,
        observed, expected, verdict, fit_inside, fit_outside, warnings, in_english, choices, choices_mean,
        strata, strata_none, strata_list, strata_age, lists, draws, draws_short, draws_mean, estimate_so,
        runs, runs_none, runs_mean, run_at, run_differs, on_no_list, further_combinations, linked, line_is,
        levels_mean, levels, likeness, of_same, of_different, weight,
    }
    pictures: Pictures {
        documented, median, estimated_in_all, all_people, draws, odds_ratio, describe_intervals, describe_density, describe_traces,
        describe_curve, describe_figures, describe_fit, models, models_mean, density, density_means, traces, traces_mean, fit, fit_means,
        rests, rests_mean, curve, curve_means, left_out, left_out_means, all_lists, without, more_checks, consistency,
        consistency_means, people_on_it, estimated, holds_truth, yes, no, two_lists, on_both, in_the_report,
    }
    ledger: Ledger {
        title, intro, entries, number, when, who, what, reason, any_author, any_kind, kind, filter, none,
        download_csv, download_jsonl, download_note, head, verify, whole, altered, undo, void, pair, same,
        different, unsure, field_withheld, person_withheld, chosen_record, chosen_entered, note, taken_back,
        created, source, exported, account, closed, signed_in, refused, judgement, text,
        opinion,
        file_kept, closed_here,
    }
    publish: Publish {
        title, intro, goes_out, stays_in, smallest, withheld_persons, withheld_fields, none_withheld, preview,
        preview_caption, format, export, export_note, export_internal, number,
        confidential,
    }
    accounts: Accounts {
        title, intro, caption, name, role, state, open, closed, give, password, password_hint, set, close, reader,
        reviewer, editor, administrator, none, short_password, roles_mean,
    }
    groups: Groups {
        title, intro, group, members, new_group, make, enter, leave, confined, nothing_confined,
        open_again, source, any_source, whole_source, only, confine, consents, no_consents, may_publish,
        must_not_publish, consent_words, hidden, closed, closed_hint, group_made, member_in, member_out,
        did_confine, did_open, did_consent, did_forbid, did_view,
        unnamed_source, unnamed_field, unnamed_stratum, not_said,
    }
}
