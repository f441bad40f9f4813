//! `cargo bench`: every job beside a version on petgraph, beside the packages that a user would reach for, and beside itself as
//! WebAssembly, in turns. See `docs/performance.md`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the results are for the terminal")]

mod graph;
mod jobs;
mod memory;
mod ours;
mod subject;
mod table;
mod turns;
mod worker;

use std::cell::RefCell;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use imsmap_core::Map;
use imsmap_tests::corpus::{self, Corpus, SEED, Size};

use graph::Graph;
use jobs::{Contest, Field};
use subject::Subject;
use table::{Figure, Row};
use turns::{Patience, alternate};
use worker::Worker;

/// Anything that stops a part of the benchmark, in words.
pub(crate) type Failure = Box<dyn Error>;

const USAGE: &str = "usage: cargo bench -- [--size S|M|L|hard] [--job NAME] [--quick] [--markdown FILE]
  --size      only this corpus; several times for several [default: all]
  --job       only jobs whose name has this in it, such as `load` or `wasm`
  --quick     three rounds of each job, which is enough to see a factor of two
  --markdown  write the results to FILE too, as ratios";

/// What the command line asks for.
#[derive(Debug, Default)]
struct Options {
    sizes: Vec<String>,
    job: Option<String>,
    quick: bool,
    markdown: Option<PathBuf>,
}

/// Programs that are started.
pub(crate) struct Programs {
    pub(crate) imsmap: PathBuf,
    pub(crate) help_only: PathBuf,
    /// `None` where it or its packages are missing.
    pub(crate) python: Option<PathBuf>,
    /// The folder of the WebAssembly module.
    module: Option<PathBuf>,
    scratch: PathBuf,
}

/// What was measured.
#[derive(Default)]
struct Results {
    rows: Vec<Row>,
    figures: Vec<Figure>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [load, folder] if load == "--load" => memory::load_and_tell(Path::new(folder)).map(|()| true),
        _ => match options(&arguments) {
            Some(options) => run(&options),
            None => Err(USAGE.into()),
        },
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn options(arguments: &[String]) -> Option<Options> {
    let mut options = Options::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // Cargo says so itself.
            "--bench" => {}
            "--quick" => options.quick = true,
            "--size" => options.sizes.push(arguments.next()?.clone()),
            "--job" => options.job = Some(arguments.next()?.clone()),
            "--markdown" => options.markdown = Some(PathBuf::from(arguments.next()?)),
            _ => return None,
        }
    }
    let is_known = |size: &String| ["S", "M", "L", "hard"].contains(&size.as_str());
    options.sizes.iter().all(is_known).then_some(options)
}

impl Options {
    fn has_size(&self, size: &str) -> bool {
        self.sizes.is_empty() || self.sizes.iter().any(|chosen| chosen == size)
    }

    fn has_job(&self, job: &str) -> bool {
        self.job.as_ref().is_none_or(|chosen| job.contains(chosen.as_str()))
    }

    fn patience(&self) -> Patience {
        if self.quick {
            Patience { budget: Duration::from_millis(500), rounds: 3 }
        } else {
            Patience { budget: Duration::from_secs(4), rounds: 41 }
        }
    }
}

/// Measures what is asked for; whether everybody agreed.
fn run(options: &Options) -> Result<bool, Failure> {
    let programs = Programs::find()?;
    let mut results = Results::default();
    println!("medians of alternating turns; others as a multiple of our time");
    for size in Size::ALL.into_iter().filter(|size| options.has_size(size.as_str())) {
        let subject = Subject::new(size.as_str(), Corpus::new(size, SEED), &programs.scratch)?;
        results.measure(subject, &programs, options)?;
        if options.has_job("noise") || options.has_job("contradictions") {
            let noisy = Corpus::new(size, SEED).noisy(10, SEED);
            let label = noisy_label(size);
            results.measure_hard(Subject::new(label, noisy, &programs.scratch)?, options)?;
        }
    }
    if options.has_size("hard") {
        for subject in hard_cases(&programs.scratch)? {
            results.measure_hard(subject, options)?;
        }
    }
    if options.has_job("--version") {
        results.contest(jobs::start_of_the_process(&programs), "-", options.patience());
    }
    results.compare();
    for figure in &results.figures {
        println!("{}", table::figure_line(figure));
    }
    if let Some(file) = &options.markdown {
        std::fs::write(file, table::markdown(&results.rows, &results.figures))?;
    }
    let mismatches: Vec<String> = results.rows.iter().flat_map(Row::mismatches).collect();
    for mismatch in &mismatches {
        println!("MISMATCH: {mismatch}");
    }
    Ok(mismatches.is_empty())
}

fn noisy_label(size: Size) -> &'static str {
    match size {
        Size::S => "S, 1 % noise",
        Size::M => "M, 1 % noise",
        Size::L => "L, 1 % noise",
    }
}

/// Corpora that are hard in one way each.
fn hard_cases(scratch: &Path) -> Result<Vec<Subject>, Failure> {
    let noisy = Corpus::new(Size::M, SEED).noisy(200, SEED);
    Ok(vec![
        Subject::with_question("10,000 links", corpus::many_links(10_000), 0, 1, scratch)?,
        Subject::with_question("1,000 equals", corpus::chain_of_equals(1_000), 0, 3, scratch)?,
        Subject::with_question("64 deep", corpus::deep_tree(64), 0, 1, scratch)?,
        Subject::new("M, 20 % noise", noisy, scratch)?,
        Subject::with_question("300 the same", corpus::identical_standards(300), 0, 299, scratch)?,
    ])
}

impl Programs {
    /// Builds and finds what is started; what cannot be had is named and left out.
    fn find() -> Result<Self, Failure> {
        let exe = std::env::current_exe()?;
        let release = exe.ancestors().nth(2).ok_or("the benchmark is not in a target folder")?;
        let target = release.parent().ok_or("the benchmark is not in a target folder")?;
        let scratch = target.join("bench");
        std::fs::create_dir_all(&scratch)?;
        let arguments = [
            "build",
            "--quiet",
            "--release",
            "--package",
            "imsmap",
            "--bin",
            "imsmap",
            "--example",
            "help_only",
        ];
        let built = worker::cargo().args(arguments).output()?;
        if !built.status.success() {
            return Err(String::from_utf8_lossy(&built.stderr).into_owned().into());
        }
        let there = |found: Result<PathBuf, Failure>, who: &str| match found {
            Ok(path) => Some(path),
            Err(error) => {
                eprintln!("without {who}: {error}");
                None
            }
        };
        Ok(Self {
            imsmap: release.join(format!("imsmap{}", std::env::consts::EXE_SUFFIX)),
            help_only: release.join("examples").join(format!("help_only{}", std::env::consts::EXE_SUFFIX)),
            python: there(worker::python(&scratch), "the peers in Python"),
            module: there(worker::module(target), "WebAssembly"),
            scratch,
        })
    }

    fn start_python(&self) -> Result<Option<RefCell<Worker>>, Failure> {
        let Some(python) = &self.python else { return Ok(None) };
        let mut command = std::process::Command::new(python);
        command.arg(worker::programs().join("worker.py"));
        Ok(Some(RefCell::new(Worker::start(command)?)))
    }

    fn start_wasm(&self) -> Result<Option<RefCell<Worker>>, Failure> {
        let Some(module) = &self.module else { return Ok(None) };
        let mut command = std::process::Command::new("node");
        command.arg(worker::programs().join("wasm.cjs")).arg(module);
        Ok(Some(RefCell::new(Worker::start(command)?)))
    }
}

impl Results {
    /// All jobs on one of the three corpora.
    fn measure(
        &mut self,
        mut subject: Subject,
        programs: &Programs,
        options: &Options,
    ) -> Result<(), Failure> {
        let graph = Graph::load(&subject.folder)?;
        subject.prepare(&graph)?;
        let map = loaded(&subject);
        let (python, wasm) = (programs.start_python()?, programs.start_wasm()?);
        for worker in [&python, &wasm].into_iter().flatten() {
            worker.borrow_mut().open(&subject)?;
        }
        let chains = (subject.label != "L").then(|| graph.chains());
        let field = Field {
            subject: &subject,
            map: &map,
            graph: &graph,
            chains: chains.as_ref(),
            python: python.as_ref(),
            wasm: wasm.as_ref(),
            programs,
        };
        for contest in field.contests(&|job| options.has_job(job)) {
            self.contest(contest, subject.label, options.patience());
        }
        if options.has_job("memory") {
            self.memory(&subject)?;
        }
        if options.has_job("100 explanations") {
            self.slowest_explanation(&subject, &map);
        }
        self.coverage_an_arc(&subject, &graph);
        Ok(())
    }

    /// The jobs on a corpus that is hard.
    fn measure_hard(&mut self, subject: Subject, options: &Options) -> Result<(), Failure> {
        let (graph, map) = (Graph::load(&subject.folder)?, loaded(&subject));
        let programs = Programs {
            imsmap: PathBuf::new(),
            help_only: PathBuf::new(),
            python: None,
            module: None,
            scratch: PathBuf::new(),
        };
        let field = Field {
            subject: &subject,
            map: &map,
            graph: &graph,
            chains: None,
            python: None,
            wasm: None,
            programs: &programs,
        };
        for contest in field.hard_contests(&|job| options.has_job(job)) {
            self.contest(contest, subject.label, options.patience());
        }
        Ok(())
    }

    fn contest(&mut self, contest: Contest<'_>, corpus: &'static str, patience: Patience) {
        let (job, wish) = (contest.job, contest.wish);
        let (outcomes, failed) = alternate(contest.contestants, patience);
        let row = Row { job, corpus, outcomes, wish };
        println!("{}", table::line(&row));
        for failure in failed {
            println!("  {job} on {corpus} without {failure}");
        }
        self.rows.push(row);
    }

    fn memory(&mut self, subject: &Subject) -> Result<(), Failure> {
        let what = format!("peak memory of a load, {}, as a multiple of the bytes read", subject.label);
        match memory::of_a_load(&subject.folder) {
            Ok(bytes) => {
                let value = bytes as f64 / subject.bytes() as f64;
                // At S the pages of the program itself are most of it.
                let target = (subject.label != "S").then_some(6.0);
                self.figures.push(Figure { what, value, target });
                Ok(())
            }
            Err(error) => {
                println!("  without {what}: {error}");
                Ok(())
            }
        }
    }

    /// The time that one question in a hundred exceeds.
    fn slowest_explanation(&mut self, subject: &Subject, map: &Map) {
        if let Some(explain) = ours::EACH_EXPLANATION {
            let mut seconds = explain(map, subject);
            seconds.sort_by(f64::total_cmp);
            if let Some(value) = seconds.get(seconds.len() * 99 / 100) {
                let what = format!("one explanation, {}, ms that 99 of 100 stay below", subject.label);
                self.figures.push(Figure { what, value: value * 1e3, target: Some(1.0) });
            }
        }
    }

    fn coverage_an_arc(&mut self, subject: &Subject, graph: &Graph) {
        if let Some(seconds) = self.ours("coverage", subject.label) {
            let arcs = graph.arcs_touched(subject.have_key()).max(1);
            let what = format!("coverage, {}, ns for each of the {arcs} arcs touched", subject.label);
            self.figures.push(Figure { what, value: seconds * 1e9 / arcs as f64, target: Some(2.0) });
        }
    }

    /// Our time for a job on a corpus.
    fn ours(&self, job: &str, corpus: &str) -> Option<f64> {
        self.rows.iter().find(|row| row.job == job && row.corpus == corpus).and_then(Row::ours)
    }

    /// Figures about several of our own times.
    fn compare(&mut self) {
        let links = |size: Size| Corpus::new(size, SEED).links.len() as f64;
        let standards = [("S", 5.0), ("M", 101.0), ("L", 300.0)];
        let mut figures = Vec::new();
        let mut ratio = |what: &str, over: Option<f64>, under: Option<f64>, target: f64| {
            if let (Some(over), Some(under)) = (over, under) {
                figures.push(Figure { what: what.to_owned(), value: over / under, target: Some(target) });
            }
        };
        for job in ["load", "coverage matrix", "clusters", "contradictions"] {
            let (large, medium) = (self.ours(job, "L"), self.ours(job, "M"));
            let growth = large.map(|large| large / links(Size::L));
            let what = format!("{job}: time a link at L, as a multiple of that at M");
            ratio(&what, growth, medium.map(|medium| medium / links(Size::M)), 2.0);
        }
        for (size, count) in standards {
            let rows = self.ours("coverage", size).map(|row| row * count);
            let what = format!("coverage matrix, {size}, as a multiple of its rows one by one");
            ratio(&what, self.ours("coverage matrix", size), rows, 5.0);
        }
        for (size, target) in [("M", 3.0), ("L", 5.0)] {
            let what = format!("contradictions, {size}, as a multiple of the load");
            ratio(&what, self.ours("contradictions", size), self.ours("load", size), target);
        }
        for size in Size::ALL {
            let noisy = self.ours("contradictions", noisy_label(size));
            let what =
                format!("contradictions, {}, 1 % noise, as a multiple of the clean corpus", size.as_str());
            ratio(&what, noisy, self.ours("contradictions", size.as_str()), 4.0);
        }
        self.figures.extend(figures);
    }
}

fn loaded(subject: &Subject) -> Map {
    ours::load(subject.sources.clone()).map
}
