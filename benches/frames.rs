//! What a frame of the window costs, by the size of the project: `cargo bench --bench frames [-- EVENTS...]`. Without
//! numbers: 100 events, 10 thousand, 100 thousand and a million.
//!
//! The whole window is drawn and tessellated, without a graphics card, as an analyst would use it: at rest, scrolling,
//! after sorting and searching, moving the selection, editing; each step in all sizes before the next step. The first
//! size is the reference of the others. Jobs run beside it as in the program; what they hold up shows in the last column.
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

use std::fs;
use std::path::Path;
use std::sync::Arc;

use annals::app::{Action, App, Command, Environment};
use annals::edit::Edit;
use annals::model::{Claim, ClaimId, Kind, Project, Quantity, RecordId, Value};
use annals::query::{Arrangement, Column, Sort};
use annals::store::Folders;
use annals::ui::Window;
use eframe::egui::{Key, Modifiers};
use hands::{FRAMES, Hands, NoPicker, Row, millis, press, retitle};
use sizes::{generate, sizes};

/// More tags than the navigator has room for.
const TAGS: usize = 40;

/// One size of a project, and what is done to it.
struct Desk {
    events: usize,
    hands: Hands,
    /// Events to select and edit, each far from the one before, and claims likewise.
    ids: Vec<RecordId>,
    claims: Vec<ClaimId>,
}

fn main() {
    let sizes = sizes(&[100, 10_000, 100_000, 1_000_000]);
    let folder = tempfile::tempdir().unwrap();
    let mut desks: Vec<Desk> = sizes
        .into_iter()
        .map(|events| Desk::new(events, folder.path()))
        .collect();
    // Each step in all sizes before the next one: a machine that becomes slower does so for all of them.
    for step in STEPS {
        for desk in &mut desks {
            step(desk);
            desk.hands.settle();
        }
    }
    for desk in &desks {
        print(desk.events, &desk.hands.rows, &desks[0].hands.rows);
    }
}

fn print(events: usize, rows: &[Row], reference: &[Row]) {
    println!("\n{events} events\n");
    println!("| frames | median | ratio to the first size | p99 | longest |");
    println!("|---|---|---|---|---|");
    for (row, first) in rows.iter().zip(reference) {
        println!(
            "| {} | {:.3} ms | {:.2} | {:.2} ms | {:.2} ms |",
            row.what,
            millis(row.median),
            millis(row.median) / millis(first.median),
            millis(row.p99),
            millis(row.most),
        );
    }
}

impl Desk {
    fn new(events: usize, folder: &Path) -> Self {
        // Each in a folder of its own: nobody waits for the others' locks or sees their changes.
        let folder = folder.join(events.to_string());
        fs::create_dir(&folder).unwrap();
        let path = generate(events, &folder);
        let folders = Folders::below(&folder.join("home"));
        let mut app = App::new(Environment::new(folders, Box::new(NoPicker)));
        app.handle(Command::OpenPath(path));
        app.settle();
        fill_navigator(&mut app);
        let hands = Hands::new(app);
        let project = &hands.window.app().work().unwrap().project;
        let of_event = |number: usize| {
            // Wherever the table follows, all rows in sight are others.
            let place = (number * 37 % 100) * project.events().len() / 100;
            project.events().iter().nth(place).unwrap().id.into()
        };
        Self {
            events,
            ids: (0..FRAMES).map(of_event).collect(),
            claims: claims(project),
            hands,
        }
    }
}

/// What is done in each project, in this order.
const STEPS: &[fn(&mut Desk)] = &[
    |desk| desk.hands.measure("at rest", FRAMES, |_, _| Vec::new()),
    |desk| desk.hands.scroll("scrolling", 40.0),
    |desk| desk.frame("the frame that sorts by title", by_title),
    |desk| desk.hands.scroll("scrolling, sorted", 40.0),
    |desk| desk.frame("the frame that searches", || search("the")),
    |desk| desk.hands.scroll("scrolling, sorted and filtered", 40.0),
    |desk| desk.frame("the frame that ends a search", || search("")),
    |desk| {
        let ids = &desk.ids;
        desk.hands
            .measure("selecting another event", FRAMES, |window, number| {
                let select = Command::Select(vec![ids[number]]);
                window.app_mut().handle(select);
                Vec::new()
            });
    },
    |desk| {
        desk.hands.measure("the next row by key", FRAMES, |_, _| {
            vec![press(Key::ArrowDown, Modifiers::NONE)]
        });
    },
    |desk| {
        let ids = &desk.ids;
        desk.hands
            .measure("a letter in a title", FRAMES, |window, number| {
                retitle(window, ids[number / 30], number);
                Vec::new()
            });
    },
    |desk| {
        let claims = &desk.claims;
        desk.hands
            .measure("a figure in a claim", FRAMES, |window, number| {
                recount(window, claims[number / 30], number);
                Vec::new()
            });
    },
    |desk| {
        let ids = &desk.ids;
        desk.hands
            .measure("tagging an event", FRAMES, |window, number| {
                tag(window, [ids[number]].into());
                Vec::new()
            });
    },
    |desk| {
        desk.hands.measure("undoing it", FRAMES, |window, _| {
            window.app_mut().handle(Command::Do(Action::Undo));
            Vec::new()
        });
    },
    |desk| desk.frame("selecting all", || Command::Do(Action::SelectAll)),
    |desk| {
        desk.hands
            .measure("at rest with all selected", FRAMES, |_, _| Vec::new());
    },
    |desk| {
        let rows = ["the frame that tags all", "frames until all are"];
        desk.hands.bulk(rows, |window| {
            let selected = window.app().work().unwrap().selection.to_shared();
            tag(window, selected);
        });
    },
    |desk| {
        let rows = ["the frame that undoes it", "frames until it is undone"];
        desk.bulk(rows, Action::Undo);
    },
    |desk| {
        let rows = [
            "the frame that does it again",
            "frames until it is done again",
        ];
        desk.bulk(rows, Action::Redo);
    },
    |desk| {
        let rows = ["the frame that deletes all", "frames until all are deleted"];
        desk.bulk(rows, Action::Delete);
    },
    |desk| {
        let rows = ["the frame that undoes that", "frames until all are back"];
        desk.bulk(rows, Action::Undo);
    },
];

impl Desk {
    /// Measures the one frame in which the program is told this.
    fn frame(&mut self, what: &'static str, command: impl Fn() -> Command) {
        self.hands.measure(what, 1, |window, _| {
            window.app_mut().handle(command());
            Vec::new()
        });
    }

    fn bulk(&mut self, rows: [&'static str; 2], action: Action) {
        self.hands.bulk(rows, |window| {
            window.app_mut().handle(Command::Do(action));
        });
    }
}

fn search(words: &str) -> Command {
    Command::Search(words.to_owned())
}

fn by_title() -> Command {
    let by_title = Arrangement {
        sort: Sort::by(Column::Title),
        ..Arrangement::usual(Kind::Event)
    };
    Command::Arrange(Kind::Event, by_title)
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
fn claims(project: &Project) -> Vec<ClaimId> {
    let apart = (project.claims().len() / 10).max(1);
    let claims = project.claims().iter().step_by(apart).take(10);
    claims.map(|claim| claim.id).collect()
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

fn tag(window: &mut Window, records: Arc<[RecordId]>) {
    let path = "measured/frame".to_owned();
    let edit = Edit::AddTag { records, path };
    window.app_mut().handle(Command::Edit(Box::new(edit)));
}
