//! The history: steps, groups, states and the budget.

use super::*;
use crate::edit::{GROUP_MILLIS, History};

/// A project with its history, as the workspace drives them.
struct Desk {
    project: Project,
    history: History,
}

impl Desk {
    fn new(text: &str) -> Self {
        Self {
            project: project(text),
            history: History::new(),
        }
    }

    #[track_caller]
    fn edit(&mut self, edit: &Edit, at_millis: u64) {
        let planned = plan_in(&self.project, edit).unwrap();
        let applied = self.project.apply(&planned).unwrap();
        self.history.push(applied, at_millis);
    }

    fn title(&mut self, title: &str, at_millis: u64) {
        let mut event = self.project.events().get(event_id("E1")).unwrap().clone();
        event.title = title.to_owned();
        let after = event.into();
        let (what, typing) = ("title", true);
        self.edit(
            &Edit::Set {
                after,
                what,
                typing,
            },
            at_millis,
        );
    }

    fn undo(&mut self) -> bool {
        let Some(back) = self.history.next_undo() else {
            return false;
        };
        self.project.apply(&back).unwrap();
        self.history.undone();
        true
    }

    fn redo(&mut self) -> bool {
        let Some(again) = self.history.next_redo() else {
            return false;
        };
        self.project.apply(&again).unwrap();
        self.history.redone();
        true
    }

    /// The title, the steps to undo and redo, the state.
    fn state(&self) -> String {
        let event = self.project.events().get(event_id("E1")).unwrap();
        let history = &self.history;
        let (undo, redo) = (history.n_undo(), history.n_redo());
        format!("{} {undo} {redo} at {}", event.title, history.position())
    }
}

const ONE: &str = r#"event E1 "a""#;

#[test]
fn typing_is_one_step_until_it_pauses() {
    let mut desk = Desk::new(ONE);
    desk.title("ab", 0);
    desk.title("abc", GROUP_MILLIS);
    desk.title("abcd", 2 * GROUP_MILLIS);
    assert_eq!(desk.state(), "abcd 1 0 at 3");
    desk.title("abcde", 3 * GROUP_MILLIS + 1);
    assert_eq!(desk.state(), "abcde 2 0 at 4");
    assert!(desk.undo());
    assert_eq!(desk.state(), "abcd 1 1 at 3");
    assert!(desk.undo());
    assert_eq!(desk.state(), "a 0 2 at 0");
    assert!(!desk.undo());
    assert!(desk.redo() && desk.redo() && !desk.redo());
    assert_eq!(desk.state(), "abcde 2 0 at 4");
}

#[test]
fn typing_that_comes_to_nothing_is_no_step() {
    let mut desk = Desk::new(ONE);
    desk.title("ab", 0);
    desk.title("a", 1);
    assert_eq!(desk.state(), "a 0 0 at 0");
    assert_eq!(desk.history.used_bytes(), 0);
    desk.title("x", 2);
    assert_eq!(desk.state(), "x 1 0 at 3");
}

#[test]
fn a_step_that_disappears_does_not_open_the_sealed_one_before_it() {
    let mut desk = Desk::new(ONE);
    desk.title("ab", 0);
    desk.history.seal();
    let saved = desk.history.position();
    desk.title("abc", 1);
    desk.title("ab", 2);
    assert_eq!(desk.history.position(), saved);
    desk.title("abd", 3);
    assert_eq!(desk.history.n_undo(), 2);
    assert!(desk.undo());
    assert_eq!(desk.history.position(), saved);
}

#[test]
fn a_sealed_step_another_field_and_a_clock_set_back_begin_a_new_step() {
    let mut desk = Desk::new(ONE);
    desk.title("ab", 100);
    desk.history.seal();
    desk.title("abc", 101);
    assert_eq!(desk.history.n_undo(), 2);
    let mut event = desk.project.events().get(event_id("E1")).unwrap().clone();
    event.summary = "s".to_owned();
    let after = event.into();
    let (what, typing) = ("summary", true);
    desk.edit(
        &Edit::Set {
            after,
            what,
            typing,
        },
        102,
    );
    assert_eq!(desk.history.n_undo(), 3);
    desk.title("abcd", 103);
    desk.title("abcde", 50);
    assert_eq!(desk.history.n_undo(), 5);
}

#[test]
fn nothing_is_added_to_a_step_that_was_undone_or_redone() {
    let mut desk = Desk::new(ONE);
    desk.title("ab", 0);
    desk.history.seal();
    desk.title("abc", 1);
    assert!(desk.undo());
    desk.title("abx", 2);
    assert_eq!(desk.state(), "abx 2 0 at 3");
    assert!(desk.undo() && desk.redo());
    desk.title("abxy", 3);
    assert_eq!(desk.state(), "abxy 3 0 at 4");
}

#[test]
fn labels_name_what_undo_and_redo_would_do() {
    let mut desk = Desk::new(ONE);
    assert_eq!(desk.history.undo_label(), None);
    desk.title("ab", 0);
    let add = Edit::AddTag {
        records: ids("E1").into(),
        path: "border".to_owned(),
    };
    desk.edit(&add, 1);
    assert_eq!(desk.history.undo_label(), Some("Add tag border to “ab”"));
    assert!(desk.undo());
    assert_eq!(desk.history.undo_label(), Some("Edit title of event ab"));
    assert_eq!(desk.history.redo_label(), Some("Add tag border to “ab”"));
}

#[test]
fn a_state_that_is_undone_and_left_is_not_reached_again() {
    let mut desk = Desk::new(ONE);
    desk.title("ab", 0);
    let saved = desk.history.position();
    assert!(desk.undo());
    assert_ne!(desk.history.position(), saved);
    desk.title("ab", 9000);
    assert_ne!(desk.history.position(), saved);
    assert_eq!(desk.history.n_redo(), 0);
    let used = desk.history.used_bytes();
    assert!(desk.undo());
    desk.title("ab", 19_000);
    assert_eq!(desk.history.used_bytes(), used);
}

#[test]
fn an_undo_that_the_project_refuses_leaves_the_history_as_it_was() {
    let mut desk = Desk::new(ONE);
    desk.title("ab", 0);
    let foreign = plan_in(
        &desk.project,
        &Edit::Delete {
            records: ids("E1").into(),
        },
    )
    .unwrap();
    let applied = desk.project.apply(&foreign).unwrap();
    let back = desk.history.next_undo().unwrap();
    assert!(desk.project.apply(&back).is_err());
    desk.project.apply(&applied.inverse()).unwrap();
    assert!(desk.undo());
    assert_eq!(desk.state(), "a 0 1 at 0");
}

#[test]
fn the_oldest_steps_go_when_the_budget_is_used_up_but_never_the_newest() {
    let mut desk = Desk::new(ONE);
    desk.history = History::with_budget(10_000);
    for n in 0..50_u64 {
        desk.title(&"x".repeat(n as usize), n * 10_000);
    }
    let (kept, dropped) = (desk.history.n_undo(), desk.history.n_dropped());
    assert!(kept > 1 && kept < 20, "{kept} kept");
    assert_eq!(kept + dropped, 50);
    assert!(desk.history.used_bytes() <= 10_000);
    while desk.undo() {}
    let title = desk
        .project
        .events()
        .get(event_id("E1"))
        .unwrap()
        .title
        .len();
    assert_eq!(title, 49 - kept);
    assert_eq!(desk.history.position(), dropped as u64);

    let mut small = Desk::new(ONE);
    small.history = History::with_budget(1);
    small.title("ab", 0);
    small.title("abc", 9000);
    assert_eq!(small.state(), "abc 1 0 at 2");
    assert_eq!(small.history.n_dropped(), 1);
}
