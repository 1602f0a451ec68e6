//! The rules of shared staff under real SQL: two partnerships over two municipalities on a SQLite file.

use std::sync::Arc;

use async_graphql::{Request, value};
use chrono::{DateTime, NaiveDate};
use entity::{
    Id, Kind, Percentage, audit_event,
    id::{OrganisationId, PartnershipId, PartyId, StaffMemberId},
    organisation, partnership, party, staff_allocation, staff_member,
    vocabulary::{PartnershipStatus, PartyRole, ServiceType, Terms},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use serde_json::Value;

use super::{check_capacity, check_within_dates, cut_allocations};
use crate::{
    audit::disclosure::Disclosures,
    auth::{Caller, Power, Reach, Role},
    clock::{FixedClock, Ids},
    graphql::schema::{Schema, build},
    problem::Language,
    reference::municipality_id,
    store::{Reader, Refused, Registry, RuleSettings, Scope, connect, drive, migrate},
    vocabulary::UserErrorCode,
};

/// A culture school and a kindergarten in Bergen, a library in Tromsø. `near` binds the first two, `far` the school and
/// the library.
struct World {
    _directory: tempfile::TempDir,
    registry: Registry,
    schema: Schema,
    school: OrganisationId,
    kindergarten: OrganisationId,
    library: OrganisationId,
    near: PartnershipId,
    kindergarten_part: PartyId,
    far: PartnershipId,
    school_far_part: PartyId,
    library_part: PartyId,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn caller(role: Role, reach: Reach) -> Caller {
    Caller::new("somebody", "test", vec![Power::new(role, reach)])
}

fn admin() -> Caller {
    caller(Role::RegistryAdmin, Reach::Everything)
}

fn planner(municipality: &str) -> Caller {
    let reach = Reach::Municipalities(vec![municipality_id(municipality)]);
    caller(Role::MunicipalPlanner, reach)
}

fn coordinator(organisation: OrganisationId) -> Caller {
    caller(Role::Coordinator, Reach::Organisations(vec![organisation]))
}

impl World {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/staff.db", directory.path().display());
        let database = connect(&url, 4).await.unwrap();
        migrate(&database).await.unwrap();
        let now = DateTime::parse_from_rfc3339("2026-06-01T08:00:00Z").unwrap();
        let registry = Registry {
            database,
            clock: Arc::new(FixedClock(now.to_utc())),
            ids: Ids::seeded(1),
            rules: RuleSettings::default(),
        };
        let tx = scope(&registry, admin()).begin("create_staff_allocation").await.unwrap();
        let organisation = async |name: &str, service, municipality| {
            let row = organisation::ActiveModel {
                municipality_id: Set(municipality_id(municipality)),
                name: Set(name.to_owned()),
                search_name: Set(name.to_lowercase()),
                service_type: Set(service),
                kostra_functions: Set(entity::KostraCodes::default()),
                active: Set(true),
                ..Default::default()
            };
            tx.insert::<organisation::Entity>(row).await.unwrap().id
        };
        let school = organisation("Kulturskolen", ServiceType::CultureSchool, "4601").await;
        let kindergarten = organisation("Barnehagen", ServiceType::Kindergarten, "4601").await;
        let library = organisation("Biblioteket", ServiceType::Library, "5501").await;
        let partnership = async |title: &str| {
            let row = partnership::ActiveModel {
                municipality_id: Set(municipality_id("4601")),
                title: Set(title.to_owned()),
                search_title: Set(title.to_lowercase()),
                purpose: Set("Sammen".to_owned()),
                pillars: Set(Terms::default()),
                start_date: Set(day("2026-08-01")),
                status: Set(PartnershipStatus::Draft),
                revision_number: Set(0),
                ..Default::default()
            };
            tx.insert::<partnership::Entity>(row).await.unwrap().id
        };
        let (near, far) = (partnership("Nær").await, partnership("Fjern").await);
        let party = async |partnership, organisation, role, municipality| {
            let row = party::ActiveModel {
                municipality_id: Set(municipality_id(municipality)),
                partnership_id: Set(partnership),
                organisation_id: Set(organisation),
                role: Set(role),
                ..Default::default()
            };
            tx.insert::<party::Entity>(row).await.unwrap().id
        };
        party(near, school, PartyRole::Lead, "4601").await;
        let kindergarten_part = party(near, kindergarten, PartyRole::Host, "4601").await;
        let school_far_part = party(far, school, PartyRole::Lead, "4601").await;
        let library_part = party(far, library, PartyRole::Host, "5501").await;
        tx.commit().await.unwrap();
        Self {
            _directory: directory,
            registry,
            schema: build(),
            school,
            kindergarten,
            library,
            near,
            kindergarten_part,
            far,
            school_far_part,
            library_part,
        }
    }

    async fn ask(&self, caller: Caller, query: &str) -> Value {
        self.ask_with(caller, query, Value::Null).await
    }

    async fn ask_with(&self, caller: Caller, query: &str, input: Value) -> Value {
        let scope = scope(&self.registry, caller);
        let request =
            Request::new(query).variables(async_graphql::Variables::from_json(serde_json::json!({ "input": input })));
        let response = drive(|queue| {
            let loaders = Reader::loaders(scope.clone(), queue);
            self.schema.execute(request.data(scope).data(loaders).data(Disclosures::default()))
        })
        .await;
        assert_eq!(response.errors, [], "{query}");
        response.data.into_json().unwrap()
    }

    async fn employ(&self, key: &str, name: &str, percentage: &str) -> StaffMemberId {
        let input = serde_json::json!({
            "employer": self.school.to_string(), "employeeKey": key, "displayName": name,
            "email": "noen@bergen.kommune.no", "employmentPercentage": percentage, "employedFrom": "2020-01-01",
        });
        let query = "mutation($input: CreateStaffMemberInput!) {
            createStaffMember(input: $input) { staffMember { id } errors { code } } }";
        let answer = self.ask_with(planner("4601"), query, input).await;
        id(&answer["createStaffMember"]["staffMember"]["id"])
    }

    /// Allocates as a planner of Bergen; the allocation and the errors.
    async fn allocate(
        &self,
        person: StaffMemberId,
        host: PartyId,
        percentage: &str,
        from: &str,
        to: Option<&str>,
    ) -> Value {
        let partnership = if host == self.kindergarten_part { self.near } else { self.far };
        let input = serde_json::json!({
            "partnership": partnership.to_string(), "staffMember": person.to_string(), "hostParty": host.to_string(),
            "percentage": percentage, "function": "TEACHING", "fromDate": from, "toDate": to,
        });
        self.ask_with(planner("4601"), ALLOCATE, input).await["createStaffAllocation"].take()
    }
}

const ALLOCATE: &str = "mutation($input: CreateStaffAllocationInput!) {
    createStaffAllocation(input: $input) { staffAllocation { id version } errors { code field message } } }";

fn scope(registry: &Registry, caller: Caller) -> Scope {
    Scope {
        registry: registry.clone(),
        caller: Arc::new(caller),
        language: Language::En,
        request_id: "test".into(),
        now: registry.clock.now(),
    }
}

fn id<K: Kind>(value: &Value) -> Id<K> {
    value.as_str().unwrap().parse().unwrap()
}

fn codes(payload: &Value) -> Vec<&str> {
    let errors = payload["errors"].as_array().unwrap();
    errors.iter().map(|error| error["code"].as_str().unwrap()).collect()
}

fn problem_codes(outcome: Result<(), Refused>) -> Vec<UserErrorCode> {
    match outcome {
        Ok(()) => Vec::new(),
        Err(Refused::Problems(problems)) => problems.iter().map(|problem| problem.code).collect(),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn allocations_over_all_partnerships_fit_the_position() {
    let world = World::new().await;
    let person = world.employ("1", "Kari Nordmann", "80").await;
    let (near, far) = (world.kindergarten_part, world.library_part);
    let first = world.allocate(person, near, "50", "2026-08-01", None).await;
    assert_eq!(codes(&first), [""; 0]);

    let year = Some("2026-12-31");
    let over = world.allocate(person, far, "30.01", "2026-09-01", year).await;
    assert_eq!(codes(&over), ["EXCEEDS_CAPACITY"]);
    let message = over["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("80.01 % on 2026-09-01") && message.contains("80.00 %"), "{message}");
    assert!(!message.contains("partnership_"), "{message}");

    let exact = world.allocate(person, far, "30", "2026-09-01", year).await;
    assert_eq!(codes(&exact), [""; 0]);
    let last_day = world.allocate(person, far, "0.01", "2026-12-31", None).await;
    assert_eq!(codes(&last_day), ["EXCEEDS_CAPACITY"]);
    let after = world.allocate(person, far, "30", "2027-01-01", None).await;
    assert_eq!(codes(&after), [""; 0]);

    // A caller who sees one of the two partnerships learns the sum of both, and only the one allocation.
    let free = format!(
        "{{ staffMember(id: \"{person}\") {{
            before: free(on: \"2026-07-31\") summer: free(on: \"2026-08-31\") full: free(on: \"2026-10-01\")
            taken: allocated(on: \"2026-10-01\") allocations {{ totalCount }} }}
          some: staffMembers(filter: {{ free: {{ on: \"2026-08-31\", atLeast: \"30\" }} }}) {{ totalCount }}
          none: staffMembers(filter: {{ free: {{ on: \"2026-08-31\", atLeast: \"30.01\" }} }}) {{ totalCount }}
          hidden: staffMembers(filter: {{ allocatedTo: {{ eq: \"{}\" }} }}) {{ totalCount }}
          hiddenToo: staffAllocations(filter: {{ partnership: {{ eq: \"{0}\" }} }}) {{ totalCount }}
          seen: staffAllocations(filter: {{ activeOn: \"2026-10-01\" }}) {{ nodes {{ percentage staffMember {{ title }} }} }} }}",
        world.far
    );
    let answer = world.ask(coordinator(world.kindergarten), &free).await;
    let expected = value!({
        "staffMember": { "before": "80.00", "summer": "30.00", "full": "0.00", "taken": "80.00", "allocations": { "totalCount": 1 } },
        "some": { "totalCount": 1 }, "none": { "totalCount": 0 }, "hidden": { "totalCount": 0 },
        "hiddenToo": { "totalCount": 0 },
        "seen": { "nodes": [{ "percentage": "50.00", "staffMember": { "title": null } }] },
    });
    assert_eq!(answer, expected.into_json().unwrap());

    // The position cannot shrink below what is taken, nor the employment end before it.
    let shrink = format!(
        "mutation {{
            less: updateStaffMember(input: {{ id: \"{person}\", version: 1, employmentPercentage: \"79.99\" }}) {{ errors {{ code field }} }}
            shorter: updateStaffMember(input: {{ id: \"{person}\", version: 1, employedTo: \"2030-01-01\" }}) {{ errors {{ code field }} }} }}"
    );
    let answer = world.ask(planner("4601"), &shrink).await;
    let expected = value!({
        "less": { "errors": [{ "code": "EXCEEDS_CAPACITY", "field": ["employmentPercentage"] }] },
        "shorter": { "errors": [{ "code": "OUTSIDE_PERIOD", "field": ["employedTo"] }] },
    });
    assert_eq!(answer, expected.into_json().unwrap());

    // An allocation that is changed does not stand in its own way.
    let allocation = first["staffAllocation"]["id"].as_str().unwrap();
    let change = format!(
        "mutation {{
            more: updateStaffAllocation(input: {{ id: \"{allocation}\", version: 1, percentage: \"50.01\" }}) {{ errors {{ code }} }}
            less: updateStaffAllocation(input: {{ id: \"{allocation}\", version: 1, percentage: \"40\" }}) {{ errors {{ code }} }}
            stale: updateStaffAllocation(input: {{ id: \"{allocation}\", version: 1, percentage: \"41\" }}) {{ errors {{ code }} }} }}"
    );
    let answer = world.ask(planner("4601"), &change).await;
    let expected = value!({
        "more": { "errors": [{ "code": "EXCEEDS_CAPACITY" }] },
        "less": { "errors": [] },
        "stale": { "errors": [{ "code": "CONFLICT" }] },
    });
    assert_eq!(answer, expected.into_json().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_at_once_do_not_break_the_rule() {
    let world = World::new().await;
    for key in ["1", "2", "3", "4", "5", "6", "7", "8"] {
        let person = world.employ(key, "Kari Nordmann", "100").await;
        // In two partnerships: only the person's own lock keeps the writers apart.
        let (near, far) = (world.kindergarten_part, world.library_part);
        let (one, other) = tokio::join!(
            world.allocate(person, near, "60", "2026-08-01", None),
            world.allocate(person, far, "60", "2026-08-01", None),
        );
        let refused = [codes(&one), codes(&other)].concat();
        assert_eq!(refused, ["EXCEEDS_CAPACITY"]);
    }
}

#[tokio::test]
async fn names_show_only_to_those_who_may_read_them() {
    let world = World::new().await;
    let shared = world.employ("1", "Åse Nordmann", "100").await;
    world.employ("2", "Berit Nordmann", "100").await;
    let host = world.kindergarten_part;
    world.allocate(shared, host, "20", "2026-08-01", None).await;
    world.allocate(shared, world.school_far_part, "20", "2026-08-01", None).await;

    let query = "{
        staffMembers(orderBy: [{ field: NAME }]) { nodes { displayName employeeKey email employer { name } } }
        named: staffMembers(filter: { name: { contains: \"berit\" } }) { totalCount }
        keyed: staffMembers(filter: { employeeKey: { eq: \"1\" } }) { totalCount } }";
    let person = |name: &str, key: &str| {
        serde_json::json!({ "displayName": name, "employeeKey": key, "email": "noen@bergen.kommune.no",
            "employer": { "name": "Kulturskolen" } })
    };
    let hidden = serde_json::json!({ "displayName": null, "employeeKey": null, "email": null,
        "employer": { "name": "Kulturskolen" } });
    let answer = |people: &[Value], named: u32, keyed: u32| {
        serde_json::json!({ "staffMembers": { "nodes": people }, "named": { "totalCount": named },
            "keyed": { "totalCount": keyed } })
    };
    let both = [person("Berit Nordmann", "2"), person("Åse Nordmann", "1")];
    let two_hidden = [hidden.clone(), hidden.clone()];
    let reader = Reach::Municipalities(vec![municipality_id("4601")]);

    assert_eq!(world.ask(planner("4601"), query).await, answer(&both, 1, 1));
    assert_eq!(world.ask(coordinator(world.school), query).await, answer(&both, 1, 1));
    assert_eq!(world.ask(caller(Role::Reader, reader), query).await, answer(&two_hidden, 0, 0));
    assert_eq!(world.ask(admin(), query).await, answer(&two_hidden, 0, 0));
    // The kindergarten hosts one of the two and sees no other; the name once the partnership is agreed.
    let one_hidden = std::slice::from_ref(&hidden);
    assert_eq!(world.ask(coordinator(world.kindergarten), query).await, answer(one_hidden, 0, 0));
    let tx = scope(&world.registry, admin()).begin("update_partnership").await.unwrap();
    let near = tx.find(world.near).await.unwrap();
    let mut agreed: partnership::ActiveModel = near.clone().into();
    agreed.status = Set(PartnershipStatus::Active);
    tx.update::<partnership::Entity>(near, agreed).await.unwrap();
    tx.commit().await.unwrap();
    // The library and Tromsø see that person, not the name.
    let one = [person("Åse Nordmann", "1")];
    assert_eq!(world.ask(coordinator(world.kindergarten), query).await, answer(&one, 0, 1));
    assert_eq!(world.ask(coordinator(world.library), query).await, answer(one_hidden, 0, 0));
    assert_eq!(world.ask(planner("5501"), query).await, answer(one_hidden, 0, 0));

    // Nobody pages through hidden names either: the cursors of a reader's pages hold none.
    let cursors = "{ staffMembers(orderBy: [{ field: NAME }], first: 1) { pageInfo { endCursor } } }";
    let reach = Reach::Municipalities(vec![municipality_id("4601")]);
    let page = world.ask(caller(Role::Reader, reach), cursors).await;
    let cursor = page["staffMembers"]["pageInfo"]["endCursor"].as_str().unwrap();
    let order = "{ staffMembers(orderBy: [{ field: NAME }], after: \"CURSOR\") { nodes { displayName } } }";
    let reach = Reach::Municipalities(vec![municipality_id("4601")]);
    let next = world.ask(caller(Role::Reader, reach), &order.replace("CURSOR", cursor)).await;
    assert_eq!(next, serde_json::json!({ "staffMembers": { "nodes": [{ "displayName": null }] } }));
}

#[tokio::test]
async fn staff_are_not_taken_without_their_employer() {
    let world = World::new().await;
    let person = world.employ("1", "Kari Nordmann", "100").await;
    world.allocate(person, world.library_part, "20", "2026-08-01", None).await;
    // Tromsø sees the person through `far`; a partnership of its own has no part for the school.
    let tx = scope(&world.registry, admin()).begin("create_staff_allocation").await.unwrap();
    let far = tx.find(world.far).await.unwrap();
    let own = partnership::ActiveModel {
        municipality_id: Set(municipality_id("5501")),
        title: Set("Egen".to_owned()),
        ..far.into()
    };
    let own = tx.insert::<partnership::Entity>(own).await.unwrap().id;
    let part = party::ActiveModel {
        municipality_id: Set(municipality_id("5501")),
        partnership_id: Set(own),
        organisation_id: Set(world.library),
        role: Set(PartyRole::Lead),
        ..Default::default()
    };
    let part = tx.insert::<party::Entity>(part).await.unwrap().id;
    tx.commit().await.unwrap();
    let input = serde_json::json!({
        "partnership": own.to_string(), "staffMember": person.to_string(), "hostParty": part.to_string(),
        "percentage": 10, "function": "TEACHING", "fromDate": "2026-08-01",
    });
    let answer = world.ask_with(planner("5501"), ALLOCATE, input.clone()).await;
    assert_eq!(codes(&answer["createStaffAllocation"]), ["FORBIDDEN"]);
    let answer = world.ask_with(admin(), ALLOCATE, input).await;
    let allocation = &answer["createStaffAllocation"]["staffAllocation"]["id"];
    // The employer's planner sees what its staff do, not with whom, and cannot change it.
    let delete = format!(
        "mutation {{ deleteStaffAllocation(input: {{ id: {allocation}, version: 1 }}) {{ errors {{ code message }} }} }}"
    );
    let refused = world.ask(planner("4601"), &delete).await;
    assert_eq!(codes(&refused["deleteStaffAllocation"]), ["FORBIDDEN"]);
    assert!(!refused.to_string().contains("partnership_"));
    let look =
        format!("{{ staffAllocation(id: {allocation}) {{ percentage partnership {{ id }} hostParty {{ id }} }} }}");
    let seen = world.ask(planner("4601"), &look).await;
    let expected = serde_json::json!({ "percentage": "10.00", "partnership": null, "hostParty": null });
    assert_eq!(seen["staffAllocation"], expected);
}

#[tokio::test]
async fn allocations_end_with_their_partnership() {
    let world = World::new().await;
    let person = world.employ("1", "Kari Nordmann", "100").await;
    let host = world.library_part;
    world.allocate(person, host, "20", "2026-08-01", None).await;
    world.allocate(person, host, "20", "2026-08-01", Some("2026-09-30")).await;
    world.allocate(person, host, "20", "2027-01-01", None).await;

    let tx = scope(&world.registry, admin()).begin("terminate_partnership").await.unwrap();
    let mut far = tx.find(world.far).await.unwrap();
    assert_eq!(problem_codes(check_within_dates(&tx, &far).await), []);
    far.end_date = Some(day("2026-12-31"));
    let outside = check_within_dates(&tx, &far).await;
    assert_eq!(problem_codes(outside), [UserErrorCode::OutsidePeriod]);
    cut_allocations(&tx, &far, day("2026-12-31")).await.unwrap();
    assert_eq!(problem_codes(check_within_dates(&tx, &far).await), []);
    tx.commit().await.unwrap();

    let database = &world.registry.database;
    let left = staff_allocation::Entity::find().all(database).await.unwrap();
    let mut ends: Vec<_> = left.iter().filter_map(|allocation| allocation.to_date).collect();
    ends.sort();
    assert_eq!(ends, [day("2026-09-30"), day("2026-12-31")]);
    let audited =
        audit_event::Entity::find().filter(audit_event::Column::Operation.eq("terminatePartnership")).count(database);
    assert_eq!(audited.await.unwrap(), 2);
}

#[tokio::test]
async fn what_came_to_nothing_takes_nothing_until_it_is_restored() {
    let world = World::new().await;
    let person = world.employ("1", "Kari Nordmann", "100").await;
    world.allocate(person, world.library_part, "80", "2026-08-01", None).await;
    let status = async |status| {
        let tx = scope(&world.registry, admin()).begin("update_partnership").await.unwrap();
        let row = partnership::ActiveModel { id: Set(world.far), status: Set(status), ..Default::default() };
        row.update(tx.connection()).await.unwrap();
        let outcome = check_capacity(&tx, person).await;
        tx.commit().await.unwrap();
        problem_codes(outcome)
    };
    assert_eq!(status(PartnershipStatus::Withdrawn).await, []);
    let near = world.allocate(person, world.kindergarten_part, "30", "2026-09-01", None).await;
    assert_eq!(codes(&near), [""; 0]);
    assert_eq!(status(PartnershipStatus::Draft).await, [UserErrorCode::ExceedsCapacity]);
}

#[tokio::test]
async fn inputs_are_checked_all_at_once() {
    let world = World::new().await;
    let input = serde_json::json!({
        "employer": world.school.to_string(), "employeeKey": " ", "displayName": "Kari 13097248022",
        "email": "kari", "employmentPercentage": "100.01", "employedFrom": "2026-08-01", "employedTo": "2026-07-31",
    });
    let query = "mutation($input: CreateStaffMemberInput!) {
        createStaffMember(input: $input) { staffMember { id } errors { code field } } }";
    let answer = world.ask_with(planner("4601"), query, input.clone()).await;
    let found = codes(&answer["createStaffMember"]).join(" ");
    assert_eq!(found, "REQUIRED IDENTITY_NUMBER INVALID_VALUE INVALID_VALUE INVALID_VALUE");
    let foreign = world.ask_with(planner("5501"), query, input).await;
    assert_eq!(codes(&foreign["createStaffMember"]), ["FORBIDDEN"]);

    world.employ("1", "Kari Nordmann", "100").await;
    let staff = staff_member::Entity::find().one(&world.registry.database).await.unwrap().unwrap();
    assert_eq!(staff.employment_percentage, Percentage::FULL);
    let again = serde_json::json!({
        "employer": world.school.to_string(), "employeeKey": "1", "displayName": "Ola", "employmentPercentage": 50,
        "employedFrom": "2026-08-01",
    });
    let taken = world.ask_with(planner("4601"), query, again).await;
    assert_eq!(codes(&taken["createStaffMember"]), ["ALREADY_EXISTS"]);

    let input = serde_json::json!({
        "partnership": world.near.to_string(), "staffMember": staff.id.to_string(), "percentage": "0",
        "hostParty": world.library_part.to_string(), "refundParty": world.kindergarten_part.to_string(),
        "function": "TEACHING", "fromDate": "2026-07-31",
    });
    let refused = world.ask_with(planner("4601"), ALLOCATE, input).await;
    let errors = refused["createStaffAllocation"]["errors"].as_array().unwrap();
    let fields: Vec<_> = errors.iter().map(|error| error["field"][0].as_str().unwrap()).collect();
    assert_eq!(fields, ["hostParty", "refundPercentage", "percentage", "fromDate"]);
}
