//! What each command does: one line an arm, the work in the file of its topic.

use std::sync::Arc;

use super::command::{Action, Command, Pane};
use super::dialog::{Dialog, Leaving};
use super::picker::Purpose;
use super::{App, Request, Search, Selection};
use crate::edit::Edit;
use crate::model::{ClaimId, Kind, Record, RecordId, Target, Transaction, UnreadId, View};
use crate::query::{Query, Rows};
use crate::store;
use crate::store::settings::ThemeChoice;

/// How much a step of zoom changes, in percent, and between which sizes.
const ZOOM_STEP: u32 = 10;
const ZOOM_RANGE: std::ops::RangeInclusive<u32> = 50..=300;

/// Whether records of this kind are shown as rows that a search leaves out, and not on pages of their own.
fn has_table(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Note | Kind::Tag | Kind::Capture | Kind::Deletion | Kind::Unread
    )
}

impl App {
    /// Does a command.
    pub fn handle(&mut self, command: Command) {
        self.carry_out(command);
        self.plan_keeping();
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Do(action) => self.act(action),
            Command::Edit(edit) => self.edit(*edit),
            Command::DeleteShown(selected, rows) => self.delete_shown(selected, rows),
            Command::EditAndShow(edit) => self.edit_and_show(&edit),
            Command::Mend(unread, text) => self.mend(unread, &text),
            Command::OpenPath(path) => self.leave(Leaving::Open(path)),
            Command::OpenWhole(path) => self.leave(Leaving::OpenWhole(path)),
            Command::OpenSample(sample) => self.leave(Leaving::Sample(sample)),
            Command::OpenBackup(path) => self.leave(Leaving::Backup(path)),
            Command::OfferRecovery(journal) => self.offer_recovery(&journal),
            Command::Recover(found, extent) => self.recover(found, extent),
            Command::DropRecovery(found) => self.drop_recovery(&found),
            Command::PutRecoveryBack => self.put_recovery_back(),
            Command::SetAutosave(autosave) => self.set_autosave(autosave),
            Command::SetAutosaveMinutes(minutes) => {
                self.settings.autosave_minutes = minutes;
                self.save_settings();
            }
            Command::SetVersionsRoom(megabytes) => {
                self.settings.versions_mb = megabytes;
                self.save_settings();
            }
            Command::LookAtVersion(version) => {
                let file = self
                    .work()
                    .map(super::Workspace::file_name)
                    .unwrap_or_default();
                let (name, reason) = super::versions::looked_at(&version, &file);
                self.leave(Leaving::Version(version.path, name, reason));
            }
            Command::CompareVersion(version) => self.compare_version(version),
            Command::RestoreVersion(version) => self.restore_version(version),
            Command::LeaveNotOpened => self.not_opened = None,
            Command::ForgetRecent(path) => {
                self.settings.recent.retain(|recent| recent.path != path);
                self.save_settings();
            }
            Command::SaveTo(path) => self.picked(path, Purpose::SaveAs, None, true),
            Command::Overwrite => self.answer(super::Answer::Overwrite),
            Command::Reload => self.leave(Leaving::Reload),
            Command::ImportText(source) => self.start_picking(Purpose::ImportText(source), None),
            Command::ReadText(source, path) => self.read_text_file(source, &path),
            Command::PasteText(source) => self.dialog = Some(Dialog::NewCapture(source, None)),
            Command::Export(export) => self.start_picking(Purpose::Export(export), None),
            Command::Select(records) => self.select(records.into()),
            Command::SelectMany(records) => self.select(records),
            Command::Show(pane) => self.requests.push(Request::Show(pane)),
            Command::Reveal(record) => self.reveal(record),
            Command::ReadClaim(claim) => self.read_claim(claim),
            Command::EditClaim(claim) => {
                self.reveal(claim.into());
                self.requests.push(Request::Edit(claim.into()));
            }
            Command::Search(text) => self.set_search(text),
            Command::Rename(record) => self.rename(record),
            Command::UseView(view) => self.use_view(view),
            Command::LeaveView => self.leave_view(),
            Command::UpdateView => self.update_view(),
            Command::SaveView(kind, layout) => self.save_view(kind, layout),
            Command::Compare(wanted) => self.compare(wanted),
            Command::Arrange(kind, arrangement) => self.arrange(kind, arrangement),
            Command::SetWidth(kind, column, width) => self.set_width(kind, column, width),
            Command::Answer(answer) => self.answer(answer),
            Command::ChooseSide(conflict, side) => self.choose_side(conflict, side),
            Command::TypedPath(path) => self.typed_path(path),
            Command::HalfWritten(what) => self.half_written = what,
            Command::SetTheme(theme) => self.set_theme(theme),
            Command::CancelJob(name) => self.cancel_job(&name),
            Command::CloseNotice(id) => self.notices.close(id),
            Command::KeepNotice(id) => self.notices.expire(self.now_millis(), Some(id)),
        }
    }

    fn act(&mut self, action: Action) {
        if let Some(reason) = action.unavailable(self) {
            // Pressing Save when everything is saved is no failure and wants no answer.
            if !matches!(action, Action::Save) || self.is_busy_with_bulk() {
                self.tell_done(reason.trim_end_matches('.').to_owned());
            }
            return;
        }
        match action {
            Action::NewProject => self.leave(Leaving::New),
            Action::OpenProject => self.start_picking(Purpose::OpenProject, None),
            Action::Save => self.save(None),
            Action::SaveAs => self.start_picking(Purpose::SaveAs, None),
            Action::SaveCopy => self.start_picking(Purpose::SaveCopy, None),
            Action::CloseProject => self.leave(Leaving::Close),
            Action::Quit => self.leave(Leaving::Quit),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Find => self.requests.push(Request::FocusSearch),
            Action::ClearSearch => self.set_search(String::new()),
            Action::NewEvent => self.edit_and_show(&Edit::NewEvent {
                title: String::new(),
            }),
            Action::NewSource => self.edit_and_show(&Edit::NewSource {
                title: String::new(),
            }),
            Action::NewNote => self.edit_and_show(&Edit::NewNote {
                title: String::new(),
                text: String::new(),
            }),
            Action::AddTag => self.ask_inspector(Request::FocusTags),
            Action::Comment => self.ask_inspector(Request::FocusComment),
            Action::Delete => self.delete_selected(),
            Action::SelectAll => self.requests.push(Request::SelectAll),
            Action::ShowEvents => self.show_table(Kind::Event),
            Action::ShowSources => self.show_table(Kind::Source),
            Action::ShowClaims => self.show_table(Kind::Claim),
            Action::ShowNotes => self.show_table(Kind::Note),
            Action::ShowAnnotations => self.show_table(Kind::Annotation),
            Action::ShowProblems => self.requests.push(Request::Show(Pane::Problems)),
            Action::ShowVersions => self.requests.push(Request::Show(Pane::Versions)),
            Action::ShowTrash => self.requests.push(Request::Show(Pane::Trash)),
            Action::ShowTags => self.requests.push(Request::Show(Pane::Tags)),
            Action::ShowDisagreements => self.show_disagreements(),
            Action::OpenSelected => self.open_selected(),
            Action::NextView => self.requests.push(Request::NextPart),
            Action::CloseTab => self.requests.push(Request::CloseTab),
            Action::SplitRight => self.requests.push(Request::SplitRight),
            Action::ToggleNavigator => {
                self.settings.navigator = !self.settings.navigator;
                self.save_settings();
            }
            Action::ToggleInspector => {
                self.settings.inspector = !self.settings.inspector;
                self.save_settings();
            }
            Action::ZoomIn => self.set_zoom(self.settings.zoom_percent + ZOOM_STEP),
            Action::ZoomOut => self.set_zoom(self.settings.zoom_percent.saturating_sub(ZOOM_STEP)),
            Action::ZoomReset => self.set_zoom(100),
            Action::ThemeSystem => self.set_theme(ThemeChoice::System),
            Action::ThemeLight => self.set_theme(ThemeChoice::Light),
            Action::ThemeDark => self.set_theme(ThemeChoice::Dark),
            Action::Palette => self.requests.push(Request::Palette),
            Action::Guide => self.requests.push(Request::Show(Pane::Guide)),
            Action::Shortcuts => self.requests.push(Request::Show(Pane::Shortcuts)),
        }
    }

    // Data.

    /// Does an edit and tells what came of it; a large one in a job.
    fn edit(&mut self, edit: Edit) {
        if !self.refuses_edits() && self.is_bulk(&edit) {
            self.start_bulk_edit(edit);
        } else {
            self.edit_and_tell(&edit);
        }
    }

    fn delete_shown(&mut self, selected: Selection, rows: Rows) {
        match self.refusal() {
            Some(reason) => self.tell_done(reason),
            None => self.start_bulk_delete(selected, rows),
        }
    }

    /// Whether nothing can be changed just now.
    fn refuses_edits(&self) -> bool {
        self.refusal().is_some()
    }

    /// Why nothing can be changed just now.
    fn refusal(&self) -> Option<String> {
        if self.is_blocked() {
            return Some("Close the file dialog first".to_owned());
        }
        let busy = self.work().and_then(super::Workspace::busy);
        let reason = self.waits_for_opening().or(busy.map(str::to_owned))?;
        Some(reason.trim_end_matches('.').to_owned())
    }

    /// Plans and commits an edit and tells what came of it. Gives what was applied.
    pub(super) fn edit_and_tell(&mut self, edit: &Edit) -> Option<Arc<Transaction>> {
        if let Some(reason) = self.refusal() {
            self.tell_done(reason);
            return None;
        }
        let now = self.now_millis();
        let shown = self.view_shown();
        match self.work_mut()?.edit(edit, now) {
            Ok(Some(applied)) => {
                self.follow_view(shown);
                // Typing shows in the field itself.
                if applied.group.is_none() {
                    self.tell_undoable(applied.done.clone());
                }
                if let (Edit::AddCapture { .. }, Some(&capture)) = (edit, applied.focus.first()) {
                    // The reader shows the new text, and tells how the passages fared.
                    self.requests.push(Request::ScrollTo(capture));
                    self.requests.push(Request::Edit(capture));
                }
                Some(applied)
            }
            Ok(None) => None,
            Err(error) => {
                self.notices.failed(error.to_string(), None);
                None
            }
        }
    }

    fn edit_and_show(&mut self, edit: &Edit) {
        let Some(applied) = self.edit_and_tell(edit) else {
            return;
        };
        let Some(&first) = applied.focus.first() else {
            return;
        };
        self.select(applied.focus.clone().into());
        self.settings.inspector = true;
        match first {
            RecordId::Note(id) => self.requests.push(Request::Show(Pane::Note(id))),
            other => {
                if self.unhide(other).is_some() {
                    self.tell_undoable(format!(
                        "{}. The search is cleared to show it",
                        applied.done
                    ));
                }
                self.requests.push(Request::Show(Pane::Table(other.kind())));
                self.requests.push(Request::ScrollTo(other));
            }
        }
        self.requests.push(Request::FocusTitle);
    }

    fn mend(&mut self, unread: UnreadId, text: &str) {
        let table = self
            .work()
            .and_then(|work| Some(work.project.unread().get(unread)?.table));
        let Some(table) = table else {
            return;
        };
        match store::read_record(table, text) {
            Ok(record) => {
                self.edit_and_tell(&Edit::Mend { unread, record });
            }
            Err(error) => {
                let text = format!(
                    "Not mended: {}. The record is kept as it was.",
                    error.message
                );
                self.notices.failed(text, None);
            }
        }
    }

    fn undo(&mut self) {
        if self.starts_bulk_undo() {
            return;
        }
        let shown = self.view_shown();
        match self.work_mut().map(super::Workspace::undo) {
            Some(Ok(Some(step))) => {
                let first = self.first_there(&step);
                self.after_step(&step.label, first, "Undone", shown);
            }
            Some(Err(error)) => self.notices.failed(error.to_string(), None),
            Some(Ok(None)) | None => {}
        }
    }

    fn redo(&mut self) {
        if self.starts_bulk_redo() {
            return;
        }
        let shown = self.view_shown();
        match self.work_mut().map(super::Workspace::redo) {
            Some(Ok(Some(step))) => {
                let first = self.first_there(&step);
                self.after_step(&step.label, first, "Done again", shown);
            }
            Some(Err(error)) => self.notices.failed(error.to_string(), None),
            Some(Ok(None)) | None => {}
        }
    }

    /// The first record that a step is about and that is there.
    fn first_there(&self, step: &Transaction) -> Option<RecordId> {
        let project = &self.work()?.project;
        let mut focus = step.focus.iter().copied();
        focus.find(|&id| project.contains(id))
    }

    /// Tells of a step that was taken back or done again, `first` being the first record that it is about.
    pub(super) fn after_step(
        &mut self,
        label: &str,
        first: Option<RecordId>,
        what: &str,
        shown: Option<View>,
    ) {
        self.follow_view(shown);
        self.notices.clear_done();
        let now = self.now_millis();
        // Only to what the step was about: the page must not move for anything else.
        self.requests.extend(first.map(Request::ScrollTo));
        let done = format!("{what}: {label}");
        match first {
            // The search stays: the step may be one of many that are taken back.
            Some(id) if has_table(id.kind()) && self.hides(id) => {
                let show = ("Show".to_owned(), Command::Reveal(id));
                let text = format!("{done}. The search hides it");
                self.notices.done(text, Some(show), now);
            }
            _ => self.tell_done(done),
        }
    }

    /// Whether the search leaves this record out.
    fn hides(&self, id: RecordId) -> bool {
        let Some(work) = self.work().filter(|_| !self.search.query.is_empty()) else {
            return false;
        };
        let query = self.search.query.resolve(&work.project);
        // With a mistake in it the table keeps what was found before, which may be anything.
        let record = work.project.get(id);
        record.is_some_and(|record| !query.matches(&work.project, &record))
    }

    /// Clears the search if it hides a record that is to be shown in a table, and gives what it was.
    fn unhide(&mut self, id: RecordId) -> Option<String> {
        self.hides(id).then(|| {
            let before = std::mem::take(&mut self.search);
            before.text
        })
    }

    fn delete_selected(&mut self) {
        let selected = self.work().map(|work| work.selection.to_shared());
        if let Some(records) = selected {
            self.edit(Edit::Delete { records });
        }
    }

    // Telling.

    pub(super) fn tell_done(&mut self, text: String) {
        let now = self.now_millis();
        self.notices.done(text, None, now);
    }

    pub(super) fn tell_undoable(&mut self, text: String) {
        let now = self.now_millis();
        // Only the last step can be undone by its notice.
        self.notices.clear_done();
        let undo = ("Undo".to_owned(), Command::Do(Action::Undo));
        self.notices.done(text, Some(undo), now);
    }

    // Showing.

    fn select(&mut self, records: Selection) {
        if let Some(work) = self.work_mut() {
            work.select(records);
        }
    }

    fn show_table(&mut self, kind: Kind) {
        self.requests.push(Request::Show(Pane::Table(kind)));
    }

    /// The matrix of the event that is selected or that the selected record is about, else of all events.
    fn show_disagreements(&mut self) {
        let event = self.work().and_then(|work| {
            let first = work.selection.first()?;
            match work.project.get(*first)? {
                Record::Event(event) => Some(event.id),
                Record::Claim(claim) => Some(claim.event),
                Record::Assessment(held) => Some(held.event),
                _ => None,
            }
        });
        self.requests
            .push(Request::Show(Pane::Disagreements(event)));
    }

    /// What is typed into the inspector is about what is selected.
    fn ask_inspector(&mut self, request: Request) {
        if let Some(work) = self.work_mut() {
            work.stop_reading();
        }
        self.settings.inspector = true;
        self.requests.push(request);
    }

    /// Opens the selected record where it can be read.
    fn open_selected(&mut self) {
        if let Some(&first) = self.work().and_then(|work| work.selection.first()) {
            self.reveal(first);
        }
    }

    /// Shows a record where it can be read: a source in the reader, a claim or an annotation at
    /// its passage, a note in its tab, anything else in its table.
    fn reveal(&mut self, id: RecordId) {
        let Some(work) = self.work() else {
            return;
        };
        let pane = match work.project.get(id) {
            None => return,
            Some(Record::Deletion(_)) => Pane::Trash,
            Some(Record::Source(source)) => Pane::Reader(source.id),
            Some(Record::Capture(capture)) => Pane::Reader(capture.source),
            Some(Record::Note(note)) => Pane::Note(note.id),
            Some(Record::Tag(_)) => Pane::Tags,
            Some(Record::Unread(_)) => Pane::Problems,
            Some(Record::Claim(claim)) => match &claim.passage {
                Some(_) => Pane::Reader(claim.source),
                None => Pane::Table(Kind::Claim),
            },
            Some(Record::Annotation(annotation)) => match &annotation.target {
                Target::Passage(passage) => match work.project.captures().get(passage.capture) {
                    Some(capture) => Pane::Reader(capture.source),
                    None => Pane::Table(Kind::Annotation),
                },
                Target::Record(_) => Pane::Table(Kind::Annotation),
            },
            Some(Record::Event(_) | Record::Assessment(_) | Record::Link(_) | Record::View(_)) => {
                Pane::Table(id.kind())
            }
        };
        if matches!(pane, Pane::Table(_))
            && let Some(search) = self.unhide(id)
        {
            let again = ("Search again".to_owned(), Command::Search(search));
            let now = self.now_millis();
            let text = "The search hid this record and is cleared";
            self.notices.done(text, Some(again), now);
        }
        self.select(vec![id].into());
        self.requests.push(Request::Show(pane));
        self.requests.push(Request::ScrollTo(id));
    }

    /// Shows the words of a claim, and goes on showing its event in the inspector.
    fn read_claim(&mut self, id: ClaimId) {
        self.reveal(id.into());
        let has_words = |work: &&mut super::Workspace| {
            let claim = work.project.claims().get(id);
            claim.is_some_and(|claim| claim.passage.is_some())
        };
        if let Some(work) = self.work_mut().filter(has_words) {
            work.read_claim(id);
        }
    }

    pub(super) fn rename(&mut self, id: RecordId) {
        self.select(vec![id].into());
        self.ask_inspector(Request::FocusTitle);
    }

    fn set_search(&mut self, text: String) {
        let query = Query::parse(&text);
        self.search = Search { text, query };
    }

    fn set_zoom(&mut self, percent: u32) {
        self.settings.zoom_percent = percent.clamp(*ZOOM_RANGE.start(), *ZOOM_RANGE.end());
        self.save_settings();
    }

    fn set_theme(&mut self, theme: ThemeChoice) {
        self.settings.theme = theme;
        self.save_settings();
    }

    fn cancel_job(&mut self, name: &str) {
        if self.opening_status().is_some_and(|job| job.name == name) {
            self.cancel_opening();
        }
        self.work.saving.cancel(name);
        self.cancel_bulk(name);
        let exporting = self.work.exporting.as_ref();
        if let Some(task) = exporting.filter(|task| task.name() == name) {
            task.cancel();
        }
    }
}
