//! What was worked out for one state of the project and of a field, kept until either changes.

/// A few values, one for each topic, each kept for what it was worked out from.
#[derive(Debug)]
pub(in crate::ui) struct Kept<K, T> {
    values: Vec<(&'static str, K, T)>,
}

impl<K, T> Default for Kept<K, T> {
    fn default() -> Self {
        Self { values: Vec::new() }
    }
}

impl<K: PartialEq, T: Clone> Kept<K, T> {
    /// The value of a topic for `key`: the one that is kept, or the one that `make` gives.
    pub(in crate::ui) fn get(
        &mut self,
        topic: &'static str,
        key: K,
        make: impl FnOnce() -> T,
    ) -> T {
        let known = self.values.iter().find(|(of, _, _)| *of == topic);
        if let Some((_, known_key, value)) = known
            && *known_key == key
        {
            return value.clone();
        }
        let value = make();
        self.values.retain(|(of, _, _)| *of != topic);
        self.values.push((topic, key, value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_again_only_for_another_key() {
        let mut kept = Kept::default();
        let mut made = 0;
        for (topic, key) in [("a", 1), ("a", 1), ("b", 1), ("a", 1), ("a", 2)] {
            kept.get(topic, key, || {
                made += 1;
                made
            });
        }
        assert_eq!(made, 3);
        assert_eq!(kept.get("b", 1, || 0), 2);
    }
}
