//! What saves changed of a text since it was read: the edits, and where everything stands after them, without a second
//! text beside the first.

use super::held::{HeldError, HeldText};
use super::place::{Place, Span};
use super::splice::Edits;

/// Edits of a text that the file has and the text has not.
#[derive(Debug, Default)]
pub(super) struct Patch {
    edits: Edits,
    /// What there is up to the end of each edit.
    ends: Vec<End>,
}

/// The end of an edit's text.
#[derive(Debug, Clone, Copy, Default)]
struct End {
    /// Where it is in the file.
    file: usize,
    /// Where what follows stands in the text.
    text: usize,
    /// Line breaks that the edits up to it put in, and those that they took out.
    breaks_added: usize,
    breaks_removed: usize,
}

impl Patch {
    /// `breaks_removed`: how many line breaks each of the edits takes out.
    pub(super) fn new(edits: Edits, breaks_removed: &[usize]) -> Self {
        let mut last = End::default();
        let ends = edits.iter().zip(breaks_removed).map(|(edit, removed)| {
            last = End {
                file: last.file + (edit.span.start - last.text) + edit.text.len(),
                text: edit.span.end,
                breaks_added: last.breaks_added + breaks(&edit.text),
                breaks_removed: last.breaks_removed + removed,
            };
            last
        });
        let ends = ends.collect();
        Self { edits, ends }
    }

    /// Whether the file has the text as it is.
    pub(super) fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    pub(super) fn edits(&self) -> &Edits {
        &self.edits
    }

    /// Bytes of the file, if the text has `len`.
    pub(super) fn len(&self, len: usize) -> usize {
        let end = self.ends.last().copied().unwrap_or_default();
        end.file + (len - end.text)
    }

    /// Gives the text of the file to `take`, one block after the other. `text` is the one that the patch was made for.
    ///
    /// # Errors
    /// If the text cannot be read, and those of `take`.
    pub(super) fn each_block<E: From<HeldError>>(
        &self,
        text: &HeldText,
        take: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut copied = 0;
        for edit in self.edits.iter() {
            text.each_block(Span::new(copied, edit.span.start), take)?;
            take(edit.text.as_bytes())?;
            copied = edit.span.end;
        }
        text.each_block(Span::new(copied, text.len()), take)
    }

    /// Where in the file the byte at `offset` of the text stands, which no edit took out.
    pub(super) fn in_file(&self, offset: usize) -> usize {
        let number = self.ends.partition_point(|end| end.text <= offset);
        let before = self.before(number);
        before.file + (offset - before.text)
    }

    /// What there is before the edit with this number, or at the end.
    fn before(&self, number: usize) -> End {
        let last = number.checked_sub(1).and_then(|last| self.ends.get(last));
        last.copied().unwrap_or_default()
    }

    /// The place of a byte of the file. `place_in_text` gives those of the text.
    pub(super) fn place(
        &self,
        place_in_text: &dyn Fn(usize) -> Result<Place, HeldError>,
        offset: usize,
    ) -> Result<Place, HeldError> {
        let mut number = self.ends.partition_point(|end| end.file <= offset);
        let before = self.before(number);
        let mut at = before.text + (offset - before.file);
        let mut written = "";
        if let Some(edit) = self.edits.get(number).filter(|edit| edit.span.start < at) {
            let inside = at - edit.span.start;
            written = edit.text.get(..inside).unwrap_or_default();
            at = edit.span.start;
        }
        let line =
            place_in_text(at)?.line + before.breaks_added + breaks(written) - before.breaks_removed;
        // The column, backwards up to where the line starts.
        let mut column = 1 + chars_of_last_line(written);
        let mut starts_here = written.contains('\n');
        while !starts_here {
            let start = self.before(number).text;
            let (from, to) = (place_in_text(start)?, place_in_text(at)?);
            let is_line_of = from.line == to.line;
            column += to.column - if is_line_of { from.column } else { 1 };
            starts_here = !is_line_of || number == 0;
            number = number.saturating_sub(1);
            if let Some(edit) = self.edits.get(number).filter(|_| !starts_here) {
                column += chars_of_last_line(&edit.text);
                starts_here = edit.text.contains('\n');
                at = edit.span.start;
            }
        }
        Ok(Place { line, column })
    }
}

/// How many line breaks there are.
pub(super) fn breaks(text: &str) -> usize {
    memchr::memchr_iter(b'\n', text.as_bytes()).count()
}

fn chars_of_last_line(text: &str) -> usize {
    text.rsplit('\n').next().unwrap_or_default().chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::held::Holding;
    use crate::store::place::{LineIndex, place_of};
    use crate::store::splice::{Edit, apply_edits};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(crate::model::chance::cases(256))]
        #[test]
        fn places_and_pieces_are_those_of_the_text_with_the_edits_made(
            text in "[aé\n]{0,40}",
            edits in prop::collection::vec((0..40_usize, 0..5_usize, "[bü\n]{0,4}"), 0..6),
        ) {
            let mut made: Vec<Edit> = Vec::new();
            for (start, length, new) in edits {
                let span = Span::new(start, start + length);
                let is_free = made.iter().all(|edit| {
                    edit.span.end < span.start || span.end < edit.span.start
                });
                if is_free && text.get(span.range()).is_some() {
                    made.push(Edit { span, text: new });
                }
            }
            let edits = Edits::new(&text, made).unwrap();
            let whole = apply_edits(&text, &edits);
            let removed: Vec<usize> = edits.iter().map(|edit| breaks(edit.span.of(&text))).collect();
            let patch = Patch::new(edits.clone(), &removed);
            prop_assert_eq!(patch.len(text.len()), whole.len());
            for in_memory in [0, 1_000] {
                let held = HeldText::of(text.clone(), &Holding { in_memory, ..Holding::default() });
                let mut blocks = Vec::<u8>::new();
                let mut take = |block: &[u8]| {
                    blocks.extend(block);
                    Ok::<_, HeldError>(())
                };
                patch.each_block(&held, &mut take).unwrap();
                prop_assert_eq!(blocks, whole.as_bytes());
                prop_assert_eq!(held.after(&edits).unwrap(), &*whole);
            }
            let lines = LineIndex::new();
            let place = |at| Ok(lines.place(&text, at));
            for at in (0..=whole.len()).filter(|&at| whole.is_char_boundary(at)) {
                prop_assert_eq!(patch.place(&place, at).unwrap(), place_of(&whole, at), "{:?} {:?} {}", text, edits, at);
            }
            for at in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
                if edits.iter().all(|edit| at < edit.span.start || edit.span.end <= at) {
                    let rest = whole.get(patch.in_file(at)..).unwrap();
                    prop_assert_eq!(rest.chars().next(), text[at..].chars().next());
                }
            }
        }
    }
}
