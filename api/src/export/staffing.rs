//! Staff allocations as a table: how much of whose positions is shared, where, when, and who pays. Who the people are is
//! not in it, whoever asks: a file outlives the right to read it.

use entity::{municipality, organisation, partnership, party, staff_allocation, staff_member};

use super::{
    alike::{BEGINNING, Organisations, Owners, Partnerships, percentage},
    column::{Cell, Column, Kind, PERCENTAGE, Row, columns},
    sheet::Sheet,
    store::{Extent, extent, records},
};
use crate::{
    staff::types::StaffAllocation,
    store::{ReadError, Reader},
};

/// Staff allocations as a table.
pub struct StaffingSheet;

/// Full-time equivalents: a position of 20.00 % is 0.2000 of one, the same number with its point moved.
const FULL_TIME: Kind = Kind::Decimal { precision: 5, scale: 4 };

impl Sheet for StaffingSheet {
    type Node = StaffAllocation;

    const LIST: &'static str = "staffAllocations";
    // What an employer does not see of the partnerships that share its staff is missing, as in the API.
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        &[
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
        ],
    ];

    async fn rows(reader: &Reader, allocations: Vec<staff_allocation::Model>) -> Result<Vec<Row>, ReadError> {
        let hosts = allocations.iter().map(|row| row.host_party_id);
        let payers = allocations.iter().filter_map(|row| row.refund_party_id);
        let owners = Owners::of(reader, &allocations).await?;
        let partnerships = Partnerships::of(reader, allocations.iter().map(|row| row.partnership_id)).await?;
        let parties = records::<party::Entity>(reader, hosts.chain(payers)).await?;
        let staff = allocations.iter().map(|row| row.staff_member_id);
        let staff = records::<staff_member::Entity>(reader, staff).await?;
        let taking_part = parties.values().map(|party| party.organisation_id);
        let employers = staff.values().map(|person| person.employer_id);
        let organisations = Organisations::of(reader, taking_part.chain(employers)).await?;
        let row = |allocation: &staff_allocation::Model| {
            let host = parties.get(&allocation.host_party_id);
            let payer = allocation.refund_party_id.and_then(|id| parties.get(&id));
            let employer = staff.get(&allocation.staff_member_id).map(|person| person.employer_id);
            let mut row = owners.beginning(allocation);
            row.extend(partnerships.cells(allocation.partnership_id));
            row.push(Cell::maybe(host, |host| Cell::id(host.id)));
            row.extend(organisations.cells(host.map(|host| host.organisation_id)));
            row.extend(organisations.cells(employer));
            row.push(Cell::maybe(payer, |payer| Cell::id(payer.id)));
            row.extend(organisations.cells(payer.map(|payer| payer.organisation_id)));
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
