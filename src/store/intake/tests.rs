//! Texts in every encoding, and bytes that are none.

use super::*;
use proptest::prelude::*;

const MAX_BYTES: usize = 64 << 20;

fn read_capture(bytes: &[u8]) -> Result<Intake, IntakeError> {
    super::read_capture(bytes, FileLimits::default())
}

fn read_pasted(text: &str) -> Result<Intake, IntakeError> {
    super::read_pasted(text, FileLimits::default())
}

/// The text as it was taken, what it was read as and what was changed, or why it was refused.
fn told(bytes: &[u8]) -> String {
    match read_capture(bytes) {
        Ok(taken) => {
            let mut told = format!("{:?} {}", taken.text, taken.encoding);
            for change in &taken.changes {
                told = format!("{told} | {change}");
            }
            told
        }
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn check(bytes: &[u8], expected: &str) {
    assert_eq!(told(bytes), expected);
}

fn utf_16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes_of).collect()
}

#[test]
fn utf_8_is_taken_as_it_is() {
    check(b"plain\n\twords  \n", r#""plain\n\twords  \n" UTF-8"#);
    check("کوہ سبز é 😀".as_bytes(), "\"کوہ سبز é 😀\" UTF-8");
    check(
        b"\xEF\xBB\xBFwords",
        r#""words" UTF-8 | The byte order mark at its start was left out."#,
    );
}

#[test]
fn words_and_marks_that_steer_their_direction_stay() {
    let text = "e\u{301}é \u{200F}می\u{200C}خواهم \u{2067}abc\u{2069} \u{202B}x\u{202C}\u{61C}\u{AD}\u{2028}";
    assert_eq!(read_capture(text.as_bytes()).unwrap().text, text);
    assert_eq!(read_pasted(text).unwrap().text, text);
}

#[test]
fn utf_16_is_known_by_its_mark_or_by_its_zeros() {
    let english = "Words, then\nKoh-e-Sabz";
    let persian = "پنجگور: ۱۶ ژانویه\nکوه سبز، دو کودک کشته شدند";
    for (bytes_of, name) in [
        (u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"),
        (u16::to_be_bytes, "UTF-16BE"),
    ] {
        for text in [english, persian] {
            let bare = read_capture(&utf_16(text, bytes_of)).unwrap();
            assert_eq!((bare.text.as_str(), bare.encoding), (text, name));
            assert!(bare.changes.is_empty());
            let marked = read_capture(&utf_16(&format!("\u{FEFF}{text}"), bytes_of)).unwrap();
            assert_eq!((marked.text.as_str(), marked.encoding), (text, name));
            assert_eq!(
                marked.changes,
                ["The byte order mark at its start was left out."]
            );
        }
    }
    check(
        b"\xFF\xFEa\0\r\0\n\0b\0",
        "\"a\\nb\" UTF-16LE | The byte order mark at its start was left out. | \
         1 line end was changed from CRLF to LF.",
    );
}

#[track_caller]
fn check_legacy(encoding: &'static Encoding, text: &str) {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost);
    let taken = read_capture(&bytes).unwrap();
    assert_eq!(
        (taken.text.as_str(), taken.encoding),
        (text, encoding.name())
    );
}

#[test]
fn other_encodings_are_detected_and_named() {
    check_legacy(
        encoding_rs::WINDOWS_1252,
        "The café’s owner – a naïve “émigré” – spoke in Zürich about the façade.",
    );
    check_legacy(
        encoding_rs::WINDOWS_1256,
        "قال المتحدث باسم وزارة الخارجية إن الهجوم وقع في الصباح وقتل طفلان",
    );
    check_legacy(
        encoding_rs::WINDOWS_1251,
        "Министерство иностранных дел сообщило о нападении на посёлок",
    );
    check_legacy(
        encoding_rs::SHIFT_JIS,
        "外務省は攻撃について発表した。子どもふたりが死亡した。",
    );
}

#[test]
fn line_ends_become_lf_and_are_counted() {
    check(
        b"a\r\nb\rc\nd",
        "\"a\\nb\\nc\\nd\" UTF-8 | 1 line end was changed from CRLF to LF. | \
         1 line end was changed from CR to LF.",
    );
    check(
        b"a\r\r\n\rb",
        "\"a\\n\\n\\nb\" UTF-8 | 1 line end was changed from CRLF to LF. | \
         2 line ends were changed from CR to LF.",
    );
    let taken = read_capture("x\r\n".repeat(1204).as_bytes()).unwrap();
    assert_eq!(
        taken.changes,
        ["1,204 line ends were changed from CRLF to LF."]
    );
    assert_eq!(taken.text, "x\n".repeat(1204));
    let numbers = [1, 12, 123, 1234, 123_456, 1_234_567].map(grouped);
    assert_eq!(numbers.join(" "), "1 12 123 1,234 123,456 1,234,567");
}

/// What is said of a character that no text holds.
fn refused(place: &str, character: &str) -> String {
    format!(
        "At {place} there is the {character}, which no text holds (read as UTF-8). If the file is a text, \
         take the character out; other files must be turned into text first."
    )
}

#[test]
fn what_no_text_holds_is_refused_with_its_place() {
    let control = |place, code| refused(place, &format!("control character {code}"));
    let free = |place, code| refused(place, &format!("code point {code}"));
    check(b"one\ntw\x07o", &control("line 2, column 3", "U+0007"));
    check(b"a\r\n\rb\0", &control("line 3, column 2", "U+0000"));
    check("é\u{85}".as_bytes(), &control("line 1, column 2", "U+0085"));
    check(b"hello\0world!", &control("line 1, column 6", "U+0000"));
    check(b"\x1B[31mred", &control("line 1, column 1", "U+001B"));
    check("\u{FFFE}".as_bytes(), &free("line 1, column 1", "U+FFFE"));
    check(
        "x\u{10FFFF}".as_bytes(),
        &free("line 1, column 2", "U+10FFFF"),
    );
    check("\u{FDD0}".as_bytes(), &free("line 1, column 1", "U+FDD0"));
    let pasted = read_pasted("a\u{C}").unwrap_err().to_string();
    assert_eq!(pasted, control("line 1, column 2", "U+000C"));
}

/// What is said of a byte that means nothing.
fn meaningless(encoding: &str, place: &str, byte: &str) -> String {
    format!(
        "The text seems to be in {encoding}, but at {place} the byte {byte} has no meaning in it. Save the \
         file as UTF-8 in the program it comes from and load it again."
    )
}

#[test]
fn bytes_without_meaning_are_refused_and_not_replaced() {
    let cut = "café\r\nZürich, né".as_bytes();
    check(
        &cut[..cut.len() - 1],
        &meaningless("UTF-8", "line 2, column 10", "0xC3"),
    );
    let mut broken = "é é é\nabc X é".as_bytes().to_vec();
    let at = broken.iter().position(|&byte| byte == b'X').unwrap();
    broken[at] = 0xE9;
    check(&broken, &meaningless("UTF-8", "line 2, column 5", "0xE9"));
    check(
        b"\xFF\xFEa\0b",
        &meaningless("UTF-16LE", "line 1, column 2", "0x62"),
    );
    check(
        b"\xFF\xFEa\0\0\xD8b\0",
        &meaningless("UTF-16LE", "line 1, column 2", "0x00"),
    );
    check(
        b"\xFF\xFE\0\0a\0\0\0",
        "The text is in UTF-32, which is not read. Save the file as UTF-8 in the program it comes from and \
         load it again.",
    );
}

#[test]
fn no_text_is_no_capture() {
    for text in ["", " \n\t", "\u{FEFF}", "\r\n", "\u{A0}"] {
        check(text.as_bytes(), "There is no text in it.");
        assert_eq!(read_pasted(text), Err(IntakeError::Empty));
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let bytes = vec![b'a'; MAX_BYTES + 1];
    check(
        &bytes,
        "The text is too large for a capture: 65 MiB, and 64 MiB is the limit. Capture the parts that matter.",
    );
}

fn is_fit(taken: &Intake) -> Result<(), TestCaseError> {
    let is_clean = |c: char| !c.is_control() || c == '\n' || c == '\t';
    prop_assert!(taken.text.chars().all(is_clean), "{:?}", taken.text);
    prop_assert!(!taken.text.trim().is_empty());
    Ok(())
}

proptest! {
    #[test]
    fn hostile_bytes_give_a_clean_text_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(taken) = read_capture(&bytes) {
            is_fit(&taken)?;
        }
    }

    #[test]
    fn hostile_pairs_give_a_clean_text_or_an_error(
        units in prop::collection::vec(prop_oneof![9u16..0x80, 0x620u16..0x6FF, any::<u16>()], 0..100),
        mark in any::<bool>(),
    ) {
        let mut bytes = if mark { vec![0xFF, 0xFE] } else { Vec::new() };
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        if let Ok(taken) = read_capture(&bytes) {
            is_fit(&taken)?;
        }
    }

    #[test]
    fn a_clean_text_comes_back_as_it_was(text in "[ -~\t\né-ýآ-ی😀]{0,80}") {
        match read_capture(text.as_bytes()) {
            Ok(taken) => {
                prop_assert_eq!(&taken.text, &text);
                prop_assert!(taken.changes.is_empty());
                prop_assert_eq!(read_pasted(&text), Ok(taken));
            }
            Err(error) => {
                prop_assert_eq!(error, IntakeError::Empty);
                prop_assert!(text.trim().is_empty());
            }
        }
    }
}
