//! Edits of files: what they leave alone, and that they can be taken back whatever was saved in between.

use std::ops::ControlFlow;
use std::sync::Arc;

use annals::edit::{Context, Edit, History, IdSource, plan};
use annals::model::*;
use annals::store::place::{Place, Span, offset_of};
use annals::store::scan::outline;
use annals::store::{Document, Folders, Opened, SaveRequest, render, save};
use proptest::prelude::*;
use proptest::sample::Index;

use super::{assert_same, open, saved, unread};
use crate::support::random::{cases, hostile, project};
use crate::support::untidy::{choices, untidy, untidy_once};

/// An edit of a text of the record.
fn rewrite(record: &Record, words: &str) -> Record {
    let words = words.to_owned();
    match record.clone() {
        Record::Tag(r) => Tag {
            description: words,
            ..(*r).clone()
        }
        .into(),
        Record::Source(r) => Source {
            title: words,
            ..(*r).clone()
        }
        .into(),
        Record::Capture(r) => Capture {
            note: words,
            ..(*r).clone()
        }
        .into(),
        Record::Event(r) => Event {
            summary: words,
            ..(*r).clone()
        }
        .into(),
        Record::Claim(r) => Claim {
            note: words.into(),
            ..(*r).clone()
        }
        .into(),
        Record::Assessment(r) => Assessment {
            reason: words,
            ..(*r).clone()
        }
        .into(),
        Record::Note(r) => Note {
            text: words,
            ..(*r).clone()
        }
        .into(),
        Record::Annotation(r) => Annotation {
            body: words,
            ..(*r).clone()
        }
        .into(),
        Record::Link(r) => Link {
            note: words,
            ..(*r).clone()
        }
        .into(),
        Record::View(r) => View {
            query: words,
            ..(*r).clone()
        }
        .into(),
        Record::Deletion(r) => Deletion {
            what: words,
            ..(*r).clone()
        }
        .into(),
        Record::Unread(r) => Record::Unread(r),
    }
}

/// All records but those that cannot be read.
fn readable(project: &Project) -> Vec<RecordId> {
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Unread);
    kinds.flat_map(|&kind| project.ids(kind)).collect()
}

/// The bytes of a record in the text of a file.
fn span_of(document: &Document, id: RecordId) -> Span {
    let FilePlace { line, column } = document.place_of(id).unwrap();
    let start = offset_of(&document.text().unwrap(), Place { line, column });
    let fields = outline(&document.text().unwrap()).unwrap().fields;
    let elements = fields
        .into_iter()
        .filter_map(|field| field.elements)
        .flatten();
    elements
        .into_iter()
        .find(|span| span.start == start)
        .unwrap()
}

fn do_edit(project: &mut Project, edit: &Edit, ids: &mut IdSource) -> Option<Transaction> {
    let now = Stamp::from_timestamp(jiff::Timestamp::from_second(1_800_000_000).unwrap());
    let mut context = Context { ids, now };
    let planned = plan(project, edit, &mut context).ok()?;
    if planned.is_empty() {
        return None;
    }
    Some(project.apply(&planned).unwrap())
}

fn set(project: &Project, id: RecordId, words: &str) -> Edit {
    Edit::Set {
        after: rewrite(&project.get(id).unwrap(), words),
        what: "text",
        typing: false,
    }
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn an_edit_changes_only_the_bytes_of_its_record(
        project in project(),
        choices in choices(),
        which in any::<Index>(),
        words in hostile(),
    ) {
        let text = untidy(&project, &choices);
        let mut opened = open(&text);
        let ids = readable(&opened.project);
        prop_assume!(!ids.is_empty());
        let id = *which.get(&ids);
        let edit = set(&opened.project, id, &words);
        // A record that names what is not there may not be edited so; most may.
        let Some(_) = do_edit(&mut opened.project, &edit, &mut IdSource::counting(900)) else {
            return Ok(());
        };
        let now = saved(&opened);
        let span = span_of(&opened.document, id);
        let (before, after) = (&text[..span.start], &text[span.end..]);
        prop_assert!(now.starts_with(before) && now.ends_with(after), "{}\n=>\n{}", text, now);
        let again = open(&now);
        assert_same(&again.project, &opened.project);
        prop_assert_eq!(again.problems.len(), opened.problems.len());
    }
}

#[test]
fn a_text_of_each_kind_of_record_can_be_edited() {
    let text = annals::app::samples::Sample::HarbourFire.text();
    for kind in Kind::in_project().filter(|kind| *kind != Kind::Unread) {
        let mut opened = open(text);
        let id = opened.project.ids(kind).next().unwrap();
        let edit = set(&opened.project, id, "other \"words\"\n\\ and\u{1} more");
        let done = do_edit(&mut opened.project, &edit, &mut IdSource::counting(900));
        assert!(done.is_some(), "{kind:?}");
        let now = saved(&opened);
        let span = span_of(&opened.document, id);
        assert!(now.starts_with(&text[..span.start]) && now.ends_with(&text[span.end..]));
        assert_same(&open(&now).project, &opened.project);
    }
}

/// What a step of a history does; the project it meets says to what.
#[derive(Debug, Clone)]
struct Step {
    what: u8,
    picks: [Index; 2],
    words: String,
    saves: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let picks = any::<[Index; 2]>();
    (any::<u8>(), picks, hostile(), any::<bool>()).prop_map(|(what, picks, words, saves)| Step {
        what,
        picks,
        words,
        saves,
    })
}

impl Step {
    fn edit(&self, project: &Project) -> Edit {
        let mut ids = readable(project);
        let words = self.words.clone();
        if ids.is_empty() {
            return Edit::NewEvent { title: words };
        }
        let (one, other) = (*self.picks[0].get(&ids), *self.picks[1].get(&ids));
        match self.what % 8 {
            0 => Edit::NewEvent { title: words },
            1 => Edit::NewNote {
                title: words.clone(),
                text: words,
            },
            2 => Edit::AddTag {
                records: [one, other].into(),
                path: "a/b".to_owned(),
            },
            3 => Edit::Annotate {
                target: Target::Record(one),
                motivation: Motivation::Questioning,
                title: words.clone(),
                body: words,
                tags: Vec::new(),
            },
            4 => Edit::Delete {
                records: [one].into(),
            },
            5 => {
                ids.extend(project.ids(Kind::Unread));
                Edit::Delete {
                    records: [*self.picks[1].get(&ids)].into(),
                }
            }
            6 => Edit::SetMeta {
                after: Meta {
                    title: words,
                    ..(**project.meta()).clone()
                },
                what: "title",
                typing: false,
            },
            _ => set(project, one, &words),
        }
    }
}

/// A project with its file, as a window has them.
struct Open {
    project: Project,
    document: Arc<Document>,
    folder: tempfile::TempDir,
}

impl Open {
    fn save(&mut self) {
        let request = SaveRequest {
            document: Some(Arc::clone(&self.document)),
            snapshot: self.project.snapshot(),
            path: self.folder.path().join("case.ron"),
            expected: None,
            versions: None,
            journal: None,
            folders: Folders::below(self.folder.path()),
            position: 0,
        };
        let saved = match save(request, &|_| ControlFlow::Continue(())) {
            Ok(saved) => saved,
            Err(error) => panic!("{error}\n{}", self.document.text().unwrap()),
        };
        let written = std::fs::read_to_string(&saved.path).unwrap();
        assert_eq!(saved.document.text().unwrap(), written);
        // What the next start would read is what is open, and of what is not known nothing is told twice or not at all.
        let again = open(&saved.document.text().unwrap());
        assert_same(&again.project, &self.project);
        assert_eq!(saved.document.problems(), again.problems);
        let kinds = Kind::ALL.iter().filter(|kind| kind.table_name().is_some());
        for id in kinds.flat_map(|kind| again.project.ids(*kind)) {
            let place = saved.document.place_of(id);
            assert_eq!(place, again.document.place_of(id), "{id}");
        }
        self.document = Arc::new(saved.document);
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn unknown_fields_go_into_the_trash_and_come_back_after_the_program_was_closed(
        project in project(),
        choices in choices(),
        which in any::<Index>(),
        once_more in any::<bool>(),
    ) {
        let text = untidy(&project, &choices);
        let mut opened = open(&text);
        let told = |opened: &Opened| {
            let mut told: Vec<String> = opened
                .problems
                .iter()
                .map(|problem| format!("{:?} {}", problem.record, problem.message))
                .collect();
            told.sort();
            told
        };
        let before = told(&opened);
        let ids = readable(&opened.project);
        // With an id that two records have, the other one comes to be read.
        if ids.is_empty() || !opened.project.unread().is_empty() {
            return Ok(());
        }
        let records = [*which.get(&ids)].into();
        let delete = Edit::Delete { records };
        let Some(_) = do_edit(&mut opened.project, &delete, &mut IdSource::counting(900)) else {
            return Ok(());
        };
        let deleted = saved(&opened);
        let mut again = open(&deleted);
        let restore = |project: &Project| Edit::RestoreDeleted {
            deletions: project.trash().iter().map(|one| one.id).collect(),
        };
        let mut ids = IdSource::counting(950);
        let edit = restore(&again.project);
        do_edit(&mut again.project, &edit, &mut ids);
        if !again.project.trash().is_empty() {
            return Ok(());
        }
        if once_more {
            // The file has it in the trash alone, from where it goes into the trash.
            do_edit(&mut again.project, &delete, &mut ids);
            again = open(&saved(&again));
            let edit = restore(&again.project);
            do_edit(&mut again.project, &edit, &mut ids);
            if !again.project.trash().is_empty() {
                return Ok(());
            }
        }
        let back = saved(&again);
        prop_assert_eq!(told(&open(&back)), before, "{}\n{}\n{}", text, deleted, back);
    }
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn edits_saved_in_between_and_undone_give_the_start(
        project in project(),
        choices in choices(),
        steps in proptest::collection::vec(step(), 1..12),
    ) {
        let text = untidy_once(&project, &choices);
        let Opened { project, document, problems } = open(&text);
        let (start, first) = (project.snapshot(), Arc::new(document));
        let folder = tempfile::tempdir().unwrap();
        let mut case = Open { project, document: Arc::clone(&first), folder };
        let mut history = History::default();
        let mut ids = IdSource::counting(900);
        for step in &steps {
            let edit = step.edit(&case.project);
            if let Some(done) = do_edit(&mut case.project, &edit, &mut ids) {
                history.push(done, 0);
                history.seal();
            }
            if step.saves {
                case.save();
            }
        }
        while let Some(step) = history.next_undo() {
            case.project.apply(&step).unwrap();
            history.undone();
        }
        prop_assert!(case.project.same_content(&start));
        // From the file as it was first read, not a byte differs; from the one saved last, nothing is missing.
        prop_assert_eq!(&render(Some(&first), &case.project.snapshot()).unwrap(), &text);
        case.save();
        prop_assert_eq!(&*case.document.text().unwrap(), &*text, "also if it was saved in between");
        let found = case.document.problems();
        let messages = |problems: &[Problem]| {
            let mut messages: Vec<_> = problems.iter().map(|p| (p.record, p.message.clone())).collect();
            messages.sort();
            messages
        };
        prop_assert_eq!(messages(&found), messages(&problems), "unknown fields come back, too");
        prop_assert_eq!(unread(&open(&case.document.text().unwrap()).project), unread(&start));
    }
}

#[test]
fn an_unreadable_record_that_comes_back_after_a_save_is_the_same_to_the_byte() {
    let broken = "(id: 3,\r\n\ttitle: [\n         1])";
    let text = format!("(annals: 1, events: [\n    (id: \"000000000002\"),\n  {broken},\n])");
    let Opened {
        project, document, ..
    } = open(&text);
    let mut case = Open {
        project,
        document: Arc::new(document),
        folder: tempfile::tempdir().unwrap(),
    };
    let records = case.project.ids(Kind::Unread).collect();
    let edit = Edit::Delete { records };
    let gone = do_edit(&mut case.project, &edit, &mut IdSource::counting(900)).unwrap();
    case.save();
    let mut again = open(&case.document.text().unwrap());
    assert!(again.project.unread().is_empty(), "it lies in the trash");
    case.project.apply(&gone.inverse()).unwrap();
    case.save();
    assert!(case.document.text().unwrap().contains(broken));
    assert!(case.document.project().trash().is_empty());
    // Out of the trash of the file, too.
    let deletions = again.project.trash().iter().map(|one| one.id).collect();
    let restore = Edit::RestoreDeleted { deletions };
    do_edit(&mut again.project, &restore, &mut IdSource::counting(900)).unwrap();
    assert!(saved(&again).contains(broken));
}
