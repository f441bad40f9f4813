//! Rows that are not in natural order.
//!
//! Why: a sorted file shows one changed line for one changed fact, and two people's additions merge.
//! Example: `8.10` before `8.9`.
//! Source: design, "The data on disk".

use std::cmp::Ordering;

use super::Context;
use crate::canonical::row_order;
use crate::diagnostic::Code;
use crate::records::{Findings, RowAt};

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for (file, loaded) in context.records.files.iter().enumerate() {
        let table = &loaded.table;
        let out_of_order = table
            .rows
            .iter()
            .zip(table.rows.iter().skip(1))
            .position(|(earlier, later)| row_order(table, earlier, later) == Ordering::Greater);
        if let Some(row) = out_of_order {
            let at = RowAt { file, row: row + 1 };
            let message = "the row belongs further up".to_owned();
            let diagnostic = context.records.finding(Code::UnsortedRows, at, 0, "out of order", message);
            found.push(at, diagnostic.hint("`imsmap fmt` sorts the rows"));
        }
    }
}
