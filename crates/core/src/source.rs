//! The one door for input: a name and a text.

use std::borrow::Cow;

use serde::Serialize;

/// A file's name and whole text, as the caller read it.
///
/// `name` is relative to the data folder, with `/` between its parts, such as
/// `links/iso20000-1-2018--iso9001-2015.csv`. It decides how the text is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Source {
    /// Where the text stands, relative to the data folder.
    pub name: String,
    /// The whole text, byte order mark and line ends as found.
    pub text: Cow<'static, str>,
}

impl Source {
    /// A source of that name and text.
    pub fn new(name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { name: name.into(), text: text.into() }
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
