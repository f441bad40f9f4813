//! Proofs: each one printed is checked step by step against the sources, and none that exists is missing.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

mod recheck;

use std::collections::BTreeSet;

use imsmap_core::{Answer, ExplainAnswer, Kind, Map, Query, Relationship, Review, Source, answer, load};
use imsmap_tests::{KEYS, World, worlds};
use proptest::prelude::*;
use recheck::{ANYTHING, Data, Words, composed, turned};
use serde_json::Value;

fn explain(map: &Map, left: &str, right: &str, all: bool, contested: bool) -> ExplainAnswer {
    let query = Query::Explain { left: left.into(), right: right.into(), all, contested };
    let Answer::Explain(answer) = answer(map, &query).unwrap() else {
        panic!("an explanation was asked for")
    };
    *answer
}

fn json(answer: &ExplainAnswer) -> Value {
    serde_json::to_value(answer).unwrap()
}

fn gap_json(map: &Map, have: &[&str], want: &str, contested: bool) -> Value {
    let have = have.iter().map(|key| (*key).to_owned()).collect();
    let query = Query::Gap { have, want: want.to_owned(), contested };
    serde_json::to_value(answer(map, &query).unwrap()).unwrap()
}

/// What remains possible by path consistency: every pair, narrowed through every third until nothing changes.
fn path_consistency(world: &World, contested: bool) -> Vec<Vec<Words>> {
    let count = world.requirements.len();
    let mut known = vec![vec![ANYTHING; count]; count];
    let mut say = |a: usize, b: usize, words: Words| {
        known[a][b] &= words;
        known[b][a] &= turned(words);
    };
    for at in 0..count {
        say(at, at, 1);
        if let Some(parent) = world.requirements[at].parent {
            say(at, parent, 0b11);
        }
        for (carrier, standard) in &world.nothing {
            if world.requirements[at].standard == *standard {
                say(*carrier, at, 0b1_0000);
            }
        }
    }
    for link in world.links.iter().filter(|link| contested || link.review != Review::Contested) {
        say(link.source, link.target, 1 << link.relationship as usize);
    }
    loop {
        let before = known.clone();
        for via in 0..count {
            for a in 0..count {
                for b in 0..count {
                    known[a][b] &= composed(known[a][via], known[via][b]);
                }
            }
        }
        if known == before {
            return known;
        }
    }
}

/// The world without headings and joint rows: every requirement stands for itself.
fn flat(mut world: World) -> World {
    for row in &mut world.requirements {
        row.parent = None;
        if row.kind == Kind::Heading {
            row.kind = if row.standard == 2 { Kind::Practice } else { Kind::Clause };
        }
    }
    world.joints.clear();
    world.nothing.retain(|(at, standard)| {
        !world.links.iter().any(|link| {
            let of = |at: usize| world.requirements[at].standard;
            link.relationship.is_positive()
                && ((link.source == *at && of(link.target) == *standard)
                    || (link.target == *at && of(link.source) == *standard))
        })
    });
    world
}

/// Every step from a requirement of a world: rows and the hierarchy.
fn steps(world: &World, from: usize) -> Vec<(usize, Words)> {
    let mut steps = Vec::new();
    for link in world.links.iter().filter(|link| link.review != Review::Contested) {
        let word = 1 << link.relationship as usize;
        if link.source == from {
            steps.push((link.target, word));
        }
        if link.target == from {
            steps.push((link.source, turned(word)));
        }
    }
    for (at, row) in world.requirements.iter().enumerate() {
        if row.parent == Some(from) {
            steps.push((at, 0b101));
        }
    }
    steps.extend(world.requirements[from].parent.map(|parent| (parent, 0b11)));
    steps
}

/// Every chain of up to `depth` steps that proves a relationship, no requirement twice in it: its ids.
fn all_chains(world: &World, from: usize, to: usize, depth: usize) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let mut open = vec![(vec![from], 1)];
    while let Some((way, words)) = open.pop() {
        let at = *way.last().unwrap();
        if at == to {
            if words & 0b1_0000 == 0 || words == 0b1_0000 {
                found.insert(way.iter().map(|at| world.id(*at)).collect());
            }
        } else if way.len() <= depth {
            for (next, word) in steps(world, at).into_iter().filter(|(next, _)| !way.contains(next)) {
                open.push(([way.as_slice(), &[next]].concat(), composed(words, word)));
            }
        }
    }
    found
}

/// The strongest word that walks of up to `hops` rows prove, tried one by one.
fn derived(world: &World, from: usize, to: usize, hops: usize) -> Option<Relationship> {
    let rows = |at: usize| {
        let mut flat = world.clone();
        flat.requirements.iter_mut().for_each(|row| row.parent = None);
        steps(&flat, at)
    };
    let mut best: Option<Relationship> = None;
    let mut edge = vec![(from, 1)];
    for _ in 0..hops {
        edge = edge
            .into_iter()
            .flat_map(|(at, words)| {
                rows(at)
                    .into_iter()
                    .map(move |(next, word)| (next, composed(words, word)))
                    .collect::<Vec<_>>()
            })
            .collect();
        edge.sort_unstable();
        edge.dedup();
        for (_, words) in edge.iter().filter(|(at, _)| *at == to) {
            let word = match *words {
                0b1 => Some(Relationship::EqualTo),
                0b10 => Some(Relationship::SubsetOf),
                0b100 => Some(Relationship::SupersetOf),
                0b1_0000 => Some(Relationship::NoRelationship),
                words if words & 0b1_0000 == 0 => Some(Relationship::IntersectsWith),
                _ => None,
            };
            best = best.into_iter().chain(word).min();
        }
    }
    best
}

fn pairs(world: &World) -> impl Iterator<Item = (usize, usize)> {
    let count = world.requirements.len();
    (0..count).flat_map(move |a| (0..count).map(move |b| (a, b))).filter(|(a, b)| a != b)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_printed_proof_holds_step_by_step(world in worlds(), contested: bool, all: bool) {
        let sources = world.sources(false);
        let data = Data::new(&sources);
        let map = load(&sources).map;
        for (a, b) in pairs(&world) {
            let there = data.explanation(&json(&explain(&map, &world.id(a), &world.id(b), all, contested)), contested);
            let back = data.explanation(&json(&explain(&map, &world.id(b), &world.id(a), all, contested)), contested);
            prop_assert_eq!(there, turned(back), "{} {}", world.id(a), world.id(b));
        }
        for (have, want) in [(vec![KEYS[0]], KEYS[1]), (vec![KEYS[1], KEYS[2]], KEYS[0]), (vec![KEYS[0]], KEYS[2])] {
            data.gap(&gap_json(&map, &have, want, contested), contested);
        }
    }

    #[test]
    fn without_headings_all_that_path_consistency_excludes_is_excluded(world in worlds(), contested: bool) {
        let world = flat(world);
        let known = path_consistency(&world, contested);
        let consistent = known.iter().flatten().all(|words| *words != 0);
        let map = load(&world.sources(false)).map;
        for (a, b) in pairs(&world).filter(|(a, b)| a < b) {
            let found = recheck::words(&json(&explain(&map, &world.id(a), &world.id(b), false, contested))["possible"]);
            if consistent {
                prop_assert_eq!(found, known[a][b], "{} {}", world.id(a), world.id(b));
            }
        }
    }

    #[test]
    fn with_headings_nothing_is_missing_that_follows_without_their_unions(world in worlds()) {
        let mut world = world;
        world.joints.clear();
        let known = path_consistency(&world, false);
        let consistent = known.iter().flatten().all(|words| *words != 0);
        let map = load(&world.sources(false)).map;
        for (a, b) in pairs(&world).filter(|(a, b)| a < b && consistent) {
            let found = recheck::words(&json(&explain(&map, &world.id(a), &world.id(b), false, false))["possible"]);
            prop_assert_eq!(found & !known[a][b], 0, "{} {}", world.id(a), world.id(b));
        }
    }

    #[test]
    fn the_best_chains_are_all_chains_in_order(world in worlds(), depth in 1..6_usize) {
        let map = load(&world.sources(false)).map;
        for (a, b) in pairs(&world) {
            let chains = map.explanations(&world.id(a), &world.id(b), usize::MAX, depth);
            let found: Vec<Vec<String>> =
                chains.iter().map(|chain| chain.ids(&map).into_iter().map(str::to_owned).collect()).collect();
            prop_assert!(chains.is_sorted_by_key(imsmap_core::Chain::steps));
            let set: BTreeSet<Vec<String>> = found.iter().cloned().collect();
            prop_assert_eq!(set.len(), found.len(), "no chain twice");
            prop_assert_eq!(set, all_chains(&world, a, b, depth));
            let three = map.explanations(&world.id(a), &world.id(b), 3, depth);
            prop_assert_eq!(three.as_slice(), &chains[..chains.len().min(3)]);
        }
    }

    #[test]
    fn derived_relationships_are_what_walks_prove(world in worlds(), hops in 1..4_usize) {
        let map = load(&world.sources(false)).map;
        let ids: Vec<String> = in_order(&world);
        for (left, right) in [(0, 1), (1, 0), (0, 2), (2, 1)] {
            let of = |standard: usize| (0..ids.len()).filter(|at| standard_of(&ids[*at]) == KEYS[standard]).collect::<Vec<_>>();
            let mut expected = Vec::new();
            for a in of(left) {
                for b in of(right) {
                    let place = |at: usize| (0..ids.len()).find(|place| world.id(*place) == ids[at]).unwrap();
                    let word = derived(&world, place(a), place(b), hops);
                    expected.extend(word.map(|word| (u32::try_from(a).unwrap(), u32::try_from(b).unwrap(), word)));
                }
            }
            let index = |at: usize| map.standard_index(KEYS[at]).unwrap();
            prop_assert_eq!(map.derived(index(left), index(right), hops), expected);
        }
    }

    #[test]
    fn the_order_of_rows_and_the_side_of_a_word_change_no_explanation(world in worlds()) {
        let sources = world.sources(false);
        let mut turned: Vec<Source> = sources.iter().map(reversed).collect();
        turned.reverse();
        let (map, other, converse) = (load(&sources).map, load(&turned).map, load(&world.sources(true)).map);
        for (a, b) in pairs(&world) {
            let (a, b) = (world.id(a), world.id(b));
            let one = explain(&map, &a, &b, true, false);
            prop_assert_eq!(without_lines(&one), without_lines(&explain(&other, &a, &b, true, false)));
            prop_assert_eq!(one.possible, explain(&converse, &a, &b, true, false).possible);
        }
    }
}

/// The ids of a world in the order of the map: by standard, depth first, siblings by number.
fn in_order(world: &World) -> Vec<String> {
    let mut ids = Vec::new();
    for standard in 0..3 {
        let children = |parent: Option<usize>| {
            let of = |at: &usize| {
                world.requirements[*at].standard == standard && world.requirements[*at].parent == parent
            };
            (0..world.requirements.len()).filter(of).rev().collect::<Vec<_>>()
        };
        let mut open = children(None);
        while let Some(at) = open.pop() {
            ids.push(world.id(at));
            open.extend(children(Some(at)));
        }
    }
    ids
}

fn standard_of(id: &str) -> &str {
    id.split_once(':').unwrap().0
}

/// A source with its rows in reverse order.
fn reversed(source: &Source) -> Source {
    let mut lines = source.text.lines();
    let header = lines.next().unwrap();
    let rows: String = lines.rev().map(|row| format!("{row}\n")).collect();
    let keep = source.name.starts_with("standards");
    Source::new(
        source.name.to_string(),
        if keep { source.text.to_string() } else { format!("{header}\n{rows}") },
    )
}

fn without_lines(answer: &ExplainAnswer) -> String {
    let text = serde_json::to_string_pretty(answer).unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("\"line\"")).collect()
}

#[test]
fn proofs_over_the_bundled_data_hold_step_by_step() {
    let sources = imsmap_cli::bundled();
    let data = Data::new(&sources);
    let map = load(&sources).map;
    let ids: Vec<&String> = data.ids().collect();
    let (mut proven, mut by_parts, mut contradictory) = (0, 0, 0);
    let every = ids.iter().flat_map(|a| ids.iter().map(move |b| (a, b))).filter(|(a, b)| a != b);
    for (number, (a, b)) in every.step_by(41).enumerate() {
        let answer = explain(&map, a, b, number % 3 == 0, number % 5 == 0);
        let answer = json(&answer);
        data.explanation(&answer, number % 5 == 0);
        proven += usize::from(answer["basis"] == "proven");
        by_parts += usize::from(answer.to_string().contains("-by-parts"));
        contradictory += usize::from(answer["contradictory"] == true);
    }
    assert!(proven > 100 && by_parts > 0, "{proven} proven, {by_parts} of them by parts");
    assert_eq!(contradictory, 0);
    let keys = ["iso20000-1-2018", "iso9001-2015", "iso27001-2022", "itil4"];
    let mut proofs = 0;
    for want in keys {
        let have: Vec<&str> = keys.into_iter().filter(|key| *key != want).collect();
        for contested in [false, true] {
            proofs += data.gap(&gap_json(&map, &have, want, contested), contested);
            proofs += data.gap(&gap_json(&map, &have[..1], want, contested), contested);
        }
    }
    assert!(proofs > 200, "{proofs} proofs of gaps");
}

/// From the rule book, section 3, and the rows that it cites.
#[test]
fn the_chains_of_the_rule_book_prove_what_it_says() {
    let map = load(&imsmap_cli::bundled()).map;
    let cases = [
        ("27001:7.5.1", "9001:7.5.1", "equal", "equal-to"),
        ("9001:7.5.3.1", "27001:7.5.3", "subset", "subset-of"),
        ("27001:7.5.3", "9001:7.5.3.1", "superset", "superset-of"),
        ("27001:4.2", "9001:4.2", "overlap", "subset-of intersects-with"),
        ("27001:10.1", "9001:10.2", "disjoint", "no-relationship"),
        ("27001:A.5.26", "20000-1:8.6.1", "overlap", "intersects-with"),
        ("20000-1:8.7.3.1", "9001:7.2", "disjoint", "no-relationship"),
    ];
    for (left, right, proven, possible) in cases {
        let answer = explain(&map, left, right, false, false);
        let words: Vec<&str> = answer.possible.iter().map(|word| word.as_str()).collect();
        assert_eq!((answer.proven.as_str(), words.join(" ").as_str()), (proven, possible), "{left} {right}");
    }
    for (left, right, why) in
        [("27001:7.4", "9001:7.4", "the same third"), ("27001:4.3", "9001:4.3", "two overlaps in a row")]
    {
        let answer = explain(&map, left, right, false, false);
        assert_eq!(answer.possible, Relationship::ALL, "{left} {right}");
        assert!(answer.connection.unwrap().why.contains(why), "{left} {right}");
    }
}

/// All that is inside a requirement: the sentences of the rule book, section 5, repeated until nothing changes.
fn inside(world: &World, of: usize) -> BTreeSet<usize> {
    let mut set = BTreeSet::from([of]);
    loop {
        let before = set.len();
        for at in 0..world.requirements.len() {
            let outer = steps(world, at).into_iter().any(|(to, word)| word & !0b11 == 0 && set.contains(&to));
            let children: Vec<usize> = (0..world.requirements.len())
                .filter(|child| world.requirements[*child].parent == Some(at))
                .collect();
            let all = |parts: &[usize]| !parts.is_empty() && parts.iter().all(|part| set.contains(part));
            let joint = world.joints.iter().any(|joint| joint.target == at && all(&joint.sources));
            if outer || joint || all(&children) {
                set.insert(at);
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn with_headings_and_joint_rows_all_that_is_inside_is_proven_inside(world in worlds()) {
        let map = load(&world.sources(false)).map;
        for b in 0..world.requirements.len() {
            for a in inside(&world, b).into_iter().filter(|a| *a != b) {
                let answer = explain(&map, &world.id(a), &world.id(b), false, false);
                let inside = |word: &Relationship| matches!(word, Relationship::EqualTo | Relationship::SubsetOf);
                prop_assert!(answer.possible.iter().all(inside), "{} {}: {}", world.id(a), world.id(b), answer.sentence);
            }
        }
    }
}

/// A small map by hand: two standards, a heading with two children each.
fn two_headings(rows: &[(&str, &str, &str)], joint: &str) -> Vec<Source> {
    let mut sources = vec![Source::new(
        "standards.csv",
        "key,title,edition,publisher,status,published,supersedes,amendments,url\na-1,A,1,N,in-force,2020-01,,,\nb-1,B,1,N,in-force,2020-01,,,\n",
    )];
    for key in ["a-1", "b-1"] {
        let text = format!(
            "id,parent,kind,title,topic\n{key}:1,,heading,T,\n{key}:1.1,{key}:1,clause,T,t\n{key}:1.2,{key}:1,clause,T,t\n{key}:2,,clause,T,t\n{key}:3,,clause,T,t\n"
        );
        sources.push(Source::new(format!("requirements/{key}.csv"), text));
    }
    let mut text = "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n".to_owned();
    for (source, word, target) in rows {
        let (strength, deltas) = match *word {
            "equal-to" => (10, ","),
            "subset-of" => (5, ",that"),
            "superset-of" => (5, "this,"),
            "intersects-with" => (5, "this,that"),
            _ => (0, ","),
        };
        text +=
            &format!("a-1:{source},b-1:{target},{word},semantic,{strength},high,agreed,because,{deltas},\n");
    }
    sources.push(Source::new("links/a-1--b-1.csv", text));
    let header = "target,sources,why,confidence,review,reference\n";
    sources.push(Source::new("links/joint.csv", format!("{header}{joint}")));
    sources
}

/// What two requirements may be, checked step by step.
fn possible(sources: &[Source], left: &str, right: &str) -> Vec<Relationship> {
    let loaded = load(sources);
    let mut codes = loaded.diagnostics.iter().map(|finding| finding.code);
    assert!(codes.all(|code| code == imsmap_core::Code::Contradiction), "{:?}", loaded.diagnostics);
    let answer = explain(&loaded.map, left, right, true, false);
    Data::new(sources).explanation(&json(&answer), false);
    answer.possible
}

#[test]
fn a_heading_is_inside_what_holds_all_its_children() {
    use Relationship::{EqualTo, SubsetOf};
    let sources = two_headings(&[("1.1", "subset-of", "2"), ("1.2", "equal-to", "2")], "");
    assert_eq!(possible(&sources, "a-1:1", "b-1:2"), [EqualTo], "1.2 alone is all of it");
    let sources = two_headings(&[("1.1", "subset-of", "2"), ("1.2", "subset-of", "2")], "");
    assert_eq!(possible(&sources, "a-1:1", "b-1:2"), [EqualTo, SubsetOf]);
    let sources = two_headings(&[("1.1", "subset-of", "2"), ("1.2", "intersects-with", "2")], "");
    assert!(!possible(&sources, "a-1:1", "b-1:2").contains(&SubsetOf), "1.2 asks something more");
}

#[test]
fn a_heading_has_nothing_in_common_with_what_no_child_has_anything_in_common_with() {
    let none = |source, target| (source, "no-relationship", target);
    let sources = two_headings(&[none("1.1", "2"), none("1.2", "2")], "");
    assert_eq!(possible(&sources, "a-1:1", "b-1:2"), [Relationship::NoRelationship]);
    assert_eq!(possible(&sources, "b-1:2", "a-1:1"), [Relationship::NoRelationship]);
    let sources = two_headings(&[none("1.1", "2")], "");
    assert_eq!(
        possible(&sources, "a-1:1", "b-1:2").len(),
        3,
        "not inside 2 and not the same, but perhaps more"
    );
}

#[test]
fn a_row_about_a_whole_standard_on_a_heading_holds_for_all_below_it() {
    let sources = two_headings(&[("1", "no-relationship", "*")], "");
    assert_eq!(possible(&sources, "a-1:1.1", "b-1:1.2"), [Relationship::NoRelationship]);
    assert_eq!(possible(&sources, "a-1:2", "b-1:2"), Relationship::ALL);
}

#[test]
fn a_joint_target_is_inside_what_holds_all_its_sources_and_inside_none_of_them() {
    use Relationship::{EqualTo, SubsetOf};
    let sources = two_headings(
        &[("2", "subset-of", "3"), ("3", "subset-of", "3")],
        "b-1:2,a-1:2 a-1:3,together,high,agreed,\n",
    );
    assert_eq!(possible(&sources, "b-1:2", "b-1:3"), [EqualTo, SubsetOf]);
    let against_a_source = possible(&sources, "b-1:2", "a-1:2");
    assert!(!against_a_source.contains(&EqualTo) && !against_a_source.contains(&SubsetOf));
}

#[test]
fn rows_that_contradict_each_other_are_said_to() {
    let sources = two_headings(
        &[
            ("1", "no-relationship", "2"),
            ("1.1", "superset-of", "3"),
            ("2", "subset-of", "2"),
            ("2", "superset-of", "3"),
        ],
        "",
    );
    assert_eq!(possible(&sources, "a-1:1.2", "b-1:3"), [Relationship::NoRelationship], "1.2 takes no part");
    let answer = explain(&load(&sources).map, "a-1:1.1", "a-1:2", false, false);
    assert!(answer.contradictory && answer.possible.is_empty(), "{}", answer.sentence);
    assert_eq!(answer.impossible.len(), 5);
    Data::new(&sources).explanation(&json(&answer), false);
}
