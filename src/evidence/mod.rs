//! stub
use crate::model::{Problem, Project, RecordId};
/// stub
#[derive(Debug, Default)]
pub struct ProblemList(Vec<Problem>);
impl ProblemList {
    /// stub
    pub fn build(_: &Project) -> Self {
        Self::default()
    }
    /// stub
    pub fn update(&mut self, _: &Project, _: &[RecordId]) {}
    /// stub
    pub fn iter(&self) -> impl Iterator<Item = &Problem> + '_ {
        self.0.iter()
    }
    /// stub
    pub fn len(&self) -> usize {
        self.0.len()
    }
}
