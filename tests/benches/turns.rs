//! Turns of several contestants, one after the other in one run, so that a busy machine slows them all.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::Failure;

/// What one contestant did in one turn.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    /// For one run of the job.
    pub(crate) seconds: f64,
    /// What came out, in words that are the same for everyone who is right; empty where there is nothing to compare.
    pub(crate) answer: String,
}

/// Somebody who does a job.
pub(crate) struct Contestant<'a> {
    pub(crate) name: &'static str,
    turn: Box<dyn FnMut(usize) -> Result<Turn, Failure> + 'a>,
    /// Runs in one turn.
    repeat: usize,
    /// Of each turn.
    seconds: Vec<f64>,
    answer: String,
}

/// How a contestant did.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) name: &'static str,
    /// The median of the turns, for one run.
    pub(crate) seconds: f64,
    pub(crate) answer: String,
}

/// How long one job is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    pub(crate) budget: Duration,
    pub(crate) rounds: usize,
}

/// A turn that would be shorter is made of several runs.
const SHORTEST: f64 = 0.002;

/// Rounds that are made even where they take longer than the budget.
const FEWEST: usize = 3;

impl<'a> Contestant<'a> {
    /// A contestant who runs the job as often as told.
    pub(crate) fn new(name: &'static str, turn: impl FnMut(usize) -> Result<Turn, Failure> + 'a) -> Self {
        Self { name, turn: Box::new(turn), repeat: 1, seconds: Vec::new(), answer: String::new() }
    }

    /// The first turn: it warms up, and tells how many runs the others are made of.
    fn warm_up(&mut self) -> Result<(), Failure> {
        let turn = (self.turn)(1)?;
        self.repeat = (SHORTEST / turn.seconds.max(1e-9)).ceil().clamp(1.0, 1e5) as usize;
        self.answer = turn.answer;
        Ok(())
    }

    fn take_turn(&mut self) -> Result<(), Failure> {
        let turn = (self.turn)(self.repeat)?;
        self.seconds.push(turn.seconds);
        if turn.answer != self.answer {
            return Err(format!("first it said `{}`, then `{}`", self.answer, turn.answer).into());
        }
        Ok(())
    }
}

/// The medians of alternating turns; whoever fails is told of and left out.
pub(crate) fn alternate(contestants: Vec<Contestant<'_>>, patience: Patience) -> (Vec<Outcome>, Vec<String>) {
    let mut failed = Vec::new();
    let mut left = |contestant: &Contestant<'_>, done: Result<(), Failure>| match done {
        Ok(()) => true,
        Err(error) => {
            failed.push(format!("{}: {error}", contestant.name));
            false
        }
    };
    let mut contestants = contestants;
    contestants.retain_mut(|contestant| {
        let done = contestant.warm_up();
        left(contestant, done)
    });
    let start = Instant::now();
    for round in 0..patience.rounds {
        let elapsed = start.elapsed();
        // One round is always made, and the fewest unless they would take minutes.
        let is_enough = round >= FEWEST && elapsed > patience.budget;
        if is_enough || (round > 0 && elapsed > patience.budget * 4) {
            break;
        }
        contestants.retain_mut(|contestant| {
            let done = contestant.take_turn();
            left(contestant, done)
        });
    }
    let outcome = |contestant: Contestant<'_>| Outcome {
        name: contestant.name,
        seconds: median(contestant.seconds),
        answer: contestant.answer,
    };
    (contestants.into_iter().map(outcome).collect(), failed)
}

/// Runs a job so many times; the seconds of one run, and what the last one gave.
pub(crate) fn timed<T>(repeat: usize, mut run: impl FnMut() -> T) -> (f64, T) {
    let start = Instant::now();
    for _ in 1..repeat {
        black_box(run());
    }
    let last = black_box(run());
    (start.elapsed().as_secs_f64() / repeat.max(1) as f64, last)
}

/// As [`timed`] with something made before each run that takes no part in the time.
pub(crate) fn timed_with<M, T>(repeat: usize, make: impl Fn() -> M, run: impl Fn(M) -> T) -> (f64, T) {
    let one = || {
        let made = make();
        let start = Instant::now();
        let done = black_box(run(made));
        (start.elapsed().as_secs_f64(), done)
    };
    let (mut seconds, mut done) = one();
    for _ in 1..repeat {
        let next = one();
        (seconds, done) = (seconds + next.0, next.1);
    }
    (seconds / repeat.max(1) as f64, done)
}

/// The middle value, the lower one of two; nothing where there is none.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}
