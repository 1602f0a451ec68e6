//! Staff and their allocations.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["staff_member", "staff_allocation", "personal_key"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "staff_member")
            .owned_record()
            .reference("employer_id", "organisation")
            .sorted_text("employee_key")
            .text("display_name")
            .sorted_text("search_name")
            .optional_text("email")
            .optional_text("title")
            .text("competence")
            .optional_text("competence_note")
            .int("employment_percentage")
            .date("employed_from")
            .optional_date("employed_to")
            .optional_instant("pseudonymised_at")
            .check("employment_percentage BETWEEN 1 AND 10000")
            .check("employed_to IS NULL OR employed_to >= employed_from")
            .unique(&["employer_id", "employee_key"])
            .create(manager)
            .await?;
        Draft::new(manager, "staff_allocation")
            .owned_record()
            .reference("staff_member_id", "staff_member")
            .reference("partnership_id", "partnership")
            .reference("host_party_id", "party")
            .optional_reference("agreed_host_id", "organisation")
            .optional_reference("refund_party_id", "party")
            .optional_int("refund_percentage")
            .int("percentage")
            .text("function")
            .optional_text("note")
            .date("from_date")
            .optional_date("to_date")
            .check("percentage BETWEEN 1 AND 10000")
            .check("to_date IS NULL OR to_date >= from_date")
            .create(manager)
            .await?;
        // No reference: a person and their key are deleted together, and the trail may outlive both.
        Draft::new(manager, "personal_key")
            .uuid("staff_member_id")
            .text("secret")
            .primary_key(&["staff_member_id"])
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
