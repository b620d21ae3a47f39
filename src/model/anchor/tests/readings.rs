//! New copies of a text, and what merely looks like a passage in them.

use super::*;
use crate::model::AnchorState;

/// What becomes of the passage marked in `old` in the text `new`: the text with it marked, or the
/// candidates, with the state.
fn read_anew(old: &str, new: &str) -> String {
    let (text, range) = marked(old);
    let (old, new) = (capture(1, &text), capture(2, new));
    let passage = Passage::of(&old, range).unwrap();
    let found = Reanchoring::new(Some(&old), &new).passage(&passage);
    let now = &found.passage;
    assert_eq!(now.capture, new.id);
    if matches!(now.state, AnchorState::Lost | AnchorState::Ambiguous) {
        assert_eq!((&now.exact, now.sha256), (&passage.exact, Some(old.sha256)));
        let options: Vec<_> = found.candidates.iter().map(|c| c.words.as_str()).collect();
        return format!("{:?}: {}", now.state, options.join(" | "));
    }
    assert!(now.holds_in(&new.text) && now.sha256.is_none());
    let is_changed = now.state == AnchorState::Changed;
    assert_eq!(
        now.was,
        if is_changed {
            passage.exact
        } else {
            String::new()
        }
    );
    format!("{:?}: {}", now.state, shown(&new.text, now))
}

/// Holds a passage to its place in a new text. In `new` the place is marked; unmarked, it has none,
/// and `state` may name the candidates.
#[track_caller]
fn check(old: &str, new: &str, state: &str) {
    let plain = new.replace(['⟦', '⟧'], "");
    let expected = if new.contains('⟦') {
        format!("{state}: {new}")
    } else if state.contains(':') {
        state.to_owned()
    } else {
        format!("{state}: ")
    };
    let found = read_anew(old, &plain);
    assert_eq!(found.trim_end(), expected.trim_end(), "\nfor {old}");
}

const OLD: &str = "The missiles fell late on Tuesday. Officials in Quetta said ⟦two children were killed⟧ and three girls injured. Tehran said it hit a base.";

#[test]
fn words_that_did_not_change_stand() {
    check(OLD, OLD, "Exact");
    // Something further on is new.
    check(
        OLD,
        "The missiles fell late on Tuesday. Officials in Quetta said ⟦two children were killed⟧ and three girls injured. Tehran denied it.",
        "Exact",
    );
    check(
        OLD,
        "Updated. The missiles fell late on Tuesday. Officials in Quetta said ⟦two children were killed⟧ and three girls injured. Tehran said it hit a base.",
        "Moved",
    );
    // Something before and after it.
    check(
        OLD,
        "The missiles fell on Tuesday night. Officials in Quetta said ⟦two children were killed⟧ and four girls injured. Tehran denied it.",
        "Moved",
    );
}

#[test]
fn changed_words_are_found_in_their_place() {
    check(
        OLD,
        "The missiles fell late on Tuesday. Officials in Quetta said ⟦three children were killed⟧ and three girls injured. Tehran said it hit a base.",
        "Changed",
    );
    check(
        OLD,
        "The missiles fell late on Tuesday. Officials in Quetta said two children had been killed and three girls injured. Tehran denied it.",
        "Lost: two children had been killed",
    );
}
