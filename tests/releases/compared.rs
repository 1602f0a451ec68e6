//! A municipality beside comparable ones and the country.

use std::{fs, process::Command};

use samspill::auth::Role;
use serde_json::{Value, json};

use super::world::{World, release};
use crate::{
    staff::{ALLOCATE, CREATE_STAFF},
    support::{
        Backend, Client, Server,
        program::{refused, samspill, succeed},
    },
};

on_both!(a_municipality_is_compared_with_its_group_and_the_country, figures_of_inhabitants_are_taken_in_all_or_none,);

pub const COMPARE: &str = "query ($municipality: String!, $release: ID, $year: Int) {
    comparison(municipality: $municipality, schoolYear: $year, release: $release) {
        municipality { name } schoolYear release { number }
        own { ...side } kostraGroup { ...side } country { ...side }
    }
}
fragment side on ComparedPlace {
    placeKind place exact municipalities population fundingWon fundingWonPerThousand
    participants { value suppressed } participantsPerThousand { value suppressed }
    sharedStaff { value suppressed } sharedStaffPerThousand { value suppressed }
}";

/// `samspill population` of these figures.
pub fn population(server: &Server, csv: &str) -> Command {
    let file = server.data_dir().join("folketall.csv");
    fs::write(&file, csv).unwrap();
    let mut program = samspill(server.data_dir());
    program.args(["population", "--source", "Made up for a test", "--database-url", server.database().url()]);
    program.arg(file);
    program
}

/// Shares somebody new on 1 October 2025, in a partnership all have agreed to.
pub async fn share(world: &mut World<'_>, municipality: &str, key: &str, percentage: &str) {
    let planner = world.server.planner(municipality);
    let school = world.organisation(municipality, "CULTURE_SCHOOL 1").await;
    let partner = world.organisation(municipality, "SCHOOL 1").await;
    let (partnership, parties) = world.partnership(municipality, &["SCHOOL 1"]).await;
    let input = json!({ "employer": school, "employeeKey": key, "displayName": key, "employmentPercentage": "100",
        "employedFrom": "2020-08-01" });
    let person = planner.ok(CREATE_STAFF, json!({ "input": input })).await["staffMember"]["id"].clone();
    let input = json!({ "partnership": partnership, "staffMember": person, "hostParty": parties[1],
        "percentage": percentage, "function": "MUSIC_THERAPY", "fromDate": "2025-08-01", "toDate": "2026-07-31" });
    planner.ok(ALLOCATE, json!({ "input": input })).await;
    let step = |name: &str, kind: &str| {
        format!(
            "mutation ($input: {kind}!) {{ {name}(input: $input) {{ partnership {{ id }} errors {{ code field message }} }} }}"
        )
    };
    let version = "query ($id: ID!) { partnership(id: $id) { version } }";
    let version = planner.data(version, json!({ "id": partnership })).await["partnership"]["version"].clone();
    let input = json!({ "id": partnership, "version": version });
    planner.ok(&step("proposePartnership", "ProposePartnershipInput"), json!({ "input": input })).await;
    for organisation in [&school, &partner] {
        let input = json!({ "id": partnership, "revision": 1, "organisation": organisation });
        let confirm = step("confirmPartnership", "ConfirmPartnershipInput");
        world.server.coordinator(organisation).ok(&confirm, json!({ "input": input })).await;
    }
}

/// Wins external funding in September 2025.
pub async fn win(world: &mut World<'_>, municipality: &str, amount: &str) {
    let planner = world.server.planner(municipality);
    let (partnership, parties) = world.partnership(municipality, &["SCHOOL 1"]).await;
    let step = async |name: &str, kind: &str, input: Value| {
        let mutation = format!(
            "mutation ($input: {kind}!) {{ {name}(input: $input) {{ fundingApplication {{ id version }} errors {{ code field message }} }} }}"
        );
        planner.ok(&mutation, json!({ "input": input })).await["fundingApplication"].clone()
    };
    let input = json!({ "partnership": partnership, "applicantParty": parties[0], "title": "Søknad",
        "funder": "Sparebankstiftelsen", "fiscalYear": 2025, "applied": amount });
    let made = step("createFundingApplication", "CreateFundingApplicationInput", input).await;
    let of = |made: &Value, more: Value| {
        let mut input = json!({ "id": made["id"], "version": made["version"] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let input = of(&made, json!({ "submittedOn": "2025-08-15" }));
    let made = step("submitFundingApplication", "SubmitFundingApplicationInput", input).await;
    let input = of(&made, json!({ "awarded": amount, "decidedOn": "2025-09-15" }));
    step("awardFundingApplication", "AwardFundingApplicationInput", input).await;
}

async fn a_municipality_is_compared_with_its_group_and_the_country(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    let day = "2025-10-01";
    for (school, people) in [("SCHOOL 1", 60), ("SCHOOL 2", 40)] {
        world.reach("4601", &[school], &["MUSIC"], &[(day, "AGE_6_12", people)]).await;
        world.reach("1103", &[school], &["MUSIC"], &[(day, "AGE_6_12", people / 2)]).await;
    }
    // One person in Bergen, three in Stavanger.
    for (place, key) in [("4601", "A"), ("1103", "B"), ("1103", "C"), ("1103", "D")] {
        share(&mut world, place, key, "50").await;
    }
    win(&mut world, "4601", "300000").await;
    win(&mut world, "1103", "100000.50").await;
    succeed(&mut population(&server, "municipality,year,inhabitants\n4601,2026,50000\n"));
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let ask = async |client: &Client, given: Value| client.data(COMPARE, given).await["comparison"].clone();
    assert_eq!(ask(&analyst, json!({ "municipality": "4601" })).await, Value::Null, "nothing is released");
    let made = release(&server);
    let told = ask(&analyst, json!({ "municipality": "4601", "year": 2025 })).await;
    let (value, withheld) =
        (|value: Value| json!({ "value": value, "suppressed": false }), json!({ "value": null, "suppressed": true }));
    assert_eq!((&told["municipality"]["name"], &told["schoolYear"]), (&json!("Bergen"), &json!(2025)));
    let own = &told["own"];
    assert_eq!((&own["place"], &own["exact"], &own["population"]), (&json!("4601"), &json!(false), &json!(50_000)));
    assert_eq!((&own["participants"], &own["participantsPerThousand"]), (&value(json!(100)), &value(json!("2.0000"))));
    assert_eq!((&own["sharedStaff"], &own["sharedStaffPerThousand"]), (&withheld, &withheld), "one person");
    assert_eq!((&own["fundingWon"], &own["fundingWonPerThousand"]), (&json!("300000.00"), &json!("6000.00")));
    // Three of four people in the country: the fourth would follow.
    let (group, country) = (&told["kostraGroup"], &told["country"]);
    assert_eq!(
        (&group["placeKind"], &group["place"], &group["municipalities"]),
        (&json!("KOSTRA_GROUP"), &json!("12"), &json!(11))
    );
    assert_eq!((&group["population"], &group["participantsPerThousand"]), (&Value::Null, &value(Value::Null)));
    assert_eq!((&country["municipalities"], &country["participants"]), (&json!(357), &value(json!(150))));
    assert_eq!(country["fundingWon"], "400000.50");
    let stavanger = ask(&analyst, json!({ "municipality": "1103", "year": 2025 })).await;
    let told = |side: &Value| side["sharedStaff"]["suppressed"] == false;
    assert!(told(country) != told(&stavanger["own"]), "with both, the one person's share would follow");
    // Who sees all of it has the municipality's own figures exact.
    let planner = server.planner("4601");
    let own = ask(&planner, json!({ "municipality": "4601", "year": 2025 })).await;
    assert_eq!((&own["own"]["exact"], &own["own"]["sharedStaff"]), (&json!(true), &value(json!("0.5000"))));
    assert_eq!((&own["country"]["exact"], &own["kostraGroup"]["exact"]), (&json!(false), &json!(false)));
    let named = ask(&planner, json!({ "municipality": "4601", "year": 2025, "release": made })).await;
    assert_eq!((&named["own"]["exact"], &named["own"]["sharedStaff"]), (&json!(false), &withheld));
    assert_eq!(ask(&analyst, json!({ "municipality": "9999" })).await, Value::Null);
    let errors = analyst.errors(COMPARE, json!({ "municipality": "4601", "year": 2031 })).await;
    assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT");
}

async fn figures_of_inhabitants_are_taken_in_all_or_none(backend: Backend) {
    let server = Server::start(backend).await;
    let header = "municipality,year,inhabitants\n";
    let told = succeed(&mut population(&server, &format!("{header}4601,2026,50000\n1103,2026,30000\n")));
    assert_eq!(told.trim(), "2 figures were new or changed");
    let told = refused(&mut population(&server, &format!("{header}4601,2026,51000\n9999,2026,30000\n")));
    assert!(told.contains("9999"), "{told}");
    let told =
        succeed(&mut population(&server, &format!("{header}4601,2026,50001\n1103,2026,30000\n4601,2025,49000\n")));
    assert_eq!(told.trim(), "2 figures were new or changed");
    let list = "{ populations(orderBy: [{ field: YEAR }], filter: { municipalityNumber: { eq: \"4601\" } }) {
        nodes { year inhabitants source municipality { name } history { totalCount } }
    } }";
    let told = server.reader("1103").data(list, json!({})).await["populations"]["nodes"].clone();
    let of = |year: u32, inhabitants: u32| {
        json!({ "year": year, "inhabitants": inhabitants, "source": "Made up for a test",
            "municipality": { "name": "Bergen" }, "history": { "totalCount": 0 } })
    };
    assert_eq!(told, json!([of(2025, 49_000), of(2026, 50_001)]));
    let told = server.admin().data(list, json!({})).await["populations"]["nodes"][1]["history"]["totalCount"].clone();
    assert_eq!(told, 2);
}
