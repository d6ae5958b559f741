//! Results that follow the ledger, without the whole run being done again.

use crate::articles::{claimed_figures, judged_claims, place_scopes, tell_apart};
use crate::config::Config;
use crate::count::captures::Systems;
use crate::count::{breakdown, profile, register, timeline};
use crate::judged;
use crate::names::RecordNames;
use crate::results::Results;
use crate::run::either;
use rustc_hash::FxHashSet;
use tizim_ledger::{Book, Decision, RecordKey, What};
use tizim_link::{LinkError, PairJudgement, Verdict};
use tizim_model::{Basis, RecordIx};

impl Results {
    /// Brings links, persons and capture histories in line with the judgements of the ledger.
    ///
    /// `book` is the whole ledger; entries with a number above `since` are new to these results. Only persons that a
    /// new judgement touches are made anew; [`tizim_link::Linkage::rejudge`] says what stays as it was. Breakdowns and
    /// the like follow with [`Results::recount`]; the estimate stays that of the last run. Returns the records of the
    /// persons that were made anew, none if nothing changed.
    ///
    /// # Errors
    ///
    /// Those of [`tizim_link::Linkage::rejudge`], if names and records don't belong together; the results are then as they
    /// were.
    pub fn follow(
        &mut self,
        config: &Config,
        names: &RecordNames,
        book: &Book,
        since: u64,
    ) -> Result<Vec<RecordIx>, LinkError> {
        self.follow_claims(book, since);
        let (pairs, _) = judged::pairs(book, names);
        let named = persons_named(book, since).into_iter().filter_map(|key| names.find(key));
        let mut anew: FxHashSet<RecordIx> = FxHashSet::default();
        for record in named {
            anew.extend(&self.persons[self.linkage.person_of[record.index()].index()].records);
        }
        anew.extend(self.linkage.rejudge(&pairs)?);
        if anew.is_empty() {
            return Ok(Vec::new());
        }
        let of_articles = either(&self.suggested_records, &self.other_act_records);
        let too_bare = either(&self.too_bare_now(&pairs), &of_articles);
        let before = std::mem::take(&mut self.persons);
        let told = register::Told { uncounted: &too_bare, suggested: &self.suggested_records };
        self.persons = register::renewed(&self.records, names, &self.linkage, told, before, &anew);
        judged::apply(book, names, &self.linkage, &mut self.persons, Some(&anew));
        self.captures = Systems::new(&self.records, config, &too_bare).captures(&self.persons);
        let mut anew: Vec<RecordIx> = anew.into_iter().collect();
        anew.sort_unstable();
        Ok(anew)
    }

    /// Brings claims and figures in line with new judgements; the records of persons in articles wait for the next run.
    fn follow_claims(&mut self, book: &Book, since: u64) {
        let is_of_claims = |entry: &tizim_ledger::Entry| match &entry.what {
            What::Judgement(judgement) => {
                matches!(judgement.decision, Decision::Claim { .. } | Decision::TakenBack)
                    || judgement.undoes.is_some()
            }
            _ => false,
        };
        if self.articles.is_empty() || !book.entries_after(since).any(is_of_claims) {
            return;
        }
        self.claims = judged_claims(&self.articles, book.in_force());
        self.figures.retain(|figure| figure.basis == Basis::Given);
        self.figures.extend(claimed_figures(&self.articles, &self.copies, &self.claims));
        place_scopes(&mut self.figures);
        tell_apart(&mut self.figures);
    }

    /// Returns for each record whether it is too bare: as of the last run, but never one that was judged the same as another.
    fn too_bare_now(&self, pairs: &[PairJudgement]) -> Vec<bool> {
        let mut too_bare = self.too_bare_records.clone();
        for judgement in pairs.iter().filter(|judgement| judgement.verdict == Verdict::Same) {
            too_bare[judgement.a.index()] = false;
            too_bare[judgement.b.index()] = false;
        }
        too_bare
    }

    /// Counts anew what is counted over all persons: breakdowns, the timeline, how many are on each list.
    pub fn recount(&mut self) {
        self.breakdowns = breakdown::breakdowns(&self.records, &self.persons);
        self.timeline = timeline::timeline(&self.persons);
        let counts = profile::persons_on_lists(&self.records, &self.suggested_records, &self.persons);
        for (list, (persons, only_here)) in self.lists.iter_mut().zip(counts) {
            list.persons = persons;
            list.only_here = only_here;
        }
    }
}

/// Returns the records by which the new judgements, and those that they take back, name persons.
fn persons_named(book: &Book, since: u64) -> Vec<&RecordKey> {
    let decision_of = |seq: u64| -> Option<(&Decision, Option<u64>)> {
        match &book.entry(seq)?.what {
            What::Judgement(judgement) => Some((&judgement.decision, judgement.undoes)),
            _ => None,
        }
    };
    let mut named = Vec::new();
    for entry in book.entries_after(since) {
        // taking back a taking back revives what stood before both
        let mut next = Some(entry.seq);
        while let Some((decision, undoes)) = next.and_then(decision_of) {
            named.extend(judged::person_named(decision));
            next = undoes.filter(|undone| Some(*undone) < next);
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Addition, Doer, NewProject, Project};
    use tizim_ledger::{Choice, Judgement, Ledger, NewEntry, Verdict};

    const A: &str = "Id,Name,Date of birth,City\n1,Yerlan Zhagiparov,1982-03-04,Almaty\n2,Ivan Petrov,1988-02-29,Almaty\n\
                     3,Dana Omarova,2001-05-17,Taraz\n4,Askar Tulegenov,1969-12-30,Oral\n";
    const B: &str = "Id,Name,Date of birth,City\n1,Erlan Jagiparov,1982-03-04,Almaty\n2,Ivan Petrov,1988-02-28,Almaty\n\
                     3,Olga Kim,1979-09-19,Taraz\n4,Marat Bekov,1995-08-08,Oral\n";

    fn judged(decision: Decision, undoes: Option<u64>) -> NewEntry {
        NewEntry {
            at: "2026-01-02T00:00:00Z".parse().unwrap(),
            author: "Анна".to_owned(),
            what: What::Judgement(Judgement { decision, reason: String::new(), undoes }),
        }
    }

    #[test]
    fn following_the_ledger_comes_to_what_a_whole_run_does() {
        let dir = tempfile::tempdir().unwrap();
        let doer = Doer { author: "A".to_owned(), at: "2026-01-01T00:00:00Z".parse().unwrap() };
        let root = dir.path().join("p");
        let mut project =
            Project::create(&root, &NewProject { seed: 1, ..NewProject::default() }, &doer).unwrap();
        for (list, text) in [("a", A), ("b", B)] {
            let file = dir.path().join(format!("{list}.csv"));
            std::fs::write(&file, text).unwrap();
            let addition = Addition { files: vec![file], list: list.to_owned(), ..Addition::default() };
            project.add(&addition, &doer).unwrap();
        }
        let lock = project.lock().unwrap();
        let run = || project.run(&lock, &|_, _| ()).unwrap();
        let mut live = run();
        let names = RecordNames::new(&live.records);
        let key = |list: &str, id: &str| RecordKey::new(list, id);
        let pair = |x: &str, y: &str, verdict| Decision::Pair { a: key("a", x), b: key("b", y), verdict };
        let person = || key("a", "3");
        let mut ledger = Ledger::open(project.layout.ledger()).unwrap();
        let first = ledger.entries().unwrap().len() as u64;
        let steps = [
            judged(pair("3", "3", Verdict::Same), None),
            judged(pair("1", "1", Verdict::Different), None),
            judged(
                Decision::FieldChosen {
                    person: person(),
                    field: "place".to_owned(),
                    choice: Choice::Entered { value: "Shu".to_owned(), source: "her mother".to_owned() },
                },
                None,
            ),
            judged(Decision::PersonWithheld { person: key("b", "3") }, None),
            judged(Decision::FieldWithheld { person: key("b", "4"), field: "place".to_owned() }, None),
            judged(Decision::TakenBack, Some(first + 1)),
            judged(Decision::TakenBack, Some(first + 3)),
            judged(Decision::TakenBack, Some(first + 6)),
        ];
        for step in steps {
            let since = ledger.entries().unwrap().len() as u64;
            ledger.append(&step).unwrap();
            let anew = live.follow(&project.config, &names, ledger.book().unwrap(), since).unwrap();
            live.recount();
            assert!(!anew.is_empty(), "{step:?}");
            let whole = run();
            assert_eq!(live.persons, whole.persons, "{step:?}");
            assert_eq!(live.captures, whole.captures, "{step:?}");
            assert_eq!(live.linkage.links, whole.linkage.links, "{step:?}");
            assert_eq!(live.breakdowns, whole.breakdowns, "{step:?}");
            assert_eq!(live.lists, whole.lists, "{step:?}");
        }
        assert!(live.persons.iter().any(|person| person.withheld));
    }
}
