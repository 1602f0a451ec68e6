//! Budget lines as a table: what each party puts in, and what it costs.

use entity::{budget, budget_line, municipality, organisation, partnership, party};

use super::{
    alike::{BEGINNING, Organisations, Owners, Partnerships},
    column::{Cell, Column, Kind, NOK, Row, columns},
    sheet::Sheet,
    store::{Extent, extent, records},
};
use crate::{
    budget::line::types::BudgetLine,
    store::{ReadError, Reader},
};

/// Budget lines as a table.
pub struct BudgetSheet;

impl Sheet for BudgetSheet {
    type Node = BudgetLine;

    const LIST: &'static str = "budgetLines";
    const COLUMNS: &'static [Column] = columns![
        BEGINNING,
        &[
            Column::new("budget.id", Kind::Code),
            Column::new("budget.fiscalYear", Kind::Int),
            Column::new("budget.status", Kind::Code),
            Column::new("partnership.id", Kind::Code),
            Column::new("partnership.title", Kind::Text),
            Column::new("party.id", Kind::Code),
            Column::new("party.role", Kind::Code),
            Column::new("party.organisation.id", Kind::Code),
            Column::optional("party.organisation.number", Kind::Digits),
            Column::new("party.organisation.name", Kind::Text),
            Column::new("party.organisation.serviceType", Kind::Code),
            Column::new("kind", Kind::Code),
            Column::new("resource", Kind::Code),
            Column::new("category", Kind::Code),
            Column::new("kostraFunction", Kind::Digits),
            Column::optional("kostraArt", Kind::Digits),
            Column::optional("description", Kind::Text),
            Column::new("planned", NOK),
            Column::optional("actual", NOK),
        ],
    ];

    async fn rows(reader: &Reader, lines: Vec<budget_line::Model>) -> Result<Vec<Row>, ReadError> {
        let owners = Owners::of(reader, &lines).await?;
        let partnerships = Partnerships::of(reader, lines.iter().map(|line| line.partnership_id)).await?;
        let budgets = records::<budget::Entity>(reader, lines.iter().map(|line| line.budget_id)).await?;
        let parties = records::<party::Entity>(reader, lines.iter().map(|line| line.party_id)).await?;
        let organisations = Organisations::of(reader, parties.values().map(|party| party.organisation_id)).await?;
        let row = |line: &budget_line::Model| {
            let budget = budgets.get(&line.budget_id);
            let party = parties.get(&line.party_id);
            let [id, title, _] = partnerships.cells(line.partnership_id);
            let mut row = owners.beginning(line);
            row.extend([
                Cell::id(line.budget_id),
                Cell::maybe(budget, |budget| Cell::Int(budget.fiscal_year)),
                Cell::maybe(budget, |budget| Cell::code(budget.status)),
                id,
                title,
                Cell::id(line.party_id),
                Cell::maybe(party, |party| Cell::code(party.role)),
            ]);
            row.extend(organisations.cells(party.map(|party| party.organisation_id)));
            row.extend([
                Cell::code(line.kind),
                Cell::code(line.resource),
                Cell::code(line.category),
                Cell::text(&line.kostra_function),
                Cell::maybe(line.kostra_art.as_deref(), Cell::text),
                Cell::maybe(line.description.as_deref(), Cell::text),
                Cell::Decimal(line.planned.0),
                Cell::maybe(line.actual, |actual| Cell::Decimal(actual.0)),
            ]);
            row
        };
        Ok(lines.iter().map(row).collect())
    }

    async fn drawn_from(reader: &Reader) -> Result<Vec<Extent>, ReadError> {
        let extents = [
            extent::<municipality::Entity>(reader).await?,
            extent::<budget::Entity>(reader).await?,
            extent::<partnership::Entity>(reader).await?,
            extent::<party::Entity>(reader).await?,
            extent::<organisation::Entity>(reader).await?,
        ];
        Ok(extents.to_vec())
    }
}
