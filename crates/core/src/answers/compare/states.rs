//! What changed rows did to a gap.

use super::{CompareChange, CompareOf, StateChange, pair};
use crate::answers::gap::{GapAnswer, GapRequirement};
use crate::answers::proof::ProofStep;
use crate::id::RequirementId;
use crate::map::Map;
use crate::order;

/// One version's map and gap.
type Side<'s> = (&'s Map, &'s GapAnswer);

/// The requirements whose state is not the same in both gaps, each with the changed rows that its proofs rest on.
pub(super) fn changed(old: Side<'_>, new: Side<'_>, changes: &[CompareChange]) -> Vec<StateChange> {
    let named = Named::new(&[old.0, new.0], changes);
    let before = by_id(old.1);
    let after = by_id(new.1);
    let find = |rows: &[&GapRequirement], id: &str| {
        rows.binary_search_by(|row| row.requirement.id.as_str().cmp(id)).ok()
    };
    let mut states = Vec::new();
    let gone = old.1.requirements.iter().filter(|row| find(&after, row.requirement.id.as_str()).is_none());
    let rows = new.1.requirements.iter().chain(gone);
    for row in rows {
        let id = row.requirement.id.as_str();
        let side = |rows: &[&'_ GapRequirement]| find(rows, id).and_then(|at| rows.get(at).copied().cloned());
        let (was, is) = (side(&before), side(&after));
        let (old_state, new_state) = (was.as_ref().map(|row| row.state), is.as_ref().map(|row| row.state));
        if old_state == new_state {
            continue;
        }
        let proofs = [&was, &is].into_iter().flatten().flat_map(|row| &row.proof);
        let mut by: Vec<usize> = proofs.flat_map(|step| named.on(step)).collect();
        if by.is_empty() || was.is_none() || is.is_none() {
            by.extend([old.0, new.0].iter().flat_map(|map| named.around(map, id)));
        }
        order::sort_by_key(&mut by, |at| *at);
        by.dedup();
        states.push(StateChange { requirement: row.requirement.clone(), old: old_state, new: new_state, by });
    }
    states
}

fn by_id(gap: &GapAnswer) -> Vec<&GapRequirement> {
    let mut rows: Vec<&GapRequirement> = gap.requirements.iter().collect();
    order::sort_by(&mut rows, |a, b| a.requirement.id.cmp(&b.requirement.id));
    rows
}

/// Changes by the ids that they name.
struct Named {
    /// Sorted; what a change is known by, and its place.
    rows: Vec<(String, usize)>,
}

impl Named {
    fn new(maps: &[&Map], changes: &[CompareChange]) -> Self {
        let mut rows = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            let mut ends = change.id.split(' ');
            let (first, second) = (ends.next().unwrap_or(""), ends.next().unwrap_or(""));
            match change.of {
                CompareOf::Standard => {}
                CompareOf::Requirement => {
                    rows.push((first.to_owned(), at));
                    // A heading has other parts when something below it comes or goes.
                    for map in maps {
                        let parent = RequirementId::parse(first)
                            .and_then(|id| map.find(&id))
                            .and_then(|at| map.parent(at));
                        rows.extend(parent.map(|parent| (map.id(parent).to_owned(), at)));
                    }
                }
                CompareOf::Link | CompareOf::Nothing => {
                    rows.push((pair(first, second), at));
                    rows.push((first.to_owned(), at));
                    rows.push((second.to_owned(), at));
                }
                CompareOf::Joint => rows.push((format!("joint {first}"), at)),
            }
        }
        order::sort_by(&mut rows, |a, b| a.0.cmp(&b.0));
        Self { rows }
    }

    /// The places of the changes that a step of a proof rests on.
    fn on(&self, step: &ProofStep) -> Vec<usize> {
        if step.relation == "joint" {
            return self.about(&format!("joint {}", step.to));
        }
        let mut all =
            if step.file.is_some() { self.about(&pair(step.from.as_str(), &step.to)) } else { Vec::new() };
        if step.file.is_none() {
            all.extend(self.about(step.from.as_str()));
            all.extend(self.about(&step.to));
        }
        all
    }

    /// The places of the changes that name a requirement or a heading above it.
    fn around(&self, map: &Map, id: &str) -> Vec<usize> {
        let mut all = self.about(id);
        let at = RequirementId::parse(id).and_then(|id| map.find(&id));
        all.extend(at.into_iter().flat_map(|at| map.above(at)).flat_map(|above| self.about(map.id(above))));
        all
    }

    fn about(&self, key: &str) -> Vec<usize> {
        let start = self.rows.partition_point(|(other, _)| other.as_str() < key);
        let rows = self.rows.iter().skip(start).take_while(|(other, _)| other == key);
        rows.map(|(_, at)| *at).collect()
    }
}
