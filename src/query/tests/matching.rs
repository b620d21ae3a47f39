//! What queries find.

use super::super::*;
use super::*;

/// The records that match, in the order of the kinds.
fn found(query: &str) -> String {
    let project = project();
    let resolved = Query::parse(query).resolve(&project);
    let ids = Kind::ALL.iter().flat_map(|&kind| project.ids(kind));
    let found = ids.filter(|&id| resolved.matches(&project, &project.get(id).unwrap()));
    found.map(name).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(query: &str, expected: &str) {
    assert_eq!(found(query), expected, "{query}");
}

#[track_caller]
fn check_mistake(query: &str, expected: &str) {
    let resolved = Query::parse(query).resolve(&project());
    let mistakes: Vec<String> = resolved
        .mistakes()
        .iter()
        .map(|m| format!("{m} [{}]", &query[m.span.clone()]))
        .collect();
    assert_eq!(mistakes.join(" | "), expected, "{query}");
}

#[test]
fn words_are_found_anywhere_and_all_of_them_must_be() {
    check("sarmachar", "e2");
    check("sarma", "e2");
    check("OPERATION bar", "e2");
    check("bar operation", "e2");
    check("operation strike", "e2");
    check("operation warned", "");
    check("irgc struck", "e1");
    check("warned", "n1");
    check("makran", "c1");
    check("\"2 children\"", "c1");
    check("2 children", "s1 k1 c1");
    check("koh-e-sabz", "s1 k1 e1");
    check("responds", "");
    check("said itself", "l1");
    check("agree", "h1");
}

#[test]
fn a_source_is_found_by_the_words_of_its_captures() {
    check("pasted", "k1");
    check("killed two", "s1 k1 c1");
    check("jamshed koh", "");
    check("17 strike", "s1");
}

#[test]
fn dates_are_found_as_the_table_shows_them() {
    check("18 jan", "e2");
    check("apr 2024", "s2");
    check("late 17th", "c2");
    check("1 feb 2024", "k1");
    check("16 january", "e1");
    check("\"16 to 19 jan\"", "e4");
    check("\"that week\"", "e4");
}

#[test]
fn phrases_are_found_in_their_order() {
    check("\"marg bar\"", "e2");
    check("\"bar marg\"", "");
    check("\"two children\"", "s1 k1 c1 a1");
    check("“two children”", "s1 k1 c1 a1");
    check("\"two   children\"", "s1 k1 c1 a1");
    check("\"nobody said when. resume\"", "e3");
    check("\"marg", "e2");
    check("\"\"", &found(""));
    check("\"strike killed\" straße", "s1 k1");
}

#[test]
fn case_accents_and_forms_of_letters_do_not_hide_anything() {
    check("cafe zurich", "e3");
    check("CAFÉ Zu\u{308}rich", "e3");
    check("résumé", "e3");
    check("strasse aero", "s1 k1");
    check("STRASSE", "s1 k1");
    check("iran's \"reply\" - nine", "n2");
    check("iran’s", "n2");
    check("😀", "a3");
}

#[test]
fn urdu_persian_and_arabic_writing_find_each_other() {
    check("کوه سبز", "s3 e1");
    check("كوه", "s3 e1");
    check("کوہ", "s3 e1");
    check("پنجگور", "e1");
    check("\"سبز, پنجگور\"", "e1");
    check("حمله", "s3");
    check("حملة", "s3");
    check("حَمله", "s3");
    check("موشكي", "s3");
    check("مو\u{640}شکی", "s3");
    check("ايران", "s3");
    check("إيران", "s3");
    check("میگوید", "s3");
    check("می‌گوید", "s3");
    check("9 نفر", "s3");
    check("٩ نفر", "s3");
    check("-سبز type:source", "s1 s2");
}

#[test]
fn tags_are_found_by_name_by_path_and_from_above() {
    check("tag:border", "t4 s1 e2 e3 n1");
    check("TAG:Border", "t4 s1 e2 e3 n1");
    check("tag:actor", "t1 t2 t3 e1 e2");
    check("tag:actor/bla", "t3 e2");
    check("tag:bla", "t3 e2");
    check("tag:\"border post\"", "t5 e3");
    check("tag:place", "t5 e3");
    check("tag:\"place/border post\"", "t5 e3");
    check("tag:border tag:bla", "e2");
    check("tag:border -tag:bla", "t4 s1 e3 n1");
    check("tag:", &found(""));
}

#[test]
fn kinds_are_found_in_singular_and_plural() {
    check("type:event", "e1 e2 e3 e4");
    check("type:Events", "e1 e2 e3 e4");
    check("type:note open", "n1");
    check("type:view", "");
    check("type:\"saved view\"", "");
    check("-type:event strike", "s1 s2 k1");
    check("type:event type:note", "");
    check("type:", &found(""));
}

#[test]
fn sources_are_found_with_what_they_say() {
    check("source:dawn", "s1 k1 e1 c1 c2 h1 a1 a2 a3");
    check("source:\"dawn 17\"", "s1 k1 e1 c1 c2 h1 a1 a2 a3");
    check("source:jamshed", "s2 e1 e2 c2 c3");
    check("source:brothers type:claim", "c2 c3");
    check("source:ایران", "s3");
    check("source:dawn -type:claim -type:annotation", "s1 k1 e1 h1");
    check("type:event -source:dawn", "e2 e3 e4");
    check("dawn", "s1 e4");
}

#[test]
fn a_minus_sign_leaves_out() {
    check("strike -koh", "s2 e2");
    check("type:event -strike", "e3 e4");
    check("type:event -\"marg bar\"", "e1 e3 e4");
    check("- type:note", "n1 n2");
    check("type:note -", "n1 n2");
    check("type:note -\"\"", "n1 n2");
}

#[test]
fn what_is_no_field_is_a_word() {
    check("https://example.org/a:b", "e3");
    check("org/a:b", "e3");
    check("12:30", "");
    check("when:", "");
    check("کوه:سبز", "");
    check("\"tag:border\"", "");
}

#[test]
fn a_query_of_nothing_finds_everything() {
    let all = found("");
    assert!(all.starts_with("t1") && all.ends_with("l1"));
    check("  \t ", &all);
    check("\u{64E}\u{200C}", &all);
    assert!(Query::parse("tag: -").is_empty());
    assert!(!Query::parse("tag:x").is_empty());
    assert!(!Query::parse("foo:\"\"").is_empty());
}

#[test]
fn mistakes_are_told_with_the_nearest_right_word() {
    check_mistake("tga:border", "No field “tga”. tag? [tga]");
    check_mistake("strike sorce:dawn", "No field “sorce”. source? [sorce]");
    check_mistake(
        "colour:red",
        "No field “colour”. The fields are tag, type, source, reliability and credibility. [colour]",
    );
    check_mistake("tag:bordr", "No tag “bordr”. border? [bordr]");
    check_mistake(
        "-tag:\"bordr post\"",
        "No tag “bordr post”. border post? [\"bordr post\"]",
    );
    check_mistake("tag:jaish", "No tag “jaish”. jaish-al-adl? [jaish]");
    check_mistake("tag:order", "No tag “order”. border? [order]");
    check_mistake("tag:weather", "No tag “weather”. [weather]");
    check_mistake("type:evnt", "No type “evnt”. event? [evnt]");
    check_mistake("type:sou", "No type “sou”. source? [sou]");
    check_mistake(
        "type:person",
        "No type “person”. Types are event, source, claim, note and annotation. [person]",
    );
    check_mistake("source:dwan", "No source “dwan”. Dawn? [dwan]");
    check_mistake("source:reuters", "No source “reuters”. [reuters]");
    check_mistake(
        "foo:1 tag:zzz",
        "No field “foo”. The fields are tag, type, source, reliability and credibility. [foo] | No tag “zzz”. [zzz]",
    );
    check_mistake("tag:border type:event dawn", "");
    check("tga:border", "");
    check("-tag:weather", "");
    check("foo:\"\"", "");
}

#[test]
fn grades_are_asked_for_one_by_one_or_from_one_to_another() {
    check("reliability:b", "s1 k1 c1");
    check("RELIABILITY:B type:claim", "c1");
    check("reliability:a type:claim", "c2 c3");
    check("reliability:a-c", "s1 s2 k1 c1 c2 c3");
    check("reliability:ba", "s1 s2 k1 c1 c2 c3");
    check("reliability:\"a, b\"", "s1 s2 k1 c1 c2 c3");
    check("type:source -reliability:a-b", "s3");
    check("credibility:2", "c1");
    check("credibility:3-1", "c1");
    check("type:claim -credibility:1-3", "c2 c3");
    check("credibility:1-", "");
    check("credibility:", &found(""));
    check_mistake(
        "reliability:good",
        "No reliability “good”. It has letters A to F, as B or A-C. [good]",
    );
    check_mistake(
        "credibility:7",
        "No credibility “7”. It has figures 1 to 6, as 2 or 1-3. [7]",
    );
    check_mistake(
        "credibility:-2",
        "No credibility “-2”. It has figures 1 to 6, as 2 or 1-3. [-2]",
    );
    check_mistake(
        "reliabilty:b",
        "No field “reliabilty”. reliability? [reliabilty]",
    );
}

#[track_caller]
fn check_mended(query: &str, expected: &str) {
    let resolved = Query::parse(query).resolve(&project());
    assert_eq!(
        resolved.mistakes()[0].mended(query).as_deref(),
        Some(expected)
    );
}

#[test]
fn a_mistake_can_be_mended_in_the_text() {
    check_mended("strike tga:border x", "strike tag:border x");
    check_mended("-tag:bordr", "-tag:border");
    check_mended("tag:\"borde post\"", "tag:\"border post\"");
}

#[track_caller]
fn check_terms(query: &str, expected: &str) {
    let parsed = Query::parse(query);
    let terms: Vec<String> = parsed
        .terms()
        .iter()
        .map(|term| {
            let sign = if term.excluded { "not " } else { "" };
            format!(
                "{sign}{:?} {} = {}",
                term.kind,
                &query[term.span.clone()],
                &query[term.value.clone()]
            )
        })
        .collect();
    assert_eq!(terms.join(" | "), expected);
}

#[test]
fn the_search_box_can_show_terms_as_tokens() {
    check_terms(
        "tag:bla -type:note x",
        "Tag tag:bla = bla | not Type -type:note = note | Word x = x",
    );
    check_terms(" -\"a b\"c ", "not Phrase -\"a b\" = \"a b\" | Word c = c");
    check_terms("tag:", "Tag tag: = ");
    check_terms("- “é", "Phrase “é = “é");
    check_terms("source:\"x y", "Source source:\"x y = \"x y");
}

#[test]
fn a_term_that_is_made_is_read_again() {
    assert_eq!(field_term("tag", "actor/bla"), "tag:actor/bla");
    assert_eq!(field_term("tag", "border post"), "tag:\"border post\"");
    assert_eq!(field_term("tag", "a\"b"), "tag:\"ab\"");
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_fail(text in "([ \"“”:-]|tag|type|source|event|é|ه|😀|\\PC){0,12}", other in "\\PC{0,20}") {
        let project = project();
        let query = Query::parse(&text);
        for term in query.terms() {
            proptest::prop_assert!(text.get(term.span.clone()).is_some());
            proptest::prop_assert!(text.get(term.value.clone()).is_some());
        }
        let resolved = query.resolve(&project);
        for mistake in resolved.mistakes() {
            proptest::prop_assert!(text.get(mistake.span.clone()).is_some());
        }
        for hit in resolved.hits(&other) {
            proptest::prop_assert!(other.get(hit).is_some());
        }
    }
}
