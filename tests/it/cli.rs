//! The command line: through its functions, and through the real program for exit status and what stands on which output.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use annals::cli::{self, Outcome};
use annals::store::Folders;

/// A folder for files and for the program's own.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.file(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn folders(&self) -> Folders {
        Folders::below(&self.file("home"))
    }

    /// The text without this folder's path.
    fn plain(&self, text: &[u8]) -> String {
        let root = format!("{}/", self.0.path().display());
        String::from_utf8(text.to_vec()).unwrap().replace(&root, "")
    }

    /// What the real program does, started in this folder.
    fn annals(&self, args: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(args)
            .current_dir(self.0.path())
            .env_clear()
            .env("HOME", self.0.path())
            .output()
            .unwrap();
        Ran::of(&output)
    }
}

/// What came of a process.
#[derive(Debug, PartialEq)]
struct Ran {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: &Output) -> Self {
        Self {
            status: output.status.code(),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }
}

#[track_caller]
fn check_ran(ran: &Ran, status: i32, out: &str, err: &str) {
    assert_eq!((ran.out.as_str(), ran.err.as_str()), (out, err));
    assert_eq!(ran.status, Some(status));
}

/// What `check` finds in one file, which is called `case.ron`.
#[track_caller]
fn check_file(bytes: impl AsRef<[u8]>, outcome: Outcome, expected: &str) {
    let place = Place::new();
    let path = place.write("case.ron", bytes);
    check_path(&place, &path, outcome, expected);
}

#[track_caller]
fn check_path(place: &Place, path: &Path, outcome: Outcome, expected: &str) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let found = cli::check(&[path.to_owned()], false, &mut out, &mut err).unwrap();
    assert_eq!(place.plain(&out), expected);
    assert_eq!(found, outcome);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let place = Place::new();
    check_path(
        &place,
        &place.file("gone.ron"),
        Outcome::Failed,
        "gone.ron: gone.ron is not there. There is no file gone.ron. It may have been moved, renamed or deleted. Look for it with Open project.\n",
    );
}

#[test]
fn a_folder_is_no_project() {
    let place = Place::new();
    fs::create_dir(place.file("case")).unwrap();
    check_path(
        &place,
        &place.file("case"),
        Outcome::Failed,
        "case: case is a folder. case is a folder, not a project. A project is one file. Choose the file inside the folder.\n",
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let path = place.write("case.ron", "(annals: 1)");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&path).is_ok() {
        // The superuser may read everything.
        return;
    }
    check_path(
        &place,
        &path,
        Outcome::Failed,
        "case.ron: case.ron may not be read. case.ron may not be read. Ask its owner for leave to read it, or open a copy that is yours.\n",
    );
}

#[test]
fn bytes_that_are_no_text_have_a_place() {
    check_file(
        b"(annals: 1,\n  project: (title: \"caf\xe9\"))",
        Outcome::Failed,
        "case.ron:2:24: case.ron is not text in UTF-8. At line 2, column 24: this byte is no text in UTF-8. Projects are UTF-8 files; another program may have saved it in another encoding, or it is no text at all.\n",
    );
}

#[test]
fn broken_syntax_between_records_has_a_place() {
    check_file(
        "(\n  annals: 1,\n  events: [\n    (id: \"000000000002\")\n    (id: \"000000000003\"),\n  ],\n)",
        Outcome::Failed,
        "case.ron:4:25: case.ron is not well formed. At line 4, column 25: a comma is missing between this and what follows at line 5, column 5. This happens when a file is changed by hand or merged by another program.\n",
    );
    check_file(
        "(\n  annals: 1,\n  events: [\n",
        Outcome::Failed,
        "case.ron:4:1: case.ron stops too early. At line 4, column 1: the file ends inside a “[” opened at line 3, column 11. This happens when a copy or a download is cut short.\n",
    );
    check_file(
        "{\"annals\": 1}",
        Outcome::Failed,
        "case.ron:1:1: case.ron is not an Annals project. At line 1, column 1: a project is written as “( annals: 1, … )”, and this is something else.\n",
    );
}

#[test]
fn a_newer_format_is_refused_at_its_place() {
    check_file(
        "(\n  annals: 2,\n  anything: \"at all\",\n)",
        Outcome::Failed,
        "case.ron:2:11: case.ron was written by a newer Annals. It is in format 2, and this version of Annals knows format 1 and older. It is not opened, so that nothing in it can be lost. Update Annals to open it.\n",
    );
}

#[test]
fn records_that_cannot_be_read_are_listed_with_line_and_column() {
    check_file(
        "(\n  annals: 1,\n  events: [\n    (id: \"000000000002\", title: 3),\n    (id: \"000000000003\"),\n    (id: \"000000000003\", title: \"twice\"),\n    (id: \"x\"),\n  ],\n)",
        Outcome::Problems,
        "case.ron:4:33: A record among the events cannot be read: the field “title” must be a string in quotation marks, not a number. It is kept as it stands and saved unchanged; it is not among the events until its text is mended. [unreadable-record]\n\
         case.ron:5:5: Event “Untitled event” rests on no claim. Nobody can see where it is known from until a source that tells of it is quoted. [uncited-event]\n\
         case.ron:6:10: A record among the events cannot be read: the id 000000000003 belongs to the record at line 5, column 5 already. It is kept as it stands and saved unchanged; it is not among the events until its text is mended. [unreadable-record]\n\
         case.ron:7:11: A record among the events cannot be read: in the field “id”, “x” is not an id: an id is 12 characters out of 0-9 and A-Z without I, L, O and U. It is kept as it stands and saved unchanged; it is not among the events until its text is mended. [unreadable-record]\n",
    );
}

#[test]
fn unknown_fields_and_references_that_lead_nowhere_are_sorted_by_place() {
    check_file(
        "(\n  annals: 1,\n  links: [\n    (id: \"000000000009\", from: Event(\"000000000002\"), to: Event(\"000000000007\")),\n  ],\n  events: [\n    (id: \"000000000002\", title: \"One\", mood: \"grim\"),\n  ],\n)",
        Outcome::Problems,
        "case.ron:4:5: Link “One related to missing event 000000000007” names the event 000000000007 as where it leads to, and there is no such event. The rest of the record is kept; choose another event or take the name out. [dangling-reference]\n\
         case.ron:7:5: Event “One” rests on no claim. Nobody can see where it is known from until a source that tells of it is quoted. [uncited-event]\n\
         case.ron:7:40: A field “mood” of this event is not known to this version. It is kept as it is. [unknown-field]\n",
    );
}

#[test]
fn dates_hashes_and_passages_are_verified() {
    let hash = "0".repeat(64);
    let text = format!(
        "(annals: 1, sources: [(id: \"000000000001\", title: \"S\", issued: (words: \"soon\", edtf: \"2024-13\"))],\n\
         captures: [(id: \"000000000002\", source: \"000000000001\", sha256: \"{hash}\", text: \"two children\")],\n\
         events: [(id: \"000000000003\", title: \"E\")],\n\
         claims: [(id: \"000000000004\", source: \"000000000001\", passage: Some((capture: \"000000000002\", exact: \"three\", start: 0, end: 5)), event: \"000000000003\", field: \"killed\", value: Text(\"3\"))])"
    );
    let place = Place::new();
    let path = place.write("case.ron", text);
    let findings = cli::findings(&path).unwrap();
    let findings: Vec<_> = findings
        .into_iter()
        .filter(|finding| !finding.is_to_do())
        .collect();
    let lines: Vec<usize> = findings
        .iter()
        .filter_map(|finding| Some(finding.place?.line))
        .collect();
    assert_eq!(lines, [1, 2, 4], "{findings:#?}");
    for (finding, words) in findings.iter().zip(["a date", "SHA-256", "do not stand"]) {
        assert!(finding.what.contains(words), "{}", finding.what);
    }
}

#[test]
fn what_a_file_says_cannot_steer_the_terminal() {
    check_file(
        "(annals: 1, \"\u{1b}[2J\": 1)",
        Outcome::Failed,
        "case.ron:1:13: case.ron is not well formed. At line 1, column 13: the name of a field must stand here, not “\"”. This happens when a file is changed by hand or merged by another program.\n",
    );
    check_file(
        "(annals: 1, views: [(id: \"\u{1b}[2J\n\")])",
        Outcome::Problems,
        "case.ron:1:27: A record among the saved views cannot be read: in the field “id”, “\\u{1b}[2J ” is not an id: an id is 12 characters out of 0-9 and A-Z without I, L, O and U. It is kept as it stands and saved unchanged; it is not among the saved views until its text is mended. [unreadable-record]\n",
    );
}

#[test]
fn the_real_program_checks_and_its_status_is_the_worst_of_all_files() {
    let place = Place::new();
    place.write("good.ron", annals::store::EMPTY_PROJECT);
    place.write("odd.ron", "(annals: 1, later: 2)");
    place.write("bad.ron", "(annals: 1");
    check_ran(
        &place.annals(&["check", "good.ron"]),
        0,
        "",
        "1 file checked: no problems.\n",
    );
    let odd = "odd.ron:1:13: The file has a field “later” that this version does not know. It is kept as it is. [unknown-field]\n";
    check_ran(
        &place.annals(&["check", "odd.ron", "good.ron"]),
        1,
        odd,
        "2 files checked: 1 problem.\n",
    );
    let bad = "bad.ron:1:11: bad.ron stops too early. At line 1, column 11: the file ends inside a “(” opened at line 1, column 1. This happens when a copy or a download is cut short.\n";
    check_ran(
        &place.annals(&["check", "bad.ron", "odd.ron", "good.ron"]),
        2,
        &format!("{bad}{odd}"),
        "3 files checked: 1 problem; 1 could not be read.\n",
    );
    check_ran(
        &place.annals(&["check", "bad.ron"]),
        2,
        bad,
        "1 file could not be read.\n",
    );
    let muted = "(annals: 1, project: (muted_problems: [\"unknown-field\"]), later: 2, last: 3)";
    place.write("muted.ron", muted);
    check_ran(
        &place.annals(&["check", "muted.ron"]),
        0,
        "",
        "1 file checked: no problems; 2 problems of muted kinds not shown.\n",
    );
    check_ran(
        &place.annals(&["check", "muted.ron", "odd.ron"]),
        1,
        odd,
        "2 files checked: 1 problem; 2 problems of muted kinds not shown.\n",
    );
}

#[test]
fn what_is_only_to_do_counts_when_it_is_asked_to() {
    let place = Place::new();
    let text = "(annals: 1, events: [(id: \"000000000002\", title: \"One\")])";
    place.write("case.ron", text);
    let found = "case.ron:1:22: Event “One” rests on no claim. Nobody can see where it is known from until a source that \
                 tells of it is quoted. [uncited-event]\n";
    let told = "1 file checked: no problems, 1 to do.\n";
    check_ran(&place.annals(&["check", "case.ron"]), 0, found, told);
    check_ran(
        &place.annals(&["check", "--strict", "case.ron"]),
        1,
        found,
        told,
    );
    let muted = text.replace(
        "1, events",
        "1, project: (muted_problems: [\"uncited-event\"]), events",
    );
    place.write("muted.ron", muted);
    check_ran(
        &place.annals(&["check", "--strict", "muted.ron"]),
        0,
        "",
        "1 file checked: no problems; 1 problem of muted kinds not shown.\n",
    );
    let help = place.annals(&["check", "--help"]);
    assert!(
        help.out.contains("--strict") && help.out.contains("unused-tag"),
        "{}",
        help.out
    );
}

#[test]
fn the_real_program_formats_and_says_what_it_left() {
    let place = Place::new();
    let text =
        "(annals: 1, events: [(id: \"000000000002\"), (id: 3), (id: \"000000000004\", /* x */)])";
    let path = place.write("case.ron", text);
    let left = "case.ron:1:44: a record among the events is left byte for byte: it cannot be read\n\
         case.ron:1:53: the event 000000000004 keeps its form: there are comments in it\n";
    check_ran(
        &place.annals(&["fmt", "--check", "case.ron"]),
        1,
        "case.ron: not in canonical form\n",
        &format!("{left}1 file looked at, 1 to format.\n"),
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    check_ran(
        &place.annals(&["fmt", "case.ron"]),
        0,
        "",
        &format!("{left}1 file looked at, 1 formatted.\n"),
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "(\n  annals: 1,\n  events: [\n    (\n      id: \"000000000002\",\n    ),\n    (id: 3),\n    (id: \"000000000004\", /* x */),\n  ],\n)\n"
    );
    assert_eq!(
        place.annals(&["fmt", "--check", "case.ron"]).status,
        Some(0)
    );
    place.write("bad.ron", "[");
    check_ran(
        &place.annals(&["fmt", "bad.ron"]),
        2,
        "",
        "bad.ron:1:1: bad.ron is not an Annals project. At line 1, column 1: a project is written as “( annals: 1, … )”, and this is something else.\n1 file looked at, 0 formatted.\n",
    );
    assert_eq!(fs::read_to_string(place.file("bad.ron")).unwrap(), "[");
}

#[test]
fn a_file_that_cannot_be_written_is_told() {
    let place = Place::new();
    let path = place.write("case.ron", "(annals: 1)");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let outcome = cli::format(
        std::slice::from_ref(&path),
        false,
        &place.folders(),
        &mut out,
        &mut err,
    );
    assert_eq!(outcome.unwrap(), Outcome::Failed);
    assert_eq!(
        place.plain(&err),
        "case.ron: Not saved. case.ron may not be written. Save it elsewhere with Save as, or ask for leave to write there.\n1 file looked at, 0 formatted.\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "(annals: 1)");
}

#[test]
fn a_new_project_has_a_title_and_nothing_is_written_over() {
    let place = Place::new();
    check_ran(
        &place.annals(&["new", "border-strikes_2024"]),
        0,
        "",
        "border-strikes_2024.ron is written. Open it with: annals border-strikes_2024.ron\n",
    );
    let text = fs::read_to_string(place.file("border-strikes_2024.ron")).unwrap();
    assert!(text.contains("title: \"Border strikes 2024\""), "{text}");
    let checked = place.annals(&["fmt", "--check", "border-strikes_2024.ron"]);
    assert_eq!(checked.status, Some(0), "{}", checked.err);
    check_ran(
        &place.annals(&["new", "border-strikes_2024.ron"]),
        2,
        "",
        "border-strikes_2024.ron: There is a file border-strikes_2024.ron already. Choose another name. Nothing was written over.\n",
    );
    let again = fs::read_to_string(place.file("border-strikes_2024.ron")).unwrap();
    assert_eq!(again, text);
    check_ran(
        &place.annals(&["new", "nowhere/case"]),
        2,
        "",
        "nowhere/case.ron: The folder of case.ron is gone. Plug the drive in or make the folder again and save again, or save elsewhere.\n",
    );
}

#[test]
fn titles_come_from_file_names() {
    for (name, title) in [
        ("a/pakistan-iran_2024.ron", "Pakistan iran 2024"),
        ("été.RON", "Été"),
        ("-.ron", ""),
        ("a  b.c.ron", "A b.c"),
    ] {
        assert_eq!(cli::title_from(Path::new(name)), title);
    }
}

#[test]
fn help_and_version_are_there_and_wrong_use_is_told() {
    let place = Place::new();
    let version = format!("annals {}\n", env!("CARGO_PKG_VERSION"));
    check_ran(&place.annals(&["--version"]), 0, &version, "");
    let help = place.annals(&["--help"]);
    assert_eq!(help.status, Some(0));
    for word in ["check", "fmt", "new", "[PROJECT]", "Exit status"] {
        assert!(help.out.contains(word), "{word}: {}", help.out);
    }
    for args in [
        &["check"][..],
        &["fmt"],
        &["new"],
        &["--nonsense"],
        &["a", "b"],
    ] {
        let ran = place.annals(args);
        assert_eq!(ran.status, Some(2), "{args:?}");
        assert!(ran.err.contains("Usage:"), "{}", ran.err);
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_there_is_a_sentence_and_status_3() {
    let place = Place::new();
    for args in [&[][..], &["case.ron"]] {
        let ran = place.annals(args);
        assert_eq!((ran.status, ran.out.as_str()), (Some(3), ""));
        assert!(
            ran.err.starts_with("Annals needs a display and found none"),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("xvfb"), "{}", ran.err);
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn a_display_that_does_not_answer_is_no_panic_either() {
    let place = Place::new();
    let output = Command::new(env!("CARGO_BIN_EXE_annals"))
        .env_clear()
        .env("HOME", place.0.path())
        .env("DISPLAY", ":65123")
        .output()
        .unwrap();
    let ran = Ran::of(&output);
    assert_eq!(ran.status, Some(3), "{}", ran.err);
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
    assert!(ran.err.contains("display"), "{}", ran.err);
}

#[test]
fn a_matrix_is_exported_without_a_window() {
    const CASE: &str = r#"(annals: 1,
        sources: [(id: "000000000001", title: "Herald")],
        events: [(id: "000000000003", title: "Fire")],
        claims: [(id: "000000000004", source: "000000000001", event: "000000000003", field: "killed", value: Text("two"))])"#;
    let place = Place::new();
    let project = place.write("case.ron", CASE);
    let export_found = |search: &str, event: Option<&str>, format: Option<&str>, name: &str| {
        let output = project.with_file_name(name);
        let mut told = Vec::new();
        let wanted = cli::Wanted {
            project: &project,
            event,
            search,
            format,
            output: &output,
        };
        let outcome = cli::export(wanted, &mut told).unwrap();
        let written = std::fs::read_to_string(&output).unwrap_or_default();
        (outcome, String::from_utf8(told).unwrap(), written)
    };
    let export = |event: Option<&str>, format: Option<&str>, name: &str| {
        export_found("", event, format, name)
    };
    let (outcome, told, written) = export(Some("000000000003"), None, "fire.md");
    assert_eq!(outcome, Outcome::Good, "{told}");
    assert!(
        written.contains("| Killed | · two | not assessed |"),
        "{written}"
    );
    let (outcome, told, written) = export(None, Some("csv"), "all.txt");
    assert_eq!(outcome, Outcome::Good, "{told}");
    assert!(
        written.contains("Fire,,Herald,F,one source,1,0,1,0,"),
        "{written}"
    );
    let (outcome, told, written) = export_found("fire", None, None, "found.md");
    assert_eq!(outcome, Outcome::Good, "{told}");
    assert!(
        written.contains("Only events found by “fire”."),
        "{written}"
    );
    for (search, words) in [("flood", "nothing to show"), ("tga:fire", "No field “tga”")] {
        let (outcome, told, _) = export_found(search, None, None, "none.md");
        assert_eq!(outcome, Outcome::Failed);
        assert!(told.contains(words), "{told}");
    }
    for (event, format, words) in [
        (Some("nothing"), "md", "is no id"),
        (Some("00000000000Z"), "md", "not in the project"),
        (None, "docx", "is no format"),
    ] {
        let (outcome, told, written) = export(event, Some(format), "none");
        assert_eq!(outcome, Outcome::Failed);
        assert!(told.contains(words) && written.is_empty(), "{told}");
    }
}
