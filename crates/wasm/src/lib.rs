//! imsmap's core for the browser: converts arguments, calls one function of the core, converts the answer.

use imsmap_core::{Answer, Diagnostic, Loaded, Query, QueryError, Source};
use wasm_bindgen::prelude::*;

/// A map that answers questions.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine {
    loaded: Loaded,
}

#[wasm_bindgen]
impl Engine {
    /// The map in `sources`: JSON, an array of `{"name", "text"}`.
    ///
    /// # Errors
    ///
    /// The text is not such an array. Rows in error are no failure: they are in [`Engine::diagnostics`].
    #[wasm_bindgen(constructor)]
    pub fn new(sources: &str) -> Result<Engine, JsError> {
        let sources: Vec<Source> = serde_json::from_str(sources)?;
        Ok(Self { loaded: imsmap_core::load(&sources) })
    }

    /// What was found in the sources: JSON, an array of diagnostics.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn diagnostics(&self) -> Result<String, JsError> {
        let diagnostics: &[Diagnostic] = &self.loaded.diagnostics;
        Ok(serde_json::to_string(diagnostics)?)
    }

    /// The answer to a query (JSON) as JSON, the bytes that `imsmap --format json` prints.
    ///
    /// # Errors
    ///
    /// An `Error` whose message is a `QueryError` as JSON, or says what is wrong with the query's form.
    pub fn answer(&self, query: &str) -> Result<String, JsError> {
        Ok(self.ask(query)?.to_json())
    }

    /// The same answer as CSV, the bytes that `imsmap --format csv` prints.
    ///
    /// # Errors
    ///
    /// As [`Engine::answer`].
    pub fn csv(&self, query: &str) -> Result<String, JsError> {
        Ok(self.ask(query)?.sheet().to_csv())
    }
}

impl Engine {
    fn ask(&self, query: &str) -> Result<Answer, JsError> {
        let query: Query = serde_json::from_str(query)?;
        imsmap_core::answer(&self.loaded.map, &query).map_err(|error| as_json(&error))
    }
}

fn as_json(error: &QueryError) -> JsError {
    match serde_json::to_string(error) {
        Ok(text) => JsError::new(&text),
        Err(_) => JsError::new(&error.message),
    }
}
