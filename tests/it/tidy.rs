//! The rules of the house that no compiler checks: which folder may know which, and how files look.
//!
//! Every rule takes a file and gives the lines that break it, each with what to do instead.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, each of which may know those before it.
const LAYERS: [&str; 9] = [
    "model", "store", "query", "edit", "evidence", "exchange", "app", "ui", "cli",
];
/// Layers that do not know each other although one stands before the other.
const STRANGERS: [[&str; 2]; 1] = [["store", "query"]];
/// Lines that a file may have.
const MOST_LINES: usize = 600;

/// A file of the repository.
struct File {
    /// From the root, with `/`.
    path: String,
    text: String,
}

/// A line that breaks a rule, counted from 1, and what to do.
type Broken = (usize, String);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files with one of these extensions under some folders or files of the repository. What is not there is passed over.
fn files(places: &[&str], extensions: &[&str]) -> Vec<File> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = places.iter().map(|place| root().join(place)).collect();
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            folders.extend(entries.map(|entry| entry.unwrap().path()));
            continue;
        }
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if path.is_file() && extensions.contains(&&*extension) {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy();
            found.push(File {
                path: name.replace('\\', "/"),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
    assert!(!found.is_empty(), "no files under {places:?}");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn sources() -> Vec<File> {
    files(&["src", "tests", "benches"], &["rs"])
}

/// Holds files to a rule.
#[track_caller]
fn check(files: &[File], rule: impl Fn(&File) -> Vec<Broken>) {
    let broken: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let lines = rule(file);
            lines
                .into_iter()
                .map(|(line, what)| format!("{}:{line}: {what}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

/// Whether a rule finds exactly these lines in a text.
#[track_caller]
fn check_rule(rule: impl Fn(&File) -> Vec<Broken>, path: &str, text: &str, expected: &[usize]) {
    let file = File {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    let found = rule(&file);
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, expected, "{found:?}");
}

/// The lines of a file without comments, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(number, line)| {
        // A `//` inside of quotation marks cuts the line short, which hides no path.
        let code = line.split("//").next().unwrap_or_default();
        (number + 1, code)
    })
}

/// Whether the character may be part of a name.
fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// What follows each occurrence of `word` in `line` where it stands as a whole word.
fn after<'a>(line: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(word).filter_map(move |(at, _)| {
        let rest = &line[at + word.len()..];
        let whole = !line[..at].ends_with(is_word) && !rest.starts_with(is_word);
        whole.then_some(rest)
    })
}

/// Whether the crate is named in the line: `word::…`, `use word;`, `extern crate word`.
fn names_crate(line: &str, word: &str) -> bool {
    after(line, word).any(|rest| rest.starts_with("::") && !rest.starts_with("::<"))
        || after(line, "use").any(|rest| {
            rest.trim()
                .trim_end_matches(';')
                .split([' ', ','])
                .next()
                .is_some_and(|name| name == word)
        })
}

/// The layer of a file: the folder below `src` that it is in.
fn layer(path: &str) -> Option<&str> {
    let (folder, _) = path.strip_prefix("src/")?.split_once('/')?;
    Some(folder)
}

/// The names that follow `crate::` in a text, with their lines: `crate::model::Kind`, `crate::{model::Kind, store}`.
fn named_layers(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let code: String = code(text).map(|(_, line)| format!("{line}\n")).collect();
    for (at, path) in code.match_indices("crate::") {
        if code[..at].ends_with(|c: char| is_word(c) || c == '$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + path.len()..];
        let name = |text: &str| text.trim().chars().take_while(|&c| is_word(c)).collect();
        match rest.strip_prefix('{') {
            None => found.push((line, name(rest))),
            Some(group) => {
                let mut depth = 0_usize;
                let mut start = true;
                for (offset, character) in group.char_indices() {
                    match character {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && is_word(c) => {
                            start = false;
                            let own = line + group[..offset].matches('\n').count();
                            found.push((own, name(&group[offset..])));
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    found
}

fn imports_only_from_above(file: &File) -> Vec<Broken> {
    let Some(own) = layer(&file.path) else {
        return Vec::new();
    };
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let Some(own_rank) = rank(own) else {
        let what =
            format!("the folder {own} is no layer: name it in LAYERS of this test, in its place");
        return vec![(1, what)];
    };
    let mut broken = Vec::new();
    for (line, name) in named_layers(&file.text) {
        let strangers = STRANGERS
            .iter()
            .any(|pair| pair.contains(&own) && pair.contains(&name.as_str()) && own != name);
        if strangers {
            broken.push((line, format!("{own} and {name} do not know each other: let a layer below them bring the two together")));
        } else if rank(&name).is_some_and(|rank| rank > own_rank) {
            broken.push((line, format!("{own} must not know {name}, which stands below it: move the code down, or what it needs up")));
        }
    }
    broken
}

#[test]
fn a_layer_imports_only_from_those_above_it() {
    check(&files(&["src"], &["rs"]), imports_only_from_above);
}

#[test]
fn the_rule_of_layers_reads_paths_and_groups() {
    let rule = imports_only_from_above;
    check_rule(rule, "src/store/a.rs", "use crate::model::Kind;\n", &[]);
    check_rule(rule, "src/store/a.rs", "\nuse crate::ui::run;\n", &[2]);
    check_rule(rule, "src/store/a.rs", "//! See [`crate::ui`].\n", &[]);
    check_rule(rule, "src/store/a.rs", "fn f() { crate::query::f() }", &[1]);
    check_rule(rule, "src/query/a.rs", "use crate::store::open;", &[1]);
    check_rule(
        rule,
        "src/edit/a.rs",
        "use crate::{\n    model::{Kind, app},\n    app::App,\n    store,\n};",
        &[3],
    );
    check_rule(rule, "src/other/a.rs", "", &[1]);
    check_rule(rule, "src/lib.rs", "use crate::cli;", &[]);
}

/// A rule: these crates are named only in files for which `may` holds.
fn crates_only_in(
    names: &[&str],
    may: fn(&str) -> bool,
    advice: &str,
) -> impl Fn(&File) -> Vec<Broken> {
    move |file| {
        if may(&file.path) {
            return Vec::new();
        }
        let lines = code(&file.text);
        let lines = lines.filter_map(|(line, code)| {
            let name = names.iter().find(|name| names_crate(code, name))?;
            Some((line, format!("{name} is used here: {advice}")))
        });
        lines.collect()
    }
}

fn windows_only_in_ui() -> impl Fn(&File) -> Vec<Broken> {
    let names = [
        "egui",
        "eframe",
        "rfd",
        "egui_tiles",
        "egui_commonmark",
        "epaint",
        "winit",
    ];
    move |file| {
        crates_only_in(
            &names,
            |path| path.starts_with("src/ui/"),
            "only src/ui draws and shows dialogs; send a command or ask through a trait",
        )(file)
    }
}

fn ron_only_in_store(file: &File) -> Vec<Broken> {
    crates_only_in(
        &["ron"],
        |path| path.starts_with("src/store/"),
        "only src/store reads and writes RON; use its functions",
    )(file)
}

#[test]
fn egui_and_rfd_stay_in_ui() {
    check(&files(&["src"], &["rs"]), windows_only_in_ui());
}

#[test]
fn ron_stays_in_store() {
    check(&files(&["src"], &["rs"]), ron_only_in_store);
}

#[test]
fn the_rule_of_crates_reads_whole_names() {
    check_rule(
        ron_only_in_store,
        "src/app/a.rs",
        "let a = ron::to_string(b);\nuse ron;",
        &[1, 2],
    );
    check_rule(
        ron_only_in_store,
        "src/app/a.rs",
        "strong::ron(); // ron::x",
        &[],
    );
    check_rule(ron_only_in_store, "src/app/a.rs", "use ron as r;", &[1]);
    check_rule(ron_only_in_store, "src/store/a.rs", "use ron::de;", &[]);
    check_rule(
        windows_only_in_ui(),
        "src/app/a.rs",
        "use eframe::egui;",
        &[1],
    );
    check_rule(
        windows_only_in_ui(),
        "src/ui/a.rs",
        "use eframe::egui;",
        &[],
    );
}

fn threads_only_in_jobs(file: &File) -> Vec<Broken> {
    // A save writes and hashes at the same time, a search reads at two places: on threads that end before they do.
    let allowed: &[&str] = match file.path.as_str() {
        "src/app/jobs.rs" => return Vec::new(),
        "src/store/save.rs" => &["::scope", "::Builder", "::ScopedJoinHandle"],
        "src/query/index/arena.rs" => &["::scope", "::Builder"],
        // Giving way to others starts none.
        _ => &["::yield_now"],
    };
    let lines = code(&file.text).filter(|(_, code)| {
        after(code, "thread").any(|rest| {
            rest.starts_with("::") && !allowed.iter().any(|name| rest.starts_with(name))
        })
    });
    let advice = "a thread is started here: long work runs in a job (src/app/jobs.rs), which has a name, progress and Cancel";
    lines.map(|(line, _)| (line, advice.to_owned())).collect()
}

#[test]
fn threads_are_started_by_jobs() {
    check(&files(&["src"], &["rs"]), threads_only_in_jobs);
}

#[test]
fn the_rule_of_threads_finds_what_starts_one() {
    let rule = threads_only_in_jobs;
    check_rule(
        rule,
        "src/ui/a.rs",
        "std::thread::spawn(f);\nthread::sleep(d);",
        &[1, 2],
    );
    check_rule(rule, "src/app/jobs.rs", "std::thread::spawn(f);", &[]);
    check_rule(rule, "src/store/a.rs", "std::thread::scope(f);", &[1]);
    check_rule(rule, "src/store/save.rs", "std::thread::scope(f);", &[]);
    check_rule(rule, "src/store/save.rs", "std::thread::spawn(f);", &[1]);
    check_rule(rule, "src/app/a.rs", "std::thread::yield_now();", &[]);
}

fn starts_with_what_it_is_for(file: &File) -> Vec<Broken> {
    let first = file.text.lines().next().unwrap_or_default();
    match first.strip_prefix("//! ") {
        Some(words) if !words.trim().is_empty() => Vec::new(),
        _ => vec![(
            1,
            "say in a first line `//! …` what the file is for".to_owned(),
        )],
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    check(&sources(), starts_with_what_it_is_for);
    check_rule(
        starts_with_what_it_is_for,
        "src/a.rs",
        "use a;\n//! late",
        &[1],
    );
    check_rule(starts_with_what_it_is_for, "src/a.rs", "", &[1]);
}

fn is_short(file: &File) -> Vec<Broken> {
    match file.text.lines().count() {
        lines if lines > MOST_LINES => {
            let what = format!(
                "the file has {lines} lines: split it by what its parts are for (aim at 300)"
            );
            vec![(MOST_LINES + 1, what)]
        }
        _ => Vec::new(),
    }
}

#[test]
fn no_file_is_too_long() {
    check(&sources(), is_short);
    check_rule(is_short, "src/a.rs", &"\n".repeat(600), &[]);
    check_rule(is_short, "src/a.rs", &"\n".repeat(601), &[601]);
}

/// The files in which `mod name;` of a file may stand.
fn parents(path: &str) -> Vec<String> {
    let own = path
        .strip_suffix("/mod.rs")
        .or_else(|| path.strip_suffix(".rs"));
    let Some((folder, _)) = own.and_then(|own| own.rsplit_once('/')) else {
        return Vec::new();
    };
    let mut parents = vec![format!("{folder}.rs"), format!("{folder}/mod.rs")];
    parents.extend(["lib.rs", "main.rs"].map(|name| format!("{folder}/{name}")));
    parents
}

/// A rule: the file is a module of the one above it. Otherwise its tests never run.
fn is_declared(all: &[File]) -> impl Fn(&File) -> Vec<Broken> {
    move |file| {
        let name = file
            .path
            .trim_end_matches("/mod.rs")
            .trim_end_matches(".rs");
        let name = name.rsplit('/').next().unwrap_or_default();
        let is_root =
            ["src/lib.rs", "src/main.rs", "tests/it/main.rs"].contains(&file.path.as_str());
        let parents = parents(&file.path);
        let declares = |other: &File| {
            parents.contains(&other.path)
                && code(&other.text).any(|(_, code)| {
                    let code = code.trim().trim_end_matches(';');
                    code.strip_suffix(name)
                        .is_some_and(|before| before.ends_with("mod "))
                })
        };
        if is_root || all.iter().any(declares) {
            return Vec::new();
        }
        vec![(
            1,
            format!(
                "nobody declares this file: put `mod {name};` into {}",
                parents.join(" or ")
            ),
        )]
    }
}

#[test]
fn every_file_is_a_module_of_another() {
    let all = files(&["src", "tests/it"], &["rs"]);
    check(&all, is_declared(&all));
    let above = [File {
        path: "tests/it/main.rs".to_owned(),
        text: "mod a;\npub(crate) mod b;".to_owned(),
    }];
    check_rule(is_declared(&above), "tests/it/a.rs", "", &[]);
    check_rule(is_declared(&above), "tests/it/b/mod.rs", "", &[]);
    check_rule(is_declared(&above), "tests/it/c.rs", "", &[1]);
    check_rule(is_declared(&above), "tests/it/a/b.rs", "", &[1]);
}

fn colours_come_from_the_theme(file: &File) -> Vec<Broken> {
    // Constants like `Color32::WHITE` stand where the colour does not matter: for measuring.
    const MADE: [&str; 4] = ["Color32::from_", "hex_color!", "Rgba::from_", "Hsva::new"];
    if file.path.starts_with("src/ui/theme/") {
        return Vec::new();
    }
    let lines = code(&file.text).filter(|(_, code)| MADE.iter().any(|made| code.contains(made)));
    let advice = "a colour is made here: give it a name in src/ui/theme/colours.rs and take it from the theme";
    lines.map(|(line, _)| (line, advice.to_owned())).collect()
}

#[test]
fn colours_are_made_in_the_theme() {
    check(&files(&["src"], &["rs"]), colours_come_from_the_theme);
    let text = "let a = Color32::from_rgb(1, 2, 3);\nlet b = theme.text;\nColor32::TRANSPARENT";
    check_rule(colours_come_from_the_theme, "src/ui/a.rs", text, &[1]);
    check_rule(colours_come_from_the_theme, "src/ui/theme/a.rs", text, &[]);
}

fn nothing_is_left_to_do(file: &File) -> Vec<Broken> {
    // Put together here, so that this file does not break its own rule.
    let marks = [
        concat!("to", "do!"),
        concat!("unimplemented", "!"),
        concat!("FIX", "ME"),
        concat!("TO", "DO"),
        concat!("XX", "X"),
    ];
    let lines = file.text.lines().enumerate().filter_map(|(number, line)| {
        let mark = marks.iter().find(|mark| {
            line.match_indices(**mark).any(|(at, _)| {
                !line[..at].ends_with(is_word) && !line[at + mark.len()..].starts_with(is_word)
            })
        })?;
        Some((
            number + 1,
            format!("`{mark}` stands here: do it, or leave it out"),
        ))
    });
    lines.collect()
}

#[test]
fn nothing_is_promised_for_later() {
    check(&sources(), nothing_is_left_to_do);
    let text = format!(
        "a\n// {}: later\n{}()",
        concat!("FIX", "ME"),
        concat!("to", "do!")
    );
    check_rule(nothing_is_left_to_do, "src/a.rs", &text, &[2, 3]);
}

fn no_paths_of_one_machine(file: &File) -> Vec<Broken> {
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
        concat!("C:", "\\Us", "ers"),
    ];
    // The home of the person whom pictures and examples show.
    let example = concat!("/ho", "me/analyst/");
    let lines = file.text.lines().enumerate().filter_map(|(number, line)| {
        let line = line.replace(example, "");
        let place = places.iter().find(|place| line.contains(**place))?;
        Some((number + 1, format!("a path below {place} exists on one machine only: name it from the root of the repository")))
    });
    lines.collect()
}

#[test]
fn no_file_names_paths_of_one_machine() {
    let places = [
        "src",
        "tests",
        "benches",
        "scripts",
        "sample-projects",
        ".ci",
        "README.md",
        "Cargo.toml",
    ];
    let extensions = ["rs", "md", "toml", "sh", "py", "ron", "yml"];
    check(&files(&places, &extensions), no_paths_of_one_machine);
    let text = format!("see src/a.rs\nsee {}a", concat!("/ho", "me/"));
    check_rule(no_paths_of_one_machine, "README.md", &text, &[2]);
}
