//! Tokens: the words that a folded text is made of, and which of them a needle can stand in.
//!
//! A text is parted at spaces, and between two letters wherever [`is_cut`] says so. What is left are
//! *pieces*: `(koh-e-sabz),` is one. Marks at the ends of a piece are tokens of their own, so that a
//! word has one token whether or not a comma follows it; marks inside stay where they are.
//!
//! Whether there is a cut between two letters depends on these two alone. So a needle is cut where the
//! text is cut that holds it, and that tells where its parts stand: the first at the end of a piece, the
//! last at the beginning of one, those between are whole pieces. A needle of one piece stands inside of
//! one token if its ends are letters or if it is all marks.

use super::unit::SEPARATOR;

/// Bytes of a token from which on it is not in the list of words: what is longer (hashes, data, addresses)
/// is met only once and would double the text.
pub(super) const LONG: usize = 64;

/// Whether the letter belongs to a script that is written without spaces between words.
fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' // Thai, Lao
        | '\u{F00}'..='\u{FFF}' // Tibetan
        | '\u{1000}'..='\u{109F}' // Burmese
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{3040}'..='\u{30FF}' // kana
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' // Han
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a text is parted between these two, neither of which is a space.
fn is_cut(a: char, b: char) -> bool {
    if a.is_ascii() && b.is_ascii() {
        // Addresses have many parts in common.
        return a == '/';
    }
    match (is_dense(a), is_dense(b)) {
        (false, false) => a == '/',
        // After every other letter or so, by chance, but always the same chance for the same two.
        (true, true) => {
            let both = u64::from(a as u32) << 32 | u64::from(b as u32);
            both.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 63 == 0
        }
        _ => true,
    }
}

/// Whether it is a mark: no letter, no digit and no sign that is part of one.
fn is_mark(c: char) -> bool {
    match c {
        c if c.is_ascii() => !c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{BF}' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{303F}' => true,
        _ => false,
    }
}

fn is_space(c: char) -> bool {
    c == ' ' || c == SEPARATOR
}

/// The pieces of a text, in order.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let chunks = text.split(is_space).filter(|chunk| !chunk.is_empty());
    chunks.flat_map(Pieces)
}

/// The pieces of a chunk: what has no space in it.
struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.0.is_empty() {
            return None;
        }
        let end = first_cut(self.0);
        let (piece, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(piece)
    }
}

/// The byte at which a chunk is cut first; its length if it is not.
fn first_cut(chunk: &str) -> usize {
    if chunk.is_ascii() {
        let slash = chunk.find('/');
        return slash.map_or(chunk.len(), |at| at + 1);
    }
    let mut chars = chunk.char_indices();
    let Some((_, mut before)) = chars.next() else {
        return 0;
    };
    for (at, c) in chars {
        if is_cut(before, c) {
            return at;
        }
        before = c;
    }
    chunk.len()
}

/// The marks before a piece, the piece itself and the marks after it. A piece that is all marks has
/// none before and after it.
fn stripped(piece: &str) -> [&str; 3] {
    let without = piece.trim_start_matches(is_mark);
    let core = without.trim_end_matches(is_mark);
    if core.is_empty() {
        return ["", piece, ""];
    }
    let (before, _) = piece.split_at(piece.len() - without.len());
    let (_, after) = without.split_at(core.len());
    [before, core, after]
}

/// Calls `found` with every token of a text, some of them several times.
pub(super) fn for_each_token<'a>(text: &'a str, mut found: impl FnMut(&'a str)) {
    for piece in pieces(text) {
        for token in stripped(piece) {
            if !token.is_empty() {
                found(token);
            }
        }
    }
}

/// Tokens that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ask<'a> {
    /// What stands in the token.
    pub(super) text: &'a str,
    /// Whether the token begins with it.
    pub(super) begins: bool,
    /// Whether the token ends with it.
    pub(super) ends: bool,
}

impl<'a> Ask<'a> {
    /// Tokens in which the text stands, wherever.
    pub(super) const fn inside(text: &'a str) -> Self {
        Self {
            text,
            begins: false,
            ends: false,
        }
    }
}

/// How the rows with a needle are found by their tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plan<'a> {
    /// They are the rows that have such a token.
    Token(&'a str),
    /// They are among the rows that have all of these.
    Among(Vec<Ask<'a>>),
}

/// How the rows with this needle are found. Folded, not empty, no space at its ends.
pub(super) fn plan(needle: &str) -> Plan<'_> {
    let pieces: Vec<&str> = pieces(needle).collect();
    if let [piece] = pieces[..] {
        let [before, _, after] = stripped(piece);
        if before.is_empty() && after.is_empty() {
            return Plan::Token(piece);
        }
    }
    let last = pieces.len().saturating_sub(1);
    let asks = pieces.iter().enumerate().map(|(at, piece)| {
        let [_, text, _] = stripped(piece);
        Ask {
            text,
            begins: at > 0,
            ends: at < last,
        }
    });
    Plan::Among(asks.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut tokens = Vec::new();
        for_each_token(text, |token| tokens.push(token));
        assert_eq!(tokens.join("|"), expected, "{text}");
    }

    #[test]
    fn words_are_parted_at_spaces_and_marks_at_their_ends_are_apart() {
        check(
            "two children, \"dead\"\nat koh-e-sabz.",
            "two|children|,|\"|dead|\"|at|koh-e-sabz|.",
        );
        check("a - b ... (c)", "a|-|b|...|(|c|)");
        check("1,000.5%", "1,000.5|%");
        check("", "");
    }

    #[test]
    fn addresses_are_parted_at_slashes() {
        check("https://a.org/b?c=1", "https|:/|/|a.org|/|b?c=1");
    }

    #[test]
    fn scripts_without_spaces_are_parted_from_others_and_in_themselves() {
        check("abcあx, あ。", "abc|あ|x|,|あ|。");
        let mut tokens = 0;
        for_each_token(
            "外交部发言人昨天在北京表示两国将继续保持对话",
            |token| {
                tokens += 1;
                assert!(token.chars().count() < 8, "{token}");
            },
        );
        assert!((6..20).contains(&tokens), "{tokens}");
    }

    #[track_caller]
    fn check_plan(needle: &str, expected: &str) {
        let words = match plan(needle) {
            Plan::Token(text) => format!("*{text}*"),
            Plan::Among(asks) => {
                let star = |anchored: bool| if anchored { "" } else { "*" };
                let words = asks
                    .iter()
                    .map(|ask| format!("{}{}{}", star(ask.begins), ask.text, star(ask.ends)));
                format!("among {}", words.collect::<Vec<_>>().join(" "))
            }
        };
        assert_eq!(words, expected);
    }

    #[test]
    fn a_needle_is_cut_like_the_text_that_holds_it() {
        check_plan("sabz", "*sabz*");
        check_plan("koh-e", "*koh-e*");
        check_plan("--", "*--*");
        check_plan("sabz,", "among *sabz*");
        check_plan("border post was", "among *border post was*");
        check_plan("org/a", "among *org a*");
    }
}
