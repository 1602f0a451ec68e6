//! Many counts in one transaction: each added, or changed where its external id is known.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entity::{
    id::{BreadthActivityId, MunicipalityId},
    participation_count,
};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, sea_query::Expr};

use super::inputs::{SubmitParticipationCountsInput, SubmittedCountInput};
use crate::{
    graphql::changes::{Checks, SHORT},
    participation::{
        rules::{CountProblem, Counted, check, check_apart},
        store::{Open, Opened, insert, open, put},
    },
    problem::Problem,
    store::{Refused, Tx},
};

/// Counts in one submission at most.
const MOST: usize = 200;

/// A submitted count beside what is kept.
struct Entry<'a> {
    open: &'a Open,
    external_id: String,
    counted: Counted,
    /// The count with the external id, when there is one.
    known: Option<participation_count::Model>,
}

impl Entry<'_> {
    fn activity(&self) -> BreadthActivityId {
        self.open.activity.id
    }

    /// What the external id stands for: it is unique in a municipality.
    fn key(&self) -> (MunicipalityId, &str) {
        (self.open.activity.municipality_id, &self.external_id)
    }
}

/// The path of a count in the input.
fn path(place: usize) -> String {
    format!("counts.{place}")
}

/// Keeps all counts, in the order given, or none.
pub async fn submit(
    tx: &Tx,
    input: SubmitParticipationCountsInput,
) -> Result<Vec<participation_count::Model>, Refused> {
    let mut checks = Checks::default();
    checks.not_empty("counts", &input.counts);
    if input.counts.len() > MOST {
        checks.note(CountProblem::TooMany { most: MOST });
    }
    checks.done()?;
    let activities = open(tx, &input.counts.iter().map(|count| count.activity.0).collect()).await?;
    let mut entries = read(&activities, input.counts)?;
    find_known(tx, &mut entries).await?;
    check_apart_from_all(tx, &entries).await?;
    make_way(tx, &entries).await?;
    let mut written = Vec::with_capacity(entries.len());
    for entry in entries {
        let Entry { open, external_id, counted, known } = entry;
        written.push(match known {
            Some(before) => {
                let mut row = before.clone().into_active_model();
                put(&mut row, &counted);
                tx.update::<participation_count::Entity>(before, row).await?
            }
            None => insert(tx, open, &counted, Some(external_id)).await?,
        });
    }
    Ok(written)
}

/// The counts whose activities can be counted; all others are problems.
fn read(
    activities: &HashMap<BreadthActivityId, Opened>,
    counts: Vec<SubmittedCountInput>,
) -> Result<Vec<Entry<'_>>, Refused> {
    let mut checks = Checks::default();
    let mut entries = Vec::with_capacity(counts.len());
    for (place, count) in counts.into_iter().enumerate() {
        let at = path(place);
        let external_id = checks.text(&format!("{at}.externalId"), &count.external_id, SHORT);
        match activities.get(&count.activity.0) {
            Some(Ok(open)) => entries.push(Entry {
                open,
                external_id,
                counted: Counted {
                    from: count.period_from.0,
                    to: count.period_to.0,
                    age_band: count.age_band.0,
                    target_group: count.target_group.0,
                    participants: count.participants,
                    attendances: count.attendances,
                    sessions: count.sessions,
                    minutes: count.minutes,
                },
                known: None,
            }),
            Some(Err(problems)) => {
                for problem in problems {
                    checks.note(problem.clone().within(&at));
                }
            }
            None => return Err(Refused::Broken("an activity was not looked for".to_owned())),
        }
    }
    checks.done()?;
    Ok(entries)
}

/// Finds the counts that the submission changes.
async fn find_known(tx: &Tx, entries: &mut [Entry<'_>]) -> Result<(), Refused> {
    let municipalities: BTreeSet<_> = entries.iter().map(|entry| entry.key().0).collect();
    let ids = entries.iter().map(|entry| entry.external_id.as_str());
    // Not narrowed to what the caller sees: an id that another partnership's count has is taken all the same.
    let known = participation_count::Entity::find()
        .filter(participation_count::Column::MunicipalityId.is_in(municipalities))
        .filter(participation_count::Column::ExternalId.is_in(ids))
        .all(tx.connection())
        .await?;
    let mut known: HashMap<_, _> =
        known.into_iter().map(|count| ((count.municipality_id, count.external_id.clone()), count)).collect();
    let mut checks = Checks::default();
    let mut seen: HashMap<(MunicipalityId, String), usize> = HashMap::new();
    for (place, entry) in entries.iter_mut().enumerate() {
        let (municipality, id) = (entry.key().0, entry.external_id.clone());
        if let Some(first) = seen.get(&(municipality, id.clone())) {
            let which = path(*first);
            checks.note(within(place, CountProblem::ExternalIdTwice { id, which }));
            continue;
        }
        seen.insert((municipality, id.clone()), place);
        match known.remove(&(municipality, Some(id.clone()))) {
            Some(count) if count.activity_id != entry.activity() => {
                checks.note(within(place, CountProblem::ExternalIdTaken { id }));
            }
            found => entry.known = found,
        }
    }
    checks.done()
}

fn within(place: usize, problem: impl Into<Problem>) -> Problem {
    problem.into().within(&path(place))
}

/// Checks each count by itself, and that no two would count somebody twice once all are written.
async fn check_apart_from_all(tx: &Tx, entries: &[Entry<'_>]) -> Result<(), Refused> {
    let (Some(first), Some(last)) =
        (entries.iter().map(|entry| entry.counted.from).min(), entries.iter().map(|entry| entry.counted.to).max())
    else {
        return Ok(());
    };
    let activities: BTreeSet<_> = entries.iter().map(Entry::activity).collect();
    let kept = participation_count::Entity::find()
        .filter(participation_count::Column::ActivityId.is_in(activities))
        .filter(participation_count::Column::PeriodFrom.lte(last))
        .filter(participation_count::Column::PeriodTo.gte(first))
        .order_by_asc(participation_count::Column::Id)
        .all(tx.connection())
        .await?;
    let changed: BTreeSet<_> = entries.iter().filter_map(|entry| entry.known.as_ref().map(|known| known.id)).collect();
    let today = tx.scope().registry.clock.today();
    let mut checks = Checks::default();
    for (place, entry) in entries.iter().enumerate() {
        for problem in check(&entry.counted, &entry.open.span, today) {
            checks.note(within(place, problem));
        }
        let others = kept
            .iter()
            .filter(|other| other.activity_id == entry.activity() && !changed.contains(&other.id))
            .map(|other| (Counted::from(other), other.id.to_string()));
        let earlier = entries
            .iter()
            .take(place)
            .enumerate()
            .filter(|(_, other)| other.activity() == entry.activity())
            .map(|(place, other)| (other.counted, path(place)));
        let clash = others.chain(earlier).try_for_each(|(other, which)| check_apart(&entry.counted, &other, &which));
        checks.rule(clash.map_err(|problem| within(place, problem)));
    }
    checks.done()
}

/// Counts of one submission may take each other's periods or groups, say when two were swapped by mistake. The database
/// compares after each statement, so a count whose place another takes first steps aside, to a day before all counts;
/// its own change, which writes every column, follows.
async fn make_way(tx: &Tx, entries: &[Entry<'_>]) -> Result<(), Refused> {
    for (day, entry) in (1_i32..).zip(entries) {
        let Some(known) = &entry.known else { continue };
        let present = Counted::from(known);
        let wanted = entries.iter().any(|other| {
            other.activity() == entry.activity()
                && other.external_id != entry.external_id
                && other.counted.same_key(&present)
        });
        if !wanted {
            continue;
        }
        let aside = NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default();
        participation_count::Entity::update_many()
            .col_expr(participation_count::Column::PeriodFrom, Expr::val(aside))
            .filter(participation_count::Column::Id.eq(known.id))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}
