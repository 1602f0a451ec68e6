//! One value for each subject, period and part, of an indicator that may be used: proved on SQLite.

use entity::{Id, Measured, indicator, outcome_observation};
use sea_orm::Set;
use serde_json::{Value, json};

use crate::{
    activity::fixture::{BERGEN, OSLO, World, administrator, date, refusal, refusals, scope},
    reference::municipality_id,
    store::Refused,
    vocabulary::UserErrorCode,
};

const OBSERVATION: &str = "outcomeObservation { id version dimension actual indicator { code } activity { id } }";

fn observation(world: &World, indicator: &str, dimension: &str, actual: &str) -> Value {
    json!({
        "partnership": world.ours.id.to_string(), "indicator": indicator, "dimension": dimension, "actual": actual,
        "periodFrom": "2026-01-01", "periodTo": "2026-06-30"
    })
}

#[tokio::test]
async fn an_indicator_has_one_observation_for_each_subject_period_and_dimension() {
    let world = World::new().await;
    let indicator = world.indicator("PERCENTAGE").await;
    let taken = [refusal("ALREADY_EXISTS", "periodFrom")];
    let observe = async |input: Value| world.write(OSLO, "createOutcomeObservation", input, OBSERVATION).await;
    let whole = observation(&world, &indicator, "", "40");
    let mut of_activity = whole.clone();
    of_activity["activity"] = json!(world.activity(OSLO).await.to_string());
    let mut elsewhere = whole.clone();
    elsewhere["partnership"] = json!(world.beside.id.to_string());
    for input in [&whole, &of_activity, &elsewhere] {
        let made = observe(input.clone()).await;
        assert!(refusals(&made).is_empty());
        assert_eq!(made["outcomeObservation"]["actual"], "40.0000");
        assert_eq!(refusals(&observe(input.clone()).await), taken);
    }
    let part = observe(observation(&world, &indicator, "jenter", "41")).await;

    // A change must not lead to another's place, but may stay where it is.
    let id = &part["outcomeObservation"]["id"];
    let change = async |input: Value| world.write(OSLO, "updateOutcomeObservation", input, OBSERVATION).await;
    let moved = json!({ "id": id, "version": 1, "dimension": "" });
    assert_eq!(refusals(&change(moved).await), taken);
    let kept = change(json!({ "id": id, "version": 1, "actual": 43, "source": "Ungdata" })).await;
    assert_eq!(kept["outcomeObservation"]["dimension"], "jenter");
    assert_eq!(kept["outcomeObservation"]["version"], 2);

    let filter = json!({ "filter": { "indicatorCode": { "eq": "D1" }, "goalOwner": { "eq": "SCHOOL" },
        "activeOn": "2026-03-01", "wholePartnership": true, "dimension": { "eq": "" } } });
    let query = "query($filter: OutcomeFilter) {
        outcomeObservations(filter: $filter, orderBy: [{ field: PERIOD_FROM }, { field: DIMENSION }]) { totalCount } }";
    let found = world.ask(OSLO, query, filter).await;
    assert_eq!(found["outcomeObservations"]["totalCount"], 2);
}

/// The check can be passed by two writers at once on PostgreSQL; the index must hold although the activity is null.
#[tokio::test]
async fn the_index_stops_a_second_observation_of_the_whole_partnership() {
    let world = World::new().await;
    let indicator = world.indicator("PERCENTAGE").await;
    let row = outcome_observation::ActiveModel {
        municipality_id: Set(municipality_id(OSLO)),
        indicator_id: Set(indicator.parse::<Id<indicator::Entity>>().unwrap()),
        partnership_id: Set(world.ours.id),
        subject_id: Set(world.ours.id.uuid()),
        period_from: Set(date("2026-01-01")),
        period_to: Set(date("2026-06-30")),
        dimension: Set(String::new()),
        actual: Set(Some(Measured::ONE)),
        ..Default::default()
    };
    let tx = scope(&world.registry, administrator()).begin("create_outcome_target").await.unwrap();
    tx.insert::<outcome_observation::Entity>(row.clone()).await.unwrap();
    match tx.insert::<outcome_observation::Entity>(row).await {
        Err(Refused::Problems(problems)) => {
            assert_eq!(problems[0].code, UserErrorCode::AlreadyExists);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let world = World::new().await;
    let indicator = world.indicator("PERCENTAGE").await;
    let mut input = observation(&world, &indicator, "gutter", "100.5");
    input["partnership"] = json!(world.beside.id.to_string());
    input["activity"] = json!(world.activity(OSLO).await.to_string());
    input["periodTo"] = json!("2025-12-31");
    input["comment"] = json!("x".repeat(4_001));
    let refused = world.write(OSLO, "createOutcomeObservation", input, OBSERVATION);
    let problems = ["activity", "periodTo", "comment", "actual"];
    let problems = problems.map(|field| refusal("INVALID_VALUE", field));
    assert_eq!(refusals(&refused.await), problems);
}

#[tokio::test]
async fn what_is_put_away_takes_no_new_values_but_corrections() {
    let world = World::new().await;
    let indicator = world.indicator("QUALITATIVE").await;
    let aim = |words: Option<&str>, target: Option<&str>, dimension: &str| {
        json!({
            "partnership": world.ours.id.to_string(), "indicator": indicator, "dimension": dimension,
            "periodFrom": "2026-01-01", "periodTo": "2026-06-30", "narrative": words, "target": target
        })
    };
    let shows = "outcomeTarget { id version narrative target }";
    let create = "createOutcomeTarget";
    let refused = world.write(OSLO, create, aim(None, Some("3"), ""), shows);
    let problems = [refusal("INVALID_VALUE", "target"), refusal("REQUIRED", "narrative")];
    assert_eq!(refusals(&refused.await), problems);
    let made = world.write(OSLO, create, aim(Some("Flere tør."), None, ""), shows);
    let id = made.await["outcomeTarget"]["id"].clone();
    let put_away = json!({ "id": indicator, "version": 1, "active": false });
    world.write(OSLO, "updateIndicator", put_away, "").await;

    let late = world.write(OSLO, create, aim(Some("Enda flere."), None, "ungdom"), shows);
    let inactive = [refusal("INVALID_VALUE", "indicator")];
    assert_eq!(refusals(&late.await), inactive);
    let right = json!({ "id": id, "version": 1, "narrative": "Mange tør." });
    let right = world.write(OSLO, "updateOutcomeTarget", right, shows);
    assert_eq!(right.await["outcomeTarget"]["version"], 2);
}

/// Bergen is a party too, and sees what was observed, but not Oslo's own indicator.
#[tokio::test]
async fn a_value_is_changed_by_those_who_see_its_indicator() {
    let world = World::new().await;
    let indicator = world.indicator("PERCENTAGE").await;
    let input = observation(&world, &indicator, "", "40");
    let create = "createOutcomeObservation";
    let unseen = world.write(BERGEN, create, input.clone(), OBSERVATION);
    assert_eq!(refusals(&unseen.await), [refusal("NOT_FOUND", "indicator")]);
    world.write(OSLO, create, input, OBSERVATION).await;
    let query = "query($filter: OutcomeFilter) {
        outcomeObservations(filter: $filter) { nodes { id actual indicator { id } } } }";
    let seen = world.ask(BERGEN, query, json!({})).await;
    let row = &seen["outcomeObservations"]["nodes"][0];
    assert_eq!(row["actual"], "40.0000");
    assert_eq!(row["indicator"], Value::Null);
    let by_code = json!({ "filter": { "indicatorCode": { "eq": "D1" } } });
    let by_code = world.ask(BERGEN, query, by_code).await;
    assert_eq!(by_code["outcomeObservations"]["nodes"], json!([]));
    let change = json!({ "id": row["id"], "version": 1, "actual": 50 });
    let refused = world.write(BERGEN, "updateOutcomeObservation", change, OBSERVATION);
    assert_eq!(refusals(&refused.await), [refusal("FORBIDDEN", "")]);
}
