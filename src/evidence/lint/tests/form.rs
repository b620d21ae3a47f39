//! What records say themselves: references, dates, hashes, passages, links in texts.

use super::*;

#[test]
fn a_sound_project_has_no_problems() {
    let text = capture(2, 1, "two children died");
    let passage = Passage::of(&text, 4..12).unwrap();
    check(
        vec![
            tag(5, "border").into(),
            tag(6, "Border").into(),
            source(1, "Dawn").into(),
            text.into(),
            event(3, "The strike", "2024-01-16").into(),
            note(4, "See [[000000000003]] and [[not an id]].").into(),
            remark(7, Target::Passage(passage), "").into(),
        ],
        &[],
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_told() {
    let mut strike = event(3, "The strike", "");
    strike.tags.insert(Id::from_bits(9));
    let link = link(
        4,
        EventId::from_bits(3),
        Relation::Causes,
        SourceId::from_bits(8),
    );
    check(
        vec![strike.into(), link.into()],
        &[
            "Dangling reference: Event “The strike” names the tag 000000000009 as one of its tags, and there is \
             no such tag. The rest of the record is kept; choose another tag or take the name out.",
            "Dangling reference: Link “The strike causes missing source 000000000008” names the source \
             000000000008 as where it leads to, and there is no such source. The rest of the record is kept; \
             choose another source or take the name out.",
        ],
    );
}

#[test]
fn a_record_that_cannot_be_read_is_told_until_it_is_mended() {
    let mut unread = Unread {
        id: Id::from_bits(1),
        table: Kind::Event,
        text: "(id: oops)".into(),
        error: "an id must stand in quotation marks.".into(),
        place: FilePlace { line: 7, column: 3 },
        mended: None,
    };
    let problems = problems_of(&Project::default(), &Record::from(unread.clone()));
    assert_eq!(problems[0].place, Some(unread.place));
    check(
        vec![unread.clone().into()],
        &[
            "Unreadable record: A record among the events cannot be read: an id must stand in quotation marks. \
           It is kept as it stands and saved unchanged; it is not among the events until its text is mended.",
        ],
    );
    unread.mended = Some(EventId::from_bits(3).into());
    check(vec![unread.into()], &[]);
}

#[test]
fn a_tag_that_stands_twice_is_told_once() {
    check(
        vec![
            tag(2, "border").into(),
            tag(1, "border").into(),
            tag(3, "bor").into(),
        ],
        &[
            "Duplicate tag: There is more than one tag “border”. Records that bear one are not found by the \
           other; merge them, or rename this one.",
        ],
    );
}

#[test]
fn a_date_that_cannot_be_read_is_told_with_its_words() {
    let mut dawn = source(1, "Dawn");
    dawn.issued = When {
        words: "the 45th of May".into(),
        edtf: date::Edtf::new("2024-05-45"),
        ..When::default()
    };
    dawn.accessed.words = "some day".into();
    let error = dawn.issued.edtf.error().unwrap();
    check(
        vec![dawn.into()],
        &[&format!(
            "Unreadable date: Source “Dawn” has a date (issued) that cannot be read: “the 45th of May”. {error} \
             It is kept as written and has no place in time until it is given anew."
        )],
    );
    let told = problems_of(&Project::default(), &event(3, "", "yesterday").into());
    assert!(
        told[0].message.starts_with(
            "Event “Untitled event” has a date (when) that cannot be read: “yesterday”."
        )
    );
}

#[test]
fn a_capture_that_is_not_what_was_hashed_is_told() {
    let mut text = capture(2, 1, "two children died");
    text.text = "ten children died".into();
    check(
        vec![source(1, "Dawn").into(), text.into()],
        &[
            "Text does not match its hash: “Dawn, undated capture” does not hold the text that was captured: it \
           no longer matches its SHA-256. Nobody can say now whether its words are the source's. Compare it \
           with the source and make a new capture; this one stays as it is.",
        ],
    );
}

/// The problem of an annotation on a passage that `spoil` changed, after the name of the annotation.
#[track_caller]
fn check_passage(spoil: fn(&mut Passage), expected: Option<&str>) {
    let text = capture(2, 1, "two children died");
    let mut passage = Passage::of(&text, 4..12).unwrap();
    spoil(&mut passage);
    let target = Target::Passage(passage);
    let records = vec![
        source(1, "Dawn").into(),
        text.into(),
        remark(7, target, "Sure?").into(),
    ];
    let problems = all_problems(&load(records), &never()).unwrap();
    let told: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.kind.name(), problem.message))
        .map(|told| told.replace("Annotation “Sure?”: ", ""))
        .collect();
    assert_eq!(told.first().map(String::as_str), expected);
}

#[test]
fn a_passage_whose_words_stand_elsewhere_is_told() {
    let not_there = |words: &str, place: &str| {
        format!(
            "Passage not at its place: the words {words} do not stand at characters {place} of “Dawn, undated \
             capture”. They are shown nowhere else in their place; select them in the text again."
        )
    };
    check_passage(|_| {}, None);
    check_passage(|p| p.state = AnchorState::Moved, None);
    check_passage(|p| p.start = 5, Some(&not_there("“children”", "5 to 12")));
    check_passage(
        |p| p.words = p.words.with_exact("men"),
        Some(&not_there("“men”", "4 to 12")),
    );
    check_passage(|p| p.end = 99, Some(&not_there("“children”", "4 to 99")));
    check_passage(|p| p.end = 0, Some(&not_there("“children”", "4 to 0")));
    check_passage(
        |p| p.start = u32::MAX,
        Some(&not_there("“children”", "4294967295 to 12")),
    );
    check_passage(
        |p| {
            p.state = AnchorState::Changed;
            p.was = "two boys".into();
        },
        Some(
            "Passage to check: its words in “Dawn, undated capture” have changed from “two boys” to “children”. \
              Look whether it still holds, then accept the new words or select others.",
        ),
    );
    check_passage(
        |p| p.state = AnchorState::Ambiguous,
        Some(
            "Passage to check: its words “children” stand in more than one place in “Dawn, undated capture” \
              now, and none of them was chosen for it. Select the one that is meant.",
        ),
    );
    check_passage(
        |p| p.state = AnchorState::Lost,
        Some(
            "Passage to check: its words “children” are nowhere in “Dawn, undated capture” any more. They are \
              kept here; select the words that replace them, or say why it still holds.",
        ),
    );
}

#[test]
fn a_link_in_a_note_to_nothing_is_told_once() {
    check(
        vec![
            note(
                4,
                "[[00000000000A|the strike]], [[00000000000A]], [[000000000004]]",
            )
            .into(),
        ],
        &[
            "Broken link in a note: Note “Questions” links to 00000000000A (“the strike”), and there is no such \
           record. The text stays as written; link to another record or take the brackets away.",
        ],
    );
}

#[test]
fn problems_come_in_the_order_of_the_file_with_their_places() {
    let project = load(vec![
        event(9, "b", "x").into(),
        event(3, "a", "x").into(),
        tag(5, "t").into(),
        tag(4, "t").into(),
    ]);
    let list = ProblemList::build(&project);
    let place = |id: RecordId| {
        (id.bits() == 9).then_some(FilePlace {
            line: 12,
            column: 1,
        })
    };
    let told: Vec<String> = list
        .in_file_order(&project, &place)
        .iter()
        .filter(|p| p.kind.class() != ProblemClass::Unfinished)
        .map(|p| format!("{} {:?}", p.record.unwrap().bits(), p.place.map(|p| p.line)))
        .collect();
    assert_eq!(told, ["4 None", "9 Some(12)", "3 None"]);
    assert_eq!(list.of(EventId::from_bits(3).into()).len(), 2);
}

#[test]
fn a_check_that_nobody_waits_for_stops() {
    let project = load(vec![event(9, "b", "x").into()]);
    let cancelled = AtomicBool::new(true);
    assert_eq!(all_problems(&project, &cancelled), None);
    assert_eq!(ProblemList::build_unless(&project, &cancelled), None);
}

#[test]
fn passages_are_found_in_texts_longer_than_a_step_of_the_index() {
    for length in [0, 1, 1018, 1023, 1024, 1025, 2042, 2048, 5000] {
        let text = capture(2, 1, &format!("{}می😀end", "é".repeat(length)));
        for range in [
            text.text.len() - 3..text.text.len(),
            0..text.text.chars().next().unwrap().len_utf8(),
            text.text.len() - 7..text.text.len(),
        ] {
            let passage = Passage::of(&text, range).unwrap();
            let target = Target::Passage(passage);
            let records = vec![
                source(1, "Dawn").into(),
                text.clone().into(),
                remark(7, target, "").into(),
            ];
            assert_eq!(all_problems(&load(records), &never()).unwrap(), []);
        }
    }
}
