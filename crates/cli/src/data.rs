//! The data that a question is asked of: the bundled files, or a folder's.

use std::path::{Path, PathBuf};
use std::{fs, io};

use imsmap_core::{Loaded, Map, Source, load_checked, load_with};

use crate::failure::Failure;

/// Names and texts of the bundled files.
const BUNDLED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/bundled.rs"));

/// Sources, and the files that could not be read as text.
#[derive(Debug)]
pub(crate) struct Data {
    /// What they are called in a sentence.
    pub(crate) name: String,
    /// The readable ones, sorted by name.
    pub(crate) sources: Vec<Source>,
    /// Name and reason of the others.
    pub(crate) unreadable: Vec<(String, String)>,
}

/// The map of the bundled data, for questions.
///
/// The tests hold that it has no finding, and it cannot have changed since it was built in. The second judgements are left
/// out, as no question needs them.
pub(crate) fn bundled_map() -> Map {
    let needed = BUNDLED.iter().filter(|(name, _)| !name.starts_with("review/"));
    load_checked(&needed.map(|(name, text)| Source::new(*name, *text)).collect::<Vec<_>>())
}

/// The bundled data.
pub fn bundled() -> Vec<Source> {
    BUNDLED.iter().map(|(name, text)| Source::new(*name, *text)).collect()
}

impl Data {
    /// The data in `folder`, or the bundled data.
    ///
    /// # Errors
    ///
    /// The folder cannot be listed or holds no CSV file. A single file that cannot be read is no error here.
    pub(crate) fn read(folder: Option<&Path>) -> Result<Self, Failure> {
        let Some(folder) = folder else {
            return Ok(Self {
                name: "the bundled data".to_owned(),
                sources: bundled(),
                unreadable: Vec::new(),
            });
        };
        let mut paths = Vec::new();
        csv_files(folder, &mut paths).map_err(|error| Failure::Folder { path: folder.to_owned(), error })?;
        if paths.is_empty() {
            return Err(Failure::NoData(folder.to_owned()));
        }
        let mut data =
            Self { name: format!("`{}`", folder.display()), sources: Vec::new(), unreadable: Vec::new() };
        for path in paths {
            let name = source_name(folder, &path);
            match read_text(&path) {
                Ok(text) => data.sources.push(Source::new(name, text)),
                Err(why) => data.unreadable.push((name, why)),
            }
        }
        Ok(data)
    }

    /// Lays the files of `folders` over the data, the last folder on top.
    ///
    /// # Errors
    ///
    /// As [`Data::read`].
    pub(crate) fn lay_over(&mut self, folders: &[PathBuf]) -> Result<(), Failure> {
        for (layer, folder) in (1..).zip(folders) {
            let overlay = Self::read(Some(folder))?;
            let name = folder.display().to_string();
            let name = name.trim_end_matches('/');
            let sources = overlay.sources.into_iter().map(|source| source.in_overlay(layer, name));
            self.sources.extend(sources);
            self.unreadable
                .extend(overlay.unreadable.into_iter().map(|(file, why)| (format!("{name}/{file}"), why)));
            self.name = format!("{} under `{name}`", self.name);
        }
        Ok(())
    }

    /// The map of the sources, with all findings.
    pub(crate) fn load(&self) -> Loaded {
        load_with(&self.sources, &self.unreadable)
    }
}

/// A file that comes with a question, named as the asker named it.
///
/// # Errors
///
/// It cannot be read as text.
pub(crate) fn own_file(path: &Path) -> Result<Source, Failure> {
    let text = read_text(path).map_err(|why| Failure::Read { path: path.to_owned(), why })?;
    Ok(Source::new(path.display().to_string(), text))
}

/// Every `.csv` file in a folder and in the folders directly below it, sorted.
pub(crate) fn csv_files(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    // Only files: a pipe would be waited for without end.
    let is_csv = |path: &Path| {
        path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) && path.is_file()
    };
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            // What lies deeper, or in a folder that may not be entered, is no data of ours.
            let inner =
                fs::read_dir(&path).map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())));
            paths.extend(inner.into_iter().flatten().filter(|path| is_csv(path)));
        } else if is_csv(&path) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(())
}

/// The name of a file relative to the data folder, with `/` between its parts.
pub(crate) fn source_name(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).unwrap_or(path);
    relative.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// A file's text, or in a few words why there is none.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
        format!("it is not UTF-8 text (line {line})")
    })
}
