//! A small registry for the tests of activities and counts: two partnerships in a SQLite file, asked through the schema.

use std::sync::Arc;

use async_graphql::{Request, Variables};
use chrono::{NaiveDate, TimeZone, Utc};
use entity::{
    id::{BreadthActivityId, MunicipalityId, PartnershipId, PartyId, PlanLinkId},
    organisation, partnership, party, plan_link,
    vocabulary::{PartnershipStatus, PartyRole, PlanType, ServiceType, Terms, Vocabulary},
};
use sea_orm::Set;
use serde_json::{Value, json};

use crate::{
    auth::{Caller, Power, Reach, Role},
    clock::{FixedClock, Ids},
    graphql::schema::{self, Schema},
    problem::Language,
    reference::municipality_id,
    store::{Reader, Registry, RuleSettings, Scope, Tx, connect, drive, migrate},
};

/// Oslo leads the partnership; a library in Bergen is a party to it; Trondheim has a partnership of its own.
pub const OSLO: &str = "0301";
pub const BERGEN: &str = "4601";
pub const TRONDHEIM: &str = "5001";

/// A partnership with its parties.
pub struct Joint {
    pub id: PartnershipId,
    pub parties: Vec<PartyId>,
    pub plan_link: PlanLinkId,
}

pub struct World {
    pub registry: Registry,
    pub schema: Schema,
    /// Oslo with Bergen, all of 2026; today is 1 July 2026.
    pub ours: Joint,
    /// Oslo alone, in 2026.
    pub beside: Joint,
    /// Trondheim alone, from 2026 until further notice.
    pub foreign: Joint,
    _directory: tempfile::TempDir,
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl World {
    pub async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("test.db");
        let database = connect(&format!("sqlite://{}", file.display()), 4).await.unwrap();
        migrate(&database).await.unwrap();
        let registry = Registry {
            database,
            clock: Arc::new(FixedClock(Utc.with_ymd_and_hms(2026, 7, 1, 12, 0, 0).unwrap())),
            ids: Ids::seeded(1),
            rules: RuleSettings::default(),
        };
        let tx = scope(&registry, administrator()).begin("create_breadth_activity").await.unwrap();
        let ours = join(&tx, &[OSLO, BERGEN], Some(date("2026-12-31"))).await;
        let beside = join(&tx, &[OSLO], Some(date("2026-12-31"))).await;
        let foreign = join(&tx, &[TRONDHEIM], None).await;
        tx.commit().await.unwrap();
        Self { registry, schema: schema::build(), ours, beside, foreign, _directory: directory }
    }

    /// Asks as a planner of a municipality.
    pub async fn ask(&self, number: &str, operation: &str, variables: Value) -> Value {
        self.ask_as(planner(number), operation, variables).await
    }

    /// Asks as a caller; there must be no top-level error.
    pub async fn ask_as(&self, caller: Caller, operation: &str, variables: Value) -> Value {
        let scope = scope(&self.registry, caller);
        let request = Request::new(operation).variables(Variables::from_json(variables));
        let response = drive(|queue| {
            let loaders = Reader::loaders(scope.clone(), queue);
            self.schema.execute(request.data(scope).data(loaders))
        })
        .await;
        assert!(response.errors.is_empty(), "{:?}", response.errors);
        response.data.into_json().unwrap()
    }

    /// Asks one mutation as a planner, with its input and the fields wanted of its payload; gives the payload.
    pub async fn write(&self, number: &str, mutation: &str, input: Value, wanted: &str) -> Value {
        self.write_as(planner(number), mutation, input, wanted).await
    }

    /// Asks one mutation as a caller, with its input and the fields wanted of its payload; gives the payload.
    pub async fn write_as(&self, caller: Caller, mutation: &str, input: Value, wanted: &str) -> Value {
        let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
        let operation = format!(
            "mutation($input: {kind}!) {{ {mutation}(input: $input) {{ {wanted} errors {{ code field message allowed }} }} }}"
        );
        let data = self.ask_as(caller, &operation, json!({ "input": input })).await;
        data[mutation].clone()
    }

    /// An activity of ours that belongs to a municipality and goes on in the first half of 2026.
    pub async fn activity(&self, number: &str) -> BreadthActivityId {
        let mut input = self.workshop();
        input["municipality"] = json!(municipality_id(number).to_string());
        let wanted = "breadthActivity { id }";
        let made = self.write(OSLO, "createBreadthActivity", input, wanted).await;
        assert_eq!(made["errors"], json!([]));
        let id = made["breadthActivity"]["id"].as_str().unwrap();
        id.parse().unwrap()
    }

    /// The input of an activity of ours.
    pub fn workshop(&self) -> Value {
        json!({
            "partnership": self.ours.id.to_string(),
            "title": "Sirkus på biblioteket",
            "subjectFields": ["CIRCUS", "DANCE"],
            "format": "WORKSHOP",
            "targetGroups": ["CHILDREN"],
            "ageBands": ["AGE_6_12"],
            "setting": "LIBRARY",
            "startDate": "2026-01-01",
            "endDate": "2026-06-30",
        })
    }
}

/// What a write was refused for: each code with the field it is about.
pub fn refusals(payload: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let errors = payload["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|error| {
            let field = error["field"].as_array().unwrap().iter().map(text);
            (text(&error["code"]), field.collect::<Vec<_>>().join("."))
        })
        .collect()
}

/// One expected refusal.
pub fn refusal(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}

pub fn administrator() -> Caller {
    caller(Role::RegistryAdmin, Reach::Everything)
}

/// A planner of a municipality.
pub fn planner(number: &str) -> Caller {
    let reach = Reach::Municipalities(vec![municipality_id(number)]);
    caller(Role::MunicipalPlanner, reach)
}

fn caller(role: Role, reach: Reach) -> Caller {
    Caller::new("tester", "test", vec![Power::new(role, reach)])
}

pub fn scope(registry: &Registry, caller: Caller) -> Scope {
    Scope {
        registry: registry.clone(),
        caller: Arc::new(caller),
        language: Language::En,
        request_id: "test".into(),
        now: registry.clock.now(),
    }
}

async fn join(tx: &Tx, numbers: &[&str], end: Option<NaiveDate>) -> Joint {
    let row = partnership::ActiveModel {
        municipality_id: Set(municipality_id(numbers[0])),
        title: Set("Kunst for alle".to_owned()),
        search_title: Set("kunst for alle".to_owned()),
        purpose: Set("Å nå flere".to_owned()),
        pillars: Set(Terms::default()),
        start_date: Set(date("2026-01-01")),
        end_date: Set(end),
        status: Set(PartnershipStatus::Active),
        revision_number: Set(1),
        ..Default::default()
    };
    let id = tx.insert::<partnership::Entity>(row).await.unwrap().id;
    let mut parties = Vec::new();
    for (place, number) in numbers.iter().enumerate() {
        let role = if place == 0 {
            (PartyRole::Lead, ServiceType::CultureSchool)
        } else {
            (PartyRole::CoCreator, ServiceType::Library)
        };
        parties.push(add_party(tx, id, municipality_id(number), role).await);
    }
    let goal = plan_link::ActiveModel {
        municipality_id: Set(municipality_id(numbers[0])),
        partnership_id: Set(id),
        plan_type: Set(PlanType::ALL[0]),
        plan_title: Set("Kulturplan".to_owned()),
        search_title: Set("kulturplan".to_owned()),
        goal: Set("Flere med".to_owned()),
        ..Default::default()
    };
    let plan_link = tx.insert::<plan_link::Entity>(goal).await.unwrap().id;
    Joint { id, parties, plan_link }
}

async fn add_party(
    tx: &Tx,
    partnership: PartnershipId,
    municipality: MunicipalityId,
    (role, service): (PartyRole, ServiceType),
) -> PartyId {
    let organisation = organisation::ActiveModel {
        municipality_id: Set(municipality),
        name: Set("En virksomhet".to_owned()),
        search_name: Set("en virksomhet".to_owned()),
        service_type: Set(service),
        kostra_functions: Set(entity::KostraCodes::default()),
        active: Set(true),
        ..Default::default()
    };
    let organisation = tx.insert::<organisation::Entity>(organisation).await.unwrap();
    let party = party::ActiveModel {
        municipality_id: Set(municipality),
        partnership_id: Set(partnership),
        organisation_id: Set(organisation.id),
        role: Set(role),
        ..Default::default()
    };
    tx.insert::<party::Entity>(party).await.unwrap().id
}
