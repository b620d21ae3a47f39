//! Paths of tags as people type them.

use unicode_normalization::UnicodeNormalization as _;

use super::EditError;

/// The path in its one form: parts trimmed, no empty ones, single spaces, accents composed (NFC),
/// so that the same words always make the same tag. Case is kept and counts.
///
/// # Errors
/// If no name remains or one holds a control character.
pub fn normal_path(typed: &str) -> Result<String, EditError> {
    let mut parts = Vec::new();
    for part in typed.split('/') {
        let words: Vec<&str> = part.split_whitespace().collect();
        let part: String = words.join(" ").nfc().collect();
        if let Some(control) = part.chars().find(|c| c.is_control()) {
            return Err(EditError::ControlInTagName(control));
        }
        if !part.is_empty() {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        return Err(EditError::NoTagName);
    }
    Ok(parts.join("/"))
}

/// What `path` becomes when `old`, which is above it, becomes `new`; `None` if it is not above.
pub(super) fn moved_path(path: &str, old: &str, new: &str) -> Option<String> {
    is_below(path, old).then(|| format!("{new}{}", path.strip_prefix(old).unwrap_or_default()))
}

/// Whether `path` lies below `above`.
pub(super) fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above)
        .is_some_and(|below| below.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let path = normal_path(typed).unwrap_or_else(|error| error.to_string());
        assert_eq!(path, expected);
    }

    #[test]
    fn paths_are_brought_to_one_form() {
        check("border", "border");
        check("  actor /  jaish  al-adl/ ", "actor/jaish al-adl");
        check("//a//b", "a/b");
        check("cafe\u{301}", "café");
        check("Border", "Border");
        check("a\tb\nc", "a b c");
    }

    #[test]
    fn what_names_no_tag_is_refused_with_a_sentence() {
        let no_name = "A tag needs a name; type one, with “/” between a tag and the one below it";
        check("", no_name);
        check(" / ", no_name);
        check(
            "a\u{7}",
            "The name of a tag cannot hold the control character U+0007; type the name by hand",
        );
    }

    proptest! {
        #[test]
        fn the_one_form_stays_as_it_is(typed in "[ab é/ \u{301}]{0,12}") {
            if let Ok(path) = normal_path(&typed) {
                prop_assert_eq!(normal_path(&path), Ok(path));
            }
        }
    }
}
