//! Notices: what was just done, with a way back, and failures that need an action.

use super::command::Command;

/// Milliseconds that a notice of something done stays.
const STAYS_MILLIS: u64 = 8_000;
/// Notices shown at once.
const MOST: usize = 3;

/// Something the analyst is told at the foot of the window.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Tells it apart from others.
    pub id: u64,
    /// Done or failed.
    pub level: Level,
    /// What happened, and with a failure what was kept.
    pub text: String,
    /// One thing to do about it: what the button says, and what it does.
    pub action: Option<(String, Command)>,
    /// When it goes by itself, in milliseconds of the program's clock; failures stay.
    until: Option<u64>,
}

/// How a notice looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Something was done.
    Done,
    /// Something failed. Stays until closed.
    Failed,
}

/// The notices shown, oldest first.
#[derive(Debug, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    last_id: u64,
}

impl Notices {
    /// Tells that something was done.
    pub fn done(&mut self, text: impl Into<String>, action: Option<(String, Command)>, now: u64) {
        self.add(Level::Done, text.into(), action, Some(now + STAYS_MILLIS));
    }

    /// Tells that something failed.
    pub fn failed(&mut self, text: impl Into<String>, action: Option<(String, Command)>) {
        self.add(Level::Failed, text.into(), action, None);
    }

    fn add(
        &mut self,
        level: Level,
        text: String,
        action: Option<(String, Command)>,
        until: Option<u64>,
    ) {
        // The same thing told twice is one thing: typing, saving again.
        self.shown.retain(|notice| notice.text != text);
        self.last_id += 1;
        self.shown.push(Notice {
            id: self.last_id,
            level,
            text,
            action,
            until,
        });
        while self.shown.len() > MOST {
            // What was done goes before what failed.
            let first = self
                .shown
                .iter()
                .position(|n| n.level == Level::Done)
                .unwrap_or(0);
            self.shown.remove(first);
        }
    }

    /// Takes away what has been shown long enough; `held` is the one under the pointer.
    pub fn expire(&mut self, now: u64, held: Option<u64>) {
        for notice in &mut self.shown {
            if held == Some(notice.id) && notice.until.is_some() {
                notice.until = Some(now + STAYS_MILLIS);
            }
        }
        self.shown
            .retain(|notice| notice.until.is_none_or(|until| until > now));
    }

    /// Milliseconds until the next one goes, for the window to wake then.
    #[must_use]
    pub fn next_change(&self, now: u64) -> Option<u64> {
        let next = self.shown.iter().filter_map(|notice| notice.until).min()?;
        Some(next.saturating_sub(now))
    }

    /// Takes one away.
    pub fn close(&mut self, id: u64) {
        self.shown.retain(|notice| notice.id != id);
    }

    /// Takes away those that say what was done: their way back may not fit any more.
    pub fn clear_done(&mut self) {
        self.shown.retain(|notice| notice.level == Level::Failed);
    }

    /// The notices, oldest first.
    #[must_use]
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(notices: &Notices) -> Vec<&str> {
        notices
            .shown()
            .iter()
            .map(|notice| notice.text.as_str())
            .collect()
    }

    #[test]
    fn three_are_shown_and_failures_stay() {
        let mut notices = Notices::default();
        notices.failed("no room", None);
        for n in 1..=4 {
            notices.done(format!("step {n}"), None, n);
        }
        assert_eq!(texts(&notices), ["no room", "step 3", "step 4"]);
        notices.expire(STAYS_MILLIS + 3, None);
        assert_eq!(texts(&notices), ["no room", "step 4"]);
        notices.expire(STAYS_MILLIS * 9, None);
        assert_eq!(texts(&notices), ["no room"]);
    }

    #[test]
    fn one_under_the_pointer_stays() {
        let mut notices = Notices::default();
        notices.done("step", None, 0);
        let id = notices.shown()[0].id;
        notices.expire(STAYS_MILLIS - 1, Some(id));
        notices.expire(STAYS_MILLIS + 1, None);
        assert_eq!(texts(&notices), ["step"]);
        notices.expire(STAYS_MILLIS * 3, None);
        assert!(notices.shown().is_empty());
    }
}
