//! The audit trail and the state of the reference data.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["audit_event", "reference_data"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "audit_event")
            .key()
            .instant("at")
            .text("subject")
            .text("issuer")
            .text("role")
            .optional_text("acting_organisation")
            .text("request_id")
            .text("operation")
            .text("action")
            .sorted_text("record")
            .optional_reference("municipality_id", "municipality")
            .optional_text("before")
            .optional_text("after")
            .index(&["at"])
            .create(manager)
            .await?;
        Draft::new(manager, "reference_data")
            .text("name")
            .text("digest")
            .primary_key(&["name"])
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
