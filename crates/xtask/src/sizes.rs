//! What a browser has to load, against its budgets.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::data_file;
use crate::wasm;
use crate::workspace::Workspace;

/// Gzip level 9, as a careful host would serve the files.
const LEVEL: Compression = Compression::best();

/// The compressed size of one thing, and the most it may be.
struct Size {
    what: &'static str,
    bytes: usize,
    budget: usize,
}

/// Prints every size with its budget; the error names those above it.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let sizes = [
        Size {
            what: "module for questions",
            bytes: gzipped(&workspace.built().join(wasm::QUESTIONS))?,
            budget: 150_000,
        },
        Size {
            what: "module for one's own data",
            bytes: gzipped(&workspace.built().join(wasm::MODULE))?,
            budget: 300_000,
        },
        Size {
            what: "data file",
            bytes: gzipped(&workspace.built().join(data_file::NAME))?,
            budget: 300_000,
        },
        Size {
            what: "HTML, CSS and JS of the first view",
            bytes: first_view(&workspace.dist())?,
            budget: 60_000,
        },
    ];
    for Size { what, bytes, budget } in &sizes {
        println!("{what:<36} {bytes:>7} bytes gzipped, budget {budget:>6}");
    }
    let above: Vec<&str> =
        sizes.iter().filter(|size| size.bytes > size.budget).map(|size| size.what).collect();
    ensure!(above.is_empty(), "above the budget: {}", above.join("; "));
    Ok(())
}

/// The compressed size of the start page and of each script and style sheet that it names.
fn first_view(dist: &Path) -> Result<usize> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("cannot read `{}`", page.display()))?;
    let mut bytes = gzipped(&page)?;
    for asset in assets(&html) {
        bytes += gzipped(&dist.join(asset)).context("`index.html` names it")?;
    }
    Ok(bytes)
}

/// The scripts and style sheets of its own site that a page names in `src` and `href`, each once, relative to the page.
fn assets(html: &str) -> BTreeSet<&str> {
    let values = ["src=\"", "href=\""]
        .into_iter()
        .flat_map(|attribute| html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()));
    let names = values.filter(|value| !value.contains("//")).map(|value| {
        let name = value.split(['?', '#']).next().unwrap_or(value);
        name.trim_start_matches("./").trim_start_matches('/')
    });
    names.filter(|name| [".js", ".mjs", ".css"].iter().any(|ending| name.ends_with(ending))).collect()
}

fn gzipped(path: &Path) -> Result<usize> {
    let content = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let mut encoder = GzEncoder::new(Vec::new(), LEVEL);
    encoder.write_all(&content)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<!doctype html><html><head>
        <link rel="icon" href="./favicon.svg"><link rel="manifest" href="./manifest.webmanifest">
        <script type="module" crossorigin src="./assets/index-a1.js"></script>
        <link rel="modulepreload" crossorigin href="./assets/engine-b2.js">
        <link rel="stylesheet" crossorigin href="/assets/index-c3.css?v=1">
        </head><body><a href="#/gap">Gap</a><a href="https://example.org/far.js">far</a>
        <script src="assets/index-a1.js"></script></body></html>"##;

    #[test]
    fn scripts_and_styles_of_the_own_site_count_once() {
        let expected = BTreeSet::from(["assets/engine-b2.js", "assets/index-a1.js", "assets/index-c3.css"]);
        assert_eq!(assets(PAGE), expected);
    }

    #[test]
    fn the_first_view_is_the_sum_of_its_files() {
        let dist = tempfile::tempdir().unwrap();
        let path = |name: &str| dist.path().join(name);
        fs::write(path("index.html"), r#"<script src="./a.js"></script>"#).unwrap();
        fs::write(path("a.js"), "let a = 1;".repeat(1000)).unwrap();
        fs::write(path("later.js"), "let b = 2;").unwrap();
        let expected = gzipped(&path("index.html")).unwrap() + gzipped(&path("a.js")).unwrap();
        assert_eq!(first_view(dist.path()).unwrap(), expected);
        assert!(expected < 300, "{expected}: 10,000 repeated bytes must compress");
    }

    #[test]
    fn an_asset_that_is_not_there_is_named() {
        let dist = tempfile::tempdir().unwrap();
        fs::write(dist.path().join("index.html"), r#"<script src="./gone.js"></script>"#).unwrap();
        let error = format!("{:#}", first_view(dist.path()).unwrap_err());
        assert!(
            error.starts_with("`index.html` names it: cannot read") && error.contains("gone.js"),
            "{error}"
        );
    }
}
