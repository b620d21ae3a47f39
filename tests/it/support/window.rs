//! The whole window in a harness.

use annals::app::App;
use annals::ui::Window;
use egui_kittest::Harness;

use super::builder;

/// The window over this program, at a size in points.
pub(crate) fn window(app: App, size: [f32; 2], dark: bool) -> Harness<'static, Window> {
    let mut app = app;
    app.settings.theme = if dark {
        annals::store::settings::ThemeChoice::Dark
    } else {
        annals::store::settings::ThemeChoice::Light
    };
    let window = Window::new(app, None);
    let mut harness = builder::<Window>(size, dark)
        .with_max_steps(20)
        .build_eframe(move |_| window);
    settle(&mut harness);
    harness
}

/// Lets jobs end and the window draw what came of them.
pub(crate) fn settle(harness: &mut Harness<'static, Window>) {
    for _ in 0..3 {
        harness.state_mut().app_mut().settle();
        harness.run_steps(3);
    }
}
