//! Ids for new records.

use std::collections::HashSet;

use super::EditError;
use crate::model::{Id, Kind, Project, RecordId};

/// Draws in a row that may be taken before the source of random numbers is held to be broken.
/// With 60 random bits and a million records, one is taken once in a million million draws.
const MAX_DRAWS: u32 = 64;

/// Where the bits come from.
type Draw = fn() -> Result<u64, getrandom::Error>;

#[derive(Debug, Clone)]
enum Origin {
    Drawn(Draw),
    Counted(u64),
}

/// Gives ids that no record of the project has, that nothing in it names, and that were not given
/// before.
#[derive(Debug, Clone)]
pub struct IdSource {
    origin: Origin,
    /// What was given out: an id is never used again, also if its record was deleted meanwhile.
    given: HashSet<u64>,
}

impl IdSource {
    /// Random ids from the system.
    #[must_use]
    pub fn random() -> Self {
        Self::drawing(getrandom::u64)
    }

    /// The ids `start`, `start + 1` and so on, for tests and for projects made by a rule.
    #[must_use]
    pub fn counting(start: u64) -> Self {
        Self {
            origin: Origin::Counted(start),
            given: HashSet::new(),
        }
    }

    fn drawing(draw: Draw) -> Self {
        Self {
            origin: Origin::Drawn(draw),
            given: HashSet::new(),
        }
    }

    /// An id for a new record of the project.
    ///
    /// # Errors
    /// If the system gives no random numbers.
    pub fn fresh<T>(&mut self, project: &Project) -> Result<Id<T>, EditError> {
        let mut draws = 0;
        loop {
            let id = Id::from_bits(self.draw()?);
            if !is_known(project, id.bits()) && self.given.insert(id.bits()) {
                return Ok(id);
            }
            draws += 1;
            if draws == MAX_DRAWS && matches!(self.origin, Origin::Drawn(_)) {
                return Err(EditError::NoId("it gives the same ones again".to_owned()));
            }
        }
    }

    fn draw(&mut self) -> Result<u64, EditError> {
        match &mut self.origin {
            Origin::Drawn(draw) => draw().map_err(|error| EditError::NoId(error.to_string())),
            Origin::Counted(next) => {
                let bits = *next;
                *next = next.wrapping_add(1);
                Ok(bits)
            }
        }
    }
}

/// Whether a record has these bits, in the project or in its trash, or names a record that is missing
/// and would have them.
fn is_known(project: &Project, bits: u64) -> bool {
    let as_any = RecordId::from_bits(Kind::Tag, bits);
    project.find(bits).is_some()
        || project.n_backlinks(as_any) > 0
        || project.trash().iter().any(|deletion| deletion.holds(bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, EventId, Meta, Record, mention};

    fn project() -> Project {
        let mut note = crate::model::Note {
            id: Id::from_bits(7),
            title: String::new(),
            text: String::new(),
            tags: crate::model::TagSet::default(),
            created: None,
            modified: None,
        };
        note.text = mention(Id::<()>::from_bits(6), "gone");
        let records = [
            Record::from(Event::new(Id::from_bits(5))),
            Record::from(note),
        ];
        Project::load(Meta::default(), records).0
    }

    #[test]
    fn taken_named_and_given_ids_are_passed_over() {
        let mut ids = IdSource::counting(4);
        let mut next = || ids.fresh::<Event>(&project()).unwrap().bits();
        assert_eq!([next(), next(), next()], [4, 8, 9]);
    }

    #[test]
    fn random_ids_differ() {
        let mut ids = IdSource::random();
        let drawn: HashSet<EventId> = (0..1000)
            .map(|_| ids.fresh(&Project::default()).unwrap())
            .collect();
        assert_eq!(drawn.len(), 1000);
    }

    #[test]
    fn a_broken_source_of_random_numbers_is_an_error_and_no_endless_loop() {
        let mut silent = IdSource::drawing(|| Err(getrandom::Error::UNSUPPORTED));
        let error = silent.fresh::<Event>(&Project::default()).unwrap_err();
        assert!(
            error.to_string().starts_with("No id could be made"),
            "{error}"
        );
        let mut stuck = IdSource::drawing(|| Ok(5));
        assert!(stuck.fresh::<Event>(&project()).is_err());
    }
}
