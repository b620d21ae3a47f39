//! Pictures of the matrix in the window.

use std::sync::atomic::AtomicBool;

use annals::app::{Action, Command, Pane};
use annals::evidence::matrix::Only;
use annals::exchange::{Export, Format};
use annals::model::date::Day;

use super::{go_to, on_strike};
use crate::support::hands::Hands;

/// The pictures that are exported, of the event and of all.
fn exported(hands: &Hands, name: &str) {
    let event = super::strike(hands);
    for (event, of) in [(Some(event), "event"), (None, "all")] {
        let export = Export {
            event,
            only: Only::All,
            until: None,
            format: Format::Png,
        };
        let never = AtomicBool::new(false);
        let bytes = export
            .render(hands.project(), Day::from_days(19_000), &never)
            .unwrap();
        let folder = std::env::temp_dir().join("disagree-pictures");
        std::fs::write(folder.join(format!("{name}-{of}.png")), bytes).unwrap();
    }
}

/// Without the inspector, as a matrix is mostly looked at.
fn wide(size: [f32; 2], dark: bool) -> Hands {
    let mut hands = on_strike(size, dark);
    hands.command(Command::Do(Action::ToggleInspector));
    go_to(&mut hands, "Killed, Untitled brief");
    hands
}

fn save(hands: &mut Hands, name: &str) {
    let image = hands.harness.render().unwrap();
    let folder = std::env::temp_dir().join("disagree-pictures");
    std::fs::create_dir_all(&folder).unwrap();
    image.save(folder.join(format!("{name}.png"))).unwrap();
}

/// Compares what lies between the navigator and the status bar with a picture.
fn check(hands: &mut Hands, name: &str) {
    let image = hands.harness.render().unwrap();
    let (left, top) = (216, 80);
    let (wide, tall) = (image.width() - left, image.height() - top - 26);
    let centre = image::imageops::crop_imm(&image, left, top, wide, tall).to_image();
    egui_kittest::image_snapshot(&centre, name);
}

#[test]
fn the_matrix_of_an_event() {
    let mut hands = wide([1280.0, 800.0], false);
    check(&mut hands, "disagree-light");
}

#[test]
fn the_matrix_of_all_events_in_a_wide_window() {
    let mut hands = wide([1920.0, 1080.0], true);
    check(&mut hands, "disagree-dark-1920");
    hands.command(Command::Show(Pane::Disagreements(None)));
    check(&mut hands, "disagree-all-dark-1920");
}

/// Many sources with long names and values, one of them hostile.
fn overlong() -> String {
    let long = "a statement that goes on and on, with every name and every place that anybody could think of";
    let sources = (0..9).map(|n| {
        format!("(id: \"SRC00000000{n}\", title: \"Source {n}, {long}\", kind: ArticleJournal, issued: (edtf: \"2024-01-1{n}\")),")
    });
    let claims = (0..9).flat_map(|n| {
        ["killed", "place", "a field with a very long name of its own"].into_iter().enumerate().map(move |(at, field)| {
            let value = if at == 0 { format!("Number((best: Some({}), scope: \"{long}\"))", n % 4) } else { format!("Text(\"{n} {long}\")") };
            format!("(id: \"CMA0000000{at}{n}\", source: \"SRC00000000{n}\", event: \"EVT000000001\", field: \"{field}\", value: {value}, attributed_to: (name: \"{long}\")),")
        })
    });
    format!(
        "(annals: 1, sources: [{}], events: [(id: \"EVT000000001\", title: \"{long}\")], claims: [{}])",
        sources.collect::<String>(),
        claims.collect::<String>()
    )
}

#[test]
#[ignore = "writes pictures to look at"]
fn pictures_to_look_at() {
    for size in [[1280.0, 800.0], [900.0, 700.0]] {
        let mut hands = Hands::on(&overlong(), size, false);
        let event = hands.project().events().iter().next().unwrap().id;
        hands.command(Command::Show(Pane::Disagreements(Some(event))));
        save(&mut hands, &format!("overlong-{}", size[0]));
        hands.command(Command::Show(Pane::Disagreements(None)));
        save(&mut hands, &format!("overlong-all-{}", size[0]));
    }
    for dark in [false, true] {
        let tone = if dark { "dark" } else { "light" };
        for size in [[1280.0, 800.0], [1920.0, 1080.0]] {
            let mut hands = wide(size, dark);
            save(&mut hands, &format!("event-{tone}-{}", size[0]));
            if !dark {
                hands.command(Command::Do(Action::ToggleInspector));
                save(&mut hands, &format!("inspector-{tone}-{}", size[0]));
                hands.command(Command::Do(Action::ToggleInspector));
                hands.click("Assess wounded");
                save(&mut hands, &format!("form-{tone}-{}", size[0]));
                hands.command(Command::Show(Pane::Disagreements(None)));
                save(&mut hands, &format!("project-{tone}-{}", size[0]));
                exported(&hands, &format!("export-{}", size[0]));
            }
        }
    }
}
