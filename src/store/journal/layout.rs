//! What the open project has and its file does not: the slots of records that went, the order in
//! which mended records came, unreadable records that were mended. Steps from before a save that
//! are taken back after it need all that, so a journal that begins at a save keeps it.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::step::UnreadText;
use crate::model::{Kind, Project, Record, RecordId, Snapshot, UnreadId};
use crate::store::document::Document;
use crate::store::elements::Key;
use crate::store::read::Opened;

/// Records that follow each other in the file and in the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    /// The slot of the first.
    slot: u32,
    /// How many they are.
    count: u32,
}

/// What the open project has and its file does not.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// By table: where the records of the file lie, if not one after the other from the first slot.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    slots: BTreeMap<Kind, Vec<Run>>,
    /// The unreadable records, with their slots.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread: Vec<(u32, UnreadText)>,
    /// Which of them those are that stand in the file, in its order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unread_in_file: Vec<UnreadId>,
    /// References that lead nowhere and may come back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dangling: Vec<(RecordId, RecordId)>,
}

impl Layout {
    /// The layout of a project that was just saved as `document`. `dangling`: the references that
    /// may lead nowhere in it.
    #[must_use]
    pub fn of(
        document: &Document,
        snapshot: &Snapshot,
        dangling: Vec<(RecordId, RecordId)>,
    ) -> Self {
        let mut layout = Self {
            dangling,
            ..Self::default()
        };
        for (kind, keys) in document.keys() {
            let unread = &mut layout.unread_in_file;
            let runs = runs(keys.filter_map(|key| match key {
                Key::Record(id) => snapshot.slot(id),
                Key::Unread(id) => {
                    unread.push(id);
                    None
                }
            }));
            if runs.len() > 1 || runs.first().is_some_and(|run| run.slot != 0) {
                layout.slots.insert(kind, runs);
            }
        }
        for unread in snapshot.unread().iter() {
            let slot = snapshot.slot(unread.id.into()).unwrap_or_default();
            layout.unread.push((slot, UnreadText::of(unread)));
        }
        layout
    }

    /// The project that was read again from its file, as it lay when it was open.
    /// `None`: the layout does not belong to that file.
    pub(in crate::store) fn laid_out(&self, opened: Opened) -> Option<Opened> {
        if *self == Self::default() {
            return Some(opened);
        }
        let Opened {
            project: read,
            mut document,
            problems,
        } = opened;
        let renumbered = self.renumbered(&read)?;
        let mut records: Vec<(Record, u32)> = Vec::new();
        for &kind in Kind::ALL.iter().filter(|&&kind| kind != Kind::Unread) {
            let mut laid: Vec<(u32, Record)> = Vec::new();
            let mut slots = self.slots_of(kind);
            for id in read.ids(kind) {
                laid.push((slots.next()?, read.get(id)?));
            }
            laid.sort_by_key(|(slot, _)| *slot);
            records.extend(laid.into_iter().map(|(slot, record)| (record, slot)));
        }
        let mut unread: Vec<_> = self.unread.iter().collect();
        unread.sort_by_key(|(slot, _)| *slot);
        for (slot, text) in unread {
            records.push((Record::from(text.clone().unread()), *slot));
        }
        let n_records = records.len();
        let project =
            Project::load_laid_out(read.meta().as_ref().clone(), records, &self.dangling)?;
        let n_loaded: usize = Kind::ALL.iter().map(|&kind| project.count(kind)).sum();
        if n_loaded != n_records {
            return None;
        }
        document.renumber(&renumbered, &project.snapshot());
        Some(Opened {
            project,
            document,
            problems,
        })
    }

    /// The number of each unreadable record of the file when the project was open. `None`: the
    /// file has others.
    fn renumbered(&self, read: &Project) -> Option<HashMap<UnreadId, UnreadId>> {
        if self.unread_in_file.len() != read.unread().len() {
            return None;
        }
        let known: HashMap<UnreadId, &UnreadText> = self
            .unread
            .iter()
            .map(|(_, unread)| (unread.id(), unread))
            .collect();
        let mut renumbered = HashMap::new();
        for (found, id) in read.unread().iter().zip(&self.unread_in_file) {
            if !known.get(id)?.is_text(found) {
                return None;
            }
            renumbered.insert(found.id, *id);
        }
        Some(renumbered)
    }

    /// The slots of the records of a table, in the order of the file.
    fn slots_of(&self, kind: Kind) -> Box<dyn Iterator<Item = u32> + '_> {
        match self.slots.get(&kind) {
            None => Box::new(0..),
            Some(runs) => Box::new(
                runs.iter()
                    .flat_map(|run| (0..run.count).map_while(|n| run.slot.checked_add(n))),
            ),
        }
    }
}

/// The runs in a list of slots.
fn runs(slots: impl Iterator<Item = u32>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for slot in slots {
        match runs.last_mut() {
            Some(run) if run.slot + run.count == slot => run.count += 1,
            _ => runs.push(Run { slot, count: 1 }),
        }
    }
    runs
}
