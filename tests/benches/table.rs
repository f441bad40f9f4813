//! The results as a table for the terminal and for documents.

use std::fmt::Write as _;

use crate::jobs::{OURS, Wish};
use crate::turns::Outcome;

/// What came of one contest.
pub(crate) struct Row {
    pub(crate) job: &'static str,
    pub(crate) corpus: &'static str,
    pub(crate) outcomes: Vec<Outcome>,
    pub(crate) wish: Option<Wish>,
}

/// A number about several results, or one that is no time.
pub(crate) struct Figure {
    pub(crate) what: String,
    pub(crate) value: f64,
    /// At most.
    pub(crate) target: Option<f64>,
}

impl Row {
    /// Our time; `None` where the engine has no such call yet.
    pub(crate) fn ours(&self) -> Option<f64> {
        self.outcomes.iter().find(|outcome| outcome.name == OURS).map(|outcome| outcome.seconds)
    }

    /// Everybody else with their time as a multiple of ours.
    fn others(&self) -> Vec<(&'static str, f64)> {
        let ours = self.ours().unwrap_or(f64::NAN);
        let others = self.outcomes.iter().filter(|outcome| outcome.name != OURS);
        others.map(|outcome| (outcome.name, outcome.seconds / ours)).collect()
    }

    /// What the target asks, and whether it is met where that can be told; nothing where the other one did not take part.
    fn target(&self) -> (String, Option<bool>) {
        let Some(wish) = self.wish else { return (String::new(), None) };
        let (Wish::AtLeast(name, times) | Wish::AtMost(name, times) | Wish::OursAtMost(name, times)) = wish;
        let others = self.others();
        let Some((_, ratio)) = others.iter().find(|(other, _)| *other == name) else {
            return (String::new(), None);
        };
        let (words, met) = match wish {
            Wish::AtLeast(..) => (format!("{name} ≥ {times}"), *ratio >= times),
            Wish::AtMost(..) => (format!("{name} ≤ {times}"), *ratio <= times),
            Wish::OursAtMost(..) => (format!("ours ≤ {times} {name}"), 1.0 / ratio <= times),
        };
        (words, (!ratio.is_nan()).then_some(met))
    }

    /// Everybody who says something else than the first.
    pub(crate) fn mismatches(&self) -> Vec<String> {
        let said = self.outcomes.iter().filter(|outcome| !outcome.answer.is_empty());
        let said: Vec<&Outcome> = said.collect();
        let Some(first) = said.first() else { return Vec::new() };
        let others = said.iter().filter(|outcome| outcome.answer != first.answer);
        let mismatch = |other: &&Outcome| {
            format!(
                "{} on {}: {} says `{}`, {} says `{}`",
                self.job, self.corpus, first.name, first.answer, other.name, other.answer
            )
        };
        others.map(mismatch).collect()
    }
}

impl Figure {
    fn verdict(&self) -> &'static str {
        self.target.map_or("", |target| verdict(Some(self.value <= target)))
    }
}

fn verdict(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "met",
        Some(false) => "missed",
        None => "",
    }
}

/// One line of the terminal's table.
pub(crate) fn line(row: &Row) -> String {
    let (wish, met) = row.target();
    let ours = row.ours().map_or_else(|| "not in the engine".to_owned(), time);
    let others = row.others();
    let others = others.iter().zip(row.outcomes.iter().filter(|outcome| outcome.name != OURS));
    let others = others.map(|((name, ratio), outcome)| match ratio.is_nan() {
        true => format!("{name} {}", time(outcome.seconds)),
        false => format!("{name} {}x", short(*ratio)),
    });
    let others = others.collect::<Vec<_>>().join("; ");
    format!("{:<17} {:<13} {ours:>17}   {others:<76} {wish} {}", row.job, row.corpus, verdict(met))
}

/// One line about a figure.
pub(crate) fn figure_line(figure: &Figure) -> String {
    let target = figure.target.map_or_else(String::new, |target| format!("≤ {target} "));
    format!("{:<70} {:>8}   {target}{}", figure.what, short(figure.value), figure.verdict())
}

/// All results as Markdown, ratios alone.
pub(crate) fn markdown(rows: &[Row], figures: &[Figure]) -> String {
    let mut text = String::new();
    let _ =
        writeln!(text, "| job | corpus | time of the others, ours = 1 | target | |\n|---|---|---|---|---|");
    for row in rows.iter().filter(|row| row.ours().is_some() && row.outcomes.len() > 1) {
        let others = row.others().into_iter().map(|(name, ratio)| format!("{name} {}", short(ratio)));
        let others = others.collect::<Vec<_>>().join("; ");
        let (wish, met) = row.target();
        let _ = writeln!(text, "| {} | {} | {others} | {wish} | {} |", row.job, row.corpus, verdict(met));
    }
    let _ = writeln!(text, "\n| figure | value | target | |\n|---|---|---|---|");
    for figure in figures {
        let target = figure.target.map_or_else(String::new, |target| format!("≤ {target}"));
        let _ =
            writeln!(text, "| {} | {} | {target} | {} |", figure.what, short(figure.value), figure.verdict());
    }
    text
}

/// A time in the unit that suits it.
pub(crate) fn time(seconds: f64) -> String {
    match seconds {
        seconds if seconds < 1e-3 => format!("{} µs", short(seconds * 1e6)),
        seconds if seconds < 1.0 => format!("{} ms", short(seconds * 1e3)),
        seconds => format!("{} s", short(seconds)),
    }
}

/// Two or three digits.
fn short(value: f64) -> String {
    match value {
        value if value < 10.0 => format!("{value:.2}"),
        value if value < 100.0 => format!("{value:.1}"),
        value => format!("{value:.0}"),
    }
}
