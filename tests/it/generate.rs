//! `annals generate`: projects made by chance, as the other commands see them.

use std::fs;

use annals::cli::generate::{Generate, Plan, generate};
use annals::cli::{self, Outcome};
use annals::model::ProblemKind;
use annals::store::Folders;

fn wanted(folder: &tempfile::TempDir, events: usize, force: bool) -> Generate {
    Generate {
        plan: Plan { events, seed: 3 },
        path: folder.path().join("big"),
        force,
    }
}

#[test]
fn a_generated_project_is_canonical_and_holds_together() {
    let folder = tempfile::tempdir().unwrap();
    let mut err = Vec::new();
    let outcome = generate(&wanted(&folder, 60, false), &mut err).unwrap();
    assert_eq!(outcome, Outcome::Good);
    let path = folder.path().join("big.ron");
    let shown = path.display();
    assert_eq!(
        String::from_utf8(err).unwrap(),
        format!("{shown} is written. Open it with: annals {shown}\n")
    );
    let folders = Folders::below(folder.path());
    let formatted = cli::format(
        std::slice::from_ref(&path),
        true,
        &folders,
        &mut Vec::new(),
        &mut Vec::new(),
    );
    assert_eq!(formatted.unwrap(), Outcome::Good);
    let broken = [
        ProblemKind::UnreadableRecord,
        ProblemKind::UnknownField,
        ProblemKind::DanglingReference,
        ProblemKind::DuplicateTag,
        ProblemKind::UnreadableDate,
        ProblemKind::HashMismatch,
        ProblemKind::PassageMismatch,
        ProblemKind::PassageState,
        ProblemKind::BrokenMention,
    ];
    let found = cli::findings(&path).unwrap();
    let found: Vec<_> = found.iter().filter(|f| broken.contains(&f.kind)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_file_that_is_there_is_written_over_only_if_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.ron");
    fs::write(&path, "mine").unwrap();
    let mut err = Vec::new();
    let outcome = generate(&wanted(&folder, 3, false), &mut err).unwrap();
    assert_eq!(outcome, Outcome::Failed);
    let shown = path.display();
    assert_eq!(
        String::from_utf8(err).unwrap(),
        format!(
            "{shown}: There is a file big.ron already. Choose another name. Nothing was written over.\n"
        )
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    let outcome = generate(&wanted(&folder, 3, true), &mut Vec::new()).unwrap();
    assert_eq!(outcome, Outcome::Good);
    assert_ne!(fs::read_to_string(&path).unwrap(), "mine");
}
