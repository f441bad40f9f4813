//! Many lists of numbers in two vectors.

/// Lists of numbers, one after the other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    /// Where each list ends; it begins where the one before ends.
    ends: Vec<usize>,
    values: Vec<u32>,
}

impl Lists {
    /// Adds a list.
    pub(crate) fn push(&mut self, list: &[u32]) {
        self.values.extend_from_slice(list);
        self.ends.push(self.values.len());
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many numbers all lists hold together.
    pub(crate) fn size(&self) -> usize {
        self.values.len()
    }

    /// The list of that number; empty where there is none.
    pub(crate) fn list(&self, at: u32) -> &[u32] {
        let at = at as usize;
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or(0) };
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.values.get(start..end).unwrap_or_default()
    }

    /// All lists in order, with their numbers.
    pub(crate) fn all(&self) -> impl Iterator<Item = (u32, &[u32])> {
        (0..).zip(0..self.len()).map(|(at, _)| (at, self.list(at)))
    }

    /// For each of `count` values the numbers of the lists that hold it, ascending.
    pub(crate) fn turned(&self, count: usize) -> Self {
        let mut ends = vec![0_usize; count];
        for value in &self.values {
            add(&mut ends, *value, 1);
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        // Each end stands at its list's start now, and moves to its end while the list fills.
        let mut values = vec![0; self.values.len()];
        for (at, list) in self.all() {
            for value in list {
                let place = add(&mut ends, *value, 1);
                if let Some(slot) = values.get_mut(place) {
                    *slot = at;
                }
            }
        }
        Self { ends, values }
    }
}

/// Adds to a number and gives what it was before.
fn add(numbers: &mut [usize], at: u32, more: usize) -> usize {
    let Some(number) = numbers.get_mut(at as usize) else { return usize::MAX };
    let before = *number;
    *number += more;
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_lists_twice_gives_them_back() {
        let mut lists = Lists::default();
        lists.push(&[0, 2]);
        lists.push(&[]);
        lists.push(&[1, 2]);
        let turned = lists.turned(3);
        assert_eq!(
            turned.all().map(|(_, list)| list.to_vec()).collect::<Vec<_>>(),
            [vec![0], vec![2], vec![0, 2]]
        );
        assert_eq!(turned.turned(3).values, lists.values);
    }
}
