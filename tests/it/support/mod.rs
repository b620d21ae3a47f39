//! What the tests of the window share: a renderer without a graphics card, and a harness with our theme.

pub(crate) mod desk;
pub(crate) mod disk;
pub(crate) mod hands;
#[cfg(target_os = "linux")]
pub(crate) mod mounted;
pub(crate) mod random;
pub(crate) mod raster;
pub(crate) mod reading;
pub(crate) mod steps;
pub(crate) mod untidy;
pub(crate) mod window;

use annals::ui::theme;
use egui_kittest::{Harness, HarnessBuilder};

/// A harness builder of the given size in points, one pixel to a point, with the theme, drawing on the processor.
pub(crate) fn builder<State>(size: [f32; 2], dark: bool) -> HarnessBuilder<State> {
    Harness::<State>::builder()
        .with_size(size)
        .with_pixels_per_point(1.0)
        .with_theme(if dark {
            eframe::egui::Theme::Dark
        } else {
            eframe::egui::Theme::Light
        })
        .with_render_cursor(false)
        .with_context_setup(move |ctx| theme::apply(ctx, dark))
        .renderer(raster::Raster::default())
}

/// A harness that shows `ui`, on the plane of the views.
pub(crate) fn harness<'a>(
    size: [f32; 2],
    dark: bool,
    mut ui: impl FnMut(&mut eframe::egui::Ui) + 'a,
) -> Harness<'a> {
    builder(size, dark).build_ui(move |root| {
        let fill = theme::Theme::of(root).surface;
        let window = root.ctx().content_rect();
        root.painter()
            .rect_filled(window, eframe::egui::CornerRadius::ZERO, fill);
        ui(root);
    })
}
