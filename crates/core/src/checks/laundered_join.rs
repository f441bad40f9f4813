//! A link file that is what two others give together.
//!
//! Why: nobody judged these pairs; each was read off two rows that meet in a third standard, which as a rule proves nothing.
//! Example: `a--c.csv` holds a positive row for exactly those pairs that a row of `a--b.csv` and a row of `b--c.csv` connect.
//! Source: rule book, section 3: a derived relation is never stored as if somebody had written it.

use crate::algebra::Possible;
use crate::diagnostic::{Code, Diagnostic};
use crate::map::{Link, Map, RequirementIndex, StandardIndex, Step};
use crate::order;

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
pub(super) fn check(map: &Map, found: &mut Vec<Diagnostic>) {
    let mut links: Vec<&Link> = map.links.iter().filter(|link| link.row.relationship.is_positive()).collect();
    order::sort_by_key(&mut links, |link| link.row.file);
    let mut count = 0;
    for file in links.chunk_by(|a, b| a.row.file == b.row.file).filter(|file| file.len() >= FEWEST) {
        let Some(first) = file.first() else { continue };
        let mut between: Vec<StandardIndex> =
            joined(map, first).map(|(one, _)| map.standard_of(one.to)).collect();
        order::sort_by_key(&mut between, |standard| *standard);
        between.dedup();
        let ends = [map.standard_of(first.source), map.standard_of(first.target)];
        between.retain(|standard| !ends.contains(standard));
        let through = between.into_iter().find(|standard| is_join(map, file, *standard));
        count += usize::from(through.is_some());
        found.extend(through.filter(|_| count <= PRINTED).map(|standard| finding(map, file, standard)));
    }
    if count > PRINTED {
        let message =
            format!("{count} link files are what two others give together; the first {PRINTED} are shown");
        found.push(Diagnostic::new(Code::LaunderedJoin, message));
    }
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

fn finding(map: &Map, file: &[&Link], through: StandardIndex) -> Diagnostic {
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
    let message = format!(
        "all {} positive rows of `{name}` are the pairs that {} give together",
        file.len(),
        names.join(" and ")
    );
    Diagnostic::new(Code::LaunderedJoin, message)
        .hint(format!(
            "{proven} of {} carry the word that the rows of the two files prove; for the others the two prove nothing or another word",
            file.len()
        ))
        .hint("leave the file out, as imsmap derives what is proven; or judge each pair, and say why in its row")
}
