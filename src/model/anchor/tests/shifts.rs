//! Edits of a text with a passage in it.

use super::*;

/// What a passage is after an edit: the text with it marked, its state, and what it was.
fn shifted(before: &str, after: &str) -> String {
    let (text, range) = marked(before);
    let old = Capture::of_text(1, &text);
    let passage = Passage::of(&old, range).unwrap();
    let edit = TextEdit::between(&text, old.sha256, after);
    let now = shift(&passage, &edit);
    let was = if now.was.is_empty() {
        String::new()
    } else {
        format!(" was {}", now.was)
    };
    format!("{} {:?}{was}", shown(after, &now), now.state)
}

#[track_caller]
fn check(before: &str, after: &str, expected: &str) {
    assert_eq!(shifted(before, after), expected);
}

#[test]
fn an_edit_elsewhere_moves_the_passage_with_its_words() {
    check(
        "He said ⟦two children⟧ died",
        "Then he said two children died",
        "Then he said ⟦two children⟧ died Exact",
    );
    check(
        "He said ⟦two children⟧ died",
        "He said two children have died",
        "He said ⟦two children⟧ have died Exact",
    );
    check(
        "He said ⟦two children⟧ died",
        "two children died",
        "⟦two children⟧ died Exact",
    );
    check(
        "😀é ⟦می‌خواهم⟧ بروم",
        "😀😀é می‌خواهم بروم",
        "😀😀é ⟦می‌خواهم⟧ بروم Exact",
    );
}

#[test]
fn what_is_put_in_at_a_border_does_not_join() {
    check(
        "He said ⟦two children⟧ died",
        "He said that two children died",
        "He said that ⟦two children⟧ died Exact",
    );
    check(
        "He said ⟦two children⟧ died",
        "He said two children and a man died",
        "He said ⟦two children⟧ and a man died Exact",
    );
    check("⟦two children⟧", "xtwo children", "x⟦two children⟧ Exact");
    check("⟦two children⟧", "two childreny", "⟦two children⟧y Exact");
}

#[test]
fn repeated_words_beside_a_passage_do_not_touch_it() {
    check(
        "⟦two children⟧ died",
        "two two children died",
        "two ⟦two children⟧ died Exact",
    );
    check(
        "two ⟦two children⟧ died",
        "two children died",
        "⟦two children⟧ died Exact",
    );
    check("⟦no⟧ no no", "no no no no", "⟦no⟧ no no no Exact");
}

#[test]
fn an_edit_of_its_words_changes_the_passage() {
    check(
        "He said ⟦two children⟧ died",
        "He said three children died",
        "He said ⟦three children⟧ died Changed was two children",
    );
    check(
        "He said ⟦two children⟧ died",
        "He said two small children died",
        "He said ⟦two small children⟧ died Changed was two children",
    );
    check(
        "He said ⟦two children⟧ died",
        "He said children died",
        "He said ⟦children⟧ died Changed was two children",
    );
    check(
        "He said ⟦two children⟧ died",
        "He two children died",
        "He ⟦two children⟧ died Exact",
    );
    check(
        "He said ⟦two children⟧ died",
        "He children died",
        "He ⟦children⟧ died Changed was two children",
    );
    check(
        "He said ⟦two children⟧ died",
        "He said two",
        "He said ⟦two⟧ Changed was two children",
    );
    check(
        "He said ⟦died⟧ today",
        "He said x today",
        "He said ⟦x⟧ today Changed was died",
    );
}

#[test]
fn a_passage_that_is_deleted_is_lost_with_its_words() {
    check(
        "He said ⟦two children⟧ died",
        "He said died",
        "He said died Lost",
    );
    check("He said ⟦two children⟧ died", "He", "He Lost");
    check("He said ⟦two⟧ died", "He was shot", "He was shot Lost");
    check("⟦two children⟧ died", " died", " died Lost");
}

#[test]
fn several_edits_at_once_leave_what_is_between_them() {
    check(
        "On 16 January ⟦two children were killed⟧ in Koh-e-Sabz, he said.",
        "On 17 January two children were killed in Koh-e-Sabz, they said.",
        "On 17 January ⟦two children were killed⟧ in Koh-e-Sabz, they said. Exact",
    );
}

#[test]
fn characters_are_not_cut() {
    check(
        "a ⟦cafe⟧ b",
        "a cafe\u{301} b",
        "a ⟦cafe\u{301}⟧ b Changed was cafe",
    );
    check(
        "a ⟦cafe\u{301}⟧ b",
        "a cafe\u{300} b",
        "a ⟦cafe\u{300}⟧ b Changed was cafe\u{301}",
    );
    check(
        "a ⟦👩⟧ b",
        "a 👩\u{200D}👧 b",
        "a ⟦👩\u{200D}👧⟧ b Changed was 👩",
    );
    check("⟦🇮🇷⟧ x", "🇵🇰🇮🇷 x", "🇵🇰⟦🇮🇷⟧ x Exact");
    check("⟦🇮🇷⟧ x", "🇵🇮🇷 x", "⟦🇵🇮🇷⟧ x Changed was 🇮🇷");
    check("⟦می‌خواهم⟧", "می‌خواهد", "⟦می‌خواهد⟧ Changed was می‌خواهم");
}

#[test]
fn the_words_before_the_first_change_are_kept_until_they_are_back() {
    let texts = [
        "one two three",
        "one twxo three",
        "one twxxo three",
        "one two three",
    ];
    let first = Capture::of_text(1, texts[0]);
    let mut passage = Passage::of(&first, 4..7).unwrap();
    let mut states = Vec::new();
    for pair in texts.windows(2) {
        let edit = TextEdit::between(pair[0], Sha256::of(pair[0].as_bytes()), pair[1]);
        passage = shift(&passage, &edit);
        states.push(format!(
            "{} {:?} {}",
            passage.exact(),
            passage.state,
            passage.was
        ));
    }
    assert_eq!(
        states,
        ["twxo Changed two", "twxxo Changed two", "two Exact "]
    );
    assert_eq!(passage, Passage::of(&first, 4..7).unwrap());
}

#[test]
fn a_lost_passage_says_in_which_text_its_position_counts() {
    let old = Capture::of_text(1, "He said two children died");
    let passage = Passage::of(&old, 8..20).unwrap();
    let edit = TextEdit::between(&old.text, old.sha256, "He died");
    let lost = shift(&passage, &edit);
    assert_eq!(
        (lost.start, lost.end, *lost.sha256),
        (8, 20, Some(old.sha256))
    );
    assert!(lost.holds_in(&old.text));
    // And goes on saying so.
    let next = TextEdit::between("He died", Sha256::of(b"He died"), "She died");
    assert_eq!(shift(&lost, &next), lost);
}

#[test]
fn a_passage_without_a_place_keeps_the_text_that_its_position_counts_in() {
    let old = Capture::of_text(1, "He said two children died");
    let mut lost = Passage::of(&old, 8..20).unwrap();
    lost.state = crate::model::AnchorState::Lost;
    let edit = TextEdit::between(&old.text, old.sha256, "She said two children died");
    let now = shift(&lost, &edit);
    assert_eq!(*now.sha256, Some(old.sha256));
    assert_eq!((now.start, now.state), (lost.start, lost.state));
}
