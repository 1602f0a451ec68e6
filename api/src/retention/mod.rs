//! How long the registry knows who somebody is: people who are no longer employed or shared become pseudonyms after a
//! while. What was shared, when and how much stays, and so do all sums.

pub mod rules;
mod store;

use std::{sync::Arc, time::Duration};

use chrono::NaiveDate;
use entity::id::StaffMemberId;

use crate::{
    auth::{Caller, Power, Reach, Role},
    problem::Language,
    store::{Refused, Registry, Scope},
};

/// The longest that can be asked for: a hundred years.
pub const MOST_MONTHS: u32 = 1_200;

/// How often the schedule looks whether a new day has begun.
const LOOK: Duration = Duration::from_mins(10);

/// The day before which people must have been shared or employed last, to become pseudonyms today.
#[must_use]
pub fn cutoff(today: NaiveDate, months: u32) -> NaiveDate {
    today.checked_sub_months(chrono::Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// Makes pseudonyms of people last shared or employed before `cutoff`, each in a transaction of its own, and tells who
/// they were by id. A dry run only tells.
///
/// # Errors
/// When the database fails; those who are pseudonyms by then stay so.
pub async fn run(registry: &Registry, cutoff: NaiveDate, dry_run: bool) -> Result<Vec<StaffMemberId>, Refused> {
    let scope = scope(registry);
    let mut done = Vec::new();
    let mut last = None;
    loop {
        let candidates = store::candidates(registry, cutoff, last).await?;
        let Some(&newest) = candidates.last() else { break };
        last = Some(newest);
        for person in candidates {
            let tx = Scope { now: registry.clock.now(), ..scope.clone() }.begin_own("retention").await?;
            if store::pseudonymise(&tx, person, cutoff).await? {
                done.push(person);
                if !dry_run {
                    tx.commit().await?;
                }
            }
        }
    }
    if !dry_run && !done.is_empty() {
        store::overwrite(registry).await?;
    }
    Ok(done)
}

/// Who the trail says did it.
fn scope(registry: &Registry) -> Scope {
    let everything = Power::new(Role::RegistryAdmin, Reach::Everything);
    let now = registry.clock.now();
    Scope {
        registry: registry.clone(),
        caller: Arc::new(Caller::new("samspill:retention", "samspill", vec![everything])),
        language: Language::En,
        request_id: format!("retention-{}", now.date_naive()).into(),
        now,
    }
}

/// Runs once now and then once a day, until it is dropped. Of several replicas each finds what the others left.
pub async fn daily(registry: Registry, months: u32) {
    let mut done_on = None;
    loop {
        let today = registry.clock.today();
        if done_on != Some(today) {
            match run(&registry, cutoff(today, months), false).await {
                Ok(people) if people.is_empty() => tracing::debug!("nobody's time of retention is over"),
                Ok(people) => tracing::info!(people = people.len(), "people became pseudonyms: their time is over"),
                Err(error) => tracing::error!(%error, "the rule of retention could not be carried out; tomorrow again"),
            }
            done_on = Some(today);
        }
        tokio::time::sleep(LOOK).await;
    }
}
