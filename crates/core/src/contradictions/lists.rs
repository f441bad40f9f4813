//! Lists of requirements, one for each requirement, and what leads round in circles along them.

use crate::map::{Each, Map, RequirementIndex};

/// What belongs to each requirement, flat.
#[derive(Debug)]
pub(super) struct Lists<T> {
    ends: Each<(usize, usize)>,
    all: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// Each second of the pairs in the list of its first, in the order of the pairs. O(|pairs|).
    pub(super) fn new(map: &Map, pairs: &[(RequirementIndex, T)]) -> Self {
        let mut ends = map.each((0, 0));
        for (from, _) in pairs {
            ends[*from].1 += 1;
        }
        let mut next = 0;
        for at in map.all() {
            let count = ends[at].1;
            ends[at] = (next, next);
            next += count;
        }
        let mut all: Vec<T> = pairs.iter().map(|(_, to)| *to).collect();
        for (from, to) in pairs {
            let end = &mut ends[*from].1;
            if let Some(place) = all.get_mut(*end) {
                *place = *to;
            }
            *end += 1;
        }
        Self { ends, all }
    }

    /// The list of a requirement.
    pub(super) fn of(&self, at: RequirementIndex) -> &[T] {
        let (start, end) = self.ends[at];
        self.all.get(start..end).unwrap_or(&[])
    }
}

impl Lists<RequirementIndex> {
    /// For each requirement, one that stands for all that lead to it and that it leads to.
    ///
    /// Tarjan's strongly connected components, without recursion. O(|requirements| + |pairs|).
    pub(super) fn classes(&self, map: &Map) -> Each<Option<RequirementIndex>> {
        let mut walk = Walk {
            lists: self,
            number: map.each(0),
            lowest: map.each(0),
            class: map.each(None),
            count: 0,
            path: Vec::new(),
            unsettled: Vec::new(),
        };
        for start in map.all() {
            if walk.number[start] == 0 {
                walk.from(start);
            }
        }
        walk.class
    }
}

/// A walk in depth over lists.
struct Walk<'l> {
    lists: &'l Lists<RequirementIndex>,
    /// When a requirement was entered, from 1.
    number: Each<u32>,
    /// The lowest number on the path or beside it that it leads back to.
    lowest: Each<u32>,
    class: Each<Option<RequirementIndex>>,
    count: u32,
    /// What was entered and not left, and how far its list was followed.
    path: Vec<(RequirementIndex, usize)>,
    /// What was entered and belongs to no class yet.
    unsettled: Vec<RequirementIndex>,
}

impl Walk<'_> {
    fn from(&mut self, start: RequirementIndex) {
        self.enter(start);
        while let Some((at, next)) = self.path.last_mut() {
            let from = *at;
            let to = self.lists.of(from).get(*next).copied();
            *next += 1;
            match to {
                Some(to) if self.number[to] == 0 => self.enter(to),
                Some(to) if self.class[to].is_none() => {
                    self.lowest[from] = self.lowest[from].min(self.number[to]);
                }
                Some(_) => {}
                None => self.leave(from),
            }
        }
    }

    fn enter(&mut self, at: RequirementIndex) {
        self.count += 1;
        self.number[at] = self.count;
        self.lowest[at] = self.count;
        self.path.push((at, 0));
        self.unsettled.push(at);
    }

    fn leave(&mut self, at: RequirementIndex) {
        self.path.pop();
        if let Some((before, _)) = self.path.last() {
            self.lowest[*before] = self.lowest[*before].min(self.lowest[at]);
        }
        if self.lowest[at] == self.number[at] {
            while let Some(member) = self.unsettled.pop() {
                self.class[member] = Some(at);
                if member == at {
                    break;
                }
            }
        }
    }
}
