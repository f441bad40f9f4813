//! The parts of the Rust toolchain that are needed, added by rustup where they are missing.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::{self, Output};
use crate::workspace::Workspace;

/// The target of the browser's module.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target to the toolchain in use when it is missing.
pub(crate) fn ensure_wasm_target(output: Output) -> Result<()> {
    if has_wasm_target()? {
        return Ok(());
    }
    add("target", WASM, output)?;
    ensure!(
        has_wasm_target()?,
        "`rustup target add {WASM}` added it to another toolchain than the one in use"
    );
    Ok(())
}

/// Adds the component behind `cargo fmt` when it is missing.
pub(crate) fn ensure_rustfmt(workspace: &Workspace, output: Output) -> Result<()> {
    ensure_component(workspace, "fmt", "rustfmt", output)
}

/// Adds the component behind `cargo clippy` when it is missing.
pub(crate) fn ensure_clippy(workspace: &Workspace, output: Output) -> Result<()> {
    ensure_component(workspace, "clippy", "clippy", output)
}

fn ensure_component(workspace: &Workspace, subcommand: &str, component: &str, output: Output) -> Result<()> {
    if process::succeeds(&mut workspace.cargo(&[subcommand, "--version"])) {
        return Ok(());
    }
    add("component", component, output)
}

fn has_wasm_target() -> Result<bool> {
    let mut rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let sysroot = process::read(rustc.args(["--print", "sysroot"]), Output::OnFailure)?;
    Ok(Path::new(sysroot.trim_end()).join("lib/rustlib").join(WASM).join("lib").is_dir())
}

fn add(kind: &str, name: &str, output: Output) -> Result<()> {
    println!("the Rust {kind} `{name}` is missing: adding it");
    process::run(Command::new("rustup").args([kind, "add", name]), output).with_context(|| {
        format!(
            "the Rust {kind} `{name}` is missing: type `rustup {kind} add {name}`, \
             or install it where your Rust came from"
        )
    })
}
