//! From the text of a note to the Markdown that is shown: links to records become Markdown links of a
//! scheme of our own, and what a link leads to.

use std::ops::Range;

use crate::model::{Id, Project, RecordId, mentions};

/// The scheme of links to records: `annals:` and the id.
pub(super) const SCHEME: &str = "annals:";

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Address {
    /// To a record.
    Record(RecordId),
    /// To a record that does not exist.
    Missing,
    /// Out of the program, to an address that can be opened.
    Outside(String),
    /// To an address of a kind that is never opened.
    Closed(String),
}

/// Where the destination of a Markdown link leads.
pub(super) fn address(project: &Project, destination: &str) -> Address {
    if let Some(id) = destination.strip_prefix(SCHEME) {
        let id = id.parse::<Id<()>>().ok();
        let record = id.and_then(|id| project.find(id.bits()));
        return record.map_or(Address::Missing, Address::Record);
    }
    let lower = destination.to_ascii_lowercase();
    let is_open = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| lower.starts_with(scheme));
    if is_open {
        Address::Outside(destination.to_owned())
    } else {
        Address::Closed(destination.to_owned())
    }
}

/// The text with its links to records as Markdown links. What stands in code stays as it is.
pub(super) fn with_links(project: &Project, text: &str) -> String {
    let code = code_ranges(text);
    let mut written = String::with_capacity(text.len() + text.len() / 8);
    let mut from = 0;
    for mention in mentions(text) {
        if is_within(&code, mention.range.start) {
            continue;
        }
        written.push_str(text.get(from..mention.range.start).unwrap_or_default());
        let target = project.find(mention.bits);
        let label = target.map(|record| project.label(record));
        let words = mention.words.map(str::to_owned).or(label);
        let id = Id::<()>::from_bits(mention.bits);
        let words = words.unwrap_or_else(|| id.to_string());
        written.push('[');
        escape(&words, &mut written);
        written.push_str(&format!("]({SCHEME}{id})"));
        from = mention.range.end;
    }
    written.push_str(text.get(from..).unwrap_or_default());
    written
}

/// The words as Markdown that shows them as they are.
fn escape(words: &str, to: &mut String) {
    for c in words.chars() {
        if c.is_ascii_punctuation() {
            to.push('\\');
        }
        to.push(if c == '\n' { ' ' } else { c });
    }
}

fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    let range = after.checked_sub(1).and_then(|last| ranges.get(last));
    range.is_some_and(|range| at < range.end)
}

/// The bytes of the text that are code: between fences, and between backticks.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut fence: Option<(usize, &str)> = None;
    let mut prose = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mark = fence_of(line);
        match (fence, mark) {
            (None, Some(mark)) => {
                ranges.extend(spans(text, prose..at));
                fence = Some((at, mark));
            }
            (Some((start, open)), Some(mark)) if mark.starts_with(open) && is_bare(line) => {
                ranges.push(start..at + line.len());
                fence = None;
                prose = at + line.len();
            }
            // A blank line ends a paragraph, and no span of code crosses it.
            (None, None) if line.trim().is_empty() => {
                ranges.extend(spans(text, prose..at));
                prose = at;
            }
            _ => {}
        }
        at += line.len();
    }
    match fence {
        Some((start, _)) => ranges.push(start..text.len()),
        None => ranges.extend(spans(text, prose..text.len())),
    }
    ranges
}

/// The fence that a line begins with, three marks or more.
fn fence_of(line: &str) -> Option<&str> {
    let inside = line.trim_start_matches(' ');
    let mark = inside.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = inside.len() - inside.trim_start_matches(mark).len();
    let is_fence = line.len() - inside.len() <= 3 && length >= 3;
    // A line that has backticks further on is a span of code, not a fence.
    let is_span = mark == '`' && inside[length..].contains('`');
    (is_fence && !is_span).then(|| &inside[..length])
}

fn is_bare(line: &str) -> bool {
    line.trim().chars().all(|c| matches!(c, '`' | '~'))
}

/// The spans between equally long runs of backticks within a part of the text.
fn spans(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let Some(prose) = text.get(part.clone()) else {
        return Vec::new();
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in prose.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    let mut spans = Vec::new();
    let mut open = 0;
    while let Some(run) = runs.get(open) {
        let same = |other: &Range<usize>| other.len() == run.len();
        match runs[open + 1..].iter().position(same) {
            Some(after) => {
                let close = open + 1 + after;
                spans.push(part.start + run.start..part.start + runs[close].end);
                open = close + 1;
            }
            None => open += 1,
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Meta, Note};
    use proptest::prelude::*;

    fn project() -> Project {
        let note = Note {
            id: Id::from_bits(1),
            title: "What was [hit]*".to_owned(),
            text: String::new(),
            tags: std::iter::empty().collect(),
            created: None,
            modified: None,
        };
        Project::load(Meta::default(), [note.into()]).0
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let text = text
            .replace("#1", "000000000001")
            .replace("#2", "000000000002");
        let shown = with_links(&project(), &text);
        let shown = shown
            .replace("000000000001", "#1")
            .replace("000000000002", "#2");
        assert_eq!(shown, expected);
    }

    #[test]
    fn links_to_records_become_markdown_links() {
        check("see [[#1|the *note*]].", "see [the \\*note\\*](annals:#1).");
        check("[[#1]]", "[What was \\[hit\\]\\*](annals:#1)");
        check("[[#2]] [[#2|gone]]", "[#2](annals:#2) [gone](annals:#2)");
        check("| a | [[#1|b]] |", "| a | [b](annals:#1) |");
    }

    #[test]
    fn what_stands_in_code_stays() {
        check("`[[#1|a]]` [[#1|b]]", "`[[#1|a]]` [b](annals:#1)");
        check("``[[#1|a]] ` ``", "``[[#1|a]] ` ``");
        check("` [[#1|a]]", "` [a](annals:#1)");
        check("`\n\n[[#1|a]] `", "`\n\n[a](annals:#1) `");
        check(
            "```\n[[#1|a]]\n```\n[[#1|b]]",
            "```\n[[#1|a]]\n```\n[b](annals:#1)",
        );
        check("~~~ x\n[[#1|a]]", "~~~ x\n[[#1|a]]");
        check("```\n~~~\n[[#1|a]]\n", "```\n~~~\n[[#1|a]]\n");
    }

    #[test]
    fn only_known_kinds_of_address_are_opened() {
        let project = project();
        let check = |text: &str, expected: Address| assert_eq!(address(&project, text), expected);
        let text = "HTTPS://example.org/a";
        check(text, Address::Outside(text.to_owned()));
        check(
            "mailto:a@example.org",
            Address::Outside("mailto:a@example.org".to_owned()),
        );
        for closed in [
            "file:///etc/passwd",
            "javascript:1",
            "x/y.md",
            "",
            "data:text/html,1",
        ] {
            check(closed, Address::Closed(closed.to_owned()));
        }
        check(
            "annals:000000000001",
            Address::Record(RecordId::from_bits(crate::model::Kind::Note, 1)),
        );
        check("annals:000000000002", Address::Missing);
        check("annals:x", Address::Missing);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "[`~\\[\\]|01 a\n]{0,80}") {
            let shown = with_links(&project(), &text);
            prop_assert!(shown.len() >= text.len() || text.contains("[["));
        }
    }
}
