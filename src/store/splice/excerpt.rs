//! What of a text is around its edits: enough to see that it is whole after them, however long the rest is.

use super::edit::Edits;
use crate::store::place::Span;
use crate::store::scan::{Outline, ScanError, outline};

/// A text after edits without the elements of its lists that are far from every edit.
///
/// What is left out stands between the start of one element and the start of another of the same list, with no edit in
/// between. At both a scanner of the text is in the same state: in that list, in front of an element, outside of
/// strings and comments. So the text is whole after the edits if the excerpt is.
#[derive(Debug)]
pub struct Excerpt {
    /// The text of the excerpt.
    pub text: String,
    /// Where everything is in it.
    pub outline: Outline,
    left_out: Vec<LeftOut>,
}

/// A run of elements that was left out.
#[derive(Clone, Copy, Debug)]
struct LeftOut {
    /// Where it would stand in the excerpt.
    at: usize,
    span: Span,
    elements: usize,
}

/// An element of a list in an excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its number in the list of the whole text.
    pub number: usize,
    /// Where it stands in the excerpt.
    pub span: Span,
    /// Where it starts in the whole text.
    pub start: usize,
}

impl Excerpt {
    /// The excerpt of `text` after `edits`. `before` is the outline of the text.
    ///
    /// # Errors
    /// What is wrong with the structure of the text after the edits.
    pub fn around(
        text: &str,
        before: &Outline,
        edits: &Edits,
    ) -> Result<Self, (String, ScanError)> {
        let mut left_out: Vec<LeftOut> = Vec::new();
        for elements in before
            .fields
            .iter()
            .filter_map(|field| field.elements.as_ref())
        {
            left_out.extend(far(elements, edits));
        }
        let mut out = String::new();
        let mut copied = 0;
        let mut coming = edits.iter().peekable();
        for left in &mut left_out {
            while let Some(edit) = coming.next_if(|edit| edit.span.end <= left.span.start) {
                out.push_str(Span::new(copied, edit.span.start).of(text));
                out.push_str(&edit.text);
                copied = edit.span.end;
            }
            out.push_str(Span::new(copied, left.span.start).of(text));
            left.at = out.len();
            copied = left.span.end;
        }
        for edit in coming {
            out.push_str(Span::new(copied, edit.span.start).of(text));
            out.push_str(&edit.text);
            copied = edit.span.end;
        }
        out.push_str(Span::new(copied, text.len()).of(text));
        match outline(&out) {
            Ok(outline) => Ok(Self {
                text: out,
                outline,
                left_out,
            }),
            Err(error) => Err((out, error)),
        }
    }

    /// The elements that the list called `name` shows here, and how many it has in the whole text.
    #[must_use]
    pub fn elements(&self, name: &str) -> (Vec<Shown>, usize) {
        let field = self.outline.field(&self.text, name);
        let Some(elements) = field.and_then(|field| field.elements.as_ref()) else {
            return (Vec::new(), 0);
        };
        let first = elements.first().map_or(0, |first| first.start);
        let mut left_out = self.left_out.iter().peekable();
        let (mut bytes, mut number) = (0, 0);
        while let Some(left) = left_out.next_if(|left| left.at < first) {
            bytes += left.span.len();
        }
        let mut shown = Vec::with_capacity(elements.len());
        for &span in elements {
            while let Some(left) = left_out.next_if(|left| left.at <= span.start) {
                bytes += left.span.len();
                number += left.elements;
            }
            let start = span.start + bytes;
            shown.push(Shown {
                number,
                span,
                start,
            });
            number += 1;
        }
        (shown, number)
    }
}

/// The runs of elements that lie between two others which are not near an edit. The first and last element are never
/// among them.
fn far(elements: &[Span], edits: &Edits) -> Vec<LeftOut> {
    let mut found = Vec::new();
    let (Some(first), Some(last)) = (elements.first(), elements.len().checked_sub(1)) else {
        return found;
    };
    let mut from = 1;
    let mut leave_out = |from: usize, to: usize| {
        if let (Some(start), Some(end)) = (elements.get(from), elements.get(to))
            && from < to
        {
            found.push(LeftOut {
                at: 0,
                span: Span::new(start.start, end.start),
                elements: to - from,
            });
        }
    };
    let after = edits.partition_point(|edit| edit.span.end < first.start);
    for edit in edits.iter().skip(after) {
        let near = elements.partition_point(|element| element.end < edit.span.start);
        if near > last {
            break;
        }
        leave_out(from, near.saturating_sub(1));
        let beyond = elements.partition_point(|element| element.start <= edit.span.end);
        from = from.max(beyond + 1);
    }
    leave_out(from, last);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::splice::{Edit, apply_edits};
    use proptest::prelude::*;

    /// A list of `count` elements with strings and comments that look like ends of it, and edits of some of them.
    fn cases() -> impl Strategy<Value = (String, Vec<Edit>)> {
        let element = prop_oneof![
            Just("(a: \"]\"),\n"),
            Just("\"),(\",\n"),
            Just("1, // ],\n"),
            Just("(b: [1, 2]), /* [ */\n"),
            Just("r#\"\"\"#,"),
        ];
        let list = prop::collection::vec(element, 0..30).prop_map(|list| list.concat());
        let changes = prop::collection::vec((any::<prop::sample::Index>(), 0..5_usize), 0..6);
        (list.clone(), list, changes).prop_map(|(one, other, changes)| {
            let text = format!("(a: [{one}], // [\nm: (x: 1), b: [\n{other}])");
            let before = outline(&text).unwrap();
            let lists = before
                .fields
                .iter()
                .filter_map(|field| field.elements.as_ref());
            let spans: Vec<Span> = lists.flatten().copied().collect();
            let mut edits: Vec<Edit> = Vec::new();
            for (at, what) in changes {
                if spans.is_empty() {
                    break;
                }
                let span = spans[at.index(spans.len())];
                let (span, new) = match what {
                    0 => (span, "(new: \"[\")"),
                    1 => (Span::at(span.start), "7, // \"\n"),
                    2 => (Span::at(span.end), " /* ) */"),
                    3 => (Span::at(span.start), "(n: 1), (n: 2), "),
                    // One that breaks the text.
                    _ => (span, "(new: \"["),
                };
                edits.push(Edit::new(span, new));
            }
            edits.sort_by_key(|edit| edit.span);
            edits.dedup_by_key(|edit| edit.span.start);
            edits.dedup_by(|next, edit| next.span.start <= edit.span.end);
            (text, edits)
        })
    }

    proptest! {
        #![proptest_config(crate::model::chance::cases(256))]
        #[test]
        fn an_excerpt_is_whole_if_the_text_is_and_tells_where_everything_is_in_it((text, edits) in cases()) {
            let before = outline(&text).unwrap();
            let edits = Edits::new(&text, edits).unwrap();
            let whole = apply_edits(&text, &edits);
            let excerpt = Excerpt::around(&text, &before, &edits);
            let Ok(expected) = outline(&whole) else {
                prop_assert!(excerpt.is_err(), "{whole}");
                return Ok(());
            };
            let excerpt = excerpt.map_err(|(text, _)| TestCaseError::fail(format!("{whole}\n{text}")))?;
            for name in ["a", "b"] {
                let elements = expected.field(&whole, name).unwrap().elements.as_ref().unwrap();
                let (shown, count) = excerpt.elements(name);
                prop_assert_eq!(count, elements.len(), "{}\n{}", whole, excerpt.text);
                for shown in shown {
                    prop_assert_eq!(elements[shown.number].start, shown.start);
                    prop_assert_eq!(elements[shown.number].of(&whole), shown.span.of(&excerpt.text));
                }
            }
        }
    }

    #[test]
    fn elements_far_from_every_edit_are_left_out() {
        let text = format!("(a: [{}])", "(x: 1), ".repeat(1_000));
        let before = outline(&text).unwrap();
        let span = before.fields[0].elements.as_ref().unwrap()[500];
        let edits = Edits::new(&text, vec![Edit::new(span, "(x: 2)")]).unwrap();
        let excerpt = Excerpt::around(&text, &before, &edits).unwrap();
        assert_eq!(
            excerpt.text,
            "(a: [(x: 1), (x: 1), (x: 2), (x: 1), (x: 1), ])"
        );
    }
}
