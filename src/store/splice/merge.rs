//! Merging an edited record into its text.

use std::collections::HashSet;

use super::align::{Step, align};
use super::container::{Changes, Container};
use super::edit::{BadEdit, Edit, Edits, apply_edits};
use super::fit::{LineEnd, Piece, Style};
use super::gap::comment_texts;
use crate::store::place::Span;
use crate::store::scan::{Member, Shape, Value, tree};

/// The text of a record after an edit, with only what has changed changed in it.
///
/// `original` is the record as it stands in the file; `old` the canonical text of the record as it was read from there, `new`
/// the canonical text as it is now, both indented for their depth. What is equal in `old` and `new` keeps its bytes, and so do
/// fields that neither of them has. Comments in a value that gives way are put before its field.
///
/// If one of the three cannot be taken apart, which cannot be when they were read and written by the reader of values, the
/// result is `new`.
#[must_use]
pub fn merge_record(original: &str, old: &str, new: &str) -> String {
    merge_record_in(original, old, new, LineEnd::of(original))
}

/// [`merge_record`] in a file whose lines end with `end`, which a record of a single line does not show. Line breaks inside
/// of strings belong to the text in them and stay what they are.
#[must_use]
pub fn merge_record_in(original: &str, old: &str, new: &str, end: LineEnd) -> String {
    match merge_edits(original, old, new, end) {
        Some(Ok(edits)) => apply_edits(original, &edits),
        _ => new.to_owned(),
    }
}

/// The edits to `original` that [`merge_record`] makes, with the line ends of its file. None if a text cannot be taken apart.
#[must_use]
pub fn merge_edits(
    original: &str,
    old: &str,
    new: &str,
    end: LineEnd,
) -> Option<Result<Edits, BadEdit>> {
    let (original_tree, old_tree, new_tree) =
        (tree(original).ok()?, tree(old).ok()?, tree(new).ok()?);
    let mut merge = Merge {
        original,
        old,
        new,
        end,
        edits: Vec::new(),
    };
    let indent = line_indent(new, new_tree.body.end.saturating_sub(1));
    let style = Style {
        lines: true,
        indent: indent.to_owned(),
        space: " ".to_owned(),
        end,
    };
    let site = Site {
        style: &style,
        new_indent: indent,
        start: original_tree.span.start,
    };
    merge.value(&original_tree, Some(&old_tree), &new_tree, &site);
    Some(Edits::new(original, merge.edits))
}

struct Merge<'a> {
    original: &'a str,
    old: &'a str,
    new: &'a str,
    end: LineEnd,
    edits: Vec<Edit>,
}

/// Where a value of the original stands.
#[derive(Clone, Copy)]
struct Site<'s> {
    /// How the members stand in its place.
    style: &'s Style,
    /// The indentation of the line in the new text that the new value starts on.
    new_indent: &'s str,
    /// Where its field starts.
    start: usize,
}

impl<'a> Merge<'a> {
    /// Merges one value: `kept` in the original, which was read as `old` and is now `new`. No `old` means that the original
    /// spells out a default.
    fn value(&mut self, kept: &Value, old: Option<&Value>, new: &Value, site: &Site<'_>) {
        let before = old.map_or(kept.span.of(self.original), |old| old.span.of(self.old));
        if before == new.span.of(self.new) {
            return;
        }
        if let Some((old, new)) = old.and_then(|old| self.unwrapped(kept, old, new)) {
            return self.value(kept, Some(old), new, site);
        }
        if self.same_fields(kept, old, new) {
            self.fields(kept, old, new, site);
        } else if self.same_items(kept, old, new) {
            self.items(kept, old, new, site);
        } else if let Some(old) = old.filter(|old| {
            is_list(kept) && is_list(old) && is_list(new) && kept.members.len() == old.members.len()
        }) {
            self.list(kept, old, new, site);
        } else {
            self.replace(kept, new, site);
        }
    }

    /// With `#![enable(implicit_some)]` and the like, the original leaves out a wrapping that the canonical text has.
    fn unwrapped<'v>(
        &self,
        kept: &Value,
        old: &'v Value,
        new: &'v Value,
    ) -> Option<(&'v Value, &'v Value)> {
        let ([old_item], [new_item]) = (old.members.as_slice(), new.members.as_slice()) else {
            return None;
        };
        let wrapping = old.shape == Shape::Tuple
            && new.shape == Shape::Tuple
            && self.name(self.old, old) == self.name(self.new, new);
        let left_out =
            kept.shape != Shape::Tuple || kept.members.len() != 1 || !self.may_be(kept, old);
        (wrapping && left_out).then_some((&old_item.value, &new_item.value))
    }

    fn name<'t>(&self, text: &'t str, value: &Value) -> Option<&'t str> {
        value.name.map(|name| name.of(text))
    }

    /// Whether the name before the bracket allows `kept` to be what was read as `old`: names of structs may be left out.
    fn may_be(&self, kept: &Value, old: &Value) -> bool {
        match (self.name(self.original, kept), self.name(self.old, old)) {
            (Some(kept), Some(old)) => kept == old,
            (None, Some(old)) => old != "Some",
            (_, None) => true,
        }
    }

    /// Whether the name before the bracket is the same in all three.
    fn same_name(&self, kept: &Value, old: Option<&Value>, new: &Value) -> bool {
        match old {
            Some(old) => {
                self.name(self.old, old) == self.name(self.new, new) && self.may_be(kept, old)
            }
            None => match (self.name(self.original, kept), self.name(self.new, new)) {
                (Some(kept), Some(new)) => kept == new,
                (None, Some(_)) => false,
                (_, None) => true,
            },
        }
    }

    fn same_fields(&self, kept: &Value, old: Option<&Value>, new: &Value) -> bool {
        let maps = |value: &Value| value.shape == Shape::Map;
        if let Some(old) = old.filter(|old| maps(kept) && maps(old) && maps(new)) {
            // A key may be written in several ways: only if all are written as the canonical text does, entries are told apart.
            let keys = |text, value: &Value| -> HashSet<String> {
                value
                    .members
                    .iter()
                    .filter_map(|entry| entry.key_of(text).map(str::to_owned))
                    .collect()
            };
            let kept_keys = keys(self.original, kept);
            return kept_keys.len() == kept.members.len() && kept_keys == keys(self.old, old);
        }
        let fields = |value: &Value| {
            value.shape == Shape::Struct
                || (value.shape == Shape::Tuple && value.members.is_empty())
        };
        let any = [Some(kept), old, Some(new)]
            .into_iter()
            .flatten()
            .any(|value| value.shape == Shape::Struct);
        any && fields(kept)
            && old.is_none_or(fields)
            && fields(new)
            && self.same_name(kept, old, new)
    }

    fn same_items(&self, kept: &Value, old: Option<&Value>, new: &Value) -> bool {
        let tuple = |value: &Value| {
            value.shape == Shape::Tuple && value.members.len() == kept.members.len()
        };
        tuple(kept) && old.is_none_or(tuple) && tuple(new) && self.same_name(kept, old, new)
    }

    fn items(&mut self, kept: &Value, old: Option<&Value>, new: &Value, site: &Site<'_>) {
        let spans = spans(kept);
        let container = Container::new(self.original, kept.body, &spans, self.end);
        for (number, (kept, new)) in kept.members.iter().zip(&new.members).enumerate() {
            let old = old.and_then(|old| old.members.get(number));
            let own = container.style(number, number + 1);
            // `Some(` and what is in it share a line, so that a value of several lines stands as its field does.
            let style = if own.lines { &own } else { site.style };
            self.member(kept, old, new, style);
        }
    }

    fn member(&mut self, kept: &Member, old: Option<&Member>, new: &Member, style: &Style) {
        let site = Site {
            style,
            new_indent: line_indent(self.new, new.span().start),
            start: kept.span().start,
        };
        self.value(&kept.value, old.map(|old| &old.value), &new.value, &site);
    }

    fn fields(&mut self, kept: &Value, old: Option<&Value>, new: &Value, site: &Site<'_>) {
        let spans = spans(kept);
        if self.is_bare(kept) {
            return self.replace(kept, new, site);
        }
        let container = Container::new(self.original, kept.body, &spans, self.end);
        let places = self.places(kept, new);
        let changes = self.field_changes(kept, old, new, &places);
        // Before the edits inside of members: of two that start at the same place, the one between them comes first.
        self.edits.extend(container.edits(&changes));
        for (member, number) in new.members.iter().zip(places) {
            let old = old.and_then(|old| old.field(self.old, member.key_of(self.new)?));
            let kept = number.and_then(|number| Some((number, kept.members.get(number)?)));
            if let Some((number, kept)) = kept.filter(|_| !self.unchanged(old, member)) {
                self.member(kept, old, member, &container.style(number, number + 1));
            }
        }
    }

    /// For every field of `new`, which one of `kept` it is.
    fn places(&self, kept: &Value, new: &Value) -> Vec<Option<usize>> {
        let place = |field: &Member| {
            let name = field.key_of(self.new)?;
            kept.members
                .iter()
                .position(|member| member.key_of(self.original) == Some(name))
        };
        new.members.iter().map(place).collect()
    }

    /// Which fields go and which come.
    fn field_changes(
        &self,
        kept: &Value,
        old: Option<&Value>,
        new: &Value,
        places: &[Option<usize>],
    ) -> Changes<'a> {
        let mut changes = Changes::default();
        for (number, member) in kept.members.iter().enumerate() {
            let name = member.key_of(self.original).unwrap_or_default();
            let known = old.is_some_and(|old| old.field(self.old, name).is_some());
            if known && new.field(self.new, name).is_none() {
                changes.removed.insert(number);
            }
        }
        for (at, member) in new.members.iter().enumerate() {
            let old = old.and_then(|old| old.field(self.old, member.key_of(self.new)?));
            // What is the same as before and still not here was read from somewhere else, so it is not to be written here.
            if places[at].is_none() && !self.unchanged(old, member) {
                let before = places[..at]
                    .iter()
                    .rev()
                    .flatten()
                    .next()
                    .map(|number| number + 1);
                let after = places[at..].iter().flatten().next().copied();
                let place = before.or(after).unwrap_or(kept.members.len());
                changes.inserted.push((place, self.piece(member)));
            }
        }
        changes.inserted.sort_by_key(|(before, _)| *before);
        changes
    }

    fn unchanged(&self, old: Option<&Member>, new: &Member) -> bool {
        old.is_some_and(|old| old.value.span.of(self.old) == new.value.span.of(self.new))
    }

    /// Whether nothing is between the brackets, not even a comment.
    fn is_bare(&self, value: &Value) -> bool {
        value.members.is_empty() && comment_texts(value.body.of(self.original)).next().is_none()
    }

    fn list(&mut self, kept: &Value, old: &Value, new: &Value, site: &Site<'_>) {
        let spans = spans(kept);
        if self.is_bare(kept) {
            return self.replace(kept, new, site);
        }
        let container = Container::new(self.original, kept.body, &spans, self.end);
        let (old_texts, new_texts) = (texts(self.old, old), texts(self.new, new));
        let steps = align(
            &old_texts,
            &new_texts,
            &ids(self.old, old),
            &ids(self.new, new),
        );
        let mut changes = Changes::default();
        for step in &steps {
            match step {
                Step::Pair(..) => {}
                Step::Remove(i) => {
                    changes.removed.insert(*i);
                }
                Step::Insert(i, j) => changes.inserted.push((*i, self.piece(&new.members[*j]))),
            }
        }
        self.edits.extend(container.edits(&changes));
        for step in steps {
            if let Step::Pair(i, j) = step
                && old_texts[i] != new_texts[j]
            {
                self.member(
                    &kept.members[i],
                    Some(&old.members[i]),
                    &new.members[j],
                    &container.style(i, i + 1),
                );
            }
        }
    }

    /// A member of the new text, to be put in.
    fn piece(&self, member: &Member) -> Piece<'a> {
        Piece {
            text: member.span().of(self.new),
            indent: line_indent(self.new, member.span().start),
            verbatim: false,
        }
    }

    /// Puts the new value in the place of the one that is there, and the comments of that before its field.
    fn replace(&mut self, kept: &Value, new: &Value, site: &Site<'_>) {
        let style = site.style;
        let mut saved = String::new();
        for comment in comment_texts(kept.span.of(self.original)) {
            saved.push_str(comment);
            if style.lines || comment.starts_with("//") {
                saved.push_str(style.end.text());
                saved.push_str(&style.indent);
            } else {
                saved.push(' ');
            }
        }
        if !saved.is_empty() {
            self.edits.push(Edit::new(Span::at(site.start), saved));
        }
        let piece = Piece {
            text: new.span.of(self.new),
            indent: site.new_indent,
            verbatim: false,
        };
        self.edits.push(Edit::new(kept.span, piece.fitted(style)));
    }
}

fn is_list(value: &Value) -> bool {
    value.shape == Shape::List
}

fn spans(value: &Value) -> Vec<Span> {
    value.members.iter().map(Member::span).collect()
}

fn texts<'t>(text: &'t str, list: &Value) -> Vec<&'t str> {
    list.members
        .iter()
        .map(|member| member.value.span.of(text))
        .collect()
}

/// What tells each element of a list from the others even when it is edited: its field `id`, or else its first field.
fn ids<'t>(text: &'t str, list: &Value) -> Vec<&'t str> {
    let id = |value: &Value| {
        let named = value
            .field(text, "id")
            .or_else(|| value.members.first().filter(|first| first.key.is_some()));
        named.map_or("", |member| member.value.span.of(text))
    };
    list.members
        .iter()
        .map(|member| id(&member.value))
        .collect()
}

/// The white space at the start of the line that `offset` lies on.
fn line_indent(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..offset];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}
