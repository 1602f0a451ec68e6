//! A table of any size, written past the program: one budget line as the API made it, over and over.

use samspill::store::Database;
use sea_orm::{ConnectionTrait as _, DbBackend};
use serde_json::{Value, json};

use crate::support::{Client, Server, records::organisation};

const CREATE_PARTNERSHIP: &str = "mutation ($input: CreatePartnershipInput!) {
    createPartnership(input: $input) { partnership { id parties { nodes { id } } } errors { code field message } }
}";
const CREATE_BUDGET: &str = "mutation ($input: CreateBudgetInput!) {
    createBudget(input: $input) { budget { id } errors { code field message } }
}";
const CREATE_LINE: &str = "mutation ($input: CreateBudgetLineInput!) {
    createBudgetLine(input: $input) { budgetLine { id version } errors { code field message } }
}";

/// A budget of a partnership in Bergen, with one line.
pub struct Budget {
    /// Who made it.
    pub planner: Client,
    /// The culture school in the lead.
    pub school: Value,
    id: Value,
    party: Value,
}

impl Budget {
    /// Makes one, with a line of 1250.50 kroner.
    pub async fn make(server: &Server, title: &str) -> Self {
        let planner = server.planner("4601");
        let school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
        let input = json!({
            "title": title, "purpose": "Dans", "pillars": ["LEARNING", "EXPRESSION"], "startDate": "2026-01-01",
            "parties": [{ "organisation": school["id"], "role": "LEAD" }],
        });
        let made = planner.ok(CREATE_PARTNERSHIP, json!({ "input": input })).await["partnership"].clone();
        let input = json!({ "partnership": made["id"], "fiscalYear": 2026 });
        let budget = planner.ok(CREATE_BUDGET, json!({ "input": input })).await["budget"]["id"].clone();
        let party = made["parties"]["nodes"][0]["id"].clone();
        let budget = Self { planner, school, id: budget, party };
        budget.add("Leie av sal").await;
        budget
    }

    /// Adds another line like it.
    pub async fn add(&self, description: &str) -> Value {
        let input = json!({
            "budget": self.id, "party": self.party, "kind": "COST", "resource": "CASH", "category": "SALARY",
            "kostraFunction": "383", "description": description, "planned": "1250.50",
        });
        self.planner.ok(CREATE_LINE, json!({ "input": input })).await["budgetLine"].clone()
    }
}

/// Repeats the only budget line so many times, past the audit trail: reading is what is tested.
pub async fn repeat(database: &Database, times: u32) {
    let copied = "municipality_id, partnership_id, budget_id, party_id, kind, resource, category, kostra_function, \
                  kostra_art, description, planned, actual, version, created_at, updated_at";
    let (key, numbers) = match database.get_database_backend() {
        DbBackend::Sqlite => (
            "randomblob(16)",
            format!(
                "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {times}) SELECT i FROM n)"
            ),
        ),
        _ => ("gen_random_uuid()", format!("(SELECT generate_series(1, {times}) AS i)")),
    };
    let sql = format!(
        "INSERT INTO budget_line (id, {copied}) SELECT {key}, {copied} FROM budget_line CROSS JOIN {numbers} AS numbers"
    );
    database.execute_unprepared(&sql).await.unwrap();
}
