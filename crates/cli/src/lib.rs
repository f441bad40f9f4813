//! imsmap's command line: reads, asks the core, renders. It computes nothing.

mod args;
mod data;
mod editions;
mod failure;
mod files;
mod output;
mod render;
mod terminal;

use std::ffi::OsString;
use std::io::{self, Write};
use std::mem::ManuallyDrop;

use clap::{CommandFactory, Parser};
use imsmap_core::{Answer, Demand, Map, Query, Severity};

use crate::args::{Arguments, Command, Format};
use crate::data::Data;
pub use crate::data::bundled;
use crate::failure::Failure;
use crate::output::Output;
pub use crate::terminal::Terminal;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Done; repairs and hints included.
    Done = 0,
    /// Errors or warnings were found by a command that looks for them, or a demand was not met.
    Found = 1,
    /// It could not be done.
    Failed = 2,
}

impl From<ExitStatus> for std::process::ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status as u8)
    }
}

/// The command line's description.
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs one command line: results to `out`, diagnostics to `err`.
///
/// `args` begins with the program's name. A reader that closes `out` early is no failure.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    terminal: &Terminal,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitStatus {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => return refuse(&error, terminal, out, err),
    };
    match dispatch(&arguments, terminal, out, err) {
        Ok(status) => status,
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitStatus::Done,
        Err(failure) => {
            // Nothing more can be done where even this cannot be written.
            let _ = render::failure(&failure, terminal, err);
            ExitStatus::Failed
        }
    }
}

fn refuse(error: &clap::Error, terminal: &Terminal, out: &mut dyn Write, err: &mut dyn Write) -> ExitStatus {
    let text = error.render();
    let text = if terminal.colour { text.ansi().to_string() } else { text.to_string() };
    if error.use_stderr() {
        let _ = write!(err, "{text}");
        ExitStatus::Failed
    } else {
        let _ = write!(out, "{text}");
        ExitStatus::Done
    }
}

fn dispatch(
    arguments: &Arguments,
    terminal: &Terminal,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<ExitStatus, Failure> {
    let mut output = Output::new(arguments.output.as_deref(), out);
    let folder = arguments.mappings.as_deref();
    let status = match &arguments.command {
        None => {
            write!(output, "{}", render::TOUR)?;
            ExitStatus::Done
        }
        Some(Command::Completions { shell }) => {
            // The generator panics where it cannot write, and into memory it always can.
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut command(), "imsmap", &mut script);
            output.write_all(&script)?;
            ExitStatus::Done
        }
        Some(Command::Check { explain: Some(code), .. }) => {
            write!(output, "{}", render::explanation(*code))?;
            ExitStatus::Done
        }
        Some(Command::Check { folder: own, explain: None }) => {
            let mut data = Data::read(own.as_deref().or(folder))?;
            data.lay_over(&arguments.overlay)?;
            let mut loaded = data.load();
            loaded.diagnostics.extend(imsmap_core::hints(&loaded.map));
            render::check(&data, &loaded, arguments.format, terminal, &mut output)?;
            let clean = loaded.diagnostics.iter().all(|finding| finding.severity >= Severity::Repair);
            if clean { ExitStatus::Done } else { ExitStatus::Found }
        }
        Some(Command::Fmt { folder: own, check }) => {
            files::format(own.as_deref().or(folder), *check, terminal, &mut output, err)?
        }
        Some(Command::Rebase(rebase)) => {
            let map = map(arguments, terminal, err)?;
            editions::rebase(rebase, &map, arguments.format, terminal, &mut output, err)?
        }
        Some(Command::Diff(diff)) => {
            let map = ManuallyDrop::new(map(arguments, terminal, err)?);
            if let Some(older) = &diff.data {
                editions::compared(diff, older, &map, arguments.format, terminal, &mut output, err)?
            } else {
                let query = diff.query();
                let answer = imsmap_core::answer(&map, &query)?;
                let notice = render::notice(map.contradictory(), answer.set_aside());
                print((&query, &answer), &notice, arguments.format, terminal, &mut output, err)?;
                ExitStatus::Done
            }
        }
        Some(Command::Query(question)) => {
            let query = question.query()?;
            if query == Query::Overlay && arguments.overlay.is_empty() {
                return Err(Failure::NoOverlay);
            }
            // The process ends after this answer; taking map and answer apart piece by piece would only make it later.
            let map = ManuallyDrop::new(map(arguments, terminal, err)?);
            let answer = ManuallyDrop::new(imsmap_core::answer(&map, &query)?);
            render::findings(answer.findings(), terminal, err)?;
            let notice = render::notice(map.contradictory(), answer.set_aside());
            print((&query, &answer), &notice, arguments.format, terminal, &mut output, err)?;
            demanded(question.demands(), &answer, err)?
        }
    };
    output.finish()?;
    Ok(status)
}

/// Says in one line what is missing from what a pipeline demands.
fn demanded(demands: &[Demand], answer: &Answer, err: &mut dyn Write) -> Result<ExitStatus, Failure> {
    let Answer::Gap(gap) = answer else { return Ok(ExitStatus::Done) };
    let mut missing: Vec<String> = demands.iter().filter_map(|demand| demand.missing(&gap.summary)).collect();
    if !demands.is_empty() && gap.set_aside > 0 {
        missing.push(format!("{} in error, so that the counts may be wrong", render::rows(gap.set_aside)));
    }
    if !demands.is_empty() && gap.contradictory_rows > 0 {
        missing.push(format!(
            "{} contradictory, so that the counts prove nothing",
            render::rows(gap.contradictory_rows)
        ));
    }
    if missing.is_empty() {
        return Ok(ExitStatus::Done);
    }
    writeln!(err, "not met: {}", missing.join("; "))?;
    Ok(ExitStatus::Found)
}

/// The map of the bundled data, or of a folder with its findings, under all overlays.
fn map(arguments: &Arguments, terminal: &Terminal, err: &mut dyn Write) -> Result<Map, Failure> {
    let folder = arguments.mappings.as_deref();
    if folder.is_none() && arguments.overlay.is_empty() {
        return Ok(data::bundled_map());
    }
    let mut data = Data::read(folder)?;
    data.lay_over(&arguments.overlay)?;
    let loaded = data.load();
    render::findings(&loaded.diagnostics, terminal, err)?;
    Ok(loaded.map)
}

/// Prints an answer, and before it what must be known of the data behind it.
fn print(
    (query, answer): (&Query, &Answer),
    notice: &str,
    format: Format,
    terminal: &Terminal,
    output: &mut Output<'_>,
    err: &mut dyn Write,
) -> Result<(), Failure> {
    match format {
        Format::Json => write!(output, "{}", answer.to_json())?,
        Format::Csv => write!(output, "{}", answer.sheet().to_csv())?,
        Format::Markdown => write!(output, "{notice}{}", render::markdown(answer))?,
        Format::Table => write!(output, "{notice}{}", render::table(query, answer, terminal))?,
    }
    if matches!(format, Format::Csv | Format::Json) {
        // A mark in front would be no CSV.
        write!(err, "{notice}")?;
    }
    Ok(())
}
