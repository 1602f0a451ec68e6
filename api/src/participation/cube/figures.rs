//! What is counted in the cells of the participation cube, and which of them are hidden.
//!
//! Each count stands in one inner cell: its activity's municipality, one service, one subject field, its age band, and the
//! school year of its first day. Only the people decide what is hidden; the other figures of a cell follow.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::vocabulary::{ActivitySetting, AgeBand, PartyRole, ReachedService, ServiceType, SubjectField, Vocabulary};
use serde::Serialize;

use crate::{
    disclosure::{CubeError, Dimension, Release, SENSITIVE_SERVICES},
    release::{
        frozen::{Axis, Frozen, PLACE, YEAR, category_or_total, position_of},
        places::{Place, Places},
    },
};

/// The name of the dimension of services.
pub const SERVICE: &str = "service";
const SUBJECT: &str = "subject";
const AGE: &str = "age";

/// A count, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The activity's municipality, by its place among the homes.
    pub home: usize,
    /// The school year, by the year it begins.
    pub school_year: i32,
    /// The activity, by any number of its own.
    pub activity: usize,
    /// The days counted: the same sessions are reported with each group that took part in them.
    pub period: (NaiveDate, NaiveDate),
    /// The service of the activity.
    pub service: ReachedService,
    /// The subject field of the activity.
    pub subject: SubjectField,
    /// The ages counted.
    pub age_band: AgeBand,
    /// The organisations whose people they are.
    pub organisations: Vec<u32>,
    /// Different people who took part.
    pub participants: u64,
    /// Visits in all.
    pub attendances: u64,
    /// Sessions held.
    pub sessions: u64,
    /// Minutes of all sessions.
    pub minutes: u64,
}

/// An organisation that takes part in an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maker {
    /// By any number of its own.
    pub organisation: u32,
    /// What it does.
    pub service: ServiceType,
    /// Its role in the partnership.
    pub role: PartyRole,
}

/// The service whose people one meets in a setting, where it is one's.
#[must_use]
pub const fn at_home_in(setting: ActivitySetting) -> Option<ServiceType> {
    match setting {
        ActivitySetting::Kindergarten => Some(ServiceType::Kindergarten),
        ActivitySetting::School => Some(ServiceType::School),
        ActivitySetting::UpperSecondarySchool => Some(ServiceType::UpperSecondarySchool),
        ActivitySetting::AfterSchoolCare => Some(ServiceType::AfterSchoolCare),
        ActivitySetting::Library => Some(ServiceType::Library),
        ActivitySetting::HealthCentre => Some(ServiceType::HealthService),
        ActivitySetting::CareHome => Some(ServiceType::ElderlyCare),
        ActivitySetting::RefugeeCentre => Some(ServiceType::RefugeeService),
        ActivitySetting::CultureSchool
        | ActivitySetting::CultureHouse
        | ActivitySetting::YouthClub
        | ActivitySetting::Outdoors
        | ActivitySetting::Online
        | ActivitySetting::Other => None,
    }
}

fn is_sensitive(service: ServiceType) -> bool {
    SENSITIVE_SERVICES.contains(&service.code())
}

/// Whose people take part: those that made it with the culture school. Who only pays or advises counts where nobody else is
/// named; the culture school counts where it is alone.
fn partners(makers: &[Maker]) -> Vec<&Maker> {
    let beside = |maker: &&Maker| maker.service != ServiceType::CultureSchool;
    let active = |maker: &&Maker| !matches!(maker.role, PartyRole::Funder | PartyRole::Advisor);
    let mut partners: Vec<&Maker> = makers.iter().filter(beside).filter(active).collect();
    if partners.is_empty() {
        partners = makers.iter().filter(beside).collect();
    }
    if partners.is_empty() {
        partners = makers.iter().collect();
    }
    partners
}

/// Whether people of a sensitive service take part.
#[must_use]
pub fn reaches_sensitive(makers: &[Maker]) -> bool {
    partners(makers).iter().any(|maker| is_sensitive(maker.service))
}

/// The service an activity counts under, and the organisations whose people took part.
///
/// Where several kinds of services made it, it counts under the one it took place at (`home`), unless people of a
/// sensitive service were among them elsewhere than at home; else under several services together.
#[must_use]
pub fn reached_through(makers: &[Maker], home: Option<ServiceType>) -> (ReachedService, Vec<u32>) {
    let mut partners = partners(makers);
    let first = partners.first().map_or(ServiceType::CultureSchool, |maker| maker.service);
    let alike = partners.iter().all(|maker| maker.service == first);
    let home = home.filter(|home| {
        let guests_are_sensitive = partners.iter().any(|maker| is_sensitive(maker.service));
        partners.iter().any(|maker| maker.service == *home) && (is_sensitive(*home) || !guests_are_sensitive)
    });
    let service = match home {
        _ if alike => ReachedService::One(first),
        Some(home) => {
            partners.retain(|maker| maker.service == home);
            ReachedService::One(home)
        }
        None => ReachedService::Several,
    };
    let mut organisations: Vec<u32> = partners.iter().map(|maker| maker.organisation).collect();
    organisations.sort_unstable();
    organisations.dedup();
    (service, organisations)
}

/// The subject field an activity counts under: several are interdisciplinary.
#[must_use]
pub fn subject_of(fields: &[SubjectField]) -> SubjectField {
    match fields {
        [only] => *only,
        _ => SubjectField::Interdisciplinary,
    }
}

/// Where a cell stands: nothing where all are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Key {
    /// The area.
    pub place: Place,
    /// The school year.
    pub school_year: Option<i32>,
    /// The service.
    pub service: Option<ReachedService>,
    /// The subject field; none when there is an age band.
    pub subject: Option<SubjectField>,
    /// The age band; none when there is a subject field.
    pub age_band: Option<AgeBand>,
}

/// The figures of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// How many took part; who came to two activities is counted twice.
    pub participants: u64,
    /// Visits in all.
    pub attendances: u64,
    /// Sessions held, each once however many groups were counted in it.
    pub sessions: u64,
    /// Minutes of these sessions.
    pub minutes: u64,
    /// Different activities.
    pub activities: u64,
}

/// A cell being added up: what was added last tells whether an activity and its sessions are in already.
#[derive(Default)]
struct Sum {
    figures: Figures,
    activity: Option<usize>,
    period: Option<(NaiveDate, NaiveDate)>,
    sessions: u64,
    minutes: u64,
}

impl Sum {
    fn add(&mut self, counted: &Counted) {
        self.figures.participants += counted.participants;
        self.figures.attendances += counted.attendances;
        if self.activity != Some(counted.activity) {
            self.activity = Some(counted.activity);
            self.period = None;
            self.figures.activities += 1;
        }
        if self.period != Some(counted.period) {
            self.period = Some(counted.period);
            (self.sessions, self.minutes) = (0, 0);
        }
        let more = counted.sessions.saturating_sub(self.sessions);
        self.sessions += more;
        self.figures.sessions += more;
        let more = counted.minutes.saturating_sub(self.minutes);
        self.minutes += more;
        self.figures.minutes += more;
    }
}

/// Adds up every cell that something was counted in. What belongs to one activity and period must stand together.
#[must_use]
pub fn add_up(places: &Places, counts: &[Counted]) -> BTreeMap<Key, Figures> {
    type Narrow = (usize, Option<i32>, Option<ReachedService>, Option<SubjectField>, Option<AgeBand>);
    let mut sums: BTreeMap<Narrow, Sum> = BTreeMap::new();
    for counted in counts {
        let details = [(None, None), (Some(counted.subject), None), (None, Some(counted.age_band))];
        for &place in places.counting(counted.home) {
            for year in [None, Some(counted.school_year)] {
                for service in [None, Some(counted.service)] {
                    for (subject, age) in details {
                        sums.entry((place, year, service, subject, age)).or_default().add(counted);
                    }
                }
            }
        }
    }
    let key = |(place, school_year, service, subject, age_band): Narrow| {
        Some(Key { place: places.get(place)?.clone(), school_year, service, subject, age_band })
    };
    sums.into_iter().filter_map(|(at, sum)| Some((key(at)?, sum.figures))).collect()
}

/// The cube to be protected.
///
/// # Errors
/// Never for counts of these places.
pub fn freeze(places: &Places, counts: &[Counted]) -> Result<Frozen, CubeError> {
    let homes = || counts.iter().filter_map(|counted| places.homes().get(counted.home));
    let mut frozen = Frozen::new(vec![
        Axis::of_places(homes()),
        Axis::of(SERVICE, counts.iter().map(|counted| counted.service.code())),
        Axis::of(SUBJECT, counts.iter().map(|counted| counted.subject.code())),
        Axis::of(AGE, counts.iter().map(|counted| counted.age_band.code())),
        Axis::of(YEAR, counts.iter().map(|counted| counted.school_year.to_string())),
    ])
    .never_crossed(SUBJECT, AGE);
    for counted in counts {
        let Some(home) = places.homes().get(counted.home) else { continue };
        let year = counted.school_year.to_string();
        let categories =
            [&*home.municipality, counted.service.code(), counted.subject.code(), counted.age_band.code(), &*year];
        frozen.count(&categories, &counted.organisations, counted.participants)?;
    }
    Ok(frozen)
}

/// Whether a cell of a release is hidden.
///
/// # Errors
/// When the release has no such cell.
pub fn is_hidden(release: &Release, key: &Key) -> Result<bool, CubeError> {
    let dimension = |name: &str| -> Result<&Dimension, CubeError> {
        let found = release.cube().dimensions().iter().find(|dimension| dimension.name() == name);
        found.ok_or(CubeError::OtherDimensions)
    };
    let year = key.school_year.map(|year| year.to_string());
    let positions = [
        position_of(dimension(PLACE)?, &key.place)?,
        category_or_total(dimension(SERVICE)?, key.service.map(Vocabulary::code))?,
        category_or_total(dimension(SUBJECT)?, key.subject.map(Vocabulary::code))?,
        category_or_total(dimension(AGE)?, key.age_band.map(Vocabulary::code))?,
        category_or_total(dimension(YEAR)?, year.as_deref())?,
    ];
    Ok(release.get(release.cube().cell(&positions)?).is_suppressed())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;
    use entity::vocabulary::{AgeBand, PartyRole, ReachedService, ServiceType, SubjectField, Vocabulary as _};
    use proptest::prelude::*;

    use super::{Counted, Maker, add_up, freeze, is_hidden, reached_through, subject_of};
    use crate::{
        disclosure::{Rule, SENSITIVE_SERVICES},
        release::places::{Home, Place, Places},
    };

    fn places() -> Places {
        let home = |number: &str, group: Option<&str>| Home {
            municipality: number.to_owned(),
            county: number[..2].to_owned(),
            kostra_group: group.map(str::to_owned),
        };
        Places::of(vec![home("4601", Some("12")), home("4602", Some("12")), home("1151", None)])
    }

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, number + 1).unwrap()
    }

    fn maker(organisation: u32, service: ServiceType, role: PartyRole) -> Maker {
        Maker { organisation, service, role }
    }

    #[test]
    fn an_activity_counts_under_one_service() {
        let school = maker(1, ServiceType::CultureSchool, PartyRole::Lead);
        let nav = maker(2, ServiceType::Nav, PartyRole::CoCreator);
        let other_nav = maker(3, ServiceType::Nav, PartyRole::Host);
        let library = maker(4, ServiceType::Library, PartyRole::Host);
        let funder = maker(5, ServiceType::Other, PartyRole::Funder);
        let one = ReachedService::One;
        let through = |makers: &[Maker]| reached_through(makers, None);
        assert_eq!(through(&[school]), (one(ServiceType::CultureSchool), vec![1]));
        assert_eq!(through(&[school, nav, other_nav]), (one(ServiceType::Nav), vec![2, 3]));
        assert_eq!(through(&[school, nav, library]), (ReachedService::Several, vec![2, 4]));
        assert_eq!(through(&[school, funder, library]), (one(ServiceType::Library), vec![4]));
        assert_eq!(through(&[school, funder]), (one(ServiceType::Other), vec![5]));
        assert_eq!(through(&[]), (one(ServiceType::CultureSchool), vec![]));
        // At home, unless sensitive guests are there.
        let pupils = maker(6, ServiceType::School, PartyRole::CoCreator);
        let old = maker(7, ServiceType::ElderlyCare, PartyRole::Host);
        let at = |makers: &[Maker], home| reached_through(makers, Some(home));
        assert_eq!(at(&[school, pupils, library], ServiceType::School), (one(ServiceType::School), vec![6]));
        assert_eq!(at(&[school, pupils, library], ServiceType::Kindergarten), (ReachedService::Several, vec![4, 6]));
        assert_eq!(at(&[school, pupils, nav], ServiceType::School), (ReachedService::Several, vec![2, 6]));
        assert_eq!(at(&[school, pupils, old], ServiceType::ElderlyCare), (one(ServiceType::ElderlyCare), vec![7]));
        assert_eq!(subject_of(&[SubjectField::Music]), SubjectField::Music);
        assert_eq!(subject_of(&[SubjectField::Music, SubjectField::Dance]), SubjectField::Interdisciplinary);
    }

    fn counts() -> impl Strategy<Value = Vec<Counted>> {
        let one = (0..3_usize, 0..2_i32, 0..6_usize, 0..2_u32, (0..3_usize, 0..2_usize, 0..3_usize), 0..40_u64);
        prop::collection::vec(one, 0..40).prop_map(|counts| {
            let counted = |(home, year, activity, period, (service, subject, age), participants)| Counted {
                home,
                school_year: 2024 + year,
                activity,
                period: (day(period), day(period)),
                service: [
                    ReachedService::One(ServiceType::Nav),
                    ReachedService::One(ServiceType::School),
                    ReachedService::Several,
                ][service],
                subject: [SubjectField::Dance, SubjectField::Music][subject],
                age_band: AgeBand::ALL[age],
                organisations: vec![u32::try_from(activity).unwrap() + 1],
                participants,
                attendances: participants * 2,
                sessions: 2,
                minutes: 60,
            };
            let mut counts: Vec<Counted> = counts.into_iter().map(counted).collect();
            counts.sort_by_key(|counted| (counted.activity, counted.period));
            counts
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn every_cell_is_what_it_counts(counts in counts()) {
            let places = places();
            let cells = add_up(&places, &counts);
            for (key, figures) in &cells {
                let inside: Vec<&Counted> = counts
                    .iter()
                    .filter(|counted| {
                        places.counting(counted.home).iter().any(|&place| places.get(place) == Some(&key.place))
                            && key.school_year.is_none_or(|year| year == counted.school_year)
                            && key.service.is_none_or(|service| service == counted.service)
                            && key.subject.is_none_or(|subject| subject == counted.subject)
                            && key.age_band.is_none_or(|age| age == counted.age_band)
                    })
                    .collect();
                prop_assert_eq!(figures.participants, inside.iter().map(|counted| counted.participants).sum::<u64>());
                let activities: BTreeSet<_> = inside.iter().map(|counted| counted.activity).collect();
                prop_assert_eq!(figures.activities, activities.len() as u64);
                let held: BTreeSet<_> = inside.iter().map(|counted| (counted.activity, counted.period)).collect();
                prop_assert_eq!((figures.sessions, figures.minutes), (held.len() as u64 * 2, held.len() as u64 * 60));
                prop_assert!(key.subject.is_none() || key.age_band.is_none());
            }
            prop_assert_eq!(cells.keys().any(|key| key.place == Place::country()), !counts.is_empty());
        }

        #[test]
        fn what_is_shown_is_what_was_counted(counts in counts()) {
            let places = places();
            let mut frozen = freeze(&places, &counts).unwrap();
            let release = frozen.protect(&Rule::of_services(super::SERVICE), &[]).unwrap();
            let mut shown: Vec<u64> = Vec::new();
            for (key, figures) in add_up(&places, &counts) {
                let hidden = is_hidden(&release, &key).unwrap();
                let service = key.service.map_or("", |service| service.code());
                let k = if SENSITIVE_SERVICES.contains(&service) { 5 } else { 3 };
                prop_assert!(hidden || figures.participants == 0 || figures.participants >= k, "{:?}", key);
                if !hidden {
                    shown.push(figures.participants);
                }
            }
            let mut published: Vec<u64> = release.cells().filter_map(|(_, figure)| figure.value()).collect();
            shown.sort_unstable();
            published.sort_unstable();
            prop_assert_eq!(shown, published);
        }
    }
}
