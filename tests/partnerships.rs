//! The life of a partnership: frozen revisions, two-sided confirmation, terms in force beside an amendment.

use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use crate::support::{
    Backend, Client, Server,
    records::{organisation, organisation_number},
};

on_both!(
    all_parties_confirm_the_same_revision,
    an_amendment_leaves_the_terms_in_force_until_all_confirm,
    a_withdrawn_amendment_brings_the_old_terms_back,
    an_amendment_is_withdrawn_after_its_new_party_has_answered,
    nobody_is_left_out_by_being_said_to_have_left,
    a_declined_proposal_ends_a_new_partnership,
    who_answered_is_for_those_who_work_with_it,
    a_leading_culture_school_stays_one,
    only_the_organisation_itself_answers,
    illegal_steps_name_the_allowed_ones,
    a_proposal_needs_a_culture_school_in_the_lead_and_a_partner,
    terms_are_frozen_while_they_await_answers,
    two_last_confirmations_at_once_bring_it_into_force_once,
    partnerships_are_found_by_what_planners_ask,
    a_partner_in_another_municipality_is_named_by_number,
    a_declined_amendment_stays_open_until_it_is_withdrawn,
    one_that_has_not_begun_can_be_terminated,
    a_partnership_belongs_where_its_lead_does,
    dates_cover_what_the_partnership_holds,
    an_amendment_is_kept_while_an_activity_needs_its_dates,
    a_party_that_has_left_reads_on_and_is_no_longer_asked,
);

const PARTNERSHIP: &str = "fragment P on Partnership {
    id version status statusReason endDate endedOn
    lead { id }
    parties { nodes { id version role organisation { id } } }
    termsInForce { number status terms { endDate parties { role } } }
    pendingRevision { number status awaiting { organisation { id } } differences { path before after } }
}";

/// A culture school, a school and their draft in Bergen.
#[derive(Clone)]
struct Draft {
    planner: Client,
    culture_school: Value,
    school: Value,
    partnership: Value,
}

async fn draft(server: &Server) -> Draft {
    let planner = server.planner("4601");
    let culture_school = organisation(&planner, "4601", json!({ "name": "Bergen kulturskole" })).await;
    let fields = json!({ "name": "Ny-Krohnborg skole", "serviceType": "SCHOOL" });
    let school = organisation(&planner, "4601", fields).await;
    let input = json!({
        "title": "Kor i skolen",
        "purpose": "Alle barn synger",
        "pillars": ["LEARNING"],
        "startDate": "2026-01-01",
        "endDate": "2027-07-31",
        "parties": [
            { "organisation": culture_school["id"], "role": "LEAD" },
            { "organisation": school["id"], "role": "HOST" },
        ],
    });
    let partnership = write(&planner, "createPartnership", input).await;
    Draft { planner, culture_school, school, partnership }
}

fn mutation(name: &str) -> String {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    format!(
        "{PARTNERSHIP} mutation ($input: {kind}!) {{
            {name}(input: $input) {{ partnership {{ ...P }} errors {{ code field message allowed currentVersion }} }}
        }}"
    )
}

/// Carries out a step and returns the partnership.
async fn write(client: &Client, name: &str, input: Value) -> Value {
    client.ok(&mutation(name), json!({ "input": input })).await["partnership"].clone()
}

/// Tries a step that must be refused and returns the first reason.
async fn refused(client: &Client, name: &str, input: Value) -> Value {
    client.user_errors(&mutation(name), json!({ "input": input })).await[0].clone()
}

fn step(partnership: &Value) -> Value {
    json!({ "id": partnership["id"], "version": partnership["version"] })
}

fn with(mut input: Value, name: &str, value: Value) -> Value {
    input[name] = value;
    input
}

async fn confirm(server: &Server, partnership: &Value, revision: i32, organisation: &Value) -> Value {
    let coordinator = server.coordinator(&organisation["id"]);
    let input = json!({ "id": partnership["id"], "revision": revision, "organisation": organisation["id"] });
    write(&coordinator, "confirmPartnership", input).await
}

/// The partnership after a proposal that both parties have confirmed.
async fn active(server: &Server, draft: &Draft) -> Value {
    let proposed = write(&draft.planner, "proposePartnership", step(&draft.partnership)).await;
    assert_eq!(proposed["status"], "PROPOSED");
    confirm(server, &proposed, 1, &draft.culture_school).await;
    confirm(server, &proposed, 1, &draft.school).await
}

async fn all_parties_confirm_the_same_revision(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    assert_eq!(draft.partnership["status"], "DRAFT");
    assert_eq!(draft.partnership["lead"]["id"], draft.culture_school["id"]);
    let proposed = write(&draft.planner, "proposePartnership", step(&draft.partnership)).await;
    assert_eq!(proposed["pendingRevision"]["awaiting"].as_array().unwrap().len(), 2);
    assert_eq!(proposed["termsInForce"], Value::Null);
    let half = confirm(&server, &proposed, 1, &draft.school).await;
    assert_eq!(half["status"], "PROPOSED");
    let awaiting = &half["pendingRevision"]["awaiting"];
    assert_eq!(awaiting, &json!([{ "organisation": { "id": draft.culture_school["id"] } }]));
    let active = confirm(&server, &proposed, 1, &draft.culture_school).await;
    assert_eq!(active["status"], "ACTIVE");
    assert_eq!(active["termsInForce"]["number"], 1);
    assert_eq!(active["termsInForce"]["status"], "IN_FORCE");
    assert_eq!(active["pendingRevision"], Value::Null);
}

async fn an_amendment_leaves_the_terms_in_force_until_all_confirm(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let active = active(&server, &draft).await;
    let longer = with(step(&active), "endDate", json!("2028-07-31"));
    let edited = write(&draft.planner, "updatePartnership", longer).await;
    assert_eq!(edited["status"], "ACTIVE");
    assert_eq!(edited["endDate"], "2028-07-31");
    assert_eq!(edited["termsInForce"]["terms"]["endDate"], "2027-07-31");
    assert_eq!(edited["pendingRevision"]["number"], 2);
    assert_eq!(edited["pendingRevision"]["status"], "OPEN");
    let proposed = write(&draft.planner, "proposePartnership", step(&edited)).await;
    assert_eq!(proposed["status"], "ACTIVE");
    let differences = &proposed["pendingRevision"]["differences"];
    assert_eq!(differences, &json!([{ "path": "endDate", "before": "2027-07-31", "after": "2028-07-31" }]));
    let half = confirm(&server, &proposed, 2, &draft.school).await;
    assert_eq!(half["termsInForce"]["number"], 1);
    let amended = confirm(&server, &proposed, 2, &draft.culture_school).await;
    assert_eq!(amended["termsInForce"]["number"], 2);
    assert_eq!(amended["termsInForce"]["terms"]["endDate"], "2028-07-31");
    let query = "query ($id: ID!) { partnership(id: $id) {
        revisions(orderBy: [{ field: NUMBER }]) { nodes { number status confirmations { totalCount } } }
    } }";
    let data = draft.planner.data(query, json!({ "id": active["id"] })).await;
    let expected = json!([
        { "number": 1, "status": "SUPERSEDED", "confirmations": { "totalCount": 2 } },
        { "number": 2, "status": "IN_FORCE", "confirmations": { "totalCount": 2 } },
    ]);
    assert_eq!(data["partnership"]["revisions"]["nodes"], expected);
}

async fn a_withdrawn_amendment_brings_the_old_terms_back(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let active = active(&server, &draft).await;
    let planner = &draft.planner;
    let library = organisation(planner, "4601", json!({ "name": "Biblioteket", "serviceType": "LIBRARY" })).await;
    let add = "mutation ($input: CreatePartyInput!) { createParty(input: $input) { party { id } errors { code field message } } }";
    let input = json!({ "partnership": active["id"], "organisation": library["id"], "role": "ADVISOR" });
    planner.ok(add, json!({ "input": input })).await;
    let query = format!("{PARTNERSHIP} query ($id: ID!) {{ partnership(id: $id) {{ ...P }} }}");
    let read = async || planner.data(&query, json!({ "id": active["id"] })).await["partnership"].clone();
    let edited = read().await;
    assert_eq!(edited["parties"]["nodes"].as_array().unwrap().len(), 3);
    let earlier = with(step(&edited), "endDate", json!("2026-12-31"));
    let edited = write(planner, "updatePartnership", earlier).await;
    let back = write(planner, "withdrawPartnership", step(&edited)).await;
    assert_eq!(back["status"], "ACTIVE");
    assert_eq!(back["endDate"], "2027-07-31");
    assert_eq!(back["parties"]["nodes"].as_array().unwrap().len(), 2);
    assert_eq!(back["pendingRevision"], Value::Null);
    let nothing = refused(planner, "proposePartnership", step(&back)).await;
    assert_eq!(nothing["code"], "INCOMPLETE");
}

async fn an_amendment_is_withdrawn_after_its_new_party_has_answered(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let active = active(&server, &draft).await;
    let planner = &draft.planner;
    let library = organisation(planner, "4601", json!({ "name": "Biblioteket", "serviceType": "LIBRARY" })).await;
    let add = "mutation ($input: CreatePartyInput!) {
        createParty(input: $input) { party { partnership { id version } } errors { code field message } }
    }";
    let input = json!({ "partnership": active["id"], "organisation": library["id"], "role": "ADVISOR" });
    let opened = planner.ok(add, json!({ "input": input })).await["party"]["partnership"].clone();
    let proposed = write(planner, "proposePartnership", step(&opened)).await;
    let confirmed = confirm(&server, &proposed, 2, &library).await;
    let back = write(planner, "withdrawPartnership", step(&confirmed)).await;
    assert_eq!(back["status"], "ACTIVE");
    assert_eq!(back["parties"]["nodes"].as_array().unwrap().len(), 2);
}

async fn nobody_is_left_out_by_being_said_to_have_left(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let school = server.coordinator(&draft.culture_school["id"]);
    let leave = async |partnership: &Value, day: Value| {
        let parties = partnership["parties"]["nodes"].as_array().unwrap();
        let party = parties.iter().find(|party| party["organisation"]["id"] == draft.school["id"]).unwrap();
        let update = "mutation ($input: UpdatePartyInput!) { updateParty(input: $input) {
            party { partnership { id version parties { nodes { id version organisation { id } } } } }
            errors { code field message }
        } }";
        let input = json!({ "id": party["id"], "version": party["version"], "leftOn": day });
        school.ok(update, json!({ "input": input })).await["party"]["partnership"].clone()
    };
    let emptied = leave(&draft.partnership, json!("2026-01-01")).await;
    let refusal = refused(&school, "proposePartnership", step(&emptied)).await;
    assert_eq!((&refusal["code"], &refusal["field"]), (&json!("OUTSIDE_PERIOD"), &json!(["parties"])));
    let filled = leave(&emptied, Value::Null).await;
    let active = active(&server, &Draft { partnership: filled, ..draft.clone() }).await;
    let emptied = leave(&active, json!("2026-01-01")).await;
    let refusal = refused(&school, "proposePartnership", step(&emptied)).await;
    assert_eq!(refusal["code"], "OUTSIDE_PERIOD");
}

async fn a_declined_proposal_ends_a_new_partnership(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let proposed = write(&draft.planner, "proposePartnership", step(&draft.partnership)).await;
    let school = server.coordinator(&draft.school["id"]);
    let input = json!({
        "id": proposed["id"], "revision": 1, "organisation": draft.school["id"], "reason": "Ingen ledige rom i år",
    });
    let declined = write(&school, "declinePartnership", input.clone()).await;
    assert_eq!(declined["status"], "DECLINED");
    assert_eq!(declined["statusReason"], "Ingen ledige rom i år");
    let again = refused(&school, "declinePartnership", input).await;
    assert_eq!(again["code"], "CONFLICT");
}

async fn only_the_organisation_itself_answers(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let proposed = write(&draft.planner, "proposePartnership", step(&draft.partnership)).await;
    let input =
        |organisation: &Value| json!({ "id": proposed["id"], "revision": 1, "organisation": organisation["id"] });
    for client in [&draft.planner, &server.admin(), &server.coordinator(&draft.culture_school["id"])] {
        let refusal = refused(client, "confirmPartnership", input(&draft.school)).await;
        assert_eq!(refusal["code"], "FORBIDDEN");
        assert_eq!(refusal["field"], json!(["organisation"]));
    }
    let school = server.coordinator(&draft.school["id"]);
    write(&school, "confirmPartnership", input(&draft.school)).await;
    let twice = refused(&school, "confirmPartnership", input(&draft.school)).await;
    assert_eq!(twice["code"], "ALREADY_EXISTS");
    let other = with(input(&draft.school), "revision", json!(2));
    let stale = refused(&school, "confirmPartnership", other).await;
    assert_eq!(stale["code"], "CONFLICT");
}

async fn illegal_steps_name_the_allowed_ones(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let planner = &draft.planner;
    let with_reason = |partnership: &Value| with(step(partnership), "reason", json!("Fordi"));
    let refusal = refused(planner, "suspendPartnership", with_reason(&draft.partnership)).await;
    assert_eq!(refusal["code"], "ILLEGAL_TRANSITION");
    assert_eq!(refusal["allowed"], json!(["PROPOSED", "WITHDRAWN"]));
    let active = active(&server, &draft).await;
    let suspended = write(planner, "suspendPartnership", with_reason(&active)).await;
    let refusal = refused(planner, "completePartnership", step(&suspended)).await;
    assert_eq!(refusal["allowed"], json!(["ACTIVE", "TERMINATED"]));
    let stale = refused(planner, "resumePartnership", step(&active)).await;
    assert_eq!((&stale["code"], &stale["currentVersion"]), (&json!("CONFLICT"), &suspended["version"]));
    let resumed = write(planner, "resumePartnership", step(&suspended)).await;
    let blank = with(step(&resumed), "reason", json!("  "));
    assert_eq!(refused(planner, "terminatePartnership", blank).await["code"], "REQUIRED");
    let early = with(with_reason(&resumed), "endedOn", json!("2025-12-31"));
    assert_eq!(refused(planner, "terminatePartnership", early).await["code"], "OUTSIDE_PERIOD");
    let ended = with(with_reason(&resumed), "endedOn", json!("2026-06-30"));
    let ended = write(planner, "terminatePartnership", ended).await;
    assert_eq!((&ended["status"], &ended["endedOn"]), (&json!("TERMINATED"), &json!("2026-06-30")));
    let refusal = refused(planner, "resumePartnership", step(&ended)).await;
    assert_eq!(refusal["allowed"], json!([]));
}

async fn a_proposal_needs_a_culture_school_in_the_lead_and_a_partner(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let planner = &draft.planner;
    let input = |parties: Value| json!({ "title": "T", "purpose": "P", "pillars": ["EXPRESSION"], "startDate": "2026-01-01", "parties": parties });
    let lead = |organisation: &Value| json!({ "organisation": organisation["id"], "role": "LEAD" });
    let wrong = refused(planner, "createPartnership", input(json!([lead(&draft.school)]))).await;
    assert_eq!((&wrong["code"], &wrong["field"]), (&json!("INVALID_VALUE"), &json!(["parties", "0", "role"])));
    let alone = write(planner, "createPartnership", input(json!([lead(&draft.culture_school)]))).await;
    assert_eq!(refused(planner, "proposePartnership", step(&alone)).await["code"], "INCOMPLETE");
    let none = with(input(json!([lead(&draft.culture_school)])), "pillars", json!([]));
    assert_eq!(refused(planner, "createPartnership", none).await["field"], json!(["pillars"]));
}

async fn terms_are_frozen_while_they_await_answers(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let proposed = write(&draft.planner, "proposePartnership", step(&draft.partnership)).await;
    let change = with(step(&proposed), "title", json!("Noe annet"));
    let refusal = refused(&draft.planner, "updatePartnership", change).await;
    assert_eq!(refusal["code"], "FROZEN");
    let law = with(step(&proposed), "legalReferences", json!("Opplæringslova § 26-1"));
    write(&draft.planner, "updatePartnership", law).await;
}

async fn two_last_confirmations_at_once_bring_it_into_force_once(backend: Backend) {
    let server = Server::start(backend).await;
    for _ in 0..5 {
        let draft = draft(&server).await;
        let proposed = write(&draft.planner, "proposePartnership", step(&draft.partnership)).await;
        let one = confirm(&server, &proposed, 1, &draft.culture_school);
        let other = confirm(&server, &proposed, 1, &draft.school);
        let (one, other) = tokio::join!(one, other);
        let statuses = [&one["status"], &other["status"]];
        assert!(statuses.contains(&&json!("ACTIVE")), "{statuses:?}");
        let query = format!("{PARTNERSHIP} query ($id: ID!) {{ partnership(id: $id) {{ ...P }} }}");
        let read = draft.planner.data(&query, json!({ "id": proposed["id"] })).await;
        assert_eq!(read["partnership"]["status"], "ACTIVE");
        assert_eq!(read["partnership"]["termsInForce"]["number"], 1);
    }
}

async fn partnerships_are_found_by_what_planners_ask(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let planner = &draft.planner;
    let proposed = write(planner, "proposePartnership", step(&draft.partnership)).await;
    let count = async |filter: Value| {
        let query = "query ($filter: PartnershipFilter) { partnerships(filter: $filter) { totalCount nodes { id } } }";
        let list = planner.data(query, json!({ "filter": filter })).await["partnerships"].clone();
        assert_eq!(list["totalCount"].as_u64().unwrap(), list["nodes"].as_array().unwrap().len() as u64);
        list["totalCount"].as_u64().unwrap()
    };
    let school = &draft.school["id"];
    assert_eq!(count(json!({ "awaitingConfirmationFrom": school })).await, 1);
    assert_eq!(count(json!({ "awaitingConfirmation": true })).await, 1);
    assert_eq!(count(json!({ "awaitingConfirmation": false })).await, 0);
    confirm(&server, &proposed, 1, &draft.school).await;
    assert_eq!(count(json!({ "awaitingConfirmationFrom": school })).await, 0);
    assert_eq!(count(json!({ "awaitingConfirmationFrom": draft.culture_school["id"] })).await, 1);
    assert_eq!(count(json!({ "activeOn": "2026-11-01" })).await, 0);
    confirm(&server, &proposed, 1, &draft.culture_school).await;
    assert_eq!(count(json!({ "activeOn": "2026-11-01" })).await, 1);
    assert_eq!(count(json!({ "activeOn": "2025-12-31" })).await, 0);
    assert_eq!(count(json!({ "endsBefore": "2027-08-01" })).await, 1);
    assert_eq!(count(json!({ "endsBefore": "2027-07-31" })).await, 0);
    assert_eq!(count(json!({ "serviceType": { "eq": "SCHOOL" } })).await, 1);
    assert_eq!(count(json!({ "serviceType": { "eq": "NAV" } })).await, 0);
    assert_eq!(count(json!({ "serviceType": { "in": [] } })).await, 0);
    assert_eq!(count(json!({ "serviceType": null, "title": { "contains": "KOR I" } })).await, 1);
    assert_eq!(count(json!({ "organisation": { "eq": school } })).await, 1);
    assert_eq!(count(json!({ "partyMunicipalityNumber": { "eq": "4601" } })).await, 1);
    assert_eq!(count(json!({ "pillars": { "has": "LEARNING" }, "status": { "eq": "ACTIVE" } })).await, 1);
    assert_eq!(count(json!({ "pillars": { "hasAll": ["LEARNING", "EXPRESSION"] } })).await, 0);
    let empty = "{ partnerships(filter: { serviceType: {} }) { totalCount } }";
    let errors = planner.errors(empty, json!({})).await;
    assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT");
}

async fn a_partner_in_another_municipality_is_named_by_number(backend: Backend) {
    let server = Server::start(backend).await;
    let number = organisation_number(3);
    let neighbour = server.planner("1106");
    let fields = json!({ "name": "Haugalandet kulturskole", "number": number });
    let far = organisation(&neighbour, "1106", fields).await;
    let draft = draft(&server).await;
    let add = "mutation ($input: CreatePartyInput!) { createParty(input: $input) { party { id } errors { code field message } } }";
    let by_id = json!({ "partnership": draft.partnership["id"], "organisation": far["id"], "role": "CO_CREATOR" });
    let refusal = draft.planner.user_errors(add, json!({ "input": by_id })).await;
    assert_eq!(refusal[0]["code"], "NOT_FOUND");
    let seen = "query ($id: ID!) { partnership(id: $id) { title } organisations { totalCount } }";
    let variables = json!({ "id": draft.partnership["id"] });
    let before = neighbour.data(seen, variables.clone()).await;
    assert_eq!((&before["partnership"], &before["organisations"]["totalCount"]), (&Value::Null, &json!(1)));
    let by_number =
        json!({ "partnership": draft.partnership["id"], "organisationNumber": number, "role": "CO_CREATOR" });
    draft.planner.ok(add, json!({ "input": by_number })).await;
    let after = neighbour.data(seen, variables).await;
    assert_eq!(
        (&after["partnership"]["title"], &after["organisations"]["totalCount"]),
        (&json!("Kor i skolen"), &json!(3))
    );
}

async fn who_answered_is_for_those_who_work_with_it(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    active(&server, &draft).await;
    let query = "{ confirmations(first: 1) { nodes { decision decidedBy } } }";
    let analyst = server.client(samspill::auth::Role::Analyst, &["4601"], &[]);
    let readers = [
        (draft.planner, json!("test")),
        (server.coordinator(&draft.school["id"]), json!("test")),
        (server.reader("4601"), Value::Null),
        (server.admin(), Value::Null),
        (analyst, Value::Null),
    ];
    for (who, name) in readers {
        let seen = who.data(query, json!({})).await;
        assert_eq!(seen["confirmations"]["nodes"][0], json!({ "decision": "CONFIRMED", "decidedBy": name }));
    }
}

async fn a_leading_culture_school_stays_one(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let update = "mutation ($input: UpdateOrganisationInput!) {
        updateOrganisation(input: $input) { organisation { version } errors { code field message } }
    }";
    let input = |organisation: &Value| {
        json!({ "input": {
        "id": organisation["id"], "version": organisation["version"], "serviceType": "LIBRARY",
    } })
    };
    let refusal = draft.planner.user_errors(update, input(&draft.culture_school)).await;
    assert_eq!((&refusal[0]["code"], &refusal[0]["field"]), (&json!("IN_USE"), &json!(["serviceType"])));
    draft.planner.ok(update, input(&draft.school)).await;
}

async fn a_declined_amendment_stays_open_until_it_is_withdrawn(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let active = active(&server, &draft).await;
    let planner = &draft.planner;
    let edited = write(planner, "updatePartnership", with(step(&active), "endDate", json!("2028-07-31"))).await;
    let preview = json!([{ "path": "endDate", "before": "2027-07-31", "after": "2028-07-31" }]);
    assert_eq!(edited["pendingRevision"]["differences"], preview);
    let proposed = write(planner, "proposePartnership", step(&edited)).await;
    let school = server.coordinator(&draft.school["id"]);
    let input = json!({
        "id": proposed["id"], "revision": 2, "organisation": draft.school["id"], "reason": "For lenge",
    });
    let declined = write(&school, "declinePartnership", input).await;
    assert_eq!(declined["status"], "ACTIVE");
    assert_eq!(declined["termsInForce"]["number"], 1);
    let open = &declined["pendingRevision"];
    assert_eq!((&open["number"], &open["status"]), (&json!(3), &json!("OPEN")));
    assert_eq!(open["differences"], preview);
    // Proposed again, it is compared with what binds, not with what was declined.
    let again = write(planner, "proposePartnership", step(&declined)).await;
    assert_eq!(again["pendingRevision"]["differences"], preview);
    let back = write(planner, "withdrawPartnership", step(&again)).await;
    assert_eq!((&back["endDate"], &back["pendingRevision"]), (&json!("2027-07-31"), &Value::Null));
}

async fn one_that_has_not_begun_can_be_terminated(backend: Backend) {
    let server = Server::start(backend).await;
    let mut draft = draft(&server).await;
    let later = with(with(step(&draft.partnership), "startDate", json!("2150-01-01")), "endDate", Value::Null);
    draft.partnership = write(&draft.planner, "updatePartnership", later).await;
    let active = active(&server, &draft).await;
    assert_eq!(refused(&draft.planner, "completePartnership", step(&active)).await["code"], "OUTSIDE_PERIOD");
    let ended = with(step(&active), "reason", json!("Ingen elever"));
    let ended = write(&draft.planner, "terminatePartnership", ended).await;
    assert_eq!(ended["status"], "TERMINATED");
}

async fn a_partnership_belongs_where_its_lead_does(backend: Backend) {
    let server = Server::start(backend).await;
    let number = organisation_number(5);
    let fields = json!({ "name": "Haugalandet kulturskole", "number": number });
    organisation(&server.planner("1106"), "1106", fields).await;
    let draft = draft(&server).await;
    let planner = &draft.planner;
    let roles = "mutation ($input: UpdatePartyInput!) { updateParty(input: $input) { party { id } errors { code field message } } }";
    let parties = draft.partnership["parties"]["nodes"].as_array().unwrap();
    let lead = parties.iter().find(|party| party["role"] == "LEAD").unwrap();
    let input = json!({ "id": lead["id"], "version": lead["version"], "role": "CO_CREATOR" });
    planner.ok(roles, json!({ "input": input })).await;
    let add = "mutation ($input: CreatePartyInput!) { createParty(input: $input) { party { id } errors { code field message } } }";
    let input = json!({ "partnership": draft.partnership["id"], "organisationNumber": number, "role": "LEAD" });
    planner.ok(add, json!({ "input": input })).await;
    let query = "query ($id: ID!) { partnership(id: $id) { municipality { number } } }";
    let data = planner.data(query, json!({ "id": draft.partnership["id"] })).await;
    assert_eq!(data["partnership"]["municipality"]["number"], "1106");
}

async fn dates_cover_what_the_partnership_holds(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let planner = &draft.planner;
    let create = "mutation ($input: CreateBreadthActivityInput!) {
        createBreadthActivity(input: $input) { breadthActivity { id } errors { code field message } }
    }";
    let input = json!({
        "partnership": draft.partnership["id"], "title": "Sang i klassen", "subjectFields": ["MUSIC"],
        "format": "WEEKLY_GROUP", "targetGroups": ["PUPILS"], "ageBands": ["AGE_6_12"], "setting": "SCHOOL",
        "startDate": "2026-08-20", "endDate": "2027-06-10",
    });
    planner.ok(create, json!({ "input": input })).await;
    let shorter = with(step(&draft.partnership), "endDate", json!("2027-06-09"));
    let refusal = refused(planner, "updatePartnership", shorter).await;
    assert_eq!((&refusal["code"], &refusal["field"]), (&json!("OUTSIDE_PERIOD"), &json!(["endDate"])));
    let exact = with(step(&draft.partnership), "endDate", json!("2027-06-10"));
    write(planner, "updatePartnership", exact).await;
}

async fn an_amendment_is_kept_while_an_activity_needs_its_dates(backend: Backend) {
    let server = Server::start(backend).await;
    let draft = draft(&server).await;
    let planner = &draft.planner;
    let active = active(&server, &draft).await;
    let longer = write(planner, "updatePartnership", with(step(&active), "endDate", json!("2027-12-31"))).await;
    let create = "mutation ($input: CreateBreadthActivityInput!) { createBreadthActivity(input: $input) {
        breadthActivity { id version partnership { id version } } errors { code field message }
    } }";
    let input = json!({
        "partnership": longer["id"], "title": "Sang i klassen", "subjectFields": ["MUSIC"],
        "format": "WEEKLY_GROUP", "targetGroups": ["PUPILS"], "ageBands": ["AGE_6_12"], "setting": "SCHOOL",
        "startDate": "2027-08-20", "endDate": "2027-12-10",
    });
    let activity = planner.ok(create, json!({ "input": input })).await["breadthActivity"].clone();
    let said = [
        ("nb", "uten endringen. Flytt den først."),
        ("nn", "utan endringa. Flytt han først."),
        ("en", "without the amendment. Move it first."),
    ];
    for (language, message) in said {
        let refusal = refused(&planner.speaking(language), "withdrawPartnership", step(&activity["partnership"])).await;
        assert_eq!((&refusal["code"], &refusal["field"]), (&json!("OUTSIDE_PERIOD"), &json!(["id"])));
        assert!(refusal["message"].as_str().unwrap().ends_with(message), "{refusal}");
    }
    // Nothing of it was done: the amendment is still there, with its dates.
    let query = format!("{PARTNERSHIP} query ($id: ID!) {{ partnership(id: $id) {{ ...P }} }}");
    let read = planner.data(&query, json!({ "id": active["id"] })).await["partnership"].clone();
    assert_eq!((&read["endDate"], &read["pendingRevision"]["number"]), (&json!("2027-12-31"), &json!(2)));
    let update = "mutation ($input: UpdateBreadthActivityInput!) { updateBreadthActivity(input: $input) {
        breadthActivity { id } errors { code field message }
    } }";
    let earlier = json!({
        "id": activity["id"], "version": activity["version"], "startDate": "2027-01-20", "endDate": "2027-07-31",
    });
    planner.ok(update, json!({ "input": earlier })).await;
    let back = write(planner, "withdrawPartnership", step(&read)).await;
    assert_eq!((&back["status"], &back["endDate"]), (&json!("ACTIVE"), &json!("2027-07-31")));
}

/// What was agreed while it took part is its own history, and its part of the work is still to be settled; what comes after
/// is agreed without it.
async fn a_party_that_has_left_reads_on_and_is_no_longer_asked(backend: Backend) {
    let server = Server::start(backend).await;
    let neighbour = server.planner("1106");
    let number = organisation_number(3);
    let fields = json!({ "name": "Haugesund bibliotek", "number": number, "serviceType": "LIBRARY" });
    let library = organisation(&neighbour, "1106", fields).await;
    let mut draft = draft(&server).await;
    let planner = draft.planner.clone();
    let add = "mutation ($input: CreatePartyInput!) { createParty(input: $input) {
        party { id partnership { id version } } errors { code field message }
    } }";
    let input = json!({ "partnership": draft.partnership["id"], "organisationNumber": number, "role": "ADVISOR" });
    let party = planner.ok(add, json!({ "input": input })).await["party"].clone();
    draft.partnership = party["partnership"].clone();
    active(&server, &draft).await;
    let agreed = confirm(&server, &draft.partnership, 1, &library).await;
    assert_eq!(agreed["status"], "ACTIVE");

    // It leaves by agreement: all three confirm, itself too.
    let leave = "mutation ($input: UpdatePartyInput!) { updateParty(input: $input) {
        party { partnership { id version } } errors { code field message }
    } }";
    let input = json!({ "id": party["id"], "version": 1, "leftOn": "2027-07-30" });
    let opened = planner.ok(leave, json!({ "input": input })).await["party"]["partnership"].clone();
    let proposed = write(&planner, "proposePartnership", step(&opened)).await;
    for organisation in [&draft.culture_school, &draft.school, &library] {
        confirm(&server, &proposed, 2, organisation).await;
    }
    // Time passes: what was agreed of a day to come is of a day that was.
    let database = server.database().connect().await;
    for statement in [
        "UPDATE party SET left_on = '2026-01-02' WHERE left_on = '2027-07-30'",
        "UPDATE partnership_revision SET terms = replace(terms, '2027-07-30', '2026-01-02')",
    ] {
        database.execute_unprepared(statement).await.unwrap();
    }

    // An amendment comes into force without it.
    let query = format!("{PARTNERSHIP} query ($id: ID!) {{ partnership(id: $id) {{ ...P }} }}");
    let variables = json!({ "id": agreed["id"] });
    let read = planner.data(&query, variables.clone()).await["partnership"].clone();
    let shorter = write(&planner, "updatePartnership", with(step(&read), "endDate", json!("2027-06-30"))).await;
    let proposed = write(&planner, "proposePartnership", step(&shorter)).await;
    let awaited = proposed["pendingRevision"]["awaiting"].as_array().unwrap();
    assert_eq!(awaited.len(), 2, "{awaited:?}");
    assert!(awaited.iter().all(|party| party["organisation"]["id"] != library["id"]));
    let librarian = server.coordinator(&library["id"]);
    let answer = json!({ "id": agreed["id"], "revision": 3, "organisation": library["id"] });
    let refusal = refused(&librarian, "confirmPartnership", answer).await;
    assert_eq!((&refusal["code"], &refusal["field"]), (&json!("INVALID_VALUE"), &json!(["organisation"])));
    let waiting = "query ($from: ID!) {
        partnerships(filter: { awaitingConfirmationFrom: $from }) { totalCount }
    }";
    let asked = librarian.data(waiting, json!({ "from": library["id"] })).await;
    assert_eq!(asked["partnerships"]["totalCount"], 0);
    confirm(&server, &proposed, 3, &draft.culture_school).await;
    let agreed = confirm(&server, &proposed, 3, &draft.school).await;
    assert_eq!((&agreed["termsInForce"]["number"], &agreed["pendingRevision"]), (&json!(3), &Value::Null));

    // It and its municipality read the partnership as before, and settle what was their part of it.
    for client in [&librarian, &neighbour] {
        let seen = client.data(&query, variables.clone()).await["partnership"].clone();
        assert_eq!(seen["termsInForce"], agreed["termsInForce"]);
        assert_eq!(seen["parties"]["nodes"].as_array().unwrap().len(), 3);
    }
    let law = with(step(&agreed), "legalReferences", json!("Opplæringslova § 26-1"));
    let settled = write(&librarian, "updatePartnership", law).await;
    assert_eq!(settled["id"], agreed["id"]);
    // Whoever never took part sees nothing of it.
    let stranger = server.planner("0301").data(&query, variables).await;
    assert_eq!(stranger["partnership"], Value::Null);
}
