//! The first records of a large file, for something to look at while all of it is read.
//!
//! The file is read from its start as far as is needed: records that are not asked for are passed over by their brackets, and
//! reading ends with the last one that is. The tables that stand at the start of a file, up to the events, take a tenth of it.
//! Nothing is said of what is wrong: that is found, and told, by opening the file.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use ron::extensions::Extensions;

use super::head::{META_FIELD, extensions, is_other_format, table_kind};
use super::place::Span;
use super::record::{decode, read_fast, read_one};
use super::scan::{Element, Part, Visitor, outline_with};
use crate::model::{Kind, Meta, Project, Record};

/// Bytes that are read at first. If the records are not among them, four times as many are.
const FIRST_READ: usize = 1 << 20;

/// A project of the first `rows` records of each of these kinds in the file at `path`. References to what was not read lead
/// nowhere. `None` if the file cannot be read, is no project of this version, or `cancel` was set.
#[must_use]
pub fn preview(path: &Path, kinds: &[Kind], rows: usize, cancel: &AtomicBool) -> Option<Project> {
    let mut file = File::open(path).ok()?;
    let mut bytes = Vec::new();
    let mut wanted = FIRST_READ;
    while !cancel.load(Ordering::Relaxed) {
        let missing = (wanted - bytes.len()) as u64;
        file.by_ref().take(missing).read_to_end(&mut bytes).ok()?;
        // The last character may be cut through.
        let text = match simdutf8::compat::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => simdutf8::basic::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
        };
        let (project, found_all) = preview_text(text, kinds, rows)?;
        if found_all || bytes.len() < wanted {
            return Some(project);
        }
        wanted *= 4;
    }
    None
}

/// A project of the first `rows` records of each of these kinds in `text`, which may be the start of a longer one; says
/// whether more of it would not give more. `None` if it is no project of this version.
#[must_use]
pub fn preview_text(text: &str, kinds: &[Kind], rows: usize) -> Option<(Project, bool)> {
    let mut reader = Preview {
        extensions: Extensions::empty(),
        readable: true,
        wanted: kinds.to_vec(),
        rows,
        kind: None,
        missing: 0,
        meta: Meta::default(),
        records: Vec::new(),
    };
    let whole = outline_with(text, &mut reader).is_ok();
    let found_all = whole || reader.has_all();
    let (project, _) = Project::load(reader.meta, reader.records);
    reader.readable.then_some((project, found_all))
}

/// Reads the first records of tables while the outline is made.
struct Preview {
    extensions: Extensions,
    /// Whether the project is one that this version can read, as far as is known.
    readable: bool,
    /// The kinds whose lists did not come yet.
    wanted: Vec<Kind>,
    /// How many records of each.
    rows: usize,
    /// The kind of the list at hand, if it is asked for.
    kind: Option<Kind>,
    /// How many more of it.
    missing: usize,
    meta: Meta,
    records: Vec<Record>,
}

impl Preview {
    fn has_all(&self) -> bool {
        self.wanted.is_empty() && self.missing == 0
    }

    fn take(&mut self, record: Record) {
        self.records.push(record);
        self.missing -= 1;
    }
}

impl Visitor for Preview {
    fn start(&mut self, part: Part<'_>, attributes: &[Span]) {
        match extensions(attributes, part.text) {
            Ok(extensions) => self.extensions = extensions,
            Err(_) => self.readable = false,
        }
    }

    fn value(&mut self, name: &str, value: &str) {
        self.readable &= !is_other_format(name, value);
        if name == META_FIELD
            && let Ok((meta, _)) = decode(value, self.extensions)
        {
            self.meta = meta;
        }
    }

    fn list(&mut self, name: &str) {
        let kind = table_kind(name).filter(|kind| self.readable && self.wanted.contains(kind));
        self.wanted.retain(|wanted| Some(*wanted) != kind);
        self.missing = if kind.is_some() { self.rows } else { 0 };
        self.kind = kind;
    }

    fn element(&mut self, part: Part<'_>, start: usize) -> Element {
        if self.missing == 0 {
            // The outline has to go on to the next list that is asked for. Is there none, the text may as well end here.
            return if self.has_all() {
                Element::Stop
            } else {
                Element::Left
            };
        }
        let implicit_some = self.extensions.contains(Extensions::IMPLICIT_SOME);
        let read = self
            .kind
            .and_then(|kind| read_fast(kind, part.text, start, implicit_some));
        let Some((record, end)) = read else {
            return Element::Left;
        };
        self.take(record);
        Element::Read(end)
    }

    fn left(&mut self, part: Part<'_>, span: Span) {
        if self.missing > 0
            && let Some(kind) = self.kind
            && let Ok((record, _)) = read_one(kind, span.of(part.text), self.extensions)
        {
            self.take(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::store::read::read_text;

    const SAMPLE: &str = include_str!("../../sample-projects/pakistan-iran-2024.ron");

    static WHOLE: LazyLock<Project> =
        LazyLock::new(|| read_text(SAMPLE.to_owned()).unwrap().project);

    /// The preview is the start of what opening gives; says whether all was found.
    #[track_caller]
    fn check_start(text: &str, kinds: &[Kind], rows: usize) -> bool {
        let (project, found_all) = preview_text(text, kinds, rows).unwrap();
        for &kind in Kind::ALL {
            let all = |project: &Project, rows| -> Vec<Option<Record>> {
                let ids = project.ids(kind).take(rows);
                ids.map(|id| project.get(id)).collect()
            };
            let wanted = if kinds.contains(&kind) { rows } else { 0 };
            let (found, expected) = (all(&project, usize::MAX), all(&WHOLE, wanted));
            assert!(expected.starts_with(&found), "{kind:?}");
            assert!(!found_all || found.len() == expected.len(), "{kind:?}");
        }
        found_all
    }

    #[test]
    fn the_first_records_of_each_table_are_those_that_opening_gives() {
        for rows in [0, 1, 2, 7, usize::MAX] {
            assert!(check_start(SAMPLE, Kind::ALL, rows));
            assert!(check_start(SAMPLE, &[Kind::Event], rows));
            assert!(check_start(SAMPLE, &[Kind::View, Kind::Source], rows));
        }
        assert!(check_start(SAMPLE, &[], 5));
    }

    #[test]
    fn the_start_of_a_file_is_enough_if_the_records_are_in_it() {
        let ends = SAMPLE.char_indices().step_by(997).map(|(at, _)| at);
        let found: Vec<bool> = ends
            .map(|end| check_start(&SAMPLE[..end], &[Kind::Event], 3))
            .collect();
        assert!(found.is_sorted() && found.contains(&false) && found.contains(&true));
    }

    #[test]
    fn a_file_is_read_as_far_as_is_needed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("project.ron");
        let events = |range: std::ops::Range<u64>| -> String {
            let event = |bits| {
                format!(
                    "(id: \"{}\", title: \"ä\"),\n",
                    crate::model::EventId::from_bits(bits)
                )
            };
            range.map(event).collect()
        };
        // The second list starts behind what is read at first, and the file ends with what nobody could read.
        let text = format!(
            "(annals: 1, other: [{}], events: [{}",
            events(0..50_000),
            events(0..90_000)
        );
        assert!(text.len() > 2 * FIRST_READ);
        std::fs::write(&path, [text.as_bytes(), &[0xFF; 9]].concat()).unwrap();
        let go = AtomicBool::new(false);
        let project = preview(&path, &[Kind::Event], 60, &go).unwrap();
        assert_eq!(project.events().len(), 60);
        // Some are all that there are.
        let project = preview(&path, &[Kind::Event], 1_000_000, &go).unwrap();
        assert_eq!(project.events().len(), 90_000);
        assert!(preview(&path, &[Kind::Event], 60, &AtomicBool::new(true)).is_none());
        assert!(preview(folder.path(), &[Kind::Event], 60, &go).is_none());
        std::fs::write(&path, "(annals: 2, events: [(id: \"000000000001\")])").unwrap();
        assert!(preview(&path, &[Kind::Event], 60, &go).is_none());
    }
}
