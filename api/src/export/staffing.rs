//! Staff allocations as a table: how much of whose positions is shared, where, when, and who pays. Who the people are is
//! not in it, whoever asks: a file outlives the right to read it.

use entity::{
    Percentage, id::OrganisationId, municipality, organisation, partnership, party, staff_allocation, staff_member,
};

use super::{
    column::{Cell, Column, Kind, PERCENTAGE, Row},
    sheet::Sheet,
    store::{Extent, Records, extent, records},
};
use crate::{
    staff::types::StaffAllocation,
    store::{ReadError, Reader},
};

/// Staff allocations as a table.
pub struct StaffingSheet;

/// Full-time equivalents: a position of 20.00 % is 0.2000 of one, the same number with its point moved.
const FULL_TIME: Kind = Kind::Decimal { precision: 5, scale: 4 };

/// The cells of an organisation: id, number, name and service type.
fn organisation_cells(
    organisations: &Records<organisation::Entity>,
    id: Option<OrganisationId>,
) -> impl Iterator<Item = Cell> {
    let found = id.and_then(|id| organisations.get(&id));
    [
        Cell::maybe(found, |organisation| Cell::id(organisation.id)),
        Cell::maybe(found.and_then(|organisation| organisation.number.as_deref()), Cell::text),
        Cell::maybe(found, |organisation| Cell::text(&organisation.name)),
        Cell::maybe(found, |organisation| Cell::code(organisation.service_type)),
    ]
    .into_iter()
}

fn percentage(Percentage(points): Percentage) -> Cell {
    Cell::Decimal(points.into())
}

impl Sheet for StaffingSheet {
    type Node = StaffAllocation;

    const LIST: &'static str = "staffAllocations";
    // What an employer does not see of the partnerships that share its staff is missing, as in the API.
    const COLUMNS: &'static [Column] = &[
        Column::new("id", Kind::Code),
        Column::new("version", Kind::Int),
        Column::new("createdAt", Kind::Instant),
        Column::new("updatedAt", Kind::Instant),
        Column::new("municipality.number", Kind::Digits),
        Column::new("municipality.name", Kind::Text),
        Column::optional("partnership.id", Kind::Code),
        Column::optional("partnership.title", Kind::Text),
        Column::optional("partnership.status", Kind::Code),
        Column::optional("hostParty.id", Kind::Code),
        Column::optional("hostParty.organisation.id", Kind::Code),
        Column::optional("hostParty.organisation.number", Kind::Digits),
        Column::optional("hostParty.organisation.name", Kind::Text),
        Column::optional("hostParty.organisation.serviceType", Kind::Code),
        Column::optional("staffMember.employer.id", Kind::Code),
        Column::optional("staffMember.employer.number", Kind::Digits),
        Column::optional("staffMember.employer.name", Kind::Text),
        Column::optional("staffMember.employer.serviceType", Kind::Code),
        Column::optional("refundParty.id", Kind::Code),
        Column::optional("refundParty.organisation.id", Kind::Code),
        Column::optional("refundParty.organisation.number", Kind::Digits),
        Column::optional("refundParty.organisation.name", Kind::Text),
        Column::optional("refundParty.organisation.serviceType", Kind::Code),
        Column::optional("refundPercentage", PERCENTAGE),
        Column::new("function", Kind::Code),
        Column::new("percentage", PERCENTAGE),
        Column::derived("fullTimeEquivalent", FULL_TIME),
        Column::new("fromDate", Kind::Date),
        Column::optional("toDate", Kind::Date),
    ];

    async fn rows(reader: &Reader, allocations: Vec<staff_allocation::Model>) -> Result<Vec<Row>, ReadError> {
        let hosts = allocations.iter().map(|row| row.host_party_id);
        let payers = allocations.iter().filter_map(|row| row.refund_party_id);
        let (municipalities, partnerships, parties, staff) = (
            records::<municipality::Entity>(reader, allocations.iter().map(|row| row.municipality_id)).await?,
            records::<partnership::Entity>(reader, allocations.iter().map(|row| row.partnership_id)).await?,
            records::<party::Entity>(reader, hosts.chain(payers)).await?,
            records::<staff_member::Entity>(reader, allocations.iter().map(|row| row.staff_member_id)).await?,
        );
        let taking_part = parties.values().map(|party| party.organisation_id);
        let employers = staff.values().map(|person| person.employer_id);
        let organisations = records::<organisation::Entity>(reader, taking_part.chain(employers)).await?;
        let row = |allocation: &staff_allocation::Model| {
            let municipality = municipalities.get(&allocation.municipality_id);
            let partnership = partnerships.get(&allocation.partnership_id);
            let host = parties.get(&allocation.host_party_id);
            let payer = allocation.refund_party_id.and_then(|id| parties.get(&id));
            let employer = staff.get(&allocation.staff_member_id).map(|person| person.employer_id);
            let mut row = vec![
                Cell::id(allocation.id),
                Cell::Int(allocation.version),
                Cell::Instant(allocation.created_at),
                Cell::Instant(allocation.updated_at),
                Cell::maybe(municipality, |place| Cell::text(&place.number)),
                Cell::maybe(municipality, |place| Cell::text(&place.name)),
                Cell::maybe(partnership, |partnership| Cell::id(partnership.id)),
                Cell::maybe(partnership, |partnership| Cell::text(&partnership.title)),
                Cell::maybe(partnership, |partnership| Cell::code(partnership.status)),
                Cell::maybe(host, |host| Cell::id(host.id)),
            ];
            row.extend(organisation_cells(&organisations, host.map(|host| host.organisation_id)));
            row.extend(organisation_cells(&organisations, employer));
            row.push(Cell::maybe(payer, |payer| Cell::id(payer.id)));
            row.extend(organisation_cells(&organisations, payer.map(|payer| payer.organisation_id)));
            row.extend([
                Cell::maybe(allocation.refund_percentage, percentage),
                Cell::code(allocation.function),
                percentage(allocation.percentage),
                percentage(allocation.percentage),
                Cell::Date(allocation.from_date),
                Cell::maybe(allocation.to_date, Cell::Date),
            ]);
            row
        };
        Ok(allocations.iter().map(row).collect())
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        let extents = [
            extent::<municipality::Entity>(reader).await?,
            extent::<partnership::Entity>(reader).await?,
            extent::<party::Entity>(reader).await?,
            extent::<staff_member::Entity>(reader).await?,
            extent::<organisation::Entity>(reader).await?,
        ];
        Ok(extents.to_vec())
    }
}
