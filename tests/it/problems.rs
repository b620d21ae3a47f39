//! The list of problems as the analyst works it off.

use annals::app::{Action, Command};

use crate::support::hands::Hands;

const CASE: &str = r#"(
  annals: 1,
  project: (title: "Case"),
  tags: [
    (id: "000000000001", path: "border"),
    (id: "000000000002", path: "border"),
  ],
  events: [
    (
      id: "00000000000A",
      title: "Strike on Koh-e-Sabz",
      wether: "cold",
      when: (words: "16 Janury", edtf: "2024-99"),
    ),
    (
      id: "00000000000B",
      title: "Answer",
      when: 18 January,
      summary: "Two days on.",
    ),
  ],
  notes: [
    (id: "00000000000C", title: "To check", text: "See [[00000000000F|what is gone]]."),
  ],
)
"#;

#[test]
fn picture_of_the_problems() {
    let mut hands = Hands::on(CASE, [1280.0, 800.0], false);
    hands.command(Command::Do(Action::ShowProblems));
    hands.harness.snapshot("problems-light");
}
