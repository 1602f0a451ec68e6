//! The rows of a registry in memory, and how they are written in bulk: the tables in the order their keys refer to
//! each other.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use entity::{Id, Record, Stamped, audit_event, id::StaffMemberId, personal_key, vocabulary::AuditAction};
use sea_orm::{DatabaseTransaction, DbErr};
use serde_json::Value;

use crate::{
    access::{Audience, Protected},
    audit::{personal, seal::PersonalKey},
    clock::Ids,
    store::{append, insert_many},
};

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
            /// What was done to the records.
            pub audit_events: Vec<audit_event::Model>,
        }

        impl Rows {
            /// How many rows each table has.
            pub fn counts(&self) -> Vec<(&'static str, u64)> {
                vec![
                    $((stringify!($table), self.$field.len() as u64),)+
                    $((stringify!($other_table), self.$other.len() as u64),)+
                    ("audit_event", self.audit_events.len() as u64),
                ]
            }

            /// Adds an audit row for every record: that its author made it.
            ///
            /// # Errors
            /// When a record cannot be written as JSON.
            pub fn audit(&mut self, author: &Author<'_>) -> Result<(), DbErr> {
                let mut keys = HashMap::new();
                for person in &self.staff {
                    let secret = PersonalKey::store(&author.ids.bytes());
                    keys.extend(PersonalKey::stored(person.id, &secret).map(|key| (person.id, key)));
                    self.personal_keys.push(personal_key::Model { staff_member_id: person.id, secret });
                }
                $(
                    let made = self.$field.iter().map(|record| author.made::<entity::$table::Entity>(record, &keys));
                    let made = made.collect::<Result<Vec<_>, _>>()?;
                    self.audit_events.extend(made);
                )+
                Ok(())
            }

            /// Writes all rows, telling `written` how many each statement added. Nothing but the commit may follow.
            ///
            /// # Errors
            /// When the database refuses.
            pub async fn write(
                self,
                transaction: &DatabaseTransaction,
                written: &mut (impl FnMut(u64) + Send),
            ) -> Result<(), DbErr> {
                $(insert_many::<entity::$table::Entity>(transaction, self.$field, written).await?;)+
                $(insert_many::<entity::$other_table::Entity>(transaction, self.$other, written).await?;)+
                written(append(transaction, self.audit_events).await?);
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
                use sea_orm::EntityTrait as _;

                Ok(Self {
                    $($field: settled(entity::$table::Entity::find().all(database).await?),)+
                    $($other: settled(entity::$other_table::Entity::find().all(database).await?),)+
                    audit_events: settled(audit_event::Entity::find().all(database).await?),
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
        personal_keys: personal_key,
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
    fn made<E: Record + Protected>(
        &self,
        record: &E::Model,
        keys: &HashMap<StaffMemberId, PersonalKey>,
    ) -> Result<audit_event::Model, DbErr> {
        let Ok(Value::Object(mut after)) = serde_json::to_value(record) else {
            return Err(DbErr::Custom("a record is not JSON".to_owned()));
        };
        let id = record.id().to_string();
        let person = personal::person_of(E::PREFIX, &after);
        personal::prepare(&mut after);
        personal::each(E::PREFIX, person, &mut after, &mut |person, field, text| {
            let sealed = keys.get(&person).and_then(|key| personal::seal(key, self.ids.bytes(), &id, field, text));
            *text = sealed.unwrap_or_default();
        });
        let Audience { partnership, organisation, confined } = E::audience(record);
        Ok(audit_event::Model {
            id: Id::new(self.ids.next(self.now)),
            sequence: 0,
            at: self.now,
            subject: self.subject.to_owned(),
            issuer: "samspill".to_owned(),
            role: "REGISTRY_ADMIN".to_owned(),
            acting_organisation: None,
            client: None,
            supplier: None,
            request_id: self.operation.to_owned(),
            operation: self.operation.to_owned(),
            action: AuditAction::Create,
            record: id,
            kind: E::PREFIX.to_owned(),
            record_key: record.id().uuid(),
            municipality_id: record.municipality_id(),
            partnership_id: partnership,
            organisation_id: organisation,
            confined,
            before: None,
            after: Some(Value::Object(after).to_string()),
            previous_hash: String::new(),
            hash: String::new(),
        })
    }
}

#[cfg(test)]
fn settled<T: std::fmt::Debug>(mut rows: Vec<T>) -> Vec<T> {
    rows.sort_by_cached_key(|row| format!("{row:?}"));
    rows
}
