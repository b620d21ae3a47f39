//! Words cut into numbers, words and marks.

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// ASCII digits.
    Number,
    /// Letters of any script.
    Word,
    /// One other character.
    Mark,
}

/// A piece of what was typed.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Lower case, with typographic dashes and apostrophes made plain.
    pub(super) text: String,
    /// As typed.
    pub(super) raw: String,
    /// Where it starts in what was typed, in bytes.
    pub(super) start: usize,
    /// White space or the start of the text lies before it.
    pub(super) spaced: bool,
}

impl Token {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub(super) fn is_any(&self, texts: &[&str]) -> bool {
        texts.contains(&self.text.as_str())
    }

    /// The value of a number of at most nine digits.
    pub(super) fn number(&self) -> Option<i64> {
        if self.kind != Kind::Number || self.text.len() > 9 {
            return None;
        }
        self.text.parse().ok()
    }

    /// The value of a number written with one or two digits.
    pub(super) fn small(&self) -> Option<u8> {
        if self.kind != Kind::Number || self.text.len() > 2 {
            return None;
        }
        self.text.parse().ok()
    }

    /// A dash that was typed as such and not as the hyphen of a keyboard.
    pub(super) fn is_long_dash(&self) -> bool {
        self.is("-") && self.raw != "-"
    }
}

/// Cuts the words. Characters that cannot be seen, such as direction marks, are passed over.
pub(super) fn tokens(words: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut spaced = true;
    for (start, letter) in words.char_indices() {
        if letter.is_whitespace() {
            spaced = true;
            continue;
        }
        if is_invisible(letter) {
            continue;
        }
        let plain = plain(letter);
        let kind = if plain.is_ascii_digit() {
            Kind::Number
        } else if plain.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Mark
        };
        match found.last_mut() {
            Some(last) if !spaced && last.kind == kind && kind != Kind::Mark => {
                last.text.extend(plain.to_lowercase());
                last.raw.push(letter);
            }
            _ => found.push(Token {
                kind,
                text: plain.to_lowercase().collect(),
                raw: letter.to_string(),
                start,
                spaced,
            }),
        }
        spaced = false;
    }
    found
}

/// Zero-width characters, direction marks, the soft hyphen and the byte order mark.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn plain(letter: char) -> char {
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}'..='\u{201e}' => '"',
        _ => letter,
    }
}

/// True when the tokens begin with these words.
pub(super) fn starts(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word))
}

/// True when the tokens end with these words.
pub(super) fn ends(tokens: &[Token], words: &[&str]) -> bool {
    tokens
        .len()
        .checked_sub(words.len())
        .is_some_and(|from| starts(tokens.get(from..).unwrap_or_default(), words))
}
