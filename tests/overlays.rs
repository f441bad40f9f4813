//! Overlays: one's own rows over others.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this file is a test, also what stands outside of the test functions"
)]

use std::fs;

use imsmap_cli::{ExitStatus, bundled};
use imsmap_core::{
    Answer, OverlayAnswer, OverlayEffect, Query, Relationship, Review, Severity, Source, answer, load,
};
use imsmap_tests::{KEYS, World, imsmap, worlds};
use proptest::prelude::*;

const LINKS: &str =
    "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n";

/// A base of two standards and one row of each sort, by hand.
fn base() -> Vec<Source> {
    let standards = "key,title,edition,publisher,status,published,supersedes,amendments,url\n\
                     a-1,A,1,N,in-force,2020-01,,,\nb-1,B,1,N,in-force,2020-01,,,\n";
    let requirements = |key: &str| {
        format!(
            "id,parent,kind,title,topic\n{key}:1,,clause,One,of one\n{key}:2,,clause,Two,of two\n{key}:3,,clause,Three,of three\n"
        )
    };
    let links = format!(
        "{LINKS}a-1:1,b-1:1,equal-to,semantic,10,high,agreed,the same,,,\n\
         a-1:2,b-1:*,no-relationship,semantic,0,high,agreed,looked,,,\n"
    );
    vec![
        Source::new("standards.csv", standards),
        Source::new("requirements/a-1.csv", requirements("a-1")),
        Source::new("requirements/b-1.csv", requirements("b-1")),
        Source::new("links/a-1--b-1.csv", links),
    ]
}

fn overlay(layer: u32, name: &str, text: impl Into<String>) -> Source {
    Source::new(name, text.into()).in_overlay(layer, &format!("own{layer}"))
}

fn report(sources: &[Source]) -> OverlayAnswer {
    let loaded = load(sources);
    let errors: Vec<_> =
        loaded.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let Answer::Overlay(answer) = answer(&loaded.map, &Query::Overlay).unwrap() else {
        panic!("overlays were asked for")
    };
    answer
}

fn links(sources: &[Source]) -> String {
    let query = Query::Links { left: "a".into(), right: "b".into(), relationship: Vec::new() };
    answer(&load(sources).map, &query).unwrap().sheet().to_csv()
}

#[test]
fn a_row_of_an_overlay_adds_changes_or_contradicts() {
    let mut sources = base();
    let rows = format!(
        "{LINKS}a-1:1,b-1:1,subset-of,semantic,7,high,draft,we say less,,more,\n\
         a-1:2,b-1:2,intersects-with,semantic,3,low,draft,we see something,this,that,\n\
         a-1:3,b-1:3,equal-to,semantic,10,high,draft,the same,,,\n"
    );
    sources.push(overlay(1, "links/a-1--b-1.csv", rows));
    let report = report(&sources);
    let told: Vec<_> = report
        .rows
        .iter()
        .map(|row| {
            (
                row.effect,
                row.says.as_str(),
                row.file.as_str(),
                row.line,
                row.below.as_str(),
                row.below_place.as_str(),
            )
        })
        .collect();
    // By hand: contradictions first, then changes, then additions.
    let (own, below) = ("own1/links/a-1--b-1.csv", "links/a-1--b-1.csv");
    assert_eq!(
        told,
        [
            (
                OverlayEffect::Contradicts,
                "a-1:2 intersects-with b-1:2",
                own,
                3,
                "a-1:2 no-relationship b-1:*",
                &*format!("{below}:3")
            ),
            (
                OverlayEffect::Changes,
                "a-1:1 subset-of b-1:1",
                own,
                2,
                "a-1:1 equal-to b-1:1",
                &*format!("{below}:2")
            ),
            (OverlayEffect::Adds, "a-1:2 intersects-with b-1:2", own, 3, "", ""),
            (OverlayEffect::Adds, "a-1:3 equal-to b-1:3", own, 4, "", ""),
        ]
    );
    let summary = &report.overlays[0];
    assert_eq!(
        (summary.folder.as_str(), summary.adds, summary.changes, summary.contradicts),
        ("own1", 2, 1, 1)
    );
    let rows = links(&sources);
    assert!(
        rows.contains("a-1:1,b-1:1,subset-of") && !rows.contains("equal-to,semantic,10,high,agreed"),
        "{rows}"
    );
    assert!(!rows.contains("b-1:*"), "{rows}");
}

#[test]
fn the_uppermost_overlay_counts() {
    let row = |word: &str, strength: u8, deltas: &str| {
        format!("{LINKS}a-1:1,b-1:1,{word},semantic,{strength},high,draft,ours,{deltas},\n")
    };
    let mut sources = base();
    sources.push(overlay(1, "links/a-1--b-1.csv", row("subset-of", 7, ",more")));
    sources.push(overlay(2, "links/a-1--b-1.csv", row("intersects-with", 4, "this,more")));
    assert!(links(&sources).contains("a-1:1,b-1:1,intersects-with"));
    sources.reverse();
    assert!(links(&sources).contains("a-1:1,b-1:1,intersects-with"), "in any order of the sources");
}

#[test]
fn an_overlay_may_bring_a_standard_and_rename_what_is_there() {
    let mut sources = base();
    let header = "key,title,edition,publisher,status,published,supersedes,amendments,url\n";
    sources.push(overlay(
        1,
        "standards.csv",
        format!("{header}b-1,B renamed,1,N,in-force,2020-01,,,\nown,Our own,1,We,in-force,2026-01,,,\n"),
    ));
    sources.push(overlay(
        1,
        "requirements/own.csv",
        "id,parent,kind,title,topic\nown:p,,clause,P,our process\n",
    ));
    sources.push(overlay(
        1,
        "requirements/a-1.csv",
        "id,parent,kind,title,topic\na-1:2,,clause,Two renamed,of two\n",
    ));
    let map = load(&sources).map;
    let Answer::Standards(answer) = answer(&map, &Query::Standards).unwrap() else { panic!("standards") };
    let names: Vec<&str> = answer.standards.iter().map(|standard| standard.name.as_str()).collect();
    assert_eq!(names, ["A:1", "B renamed:1", "Our own"]);
    assert_eq!(answer.standards.iter().map(|standard| standard.requirements).collect::<Vec<_>>(), [3, 3, 1]);
    let effects: Vec<_> = report(&sources).rows.iter().map(|row| (row.effect, row.says.clone())).collect();
    assert_eq!(
        effects,
        [
            (OverlayEffect::Changes, "a-1:2".to_owned()),
            (OverlayEffect::Changes, "b-1".to_owned()),
            (OverlayEffect::Adds, "own:p".to_owned()),
            (OverlayEffect::Adds, "own".to_owned()),
        ]
    );
}

#[test]
fn nothing_there_over_a_link_is_an_error_of_the_overlay() {
    let mut sources = base();
    let row = format!("{LINKS}a-1:1,b-1:*,no-relationship,semantic,0,high,draft,we see nothing,,,\n");
    sources.push(overlay(1, "links/a-1--b-1.csv", row));
    let found = load(&sources).diagnostics;
    assert_eq!(found.len(), 1, "{found:?}");
    let place = found[0].place.as_ref().unwrap();
    assert_eq!(
        (found[0].code.as_str(), place.file.as_str(), place.line),
        ("whole-beside-link", "own1/links/a-1--b-1.csv", 2)
    );
}

#[test]
fn a_contradiction_between_overlay_and_data_names_both_rows() {
    let mut sources = base();
    // Ours says that 3 is inside 1, and that 3 has nothing in common with what 1 equals.
    let header = "key,title,edition,publisher,status,published,supersedes,amendments,url\n";
    sources.push(overlay(1, "standards.csv", format!("{header}own,Our own,1,We,in-force,2026-01,,,\n")));
    sources.push(overlay(
        1,
        "requirements/own.csv",
        "id,parent,kind,title,topic\nown:p,,clause,P,our process\n",
    ));
    sources.push(overlay(
        1,
        "links/a-1--own.csv",
        format!("{LINKS}a-1:1,own:p,superset-of,semantic,5,high,draft,inside,this,,\n"),
    ));
    sources.push(overlay(
        1,
        "links/b-1--own.csv",
        format!("{LINKS}b-1:1,own:p,no-relationship,semantic,0,high,draft,looked,,,\n"),
    ));
    let loaded = load(&sources);
    let codes: Vec<&str> = loaded.diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["contradiction"]);
    let told = format!("{:?}", loaded.diagnostics);
    assert!(told.contains("own1/links/") && told.contains("(links/a-1--b-1.csv:2)"), "{told}");
    let report = report(&sources);
    let contradicting = report.rows.iter().filter(|row| row.effect == OverlayEffect::Contradicts);
    let says: Vec<&str> = contradicting.map(|row| row.says.as_str()).collect();
    assert_eq!(says, ["a-1:1 superset-of own:p", "b-1:1 no-relationship own:p"]);
}

#[test]
fn a_folder_is_laid_over_the_bundled_data_and_nothing_in_it_is_altered() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let standard = "key,title,edition,publisher,status,published,supersedes,amendments,url\nacme,Acme processes,1,Acme,in-force,2026-01,,,\n";
    write("standards.csv", standard);
    write(
        "requirements/acme.csv",
        "id,parent,kind,title,topic\nacme:incident,,clause,Incidents,how we treat incidents\n",
    );
    write(
        "links/iso20000-1-2018--acme.csv",
        &format!(
            "{LINKS}iso20000-1-2018:8.6.1,acme:incident,subset-of,functional,8,high,agreed,our process does it,,closing reports,\n"
        ),
    );
    let over = folder.path().to_str().unwrap();
    let (status, out, err) =
        imsmap(&["gap", "--have", "acme", "--want", "20000-1", "--overlay", over, "--format", "csv"]);
    assert_eq!((status, err.as_str()), (ExitStatus::Done, ""));
    let row = out.lines().find(|line| line.starts_with("iso20000-1-2018:8.6.1,")).unwrap();
    assert!(row.contains(",covered,") && row.contains("acme:incident"), "{row}");
    let (_, out, _) = imsmap(&["overlay", "--overlay", over]);
    assert!(out.contains("adds 3 rows, changes 0 and contradicts 0"), "{out}");
    assert_eq!(fs::read_to_string(folder.path().join("standards.csv")).unwrap(), standard);
    let (status, out, _) = imsmap(&["gap", "--have", "acme", "--want", "20000-1"]);
    assert_eq!((status, out.as_str()), (ExitStatus::Failed, ""), "without the overlay nobody knows acme");
    assert!(bundled().iter().all(|source| source.layer == 0));
}

#[test]
fn asking_about_overlays_without_one_names_the_option() {
    let (status, _, err) = imsmap(&["overlay"]);
    assert_eq!(status, ExitStatus::Failed);
    assert!(err.contains("--overlay DIR"), "{err}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_split_between_data_and_overlay_says_the_same_as_the_whole(world in worlds(), upper in proptest::collection::vec(any::<bool>(), 24)) {
        let (mut lower, mut over) = (world.clone(), world.clone());
        let is_upper = |number: usize| upper[number % upper.len()];
        let part = |rows: &[imsmap_tests::Link], wanted: bool| -> Vec<_> {
            rows.iter().enumerate().filter(|(number, _)| is_upper(*number) == wanted).map(|(_, row)| *row).collect()
        };
        (lower.links, over.links) = (part(&world.links, false), part(&world.links, true));
        over.nothing.clear();
        over.joints.clear();
        let sources = laid_over(&lower, &over);
        prop_assert_eq!(states(&sources), states(&world.sources(false)));
        let report = report(&sources);
        prop_assert!(report.rows.iter().all(|row| row.effect != OverlayEffect::Changes));
        let added = report.rows.iter().filter(|row| row.effect == OverlayEffect::Adds).count();
        prop_assert_eq!(added, over.links.len());
    }

    #[test]
    fn an_overlay_that_turns_every_word_takes_the_place_of_every_row(world in worlds()) {
        let mut over = world.clone();
        over.nothing.clear();
        over.joints.clear();
        for link in &mut over.links {
            link.relationship = if link.relationship == Relationship::IntersectsWith { Relationship::SubsetOf } else { Relationship::IntersectsWith };
            link.review = Review::Agreed;
        }
        let mut whole = world.clone();
        // Where an overlap takes the place of "nothing in common", a `:*` row beside it cannot stay.
        let before = whole.links.len();
        whole.links.clear();
        for link in &over.links {
            whole.add_link(link.source, link.target, link.relationship, link.review);
        }
        prop_assert_eq!(whole.links.len(), before);
        prop_assert_eq!(states(&laid_over(&world, &over)), states(&whole.sources(false)));
    }
}

fn laid_over(lower: &World, upper: &World) -> Vec<Source> {
    let links = |source: &Source| source.name.starts_with("links/") && !source.name.ends_with("joint.csv");
    let over = upper.sources(false).into_iter().filter(links).map(|source| source.in_overlay(1, "own"));
    lower.sources(false).into_iter().chain(over).collect()
}

/// Every gap between two of the standards, in short.
fn states(sources: &[Source]) -> Vec<String> {
    let map = load(sources).map;
    let mut all = Vec::new();
    for have in KEYS {
        for want in KEYS {
            let query = Query::Gap {
                have: vec![have.to_owned()],
                want: want.to_owned(),
                contested: false,
                profile: imsmap_core::Profile::default(),
            };
            let Answer::Gap(gap) = answer(&map, &query).unwrap() else { panic!("a gap was asked for") };
            all.extend(gap.requirements.iter().map(|row| format!("{} {:?}", row.requirement.id, row.state)));
        }
    }
    all
}
