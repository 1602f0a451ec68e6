//! Claims, steps and answers, in SQL.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{idempotent_request, idempotent_step};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, SqliteTransactionMode, TransactionOptions, TransactionTrait,
    sea_query::{Expr, OnConflict, Query},
};

use super::{Asked, Claim, Held, Kept, Key, Step, Terms, claim::Done, fingerprint, secret::Secrets};
use crate::{
    problem::CommonProblem,
    store::{Refused, Registry, Scope},
};

use idempotent_request::Column as Request;

/// How often a claim is tried when others change it meanwhile.
const TRIES: usize = 10;

/// How things stand with a request that has a key.
pub enum Standing {
    /// It is the caller's to carry out.
    Held(Box<Held>),
    /// It was carried out; this was answered.
    Answered(Kept),
    /// It is being carried out.
    UnderWay,
    /// The key was used for something else.
    Other,
    /// The caller may do other things than when it was carried out.
    PowersChanged,
}

/// Claims a request, or tells what came of it. It must not be dropped halfway: a claim that nobody holds waits for its lease
/// to run out.
///
/// # Errors
/// When the database does not answer, or holds what cannot be read.
pub async fn claim(scope: &Scope, key: &Key, asked: &Asked, terms: Terms) -> Result<Standing, Refused> {
    let registry = &scope.registry;
    let secrets = Secrets::derive(key, &scope.caller);
    let secrets = secrets.ok_or_else(|| Refused::Broken("nothing can be derived from a key".to_owned()))?;
    let body = secrets.code(&asked.canonical());
    let powers = secrets.code(&fingerprint::powers(&scope.caller.powers));
    for _ in 0..TRIES {
        let now = registry.clock.now();
        let lease_until = later(now, terms.lease);
        let fresh = idempotent_request::Model {
            id: secrets.id.clone(),
            body: body.clone(),
            powers: powers.clone(),
            attempt: 1,
            lease_until,
            expires_at: later(now, terms.keep),
            answer: None,
        };
        let first = OnConflict::column(Request::Id).do_nothing().to_owned();
        let insert = idempotent_request::Entity::insert(fresh.into_active_model()).on_conflict(first);
        if insert.exec_without_returning(&registry.database).await? > 0 {
            let claim = Claim::new(secrets.id.clone(), 1, HashMap::new());
            return Ok(Standing::Held(Box::new(Held::new(registry.clone(), claim, secrets, body))));
        }
        let found = idempotent_request::Entity::find_by_id(&secrets.id).one(&registry.database).await?;
        // Forgotten between the two statements: once more.
        let Some(found) = found else { continue };
        if found.expires_at <= now && found.lease_until <= now {
            remove(registry, Condition::all().add(Request::Id.eq(&secrets.id)).add(expired(now))).await?;
            continue;
        }
        if found.body != body {
            return Ok(Standing::Other);
        }
        if found.powers != powers {
            return Ok(Standing::PowersChanged);
        }
        if let Some(sealed) = &found.answer {
            let opened = secrets.open(&body, sealed).and_then(|bytes| serde_json::from_slice(&bytes).ok());
            let kept = opened.ok_or_else(|| Refused::Broken("a kept answer cannot be opened".to_owned()))?;
            return Ok(Standing::Answered(kept));
        }
        if found.lease_until > now {
            return Ok(Standing::UnderWay);
        }
        if let Some(claim) = take_over(registry, &found, lease_until).await? {
            tracing::info!(attempt = claim.attempt, "an idempotent request is taken over");
            return Ok(Standing::Held(Box::new(Held::new(registry.clone(), claim, secrets, body))));
        }
    }
    // Others are quicker each time.
    Ok(Standing::UnderWay)
}

/// Becomes the newest attempt, unless somebody else has meanwhile.
async fn take_over(
    registry: &Registry,
    found: &idempotent_request::Model,
    lease_until: DateTime<Utc>,
) -> Result<Option<Claim>, DbErr> {
    let attempt = found.attempt + 1;
    let taken = idempotent_request::Entity::update_many()
        .col_expr(Request::Attempt, Expr::val(attempt))
        .col_expr(Request::LeaseUntil, Expr::val(lease_until))
        .filter(held(&found.id, found.attempt))
        .filter(Request::Answer.is_null())
        .exec(&registry.database)
        .await?;
    if taken.rows_affected == 0 {
        return Ok(None);
    }
    // A write of the earlier attempt either was committed before this update, and its step is there to read, or finds
    // itself superseded and is undone.
    let steps = idempotent_step::Entity::find().filter(idempotent_step::Column::Request.eq(&found.id));
    let steps = steps.all(&registry.database).await?;
    let done = steps.into_iter().map(|step| {
        let records = step.records.split_whitespace().map(str::to_owned).collect();
        (step.place, Done { operation: step.operation, records })
    });
    Ok(Some(Claim::new(found.id.clone(), attempt, done.collect())))
}

/// That an attempt has the claim.
fn held(id: &str, attempt: i32) -> Condition {
    Condition::all().add(Request::Id.eq(id)).add(Request::Attempt.eq(attempt))
}

/// Notes in the transaction of a write what it wrote; the commit must follow. Holds the claim until then.
///
/// # Errors
/// When another attempt has taken over: then nothing may be committed.
pub(crate) async fn note(
    transaction: &DatabaseTransaction,
    step: &Step,
    operation: &str,
    records: &[String],
) -> Result<(), Refused> {
    let Step { claim, place } = step;
    let mut own = idempotent_request::Entity::find().filter(held(&claim.id, claim.attempt));
    // SQLite has one writer at a time anyway.
    if transaction.get_database_backend() == DbBackend::Postgres {
        own = own.lock_exclusive();
    }
    if own.one(transaction).await?.is_none() {
        tracing::warn!(operation, "a write was undone: its request was taken over");
        return Err(CommonProblem::Crossed {}.into());
    }
    let row = idempotent_step::Model {
        request: claim.id.clone(),
        place: *place,
        operation: operation.to_owned(),
        records: records.join(" "),
    };
    idempotent_step::Entity::insert(row.into_active_model()).exec_without_returning(transaction).await?;
    Ok(())
}

/// Keeps an answer; tells whether the attempt still had the claim.
pub(super) async fn keep(registry: &Registry, claim: &Claim, sealed: String) -> Result<bool, DbErr> {
    let kept = idempotent_request::Entity::update_many()
        .col_expr(Request::Answer, Expr::val(sealed))
        .col_expr(Request::LeaseUntil, Expr::val(registry.clock.now()))
        .filter(held(&claim.id, claim.attempt))
        .exec(&registry.database)
        .await?;
    Ok(kept.rows_affected > 0)
}

/// Ends an attempt's lease: the next may take over at once.
pub(super) async fn release(registry: &Registry, claim: &Claim) -> Result<(), DbErr> {
    idempotent_request::Entity::update_many()
        .col_expr(Request::LeaseUntil, Expr::val(registry.clock.now()))
        .filter(held(&claim.id, claim.attempt))
        .exec(&registry.database)
        .await?;
    Ok(())
}

/// Forgets a request that has left no step; tells whether it had left none.
pub(super) async fn forget(registry: &Registry, claim: &Claim) -> Result<bool, DbErr> {
    let steps = Query::select()
        .column(idempotent_step::Column::Request)
        .from(idempotent_step::Entity)
        .and_where(idempotent_step::Column::Request.eq(&claim.id))
        .to_owned();
    let gone = idempotent_request::Entity::delete_many()
        .filter(held(&claim.id, claim.attempt))
        .filter(Request::Id.not_in_subquery(steps))
        .exec(&registry.database)
        .await?;
    Ok(gone.rows_affected > 0)
}

/// Forgets the keys whose time is over, their answers with them. Returns how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_expired(registry: &Registry) -> Result<u64, Refused> {
    Ok(remove(registry, expired(registry.clock.now())).await?)
}

/// What is over, and no longer under way.
fn expired(now: DateTime<Utc>) -> Condition {
    Condition::all().add(Request::ExpiresAt.lte(now)).add(Request::LeaseUntil.lte(now))
}

/// Requests that are removed in one transaction at most.
const PAGE: u64 = 500;

/// Removes requests with their steps.
async fn remove(registry: &Registry, which: Condition) -> Result<u64, DbErr> {
    let mut removed = 0;
    loop {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = registry.database.begin_with_options(options).await?;
        // Held first, so that nobody takes over a request whose steps are about to go.
        let mut some = idempotent_request::Entity::find().select_only().column(Request::Id);
        some = some.filter(which.clone()).order_by_asc(Request::Id).limit(PAGE);
        if transaction.get_database_backend() == DbBackend::Postgres {
            some = some.lock_exclusive();
        }
        let ids: Vec<String> = some.into_tuple().all(&transaction).await?;
        if ids.is_empty() {
            return Ok(removed);
        }
        let steps = idempotent_step::Column::Request.is_in(&ids);
        idempotent_step::Entity::delete_many().filter(steps).exec(&transaction).await?;
        let requests = idempotent_request::Entity::delete_many().filter(Request::Id.is_in(&ids));
        removed += requests.exec(&transaction).await?.rows_affected;
        transaction.commit().await?;
    }
}

fn later(now: DateTime<Utc>, by: std::time::Duration) -> DateTime<Utc> {
    TimeDelta::from_std(by).ok().and_then(|by| now.checked_add_signed(by)).unwrap_or(DateTime::<Utc>::MAX_UTC)
}
