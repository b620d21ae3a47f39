//! What long documents cost: `cargo bench --bench documents`.
//!
//! A capture of 10 kB with 100 highlights, and one of 1 MB with 10 thousand; a note of 1 kB, and one of 100 kB. The
//! whole window is drawn without a graphics card; frames of the table of events in the same window are the reference of
//! scrolling. Memory is what the process takes more than before, as the system counts it.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "support/hands.rs"]
mod hands;

use std::path::Path;

use annals::app::{App, Command, Environment};
use annals::edit::Edit;
use annals::model::anchor::TextIndex;
use annals::model::{
    Annotation, Capture, CaptureNature, Event, Id, Meta, Motivation, Note, Project, Record,
    RecordId, Sha256, Source, Stamp, TagSet, Target, When,
};
use annals::store::{self, Folders};
use annals::ui::Window;
use eframe::egui::{Event as Input, Key, Modifiers};
use hands::{FRAMES, Hands, NoPicker, Row, millis, press};

/// Events that the table shows for comparison.
const EVENTS: u64 = 500;
/// What texts are made of.
const WORDS: &[&str] = &[
    "the",
    "border",
    "post",
    "was",
    "struck",
    "on",
    "Tuesday,",
    "officials",
    "said;",
    "two",
    "children",
    "died",
    "in",
    "Koh-e-Sabz,",
    "while",
    "others",
    "\u{645}\u{6cc}\u{200c}\u{6af}\u{648}\u{6cc}\u{646}\u{62f}",
    "give",
    "four.",
];
const DOCUMENT: u64 = 1;
const NOTE: u64 = 2;

fn main() {
    for (bytes, highlights, note) in [(10_000, 100, 1_000), (1_000_000, 10_000, 100_000)] {
        let folder = tempfile::tempdir().unwrap();
        let before = resident();
        let mut hands = window(folder.path(), bytes, highlights, note);
        println!(
            "\ncapture of {} kB with {highlights} highlights, note of {} kB\n",
            bytes / 1000,
            note / 1000
        );
        println!(
            "with the project open: {:.1} MB more than before",
            (resident() - before) / 1e6
        );
        read(&mut hands, bytes);
        write(&mut hands);
        tell(&hands.rows);
    }
}

fn tell(rows: &[Row]) {
    println!("\n| frames | median | p99 | longest |\n|---|---|---|---|");
    for row in rows {
        println!(
            "| {} | {:.3} ms | {:.2} ms | {:.2} ms |",
            row.what,
            millis(row.median),
            millis(row.p99),
            millis(row.most),
        );
    }
}

/// Bytes that the process has in memory.
fn resident() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.unwrap_or(0.0) * 4096.0
}

fn text(bytes: usize, sentences_in_paragraph: usize) -> String {
    let mut text = String::with_capacity(bytes + 100);
    let mut number = 0_usize;
    while text.len() < bytes {
        let word = WORDS[(number * 7 + number / 13) % WORDS.len()];
        text.push_str(word);
        number += 1;
        let ends = word.ends_with('.') && number.is_multiple_of(sentences_in_paragraph);
        text.push_str(if ends { "\n\n" } else { " " });
    }
    text
}

/// Highlights at even steps, each of a few words.
fn highlights(capture: &Capture, count: usize) -> Vec<Record> {
    let index = TextIndex::new(&capture.text);
    let step = capture.text.len() / count;
    let at = |byte: usize| {
        (byte..)
            .find(|byte| capture.text.is_char_boundary(*byte))
            .unwrap()
    };
    let passages = (0..count).map(|number| {
        let start = number * step;
        index
            .passage(capture.id, at(start)..at(start + step / 2))
            .unwrap()
    });
    let marks = passages.zip(10..).map(|(passage, number)| {
        let mut mark = Annotation::new(Id::from_bits(number * 8 + 5), Target::Passage(passage));
        mark.created = Some(Stamp::now());
        // One in ten has something to say in the margin.
        if number.is_multiple_of(10) {
            mark.body = "To be compared with the other account.".to_owned();
        } else {
            mark.motivation = Motivation::Highlighting;
        }
        Record::from(mark)
    });
    marks.collect()
}

fn window(folder: &Path, bytes: usize, count: usize, note: usize) -> Hands {
    let mut source = Source::new(Id::from_bits(DOCUMENT));
    source.title = "A long paper".to_owned();
    let mut records = vec![Record::from(source)];
    let capture = Capture {
        id: Id::from_bits(3),
        source: Id::from_bits(DOCUMENT),
        taken: When::read("2024-01-20"),
        nature: CaptureNature::default(),
        origin: String::new(),
        note: String::new(),
        sha256: Sha256::of(b""),
        text: text(bytes, 12).into(),
    };
    records.extend(highlights(&capture, count));
    let sha256 = Sha256::of(capture.text.as_bytes());
    records.push(Capture { sha256, ..capture }.into());
    for number in 0..EVENTS {
        let mut event = Event::new(Id::from_bits(number * 8 + 4));
        event.title = text(40 + number as usize % 30, 1);
        event.when = When::read(&format!("2024-01-{:02}", 1 + number % 28));
        records.push(event.into());
    }
    records.push(Record::from(Note {
        id: Id::from_bits(NOTE),
        title: "A long note".to_owned(),
        text: text(note, 12),
        tags: TagSet::default(),
        created: None,
        modified: None,
    }));
    let project = Project::load(Meta::default(), records).0;
    let path = folder.join("project.ron");
    let written = store::render(None, &project.snapshot()).unwrap();
    std::fs::write(&path, written).unwrap();
    drop(project);
    let folders = Folders::below(&folder.join("home"));
    let mut app = App::new(Environment::new(folders, Box::new(NoPicker)));
    app.handle(Command::OpenPath(path));
    app.settle();
    Hands::new(app)
}

fn reveal(window: &mut Window, record: RecordId) -> Vec<Input> {
    window.app_mut().handle(Command::Reveal(record));
    Vec::new()
}

fn read(hands: &mut Hands, bytes: usize) {
    hands.scroll("scrolling the table of events", 40.0);
    let source: RecordId = Id::<Source>::from_bits(DOCUMENT).into();
    let before = resident();
    hands.measure("the frame that shows the text", 1, |window, _| {
        reveal(window, source)
    });
    hands.measure("the ten frames after it", 10, |_, _| Vec::new());
    hands.settle();
    hands.measure("the text at rest", FRAMES, |_, _| Vec::new());
    hands.scroll("scrolling the text", 40.0);
    hands.measure("from end to end", 20, |window, number| {
        let marks = window.app().work().unwrap().project.annotations();
        let place = if number.is_multiple_of(2) {
            marks.len() - 1
        } else {
            0
        };
        let mark = marks.iter().nth(place).unwrap().id;
        reveal(window, mark.into())
    });
    hands.settle();
    println!(
        "with the text shown: {:.1} times its length",
        (resident() - before) / bytes as f64
    );
    hands.measure("tagging a highlight", 60, |window, number| {
        let mark = window
            .app()
            .work()
            .unwrap()
            .project
            .annotations()
            .iter()
            .nth(number * 7 % 100);
        let records = [mark.unwrap().id.into()].into();
        let path = "measured/text".to_owned();
        let edit = Edit::AddTag { records, path };
        window.app_mut().handle(Command::Edit(Box::new(edit)));
        Vec::new()
    });
}

fn write(hands: &mut Hands) {
    let note: RecordId = Id::<Note>::from_bits(NOTE).into();
    hands.measure("the frame that shows the note", 1, |window, _| {
        reveal(window, note)
    });
    hands.settle();
    hands.measure("the note at rest", FRAMES, |_, _| Vec::new());
    hands.scroll("scrolling the note", 40.0);
    // Enter in the page of a note begins to write, beside what it reads like.
    hands.frame(vec![press(Key::Enter, Modifiers::NONE)]);
    hands.settle();
    let before = length_of_note(&hands.window);
    hands.measure("a letter typed into the note", FRAMES, |_, number| {
        vec![Input::Text(["a", "b", " "][number % 3].to_owned())]
    });
    hands.settle();
    assert_eq!(
        length_of_note(&hands.window),
        before + FRAMES,
        "what was typed is in the note"
    );
}

fn length_of_note(window: &Window) -> usize {
    let notes = window.app().work().unwrap().project.notes();
    notes.get(Id::from_bits(NOTE)).unwrap().text.len()
}
