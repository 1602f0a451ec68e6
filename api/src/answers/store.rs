//! What the answers' statements have in common.

use chrono::NaiveDate;
use entity::{
    confirmation,
    id::{MunicipalityId, OrganisationId},
    organisation, partnership, partnership_revision, party,
    vocabulary::{ConfirmationDecision, RevisionStatus},
};
use sea_orm::{
    ColumnTrait, Condition, DbErr, QueryResult, TryGetable,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Query, SelectStatement},
};

use crate::{access::Protected, auth::Caller, store::column};

/// The column that rows are added up by.
pub const KEY: &str = "_key";

/// The partnerships in which an organisation of a municipality takes part, as far as the caller sees them, by the column
/// that names the partnership.
pub fn involving(caller: &Caller, municipality: MunicipalityId, partnerships: Expr) -> Condition {
    let there = Query::select()
        .column((party::Entity, party::Column::PartnershipId))
        .from(party::Entity)
        .and_where(party::Column::MunicipalityId.eq(municipality))
        .cond_where(party::Entity::visible(caller))
        .take();
    Condition::all().add(partnerships.in_subquery(there))
}

/// The same for an answer that need not be about one municipality.
pub fn involving_any(caller: &Caller, municipality: Option<MunicipalityId>, partnerships: Expr) -> Condition {
    municipality.map_or_else(Condition::all, |municipality| involving(caller, municipality, partnerships))
}

/// The key of the partnerships that meet a condition and that the caller may see.
pub fn partnerships(caller: &Caller, condition: Condition) -> SelectStatement {
    Query::select()
        .column((partnership::Entity, partnership::Column::Id))
        .from(partnership::Entity)
        .cond_where(partnership::Entity::visible(caller))
        .cond_where(condition)
        .take()
}

/// A column that names an organisation; nothing where the caller may not see it.
pub fn seen_organisation(caller: &Caller, organisation: &Expr) -> Expr {
    let seen = Query::select()
        .column((organisation::Entity, organisation::Column::Id))
        .from(organisation::Entity)
        .cond_where(organisation::Entity::visible(caller))
        .take();
    CaseStatement::new().case(organisation.clone().in_subquery(seen), organisation.clone()).into()
}

/// Adds rows up by an expression, which is read as [`KEY`].
pub fn add_up_by(select: &mut SelectStatement, key: impl Into<Expr>) {
    select.expr_as(key, Alias::new(KEY)).group_by_col(Alias::new(KEY));
}

/// The key of a row.
pub fn key<T: TryGetable>(row: &QueryResult) -> Result<Option<T>, DbErr> {
    row.try_get("", KEY)
}

/// The key of a row that names an organisation.
pub fn organisation_key(row: &QueryResult) -> Result<Option<OrganisationId>, DbErr> {
    key(row)
}

/// Joins the organisation of the party in the statement.
pub fn join_organisation(select: &mut SelectStatement) {
    select.inner_join(organisation::Entity, column(organisation::Column::Id).eq(column(party::Column::OrganisationId)));
}

/// Parties that have agreed to terms that came into force: an amendment under way covers nobody yet.
fn agreed() -> SelectStatement {
    let same = column(partnership_revision::Column::Id).eq(column(confirmation::Column::RevisionId));
    Query::select()
        .column((confirmation::Entity, confirmation::Column::PartyId))
        .from(confirmation::Entity)
        .inner_join(partnership_revision::Entity, same)
        .and_where(confirmation::Column::Decision.eq(ConfirmationDecision::Confirmed))
        .and_where(partnership_revision::Column::Status.is_in([RevisionStatus::InForce, RevisionStatus::Superseded]))
        .take()
}

/// That a party takes part on a date: it has joined and not left, and has agreed to terms that came into force.
pub fn takes_part(on: NaiveDate) -> Condition {
    let (joined, left) = (column(party::Column::JoinedOn), column(party::Column::LeftOn));
    Condition::all()
        .add(Condition::any().add(joined.clone().is_null()).add(joined.lte(on)))
        .add(Condition::any().add(left.clone().is_null()).add(left.gte(on)))
        .add(column(party::Column::Id).in_subquery(agreed()))
}
