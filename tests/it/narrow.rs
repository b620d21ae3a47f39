//! What narrow and low windows still show whole.

use annals::app::{Action, Command, Pane};
use annals::edit::Edit;
use annals::model::{EventId, Kind};
use eframe::egui::{
    Event, Modifiers, MouseWheelSource, MouseWheelUnit, Role, TouchPhase, pos2, vec2,
};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::support::hands::Hands;

const CASE: &str = r#"(
  annals: 1,
  tags: [(id: "000000000001", path: "border")],
  events: [
    (id: "00000000000A", title: "Strike"),
    (
      id: "00000000000B",
      title: "Answer",
      when: 18,
      summary: "Two days on.",
    ),
  ],
)
"#;

fn tabs(hands: &Hands) -> Vec<String> {
    let tabs = hands.harness.get_all_by_role(Role::Tab);
    tabs.map(|tab| tab.accesskit_node().label().unwrap_or_default())
        .collect()
}

#[test]
fn tabs_without_room_are_in_a_menu() {
    let mut hands = Hands::on(CASE, [1000.0, 600.0], false);
    let kinds = [Kind::Source, Kind::Claim, Kind::Note, Kind::Annotation];
    for kind in kinds {
        hands.command(Command::Show(Pane::Table(kind)));
    }
    hands.command(Command::Show(Pane::Table(Kind::Event)));
    hands.command(Command::Do(Action::SplitRight));
    hands.command(Command::Show(Pane::Table(Kind::Source)));
    let shown = tabs(&hands);
    assert!(!shown.contains(&"Annotations".to_owned()), "{shown:?}");
    assert!(!hands.sees("Scroll tabs right"));
    let more = hands.harness.get_by_label_contains(" more tab");
    more.click();
    hands.harness.run_steps(4);
    hands.click_role(Role::MenuItem, "Annotations");
    let shown = tabs(&hands);
    assert!(shown.contains(&"Annotations".to_owned()), "{shown:?}");
}

#[test]
fn a_notice_does_not_keep_from_the_last_button() {
    let mut hands = Hands::on(CASE, [1000.0, 420.0], false);
    hands.command(Command::Do(Action::ShowProblems));
    hands.command(Command::Edit(Box::new(Edit::Delete {
        records: [EventId::from_bits(10).into()].into(),
    })));
    let notice = hands.harness.get_by_role(Role::Alert).rect();
    hands.harness.hover_at(pos2(300.0, 380.0));
    for _ in 0..10 {
        hands.harness.event(Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -200.0),
            source: MouseWheelSource::Wheel,
            phase: TouchPhase::Move,
            modifiers: Modifiers::NONE,
        });
        hands.harness.run_steps(2);
    }
    let mend = hands.get("Mend record").rect();
    assert!(mend.bottom() < notice.top(), "{mend:?} under {notice:?}");
}

#[test]
fn the_tool_bar_of_tags_shows_its_count_whole_or_not_at_all() {
    for (wide, counted) in [(1280.0, true), (620.0, false)] {
        let mut hands = Hands::on(CASE, [wide, 600.0], false);
        hands.command(Command::Show(Pane::Tags));
        if !counted {
            hands.command(Command::Do(Action::SplitRight));
        }
        let new = hands.role(Role::Button, "New tag").rect();
        let field = hands.role(Role::TextInput, "Find a tag").rect();
        assert!(field.right() < new.left(), "{field:?} {new:?}");
        let count = hands.harness.query_all_by_label("1 tag").next();
        assert_eq!(count.is_some(), counted);
        if let Some(count) = count {
            assert!(count.rect().right() < new.left());
        }
    }
}

#[test]
fn a_tag_that_is_too_long_leaves_the_inspector_in_the_window() {
    let long = "joint-commission-of-the-border-provinces-".repeat(4);
    let long = long.trim_end_matches('-');
    let case = CASE.replace("\"border\"", &format!("\"{long}\"")).replace(
        "title: \"Strike\"",
        "title: \"Strike\", tags: [\"000000000001\"]",
    );
    let mut hands = Hands::on(&case, [1280.0, 800.0], false);
    hands.command(Command::Select(vec![EventId::from_bits(10).into()]));
    let chip = hands.role(Role::Button, long).rect();
    assert!(936.0 < chip.left() && chip.right() <= 1264.0, "{chip}");
}
