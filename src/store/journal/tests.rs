//! Journals as bytes: cut, flipped, made up; and as files, with what goes wrong with those.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::frame::{Tail, read_frames};
use super::*;

/// A journal of these entries, whatever they mean.
pub(crate) fn frames<T: AsRef<str>>(texts: &[T]) -> Vec<u8> {
    let mut bytes = Tail::first_line().to_vec();
    let mut tail = Tail::default();
    for text in texts {
        tail.write(text.as_ref(), &mut bytes);
    }
    bytes
}

/// The whole entries of a journal, and what is wrong with its end.
pub(crate) fn whole(bytes: &[u8]) -> (Vec<String>, Option<Cut>) {
    let mut texts = Vec::new();
    let cut = read_frames(bytes, |text| {
        texts.push(text.to_owned());
        Ok(())
    });
    (texts, cut)
}

const TEXTS: [&str; 4] = ["one", "", "Step(\n  \"1 2 3\",\n)", "ä “four”"];

#[test]
fn a_journal_is_lines_that_people_can_read() {
    let bytes = frames(&["Begin(())", "Step(())"]);
    let text = String::from_utf8(bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "annals journal 1");
    assert!(
        lines[1].starts_with("0 9 ") && lines[1].len() == 4 + 16,
        "{text}"
    );
    assert_eq!(lines[2], "Begin(())");
    assert!(lines[3].starts_with("1 8 "), "{text}");
}

#[test]
fn a_journal_that_is_cut_at_any_byte_gives_the_entries_before() {
    let bytes = frames(&TEXTS);
    assert_eq!(whole(&bytes), (TEXTS.map(str::to_owned).to_vec(), None));
    for n_bytes in 0..bytes.len() {
        let (texts, cut) = whole(&bytes[..n_bytes]);
        assert_eq!(texts, TEXTS[..texts.len()]);
        let kept = n_bytes as u64 - cut.as_ref().map_or(0, |cut| cut.bytes);
        let whole_again = frames(&TEXTS[..texts.len()]);
        if n_bytes >= Tail::first_line().len() {
            assert_eq!(kept, whole_again.len() as u64);
            assert_eq!(cut.is_none(), n_bytes == whole_again.len());
        } else {
            assert!(texts.is_empty() && cut.is_some());
        }
    }
}

#[test]
fn a_byte_that_was_flipped_costs_what_follows_and_changes_nothing_before() {
    let bytes = frames(&TEXTS);
    for at in 0..bytes.len() {
        for flip in [1, 0x20, 0x80, 0xFF] {
            let mut bad = bytes.clone();
            bad[at] ^= flip;
            let (texts, cut) = whole(&bad);
            assert_eq!(texts, TEXTS[..texts.len()], "byte {at}");
            assert!(texts.len() < TEXTS.len() && cut.is_some(), "byte {at}");
        }
    }
}

#[test]
fn entries_that_change_places_or_come_from_elsewhere_do_not_count() {
    let bytes = frames(&["one", "two", "six"]);
    let entry = (bytes.len() - Tail::first_line().len()) / 3;
    let (head, entries) = bytes.split_at(Tail::first_line().len());
    let parts: Vec<&[u8]> = entries.chunks(entry).collect();
    let swapped = [head, parts[0], parts[2], parts[1]].concat();
    assert_eq!(whole(&swapped).0, ["one"]);
    let twice = [head, parts[0], parts[0]].concat();
    assert_eq!(whole(&twice).0, ["one"]);
    let other = frames(&["uno", "due", "six"]);
    let theirs: Vec<&[u8]> = other[head.len()..].chunks(entry).collect();
    let mixed = [head, parts[0], theirs[1], parts[2]].concat();
    assert_eq!(whole(&mixed).0, ["one"]);
}

#[test]
fn lengths_are_not_trusted() {
    for line in [
        "0 99999999999999999999 0123456789abcdef\n",
        "0 18446744073709551615 0123456789abcdef\n",
        "0 -1 0123456789abcdef\nx\n",
        "0 +1 0123456789abcdef\nx\n",
        "0 01 0123456789abcdef\nx\n",
        "0 1\nx\n",
        "0 1 0123456789abcdef 9\nx\n",
        "\n\n\n",
    ] {
        let bytes = [Tail::first_line(), line.as_bytes()].concat();
        let (texts, cut) = whole(&bytes);
        assert!(texts.is_empty() && cut.is_some(), "{line:?}");
    }
}

/// What is done to a journal: where, how many bytes go, and what comes.
fn fault() -> impl Strategy<Value = (Index, usize, Vec<u8>)> {
    let pieces: [&[u8]; 10] = [
        b"\n",
        b" ",
        b"0",
        b"1 3 ",
        b"9",
        b"Step(",
        b"\xFF",
        b"\0",
        b"annals journal 1\n",
        b"0 3 ",
    ];
    let goes = prop_oneof![3 => Just(0_usize), 2 => Just(1), 1 => 2_usize..90];
    let comes = prop_oneof![
        3 => select(pieces.to_vec()).prop_map(<[u8]>::to_vec),
        2 => Just(Vec::new()),
        1 => prop::collection::vec(any::<u8>(), 1..40),
    ];
    (any::<Index>(), goes, comes)
}

/// Whatever the bytes are, what is read is what stands there, and all before the cut.
#[track_caller]
fn check_any(bytes: &[u8]) -> Vec<String> {
    let (texts, cut) = whole(bytes);
    let n_bytes = bytes.len() - cut.map_or(0, |cut| cut.bytes as usize);
    if n_bytes > 0 {
        assert_eq!(frames(&texts), bytes[..n_bytes]);
    } else {
        assert!(texts.is_empty());
    }
    if let Some(journal) = read(bytes) {
        assert!(journal.steps.len() < texts.len());
    }
    texts
}

proptest! {
    #[test]
    fn a_journal_with_faults_gives_the_entries_before_the_first(
        texts in prop::collection::vec("[a-zé\n0-9 ]{0,12}", 0..6),
        faults in prop::collection::vec(fault(), 1..4),
    ) {
        let mut bytes = frames(&texts);
        for (at, goes, comes) in &faults {
            let at = at.index(bytes.len() + 1);
            let end = (at + goes).min(bytes.len());
            bytes.splice(at..end, comes.iter().copied());
        }
        let found = check_any(&bytes);
        prop_assert_eq!(&found[..], &texts[..found.len().min(texts.len())]);
    }

    #[test]
    fn no_bytes_make_reading_a_journal_fail(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        lines in "(annals journal 1\n|[0-9]{1,3} [0-9]{1,3} [0-9a-f]{16}\n|Step\\(|Begin\\(|\n| |[a-z(),:\"0-9]){0,12}",
    ) {
        check_any(&bytes);
        check_any(lines.as_bytes());
        check_any(&[Tail::first_line(), lines.as_bytes()].concat());
    }
}
