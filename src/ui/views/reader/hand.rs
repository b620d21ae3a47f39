//! Selecting words with mouse and keyboard: where the caret is and how it moves.

use std::ops::Range;

use eframe::egui::{Event, EventFilter, Id, Key, Modifiers, Response, Ui};

use super::data::Sheet;
use super::paint::{Words, byte_at};
use super::text::{Selection, Step, Text};
use super::typeset::{At, Typeset};

/// What a drag selects by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Grain {
    #[default]
    Characters,
    Words,
    Paragraphs,
}

/// The selection and what is needed to go on with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Hand {
    /// The selected words.
    pub(super) selection: Selection,
    /// The caret stands at the end of a row rather than at the start of the next.
    pub(super) stay: bool,
    /// Where on a row the caret wants to be while it goes up and down.
    wish: Option<f32>,
    grain: Grain,
    /// What the press selected, which a drag never gives up.
    origin: Range<usize>,
    /// The button went down in the text and is still down.
    pub(super) pressed: bool,
    /// A card is open: Escape closes it, N goes to what else lies on its words.
    pub(super) card: bool,
}

/// What the keys asked for, besides moving the caret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Highlight,
    Comment,
    Tag,
    Question,
    Claim,
    Copy,
}

/// What a frame of keys did.
#[derive(Debug, Default)]
pub(super) struct Keyed {
    /// The caret moved and has to be in sight.
    pub(super) moved: bool,
    /// What lies under the caret is to be selected.
    pub(super) entered: bool,
    /// The card is to be closed.
    pub(super) closed: bool,
    /// What else lies on the words of the card is to be selected.
    pub(super) next: bool,
    /// What is to be done with the selected words.
    pub(super) wanted: Option<Wanted>,
}

impl Hand {
    /// Puts the caret somewhere.
    fn go(&mut self, at: usize, extend: bool) {
        self.selection = self.selection.to(at, extend);
        self.stay = false;
        self.wish = None;
    }

    /// Selects bytes.
    pub(super) fn select(&mut self, range: &Range<usize>) {
        self.selection = Selection {
            anchor: range.start,
            head: range.end,
        };
        self.stay = true;
        self.wish = None;
    }

    /// Selects the whole text.
    pub(super) fn select_all(&mut self, sheet: &Sheet) {
        let text = sheet.text();
        let all = text.step(0, Step::Start)..text.step(0, Step::End);
        self.select(&all);
    }

    /// Leaves nothing selected.
    pub(super) fn clear(&mut self) {
        self.selection = Selection::caret(self.selection.head);
    }

    /// Follows the mouse. Gives the byte that was clicked without selecting anything.
    pub(super) fn mouse(
        &mut self,
        ui: &Ui,
        response: &Response,
        words: &[Words<'_>],
        text: Text<'_>,
    ) -> Option<usize> {
        if is_repeated(ui) {
            return None;
        }
        let (down, held, extend) = ui.input(|input| {
            (
                input.pointer.primary_pressed(),
                input.pointer.primary_down(),
                input.modifiers.shift,
            )
        });
        let pointer = response.interact_pointer_pos();
        let at = pointer.and_then(|point| byte_at(words, point));
        let at = at.map(|(at, stay)| (text.snap(at), stay));
        if let Some((at, stay)) = at
            && down
            && response.is_pointer_button_down_on()
        {
            response.request_focus();
            self.pressed = true;
            self.grain = Grain::Characters;
            self.origin = at..at;
            self.go(at, extend);
            self.stay = stay;
            if extend {
                self.origin = self.selection.anchor..self.selection.anchor;
            }
        }
        let (at, _) = at.unwrap_or_default();
        if response.triple_clicked() {
            self.take(text.paragraph_at(at), Grain::Paragraphs);
        } else if response.double_clicked() {
            self.take(text.word_at(at), Grain::Words);
        } else if response.clicked() && self.selection.is_empty() {
            self.pressed = false;
            return Some(at);
        }
        if self.pressed && response.dragged() {
            self.drag(at, text);
        }
        self.pressed &= held;
        None
    }

    fn take(&mut self, range: Range<usize>, grain: Grain) {
        self.select(&range);
        self.origin = range;
        self.grain = grain;
    }

    fn drag(&mut self, at: usize, text: Text<'_>) {
        let reached = match self.grain {
            Grain::Characters => at..at,
            Grain::Words => text.word_at(at),
            Grain::Paragraphs => text.paragraph_at(at),
        };
        let (anchor, head) = if reached.start < self.origin.start {
            (self.origin.end, reached.start)
        } else {
            (self.origin.start, reached.end.max(self.origin.end))
        };
        self.selection = Selection { anchor, head };
        self.wish = None;
    }

    /// Follows the keys, while the text has the focus.
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        id: Id,
        sheet: &Sheet,
        set: &mut Typeset,
        at: At,
    ) -> Keyed {
        let mut keyed = Keyed::default();
        if is_repeated(ui) {
            return keyed;
        }
        let filter = EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: self.card || !self.selection.is_empty(),
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let text = sheet.text();
        for (key, modifiers) in pressed(ui) {
            let extend = modifiers.shift;
            let words = modifiers.ctrl || modifiers.alt || modifiers.command;
            if let Some(step) = step_of(key, words) {
                self.step(step, extend, text);
                keyed.moved = true;
            } else if self.turn(ui, key, words, extend, sheet, set, at) {
                keyed.moved = true;
            } else if key == Key::Escape && self.card {
                keyed.closed = true;
            } else if key == Key::Escape && !self.selection.is_empty() {
                self.clear();
            }
        }
        keyed.next = self.card && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::N));
        keyed.entered = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        if self.selection.is_empty() {
            let claim = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::C));
            keyed.wanted = claim.then_some(Wanted::Claim);
        } else {
            keyed.wanted = wanted(ui);
        }
        keyed
    }

    fn step(&mut self, step: Step, extend: bool, text: Text<'_>) {
        let range = self.selection.range();
        let to = match step {
            // Without Shift an arrow goes to the end of what is selected.
            Step::Left if !extend && !range.is_empty() => range.start,
            Step::Right if !extend && !range.is_empty() => range.end,
            _ => text.step(self.selection.head, step),
        };
        self.go(to, extend);
    }

    /// Keys that go by rows; false for any other key.
    #[expect(
        clippy::too_many_arguments,
        reason = "the whole of what a row depends on"
    )]
    fn turn(
        &mut self,
        ui: &Ui,
        key: Key,
        all: bool,
        extend: bool,
        sheet: &Sheet,
        set: &mut Typeset,
        at: At,
    ) -> bool {
        let text = sheet.text();
        match key {
            Key::Home if all => self.go(text.step(0, Step::Start), extend),
            Key::End if all => self.go(text.step(0, Step::End), extend),
            Key::Home | Key::End => {
                let Some((block, line, _)) = self.spot(ui, sheet, set, at) else {
                    return true;
                };
                let start = sheet.blocks.get(block).map_or(0, |b| b.bytes.start);
                let row = set.get(block).map(|laid| laid.lines.bytes_of(line));
                let row = row.unwrap_or(0..0);
                if key == Key::Home {
                    self.go(start + row.start, extend);
                } else {
                    self.go(text.snap(start + row.end), extend);
                    self.stay = true;
                }
            }
            Key::ArrowUp => self.rows(ui, -1, extend, sheet, set, at),
            Key::ArrowDown => self.rows(ui, 1, extend, sheet, set, at),
            Key::PageUp | Key::PageDown => {
                let page = (at.view / f64::from(at.size.kind().line)).floor() as i64 - 1;
                let page = page.max(1);
                let by = if key == Key::PageUp { -page } else { page };
                self.rows(ui, by, extend, sheet, set, at);
            }
            _ => return false,
        }
        true
    }

    /// The block and the row that the caret is on, and its left edge.
    fn spot(
        &self,
        ui: &Ui,
        sheet: &Sheet,
        set: &mut Typeset,
        at: At,
    ) -> Option<(usize, usize, f32)> {
        let head = self.selection.head;
        let mut block = super::blocks::block_at(&sheet.blocks, head);
        let start = sheet.blocks.get(block)?.bytes.start;
        // At the seam of a paragraph that was cut for display the caret may be at the end of the first.
        if self.stay && start == head && block > 0 {
            let before = sheet.blocks.get(block - 1)?;
            if before.bytes.end == head {
                block -= 1;
            }
        }
        let start = sheet.blocks.get(block)?.bytes.start;
        let laid = set.lay(ui, sheet, block, at.wide, at.size)?;
        let spot = laid.lines.spot(head - start, self.stay);
        Some((block, spot.line, spot.x))
    }

    /// Goes up or down by rows and keeps to the same column.
    fn rows(&mut self, ui: &Ui, by: i64, extend: bool, sheet: &Sheet, set: &mut Typeset, at: At) {
        let Some((mut block, mut line, x)) = self.spot(ui, sheet, set, at) else {
            return;
        };
        let x = self.wish.unwrap_or(x);
        for _ in 0..by.unsigned_abs() {
            let rows = set.get(block).map_or(0, |laid| laid.lines.len());
            if by < 0 && line > 0 {
                line -= 1;
            } else if by > 0 && line + 1 < rows {
                line += 1;
            } else {
                let next = if by < 0 {
                    block.checked_sub(1)
                } else {
                    Some(block + 1)
                };
                let laid = next.and_then(|next| set.lay(ui, sheet, next, at.wide, at.size));
                let Some((next, laid)) = next.zip(laid) else {
                    // At the first or last row: to its very end, as everywhere.
                    let edge = if by < 0 { Step::Start } else { Step::End };
                    self.go(sheet.text().step(self.selection.head, edge), extend);
                    return;
                };
                block = next;
                line = if by < 0 {
                    laid.lines.len().saturating_sub(1)
                } else {
                    0
                };
            }
        }
        let start = sheet.blocks.get(block).map_or(0, |b| b.bytes.start);
        let Some(laid) = set.get(block) else { return };
        let (local, stay) = laid.lines.on_line(line, x);
        self.go(sheet.text().snap(start + local), extend);
        self.stay = stay;
        self.wish = Some(x);
    }
}

/// egui may draw a frame twice from the same input, when something only found its size in it. What was
/// done once must not be done again.
fn is_repeated(ui: &Ui) -> bool {
    ui.ctx().current_pass_index() > 0
}

/// The keys that move the caret and were pressed, taken out of the input.
fn pressed(ui: &Ui) -> Vec<(Key, Modifiers)> {
    const KEYS: [Key; 9] = [
        Key::ArrowLeft,
        Key::ArrowRight,
        Key::ArrowUp,
        Key::ArrowDown,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::Escape,
    ];
    ui.input_mut(|input| {
        let mut found = Vec::new();
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } if KEYS.contains(key) => {
                found.push((*key, *modifiers));
                false
            }
            _ => true,
        });
        found
    })
}

fn step_of(key: Key, words: bool) -> Option<Step> {
    match (key, words) {
        (Key::ArrowLeft, false) => Some(Step::Left),
        (Key::ArrowRight, false) => Some(Step::Right),
        (Key::ArrowLeft, true) => Some(Step::WordLeft),
        (Key::ArrowRight, true) => Some(Step::WordRight),
        _ => None,
    }
}

fn wanted(ui: &Ui) -> Option<Wanted> {
    let copied = ui.input(|input| input.events.iter().any(|e| matches!(e, Event::Copy)));
    if copied {
        return Some(Wanted::Copy);
    }
    let keys = [
        (Key::H, Wanted::Highlight),
        (Key::M, Wanted::Comment),
        (Key::T, Wanted::Tag),
        (Key::Q, Wanted::Question),
        (Key::C, Wanted::Claim),
    ];
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    keys.into_iter()
        .find_map(|(key, wanted)| pressed(key).then_some(wanted))
}
