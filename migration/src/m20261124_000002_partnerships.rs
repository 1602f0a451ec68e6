//! Partnerships with their parties, goals, revisions, confirmations and tasks.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] =
    &["partnership", "party", "partnership_goal", "partnership_revision", "confirmation", "shared_task"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "partnership")
            .owned_record()
            .text("title")
            .sorted_text("search_title")
            .text("purpose")
            .text("pillars")
            .optional_text("legal_references")
            .date("start_date")
            .optional_date("end_date")
            .text("status")
            .optional_text("status_reason")
            .optional_date("ended_on")
            .int("revision_number")
            .check("end_date IS NULL OR end_date >= start_date")
            .create(manager)
            .await?;
        Draft::new(manager, "party")
            .owned_record()
            .reference("partnership_id", "partnership")
            .reference("organisation_id", "organisation")
            .text("role")
            .optional_text("responsibilities")
            .optional_date("joined_on")
            .optional_date("left_on")
            .unique(&["partnership_id", "organisation_id"])
            .create(manager)
            .await?;
        Draft::new(manager, "partnership_goal")
            .owned_record()
            .reference("partnership_id", "partnership")
            .optional_reference("party_id", "party")
            .text("text")
            .optional_text("pillar")
            .create(manager)
            .await?;
        Draft::new(manager, "partnership_revision")
            .owned_record()
            .reference("partnership_id", "partnership")
            .int("number")
            .text("status")
            .optional_text("terms")
            .optional_text("comment")
            .optional_instant("proposed_at")
            .optional_text("proposed_by")
            .optional_instant("settled_at")
            .unique(&["partnership_id", "number"])
            .create(manager)
            .await?;
        Draft::new(manager, "confirmation")
            .owned_record()
            .reference("partnership_id", "partnership")
            .reference("revision_id", "partnership_revision")
            .reference("party_id", "party")
            .text("decision")
            .instant("decided_at")
            .text("decided_by")
            .optional_text("comment")
            .unique(&["revision_id", "party_id"])
            .create(manager)
            .await?;
        Draft::new(manager, "shared_task")
            .owned_record()
            .reference("partnership_id", "partnership")
            .reference("responsible_party_id", "party")
            .text("title")
            .sorted_text("search_title")
            .optional_text("description")
            .optional_date("due_on")
            .text("status")
            .optional_date("completed_on")
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
