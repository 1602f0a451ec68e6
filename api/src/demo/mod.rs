//! The demonstration data: three municipalities, three school years around today, told as the people there would. All
//! organisations, people, figures and events are made up; only the municipalities and the public funders exist.

#![expect(clippy::too_many_lines, reason = "a partnership is told as one story, from beginning to end")]

mod bergen;
mod indicators;
mod karasjok;
mod prelude;
mod utsira;

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use sea_orm::{DatabaseConnection, DbErr};

use crate::{
    clock::Ids,
    store::Registry,
    synthetic::{expect_empty, rows::Author, story::Story, write},
};

/// The seed of the keys, so that the rows are the same for the same date.
const SEED: u64 = 26_001;

/// The moment that the demonstration data is told from, when it is told as of a day: a quarter past noon in UTC.
#[must_use]
pub fn moment(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(12 * 60 + 15)
}

/// Loads the demonstration data into an empty registry, in one transaction, with an audit row for each record.
/// `progress` is told the rows written, and how many there will be.
///
/// # Errors
/// When the registry is not empty, or when the database refuses.
pub async fn load(registry: &Registry, progress: impl Fn(u64, u64) + Send) -> Result<(), DbErr> {
    expect_empty(&registry.database).await?;
    let mut story = Story::new(registry.clock.as_ref(), Ids::seeded(SEED), 21_000_000);
    tell(&mut story);
    let author = Author { subject: "demo", operation: "loadDemonstration", now: story.calendar.now, ids: &story.ids };
    story.rows.audit(&author)?;
    let all = story.rows.counts().iter().map(|(_, count)| count).sum();
    let mut done: u64 = 0;
    write(&registry.database, story.rows, &mut move |count| {
        done += count;
        progress(done, all);
    })
    .await
}

/// Whether a registry holds nothing besides its reference data.
///
/// # Errors
/// When the database refuses.
pub async fn is_empty(database: &DatabaseConnection) -> Result<bool, DbErr> {
    crate::synthetic::is_empty(database).await
}

fn tell(story: &mut Story) {
    let shared = indicators::shared(story);
    bergen::tell(story, &shared);
    karasjok::tell(story, &shared);
    utsira::tell(story, &shared);
}
