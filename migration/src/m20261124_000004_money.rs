//! Budgets and applications for funding.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["budget", "budget_line", "funding_application"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "budget")
            .owned_record()
            .reference("partnership_id", "partnership")
            .int("fiscal_year")
            .text("status")
            .optional_text("comment")
            .unique(&["partnership_id", "fiscal_year"])
            .create(manager)
            .await?;
        Draft::new(manager, "budget_line")
            .owned_record()
            .reference("partnership_id", "partnership")
            .reference("budget_id", "budget")
            .reference("party_id", "party")
            .text("kind")
            .text("resource")
            .text("category")
            .text("kostra_function")
            .optional_text("kostra_art")
            .optional_text("description")
            .long("planned")
            .optional_long("actual")
            .check("planned >= 0")
            .check("actual >= 0")
            .create(manager)
            .await?;
        Draft::new(manager, "funding_application")
            .owned_record()
            .reference("partnership_id", "partnership")
            .reference("applicant_party_id", "party")
            .text("title")
            .sorted_text("search_title")
            .text("funder")
            .sorted_text("search_funder")
            .optional_text("scheme")
            .int("fiscal_year")
            .long("applied")
            .optional_long("awarded")
            .long("disbursed")
            .optional_date("deadline")
            .optional_date("submitted_on")
            .optional_date("decided_on")
            .optional_date("report_due_on")
            .optional_date("reported_on")
            .text("status")
            .check("applied > 0")
            .check("awarded > 0")
            .check("disbursed >= 0")
            .check("disbursed <= COALESCE(awarded, 0)")
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
