//! The faces that come with the program and that pictures are set in. The window uses the same bytes.

/// IBM Plex Sans Regular.
pub static PLEX: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSans_400Regular.ttf");
/// IBM Plex Sans Medium.
pub static PLEX_MEDIUM: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSans_500Medium.ttf");
/// IBM Plex Sans SemiBold.
pub static PLEX_SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSans_600SemiBold.ttf");
/// Noto Naskh Arabic, which stands in for Arabic script.
pub static NASKH: &[u8] = include_bytes!("../../assets/fonts/NotoNaskhArabic_400Regular.ttf");
