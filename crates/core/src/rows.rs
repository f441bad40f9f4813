//! One row of each kind of data file, from its cells.

use crate::catalogue::Catalogue;
use crate::diagnostic::Code;
use crate::fields::Fields;
use crate::map::Joint;
use crate::records::{End, Filled, LinkText, RequirementRow, ReviewRecord, RowAt, Span, StandardRow};
use crate::schema;
use crate::word::Relationship;

pub(crate) fn standard(cells: &mut Fields<'_, '_, '_>) -> Option<StandardRow> {
    let (key, status) = (cells.key(0), cells.word(4));
    let supersedes = cells.raw(6);
    let supersedes = if supersedes.is_empty() { Some(None) } else { cells.key(6).map(Some) };
    let (published, url) = (cells.date(5), cells.url(8));
    Some(StandardRow {
        at: cells.at,
        key: key?,
        title: cells.text(1),
        edition: cells.text(2),
        publisher: cells.text(3),
        status: status?,
        published: published?,
        supersedes: supersedes?,
        amendments: cells.list(7),
        url: url?,
    })
}

pub(crate) fn requirement(cells: &mut Fields<'_, '_, '_>) -> Option<RequirementRow> {
    use schema::requirement as at;
    let (id, kind) = (cells.id(at::ID), cells.word(at::KIND));
    let parent = if cells.raw(at::PARENT).is_empty() {
        Some(Span { start: 0, length: 0, key: 0 })
    } else {
        cells.id(at::PARENT)
    };
    Some(RequirementRow { at: cells.at, id: id?, kind: kind?, parent: parent? })
}

/// The end that was read last in each column: mostly the next row has the same source.
#[derive(Debug, Default)]
pub(crate) struct LastEnds<'t> {
    pub(crate) text: &'t str,
    pub(crate) end: Option<End>,
}

pub(crate) fn link<'t>(
    cells: &mut Fields<'_, 't, '_>,
    catalogue: &Catalogue,
    last: &mut LastEnds<'t>,
) -> Option<(End, End, LinkText)> {
    use schema::link as at;
    let text = cells.raw(at::SOURCE);
    let source = match last.end {
        Some(end) if end != End::Unknown && last.text == text => Some(end),
        _ => cells.end(at::SOURCE, catalogue),
    };
    (last.text, last.end) = (text, source);
    let target = cells.end(at::TARGET, catalogue);
    let (relationship, rationale) = (cells.word(at::RELATIONSHIP), cells.word(at::RATIONALE));
    let strength = cells.strength(at::STRENGTH);
    let (confidence, review) = (cells.word(at::CONFIDENCE), cells.word(at::REVIEW));
    let text = LinkText {
        file: cells.at.file,
        offset: cells.at.offset,
        relationship: relationship?,
        rationale: rationale?,
        strength: strength?,
        confidence: confidence?,
        review: review?,
        filled: Filled::of(cells.row),
    };
    Some((source?, target?, text))
}

/// A joint row; the place of one of which an id is right in form and not known.
pub(crate) fn joint(cells: &mut Fields<'_, '_, '_>, catalogue: &Catalogue) -> Option<Result<Joint, RowAt>> {
    use schema::joint as at;
    let target = cells.end(at::TARGET, catalogue);
    let list = cells.list(at::SOURCES);
    let sources: Option<Vec<_>> = list.iter().map(|id| cells.parse_end(at::SOURCES, id, catalogue)).collect();
    if list.len() < 2 {
        let message = "a joint row needs two sources or more".to_owned();
        cells.report(Code::EmptyCell, at::SOURCES, "too few", message, None);
        return None;
    }
    let (confidence, review) = (cells.word(at::CONFIDENCE), cells.word(at::REVIEW));
    let (target, sources, confidence, review) = (target?, sources?, confidence?, review?);
    let known = |end: &End| match end {
        End::Requirement(at) => Some(*at),
        _ => None,
    };
    let (file, offset) = (cells.at.file, cells.at.offset);
    let joint = known(&target).zip(sources.iter().map(known).collect::<Option<Vec<_>>>());
    Some(match joint {
        Some((target, sources)) => Ok(Joint { target, sources, confidence, review, file, offset }),
        None => Err(cells.at),
    })
}

pub(crate) fn review(cells: &mut Fields<'_, '_, '_>, catalogue: &Catalogue) -> Option<ReviewRecord> {
    use schema::link as at;
    let (source, target) = (cells.end(at::SOURCE, catalogue), cells.end(at::TARGET, catalogue));
    let _: Relationship = cells.word(at::RELATIONSHIP)?;
    Some(ReviewRecord { at: cells.at, source: source?, target: target? })
}
