//! Shared controls, against the rule said again in plain sentences. Rule book, section 6.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use imsmap_cli::Terminal;
use imsmap_core::{Answer, Query, Relationship, Review, SharedAnswer, answer, load};
use imsmap_tests::{KEYS, World, imsmap, imsmap_at, worlds};
use proptest::prelude::*;

/// A control as the rule says it: anchor, standards served, and for each counterpart the word, and whether it stands strongest here.
type Control = (String, usize, BTreeMap<String, (Relationship, bool)>);

fn shared(world: &World, listed: &[usize], contested: bool) -> SharedAnswer {
    let loaded = load(&world.sources(false));
    let standards = listed.iter().map(|at| KEYS[*at].to_owned()).collect();
    let Answer::Shared(shared) = answer(&loaded.map, &Query::Shared { standards, contested }).unwrap() else {
        panic!("shared controls were asked for")
    };
    shared
}

/// Strength as the worlds write it: 10 for =, 5 for the others; so the word alone ranks a link.
fn rank(word: Relationship) -> usize {
    match word {
        Relationship::EqualTo => 0,
        Relationship::SubsetOf | Relationship::SupersetOf => 1,
        _ => 2,
    }
}

fn naive(world: &World, listed: &[usize], contested: bool) -> Vec<Control> {
    let standard = |at: usize| world.requirements[at].standard;
    let links_of = |at: usize| {
        let both = world.links.iter().flat_map(|link| {
            [
                (link, link.source, link.target, link.relationship),
                (link, link.target, link.source, link.relationship.inverse()),
            ]
        });
        let proving = both.filter(|(link, from, to, word)| {
            *from == at
                && word.is_positive()
                && (contested || link.review != Review::Contested)
                && listed.contains(&standard(*to))
        });
        proving.map(|(_, _, to, word)| (to, word)).collect::<Vec<_>>()
    };
    let mut in_clause_order: Vec<usize> = (0..world.requirements.len()).collect();
    in_clause_order.sort_by_key(|at| place(world, *at));
    let mut reached = BTreeSet::new();
    let mut groups: Vec<(usize, Vec<(usize, Relationship)>)> = Vec::new();
    for turn in listed {
        let mut newly = BTreeSet::new();
        for at in in_clause_order.iter().copied().filter(|at| standard(*at) == *turn && !reached.contains(at))
        {
            let links = links_of(at);
            if !links.is_empty() {
                newly.extend(links.iter().map(|(to, _)| *to));
                groups.push((at, links));
            }
        }
        reached.extend(newly);
    }
    let strongest = |of: usize| {
        let mut all: Vec<(usize, usize)> = Vec::new();
        for (number, (_, links)) in groups.iter().enumerate() {
            all.extend(links.iter().filter(|(to, _)| *to == of).map(|(_, word)| (rank(*word), number)));
        }
        all.into_iter().min().unwrap().1
    };
    let mut controls: Vec<(Reverse<usize>, usize, usize, Control)> = Vec::new();
    for (number, (anchor, links)) in groups.iter().enumerate() {
        let standards: BTreeSet<usize> = links.iter().map(|(to, _)| standard(*to)).collect();
        let served = standards.len() + 1;
        let counterparts =
            links.iter().map(|(to, word)| (world.id(*to), (*word, strongest(*to) == number))).collect();
        let best = links.iter().map(|(_, word)| rank(*word)).min().unwrap();
        controls.push((Reverse(served), best, number, (world.id(*anchor), served, counterparts)));
    }
    controls.sort_by_key(|(served, best, number, _)| (*served, *best, *number));
    controls.into_iter().map(|(.., control)| control).collect()
}

/// By standard, then the numbers on the way down to it: the clause order of a world.
fn place(world: &World, at: usize) -> (usize, Vec<usize>) {
    let mut way: Vec<usize> = world.above(at).iter().map(|at| world.requirements[*at].number).collect();
    way.reverse();
    (world.requirements[at].standard, way)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shared_controls_are_what_the_rule_says(
        world in worlds(), listed in proptest::sample::subsequence(vec![0, 1, 2], 2..=3).prop_shuffle(), contested in any::<bool>(),
    ) {
        let answer = shared(&world, &listed, contested);
        let found: Vec<Control> = answer.controls.iter().map(|control| {
            let counterparts = control.counterparts.iter();
            let counterparts = counterparts.map(|one| (one.requirement.id.to_string(), (one.reads, one.strongest))).collect();
            (control.anchor.id.to_string(), control.served, counterparts)
        }).collect();
        let expected = naive(&world, &listed, contested);
        let members: BTreeSet<&String> = expected.iter().flat_map(|(anchor, _, others)| others.keys().chain([anchor])).collect();
        for (one, listed) in answer.standards.iter().zip(&listed) {
            let of = (0..world.requirements.len()).filter(|at| {
                let row = &world.requirements[*at];
                row.standard == *listed && row.kind.is_assessable()
            });
            let of: Vec<String> = of.map(|at| world.id(at)).collect();
            prop_assert_eq!((one.shared, one.assessable), (of.iter().filter(|id| members.contains(id)).count(), of.len()));
        }
        prop_assert_eq!(answer.serving.iter().map(|count| count.controls).sum::<usize>(), found.len());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn what_to_add_is_the_delta_of_the_other_side(world in worlds()) {
        // The worlds write `this` for what the source asks alone, and `that` for what the target does.
        for control in shared(&world, &[1, 0, 2], true).controls {
            for one in control.counterparts {
                let source_is_anchor = one.row.source == control.anchor.id.to_string();
                let (of_anchor, of_counterpart) = if source_is_anchor { ("this", "that") } else { ("that", "this") };
                let (more, less) = match one.reads {
                    Relationship::EqualTo => ("", ""),
                    Relationship::SubsetOf => (of_counterpart, ""),
                    Relationship::SupersetOf => ("", of_anchor),
                    _ => (of_counterpart, of_anchor),
                };
                let is_advice = |requirement: &imsmap_core::RequirementRef| requirement.kind.is_advice();
                let said = |text: &str, done: bool, wanted: bool| {
                    if text.is_empty() && done && wanted { "evidence of conformity: the other is advice".to_owned() } else { text.to_owned() }
                };
                let (anchor, other) = (&control.anchor, &one.requirement);
                prop_assert_eq!(&one.to_add, &said(more, is_advice(anchor), other.kind.is_binding()));
                prop_assert_eq!(&one.to_add_for_anchor, &said(less, is_advice(other), anchor.kind.is_binding()));
            }
        }
    }
}

#[test]
fn standards_to_share_are_at_least_two_and_none_twice() {
    for (args, said) in [
        (vec!["shared", "9001", "iso9001-2015"], "named twice"),
        (vec!["shared", "9001", "2000-1"], "iso20000-1-2018"),
        (vec!["shared", "9001"], "2 values required"),
    ] {
        let (_, out, err) = imsmap(&args);
        assert!(out.is_empty() && err.contains(said), "{args:?}: {err}");
    }
}

#[test]
fn csv_holds_one_row_a_control_and_counterpart() {
    let (_, csv, _) = imsmap(&["shared", "20000-1", "9001", "27001", "--format", "csv"]);
    let header = "anchor,anchor_title,standards_served,relationship,counterpart,counterpart_title,strength,basis,review,strongest,to_add_for_counterpart,to_add_for_anchor";
    assert_eq!(csv.lines().next(), Some(header));
    // links/iso20000-1-2018--iso9001-2015.csv and --iso27001-2022.csv: 6.2.2 has two rows, `=` 9001 6.2.2 and `∩` 27001 6.2, to which 6.2 is nearer.
    let row = |counterpart: &str| {
        csv.lines()
            .find(|line| line.starts_with("iso20000-1-2018:6.2.2,") && line.contains(counterpart))
            .unwrap()
    };
    assert!(
        row("iso9001-2015:6.2.2").contains(",3,equal-to,")
            && row("iso9001-2015:6.2.2").ends_with(",10,asserted,agreed,yes,,")
    );
    assert!(row("iso27001-2022:6.2,").contains(",5,asserted,agreed,no,"));
}

#[test]
fn shared_controls_can_be_read_in_a_narrow_terminal() {
    for width in [60, 80, 100] {
        let (_, out, _) =
            imsmap_at(Terminal { width, colour: false }, &["shared", "20000-1", "9001", "27001", "itil4"]);
        let long = out.lines().find(|line| line.chars().count() > usize::from(width));
        assert_eq!(long, None, "{width}");
    }
}
