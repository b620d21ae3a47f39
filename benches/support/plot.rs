//! A picture of how times grow: lines in a plane with logarithms on both axes, as SVG.

use std::fmt::Write as _;

/// The picture, and the plane in it: left, top, right, bottom.
const SIZE: [f64; 2] = [760.0, 460.0];
const PLANE: [f64; 4] = [72.0, 56.0, 660.0, 404.0];
/// Ink, second ink, lines of the grid, ground.
const INK: &str = "#1c1c1e";
const SECOND: &str = "#6b6b70";
const GRID: &str = "#e4e4e7";
const GROUND: &str = "#ffffff";
/// One for each line, told apart by light as well as by colour.
const COLOURS: [&str; 5] = ["#0b5cad", "#c2410c", "#15803d", "#7c3aed", "#3f3f46"];
/// Labels at the ends of lines are at least so far apart.
const APART: f64 = 18.0;

/// A time in milliseconds as it is read best.
pub(crate) fn words(millis: f64) -> String {
    match millis {
        0.0..0.1 => format!("{millis:.3} ms"),
        0.0..10.0 => format!("{millis:.2} ms"),
        0.0..1000.0 => format!("{millis:.0} ms"),
        _ => format!("{:.1} s", millis / 1000.0),
    }
}

/// Draws lines of numbers of events and milliseconds.
pub(crate) fn draw(series: &[(&str, Vec<(f64, f64)>)]) -> String {
    let points = || series.iter().flat_map(|(_, line)| line.iter().copied());
    let tens = |of: fn((f64, f64)) -> f64| {
        let logs = points().map(|point| of(point).log10());
        let (low, high) = logs.fold((f64::MAX, f64::MIN), |(low, high), log| {
            (low.min(log), high.max(log))
        });
        (low.floor(), high.ceil().max(low.floor() + 1.0))
    };
    let ((x0, x1), (y0, y1)) = (tens(|point| point.0), tens(|point| point.1));
    let [left, top, right, bottom] = PLANE;
    let x = |events: f64| left + (events.log10() - x0) / (x1 - x0) * (right - left);
    let y = |millis: f64| bottom - (millis.log10() - y0) / (y1 - y0) * (bottom - top);
    let mut svg = String::new();
    let [wide, tall] = SIZE;
    let mut put = |piece: std::fmt::Arguments<'_>| {
        // Writing into a string cannot fail.
        svg.write_fmt(piece).unwrap_or_default();
        svg.push('\n');
    };
    put(format_args!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}" font-family="IBM Plex Sans, Segoe UI, Helvetica, Arial, sans-serif" font-size="13">"#
    ));
    put(format_args!(
        r#"<title>Cost as a project grows</title><rect width="{wide}" height="{tall}" rx="8" fill="{GROUND}"/>"#
    ));
    put(format_args!(
        r#"<text x="24" y="30" font-size="15" font-weight="600" fill="{INK}">Cost as a project grows</text>"#
    ));
    for ten in x0 as i32..=x1 as i32 {
        let events = 10_f64.powi(ten);
        let (at, label) = (x(events), count(events));
        put(format_args!(
            r#"<path d="M{at:.1} {top}V{bottom}" stroke="{GRID}"/><text x="{at:.1}" y="{}" text-anchor="middle" fill="{SECOND}">{label}</text>"#,
            bottom + 24.0
        ));
    }
    for ten in y0 as i32..=y1 as i32 {
        let millis = 10_f64.powi(ten);
        let (at, label) = (y(millis), scale(millis));
        put(format_args!(
            r#"<path d="M{left} {at:.1}H{right}" stroke="{GRID}"/><text x="{}" y="{:.1}" text-anchor="end" fill="{SECOND}">{label}</text>"#,
            left - 8.0,
            at + 4.0
        ));
    }
    put(format_args!(
        r#"<text x="{}" y="{}" text-anchor="middle" fill="{SECOND}">events in the project</text>"#,
        (left + right) / 2.0,
        bottom + 46.0
    ));
    let mut labels = Vec::new();
    for ((name, line), colour) in series.iter().zip(COLOURS) {
        let path: Vec<String> = line
            .iter()
            .map(|&(events, millis)| format!("{:.1} {:.1}", x(events), y(millis)))
            .collect();
        put(format_args!(
            r#"<path d="M{}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>"#,
            path.join("L")
        ));
        for &(events, millis) in line {
            put(format_args!(
                r#"<circle cx="{:.1}" cy="{:.1}" r="3.5" fill="{colour}"/>"#,
                x(events),
                y(millis)
            ));
        }
        if let Some(&(_, millis)) = line.last() {
            labels.push((y(millis), *name, colour));
        }
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::MIN;
    for (at, name, colour) in labels {
        let at = at.max(free);
        free = at + APART;
        put(format_args!(
            r#"<text x="{}" y="{:.1}" font-weight="600" fill="{colour}">{name}</text>"#,
            right + 12.0,
            at + 4.0
        ));
    }
    svg.push_str("</svg>\n");
    svg
}

fn count(events: f64) -> String {
    match events {
        1e6.. => format!("{} million", events / 1e6),
        1e3.. => format!("{} thousand", events / 1e3),
        _ => format!("{events}"),
    }
}

fn scale(millis: f64) -> String {
    match millis {
        1e3.. => format!("{} s", millis / 1e3),
        1.0.. => format!("{millis} ms"),
        _ => format!("{} µs", (millis * 1e3).round()),
    }
}
