//! Passages with their texts: edited, read anew, accepted, chosen, put back.

use super::*;
use crate::edit::{History, WayBack, carried_from};

const TEXT: &str = r#"
    source S1 "Dawn report"
    event E1 "Strike"
    capture C1 of S1 taken "2024-01-18" "Officials in Quetta said two children were killed and three girls hurt. Tehran spoke of a base."
    claim K1 S1 E1 killed "2" quotes C1 "two children were killed"
    claim K2 S1 E1 wounded "3" quotes C1 "three girls hurt"
    annotation R1 quotes C1 "a base" "whose?"
"#;

fn typed(text: &str) -> Edit {
    Edit::EditCaptureText {
        capture: capture_id("C1"),
        text: text.to_owned(),
        typing: false,
    }
}

fn new_capture(text: &str) -> Edit {
    Edit::AddCapture {
        source: source_id("S1"),
        text: text.to_owned(),
        taken: When::read("2024-01-19"),
        nature: CaptureNature::FullText,
        origin: "pasted".to_owned(),
        note: String::new(),
        carry: true,
    }
}

#[test]
fn passages_follow_the_text_that_is_edited() {
    check(
        TEXT,
        &typed(
            "Officials in Quetta said that two children were killed and four girls hurt. Tehran denied it.",
        ),
        r#"
        Edit text of capture of Dawn report, 18 Jan 2024
        Edited text of capture of Dawn report, 18 Jan 2024: 2 passages: 1 changed, 1 lost
        - capture C1 of S1 taken "2024-01-18" "Officials in Quetta said two children were killed and three girls hurt. Tehran spoke of a base."
        + capture C1 of S1 taken "2024-01-18" "Officials in Quetta said that two children were killed and four girls hurt. Tehran denied it."
        - claim K2 S1 E1 wounded "3" quotes C1 "three girls hurt"
        + claim K2 S1 E1 wounded "3" quotes C1 "four girls hurt" changed was "three girls hurt"
        - annotation R1 quotes C1 "a base" "whose?"
        + annotation R1 quotes C1 "a base" lost "whose?"
        "#,
    );
    let planned = plan_in(&project(TEXT), &typed("New text.")).unwrap();
    let Change::Set {
        after: Record::Capture(after),
        ..
    } = &planned.changes[0]
    else {
        panic!("no capture")
    };
    assert_eq!(after.sha256, Sha256::of(b"New text."));
}

#[test]
fn a_text_that_cannot_be_is_refused() {
    check(
        TEXT,
        &typed(" \n"),
        "refused: There is no text to keep; paste the text of the source, or load it from a file",
    );
    check(
        TEXT,
        &typed("a\rb"),
        "refused: The text of a capture cannot hold the control character U+000D; type it by hand",
    );
    let same = project(TEXT)
        .captures()
        .get(capture_id("C1"))
        .unwrap()
        .text
        .clone();
    check(TEXT, &typed(&same), "nothing to do");
    let mut project = project(TEXT);
    let before = project.captures().get(capture_id("C1")).unwrap().clone();
    let after = Capture {
        sha256: Sha256::of(b"other"),
        ..before.clone()
    };
    let change = Change::Set {
        before: before.into(),
        after: after.into(),
    };
    project
        .apply(&Transaction {
            changes: vec![change],
            ..Transaction::default()
        })
        .unwrap();
    assert_eq!(
        plan_in(&project, &typed("x")),
        Err(EditError::TextUnlikeHash)
    );
}

#[test]
fn typing_in_a_text_is_one_step() {
    let mut project = project(TEXT);
    let start = project.snapshot();
    let mut history = History::new();
    let mut type_text = |project: &mut Project, text: String, at_millis| {
        let edit = Edit::EditCaptureText {
            capture: capture_id("C1"),
            text,
            typing: true,
        };
        let planned = plan_in(project, &edit).unwrap();
        let applied = project.apply(&planned).unwrap();
        history.push(applied, at_millis);
        (history.n_undo(), history.used_bytes(), history.next_undo())
    };
    let text = start
        .captures()
        .get(capture_id("C1"))
        .unwrap()
        .text
        .to_string();
    let words = "small ";
    let mut steps = Vec::new();
    for n in 1..=words.len() {
        let now = text.replace("two c", &format!("two {}c", &words[..n]));
        steps.push(type_text(&mut project, now, n as u64));
    }
    let claim = project
        .claims()
        .get(Id::from_bits(id("K1").bits()))
        .unwrap()
        .clone();
    let passage = claim.passage.unwrap();
    assert_eq!(
        (passage.exact(), passage.was.as_str()),
        ("two small children were killed", "two children were killed")
    );
    // As many changes as records, and not as letters.
    let (n_undo, bytes, back) = steps.pop().unwrap();
    assert_eq!(n_undo, 1);
    assert!(bytes < 4096, "{bytes}");
    let back = back.unwrap();
    assert_eq!(back.changes.len(), 4);
    project.apply(&back).unwrap();
    assert!(project.same_content(&start));
    // What comes to nothing is no step.
    history = History::new();
    let mut n_undo = 0;
    for (n, text) in [text.replace("two c", "two xc"), text]
        .into_iter()
        .enumerate()
    {
        let edit = Edit::EditCaptureText {
            capture: capture_id("C1"),
            text,
            typing: true,
        };
        let planned = plan_in(&project, &edit).unwrap();
        history.push(project.apply(&planned).unwrap(), n as u64);
        n_undo = history.n_undo();
    }
    assert_eq!(n_undo, 0);
    assert!(project.same_content(&start));
}

#[test]
fn passages_come_along_into_a_new_capture() {
    check(
        TEXT,
        &new_capture(
            "Update: Officials in Quetta said two children were killed and seven boys hurt. Tehran denied it.",
        ),
        r#"
        Add capture of 19 Jan 2024 to source Dawn report, with 3 passages: 1 moved, 2 lost
        Added capture of 19 Jan 2024 to source Dawn report, with 3 passages: 1 moved, 2 lost
        + capture +1 of S1 taken "2024-01-19" "Update: Officials in Quetta said two children were killed and seven boys hurt. Tehran denied it."
        - claim K1 S1 E1 killed "2" quotes C1 "two children were killed"
        + claim K1 S1 E1 killed "2" quotes +1 "two children were killed" moved
        - claim K2 S1 E1 wounded "3" quotes C1 "three girls hurt"
        + claim K2 S1 E1 wounded "3" quotes +1 "three girls hurt" lost
        - annotation R1 quotes C1 "a base" "whose?"
        + annotation R1 quotes +1 "a base" lost "whose?"
        "#,
    );
    let Edit::AddCapture {
        source,
        text,
        taken,
        nature,
        origin,
        note,
        ..
    } = new_capture("Two children.")
    else {
        panic!()
    };
    let without = Edit::AddCapture {
        source,
        text,
        taken,
        nature,
        origin,
        note,
        carry: false,
    };
    check(
        TEXT,
        &without,
        r#"
        Add capture of 19 Jan 2024 to source Dawn report
        Added capture of 19 Jan 2024 to source Dawn report
        + capture +1 of S1 taken "2024-01-19" "Two children."
        "#,
    );
}

#[test]
fn passages_come_from_the_newest_older_capture_of_the_same_sort() {
    let mut project = project(
        r#"
        source S1 "Dawn report"
        capture C1 of S1 "undated"
        capture C2 of S1 taken "2024-01-18" "full"
        capture C3 of S1 taken "2024-01-20" "full"
        capture C4 of S1 taken "2024-01-19" "a translation"
        "#,
    );
    let before = project.captures().get(capture_id("C4")).unwrap().clone();
    let after = Capture {
        nature: CaptureNature::Translation,
        ..before.clone()
    };
    let change = Change::Set {
        before: before.into(),
        after: after.into(),
    };
    project
        .apply(&Transaction {
            changes: vec![change],
            ..Transaction::default()
        })
        .unwrap();
    let from = |nature, taken: &str| {
        let old = carried_from(&project, source_id("S1"), nature, &When::read(taken))?;
        (1..5).find(|n| old.id == capture_id(&format!("C{n}")))
    };
    use CaptureNature::*;
    assert_eq!(from(FullText, "2024-01-21"), Some(3));
    assert_eq!(from(FullText, "2024-01-20"), Some(3));
    assert_eq!(from(Transcript, "2024-01-19"), Some(2));
    assert_eq!(from(FullText, "2023"), Some(1));
    assert_eq!(from(FullText, ""), Some(3));
    assert_eq!(from(Translation, "2024-01-21"), Some(4));
    assert_eq!(from(Summary, "2024-01-21"), None);
    assert_eq!(from(Extract, "2024-01-21"), None);
}

/// The project after these edits.
#[track_caller]
fn after(text: &str, edits: &[Edit]) -> Project {
    let mut project = project(text);
    let mut ids = IdSource::counting(1);
    for edit in edits {
        let mut ctx = Context {
            ids: &mut ids,
            now: now(),
        };
        let planned = plan(&project, edit, &mut ctx).unwrap();
        project.apply(&planned).unwrap();
        check_whole(&project);
    }
    project
}

/// What an edit of the passage of `record` does after others: its label, and the record then.
#[track_caller]
fn check_then(edits: &[Edit], edit: &Edit, record: &str, expected: &str) {
    let mut project = after(TEXT, edits);
    let start = project.snapshot();
    let planned = match plan_in(&project, edit) {
        Ok(planned) => planned,
        Err(error) => return assert_lines(&format!("refused: {error}"), expected),
    };
    let applied = project.apply(&planned).unwrap();
    check_whole(&project);
    let line = listing(&project)
        .into_iter()
        .find(|(other, _)| *other == id(record));
    assert_lines(&format!("{}\n{}", planned.done, line.unwrap().1), expected);
    project.apply(&applied.inverse()).unwrap();
    assert!(project.same_content(&start));
}

const NEW: &str = "Update: Officials in Quetta said ten children were killed and seven boys hurt. Tehran denied it. It was no base, nor a base at all.";

#[test]
fn changed_words_are_accepted() {
    let accept = |record: &str| Edit::AcceptPassage { record: id(record) };
    check_then(
        &[new_capture(NEW)],
        &accept("K1"),
        "K1",
        r#"
        Accepted changed words of claim killed: 2
        claim K1 S1 E1 killed "2" quotes +1 "ten children were killed"
        "#,
    );
    check_then(
        &[new_capture(NEW)],
        &accept("K2"),
        "K2",
        "refused: The passage has no place in the text yet; choose one of its candidates, or select the words that are meant",
    );
    check_then(
        &[],
        &accept("E1"),
        "E1",
        "refused: That event stands on no passage; select the words for it in the text",
    );
    check(TEXT, &accept("K1"), "nothing to do");
}

#[test]
fn all_that_moved_is_accepted_in_one_step_and_nothing_else() {
    const LATER: &str = "Update: Officials in Quetta said two children were killed and four girls hurt. Tehran spoke of a base.";
    let mut project = after(TEXT, &[new_capture(LATER)]);
    let start = project.snapshot();
    let capture = project.captures().iter().last().unwrap().id;
    let edit = Edit::AcceptMoved { capture };
    let planned = plan_in(&project, &edit).unwrap();
    let applied = project.apply(&planned).unwrap();
    check_whole(&project);
    let lines = listing(&project).into_iter();
    let lines = lines.filter(|(id, _)| matches!(id, RecordId::Claim(_) | RecordId::Annotation(_)));
    let lines: Vec<String> = lines.map(|(_, line)| line).collect();
    assert_lines(
        &format!("{}\n{}", planned.label, lines.join("\n")),
        r#"
        Accept 2 new places in capture of Dawn report, 19 Jan 2024
        claim K1 S1 E1 killed "2" quotes +1 "two children were killed"
        claim K2 S1 E1 wounded "3" quotes +1 "three girls hurt" lost
        annotation R1 quotes +1 "a base" "whose?"
        "#,
    );
    assert!(plan_in(&project, &edit).unwrap().is_empty());
    project.apply(&applied.inverse()).unwrap();
    assert!(project.same_content(&start));
}

#[test]
fn a_place_is_chosen_for_a_lost_passage() {
    let choose = |range| Edit::ChoosePassage {
        record: id("K2"),
        range,
    };
    let start = NEW.find("seven boys").unwrap() as u32;
    check_then(
        &[new_capture(NEW)],
        &choose(start..start + 15),
        "K2",
        r#"
        Chose the place of claim wounded: 3
        claim K2 S1 E1 wounded "3" quotes +1 "seven boys hurt"
        "#,
    );
    let off = "refused: The words “three girls hurt” do not stand at that place of the capture; select the passage anew";
    check_then(&[new_capture(NEW)], &choose(5..5), "K2", off);
    check_then(&[new_capture(NEW)], &choose(5..9999), "K2", off);
}

#[test]
fn a_passage_is_put_back_where_it_came_from() {
    let put_back = |record: &str| Edit::PutPassageBack { record: id(record) };
    let then = [new_capture(NEW)];
    // Changed, lost, and lost with look-alikes.
    check_then(
        &then,
        &put_back("K1"),
        "K1",
        r#"
        Restored passage in capture of Dawn report, 18 Jan 2024 of claim killed: 2
        claim K1 S1 E1 killed "2" quotes C1 "two children were killed"
        "#,
    );
    check_then(
        &then,
        &put_back("K2"),
        "K2",
        r#"
        Restored passage in capture of Dawn report, 18 Jan 2024 of claim wounded: 3
        claim K2 S1 E1 wounded "3" quotes C1 "three girls hurt"
        "#,
    );
    let back = after(
        TEXT,
        &[
            new_capture(NEW),
            put_back("K1"),
            put_back("K2"),
            put_back("R1"),
        ],
    );
    let start = project(TEXT);
    for record in ["K1", "K2", "R1"] {
        assert!(
            back.get(id(record))
                .unwrap()
                .same(&start.get(id(record)).unwrap()),
            "{record}"
        );
    }
    // Its words were rewritten since: it is looked for as it was.
    let newest = IdSource::counting(1)
        .fresh::<Capture>(&project(TEXT))
        .unwrap();
    let rewritten = Edit::EditCaptureText {
        capture: newest,
        text: NEW.replace(
            "ten children were killed",
            "ten of the many small children were killed",
        ),
        typing: false,
    };
    check_then(
        &[new_capture(NEW), rewritten],
        &put_back("K1"),
        "K1",
        r#"
        Restored passage in capture of Dawn report, 18 Jan 2024 of claim killed: 2
        claim K1 S1 E1 killed "2" quotes C1 "two children were killed"
        "#,
    );
    check_then(
        &[],
        &put_back("K1"),
        "K1",
        "refused: The words stand in no older capture of the source, or in more than one place of it; \
         undo the step that brought them here, or select them there",
    );
}

#[test]
fn moved_passages_know_the_way_back() {
    let text = project(TEXT)
        .captures()
        .get(capture_id("C1"))
        .unwrap()
        .text
        .clone();
    let moved = after(
        TEXT,
        &[new_capture(&format!(
            "Update of Thursday. {text} More follows."
        ))],
    );
    let start = project(TEXT);
    for record in ["K1", "K2", "R1"] {
        let now = moved.get(id(record)).unwrap();
        let passage = now.passage().unwrap();
        assert_eq!(passage.state, AnchorState::Moved);
        let capture = moved.captures().get(passage.capture).unwrap();
        let back = WayBack::new(&moved, capture).of(passage);
        assert_eq!(back.as_ref(), start.get(id(record)).unwrap().passage());
    }
}
