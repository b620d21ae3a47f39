//! Stretches on a line of whole numbers (days, or seconds), and where two lists of them meet.

/// One end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Here. A start belongs to the stretch, an end does not.
    At(i128),
    /// No limit.
    Open,
    /// There is a limit and nobody said where.
    Unknown,
}

/// From one end up to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: End,
    pub(super) to: End,
}

/// How two lists of stretches stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meeting {
    /// They share this; the first shared stretch that was found.
    Shared(Stretch),
    /// Whether they share anything hangs on an end that nobody said.
    Undecided,
    /// They share nothing; so much lies between the nearest two, where that can be counted.
    Apart(Option<i128>),
}

impl Stretch {
    /// Both ends, where both are said.
    pub(super) fn ends(&self) -> Option<(i128, i128)> {
        match (self.from, self.to) {
            (End::At(from), End::At(to)) => Some((from, to)),
            _ => None,
        }
    }

    /// Whether an end of it is not known.
    pub(super) fn has_unknown(&self) -> bool {
        self.from == End::Unknown || self.to == End::Unknown
    }

    /// What certainly belongs to it: at an unknown end no more than its other end.
    fn least(&self, unit: i128) -> Option<Self> {
        match (self.from, self.to) {
            (End::Unknown, End::At(to)) => Some(Self {
                from: End::At(to - unit),
                to: End::At(to),
            }),
            (End::At(from), End::Unknown) => Some(Self {
                from: End::At(from),
                to: End::At(from + unit),
            }),
            (End::Unknown, _) | (_, End::Unknown) => None,
            _ => Some(*self),
        }
    }

    fn low(&self) -> i128 {
        match self.from {
            End::At(from) => from,
            End::Open | End::Unknown => i128::MIN,
        }
    }

    fn high(&self) -> i128 {
        match self.to {
            End::At(to) => to,
            End::Open | End::Unknown => i128::MAX,
        }
    }

    /// What both share, unknown ends taken as open.
    fn shared(&self, other: &Self) -> Option<Self> {
        let (low, high) = (self.low().max(other.low()), self.high().min(other.high()));
        (low < high).then_some(Self {
            from: if low == i128::MIN {
                End::Open
            } else {
                End::At(low)
            },
            to: if high == i128::MAX {
                End::Open
            } else {
                End::At(high)
            },
        })
    }

    /// Whether all of `other` lies in it.
    pub(super) fn holds(&self, other: &Self) -> bool {
        !self.has_unknown()
            && !other.has_unknown()
            && self.low() <= other.low()
            && self.high() >= other.high()
    }
}

/// Where two lists meet. Stretches without an unknown end come in order and do not overlap within
/// a list. `unit` is the least that a stretch with one known end takes up.
pub(super) fn meet(a: &[Stretch], b: &[Stretch], unit: i128) -> Meeting {
    let (known_a, vague_a) = parted(a);
    let (known_b, vague_b) = parted(b);
    let mut gap = None;
    if let Some(shared) = meet_known(&known_a, &known_b, &mut gap) {
        return Meeting::Shared(shared);
    }
    let mut undecided = false;
    let vague = vague_a
        .iter()
        .flat_map(|one| b.iter().map(move |other| (one, other)));
    let vague = vague.chain(
        vague_b
            .iter()
            .flat_map(|one| known_a.iter().map(move |other| (one, other))),
    );
    for (one, other) in vague {
        let least = one.least(unit).zip(other.least(unit));
        if let Some(shared) = least.and_then(|(one, other)| one.shared(&other)) {
            return Meeting::Shared(shared);
        }
        undecided |= one.shared(other).is_some();
        note_gap(one, other, &mut gap);
    }
    if undecided {
        Meeting::Undecided
    } else {
        Meeting::Apart(gap)
    }
}

/// Those with both ends said or open, and those with an unknown end.
fn parted(stretches: &[Stretch]) -> (Vec<Stretch>, Vec<Stretch>) {
    stretches.iter().partition(|stretch| !stretch.has_unknown())
}

fn meet_known(a: &[Stretch], b: &[Stretch], gap: &mut Option<i128>) -> Option<Stretch> {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(one), Some(other)) = (left.peek(), right.peek()) {
        if let Some(shared) = one.shared(other) {
            return Some(shared);
        }
        note_gap(one, other, gap);
        if one.high() <= other.high() {
            left.next();
        } else {
            right.next();
        }
    }
    None
}

/// Keeps the smallest distance between two stretches that share nothing.
fn note_gap(one: &Stretch, other: &Stretch, gap: &mut Option<i128>) {
    let between = |first: &Stretch, second: &Stretch| match (first.to, second.from) {
        (End::At(to), End::At(from)) if from >= to => Some(from - to),
        _ => None,
    };
    let found = between(one, other).or_else(|| between(other, one));
    *gap = match (*gap, found) {
        (Some(old), Some(new)) => Some(old.min(new)),
        (old, new) => old.or(new),
    };
}
