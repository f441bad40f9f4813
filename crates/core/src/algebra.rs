//! What two requirements may be to each other, and what follows along a chain. Rule book, sections 2 and 3.
//!
//! The five words are the relations of RCC-5 between non-empty sets: of two such sets exactly one holds. What is known of two is
//! therefore a set of words that remain possible, and a hierarchy step, "inside or equal", is such a set like any other.

use std::fmt;

use serde::Serialize;

use crate::word::Relationship;

/// The words that remain possible between two requirements, read from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Possible(u8);

/// What is certain when only some words remain possible. Rule book, section 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Proven {
    /// Both ask the same.
    Equal,
    /// The right asks all of the left and more.
    Subset,
    /// The left asks all of the right and more.
    Superset,
    /// The left is inside the right or equal to it: ⊆.
    Inside,
    /// The right is inside the left or equal to it: ⊇.
    Holds,
    /// Something is shared.
    Overlap,
    /// Nothing is shared.
    Disjoint,
    /// Neither sharing nor its absence is certain.
    Nothing,
}

impl Possible {
    /// Nothing is known.
    pub const ANY: Self = Self(0b1_1111);
    /// Nothing can hold: a contradiction.
    pub const IMPOSSIBLE: Self = Self(0);
    /// ⊆, as a child to its parent.
    pub const INSIDE: Self = Self(1 << Relationship::EqualTo as u8 | 1 << Relationship::SubsetOf as u8);
    /// ⊇, as a parent to its child.
    pub const HOLDS: Self = Self(1 << Relationship::EqualTo as u8 | 1 << Relationship::SupersetOf as u8);

    /// Whether a word remains possible.
    pub fn contains(self, word: Relationship) -> bool {
        self.0 & Self::from(word).0 != 0
    }

    /// The words that remain possible, in the order of the rule book.
    pub fn words(self) -> impl Iterator<Item = Relationship> {
        Relationship::ALL.iter().copied().filter(move |word| self.contains(*word))
    }

    /// The one word that remains; `None` where there are several or none.
    pub fn only(self) -> Option<Relationship> {
        self.words().next().filter(|word| Self::from(*word) == self)
    }

    /// What is possible in both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is possible in one of the two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The same, read from right to left.
    #[must_use]
    pub fn inverse(self) -> Self {
        self.words().fold(Self::IMPOSSIBLE, |all, word| all.or(word.inverse().into()))
    }

    /// What is possible between A and C when this is possible between A and B, and `next` between B and C.
    #[must_use]
    pub fn compose(self, next: Self) -> Self {
        let pairs = self.words().flat_map(|first| next.words().map(move |second| composed(first, second)));
        pairs.fold(Self::IMPOSSIBLE, Self::or)
    }

    /// What is possible between the ends of a chain; of no step at all: `equal-to`.
    pub fn along(steps: impl IntoIterator<Item = Self>) -> Self {
        steps.into_iter().fold(Self::from(Relationship::EqualTo), Self::compose)
    }

    /// What is certain.
    pub fn proves(self) -> Proven {
        match self.only() {
            Some(Relationship::EqualTo) => Proven::Equal,
            Some(Relationship::SubsetOf) => Proven::Subset,
            Some(Relationship::SupersetOf) => Proven::Superset,
            Some(Relationship::IntersectsWith) => Proven::Overlap,
            Some(Relationship::NoRelationship) => Proven::Disjoint,
            None if self == Self::INSIDE => Proven::Inside,
            None if self == Self::HOLDS => Proven::Holds,
            None if self == Self::IMPOSSIBLE || self.contains(Relationship::NoRelationship) => {
                Proven::Nothing
            }
            None => Proven::Overlap,
        }
    }
}

impl From<Relationship> for Possible {
    fn from(word: Relationship) -> Self {
        Self(1 << word as u8)
    }
}

impl fmt::Display for Possible {
    /// The words, as in `subset-of or intersects-with`; `anything` and `impossible` where all or none remain.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ANY => return f.write_str("anything"),
            Self::IMPOSSIBLE => return f.write_str("impossible"),
            _ => {}
        }
        for (number, word) in self.words().enumerate() {
            f.write_str(if number == 0 { "" } else { " or " })?;
            f.write_str(word.as_str())?;
        }
        Ok(())
    }
}

impl Proven {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Subset => "subset",
            Self::Superset => "superset",
            Self::Inside => "inside",
            Self::Holds => "holds",
            Self::Overlap => "overlap",
            Self::Disjoint => "disjoint",
            Self::Nothing => "nothing",
        }
    }

    /// Whether something is shared for certain.
    pub fn is_sharing(self) -> bool {
        !matches!(self, Self::Disjoint | Self::Nothing)
    }
}

impl fmt::Display for Proven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The composition table of the rule book, section 2.
fn composed(first: Relationship, second: Relationship) -> Possible {
    use Relationship::{EqualTo, IntersectsWith, NoRelationship, SubsetOf, SupersetOf};
    let overlap = Possible::from(IntersectsWith);
    let subset_or_overlap = overlap.or(SubsetOf.into());
    let superset_or_overlap = overlap.or(SupersetOf.into());
    match (first, second) {
        (EqualTo, word) | (word, EqualTo) => word.into(),
        (SubsetOf, SubsetOf) => SubsetOf.into(),
        (SupersetOf, SupersetOf) => SupersetOf.into(),
        (SubsetOf, NoRelationship) | (NoRelationship, SupersetOf) => NoRelationship.into(),
        (SubsetOf, SupersetOf) | (IntersectsWith, IntersectsWith) | (NoRelationship, NoRelationship) => {
            Possible::ANY
        }
        (SupersetOf, SubsetOf) => subset_or_overlap.or(superset_or_overlap).or(EqualTo.into()),
        (IntersectsWith, SubsetOf) => subset_or_overlap,
        (SupersetOf, IntersectsWith) => superset_or_overlap,
        (SubsetOf | NoRelationship, IntersectsWith) | (NoRelationship, SubsetOf) => {
            subset_or_overlap.or(NoRelationship.into())
        }
        (SupersetOf | IntersectsWith, NoRelationship) | (IntersectsWith, SupersetOf) => {
            superset_or_overlap.or(NoRelationship.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_possibility_reads_as_words() {
        assert_eq!(Possible::INSIDE.to_string(), "equal-to or subset-of");
        assert_eq!(Possible::from(Relationship::NoRelationship).to_string(), "no-relationship");
        assert_eq!(Possible::ANY.to_string(), "anything");
        assert_eq!(Possible::IMPOSSIBLE.to_string(), "impossible");
    }

    #[test]
    fn a_hierarchy_step_proves_inside_where_a_link_would_prove_subset() {
        let subset = Possible::from(Relationship::SubsetOf);
        let equal = Possible::from(Relationship::EqualTo);
        let proven = |steps: &[Possible]| Possible::along(steps.iter().copied()).proves();
        assert_eq!(proven(&[Possible::INSIDE, equal]), Proven::Inside);
        assert_eq!(proven(&[Possible::HOLDS, Possible::HOLDS]), Proven::Holds);
        assert_eq!(proven(&[Possible::INSIDE, subset]), Proven::Subset, "strict somewhere is strict");
        assert_eq!(proven(&[Possible::HOLDS, Possible::INSIDE]), Proven::Overlap);
        assert_eq!(proven(&[Possible::INSIDE, Possible::HOLDS]), Proven::Nothing);
        assert_eq!(proven(&[]), Proven::Equal);
    }
}
