//! Laws that hold for every map, on random small ones.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::BTreeMap;

use imsmap_core::{
    Answer, Effect, Map, Profile, Query, Relationship, Review, Severity, Source, State, answer, load,
};
use imsmap_tests::{KEYS, Naive, STATUS, Said, World, naive_serves, naive_states, profiles, worlds};
use proptest::prelude::*;
use proptest::sample::Index;

/// A gap: what was asked, the answer, and the answer as JSON.
fn gap(sources: &[Source], have: &[usize], want: usize, profile: &Profile) -> (Naive, String) {
    let (map, have) = (map(sources), have.iter().map(|at| KEYS[*at].to_owned()).collect());
    let query = Query::Gap { have, want: KEYS[want].to_owned(), contested: false, profile: profile.clone() };
    let answer = answer(&map, &query).unwrap();
    let json = answer.to_json();
    let Answer::Gap(gap) = answer else { panic!("a gap was asked for") };
    assert_eq!(gap.findings, []);
    let states = gap.requirements.iter().map(|row| (row.requirement.id.to_string(), row.state)).collect();
    let excluded = gap.excluded.iter().map(|row| row.requirement.id.to_string()).collect();
    (Naive { states, excluded }, json)
}

fn map(sources: &[Source]) -> Map {
    let loaded = load(sources);
    let grave: Vec<_> = loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(grave.is_empty(), "{grave:?}");
    loaded.map
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
    fn coverage_equals_the_naive_fixpoint(world in worlds(), (have, want) in questions(), said in profiles()) {
        let said = world.said(&said);
        let found = gap(&world.sources(false), &have, want, &world.profile(&said)).0;
        prop_assert_eq!(found, naive_states(&world, &have, want, &said));
    }

    #[test]
    fn states_alone_are_those_of_the_gap(world in worlds(), (have, want) in questions()) {
        let map = map(&world.sources(false));
        let mut expected: Vec<State> = naive_states(&world, &have, want, &Said::default()).states.into_values().collect();
        let mut states = map.states(&have, want);
        prop_assert_eq!(states.len(), expected.len());
        // The tally of a single held standard is a row of the matrix.
        if let [have] = have.as_slice() {
            let tally = map.coverage_matrix()[have * KEYS.len() + want];
            prop_assert_eq!(tally.iter().sum::<usize>(), expected.len());
            for (state, count) in [State::NotExamined, State::None, State::Suggested, State::Partial, State::Covered].iter().zip(tally) {
                prop_assert_eq!(expected.iter().filter(|other| *other == state).count(), count);
            }
        }
        expected.sort_unstable();
        states.sort_unstable();
        prop_assert_eq!(states, expected);
    }

    #[test]
    fn what_serves_alone_equals_the_naive_fixpoint(world in worlds(), (have, want) in questions(), said in profiles()) {
        let said = world.said(&said);
        let names = have.iter().map(|at| KEYS[*at].to_owned()).collect();
        let query = Query::Serves { have: names, want: KEYS[want].to_owned(), contested: false, profile: world.profile(&said) };
        let Answer::Serves(found) = answer(&map(&world.sources(false)), &query).unwrap() else { panic!("not asked for") };
        let rows = found.requirements.iter().map(|row| {
            let alone = row.serves.iter().filter(|served| served.effect != Effect::Together);
            let alone = alone.map(|served| (served.requirement.id.to_string(), served.effect == Effect::Covers));
            (row.requirement.id.to_string(), alone.collect::<BTreeMap<_, _>>())
        });
        prop_assert_eq!(rows.collect::<BTreeMap<_, _>>(), naive_serves(&world, &have, want, &said));
        for served in found.requirements.iter().flat_map(|row| &row.serves) {
            prop_assert!(served.proof.last().is_some_and(|step| step.to == served.requirement.id.as_str()));
        }
    }

    #[test]
    fn the_order_of_rows_and_files_changes_nothing(
        world in worlds(), (have, want) in questions(), said in profiles(), turn in any::<Index>(),
    ) {
        let (sources, profile) = (world.sources(false), world.profile(&world.said(&said)));
        let mut turned: Vec<Source> = sources.iter().map(|source| rows_turned(source, &turn)).collect();
        turned.reverse();
        let files = |files: &[Source]| files.iter().map(|source| rows_turned(source, &turn)).collect();
        let other = Profile { soa: files(&profile.soa), status: files(&profile.status) };
        let (one, other) = (gap(&sources, &have, want, &profile).1, gap(&turned, &have, want, &other).1);
        prop_assert_eq!(without_lines(&one), without_lines(&other));
    }

    #[test]
    fn a_link_and_its_converse_say_the_same(world in worlds(), (have, want) in questions(), said in profiles()) {
        let profile = world.profile(&world.said(&said));
        let (one, other) = (world.sources(false), world.sources(true));
        prop_assert_eq!(gap(&one, &have, want, &profile).0, gap(&other, &have, want, &profile).0);
    }

    #[test]
    fn one_more_positive_link_or_joint_row_lowers_no_state(
        world in worlds(), (have, want) in questions(), said in profiles(),
        a in any::<Index>(), b in any::<Index>(), c in any::<Index>(), word in 0..4_usize,
    ) {
        let profile = world.profile(&world.said(&said));
        let before = gap(&world.sources(false), &have, want, &profile).0;
        let count = world.requirements.len();
        let mut more: World = world.clone();
        more.add_link(a.index(count), b.index(count), Relationship::ALL[word], Review::Agreed);
        // Where the new link contradicts a `:*` row, that row went: not one row more, but another.
        if more.nothing.len() == world.nothing.len() {
            prop_assert!(none_lower(&before, &gap(&more.sources(false), &have, want, &profile).0));
        }
        let mut joined = world;
        joined.add_joint(a.index(count), vec![b.index(count), c.index(count)]);
        prop_assert!(none_lower(&before, &gap(&joined.sources(false), &have, want, &profile).0));
    }

    #[test]
    fn one_more_applicable_control_or_a_higher_status_lowers_no_state(
        world in worlds(), (have, want) in questions(), said in profiles(), at in any::<Index>(), status in 0..4_usize,
    ) {
        let said = world.said(&said);
        let before = gap(&world.sources(false), &have, want, &world.profile(&said)).0;
        let mut more = said.clone();
        if !more.applicable.is_empty() {
            let at = at.index(more.applicable.len());
            more.applicable[at].1 = true;
        }
        if !more.status.is_empty() {
            let row = at.index(more.status.len());
            let now = STATUS.iter().position(|word| *word == more.status[row].1).unwrap();
            more.status[row].1 = STATUS[now.max(status)];
        }
        let after = gap(&world.sources(false), &have, want, &world.profile(&more)).0;
        prop_assert!(after.excluded.is_subset(&before.excluded));
        prop_assert!(none_lower(&before, &after));
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

fn none_lower(before: &Naive, after: &Naive) -> bool {
    before.states.iter().all(|(id, state)| after.states.get(id) >= Some(state))
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
