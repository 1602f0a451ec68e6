//! Partnerships as a table: what they are, who takes part, and how much belongs to them.

use std::collections::HashMap;

use async_graphql::dataloader::Loader as _;
use entity::{
    breadth_activity, budget, consultation, funding_application,
    id::PartnershipId,
    municipality, organisation, partnership, partnership_goal, party, plan_link, shared_task, staff_allocation,
    vocabulary::{PartyRole, Vocabulary as _},
};

use super::{
    alike::{BEGINNING, Organisations, Owners},
    column::{Cell, Column, Kind, Row, columns},
    sheet::Sheet,
    store::{Extent, belonging, counts, extent},
};
use crate::{
    access::Guarded,
    partnership::{store::guarded::Readable, types::Partnership},
    store::{ReadError, Reader},
};

/// Partnerships as a table.
pub struct PartnershipSheet;

impl Sheet for PartnershipSheet {
    type Node = Partnership;

    const LIST: &'static str = "partnerships";
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        &[
            Column::new("title", Kind::Text),
            Column::new("purpose", Kind::Text),
            Column::new("pillars", Kind::Texts),
            Column::optional("legalReferences", Kind::Text),
            Column::new("startDate", Kind::Date),
            Column::optional("endDate", Kind::Date),
            Column::new("status", Kind::Code),
            Column::optional("statusReason", Kind::Text),
            Column::optional("endedOn", Kind::Date),
            Column::optional("lead.id", Kind::Code),
            Column::optional("lead.number", Kind::Digits),
            Column::optional("lead.name", Kind::Text),
            Column::new("organisations.nodes.id", Kind::Texts),
            Column::new("organisations.nodes.name", Kind::Texts),
            Column::new("organisations.nodes.serviceType", Kind::Texts),
            Column::new("parties.totalCount", Kind::Int),
            Column::new("goals.totalCount", Kind::Int),
            Column::new("tasks.totalCount", Kind::Int),
            Column::new("staffAllocations.totalCount", Kind::Int),
            Column::new("budgets.totalCount", Kind::Int),
            Column::new("fundingApplications.totalCount", Kind::Int),
            Column::new("activities.totalCount", Kind::Int),
            Column::new("consultations.totalCount", Kind::Int),
            Column::new("planLinks.totalCount", Kind::Int),
        ],
    ];

    async fn rows(reader: &Reader, partnerships: Vec<partnership::Model>) -> Result<Vec<Row>, ReadError> {
        let ids = || partnerships.iter().map(|partnership| partnership.id);
        let readable: Vec<_> = ids().map(|partnership| Readable { guarded: Guarded::Remarks, partnership }).collect();
        let (owners, parties, remarks) = (
            Owners::of(reader, &partnerships).await?,
            belonging::<party::Entity, _>(reader, party::Column::PartnershipId, ids()).await?,
            reader.load(&readable).await?,
        );
        let (organisations, goals, tasks, staff, budgets, funding, activities, consultations, plans) = (
            Organisations::of(reader, parties.iter().map(|row| row.organisation_id)).await?,
            counts::<partnership_goal::Entity, _>(reader, partnership_goal::Column::PartnershipId, ids()).await?,
            counts::<shared_task::Entity, _>(reader, shared_task::Column::PartnershipId, ids()).await?,
            counts::<staff_allocation::Entity, _>(reader, staff_allocation::Column::PartnershipId, ids()).await?,
            counts::<budget::Entity, _>(reader, budget::Column::PartnershipId, ids()).await?,
            counts::<funding_application::Entity, _>(reader, funding_application::Column::PartnershipId, ids()).await?,
            counts::<breadth_activity::Entity, _>(reader, breadth_activity::Column::PartnershipId, ids()).await?,
            counts::<consultation::Entity, _>(reader, consultation::Column::PartnershipId, ids()).await?,
            counts::<plan_link::Entity, _>(reader, plan_link::Column::PartnershipId, ids()).await?,
        );
        let mut parties_of: HashMap<PartnershipId, Vec<&party::Model>> = HashMap::new();
        for party in &parties {
            parties_of.entry(party.partnership_id).or_default().push(party);
        }
        let row = |partnership: &partnership::Model| {
            let id = partnership.id;
            let parties = parties_of.get(&id).map(Vec::as_slice).unwrap_or_default();
            let lead = parties.iter().find(|party| party.role == PartyRole::Lead);
            let [lead_id, lead_number, lead_name, _] = organisations.cells(lead.map(|party| party.organisation_id));
            // In the order the API lists them.
            let mut taking_part: Vec<_> =
                parties.iter().filter_map(|party| organisations.get(party.organisation_id)).collect();
            taking_part.sort_by_key(|organisation| organisation.id);
            let may_read = remarks.contains_key(&Readable { guarded: Guarded::Remarks, partnership: id });
            let reason = partnership.status_reason.as_deref().filter(|_| may_read);
            let count = |counts: &HashMap<PartnershipId, i64>| {
                Cell::Int(i32::try_from(counts.get(&id).copied().unwrap_or(0)).unwrap_or(i32::MAX))
            };
            let mut row = owners.beginning(partnership);
            row.extend([
                Cell::text(&partnership.title),
                Cell::text(&partnership.purpose),
                Cell::codes(&partnership.pillars),
                Cell::maybe(partnership.legal_references.as_deref(), Cell::text),
                Cell::Date(partnership.start_date),
                Cell::maybe(partnership.end_date, Cell::Date),
                Cell::code(partnership.status),
                Cell::maybe(reason, Cell::text),
                Cell::maybe(partnership.ended_on, Cell::Date),
                lead_id,
                lead_number,
                lead_name,
                Cell::Texts(taking_part.iter().map(|organisation| organisation.id.to_string().into()).collect()),
                Cell::Texts(taking_part.iter().map(|organisation| organisation.name.clone().into()).collect()),
                Cell::Texts(taking_part.iter().map(|organisation| organisation.service_type.code().into()).collect()),
                Cell::Int(i32::try_from(parties.len()).unwrap_or(i32::MAX)),
                count(&goals),
                count(&tasks),
                count(&staff),
                count(&budgets),
                count(&funding),
                count(&activities),
                count(&consultations),
                count(&plans),
            ]);
            row
        };
        Ok(partnerships.iter().map(row).collect())
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        let extents = [
            extent::<municipality::Entity>(reader).await?,
            extent::<party::Entity>(reader).await?,
            extent::<organisation::Entity>(reader).await?,
            extent::<partnership_goal::Entity>(reader).await?,
            extent::<shared_task::Entity>(reader).await?,
            extent::<staff_allocation::Entity>(reader).await?,
            extent::<budget::Entity>(reader).await?,
            extent::<funding_application::Entity>(reader).await?,
            extent::<breadth_activity::Entity>(reader).await?,
            extent::<consultation::Entity>(reader).await?,
            extent::<plan_link::Entity>(reader).await?,
        ];
        Ok(extents.to_vec())
    }
}
