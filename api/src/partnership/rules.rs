//! The partnership's life, and what it takes to propose one.

use chrono::NaiveDate;
use entity::vocabulary::{PartnershipStatus, PartyRole, ServiceType};

use crate::problem::{Problem, problems};

problems! {
    /// What can be wrong with a partnership.
    pub enum PartnershipProblem {
        /// The status does not allow the step.
        IllegalTransition { state: PartnershipStatus, allowed: String } => IllegalTransition at "id" {
            nb: "Dette går ikke når samarbeidet er {state}. Herfra kan det bli: {allowed}.",
            nn: "Dette går ikkje når samarbeidet er {state}. Herifrå kan det bli: {allowed}.",
            en: "This cannot be done while the partnership is {state}. From here it may become: {allowed}."
        }
        /// The status is the last one.
        Final { state: PartnershipStatus } => IllegalTransition at "id" {
            nb: "Samarbeidet er {state}; det er slutten, og statusen kan ikke endres mer.",
            nn: "Samarbeidet er {state}; det er slutten, og statusen kan ikkje endrast meir.",
            en: "The partnership is {state}; that is its end, and the status can no longer change."
        }
        /// Fewer than two parties.
        TooFewParties {} => Incomplete at "parties" {
            nb: "Et samarbeid må ha minst to parter. Legg til en part.",
            nn: "Eit samarbeid må ha minst to partar. Legg til ein part.",
            en: "A partnership needs at least two parties. Add a party."
        }
        /// No party, or more than one, leads.
        LeadMissing {} => Incomplete at "parties" {
            nb: "Nøyaktig én kulturskole må ha rollen LEAD.",
            nn: "Nøyaktig éin kulturskule må ha rolla LEAD.",
            en: "Exactly one culture school must have the role LEAD."
        }
        /// Another kind of organisation leads.
        LeadNotACultureSchool {} => InvalidValue at "role" {
            nb: "Bare en kulturskole kan ha rollen LEAD.",
            nn: "Berre ein kulturskule kan ha rolla LEAD.",
            en: "Only a culture school can have the role LEAD."
        }
        /// A second lead.
        SecondLead {} => AlreadyExists at "role" {
            nb: "Samarbeidet har allerede en kulturskole i ledelsen. Gi den en annen rolle først.",
            nn: "Samarbeidet har allereie ein kulturskule i leiinga. Gi han ei anna rolle først.",
            en: "The partnership already has a culture school in the lead. Give that one another role first."
        }
        /// An organisation takes part already.
        AlreadyAParty {} => AlreadyExists at "organisation" {
            nb: "Virksomheten er allerede part i samarbeidet.",
            nn: "Verksemda er allereie part i samarbeidet.",
            en: "The organisation is already a party to the partnership."
        }
        /// An organisation that has closed.
        InactiveOrganisation {} => InvalidValue at "organisation" {
            nb: "Virksomheten er ikke lenger aktiv.",
            nn: "Verksemda er ikkje lenger aktiv.",
            en: "The organisation is no longer active."
        }
        /// Neither or both ways to name an organisation.
        NameOneOrganisation {} => InvalidValue at "organisation" {
            nb: "Oppgi enten organisation eller organisationNumber.",
            nn: "Oppgi anten organisation eller organisationNumber.",
            en: "Give either organisation or organisationNumber."
        }
        /// None of the parties is the caller's.
        NotYours {} => Forbidden at "parties" {
            nb: "Minst én av partene må høre til din kommune eller være din virksomhet.",
            nn: "Minst éin av partane må høyre til kommunen din eller vere verksemda di.",
            en: "At least one of the parties must belong to your municipality or be your organisation."
        }
        /// The proposal awaits answers.
        Proposed { revision: i32 } => Frozen at "partnership" {
            nb: "Revisjon {revision} er foreslått og venter på svar. Trekk den før du endrer vilkårene.",
            nn: "Revisjon {revision} er føreslegen og ventar på svar. Trekk han før du endrar vilkåra.",
            en: "Revision {revision} is proposed and awaits answers. Withdraw it before changing the terms."
        }
        /// The partnership has ended.
        Ended { state: PartnershipStatus } => Frozen at "partnership" {
            nb: "Samarbeidet er {state}; vilkårene kan ikke lenger endres.",
            nn: "Samarbeidet er {state}; vilkåra kan ikkje lenger endrast.",
            en: "The partnership is {state}; its terms can no longer change."
        }
        /// A party that would be gone before it could answer.
        LeavesUnasked { today: NaiveDate } => OutsidePeriod at "parties" {
            nb: "En part som skal gå ut, må først svare på forslaget. Sett siste dag til etter {today}.",
            nn: "Ein part som skal gå ut, må først svare på framlegget. Set siste dag til etter {today}.",
            en: "A party that is to leave must answer the proposal first. Set its last day after {today}."
        }
        /// Nothing differs from the terms in force.
        NothingToPropose {} => Incomplete at "id" {
            nb: "Vilkårene er de samme som gjelder nå. Endre dem før du foreslår en ny revisjon.",
            nn: "Vilkåra er dei same som gjeld no. Endre dei før du føreslår ein ny revisjon.",
            en: "The terms are those already in force. Change them before you propose a new revision."
        }
        /// There is no such revision to answer.
        NotPending { revision: i32, current: i32 } => Conflict at "revision" {
            nb: "Revisjon {revision} venter ikke på svar. Den som gjør det, er: {current}.",
            nn: "Revisjon {revision} ventar ikkje på svar. Den som gjer det, er: {current}.",
            en: "Revision {revision} does not await answers. The one that does: {current}."
        }
        /// No revision awaits answers.
        NonePending { revision: i32 } => Conflict at "revision" {
            nb: "Revisjon {revision} venter ikke på svar, og ingen annen gjør det. Les samarbeidet på nytt.",
            nn: "Revisjon {revision} ventar ikkje på svar, og ingen annan gjer det. Les samarbeidet på nytt.",
            en: "Revision {revision} does not await answers, nor does any other. Read the partnership again."
        }
        /// The organisation is no party.
        NotAParty {} => InvalidValue at "organisation" {
            nb: "Virksomheten er ikke part i denne revisjonen.",
            nn: "Verksemda er ikkje part i denne revisjonen.",
            en: "The organisation is not a party to this revision."
        }
        /// Only the organisation itself answers.
        NotYourOrganisation {} => Forbidden at "organisation" {
            nb: "Bare virksomheten selv kan svare. Be koordinatoren der om å gjøre det.",
            nn: "Berre verksemda sjølv kan svare. Be koordinatoren der om å gjere det.",
            en: "Only the organisation itself can answer. Ask its coordinator to do so."
        }
        /// The party has answered.
        AlreadyAnswered { revision: i32 } => AlreadyExists at "organisation" {
            nb: "Virksomheten har allerede svart på revisjon {revision}.",
            nn: "Verksemda har allereie svart på revisjon {revision}.",
            en: "The organisation has already answered revision {revision}."
        }
        /// New dates that no longer cover an activity.
        ActivityOutside {} => OutsidePeriod at "endDate" {
            nb: "En aktivitet ligger utenfor de nye datoene. Flytt den først.",
            nn: "Ein aktivitet ligg utanfor dei nye datoane. Flytt han først.",
            en: "An activity lies outside the new dates. Move it first."
        }
        /// Dates that would return, and no longer cover an activity.
        ActivityOutsideTerms {} => OutsidePeriod at "id" {
            nb: "En aktivitet ligger utenfor datoene som gjelder uten endringen. Flytt den først.",
            nn: "Ein aktivitet ligg utanfor datoane som gjeld utan endringa. Flytt han først.",
            en: "An activity lies outside the dates that hold without the amendment. Move it first."
        }
        /// An end before the beginning, or in the future.
        EndedOn { from: NaiveDate, to: NaiveDate } => OutsidePeriod at "endedOn" {
            nb: "Sluttdagen må ligge mellom {from} og {to}.",
            nn: "Sluttdagen må liggje mellom {from} og {to}.",
            en: "The last day must lie between {from} and {to}."
        }
        /// Only drafts that nobody has seen are deleted.
        NotADraft { state: PartnershipStatus } => IllegalTransition at "id" {
            nb: "Bare et utkast som aldri er foreslått, kan slettes. Dette er {state}; trekk eller avslutt det.",
            nn: "Berre eit utkast som aldri er føreslege, kan slettast. Dette er {state}; trekk eller avslutt det.",
            en: "Only a draft that was never proposed can be deleted. This is {state}; withdraw or end it."
        }
    }
}

/// The statuses that may follow a status (domain: the partnership's life).
#[must_use]
pub const fn next_statuses(status: PartnershipStatus) -> &'static [PartnershipStatus] {
    use PartnershipStatus::{Active, Completed, Declined, Draft, Proposed, Suspended, Terminated, Withdrawn};
    match status {
        Draft => &[Proposed, Withdrawn],
        Proposed => &[Active, Declined, Withdrawn],
        Active => &[Suspended, Completed, Terminated],
        Suspended => &[Active, Terminated],
        Completed | Withdrawn | Declined | Terminated => &[],
    }
}

/// Checks that one status may follow another.
///
/// # Errors
/// The problem names the state and the allowed ones.
pub fn check_transition(from: PartnershipStatus, to: PartnershipStatus) -> Result<(), Box<Problem>> {
    if next_statuses(from).contains(&to) { Ok(()) } else { Err(Box::new(illegal(from))) }
}

/// That a status allows nothing of the kind asked for.
#[must_use]
pub fn illegal(state: PartnershipStatus) -> Problem {
    let next = next_statuses(state);
    if next.is_empty() {
        return PartnershipProblem::Final { state }.into();
    }
    let names: Vec<String> = next.iter().map(ToString::to_string).collect();
    let problem = PartnershipProblem::IllegalTransition { state, allowed: names.join(", ") };
    Problem::from(problem).allowing(next)
}

/// Whether the terms of a partnership in this status have been agreed and still hold or may hold again.
#[must_use]
pub const fn is_running(status: PartnershipStatus) -> bool {
    matches!(status, PartnershipStatus::Active | PartnershipStatus::Suspended)
}

/// Whether a party must answer a revision proposed on a day: those that had not left by then.
#[must_use]
pub fn must_answer(left_on: Option<NaiveDate>, proposed_on: NaiveDate) -> bool {
    left_on.is_none_or(|left| left > proposed_on)
}

/// Checks who takes part: at least two, exactly one in the lead, and that one a culture school.
///
/// # Errors
/// All that is missing.
pub fn check_composition(parties: &[(PartyRole, ServiceType)]) -> Result<(), Vec<Problem>> {
    let mut problems = Vec::new();
    if parties.len() < 2 {
        problems.push(PartnershipProblem::TooFewParties {}.into());
    }
    let leads: Vec<ServiceType> =
        parties.iter().filter(|(role, _)| *role == PartyRole::Lead).map(|(_, service)| *service).collect();
    match leads.as_slice() {
        [ServiceType::CultureSchool] => {}
        [_] => problems.push(PartnershipProblem::LeadNotACultureSchool {}.at("parties")),
        _ => problems.push(PartnershipProblem::LeadMissing {}.into()),
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Checks that a party may have a role beside the others'.
///
/// # Errors
/// When another organisation than a culture school, or a second one, would lead.
pub fn check_role(role: PartyRole, service: ServiceType, another_leads: bool) -> Result<(), PartnershipProblem> {
    match role {
        PartyRole::Lead if service != ServiceType::CultureSchool => Err(PartnershipProblem::LeadNotACultureSchool {}),
        PartyRole::Lead if another_leads => Err(PartnershipProblem::SecondLead {}),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_composition, check_transition, next_statuses};
    use entity::vocabulary::{PartnershipStatus, PartyRole, ServiceType, Vocabulary};
    use proptest::{prelude::*, sample::select};

    #[test]
    fn the_life_is_as_the_domain_draws_it() {
        use PartnershipStatus::{Active, Completed, Declined, Draft, Proposed, Suspended, Terminated, Withdrawn};
        let legal = [
            (Draft, Proposed),
            (Draft, Withdrawn),
            (Proposed, Active),
            (Proposed, Declined),
            (Proposed, Withdrawn),
            (Active, Suspended),
            (Suspended, Active),
            (Active, Completed),
            (Active, Terminated),
            (Suspended, Terminated),
        ];
        for &from in PartnershipStatus::ALL {
            for &to in PartnershipStatus::ALL {
                let outcome = check_transition(from, to);
                assert_eq!(outcome.is_ok(), legal.contains(&(from, to)), "{from} to {to}");
                if let Err(problem) = outcome {
                    let names: Vec<String> = next_statuses(from).iter().map(ToString::to_string).collect();
                    assert_eq!(problem.allowed, names);
                    assert!(problem.en.contains(from.code()));
                }
            }
        }
    }

    proptest! {
        #[test]
        fn one_culture_school_leads(
            parties in proptest::collection::vec((select(PartyRole::ALL), select(ServiceType::ALL)), 0..6)
        ) {
            let leads = parties.iter().filter(|(role, _)| *role == PartyRole::Lead).count();
            let schools = parties.iter().filter(|party| **party == (PartyRole::Lead, ServiceType::CultureSchool)).count();
            let fit = parties.len() >= 2 && leads == 1 && schools == 1;
            prop_assert_eq!(check_composition(&parties).is_ok(), fit);
        }
    }
}
