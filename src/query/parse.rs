//! The search language: what the words in the search box ask for.
//!
//! | written | finds |
//! |---|---|
//! | `border post` | records in whose texts both occur, in any place and inside of words too |
//! | `"border post"` | the words in this order |
//! | `tag:border` | what bears a tag of this name or path or one below it, or names it as actor or place |
//! | `type:event` | records of this kind |
//! | `source:dawn` | what a source of this name says, and the source itself |
//! | `reliability:b`, `reliability:a-c` | sources of these grades, and what is claimed in them |
//! | `credibility:2`, `credibility:1-3` | claims of these grades |
//! | `-word`, `-tag:border` | all but those |
//!
//! Reading never fails: while somebody types, half of a query is a query.

use std::fmt;
use std::ops::Range;

use super::fold::{Folded, fold};
use super::near::nearest;

/// The fields that a term can ask for.
pub const FIELDS: &[&str] = &["tag", "type", "source", "reliability", "credibility"];

/// A query as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    text: String,
    terms: Vec<Term>,
    mistakes: Vec<Mistake>,
}

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Its bytes in the query, minus sign and quotation marks included.
    pub span: Range<usize>,
    /// The bytes of its value, quotation marks included; empty while it is still to be typed.
    pub value: Range<usize>,
    /// What it asks for.
    pub kind: TermKind,
    /// Whether it asks for all but that.
    pub excluded: bool,
    /// The value folded, white space at its ends left out.
    pub(super) needle: String,
}

/// What a term asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// A word in any text.
    Word,
    /// Several words in this order in one text.
    Phrase,
    /// A tag.
    Tag,
    /// A kind of record.
    Type,
    /// A source.
    Source,
    /// The grade of a source.
    Reliability,
    /// The grade of a claim.
    Credibility,
    /// A field that does not exist; see [`Query::mistakes`].
    Unknown,
}

impl Term {
    /// What is looked for: the value folded, white space at its ends left out.
    #[must_use]
    pub fn needle(&self) -> &str {
        &self.needle
    }
}

impl TermKind {
    /// Whether it is written with a field, so that the search box shows it as a token.
    #[must_use]
    pub fn is_token(self) -> bool {
        matches!(
            self,
            Self::Tag | Self::Type | Self::Source | Self::Reliability | Self::Credibility
        )
    }
}

/// Something in a query that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes of the query that are wrong.
    pub span: Range<usize>,
    /// What is wrong, as a sentence: "No field “tga”."
    pub sentence: String,
    /// What was probably meant.
    pub instead: Option<String>,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)?;
        match &self.instead {
            Some(instead) => write!(f, " {instead}?"),
            None => Ok(()),
        }
    }
}

impl Mistake {
    /// The query `text` with what was probably meant instead of the mistake.
    #[must_use]
    pub fn mended(&self, text: &str) -> Option<String> {
        let instead = quoted(self.instead.as_deref()?);
        let before = text.get(..self.span.start)?;
        let after = text.get(self.span.end..)?;
        Some(format!("{before}{instead}{after}"))
    }
}

/// The text of a term that asks for a field: `tag:border`, `tag:"border post"`.
#[must_use]
pub fn field_term(field: &str, value: &str) -> String {
    format!("{field}:{}", quoted(value))
}

/// The value as it is typed after a colon. A quotation mark inside of it cannot be typed; it goes.
#[must_use]
pub fn quoted(value: &str) -> String {
    if value.contains(|c: char| c.is_whitespace() || is_quote(c)) {
        format!("\"{}\"", value.replace(is_quote, ""))
    } else {
        value.to_owned()
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

impl Query {
    /// Reads what was typed.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self {
            text: text.to_owned(),
            ..Self::default()
        };
        let mut at = 0;
        while let Some(start) = next_start(text, at) {
            let raw = RawTerm::read(text, start);
            at = raw.end;
            query.add(&raw);
        }
        query
    }

    fn add(&mut self, raw: &RawTerm) {
        let value = raw.value.clone();
        let words = self.text.get(raw.inside.clone()).unwrap_or_default();
        let needle = fold(words).trim().to_owned();
        let field = self.text.get(raw.field.clone()).unwrap_or_default();
        let kind = match fold(field).as_str() {
            "" if raw.is_quoted => TermKind::Phrase,
            "" => TermKind::Word,
            "tag" => TermKind::Tag,
            "type" => TermKind::Type,
            "source" => TermKind::Source,
            "reliability" => TermKind::Reliability,
            "credibility" => TermKind::Credibility,
            _ => TermKind::Unknown,
        };
        if kind == TermKind::Unknown {
            let mistake = unknown_field(field, raw.field.clone());
            self.mistakes.push(mistake);
        }
        // Nothing is asked for by a lone minus sign or by a mark that folding leaves out.
        if !needle.is_empty() || !matches!(kind, TermKind::Word | TermKind::Phrase) {
            self.terms.push(Term {
                span: raw.start..raw.end,
                value,
                kind,
                excluded: raw.excluded,
                needle,
            });
        }
    }

    /// The text as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its parts in order, for the search box to show.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// What can be seen to be wrong without a project: fields that do not exist.
    /// [`Query::resolve`] finds the others.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }

    /// Whether it asks for nothing, so that every record matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mistakes.is_empty() && self.terms.iter().all(|term| term.needle.is_empty())
    }

    /// The words and phrases that must occur.
    fn wanted(&self) -> impl Iterator<Item = &str> {
        let texts = self.terms.iter().filter(|term| {
            matches!(term.kind, TermKind::Word | TermKind::Phrase) && !term.excluded
        });
        texts.map(|term| term.needle.as_str())
    }

    /// Where the words asked for stand in `text`: byte ranges of whole characters as a reader sees
    /// them, in order, none touching another.
    #[must_use]
    pub fn hits(&self, text: &str) -> Vec<Range<usize>> {
        if self.wanted().next().is_none() || text.is_empty() {
            return Vec::new();
        }
        let folded = Folded::new(text);
        let mut hits: Vec<Range<usize>> = Vec::new();
        for needle in self.wanted() {
            let found = memchr::memmem::find_iter(folded.text().as_bytes(), needle);
            hits.extend(found.map(|at| folded.original_range(at..at + needle.len())));
        }
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|next, kept| {
            let touches = next.start <= kept.end;
            if touches {
                kept.end = kept.end.max(next.end);
            }
            touches
        });
        hits
    }
}

fn unknown_field(field: &str, span: Range<usize>) -> Mistake {
    let instead = nearest(field, FIELDS);
    let fields = match instead {
        Some(_) => "",
        None => " The fields are tag, type, source, reliability and credibility.",
    };
    Mistake {
        span,
        sentence: format!("No field “{field}”.{fields}"),
        instead,
    }
}

/// The first byte from `at` on that is not white space.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let offset = rest.find(|c: char| !c.is_whitespace())?;
    Some(at + offset)
}

/// A term's parts, as byte ranges of the query.
struct RawTerm {
    start: usize,
    end: usize,
    excluded: bool,
    is_quoted: bool,
    field: Range<usize>,
    value: Range<usize>,
    /// The value without its quotation marks.
    inside: Range<usize>,
}

impl RawTerm {
    fn read(text: &str, start: usize) -> Self {
        let from = |at: usize| text.get(at..).unwrap_or_default();
        let excluded = from(start).starts_with('-');
        let mut at = start + usize::from(excluded);
        let field_length = field_length(from(at));
        let field = at..at + field_length;
        if field_length > 0 {
            at += field_length + 1;
        }
        let rest = from(at);
        let opening = rest.chars().next().filter(|&c| is_quote(c));
        let (inside, end) = match opening {
            Some(quote) => {
                let open = at + quote.len_utf8();
                match from(open).char_indices().find(|&(_, c)| is_quote(c)) {
                    Some((length, close)) => {
                        (open..open + length, open + length + close.len_utf8())
                    }
                    // Still being typed.
                    None => (open..text.len(), text.len()),
                }
            }
            None => {
                let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (at..at + length, at + length)
            }
        };
        Self {
            start,
            end,
            excluded,
            is_quoted: opening.is_some(),
            field,
            value: at..end,
            inside,
        }
    }
}

/// Bytes of the field name that `text` begins with; 0 if it begins with none. An address
/// (`https://…`), a time (`12:30`) and a word with a colon at its end are words.
fn field_length(text: &str) -> usize {
    let Some((name, rest)) = text.split_once(':') else {
        return 0;
    };
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
    let is_known = FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name));
    let has_value = !rest.is_empty() && !rest.starts_with(char::is_whitespace);
    if is_name && (is_known || has_value && !rest.starts_with("//")) {
        name.len()
    } else {
        0
    }
}
