//! What a grant may say.

use entity::vocabulary::{Role, Vocabulary as _};

use crate::problem::problems;

problems! {
    /// What can be wrong with a grant.
    pub enum GrantProblem {
        /// Neither or both of a subject and a group.
        OneReceiver {} => InvalidValue at "subject" {
            nb: "Oppgi enten subject eller group: én bruker eller én gruppe.",
            nn: "Oppgje anten subject eller group: éin brukar eller éi gruppe.",
            en: "Give either subject or group: one user or one group."
        }
        /// Both a municipality and an organisation.
        OnePlace {} => InvalidValue at "municipality" {
            nb: "Oppgi municipality eller organisation, ikke begge: en virksomhet har sin kommune.",
            nn: "Oppgje municipality eller organisation, ikkje begge: ei verksemd har kommunen sin.",
            en: "Give municipality or organisation, not both: an organisation has its municipality."
        }
        /// The role does not hold at such a place.
        WrongPlace { role: String, places: &'static str } => InvalidValue at "role" {
            nb: "Rollen {role} gis ikke her. Oppgi: {places}.",
            nn: "Rolla {role} blir ikkje gjeven her. Oppgje: {places}.",
            en: "The role {role} is not given here. Give: {places}."
        }
        /// A role of the whole registry, somewhere.
        EverywhereOnly { role: String } => InvalidValue at "role" {
            nb: "Rollen {role} gjelder hele registeret: utelat municipality og organisation.",
            nn: "Rolla {role} gjeld heile registeret: utelat municipality og organisation.",
            en: "The role {role} holds in the whole registry: leave out municipality and organisation."
        }
        /// More than the giver holds.
        AboveOwn { role: String } => Forbidden at "role" {
            nb: "Du kan ikke gi rollen {role} her: ingen gir mer tilgang enn de har selv, eller et annet sted.",
            nn: "Du kan ikkje gje rolla {role} her: ingen gjev meir tilgang enn dei har sjølve, eller ein annan stad.",
            en: "You cannot give the role {role} here: nobody gives more access than they hold, or elsewhere."
        }
    }
}

/// Where a role can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the whole registry.
    Registry,
    /// In a municipality.
    Municipality,
    /// At an organisation.
    Organisation,
}

/// Checks that a role can hold at such a place.
///
/// # Errors
/// When it cannot.
pub fn check_place(role: Role, place: Place) -> Result<(), GrantProblem> {
    let (allowed, places): (&[Place], _) = match role {
        Role::RegistryAdmin => (&[Place::Registry], ""),
        Role::Coordinator => (&[Place::Organisation], "organisation"),
        Role::Integration => (&[Place::Municipality, Place::Organisation], "municipality / organisation"),
        Role::MunicipalAdministrator | Role::MunicipalPlanner | Role::Reader | Role::Analyst => {
            (&[Place::Municipality], "municipality")
        }
    };
    let code = role.code().to_owned();
    match allowed {
        _ if allowed.contains(&place) => Ok(()),
        [Place::Registry] => Err(GrantProblem::EverywhereOnly { role: code }),
        _ => Err(GrantProblem::WrongPlace { role: code, places }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, check_place};
    use entity::vocabulary::{Role, Vocabulary as _};

    #[test]
    fn every_role_holds_somewhere_and_none_everywhere() {
        for &role in Role::ALL {
            let places = [Place::Registry, Place::Municipality, Place::Organisation];
            let holds = places.iter().filter(|place| check_place(role, **place).is_ok()).count();
            assert!((1..=2).contains(&holds), "{role:?}");
        }
        assert!(check_place(Role::MunicipalPlanner, Place::Registry).is_err());
        assert!(check_place(Role::Coordinator, Place::Municipality).is_err());
    }
}
