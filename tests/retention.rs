//! People last employed or shared long ago become pseudonyms: nothing tells who they were, and all sums stay.

use std::{fs, process::Command, time::Duration};

use entity::{Id, staff_member};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};
use serde_json::{Value, json};

use crate::{
    audit::dump,
    staff::{ALLOCATE, CREATE_STAFF, Place, agree, host, place},
    support::{
        Backend, Server,
        program::{refused, samspill, succeed},
    },
};

on_both!(nothing_tells_who_a_pseudonym_was, the_service_does_it_by_itself_and_once, who_is_shared_or_employed_is_kept,);

const NAME: &str = "Ragnhild Sjøåsen";
const NAMES: [&str; 7] =
    [NAME, "ragnhild", "sj|}sen", "ANSATT-4711", "ragnhild@bergen.example", "Fiolinpedagog", "Ryggplager"];

const CREATE_PARTNERSHIP: &str = "mutation ($input: CreatePartnershipInput!) {
    createPartnership(input: $input) {
        partnership { id version parties { nodes { id organisation { id } } } }
        errors { code field message }
    }
}";

/// Somebody shared in 2021 with an agreed partnership, whose record nobody has touched since.
struct Past {
    person: Value,
    allocation: Value,
    partnership: Value,
}

async fn past(server: &Server, place: &Place) -> Past {
    let person = json!({ "employer": place.school["id"], "employeeKey": "ANSATT-4711", "displayName": NAME,
        "email": "ragnhild@bergen.example", "title": "Fiolinpedagog", "competence": ["ARTISTIC_EDUCATION"],
        "competenceNote": "Fiolinpedagog siden 1998", "employmentPercentage": "100", "employedFrom": "2020-08-01" });
    let person = place.planner.ok(CREATE_STAFF, json!({ "input": person })).await["staffMember"].clone();
    let agreement = json!({ "title": "Strykere", "purpose": "Musikk for alle", "pillars": ["SUSTAINABILITY"],
        "startDate": "2021-01-01", "endDate": "2027-12-31", "parties": [
            { "organisation": place.school["id"], "role": "LEAD" },
            { "organisation": place.partner["id"], "role": "HOST" },
        ] });
    let made = place.planner.ok(CREATE_PARTNERSHIP, json!({ "input": agreement })).await;
    let partnership = made["partnership"].clone();
    let share = json!({ "partnership": partnership["id"], "staffMember": person["id"],
        "hostParty": host(&partnership, &place.partner), "percentage": "40", "function": "MUSIC_THERAPY",
        "fromDate": "2021-08-01", "toDate": "2022-07-31", "note": "Ryggplager om våren" });
    let share = place.planner.ok(ALLOCATE, json!({ "input": share })).await["staffAllocation"].clone();
    agree(server, place, &partnership, &[&place.school, &place.partner]).await;
    untouched_since(server, &person, "2022-08-01T00:00:00Z").await;
    Past { person, allocation: share, partnership }
}

/// Turns back when a person's record was last touched.
async fn untouched_since(server: &Server, person: &Value, instant: &str) {
    let database = server.database().connect().await;
    let id: Id<staff_member::Entity> = person["id"].as_str().unwrap().parse().unwrap();
    let instant = chrono::DateTime::parse_from_rfc3339(instant).unwrap().to_utc();
    let update = staff_member::Entity::update_many()
        .col_expr(staff_member::Column::UpdatedAt, Expr::val(instant))
        .filter(staff_member::Column::Id.eq(id));
    assert_eq!(update.exec(&database).await.unwrap().rows_affected, 1);
    database.close().await.unwrap();
}

fn retention(server: &Server, arguments: &[&str]) -> Command {
    let mut program = samspill(server.data_dir());
    program.args(["retention", "--database-url", server.database().url()]).args(arguments);
    program
}

/// Everything in the database, as text.
async fn everything(server: &Server) -> String {
    const TABLES: [&str; 8] = [
        "staff_member",
        "staff_allocation",
        "partnership",
        "partnership_revision",
        "audit_event",
        "personal_key",
        "organisation",
        "party",
    ];
    let database = server.database().connect().await;
    let mut all = String::new();
    for table in TABLES {
        all.push_str(&dump(&database, table).await);
    }
    database.close().await.unwrap();
    all
}

const PERSON: &str = "query ($id: ID!) { staffMember(id: $id) {
    version displayName employeeKey email title competence competenceNote employmentPercentage employedFrom employedTo
    pseudonymisedAt allocated(on: \"2021-10-01\") free(on: \"2021-10-01\")
    allocations { totalCount nodes { percentage fromDate toDate function note } }
} }";

async fn nothing_tells_who_a_pseudonym_was(backend: Backend) {
    // The schedule is off: the command does it here.
    let server = Server::start_with(backend, &[("SAMSPILL_RETENTION_MONTHS", "0")]).await;
    let place = place(&server).await;
    let past = past(&server, &place).await;
    let ask = async || {
        let data = place.planner.data(PERSON, json!({ "id": past.person["id"] })).await;
        data["staffMember"].clone()
    };
    let before = ask().await;
    assert_eq!((&before["displayName"], &before["pseudonymisedAt"]), (&json!(NAME), &Value::Null));
    let stored = everything(&server).await;
    for name in NAMES {
        assert!(stored.contains(name), "{name} is not there to be removed");
    }
    assert!(refused(retention(&server, &[]).env("SAMSPILL_RETENTION_MONTHS", "0")).contains("--months"));
    let told = succeed(&mut retention(&server, &["--months", "24", "--dry-run"]));
    assert!(told.contains(past.person["id"].as_str().unwrap()) && told.contains("1 people"), "{told}");
    assert_eq!(ask().await, before);

    let told = succeed(&mut retention(&server, &["--months", "24"]));
    assert!(told.contains(past.person["id"].as_str().unwrap()) && told.contains("1 people"), "{told}");
    assert!(succeed(&mut retention(&server, &["--months", "24"])).contains("0 people"));
    let after = ask().await;
    let name = after["displayName"].as_str().unwrap();
    assert!(name.starts_with("Ansatt ") && after["employeeKey"].as_str().unwrap().starts_with("pseudonym-"), "{after}");
    assert!(after["pseudonymisedAt"].is_string());
    for gone in ["email", "title", "competenceNote"] {
        assert_eq!(after[gone], Value::Null, "{gone}");
    }
    for kept in ["competence", "employmentPercentage", "employedFrom", "employedTo", "allocated", "free"] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    let mut allocations = before["allocations"].clone();
    allocations["nodes"][0]["note"] = Value::Null;
    assert_eq!(after["allocations"], allocations);
    let terms =
        "query ($id: ID!) { partnership(id: $id) { termsInForce { terms { staffAllocations { percentage } } } } }";
    let terms = place.planner.data(terms, json!({ "id": past.partnership["id"] })).await;
    let agreed = json!([{ "percentage": "40.00" }]);
    assert_eq!(terms["partnership"]["termsInForce"]["terms"]["staffAllocations"], agreed);

    // Nowhere in the database, nor in its file.
    let stored = everything(&server).await;
    let in_file = match backend {
        Backend::Sqlite => {
            server.database().files().iter().flat_map(|file| fs::read(file).unwrap_or_default()).collect()
        }
        Backend::Postgres => Vec::new(),
    };
    for name in NAMES {
        assert!(!stored.contains(name), "{name} is in the database");
        let found = in_file.windows(name.len()).any(|bytes| bytes == name.as_bytes());
        assert!(!found, "{name} is in the file");
    }
    // The trail is whole, tells that it was done and by whom, and no longer who it was.
    let mut verify = samspill(server.data_dir());
    succeed(verify.args(["audit", "verify", "--database-url", server.database().url()]));
    let query = "query ($id: ID!) { staffMember(id: $id) { history { nodes {
        action subject operation changes { field before after redacted }
    } } } }";
    let data = place.planner.data(query, json!({ "id": past.person["id"] })).await;
    let history = data["staffMember"]["history"]["nodes"].as_array().unwrap().clone();
    let event = history.iter().find(|event| event["action"] == "PSEUDONYMISE").unwrap();
    assert_eq!((&event["subject"], &event["operation"]), (&json!("samspill:retention"), &json!("retention")));
    let of = |event: &Value, field: &str| {
        event["changes"].as_array().unwrap().iter().find(|change| change["field"] == field).unwrap().clone()
    };
    let expected = json!({ "field": "displayName", "before": null, "after": name, "redacted": true });
    assert_eq!(of(event, "displayName"), expected);
    let made = history.iter().find(|event| event["action"] == "CREATE").unwrap();
    let expected = json!({ "field": "displayName", "before": null, "after": null, "redacted": true });
    assert_eq!(of(made, "displayName"), expected);
    assert_eq!(of(made, "employmentPercentage")["after"], "100.00");

    // Nobody writes about somebody of whom nobody knows who it is.
    let update = "mutation ($input: UpdateStaffMemberInput!) {
        updateStaffMember(input: $input) { staffMember { id } errors { code field message } }
    }";
    let input = json!({ "id": past.person["id"], "version": after["version"], "displayName": NAME });
    let refusal = place.planner.speaking("nb").user_errors(update, json!({ "input": input })).await;
    assert_eq!(refusal[0]["code"], "PSEUDONYMISED");
    assert!(refusal[0]["message"].as_str().unwrap().contains("lagringstiden"), "{refusal:?}");
    let update = "mutation ($input: UpdateStaffAllocationInput!) {
        updateStaffAllocation(input: $input) { staffAllocation { id } errors { code field message } }
    }";
    let input = json!({ "id": past.allocation["id"], "version": 2, "note": NAME });
    assert_eq!(place.planner.user_errors(update, json!({ "input": input })).await[0]["code"], "PSEUDONYMISED");
    let share = json!({ "partnership": past.partnership["id"], "staffMember": past.person["id"],
        "hostParty": host(&past.partnership, &place.partner), "percentage": "40", "function": "MUSIC_THERAPY",
        "fromDate": "2026-08-01", "toDate": "2027-07-31" });
    let refusal = place.planner.user_errors(ALLOCATE, json!({ "input": share })).await;
    assert_eq!((&refusal[0]["code"], &refusal[0]["field"]), (&json!("PSEUDONYMISED"), &json!(["staffMember"])));
    // The other person is who they were.
    let other = place.planner.data(PERSON, json!({ "id": place.person["id"] })).await;
    assert_eq!(other["staffMember"]["displayName"], "Ingrid Nygård");
}

async fn the_service_does_it_by_itself_and_once(backend: Backend) {
    let mut server = Server::start_with(backend, &[("SAMSPILL_RETENTION_MONTHS", "24")]).await;
    let place = place(&server).await;
    let past = past(&server, &place).await;
    server.stop();
    // As replicas do, all begin at the same time.
    let mut others: Vec<_> = (0..3).map(|_| retention(&server, &[]).spawn().unwrap()).collect();
    server.restart();
    for other in &mut others {
        assert!(other.wait().unwrap().success());
    }
    let planner = server.planner("4601");
    for _ in 0..100 {
        let data = planner.data(PERSON, json!({ "id": past.person["id"] })).await;
        if data["staffMember"]["pseudonymisedAt"].is_string() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let query = "query ($id: ID!) { auditEvents(filter: { record: { eq: $id }, action: { eq: PSEUDONYMISE } }) { totalCount } }";
    let data = planner.data(query, json!({ "id": past.person["id"] })).await;
    assert_eq!(data["auditEvents"]["totalCount"], 1);
}

async fn who_is_shared_or_employed_is_kept(backend: Backend) {
    let server = Server::start_with(backend, &[("SAMSPILL_RETENTION_MONTHS", "0")]).await;
    let place = place(&server).await;
    // Shared until next year, though nobody has touched the record for years.
    let partnership = crate::staff::partnership(&place, "Musikkterapi").await;
    place.planner.ok(ALLOCATE, crate::staff::allocation(&place, &partnership, "40")).await;
    untouched_since(&server, &place.person, "2020-01-01T00:00:00Z").await;
    // Shared long ago, but changed since.
    let past = past(&server, &place).await;
    untouched_since(&server, &past.person, "2026-01-01T00:00:00Z").await;
    // Never shared, and employed until next year.
    let employ = async |key: &str, until: &str| {
        let input = json!({ "employer": place.school["id"], "employeeKey": key, "displayName": key,
            "employmentPercentage": "100", "employedFrom": "2018-01-01", "employedTo": until });
        let person = place.planner.ok(CREATE_STAFF, json!({ "input": input })).await["staffMember"].clone();
        untouched_since(&server, &person, "2020-01-01T00:00:00Z").await;
        person["id"].as_str().unwrap().to_owned()
    };
    let (employed, left) = (employ("K-1", "2027-12-31").await, employ("K-2", "2021-12-31").await);
    let told = succeed(&mut retention(&server, &["--months", "24"]));
    assert!(told.contains(&left) && told.contains("1 people") && !told.contains(&employed), "{told}");
}
