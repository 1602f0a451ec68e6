//! Breadth activities, participation counts and consultations.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] = &["breadth_activity", "activity_party", "participation_count", "consultation"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "breadth_activity")
            .owned_record()
            .reference("partnership_id", "partnership")
            .optional_reference("plan_link_id", "plan_link")
            .text("title")
            .sorted_text("search_title")
            .optional_text("description")
            .text("subject_fields")
            .text("pillars")
            .text("format")
            .text("target_groups")
            .text("age_bands")
            .text("setting")
            .optional_text("premises")
            .text("languages")
            .date("start_date")
            .optional_date("end_date")
            .create(manager)
            .await?;
        Draft::new(manager, "activity_party")
            .reference("activity_id", "breadth_activity")
            .reference("party_id", "party")
            .primary_key(&["activity_id", "party_id"])
            .create(manager)
            .await?;
        Draft::new(manager, "participation_count")
            .owned_record()
            .reference("partnership_id", "partnership")
            .reference("activity_id", "breadth_activity")
            .date("period_from")
            .date("period_to")
            .text("age_band")
            .text("target_group")
            .int("participants")
            .int("attendances")
            .int("sessions")
            .int("minutes")
            .optional_text("external_id")
            .check("participants >= 0")
            .check("attendances >= participants")
            .check("sessions >= 0")
            .check("minutes >= 0")
            .check("period_to >= period_from")
            .unique(&["activity_id", "period_from", "period_to", "age_band", "target_group"])
            .unique(&["municipality_id", "external_id"])
            .create(manager)
            .await?;
        Draft::new(manager, "consultation")
            .owned_record()
            .reference("partnership_id", "partnership")
            .optional_reference("activity_id", "breadth_activity")
            .text("body")
            .text("phase")
            .date("held_on")
            .optional_text("summary")
            .optional_text("changed")
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
