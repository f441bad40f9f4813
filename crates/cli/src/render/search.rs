//! Search hits in the terminal.

use imsmap_core::{Query, SearchAnswer};

use super::table::Table;
use super::text::short;
use crate::terminal::Terminal;

pub(super) fn search(query: &Query, answer: &SearchAnswer, terminal: &Terminal) -> String {
    if answer.hits.is_empty() {
        let what = if let Query::Search { text } = query { text.as_str() } else { "" };
        return format!("Nothing fits `{what}`.\n");
    }
    let mut table = Table::new(terminal, &["requirement", "title", "about"]);
    for hit in &answer.hits {
        let requirement = &hit.requirement;
        let id = short(requirement.id.as_str()).to_owned();
        table.push([id, requirement.title.clone(), requirement.topic.clone()]);
    }
    table.render()
}
