//! What the steps that the details offer would come to: worked out once for each state of the project, in a job
//! where many records bear the tag.

use super::data::{self, Outlook};
use super::details::Key;
use crate::app::Workspace;
use crate::app::jobs::{Polled, Task, Wake};
use crate::edit::{Edit, is_large};
use crate::ui::kept::Kept;

/// The most records that are counted within a frame.
const AT_ONCE: usize = 2_000;

/// What was worked out last.
#[derive(Default)]
pub(super) struct Outlooks {
    kept: Kept<Key, Outlook>,
    /// What is being worked out: each for a topic and a state.
    tasks: Vec<(&'static str, Key, Task<Outlook>)>,
}

impl Outlooks {
    /// What `edit` would come to; nothing while that is being worked out.
    pub(super) fn of(
        &mut self,
        work: &Workspace,
        wake: &Wake,
        (what, key): (&'static str, Key),
        edit: &Edit,
    ) -> Outlook {
        if !reaches_many(work, edit) {
            let make = || data::outlook(&work.project, edit);
            return self.kept.get(what, key, make);
        }
        let known = self.tasks.iter().position(|(of, _, _)| *of == what);
        match known.and_then(|at| self.tasks.get(at)) {
            Some((_, of, task)) if *of == key => match task.poll() {
                Polled::Done(outlook) => {
                    let done = move || outlook;
                    return self.kept.get(what, key, done);
                }
                Polled::Running => return Outlook::Nothing,
                // It was taken out before.
                Polled::Died => return self.kept.get(what, key, || Outlook::Nothing),
            },
            _ => {}
        }
        self.tasks.retain(|(of, _, _)| *of != what);
        let (project, edit) = (work.project.copy(), edit.clone());
        let task = Task::spawn("Counting what changes", wake, move |_| {
            data::outlook(&project, &edit)
        });
        self.tasks.push((what, key, task));
        Outlook::Nothing
    }
}

/// Whether many records bear or name the tag that the step is about.
fn reaches_many(work: &Workspace, edit: &Edit) -> bool {
    match edit {
        Edit::RenameTag { tag, .. } => {
            is_large(&work.project, &Edit::DeleteTag { tag: *tag }, AT_ONCE)
        }
        other => is_large(&work.project, other, AT_ONCE),
    }
}
