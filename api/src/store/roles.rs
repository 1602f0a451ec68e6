//! Two roles on PostgreSQL: one owns the tables and brings them up to date; the other, which the service runs as, reads
//! and writes rows, but can only add to the audit trail.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, Statement, TransactionTrait};

/// Tables that change with the owner's migrations only.
const READ_ONLY: &[&str] =
    &["county", "municipality", "kostra_function", "service_type", "reference_data", "secret", "seaql_migrations"];

/// Tables of what was published: rows are added, and never change.
const FROZEN: &[&str] = &["release", "release_cube", "released_participation", "released_outcome", "released_resource"];

/// Why a role was not given what the service needs.
#[derive(Debug, thiserror::Error)]
pub enum RoleError {
    /// SQLite has no roles.
    #[error("only PostgreSQL has roles; on SQLite whoever can write the file can write all of it")]
    NoRoles,
    /// The role does not exist.
    #[error("there is no role {0:?}; create it first: CREATE ROLE … LOGIN PASSWORD …")]
    Unknown(String),
    /// The role could change the trail whatever it is granted.
    #[error("{0:?} is a superuser, or is or belongs to the owner of the tables: no grant limits it. Name another role")]
    Unlimited(String),
    /// The database refused.
    #[error("the role cannot be given what the service needs")]
    Database(#[from] DbErr),
}

/// Gives a role what the service needs, and nothing more: rows of all tables, but of the audit trail and of
/// releases only to read and to add. Asked by the owner, after migrating.
///
/// # Errors
/// When there is no such role, when no grant would limit it, or when the database refuses.
pub async fn grant(database: &DatabaseConnection, role: &str) -> Result<(), RoleError> {
    if database.get_database_backend() != DbBackend::Postgres {
        return Err(RoleError::NoRoles);
    }
    let transaction = database.begin().await?;
    let about = "SELECT rolsuper OR pg_has_role(rolname, current_user, 'MEMBER') OR EXISTS (
            SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
            AND pg_has_role(pg_roles.rolname, relowner, 'MEMBER')
        ) AS unlimited, current_schema()::text AS schema FROM pg_roles WHERE rolname = $1";
    let about = Statement::from_sql_and_values(DbBackend::Postgres, about, [role.into()]);
    let Some(row) = transaction.query_one_raw(about).await? else {
        return Err(RoleError::Unknown(role.to_owned()));
    };
    if row.try_get("", "unlimited")? {
        return Err(RoleError::Unlimited(role.to_owned()));
    }
    let schema = quoted(&row.try_get::<String>("", "schema")?);
    let role = quoted(role);
    let mut statements = vec![
        format!("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}"),
        format!("REVOKE CREATE ON SCHEMA {schema} FROM {role}"),
        format!("GRANT USAGE ON SCHEMA {schema} TO {role}"),
        format!("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}"),
        format!("REVOKE UPDATE, DELETE ON {schema}.audit_event FROM {role}"),
        format!("REVOKE UPDATE ON {schema}.personal_key FROM {role}"),
    ];
    statements.extend(FROZEN.iter().map(|table| format!("REVOKE UPDATE, DELETE ON {schema}.{table} FROM {role}")));
    statements
        .extend(READ_ONLY.iter().map(|table| format!("REVOKE INSERT, UPDATE, DELETE ON {schema}.{table} FROM {role}")));
    for statement in statements {
        transaction.execute_unprepared(&statement).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// A name as it is written in a statement.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_name_stays_a_name() {
        assert_eq!(quoted("sam\"; DROP TABLE party; --"), "\"sam\"\"; DROP TABLE party; --\"");
    }
}
