//! The rows of a registry in memory, and how they are written in bulk: the tables in the order their keys refer to
//! each other.

use chrono::{DateTime, Utc};
use entity::{Id, Record, Stamped, audit_event};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, Iterable};

use crate::clock::Ids;

/// Bind parameters in one statement; SQLite takes 32 766, PostgreSQL 65 535.
const MOST_PARAMETERS: usize = 30_000;

/// Rows in one statement: enough to be fast, few enough that the prepared statement stays small.
const MOST_ROWS: usize = 500;

macro_rules! rows {
    (
        records { $($field:ident: $table:ident,)+ }
        others { $($other:ident: $other_table:ident,)+ }
    ) => {
        /// The rows of every table a registry fills after its reference data.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub(crate) struct Rows {
            $(pub $field: Vec<entity::$table::Model>,)+
            $(pub $other: Vec<entity::$other_table::Model>,)+
        }

        impl Rows {
            /// How many rows each table has.
            pub fn counts(&self) -> Vec<(&'static str, u64)> {
                vec![
                    $((stringify!($table), self.$field.len() as u64),)+
                    $((stringify!($other_table), self.$other.len() as u64),)+
                ]
            }

            /// Adds an audit row for every record: that its author made it.
            ///
            /// # Errors
            /// When a record cannot be written as JSON.
            pub fn audit(&mut self, author: &Author<'_>) -> Result<(), DbErr> {
                $(
                    let made = self.$field.iter().map(|record| author.made::<entity::$table::Entity>(record));
                    let made = made.collect::<Result<Vec<_>, _>>()?;
                    self.audit_events.extend(made);
                )+
                Ok(())
            }

            /// Writes all rows, telling `written` how many each statement added.
            ///
            /// # Errors
            /// When the database refuses.
            pub async fn write(
                self,
                connection: &impl ConnectionTrait,
                written: &mut (impl FnMut(u64) + Send),
            ) -> Result<(), DbErr> {
                $(insert::<entity::$table::Entity>(connection, self.$field, written).await?;)+
                $(insert::<entity::$other_table::Entity>(connection, self.$other, written).await?;)+
                Ok(())
            }

            /// Every record as JSON, with the name of its table.
            #[cfg(test)]
            pub fn json(&self) -> Vec<(&'static str, serde_json::Value)> {
                let mut all = Vec::new();
                $(all.extend(self.$field.iter().map(|record| {
                    (stringify!($table), serde_json::to_value(record).unwrap())
                }));)+
                all
            }

            /// What a database holds, each table in a settled order.
            ///
            /// # Errors
            /// When the database refuses.
            #[cfg(test)]
            pub async fn read(database: &sea_orm::DatabaseConnection) -> Result<Self, DbErr> {
                Ok(Self {
                    $($field: settled(entity::$table::Entity::find().all(database).await?),)+
                    $($other: settled(entity::$other_table::Entity::find().all(database).await?),)+
                })
            }
        }
    };
}

rows! {
    records {
        organisations: organisation,
        external_ids: organisation_external_id,
        staff: staff_member,
        partnerships: partnership,
        parties: party,
        goals: partnership_goal,
        revisions: partnership_revision,
        confirmations: confirmation,
        tasks: shared_task,
        allocations: staff_allocation,
        budgets: budget,
        budget_lines: budget_line,
        funding: funding_application,
        plans: plan_link,
        premises: premises_share,
        learning: learning_community,
        documents: document_link,
        higher_education: higher_education_cooperation,
        indicators: indicator,
        activities: breadth_activity,
        counts: participation_count,
        consultations: consultation,
        targets: outcome_target,
        observations: outcome_observation,
    }
    others {
        activity_parties: activity_party,
        audit_events: audit_event,
    }
}

/// Who made the rows, for the audit trail.
pub(crate) struct Author<'a> {
    pub subject: &'static str,
    pub operation: &'static str,
    pub now: DateTime<Utc>,
    pub ids: &'a Ids,
}

impl Author<'_> {
    fn made<E: Record>(&self, record: &E::Model) -> Result<audit_event::Model, DbErr> {
        let after =
            serde_json::to_string(record).map_err(|error| DbErr::Custom(format!("a record is not JSON: {error}")))?;
        Ok(audit_event::Model {
            id: Id::new(self.ids.next(self.now)),
            at: self.now,
            subject: self.subject.to_owned(),
            issuer: "samspill".to_owned(),
            role: "REGISTRY_ADMIN".to_owned(),
            acting_organisation: None,
            request_id: self.operation.to_owned(),
            operation: self.operation.to_owned(),
            action: "CREATE".to_owned(),
            record: record.id().to_string(),
            municipality_id: record.municipality_id(),
            before: None,
            after: Some(after),
        })
    }
}

async fn insert<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    rows: Vec<E::Model>,
    written: &mut (impl FnMut(u64) + Send),
) -> Result<(), DbErr>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let most = (MOST_PARAMETERS / E::Column::iter().count()).min(MOST_ROWS);
    let mut rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    loop {
        let chunk: Vec<E::ActiveModel> = rows.by_ref().take(most).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let count = chunk.len() as u64;
        E::insert_many(chunk).exec_without_returning(connection).await?;
        written(count);
    }
}

#[cfg(test)]
fn settled<T: std::fmt::Debug>(mut rows: Vec<T>) -> Vec<T> {
    rows.sort_by_cached_key(|row| format!("{row:?}"));
    rows
}
