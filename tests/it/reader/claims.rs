//! Claims filed from the text by keyboard, changed, left and taken up again; the card of a claim.

use annals::app::{Action, Command};
use annals::model::Claim;
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{State, click, focus, open, selected};
use crate::support::desk::Desk;

/// Somebody at the keyboard, and how many keys it took.
struct Typist<'a> {
    harness: &'a mut Harness<'static, State>,
    keys: usize,
    /// How many words of the article lie before the caret.
    token: usize,
}

impl Typist<'_> {
    fn press(&mut self, modifiers: Modifiers, key: Key, times: usize) {
        for _ in 0..times {
            self.harness.key_press_modifiers(modifiers, key);
            self.harness.run();
        }
        self.keys += times;
    }

    fn key(&mut self, key: Key) {
        self.press(Modifiers::NONE, key, 1);
    }

    fn words(&mut self, text: &str) {
        for letter in text.chars() {
            self.harness.event(Event::Text(letter.to_string()));
            self.harness.run();
            self.keys += 1;
        }
    }

    /// Selects words of the article, from where the last selection ended, by words.
    fn select(&mut self, words: &str) {
        let tokens = |text: &str| {
            let parts = text.split_word_bounds();
            let parts = parts.filter(|part| !part.trim().is_empty());
            // From one paragraph to the next is a step too.
            parts.count() + text.matches("\n\n").count()
        };
        let at = ARTICLE.find(words).unwrap();
        let from = tokens(&ARTICLE[..at]);
        let count = tokens(words);
        if from == self.token {
            // To the end of what is selected.
            self.key(Key::ArrowRight);
        } else {
            self.press(Modifiers::CTRL, Key::ArrowRight, from - self.token);
        }
        self.press(super::SHIFT_CTRL, Key::ArrowRight, count);
        self.token = from + count;
    }
}

/// A claim in a line.
fn line(state: &State, claim: &Claim) -> String {
    let project = &state.app.work().unwrap().project;
    let passage = claim.passage.as_ref().unwrap();
    let said = &claim.attributed_to;
    let tag = said.tag.and_then(|tag| project.tags().get(tag));
    let source = said.source.map(|id| project.label(id.into()));
    let by = [
        said.name.to_string(),
        tag.map(|tag| format!("#{}", tag.path)).unwrap_or_default(),
        source.unwrap_or_default(),
    ];
    let by: Vec<String> = by.into_iter().filter(|name| !name.is_empty()).collect();
    format!(
        "{} / {} = {} / {} / {:?} / “{}”",
        project.label(claim.event.into()),
        claim.field,
        annals::query::value_text(project, &claim.value),
        by.join(" "),
        claim.credibility,
        passage.exact(),
    )
}

fn claims(harness: &Harness<'_, State>) -> Vec<String> {
    let state = harness.state();
    let project = &state.app.work().unwrap().project;
    let claims = project.claims().iter();
    claims.map(|claim| line(state, claim)).collect()
}

fn undo(harness: &mut Harness<'_, State>) -> String {
    let label = Action::Undo.label(&harness.state().app);
    harness.state_mut().app.handle(Command::Do(Action::Undo));
    harness.run();
    label
}

const ARTICLE: &str = "On 16 January 2024 missiles and drones hit Koh-e-Sabz in Panjgur. \
Two children were killed there and three girls were injured, the ministry said. \
Iran named Jaish al-Adl as its target.\n\n\
On 18 January 2024 Pakistan struck near Saravan with rockets and drones. \
At least seven people were killed by its count, nine in another.\n";

const EVENTS: &str = r#"
  events: [(id: "EVT000000001", title: "Strike on Koh-e-Sabz"), (id: "EVT000000002", title: "Strike near Saravan")],
  tags: [(id: "TAG000000001", path: "place/panjgur/koh-e-sabz", colour: Rose),
    (id: "TAG000000002", path: "actor/jaish-al-adl", colour: Teal)],
"#;

#[test]
fn ten_claims_are_filed_from_one_article_by_keyboard_alone() {
    let desk = Desk::new();
    let mut harness = open(&desk, ARTICLE, EVENTS);
    focus(&mut harness);
    let mut typist = typist(&mut harness);
    let mut counted = Vec::new();
    let mut file = |words: &str, form: &[&str]| {
        typist.keys = 0;
        typist.select(words);
        let selecting = typist.keys;
        typist.key(Key::C);
        for &step in form {
            match step {
                "Tab" => typist.key(Key::Tab),
                "Shift+Tab" => typist.press(Modifiers::SHIFT, Key::Tab, 1),
                "Alt+2" => typist.press(Modifiers::ALT, Key::Num2, 1),
                "Backspace" => typist.key(Key::Backspace),
                typed => typist.words(typed),
            }
        }
        typist.key(Key::Enter);
        counted.push((selecting, typist.keys - selecting));
    };
    // The event of the first claim is chosen; the next ones propose it.
    file("16 January 2024", &["koh"]);
    file("missiles and drones", &[]);
    file("Koh-e-Sabz", &[]);
    file("Two children were killed", &["Alt+2"]);
    // Whom the source names stays for its next claims, until it is taken out.
    file(
        "three girls were injured",
        &["Tab", "Tab", "Tab", "ministry"],
    );
    file("Jaish al-Adl", &["t", "Tab", "Tab", "Tab", "Iran"]);
    // A new event is made with its first claim.
    let new = [
        "Shift+Tab",
        "Reply",
        "Tab",
        "Tab",
        "Tab",
        "Tab",
        "Backspace",
    ];
    file("18 January 2024", &new);
    file("Saravan", &["pl"]);
    file("rockets and drones", &[]);
    file("At least seven people were killed", &[]);
    let expected = [
        "Strike on Koh-e-Sabz / date = 16 Jan 2024 /  / CannotBeJudged / “16 January 2024”",
        "Strike on Koh-e-Sabz / means = missiles and drones /  / CannotBeJudged / “missiles and drones”",
        "Strike on Koh-e-Sabz / place = Koh-e-Sabz /  / CannotBeJudged / “Koh-e-Sabz”",
        "Strike on Koh-e-Sabz / killed = 2 children /  / ProbablyTrue / “Two children were killed”",
        "Strike on Koh-e-Sabz / wounded = 3 girls / ministry / CannotBeJudged / “three girls were injured”",
        "Strike on Koh-e-Sabz / target = Jaish al-Adl / Iran / CannotBeJudged / “Jaish al-Adl”",
        "Reply / date = 18 Jan 2024 /  / CannotBeJudged / “18 January 2024”",
        "Reply / place = Saravan /  / CannotBeJudged / “Saravan”",
        "Reply / means = rockets and drones /  / CannotBeJudged / “rockets and drones”",
        "Reply / killed = at least 7 /  / CannotBeJudged / “At least seven people were killed”",
    ];
    assert_eq!(claims(&harness), expected);
    let selecting: usize = counted.iter().map(|(keys, _)| keys).sum();
    let forms: usize = counted.iter().map(|(_, keys)| keys).sum();
    println!("{counted:?}: {selecting} keys to select, {forms} in the forms");
    // Two minutes are 120 s: with two keys a second there is room for reading.
    assert!(selecting + forms <= 130, "{counted:?}");
    // Each is one step, the event that was made for it included.
    assert_eq!(
        undo(&mut harness),
        "Undo: add claim killed: at least 7 of “Reply”"
    );
    for _ in 0..2 {
        undo(&mut harness);
    }
    let events =
        |harness: &Harness<'_, State>| harness.state().app.work().unwrap().project.events().len();
    assert_eq!(events(&harness), 3);
    assert_eq!(
        undo(&mut harness),
        "Undo: add claim date: 18 Jan 2024 of “Reply”"
    );
    assert_eq!((events(&harness), claims(&harness).len()), (2, 6));
}

#[test]
fn what_is_half_written_is_there_again_on_the_same_words() {
    let desk = Desk::new();
    let mut harness = open(&desk, ARTICLE, EVENTS);
    focus(&mut harness);
    let mut at_keys = typist(&mut harness);
    at_keys.select("Two children were killed");
    at_keys.key(Key::C);
    at_keys.words("koh");
    at_keys.key(Key::Tab);
    at_keys.key(Key::Tab);
    at_keys.words("three");
    let elsewhere = harness.get_by_label("A source").rect().center();
    click(&mut harness, elsewhere, 1);
    assert!(harness.query_by_label("Value of the claim").is_none());
    assert!(claims(&harness).is_empty());
    focus(&mut harness);
    let mut at_keys = typist(&mut harness);
    at_keys.select("Two children were killed");
    at_keys.key(Key::C);
    at_keys.key(Key::Enter);
    let filed =
        "Strike on Koh-e-Sabz / killed = 3 /  / CannotBeJudged / “Two children were killed”";
    assert_eq!(claims(&harness), [filed]);
    // Escape gives up, and what was given up does not come again.
    let mut at_keys = typist(&mut harness);
    at_keys.key(Key::C);
    at_keys.key(Key::Tab);
    at_keys.words("four");
    at_keys.key(Key::Escape);
    assert!(harness.query_by_label("Value of the claim").is_none());
    let mut at_keys = typist(&mut harness);
    at_keys.key(Key::C);
    at_keys.key(Key::Enter);
    assert_eq!(claims(&harness).len(), 2);
    assert!(
        claims(&harness)[1].contains("killed = 2 children"),
        "{:?}",
        claims(&harness)
    );
}

/// A claim in conflict with that of another source, on words that are marked too.
const CONTESTED: &str = r#"events: [(id: "EVT000000001", title: "An event")],
  sources: [(id: "SRC000000002", title: "Another source")],
  claims: [(id: "CMA000000001", source: "SRC000000001", event: "EVT000000001", field: "killed", value: Number((best: Some(9))),
    attributed_to: (name: "The ministry"),
    passage: Some((capture: "CAP000000001", exact: "nine dead", start: 56, end: 65))),
   (id: "CMA000000002", source: "SRC000000002", event: "EVT000000001", field: "killed", value: Number((best: Some(2))))],
  annotations: [(id: "ANN000000001", title: "Whose count?", motivation: Questioning,
      target: Passage((capture: "CAP000000001", exact: "nine dead", start: 56, end: 65)))],"#;

fn contested(desk: &Desk) -> Harness<'static, State> {
    let text = super::case(super::TEXT, CONTESTED).replacen(
        "sources: [(id: \"SRC000000001\", title: \"A source\")],",
        "",
        1,
    );
    let text = text.replacen(
        "sources: [",
        "sources: [(id: \"SRC000000001\", title: \"A source\"), ",
        1,
    );
    super::reader(desk.app_with(&text), "SRC000000001", [720.0, 600.0], false)
}

#[test]
fn a_claim_in_conflict_is_told_in_the_margin_and_on_its_card() {
    let desk = Desk::new();
    let mut harness = contested(&desk);
    harness
        .get_by_label("In conflict: Killed: 9, not 2")
        .click();
    harness.run();
    assert_eq!(selected(&harness), "CMA000000001");
    harness.get_by_label("Claim 9, in conflict");
    harness.get_by_label("A source, attributed to The ministry");
    harness.get_by_label("“nine dead”");
    harness.get_by_label("2 of 2 here");
    harness.get_by_label("Next").click();
    harness.run();
    assert_eq!(selected(&harness), "ANN000000001");
    assert!(harness.query_by_label("Claim 9, in conflict").is_none());
}

#[test]
fn a_claim_on_the_words_is_changed_with_the_same_form() {
    let desk = Desk::new();
    let mut harness = contested(&desk);
    focus(&mut harness);
    let mut at_keys = typist(&mut harness);
    // Past "counted", a full stop and the end of a paragraph.
    at_keys.press(Modifiers::CTRL, Key::ArrowRight, 11);
    at_keys.key(Key::ArrowRight);
    // The remark lies above the claim.
    at_keys.key(Key::Enter);
    at_keys.key(Key::Enter);
    assert_eq!(selected(&harness), "CMA000000001");
    harness.get_by_label("Claim 9, in conflict");
    let mut at_keys = typist(&mut harness);
    at_keys.key(Key::Enter);
    at_keys.words("nine or ten");
    at_keys.key(Key::Enter);
    let changed = "An event / killed = 9 to 10 / The ministry / CannotBeJudged / “nine dead”";
    let project = &harness.state().app.work().unwrap().project;
    let first = project.claims().iter().next().unwrap();
    assert_eq!(line(harness.state(), first), changed);
    assert_eq!(
        undo(&mut harness),
        "Undo: edit claim killed: 9 to 10 of “An event”"
    );
}

fn typist<'a>(harness: &'a mut Harness<'static, State>) -> Typist<'a> {
    Typist {
        harness,
        keys: 0,
        token: 0,
    }
}

#[test]
fn in_the_window_the_key_that_opens_the_form_is_not_typed_into_it() {
    let desk = Desk::new();
    let app = desk.app_with(&super::case(ARTICLE, EVENTS));
    let mut window = crate::support::window::window(app, [1280.0, 800.0], false);
    let source = "SRC000000001".parse::<annals::model::SourceId>().unwrap();
    let app = window.state_mut().app_mut();
    app.handle(Command::Reveal(source.into()));
    crate::support::window::settle(&mut window);
    window.get_by_label("Text of A source").focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::CTRL, Key::Home);
    window.run_steps(2);
    for _ in 0..4 {
        window.key_press_modifiers(super::SHIFT_CTRL, Key::ArrowRight);
        window.run_steps(1);
    }
    // A key as the system gives it: the key and the letter, at once.
    let press = |window: &mut Harness<'static, annals::ui::Window>, key: Key, text: &str| {
        window.key_press(key);
        window.event(Event::Text(text.to_owned()));
        window.run_steps(2);
    };
    press(&mut window, Key::C, "c");
    for (key, text) in [(Key::K, "k"), (Key::O, "o"), (Key::H, "h")] {
        press(&mut window, key, text);
    }
    // Tab and Enter come at once, and are done one after the other.
    window.key_press(Key::Tab);
    window.key_press(Key::Enter);
    window.run_steps(4);
    let app = window.state().app();
    let project = &app.work().unwrap().project;
    let labels: Vec<String> = project
        .claims()
        .iter()
        .map(|c| project.label(c.id.into()))
        .collect();
    assert_eq!(labels, ["date: 16 Jan 2024"]);
    assert_eq!(
        Action::Undo.label(app),
        "Undo: add claim date: 16 Jan 2024 of “Strike on Koh-e-Sabz”"
    );
}
