//! Cases in text files: some sources, and what must be found in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use imsmap_core::Source;

/// One case file: a comment, `--- NAME` before each source, and `===` before the expected lines.
///
/// `⟨BOM⟩`, `⟨CR⟩` and `⟨TAB⟩` stand for what an editor would hide or mend. `⟨CUT⟩` at the end takes the last line end away.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file's name without its ending.
    pub name: String,
    /// The sources: those of the base folder, replaced or joined by those of the case; an empty one takes a base source away.
    pub sources: Vec<Source>,
    /// The lines below `===`.
    pub expected: Vec<String>,
}

impl Case {
    /// All cases of a folder, over the CSV files of its `base` folder.
    ///
    /// # Errors
    ///
    /// The folder cannot be read.
    pub fn all(folder: &Path) -> std::io::Result<Vec<Self>> {
        let base = base(&folder.join("base"))?;
        let mut cases = Vec::new();
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "case") {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                cases.push(Self::parse(name, &fs::read_to_string(&path)?, &base));
            }
        }
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(cases)
    }

    fn parse(name: String, text: &str, base: &BTreeMap<String, String>) -> Self {
        let mut sources = base.clone();
        let mut expected = Vec::new();
        let mut current: Option<String> = None;
        let mut in_expected = false;
        for line in text.lines() {
            if line.starts_with("===") {
                in_expected = true;
            } else if in_expected {
                expected.extend((!line.trim().is_empty()).then(|| line.to_owned()));
            } else if let Some(file) = line.strip_prefix("--- ") {
                sources.insert(file.to_owned(), String::new());
                current = Some(file.to_owned());
            } else if let Some(source) = current.as_ref().and_then(|file| sources.get_mut(file)) {
                let line = line.replace("⟨BOM⟩", "\u{feff}").replace("⟨CR⟩", "\r").replace("⟨TAB⟩", "\t");
                source.push_str(&line);
                source.push('\n');
                if let Some(cut) = source.strip_suffix("⟨CUT⟩\n") {
                    *source = cut.to_owned();
                }
            }
        }
        let sources = sources
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| Source::new(name, text));
        Self { name, sources: sources.collect(), expected }
    }
}

fn base(folder: &Path) -> std::io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let parts = path.strip_prefix(folder).unwrap_or(&path).components();
                let name = parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
                files.insert(name, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}
