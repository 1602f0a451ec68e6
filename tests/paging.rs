//! Lists: pages, order, filters and counts.

use serde_json::{Value, json};

use crate::support::{
    Backend, Client, Server,
    records::{CREATE_ORGANISATION, municipality_id, organisation, organisation_input, organisation_number},
};

on_both!(
    pages_go_forwards_and_backwards,
    a_cursor_survives_inserts,
    missing_values_come_last_and_ties_are_broken,
    the_order_is_norwegian,
    text_is_found_whatever_its_spelling,
    what_is_left_out_or_null_does_not_narrow,
    arguments_that_cannot_be_used_are_refused,
    no_filter_is_too_much_for_the_database,
    lists_are_not_nested_without_end,
    the_count_is_of_the_whole_list,
    statements_do_not_depend_on_rows,
);

const MUNICIPALITIES: &str = "query (
    $first: Int, $after: String, $last: Int, $before: String,
    $filter: MunicipalityFilter, $orderBy: [MunicipalityOrder!]
) {
    municipalities(
        first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy
    ) {
        nodes { number name }
        edges { cursor }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
    }
}";
const ORGANISATIONS: &str = "query (
    $first: Int, $after: String, $last: Int, $before: String,
    $filter: OrganisationFilter, $orderBy: [OrganisationOrder!]
) {
    organisations(
        first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy
    ) {
        nodes { name }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
    }
}";

async fn list(client: &Client, query: &str, variables: Value) -> Value {
    let data = client.data(query, variables).await;
    data.as_object().unwrap().values().next().unwrap().clone()
}

fn names(list: &Value) -> Vec<String> {
    let nodes = list["nodes"].as_array().unwrap().iter();
    nodes.map(|node| node["name"].as_str().unwrap().to_owned()).collect()
}

/// All names of a list, read in pages of `size`, and the other way round when `backwards`.
async fn walk(client: &Client, query: &str, order: &Value, size: i32, backwards: bool) -> Vec<String> {
    let (count, place) = if backwards { ("last", "before") } else { ("first", "after") };
    let (more, end) = if backwards { ("hasPreviousPage", "startCursor") } else { ("hasNextPage", "endCursor") };
    let mut cursor = Value::Null;
    let mut all = Vec::new();
    loop {
        let page = list(client, query, json!({ count: size, place: cursor, "orderBy": order })).await;
        let names = names(&page);
        assert!(names.len() <= usize::try_from(size).unwrap());
        if backwards {
            all.splice(0..0, names);
        } else {
            all.extend(names);
        }
        if page["pageInfo"][more] == false {
            return all;
        }
        cursor = page["pageInfo"][end].clone();
    }
}

async fn pages_go_forwards_and_backwards(backend: Backend) {
    let server = Server::start(backend).await;
    let reader = server.reader("4601");
    let order = json!([{ "field": "NUMBER" }]);
    let page = list(&reader, MUNICIPALITIES, json!({ "orderBy": order })).await;
    assert_eq!(page["nodes"].as_array().unwrap().len(), 20);
    assert_eq!(page["totalCount"], 357);
    assert_eq!(page["nodes"][0]["number"], "0301");
    let info = &page["pageInfo"];
    assert_eq!((&info["hasNextPage"], &info["hasPreviousPage"]), (&json!(true), &json!(false)));
    assert_eq!(info["startCursor"], page["edges"][0]["cursor"]);
    assert_eq!(info["endCursor"], page["edges"][19]["cursor"]);

    let forwards = walk(&reader, MUNICIPALITIES, &order, 100, false).await;
    assert_eq!(forwards.len(), 357);
    assert_eq!(walk(&reader, MUNICIPALITIES, &order, 97, true).await, forwards);
    let descending = json!([{ "field": "NUMBER", "direction": "DESC" }]);
    let mut downwards = walk(&reader, MUNICIPALITIES, &descending, 89, false).await;
    downwards.reverse();
    assert_eq!(downwards, forwards);

    // Between two cursors, from either end.
    let edges = page["edges"].as_array().unwrap();
    let between = |count: &str| {
        json!({
            count: 3,
            "after": edges[4]["cursor"],
            "before": edges[10]["cursor"],
            "orderBy": order,
        })
    };
    let first = list(&reader, MUNICIPALITIES, between("first")).await;
    assert_eq!(names(&first), forwards[5..8]);
    let last = list(&reader, MUNICIPALITIES, between("last")).await;
    assert_eq!(names(&last), forwards[7..10]);

    let none = json!({ "filter": { "number": { "eq": "9999" } } });
    let none = list(&reader, MUNICIPALITIES, none).await;
    assert_eq!(none["pageInfo"]["startCursor"], Value::Null);
    assert_eq!(none["pageInfo"]["hasNextPage"], false);
    assert_eq!(none["totalCount"], 0);
}

async fn a_cursor_survives_inserts(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    for name in ["B", "D", "F", "H"] {
        organisation(&planner, "4601", json!({ "name": name })).await;
    }
    let order = json!([{ "field": "NAME" }]);
    let first = list(&planner, ORGANISATIONS, json!({ "first": 2, "orderBy": order })).await;
    assert_eq!(names(&first), ["B", "D"]);
    for name in ["A", "C", "E"] {
        organisation(&planner, "4601", json!({ "name": name })).await;
    }
    let after = &first["pageInfo"]["endCursor"];
    let second = list(&planner, ORGANISATIONS, json!({ "first": 2, "after": after, "orderBy": order })).await;
    assert_eq!(names(&second), ["E", "F"]);
}

async fn missing_values_come_last_and_ties_are_broken(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    // Three with a number, four without.
    for (name, number) in
        [("a", None), ("b", Some(2)), ("c", None), ("d", Some(0)), ("e", Some(1)), ("f", None), ("g", None)]
    {
        let number = number.map(organisation_number);
        organisation(&planner, "4601", json!({ "name": name, "number": number })).await;
    }
    let by = |direction: &str| json!([{ "field": "NUMBER", "direction": direction }, { "field": "NAME", "direction": "DESC" }]);
    for (direction, expected) in [("ASC", "debgfca"), ("DESC", "bedgfca")] {
        for size in [1, 2, 3, 7, 100] {
            for backwards in [false, true] {
                let order = by(direction);
                let all = walk(&planner, ORGANISATIONS, &order, size, backwards).await;
                assert_eq!(all.concat(), expected, "{direction} {size} {backwards}");
            }
        }
    }
    // All are equal: each comes once, in the same order every time.
    let order = json!([{ "field": "SERVICE_TYPE" }]);
    let all = walk(&planner, ORGANISATIONS, &order, 100, false).await;
    assert_eq!(all.len(), 7);
    assert_eq!(walk(&planner, ORGANISATIONS, &order, 2, false).await, all);
    assert_eq!(walk(&planner, ORGANISATIONS, &order, 2, true).await, all);
}

async fn the_order_is_norwegian(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    for name in ["Åsane", "Ørland", "Ærøy", "zander", "Čáhci", "bergen", "Älg", "Cirkus"] {
        organisation(&planner, "4601", json!({ "name": name })).await;
    }
    let order = json!([{ "field": "NAME" }]);
    let all = walk(&planner, ORGANISATIONS, &order, 3, false).await;
    assert_eq!(all, ["bergen", "Čáhci", "Cirkus", "zander", "Älg", "Ærøy", "Ørland", "Åsane"]);
}

async fn text_is_found_whatever_its_spelling(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    organisation(&planner, "4601", json!({ "name": "100 % Øvet_kor" })).await;
    organisation(&planner, "4601", json!({ "name": "100 x Øvetikor" })).await;
    for (needle, expected) in [
        ("øvet", vec!["100 % Øvet_kor", "100 x Øvetikor"]),
        ("ØVET", vec!["100 % Øvet_kor", "100 x Øvetikor"]),
        ("0 %", vec!["100 % Øvet_kor"]),
        ("t_k", vec!["100 % Øvet_kor"]),
        ("ovet", vec![]),
    ] {
        let filter = json!({ "name": { "contains": needle } });
        let order = json!([{ "field": "NAME" }]);
        let found = list(&planner, ORGANISATIONS, json!({ "filter": filter, "orderBy": order })).await;
        assert_eq!(names(&found), expected, "{needle}");
    }
    for needle in ["karasjok", "KÁRÁŠJOHKA", "karasjohka"] {
        let filter = json!({ "name": { "contains": needle } });
        let found = list(&planner, MUNICIPALITIES, json!({ "filter": filter })).await;
        assert_eq!(found["nodes"][0]["number"], "5610", "{needle}");
        assert_eq!(found["totalCount"], 1, "{needle}");
    }
}

async fn what_is_left_out_or_null_does_not_narrow(backend: Backend) {
    let server = Server::start(backend).await;
    let reader = server.reader("4601");
    for filter in [
        json!(null),
        json!({}),
        json!({ "number": null, "samiArea": null }),
        json!({ "number": { "eq": "0301", "in": null }, "name": null }),
        json!({ "number": { "in": ["0301", "4601"] }, "county": { "in": null, "eq": null } }),
        json!({ "number": {} }),
        json!({ "county": {} }),
        json!({ "number": { "in": [] } }),
        json!({ "county": { "in": [] } }),
        json!({ "name": { "in": [] }, "samiArea": true }),
    ] {
        let reply = reader.run(MUNICIPALITIES, json!({ "filter": filter })).await;
        let count = &reply.body["data"]["municipalities"]["totalCount"];
        let empty = ["number", "county"].into_iter().find(|&field| {
            let comparator = filter[field].as_object();
            comparator.is_some_and(|comparator| comparator.values().all(Value::is_null))
        });
        if let Some(field) = empty {
            // An empty comparator is a mistake, never everything.
            assert_eq!(reply.code(), "BAD_USER_INPUT", "{filter}");
            let message = reply.body["errors"][0]["message"].as_str().unwrap();
            assert!(message.contains(&format!("comparator of {field} is empty")), "{message}");
            continue;
        }
        let expected = match filter.to_string() {
            text if text.contains("[]") => 0,
            text if text.contains("0301") => 1,
            _ => 357,
        };
        assert_eq!(count, expected, "{filter}");
    }
}

async fn arguments_that_cannot_be_used_are_refused(backend: Backend) {
    let server = Server::start(backend).await;
    let reader = server.reader("4601");
    let by_number = json!([{ "field": "NUMBER" }]);
    let by_name = json!([{ "field": "NAME" }]);
    let page = list(&reader, MUNICIPALITIES, json!({ "first": 1, "orderBy": by_number })).await;
    let cursor = &page["pageInfo"]["endCursor"];
    for (variables, said) in [
        (json!({ "first": 0 }), "first must be from 1 to 100"),
        (json!({ "first": 101 }), "first must be from 1 to 100"),
        (json!({ "last": 0 }), "last must be from 1 to 100"),
        (json!({ "last": -1 }), "last must be from 1 to 100"),
        (json!({ "first": 1, "last": 1 }), "first or last, not both"),
        (json!({ "after": "nonsense" }), "after is not a cursor"),
        (json!({ "before": "" }), "before is not a cursor"),
        (json!({ "after": cursor }), "another order"),
        (json!({ "after": cursor, "orderBy": by_name }), "another order"),
        (json!({ "orderBy": [by_name[0], by_name[0]] }), "twice"),
        (json!({ "filter": { "county": { "eq": municipality_id("4601") } } }), "county_"),
    ] {
        let errors = reader.errors(MUNICIPALITIES, variables.clone()).await;
        assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT", "{variables}");
        let message = errors[0]["message"].as_str().unwrap();
        assert!(message.contains(said), "{variables}: {message}");
        assert_eq!(errors[0]["path"], json!(["municipalities"]));
    }
    let errors = reader.errors(MUNICIPALITIES, json!({ "orderBy": [{ "field": "HEIGHT" }] })).await;
    assert!(errors[0]["extensions"]["code"].is_string(), "{errors:?}");
}

async fn the_count_is_of_the_whole_list(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    for name in ["Kor", "Korps", "Teater"] {
        organisation(&planner, "4601", json!({ "name": name })).await;
    }
    organisation(&server.planner("5610"), "5610", json!({ "name": "Kor" })).await;
    let filter = json!({ "name": { "contains": "kor" } });
    let variables = json!({ "first": 1, "filter": filter });
    for (client, count) in [(&planner, 2), (&server.admin(), 3), (&server.planner("1151"), 0)] {
        let page = list(client, ORGANISATIONS, variables.clone()).await;
        assert_eq!(page["totalCount"], count);
        assert_eq!(names(&page).len(), count.min(1));
    }
    // A list of a record counts its own only.
    let query = "query ($number: String!) {
        municipalityByNumber(number: $number) {
            all: organisations { totalCount }
            some: organisations(filter: { name: { contains: \"korps\" } }) { totalCount }
        }
    }";
    let data = server.admin().data(query, json!({ "number": "4601" })).await;
    let expected = json!({ "all": { "totalCount": 3 }, "some": { "totalCount": 1 } });
    assert_eq!(data["municipalityByNumber"], expected);
}

async fn statements_do_not_depend_on_rows(backend: Backend) {
    let server = Server::start(backend).await;
    let reader = server.reader("4601");
    let query = "query ($first: Int) {
        counties(first: $first) {
            totalCount
            nodes {
                name
                municipalities(first: $first) {
                    totalCount
                    nodes { name county { number } organisations(first: 5) { nodes { name } } }
                }
            }
        }
    }";
    let mut counts = Vec::new();
    for first in [1, 5, 10] {
        let reply = reader.run(query, json!({ "first": first })).await;
        reply.data();
        counts.push(reply.statements());
    }
    assert_eq!(counts, [counts[0]; 3]);
    // What is not asked for is not read.
    let count = reader.run("{ counties { totalCount } }", json!({})).await;
    let rows = reader.run("{ counties { nodes { name } } }", json!({})).await;
    assert_eq!(count.statements(), rows.statements());
    let both = reader.run("{ counties { totalCount nodes { name } } }", json!({})).await;
    assert_eq!(both.statements(), rows.statements() + 1);
}

/// A caller's list may be long and its text odd: the answer is data or a reason, and the server goes on.
async fn no_filter_is_too_much_for_the_database(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let code =
        async |query: &str, filter: Value| planner.run(query, json!({ "filter": filter })).await.code().to_owned();
    let pillars = "query ($filter: PartnershipFilter) { partnerships(filter: $filter) { totalCount } }";
    for how in ["hasAny", "hasAll"] {
        assert_eq!(code(pillars, json!({ "pillars": { how: vec!["LEARNING"; 250] } })).await, "", "{how}");
    }
    let organisations = "query ($filter: OrganisationFilter) { organisations(filter: $filter) { totalCount } }";
    for field in ["number", "name"] {
        let many = code(organisations, json!({ field: { "in": vec!["1"; 50_000] } })).await;
        assert_eq!(many, "LIMIT_EXCEEDED", "{field}");
        assert_eq!(code(organisations, json!({ field: { "in": vec!["1"; 250] } })).await, "", "{field}");
    }
    for filter in [
        json!({ "number": { "eq": "\0" } }),
        json!({ "name": { "contains": "\0" } }),
        json!({ "externalId": "nsr:\0" }),
    ] {
        let odd = code(organisations, filter.clone()).await;
        let expected = if backend == Backend::Sqlite { "" } else { "BAD_USER_INPUT" };
        assert_eq!(odd, expected, "{filter}");
    }
    let fields = json!({ "kostraFunctions": vec!["999"; 250] });
    let refusal = planner.user_errors(CREATE_ORGANISATION, organisation_input("4601", &fields)).await;
    assert_eq!(refusal.len(), 1);
    let create = "mutation ($input: CreateStaffMemberInput!) {
        createStaffMember(input: $input) { errors { code field message } }
    }";
    let school = organisation(&planner, "4601", json!({})).await;
    let input = json!({ "employer": school["id"], "employeeKey": "\0", "displayName": "Kari", "employmentPercentage": "50",
        "employedFrom": "2026-01-01" });
    let refusal = planner.user_errors(create, json!({ "input": input })).await;
    assert_eq!(refusal[0]["code"], "INVALID_VALUE");
}

async fn lists_are_not_nested_without_end(backend: Backend) {
    let server = Server::start(backend).await;
    let reader = server.reader("4601");
    let nested = |levels: usize| {
        let open = "municipality { organisations { nodes { ".repeat(levels);
        format!("{{ organisations {{ nodes {{ {open} id {} }} }} }}", "} } } ".repeat(levels))
    };
    assert_eq!(reader.run(&nested(1), json!({})).await.code(), "");
    for levels in [2, 5] {
        assert_eq!(reader.run(&nested(levels), json!({})).await.code(), "LIMIT_EXCEEDED", "{levels}");
    }
}
