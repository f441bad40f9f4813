//! What is known between two requirements, in the terminal.

use std::fmt::Write as _;

use imsmap_core::{AssertedRow, Basis, ExplainAnswer, Proof, ProofStep, Proven, Relationship};

use super::text::{paragraph, plural, short};
use crate::terminal::Terminal;

pub(super) fn explain(answer: &ExplainAnswer, terminal: &Terminal) -> String {
    let mut text = paragraph(terminal, "", &answer.sentence);
    text.push('\n');
    for (first, requirement) in [("  left      ", &answer.left), ("  right     ", &answer.right)] {
        let line = format!("{} {}", short(requirement.id.as_str()), requirement.name());
        text += &paragraph(terminal, first, &line);
    }
    let basis = answer.basis.map_or("nothing is known", Basis::as_str);
    text += &paragraph(terminal, "  basis     ", basis);
    if !answer.contradictory && answer.possible.len() < Relationship::ALL.len() {
        text += &paragraph(terminal, "  possible  ", &words(&answer.possible));
        text += &paragraph(terminal, "  excluded  ", &excluded(answer));
    }
    for row in &answer.asserted {
        text += &asserted(row, terminal);
    }
    for (number, proof) in answer.proofs.iter().enumerate() {
        text += &proven(number + 1, proof, terminal);
    }
    if let Some(connection) = &answer.connection {
        let _ = writeln!(text, "\nSuggested: a connection that proves nothing");
        text += &steps("    ", &connection.steps, terminal);
        text += &paragraph(terminal, "    Why not: ", &format!("{}.", connection.why));
    }
    if let Some(bounds) = answer.bounds {
        let found = match answer.proofs.len() {
            0 => if answer.asserted.iter().any(|row| row.direct) {
                "No proof beside the row"
            } else {
                "No proof"
            }
            .to_owned(),
            count => plural(count, "proof", "proofs"),
        };
        let how = if bounds.complete {
            format!("{found}; no other chain of up to {} steps proves a relationship.", bounds.depth)
        } else {
            let (number, depth) = (bounds.number, bounds.depth);
            format!(
                "{found}; the list ends at {number} proofs of up to {depth} steps, and there may be more."
            )
        };
        let _ = write!(text, "\n{}", paragraph(terminal, "", &how));
    }
    text
}

fn words(words: &[Relationship]) -> String {
    words.iter().map(|word| format!("{} {word}", word.symbol())).collect::<Vec<_>>().join(", ")
}

fn symbols(words: &[Relationship]) -> String {
    words.iter().map(|word| word.symbol()).collect::<Vec<_>>().join(" ")
}

/// The words that cannot hold, by what excludes them.
fn excluded(answer: &ExplainAnswer) -> String {
    let mut parts: Vec<(Option<usize>, Vec<&str>)> = Vec::new();
    for word in &answer.impossible {
        match parts.iter_mut().find(|(proof, _)| *proof == word.proof) {
            Some((_, words)) => words.push(word.relationship.symbol()),
            None => parts.push((word.proof, vec![word.relationship.symbol()])),
        }
    }
    let part = |(proof, words): &(Option<usize>, Vec<&str>)| {
        let by = proof.map_or("the row".to_owned(), |proof| format!("proof {proof}"));
        format!("{} by {by}", words.join(" "))
    };
    parts.iter().map(part).collect::<Vec<_>>().join(", ")
}

fn asserted(asserted: &AssertedRow, terminal: &Terminal) -> String {
    let row = &asserted.row;
    let mut text = String::from("\nAsserted");
    if !asserted.direct {
        text += ", of a heading above";
    }
    if !asserted.counts {
        text += ", but contested: it proves nothing";
    }
    text += "\n";
    let head = format!("{} {} {}", short(&row.source), row.relationship, short(&row.target));
    text += &paragraph(terminal, "    ", &head);
    text += &paragraph(terminal, "        why          ", &row.why);
    if !row.source_only.is_empty() {
        text += &paragraph(terminal, "        source only  ", &row.source_only);
    }
    if !row.target_only.is_empty() {
        text += &paragraph(terminal, "        target only  ", &row.target_only);
    }
    let facts = format!("confidence {}, {}; {}:{}", row.confidence, row.review, row.file, row.line);
    text += &paragraph(terminal, "        ", &facts);
    text
}

fn proven(number: usize, proof: &Proof, terminal: &Terminal) -> String {
    let what = match proof.proves {
        Proven::Nothing => format!("only {} remain possible", symbols(&proof.possible)),
        proves => proves.to_string(),
    };
    let mut text = String::from("\n");
    text += &paragraph(terminal, &format!("Proof {number}: "), &format!("{what}{}", weakest(proof)));
    text += &steps("    ", &proof.steps, terminal);
    for part in &proof.parts {
        let head = format!("as {} is, a part of {}:", short(&part.part), short(&part.whole));
        text += &paragraph(terminal, "        ", &head);
        let indent = "            ";
        if part.steps.is_empty() {
            let itself = format!("{} is the requirement itself", short(&part.part));
            text += &paragraph(terminal, indent, &itself);
        }
        text += &steps(indent, &part.steps, terminal);
    }
    text
}

fn weakest(proof: &Proof) -> String {
    match (proof.review, proof.confidence) {
        (Some(review), Some(confidence)) => {
            format!(" (weakest: {review}, {confidence} confidence)")
        }
        _ => String::new(),
    }
}

fn steps(indent: &str, steps: &[ProofStep], terminal: &Terminal) -> String {
    let mut text = String::new();
    for step in steps {
        let (from, to) = (short(step.from.as_str()), short(&step.to));
        let mut line = format!("{from} {} {to}{}", step.relation, by_parts(&step.relation, from, to));
        if let (Some(file), Some(row)) = (&step.file, step.line) {
            let _ = write!(line, "  {file}:{row}");
        }
        text += &paragraph(terminal, indent, &line);
    }
    text
}

/// A step by parts in words; empty for any other.
fn by_parts(relation: &str, from: &str, to: &str) -> String {
    match relation {
        "inside-by-parts" => format!(" (each part of {from} is inside {to})"),
        "holds-by-parts" => format!(" (each part of {to} is inside {from})"),
        "disjoint-by-parts" => " (no part of the one shares anything with the other)".to_owned(),
        _ => String::new(),
    }
}
