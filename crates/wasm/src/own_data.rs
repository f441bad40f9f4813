//! What only the module for one's own data can do.

use imsmap_core::{Query, Source};
use wasm_bindgen::prelude::*;

use crate::{Engine, Question, refused};

#[wasm_bindgen]
impl Engine {
    /// As the constructor, where each source belongs to the layer of that number: 0 for the data, higher ones for overlays in these
    /// folders.
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

    /// What this map says differently from an older one, as JSON; with `want` also which states changed in that gap.
    ///
    /// # Errors
    ///
    /// As [`Engine::answer`].
    pub fn compare(
        &self,
        older: &Engine,
        have: Vec<String>,
        want: Option<String>,
        contested: bool,
    ) -> Result<String, JsError> {
        let (older, newer) = (&older.loaded.map, &self.loaded.map);
        let compared =
            imsmap_core::compare(older, newer, &have, want.as_deref(), contested).map_err(refused)?;
        Ok(compared.to_json())
    }

    /// A file of that name and text, carried from one edition to another: the bytes that `imsmap rebase --format json` prints.
    ///
    /// # Errors
    ///
    /// As [`Engine::answer`].
    pub fn rebase(&self, name: &str, text: &str, from: &str, to: &str) -> Result<String, JsError> {
        let rebased = imsmap_core::rebase(&self.loaded.map, name, text, from, to).map_err(refused)?;
        Ok(rebased.to_json())
    }
}

#[wasm_bindgen]
impl Question {
    /// What overlays add, change or contradict.
    pub fn overlay() -> Question {
        Self { query: Query::Overlay }
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

    /// The same question with a file of weights; one that takes none stays as it is.
    pub fn with_weights(mut self, name: String, text: String) -> Question {
        if let Query::Cover { weights, .. } = &mut self.query {
            *weights = Some(Source::new(name, text));
        }
        self
    }
}
