//! Writing a project in canonical form record by record, for one that is larger than memory should hold.

use std::io::{self, Write};

use super::canon;
use crate::model::{Kind, Meta, Record};

/// Writes a project as its records come: those of one kind together, and the kinds in the order of the file.
pub struct CanonicalWriter<'a> {
    out: &'a mut dyn Write,
    /// The table that is open.
    table: Option<Kind>,
}

impl<'a> CanonicalWriter<'a> {
    /// Begins a project with its description.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn new(out: &'a mut dyn Write, meta: &Meta) -> io::Result<Self> {
        let head = canon::head(meta).map_err(io::Error::other)?;
        out.write_all(head.as_bytes())?;
        Ok(Self { out, table: None })
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
            self.close_table()?;
            self.table = Some(kind);
            self.out.write_all(canon::table_start(name).as_bytes())?;
        }
        let text = canon::record(record).map_err(io::Error::other)?;
        let parts = [canon::BEFORE_RECORD, &text, canon::AFTER_RECORD];
        parts
            .iter()
            .try_for_each(|part| self.out.write_all(part.as_bytes()))
    }

    fn close_table(&mut self) -> io::Result<()> {
        match self.table {
            Some(_) => self.out.write_all(canon::TABLE_END.as_bytes()),
            None => Ok(()),
        }
    }

    /// Writes the end of the project.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        self.close_table()?;
        self.out.write_all(canon::PROJECT_END.as_bytes())?;
        self.out.flush()
    }
}
