//! Plan links, premises, learning communities, documents and higher education.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] =
    &["plan_link", "premises_share", "learning_community", "document_link", "higher_education_cooperation"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "plan_link")
            .owned_record()
            .reference("partnership_id", "partnership")
            .text("plan_type")
            .text("plan_title")
            .sorted_text("search_title")
            .text("goal")
            .optional_text("section")
            .optional_text("url")
            .optional_date("valid_from")
            .optional_date("valid_to")
            .check("valid_from IS NULL OR valid_to IS NULL OR valid_to >= valid_from")
            .create(manager)
            .await?;
        Draft::new(manager, "premises_share")
            .owned_record()
            .reference("partnership_id", "partnership")
            .reference("owner_party_id", "party")
            .text("name")
            .sorted_text("search_name")
            .optional_text("address")
            .optional_text("purpose")
            .optional_long("hours_per_week")
            .optional_flag("accessible")
            .date("from_date")
            .optional_date("to_date")
            .check("to_date IS NULL OR to_date >= from_date")
            .create(manager)
            .await?;
        Draft::new(manager, "learning_community")
            .owned_record()
            .reference("partnership_id", "partnership")
            .text("name")
            .sorted_text("search_name")
            .optional_text("theme")
            .optional_int("meetings_per_year")
            .optional_int("participants")
            .date("from_date")
            .optional_date("to_date")
            .check("to_date IS NULL OR to_date >= from_date")
            .create(manager)
            .await?;
        Draft::new(manager, "document_link")
            .owned_record()
            .reference("partnership_id", "partnership")
            .text("kind")
            .text("title")
            .sorted_text("search_title")
            .optional_text("url")
            .optional_text("archive_reference")
            .optional_date("dated_on")
            .create(manager)
            .await?;
        Draft::new(manager, "higher_education_cooperation")
            .owned_record()
            .reference("partnership_id", "partnership")
            .optional_reference("institution_party_id", "party")
            .text("institution")
            .text("kind")
            .text("title")
            .sorted_text("search_title")
            .optional_text("description")
            .optional_int("students")
            .date("from_date")
            .optional_date("to_date")
            .check("to_date IS NULL OR to_date >= from_date")
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
