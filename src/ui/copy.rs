//! The copy of a value that a field edits.

/// A text being edited, and the value of the project that it was taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ui) struct Copy {
    /// What the field holds.
    pub(in crate::ui) text: String,
    seen: String,
}

impl Copy {
    /// Takes the project's value over if that changed since it was seen last: by another field, or
    /// by undo. Says whether it did.
    pub(in crate::ui) fn follow(&mut self, value: &str) -> bool {
        if self.seen == value {
            return false;
        }
        value.clone_into(&mut self.seen);
        if self.text == value {
            return false;
        }
        value.clone_into(&mut self.text);
        true
    }

    /// Whether [`Copy::follow`] would take this value over.
    pub(in crate::ui) fn is_behind(&self, value: &str) -> bool {
        self.seen != value && self.text != value
    }

    /// Whether something was typed that the project does not have.
    pub(in crate::ui) fn differs(&self) -> bool {
        self.text != self.seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_stays_until_the_value_changes_elsewhere() {
        let mut copy = Copy::default();
        assert!(copy.follow("border"));
        copy.text.push('s');
        assert!(!copy.follow("border"), "typing is not lost");
        assert!(copy.differs());
        assert!(!copy.follow("borders"), "what was sent comes back");
        assert!(!copy.differs());
        assert!(copy.follow("border"), "undo shows");
        assert_eq!(copy.text, "border");
    }
}
