//! imsmap's core: requirements of management-system standards, the typed and reasoned links between them, and what follows.
//!
//! Text in, values out: [`load`] takes [`Source`]s and gives a [`Map`] with every finding; [`answer`] takes a [`Query`] and
//! gives an [`Answer`]. There is no file system, clock, environment, network or randomness here, and nothing that leaves
//! this crate depends on hash order. The rules are in `docs/rulebook.md`; comments cite its sections.

mod algebra;
mod answers;
mod arcs;
mod canonical;
mod catalogue;
mod cells;
mod checks;
mod contradictions;
mod coverage;
mod diagnostic;
mod editions;
mod export;
mod fields;
mod id;
mod load;
mod lookup;
mod map;
mod natural;
mod nearest;
mod order;
mod overlay;
mod profile;
mod proofs;
mod records;
mod repairs;
mod resolve;
mod rows;
mod schema;
mod sharing;
mod smallest;
mod source;
mod standard;
mod table;
mod text;
mod word;

pub use algebra::{Possible, Proven};
pub use answers::*;
pub use canonical::canonical;
pub use checks::{explanation, hints};
pub use contradictions::{Contradiction, Contradictions};
pub use coverage::{Basis, State, Tally};
pub use diagnostic::{Code, Diagnostic, Place, Severity};
pub use editions::EditionKind;
pub use export::Sheet;
pub use id::{Endpoint, RequirementId, StandardKey};
pub use load::{Loaded, load, load_checked, load_rows, load_with};
pub use map::Map;
pub use natural::natural_order;
pub use profile::{Profile, ProfileRow};
pub use proofs::Chain;
pub use resolve::QueryError;
pub use smallest::Level;
pub use source::{Source, SourceText};
pub use word::{Confidence, Kind, Rationale, Relationship, Review, Status, Word};
