//! The one door for input: a name and a text.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A file's name and whole text, as the caller read it. Cheap to clone.
///
/// `name` is relative to the data folder, with `/` between its parts, such as
/// `links/iso20000-1-2018--iso9001-2015.csv`. It decides how the text is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Source {
    /// Where the text stands, relative to the data folder.
    pub name: String,
    /// The whole text, byte order mark and line ends as found.
    #[cfg_attr(feature = "typescript", ts(type = "string"))]
    pub text: SourceText,
    /// 0 for the data itself, and a higher number for each overlay that is laid over what comes before it.
    pub layer: u32,
    /// The folder of an overlay, as findings and proofs name it before the name; empty for the data itself.
    pub folder: String,
}

/// A text that is built into the program, or shared by all who read it: a map keeps the texts that it was made of.
#[derive(Debug, Clone)]
pub struct SourceText(Kept);

#[derive(Debug, Clone)]
enum Kept {
    Static(&'static str),
    Shared(Arc<String>),
}

impl Source {
    /// A source of that name and text.
    pub fn new(name: impl Into<String>, text: impl Into<SourceText>) -> Self {
        Self { name: name.into(), text: text.into(), layer: 0, folder: String::new() }
    }

    /// The same source as part of an overlay, whose folder is called so.
    #[must_use]
    pub fn in_overlay(mut self, layer: u32, folder: &str) -> Self {
        self.layer = layer;
        folder.clone_into(&mut self.folder);
        self
    }

    /// The name as findings and proofs give it.
    pub(crate) fn shown_name(&self) -> String {
        if self.folder.is_empty() { self.name.clone() } else { format!("{}/{}", self.folder, self.name) }
    }
}

impl From<&'static str> for SourceText {
    fn from(text: &'static str) -> Self {
        Self(Kept::Static(text))
    }
}

impl From<String> for SourceText {
    fn from(text: String) -> Self {
        Self(Kept::Shared(Arc::new(text)))
    }
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Kept::Static(text) => text,
            Kept::Shared(text) => text,
        }
    }
}

impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for SourceText {}

impl Serialize for SourceText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// What a file holds, told by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// `standards.csv`
    Standards,
    /// `requirements/<key>.csv`
    Requirements { standard: String },
    /// `links/<left>--<right>.csv`
    Links { left: String, right: String },
    /// `links/joint.csv`
    Joint,
    /// `review/<left>--<right>.csv`
    Review { left: String, right: String },
    /// `references.csv`
    References,
    /// A table that later rooms read (`terms.csv`, `term-pairs.csv`, `titles/<language>.csv`).
    Later,
    /// Any other name.
    Unknown,
}

impl FileKind {
    /// What a file of this name holds.
    pub(crate) fn of(name: &str) -> Self {
        let Some(stem) = name.strip_suffix(".csv") else { return Self::Unknown };
        match stem.split_once('/') {
            None => match stem {
                "standards" => Self::Standards,
                "references" => Self::References,
                "terms" | "term-pairs" => Self::Later,
                _ => Self::Unknown,
            },
            Some(("requirements", key)) => Self::Requirements { standard: key.to_owned() },
            Some(("links", "joint")) => Self::Joint,
            Some(("links", pair)) => match pair.split_once("--") {
                Some((left, right)) => Self::Links { left: left.to_owned(), right: right.to_owned() },
                None => Self::Unknown,
            },
            Some(("review", pair)) => match pair.split_once("--") {
                Some((left, right)) => Self::Review { left: left.to_owned(), right: right.to_owned() },
                None => Self::Unknown,
            },
            Some(("titles", _)) => Self::Later,
            Some(_) => Self::Unknown,
        }
    }
}
