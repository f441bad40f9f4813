//! The algebra of the five words against brute force over sets, and chains against the patterns of the rule book.
#![expect(
    clippy::indexing_slicing,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::BTreeSet;

use imsmap_core::Relationship::{EqualTo, IntersectsWith, NoRelationship, SubsetOf, SupersetOf};
use imsmap_core::{Possible, Proven, Relationship};

/// The word that holds between two non-empty sets of bits.
fn word(a: u32, b: u32) -> Relationship {
    match (a & b, a == b) {
        (_, true) => EqualTo,
        (0, _) => NoRelationship,
        (both, _) if both == a => SubsetOf,
        (both, _) if both == b => SupersetOf,
        _ => IntersectsWith,
    }
}

/// What is seen between A and C over all non-empty sets A, B, C of a universe of so many elements.
fn table(universe: u32) -> [[Possible; 5]; 5] {
    let sets = 1..1_u32 << universe;
    let mut table = [[Possible::IMPOSSIBLE; 5]; 5];
    for a in sets.clone() {
        for b in sets.clone() {
            for c in sets.clone() {
                let seen = &mut table[word(a, b) as usize][word(b, c) as usize];
                *seen = seen.or(word(a, c).into());
            }
        }
    }
    table
}

/// Every chain of so many steps.
fn chains(steps: u32) -> impl Iterator<Item = Vec<Relationship>> {
    (0..5_usize.pow(steps))
        .map(move |number| (0..steps).map(|step| Relationship::ALL[number / 5_usize.pow(step) % 5]).collect())
}

fn possible(chain: &[Relationship]) -> Possible {
    Possible::along(chain.iter().map(|word| Possible::from(*word)))
}

/// Every way in which `sets` non-empty sets can lie, up to how many elements share a place: one number of bits a set. Between
/// them the sets cut the world into `2^sets - 1` regions, and only which of these are inhabited matters.
fn layouts(sets: u32) -> impl Iterator<Item = Vec<u32>> {
    let regions = (1_u32 << sets) - 1;
    (1..1_u32 << regions).filter_map(move |inhabited| {
        let set = |number: u32| {
            let inside = (0..regions).filter(|region| (region + 1) >> number & 1 == 1);
            inside.fold(0, |all, region| all | (inhabited & 1 << region))
        };
        let sets: Vec<u32> = (0..sets).map(set).collect();
        sets.iter().all(|set| *set != 0).then_some(sets)
    })
}

#[test]
fn the_composition_table_is_what_brute_force_sees() {
    let mut expected = [[Possible::IMPOSSIBLE; 5]; 5];
    for first in Relationship::ALL {
        for second in Relationship::ALL {
            expected[*first as usize][*second as usize] = possible(&[*first, *second]);
        }
    }
    // Three sets cut the world into seven regions, so seven elements show all there is; four do already, and three do not.
    assert_ne!(table(3), expected);
    assert_eq!(table(4), expected);
    assert_eq!(table(7), expected);
    let mut seen = [[Possible::IMPOSSIBLE; 5]; 5];
    for sets in layouts(3) {
        let entry = &mut seen[word(sets[0], sets[1]) as usize][word(sets[1], sets[2]) as usize];
        *entry = entry.or(word(sets[0], sets[2]).into());
    }
    assert_eq!(seen, expected, "over the seven regions themselves");
}

#[test]
fn a_chain_read_backwards_gives_the_inverse() {
    for chain in (0..=4).flat_map(chains) {
        let backwards: Vec<Relationship> = chain.iter().rev().map(|word| word.inverse()).collect();
        assert_eq!(possible(&backwards), possible(&chain).inverse(), "{chain:?}");
    }
}

#[test]
fn composition_is_associative_over_all_sets_of_words() {
    let all: Vec<Possible> = (0..32_usize)
        .map(|bits| {
            let words = Relationship::ALL.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
            words.fold(Possible::IMPOSSIBLE, |all, (_, word)| all.or((*word).into()))
        })
        .collect();
    for a in &all {
        for b in &all {
            for c in &all {
                assert_eq!(a.compose(*b).compose(*c), a.compose(b.compose(*c)));
            }
        }
    }
}

/// Four sets cut the world into fifteen regions: 32,767 layouts are all there are.
#[test]
fn what_remains_possible_along_three_steps_is_what_brute_force_sees() {
    let mut seen = vec![Possible::IMPOSSIBLE; 125];
    for sets in layouts(4) {
        let steps = [word(sets[0], sets[1]), word(sets[1], sets[2]), word(sets[2], sets[3])];
        let number = steps.iter().rev().fold(0, |number, word| number * 5 + *word as usize);
        seen[number] = seen[number].or(word(sets[0], sets[3]).into());
    }
    for (chain, seen) in chains(3).zip(seen) {
        assert_eq!(possible(&chain), seen, "{chain:?}");
    }
}

/// Rule book, section 3: a chain without its `=` against the patterns, read as regular expressions.
fn pattern(chain: &[Relationship]) -> Proven {
    let chain: Vec<Relationship> = chain.iter().copied().filter(|word| *word != EqualTo).collect();
    let count = |word| chain.iter().filter(|known| **known == word).count();
    let leading = |word| chain.iter().take_while(|known| **known == word).count();
    let trailing = |word| chain.iter().rev().take_while(|known| **known == word).count();
    let all = chain.len();
    if all == 0 {
        Proven::Equal
    } else if count(SubsetOf) == all {
        Proven::Subset
    } else if count(SupersetOf) == all {
        Proven::Superset
    } else if count(NoRelationship) == 1 && leading(SubsetOf) + 1 + trailing(SupersetOf) == all {
        Proven::Disjoint
    } else if count(IntersectsWith) <= 1
        && leading(SupersetOf) + count(IntersectsWith) + trailing(SubsetOf) == all
    {
        Proven::Overlap
    } else {
        Proven::Nothing
    }
}

#[test]
fn all_chains_up_to_seven_steps_prove_what_the_patterns_say() {
    let mut count = 0;
    for chain in (1..=7).flat_map(chains) {
        assert_eq!(possible(&chain).proves(), pattern(&chain), "{chain:?}");
        count += 1;
    }
    assert_eq!(count, 97_655);
}

/// The words between A and B, C, D, between B and C, D, and between C and D, of every layout of four sets.
#[test]
fn brute_force_sees_1191_networks_of_four() {
    let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
    let networks: BTreeSet<Vec<Relationship>> =
        layouts(4).map(|sets| pairs.iter().map(|(a, b)| word(sets[*a], sets[*b])).collect()).collect();
    assert_eq!(networks.len(), 1191);
}
