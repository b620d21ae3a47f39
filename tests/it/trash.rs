//! The trash: what was deleted comes back from its page, after the program was closed.

use annals::app::{Action, Command, Pane};
use annals::edit::Edit;
use annals::model::{Kind, RecordId};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};

use crate::support::hands::Hands;

const CASE: &str = r#"(
    annals: 1,
    project: (title: "Case"),
    tags: [(id: "000000000001", path: "border")],
    sources: [(id: "000000000002", title: "Dawn report", tags: ["000000000001"])],
    events: [
        (id: "000000000003", title: "Koh-e-Sabz strike", tags: ["000000000001"]),
        (id: "000000000004", title: "Reply"),
    ],
    claims: [
        (id: "000000000005", source: "000000000002", event: "000000000003", field: "killed", value: Text("2")),
        (id: "000000000006", source: "000000000002", event: "000000000003", field: "place", value: Text("a village")),
    ],
)"#;

const STRIKE: &str = "Event Koh-e-Sabz strike with 2 claims";

fn delete(hands: &mut Hands, kind: Kind) {
    let records = hands.project().ids(kind).take(1).collect();
    hands.command(Command::Edit(Box::new(Edit::Delete { records })));
}

fn counts(hands: &Hands) -> [usize; 4] {
    [Kind::Tag, Kind::Event, Kind::Claim, Kind::Deletion].map(|kind| hands.project().count(kind))
}

/// A window over the case, from which the event and its claims were deleted before it was closed.
fn closed_and_opened(dark: bool, size: [f32; 2]) -> Hands {
    let mut hands = Hands::on(CASE, size, dark);
    assert!(!hands.sees("Trash"), "there is no row for an empty trash");
    delete(&mut hands, Kind::Event);
    let saved = hands.saved();
    assert!(saved.contains("trash: ["), "{saved}");
    drop(hands);
    Hands::on(&saved, size, dark)
}

#[test]
fn an_event_comes_back_with_its_claims_by_keyboard_after_the_program_was_closed() {
    let mut hands = closed_and_opened(false, [1280.0, 800.0]);
    assert_eq!(counts(&hands), [1, 1, 0, 1]);
    hands.click_role(Role::Button, "Trash");
    assert!(hands.sees(STRIKE));
    assert!(!hands.sees("Claim killed: 2, Koh-e-Sabz strike"));
    hands.key(Key::ArrowRight);
    assert!(hands.sees("Claim killed: 2, Koh-e-Sabz strike"));
    hands.key(Key::Enter);
    assert_eq!(counts(&hands), [1, 2, 2, 0]);
    assert!(hands.sees("The trash is empty"));
    hands.undo();
    assert_eq!(counts(&hands), [1, 1, 0, 1]);
    assert!(hands.sees(STRIKE));
    let start = hands.project().tags().iter().next().unwrap().id;
    let strike = hands.project().trash().iter().next().unwrap().clone();
    assert!(
        strike
            .records
            .iter()
            .any(|one| one.tags().is_some_and(|tags| tags.contains(start)))
    );
}

#[test]
fn several_are_ticked_and_restored_or_deleted_for_good() {
    let mut hands = closed_and_opened(false, [1280.0, 800.0]);
    delete(&mut hands, Kind::Tag);
    hands.command(Command::Do(Action::ShowTrash));
    hands.keys(Modifiers::NONE, Key::Space);
    hands.key(Key::ArrowDown);
    hands.key(Key::Space);
    hands.click_role(Role::Button, "Restore 2");
    assert_eq!(counts(&hands), [1, 2, 2, 0]);
    hands.undo();
    assert_eq!(counts(&hands), [0, 1, 0, 2]);
    hands.click_role(Role::Button, "Delete for good: Tag border");
    assert_eq!(counts(&hands), [0, 1, 0, 1]);
    hands.undo();
    hands.click_role(Role::Button, "Empty trash");
    assert_eq!(counts(&hands), [0, 1, 0, 0]);
    hands.undo();
    assert_eq!(counts(&hands), [0, 1, 0, 2], "undo brings it back");
}

#[test]
fn delete_takes_out_of_the_trash_what_the_keyboard_is_on_and_nothing_else() {
    let mut hands = closed_and_opened(false, [1280.0, 800.0]);
    let events: Vec<RecordId> = hands.project().ids(Kind::Event).collect();
    hands.command(Command::Select(events));
    hands.command(Command::Show(Pane::Trash));
    hands.key(Key::Delete);
    assert_eq!(counts(&hands), [1, 1, 0, 0], "the selected event stays");
}
