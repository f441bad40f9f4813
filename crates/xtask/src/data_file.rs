//! The data as one file for the browser: every CSV file below `mappings/`, with its name.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::workspace::Workspace;

/// The data file's name below [`Workspace::built`].
pub(crate) const NAME: &str = "mappings.json";

/// Writes the data file, unless it already says the same.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    let text = text(&workspace.mappings())?;
    let path = workspace.built().join(NAME);
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(workspace.built())?;
    fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

/// A JSON array of `{"name", "text"}`, sorted by the bytes of the name; names are relative to the folder, with `/`.
///
/// Errors: a folder without CSV files; a file that is not UTF-8.
fn text(folder: &Path) -> Result<String> {
    let mut files = Vec::new();
    gather(folder, "", &mut files)?;
    ensure!(!files.is_empty(), "`{}` holds no CSV file", folder.display());
    files.sort();
    let sources: Vec<Value> =
        files.into_iter().map(|(name, text)| json!({ "name": name, "text": text })).collect();
    Ok(serde_json::to_string(&sources)?)
}

/// Adds the name and text of every CSV file in the folder and below; hidden entries are passed over.
fn gather(folder: &Path, prefix: &str, files: &mut Vec<(String, String)>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("the name of `{}` is not UTF-8", path.display()))?;
        if name.starts_with('.') {
            continue;
        }
        let full_name = format!("{prefix}{name}");
        if path.is_dir() {
            gather(&path, &format!("{full_name}/"), files)?;
        } else if name.ends_with(".csv") {
            let bytes = fs::read(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
            let text =
                String::from_utf8(bytes).with_context(|| format!("`{}` is not UTF-8", path.display()))?;
            files.push((full_name, text));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_files_stand_in_the_order_of_their_bytes() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("links")).unwrap();
        for (name, text) in [
            ("standards.csv", "key\na,\"b\"\n"),
            ("links/b.csv", "ü\r\n"),
            ("links/a--b.csv", ""),
            ("links.csv", "x"),
            ("README.md", "no"),
            (".hidden.csv", "no"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        // By hand: "." is 0x2E and "/" is 0x2F.
        let expected = concat!(
            r#"[{"name":"links.csv","text":"x"},{"name":"links/a--b.csv","text":""},"#,
            r#"{"name":"links/b.csv","text":"ü\r\n"},{"name":"standards.csv","text":"key\na,\"b\"\n"}]"#,
        );
        assert_eq!(text(folder.path()).unwrap(), expected);
    }

    #[test]
    fn a_file_that_is_not_utf8_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("terms.csv"), [0x66, 0xFC, 0x72]).unwrap();
        let error = text(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with("terms.csv` is not UTF-8"), "{error}");
    }

    #[test]
    fn a_folder_without_csv_files_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        assert!(text(folder.path()).is_err());
    }
}
