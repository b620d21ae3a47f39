//! Words that passages share with the texts of their captures.

use std::sync::Arc;

use super::anchor::TextIndex;
use super::hash::IdMap;
use super::kinds::Record;
use super::record::{Passage, Target};

/// The texts of captures while a file is read, in which captures come before what has passages in them.
#[derive(Debug, Default)]
pub(super) struct CaptureTexts(IdMap<CaptureText>);

#[derive(Debug)]
struct CaptureText {
    text: Arc<str>,
    /// By how much the byte of the last passage was beyond the number of its character: mostly so much it is for the next, too.
    beyond: usize,
    /// Where its characters are, once somebody asked: see [`TextIndex`].
    marks: Option<Vec<usize>>,
}

impl CaptureTexts {
    /// Remembers the text of a capture; makes the words of a passage a part of the text of its capture, if they stand there and
    /// nobody else has the record yet.
    pub(super) fn meet(&mut self, record: &mut Record) {
        match record {
            Record::Capture(capture) => {
                let text = Arc::clone(&capture.text);
                let text = CaptureText {
                    text,
                    beyond: 0,
                    marks: None,
                };
                self.0.insert(capture.id.bits(), text);
            }
            Record::Claim(claim) => {
                let claim = Arc::get_mut(claim);
                if let Some(passage) = claim.and_then(|claim| claim.passage.as_mut()) {
                    self.share(passage);
                }
            }
            Record::Annotation(annotation) => {
                let target = Arc::get_mut(annotation).map(|annotation| &mut annotation.target);
                if let Some(Target::Passage(passage)) = target {
                    self.share(passage);
                }
            }
            _ => {}
        }
    }

    fn share(&mut self, passage: &mut Passage) {
        let Some(capture) = self.0.get_mut(&passage.capture.bits()) else {
            return;
        };
        let (text, first) = (&capture.text, passage.start as usize);
        // Words that are the same are the same, wherever they stand.
        if passage.words.share(text, first + capture.beyond) {
            return;
        }
        let marks = capture
            .marks
            .get_or_insert_with(|| TextIndex::marks_of(text));
        let index = TextIndex::of_marks(text, marks);
        if let Some(at) = index.byte_of(first)
            && passage.words.share(text, at)
        {
            capture.beyond = at - first;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Annotation, Capture, Claim, Id, Meta, Passage, Project, Target, Value};

    /// Reads a capture, then a remark on the words of `quoted` and a claim that rests on them, as they stand in it. `is_shared`:
    /// whether these share its text.
    #[track_caller]
    fn check(text: &str, quoted: &str, words: &str, is_shared: bool) {
        let of = Capture::of_text(1, quoted);
        let at = quoted.find(words).unwrap();
        let passage = Passage::of(&of, at..at + words.len()).unwrap();
        let remark = Annotation::new(Id::from_bits(5), Target::Passage(passage.clone()));
        let value = Value::Text(String::new());
        let mut claim = Claim::new(Id::from_bits(6), of.source, Id::from_bits(7), "died", value);
        claim.passage = Some(passage.clone());
        let records = [
            Capture::of_text(1, text).into(),
            remark.into(),
            claim.into(),
        ];
        let (project, _) = Project::load(Meta::default(), records);
        let text = &project.captures().iter().next().unwrap().text;
        let remark = project.annotations().iter().next().unwrap();
        let Target::Passage(on_words) = &remark.target else {
            panic!("it is on a passage");
        };
        let claim = project.claims().iter().next().unwrap();
        for read in [on_words, claim.passage.as_ref().unwrap()] {
            assert_eq!(*read, passage);
            let range = text.as_bytes().as_ptr_range();
            assert_eq!(range.contains(&read.exact().as_ptr()), is_shared);
        }
    }

    #[test]
    fn a_passage_that_stands_in_its_capture_shares_its_text() {
        let text = "“Zwei Kinder” wurden getötet.";
        check(text, text, "Kinder", true);
        check(text, text, text, true);
        let long = text.repeat(60) + "Ende";
        check(&long, &long, "Ende", true);
    }

    #[test]
    fn a_passage_that_stands_elsewhere_keeps_its_own_words() {
        let text = "Zwei Kinder wurden getötet.";
        check(text, "Drei Kinder wurden getötet.", "Kinder", false);
        check(text, "Die zwei Kinder wurden getötet.", "Kinder", false);
        check("", text, "Kinder", false);
    }
}
