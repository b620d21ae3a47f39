//! Journals as bytes: cut, flipped, made up; and as files, with what goes wrong with those.

use super::frame::{Tail, read_frames};
use super::*;

/// A journal of some entries that mean nothing.
fn frames(texts: &[&str]) -> Vec<u8> {
    let mut bytes = Tail::first_line().to_vec();
    let mut tail = Tail::default();
    for text in texts {
        tail.write(text, &mut bytes);
    }
    bytes
}

fn whole(bytes: &[u8]) -> (Vec<String>, Option<Cut>) {
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
