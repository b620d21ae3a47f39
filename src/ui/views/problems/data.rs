//! What the list of problems shows, as plain data: rows by kind, and the state of a text that is being
//! mended.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::app::Workspace;
use crate::edit::{Context, Edit, IdSource, plan};
use crate::model::{
    FilePlace, Problem, ProblemClass, ProblemKind, Project, Stamp, Unread, capital,
};
use crate::store::read_record;

/// How many problems of a kind are listed beside others, and how many where the kind stands alone. The rest
/// is told by number: nobody reads on, and the list is made anew with every change of a problem.
const LISTED: usize = 500;
const LISTED_ALONE: usize = 10_000;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// The head over what is not done yet, with how much that is.
    ToDo(usize),
    /// The head of a kind, with how many there are.
    Head(ProblemKind, usize),
    /// The problem at this place of the collected ones.
    Problem(usize),
    /// So many more of the kind are not listed.
    More(ProblemKind, usize),
}

/// The problems that are told, kind after kind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Collected {
    /// The kinds that there are, in the order of the list, with how many of each.
    pub(super) kinds: Vec<(ProblemKind, usize)>,
    /// Those that are listed, in the order of kinds.
    pub(super) problems: Vec<Problem>,
}

impl Collected {
    /// How many problems there are, and how much is only to do.
    pub(super) fn counts(&self) -> (usize, usize) {
        let of = |wanted: bool| {
            let kinds = self.kinds.iter();
            let kinds = kinds.filter(|(kind, _)| is_to_do(*kind) == wanted);
            kinds.map(|(_, count)| count).sum()
        };
        (of(false), of(true))
    }

    /// "5 problems, 29 to do".
    pub(super) fn words(&self) -> String {
        let (problems, to_do) = self.counts();
        let problems = match problems {
            0 => "No problems".to_owned(),
            1 => "1 problem".to_owned(),
            n => format!("{n} problems"),
        };
        match to_do {
            0 => problems,
            n => format!("{problems}, {n} to do"),
        }
    }
}

fn is_to_do(kind: ProblemKind) -> bool {
    kind.class() == ProblemClass::Unfinished
}

/// The problems of all kinds that are told, or of `only` one; of each kind no more than can be looked at,
/// those of the file first.
pub(super) fn collect(work: &Workspace, only: Option<ProblemKind>) -> Collected {
    let mut of_file: BTreeMap<ProblemKind, Vec<&Problem>> = BTreeMap::new();
    for problem in work.file_problems() {
        of_file.entry(problem.kind).or_default().push(problem);
    }
    let mut collected = Collected::default();
    for &kind in ProblemKind::ALL {
        if work.project.meta().mutes(kind) {
            continue;
        }
        let of_file = of_file.remove(&kind).unwrap_or_default();
        let count = of_file.len() + work.problems.count(kind);
        if count == 0 {
            continue;
        }
        collected.kinds.push((kind, count));
        let most = match only {
            None => LISTED,
            Some(only) if only == kind => LISTED_ALONE,
            Some(_) => continue,
        };
        let all = of_file.into_iter().chain(work.problems.of_kind(kind));
        collected.problems.extend(all.take(most).cloned());
    }
    collected
}

/// The kinds that the project mutes, in the order of the list, with how many problems there are of each.
pub(super) fn muted(work: &Workspace) -> Vec<(ProblemKind, usize)> {
    let meta = work.project.meta();
    let kinds = ProblemKind::ALL.iter().filter(|kind| meta.mutes(**kind));
    let counted = kinds.map(|&kind| (kind, work.n_muted(kind)));
    counted.collect()
}

/// "3 problems of 2 kinds hidden".
pub(super) fn muted_words(muted: &[(ProblemKind, usize)]) -> String {
    let problems: usize = muted.iter().map(|(_, count)| count).sum();
    let problems = match problems {
        1 => "1 problem".to_owned(),
        n => format!("{n} problems"),
    };
    match muted.len() {
        1 => format!("{problems} of 1 kind hidden"),
        kinds => format!("{problems} of {kinds} kinds hidden"),
    }
}

/// The lines of the list: a head and its problems for each kind, or for `only` one; what is not done yet under
/// a head of its own.
pub(super) fn lines(collected: &Collected, only: Option<ProblemKind>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut next = 0;
    let mut parted = false;
    for &(kind, count) in &collected.kinds {
        if only.is_some_and(|only| only != kind) {
            continue;
        }
        if is_to_do(kind) && only.is_none() && !parted {
            parted = true;
            lines.push(Line::ToDo(collected.counts().1));
        }
        lines.push(Line::Head(kind, count));
        let rest = collected.problems.get(next..).unwrap_or_default();
        let shown = rest
            .iter()
            .take_while(|problem| problem.kind == kind)
            .count();
        lines.extend((next..next + shown).map(Line::Problem));
        if shown < count {
            lines.push(Line::More(kind, count - shown));
        }
        next += shown;
    }
    lines
}

/// Where the problem is, where that is known: in the file as it was last read or written.
pub(super) fn place(work: &Workspace, problem: &Problem) -> Option<FilePlace> {
    let of_record = || problem.record.and_then(|id| work.place_of(id));
    problem.place.or_else(of_record)
}

/// What the row says under the message: the record with its kind, and the place.
pub(super) fn second_line(work: &Workspace, problem: &Problem) -> String {
    let place = place(work, problem).map(|place| place.to_string());
    let record = problem.record.map(|id| {
        let label = work.project.label(id);
        match id {
            crate::model::RecordId::Unread(_) => label,
            _ => format!("{} “{}”", capital(id.kind().singular()), label.trim()),
        }
    });
    // The label of an unreadable record says where it is.
    let place = place.filter(|place| !record.as_ref().is_some_and(|label| label.ends_with(place)));
    // The place comes first: a label can be long, and is cut.
    let parts: Vec<String> = place
        .map(|place| capital(&place))
        .into_iter()
        .chain(record)
        .collect();
    parts.join(" · ")
}

/// What to do about problems of a kind, in a sentence; the message says what is wrong.
pub(super) fn advice(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::UnreadableRecord => {
            "Put the text right below: what is wrong with it is shown while you type."
        }
        ProblemKind::UnknownField => {
            "The field is kept where it is and written back unchanged, whatever you edit beside it."
        }
        ProblemKind::DanglingReference => {
            "Show the record and choose another one there, or take the name out."
        }
        ProblemKind::DuplicateTag => "Merge the two tags in the tag manager, or rename one.",
        ProblemKind::UnreadableDate => "Show the record and give the date anew; the words stay.",
        ProblemKind::HashMismatch => {
            "Compare the capture with the source, and add a new capture of it."
        }
        ProblemKind::PassageMismatch | ProblemKind::PassageState => {
            "Show the passage and select its words anew."
        }
        ProblemKind::BrokenMention => "Open the note and link to another record.",
        ProblemKind::QuoteWithoutValue => {
            "Correct the value or the passage; or say why it holds all the same."
        }
        ProblemKind::EffectBeforeCause => "Look at both dates, and at which way the link goes.",
        ProblemKind::LineageRing => "Take out the step of the lineage that is the wrong way round.",
        ProblemKind::OpenConflict => {
            "Choose the value that you hold to be right, and say why. The claims stay as they are."
        }
        ProblemKind::UncitedEvent => {
            "Open a source that tells of it, select the words, and file a claim."
        }
        ProblemKind::SingleOrigin => {
            "Look for an account that does not go back to the same origin, or leave it as it is."
        }
        ProblemKind::SingleSource => "Look for a second account, or leave it as it is.",
        ProblemKind::UnreadCapture => "Read it, and mark what bears on the case.",
        ProblemKind::UnusedTag => "Tag something with it, or delete it.",
    }
}

/// The first sentence of a message, for a row.
pub(super) fn first_sentence(message: &str) -> &str {
    let end = message
        .match_indices(". ")
        .map(|(at, _)| at + 1)
        .find(|&at| message[at..].trim_start().starts_with(char::is_uppercase));
    end.map_or(message, |end| &message[..end])
}

/// Words on a button, cut where they grow too long for one.
pub(super) fn quoted(words: &str) -> String {
    const CHARS: usize = 40;
    let line = words.replace('\n', " ");
    match line.char_indices().nth(CHARS) {
        Some((at, _)) => format!("“{}…”", line.get(..at).unwrap_or(&line)),
        None => format!("“{line}”"),
    }
}

/// How a text that is being mended reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reads {
    /// As this record; mending is possible.
    As(String),
    /// Not at all; what is wrong, and the bytes of the text where.
    Not(String, Range<usize>),
    /// As a record that cannot be taken into the project, for this reason.
    Unfit(String),
}

/// How `text` reads in place of `unread`.
pub(super) fn reads(project: &Project, unread: &Unread, text: &str) -> Reads {
    let record = match read_record(unread.table, text) {
        Ok(record) => record,
        Err(error) => {
            let at = error.offset.min(text.len());
            let message = format!("{}: {}.", place_in(text, at), error.message);
            return Reads::Not(message, word_at(text, at));
        }
    };
    let label = project.record_label(&record);
    let kind = record.id().kind().singular();
    let edit = Edit::Mend {
        unread: unread.id,
        record,
    };
    let mut ids = IdSource::counting(0);
    let mut context = Context {
        ids: &mut ids,
        now: Stamp::now(),
    };
    match plan(project, &edit, &mut context) {
        Ok(_) => Reads::As(format!("Reads as the {kind} “{label}”.")),
        Err(error) => Reads::Unfit(format!("{error}.")),
    }
}

/// "Line 3, column 12" of the text itself.
fn place_in(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |feed| feed + 1);
    let column = before.get(start..).map_or(0, |line| line.chars().count()) + 1;
    format!("Line {line}, column {column}")
}

/// The word at a byte, or one character; at the end of the text the last character.
fn word_at(text: &str, at: usize) -> Range<usize> {
    let mut at = at;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let rest = text.get(at..).unwrap_or_default();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let word: usize = rest
        .chars()
        .take_while(|&c| is_word(c))
        .map(char::len_utf8)
        .sum();
    if word > 0 {
        return at..at + word;
    }
    match rest.chars().next() {
        Some(c) if c != '\n' => at..at + c.len_utf8(),
        _ => {
            let last = text.get(..at).and_then(|before| before.chars().next_back());
            at - last.map_or(0, char::len_utf8)..at
        }
    }
}

/// The bytes of the line that holds `at`, without its line break.
pub(super) fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |feed| feed + 1);
    let end = text
        .get(at..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |feed| at + feed);
    start..end
}
