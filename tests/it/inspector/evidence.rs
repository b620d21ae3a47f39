//! Claims by field and what each field is held to be: a conflict is found, decided with a reason and decided
//! anew, by mouse and by keys.

use annals::app::Command;
use annals::model::{Kind, Record, RecordId};
use eframe::egui::Key;

use egui_kittest::kittest::{NodeT, Queryable as _};

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
        .any(|sent| matches!(sent, Command::ReadClaim(_)));
    assert!(revealed, "{:?}", panel.state().sent);
}

#[test]
fn a_click_on_a_claim_opens_its_card_beside_the_event() {
    let mut panel = strike();
    let row = panel.query_all_by_label_contains("Wounded: 3 girls").next();
    row.unwrap().click();
    panel.run();
    assert_eq!(super::record(&panel).id().kind(), Kind::Event);
    assert!(has(&panel, "Against "));
    assert!(panel.query_by_label("Open passage").is_some());
    press(&mut panel, Key::Escape);
    assert!(panel.query_by_label("Open passage").is_none());
    // Long enough for the next click to be no second one.
    panel.run_steps(60);
    let row = panel.query_all_by_label_contains("Wounded: 3 girls").next();
    row.unwrap().click();
    panel.run();
    click(&mut panel, "Open passage");
    let reveals = |sent: &Command| matches!(sent, Command::ReadClaim(_));
    assert!(panel.state().sent.iter().any(reveals));
    let event = find(project(&panel), Kind::Event, STRIKE);
    super::select(&mut panel, &[event]);

    // Space opens it by key, and Tab leads into it.
    let row = panel.query_all_by_label_contains("Wounded: 3 girls").next();
    row.unwrap().focus();
    panel.run();
    press(&mut panel, Key::Space);
    press(&mut panel, Key::Tab);
    assert!(panel.get_by_label("Open passage").is_focused());
    press(&mut panel, Key::Tab);
    press(&mut panel, Key::Enter);
    assert_eq!(super::record(&panel).id().kind(), Kind::Claim);
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

/// The source that is selected.
fn source(panel: &Panel) -> annals::model::Source {
    match super::record(panel) {
        Record::Source(source) => source.as_ref().clone(),
        other => panic!("a source is selected, not {other:?}"),
    }
}

fn claim(panel: &Panel) -> annals::model::Claim {
    match super::record(panel) {
        Record::Claim(claim) => claim.as_ref().clone(),
        other => panic!("a claim is selected, not {other:?}"),
    }
}

/// "3 sources, 2 origins" of a field of the strike.
fn support(panel: &mut Panel, field: &str) -> String {
    let event = find(project(panel), Kind::Event, STRIKE);
    super::select(panel, &[event]);
    let start = format!("{field}: ");
    let labels = panel.query_all_by_label_contains(&start);
    let labels = labels.filter_map(|node| NodeT::accesskit_node(&node).label());
    let found = labels.filter_map(|name| Some(name.strip_prefix(&start)?.to_owned()));
    let mut found = found.filter(|name| name.contains(" origin"));
    found.next().unwrap_or_default()
}

#[test]
fn what_a_source_draws_on_changes_how_many_origins_speak() {
    let mut panel = strike();
    assert_eq!(support(&mut panel, "Date"), "2 sources, 2 origins");
    let trt = find(project(&panel), Kind::Source, "TRT World");
    super::select(&mut panel, &[trt]);
    if !has(&panel, "Lineage 1") {
        click(&mut panel, "Draws on");
    }
    let place = source(&panel).lineage.len() + 1;
    fill(
        &mut panel,
        &format!("Lineage {place}"),
        "Escalation to Normalization",
    );
    press(&mut panel, Key::Enter);
    click(&mut panel, &format!("Kind of lineage {place}"));
    let quotes = annals::model::LineageKind::Quotes;
    click(
        &mut panel,
        &format!("Quotes: {}", annals::model::Choice::meaning(quotes)),
    );
    assert_eq!(source(&panel).lineage[place - 1].kind, quotes);
    assert!(has(&panel, "quotes Jamshed and Rafi 2024"));
    assert_eq!(support(&mut panel, "Date"), "2 sources, 1 origin");
    click(&mut panel, "Date: 2 sources, 1 origin");
    assert!(has(&panel, "TRT World quotes Jamshed and Rafi 2024."));
}

#[test]
fn the_drawing_of_a_lineage_leads_to_its_sources_and_counts_the_rest() {
    let mut panel = panel(Kind::Source, "Pakistan-Iran Relation");
    let n = source(&panel).lineage.len();
    assert!(n > 6, "{n}");
    let more = format!("and {} more", n - 4);
    assert!(has(&panel, "This source: Jamshed and Rafi 2024"));
    click(&mut panel, &more);
    assert!(!has(&panel, &more));
    let far = source(&panel).lineage[n - 1].source;
    let name = format!(
        "cites {}",
        project(&panel).sources().get(far).unwrap().short_name()
    );
    panel
        .query_all_by_label_contains(&name)
        .next()
        .unwrap()
        .focus();
    panel.run();
    press(&mut panel, Key::Enter);
    assert_eq!(super::record(&panel).id(), RecordId::from(far));
    assert!(has(&panel, "cited by Jamshed and Rafi 2024"));
}

#[test]
fn a_reason_that_is_typed_over_stays_on_record_once_and_in_one_step() {
    let mut panel = panel(Kind::Source, "Pakistan-Iran Relation");
    let before = source(&panel);
    assert!(!before.reliability_reason.is_empty());
    enter(&mut panel, "Reason of the reliability");
    super::write(&mut panel, "Peer");
    super::write(&mut panel, " reviewed.");
    let after = source(&panel);
    assert_eq!(after.reliability_reason, "Peer reviewed.");
    let n = before.earlier_reliability.len();
    assert_eq!(after.earlier_reliability.len(), n + 1);
    let kept = &after.earlier_reliability[n];
    assert_eq!(
        (kept.reliability, kept.reason.as_str()),
        (before.reliability, before.reliability_reason.as_str())
    );
    press(&mut panel, Key::Tab);
    undo(&mut panel);
    assert_eq!(source(&panel), before);

    enter(&mut panel, "Reason of the reliability");
    super::write(&mut panel, "Never mind");
    press(&mut panel, Key::Escape);
    assert_eq!(source(&panel), before);
}

#[test]
fn a_slip_of_the_source_is_marked_with_its_reason_in_one_step() {
    let mut panel = panel(Kind::Claim, "wounded: ");
    assert!(has(&panel, "In conflict with"));
    click(&mut panel, "Mark as slip in the source");
    press(&mut panel, Key::Enter);
    assert_eq!(last_step(&panel), "nothing", "a reason is asked for");
    enter(&mut panel, "Why it is a slip in the source");
    super::write(&mut panel, "No other account has it.");
    press(&mut panel, Key::Enter);
    let marked = claim(&panel);
    assert_eq!(marked.status, annals::model::ClaimStatus::SlipInSource);
    assert_eq!(marked.status_reason, "No other account has it.");
    assert!(!has(&panel, "Mark as slip in the source"));
    undo(&mut panel);
    assert_eq!(claim(&panel).status, annals::model::ClaimStatus::Normal);
    assert_eq!(claim(&panel).status_reason, "");
}

#[test]
fn a_value_that_its_words_do_not_have_is_mended_or_accepted() {
    let mut panel = panel(Kind::Claim, "killed: 2 children");
    assert!(!has(&panel, "Fix value"));
    fill(&mut panel, "Best", "77");
    press(&mut panel, Key::Enter);
    assert!(has(&panel, "77"));
    click(&mut panel, "Fix value");
    assert!(super::field(&panel, "Best").is_focused());
    click(&mut panel, "Accept with a reason");
    enter(&mut panel, "Why the value may differ from the words");
    super::write(&mut panel, "Counted by hand.");
    click(&mut panel, "Accept value");
    assert_eq!(claim(&panel).accepted_because, "Counted by hand.");
    assert!(!has(&panel, "Fix value"));
    assert!(has(&panel, "Reliability of the source: "));
}

#[test]
fn only_what_was_reported_by_the_chosen_day_counts() {
    let mut panel = strike();
    let slider = panel.get_by_label("What was known when");
    assert_eq!(slider.value().as_deref(), Some("All reports"));
    assert!(has(&panel, "Date: 16 Jan 2024, TRT World"));
    slider.focus();
    panel.run();
    press(&mut panel, Key::Home);
    let slider = panel.get_by_label("What was known when");
    let value = slider.value().unwrap();
    assert!(value.starts_with("Known by "), "{value}");
    assert!(has(&panel, "not reported yet"));
    let steps = {
        let before = panel.query_all_by_label_contains(", TRT World").count();
        press(&mut panel, Key::ArrowRight);
        let after = panel.query_all_by_label_contains(", TRT World").count();
        (before, after)
    };
    press(&mut panel, Key::End);
    assert!(!has(&panel, "not reported yet"), "{steps:?}");
    assert_eq!(last_step(&panel), "nothing");
}
