//! Small random maps, as values that can be changed and written as sources.

use std::fmt::Write as _;

use imsmap_core::{Kind, Relationship, Review, Source};
use proptest::prelude::*;
use proptest::sample::select;

/// A requirement: its standard's number, its number there, and its parent's place in the world's list.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// 0, 1 or 2.
    pub standard: usize,
    /// Number in the standard.
    pub number: usize,
    /// Place of the parent.
    pub parent: Option<usize>,
    /// What sort of thing.
    pub kind: Kind,
}

/// A row between two requirements of different standards, by their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Of the earlier standard.
    pub source: usize,
    /// Of the later standard.
    pub target: usize,
    /// Read from source to target.
    pub relationship: Relationship,
    /// How far it was reviewed.
    pub review: Review,
}

/// A joint row.
#[derive(Debug, Clone)]
pub struct Joint {
    /// What is met.
    pub target: usize,
    /// What meets it.
    pub sources: Vec<usize>,
}

/// Three standards, the last of which is advice.
#[derive(Debug, Clone)]
pub struct World {
    /// All requirements; a parent stands before its children.
    pub requirements: Vec<Requirement>,
    /// At most one a pair.
    pub links: Vec<Link>,
    /// Requirement and standard; never beside a positive link.
    pub nothing: Vec<(usize, usize)>,
    /// Joint rows.
    pub joints: Vec<Joint>,
}

/// Keys of the three standards.
pub const KEYS: [&str; 3] = ["alpha-1", "beta-1", "advice"];

/// Random worlds of up to 24 requirements.
pub fn worlds() -> impl Strategy<Value = World> {
    worlds_of(7)
}

/// Random worlds of at most so many requirements a standard.
pub fn worlds_of(most: usize) -> impl Strategy<Value = World> {
    let tree = proptest::collection::vec(proptest::option::weighted(0.5, 0..8_usize), 2..=most);
    let trees = proptest::collection::vec(tree, 3..=3);
    let word = select(Relationship::ALL.to_vec());
    let review = select(vec![Review::Draft, Review::Agreed, Review::Agreed, Review::Contested]);
    let links = proptest::collection::vec((0..24_usize, 0..24_usize, word, review), 0..16);
    let nothing = proptest::collection::vec((0..24_usize, 0..3_usize), 0..8);
    let joints = proptest::collection::vec((0..24_usize, proptest::collection::vec(0..24_usize, 2..4)), 0..3);
    (trees, links, nothing, joints).prop_map(|(trees, links, nothing, joints)| {
        let mut world = World {
            requirements: requirements(&trees),
            links: Vec::new(),
            nothing: Vec::new(),
            joints: Vec::new(),
        };
        let count = world.requirements.len();
        for (a, b, relationship, review) in links {
            world.add_link(a % count, b % count, relationship, review);
        }
        for (at, standard) in nothing {
            world.add_nothing(at % count, standard);
        }
        for (target, sources) in joints {
            world.add_joint(target % count, sources.into_iter().map(|at| at % count).collect());
        }
        world
    })
}

fn requirements(trees: &[Vec<Option<usize>>]) -> Vec<Requirement> {
    let mut all: Vec<Requirement> = Vec::new();
    for (standard, tree) in trees.iter().enumerate() {
        let first = all.len();
        for (number, parent) in tree.iter().enumerate() {
            let parent = parent.filter(|parent| *parent < number).map(|parent| first + parent);
            let kind = match standard {
                2 if number % 3 == 2 => Kind::Activity,
                2 => Kind::Practice,
                1 if number % 2 == 0 => Kind::Control,
                _ => Kind::Clause,
            };
            all.push(Requirement { standard, number: number + 1, parent, kind });
        }
    }
    let parents: Vec<usize> = all.iter().filter_map(|requirement| requirement.parent).collect();
    for parent in parents {
        if let Some(requirement) = all.get_mut(parent) {
            requirement.kind = Kind::Heading;
        }
    }
    all
}

impl World {
    /// Adds a link between two places where the rules allow one; whether they did.
    pub fn add_link(&mut self, a: usize, b: usize, relationship: Relationship, review: Review) -> bool {
        let standard = |at: usize| self.requirements.get(at).map_or(0, |requirement| requirement.standard);
        let (source, target) = if standard(a) <= standard(b) { (a, b) } else { (b, a) };
        let same = standard(source) == standard(target);
        let advice = standard(target) == 2;
        let known = self.links.iter().any(|link| (link.source, link.target) == (source, target));
        if same || known || (advice && relationship == Relationship::EqualTo) {
            return false;
        }
        self.links.push(Link { source, target, relationship, review });
        if relationship != Relationship::NoRelationship {
            let (of_source, of_target) = (standard(target), standard(source));
            let above = |at: usize| self.above(at);
            let (sources, targets) = (above(source), above(target));
            self.nothing.retain(|(at, standard)| {
                let of_the_source = sources.contains(at) && *standard == of_source;
                let of_the_target = targets.contains(at) && *standard == of_target;
                !(of_the_source || of_the_target)
            });
        }
        true
    }

    /// Adds a `:*` row where no positive link contradicts it.
    pub fn add_nothing(&mut self, at: usize, standard: usize) {
        let of = |at: usize| self.requirements.get(at).map_or(0, |requirement| requirement.standard);
        let linked = self.links.iter().filter(|link| link.relationship.is_positive()).any(|link| {
            let forwards = self.above(link.source).contains(&at) && of(link.target) == standard;
            let backwards = self.above(link.target).contains(&at) && of(link.source) == standard;
            forwards || backwards
        });
        if of(at) != standard && !linked && !self.nothing.contains(&(at, standard)) {
            self.nothing.push((at, standard));
        }
    }

    /// Adds a joint row where its ends are different requirements.
    pub fn add_joint(&mut self, target: usize, mut sources: Vec<usize>) {
        sources.sort_unstable();
        sources.dedup();
        let known = self.joints.iter().any(|joint| joint.target == target && joint.sources == sources);
        if sources.len() > 1 && !sources.contains(&target) && !known {
            self.joints.push(Joint { target, sources });
        }
    }

    /// A place and those of all headings above it.
    pub fn above(&self, at: usize) -> Vec<usize> {
        std::iter::successors(Some(at), |at| {
            self.requirements.get(*at).and_then(|requirement| requirement.parent)
        })
        .collect()
    }

    /// The id of the requirement at a place.
    pub fn id(&self, at: usize) -> String {
        self.requirements.get(at).map_or_else(String::new, |requirement| {
            format!("{}:{}", KEYS.get(requirement.standard).unwrap_or(&""), requirement.number)
        })
    }

    /// The world as sources; with `converse`, every link is written from its later standard to its earlier one, in a world where
    /// the order of the standards is the other way round.
    pub fn sources(&self, converse: bool) -> Vec<Source> {
        let mut keys = KEYS;
        if converse {
            keys.reverse();
        }
        let mut standards =
            "key,title,edition,publisher,status,published,supersedes,amendments,url\n".to_owned();
        for key in keys {
            let _ = writeln!(standards, "{key},{key},1,Nobody,in-force,2020-01,,,");
        }
        let mut sources = vec![Source::new("standards.csv", standards)];
        for (standard, key) in KEYS.iter().enumerate() {
            let mut text = "id,parent,kind,title,topic\n".to_owned();
            for (at, requirement) in
                self.requirements.iter().enumerate().filter(|(_, row)| row.standard == standard)
            {
                let parent = requirement.parent.map(|parent| self.id(parent)).unwrap_or_default();
                let _ = writeln!(text, "{},{parent},{},Title,about it", self.id(at), requirement.kind);
            }
            sources.push(Source::new(format!("requirements/{key}.csv"), text));
        }
        for (left, right) in [(0, 1), (0, 2), (1, 2)] {
            sources.push(self.link_file(left, right, converse));
        }
        let mut joint = "target,sources,why,confidence,review,reference\n".to_owned();
        for row in &self.joints {
            let ids: Vec<String> = row.sources.iter().map(|at| self.id(*at)).collect();
            let _ = writeln!(joint, "{},{},together,high,agreed,", self.id(row.target), ids.join(" "));
        }
        sources.push(Source::new("links/joint.csv", joint));
        sources
    }

    fn link_file(&self, left: usize, right: usize, converse: bool) -> Source {
        let of = |at: usize| self.requirements.get(at).map_or(0, |requirement| requirement.standard);
        let key = |standard: usize| KEYS.get(standard).copied().unwrap_or("");
        let mut text = "source,target,relationship,rationale,strength,confidence,review,why,source_only,target_only,reference\n".to_owned();
        for link in self.links.iter().filter(|link| (of(link.source), of(link.target)) == (left, right)) {
            let (source, target, word) = if converse {
                (link.target, link.source, link.relationship.inverse())
            } else {
                (link.source, link.target, link.relationship)
            };
            let (strength, deltas) = match word {
                Relationship::EqualTo => (10, ","),
                Relationship::SubsetOf => (5, ",that"),
                Relationship::SupersetOf => (5, "this,"),
                Relationship::IntersectsWith => (5, "this,that"),
                Relationship::NoRelationship => (0, ","),
            };
            let review = link.review;
            let _ = writeln!(
                text,
                "{},{},{word},semantic,{strength},high,{review},because,{deltas},",
                self.id(source),
                self.id(target)
            );
        }
        for (at, standard) in &self.nothing {
            let pair = (of(*at).min(*standard), of(*at).max(*standard));
            if pair == (left, right) {
                let (one, whole) = (self.id(*at), format!("{}:*", key(*standard)));
                let forwards = (of(*at) < *standard) != converse;
                let (source, target) = if forwards { (one, whole) } else { (whole, one) };
                let _ = writeln!(text, "{source},{target},no-relationship,semantic,0,high,agreed,looked,,,");
            }
        }
        let (left, right) = if converse { (right, left) } else { (left, right) };
        Source::new(format!("links/{}--{}.csv", key(left), key(right)), text)
    }
}
