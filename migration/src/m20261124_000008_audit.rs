//! The audit trail, what its cursors are sealed with, and the state of the reference data.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["audit_event", "secret", "reference_data"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "audit_event")
            .key()
            .long("sequence")
            .instant("at")
            .text("subject")
            .text("issuer")
            .text("role")
            .optional_text("acting_organisation")
            .optional_text("client")
            .optional_text("supplier")
            .text("request_id")
            .text("operation")
            .text("action")
            .sorted_text("record")
            .text("kind")
            .uuid("record_key")
            .optional_reference("municipality_id", "municipality")
            .optional_loose_reference("partnership_id")
            .optional_loose_reference("organisation_id")
            .flag("confined")
            .optional_text("before")
            .optional_text("after")
            .text("previous_hash")
            .text("hash")
            .check("sequence > 0")
            .unique(&["sequence"])
            .index(&["at"])
            .index(&["record_key"])
            .index(&["request_id"])
            .index(&["subject"])
            .create(manager)
            .await?;
        append_only(manager).await?;
        Draft::new(manager, "secret").text("name").text("secret").primary_key(&["name"]).create(manager).await?;
        manager.get_connection().execute_unprepared(&first_secret(manager.get_database_backend())).await?;
        Draft::new(manager, "reference_data")
            .text("name")
            .text("digest")
            .primary_key(&["name"])
            .create(manager)
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(manager, TABLES).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let drop = "DROP FUNCTION audit_event_is_append_only()";
            manager.get_connection().execute_unprepared(drop).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What SQLite refuses: a change, a removal, and a row that does not follow the last one (`INSERT OR REPLACE` would
/// remove rows without a word).
const SQLITE: &[&str] = &[
    "CREATE TRIGGER audit_event_is_not_changed BEFORE UPDATE ON audit_event
     BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END",
    "CREATE TRIGGER audit_event_is_not_removed BEFORE DELETE ON audit_event
     BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END",
    "CREATE TRIGGER audit_event_follows_the_last BEFORE INSERT ON audit_event
     WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM audit_event)
        OR EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)
     BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END",
];

/// What PostgreSQL refuses, even to those who could: a change, a removal, and emptying the table.
const POSTGRES: &[&str] = &[
    "CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'audit_event is append-only' USING ERRCODE = 'insufficient_privilege'; END $$",
    "CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
     FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only()",
];

/// Makes the secret that cursors over the trail are sealed with: from the database's own source of chance, so that it is
/// there before any replica runs, and the same for all.
fn first_secret(backend: DbBackend) -> String {
    let random = if backend == DbBackend::Postgres {
        "replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')"
    } else {
        "lower(hex(randomblob(32)))"
    };
    format!("INSERT INTO secret (name, secret) VALUES ('changes', {random})")
}

async fn append_only(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let statements = if manager.get_database_backend() == DbBackend::Postgres { POSTGRES } else { SQLITE };
    for statement in statements {
        manager.get_connection().execute_unprepared(statement).await?;
    }
    Ok(())
}
