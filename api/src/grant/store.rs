//! Grants in SQL.

use chrono::NaiveDate;
use entity::{
    access_grant,
    id::AccessGrantId,
    municipality, organisation,
    vocabulary::{Role, Vocabulary as _},
};
use sea_orm::{IntoActiveModel, Set};

use super::{
    inputs::{AccessGrantFilter, AccessGrantSortField, CreateAccessGrantInput, UpdateAccessGrantInput},
    rules::{GrantProblem, Place, check_place},
};
use crate::{
    access,
    auth::Caller,
    graphql::{
        changes::{Checks, LONG, SHORT},
        comparators::{Narrowing, covers},
        connection::{Filter, SortField},
        errors::Result as FieldResult,
    },
    store::{Refused, Registry, Scope, SortKey, Tx, column},
};

impl Filter<access_grant::Entity> for AccessGrantFilter {
    fn narrow(self, to: &mut Narrowing<'_>) -> FieldResult<()> {
        to.by_id::<municipality::Entity>(
            "municipality",
            self.municipality,
            column(access_grant::Column::MunicipalityId),
        )?;
        to.by_id::<organisation::Entity>(
            "organisation",
            self.organisation,
            column(access_grant::Column::OrganisationId),
        )?;
        to.by("issuer", self.issuer, column(access_grant::Column::Issuer))?;
        to.by("subject", self.subject, column(access_grant::Column::Subject))?;
        to.by("group", self.group, column(access_grant::Column::MemberOf))?;
        to.by("role", self.role, column(access_grant::Column::Role))?;
        if let Some(date) = self.valid_on {
            let (from, to_) = (column(access_grant::Column::ValidFrom), column(access_grant::Column::ValidTo));
            to.add(covers(date.0, from, to_));
        }
        Ok(())
    }
}

impl SortField<access_grant::Entity> for AccessGrantSortField {
    fn key(self, _: &Caller) -> SortKey {
        match self {
            Self::ValidFrom => SortKey::date(access_grant::Column::ValidFrom),
            Self::ValidTo => SortKey::date(access_grant::Column::ValidTo),
            Self::CreatedAt => SortKey::instant(access_grant::Column::CreatedAt),
        }
    }
}

/// Where a grant is to hold, and what is known of the place.
enum At {
    Registry,
    Municipality(municipality::Model),
    Organisation(organisation::Model),
}

impl At {
    fn place(&self) -> Place {
        match self {
            Self::Registry => Place::Registry,
            Self::Municipality(_) => Place::Municipality,
            Self::Organisation(_) => Place::Organisation,
        }
    }

    fn may_grant(&self, caller: &Caller, role: Role) -> bool {
        match self {
            Self::Registry => access::may_grant_nationally(caller, role),
            Self::Municipality(municipality) => access::may_grant_in(caller, role, municipality.id),
            Self::Organisation(organisation) => access::may_grant_at(caller, role, organisation),
        }
    }
}

/// The place an input names, when its role can hold there.
async fn named(tx: &Tx, input: &CreateAccessGrantInput) -> Result<At, Refused> {
    let at = match (input.municipality, input.organisation) {
        (Some(_), Some(_)) => return Err(GrantProblem::OnePlace {}.into()),
        (None, Some(organisation)) => {
            At::Organisation(tx.find(organisation.0).await.map_err(|refused| refused.at("organisation"))?)
        }
        (Some(municipality), None) => {
            At::Municipality(tx.find(municipality.0).await.map_err(|refused| refused.at("municipality"))?)
        }
        (None, None) => At::Registry,
    };
    check_place(input.role.0, at.place())?;
    Ok(at)
}

/// Gives access.
pub async fn create(tx: &Tx, input: CreateAccessGrantInput) -> Result<access_grant::Model, Refused> {
    let at = named(tx, &input).await?;
    if !at.may_grant(tx.caller(), input.role.0) {
        return Err(above_own(input.role.0).into());
    }
    write(tx, at, input).await
}

/// Gives access on behalf of the operator, who holds the database: how the first administrator of a municipality comes in.
///
/// # Errors
/// What is wrong with the grant, or when the database fails.
pub async fn appoint(registry: Registry, input: CreateAccessGrantInput) -> Result<access_grant::Model, Refused> {
    let scope = Scope::of_command_line(registry, "operator");
    let tx = scope.begin("create_access_grant").await?;
    let at = named(&tx, &input).await?;
    let grant = write(&tx, at, input).await?;
    tx.commit().await?;
    Ok(grant)
}

fn above_own(role: Role) -> GrantProblem {
    GrantProblem::AboveOwn { role: role.code().to_owned() }
}

async fn write(tx: &Tx, at: At, input: CreateAccessGrantInput) -> Result<access_grant::Model, Refused> {
    let mut checks = Checks::default();
    if input.subject.is_some() == input.group.is_some() {
        checks.note(GrantProblem::OneReceiver {});
    }
    let issuer = checks.text("issuer", &input.issuer, SHORT);
    let subject = input.subject.map(|subject| checks.text("subject", &subject, SHORT));
    let member_of = input.group.map(|group| checks.text("group", &group, SHORT));
    let note = checks.optional_text("note", input.note, LONG);
    let today: NaiveDate = tx.scope().registry.clock.today();
    let (from, to) = (input.valid_from.map_or(today, |date| date.0), input.valid_to.map(|date| date.0));
    checks.period("validTo", from, to);
    checks.done()?;
    let (municipality, organisation) = match at {
        At::Registry => (None, None),
        At::Municipality(municipality) => (Some(municipality.id), None),
        At::Organisation(organisation) => (Some(organisation.municipality_id), Some(organisation.id)),
    };
    let row = access_grant::ActiveModel {
        municipality_id: Set(municipality),
        organisation_id: Set(organisation),
        issuer: Set(issuer),
        subject: Set(subject),
        member_of: Set(member_of),
        role: Set(input.role.0),
        valid_from: Set(from),
        valid_to: Set(to),
        note: Set(note),
        ..Default::default()
    };
    tx.insert::<access_grant::Entity>(row).await
}

/// Changes how long a grant holds. Whoever could not give it anew may not prolong it either.
pub async fn update(tx: &Tx, input: UpdateAccessGrantInput) -> Result<access_grant::Model, Refused> {
    let before = tx.changeable(input.id.0, input.version).await?;
    let at = match (before.municipality_id, before.organisation_id) {
        (_, Some(organisation)) => At::Organisation(tx.find(organisation).await?),
        (Some(municipality), None) => At::Municipality(tx.find(municipality).await?),
        (None, None) => At::Registry,
    };
    if !at.may_grant(tx.caller(), before.role) {
        return Err(above_own(before.role).into());
    }
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    checks.set_period((&mut row.valid_from, &mut row.valid_to), "validTo", input.valid_from, input.valid_to);
    checks.set_optional_text(&mut row.note, "note", input.note, LONG);
    checks.done()?;
    tx.update::<access_grant::Entity>(before, row).await
}

/// Takes access back.
pub async fn delete(tx: &Tx, id: AccessGrantId, version: i32) -> Result<(), Refused> {
    let before = tx.changeable(id, version).await?;
    tx.delete::<access_grant::Entity>(before).await
}
