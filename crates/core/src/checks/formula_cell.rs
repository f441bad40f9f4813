//! A cell that a spreadsheet would run as a formula.
//!
//! Why: whoever opens the file would see something else than what stands there, or run what a stranger wrote.
//! Example: a `why` that begins with `=` or `-`.
//! Source: OWASP, "CSV Injection".

use super::Context;
use crate::diagnostic::Code;
use crate::export::would_become_formula;
use crate::records::{Files, Findings, RowAt};

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let files: &Files = &context.map.files;
    for (number, file) in (0..).zip(files.iter()) {
        for offset in &file.formulas {
            let at = RowAt { file: number, offset: *offset };
            for (column, name) in file.table.schema.columns.iter().enumerate() {
                if would_become_formula(&files.text(at, column)) {
                    let message = format!("the cell `{name}` would become a formula in a spreadsheet");
                    let diagnostic =
                        files.finding(Code::FormulaCell, at, column, "begins like a formula", message);
                    found.push(at, diagnostic.hint("begin it with a letter or a digit"));
                }
            }
        }
    }
}
