//! The front end's packages, scripts and programs.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::node;
use crate::process::{self, Output};
use crate::workspace::Workspace;

/// Installs the packages of `package-lock.json` unless just these are installed.
///
/// No package's install script is run. A copy of the lock file inside `node_modules` tells what is installed; npm
/// empties that folder first, so an interrupted installation leaves no copy behind.
pub(crate) fn install(workspace: &Workspace, output: Output) -> Result<()> {
    node::ensure_usable()?;
    let web = workspace.web();
    let lock_path = web.join("package-lock.json");
    let lock = fs::read(&lock_path).with_context(|| format!("cannot read `{}`", lock_path.display()))?;
    let installed = web.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|copy| copy == lock) {
        return Ok(());
    }
    println!("installing the front end's packages (web/package-lock.json)");
    let mut npm = node::npm();
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&web);
    process::run(&mut npm, output)?;
    fs::create_dir_all(web.join("node_modules"))?;
    fs::write(&installed, lock).with_context(|| format!("cannot write `{}`", installed.display()))
}

/// The script of this name in the front end's `package.json`.
pub(crate) fn script(workspace: &Workspace, name: &str) -> Command {
    let mut npm = node::npm();
    npm.args(["run", name]).current_dir(workspace.web());
    npm
}

/// A program of an installed package, at `path` below `node_modules`, run in the front end's folder.
///
/// By its path and not by npm's links, so that a signal reaches the program itself.
pub(crate) fn program(workspace: &Workspace, path: &str) -> Command {
    let mut command = node::node();
    command.arg(format!("node_modules/{path}")).current_dir(workspace.web());
    command
}
