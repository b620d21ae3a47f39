//! What one reader shows, kept until the project, the capture or the filter is another.

use std::sync::Arc;

use super::data::{Filter, Marks, Sheet, capture_title};
use super::head::Head;
use crate::app::Workspace;
use crate::model::{
    CaptureId, Choice as _, Kind, Passage, Project, RecordId, SourceId, Target, captures_of,
};

/// A capture in the menu of captures.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    /// Which one.
    pub(super) id: CaptureId,
    /// "Capture of 30 April 2024".
    pub(super) title: String,
    /// "a summary in our own words".
    pub(super) nature: &'static str,
    /// Where it came from and what is remarked on it.
    pub(super) remarks: String,
}

/// What is shown.
#[derive(Debug, Default)]
pub(super) struct Page {
    made_of: Option<(u64, Filter, Option<CaptureId>)>,
    /// The captures of the source, newest first.
    pub(super) captures: Vec<Listed>,
    /// What stands above the text.
    pub(super) head: Head,
    /// Why the text cannot be edited.
    pub(super) uneditable: Option<&'static str>,
    /// The text; `None` if there is none yet.
    pub(super) sheet: Option<Arc<Sheet>>,
    /// What lies on it. Its number changes with it.
    pub(super) marks: Arc<Marks>,
    /// Counts the times that anything was collected.
    pub(super) edition: u64,
}

impl Page {
    /// Collects what is shown, if that is not what it is already. Shows the capture `chosen`, or the
    /// newest.
    pub(super) fn refresh(
        &mut self,
        work: &Workspace,
        source: SourceId,
        chosen: Option<CaptureId>,
        filter: Filter,
    ) {
        let project = &work.project;
        let made_of = Some((project.revision(), filter, chosen));
        if self.made_of == made_of {
            return;
        }
        let before = self
            .made_of
            .filter(|before| (before.1, before.2) == (filter, chosen));
        if before.is_some_and(|(revision, ..)| !self.is_touched(work, source, revision)) {
            self.made_of = made_of;
            return;
        }
        self.made_of = made_of;
        self.edition += 1;
        let captures = captures_of(project, source);
        self.captures = captures
            .iter()
            .map(|capture| Listed {
                id: capture.id,
                title: capture_title(capture),
                nature: capture.nature.name(),
                remarks: [capture.origin.as_str(), &capture.note]
                    .iter()
                    .filter(|words| !words.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join("\n"),
            })
            .collect();
        if let Some(source) = project.sources().get(source) {
            self.head = Head::collect(project, source);
        }
        let wanted = captures.iter().find(|capture| Some(capture.id) == chosen);
        let Some(capture) = wanted.or(captures.first()) else {
            self.sheet = None;
            self.marks = Arc::default();
            return;
        };
        let shown = self.sheet.as_ref();
        let sheet = match shown.filter(|sheet| Arc::ptr_eq(&sheet.capture, capture)) {
            Some(sheet) => Arc::clone(sheet),
            None => {
                self.uneditable = super::text_editor::blocked(capture);
                Arc::new(Sheet::new(Arc::clone(capture)))
            }
        };
        self.marks = Arc::new(Marks::collect(project, &sheet, filter));
        self.sheet = Some(sheet);
    }

    /// Whether changes since `revision` reached anything that is shown.
    fn is_touched(&self, work: &Workspace, source: SourceId, revision: u64) -> bool {
        let Some(mut touched) = work.touched.since(revision) else {
            return true;
        };
        touched.any(|id| self.depends_on(&work.project, source, id))
    }

    /// Whether a record can say something else on this page. Names of sources and tags stand in sentences
    /// about claims anywhere; what is gone may have been here.
    fn depends_on(&self, project: &Project, source: SourceId, id: RecordId) -> bool {
        let shown = self.sheet.as_ref().map(|sheet| sheet.capture.id);
        let on_page = |passage: &Passage| Some(passage.capture) == shown;
        match id {
            _ if self.marks.span_of(id).is_some() || !project.contains(id) => true,
            RecordId::Note(_) | RecordId::View(_) | RecordId::Deletion(_) | RecordId::Unread(_) => {
                false
            }
            RecordId::Assessment(_) => false, // It reaches its event.
            RecordId::Event(_) => project.named_by(id, Kind::Claim).any(|(by, _)| match by {
                RecordId::Claim(claim) => self.marks.standing.contains_key(&claim),
                _ => false,
            }),
            RecordId::Claim(id) => project.claims().get(id).is_none_or(|claim| {
                claim.source == source
                    || claim.passage.as_ref().is_some_and(on_page)
                    || self.marks.standing.contains_key(&id)
            }),
            RecordId::Annotation(id) => {
                project
                    .annotations()
                    .get(id)
                    .is_none_or(|annotation| match &annotation.target {
                        Target::Passage(passage) => on_page(passage) || self.was_lost(id.into()),
                        Target::Record(_) => true,
                    })
            }
            RecordId::Source(_) | RecordId::Capture(_) | RecordId::Tag(_) | RecordId::Link(_) => {
                true
            }
        }
    }

    fn was_lost(&self, id: RecordId) -> bool {
        self.marks.lost.iter().any(|lost| lost.record == id)
    }

    /// The capture that is shown, as the menu lists it.
    pub(super) fn shown(&self) -> Option<&Listed> {
        let shown = self.sheet.as_ref()?.capture.id;
        self.captures.iter().find(|capture| capture.id == shown)
    }
}
