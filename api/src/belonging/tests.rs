//! The records that are written alike, through the schema on SQLite: made, changed, found and deleted.

use serde_json::{Value, json};

use crate::activity::fixture::{OSLO, TRONDHEIM, World, refusal, refusals};

/// A kind of record, as the schema names it, and what is asked of it.
struct Case {
    kind: &'static str,
    many: &'static str,
    /// A new one.
    input: Value,
    /// A change that is accepted.
    change: Value,
    /// A filter that finds it then.
    filter: Value,
    /// A change that is refused.
    wrong: Value,
    /// Why.
    problems: Vec<(String, String)>,
}

impl World {
    /// Carries the record through its life.
    async fn live(&self, case: Case) {
        let Case { kind, many, mut input, mut change, mut filter, mut wrong, problems } = case;
        let one = format!("{}{}", kind[..1].to_lowercase(), &kind[1..]);
        let partnership = self.ours.id.to_string();
        input["partnership"] = json!(partnership);
        filter["partnership"] = json!({ "eq": partnership });
        let shows = format!("{one} {{ id version partnership {{ id }} }}");
        let create = format!("create{kind}");
        let made = self.write(OSLO, &create, input, &shows).await;
        assert!(refusals(&made).is_empty(), "{:?}", refusals(&made));
        assert_eq!(made[&one]["partnership"]["id"], json!(partnership));
        let id = made[&one]["id"].clone();
        for (input, version) in [(&mut change, 1), (&mut wrong, 2)] {
            input["id"] = id.clone();
            input["version"] = json!(version);
        }
        let update = format!("update{kind}");
        let changed = self.write(OSLO, &update, change, &shows).await;
        assert_eq!(changed[&one]["version"], 2, "{:?}", refusals(&changed));
        let refused = self.write(OSLO, &update, wrong.clone(), &shows).await;
        assert_eq!(refusals(&refused), problems);
        // Those who have no part in the partnership do not even know it is there.
        let unseen = self.write(TRONDHEIM, &update, wrong, &shows).await;
        assert_eq!(refusals(&unseen), [refusal("NOT_FOUND", "id")]);

        let query = format!(
            "query($filter: {kind}Filter, $id: ID!) {{
                {many}(filter: $filter, orderBy: [{{ field: CREATED_AT }}]) {{ totalCount nodes {{ id }} }}
                node(id: $id) {{ __typename }} }}"
        );
        let found = self.ask(OSLO, &query, json!({ "filter": filter, "id": id })).await;
        let expected = json!({ "totalCount": 1, "nodes": [{ "id": id }] });
        assert_eq!(found[many], expected);
        assert_eq!(found["node"]["__typename"], kind);

        let delete = format!("delete{kind}");
        let gone = json!({ "id": id, "version": 2 });
        let deleted = self.write(OSLO, &delete, gone, "deletedId").await;
        assert_eq!(deleted["deletedId"], id);
    }
}

#[tokio::test]
async fn plan_links() {
    let world = World::new().await;
    let case = Case {
        kind: "PlanLink",
        many: "planLinks",
        input: json!({ "planType": "CULTURE_PLAN", "planTitle": "Kulturplan 2026", "goal": "Alle skal få danse",
            "url": "https://example.no/plan", "validFrom": "2026-01-01" }),
        change: json!({ "goal": "Alle barn danser" }),
        filter: json!({ "text": { "contains": "barn danser" }, "planType": { "eq": "CULTURE_PLAN" },
            "activeOn": "2026-09-01" }),
        wrong: json!({ "url": "ftp://example.no", "validTo": "2025-01-01" }),
        problems: ["url", "validTo"].map(|field| refusal("INVALID_VALUE", field)).to_vec(),
    };
    world.live(case).await;
}

/// A plan link that an activity serves stays.
#[tokio::test]
async fn a_plan_link_in_use() {
    let world = World::new().await;
    let mut input = world.workshop();
    let plan_link = world.ours.plan_link.to_string();
    input["planLink"] = json!(plan_link);
    world.write(OSLO, "createBreadthActivity", input, "").await;
    let query = "query($id: ID!) { planLink(id: $id) { activities { nodes { title } } } }";
    let found = world.ask(OSLO, query, json!({ "id": plan_link })).await;
    let activities = json!([{ "title": "Sirkus på biblioteket" }]);
    assert_eq!(found["planLink"]["activities"]["nodes"], activities);
    let gone = json!({ "id": plan_link, "version": 1 });
    let refused = world.write(OSLO, "deletePlanLink", gone, "").await;
    assert_eq!(refusals(&refused), [refusal("IN_USE", "id")]);
}

#[tokio::test]
async fn premises_shares() {
    let world = World::new().await;
    let own = world.ours.parties[0].to_string();
    let other = world.beside.parties[0].to_string();
    let case = Case {
        kind: "PremisesShare",
        many: "premisesShares",
        input: json!({ "ownerParty": own, "name": "Gymsalen", "hoursPerWeek": "3.5", "accessible": true,
            "fromDate": "2026-01-01", "toDate": "2026-12-31" }),
        change: json!({ "name": "Ærø sal", "toDate": null }),
        filter: json!({ "name": { "contains": "ærø" }, "ownerParty": { "eq": own }, "accessible": true,
            "activeOn": "2030-01-01" }),
        wrong: json!({ "ownerParty": other, "hoursPerWeek": 169 }),
        problems: ["ownerParty", "hoursPerWeek"].map(|field| refusal("INVALID_VALUE", field)).to_vec(),
    };
    world.live(case).await;
}

#[tokio::test]
async fn learning_communities() {
    let world = World::new().await;
    let case = Case {
        kind: "LearningCommunity",
        many: "learningCommunities",
        input: json!({ "name": "Dansenettverket", "theme": "Dans i skolen", "meetingsPerYear": 4, "participants": 12,
            "fromDate": "2026-01-01", "toDate": "2026-12-31" }),
        change: json!({ "theme": null, "fromDate": "2026-02-01" }),
        filter: json!({ "fromDate": { "eq": "2026-02-01" }, "participants": { "gte": 12 } }),
        wrong: json!({ "fromDate": "2028-01-01", "participants": -1 }),
        problems: ["participants", "toDate"].map(|field| refusal("INVALID_VALUE", field)).to_vec(),
    };
    world.live(case).await;
}

#[tokio::test]
async fn document_links() {
    let world = World::new().await;
    let case = Case {
        kind: "DocumentLink",
        many: "documentLinks",
        input: json!({ "kind": "AGREEMENT", "title": "Avtalen", "url": "https://example.no/avtale",
            "archiveReference": "2026/123" }),
        change: json!({ "datedOn": "2026-06-01" }),
        filter: json!({ "kind": { "eq": "AGREEMENT" }, "datedOn": { "from": "2026-06-01" },
            "archiveReference": { "eq": "2026/123" } }),
        wrong: json!({ "title": "  " }),
        problems: vec![refusal("REQUIRED", "title")],
    };
    world.live(case).await;
}

#[tokio::test]
async fn cooperations_with_higher_education() {
    let world = World::new().await;
    let own = world.ours.parties[0].to_string();
    let other = world.beside.parties[0].to_string();
    let case = Case {
        kind: "HigherEducationCooperation",
        many: "higherEducationCooperations",
        input: json!({ "institutionParty": own, "institution": "OsloMet", "kind": "STUDENT_PLACEMENT",
            "title": "Praksis", "students": 6, "fromDate": "2026-01-01", "toDate": "2026-12-31" }),
        change: json!({ "institutionParty": null, "students": 8 }),
        filter: json!({ "text": { "contains": "oslomet" }, "students": { "eq": 8 }, "activeOn": "2026-12-01" }),
        wrong: json!({ "institutionParty": other }),
        problems: vec![refusal("INVALID_VALUE", "institutionParty")],
    };
    world.live(case).await;
}
