//! What a question takes as held, and what it takes for granted in doing so. Rule book, section 4.

use serde::Serialize;

use super::views::{RequirementRef, StandardRef, requirement_ref, standard_ref};
use crate::coverage::Holdings;
use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::profile::{Profile, ProfileRow, Profiled, Standing};
use crate::resolve::{QueryError, standard};
use crate::word::Kind;

/// What is held and wanted, with all that files say of it.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) want: StandardIndex,
    /// In the order of the data, each once.
    pub(super) standards: Vec<StandardIndex>,
    /// The held ones and the wanted one: rows of files about others do not count.
    concerned: Vec<StandardIndex>,
    pub(super) contested: bool,
    pub(super) profiled: Profiled,
}

/// A requirement that a Statement of Applicability takes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Excluded {
    /// Which.
    pub requirement: RequirementRef,
    /// The heading above that carries the row; `null` for a row of the requirement itself.
    pub through: Option<RequirementRef>,
    /// The row, with its justification.
    pub row: ProfileRow,
}

impl Excluded {
    /// Why, in one line, and where that stands.
    pub fn reason(&self) -> String {
        let ProfileRow { text, file, line, .. } = &self.row;
        let why = if text.is_empty() { "no justification given" } else { text.as_str() };
        format!("not applicable: {why} ({file}:{line})")
    }
}

/// The assessable requirements of a standard by how they stand.
#[derive(Debug, Default)]
struct Standings {
    all: usize,
    by_status: usize,
    unnamed: usize,
    partly: usize,
    not: usize,
    excluded: usize,
}

impl Held {
    /// The standards and files of a question.
    ///
    /// # Errors
    ///
    /// A standard is not known, none is held, or the columns of a file cannot be told.
    pub(super) fn new(
        map: &Map,
        have: &[String],
        want: &str,
        contested: bool,
        profile: &Profile,
    ) -> Result<Self, QueryError> {
        let want = standard(map, want)?;
        let mut held = vec![false; map.standards.len()];
        for text in have {
            if let Some(held) = held.get_mut(standard(map, text)?) {
                *held = true;
            }
        }
        let standards: Vec<StandardIndex> =
            (0..held.len()).filter(|at| held.get(*at) == Some(&true)).collect();
        if standards.is_empty() {
            let message = "name at least one standard that you hold".to_owned();
            return Err(QueryError { message, candidates: Vec::new() });
        }
        let concerned: Vec<StandardIndex> =
            (0..held.len()).filter(|at| *at == want || standards.contains(at)).collect();
        let profiled = Profiled::read(map, profile, &concerned)?;
        Ok(Self { want, standards, concerned, contested, profiled })
    }

    /// What of it is held in full and in part.
    pub(super) fn holdings(&self, map: &Map) -> Holdings {
        let (mut held, mut partly) = (Vec::new(), Vec::new());
        for standard in self.concerned.iter().copied() {
            for at in map.assessable(standard) {
                match self.standing(map, at) {
                    Some(Standing::Implemented) => held.push(at),
                    Some(Standing::Partial) => partly.push(at),
                    // Of the wanted standard only what a file names is in place already.
                    None if self.standards.contains(&standard) => held.push(at),
                    Some(Standing::Not) | None => {}
                }
            }
        }
        Holdings { standards: self.standards.clone(), held, partly, contested: self.contested }
    }

    /// Everything that a Statement of Applicability takes out of the standards of the question, in clause order.
    pub(super) fn excluded(&self, map: &Map) -> Vec<Excluded> {
        let mut excluded = Vec::new();
        for standard in &self.concerned {
            for at in map.assessable(*standard) {
                if let Some((carrier, row)) = self.profiled.exclusion(map, at) {
                    excluded.push(Excluded {
                        requirement: requirement_ref(map, at),
                        through: (carrier != at).then(|| requirement_ref(map, carrier)),
                        row: row.clone(),
                    });
                }
            }
        }
        excluded
    }

    /// Whether a Statement of Applicability takes a requirement out.
    pub(super) fn is_excluded(&self, map: &Map, at: RequirementIndex) -> bool {
        self.profiled.exclusion(map, at).is_some()
    }

    /// The held standards as answers name them.
    pub(super) fn have(&self, map: &Map) -> Vec<StandardRef> {
        self.standards.iter().map(|at| standard_ref(map, *at)).collect()
    }

    /// What the answer takes for granted, a sentence each.
    pub(super) fn assumptions(&self, map: &Map) -> Vec<String> {
        let mut sentences: Vec<String> = self.standards.iter().map(|at| self.assumption(map, *at)).collect();
        let name = &map.standard(self.want).name;
        if self.standards.contains(&self.want) {
            sentences.push(format!("{name} itself is among what is held."));
        } else {
            sentences.extend(self.of_wanted(map, name));
        }
        if self.contested {
            sentences.push("Rows marked contested are taken to prove something too.".to_owned());
        }
        if self.profiled.elsewhere > 0 {
            sentences.push(format!(
                "Rows about standards that this question does not name, and so not used: {}.",
                self.profiled.elsewhere
            ));
        }
        sentences
    }

    /// How far files say that a requirement is in place; `None` where they say nothing.
    fn standing(&self, map: &Map, at: RequirementIndex) -> Option<Standing> {
        if self.profiled.is_out(map, at) {
            return Some(Standing::Not);
        }
        self.profiled.standing(map, at).map(|(standing, _)| standing)
    }

    fn assumption(&self, map: &Map, at: StandardIndex) -> String {
        let name = &map.standard(at).name;
        let of_kind = |kind: Kind| map.assessable(at).filter(|at| map.kind(*at) == kind).count();
        let (clauses, controls, practices) =
            (of_kind(Kind::Clause), of_kind(Kind::Control), of_kind(Kind::Practice));
        let standings = self.standings(map, at);
        if standings.unnamed < standings.all {
            let advice = if practices > 0 { ADVICE } else { "" };
            return format!("{name}: {}{advice}.", standings.in_words());
        }
        if practices > 0 {
            format!("{name}: all {practices} practices are taken as adopted{ADVICE}.")
        } else if controls > 0 {
            format!(
                "{name}: all {clauses} clauses are taken as met and all {controls} Annex A controls as implemented; a certificate alone proves the clauses only."
            )
        } else {
            format!("{name}: all {clauses} clauses are taken as met.")
        }
    }

    /// What files say of the wanted standard itself.
    fn of_wanted(&self, map: &Map, name: &str) -> Option<String> {
        let standings = self.standings(map, self.want);
        (standings.unnamed < standings.all).then(|| {
            format!(
                "{name}: of {} requirements, {} in place by a status row, {} partly in place, {} not applicable and not counted.",
                standings.all, standings.by_status, standings.partly, standings.excluded
            )
        })
    }

    fn standings(&self, map: &Map, standard: StandardIndex) -> Standings {
        let mut counts = Standings::default();
        for at in map.assessable(standard) {
            counts.all += 1;
            match self.standing(map, at) {
                _ if self.is_excluded(map, at) => counts.excluded += 1,
                Some(Standing::Implemented) => counts.by_status += 1,
                Some(Standing::Partial) => counts.partly += 1,
                Some(Standing::Not) => counts.not += 1,
                None => counts.unnamed += 1,
            }
        }
        counts
    }
}

const ADVICE: &str = "; advice adopted is not a requirement met, so they give at most `partial`";

impl Standings {
    fn in_words(&self) -> String {
        format!(
            "of {} requirements, {} in place by a status row, {} in place because no row says otherwise, {} partly in place, {} not in place, {} not applicable",
            self.all, self.by_status, self.unnamed, self.partly, self.not, self.excluded
        )
    }
}
