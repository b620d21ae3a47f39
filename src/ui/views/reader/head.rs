//! What stands above a text: what sort of source it is, its title, who wrote it.

use crate::model::{Choice as _, Kind, LineageKind, Project, Role, Source, capital};

/// The words above a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Head {
    /// "Journal article, 2024" and "Vol. 9, no. S2, pp. 119–133".
    pub(super) meta: Vec<String>,
    /// "Reliability B".
    pub(super) grade: String,
    /// What that letter means, and why it was given.
    pub(super) meaning: String,
    /// The title.
    pub(super) title: String,
    /// Who wrote it.
    pub(super) authors: String,
    /// Where it stands, what it draws on, how much it claims.
    pub(super) facts: Vec<String>,
}

impl Head {
    /// Collects it.
    pub(super) fn collect(project: &Project, source: &Source) -> Self {
        let mut meta = vec![source.kind.name().to_owned()];
        let issued = source.issued.short();
        if !issued.is_empty() {
            meta[0] = format!("{}, {issued}", source.kind.name());
        }
        let place = [
            ("Vol. ", &source.volume),
            ("no. ", &source.issue),
            ("pp. ", &source.pages),
        ];
        let place = place.into_iter().filter(|(_, value)| !value.is_empty());
        let place: Vec<String> = place
            .map(|(name, value)| format!("{name}{value}"))
            .collect();
        if !place.is_empty() {
            meta.push(capital(&place.join(", ")));
        }
        let mut meaning = source.reliability.meaning().to_owned();
        if !source.reliability_reason.is_empty() {
            meaning = format!("{meaning}. {}", source.reliability_reason);
        }
        let names: Vec<String> = source
            .authors
            .iter()
            .map(crate::model::PersonName::display)
            .collect();
        let title = if source.title.is_empty() {
            source.short_name()
        } else {
            source.title.clone()
        };
        let mut facts = Vec::new();
        if !source.container.is_empty() && source.container != title {
            facts.push(source.container.clone());
        }
        facts.extend(drawn_on(project, source));
        facts.extend(claimed(project, source));
        Self {
            meta,
            grade: format!("Reliability {}", source.reliability.name()),
            meaning,
            title,
            authors: series(&names),
            facts,
        }
    }
}

/// "cites 16 works in this project".
fn drawn_on(project: &Project, source: &Source) -> Option<String> {
    let count = source.lineage.len();
    if count == 0 {
        return None;
    }
    let cites = source.lineage.iter().all(|l| l.kind == LineageKind::Cites);
    let verb = if cites { "cites" } else { "draws on" };
    let known = source.lineage.iter();
    let known = known
        .filter(|l| project.sources().contains(l.source))
        .count();
    let noun = if count == 1 { "work" } else { "works" };
    Some(if known == count {
        format!("{verb} {count} {noun} in this project")
    } else {
        format!("{verb} {count} {noun}, {known} of them in this project")
    })
}

/// "39 claims".
fn claimed(project: &Project, source: &Source) -> Option<String> {
    let count = project.n_named_as(source.id.into(), Kind::Claim, Role::OfSource);
    (count > 0).then(|| Kind::Claim.counted(count))
}

/// "A", "A and B", "A, B and C".
fn series(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_a_series() {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(series(&[]), "");
        assert_eq!(series(&names("A")), "A");
        assert_eq!(series(&names("A B")), "A and B");
        assert_eq!(series(&names("A B C")), "A, B and C");
    }
}
