//! Requirements by number or words.

use serde::Serialize;

use super::views::{RequirementRef, StandardRef, requirement_ref, standard_ref};
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex};
use crate::order;
use crate::resolve::requirement;

/// At most this many hits are given.
const LIMIT: usize = 50;

/// Hits, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SearchAnswer {
    /// At most 50.
    pub hits: Vec<SearchHit>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// A requirement that fits what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct SearchHit {
    /// The requirement.
    pub requirement: RequirementRef,
    /// Its standard.
    pub standard: StandardRef,
}

pub(super) fn search(map: &Map, text: &str) -> SearchAnswer {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let named = requirement(map, text).ok();
    let mut hits: Vec<(u8, RequirementIndex)> = map
        .all()
        .filter(|_| !words.is_empty())
        .filter_map(|at| {
            if named == Some(at) { Some((0, at)) } else { rank(map, at, &words).map(|rank| (rank, at)) }
        })
        .collect();
    order::sort_by_key(&mut hits, |hit| *hit);
    let hits = hits.into_iter().take(LIMIT).map(|(_, at)| SearchHit {
        requirement: requirement_ref(map, at),
        standard: standard_ref(map, map.standard_of(at)),
    });
    SearchAnswer { hits: hits.collect(), set_aside: map.set_aside, contradictory_rows: map.contradictory }
}

/// How well a requirement fits all words: the worst of the words counts; `None` where one fits nowhere.
fn rank(map: &Map, at: RequirementIndex, words: &[String]) -> Option<u8> {
    let number = map.number(at).to_lowercase();
    let title = map.title(at).to_lowercase();
    let topic = map.topic(at).to_lowercase();
    let standard = map.standard(map.standard_of(at));
    let whose = [standard.name.to_lowercase(), standard.key.to_string()];
    words
        .iter()
        .map(|word| {
            if number == *word {
                Some(1)
            } else if title.starts_with(word.as_str()) {
                Some(2)
            } else if number.starts_with(word.as_str()) || title.contains(word.as_str()) {
                Some(3)
            } else if topic.contains(word.as_str()) || map.id(at).contains(word.as_str()) {
                Some(4)
            } else if whose.iter().any(|name| name.contains(word.as_str())) {
                Some(1)
            } else {
                None
            }
        })
        .try_fold(0, |worst, rank| Some(worst.max(rank?)))
}

impl SearchAnswer {
    /// `requirement,title,topic`
    pub(super) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new(["requirement", "title", "topic"]);
        for hit in &self.hits {
            let requirement = &hit.requirement;
            sheet.push([requirement.id.to_string(), requirement.title.clone(), requirement.topic.clone()]);
        }
        sheet
    }
}
