//! Counties, municipalities, KOSTRA functions and organisations.

use sea_orm_migration::prelude::*;

use crate::table::{Draft, drop_all};

const TABLES: &[&str] =
    &["county", "municipality", "kostra_function", "service_type", "organisation", "organisation_external_id"];

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::new(manager, "county")
            .record()
            .sorted_text("number")
            .text("name_nb")
            .optional_text("name_nn")
            .optional_text("name_se")
            .optional_text("name_smj")
            .optional_text("name_sma")
            .optional_text("name_fkv")
            .sorted_text("search_name")
            .date("valid_from")
            .optional_date("valid_to")
            .unique(&["number"])
            .create(manager)
            .await?;
        Draft::new(manager, "municipality")
            .record()
            .reference("county_id", "county")
            .sorted_text("number")
            .text("name")
            .optional_text("name_nn")
            .optional_text("name_se")
            .optional_text("name_smj")
            .optional_text("name_sma")
            .optional_text("name_fkv")
            .sorted_text("search_name")
            .optional_text("kostra_group")
            .flag("sami_area")
            .optional_text("sami_area_category")
            .date("valid_from")
            .optional_date("valid_to")
            .unique(&["number", "valid_from"])
            .create(manager)
            .await?;
        Draft::new(manager, "kostra_function")
            .record()
            .sorted_text("code")
            .text("name_nb")
            .text("name_nn")
            .text("name_en")
            .sorted_text("search_name")
            .optional_date("valid_from")
            .optional_date("valid_to")
            .unique(&["code"])
            .create(manager)
            .await?;
        Draft::new(manager, "service_type")
            .record()
            .sorted_text("code")
            .text("name_nb")
            .text("name_nn")
            .text("name_en")
            .optional_text("name_se")
            .text("kostra_functions")
            .unique(&["code"])
            .create(manager)
            .await?;
        Draft::new(manager, "organisation")
            .owned_record()
            .optional_text("number")
            .text("name")
            .sorted_text("search_name")
            .text("service_type")
            .optional_reference("parent_id", "organisation")
            .text("kostra_functions")
            .flag("active")
            .unique(&["number"])
            .create(manager)
            .await?;
        Draft::new(manager, "organisation_external_id")
            .owned_record()
            .reference("organisation_id", "organisation")
            .sorted_text("scheme")
            .text("value")
            .unique(&["municipality_id", "scheme", "value"])
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
