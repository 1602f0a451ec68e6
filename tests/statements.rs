//! The number of statements a request sends does not depend on how many records it finds.

use serde_json::{Value, json};

use crate::support::{
    Backend, Server,
    records::{CREATE_ORGANISATION, organisation, organisation_input},
};

on_both!(a_nested_list_costs_the_same_at_1_20_and_100, what_is_not_selected_is_not_read);

/// A page of partnerships with four relations, two levels and sums.
const NESTED: &str = "query ($first: Int) {
    partnerships(first: $first, orderBy: [{ field: TITLE }]) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
            title
            municipality { name county { name } }
            lead { name }
            parties(first: 5) { totalCount nodes { role organisation { name municipality { number } externalIds { value } } } }
            goals { nodes { text party { role } } }
            tasks(filter: { status: { eq: OPEN } }, orderBy: [{ field: DUE_ON, direction: DESC }]) {
                totalCount
                nodes { title responsibleParty { organisation { name } } }
            }
            termsInForce { number }
            pendingRevision { number awaiting { id } }
            revisions { nodes { number confirmations { nodes { decision } } } }
        }
    }
}";

async fn create_partnerships(server: &Server, school: &Value, partner: &Value, count: usize) {
    let planner = server.planner("4601");
    let create = "mutation ($input: CreatePartnershipInput!) {
        createPartnership(input: $input) { partnership { id parties { nodes { id } } } errors { code field message } }
    }";
    let task = "mutation ($input: CreateSharedTaskInput!) {
        createSharedTask(input: $input) { sharedTask { id } errors { code field message } }
    }";
    let goal = "mutation ($input: CreatePartnershipGoalInput!) {
        createPartnershipGoal(input: $input) { partnershipGoal { id } errors { code field message } }
    }";
    for n in 0..count {
        let input = json!({
            "title": format!("Samarbeid {n}"), "purpose": "Sang", "pillars": ["LEARNING"], "startDate": "2026-01-01",
            "parties": [
                { "organisation": school["id"], "role": "LEAD" }, { "organisation": partner["id"], "role": "HOST" },
            ],
        });
        let partnership = planner.ok(create, json!({ "input": input })).await["partnership"].clone();
        let party = &partnership["parties"]["nodes"][0]["id"];
        let of = |more: Value| {
            let mut input = json!({ "partnership": partnership["id"] });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json!({ "input": input })
        };
        planner.ok(task, of(json!({ "title": "Leie rom", "responsibleParty": party }))).await;
        planner.ok(goal, of(json!({ "text": "Flere synger", "party": party }))).await;
    }
}

async fn a_nested_list_costs_the_same_at_1_20_and_100(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Kulturskolen" })).await;
    let partner = organisation(&planner, "4601", json!({ "name": "Skolen", "serviceType": "SCHOOL" })).await;
    let mut counts = Vec::new();
    let mut present = 0;
    for rows in [1, 20, 100] {
        create_partnerships(&server, &school, &partner, rows - present).await;
        present = rows;
        let reply = planner.run(NESTED, json!({ "first": 100 })).await;
        let list = &reply.data()["partnerships"];
        assert_eq!(list["nodes"].as_array().unwrap().len(), rows);
        assert_eq!(list["nodes"][rows - 1]["tasks"]["nodes"][0]["title"], "Leie rom");
        counts.push(reply.statements());
        // The same again: the number is no matter of chance.
        assert_eq!(planner.run(NESTED, json!({ "first": 100 })).await.statements(), reply.statements());
    }
    assert!(counts[0] > 5, "the counter counts: {counts:?}");
    assert_eq!(counts, [counts[0]; 3]);
}

async fn what_is_not_selected_is_not_read(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    organisation(&planner, "4601", json!({})).await;
    let statements = async |query: &str| planner.run(query, json!({})).await.statements();
    let nothing = statements("{ __typename }").await;
    assert_eq!(statements("{ organisations { nodes { name } } }").await, nothing + 1);
    assert_eq!(statements("{ organisations { totalCount } }").await, nothing + 1);
    assert_eq!(statements("{ organisations { totalCount nodes { name } } }").await, nothing + 2);
    assert_eq!(statements("{ organisations { nodes { parties { __typename } } } }").await, nothing + 1);
    assert_eq!(statements("{ organisations { nodes { municipality { name } } } }").await, nothing + 2);
    let twice = "{ a: organisations { nodes { name } } b: organisations { nodes { name } } }";
    assert_eq!(statements(twice).await, nothing + 1);
    let refused = planner.run(CREATE_ORGANISATION, organisation_input("4601", &json!({ "name": "" }))).await;
    assert_eq!(refused.data()["createOrganisation"]["errors"][0]["code"], "REQUIRED");
}
