//! `imsmap fmt`: data files in their canonical form.

use std::io::Write;
use std::path::{Path, PathBuf};

use imsmap_core::{Source, canonical};

use crate::ExitStatus;
use crate::data::{csv_files, read_text, source_name};
use crate::failure::Failure;
use crate::output::{Output, replace};
use crate::render;
use crate::terminal::Terminal;

/// Writes every data file of a folder in its canonical form, or with `check` only names those that are not.
///
/// A file with a finding that could cost somebody's words is left as it is, named, and the rest is done.
pub(crate) fn format(
    folder: Option<&Path>,
    check: bool,
    terminal: &Terminal,
    output: &mut Output<'_>,
    err: &mut dyn Write,
) -> Result<ExitStatus, Failure> {
    let folder = folder.unwrap_or(Path::new("mappings"));
    let mut paths: Vec<PathBuf> = Vec::new();
    csv_files(folder, &mut paths).map_err(|error| Failure::Folder { path: folder.to_owned(), error })?;
    if paths.is_empty() {
        return Err(Failure::NoData(folder.to_owned()));
    }
    let (mut changed, mut left, mut same) = (0_usize, 0_usize, 0_usize);
    for path in &paths {
        let name = source_name(folder, path);
        let text = match read_text(path) {
            Ok(text) => text,
            Err(why) => {
                left += 1;
                writeln!(err, "`{name}` could not be read: {why}")?;
                continue;
            }
        };
        let source = Source::new(name.as_str(), text);
        match canonical(&source) {
            Ok(None) => writeln!(err, "`{name}` is not the name of a data file; it was left as it is")?,
            Ok(Some(new)) if *new == *source.text => same += 1,
            Ok(Some(new)) => {
                changed += 1;
                if check {
                    writeln!(output, "not in canonical form: {name}")?;
                } else {
                    replace(path, new.as_bytes())
                        .map_err(|error| Failure::Write { path: path.clone(), error })?;
                    writeln!(output, "written: {name}")?;
                }
            }
            Err(findings) => {
                left += 1;
                render::findings(&findings, terminal, err)?;
                writeln!(err, "`{name}` was left as it is\n")?;
            }
        }
    }
    let verb = if check { "to be written" } else { "written" };
    writeln!(output, "{same} in canonical form, {changed} {verb}, {left} left as they are")?;
    Ok(if left > 0 || (check && changed > 0) { ExitStatus::Found } else { ExitStatus::Done })
}
