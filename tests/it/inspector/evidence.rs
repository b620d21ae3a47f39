//! Claims by field and what each field is held to be: a conflict is found, decided with a reason and decided
//! anew, by mouse and by keys.

use annals::app::Command;
use annals::model::{Kind, Record, RecordId};
use eframe::egui::Key;

use egui_kittest::kittest::Queryable as _;

use super::{Panel, click, enter, fill, find, has, last_step, panel, press, project, undo};

const STRIKE: &str = "Iranian strike on Koh-e-Sabz";

fn strike() -> Panel {
    panel(Kind::Event, STRIKE)
}

/// The assessments of the strike's field, as they would be read out.
fn held(panel: &Panel, field: &str) -> Option<(String, String, usize)> {
    let project = project(panel);
    let event = find(project, Kind::Event, STRIKE);
    let held = project.assessments().iter();
    let mut held = held.filter(|one| RecordId::from(one.event) == event && one.field == field);
    let held = held.next()?;
    let value = held.value.short();
    Some((value, held.reason.clone(), held.earlier.len()))
}

#[test]
fn a_conflict_is_decided_with_a_reason_and_decided_anew() {
    let mut panel = strike();
    assert!(has(&panel, "Wounded: in conflict"));
    assert_eq!(held(&panel, "wounded"), None);

    click(&mut panel, "Assess Wounded");
    fill(&mut panel, "Wounded is held to be", "4");
    press(&mut panel, Key::Enter);
    assert_eq!(
        last_step(&panel),
        "nothing",
        "the reason is asked for first"
    );
    panel.event(eframe::egui::Event::Text(
        "Only one account counts them.".to_owned(),
    ));
    panel.run();
    press(&mut panel, Key::Enter);
    assert_eq!(
        held(&panel, "wounded"),
        Some((
            "4".to_owned(),
            "Only one account counts them.".to_owned(),
            0
        ))
    );
    assert!(has(
        &panel,
        "Wounded assessed: 4. Only one account counts them."
    ));

    // The decision has the focus: Enter opens it again.
    press(&mut panel, Key::Enter);
    fill(&mut panel, "Wounded is held to be", "at least 3");
    fill(
        &mut panel,
        "Reason for Wounded",
        "Two accounts share three of them.",
    );
    press(&mut panel, Key::Enter);
    assert_eq!(
        held(&panel, "wounded"),
        Some((
            "at least 3".to_owned(),
            "Two accounts share three of them.".to_owned(),
            1
        ))
    );
    click(&mut panel, "Wounded: 1 earlier");
    assert!(has(&panel, "Before: 4. Only one account counts them."));

    undo(&mut panel);
    assert_eq!(
        held(&panel, "wounded"),
        Some((
            "4".to_owned(),
            "Only one account counts them.".to_owned(),
            0
        ))
    );
    undo(&mut panel);
    assert_eq!(held(&panel, "wounded"), None);
    assert!(has(&panel, "Wounded: in conflict"));
}

#[test]
fn a_value_is_taken_from_a_claim_that_is_listed_below_the_field() {
    let mut panel = strike();
    click(&mut panel, "Assess Wounded");
    panel.run();
    press(&mut panel, Key::ArrowDown);
    press(&mut panel, Key::Enter);
    press(&mut panel, Key::Enter);
    let event = find(project(&panel), Kind::Event, STRIKE);
    let held = project(&panel).assessments().iter();
    let mut held = held.filter(|one| RecordId::from(one.event) == event);
    let held = held.find(|one| one.field == "wounded").unwrap();
    let claim = project(&panel).claims().get(held.claim.unwrap()).unwrap();
    assert_eq!(held.value, claim.value);
}

#[test]
fn escape_leaves_the_form_and_nothing_is_decided() {
    let mut panel = strike();
    click(&mut panel, "Assess Wounded");
    enter(&mut panel, "Reason for Wounded");
    panel.event(eframe::egui::Event::Text("Never mind".to_owned()));
    panel.run();
    press(&mut panel, Key::Escape);
    assert!(!has(&panel, "Reason for Wounded"));
    assert_eq!(last_step(&panel), "nothing");
}

#[test]
fn a_claim_leads_to_its_passage_by_enter_and_by_a_second_click() {
    let mut panel = strike();
    let claim = find(project(&panel), Kind::Claim, "killed: 2 children");
    let Some(Record::Claim(held)) = project(&panel).get(claim) else {
        panic!("there is such a claim");
    };
    let name = format!("Killed: {}", held.value.short());
    let row = panel.query_all_by_label_contains(&name).next().unwrap();
    row.focus();
    panel.run();
    press(&mut panel, Key::Enter);
    let revealed = panel
        .state()
        .sent
        .iter()
        .any(|sent| matches!(sent, Command::Reveal(RecordId::Claim(_))));
    assert!(revealed, "{:?}", panel.state().sent);
}

#[test]
fn who_counts_together_and_why_is_listed_behind_the_count() {
    let mut panel = strike();
    let count = panel.query_all_by_label_contains("Killed: ");
    let names: Vec<String> = count
        .filter_map(|node| egui_kittest::kittest::NodeT::accesskit_node(&node).label())
        .filter(|name| name.contains("origin"))
        .collect();
    assert_eq!(names.len(), 1, "{names:?}");
    click(&mut panel, &names[0]);
    assert!(has(&panel, "TRT World"));
}
