//! Access given to people, groups and machines.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["access_grant"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "access_grant")
            .record()
            .optional_reference("municipality_id", "municipality")
            .optional_reference("organisation_id", "organisation")
            .text("issuer")
            .optional_text("subject")
            .optional_text("member_of")
            .text("role")
            .date("valid_from")
            .optional_date("valid_to")
            .optional_text("note")
            .check("(subject IS NULL) <> (member_of IS NULL)")
            .check("organisation_id IS NULL OR municipality_id IS NOT NULL")
            .check("valid_to IS NULL OR valid_to >= valid_from")
            .index(&["issuer", "subject"])
            .index(&["issuer", "member_of"])
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
