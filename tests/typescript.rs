//! The types that the web app is checked against are those of the core.
#![expect(
    clippy::unwrap_used,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use imsmap_core::{
    CompareAnswer, CoverAnswer, Diagnostic, DiffAnswer, ExplainAnswer, GapAnswer, LinksAnswer, MatrixAnswer,
    Query, QueryError, RebaseAnswer, SearchAnswer, SharedAnswer, ShowAnswer, StandardsAnswer,
};
use imsmap_tests::root;
use ts_rs::{Config, TS};

#[test]
fn the_types_of_the_page_are_those_of_the_core() {
    let made = tempfile::tempdir().unwrap();
    let config = Config::new().with_out_dir(made.path());
    Query::export_all(&config).unwrap();
    QueryError::export_all(&config).unwrap();
    Diagnostic::export_all(&config).unwrap();
    StandardsAnswer::export_all(&config).unwrap();
    ShowAnswer::export_all(&config).unwrap();
    LinksAnswer::export_all(&config).unwrap();
    MatrixAnswer::export_all(&config).unwrap();
    GapAnswer::export_all(&config).unwrap();
    ExplainAnswer::export_all(&config).unwrap();
    SharedAnswer::export_all(&config).unwrap();
    CoverAnswer::export_all(&config).unwrap();
    SearchAnswer::export_all(&config).unwrap();
    DiffAnswer::export_all(&config).unwrap();
    RebaseAnswer::export_all(&config).unwrap();
    CompareAnswer::export_all(&config).unwrap();

    let committed = root().join("web/src/types");
    let made = files(made.path());
    if std::env::var_os("IMSMAP_UPDATE_TYPES").is_some() {
        if committed.exists() {
            fs::remove_dir_all(&committed).unwrap();
        }
        fs::create_dir_all(&committed).unwrap();
        for (name, text) in &made {
            fs::write(committed.join(name), text).unwrap();
        }
    }
    assert!(files(&committed) == made, "web/src/types is stale: run `cargo xtask types`");
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}
