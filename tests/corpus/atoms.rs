//! What a requirement of a corpus asks, as a set that is known in full.

use imsmap_core::Relationship;

/// Atoms that a topic has.
pub(crate) const ASPECTS: usize = 6;
const WHOLE: u8 = (1 << ASPECTS) - 1;

/// A set of atoms: topics in ascending order, each with those of its aspects that belong to the set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Atoms(Vec<(u32, u8)>);

impl Atoms {
    /// All atoms of these topics.
    pub(crate) fn of_topics(topics: impl IntoIterator<Item = usize>) -> Self {
        topics.into_iter().map(|topic| (topic, WHOLE)).collect()
    }

    /// The topics that the set touches, ascending.
    pub fn topics(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|(topic, _)| *topic as usize)
    }

    /// The first topic, and its first aspect: what a requirement is mainly about.
    pub(crate) fn first(&self) -> (usize, u32) {
        self.0.first().map_or((0, 0), |(topic, aspects)| (*topic as usize, aspects.trailing_zeros()))
    }

    /// How many atoms the set has.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|(_, aspects)| aspects.count_ones()).sum()
    }

    /// How many atoms two sets share.
    pub fn shared(&self, other: &Self) -> u32 {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some((a, x)), Some((b, y))) = (left.peek(), right.peek()) {
            if a == b {
                shared += (x & y).count_ones();
            }
            // Where both are equal, both go on.
            let (left_goes_on, right_goes_on) = (a <= b, b <= a);
            if left_goes_on {
                left.next();
            }
            if right_goes_on {
                right.next();
            }
        }
        shared
    }

    /// The true relation of two sets that are not empty, read from this one.
    pub fn relation(&self, other: &Self) -> Relationship {
        let shared = self.shared(other);
        match (shared == self.count(), shared == other.count()) {
            (true, true) => Relationship::EqualTo,
            (true, false) => Relationship::SubsetOf,
            (false, true) => Relationship::SupersetOf,
            (false, false) if shared > 0 => Relationship::IntersectsWith,
            (false, false) => Relationship::NoRelationship,
        }
    }

    /// All atoms of these sets.
    pub(crate) fn union<'a>(sets: impl Iterator<Item = &'a Self>) -> Self {
        sets.flat_map(|set| set.0.iter().map(|(topic, aspects)| (*topic as usize, *aspects))).collect()
    }
}

impl FromIterator<(usize, u8)> for Atoms {
    /// Topics with their aspects, in any order; a topic that comes twice has the aspects of both.
    fn from_iter<I: IntoIterator<Item = (usize, u8)>>(topics: I) -> Self {
        let mut topics: Vec<(u32, u8)> =
            topics.into_iter().map(|(topic, aspects)| (topic as u32, aspects)).collect();
        topics.sort_unstable();
        topics.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 |= later.1;
            }
            same
        });
        Self(topics)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atoms(topics: &[(usize, u8)]) -> Atoms {
        topics.iter().copied().collect()
    }

    // By hand: the aspects are bits.
    #[test]
    fn the_relation_is_that_of_the_two_sets() {
        let cases = [
            (atoms(&[(1, 0b11)]), atoms(&[(1, 0b11)]), Relationship::EqualTo),
            (atoms(&[(1, 0b01)]), atoms(&[(1, 0b11)]), Relationship::SubsetOf),
            (atoms(&[(1, 0b11), (2, 0b1)]), atoms(&[(2, 0b1)]), Relationship::SupersetOf),
            (atoms(&[(1, 0b01)]), atoms(&[(1, 0b10)]), Relationship::NoRelationship),
            (atoms(&[(1, 0b01), (3, 0b1)]), atoms(&[(2, 0b1), (3, 0b11)]), Relationship::IntersectsWith),
        ];
        for (left, right, expected) in cases {
            assert_eq!(left.relation(&right), expected, "{left:?} {right:?}");
            assert_eq!(right.relation(&left), expected.inverse(), "{right:?} {left:?}");
        }
    }

    #[test]
    fn a_union_has_the_aspects_of_all() {
        let all = [atoms(&[(2, 0b001), (5, 0b1)]), atoms(&[(2, 0b100)])];
        assert_eq!(Atoms::union(all.iter()), atoms(&[(2, 0b101), (5, 0b1)]));
    }
}
