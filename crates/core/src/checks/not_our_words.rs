//! A title or topic that is too long for a heading or sounds like a standard's own sentence.
//!
//! Why: numbers and short titles identify a requirement; a standard's wording belongs to its publisher.
//! Example: a topic with "the organization shall".
//! Source: design, "Data policy".

use super::Context;
use crate::diagnostic::Code;
use crate::records::Findings;
use crate::schema::requirement::{TITLE, TOPIC};

/// The longest published title of the bundled standards has 95 characters.
const TITLE_LIMIT: usize = 110;
/// One line.
const TOPIC_LIMIT: usize = 140;

pub(super) fn check(context: &Context<'_, '_>, found: &mut Findings) {
    for row in &context.records.requirements {
        for (column, name, text, limit) in
            [(TITLE, "title", &row.title, TITLE_LIMIT), (TOPIC, "topic", &row.topic, TOPIC_LIMIT)]
        {
            let length = text.chars().count();
            let shall =
                text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("shall"));
            let (message, hint) = if shall {
                (
                    format!("the {name} of `{}` says \"shall\"", row.id),
                    "say in your own words what it is about".to_owned(),
                )
            } else if length > limit {
                (
                    format!("the {name} of `{}` has {length} characters", row.id),
                    format!("at most {limit}: a {name} identifies, it does not quote"),
                )
            } else {
                continue;
            };
            let diagnostic = context.records.finding(Code::NotOurWords, row.at, column, "not ours", message);
            found.push(row.at, diagnostic.hint(hint));
        }
    }
}
