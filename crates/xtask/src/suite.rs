//! `cargo xtask test`: the chosen steps, what they need, how each one went.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Error, Result, ensure};

use crate::process::Output;
use crate::step::Step;
use crate::workspace::Workspace;

/// How one step went.
enum Outcome {
    Passed(Duration),
    Failed(Duration, Error),
    /// Not run, because this step, which it needs, did not pass.
    Skipped(Step),
}

/// Prints every step with its purpose.
pub(crate) fn list() {
    for step in Step::all() {
        println!("{step:<12} {}", step.purpose());
    }
}

/// Runs all steps, or the one, or those from one on; a failed step stops only the steps that need it.
///
/// Error: every failed step, with the command that repeats it alone.
pub(crate) fn run(workspace: &Workspace, only: Option<Step>, from: Option<Step>) -> Result<()> {
    let start = Instant::now();
    let mut outcomes = BTreeMap::new();
    for (step, output) in plan(only, from) {
        let outcome = match unmet(step, &outcomes) {
            Some(need) => Outcome::Skipped(need),
            None => attempt(workspace, step, output),
        };
        if let Outcome::Skipped(need) = &outcome {
            println!("\n==> {step}: not run, because `{need}` did not pass");
        }
        outcomes.insert(step, outcome);
    }
    summarise(&outcomes, start.elapsed());
    let failures = failures(&outcomes);
    ensure!(failures.is_empty(), "{}", failures.join("\n"));
    Ok(())
}

/// The chosen steps with their output shown, and what they need with its output shown only on failure, in order.
fn plan(only: Option<Step>, from: Option<Step>) -> BTreeMap<Step, Output> {
    let is_chosen = |step: Step| only.is_none_or(|only| step == only) && from.is_none_or(|from| step >= from);
    let mut plan = BTreeMap::new();
    // From the last step back, so that each one is planned when its own needs are looked up.
    for &step in Step::all().iter().rev() {
        if is_chosen(step) {
            plan.insert(step, Output::Shown);
        }
        if plan.contains_key(&step) {
            for &need in step.needs() {
                plan.entry(need).or_insert(Output::OnFailure);
            }
        }
    }
    plan
}

/// The first step that this one needs and that did not pass.
fn unmet(step: Step, outcomes: &BTreeMap<Step, Outcome>) -> Option<Step> {
    let is_unmet = |need: &&Step| !matches!(outcomes.get(need), Some(Outcome::Passed(_)));
    step.needs().iter().find(is_unmet).copied()
}

fn attempt(workspace: &Workspace, step: Step, output: Output) -> Outcome {
    println!("\n==> {step}: {}", step.purpose());
    let start = Instant::now();
    let result = step.run(workspace, output);
    let elapsed = start.elapsed();
    match result {
        Ok(()) => {
            println!("==> {step}: passed in {}", seconds(elapsed));
            Outcome::Passed(elapsed)
        }
        Err(error) => {
            println!("==> {step}: FAILED after {}: {error:#}", seconds(elapsed));
            Outcome::Failed(elapsed, error)
        }
    }
}

/// Prints the table of steps, and the counts in the last line.
fn summarise(outcomes: &BTreeMap<Step, Outcome>, total: Duration) {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    println!();
    for (step, outcome) in outcomes {
        match outcome {
            Outcome::Passed(time) => {
                passed += 1;
                println!("{step:<12} passed   {:>9}", seconds(*time));
            }
            Outcome::Failed(time, _) => {
                failed += 1;
                println!("{step:<12} FAILED   {:>9}", seconds(*time));
            }
            Outcome::Skipped(need) => {
                skipped += 1;
                println!("{step:<12} not run            needs {need}");
            }
        }
    }
    println!("{:<12} {:>18}\n", "all", seconds(total));
    println!("steps: {passed} passed, {failed} failed, {skipped} skipped");
}

/// One line a failed step: its name, the reason, and how to repeat it.
fn failures(outcomes: &BTreeMap<Step, Outcome>) -> Vec<String> {
    let line = |(step, outcome): (&Step, &Outcome)| match outcome {
        Outcome::Failed(_, error) => {
            Some(format!("step `{step}`: {error:#}\n  to repeat it: cargo xtask test --only {step}"))
        }
        Outcome::Passed(_) | Outcome::Skipped(_) => None,
    };
    outcomes.iter().filter_map(line).collect()
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    fn names(plan: &BTreeMap<Step, Output>, output: Output) -> String {
        let names: Vec<String> =
            plan.iter().filter(|entry| *entry.1 == output).map(|entry| entry.0.to_string()).collect();
        names.join(" ")
    }

    #[test]
    fn all_steps_are_shown_when_none_is_named() {
        let plan = plan(None, None);
        assert_eq!(plan.len(), Step::all().len());
        assert_eq!(names(&plan, Output::OnFailure), "");
    }

    #[test]
    fn one_step_brings_what_it_needs_quietly() {
        let browser = plan(Some(Step::Browser), None);
        assert_eq!(names(&browser, Output::Shown), "browser");
        assert_eq!(names(&browser, Output::OnFailure), "web-install wasm web-build");
        assert_eq!(plan(Some(Step::Format), None).len(), 1);
    }

    #[test]
    fn steps_from_one_on_bring_what_they_need_quietly() {
        let rest = plan(None, Some(Step::Sizes));
        assert_eq!(names(&rest, Output::Shown), "sizes parity browser");
        assert_eq!(names(&rest, Output::OnFailure), "web-install wasm web-build");
    }

    #[test]
    fn a_failure_stops_only_what_needs_it() {
        let outcomes = BTreeMap::from([
            (Step::Clippy, Outcome::Failed(Duration::ZERO, anyhow!("no"))),
            (Step::WebInstall, Outcome::Passed(Duration::ZERO)),
            (Step::Wasm, Outcome::Failed(Duration::ZERO, anyhow!("no"))),
            (Step::WebBuild, Outcome::Skipped(Step::Wasm)),
        ]);
        assert_eq!(unmet(Step::Rust, &outcomes), None);
        assert_eq!(unmet(Step::WebFormat, &outcomes), None);
        assert_eq!(unmet(Step::WebUnit, &outcomes), Some(Step::Wasm));
        assert_eq!(unmet(Step::Browser, &outcomes), Some(Step::WebBuild));
    }

    #[test]
    fn each_failure_says_how_to_repeat_it() {
        let outcomes = BTreeMap::from([
            (Step::Format, Outcome::Passed(Duration::ZERO)),
            (Step::Clippy, Outcome::Failed(Duration::ZERO, anyhow!("`cargo clippy` failed"))),
            (Step::WebBuild, Outcome::Skipped(Step::Wasm)),
        ]);
        assert_eq!(
            failures(&outcomes),
            ["step `clippy`: `cargo clippy` failed\n  to repeat it: cargo xtask test --only clippy"]
        );
    }
}
