//! Somebody asks everything there is to ask, of all releases, in all roles, and computes what they can.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use samspill::{
    auth::Role,
    clock::{Ids, SystemClock},
    demo,
    store::{Registry, RuleSettings, connect},
};
use serde_json::{Value, json};

use super::{
    exact::{Row, Span},
    truth::{Cell, Truth, Unknowns},
    world::{World, correct, release},
};
use crate::support::{Backend, Client, Server};

on_both!(
    nothing_withheld_can_be_computed,
    a_correction_gives_no_small_change_away,
    nothing_withheld_of_the_demonstration_can_be_computed,
);

const CELL: &str = "placeKind place schoolYear service subject ageBand exact
    participants { value suppressed } attendances { value suppressed } sessions { value suppressed }
    minutes { value suppressed } activities { value suppressed }";

const EVERY_SERVICE: [&str; 17] = [
    "CULTURE_SCHOOL",
    "KINDERGARTEN",
    "SCHOOL",
    "UPPER_SECONDARY_SCHOOL",
    "AFTER_SCHOOL_CARE",
    "LIBRARY",
    "HEALTH_SERVICE",
    "NAV",
    "CHILD_WELFARE",
    "REFUGEE_SERVICE",
    "ELDERLY_CARE",
    "VOLUNTARY_CULTURE",
    "PROFESSIONAL_ARTS",
    "HIGHER_EDUCATION",
    "SAMI_PARLIAMENT",
    "OTHER",
    "SEVERAL",
];

/// Every way to list the cube: what it is listed by.
fn groupings() -> Vec<Vec<&'static str>> {
    let mut all = Vec::new();
    for place in [None, Some("MUNICIPALITY"), Some("COUNTY"), Some("KOSTRA_GROUP")] {
        for year in [None, Some("SCHOOL_YEAR")] {
            for service in [None, Some("SERVICE")] {
                for detail in [None, Some("SUBJECT"), Some("AGE_BAND")] {
                    all.push([place, year, service, detail].into_iter().flatten().collect());
                }
            }
        }
    }
    all
}

fn cell_of(told: &Value) -> Cell {
    let text = |field: &str| told[field].as_str().map(str::to_owned);
    Cell {
        kind: text("placeKind").unwrap(),
        place: text("place"),
        year: told["schoolYear"].as_i64().map(|year| i32::try_from(year).unwrap()),
        service: text("service"),
        subject: text("subject"),
        age: text("ageBand"),
    }
}

/// Every cell of a release that can be listed, a page at a time, forwards and backwards.
async fn listed(client: &Client, release: &Value) -> BTreeMap<Cell, Value> {
    let query = format!(
        "query ($release: ID, $by: [ParticipationDimension!], $first: Int, $after: String, $last: Int, $before: String) {{
            participation(release: $release, by: $by, first: $first, after: $after, last: $last, before: $before) {{
                totalCount exact release {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }}
                nodes {{ {CELL} }}
            }}
        }}"
    );
    let mut all: BTreeMap<Cell, Value> = BTreeMap::new();
    for by in groupings() {
        let (mut found, mut page) = (Vec::new(), json!({ "first": 100 }));
        loop {
            page["release"] = release.clone();
            page["by"] = json!(by);
            let told = client.data(&query, page.clone()).await["participation"].clone();
            assert_eq!((&told["exact"], &told["release"]["id"]), (&json!(false), release));
            found.extend(told["nodes"].as_array().unwrap().iter().cloned());
            if told["pageInfo"]["hasNextPage"] != true {
                assert_eq!(told["totalCount"], found.len(), "{by:?}");
                break;
            }
            page = json!({ "first": 100, "after": told["pageInfo"]["endCursor"] });
        }
        let (mut backwards, mut page) = (Vec::new(), json!({ "last": 90 }));
        loop {
            page["release"] = release.clone();
            page["by"] = json!(by);
            let told = client.data(&query, page.clone()).await["participation"].clone();
            backwards.splice(0..0, told["nodes"].as_array().unwrap().iter().cloned());
            if told["pageInfo"]["hasPreviousPage"] != true {
                break;
            }
            page = json!({ "last": 90, "before": told["pageInfo"]["startCursor"] });
        }
        assert_eq!(backwards, found, "{by:?}");
        for told in found {
            let before = all.insert(cell_of(&told), told.clone());
            assert!(before.is_none_or(|before| before == told));
        }
    }
    all
}

/// Names each of some cells by its values, many at once under aliases: the answer is that of the lists.
async fn named_is_as_listed(client: &Client, release: &Value, cells: &BTreeMap<Cell, Value>) {
    let cells: Vec<_> = cells.iter().collect();
    for some in cells.chunks(40) {
        let fields: Vec<String> = some
            .iter()
            .enumerate()
            .map(|(at, (cell, _))| {
                let mut given = vec![format!("release: {release}, first: 1")];
                let argument = match cell.kind.as_str() {
                    "MUNICIPALITY" => Some("municipality"),
                    "COUNTY" => Some("county"),
                    "KOSTRA_GROUP" => Some("kostraGroup"),
                    _ => None,
                };
                given.extend(argument.map(|name| format!("{name}: {}", json!(cell.place))));
                given.extend(cell.year.map(|year| format!("schoolYear: {year}")));
                let codes = [("service", &cell.service), ("subject", &cell.subject), ("ageBand", &cell.age)];
                given.extend(codes.into_iter().filter_map(|(name, code)| Some(format!("{name}: {}", code.as_ref()?))));
                format!("a{at}: participation({}) {{ totalCount nodes {{ {CELL} }} }}", given.join(", "))
            })
            .collect();
        let told = client.data(&format!("{{ {} }}", fields.join("\n")), json!({})).await;
        for (at, (cell, listed)) in some.iter().enumerate() {
            let named = &told[format!("a{at}")];
            assert_eq!((&named["totalCount"], &named["nodes"]), (&json!(1), &json!([listed])), "{cell:?}");
        }
    }
}

/// The file of a release tells what the lists tell, and nothing else.
async fn exported_is_as_listed(client: &Client, release: &Value, cells: &BTreeMap<Cell, Value>) {
    let path = format!("/export/participation.ndjson?release={}", release.as_str().unwrap());
    let response = client.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let text = response.text().await.unwrap();
    let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), cells.len());
    for row in rows {
        let listed = &cells[&cell_of(&row)];
        for figure in ["participants", "attendances", "sessions", "minutes", "activities"] {
            assert_eq!(row[figure], listed[figure]["value"], "{row}");
        }
        assert_eq!(row["participantsSuppressed"], listed["participants"]["suppressed"], "{row}");
    }
}

/// What is told of a cell is all told or all withheld, and what is told is true.
fn check_told(truth: &Truth, told: &BTreeMap<Cell, Value>) {
    for (cell, told) in told {
        let hidden = told["participants"]["suppressed"] == true;
        for figure in ["participants", "attendances", "sessions", "minutes", "activities"] {
            assert_eq!(told[figure]["suppressed"], hidden, "{cell:?} {figure}");
            assert_eq!(told[figure]["value"].is_null(), hidden, "{cell:?} {figure}");
        }
        if !hidden {
            assert_eq!(told["participants"]["value"], truth.people(cell), "{cell:?}");
            assert!(!truth.is_primary(cell), "{cell:?} is shown");
        }
    }
    for cell in truth.cells().into_iter().filter(|cell| cell.subject.is_none() || cell.age.is_none()) {
        assert!(told.contains_key(&cell), "{cell:?} is not there");
    }
}

/// What was seen of a release, and what was true then.
struct Seen {
    truth: Truth,
    told: BTreeMap<Cell, Value>,
}

impl Seen {
    async fn of(server: &Server, client: &Client, release: &Value) -> Self {
        let seen = Self { truth: Truth::read(server).await, told: listed(client, release).await };
        check_told(&seen.truth, &seen.told);
        seen
    }

    fn shown(&self, unknowns: &mut Unknowns) -> Vec<Row> {
        let shown = self.told.iter().filter(|(_, told)| told["participants"]["suppressed"] == false);
        shown.map(|(cell, _)| unknowns.row(&self.truth, cell)).collect()
    }

    fn secrets(&self, unknowns: &mut Unknowns) -> Vec<(Cell, Row)> {
        let primary = self.truth.cells().into_iter().filter(|cell| self.truth.is_primary(cell));
        primary.map(|cell| (cell.clone(), unknowns.row(&self.truth, &cell))).collect()
    }
}

/// The first secret that somebody computes from all that was seen, and who: a primary cell, or a small change from a release
/// to a later one. Whoever it is knows what was released, and those inside a municipality all that was counted there.
/// Else how many secrets there were.
fn solve(releases: &[Seen]) -> Result<usize, Box<(Cell, String)>> {
    let mut unknowns = Unknowns::default();
    let mut sums = Vec::new();
    for seen in releases {
        sums.extend(seen.shown(&mut unknowns));
    }
    let mut found = secrets_kept(releases, &mut unknowns, &Span::of(sums.clone()), "everybody")?;
    assert!(unknowns.len() > 10);
    let inside: BTreeSet<String> = releases.iter().flat_map(|seen| seen.truth.municipalities()).collect();
    for municipality in inside {
        let known: Vec<Row> = sums.iter().cloned().chain(unknowns.of(&municipality)).collect();
        let others: Vec<Seen> = releases
            .iter()
            .map(|seen| Seen { truth: seen.truth.without(&municipality), told: BTreeMap::new() })
            .collect();
        found += secrets_kept(&others, &mut unknowns, &Span::of(known), &municipality)?;
    }
    Ok(found)
}

/// That none of the secrets can be computed, and how many there are; or the first one that can.
fn secrets_kept(
    releases: &[Seen],
    unknowns: &mut Unknowns,
    span: &Span,
    who: &str,
) -> Result<usize, Box<(Cell, String)>> {
    let mut secrets = Vec::new();
    for seen in releases {
        secrets.extend(seen.secrets(unknowns));
    }
    for (at, new) in releases.iter().enumerate() {
        for old in releases.iter().take(at) {
            for cell in new.truth.cells() {
                let change = new.truth.people(&cell).abs_diff(old.truth.people(&cell));
                if change == 0 || change >= new.truth.k_of(&cell).max(old.truth.k_of(&cell)) {
                    continue;
                }
                let mut row = unknowns.row(&new.truth, &cell);
                for (unknown, factor) in unknowns.row(&old.truth, &cell) {
                    *row.entry(unknown).or_default() -= factor;
                }
                row.retain(|_, factor| *factor != 0);
                secrets.push((cell, row));
            }
        }
    }
    for (cell, secret) in &secrets {
        if span.contains(secret) {
            return Err(Box::new((cell.clone(), who.to_owned())));
        }
    }
    Ok(secrets.len())
}

/// Several municipalities, services, subject fields, ages and years; counts small and large.
async fn country(world: &mut World<'_>) -> Vec<(&'static str, Value)> {
    let mut ids = Vec::new();
    let mut number = 7_u32;
    for (municipality, services) in [
        ("4601", vec![vec!["SCHOOL 1"], vec!["SCHOOL 2"], vec!["NAV 1"], vec!["NAV 2"], vec!["SCHOOL 3", "LIBRARY 1"]]),
        ("1103", vec![vec!["SCHOOL 1"], vec!["SCHOOL 2"], vec!["NAV 1"], vec!["CHILD_WELFARE 1"]]),
        ("4626", vec![vec!["SCHOOL 1"], vec!["NAV 1"], vec!["LIBRARY 1", "LIBRARY 2"]]),
    ] {
        for (at, with) in services.iter().enumerate() {
            let subjects: &[&str] = [&["MUSIC"][..], &["DANCE"], &["MUSIC", "THEATRE"]][at % 3];
            let mut counts = Vec::new();
            for day in ["2024-10-01", "2025-10-01"] {
                for age in ["AGE_6_12", "AGE_13_15", "AGE_25_66"] {
                    // Some two, some forty, some nobody.
                    number = (number * 37 + 11) % 101;
                    if !number.is_multiple_of(5) {
                        counts.push((day, age, [number % 4, number, 0][usize::try_from(number % 3).unwrap()]));
                    }
                }
            }
            let made = world.reach(municipality, with, subjects, &counts).await;
            ids.extend(made.into_iter().map(|id| (municipality, id)));
        }
    }
    ids
}

async fn nothing_withheld_can_be_computed(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    country(&mut world).await;
    let made = release(&server);
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let seen = Seen::of(&server, &analyst, &made).await;
    let hidden = seen.told.values().filter(|told| told["participants"]["suppressed"] == true).count();
    assert!(hidden > 0 && hidden < seen.told.len(), "{hidden} of {}", seen.told.len());
    named_is_as_listed(&analyst, &made, &seen.told).await;
    exported_is_as_listed(&analyst, &made, &seen.told).await;
    let mut seen = [seen];
    assert!(solve(&seen).unwrap() > 20);
    the_attack_can_succeed(&mut seen);
}

/// What one more figure would give away is found, be it of a primary cell or of one hidden with it.
fn the_attack_can_succeed(seen: &mut [Seen; 1]) {
    let hidden: Vec<Cell> = seen[0]
        .told
        .iter()
        .filter(|(_, told)| told["participants"]["suppressed"] == true)
        .map(|(cell, _)| cell.clone())
        .collect();
    let (mut found, mut inside) = (0, 0);
    for cell in &hidden {
        let is_primary = seen[0].truth.is_primary(cell);
        let told = seen[0].told[cell].clone();
        seen[0].told.get_mut(cell).unwrap()["participants"]["suppressed"] = json!(false);
        match solve(seen) {
            Err(computed) if computed.1 == "everybody" => found += 1,
            Err(_) => inside += 1,
            Ok(_) => assert!(!is_primary, "{cell:?} is told, and not found out"),
        }
        seen[0].told.insert(cell.clone(), told);
    }
    let secondary = hidden.iter().filter(|cell| !seen[0].truth.is_primary(cell)).count();
    assert!(found + inside > hidden.len() - secondary, "no figure hidden beside the primary ones was needed");
    assert!(inside > 0, "nothing is hidden from insiders alone");
}

async fn a_correction_gives_no_small_change_away(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    let ids = country(&mut world).await;
    let first = release(&server);
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let mut seen = vec![Seen::of(&server, &analyst, &first).await];
    let people = "query ($id: ID!) { participationCount(id: $id) { participants } }";
    for (municipality, id) in ids.iter().step_by(5) {
        let planner = server.planner(municipality);
        let was = planner.data(people, json!({ "id": id })).await["participationCount"]["participants"].clone();
        correct(&planner, id, 1, u32::try_from(was.as_u64().unwrap()).unwrap() + 1).await;
    }
    let second = release(&server);
    seen.push(Seen::of(&server, &analyst, &second).await);
    world.reach("1103", &["SCHOOL 3"], &["MUSIC"], &[("2026-09-01", "AGE_6_12", 40)]).await;
    correct(&server.planner(ids[0].0), &ids[0].1, 2, 55).await;
    let third = release(&server);
    seen.push(Seen::of(&server, &analyst, &third).await);
    // Asked later, or by somebody else, a release says what it said.
    for (role, place) in [(Role::Analyst, "1103"), (Role::Reader, "4626"), (Role::MunicipalPlanner, "4601")] {
        let other = server.client(role, &[place], &[]);
        assert_eq!(listed(&other, &first).await, seen[0].told, "{role:?}");
    }
    let before = solve(&seen[..1]).unwrap();
    assert!(solve(&seen).unwrap() > before);
}

async fn nothing_withheld_of_the_demonstration_can_be_computed(backend: Backend) {
    let database = backend.database().await;
    let registry = Registry {
        database: connect(database.url(), 4).await.unwrap(),
        clock: std::sync::Arc::new(SystemClock),
        ids: Ids::random(),
        rules: RuleSettings { synthetic_organisation_numbers: true, ..RuleSettings::default() },
    };
    demo::load(&registry, |_, _| ()).await.unwrap();
    registry.database.close().await.unwrap();
    let server = Server::start_on(database, &[]);
    let made = release(&server);
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let seen = Seen::of(&server, &analyst, &made).await;
    let shown = seen.told.values().filter(|told| told["participants"]["suppressed"] == false).count();
    assert!(shown * 10 > seen.told.len(), "an analyst sees {shown} of {} cells of the demonstration", seen.told.len());
    for service in EVERY_SERVICE {
        let query = format!("{{ participation(service: {service}, release: {made}) {{ nodes {{ service }} }} }}");
        analyst.data(&query, json!({})).await;
    }
    assert!(solve(&[seen]).unwrap() > 100);
}
