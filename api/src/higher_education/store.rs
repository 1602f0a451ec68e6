//! Cooperations with higher education in SQL: how lists are narrowed and sorted, and how they are written.

use std::ops::RangeInclusive;

use entity::{higher_education_cooperation, partnership, party};
use sea_orm::{IntoActiveModel, Set};

use super::inputs::{
    CreateHigherEducationCooperationInput, HigherEducationCooperationFilter, HigherEducationCooperationSortField,
    UpdateHigherEducationCooperationInput,
};
pub use crate::belonging::delete;
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG, SHORT, changed, set},
        comparators::{Narrowing, covers},
        connection::{Filter, SortField},
        errors,
    },
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

/// Students of the largest institutions.
const STUDENTS: RangeInclusive<i32> = 0..=100_000;

impl Filter<higher_education_cooperation::Entity> for HigherEducationCooperationFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> errors::Result<()> {
        use higher_education_cooperation::Column;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by_id::<party::Entity>("institutionParty", self.institution_party, column(Column::InstitutionPartyId))?;
        to.by("kind", self.kind, column(Column::Kind))?;
        to.by("text", self.text, column(Column::SearchTitle))?;
        to.by("students", self.students, column(Column::Students))?;
        to.by("fromDate", self.from_date, column(Column::FromDate))?;
        to.by("toDate", self.to_date, column(Column::ToDate))?;
        if let Some(date) = self.active_on {
            to.add(covers(date.0, column(Column::FromDate), column(Column::ToDate)));
        }
        Ok(())
    }
}

impl SortField<higher_education_cooperation::Entity> for HigherEducationCooperationSortField {
    fn key(self, _: &Caller) -> SortKey {
        use higher_education_cooperation::Column;
        match self {
            Self::Title => SortKey::text(Column::SearchTitle),
            Self::Kind => SortKey::text(Column::Kind),
            Self::Students => SortKey::int(Column::Students),
            Self::FromDate => SortKey::date(Column::FromDate),
            Self::ToDate => SortKey::date(Column::ToDate),
            Self::CreatedAt => SortKey::instant(Column::CreatedAt),
        }
    }
}

fn search_title(title: &str, institution: &str) -> String {
    normalise(&format!("{title} {institution}"))
}

/// Adds a cooperation with higher education to a partnership.
pub async fn create(
    tx: &Tx,
    input: CreateHigherEducationCooperationInput,
) -> Result<higher_education_cooperation::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let party = input.institution_party.map(Into::into);
    let party = belonging::maybe_named(tx, &mut checks, "institutionParty", party, partnership.id).await?;
    let institution = checks.text("institution", &input.institution, SHORT);
    let title = checks.text("title", &input.title, SHORT);
    let description = checks.optional_text("description", input.description, LONG);
    let students = checks.optional_range("students", input.students, &STUDENTS);
    let (from, to) = (input.from_date.into(), input.to_date.map(Into::into));
    checks.period("toDate", from, to);
    checks.done()?;
    tx.insert::<higher_education_cooperation::Entity>(higher_education_cooperation::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        institution_party_id: Set(party),
        search_title: Set(search_title(&title, &institution)),
        institution: Set(institution),
        kind: Set(input.kind.0),
        title: Set(title),
        description: Set(description),
        students: Set(students),
        from_date: Set(from),
        to_date: Set(to),
        ..Default::default()
    })
    .await
}

/// Changes a cooperation with higher education.
pub async fn update(
    tx: &Tx,
    input: UpdateHigherEducationCooperationInput,
) -> Result<higher_education_cooperation::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    let party = changed(before.institution_party_id, input.institution_party);
    let partnership = before.partnership_id;
    let party = belonging::maybe_named(tx, &mut checks, "institutionParty", party, partnership).await?;
    let institution = input.institution.unwrap_or_else(|| before.institution.clone());
    let institution = checks.text("institution", &institution, SHORT);
    let title = input.title.unwrap_or_else(|| before.title.clone());
    let title = checks.text("title", &title, SHORT);
    checks.set_optional_text(&mut row.description, "description", input.description, LONG);
    let students = changed(before.students, input.students);
    row.students = Set(checks.optional_range("students", students, &STUDENTS));
    let days = (&mut row.from_date, &mut row.to_date);
    checks.set_period(days, "toDate", input.from_date, input.to_date);
    checks.done()?;
    set(&mut row.kind, input.kind.map(|kind| kind.0));
    row.institution_party_id = Set(party);
    row.search_title = Set(search_title(&title, &institution));
    row.institution = Set(institution);
    row.title = Set(title);
    tx.update::<higher_education_cooperation::Entity>(before, row).await
}
