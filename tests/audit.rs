//! The audit trail: what is in it, who reads it, that nobody can change it unnoticed, and who read whose name.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use samspill::auth::Role;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend};
use serde_json::{Value, json};

use crate::{
    staff::{ALLOCATE, CREATE_STAFF, agree, allocation, partnership, place},
    support::{
        Backend, Client, Reply, Server,
        program::{refused, samspill, succeed},
        records::{CREATE_ORGANISATION, municipality_id, organisation, organisation_input},
    },
};

on_both!(
    each_write_leaves_its_events_and_no_other,
    a_refused_write_leaves_nothing,
    events_are_read_by_those_they_concern,
    what_guards_a_field_guards_its_history,
    readings_of_names_are_written_down,
    no_name_leaves_that_is_not_written_down,
    eight_writers_leave_one_chain,
    the_database_refuses_to_change_the_trail,
    tampering_is_found,
    history_costs_the_same_however_much_there_is,
    places_and_hashes_are_for_who_runs_the_registry,
    the_log_tells_where_the_trail_ends,
);

const EVENTS: &str = "query ($filter: AuditEventFilter) { auditEvents(first: 100, filter: $filter) { totalCount nodes {
    id sequence action operation record subject issuer roles requestId changes { field before after redacted }
} } }";

/// Runs a mutation as a request of its own. Gives its payload, and the actions and kinds of record in the trail.
async fn write(client: &Client, admin: &Client, request: &str, mutation: &str, input: Value) -> (Value, Vec<String>) {
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    let shown = match mutation {
        _ if mutation.starts_with("delete") => "deletedId".to_owned(),
        _ if mutation.ends_with("Partnership") => "partnership { id version }".to_owned(),
        "submitParticipationCounts" => "participationCounts { id version }".to_owned(),
        _ => {
            let name = mutation.trim_start_matches("create").trim_start_matches("update");
            format!("{}{} {{ id version }}", name[..1].to_lowercase(), &name[1..])
        }
    };
    let query =
        format!("mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ {shown} errors {{ code field }} }} }}");
    let body = json!({ "query": query, "variables": { "input": input } });
    let reply = Reply::of(client.post().header("x-request-id", request).json(&body)).await.unwrap();
    let payload = reply.data()[mutation].clone();
    assert_eq!(payload["errors"], json!([]), "{mutation}");
    let filter = json!({ "filter": { "requestId": { "eq": request } } });
    let events = admin.data(EVENTS, filter).await["auditEvents"]["nodes"].clone();
    let events = events.as_array().unwrap().iter().map(|event| {
        assert_eq!((&event["operation"], &event["subject"]), (&json!(mutation), &json!("test")), "{event}");
        let kind = event["record"].as_str().unwrap().split('_').next().unwrap();
        format!("{} {kind}", event["action"].as_str().unwrap())
    });
    (payload, events.collect())
}

async fn each_write_leaves_its_events_and_no_other(backend: Backend) {
    let server = Server::start(backend).await;
    let (planner, admin) = (server.planner("4601"), server.admin());
    let mut count = 0;
    let mut run = async |client: &Client, mutation: &str, input: Value, expected: &[&str]| {
        count += 1;
        let (payload, events) = write(client, &admin, &format!("r{count}"), mutation, input).await;
        assert_eq!(events, expected, "{mutation}");
        payload
    };
    let bergen = municipality_id("4601");
    let school = json!({ "municipality": bergen, "name": "Kulturskolen", "serviceType": "CULTURE_SCHOOL",
        "externalIds": [{ "scheme": "test", "value": "1" }] });
    let expected = ["CREATE organisation", "CREATE organisationExternalId"];
    let school = run(&planner, "createOrganisation", school, &expected).await["organisation"].clone();
    let home = json!({ "municipality": bergen, "name": "Hjemmet", "serviceType": "ELDERLY_CARE" });
    let home = run(&planner, "createOrganisation", home, &["CREATE organisation"]).await["organisation"].clone();
    let rename = json!({ "id": home["id"], "version": 1, "name": "Sykehjemmet" });
    run(&planner, "updateOrganisation", rename.clone(), &["UPDATE organisation"]).await;
    // The same once more changes nothing, and so leaves nothing.
    let again = json!({ "id": home["id"], "version": 2, "name": "Sykehjemmet" });
    run(&planner, "updateOrganisation", again, &[]).await;

    let agreement = json!({ "title": "Kor", "purpose": "Sang", "pillars": ["LEARNING"], "startDate": "2026-01-01",
        "endDate": "2027-12-31", "parties": [{ "organisation": school["id"], "role": "LEAD" },
        { "organisation": home["id"], "role": "HOST" }] });
    let expected = ["CREATE partnership", "CREATE party", "CREATE party"];
    let made = run(&planner, "createPartnership", agreement, &expected).await["partnership"].clone();
    let query = "query ($id: ID!) { partnership(id: $id) { version parties { nodes { id role } } } }";
    let parties = planner.data(query, json!({ "id": made["id"] })).await["partnership"]["parties"]["nodes"].clone();
    let host = parties.as_array().unwrap().iter().find(|party| party["role"] == "HOST").unwrap()["id"].clone();
    let goal = json!({ "partnership": made["id"], "party": host, "text": "Flere synger" });
    let goal = run(&planner, "createPartnershipGoal", goal, &["CREATE goal"]).await["partnershipGoal"].clone();
    run(&planner, "deletePartnershipGoal", json!({ "id": goal["id"], "version": 1 }), &["DELETE goal"]).await;
    let task = json!({ "partnership": made["id"], "responsibleParty": host, "title": "Leie rom" });
    let task = run(&planner, "createSharedTask", task, &["CREATE sharedTask"]).await["sharedTask"].clone();
    let done = json!({ "id": task["id"], "version": 1, "status": "DONE" });
    run(&planner, "updateSharedTask", done, &["UPDATE sharedTask"]).await;
    let person = json!({ "employer": school["id"], "employeeKey": "K-1", "displayName": "Kari Nordmann",
        "employmentPercentage": "100", "employedFrom": "2020-01-01" });
    let person = run(&planner, "createStaffMember", person, &["CREATE staffMember"]).await["staffMember"].clone();
    let share = json!({ "partnership": made["id"], "staffMember": person["id"], "hostParty": host, "percentage": "20",
        "function": "TEACHING", "fromDate": "2026-08-01", "toDate": "2027-07-31", "note": "Mandager" });
    run(&planner, "createStaffAllocation", share, &["CREATE staffAllocation"]).await;

    let current = async || planner.data(query, json!({ "id": made["id"] })).await["partnership"]["version"].clone();
    let propose = json!({ "id": made["id"], "version": current().await });
    run(&planner, "proposePartnership", propose, &["CREATE revision", "UPDATE partnership"]).await;
    for (organisation, expected) in [
        (&school, vec!["CREATE confirmation"]),
        (&home, vec!["CREATE confirmation", "UPDATE revision", "UPDATE partnership"]),
    ] {
        let answer = json!({ "id": made["id"], "revision": 1, "organisation": organisation["id"] });
        run(&server.coordinator(&organisation["id"]), "confirmPartnership", answer, &expected).await;
    }
    let end = json!({ "id": made["id"], "version": current().await, "reason": "Flytter", "endedOn": "2026-10-31" });
    run(&planner, "terminatePartnership", end, &["UPDATE staffAllocation", "UPDATE partnership"]).await;
    let nobody = json!({ "employer": school["id"], "employeeKey": "K-2", "displayName": "Ola Nordmann",
        "employmentPercentage": "50", "employedFrom": "2020-01-01" });
    let nobody = run(&planner, "createStaffMember", nobody, &["CREATE staffMember"]).await["staffMember"].clone();
    run(&planner, "deleteStaffMember", json!({ "id": nobody["id"], "version": 1 }), &["DELETE staffMember"]).await;

    // What was changed, by field, under the names of the API and as the API writes it.
    let history = "query ($id: ID!) { organisation(id: $id) { history { totalCount nodes {
        sequence action changes { field before after redacted } node { id } municipality { number } partnership { id }
    } } } }";
    let history = planner.data(history, json!({ "id": home["id"] })).await["organisation"]["history"].clone();
    assert_eq!(history["totalCount"], 2, "{history:#}");
    let [made, changed] = history["nodes"].as_array().unwrap().as_slice() else { panic!("{history:#}") };
    let expected = json!([{ "field": "name", "before": "Hjemmet", "after": "Sykehjemmet", "redacted": false }]);
    assert_eq!((&changed["action"], &changed["changes"]), (&json!("UPDATE"), &expected));
    assert_eq!((&changed["node"]["id"], &changed["municipality"]["number"]), (&home["id"], &json!("4601")));
    let field = |name: &str| made["changes"].as_array().unwrap().iter().find(|change| change["field"] == name);
    assert_eq!(field("serviceType").unwrap()["after"], "ELDERLY_CARE");
    assert_eq!(field("municipality").unwrap()["after"], bergen);
    assert_eq!((field("id"), field("version"), field("searchName")), (None, None, None));
    succeed(&mut verify(&server));
}

async fn a_refused_write_leaves_nothing(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let fields = json!({ "externalIds": [{ "scheme": "s", "value": "1" }] });
    organisation(&planner, "4601", fields.clone()).await;
    let count = async || planner.data(EVENTS, json!({})).await["auditEvents"]["totalCount"].clone();
    assert_eq!(count().await, 2);
    planner.user_errors(CREATE_ORGANISATION, organisation_input("4601", &json!({ "name": " " }))).await;
    // Found when the organisation is written already.
    planner.user_errors(CREATE_ORGANISATION, organisation_input("4601", &fields)).await;
    assert_eq!(count().await, 2);
    succeed(&mut verify(&server));
}

/// The kinds of record in the events that somebody sees.
async fn kinds(client: &Client) -> BTreeSet<String> {
    let data = client.data("{ auditEvents(first: 100) { nodes { record } } }", json!({})).await;
    let records = data["auditEvents"]["nodes"].as_array().unwrap().iter();
    records.map(|event| event["record"].as_str().unwrap().split('_').next().unwrap().to_owned()).collect()
}

async fn events_are_read_by_those_they_concern(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let school_of_oslo = organisation(&server.planner("0301"), "0301", json!({ "serviceType": "SCHOOL" })).await;
    let agreement = json!({ "title": "Kor", "purpose": "Sang", "pillars": ["LEARNING"], "startDate": "2026-01-01",
        "parties": [{ "organisation": place.school["id"], "role": "LEAD" },
        { "organisation": place.partner["id"], "role": "HOST" }, { "organisation": school_of_oslo["id"], "role": "HOST" }]
    });
    let admin = server.admin();
    write(&admin, &admin, "r1", "createPartnership", agreement).await;
    let query = "{ partnerships { nodes { id } } }";
    let partnership = place.planner.data(query, json!({})).await["partnerships"]["nodes"][0]["id"].clone();
    let activity = json!({ "partnership": partnership, "title": "Kor", "format": "WEEKLY_GROUP", "subjectFields": ["MUSIC"],
        "setting": "SCHOOL", "targetGroups": ["PUPILS"], "ageBands": ["AGE_6_12"], "startDate": "2026-02-01",
        "municipality": municipality_id("4601") });
    let activity = activity_in(&place.planner, activity).await;
    let count = json!({ "counts": [{ "activity": activity, "externalId": "1", "periodFrom": "2026-02-01",
        "periodTo": "2026-02-28", "ageBand": "AGE_6_12", "targetGroup": "PUPILS", "participants": 12, "attendances": 20, "sessions": 2, "minutes": 90 }] });
    write(&place.planner, &admin, "r2", "submitParticipationCounts", count).await;

    let all = |kinds: &[&str]| kinds.iter().map(|&kind| kind.to_owned()).collect::<BTreeSet<_>>();
    let of_bergen =
        all(&["breadthActivity", "organisation", "participationCount", "partnership", "party", "staffMember"]);
    assert_eq!(kinds(&place.planner).await, of_bergen);
    assert_eq!(kinds(&admin).await, of_bergen);
    // The other municipality reads what was done to the partnership, not what is Bergen's own; counts stay at home.
    let shared = ["breadthActivity", "partnership", "party"];
    let oslo = kinds(&server.planner("0301")).await;
    assert_eq!(oslo, all(&[&shared[..], &["organisation"]].concat()));
    let own = "query ($id: ID!) { organisation(id: $id) { history { totalCount } } }";
    for (id, seen) in [(&school_of_oslo["id"], 1), (&place.school["id"], 0)] {
        let data = server.planner("0301").data(own, json!({ "id": id })).await;
        assert_eq!(data["organisation"]["history"]["totalCount"], seen);
    }
    // A coordinator reads what was done to its organisation and the partnership, and counts where they are at home.
    let employer = kinds(&server.coordinator(&place.school["id"])).await;
    let of_employer = [&shared[..], &["organisation", "participationCount", "staffMember"]].concat();
    assert_eq!(employer, all(&of_employer));
    let partner = kinds(&server.coordinator(&school_of_oslo["id"])).await;
    assert_eq!(partner, all(&[&shared[..], &["organisation"]].concat()));
    // Others read nothing, whatever they ask.
    let event = place.planner.data("{ auditEvents { nodes { id } } }", json!({})).await;
    let event = &event["auditEvents"]["nodes"][0]["id"];
    let nothing = "query ($id: ID!, $record: ID!) { auditEvents { totalCount nodes { id } } auditEvent(id: $id) { id }
        node(id: $id) { id } partnership(id: $record) { history { totalCount nodes { id } edges { cursor } } } }";
    for who in [server.reader("4601"), server.client(Role::Analyst, &["4601"], &[])] {
        let data = who.data(nothing, json!({ "id": event, "record": partnership })).await;
        let empty = json!({ "totalCount": 0, "nodes": [] });
        assert_eq!((&data["auditEvents"], &data["auditEvent"], &data["node"]), (&empty, &Value::Null, &Value::Null));
        let history = json!({ "totalCount": 0, "nodes": [], "edges": [] });
        assert_eq!(data["partnership"]["history"], history);
    }
    assert_eq!(kinds(&server.planner("5001")).await, all(&[]));
    for (filter, found) in [
        (json!({ "partnership": { "eq": partnership } }), shared.len()),
        (json!({ "action": { "eq": "DELETE" } }), 0),
        (json!({ "record": { "eq": place.person["id"] }, "operation": { "eq": "createStaffMember" } }), 1),
        (json!({ "at": { "before": "2020-01-01T00:00:00Z" } }), 0),
        // Places in the trail run over the whole registry, and tell how much is done elsewhere.
        (json!({ "sequence": { "gte": 1 } }), 0),
        (json!({ "subject": { "eq": "somebody else" } }), 0),
    ] {
        let seen = place.planner.data(EVENTS, json!({ "filter": filter })).await["auditEvents"]["nodes"].clone();
        let records: BTreeSet<_> =
            seen.as_array().unwrap().iter().map(|event| event["record"].as_str().unwrap().split('_').next()).collect();
        let expected = if filter["partnership"].is_null() { found } else { found + 1 };
        assert_eq!(records.len(), expected, "{filter}");
    }
}

async fn places_and_hashes_are_for_who_runs_the_registry(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    organisation(&planner, "4601", json!({})).await;
    let chain =
        "{ auditEvents(orderBy: [{ field: SEQUENCE }]) { nodes { sequence hash previousHash } edges { cursor } } }";
    let told = server.admin().data(chain, json!({})).await["auditEvents"].clone();
    assert_eq!((&told["nodes"][0]["sequence"], told["nodes"][0]["hash"].as_str().unwrap().len()), (&json!(1), 64));
    let hidden = planner.data(chain, json!({})).await["auditEvents"].clone();
    assert_eq!(hidden["nodes"], json!([{ "sequence": null, "hash": null, "previousHash": null }]));
    assert_ne!(hidden["edges"], told["edges"], "a cursor holds what the list is sorted by");
}

async fn activity_in(client: &Client, input: Value) -> Value {
    let create = "mutation ($input: CreateBreadthActivityInput!) {
        createBreadthActivity(input: $input) { breadthActivity { id } errors { code field message } }
    }";
    client.ok(create, json!({ "input": input })).await["breadthActivity"]["id"].clone()
}

async fn what_guards_a_field_guards_its_history(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Musikkterapi").await;
    let mut share = allocation(&place, &partnership, "40");
    share["input"]["note"] = json!("Har vondt i ryggen");
    place.planner.ok(ALLOCATE, share).await;
    agree(&server, &place, &partnership, &[&place.school, &place.partner]).await;
    let update = "mutation ($input: UpdateStaffMemberInput!) {
        updateStaffMember(input: $input) { staffMember { id } errors { code field message } }
    }";
    let input = json!({ "id": place.person["id"], "version": 1, "displayName": "Ingrid Berg", "email": null });
    place.planner.ok(update, json!({ "input": input })).await;
    let change = |field: &str, before: Value, after: Value, redacted: bool| json!({ "field": field, "before": before, "after": after, "redacted": redacted });
    let query = "query ($id: ID!) { staffMember(id: $id) {
        history(filter: { action: { eq: UPDATE } }) { nodes { changes { field before after redacted } } }
    } }";
    let ask = async |client: &Client| {
        let data = client.data(query, json!({ "id": place.person["id"] })).await;
        data["staffMember"]["history"]["nodes"][0]["changes"].clone()
    };
    let open = json!([
        change("displayName", json!("Ingrid Nygård"), json!("Ingrid Berg"), false),
        change("email", json!("ingrid@bergen.example"), Value::Null, false),
    ]);
    assert_eq!(ask(&place.planner).await, open);
    assert_eq!(ask(&server.coordinator(&place.school["id"])).await, open);
    let closed =
        json!(
            [change("displayName", Value::Null, Value::Null, true), change("email", Value::Null, Value::Null, true),]
        );
    assert_eq!(ask(&server.admin()).await, closed);

    let filter = json!({ "filter": { "partnership": { "eq": partnership["id"] } } });
    let secrets = ["Har vondt i ryggen", "Ingrid Nygård", "ingrid@bergen.example"];
    let seen = async |client: &Client| client.data(EVENTS, filter.clone()).await.to_string();
    let planner = seen(&place.planner).await;
    assert!(planner.matches("Har vondt i ryggen").count() >= 2, "in the allocation and in the frozen terms: {planner}");
    let admin = seen(&server.admin()).await;
    assert!(secrets.iter().all(|secret| !admin.contains(secret)) && !admin.contains("sealed"), "{admin}");
    // Who proposed and answered is not for the registry's own staff; who did what is in the trail for them all the same.
    let guarded = |events: &str, field: &str| {
        let events: Value = serde_json::from_str(events).unwrap();
        let events = events["auditEvents"]["nodes"].as_array().unwrap().clone();
        let changes = events.iter().flat_map(|event| event["changes"].as_array().unwrap().clone());
        changes.filter(|change| change["field"] == field && change["after"] != Value::Null).count()
    };
    assert_eq!((guarded(&planner, "decidedBy"), guarded(&planner, "proposedBy")), (2, 1));
    assert_eq!((guarded(&admin, "decidedBy"), guarded(&admin, "proposedBy")), (0, 0));

    // In the database there is nothing to read.
    let database = server.database().connect().await;
    let stored = dump(&database, "audit_event").await;
    assert!(secrets.iter().all(|secret| !stored.contains(secret)), "{stored}");
    database.close().await.unwrap();
}

/// All of a table as text.
pub async fn dump(database: &DatabaseConnection, table: &str) -> String {
    use sea_orm::Statement;
    let backend = database.get_database_backend();
    let columns = match backend {
        DbBackend::Postgres => format!(
            "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '{table}'"
        ),
        _ => format!("SELECT name FROM pragma_table_info('{table}')"),
    };
    let columns = database.query_all_raw(Statement::from_string(backend, columns)).await.unwrap();
    let mut text = String::new();
    for column in columns {
        let column: String = column.try_get("", "name").unwrap();
        let query = format!("SELECT CAST(\"{column}\" AS TEXT) AS value FROM {table}");
        for row in database.query_all_raw(Statement::from_string(backend, query)).await.unwrap() {
            // A key of SQLite is no text.
            let value = row.try_get::<Option<String>>("", "value").unwrap_or_default();
            text.push_str(&value.unwrap_or_default());
            text.push('\n');
        }
    }
    text
}

async fn readings_of_names_are_written_down(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let second = json!({ "employer": place.school["id"], "employeeKey": "K-18", "displayName": "Ola Nordmann",
        "employmentPercentage": "100", "employedFrom": "2020-08-01" });
    place.planner.ok(CREATE_STAFF, json!({ "input": second })).await;
    let readings = async |request: &str| {
        let filter = json!({ "action": { "eq": "READ" }, "requestId": { "eq": request } });
        let data = server.admin().data(EVENTS, json!({ "filter": filter })).await;
        let events = data["auditEvents"]["nodes"].as_array().unwrap().clone();
        for event in &events {
            assert_eq!((&event["subject"], &event["changes"]), (&json!("test"), &json!([])));
        }
        let told = events.iter().map(|event| event["operation"].as_str().unwrap().to_owned());
        (
            told.collect::<Vec<_>>(),
            events.iter().map(|event| event["record"].to_string()).collect::<BTreeSet<_>>().len(),
        )
    };
    let ask = async |client: &Client, request: &str, query: &str| {
        let body = json!({ "query": query, "variables": {} });
        Reply::of(client.post().header("x-request-id", request).json(&body)).await.unwrap().data()
    };
    // One for each person and request, whatever was read, how often, and what the caller calls it.
    let query = "fragment F on Query { mine: staffMembers { nodes { displayName email employeeKey } } }
        query { ...F again: staffMembers { nodes { displayName } } }";
    ask(&place.planner, "r1", query).await;
    assert_eq!(readings("r1").await, (vec!["staffMembers".to_owned(), "staffMembers".to_owned()], 2));
    // What names nobody is not written down, nor what is not told.
    ask(&place.planner, "r2", "{ staffMembers { totalCount nodes { employmentPercentage title } } }").await;
    assert_eq!(readings("r2").await.1, 0);
    for who in [server.reader("4601"), server.admin(), server.planner("0301")] {
        ask(&who, "r3", "{ staffMembers { nodes { displayName email employeeKey } } }").await;
    }
    assert_eq!(readings("r3").await.1, 0);
    // A name in the trail is a name as well.
    ask(&place.planner, "r4", "{ auditEvents { nodes { changes { after } } } }").await;
    assert_eq!(readings("r4").await, (vec!["auditEvents".to_owned(), "auditEvents".to_owned()], 2));
    // The employer reads who read it.
    let filter = json!({ "filter": { "action": { "eq": "READ" }, "record": { "eq": place.person["id"] } } });
    let told = server.coordinator(&place.school["id"]).data(EVENTS, filter).await;
    assert!(told["auditEvents"]["totalCount"].as_i64().unwrap() >= 2);
    succeed(&mut verify(&server));
}

async fn no_name_leaves_that_is_not_written_down(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let database = server.database().connect().await;
    let full = match backend {
        Backend::Sqlite => vec![
            "CREATE TRIGGER full BEFORE INSERT ON audit_event WHEN NEW.action = 'READ' BEGIN SELECT RAISE(ABORT, 'full'); END",
        ],
        Backend::Postgres => vec![
            "CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'full'; END $$",
            "CREATE TRIGGER is_full BEFORE INSERT ON audit_event FOR EACH ROW WHEN (NEW.action = 'READ') EXECUTE FUNCTION is_full()",
        ],
    };
    for statement in full {
        database.execute_unprepared(statement).await.unwrap();
    }
    let reply = place.planner.run("{ staffMembers { nodes { id displayName } } }", json!({})).await;
    assert_eq!(reply.code(), "UNAVAILABLE");
    let text = reply.body.to_string();
    assert!(!text.contains("Ingrid") && reply.body["data"].is_null(), "{text}");
    assert!(reply.body["errors"][0]["extensions"]["requestId"].is_string());
    // What names nobody is answered as ever.
    let data = place.planner.data("{ staffMembers { nodes { id } } }", json!({})).await;
    assert_eq!(data["staffMembers"]["nodes"][0]["id"], place.person["id"]);
    database.close().await.unwrap();
}

/// `samspill audit verify` on a server's database.
fn verify(server: &Server) -> std::process::Command {
    audit(server, "verify")
}

fn audit(server: &Server, what: &str) -> std::process::Command {
    let mut program = samspill(server.data_dir());
    program.args(["audit", what, "--database-url", server.database().url()]);
    program
}

async fn eight_writers_leave_one_chain(backend: Backend) {
    const WRITERS: usize = 8;
    const WRITES: usize = 12;
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let write = async |writer: usize| {
        for n in 0..WRITES {
            let fields = json!({ "name": format!("w{writer} n{n}"),
                "externalIds": [{ "scheme": "test", "value": format!("{writer}-{n}") }] });
            let input = organisation_input("4601", &fields);
            planner.ok(CREATE_ORGANISATION, input).await;
        }
    };
    join_all((0..WRITERS).map(write)).await;
    let head = succeed(&mut verify(&server));
    assert_eq!(head.split(':').next().unwrap(), (2 * WRITERS * WRITES).to_string());
    assert_eq!(head, succeed(&mut audit(&server, "head")));
}

async fn the_database_refuses_to_change_the_trail(backend: Backend) {
    let server = Server::start(backend).await;
    organisation(&server.planner("4601"), "4601", json!({})).await;
    let database = server.database().connect().await;
    let copy =
        "SELECT id, sequence, at, subject, issuer, role, request_id, operation, action, record, kind, record_key,
        confined, previous_hash, hash FROM audit_event";
    let columns = "(id, sequence, at, subject, issuer, role, request_id, operation, action, record, kind, record_key,
        confined, previous_hash, hash)";
    let mut statements = vec![
        "UPDATE audit_event SET subject = 'nobody'".to_owned(),
        "UPDATE audit_event SET subject = 'nobody' WHERE sequence = 99".to_owned(),
        "DELETE FROM audit_event".to_owned(),
        format!("INSERT INTO audit_event {columns} {copy}"),
    ];
    match backend {
        Backend::Sqlite => {
            // Only a change of rows that are there is one on SQLite.
            statements.remove(1);
            statements.push(format!("INSERT OR REPLACE INTO audit_event {columns} {copy}"));
            let gap = copy.replacen("id, sequence", "randomblob(16), sequence + 7", 1);
            statements.push(format!("INSERT INTO audit_event {columns} {gap}"));
        }
        Backend::Postgres => statements.push("TRUNCATE audit_event".to_owned()),
    }
    for statement in statements {
        assert!(database.execute_unprepared(&statement).await.is_err(), "not refused: {statement}");
    }
    database.close().await.unwrap();
    assert!(succeed(&mut verify(&server)).starts_with("1:"));
}

async fn tampering_is_found(backend: Backend) {
    let mut server = Server::start(backend).await;
    let planner = server.planner("4601");
    for n in 1..=6 {
        organisation(&planner, "4601", json!({ "name": format!("Nr. {n}") })).await;
    }
    server.stop();
    let head = succeed(&mut verify(&server)).trim().to_owned();
    assert!(head.starts_with("6:"), "{head}");
    let database = server.database().connect().await;
    let run = async |statement: &str| {
        database.execute_unprepared(statement).await.unwrap();
    };
    let triggers = match backend {
        Backend::Sqlite => vec![
            "DROP TRIGGER audit_event_is_not_changed",
            "DROP TRIGGER audit_event_is_not_removed",
            "DROP TRIGGER audit_event_follows_the_last",
            "DROP INDEX uq_audit_event_sequence",
        ],
        Backend::Postgres => {
            vec!["DROP TRIGGER audit_event_is_append_only ON audit_event", "DROP INDEX uq_audit_event_sequence"]
        }
    };
    for statement in triggers {
        run(statement).await;
    }
    run("CREATE TABLE untouched AS SELECT * FROM audit_event").await;
    let fresh = match backend {
        Backend::Sqlite => "randomblob(16)",
        Backend::Postgres => "gen_random_uuid()",
    };
    let insert = |place: i32| {
        vec![
            "CREATE TABLE forged AS SELECT * FROM audit_event WHERE sequence = 3".to_owned(),
            format!("UPDATE forged SET id = {fresh}, sequence = {place}, subject = 'somebody else'"),
            "INSERT INTO audit_event SELECT * FROM forged".to_owned(),
            "DROP TABLE forged".to_owned(),
        ]
    };
    let one = |statement: &str| vec![statement.to_owned()];
    let renumbered = vec![
        "DELETE FROM audit_event WHERE sequence = 6".to_owned(),
        "UPDATE audit_event SET sequence = 6 WHERE sequence = 5".to_owned(),
    ];
    for (deed, said) in [
        (one("UPDATE audit_event SET subject = 'somebody else' WHERE sequence = 2"), "event 2 is not what was written"),
        (one("UPDATE audit_event SET after = NULL WHERE sequence = 6"), "event 6 is not what was written"),
        (one("UPDATE audit_event SET municipality_id = NULL WHERE sequence = 4"), "event 4 is not what was written"),
        (one("DELETE FROM audit_event WHERE sequence = 1"), "event 1 is missing"),
        (one("DELETE FROM audit_event WHERE sequence = 3"), "event 3 is missing"),
        (renumbered, "event 5 is missing"),
        (insert(3), "event 3 is there once too often"),
        (insert(7), "event 7 does not follow"),
        (one("DELETE FROM audit_event WHERE sequence > 4"), "ends with event 4"),
        (one("DELETE FROM audit_event"), "ends with event 0"),
    ] {
        for statement in &deed {
            run(statement).await;
        }
        let said_in_fact = refused(verify(&server).args(["--expect", &head]));
        assert!(said_in_fact.contains(said), "{deed:?}: {said_in_fact}");
        run("DELETE FROM audit_event").await;
        run("INSERT INTO audit_event SELECT * FROM untouched").await;
    }
    // A trail written anew, fitting in itself: only a head noted elsewhere tells.
    let rewritten = format!("6:{}", "ab".repeat(32));
    let said = refused(verify(&server).args(["--expect", &rewritten]));
    assert!(said.contains("another hash than the one noted"), "{said}");
    assert_eq!(succeed(verify(&server).args(["--expect", &head])).trim(), head);
    let output = verify(&server).args(["--expect", "nonsense"]).output().unwrap();
    assert!(!output.status.success());
    database.close().await.unwrap();
}

async fn history_costs_the_same_however_much_there_is(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Skole 0" })).await;
    let employ = async |n: usize| {
        let input = json!({ "employer": school["id"], "employeeKey": format!("K-{n}"), "displayName": format!("Nr. {n}"),
            "employmentPercentage": "100", "employedFrom": "2020-01-01" });
        planner.ok(CREATE_STAFF, json!({ "input": input })).await;
    };
    employ(0).await;
    let query = "query ($first: Int) { staffMembers(first: $first) { nodes { id history(first: 5) { totalCount nodes {
        sequence action operation municipality { number } actingOrganisation { id } node { id }
        changes { field before after redacted }
    } } } } }";
    let few = planner.run(query, json!({ "first": 1 })).await;
    for n in 1..10 {
        employ(n).await;
    }
    let many = planner.run(query, json!({ "first": 10 })).await;
    let told = many.data().to_string();
    assert!((0..10).all(|n| told.contains(&format!("\"Nr. {n}\""))), "{told}");
    assert_eq!(few.statements(), many.statements());
}

async fn the_log_tells_where_the_trail_ends(backend: Backend) {
    let mut server = Server::start(backend).await;
    organisation(&server.planner("4601"), "4601", json!({})).await;
    assert!(server.stop().success());
    let heads: Vec<String> = server
        .log()
        .lines()
        .filter(|line| line.contains("the audit trail ends here"))
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["fields"]["head"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(heads.len(), 2, "{}", server.log());
    assert!(heads[0].starts_with("0:"), "{heads:?}");
    assert_eq!(succeed(&mut audit(&server, "head")).trim(), heads[1]);
    succeed(verify(&server).args(["--expect", &heads[0], "--expect", &heads[1]]));
}

/// On PostgreSQL the service runs as a role that can only add to the trail.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_role_of_the_service_only_adds_to_the_trail() {
    if !Backend::Postgres.is_available("the_role_of_the_service_only_adds_to_the_trail") {
        return;
    }
    let database = Backend::Postgres.empty_database();
    let owner_url = database.url().to_owned();
    let owner = database.connect().await;
    let role = format!("service_{}", std::process::id());
    let create = format!("CREATE ROLE {role} LOGIN PASSWORD 'service'");
    owner.execute_unprepared(&create).await.unwrap();
    let data_dir = tempfile::tempdir().unwrap();
    let migrate = |arguments: &[&str]| {
        let mut program = samspill(data_dir.path());
        program.args(["migrate", "--database-url", &owner_url]).args(arguments).env("SAMSPILL_LOG_FILTER", "error");
        program
    };
    let database = database.reached_as(&role, "service");
    // Before the owner has made the tables, and when a table is out of date, the service says whom to ask.
    let serve = || {
        let mut program = samspill(data_dir.path());
        program.args(["serve", "--bind", "127.0.0.1:0", "--database-url", database.url()]);
        program
    };
    let said = refused(&mut serve());
    assert!(said.contains("samspill migrate --service-role"), "{said}");
    let said = refused(&mut migrate(&["--service-role", "nobody_at_all"]));
    assert!(said.contains("there is no role"), "{said}");
    let said = refused(&mut migrate(&["--service-role", "postgres"]));
    assert!(said.contains("superuser"), "{said}");
    succeed(&mut migrate(&["--service-role", &role]));
    // Twice is as good as once.
    succeed(&mut migrate(&["--service-role", &role]));
    owner.execute_unprepared("UPDATE reference_data SET digest = 'old'").await.unwrap();
    let said = refused(&mut serve());
    assert!(said.contains("samspill migrate --service-role"), "{said}");
    succeed(&mut migrate(&[]));

    let mut server = Server::start_on(database, &[]);
    let place = place(&server).await;
    let partnership = partnership(&place, "Musikkterapi").await;
    place.planner.ok(ALLOCATE, allocation(&place, &partnership, "40")).await;
    agree(&server, &place, &partnership, &[&place.school, &place.partner]).await;
    let data = place.planner.data("{ staffMembers { nodes { displayName } } }", json!({})).await;
    assert_eq!(data["staffMembers"]["nodes"][0]["displayName"], "Ingrid Nygård");
    let delete = "mutation ($input: DeleteOrganisationInput!) {
        deleteOrganisation(input: $input) { deletedId errors { code field message } }
    }";
    let spare = organisation(&place.planner, "4601", json!({ "name": "Til overs" })).await;
    place.planner.ok(delete, json!({ "input": { "id": spare["id"], "version": 1 } })).await;
    let service = server.database().connect().await;
    for statement in [
        "UPDATE audit_event SET subject = 'nobody'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_event_is_append_only ON audit_event",
        "DROP TABLE audit_event",
        "ALTER TABLE audit_event OWNER TO CURRENT_USER",
        "CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "GRANT ALL ON audit_event TO CURRENT_USER",
        "SET session_replication_role = replica",
        "UPDATE personal_key SET secret = ''",
        "DELETE FROM municipality",
        "DELETE FROM seaql_migrations",
        "CREATE TABLE another (id int)",
    ] {
        let outcome = service.execute_unprepared(statement).await;
        // A grant of what one does not hold is no error but a warning, and changes nothing.
        assert!(outcome.is_err() || statement.starts_with("GRANT"), "not refused: {statement}");
    }
    assert!(service.execute_unprepared("UPDATE audit_event SET subject = 'nobody'").await.is_err());
    service.close().await.unwrap();
    succeed(&mut verify(&server));
    server.restart();
    assert!(server.stop().success());
    drop(server);
    owner.close().await.unwrap();
}
