//! `cargo xtask bench`: from the start of the binary to the end of the main question.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::process::{self, Output};
use crate::workspace::Workspace;

const WARM_UPS: usize = 20;
const RUNS: usize = 200;

/// How many times the yardstick's time the question may take.
const TARGET: f64 = 3.0;

/// Measures `gap` on the bundled data against a binary that only prints its help, and prints both medians.
///
/// The two alternate, so that a busy machine slows both. Nothing fails for being slow.
pub(crate) fn bench(workspace: &Workspace) -> Result<()> {
    let arguments = ["--release", "--package", "imsmap", "--bin", "imsmap", "--example", "help_only"];
    let files = workspace.build(&arguments, Output::Shown)?;
    let mut question =
        quiet(&program(&files, "imsmap")?, &["gap", "--have", "27001,9001", "--want", "20000-1"]);
    let mut yardstick = quiet(&program(&files, "help_only")?, &[]);

    let mut times = (Vec::new(), Vec::new());
    for run in 0..WARM_UPS + RUNS {
        let pair = (time(&mut question)?, time(&mut yardstick)?);
        if run >= WARM_UPS {
            times.0.push(pair.0);
            times.1.push(pair.1);
        }
    }
    let (question, yardstick) = (median(times.0)?, median(times.1)?);
    let ratio = question.as_secs_f64() / yardstick.as_secs_f64();
    let verdict = if ratio <= TARGET { "met" } else { "missed" };
    println!("median of {RUNS} alternating runs, from start to end of the process");
    println!("  gap on the bundled data  {:7.3} ms", milliseconds(question));
    println!("  help and nothing else    {:7.3} ms", milliseconds(yardstick));
    println!("  ratio                    {ratio:7.2}     (target: at most {TARGET}; {verdict})");
    Ok(())
}

fn program(files: &[PathBuf], stem: &str) -> Result<PathBuf> {
    let name = format!("{stem}{}", env::consts::EXE_SUFFIX);
    let found =
        files.iter().find(|file| file.file_name().is_some_and(|file_name| file_name == name.as_str()));
    found.cloned().with_context(|| format!("cargo built no program `{name}`"))
}

/// The program with its output dropped, and without the library folders that `cargo run` adds to the environment.
fn quiet(program: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).env_remove("LD_LIBRARY_PATH");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn time(command: &mut Command) -> Result<Duration> {
    let start = Instant::now();
    let status = command.status().map_err(|error| process::not_started(command, &error))?;
    let elapsed = start.elapsed();
    ensure!(status.success(), "`{}` failed ({status})", command.get_program().display());
    Ok(elapsed)
}

/// The middle value; the lower one of two.
fn median(mut times: Vec<Duration>) -> Result<Duration> {
    times.sort();
    times.get(times.len().saturating_sub(1) / 2).copied().context("nothing was measured")
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_value() {
        let times = |values: &[u64]| values.iter().copied().map(Duration::from_millis).collect::<Vec<_>>();
        assert_eq!(median(times(&[9, 1, 5])).unwrap(), Duration::from_millis(5));
        assert_eq!(median(times(&[9, 1, 5, 7])).unwrap(), Duration::from_millis(5));
        assert!(median(times(&[])).is_err());
    }
}
