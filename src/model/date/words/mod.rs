//! Words to dates: not merged yet; reads EDTF only.
#[derive(Default)]
pub(super) struct Found {
    pub(super) edtf: String,
    pub(super) zone: String,
    pub(super) notes: Vec<String>,
}
pub(super) enum Why {
    Unread,
}
impl Why {
    pub(super) fn sentence(&self) -> String {
        "Kept as written, no date read.".to_owned()
    }
}
pub(super) fn read(words: &str) -> Result<Found, Why> {
    let edtf = words.to_owned();
    let valid = super::Edtf::new(edtf.clone()).is_valid();
    let found = Found {
        edtf,
        ..Found::default()
    };
    if valid { Ok(found) } else { Err(Why::Unread) }
}
pub(super) fn guess(_: &str) -> Option<String> {
    None
}
