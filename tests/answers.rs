//! The planners' questions, each against an answer worked out by hand.

mod page;
mod town;

use serde_json::{Value, json};

use crate::support::{Backend, Server, records::municipality_id};
use town::Town;

on_both!(
    services_without_a_partnership_are_found,
    what_needs_attention_is_listed,
    full_time_equivalents_are_exact,
    it_is_told_beforehand_whether_a_share_fits,
    budgets_add_up,
    plans_are_held_against_what_is_done,
    the_network_is_ready_to_draw,
    what_one_may_not_see_is_not_counted,
    answers_cost_the_same_however_much_there_is,
    what_makes_no_sense_is_refused,
);

async fn services_without_a_partnership_are_found(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let query = "query ($place: ID!, $on: Date!) { coverage(municipality: $place, on: $on) {
        municipality { number } on organisationCount coveredCount uncoveredCount
        services {
            serviceType organisationCount coveredCount uncoveredCount uncovered(first: 5) { totalCount nodes { name } }
        }
        uncovered(orderBy: [{ field: NAME }]) { totalCount nodes { name } }
    } }";
    let ask = async |place: &str, on: &str| {
        town.planner.data(query, json!({ "place": place, "on": on })).await["coverage"].take()
    };
    let service = |kind: &str, all: u32, uncovered: &[&str]| {
        let nodes: Vec<Value> = uncovered.iter().map(|name| json!({ "name": name })).collect();
        json!({
            "serviceType": kind, "organisationCount": all, "coveredCount": all as usize - nodes.len(),
            "uncoveredCount": nodes.len(), "uncovered": { "totalCount": nodes.len(), "nodes": nodes },
        })
    };
    // The brook school has only been proposed one partnership, and would join another by an amendment nobody has confirmed.
    let found = ask("4601", "2026-11-24").await;
    let expected = json!({
        "municipality": { "number": "4601" }, "on": "2026-11-24",
        "organisationCount": 4, "coveredCount": 3, "uncoveredCount": 1,
        "services": [service("SCHOOL", 2, &["Bekk skole"]), service("LIBRARY", 1, &[]), service("ELDERLY_CARE", 1, &[])],
        "uncovered": { "totalCount": 1, "nodes": [{ "name": "Bekk skole" }] },
    });
    assert_eq!(found, expected);
    assert_eq!(ask(&municipality_id("4601"), "2026-11-24").await, expected, "by id or by number");
    // A year later only the library is left, whose partnership runs on.
    let found = ask("4601", "2027-06-01").await;
    let names = |list: &Value| -> Vec<String> {
        list["nodes"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(found["coveredCount"], 1);
    assert_eq!(names(&found["uncovered"]), ["Aker skole", "Bekk skole", "Solhjemmet"]);
    let services = found["services"].as_array().unwrap();
    assert_eq!(services[0], service("SCHOOL", 2, &["Aker skole", "Bekk skole"]));
    assert_eq!((services[1]["coveredCount"].clone(), &services[2]["coveredCount"]), (json!(1), &json!(0)));
    // Before it all began, and where there is nothing.
    assert_eq!(ask("4601", "2025-12-31").await["coveredCount"], 0);
    let none = ask("1144", "2026-11-24").await;
    assert_eq!((&none["organisationCount"], &none["services"]), (&json!(0), &json!([])));
    assert_eq!(ask("9999", "2026-11-24").await, Value::Null);
}

async fn what_needs_attention_is_listed(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let query = "query ($within: Int!, $on: Date!) { attention(municipality: \"4601\", within: $within, on: $on) {
        on until
        expiring { totalCount nodes { title } }
        awaitingConfirmation { totalCount nodes { organisation { name } partnership { title } } }
        overdueTasks { totalCount nodes { title } }
        tasksDue { totalCount nodes { title } }
        fundingReportsDue { totalCount nodes { title } }
        unbalancedBudgets { totalCount nodes { partnership { title } totals { balance } } }
        busyStaff { totalCount nodes { displayName allocated(on: \"2027-03-01\") } }
    } }";
    let ask = async |within: u32, on: &str| {
        town.planner.data(query, json!({ "within": within, "on": on })).await["attention"].take()
    };
    let titles = |titles: &[&str]| {
        let nodes: Vec<Value> = titles.iter().map(|title| json!({ "title": title })).collect();
        json!({ "totalCount": nodes.len(), "nodes": nodes })
    };
    assert_eq!(
        ask(90, "2026-11-24").await,
        json!({
            "on": "2026-11-24", "until": "2027-02-22",
            "expiring": titles(&["Kor"]),
            "awaitingConfirmation": {
                "totalCount": 1,
                "nodes": [{ "organisation": { "name": "Bekk skole" }, "partnership": { "title": "Teater" } }],
            },
            "overdueTasks": titles(&["Skaffe noter"]),
            "tasksDue": titles(&["Leie scene"]),
            "fundingReportsDue": titles(&["Korfest"]),
            "unbalancedBudgets": {
                "totalCount": 1, "nodes": [{ "partnership": { "title": "Bok" }, "totals": { "balance": "-5000.00" } }],
            },
            // 46 % of a position of 50 % is 92 % of it.
            "busyStaff": { "totalCount": 1, "nodes": [{ "displayName": "Kari", "allocated": "46.00" }] },
        })
    );
    let sooner = ask(30, "2026-11-24").await;
    for (list, count) in
        [("expiring", 0), ("tasksDue", 0), ("fundingReportsDue", 0), ("busyStaff", 0), ("overdueTasks", 1)]
    {
        assert_eq!(sooner[list]["totalCount"], count, "{list}");
    }
    assert_eq!(ask(37, "2026-11-24").await["expiring"]["totalCount"], 1, "the last of the days counts");
    // Before today there was less to do, but today decides where things stand.
    assert_eq!(ask(0, "2026-10-01").await["overdueTasks"]["totalCount"], 0);
    let today = town.planner.data("{ attention(municipality: \"4601\", within: 1) { on until } }", json!({})).await;
    assert!(today["attention"]["on"].as_str() < today["attention"]["until"].as_str());
}

async fn full_time_equivalents_are_exact(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let fields = "people days fullTimeEquivalents fullTimeDays groupCount
        groups { serviceType organisation { name } fullTimeEquivalents fullTimeDays }";
    let on = async |group_by: &str| {
        let query = format!("{{ staffing(on: \"2026-11-24\", groupBy: {group_by}) {{ {fields} }} }}");
        town.planner.data(&query, json!({})).await["staffing"].take()
    };
    let during = async |group_by: &str, from: &str, to: &str| {
        let period = format!("from: \"{from}\", to: \"{to}\", groupBy: {group_by}");
        let query = format!("{{ staffingInPeriod({period}) {{ {fields} }} }}");
        town.planner.data(&query, json!({})).await["staffingInPeriod"].take()
    };
    let groups = |answer: &Value| -> Vec<(String, String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let name = |group: &Value| {
            text(if group["serviceType"].is_null() { &group["organisation"]["name"] } else { &group["serviceType"] })
        };
        let all = answer["groups"].as_array().unwrap().iter();
        all.map(|group| (name(group), text(&group["fullTimeEquivalents"]), text(&group["fullTimeDays"]))).collect()
    };
    let of = |rows: &[(&str, &str, &str)]| -> Vec<_> {
        rows.iter().map(|(name, fte, days)| ((*name).to_owned(), (*fte).to_owned(), (*days).to_owned())).collect()
    };
    // Ingrid, 20 % at the care home and 40 % at the library; Ola's share has ended, Kari's not begun.
    let services = on("SERVICE").await;
    assert_eq!(services["people"], 1);
    assert_eq!((&services["fullTimeEquivalents"], &services["days"]), (&json!("0.6000"), &json!(1)));
    assert_eq!(groups(&services), of(&[("LIBRARY", "0.4000", "0.4000"), ("ELDERLY_CARE", "0.2000", "0.2000")]));
    assert_eq!(
        groups(&on("HOST").await),
        of(&[("Biblioteket", "0.4000", "0.4000"), ("Solhjemmet", "0.2000", "0.2000")])
    );
    assert_eq!(groups(&on("EMPLOYER").await), of(&[("Kulturskolen", "0.6000", "0.6000")]));
    // The care home refunds a third (33.33 %) of its 20 %: 0.06666.
    assert_eq!(
        groups(&on("PAYER").await),
        of(&[("Kulturskolen", "0.5333", "0.5333"), ("Solhjemmet", "0.0667", "0.0667")])
    );
    // 2026: 20 % for 365 days, 40 % for 184, 12.5 % for 181: 73 + 73.6 + 22.625 = 169.225 days, by 365.
    let year = during("SERVICE", "2026-01-01", "2026-12-31").await;
    assert_eq!((&year["people"], &year["days"]), (&json!(2), &json!(365)));
    assert_eq!((&year["fullTimeEquivalents"], &year["fullTimeDays"]), (&json!("0.4636"), &json!("169.2250")));
    assert_eq!(
        groups(&year),
        of(&[("LIBRARY", "0.2016", "73.6000"), ("ELDERLY_CARE", "0.2000", "73.0000"), ("SCHOOL", "0.0620", "22.6250")])
    );
    let employers = during("EMPLOYER", "2026-01-01", "2026-12-31").await;
    assert_eq!(groups(&employers), of(&[("Kulturskolen", "0.4016", "146.6000"), ("Solhjemmet", "0.0620", "22.6250")]));
    // Paid by the care home: 73 × 33.33 % = 24.3309, and the 22.625 days of Ola, whom it employs.
    let payers = during("PAYER", "2026-01-01", "2026-12-31").await;
    assert_eq!(groups(&payers), of(&[("Kulturskolen", "0.3350", "122.2691"), ("Solhjemmet", "0.1286", "46.9559")]));
    let one =
        "{ staffing(on: \"2026-11-24\", groupBy: HOST) { groupCount groups(first: 1) { organisation { name } } } }";
    let one = town.planner.data(one, json!({})).await["staffing"].take();
    assert_eq!(one, json!({ "groupCount": 2, "groups": [{ "organisation": { "name": "Biblioteket" } }] }));
    let elsewhere = "{ staffing(on: \"2026-11-24\", groupBy: HOST, municipality: \"1144\") { people groupCount } }";
    let elsewhere = town.planner.data(elsewhere, json!({})).await;
    assert_eq!(elsewhere["staffing"], json!({ "people": 0, "groupCount": 0 }));
}

async fn it_is_told_beforehand_whether_a_share_fits(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let query = "query ($person: ID!, $from: Date!, $to: Date!, $percentage: Percentage!) {
        staffAvailability(staffMember: $person, from: $from, to: $to, percentage: $percentage) {
            available free employmentPercentage conflictCount
            conflicts {
                from to reason taken excess otherwiseTaken allocations { percentage partnership { title } }
            }
        }
    }";
    let ask = async |client: &crate::support::Client, person: &Value, from: &str, to: &str, percentage: &str| {
        let asked = json!({ "person": person, "from": from, "to": to, "percentage": percentage });
        client.data(query, asked).await["staffAvailability"].take()
    };
    let found = ask(&town.planner, &town.ingrid, "2026-06-01", "2027-08-31", "50").await;
    let share = |percentage: &str, title: &str| json!({ "percentage": percentage, "partnership": { "title": title } });
    assert_eq!(
        found,
        json!({
            "available": false, "free": "40.00", "employmentPercentage": "100.00", "conflictCount": 1,
            "conflicts": [{
                "from": "2026-07-01", "to": "2026-12-31", "reason": "EXCEEDS_POSITION", "taken": "60.00",
                "excess": "10.00", "otherwiseTaken": "0.00",
                "allocations": [share("20.00", "Kor"), share("40.00", "Bok")],
            }],
        })
    );
    // Until the end of 2026 and until the end of June are two reasons, the second a smaller one.
    let found = ask(&town.planner, &town.ingrid, "2026-12-01", "2027-08-31", "70").await;
    let ranges: Vec<_> =
        found["conflicts"].as_array().unwrap().iter().map(|one| [&one["from"], &one["to"], &one["excess"]]).collect();
    assert_eq!(json!(ranges), json!([["2026-12-01", "2026-12-31", "30.00"], ["2027-01-01", "2027-06-30", "10.00"]]));
    let fits = ask(&town.planner, &town.ingrid, "2027-07-01", "2029-12-31", "100").await;
    assert_eq!((&fits["available"], &fits["free"], &fits["conflicts"]), (&json!(true), &json!("100.00"), &json!([])));
    // Ola leaves at the end of September.
    let found = ask(&town.planner, &town.ola, "2026-09-01", "2026-10-31", "5").await;
    assert_eq!(found["conflicts"][0]["reason"], "NOT_EMPLOYED");
    assert_eq!((&found["conflicts"][0]["from"], &found["free"]), (&json!("2026-10-01"), &json!("0.00")));
    // The care home sees what it takes part in; the rest counts without being told.
    let home = server.coordinator(&town.care["id"]);
    let found = ask(&home, &town.ingrid, "2026-06-01", "2027-08-31", "50").await;
    assert_eq!(
        found["conflicts"],
        json!([{
            "from": "2026-07-01", "to": "2026-12-31", "reason": "EXCEEDS_POSITION", "taken": "60.00",
            "excess": "10.00", "otherwiseTaken": "40.00", "allocations": [share("20.00", "Kor")],
        }])
    );
    // Whoever does not see the person finds nothing, as for one who is not registered.
    let stranger = server.planner("0301");
    assert_eq!(ask(&stranger, &town.ingrid, "2026-06-01", "2027-08-31", "50").await, Value::Null);
    // What is told is what is kept: one day sooner it is refused, when it is free it is not.
    for (from, to, fits) in [("2026-12-31", "2027-08-31", false), ("2027-01-01", "2027-08-31", true)] {
        let told = ask(&town.planner, &town.ingrid, from, to, "60").await;
        assert_eq!(told["available"], fits, "{told}");
        assert_eq!(town.allocate(&town.ingrid, "60", from, to).await, fits);
    }
}

async fn budgets_add_up(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let query = |group_by: &str| {
        format!(
            "{{ budgetSummary(fiscalYear: 2026, groupBy: {group_by}) {{
                totals {{ ...T }} groupCount
                groups {{ serviceType kostraFunction {{ code }} kind category organisation {{ name }} totals {{ ...T }} }}
                budgets {{ totalCount }} unbalancedBudgets {{ totalCount nodes {{ partnership {{ title }} }} }}
            }} }}
            fragment T on BudgetTotals {{
                contributions {{ ...A }} costs {{ ...A }} awardedFunding disbursedFunding balance
            }}
            fragment A on BudgetAmounts {{ planned actual inCash inKind actualInCash actualInKind }}"
        )
    };
    let ask = async |group_by: &str| town.planner.data(&query(group_by), json!({})).await["budgetSummary"].take();
    let found = ask("SERVICE").await;
    assert_eq!(
        found["totals"],
        json!({
            "contributions": {
                "planned": "160000.50", "inCash": "140000.00", "inKind": "20000.50",
                "actual": null, "actualInCash": null, "actualInKind": null,
            },
            "costs": {
                "planned": "215000.50", "inCash": "195000.00", "inKind": "20000.50",
                "actual": "195000.50", "actualInCash": "175000.00", "actualInKind": "20000.50",
            },
            "awardedFunding": "50000.00", "disbursedFunding": "30000.00", "balance": "-5000.00",
        })
    );
    assert_eq!(found["budgets"]["totalCount"], 2);
    let unbalanced = json!({ "totalCount": 1, "nodes": [{ "partnership": { "title": "Bok" } }] });
    assert_eq!(found["unbalancedBudgets"], unbalanced);
    // Each group: what is contributed, what is spent, what is awarded, and what is left.
    let groups = |answer: &Value| -> Value {
        let name = |group: &Value| {
            let names = ["serviceType", "kind", "category"].map(|field| group[field].clone());
            let nested = [group["kostraFunction"]["code"].clone(), group["organisation"]["name"].clone()];
            names.into_iter().chain(nested).find(|name| !name.is_null()).unwrap_or_default()
        };
        let row = |group: &Value| {
            let totals = &group["totals"];
            let amounts = [
                &totals["contributions"]["planned"],
                &totals["costs"]["planned"],
                &totals["awardedFunding"],
                &totals["balance"],
            ];
            json!([name(group), amounts])
        };
        answer["groups"].as_array().unwrap().iter().map(row).collect()
    };
    assert_eq!(
        groups(&found),
        json!([
            ["CULTURE_SCHOOL", ["110000.00", "180000.00", "50000.00", "-20000.00"]],
            ["SCHOOL", ["30000.00", "0.00", "0.00", "30000.00"]],
            ["ELDERLY_CARE", ["20000.50", "20000.50", "0.00", "0.00"]],
            ["LIBRARY", ["0.00", "15000.00", "0.00", "-15000.00"]],
        ])
    );
    assert_eq!(
        groups(&ask("KOSTRA_FUNCTION").await),
        json!([
            ["383", ["110000.00", "180000.00", "0.00", "-70000.00"]],
            [null, ["0.00", "0.00", "50000.00", "50000.00"]],
            ["202", ["30000.00", "0.00", "0.00", "30000.00"]],
            ["234", ["20000.50", "20000.50", "0.00", "0.00"]],
            ["370", ["0.00", "15000.00", "0.00", "-15000.00"]],
        ])
    );
    assert_eq!(
        groups(&ask("KIND").await),
        json!([
            ["COST", ["0.00", "215000.50", "0.00", "-215000.50"]],
            ["CONTRIBUTION", ["160000.50", "0.00", "0.00", "160000.50"]],
            [null, ["0.00", "0.00", "50000.00", "50000.00"]],
        ])
    );
    let categories = ask("CATEGORY").await;
    assert_eq!(categories["totals"], found["totals"]);
    assert_eq!(groups(&categories)[0], json!(["SALARY", ["0.00", "180000.00", "0.00", "-180000.00"]]));
    let parties = groups(&ask("PARTY").await);
    assert_eq!(parties[1], json!(["Aker skole", ["30000.00", "0.00", "0.00", "30000.00"]]));
    // By status, and in another year.
    let narrowed = async |arguments: &str| {
        let query = format!(
            "{{ budgetSummary(groupBy: KIND, {arguments}) {{ budgets {{ totalCount }} totals {{ awardedFunding balance }} }} }}"
        );
        town.planner.data(&query, json!({})).await["budgetSummary"].take()
    };
    let nothing = json!({ "budgets": { "totalCount": 0 }, "totals": { "awardedFunding": "0.00", "balance": "0.00" } });
    assert_eq!(narrowed("fiscalYear: 2027").await, nothing);
    assert_eq!(narrowed("fiscalYear: 2026, statuses: []").await, nothing);
    assert_eq!(narrowed("fiscalYear: 2026, municipality: \"1144\"").await, nothing);
    let committed =
        json!({ "budgets": { "totalCount": 1 }, "totals": { "awardedFunding": "50000.00", "balance": "0.00" } });
    assert_eq!(narrowed("fiscalYear: 2026, statuses: [COMMITTED, CLOSED]").await, committed);
}

async fn plans_are_held_against_what_is_done(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let query = "query ($from: Date!, $to: Date!) { planCoverage(municipality: \"4601\", from: $from, to: $to) {
        pillars { pillar partnershipCount activityCount }
        hearings { body phase count }
        goals { totalCount } goalsWithoutActivity { nodes { goal } } activitiesWithoutGoal { nodes { title } }
        partnershipsWithoutGoal { nodes { title } } partnershipsWithoutConsultation { nodes { title } }
        consultations { totalCount }
    } }";
    let ask = async |from: &str, to: &str| {
        town.planner.data(query, json!({ "from": from, "to": to })).await["planCoverage"].take()
    };
    let found = ask("2026-01-01", "2026-12-31").await;
    let pillar = |name: &str, partnerships: u32, activities: u32| json!({ "pillar": name, "partnershipCount": partnerships, "activityCount": activities });
    assert_eq!(
        found["pillars"],
        json!([pillar("LEARNING", 2, 1), pillar("EXPRESSION", 1, 2), pillar("SUSTAINABILITY", 0, 0)])
    );
    let hearings = found["hearings"].as_array().unwrap();
    assert_eq!(hearings.len(), 18, "every body in every phase");
    let heard: Vec<_> = hearings.iter().filter(|hearing| hearing["count"] != 0).collect();
    assert_eq!(
        json!(heard),
        json!([
            { "body": "PUPIL_COUNCIL", "phase": "PLAN", "count": 2 },
            { "body": "ELDERLY_COUNCIL", "phase": "EVALUATE", "count": 1 },
        ])
    );
    assert_eq!((&found["goals"]["totalCount"], &found["consultations"]["totalCount"]), (&json!(2), &json!(3)));
    assert_eq!(found["goalsWithoutActivity"]["nodes"], json!([{ "goal": "Alle eldre hører musikk" }]));
    assert_eq!(found["activitiesWithoutGoal"]["nodes"], json!([{ "title": "Konsert" }]));
    // The proposal is not agreed: nothing is expected of it.
    assert_eq!(found["partnershipsWithoutGoal"]["nodes"], json!([{ "title": "Bok" }]));
    assert_eq!(found["partnershipsWithoutConsultation"]["nodes"], json!([{ "title": "Bok" }]));
    // In spring only the choir rehearsed; the first goal has its activity then alone.
    let autumn = ask("2026-08-01", "2026-12-31").await;
    assert_eq!(autumn["pillars"][0], pillar("LEARNING", 2, 0));
    assert_eq!(autumn["goalsWithoutActivity"]["nodes"].as_array().unwrap().len(), 2);
    assert_eq!(ask("2025-01-01", "2025-12-31").await["pillars"][0], pillar("LEARNING", 0, 0));
}

async fn the_network_is_ready_to_draw(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let query = "query ($level: NetworkLevel!, $on: Date!) { partnershipNetwork(on: $on, level: $level) {
        nodeCount linkCount
        nodes { key serviceType organisation { name } ties }
        links { source target partnerships fullTimeEquivalents contributions }
    } }";
    let ask = async |level: &str, on: &str| {
        town.planner.data(query, json!({ "level": level, "on": on })).await["partnershipNetwork"].take()
    };
    let found = ask("SERVICE", "2026-11-24").await;
    let link = |target: &str, fte: &str, contributions: &str| {
        json!({
            "source": "CULTURE_SCHOOL", "target": target, "partnerships": 1, "fullTimeEquivalents": fte,
            "contributions": contributions,
        })
    };
    assert_eq!(
        found["links"],
        json!([
            link("LIBRARY", "0.4000", "0.00"),
            link("ELDERLY_CARE", "0.2000", "20000.50"),
            link("SCHOOL", "0.0000", "30000.00"),
        ])
    );
    let nodes: Vec<_> = found["nodes"].as_array().unwrap().iter().map(|node| [&node["key"], &node["ties"]]).collect();
    assert_eq!(json!(nodes), json!([["CULTURE_SCHOOL", 3], ["LIBRARY", 1], ["ELDERLY_CARE", 1], ["SCHOOL", 1]]));
    assert_eq!((&found["nodeCount"], &found["linkCount"]), (&json!(4), &json!(3)));
    let found = ask("ORGANISATION", "2026-03-01").await;
    let nodes: Vec<_> = found["nodes"].as_array().unwrap().iter().map(|node| &node["organisation"]["name"]).collect();
    assert_eq!(json!(nodes), json!(["Kulturskolen", "Solhjemmet", "Aker skole", "Biblioteket"]));
    assert_eq!(found["links"][1]["fullTimeEquivalents"], "0.1250");
    assert_eq!(found["links"][1]["target"], town.aker["id"]);
    assert_eq!(found["links"][1]["contributions"], "30000.00");
    assert_eq!(ask("SERVICE", "2028-01-01").await["links"], json!([]));
}

async fn what_one_may_not_see_is_not_counted(backend: Backend) {
    let server = Server::start(backend).await;
    let town = Town::build(&server).await;
    let query = "{
        coverage(municipality: \"4601\", on: \"2026-11-24\") { organisationCount uncovered { totalCount } services { serviceType } }
        attention(municipality: \"4601\", within: 90, on: \"2026-11-24\") {
            expiring { totalCount } awaitingConfirmation { totalCount } overdueTasks { totalCount } tasksDue { totalCount }
            fundingReportsDue { totalCount } unbalancedBudgets { totalCount } busyStaff { totalCount }
        }
        staffing(on: \"2026-11-24\", groupBy: PAYER) { people fullTimeEquivalents groups { fullTimeDays } }
        budgetSummary(fiscalYear: 2026, groupBy: PARTY) {
            totals { contributions { planned } awardedFunding } groups { totals { balance } } budgets { totalCount }
        }
        planCoverage(municipality: \"4601\", from: \"2026-01-01\", to: \"2026-12-31\") {
            goals { totalCount } consultations { totalCount } partnershipsWithoutGoal { totalCount }
        }
        partnershipNetwork(on: \"2026-11-24\", level: ORGANISATION) {
            nodeCount links { partnerships fullTimeEquivalents contributions }
        }
    }";
    let none = json!({ "totalCount": 0 });
    let neighbour = server.planner("0301").data(query, json!({})).await;
    assert_eq!(
        neighbour,
        json!({
            "coverage": { "organisationCount": 0, "uncovered": none, "services": [] },
            "attention": {
                "expiring": none, "awaitingConfirmation": none, "overdueTasks": none, "tasksDue": none,
                "fundingReportsDue": none, "unbalancedBudgets": none, "busyStaff": none,
            },
            "staffing": { "people": 0, "fullTimeEquivalents": "0.0000", "groups": [] },
            "budgetSummary": {
                "totals": { "contributions": { "planned": "0.00" }, "awardedFunding": "0.00" }, "groups": [], "budgets": none,
            },
            "planCoverage": { "goals": none, "consultations": none, "partnershipsWithoutGoal": none },
            "partnershipNetwork": { "nodeCount": 0, "links": [] },
        })
    );
    // The care home takes part in the choir alone: with its 20 %, two of its parties, and a budget that balances.
    let home = server.coordinator(&town.care["id"]).data(query, json!({})).await;
    let attention = &home["attention"];
    assert_eq!((&attention["unbalancedBudgets"], &attention["awaitingConfirmation"]), (&none, &none));
    assert_eq!(
        (&attention["expiring"]["totalCount"], &attention["overdueTasks"]["totalCount"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(home["staffing"]["fullTimeEquivalents"], "0.2000");
    assert_eq!(home["budgetSummary"]["totals"]["contributions"]["planned"], "150000.50");
    assert_eq!(home["partnershipNetwork"]["nodeCount"], 3);
    // Analysts read no people and no budget lines: neither do sums of them tell.
    let analyst = server.client(samspill::auth::Role::Analyst, &["4601"], &[]).data(query, json!({})).await;
    assert_eq!((&analyst["staffing"], &analyst["budgetSummary"]), (&Value::Null, &Value::Null));
    assert_eq!(analyst["coverage"]["organisationCount"], 4);
    let attention = &analyst["attention"];
    assert_eq!((&attention["busyStaff"], &attention["awaitingConfirmation"]), (&none, &none));
    assert_eq!(
        analyst["partnershipNetwork"]["links"][0],
        json!({
            "partnerships": 1, "fullTimeEquivalents": null, "contributions": null,
        })
    );
    // Readers see what planners see, save names.
    let planner = town.planner.data(query, json!({})).await;
    assert_eq!(server.reader("4601").data(query, json!({})).await, planner);
}

async fn answers_cost_the_same_however_much_there_is(backend: Backend) {
    let server = Server::start(backend).await;
    let query = "{
        coverage(municipality: \"4601\", on: \"2026-11-24\") {
            services { serviceType uncovered(first: 3) { totalCount nodes { name } } } uncovered(first: 3) { nodes { name } }
        }
        attention(municipality: \"4601\", within: 90, on: \"2026-11-24\") {
            expiring(first: 3) { totalCount nodes { lead { name } } } busyStaff(first: 3) { totalCount }
        }
        staffing(on: \"2026-11-24\", groupBy: PAYER) { groups(first: 5) { organisation { name } } }
        budgetSummary(fiscalYear: 2026, groupBy: PARTY) { groups(first: 5) { organisation { name } } }
        partnershipNetwork(on: \"2026-11-24\", level: ORGANISATION) { nodes(first: 5) { organisation { name } } }
    }";
    let one = Town::build(&server).await;
    let before = one.planner.run(query, json!({})).await;
    for _ in 0..3 {
        one.more(&server).await;
    }
    let after = one.planner.run(query, json!({})).await;
    assert_ne!(before.data(), after.data(), "there is more");
    assert_eq!(before.statements(), after.statements());
}

async fn what_makes_no_sense_is_refused(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601");
    let period = |from: &str, to: &str| {
        format!("{{ staffingInPeriod(from: \"{from}\", to: \"{to}\", groupBy: HOST) {{ people }} }}")
    };
    let staffing = "staffing(on: \"2026-11-24\", groupBy: HOST)";
    for (query, told) in [
        (period("2026-02-01", "2026-01-31"), "must not be before"),
        (period("2000-01-01", "2026-01-31"), "at most 3660 days"),
        ("{ attention(municipality: \"4601\", within: -1) { on } }".to_owned(), "within must be from 0 to 3660"),
        ("{ attention(municipality: \"4601\", within: 3661) { on } }".to_owned(), "within must be from 0 to 3660"),
        (format!("{{ {staffing} {{ groups(first: 0) {{ fullTimeDays }} }} }}"), "first must be from 1 to 250"),
        (format!("{{ {staffing} {{ groups(first: 251) {{ fullTimeDays }} }} }}"), "first must be from 1 to 250"),
        (
            "{ coverage(municipality: \"Bergen\", on: \"2026-11-24\") { on } }".to_owned(),
            "municipality_<32 hex digits>",
        ),
    ] {
        let error = planner.errors(&query, json!({})).await[0].clone();
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{query}: {error}");
        assert!(error["message"].as_str().unwrap().contains(told), "{query}: {error}");
    }
}
