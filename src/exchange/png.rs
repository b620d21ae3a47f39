//! The picture of a matrix in pixels, two to a point.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::svg::Picture;
use super::{ExportError, faces};

/// Pixels to a point.
const SCALE: f32 = 2.0;
/// The most pixels of a picture: 200 megabytes while it is drawn.
const MOST_PIXELS: f32 = 50_000_000.0;

/// Our faces and no others, so that the picture is the same on every machine.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let mut fonts = fontdb::Database::new();
        for face in [
            faces::PLEX,
            faces::PLEX_MEDIUM,
            faces::PLEX_SEMIBOLD,
            faces::NASKH,
        ] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(face)));
        }
        Arc::new(fonts)
    });
    Arc::clone(fonts)
}

/// The bytes of a PNG file.
pub(super) fn pixels(picture: &Picture) -> Result<Vec<u8>, ExportError> {
    let failed = |error: &dyn std::fmt::Display| ExportError::Picture(error.to_string());
    let (wide, tall) = (picture.width * SCALE, picture.height * SCALE);
    if wide * tall > MOST_PIXELS {
        return Err(ExportError::TooLarge {
            rows: picture.rows,
            columns: picture.columns,
        });
    }
    let options = Options {
        fontdb: fonts(),
        font_family: "IBM Plex Sans".to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_str(&picture.text, &options).map_err(|error| failed(&error))?;
    let size = (wide.ceil() as u32, tall.ceil() as u32);
    let mut pixels = Pixmap::new(size.0, size.1).ok_or_else(|| failed(&"it has no size"))?;
    resvg::render(
        &tree,
        Transform::from_scale(SCALE, SCALE),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().map_err(|error| failed(&error))
}
