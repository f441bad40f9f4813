//! imsmap's core for the browser: converts arguments, calls one function of the core, converts the answer.
//!
//! Answers leave as JSON, the bytes that the terminal prints. Questions come in as plain arguments: a JSON reader for them would make
//! the module a sixth larger, and the page has one.

use imsmap_core::{Answer, Loaded, Profile, Query, Relationship, Source, Word};
use wasm_bindgen::prelude::*;

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
    /// The map in the sources of these names and texts, one text a name. Rows in error are in [`Engine::diagnostics`].
    #[wasm_bindgen(constructor)]
    pub fn new(names: Vec<String>, texts: Vec<String>) -> Engine {
        let sources: Vec<Source> =
            names.into_iter().zip(texts).map(|(name, text)| Source::new(name, text)).collect();
        Self { loaded: imsmap_core::load(&sources) }
    }

    /// As the constructor, where each source belongs to the layer of that number: 0 for the data, higher ones for overlays in these folders.
    pub fn with_overlays(
        names: Vec<String>,
        texts: Vec<String>,
        layers: Vec<u32>,
        folders: Vec<String>,
    ) -> Engine {
        let sources: Vec<Source> = names
            .into_iter()
            .zip(texts)
            .zip(layers.into_iter().zip(&folders))
            .map(|((name, text), (layer, folder))| Source::new(name, text).in_overlay(layer, folder))
            .collect();
        Self { loaded: imsmap_core::load(&sources) }
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
        imsmap_core::answer(&self.loaded.map, &question.query)
            .map_err(|error| JsError::new(&serde_json::to_string_pretty(&error).unwrap_or(error.message)))
    }
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

    /// Adds a Statement of Applicability to a question about a gap.
    pub fn with_soa(mut self, name: String, text: String) -> Question {
        if let Query::Gap { profile, .. } | Query::Serves { profile, .. } = &mut self.query {
            profile.soa.push(Source::new(name, text));
        }
        self
    }

    /// Adds a status file to a question about a gap.
    pub fn with_status(mut self, name: String, text: String) -> Question {
        if let Query::Gap { profile, .. } | Query::Serves { profile, .. } = &mut self.query {
            profile.status.push(Source::new(name, text));
        }
        self
    }

    /// What overlays add, change or contradict.
    pub fn overlay() -> Question {
        Self { query: Query::Overlay }
    }

    /// All that is known between two requirements.
    pub fn explain(left: String, right: String, all: bool, contested: bool) -> Question {
        Self { query: Query::Explain { left, right, all, contested } }
    }

    /// Requirements by number or words.
    pub fn search(text: String) -> Question {
        Self { query: Query::Search { text } }
    }
}
