//! What stands between two members: white space, comments and a comma, and which member they belong to.

use crate::store::scan::comments;

/// The text between a member (or the opening bracket) and the next one (or the closing bracket), in four parts that
/// follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap<'a> {
    /// Between the member and its comma.
    pub(super) before: &'a str,
    /// Whether there is a comma.
    pub(super) comma: bool,
    /// Comments on the rest of the line: they belong to the member before.
    pub(super) tail: &'a str,
    /// The line break and everything up to the next member: it belongs to that.
    pub(super) head: &'a str,
    /// Whether there is a line break outside of comments.
    pub(super) breaks: bool,
}

/// Which gap of its container it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Before a member.
    Inner,
    /// Before the closing bracket.
    Last,
    /// The only one, of a container without members.
    Only,
}

impl<'a> Gap<'a> {
    pub(super) fn new(text: &'a str, position: Position) -> Self {
        let plain = plain_parts(text);
        let find = |wanted: char| {
            plain
                .iter()
                .find_map(|(start, part)| part.find(wanted).map(|at| start + at))
        };
        let comma = find(',');
        let after = comma.map_or(0, |at| at + 1);
        let rest = &text[after..];
        let line = plain_parts(rest)
            .iter()
            .find_map(|(start, part)| part.find('\n').map(|at| start + at));
        let last_comment = comments(rest).last().map_or(0, |comment| comment.end);
        let split = match (position, line) {
            (Position::Only, _) => without_return(rest, last_comment),
            (_, Some(at)) => without_return(rest, rest[..at].trim_end_matches([' ', '\t']).len()),
            (Position::Last, None) => last_comment,
            (Position::Inner, None) => 0,
        };
        Self {
            before: &text[..comma.unwrap_or(0)],
            comma: comma.is_some(),
            tail: &rest[..split],
            head: &rest[split..],
            breaks: find('\n').is_some(),
        }
    }
}

/// The end of a line comment may hold the first half of a CR LF, which belongs to the line break.
fn without_return(text: &str, end: usize) -> usize {
    end - usize::from(text[..end].ends_with('\r') && text[end..].starts_with('\n'))
}

/// The parts of `text` outside of its comments, with their offsets. `text` holds no strings.
fn plain_parts(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut start = 0;
    for comment in comments(text) {
        parts.push((start, &text[start..comment.start]));
        start = comment.end;
    }
    parts.push((start, &text[start..]));
    parts
}

/// The comments of a piece of RON, without the white space around them.
pub(super) fn comment_texts(text: &str) -> impl Iterator<Item = &str> {
    comments(text)
        .into_iter()
        .map(|comment| comment.of(text).trim_end())
}

/// Whether only white space is in what stands between two members: everything else is a comment.
pub(super) fn is_blank(text: &str) -> bool {
    !text.contains('/')
}

/// The last line break outside of comments, if nothing but white space follows it: the offset where it starts, and the white
/// space after it.
pub(super) fn last_line(head: &str) -> Option<(usize, &str)> {
    let after = comments(head).last().map_or(0, |comment| comment.end);
    let at = after + head[after..].rfind('\n')?;
    let start = at - usize::from(head[..at].ends_with('\r'));
    Some((start, &head[at + 1..]))
}

/// The white space before a member on its line, if it is the first on its line or only comments stand before it there.
pub(super) fn indent(head: &str) -> Option<&str> {
    let line = &head[head.rfind('\n')? + 1..];
    Some(&line[..line.len() - line.trim_start_matches([' ', '\t']).len()])
}
