//! Files as people and other programs leave them: comments, odd white space, fields from later versions, broken records.

use annals::model::Project;
use annals::store::place::{BOM, Span};
use annals::store::scan::{Literal, literals, outline};
use annals::store::{self, splice};
use proptest::prelude::*;

/// What may stand between two words of a file.
const BLANKS: [&str; 14] = [
    "",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\n\n   ",
    "   ",
    " /* ( \" ' [ */ ",
    " // it's \"odd\" )\n",
    "\r\n// x\r\n",
    "\u{2028}",
    "/* a\n b /* c */ */",
    "\n  // above\n\n  ",
    "\u{200f} ",
];

/// Elements of a list that are no record of it.
const BROKEN: [&str; 6] = [
    "(id: 3, x: {\"a\": [1,\r\n2]})",
    "\"only ( words\"",
    "Name(1, /* ] */ 2)",
    "(id: \"ZZZZZZZZZZZZ\", title: 7)",
    "()",
    "(id: \"ZZZZZZZZZZZY\", id: \"ZZZZZZZZZZZY\")",
];

/// Fields that no version knows yet.
const LATER: [&str; 4] = [
    "mystery: [1, (a: \"x,)\")], ",
    "zz: \"\n\", ",
    "mood: Some(/* why */ 2),\n",
    "r#type: 'x' ,",
];

/// The choices that make a file untidy.
pub(crate) fn choices() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => Just(Vec::new()),
        4 => proptest::collection::vec(any::<u8>(), 1..60),
    ]
}

/// The choices one after the other, again and again.
struct Choices<'a> {
    rolls: &'a [u8],
    at: usize,
    /// Whether records may stand twice.
    twice: bool,
}

impl Choices<'_> {
    /// One of `of`, or none in most cases.
    fn seldom<'t>(&mut self, of: &[&'t str]) -> Option<&'t str> {
        let roll = usize::from(self.next());
        of.get(roll % (of.len() * 5)).copied()
    }

    fn next(&mut self) -> u8 {
        self.at += 1;
        self.rolls
            .get(self.at % self.rolls.len().max(1))
            .copied()
            .unwrap_or(u8::MAX)
    }
}

/// A file of the project that nobody has tidied. It reads as the project does, but for the broken records in it.
pub(crate) fn untidy(project: &Project, rolls: &[u8]) -> String {
    messy(project, rolls, true)
}

/// As [`untidy`], but no id stands twice: of two records with one id the second comes to light when the first is deleted.
pub(crate) fn untidy_once(project: &Project, rolls: &[u8]) -> String {
    messy(project, rolls, false)
}

fn messy(project: &Project, rolls: &[u8], twice: bool) -> String {
    let text = store::render(None, &project.snapshot()).unwrap();
    if rolls.is_empty() {
        return text;
    }
    let mut choices = Choices {
        rolls,
        at: 0,
        twice,
    };
    let text = with_strangers(&text, &mut choices);
    let mut messy = String::new();
    if choices.next().is_multiple_of(4) {
        messy.push_str(BOM);
    }
    if choices.next().is_multiple_of(4) {
        messy.push_str("// top\n#![enable(implicit_some)]\r\n");
    }
    let mut at = 0;
    for (kind, span) in literals(&text) {
        spread(&text[at..span.start], &mut choices, &mut messy);
        messy.push_str(span.of(&text));
        if kind == Literal::Comment {
            messy.push('\n');
        }
        at = span.end;
    }
    spread(&text[at..], &mut choices, &mut messy);
    messy
}

/// The text with fields and records that no version reads.
fn with_strangers(text: &str, choices: &mut Choices<'_>) -> String {
    let outline = outline(text).unwrap();
    let mut edits = Vec::new();
    let mut put = |at: usize, what: &str| {
        let text = what.to_owned();
        edits.push(splice::Edit {
            span: Span::at(at),
            text,
        });
    };
    if let Some(field) = choices.seldom(&LATER) {
        put(outline.body.start + 1, field);
    }
    for field in &outline.fields {
        if field.name.of(text) == "project"
            && let Some(later) = choices.seldom(&LATER)
        {
            put(field.value.start + 1, later);
        }
        for element in field.elements.iter().flatten() {
            if let Some(broken) = choices.seldom(&BROKEN) {
                put(element.start, &format!("{broken}, "));
            }
            if let Some(later) = choices.seldom(&LATER) {
                put(element.start + 1, later);
            }
            if choices.next().is_multiple_of(16) && choices.twice {
                let twice = element.of(text);
                put(element.end, &format!(", {twice}"));
            }
        }
    }
    let edits = splice::Edits::new(text, edits).unwrap();
    splice::apply_edits(text, &edits)
}

/// Adds a piece without quotations and comments, with other white space wherever there is some.
fn spread(piece: &str, choices: &mut Choices<'_>, out: &mut String) {
    let mut blank = false;
    for character in piece.chars() {
        if character.is_ascii_whitespace() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) {
            out.push_str(BLANKS[usize::from(choices.next()) % BLANKS.len()]);
        }
        out.push(character);
    }
    if blank {
        out.push_str(BLANKS[usize::from(choices.next()) % BLANKS.len()]);
    }
}
