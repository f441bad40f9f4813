//! What is known of a requirement while coverage is worked out, a bit each.

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

/// What a step along a row marks where it leads, by [`crate::arcs::Arc::sort`]: one look-up a step instead of a branch on its word.
pub(super) type Table = [u8; 16];

/// The marks of steps, where contested rows count as any other, and where they only show that somebody saw something there.
#[derive(Debug)]
pub(super) struct Gains {
    contested: Table,
    uncontested: Table,
}

/// What a covered requirement contains or equals is covered; what it is inside of or intersects with, it overlaps.
pub(super) static FROM_COVERED: Gains =
    Gains::new(COVERED | OVERLAP | ACROSS, OVERLAP | ACROSS, COVERED | OVERLAP | ACROSS, OVERLAP | ACROSS);
/// What contains something that overlaps, overlaps too.
pub(super) static FROM_OVERLAP: Gains = Gains::new(OVERLAP, OVERLAP, 0, 0);
/// Of what is only partly implemented nobody knows which part: for certain it overlaps only with what contains all of it.
pub(super) static FROM_PARTLY: Gains = Gains::new(OVERLAP | ACROSS, OVERLAP | ACROSS, ACROSS, ACROSS);

impl Gains {
    /// By word.
    const fn new(equal: u8, subset: u8, superset: u8, intersects: u8) -> Self {
        let words = [equal, subset, superset, intersects];
        Self { contested: table(words, u8::MAX), uncontested: table(words, ACROSS) }
    }

    /// The marks of steps by the sort of their arcs.
    pub(super) fn table(&self, contested: bool) -> &Table {
        if contested { &self.contested } else { &self.uncontested }
    }
}

/// Each word twice, the second time for contested rows.
const fn table([e, u, o, i]: [u8; 4], contested: u8) -> Table {
    let c = contested;
    [e, e & c, u, u & c, o, o & c, i, i & c, 0, 0, 0, 0, 0, 0, 0, 0]
}
