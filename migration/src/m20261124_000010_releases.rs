//! Released figures, and how many people live where.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] =
    &["population", "release", "release_cube", "released_participation", "released_outcome", "released_resource"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// A cell: where it stands in a release.
fn cells<'a>(manager: &'a SchemaManager<'a>, name: &'static str) -> Draft {
    Draft::new(manager, name)
        .reference("release_id", "release")
        .int("ordinal")
        .text("place_kind")
        .text("place")
        .int("school_year")
        .primary_key(&["release_id", "ordinal"])
        .index(&["release_id", "place_kind", "place", "school_year"])
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "population")
            .owned_record()
            .int("year")
            .int("inhabitants")
            .text("source")
            .check("inhabitants > 0")
            .unique(&["municipality_id", "year"])
            .create(manager)
            .await?;
        Draft::new(manager, "release")
            .record()
            .int("number")
            .text("label")
            .optional_text("note")
            .date("covers_from")
            .date("covers_to")
            .text("made_by")
            .int("k")
            .int("k_sensitive")
            .check("k >= 3")
            .check("k_sensitive >= 5")
            .unique(&["number"])
            .create(manager)
            .await?;
        Draft::new(manager, "release_cube")
            .reference("release_id", "release")
            .text("cube")
            .text("frozen")
            .text("fingerprint")
            .primary_key(&["release_id", "cube"])
            .create(manager)
            .await?;
        cells(manager, "released_participation")
            .optional_text("service")
            .optional_text("subject")
            .optional_text("age_band")
            .flag("suppressed")
            .optional_long("participants")
            .optional_long("attendances")
            .optional_long("sessions")
            .optional_long("minutes")
            .optional_long("activities")
            .check("suppressed = (participants IS NULL)")
            .create(manager)
            .await?;
        cells(manager, "released_outcome")
            .reference("indicator_id", "indicator")
            .optional_long("target")
            .flag("baseline_suppressed")
            .optional_long("baseline")
            .flag("actual_suppressed")
            .optional_long("actual")
            .check("NOT (baseline_suppressed AND baseline IS NOT NULL)")
            .check("NOT (actual_suppressed AND actual IS NOT NULL)")
            .create(manager)
            .await?;
        cells(manager, "released_resource")
            .flag("staff_suppressed")
            .optional_long("staff")
            .long("funding")
            .check("staff_suppressed = (staff IS NULL)")
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
