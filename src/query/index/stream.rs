//! Posting lists: the rows that have a word, block by block, in 16-bit numbers.
//!
//! A list is a run of parts, one for each block of rows that has the word: a head, then the rows. The
//! head has the number of the block in its upper ten bits. In the lower six it has how many rows follow
//! (1 to 62), or 63 where more rows follow [packed](write_packed), or 0 where the rows follow as a bitmap:
//! where the block has so many that this is quicker and not much larger.

use std::ops::Range;

use super::arena::BLOCK;
use super::rows::Rows;

/// Blocks that can be numbered.
pub(super) const MOST_BLOCKS: usize = 1 << 10;
/// Numbers in a bitmap.
const BITMAP: usize = BLOCK / 16;
/// Rows of a block from which on they are a bitmap; more than are counted in the head.
const DENSE: usize = if BLOCK / 20 > 100 { BLOCK / 20 } else { 100 };
/// The most rows that are counted in the head.
const SHORT: usize = 62;
/// In a head: the rows are packed.
const PACKED: u16 = 63;
/// Upper bytes that a row can have.
const UPPERS: usize = BLOCK.div_ceil(256);

/// Numbers that a part of `count` rows takes.
pub(super) fn part_size(count: usize) -> usize {
    match count {
        0 => 0,
        1..=SHORT => 1 + count,
        DENSE.. => 1 + BITMAP,
        _ => 2 + upper_size(count) + count.div_ceil(2),
    }
}

/// Numbers that the upper bytes of packed rows take.
fn upper_size(count: usize) -> usize {
    (UPPERS + count).div_ceil(16)
}

/// Writes the part of a block. `part` is as long as [`part_size`] says.
pub(super) fn write_part(block: usize, rows: &[u16], part: &mut [u16]) {
    // Fewer blocks than MOST_BLOCKS, and fewer rows than DENSE, fit.
    let head = (block as u16) << 6;
    if rows.len() >= DENSE {
        part.fill(0);
        part[0] = head;
        for &row in rows {
            part[1 + row as usize / 16] |= 1 << (row % 16);
        }
    } else if rows.len() > SHORT {
        part[0] = head | PACKED;
        part[1] = rows.len() as u16;
        write_packed(rows, &mut part[2..]);
    } else {
        part[0] = head | rows.len() as u16;
        part[1..].copy_from_slice(rows);
    }
}

/// Writes rows as their lower bytes in order, and before these a bit for each row, at the place that its
/// number in the order and its upper byte make together (Elias and Fano's way): nine bits a row.
fn write_packed(rows: &[u16], part: &mut [u16]) {
    let (uppers, lowers) = part.split_at_mut(upper_size(rows.len()));
    uppers.fill(0);
    lowers.fill(0);
    for (number, &row) in rows.iter().enumerate() {
        let place = number + usize::from(row >> 8);
        uppers[place / 16] |= 1 << (place % 16);
        lowers[number / 2] |= (row & 0xFF) << (8 * (number % 2));
    }
}

/// Adds the rows of a list that are in these blocks to `rows`.
pub(super) fn unite(mut list: &[u16], blocks: &Range<usize>, rows: &mut Rows) {
    let words = rows.words_mut();
    while let Some((&head, rest)) = list.split_first() {
        let number = usize::from(head >> 6);
        let start = number * (BLOCK / 64);
        let end = words.len().min(start + BLOCK / 64);
        if number >= blocks.end || start > end {
            return;
        }
        // Where the block is not asked for, the part is only passed over.
        let block = if number < blocks.start {
            &mut []
        } else {
            &mut words[start..end]
        };
        list = match head & PACKED {
            0 => {
                let (bitmap, rest) = rest.split_at(BITMAP.min(rest.len()));
                unite_bitmap(bitmap, block);
                rest
            }
            PACKED => {
                let count = usize::from(rest.first().copied().unwrap_or_default());
                let size = 1 + upper_size(count) + count.div_ceil(2);
                let (part, rest) = rest.split_at(size.min(rest.len()));
                unite_packed(part.get(1..).unwrap_or_default(), count, block);
                rest
            }
            count => {
                let (part, rest) = rest.split_at(usize::from(count).min(rest.len()));
                unite_rows(part, block);
                rest
            }
        };
    }
}

fn unite_rows(part: &[u16], block: &mut [u64]) {
    for &row in part {
        if let Some(word) = block.get_mut(usize::from(row) / 64) {
            *word |= 1 << (row % 64);
        }
    }
}

fn unite_packed(part: &[u16], count: usize, block: &mut [u64]) {
    let (uppers, lowers) = part.split_at(upper_size(count).min(part.len()));
    if block.is_empty() {
        return;
    }
    let mut number = 0;
    for (at, &upper) in uppers.iter().enumerate() {
        let mut rest = upper;
        while rest != 0 {
            let place = at * 16 + rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let two = lowers.get(number / 2).copied().unwrap_or_default();
            let lower = usize::from(two >> (8 * (number % 2)) & 0xFF);
            let row = (place - number) << 8 | lower;
            if let Some(word) = block.get_mut(row / 64) {
                *word |= 1 << (row % 64);
            }
            number += 1;
        }
    }
}

fn unite_bitmap(bitmap: &[u16], block: &mut [u64]) {
    let (fours, _) = bitmap.as_chunks::<4>();
    for (word, &[a, b, c, d]) in block.iter_mut().zip(fours) {
        *word |= u64::from(a) | u64::from(b) << 16 | u64::from(c) << 32 | u64::from(d) << 48;
    }
}

/// The rows as a list.
pub(super) fn pack(rows: &Rows) -> Vec<u16> {
    let mut list = Vec::new();
    let mut part = Vec::new();
    for (number, words) in rows.words().chunks(BLOCK / 64).enumerate() {
        part.clear();
        for (at, &word) in words.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                // A block has at most 2^16 rows.
                part.push((at * 64) as u16 + rest.trailing_zeros() as u16);
                rest &= rest - 1;
            }
        }
        let from = list.len();
        list.resize(from + part_size(part.len()), 0);
        if !part.is_empty() {
            write_part(number, &part, &mut list[from..]);
        }
    }
    list.shrink_to_fit();
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_list_holds_what_was_packed(picked in proptest::collection::vec(0usize..640, 0..600), gap in 0usize..300) {
            let mut rows = Rows::none(640);
            for row in picked.into_iter().filter(|row| !(gap..gap + 100).contains(row)) {
                rows.insert(row);
            }
            let mut read = Rows::none(640);
            unite(&pack(&rows), &(0..5), &mut read);
            prop_assert_eq!(&read, &rows);
            let mut read = Rows::none(640);
            unite(&pack(&rows), &(1..3), &mut read);
            let some: Vec<usize> = rows.iter_in(&(BLOCK..BLOCK * 3)).collect();
            prop_assert_eq!(read.iter_in(&(0..640)).collect::<Vec<_>>(), some);
        }
    }
}
