//! Findings and failures, with the cell underlined.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use imsmap_core::{Code, Diagnostic, Loaded, Place, Severity, Sheet};

use super::text::plural;
use crate::args::Format;
use crate::data::Data;
use crate::failure::Failure;
use crate::output::Output;
use crate::terminal::Terminal;

/// Writes findings; repairs are counted in one line, and hints are for `imsmap check` alone.
pub(crate) fn findings(
    diagnostics: &[Diagnostic],
    terminal: &Terminal,
    err: &mut dyn Write,
) -> std::io::Result<()> {
    let (repairs, rest): (Vec<_>, Vec<_>) =
        diagnostics.iter().partition(|finding| finding.severity == Severity::Repair);
    for finding in rest.into_iter().filter(|finding| finding.severity != Severity::Hint) {
        writeln!(err, "{}\n", rendered(finding, terminal))?;
    }
    if !repairs.is_empty() {
        let count = plural(repairs.len(), "repair", "repairs");
        writeln!(err, "{count} while reading; `imsmap check` names them and `imsmap fmt` makes them last")?;
    }
    Ok(())
}

/// Says that an answer stands on less than all rows; nothing where it stands on all.
pub(crate) fn incomplete(set_aside: usize) -> String {
    if set_aside == 0 {
        return String::new();
    }
    let rows = plural(set_aside, "row or file in error is", "rows or files in error are");
    format!("INCOMPLETE: {rows} not used in this answer.\n\n")
}

/// What must be known of the rows behind an answer: that some cannot hold, that some are not used.
pub(crate) fn notice(contradictory: usize, set_aside: usize) -> String {
    let mut text = String::new();
    if contradictory > 0 {
        let rows = plural(contradictory, "row cannot", "rows cannot");
        text += &format!(
            "CONTRADICTORY: {rows} hold beside the others behind this answer; `imsmap check` names them.\n\n"
        );
    }
    text + &incomplete(set_aside)
}

/// Writes why a command could not be done.
pub(crate) fn failure(failure: &Failure, terminal: &Terminal, err: &mut dyn Write) -> std::io::Result<()> {
    let title = Level::ERROR.primary_title(failure.to_string());
    let mut group = title.elements(std::iter::empty::<Snippet<'_, annotate_snippets::Annotation<'_>>>());
    for hint in failure.hints() {
        group = group.element(Level::HELP.with_name("hint").message(hint));
    }
    writeln!(err, "{}", renderer(terminal).render(&[group]))
}

/// What a code means; of what the reader itself finds, its message is all there is to say.
pub(crate) fn explanation(code: Code) -> String {
    let text = imsmap_core::explanation(code)
        .unwrap_or_else(|| "Found while reading; the message says it all.".to_owned());
    format!("{} ({})\n\n{text}\n", code.as_str(), code.severity().as_str())
}

/// Prints all findings of a check and how many there are.
pub(crate) fn check(
    data: &Data,
    loaded: &Loaded,
    format: Format,
    terminal: &Terminal,
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    let diagnostics = &loaded.diagnostics;
    match format {
        Format::Json => {
            // INVARIANT: a diagnostic holds only text and numbers, so it can always be written.
            let text = serde_json::to_string_pretty(diagnostics).unwrap_or_default();
            writeln!(output, "{text}")?;
        }
        Format::Csv => write!(output, "{}", sheet(diagnostics).to_csv())?,
        Format::Markdown => write!(output, "{}", super::markdown::sheet(&sheet(diagnostics)))?,
        Format::Table => {
            for finding in diagnostics {
                writeln!(output, "{}\n", rendered(finding, terminal))?;
            }
            let count = |severity| diagnostics.iter().filter(|finding| finding.severity == severity).count();
            writeln!(
                output,
                "{}: {}, {}, {}, {} in {}",
                data.name,
                plural(count(Severity::Error), "error", "errors"),
                plural(count(Severity::Warning), "warning", "warnings"),
                plural(count(Severity::Repair), "repair", "repairs"),
                plural(count(Severity::Hint), "hint", "hints"),
                plural(data.sources.len() + data.unreadable.len(), "file", "files"),
            )?;
        }
    }
    Ok(())
}

fn sheet(diagnostics: &[Diagnostic]) -> Sheet {
    let mut sheet = Sheet::new(["severity", "code", "file", "line", "column", "message", "hint"]);
    for finding in diagnostics {
        let place = finding.place.as_ref();
        sheet.push([
            finding.severity.as_str().to_owned(),
            finding.code.as_str().to_owned(),
            place.map(|place| place.file.clone()).unwrap_or_default(),
            place.map(|place| place.line.to_string()).unwrap_or_default(),
            place.map(|place| place.column.to_string()).unwrap_or_default(),
            finding.message.clone(),
            finding.hints.join("; "),
        ]);
    }
    sheet
}

fn rendered(finding: &Diagnostic, terminal: &Terminal) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Repair => Level::NOTE.with_name("repair"),
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let title = level.primary_title(finding.message.as_str()).id(finding.code.as_str());
    let mut group = match &finding.place {
        Some(place) => title.element(snippet(place)),
        None => title.elements(std::iter::empty::<Snippet<'_, annotate_snippets::Annotation<'_>>>()),
    };
    for hint in &finding.hints {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    renderer(terminal).render(&[group])
}

fn snippet(place: &Place) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let start = byte_of(&place.excerpt, place.column.saturating_sub(1));
    let end = byte_of(&place.excerpt, place.column.saturating_sub(1) + place.width);
    let annotation = AnnotationKind::Primary.span(start..end);
    let annotation = if place.label.is_empty() { annotation } else { annotation.label(place.label.as_str()) };
    Snippet::source(place.excerpt.as_str())
        .line_start(usize::try_from(place.line).unwrap_or(usize::MAX))
        .path(place.file.as_str())
        .annotation(annotation)
}

/// Byte offset of a character's number.
fn byte_of(text: &str, character: u32) -> usize {
    let character = usize::try_from(character).unwrap_or(usize::MAX);
    text.char_indices().nth(character).map_or(text.len(), |(byte, _)| byte)
}

fn renderer(terminal: &Terminal) -> Renderer {
    let renderer = if terminal.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(usize::from(terminal.width))
}
