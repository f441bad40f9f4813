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
        self.table.insert_unique(hash, Entry { hash: short(hash), number }, |entry| long(entry.hash));
    }

    /// The number of a name, where `name_of` tells the name of each number.
    #[inline]
    pub(crate) fn find<'n>(&self, name: &str, name_of: impl Fn(u32) -> &'n str) -> Option<u32> {
        let hash = hash(name);
        let short = short(hash);
        self.table
            .find(hash, |entry| entry.hash == short && name_of(entry.number) == name)
            .map(|entry| entry.number)
    }

    /// Gives every name another number.
    pub(crate) fn renumber(&mut self, new: impl Fn(u32) -> u32) {
        self.table.iter_mut().for_each(|entry| entry.number = new(entry.number));
    }
}

/// A hash whose upper and lower half are the same, so that it can be made again from one of them.
fn hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    long(short(hasher.finish()))
}

fn short(hash: u64) -> u32 {
    // INVARIANT: the shift leaves 32 bits.
    u32::try_from(hash >> 32).unwrap_or(0)
}

fn long(hash: u32) -> u64 {
    (u64::from(hash) << 32) | u64::from(hash)
}
