//! `cargo xtask types`: the TypeScript types of the engine's answers, written anew.

use anyhow::Result;

use crate::process::{self, Output};
use crate::workspace::Workspace;

/// Runs the test that otherwise fails on stale types, and lets it write them.
pub(crate) fn regenerate(workspace: &Workspace) -> Result<()> {
    let mut command =
        workspace.cargo(&["test", "--locked", "--package", "imsmap-tests", "--test", "typescript"]);
    process::run(command.env("IMSMAP_UPDATE_TYPES", "1"), Output::Shown)
}
