//! What of a text is around its edits: enough to make them, and to see that it is whole after them, however long the rest
//! is.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::edit::{Edit, Edits, apply_edits};
use crate::store::place::Span;
use crate::store::scan::{Outline, ScanError, outline};

/// A text without the elements of its lists that are far from those that are touched.
///
/// What is left out stands between the start of one element and the start of another of the same list, with no edit in
/// between. At both a scanner of the text is in the same state: in that list, in front of an element, outside of
/// strings and comments. So the text is whole if the excerpt is, also after edits; and around what is touched, the excerpt
/// reads like the text, so that the edits are the same.
#[derive(Debug)]
pub struct Excerpt {
    /// The text of the excerpt.
    pub text: String,
    /// Where everything is in it.
    pub outline: Outline,
    left_out: Vec<LeftOut>,
}

/// A run of elements that is left out.
#[derive(Clone, Copy, Debug)]
struct LeftOut {
    /// Where it would stand in the excerpt.
    at: usize,
    /// How many bytes it has, and how many elements.
    bytes: usize,
    elements: usize,
}

/// A run of elements that is to be left out of a text: where it stands, and how many there are.
pub type Run = (Span, usize);

/// Why there is no excerpt.
#[derive(Debug)]
pub enum NoExcerpt<E> {
    /// The text cannot be read.
    Unread(E),
    /// The excerpt is not whole.
    Broken(String, ScanError),
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
    /// The excerpt of a text of so many bytes that `part` gives in parts, without `runs`, which are in the order of the text.
    ///
    /// # Errors
    /// If it cannot be read, or its structure is not right.
    pub fn without<'a, E>(
        runs: &[Run],
        len: usize,
        part: impl Fn(Span) -> Result<Cow<'a, str>, E>,
    ) -> Result<Self, NoExcerpt<E>> {
        let mut text = String::new();
        let mut left_out = Vec::with_capacity(runs.len());
        let mut copied = 0;
        for &(span, elements) in runs {
            let kept = part(Span::new(copied, span.start)).map_err(NoExcerpt::Unread)?;
            text.push_str(&kept);
            left_out.push(LeftOut {
                at: text.len(),
                bytes: span.len(),
                elements,
            });
            copied = span.end;
        }
        text.push_str(&part(Span::new(copied, len)).map_err(NoExcerpt::Unread)?);
        Self::of(text, left_out).map_err(|(text, error)| NoExcerpt::Broken(text, error))
    }

    fn of(text: String, left_out: Vec<LeftOut>) -> Result<Self, (String, ScanError)> {
        match outline(&text) {
            Ok(outline) => Ok(Self {
                text,
                outline,
                left_out,
            }),
            Err(error) => Err((text, error)),
        }
    }

    /// The same excerpt after edits of it.
    ///
    /// # Errors
    /// What is wrong with the structure of the text after the edits.
    pub fn after(&self, edits: &Edits) -> Result<Self, (String, ScanError)> {
        let text = apply_edits(&self.text, edits);
        let mut coming = edits.iter().peekable();
        let (mut added, mut removed) = (0, 0);
        let left_out = self.left_out.iter().map(|left| {
            while let Some(edit) = coming.next_if(|edit| edit.span.end <= left.at) {
                added += edit.text.len();
                removed += edit.span.len();
            }
            LeftOut {
                at: left.at + added - removed,
                ..*left
            }
        });
        let left_out = left_out.collect();
        Self::of(text, left_out)
    }

    /// Edits of the excerpt as edits of the whole text.
    #[must_use]
    pub fn in_whole(&self, edits: Edits) -> Edits {
        let mut left_out = self.left_out.iter().peekable();
        let mut bytes = 0;
        let edits = edits.into_iter().map(|edit| {
            while let Some(left) = left_out.next_if(|left| left.at <= edit.span.start) {
                bytes += left.bytes;
            }
            Edit {
                span: edit.span.shifted(bytes),
                text: edit.text,
            }
        });
        Edits::in_order(edits.collect())
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
            bytes += left.bytes;
        }
        let mut shown = Vec::with_capacity(elements.len());
        for &span in elements {
            while let Some(left) = left_out.next_if(|left| left.at <= span.start) {
                bytes += left.bytes;
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

/// Elements on each side of one that is touched that are not left out: those that are looked at when it is taken out, or
/// others put beside it, and one more, so that what stands between them is right, too.
const NEAR: usize = 4;

/// The runs of elements that are far from those that are touched. `span` gives the elements by number; `touched` are numbers of
/// elements, and that after the last for the end. The first and the last element are in no run.
pub fn far_from(
    touched: &BTreeSet<usize>,
    count: usize,
    span: impl Fn(usize) -> Option<Span>,
) -> Vec<Run> {
    let mut found = Vec::new();
    let Some(last) = count.checked_sub(1) else {
        return found;
    };
    let mut from = 1;
    let mut leave_out = |from: usize, to: usize| {
        if from < to
            && let (Some(start), Some(end)) = (span(from), span(to))
        {
            found.push((Span::new(start.start, end.start), to - from));
        }
    };
    for &number in touched {
        leave_out(from, number.saturating_sub(NEAR).min(last));
        from = from.max(number + NEAR);
    }
    leave_out(from, last);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::splice::{LineEnd, ListChanges, list_edits};
    use proptest::prelude::*;

    /// Two lists of elements with strings and comments that look like ends of them, and numbers of elements of which each gets
    /// another text, goes, or gets another before it.
    fn cases() -> impl Strategy<Value = (String, [Vec<(usize, usize)>; 2])> {
        let element = prop_oneof![
            Just("(a: \"]\"),\n"),
            Just("\"),(\",\n"),
            Just("1, // ],\n"),
            Just("(b: [1, 2]), /* [ */\n"),
            Just("r#\"\"\"#,"),
            Just("\n  // own line\n  (c: 1) /* before */ , // after\n"),
            Just("2, "),
        ];
        let list = prop::collection::vec(element, 0..40).prop_map(|list| list.concat());
        let changes = || prop::collection::vec((0..42_usize, 0..4_usize), 0..5);
        (list.clone(), list, changes(), changes()).prop_map(|(one, other, a, b)| {
            let text = format!("(a: [{one}], // [\nm: (x: 1), b: [\n{other}])");
            (text, [a, b])
        })
    }

    /// The changes of a list, by the numbers that `number` makes of those in the text.
    fn list_changes(
        changes: &[(usize, usize)],
        count: usize,
        number: impl Fn(usize) -> usize,
    ) -> ListChanges {
        let mut made = ListChanges::default();
        for &(at, what) in changes {
            match what {
                0 if at < count => {
                    made.replaced.insert(number(at), "(new: \"[\")".to_owned());
                }
                1 if at < count => {
                    made.removed.insert(number(at));
                }
                2 if at <= count => made.inserted.push((number(at), "(n: 1)".to_owned())),
                // One that breaks the text.
                3 if at == 7 && at < count => {
                    made.replaced.insert(number(at), "(new: [".to_owned());
                }
                _ => {}
            }
        }
        made
    }

    fn edits_of(text: &str, outline: &Outline, changes: &[ListChanges; 2]) -> Edits {
        let lists = ["a", "b"].into_iter().zip(changes);
        let edits = lists.flat_map(|(name, changes)| {
            let field = outline.field(text, name).unwrap();
            list_edits(text, field, changes, LineEnd::Lf).unwrap()
        });
        Edits::new(text, edits.collect()).unwrap()
    }

    proptest! {
        #![proptest_config(crate::model::chance::cases(256))]
        #[test]
        fn edits_are_made_of_an_excerpt_as_of_the_text_and_it_is_whole_if_that_is((text, changes) in cases()) {
            let before = outline(&text).unwrap();
            let elements = |name| before.field(&text, name).unwrap().elements.as_ref().unwrap();
            let mut runs = Vec::new();
            for (name, changes) in ["a", "b"].into_iter().zip(&changes) {
                let elements = elements(name);
                let touched = changes.iter().map(|(at, _)| *at).filter(|at| *at <= elements.len());
                runs.extend(far_from(&touched.collect(), elements.len(), |at| elements.get(at).copied()));
            }
            let part = |span: Span| Ok::<_, ()>(Cow::Borrowed(span.of(&text)));
            let excerpt = Excerpt::without(&runs, text.len(), part).unwrap();
            let of_whole = |name, changes| list_changes(changes, elements(name).len(), |number| number);
            let whole_changes = [of_whole("a", &changes[0]), of_whole("b", &changes[1])];
            let edits = edits_of(&text, &before, &whole_changes);
            let of_excerpt = |name, changes| {
                let (shown, count) = excerpt.elements(name);
                let number = |number: usize| shown.iter().position(|shown| shown.number == number).unwrap_or(shown.len());
                list_changes(changes, count, number)
            };
            let excerpt_changes = [of_excerpt("a", &changes[0]), of_excerpt("b", &changes[1])];
            let excerpt_edits = edits_of(&excerpt.text, &excerpt.outline, &excerpt_changes);
            prop_assert_eq!(excerpt.in_whole(excerpt_edits.clone()), edits.clone());

            let whole = apply_edits(&text, &edits);
            let after = excerpt.after(&excerpt_edits);
            let Ok(expected) = outline(&whole) else {
                prop_assert!(after.is_err(), "{whole}");
                return Ok(());
            };
            let after = after.map_err(|(text, _)| TestCaseError::fail(format!("{whole}\n{text}")))?;
            for name in ["a", "b"] {
                let elements = expected.field(&whole, name).unwrap().elements.as_ref().unwrap();
                let (shown, count) = after.elements(name);
                prop_assert_eq!(count, elements.len(), "{}\n{}", whole, after.text);
                for shown in shown {
                    prop_assert_eq!(elements[shown.number].start, shown.start);
                    prop_assert_eq!(elements[shown.number].of(&whole), shown.span.of(&after.text));
                }
            }
        }
    }

    #[test]
    fn elements_far_from_all_that_is_touched_are_left_out() {
        let text = format!("(a: [{}])", "(x: 1), ".repeat(1_000));
        let before = outline(&text).unwrap();
        let elements = before.fields[0].elements.as_ref().unwrap();
        let runs = far_from(&BTreeSet::from([500]), elements.len(), |at| {
            elements.get(at).copied()
        });
        let part = |span: Span| Ok::<_, ()>(Cow::Borrowed(span.of(&text)));
        let excerpt = Excerpt::without(&runs, text.len(), part).unwrap();
        assert_eq!(
            excerpt.text,
            format!("(a: [{}])", "(x: 1), ".repeat(2 * NEAR + 2))
        );
        let (shown, count) = excerpt.elements("a");
        assert_eq!((shown[NEAR + 1].number, count), (500, 1_000));
    }
}
