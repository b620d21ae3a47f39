//! A trash that somebody else wrote.

use super::*;

/// A project with this text as its trash besides an event and a claim about it.
fn with_trash(trash: &str) -> Project {
    let text = format!(
        "(annals: 1, sources: [(id: \"000000000001\", title: \"S\")],
        events: [(id: \"000000000002\", title: \"Now\")],
        trash: [{trash}])"
    );
    store::read_text(text).unwrap().project
}

/// What restoring everything in a trash says, and the labels of what is there then.
#[track_caller]
fn check_hostile(trash: &str, expected: &str) {
    let mut project = with_trash(trash);
    let deletions: Vec<DeletionId> = project.trash().iter().map(|one| one.id).collect();
    let unread = project.unread().len();
    let mut said = match plan_in(&project, &Edit::RestoreDeleted { deletions }) {
        Err(error) => format!("refused: {error}"),
        Ok(planned) => match project.apply(&planned) {
            Ok(_) => planned.done,
            Err(error) => panic!("{error}"),
        },
    };
    check_whole(&project);
    let kinds = Kind::ALL
        .iter()
        .filter(|kind| !matches!(kind, Kind::Deletion | Kind::Unread));
    let labels = kinds
        .flat_map(|&kind| project.ids(kind))
        .map(|id| project.label(id));
    said.push_str(&format!(
        "\nthere: {}",
        labels.collect::<Vec<_>>().join(", ")
    ));
    said.push_str(&format!(
        "\ntrash: {}, unread: {unread}",
        project.trash().len()
    ));
    assert_lines(&said, expected);
    let empty = plan_in(&project, &Edit::EmptyTrash { deletions: None }).unwrap();
    project.apply(&empty).unwrap();
    assert!(project.trash().is_empty());
}

#[test]
fn a_trash_from_anywhere_is_read_and_does_no_harm() {
    let deletion =
        |fields: &str| format!("(id: \"00000000000Z\", when: \"2024-01-01T00:00:00Z\", {fields})");
    // Wrong types are an unreadable record like any other.
    check_hostile(
        &deletion("records: (events: [(id: 7)])"),
        "\nthere: S, Now\ntrash: 0, unread: 1",
    );
    // The event is there, and another version of it.
    check_hostile(
        &deletion("records: (events: [(id: \"000000000002\", title: \"Then\")])"),
        "refused: Nothing of it can come back: another version of it is in the project; it stays in the trash until you delete it for good
        there: S, Now
        trash: 1, unread: 0",
    );
    // The id belongs to a source.
    check_hostile(
        &deletion(
            "records: (events: [(id: \"000000000001\", title: \"Then\"), (id: \"000000000003\", title: \"New\")])",
        ),
        "Restored 2 events; 1 event stays in the trash: another version of it is in the project
        there: S, Now, New
        trash: 1, unread: 0",
    );
    // A claim about nothing, and one twice.
    check_hostile(
        &deletion(
            "records: (claims: [
                (id: \"000000000004\", source: \"000000000001\", event: \"000000000009\", field: \"a\", value: Text(\"b\")),
                (id: \"000000000005\", source: \"000000000001\", event: \"000000000002\", field: \"c\", value: Text(\"d\")),
                (id: \"000000000005\", source: \"000000000001\", event: \"000000000002\", field: \"e\", value: Text(\"f\")),
            ])",
        ),
        "Restored 3 claims; 1 claim stays in the trash: another version of it is in the project; 1 claim stays in the trash: what it is about was deleted for good
        there: S, Now, c: d
        trash: 1, unread: 0",
    );
    // Tags that do not exist, on records that do not exist or bear none; lists that say nothing.
    check_hostile(
        &deletion(
            "what: \"x\", tagged: [(tag: \"000000000008\", records: [Event(\"000000000002\"), View(\"000000000007\")])],
            named_by: (events: [(id: \"000000000002\", title: \"Other\", place: (tag: Some(\"000000000008\")))]),
            dangling: [(from: Event(\"000000000002\"), to: Tag(\"000000000008\"))]",
        ),
        "Restored x
        there: S, Now
        trash: 0, unread: 0",
    );
    // A record that stands on itself, and a ring of remarks.
    check_hostile(
        &deletion(
            "records: (annotations: [
                (id: \"00000000000A\", motivation: Commenting, target: Record(Annotation(\"00000000000A\"))),
                (id: \"00000000000B\", motivation: Commenting, target: Record(Annotation(\"00000000000C\"))),
                (id: \"00000000000C\", motivation: Commenting, target: Record(Annotation(\"00000000000B\"))),
            ])",
        ),
        "Restored 3 annotations
        there: S, Now, Untitled commenting annotation, Untitled commenting annotation, Untitled commenting annotation
        trash: 0, unread: 0",
    );
}
