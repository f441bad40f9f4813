//! Child processes, and errors that say what was run and what to install.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Error, Result, anyhow, ensure};

use crate::node;

/// When a child's output is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Output {
    /// As it comes.
    Shown,
    /// At the end, and only when the child failed.
    OnFailure,
}

/// Runs the command to its end.
///
/// Error: the command line and its status, or what to install when the program is not there.
pub(crate) fn run(command: &mut Command, output: Output) -> Result<()> {
    command.stdin(Stdio::null());
    let status = match output {
        Output::Shown => command.status().map_err(|error| not_started(command, &error))?,
        Output::OnFailure => {
            let done = command.output().map_err(|error| not_started(command, &error))?;
            if !done.status.success() {
                io::stderr().write_all(&done.stdout)?;
                io::stderr().write_all(&done.stderr)?;
            }
            done.status
        }
    };
    ensure!(status.success(), "`{}` failed ({status})", line(command));
    Ok(())
}

/// What the command prints to its standard output; its standard error goes where `output` says.
pub(crate) fn read(command: &mut Command, output: Output) -> Result<String> {
    command.stdin(Stdio::null());
    if output == Output::Shown {
        command.stderr(Stdio::inherit());
    }
    let done = command.output().map_err(|error| not_started(command, &error))?;
    if !done.status.success() {
        io::stderr().write_all(&done.stderr)?;
    }
    ensure!(done.status.success(), "`{}` failed ({})", line(command), done.status);
    String::from_utf8(done.stdout).with_context(|| format!("`{}` printed no UTF-8", line(command)))
}

/// Whether the command can be started and succeeds; its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The error of a command that could not be started.
pub(crate) fn not_started(command: &Command, error: &io::Error) -> Error {
    let program = name(command);
    match command.get_current_dir() {
        Some(folder) if !folder.is_dir() => {
            return anyhow!("`{program}` was to run in `{}`, which is not a folder", folder.display());
        }
        _ => {}
    }
    if error.kind() != io::ErrorKind::NotFound {
        return anyhow!("`{program}` could not be started: {error}");
    }
    match program.as_str() {
        "node" | "npm" => anyhow!("`{program}` was not found: install {}", node::NEEDED),
        "rustup" => anyhow!("`rustup` was not found: install Rust with rustup"),
        "cargo" | "rustc" => anyhow!("`{program}` was not found: install Rust, with rustup for example"),
        _ => anyhow!("`{program}` was not found"),
    }
}

/// The command as a person would type it: the program without its folder, then the arguments.
fn line(command: &Command) -> String {
    let mut words = vec![name(command)];
    words.extend(command.get_args().map(|argument| argument.to_string_lossy().into_owned()));
    words.join(" ")
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.file_stem().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_npm_names_what_to_install() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        let error = not_started(&Command::new("npm"), &missing).to_string();
        assert!(error.starts_with("`npm` was not found: install Node.js 20.19 or newer"), "{error}");
    }

    #[test]
    fn a_missing_folder_is_not_taken_for_a_missing_program() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        let mut command = Command::new("npm");
        command.current_dir("no/such/folder");
        let error = not_started(&command, &missing).to_string();
        assert_eq!(error, "`npm` was to run in `no/such/folder`, which is not a folder");
    }

    #[test]
    fn a_failure_shows_the_command_as_typed() {
        let mut command = Command::new("/opt/rust/bin/cargo");
        command.args(["fmt", "--no-such-flag"]);
        assert_eq!(line(&command), "cargo fmt --no-such-flag");
    }
}
