//! The jobs, who does them beside us, and how far we want to be ahead.

use std::cell::RefCell;
use std::process::{Command, Stdio};

use imsmap_core::{Map, Query};

use crate::graph::{self, Chains, Graph};
use crate::ours;
use crate::subject::Subject;
use crate::turns::{Contestant, Turn, timed};
use crate::worker::{self, Worker};
use crate::{Failure, Programs};

/// One job with everybody who does it, ourselves first.
pub(crate) struct Contest<'a> {
    pub(crate) job: &'static str,
    pub(crate) contestants: Vec<Contestant<'a>>,
    pub(crate) wish: Option<Wish>,
}

impl Contest<'_> {
    /// Whether we take part, or at least two others do.
    fn is_worthwhile(&self) -> bool {
        self.contestants.len() > 1 || self.contestants.iter().any(|contestant| contestant.name == OURS)
    }
}

/// How the time of somebody, divided by ours, should come out.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wish {
    AtLeast(&'static str, f64),
    AtMost(&'static str, f64),
    /// Our time, divided by that of somebody, at most.
    OursAtMost(&'static str, f64),
}

/// Everything that takes part in the jobs on one corpus.
pub(crate) struct Field<'a> {
    pub(crate) subject: &'a Subject,
    pub(crate) map: &'a Map,
    pub(crate) graph: &'a Graph,
    /// For the proofs.
    pub(crate) chains: Option<&'a Chains>,
    pub(crate) python: Option<&'a RefCell<Worker>>,
    pub(crate) wasm: Option<&'a RefCell<Worker>>,
    pub(crate) programs: &'a Programs,
}

/// The name of what is measured.
pub(crate) const OURS: &str = "imsmap";
const PETGRAPH: &str = "petgraph";
const WASM: &str = "WebAssembly";

impl<'a> Field<'a> {
    /// All jobs whose name `is_chosen`.
    pub(crate) fn contests(&self, is_chosen: &dyn Fn(&str) -> bool) -> Vec<Contest<'a>> {
        let all = [self.load(), self.coverage(), self.matrix()];
        let rest = [self.clusters(), self.smallest_set(), self.contradictions(), self.explanations()];
        let derived = [self.derived("derived 2 hops", 2), self.derived("derived 3 hops", 3)];
        let contests = all.into_iter().chain(derived).chain(rest).chain(self.in_the_browser());
        let contests = contests.chain([self.whole_process()]);
        contests.filter(|contest| is_chosen(contest.job) && contest.is_worthwhile()).collect()
    }

    /// The jobs of a corpus that is hard: beside petgraph alone.
    pub(crate) fn hard_contests(&self, is_chosen: &dyn Fn(&str) -> bool) -> Vec<Contest<'a>> {
        let all = [self.load(), self.coverage(), self.contradictions()];
        all.into_iter().filter(|contest| is_chosen(contest.job)).collect()
    }

    fn is(&self, label: &str) -> bool {
        self.subject.label == label
    }

    /// A job with ours, if the engine has it, and the version on petgraph.
    fn contest(
        &self,
        job: &'static str,
        ours: Option<ours::Job>,
        on_petgraph: impl FnMut(usize) -> Turn + 'a,
    ) -> Contest<'a> {
        let (map, subject) = (self.map, self.subject);
        let mut contestants = Vec::new();
        if let Some(ours) = ours {
            contestants.push(Contestant::new(OURS, move |repeat| Ok(ours(map, subject, repeat))));
        }
        let mut on_petgraph = on_petgraph;
        contestants.push(Contestant::new(PETGRAPH, move |repeat| Ok(on_petgraph(repeat))));
        Contest { job, contestants, wish: None }
    }

    /// Adds a peer in Python, where there is Python.
    fn peer(&self, contest: &mut Contest<'a>, name: &'static str, job: &'static str) {
        if let Some(python) = self.python {
            contest
                .contestants
                .push(Contestant::new(name, move |repeat| python.borrow_mut().turn(job, repeat)));
        }
    }

    fn load(&self) -> Contest<'a> {
        let subject = self.subject;
        let ours = move |repeat| ours::load_folder(&subject.folder, subject, repeat);
        let on_petgraph = move |repeat| {
            let (seconds, graph) = timed(repeat, || Graph::load(&subject.folder));
            let graph = graph?;
            let answer = ours::load_words(graph.requirements(), graph.links(), graph.findings);
            Ok(Turn { seconds, answer })
        };
        let contestants = vec![Contestant::new(OURS, ours), Contestant::new(PETGRAPH, on_petgraph)];
        let mut contest = Contest { job: "load", contestants, wish: None };
        self.peer(&mut contest, "polars", "load_polars");
        self.peer(&mut contest, "polars, 2 files", "load_polars_joined");
        if !self.is("L") {
            self.peer(&mut contest, "Python", "load_python");
        }
        contest.wish = match self.subject.label {
            "S" => Some(Wish::AtLeast("Python", 12.0)),
            "M" => Some(Wish::AtLeast("polars, 2 files", 5.0)),
            "L" => Some(Wish::AtLeast("polars, 2 files", 1.7)),
            _ => None,
        };
        contest
    }

    fn coverage(&self) -> Contest<'a> {
        let (graph, subject) = (self.graph, self.subject);
        let mut contest = self.contest("coverage", ours::COVERAGE, move |repeat| {
            let (seconds, (covered, partial)) =
                timed(repeat, || graph.states(subject.have_key(), subject.want_key()));
            Turn { seconds, answer: ours::states_words(covered, partial) }
        });
        self.peer(&mut contest, "scipy, 3 hops", "coverage_scipy_3_hops");
        self.peer(&mut contest, "scipy", "coverage_scipy");
        contest.wish = Some(Wish::AtLeast("scipy, 3 hops", 40.0));
        contest
    }

    fn matrix(&self) -> Contest<'a> {
        let (graph, subject) = (self.graph, self.subject);
        let mut contest = self.contest("coverage matrix", ours::COVERAGE_MATRIX, move |repeat| {
            let keys = subject.corpus.standards.iter().map(|standard| standard.key.as_str());
            let keys: Vec<&str> = keys.collect();
            let (seconds, (covered, partial)) = timed(repeat, || graph.coverage_matrix(&keys));
            Turn { seconds, answer: ours::states_words(covered, partial) }
        });
        self.without_slow_petgraph(&mut contest);
        contest
    }

    fn derived(&self, job: &'static str, hops: usize) -> Contest<'a> {
        let (graph, subject) = (self.graph, self.subject);
        let (ours, peer, times) = match hops {
            2 => (ours::DERIVED_2, "derived_2_polars", 40.0),
            _ => (ours::DERIVED_3, "derived_3_polars", 12.0),
        };
        let mut contest = self.contest(job, ours, move |repeat| {
            let pairs = || graph.derived(subject.have_key(), subject.want_key(), hops);
            let (seconds, pairs) = timed(repeat, pairs);
            let answer = ours::pairs_words(pairs.into_iter().map(|(_, _, state)| state));
            Turn { seconds, answer }
        });
        self.peer(&mut contest, "polars", peer);
        contest.wish = Some(Wish::AtLeast("polars", times));
        contest
    }

    fn clusters(&self) -> Contest<'a> {
        let graph = self.graph;
        let mut contest = self.contest("clusters", ours::CLUSTERS, move |repeat| {
            let (seconds, labels) = timed(repeat, || graph.clusters());
            Turn { seconds, answer: ours::clusters_words(labels.into_iter()) }
        });
        self.peer(&mut contest, "pandas, scipy", "clusters");
        contest.wish = Some(Wish::AtLeast("pandas, scipy", 30.0));
        contest
    }

    fn smallest_set(&self) -> Contest<'a> {
        let (graph, subject) = (self.graph, self.subject);
        let mut contest = self.contest("smallest set", ours::SMALLEST_SET, move |repeat| {
            let (seconds, (picked, touched)) = timed(repeat, || graph.smallest_set(subject.want_key()));
            Turn { seconds, answer: ours::smallest_words(picked, touched) }
        });
        self.without_slow_petgraph(&mut contest);
        self.peer(&mut contest, "pandas", "smallest_set");
        contest.wish = Some(Wish::AtLeast("pandas", 25.0));
        contest
    }

    fn contradictions(&self) -> Contest<'a> {
        let graph = self.graph;
        let mut contest = self.contest("contradictions", ours::CONTRADICTIONS, move |repeat| {
            let (seconds, rows) = timed(repeat, || graph.contradictions());
            Turn { seconds, answer: ours::broken_words(rows) }
        });
        self.without_slow_petgraph(&mut contest);
        if self.is("S") {
            self.peer(&mut contest, "numpy", "contradictions_numpy");
        }
        contest
    }

    fn explanations(&self) -> Contest<'a> {
        let (chains, subject) = (self.chains, self.subject);
        let mut contest = self.contest("100 explanations", ours::EXPLANATIONS, move |repeat| {
            let shortest = |(start, end): &(usize, usize)| {
                chains.map_or(0, |chains| graph::shortest_proof(chains, *start, *end))
            };
            let (seconds, steps) = timed(repeat, || subject.queries.iter().map(shortest).sum());
            Turn { seconds, answer: ours::steps_words(steps) }
        });
        self.without_slow_petgraph(&mut contest);
        if !self.is("L") {
            self.peer(&mut contest, "rustworkx", "explanations_rustworkx");
            contest.wish = Some(Wish::AtLeast("rustworkx", 8.0));
        }
        contest
    }

    /// The same calls natively and as WebAssembly, down to the text of the answer.
    fn in_the_browser(&self) -> Vec<Contest<'a>> {
        let (Some(wasm), subject, map) = (self.wasm, self.subject, self.map) else { return Vec::new() };
        let (have, want) = (subject.have_key(), subject.want_key());
        let gap = ours::gap(subject);
        let matrix = Query::Matrix { standards: vec![want.to_owned(), have.to_owned()], only_gaps: false };
        let links = Query::Links { left: have.to_owned(), right: want.to_owned(), relationship: Vec::new() };
        let browser =
            move |job: &'static str| Contestant::new(WASM, move |repeat| wasm.borrow_mut().turn(job, repeat));
        let load = Contest {
            job: "load, wasm",
            contestants: vec![
                Contestant::new(OURS, move |repeat| Ok(hashed(ours::load_texts(subject, repeat)))),
                browser("load"),
            ],
            wish: Some(Wish::AtMost(WASM, 2.0)),
        };
        let asked =
            [("gap, wasm", "gap", gap), ("matrix, wasm", "matrix", matrix), ("links, wasm", "links", links)];
        let asked = asked.into_iter().map(|(job, name, query)| Contest {
            job,
            contestants: vec![
                Contestant::new(OURS, move |repeat| ours::ask(map, &query, repeat).map(hashed)),
                browser(name),
            ],
            wish: Some(Wish::AtMost(WASM, 1.6)),
        });
        std::iter::once(load).chain(asked).collect()
    }

    /// From the start of a process to its end: load and gap.
    fn whole_process(&self) -> Contest<'a> {
        let (subject, programs) = (self.subject, self.programs);
        let ours = move || {
            let mut command = Command::new(&programs.imsmap);
            command.arg("--mappings").arg(&subject.folder).args(["--format", "json", "gap"]);
            command.args(["--have", subject.have_key(), "--want", subject.want_key()]);
            command
        };
        let mut contestants = vec![Contestant::new(OURS, move |repeat| {
            process(repeat, ours, |printed| {
                let answer: serde_json::Value = serde_json::from_str(printed).unwrap_or_default();
                let count = |state| answer.pointer(&format!("/summary/counts/{state}")).cloned();
                let [covered, partial] = ["covered", "partial"].map(|state| count(state).unwrap_or_default());
                format!("covered {covered}, partial {partial}")
            })
        })];
        if let Some(python) = programs.python.as_ref().filter(|_| !self.is("L")) {
            let peer = move || {
                let mut command = Command::new(python);
                command.arg(worker::programs().join("plain.py")).arg(&subject.folder);
                command.args([subject.have_key(), subject.want_key()]);
                command
            };
            contestants.push(Contestant::new("Python", move |repeat| {
                process(repeat, peer, |printed| printed.trim().to_owned())
            }));
        }
        Contest { job: "process", contestants, wish: Some(Wish::AtLeast("Python", 15.0)) }
    }

    /// What takes minutes is not waited for.
    fn without_slow_petgraph(&self, contest: &mut Contest<'a>) {
        if self.subject.label.starts_with('L') || self.is("M, 20 % noise") {
            contest.contestants.retain(|contestant| contestant.name != PETGRAPH);
        }
    }
}

/// `--version` beside a program of clap that only prints its help.
pub(crate) fn start_of_the_process(programs: &Programs) -> Contest<'_> {
    let version = || {
        let mut command = Command::new(&programs.imsmap);
        command.arg("--version");
        command
    };
    let help = || Command::new(&programs.help_only);
    let contestants = vec![
        Contestant::new(OURS, move |repeat| process(repeat, version, |_| String::new())),
        Contestant::new("help only", move |repeat| process(repeat, help, |_| String::new())),
    ];
    Contest { job: "--version", contestants, wish: Some(Wish::OursAtMost("help only", 1.3)) }
}

/// The time from the start to the end of a process, and what its output says.
fn process(
    repeat: usize,
    command: impl Fn() -> Command,
    words: impl Fn(&str) -> String,
) -> Result<Turn, Failure> {
    // What `cargo bench` adds to the environment would slow the search for libraries.
    let run = || command().env_remove("LD_LIBRARY_PATH").stdin(Stdio::null()).output();
    let (seconds, done) = timed(repeat, run);
    let done = done?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned().into());
    }
    Ok(Turn { seconds, answer: words(&String::from_utf8_lossy(&done.stdout)) })
}

/// A turn whose answer is long: its hash, as the program in JavaScript says it.
fn hashed(turn: Turn) -> Turn {
    let answer = format!("{:016x} of {}", fnv(turn.answer.as_bytes()), turn.answer.len());
    Turn { answer, ..turn }
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
