//! The steps of the whole test: what each one runs, and what it needs before.

use std::env;
use std::fmt;

use anyhow::Result;
use clap::ValueEnum;

use crate::address;
use crate::chromium;
use crate::data_file;
use crate::process::{self, Output};
use crate::sizes;
use crate::toolchain;
use crate::wasm;
use crate::web;
use crate::workspace::Workspace;

/// The environment variable that tells the browser tests where to serve the app.
const BROWSER_PORT: &str = "IMSMAP_E2E_PORT";

/// One step of `cargo xtask test`, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Step {
    Format,
    Clippy,
    ClippyWasm,
    Rust,
    Data,
    WebInstall,
    Wasm,
    WebFormat,
    WebTypes,
    WebUnit,
    WebBuild,
    Sizes,
    Parity,
    Browser,
}

impl Step {
    /// Every step, each one after those it needs.
    pub(crate) fn all() -> &'static [Self] {
        Self::value_variants()
    }

    /// What the step does, for the lists.
    pub(crate) fn purpose(self) -> &'static str {
        match self {
            Self::Format => "Rust is formatted",
            Self::Clippy => "clippy for this machine, warnings refused",
            Self::ClippyWasm => "clippy for WebAssembly, warnings refused",
            Self::Rust => "all Rust tests and doc examples",
            Self::Data => "the data's own checks and its canonical form",
            Self::WebInstall => "the front end's packages, from the lock file",
            Self::Wasm => "the core as WebAssembly, and the data file",
            Self::WebFormat => "the front end is formatted",
            Self::WebTypes => "types of the front end",
            Self::WebUnit => "unit tests of the front end",
            Self::WebBuild => "the web app's static files",
            Self::Sizes => "what a browser loads, against the budgets",
            Self::Parity => "native and WebAssembly give the same bytes",
            Self::Browser => "the web app in Chromium",
        }
    }

    /// The steps whose results this one uses.
    pub(crate) fn needs(self) -> &'static [Self] {
        match self {
            Self::Format | Self::Clippy | Self::ClippyWasm | Self::Rust | Self::Data | Self::WebInstall => {
                &[]
            }
            // The optimiser is one of the front end's packages.
            Self::Wasm | Self::WebFormat => &[Self::WebInstall],
            Self::WebTypes | Self::WebUnit | Self::WebBuild => &[Self::WebInstall, Self::Wasm],
            Self::Sizes => &[Self::Wasm, Self::WebBuild],
            Self::Parity => &[Self::Wasm],
            Self::Browser => &[Self::WebInstall, Self::WebBuild],
        }
    }

    /// Runs the step alone; what it needs has been run.
    pub(crate) fn run(self, workspace: &Workspace, output: Output) -> Result<()> {
        let cargo = |arguments: &[&str]| process::run(&mut workspace.cargo(arguments), output);
        let script = |name: &str| process::run(&mut web::script(workspace, name), output);
        match self {
            Self::Format => {
                toolchain::ensure_rustfmt(workspace, output)?;
                cargo(&["fmt", "--all", "--check"])
            }
            Self::Clippy => {
                toolchain::ensure_clippy(workspace, output)?;
                cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
            }
            Self::ClippyWasm => {
                toolchain::ensure_clippy(workspace, output)?;
                toolchain::ensure_wasm_target(output)?;
                let packages = ["clippy", "--package", "imsmap-core", "--package", "imsmap-wasm"];
                let rest = ["--target", toolchain::WASM, "--locked", "--", "-D", "warnings"];
                cargo(&[packages.as_slice(), rest.as_slice()].concat())
            }
            Self::Rust => cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]),
            Self::Data => {
                let imsmap = ["run", "--quiet", "--release", "--locked", "--package", "imsmap", "--"];
                cargo(&[imsmap.as_slice(), &["check", "mappings"]].concat())?;
                cargo(&[imsmap.as_slice(), &["fmt", "mappings", "--check"]].concat())
            }
            Self::WebInstall => web::install(workspace, output),
            Self::Wasm => {
                wasm::build(workspace, output)?;
                data_file::write(workspace)
            }
            Self::WebFormat => script("format:check"),
            Self::WebTypes => script("check"),
            Self::WebUnit => script("test"),
            Self::WebBuild => script("build"),
            Self::Sizes => sizes::check(workspace),
            Self::Parity => {
                // The whole workspace, although one package has the test: the `rust` step has built just that.
                let test = ["test", "--workspace", "--test", "parity", "--locked", "--", "--ignored"];
                process::run(workspace.cargo(&test).env("IMSMAP_WASM_NODE", workspace.wasm_node()), output)
            }
            Self::Browser => {
                // The page is compared with what the release binary says.
                cargo(&["build", "--release", "--package", "imsmap", "--locked"])?;
                let mut tests = web::script(workspace, "e2e");
                tests.env(chromium::VARIABLE, chromium::path(output)?);
                if env::var_os(BROWSER_PORT).is_none() {
                    tests.env(BROWSER_PORT, address::any_free_port()?.to_string());
                }
                process::run(&mut tests, output)
            }
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        formatter.pad(value.as_ref().map_or("", |value| value.get_name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_comes_after_those_it_needs() {
        for step in Step::all() {
            for need in step.needs() {
                assert!(need < step, "{step} needs {need}");
            }
        }
    }

    #[test]
    fn names_are_those_of_the_command_line() {
        let names: Vec<String> = Step::all().iter().map(Step::to_string).collect();
        assert_eq!(
            names.join(" "),
            "format clippy clippy-wasm rust data web-install wasm web-format web-types web-unit web-build sizes \
             parity browser"
        );
    }
}
