//! A row in a file for other standards.
//!
//! Why: each pair of standards has one file, the earlier standard on the left, so that no link can exist twice.
//! Example: a row from `iso9001-2015` to `itil4` in `links/iso20000-1-2018--iso9001-2015.csv`.
//! Source: design, "The data on disk".

use super::{Context, Entries};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Endpoint;
use crate::map::StandardIndex;
use crate::records::{End, File, Findings, RowAt};
use crate::schema::{link, requirement};
use crate::source::FileKind;

/// Of requirements.
pub(super) fn check_entries(context: &Entries<'_>, found: &mut Findings) {
    let records = context.records;
    for row in &records.requirements {
        if let Some(FileKind::Requirements { standard }) =
            records.files.get(row.at.file).map(|file| &file.kind)
            && records.key(row) != standard
        {
            let message = format!("`{}` stands in the file of `{standard}`", records.id(row));
            let diagnostic = records.files.finding(
                Code::WrongFile,
                row.at,
                requirement::ID,
                "of another standard",
                message,
            );
            found.push(
                row.at,
                diagnostic.hint(format!("its place is `requirements/{}.csv`", records.key(row))),
            );
        }
    }
}

/// Of links and second judgements.
pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let (map, records) = (context.map, context.records);
    let standard = |key: &str| map.standards.iter().position(|standard| standard.key.as_str() == key);
    let pairs: Vec<Option<(StandardIndex, StandardIndex)>> = map
        .files
        .iter()
        .map(|file| match &file.kind {
            FileKind::Links { left, right } | FileKind::Review { left, right } => {
                check_name(file, standard(left).zip(standard(right)), found);
                standard(left).zip(standard(right))
            }
            _ => None,
        })
        .collect();
    let of = |at| End::Requirement(at);
    let links = map.links.iter().map(|row| (row.row.at(), of(row.source), of(row.target)));
    let nothing = map.nothing.iter().map(|row| {
        let (one, other) = (of(row.requirement), End::Whole(row.standard));
        let (source, target) = if row.backwards { (other, one) } else { (one, other) };
        (row.row.at(), source, target)
    });
    let unresolved = records.unresolved.iter().map(|row| (row.row.at(), row.source, row.target));
    let reviews = records.reviews.iter().map(|row| (row.at, row.source, row.target));
    for (at, source, target) in links.chain(nothing).chain(unresolved).chain(reviews) {
        let pair = pairs.get(at.file as usize).copied().flatten();
        let ends = standard_of(context, source).zip(standard_of(context, target));
        if (pair.is_none() || ends != pair) && source != target {
            check_row(context, at, (source, target), found);
        }
    }
}

fn standard_of(context: &Context<'_>, end: End) -> Option<StandardIndex> {
    match end {
        End::Requirement(at) => Some(context.map.standard_of(at)),
        End::Whole(standard) => Some(standard),
        End::Unknown => None,
    }
}

fn check_name(file: &File, pair: Option<(StandardIndex, StandardIndex)>, found: &mut Findings) {
    let (FileKind::Links { left, right } | FileKind::Review { left, right }) = &file.kind else { return };
    if pair.is_none_or(|(a, b)| a < b) {
        return;
    }
    let folder = file.table.text.name().split('/').next().unwrap_or("links");
    found.diagnostics.push(
        Diagnostic::new(
            Code::WrongFile,
            format!("`{left}` does not come before `{right}` in `standards.csv`"),
        )
        .at(file.table.text.place_of_line(0))
        .hint(format!(
            "the file of this pair is `{folder}/{right}--{left}.csv`, with every row read backwards"
        )),
    );
}

/// A row whose standards are not those of its file.
fn check_row(context: &Context<'_>, at: RowAt, (source, target): (End, End), found: &mut Findings) {
    let map = context.map;
    let Some(file) = map.files.get(at.file) else { return };
    let (FileKind::Links { left, right } | FileKind::Review { left, right }) = &file.kind else { return };
    let key = |column| Endpoint::parse(&map.files.text(at, column)).map(|end| end.key().to_owned());
    let (Some(from), Some(to)) = (key(link::SOURCE), key(link::TARGET)) else { return };
    if (&from, &to) == (left, right) {
        return;
    }
    let folder = if matches!(file.kind, FileKind::Links { .. }) { "links" } else { "review" };
    if (&from, &to) == (right, left) {
        // A backwards row whose forward row exists is reported as its converse.
        if folder == "links" && context.has_forward_row(source, target) {
            return;
        }
        let message = format!("the row goes from `{from}` to `{to}`, against the direction of its file");
        let diagnostic =
            map.files.finding(Code::WrongFile, at, link::SOURCE, "the right-hand standard", message);
        let hint = "swap the two ends, the two deltas, and `subset-of` with `superset-of`";
        found.push(at, diagnostic.hint(hint));
        return;
    }
    let order = |key: &str| map.standards.iter().position(|standard| standard.key.as_str() == key);
    let (first, second) = match (order(&from), order(&to)) {
        (Some(a), Some(b)) if a > b => (&to, &from),
        _ => (&from, &to),
    };
    let column = if from == *left { link::TARGET } else { link::SOURCE };
    let message = format!("a row from `{from}` to `{to}` stands in the file of `{left}` and `{right}`");
    let diagnostic = map.files.finding(Code::WrongFile, at, column, "of another standard", message);
    found.push(at, diagnostic.hint(format!("its place is `{folder}/{first}--{second}.csv`")));
}
