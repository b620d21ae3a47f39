//! Laid out blocks, kept while they are near what is in sight, and the height of each.
//!
//! Galleys point into egui's atlas of glyphs. egui empties that when it is full, so they are dropped
//! when the atlas lost glyphs, and when the view was out of sight for a frame and could not see it.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::LayoutJob;
use eframe::egui::{Color32, Galley, Ui};

use super::data::Sheet;
use super::geometry::PARAGRAPH;
use super::heights::Heights;
use super::lines::Lines;
use super::scroll::Place;
use crate::query::Query;
use crate::ui::theme::{Type, space};

/// Blocks that stay laid out when others are needed.
const KEPT: usize = 192;
/// About how wide a letter is, as a share of the size, for heights that were not measured yet.
const LETTER: f32 = 0.46;

/// The size of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(super) enum Size {
    /// More on a screen.
    Small,
    /// As the design has it.
    #[default]
    Usual,
    /// Easier on the eyes.
    Large,
}

impl Size {
    /// All of them, as the menu has them.
    pub(super) const ALL: [(Self, &'static str); 3] = [
        (Self::Small, "Small text"),
        (Self::Usual, "Usual text"),
        (Self::Large, "Large text"),
    ];

    /// The type of the text.
    pub(super) fn kind(self) -> Type {
        let (size, line) = match self {
            Self::Small => (14.0, 23.0),
            Self::Usual => return Type::READING,
            Self::Large => (19.0, 31.0),
        };
        Type {
            size,
            line,
            ..Type::READING
        }
    }
}

/// How text is set and how much of it is in sight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct At {
    /// The width of the text.
    pub(super) wide: f32,
    /// Its size.
    pub(super) size: Size,
    /// The height in sight, above the notices that cover its foot.
    pub(super) view: f64,
}

/// What the laid out blocks hold for.
#[derive(Debug, Clone, PartialEq)]
struct Key {
    sheet: usize,
    width: u32,
    size: Size,
    scale: u32,
}

/// A block that is laid out.
#[derive(Debug)]
pub(super) struct Laid {
    /// Its letters, in no colour yet.
    pub(super) galley: Arc<Galley>,
    /// Where they stand.
    pub(super) lines: Lines,
    hits: Option<(String, Vec<Range<usize>>)>,
    used: u64,
}

/// The laid out blocks of a sheet. Item 0 of the heights is the head of the page, the others are the
/// blocks.
#[derive(Debug, Default)]
pub(super) struct Typeset {
    key: Option<Key>,
    /// The heights of the page's items.
    pub(super) heights: Heights,
    laid: HashMap<usize, Laid>,
    pass: u64,
    filled: f32,
    /// Counts the times that everything was laid out anew.
    pub(super) edition: u64,
    /// Room below the last block.
    pub(super) foot: f64,
}

impl Typeset {
    /// To be called at the start of each frame. Gives the place anew where the widths have changed, so
    /// that the same words stay at the top.
    pub(super) fn begin(
        &mut self,
        ui: &Ui,
        sheet: &Arc<Sheet>,
        width: f32,
        size: Size,
        place: Place,
    ) -> Place {
        let pass = ui.ctx().cumulative_pass_nr();
        let ratio = |fonts: &FontsView<'_>| fonts.font_atlas_fill_ratio();
        let filled = ui.ctx().fonts(ratio);
        if pass > self.pass + 1 || filled < self.filled {
            self.laid.clear();
        }
        self.pass = pass;
        self.filled = filled;
        let key = Key {
            sheet: Arc::as_ptr(sheet) as usize,
            width: width.to_bits(),
            size,
            scale: ui.pixels_per_point().to_bits(),
        };
        if self.key.as_ref() == Some(&key) {
            return place;
        }
        let same_text = self.key.as_ref().is_some_and(|old| old.sheet == key.sheet);
        let share = place.offset / self.heights.of(place.item).max(1.0);
        self.key = Some(key);
        self.edition += 1;
        self.laid.clear();
        self.foot = f64::from(space::HH);
        self.heights = Heights::new(guesses(sheet, width, size.kind()));
        if !same_text {
            return Place::default();
        }
        if let Some(block) = place.item.checked_sub(1) {
            self.lay(ui, sheet, block, width, size);
        }
        Place {
            item: place.item,
            offset: share * self.heights.of(place.item),
        }
    }

    /// Moves a place by points; see [`Place::moved`].
    pub(super) fn moved(&mut self, ui: &Ui, sheet: &Sheet, at: At, place: Place, by: f64) -> Place {
        let mut heights = std::mem::take(&mut self.heights);
        let mut measure = |heights: &mut Heights, item: usize| {
            std::mem::swap(&mut self.heights, heights);
            if let Some(block) = item.checked_sub(1) {
                self.lay(ui, sheet, block, at.wide, at.size);
            }
            std::mem::swap(&mut self.heights, heights);
        };
        let place = place.moved(by, at.view, &mut heights, &mut measure);
        self.heights = heights;
        place
    }

    /// Lays a block out if it is not.
    pub(super) fn lay(
        &mut self,
        ui: &Ui,
        sheet: &Sheet,
        block: usize,
        width: f32,
        size: Size,
    ) -> Option<&mut Laid> {
        let bytes = sheet.blocks.get(block)?.bytes.clone();
        let text = sheet.capture.text.get(bytes)?;
        let pass = self.pass;
        if !self.laid.contains_key(&block) {
            self.make_room();
            let kind = size.kind();
            let mut job =
                LayoutJob::single_section(text.to_owned(), kind.format(Color32::PLACEHOLDER));
            job.wrap.max_width = width;
            job.break_on_newline = false;
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            let lines = Lines::of(text, &galley);
            let tall = f64::from(galley.size().y) + self.gap_after(sheet, block);
            self.heights.set(block + 1, tall);
            self.laid.insert(
                block,
                Laid {
                    galley,
                    lines,
                    hits: None,
                    used: pass,
                },
            );
        }
        let laid = self.laid.get_mut(&block)?;
        laid.used = pass;
        // Room at the foot comes and goes with the remarks beside the last block.
        if block + 1 == sheet.blocks.len() {
            self.heights
                .set(block + 1, f64::from(laid.galley.size().y) + self.foot);
        }
        Some(laid)
    }

    fn gap_after(&self, sheet: &Sheet, block: usize) -> f64 {
        match sheet.blocks.get(block + 1) {
            Some(next) if next.number.is_none() => 0.0,
            Some(_) => f64::from(PARAGRAPH),
            None => self.foot,
        }
    }

    /// Lets go of what was not used for longest, half of it at a time.
    fn make_room(&mut self) {
        if self.laid.len() < KEPT {
            return;
        }
        let mut used: Vec<u64> = self.laid.values().map(|laid| laid.used).collect();
        used.sort_unstable();
        let middle = used.get(used.len() / 2).copied().unwrap_or_default();
        let pass = self.pass;
        self.laid
            .retain(|_, laid| laid.used > middle || laid.used == pass);
    }

    /// A block that is laid out.
    pub(super) fn get(&self, block: usize) -> Option<&Laid> {
        self.laid.get(&block)
    }

    /// Where a block begins in the page, in points.
    pub(super) fn top(&self, block: usize) -> f64 {
        self.heights.top(block + 1)
    }
}

impl Laid {
    /// Where the words that are looked for stand in the block.
    pub(super) fn hits(&mut self, text: &str, query: &Query) -> &[Range<usize>] {
        let asked = query.text();
        if self.hits.as_ref().is_none_or(|(of, _)| of != asked) {
            self.hits = Some((asked.to_owned(), query.hits(text)));
        }
        self.hits.as_ref().map_or(&[], |(_, hits)| hits)
    }

    /// The hits that were found last.
    pub(super) fn known_hits(&self) -> &[Range<usize>] {
        self.hits.as_ref().map_or(&[], |(_, hits)| hits)
    }
}

/// Heights that are near enough for the scroll bar.
fn guesses(sheet: &Sheet, width: f32, kind: Type) -> Vec<f64> {
    let letters = f64::from((width / (kind.size * LETTER)).max(1.0));
    let head = 200.0;
    let blocks = sheet.blocks.iter().enumerate().map(|(place, block)| {
        // Bytes stand for letters: right for Latin script, and only a guess anyway.
        let rows = (block.bytes.len() as f64 / letters).ceil().max(1.0);
        let next = sheet.blocks.get(place + 1);
        let gap = if next.is_some_and(|next| next.number.is_none()) {
            0.0
        } else {
            f64::from(PARAGRAPH)
        };
        rows * f64::from(kind.line) + gap
    });
    std::iter::once(head).chain(blocks).collect()
}
