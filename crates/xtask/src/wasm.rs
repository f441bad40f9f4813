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

/// The file name, beside the glue of both, of the module for one's own data.
pub(crate) const MODULE: &str = "imsmap_bg.wasm";

/// The file name, beside the glue of both, of the module for questions. It is the first one without the checks, and all that a first
/// visit loads; the glue of the first one serves it too.
pub(crate) const QUESTIONS: &str = "questions_bg.wasm";

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

    let questions = compile(workspace, "questions", &["--profile", "wasm"], output)?;
    let own_data =
        compile(workspace, "own-data", &["--profile", "wasm-own-data", "--features", "own-data"], output)?;
    let stamp = stamp(workspace, [&questions, &own_data])?;
    let stamp_path = workspace.wasm_node().join("stamp");
    let is_built = outputs(workspace).iter().all(|path| path.is_file());
    if is_built && fs::read_to_string(&stamp_path).is_ok_and(|old| old == stamp) {
        return Ok(());
    }
    // INVARIANT: the stamp is there only while everything it stands for is complete.
    if stamp_path.exists() {
        fs::remove_file(&stamp_path)?;
    }
    let (built, node) = (workspace.built(), workspace.wasm_node());
    let (spare, questions_node) = (node.join("questions-browser"), node.join("questions"));
    for (input, browser, node) in [(&questions, &spare, &questions_node), (&own_data, &built, &node)] {
        generate(input, browser, node)?;
        optimise(workspace, browser, node, output)?;
    }
    // The page has one glue, which serves both modules; so has Node.
    fs::copy(spare.join(MODULE), built.join(QUESTIONS))?;
    fs::copy(node.join("imsmap.js"), questions_node.join("imsmap.js"))?;
    fs::write(&stamp_path, stamp).with_context(|| format!("cannot write `{}`", stamp_path.display()))
}

/// The module as rustc makes it with this profile and these features, kept under that name.
fn compile(workspace: &Workspace, name: &str, how: &[&str], output: Output) -> Result<PathBuf> {
    let arguments = ["--package", "imsmap-wasm", "--target", toolchain::WASM];
    let files = workspace.build(&[&arguments, how].concat(), output)?;
    let module = files.into_iter().find(|file| file.ends_with("imsmap_wasm.wasm"));
    let module = module.context("`imsmap-wasm` gave no `imsmap_wasm.wasm`: is it a `cdylib`?")?;
    fs::create_dir_all(workspace.wasm_node())?;
    let kept = workspace.wasm_node().join(format!("{name}.input"));
    fs::copy(module, &kept).with_context(|| format!("cannot write `{}`", kept.display()))?;
    Ok(kept)
}

fn generate(input: &Path, browser_folder: &Path, node_folder: &Path) -> Result<()> {
    let mut browser = Bindgen::new();
    // Without the default path, a single-file build does not embed the module a second time.
    browser.web(true)?.omit_default_module_path(true).typescript(true);
    let mut node = Bindgen::new();
    node.nodejs(true)?.typescript(false);
    for (bindgen, folder) in [(&mut browser, browser_folder), (&mut node, node_folder)] {
        bindgen
            .input_path(input)
            .out_name("imsmap")
            .remove_producers_section(true)
            .generate(folder)
            .with_context(|| format!("cannot make the glue in `{}`", folder.display()))?;
    }
    Ok(())
}

/// Makes the browser's module small, and gives Node the very same module.
fn optimise(workspace: &Workspace, browser: &Path, node: &Path, output: Output) -> Result<()> {
    let (browser, node) = (browser.join(MODULE), node.join(MODULE));
    ensure!(
        fs::read(&browser)? == fs::read(&node)?,
        "the glue for the browser and for Node wants two different modules, so that parity would test neither"
    );
    // No feature flags: rustc lists in the module what it uses, and the optimiser may use no more.
    let mut command = web::program(workspace, WASM_OPT);
    // What the optimiser would inline into its only caller packs better where it is: a twelfth less after gzip.
    command.args(["-Os", "--one-caller-inline-max-function-size", "20", "--skip-pass=local-cse"]);
    command.arg(&browser).arg("--output").arg(&browser);
    process::run(&mut command, output)?;
    fs::copy(&browser, &node)?;
    Ok(())
}

fn outputs(workspace: &Workspace) -> [PathBuf; 7] {
    let (built, node) = (workspace.built(), workspace.wasm_node());
    [
        built.join(QUESTIONS),
        node.join("questions").join(MODULE),
        built.join("imsmap.js"),
        built.join("imsmap.d.ts"),
        built.join(MODULE),
        node.join("imsmap.js"),
        node.join(MODULE),
    ]
}

/// A hash of all that decides the outputs: the compiled modules, the optimiser's version and this recipe.
fn stamp(workspace: &Workspace, inputs: [&Path; 2]) -> Result<String> {
    let optimiser = workspace.web().join("node_modules/binaryen/package.json");
    let mut hasher = DefaultHasher::new();
    for path in inputs.into_iter().chain([optimiser.as_path()]) {
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
