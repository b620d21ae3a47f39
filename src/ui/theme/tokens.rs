//! Lengths of the design language, in points, and the time a hover takes.

/// Distances between and inside things.
pub mod space {
    /// 2 points.
    pub const XXS: f32 = 2.0;
    /// 4 points.
    pub const XS: f32 = 4.0;
    /// 6 points: from a small icon to its text.
    pub const S: f32 = 6.0;
    /// 8 points: inside a control, between controls, from an icon to its text.
    pub const M: f32 = 8.0;
    /// 12 points: inside a button, above a group of the navigator.
    pub const L: f32 = 12.0;
    /// 16 points: the padding of a panel.
    pub const XL: f32 = 16.0;
    /// 24 points: between groups.
    pub const XXL: f32 = 24.0;
    /// 32 points.
    pub const H: f32 = 32.0;
    /// 48 points.
    pub const HH: f32 = 48.0;
}

/// Corner radii.
pub mod radius {
    /// A highlight behind words.
    pub const HIGHLIGHT: u8 = 2;
    /// A grade box or key cap.
    pub const GRADE: u8 = 3;
    /// A control or a row.
    pub const CONTROL: u8 = 4;
    /// The search box, a block of code.
    pub const SEARCH: u8 = 6;
    /// A popover or a notice.
    pub const POPOVER: u8 = 8;
    /// A chip, a modal, the palette.
    pub const MODAL: u8 = 10;
}

/// Widths of strokes.
pub mod stroke {
    /// Hairlines and the borders of controls.
    pub const LINE: f32 = 1.0;
    /// Under the matched letters of the palette.
    pub const MATCHED: f32 = 1.5;
    /// A hollow tag sign.
    pub const SIGN: f32 = 1.7;
    /// Focus, the underline of a claim, the bar of a margin note.
    pub const FOCUS: f32 = 2.0;
    /// The bar of a failure notice.
    pub const FAILURE: f32 = 3.0;
}

/// Heights of rows, bars and controls.
pub mod height {
    /// The bar with menus and search.
    pub const TOP_BAR: f32 = 44.0;
    /// A tab.
    pub const TAB: f32 = 36.0;
    /// The bar under the tabs.
    pub const TOOL_BAR: f32 = 40.0;
    /// The head of a table.
    pub const TABLE_HEAD: f32 = 32.0;
    /// A row of a table.
    pub const TABLE_ROW: f32 = 30.0;
    /// A row of the navigator.
    pub const NAV_ROW: f32 = 28.0;
    /// A button.
    pub const BUTTON: f32 = 28.0;
    /// A small button, a filter chip.
    pub const BUTTON_SMALL: f32 = 24.0;
    /// A text field.
    pub const FIELD: f32 = 28.0;
    /// The search box.
    pub const SEARCH: f32 = 30.0;
    /// A chip.
    pub const CHIP: f32 = 20.0;
    /// A grade box.
    pub const GRADE: f32 = 18.0;
    /// A claim in the inspector.
    pub const CLAIM_ROW: f32 = 36.0;
    /// A field at rest in the inspector.
    pub const FIELD_ROW: f32 = 24.0;
    /// The head of a section.
    pub const SECTION: f32 = 32.0;
    /// The status bar.
    pub const STATUS: f32 = 26.0;
    /// A row of the palette.
    pub const PALETTE_ROW: f32 = 34.0;
    /// A notice with one line.
    pub const NOTICE: f32 = 40.0;
}

/// Widths of panels and parts.
pub mod width {
    /// The navigator.
    pub const NAVIGATOR: f32 = 216.0;
    /// The inspector in a window of 1280.
    pub const INSPECTOR: f32 = 344.0;
    /// The inspector when several records are selected.
    pub const INSPECTOR_SEVERAL: f32 = 276.0;
    /// The inspector in a window of 1920.
    pub const INSPECTOR_WIDE: f32 = 400.0;
    /// From this width of the window on the inspector is wide.
    pub const WIDE_WINDOW: f32 = 1600.0;
    /// The least width of the centre.
    pub const CENTRE_MIN: f32 = 480.0;
    /// Below this width of the window the inspector folds away.
    pub const FOLD_INSPECTOR: f32 = 1100.0;
    /// Below this width of the window the navigator folds away too.
    pub const FOLD_NAVIGATOR: f32 = 900.0;
    /// The search box.
    pub const SEARCH: f32 = 440.0;
    /// A modal.
    pub const MODAL: f32 = 420.0;
    /// The palette.
    pub const PALETTE: f32 = 640.0;
    /// The label of a field of the inspector.
    pub const LABEL: f32 = 76.0;
    /// A scroll bar.
    pub const SCROLL_BAR: f32 = 6.0;
    /// One step in a tree.
    pub const INDENT: f32 = 16.0;
    /// The title of a tab, at most.
    pub const TAB_TITLE: f32 = 240.0;
    /// A progress bar.
    pub const PROGRESS: f32 = 96.0;
}

/// How long things take.
pub mod motion {
    /// A hover fades in or out, in seconds.
    pub const HOVER: f32 = 0.08;
}
