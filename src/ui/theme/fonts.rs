//! The faces, registered under their names; weights are files of their own, so that bold is real.

use std::sync::{Arc, OnceLock};

use eframe::egui::epaint::text::FontTweak;
use eframe::egui::{FontData, FontDefinitions, FontFamily};

use crate::exchange::faces;

/// A face of the type scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// IBM Plex Sans Regular.
    Ui,
    /// IBM Plex Sans Medium.
    UiMedium,
    /// IBM Plex Sans `SemiBold`.
    UiSemibold,
    /// Source Serif 4 Regular.
    Read,
    /// Source Serif 4 Italic.
    ReadItalic,
    /// Source Serif 4 `SemiBold`.
    ReadSemibold,
    /// IBM Plex Mono Regular.
    Mono,
    /// Phosphor Regular; holds icons only, and no other face falls back on it.
    Icon,
    /// IBM Plex Sans Medium at 11 points, see [`tweak`].
    UiTiny,
    /// IBM Plex Sans `SemiBold` from 17 points on, see [`tweak`].
    UiLarge,
}

/// The names of the families, in the order of [`Face`].
pub const FONT_NAMES: [&str; 10] = [
    "ui",
    "ui-medium",
    "ui-semibold",
    "read",
    "read-italic",
    "read-semibold",
    "mono",
    "icon",
    "ui-tiny",
    "ui-large",
];

impl Face {
    /// The egui family of this face. Cheap: the name is shared.
    #[must_use]
    pub fn family(self) -> FontFamily {
        static FAMILIES: OnceLock<[FontFamily; 10]> = OnceLock::new();
        let families =
            FAMILIES.get_or_init(|| FONT_NAMES.map(|name| FontFamily::Name(Arc::from(name))));
        families[self as usize].clone()
    }
}

/// The name of the face for Arabic script, which stands last behind every text face.
const ARABIC: &str = "arabic";

/// The bytes of each face, in the order of [`FONT_NAMES`].
fn files() -> [&'static [u8]; 10] {
    [
        faces::PLEX,
        faces::PLEX_MEDIUM,
        faces::PLEX_SEMIBOLD,
        include_bytes!("../../../assets/fonts/SourceSerif4_400Regular.ttf"),
        include_bytes!("../../../assets/fonts/SourceSerif4_400Regular_Italic.ttf"),
        include_bytes!("../../../assets/fonts/SourceSerif4_600SemiBold.ttf"),
        include_bytes!("../../../assets/fonts/IBMPlexMono_400Regular.ttf"),
        include_bytes!("../../../assets/fonts/Phosphor.ttf"),
        faces::PLEX_MEDIUM,
        faces::PLEX_SEMIBOLD,
    ]
}

/// Faces that stand in for characters a face lacks, nearest in weight first. Scripts that none of them
/// has are left to the fonts of the system.
fn fallbacks(name: &str) -> &'static [&'static str] {
    match name {
        "ui" | "ui-medium" | "ui-semibold" | "ui-tiny" | "ui-large" => &["read", "mono", ARABIC],
        "read" | "read-italic" => &["ui", "mono", ARABIC],
        "read-semibold" => &["ui-semibold", "mono", ARABIC],
        "mono" => &["ui", "read", ARABIC],
        _ => &[],
    }
}

/// Small shifts that put each face on the optical middle of its line.
///
/// egui rounds the base line to whole pixels. At 12, 13 and 15 points Plex comes out a pixel too low, at
/// 11, 17 and 24 it is right; a shift belongs to a face and not to a size, so those sizes have names of
/// their own for the same file. The thin space of Plex is wider than the half of a space that egui takes.
fn tweak(name: &str) -> FontTweak {
    let y_offset = if matches!(name, "ui" | "ui-medium" | "ui-semibold") {
        -0.5625
    } else {
        0.0
    };
    FontTweak {
        thin_space_width: 0.8,
        y_offset,
        ..FontTweak::default()
    }
}

/// All faces for [`eframe::egui::Context::set_fonts`].
#[must_use]
pub fn definitions() -> FontDefinitions {
    let mut definitions = FontDefinitions::empty();
    let arabic = Arc::new(FontData::from_static(faces::NASKH));
    definitions.font_data.insert(ARABIC.to_owned(), arabic);
    for (name, bytes) in FONT_NAMES.into_iter().zip(files()) {
        definitions.font_data.insert(
            name.to_owned(),
            Arc::new(FontData::from_static(bytes).tweak(tweak(name))),
        );
        let chain = std::iter::once(name).chain(fallbacks(name).iter().copied());
        let chain: Vec<String> = chain.map(str::to_owned).collect();
        match name {
            "ui" => drop(
                definitions
                    .families
                    .insert(FontFamily::Proportional, chain.clone()),
            ),
            "mono" => drop(
                definitions
                    .families
                    .insert(FontFamily::Monospace, chain.clone()),
            ),
            _ => {}
        }
        definitions
            .families
            .insert(FontFamily::Name(Arc::from(name)), chain);
    }
    definitions
}

#[cfg(test)]
mod tests {
    use eframe::egui::epaint::text::{Fonts, TextOptions};

    use super::*;
    use crate::ui::icons;

    #[test]
    fn the_text_faces_have_every_sign_that_the_screen_uses() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(1.0);
        let signs = "0123456789=≈≠·×¶…–—“”‘’§°²½≤≥→←↑↓−é\u{a0}\u{2009}\u{202f}ہےیگچپ۱۲؟";
        for face in [
            Face::Ui,
            Face::UiMedium,
            Face::UiSemibold,
            Face::Read,
            Face::ReadItalic,
            Face::ReadSemibold,
            Face::Mono,
            Face::UiTiny,
            Face::UiLarge,
        ] {
            let id = eframe::egui::FontId::new(13.0, face.family());
            let missing: String = signs.chars().filter(|c| !view.has_glyph(&id, *c)).collect();
            assert_eq!(missing, "", "{face:?}");
        }
    }

    #[test]
    fn the_agreement_signs_come_from_the_interface_face_itself() {
        let mut alone = definitions();
        alone
            .families
            .insert(FontFamily::Proportional, vec!["ui".to_owned()]);
        let mut fonts = Fonts::new(TextOptions::default(), alone);
        let mut view = fonts.with_pixels_per_point(1.0);
        let id = eframe::egui::FontId::proportional(13.0);
        for sign in "=≈≠·×¶".chars() {
            assert!(view.has_glyph(&id, sign), "{sign}");
        }
    }

    #[test]
    fn figures_are_as_wide_as_each_other() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(1.0);
        for face in [
            Face::Ui,
            Face::UiMedium,
            Face::UiSemibold,
            Face::Read,
            Face::Mono,
        ] {
            let id = eframe::egui::FontId::new(13.0, face.family());
            let widths: Vec<f32> = ('0'..='9').map(|c| view.glyph_width(&id, c)).collect();
            assert!(
                widths.iter().all(|w| (w - widths[0]).abs() < 0.01),
                "{face:?}: {widths:?}"
            );
        }
    }

    #[test]
    fn every_icon_of_the_table_is_in_the_icon_face() {
        let mut fonts = Fonts::new(TextOptions::default(), definitions());
        let mut view = fonts.with_pixels_per_point(1.0);
        let id = eframe::egui::FontId::new(16.0, Face::Icon.family());
        for (name, icon) in icons::ALL {
            assert!(view.has_glyph(&id, icon.glyph()), "{name}");
        }
    }
}
