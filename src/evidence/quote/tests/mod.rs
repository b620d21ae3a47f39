//! Phrases and what is read from them; claims and passages that hold them or do not. All as text.

mod held;
mod phrases;

use crate::model::*;

/// Tags of a small case.
const TAGS: &[&str] = &[
    "actor",
    "actor/iran",
    "actor/iran/irgc",
    "actor/jaish-al-adl",
    "actor/pakistan",
    "actor/bla",
    "actor/mao-ning",
    "place",
    "place/pakistan",
    "place/pakistan/balochistan",
    "place/pakistan/balochistan/panjgur",
    "place/pakistan/balochistan/panjgur/koh-e-sabz",
    "place/iran",
    "place/iran/tehran",
    "place/تهران",
    "actor/سپاه پاسداران",
    "border",
];

fn tags() -> Vec<Record> {
    let tags = TAGS.iter().zip(100..).map(|(path, number)| Tag {
        id: Id::from_bits(number),
        path: (*path).to_owned(),
        colour: TagColour::default(),
        description: String::new(),
    });
    tags.map(Record::from).collect()
}

/// The id of the tag with this path.
fn tag(path: &str) -> Option<TagId> {
    let found = TAGS.iter().zip(100..).find(|(tag, _)| **tag == path);
    found.map(|(_, number)| Id::from_bits(number))
}

fn load(records: Vec<Record>) -> Project {
    let (project, refused) = Project::load(Meta::default(), records);
    assert!(refused.is_empty());
    project
}

/// The lines of a table without the empty ones, each in its columns.
fn lines<const N: usize>(table: &str) -> Vec<[&str; N]> {
    let lines = table.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split(" | ").map(str::trim).collect();
            columns
                .try_into()
                .unwrap_or_else(|_| panic!("not {N} columns: {line}"))
        })
        .collect()
}
