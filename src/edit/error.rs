//! Why an edit cannot be done, said to the analyst.

use std::fmt;

use super::words;
use crate::model::{AssessmentId, Kind, RecordId, TagId, capital};

/// Why an edit was refused: what, why, and what to do instead. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The record, or all of them, are not in the project.
    Gone(Kind),
    /// There is a record with this id, of another kind.
    OtherKind {
        /// The kind that was expected.
        expected: Kind,
        /// The kind that it is.
        found: Kind,
    },
    /// The record would name one that does not exist.
    Missing {
        /// The kind of the record.
        of: Kind,
        /// The record that it would name.
        to: RecordId,
    },
    /// The record would name itself.
    NamesItself(Kind),
    /// The text holds no name for a tag.
    NoTagName,
    /// The text holds a control character, which no tag's name can.
    ControlInTagName(char),
    /// Another tag has the path.
    PathTaken {
        /// The path.
        path: String,
        /// The tag that has it.
        by: TagId,
    },
    /// Records of this kind bear no tags.
    BearsNoTags(Kind),
    /// The same link exists.
    LinkExists {
        /// The link in words.
        link: String,
    },
    /// A capture without a text.
    NoText,
    /// A passage whose words do not stand at its place.
    PassageOff {
        /// The words.
        exact: String,
    },
    /// The text, or the hash, of a capture would change without its passages.
    CaptureText,
    /// The text of a capture would hold a control character.
    ControlInText(char),
    /// The text of the capture does not match its hash, so that it is not known whose words it is.
    TextUnlikeHash,
    /// The record has no passage.
    NoPassage(Kind),
    /// The passage has no place that could be accepted.
    NothingToAccept,
    /// The passage has no place in an older capture.
    NoOlderPlace,
    /// A saved view without a name.
    NoViewName,
    /// The field of the event has an assessment.
    AssessmentExists {
        /// The field.
        field: String,
        /// The assessment that it has.
        by: AssessmentId,
    },
    /// An assessment without a field or without a value.
    NothingAssessed,
    /// A record that could not be read is mended, not edited.
    SetUnread,
    /// The record was mended before.
    MendedAlready,
    /// The mended text reads as a record of another kind than its table holds.
    MendKind {
        /// What the table holds.
        expected: Kind,
        /// What the text reads as.
        found: Kind,
    },
    /// The id of the mended record is taken.
    IdTaken {
        /// The record that has it.
        by: RecordId,
    },
    /// Nothing of what was deleted can come back, for this reason.
    StaysInTrash(String),
    /// The system gives no random numbers; its reason.
    NoId(String),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone(kind) => write!(
                f,
                "That {} is not in the project any more: it was deleted, or the step that made \
                 it was undone; choose another one",
                kind.singular()
            ),
            Self::OtherKind { expected, found } => write!(
                f,
                "That record is {}, not {}, and the kind of a record does not change; make a new \
                 record instead",
                words::a(found.singular()),
                words::a(expected.singular())
            ),
            Self::StaysInTrash(why) => write!(
                f,
                "Nothing of it can come back: {why}; it stays in the trash until you delete it for \
                 good"
            ),
            Self::Missing { of, to } => write!(
                f,
                "The {} would name the {} {to}, which does not exist; choose one that does, or \
                 leave it out",
                of.singular(),
                to.kind().singular()
            ),
            Self::NamesItself(kind) => write!(
                f,
                "{} cannot point to itself; choose another record",
                capital(&words::a(kind.singular()))
            ),
            Self::NoTagName => write!(
                f,
                "A tag needs a name; type one, with “/” between a tag and the one below it"
            ),
            Self::ControlInTagName(c) => write!(
                f,
                "The name of a tag cannot hold the control character U+{:04X}; type the name by hand",
                u32::from(*c)
            ),
            Self::PathTaken { path, .. } => write!(
                f,
                "There is a tag “{path}” already; merge the two tags, or choose another name"
            ),
            Self::BearsNoTags(kind) => write!(
                f,
                "{} bear no tags; tag sources, events, claims, notes or annotations instead",
                capital(kind.plural())
            ),
            Self::LinkExists { link } => write!(
                f,
                "There is a link {link} already; write a note on that one instead"
            ),
            Self::NoText => write!(
                f,
                "There is no text to keep; paste the text of the source, or load it from a file"
            ),
            Self::PassageOff { exact } => write!(
                f,
                "The words “{}” do not stand at that place of the capture; select the passage anew",
                words::cut(exact)
            ),
            Self::CaptureText => write!(
                f,
                "The text of a capture does not change without the passages that stand on it; edit \
                 it in the text itself, or add another capture of the source"
            ),
            Self::ControlInText(c) => write!(
                f,
                "The text of a capture cannot hold the control character U+{:04X}; type it by hand",
                u32::from(*c)
            ),
            Self::TextUnlikeHash => write!(
                f,
                "That text is not the one that was captured, as its SHA-256 tells, and editing it \
                 would hide this; add another capture of the source instead"
            ),
            Self::NoPassage(kind) => write!(
                f,
                "That {} stands on no passage; select the words for it in the text",
                kind.singular()
            ),
            Self::NothingToAccept => write!(
                f,
                "The passage has no place in the text yet; choose one of its candidates, or select \
                 the words that are meant"
            ),
            Self::NoOlderPlace => write!(
                f,
                "The words stand in no older capture of the source, or in more than one place of \
                 it; undo the step that brought them here, or select them there"
            ),
            Self::NoViewName => write!(f, "A saved view needs a name; type one"),
            Self::AssessmentExists { field, .. } => write!(
                f,
                "The field “{}” of that event is assessed already; change that assessment, which \
                 keeps what was held before",
                words::cut(field)
            ),
            Self::NothingAssessed => write!(
                f,
                "An assessment needs a field and a value; say what the field is held to be, or \
                 delete the assessment"
            ),
            Self::SetUnread => write!(
                f,
                "A record that could not be read has no fields yet; mend its text instead"
            ),
            Self::MendedAlready => write!(
                f,
                "That record has been mended already; edit the record that took its place"
            ),
            Self::MendKind { expected, found } => write!(
                f,
                "The text stands among the {} but reads as {}; write {} there",
                expected.plural(),
                words::a(found.singular()),
                words::a(expected.singular())
            ),
            Self::IdTaken { by } => write!(
                f,
                "Another record, {}, has the id {by} already; give this one an id of its own",
                words::a(by.kind().singular())
            ),
            Self::NoId(reason) => write!(
                f,
                "No id could be made for the new record: the system gives no random numbers \
                 ({reason}); save the project and try again"
            ),
        }
    }
}

impl std::error::Error for EditError {}
