//! The sample projects, carried in the program itself.

/// A sample project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sample {
    /// The strikes of January 2024.
    PakistanIran,
    /// A small invented case.
    HarbourFire,
}

impl Sample {
    /// All of them, in the order of the welcome page.
    pub const ALL: &'static [Self] = &[Self::PakistanIran, Self::HarbourFire];

    /// Its text, a project file.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::PakistanIran => include_str!("../../sample-projects/pakistan-iran-2024.ron"),
            Self::HarbourFire => include_str!("../../sample-projects/harbour-fire.ron"),
        }
    }

    /// Its name on the welcome page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::PakistanIran => "Iran and Pakistan, January 2024",
            Self::HarbourFire => "Harbour fire",
        }
    }

    /// What it is, in a sentence.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::PakistanIran => {
                "Two strikes in three days, told by a journal paper, a broadcaster and a brief that gets the month wrong."
            }
            Self::HarbourFire => {
                "A short invented case that shows every feature once. Start here if Annals is new to you."
            }
        }
    }

    /// The name that Save as offers.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::PakistanIran => "pakistan-iran-2024.ron",
            Self::HarbourFire => "harbour-fire.ron",
        }
    }
}
