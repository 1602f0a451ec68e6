//! Organisations and the people who work there.

use entity::{
    KostraCodes, Percentage,
    id::{MunicipalityId, OrganisationId, StaffMemberId},
    vocabulary::{Competence, ServiceType},
};

use super::{Org, Story, row};
use crate::text::normalise;

/// An employee already in the story.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub id: StaffMemberId,
}

impl Story {
    /// An organisation with a made-up number; `signatory` is the name of the one who signs for it.
    pub fn organisation(
        &mut self,
        municipality: MunicipalityId,
        service: ServiceType,
        name: &str,
        signatory: &str,
    ) -> Org {
        let number = self.numbers.next();
        self.register(municipality, service, name, signatory, number, None)
    }

    /// A unit of another organisation, without a number of its own.
    pub fn unit(&mut self, parent: &Org, service: ServiceType, name: &str, signatory: &str) -> Org {
        let (municipality, parent) = (parent.municipality, Some(parent.id));
        self.register(municipality, service, name, signatory, None, parent)
    }

    fn register(
        &mut self,
        municipality: MunicipalityId,
        service: ServiceType,
        name: &str,
        signatory: &str,
        number: Option<String>,
        parent: Option<OrganisationId>,
    ) -> Org {
        let functions = usual_functions(service);
        let row = row!(
            self,
            self.beginning(),
            organisation {
                municipality_id: municipality,
                number,
                name: name.to_owned(),
                search_name: normalise(name),
                service_type: service,
                parent_id: parent,
                kostra_functions: functions.iter().map(|&code| code.to_owned()).collect::<KostraCodes>(),
                active: true,
            }
        );
        let id = row.id;
        self.rows.organisations.push(row);
        Org { id, municipality, service, signatory: e_mail(signatory) }
    }

    /// Notes the id of an organisation in another system.
    pub fn known_as(&mut self, organisation: &Org, scheme: &str, value: &str) {
        let row = row!(
            self,
            self.beginning(),
            organisation_external_id {
                municipality_id: organisation.municipality,
                organisation_id: organisation.id,
                scheme: scheme.to_owned(),
                value: value.to_owned(),
            }
        );
        self.rows.external_ids.push(row);
    }

    /// An employee with a position of `percentage` % since the start of a school year long ago.
    pub fn person(
        &mut self,
        employer: &Org,
        name: &str,
        title: &str,
        percentage: i32,
        competence: &[Competence],
        since: i32,
    ) -> Person {
        let key = format!("A{:05}", self.next_serial());
        let made = self.beginning().max(self.calendar.start(since));
        let row = row!(
            self,
            made,
            staff_member {
                municipality_id: employer.municipality,
                employer_id: employer.id,
                employee_key: key,
                display_name: name.to_owned(),
                search_name: normalise(name),
                email: Some(e_mail(name)),
                title: Some(title.to_owned()),
                competence: competence.iter().copied().collect(),
                competence_note: None,
                employment_percentage: Percentage(percentage * 100),
                employed_from: self.calendar.start(since),
                employed_to: None,
                pseudonymised_at: None,
            }
        );
        let id = row.id;
        self.rows.staff.push(row);
        Person { id }
    }

    /// Says more about what the person told of last can do.
    pub fn noting(&mut self, note: &str) {
        if let Some(person) = self.rows.staff.last_mut() {
            person.competence_note = Some(note.to_owned());
        }
    }
}

/// A made-up work address: `example.org` belongs to nobody (RFC 2606).
pub(super) fn e_mail(name: &str) -> String {
    let mut address = String::new();
    for letter in normalise(name).chars() {
        match letter {
            ' ' => address.push('.'),
            '{' => address.push_str("ae"),
            '|' => address.push('o'),
            '}' => address.push('a'),
            letter if letter.is_ascii_alphanumeric() || letter == '-' => address.push(letter),
            _ => {}
        }
    }
    address + "@example.org"
}

/// The KOSTRA functions such a service usually books on.
const fn usual_functions(service: ServiceType) -> &'static [&'static str] {
    match service {
        ServiceType::CultureSchool => &["383"],
        ServiceType::Kindergarten => &["201", "221"],
        ServiceType::School => &["202", "222"],
        ServiceType::AfterSchoolCare => &["215"],
        ServiceType::Library => &["370"],
        ServiceType::HealthService => &["232", "233", "241"],
        ServiceType::Nav => &["242", "273", "276"],
        ServiceType::ChildWelfare => &["244", "251"],
        ServiceType::RefugeeService => &["213", "275"],
        ServiceType::ElderlyCare => &["234", "253"],
        ServiceType::VoluntaryCulture => &["385"],
        ServiceType::ProfessionalArts => &["377"],
        ServiceType::Other => &["231"],
        ServiceType::UpperSecondarySchool | ServiceType::HigherEducation | ServiceType::SamiParliament => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::e_mail;

    #[test]
    fn addresses_are_plain() {
        assert_eq!(e_mail("Áilu Sárá Østby-Næss"), "ailu.sara.ostby-naess@example.org");
    }
}
