//! The closed vocabularies of the data files.

use serde::Serialize;

/// Declares one vocabulary: an enum whose words are those of the data files.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$word_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        pub enum $name { $($(#[$word_doc])* #[serde(rename = $word)] $variant,)* }

        impl $name {
            /// Every value, in the order of the rule book.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word that the data files write.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }
        }

        impl Word for $name {
            fn parse(text: &str) -> Option<Self> {
                match text { $($word => Some(Self::$variant),)* _ => None }
            }

            fn words() -> Vec<&'static str> {
                Self::ALL.iter().map(|value| value.as_str()).collect()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// A word of a closed vocabulary.
pub trait Word: Sized {
    /// The value that `text` names.
    fn parse(text: &str) -> Option<Self>;

    /// Every word of the vocabulary.
    fn words() -> Vec<&'static str>;
}

vocabulary! {
    /// How the obligations of two requirements relate, read from left to right. Rule book, section 1; NIST IR 8477.
    Relationship {
        /// The same obligations.
        EqualTo = "equal-to",
        /// The target asks all of it and more.
        SubsetOf = "subset-of",
        /// The source asks all of it and more.
        SupersetOf = "superset-of",
        /// Each asks something that the other does not.
        IntersectsWith = "intersects-with",
        /// Examined: nothing in common.
        NoRelationship = "no-relationship",
    }
}

vocabulary! {
    /// In what respect two requirements relate. NIST IR 8477, section 4.3.
    Rationale {
        /// The same wording.
        Syntactic = "syntactic",
        /// The same meaning.
        Semantic = "semantic",
        /// The same result.
        Functional = "functional",
    }
}

vocabulary! {
    /// How sure the judge was.
    Confidence {
        /// Another judge would say the same.
        High = "high",
        /// Another judge might choose another word.
        Medium = "medium",
        /// A reading among others.
        Low = "low",
    }
}

vocabulary! {
    /// How far a row has been reviewed.
    Review {
        /// Judged once, or not yet compared.
        Draft = "draft",
        /// Two judgements agree, or were brought together.
        Agreed = "agreed",
        /// Two judgements differ; it proves nothing unless asked for.
        Contested = "contested",
    }
}

vocabulary! {
    /// What sort of thing a requirement is. Rule book, section 1.
    Kind {
        /// Has children and no obligations of its own.
        Heading = "heading",
        /// A clause that binds.
        Clause = "clause",
        /// A control, selected through the Statement of Applicability.
        Control = "control",
        /// A practice: advice.
        Practice = "practice",
        /// An activity of a value chain; not assessable.
        Activity = "activity",
        /// A guiding principle; not assessable.
        Principle = "principle",
    }
}

vocabulary! {
    /// Where a standard stands in its life.
    Status {
        /// The edition to certify against.
        InForce = "in-force",
        /// A successor is out, certificates still run.
        InTransition = "in-transition",
        /// Replaced by a newer edition.
        Superseded = "superseded",
        /// Taken back by its publisher.
        Withdrawn = "withdrawn",
    }
}

impl Relationship {
    /// The same statement, read from right to left.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::SubsetOf => Self::SupersetOf,
            Self::SupersetOf => Self::SubsetOf,
            symmetric => symmetric,
        }
    }

    /// Whether something is shared: every word but `no-relationship`.
    pub fn is_positive(self) -> bool {
        self != Self::NoRelationship
    }

    /// The sign that pictures and narrow columns use.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::EqualTo => "=",
            Self::SubsetOf => "⊂",
            Self::SupersetOf => "⊃",
            Self::IntersectsWith => "∩",
            Self::NoRelationship => "∅",
        }
    }
}

impl Kind {
    /// Whether a requirement of this kind is counted in coverage. Rule book, section 1.
    pub fn is_assessable(self) -> bool {
        matches!(self, Self::Clause | Self::Control | Self::Practice)
    }

    /// Whether meeting it can be demanded: clauses, and controls once selected.
    pub fn is_binding(self) -> bool {
        matches!(self, Self::Clause | Self::Control)
    }

    /// Whether it is advice rather than a requirement: practices, activities and principles.
    pub fn is_advice(self) -> bool {
        matches!(self, Self::Practice | Self::Activity | Self::Principle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_a_relationship_backwards_twice_changes_nothing() {
        for word in Relationship::ALL {
            assert_eq!(word.inverse().inverse(), *word);
            assert_eq!(Relationship::parse(word.as_str()), Some(*word));
        }
    }
}
