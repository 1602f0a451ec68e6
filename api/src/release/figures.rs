//! Everything a release holds, decided at once: which cells there are, what they count, and what is hidden.

use std::collections::BTreeMap;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use entity::{
    id::IndicatorId,
    vocabulary::{ReachedService, ServiceType, Vocabulary as _},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{frozen::Frozen, places::Places};
use crate::{
    comparison::figures as resources,
    disclosure::{BelowLowest, CubeError, Rule, SENSITIVE_SERVICES, Threshold},
    outcome::cube::figures as outcomes,
    participation::cube::figures as participation,
};

/// From how many people a count is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Of ordinary services, and of staff; at least 3.
    pub k: u32,
    /// Of sensitive services; at least 5.
    pub k_sensitive: u32,
}

impl Thresholds {
    /// The lowest there are.
    pub const LOWEST: Self = Self { k: 3, k_sensitive: 5 };
    /// The highest that make sense.
    pub const HIGHEST: Self = Self { k: 1_000, k_sensitive: 1_000 };

    /// By service: what several services made together is protected as if a sensitive one were among them.
    fn by_service(self) -> Result<Rule, BelowLowest> {
        let sensitive = Threshold::new(self.k_sensitive.into(), true)?;
        let services = SENSITIVE_SERVICES.into_iter().chain([ReachedService::Several.code()]);
        let ordinary = Threshold::new(self.k.into(), false)?;
        Ok(Rule::by_category(ordinary, participation::SERVICE, services.map(|service| (service, sensitive))))
    }

    fn of_staff(self) -> Result<Rule, BelowLowest> {
        // A zero says that somebody is shared whom another municipality counts.
        Ok(Rule::everywhere(Threshold::new(self.k.into(), true)?))
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self::LOWEST
    }
}

/// What there is to publish.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Where.
    pub places: Places,
    /// Participation counts, those of an activity and period together.
    pub counts: Vec<participation::Counted>,
    /// Values of indicators.
    pub found: Vec<outcomes::Found>,
    /// Whose goal each indicator serves.
    pub owners: BTreeMap<IndicatorId, ServiceType>,
    /// Shared positions.
    pub shared: Vec<resources::Shared>,
    /// Awarded funding.
    pub won: Vec<resources::Won>,
}

impl Gathered {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.found.is_empty() && self.shared.is_empty() && self.won.is_empty()
    }
}

/// The cubes of a release, by name.
pub const CUBES: [&str; 3] = ["PARTICIPATION", "OUTCOMES", "STAFF"];

/// A cube as it is kept, with a hash of all exact figures that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which.
    pub name: &'static str,
    /// The cube.
    pub frozen: Frozen,
    /// The hash.
    pub fingerprint: String,
}

/// A value of an outcome cell: hidden, or as it is.
pub type MaybeHidden<T> = Option<T>;

/// What is released.
#[derive(Clone, Debug)]
pub struct Decided {
    /// What is kept of it.
    pub kept: Vec<Kept>,
    /// The cells of participation, in order; without figures where they are hidden.
    pub participation: Vec<(participation::Key, MaybeHidden<participation::Figures>)>,
    /// The cells of outcomes, in order: their values, and whether the baseline and the actual value are hidden.
    pub outcomes: Vec<(outcomes::Key, outcomes::Values, bool, bool)>,
    /// The cells of resources, in order, and whether the staff are hidden.
    pub resources: Vec<(resources::Key, resources::Resources, bool)>,
}

/// Why nothing can be decided.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    /// The thresholds are too low.
    #[error(transparent)]
    Threshold(#[from] BelowLowest),
    /// The cube cannot be built.
    #[error(transparent)]
    Cube(#[from] CubeError),
    /// The figures cannot be written down.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// The earlier releases of a cube, the first one first.
pub type Earlier = BTreeMap<&'static str, Vec<Frozen>>;

/// Decides what of all this is published, given all that was.
///
/// # Errors
/// When a cube is too large, or an earlier one does not fit.
pub fn decide(gathered: &Gathered, thresholds: Thresholds, earlier: &Earlier) -> Result<Decided, Undecided> {
    let Gathered { places, counts, found, owners, shared, won } = gathered;
    let before = |name| earlier.get(name).map_or(&[][..], Vec::as_slice);
    let [of_participation, of_outcomes, of_staff] = CUBES;

    let cells = participation::add_up(places, counts);
    let mut cube = participation::freeze(places, counts)?;
    let release = cube.protect(&thresholds.by_service()?, before(of_participation))?;
    let mut kept = vec![keep(of_participation, cube, &cells.iter().collect::<Vec<_>>())?];
    let mut participation = Vec::with_capacity(cells.len());
    for (key, figures) in cells {
        let hidden = participation::is_hidden(&release, &key)?;
        participation.push((key, (!hidden).then_some(figures)));
    }

    let cells = outcomes::add_up(places, found);
    let mut cube = outcomes::freeze(places, found, owners)?;
    let rule = outcomes::rule(thresholds.k.into(), thresholds.k_sensitive.into())?;
    let release = cube.protect(&rule, before(of_outcomes))?;
    kept.push(keep(of_outcomes, cube, &cells.iter().collect::<Vec<_>>())?);
    let hidden = |key: &outcomes::Key, which| outcomes::is_hidden(&release, key, which);
    let outcomes = cells.into_iter().map(|(key, values)| {
        let (baseline, actual) = (hidden(&key, outcomes::Which::Baseline), hidden(&key, outcomes::Which::Actual));
        (key, values, baseline, actual)
    });
    let outcomes = outcomes.collect();

    let cells = resources::add_up(places, shared, won);
    let mut cube = resources::freeze(places, shared)?;
    let release = cube.protect(&thresholds.of_staff()?, before(of_staff))?;
    kept.push(keep(of_staff, cube, &cells.iter().collect::<Vec<_>>())?);
    let resources = cells.into_iter().map(|(key, figures)| {
        let hidden = resources::is_hidden(&release, &key);
        (key, figures, hidden)
    });
    let resources = resources.collect();
    Ok(Decided { kept, participation, outcomes, resources })
}

fn keep(name: &'static str, frozen: Frozen, figures: &impl Serialize) -> Result<Kept, serde_json::Error> {
    let fingerprint = URL_SAFE_NO_PAD.encode(Sha256::digest(serde_json::to_vec(figures)?));
    Ok(Kept { name, frozen, fingerprint })
}

impl Decided {
    /// Whether all is as it was published last: the same counts, and all figures beside them.
    #[must_use]
    pub fn is_as(&self, last: &[Kept]) -> bool {
        self.kept.iter().all(|kept| {
            let last = last.iter().find(|last| last.name == kept.name);
            last.is_some_and(|last| last.fingerprint == kept.fingerprint && last.frozen.same_counts(&kept.frozen))
        })
    }
}
