use entity::audit_event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::{
    activity::fixture::{BERGEN, OSLO, TRONDHEIM, World, refusal, refusals},
    reference::municipality_id,
};

const SHOWN: &str = "breadthActivity { id version municipality { number } coCreators { id } }";

async fn trail(world: &World, id: &str) -> Vec<(String, Value, Value)> {
    let events = audit_event::Entity::find()
        .filter(audit_event::Column::Record.eq(id))
        .order_by_asc(audit_event::Column::Sequence)
        .all(&world.registry.database)
        .await
        .unwrap();
    let read = |text: Option<String>| text.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap());
    let told = events.into_iter().map(|event| (event.action.to_string(), read(event.before), read(event.after)));
    told.collect()
}

#[tokio::test]
async fn co_creators_are_replaced_and_audited() {
    let world = World::new().await;
    let [lead, library] = [0, 1].map(|place: usize| world.ours.parties[place].to_string());
    let mut input = world.workshop();
    input["coCreators"] = json!([lead, lead]);
    let made = world.write(OSLO, "createBreadthActivity", input, SHOWN).await;
    let activity = &made["breadthActivity"];
    assert_eq!(activity["coCreators"], json!([{ "id": lead }]), "{made}");
    assert_eq!(activity["municipality"]["number"], OSLO);
    let id = activity["id"].as_str().unwrap();

    // A party's planner may change it as well; the same co-creators again change nothing.
    let input = |version: i32, parties: Value| json!({ "id": id, "version": version, "coCreators": parties });
    let same = world.write(BERGEN, "updateBreadthActivity", input(1, json!([lead])), SHOWN).await;
    assert_eq!(same["breadthActivity"]["version"], 1, "{same}");
    let changed = world.write(BERGEN, "updateBreadthActivity", input(1, json!([library])), SHOWN).await;
    assert_eq!(changed["breadthActivity"]["version"], 2, "{changed}");
    assert_eq!(changed["breadthActivity"]["coCreators"], json!([{ "id": library }]));
    let stale = world.write(OSLO, "updateBreadthActivity", input(1, json!([])), SHOWN).await;
    assert_eq!(refusals(&stale), [refusal("CONFLICT", "version")]);

    let filter = json!({ "f": { "coCreator": { "eq": library }, "serviceType": { "eq": "CULTURE_SCHOOL" },
        "activeOn": "2026-03-01", "subjectFields": { "hasAll": ["DANCE", "CIRCUS"] }, "title": { "contains": "SIRKUS" } } });
    let query = "query($f: BreadthActivityFilter) { breadthActivities(filter: $f) { totalCount } }";
    let found = world.ask(OSLO, query, filter).await;
    assert_eq!(found["breadthActivities"]["totalCount"], 1);

    let deletion = json!({ "id": id, "version": 2 });
    let deleted = world.write(OSLO, "deleteBreadthActivity", deletion, "deletedId").await;
    assert_eq!(deleted["deletedId"], id, "{deleted}");
    let trail = trail(&world, id).await;
    let actions: Vec<_> = trail.iter().map(|event| event.0.as_str()).collect();
    assert_eq!(actions, ["CREATE", "UPDATE", "DELETE"]);
    assert_eq!(trail[0].2["co_creators"], json!([lead]));
    assert_eq!(trail[1].1, json!({ "co_creators": [lead] }));
    assert_eq!(trail[1].2, json!({ "co_creators": [library] }));
    assert_eq!(trail[2].1["co_creators"], json!([library]));
}

#[tokio::test]
async fn what_does_not_fit_the_partnership_is_refused_all_at_once() {
    let world = World::new().await;
    let [own, foreign] = [&world.ours, &world.foreign].map(|joint| joint.parties[0].to_string());
    let mut input = world.workshop();
    input["municipality"] = json!(municipality_id(TRONDHEIM).to_string());
    input["coCreators"] = json!([own, foreign]);
    input["subjectFields"] = json!([]);
    input["title"] = json!(" ");
    input["endDate"] = json!("2027-01-01");
    let refused = world.write(OSLO, "createBreadthActivity", input, SHOWN).await;
    assert_eq!(
        refusals(&refused),
        [
            refusal("INVALID_VALUE", "municipality"),
            refusal("NOT_FOUND", "coCreators.1"),
            refusal("REQUIRED", "title"),
            refusal("REQUIRED", "subjectFields"),
            refusal("OUTSIDE_PERIOD", "endDate"),
        ]
    );
    assert_eq!(refused["errors"][0]["allowed"].as_array().unwrap().len(), 2);
    // What the caller sees of another partnership is told apart from what it does not see.
    for (joint, code) in [(&world.beside, "INVALID_VALUE"), (&world.foreign, "NOT_FOUND")] {
        let mut input = world.workshop();
        input["coCreators"] = json!([joint.parties[0].to_string()]);
        let refused = world.write(OSLO, "createBreadthActivity", input, SHOWN).await;
        assert_eq!(refusals(&refused), [refusal(code, "coCreators.0")]);
        let mut input = world.workshop();
        input["planLink"] = json!(joint.plan_link.to_string());
        let refused = world.write(OSLO, "createBreadthActivity", input, SHOWN).await;
        assert_eq!(refusals(&refused), [refusal(code, "planLink")]);
    }
    let mut input = world.workshop();
    input["planLink"] = json!(world.ours.plan_link.to_string());
    let made = world.write(OSLO, "createBreadthActivity", input, SHOWN).await;
    assert_eq!(made["errors"], json!([]));
    let mut input = world.workshop();
    input["partnership"] = json!(world.foreign.id.to_string());
    let refused = world.write(OSLO, "createBreadthActivity", input, SHOWN).await;
    assert_eq!(refusals(&refused), [refusal("NOT_FOUND", "partnership")]);
}

#[tokio::test]
async fn an_activity_without_a_last_day_ends_with_its_partnership() {
    let world = World::new().await;
    let mut input = world.workshop();
    input["endDate"] = Value::Null;
    world.write(OSLO, "createBreadthActivity", input, SHOWN).await;
    let query = "query($on: Date) { breadthActivities(filter: { activeOn: $on }) { totalCount } }";
    for (on, found) in [("2025-12-31", 0), ("2026-12-31", 1), ("2027-01-01", 0)] {
        let answer = world.ask(OSLO, query, json!({ "on": on })).await;
        assert_eq!(answer["breadthActivities"]["totalCount"], found, "{on}");
    }
}

#[tokio::test]
async fn a_consultation_is_about_an_activity_of_the_same_partnership() {
    let world = World::new().await;
    let activity = world.activity(OSLO).await.to_string();
    let heard = |partnership: String| {
        json!({ "partnership": partnership, "activity": activity, "body": "YOUTH_COUNCIL", "phase": "PLAN",
            "heldOn": "2025-11-03", "changed": "Mer sirkus" })
    };
    let shown = "consultation { id version activity { id consultations { totalCount } } }";
    let made = world.write(OSLO, "createConsultation", heard(world.ours.id.to_string()), shown).await;
    let consultation = &made["consultation"];
    assert_eq!(consultation["activity"]["consultations"]["totalCount"], 1, "{made}");
    let refused = world.write(TRONDHEIM, "createConsultation", heard(world.foreign.id.to_string()), shown).await;
    assert_eq!(refusals(&refused), [refusal("NOT_FOUND", "activity")]);
    let change = json!({ "id": consultation["id"], "version": 1, "activity": null });
    let changed = world.write(OSLO, "updateConsultation", change, shown).await;
    assert_eq!(changed["consultation"]["activity"], Value::Null);
    assert_eq!(changed["consultation"]["version"], 2);
}
