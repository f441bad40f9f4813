//! The core as a WebAssembly module, with its glue for the browser and for Node.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::process::{self, Output};
use crate::toolchain;
use crate::web;
use crate::workspace::Workspace;

/// The module's file name beside its glue, in [`Workspace::built`] and in [`Workspace::wasm_node`].
pub(crate) const MODULE: &str = "imsmap_bg.wasm";

/// The optimiser, below `node_modules`.
const WASM_OPT: &str = "binaryen/bin/wasm-opt";

/// Builds the module and both glues; what is up to date stays as it is.
///
/// Needs the front end's packages, which hold the optimiser.
pub(crate) fn build(workspace: &Workspace, output: Output) -> Result<()> {
    toolchain::ensure_wasm_target(output)?;
    let lock_path = workspace.root().join("Cargo.lock");
    let lock =
        fs::read_to_string(&lock_path).with_context(|| format!("cannot read `{}`", lock_path.display()))?;
    ensure_glue_fits(&lock)?;

    let input = compile(workspace, output)?;
    let stamp = stamp(workspace, &input)?;
    let stamp_path = workspace.wasm_node().join("stamp");
    let is_built = outputs(workspace).iter().all(|path| path.is_file());
    if is_built && fs::read_to_string(&stamp_path).is_ok_and(|old| old == stamp) {
        return Ok(());
    }
    // INVARIANT: the stamp is there only while everything it stands for is complete.
    if stamp_path.exists() {
        fs::remove_file(&stamp_path)?;
    }
    generate(workspace, &input)?;
    optimise(workspace, output)?;
    fs::write(&stamp_path, stamp).with_context(|| format!("cannot write `{}`", stamp_path.display()))
}

/// The module as rustc makes it.
fn compile(workspace: &Workspace, output: Output) -> Result<PathBuf> {
    let arguments = ["--package", "imsmap-wasm", "--target", toolchain::WASM, "--profile", "wasm"];
    let files = workspace.build(&arguments, output)?;
    let module = files.into_iter().find(|file| file.ends_with("imsmap_wasm.wasm"));
    module.context("`imsmap-wasm` gave no `imsmap_wasm.wasm`: is it a `cdylib`?")
}

fn generate(workspace: &Workspace, input: &Path) -> Result<()> {
    let mut browser = Bindgen::new();
    // Without the default path, a single-file build does not embed the module a second time.
    browser.web(true)?.omit_default_module_path(true).typescript(true);
    let mut node = Bindgen::new();
    node.nodejs(true)?.typescript(false);
    for (bindgen, folder) in [(&mut browser, workspace.built()), (&mut node, workspace.wasm_node())] {
        bindgen
            .input_path(input)
            .out_name("imsmap")
            .remove_producers_section(true)
            .generate(&folder)
            .with_context(|| format!("cannot make the glue in `{}`", folder.display()))?;
    }
    Ok(())
}

/// Makes the browser's module small, and gives Node the very same module.
fn optimise(workspace: &Workspace, output: Output) -> Result<()> {
    let browser = workspace.built().join(MODULE);
    let node = workspace.wasm_node().join(MODULE);
    ensure!(
        fs::read(&browser)? == fs::read(&node)?,
        "the glue for the browser and for Node wants two different modules, so that parity would test neither"
    );
    // No feature flags: rustc lists in the module what it uses, and the optimiser may use no more.
    let mut command = web::program(workspace, WASM_OPT);
    // What the optimiser would inline into its only caller packs better where it is: a twelfth less after gzip.
    command.args(["-Os", "--one-caller-inline-max-function-size", "20"]);
    command.arg(&browser).arg("--output").arg(&browser);
    process::run(&mut command, output)?;
    fs::copy(&browser, &node)?;
    Ok(())
}

fn outputs(workspace: &Workspace) -> [PathBuf; 5] {
    let (built, node) = (workspace.built(), workspace.wasm_node());
    [
        built.join("imsmap.js"),
        built.join("imsmap.d.ts"),
        built.join(MODULE),
        node.join("imsmap.js"),
        node.join(MODULE),
    ]
}

/// A hash of all that decides the outputs: the compiled module, the optimiser's version and this recipe.
fn stamp(workspace: &Workspace, input: &Path) -> Result<String> {
    let optimiser = workspace.web().join("node_modules/binaryen/package.json");
    let mut hasher = DefaultHasher::new();
    for path in [input, &optimiser] {
        fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?.hash(&mut hasher);
    }
    include_str!("wasm.rs").hash(&mut hasher);
    Ok(format!("{:016x}\n", hasher.finish()))
}

/// Succeeds when the locked `wasm-bindgen` and the locked glue generator are of one version.
fn ensure_glue_fits(lock: &str) -> Result<()> {
    let generators = locked_versions(lock, "wasm-bindgen-cli-support");
    let &[generator] = generators.as_slice() else {
        bail!("`Cargo.lock` holds {} versions of `wasm-bindgen-cli-support`, not one", generators.len());
    };
    for version in locked_versions(lock, "wasm-bindgen") {
        ensure!(
            version == generator,
            "`Cargo.lock` holds wasm-bindgen {version} and wasm-bindgen-cli-support {generator}: \
             set both to the same version in the workspace's `Cargo.toml`"
        );
    }
    Ok(())
}

/// The versions of the package in the text of a `Cargo.lock`, where `version` stands below `name`.
fn locked_versions<'a>(lock: &'a str, package: &str) -> Vec<&'a str> {
    let heading = format!("name = \"{package}\"");
    let mut versions = Vec::new();
    let mut lines = lock.lines();
    while lines.any(|line| line == heading) {
        let version = lines.next().and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
        versions.extend(version);
    }
    versions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(packages: &[(&str, &str)]) -> String {
        let entry = |(name, version): &(&str, &str)| {
            format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\nsource = \"registry\"\n\n")
        };
        format!("version = 4\n\n{}", packages.iter().map(entry).collect::<String>())
    }

    #[test]
    fn one_version_of_both_fits() {
        let fitting = [
            ("wasm-bindgen", "0.2.130"),
            ("wasm-bindgen-cli-support", "0.2.130"),
            ("wasm-bindgen-macro", "0.2.9"),
        ];
        assert!(ensure_glue_fits(&lock(&fitting)).is_ok());
    }

    #[test]
    fn two_versions_are_named() {
        let apart = [("wasm-bindgen", "0.2.131"), ("wasm-bindgen-cli-support", "0.2.130")];
        let error = ensure_glue_fits(&lock(&apart)).unwrap_err().to_string();
        assert!(error.contains("wasm-bindgen 0.2.131 and wasm-bindgen-cli-support 0.2.130"), "{error}");
    }

    #[test]
    fn a_lock_without_the_generator_is_an_error() {
        assert!(ensure_glue_fits(&lock(&[("wasm-bindgen", "0.2.130")])).is_err());
    }
}
