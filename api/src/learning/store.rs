//! Learning communities in SQL: how lists are narrowed and sorted, and how they are written.

use std::ops::RangeInclusive;

use entity::{learning_community, partnership};
use sea_orm::{IntoActiveModel, Set};

use super::inputs::{
    CreateLearningCommunityInput, LearningCommunityFilter, LearningCommunitySortField, UpdateLearningCommunityInput,
};
pub use crate::belonging::delete;
use crate::{
    auth::Caller,
    belonging,
    graphql::{
        changes::{Checks, LONG, SHORT, changed},
        comparators::{Narrowing, covers},
        connection::{Filter, SortField},
        errors,
    },
    store::{Refused, SortKey, Tx, column},
    text::normalise,
};

/// Meetings in a year: one a day at most.
const MEETINGS: RangeInclusive<i32> = 0..=366;
/// Staff of all services of a large municipality.
const PARTICIPANTS: RangeInclusive<i32> = 0..=100_000;

impl Filter<learning_community::Entity> for LearningCommunityFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> errors::Result<()> {
        use learning_community::Column;
        to.by_id::<partnership::Entity>("partnership", self.partnership, column(Column::PartnershipId))?;
        to.by("name", self.name, column(Column::SearchName))?;
        to.by("meetingsPerYear", self.meetings_per_year, column(Column::MeetingsPerYear))?;
        to.by("participants", self.participants, column(Column::Participants))?;
        to.by("fromDate", self.from_date, column(Column::FromDate))?;
        to.by("toDate", self.to_date, column(Column::ToDate))?;
        if let Some(date) = self.active_on {
            to.add(covers(date.0, column(Column::FromDate), column(Column::ToDate)));
        }
        Ok(())
    }
}

impl SortField<learning_community::Entity> for LearningCommunitySortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::Name => SortKey::text(learning_community::Column::SearchName),
            Self::MeetingsPerYear => SortKey::int(learning_community::Column::MeetingsPerYear),
            Self::Participants => SortKey::int(learning_community::Column::Participants),
            Self::FromDate => SortKey::date(learning_community::Column::FromDate),
            Self::ToDate => SortKey::date(learning_community::Column::ToDate),
            Self::CreatedAt => SortKey::instant(learning_community::Column::CreatedAt),
        }
    }
}

/// Adds a learning community to a partnership.
pub async fn create(tx: &Tx, input: CreateLearningCommunityInput) -> Result<learning_community::Model, Refused> {
    let partnership = belonging::partnership(tx, input.partnership).await?;
    let mut checks = Checks::default();
    let name = checks.text("name", &input.name, SHORT);
    let theme = checks.optional_text("theme", input.theme, LONG);
    let meetings = checks.optional_range("meetingsPerYear", input.meetings_per_year, &MEETINGS);
    let participants = checks.optional_range("participants", input.participants, &PARTICIPANTS);
    let (from, to) = (input.from_date.into(), input.to_date.map(Into::into));
    checks.period("toDate", from, to);
    checks.done()?;
    tx.insert::<learning_community::Entity>(learning_community::ActiveModel {
        municipality_id: Set(partnership.municipality_id),
        partnership_id: Set(partnership.id),
        search_name: Set(normalise(&name)),
        name: Set(name),
        theme: Set(theme),
        meetings_per_year: Set(meetings),
        participants: Set(participants),
        from_date: Set(from),
        to_date: Set(to),
        ..Default::default()
    })
    .await
}

/// Changes a learning community.
pub async fn update(tx: &Tx, input: UpdateLearningCommunityInput) -> Result<learning_community::Model, Refused> {
    let before = belonging::changeable(tx, input.id.0, input.version).await?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_searched_text(&mut row.name, &mut row.search_name, "name", input.name);
    checks.set_optional_text(&mut row.theme, "theme", input.theme, LONG);
    let meetings = changed(before.meetings_per_year, input.meetings_per_year);
    row.meetings_per_year = Set(checks.optional_range("meetingsPerYear", meetings, &MEETINGS));
    let participants = changed(before.participants, input.participants);
    row.participants = Set(checks.optional_range("participants", participants, &PARTICIPANTS));
    let days = (&mut row.from_date, &mut row.to_date);
    checks.set_period(days, "toDate", input.from_date, input.to_date);
    checks.done()?;
    tx.update::<learning_community::Entity>(before, row).await
}
