//! Where codes are unique, who registers where, and what use forbids: proved on SQLite.

use serde_json::{Value, json};

use crate::{
    activity::fixture::{BERGEN, OSLO, World, administrator, planner, refusal, refusals},
    auth::Caller,
    reference::municipality_id,
};

impl World {
    /// Registers an indicator; gives the payload with its id.
    pub(crate) async fn register(
        &self,
        caller: Caller,
        municipality: Option<&str>,
        code: &str,
        measure: &str,
    ) -> Value {
        let input = json!({
            "municipality": municipality.map(|number| municipality_id(number).to_string()),
            "code": code, "name": "Andel som danser", "definition": "Danser hver uke.", "measure": measure,
            "qualityDimension": "RESULT", "resultType": "OUTCOME", "goalOwner": "SCHOOL"
        });
        self.write_as(caller, "createIndicator", input, "indicator { id }").await
    }

    /// An indicator of Oslo's with code D1.
    pub(crate) async fn indicator(&self, measure: &str) -> String {
        let made = self.register(planner(OSLO), Some(OSLO), "D1", measure).await;
        made["indicator"]["id"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_code_is_unique_in_its_municipality_and_in_the_country() {
    let world = World::new().await;
    let taken = [refusal("ALREADY_EXISTS", "code")];
    let oslo = async |code| world.register(planner(OSLO), Some(OSLO), code, "PERCENTAGE").await;
    let national = async || world.register(administrator(), None, "D1", "PERCENTAGE").await;
    assert!(refusals(&oslo("D1").await).is_empty());
    assert_eq!(refusals(&oslo(" D1 ").await), taken);
    assert!(refusals(&national().await).is_empty());
    assert_eq!(refusals(&national().await), taken);
    let bergen = world.register(planner(BERGEN), Some(BERGEN), "D1", "COUNT");
    assert!(refusals(&bergen.await).is_empty());

    let second = oslo("D2").await;
    let input = json!({ "id": second["indicator"]["id"], "version": 1, "code": "D1" });
    let renamed = world.write(OSLO, "updateIndicator", input, "");
    assert_eq!(refusals(&renamed.await), taken);

    // A planner sees the country's and the municipality's own.
    let query = r"query($filter: IndicatorFilter) {
        indicators(filter: $filter, orderBy: [{ field: NAME }, { field: CODE }]) {
            totalCount nodes { code municipality { number } targets { totalCount } } } }";
    let all = world.ask(OSLO, query, json!({})).await;
    assert_eq!(all["indicators"]["totalCount"], 3);
    let shared = json!({ "filter": {
        "national": true, "name": { "contains": "DANSER" }, "measure": { "eq": "PERCENTAGE" } } });
    let shared = world.ask(OSLO, query, shared).await;
    let expected = json!([{ "code": "D1", "municipality": null, "targets": { "totalCount": 0 } }]);
    assert_eq!(shared["indicators"]["nodes"], expected);
}

#[tokio::test]
async fn only_administrators_register_for_the_country() {
    let world = World::new().await;
    let forbidden = [refusal("FORBIDDEN", "")];
    let national = world.register(planner(OSLO), None, "D1", "COUNT");
    assert_eq!(refusals(&national.await), forbidden);
    let elsewhere = world.register(planner(OSLO), Some(BERGEN), "D1", "COUNT");
    assert_eq!(refusals(&elsewhere.await), forbidden);

    let national = world.register(administrator(), None, "D1", "COUNT").await;
    let id = &national["indicator"]["id"];
    let input = json!({ "id": id, "version": 1, "name": "Dansere" });
    let renamed = world.write(OSLO, "updateIndicator", input.clone(), "");
    assert_eq!(refusals(&renamed.await), forbidden);
    let renamed = world.write_as(administrator(), "updateIndicator", input, "");
    assert!(refusals(&renamed.await).is_empty());
}

#[tokio::test]
async fn an_indicator_in_use_keeps_its_meaning() {
    let world = World::new().await;
    let indicator = world.indicator("SCALE").await;
    let change = async |mut input: Value, version: i32| {
        input["id"] = json!(indicator);
        input["version"] = json!(version);
        refusals(&world.write(OSLO, "updateIndicator", input, "").await)
    };
    let delete = async |version: i32| {
        let input = json!({ "id": indicator, "version": version });
        refusals(&world.write(OSLO, "deleteIndicator", input, "").await)
    };
    assert!(change(json!({ "measure": "QUALITATIVE" }), 1).await.is_empty());
    let input = json!({
        "partnership": world.ours.id.to_string(), "indicator": indicator,
        "periodFrom": "2026-08-01", "periodTo": "2027-07-31", "narrative": "Flere tør å opptre."
    });
    let target = world.write(OSLO, "createOutcomeTarget", input, "outcomeTarget { id }").await;
    let other = change(json!({ "measure": "SCALE", "ascending": false }), 2).await;
    let in_use = [refusal("IN_USE", "measure"), refusal("IN_USE", "ascending")];
    assert_eq!(other, in_use);
    assert_eq!(delete(2).await, [refusal("IN_USE", "id")]);
    let put_away = json!({ "measure": "QUALITATIVE", "active": false });
    assert!(change(put_away, 2).await.is_empty());

    let input = json!({ "id": target["outcomeTarget"]["id"], "version": 1 });
    let gone = world.write(OSLO, "deleteOutcomeTarget", input, "deletedId");
    assert!(refusals(&gone.await).is_empty());
    assert!(delete(3).await.is_empty());
}
