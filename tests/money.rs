//! Budgets that balance when they are committed, and funding that is not paid out beyond what was awarded.

use serde_json::{Value, json};

use crate::support::{Backend, Client, Server, records::organisation};

on_both!(a_budget_commits_only_when_it_balances, no_more_is_disbursed_than_awarded, of_many_commits_one_succeeds,);

struct Place {
    planner: Client,
    partnership: Value,
    lead: Value,
}

async fn place(server: &Server) -> Place {
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
    let input = json!({
        "title": "Skolekonserter", "purpose": "Musikk for alle", "pillars": ["EXPRESSION"], "startDate": "2026-01-01",
        "parties": [{ "organisation": school["id"], "role": "LEAD" }],
    });
    let create = "mutation ($input: CreatePartnershipInput!) { createPartnership(input: $input) {
        partnership { id parties { nodes { id } } } errors { code field message }
    } }";
    let partnership = planner.ok(create, json!({ "input": input })).await["partnership"].clone();
    let lead = partnership["parties"]["nodes"][0]["id"].clone();
    Place { planner, partnership, lead }
}

fn mutation(name: &str, object: &str, fields: &str) -> String {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    format!(
        "mutation ($input: {kind}!) {{ {name}(input: $input) {{ {object} {{ {fields} }} errors {{ code field message allowed }} }} }}"
    )
}

impl Place {
    async fn ok(&self, name: &str, object: &str, input: Value) -> Value {
        let mutation = mutation(name, object, "id version status");
        self.planner.ok(&mutation, json!({ "input": input })).await[object].clone()
    }

    async fn refused(&self, name: &str, object: &str, input: Value) -> Value {
        let mutation = mutation(name, object, "id");
        self.planner.user_errors(&mutation, json!({ "input": input })).await[0].clone()
    }

    async fn budget(&self) -> Value {
        let input = json!({ "partnership": self.partnership["id"], "fiscalYear": 2026 });
        self.ok("createBudget", "budget", input).await
    }

    async fn line(&self, budget: &Value, kind: &str, planned: &str) {
        let input = json!({
            "budget": budget["id"], "party": self.lead, "kind": kind, "resource": "CASH", "category": "FEES",
            "kostraFunction": "383", "planned": planned,
        });
        let create = mutation("createBudgetLine", "budgetLine", "id");
        self.planner.ok(&create, json!({ "input": input })).await;
    }
}

fn step(record: &Value) -> Value {
    json!({ "id": record["id"], "version": record["version"] })
}

async fn a_budget_commits_only_when_it_balances(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let budget = place.budget().await;
    place.line(&budget, "COST", "1000.10").await;
    place.line(&budget, "CONTRIBUTION", "1000").await;
    let refusal = place.refused("commitBudget", "budget", step(&budget)).await;
    assert_eq!(refusal["code"], "UNBALANCED");
    assert!(refusal["message"].as_str().unwrap().contains("0.10"), "{refusal}");
    place.line(&budget, "CONTRIBUTION", "0.10").await;
    let committed = place.ok("commitBudget", "budget", step(&budget)).await;
    assert_eq!(committed["status"], "COMMITTED");
    let expired = json!({
        "budget": budget["id"], "party": place.lead, "kind": "COST", "resource": "CASH", "category": "FEES",
        "kostraFunction": "254", "planned": "0",
    });
    let refusal = place.refused("createBudgetLine", "budgetLine", expired.clone()).await;
    assert_ne!(refusal["code"], "INTERNAL");
    let reopened = place.ok("reopenBudget", "budget", step(&committed)).await;
    assert_eq!(reopened["status"], "DRAFT");
    let refusal = place.refused("createBudgetLine", "budgetLine", expired).await;
    assert_eq!(refusal["field"], json!(["kostraFunction"]));
    let query = "query ($id: ID!) { budget(id: $id) { totals { balance } lines { totalCount } } }";
    let data = place.planner.data(query, json!({ "id": budget["id"] })).await;
    assert_eq!(data["budget"], json!({ "totals": { "balance": "0.00" }, "lines": { "totalCount": 3 } }));
}

async fn no_more_is_disbursed_than_awarded(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let input = json!({
        "partnership": place.partnership["id"], "applicantParty": place.lead, "title": "Skolekonserter",
        "funder": "Kulturfondet", "fiscalYear": 2026, "applied": "250000",
    });
    let draft = place.ok("createFundingApplication", "fundingApplication", input).await;
    let award = |record: &Value| {
        let mut input = step(record);
        input["decidedOn"] = json!("2026-03-01");
        input["awarded"] = json!("200000");
        input
    };
    let refusal = place.refused("awardFundingApplication", "fundingApplication", award(&draft)).await;
    assert_eq!(refusal["allowed"], json!(["SUBMITTED", "WITHDRAWN"]));
    let mut submit = step(&draft);
    submit["submittedOn"] = json!("2026-01-15");
    let submitted = place.ok("submitFundingApplication", "fundingApplication", submit).await;
    let awarded = place.ok("awardFundingApplication", "fundingApplication", award(&submitted)).await;
    let disburse = |record: &Value, amount: &str| {
        let mut input = step(record);
        input["disbursed"] = json!(amount);
        input
    };
    let too_much = disburse(&awarded, "200000.01");
    let refusal = place.refused("recordFundingDisbursement", "fundingApplication", too_much).await;
    assert_eq!(refusal["code"], "EXCEEDS_CAPACITY");
    place.ok("recordFundingDisbursement", "fundingApplication", disburse(&awarded, "200000")).await;
}

async fn of_many_commits_one_succeeds(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let budget = place.budget().await;
    place.line(&budget, "COST", "500").await;
    place.line(&budget, "CONTRIBUTION", "500").await;
    let commit = mutation("commitBudget", "budget", "status");
    let writers = (0..8).map(|_| place.planner.data(&commit, json!({ "input": step(&budget) })));
    let outcomes = futures_util::future::join_all(writers).await;
    let committed = outcomes.iter().filter(|data| data["commitBudget"]["errors"] == json!([])).count();
    assert_eq!(committed, 1, "{outcomes:?}");
}
