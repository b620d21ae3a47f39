//! The list of what became of passages, text in and text out.

use super::*;
use crate::edit::{Context, Edit, IdSource, plan};
use crate::model::*;

const OLD: &str = "Officials in Quetta said two children were killed and three girls hurt. Tehran spoke of a base. Dawn wrote that all was calm.";

fn capture(text: &str) -> Capture {
    Capture {
        id: Id::from_bits(2),
        source: Id::from_bits(1),
        taken: When::read("2024-01-18"),
        nature: CaptureNature::FullText,
        origin: String::new(),
        note: String::new(),
        sha256: Sha256::of(text.as_bytes()),
        text: text.into(),
    }
}

/// A project with a remark on each of these words of the text.
fn project(words: &[&str]) -> Project {
    let old = capture(OLD);
    let remarks = words.iter().zip(10..).map(|(words, number)| {
        let at = OLD.find(words).unwrap();
        let passage = Passage::of(&old, at..at + words.len()).unwrap();
        let remark = Annotation {
            id: Id::from_bits(number),
            motivation: Motivation::Highlighting,
            target: Target::Passage(passage),
            title: String::new(),
            body: String::new(),
            resolution: Resolution::Open,
            tags: TagSet::default(),
            creator: Rare::default(),
            created: None,
            modified: None,
        };
        remark.into()
    });
    let records = [Source::new(Id::from_bits(1)).into(), old.clone().into()];
    let (project, refused) = Project::load(Meta::default(), records.into_iter().chain(remarks));
    assert!(refused.is_empty());
    project
}

fn apply(project: &mut Project, edit: &Edit) {
    let mut ids = IdSource::counting(100);
    let now = Stamp::from_timestamp(jiff::Timestamp::UNIX_EPOCH);
    let mut ctx = Context { ids: &mut ids, now };
    let planned = plan(project, edit, &mut ctx).unwrap();
    project.apply(&planned).unwrap();
}

fn read_anew(project: &mut Project, text: &str) {
    let edit = Edit::AddCapture {
        source: Id::from_bits(1),
        text: text.to_owned(),
        taken: When::read("2024-01-19"),
        nature: CaptureNature::FullText,
        origin: String::new(),
        note: String::new(),
        carry: true,
    };
    apply(project, &edit);
}

/// The report on the newest capture.
fn report(project: &Project) -> String {
    let newest = captures_of(project, Id::from_bits(1))[0].id;
    let rows = recapture_report(project, newest);
    let lines = rows.iter().map(|row| {
        let options: Vec<_> = row.candidates.iter().map(|c| c.words.as_str()).collect();
        let back = row.came_from.map_or("", |_| " <");
        let place = row
            .place
            .as_ref()
            .map_or(String::new(), |p| format!(" at {}..{}", p.start, p.end));
        let line = format!(
            "{:?} {} > {}{place} {}{back}",
            row.state,
            row.was,
            row.now,
            options.join(" | ")
        );
        line.trim_end().replace("  ", " ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(project: &Project, expected: &str) {
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(report(project), expected.join("\n"));
}

const NEW: &str = "Officials in Quetta say now that six children were killed and seven boys hurt. Tehran spoke of a base. It was reported that all was calm, and later again that all was calm there.";

#[test]
fn what_needs_a_look_comes_first() {
    let words = [
        "Officials",
        "two children were killed",
        "three girls hurt",
        "spoke of a base",
        "all was calm",
    ];
    let mut project = project(&words);
    read_anew(&mut project, NEW);
    check(
        &project,
        "
        Lost three girls hurt > seven boys hurt <
        Ambiguous all was calm > all was calm | all was calm <
        Changed two children were killed > six children were killed at 33..57 <
        Moved spoke of a base > spoke of a base at 86..101 <
        Exact Officials > Officials at 0..9 <
        ",
    );
}

#[test]
fn the_list_can_be_made_again_after_each_decision() {
    let mut project = project(&["three girls hurt", "two children were killed"]);
    read_anew(&mut project, NEW);
    let newest = captures_of(&project, Id::from_bits(1))[0].id;
    let lost = recapture_report(&project, newest).remove(0);
    let range = lost.candidates[0].range.clone();
    let (record, changed) = (lost.record, RecordId::Annotation(Id::from_bits(11)));
    apply(&mut project, &Edit::ChoosePassage { record, range });
    check(
        &project,
        "
        Changed two children were killed > six children were killed at 33..57 <
        Exact seven boys hurt > seven boys hurt at 62..77
        ",
    );
    apply(&mut project, &Edit::PutPassageBack { record: changed });
    check(
        &project,
        "Exact seven boys hurt > seven boys hurt at 62..77",
    );
}

#[test]
fn words_lost_by_an_edit_are_offered_what_is_like_them() {
    let mut project = project(&["two children were killed"]);
    let edit = |text: String| Edit::EditCaptureText {
        capture: Id::from_bits(2),
        text,
        typing: false,
    };
    apply(
        &mut project,
        &edit(OLD.replace("two children were killed and ", "")),
    );
    check(&project, "Lost two children were killed >");
    apply(&mut project, &edit(OLD.to_owned()));
    check(
        &project,
        "Lost two children were killed > two children were killed",
    );
}

#[test]
fn no_capture_no_list() {
    assert_eq!(
        recapture_report(&project(&["Officials"]), Id::from_bits(77)),
        []
    );
}
