//! What holds for every record, every way of writing it and every edit.

use proptest::prelude::*;

use super::generate::{Author, Node, canonical, edit};
use super::*;
use crate::store::scan::{Literal, Shape, Value, literals};

/// A value without what does not count: white space, comments, the spelling of strings, the order of fields. Fields that the
/// program does not know are left out.
fn meaning(text: &str, value: &Value) -> String {
    let name = value.name.map_or("", |name| name.of(text));
    let known = |key: &Option<&str>| !key.is_some_and(|key| key.starts_with('x'));
    let mut parts: Vec<_> = value
        .members
        .iter()
        .map(|member| (member.key_of(text), meaning(text, &member.value)))
        .filter(|(key, _)| known(key))
        .map(|(key, value)| key.map(|key| format!("{key}: ")).unwrap_or_default() + &value)
        .collect();
    if matches!(value.shape, Shape::Struct | Shape::Map) {
        parts.sort();
    }
    let parts = parts.join(", ");
    match value.shape {
        Shape::Leaf => ron::from_str::<String>(value.span.of(text)).map_or_else(
            |_| value.span.of(text).to_owned(),
            |text| format!("{text:?}"),
        ),
        Shape::Struct | Shape::Tuple => format!("{name}({parts})"),
        Shape::List => format!("[{parts}]"),
        Shape::Map => format!("{{{parts}}}"),
    }
}

fn meaning_of(text: &str) -> String {
    meaning(text, &tree(text).unwrap())
}

/// The unknown fields that no edit may touch: those of structs that are the same kind of struct before and after.
fn lasting(text: &str, kept: &Value, old: &Node, new: &Node, found: &mut Vec<String>) {
    let (Node::Struct(old_kind, old), Node::Struct(new_kind, new)) = (old, new) else {
        if old == new {
            let names = every_field(text, kept);
            found.extend(names.into_iter().filter(|name| name.starts_with('x')));
        }
        return;
    };
    if old_kind != new_kind {
        return;
    }
    for member in &kept.members {
        let Some(key) = member.key else { continue };
        let key = key.of(text);
        let find = |fields: &[(&'static str, Node)]| {
            fields
                .iter()
                .find(|(name, _)| *name == key)
                .map(|(_, value)| value.clone())
        };
        match (find(old), find(new)) {
            (Some(old), Some(new)) => lasting(text, &member.value, &old, &new, found),
            (None, None) => found.push(key.to_owned()),
            _ => {}
        }
    }
}

fn every_field(text: &str, value: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for member in &value.members {
        names.extend(member.key.map(|key| key.of(text).to_owned()));
        names.extend(every_field(text, &member.value));
    }
    names
}

proptest! {
    #![proptest_config(crate::model::chance::cases(150))]

    #[test]
    fn a_merged_record_means_the_new_one_and_keeps_what_its_author_left((old, new) in edit(), seed in any::<u64>()) {
        let mut author = Author::new(seed);
        let original = author.write(&old, 1);
        let (old_text, new_text) = (canonical(&old, 1), canonical(&new, 1));
        prop_assert_eq!(meaning_of(&original), meaning_of(&old_text), "the author is wrong:\n{}", original);
        prop_assert_eq!(&merge_record(&original, &old_text, &old_text), &original);

        let result = merge_record(&original, &old_text, &new_text);
        let shown = format!("--- original\n{original}\n--- old\n{old_text}\n--- new\n{new_text}\n--- result\n{result}\n");
        let found = tree(&result);
        prop_assert!(found.is_ok(), "{found:?}\n{shown}");
        let found = found.unwrap();
        prop_assert_eq!(meaning(&result, &found), meaning_of(&new_text), "{}", shown);
        let read = ron::from_str::<ron::Value>(&result);
        prop_assert!(read.is_ok(), "{read:?}\n{shown}");

        for number in 1..=author.comments {
            let comment = format!("#{number}#");
            prop_assert_eq!(result.matches(&comment).count(), 1, "comment {}\n{}", comment, shown);
        }

        let kept = tree(&original).unwrap();
        let mut unknown = Vec::new();
        lasting(&original, &kept, &old, &new, &mut unknown);
        let names = every_field(&result, &found);
        for name in unknown {
            prop_assert!(names.contains(&name), "{name} is lost\n{shown}");
        }

        let (Node::Struct(_, old_fields), Node::Struct(_, new_fields)) = (&old, &new) else { unreachable!() };
        for (name, value) in old_fields {
            if new_fields.contains(&(name, value.clone())) {
                let name = name.trim_start_matches("r#");
                let before = kept.field(&original, name).unwrap().span().of(&original);
                let after = found.field(&result, name).unwrap().span().of(&result);
                prop_assert_eq!(before, after, "{}", shown);
            }
        }
    }

    #[test]
    fn a_canonical_record_stays_canonical((old, new) in edit()) {
        let (old, new) = (canonical(&old, 2), canonical(&new, 2));
        prop_assert_eq!(merge_record(&old, &old, &new), new);
    }

    #[test]
    fn line_ends_stay_of_one_kind((old, new) in edit(), seed in any::<u64>()) {
        let mut author = Author::new(seed);
        let original = author.write(&old, 1);
        let result = merge_record(&original, &canonical(&old, 1), &canonical(&new, 1));
        let wrong = LineEnd::of(&original) == LineEnd::CrLf;
        let mut structure = String::new();
        let mut start = 0;
        for (kind, span) in literals(&result) {
            if kind == Literal::Text {
                structure.push_str(&result[start..span.start]);
                start = span.end;
            }
        }
        structure.push_str(&result[start..]);
        // The first line end of the original may be in a string, which says nothing about the others.
        if original.replace("\r\n", "").contains('\n') == original.contains("\r\n") {
            return Ok(());
        }
        let lone = structure.replace("\r\n", "").contains('\n');
        prop_assert_eq!(lone && wrong, false, "--- original\n{:?}\n--- result\n{:?}", original, result);
    }

    #[test]
    fn edits_fit_any_text_that_can_be_taken_apart((old, new) in edit(), (other, _) in edit(), seed in any::<u64>()) {
        // The caller has mixed up his records: no sense to be had, but no panic and no broken text either.
        let original = Author::new(seed).write(&other, 1);
        let (old, new) = (canonical(&old, 1), canonical(&new, 1));
        let edits = merge_edits(&original, &old, &new, LineEnd::Lf);
        prop_assert!(matches!(edits, Some(Ok(_))), "{edits:?}");
        prop_assert!(tree(&merge_record(&original, &old, &new)).is_ok());
    }
}
