//! Notes as the analyst writes and reads them.

use annals::app::samples::Sample;
use annals::app::{Command, Pane};
use annals::model::{Kind, NoteId, RecordId};
use eframe::egui::{Key, Modifiers, OutputCommand, Role};

use crate::support::hands::Hands;

const SMALL: [f32; 2] = [1280.0, 800.0];
const LARGE: [f32; 2] = [1920.0, 1080.0];

const CASE: &str = r#"(
  annals: 1,
  events: [
    (id: "00000000000A", title: "Strike on Koh-e-Sabz"),
    (id: "00000000000B", title: "Answer"),
  ],
  notes: [
    (id: "000000000001", title: "Open questions", text: "Begin."),
    (id: "000000000002", title: "Other", text: "See [[000000000001|the questions]], [the paper](https://example.org/paper) and ![a map](https://example.org/map.png)."),
  ],
)
"#;

fn open(hands: &mut Hands, title: &str) {
    let mut notes = hands.project().notes().iter();
    let id = notes.find(|note| note.title == title).unwrap().id;
    drop(notes);
    hands.command(Command::Select(vec![id.into()]));
    hands.command(Command::Show(Pane::Note(id)));
}

fn case(note: &str) -> Hands {
    let mut hands = Hands::on(CASE, SMALL, false);
    open(&mut hands, note);
    hands
}

fn text(hands: &Hands, note: u64) -> String {
    let note = hands.project().notes().get(NoteId::from_bits(note));
    note.unwrap().text.clone()
}

/// Puts the cursor at the end of the text.
fn write(hands: &mut Hands) {
    hands.click("Write");
    hands.keys(Modifiers::COMMAND, Key::End);
}

#[test]
fn a_note_is_written_and_one_undo_takes_the_typing_back() {
    let mut hands = case("Open questions");
    write(&mut hands);
    hands.type_text(" Who counted?");
    assert_eq!(text(&hands, 1), "Begin. Who counted?");
    hands.undo();
    assert_eq!(text(&hands, 1), "Begin.");
    let field = hands.role(Role::MultilineTextInput, "Text of the note");
    assert_eq!(
        field.value().unwrap_or_default(),
        "Begin.",
        "the field shows it, too"
    );
    hands.type_text("!");
    assert_eq!(text(&hands, 1), "Begin.!", "the caret stayed at the end");
}

#[test]
fn brackets_open_a_list_of_records_and_enter_puts_a_link() {
    let mut hands = case("Open questions");
    write(&mut hands);
    hands.type_text(" [[koh");
    assert!(hands.sees("Strike on Koh-e-Sabz"));
    hands.key(Key::Enter);
    assert_eq!(
        text(&hands, 1),
        "Begin. [[00000000000A|Strike on Koh-e-Sabz]]"
    );
    hands.type_text(" first");
    assert!(
        text(&hands, 1).ends_with("]] first"),
        "the caret stands after the link"
    );
    assert!(
        hands
            .saved()
            .contains("[[00000000000A|Strike on Koh-e-Sabz]] first")
    );
}

#[test]
fn the_list_of_records_is_used_with_arrows_and_left_with_escape() {
    let mut hands = case("Open questions");
    write(&mut hands);
    hands.type_text(" [[");
    hands.key(Key::ArrowDown);
    hands.key(Key::Tab);
    assert_eq!(text(&hands, 1), "Begin. [[00000000000B|Answer]]");
    hands.type_text(" [[ans");
    hands.key(Key::Escape);
    hands.key(Key::Enter);
    assert!(text(&hands, 1).ends_with(" [[ans\n"), "{}", text(&hands, 1));
    hands.type_text("on");
    assert!(
        text(&hands, 1).ends_with("\non"),
        "the field kept the keyboard"
    );
}

#[test]
fn the_list_of_records_is_used_with_the_pointer() {
    let mut hands = case("Open questions");
    write(&mut hands);
    hands.type_text(" [[answ");
    hands.click_role(Role::ListBoxOption, "Answer");
    assert_eq!(text(&hands, 1), "Begin. [[00000000000B|Answer]]");
    hands.type_text(".");
    assert!(
        text(&hands, 1).ends_with("]]."),
        "the field kept the keyboard"
    );
}

#[test]
fn a_link_in_the_text_leads_to_its_record_and_the_record_tells_who_links_to_it() {
    let mut hands = case("Other");
    hands.click_role(Role::Link, "the questions");
    assert_eq!(hands.work().selection, [RecordId::from_bits(Kind::Note, 1)]);
    assert!(hands.sees("Title of the note"));
    hands.click("Note: Other");
    assert_eq!(hands.work().selection, [RecordId::from_bits(Kind::Note, 2)]);
}

/// What was asked of the desktop in the last frame.
fn asked(hands: &Hands) -> Vec<String> {
    let commands = &hands.harness.output().platform_output.commands;
    let told = commands.iter().filter_map(|command| match command {
        OutputCommand::OpenUrl(open) => Some(format!("open {}", open.url)),
        OutputCommand::CopyText(text) => Some(format!("copy {text}")),
        _ => None,
    });
    told.collect()
}

#[test]
fn an_address_is_shown_before_it_is_opened() {
    let mut hands = case("Other");
    hands.role(Role::Link, "the paper").click();
    for _ in 0..4 {
        hands.harness.step();
        assert_eq!(asked(&hands), [""; 0], "nothing is opened by the click");
    }
    assert!(hands.sees("https://example.org/paper"));
    hands.get("Open address").click();
    let mut opened = Vec::new();
    for _ in 0..4 {
        hands.harness.step();
        opened.extend(asked(&hands));
    }
    assert_eq!(opened, ["open https://example.org/paper"]);
}

#[test]
fn an_image_shows_its_words_and_is_not_loaded() {
    let hands = case("Other");
    assert!(hands.sees_part("a map"));
}

#[test]
fn the_title_is_changed_in_place() {
    let mut hands = case("Open questions");
    hands.fill(Role::MultilineTextInput, "Title of the note", "Questions");
    hands.key(Key::Enter);
    hands.type_text("A");
    let note = hands.project().notes().get(NoteId::from_bits(1)).unwrap();
    assert_eq!(note.title, "Questions");
    assert!(note.text.contains('A'), "Enter leads on to the text");
}

#[test]
fn a_note_is_scrolled_with_keys_and_enter_begins_to_write() {
    let long = CASE.replace("Begin.", &"One more line.\n\n".repeat(80));
    let mut hands = Hands::on(&long, SMALL, false);
    open(&mut hands, "Open questions");
    let top = |hands: &Hands| hands.get("Title of the note").rect().top();
    let before = top(&hands);
    hands.key(Key::PageDown);
    assert!(top(&hands) < before - 400.0, "the page is scrolled");
    hands.key(Key::Home);
    assert!((top(&hands) - before).abs() < 1.0);
    hands.key(Key::Enter);
    hands.type_text("!");
    assert!(text(&hands, 1).contains('!'));
}

#[test]
fn picture_of_a_note_being_read() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, SMALL, false);
    open(&mut hands, "Who was hit on 16 January?");
    hands.picture("note-light");
}

/// A note with everything that Markdown has, and words that fit nowhere.
const EVERYTHING: &str = "# First level

Running text with **strong words**, *emphasis*, ***both***, `code` and ~~what is gone~~; a [[00000000000A|strike]] and [an address](https://example.org). ![A map of the border](https://example.org/map.png)

## Second level

- a point
  1. first
  2. second, which goes on until it has to wrap and then stands below its own beginning and not below the number
- another

- [x] read
- [ ] to be read

> A quotation that takes more than one line, so that the bar beside it can be seen to go on with it.
>
> > One within another.

### Third level

```
(id: \"00000000000A\", title: \"Strike\")
  and a line of code that is far too long to stand in one row of the page, so that it wraps
```

---

| figure | who says so | filed as |
|---|:--|---:|
| nine, with four children and three women among them, none of them citizens | [[00000000000A|the foreign ministry]], in the paper that quotes it at length | 9 |
| five | Averyveryveryverylongwordthatfitsintonocolumnatall | 5 to 9 |

<b>HTML</b> is shown as it is typed, and so is [[00000000000Z]].
";

#[test]
fn picture_of_everything_that_markdown_has() {
    let text = EVERYTHING.replace('"', "\\\"");
    let case = CASE.replace("Begin.", &text);
    let mut hands = Hands::on(&case, [1280.0, 1300.0], true);
    open(&mut hands, "Open questions");
    hands.picture("note-everything-dark");
}

#[test]
fn picture_of_a_note_being_written() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, LARGE, true);
    open(&mut hands, "Read me first");
    hands.click("Both");
    hands.keys(Modifiers::COMMAND, Key::End);
    hands.type_text(" [[str");
    hands.picture("note-both-dark-1920");
}
