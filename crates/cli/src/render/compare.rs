//! Two versions of the data, in the terminal.

use imsmap_core::{Change, CompareAnswer, CompareChange, State};

use super::table::Table;
use super::text::{paragraph, short};
use crate::terminal::Terminal;

/// What one version of the data says differently from another.
pub(crate) fn compared(answer: &CompareAnswer, terminal: &Terminal) -> String {
    let mut text = paragraph(terminal, "", &answer.headline());
    if !answer.states.is_empty() {
        let have: Vec<&str> = answer.have.iter().map(|standard| standard.name.as_str()).collect();
        text +=
            &format!("\nStates that changed, holding {} (proven by the rows named)\n\n", have.join(" and "));
        text += &states(answer, terminal);
    }
    if !answer.changes.is_empty() {
        text += "\nRows that changed (asserted)\n\n";
        let mut table = Table::new(terminal, &["what", "", "id", "older data", "newer data"]);
        for change in &answer.changes {
            let [old, new] = [true, false].map(|is_old| said(change, is_old));
            let (what, how) = (change.of.as_str(), change.change.as_str());
            table.push([what.to_owned(), how.to_owned(), named(&change.id), old, new]);
        }
        text += &table.render();
    }
    text
}

fn states(answer: &CompareAnswer, terminal: &Terminal) -> String {
    let mut table = Table::new(terminal, &["requirement", "older data", "newer data", "by"]);
    for state in &answer.states {
        let word = |state: Option<State>| state.map_or("·", State::as_str).to_owned();
        let by: Vec<String> = state
            .by
            .iter()
            .filter_map(|at| answer.changes.get(*at))
            .map(|change| format!("{} {}", change.change.as_str(), named(&change.id)))
            .collect();
        table.push([state.requirement.label.clone(), word(state.old), word(state.new), by.join("\n")]);
    }
    table.render()
}

/// What one version says, as far as the other says something else.
fn said(change: &CompareChange, is_old: bool) -> String {
    let place = if is_old { &change.old_place } else { &change.new_place };
    let absent = if is_old { Change::Added } else { Change::Removed };
    if change.change == absent {
        return "·".to_owned();
    }
    let texts =
        change.fields.iter().map(|field| (&field.field, if is_old { &field.old } else { &field.new }));
    let texts = texts.filter(|(_, text)| !text.is_empty() || change.change == Change::Changed);
    let mut lines: Vec<String> = texts.map(|(name, text)| format!("{name}: {text}")).collect();
    lines.extend(place.clone());
    lines.join("\n")
}

/// The ids of a row in their short forms.
fn named(id: &str) -> String {
    id.split(' ').map(short).collect::<Vec<_>>().join(" ")
}
