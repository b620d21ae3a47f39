//! A large step comes to what it would come to at once.

use proptest::prelude::*;

use super::*;
use crate::edit::History;
use crate::edit::tests::{case, random_edit, roll};

/// What a step comes to: the project, the history, the ids to come.
struct Desk {
    project: Project,
    history: History,
    ids: IdSource,
    selection: Selection,
}

impl Desk {
    fn new() -> Self {
        Self {
            project: case(),
            history: History::new(),
            ids: IdSource::counting(1),
            selection: Selection::default(),
        }
    }

    /// Does it at once, as `steps.rs` does.
    fn at_once(&mut self, order: &Order, now: Stamp) -> Option<Transaction> {
        let planned = match order {
            Order::Edit(edit) => {
                // What is refused takes no ids.
                let mut ids = self.ids.clone();
                let mut context = Context { ids: &mut ids, now };
                let planned = edit::plan(&self.project, edit, &mut context).ok()?;
                if !planned.is_empty() {
                    self.ids = ids;
                }
                planned
            }
            Order::Step(step) => Transaction::clone(step),
            Order::DeleteShown(..) | Order::TakeIn(_) => return None,
            Order::Undo(step) => step.inverse(),
            Order::Redo(step) => Transaction::clone(step),
        };
        if planned.is_empty() {
            return None;
        }
        let applied = self.project.apply(&planned).unwrap();
        let there = |id: &RecordId| self.project.contains(*id);
        let focus: Selection = applied.focus.iter().copied().filter(there).collect();
        self.selection = match order {
            Order::Undo(_) | Order::Redo(_) if !focus.is_empty() => focus,
            _ => self.selection.iter().copied().filter(there).collect(),
        };
        self.note(order, applied.clone());
        Some(applied)
    }

    /// Does it as the job does.
    fn in_job(&mut self, order: Order, now: Stamp) -> Option<Transaction> {
        let how = match order {
            Order::Undo(_) => How::Undone,
            Order::Redo(_) => How::Redone,
            _ => How::Done,
        };
        let request = Request {
            project: self.project.copy(),
            ids: self.ids.clone(),
            selection: self.selection.clone(),
            now,
            order,
            most_at_once: 0,
        };
        let before = self.project.snapshot();
        let done = request.carry_out(&Progress::default()).ok()?;
        let Outcome::Made(made) = done.outcome else {
            return None;
        };
        assert!(
            self.project.same_content(&before),
            "the project itself stays"
        );
        assert_eq!(made.revision, self.project.revision());
        assert_eq!(made.noted, **made.step.transaction());
        assert_eq!(
            made.first,
            made.noted
                .focus
                .iter()
                .copied()
                .find(|&id| made.project.contains(id))
        );
        (self.project, self.ids, self.selection) = (made.project, done.ids, made.selection);
        match how {
            How::Done => drop(self.history.push_weighed(made.step, 0)),
            How::Undone => self.history.undone(),
            How::Redone => self.history.redone(),
        }
        Some(made.noted)
    }

    fn note(&mut self, order: &Order, applied: Transaction) {
        match order {
            Order::Undo(_) => self.history.undone(),
            Order::Redo(_) => self.history.redone(),
            _ => {
                self.history.push(applied, 0);
            }
        }
    }

    fn order(&self, way: u8, edit: &Edit) -> Option<Order> {
        match way {
            0 => self.history.last_done().cloned().map(Order::Undo),
            1 => self.history.last_undone().cloned().map(Order::Redo),
            _ => Some(Order::Edit(Box::new(edit.clone()))),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_large_step_comes_to_what_it_would_come_to_at_once(
        rolls in prop::collection::vec((roll(), 0_u8..8), 1..25)
    ) {
        let (mut here, mut job) = (Desk::new(), Desk::new());
        for (number, (roll, way)) in rolls.iter().enumerate() {
            let now = jiff::Timestamp::from_second(1_700_000_000 + number as i64).unwrap();
            let now = Stamp::from_timestamp(now);
            let edit = random_edit(&here.project, roll);
            if let Edit::Delete { records } = &edit {
                here.selection = records.clone().into();
                job.selection = here.selection.clone();
            }
            let (Some(order), Some(other)) = (here.order(*way, &edit), job.order(*way, &edit)) else {
                continue;
            };
            prop_assert_eq!(here.at_once(&order, now), job.in_job(other, now));
            prop_assert!(here.project.same_content(&job.project.snapshot()));
            prop_assert!(job.project.backlinks_are_right());
            prop_assert_eq!(here.project.revision(), job.project.revision());
            prop_assert_eq!(here.project.may_dangle(), job.project.may_dangle());
            prop_assert_eq!(&here.selection, &job.selection);
            prop_assert_eq!(here.history.position(), job.history.position());
            prop_assert_eq!(here.history.undo_label(), job.history.undo_label());
            prop_assert_eq!(here.history.used_bytes(), job.history.used_bytes());
        }
    }
}

#[test]
fn a_step_that_is_cancelled_stops_and_leaves_no_trace() {
    let events = (0..5_000).map(|n| crate::model::Event::new(crate::model::Id::from_bits(n + 1)));
    let (project, _) = Project::load(
        crate::model::Meta::default(),
        events.map(crate::model::Record::from),
    );
    let before = project.snapshot();
    let records: Arc<[RecordId]> = project.ids(crate::model::Kind::Event).collect();
    let path = "border".to_owned();
    let planned = edit::plan(
        &project,
        &Edit::AddTag { records, path },
        &mut Context {
            ids: &mut IdSource::counting(10_000),
            now: Stamp::now(),
        },
    );
    let shares = std::cell::RefCell::new(Vec::new());
    let stopped = project.copy().applied(&planned.unwrap(), &|share| {
        shares.borrow_mut().push(share);
        share < 0.5
    });
    assert_eq!(stopped.err(), Some(ApplyError::Stopped));
    let shares = shares.into_inner();
    assert!(shares.is_sorted() && shares.len() == 3, "{shares:?}");
    assert!(project.same_content(&before) && project.backlinks_are_right());
}

#[test]
fn which_of_the_selected_records_have_a_row_is_found_out_until_it_is_cancelled() {
    let ids = (0..2_000).map(|n| RecordId::from_bits(crate::model::Kind::Event, n + 1));
    let selected: Selection = ids.clone().collect();
    let rows = Rows::from(ids.clone().rev().step_by(3).collect::<Vec<_>>());
    let all = shown(&selected, &rows, &|| true).unwrap();
    let expected: Vec<RecordId> = ids.filter(|&id| rows.row_of(id).is_some()).collect();
    assert_eq!((all.to_vec(), all.len()), (expected, 667));
    let asked = std::cell::Cell::new(0);
    let goes_on = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    assert_eq!(shown(&selected, &rows, &goes_on), None);
    assert_eq!(asked.get(), 3);
}
