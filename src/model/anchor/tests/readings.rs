//! New copies of a text, and what merely looks like a passage in them.

use super::*;
use crate::model::AnchorState;

/// What becomes of the passage marked in `old` in the text `new`: the text with it marked, or the
/// candidates, with the state.
fn read_anew(old: &str, new: &str) -> String {
    let (text, range) = marked(old);
    let (old, new) = (Capture::of_text(1, &text), Capture::of_text(2, new));
    let passage = Passage::of(&old, range).unwrap();
    let found = Reanchoring::new(Some(&old), &new).passage(&passage);
    let now = &found.passage;
    assert_eq!(now.capture, new.id);
    if !now.state.has_place() {
        assert_eq!(
            (now.exact(), *now.sha256),
            (passage.exact(), Some(old.sha256))
        );
        let options: Vec<_> = found.candidates.iter().map(|c| c.words.as_str()).collect();
        return format!("{:?}: {}", now.state, options.join(" | "));
    }
    assert!(now.holds_in(&new.text) && now.sha256.is_none());
    let is_changed = now.state == AnchorState::Changed;
    assert_eq!(*now.was, if is_changed { passage.exact() } else { "" });
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
    // Another figure.
    check(
        OLD,
        "The missiles fell late on Tuesday. Officials in Quetta said ⟦three children were killed⟧ and three girls injured. Tehran said it hit a base.",
        "Changed",
    );
    // A slip put right.
    check(
        "Officials said ⟦the strike hit Kho-e-Sabz late on Tuesday⟧, near the border.",
        "Correction. Officials said ⟦the strike hit Koh-e-Sabz late on Tuesday⟧, near the border.",
        "Changed",
    );
    // A word more; a word less.
    check(
        "It said that ⟦the base of the group in Panjgur was destroyed by drones⟧. No more is known.",
        "It said that ⟦the main base of the group in Panjgur was destroyed by drones⟧. Nothing more is known.",
        "Changed",
    );
    check(
        "It said that ⟦the base of the group in Panjgur was destroyed by drones⟧. No more is known.",
        "It said that ⟦the base of the group in Panjgur was destroyed⟧. No more is known.",
        "Changed",
    );
    // A line end for a space.
    check(
        "Officials said ⟦two children were killed⟧ in the village.",
        "Officials said ⟦two children\nwere killed⟧ in the village.",
        "Changed",
    );
    // Another figure, in Persian.
    check(
        "مقام‌ها گفتند ⟦دو کودک در کوه‌سبز کشته شدند⟧ و سه دختر زخمی شدند.",
        "مقام‌ها گفتند ⟦سه کودک در کوه‌سبز کشته شدند⟧ و سه دختر زخمی شدند.",
        "Changed",
    );
}

#[test]
fn what_is_too_different_is_lost_and_offered() {
    check(
        OLD,
        "The missiles fell late on Tuesday. Officials in Quetta said two children had been killed and three girls injured. Tehran denied it.",
        "Lost: two children had been killed",
    );
    // A short quote is not looked for otherwise than in its words.
    check(
        "Officials in Quetta said ⟦two children⟧ were killed in the strike.",
        "Officials in Quetta said three children were killed in the strike.",
        "Lost: three children",
    );
    check(
        "The toll stands at ⟦two⟧ killed, said the police.",
        "The toll stands at five killed, said the police.",
        "Lost: five",
    );
    // Told in other words, in another language, not at all.
    check(
        OLD,
        "The missiles fell late on Tuesday. A hospital received two bodies of minors. Tehran said it hit a base.",
        "Lost",
    );
    check(
        OLD,
        "Die Raketen fielen am späten Dienstag. Zwei Kinder wurden getötet. Teheran sprach von einem Stützpunkt.",
        "Lost",
    );
    check(
        OLD,
        "The missiles fell late on Tuesday. Tehran said it hit a base.",
        "Lost",
    );
    check(OLD, "", "Lost");
}

#[test]
fn likeness_has_its_limits() {
    // One edit in five characters, and not one more.
    let row = |words: &str| format!("The letters of the tablet are {words} as far as can be read.");
    let old = row("⟦abcdefghijklmnopqrstuvwxy⟧");
    check(&old, &row("⟦aXcdeXghijXlmnXpqrsXuvwxy⟧"), "Changed");
    check(
        &old,
        &row("aXcdeXghijXlmnXpqrsXuvXxy"),
        "Lost: aXcdeXghijXlmnXpqrsXuvXxy",
    );
    // Twelve characters, and not one less.
    check(&row("⟦abcdefghijkl⟧"), &row("⟦abcdeXghijkl⟧"), "Changed");
    check(
        &row("⟦abcdefghijk⟧"),
        &row("abcdeXghijk"),
        "Lost: abcdeXghijk",
    );
    // Other spaces are no edits.
    check(
        &row("⟦a b c d e f g h⟧"),
        &row("⟦a\nb\nc\nd\ne\nf\ng\nh⟧"),
        "Changed",
    );
}

#[test]
fn parts_of_longer_words_and_figures_are_not_the_words() {
    check(
        "The toll is ⟦nine⟧ as of Thursday evening, police say.",
        "The toll is nineteen as of Thursday evening, police say.",
        "Lost: nineteen",
    );
    check(
        "They fired ⟦15⟧ missiles at the village that night.",
        "They fired 15,000 missiles at the village that night.",
        "Lost: 15,000",
    );
    check(
        "They fired ⟦15⟧ missiles at the village that night.",
        "They fired 150 missiles at the village that night.",
        "Lost: 150",
    );
    check(
        "Police counted ⟦two⟧ dead in the yard of the house.",
        "Police counted twenty-two dead in the yard of the house.",
        "Lost: twenty-two",
    );
    check(
        "زخمی شدن ⟦کودک⟧ در روستا گزارش شد",
        "زخمی شدن کودک‌ها در روستا گزارش شد",
        "Lost: کودک‌ها",
    );
    check(
        "They met in the ⟦cafe⟧ beside the old bus station.",
        "They met in the cafe\u{301} beside the old bus station.",
        "Lost: cafe\u{301}",
    );
    // Unless the passage itself was such a part.
    check(
        "It was a ⟦counter⟧strike, they said on Thursday.",
        "So it was a ⟦counter⟧strike, they said on Friday.",
        "Moved",
    );
}

#[test]
fn the_right_one_of_several_is_told_by_what_is_around_it() {
    check(
        "Dawn put it at ⟦two children⟧ killed by the missiles. The paper Jang put it at two children hurt in a house.",
        "New: Dawn put it at ⟦two children⟧ killed by the missiles. The paper Jang, it said, put it at two children hurt in a house.",
        "Moved",
    );
    check(
        "Dawn put it at two children killed by the missiles. The paper Jang put it at ⟦two children⟧ hurt in a house.",
        "New: Dawn put it at two children killed by the missiles. The paper Jang, it said, put it at ⟦two children⟧ hurt in a house.",
        "Moved",
    );
    // Its own sentence goes, the other one stays.
    check(
        "Dawn put it at ⟦two children⟧ killed by the missiles. The paper Jang wrote of two children hurt in a house.",
        "The paper Jang wrote of two children hurt in a house.",
        "Lost: two children",
    );
    // Its own sentence changes, and its words turn up in another one.
    check(
        "Dawn: ⟦two children were killed⟧ in the night. The missiles came from the west, said a farmer who saw them fall.",
        "Dawn: ⟦three children were killed⟧ in the night. The missiles came from the west. An earlier version said two children were killed.",
        "Changed",
    );
}

#[test]
fn a_likeness_that_stood_beside_it_is_not_what_it_became() {
    let old = "Toll by village:\n- Koh-e-Sabz, Panjgur district: ⟦two children were killed there⟧, police said\n- Sabz Koh, Panjgur district: ten children were killed there, police said\nMore follows.";
    check(
        old,
        "Toll by village:\n- Sabz Koh, Panjgur district: ten children were killed there, police said\nMore follows.",
        "Lost: ten children were killed there",
    );
    // Both are still there.
    check(
        old,
        "Toll by village (new):\n- Koh-e-Sabz, Panjgur district: ⟦two children were killed there⟧, police said\n- Sabz Koh, Panjgur district: ten children were killed there, police said\nNo more.",
        "Moved",
    );
    // Its own figure changes while the other one stays.
    check(
        old,
        "Toll by village (new):\n- Koh-e-Sabz, Panjgur district: ⟦six children were killed there⟧, police said\n- Sabz Koh, Panjgur district: ten children were killed there, police said\nNo more.",
        "Changed",
    );
}

#[test]
fn rows_of_one_form_are_not_taken_for_each_other() {
    let row = |place: &str, toll: &str| {
        format!("Officials in the town said {toll} in {place} on Thursday.\n")
    };
    let (gwadar, turbat) = ("Gwadar near the port", "Turbat, by the old airfield");
    let killed = "two people were killed";
    let old = format!(
        "News.\n{}{}",
        row(gwadar, &format!("⟦{killed}⟧")),
        row(turbat, killed)
    );
    // The row goes and the other one stays, after other news.
    check(
        &old,
        &format!("Latest news.\n{}Ends.", row(turbat, killed)),
        "Lost: two people were killed",
    );
    // Both stay, in the other order.
    check(
        &old,
        &format!(
            "Latest.\n{}{}Ends.",
            row(turbat, killed),
            row(gwadar, &format!("⟦{killed}⟧"))
        ),
        "Moved",
    );
    // The row changes and the other one stays.
    check(
        &old,
        &format!(
            "Latest.\n{}{}Ends.",
            row(gwadar, "⟦ten people were killed⟧"),
            row(turbat, killed)
        ),
        "Changed",
    );
    // It takes the words of the other one, which goes.
    let old = format!(
        "News.\n{}{}",
        row(gwadar, &format!("⟦{killed}⟧")),
        row(turbat, "ten people were killed")
    );
    check(
        &old,
        &format!("Latest.\n{}Ends.", row(gwadar, "⟦ten people were killed⟧")),
        "Changed",
    );
    check(
        &old,
        &format!("Latest.\n{}Ends.", row(turbat, "ten people were killed")),
        "Lost: ten people were killed",
    );
}

#[test]
fn rows_that_differ_by_their_number_are_told_apart() {
    let row = |n: usize, words: &str| format!("No. {n}: {words}, police said on that day.\n");
    let old = format!(
        "A\n{}{}{}",
        row(1, "two died"),
        row(2, "⟦two died⟧"),
        row(3, "two died")
    );
    let new = format!(
        "List\n{}{}{}Z",
        row(1, "two died"),
        row(2, "⟦two died⟧"),
        row(3, "two died")
    );
    check(&old, &new, "Moved");
}

#[test]
fn a_long_quote_that_stood_twice_needs_its_surroundings() {
    let quote = "There was nobody in the building when it was hit.";
    let old = format!(
        "Police, in Turbat: ⟦{quote}⟧ So far. A clerk, by telephone, to Jang: {quote} He hung up."
    );
    check(
        &old,
        &format!("The police hospital, Turbat side. {quote} So it was told then, and never again."),
        &format!("Lost: {quote}"),
    );
}

#[test]
fn repeated_sentences_that_cannot_be_told_apart_are_left_to_the_analyst() {
    let line = "Two people were killed, police said on Thursday morning.\n";
    let old = format!(
        "Report of the desk.\n{line}⟦Two people were killed⟧, police said on Thursday morning.\n{line}Ends here."
    );
    let new = format!("What is known so far:\n{line}{line}More follows.");
    check(
        &old,
        &new,
        "Ambiguous: Two people were killed | Two people were killed",
    );
    // Also if one is left: whose it is, nobody can say.
    check(
        &old,
        &format!("What is known so far:\n{line}More follows."),
        "Ambiguous: Two people were killed",
    );
    // But what lies before or after everything that changed stands where it stood.
    let first =
        format!("Old.\n⟦Two people were killed⟧, police said on Thursday morning.\n{line}End.");
    let now = "Old.\n⟦Two people were killed⟧, police said on Thursday morning.\nEnd.";
    check(&first, now, "Exact");
    // A copy put before it: the words at the old position are not its own.
    let rows = "a two b\n".repeat(20);
    let old = format!("{rows}a ⟦two⟧ b\n{rows}");
    check(
        &old,
        &format!("{rows}{rows}a two b\na two b\n"),
        &format!("Ambiguous: {}", ["two"; 8].join(" | ")),
    );
}

#[test]
fn a_paragraph_that_moved_is_found_if_it_is_long_and_the_only_one() {
    let first = "Tehran said that it had hit the base of a group in Panjgur.";
    let second = "Islamabad called it a violation of its airspace and recalled its envoy.";
    let third = "The border stayed open for trade.";
    let mark = |text: &str| format!("⟦{text}⟧");
    check(
        &format!("{first}\n\n{}\n\n{third}\n\nEnds.", mark(second)),
        &format!("{}\n\n{first}\n\n{third}\n\nEnds.", mark(second)),
        "Moved",
    );
    check(
        &format!("Start.\n\n{first}\n\n{}\n\n{third}", mark(second)),
        &format!(
            "Begin.\n\n{third}\n\nIt was denied at first.\n\n{}\n\nLater: {first}",
            mark(second)
        ),
        "Moved",
    );
    // Short ones without their surroundings are offered.
    check(
        "Start here.\n\n⟦No one was hurt.⟧\n\nThe end of the report.",
        "All is new.\n\nBefore it: No one was hurt. After it: more",
        "Lost: No one was hurt.",
    );
    // One of two that is left may be the other.
    check(
        &format!("{}\n\n{first}\n\n{second}\n\nEnds.", mark(second)),
        &format!("Agencies report:\n\n{third}\n\n{second}\n\nAll for now."),
        &format!("Lost: {second}"),
    );
}

#[test]
fn whole_texts_and_ends_of_texts_are_found() {
    check(
        "⟦Two children were killed.⟧",
        "⟦Two children were killed.⟧ Three girls were injured.",
        "Exact",
    );
    check(
        "⟦Two⟧ children were killed.",
        "Update: ⟦Two⟧ children were killed.",
        "Moved",
    );
    check(
        "It was denied. ⟦All of it.⟧",
        "It was denied again. ⟦All of it.⟧",
        "Moved",
    );
    check("⟦Two⟧", "⟦Two⟧", "Exact");
}

#[test]
fn every_script_is_found() {
    check(
        "خبر: 😀 ⟦می‌خواهم بروم⟧ و برمی‌گردم به خانه",
        "😀😀 خبر: 😀 ⟦می‌خواهم بروم⟧ و برمی‌گردم به خانه!",
        "Moved",
    );
    check(
        "Er sagt ⟦nai\u{308}v⟧ sei das, und e\u{301}trange zudem.",
        "Nun: Er sagt ⟦nai\u{308}v⟧ sei das, und e\u{301}trange zudem!",
        "Moved",
    );
    check(
        "👩‍👩‍👧 lebt ⟦hier 🇵🇰⟧ am Rand der Stadt.",
        "Neu 👩‍👩‍👧 lebt ⟦hier 🇵🇰⟧ am Rand der Stadt!",
        "Moved",
    );
    check(
        "他说⟦两名儿童⟧死亡，三名女孩受伤。",
        "据报道，他说⟦两名儿童⟧死亡，三名女孩受伤！",
        "Moved",
    );
}

#[test]
fn a_change_that_nobody_accepted_stays_one() {
    let was = "two children were killed";
    let old = Capture::of_text(
        1,
        "Dawn said that three children were killed in Koh-e-Sabz.",
    );
    let mut passage = Passage::of(&old, 15..41).unwrap();
    assert_eq!(passage.exact(), "three children were killed");
    passage.state = AnchorState::Changed;
    passage.was = was.into();
    let read = |text: &str| {
        let new = Capture::of_text(2, text);
        let now = Reanchoring::new(Some(&old), &new).passage(&passage).passage;
        format!("{:?} {} was {}", now.state, now.exact(), now.was)
    };
    assert_eq!(
        read("Today Dawn said that three children were killed in Koh-e-Sabz."),
        "Changed three children were killed was two children were killed"
    );
    assert_eq!(
        read("Today Dawn said that two children were killed in Koh-e-Sabz."),
        "Moved two children were killed was "
    );
    assert_eq!(
        read("Nothing of it is true."),
        "Lost three children were killed was two children were killed"
    );
}

#[test]
fn without_the_old_text_the_words_and_their_surroundings_count() {
    let old = Capture::of_text(1, "Dawn said that two children were killed in Koh-e-Sabz.");
    let passage = Passage::of(&old, 15..39).unwrap();
    let read = |text: &str| {
        let new = Capture::of_text(2, text);
        let now = Reanchoring::new(None, &new).passage(&passage).passage;
        format!("{:?} {:?}", now.state, now.sha256)
    };
    assert_eq!(
        read("Today Dawn said that two children were killed in Koh-e-Sabz."),
        "Moved None"
    );
    assert_eq!(read("Today nobody."), "Lost None");
}
