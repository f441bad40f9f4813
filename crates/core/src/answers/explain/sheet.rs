//! An explanation as a table.

use std::fmt::Write as _;

use super::{ExplainAnswer, Proof};
use crate::algebra::{Possible, Proven};
use crate::answers::proof::ProofStep;
use crate::coverage::Basis;
use crate::export::Sheet;
use crate::word::{Confidence, Relationship, Review};

impl ExplainAnswer {
    /// One row a statement: `left,right,basis,proves,possible,steps,review,confidence,chain`.
    pub(in crate::answers) fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new([
            "left",
            "right",
            "basis",
            "proves",
            "possible",
            "steps",
            "review",
            "confidence",
            "chain",
        ]);
        let mut push = |basis: Option<Basis>,
                        proves: &str,
                        possible: &[Relationship],
                        steps: &[ProofStep],
                        weakest,
                        chain| {
            let (review, confidence): (Option<Review>, Option<Confidence>) = weakest;
            sheet.push([
                self.left.id.to_string(),
                self.right.id.to_string(),
                basis.map_or("", Basis::as_str).to_owned(),
                proves.to_owned(),
                possible.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" "),
                steps.len().to_string(),
                review.map_or("", Review::as_str).to_owned(),
                confidence.map_or("", Confidence::as_str).to_owned(),
                chain,
            ]);
        };
        for asserted in &self.asserted {
            let row = &asserted.row;
            let chain =
                format!("{} {} {} ({}:{})", row.source, row.relationship, row.target, row.file, row.line);
            let proves = if asserted.counts && asserted.direct {
                Possible::from(asserted.reads).proves()
            } else {
                Proven::Nothing
            };
            let weakest = (Some(row.review), Some(row.confidence));
            push(Some(Basis::Asserted), proves.as_str(), &[asserted.reads], &[], weakest, chain);
        }
        for proof in &self.proofs {
            let weakest = (proof.review, proof.confidence);
            push(
                Some(Basis::Proven),
                proof.proves.as_str(),
                &proof.possible,
                &proof.steps,
                weakest,
                proof.text(),
            );
        }
        if let Some(connection) = &self.connection {
            let chain = format!("{}; {}", text(&connection.steps), connection.why);
            let weakest = (connection.review, connection.confidence);
            push(Some(Basis::Suggested), "nothing", Relationship::ALL, &connection.steps, weakest, chain);
        }
        if self.basis.is_none() {
            push(None, "nothing", &self.possible, &[], (None, None), self.sentence.clone());
        }
        sheet
    }
}

impl Proof {
    /// The chain in one line, and what its steps by parts rest on.
    fn text(&self) -> String {
        let mut line = text(&self.steps);
        for part in &self.parts {
            let _ = write!(line, "; of {}: {}", part.whole, text(&part.steps));
        }
        line
    }
}

/// Steps in one line: `A word B (file:line), word C (file:line)`.
fn text(steps: &[ProofStep]) -> String {
    let mut line = String::new();
    for (number, step) in steps.iter().enumerate() {
        let from = if number == 0 { step.from.as_str() } else { "," };
        let _ = write!(line, "{from} {} {}", step.relation, step.to);
        if let (Some(file), Some(row)) = (&step.file, step.line) {
            let _ = write!(line, " ({file}:{row})");
        }
    }
    line
}
