//! What holds for every text: the scanner takes whatever the reader of values takes, and points at the same things.

use proptest::prelude::*;

use super::*;

/// White space and comments, as somebody may have left them.
fn blank() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(String::new()),
        4 => Just(" ".to_owned()),
        2 => Just("\n  ".to_owned()),
        1 => Just("\r\n\t".to_owned()),
        1 => Just("// ) \" ' ]\n".to_owned()),
        1 => Just("/* ( /* \" */ ' */".to_owned()),
        1 => Just("\u{2028}".to_owned()),
    ]
}

fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("true".to_owned()),
        Just("None".to_owned()),
        Just("()".to_owned()),
        Just("-1.5e3".to_owned()),
        Just("b'('".to_owned()),
        Just("b\"\\\"[\"".to_owned()),
        Just("br#\"\"(\"#".to_owned()),
        any::<i32>().prop_map(|number| number.to_string()),
        any::<char>().prop_map(|char| format!("'{}'", char.escape_default())),
        any::<String>().prop_map(|text| format!("{text:?}")),
        "[a-z()\\[\\]/*'\n ]{0,12}".prop_map(|text| format!("\"{text}\"")),
        "[a-z\"()/*'\\\\]{0,12}".prop_map(|text| format!("r##\"{text}\"##")),
    ]
}

/// Any value that RON allows, with any white space and comments.
fn value() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 24, 4, |inner| {
        let list = |inner: BoxedStrategy<String>| {
            let items = prop::collection::vec((blank(), inner, blank()), 0..5);
            (items, any::<bool>(), blank()).prop_map(|(items, trailing, end)| {
                let comma = if trailing && !items.is_empty() {
                    ","
                } else {
                    ""
                };
                let items: Vec<_> = items
                    .into_iter()
                    .map(|(before, item, after)| before + &item + &after)
                    .collect();
                items.join(",") + comma + &end
            })
        };
        let inner = inner.boxed();
        let field = (
            prop::sample::select(vec!["a", "größe", "r#type", "_x", "rb", "b"]),
            blank(),
            blank(),
            inner.clone(),
        )
            .prop_map(|(name, before, after, value)| format!("{name}{before}:{after}{value}"))
            .boxed();
        let entry = (leaf(), blank(), inner.clone())
            .prop_map(|(key, after, value)| format!("{key}:{after}{value}"))
            .boxed();
        prop_oneof![
            list(inner.clone()).prop_map(|items| format!("[{items}]")),
            list(inner.clone()).prop_map(|items| format!("({items})")),
            (blank(), list(inner)).prop_map(|(before, items)| format!("Name{before}({items})")),
            list(field).prop_map(|fields| format!("({fields})")),
            list(entry).prop_map(|entries| format!("{{{entries}}}")),
        ]
    })
}

/// Skips a group word by word.
fn group_by_steps(cursor: &mut Cursor<'_>) -> Result<(), ScanError> {
    let mut depth = 0;
    loop {
        match cursor.peek() {
            None => return Err(cursor.ends_inside()),
            Some(b'(' | b'[' | b'{') => {
                cursor.open()?;
                depth += 1;
            }
            Some(b')' | b']' | b'}') => {
                cursor.close()?;
                depth -= 1;
                if depth == 0 {
                    return Ok(());
                }
            }
            Some(_) => {
                cursor.step()?;
            }
        }
    }
}

proptest! {
    #[test]
    fn a_group_is_skipped_as_if_word_by_word(
        text in "([\"'()\\[\\]{}/*#r\\\\,: ab\n_é]|r#|br\"|r\"|\"#|r# |r#r|b'|x){0,40}"
    ) {
        let text = format!("({text}");
        let (mut fast, mut slow) = (Cursor::new(&text), Cursor::new(&text));
        prop_assert_eq!(fast.group(), group_by_steps(&mut slow), "{}", text);
        prop_assert_eq!(fast.pos, slow.pos, "{}", text);
    }

    #[test]
    fn what_the_reader_of_values_takes_is_taken(text in value()) {
        if ron::from_str::<ron::Value>(&text).is_ok() {
            let found = tree(&text).map_err(|error| error.message(&text, &LineIndex::new()));
            prop_assert!(found.is_ok(), "{found:?}\n{text}");
            let file = format!("(a: {text}, b: [{text}, {text}])");
            let found = outline(&file).map_err(|error| error.message(&file, &LineIndex::new()));
            prop_assert!(found.is_ok(), "{found:?}\n{file}");
        }
    }

    #[test]
    fn the_outline_points_at_the_values_themselves(values in prop::collection::vec((blank(), value(), blank()), 0..6)) {
        let list: Vec<_> = values.iter().map(|(before, value, after)| format!("{before}{value}{after}")).collect();
        let text = format!("(annals: 1, list: [{}],)", list.join(","));
        let found = outline(&text).map_err(|error| error.message(&text, &LineIndex::new()));
        prop_assert!(found.is_ok(), "{found:?}\n{text}");
        let found = found.unwrap();
        let elements: Vec<_> = found.fields[1].elements.iter().flatten().map(|span| span.of(&text)).collect();
        let expected: Vec<_> = values.iter().map(|(_, value, _)| value.as_str()).collect();
        prop_assert_eq!(elements, expected);
    }

    #[test]
    fn any_text_at_all_is_answered(text in any::<String>(), marks in "[\"'()\\[\\]{}/*#r\\\\,: a\n]{0,60}") {
        for text in [text.as_str(), marks.as_str(), &format!("(a: [{marks}")] {
            if let Err(error) = outline(text) {
                prop_assert!(text.get(error.span.range()).is_some());
            }
            if let Err(error) = tree(text) {
                prop_assert!(text.get(error.span.range()).is_some());
            }
        }
    }
}
