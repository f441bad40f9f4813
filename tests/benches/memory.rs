//! How much memory a load needs at most: measured in a process of its own.

use std::path::Path;
use std::process::Command;

use crate::{Failure, ours, subject};

/// The most memory that this process has had, in bytes; `None` where the system does not tell.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Loads a folder, and prints how far that raised the peak.
pub(crate) fn load_and_tell(folder: &Path) -> Result<(), Failure> {
    let before = peak().ok_or("this system does not tell the peak of a process")?;
    let loaded = ours::load(subject::read(folder)?);
    let after = peak().ok_or("this system does not tell the peak of a process")?;
    println!("{}", after - before);
    drop(loaded);
    Ok(())
}

/// By how many bytes a load raises the peak of a process, the texts that it reads included.
pub(crate) fn of_a_load(folder: &Path) -> Result<usize, Failure> {
    let done = Command::new(std::env::current_exe()?).arg("--load").arg(folder).output()?;
    let printed = String::from_utf8_lossy(&done.stdout);
    Ok(printed.trim().parse().map_err(|_| String::from_utf8_lossy(&done.stderr).into_owned())?)
}
