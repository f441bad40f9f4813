//! Finds the number of a thing by its name, with one compiled table for everything that is looked up.

use std::hash::Hasher;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// Numbers by name. The names stay where they are: whoever looks up tells which name a number has.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    table: HashTable<Entry>,
}

/// A number and the hash of its name, so that most other names are told apart without being read.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u32,
    number: u32,
}

impl Lookup {
    /// A table with room for so many.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self { table: HashTable::with_capacity(count) }
    }

    /// Adds a name that is not in the table yet.
    pub(crate) fn insert(&mut self, name: &str, number: u32) {
        let hash = hash(name);
        self.table.insert_unique(long(hash), Entry { hash, number }, |entry| long(entry.hash));
    }

    /// The number of a name, where `name_of` tells the name of each number.
    #[inline]
    pub(crate) fn find<'n>(&self, name: &str, name_of: impl Fn(u32) -> &'n str) -> Option<u32> {
        let hash = hash(name);
        self.table
            .find(long(hash), |entry| entry.hash == hash && name_of(entry.number) == name)
            .map(|entry| entry.number)
    }

    /// Gives every name another number.
    pub(crate) fn renumber(&mut self, new: impl Fn(u32) -> u32) {
        self.table.iter_mut().for_each(|entry| entry.number = new(entry.number));
    }
}

fn hash(name: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    short(hasher.finish())
}

/// Both halves of a hash in one: where a word has 32 bits, the upper half of what the hasher gives is empty.
fn short(hash: u64) -> u32 {
    // INVARIANT: shift and mask leave 32 bits.
    u32::try_from((hash ^ (hash >> 32)) & u64::from(u32::MAX)).unwrap_or(0)
}

/// The hash that the table takes: made again from the short one, so that growing needs no name.
fn long(hash: u32) -> u64 {
    (u64::from(hash) << 32) | u64::from(hash)
}
