//! One requirement: its place, every link with its reason and deltas, and what was examined.

use serde::Serialize;

use super::matrix::cell_state;
use super::views::{
    CellState, LinkRow, RequirementRef, StandardRef, link_row, nothing_row, requirement_ref, standard_ref,
};
use crate::coverage::Examined;
use crate::export::Sheet;
use crate::map::{Map, RequirementIndex, StandardIndex};
use crate::order;
use crate::resolve::{QueryError, requirement};
use crate::word::Relationship;

/// One requirement and all that the data says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShowAnswer {
    /// The requirement.
    pub requirement: RequirementRef,
    /// Its standard.
    pub standard: StandardRef,
    /// The headings above it, the topmost first.
    pub place: Vec<RequirementRef>,
    /// What stands directly below it.
    pub children: Vec<RequirementRef>,
    /// Every other standard, in order.
    pub standards: Vec<ShowStandard>,
    /// How many rows and files were in error and are not used.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub set_aside: usize,
    /// How many rows cannot hold beside the others.
    #[cfg_attr(feature = "typescript", ts(type = "number"))]
    pub contradictory_rows: usize,
}

/// What the requirement has in one other standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShowStandard {
    /// The other standard.
    pub standard: StandardRef,
    /// What is known.
    pub state: CellState,
    /// Rows between single requirements: its own first, then those of headings above it or of what stands below it.
    pub links: Vec<ShowLink>,
    /// Rows that say that the standard holds nothing for it.
    pub nothing: Vec<NothingRow>,
}

/// A row, read from the shown requirement's side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ShowLink {
    /// The requirement at the other end.
    pub counterpart: RequirementRef,
    /// Read from this side.
    pub reads: Relationship,
    /// The heading above, or the requirement below, that carries the row; `null` for a row of the shown requirement itself.
    pub through: Option<RequirementRef>,
    /// What the other side lacks.
    pub own_only: String,
    /// What this side lacks.
    pub counterpart_only: String,
    /// The row as it stands.
    pub row: LinkRow,
}

/// A `:*` row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct NothingRow {
    /// The heading above, or the requirement below, that carries the row; `null` for a row of the shown requirement itself.
    pub through: Option<RequirementRef>,
    /// The row as it stands.
    pub row: LinkRow,
}

pub(super) fn show(map: &Map, text: &str) -> Result<ShowAnswer, QueryError> {
    let at = requirement(map, text)?;
    let examined = Examined::new(false);
    let own = map.standard_of(at);
    let mut place: Vec<_> = map.above(at).map(|heading| requirement_ref(map, heading)).collect();
    place.reverse();
    Ok(ShowAnswer {
        requirement: requirement_ref(map, at),
        standard: standard_ref(map, own),
        place,
        children: map.children(at).map(|child| requirement_ref(map, child)).collect(),
        standards: (0..map.standards.len())
            .filter(|standard| *standard != own)
            .map(|standard| towards(map, examined, at, standard))
            .collect(),
        set_aside: map.set_aside,
        contradictory_rows: map.contradictory,
    })
}

fn towards(map: &Map, examined: Examined, at: RequirementIndex, standard: StandardIndex) -> ShowStandard {
    let carriers: Vec<RequirementIndex> =
        std::iter::once(at).chain(map.above(at)).chain(map.below(at)).collect();
    let through = |carrier: RequirementIndex| (carrier != at).then(|| requirement_ref(map, carrier));
    let mut links = Vec::new();
    let mut nothing = Vec::new();
    for carrier in carriers {
        for step in map.steps(carrier).filter(|step| map.standard_of(step.to) == standard) {
            let row = link_row(map, step.link);
            let forwards = map.link(step.link).source == carrier;
            let (own_only, counterpart_only) = if forwards {
                (row.source_only.clone(), row.target_only.clone())
            } else {
                (row.target_only.clone(), row.source_only.clone())
            };
            links.push(ShowLink {
                counterpart: requirement_ref(map, step.to),
                reads: step.reads,
                through: through(carrier),
                own_only,
                counterpart_only,
                row,
            });
        }
        let rows = map.nothing_of(carrier).iter().filter(|row| row.standard == standard);
        nothing.extend(rows.map(|row| NothingRow { through: through(carrier), row: nothing_row(map, row) }));
    }
    order::sort_by_key(&mut links, |link: &ShowLink| {
        (link.through.is_some(), !link.reads.is_positive(), u8::MAX - link.row.strength)
    });
    ShowStandard {
        standard: standard_ref(map, standard),
        state: cell_state(map, examined, at, standard),
        links,
        nothing,
    }
}

impl ShowAnswer {
    /// One row a link: `requirement,counterpart,title,relationship,strength,rationale,confidence,review,why,own_only,counterpart_only,reference,file,line,basis`.
    pub(super) fn sheet(&self) -> Sheet {
        let header = [
            "requirement",
            "counterpart",
            "title",
            "relationship",
            "strength",
            "rationale",
            "confidence",
            "review",
            "why",
            "own_only",
            "counterpart_only",
            "reference",
            "file",
            "line",
            "basis",
        ];
        let mut sheet = Sheet::new(header.iter().copied());
        for standard in &self.standards {
            let links = standard.links.iter().map(|link| {
                let ends = (link.counterpart.id.to_string(), link.counterpart.name());
                (&link.through, ends, link.reads, &link.own_only, &link.counterpart_only, &link.row)
            });
            let empty = &String::new();
            let nothing = standard.nothing.iter().map(|row| {
                let ends = (format!("{}:*", standard.standard.key), standard.standard.name.clone());
                (&row.through, ends, row.row.relationship, empty, empty, &row.row)
            });
            for (through, (id, title), reads, own_only, counterpart_only, row) in links.chain(nothing) {
                let requirement = through.as_ref().unwrap_or(&self.requirement);
                sheet.rows.push(vec![
                    requirement.id.to_string(),
                    id,
                    title,
                    reads.to_string(),
                    row.strength.to_string(),
                    row.rationale.to_string(),
                    row.confidence.to_string(),
                    row.review.to_string(),
                    row.why.clone(),
                    own_only.clone(),
                    counterpart_only.clone(),
                    row.reference.join(" "),
                    row.file.clone(),
                    row.line.to_string(),
                    row.basis.as_str().to_owned(),
                ]);
            }
        }
        sheet
    }
}
