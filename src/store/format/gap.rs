//! What stands between two parts of a file, for laying it out anew: the comments, which line each is on, and whether
//! empty lines set them off.

use std::borrow::Cow;

use crate::store::scan::comments;

/// The comments of the text between two parts, by the part that they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Gap<'a> {
    /// On the line of the part before.
    pub(super) tail: Vec<Cow<'a, str>>,
    /// On lines of their own, above the part after.
    pub(super) head: Vec<Remark<'a>>,
    /// Whether an empty line parts the last of `head` from the part after.
    pub(super) blank_end: bool,
}

/// A comment on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remark<'a> {
    pub(super) text: Cow<'a, str>,
    /// Whether an empty line stands before it.
    pub(super) blank_before: bool,
}

/// What a gap lies between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// What opens and the first part: nothing can stand on the line of the part before.
    OpeningAndPart,
    /// Two parts.
    Parts,
    /// The last part and what closes.
    PartAndClosing,
}

impl<'a> Gap<'a> {
    /// Takes the gap `text` apart. It holds white space, comments and at most one comma.
    pub(super) fn new(text: &'a str, between: Between) -> Self {
        let mut gap = Self::default();
        let spans = comments(text);
        let starts = spans.iter().map(|span| span.start).chain([text.len()]);
        let ends = [0].into_iter().chain(spans.iter().map(|span| span.end));
        let plain: Vec<&str> = ends
            .zip(starts)
            .map(|(from, to)| text.get(from..to).unwrap_or_default())
            .collect();
        let comma = plain.iter().position(|part| part.contains(','));
        // Everything from this comment on is on another line than the part before.
        let mut line_ended = between == Between::OpeningAndPart;
        for (number, span) in spans.iter().enumerate() {
            let comment = clean(span.of(text));
            let before = plain.get(number).copied().unwrap_or_default();
            let (since_comma, is_before_comma) = match comma {
                Some(at) if number < at => ("", true),
                Some(at) if number == at => (before.rsplit(',').next().unwrap_or_default(), false),
                _ => (before, false),
            };
            let breaks = since_comma.contains('\n');
            let later = plain.get(number + 1..).unwrap_or_default();
            let shares_line = is_before_comma
                || (!breaks
                    && (between == Between::PartAndClosing
                        || later.iter().any(|part| part.contains('\n'))));
            line_ended |= !shares_line;
            if line_ended {
                gap.head.push(Remark {
                    blank_before: n_breaks(since_comma) > 1
                        && (between != Between::OpeningAndPart || number > 0),
                    text: comment,
                });
            } else {
                line_ended = comment.starts_with("//");
                gap.tail.push(comment);
            }
        }
        gap.blank_end = !gap.head.is_empty() && plain.last().is_some_and(|part| n_breaks(part) > 1);
        gap
    }

    /// Whether there is no comment.
    pub(super) fn is_empty(&self) -> bool {
        self.tail.is_empty() && self.head.is_empty()
    }
}

fn n_breaks(text: &str) -> usize {
    text.matches('\n').count()
}

/// The comment with the line ends of the canonical form, without white space at its end.
pub(super) fn clean(comment: &str) -> Cow<'_, str> {
    let comment = comment.trim_end();
    if !comment.contains("\r\n") {
        return Cow::Borrowed(comment);
    }
    let lines: Vec<&str> = comment
        .split('\n')
        .map(|line| line.trim_end_matches('\r'))
        .collect();
    Cow::Owned(lines.join("\n"))
}
