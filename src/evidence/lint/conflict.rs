//! Conflicts between the sources that nobody has assessed.

use super::words::{Told, listed, subject};
use crate::evidence::{FieldAccount, Sign, accounts};
use crate::model::{Event, Project, Record};

/// Says of each field of an event on which the sources are in conflict that it is not assessed.
pub(super) fn open_conflicts(project: &Project, record: &Record, event: &Event) -> Vec<Told> {
    let fields = accounts(project, event.id, None).fields;
    let open = fields.into_iter().filter(|field| field.unresolved);
    open.map(|field| Told {
        message: format!(
            "The sources are in conflict on {} ({}), which is not assessed for the {}. Whoever reads the event \
             has to choose between them without your reasons.",
            field.field,
            listed(&values(project, &field)),
            subject(project, record).replacen('E', "e", 1),
        ),
        field: field.field,
    })
    .collect()
}

/// The values that are in conflict, each once, in the order of the file.
fn values(project: &Project, field: &FieldAccount) -> Vec<String> {
    let conflicting = field.entries.iter();
    let conflicting = conflicting.filter(|entry| entry.counts && entry.sign == Sign::Conflict);
    let mut ids: Vec<_> = conflicting.map(|entry| entry.claim).collect();
    ids.sort_by_key(|&id| project.claims().slot(id));
    let mut values = Vec::new();
    for claim in ids.into_iter().filter_map(|id| project.claims().get(id)) {
        let value = claim.value.short();
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}
