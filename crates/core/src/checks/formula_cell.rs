//! A cell that a spreadsheet would run as a formula.
//!
//! Why: whoever opens the file would see something else than what stands there, or run what a stranger wrote.
//! Example: a `why` that begins with `=` or `-`.
//! Source: OWASP, "CSV Injection".

use super::Context;
use crate::diagnostic::Code;
use crate::export::would_become_formula;
use crate::records::{Findings, RowAt};

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for (file, loaded) in context.records.files.iter().enumerate() {
        for (row, cells) in loaded.table.rows.iter().enumerate() {
            for (column, name) in loaded.table.columns().iter().enumerate() {
                let text = loaded.table.cell(cells, column);
                if would_become_formula(text) {
                    let at = RowAt { file, row };
                    let message = format!("the cell `{name}` would become a formula in a spreadsheet");
                    let diagnostic = context.records.finding(
                        Code::FormulaCell,
                        at,
                        column,
                        "begins like a formula",
                        message,
                    );
                    found.push(at, diagnostic.hint("begin it with a letter or a digit"));
                }
            }
        }
    }
}
