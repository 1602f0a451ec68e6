//! Changes since a cursor: that a copy kept by them is the registry, whoever writes meanwhile, and that nobody is told of
//! what they may not see.

use std::{collections::BTreeMap, time::Duration};

use futures_util::future::join_all;
use samspill::auth::Role;
use sea_orm::{ConnectionTrait as _, TransactionTrait as _};
use serde_json::{Value, json};

use crate::{
    staff::{ALLOCATE, CREATE_STAFF, allocation, host, partnership, place},
    support::{
        Backend, Client, Server,
        records::{CREATE_ORGANISATION, organisation, organisation_input},
    },
};

on_both!(
    nothing_is_missed_or_told_twice_while_others_write,
    what_was_begun_early_and_kept_late_is_not_missed,
    each_change_tells_what_became_of_what,
    partnerships_come_into_sight_and_leave_it,
    what_belongs_to_others_is_followed_where_it_is_seen,
    what_one_may_not_see_is_not_told,
    cursors_tell_nothing_and_hold_across_replicas,
    a_cursor_is_good_for_those_who_see_the_same,
);

const CHANGES: &str = "query ($after: String, $first: Int, $types: [String!]) {
    changes(after: $after, first: $first, types: $types) {
        nodes { kind type record reread node { id } }
        pageInfo { hasNextPage hasPreviousPage endCursor } totalCount resume latest
    }
}";

async fn changes(client: &Client, after: &Value, first: u32) -> Value {
    client.data(CHANGES, json!({ "after": after, "first": first })).await["changes"].take()
}

async fn latest(client: &Client) -> Value {
    changes(client, &Value::Null, 1).await["latest"].take()
}

fn nodes(page: &Value) -> &Vec<Value> {
    page["nodes"].as_array().unwrap()
}

/// A system that follows changes from a cursor on.
struct Follower {
    client: Client,
    cursor: Value,
}

impl Follower {
    async fn of(client: Client) -> Self {
        let cursor = latest(&client).await;
        Self { client, cursor }
    }

    /// All that is told since the last time, and where it goes on.
    async fn told(&mut self) -> Vec<Value> {
        let mut told = Vec::new();
        loop {
            let page = changes(&self.client, &self.cursor, 100).await;
            self.cursor = page["resume"].clone();
            told.extend(nodes(&page).iter().cloned());
            if page["pageInfo"]["hasNextPage"] == false {
                return told;
            }
        }
    }

    /// The same in short: what became of which type, whether it is seen now, and whether a partnership is to be read anew.
    async fn heard(&mut self) -> Vec<String> {
        let short = |change: Value| {
            let text = |name: &str| change[name].as_str().unwrap().to_owned();
            let seen = if change["node"].is_null() { " (not seen)" } else { "" };
            let reread = if change["reread"].is_null() { "" } else { " +" };
            format!("{} {}{seen}{reread}", text("kind"), text("type"))
        };
        self.told().await.into_iter().map(short).collect()
    }
}

async fn nothing_is_missed_or_told_twice_while_others_write(backend: Backend) {
    const WRITERS: usize = 8;
    const WRITES: usize = 15;
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let replica = server.replica();
    let elsewhere = Client::new(replica.address()).with_token(planner.token().unwrap());
    let start = latest(&planner).await;
    let write = async |writer: usize| {
        let client = if writer.is_multiple_of(2) { &planner } else { &elsewhere };
        let mut made = Vec::new();
        for n in 0..WRITES {
            let fields = json!({ "name": format!("w{writer} n{n}") });
            let payload = client.ok(CREATE_ORGANISATION, organisation_input("4601", &fields)).await;
            made.push(payload["organisation"]["id"].as_str().unwrap().to_owned());
        }
        made
    };
    // Readers in small and large pages, on both replicas, until all is written and read.
    let done = tokio::sync::watch::Sender::new(false);
    let read = async |client: &Client, first: u32| {
        let (mut cursor, mut told, ended) = (start.clone(), Vec::new(), done.subscribe());
        loop {
            let last = *ended.borrow();
            let page = changes(client, &cursor, first).await;
            cursor = page["resume"].clone();
            told.extend(nodes(&page).iter().map(|change| change["record"].as_str().unwrap().to_owned()));
            if last && page["pageInfo"]["hasNextPage"] == false {
                return told;
            }
        }
    };
    let writing = async {
        let made = join_all((0..WRITERS).map(write)).await.concat();
        done.send_replace(true);
        made
    };
    let (mut made, ones, threes, hundreds) =
        tokio::join!(writing, read(&planner, 1), read(&elsewhere, 3), read(&planner, 100));
    made.sort_unstable();
    assert_eq!(made.len(), WRITERS * WRITES);
    assert_eq!(ones, threes, "in the same order for all");
    assert_eq!(ones, hundreds);
    let mut told = ones;
    told.sort_unstable();
    assert_eq!(told, made, "each once");
}

async fn what_was_begun_early_and_kept_late_is_not_missed(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Kor").await;
    let mut follower = Follower::of(place.planner.clone()).await;
    // Somebody holds the partnership, or on SQLite all that writes: a write that has begun has to wait.
    let database = server.database().connect().await;
    let held = match backend {
        Backend::Postgres => database.begin().await.unwrap(),
        Backend::Sqlite => {
            let immediate = Some(sea_orm::SqliteTransactionMode::Immediate);
            let options = sea_orm::TransactionOptions { sqlite_transaction_mode: immediate, ..Default::default() };
            database.begin_with_options(options).await.unwrap()
        }
    };
    if backend == Backend::Postgres {
        held.execute_unprepared("SELECT id FROM partnership FOR UPDATE").await.unwrap();
    }
    let update = "mutation ($input: UpdatePartnershipInput!) {
        updatePartnership(input: $input) { partnership { id } errors { code field message } }
    }";
    let input = json!({ "input": { "id": partnership["id"], "version": partnership["version"], "title": "Koret" } });
    let planner = place.planner.clone();
    let late = tokio::spawn(async move { planner.ok(update, input).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    if backend == Backend::Postgres {
        // Meanwhile others write and are read.
        organisation(&place.planner, "4601", json!({ "name": "Et skolekorps" })).await;
        assert_eq!(follower.heard().await, ["CREATED Organisation"]);
    }
    assert!(!late.is_finished());
    held.rollback().await.unwrap();
    late.await.unwrap();
    let told = follower.told().await;
    assert_eq!((told.len(), &told[0]["record"]), (1, &partnership["id"]), "{told:?}");
    assert_eq!(follower.told().await, Vec::<Value>::new());
    if backend == Backend::Postgres {
        // By instants it is out of order: whoever had gone on from the last instant would have missed it.
        let query = "{ changes(first: 100) { nodes { at record } } }";
        let all = place.planner.data(query, json!({})).await["changes"]["nodes"].take();
        let ats: Vec<&str> = all.as_array().unwrap().iter().map(|change| change["at"].as_str().unwrap()).collect();
        assert!(ats[ats.len() - 1] < ats[ats.len() - 2], "{ats:?}");
    }
}

const TASK: &str = "mutation ($input: CreateSharedTaskInput!) {
    createSharedTask(input: $input) { sharedTask { id version } errors { code field message } }
}";

async fn task(place: &crate::staff::Place, partnership: &Value, title: &str) -> Value {
    let input = json!({ "input": { "partnership": partnership["id"], "title": title,
        "responsibleParty": host(partnership, &place.school) } });
    place.planner.ok(TASK, input).await["sharedTask"].clone()
}

async fn each_change_tells_what_became_of_what(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let all = changes(&place.planner, &Value::Null, 100).await;
    assert_eq!(all["nodes"].as_array().unwrap().len(), 3, "from the beginning: {all}");
    let mut follower = Follower::of(place.planner.clone()).await;
    let partnership = partnership(&place, "Kor").await;
    assert_eq!(follower.heard().await, ["CREATED Partnership", "CREATED Party +", "CREATED Party +"]);
    let task = task(&place, &partnership, "Stemme pianoet").await;
    let update = "mutation ($input: UpdateSharedTaskInput!) {
        updateSharedTask(input: $input) { sharedTask { id version } errors { code field message } }
    }";
    let input = json!({ "input": { "id": task["id"], "version": 1, "title": "Stemme begge pianoene" } });
    place.planner.ok(update, input).await;
    assert_eq!(follower.heard().await, ["CREATED SharedTask", "UPDATED SharedTask"]);
    let delete = "mutation ($input: DeleteSharedTaskInput!) { deleteSharedTask(input: $input) { errors { code field message } } }";
    place.planner.ok(delete, json!({ "input": { "id": task["id"], "version": 2 } })).await;
    let told = follower.told().await;
    let gone = json!({ "kind": "DELETED", "type": "SharedTask", "record": task["id"], "reread": null, "node": null });
    assert_eq!(told, [gone]);
    // External ids are a part of their organisation.
    let update = "mutation ($input: UpdateOrganisationInput!) {
        updateOrganisation(input: $input) { organisation { id } errors { code field message } }
    }";
    let ids = json!([{ "scheme": "nsr", "value": "123" }]);
    let input = json!({ "input": { "id": place.school["id"], "version": 1, "externalIds": ids } });
    place.planner.ok(update, input).await;
    assert_eq!(follower.heard().await, ["UPDATED Organisation"]);
    // That a name was read is no change.
    place.planner.data("{ staffMembers { nodes { displayName } } }", json!({})).await;
    assert_eq!(follower.heard().await, Vec::<String>::new());
    // Of some types alone, where it goes on with the rest left out.
    let some = json!({ "types": ["SharedTask", "Organisation"], "first": 100 });
    let page = place.planner.data(CHANGES, some).await["changes"].take();
    let mut types: BTreeMap<&str, u32> = BTreeMap::new();
    for change in nodes(&page) {
        *types.entry(change["type"].as_str().unwrap()).or_default() += 1;
    }
    // What turns a partnership is told whatever is asked for.
    assert_eq!(types, BTreeMap::from([("Organisation", 3), ("Party", 2), ("SharedTask", 3)]));
    assert_eq!(page["totalCount"], 8);
    let unknown = json!({ "types": ["Task"] });
    let error = place.planner.errors(CHANGES, unknown).await[0].clone();
    assert!(error["message"].as_str().unwrap().contains("\"Task\" is no type of records"), "{error}");
}

const CREATE_PARTY: &str = "mutation ($input: CreatePartyInput!) {
    createParty(input: $input) { party { id version } errors { code field message } }
}";
const DELETE_PARTY: &str =
    "mutation ($input: DeletePartyInput!) { deleteParty(input: $input) { errors { code field message } } }";

async fn partnerships_come_into_sight_and_leave_it(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let oslo = server.planner("0301");
    let school = organisation(&oslo, "0301", json!({ "serviceType": "SCHOOL" })).await;
    let coordinator = server.coordinator(&school["id"]);
    let system = server.client(Role::Integration, &[], &[school["id"].as_str().unwrap()]);
    let mut followers = Vec::new();
    for client in [&oslo, &coordinator, &system] {
        followers.push(Follower::of(client.clone()).await);
    }
    let partnership = partnership(&place, "Kor").await;
    task(&place, &partnership, "Stemme pianoet").await;
    for follower in &mut followers {
        assert_eq!(follower.heard().await, Vec::<String>::new(), "no part of it yet");
    }
    let input = json!({ "input": { "partnership": partnership["id"], "organisation": school["id"], "role": "HOST" } });
    let party = server.admin().ok(CREATE_PARTY, input.clone()).await["party"].clone();
    let sees = "query ($id: ID!) { partnership(id: $id) { tasks { totalCount } } }";
    for follower in &mut followers {
        let told = follower.told().await;
        // What was done to it before is told as well: it may be seen now.
        let last = told.last().unwrap();
        assert_eq!((&last["record"], &last["reread"]), (&party["id"], &partnership["id"]), "{told:?}");
        let data = follower.client.data(sees, json!({ "id": partnership["id"] })).await;
        assert_eq!(data["partnership"]["tasks"]["totalCount"], 1);
    }
    task(&place, &partnership, "Låne noter").await;
    for follower in &mut followers {
        assert_eq!(follower.heard().await, ["CREATED SharedTask"]);
    }
    place.planner.ok(DELETE_PARTY, json!({ "input": { "id": party["id"], "version": 1 } })).await;
    task(&place, &partnership, "Uten Oslo").await;
    for follower in &mut followers {
        let told = follower.told().await;
        let left = json!({ "kind": "DELETED", "type": "Party", "record": party["id"], "reread": partnership["id"], "node": null });
        assert_eq!(told, [left], "and nothing of what came after");
        let data = follower.client.data(sees, json!({ "id": partnership["id"] })).await;
        assert_eq!(data["partnership"], Value::Null);
    }
    // A draft that is deleted whole takes its parties along.
    let draft = crate::staff::partnership(&place, "Et utkast").await;
    let input = json!({ "input": { "partnership": draft["id"], "organisation": school["id"], "role": "HOST" } });
    server.admin().ok(CREATE_PARTY, input).await;
    for follower in &mut followers {
        follower.told().await;
    }
    let delete = "mutation ($input: DeletePartnershipInput!) { deletePartnership(input: $input) { errors { code field message } } }";
    let version = "query ($id: ID!) { partnership(id: $id) { version } }";
    let version = place.planner.data(version, json!({ "id": draft["id"] })).await["partnership"]["version"].clone();
    place.planner.ok(delete, json!({ "input": { "id": draft["id"], "version": version } })).await;
    for follower in &mut followers {
        assert_eq!(follower.heard().await, ["DELETED Party (not seen) +"]);
    }
}

async fn what_belongs_to_others_is_followed_where_it_is_seen(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let (oslo, admin) = (server.planner("0301"), server.admin());
    let school = organisation(&oslo, "0301", json!({ "serviceType": "SCHOOL" })).await;
    let input = json!({ "input": { "employer": school["id"], "employeeKey": "O-1", "displayName": "Ola Oslo",
        "employmentPercentage": "100", "employedFrom": "2020-08-01" } });
    let person = oslo.ok(CREATE_STAFF, input).await["staffMember"].clone();
    // The registry's own staff share a person of Oslo with Bergen, where Oslo is no party.
    let partnership = partnership(&place, "Kor").await;
    let mut bergen = Follower::of(place.planner.clone()).await;
    let mut employers = [Follower::of(oslo.clone()).await, Follower::of(server.coordinator(&school["id"])).await];
    let mut share = allocation(&place, &partnership, "40");
    share["input"]["staffMember"] = person["id"].clone();
    let share = admin.ok(ALLOCATE, share).await["staffAllocation"].clone();
    assert_eq!(bergen.heard().await, ["CREATED StaffAllocation"]);
    for employer in &mut employers {
        assert_eq!(employer.heard().await, ["CREATED StaffAllocation"]);
    }
    // Bergen sees the person now, and hears what is done to them in Oslo.
    let update = "mutation ($input: UpdateStaffMemberInput!) {
        updateStaffMember(input: $input) { staffMember { id } errors { code field message } }
    }";
    oslo.ok(update, json!({ "input": { "id": person["id"], "version": 1, "title": "Dirigent" } })).await;
    assert_eq!(bergen.heard().await, ["UPDATED StaffMember"]);
    let delete = "mutation ($input: DeleteStaffAllocationInput!) {
        deleteStaffAllocation(input: $input) { errors { code field message } }
    }";
    admin.ok(delete, json!({ "input": { "id": share["id"], "version": 1 } })).await;
    assert_eq!(bergen.heard().await, ["DELETED StaffAllocation (not seen)"]);
    for employer in &mut employers {
        let heard = employer.heard().await;
        assert_eq!(heard, ["UPDATED StaffMember", "DELETED StaffAllocation (not seen)"]);
    }
    // Once the share is gone, so is the person.
    oslo.ok(update, json!({ "input": { "id": person["id"], "version": 2, "title": "Solist" } })).await;
    assert_eq!(bergen.heard().await, Vec::<String>::new());
    // What the whole country shares, all are told of.
    let indicator = "mutation ($input: CreateIndicatorInput!) {
        createIndicator(input: $input) { indicator { id version } errors { code field message } }
    }";
    let input = json!({ "input": { "code": "NAS-1", "name": "Deltakere", "definition": "Antall", "measure": "COUNT",
        "goalOwner": "SCHOOL", "qualityDimension": "RESULT", "resultType": "OUTPUT" } });
    let made = admin.ok(indicator, input).await["indicator"].clone();
    let delete =
        "mutation ($input: DeleteIndicatorInput!) { deleteIndicator(input: $input) { errors { code field message } } }";
    admin.ok(delete, json!({ "input": { "id": made["id"], "version": 1 } })).await;
    let expected = ["CREATED Indicator (not seen)", "DELETED Indicator (not seen)"];
    assert_eq!(bergen.heard().await, expected);
    assert_eq!(employers[1].heard().await[1..], expected);
}

async fn what_one_may_not_see_is_not_told(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Kor").await;
    let count = server.admin().data(CHANGES, json!({})).await["changes"]["totalCount"].clone();
    assert_eq!(count, 6);
    let strangers = [
        server.planner("0301"),
        server.reader("4601"),
        server.client(Role::Analyst, &["4601"], &[]),
        server.client(Role::Integration, &["5001"], &[]),
    ];
    let beginning = latest(&strangers[0]).await;
    let mut before = Vec::new();
    for stranger in &strangers {
        before.push(changes(stranger, &Value::Null, 100).await);
    }
    task(&place, &partnership, "Stemme pianoet").await;
    for (stranger, before) in strangers.iter().zip(before) {
        let mut after = changes(stranger, &Value::Null, 100).await;
        assert_eq!((&after["nodes"], &after["totalCount"]), (&json!([]), &json!(0)));
        // Where the trail ends is another each time it is told, whether anything was done or not.
        for end in ["resume", "latest"] {
            assert_ne!(after[end], before[end]);
            after[end] = before[end].clone();
        }
        assert_eq!(after, before);
    }
    assert_eq!(nodes(&changes(&strangers[0], &beginning, 100).await).len(), 0);
    // A partner reads no counts of the other municipality, and nobody's access grants but its own.
    let grant = "mutation ($input: CreateAccessGrantInput!) {
        createAccessGrant(input: $input) { accessGrant { id } errors { code field message } }
    }";
    let administrator = server.client(Role::MunicipalAdministrator, &["4601"], &[]);
    let (mut planner, mut own) = (Follower::of(place.planner.clone()).await, Follower::of(administrator.clone()).await);
    let input = json!({ "issuer": "https://id.example.no", "subject": "kari", "role": "READER",
        "municipality": crate::support::records::municipality_id("4601") });
    administrator.ok(grant, json!({ "input": input })).await;
    assert_eq!(planner.heard().await, Vec::<String>::new());
    assert_eq!(own.heard().await, ["CREATED AccessGrant"]);
}

async fn cursors_tell_nothing_and_hold_across_replicas(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let quiet = server.planner("0301");
    let (first, second) = (latest(&quiet).await, latest(&quiet).await);
    for _ in 0..3 {
        organisation(&planner, "4601", json!({})).await;
    }
    let third = latest(&quiet).await;
    let texts = [&first, &second, &third].map(|cursor| cursor.as_str().unwrap());
    assert_ne!(texts[0], texts[1], "the same place");
    assert_ne!(texts[1], texts[2]);
    assert!(texts.iter().all(|text| text.len() == texts[0].len()), "{texts:?}");
    // The cursor of a change is the same each time, and goes on behind it.
    let edges = "query ($after: String) { changes(after: $after) { edges { cursor node { record } } } }";
    let all = planner.data(edges, json!({})).await["changes"]["edges"].clone();
    assert_eq!(planner.data(edges, json!({})).await["changes"]["edges"], all);
    let rest = planner.data(edges, json!({ "after": all[0]["cursor"] })).await["changes"]["edges"].clone();
    assert_eq!(rest.as_array().unwrap()[..], all.as_array().unwrap()[1..]);
    let page = changes(&planner, &all[0]["cursor"], 1).await;
    let info = json!({ "hasNextPage": true, "hasPreviousPage": true, "endCursor": all[1]["cursor"] });
    assert_eq!((&page["pageInfo"], &page["totalCount"]), (&info, &json!(2)));
    // Backwards as well: the last ones, and those before a change; going on from there misses none.
    let back = "query ($last: Int, $before: String) { changes(last: $last, before: $before) {
        edges { cursor node { record } } pageInfo { hasNextPage hasPreviousPage } totalCount resume
    } }";
    let ask = async |variables: Value| planner.data(back, variables).await["changes"].take();
    let tail = ask(json!({ "last": 2 })).await;
    assert_eq!(tail["edges"].as_array().unwrap()[..], all.as_array().unwrap()[1..]);
    assert_eq!(tail["pageInfo"], json!({ "hasNextPage": false, "hasPreviousPage": true }));
    assert_eq!(nodes(&changes(&planner, &tail["resume"], 1).await).len(), 0);
    let ahead = ask(json!({ "last": 5, "before": all[2]["cursor"] })).await;
    assert_eq!(ahead["edges"].as_array().unwrap()[..], all.as_array().unwrap()[..2]);
    assert_eq!(ahead["pageInfo"], json!({ "hasNextPage": true, "hasPreviousPage": false }));
    assert_eq!(ahead["totalCount"], 2);
    assert_eq!(nodes(&changes(&planner, &ahead["resume"], 9).await).len(), 1);
    // Another replica goes on where this one was.
    let replica = server.replica();
    let other = Client::new(replica.address()).with_token(planner.token().unwrap());
    assert_eq!(nodes(&changes(&other, &page["resume"], 100).await).len(), 1);
    let other = other.with_token(quiet.token().unwrap());
    assert_eq!(nodes(&changes(&other, &first, 100).await).len(), 0);
    let mut forged = texts[0].to_owned();
    forged.replace_range(20..21, if &forged[20..21] == "A" { "B" } else { "A" });
    for wrong in [json!(forged), json!(""), json!("changes_"), json!("changes_AAAA"), json!("1")] {
        let error = planner.errors(CHANGES, json!({ "after": wrong })).await[0].clone();
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{error}");
        assert_eq!(error["message"], "after is not a cursor of changes");
    }
    for first in [0, 101] {
        let error = planner.errors(CHANGES, json!({ "first": first })).await[0].clone();
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{error}");
    }
}

async fn a_cursor_is_good_for_those_who_see_the_same(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let cursor = latest(&planner).await;
    let namesake = server.client_named("somebody else", Role::MunicipalPlanner, &["4601"], &[]);
    assert_eq!(nodes(&changes(&namesake, &cursor, 1).await).len(), 0);
    for other in [server.planner("0301"), server.client(Role::MunicipalPlanner, &["4601", "0301"], &[]), server.admin()]
    {
        let error = other.errors(CHANGES, json!({ "after": cursor })).await[0].clone();
        assert_eq!(error["extensions"]["code"], "CURSOR_ACCESS_CHANGED", "{error}");
    }
}
