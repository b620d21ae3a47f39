//! Folding: the form of a text in which what people take for the same word is the same bytes.
//!
//! Letters are taken apart (NFKD) and lose case, accents, points and harakat; Arabic, Persian and Urdu
//! forms of one letter become one; digits of all scripts become ASCII; marks that show nothing go; a
//! run of white space becomes one space. Signs that are letters of their own in their script (vowel
//! signs of Indic scripts, kana voicing, Thai tones) stay.
//!
//! Every character folds on its own (order matters among marks only, and those go), so a place in the
//! folded text leads back to the place in the original.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_segmentation::GraphemeCursor;

/// The digit zero of every script whose digits NFKD leaves alone; the other nine follow each
/// (Unicode, general category Nd). Sorted.
const ZEROS: &[char] = &[
    '\u{660}',
    '\u{6F0}',
    '\u{7C0}',
    '\u{966}',
    '\u{9E6}',
    '\u{A66}',
    '\u{AE6}',
    '\u{B66}',
    '\u{BE6}',
    '\u{C66}',
    '\u{CE6}',
    '\u{D66}',
    '\u{DE6}',
    '\u{E50}',
    '\u{ED0}',
    '\u{F20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17E0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19D0}',
    '\u{1A80}',
    '\u{1A90}',
    '\u{1B50}',
    '\u{1BB0}',
    '\u{1C40}',
    '\u{1C50}',
    '\u{A620}',
    '\u{A8D0}',
    '\u{A900}',
    '\u{A9D0}',
    '\u{A9F0}',
    '\u{AA50}',
    '\u{ABF0}',
    '\u{104A0}',
    '\u{10D30}',
    '\u{11066}',
    '\u{110F0}',
    '\u{11136}',
    '\u{111D0}',
    '\u{112F0}',
    '\u{11450}',
    '\u{114D0}',
    '\u{11650}',
    '\u{116C0}',
    '\u{11730}',
    '\u{118E0}',
    '\u{11950}',
    '\u{11C50}',
    '\u{11D50}',
    '\u{11DA0}',
    '\u{16A60}',
    '\u{16AC0}',
    '\u{16B50}',
    '\u{1E140}',
    '\u{1E2F0}',
    '\u{1E950}',
];

/// The text folded.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Folds `text` into `folded`, which is emptied first: for loops that need no text of their own.
pub fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    fold_onto(text, folded);
}

/// Folds `text` on to the end of `folded`, which is empty or ends with something that is no space.
pub(super) fn fold_onto(text: &str, folded: &mut String) {
    for c in text.chars() {
        push_folded(c, folded);
    }
}

/// Folds one character on to the end of `folded`.
fn push_folded(c: char, folded: &mut String) {
    if c.is_ascii() {
        push(c.to_ascii_lowercase(), folded);
    } else {
        decompose_compatible(c, |part| push_caseless(part, folded));
    }
}

/// Adds `part`, which NFKD has taken apart, without its case.
fn push_caseless(part: char, folded: &mut String) {
    if is_dropped(part) {
        return;
    }
    // Down, up and down again is what the standard library has of full case folding: the first step
    // turns "ẞ" to "ß", the second that to "SS", "ς" to "Σ" and the dotless "ı" to "I".
    let upper = part.to_lowercase().flat_map(char::to_uppercase);
    for c in upper.flat_map(char::to_lowercase) {
        if !is_dropped(c) {
            push(c, folded);
        }
    }
}

/// Adds `c`, or the letter that stands for it.
fn push(c: char, folded: &mut String) {
    if c.is_ascii_alphanumeric() {
        folded.push(c);
    } else if c.is_whitespace() {
        if !folded.ends_with(' ') {
            folded.push(' ');
        }
    } else if c.is_ascii() {
        folded.push(c);
    } else if let Some(digit) = ascii_digit(c) {
        folded.push(digit);
    } else {
        match c {
            // One letter in Arabic, Persian and Urdu writing, on as many keyboards.
            'ي' | 'ى' => folded.push('ی'),
            'ك' | 'ڪ' => folded.push('ک'),
            'ة' | 'ۃ' | 'ہ' | 'ە' | 'ھ' => folded.push('ه'),
            'ٱ' => folded.push('ا'),
            '،' => folded.push(','),
            '؛' => folded.push(';'),
            '؟' => folded.push('?'),
            '٪' => folded.push('%'),
            '٫' => folded.push('.'),
            '٬' => folded.push(','),
            // Letters that NFKD does not take apart, and how they are typed without them.
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            // Typographers' marks, and the ones on the keyboard.
            '‘' | '’' | '‛' | 'ʼ' | '′' => folded.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => folded.push('"'),
            '\u{2010}'..='\u{2015}' | '−' => folded.push('-'),
            other => folded.push(other),
        }
    }
}

fn ascii_digit(c: char) -> Option<char> {
    let at = ZEROS.partition_point(|&zero| zero <= c);
    let zero = *ZEROS.get(at.checked_sub(1)?)?;
    char::from_digit((c as u32 - zero as u32).min(10), 10)
}

/// Whether a character says nothing for search: a mark on a letter, or one that is not seen.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{640}' // tatweel
            | '\u{AD}' // soft hyphen
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' // among them ZWNJ and ZWJ
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{E0100}'..='\u{E01EF}'
            | '\u{2BB}' | '\u{2BE}' | '\u{2BF}' // ayn and hamza in transliteration
            | '\u{20DD}'..='\u{20E4}'
    ) || is_point(c)
}

/// Marks above, below and through letters, Hebrew points, harakat and nukta, by their combining class.
/// Classes 0, 8, 9 and those of Thai, Lao and Tibetan vowels are letters in their script.
fn is_point(c: char) -> bool {
    c >= '\u{300}' && matches!(canonical_combining_class(c), 1 | 7 | 10..=36 | 200..=240)
}

/// A folded text that knows where each of its parts came from.
#[derive(Debug, Clone)]
pub struct Folded<'a> {
    original: &'a str,
    text: String,
    runs: Vec<Run>,
}

/// From `folded` on, the folded text comes from `original` on: byte by byte in an even run, else all of
/// the run from one character.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: usize,
    original: usize,
    even: bool,
}

impl<'a> Folded<'a> {
    /// Folds `original` and keeps the way back. An ASCII text takes one run, however long it is.
    #[must_use]
    pub fn new(original: &'a str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut runs: Vec<Run> = Vec::new();
        for (at, c) in original.char_indices() {
            let from = text.len();
            push_folded(c, &mut text);
            let length = text.len() - from;
            let even = length == c.len_utf8();
            let goes_on = runs
                .last()
                .is_some_and(|run| run.even && even && at - run.original == from - run.folded);
            if length > 0 && !goes_on {
                runs.push(Run {
                    folded: from,
                    original: at,
                    even,
                });
            }
        }
        Self {
            original,
            text,
            runs,
        }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the original that the folded bytes `range` came from, widened to whole characters
    /// as a reader sees them (grapheme clusters). Empty for an empty range.
    #[must_use]
    pub fn original_range(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return 0..0;
        }
        let start = self.original.floor_char_boundary(self.source(range.start));
        let end = self.source(range.end - 1) + 1;
        let end = self.original.ceil_char_boundary(end);
        cluster_start(self.original, start)..cluster_end(self.original, end)
    }

    /// The byte of the original that the folded byte `at` came from.
    fn source(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|run| run.folded <= at);
        match after.checked_sub(1).and_then(|place| self.runs.get(place)) {
            Some(run) if run.even => run.original + (at - run.folded),
            Some(run) => run.original,
            None => 0,
        }
    }
}

fn cluster_start(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    // The cursor fails only where it is given a part of the text; it has the whole.
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
        Ok(true) | Err(_) => at,
    }
}

fn cluster_end(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(false) => cursor
            .next_boundary(text, 0)
            .ok()
            .flatten()
            .unwrap_or(text.len()),
        Ok(true) | Err(_) => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text:?}");
    }

    #[test]
    fn case_and_accents_do_not_count() {
        check("Koh-e-Sabz", "koh-e-sabz");
        check("Émigré", "emigre");
        check("E\u{301}migre\u{301}", "emigre");
        check("STRASSE Straße STRAẞE", "strasse strasse strasse");
        check("ΟΔΟΣ οδος", "οδοσ οδοσ");
        check("İstanbul ısı", "istanbul isi");
        check("Łódź, Đà Nẵng, Ærø", "lodz, da nang, aero");
        check("ﬁnal ＡＢＣ №", "final abc no");
        check("Shīʿa ʿAlī", "shia ali");
    }

    #[test]
    fn arabic_persian_and_urdu_letters_are_one() {
        check("كتاب", "کتاب");
        check(
            "ايران ایران إيران آيران ٱيران",
            "ایران ایران ایران ایران ایران",
        );
        check("على", "علی");
        check("مدرسة مدرسه", "مدرسه مدرسه");
        check("پنجگور کوه سبز ہے", "پنجگور کوه سبز هے");
        check("می‌خواهم", "میخواهم");
        check("محـــمد مُحَمَّد", "محمد محمد");
        check("مسؤول رئیس", "مسوول رییس");
        check("۲۰۲۴ ٢٠٢٤ २०२४ ２０２４", "2024 2024 2024 2024");
        check("چرا؟ بله، ۵٪", "چرا? بله, 5%");
    }

    #[test]
    fn marks_of_type_and_white_space_are_plain() {
        check("Iran’s “reply” – now", "iran's \"reply\" - now");
        check("two \n\t children\u{A0} died", "two children died");
        check("re\u{AD}port\u{200B}ed", "reported");
        check("", "");
    }

    #[test]
    fn signs_that_are_letters_in_their_script_stay() {
        check("कि की", "कि की");
        check("が", "か\u{3099}");
        check("ที่", "ที่");
    }

    #[test]
    fn every_character_folds_to_something_that_stays() {
        let mut once = String::new();
        let mut twice = String::new();
        for c in ('\0'..='\u{3FFFF}').chain('\u{E0000}'..='\u{E01FF}') {
            fold_into(c.encode_utf8(&mut [0; 4]), &mut once);
            fold_into(&once, &mut twice);
            assert_eq!(once, twice, "U+{:04X}", c as u32);
        }
    }

    #[test]
    fn digits_of_all_scripts_have_their_value() {
        assert!(ZEROS.is_sorted());
        for &zero in ZEROS {
            let digits: String = (0..10)
                .filter_map(|n| char::from_u32(zero as u32 + n))
                .collect();
            check(&digits, "0123456789");
        }
    }

    proptest! {
        #[test]
        fn the_way_back_holds_the_folded_words(text in "[a-zA-ZßéÉ😀👩\u{200D}\u{301}\u{64E}كي \n]{0,30}", a in 0usize..40, b in 0usize..40) {
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.text(), fold(&text));
            let (a, b) = (a.min(b), a.max(b));
            if let Some(part) = folded.text().get(a..b) {
                let range = folded.original_range(a..b);
                let original = text.get(range.clone());
                prop_assert!(original.is_some(), "{range:?} cuts a character of {text:?}");
                let again = fold(original.unwrap());
                prop_assert!(again.contains(part.trim()), "{again:?} {part:?}");
            }
        }
    }
}
