//! `imsmap diff --data` and `imsmap rebase`: two maps compared, and a file carried to another edition.

use std::io::Write;
use std::path::Path;

use imsmap_core::{Map, RebaseAnswer, Severity, compare};

use crate::ExitStatus;
use crate::args::{Diff, Format, Rebase};
use crate::data::{Data, read_text};
use crate::failure::Failure;
use crate::output::{Output, replace};
use crate::render;
use crate::terminal::Terminal;

/// Prints what `map` says differently from the data in an older folder.
pub(crate) fn compared(
    diff: &Diff,
    older: &Path,
    map: &Map,
    format: Format,
    terminal: &Terminal,
    output: &mut Output<'_>,
    err: &mut dyn Write,
) -> Result<ExitStatus, Failure> {
    let older = Data::read(Some(older))?.load();
    render::findings(&older.diagnostics, terminal, err)?;
    let answer = compare(&older.map, map, &diff.have, diff.want.as_deref(), diff.contested)?;
    let incomplete = render::incomplete(answer.set_aside);
    match format {
        Format::Json => write!(output, "{}", answer.to_json())?,
        Format::Csv => write!(output, "{}", answer.sheet().to_csv())?,
        Format::Markdown => write!(output, "{incomplete}{}", render::compared_markdown(&answer))?,
        Format::Table => write!(output, "{incomplete}{}", render::compared(&answer, terminal))?,
    }
    if matches!(format, Format::Csv | Format::Json) {
        write!(err, "{incomplete}")?;
    }
    Ok(ExitStatus::Done)
}

/// Writes a file anew for another edition, and what is to be reviewed to its own file or to `err`.
pub(crate) fn rebase(
    rebase: &Rebase,
    map: &Map,
    format: Format,
    terminal: &Terminal,
    output: &mut Output<'_>,
    err: &mut dyn Write,
) -> Result<ExitStatus, Failure> {
    let text = read_text(&rebase.file).map_err(|why| Failure::Read { path: rebase.file.clone(), why })?;
    // The name stands in the reasons of derived rows, where the folder is nobody's business.
    let name = rebase.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let list = rebase.review.as_deref();
    let rebased = imsmap_core::rebase(map, &name, &text, &rebase.from, &rebase.to)?;
    render::findings(&rebased.diagnostics, terminal, err)?;
    if !rebased.readable {
        return Ok(ExitStatus::Failed);
    }
    let found = rebased.diagnostics.iter().any(|finding| finding.severity == Severity::Error);
    review(&rebased, list, format, terminal, err)?;
    match format {
        Format::Json => write!(output, "{}", rebased.to_json())?,
        Format::Markdown => write!(output, "{}", render::rebased_markdown(&rebased))?,
        // The new file itself, ready to be used; what is said about it goes to `err`.
        Format::Table | Format::Csv => write!(output, "{}", rebased.sheet().to_csv())?,
    }
    Ok(if found { ExitStatus::Found } else { ExitStatus::Done })
}

fn review(
    rebased: &RebaseAnswer,
    file: Option<&Path>,
    format: Format,
    terminal: &Terminal,
    err: &mut dyn Write,
) -> Result<(), Failure> {
    write!(err, "{}", render::incomplete(rebased.set_aside))?;
    write!(err, "{}", render::rebased(rebased, terminal))?;
    match file {
        Some(path) => {
            let text = rebased.review_sheet().to_csv();
            replace(path, text.as_bytes())
                .map_err(|error| Failure::Write { path: path.to_owned(), error })?;
        }
        None if format == Format::Table => write!(err, "{}", render::review(rebased, terminal))?,
        None => {}
    }
    Ok(())
}
