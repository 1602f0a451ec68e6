//! Writes of staff.

use entity::{
    id::{OrganisationId, StaffMemberId},
    staff_member,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};

use super::capacity::shares;
use crate::{
    access,
    graphql::{
        changes::{Checks, LONG, SHORT, given, set},
        coded::terms,
    },
    problem::CommonProblem,
    staff::{
        inputs::{CreateStaffMemberInput, UpdateStaffMemberInput},
        rules::{self, LEAST, MOST, Period, StaffProblem},
    },
    store::{Refused, Tx},
    text::normalise,
};

/// Registers an employee.
pub async fn create(tx: &Tx, input: CreateStaffMemberInput) -> Result<staff_member::Model, Refused> {
    let employer = tx.find(input.employer.0).await.map_err(|refused| refused.at("employer"))?;
    if !access::may_act_for(tx.caller(), &employer) {
        return Err(CommonProblem::Forbidden {}.into());
    }
    let mut checks = Checks::default();
    let key = checks.text("employeeKey", &input.employee_key, SHORT);
    check_key_free(tx, &mut checks, employer.id, &key, None).await?;
    let name = checks.text("displayName", &input.display_name, SHORT);
    let email = checks.optional_text("email", input.email, SHORT);
    check_email(&mut checks, email.as_deref());
    let title = checks.optional_text("title", input.title, SHORT);
    let competence_note = checks.optional_text("competenceNote", input.competence_note, LONG);
    let percentage = input.employment_percentage.0;
    let employment = Period { from: input.employed_from.0, to: input.employed_to.map(Into::into) };
    checks.range("employmentPercentage", &percentage, &LEAST, &MOST);
    checks.period("employedTo", employment.from, employment.to);
    checks.done()?;
    let row = staff_member::ActiveModel {
        municipality_id: Set(employer.municipality_id),
        employer_id: Set(employer.id),
        employee_key: Set(key),
        search_name: Set(normalise(&name)),
        display_name: Set(name),
        email: Set(email),
        title: Set(title),
        competence: Set(terms(input.competence)),
        competence_note: Set(competence_note),
        employment_percentage: Set(percentage),
        employed_from: Set(employment.from),
        employed_to: Set(employment.to),
        pseudonymised_at: Set(None),
        ..Default::default()
    };
    tx.insert::<staff_member::Entity>(row).await
}

/// Changes an employee. The allocations must still fit the position and lie within the employment.
pub async fn update(tx: &Tx, input: UpdateStaffMemberInput) -> Result<staff_member::Model, Refused> {
    let before = tx.changeable(input.id.0, input.version).await?;
    check_known(&before)?;
    let mut row = before.clone().into_active_model();
    let mut checks = Checks::default();
    if let Some(key) = input.employee_key {
        let key = checks.text("employeeKey", &key, SHORT);
        check_key_free(tx, &mut checks, before.employer_id, &key, Some(before.id)).await?;
        row.employee_key = Set(key);
    }
    checks.set_searched_text(&mut row.display_name, &mut row.search_name, "displayName", input.display_name);
    if let Some(email) = given(input.email) {
        let email = checks.optional_text("email", email, SHORT);
        check_email(&mut checks, email.as_deref());
        row.email = Set(email);
    }
    checks.set_optional_text(&mut row.title, "title", input.title, SHORT);
    set(&mut row.competence, input.competence.map(terms));
    checks.set_optional_text(&mut row.competence_note, "competenceNote", input.competence_note, LONG);
    let percentage = input.employment_percentage.map_or(before.employment_percentage, Into::into);
    let employment = Period {
        from: input.employed_from.map_or(before.employed_from, Into::into),
        to: given(input.employed_to).map_or(before.employed_to, |date| date.map(Into::into)),
    };
    checks.range("employmentPercentage", &percentage, &LEAST, &MOST);
    checks.period("employedTo", employment.from, employment.to);
    checks.done()?;
    // The person is held, so nobody can take more of them meanwhile.
    let mut checks = Checks::default();
    let shares = shares(tx, before.id, None).await?;
    let covered = shares.iter().try_for_each(|share| rules::check_employment_covers(employment, share.period));
    checks.rule(covered);
    checks.rule(rules::check_capacity(percentage, &shares).map_err(rules::Excess::shrinking));
    checks.done()?;
    row.employment_percentage = Set(percentage);
    row.employed_from = Set(employment.from);
    row.employed_to = Set(employment.to);
    tx.update::<staff_member::Entity>(before, row).await
}

/// Deletes an employee who has never been shared.
pub async fn delete(tx: &Tx, id: StaffMemberId, version: i32) -> Result<(), Refused> {
    let before = tx.changeable(id, version).await?;
    tx.delete::<staff_member::Entity>(before).await?;
    // Nothing is left that the trail would have to be read for; who it was goes with the record.
    tx.forget(id).await
}

/// Refuses to write about somebody of whom the registry no longer knows who they are.
pub fn check_known(person: &staff_member::Model) -> Result<(), StaffProblem> {
    if person.pseudonymised_at.is_some() { Err(StaffProblem::Pseudonymised {}) } else { Ok(()) }
}

fn check_email(checks: &mut Checks, email: Option<&str>) {
    if let Some(email) = email {
        checks.rule(rules::check_email(email));
    }
}

/// The employer already knows its own keys, so that one is taken may be told to those who register its staff.
async fn check_key_free(
    tx: &Tx,
    checks: &mut Checks,
    employer: OrganisationId,
    key: &str,
    own: Option<StaffMemberId>,
) -> Result<(), Refused> {
    let holder = staff_member::Entity::find()
        .select_only()
        .column(staff_member::Column::Id)
        .filter(staff_member::Column::EmployerId.eq(employer))
        .filter(staff_member::Column::EmployeeKey.eq(key))
        .into_tuple::<StaffMemberId>()
        .one(tx.connection())
        .await?;
    if holder.is_some() && holder != own {
        checks.note(StaffProblem::KeyTaken {});
    }
    Ok(())
}
