//! Ids of standards and requirements, and the grammar that they keep.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// The key of a standard or framework in one edition, such as `iso27001-2022`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(transparent)]
pub struct StandardKey(String);

/// The id of a requirement, such as `iso27001-2022:A.5.24` or `itil4:incident-management`.
///
/// A standard's key, a colon, and the number, or a slug where the standard has no numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(as = "String"))]
pub struct RequirementId {
    text: Arc<str>,
    /// Where the colon stands, so that key and number need no search.
    colon: usize,
}

/// One end of a row: a requirement, or a whole standard (`KEY:*`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Endpoint {
    /// A single requirement.
    Requirement(RequirementId),
    /// Everything in a standard.
    Whole(StandardKey),
}

impl StandardKey {
    /// The key, where `text` is one: a lower-case letter, then lower-case letters, digits, `.` and `-`.
    pub fn parse(text: &str) -> Option<Self> {
        is_key(text).then(|| Self(text.to_owned()))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RequirementId {
    /// The id, where `text` has the form `KEY:NUMBER` or `KEY:slug`.
    ///
    /// ```
    /// use imsmap_core::RequirementId;
    /// assert!(RequirementId::parse("iso20000-1-2018:8.6.1").is_some());
    /// assert!(RequirementId::parse("8.6.1").is_none());
    /// assert!(RequirementId::parse("itil4:*").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        key_of_id(text).map(|key| Self::of_parts(text, key.len()))
    }

    /// The id that is known to have that form, its key so many bytes long.
    pub(crate) fn of_parts(text: &str, colon: usize) -> Self {
        Self { text: Arc::from(text), colon }
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The part before the colon: the standard's key.
    pub fn key(&self) -> &str {
        self.text.get(..self.colon).unwrap_or("")
    }

    /// The part after the colon: the number or slug.
    pub fn number(&self) -> &str {
        self.text.get(self.colon + 1..).unwrap_or("")
    }
}

impl Endpoint {
    /// The end of a row that `text` names.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_suffix(":*") {
            Some(key) => StandardKey::parse(key).map(Self::Whole),
            None => RequirementId::parse(text).map(Self::Requirement),
        }
    }

    /// The key of the standard that this end belongs to.
    pub fn key(&self) -> &str {
        match self {
            Self::Requirement(id) => id.key(),
            Self::Whole(key) => key.as_str(),
        }
    }
}

impl fmt::Display for StandardKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Hash for RequirementId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl Serialize for RequirementId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl fmt::Display for RequirementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Requirement(id) => id.fmt(f),
            Self::Whole(key) => write!(f, "{key}:*"),
        }
    }
}

/// The standard's key of a text that has the form of an id.
pub(crate) fn key_of_id(text: &str) -> Option<&str> {
    let (key, number) = text.split_once(':')?;
    (is_key(key) && is_number(number)).then_some(key)
}

/// `[a-z][a-z0-9.-]*`
fn is_key(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_lowercase)
        && bytes.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
}

/// `[A-Za-z0-9]+([.-][A-Za-z0-9]+)*`
fn is_number(text: &str) -> bool {
    let mut after_sign = true;
    for byte in text.bytes() {
        let is_sign = matches!(byte, b'.' | b'-');
        if (is_sign && after_sign) || !(is_sign || byte.is_ascii_alphanumeric()) {
            return false;
        }
        after_sign = is_sign;
    }
    !after_sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_refuses_what_a_spreadsheet_or_a_tool_would_mangle() {
        for text in [
            "",
            ":",
            "iso9001-2015:",
            "iso9001-2015:8.",
            "iso9001-2015:8..4",
            "9001:8.4",
            "ISO9001:8.4",
            "a:8 4",
            "a:*",
        ] {
            assert_eq!(RequirementId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_whole_standard_is_an_endpoint_but_not_a_requirement() {
        let end = Endpoint::parse("itil4:*").unwrap();
        assert_eq!(end, Endpoint::Whole(StandardKey::parse("itil4").unwrap()));
        assert_eq!(end.to_string(), "itil4:*");
    }
}
