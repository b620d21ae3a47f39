//! The whole window, drawn and tessellated without a graphics card, and somebody who uses it.

#![allow(
    clippy::unwrap_used,
    clippy::allow_attributes,
    dead_code,
    reason = "a benchmark stops where it cannot go on; not each uses all of this"
)]

use std::time::{Duration, Instant};

use annals::app::jobs::{Task, Wake};
use annals::app::picker::{FilePicker, PickRequest, Picked};
use annals::app::{App, Command};
use annals::edit::Edit;
use annals::model::{Event, RecordId};
use annals::ui::{Window, theme};
use eframe::egui::{
    Context, Event as Input, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput,
    Rect, TouchPhase, Vec2, pos2, vec2,
};

/// Frames that are drawn of each kind.
pub(crate) const FRAMES: usize = 300;
/// What is waited between two looks at a job.
const SHORT: Duration = Duration::from_millis(2);
/// The window.
const SIZE: Vec2 = vec2(1280.0, 800.0);
/// A place in the table or the text.
const MIDDLE: Pos2 = pos2(520.0, 450.0);

/// What one kind of frames costs.
pub(crate) struct Row {
    pub(crate) what: &'static str,
    pub(crate) median: Duration,
    pub(crate) p99: Duration,
    pub(crate) most: Duration,
}

/// Dialogs that nobody answers.
pub(crate) struct NoPicker;

impl FilePicker for NoPicker {
    fn pick(&mut self, _request: &PickRequest, _wake: &Wake) -> Task<Picked> {
        Task::done("dialog", Picked::Cancelled)
    }
}

/// The window, and somebody who uses it.
pub(crate) struct Hands {
    egui: Context,
    pub(crate) window: Window,
    time: f64,
    pub(crate) rows: Vec<Row>,
}

impl Hands {
    pub(crate) fn new(app: App) -> Self {
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
    pub(crate) fn frame(&mut self, events: Vec<Input>) -> Duration {
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
    pub(crate) fn settle(&mut self) {
        let mut quiet = 0;
        while quiet < 5 {
            self.window.app_mut().settle();
            self.frame(Vec::new());
            quiet = if self.window.is_busy() { 0 } else { quiet + 1 };
            std::thread::sleep(SHORT);
        }
    }

    /// Measures frames, each after this was done; what is done counts as a part of its frame.
    pub(crate) fn measure(
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
    pub(crate) fn bulk(&mut self, [first, rest]: [&'static str; 2], act: impl Fn(&mut Window)) {
        let before = self.revision();
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
        assert_ne!(before, self.revision(), "{first}: nothing was done");
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize];
        self.rows.push(Row {
            what: rest,
            median: at(0.5),
            p99: at(0.99),
            most: at(1.0),
        });
    }

    fn revision(&self) -> u64 {
        self.window.app().work().unwrap().project.revision()
    }

    pub(crate) fn scroll(&mut self, what: &'static str, points: f32) {
        self.frame(vec![Input::PointerMoved(MIDDLE)]);
        // To and fro, so that the shortest table moves all the time, too.
        self.measure(what, FRAMES, |_, number| {
            let down = (number / 20).is_multiple_of(2);
            vec![wheel(if down { points } else { -points })]
        });
    }
}

pub(crate) fn wheel(points: f32) -> Input {
    Input::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Modifiers::NONE,
    }
}

pub(crate) fn press(key: Key, modifiers: Modifiers) -> Input {
    Input::Key {
        key,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers,
    }
}

/// Lengthens the title of an event, as typing does.
pub(crate) fn retitle(window: &mut Window, id: RecordId, number: usize) {
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

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
