//! The colour tokens, light and dark.
//!
//! `accent` says selection and focus and nothing else; `contested` says that sources are in conflict;
//! `problem` says that something failed. The tests check the contrast that every pair needs.

use eframe::egui::{Color32, Context, Ui};

/// All colours of one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Whether this is the dark theme.
    pub dark: bool,
    /// Window, bars, navigator.
    pub bg: Color32,
    /// Views, fields, popovers.
    pub surface: Color32,
    /// Inspector, tabs, the assessed column.
    pub raised: Color32,
    /// A hovered row, a chip.
    pub hover: Color32,
    /// A pressed control; scroll bars.
    pub press: Color32,
    /// A selected record.
    pub select: Color32,
    /// The current place; a selection in a view without focus.
    pub selectdim: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Borders of controls.
    pub edge: Color32,
    /// Text.
    pub text: Color32,
    /// Secondary text, icons.
    pub text2: Color32,
    /// Labels, counts, hints.
    pub text3: Color32,
    /// Selection and focus, nothing else.
    pub accent: Color32,
    /// A tick on `accent`.
    pub onaccent: Color32,
    /// Words and signs of a conflict.
    pub contested: Color32,
    /// A cell in conflict.
    pub contestedbg: Color32,
    /// The underline of a claim in conflict.
    pub contestedline: Color32,
    /// Words and signs of compatible claims.
    pub compatible: Color32,
    /// Tint behind compatible claims, in popovers only.
    pub compatiblebg: Color32,
    /// The underline of a compatible claim.
    pub compatibleline: Color32,
    /// Words of an error.
    pub problem: Color32,
    /// A line that cannot be read.
    pub problembg: Color32,
    /// The border of a field that is not understood; the bar of a failure.
    pub problemline: Color32,
    /// Behind a search hit.
    pub hit: Color32,
    /// Between the window and a modal or the palette.
    pub scrim: Color32,
    /// What floats casts this.
    pub shadow: Color32,
    /// The colours of tags, in the order of [`TagShape::ALL`].
    pub tag_colours: [Color32; TAG_COUNT],
    /// Fill and bar of an annotation, in the order of [`Tint::ALL`].
    pub tints: [TintInk; 6],
}

/// Number of pairs of colour and sign that tags are given.
pub const TAG_COUNT: usize = 10;

/// The sign of a tag. Shape says the same as colour does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the shapes")]
pub enum TagShape {
    Circle,
    Square,
    Triangle,
    Diamond,
    Hexagon,
    Ring,
    HollowSquare,
    HollowTriangle,
    HollowDiamond,
    HollowHexagon,
}

impl TagShape {
    /// The shapes in the order in which new tags take them.
    pub const ALL: [Self; TAG_COUNT] = [
        Self::Circle,
        Self::Square,
        Self::Triangle,
        Self::Diamond,
        Self::Hexagon,
        Self::Ring,
        Self::HollowSquare,
        Self::HollowTriangle,
        Self::HollowDiamond,
        Self::HollowHexagon,
    ];

    /// Whether only the outline is drawn.
    #[must_use]
    pub fn hollow(self) -> bool {
        matches!(
            self,
            Self::Ring
                | Self::HollowSquare
                | Self::HollowTriangle
                | Self::HollowDiamond
                | Self::HollowHexagon
        )
    }
}

/// Colour and sign of one tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagInk {
    /// The sign.
    pub shape: TagShape,
    /// Its colour.
    pub colour: Color32,
}

/// Why words were marked; each has a fill behind the words and a bar beside the remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tint {
    /// Kept for its own sake.
    Highlighting,
    /// A remark.
    Commenting,
    /// A doubt, an open question.
    Questioning,
    /// A judgement.
    Assessing,
    /// A slip in the source.
    Editing,
    /// A pointer to something else.
    Linking,
}

impl Tint {
    /// All, in the order of [`Theme::tints`].
    pub const ALL: [Self; 6] = [
        Self::Highlighting,
        Self::Commenting,
        Self::Questioning,
        Self::Assessing,
        Self::Editing,
        Self::Linking,
    ];
}

/// Fill and bar of a [`Tint`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TintInk {
    /// Behind the words.
    pub fill: Color32,
    /// Beside the remark.
    pub bar: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const fn tint(fill: u32, bar: u32) -> TintInk {
    TintInk {
        fill: rgb(fill),
        bar: rgb(bar),
    }
}

/// The light theme.
pub static LIGHT: Theme = Theme {
    dark: false,
    bg: rgb(0xF3F3F0),
    surface: rgb(0xFFFFFF),
    raised: rgb(0xFAFAF8),
    hover: rgb(0xEAEAE6),
    press: rgb(0xDFDFDA),
    select: rgb(0xDEE8FC),
    selectdim: rgb(0xE6E6E2),
    line: rgb(0xE4E4DF),
    edge: rgb(0x85867F),
    text: rgb(0x1B1C1E),
    text2: rgb(0x4E5156),
    text3: rgb(0x5F6267),
    accent: rgb(0x2855C7),
    onaccent: rgb(0xFFFFFF),
    contested: rgb(0x963A00),
    contestedbg: rgb(0xFDEADB),
    contestedline: rgb(0xC4632A),
    compatible: rgb(0x00646A),
    compatiblebg: rgb(0xDFF2F1),
    compatibleline: rgb(0x2E8C8F),
    problem: rgb(0xB3241B),
    problembg: rgb(0xFCE7E5),
    problemline: rgb(0xCF4B42),
    hit: rgb(0xFFE27A),
    scrim: Color32::from_rgba_premultiplied(6, 6, 7, 82),
    shadow: Color32::from_black_alpha(41),
    tag_colours: [
        rgb(0x9C5E00),
        rgb(0x0F7774),
        rgb(0x7848BA),
        rgb(0xBC356D),
        rgb(0x47741C),
        rgb(0x1F729F),
        rgb(0xB03D29),
        rgb(0x566577),
        rgb(0x87398C),
        rgb(0x3A3D42),
    ],
    tints: [
        tint(0xFCEFB0, 0x8A6900),
        tint(0xD3EDF6, 0x17718F),
        tint(0xEADFFA, 0x7547BC),
        tint(0xDBF0D3, 0x39762A),
        tint(0xFBDDE7, 0xB2316A),
        tint(0xE6E6E1, 0x66696E),
    ],
};

/// The dark theme.
pub static DARK: Theme = Theme {
    dark: true,
    bg: rgb(0x17181A),
    surface: rgb(0x1E1F22),
    raised: rgb(0x232427),
    hover: rgb(0x2C2E32),
    press: rgb(0x36383D),
    select: rgb(0x2B3A63),
    selectdim: rgb(0x303237),
    line: rgb(0x323439),
    edge: rgb(0x7C7F87),
    text: rgb(0xE8E8E5),
    text2: rgb(0xB6B8BD),
    text3: rgb(0xA6A9AF),
    accent: rgb(0x8FACFF),
    onaccent: rgb(0x10172B),
    contested: rgb(0xFFB488),
    contestedbg: rgb(0x3D2513),
    contestedline: rgb(0xD9803F),
    compatible: rgb(0x7FD6D1),
    compatiblebg: rgb(0x123636),
    compatibleline: rgb(0x3FA09E),
    problem: rgb(0xFF9F96),
    problembg: rgb(0x4A1E1A),
    problemline: rgb(0xE0675C),
    hit: rgb(0x584608),
    scrim: Color32::from_black_alpha(128),
    shadow: Color32::from_black_alpha(128),
    tag_colours: [
        rgb(0xE0A33E),
        rgb(0x45BDB5),
        rgb(0xB795F2),
        rgb(0xF087B0),
        rgb(0x94C25A),
        rgb(0x62B4E3),
        rgb(0xF08D78),
        rgb(0x9DB0C8),
        rgb(0xD98FDE),
        rgb(0xD3D5D9),
    ],
    tints: [
        tint(0x463B10, 0xD8B648),
        tint(0x123C4A, 0x62B8D6),
        tint(0x392A56, 0xB798F2),
        tint(0x22401B, 0x8BC878),
        tint(0x4C2135, 0xF08CB1),
        tint(0x35373B, 0x9DA0A6),
    ],
};

impl Theme {
    /// The theme of a [`Ui`], by its dark mode flag.
    #[must_use]
    pub fn of(ui: &Ui) -> &'static Self {
        Self::named(ui.visuals().dark_mode)
    }

    /// The theme of a [`Context`], for what is not inside a [`Ui`].
    #[must_use]
    pub fn of_ctx(ctx: &Context) -> &'static Self {
        Self::named(ctx.global_style().visuals.dark_mode)
    }

    /// The dark theme or the light one.
    #[must_use]
    pub fn named(dark: bool) -> &'static Self {
        if dark { &DARK } else { &LIGHT }
    }

    /// Colour and sign of the tag with this place in the order; after ten they repeat.
    #[must_use]
    pub fn tag(&self, place: usize) -> TagInk {
        let place = place % TAG_COUNT;
        TagInk {
            shape: TagShape::ALL[place],
            colour: self.tag_colours[place],
        }
    }

    /// Fill and bar for a reason to mark words.
    #[must_use]
    pub fn tint(&self, tint: Tint) -> TintInk {
        self.tints[tint as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.2 contrast ratio.
    fn contrast(a: Color32, b: Color32) -> f32 {
        fn luminance(c: Color32) -> f32 {
            let channel = |v: u8| {
                let v = f32::from(v) / 255.0;
                if v <= 0.04045 {
                    v / 12.92
                } else {
                    ((v + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
        }
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn check_at_least(least: f32, pairs: &[(&str, Color32, Color32)]) {
        for (name, ink, ground) in pairs {
            let ratio = contrast(*ink, *ground);
            assert!(ratio >= least, "{name}: {ratio:.2} is under {least}");
        }
    }

    #[test]
    fn words_reach_a_contrast_of_4_5_on_every_ground_they_stand_on() {
        for t in [&LIGHT, &DARK] {
            let grounds = [
                t.bg,
                t.surface,
                t.raised,
                t.hover,
                t.press,
                t.select,
                t.selectdim,
            ];
            for ground in grounds {
                check_at_least(
                    4.5,
                    &[
                        ("text", t.text, ground),
                        ("text2", t.text2, ground),
                        ("text3", t.text3, ground),
                        ("contested", t.contested, ground),
                        ("compatible", t.compatible, ground),
                        ("problem", t.problem, ground),
                    ],
                );
            }
            check_at_least(
                4.5,
                &[
                    ("contested cell", t.contested, t.contestedbg),
                    ("compatible tint", t.compatible, t.compatiblebg),
                    ("bad line", t.problem, t.problembg),
                    ("tick", t.onaccent, t.accent),
                    ("primary button", t.surface, t.text),
                    ("its hover", t.surface, t.text2),
                    ("text on a hit", t.text, t.hit),
                    ("text2 on a hit", t.text2, t.hit),
                ],
            );
            for ink in &t.tints {
                check_at_least(
                    4.5,
                    &[
                        ("text", t.text, ink.fill),
                        ("text2", t.text2, ink.fill),
                        ("text3", t.text3, ink.fill),
                    ],
                );
            }
        }
    }

    #[test]
    fn marks_reach_a_contrast_of_3() {
        for t in [&LIGHT, &DARK] {
            for ground in [t.bg, t.surface, t.raised, t.hover] {
                check_at_least(
                    3.0,
                    &[("edge", t.edge, ground), ("accent", t.accent, ground)],
                );
            }
            for (place, colour) in t.tag_colours.iter().enumerate() {
                for ground in [t.surface, t.hover, t.select] {
                    check_at_least(3.0, &[(&format!("tag {place}"), *colour, ground)]);
                }
            }
            for ink in &t.tints {
                check_at_least(3.0, &[("bar", ink.bar, t.surface)]);
            }
        }
    }

    #[test]
    fn tags_repeat_after_ten() {
        assert_eq!(LIGHT.tag(3), LIGHT.tag(13));
        assert_ne!(LIGHT.tag(3), LIGHT.tag(4));
    }
}
