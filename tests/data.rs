//! The bundled data itself: complete catalogues, and rows that keep the rules.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::{BTreeMap, BTreeSet};

use imsmap_cli::{ExitStatus, bundled};
use imsmap_core::{Answer, LinkRow, Query, Relationship, answer, load};
use imsmap_tests::{imsmap, root};

fn links(left: &str, right: &str) -> Vec<LinkRow> {
    let query = Query::Links { left: left.into(), right: right.into(), relationship: Vec::new() };
    match answer(&load(&bundled()).map, &query).unwrap() {
        Answer::Links(answer) => answer.links,
        _ => panic!("links were asked for"),
    }
}

const PAIRS: [(&str, &str); 3] =
    [("iso20000-1-2018", "iso9001-2015"), ("iso20000-1-2018", "iso27001-2022"), ("iso20000-1-2018", "itil4")];

/// 10.1 is inside 9001 10.2, which has nothing in common with 10.2, which holds 27001 10.1: read in the files.
#[test]
fn the_bundled_data_has_no_hint_but_that_some_rows_follow_from_others() {
    let hints = imsmap_core::hints(&load(&bundled()).map);
    assert!(hints.iter().all(|hint| hint.code == imsmap_core::Code::ImpliedRow), "{hints:?}");
    let rows = "`iso20000-1-2018:10.1 no-relationship iso27001-2022:10.1` follows from other rows";
    assert!(hints.iter().any(|hint| hint.message == rows), "{hints:?}");
}

#[test]
fn the_bundled_data_has_no_finding() {
    assert_eq!(load(&bundled()).diagnostics, []);
    let mappings = root().join("mappings");
    assert_eq!(imsmap(&["fmt", "--check", mappings.to_str().unwrap()]).0, ExitStatus::Done);
}

/// Leaves as the standards count them: design, "The data on disk"; 93 and 114 controls, 34 practices are common knowledge.
#[test]
fn the_catalogues_are_complete() {
    let Answer::Standards(answer) = answer(&load(&bundled()).map, &Query::Standards).unwrap() else {
        panic!("standards were asked for")
    };
    let counts: Vec<(String, usize)> =
        answer.standards.iter().map(|standard| (standard.key.to_string(), standard.assessable)).collect();
    let expected = [
        ("iso20000-1-2018", 63),
        ("iso9001-2015", 65),
        ("iso27001-2013", 140),
        ("iso27001-2022", 123),
        ("itil4", 34),
    ];
    assert_eq!(counts, expected.map(|(key, count)| (key.to_owned(), count)));
    let controls = |key: &str, depth: usize| {
        let source =
            bundled().into_iter().find(|source| source.name == format!("requirements/{key}.csv")).unwrap();
        source
            .text
            .lines()
            .filter(|line| {
                let id = line.split(',').next().unwrap();
                id.starts_with(&format!("{key}:A.")) && id.matches('.').count() == depth
            })
            .count()
    };
    assert_eq!((controls("iso27001-2022", 1), controls("iso27001-2022", 2)), (4, 93), "themes and controls");
    assert_eq!(
        (controls("iso27001-2013", 1), controls("iso27001-2013", 2), controls("iso27001-2013", 3)),
        (14, 35, 114),
        "domains, objectives and controls"
    );
}

#[test]
fn every_assessable_requirement_has_a_topic_and_every_heading_none() {
    for source in bundled().iter().filter(|source| source.name.starts_with("requirements/")) {
        let mut reader = csv::Reader::from_reader(source.text.as_bytes());
        for row in reader.records().map(|row| row.unwrap()) {
            assert_eq!(row[4].is_empty(), &row[2] == "heading", "{}", &row[0]);
        }
    }
}

/// Which leaves of 20000-1 the first link sets examine: the harmonized clauses, and the processes that meet 9001 and 27001.
#[test]
fn the_first_link_sets_leave_nothing_out_of_what_they_claim_to_examine() {
    let parts = [
        "4.", "5.", "6.", "7.", "9.", "10.", "8.2.5", "8.2.6", "8.3.4", "8.4.3", "8.5.1", "8.6.1", "8.6.3",
        "8.7.1", "8.7.2", "8.7.3",
    ];
    let in_part = |number: &str, part: &str| {
        number == part
            || number.strip_prefix(part).is_some_and(|rest| part.ends_with('.') || rest.starts_with('.'))
    };
    for (have, expected, parts) in
        [("9001", 47, parts.as_slice()), ("27001", 47, parts.as_slice()), ("itil4", 31, ["8."].as_slice())]
    {
        let query = Query::Gap { have: vec![have.into()], want: "20000-1".into(), contested: false };
        let Answer::Gap(gap) = answer(&load(&bundled()).map, &query).unwrap() else {
            panic!("a gap was asked for")
        };
        let claimed: Vec<_> = gap
            .requirements
            .iter()
            .filter(|row| parts.iter().any(|part| in_part(&row.requirement.number, part)))
            .collect();
        assert_eq!(claimed.len(), expected, "leaves of 20000-1 towards {have}");
        let unexamined: Vec<&str> = claimed
            .iter()
            .filter(|row| !row.not_examined_towards.is_empty())
            .map(|row| row.requirement.id.as_str())
            .collect();
        assert_eq!(unexamined, Vec::<&str>::new(), "towards {have}");
    }
}

#[test]
fn there_are_at_least_two_hundred_judged_rows() {
    let rows: Vec<LinkRow> = PAIRS.iter().flat_map(|(left, right)| links(left, right)).collect();
    assert!(rows.len() >= 200, "{}", rows.len());
    for row in &rows {
        for (text, most) in [(&row.why, 260), (&row.source_only, 220), (&row.target_only, 220)] {
            assert!(text.chars().count() <= most, "{} {}: {text}", row.source, row.target);
            let shall = text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == "shall");
            assert!(!shall, "{} {}: a standard's word: {text}", row.source, row.target);
        }
    }
}

#[test]
fn no_reason_or_delta_is_copied_from_row_to_row() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (left, right) in PAIRS {
        for row in links(left, right) {
            for text in
                [row.why, row.source_only, row.target_only].into_iter().filter(|text| !text.is_empty())
            {
                *seen.entry(text.to_lowercase()).or_default() += 1;
            }
        }
    }
    let often: Vec<_> = seen.iter().filter(|(_, count)| **count > 2).collect();
    assert!(often.is_empty(), "{often:?}");
}

#[test]
fn every_row_that_was_judged_twice_says_how_that_ended() {
    for (left, right) in PAIRS {
        let drafts: Vec<_> = links(left, right)
            .into_iter()
            .filter(|row| row.review.as_str() == "draft")
            .map(|row| (row.source, row.target))
            .collect();
        assert!(drafts.is_empty(), "{left} {right}: {drafts:?}");
        assert!(root().join(format!("mappings/review/{left}--{right}.csv")).exists());
    }
}

/// A requirement-to-requirement set of overlaps alone has not been judged; a practice is never equal to a clause.
#[test]
fn the_words_are_a_mixture() {
    for (left, right) in PAIRS {
        let words: BTreeSet<Relationship> = links(left, right).iter().map(|row| row.relationship).collect();
        let expected = if right == "itil4" { 3 } else { 5 };
        assert!(words.len() >= expected, "{left} {right}: {words:?}");
        assert!(right != "itil4" || !words.contains(&Relationship::EqualTo));
    }
}
