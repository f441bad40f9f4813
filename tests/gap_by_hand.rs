//! A gap worked out by hand from the rows of the link files, with its reasoning, against what the program says.

use std::collections::{BTreeMap, BTreeSet};

use imsmap_core::{Answer, Profile, Query, Source, answer, load};
use imsmap_tests::root;

#[test]
fn the_gap_is_what_a_person_works_out_from_the_rows() {
    let loaded = load(&imsmap_cli::bundled());
    let mut reader = csv::Reader::from_path(root().join("tests/cases/gap-by-hand.csv")).unwrap();
    let mut counted: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut rows = 0;
    for row in reader.records().map(|row| row.unwrap()) {
        let [have, want, requirement, state, basis, by, reasoning] =
            [0, 1, 2, 3, 4, 5, 6].map(|at| row[at].to_owned());
        assert!(reasoning.len() > 30, "{requirement}: a reasoning says from which rows");
        let held = have.split(' ').map(str::to_owned).collect();
        let query = Query::Gap { have: held, want, contested: false, profile: Profile::default() };
        let Answer::Gap(gap) = answer(&loaded.map, &query).unwrap() else { panic!("a gap was asked for") };
        let found = gap.requirements.iter().find(|row| row.requirement.id.as_str() == requirement).unwrap();
        let ids: Vec<&str> = found.by.iter().map(|requirement| requirement.id.as_str()).collect();
        assert_eq!(found.state.as_str(), state, "{requirement} with {have}: {reasoning}");
        assert_eq!(
            found.basis.map_or("", |basis| basis.as_str()),
            basis,
            "{requirement} with {have}: {reasoning}"
        );
        assert_eq!(ids.join(" "), by, "{requirement} with {have}: {reasoning}");
        counted.entry(state).or_default().insert(requirement);
        rows += 1;
    }
    assert!(rows >= 12);
    assert_eq!(
        counted.keys().collect::<Vec<_>>(),
        ["covered", "none", "not-examined", "partial", "suggested"]
    );
}

/// `ID=word` cells as the rows of a file.
fn file(name: &str, header: &str, cells: &str) -> Vec<Source> {
    let rows = cells.split_whitespace().map(|cell| cell.replacen('=', ",", 1) + ",\n");
    vec![Source::new(name, format!("{header}\n{}", rows.collect::<String>()))]
}

#[test]
fn a_gap_with_exclusions_and_statuses_is_what_a_person_works_out() {
    let loaded = load(&imsmap_cli::bundled());
    let mut reader = csv::Reader::from_path(root().join("tests/cases/gap-by-hand-profile.csv")).unwrap();
    let mut rows = 0;
    for row in reader.records().map(|row| row.unwrap()) {
        let [have, want, soa, status, requirement, state, basis, by, reasoning] =
            [0, 1, 2, 3, 4, 5, 6, 7, 8].map(|at| row[at].to_owned());
        assert!(reasoning.len() > 30, "{requirement}: a reasoning says from which rows");
        let profile = Profile {
            soa: file("soa.csv", "control,applicable,justification", &soa),
            status: file("status.csv", "requirement,status,note", &status),
        };
        let held = have.split(' ').map(str::to_owned).collect();
        let query = Query::Gap { have: held, want, contested: false, profile };
        let sheet = answer(&loaded.map, &query).unwrap().sheet();
        let found = sheet.rows.iter().find(|cells| cells[0] == requirement).unwrap();
        assert_eq!(
            [&found[2], &found[3], &found[4]],
            [&state, &basis, &by],
            "{requirement} with {have}, {soa}, {status}: {reasoning}"
        );
        rows += 1;
    }
    assert!(rows >= 12);
}
