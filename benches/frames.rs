//! What a frame of the window costs, by the size of the project: `cargo bench --bench frames [-- EVENTS...]`. Without
//! numbers: 100 events, 10 thousand, 100 thousand and a million.
//!
//! The whole window is drawn and tessellated, without a graphics card, as one analyst after the other would use it: at
//! rest, scrolling, after sorting and searching, moving the selection, editing. The first size is the reference of the
//! others. Jobs run beside it as in the program; what they hold up shows in the last column.
//!
//! What is compared is the same work on the screen: lists are listed before they are measured, and where the table
//! follows to another record, that one stands far from the one before in every project, so that all rows in sight are
//! laid out anew, and every project has tags enough to fill the navigator. A step on all records is two rows: the frame
//! in which it is begun, and the frames until it is done, listed and counted.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

#[path = "support/hands.rs"]
mod hands;
#[path = "support/sizes.rs"]
mod sizes;

use std::path::Path;
use std::sync::Arc;

use annals::app::{Action, App, Command, Environment};
use annals::edit::Edit;
use annals::model::{Claim, ClaimId, Kind, Quantity, RecordId, Value};
use annals::query::{Arrangement, Column, Sort};
use annals::store::Folders;
use annals::ui::Window;
use eframe::egui::{Key, Modifiers};
use hands::{FRAMES, Hands, NoPicker, Row, millis, press, retitle};
use sizes::{generate, sizes};

/// More tags than the navigator has room for.
const TAGS: usize = 40;

fn main() {
    let sizes = sizes(&[100, 10_000, 100_000, 1_000_000]);
    let folder = tempfile::tempdir().unwrap();
    let mut reference = Vec::new();
    for events in sizes {
        let rows = measure(events, folder.path());
        print(events, &rows, &reference);
        if reference.is_empty() {
            reference = rows;
        }
    }
}

fn print(events: usize, rows: &[Row], reference: &[Row]) {
    println!("\n{events} events\n");
    println!("| frames | median | ratio to the first size | p99 | longest |");
    println!("|---|---|---|---|---|");
    for (place, row) in rows.iter().enumerate() {
        let first = reference.get(place).unwrap_or(row).median;
        println!(
            "| {} | {:.3} ms | {:.2} | {:.2} ms | {:.2} ms |",
            row.what,
            millis(row.median),
            millis(row.median) / millis(first),
            millis(row.p99),
            millis(row.most),
        );
    }
}

fn measure(events: usize, folder: &Path) -> Vec<Row> {
    let path = generate(events, folder);
    let folders = Folders::below(&folder.join("home"));
    let mut app = App::new(Environment::new(folders, Box::new(NoPicker)));
    app.handle(Command::OpenPath(path));
    app.settle();
    fill_navigator(&mut app);
    let mut hands = Hands::new(app);
    let of_event = |window: &Window, number: usize| -> RecordId {
        let events = window.app().work().unwrap().project.events();
        // Far from the one before in every project: wherever the table follows, all rows in sight are others.
        let place = (number * 37 % 100) * events.len() / 100;
        events.iter().nth(place).unwrap().id.into()
    };
    let ids: Vec<RecordId> = (0..FRAMES)
        .map(|number| of_event(&hands.window, number))
        .collect();

    let claims = claims(&hands.window);

    hands.measure("at rest", FRAMES, |_, _| Vec::new());
    hands.scroll("scrolling", 40.0);
    arrange(&mut hands, "the frame that sorts by title");
    hands.settle();
    hands.scroll("scrolling, sorted", 40.0);
    hands.measure("the frame that searches", 1, |window, _| {
        window.app_mut().handle(Command::Search("the".to_owned()));
        Vec::new()
    });
    hands.settle();
    hands.scroll("scrolling, sorted and filtered", 40.0);
    hands.measure("the frame that ends a search", 1, |window, _| {
        window.app_mut().handle(Command::Search(String::new()));
        Vec::new()
    });
    hands.settle();
    hands.measure("selecting another event", FRAMES, |window, number| {
        window.app_mut().handle(Command::Select(vec![ids[number]]));
        Vec::new()
    });
    hands.measure("the next row by key", FRAMES, |_, _| {
        vec![press(Key::ArrowDown, Modifiers::NONE)]
    });
    hands.measure("a letter in a title", FRAMES, |window, number| {
        retitle(window, ids[number / 30], number);
        Vec::new()
    });
    hands.measure("a figure in a claim", FRAMES, |window, number| {
        recount(window, claims[number / 30], number);
        Vec::new()
    });
    hands.measure("tagging an event", FRAMES, |window, number| {
        tag(window, [ids[number]].into());
        Vec::new()
    });
    hands.measure("undoing it", FRAMES, |window, _| {
        window.app_mut().handle(Command::Do(Action::Undo));
        Vec::new()
    });
    hands.measure("selecting all", 1, |window, _| {
        window.app_mut().handle(Command::Do(Action::SelectAll));
        Vec::new()
    });
    hands.measure("at rest with all selected", FRAMES, |_, _| Vec::new());
    hands.bulk(
        ["the frame that tags all", "frames until all are"],
        |window| {
            let selected = window.app().work().unwrap().selection.to_shared();
            tag(window, selected);
        },
    );
    hands.bulk(
        ["the frame that undoes it", "frames until it is undone"],
        |window| {
            window.app_mut().handle(Command::Do(Action::Undo));
        },
    );
    hands.bulk(
        [
            "the frame that does it again",
            "frames until it is done again",
        ],
        |window| {
            window.app_mut().handle(Command::Do(Action::Redo));
        },
    );
    hands.bulk(
        ["the frame that deletes all", "frames until all are deleted"],
        |window| {
            window.app_mut().handle(Command::Do(Action::Delete));
        },
    );
    hands.bulk(
        ["the frame that undoes that", "frames until all are back"],
        |window| {
            window.app_mut().handle(Command::Do(Action::Undo));
        },
    );
    hands.rows
}

/// Makes tags until the navigator has no room for more.
fn fill_navigator(app: &mut App) {
    for number in app.work().unwrap().project.tags().len()..TAGS {
        let edit = Edit::NewTag {
            path: format!("one more {number}"),
            colour: None,
        };
        app.handle(Command::Edit(Box::new(edit)));
    }
}

/// Ten claims, far from each other.
fn claims(window: &Window) -> Vec<ClaimId> {
    let claims = window.app().work().unwrap().project.claims();
    let apart = (claims.len() / 10).max(1);
    claims
        .iter()
        .step_by(apart)
        .take(10)
        .map(|claim| claim.id)
        .collect()
}

/// Gives a claim another figure: how it agrees with the others on its event is looked at again.
fn recount(window: &mut Window, id: ClaimId, number: usize) {
    let project = &window.app().work().unwrap().project;
    let claim = project.claims().get(id).unwrap();
    let figure = Quantity {
        best: Some((number as i32).into()),
        ..Quantity::default()
    };
    let edit = Edit::Set {
        after: Claim {
            value: Value::Number(figure),
            ..claim.clone()
        }
        .into(),
        what: "value",
        typing: true,
    };
    window.app_mut().handle(Command::Edit(Box::new(edit)));
}

fn arrange(hands: &mut Hands, what: &'static str) {
    hands.measure(what, 1, |window, _| {
        let by_title = Arrangement {
            sort: Sort::by(Column::Title),
            ..Arrangement::usual(Kind::Event)
        };
        window
            .app_mut()
            .handle(Command::Arrange(Kind::Event, by_title));
        Vec::new()
    });
}

fn tag(window: &mut Window, records: Arc<[RecordId]>) {
    let path = "measured/frame".to_owned();
    let edit = Edit::AddTag { records, path };
    window.app_mut().handle(Command::Edit(Box::new(edit)));
}
