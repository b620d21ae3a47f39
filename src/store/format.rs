//! Putting a whole file into canonical form without losing anything of it.
//!
//! What becomes of each part:
//!
//! - A record that can be read, without comments in it and without fields that this version does not know, is written in
//!   canonical form. The project's description likewise.
//! - One with comments or unknown fields keeps its text, since the canonical form has no place for them. Only its line ends
//!   (outside of quotations) and the indentation of its lines follow.
//! - A record that cannot be read keeps every byte, where it stands.
//! - Comments between records and fields stay with what they stand beside or above. White space follows the canonical form;
//!   of the empty lines, one stays before and after comments.
//! - Fields of the file come in the order of the format, those that this version does not know at the end. If a record cannot
//!   be read they stay in their order, because which of two records has an id depends on it. Empty tables go.
//! - A byte order mark goes; it has no meaning.
//!
//! The result is read back and compared before it is handed out: the same records, unreadable ones byte for byte, the same
//! unknown fields, the same comments. So formatting twice is formatting once, and a text without comments, unknown fields and
//! unreadable records comes out as saving the same project anew would write it.

use std::fmt;
use std::path::Path;

use super::canon;
use super::disk;
use super::document::{Entry, FIELDS, WholeText, table_names};
use super::elements::Key;
use super::error::{OpenError, SaveError, file_place};
use super::folders::Folders;
use super::lock::{Lock, Locked};
use super::place::{LineIndex, Span};
use super::read::{Opened, read_text};
use super::scan::{OutlineField, comments, plain_name};
use super::settings::Settings;
use super::splice::{LineEnd, reindent};
use super::{backup, open};
use crate::model::{FilePlace, Kind};

mod gap;
mod verify;

#[cfg(test)]
mod tests;

use gap::{Between, Gap, Remark, clean};

/// The white space before a field of the file.
const FIELD_INDENT: &str = "  ";
/// The white space before a record.
const RECORD_INDENT: &str = "    ";

/// A text in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// What keeps its own form in it, in the order of the text that was given.
    pub left: Vec<Left>,
}

/// A part of a file that keeps its own form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Where it stands in the text that was given.
    pub place: FilePlace,
    /// What it is: "the event 7SD5FVRSKESR".
    pub what: String,
    /// Why it was left.
    pub why: Why,
}

/// Why a part of a file keeps its own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It cannot be read.
    Unreadable,
    /// There are comments in it.
    Comments,
    /// It has fields that this version does not know, or is one.
    Unknown,
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = &self.what;
        match self.why {
            Why::Unreadable => write!(f, "{what} is left byte for byte: it cannot be read"),
            Why::Comments => write!(f, "{what} keeps its form: there are comments in it"),
            Why::Unknown => write!(
                f,
                "{what} keeps its form: it holds what this version does not know"
            ),
        }
    }
}

/// Why a file was not formatted. It is as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// It cannot be read as a project.
    Open(OpenError),
    /// It is open in a window, whose holder this is.
    Held(String),
    /// It cannot be written, or the result would not hold the same.
    Save(SaveError),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Held(holder) => write!(
                f,
                "Not changed. The file is being edited by {holder}. Close it there first."
            ),
            Self::Save(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FormatError {}

impl From<SaveError> for FormatError {
    fn from(error: SaveError) -> Self {
        Self::Save(error)
    }
}

/// What came of formatting a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormattedFile {
    /// Whether the file was not in canonical form.
    pub changes: bool,
    /// What keeps its own form in it.
    pub left: Vec<Left>,
    /// What did not work though the file is written.
    pub warning: Option<String>,
}

/// Puts the file at `path` into canonical form, or only tells whether it is not if `write` is false. The file as it was is
/// kept as a backup.
///
/// # Errors
/// If it cannot be read or written, is open in a window, or was changed by somebody else meanwhile. It is then as it was.
pub fn format_file(
    path: &Path,
    folders: &Folders,
    write: bool,
) -> Result<FormattedFile, FormatError> {
    let never = std::sync::atomic::AtomicBool::new(false);
    let _lock = match write.then(|| Lock::take(path, folders)) {
        Some(Locked::Theirs(holder)) => return Err(FormatError::Held(holder)),
        other => other,
    };
    let limits = Settings::load(folders).0.limits;
    let (opened, hash) = open(path, limits, &never).map_err(FormatError::Open)?;
    let formatted = format(&opened)?;
    let changes = formatted.text != opened.document.text().map_err(SaveError::from)?;
    let mut warning = None;
    if write && changes {
        if disk::content_hash(path).map_err(SaveError::from)? != Some(hash) {
            return Err(SaveError::ChangedOnDisk(path.to_owned()).into());
        }
        if let Err(error) = backup::keep(path, hash, folders, backup::Limits::default()) {
            warning = Some(format!(
                "No backup of the file as it was could be kept. {error}"
            ));
        }
        disk::write(path, formatted.text.as_bytes()).map_err(SaveError::from)?;
    }
    Ok(FormattedFile {
        changes,
        left: formatted.left,
        warning,
    })
}

/// The canonical form of a project's text.
///
/// # Errors
/// If the text cannot be read as a project, or the result would not hold the same.
pub fn format_text(text: &str) -> Result<Formatted, FormatError> {
    let opened = read_text(text.to_owned()).map_err(FormatError::Open)?;
    Ok(format(&opened)?)
}

fn format(opened: &Opened) -> Result<Formatted, SaveError> {
    let whole = opened.document.read.whole()?;
    let mut formatter = Formatter::new(opened, &whole);
    formatter.whole()?;
    let Formatter { out, left, .. } = formatter;
    verify::same(opened, &out).map_err(SaveError::WouldNotReadBack)?;
    Ok(Formatted { text: out, left })
}

struct Formatter<'a> {
    opened: &'a Opened,
    whole: &'a WholeText<'a>,
    lines: LineIndex,
    text: &'a str,
    out: String,
    left: Vec<Left>,
}

impl<'a> Formatter<'a> {
    fn new(opened: &'a Opened, whole: &'a WholeText<'a>) -> Self {
        let text: &str = &whole.text;
        Self {
            opened,
            whole,
            lines: LineIndex::new(),
            text,
            out: String::with_capacity(text.len() + text.len() / 8),
            left: Vec::new(),
        }
    }

    fn part(&self, from: usize, to: usize) -> &'a str {
        Span::new(from, to).of(self.text)
    }

    fn whole(&mut self) -> Result<(), SaveError> {
        let outline = &self.whole.outline;
        self.prologue();
        if let Some(name) = outline.name {
            self.out.push_str(name.of(self.text));
        }
        self.out.push_str("(\n");
        self.fields()?;
        self.out.push(')');
        let rest = self.part(outline.body.end, self.text.len());
        let after = Gap::new(rest, Between::PartAndClosing);
        self.tail(&after);
        self.head(&after.head, "", true);
        Ok(())
    }

    /// Comments and attributes before the struct.
    fn prologue(&mut self) {
        let outline = &self.whole.outline;
        let text = self.text;
        let mut at = text.len() - text.trim_start_matches(super::place::BOM).len();
        let mut between = Between::OpeningAndPart;
        for attribute in &outline.attributes {
            let gap = Gap::new(self.part(at, attribute.start), between);
            self.before_part(&gap, between);
            self.out.push_str(attribute.of(text));
            at = attribute.end;
            between = Between::Parts;
        }
        let start = outline.name.unwrap_or(outline.body).start;
        let gap = Gap::new(self.part(at, start), between);
        self.before_part(&gap, between);
        if let Some(name) = outline.name {
            self.lines_of(self.part(name.end, outline.body.start), "");
        }
    }

    /// What stands between two parts of the prologue: the rest of the line of the one, the lines above the other.
    fn before_part(&mut self, gap: &Gap<'_>, between: Between) {
        if between == Between::Parts {
            self.tail(gap);
        }
        self.head(&gap.head, "", between == Between::OpeningAndPart);
        if gap.blank_end {
            self.out.push('\n');
        }
    }

    /// The comments after a part on its line, and the end of the line.
    fn tail(&mut self, gap: &Gap<'_>) {
        for comment in &gap.tail {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    /// Comments on lines of their own; `first`: directly after a bracket.
    fn head(&mut self, remarks: &[Remark<'_>], indent: &str, first: bool) {
        for (number, remark) in remarks.iter().enumerate() {
            if remark.blank_before && !(first && number == 0) {
                self.out.push('\n');
            }
            self.line(indent, &remark.text);
        }
    }

    /// The comments of `text`, which holds no strings, on lines of their own.
    fn lines_of(&mut self, text: &str, indent: &str) {
        for comment in comments(text) {
            self.line(indent, &clean(comment.of(text)));
        }
    }

    fn line(&mut self, indent: &str, text: &str) {
        self.out.push_str(indent);
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn fields(&mut self) -> Result<(), SaveError> {
        let outline = &self.whole.outline;
        let fields = &outline.fields;
        let spans: Vec<Span> = fields
            .iter()
            .map(|field| Span::new(field.name.start, field.value.end))
            .collect();
        let gaps = self.gaps(outline.body, &spans);
        let start = self.out.len();
        for number in self.order() {
            let (Some(field), Some(before), Some(after)) =
                (fields.get(number), gaps.get(number), gaps.get(number + 1))
            else {
                continue;
            };
            let between = self.part(field.name.end, field.value.start);
            let remarked = !before.head.is_empty() || !after.tail.is_empty();
            if is_empty_table(self.text, field) && !remarked && comments(between).is_empty() {
                continue;
            }
            let first = self.out.len() == start;
            self.head(&before.head, FIELD_INDENT, first);
            if before.blank_end {
                self.out.push('\n');
            }
            self.lines_of(between, FIELD_INDENT);
            self.out.push_str(FIELD_INDENT);
            self.out.push_str(field.name.of(self.text));
            self.out.push_str(": ");
            self.value(field)?;
            self.out.push(',');
            self.tail(after);
        }
        if let Some(last) = gaps.last() {
            let first = self.out.len() == start;
            self.head(&last.head, FIELD_INDENT, first);
        }
        Ok(())
    }

    /// The numbers of the file's fields, in the order in which they are written.
    fn order(&self) -> Vec<usize> {
        let fields = &self.whole.outline.fields;
        let mut order: Vec<usize> = (0..fields.len()).collect();
        if self.opened.project.unread().is_empty() {
            let names: Vec<&str> = FIELDS.into_iter().chain(table_names()).collect();
            let rank = |number: &usize| {
                let field = fields.get(*number);
                let name = field.map(|field| plain_name(field.name.of(self.text)));
                names.iter().position(|known| Some(*known) == name)
            };
            order.sort_by_key(|number| rank(number).unwrap_or(names.len()));
        }
        order
    }

    /// The gaps around the parts between the brackets of `body`.
    fn gaps(&self, body: Span, parts: &[Span]) -> Vec<Gap<'a>> {
        let starts = parts.iter().map(|part| part.start);
        let starts = starts.chain([body.end.saturating_sub(1)]);
        let ends = [body.start + 1].into_iter();
        let ends = ends.chain(parts.iter().map(|part| part.end));
        let gap = |(number, (from, to)): (usize, (usize, usize))| {
            let between = if number == 0 {
                Between::OpeningAndPart
            } else if number == parts.len() {
                Between::PartAndClosing
            } else {
                Between::Parts
            };
            Gap::new(self.part(from, to), between)
        };
        ends.zip(starts).enumerate().map(gap).collect()
    }

    fn value(&mut self, field: &OutlineField) -> Result<(), SaveError> {
        let whole = self.whole;
        let name = plain_name(field.name.of(self.text));
        let mut tables = whole.tables.iter();
        let table = tables.find(|(kind, _)| kind.table_name() == Some(name));
        match (name, table) {
            ("annals", _) => self.out.push_str(field.value.of(self.text)),
            ("project", _) => self.description(field)?,
            (_, Some((kind, entries))) => self.table(*kind, field.value, entries)?,
            (_, None) => {
                let what = format!("the field “{name}”");
                self.keep(
                    field.name.start,
                    field.value,
                    FIELD_INDENT,
                    what,
                    Why::Unknown,
                );
            }
        }
        Ok(())
    }

    fn description(&mut self, field: &OutlineField) -> Result<(), SaveError> {
        let span = field.value;
        let unknown = &self.opened.document.unknown;
        let why = if !unknown.of_meta.is_empty() {
            Some(Why::Unknown)
        } else if !comments(span.of(self.text)).is_empty() {
            Some(Why::Comments)
        } else {
            None
        };
        match why {
            Some(why) => {
                let what = "the description of the project".to_owned();
                self.keep(span.start, span, FIELD_INDENT, what, why);
            }
            None => {
                let meta = canon::meta(self.opened.project.meta())?;
                self.out.push_str(&meta);
            }
        }
        Ok(())
    }

    fn table(&mut self, kind: Kind, body: Span, entries: &[Entry]) -> Result<(), SaveError> {
        let spans: Vec<Span> = entries.iter().map(|entry| entry.span).collect();
        let gaps = self.gaps(body, &spans);
        if entries.is_empty() && gaps.iter().all(Gap::is_empty) {
            self.out.push_str("[]");
            return Ok(());
        }
        self.out.push_str("[\n");
        for (number, entry) in entries.iter().enumerate() {
            if let Some(gap) = gaps.get(number) {
                self.head(&gap.head, RECORD_INDENT, number == 0);
                if gap.blank_end {
                    self.out.push('\n');
                }
            }
            self.out.push_str(RECORD_INDENT);
            self.record(kind, entry)?;
            self.out.push(',');
            if let Some(gap) = gaps.get(number + 1) {
                self.tail(gap);
            }
        }
        if let Some(gap) = gaps.last() {
            self.head(&gap.head, RECORD_INDENT, entries.is_empty());
        }
        self.out.push_str("  ]");
        Ok(())
    }

    fn record(&mut self, kind: Kind, entry: &Entry) -> Result<(), SaveError> {
        let span = entry.span;
        let id = match entry.key {
            Key::Record(id) => id,
            Key::Unread(_) => {
                let what = format!("a record among the {}", kind.plural());
                self.note(span.start, what, Why::Unreadable);
                self.out.push_str(span.of(self.text));
                return Ok(());
            }
        };
        let unknown = &self.opened.document.unknown;
        let why = if unknown.of_records.contains_key(&id) {
            Why::Unknown
        } else if !comments(span.of(self.text)).is_empty() {
            Why::Comments
        } else {
            let missing = || SaveError::Write(format!("record {id} is missing"));
            let record = self.opened.project.get(id).ok_or_else(missing)?;
            return canon::push_record(&mut self.out, &record);
        };
        let what = format!("the {} {id}", kind.singular());
        self.keep(span.start, span, RECORD_INDENT, what, why);
        Ok(())
    }

    /// Writes a part in its own form, with the line ends of the file and its lines moved to where it stands now.
    fn keep(&mut self, at: usize, span: Span, indent: &str, what: String, why: Why) {
        self.note(at, what, why);
        let line = self.part(0, at).rsplit('\n').next().unwrap_or_default();
        let rest = self.part(at - line.len(), self.text.len());
        let white = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let from = rest.get(..white.min(line.len())).unwrap_or_default();
        let text = reindent(span.of(self.text), from, indent, LineEnd::Lf);
        self.out.push_str(&text);
    }

    fn note(&mut self, at: usize, what: String, why: Why) {
        let place = file_place(self.lines.place(self.text, at));
        self.left.push(Left { place, what, why });
    }
}

fn is_empty_table(text: &str, field: &OutlineField) -> bool {
    let name = plain_name(field.name.of(text));
    table_names().any(|table| table == name)
        && field.elements.as_ref().is_some_and(Vec::is_empty)
        && comments(field.value.of(text)).is_empty()
}
