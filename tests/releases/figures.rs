//! Who gets which figures, against answers computed by hand.

use samspill::auth::Role;
use serde_json::{Value, json};

use super::world::{World, correct, release};
use crate::support::{Backend, Client, Server};

on_both!(
    insiders_get_exact_figures_and_all_others_those_of_the_release,
    a_cube_is_asked_by_naming_listing_or_adding_up,
    actual_values_are_told_beside_targets_and_baselines,
);

async fn nodes(client: &Client, arguments: &str, fields: &str) -> Value {
    let arguments = if arguments.is_empty() { String::new() } else { format!("({arguments})") };
    let query = format!("{{ participation{arguments} {{ exact release {{ number }} nodes {{ {fields} }} }} }}");
    client.data(&query, json!({})).await["participation"].clone()
}

async fn insiders_get_exact_figures_and_all_others_those_of_the_release(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    let day = "2025-10-01";
    // Two schools with 12 and 20 pupils; three other services, each with a few people of its own.
    let ids = world.reach("4601", &["SCHOOL 1"], &["MUSIC"], &[(day, "AGE_6_12", 12)]).await;
    world.reach("4601", &["SCHOOL 2"], &["MUSIC"], &[(day, "AGE_6_12", 20)]).await;
    for (service, people) in [("LIBRARY 1", 8), ("HEALTH_SERVICE 1", 9), ("NAV 1", 6)] {
        world.reach("4601", &[service], &["MUSIC"], &[(day, "AGE_25_66", people)]).await;
    }
    world.reach("1103", &["KINDERGARTEN 1"], &["MUSIC"], &[(day, "AGE_0_5", 9)]).await;
    world.reach("1103", &["KINDERGARTEN 2"], &["MUSIC"], &[(day, "AGE_0_5", 8)]).await;
    let fields = "service exact participants { value suppressed }";
    let arguments = "municipality: \"4601\", schoolYear: 2025, by: [SERVICE]";
    let cell = |service: &str, exact: bool, value: Value| json!({ "service": service, "exact": exact, "participants": { "value": value, "suppressed": value.is_null() } });
    let all = |school: u32| {
        let others = [("LIBRARY", 8), ("HEALTH_SERVICE", 9), ("NAV", 6)];
        let others = others.map(|(service, people)| cell(service, true, json!(people)));
        json!([&[cell("SCHOOL", true, json!(school))][..], &others].concat())
    };
    let planner = server.planner("4601");
    // Nothing is released yet: who sees the counts has them, nobody else has anything.
    let told = nodes(&planner, arguments, fields).await;
    assert_eq!((&told["exact"], &told["release"], &told["nodes"]), (&json!(true), &Value::Null, &all(32)));
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let told = nodes(&analyst, arguments, fields).await;
    assert_eq!((&told["exact"], &told["release"], &told["nodes"]), (&json!(false), &Value::Null, &json!([])));

    let made = release(&server);
    correct(&planner, &ids[0], 1, 13).await;
    for role in [Role::MunicipalPlanner, Role::MunicipalAdministrator, Role::Reader] {
        let told = nodes(&server.client(role, &["4601"], &[]), arguments, fields).await;
        assert_eq!(told["nodes"], all(33), "{role:?}");
    }
    let withheld = ["LIBRARY", "HEALTH_SERVICE", "NAV"].map(|service| cell(service, false, Value::Null));
    let released = json!([&[cell("SCHOOL", false, json!(32))][..], &withheld].concat());
    let school = world.organisation("4601", "SCHOOL 1").await;
    for (who, client) in [
        ("an analyst", analyst.clone()),
        ("the registry", server.admin()),
        ("another planner", server.planner("1103")),
        ("a coordinator", server.coordinator(&school)),
    ] {
        let told = nodes(&client, arguments, fields).await;
        assert_eq!((&told["exact"], &told["release"]["number"]), (&json!(false), &json!(1)), "{who}");
        assert_eq!(told["nodes"], released, "{who}");
    }
    // An insider has released figures where they name a release, and everywhere else.
    let told = nodes(&planner, &format!("release: {made}, {arguments}"), fields).await;
    assert_eq!(told["nodes"], released);
    let told = nodes(&planner, "municipality: \"1103\", service: KINDERGARTEN, schoolYear: 2025", fields).await;
    assert_eq!(told["nodes"], json!([cell("KINDERGARTEN", false, json!(17))]));
    let told = nodes(&planner, "schoolYear: 2025, by: [MUNICIPALITY]", "place exact").await;
    let places = json!([{ "place": "1103", "exact": false }, { "place": "4601", "exact": false }]);
    assert_eq!(told["nodes"], places);
    let stranger = server.client_named("nobody", Role::Reader, &["9999"], &[]);
    assert_eq!(nodes(&stranger, arguments, fields).await["nodes"], released, "a release is for all who may ask");
}

async fn a_cube_is_asked_by_naming_listing_or_adding_up(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    // 30 + 21 children in music one year, 18 + 25 in dance and theatre the next; by two schools each time.
    for (school, autumn, next) in [("SCHOOL 1", 30, 18), ("SCHOOL 2", 21, 25)] {
        let both = [("2024-10-01", "AGE_6_12", autumn), ("2025-01-15", "AGE_13_15", 10)];
        world.reach("4601", &[school], &["MUSIC"], &both).await;
        world.reach("4601", &[school], &["DANCE", "THEATRE"], &[("2025-10-01", "AGE_6_12", next)]).await;
    }
    let made = release(&server);
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let people = async |arguments: &str, field: &str| {
        let fields = format!("{field} participants {{ value }}");
        let told = nodes(&analyst, arguments, &fields).await["nodes"].clone();
        let pairs =
            told.as_array().unwrap().iter().map(|cell| (cell[field].clone(), cell["participants"]["value"].clone()));
        json!(pairs.collect::<Vec<_>>())
    };
    assert_eq!(people("", "placeKind").await, json!([["COUNTRY", 114]]));
    assert_eq!(people("by: [SCHOOL_YEAR]", "schoolYear").await, json!([[2024, 71], [2025, 43]]));
    assert_eq!(people("by: [SUBJECT]", "subject").await, json!([["MUSIC", 71], ["INTERDISCIPLINARY", 43]]));
    assert_eq!(people("by: [AGE_BAND]", "ageBand").await, json!([["AGE_6_12", 94], ["AGE_13_15", 20]]));
    assert_eq!(people("schoolYear: 2024, ageBand: AGE_6_12", "ageBand").await, json!([["AGE_6_12", 51]]));
    assert_eq!(people("county: \"46\", by: [SERVICE]", "service").await, json!([["SCHOOL", 114]]));
    assert_eq!(people("kostraGroup: \"12\", subject: MUSIC", "place").await, json!([["12", 71]]));
    // A cell nothing was reported in is zero where it is named, and not listed.
    assert_eq!(people("service: NAV, schoolYear: 2025", "service").await, json!([["NAV", 0]]));
    assert_eq!(people("municipality: \"5501\"", "place").await, json!([["5501", 0]]));
    assert_eq!(people("schoolYear: 1999", "schoolYear").await, json!([]));
    assert_eq!(people("municipality: \"9999\"", "place").await, json!([]));
    let told = nodes(
        &analyst,
        "subject: MUSIC, schoolYear: 2024",
        "attendances { value } sessions { value } minutes { value } activities { value } municipality { name }",
    )
    .await;
    // Two activities of two periods, each with two sessions of 90 minutes together.
    assert_eq!(
        told["nodes"],
        json!([{ "attendances": { "value": 142 }, "sessions": { "value": 8 }, "minutes": { "value": 360 },
            "activities": { "value": 2 }, "municipality": null }])
    );
    let told = nodes(&analyst, "municipality: \"4601\"", "municipality { name }").await;
    assert_eq!(told["nodes"][0]["municipality"]["name"], "Bergen");
    for refused in [
        "subject: MUSIC, ageBand: AGE_6_12",
        "by: [SUBJECT, AGE_BAND]",
        "by: [COUNTY, MUNICIPALITY]",
        "municipality: \"4601\", by: [COUNTY]",
        "schoolYear: 2025, by: [SCHOOL_YEAR]",
        "first: 101",
        "after: \"x\"",
    ] {
        let query = format!("{{ participation({refused}) {{ totalCount }} }}");
        let errors = analyst.errors(&query, json!({})).await;
        assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT", "{refused}");
    }
    let query =
        format!("{{ release(id: {made}) {{ number label schoolYears threshold sensitiveThreshold coversFrom }} }}");
    let told = analyst.data(&query, json!({})).await["release"].clone();
    assert_eq!(told["schoolYears"][0], 2024);
    assert_eq!((&told["number"], &told["threshold"], &told["sensitiveThreshold"]), (&json!(1), &json!(3), &json!(5)));
}

/// Creates indicators; the variable is `input`.
pub const CREATE_INDICATOR: &str = "mutation ($input: CreateIndicatorInput!) {
    createIndicator(input: $input) { indicator { id } errors { code field message } }
}";
const CREATE_TARGET: &str = "mutation ($input: CreateOutcomeTargetInput!) {
    createOutcomeTarget(input: $input) { outcomeTarget { id } errors { code field message } }
}";
const CREATE_OBSERVATION: &str = "mutation ($input: CreateOutcomeObservationInput!) {
    createOutcomeObservation(input: $input) { outcomeObservation { id } errors { code field message } }
}";

/// What a partnership aimed for, began with and came to in 2025–26.
pub async fn came_to(world: &mut World<'_>, place: (&str, &str), indicator: &Value, values: (&str, &str, &str)) {
    let (partnership, _) = world.partnership(place.0, &[place.1]).await;
    let planner = world.server.planner(place.0);
    let about = json!({ "partnership": partnership, "indicator": indicator, "periodFrom": "2025-09-01",
        "periodTo": "2026-05-31" });
    let with = |more: Value| {
        let mut input = about.clone();
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "input": input })
    };
    planner.ok(CREATE_TARGET, with(json!({ "baseline": values.0, "target": values.1 }))).await;
    planner.ok(CREATE_OBSERVATION, with(json!({ "actual": values.2, "source": "Telling" }))).await;
    // A part is not counted beside the whole.
    let part = json!({ "actual": values.2, "dimension": "jenter", "source": "Telling" });
    planner.ok(CREATE_OBSERVATION, with(part)).await;
}

async fn actual_values_are_told_beside_targets_and_baselines(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    let admin = server.admin();
    let indicator = async |code: &str, measure: &str, ascending: bool, quality: &str| {
        let input = json!({ "code": code, "name": code, "definition": "Telles", "measure": measure,
            "ascending": ascending, "qualityDimension": quality, "resultType": "OUTCOME", "goalOwner": "SCHOOL" });
        admin.ok(CREATE_INDICATOR, json!({ "input": input })).await["indicator"]["id"].clone()
    };
    let absence = indicator("Fravær", "PERCENTAGE", false, "RESULT").await;
    let alone = indicator("Trivsel", "SCALE", false, "STRUCTURE").await;
    let reached = indicator("Nådd", "COUNT", true, "PROCESS").await;
    for (place, values) in [
        (("4601", "SCHOOL 1"), ("10", "8", "7")),
        (("4601", "SCHOOL 2"), ("12", "6", "9")),
        (("4601", "SCHOOL 3"), ("8", "4", "5")),
    ] {
        came_to(&mut world, place, &absence, values).await;
    }
    came_to(&mut world, ("1103", "SCHOOL 1"), &alone, ("20", "10", "20")).await;
    for (place, values) in [
        (("4601", "SCHOOL 1"), ("10", "40", "30")),
        (("4601", "SCHOOL 2"), ("20", "40", "25")),
        (("1103", "SCHOOL 1"), ("0", "30", "2")),
    ] {
        came_to(&mut world, place, &reached, values).await;
    }
    release(&server);
    let fields = "place schoolYear exact indicator { code ascending qualityDimension } target reached
        baseline { value suppressed } actual { value suppressed } progress { value suppressed }";
    let ask = async |client: &Client, arguments: &str| {
        let query = format!("{{ outcomes({arguments}) {{ totalCount exact nodes {{ {fields} }} }} }}");
        client.data(&query, json!({})).await["outcomes"].clone()
    };
    let shown = |value: &str| json!({ "value": value, "suppressed": false });
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    // The mean absence of three schools is 7 %; it began at 10 % and was to come to 6 %: three quarters of the way.
    let told = ask(&analyst, &format!("municipality: \"4601\", indicator: {absence}")).await;
    assert_eq!(told["totalCount"], 1);
    let cell = &told["nodes"][0];
    assert_eq!((&cell["place"], &cell["schoolYear"], &cell["exact"]), (&json!("4601"), &json!(2025), &json!(false)));
    assert_eq!((&cell["target"], &cell["reached"]), (&json!("6.0000"), &json!(false)));
    assert_eq!((&cell["baseline"], &cell["actual"]), (&shown("10.0000"), &shown("7.0000")));
    assert_eq!(cell["progress"], shown("0.7500"));
    // One school of another municipality alone is withheld; who works there sees it.
    let other = format!("municipality: \"1103\", indicator: {alone}");
    let withheld = json!({ "value": null, "suppressed": true });
    let cell = ask(&analyst, &other).await["nodes"][0].clone();
    assert_eq!((&cell["actual"], &cell["progress"], &cell["reached"]), (&withheld, &withheld, &Value::Null));
    assert_eq!(cell["target"], "10.0000");
    let cell = ask(&server.planner("1103"), &other).await["nodes"][0].clone();
    assert_eq!(
        (&cell["exact"], &cell["actual"], &cell["progress"]),
        (&json!(true), &shown("20.0000"), &shown("0.0000"))
    );
    // Less than all was reached; two people of another municipality must not follow from the country's figure.
    let exact = ask(&server.planner("4601"), &format!("municipality: \"4601\", indicator: {reached}")).await;
    let cell = &exact["nodes"][0];
    assert_eq!(
        (&cell["actual"], &cell["target"], &cell["reached"]),
        (&shown("55.0000"), &json!("80.0000"), &json!(false))
    );
    let own = ask(&analyst, &format!("municipality: \"4601\", indicator: {reached}")).await["nodes"][0].clone();
    let country = ask(&analyst, &format!("indicator: {reached}")).await["nodes"][0].clone();
    assert!(own["actual"]["suppressed"] == true || country["actual"]["suppressed"] == true);
    assert_eq!(ask(&analyst, "qualityDimension: PROCESS, by: MUNICIPALITY").await["totalCount"], 2);
    assert_eq!(ask(&analyst, "schoolYear: 2024").await["totalCount"], 0);
    let errors = analyst.errors("{ outcomes(municipality: \"4601\", by: COUNTY) { totalCount } }", json!({})).await;
    assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT");
}
