//! Writing a project in canonical form record by record, for one that is larger than memory should hold.

use std::io::{self, Write};

use super::canon;
use crate::model::{Kind, Meta, Record};

/// Bytes that are gathered before they are written.
const BLOCK: usize = 64 << 10;

/// Writes a project as its records come: those of one kind together, and the kinds in the order of the file.
pub struct CanonicalWriter<'a> {
    out: &'a mut dyn Write,
    /// What is not in `out` yet.
    text: String,
    /// The table that is open.
    table: Option<Kind>,
}

impl<'a> CanonicalWriter<'a> {
    /// Begins a project with its description.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn new(out: &'a mut dyn Write, meta: &Meta) -> io::Result<Self> {
        let text = canon::head(meta).map_err(io::Error::other)?;
        Ok(Self {
            out,
            text,
            table: None,
        })
    }

    /// Writes a record.
    ///
    /// # Errors
    /// If `out` cannot be written, or the record's table was closed by a record of another kind or comes before that.
    pub fn record(&mut self, record: &Record) -> io::Result<()> {
        let kind = record.id().kind();
        if self.table != Some(kind) {
            let name = kind.table_name().filter(|_| self.table < Some(kind));
            let name = name.ok_or_else(|| io::Error::other("records in another order"))?;
            self.close_table();
            self.table = Some(kind);
            self.text.push_str(&canon::table_start(name));
        }
        self.text.push_str(canon::BEFORE_RECORD);
        canon::push_record(&mut self.text, record).map_err(io::Error::other)?;
        self.text.push_str(canon::AFTER_RECORD);
        if self.text.len() < BLOCK {
            return Ok(());
        }
        let written = self.out.write_all(self.text.as_bytes());
        self.text.clear();
        written
    }

    fn close_table(&mut self) {
        if self.table.is_some() {
            self.text.push_str(canon::TABLE_END);
        }
    }

    /// Writes the end of the project.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.close_table();
        self.text.push_str(canon::PROJECT_END);
        self.out.write_all(self.text.as_bytes())?;
        self.out.flush()
    }
}
