//! Who may not write changes nothing, and nobody writes to what they do not see.

use samspill::auth::Role;
use serde_json::{Value, json};

use super::{
    OURS, THEIRS,
    answers::Answer,
    asks::{Ask, Batch},
    foreign::missing,
    schema::{IdPath, Schema, ids_in},
    town::{Name, Town, change, owner},
};
use crate::support::{Backend, Client};

on_both!(
    readers_and_analysts_change_nothing,
    naming_a_foreign_record_is_naming_a_missing_one,
    what_another_municipality_calls_things_is_free_to_use,
);

fn writes(role: Role) -> bool {
    !matches!(role, Role::Reader | Role::Analyst)
}

/// Every mutation with a full input about a town's own records, at their present versions.
async fn inputs(schema: &Schema, town: &Town, owner: &Client) -> Vec<(String, Value)> {
    let mut inputs = Vec::new();
    for mutation in schema.mutations() {
        let of = &schema.input_of(mutation).name;
        let mut input = town.input(schema, of);
        if let Some(id) = input.get("id") {
            let root =
                schema.roots().iter().find(|root| schema.kind(&root.name, "id") == schema.kind(of, "id")).unwrap();
            let query = format!("query ($id: ID!) {{ {}(id: $id) {{ version }} }}", root.name);
            let record = owner.data(&query, json!({ "id": id })).await[&root.name].take();
            if input.get("version").is_some() {
                input["version"] = record["version"].clone();
            }
        }
        inputs.push((mutation.name.clone(), input));
    }
    inputs
}

fn add(batch: &mut Batch, schema: &Schema, mutation: &str, about: &str, input: &Value) {
    let of = schema.mutation(mutation).args[0].of.written();
    let field = format!("{mutation}(input: $) {{ errors {{ code field message currentVersion allowed }} }}");
    batch.add(about, &field, Some((&of, input.clone())));
}

/// The reply to each mutation of a batch, all of which must be refused.
async fn refusals(caller: &Client, who: &str, ask: &Ask) -> (Answer, Vec<Value>) {
    let reply = caller.run(&ask.query, ask.variables.clone()).await;
    let data = reply.data();
    let payloads: Vec<Value> =
        (0..ask.about.lines().count()).map(|place| data[format!("a{place}")]["errors"].clone()).collect();
    for (about, errors) in ask.about.lines().zip(&payloads) {
        assert_ne!(errors, &json!([]), "{who}: {about} was carried out");
    }
    (Answer::of(&reply), payloads)
}

async fn readers_and_analysts_change_nothing(backend: Backend) {
    let server = super::server(backend).await;
    let schema = Schema::of(&server).await;
    let ours = Town::build(&server, OURS).await;
    let owner = owner(&server, OURS);
    let mut batch = Batch::new("mutation");
    for (mutation, input) in inputs(schema, &ours, &owner).await {
        add(&mut batch, schema, &mutation, &mutation, &input);
    }
    let asks = batch.asks();
    let database = server.database();
    let before = database.dump().await;
    for (_, who, caller) in ours.callers(&server).into_iter().filter(|(role, ..)| !writes(*role)) {
        for ask in &asks {
            let (_, payloads) = refusals(&caller, &who, ask).await;
            for (mutation, errors) in ask.about.lines().zip(payloads) {
                let code = errors[0]["code"].as_str().unwrap();
                assert_eq!(code, "FORBIDDEN", "{who}: {mutation} was refused with {errors}");
            }
        }
    }
    assert!(before == database.dump().await, "nothing was written");
}

/// For each mutation and each id in its input: the input with that of another town's record.
fn foreign_inputs(schema: &Schema, inputs: &[(String, Value)], theirs: &Town) -> Vec<(String, IdPath, Value, String)> {
    let mut all = Vec::new();
    for (mutation, input) in inputs {
        let mut paths = Vec::new();
        ids_in(schema, &schema.input_of(schema.mutation(mutation)).name, &mut Vec::new(), &mut paths);
        for path in paths {
            let kind = schema.kind(&path.owner, path.name()).unwrap();
            let id = theirs.newest(kind).to_owned();
            let mut named = input.clone();
            path.put(&mut named, &id);
            all.push((mutation.clone(), path, named, id));
        }
    }
    all
}

async fn naming_a_foreign_record_is_naming_a_missing_one(backend: Backend) {
    let server = super::server(backend).await;
    let schema = Schema::of(&server).await;
    let ours = Town::build(&server, OURS).await;
    let theirs = Town::build(&server, THEIRS).await;
    let owner = owner(&server, OURS);
    // So that terms are open to change, and what is refused is refused for what it names.
    change(schema, &owner, "withdrawPartnership", json!({ "id": ours.newest("partnership") })).await;
    let inputs = inputs(schema, &ours, &owner).await;
    let (mut foreign, mut absent, mut ids) = (Batch::new("mutation"), Batch::new("mutation"), Vec::new());
    for (mutation, path, input, id) in foreign_inputs(schema, &inputs, &theirs) {
        let about = format!("{mutation}, {} {id}", path.path);
        add(&mut foreign, schema, &mutation, &about, &input);
        let mut input = input;
        // Everybody may read of every municipality: writing there is forbidden, and that may be told.
        let none = if id.starts_with("municipality_") { id.clone() } else { missing(&id) };
        path.put(&mut input, &none);
        add(&mut absent, schema, &mutation, &about, &input);
        ids.push((id, none));
    }
    let (foreign, absent) = (foreign.asks(), absent.asks());
    let database = server.database();
    let before = database.dump().await;
    let (theirs, none): (Vec<String>, Vec<String>) = ids.into_iter().unzip();
    for (_, who, caller) in ours.callers(&server).into_iter().filter(|(role, ..)| writes(*role)) {
        for (one, other) in foreign.iter().zip(&absent) {
            let (found, found_payloads) = refusals(&caller, &who, one).await;
            let (absent, absent_payloads) = refusals(&caller, &who, other).await;
            for ((about, errors), others) in one.about.lines().zip(found_payloads).zip(absent_payloads) {
                let same = |errors: &Value, ids: &[String]| {
                    ids.iter().fold(errors.to_string(), |text, id| text.replace(id, "#"))
                };
                assert_eq!(same(&errors, &theirs), same(&others, &none), "{who}: {about}");
            }
            assert_eq!(found.without(&theirs), absent.without(&none), "{who}: {}", one.about);
        }
    }
    assert!(before == database.dump().await, "nothing was written");
}

/// All texts of one town, its external ids, keys and codes among them, can be used in another: that they are taken would
/// tell of what one does not see. Organisation numbers are public, and taken.
async fn what_another_municipality_calls_things_is_free_to_use(backend: Backend) {
    let server = super::server(backend).await;
    let theirs = Town::build(&server, THEIRS).await;
    let alike = Town::build(&server, Name { number: OURS.number, first_number: OURS.first_number, ..THEIRS }).await;
    let kinds = |town: &Town| town.ids.iter().map(|(kind, ids)| (kind.clone(), ids.len())).collect::<Vec<_>>();
    assert_eq!(kinds(&theirs), kinds(&alike));
}
