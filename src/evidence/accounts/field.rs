//! One field: which claims count, how each stands, and how they stand together.

use super::super::compare::{
    Comparison, Verdict, compare, compare_claims, may_be_listed, one_voice, speaker, supersedes,
    text_key,
};
use super::judged::Judged;
use super::{Against, Entry, FieldAccount, Sign, Standing, Told, lists};
use crate::model::date::Day;
use crate::model::{Assessment, Claim, ClaimStatus, Project, Tables, Value};

/// Claims of one field that count, and the pairs of their groups.
struct Field<'a> {
    tables: &'a Tables,
    judged: Judged<'a>,
    told: Vec<Told<'a>>,
    /// By place in `told`: the claim that took its place.
    replaced_by: Vec<Option<usize>>,
    groups: Vec<Group>,
    /// By place in `told`: the group, of those that count.
    group_of: Vec<Option<usize>>,
    /// By group, the verdict with each group before it.
    verdicts: Vec<Vec<Verdict>>,
}

/// Counting claims that say the same in the same way, reported at the same time: what one of them
/// is to others all of them are.
struct Group {
    /// Places in `told`; never empty.
    members: Vec<usize>,
    /// What one of them is to another.
    within: Verdict,
    /// The text as it is compared, where it is one.
    text: Option<String>,
}

/// The account of one field; `None` if nobody speaks of it.
pub(super) fn account<'a>(
    project: &'a Project,
    mut told: Vec<Told<'a>>,
    assessed: Option<&Assessment>,
    until: Option<Day>,
) -> Option<FieldAccount> {
    told.sort_by_key(|told| (told.day.sort_key(), told.slot));
    let name = told.iter().map(|told| told.claim.field.trim());
    let name = name.chain(assessed.map(|one| one.field.trim())).next()?;
    let name = name.to_owned();
    let field = Field::of(project, told);
    let entries = (0..field.told.len())
        .map(|place| field.entry(place, assessed, until))
        .collect();
    let standing = field.standing();
    Some(FieldAccount {
        field: name,
        entries,
        standing,
        assessment: assessed.map(|one| one.id),
        unresolved: standing == Standing::Conflict && assessed.is_none(),
    })
}

impl<'a> Field<'a> {
    fn of(project: &'a Project, told: Vec<Told<'a>>) -> Self {
        let tables: &Tables = project;
        let replaced_by = (0..told.len())
            .map(|place| replacement(tables, &told, place))
            .collect();
        let mut field = Self {
            tables,
            judged: Judged::of(project, &told),
            group_of: vec![None; told.len()],
            told,
            replaced_by,
            groups: Vec::new(),
            verdicts: Vec::new(),
        };
        for place in 0..field.told.len() {
            if field.counts(place) {
                field.put(place);
            }
        }
        field.verdicts = (0..field.groups.len())
            .map(|one| (0..one).map(|other| field.between(one, other)).collect())
            .collect();
        field
    }

    fn counts(&self, place: usize) -> bool {
        stands(self.told[place].claim) && self.replaced_by[place].is_none()
    }

    /// Puts a counting claim into its group.
    fn put(&mut self, place: usize) {
        let told = &self.told[place];
        let text = match &told.claim.value {
            Value::Text(text) => Some(text_key(text)),
            _ => None,
        };
        let is_judged = self.judged.speaks_of(told.claim.id);
        let fits = |group: &Group| {
            let first = &self.told[group.members[0]];
            if is_judged || self.judged.speaks_of(first.claim.id) {
                return false;
            }
            match (&group.text, &text) {
                (Some(one), Some(other)) => one == other,
                (None, None) => {
                    let listed = may_be_listed(&told.claim.value);
                    first.day == told.day
                        && first.claim.value == told.claim.value
                        && (!listed || one_voice(first.claim, told.claim))
                }
                _ => false,
            }
        };
        let found = self.groups.iter().position(fits);
        self.group_of[place] = Some(found.unwrap_or(self.groups.len()));
        match found.and_then(|found| self.groups.get_mut(found)) {
            Some(group) => group.members.push(place),
            None => self.groups.push(Group {
                members: vec![place],
                within: self.verdict(told.claim, told.claim),
                text,
            }),
        }
    }

    fn verdict(&self, one: &Claim, other: &Claim) -> Verdict {
        self.compare(one, other).verdict
    }

    /// Compares two claims: by what the analyst says of them, else by their values, with what else
    /// their voices name.
    fn compare(&self, one: &Claim, other: &Claim) -> Comparison {
        let judged = self.judged.compare(self.tables, one.id, other.id);
        let by_values = || {
            let places = (0..self.told.len()).filter(|place| self.counts(*place));
            let counting = places.map(|place| self.claim(place));
            lists::compare_in(self.tables, counting, one, other)
        };
        match judged {
            // That one supports the other does not make two equal values less than the same.
            Some(judged) if judged.verdict == Verdict::Compatible => Some(by_values())
                .filter(|found| found.verdict == Verdict::Same)
                .unwrap_or(judged),
            Some(judged) => judged,
            None => by_values(),
        }
    }

    fn between(&self, one: usize, other: usize) -> Verdict {
        let (one, other) = (&self.groups[one], &self.groups[other]);
        let (first, second) = (self.claim(one.members[0]), self.claim(other.members[0]));
        let judged = self.judged.speaks_of(first.id) || self.judged.speaks_of(second.id);
        if one.text.is_some() && other.text.is_some() && !judged {
            // Texts that are not in one group are never comparable.
            return Verdict::NotComparable;
        }
        self.verdict(first, second)
    }

    fn claim(&self, place: usize) -> &'a Claim {
        self.told[place].claim
    }

    fn standing(&self) -> Standing {
        let counting: usize = self.groups.iter().map(|group| group.members.len()).sum();
        if counting < 2 {
            return if counting == 0 {
                Standing::Silent
            } else {
                Standing::Alone
            };
        }
        let within = self.groups.iter().filter(|group| group.members.len() > 1);
        let verdicts = self.verdicts.iter().flatten().copied();
        let verdicts: Vec<Verdict> = verdicts.chain(within.map(|group| group.within)).collect();
        let has = |verdict| verdicts.contains(&verdict);
        if has(Verdict::Conflict) {
            Standing::Conflict
        } else if has(Verdict::Compatible) {
            Standing::Compatible
        } else if has(Verdict::NotComparable) {
            Standing::NotComparable
        } else {
            Standing::Same
        }
    }

    fn entry(&self, place: usize, assessed: Option<&Assessment>, until: Option<Day>) -> Entry {
        let claim = self.claim(place);
        let (sign, against, because) = match (self.replaced_by[place], assessed) {
            (Some(later), _) => self.against(place, later),
            (None, Some(assessed)) => match self.against_assessed(claim, assessed) {
                // Beside what it cannot be compared with, it is as alone as without it.
                (Sign::NotComparable, against, because) if self.counterpart(place).is_none() => {
                    let because = format!("{} {because}", alone(until));
                    (Sign::Alone, against, because)
                }
                found => found,
            },
            (None, None) => match self.counterpart(place) {
                Some(other) => self.against(place, other),
                None => (Sign::Alone, None, alone(until)),
            },
        };
        Entry {
            claim: claim.id,
            source: claim.source,
            sign,
            against,
            because,
            counts: self.counts(place),
        }
    }

    /// The counting claim that decides how a claim stands: one in conflict, else one that says the
    /// same, else a compatible one, else any.
    fn counterpart(&self, place: usize) -> Option<usize> {
        let own = self.group_of[place];
        let verdicts = self.groups.iter().enumerate().filter_map(|(index, group)| {
            let other = group.members.iter().find(|member| **member != place)?;
            let verdict = match own {
                Some(own) if own == index => group.within,
                Some(own) => self.verdicts[own.max(index)][own.min(index)],
                None => self.verdict(self.claim(place), self.claim(*other)),
            };
            Some((rank(verdict), *other))
        });
        // The first of the lowest rank: the earliest reported.
        verdicts
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, other)| other)
    }

    fn against(&self, place: usize, other: usize) -> (Sign, Option<Against>, String) {
        let (claim, other) = (self.claim(place), self.claim(other));
        let found = self.compare(claim, other);
        let who = speaker(self.tables, other);
        let because = if found.because.contains(&who) {
            found.because
        } else {
            format!("Against {who}: {}", found.because)
        };
        (sign(found.verdict), Some(Against::Claim(other.id)), because)
    }

    fn against_assessed(
        &self,
        claim: &Claim,
        assessed: &Assessment,
    ) -> (Sign, Option<Against>, String) {
        let taken_from = assessed
            .claim
            .and_then(|id| self.tables.claims().get(id))
            .filter(|from| from.value == assessed.value && from.event == claim.event);
        let against = Some(Against::Assessed(assessed.id));
        let found = match taken_from {
            Some(from) if from.id == claim.id => {
                let because = "The assessed value was taken from this claim.".to_owned();
                return (Sign::Same, against, because);
            }
            // A claim knows when it was reported, which may explain a lower toll before it.
            Some(from) => compare_claims(self.tables, claim, from),
            None => self.compare_values(claim, assessed),
        };
        let because = format!("Against the assessed value: {}", found.because);
        (sign(found.verdict), against, because)
    }

    fn compare_values(&self, claim: &Claim, assessed: &Assessment) -> Comparison {
        compare(self.tables, &claim.field, &claim.value, &assessed.value)
    }
}

/// Whether a claim is to be used at all.
fn stands(claim: &Claim) -> bool {
    !matches!(
        claim.status,
        ClaimStatus::Deprecated | ClaimStatus::SlipInSource
    )
}

/// The latest claim of the same voice that takes the place of the claim at `place`.
fn replacement(tables: &Tables, told: &[Told<'_>], place: usize) -> Option<usize> {
    let earlier = &told[place];
    if !stands(earlier.claim) {
        return None;
    }
    let day = earlier.day.single()?;
    (place + 1..told.len()).rev().find(|&other| {
        let later = &told[other];
        stands(later.claim)
            && later.day.single().is_some_and(|later| later > day)
            && one_voice(earlier.claim, later.claim)
            && supersedes(tables, later.claim, earlier.claim)
    })
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Conflict => 0,
        Verdict::Same => 1,
        Verdict::Compatible => 2,
        Verdict::NotComparable => 3,
    }
}

fn sign(verdict: Verdict) -> Sign {
    match verdict {
        Verdict::Same => Sign::Same,
        Verdict::Compatible => Sign::Compatible,
        Verdict::Conflict => Sign::Conflict,
        Verdict::NotComparable => Sign::NotComparable,
    }
}

fn alone(until: Option<Day>) -> String {
    match until {
        Some(day) => format!("Nobody else had spoken of it by {day}."),
        None => "Nobody else speaks of it.".to_owned(),
    }
}
