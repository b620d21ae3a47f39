//! What comes back, as it comes: what names something that stays in the trash reads as if that were
//! deleted just now, and the deletion of that takes note of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::restore::Restoring;
use super::spots::Spot;
use crate::edit::normal_path;
use crate::model::anchor::Reanchoring;
use crate::model::{CaptureId, Record, RecordId, Role, Sha256, TagId, TagSet, Tagged};

impl Restoring<'_> {
    /// Makes what comes fit for the project.
    pub(super) fn come(&mut self) {
        let texts = self.texts();
        let back: Vec<(RecordId, Spot)> = self.back.iter().map(|(id, spot)| (*id, *spot)).collect();
        for (id, spot) in self.pace.over(back) {
            let Some(mut record) = self.entries.record(spot).cloned() else {
                continue;
            };
            if let Record::Tag(_) = record {
                record = self.with_free_path(record);
            }
            record = self.without_tags_away(record);
            record = self.without_others_away(id, record);
            record = self.standing(
                &|capture| texts.get(&(spot.entry, capture)).copied(),
                record,
            );
            // Looked at again when the changes are made; no deletion that comes is kept.
            self.entries.put(spot, record);
        }
        for (id, record) in std::mem::take(&mut self.changed) {
            let record = self.standing(&|_| None, record);
            self.changed.insert(id, record);
        }
        for ((entry, tag), records) in std::mem::take(&mut self.bearers) {
            self.note_bearers(entry, tag, records);
        }
    }

    /// A tag whose path another one has comes under a path next to it.
    fn with_free_path(&mut self, record: Record) -> Record {
        let Record::Tag(tag) = &record else {
            return record;
        };
        let form = |path: &str| normal_path(path).unwrap_or_else(|_| path.to_owned());
        let tags = self.project.tags();
        let paths = self
            .paths
            .get_or_insert_with(|| tags.iter().map(|tag| form(&tag.path)).collect());
        if paths.insert(form(&tag.path)) {
            return record;
        }
        let names = (1_usize..).map(|number| match number {
            1 => format!("{} (restored)", tag.path),
            n => format!("{} (restored {n})", tag.path),
        });
        for path in names {
            if paths.insert(form(&path)) {
                self.told.renamed(&tag.path, &path);
                let mut renamed = tag.as_ref().clone();
                renamed.path = path;
                return renamed.into();
            }
        }
        record
    }

    /// The texts that passages in the deletions stood in, of captures that stayed.
    fn texts(&self) -> HashMap<(usize, CaptureId), Sha256> {
        let coming = self.entries.iter().enumerate().filter(|(_, one)| one.comes);
        let texts = coming.flat_map(|(number, entry)| {
            let texts = entry.deletion.texts.iter();
            texts.map(move |text| ((number, text.capture), text.sha256))
        });
        texts.collect()
    }

    /// A record whose passage does not stand any more, because the text was edited meanwhile: it is
    /// looked for by its words, never attached to others.
    fn standing(&mut self, then: &dyn Fn(CaptureId) -> Option<Sha256>, record: Record) -> Record {
        let Some(passage) = record.passage().filter(|passage| passage.state.has_place()) else {
            return record;
        };
        let id = RecordId::from(passage.capture);
        let capture = self.project.get(id).or_else(|| {
            let spot = self.back.get(&id)?;
            self.entries.record(*spot).cloned()
        });
        let Some(Record::Capture(capture)) = capture else {
            return record;
        };
        let then = then(capture.id);
        if then == Some(capture.sha256) || passage.holds_in(&capture.text) {
            return record;
        }
        let mut passage = passage.clone();
        passage.sha256 = passage.sha256.or(then).into();
        let passage = Reanchoring::new(None, &capture).passage(&passage).passage;
        self.told.passages.count(passage.state);
        record.with_passage(passage)
    }

    fn without_tags_away(&mut self, record: Record) -> Record {
        let id = record.id();
        let Some(tags) = record.tags() else {
            return record;
        };
        let away = |tag: &TagId| self.is_away(id, (*tag).into());
        let (gone, kept): (Vec<TagId>, Vec<TagId>) = tags.iter().partition(away);
        if gone.is_empty() {
            return record;
        }
        for tag in gone {
            match self.entries.gone(tag.into()) {
                Some(spot) => self.bearers.entry((spot.entry, tag)).or_default().push(id),
                None => self.told.loses(id),
            }
        }
        record.with_tags(kept.into_iter().collect::<TagSet>())
    }

    /// The deletion of a tag takes note of records that bore it.
    fn note_bearers(&mut self, entry: usize, tag: TagId, records: Vec<RecordId>) {
        let Some(entry) = self.entries.get_mut(entry) else {
            return;
        };
        entry.touched = true;
        match entry.tagged.iter_mut().find(|tagged| tagged.tag == tag) {
            Some(tagged) => {
                let known: HashSet<RecordId> = tagged.records.iter().copied().collect();
                let new = records.into_iter().filter(|id| !known.contains(id));
                tagged.records.extend(new);
            }
            None => entry.tagged.push(Tagged { tag, records }),
        }
    }

    fn without_others_away(&mut self, id: RecordId, mut record: Record) -> Record {
        let mut away = BTreeSet::new();
        record.for_each_ref(&mut |to, role| {
            if role != Role::Tagged && self.is_away(id, to) {
                away.insert(to);
            }
        });
        let mut by_entry: BTreeMap<Option<usize>, BTreeSet<RecordId>> = BTreeMap::new();
        for to in away {
            let entry = self.entries.gone(to).map(|spot| spot.entry);
            by_entry.entry(entry).or_default().insert(to);
        }
        // One after the other, as if they were deleted one after the other.
        for (entry, gone) in by_entry {
            let is_gone = |to: RecordId| gone.contains(&to);
            let Some(after) = self.without(&is_gone).of(&record) else {
                continue;
            };
            match entry.and_then(|entry| self.entries.get_mut(entry)) {
                Some(entry) => {
                    entry.named_by.push(record);
                    entry.touched = true;
                }
                None => self.told.loses(id),
            }
            record = after;
        }
        record
    }
}
