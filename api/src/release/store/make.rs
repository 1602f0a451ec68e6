//! Makes a release: reads everything at one moment, decides what is shown, and writes it down in one transaction.

use entity::{release, release_cube, released_outcome, released_participation, released_resource};
use sea_orm::{
    AccessMode, ColumnTrait, DatabaseTransaction, DbBackend, EntityTrait, IsolationLevel, PaginatorTrait, QueryFilter,
    QueryOrder, Set, TransactionOptions, TransactionTrait,
};
use serde_json::json;

use super::gather::{self, Within};
use crate::{
    graphql::changes::{Checks, LONG, SHORT},
    problem::CommonProblem,
    release::{
        figures::{CUBES, Decided, Earlier, Gathered, Kept, decide},
        frozen::Frozen,
        rules::{ReleaseProblem, days_of, school_year},
    },
    store::{Beside, Refused, Registry, Scope, Tx, insert_many},
};

/// What a release is to be.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What it is called; its number unless given.
    pub label: Option<String>,
    /// What changed, and why it is made.
    pub note: Option<String>,
    /// The first school year; the first one anything is registered in unless given.
    pub first_year: Option<i32>,
    /// The last school year; the present one unless given.
    pub last_year: Option<i32>,
}

/// On whose behalf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeBy {
    /// The operator, who holds the database.
    Operator,
    /// The demonstration.
    Demonstration,
}

impl MadeBy {
    fn name(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Demonstration => "demo",
        }
    }
}

/// The last release.
struct Last {
    number: i32,
    cubes: Vec<Kept>,
}

/// What was read before anything is decided.
struct Before {
    years: (i32, i32),
    gathered: Gathered,
    earlier: Earlier,
    last: Option<Last>,
}

/// Makes the next release: what is shown of it is decided together with all earlier ones.
///
/// # Errors
/// When nothing is registered or nothing changed since the last release, when somebody else makes one at the same time, or
/// when the database fails.
pub async fn create(registry: Registry, by: MadeBy, wanted: Wanted) -> Result<release::Model, Refused> {
    let mut checks = Checks::default();
    let label = wanted.label.as_deref().map(|label| checks.text("label", label, SHORT));
    let note = checks.optional_text("note", wanted.note.clone(), LONG);
    checks.done()?;
    let scope = Scope::of_command_line(registry, by.name());
    let before = read(&scope.registry, &wanted).await?;
    if before.gathered.is_empty() {
        return Err(ReleaseProblem::NothingCounted {}.into());
    }
    let Before { years, gathered, earlier, last } = before;
    let thresholds = scope.registry.rules.disclosure;
    // It takes seconds of pure computing.
    let deciding = tokio::task::spawn_blocking(move || decide(&gathered, thresholds, &earlier));
    let decided = deciding.await.map_err(|error| Refused::Broken(error.to_string()))?;
    let decided = decided.map_err(|error| Refused::Broken(format!("the release cannot be decided: {error}")))?;
    let number = match &last {
        Some(last) if decided.is_as(&last.cubes) => {
            return Err(ReleaseProblem::NothingChanged { number: last.number }.into());
        }
        last => last.as_ref().map_or(1, |last| last.number + 1),
    };
    let tx = scope.begin_own("create_release").await?;
    let made = release::Entity::find().count(tx.connection()).await?;
    if i64::try_from(made).ok() != Some(i64::from(number) - 1) {
        // What is hidden would be decided without the one made meanwhile.
        return Err(CommonProblem::Crossed {}.into());
    }
    let row = release::ActiveModel {
        number: Set(number),
        label: Set(label.unwrap_or_else(|| format!("Publisering {number}"))),
        note: Set(note),
        covers_from: Set(days_of(years.0).0),
        covers_to: Set(days_of(years.1).1),
        made_by: Set(by.name().to_owned()),
        k: Set(i32::try_from(thresholds.k).unwrap_or(i32::MAX)),
        k_sensitive: Set(i32::try_from(thresholds.k_sensitive).unwrap_or(i32::MAX)),
        ..Default::default()
    };
    let release = tx.insert_with::<release::Entity>(row, sizes(&decided)).await.map_err(crossed)?;
    write(&tx, &release, decided).await?;
    tx.commit().await.map_err(crossed)?;
    Ok(release)
}

/// What it means that a release cannot be kept although it could be decided: on PostgreSQL two may both see that the number
/// is free, and the slower one finds it taken.
fn crossed(refused: Refused) -> Refused {
    match refused {
        Refused::Problems(_) | Refused::Crossed => CommonProblem::Crossed {}.into(),
        other => other,
    }
}

/// What the trail tells of a release beside what it is: how many cells there are, and how many are hidden.
fn sizes(decided: &Decided) -> Beside {
    let hidden = |hidden: usize, all: usize| json!({ "cells": all, "suppressed": hidden });
    let participation = decided.participation.iter().filter(|(_, figures)| figures.is_none()).count();
    let outcomes = decided.outcomes.iter().filter(|(.., actual)| *actual).count();
    let staff = decided.resources.iter().filter(|(.., suppressed)| *suppressed).count();
    Beside::from_iter([
        ("participation".to_owned(), hidden(participation, decided.participation.len())),
        ("outcomes".to_owned(), hidden(outcomes, decided.outcomes.len())),
        ("staff".to_owned(), hidden(staff, decided.resources.len())),
    ])
}

/// Reads all of it at one moment: a count and the activity it is of must fit together.
async fn read(registry: &Registry, wanted: &Wanted) -> Result<Before, Refused> {
    let postgres = registry.database.get_database_backend() == DbBackend::Postgres;
    let options = TransactionOptions {
        isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
        access_mode: postgres.then_some(AccessMode::ReadOnly),
        ..TransactionOptions::default()
    };
    let moment = registry.database.begin_with_options(options).await?;
    let present = school_year(registry.clock.today());
    let last_year = wanted.last_year.unwrap_or(present);
    let first_year = match wanted.first_year {
        Some(year) => year,
        None => gather::first_year(&moment).await?.unwrap_or(present).min(last_year),
    };
    if first_year > last_year || last_year > present || first_year < 1900 {
        return Err(ReleaseProblem::NoSuchYears { first: first_year, last: last_year }.into());
    }
    let years = (first_year, last_year);
    let gathered = gather::all(&moment, &Within { years, municipality: None }).await?;
    let (earlier, last) = earlier(&moment).await?;
    moment.commit().await?;
    Ok(Before { years, gathered, earlier, last })
}

/// The cubes of all releases so far, and the last one's once more.
async fn earlier(moment: &DatabaseTransaction) -> Result<(Earlier, Option<Last>), Refused> {
    let releases = release::Entity::find().order_by_asc(release::Column::Number).all(moment).await?;
    let mut earlier = Earlier::new();
    let mut last = None;
    for release in releases {
        let cubes = release_cube::Entity::find().filter(release_cube::Column::ReleaseId.eq(release.id));
        let mut read = Vec::new();
        for cube in cubes.all(moment).await? {
            let frozen: Frozen = serde_json::from_str(&cube.frozen)
                .map_err(|error| Refused::Broken(format!("{} of {} cannot be read: {error}", cube.cube, release.id)))?;
            let Some(name) = CUBES.into_iter().find(|name| *name == cube.cube) else { continue };
            earlier.entry(name).or_default().push(frozen.clone());
            read.push(Kept { name, frozen, fingerprint: cube.fingerprint });
        }
        last = Some(Last { number: release.number, cubes: read });
    }
    Ok((earlier, last))
}

async fn write(tx: &Tx, release: &release::Model, decided: Decided) -> Result<(), Refused> {
    let release_id = release.id;
    let mut cubes = Vec::new();
    for kept in decided.kept {
        let frozen = serde_json::to_string(&kept.frozen).map_err(|error| Refused::Broken(error.to_string()))?;
        cubes.push(release_cube::Model {
            release_id,
            cube: kept.name.to_owned(),
            frozen,
            fingerprint: kept.fingerprint,
        });
    }
    insert_many::<release_cube::Entity>(tx.connection(), cubes, &mut |_| ()).await?;
    let long = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let cells = (0..).zip(decided.participation).map(|(ordinal, (key, figures))| released_participation::Model {
        release_id,
        ordinal,
        place_kind: key.place.kind,
        place: key.place.name,
        school_year: key.school_year.unwrap_or(0),
        service: key.service,
        subject: key.subject,
        age_band: key.age_band,
        suppressed: figures.is_none(),
        participants: figures.map(|figures| long(figures.participants)),
        attendances: figures.map(|figures| long(figures.attendances)),
        sessions: figures.map(|figures| long(figures.sessions)),
        minutes: figures.map(|figures| long(figures.minutes)),
        activities: figures.map(|figures| long(figures.activities)),
    });
    insert_many::<released_participation::Entity>(tx.connection(), cells.collect(), &mut |_| ()).await?;
    let cells = (0..).zip(decided.outcomes).map(|(ordinal, (key, values, baseline, actual))| released_outcome::Model {
        release_id,
        ordinal,
        place_kind: key.place.kind,
        place: key.place.name,
        school_year: key.school_year,
        indicator_id: key.indicator,
        target: values.target,
        baseline_suppressed: baseline,
        baseline: values.baseline.filter(|_| !baseline),
        actual_suppressed: actual,
        actual: values.actual.filter(|_| !actual),
    });
    insert_many::<released_outcome::Entity>(tx.connection(), cells.collect(), &mut |_| ()).await?;
    let cells = (0..).zip(decided.resources).map(|(ordinal, (key, figures, hidden))| released_resource::Model {
        release_id,
        ordinal,
        place_kind: key.place.kind,
        place: key.place.name,
        school_year: key.school_year,
        staff_suppressed: hidden,
        staff: (!hidden).then_some(figures.staff),
        funding: figures.funding,
    });
    insert_many::<released_resource::Entity>(tx.connection(), cells.collect(), &mut |_| ()).await?;
    Ok(())
}
