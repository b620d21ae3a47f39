//! Which disagreements there are, and which of them belong together.
//!
//! What the sides can disagree about are units: whether a record is there, a field, a tag on a
//! record. Units that cannot be decided apart are one group, which takes one side whole. They are
//! found by going on until nothing more follows:
//!
//! - What names a record must not stand without it. Where the merged project would have a name that
//!   leads nowhere, the name and the record become one group: each side is sound in itself, so
//!   taking both from one side is sound.
//! - What one side deleted together with a record comes back with it.
//! - Passages that differ go with the text of their capture, if both changed that.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::sides::{Side, Sides, Source, Versions, agreed_field, tags_in_play};
use crate::edit::fields;
use crate::model::{EventId, Kind, Record, RecordId, TagId};

/// Something that the sides can disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Unit {
    /// Whether a record is there, which only one side has.
    Presence(RecordId),
    /// A field, by its number, of a record that both have.
    Field(RecordId, usize),
    /// Whether a record bears a tag.
    Tag(RecordId, TagId),
    /// A field, by its number, of the project's description.
    Meta(usize),
}

impl Unit {
    pub(super) fn record(self) -> Option<RecordId> {
        match self {
            Self::Presence(id) | Self::Field(id, _) | Self::Tag(id, _) => Some(id),
            Self::Meta(_) => None,
        }
    }
}

/// Units that take one side together.
#[derive(Debug)]
pub(super) struct Group {
    /// In the order in which they were found: the first is what it is about.
    pub(super) units: Vec<Unit>,
    /// Whether theirs leaves no name that leads nowhere.
    pub(super) can_take_theirs: bool,
}

/// All disagreements.
#[derive(Debug)]
pub(super) struct Groups(pub(super) Vec<Group>);

/// The side that each unit takes.
#[derive(Debug, Default)]
pub(super) struct Taken {
    sides: HashMap<Unit, Side>,
    records: HashSet<RecordId>,
}

impl Taken {
    /// `None`: the sides do not disagree about it.
    pub(super) fn side(&self, unit: &Unit) -> Option<Side> {
        self.sides.get(unit).copied()
    }

    /// Whether the sides disagree about something of the record.
    pub(super) fn has(&self, record: RecordId) -> bool {
        self.records.contains(&record)
    }
}

impl Groups {
    pub(super) fn of(sides: &Sides) -> Self {
        let mut finder = Finder::new(sides);
        finder.begin();
        finder.follow();
        finder.into_groups()
    }

    /// The side of each unit, by a side for each group.
    pub(super) fn taken(&self, choices: &[Side]) -> Taken {
        let mut taken = Taken::default();
        for (number, group) in self.0.iter().enumerate() {
            let side = choices.get(number).copied().unwrap_or_default();
            for unit in &group.units {
                taken.sides.insert(*unit, side);
                taken.records.extend(unit.record());
            }
        }
        taken
    }

    /// The records that the sides disagree about.
    pub(super) fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
        let units = self.0.iter().flat_map(|group| &group.units);
        units.filter_map(|unit| unit.record())
    }
}

/// When a name stands in the merged project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// If the group of this unit takes this side.
    If(Unit, Side),
}

/// A record that is named, by what, and when.
struct Name {
    unit: Unit,
    to: RecordId,
    when: When,
}

struct Finder<'a> {
    sides: &'a Sides,
    /// The number of each unit.
    numbers: HashMap<Unit, usize>,
    units: Vec<Unit>,
    /// By number: a unit of the same group that was found earlier, or itself.
    parents: Vec<usize>,
    /// By number: whether it cannot take theirs.
    only_ours: Vec<bool>,
    /// Who names each record that only one side has.
    holders: HashMap<RecordId, Vec<RecordId>>,
    to_check: Vec<RecordId>,
}

impl<'a> Finder<'a> {
    fn new(sides: &'a Sides) -> Self {
        Self {
            sides,
            numbers: HashMap::new(),
            units: Vec::new(),
            parents: Vec::new(),
            only_ours: Vec::new(),
            holders: holders(sides),
            to_check: Vec::new(),
        }
    }

    fn root(&self, mut number: usize) -> usize {
        while self.parents[number] != number {
            number = self.parents[number];
        }
        number
    }

    fn has(&self, unit: &Unit) -> bool {
        self.numbers.contains_key(unit)
    }

    /// The sides disagree about it.
    fn add(&mut self, unit: Unit) -> usize {
        if let Some(&number) = self.numbers.get(&unit) {
            return number;
        }
        let number = self.units.len();
        self.numbers.insert(unit, number);
        self.units.push(unit);
        self.parents.push(number);
        self.only_ours.push(false);
        self.to_check.extend(unit.record());
        if let Unit::Presence(id) = unit {
            let holders = self.holders.get(&id).cloned().unwrap_or_default();
            for &holder in &holders {
                self.goes_with(holder, id);
            }
            self.to_check.extend(holders);
        }
        number
    }

    fn join(&mut self, a: Unit, b: Unit) {
        let (a, b) = (self.add(a), self.add(b));
        let (a, b) = (self.root(a), self.root(b));
        let (first, second) = (a.min(b), a.max(b));
        self.parents[second] = first;
    }

    fn is_one_group(&self, a: &Unit, b: &Unit) -> bool {
        match (self.numbers.get(a), self.numbers.get(b)) {
            (Some(&a), Some(&b)) => self.root(a) == self.root(b),
            _ => false,
        }
    }

    // What the sides changed differently.

    fn begin(&mut self) {
        let sides = self.sides;
        for &id in &sides.changed_by_them {
            if id.kind() == Kind::Unread {
                continue;
            }
            let versions = sides.versions(id);
            match (&versions.ours, &versions.theirs) {
                (Some(_), Some(_)) => self.fields_of(id, &versions),
                (Some(_), None) if !versions.is_untouched(Side::Ours) => {
                    self.add(Unit::Presence(id));
                }
                (None, Some(_)) if versions.base.is_some() => {
                    self.add(Unit::Presence(id));
                }
                (None, Some(_)) => self.taken_id(id),
                _ => {}
            }
        }
        for field in 0..fields::meta::names().len() {
            let (base, ours) = (&sides.base.meta, &sides.ours.meta);
            let theirs = &sides.theirs.meta;
            let same = |a, b| fields::meta::same_field(a, b, field);
            if !same(ours, theirs)
                && !same(base, ours)
                && !same(base, theirs)
                && fields::meta::join_field(base, ours, theirs, field).is_none()
            {
                self.add(Unit::Meta(field));
            }
        }
        self.same_assessments();
        self.same_paths();
        self.passages_of_texts();
        self.to_check.extend(&sides.changed_by_them);
        let deleted = sides.changed_by_them.iter();
        let deleted = deleted.filter(|id| !sides.theirs.contains(**id));
        let holders = deleted.filter_map(|id| self.holders.get(id));
        let holders: Vec<RecordId> = holders.flatten().copied().collect();
        self.to_check.extend(holders);
    }

    fn fields_of(&mut self, id: RecordId, versions: &Versions) {
        for field in 0..fields::count(id.kind()) {
            if agreed_field(versions, field).is_none() {
                self.add(Unit::Field(id, field));
            }
        }
    }

    /// A record of theirs with an id that a record of another kind has here.
    fn taken_id(&mut self, id: RecordId) {
        let of_kind = |&kind: &Kind| RecordId::from_bits(kind, id.bits());
        let kinds = Kind::ALL.iter().filter(|&&kind| kind != Kind::Unread);
        let mut others = kinds.map(of_kind).filter(|other| *other != id);
        if let Some(other) = others.find(|other| self.sides.ours.contains(*other)) {
            self.join(Unit::Presence(other), Unit::Presence(id));
        }
    }

    /// Two assessments of one field: at most one can be held.
    fn same_assessments(&mut self) {
        let key = |record: &Record| match record {
            Record::Assessment(held) => Some((held.event, held.field.to_lowercase())),
            _ => None,
        };
        let sides = self.sides;
        let new = |side: Side| {
            let changed = match side {
                Side::Ours => &sides.changed_by_us,
                Side::Theirs => &sides.changed_by_them,
            };
            let ids = changed.iter().copied();
            let only = ids.filter(move |id| sides.only_in(*id) == Some(side));
            only.filter_map(move |id| Some((key(&sides.of(side).get(id)?)?, id)))
        };
        let ours: HashMap<(EventId, String), RecordId> = new(Side::Ours).collect();
        let both = new(Side::Theirs).filter_map(|(key, id)| Some((*ours.get(&key)?, id)));
        for (our, their) in both.collect::<Vec<_>>() {
            self.join(Unit::Presence(our), Unit::Presence(their));
        }
    }

    /// Two tags that both sides gave one path.
    fn same_paths(&mut self) {
        let sides = self.sides;
        let path = |side: Side, id: RecordId| match sides.of(side).get(id) {
            Some(Record::Tag(tag)) => Some(tag.path.clone()),
            _ => None,
        };
        let ours: HashMap<String, RecordId> = sides
            .changed_by_us
            .iter()
            .filter_map(|&id| Some((path(Side::Ours, id)?, id)))
            .collect();
        let number = fields::number(Kind::Tag, "path").unwrap_or_default();
        let unit = |id| match sides.only_in(id) {
            Some(_) => Unit::Presence(id),
            None => Unit::Field(id, number),
        };
        for &their in &sides.changed_by_them {
            let Some(their_path) = path(Side::Theirs, their) else {
                continue;
            };
            if let Some(&our) = ours.get(&their_path)
                && our != their
                && path(Side::Theirs, our).as_ref() != Some(&their_path)
                && path(Side::Ours, their).as_ref() != Some(&their_path)
            {
                self.join(unit(our), unit(their));
            }
        }
    }

    /// Where both changed the text of a capture, passages stand in the one or in the other.
    fn passages_of_texts(&mut self) {
        let text = fields::number(Kind::Capture, "text");
        let is_text = |unit: &&Unit| matches!(unit, Unit::Field(id, field) if id.kind() == Kind::Capture && Some(*field) == text);
        let captures: HashMap<RecordId, Unit> = self
            .units
            .iter()
            .filter(is_text)
            .filter_map(|unit| Some((unit.record()?, *unit)))
            .collect();
        if captures.is_empty() {
            return;
        }
        let sides = self.sides;
        for &id in sides.changed_by_us.iter().chain(&sides.changed_by_them) {
            let Some(field) = fields::passage_field(id.kind()) else {
                continue;
            };
            let (Some(ours), Some(theirs)) = (sides.ours.get(id), sides.theirs.get(id)) else {
                continue;
            };
            if fields::same_field(&ours, &theirs, field) {
                continue;
            }
            let passages = [ours.passage(), theirs.passage()].into_iter().flatten();
            for passage in passages {
                if let Some(unit) = captures.get(&passage.capture.into()) {
                    self.join(*unit, Unit::Field(id, field));
                }
            }
        }
    }

    // What follows from that.

    fn follow(&mut self) {
        while let Some(id) = self.to_check.pop() {
            for name in self.names_in(id) {
                self.check(&name);
            }
        }
    }

    /// What the record names in the merged project, whatever is chosen.
    fn names_in(&self, id: RecordId) -> Vec<Name> {
        let versions = self.sides.versions(id);
        let mut names = Vec::new();
        match self.sides.only_in(id) {
            Some(side) => {
                let unit = Unit::Presence(id);
                let when = if self.has(&unit) {
                    When::If(unit, side)
                } else if self.sides.stays(id) {
                    When::Always
                } else {
                    return names;
                };
                for field in 0..fields::count(id.kind()) {
                    push_refs(&mut names, unit, versions.of(side), field, when);
                }
            }
            None => self.names_in_fields(id, &versions, &mut names),
        }
        for (tag, bears) in tags_in_play(&versions) {
            let unit = Unit::Tag(id, tag);
            let to = tag.into();
            if self.has(&unit) {
                let both = [Side::Ours, Side::Theirs].into_iter();
                names.extend(both.filter(|side| bears.of(*side)).map(|side| Name {
                    unit,
                    to,
                    when: When::If(unit, side),
                }));
            } else if bears.agreed(&versions) {
                let when = match self.sides.only_in(id) {
                    Some(side) if self.has(&Unit::Presence(id)) => {
                        When::If(Unit::Presence(id), side)
                    }
                    _ => When::Always,
                };
                names.push(Name { unit, to, when });
            }
        }
        names
    }

    fn names_in_fields(&self, id: RecordId, versions: &Versions, names: &mut Vec<Name>) {
        for field in 0..fields::count(id.kind()) {
            let unit = Unit::Field(id, field);
            if self.has(&unit) {
                for side in [Side::Ours, Side::Theirs] {
                    let when = When::If(unit, side);
                    push_refs(names, unit, versions.of(side), field, when);
                }
                continue;
            }
            let joined;
            let record = match agreed_field(versions, field) {
                Some(Source::Ours) | None => versions.ours.as_ref(),
                Some(Source::Theirs) => versions.theirs.as_ref(),
                Some(Source::Joined(record)) => {
                    joined = record;
                    Some(&joined)
                }
            };
            push_refs(names, unit, record, field, When::Always);
        }
    }

    /// Sees to it that what is named is there whenever it is named.
    fn check(&mut self, name: &Name) {
        let presence = Unit::Presence(name.to);
        let sides = self.sides;
        let is_in_theirs = sides.theirs.contains(name.to);
        if let When::If(_, Side::Theirs) = name.when
            && !is_in_theirs
            && !self.leads_nowhere_here(name)
        {
            // Theirs came with a name that leads nowhere; ours must not get one.
            let number = self.add(name.unit);
            self.only_ours[number] = true;
            return;
        }
        match sides.only_in(name.to) {
            None if is_in_theirs || self.leads_nowhere_here(name) => {}
            None => {
                let number = self.add(name.unit);
                self.only_ours[number] = true;
            }
            Some(side) if self.has(&presence) => match name.when {
                When::If(unit, when) if when == side && self.is_one_group(&unit, &presence) => {}
                // Nothing that is ours names what we lack, but for what the file came with.
                When::If(_, Side::Ours) if side == Side::Theirs => {}
                When::If(unit, _) => self.join(unit, presence),
                When::Always => self.join(name.unit, presence),
            },
            Some(_) if sides.stays(name.to) => {}
            Some(_) => match name.when {
                When::If(_, Side::Ours) if !sides.ours.contains(name.to) => {}
                When::If(unit, _) => self.join(unit, presence),
                When::Always => self.join(name.unit, presence),
            },
        }
    }

    /// Whether our file came with this name that leads nowhere: it may stay.
    fn leads_nowhere_here(&self, name: &Name) -> bool {
        let ours = &self.sides.ours;
        let record = name.unit.record().and_then(|id| ours.get(id));
        let names = record.is_some_and(|record| record.refs().iter().any(|(to, _)| *to == name.to));
        names && !ours.contains(name.to)
    }

    /// What named a deleted record before, and does not any more on the side that deleted it, is
    /// one with it.
    fn goes_with(&mut self, id: RecordId, deleted: RecordId) {
        let Some(side) = self.sides.only_in(deleted) else {
            return;
        };
        let versions = self.sides.versions(id);
        let (Some(base), Some(kept)) = (versions.base.as_ref(), versions.of(side)) else {
            return;
        };
        if !self.sides.base.contains(deleted) || !names(base, deleted) || !names(kept, deleted) {
            return;
        }
        let presence = Unit::Presence(deleted);
        let Some(without) = versions.of(side.other()) else {
            self.join(presence, Unit::Presence(id));
            return;
        };
        if let RecordId::Tag(tag) = deleted
            && let Some(bears) = tags_in_play(&versions).get(&tag)
            && bears.base
            && bears.of(side)
            && !bears.of(side.other())
        {
            self.join(presence, Unit::Tag(id, tag));
        }
        for field in 0..fields::count(id.kind()) {
            let names = |record| fields::field_refs(record, field).contains(&deleted);
            if names(base) && names(kept) && !names(without) {
                self.join(presence, Unit::Field(id, field));
            }
        }
    }

    fn into_groups(self) -> Groups {
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for (number, unit) in self.units.iter().enumerate() {
            let group = groups.entry(self.root(number)).or_insert(Group {
                units: Vec::new(),
                can_take_theirs: true,
            });
            group.units.push(*unit);
            group.can_take_theirs &= !self.only_ours[number];
        }
        Groups(groups.into_values().collect())
    }
}

fn names(record: &Record, other: RecordId) -> bool {
    let mut found = false;
    record.for_each_ref(&mut |to, _| found |= to == other);
    found
}

fn push_refs(names: &mut Vec<Name>, unit: Unit, record: Option<&Record>, field: usize, when: When) {
    let refs = record.map(|record| fields::field_refs(record, field));
    let refs = refs.unwrap_or_default().into_iter();
    names.extend(refs.map(|to| Name { unit, to, when }));
}

/// Who names each record that only one side has, on either side.
fn holders(sides: &Sides) -> HashMap<RecordId, Vec<RecordId>> {
    let mut holders: HashMap<RecordId, Vec<RecordId>> = HashMap::new();
    let changed = sides.changed_by_us.iter().chain(&sides.changed_by_them);
    for &id in changed.filter(|id| sides.only_in(**id).is_some()) {
        holders.entry(id).or_default();
    }
    if holders.is_empty() {
        return holders;
    }
    for side in [&sides.ours, &sides.theirs] {
        let ids = Kind::ALL.iter().flat_map(|&kind| side.ids(kind));
        for record in ids.filter_map(|id| side.get(id)) {
            record.for_each_ref(&mut |to, _| {
                if let Some(by) = holders.get_mut(&to)
                    && !by.contains(&record.id())
                {
                    by.push(record.id());
                }
            });
        }
    }
    holders
}
