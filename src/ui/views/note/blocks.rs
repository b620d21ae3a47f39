//! Markdown as blocks, each of which can be laid out on its own.

use std::sync::Arc;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A part of the text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: Kind,
    /// How many lists it stands in.
    pub(super) depth: usize,
    /// How many quotations it stands in.
    pub(super) quotes: usize,
    /// What stands before it, if it begins an item.
    pub(super) marker: Option<Marker>,
    /// Close to the block before: an item of a list without blank lines.
    pub(super) tight: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Running text.
    Paragraph(Vec<Span>),
    /// A heading, with its level from 1.
    Heading(usize, Vec<Span>),
    /// Code.
    Code(String),
    /// A line across.
    Rule,
    /// A table.
    Table(Table),
}

/// Rows of cells; the first is the head.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Table {
    /// Which columns are flush right.
    pub(super) right: Vec<bool>,
    /// The rows.
    pub(super) rows: Vec<Vec<Vec<Span>>>,
}

/// What stands before the first block of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A point.
    Point,
    /// A number.
    Number(u64),
    /// A box, ticked or not.
    Box(bool),
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) look: Look,
    /// Where the words lead.
    pub(super) link: Option<Arc<str>>,
}

/// How words look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) strike: bool,
    pub(super) code: bool,
}

/// The blocks of a text.
pub(super) fn blocks(markdown: &str) -> Vec<Block> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, options) {
        reader.event(event);
    }
    reader.flush(true);
    reader.blocks
}

/// A list that is being read: the number of the next item, if they have numbers.
struct List {
    next: Option<u64>,
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    strong: usize,
    emphasis: usize,
    strike: usize,
    images: usize,
    link: Option<Arc<str>>,
    lists: Vec<List>,
    quotes: usize,
    marker: Option<Marker>,
    code: Option<String>,
    table: Option<Table>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineHtml(text) => self.text(&text, false),
            Event::Html(text) => self.text(text.trim_end(), false),
            Event::Code(text) => self.text(&text, true),
            Event::SoftBreak => self.text(" ", false),
            Event::HardBreak => self.text("\n", false),
            Event::Rule => self.push(Kind::Rule, false),
            Event::TaskListMarker(on) => self.marker = Some(Marker::Box(on)),
            // Not switched on in the parser.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::BlockQuote(_) => {
                self.flush(true);
                self.quotes += 1;
            }
            Tag::CodeBlock(kind) => {
                self.flush(true);
                // The language after a fence changes nothing here.
                let (CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) = kind;
                self.code = Some(String::new());
            }
            Tag::List(next) => {
                self.flush(true);
                self.lists.push(List { next });
            }
            Tag::Item => {
                self.flush(true);
                self.marker = self.lists.last_mut().map(|list| match &mut list.next {
                    Some(number) => {
                        *number += 1;
                        Marker::Number(*number - 1)
                    }
                    None => Marker::Point,
                });
            }
            Tag::Table(columns) => {
                let right = columns.iter().map(|&column| column == Alignment::Right);
                self.table = Some(Table {
                    right: right.collect(),
                    rows: Vec::new(),
                });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Strikethrough => self.strike += 1,
            Tag::Link { dest_url, .. } => self.link = Some(Arc::from(&*dest_url)),
            Tag::Image { .. } => {
                // Only its words are shown: nothing is loaded from anywhere.
                self.images += 1;
                self.text("Image: ", false);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.flush(false),
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::BlockQuote(_) => {
                self.flush(true);
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                let code = code.strip_suffix('\n').unwrap_or(&code).to_owned();
                self.push(Kind::Code(code), false);
            }
            TagEnd::List(_) => {
                self.flush(true);
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush(true);
                if self.marker.is_some() {
                    self.push(Kind::Paragraph(Vec::new()), true);
                }
            }
            TagEnd::HtmlBlock => self.flush(false),
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.push(Kind::Table(table), false);
                }
            }
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.spans);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Strikethrough => self.strike = self.strike.saturating_sub(1),
            TagEnd::Link => self.link = None,
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, code: bool) {
        if let Some(block) = &mut self.code {
            block.push_str(text);
            return;
        }
        let look = Look {
            strong: self.strong > 0,
            emphasis: self.emphasis > 0 || self.images > 0,
            strike: self.strike > 0,
            code,
        };
        match self.spans.last_mut() {
            Some(last) if last.look == look && last.link == self.link => last.text.push_str(text),
            _ => self.spans.push(Span {
                text: text.to_owned(),
                look,
                link: self.link.clone(),
            }),
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let spans = std::mem::take(&mut self.spans);
        self.push(Kind::Heading(level as usize, spans), false);
    }

    /// Ends the text before a block that does not belong to it. `tight`: it had no paragraph of its
    /// own, as in a list without blank lines.
    fn flush(&mut self, tight: bool) {
        let spans = std::mem::take(&mut self.spans);
        if !spans.is_empty() {
            let tight = tight && !self.lists.is_empty();
            self.push(Kind::Paragraph(spans), tight);
        }
    }

    fn push(&mut self, kind: Kind, tight: bool) {
        self.blocks.push(Block {
            kind,
            depth: self.lists.len(),
            quotes: self.quotes,
            marker: self.marker.take(),
            tight,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(spans: &[Span]) -> String {
        let span = |span: &Span| {
            let mut words = span.text.replace('\n', "⏎");
            for (on, mark) in [
                (span.look.code, "`"),
                (span.look.emphasis, "/"),
                (span.look.strong, "*"),
                (span.look.strike, "-"),
            ] {
                if on {
                    words = format!("{mark}{words}{mark}");
                }
            }
            match &span.link {
                Some(to) => format!("<{words}|{to}>"),
                None => words,
            }
        };
        spans.iter().map(span).collect()
    }

    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let lines = blocks(markdown).into_iter().map(|block| {
            let marker = match block.marker {
                None => String::new(),
                Some(Marker::Point) => "• ".to_owned(),
                Some(Marker::Number(number)) => format!("{number}. "),
                Some(Marker::Box(on)) => format!("[{}] ", if on { "x" } else { " " }),
            };
            let what = match &block.kind {
                Kind::Paragraph(spans) => told(spans),
                Kind::Heading(level, spans) => format!("h{level} {}", told(spans)),
                Kind::Code(code) => format!("code {}", code.replace('\n', "⏎")),
                Kind::Rule => "rule".to_owned(),
                Kind::Table(table) => {
                    let row = |row: &Vec<Vec<Span>>| {
                        let cells: Vec<String> = row.iter().map(|cell| told(cell)).collect();
                        cells.join(" | ")
                    };
                    let rows: Vec<String> = table.rows.iter().map(row).collect();
                    format!("table {}", rows.join(" / "))
                }
            };
            let tight = if block.tight { " (tight)" } else { "" };
            format!(
                "{}{}{marker}{what}{tight}",
                "> ".repeat(block.quotes),
                "  ".repeat(block.depth)
            )
        });
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn paragraphs_and_headings() {
        check(
            "# A\n\none\ntwo  \nthree\n\n## B\n***\n",
            &["h1 A", "one two⏎three", "h2 B", "rule"],
        );
        check("", &[]);
    }

    #[test]
    fn words_have_their_looks() {
        check(
            "**bold *both*** `code` ~~gone~~ [a **b**](x) <b>",
            &["*bold **/both/* `code` -gone- <a |x><*b*|x> <b>"],
        );
        check("![a map](https://example.org/a.png)", &["/Image: a map/"]);
    }

    #[test]
    fn lists_stand_in_each_other() {
        check(
            "1. one\n   - in\n2. two\n",
            &["  1. one (tight)", "    • in (tight)", "  2. two (tight)"],
        );
        check("- a\n\n  more\n\n- b\n", &["  • a", "  more", "  • b"]);
        check(
            "- [x] done\n- [ ] open\n-\n",
            &["  [x] done (tight)", "  [ ] open (tight)", "  •  (tight)"],
        );
    }

    #[test]
    fn quotations_code_and_tables() {
        check("> a\n> > b\n\nc", &["> a", "> > b", "c"]);
        check("```rust\nlet a;\n\n  b\n```\n", &["code let a;⏎⏎  b"]);
        check(
            "| a | b |\n|---|--:|\n| **1** | [x](y) |\n",
            &["table a | b / *1* | <x|y>"],
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fail(text in "[-*_#>`|~\\[\\]()!<x:0-9 \n]{0,80}") {
            blocks(&text);
        }
    }
}
