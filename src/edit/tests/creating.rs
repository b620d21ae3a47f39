//! New records, annotations, mending.

use super::*;

#[test]
fn records_are_made_under_their_titles() {
    let title = "Koh-e-Sabz strike".to_owned();
    check(
        "",
        &Edit::NewEvent { title },
        r#"
        Add event Koh-e-Sabz strike
        Added event Koh-e-Sabz strike
        + event +1 "Koh-e-Sabz strike"
        "#,
    );
    check(
        "",
        &Edit::NewSource {
            title: "  ".to_owned(),
        },
        r#"
        Add untitled source
        Added untitled source
        + source +1 ""
        "#,
    );
    check(
        "",
        &Edit::NewNote {
            title: "A title that is far too long to be shown whole in a menu".to_owned(),
            text: "Why?".to_owned(),
        },
        r#"
        Add note A title that is far too long to be shown…
        Added note A title that is far too long to be shown…
        + note +1 "A title that is far too long to be shown whole in a menu" "Why?"
        "#,
    );
}

#[test]
fn a_new_tag_takes_a_colour_that_no_other_has() {
    let tag = |path: &str| Edit::NewTag {
        path: path.to_owned(),
        colour: None,
    };
    check(
        "tag T1 a\ntag T2 b colour violet",
        &tag(" c / d "),
        "Add tag c/d\nAdded tag c/d\n+ tag +1 c/d colour teal",
    );
    let ten: String = TagColour::ALL
        .iter()
        .enumerate()
        .map(|(n, colour)| format!("tag T{n} t{n} colour {}\n", colour.name()))
        .collect();
    check(
        &format!("{ten}tag T10 x"),
        &tag("y"),
        "Add tag y\nAdded tag y\n+ tag +1 y colour teal",
    );
    let chosen = Edit::NewTag {
        path: "y".to_owned(),
        colour: Some(TagColour::Ink),
    };
    check("", &chosen, "Add tag y\nAdded tag y\n+ tag +1 y colour ink");
    check(
        "tag T1 a/b",
        &tag("a / b"),
        "refused: There is a tag “a/b” already; merge the two tags, or choose another name",
    );
}

#[test]
fn links_are_made_once_and_never_to_the_same_record() {
    let link = |from: &str, to: &str| Edit::NewLink {
        from: id(from),
        to: id(to),
        relation: Relation::RespondsTo,
    };
    check(
        CASE,
        &link("E1", "R2"),
        "
        Add link “Strike” responds to comment “whose?”
        Added link “Strike” responds to comment “whose?”
        + link +1 E1 RespondsTo R2
        ",
    );
    check(
        CASE,
        &link("E2", "E1"),
        "refused: There is a link “Reply” responds to “Strike” already; \
         write a note on that one instead",
    );
    check(
        CASE,
        &link("E1", "E1"),
        "refused: An event cannot point to itself; choose another record",
    );
    check(
        CASE,
        &link("E1", "E9"),
        "refused: That event is not in the project any more: it was deleted, \
         or the step that made it was undone; choose another one",
    );
}

#[test]
fn a_new_capture_leaves_the_old_ones_alone() {
    let add = |source: &str, text: &str| Edit::AddCapture {
        source: source_id(source),
        text: text.to_owned(),
        taken: When::read("2024-01-19"),
        nature: CaptureNature::FullText,
        origin: "pasted".to_owned(),
        note: String::new(),
        carry: true,
    };
    check(
        CASE,
        &add("S1", "Three died"),
        r#"
        Add capture of 19 Jan 2024 to source Dawn report
        Added capture of 19 Jan 2024 to source Dawn report
        + capture +1 of S1 taken "2024-01-19" "Three died"
        "#,
    );
    check(
        CASE,
        &add("S1", " \n"),
        "refused: There is no text to keep; paste the text of the source, or load it from a file",
    );
    let planned = plan_in(&project(CASE), &add("S1", "Three died")).unwrap();
    let Change::Insert { record, .. } = &planned.changes[0] else {
        panic!("no capture")
    };
    let Record::Capture(capture) = record else {
        panic!("no capture")
    };
    assert_eq!(capture.sha256, Sha256::of(b"Three died"));
}

#[test]
fn claims_and_assessments_are_made_from_drafts() {
    let draft = |line: &str| record(line, &[]);
    let Record::Claim(claim) = draft(r#"claim K9 S1 E1 killed "3" by "police""#) else {
        panic!()
    };
    check(
        CASE,
        &Edit::NewClaim(Box::new(claim.as_ref().clone())),
        r#"
        Add claim killed: 3 of “Strike”
        Added claim killed: 3 of “Strike”
        + claim +1 S1 E1 killed "3" by "police"
        "#,
    );
    let Record::Claim(claim) = draft(r#"claim K9 S1 E9 killed "3""#) else {
        panic!()
    };
    check(
        CASE,
        &Edit::NewClaim(Box::new(claim.as_ref().clone())),
        "refused: The claim would name the event 002500000009, which does not exist; \
         choose one that does, or leave it out",
    );
    let Record::Assessment(held) = draft(r#"assessment A9 E1 killed "3""#) else {
        panic!()
    };
    check(
        CASE,
        &Edit::NewAssessment(Box::new(held.as_ref().clone())),
        "refused: The field “killed” of that event is assessed already; \
         change that assessment, which keeps what was held before",
    );
    let mut held = held.as_ref().clone();
    held.field = "wounded".into();
    check(
        CASE,
        &Edit::NewAssessment(Box::new(held)),
        r#"
        Add assessment wounded: 3 of “Strike”
        Added assessment wounded: 3 of “Strike”
        + assessment +1 E1 wounded "3"
        "#,
    );
}

#[test]
fn views_are_kept_under_a_name() {
    let view = |line: &str| match record(line, &[]) {
        Record::View(view) => Edit::NewView(Box::new(view.as_ref().clone())),
        _ => panic!(),
    };
    check(
        "",
        &view(r#"view V9 " Mine " "tag:a""#),
        r#"
        Add saved view Mine
        Added saved view Mine
        + view +1 "Mine" "tag:a"
        "#,
    );
    check(
        "",
        &view(r#"view V9 " ""#),
        "refused: A saved view needs a name; type one",
    );
}

fn passage(words: &str) -> Passage {
    let project = project(CASE);
    let capture = project.captures().get(capture_id("C1")).unwrap();
    let start = capture.text.find(words).unwrap();
    Passage::of(capture, start..start + words.len()).unwrap()
}

fn highlight(target: Target, tags: &[&str]) -> Edit {
    Edit::Annotate {
        target,
        motivation: Motivation::Highlighting,
        title: String::new(),
        body: String::new(),
        tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
    }
}

#[test]
fn annotations_bring_their_tags_along() {
    check(
        CASE,
        &highlight(
            Target::Passage(passage("two children")),
            &["victims/children", "border", "victims / children"],
        ),
        r#"
        Add highlight on “two children”
        Added highlight on “two children”
        + tag +1 victims/children colour leaf
        + annotation +2 highlighting quotes C1 "two children" tags +1,T1
        "#,
    );
    check(
        CASE,
        &Edit::Annotate {
            target: Target::Record(id("S2")),
            motivation: Motivation::Questioning,
            title: "Date".to_owned(),
            body: "Which year?".to_owned(),
            tags: Vec::new(),
        },
        r#"
        Add question on source Ministry
        Added question on source Ministry
        + annotation +1 questioning on S2 "Date" "Which year?"
        "#,
    );
    check(
        CASE,
        &Edit::Reply {
            to: annotation_id("R3"),
            body: "No".to_owned(),
        },
        r#"
        Add reply to comment “done”
        Added reply to comment “done”
        + annotation +1 replying on R3 "No"
        "#,
    );
}

#[test]
fn a_passage_whose_words_stand_elsewhere_is_refused() {
    let mut off = passage("two children");
    off.start += 1;
    off.end += 1;
    check(
        CASE,
        &highlight(Target::Passage(off.clone()), &[]),
        "refused: The words “two children” do not stand at that place of the capture; \
         select the passage anew",
    );
    off.state = AnchorState::Lost;
    check(
        CASE,
        &highlight(Target::Passage(off), &[]),
        r#"
        Add highlight on “two children”
        Added highlight on “two children”
        + annotation +1 highlighting quotes C1 "two children" lost
        "#,
    );
}

#[test]
fn annotations_are_resolved_and_opened_again() {
    let set = |names: &[&str], resolution| Edit::SetResolution {
        annotations: names.iter().map(|name| annotation_id(name)).collect(),
        resolution,
    };
    check(
        CASE,
        &set(&["R1"], Resolution::Resolved),
        r#"
        Resolve comment “check this”
        Resolved comment “check this”
        - annotation R1 on E1 "check this"
        + annotation R1 on E1 "check this" resolved changed
        "#,
    );
    check(
        CASE,
        &set(&["R1", "R3", "R1", "R9"], Resolution::Resolved),
        r#"
        Resolve 2 annotations
        Resolved 2 annotations
        - annotation R1 on E1 "check this"
        + annotation R1 on E1 "check this" resolved changed
        - annotation R3 on R1 "done"
        + annotation R3 on R1 "done" resolved changed
        "#,
    );
    check(CASE, &set(&["R1"], Resolution::Open), "nothing to do");
    check(
        r#"event E1 "x"
           annotation R1 on E1 "y" resolved"#,
        &set(&["R1"], Resolution::Open),
        r#"
        Reopen comment “y”
        Reopened comment “y”
        - annotation R1 on E1 "y" resolved
        + annotation R1 on E1 "y" changed
        "#,
    );
}

#[test]
fn an_unreadable_record_is_mended_once() {
    let mend = |line: &str| Edit::Mend {
        unread: unread_id("U1"),
        record: record(line, &[]),
    };
    check(
        CASE,
        &mend(r#"event E5 "Ambush" tags T1"#),
        r#"
        Mend event Ambush
        Mended event Ambush
        + event E5 "Ambush" tags T1
        - unread U1 events
        + unread U1 events mended E5
        "#,
    );
    check(
        CASE,
        &mend(r#"source S5 "Ambush""#),
        "refused: The text stands among the events but reads as a source; write an event there",
    );
    check(
        CASE,
        &mend(r#"event E1 "Ambush""#),
        "refused: Another record, an event, has the id 002500000001 already; \
         give this one an id of its own",
    );
    check(
        CASE,
        &mend(r#"event E5 "Ambush" tags T9"#),
        "refused: The event would name the tag 002M00000009, which does not exist; \
         choose one that does, or leave it out",
    );
    let mut mended = project(CASE);
    let edit = mend(r#"event E5 "Ambush""#);
    let planned = plan_in(&mended, &edit).unwrap();
    mended.apply(&planned).unwrap();
    assert_eq!(plan_in(&mended, &edit), Err(EditError::MendedAlready));
}
