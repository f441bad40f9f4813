//! Sorting without a compiled copy for every type.
//!
//! In WebAssembly each direct `sort_by`, and each `collect` into a `BTreeMap` (which sorts), costs some 5 kB of module; here one
//! compiled sort of places serves all.

use std::cmp::Ordering;

/// Sorts by `order`; equals keep their places.
pub(crate) fn sort_by<T>(items: &mut Vec<T>, mut order: impl FnMut(&T, &T) -> Ordering) {
    // Mostly the rows of a file stand in order already.
    let in_order = items.iter().zip(items.iter().skip(1)).all(|(a, b)| order(a, b) != Ordering::Greater);
    if in_order {
        return;
    }
    let places = sorted_places(items.len(), &mut |a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(places.into_iter().filter_map(|place| taken.get_mut(place).and_then(Option::take)));
}

/// Sorts by a key; equals keep their places.
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

#[inline(never)]
fn sorted_places(count: usize, order: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|a, b| order(*a, *b));
    places
}
