//! Whatever is in a project and whatever is looked for, before and after edits: the list of words, the
//! arena and trying every record give the same answer.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::model::*;
use crate::query::{Query, Sort, first, list};

/// What texts are made of: few letters, so that they meet; letters of scripts with and without spaces,
/// and all that folding changes or drops.
const PIECES: &[&str] = &[
    "a",
    "b",
    "ab",
    "border",
    "post",
    "Border-Post",
    "1,000",
    "e",
    "É",
    "e\u{301}",
    "ß",
    "SS",
    "ﬁ",
    "كتاب",
    "کتاب",
    "می\u{200C}خواهم",
    "ه",
    "ة",
    "\u{200C}",
    "۹",
    "外交",
    "外",
    "交部",
    "発言人がいる",
    "ที่นี่",
    "कि",
    "😀",
    "👩\u{200D}🚀",
    "가나",
    "각",
    ",",
    ".",
    "-",
    "--",
    "'",
    "’",
    "\"",
    "(",
    ")",
    "/",
    "https://a.org/b?c=1",
    "//",
    ":",
    "\u{AD}",
    "´",
    " ",
    " ",
    " ",
    " ",
    "  \n ",
    "\t",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef+x",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        8 => proptest::collection::vec(select(PIECES), 1..9).prop_map(|pieces| pieces.concat()),
    ]
}

fn never() -> bool {
    true
}

/// The index of a project as it is.
fn arena(project: &Project) -> SearchIndex {
    let base = Base::read(project, &|_| never()).unwrap();
    SearchIndex::new(Arc::new(base), Delta::default(), project.revision())
}

fn with_words(index: &SearchIndex) -> SearchIndex {
    let words = index.base().with_words(&|_| never()).unwrap();
    index.with_base(Arc::new(words))
}

/// Kinds that random projects have.
const KINDS: [Kind; 6] = [
    Kind::Tag,
    Kind::Source,
    Kind::Capture,
    Kind::Event,
    Kind::Claim,
    Kind::Note,
];

/// A record of some kind out of two texts; it names others by the figures.
fn record(kind: usize, number: u64, texts: [String; 2], to: u64) -> Record {
    let id = 1 + number * 16 + kind as u64;
    let named = |kind: Kind| {
        let kind = KINDS.iter().position(|other| *other == kind).unwrap() as u64;
        1 + to * 16 + kind
    };
    let [first, second] = texts;
    match KINDS[kind] {
        Kind::Tag => Record::from(Tag {
            id: Id::from_bits(id),
            path: format!("t{number}"),
            colour: TagColour::default(),
            description: first + &second,
        }),
        Kind::Source => Record::from(Source {
            title: first,
            summary: second,
            ..Source::new(Id::from_bits(id))
        }),
        Kind::Capture => Record::from(Capture {
            id: Id::from_bits(id),
            source: Id::from_bits(named(Kind::Source)),
            taken: When::read("16 January 2024"),
            nature: CaptureNature::default(),
            origin: first,
            note: String::new(),
            sha256: Sha256::of(second.as_bytes()),
            text: second.into(),
        }),
        Kind::Event => Record::from(Event {
            title: first,
            summary: second,
            when: When::read(if to.is_multiple_of(2) {
                "17 Jan 2024"
            } else {
                ""
            }),
            tags: std::iter::once(Id::from_bits(named(Kind::Tag))).collect(),
            ..Event::new(Id::from_bits(id))
        }),
        Kind::Claim => Record::from(Claim::new(
            Id::from_bits(id),
            Id::from_bits(named(Kind::Source)),
            Id::from_bits(named(Kind::Event)),
            first,
            Value::Text(second),
        )),
        _ => Record::from(Note {
            id: Id::from_bits(id),
            title: first,
            text: second,
            tags: TagSet::default(),
            created: None,
            modified: None,
        }),
    }
}

/// Records for a file: some name what is not there.
fn records() -> impl Strategy<Value = Vec<Record>> {
    let one = (0..KINDS.len(), text(), text(), 0_u64..40);
    proptest::collection::vec(one, 0..220).prop_map(|rolls| {
        let rolls = rolls.into_iter().zip(0..);
        let records = rolls.map(|((kind, a, b, to), number)| record(kind, number % 40, [a, b], to));
        records.collect()
    })
}

/// A change of some kind: what, which record, its texts and what it names.
type Roll = (u8, Index, [String; 2], u64);

fn roll() -> impl Strategy<Value = Roll> {
    (any::<u8>(), any::<Index>(), [text(), text()], 0_u64..40)
}

/// What a roll does to a project.
fn change(project: &Project, (what, which, texts, to): Roll) -> Option<Change> {
    let ids: Vec<RecordId> = KINDS.iter().flat_map(|&kind| project.ids(kind)).collect();
    let some = (!ids.is_empty()).then(|| *which.get(&ids));
    match what % 4 {
        0 => Some(Change::Insert {
            // Now and then one that others have named in vain.
            record: record(which.index(KINDS.len()), 20 + to % 30, texts, to),
            slot: None,
        }),
        1 => {
            let record = project.get(some?)?;
            Some(Change::Remove { record, slot: None })
        }
        _ => {
            let before = project.get(some?)?;
            let kind = KINDS.iter().position(|&kind| kind == before.id().kind())?;
            let number = (before.id().bits() - 1) / 16;
            let after = record(kind, number, texts, to);
            Some(Change::Set { before, after })
        }
    }
}

/// A query out of pieces, or a part of a text of the project in quotes.
fn query() -> impl Strategy<Value = String> {
    let word = (select(&["", "", "", "-"][..]), text(), any::<bool>());
    let word = word.prop_map(|(minus, text, quote)| {
        let text = text.replace('"', "");
        match quote {
            true => format!("{minus}\"{text}\""),
            false => format!("{minus}{}", text.trim()),
        }
    });
    let field = select(
        &[
            "type:event",
            "type:source",
            "-type:note",
            "tag:t1",
            "tag:nobody",
            "source:border",
        ][..],
    );
    let term = prop_oneof![6 => word, 1 => field.prop_map(str::to_owned)];
    proptest::collection::vec(term, 1..4).prop_map(|terms| terms.join(" "))
}

/// Holds the indexes to what trying every record gives.
fn check(project: &Project, indexes: &[&SearchIndex], text: &str) -> Result<(), TestCaseError> {
    let query = Query::parse(text).resolve(project);
    let snapshot = project.snapshot();
    let never = AtomicBool::new(false);
    for kind in KINDS {
        let list = |index| list(&snapshot, kind, &query, &Sort::default(), index, &never).unwrap();
        let right = list(None);
        for (at, index) in indexes.iter().enumerate() {
            prop_assert_eq!(index.revision(), project.revision());
            prop_assert_eq!(
                &list(Some(index)),
                &right,
                "{:?} {} {}",
                text,
                kind.plural(),
                at
            );
            if let Some(rows) = first(project, kind, &query, index, 3) {
                let right = &right.rows[..right.rows.len().min(3)];
                prop_assert_eq!(&rows, right, "first: {:?} {} {}", text, kind.plural(), at);
            }
        }
    }
    Ok(())
}

/// Quick by default; `PROPTEST_CASES` asks for more.
fn few_cases() -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(5),
    }
}

proptest! {
    #![proptest_config(few_cases())]

    #[test]
    fn words_arena_and_every_record_agree_before_and_after_edits(
        records in records(),
        queries in proptest::collection::vec(query(), 8),
        rolls in proptest::collection::vec(roll(), 0..30),
        undone in 0_usize..6,
    ) {
        let (mut project, _) = Project::load(Meta::default(), records);
        let mut read = arena(&project);
        let mut words = with_words(&read);
        for text in &queries {
            check(&project, &[&read, &words], text)?;
        }
        let mut done = Vec::new();
        for roll in rolls {
            let changes: Vec<Change> = change(&project, roll).into_iter().collect();
            let step = Transaction { changes, ..Transaction::default() };
            // One that would leave a reference leading nowhere is refused.
            if let Ok(step) = project.apply(&step) {
                read.note(&project, &step.changes, project.revision());
                words.note(&project, &step.changes, project.revision());
                done.push(step);
            }
        }
        for step in done.iter().rev().take(undone) {
            if let Ok(step) = project.apply(&step.inverse()) {
                read.note(&project, &step.changes, project.revision());
                words.note(&project, &step.changes, project.revision());
            }
        }
        let fresh = with_words(&arena(&project));
        for text in &queries {
            check(&project, &[&read, &words, &fresh], text)?;
        }
    }
}

/// A project of one source, if it is there, and one capture of it.
fn captured(has_source: bool) -> Project {
    let texts = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
    let source = has_source.then(|| record(1, 3, texts("Dawn", ""), 0));
    let capture = record(2, 5, texts("", "old words"), 3);
    Project::load(Meta::default(), source.into_iter().chain([capture])).0
}

/// Does the changes and holds the indexes to what every record gives for these words.
#[track_caller]
fn check_changed(mut project: Project, changes: Vec<Change>, words: &[&str]) {
    let mut read = arena(&project);
    let mut listed = with_words(&read);
    let step = Transaction {
        changes,
        ..Transaction::default()
    };
    let step = project.apply(&step).unwrap();
    read.note(&project, &step.changes, project.revision());
    listed.note(&project, &step.changes, project.revision());
    for text in words {
        check(&project, &[&read, &listed], text).unwrap();
    }
}

#[test]
fn the_new_text_of_a_capture_finds_it_and_its_source_and_the_old_one_does_not() {
    let project = captured(true);
    let before = project.get(project.ids(Kind::Capture).next().unwrap());
    let after = record(2, 5, [String::new(), "new words".to_owned()], 3);
    let changes = vec![Change::Set {
        before: before.unwrap(),
        after,
    }];
    check_changed(
        project,
        changes,
        &["old", "new", "words", "-old", "dawn new"],
    );
}

#[test]
fn a_source_that_comes_after_its_capture_is_found_by_it() {
    let source = record(1, 3, ["Dawn".to_owned(), String::new()], 0);
    let changes = vec![Change::Insert {
        record: source,
        slot: None,
    }];
    check_changed(captured(false), changes, &["old", "dawn old", "-old"]);
}

#[test]
fn a_source_that_goes_and_comes_back_elsewhere_is_found_by_its_capture() {
    let project = captured(true);
    let source = project.get(project.ids(Kind::Source).next().unwrap());
    let source = source.unwrap();
    let changes = vec![
        Change::Remove {
            record: source.clone(),
            slot: None,
        },
        Change::Insert {
            record: source,
            slot: None,
        },
    ];
    check_changed(project, changes, &["old", "dawn old", "-old"]);
}
