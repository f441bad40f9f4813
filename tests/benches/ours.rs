//! The calls of the engine that are measured: what else changes in it, this is the file to adapt.
//!
//! A job is `None` as long as the engine has no call for it.

use std::path::Path;

use imsmap_core::{Answer, Loaded, Map, Query, Source};

use crate::Failure;
use crate::subject::{self, Subject};
use crate::turns::{Turn, timed, timed_with};

/// A job on a loaded map, run so many times.
pub(crate) type Job = fn(&Map, &Subject, usize) -> Turn;

/// From texts to a checked map.
pub(crate) fn load(sources: Vec<Source>) -> Loaded {
    imsmap_core::load(&sources)
}

/// From a folder to a checked map.
pub(crate) fn load_folder(folder: &Path, subject: &Subject, repeat: usize) -> Result<Turn, Failure> {
    let (seconds, loaded) = timed(repeat, || subject::read(folder).map(load));
    Ok(Turn { seconds, answer: loaded_words(subject, loaded?.diagnostics.len()) })
}

/// From texts to findings, as the browser gets them.
pub(crate) fn load_texts(subject: &Subject, repeat: usize) -> Turn {
    let findings = |sources| json(&load(sources).diagnostics);
    let (seconds, answer) = timed_with(repeat, || subject.sources.clone(), findings);
    Turn { seconds, answer }
}

/// What is left of one standard when another is held.
pub(crate) fn gap(subject: &Subject) -> Query {
    let (have, want) = (vec![subject.have_key().to_owned()], subject.want_key().to_owned());
    Query::Gap { have, want, contested: false }
}

/// The answer to a question as JSON.
pub(crate) fn ask(map: &Map, query: &Query, repeat: usize) -> Result<Turn, Failure> {
    let (seconds, answer) = timed(repeat, || imsmap_core::answer(map, query).map(|answer| answer.to_json()));
    Ok(Turn { seconds, answer: answer.map_err(|error| error.message)? })
}

/// States of one standard when another is held.
pub(crate) const COVERAGE: Option<Job> = Some(|map, subject, repeat| {
    let query = gap(subject);
    let (seconds, answer) = timed(repeat, || imsmap_core::answer(map, &query));
    let answer = match answer {
        Ok(Answer::Gap(gap)) => states_words(gap.summary.counts.covered, gap.summary.counts.partial),
        _ => "no answer".to_owned(),
    };
    Turn { seconds, answer }
});

/// States of every standard by every other: `map.coverage_matrix()`, answered with [`states_words`].
pub(crate) const COVERAGE_MATRIX: Option<Job> = None;

/// Pairs that chains of two links prove: `map.derived(have, want, 2)`, answered with [`pairs_words`].
pub(crate) const DERIVED_2: Option<Job> = None;

/// The same with three: `map.derived(have, want, 3)`.
pub(crate) const DERIVED_3: Option<Job> = None;

/// What `equal-to` connects: `map.clusters()`, answered with [`clusters_words`].
pub(crate) const CLUSTERS: Option<Job> = None;

/// What touches all of a standard: `map.smallest_set(all others, want)`, answered with [`smallest_words`].
pub(crate) const SMALLEST_SET: Option<Job> = None;

/// Rows that cannot hold beside the others: `map.contradictions()`, answered with [`broken_words`].
pub(crate) const CONTRADICTIONS: Option<Job> = None;

/// The best five proofs for each pair of the subject: `map.explanations(from, to, 5, 6)`, answered with [`steps_words`].
pub(crate) const EXPLANATIONS: Option<Job> = None;

/// The seconds of `map.explanations(from, to, 5, 6)` for each pair of the subject alone.
pub(crate) const EACH_EXPLANATION: Option<fn(&Map, &Subject) -> Vec<f64>> = None;

/// What a load says: requirements and links of the subject unless something was found.
fn loaded_words(subject: &Subject, findings: usize) -> String {
    let corpus = &subject.corpus;
    load_words(corpus.requirements.len(), corpus.links.len(), findings)
}

pub(crate) fn load_words(requirements: usize, links: usize, findings: usize) -> String {
    format!("requirements {requirements}, links {links}, findings {findings}")
}

pub(crate) fn states_words(covered: usize, partial: usize) -> String {
    format!("covered {covered}, partial {partial}")
}

/// Pairs by what is proven: equal, inside, around, overlap, disjoint.
pub(crate) fn pairs_words(states: impl Iterator<Item = usize>) -> String {
    let mut counts = [0_usize; 5];
    for state in states {
        if let Some(count) = counts.get_mut(state) {
            *count += 1;
        }
    }
    counts.iter().fold("pairs".to_owned(), |words, count| format!("{words} {count}"))
}

/// From a label for each requirement.
pub(crate) fn clusters_words(labels: impl Iterator<Item = usize>) -> String {
    let mut labels: Vec<usize> = labels.collect();
    labels.sort_unstable();
    let sizes = labels.chunk_by(|a, b| a == b).map(<[usize]>::len).filter(|size| *size > 1);
    let sizes: Vec<usize> = sizes.collect();
    format!("clusters {}, largest {}", sizes.len(), sizes.iter().max().unwrap_or(&0))
}

pub(crate) fn smallest_words(picked: usize, touched: usize) -> String {
    format!("picked {picked}, touched {touched}")
}

pub(crate) fn broken_words(rows: usize) -> String {
    format!("broken rows {rows}")
}

pub(crate) fn steps_words(steps: usize) -> String {
    format!("steps {steps}")
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
