//! Entries in a file: a line with number, length and checksum, then the text. Reading stops at the
//! first that is not whole and says what that leaves out.

use super::short_hash;

/// The first line of a journal.
const FIRST_LINE: &str = "annals journal 1\n";
/// The longest line before an entry: two numbers of 20 digits and a checksum, with what parts them.
const LONGEST_LINE: usize = 20 + 1 + 20 + 1 + 16;
/// Bytes of a journal that are read; one that is longer was not written by this program.
pub const MOST_BYTES: u64 = 4 << 30;

/// The end of a journal: what the next entry is written behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tail {
    next: u64,
    check: String,
}

/// The part at the end of a journal that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Its length.
    pub bytes: u64,
    /// What is wrong with it, as a part of a sentence.
    pub why: &'static str,
}

impl Default for Tail {
    fn default() -> Self {
        Self {
            next: 0,
            check: short_hash(FIRST_LINE.as_bytes()),
        }
    }
}

impl Tail {
    /// What a journal begins with.
    pub(super) fn first_line() -> &'static [u8] {
        FIRST_LINE.as_bytes()
    }

    fn check_of(&self, text: &[u8]) -> String {
        let mut covered = format!("{} {} {}\n", self.check, self.next, text.len()).into_bytes();
        covered.extend_from_slice(text);
        short_hash(&covered)
    }

    /// Writes an entry behind `out`.
    pub(super) fn write(&mut self, text: &str, out: &mut Vec<u8>) {
        let check = self.check_of(text.as_bytes());
        let line = format!("{} {} {check}\n", self.next, text.len());
        out.extend_from_slice(line.as_bytes());
        out.extend_from_slice(text.as_bytes());
        out.push(b'\n');
        self.next += 1;
        self.check = check;
    }

    /// Reads the entry that `bytes` begin with. Gives its text and what is behind it.
    fn read<'a>(&mut self, bytes: &'a [u8]) -> Result<(&'a str, &'a [u8]), &'static str> {
        let head = bytes.get(..bytes.len().min(LONGEST_LINE + 1));
        let head = head.unwrap_or_default();
        let Some(end) = memchr::memchr(b'\n', head) else {
            return Err(if head.len() <= LONGEST_LINE {
                "the last entry was not written to its end"
            } else {
                "an entry is not where one should be"
            });
        };
        let garbled = "an entry is garbled";
        let line = std::str::from_utf8(&head[..end]).ok().ok_or(garbled)?;
        let parts: Vec<&str> = line.split(' ').collect();
        let [number, length, check] = parts[..] else {
            return Err(garbled);
        };
        // Written in one way only, so that each byte counts.
        if number != self.next.to_string() {
            return Err(garbled);
        }
        let n_bytes: usize = length.parse().ok().ok_or(garbled)?;
        if length != n_bytes.to_string() {
            return Err(garbled);
        }
        let rest = &bytes[end + 1..];
        let (Some(text), Some(b'\n')) = (rest.get(..n_bytes), rest.get(n_bytes)) else {
            return Err("the last entry was not written to its end");
        };
        if self.check_of(text) != check {
            return Err("an entry does not have the checksum that it was written with");
        }
        let text = std::str::from_utf8(text).ok().ok_or(garbled)?;
        self.next += 1;
        check.clone_into(&mut self.check);
        Ok((text, &rest[n_bytes + 1..]))
    }
}

/// Gives each whole entry of a journal to `take`, in order, until it says that one makes no sense.
/// Gives what was left out at the end, if anything.
pub(super) fn read_frames<'a>(
    bytes: &'a [u8],
    mut take: impl FnMut(&'a str) -> Result<(), &'static str>,
) -> Option<Cut> {
    let cut = |rest: &[u8], why| {
        Some(Cut {
            bytes: rest.len() as u64,
            why,
        })
    };
    let Some(mut rest) = bytes.strip_prefix(FIRST_LINE.as_bytes()) else {
        return cut(bytes, "it does not begin as a journal does");
    };
    let mut tail = Tail::default();
    while !rest.is_empty() {
        let read = tail.read(rest);
        match read.and_then(|(text, behind)| take(text).map(|()| behind)) {
            Ok(behind) => rest = behind,
            Err(why) => return cut(rest, why),
        }
    }
    None
}
