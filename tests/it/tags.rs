//! The tag manager as the analyst uses it.

use annals::app::samples::Sample;
use annals::app::{Action, Command};

use crate::support::hands::Hands;

#[test]
fn picture_of_the_tag_manager() {
    let mut hands = Hands::on_sample(Sample::PakistanIran, [1280.0, 800.0], false);
    hands.command(Command::Do(Action::ShowTags));
    hands.harness.snapshot("tags-light");
}
