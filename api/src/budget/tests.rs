//! Budgets and applications for funding, through the API on a real SQLite file.

use std::sync::Arc;

use async_graphql::Request;
use chrono::{DateTime, NaiveDate};
use entity::{
    KostraCodes, Stamped, organisation, partnership, party,
    vocabulary::{PartnershipStatus, PartyRole, Pillar, ServiceType},
};
use sea_orm::{IntoActiveModel, Set};
use serde_json::{Value, json};

use crate::{
    auth::{Caller, Power, Reach, Role},
    clock::{FixedClock, Ids},
    graphql::schema,
    problem::Language,
    reference::municipality_id,
    store::{Reader, Registry, RuleSettings, Scope, connect, drive, migrate},
};

/// A registry with one partnership of one party.
struct House {
    scope: Scope,
    schema: schema::Schema,
    partnership: String,
    party: String,
    _directory: tempfile::TempDir,
}

impl House {
    async fn build() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/test.db", directory.path().display());
        let database = connect(&url, 4).await.unwrap();
        migrate(&database).await.unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let scope = Scope {
            registry: Registry {
                database,
                clock: Arc::new(FixedClock(now)),
                ids: Ids::seeded(1),
                rules: RuleSettings::default(),
            },
            caller: Arc::new(Caller::new("admin", "test", vec![Power::new(Role::RegistryAdmin, Reach::Everything)])),
            language: Language::En,
            request_id: "test".into(),
            now,
        };
        let (partnership, party) = partnership_with_party(&scope, "Dans").await;
        Self { scope, schema: schema::build(), partnership, party, _directory: directory }
    }

    async fn ask(&self, query: &str) -> Value {
        let answer = drive(|queue| {
            let loaders = Reader::loaders(self.scope.clone(), queue);
            let request = Request::new(query).data(self.scope.clone()).data(loaders);
            self.schema.execute(request)
        })
        .await;
        assert!(answer.errors.is_empty(), "{query}: {:?}", answer.errors);
        answer.data.into_json().unwrap()
    }

    /// Writes, and gives the object, or the errors.
    async fn write(&self, mutation: &str, input: &str) -> Result<Value, Value> {
        let object = match mutation {
            name if name.ends_with("Budget") => "budget { id version status }",
            name if name.ends_with("BudgetLine") => "budgetLine { id version }",
            _ => "fundingApplication { id version status }",
        };
        let object = if mutation.starts_with("delete") { "deletedId" } else { object };
        let query = format!(
            "mutation {{ it: {mutation}(input: {{ {input} }}) {{ {object} errors {{ code field message allowed }} }} }}"
        );
        let answer = self.ask(&query).await;
        let errors = &answer["it"]["errors"];
        let object = object.split(' ').next().unwrap();
        if errors.as_array().unwrap().is_empty() {
            Ok(answer["it"][object].clone())
        } else {
            assert!(answer["it"][object].is_null());
            Err(errors.clone())
        }
    }

    /// Makes a version of a record move on, whichever it has.
    async fn step(&self, mutation: &str, record: &Value, more: &str) -> Result<Value, Value> {
        let id = record["id"].as_str().unwrap();
        let found = self
            .ask(&format!(
                "{{ node(id: \"{id}\") {{ ... on Budget {{ version }} ... on BudgetLine {{ version }}
                    ... on FundingApplication {{ version }} }} }}"
            ))
            .await;
        let version = &found["node"]["version"];
        self.write(mutation, &format!("id: \"{id}\", version: {version}, {more}")).await
    }

    async fn budget(&self, year: i32) -> Value {
        let input = format!("partnership: \"{}\", fiscalYear: {year}", self.partnership);
        self.write("createBudget", &input).await.unwrap()
    }

    async fn line(&self, budget: &Value, kind: &str, planned: &str, more: &str) -> Result<Value, Value> {
        let input = format!(
            "budget: {}, party: \"{}\", kind: {kind}, category: SALARY, planned: \"{planned}\", {more}",
            budget["id"], self.party
        );
        let resource = if more.contains("resource") { "" } else { ", resource: CASH" };
        let function = if more.contains("kostraFunction") { "" } else { ", kostraFunction: \"383\"" };
        self.write("createBudgetLine", &format!("{input}{resource}{function}")).await
    }

    /// An application that was submitted on 1 February 2026.
    async fn submitted(&self, year: i32) -> Value {
        let input = format!(
            "partnership: \"{}\", applicantParty: \"{}\", title: \"Dans for alle\", funder: \"Sparebankstiftelsen Ås\",
             fiscalYear: {year}, applied: \"500\", deadline: \"2026-02-15\"",
            self.partnership, self.party
        );
        let draft = self.write("createFundingApplication", &input).await.unwrap();
        self.step("submitFundingApplication", &draft, "submittedOn: \"2026-02-01\"").await.unwrap()
    }

    async fn totals(&self, budget: &Value) -> Value {
        let query = format!(
            "{{ budget(id: {}) {{ totals {{ contributions {{ planned actual inCash inKind }}
                costs {{ planned actual inCash inKind }} awardedFunding balance }} }} }}",
            budget["id"]
        );
        self.ask(&query).await["budget"]["totals"].clone()
    }

    async fn unbalanced(&self) -> Vec<Value> {
        let query = "{ budgets(filter: { unbalanced: true }, orderBy: [{ field: BALANCE }]) { nodes { fiscalYear } } }";
        let nodes = self.ask(query).await["budgets"]["nodes"].clone();
        let years = nodes.as_array().unwrap().iter();
        years.map(|budget| budget["fiscalYear"].clone()).collect()
    }
}

async fn partnership_with_party(scope: &Scope, title: &str) -> (String, String) {
    let tx = scope.begin("create_budget").await.unwrap();
    let oslo = municipality_id("0301");
    let organisation = organisation::ActiveModel {
        municipality_id: Set(oslo),
        number: Set(None),
        name: Set("Kulturskolen".to_owned()),
        search_name: Set("kulturskolen".to_owned()),
        service_type: Set(ServiceType::CultureSchool),
        parent_id: Set(None),
        kostra_functions: Set(KostraCodes::default()),
        active: Set(true),
        ..Default::default()
    };
    let organisation = tx.insert::<organisation::Entity>(organisation).await.unwrap();
    let partnership = partnership::ActiveModel {
        municipality_id: Set(oslo),
        title: Set(title.to_owned()),
        search_title: Set(title.to_lowercase()),
        purpose: Set("Dans".to_owned()),
        pillars: Set([Pillar::Learning].into_iter().collect()),
        legal_references: Set(None),
        start_date: Set(NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()),
        end_date: Set(None),
        status: Set(PartnershipStatus::Draft),
        status_reason: Set(None),
        ended_on: Set(None),
        revision_number: Set(0),
        ..Default::default()
    };
    let partnership = tx.insert::<partnership::Entity>(partnership).await.unwrap();
    let party = party::ActiveModel {
        municipality_id: Set(oslo),
        partnership_id: Set(partnership.id),
        organisation_id: Set(organisation.id),
        role: Set(PartyRole::Lead),
        responsibilities: Set(None),
        joined_on: Set(None),
        left_on: Set(None),
        ..Default::default()
    };
    let party = tx.insert::<party::Entity>(party).await.unwrap();
    tx.commit().await.unwrap();
    (partnership.id().to_string(), party.id().to_string())
}

fn code(outcome: &Result<Value, Value>) -> &str {
    let errors = outcome.as_ref().expect_err("it should be refused");
    errors[0]["code"].as_str().unwrap()
}

#[tokio::test]
async fn only_a_balanced_budget_is_committed_and_stays_so() {
    let house = House::build().await;
    let budget = house.budget(2026).await;
    let duplicate = format!("partnership: \"{}\", fiscalYear: 2026", house.partnership);
    let taken = house.write("createBudget", &duplicate).await;
    assert_eq!(code(&taken), "ALREADY_EXISTS");

    let gift = house.line(&budget, "CONTRIBUTION", "100.10", "resource: IN_KIND").await.unwrap();
    let cost = house.line(&budget, "COST", "600.30", "actual: \"12\"").await.unwrap();
    let refused = house.step("commitBudget", &budget, "").await;
    assert_eq!(code(&refused), "UNBALANCED");
    let message = refused.unwrap_err()[0]["message"].to_string();
    for sum in ["100.10", "600.30", "0.00", "-500.20"] {
        assert!(message.contains(sum), "{message}");
    }
    assert_eq!(house.unbalanced().await, [json!(2026)]);

    let application = house.submitted(2026).await;
    let award = "decidedOn: \"2026-03-01\", awarded: \"500.20\", reportDueOn: \"2026-12-01\"";
    let awarded = house.step("awardFundingApplication", &application, award).await.unwrap();
    let side = |planned, actual, in_cash, in_kind| json!({ "planned": planned, "actual": actual, "inCash": in_cash, "inKind": in_kind });
    assert_eq!(
        house.totals(&budget).await,
        json!({
            "contributions": side("100.10", Value::Null, "0.00", "100.10"),
            "costs": side("600.30", json!("12.00"), "600.30", "0.00"),
            "awardedFunding": "500.20",
            "balance": "0.00",
        })
    );
    assert!(house.unbalanced().await.is_empty());
    let committed = house.step("commitBudget", &budget, "").await.unwrap();
    assert_eq!(committed["status"], "COMMITTED");

    // Nothing unbalances it now, but the accounts may be kept.
    let added = house.line(&budget, "COST", "1", "").await;
    assert_eq!(code(&added), "ILLEGAL_TRANSITION");
    assert_eq!(added.unwrap_err()[0]["allowed"], json!(["DRAFT", "CLOSED"]));
    for (mutation, record, more) in [
        ("updateBudgetLine", &gift, "planned: \"100.11\""),
        ("updateBudgetLine", &gift, "resource: CASH, actual: \"1\""),
        ("deleteBudgetLine", &gift, ""),
        ("deleteBudget", &budget, ""),
        ("commitBudget", &budget, ""),
    ] {
        let refused = house.step(mutation, record, more).await;
        assert_eq!(code(&refused), "ILLEGAL_TRANSITION", "{mutation} {more}");
    }
    for more in ["awarded: \"500.21\"", "fiscalYear: 2027"] {
        let shifted = house.step("updateFundingApplication", &awarded, more).await;
        assert_eq!(code(&shifted), "UNBALANCED");
    }
    let incomplete = house.step("closeBudget", &budget, "").await;
    assert_eq!(code(&incomplete), "INCOMPLETE");
    let recorded = house.step("updateBudgetLine", &gift, "actual: \"99\", planned: \"100.1\"").await;
    assert!(recorded.is_ok());

    // A new award would unbalance it too, until it is reopened; in another year it may come.
    let other = house.submitted(2026).await;
    let award = "decidedOn: \"2026-03-01\", awarded: \"1\"";
    let refused = house.step("awardFundingApplication", &other, award).await;
    assert_eq!(code(&refused), "UNBALANCED");
    house.step("reopenBudget", &budget, "").await.unwrap();
    house.step("awardFundingApplication", &other, award).await.unwrap();
    assert_eq!(code(&house.step("commitBudget", &budget, "").await), "UNBALANCED");
    house.step("updateFundingApplication", &other, "fiscalYear: 2027").await.unwrap();
    house.step("commitBudget", &budget, "").await.unwrap();
    house.step("closeBudget", &budget, "").await.unwrap();
    let late = house.step("updateBudgetLine", &cost, "actual: \"13\"").await;
    assert_eq!(code(&late), "ILLEGAL_TRANSITION");
    let reopened = house.step("reopenBudget", &budget, "").await;
    assert_eq!(reopened.unwrap_err()[0]["allowed"], json!([]));
}

#[tokio::test]
async fn a_line_names_a_function_valid_in_its_year_and_a_party_of_its_partnership() {
    let house = House::build().await;
    let (past, future) = (house.budget(2023).await, house.budget(2024).await);
    let home_care = "kostraFunction: \"254\"";
    let line = house.line(&past, "COST", "1", home_care).await.unwrap();
    assert_eq!(code(&house.line(&future, "COST", "1", home_care).await), "OUTSIDE_PERIOD");
    for more in ["kostraFunction: \"999\"", "kostraArt: \"10\"", "actual: \"-1\""] {
        let refused = house.line(&future, "COST", "1", more).await;
        assert_eq!(code(&refused), "INVALID_VALUE", "{more}");
    }
    assert_eq!(code(&house.line(&future, "COST", "-1", "").await), "INVALID_VALUE");
    let (_, stranger) = partnership_with_party(&house.scope, "Teater").await;
    let moved = house.step("updateBudgetLine", &line, &format!("party: \"{stranger}\"")).await;
    assert_eq!(code(&moved), "INVALID_VALUE");
    assert_eq!(code(&house.step("deleteBudget", &past, "").await), "IN_USE");
    house.step("deleteBudgetLine", &line, "").await.unwrap();
    house.step("deleteBudget", &past, "").await.unwrap();

    house.line(&future, "COST", "2", "kostraArt: \"010\"").await.unwrap();
    let lists = house
        .ask(
            "{ budgetLines(filter: { fiscalYear: { gte: 2024 }, planned: { gte: \"2\" }, hasActual: false },
                           orderBy: [{ field: FISCAL_YEAR, direction: DESC }, { field: PLANNED }]) {
                 totalCount nodes { kostraFunction function { code } budget { fiscalYear lines { totalCount } } } } }",
        )
        .await;
    assert_eq!(
        lists["budgetLines"],
        json!({ "totalCount": 1, "nodes": [
            { "kostraFunction": "383", "function": { "code": "383" },
              "budget": { "fiscalYear": 2024, "lines": { "totalCount": 1 } } }
        ] })
    );
}

#[tokio::test]
async fn no_more_is_disbursed_than_awarded() {
    let house = House::build().await;
    let application = house.submitted(2026).await;
    let payment = |amount: &str| format!("disbursed: \"{amount}\"");
    let early = house.step("recordFundingDisbursement", &application, &payment("1")).await;
    assert_eq!(code(&early), "ILLEGAL_TRANSITION");
    let before = "decidedOn: \"2026-01-31\", awarded: \"600\"";
    let refused = house.step("awardFundingApplication", &application, before).await;
    assert_eq!(refused.unwrap_err()[0]["field"], json!(["decidedOn"]));
    let award = "decidedOn: \"2026-03-01\", awarded: \"600\"";
    house.step("awardFundingApplication", &application, award).await.unwrap();
    let over = house.step("recordFundingDisbursement", &application, &payment("600.01")).await;
    assert_eq!(code(&over), "EXCEEDS_CAPACITY");
    house.step("recordFundingDisbursement", &application, &payment("600")).await.unwrap();
    let reduced = house.step("updateFundingApplication", &application, "awarded: \"599.99\"").await;
    assert_eq!(code(&reduced), "EXCEEDS_CAPACITY");
    let deleted = house.step("deleteFundingApplication", &application, "").await;
    assert_eq!(code(&deleted), "ILLEGAL_TRANSITION");
    house.step("reportFundingApplication", &application, "reportedOn: \"2026-12-01\"").await.unwrap();
    let closed = house.step("closeFundingApplication", &application, "").await.unwrap();
    assert_eq!(closed["status"], "CLOSED");
    let found = house
        .ask(
            "{ fundingApplications(filter: { funder: { contains: \"ås\" }, awarded: { gte: \"600\" },
                                             deadline: { from: \"2026-02-15\" } },
                                   orderBy: [{ field: FUNDER }, { field: AWARDED, direction: DESC }]) {
                 nodes { status disbursed applied } } }",
        )
        .await;
    assert_eq!(
        found["fundingApplications"]["nodes"],
        json!([{ "status": "CLOSED", "disbursed": "600.00", "applied": "500.00" }])
    );
}

#[tokio::test]
async fn two_writers_cannot_both_pass() {
    let house = House::build().await;
    let budget = house.budget(2026).await;
    let (commit, line) = tokio::join!(house.step("commitBudget", &budget, ""), house.line(&budget, "COST", "1", ""),);
    assert!(commit.is_ok() != line.is_ok(), "{commit:?} {line:?}");
}

#[tokio::test]
async fn accounts_are_kept_while_the_terms_are_frozen() {
    let house = House::build().await;
    let budget = house.budget(2026).await;
    let line = house.line(&budget, "COST", "1", "").await.unwrap();
    let tx = house.scope.begin("create_budget").await.unwrap();
    let partnership = tx.find::<partnership::Entity>(house.partnership.parse().unwrap()).await.unwrap();
    let mut row = partnership.clone().into_active_model();
    row.status = Set(PartnershipStatus::Proposed);
    tx.update::<partnership::Entity>(partnership, row).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(code(&house.line(&budget, "COST", "1", "").await), "FROZEN");
    for (mutation, more) in [("updateBudgetLine", "planned: \"2\""), ("deleteBudgetLine", "")] {
        assert_eq!(code(&house.step(mutation, &line, more).await), "FROZEN");
    }
    let recorded = house.step("updateBudgetLine", &line, "actual: \"3\", planned: \"1\"");
    assert!(recorded.await.is_ok());
}
