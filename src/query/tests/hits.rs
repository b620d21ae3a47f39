//! Where the words that were asked for stand.

use super::super::*;

/// The text with its hits in brackets.
#[track_caller]
fn check(query: &str, text: &str, expected: &str) {
    let mut marked = String::new();
    let mut at = 0;
    for hit in Query::parse(query).hits(text) {
        marked += &format!("{}[{}]", &text[at..hit.start], &text[hit.clone()]);
        at = hit.end;
    }
    marked += &text[at..];
    assert_eq!(marked, expected);
}

#[test]
fn hits_are_the_original_words() {
    check(
        "pakistan",
        "Pakistan and PAKISTANIS",
        "[Pakistan] and [PAKISTAN]IS",
    );
    check("nothing", "Pakistan", "Pakistan");
    check("", "Pakistan", "Pakistan");
    check("-pak", "Pakistan", "Pakistan");
    check("tag:pak type:pak", "Pakistan", "Pakistan");
    check(
        "\"two children\"",
        "the two\n  children",
        "the [two\n  children]",
    );
}

#[test]
fn hits_that_meet_are_one() {
    check("strike rik", "a strike", "a [strike]");
    check("stri ike", "a strike", "a [strike]");
    check("st ri", "a strike", "a [stri]ke");
    check("aa", "aaaa", "[aaaa]");
}

#[test]
fn hits_hold_whole_characters() {
    check("cafe", "Cafe\u{301}s", "[Cafe\u{301}]s");
    check("caf", "Cafe\u{301}s", "[Caf]e\u{301}s");
    check("strasse", "die Straße!", "die [Straße]!");
    check("s", "Maß", "Ma[ß]");
    check("f", "oﬃce", "o[ﬃ]ce");
    check("fi", "oﬃce", "o[ﬃ]ce");
    check("😀", "so 😀!", "so [😀]!");
    check(
        "👩",
        "a 👩\u{200D}👩\u{200D}👧 b",
        "a [👩\u{200D}👩\u{200D}👧] b",
    );
    check("👍", "👍🏽 ok", "[👍🏽] ok");
    check("🇵", "🇮🇷🇵🇰", "🇮🇷[🇵🇰]");
    check("k", "㎏ 5", "[㎏] 5");
    check("2", "½ x", "[½] x");
}

#[test]
fn hits_stand_in_arabic_script_too() {
    check("میخواهم", "من می\u{200C}خواهم", "من [می\u{200C}خواهم]");
    check("محمد", "مُحَمَّد آمد", "[مُحَمَّد] آمد");
    check("كوه", "کوہ سبز", "[کوہ] سبز");
    check("2024", "سال ۲۰۲۴ بود", "سال [۲۰۲۴] بود");
}
