//! Laws that hold for every map, on random small ones.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::BTreeMap;

use imsmap_core::{Answer, Profile, Query, Relationship, Review, Severity, Source, State, answer, load};
use imsmap_tests::{KEYS, World, naive_states, worlds};
use proptest::prelude::*;
use proptest::sample::Index;

/// States by id, with the whole answer as JSON.
fn gap(sources: &[Source], have: &[usize], want: usize) -> (BTreeMap<String, State>, String) {
    let loaded = load(sources);
    let grave: Vec<_> = loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(grave.is_empty(), "{grave:?}");
    let have = have.iter().map(|at| KEYS[*at].to_owned()).collect();
    let query =
        Query::Gap { have, want: KEYS[want].to_owned(), contested: false, profile: Profile::default() };
    let answer = answer(&loaded.map, &query).unwrap();
    let json = answer.to_json();
    let Answer::Gap(gap) = answer else { panic!("a gap was asked for") };
    let states = gap.requirements.iter().map(|row| (row.requirement.id.to_string(), row.state)).collect();
    (states, json)
}

fn questions() -> impl Strategy<Value = (Vec<usize>, usize)> {
    (proptest::sample::subsequence(vec![0, 1, 2], 1..=2), 0..3_usize)
}

/// What an answer says apart from where its rows stand.
fn without_lines(json: &str) -> Vec<&str> {
    json.lines().filter(|line| !line.trim_start().starts_with("\"line\"")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn coverage_equals_the_naive_fixpoint(world in worlds(), (have, want) in questions()) {
        prop_assert_eq!(gap(&world.sources(false), &have, want).0, naive_states(&world, &have, want));
    }

    #[test]
    fn the_order_of_rows_and_files_changes_nothing(world in worlds(), (have, want) in questions(), turn in any::<Index>()) {
        let sources = world.sources(false);
        let mut turned: Vec<Source> = sources.iter().map(|source| rows_turned(source, &turn)).collect();
        turned.reverse();
        let (one, other) = (gap(&sources, &have, want).1, gap(&turned, &have, want).1);
        prop_assert_eq!(without_lines(&one), without_lines(&other));
    }

    #[test]
    fn a_link_and_its_converse_say_the_same(world in worlds(), (have, want) in questions()) {
        prop_assert_eq!(gap(&world.sources(false), &have, want).0, gap(&world.sources(true), &have, want).0);
    }

    #[test]
    fn one_more_positive_link_or_joint_row_lowers_no_state(
        world in worlds(), (have, want) in questions(), a in any::<Index>(), b in any::<Index>(), c in any::<Index>(), word in 0..4_usize,
    ) {
        let before = gap(&world.sources(false), &have, want).0;
        let count = world.requirements.len();
        let mut more: World = world.clone();
        more.add_link(a.index(count), b.index(count), Relationship::ALL[word], Review::Agreed);
        prop_assert!(none_lower(&before, &gap(&more.sources(false), &have, want).0));
        let mut joined = world;
        joined.add_joint(a.index(count), vec![b.index(count), c.index(count)]);
        prop_assert!(none_lower(&before, &gap(&joined.sources(false), &have, want).0));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[a-z0-9:.,;\"\t\r\n* -]{0,200}", name in 0..4_usize) {
        let name = ["standards.csv", "requirements/alpha-1.csv", "links/alpha-1--beta-1.csv", "links/joint.csv"][name];
        let header = "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n";
        for text in [text.clone(), format!("{header}{text}")] {
            let source = Source::new(name, text);
            load(std::slice::from_ref(&source));
            if let Ok(Some(once)) = imsmap_core::canonical(&source) {
                let again = imsmap_core::canonical(&Source::new(name, once.clone())).unwrap().unwrap();
                prop_assert_eq!(again, once);
            }
        }
    }
}

fn none_lower(before: &BTreeMap<String, State>, after: &BTreeMap<String, State>) -> bool {
    before.iter().all(|(id, state)| after.get(id) >= Some(state))
}

/// The same file with its rows in another order; the standards keep theirs, which means something.
fn rows_turned(source: &Source, turn: &Index) -> Source {
    let mut lines: Vec<&str> = source.text.lines().collect();
    if source.name != "standards.csv" && lines.len() > 2 {
        let rows = &mut lines[1..];
        let by = turn.index(rows.len());
        rows.rotate_left(by);
        rows.reverse();
    }
    Source::new(source.name.as_str(), lines.join("\n") + "\n")
}
