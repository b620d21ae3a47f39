//! Steps of a journal done again, so that the history after them is as it was.

use super::history::History;
use crate::model::{Change, Project, Transaction};
use crate::store::journal::{How, Misfit, ReadStep, Step};

/// How far a journal could be done again.
#[derive(Debug, Clone, PartialEq)]
pub struct Replayed {
    /// The steps that were done, as they were applied now.
    pub steps: Vec<Step>,
    /// Why the one after them could not be done; `None`: all were.
    pub misfit: Option<Misfit>,
}

/// Does steps again until one does not fit. `slots`: the project is the one that they were done to,
/// so that records go where they were.
pub fn replay(
    project: &mut Project,
    history: &mut History,
    steps: &[ReadStep],
    slots: bool,
) -> Replayed {
    let mut done = Vec::with_capacity(steps.len());
    for step in steps {
        match replay_step(project, history, step, slots) {
            Ok(applied) => done.push(applied),
            Err(misfit) => {
                return Replayed {
                    steps: done,
                    misfit: Some(misfit),
                };
            }
        }
    }
    history.seal();
    Replayed {
        steps: done,
        misfit: None,
    }
}

fn replay_step(
    project: &mut Project,
    history: &mut History,
    step: &ReadStep,
    slots: bool,
) -> Result<Step, Misfit> {
    let mut transaction = step.resolve(project, slots)?;
    let is_next = |next: Option<Transaction>| {
        next.is_some_and(|next| is_alike(&next.changes, &transaction.changes))
    };
    let how = match step.how() {
        How::Undone if is_next(history.next_undo()) => How::Undone,
        How::Redone if is_next(history.next_redo()) => How::Redone,
        // What it takes back was done before the project was last saved: here that is a step of
        // its own.
        How::Undone => {
            transaction.label = format!("Undo “{}”", transaction.label);
            transaction.done = format!("Undone: {}", step.label());
            How::Done
        }
        How::Done | How::Redone => How::Done,
    };
    let applied = project.apply(&transaction);
    let applied = applied.map_err(|error| Misfit::Refused(error.to_string()))?;
    match how {
        How::Undone => history.undone(),
        How::Redone => history.redone(),
        How::Done => {
            // The clock of then is gone; what became one step is known.
            if !step.joined() {
                history.seal();
            }
            history.push(applied.clone(), 0);
        }
    }
    Ok(Step {
        how,
        joined: step.joined(),
        saved: step.saved(),
        at: step.at(),
        about: step.about().to_owned(),
        applied,
    })
}

/// Whether both change the same in the same way; slots do not count.
fn is_alike(a: &[Change], b: &[Change]) -> bool {
    let alike = |a: &Change, b: &Change| match (a, b) {
        (Change::Insert { record: a, .. }, Change::Insert { record: b, .. })
        | (Change::Remove { record: a, .. }, Change::Remove { record: b, .. }) => a.same(b),
        (
            Change::Set { before, after },
            Change::Set {
                before: other_before,
                after: other_after,
            },
        ) => before.same(other_before) && after.same(other_after),
        (a, b) => a == b,
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
}
