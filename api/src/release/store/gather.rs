//! Reads what there is to publish, or what a municipality sees of itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use entity::{
    Measured, Nok, Percentage, activity_party, breadth_activity, county, funding_application,
    id::{BreadthActivityId, CountyId, IndicatorId, MunicipalityId, OrganisationId, PartnershipId, StaffMemberId},
    indicator, municipality, organisation, outcome_observation, outcome_target, participation_count, partnership,
    party, staff_allocation,
    vocabulary::{
        ActivitySetting, AgeBand, IndicatorMeasure, PartnershipStatus, PartyRole, ServiceType, SubjectField, Terms,
    },
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};

use crate::{
    access::Protected,
    auth::Caller,
    comparison::figures::{Shared, Won},
    funding::rules::COUNTED,
    outcome::cube::figures::{Found, Which},
    participation::cube::figures::{Counted, Maker, at_home_in, reached_through, reaches_sensitive, subject_of},
    release::{
        figures::Gathered,
        places::{Home, Places},
        rules::{counting_day, days_of, school_year},
    },
    store::column,
};

/// Partnerships whose shared positions count: those that all parties agreed to.
const AGREED: [PartnershipStatus; 4] = [
    PartnershipStatus::Active,
    PartnershipStatus::Suspended,
    PartnershipStatus::Completed,
    PartnershipStatus::Terminated,
];

/// What is read: some school years, of everybody or of one municipality as a caller sees it.
pub struct Within<'a> {
    /// The first and the last school year.
    pub years: (i32, i32),
    /// The municipality, and who asks about it.
    pub municipality: Option<(MunicipalityId, &'a Caller)>,
}

impl Within<'_> {
    fn days(&self) -> (NaiveDate, NaiveDate) {
        (days_of(self.years.0).0, days_of(self.years.1).1)
    }

    /// Rows of a table of the municipality that its asker may see; all of them when nobody asks.
    fn rows<E: Protected>(&self, owner: impl ColumnTrait) -> Condition {
        match self.municipality {
            Some((municipality, caller)) => Condition::all().add(owner.eq(municipality)).add(E::visible(caller)),
            None => Condition::all(),
        }
    }
}

/// Reads all there is to publish.
pub async fn all(connection: &impl ConnectionTrait, within: &Within<'_>) -> Result<Gathered, DbErr> {
    let homes = Homes::read(connection, within).await?;
    let mut makers = Makers::read(connection, within).await?;
    let counts = counts(connection, within, &homes, &mut makers).await?;
    let found = found(connection, within, &homes, &mut makers).await?;
    let owners = owners(connection).await?;
    let shared = shared(connection, within, &homes).await?;
    let won = won(connection, within, &homes).await?;
    let mut gathered = Gathered { places: homes.places, counts, found, owners, shared, won };
    number_organisations(&mut gathered);
    Ok(gathered)
}

/// The participation counts.
pub async fn participation(connection: &impl ConnectionTrait, within: &Within<'_>) -> Result<Gathered, DbErr> {
    let homes = Homes::read(connection, within).await?;
    let mut makers = Makers::read(connection, within).await?;
    let counts = counts(connection, within, &homes, &mut makers).await?;
    Ok(Gathered { places: homes.places, counts, ..Gathered::default() })
}

/// The values of indicators.
pub async fn outcomes(connection: &impl ConnectionTrait, within: &Within<'_>) -> Result<Gathered, DbErr> {
    let homes = Homes::read(connection, within).await?;
    let found = found(connection, within, &homes, &mut Makers::default()).await?;
    Ok(Gathered { places: homes.places, found, ..Gathered::default() })
}

/// Shared staff and external funding.
pub async fn resources(connection: &impl ConnectionTrait, within: &Within<'_>) -> Result<Gathered, DbErr> {
    let homes = Homes::read(connection, within).await?;
    let shared = shared(connection, within, &homes).await?;
    let won = won(connection, within, &homes).await?;
    Ok(Gathered { places: homes.places, shared, won, ..Gathered::default() })
}

/// The first school year something is registered in.
pub async fn first_year(connection: &impl ConnectionTrait) -> Result<Option<i32>, DbErr> {
    let count = earliest::<participation_count::Entity>(connection, participation_count::Column::PeriodFrom).await?;
    let seen = earliest::<outcome_observation::Entity>(connection, outcome_observation::Column::PeriodFrom).await?;
    let aimed = earliest::<outcome_target::Entity>(connection, outcome_target::Column::PeriodFrom).await?;
    Ok([count, seen, aimed].into_iter().flatten().min().map(school_year))
}

async fn earliest<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    day: E::Column,
) -> Result<Option<NaiveDate>, DbErr> {
    let first = E::find().select_only().column_as(day.min(), "first").into_tuple::<Option<NaiveDate>>();
    Ok(first.one(connection).await?.flatten())
}

/// The municipalities, each known by its place among them.
struct Homes {
    places: Places,
    by_id: HashMap<MunicipalityId, usize>,
}

impl Homes {
    async fn read(connection: &impl ConnectionTrait, within: &Within<'_>) -> Result<Self, DbErr> {
        let counties: HashMap<CountyId, String> = county::Entity::find()
            .select_only()
            .columns([county::Column::Id, county::Column::Number])
            .into_tuple::<(CountyId, String)>()
            .all(connection)
            .await?
            .into_iter()
            .collect();
        let mut rows = municipality::Entity::find().order_by_asc(municipality::Column::Number);
        if let Some((id, _)) = within.municipality {
            rows = rows.filter(municipality::Column::Id.eq(id));
        }
        let (mut homes, mut by_id) = (Vec::new(), HashMap::new());
        for row in rows.all(connection).await? {
            by_id.insert(row.id, homes.len());
            homes.push(Home {
                municipality: row.number,
                county: counties.get(&row.county_id).cloned().unwrap_or_default(),
                kostra_group: row.kostra_group,
            });
        }
        Ok(Self { places: Places::of(homes), by_id })
    }

    fn get(&self, id: MunicipalityId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }
}

/// Who makes what: parties by partnership, and those of them that make an activity.
#[derive(Default)]
struct Makers {
    numbers: HashMap<OrganisationId, u32>,
    by_partnership: HashMap<PartnershipId, Vec<Maker>>,
    by_activity: HashMap<BreadthActivityId, Vec<Maker>>,
}

/// Parties with their organisations, each beside a key of its own.
fn parties(within: &Within<'_>, key: impl Into<Expr>) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr_as(key, "owner")
        .expr_as(column(party::Column::OrganisationId), "organisation")
        .expr_as(column(organisation::Column::ServiceType), "service")
        .expr_as(column(party::Column::Role), "role")
        .from(party::Entity)
        .inner_join(organisation::Entity, column(organisation::Column::Id).eq(column(party::Column::OrganisationId)))
        .order_by_expr(column(party::Column::OrganisationId), sea_orm::Order::Asc);
    if let Some((municipality, _)) = within.municipality {
        let counted = Query::select()
            .column((breadth_activity::Entity, breadth_activity::Column::PartnershipId))
            .from(breadth_activity::Entity)
            .and_where(breadth_activity::Column::MunicipalityId.eq(municipality))
            .take();
        select.and_where(column(party::Column::PartnershipId).in_subquery(counted));
    }
    select
}

impl Makers {
    async fn read(connection: &impl ConnectionTrait, within: &Within<'_>) -> Result<Self, DbErr> {
        let mut makers = Self::default();
        let select = parties(within, column(party::Column::PartnershipId));
        for row in connection.query_all(&select).await? {
            let maker = makers.maker(&row)?;
            makers.by_partnership.entry(row.try_get("", "owner")?).or_default().push(maker);
        }
        let mut select = parties(within, column(activity_party::Column::ActivityId));
        select
            .inner_join(activity_party::Entity, column(activity_party::Column::PartyId).eq(column(party::Column::Id)));
        for row in connection.query_all(&select).await? {
            let maker = makers.maker(&row)?;
            makers.by_activity.entry(row.try_get("", "owner")?).or_default().push(maker);
        }
        Ok(makers)
    }

    fn maker(&mut self, row: &sea_orm::QueryResult) -> Result<Maker, DbErr> {
        let organisation: OrganisationId = row.try_get("", "organisation")?;
        let next = u32::try_from(self.numbers.len() + 1).unwrap_or(u32::MAX);
        let organisation = *self.numbers.entry(organisation).or_insert(next);
        let (service, role): (ServiceType, PartyRole) = (row.try_get("", "service")?, row.try_get("", "role")?);
        Ok(Maker { organisation, service, role })
    }

    /// Those that make an activity; all parties where it does not say.
    fn of(&self, partnership: PartnershipId, activity: Option<BreadthActivityId>) -> &[Maker] {
        let named = activity.and_then(|activity| self.by_activity.get(&activity));
        named.or_else(|| self.by_partnership.get(&partnership)).map_or(&[], Vec::as_slice)
    }
}

type ActivityRow = (BreadthActivityId, PartnershipId, Terms<SubjectField>, ActivitySetting);
type CountRow = (BreadthActivityId, MunicipalityId, NaiveDate, NaiveDate, AgeBand, i32, i32, i32, i32);

async fn counts(
    connection: &impl ConnectionTrait,
    within: &Within<'_>,
    homes: &Homes,
    makers: &mut Makers,
) -> Result<Vec<Counted>, DbErr> {
    use participation_count::Column;
    let (from, to) = within.days();
    let activities: HashMap<BreadthActivityId, ActivityRow> = breadth_activity::Entity::find()
        .select_only()
        .columns([
            breadth_activity::Column::Id,
            breadth_activity::Column::PartnershipId,
            breadth_activity::Column::SubjectFields,
            breadth_activity::Column::Setting,
        ])
        .filter(within.rows::<breadth_activity::Entity>(breadth_activity::Column::MunicipalityId))
        .into_tuple::<ActivityRow>()
        .all(connection)
        .await?
        .into_iter()
        .map(|row| (row.0, row))
        .collect();
    let rows: Vec<CountRow> = participation_count::Entity::find()
        .select_only()
        .columns([
            Column::ActivityId,
            Column::MunicipalityId,
            Column::PeriodFrom,
            Column::PeriodTo,
            Column::AgeBand,
            Column::Participants,
            Column::Attendances,
            Column::Sessions,
            Column::Minutes,
        ])
        .filter(within.rows::<participation_count::Entity>(Column::MunicipalityId))
        .filter(Column::PeriodFrom.between(from, to))
        .order_by_asc(Column::ActivityId)
        .order_by_asc(Column::PeriodFrom)
        .order_by_asc(Column::PeriodTo)
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let mut numbers: HashMap<BreadthActivityId, usize> = HashMap::new();
    let mut counts = Vec::with_capacity(rows.len());
    for (activity, municipality, from, to, age_band, participants, attendances, sessions, minutes) in rows {
        let (Some(home), Some((_, partnership, fields, setting))) =
            (homes.get(municipality), activities.get(&activity))
        else {
            continue;
        };
        let makers = makers.of(*partnership, Some(activity));
        let (service, organisations) = reached_through(makers, at_home_in(*setting));
        let next = numbers.len();
        counts.push(Counted {
            home,
            school_year: school_year(from),
            activity: *numbers.entry(activity).or_insert(next),
            period: (from, to),
            service,
            subject: subject_of(fields.values()),
            age_band,
            organisations,
            participants: number(participants),
            attendances: number(attendances),
            sessions: number(sessions),
            minutes: number(minutes),
        });
    }
    Ok(counts)
}

/// Counts are never negative; the database holds that.
fn number(count: i32) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

type ValueRow = (IndicatorId, PartnershipId, Option<BreadthActivityId>, MunicipalityId, NaiveDate, Option<Measured>);

/// Values for the whole of what they are about: a part of it (`dimension`) would be counted twice.
async fn found(
    connection: &impl ConnectionTrait,
    within: &Within<'_>,
    homes: &Homes,
    makers: &mut Makers,
) -> Result<Vec<Found>, DbErr> {
    use outcome_observation::Column as Seen;
    use outcome_target::Column as Aimed;
    let (from, to) = within.days();
    let measures: HashMap<IndicatorId, IndicatorMeasure> = indicator::Entity::find()
        .select_only()
        .columns([indicator::Column::Id, indicator::Column::Measure])
        .into_tuple()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    let seen: Vec<ValueRow> = outcome_observation::Entity::find()
        .select_only()
        .columns([
            Seen::IndicatorId,
            Seen::PartnershipId,
            Seen::ActivityId,
            Seen::MunicipalityId,
            Seen::PeriodFrom,
            Seen::Actual,
        ])
        .filter(within.rows::<outcome_observation::Entity>(Seen::MunicipalityId))
        .filter(Seen::PeriodFrom.between(from, to))
        .filter(Seen::Dimension.eq(""))
        .order_by_asc(Seen::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let aimed = |value: Aimed| {
        outcome_target::Entity::find()
            .select_only()
            .columns([
                Aimed::IndicatorId,
                Aimed::PartnershipId,
                Aimed::ActivityId,
                Aimed::MunicipalityId,
                Aimed::PeriodFrom,
                value,
            ])
            .filter(within.rows::<outcome_target::Entity>(Aimed::MunicipalityId))
            .filter(Aimed::PeriodFrom.between(from, to))
            .filter(Aimed::Dimension.eq(""))
            .order_by_asc(Aimed::Id)
            .into_tuple::<ValueRow>()
    };
    let targets = aimed(Aimed::Target).all(connection).await?;
    let baselines = aimed(Aimed::Baseline).all(connection).await?;
    let mut found = Vec::new();
    for (which, rows) in [(Which::Actual, seen), (Which::Target, targets), (Which::Baseline, baselines)] {
        for (indicator, partnership, activity, municipality, from, value) in rows {
            let (Some(home), Some(&measure), Some(value)) = (homes.get(municipality), measures.get(&indicator), value)
            else {
                continue;
            };
            let makers = makers.of(partnership, activity);
            let (_, organisations) = reached_through(makers, None);
            found.push(Found {
                home,
                school_year: school_year(from),
                indicator,
                measure,
                which,
                value,
                organisations,
                is_sensitive: reaches_sensitive(makers),
            });
        }
    }
    Ok(found)
}

async fn owners(connection: &impl ConnectionTrait) -> Result<BTreeMap<IndicatorId, ServiceType>, DbErr> {
    let rows = indicator::Entity::find()
        .select_only()
        .columns([indicator::Column::Id, indicator::Column::GoalOwner])
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().collect())
}

type SharedRow = (MunicipalityId, PartnershipId, StaffMemberId, Percentage, NaiveDate, Option<NaiveDate>);

async fn shared(connection: &impl ConnectionTrait, within: &Within<'_>, homes: &Homes) -> Result<Vec<Shared>, DbErr> {
    use staff_allocation::Column;
    let (first, last) = (counting_day(within.years.0), counting_day(within.years.1));
    let ended: HashMap<PartnershipId, Option<NaiveDate>> = partnership::Entity::find()
        .select_only()
        .columns([partnership::Column::Id, partnership::Column::EndedOn])
        .filter(partnership::Column::Status.is_in(AGREED))
        .into_tuple()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    let rows: Vec<SharedRow> = staff_allocation::Entity::find()
        .select_only()
        .columns([
            Column::MunicipalityId,
            Column::PartnershipId,
            Column::StaffMemberId,
            Column::Percentage,
            Column::FromDate,
            Column::ToDate,
        ])
        .filter(within.rows::<staff_allocation::Entity>(Column::MunicipalityId))
        .filter(Column::FromDate.lte(last))
        .filter(Condition::any().add(Column::ToDate.is_null()).add(Column::ToDate.gte(first)))
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let people: BTreeSet<StaffMemberId> = rows.iter().map(|row| row.2).collect();
    let people: HashMap<StaffMemberId, u32> = people.into_iter().zip(1..).collect();
    let mut shared = Vec::new();
    for (municipality, partnership, person, percentage, from, to) in rows {
        let (Some(home), Some(ended), Some(&person)) =
            (homes.get(municipality), ended.get(&partnership), people.get(&person))
        else {
            continue;
        };
        for school_year in within.years.0..=within.years.1 {
            let day = counting_day(school_year);
            let until = |end: &Option<NaiveDate>| end.is_none_or(|end| day <= end);
            if from <= day && until(&to) && until(ended) {
                shared.push(Shared { home, school_year, person, percentage });
            }
        }
    }
    Ok(shared)
}

async fn won(connection: &impl ConnectionTrait, within: &Within<'_>, homes: &Homes) -> Result<Vec<Won>, DbErr> {
    use funding_application::Column;
    let (from, to) = within.days();
    let rows: Vec<(MunicipalityId, NaiveDate, Nok)> = funding_application::Entity::find()
        .select_only()
        .columns([Column::MunicipalityId, Column::DecidedOn, Column::Awarded])
        .filter(within.rows::<funding_application::Entity>(Column::MunicipalityId))
        .filter(Column::Status.is_in(COUNTED))
        .filter(Column::DecidedOn.between(from, to))
        .filter(Column::Awarded.is_not_null())
        .order_by_asc(Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let won = |(municipality, decided, awarded)| {
        Some(Won { home: homes.get(municipality)?, school_year: school_year(decided), awarded })
    };
    Ok(rows.into_iter().filter_map(won).collect())
}

/// Numbers the organisations that counted somebody, so that others change nothing.
fn number_organisations(gathered: &mut Gathered) {
    let lists = || {
        let counts = gathered.counts.iter().map(|counted| &counted.organisations);
        counts.chain(gathered.found.iter().map(|found| &found.organisations))
    };
    let used: BTreeSet<u32> = lists().flatten().copied().collect();
    let numbers: HashMap<u32, u32> = used.into_iter().zip(1..).collect();
    let counts = gathered.counts.iter_mut().map(|counted| &mut counted.organisations);
    let lists = counts.chain(gathered.found.iter_mut().map(|found| &mut found.organisations));
    for organisation in lists.flatten() {
        *organisation = numbers.get(organisation).copied().unwrap_or(*organisation);
    }
}
