//! The main job from start to end over the whole window: once by keys alone, once by mouse.

use std::fs;

use annals::app::Command;
use annals::app::samples::Sample;
use annals::model::{Motivation, Project};
use annals::store;
use annals::ui::Window;
use eframe::egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::support::desk::Desk;
use crate::support::window::{settle, window};

type Screen = Harness<'static, Window>;

const CTRL: Modifiers = Modifiers::COMMAND;
const NONE: Modifiers = Modifiers::NONE;

fn press(screen: &mut Screen, modifiers: Modifiers, key: Key) {
    screen.key_press_modifiers(modifiers, key);
    settle(screen);
}

fn write(screen: &mut Screen, text: &str) {
    for letter in text.chars() {
        screen.event(Event::Text(letter.to_string()));
        screen.run_steps(2);
    }
    settle(screen);
}

fn click(screen: &mut Screen, role: Role, name: &str) {
    screen.get_by_role_and_label(role, name).click();
    settle(screen);
}

fn project(screen: &Screen) -> &Project {
    &screen.state().app().work().unwrap().project
}

fn is_dirty(screen: &Screen) -> bool {
    screen.state().app().work().unwrap().is_dirty()
}

/// The label of the record that the inspector shows.
fn selected(screen: &Screen) -> String {
    let work = screen.state().app().work().unwrap();
    work.selection
        .first()
        .map(|&id| work.project.label(id))
        .unwrap_or_default()
}

/// The paths of the tags of the record that the inspector shows.
fn tags(screen: &Screen) -> Vec<String> {
    let work = screen.state().app().work().unwrap();
    let record = work
        .selection
        .first()
        .and_then(|&id| work.project.get(id))
        .unwrap();
    let tags = record.tags().unwrap().iter();
    tags.map(|tag| work.project.label(tag.into())).collect()
}

fn undo_label(screen: &Screen) -> String {
    let work = screen.state().app().work().unwrap();
    work.history.undo_label().unwrap_or_default().to_owned()
}

#[test]
fn the_main_job_by_keys_alone() {
    let desk = Desk::new();
    fs::write(desk.file("case.ron"), Sample::HarbourFire.text()).unwrap();
    let mut screen = window(desk.app(), [1280.0, 800.0], false);

    // Open through the dialog, and list the sources.
    desk.will_pick(desk.file("case.ron"));
    press(&mut screen, CTRL, Key::O);
    let before = project(&screen).snapshot();
    press(&mut screen, CTRL, Key::Num2);

    // Select one and tag it with a tag that does not exist yet.
    press(&mut screen, NONE, Key::ArrowDown);
    assert!(!selected(&screen).is_empty(), "nothing is selected");
    press(&mut screen, CTRL, Key::T);
    write(&mut screen, "by keys");
    press(&mut screen, NONE, Key::Enter);
    press(&mut screen, NONE, Key::Escape);
    assert!(
        tags(&screen).contains(&"by keys".to_owned()),
        "{:?}",
        tags(&screen)
    );
    assert!(is_dirty(&screen));

    // Read it, select two words and highlight them.
    press(&mut screen, CTRL, Key::Enter);
    press(&mut screen, CTRL, Key::Home);
    for _ in 0..2 {
        press(&mut screen, CTRL | Modifiers::SHIFT, Key::ArrowRight);
    }
    let annotations = project(&screen).annotations().len();
    press(&mut screen, NONE, Key::H);
    assert_eq!(project(&screen).annotations().len(), annotations + 1);
    let highlight = project(&screen)
        .annotations()
        .iter()
        .last()
        .unwrap()
        .clone();
    assert_eq!(highlight.motivation, Motivation::Highlighting);

    // Comment on the same words.
    press(&mut screen, NONE, Key::M);
    write(&mut screen, "Who counted?");
    press(&mut screen, NONE, Key::Enter);
    let comment = project(&screen)
        .annotations()
        .iter()
        .last()
        .unwrap()
        .clone();
    assert_eq!(
        (comment.motivation, comment.body.as_str()),
        (Motivation::Commenting, "Who counted?")
    );

    // A note, by name.
    press(&mut screen, CTRL | Modifiers::SHIFT, Key::N);
    write(&mut screen, "To check");
    press(&mut screen, NONE, Key::Enter);
    assert!(
        project(&screen)
            .notes()
            .iter()
            .any(|note| note.title == "To check"),
        "{}",
        undo_label(&screen)
    );

    // Everything back, and done again.
    let after = project(&screen).snapshot();
    let mut steps = 0;
    while screen
        .state()
        .app()
        .work()
        .unwrap()
        .history
        .undo_label()
        .is_some()
    {
        press(&mut screen, CTRL, Key::Z);
        steps += 1;
        assert!(steps < 20, "undo has no end");
    }
    assert!(project(&screen).same_content(&before));
    assert!(!is_dirty(&screen), "undoing to what is saved is saved");
    for _ in 0..steps {
        press(&mut screen, CTRL | Modifiers::SHIFT, Key::Z);
    }
    assert!(project(&screen).same_content(&after));

    // Save, close, open again: everything is as it was.
    press(&mut screen, CTRL, Key::S);
    assert!(!is_dirty(&screen));
    press(&mut screen, CTRL | Modifiers::SHIFT, Key::W);
    assert!(screen.state().app().work().is_none());
    desk.will_pick(desk.file("case.ron"));
    press(&mut screen, CTRL, Key::O);
    assert!(project(&screen).same_content(&after));

    // Leave.
    press(&mut screen, CTRL, Key::Q);
    assert!(screen.state().app().is_leaving());
}

#[test]
fn the_main_job_by_mouse() {
    let desk = Desk::new();
    let mut screen = window(desk.app(), [1280.0, 800.0], false);
    click(&mut screen, Role::Button, "Harbour fire");
    let first = project(&screen).events().iter().next().unwrap().clone();

    // A row of the table, its title in the inspector.
    click(&mut screen, Role::Row, &first.title);
    assert_eq!(selected(&screen), first.title);
    click(&mut screen, Role::TextInput, "Title");
    press(&mut screen, CTRL, Key::A);
    write(&mut screen, "Renamed by hand");
    press(&mut screen, NONE, Key::Enter);
    assert_eq!(undo_label(&screen), "Edit title of event Renamed by hand");

    // Undo by the button at the top, redo by the menu.
    click(&mut screen, Role::Button, "Undo");
    assert_eq!(selected(&screen), first.title);
    click(&mut screen, Role::Button, "Edit");
    click(
        &mut screen,
        Role::MenuItem,
        "Redo: edit title of event Renamed by hand",
    );
    assert_eq!(selected(&screen), "Renamed by hand");

    // Filter by a tag of the tree, and show all rows again.
    let tag = project(&screen).tags().iter().next().unwrap().clone();
    let term = annals::query::field_term("tag", &tag.path);
    click(&mut screen, Role::TreeItem, tag.name());
    assert_eq!(screen.state().app().search.text, term);
    click(&mut screen, Role::TreeItem, tag.name());
    assert_eq!(screen.state().app().search.text, "");

    // Save as through the dialog, with the extension added.
    desk.will_pick(desk.file("mine"));
    click(&mut screen, Role::Button, "File");
    click(&mut screen, Role::MenuItem, "Save as…");
    assert!(!is_dirty(&screen));
    let saved = fs::read_to_string(desk.file("mine.ron")).unwrap();
    let again = store::read_text(saved).unwrap();
    assert!(again.project.same_content(&project(&screen).snapshot()));

    // The problems are one click away, and so is the welcome page.
    click(&mut screen, Role::Button, "Problems");
    click(&mut screen, Role::Button, "File");
    click(&mut screen, Role::MenuItem, "Close project");
    assert!(screen.state().app().work().is_none());
    screen.get_by_role_and_label(Role::Button, "mine.ron");
}

#[test]
fn a_dropped_file_is_opened() {
    let desk = Desk::new();
    fs::write(desk.file("case.ron"), Sample::HarbourFire.text()).unwrap();
    let mut screen = window(desk.app(), [1280.0, 800.0], false);
    screen
        .state_mut()
        .app_mut()
        .handle(Command::OpenPath(desk.file("case.ron")));
    settle(&mut screen);
    assert_eq!(project(&screen).events().len(), 6);
}
