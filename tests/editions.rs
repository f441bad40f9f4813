//! Editions of one standard, files carried from one to the other, and versions of the data. Rule book, section 8.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use imsmap_cli::ExitStatus;
use imsmap_core::{
    Answer, Change, CompareOf, DiffAnswer, EditionKind, Map, Query, RebaseAnswer, RebaseOutcome,
    Relationship, Review, Source, State, Word, answer, compare, load,
};
use imsmap_tests::{KEYS, World, imsmap, root, worlds};
use proptest::prelude::*;
use proptest::sample::Index;

const LINKS: &str =
    "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n";

/// The folder of a small standard in two editions, and one other standard.
fn folder() -> String {
    root().join("tests/cases/editions").to_string_lossy().into_owned()
}

/// The sources of that folder.
fn small() -> Vec<Source> {
    let names = [
        "standards.csv",
        "requirements/other-1.csv",
        "requirements/rule-2013.csv",
        "requirements/rule-2022.csv",
        "links/rule-2013--rule-2022.csv",
    ];
    let read = |name: &str| fs::read_to_string(root().join("tests/cases/editions").join(name)).unwrap();
    names.iter().map(|name| Source::new(*name, read(name))).collect()
}

fn map(sources: &[Source]) -> Map {
    let loaded = load(sources);
    let errors: Vec<_> =
        loaded.diagnostics.iter().filter(|found| found.severity.as_str() == "error").collect();
    assert!(errors.is_empty(), "{errors:?}");
    loaded.map
}

fn diff(map: &Map, old: &str, new: &str) -> DiffAnswer {
    let query = Query::Diff { old: old.to_owned(), new: new.to_owned(), contested: false };
    let Answer::Diff(diff) = answer(map, &query).unwrap() else { panic!("a diff was asked for") };
    diff
}

fn rebase(map: &Map, text: &str, from: &str, to: &str) -> RebaseAnswer {
    imsmap_core::rebase(map, "own.csv", text, from, to).unwrap()
}

/// The groups as text: kind, old numbers, new numbers.
fn groups(diff: &DiffAnswer) -> Vec<String> {
    let numbers = |side: &[imsmap_core::RequirementRef]| {
        side.iter().map(|leaf| leaf.number.as_str()).collect::<Vec<_>>().join(" ")
    };
    let text = |group: &imsmap_core::DiffGroup| {
        format!("{}: {} > {}", group.kind.as_str(), numbers(&group.old), numbers(&group.new))
    };
    diff.groups.iter().map(text).collect()
}

#[test]
fn every_kind_of_group_is_told_by_hand() {
    let map = map(&small());
    let found = diff(&map, "rule:2013", "rule");
    // By hand from the twelve rows of the table: 8 and 8 are headings of two leaves each, and an overlap of headings says nothing of
    // a leaf; 9.2 and the new 9.1 stand in no row.
    let expected = [
        "carried-over: 4.1 > 4.1",
        "carried-over: 4.2 > 4.2",
        "merged: 5.1 5.2 > 5.1",
        "regrouped: 5.3 7.1 > 7.1 7.2",
        "split: 6.1 > 6.1 6.2",
        "unsettled: 8.1 > ",
        "unsettled: 8.2 > ",
        "dropped: 9.1 > ",
        "not-examined: 9.2 > ",
        "unsettled:  > 8.1",
        "unsettled:  > 8.2",
        "not-examined:  > 9.1",
        "new:  > 9.3",
    ];
    assert_eq!(groups(&found), expected);
    assert_eq!((found.unchanged, found.complete), (1, false));
    assert!(found.headline().contains("incomplete"), "{}", found.headline());
    assert_eq!(groups(&diff(&map, "rule-2022", "rule-2013")), expected, "whichever is named first");
}

#[test]
fn a_row_on_a_heading_settles_its_leaves_only_where_it_speaks_of_each() {
    // Row on the headings 8 and 8, and what a person concludes of the leaves 8.1 and 8.2 of both editions.
    for (row, settled) in [
        ("8,8,intersects-with,,5,a,b", false),
        ("8,8,equal-to,,10,,", false),
        ("8,9.1,subset-of,,5,,b", true),
        ("8,9.1,equal-to,,10,,", true),
        ("8,9.1,superset-of,,5,a,", false),
        ("8,9.1,intersects-with,,5,a,b", false),
    ] {
        let cells: Vec<&str> = row.split(',').collect();
        let text = format!(
            "{LINKS}rule-2013:{},rule-2022:{},{},semantic,{},high,agreed,because,{},{},\n",
            cells[0], cells[1], cells[2], cells[4], cells[5], cells[6]
        );
        let mut sources = small();
        sources[4] = Source::new("links/rule-2013--rule-2022.csv", text);
        let groups = groups(&diff(&map(&sources), "rule:2013", "rule"));
        assert_eq!(groups.contains(&"merged: 8.1 8.2 > 9.1".to_owned()), settled, "{row}: {groups:?}");
        assert_eq!(groups.contains(&"unsettled: 8.1 > ".to_owned()), !settled, "{row}: {groups:?}");
    }
}

#[test]
fn links_are_carried_as_far_as_they_follow() {
    let text = format!(
        "{LINKS}\
other-1:1,rule-2013:4.1,intersects-with,semantic,6,high,agreed,one,this,that,\n\
other-1:2,rule-2013:4.2,subset-of,syntactic,9,medium,agreed,two,,wider,\n\
other-1:3,rule-2013:4.2,intersects-with,semantic,5,high,agreed,three,this,that,\n\
other-1:4,rule-2013:5.1,equal-to,semantic,10,high,agreed,four,,,\n\
other-1:5,rule-2013:6.1,no-relationship,semantic,0,high,agreed,five,,,\n\
other-1:6,rule-2013:9.1,intersects-with,semantic,5,high,agreed,six,this,that,\n\
other-1:7,rule-2013:9.2,subset-of,semantic,5,high,agreed,seven,,that,\n\
other-1:8,other-1:9,subset-of,semantic,5,high,agreed,eight,,that,\n\
other-1:9,rule-2013:*,no-relationship,semantic,0,high,agreed,nine,,,\n"
    );
    let map = map(&small());
    let found = rebase(&map, &text, "rule:2013", "rule");
    // By hand: 4.1 is equal. The new 4.2 holds the old one and more, so it holds what the old one holds (row 2); of what merely overlaps
    // the old one, either may hold (row 3). The new 5.1 holds the old one, which is 4. What shares nothing with 6.1 shares
    // nothing with its parts.
    let short = |row: &imsmap_core::RebasedRow| {
        format!("{} {} {} {}", row.outcome.as_str(), row.cells[0], row.cells[2], row.cells[1])
    };
    let expected = [
        "as-it-stands other-1:1 intersects-with rule-2022:4.1",
        "derived other-1:2 subset-of rule-2022:4.2",
        "derived other-1:4 subset-of rule-2022:5.1",
        "derived other-1:5 no-relationship rule-2022:6.1",
        "derived other-1:5 no-relationship rule-2022:6.2",
        "untouched other-1:8 subset-of other-1:9",
    ];
    assert_eq!(found.rows.iter().map(short).collect::<Vec<_>>(), expected);
    let derived = &found.rows[1].cells;
    assert_eq!(&derived[3..7], ["semantic", "1", "medium", "contested"], "nobody has looked");
    assert_eq!((derived[8].as_str(), derived[9].as_str()), ("", "a yearly review; wider"));
    assert!(
        derived[7].contains("rule-2022:4.2 superset-of rule-2013:4.2 (links/rule-2013--rule-2022.csv:4)")
    );
    assert!(derived[7].contains("(own.csv:3): two"), "{}", derived[7]);
    let review: Vec<(u32, &str, String)> = found
        .review
        .iter()
        .map(|note| (note.line, note.outcome.as_str(), note.candidates.join("; ")))
        .collect();
    let all = |leaves: &str| {
        leaves.split(' ').map(|leaf| format!("rule-2022:{leaf}")).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(
        review,
        [
            (3, "derived", String::new()),
            (4, "open", "rule-2022:4.2 superset-of or intersects-with other-1:3".to_owned()),
            (5, "derived", String::new()),
            (6, "derived", String::new()),
            (7, "open", String::new()),
            (8, "open", String::new()),
            (10, "open", all("4.2 5.1 7.1 7.2 8.1 8.2 9.1 9.3")),
        ]
    );
    assert!(found.review[4].why.contains("Rule:2022 holds nothing for rule-2013:9.1"));
    assert!(found.review[5].why.contains("nobody has examined what became of rule-2013:9.2"));
}

#[test]
fn several_rows_prove_together_what_none_proves_alone() {
    // The new 5.1 holds the old 5.1 and 5.2. 1 overlaps 5.1, so the new one holds or overlaps it; 1 holds 5.2 and more, which leaves that
    // the new one is anything that shares something with it: together holds or overlaps, still two words.
    let two = "other-1:1,rule-2013:5.1,intersects-with,semantic,5,high,agreed,one,this,that,\n\
               other-1:1,rule-2013:5.2,superset-of,semantic,5,high,agreed,two,this,,\n";
    let small = map(&small());
    let found = rebase(&small, &format!("{LINKS}{two}"), "rule:2013", "rule");
    assert!(found.rows.is_empty());
    assert_eq!(found.review[0].candidates, ["rule-2022:5.1 superset-of or intersects-with other-1:1"]);
    // 1 is inside 5.1 and inside 5.2: the new 5.1 holds it by either row, and one row is written.
    let inside = two.replace(
        "intersects-with,semantic,5,high,agreed,one,this,that",
        "subset-of,semantic,5,high,agreed,one,,that",
    );
    let inside = inside.replace(
        "superset-of,semantic,5,high,agreed,two,this,",
        "subset-of,semantic,5,high,agreed,two,,that",
    );
    let found = rebase(&small, &format!("{LINKS}{inside}"), "rule:2013", "rule");
    assert_eq!(found.rows.len(), 1);
    assert_eq!(
        (found.rows[0].cells[2].as_str(), found.rows[0].lines.as_slice()),
        ("subset-of", [2, 3].as_slice())
    );
    // 1 shares nothing with 5.1 and is the whole of 5.2: nobody can say both of the two and of their union's parts.
    let broken = "other-1:1,rule-2013:5.1,equal-to,semantic,10,high,agreed,one,,,\n\
                  other-1:1,rule-2022:5.1,no-relationship,semantic,0,high,agreed,two,,,\n";
    let found = rebase(&small, &format!("{LINKS}{broken}"), "rule:2013", "rule");
    assert_eq!(found.rows.len(), 1, "what speaks of the new edition already stays");
    assert!(found.review[0].why.contains("line 3 speaks of rule-2022:5.1 and other-1:1 already"));
}

/// Every set of obligations out of three, but the empty one.
fn sets() -> std::ops::Range<u8> {
    1..8
}

/// The word between two sets.
fn word(a: u8, b: u8) -> Relationship {
    match (a & b == 0, a == b, a & b == a, a & b == b) {
        (true, ..) => Relationship::NoRelationship,
        (_, true, ..) => Relationship::EqualTo,
        (_, _, true, _) => Relationship::SubsetOf,
        (.., true) => Relationship::SupersetOf,
        _ => Relationship::IntersectsWith,
    }
}

/// A map in which old 4.1 and new 4.1 are related by one word, and nothing else is.
fn related(word: Relationship) -> Map {
    let (strength, deltas) = match word {
        Relationship::EqualTo => (10, ","),
        Relationship::SubsetOf => (5, ",more"),
        Relationship::SupersetOf => (5, "less,"),
        _ => (5, "less,more"),
    };
    let text = format!(
        "{LINKS}rule-2013:4.1,rule-2022:4.1,{word},semantic,{strength},high,agreed,because,{deltas},\n"
    );
    let mut sources = small();
    sources[4] = Source::new("links/rule-2013--rule-2022.csv", text);
    map(&sources)
}

/// What a file of one row becomes: the second cell of its only row, unless that is held back.
fn assessed(map: &Map, header: &str, says: &str) -> Option<String> {
    let found = rebase(map, &format!("{header}\n4.1,{says}\n"), "rule:2013", "rule");
    assert!(found.rows.len() == 1 || found.review.len() == 1, "nothing is lost");
    let row = found.rows.first()?;
    if row.outcome == RebaseOutcome::Open {
        let least = if header.starts_with("control") { "no" } else { "not" };
        assert_eq!((row.cells[1].as_str(), found.review.len()), (least, 1), "the least that can be said");
        return None;
    }
    Some(row.cells[1].clone())
}

#[test]
fn a_status_is_carried_exactly_as_far_as_every_model_agrees() {
    for reads in &Relationship::ALL[..4] {
        let map = related(*reads);
        for says in ["implemented", "partial", "planned", "not"] {
            // Brute force: all pairs of sets that are so related, and all sets of what is implemented that fit the old status.
            let mut new_states = BTreeSet::new();
            for (old, new) in sets().flat_map(|old| sets().map(move |new| (old, new))) {
                for done in 0..8_u8 {
                    let fits = match says {
                        "implemented" => old & done == old,
                        "partial" => old & done != 0 && old & done != old,
                        _ => old & done == 0,
                    };
                    if fits && word(old, new) == *reads {
                        new_states.insert((new & done == new, new & done != 0));
                    }
                }
            }
            let all = |wanted: fn(&(bool, bool)) -> bool| new_states.iter().all(wanted);
            let expected = match () {
                () if all(|(whole, _)| *whole) => Some("implemented"),
                () if all(|(_, some)| *some) => Some("partial"),
                () if all(|(_, some)| !some) => Some(says),
                () => None,
            };
            let found = assessed(&map, "requirement,status", says);
            assert_eq!(found.as_deref(), expected, "old {reads} new, {says}");
        }
    }
}

#[test]
fn applicability_is_carried_exactly_as_far_as_every_model_agrees() {
    for reads in &Relationship::ALL[..4] {
        let map = related(*reads);
        for says in ["yes", "no"] {
            let mut applicable = BTreeSet::new();
            for (old, new) in sets().flat_map(|old| sets().map(move |new| (old, new))) {
                // What is selected: of an applicable control something, of one that is not applicable nothing.
                let fits = |selected: &u8| (old & selected != 0) == (says == "yes");
                if word(old, new) == *reads {
                    applicable.extend((0..8_u8).filter(fits).map(|selected| new & selected != 0));
                }
            }
            let expected = match (applicable.contains(&true), applicable.contains(&false)) {
                (true, false) => Some("yes"),
                (false, true) => Some("no"),
                _ => None,
            };
            let found = assessed(&map, "control,applicable,justification", &format!("{says},"));
            assert_eq!(found.as_deref(), expected, "old {reads} new, {says}");
        }
    }
}

#[test]
fn a_status_file_says_what_no_row_of_it_speaks_of() {
    let map = map(&small());
    let text = "requirement,status,note\n4.1,implemented,done\nrule-2013:5.1,implemented,first\n5.2,planned,\n6.1,implemented,both\n9.1,not,\n";
    let found = rebase(&map, text, "rule:2013", "rule");
    let rows: Vec<String> = found.rows.iter().map(|row| row.cells[..2].join(" ")).collect();
    assert_eq!(
        rows,
        [
            "rule-2022:4.1 implemented",
            "rule-2022:5.1 partial",
            "rule-2022:6.1 implemented",
            "rule-2022:6.2 implemented"
        ]
    );
    assert_eq!(found.rows[0].cells[2], "done");
    assert!(
        found.rows[1].cells[2]
            .starts_with("derived, to be reviewed: rule-2022:5.1 superset-of rule-2013:5.1")
    );
    let unnamed: Vec<&str> = found.unnamed.iter().map(|leaf| leaf.number.as_str()).collect();
    assert_eq!(unnamed, ["4.2", "7.1", "7.2", "8.1", "8.2", "9.1", "9.3"]);
    let outcomes: Vec<(u32, &str)> =
        found.review.iter().map(|note| (note.line, note.outcome.as_str())).collect();
    assert_eq!(outcomes, [(3, "derived"), (4, "open"), (5, "derived"), (6, "open")]);
}

/// The sources of the small standard with links of the new edition to the other standard.
fn linked(rows: &str) -> Map {
    let mut sources = small();
    sources.push(Source::new("links/other-1--rule-2022.csv", format!("{LINKS}{rows}")));
    map(&sources)
}

/// The states of some requirements of one standard when another is held, with a profile.
fn states(map: &Map, have: &str, want: &str, profile: imsmap_core::Profile) -> BTreeMap<String, State> {
    let have = vec![have.to_owned()];
    let Answer::Gap(gap) =
        answer(map, &Query::Gap { have, want: want.to_owned(), contested: false, profile }).unwrap()
    else {
        panic!("a gap was asked for")
    };
    gap.requirements.iter().map(|row| (row.requirement.id.to_string(), row.state)).collect()
}

/// A profile of one status file.
fn of_status(text: String) -> imsmap_core::Profile {
    imsmap_core::Profile { soa: Vec::new(), status: vec![Source::new("status.csv", text)] }
}

#[test]
fn what_was_not_in_place_is_not_in_place_after_a_rebase() {
    // The new 5.1 holds the old 5.2, and the new 4.2 the old one: of neither follows how far it is implemented.
    let map = linked(
        "other-1:1,rule-2022:5.1,equal-to,semantic,10,high,agreed,one,,,\n\
         other-1:2,rule-2022:4.2,subset-of,semantic,5,high,agreed,two,,that,\n\
         other-1:3,rule-2022:9.3,equal-to,semantic,10,high,agreed,three,,,\n",
    );
    let text = "requirement,status,note\nrule-2013:5.2,not,later\nrule-2013:4.2,planned,\n";
    let found = rebase(&map, text, "rule:2013", "rule");
    let rows: Vec<String> = found.rows.iter().map(|row| row.cells.join(" ")).collect();
    let bears = "bears on it by links/rule-2013--rule-2022.csv";
    assert_eq!(
        rows,
        [
            format!("rule-2022:4.2 not to be reviewed: rule-2013:4.2 planned {bears}:4"),
            format!("rule-2022:5.1 not to be reviewed: rule-2013:5.2 not {bears}:6"),
        ]
    );
    assert!(found.rows.iter().all(|row| row.basis.as_str() == "suggested"));
    let lines: Vec<(u32, &str)> =
        found.review.iter().map(|note| (note.line, note.outcome.as_str())).collect();
    assert_eq!(lines, [(2, "open"), (3, "open")]);
    assert!(
        found.headline().contains("does not name counts as held: 9 requirements"),
        "{}",
        found.headline()
    );
    let states = states(&map, "rule", "other", of_status(found.sheet().to_csv()));
    // 9.3 is new, nobody said anything of it, and the answer names it as such.
    let covered: Vec<&String> =
        states.iter().filter(|(_, state)| **state >= State::Partial).map(|(id, _)| id).collect();
    assert_eq!(covered, ["other-1:3"]);
}

#[test]
fn what_did_not_apply_does_not_apply_unseen_after_a_rebase() {
    let map = map(&small());
    let text = "control,applicable,justification\n4.2,no,none here\n5.1,yes,\n5.2,no,\n5.3,yes,\n8.1,no,\n";
    let found = rebase(&map, text, "rule:2013", "rule");
    let rows: Vec<String> = found.rows.iter().map(|row| row.cells[..2].join(" ")).collect();
    // The new 5.1 holds what applies. Of 7.1 nothing says no. The row on the headings 8 and 8 leaves open where 8.1 went.
    assert_eq!(rows, ["rule-2022:4.2 no", "rule-2022:5.1 yes", "rule-2022:8.1 no", "rule-2022:8.2 no"]);
    assert!(found.rows[0].cells[2].starts_with("to be reviewed: 4.2 no bears on it"), "{:?}", found.rows[0]);
    let lines: Vec<u32> = found.review.iter().map(|note| note.line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6]);
    assert!(found.headline().contains("counts as applicable: 7 requirements"), "{}", found.headline());
}

#[test]
fn a_part_that_is_not_in_place_is_not_lost_behind_its_heading() {
    // The headings are equal and the old one is implemented but for 8.1; which new part that became nobody said.
    let mut sources = small();
    let row = "rule-2013:8,rule-2022:8,equal-to,semantic,10,high,agreed,because,,,\n";
    sources[4] = Source::new("links/rule-2013--rule-2022.csv", format!("{LINKS}{row}"));
    let map = map(&sources);
    let rows = |text: &str| -> Vec<String> {
        let found = rebase(&map, text, "rule:2013", "rule");
        found.rows.iter().map(|row| row.cells.join(" ")).collect()
    };
    let all = ["rule-2022:8 implemented", "rule-2022:8.1 not", "rule-2022:8.2 not"];
    assert_eq!(rows("requirement,status\n8,implemented\n8.1,not\n"), all);
    assert_eq!(rows("requirement,status\n8,implemented\n"), all[..1]);
}

#[test]
fn a_derived_link_proves_nothing_until_somebody_has_looked() {
    let text = format!(
        "{LINKS}\
other-1:1,rule-2013:4.1,subset-of,semantic,6,high,agreed,one,,that,\n\
other-1:2,rule-2013:4.2,subset-of,semantic,9,high,agreed,two,,wider,\n"
    );
    let found = rebase(&map(&small()), &text, "rule:2013", "rule");
    let new = found.sheet().to_csv();
    let states = |text: &str| {
        let rows = text.strip_prefix(LINKS).unwrap();
        let states = states(&linked(rows), "rule", "other", imsmap_core::Profile::default());
        (states["other-1:1"], states["other-1:2"] == State::Covered)
    };
    // 4.1 is equal, so its row stands as it did.
    assert_eq!(states(&new), (State::Covered, false));
    assert_eq!(states(&new.replace("contested", "agreed")), (State::Covered, true), "once it was looked at");
}

#[test]
fn what_does_not_agree_after_a_merge_is_not_carried() {
    // The new 4.1 holds the old 4.1, which is implemented, and is inside the old 4.2, of which nothing is.
    let rows = "rule-2013:4.1,rule-2022:4.1,subset-of,semantic,5,high,agreed,because,,more,\n\
                rule-2013:4.2,rule-2022:4.1,superset-of,semantic,5,high,agreed,because,less,,\n";
    let mut sources = small();
    sources[4] = Source::new("links/rule-2013--rule-2022.csv", format!("{LINKS}{rows}"));
    let map = map(&sources);
    let found = rebase(&map, "requirement,status\n4.1,implemented\n4.2,not\n", "rule:2013", "rule");
    let rows: Vec<String> = found.rows.iter().map(|row| row.cells.join(" ")).collect();
    assert_eq!(rows, ["rule-2022:4.1 not"], "the least of what was said");
    let why = "what follows for rule-2022:4.1 from several rows does not agree";
    let whys: Vec<&str> = found.review.iter().map(|note| note.why.as_str()).collect();
    let least = format!("{why}; rule-2022:4.1 is written as `not` until somebody has looked");
    assert_eq!(whys, [why, least.as_str()]);
    // What speaks of the new edition already is left as it is, and nothing is carried over it.
    let text = "requirement,status\nrule-2013:4.2,implemented\nrule-2022:4.1,planned\n";
    let found = rebase(&map, text, "rule:2013", "rule");
    assert_eq!(found.rows.iter().map(|row| row.cells[1].as_str()).collect::<Vec<_>>(), ["planned"]);
    assert!(found.review[0].why.contains("line 3 speaks of rule-2022:4.1 already"), "{:?}", found.review);
}

#[test]
fn a_row_on_a_heading_is_carried_to_what_stands_below_it() {
    // The old headings 4 and 5 have no row in the table. Implementing 4 implements what its parts became, as far as that lies
    // inside them; and a heading that shares nothing with 3 shares nothing with an equal of its part.
    let map = map(&small());
    let found = rebase(&map, "requirement,status\n4,implemented\n", "rule:2013", "rule");
    let rows: Vec<String> = found.rows.iter().map(|row| row.cells.join(" ")).collect();
    assert_eq!(rows, ["rule-2022:4.1 implemented", "rule-2022:4.2 partial"]);
    let text = format!("{LINKS}other-1:3,rule-2013:4,no-relationship,semantic,0,high,agreed,because,,,\n");
    let found = rebase(&map, &text, "rule:2013", "rule");
    let rows: Vec<String> = found.rows.iter().map(|row| row.cells[..3].join(" ")).collect();
    assert_eq!(rows, ["other-1:3 rule-2022:4.1 no-relationship"]);
    assert_eq!(
        found.review[0].candidates,
        ["rule-2022:4.2 superset-of or intersects-with or no-relationship other-1:3"]
    );
}

#[test]
fn everything_wrong_with_a_file_is_said_at_once_and_the_rest_is_carried() {
    let folder_of_own = tempfile::tempdir().unwrap();
    let file = folder_of_own.path().join("soa.csv");
    let review = folder_of_own.path().join("review.csv");
    fs::write(
        &file,
        "control;applicable;justification\r\n4.1;yes;kept\r\n4.7;yes;\r\n4.2;perhaps;\r\n4.1;no;\r\n",
    )
    .unwrap();
    let [file, review_path] = [&file, &review].map(|path| path.to_str().unwrap());
    let args = [
        "rebase",
        file,
        "--from",
        "rule:2013",
        "--to",
        "rule",
        "--mappings",
        &folder(),
        "--review",
        review_path,
    ];
    let (status, out, err) = imsmap(&args);
    assert_eq!(status, ExitStatus::Found);
    assert_eq!(out, "control,applicable,justification\nrule-2022:4.1,yes,kept\n");
    for (code, line) in [("unknown-requirement", 3), ("unknown-word", 4), ("duplicate-row", 5)] {
        assert!(
            err.contains(&format!("error[{code}]")) && err.contains(&format!("soa.csv:{line}:")),
            "{err}"
        );
    }
    assert!(err.contains("INCOMPLETE: 3 rows"), "{err}");
    let list = fs::read_to_string(review_path).unwrap();
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines[0], "line,row,outcome,why,derived,candidates");
    let heads: Vec<&str> = lines[1..].iter().map(|line| line.split(',').next().unwrap()).collect();
    assert_eq!(heads, ["3", "4", "5"], "a row in error is listed with its text: {list}");
    let (status, out, err) =
        imsmap(&["rebase", review_path, "--from", "rule:2013", "--to", "rule", "--mappings", &folder()]);
    assert_eq!((status, out.as_str()), (ExitStatus::Failed, ""));
    assert!(err.contains("error[missing-column]"), "{err}");
    let (status, _, err) =
        imsmap(&["rebase", "nowhere.csv", "--from", "rule:2013", "--to", "rule", "--mappings", &folder()]);
    assert_eq!(status, ExitStatus::Failed);
    assert!(err.contains("`nowhere.csv` cannot be read"), "{err}");
}

#[test]
fn the_review_list_stands_on_standard_error_of_a_terminal_only() {
    let own = tempfile::tempdir().unwrap();
    let file = own.path().join("status.csv");
    fs::write(&file, "requirement,status\n9.1,implemented\n").unwrap();
    let args =
        ["rebase", file.to_str().unwrap(), "--from", "rule:2013", "--to", "rule", "--mappings", &folder()];
    let (status, out, err) = imsmap(&args);
    assert_eq!((status, out.as_str()), (ExitStatus::Done, "requirement,status\n"));
    assert!(err.contains("To be reviewed") && err.contains("1 open"), "{err}");
    let (_, out, err) = imsmap(&[args.as_slice(), &["--format", "csv"]].concat());
    assert_eq!(out, "requirement,status\n");
    assert!(!err.contains("To be reviewed") && err.contains("1 open"), "{err}");
    let (_, markdown, _) = imsmap(&[args.as_slice(), &["--format", "markdown"]].concat());
    assert!(
        markdown.contains("## To be reviewed") && markdown.contains("| 2 | 9.1 implemented | open |"),
        "{markdown}"
    );
    let (_, json, _) = imsmap(&[args.as_slice(), &["--format", "json"]].concat());
    assert!(json.contains("\"outcome\": \"open\""), "{json}");
}

#[test]
fn without_an_edition_table_the_answer_says_what_is_missing() {
    let (status, out, err) = imsmap(&["diff", "27001:2013", "27001"]);
    assert_eq!((status, out.as_str()), (ExitStatus::Failed, ""));
    assert!(err.contains("`links/iso27001-2013--iso27001-2022.csv` is missing"), "{err}");
    let (status, _, err) = imsmap(&["diff", "9001", "20000-1"]);
    assert_eq!(status, ExitStatus::Failed);
    assert!(err.contains("neither of `9001` and `20000-1` supersedes the other"), "{err}");
}

#[test]
fn headers_are_stable_and_narrow_terminals_get_narrow_lines() {
    let folder = folder();
    let of_data = ["diff", "--data", &folder, "--have", "9001", "--want", "20000-1"];
    let of_editions = ["diff", "rule:2013", "rule", "--mappings", &folder];
    for (args, header) in [
        (
            of_editions.as_slice(),
            "group,kind,basis,old,new,relationship,old_only,new_only,why,review,row,place",
        ),
        (&["diff", "--data", &folder], "what,change,basis,id,field,old,new,row"),
    ] {
        let (status, out, _) = imsmap(&[args, &["--format", "csv"]].concat());
        assert_eq!((status, out.lines().next()), (ExitStatus::Done, Some(header)));
        let (_, out, _) = imsmap_tests::imsmap_at(imsmap_cli::Terminal { width: 70, colour: false }, args);
        assert_eq!(out.lines().find(|line| line.chars().count() > 70), None);
    }
    let (status, _, err) = imsmap(&of_data);
    assert_eq!(status, ExitStatus::Failed);
    assert!(err.contains("in the older data"), "{err}");
}

/// The bundled data with one text in one file replaced.
fn bundled_with(file: &str, from: &str, to: &str) -> Vec<Source> {
    let sources = imsmap_cli::bundled();
    assert!(sources.iter().any(|source| source.name == file && source.text.contains(from)), "{file}: {from}");
    let replaced = |source: Source| {
        if source.name == file { Source::new(file, source.text.replacen(from, to, 1)) } else { source }
    };
    sources.into_iter().map(replaced).collect()
}

#[test]
fn a_changed_word_and_what_it_does_to_the_gap_are_named_with_the_row() {
    let file = "links/iso20000-1-2018--iso27001-2022.csv";
    let row = "iso20000-1-2018:4.1,iso27001-2022:4.1,equal-to,syntactic,10,high,agreed";
    let weaker = "iso20000-1-2018:4.1,iso27001-2022:4.1,no-relationship,syntactic,0,high,agreed";
    let (old, new) = (load(&bundled_with(file, row, weaker)).map, load(&imsmap_cli::bundled()).map);
    let found = compare(&old, &new, &["27001".to_owned()], Some("20000-1"), false).unwrap();
    assert_eq!(found.changes.len(), 1);
    let change = &found.changes[0];
    assert_eq!((change.of, change.change), (CompareOf::Link, Change::Changed));
    assert_eq!(change.id, "iso20000-1-2018:4.1 iso27001-2022:4.1");
    let fields: Vec<String> =
        change.fields.iter().map(|field| format!("{}: {} > {}", field.field, field.old, field.new)).collect();
    assert_eq!(fields, ["relationship: no-relationship > equal-to", "strength: 0 > 10"]);
    assert_eq!(change.new_place.as_deref(), Some("links/iso20000-1-2018--iso27001-2022.csv:2"));
    let states: Vec<_> = found
        .states
        .iter()
        .map(|row| (row.requirement.number.as_str(), row.old, row.new, row.by.clone()))
        .collect();
    assert_eq!(states, [("4.1", Some(State::NotExamined), Some(State::Covered), vec![0])]);
}

#[test]
fn requirements_whole_rows_and_standards_are_compared_too() {
    let file = "links/iso20000-1-2018--iso9001-2015.csv";
    let start = "iso20000-1-2018:*,iso9001-2015:7.1.4,";
    let old = load(&bundled_with(file, start, "iso20000-1-2018:*,iso9001-2015:7.1.3,")).map;
    let new = load(&bundled_with("standards.csv", "in-transition,2015-09", "superseded,2015-09")).map;
    let found = compare(&old, &new, &[], None, false).unwrap();
    let short: Vec<String> = found
        .changes
        .iter()
        .map(|row| format!("{} {} {}", row.of.as_str(), row.change.as_str(), row.id))
        .collect();
    assert_eq!(short[0], "standard changed iso9001-2015");
    // The row for 7.1.3 stands beside a positive link there, so it is set aside in the older data.
    assert_eq!(&short[1..], ["nothing added iso20000-1-2018:* iso9001-2015:7.1.4"]);
    assert_eq!(old_and_new(&found.changes[0].fields[0]), "status: in-transition > superseded");
    assert_eq!(found.set_aside, 1);
}

fn old_and_new(field: &imsmap_core::ChangedField) -> String {
    format!("{}: {} > {}", field.field, field.old, field.new)
}

/// The sources of a world in which the second standard is a new edition of the first.
fn editions(world: &World, converse: bool) -> Vec<Source> {
    let mut sources = world.sources(converse);
    let line = format!("{0},{0},1,Nobody,in-force,2020-01,", KEYS[1]);
    let text = sources[0].text.replace(&format!("{line},,"), &format!("{line}{},,", KEYS[0]));
    assert_ne!(*text, *sources[0].text);
    sources[0] = Source::new("standards.csv", text);
    sources
}

fn has_table(world: &World) -> bool {
    let of = |at: usize| world.requirements[at].standard;
    let linked = world.links.iter().any(|link| (of(link.source), of(link.target)) == (0, 1));
    linked || world.nothing.iter().any(|(at, standard)| of(*at) < 2 && *standard < 2)
}

/// The group of each leaf, worked out leaf by leaf from the definition: kind, old leaves, new leaves.
fn naive_groups(world: &World) -> BTreeSet<(&'static str, Vec<usize>, Vec<usize>)> {
    let all: Vec<usize> = (0..world.requirements.len()).collect();
    let of = |at: usize| world.requirements[at].standard;
    let is_leaf = |at: usize| !world.requirements.iter().any(|other| other.parent == Some(at));
    let leaves = |at: usize| -> Vec<usize> {
        all.iter().copied().filter(|leaf| is_leaf(*leaf) && world.above(*leaf).contains(&at)).collect()
    };
    let mut near: BTreeSet<(usize, usize)> = BTreeSet::new();
    let mut looked: BTreeSet<usize> = BTreeSet::new();
    for link in world.links.iter().filter(|link| (of(link.source), of(link.target)) == (0, 1)) {
        let (old, new) = (leaves(link.source), leaves(link.target));
        let each_old_in_new =
            matches!(link.relationship, Relationship::EqualTo | Relationship::SubsetOf) && new.len() == 1;
        let each_new_in_old =
            matches!(link.relationship, Relationship::EqualTo | Relationship::SupersetOf) && old.len() == 1;
        let single = old.len() == 1 && new.len() == 1 && link.relationship.is_positive();
        if link.relationship.is_positive() {
            looked.extend(old.iter().chain(&new));
        }
        if link.review != Review::Contested && (single || each_old_in_new || each_new_in_old) {
            near.extend(old.iter().flat_map(|old| new.iter().map(move |new| (*old, *new))));
        }
    }
    let mut groups = BTreeSet::new();
    for leaf in all.iter().copied().filter(|at| of(*at) < 2 && is_leaf(*at)) {
        let mut group = BTreeSet::from([leaf]);
        for _ in 0..all.len() {
            let more: Vec<usize> = near
                .iter()
                .filter(|(old, new)| group.contains(old) || group.contains(new))
                .flat_map(|(old, new)| [*old, *new])
                .collect();
            group.extend(more);
        }
        let (old, new): (Vec<usize>, Vec<usize>) = group.into_iter().partition(|at| of(*at) == 0);
        let nothing = world.above(leaf).iter().any(|at| world.nothing.contains(&(*at, 1 - of(leaf))));
        let kind = match (old.len(), new.len()) {
            (1, 1) => "carried-over",
            (0, _) if nothing => "new",
            (_, 0) if nothing => "dropped",
            (0, _) | (_, 0) if looked.contains(&leaf) => "unsettled",
            (0, _) | (_, 0) => "not-examined",
            (_, 1) => "merged",
            (1, _) => "split",
            _ => "regrouped",
        };
        groups.insert((kind, old, new));
    }
    groups
}

/// The rows of a world between its first edition and the third standard, as a file of somebody's own.
fn own_links(world: &World) -> String {
    let sources = world.sources(false);
    sources.iter().find(|source| source.name.contains("alpha-1--advice")).unwrap().text.to_string()
}

/// A status for every requirement of the first edition, by its place.
fn own_status(world: &World, turn: usize) -> String {
    let mut text = "requirement,status\n".to_owned();
    for (at, _) in world.requirements.iter().enumerate().filter(|(_, row)| row.standard == 0) {
        let status = ["implemented", "partial", "planned", "not"][(at * 7 + turn) % 4];
        let _ = writeln!(text, "{},{status}", world.id(at));
    }
    text
}

/// The words that are possible between two of three sets, from brute force over all triples.
fn composed(first: &BTreeSet<Relationship>, second: &BTreeSet<Relationship>) -> BTreeSet<Relationship> {
    // Four obligations are enough for the composition of two words, and more give no other.
    let sets = || 1..16_u8;
    let mut possible = BTreeSet::new();
    for (a, b) in
        sets().flat_map(|a| sets().map(move |b| (a, b))).filter(|(a, b)| first.contains(&word(*a, *b)))
    {
        possible.extend(sets().filter(|c| second.contains(&word(b, *c))).map(|c| word(a, c)));
    }
    possible
}

/// What a way from the new requirement along the edition table and the old row proves.
fn proven(steps: &[&imsmap_core::ProofStep]) -> BTreeSet<Relationship> {
    let words = |relation: &str| match relation {
        "inside" => BTreeSet::from([Relationship::EqualTo, Relationship::SubsetOf]),
        "holds" => BTreeSet::from([Relationship::EqualTo, Relationship::SupersetOf]),
        word => BTreeSet::from([Relationship::parse(word).unwrap()]),
    };
    steps
        .iter()
        .fold(BTreeSet::from([Relationship::EqualTo]), |all, step| composed(&all, &words(&step.relation)))
}

/// Every line of the old file is in the new one or in the review list.
fn nothing_is_lost(text: &str, found: &RebaseAnswer) -> Result<(), TestCaseError> {
    let named: BTreeSet<u32> = found
        .rows
        .iter()
        .flat_map(|row| row.lines.clone())
        .chain(found.review.iter().map(|note| note.line))
        .collect();
    let lines: BTreeSet<u32> = (2..).take(text.lines().count() - 1).collect();
    prop_assert_eq!(named, lines, "{}", text);
    Ok(())
}

/// A world in which every requirement of the first edition has an equal one in the second.
fn twin(world: &World) -> World {
    let mut twin = world.clone();
    let old: Vec<imsmap_tests::Requirement> =
        world.requirements.iter().filter(|row| row.standard == 0).cloned().collect();
    let advice: Vec<imsmap_tests::Requirement> =
        world.requirements.iter().filter(|row| row.standard == 2).cloned().collect();
    let shift = |row: &imsmap_tests::Requirement, by: usize, standard: usize| imsmap_tests::Requirement {
        standard,
        parent: row.parent.map(|parent| parent + by),
        ..row.clone()
    };
    let first_advice = world.requirements.len() - advice.len();
    let moved = |parent: usize| parent - first_advice + 2 * old.len();
    twin.requirements = old.iter().cloned().chain(old.iter().map(|row| shift(row, old.len(), 1))).collect();
    twin.requirements.extend(
        advice.iter().map(|row| imsmap_tests::Requirement { parent: row.parent.map(moved), ..row.clone() }),
    );
    twin.links = world
        .links
        .iter()
        .filter(|link| link.source < old.len() && link.target >= first_advice)
        .map(|link| imsmap_tests::Link { target: moved(link.target), ..*link })
        .collect();
    twin.nothing = Vec::new();
    twin.joints = Vec::new();
    for at in 0..old.len() {
        twin.links.push(imsmap_tests::Link {
            source: at,
            target: at + old.len(),
            relationship: Relationship::EqualTo,
            review: Review::Agreed,
        });
    }
    twin
}

/// A file in its canonical form.
fn canonical(text: &str) -> String {
    let source = Source::new("links/alpha-1--advice.csv", text.to_owned());
    imsmap_core::canonical(&source).unwrap().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_leaf_falls_under_exactly_one_group_and_under_the_right_one(world in worlds(), converse in any::<bool>()) {
        prop_assume!(has_table(&world));
        let found = diff(&map(&editions(&world, converse)), KEYS[0], KEYS[1]);
        let place = |leaf: &imsmap_core::RequirementRef| {
            (0..world.requirements.len()).find(|at| world.id(*at) == leaf.id.as_str()).unwrap()
        };
        let sorted = |side: &[imsmap_core::RequirementRef]| side.iter().map(place).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let groups: Vec<_> = found.groups.iter().map(|group| (group.kind.as_str(), sorted(&group.old), sorted(&group.new))).collect();
        let leaves: usize = groups.iter().map(|(_, old, new)| old.len() + new.len()).sum();
        prop_assert_eq!(leaves, found.old_counts.leaves + found.new_counts.leaves);
        let unique: BTreeSet<_> = groups.iter().cloned().collect();
        prop_assert_eq!(unique.len(), groups.len());
        prop_assert_eq!(unique, naive_groups(&world));
        let open = found.groups.iter().any(|group| matches!(group.kind, EditionKind::Unsettled | EditionKind::NotExamined));
        prop_assert_eq!(found.complete, !open);
    }

    #[test]
    fn a_rebase_loses_no_row(world in worlds(), turn in 0..4_usize) {
        prop_assume!(has_table(&world));
        let map = map(&editions(&world, false));
        for text in [own_links(&world), own_status(&world, turn)] {
            nothing_is_lost(&text, &rebase(&map, &text, KEYS[0], KEYS[1]))?;
        }
        let applicable = own_status(&world, turn)
            .replace("requirement,status", "control,applicable,justification")
            .replace("implemented", "yes,").replace("partial", "no,").replace("planned", "yes,").replace("not", "no,");
        nothing_is_lost(&applicable, &rebase(&map, &applicable, KEYS[0], KEYS[1]))?;
    }

    #[test]
    fn nothing_that_a_row_bears_on_counts_as_held_unsaid(world in worlds(), turn in 0..5_usize) {
        prop_assume!(has_table(&world));
        let map = map(&editions(&world, false));
        let says = |at: usize| if turn == 4 { "not" } else { ["implemented", "partial", "planned", "not"][(at * 7 + turn) % 4] };
        let is_leaf = |at: usize| !world.requirements.iter().any(|other| other.parent == Some(at));
        let of = |standard: usize| -> std::vec::IntoIter<usize> {
            let all = (0..world.requirements.len()).filter(|at| is_leaf(*at) && world.requirements[*at].standard == standard);
            all.collect::<Vec<_>>().into_iter()
        };
        let bears = |at: usize| world.links.iter().any(|link| {
            world.requirements[link.source].standard == 0 && link.relationship.is_positive() && world.above(at).contains(&link.target)
        });
        let file = |header: &str, rows: &mut dyn Iterator<Item = (usize, &str)>| {
            rows.fold(format!("{header}\n"), |all, (at, says)| all + &format!("{},{says}\n", world.id(at)))
        };
        let text = file("requirement,status", &mut of(0).map(|at| (at, says(at))));
        let found = rebase(&map, &text, KEYS[0], KEYS[1]);
        let named: BTreeSet<&str> = found.rows.iter().map(|row| row.cells[0].as_str()).collect();
        for at in of(1).filter(|at| bears(*at)) {
            prop_assert!(world.above(at).into_iter().any(|above| named.contains(world.id(above).as_str())), "{} of {:?}", world.id(at), found.rows);
        }
        if turn == 4 {
            // Nothing that a row bears on is in place: so says the gap to the third standard.
            let nothing = file("requirement,status", &mut of(1).filter(|at| bears(*at)).map(|at| (at, "not")));
            let of_file = |text: String| states(&map, KEYS[1], KEYS[2], of_status(text));
            prop_assert_eq!(of_file(found.sheet().to_csv()), of_file(nothing));
            let text = file("control,applicable,justification", &mut of(0).map(|at| (at, "no,")));
            let found = rebase(&map, &text, KEYS[0], KEYS[1]);
            let excluded: BTreeSet<&str> = found.rows.iter().filter(|row| row.cells[1] == "no").map(|row| row.cells[0].as_str()).collect();
            for at in of(1) {
                let is_out = world.above(at).into_iter().any(|above| excluded.contains(world.id(above).as_str()));
                prop_assert_eq!(is_out, bears(at), "{}", world.id(at));
            }
        }
    }

    #[test]
    fn what_a_rebase_claims_of_links_is_proven_by_its_rows(world in worlds()) {
        prop_assume!(has_table(&world));
        let found = rebase(&map(&editions(&world, false)), &own_links(&world), KEYS[0], KEYS[1]);
        for row in found.rows.iter().filter(|row| row.outcome != RebaseOutcome::Untouched && !row.proof.is_empty()) {
            let new = row.proof[0].from.as_str();
            let mut possible: BTreeSet<Relationship> = Relationship::ALL.iter().copied().collect();
            let mut way: Vec<&imsmap_core::ProofStep> = Vec::new();
            for step in &row.proof {
                prop_assert!(step.review != Some(Review::Contested) || row.cells[6] == "contested");
                way.push(step);
                if step.file.as_deref() == Some("own.csv") {
                    possible = &possible & &proven(&way);
                    way.clear();
                }
            }
            prop_assert!(way.is_empty(), "every way ends with a row of the file");
            let claimed = Relationship::parse(&row.cells[2]).unwrap();
            let claimed = if row.cells[0] == new { claimed } else { claimed.inverse() };
            prop_assert_eq!(&possible, &BTreeSet::from([claimed]), "{:?}", row);
            if row.outcome == RebaseOutcome::Derived {
                let strength = match claimed { Relationship::EqualTo => "10", Relationship::NoRelationship => "0", _ => "1" };
                prop_assert_eq!((row.cells[4].as_str(), row.cells[6].as_str()), (strength, "contested"));
            }
        }
        // What was carried is a link file like any other.
        let mut sources = editions(&world, false);
        sources.retain(|source| !source.name.starts_with("links/beta-1--advice") && source.name != "links/joint.csv");
        let text = found.sheet().to_csv();
        sources.push(Source::new("links/beta-1--advice.csv", text));
        let loaded = load(&sources);
        let grave: Vec<_> = loaded.diagnostics.iter().filter(|one| one.severity.as_str() == "error" && one.code.as_str() != "whole-beside-link").collect();
        prop_assert!(grave.is_empty(), "{grave:?}");
    }

    #[test]
    fn through_a_table_of_equals_and_back_is_the_identity(world in worlds(), turn in 0..4_usize) {
        let twin = twin(&world);
        let map = map(&editions(&twin, false));
        let links: String = own_links(&twin).lines().filter(|line| !line.contains(":*")).fold(String::new(), |all, line| all + line + "\n");
        for text in [canonical(&links), own_status(&twin, turn)] {
            let there = rebase(&map, &text, KEYS[0], KEYS[1]);
            prop_assert!(there.review.is_empty(), "{:?}", there.review);
            let there = there.sheet().to_csv();
            prop_assert!(!there.contains(KEYS[0]) && there.lines().count() == text.lines().count());
            prop_assert_eq!(rebase(&map, &there, KEYS[1], KEYS[0]).sheet().to_csv(), text);
        }
    }

    #[test]
    fn comparing_backwards_turns_every_change_round(world in worlds(), a in any::<Index>(), b in any::<Index>(), word in 0..5_usize) {
        let one = map(&world.sources(false));
        let mut changed = world.clone();
        let count = world.requirements.len();
        changed.links.retain(|link| link.source != a.index(count));
        changed.add_link(a.index(count), b.index(count), Relationship::ALL[word], Review::Agreed);
        let other = map(&changed.sources(false));
        let forwards = compare(&one, &other, &[], None, false).unwrap().changes;
        let backwards = compare(&other, &one, &[], None, false).unwrap().changes;
        prop_assert_eq!(forwards.len(), backwards.len());
        for (there, back) in forwards.iter().zip(&backwards) {
            let turned = match there.change { Change::Added => Change::Removed, Change::Removed => Change::Added, Change::Changed => Change::Changed };
            prop_assert_eq!((back.of, back.change, &back.id), (there.of, turned, &there.id));
            prop_assert_eq!((&back.old_place, &back.new_place), (&there.new_place, &there.old_place));
        }
        prop_assert_eq!(compare(&one, &one, &[], None, false).unwrap().changes.len(), 0);
        let links_of = |world: &World| -> BTreeMap<(usize, usize), (Relationship, Review)> {
            world.links.iter().map(|link| ((link.source, link.target), (link.relationship, link.review))).collect()
        };
        let (before, after) = (links_of(&world), links_of(&changed));
        let pairs: BTreeSet<_> = before.keys().chain(after.keys()).collect();
        let differing = pairs.into_iter().filter(|pair| before.get(pair) != after.get(pair)).count();
        prop_assert_eq!(forwards.iter().filter(|change| change.of == CompareOf::Link).count(), differing);
    }

    #[test]
    fn a_world_and_its_converse_say_the_same(world in worlds()) {
        // What the source alone asks, the target of the converse row alone asks.
        let swapped = |source: Source| {
            let text = source.text.replace(",this,", ",*,").replace(",that,", ",this,").replace(",*,", ",that,");
            Source::new(source.name, text)
        };
        let converse: Vec<Source> = world.sources(true).into_iter().map(swapped).collect();
        let (one, other) = (map(&world.sources(false)), map(&converse));
        let changes = compare(&one, &other, &[], None, false).unwrap().changes;
        // A `:*` row is read from either side, and says the same.
        prop_assert_eq!(changes, vec![]);
    }

    #[test]
    fn a_changed_state_is_explained_by_a_changed_row(world in worlds(), a in any::<Index>(), b in any::<Index>(), word in 0..5_usize, want in 0..3_usize) {
        let count = world.requirements.len();
        let mut more = world.clone();
        prop_assume!(more.add_link(a.index(count), b.index(count), Relationship::ALL[word], Review::Agreed));
        let (one, other) = (map(&world.sources(false)), map(&more.sources(false)));
        let have = vec![KEYS[(want + 1) % 3].to_owned()];
        let gap = |map: &Map| -> BTreeMap<String, State> {
            let query = Query::Gap { have: have.clone(), want: KEYS[want].to_owned(), contested: false, profile: imsmap_core::Profile::default() };
            let Answer::Gap(gap) = answer(map, &query).unwrap() else { panic!("a gap was asked for") };
            gap.requirements.iter().map(|row| (row.requirement.id.to_string(), row.state)).collect()
        };
        let (before, after) = (gap(&one), gap(&other));
        let found = compare(&one, &other, &have, Some(KEYS[want]), false).unwrap();
        let states: BTreeMap<String, (State, State)> =
            found.states.iter().map(|row| (row.requirement.id.to_string(), (row.old.unwrap(), row.new.unwrap()))).collect();
        let expected = before.iter().filter(|(id, state)| after[*id] != **state).map(|(id, state)| (id.clone(), (*state, after[id])));
        prop_assert_eq!(states, expected.collect());
        for state in &found.states {
            prop_assert!(!state.by.is_empty(), "{:?} by nothing of {:?}", state, found.changes);
        }
    }
}
