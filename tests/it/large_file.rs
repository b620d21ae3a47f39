//! A project whose file is larger than memory should hold, through the whole program. What counts as large is set low, so that
//! nothing takes long.

use std::borrow::Cow;
use std::fs;
use std::sync::Arc;

use annals::app::{Action, App, Command};
use annals::store::{self, Holding};

use crate::support::desk::Desk;
use crate::support::steps::{add_event, notices, titles};

/// So many bytes are read at once: less than what stands between two events.
const PIECE: usize = 512;

/// A project of a few events with much between them that is none of the program's business.
fn large() -> String {
    let remark = format!("    // {}\r\n", "what an author wrote — \"[(".repeat(40));
    let event = |number: usize| {
        format!("    (id: \"{number:012}\", title: \"Event {number}\"), /* kept */\r\n{remark}")
    };
    let events: String = (1..=40).map(event).collect();
    format!(
        "\u{feff}// by hand\r\n(\r\n  annals: 1,\r\n  project: (title: \"Large\"),\r\n  events: [\r\n{events}  ],\r\n  later: [1, (x: 2)],\r\n)\r\n"
    )
}

fn act(app: &mut App, action: Action) {
    app.handle(Command::Do(action));
    app.settle();
}

/// What was put into `before`, in one place, to make `after`.
#[track_caller]
fn put_in<'a>(before: &str, after: &'a str) -> &'a str {
    let pairs = before.char_indices().zip(after.chars());
    let mut same = pairs.skip_while(|((_, one), other)| one == other);
    let start = same.next().map_or(before.len(), |((at, _), _)| at);
    after[start..].strip_suffix(&before[start..]).unwrap()
}

#[test]
fn a_file_that_is_held_on_the_disk_is_saved_with_every_byte_that_was_not_touched() {
    let text = large();
    let desk = Desk::new();
    let cache = desk.file("cache");
    let holding = Holding {
        in_memory: 0,
        piece: PIECE,
        folder: Some(cache.clone()),
    };
    let app = desk.app_opening(Arc::new(move |path, limits, watch| {
        let opened = store::open_held(path, limits, &holding, watch)?;
        let text = opened.0.document.text().unwrap();
        assert!(matches!(text, Cow::Owned(_)), "it is not in memory");
        Ok(opened)
    }));
    let mut app = desk.open(app, &text);
    let mut expected = titles(&app);
    assert_eq!(expected.len(), 40);

    // What saves copy from is the copy: the cache folder shows none, and the file itself is another one after the first.
    assert_eq!(fs::read_dir(cache).unwrap().count(), 0);
    for title in ["One more", "And another"] {
        add_event(&mut app, title);
        act(&mut app, Action::Save);
        expected.push(title.to_owned());
        assert!(!app.work().unwrap().is_dirty(), "{}", notices(&app));
        let saved = fs::read_to_string(desk.file("case.ron")).unwrap();
        let fresh = put_in(&text, &saved);
        assert!(fresh.len() < 300 && fresh.contains(title), "{fresh}");
        assert_eq!(fresh.matches('\n').count(), fresh.matches("\r\n").count());
        let (again, _) = store::read_whole_text(saved).unwrap();
        let events = again.project.events().iter();
        let found: Vec<&str> = events.map(|event| event.title.as_str()).collect();
        assert_eq!(found, expected);
    }

    act(&mut app, Action::Undo);
    act(&mut app, Action::Undo);
    act(&mut app, Action::Save);
    assert_eq!(fs::read_to_string(desk.file("case.ron")).unwrap(), text);
}
