//! Any deletions, restored after saving and opening.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::edit::tests::properties::Roll;

fn sorted(project: &Project) -> Vec<(RecordId, Record)> {
    let ids = Kind::ALL.iter().flat_map(|&kind| project.ids(kind));
    let mut all: Vec<_> = ids
        .map(|id| (id, project.get(id).unwrap()))
        .filter(|(id, _)| id.kind() != Kind::Unread)
        .collect();
    all.sort_by_key(|(id, _)| *id);
    all
}

fn rolled(project: &mut Project, ids: &mut IdSource, roll: &Roll) {
    let edit = crate::edit::tests::random_edit(project, roll);
    let mut ctx = Context { ids, now: now() };
    if let Ok(planned) = plan(project, &edit, &mut ctx) {
        project.apply(&planned).unwrap();
    }
}

proptest! {
    #![proptest_config(crate::model::chance::cases(60))]

    /// Random projects, a deletion in them, saved and opened: restoring gives the project as it was.
    #[test]
    fn any_deletion_restored_after_opening_gives_the_project_before_it(
        rolls in prop::collection::vec(crate::edit::tests::roll(), 0..25),
        picks in any::<[prop::sample::Index; 3]>(),
    ) {
        let mut project = project(&case_read());
        let mut ids = IdSource::counting(1);
        for roll in &rolls {
            rolled(&mut project, &mut ids, roll);
        }
        let kinds = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Deletion | Kind::Unread));
        let all: Vec<RecordId> = kinds.flat_map(|&kind| project.ids(kind)).collect();
        let records = picks.iter().filter(|_| !all.is_empty()).map(|pick| *pick.get(&all)).collect();
        let before = sorted(&project);
        let mut ctx = Context { ids: &mut ids, now: now() };
        let planned = plan(&project, &Edit::Delete { records }, &mut ctx).unwrap();
        project.apply(&planned).unwrap();
        let mut project = reopened(&project);
        let deletions = project.trash().iter().last().map(|one| one.id).into_iter().collect();
        let mut ctx = Context { ids: &mut ids, now: now() };
        let planned = plan(&project, &Edit::RestoreDeleted { deletions }, &mut ctx).unwrap();
        project.apply(&planned).unwrap();
        prop_assert_eq!(before, sorted(&project));
    }

    /// Several deletions, one after the other, come back in any order and leave nothing behind.
    #[test]
    fn any_deletions_restored_in_any_order_give_the_project_before_them(
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
        order in any::<[prop::sample::Index; 5]>(),
    ) {
        let mut project = project(&case_read());
        let mut ids = IdSource::counting(1);
        let before = sorted(&project);
        for pick in &picks {
            let kinds = Kind::ALL.iter().filter(|kind| !matches!(kind, Kind::Deletion | Kind::Unread));
            let all: Vec<RecordId> = kinds.flat_map(|&kind| project.ids(kind)).collect();
            let records = [*pick.get(&all)].into();
            let mut ctx = Context { ids: &mut ids, now: now() };
            let planned = plan(&project, &Edit::Delete { records }, &mut ctx).unwrap();
            project.apply(&planned).unwrap();
        }
        let mut project = reopened(&project);
        for pick in &order {
            let trash: Vec<Arc<Deletion>> = project.trash().iter().cloned().collect();
            if trash.is_empty() {
                break;
            }
            let deletions = vec![pick.get(&trash).id];
            let mut ctx = Context { ids: &mut ids, now: now() };
            let planned = plan(&project, &Edit::RestoreDeleted { deletions }, &mut ctx).unwrap();
            project.apply(&planned).unwrap();
            check_whole(&project);
        }
        prop_assert_eq!(before, sorted(&project));
    }
}
