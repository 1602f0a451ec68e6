//! The number of statements a request sends does not depend on how many records it finds.

use serde_json::{Value, json};

use crate::support::{
    Backend, Server,
    records::{CREATE_ORGANISATION, organisation, organisation_input},
};

on_both!(a_nested_list_costs_the_same_at_1_20_and_100, what_is_not_selected_is_not_read);

/// A page of 100 partnerships with as many relations as the complexity of one request allows.
const WIDE: &str = "{
    partnerships(first: 100, orderBy: [{ field: TITLE }]) {
        totalCount
        nodes {
            title
            municipality { name }
            lead { name }
            parties(first: 2) { totalCount nodes { role } }
            tasks(first: 1) { totalCount nodes { title } }
        }
    }
}";

/// A page of 20 partnerships with all kinds of relations, three levels and sums.
const NESTED: &str = "{
    partnerships(first: 20, orderBy: [{ field: TITLE }]) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes {
            title
            municipality { name county { name } }
            lead { name }
            parties(first: 2) { totalCount nodes { role organisation { name municipality { number } externalIds { value } } } }
            goals(first: 2) { nodes { text party { role } } }
            tasks(first: 2, filter: { status: { eq: OPEN } }, orderBy: [{ field: DUE_ON, direction: DESC }]) {
                totalCount
                nodes { title responsibleParty { organisation { name } } }
            }
            termsInForce { number }
            pendingRevision { number awaiting { id } }
            revisions(first: 1) { nodes { number confirmations(first: 1) { nodes { decision } } } }
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
        let mut statements = Vec::new();
        for (query, page) in [(WIDE, 100), (NESTED, 20)] {
            let reply = planner.run(query, json!({})).await;
            let list = &reply.data()["partnerships"];
            let found = list["nodes"].as_array().unwrap();
            assert_eq!(found.len(), rows.min(page));
            assert_eq!(found.last().unwrap()["tasks"]["nodes"][0]["title"], "Leie rom");
            statements.push(reply.statements());
            // The same again: the number is no matter of chance.
            assert_eq!(planner.run(query, json!({})).await.statements(), reply.statements());
        }
        counts.push(statements);
    }
    assert!(counts[0].iter().all(|&count| count > 4), "the counter counts: {counts:?}");
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
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
