//! The type scale: face, size and line height of every kind of text.
//!
//! egui takes the line height of the face when none is given, so all text is made here and nowhere by
//! hand: [`Type::format`] for layout jobs, [`Type::rich`] for egui's widgets, [`Type::line`] for a line.

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Color32, FontId, Galley, RichText, Ui};

use super::fonts::Face;

/// One kind of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// The face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
    /// Line height in points.
    pub line: f32,
}

const fn kind(face: Face, size: f32, line: f32) -> Type {
    Type { face, size, line }
}

impl Type {
    /// The name on the welcome page, nowhere else.
    pub const DISPLAY: Self = kind(Face::ReadSemibold, 40.0, 48.0);
    /// The title of an error page.
    pub const HEADING: Self = kind(Face::UiLarge, 24.0, 30.0);
    /// The title of a source or a note.
    pub const HEADING_READ: Self = kind(Face::ReadSemibold, 24.0, 30.0);
    /// The title of the inspector.
    pub const TITLE: Self = kind(Face::UiLarge, 17.0, 22.0);
    /// The title of a popover, a modal, an empty view.
    pub const SUBTITLE: Self = kind(Face::UiSemibold, 15.0, 20.0);
    /// Everything.
    pub const BODY: Self = kind(Face::Ui, 13.0, 18.0);
    /// Values, buttons, the current place.
    pub const BODY_MEDIUM: Self = kind(Face::UiMedium, 13.0, 18.0);
    /// Headings of groups.
    pub const BODY_STRONG: Self = kind(Face::UiSemibold, 13.0, 18.0);
    /// Labels, counts, second lines, chips, the status bar.
    pub const SMALL: Self = kind(Face::Ui, 12.0, 16.0);
    /// Heads of tables and of the navigator's groups.
    pub const SMALL_MEDIUM: Self = kind(Face::UiMedium, 12.0, 16.0);
    /// Titles of margin notes.
    pub const SMALL_STRONG: Self = kind(Face::UiSemibold, 12.0, 16.0);
    /// Grades, key caps, paragraph numbers.
    pub const TINY: Self = kind(Face::UiTiny, 11.0, 14.0);
    /// Captures and notes.
    pub const READING: Self = kind(Face::Read, 16.0, 26.0);
    /// Emphasis in captures and notes.
    pub const READING_ITALIC: Self = kind(Face::ReadItalic, 16.0, 26.0);
    /// Strong words in captures and notes.
    pub const READING_STRONG: Self = kind(Face::ReadSemibold, 16.0, 26.0);
    /// A passage quoted outside the Reader.
    pub const QUOTE: Self = kind(Face::Read, 15.0, 22.0);
    /// File text, dates in EDTF, hashes.
    pub const CODE: Self = kind(Face::Mono, 12.0, 20.0);

    /// The same kind with another line height, where lines stand closer.
    #[must_use]
    pub const fn with_line(self, line: f32) -> Self {
        Self { line, ..self }
    }

    /// The egui font.
    #[must_use]
    pub fn font(self) -> FontId {
        FontId::new(self.size, self.face.family())
    }

    /// A format for a section of a layout job, with the line height set.
    #[must_use]
    pub fn format(self, colour: Color32) -> TextFormat {
        TextFormat {
            font_id: self.font(),
            line_height: Some(self.line),
            color: colour,
            ..TextFormat::default()
        }
    }

    /// Text for egui's own widgets, with the line height set.
    #[must_use]
    pub fn rich(self, text: impl Into<String>, colour: Color32) -> RichText {
        RichText::new(text)
            .font(self.font())
            .line_height(Some(self.line))
            .color(colour)
    }

    /// A layout job of one section that wraps at `width`.
    #[must_use]
    pub fn job(self, text: &str, colour: Color32, width: f32) -> LayoutJob {
        let mut job = LayoutJob::single_section(text.to_owned(), self.format(colour));
        job.wrap.max_width = width;
        job
    }

    /// A laid out line that never wraps.
    #[must_use]
    pub fn line(self, ui: &Ui, text: &str, colour: Color32) -> Arc<Galley> {
        let mut job = self.job(text, colour, f32::INFINITY);
        job.break_on_newline = false;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// A laid out line that is cut with "…" where it would be wider than `width`; [`Galley::elided`]
    /// says whether it was.
    #[must_use]
    pub fn cut(self, ui: &Ui, text: &str, colour: Color32, width: f32) -> Arc<Galley> {
        let mut job = self.job(text, colour, width);
        job.wrap = TextWrapping {
            max_width: width.max(0.0),
            max_rows: 1,
            break_anywhere: true,
            ..TextWrapping::default()
        };
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }

    /// Laid out lines that wrap at `width`.
    #[must_use]
    pub fn wrapped(self, ui: &Ui, text: &str, colour: Color32, width: f32) -> Arc<Galley> {
        let job = self.job(text, colour, width);
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::epaint::text::{Fonts, TextOptions};

    use super::*;
    use crate::ui::theme::fonts::definitions;

    /// From the top of the line to the base line, in whole pixels.
    fn check_base_line(kind: Type, expected: f32) {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(1.0);
        let galley = view.layout_job(kind.job("H", Color32::WHITE, f32::INFINITY));
        let glyph = &galley.rows[0].glyphs[0];
        let bottom = (glyph.pos.y + glyph.uv_rect.offset.y).round() + glyph.uv_rect.size.y;
        assert_eq!((bottom, galley.size().y), (expected, kind.line), "{kind:?}");
    }

    #[test]
    fn base_lines_stand_where_the_design_has_them() {
        check_base_line(Type::DISPLAY, 38.0);
        check_base_line(Type::HEADING, 24.0);
        check_base_line(Type::TITLE, 17.0);
        check_base_line(Type::SUBTITLE, 15.0);
        check_base_line(Type::BODY, 13.0);
        check_base_line(Type::BODY_MEDIUM, 13.0);
        check_base_line(Type::BODY_STRONG, 13.0);
        check_base_line(Type::SMALL, 12.0);
        check_base_line(Type::TINY, 11.0);
        check_base_line(Type::READING, 19.0);
        check_base_line(Type::QUOTE, 16.0);
    }
}
