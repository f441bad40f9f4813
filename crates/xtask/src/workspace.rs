//! The workspace: where its folders are, and cargo run in it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::{self, Output};

/// The folders of the workspace that cargo was called in.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The workspace around the current folder, as cargo sees it (so that `CARGO_TARGET_DIR` counts).
    pub(crate) fn find() -> Result<Self> {
        let mut command = cargo();
        command.args(["metadata", "--format-version", "1", "--no-deps"]);
        let text = process::read(&mut command, Output::OnFailure)?;
        let metadata: Value = serde_json::from_str(&text).context("`cargo metadata` gave no JSON")?;
        let path = |key: &str| {
            let value = metadata.get(key).and_then(Value::as_str);
            value.map(PathBuf::from).with_context(|| format!("`cargo metadata` gave no `{key}`"))
        };
        Ok(Self { root: path("workspace_root")?, target: path("target_directory")? })
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The front end.
    pub(crate) fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    /// What the front end takes from the Rust side: glue, module and data file; ignored by git.
    pub(crate) fn built(&self) -> PathBuf {
        self.root.join("web/src/built")
    }

    /// The static files of the built web app.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("web/dist")
    }

    /// The data.
    pub(crate) fn mappings(&self) -> PathBuf {
        self.root.join("mappings")
    }

    /// The same WebAssembly module with glue for Node, for the parity test.
    pub(crate) fn wasm_node(&self) -> PathBuf {
        self.target.join("wasm-node")
    }

    /// Cargo with these arguments, in the workspace's root.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo();
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// The files that `cargo build` with these arguments makes or finds up to date.
    pub(crate) fn build(&self, arguments: &[&str], output: Output) -> Result<Vec<PathBuf>> {
        let mut command = self.cargo(&["build", "--locked", "--message-format=json-render-diagnostics"]);
        command.args(arguments);
        Ok(artifacts(&process::read(&mut command, output)?))
    }
}

/// The cargo that runs this program, or the one on the path.
fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The files named in cargo's JSON messages, one message a line.
fn artifacts(messages: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        if message.get("reason").and_then(Value::as_str) != Some("compiler-artifact") {
            continue;
        }
        let names = message.get("filenames").and_then(Value::as_array).into_iter().flatten();
        files.extend(names.filter_map(Value::as_str).map(PathBuf::from));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_artifacts_give_files() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","filenames":["/t/libx.rlib","/t/x.wasm"],"fresh":true}"#,
            "\nnot JSON\n",
            r#"{"reason":"build-script-executed","out_dir":"/t/out"}"#,
            "\n",
            r#"{"reason":"build-finished","success":true}"#,
        );
        assert_eq!(artifacts(messages), [PathBuf::from("/t/libx.rlib"), PathBuf::from("/t/x.wasm")]);
    }
}
