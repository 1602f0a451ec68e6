//! Generated registries of any size, for trying out and for load tests: made-up organisations and people in real
//! municipalities, keeping every rule, the same for the same seed and date.

pub(crate) mod calendar;
mod deeds;
mod dice;
mod money;
mod numbers;
mod partnership;
pub(crate) mod rows;
pub(crate) mod story;
mod town;
mod words;

#[cfg(test)]
pub(crate) mod check;

use std::collections::BTreeMap;

use entity::{indicator, municipality, organisation, partnership as partnerships};
use sea_orm::{
    DatabaseConnection, DbErr, EntityTrait, Order, PaginatorTrait, QueryOrder, QuerySelect, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};

use self::{dice::Dice, rows::Rows, story::Story};
use crate::{clock::Ids, store::Registry};

/// What was generated: rows by kind, named as the tables are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The number of rows of each kind; kinds without any are left out.
    pub rows: BTreeMap<&'static str, u64>,
}

impl Summary {
    /// All rows together.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.rows.values().sum()
    }

    fn add(&mut self, rows: &Rows) {
        for (kind, count) in rows.counts() {
            if count > 0 {
                *self.rows.entry(kind).or_default() += count;
            }
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} rows", self.total())?;
        self.rows.iter().try_for_each(|(kind, count)| write!(f, "\n{count:>9} {kind}"))
    }
}

/// Fills an empty registry with generated data for the first `municipalities` municipalities by number: about thirty
/// partnerships each, over three school years around today. The rows are the same for the same seed and date. Each
/// municipality is written in one transaction; `progress` is told the municipalities done, and how many there will be.
///
/// No audit rows are written: nobody made these changes.
///
/// # Errors
/// When the registry is not empty, when there are not so many municipalities, or when the database refuses.
pub async fn generate(
    registry: &Registry,
    municipalities: u32,
    seed: u64,
    progress: impl Fn(u64, u64) + Send,
) -> Result<Summary, DbErr> {
    expect_empty(&registry.database).await?;
    let homes = municipality::Entity::find()
        .order_by(municipality::Column::Number, Order::Asc)
        .limit(u64::from(municipalities))
        .all(&registry.database)
        .await?;
    let all = u64::from(municipalities);
    if (homes.len() as u64) < all {
        let message = format!("{municipalities} municipalities were asked for, but there are {}", homes.len());
        return Err(DbErr::Custom(message));
    }
    let mut summary = Summary::default();
    let mut dice = Dice::seeded(seed);
    let mut story = Story::new(registry.clock.as_ref(), Ids::seeded(seed), 30_000_000);
    let indicators = words::indicators(&mut story);
    for (done, home) in (1..).zip(&homes) {
        town::tell(&mut story, &mut dice, home, &indicators);
        let rows = std::mem::take(&mut story.rows);
        summary.add(&rows);
        write(&registry.database, rows, &mut |_| ()).await?;
        progress(done, all);
    }
    Ok(summary)
}

/// Whether a registry holds nothing besides its reference data.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn is_empty(database: &DatabaseConnection) -> Result<bool, DbErr> {
    Ok(organisation::Entity::find().limit(1).count(database).await? == 0
        && partnerships::Entity::find().limit(1).count(database).await? == 0
        && indicator::Entity::find().limit(1).count(database).await? == 0)
}

/// Refuses to mix made-up data with a registry in use.
pub(crate) async fn expect_empty(database: &DatabaseConnection) -> Result<(), DbErr> {
    if is_empty(database).await? {
        return Ok(());
    }
    let message = "the registry is not empty: made-up data is loaded into a new one only";
    Err(DbErr::Custom(message.to_owned()))
}

/// Writes rows in one transaction.
pub(crate) async fn write(
    database: &DatabaseConnection,
    rows: Rows,
    written: &mut (impl FnMut(u64) + Send),
) -> Result<(), DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = database.begin_with_options(options).await?;
    rows.write(&transaction, written).await?;
    transaction.commit().await
}

#[cfg(test)]
pub(crate) mod tests;
