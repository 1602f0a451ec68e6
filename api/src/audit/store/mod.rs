//! The audit trail in SQL: how it is listed, whose data can be opened, and whether it is whole.

pub mod disclosed;
pub mod lists;
pub mod loaders;
pub mod verify;

#[cfg(test)]
use sea_orm::{Iden as _, Iterable as _};

/// The kinds of record that events tell of, each with its columns: what names of fields are checked against.
#[cfg(test)]
#[must_use]
pub fn tables() -> Vec<(&'static str, Vec<String>)> {
    macro_rules! tables {
        ($($table:ident),+ $(,)?) => {
            vec![$((
                <entity::$table::Entity as entity::Kind>::PREFIX,
                entity::$table::Column::iter().map(|column| column.unquoted().to_owned()).collect(),
            )),+]
        };
    }
    tables![
        access_grant,
        organisation,
        organisation_external_id,
        staff_member,
        partnership,
        party,
        partnership_goal,
        partnership_revision,
        confirmation,
        shared_task,
        staff_allocation,
        budget,
        budget_line,
        funding_application,
        plan_link,
        premises_share,
        learning_community,
        document_link,
        higher_education_cooperation,
        indicator,
        breadth_activity,
        participation_count,
        consultation,
        outcome_target,
        outcome_observation,
    ]
}
