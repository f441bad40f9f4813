//! imsmap's core for the browser: converts arguments, calls one function of the core, converts the answer.
//!
//! Answers leave as JSON, the bytes that the terminal prints. Questions come in as plain arguments: a JSON reader for them would make
//! the module a sixth larger, and the page has one.

use imsmap_core::{Answer, Level, Loaded, Profile, Query, QueryError, Relationship, Source, Word};
use wasm_bindgen::prelude::*;

#[cfg(feature = "own-data")]
mod own_data;

/// A map that answers questions.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    loaded: Loaded,
}

/// A question to an [`Engine`]; short forms of ids are understood.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Question {
    query: Query,
}

#[wasm_bindgen]
impl Engine {
    /// The map in the sources of these names and texts, one text a name.
    ///
    /// The module for questions takes them for checked. Where [`Engine::needs_checks`] then says so, they are not what they were taken
    /// for: the module for one's own data tells what is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(names: Vec<String>, texts: Vec<String>) -> Engine {
        let sources: Vec<Source> =
            names.into_iter().zip(texts).map(|(name, text)| Source::new(name, text)).collect();
        Self { loaded: load(&sources) }
    }

    /// Whether something of the sources could not be read and only the module for one's own data can say what.
    pub fn needs_checks(&self) -> bool {
        cfg!(not(feature = "own-data")) && self.loaded.map.set_aside() > 0
    }

    /// What was found in the sources: JSON, an array of diagnostics.
    pub fn diagnostics(&self) -> String {
        // INVARIANT: a finding holds nothing that cannot be written as JSON.
        serde_json::to_string_pretty(&self.loaded.diagnostics).unwrap_or_default()
    }

    /// The answer as JSON, the bytes that `imsmap --format json` prints.
    ///
    /// # Errors
    ///
    /// An `Error` whose message is a `QueryError` as JSON.
    pub fn answer(&self, question: &Question) -> Result<String, JsError> {
        Ok(self.ask(question)?.to_json())
    }

    /// The same answer as CSV, the bytes that `imsmap --format csv` prints.
    ///
    /// # Errors
    ///
    /// As [`Engine::answer`].
    pub fn csv(&self, question: &Question) -> Result<String, JsError> {
        Ok(self.ask(question)?.sheet().to_csv())
    }

    /// What is wrong with the files that came with the question: JSON, an array of diagnostics.
    ///
    /// # Errors
    ///
    /// As [`Engine::answer`].
    pub fn findings(&self, question: &Question) -> Result<String, JsError> {
        Ok(serde_json::to_string(self.ask(question)?.findings())?)
    }
}

impl Engine {
    fn ask(&self, question: &Question) -> Result<Answer, JsError> {
        imsmap_core::answer(&self.loaded.map, &question.query).map_err(refused)
    }
}

#[cfg(feature = "own-data")]
fn load(sources: &[Source]) -> Loaded {
    imsmap_core::load(sources)
}

#[cfg(not(feature = "own-data"))]
fn load(sources: &[Source]) -> Loaded {
    Loaded { map: imsmap_core::load_checked(sources), diagnostics: Vec::new() }
}

fn refused(error: QueryError) -> JsError {
    JsError::new(&serde_json::to_string_pretty(&error).unwrap_or(error.message))
}

#[wasm_bindgen]
impl Question {
    /// The standards and editions known.
    pub fn standards() -> Question {
        Self { query: Query::Standards }
    }

    /// One requirement.
    pub fn show(requirement: String) -> Question {
        Self { query: Query::Show { requirement } }
    }

    /// The links between two standards; only those of the given words, where there are any.
    pub fn links(left: String, right: String, relationship: Vec<String>) -> Question {
        let relationship = relationship.iter().filter_map(|word| Relationship::parse(word)).collect();
        Self { query: Query::Links { left, right, relationship } }
    }

    /// Clause by clause; the anchor comes first.
    pub fn matrix(standards: Vec<String>, only_gaps: bool) -> Question {
        Self { query: Query::Matrix { standards, only_gaps } }
    }

    /// What of a wanted standard the held ones meet.
    pub fn gap(have: Vec<String>, want: String, contested: bool) -> Question {
        Self { query: Query::Gap { have, want, contested, profile: Profile::default() } }
    }

    /// What each held requirement does for a wanted standard.
    pub fn serves(have: Vec<String>, want: String, contested: bool) -> Question {
        Self { query: Query::Serves { have, want, contested, profile: Profile::default() } }
    }

    /// All that is known between two requirements.
    pub fn explain(left: String, right: String, all: bool, contested: bool) -> Question {
        Self { query: Query::Explain { left, right, all, contested } }
    }

    /// What one edition changed against another.
    pub fn diff(old: String, new: String, contested: bool) -> Question {
        Self { query: Query::Diff { old, new, contested } }
    }

    /// What can be done once for several standards; the anchor comes first.
    pub fn shared(standards: Vec<String>, contested: bool) -> Question {
        Self { query: Query::Shared { standards, contested } }
    }

    /// The smallest set that meets all of a standard that can be met; the level is `partial` unless it is `covered`.
    pub fn cover(
        with: Vec<String>,
        want: String,
        level: &str,
        have: Vec<String>,
        contested: bool,
    ) -> Question {
        let level = Level::parse(level).unwrap_or(Level::Partial);
        Self { query: Query::Cover { with, want, level, have, weights: None, contested } }
    }

    /// Requirements by number or words.
    pub fn search(text: String) -> Question {
        Self { query: Query::Search { text } }
    }
}
