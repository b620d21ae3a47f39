//! egui's own style made from the tokens, so that menus, text edits, scroll areas and Markdown look
//! like the rest without being told.

use std::collections::BTreeMap;

use eframe::egui::epaint::FontColorTransferFunction;
use eframe::egui::epaint::text::TextOptions;
use eframe::egui::style::{
    ScrollAnimation, ScrollStyle, Selection, TextCursorStyle, WidgetVisuals, Widgets,
};
use eframe::egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Id, Margin, Shadow, Stroke, Style,
    TextStyle, Theme as EguiTheme, Visuals, vec2,
};

use super::colours::{DARK, LIGHT, Theme};
use super::fonts;
use super::tokens::{radius, space, stroke, width};
use super::type_scale::Type;

/// Gives egui our fonts and both styles, and turns the dark or the light one on.
///
/// To be called when the window is made and when the theme changes.
pub fn apply(ctx: &Context, dark: bool) {
    let done = Id::unique("annals fonts installed");
    if !ctx.data(|data| data.get_temp::<bool>(done).unwrap_or(false)) {
        ctx.set_fonts(fonts::definitions());
        ctx.set_style_of(EguiTheme::Light, style(&LIGHT));
        ctx.set_style_of(EguiTheme::Dark, style(&DARK));
        ctx.data_mut(|data| data.insert_temp(done, true));
    }
    ctx.set_theme(if dark {
        EguiTheme::Dark
    } else {
        EguiTheme::Light
    });
}

/// Turns a style into that of a reading column, for Markdown: the serif face at 16 with wide lines.
pub fn reading(style: &mut Style) {
    for (name, kind) in [
        (TextStyle::Body, Type::READING),
        (TextStyle::Heading, Type::HEADING_READ),
        (TextStyle::Small, Type::QUOTE),
        (TextStyle::Monospace, Type::CODE),
    ] {
        style.text_styles.insert(name, kind.font());
    }
    style.spacing.item_spacing.y = space::M;
    style.interaction.selectable_labels = true;
}

/// The shadow of popovers and notices: 8 down, 24 soft.
///
/// egui fades a shadow linearly over its blur; a quarter more comes nearest to the bell curve that the
/// figures mean.
#[must_use]
pub fn shadow_low(theme: &Theme) -> Shadow {
    Shadow {
        offset: [0, 8],
        blur: 30,
        spread: 0,
        color: theme.shadow,
    }
}

/// The shadow of modals and the palette: 12 down, 32 soft.
#[must_use]
pub fn shadow_high(theme: &Theme) -> Shadow {
    Shadow {
        offset: [0, 12],
        blur: 40,
        spread: 0,
        color: theme.shadow,
    }
}

fn style(t: &Theme) -> Style {
    let mut style = Style {
        visuals: visuals(t),
        text_styles: text_styles(),
        ..Style::default()
    };
    style.animation_time = 0.0;
    style.scroll_animation = ScrollAnimation::none();
    style.drag_value_text_style = TextStyle::Body;
    style.interaction.selectable_labels = false;
    style.interaction.multi_widget_text_select = false;
    style.always_scroll_the_only_direction = false;
    style.compact_menu_style = false;

    let s = &mut style.spacing;
    s.item_spacing = vec2(space::M, space::XS);
    s.button_padding = vec2(space::L, 5.0);
    s.interact_size = vec2(space::XXL, Type::BODY.line);
    s.menu_margin = Margin::same(4);
    s.window_margin = Margin::same(16);
    s.indent = width::INDENT;
    s.icon_width = 16.0;
    s.icon_width_inner = 10.0;
    s.icon_spacing = space::M;
    s.tooltip_width = 320.0;
    s.menu_width = 320.0;
    s.menu_spacing = space::XS;
    s.combo_height = 320.0;
    s.scroll = scroll();
    style
}

/// Floating bars of one width, without a track, shown while the pointer is over the area.
fn scroll() -> ScrollStyle {
    let mut scroll = ScrollStyle::floating();
    scroll.bar_width = width::SCROLL_BAR;
    scroll.floating_width = width::SCROLL_BAR;
    scroll.floating_allocated_width = 0.0;
    scroll.bar_inner_margin = 0.0;
    scroll.bar_outer_margin = space::XXS;
    scroll.handle_min_length = 24.0;
    scroll.foreground_color = false;
    scroll.dormant_background_opacity = 0.0;
    scroll.active_background_opacity = 0.0;
    scroll.interact_background_opacity = 0.0;
    scroll.dormant_handle_opacity = 0.0;
    scroll.active_handle_opacity = 1.0;
    scroll.interact_handle_opacity = 1.0;
    scroll.fade.strength = 0.0;
    scroll
}

fn text_styles() -> BTreeMap<TextStyle, FontId> {
    let proportional = |kind: Type| FontId::new(kind.size, FontFamily::Proportional);
    [
        (TextStyle::Body, proportional(Type::BODY)),
        (TextStyle::Button, Type::BODY_MEDIUM.font()),
        (TextStyle::Heading, Type::TITLE.font()),
        (TextStyle::Small, proportional(Type::SMALL)),
        (
            TextStyle::Monospace,
            FontId::new(Type::CODE.size, FontFamily::Monospace),
        ),
    ]
    .into()
}

fn visuals(t: &Theme) -> Visuals {
    let base = if t.dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    // Light letters on dark get hardly more ink than dark ones on light; egui's own choice is a fifth more.
    let text_options = TextOptions {
        color_transfer_function: FontColorTransferFunction::Gamma(if t.dark { 0.9 } else { 1.0 }),
        ..base.text_options
    };
    Visuals {
        text_options,
        weak_text_color: Some(t.text3),
        widgets: widgets(t),
        selection: Selection {
            bg_fill: t.select,
            stroke: Stroke::new(stroke::FOCUS, t.accent),
        },
        hyperlink_color: t.text,
        faint_bg_color: t.hover,
        extreme_bg_color: t.surface,
        text_edit_bg_color: Some(t.surface),
        code_bg_color: t.hover,
        warn_fg_color: t.problem,
        error_fg_color: t.problem,
        window_corner_radius: CornerRadius::same(radius::MODAL),
        window_shadow: shadow_high(t),
        window_fill: t.surface,
        window_stroke: Stroke::new(stroke::LINE, t.line),
        window_highlight_topmost: false,
        menu_corner_radius: CornerRadius::same(radius::POPOVER),
        panel_fill: t.bg,
        popup_shadow: shadow_low(t),
        text_cursor: TextCursorStyle {
            stroke: Stroke::new(stroke::LINE, t.text),
            ..base.text_cursor
        },
        button_frame: true,
        collapsing_header_frame: false,
        indent_has_left_vline: false,
        striped: false,
        image_loading_spinners: false,
        ..base
    }
}

fn widgets(t: &Theme) -> Widgets {
    let corner_radius = CornerRadius::same(radius::CONTROL);
    let line = |colour| Stroke::new(stroke::LINE, colour);
    let base = WidgetVisuals {
        bg_fill: t.press,
        weak_bg_fill: t.surface,
        bg_stroke: line(t.edge),
        corner_radius,
        fg_stroke: line(t.text),
        expansion: 0.0,
    };
    Widgets {
        noninteractive: WidgetVisuals {
            bg_fill: t.surface,
            bg_stroke: line(t.line),
            ..base
        },
        inactive: base,
        hovered: WidgetVisuals {
            bg_fill: t.edge,
            weak_bg_fill: t.hover,
            ..base
        },
        active: WidgetVisuals {
            bg_fill: t.edge,
            weak_bg_fill: t.press,
            ..base
        },
        open: WidgetVisuals {
            weak_bg_fill: t.hover,
            ..base
        },
    }
}

/// `to` laid over `from` by `share` from 0 to 1.
pub(crate) fn blend(from: Color32, to: Color32, share: f32) -> Color32 {
    if share <= 0.0 {
        from
    } else if share >= 1.0 {
        to
    } else {
        from.lerp_to_gamma(to, share)
    }
}
