//! How many inputs tests by chance take: few, so that all tests stay quick; `PROPTEST_CASES` asks for more.

use proptest::prelude::ProptestConfig;

/// So many inputs, or as many as `PROPTEST_CASES` says.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig::with_cases(few),
    }
}
