//! Mutations that may be sent again, and what came of them.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["idempotent_request", "idempotent_step"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "idempotent_request")
            .text("id")
            .text("body")
            .text("powers")
            .int("attempt")
            .instant("lease_until")
            .instant("expires_at")
            .optional_text("answer")
            .check("attempt > 0")
            .primary_key(&["id"])
            .index(&["expires_at"])
            .create(manager)
            .await?;
        Draft::new(manager, "idempotent_step")
            .text("request")
            .int("place")
            .text("operation")
            .text("records")
            .check("place >= 0")
            .primary_key(&["request", "place"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, TABLES).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
