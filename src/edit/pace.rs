//! How planning for very many records is stopped.

use std::cell::Cell;

/// Records after which it is asked again.
const PATIENCE: u32 = 256;

/// Asks now and then whether to go on.
///
/// Loops over records end when it says no, and what comes after them works with what is there: it comes to something
/// that nobody gets to see, since whoever planned looks at [`Pace::has_stopped`] in the end.
pub(super) struct Pace<'a> {
    goes_on: &'a dyn Fn() -> bool,
    n_records: Cell<u32>,
    stopped: Cell<bool>,
}

impl<'a> Pace<'a> {
    /// Asks this.
    pub(super) fn asking(goes_on: &'a dyn Fn() -> bool) -> Self {
        Self {
            goes_on,
            n_records: Cell::new(0),
            stopped: Cell::new(false),
        }
    }

    /// Never stops.
    pub(super) fn steady() -> Self {
        Self::asking(&|| true)
    }

    /// Whether to go on with another record. Once it has said no, it does not say yes again.
    pub(super) fn goes_on(&self) -> bool {
        let n_records = self.n_records.get();
        self.n_records.set(n_records.wrapping_add(1));
        if n_records.is_multiple_of(PATIENCE) && !self.stopped.get() {
            self.stopped.set(!(self.goes_on)());
        }
        !self.stopped.get()
    }

    /// The same items, until it says no.
    pub(super) fn over<T>(&self, items: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        items.into_iter().take_while(|_| self.goes_on())
    }

    /// Whether what was planned is not whole.
    pub(super) fn has_stopped(&self) -> bool {
        self.stopped.get()
    }
}
