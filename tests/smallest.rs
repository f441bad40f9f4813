//! The smallest set, against every subset. Rule book, section 7.
#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::BTreeSet;

use imsmap_cli::Terminal;
use imsmap_core::{
    Answer, Basis, CoverAnswer, Kind, Level, Query, Relationship, Review, Source, answer, load,
};
use imsmap_tests::{KEYS, World, imsmap, imsmap_at, worlds};
use proptest::prelude::*;

/// One question: standards by number, and a weight for every requirement of the world in turn.
#[derive(Debug, Clone)]
struct Asked {
    with: Vec<usize>,
    have: Vec<usize>,
    want: usize,
    level: Level,
    weights: Vec<u32>,
}

fn asked() -> impl Strategy<Value = Asked> {
    let roles = Just(vec![0, 1, 2]).prop_shuffle();
    let weights = proptest::collection::vec(1..4_u32, 24);
    (roles, 0..3_usize, any::<bool>(), weights).prop_map(|(roles, form, covered, weights)| Asked {
        with: if form == 0 { vec![roles[0], roles[1]] } else { vec![roles[0]] },
        have: if form == 1 { vec![roles[1]] } else { Vec::new() },
        want: roles[2],
        level: if covered { Level::Covered } else { Level::Partial },
        weights,
    })
}

fn cover(world: &World, asked: &Asked) -> CoverAnswer {
    let loaded = load(&world.sources(false));
    let keys = |all: &[usize]| all.iter().map(|at| KEYS[*at].to_owned()).collect::<Vec<_>>();
    let rows =
        (0..world.requirements.len()).map(|at| format!("{},{}\n", world.id(at), asked.weights[at % 24]));
    let weights = Source::new("weights.csv", format!("requirement,weight\n{}", rows.collect::<String>()));
    let query = Query::Cover {
        with: keys(&asked.with),
        want: KEYS[asked.want].to_owned(),
        level: asked.level,
        have: keys(&asked.have),
        weights: Some(weights),
        contested: false,
    };
    let Answer::Cover(answer) = answer(&loaded.map, &query).unwrap() else { panic!("a set was asked for") };
    assert!(answer.findings.is_empty(), "{:?}", answer.findings);
    answer
}

/// Which assessable requirements of the wanted standard are met when just these are held: section 4, repeated until nothing changes.
fn met(world: &World, held: &BTreeSet<usize>, want: usize, level: Level) -> BTreeSet<String> {
    let kind = |at: usize| world.requirements[at].kind;
    let bound = covered(world, held.iter().copied().filter(|at| kind(*at) != Kind::Practice).collect());
    let practised = covered(world, held.clone());
    let touched = touched(world, &practised);
    let wanted = (0..world.requirements.len())
        .filter(|at| world.requirements[*at].standard == want && kind(*at).is_assessable());
    let met = wanted.filter(|at| match level {
        Level::Partial => touched.contains(at),
        Level::Covered => bound.contains(at) || (kind(*at) == Kind::Practice && practised.contains(at)),
    });
    met.map(|at| world.id(at)).collect()
}

fn covered(world: &World, mut set: BTreeSet<usize>) -> BTreeSet<usize> {
    loop {
        let before = set.len();
        for (from, word, to) in readings(world) {
            if matches!(word, Relationship::EqualTo | Relationship::SubsetOf) && set.contains(&to) {
                set.insert(from);
            }
        }
        for at in 0..world.requirements.len() {
            let below: Vec<usize> = (0..world.requirements.len())
                .filter(|child| world.requirements[*child].parent == Some(at))
                .collect();
            let by_children = !below.is_empty() && below.iter().all(|child| set.contains(child));
            if by_children || world.requirements[at].parent.is_some_and(|parent| set.contains(&parent)) {
                set.insert(at);
            }
        }
        for joint in &world.joints {
            if joint.sources.iter().all(|source| set.contains(source)) {
                set.insert(joint.target);
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

fn touched(world: &World, covered: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut set = covered.clone();
    set.extend(
        readings(world)
            .iter()
            .filter(|(_, word, to)| *word == Relationship::IntersectsWith && covered.contains(to))
            .map(|row| row.0),
    );
    loop {
        let before = set.len();
        for (from, word, to) in readings(world) {
            if matches!(word, Relationship::EqualTo | Relationship::SupersetOf) && set.contains(&to) {
                set.insert(from);
            }
        }
        for at in 0..world.requirements.len() {
            if let Some(parent) = world.requirements[at].parent.filter(|_| set.contains(&at)) {
                set.insert(parent);
            }
        }
        if set.len() == before {
            return set;
        }
    }
}

fn readings(world: &World) -> Vec<(usize, Relationship, usize)> {
    let agreed = world.links.iter().filter(|link| link.review != Review::Contested);
    let both = agreed.flat_map(|link| {
        [
            (link.source, link.relationship, link.target),
            (link.target, link.relationship.inverse(), link.source),
        ]
    });
    both.collect()
}

fn assessable(world: &World, standards: &[usize]) -> Vec<usize> {
    let all = 0..world.requirements.len();
    all.filter(|at| {
        standards.contains(&world.requirements[*at].standard) && world.requirements[*at].kind.is_assessable()
    })
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_subset_that_meets_as_much_weighs_less(world in worlds(), asked in asked()) {
        let candidates = assessable(&world, &asked.with);
        prop_assume!(candidates.len() <= 9);
        let held: BTreeSet<usize> = assessable(&world, &asked.have).into_iter().collect();
        let met_by = |chosen: &[usize]| {
            met(&world, &held.iter().chain(chosen).copied().collect(), asked.want, asked.level)
        };
        let all = met_by(&candidates);
        let mut lightest = u64::MAX;
        for subset in 0..1_usize << candidates.len() {
            let chosen: Vec<usize> =
                candidates.iter().enumerate().filter(|(bit, _)| subset >> bit & 1 == 1).map(|(_, at)| *at).collect();
            let weight = chosen.iter().map(|at| u64::from(asked.weights[*at % 24])).sum();
            if weight < lightest && met_by(&chosen) == all {
                lightest = weight;
            }
        }
        let answer = cover(&world, &asked);
        prop_assert_eq!((answer.weight, answer.lower_bound, answer.proven_smallest), (lightest, Some(lightest), true));
    }

    #[test]
    fn the_steps_add_up_to_all_that_can_be_met(world in worlds(), asked in asked()) {
        let answer = cover(&world, &asked);
        let mut held: BTreeSet<usize> = assessable(&world, &asked.have).into_iter().collect();
        let place = |id: &str| (0..world.requirements.len()).find(|at| world.id(*at) == id).unwrap();
        let mut before = met(&world, &held, asked.want, asked.level);
        let already: BTreeSet<String> = answer.already.iter().map(|one| one.id.to_string()).collect();
        prop_assert_eq!(&already, &before);
        for step in &answer.steps {
            held.insert(place(step.adopt.id.as_str()));
            let after = met(&world, &held, asked.want, asked.level);
            let adds: BTreeSet<String> = step.adds.iter().map(|met| met.requirement.id.to_string()).collect();
            prop_assert_eq!(adds, after.difference(&before).cloned().collect::<BTreeSet<_>>());
            prop_assert_eq!(step.met, after.len());
            before = after;
        }
        held.extend(assessable(&world, &asked.with));
        let possible = met(&world, &held, asked.want, asked.level);
        prop_assert_eq!(&before, &possible, "nothing that can be met is left out");
        let nobody: BTreeSet<String> = answer.nobody.iter().map(|one| one.id.to_string()).collect();
        let wanted: BTreeSet<String> = assessable(&world, &[asked.want]).into_iter().map(|at| world.id(at)).collect();
        prop_assert_eq!(nobody, wanted.difference(&possible).cloned().collect::<BTreeSet<_>>());
        prop_assert_eq!(answer.assessable, wanted.len());
    }

    #[test]
    fn every_addition_carries_rows_that_lead_to_it(world in worlds(), asked in asked()) {
        let answer = cover(&world, &asked);
        let mut adopted: Vec<String> = assessable(&world, &asked.have).into_iter().map(|at| world.id(at)).collect();
        for step in &answer.steps {
            adopted.push(step.adopt.id.to_string());
            for met in &step.adds {
                let mut known: BTreeSet<String> = adopted.iter().cloned().collect();
                for (number, proof) in met.proof.iter().enumerate() {
                    prop_assert!(known.contains(proof.from.as_str()), "{:?}", met.proof);
                    // Of several premises the conclusion stands behind the last.
                    let ends = met.proof.get(number + 1).is_none_or(|next| next.to != proof.to);
                    known.extend(ends.then(|| proof.to.clone()));
                    prop_assert_eq!(proof.file.is_some(), !["holds", "inside", "all-children"].contains(&proof.relation.as_str()));
                }
                prop_assert!(known.contains(met.requirement.id.as_str()), "{:?}", met.proof);
                prop_assert_eq!(met.basis == Basis::Asserted, met.proof.len() == 1 && met.proof[0].file.is_some() && met.proof[0].from == step.adopt.id && met.proof[0].relation != "joint");
            }
        }
    }
}

/// With ITIL 4 on level partial, the answer can be checked by hand for any one step: the practice has a row to what it adds.
#[test]
fn practices_first_are_in_the_bundled_data() {
    let (_, out, err) = imsmap(&["cover", "--with", "itil4", "--want", "20000-1"]);
    assert!(out.contains("No smaller set meets as much: proven") && err.is_empty(), "{out}{err}");
    let (_, csv, _) = imsmap(&["cover", "--with", "itil4", "--want", "20000-1", "--format", "csv"]);
    assert_eq!(
        csv.lines().next(),
        Some("step,adopt,adopt_title,weight,state,requirement,title,basis,proof,met,of,smallest")
    );
    assert!(csv.lines().skip(1).all(|line| line.ends_with(",63,proven smallest")), "{csv}");
    // 63 assessable requirements of 20000-1: each is in one row, touched or not.
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count(), 63);
    assert!(
        csv.contains(",nobody,iso20000-1-2018:4.1,"),
        "the context of the organization is no practice's business"
    );
}

#[test]
fn a_heavy_requirement_is_avoided_where_lighter_ones_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("weights.csv");
    let path = file.to_str().unwrap();
    let args = ["cover", "--with", "itil4", "--want", "20000-1", "--format", "csv", "--weights", path];
    // links/iso20000-1-2018--itil4.csv: 8.5.2.2 has rows to five practices beside supplier management.
    std::fs::write(&file, "requirement,weight\nitil4:supplier-management,1000\n").unwrap();
    let (_, csv, err) = imsmap(&args);
    assert!(err.is_empty(), "{err}");
    let heavy: Vec<&str> =
        csv.lines().filter(|line| line.contains("itil4:supplier-management,Supplier")).collect();
    assert!(heavy.iter().all(|line| !line.contains("iso20000-1-2018:8.5.2.2,")), "{heavy:?}");
    let (_, out, _) = imsmap(&["cover", "--with", "itil4", "--want", "20000-1", "--weights", path]);
    assert!(
        out.contains("No lighter set meets as much: proven") && out.contains(" of total weight "),
        "{out}"
    );
}

#[test]
fn adopted_from_several_standards_each_is_named_with_its_own() {
    let args = ["cover", "--with", "9001,27001", "--want", "20000-1", "--level", "covered"];
    let (_, out, _) = imsmap_at(Terminal { width: 200, colour: false }, &args);
    assert!(out.contains(" 9001-2015:") && out.contains(" 27001-2022:"), "{out}");
    let (_, out, _) =
        imsmap_at(Terminal { width: 200, colour: false }, &[&args[..2], &["27001"], &args[3..]].concat());
    assert!(!out.contains(" 27001-2022:"), "{out}");
}

#[test]
fn errors_in_a_file_of_weights_are_named_all_at_once_and_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("weights.csv");
    let text = "\u{feff}requirement;weight\r\nitil4:incident-managment;2\r\nitil4:problem-management;0\r\nitil4:risk-management;3\r\nitil4:risk-management;4\r\n20000-1:8.6.1;2\r\n";
    std::fs::write(&file, text).unwrap();
    let args = ["cover", "--with", "itil4", "--want", "20000-1", "--weights", file.to_str().unwrap()];
    let (_, out, err) = imsmap(&args);
    assert!(out.starts_with("INCOMPLETE: 3 rows"), "{out}");
    for said in [
        "error[unknown-requirement]: ITIL 4 has no `incident-managment`",
        "`itil4:incident-management` exists",
        "weights.csv:2:1",
        "error[unknown-word]: `0` is not a weight",
        "weights.csv:3:26",
        "error[duplicate-row]: `itil4:risk-management` has a weight already",
        "weights.csv:5:1",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    let (_, _, err) =
        imsmap(&["cover", "--with", "itil4", "--want", "20000-1", "--weights", "/no/such/file"]);
    assert!(err.contains("`/no/such/file` cannot be read"), "{err}");
}

#[test]
fn a_standard_is_not_met_by_itself() {
    for args in [
        vec!["cover", "--with", "9001", "--want", "9001"],
        vec!["cover", "--with", "27001", "--want", "9001", "--have", "9001"],
    ] {
        let (_, out, err) = imsmap(&args);
        assert!(out.is_empty() && err.contains("not by itself"), "{err}");
    }
}

#[test]
fn a_set_can_be_read_in_a_narrow_terminal() {
    for width in [60, 80, 100] {
        let (_, out, _) = imsmap_at(
            Terminal { width, colour: false },
            &["cover", "--with", "9001,27001", "--want", "20000-1", "--level", "covered"],
        );
        let long = out.lines().find(|line| line.chars().count() > usize::from(width));
        assert_eq!(long, None, "{width}");
    }
}
