//! The view of shared controls in the terminal.

use imsmap_core::{SharedAnswer, SharedControl, SharedCounterpart};

use super::text::{legend, paragraph, short};
use crate::terminal::Terminal;

pub(super) fn shared(answer: &SharedAnswer, terminal: &Terminal) -> String {
    let names: Vec<&str> = answer.standards.iter().map(|one| one.standard.name.as_str()).collect();
    let mut text = paragraph(terminal, "", &format!("What {} share", names.join(", ")));
    text.push('\n');
    text += &paragraph(terminal, "", &answer.headline());
    for one in &answer.standards {
        let (shared, assessable, name) = (one.shared, one.assessable, &one.standard.name);
        let sentence = format!("of {assessable} requirements of {name} stand in one by a row of their own");
        text += &paragraph(terminal, &format!("  {shared:>4} "), &sentence);
    }
    if answer.contested {
        text += &paragraph(terminal, "", "Rows marked contested are taken to prove something too.");
    }
    let mut serving = 0;
    for control in &answer.controls {
        if std::mem::replace(&mut serving, control.served) != control.served {
            text += &format!("\nSERVING {} STANDARDS\n", control.served);
        }
        text.push('\n');
        text += &self::control(control, terminal);
    }
    text.push('\n');
    text += &legend(terminal, "; the number behind the sign is the strength, 0 to 10.");
    let basis = "Every link is asserted by a row. One that the control around another requirement has a stronger link with says so.";
    text += &paragraph(terminal, "", basis);
    text
}

fn control(control: &SharedControl, terminal: &Terminal) -> String {
    let mut text = paragraph(
        terminal,
        "",
        &format!("{}  {}", short(control.anchor.standard.as_str()), control.anchor.label),
    );
    for counterpart in &control.counterparts {
        let head = format!("  {} {:>2} ", counterpart.reads.symbol(), counterpart.row.strength);
        text += &paragraph(terminal, &head, &label(counterpart));
        let additions = [
            (&counterpart.requirement, &counterpart.to_add),
            (&control.anchor, &counterpart.to_add_for_anchor),
        ];
        for (whose, what) in additions.into_iter().filter(|(_, what)| !what.is_empty()) {
            let head = format!("       add for {}: ", short(whose.standard.as_str()));
            text += &indented(terminal, &head, what);
        }
    }
    text
}

fn label(counterpart: &SharedCounterpart) -> String {
    let requirement = &counterpart.requirement;
    let label = format!("{}  {}", short(requirement.standard.as_str()), requirement.label);
    let review = counterpart.row.review;
    let contested = if review == imsmap_core::Review::Contested { " (contested)" } else { "" };
    let stronger = match counterpart.strongest {
        true => String::new(),
        false => format!(" (stronger with {})", short(counterpart.strongest_with.as_str())),
    };
    label + contested + &stronger
}

/// As [`paragraph`], but further lines stand below the first word's column and not below the text.
fn indented(terminal: &Terminal, head: &str, what: &str) -> String {
    paragraph(terminal, "         ", &format!("{}{what}", head.trim_start()))
}
