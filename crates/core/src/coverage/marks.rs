//! What is known of a requirement while coverage is worked out, a bit each.

use crate::arcs::Arc;

/// It is in the covered set.
pub(super) const COVERED: u8 = 1;
/// It shares something with the covered set for certain, or is in it.
pub(super) const OVERLAP: u8 = 2;
/// A positive link leads there from the covered set, or from what is partly implemented.
pub(super) const ACROSS: u8 = 4;
/// It stands above something covered or partly implemented.
pub(super) const UP: u8 = 8;
/// One step leads there from the covered set, or from what is partly implemented.
pub(super) const BESIDE: u8 = ACROSS | UP;
/// A positive link leads there from an activity or principle of a held standard.
pub(super) const ADVISED: u8 = 16;
/// Only a part of it is implemented, nobody knows which.
pub(super) const PARTLY: u8 = 32;
/// Its siblings before it are covered, and when it is, those behind it are looked at.
pub(super) const WATCHED: u8 = 64;

/// What a step along a row marks where it leads, by [`Arc::sort`]: one look-up a step instead of a branch on its word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gains([u8; 16]);

/// What a covered requirement contains or equals is covered; what it is inside of or intersects with, it overlaps.
pub(super) const FROM_COVERED: Gains =
    Gains::new(COVERED | OVERLAP | ACROSS, OVERLAP | ACROSS, COVERED | OVERLAP | ACROSS, OVERLAP | ACROSS);
/// What contains something that overlaps, overlaps too.
pub(super) const FROM_OVERLAP: Gains = Gains::new(OVERLAP, OVERLAP, 0, 0);
/// Of what is only partly implemented nobody knows which part: for certain it overlaps only with what contains all of it.
pub(super) const FROM_PARTLY: Gains = Gains::new(OVERLAP | ACROSS, OVERLAP | ACROSS, ACROSS, ACROSS);

impl Gains {
    /// By word; each stands twice, for rows that are contested too.
    const fn new(equal: u8, subset: u8, superset: u8, intersects: u8) -> Self {
        let (e, u, o, i) = (equal, subset, superset, intersects);
        Self([e, e, u, u, o, o, i, i, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    /// The same where a contested row only shows that somebody saw something there.
    pub(super) fn uncontested(mut self) -> Self {
        self.0.iter_mut().skip(1).step_by(2).for_each(|gain| *gain &= ACROSS);
        self
    }

    /// The marks of a step.
    #[inline]
    pub(super) fn of(&self, arc: Arc) -> u8 {
        self.0.get(arc.sort()).copied().unwrap_or(0)
    }
}
