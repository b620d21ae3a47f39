//! Records as they read when others that they name are gone.
//!
//! Nothing that a record says is lost with what it pointed to: where a tag or a source gave somebody
//! a name, the name is put in words.

use std::collections::HashMap;

use crate::model::{
    Actor, Attribution, Link, Name, Place, Project, Record, RecordId, SourceId, TagId, Target,
    Value,
};

/// What is gone, and what takes its place.
pub(super) struct Without<'a> {
    /// Whether a record is gone.
    pub(super) is_gone: &'a dyn Fn(RecordId) -> bool,
    /// The records that are gone, for their names.
    pub(super) records: &'a dyn Lookup,
    /// Tags that others take the place of.
    pub(super) heirs: Option<&'a HashMap<TagId, TagId>>,
}

/// Where records are found that are gone.
pub(super) trait Lookup {
    /// The record with this id.
    fn look_up(&self, id: RecordId) -> Option<Record>;
}

impl Lookup for Project {
    fn look_up(&self, id: RecordId) -> Option<Record> {
        self.get(id)
    }
}

impl Without<'_> {
    /// The record as it reads when what goes is gone, but for its tags; `None` if that is as now.
    pub(super) fn of(&self, before: &Record) -> Option<Record> {
        let after: Record = match before {
            Record::Source(source) => {
                let mut source = source.as_ref().clone();
                source.lineage.retain(|l| self.stays(l.source.into()));
                source.into()
            }
            Record::Event(event) => {
                let mut event = event.as_ref().clone();
                self.clear_place(&mut event.place);
                event.actors.iter_mut().for_each(|a| self.clear_actor(a));
                event.into()
            }
            Record::Claim(claim) => {
                let mut claim = claim.as_ref().clone();
                let passage = claim.passage.take();
                claim.passage = passage.filter(|p| self.stays(p.capture.into()));
                self.clear_attribution(&mut claim.attributed_to);
                self.clear_value(&mut claim.value);
                claim.into()
            }
            Record::Assessment(held) => {
                let mut held = held.as_ref().clone();
                held.claim = held.claim.filter(|&claim| self.stays(claim.into()));
                self.clear_value(&mut held.value);
                held.into()
            }
            Record::Annotation(annotation) => {
                let mut annotation = annotation.as_ref().clone();
                if let Target::Record(id) = &mut annotation.target {
                    *id = self.heir(*id).unwrap_or(*id);
                }
                annotation.into()
            }
            Record::Link(link) => {
                let end = |id| self.heir(id).unwrap_or(id);
                let (from, to) = (end(link.from), end(link.to));
                let link = link.as_ref().clone();
                Link { from, to, ..link }.into()
            }
            _ => return None,
        };
        (after != *before).then_some(after)
    }

    fn clear_value(&self, value: &mut Value) {
        match value {
            Value::Place(place) => self.clear_place(place),
            Value::Actor(actor) => self.clear_actor(actor),
            Value::When(_) | Value::Number(_) | Value::Text(_) => {}
        }
    }

    fn clear_place(&self, place: &mut Place) {
        self.clear_tag(&mut place.tag, &mut place.name);
    }

    fn clear_actor(&self, actor: &mut Actor) {
        self.clear_tag(&mut actor.tag, &mut actor.name);
    }

    fn clear_attribution(&self, attribution: &mut Attribution) {
        self.clear_source(&mut attribution.source, &mut attribution.name);
        self.clear_tag(&mut attribution.tag, &mut attribution.name);
    }

    fn clear_source(&self, source: &mut Option<SourceId>, name: &mut Name) {
        let Some(id) = source.take_if(|id| (self.is_gone)((*id).into())) else {
            return;
        };
        self.put_name(name, id.into());
    }

    fn clear_tag(&self, tag: &mut Option<TagId>, name: &mut Name) {
        let Some(id) = tag.take_if(|id| (self.is_gone)((*id).into())) else {
            return;
        };
        *tag = self.heirs.and_then(|heirs| heirs.get(&id)).copied();
        if tag.is_none() {
            self.put_name(name, id.into());
        }
    }

    /// Puts in words who was meant, where no words say it.
    fn put_name(&self, name: &mut Name, gone: RecordId) {
        if !name.trim().is_empty() {
            return;
        }
        match self.records.look_up(gone) {
            Some(Record::Source(source)) => *name = source.short_name().into(),
            Some(Record::Tag(tag)) => *name = tag.name().into(),
            _ => {}
        }
    }

    fn stays(&self, id: RecordId) -> bool {
        !(self.is_gone)(id)
    }

    fn heir(&self, id: RecordId) -> Option<RecordId> {
        match id {
            RecordId::Tag(tag) => self.heirs?.get(&tag).map(|&heir| heir.into()),
            _ => None,
        }
    }
}
