//! What several tests share.

mod case;
pub mod corpus;
mod naive;
mod world;

pub use case::Case;
pub use naive::naive_states;
pub use world::{Joint, KEYS, Link, Requirement, World, worlds, worlds_of};

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use imsmap_cli::{ExitStatus, Terminal};

/// The folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Exit status, standard output and standard error of one command line, run in this process.
pub fn imsmap(args: &[&str]) -> (ExitStatus, String, String) {
    imsmap_at(Terminal::default(), args)
}

/// As [`imsmap`], in a terminal of that width and colour.
pub fn imsmap_at(terminal: Terminal, args: &[&str]) -> (ExitStatus, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let args = std::iter::once("imsmap").chain(args.iter().copied()).map(OsString::from);
    let status = imsmap_cli::run(args, &terminal, &mut out, &mut err);
    (status, String::from_utf8_lossy(&out).into_owned(), String::from_utf8_lossy(&err).into_owned())
}
