//! `annals diff` and `annals merge`, as functions, as a program, and under real git.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use annals::cli::{self, Merged, Outcome};

/// A folder for the files of a test.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.file(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn plain(&self, text: &[u8]) -> String {
        let root = format!("{}/", self.0.path().display());
        String::from_utf8(text.to_vec()).unwrap().replace(&root, "")
    }
}

const BASE: &str = r#"// A case.
(
  annals: 1,
  events: [
    // The first.
    (id: "000000000001", title: "Strike", kind: "a", weight: 3),
    (
      id: "000000000002",
      title: "Reply", // so far
    ),
  ],
)
"#;

#[track_caller]
fn check_merge(base: &str, ours: &str, theirs: &str, outcome: Outcome, told: &str, result: &str) {
    let place = Place::new();
    let (base, theirs) = (
        place.write("base.ron", base),
        place.write("theirs.ron", theirs),
    );
    let ours = place.write("ours.ron", ours);
    let files = Merged {
        base: &base,
        ours: &ours,
        theirs: &theirs,
        output: &place.file("out.ron"),
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let found = cli::merge(files, &mut out, &mut err).unwrap();
    let mut lines = place.plain(&out);
    lines.push_str(&place.plain(&err));
    assert_eq!(lines, told);
    assert_eq!(found, outcome);
    let written = fs::read_to_string(place.file("out.ron")).unwrap_or_default();
    assert_eq!(written, result);
}

#[test]
fn ours_keeps_its_hand_and_what_only_they_touched_comes_with_theirs() {
    let ours = BASE.replace("\"Strike\"", "\"Strike on K\"");
    let theirs = BASE
        .replace(
            "title: \"Reply\", // so far",
            "title: \"Reply\", // late\n      kind: \"b\", colour: 7,",
        )
        .replace("kind: \"a\"", "kind: \"c\"")
        .replace(
            "  ],",
            "    (id: \"000000000003\", /* new */ title: \"Talks\", later: 1),\n  ],",
        );
    let result = ours
        .replace(
            "title: \"Reply\", // so far",
            "title: \"Reply\", // late\n      kind: \"b\", colour: 7,",
        )
        .replace("kind: \"a\"", "kind: \"c\"")
        .replace(
            "  ],",
            "    (id: \"000000000003\", /* new */ title: \"Talks\", later: 1),\n  ],",
        );
    let told = "Merged: 0 conflicts.\n";
    check_merge(BASE, &ours, &theirs, Outcome::Good, told, &result);
}

#[test]
fn what_both_changed_is_listed_and_ours_is_written() {
    let ours = BASE.replace("\"Strike\"", "\"Strike on K\"");
    let theirs = BASE
        .replace("\"Strike\"", "\"Raid\"")
        .replace("\"Reply\"", "\"Answer\"");
    let told = "ours.ron:6:5: conflict: event Strike on K: title: ours “Strike on K”, theirs “Raid”, before “Strike”\n\
                Merged: 1 conflict; ours is written for each.\n";
    let result = ours.replace("\"Reply\"", "\"Answer\"");
    check_merge(BASE, &ours, &theirs, Outcome::Problems, told, &result);
}

#[test]
fn what_stands_beside_the_data_and_cannot_come_is_listed() {
    let ours = BASE.replace("\"Strike\"", "\"Strike on K\"");
    let theirs = BASE
        .replace("weight: 3", "weight: 4")
        .replace("// The first.", "// The very first.")
        .replace("annals: 1,", "annals: 1,\n  last: 2,");
    let told = "theirs.ron:4:3: The field “last”, which this version does not know, is not taken over: ours is kept.\n\
                theirs.ron:6:5: The comment “// The very first.” is not taken over.\n\
                theirs.ron:7:54: The field “weight”, which this version does not know, is not taken over: ours is kept.\n\
                Merged: 0 conflicts; 3 things beside the data left out.\n";
    check_merge(BASE, &ours, &theirs, Outcome::Problems, told, &ours);
}

#[test]
fn records_that_cannot_be_read_are_merged_by_their_text() {
    let base = "(annals: 1, events: [(id: 1), (id: \"000000000002\")])\n";
    let ours = base.replace("(id: 1), ", "(id: 0), (id: 1), ");
    let theirs = base
        .replace("(id: 1), ", "")
        .replace("\")]", "\"), (id: 9)]");
    let told = "Merged: 0 conflicts.\n";
    let result = "(annals: 1, events: [(id: 0), (id: \"000000000002\"), (id: 9)])\n";
    check_merge(base, &ours, &theirs, Outcome::Good, told, result);
}

#[test]
fn an_empty_base_is_an_empty_project() {
    let ours = "(annals: 1, events: [(id: \"000000000001\", title: \"a\")])\n";
    let theirs = "(annals: 1, events: [(id: \"000000000001\", title: \"b\")])\n";
    let told = "ours.ron:1:22: conflict: event a: title: ours “a”, theirs “b”\n\
                Merged: 1 conflict; ours is written for each.\n";
    check_merge("", ours, theirs, Outcome::Problems, told, ours);
}

#[test]
fn a_version_that_cannot_be_read_leaves_the_output_alone() {
    let told = "theirs.ron:1:2: theirs.ron stops too early. At line 1, column 2: the file ends inside a “(” opened at line 1, column 1. This happens when a copy or a download is cut short.\n";
    check_merge(BASE, BASE, "(", Outcome::Failed, told, "");
}

#[test]
fn the_difference_of_two_files_is_told_by_record() {
    let place = Place::new();
    let before = place.write("a.ron", BASE);
    let theirs = BASE.replace("\"Strike\"", "\"Raid\"").replace(
        "events: [",
        "project: (title: \"Case\"), events: [(id: \"000000000009\"),",
    );
    let after = place.write("b.ron", &theirs);
    let spaced = place.write("c.ron", &BASE.replace("(id", "( id"));
    let check = |a: &Path, b: &Path, outcome, told: &str| {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(cli::diff(a, b, &mut out, &mut err).unwrap(), outcome);
        assert_eq!(place.plain(&out) + &place.plain(&err), told);
    };
    check(
        &before,
        &after,
        Outcome::Problems,
        "Project: title “Case” added\n\
         Event “Strike”: title changed from “Strike” to “Raid”\n\
         Untitled event: added\n\
         Different: 2 events, and the description of the project.\n",
    );
    check(
        &before,
        &before,
        Outcome::Good,
        "Both projects say the same.\n",
    );
    check(
        &before,
        &spaced,
        Outcome::Good,
        "Both projects say the same. They are only written differently.\n",
    );
    check(
        &before,
        &place.file("none.ron"),
        Outcome::Failed,
        "none.ron: none.ron is not there. There is no file none.ron. It may have been moved, renamed or deleted. Look for it with Open project.\n",
    );
}

/// A git repository with Annals as its merge driver; `None`, with the reason printed, without git.
struct Repository {
    place: Place,
}

impl Repository {
    #[expect(clippy::print_stderr, reason = "a test that did nothing says so")]
    fn new() -> Option<Self> {
        if let Err(error) = Command::new("git").arg("--version").output() {
            eprintln!("skipped: git is not there ({error})");
            return None;
        }
        let repository = Self {
            place: Place::new(),
        };
        repository.git(&["init", "-q", "-b", "main"]);
        let program = env!("CARGO_BIN_EXE_annals");
        let driver = format!("\"{program}\" merge %O %A %B -o %A");
        repository.git(&["config", "merge.annals.driver", &driver]);
        repository
            .place
            .write(".gitattributes", "*.ron merge=annals\n");
        Some(repository)
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(args)
            .current_dir(self.place.0.path())
            .env("HOME", self.place.0.path())
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap()
    }

    #[track_caller]
    fn git(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self, text: &str) {
        self.place.write("case.ron", text);
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "a step"]);
    }

    /// Two branches with these versions, of which the second is merged into the first.
    fn merge(&self, base: &str, ours: &str, theirs: &str) -> Output {
        self.commit(base);
        self.git(&["checkout", "-q", "-b", "theirs"]);
        self.commit(theirs);
        self.git(&["checkout", "-q", "main"]);
        self.commit(ours);
        self.run(&["merge", "-q", "-m", "both", "theirs"])
    }

    fn case(&self) -> String {
        fs::read_to_string(self.place.file("case.ron")).unwrap()
    }
}

#[test]
fn git_merges_projects_cleanly_where_lines_would_be_in_conflict() {
    let Some(git) = Repository::new() else { return };
    let ours = BASE.replace("\"Strike\"", "\"Strike on K\"");
    let theirs = BASE.replace("kind: \"a\"", "kind: \"b\"");
    let merged = git.merge(BASE, &ours, &theirs);
    assert!(merged.status.success(), "{merged:?}");
    assert_eq!(git.case(), ours.replace("kind: \"a\"", "kind: \"b\""));
    assert_eq!(git.git(&["status", "--porcelain"]), "");
}

#[test]
fn git_marks_a_project_in_conflict_and_it_stays_readable() {
    let Some(git) = Repository::new() else { return };
    let ours = BASE.replace("\"Strike\"", "\"Strike on K\"");
    let theirs = BASE
        .replace("\"Strike\"", "\"Raid\"")
        .replace("\"Reply\"", "\"Answer\"");
    let merged = git.merge(BASE, &ours, &theirs);
    assert!(!merged.status.success());
    let told = String::from_utf8(merged.stdout).unwrap();
    assert!(
        told.contains("conflict: event Strike on K: title: ours “Strike on K”, theirs “Raid”"),
        "{told}"
    );
    assert_eq!(git.case(), ours.replace("\"Reply\"", "\"Answer\""));
    assert_eq!(git.git(&["status", "--porcelain"]), "UU case.ron\n");
}

#[test]
fn git_merges_a_project_that_both_began() {
    let Some(git) = Repository::new() else { return };
    git.git(&["add", "-A"]);
    git.git(&["commit", "-q", "-m", "start"]);
    git.git(&["checkout", "-q", "-b", "theirs"]);
    git.commit("(annals: 1, events: [(id: \"000000000001\", title: \"a\")])\n");
    git.git(&["checkout", "-q", "main"]);
    git.commit("(annals: 1, notes: [(id: \"000000000002\", title: \"n\")])\n");
    let merged = git.run(&["merge", "-q", "-m", "both", "theirs"]);
    assert!(merged.status.success(), "{merged:?}");
    assert!(git.case().contains("title: \"a\"") && git.case().contains("title: \"n\""));
}

#[test]
fn the_real_program_merges_and_tells_by_its_status() {
    let place = Place::new();
    place.write("base.ron", BASE);
    place.write("ours.ron", &BASE.replace("\"Strike\"", "\"x\""));
    place.write("theirs.ron", &BASE.replace("\"Strike\"", "\"y\""));
    let annals = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(args)
            .current_dir(place.0.path())
            .output()
            .unwrap();
        output.status.code()
    };
    let merge = |theirs: &str| annals(&["merge", "base.ron", "ours.ron", theirs, "-o", "out.ron"]);
    assert_eq!(merge("theirs.ron"), Some(1));
    assert_eq!(merge("base.ron"), Some(0));
    assert_eq!(merge("none.ron"), Some(2));
    assert_eq!(annals(&["diff", "base.ron", "out.ron"]), Some(1));
    assert_eq!(annals(&["diff", "ours.ron", "out.ron"]), Some(0));
    assert_eq!(annals(&["diff", "ours.ron", "none.ron"]), Some(2));
}
