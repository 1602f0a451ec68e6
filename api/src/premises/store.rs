//! Premises shares in SQL: how lists are narrowed and sorted, and how they are written.

use std::ops::RangeInclusive;

use entity::{Measured, partnership, party, premises_share};
use sea_orm::{IntoActiveModel, Set};

use super::inputs::{CreatePremisesShareInput, PremisesShareFilter, PremisesShareSortField, UpdatePremisesShareInput};
pub use crate::belonging::delete;
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG, SHORT, changed, set_optional},
        comparators::{Narrowing, covers},
        connection::{Filter, SortField},
        errors,
    },
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

/// The hours of a week.
const HOURS: RangeInclusive<Measured> = Measured(0)..=Measured(7 * 24 * Measured::ONE.0);

impl Filter<premises_share::Entity> for PremisesShareFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> errors::Result<()> {
        use premises_share::Column;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by_id::<party::Entity>("ownerParty", self.owner_party, column(Column::OwnerPartyId))?;
        to.by("name", self.name, column(Column::SearchName))?;
        to.by_flag(self.accessible, column(Column::Accessible));
        to.by("fromDate", self.from_date, column(Column::FromDate))?;
        to.by("toDate", self.to_date, column(Column::ToDate))?;
        if let Some(date) = self.active_on {
            to.add(covers(date.0, column(Column::FromDate), column(Column::ToDate)));
        }
        Ok(())
    }
}

impl SortField<premises_share::Entity> for PremisesShareSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Name => SortKey::text(premises_share::Column::SearchName),
            Self::HoursPerWeek => SortKey::long(premises_share::Column::HoursPerWeek),
            Self::FromDate => SortKey::date(premises_share::Column::FromDate),
            Self::ToDate => SortKey::date(premises_share::Column::ToDate),
            Self::CreatedAt => SortKey::instant(premises_share::Column::CreatedAt),
        }
    }
}

/// Adds a premises share to a partnership.
pub async fn create(tx: &Tx, input: CreatePremisesShareInput) -> Result<premises_share::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let owner = input.owner_party.0;
    let owner = belonging::named(tx, &mut checks, "ownerParty", owner, partnership.id).await?;
    let name = checks.text("name", &input.name, SHORT);
    let address = checks.optional_text("address", input.address, SHORT);
    let purpose = checks.optional_text("purpose", input.purpose, LONG);
    let hours = input.hours_per_week.map(Into::into);
    let hours = checks.optional_range("hoursPerWeek", hours, &HOURS);
    let (from, to) = (input.from_date.into(), input.to_date.map(Into::into));
    checks.period("toDate", from, to);
    checks.done()?;
    tx.insert::<premises_share::Entity>(premises_share::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        owner_party_id: Set(owner),
        search_name: Set(normalise(&name)),
        name: Set(name),
        address: Set(address),
        purpose: Set(purpose),
        hours_per_week: Set(hours),
        accessible: Set(input.accessible),
        from_date: Set(from),
        to_date: Set(to),
        ..Default::default()
    })
    .await
}

/// Changes a premises share.
pub async fn update(tx: &Tx, input: UpdatePremisesShareInput) -> Result<premises_share::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    if let Some(owner) = input.owner_party {
        let partnership = before.partnership_id;
        let owner = belonging::named(tx, &mut checks, "ownerParty", owner.0, partnership).await?;
        row.owner_party_id = Set(owner);
    }
    checks.set_searched_text(&mut row.name, &mut row.search_name, "name", input.name);
    checks.set_optional_text(&mut row.address, "address", input.address, SHORT);
    checks.set_optional_text(&mut row.purpose, "purpose", input.purpose, LONG);
    let hours = changed(before.hours_per_week, input.hours_per_week);
    row.hours_per_week = Set(checks.optional_range("hoursPerWeek", hours, &HOURS));
    set_optional(&mut row.accessible, input.accessible);
    let days = (&mut row.from_date, &mut row.to_date);
    checks.set_period(days, "toDate", input.from_date, input.to_date);
    checks.done()?;
    tx.update::<premises_share::Entity>(before, row).await
}
