//! Comparisons as the API shows them.

use async_graphql::{MergedObject, SimpleObject};
use entity::{Measured, Nok as StoredNok};

use super::store::Figures;
use crate::{
    disclosure::Published,
    graphql::scalars::Nok,
    municipality::types::Municipality,
    release::{
        places::Place,
        types::{PlaceFields, PublishedCount, PublishedDecimal, Release},
    },
};

/// A municipality beside its KOSTRA group and the country in a school year (sammenligning).
#[derive(Clone, SimpleObject)]
pub struct Comparison {
    /// The municipality.
    pub municipality: Municipality,
    /// The school year, by the year it begins: 2025 is 2025–26.
    pub school_year: i32,
    /// The release the figures come from, save for those that are exact.
    pub release: Release,
    /// The municipality's figures.
    pub own: ComparedPlace,
    /// The figures of its KOSTRA group, itself included; null where its group is not known.
    pub kostra_group: Option<ComparedPlace>,
    /// The figures of the country.
    pub country: ComparedPlace,
}

/// One side of a comparison.
#[derive(Clone, MergedObject)]
pub struct ComparedPlace(PlaceFields, ComparedFields);

/// The figures of a place in a school year.
#[derive(Clone, SimpleObject)]
pub struct ComparedFields {
    /// Whether these are the exact figures of your own municipality as they are now, and not those of a release.
    exact: bool,
    /// How many municipalities there are in the place, whether they report or not.
    municipalities: i32,
    /// How many live there on 1 January of the school year (folketall); null as long as the operator has not given it for
    /// every municipality of the place.
    population: Option<i32>,
    /// How many were reached by breadth activities in the school year (deltakere).
    participants: PublishedCount,
    /// Participants per 1 000 inhabitants; there is none where the population is not known.
    participants_per_thousand: PublishedDecimal,
    /// Full-time equivalents shared on 1 October of the school year (årsverk).
    shared_staff: PublishedDecimal,
    /// Full-time equivalents shared per 1 000 inhabitants; there is none where the population is not known.
    shared_staff_per_thousand: PublishedDecimal,
    /// External funding awarded in the school year (eksterne midler).
    funding_won: Nok,
    /// External funding per 1 000 inhabitants; null where the population is not known.
    funding_won_per_thousand: Option<Nok>,
}

/// `part` × 1 000 ÷ `of` with the parts of a whole as they are kept, rounded, halves up.
fn per_thousand(part: i64, units: i64, of: i64) -> Option<i64> {
    let (part, of) = (i128::from(part) * i128::from(units) * 1_000, i128::from(of));
    if of <= 0 {
        return None;
    }
    i64::try_from((2 * part + of).div_euclid(2 * of)).ok()
}

impl ComparedPlace {
    /// The figures of a place where so many municipalities are and so many live.
    #[must_use]
    pub fn new(
        place: Place,
        figures: Figures,
        (municipalities, population): (usize, Option<i64>),
        exact: bool,
    ) -> Self {
        let rate = |figure: Published<i64>, units: i64| -> Published<Measured> {
            figure.and_then(|part| per_thousand(part, units, population?).map(Measured))
        };
        let Figures { participants, staff, funding } = figures;
        let fields = ComparedFields {
            exact,
            municipalities: i32::try_from(municipalities).unwrap_or(i32::MAX),
            population: population.and_then(|population| i32::try_from(population).ok()),
            participants: participants.into(),
            participants_per_thousand: rate(participants, Measured::ONE.0).into(),
            // Hundredths of a per cent of a position are ten-thousandths of it.
            shared_staff: staff.map(Measured).into(),
            shared_staff_per_thousand: rate(staff, 1).into(),
            funding_won: Nok(funding),
            funding_won_per_thousand: population
                .and_then(|population| per_thousand(funding.0, 1, population))
                .map(|amount| Nok(StoredNok(amount))),
        };
        Self(PlaceFields(place), fields)
    }
}

#[cfg(test)]
mod tests {
    use super::per_thousand;

    #[test]
    fn rates_are_rounded() {
        assert_eq!(per_thousand(3, 10_000, 2_000), Some(15_000));
        assert_eq!(per_thousand(1, 10_000, 3_000), Some(3_333));
        assert_eq!(per_thousand(2, 10_000, 3_000), Some(6_667));
        assert_eq!(per_thousand(2, 10_000, 0), None);
    }
}
