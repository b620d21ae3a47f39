//! What a file says of itself beside its records: the extensions it is written with, the number of its format, the description of
//! the project.

use ron::extensions::Extensions;

use super::canon::FORMAT;
use super::document::UnknownField;
use super::error::{OpenError, OpenErrorKind};
use super::place::Span;
use super::record::{decode, located};
use super::scan::{Outline, plain_name};
use crate::model::{Kind, Meta};

/// The kind of the records in the field of this plain name.
pub(super) fn table_kind(name: &str) -> Option<Kind> {
    let mut kinds = Kind::ALL.iter().copied();
    kinds.find(|kind| kind.table_name() == Some(name))
}

/// The extensions of RON that the file asks for. Only those that do not change how this program's own text reads are
/// allowed.
pub(super) fn extensions(attributes: &[Span], text: &str) -> Result<Extensions, OpenError> {
    let mut extensions = Extensions::empty();
    for attribute in attributes {
        let words = attribute.of(text);
        let names = words
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty() && *word != "enable");
        for name in names {
            match Extensions::from_ident(name) {
                Some(Extensions::IMPLICIT_SOME) => extensions |= Extensions::IMPLICIT_SOME,
                _ => {
                    let message = format!(
                        "the file asks for “{name}”, an extension of RON that projects do not use"
                    );
                    let kind = OpenErrorKind::NotAProject(message);
                    return Err(OpenError::at(kind, text, attribute.start));
                }
            }
        }
    }
    Ok(extensions)
}

/// The field with the number of the format.
pub(super) const FORMAT_FIELD: &str = "annals";

/// The field with the description of the project.
pub(super) const META_FIELD: &str = "project";

fn is_format(number: &str) -> bool {
    number.parse() == Ok(u64::from(FORMAT))
}

/// Whether a field says that the file is none of this version.
pub(super) fn is_other_format(name: &str, value: &str) -> bool {
    name == FORMAT_FIELD && !is_format(value)
}

pub(super) fn check_format(outline: &Outline, text: &str) -> Result<(), OpenError> {
    let Some(field) = outline.field(text, FORMAT_FIELD) else {
        let message = "the first field of a project is “annals: 1”, the number of its format, and there is none here";
        let kind = OpenErrorKind::NotAProject(message.to_owned());
        return Err(OpenError::at(kind, text, outline.body.start));
    };
    let number = field.value.of(text);
    if is_format(number) {
        return Ok(());
    }
    match number.parse::<u64>() {
        Ok(format) if format > u64::from(FORMAT) => {
            let kind = OpenErrorKind::NewerFormat(format);
            Err(OpenError::at(kind, text, field.value.start))
        }
        Ok(_) | Err(_) => {
            let message = "the field “annals” must hold the number of the format, 1".to_owned();
            let kind = OpenErrorKind::NotAProject(message);
            Err(OpenError::at(kind, text, field.value.start))
        }
    }
}

/// That the fields that hold records are lists.
pub(super) fn check_tables(outline: &Outline, text: &str) -> Result<(), OpenError> {
    for field in &outline.fields {
        let name = plain_name(field.name.of(text));
        if field.elements.is_none() && table_kind(name).is_some() {
            let message = format!("the field “{name}” must be a list of records");
            let kind = OpenErrorKind::NotAProject(message);
            return Err(OpenError::at(kind, text, field.value.start));
        }
    }
    Ok(())
}

/// The description of the project, with the fields in it that this version does not know.
pub(super) fn read_meta(
    outline: &Outline,
    text: &str,
    extensions: Extensions,
) -> Result<(Meta, Vec<UnknownField>), OpenError> {
    let Some(field) = outline.field(text, META_FIELD) else {
        return Ok((Meta::default(), Vec::new()));
    };
    let value = field.value.of(text);
    match decode::<Meta>(value, extensions) {
        Ok((meta, paths)) => Ok((meta, located(value, &paths))),
        Err(error) => {
            let message = format!(
                "the description of the project cannot be read: {}",
                error.message
            );
            let cut_off = false;
            let kind = OpenErrorKind::Structure { message, cut_off };
            Err(OpenError::at(kind, text, field.value.start + error.offset))
        }
    }
}
