//! Shared staff: the 100 % rule under fire, and whose names are shown to whom.

use serde_json::{Value, json};

use crate::support::{Backend, Client, Server, records::organisation};

on_both!(
    of_sixteen_writers_that_take_20_percent_of_one_person_five_succeed,
    the_message_tells_when_and_how_much,
    names_are_for_employer_host_and_planner,
    a_host_learns_a_name_from_the_employer_or_the_terms_in_force_alone,
    an_end_releases_the_people,
    an_amendment_that_is_not_confirmed_frees_nobody,
    an_end_drops_what_was_never_agreed,
    an_employer_is_not_removed_while_its_staff_is_shared,
);

const CREATE_PARTNERSHIP: &str = "mutation ($input: CreatePartnershipInput!) {
    createPartnership(input: $input) {
        partnership { id version parties { nodes { id organisation { id } } } }
        errors { code field message }
    }
}";

pub const CREATE_STAFF: &str = "mutation ($input: CreateStaffMemberInput!) {
    createStaffMember(input: $input) { staffMember { id displayName } errors { code field message } }
}";

pub const ALLOCATE: &str = "mutation ($input: CreateStaffAllocationInput!) {
    createStaffAllocation(input: $input) { staffAllocation { id percentage } errors { code field message } }
}";

pub struct Place {
    pub planner: Client,
    pub school: Value,
    pub partner: Value,
    pub person: Value,
}

pub async fn place(server: &Server) -> Place {
    let planner = server.planner("4601");
    let school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
    let fields = json!({ "name": "Sykehjemmet", "serviceType": "ELDERLY_CARE" });
    let partner = organisation(&planner, "4601", fields).await;
    let input = json!({
        "employer": school["id"], "employeeKey": "K-17", "displayName": "Ingrid Nygård", "email": "ingrid@bergen.example",
        "employmentPercentage": "100", "employedFrom": "2020-08-01",
    });
    let person = planner.ok(CREATE_STAFF, json!({ "input": input })).await["staffMember"].clone();
    Place { planner, school, partner, person }
}

pub async fn partnership(place: &Place, title: &str) -> Value {
    let input = json!({
        "title": title, "purpose": "Musikk for alle", "pillars": ["SUSTAINABILITY"], "startDate": "2026-01-01",
        "endDate": "2027-12-31",
        "parties": [
            { "organisation": place.school["id"], "role": "LEAD" },
            { "organisation": place.partner["id"], "role": "HOST" },
        ],
    });
    place.planner.ok(CREATE_PARTNERSHIP, json!({ "input": input })).await["partnership"].clone()
}

pub fn host<'a>(partnership: &'a Value, organisation: &Value) -> &'a Value {
    let parties = partnership["parties"]["nodes"].as_array().unwrap();
    &parties.iter().find(|party| party["organisation"]["id"] == organisation["id"]).unwrap()["id"]
}

pub fn allocation(place: &Place, partnership: &Value, percentage: &str) -> Value {
    json!({ "input": {
        "partnership": partnership["id"], "staffMember": place.person["id"],
        "hostParty": host(partnership, &place.partner), "percentage": percentage, "function": "MUSIC_THERAPY",
        "fromDate": "2026-08-01", "toDate": "2027-07-31",
    } })
}

fn step(name: &str, kind: &str) -> String {
    format!(
        "mutation ($input: {kind}!) {{ {name}(input: $input) {{ partnership {{ id version status }} errors {{ code field message }} }} }}"
    )
}

/// The partnership once these parties have confirmed it.
pub async fn agree(server: &Server, place: &Place, partnership: &Value, parties: &[&Value]) -> Value {
    let input = json!({ "id": partnership["id"], "version": partnership["version"] });
    let propose = step("proposePartnership", "ProposePartnershipInput");
    let mut last = place.planner.ok(&propose, json!({ "input": input })).await["partnership"].clone();
    for organisation in parties {
        let input = json!({ "id": last["id"], "revision": 1, "organisation": organisation["id"] });
        let confirm = step("confirmPartnership", "ConfirmPartnershipInput");
        let coordinator = server.coordinator(&organisation["id"]);
        last = coordinator.ok(&confirm, json!({ "input": input })).await["partnership"].clone();
    }
    last
}

async fn of_sixteen_writers_that_take_20_percent_of_one_person_five_succeed(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let mut partnerships = Vec::new();
    for n in 0..4 {
        partnerships.push(partnership(&place, &format!("Samarbeid {n}")).await);
    }
    let writers = (0..16).map(|n| {
        let variables = allocation(&place, &partnerships[n % 4], "20");
        let planner = place.planner.clone();
        tokio::spawn(async move { planner.data(ALLOCATE, variables).await["createStaffAllocation"].clone() })
    });
    let mut taken = 0;
    for outcome in futures_util::future::join_all(writers).await {
        let payload = outcome.unwrap();
        if payload["errors"] == json!([]) {
            assert_eq!(payload["staffAllocation"]["percentage"], "20.00");
            taken += 1;
        } else {
            assert_eq!(payload["errors"][0]["code"], "EXCEEDS_CAPACITY", "{payload}");
            assert_eq!(payload["staffAllocation"], Value::Null);
        }
    }
    assert_eq!(taken, 5);
    let query = "query ($id: ID!) { staffMember(id: $id) {
        allocations { totalCount } allocated(on: \"2026-09-01\") free(on: \"2026-09-01\") later: free(on: \"2027-08-01\")
    } }";
    let data = place.planner.data(query, json!({ "id": place.person["id"] })).await;
    let expected =
        json!({ "allocations": { "totalCount": 5 }, "allocated": "100.00", "free": "0.00", "later": "100.00" });
    assert_eq!(data["staffMember"], expected);
}

async fn the_message_tells_when_and_how_much(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Musikkterapi").await;
    place.planner.ok(ALLOCATE, allocation(&place, &partnership, "80")).await;
    let refusal = place.planner.speaking("nb").user_errors(ALLOCATE, allocation(&place, &partnership, "20.01")).await;
    let message = refusal[0]["message"].as_str().unwrap();
    assert!(message.contains("2026-08-01") && message.contains("100.01") && message.contains("100.00"), "{message}");
    place.planner.ok(ALLOCATE, allocation(&place, &partnership, "20")).await;
}

async fn names_are_for_employer_host_and_planner(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Musikkterapi").await;
    let library = json!({ "name": "Biblioteket", "serviceType": "LIBRARY" });
    let library = organisation(&place.planner, "4601", library).await;
    let add = "mutation ($input: CreatePartyInput!) { createParty(input: $input) { party { id } errors { code field message } } }";
    let input = json!({ "partnership": partnership["id"], "organisation": library["id"], "role": "ADVISOR" });
    place.planner.ok(add, json!({ "input": input })).await;
    place.planner.ok(ALLOCATE, allocation(&place, &partnership, "40")).await;
    let query = "query ($id: ID!, $name: String!) {
        staffMember(id: $id) { displayName email employeeKey employmentPercentage }
        byName: staffMembers(filter: { name: { contains: $name } }) { totalCount }
        sorted: staffMembers(orderBy: [{ field: NAME }]) { nodes { id } }
    }";
    let variables = json!({ "id": place.person["id"], "name": "nygård" });
    let name = json!("Ingrid Nygård");
    let hidden = json!({ "displayName": null, "email": null, "employeeKey": null, "employmentPercentage": "100.00" });
    // A draft opens no name: its host may have written it alone.
    let host = server.coordinator(&place.partner["id"]);
    let data = host.data(query, variables.clone()).await;
    assert_eq!((&data["staffMember"], &data["byName"]["totalCount"]), (&hidden, &json!(0)));
    agree(&server, &place, &partnership, &[&place.school, &place.partner, &library]).await;
    for who in
        [place.planner.clone(), server.coordinator(&place.school["id"]), server.coordinator(&place.partner["id"])]
    {
        let data = who.data(query, variables.clone()).await;
        assert_eq!((&data["staffMember"]["displayName"], &data["byName"]["totalCount"]), (&name, &json!(1)));
    }
    for who in [server.reader("4601"), server.coordinator(&library["id"]), server.admin()] {
        let data = who.data(query, variables.clone()).await;
        assert_eq!((&data["staffMember"], &data["byName"]["totalCount"]), (&hidden, &json!(0)));
        assert_eq!(data["sorted"]["nodes"].as_array().unwrap().len(), 1);
    }
    for who in [server.reader("0301"), server.client(samspill::auth::Role::Analyst, &["4601"], &[])] {
        let data = who.data(query, variables.clone()).await;
        assert_eq!((&data["staffMember"], &data["sorted"]["nodes"]), (&Value::Null, &json!([])));
    }
}

async fn a_host_learns_a_name_from_the_employer_or_the_terms_in_force_alone(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let library = json!({ "name": "Biblioteket", "serviceType": "LIBRARY" });
    let library = organisation(&place.planner, "4601", library).await;
    let input = json!({
        "title": "Musikk på tre steder", "purpose": "Sang", "pillars": ["LEARNING"], "startDate": "2026-01-01",
        "endDate": "2027-12-31",
        "parties": [
            { "organisation": place.school["id"], "role": "LEAD" },
            { "organisation": place.partner["id"], "role": "HOST" },
            { "organisation": library["id"], "role": "HOST" },
        ],
    });
    let partnership = place.planner.ok(CREATE_PARTNERSHIP, json!({ "input": input })).await["partnership"].clone();
    place.planner.ok(ALLOCATE, allocation(&place, &partnership, "20")).await;
    let partnership_now = async || {
        let query = "query ($id: ID!) { partnership(id: $id) { id version pendingRevision { number } } }";
        place.planner.data(query, json!({ "id": partnership["id"] })).await["partnership"].clone()
    };
    agree(&server, &place, &partnership_now().await, &[&place.school, &place.partner, &library]).await;
    let librarian = server.coordinator(&library["id"]);
    let reads = async |who: &Client| {
        let query = "query ($id: ID!) { staffMember(id: $id) { displayName } }";
        let data = who.data(query, json!({ "id": place.person["id"] })).await;
        data["staffMember"]["displayName"] == "Ingrid Nygård"
    };
    assert!(!reads(&librarian).await, "the library hosts nobody");
    let taken = |percentage: &str| {
        let mut taken = allocation(&place, &partnership, percentage);
        taken["input"]["hostParty"] = host(&partnership, &library).clone();
        taken
    };
    // An amendment that names the person, opened by the one who wants to know who it is.
    librarian.ok(ALLOCATE, taken("10")).await;
    assert!(!reads(&librarian).await, "a proposal opens no name");
    let withdraw = step("withdrawPartnership", "WithdrawPartnershipInput");
    let now = async || {
        let now = partnership_now().await;
        json!({ "input": { "id": now["id"], "version": now["version"] } })
    };
    librarian.ok(&withdraw, now().await).await;
    assert!(reads(&server.coordinator(&place.partner["id"])).await, "who hosts by the terms in force still knows");
    // Once all have said yes to it, the employer among them.
    librarian.ok(ALLOCATE, taken("10")).await;
    place.planner.ok(&step("proposePartnership", "ProposePartnershipInput"), now().await).await;
    let number = partnership_now().await["pendingRevision"]["number"].clone();
    for organisation in [&library, &place.partner, &place.school] {
        assert!(!reads(&librarian).await, "not all have answered");
        let input = json!({ "id": partnership["id"], "revision": number, "organisation": organisation["id"] });
        let confirm = step("confirmPartnership", "ConfirmPartnershipInput");
        server.coordinator(&organisation["id"]).ok(&confirm, json!({ "input": input })).await;
    }
    assert!(reads(&librarian).await, "the terms in force name the host");
    // Or at once, where the employer itself says who comes.
    let input = json!({
        "employer": place.school["id"], "employeeKey": "K-18", "displayName": "Ola Sund", "employmentPercentage": "100",
        "employedFrom": "2020-08-01",
    });
    let other = place.planner.ok(CREATE_STAFF, json!({ "input": input })).await["staffMember"].clone();
    let mut sent = taken("10");
    sent["input"]["staffMember"] = other["id"].clone();
    server.coordinator(&place.school["id"]).ok(ALLOCATE, sent).await;
    let query = "query ($id: ID!) { staffMember(id: $id) { displayName } }";
    let data = librarian.data(query, json!({ "id": other["id"] })).await;
    assert_eq!(data["staffMember"]["displayName"], "Ola Sund");
}

async fn an_end_releases_the_people(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Musikkterapi").await;
    place.planner.ok(ALLOCATE, allocation(&place, &partnership, "100")).await;
    let last = agree(&server, &place, &partnership, &[&place.school, &place.partner]).await;
    assert_eq!(last["status"], "ACTIVE");
    let terminate = step("terminatePartnership", "TerminatePartnershipInput");
    let input = json!({ "id": last["id"], "version": last["version"], "reason": "Flytter", "endedOn": "2026-10-31" });
    place.planner.ok(&terminate, json!({ "input": input })).await;
    let query = "query ($id: ID!) { staffMember(id: $id) {
        before: free(on: \"2026-10-31\") after: free(on: \"2026-11-01\") allocations { nodes { toDate } }
    } }";
    let data = place.planner.data(query, json!({ "id": place.person["id"] })).await;
    let expected =
        json!({ "before": "0.00", "after": "100.00", "allocations": { "nodes": [{ "toDate": "2026-10-31" }] } });
    assert_eq!(data["staffMember"], expected);
}

async fn an_employer_is_not_removed_while_its_staff_is_shared(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Musikkterapi").await;
    place.planner.ok(ALLOCATE, allocation(&place, &partnership, "100")).await;
    let remove = "mutation ($input: DeletePartyInput!) {
        deleteParty(input: $input) { deletedId errors { code field message } }
    }";
    let input = json!({ "input": { "id": host(&partnership, &place.school), "version": 1 } });
    let partner = server.coordinator(&place.partner["id"]);
    assert_eq!(partner.user_errors(remove, input.clone()).await[0]["code"], "IN_USE");
    // Whoever may share its staff without it may also take it out.
    place.planner.ok(remove, input).await;
}

async fn an_end_drops_what_was_never_agreed(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let partnership = partnership(&place, "Musikkterapi").await;
    agree(&server, &place, &partnership, &[&place.school, &place.partner]).await;
    let mut variables = allocation(&place, &partnership, "60");
    variables["input"]["fromDate"] = json!("2026-02-01");
    place.planner.ok(ALLOCATE, variables).await;
    let query = "query ($id: ID!) { partnership(id: $id) { id version } }";
    let now = place.planner.data(query, json!({ "id": partnership["id"] })).await["partnership"].clone();
    let terminate = step("terminatePartnership", "TerminatePartnershipInput");
    let input = json!({ "id": now["id"], "version": now["version"], "reason": "Flytter", "endedOn": "2026-10-31" });
    place.planner.ok(&terminate, json!({ "input": input })).await;
    let query = "query ($id: ID!) { staffMember(id: $id) { free(on: \"2026-03-01\") allocations { totalCount } } }";
    let data = place.planner.data(query, json!({ "id": place.person["id"] })).await;
    assert_eq!(data["staffMember"], json!({ "free": "100.00", "allocations": { "totalCount": 0 } }));
}

async fn an_amendment_that_is_not_confirmed_frees_nobody(backend: Backend) {
    let server = Server::start(backend).await;
    let place = place(&server).await;
    let agreed = partnership(&place, "Musikkterapi").await;
    let other = partnership(&place, "Kor").await;
    let share = place.planner.ok(ALLOCATE, allocation(&place, &agreed, "80")).await["staffAllocation"].clone();
    let step = |name: &str| {
        let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
        format!(
            "mutation ($input: {kind}!) {{ {name}(input: $input) {{
                partnership {{ id version }} errors {{ code field message }}
            }} }}"
        )
    };
    let confirm = async |revision: i32| {
        for organisation in [&place.school, &place.partner] {
            let input = json!({ "id": agreed["id"], "revision": revision, "organisation": organisation["id"] });
            let coordinator = server.coordinator(&organisation["id"]);
            coordinator.ok(&step("confirmPartnership"), json!({ "input": input })).await;
        }
    };
    let propose = async || {
        let query = "query ($id: ID!) { partnership(id: $id) { id version } }";
        let now = place.planner.data(query, json!({ "id": agreed["id"] })).await["partnership"].clone();
        place.planner.ok(&step("proposePartnership"), json!({ "input": now })).await;
    };
    propose().await;
    confirm(1).await;
    let reduce = "mutation ($input: UpdateStaffAllocationInput!) {
        updateStaffAllocation(input: $input) { staffAllocation { percentage } errors { code field message } }
    }";
    let input = json!({ "id": share["id"], "version": 1, "percentage": "10" });
    place.planner.ok(reduce, json!({ "input": input })).await;
    // 80 % still binds: no more than 20 % can be promised elsewhere.
    let refusal = place.planner.user_errors(ALLOCATE, allocation(&place, &other, "20.01")).await;
    assert_eq!(refusal[0]["code"], "EXCEEDS_CAPACITY");
    propose().await;
    confirm(2).await;
    place.planner.ok(ALLOCATE, allocation(&place, &other, "90")).await;
}
