//! The calls of the engine that are measured: what else changes in it, this is the file to adapt.

use std::path::Path;

use imsmap_core::{Code, Loaded, Map, Query, Source, State};

use crate::Failure;
use crate::subject::{self, Subject};
use crate::turns::{Turn, timed, timed_with};

/// How many proofs are asked for, and how many steps they may have.
const PROOFS: usize = 5;
const DEPTH: usize = 6;

/// A job on a loaded map, run so many times.
pub(crate) type Job = fn(&Map, &Subject, usize) -> Turn;

/// From texts to a checked map.
pub(crate) fn load(sources: Vec<Source>) -> Loaded {
    imsmap_core::load(&sources)
}

/// From a folder to a map of checked rows, as the peers check them; contradictions by chains are a job of their own.
pub(crate) fn load_folder(folder: &Path, subject: &Subject, repeat: usize) -> Result<Turn, Failure> {
    let (seconds, loaded) =
        timed(repeat, || subject::read(folder).map(|sources| imsmap_core::load_rows(&sources)));
    // What contradicts is a job of its own.
    let loaded = loaded?;
    let findings = loaded.diagnostics.iter().filter(|finding| finding.code != Code::Contradiction).count();
    Ok(Turn { seconds, answer: loaded_words(subject, findings) })
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
    Query::Gap { have, want, contested: false, profile: Default::default() }
}

/// The answer to a question as JSON.
pub(crate) fn ask(map: &Map, query: &Query, repeat: usize) -> Result<Turn, Failure> {
    let (seconds, answer) = timed(repeat, || imsmap_core::answer(map, query).map(|answer| answer.to_json()));
    Ok(Turn { seconds, answer: answer.map_err(|error| error.message)? })
}

/// States of one standard when another is held.
pub(crate) const COVERAGE: Option<Job> = Some(|map, subject, repeat| {
    let (seconds, states) = timed(repeat, || map.states(&[subject.have], subject.want));
    let count = |state| states.iter().filter(|other| **other == state).count();
    Turn { seconds, answer: states_words(count(State::Covered), count(State::Partial)) }
});

/// States of every standard by every other.
pub(crate) const COVERAGE_MATRIX: Option<Job> = Some(|map, subject, repeat| {
    let (seconds, matrix) = timed(repeat, || map.coverage_matrix());
    let count = subject.corpus.standards.len();
    let others = matrix.iter().enumerate().filter(|(at, _)| at / count != at % count);
    let (mut covered, mut partial) = (0, 0);
    for (_, [_, _, _, partly, wholly]) in others {
        (covered, partial) = (covered + *wholly, partial + *partly);
    }
    Turn { seconds, answer: states_words(covered, partial) }
});

/// Pairs that chains of two links prove.
pub(crate) const DERIVED_2: Option<Job> = Some(|map, subject, repeat| derived(map, subject, repeat, 2));

/// The same with three.
pub(crate) const DERIVED_3: Option<Job> = Some(|map, subject, repeat| derived(map, subject, repeat, 3));

/// What `equal-to` connects.
pub(crate) const CLUSTERS: Option<Job> = Some(|map, _, repeat| {
    let (seconds, labels) = timed(repeat, || map.clusters());
    Turn { seconds, answer: clusters_words(labels.into_iter().map(|label| label as usize)) }
});

/// What touches all of a standard that rows of the others touch, greedily chosen.
pub(crate) const SMALLEST_SET: Option<Job> = Some(|map, subject, repeat| {
    let others: Vec<usize> = (0..subject.corpus.standards.len()).filter(|at| *at != subject.want).collect();
    let (seconds, picked) = timed(repeat, || map.smallest_set(&others, &[subject.want]));
    Turn { seconds, answer: smallest_words(picked.len(), subject.touched_by(&picked)) }
});

/// Rows that cannot hold beside the others.
pub(crate) const CONTRADICTIONS: Option<Job> = Some(|map, _, repeat| {
    let (seconds, found) = timed(repeat, || map.contradictions());
    Turn { seconds, answer: broken_words(found.broken) }
});

/// The best proofs for each pair of the subject.
pub(crate) const EXPLANATIONS: Option<Job> = Some(|map, subject, repeat| {
    let ids = subject.queries.iter().map(|(from, to)| (subject.corpus.id(*from), subject.corpus.id(*to)));
    let ids: Vec<(String, String)> = ids.collect();
    let shortest = |(from, to): &(String, String)| {
        map.explanations(from, to, PROOFS, DEPTH).first().map_or(0, imsmap_core::Chain::steps)
    };
    let (seconds, steps) = timed(repeat, || ids.iter().map(shortest).sum());
    Turn { seconds, answer: steps_words(steps) }
});

/// The seconds of the best proofs for each pair of the subject alone.
pub(crate) const EACH_EXPLANATION: Option<fn(&Map, &Subject) -> Vec<f64>> = Some(|map, subject| {
    let ids = subject.queries.iter().map(|(from, to)| (subject.corpus.id(*from), subject.corpus.id(*to)));
    ids.map(|(from, to)| timed(1, || map.explanations(&from, &to, PROOFS, DEPTH)).0).collect()
});

fn derived(map: &Map, subject: &Subject, repeat: usize, hops: usize) -> Turn {
    let (seconds, pairs) = timed(repeat, || map.derived(subject.have, subject.want, hops));
    Turn { seconds, answer: pairs_words(pairs.into_iter().map(|(_, _, word)| word as usize)) }
}

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
    serde_json::to_string_pretty(value).unwrap_or_default()
}
