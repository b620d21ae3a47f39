//! Generated projects: the same for a seed, canonical, and without a reference or passage that does not hold.

use super::records::Plan;
use crate::model::{Kind, Target};
use crate::store::format::format_text;
use crate::store::{Opened, read_text};

fn text(events: usize, seed: u64) -> String {
    let mut bytes = Vec::new();
    Plan { events, seed }.write(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn opened(events: usize) -> Opened {
    read_text(text(events, 7)).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_project() {
    assert_eq!(text(30, 5), text(30, 5));
    assert_ne!(text(30, 5), text(30, 6));
}

#[test]
fn there_are_as_many_records_as_promised() {
    let opened = opened(100);
    let counted = [
        Kind::Source,
        Kind::Event,
        Kind::Claim,
        Kind::Note,
        Kind::Annotation,
    ];
    let counts = counted.map(|kind| opened.project.count(kind));
    assert_eq!(counts, [10, 100, 150, 20, 50]);
    assert!(opened.project.count(Kind::Tag) > 0 && opened.project.count(Kind::Link) > 0);
    assert!(opened.project.count(Kind::Capture) > 0);
}

#[test]
fn it_is_canonical_whatever_its_size() {
    for events in [0, 1, 2, 9, 10, 60] {
        let text = text(events, 7);
        assert_eq!(format_text(&text).unwrap().text, text, "{events} events");
    }
}

#[test]
fn all_of_it_can_be_read_and_every_reference_leads_somewhere() {
    let Opened {
        project, problems, ..
    } = opened(100);
    assert_eq!((problems, project.count(Kind::Unread)), (Vec::new(), 0));
    for &kind in Kind::ALL {
        for record in project.ids(kind).filter_map(|id| project.get(id)) {
            assert_eq!(project.dangling_of(&record), [], "{record:?}");
        }
    }
}

#[test]
fn passages_stand_in_the_texts_of_their_captures() {
    let project = opened(100).project;
    let of_claims = project.claims().iter().filter_map(|claim| {
        let passage = claim.passage.as_ref()?;
        // What is claimed is said there.
        let capture = project.captures().get(passage.capture).unwrap();
        assert_eq!(capture.source, claim.source);
        Some(passage)
    });
    let of_annotations = project.annotations().iter();
    let of_annotations = of_annotations.filter_map(|annotation| match &annotation.target {
        Target::Passage(passage) => Some(passage),
        Target::Record(_) => None,
    });
    let mut count = 0;
    for passage in of_claims.chain(of_annotations) {
        let capture = project.captures().get(passage.capture).unwrap();
        assert!(passage.holds_in(&capture.text), "{passage:?}");
        count += 1;
    }
    assert!(count > 100, "{count} passages");
}
