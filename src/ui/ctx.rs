//! What a part of the window gets to draw with: the state to read, and a way to send commands.

use std::cell::RefCell;

use crate::app::{Action, App, Command, Workspace};
use crate::edit::Edit;

/// Handed to everything that draws. It cannot change the state: it sends commands, which are done
/// after the frame, in order.
pub struct Ctx<'a> {
    /// The state.
    pub app: &'a App,
    sent: RefCell<Vec<Command>>,
}

impl<'a> Ctx<'a> {
    /// For one frame.
    #[must_use]
    pub fn new(app: &'a App) -> Self {
        Self {
            app,
            sent: RefCell::default(),
        }
    }

    /// The open project.
    #[must_use]
    pub fn work(&self) -> Option<&'a Workspace> {
        self.app.work()
    }

    /// Sends a command.
    pub fn send(&self, command: Command) {
        self.sent.borrow_mut().push(command);
    }

    /// Sends an action of the table.
    pub fn act(&self, action: Action) {
        self.send(Command::Do(action));
    }

    /// Sends a change of data.
    pub fn edit(&self, edit: Edit) {
        self.send(Command::Edit(Box::new(edit)));
    }

    /// Why the project cannot be changed just now, if it cannot: for disabled controls.
    #[must_use]
    pub fn locked(&self) -> Option<&'a str> {
        if self.app.is_blocked() {
            return Some("Close the file dialog first.");
        }
        let work = self.work()?;
        work.read_only.as_deref().or(work.busy())
    }

    /// The commands that were sent.
    #[must_use]
    pub fn into_commands(self) -> Vec<Command> {
        self.sent.into_inner()
    }
}
