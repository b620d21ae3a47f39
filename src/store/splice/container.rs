//! Taking members out of a pair of brackets and putting others in, with the commas, lines and comments around them.

use std::collections::BTreeSet;

use super::edit::Edit;
use super::fit::{LineEnd, Piece, Style};
use super::gap::{Gap, Position, comment_texts, indent, is_blank, last_line};
use crate::store::place::Span;

/// A pair of brackets and what is between them.
pub(super) struct Container<'a> {
    text: &'a str,
    /// From the opening bracket to the closing one, both included.
    body: Span,
    members: &'a [Span],
    end: LineEnd,
    /// The indentation of the closing bracket, if the members of an empty container are to get lines of their own.
    open_up: Option<&'a str>,
    first: Gap<'a>,
    last: Gap<'a>,
}

/// What is to happen to the members.
#[derive(Clone, Debug, Default)]
pub(super) struct Changes<'a> {
    /// The indices of those that go.
    pub(super) removed: BTreeSet<usize>,
    /// Those that come, each with the index of the member that it is to stand before; in the order of these indices.
    pub(super) inserted: Vec<(usize, Piece<'a>)>,
}

impl<'a> Container<'a> {
    pub(super) fn new(text: &'a str, body: Span, members: &'a [Span], end: LineEnd) -> Self {
        let nothing = Gap::new("", Position::Inner);
        let mut container = Self {
            text,
            body,
            members,
            end,
            open_up: None,
            first: nothing,
            last: nothing,
        };
        container.first = container.gap(0);
        container.last = container.gap(members.len());
        container
    }

    /// If there are no members yet, those that come get lines of their own; `indent` is that of the closing bracket.
    pub(super) fn opening_up(mut self, indent: &'a str) -> Self {
        let closed = self.members.is_empty() && !self.first.breaks;
        self.open_up = closed.then_some(indent);
        self
    }

    fn gap_span(&self, number: usize) -> Span {
        let start = match number.checked_sub(1) {
            Some(before) => self
                .members
                .get(before)
                .map_or(self.body.end, |member| member.end),
            None => self.body.start + 1,
        };
        let end = self
            .members
            .get(number)
            .map_or(self.body.end.saturating_sub(1), |member| member.start);
        Span::new(start, end)
    }

    /// The gap before the member with this number.
    fn gap(&self, number: usize) -> Gap<'a> {
        let position = match (self.members.len(), number) {
            (0, _) => Position::Only,
            (count, number) if number == count => Position::Last,
            _ => Position::Inner,
        };
        Gap::new(self.gap_span(number).of(self.text), position)
    }

    /// How the members from gap `from` to gap `to` stand.
    pub(super) fn style(&self, from: usize, to: usize) -> Style {
        let count = self.members.len();
        let near: Vec<_> = (from.saturating_sub(1)..=(to + 1).min(count))
            .map(|number| (number, self.gap(number)))
            .collect();
        let broken =
            self.first.breaks || self.last.breaks || near.iter().any(|(_, gap)| gap.breaks);
        let heads = near
            .iter()
            .filter(|(number, _)| *number < count)
            .map(|(_, gap)| gap.head);
        let space = near
            .iter()
            .filter(|(number, _)| (1..count).contains(number))
            .map(|(_, gap)| gap.head)
            .find(|head| is_blank(head) && !head.contains('\n'));
        Style {
            lines: broken || self.open_up.is_some(),
            indent: self.indent(heads),
            space: space.unwrap_or(" ").to_owned(),
            end: self.end,
        }
    }

    /// The indentation of the members: that of the nearest one that starts a line, or of a comment in their place, or
    /// a step more than that of the closing bracket.
    fn indent(&self, mut heads: impl Iterator<Item = &'a str>) -> String {
        if let Some(close) = self.open_up {
            return format!("{close}  ");
        }
        let own = match self.members.is_empty() {
            true => indent(self.first.tail),
            false => heads.find_map(indent).or_else(|| indent(self.first.head)),
        };
        let closing = || indent(self.last.head).map(|close| format!("{close}  "));
        own.map(str::to_owned).or_else(closing).unwrap_or_default()
    }

    /// The edits that make `changes`: one for each stretch of neighbours that are touched.
    pub(super) fn edits(&self, changes: &Changes<'_>) -> Vec<Edit> {
        let mut touched: BTreeSet<usize> =
            changes.inserted.iter().map(|(before, _)| *before).collect();
        touched.extend(changes.removed.iter().flat_map(|gone| [*gone, gone + 1]));
        let mut edits = Vec::new();
        let mut touched = touched.into_iter().peekable();
        while let Some(from) = touched.next() {
            let mut to = from;
            while changes.removed.contains(&to) && touched.next_if_eq(&(to + 1)).is_some() {
                to += 1;
            }
            edits.push(self.stretch(from, to, changes));
        }
        edits
    }

    /// The edit of everything from gap `from` to gap `to`; all members between them go.
    fn stretch(&self, from: usize, to: usize, changes: &Changes<'_>) -> Edit {
        let start = changes
            .inserted
            .partition_point(|(before, _)| *before < from);
        let inserted = &changes.inserted[start..];
        let inserted = &inserted[..inserted.partition_point(|(before, _)| *before <= to)];
        let style = self.style(from, to);
        let last_comma = if self.members.is_empty() {
            style.lines
        } else {
            self.last.comma
        };
        let mut out = Out::new(style);
        self.left(from, to, !inserted.is_empty(), &mut out);
        let mut coming = inserted.iter().enumerate().peekable();
        for number in from..=to {
            while let Some((at, (_, piece))) = coming.next_if(|(_, (before, _))| *before == number)
            {
                let last = to == self.members.len() && at + 1 == inserted.len();
                self.come(from == 0, piece, !last || last_comma, &mut out);
            }
            if number < to {
                self.go(number, &mut out);
            }
        }
        self.right(from, to, !inserted.is_empty(), &mut out);
        Edit::new(
            Span::new(self.gap_span(from).start, self.gap_span(to).end),
            out.text,
        )
    }

    /// What stands to the left of a stretch: the comma of the member before, and the comments after it.
    fn left(&self, from: usize, to: usize, comes: bool, out: &mut Out) {
        let gap = self.gap(from);
        let comma = comes || to < self.members.len() || self.last.comma;
        match (from > 0, gap.comma, comma) {
            (true, true, false) => out.comment(gap.before.trim_end()),
            (true, true, true) => {
                out.comment(gap.before);
                out.code(",");
            }
            (true, false, true) => out.code(","),
            _ => {}
        }
        out.comment(gap.tail);
    }

    /// A new member.
    fn come(&self, leads: bool, piece: &Piece<'_>, comma: bool, out: &mut Out) {
        if out.style.lines {
            out.line();
        } else if !leads || !out.text.is_empty() {
            out.space();
        } else if is_blank(self.first.head) && !self.members.is_empty() {
            out.code(self.first.head);
        }
        let fitted = piece.fitted(&out.style);
        out.code(&fitted);
        if comma {
            out.code(",");
        }
    }

    /// A member that goes, and what it leaves: the comments above, inside and beside it, and the empty lines above.
    fn go(&self, number: usize, out: &mut Out) {
        let head = self.gap(number).head;
        let after = self.gap(number + 1);
        match last_line(head) {
            Some((start, indent)) => {
                out.comment(&head[..start]);
                out.owed = Some(format!("{}{indent}", self.end.text()));
            }
            None if is_blank(head) => {}
            None => out.comment(head.trim_end()),
        }
        let inside = self
            .members
            .get(number)
            .map_or("", |member| member.of(self.text));
        let left = comment_texts(inside).chain(comment_texts(after.before));
        for comment in left.chain(comment_texts(after.tail)) {
            match out.owed.take() {
                Some(line) => out.comment(&line),
                None if out.in_comment || (number == 0 && out.text.is_empty()) => {}
                None => out.comment(" "),
            }
            out.comment(comment);
        }
    }

    /// What stands to the right of a stretch: the white space and comments before the next member or the closing bracket.
    fn right(&self, from: usize, to: usize, comes: bool, out: &mut Out) {
        let head = self.gap(to).head;
        let breaks = indent(head).is_some();
        if to == self.members.len() {
            let emptied = from == 0 && !comes && is_blank(&out.text) && is_blank(head);
            match self.open_up {
                _ if emptied => out.text.clear(),
                Some(close) => {
                    out.comment(head.trim_end());
                    out.comment(&format!("{}{close}", self.end.text()));
                }
                None => out.comment(head),
            }
        } else if breaks {
            out.comment(head);
        } else if out.style.lines && comes {
            out.line();
            out.comment(head.trim_start());
        } else if let Some(line) = out.owed.take() {
            out.comment(&line);
            out.comment(head.trim_start());
        } else if from == 0 && out.text.is_empty() {
            out.comment(leading_space(self.first.head));
            out.comment(head.trim_start());
        } else if from == 0 && to == 0 {
            out.space();
            out.comment(head.trim_start());
        } else {
            out.comment(head);
        }
        out.finish();
    }
}

fn leading_space(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

/// The new text of a stretch. It knows when a line comment is open, which only a line break ends.
struct Out {
    text: String,
    style: Style,
    in_comment: bool,
    /// The line break and indentation before a member that has gone; whatever takes its place on the line needs it.
    owed: Option<String>,
}

impl Out {
    fn new(style: Style) -> Self {
        Self {
            text: String::new(),
            style,
            in_comment: false,
            owed: None,
        }
    }

    fn line(&mut self) {
        self.text.push_str(self.style.end.text());
        self.text.push_str(&self.style.indent);
        self.in_comment = false;
        self.owed = None;
    }

    /// The space between two members on one line.
    fn space(&mut self) {
        let space = self.style.space.clone();
        self.comment(&space);
    }

    /// Adds something that is no comment.
    fn code(&mut self, text: &str) {
        if !text.is_empty() {
            self.make_room(text);
            self.text.push_str(text);
        }
    }

    /// Adds white space and comments.
    fn comment(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.make_room(text);
        self.text.push_str(text);
        let last = crate::store::scan::comments(text).last().copied();
        self.in_comment =
            last.is_some_and(|last| last.end == text.len() && last.of(text).starts_with("//"));
    }

    /// Ends a line comment that is still open when anything but a line break follows.
    fn make_room(&mut self, next: &str) {
        let breaks = next.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        if self.in_comment && !breaks {
            self.line();
        }
    }

    /// What follows is a member or a bracket.
    fn finish(&mut self) {
        if self.in_comment {
            self.line();
        }
    }
}
