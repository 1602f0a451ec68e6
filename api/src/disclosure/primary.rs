//! The primary rule: which cells may not be published for what they are themselves.

use std::collections::BTreeMap;

use super::cube::{Cell, Cube, Dimension};

/// No threshold is ever lower.
pub const LOWEST_K: u64 = 3;

/// The service types whose counts are sensitive, by their codes.
pub const SENSITIVE_SERVICES: [&str; 5] = ["CHILD_WELFARE", "ELDERLY_CARE", "HEALTH_SERVICE", "NAV", "REFUGEE_SERVICE"];

/// A threshold below three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a threshold is at least {LOWEST_K}, not {0}")]
pub struct BelowLowest(pub u64);

/// From which count a cell is published, and whether its zeros tell something about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Threshold {
    k: u64,
    hides_zeros: bool,
}

impl Threshold {
    /// Published from 3, zeros shown.
    pub const ORDINARY: Self = Self { k: 3, hides_zeros: false };
    /// Published from 5, zeros hidden.
    pub const SENSITIVE: Self = Self { k: 5, hides_zeros: true };

    /// Published from `k`.
    ///
    /// # Errors
    /// When `k` is below [`LOWEST_K`].
    pub fn new(k: u64, hides_zeros: bool) -> Result<Self, BelowLowest> {
        if k < LOWEST_K { Err(BelowLowest(k)) } else { Ok(Self { k, hides_zeros }) }
    }

    /// From which count a cell is published.
    #[must_use]
    pub fn k(self) -> u64 {
        self.k
    }

    /// Whether a reported zero is hidden too.
    #[must_use]
    pub fn hides_zeros(self) -> bool {
        self.hides_zeros
    }

    /// What protects both.
    pub(super) fn strictest(self, other: Self) -> Self {
        Self { k: self.k.max(other.k), hides_zeros: self.hides_zeros || other.hides_zeros }
    }

    /// The least a hidden inner cell can hold, as far as someone who knows the rules can tell: where zeros are
    /// published, what is hidden is no zero.
    pub(super) fn floor(self) -> u64 {
        u64::from(!self.hides_zeros)
    }
}

/// Which threshold holds where: one for all, or one by the categories of a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    base: Threshold,
    dimension: Option<String>,
    by_category: BTreeMap<String, Threshold>,
}

impl Rule {
    /// The same threshold everywhere.
    #[must_use]
    pub fn everywhere(threshold: Threshold) -> Self {
        Self { base: threshold, dimension: None, by_category: BTreeMap::new() }
    }

    /// By the categories of a dimension; `base` where a category is not named, and in cubes without the dimension.
    pub fn by_category<C: Into<String>>(
        base: Threshold,
        dimension: impl Into<String>,
        thresholds: impl IntoIterator<Item = (C, Threshold)>,
    ) -> Self {
        let by_category = thresholds.into_iter().map(|(category, threshold)| (category.into(), threshold)).collect();
        Self { base, dimension: Some(dimension.into()), by_category }
    }

    /// The rule of the registry: sensitive service types from 5 with their zeros hidden, others from 3. A cube without
    /// a dimension of service types is treated as sensitive, since it may mix them.
    pub fn of_services(dimension: impl Into<String>) -> Self {
        let dimension = dimension.into();
        let sensitive = SENSITIVE_SERVICES.map(|service| (service, Threshold::SENSITIVE));
        Self::by_category(Threshold::ORDINARY, dimension, sensitive)
    }

    /// The threshold of each inner cell.
    pub(super) fn thresholds<'a>(&'a self, cube: &'a Cube) -> impl Fn(Cell) -> Threshold + 'a {
        let is_ours = |dimension: &Dimension| Some(dimension.name()) == self.dimension.as_deref();
        let at = cube.dimensions().iter().position(is_ours);
        let strictest = self.by_category.values().fold(self.base, |all, &one| all.strictest(one));
        move |cell| {
            let Some(at) = at else { return strictest };
            let position = cube.positions(cell)[at];
            let category = cube.dimensions()[at].label(position).map(|(_, category)| category);
            category.and_then(|category| self.by_category.get(category)).copied().unwrap_or(self.base)
        }
    }
}

/// Whose people a cell counts, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contributors {
    /// Nobody's: it is zero.
    Nobody,
    /// Those of this organisation alone.
    One(u32),
    /// Those of two organisations or more.
    Several,
}

impl Contributors {
    /// Those of an inner cell.
    pub fn of(organisations: &[u32]) -> Self {
        match *organisations {
            [] => Self::Nobody,
            [only] => Self::One(only),
            _ => Self::Several,
        }
    }

    /// Those of both.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nobody, some) | (some, Self::Nobody) => some,
            (Self::One(one), Self::One(other)) if one == other => self,
            _ => Self::Several,
        }
    }
}

/// What the rules ask of a cell: its count, its threshold, whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    /// How many took part.
    pub count: u64,
    /// The strictest of what is counted in.
    pub threshold: Threshold,
    /// Whose people they are.
    pub contributors: Contributors,
    /// Whether a reported zero that must be hidden is counted in.
    pub hidden_zero: bool,
}

impl Figure {
    /// Whether the cell may not be published.
    ///
    /// Too few people; people from one organisation only; nobody, where that tells about those who stayed away.
    pub fn is_primary(self) -> bool {
        match self.count {
            0 => self.hidden_zero,
            count => count < self.threshold.k || self.contributors != Contributors::Several,
        }
    }

    /// Both together; nothing when the sum is too large.
    pub fn and(self, other: Self) -> Option<Self> {
        Some(Self {
            count: self.count.checked_add(other.count)?,
            threshold: self.threshold.strictest(other.threshold),
            contributors: self.contributors.and(other.contributors),
            hidden_zero: self.hidden_zero || other.hidden_zero,
        })
    }
}
