//! Indicators, targets and observations.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["indicator", "outcome_target", "outcome_observation"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "indicator")
            .record()
            .optional_reference("municipality_id", "municipality")
            .uuid("code_scope")
            .sorted_text("code")
            .text("name")
            .sorted_text("search_name")
            .text("definition")
            .text("measure")
            .optional_text("unit")
            .flag("ascending")
            .text("quality_dimension")
            .text("result_type")
            .text("goal_owner")
            .flag("active")
            .unique(&["code_scope", "code"])
            .create(manager)
            .await?;
        Draft::new(manager, "outcome_target")
            .owned_record()
            .reference("indicator_id", "indicator")
            .reference("partnership_id", "partnership")
            .optional_reference("activity_id", "breadth_activity")
            .uuid("subject_id")
            .date("period_from")
            .date("period_to")
            .sorted_text("dimension")
            .optional_long("baseline")
            .optional_long("target")
            .optional_text("narrative")
            .optional_text("source")
            .optional_text("comment")
            .check("period_to >= period_from")
            .unique(&["indicator_id", "subject_id", "period_from", "period_to", "dimension"])
            .create(manager)
            .await?;
        Draft::new(manager, "outcome_observation")
            .owned_record()
            .reference("indicator_id", "indicator")
            .reference("partnership_id", "partnership")
            .optional_reference("activity_id", "breadth_activity")
            .uuid("subject_id")
            .date("period_from")
            .date("period_to")
            .sorted_text("dimension")
            .optional_long("actual")
            .optional_text("narrative")
            .optional_text("source")
            .optional_text("comment")
            .check("period_to >= period_from")
            .unique(&["indicator_id", "subject_id", "period_from", "period_to", "dimension"])
            .create(manager)
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, TABLES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
