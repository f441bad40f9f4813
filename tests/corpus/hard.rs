//! Corpora that are small or even, and hard all the same.

use imsmap_core::Kind;

use super::{Atoms, Corpus, Standard};

/// One requirement with `count` links to as many others.
pub fn many_links(count: usize) -> Corpus {
    let mut corpus = Corpus::empty();
    // Every topic that is a multiple of four is outside the one requirement.
    let inside = (0..count).filter(|topic| !topic.is_multiple_of(4));
    flat(&mut corpus, "one", [Atoms::of_topics(inside)]);
    let other = |at: usize| match at % 4 {
        0 => Atoms::of_topics([at]),
        1 => std::iter::once((at, 0b1)).collect(),
        2 => Atoms::of_topics([at]),
        _ => Atoms::of_topics([at, at - 3]),
    };
    flat(&mut corpus, "many", (0..count).map(other));
    for at in 1..=count {
        corpus.link(0, at, 1 + at % 9);
    }
    corpus
}

/// `count` links, each `equal-to`, one behind the other, from `first:1` to `last:1`; two at least.
pub fn chain_of_equals(count: usize) -> Corpus {
    let mut corpus = Corpus::empty();
    let between = count.max(2) - 1;
    let same = || Atoms::of_topics([0]);
    let (left, right) = (between.div_ceil(2), between / 2);
    flat(&mut corpus, "first", [same()]);
    flat(&mut corpus, "left", (0..left).map(|_| same()));
    flat(&mut corpus, "right", (0..right).map(|_| same()));
    flat(&mut corpus, "last", [same()]);
    // first, left 1, right 1, left 2, right 2, ..., last
    let zigzag = |step: usize| 1 + step / 2 + if step.is_multiple_of(2) { 0 } else { left };
    corpus.link(0, zigzag(0), 10);
    for step in 1..between {
        corpus.link(zigzag(step - 1), zigzag(step), 10);
    }
    corpus.link(zigzag(between - 1), corpus.requirements.len() - 1, 10);
    corpus.sort_links();
    corpus
}

/// A tree that is `depth` levels deep, a clause beside the next heading on every level, each equal to one of another standard.
pub fn deep_tree(depth: usize) -> Corpus {
    let mut corpus = Corpus::empty();
    flat(&mut corpus, "flat", (0..depth).map(|topic| Atoms::of_topics([topic])));
    let first = corpus.requirements.len();
    let (mut number, mut parent) = (String::new(), None);
    let mut clauses = Vec::new();
    for level in 1..depth {
        number = if level == 1 { "1".to_owned() } else { format!("{number}.1") };
        parent = Some(corpus.add(1, number.clone(), parent, Kind::Heading));
        clauses.push((level, number.clone(), parent));
    }
    corpus.add(1, format!("{number}.1"), parent, Kind::Clause);
    // In clause order what stands beside a heading comes behind all that stands below it.
    for (_, number, parent) in clauses.iter().rev() {
        corpus.add(1, format!("{number}.2"), *parent, Kind::Clause);
    }
    let last = corpus.requirements.len();
    corpus.standards.push(Standard { key: "deep".to_owned(), requirements: first..last });
    for (topic, at) in (first + clauses.len()..last).enumerate() {
        corpus.ask(at, Atoms::of_topics([topic]));
        corpus.link(topic, at, 10);
    }
    corpus.fill_headings(first);
    corpus
}

/// `count` standards of ten requirements, all the same, each linked with the ten that follow it.
pub fn identical_standards(count: usize) -> Corpus {
    const REQUIREMENTS: usize = 10;
    const NEXT: usize = 10;
    let mut corpus = Corpus::empty();
    for standard in 0..count {
        let leaves = (0..REQUIREMENTS).map(|topic| Atoms::of_topics([topic]));
        flat(&mut corpus, &format!("same{standard:03}"), leaves);
    }
    for left in 0..count {
        for right in left + 1..count.min(left + 1 + NEXT) {
            for topic in 0..REQUIREMENTS {
                corpus.link(left * REQUIREMENTS + topic, right * REQUIREMENTS + topic, 10);
            }
        }
    }
    corpus
}

/// Adds a standard of clauses 1, 2, 3 and so on without headings.
fn flat(corpus: &mut Corpus, key: &str, clauses: impl IntoIterator<Item = Atoms>) {
    let (standard, first) = (corpus.standards.len(), corpus.requirements.len());
    for (at, atoms) in clauses.into_iter().enumerate() {
        let at = corpus.add(standard, (at + 1).to_string(), None, Kind::Clause);
        corpus.ask(at, atoms);
    }
    let requirements = first..corpus.requirements.len();
    corpus.standards.push(Standard { key: key.to_owned(), requirements });
}
