//! Notes as the analyst writes and reads them.

use annals::app::Command;
use annals::app::Pane;
use annals::app::samples::Sample;
use annals::model::{Kind, NoteId, RecordId};

use crate::support::hands::Hands;

fn note_of(hands: &Hands, title: &str) -> NoteId {
    let notes = hands.project().notes().iter();
    notes
        .map(AsRef::as_ref)
        .find(|note| note.title == title)
        .unwrap()
        .id
}

fn open(hands: &mut Hands, title: &str) {
    let id = note_of(hands, title);
    hands.command(Command::Show(Pane::Note(id)));
    hands.command(Command::Select(vec![RecordId::from_bits(
        Kind::Note,
        id.bits(),
    )]));
}

#[test]
fn picture_of_a_note_being_read() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, [1280.0, 800.0], false);
    open(&mut hands, "Who was hit on 16 January?");
    hands.harness.snapshot("note-light");
}

#[test]
fn picture_of_a_note_being_written() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, [1920.0, 1080.0], true);
    open(&mut hands, "Read me first");
    hands.click("Both");
    hands.harness.snapshot("note-both-dark-1920");
}
