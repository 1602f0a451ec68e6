//! The database schema, one change a file. Table names are written out: an old migration never follows a live entity.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::{MigrationTrait, async_trait};

mod table;

mod m20261124_000001_places_and_organisations;
mod m20261124_000002_partnerships;
mod m20261124_000003_staff;
mod m20261124_000004_money;
mod m20261124_000005_collaboration;
mod m20261124_000006_activities;
mod m20261124_000007_outcomes;
mod m20261124_000008_audit;
mod m20261124_000009_access_grants;
mod m20261124_000010_releases;

/// All migrations, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_places_and_organisations::Migration),
            Box::new(m20261124_000002_partnerships::Migration),
            Box::new(m20261124_000003_staff::Migration),
            Box::new(m20261124_000004_money::Migration),
            Box::new(m20261124_000005_collaboration::Migration),
            Box::new(m20261124_000006_activities::Migration),
            Box::new(m20261124_000007_outcomes::Migration),
            Box::new(m20261124_000008_audit::Migration),
            Box::new(m20261124_000009_access_grants::Migration),
            Box::new(m20261124_000010_releases::Migration),
        ]
    }
}
