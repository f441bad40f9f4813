//! A question as JSON, before it is known which one it is.
//!
//! One flat struct: serde's own reading of a tagged enum buffers the whole value, and in WebAssembly that costs 20 kB.

use serde::Deserialize;

use super::Query;
use crate::word::Relationship;

/// Every field that some question has.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    query: String,
    requirement: Option<String>,
    left: Option<String>,
    right: Option<String>,
    relationship: Vec<Relationship>,
    standards: Vec<String>,
    only_gaps: bool,
    have: Vec<String>,
    want: Option<String>,
    contested: bool,
    text: Option<String>,
}

impl TryFrom<Asked> for Query {
    type Error = String;

    fn try_from(asked: Asked) -> Result<Self, String> {
        let needed = |name: &str, field: Option<String>| field.ok_or_else(|| format!("`{name}` is missing"));
        match asked.query.as_str() {
            "standards" => Ok(Self::Standards),
            "show" => Ok(Self::Show { requirement: needed("requirement", asked.requirement)? }),
            "links" => Ok(Self::Links {
                left: needed("left", asked.left)?,
                right: needed("right", asked.right)?,
                relationship: asked.relationship,
            }),
            "matrix" => Ok(Self::Matrix { standards: asked.standards, only_gaps: asked.only_gaps }),
            "gap" => Ok(Self::Gap {
                have: asked.have,
                want: needed("want", asked.want)?,
                contested: asked.contested,
            }),
            "search" => Ok(Self::Search { text: needed("text", asked.text)? }),
            other => Err(format!("`{other}` is no question")),
        }
    }
}
