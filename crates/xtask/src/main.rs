//! `cargo xtask`: builds and serves the web app, runs every test, measures the start of the binary.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what runs, and how it went, is for the terminal"
)]

mod address;
mod bench;
mod chromium;
mod data_file;
mod node;
mod process;
mod serve;
mod sizes;
mod step;
mod suite;
mod toolchain;
mod types;
mod wasm;
mod web;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::address::Address;
use crate::step::Step;
use crate::workspace::Workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "Builds, serves and tests imsmap")]
struct Arguments {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds the web app and serves it on this machine until Ctrl-C.
    Serve {
        /// Port to serve on; a taken port is an error.
        #[arg(long, default_value_t = 8020, value_parser = clap::value_parser!(u16).range(1..))]
        port: u16,
        /// Address to serve on; 0.0.0.0 opens the app to the network.
        #[arg(long, default_value = "127.0.0.1")]
        host: String,
    },
    /// Runs every test, step by step, and fails when a step fails.
    Test {
        /// Runs one step, and quietly what it needs.
        #[arg(long, value_name = "STEP", conflicts_with = "from")]
        only: Option<Step>,
        /// Runs this step and those after it, and quietly what they need.
        #[arg(long, value_name = "STEP")]
        from: Option<Step>,
        /// Lists the steps and runs none.
        #[arg(long)]
        list: bool,
    },
    /// Measures the start of the release binary against one that only prints its help.
    Bench,
    /// Writes the TypeScript types of the engine's answers anew.
    Types,
}

fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    match perform(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Serve { port, host } => serve::serve(&Workspace::find()?, &Address::new(host, port)),
        Task::Test { list: true, .. } => {
            suite::list();
            Ok(())
        }
        Task::Test { only, from, list: false } => suite::run(&Workspace::find()?, only, from),
        Task::Bench => bench::bench(&Workspace::find()?),
        Task::Types => types::regenerate(&Workspace::find()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn port_zero_is_refused() {
        assert!(Arguments::try_parse_from(["cargo xtask", "serve", "--port", "0"]).is_err());
        assert!(Arguments::try_parse_from(["cargo xtask", "serve", "--port", "1"]).is_ok());
    }

    #[test]
    fn steps_are_named_in_kebab_case() {
        let parsed = Arguments::try_parse_from(["cargo xtask", "test", "--only", "clippy-wasm"]).unwrap();
        assert!(matches!(parsed.command, Task::Test { only: Some(Step::ClippyWasm), .. }));
    }
}
