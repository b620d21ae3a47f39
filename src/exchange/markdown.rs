//! A matrix as a table in Markdown, with the legend and the sources below it.

use super::sheet::{Made, Sheet, Square, marks};
use crate::evidence::matrix::Mark;

/// The table with its heading, legend and references.
pub(super) fn table(sheet: &Sheet, made: &Made) -> String {
    let mut out = format!("# {}\n\n", text(&sheet.title));
    if !sheet.under.is_empty() {
        out += &format!("{}.\n\n", text(&sheet.under.join(". ")));
    }
    let heads = sheet
        .heads
        .iter()
        .enumerate()
        .map(|(place, head)| format!("{} ({}) [{}]", text(&head.name), head.grade, place + 1));
    row(
        std::iter::once(sheet.corner.to_owned())
            .chain(heads)
            .chain([format!("Assessed {}", sheet.assessed).trim().to_owned()]),
        &mut out,
    );
    row(
        (0..sheet.heads.len() + 2).map(|_| "---".to_owned()),
        &mut out,
    );
    for line in &sheet.rows {
        let label = with_second(&text(&line.label), &text(&line.second));
        let held = line.held.as_ref().map_or_else(
            || "not assessed".to_owned(),
            |(words, why)| with_second(&format!("**{}**", text(words)), &text(why)),
        );
        let cells = line.cells.iter().map(cell);
        row(std::iter::once(label).chain(cells).chain([held]), &mut out);
    }
    let legend = marks(sheet).into_iter().map(|mark| match mark {
        Mark::Silent => "silent: says nothing".to_owned(),
        mark => format!("{} {}", mark.glyph(), mark.words()),
    });
    let legend: Vec<String> = legend.collect();
    out += &format!("\n{}\n\n## Sources\n\n", legend.join(", "));
    for (place, head) in sheet.heads.iter().enumerate() {
        out += &format!(
            "{}. {} Reliability {}.\n",
            place + 1,
            text(&head.reference),
            head.grade
        );
    }
    out + &format!("\n{}\n", text(&made.words(sheet)))
}

fn row(cells: impl Iterator<Item = String>, out: &mut String) {
    let cells: Vec<String> = cells.collect();
    *out += &format!("| {} |\n", cells.join(" | "));
}

fn cell(square: &Square) -> String {
    match square.mark {
        Mark::Silent => "silent".to_owned(),
        mark => {
            let words = format!("{} {}", mark.glyph(), text(&square.words));
            with_second(&words, &text(&square.second))
        }
    }
}

fn with_second(first: &str, second: &str) -> String {
    if second.is_empty() {
        first.to_owned()
    } else {
        format!("{first} ({second})")
    }
}

/// The words as words: nothing in them is read as Markdown or HTML, and they stay on one line.
fn text(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for c in line.chars().filter(|c| !c.is_control()) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
