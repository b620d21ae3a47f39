//! Pictures of the inspector, held against those of the design.

use annals::app::Command;
use annals::edit::Edit;
use annals::model::{Kind, Record};
use egui_kittest::kittest::Queryable as _;

use super::{Panel, bench, enter, find, project, sample, select};

fn shot(panel: &mut Panel, name: &str) {
    panel.remove_cursor();
    panel.run();
    panel.snapshot(name);
}

#[test]
fn an_event_looks_as_in_the_light_picture() {
    let mut panel = bench(sample(), [344.0, 756.0], false);
    let id = find(project(&panel), Kind::Event, "Iranian strike on Koh-e-Sabz");
    select(&mut panel, &[id]);
    enter(&mut panel, "When");
    shot(&mut panel, "inspector-event-light");
}

#[test]
fn a_source_looks_as_in_the_dark_picture() {
    let mut panel = bench(sample(), [400.0, 1036.0], true);
    let id = find(project(&panel), Kind::Source, "Pakistan-Iran Relation: Esc");
    select(&mut panel, &[id]);
    shot(&mut panel, "inspector-source-dark");
}

#[test]
fn claims_by_field_look_as_in_the_light_picture() {
    let mut panel = bench(sample(), [344.0, 1500.0], false);
    let id = find(project(&panel), Kind::Event, "Iranian strike on Koh-e-Sabz");
    select(&mut panel, &[id]);
    for name in ["Place: 1 earlier", "Means: 3 sources, 4 origins"] {
        super::click(&mut panel, name);
    }
    let row = panel.query_all_by_label_contains("Place: Balochistan, TRT World");
    row.last().unwrap().click();
    panel.run();
    shot(&mut panel, "inspector-claims-light");
}

#[test]
fn a_claim_that_is_not_in_its_words_looks_as_in_the_dark_picture() {
    let mut panel = bench(sample(), [400.0, 760.0], true);
    let id = find(project(&panel), Kind::Claim, "wounded: ");
    select(&mut panel, &[id]);
    super::fill(&mut panel, "Best", "77");
    super::press(&mut panel, eframe::egui::Key::Enter);
    shot(&mut panel, "inspector-claim-dark");
}

#[test]
fn several_events_look_as_in_the_light_picture() {
    let mut panel = bench(sample(), [276.0, 756.0], false);
    let titles = ["Iranian strike on Koh-e-Sabz", "Marg Bar", "Nine"];
    let ids = titles.map(|title| find(project(&panel), Kind::Event, title));
    select(&mut panel, &ids);
    shot(&mut panel, "inspector-several-light");
}

#[test]
fn what_is_far_too_long_is_wrapped_cut_or_scrolled() {
    let mut panel = bench(sample(), [344.0, 1100.0], false);
    let id = find(project(&panel), Kind::Event, "Iranian strike on Koh-e-Sabz");
    let Some(Record::Event(event)) = project(&panel).get(id) else {
        panic!("there is such an event");
    };
    let mut long = event.as_ref().clone();
    let words = "A very long account of what happened on the border that night ";
    long.title = words.repeat(6);
    long.place.name = "Kohesabzpanjgurbalochistan".repeat(8).into();
    long.summary = words.repeat(60);
    long.kind = words.repeat(3).into();
    long.actors[0].name = words.repeat(4).into();
    long.when = annals::model::When::read(&"some day nobody remembers ".repeat(6));
    let edit = Edit::Set {
        after: long.into(),
        what: "everything",
        typing: false,
    };
    let command = Command::Edit(Box::new(edit));
    panel.state_mut().app.handle(command);
    select(&mut panel, &[id]);
    shot(&mut panel, "inspector-long-light");
}
