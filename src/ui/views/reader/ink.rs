//! The colours of annotations: by motivation, or by tag where nothing but the tag is said.

use eframe::egui::Color32;

use crate::model::{Motivation, TagColour};
use crate::ui::icons::{self, Icon};
use crate::ui::theme::{Theme, Tint, TintInk, blend};

/// What gives an annotation its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Why it was made.
    Tint(Tint),
    /// The tag of a highlight that says no more than its tag.
    Tag(TagColour),
}

impl Ink {
    /// Fill behind the words and bar beside the remark.
    pub(super) fn of(self, theme: &Theme) -> TintInk {
        match self {
            Self::Tint(tint) => theme.tint(tint),
            Self::Tag(colour) => {
                let bar = theme.tag(colour as usize).colour;
                // Weak enough that text stands on it as on the fills of the table.
                let share = if theme.dark { 0.22 } else { 0.2 };
                TintInk {
                    fill: blend(theme.surface, bar, share),
                    bar,
                }
            }
        }
    }

    /// The fill behind the words.
    pub(super) fn fill(self, theme: &Theme) -> Color32 {
        self.of(theme).fill
    }

    /// The bar beside the remark.
    pub(super) fn bar(self, theme: &Theme) -> Color32 {
        self.of(theme).bar
    }
}

/// The colour of a motivation.
pub(super) fn tint_of(motivation: Motivation) -> Tint {
    match motivation {
        Motivation::Highlighting => Tint::Highlighting,
        Motivation::Commenting | Motivation::Describing | Motivation::Replying => Tint::Commenting,
        Motivation::Questioning => Tint::Questioning,
        Motivation::Assessing | Motivation::Moderating => Tint::Assessing,
        Motivation::Editing => Tint::Editing,
        Motivation::Linking
        | Motivation::Tagging
        | Motivation::Classifying
        | Motivation::Identifying
        | Motivation::Bookmarking => Tint::Linking,
    }
}

/// What one annotation of a motivation is called.
pub(super) fn noun_of(motivation: Motivation) -> &'static str {
    match motivation {
        Motivation::Highlighting => "Highlight",
        Motivation::Commenting => "Comment",
        Motivation::Questioning => "Question",
        Motivation::Assessing => "Assessment",
        Motivation::Editing => "Edit",
        Motivation::Linking => "Link",
        Motivation::Describing => "Description",
        Motivation::Replying => "Reply",
        Motivation::Moderating => "Decision",
        Motivation::Tagging => "Tag",
        Motivation::Classifying => "Class",
        Motivation::Identifying => "Identification",
        Motivation::Bookmarking => "Bookmark",
    }
}

/// The icon of a remark where there is room for no more.
pub(super) fn icon_of(motivation: Motivation) -> Icon {
    match motivation {
        Motivation::Highlighting => icons::EDIT,
        Motivation::Questioning => icons::HELP,
        Motivation::Assessing | Motivation::Moderating => icons::ASSESSED,
        Motivation::Editing => icons::MEND,
        Motivation::Linking => icons::LINK,
        Motivation::Tagging | Motivation::Classifying => icons::TAG,
        Motivation::Identifying => icons::USER,
        Motivation::Bookmarking => icons::FLAG,
        Motivation::Commenting | Motivation::Describing | Motivation::Replying => icons::ANNOTATION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Choice as _;

    /// WCAG 2.2 relative luminance.
    fn luminance(colour: Color32) -> f32 {
        let channel = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.04045 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b())
    }

    #[test]
    fn text_can_be_read_on_the_fill_of_every_tag() {
        for dark in [false, true] {
            let theme = Theme::named(dark);
            for &colour in TagColour::ALL {
                let fill = luminance(Ink::Tag(colour).fill(theme));
                let text = luminance(theme.text);
                let ratio = (fill.max(text) + 0.05) / (fill.min(text) + 0.05);
                assert!(ratio >= 7.0, "{colour:?} {dark}: {ratio}");
            }
        }
    }
}
