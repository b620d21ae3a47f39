//! What a frame of the window costs, by the size of the project: `cargo bench --bench frames [-- EVENTS...]`. Without
//! numbers: 100 events, 10 thousand, 100 thousand and a million.
//!
//! The whole window is drawn and tessellated, without a graphics card, as one analyst after the other would use it: at
//! rest, scrolling, after sorting and searching, moving the selection, editing. The first size is the reference of the
//! others. Jobs run beside it as in the program; what they hold up shows in the last column.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::path::Path;
use std::time::{Duration, Instant};

use annals::app::jobs::{Task, Wake};
use annals::app::picker::{FilePicker, PickRequest, Picked};
use annals::app::{Action, App, Command, Environment};
use annals::cli::generate::Plan;
use annals::edit::Edit;
use annals::model::{Event, Kind, RecordId};
use annals::query::{Arrangement, Column, Sort};
use annals::store::{self, Folders};
use annals::ui::{Window, theme};
use eframe::egui::{
    Context, Event as Input, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput,
    Rect, TouchPhase, Vec2, pos2, vec2,
};

/// Frames that are drawn of each kind.
const FRAMES: usize = 300;
/// What is waited between two looks at a job.
const SHORT: Duration = Duration::from_millis(2);
/// The window.
const SIZE: Vec2 = vec2(1280.0, 800.0);
/// A place in the table.
const MIDDLE: Pos2 = pos2(520.0, 450.0);

fn main() {
    let numbers = std::env::args().skip(1).filter_map(|arg| arg.parse().ok());
    let mut sizes: Vec<usize> = numbers.collect();
    if sizes.is_empty() {
        sizes = vec![100, 10_000, 100_000, 1_000_000];
    }
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

/// What one kind of frames costs.
struct Row {
    what: &'static str,
    median: Duration,
    p99: Duration,
    most: Duration,
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

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Dialogs that nobody answers.
struct NoPicker;

impl FilePicker for NoPicker {
    fn pick(&mut self, _request: &PickRequest, _wake: &Wake) -> Task<Picked> {
        Task::done("dialog", Picked::Cancelled)
    }
}

/// The window, and somebody who uses it.
struct Hands {
    egui: Context,
    window: Window,
    time: f64,
    rows: Vec<Row>,
}

impl Hands {
    fn new(app: App) -> Self {
        let egui = Context::default();
        theme::apply(&egui, false);
        let mut hands = Self {
            egui,
            window: Window::new(app, None),
            time: 0.0,
            rows: Vec::new(),
        };
        hands.settle();
        hands
    }

    /// Draws a frame with this input and gives the time that it took.
    fn frame(&mut self, events: Vec<Input>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.time),
            events,
            focused: true,
            ..RawInput::default()
        };
        let started = Instant::now();
        let window = &mut self.window;
        let mut output = self.egui.run_ui(input, |ui| window.frame(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let painted = self.egui.tessellate(shapes, output.pixels_per_point);
        let took = started.elapsed();
        std::hint::black_box(painted);
        output.drop_without_applying_deltas();
        took
    }

    /// Lets jobs end, those of views, too.
    fn settle(&mut self) {
        let mut quiet = 0;
        while quiet < 5 {
            self.window.app_mut().settle();
            self.frame(Vec::new());
            quiet = if self.window.is_busy() { 0 } else { quiet + 1 };
            std::thread::sleep(SHORT);
        }
    }

    /// Measures frames, each after this was done; what is done counts as a part of its frame.
    fn measure(
        &mut self,
        what: &'static str,
        frames: usize,
        mut act: impl FnMut(&mut Window, usize) -> Vec<Input>,
    ) {
        let mut times = Vec::with_capacity(frames);
        for number in 0..frames {
            let started = Instant::now();
            let events = act(&mut self.window, number);
            let acted = started.elapsed();
            times.push(acted + self.frame(events));
        }
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        self.rows.push(Row {
            what,
            median: at(0.5),
            p99: at(0.99),
            most: at(1.0),
        });
    }

    /// Measures the frame in which a step is begun, and those until everything has followed it.
    fn bulk(&mut self, [first, rest]: [&'static str; 2], act: impl Fn(&mut Window)) {
        self.measure(first, 1, |window, _| {
            act(window);
            Vec::new()
        });
        let mut times = Vec::new();
        let mut quiet = 0;
        while quiet < 5 {
            times.push(self.frame(Vec::new()));
            let is_busy = self.window.is_busy() || self.window.app().is_working();
            quiet = if is_busy { 0 } else { quiet + 1 };
            std::thread::sleep(SHORT);
        }
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        self.rows.push(Row {
            what: rest,
            median: at(0.5),
            p99: at(0.99),
            most: at(1.0),
        });
    }

    fn scroll(&mut self, what: &'static str, points: f32) {
        self.frame(vec![Input::PointerMoved(MIDDLE)]);
        // To and fro, so that the shortest table moves all the time, too.
        self.measure(what, FRAMES, |_, number| {
            let down = (number / 20).is_multiple_of(2);
            vec![wheel(if down { points } else { -points })]
        });
    }
}

fn wheel(points: f32) -> Input {
    Input::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}

fn press(key: Key, modifiers: Modifiers) -> Input {
    Input::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

fn measure(events: usize, folder: &Path) -> Vec<Row> {
    let path = folder.join("project.ron");
    store::write_with(&path, true, &mut |out| Plan { events, seed: 1 }.write(out)).unwrap();
    let folders = Folders::below(&folder.join("home"));
    let mut app = App::new(Environment::new(folders, Box::new(NoPicker)));
    app.handle(Command::OpenPath(path));
    app.settle();
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
    hands.measure("tagging an event", FRAMES, |window, number| {
        tag(window, vec![ids[number]]);
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
        ["the frame that tags all", "the longest until all are"],
        |window| {
            let selected = window.app().work().unwrap().selection.to_vec();
            tag(window, selected);
        },
    );
    hands.bulk(
        ["the frame that undoes it", "the longest until it is undone"],
        |window| {
            window.app_mut().handle(Command::Do(Action::Undo));
        },
    );
    hands.bulk(
        [
            "the frame that does it again",
            "the longest until it is done again",
        ],
        |window| {
            window.app_mut().handle(Command::Do(Action::Redo));
        },
    );
    hands.bulk(
        [
            "the frame that deletes all",
            "the longest until all are deleted",
        ],
        |window| {
            window.app_mut().handle(Command::Do(Action::Delete));
        },
    );
    hands.bulk(
        [
            "the frame that undoes that",
            "the longest until all are back",
        ],
        |window| {
            window.app_mut().handle(Command::Do(Action::Undo));
        },
    );
    hands.rows
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

fn retitle(window: &mut Window, id: RecordId, number: usize) {
    let RecordId::Event(id) = id else { return };
    let project = &window.app().work().unwrap().project;
    let event = project.events().get(id).unwrap();
    let after = Event {
        title: format!("{} {number}", event.title),
        ..event.clone()
    };
    let edit = Edit::Set {
        after: after.into(),
        what: "title",
        typing: true,
    };
    window.app_mut().handle(Command::Edit(Box::new(edit)));
}

fn tag(window: &mut Window, records: Vec<RecordId>) {
    let path = "measured/frame".to_owned();
    let edit = Edit::AddTag { records, path };
    window.app_mut().handle(Command::Edit(Box::new(edit)));
}
