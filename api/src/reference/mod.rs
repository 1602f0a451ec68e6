//! Reference data: counties, municipalities, KOSTRA functions and service types, from the CSV files beside this one.
//!
//! A row's key is computed from its number, so that it is the same in every installation. Loading is repeated only when
//! a file has changed.

mod rows;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbErr, IntoActiveModel, Iterable, TransactionTrait,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query},
};
use sha2::{Digest, Sha256};

use entity::{Record, county, kostra_function, municipality, service_type};

const COUNTIES: &str = include_str!("counties.csv");
const MUNICIPALITIES: &str = include_str!("municipalities.csv");
const KOSTRA_FUNCTIONS: &str = include_str!("kostra_functions.csv");
const SERVICE_TYPES: &str = include_str!("service_types.csv");

pub use rows::{kostra_function_id, municipality_id, service_type_id};

/// Brings the reference data up to date with the files of this build.
///
/// # Errors
/// When the database refuses, or a file of this build is malformed.
pub async fn load(database: &DatabaseConnection) -> Result<(), DbErr> {
    let digest = digest();
    if current_digest(database).await?.as_deref() == Some(digest.as_str()) {
        return Ok(());
    }
    let transaction = database.begin().await?;
    upsert::<county::Entity>(&transaction, rows::counties(COUNTIES)?).await?;
    upsert::<municipality::Entity>(&transaction, rows::municipalities(MUNICIPALITIES)?).await?;
    upsert::<kostra_function::Entity>(&transaction, rows::kostra_functions(KOSTRA_FUNCTIONS)?).await?;
    upsert::<service_type::Entity>(&transaction, rows::service_types(SERVICE_TYPES)?).await?;
    let statement = Query::insert()
        .into_table(Alias::new("reference_data"))
        .columns([Alias::new("name"), Alias::new("digest")])
        .values_panic(["csv".into(), digest.into()])
        .on_conflict(OnConflict::column(Alias::new("name")).update_column(Alias::new("digest")).to_owned())
        .to_owned();
    transaction.execute(&statement).await?;
    transaction.commit().await
}

/// Whether a municipality of this build's files has this number.
#[must_use]
pub fn is_municipality(number: &str) -> bool {
    rows::municipalities(MUNICIPALITIES).is_ok_and(|all| all.iter().any(|municipality| municipality.number == number))
}

/// Whether a county has this number.
#[must_use]
pub fn is_county(number: &str) -> bool {
    rows::counties(COUNTIES).is_ok_and(|all| all.iter().any(|county| county.number == number))
}

fn digest() -> String {
    let mut hasher = Sha256::new();
    for file in [COUNTIES, MUNICIPALITIES, KOSTRA_FUNCTIONS, SERVICE_TYPES] {
        hasher.update(file);
    }
    URL_SAFE_NO_PAD.encode(hasher.finalize())
}

async fn current_digest(database: &DatabaseConnection) -> Result<Option<String>, DbErr> {
    let statement = Query::select()
        .column(Alias::new("digest"))
        .from(Alias::new("reference_data"))
        .and_where(Expr::col(Alias::new("name")).eq("csv"))
        .to_owned();
    database.query_one(&statement).await?.map(|row| row.try_get("", "digest")).transpose()
}

async fn upsert<E: Record>(connection: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<(), DbErr> {
    let changed =
        E::Column::iter().filter(|column| format!("{column:?}") != "Id" && format!("{column:?}") != "CreatedAt");
    let keep = OnConflict::column(E::id_column()).update_columns(changed).to_owned();
    for chunk in rows.chunks(100) {
        let rows = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
        E::insert_many(rows).on_conflict(keep.clone()).exec_without_returning(connection).await?;
    }
    Ok(())
}
