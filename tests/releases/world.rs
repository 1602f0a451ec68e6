//! Activities of culture schools with other services, counted; and how releases are made.

use std::{collections::BTreeMap, process::Command};

use serde_json::{Value, json};

use crate::support::{
    Client, Server,
    program::{samspill, succeed},
    records::organisation,
};

/// Those who count, made as they are needed.
pub struct World<'a> {
    pub server: &'a Server,
    organisations: BTreeMap<(String, String), Value>,
    partnerships: u32,
}

/// How many took part: the first day counted, the ages, the people.
pub type Count<'a> = (&'a str, &'a str, u32);

const CREATE_PARTNERSHIP: &str = "mutation ($input: CreatePartnershipInput!) {
    createPartnership(input: $input) {
        partnership { id parties(first: 20) { nodes { id organisation { id } } } } errors { code field message }
    }
}";
const CREATE_ACTIVITY: &str = "mutation ($input: CreateBreadthActivityInput!) {
    createBreadthActivity(input: $input) { breadthActivity { id } errors { code field message } }
}";
const CREATE_COUNT: &str = "mutation ($input: CreateParticipationCountInput!) {
    createParticipationCount(input: $input) { participationCount { id version } errors { code field message } }
}";

impl<'a> World<'a> {
    pub fn new(server: &'a Server) -> Self {
        Self { server, organisations: BTreeMap::new(), partnerships: 0 }
    }

    /// An organisation of a municipality: `NAV 1` is another than `NAV 2`.
    pub async fn organisation(&mut self, municipality: &str, name: &str) -> Value {
        let key = (municipality.to_owned(), name.to_owned());
        if let Some(known) = self.organisations.get(&key) {
            return known.clone();
        }
        let service = name.split(' ').next().unwrap();
        let fields = json!({ "name": format!("{name} i {municipality}"), "serviceType": service });
        let made = organisation(&self.server.planner(municipality), municipality, fields).await;
        self.organisations.insert(key, made["id"].clone());
        made["id"].clone()
    }

    /// A partnership of the municipality's culture school with these services; its id, and those of the parties.
    pub async fn partnership(&mut self, municipality: &str, with: &[&str]) -> (Value, Vec<Value>) {
        self.partnerships += 1;
        let school = self.organisation(municipality, "CULTURE_SCHOOL 1").await;
        let mut parties = vec![json!({ "organisation": school, "role": "LEAD" })];
        for name in with {
            let partner = self.organisation(municipality, name).await;
            parties.push(json!({ "organisation": partner, "role": "CO_CREATOR" }));
        }
        let input = json!({ "title": format!("Samarbeid {}", self.partnerships), "purpose": "Sang",
            "pillars": ["LEARNING"], "startDate": "2024-08-01", "parties": parties });
        let planner = self.server.planner(municipality);
        let made = planner.ok(CREATE_PARTNERSHIP, json!({ "input": input })).await["partnership"].clone();
        let parties = made["parties"]["nodes"].as_array().unwrap().iter().map(|party| party["id"].clone());
        (made["id"].clone(), parties.collect())
    }

    /// An activity of a new partnership, and what was counted in it; the ids of the counts.
    pub async fn reach(
        &mut self,
        municipality: &str,
        with: &[&str],
        subjects: &[&str],
        counts: &[Count<'_>],
    ) -> Vec<Value> {
        let planner = self.server.planner(municipality);
        let (partnership, _) = self.partnership(municipality, with).await;
        let setting = if subjects.len() > 1 { "SCHOOL" } else { "CULTURE_HOUSE" };
        let input = json!({ "partnership": partnership, "title": "Tilbud", "subjectFields": subjects,
            "format": "WORKSHOP", "targetGroups": ["EVERYONE"], "ageBands": ["ALL_AGES"], "setting": setting,
            "startDate": "2024-08-01" });
        let made = planner.ok(CREATE_ACTIVITY, json!({ "input": input })).await;
        let activity = &made["breadthActivity"]["id"];
        let mut ids = Vec::new();
        for (day, age, participants) in counts {
            let input = json!({ "activity": activity, "periodFrom": day, "periodTo": day, "ageBand": age,
                "targetGroup": "EVERYONE", "participants": participants, "attendances": participants * 2,
                "sessions": 2, "minutes": 90 });
            let made = planner.ok(CREATE_COUNT, json!({ "input": input })).await;
            ids.push(made["participationCount"]["id"].clone());
        }
        ids
    }
}

/// Changes how many were counted.
pub async fn correct(planner: &Client, id: &Value, version: u32, participants: u32) {
    let input = json!({ "id": id, "version": version, "participants": participants, "attendances": participants * 2 });
    let update = "mutation ($input: UpdateParticipationCountInput!) {
        updateParticipationCount(input: $input) { participationCount { id } errors { code field message } }
    }";
    planner.ok(update, json!({ "input": input })).await;
}

/// `samspill release create`, to be given more.
pub fn release_command(server: &Server) -> Command {
    let mut program = samspill(server.data_dir());
    program.args(["release", "create", "--database-url", server.database().url()]);
    program
}

/// What a release that must be refused is refused for.
pub fn refusal(program: &mut Command) -> String {
    let output = program.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{program:?}");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    // Before it come the lines of the log.
    said.split_once("error: ").unwrap().1.to_owned()
}

/// Makes a release; its id.
pub fn release(server: &Server) -> Value {
    json!(succeed(&mut release_command(server)).trim())
}
