//! Standards and frameworks, each edition its own.

use crate::id::StandardKey;
use crate::records::RowAt;
use crate::word::Status;

/// One edition of a standard or framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standard {
    /// Where its row stands.
    pub at: RowAt,
    /// Its key, such as `iso27001-2022`.
    pub key: StandardKey,
    /// How people name it with its edition, such as `ISO/IEC 27001:2022`.
    pub name: String,
    /// Its name without the edition.
    pub title: String,
    /// The edition, mostly a year.
    pub edition: String,
    /// Who publishes it.
    pub publisher: String,
    /// Where it stands in its life.
    pub status: Status,
    /// `YYYY-MM` or `YYYY-MM-DD`.
    pub published: String,
    /// The edition that it replaced, where that is in the data too.
    pub supersedes: Option<StandardKey>,
    /// Amendments and corrigenda that the topics take into account.
    pub amendments: Vec<String>,
    /// The publisher's page.
    pub url: String,
}

/// The name with its edition, where the key carries the edition too: `ISO 9001:2015`, but `ITIL 4`.
pub(crate) fn display_name(key: &StandardKey, title: &str, edition: &str) -> String {
    match key.as_str().strip_suffix(edition) {
        Some(base) if base.ends_with('-') => format!("{title}:{edition}"),
        _ => title.to_owned(),
    }
}
