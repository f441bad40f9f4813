//! A link file that is what two others give together.
//!
//! Why: nobody judged these pairs; each was read off two rows that meet in a third standard, which as a rule proves nothing.
//! Example: `a--c.csv` holds a positive row for exactly those pairs that a row of `a--b.csv` and a row of `b--c.csv` connect.
//! Source: rule book, section 3: a derived relation is never stored as if somebody had written it.

use crate::algebra::Possible;
use crate::diagnostic::{Code, Diagnostic};
use crate::map::{Link, Map, RequirementIndex, StandardIndex, Step};
use crate::order;
use crate::schema::link;

/// Fewer pairs may coincide by chance.
const FEWEST: usize = 8;

/// How many files are named one by one.
const PRINTED: usize = 20;

/// Adds a finding for each link file whose positive rows are exactly the pairs that two other files join.
///
/// Exactly: every pair of the file has a requirement of one third standard in between that both ends have positive rows with, and every
/// pair with such a requirement in between stands in the file; at least eight pairs; contested rows count as any other, and the words
/// do not matter, but the finding says how many of them the two rows prove. The cost is what the first row without such
/// a requirement in between costs: mostly the first row of a file.
/// Where one of the two files is in turn the join of the other two, the three get one finding: any of them may be the judged one.
pub(super) fn check(map: &Map, found: &mut Vec<Diagnostic>) {
    let mut links: Vec<&Link> = map.links.iter().filter(|link| link.row.relationship.is_positive()).collect();
    order::sort_by_key(&mut links, |link| link.row.file);
    let files: Vec<&[&Link]> = links.chunk_by(|a, b| a.row.file == b.row.file).collect();
    let mut circles: Vec<Vec<StandardIndex>> = Vec::new();
    let mut count = 0;
    for file in files.iter().filter(|file| file.len() >= FEWEST) {
        let Some((ends, through)) = join(map, file) else { continue };
        let mut circle = vec![ends.0, ends.1, through];
        let turned = [(ends.0, through, ends.1), (through, ends.1, ends.0)];
        let partners = turned.into_iter().filter_map(|(one, other, through)| {
            let mut between = files.iter().filter(|file| connects(map, file, one, other));
            between.find(|file| is_join(map, file, through)).copied()
        });
        let mutual: Vec<&[&Link]> = std::iter::once(*file).chain(partners).collect();
        if mutual.len() > 1 {
            order::sort_by_key(&mut circle, |standard| *standard);
            if circles.contains(&circle) {
                continue;
            }
            circles.push(circle);
        }
        count += 1;
        if count <= PRINTED {
            found.push(finding(map, &mutual, through));
        }
    }
    if count > PRINTED {
        let message =
            format!("{count} times link files are what others give together; the first {PRINTED} are shown");
        found.push(Diagnostic::new(Code::LaunderedJoin, message));
    }
}

/// The standards that a file connects, and the first one through which two others connect exactly its pairs.
fn join(map: &Map, file: &[&Link]) -> Option<((StandardIndex, StandardIndex), StandardIndex)> {
    let first = file.first()?;
    let ends = (map.standard_of(first.source), map.standard_of(first.target));
    let mut between: Vec<StandardIndex> =
        joined(map, first).map(|(one, _)| map.standard_of(one.to)).collect();
    order::sort_by_key(&mut between, |standard| *standard);
    between.dedup();
    between.retain(|standard| *standard != ends.0 && *standard != ends.1);
    let through = between.into_iter().find(|standard| is_join(map, file, *standard))?;
    Some((ends, through))
}

/// Whether a file is the one between two standards.
fn connects(map: &Map, file: &[&Link], one: StandardIndex, other: StandardIndex) -> bool {
    file.first().is_some_and(|link| {
        let ends = (map.standard_of(link.source), map.standard_of(link.target));
        ends == (one, other) || ends == (other, one)
    })
}

/// The positive steps from both ends of a link to the same requirement.
fn joined<'m>(map: &'m Map, link: &Link) -> impl Iterator<Item = (Step, Step)> + use<'m> {
    let target = link.target;
    positive(map, link.source).flat_map(move |one| {
        let other = positive(map, one.to).find(|step| step.to == target);
        other.map(|other| (one, other))
    })
}

fn positive(map: &Map, from: RequirementIndex) -> impl Iterator<Item = Step> {
    map.steps(from).filter(|step| step.reads.is_positive())
}

fn is_join(map: &Map, file: &[&Link], through: StandardIndex) -> bool {
    let is_joined = |link: &Link| joined(map, link).any(|(one, _)| map.standard_of(one.to) == through);
    file.iter().all(|link| is_joined(link)) && pairs(map, file, through) == Some(file.len())
}

/// How many pairs two other files connect through a standard; `None` when one of them is not in the file.
fn pairs(map: &Map, file: &[&Link], through: StandardIndex) -> Option<usize> {
    let first = file.first()?;
    let (left, right) = (map.standard_of(first.source), map.standard_of(first.target));
    let mut count = 0;
    for source in map.of_standard(left) {
        let mut targets: Vec<RequirementIndex> = positive(map, source)
            .filter(|step| map.standard_of(step.to) == through)
            .flat_map(|step| positive(map, step.to).map(|step| step.to))
            .filter(|target| map.standard_of(*target) == right)
            .collect();
        order::sort_by_key(&mut targets, |target| *target);
        targets.dedup();
        if targets.len() != positive(map, source).filter(|step| targets.contains(&step.to)).count() {
            return None;
        }
        count += targets.len();
    }
    Some(count)
}

/// The finding at the first of some files, of which each is the join of the others and a third.
fn finding(map: &Map, mutual: &[&[&Link]], through: StandardIndex) -> Diagnostic {
    let file = mutual.first().copied().unwrap_or_default();
    let mut proven = 0;
    let mut names: Vec<&str> = Vec::new();
    for link in file {
        let mut possible = Possible::ANY;
        for (one, other) in joined(map, link).filter(|(one, _)| map.standard_of(one.to) == through) {
            possible = possible.and(Possible::from(one.reads).compose(other.reads.into()));
            names.extend([one, other].map(|step| map.file(map.link(step.link).row.file)));
        }
        proven += usize::from(possible.only() == Some(link.row.relationship));
    }
    order::sort_by_key(&mut names, |name| *name);
    names.dedup();
    let name = file.first().map_or("", |link| map.file(link.row.file));
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let count = file.len();
    let message = format!(
        "`{name}` looks derived: all {count} of its positive rows are the pairs that {} give together",
        names.join(" and ")
    );
    let mut finding = Diagnostic::new(Code::LaunderedJoin, message);
    let first = file.iter().min_by_key(|link| map.line(&link.row));
    if let Some(place) =
        first.and_then(|first| map.files.place(first.row.at(), link::SOURCE, "the first row"))
    {
        finding = finding.at(place);
    }
    let rest = if proven == count { "" } else { "; for the others the two prove nothing or another word" };
    let finding = finding
        .hint(format!("{proven} of {count} carry the word that the rows of the two files prove{rest}"));
    let untold = "which of them was judged cannot be told from the rows";
    let (told, what) = match mutual.len() {
        0 | 1 => (None, "the file"),
        2 => (
            Some(format!("so is `{}` by the pairs of the other two; {untold}", other(map, mutual))),
            "one of them",
        ),
        _ => (Some(format!("any one of the three follows from the other two; {untold}")), "one of them"),
    };
    let mut finding = finding;
    finding.hints.extend(told);
    let finding = finding.hint(format!(
        "leave {what} out, as imsmap derives what is proven; or judge each pair, and say why in its row"
    ));
    finding.hint(format!(
        "files of fewer than {FEWEST} positive rows are not looked at, as they may coincide by chance"
    ))
}

/// The name of the second of some files.
fn other<'m>(map: &'m Map, mutual: &[&[&Link]]) -> &'m str {
    mutual.get(1).and_then(|file| file.first()).map_or("", |link| map.file(link.row.file))
}
