//! Figures to publish, and what is computed from them: what is hidden stays hidden in means, shares and rates.

/// A figure as it is published: its value, or nothing and that it is suppressed. Which rule hid it is not told.
///
/// What is computed from figures is suppressed when any of them is. A value can also be missing without being
/// suppressed: a mean of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published<T> {
    value: Option<T>,
    suppressed: bool,
}

impl<T> Published<T> {
    /// A figure that is shown.
    pub fn shown(value: T) -> Self {
        Self { value: Some(value), suppressed: false }
    }

    /// A figure that is hidden.
    #[must_use]
    pub fn suppressed() -> Self {
        Self { value: None, suppressed: true }
    }

    /// A figure there is none of: a mean of nobody, a rate where the population is not known.
    #[must_use]
    pub fn absent() -> Self {
        Self { value: None, suppressed: false }
    }

    /// The value, unless it is suppressed or there is none.
    pub fn value(self) -> Option<T> {
        self.value
    }

    /// Whether the value is withheld.
    #[must_use]
    pub fn is_suppressed(&self) -> bool {
        self.suppressed
    }

    /// Another figure computed from this one.
    pub fn map<U>(self, compute: impl FnOnce(T) -> U) -> Published<U> {
        Published { value: self.value.map(compute), suppressed: self.suppressed }
    }

    /// Another figure computed from this one, where it can be.
    pub fn and_then<U>(self, compute: impl FnOnce(T) -> Option<U>) -> Published<U> {
        Published { value: self.value.and_then(compute), suppressed: self.suppressed }
    }

    /// A figure computed from two: suppressed when one of them is.
    pub fn with<U, V>(self, other: Published<U>, compute: impl FnOnce(T, U) -> Option<V>) -> Published<V> {
        if self.suppressed || other.suppressed {
            return Published::suppressed();
        }
        let value = self.value.zip(other.value).and_then(|(one, other)| compute(one, other));
        Published { value, suppressed: false }
    }

    /// Another figure of the same cell, which must not tell more: attendances, sessions and costs are shown where the
    /// participants are.
    #[must_use]
    pub fn where_shown<U>(self, other: Published<U>) -> Self {
        self.with(other, |value, _| Some(value))
    }
}

impl<T> From<T> for Published<T> {
    fn from(value: T) -> Self {
        Self::shown(value)
    }
}

/// A part of a whole, for shares (of one), means (a sum by how many) and costs per participant.
#[must_use]
pub fn ratio(part: Published<u64>, whole: Published<u64>) -> Published<f64> {
    per(part, whole, 1.0)
}

/// So many of a whole by a thousand: participants per 1 000 inhabitants.
#[must_use]
pub fn per_thousand(part: Published<u64>, whole: Published<u64>) -> Published<f64> {
    per(part, whole, 1000.0)
}

/// Counts and amounts are far below 2⁵³, where floating-point numbers begin to leave whole ones out.
#[expect(clippy::cast_precision_loss, reason = "a quotient is rounded anyway")]
fn per(part: Published<u64>, whole: Published<u64>, units: f64) -> Published<f64> {
    part.with(whole, |part, whole| (whole > 0).then(|| part as f64 * units / whole as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_computed_from_hidden_figures_is_hidden() {
        let hidden = Published::<u64>::suppressed();
        for figure in [ratio(hidden, 4.into()), ratio(4.into(), hidden), per_thousand(hidden, hidden)] {
            assert!(figure.is_suppressed());
            assert_eq!(figure.value(), None);
        }
        assert!(hidden.map(|count| count + 1).is_suppressed());
        assert!(hidden.and_then(|count| count.checked_sub(1)).is_suppressed());
        assert!(Published::shown(80_u64).where_shown(hidden).is_suppressed());
    }

    #[test]
    fn shown_figures_compute() {
        assert_eq!(ratio(3.into(), 4.into()).value(), Some(0.75));
        assert_eq!(per_thousand(3.into(), 1500.into()).value(), Some(2.0));
        assert_eq!(Published::shown(80_u64).where_shown(Published::shown(7_u64)), Published::shown(80));
        assert_eq!(Published::shown(7_u64).map(|count| count * 2), Published::shown(14));
    }

    #[test]
    fn a_mean_of_nobody_is_absent_and_not_suppressed() {
        let mean = ratio(0.into(), 0.into());
        assert_eq!(mean, Published::absent());
        assert!(!mean.is_suppressed());
        assert!(ratio(Published::absent(), Published::suppressed()).is_suppressed());
        assert_eq!(ratio(Published::absent(), 4.into()), Published::absent());
    }
}
