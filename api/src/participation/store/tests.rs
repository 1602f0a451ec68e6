use serde_json::{Value, json};

use crate::{
    activity::fixture::{BERGEN, OSLO, World, refusal, refusals},
    reference::municipality_id,
};

const LIST: &str = "participationCounts { id version participants externalId ageBand }";
const ONE: &str = "participationCount { id version municipality { number } }";

/// A count of January, with changes.
fn january(activity: &str, changes: &Value) -> Value {
    let mut count = json!({
        "activity": activity,
        "periodFrom": "2026-01-01",
        "periodTo": "2026-01-31",
        "ageBand": "AGE_6_12",
        "targetGroup": "CHILDREN",
        "participants": 12,
        "attendances": 40,
        "sessions": 4,
        "minutes": 240,
    });
    for (field, value) in changes.as_object().unwrap() {
        count[field] = value.clone();
    }
    count
}

async fn submit(world: &World, number: &str, counts: Vec<Value>) -> Value {
    let input = json!({ "counts": counts });
    world.write(number, "submitParticipationCounts", input, LIST).await
}

async fn create(world: &World, number: &str, count: Value) -> Value {
    world.write(number, "createParticipationCount", count, ONE).await
}

#[tokio::test]
async fn a_resubmission_changes_nothing_and_a_correction_changes_one() {
    let world = World::new().await;
    let activity = world.activity(OSLO).await.to_string();
    let young = january(&activity, &json!({ "externalId": "a" }));
    let older = january(&activity, &json!({ "externalId": "b", "ageBand": "AGE_13_15" }));
    let first = submit(&world, OSLO, vec![young.clone(), older.clone()]).await;
    assert_eq!(first["errors"], json!([]));
    let again = submit(&world, OSLO, vec![young.clone(), older.clone()]).await;
    assert_eq!(again, first);

    // The same numbers the other way round: each count keeps its id and takes the other's ages.
    let swapped = [("AGE_13_15", young), ("AGE_6_12", older)].map(|(age, mut count)| {
        count["ageBand"] = json!(age);
        count
    });
    let third = submit(&world, OSLO, swapped.to_vec()).await;
    let counts = &third["participationCounts"];
    for place in [0, 1] {
        assert_eq!(counts[place]["id"], first["participationCounts"][place]["id"], "{third}");
        assert_eq!(counts[place]["version"], 2);
    }
    assert_eq!(counts[0]["ageBand"], "AGE_13_15");
    let query = "{ participationCounts(orderBy: [{ field: CREATED_AT }]) { nodes { periodFrom } } }";
    let kept = world.ask(OSLO, query, json!({})).await;
    assert_eq!(
        kept["participationCounts"]["nodes"],
        json!([{ "periodFrom": "2026-01-01" }, { "periodFrom": "2026-01-01" }])
    );
}

#[tokio::test]
async fn one_wrong_count_refuses_the_submission_and_all_problems_are_told() {
    let world = World::new().await;
    let activity = world.activity(OSLO).await.to_string();
    let other = world.activity(OSLO).await.to_string();
    create(&world, OSLO, january(&other, &json!({ "externalId": "taken" }))).await;
    let month = |month: u32, changes: Value| {
        let mut count = january(&activity, &changes);
        count["periodFrom"] = json!(format!("2026-{month:02}-01"));
        count["periodTo"] = json!(format!("2026-{month:02}-28"));
        count
    };
    let foreign = format!("breadthActivity_{}", "0".repeat(32));
    let unknown = submit(
        &world,
        OSLO,
        vec![month(1, json!({ "externalId": "a" })), january(&foreign, &json!({ "externalId": " " }))],
    )
    .await;
    assert_eq!(
        refusals(&unknown),
        [refusal("REQUIRED", "counts.1.externalId"), refusal("NOT_FOUND", "counts.1.activity"),]
    );
    let twice = submit(
        &world,
        OSLO,
        vec![
            month(1, json!({ "externalId": "a" })),
            month(2, json!({ "externalId": "a" })),
            month(3, json!({ "externalId": "taken" })),
        ],
    )
    .await;
    assert_eq!(
        refusals(&twice),
        [refusal("ALREADY_EXISTS", "counts.1.externalId"), refusal("ALREADY_EXISTS", "counts.2.externalId"),]
    );
    let wrong = submit(
        &world,
        OSLO,
        vec![
            month(1, json!({ "externalId": "a" })),
            month(2, json!({ "externalId": "b", "attendances": 11 })),
            month(3, json!({ "externalId": "c", "sessions": 0 })),
            month(8, json!({ "externalId": "d" })),
            month(1, json!({ "externalId": "e", "participants": -1 })),
        ],
    )
    .await;
    assert_eq!(
        refusals(&wrong),
        [
            refusal("INVALID_VALUE", "counts.1.attendances"),
            refusal("INVALID_VALUE", "counts.2.sessions"),
            refusal("OUTSIDE_PERIOD", "counts.3.periodFrom"),
            refusal("OUTSIDE_PERIOD", "counts.3.periodTo"),
            refusal("OUTSIDE_PERIOD", "counts.3.periodFrom"),
            refusal("INVALID_VALUE", "counts.4.participants"),
            refusal("ALREADY_EXISTS", "counts.4.periodFrom"),
        ]
    );
    assert_eq!(wrong["participationCounts"], Value::Null);
    let kept = world.ask(OSLO, "{ participationCounts { totalCount } }", json!({})).await;
    assert_eq!(kept["participationCounts"]["totalCount"], 1);
    let none = submit(&world, OSLO, vec![]).await;
    assert_eq!(refusals(&none), [refusal("REQUIRED", "counts")]);
}

#[tokio::test]
async fn the_same_days_are_not_counted_twice() {
    let world = World::new().await;
    let activity = world.activity(OSLO).await.to_string();
    let made = create(&world, OSLO, january(&activity, &json!({}))).await;
    let id = made["participationCount"]["id"].as_str().unwrap();
    let same = create(&world, OSLO, january(&activity, &json!({}))).await;
    let overlapping = json!({ "periodFrom": "2026-01-31", "periodTo": "2026-02-28" });
    let overlap = create(&world, OSLO, january(&activity, &overlapping)).await;
    for refused in [same, overlap] {
        assert_eq!(refusals(&refused), [refusal("ALREADY_EXISTS", "periodFrom")]);
        let message = refused["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(id), "{message}");
    }
    let mut others = overlapping.clone();
    others["targetGroup"] = json!("FAMILIES");
    let apart = create(&world, OSLO, january(&activity, &others)).await;
    assert_eq!(apart["errors"], json!([]));
    // A count may be moved across its own days.
    let change = json!({ "id": id, "version": 1, "periodFrom": "2026-01-10", "externalId": "x" });
    let moved = world.write(OSLO, "updateParticipationCount", change, ONE).await;
    assert_eq!(moved["participationCount"]["version"], 2, "{moved}");

    // What is counted keeps the activity where and when it is.
    let deletion = json!({ "id": activity, "version": 1 });
    let deleted = world.write(OSLO, "deleteBreadthActivity", deletion, "deletedId").await;
    assert_eq!(refusals(&deleted), [refusal("IN_USE", "id")]);
    let change = json!({ "id": activity, "version": 1, "startDate": "2026-02-01",
        "municipality": municipality_id(BERGEN).to_string() });
    let changed = world.write(OSLO, "updateBreadthActivity", change, "breadthActivity { id }").await;
    assert_eq!(refusals(&changed), [refusal("IN_USE", "municipality"), refusal("OUTSIDE_PERIOD", "startDate"),]);
    for id in [id, apart["participationCount"]["id"].as_str().unwrap()] {
        let version = if id == moved["participationCount"]["id"] { 2 } else { 1 };
        let deletion = json!({ "id": id, "version": version });
        let deleted = world.write(OSLO, "deleteParticipationCount", deletion, "deletedId").await;
        assert_eq!(deleted["deletedId"], id, "{deleted}");
    }
    let deletion = json!({ "id": activity, "version": 1 });
    let deleted = world.write(OSLO, "deleteBreadthActivity", deletion, "deletedId").await;
    assert_eq!(deleted["deletedId"], activity.as_str(), "{deleted}");
}

#[tokio::test]
async fn counts_stay_inside_the_municipality_of_the_activity() {
    let world = World::new().await;
    let bergens = world.activity(BERGEN).await.to_string();
    // Oslo sees the activity, but neither counts it nor sees what Bergen counts.
    let refused = create(&world, OSLO, january(&bergens, &json!({}))).await;
    assert_eq!(refusals(&refused), [refusal("FORBIDDEN", "activity")]);
    let count = january(&bergens, &json!({ "externalId": "a" }));
    let refused = submit(&world, OSLO, vec![count.clone()]).await;
    assert_eq!(refusals(&refused), [refusal("FORBIDDEN", "counts.0.activity")]);
    let kept = submit(&world, BERGEN, vec![count]).await;
    assert_eq!(kept["errors"], json!([]));
    let query = "query($id: ID!) { breadthActivity(id: $id) { counts { totalCount nodes { id } } } }";
    let id = json!({ "id": bergens });
    for (number, seen) in [(OSLO, 0), (BERGEN, 1)] {
        let answer = world.ask(number, query, id.clone()).await;
        assert_eq!(answer["breadthActivity"]["counts"]["totalCount"], seen);
    }
    // To those outside the partnership the activity does not exist.
    let refused = create(&world, crate::activity::fixture::TRONDHEIM, january(&bergens, &json!({}))).await;
    assert_eq!(refusals(&refused), [refusal("NOT_FOUND", "activity")]);
}

#[tokio::test]
async fn two_submissions_at_once_make_one_row() {
    let world = World::new().await;
    let activity = world.activity(OSLO).await.to_string();
    let count = |participants: i32| january(&activity, &json!({ "externalId": "a", "participants": participants }));
    let (one, other) = tokio::join!(submit(&world, OSLO, vec![count(12)]), submit(&world, OSLO, vec![count(13)]),);
    for outcome in [&one, &other] {
        assert_eq!(outcome["errors"], json!([]));
    }
    let ids = [&one, &other].map(|outcome| outcome["participationCounts"][0]["id"].clone());
    assert_eq!(ids[0], ids[1]);
}
