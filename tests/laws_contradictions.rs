//! Contradictions against brute force: what is reported has no model, and without headings and joint rows what has no model
//! is reported.
#![expect(
    clippy::indexing_slicing,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::collections::BTreeSet;

use imsmap_core::Relationship::{EqualTo, IntersectsWith, NoRelationship, SubsetOf, SupersetOf};
use imsmap_core::{
    Code, Contradictions, Possible, ProofStep, Relationship, Review, Severity, Source, load, load_checked,
};
use imsmap_tests::{KEYS, World, worlds, worlds_of};
use proptest::prelude::*;
use proptest::sample::Index;

/// A fact that holds of every single obligation.
enum Always {
    Inside(usize, usize),
    Apart(usize, usize),
    /// A heading and its children.
    Union(usize, Vec<usize>),
}

/// What the rows of a world say. `exists` are pairs: an obligation of the first that the second has not, or that both have.
#[derive(Default)]
struct Sentences {
    always: Vec<Always>,
    exists: Vec<(usize, usize, bool)>,
}

fn sentences(world: &World) -> Sentences {
    let mut all = Sentences::default();
    let standard = |at: usize| world.requirements[at].standard;
    for link in world.links.iter().filter(|link| link.review != Review::Contested) {
        let (a, b) = (link.source, link.target);
        match link.relationship {
            EqualTo => all.always.extend([Always::Inside(a, b), Always::Inside(b, a)]),
            SubsetOf => all.within(a, b),
            SupersetOf => all.within(b, a),
            IntersectsWith => all.exists.extend([(a, b, false), (b, a, false), (a, b, true)]),
            NoRelationship => all.always.push(Always::Apart(a, b)),
        }
    }
    for at in 0..world.requirements.len() {
        let children: Vec<usize> = (0..world.requirements.len())
            .filter(|child| world.requirements[*child].parent == Some(at))
            .collect();
        if !children.is_empty() {
            all.always.push(Always::Union(at, children));
        }
        let others = world.nothing.iter().filter(|(requirement, _)| *requirement == at);
        for (_, towards) in others {
            let whole = (0..world.requirements.len()).filter(|other| standard(*other) == *towards);
            all.always.extend(whole.map(|other| Always::Apart(at, other)));
        }
    }
    for joint in &world.joints {
        all.exists.extend(joint.sources.iter().map(|source| (joint.target, *source, false)));
    }
    all
}

impl Sentences {
    fn within(&mut self, inner: usize, outer: usize) {
        self.always.push(Always::Inside(inner, outer));
        self.exists.push((outer, inner, false));
    }
}

/// Whether non-empty sets exist of which everything is true that the rows say.
///
/// What tells one obligation from another is in which sets it is. Of the 2^n kinds of obligation, all that no sentence forbids may be
/// there together, so each sentence that asks for an obligation needs only one kind to be left.
fn has_model(world: &World) -> bool {
    is_satisfiable(&sentences(world), world.requirements.len())
}

fn is_satisfiable(sentences: &Sentences, sets: usize) -> bool {
    let is_in = |kind: u32, at: usize| kind >> at & 1 == 1;
    let allowed = |kind: &u32| {
        sentences.always.iter().all(|fact| match fact {
            Always::Inside(inner, outer) => !is_in(*kind, *inner) || is_in(*kind, *outer),
            Always::Apart(a, b) => !(is_in(*kind, *a) && is_in(*kind, *b)),
            Always::Union(heading, children) => {
                is_in(*kind, *heading) == children.iter().any(|child| is_in(*kind, *child))
            }
        })
    };
    let kinds: Vec<u32> = (1..1_u32 << sets).filter(allowed).collect();
    let some = |wanted: &dyn Fn(u32) -> bool| kinds.iter().any(|kind| wanted(*kind));
    (0..sets).all(|at| some(&|kind| is_in(kind, at)))
        && sentences
            .exists
            .iter()
            .all(|(a, b, both)| some(&|kind| is_in(kind, *a) && is_in(kind, *b) == *both))
}

/// Whether path consistency finds no contradiction among the rows.
fn is_path_consistent(world: &World) -> bool {
    let count = world.requirements.len();
    let mut known = vec![vec![Possible::ANY; count]; count];
    let mut learn = |a: usize, b: usize, word: Relationship| {
        known[a][b] = known[a][b].and(word.into());
        known[b][a] = known[b][a].and(word.inverse().into());
    };
    (0..count).for_each(|at| learn(at, at, EqualTo));
    for link in world.links.iter().filter(|link| link.review != Review::Contested) {
        learn(link.source, link.target, link.relationship);
    }
    for (at, standard) in &world.nothing {
        let whole = (0..count).filter(|other| world.requirements[*other].standard == *standard);
        whole.for_each(|other| learn(*at, other, NoRelationship));
    }
    loop {
        let before = known.clone();
        for b in 0..count {
            for a in 0..count {
                for c in 0..count {
                    known[a][c] = known[a][c].and(known[a][b].compose(known[b][c]));
                }
            }
        }
        if known.iter().flatten().any(|possible| *possible == Possible::IMPOSSIBLE) {
            return false;
        }
        if known == before {
            return true;
        }
    }
}

fn contradictions(sources: &[Source]) -> Contradictions {
    let loaded = load(sources);
    let grave: Vec<_> = loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(grave.is_empty(), "{grave:?}");
    let found = loaded.map.contradictions();
    let said = loaded.diagnostics.iter().any(|found| found.code == Code::Contradiction);
    assert_eq!(said, found.broken > 0, "the findings name contradictions exactly when there are some");
    assert_eq!(found.explained.len(), found.broken, "so few are all explained");
    found
}

fn flat(mut world: World) -> World {
    world.requirements.iter_mut().for_each(|requirement| requirement.parent = None);
    // What was a heading is a clause now, or advice.
    for requirement in &mut world.requirements {
        if requirement.kind == imsmap_core::Kind::Heading {
            requirement.kind = if requirement.standard == 2 {
                imsmap_core::Kind::Practice
            } else {
                imsmap_core::Kind::Clause
            };
        }
    }
    world.joints.clear();
    world
}

/// The ends of a row, in either order.
fn ends(step: &ProofStep) -> BTreeSet<String> {
    std::iter::once(step.from.to_string()).chain(step.to.split(' ').map(str::to_owned)).collect()
}

/// The world without all rows but these.
fn only(world: &World, rows: &[&ProofStep]) -> World {
    let named: Vec<BTreeSet<String>> = rows.iter().map(|row| ends(row)).collect();
    let pair = |a: String, b: String| named.contains(&BTreeSet::from([a, b]));
    let mut less = world.clone();
    less.links.retain(|link| pair(world.id(link.source), world.id(link.target)));
    less.nothing.retain(|(at, standard)| pair(world.id(*at), format!("{}:*", KEYS[*standard])));
    less.joints.retain(|joint| {
        let ids = joint.sources.iter().chain([&joint.target]).map(|at| world.id(*at));
        rows.iter().any(|row| row.relation == "joint") && named.contains(&ids.collect())
    });
    less
}

fn rows(found: &imsmap_core::Contradiction) -> Vec<&ProofStep> {
    let rows = found.chain.iter().filter(|step| step.file.is_some());
    rows.chain([&found.row]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_headings_and_joint_rows_what_has_no_model_is_contradictory(world in worlds_of(4)) {
        let world = flat(world);
        let broken = contradictions(&world.sources(false)).broken;
        prop_assert_eq!(broken == 0, has_model(&world));
        prop_assert_eq!(broken == 0, is_path_consistent(&world));
    }

    #[test]
    fn without_headings_and_joint_rows_path_consistency_says_the_same(world in worlds()) {
        let world = flat(world);
        prop_assert_eq!(contradictions(&world.sources(false)).broken == 0, is_path_consistent(&world));
    }

    #[test]
    fn what_is_reported_has_no_model_even_without_all_other_rows(world in worlds_of(4)) {
        for found in contradictions(&world.sources(false)).explained {
            prop_assert!(!has_model(&only(&world, &rows(&found))), "{:?}", found);
        }
    }

    #[test]
    fn without_headings_every_row_of_a_contradiction_is_needed(world in worlds_of(4)) {
        let world = flat(world);
        for found in contradictions(&world.sources(false)).explained {
            let rows = rows(&found);
            for left_out in 0..rows.len() {
                let mut fewer = rows.clone();
                fewer.remove(left_out);
                prop_assert!(has_model(&only(&world, &fewer)), "{:?} without {:?}", found, rows[left_out]);
            }
        }
    }

    #[test]
    fn a_chain_rules_its_row_out_by_the_composition_table(world in worlds_of(4)) {
        for found in contradictions(&world.sources(false)).explained {
            // The other side of a `:*` row and the tree below a heading are no chain from end to end.
            let plain = found.chain.iter().all(|step| step.relation != "all-children");
            let word = Relationship::ALL.iter().find(|word| word.as_str() == found.row.relation);
            let Some(word) = word.filter(|_| plain && !found.row.to.ends_with('*')) else { continue };
            let steps = found.chain.iter().map(|step| match step.relation.as_str() {
                "inside" => Possible::INSIDE,
                "holds" => Possible::HOLDS,
                word => (*Relationship::ALL.iter().find(|known| known.as_str() == word).unwrap()).into(),
            });
            let linked = found.chain.windows(2).all(|two| two[0].to == two[1].from.as_str());
            prop_assert!(linked, "{:?}", found.chain);
            let (from, to) = (found.chain[0].from.to_string(), found.chain.last().unwrap().to.clone());
            let says = if from == found.row.from.as_str() { *word } else { word.inverse() };
            prop_assert_eq!(ends(&found.row), BTreeSet::from([from, to]));
            prop_assert_eq!(Possible::along(steps).and(says.into()), Possible::IMPOSSIBLE);
        }
    }

    #[test]
    fn an_implied_row_cannot_be_denied(world in worlds_of(4)) {
        let sources = world.sources(false);
        let hints = imsmap_core::hints(&load(&sources).map);
        let follows = |row: String| hints.iter().any(|hint| hint.message == format!("`{row}` follows from other rows"));
        for (at, link) in world.links.iter().enumerate() {
            if !follows(format!("{} {} {}", world.id(link.source), link.relationship, world.id(link.target))) {
                continue;
            }
            for word in Relationship::ALL.iter().filter(|word| **word != link.relationship) {
                let mut denied = world.clone();
                denied.links[at].relationship = *word;
                prop_assert!(!has_model(&denied), "{:?} could be {}", link, word);
            }
        }
        for (at, (requirement, standard)) in world.nothing.iter().enumerate() {
            if !follows(format!("{} no-relationship {}:*", world.id(*requirement), KEYS[*standard])) {
                continue;
            }
            let mut without = world.clone();
            without.nothing.remove(at);
            for other in (0..world.requirements.len()).filter(|other| world.requirements[*other].standard == *standard) {
                let mut denied = sentences(&without);
                denied.exists.push((*requirement, other, true));
                prop_assert!(!is_satisfiable(&denied, world.requirements.len()), "{:?}", world.id(other));
            }
        }
    }

    #[test]
    fn order_and_converse_change_no_contradiction(world in worlds(), turn in any::<Index>()) {
        let broken = |sources: &[Source]| -> BTreeSet<(BTreeSet<String>, usize)> {
            let found = contradictions(sources).explained;
            found.iter().map(|found| (ends(&found.row), found.chain.len())).collect()
        };
        let sources = world.sources(false);
        let mut turned: Vec<Source> = sources.iter().map(|source| rows_turned(source, &turn)).collect();
        turned.reverse();
        let expected = broken(&sources);
        prop_assert_eq!(&broken(&turned), &expected);
        prop_assert_eq!(&broken(&world.sources(true)), &expected);
    }
}

fn rows_turned(source: &Source, turn: &Index) -> Source {
    let mut lines: Vec<&str> = source.text.lines().collect();
    if source.name != "standards.csv" && lines.len() > 2 {
        let by = turn.index(lines.len() - 1);
        lines[1..].rotate_left(by);
    }
    Source::new(source.name.as_str(), lines.join("\n") + "\n")
}

/// Four standards of one clause each, and the six rows between them.
fn network(words: &[Relationship]) -> Vec<Source> {
    let keys = ["one", "two", "three", "four"];
    let mut standards = "key,title,edition,publisher,status,published,supersedes,amendments,url\n".to_owned();
    let mut sources = Vec::new();
    for key in keys {
        standards += &format!("{key},{key},1,Nobody,in-force,2020-01,,,\n");
        let text = format!("id,parent,kind,title,topic\n{key}:1,,clause,Title,about it\n");
        sources.push(Source::new(format!("requirements/{key}.csv"), text));
    }
    sources.push(Source::new("standards.csv", standards));
    let pairs = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
    for ((a, b), word) in pairs.into_iter().zip(words) {
        let (a, b) = (keys[a], keys[b]);
        let (strength, deltas) = match word {
            EqualTo => (10, ","),
            SubsetOf => (5, ",that"),
            SupersetOf => (5, "this,"),
            IntersectsWith => (5, "this,that"),
            NoRelationship => (0, ","),
        };
        let text = format!(
            "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n\
             {a}:1,{b}:1,{word},semantic,{strength},high,agreed,because,{deltas},\n"
        );
        sources.push(Source::new(format!("links/{a}--{b}.csv"), text));
    }
    sources
}

/// Rule book, section 5. The other count of the same networks, by layouts of four sets, is in `algebra.rs`.
#[test]
fn of_all_complete_networks_of_four_1191_are_consistent() {
    let networks = (0..15_625_usize).map(|number| -> Vec<Relationship> {
        (0..6).map(|pair| Relationship::ALL[number / 5_usize.pow(pair) % 5]).collect()
    });
    let consistent = networks.filter(|words| load_checked(&network(words)).contradictions().broken == 0);
    assert_eq!(consistent.count(), 1191);
}

/// 1 = 1, 1 = 2, 2 = 2 and so on between two standards, and at the end 1 ∩ 1000: 1,999 steps from one to the other.
#[test]
fn a_chain_of_a_thousand_equals_breaks_the_row_that_denies_it() {
    let requirements = |key: &str| {
        let rows: String = (1..=1000).map(|at| format!("{key}:{at},,clause,Title,about it\n")).collect();
        Source::new(format!("requirements/{key}.csv"), format!("id,parent,kind,title,topic\n{rows}"))
    };
    let mut links =
        "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n".to_owned();
    for at in 1..=1000 {
        links += &format!("alpha:{at},beta:{at},equal-to,semantic,10,high,agreed,because,,,\n");
        if at < 1000 {
            links += &format!("alpha:{},beta:{at},equal-to,semantic,10,high,agreed,because,,,\n", at + 1);
        }
    }
    links += "alpha:1,beta:1000,intersects-with,semantic,5,high,agreed,because,this,that,\n";
    let standards = "key,title,edition,publisher,status,published,supersedes,amendments,url\n\
        alpha,Alpha,1,Nobody,in-force,2020-01,,,\nbeta,Beta,1,Nobody,in-force,2020-01,,,\n";
    let sources = [
        Source::new("standards.csv", standards),
        requirements("alpha"),
        requirements("beta"),
        Source::new("links/alpha--beta.csv", links),
    ];
    let found = contradictions(&sources);
    assert_eq!((found.broken, found.explained[0].chain.len()), (1, 1999));
}
