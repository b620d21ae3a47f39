//! What a change reaches is all that is needed to bring up to date what is kept of events: the matrix that is
//! kept against the matrix that is made anew.

use super::super::reach;
use super::incremental::{Step, change, records, step};
use super::large::{large, small_edits};
use super::*;
use crate::edit::tests::{case, random_edit, roll};
use crate::edit::{Context, IdSource, plan};
use crate::evidence::matrix::KeptMatrix;
use crate::model::date::Day;
use proptest::prelude::*;

/// The matrix of a project on any day and on one, brought up to date by what changes reach.
struct Kept {
    by_day: Vec<(Option<Day>, KeptMatrix)>,
}

fn build(project: &Project, until: Option<Day>) -> KeptMatrix {
    KeptMatrix::build(project, until, &never()).unwrap()
}

impl Kept {
    fn of(project: &Project) -> Self {
        let days = [None, Day::from_ymd(2024, 1, 17)];
        Self {
            by_day: days.map(|day| (day, build(project, day))).into(),
        }
    }

    fn follow(&mut self, project: &Project, changes: &[Change]) {
        let touched = reach(project, changes, usize::MAX).unwrap();
        for (day, kept) in &mut self.by_day {
            let before = kept.clone();
            let updated = kept.update(project, touched.iter().copied());
            let anew = build(project, *day);
            assert_eq!(**kept, *anew, "reached: {touched:?}");
            assert!(*kept == anew, "what is kept beside the matrix");
            let mut events: Vec<_> = before.rows.iter().map(|row| Some(row.event)).collect();
            for moved in &updated.moves {
                let event = moved.from.and_then(|from| events.remove(from));
                if let Some(to) = moved.to {
                    events.insert(to, event);
                }
            }
            assert_eq!(events.len(), kept.rows.len());
            let mut rows = events.iter().zip(&kept.rows);
            assert!(rows.all(|(event, row)| event.is_none_or(|event| event == row.event)));
            if updated.moves.is_empty() {
                let pairs = before.rows.iter().zip(&kept.rows).enumerate();
                let others = pairs.filter(|(_, (before, after))| before != after);
                let others: Vec<usize> = others.map(|(row, _)| row).collect();
                assert_eq!(updated.rows, others);
            }
        }
    }
}

fn check_script(script: &[Vec<Step>], start: &[Option<prop::sample::Index>]) {
    let all = records();
    let chosen = all.iter().zip(start);
    let chosen =
        chosen.filter_map(|(variants, variant)| Some(variant.as_ref()?.get(variants).clone()));
    let mut project = load(chosen.collect());
    let mut kept = Kept::of(&project);
    let mut history = Vec::new();
    for steps in script {
        let changes = steps.iter();
        let changes = changes.filter_map(|step| change(&project, &all, step));
        let transaction = Transaction {
            changes: changes.collect(),
            ..Transaction::default()
        };
        if let Ok(applied) = project.apply(&transaction) {
            kept.follow(&project, &applied.changes);
            history.push(applied);
        }
    }
    for applied in history.iter().rev() {
        let undone = project.apply(&applied.inverse()).unwrap();
        kept.follow(&project, &undone.changes);
    }
}

#[test]
fn a_small_edit_reaches_as_few_events_in_a_large_project_as_in_a_small_one() {
    let reached = |events: u64| -> Vec<(&'static str, usize)> {
        let mut project = large(events);
        let edits = small_edits(&project).into_iter();
        let count = edits.map(|(name, change)| {
            let transaction = Transaction {
                changes: vec![change],
                ..Transaction::default()
            };
            let applied = project.apply(&transaction).unwrap();
            let found = reach(&project, &applied.changes, 20).unwrap();
            project.apply(&applied.inverse()).unwrap();
            (name, found.len())
        });
        count.collect()
    };
    assert_eq!(reached(30), reached(300));
}

proptest! {
    #![proptest_config(crate::model::chance::cases(40))]

    #[test]
    fn the_matrix_that_is_kept_is_the_matrix_that_is_made_anew(
        script in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..25),
        start in prop::collection::vec(prop::option::weighted(0.7, any::<prop::sample::Index>()), 21),
    ) {
        check_script(&script, &start);
    }

    #[test]
    fn whatever_is_edited_the_matrix_is_right(rolls in prop::collection::vec(roll(), 1..25)) {
        let mut project = case();
        let mut ids = IdSource::counting(1);
        let mut kept = Kept::of(&project);
        for roll in &rolls {
            let edit = random_edit(&project, roll);
            let now = "2024-04-30T12:00:00Z".parse().unwrap();
            let mut context = Context { ids: &mut ids, now: Stamp::from_timestamp(now) };
            let planned = plan(&project, &edit, &mut context).unwrap_or_default();
            let applied = project.apply(&planned).unwrap();
            kept.follow(&project, &applied.changes);
        }
    }
}
