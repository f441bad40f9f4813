//! What the jobs are done with: a corpus on disk and in memory, and what is asked about it.

use std::fs;
use std::path::{Path, PathBuf};

use imsmap_core::Source;
use imsmap_tests::corpus::Corpus;

use crate::Failure;
use crate::graph::Graph;

/// A corpus and the questions about it.
pub(crate) struct Subject {
    /// How tables name it.
    pub(crate) label: &'static str,
    pub(crate) corpus: Corpus,
    pub(crate) sources: Vec<Source>,
    /// The corpus as data files.
    pub(crate) folder: PathBuf,
    /// The same rows in two files, `requirements.csv` and `links.csv`.
    pub(crate) joined: PathBuf,
    /// Which requirement has a row with which one of the wanted standard: `by,requirement`.
    pub(crate) touches: PathBuf,
    /// The held and the wanted standard, by their places.
    pub(crate) have: usize,
    pub(crate) want: usize,
    /// The same by place: who touches, and what.
    touching: Vec<(usize, usize)>,
    /// Places of requirements between which something is proven.
    pub(crate) queries: Vec<(usize, usize)>,
}

/// How many pairs are asked about in one run.
const QUERIES: usize = 100;

impl Subject {
    /// A corpus whose largest pair of directly linked standards is asked about.
    pub(crate) fn new(label: &'static str, corpus: Corpus, scratch: &Path) -> Result<Self, Failure> {
        let (have, want) = largest_pair(&corpus);
        Self::with_question(label, corpus, have, want, scratch)
    }

    /// A corpus with the held and the wanted standard.
    pub(crate) fn with_question(
        label: &'static str,
        corpus: Corpus,
        have: usize,
        want: usize,
        scratch: &Path,
    ) -> Result<Self, Failure> {
        let (folder, joined) = (scratch.join(label), scratch.join(format!("{label}-joined")));
        let (sources, touches) = (corpus.sources(), joined.join("touches.csv"));
        write(&sources, &folder)?;
        join(&sources, &joined)?;
        Ok(Self {
            label,
            corpus,
            sources,
            folder,
            joined,
            touches,
            have,
            want,
            touching: Vec::new(),
            queries: Vec::new(),
        })
    }

    /// Draws the pairs that are asked about, and writes what touches what; for the jobs that need them.
    pub(crate) fn prepare(&mut self, graph: &Graph) -> Result<(), Failure> {
        let pairs = graph.derived(self.have_key(), self.want_key(), 3);
        let positive: Vec<_> = pairs.into_iter().filter(|(_, _, state)| *state < 4).collect();
        let every = (positive.len() / QUERIES).max(1);
        self.queries = positive.iter().step_by(every).take(QUERIES).map(|(a, b, _)| (*a, *b)).collect();
        self.touching = graph.touches(self.want_key());
        let mut text = "by,requirement\n".to_owned();
        for (by, requirement) in &self.touching {
            text.push_str(&format!("{by},{requirement}\n"));
        }
        fs::write(&self.touches, text)?;
        Ok(())
    }

    /// How many requirements of the wanted standard these touch, by their numbers.
    pub(crate) fn touched_by(&self, picked: &[u32]) -> usize {
        let by_one_of_them = |(by, _): &&(usize, usize)| picked.iter().any(|pick| *pick as usize == *by);
        let touched = self.touching.iter().filter(by_one_of_them).map(|(_, requirement)| *requirement);
        touched.collect::<std::collections::HashSet<usize>>().len()
    }

    /// The key of the held standard.
    pub(crate) fn have_key(&self) -> &str {
        self.key(self.have)
    }

    /// The key of the wanted standard.
    pub(crate) fn want_key(&self) -> &str {
        self.key(self.want)
    }

    fn key(&self, standard: usize) -> &str {
        self.corpus.standards.get(standard).map_or("", |standard| standard.key.as_str())
    }

    /// How many bytes the data files have.
    pub(crate) fn bytes(&self) -> usize {
        self.sources.iter().map(|source| source.text.len()).sum()
    }
}

/// The two standards with the most requirements among those that are linked directly, hubs aside.
fn largest_pair(corpus: &Corpus) -> (usize, usize) {
    let count = |at: usize| corpus.standards.get(at).map_or(0, |standard| standard.requirements.len());
    let is_hub = |at: usize| corpus.standards.get(at).is_some_and(|standard| standard.key.starts_with("hub"));
    let pairs = corpus
        .links
        .iter()
        .map(|link| (corpus.requirement(link.source).standard, corpus.requirement(link.target).standard));
    let pairs = pairs.filter(|(a, b)| !is_hub(*a) && !is_hub(*b));
    pairs.max_by_key(|(a, b)| (count(*a) * count(*b), *a, *b)).unwrap_or((0, 1))
}

fn write(sources: &[Source], folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for source in sources {
        let path = folder.join(&source.name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, source.text.as_bytes())?;
    }
    Ok(())
}

/// All files of a kind in one, with one header.
fn join(sources: &[Source], folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)?;
    for kind in ["requirements", "links"] {
        let mut all = String::new();
        for source in sources.iter().filter(|source| source.name.starts_with(kind)) {
            let (header, rows) = source.text.split_once('\n').unwrap_or((&source.text, ""));
            if all.is_empty() {
                all.push_str(header);
                all.push('\n');
            }
            all.push_str(rows);
        }
        fs::write(folder.join(format!("{kind}.csv")), all)?;
    }
    Ok(())
}

/// The data files of a folder, read anew.
pub(crate) fn read(folder: &Path) -> Result<Vec<Source>, std::io::Error> {
    let mut sources = vec![Source::new("standards.csv", fs::read_to_string(folder.join("standards.csv"))?)];
    for kind in ["requirements", "links"] {
        let entries = fs::read_dir(folder.join(kind))?.map(|entry| entry.map(|entry| entry.file_name()));
        let mut names = entries.collect::<Result<Vec<_>, _>>()?;
        names.sort();
        for name in names {
            let name = format!("{kind}/{}", name.to_string_lossy());
            let text = fs::read_to_string(folder.join(&name))?;
            sources.push(Source::new(name, text));
        }
    }
    Ok(sources)
}
