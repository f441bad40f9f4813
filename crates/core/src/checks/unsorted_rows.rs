//! Rows that are not in natural order.
//!
//! Why: a sorted file shows one changed line for one changed fact, and two people's additions merge.
//! Example: `8.10` before `8.9`.
//! Source: design, "The data on disk".

use super::Context;
use crate::diagnostic::Code;
use crate::records::{Findings, RowAt};

pub(super) fn check(context: &Context<'_>, found: &mut Findings) {
    let files = &context.map.files;
    for (number, file) in (0..).zip(files.iter()) {
        if let Some(offset) = file.out_of_order {
            let at = RowAt { file: number, offset: u32::try_from(offset).unwrap_or(u32::MAX) };
            let message = "the row belongs further up".to_owned();
            let diagnostic = files.finding(Code::UnsortedRows, at, 0, "out of order", message);
            found.push(at, diagnostic.hint("`imsmap fmt` sorts the rows"));
        }
    }
}
