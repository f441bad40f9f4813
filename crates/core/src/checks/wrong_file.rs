//! A row in a file for other standards.
//!
//! Why: each pair of standards has one file, the earlier standard on the left, so that no link can exist twice.
//! Example: a row from `iso9001-2015` to `itil4` in `links/iso20000-1-2018--iso9001-2015.csv`.
//! Source: design, "The data on disk".

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::records::{Findings, RowAt};
use crate::schema::{link, requirement};
use crate::source::FileKind;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    let records = context.records;
    for file in &records.files {
        if let FileKind::Links { left, right } | FileKind::Review { left, right } = &file.kind
            && let (Some(a), Some(b)) = (context.order(left), context.order(right))
            && a >= b
        {
            let folder = file.table.text.name.split('/').next().unwrap_or("links");
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
    }
    for row in &records.requirements {
        if let Some(FileKind::Requirements { standard }) = kind(context, row.at)
            && row.id.key() != standard
        {
            let message = format!("`{}` stands in the file of `{standard}`", row.id);
            let diagnostic =
                records.finding(Code::WrongFile, row.at, requirement::ID, "of another standard", message);
            found.push(row.at, diagnostic.hint(format!("its place is `requirements/{}.csv`", row.id.key())));
        }
    }
    let links = records.links.iter().map(|row| (row.at, &row.source, &row.target, "links"));
    let reviews = records.reviews.iter().map(|row| (row.at, &row.source, &row.target, "review"));
    for (at, source, target, folder) in links.chain(reviews) {
        let Some(FileKind::Links { left, right } | FileKind::Review { left, right }) = kind(context, at)
        else {
            continue;
        };
        let (from, to) = (source.key(), target.key());
        // A backwards row whose forward row exists is reported as its converse.
        if (from, to) == (left, right) || source == target {
            continue;
        }
        if (from, to) == (right, left) {
            let forward =
                records.links.iter().any(|other| other.source == *target && other.target == *source);
            if folder == "links" && forward {
                continue;
            }
            let message = format!("the row goes from `{from}` to `{to}`, against the direction of its file");
            let diagnostic =
                records.finding(Code::WrongFile, at, link::SOURCE, "the right-hand standard", message);
            found.push(
                at,
                diagnostic.hint("swap the two ends, the two deltas, and `subset-of` with `superset-of`"),
            );
            continue;
        }
        let (first, second) = match (context.order(from), context.order(to)) {
            (Some(a), Some(b)) if a > b => (to, from),
            _ => (from, to),
        };
        let column = if from == left { link::TARGET } else { link::SOURCE };
        let message = format!("a row from `{from}` to `{to}` stands in the file of `{left}` and `{right}`");
        let diagnostic = records.finding(Code::WrongFile, at, column, "of another standard", message);
        found.push(at, diagnostic.hint(format!("its place is `{folder}/{first}--{second}.csv`")));
    }
}

fn kind<'c>(context: &'c Context<'_, '_>, at: RowAt) -> Option<&'c FileKind> {
    context.records.files.get(at.file).map(|file| &file.kind)
}
