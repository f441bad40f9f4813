//! What a pipeline demands of a gap: `covered=80%`, `partial=60`.

use super::gap::GapSummary;
use crate::coverage::State;

/// At least so many requirements in that state or a higher one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    state: State,
    amount: usize,
    /// Whether the amount is a share in hundredths of those assessable.
    share: bool,
}

impl Demand {
    /// The demand that `text` states; `None` where it states none.
    ///
    /// ```
    /// use imsmap_core::Demand;
    /// assert!(Demand::parse("covered=80%").is_some());
    /// assert!(Demand::parse("partial=60").is_some());
    /// assert!(Demand::parse("covered=120%").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (state, amount) = text.split_once('=')?;
        let state = match state.trim() {
            "covered" => State::Covered,
            "partial" => State::Partial,
            _ => return None,
        };
        let (amount, share) = match amount.trim().strip_suffix('%') {
            Some(amount) => (amount.trim_end(), true),
            None => (amount.trim(), false),
        };
        let amount = amount.parse().ok().filter(|amount| !share || *amount <= 100)?;
        Some(Self { state, amount, share })
    }

    /// In one sentence what is missing; `None` where the demand is met.
    ///
    /// A share is met when that many hundredths are, so 80 % of 63 asks for 51.
    pub fn missing(&self, summary: &GapSummary) -> Option<String> {
        let (reached, words) = match self.state {
            State::Covered => (summary.counts.covered, "covered"),
            _ => (summary.counts.covered + summary.counts.partial, "covered or partial"),
        };
        let of = summary.assessable;
        let wanted = if self.share { (self.amount * of).div_ceil(100) } else { self.amount };
        let share = if self.share { format!(" ({} %)", self.amount) } else { String::new() };
        (reached < wanted).then(|| {
            let more = wanted - reached;
            format!("{reached} of {of} requirements are {words}; required are {wanted} of {of}{share}, {more} more")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::StateCounts;

    /// 15 covered and 29 partial of 63: 80 % of 63 is 50.4, so 51 are needed; 44 of 63 are 69.8 %.
    #[test]
    fn a_share_is_rounded_up_to_whole_requirements() {
        let counts = StateCounts { covered: 15, partial: 29, suggested: 0, none: 3, not_examined: 16 };
        let summary = GapSummary { assessable: 63, counts, at_least: 15, at_most: 60, excluded: 0 };
        let missing = |text: &str| Demand::parse(text).unwrap().missing(&summary);
        assert_eq!(
            missing("covered=80%").unwrap(),
            "15 of 63 requirements are covered; required are 51 of 63 (80 %), 36 more"
        );
        assert_eq!(missing("partial=69%"), None);
        assert!(missing("partial=70%").unwrap().starts_with("44 of 63 requirements are covered or partial"));
        assert_eq!(missing("covered=15"), None);
        assert!(missing("covered=16").unwrap().ends_with("required are 16 of 63, 1 more"));
        for nonsense in ["covered", "covered=", "covered=-1", "none=3", "covered=101%", "covered=80 percent"]
        {
            assert_eq!(Demand::parse(nonsense), None, "{nonsense}");
        }
    }
}
