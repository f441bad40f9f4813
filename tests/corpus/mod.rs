//! Synthetic corpora of any size whose truth is known, the same bytes for the same seed everywhere.
//!
//! Every requirement has a set of atoms that no file shows, and a link's relationship is the true relation of the two sets. A
//! heading is the union of what stands below it. So a clean corpus cannot contradict itself: the sets are a model of it. In a noisy
//! one, [`Corpus::wrong`] tells which words are not true.

mod atoms;
mod draw;
mod hard;
mod plan;
mod write;

use std::ops::Range;

use imsmap_core::{Kind, Relationship};

pub use atoms::Atoms;
use draw::Draw;
pub use hard::{chain_of_equals, deep_tree, identical_standards, many_links};
pub use plan::Size;

/// The seed of the corpora that results are stated for.
pub const SEED: u64 = 20_260_517;

/// Standards, requirements and links with the sets that make the links true.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// In the order of `standards.csv`.
    pub standards: Vec<Standard>,
    /// By standard, then in clause order.
    pub requirements: Vec<Requirement>,
    /// By the two standards, then by source and target; no pair twice.
    pub links: Vec<Link>,
}

/// A standard, and where its requirements stand.
#[derive(Debug, Clone)]
pub struct Standard {
    /// Its key.
    pub key: String,
    /// Places of its requirements.
    pub requirements: Range<usize>,
}

/// A requirement with what it asks.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// Place of its standard.
    pub standard: usize,
    /// The part of its id behind the colon.
    pub number: String,
    /// Place of the heading above it.
    pub parent: Option<usize>,
    /// Heading, clause or control.
    pub kind: Kind,
    /// What it asks.
    pub atoms: Atoms,
}

/// A row between two requirements, the one of the earlier standard first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Place of the source.
    pub source: usize,
    /// Place of the target.
    pub target: usize,
    /// Read from source to target.
    pub relationship: Relationship,
    /// From 0 to 10.
    pub strength: u8,
}

impl Corpus {
    /// A corpus of that size; about two seconds for the largest in a release build.
    pub fn new(size: Size, seed: u64) -> Self {
        plan::corpus(size, seed)
    }

    /// The same corpus with `per_mille` of the words replaced by one of the other four.
    #[must_use]
    pub fn noisy(&self, per_mille: usize, seed: u64) -> Self {
        let mut noisy = self.clone();
        let mut draw = Draw::new(seed ^ 0x006e_6f69_7365);
        for link in &mut noisy.links {
            if draw.below(1000) < per_mille {
                let other = |word: &Relationship| *word != link.relationship;
                let others: Vec<_> = Relationship::ALL.iter().copied().filter(other).collect();
                link.relationship = draw.one_of(&others).copied().unwrap_or(link.relationship);
                link.strength = fitting(link.relationship, draw.between(1, 9) as u8);
            }
        }
        noisy
    }

    /// The places of the links whose word is not the relation of the two sets.
    pub fn wrong(&self) -> Vec<usize> {
        let is_wrong = |link: &Link| link.relationship != self.relation(link.source, link.target);
        self.links.iter().enumerate().filter(|(_, link)| is_wrong(link)).map(|(at, _)| at).collect()
    }

    /// The true relation of the requirements at two places.
    pub fn relation(&self, source: usize, target: usize) -> Relationship {
        self.requirement(source).atoms.relation(&self.requirement(target).atoms)
    }

    /// The requirement at a place.
    #[expect(clippy::indexing_slicing, reason = "places are those of this corpus")]
    pub fn requirement(&self, at: usize) -> &Requirement {
        &self.requirements[at]
    }

    /// The id of the requirement at a place.
    pub fn id(&self, at: usize) -> String {
        let requirement = self.requirement(at);
        let key = self.standards.get(requirement.standard).map_or("", |standard| standard.key.as_str());
        format!("{key}:{}", requirement.number)
    }

    /// An empty corpus, to be filled.
    pub(crate) fn empty() -> Self {
        Self { standards: Vec::new(), requirements: Vec::new(), links: Vec::new() }
    }

    /// Adds a standard whose leaves, all of that kind, ask these sets: 3 % of `count` are chapters, 13 % sections, the rest leaves.
    pub(crate) fn add_standard(&mut self, key: String, kind: Kind, count: usize, mut leaves: Vec<Atoms>) {
        // Neighbours share a section, as in a real standard.
        leaves.sort_by_key(Atoms::first);
        let (chapters, sections) = (percent(count, 3), percent(count, 13));
        let (standard, first, all) = (self.standards.len(), self.requirements.len(), leaves.len());
        let place = |part: usize, parts: usize, of: usize| part * of / parts.max(1);
        let mut leaves = leaves.into_iter().enumerate().peekable();
        let (mut chapter, mut chapter_at, mut section) = (0, 0, 0);
        while section < sections {
            if chapter == 0 || chapter <= place(section, sections, chapters) {
                chapter += 1;
                chapter_at = self.add(standard, chapter.to_string(), None, Kind::Heading);
            }
            section += 1;
            let number = format!("{chapter}.{section}");
            let section_at = self.add(standard, number.clone(), Some(chapter_at), Kind::Heading);
            while let Some((leaf, atoms)) = leaves.next_if(|(leaf, _)| place(*leaf, all, sections) < section)
            {
                let number = format!("{number}.{}", leaf + 1);
                let at = self.add(standard, number, Some(section_at), kind);
                self.ask(at, atoms);
            }
        }
        self.standards.push(Standard { key, requirements: first..self.requirements.len() });
        self.fill_headings(first);
    }

    /// Adds a requirement to the last standard; its place.
    pub(crate) fn add(
        &mut self,
        standard: usize,
        number: String,
        parent: Option<usize>,
        kind: Kind,
    ) -> usize {
        self.requirements.push(Requirement { standard, number, parent, kind, atoms: Atoms::default() });
        self.requirements.len() - 1
    }

    /// Says what the requirement at a place asks.
    pub(crate) fn ask(&mut self, at: usize, atoms: Atoms) {
        if let Some(requirement) = self.requirements.get_mut(at) {
            requirement.atoms = atoms;
        }
    }

    /// Gives every heading from that place on the union of its children, which stand behind it.
    pub(crate) fn fill_headings(&mut self, first: usize) {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.requirements.len().saturating_sub(first)];
        for at in (first..self.requirements.len()).rev() {
            if let Some(children) = below.get(at - first).filter(|children| !children.is_empty()) {
                let atoms = Atoms::union(children.iter().map(|child| &self.requirement(*child).atoms));
                self.ask(at, atoms);
            }
            let parent = self.requirement(at).parent.and_then(|parent| parent.checked_sub(first));
            if let Some(siblings) = parent.and_then(|parent| below.get_mut(parent)) {
                siblings.push(at);
            }
        }
    }

    /// Adds the true link between the requirements at two places, which has that strength where its word leaves a choice.
    pub(crate) fn link(&mut self, source: usize, target: usize, strength: usize) {
        let (source, target) = (source.min(target), source.max(target));
        let relationship = self.relation(source, target);
        let strength = fitting(relationship, strength as u8);
        self.links.push(Link { source, target, relationship, strength });
    }

    /// Puts the links into the order of the files and their rows.
    pub(crate) fn sort_links(&mut self) {
        let requirements = &self.requirements;
        let standard = |at: usize| requirements.get(at).map(|requirement| requirement.standard);
        self.links
            .sort_by_key(|link| (standard(link.source), standard(link.target), link.source, link.target));
    }
}

/// That strength where the word leaves a choice.
fn fitting(relationship: Relationship, strength: u8) -> u8 {
    match relationship {
        Relationship::EqualTo => 10,
        Relationship::NoRelationship => 0,
        _ => strength.clamp(1, 9),
    }
}

/// So many of a hundred, rounded, at least one.
fn percent(of: usize, percent: usize) -> usize {
    ((of * percent + 50) / 100).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use imsmap_core::{Source, load};

    /// FNV-1a, 64 bits, of all names and texts.
    fn hash(sources: &[Source]) -> u64 {
        let bytes = sources.iter().flat_map(|source| source.name.bytes().chain(source.text.bytes()));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    }

    fn count(corpus: &Corpus, word: Relationship) -> usize {
        corpus.links.iter().filter(|link| link.relationship == word).count()
    }

    // The hash pins the bytes that results are stated for: it changes only together with the corpus.
    #[test]
    fn the_same_seed_gives_the_same_bytes() {
        assert_eq!(format!("{:016x}", hash(&Corpus::new(Size::S, SEED).sources())), "450e0ea38574345f");
        assert_ne!(hash(&Corpus::new(Size::S, 1).sources()), hash(&Corpus::new(Size::S, 2).sources()));
    }

    // Expected: the table of sizes, where M finds no more equal pairs than that, and the shares 10, 25, 15, 45 and 5 per cent.
    #[test]
    fn the_small_and_the_medium_corpus_have_the_stated_counts() {
        for (size, standards, requirements, links) in
            [(Size::S, 5, 800, 2_000), (Size::M, 101, 22_453, 59_798)]
        {
            let corpus = Corpus::new(size, SEED);
            let counts = (corpus.standards.len(), corpus.requirements.len(), corpus.links.len());
            assert_eq!(counts, (standards, requirements, links));
            let words: Vec<usize> = Relationship::ALL
                .iter()
                .map(|word| (count(&corpus, *word) * 100 + links / 2) / links)
                .collect();
            assert_eq!(words, [10, 25, 15, 45, 5]);
            let headings = corpus.requirements.iter().filter(|row| row.kind == Kind::Heading).count();
            assert!((15..=17).contains(&(headings * 100 / requirements)), "{headings} headings");
        }
    }

    #[test]
    fn every_word_is_the_relation_of_the_sets_and_no_set_is_empty() {
        for corpus in [
            Corpus::new(Size::S, SEED),
            many_links(100),
            chain_of_equals(9),
            chain_of_equals(10),
            deep_tree(64),
            identical_standards(12),
        ] {
            assert_eq!(corpus.wrong(), [0; 0]);
            assert!(corpus.requirements.iter().all(|requirement| requirement.atoms.count() > 0));
        }
    }

    #[test]
    fn a_heading_asks_exactly_what_its_children_ask() {
        let corpus = Corpus::new(Size::S, SEED);
        for (at, heading) in
            corpus.requirements.iter().enumerate().filter(|(_, row)| row.kind == Kind::Heading)
        {
            let children = corpus.requirements.iter().filter(|row| row.parent == Some(at));
            assert_eq!(Atoms::union(children.map(|row| &row.atoms)), heading.atoms, "{}", corpus.id(at));
        }
    }

    #[test]
    fn noise_replaces_about_the_given_share_of_the_words() {
        let corpus = Corpus::new(Size::M, SEED);
        let share = |per_mille| corpus.noisy(per_mille, SEED).wrong().len() * 1000 / corpus.links.len();
        assert_eq!(share(0), 0);
        assert!((8..=12).contains(&share(10)), "{}", share(10));
        assert!((190..=210).contains(&share(200)), "{}", share(200));
    }

    #[test]
    fn loading_finds_nothing_in_any_corpus() {
        for corpus in [
            Corpus::new(Size::S, SEED),
            many_links(200),
            chain_of_equals(1_000),
            deep_tree(64),
            identical_standards(12),
        ] {
            let loaded = load(&corpus.sources());
            assert_eq!(loaded.diagnostics, [], "{}", corpus.requirements.len());
        }
    }

    #[test]
    fn only_noise_contradicts_itself() {
        let loaded = load(&Corpus::new(Size::S, SEED).noisy(200, SEED).sources());
        assert!(!loaded.diagnostics.is_empty());
        assert!(loaded.diagnostics.iter().all(|finding| finding.code == imsmap_core::Code::Contradiction));
    }

    // By hand: n links in a row join n + 1 requirements, and each inner one has two.
    #[test]
    fn the_chain_of_equals_is_one_chain() {
        for count in [2, 3, 1_000] {
            let corpus = chain_of_equals(count);
            assert_eq!((corpus.links.len(), corpus.requirements.len()), (count, count + 1));
            let mut ends = vec![0; count + 1];
            for link in &corpus.links {
                ends[link.source] += 1;
                ends[link.target] += 1;
            }
            assert_eq!((ends[0], ends[count]), (1, 1));
            assert!(ends[1..count].iter().all(|links| *links == 2));
        }
    }

    // By hand: a row of 64 headings and clauses, the deepest clause with 63 headings above it.
    #[test]
    fn the_deep_tree_has_64_levels() {
        let corpus = deep_tree(64);
        let above = |at: usize| std::iter::successors(Some(at), |at| corpus.requirement(*at).parent).count();
        assert_eq!((0..corpus.requirements.len()).map(above).max(), Some(64));
    }
}
