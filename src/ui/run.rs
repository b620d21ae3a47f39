//! Opening the real window.

use std::fmt;
use std::path::PathBuf;

use eframe::egui;

use super::picker::{NativePicker, install_log};
use super::window::Window;
use crate::app::watch::Watching;
use crate::app::{App, Command, Environment};
use crate::store::Folders;

/// Why no window could be opened.
#[derive(Debug)]
pub enum RunError {
    /// There is no display to open it on.
    NoDisplay(String),
    /// There is no home folder to keep settings and backups in.
    NoHome,
    /// Anything else, as the system says it.
    Window(String),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDisplay(reason) => write!(
                f,
                "Annals needs a display and found none ({reason}).\n\
                 On a desktop, start it from there. On a machine without one, install a virtual display:\n\
                 \x20 apt-get install xvfb libgl1 libegl1 libgl1-mesa-dri libxkbcommon-x11-0\n\
                 \x20 xvfb-run annals\n\
                 The commands check, fmt and new need no display: see annals --help."
            ),
            Self::NoHome => write!(
                f,
                "Annals found no home folder to keep settings and backups in. Set HOME and start it again."
            ),
            Self::Window(reason) => write!(f, "The window could not be opened: {reason}."),
        }
    }
}

impl std::error::Error for RunError {}

/// The side of the window's icon, in pixels.
const ICON_SIDE: u32 = 128;

/// Opens the window, with a project if a path is given, and returns when it is closed.
///
/// # Errors
/// If there is no display, or the window cannot be opened.
pub fn run(project: Option<PathBuf>) -> Result<(), RunError> {
    install_log();
    if let Some(reason) = no_display() {
        return Err(RunError::NoDisplay(reason));
    }
    let folders = Folders::of_user().ok_or(RunError::NoHome)?;
    let picker = NativePicker::default();
    let waiting = picker.waiting();
    let mut environment = Environment::new(folders, Box::new(picker));
    environment.watching = Watching::System;
    let mut app = App::new(environment);
    if let Some(path) = project {
        app.handle(Command::OpenPath(path));
    }
    let icon = egui::IconData {
        rgba: include_bytes!("../../assets/icon-128.rgba").to_vec(),
        width: ICON_SIDE,
        height: ICON_SIDE,
    };
    let viewport = egui::ViewportBuilder::default()
        .with_title("Annals")
        .with_app_id("annals")
        .with_icon(icon)
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([640.0, 420.0]);
    let options = eframe::NativeOptions {
        viewport,
        ..eframe::NativeOptions::default()
    };
    let opened = eframe::run_native(
        "annals",
        options,
        Box::new(|creation| {
            let mut window = Window::new(app, Some(waiting));
            window.wake_with(&creation.egui_ctx);
            Ok(Box::new(window))
        }),
    );
    opened.map_err(|error| match error {
        eframe::Error::WinitEventLoop(error) => RunError::NoDisplay(error.to_string()),
        other => RunError::Window(other.to_string()),
    })
}

/// Why there is no display, where that can be told before anything is opened.
#[cfg(all(unix, not(target_os = "macos")))]
fn no_display() -> Option<String> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let any = set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET");
    (!any).then(|| "neither DISPLAY nor WAYLAND_DISPLAY is set".to_owned())
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn no_display() -> Option<String> {
    None
}
