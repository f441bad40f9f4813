//! A title or topic that is too long for a heading or sounds like a standard's own sentence.
//!
//! Why: numbers and short titles identify a requirement; a standard's wording belongs to its publisher.
//! Example: a topic with "the organization shall".
//! Source: design, "Data policy".

use super::Entries;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::requirement::{TITLE, TOPIC};

/// The longest published title of the bundled standards has 95 characters.
const TITLE_LIMIT: usize = 110;
/// One line.
const TOPIC_LIMIT: usize = 140;

pub(super) fn check(context: &Entries<'_>, found: &mut Findings) {
    let records = context.records;
    for row in &records.requirements {
        for (column, name, limit) in [(TITLE, "title", TITLE_LIMIT), (TOPIC, "topic", TOPIC_LIMIT)] {
            let text = records.files.text(row.at, column);
            let (message, hint) = if says_shall(&text) {
                (
                    format!("the {name} of `{}` says \"shall\"", records.id(row)),
                    "say in your own words what it is about".to_owned(),
                )
            } else if text.len() > limit && text.chars().count() > limit {
                (
                    format!("the {name} of `{}` has {} characters", records.id(row), text.chars().count()),
                    format!("at most {limit}: a {name} identifies, it does not quote"),
                )
            } else {
                continue;
            };
            let diagnostic = records.files.finding(Code::NotOurWords, row.at, column, "not ours", message);
            found.push(row.at, diagnostic.hint(hint));
        }
    }
}

fn says_shall(text: &str) -> bool {
    // Few words have a double l; only then is it worth taking the text apart.
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'l', b'L', bytes)
        .any(|at| bytes.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case(&b'l')))
        && text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("shall"))
}
