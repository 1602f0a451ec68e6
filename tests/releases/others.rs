//! The same attack on the other cubes: what indicators came to, and how many people share positions.

use std::collections::{BTreeMap, BTreeSet};

use samspill::auth::Role;
use serde_json::{Value, json};

use super::{
    compared::{COMPARE, population, share},
    exact::{Row, Span},
    figures::{CREATE_INDICATOR, came_to},
    truth::Truth,
    world::{World, release},
};
use crate::support::{Backend, Client, Server, program::succeed};

on_both!(no_withheld_outcome_can_be_computed, no_withheld_staff_can_be_computed,);

/// An area: its size and its number.
type Area = (&'static str, String);

/// What one municipality counted of one kind: whose people, how many of them, whether they are sensitive.
#[derive(Clone)]
struct Inner {
    municipality: &'static str,
    is_sensitive: bool,
    people: u64,
    organisations: BTreeSet<String>,
}

/// The areas of a municipality.
fn areas(truth: &Truth, municipality: &str) -> Vec<Area> {
    let (county, group) = truth.home(municipality);
    let mut areas = vec![("COUNTRY", String::new()), ("COUNTY", county), ("MUNICIPALITY", municipality.to_owned())];
    areas.extend(group.map(|group| ("KOSTRA_GROUP", group)));
    areas
}

/// That those who know what is shown, and those who know what was counted in one municipality too, cannot compute what must
/// not be known: areas, and the kinds of one municipality by themselves. Says how many secrets there were.
fn kept(truth: &Truth, all: &[Inner], shown: &BTreeSet<Area>) -> Result<usize, String> {
    let inside = |area: &Area, inner: &Inner| areas(truth, inner.municipality).contains(area);
    let everywhere: BTreeSet<Area> = all.iter().flat_map(|inner| areas(truth, inner.municipality)).collect();
    let row = |takes: &dyn Fn(&Inner) -> bool| -> Row {
        let known = |inner: &Inner| inner.people == 0 && !inner.is_sensitive;
        all.iter().enumerate().filter(|(_, inner)| takes(inner) && !known(inner)).map(|(at, _)| (at, 1)).collect()
    };
    let is_primary = |takes: &dyn Fn(&Inner) -> bool| {
        let some: Vec<&Inner> = all.iter().filter(|inner| takes(inner)).collect();
        let people: u64 = some.iter().map(|inner| inner.people).sum();
        let k = if some.iter().any(|inner| inner.is_sensitive) { 5 } else { 3 };
        let organisations: BTreeSet<&String> = some.iter().flat_map(|inner| &inner.organisations).collect();
        if people == 0 { k == 5 } else { people < k || organisations.len() < 2 }
    };
    let sums: Vec<Row> = shown.iter().map(|area| row(&|inner| inside(area, inner))).collect();
    let mut secrets = 0;
    let municipalities: BTreeSet<&str> = all.iter().map(|inner| inner.municipality).collect();
    for own in municipalities.into_iter().map(Some).chain([None]) {
        let others = |inner: &Inner| Some(inner.municipality) != own;
        let known = all.iter().enumerate().filter(|(_, inner)| !others(inner)).map(|(at, _)| Row::from([(at, 1)]));
        let span = Span::of(sums.iter().cloned().chain(known));
        for area in &everywhere {
            let takes = |inner: &Inner| others(inner) && inside(area, inner);
            if is_primary(&takes) {
                secrets += 1;
                if span.contains(&row(&takes)) {
                    return Err(format!("{area:?} is known to {own:?}"));
                }
            }
        }
        for (at, inner) in all.iter().enumerate().filter(|(_, inner)| others(inner)) {
            let takes = |one: &Inner| std::ptr::eq(one, inner);
            if is_primary(&takes) && (inner.people > 0 || inner.is_sensitive) {
                secrets += 1;
                if span.contains(&Row::from([(at, 1)])) {
                    return Err(format!("what {} counted is known to {own:?}", inner.municipality));
                }
            }
        }
    }
    Ok(secrets)
}

/// That each figure that is withheld beside what must be, or most of them, is withheld for a reason the attack sees.
fn can_fail(truth: &Truth, all: &[Inner], shown: &BTreeSet<Area>) {
    let everywhere: BTreeSet<Area> = all.iter().flat_map(|inner| areas(truth, inner.municipality)).collect();
    let hidden: Vec<Area> = everywhere.difference(shown).cloned().collect();
    assert!(!hidden.is_empty());
    let found = hidden.iter().filter(|area| {
        let mut more = shown.clone();
        more.insert((*area).clone());
        kept(truth, all, &more).is_err()
    });
    assert!(found.count() * 2 > hidden.len(), "{hidden:?}");
}

const COUNTED: [(&str, &str, &str); 11] = [
    ("4601", "SCHOOL 1", "40"),
    ("4601", "SCHOOL 2", "30"),
    ("4601", "NAV 1", "2"),
    ("1103", "SCHOOL 1", "25"),
    ("1103", "SCHOOL 2", "2"),
    ("4626", "SCHOOL 1", "1"),
    ("4626", "LIBRARY 1", "1"),
    ("4602", "NAV 1", "0"),
    ("4602", "SCHOOL 1", "12"),
    ("5501", "SCHOOL 1", "17"),
    ("5501", "SCHOOL 2", "16"),
];

async fn no_withheld_outcome_can_be_computed(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    let input = json!({ "code": "N", "name": "Nådd", "definition": "Telles", "measure": "COUNT", "ascending": true,
        "qualityDimension": "RESULT", "resultType": "OUTCOME", "goalOwner": "SCHOOL" });
    let indicator = server.admin().ok(CREATE_INDICATOR, json!({ "input": input })).await["indicator"]["id"].clone();
    let mut all: BTreeMap<(&'static str, bool), Inner> = BTreeMap::new();
    for (municipality, partner, actual) in COUNTED {
        came_to(&mut world, (municipality, partner), &indicator, (actual, "50", actual)).await;
        let is_sensitive = partner.starts_with("NAV");
        let new = || Inner { municipality, is_sensitive, people: 0, organisations: BTreeSet::new() };
        let inner = all.entry((municipality, is_sensitive)).or_insert_with(new);
        let people: u64 = actual.parse().unwrap();
        inner.people += people;
        inner.organisations.extend((people > 0).then(|| format!("{partner} {municipality}")));
    }
    let all: Vec<Inner> = all.into_values().collect();
    let made = release(&server);
    let truth = Truth::read(&server).await;
    for client in [server.client(Role::Analyst, &["4601"], &[]), server.planner("1103")] {
        for value in ["actual", "baseline"] {
            let shown = told(&client, &made, value).await;
            assert!(kept(&truth, &all, &shown).unwrap() > 20);
            can_fail(&truth, &all, &shown);
        }
    }
}

/// The areas whose value is told.
async fn told(client: &Client, made: &Value, value: &str) -> BTreeSet<Area> {
    let mut shown = BTreeSet::new();
    for kind in ["COUNTRY", "COUNTY", "KOSTRA_GROUP", "MUNICIPALITY"] {
        let query = format!(
            "{{ outcomes(release: {made}, by: {kind}, first: 100) {{
                nodes {{ place reached progress {{ suppressed }} {value} {{ value suppressed }} }}
            }} }}"
        );
        for cell in client.data(&query, json!({})).await["outcomes"]["nodes"].as_array().unwrap() {
            let place = cell["place"].as_str().unwrap_or_default().to_owned();
            if cell[value]["suppressed"] == false {
                shown.insert((kind, place));
            } else {
                assert_eq!((&cell[value]["value"], &cell["progress"]["suppressed"]), (&Value::Null, &json!(true)));
            }
        }
    }
    shown
}

async fn no_withheld_staff_can_be_computed(backend: Backend) {
    let server = Server::start(backend).await;
    let mut world = World::new(&server);
    let shared = [("4601", 1_u64), ("1103", 4), ("4626", 2), ("4602", 3), ("5501", 5)];
    let mut all = Vec::new();
    let inhabitants = shared.map(|(municipality, _)| format!("{municipality},2026,10000\n")).concat();
    let csv = format!("municipality,year,inhabitants\n{inhabitants}");
    for (municipality, people) in shared {
        let organisations = (0..people).map(|person| format!("{municipality} {person}"));
        for key in organisations.clone() {
            share(&mut world, municipality, &key, "20").await;
        }
        all.push(Inner { municipality, is_sensitive: false, people, organisations: organisations.collect() });
    }
    world.reach("4601", &["SCHOOL 1"], &["MUSIC"], &[("2025-10-01", "AGE_6_12", 12)]).await;
    succeed(&mut population(&server, &csv));
    let made = release(&server);
    let truth = Truth::read(&server).await;
    let analyst = server.client(Role::Analyst, &["4601"], &[]);
    let mut shown: BTreeSet<Area> = BTreeSet::new();
    for (municipality, _) in shared {
        let given = json!({ "municipality": municipality, "year": 2025, "release": made });
        let told = analyst.data(COMPARE, given).await["comparison"].clone();
        for (side, kind) in [("own", "MUNICIPALITY"), ("kostraGroup", "KOSTRA_GROUP"), ("country", "COUNTRY")] {
            let side = &told[side];
            if side.is_null() {
                // A municipality in no group.
                continue;
            }
            let hidden = side["sharedStaff"]["suppressed"] == true;
            assert_eq!(side["sharedStaffPerThousand"]["suppressed"], hidden, "{side}");
            assert_eq!(side["participantsPerThousand"]["suppressed"], side["participants"]["suppressed"], "{side}");
            if !hidden {
                shown.insert((kind, side["place"].as_str().unwrap_or_default().to_owned()));
            }
        }
    }
    assert!(!shown.is_empty());
    assert!(kept(&truth, &all, &shown).unwrap() > 5);
    let mut everything = shown.clone();
    everything.extend(shared.iter().flat_map(|(municipality, _)| areas(&truth, municipality)));
    assert!(kept(&truth, &all, &everything).is_err());
}
