//! The schema as the server tells it, so that tests cover what is added to it without being touched.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::support::{Client, Server};

const INTROSPECTION: &str = "{
    __schema {
        queryType { name } mutationType { name }
        types {
            kind name enumValues { name } possibleTypes { name }
            inputFields { name type { ...type } }
            fields { name args { name type { ...type } } type { ...type } }
        }
    }
}
fragment type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The schema.
pub struct Schema {
    types: BTreeMap<String, Type>,
    query: String,
    mutation: String,
    /// Which kind of record an argument that is an id names: by the type or field it belongs to, and its name.
    kinds: BTreeMap<(String, String), String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Type {
    kind: String,
    pub name: String,
    fields: Option<Vec<Field>>,
    input_fields: Option<Vec<Argument>>,
    enum_values: Option<Vec<Named>>,
    possible_types: Option<Vec<Named>>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// A field of an object.
#[derive(Deserialize)]
pub struct Field {
    pub name: String,
    pub args: Vec<Argument>,
    #[serde(rename = "type")]
    pub of: TypeRef,
}

/// An argument of a field, or a field of an input.
#[derive(Deserialize)]
pub struct Argument {
    pub name: String,
    #[serde(rename = "type")]
    pub of: TypeRef,
}

/// A type where it is used, wrapped in lists and non-nulls.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeRef {
    kind: String,
    name: Option<String>,
    of_type: Option<Box<TypeRef>>,
}

impl TypeRef {
    /// The name of the innermost type.
    pub fn name(&self) -> &str {
        self.of_type.as_ref().map_or_else(|| self.name.as_deref().unwrap(), |inner| inner.name())
    }

    pub fn is_required(&self) -> bool {
        self.kind == "NON_NULL"
    }

    pub fn is_list(&self) -> bool {
        self.kind == "LIST" || self.of_type.as_ref().is_some_and(|inner| inner.is_list())
    }

    /// As it is written: `[ID!]!`.
    pub fn written(&self) -> String {
        let inner = || self.of_type.as_ref().unwrap().written();
        match self.kind.as_str() {
            "NON_NULL" => format!("{}!", inner()),
            "LIST" => format!("[{}]", inner()),
            _ => self.name().to_owned(),
        }
    }
}

impl Type {
    /// The fields of an object or an interface.
    pub fn fields(&self) -> &[Field] {
        self.fields.as_deref().unwrap_or_default()
    }

    /// The fields of an input.
    pub fn inputs(&self) -> &[Argument] {
        self.input_fields.as_deref().unwrap_or_default()
    }

    /// The values of an enum.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        self.enum_values.iter().flatten().map(|value| value.name.as_str())
    }

    pub fn is_enum(&self) -> bool {
        self.kind == "ENUM"
    }

    pub fn is_input(&self) -> bool {
        self.kind == "INPUT_OBJECT"
    }

    pub fn is_leaf(&self) -> bool {
        self.kind == "SCALAR" || self.kind == "ENUM"
    }

    /// The type of the rows, when this is a Relay connection.
    pub fn rows(&self) -> Option<&str> {
        let nodes = self.fields().iter().find(|field| field.name == "nodes")?;
        self.fields().iter().any(|field| field.name == "pageInfo").then(|| nodes.of.name())
    }

    /// Whether it has an id of its own.
    pub fn is_record(&self) -> bool {
        self.fields().iter().any(|field| field.name == "id")
    }
}

/// A list at the root of the schema.
pub struct RootList<'a> {
    pub field: &'a Field,
    /// The type of its rows.
    pub rows: &'a str,
    /// The type of its filter.
    pub filter: &'a str,
    /// The input it is sorted by.
    pub order: &'a str,
}

impl Schema {
    /// The schema of the program under test, read once.
    pub async fn of(server: &Server) -> &'static Self {
        static SCHEMA: OnceCell<Schema> = OnceCell::const_new();
        SCHEMA.get_or_init(|| Self::read(server.admin())).await
    }

    async fn read(client: Client) -> Self {
        let mut schema = client.data(INTROSPECTION, json!({})).await["__schema"].take();
        let types: Vec<Type> = serde_json::from_value(schema["types"].take()).unwrap();
        let name = |root: &str| schema[root]["name"].as_str().unwrap().to_owned();
        let mut schema = Self {
            query: name("queryType"),
            mutation: name("mutationType"),
            types: types.into_iter().map(|of| (of.name.clone(), of)).collect(),
            kinds: BTreeMap::new(),
        };
        schema.kinds = Kinds { schema: &schema, client: &client, found: BTreeMap::new() }.find().await;
        schema
    }

    pub fn get(&self, name: &str) -> &Type {
        self.types.get(name).unwrap_or_else(|| panic!("the schema has no type {name}"))
    }

    pub fn roots(&self) -> &[Field] {
        self.get(&self.query).fields()
    }

    pub fn mutations(&self) -> &[Field] {
        self.get(&self.mutation).fields()
    }

    pub fn mutation(&self, name: &str) -> &Field {
        self.mutations().iter().find(|field| field.name == name).unwrap()
    }

    /// The types that `node` returns.
    pub fn records(&self) -> Vec<&str> {
        self.get("Node").possible_types.iter().flatten().map(|of| of.name.as_str()).collect()
    }

    /// The lists at the root.
    pub fn lists(&self) -> Vec<RootList<'_>> {
        let lists = self.roots().iter().filter(|field| field.args.iter().any(|arg| arg.name == "orderBy"));
        lists
            .map(|field| {
                let argument = |name: &str| field.args.iter().find(|arg| arg.name == name).unwrap().of.name();
                let rows = self.get(field.of.name()).rows().unwrap();
                RootList { field, rows, filter: argument("filter"), order: argument("orderBy") }
            })
            .collect()
    }

    /// The one input of a mutation.
    pub fn input_of(&self, mutation: &Field) -> &Type {
        self.get(mutation.args[0].of.name())
    }

    /// The field of a mutation's payload with what was written; none when it deletes.
    pub fn written_by(&self, mutation: &Field) -> Option<&Field> {
        let payload = self.get(mutation.of.name()).fields();
        payload.iter().find(|field| self.get(field.of.name()).is_record())
    }

    /// Which kind of record an id names; none when it may be of any.
    pub fn kind(&self, owner: &str, name: &str) -> Option<&str> {
        self.kinds.get(&(owner.to_owned(), name.to_owned())).map(String::as_str)
    }
}

/// Finds out which kind of record each id names, from what the server says of something that is no id.
struct Kinds<'a> {
    schema: &'a Schema,
    client: &'a Client,
    found: BTreeMap<(String, String), String>,
}

const NO_ID: &str = "no id";

impl Kinds<'_> {
    async fn find(mut self) -> BTreeMap<(String, String), String> {
        for root in self.schema.roots() {
            for arg in root.args.iter().filter(|arg| arg.of.name() == "ID") {
                let given = if arg.of.is_list() { json!([NO_ID]) } else { json!(NO_ID) };
                let others = root.args.iter().filter(|other| other.of.is_required() && other.name != arg.name);
                let others =
                    others.map(|other| format!(", {}: {}", other.name, sample(self.schema.get(other.of.name()))));
                let query = format!(
                    "query ($given: {}) {{ {}({}: $given{}) {{ __typename }} }}",
                    arg.of.written(),
                    root.name,
                    arg.name,
                    others.collect::<String>()
                );
                self.ask(&root.name, &arg.name, &query, given).await;
            }
        }
        for list in self.schema.lists() {
            for field in self.schema.get(list.filter).inputs() {
                let given = match field.of.name() {
                    "ID" => json!({ &field.name: NO_ID }),
                    "IdComparator" => json!({ &field.name: { "eq": NO_ID } }),
                    _ => continue,
                };
                let query = format!(
                    "query ($given: {}) {{ {}(filter: $given) {{ totalCount }} }}",
                    list.filter, list.field.name
                );
                self.ask(list.filter, &field.name, &query, given).await;
            }
        }
        for mutation in self.schema.mutations() {
            self.inputs_of(mutation).await;
        }
        self.found
    }

    async fn ask(&mut self, owner: &str, name: &str, query: &str, given: Value) -> bool {
        let body = self.client.run(query, json!({ "given": given })).await.body;
        let message = body["errors"][0]["message"].as_str().unwrap_or_default().to_owned();
        let Some((before, _)) = message.split_once("_<32 hex digits>") else {
            panic!("{query} with {given} for {name} of {owner}: {body}");
        };
        let kind = before.rsplit(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap();
        if kind.is_empty() {
            return false;
        }
        self.found.insert((owner.to_owned(), name.to_owned()), kind.to_owned());
        true
    }

    /// An input is read field by field, and the first that is wrong is told of: so its ids are given right one by one.
    async fn inputs_of(&mut self, mutation: &Field) {
        let of = self.schema.input_of(mutation).name.clone();
        let query = format!("mutation ($given: {of}!) {{ {}(input: $given) {{ __typename }} }}", mutation.name);
        let mut paths = Vec::new();
        ids_in(self.schema, &of, &mut Vec::new(), &mut paths);
        let mut input = blank(self.schema, &of);
        for path in &paths {
            path.put(&mut input, NO_ID);
        }
        for path in &paths {
            let name = path.name();
            assert!(self.ask(&path.owner, name, &query, input.clone()).await, "{name} of {of} may name any record");
            let kind = &self.found[&(path.owner.clone(), name.to_owned())];
            path.put(&mut input, &format!("{kind}_{:032x}", 0));
        }
    }
}

/// An id in an input.
#[derive(Clone)]
pub struct IdPath {
    /// The type of the input that has it as a field.
    pub owner: String,
    /// The way to it from outside, as a JSON pointer.
    pub path: String,
    is_list: bool,
}

impl IdPath {
    /// The name of the field.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap()
    }

    /// Gives an id there.
    pub fn put(&self, input: &mut Value, id: &str) {
        set(input, &self.path, if self.is_list { json!([id]) } else { json!(id) });
    }
}

/// The ids in an input, in the order they are read; of a list of inputs those of its first.
pub fn ids_in(schema: &Schema, of: &str, outer: &mut Vec<String>, paths: &mut Vec<IdPath>) {
    for field in schema.get(of).inputs() {
        let depth = outer.len();
        outer.push(field.name.clone());
        let inner = schema.get(field.of.name());
        if inner.name == "ID" {
            let path = format!("/{}", outer.join("/"));
            paths.push(IdPath { owner: of.to_owned(), path, is_list: field.of.is_list() });
        } else if inner.is_input() {
            if field.of.is_list() {
                outer.push("0".to_owned());
            }
            ids_in(schema, &inner.name, outer, paths);
        }
        outer.truncate(depth);
    }
}

/// An input with all that is required but the ids.
fn blank(schema: &Schema, of: &str) -> Value {
    let mut input = json!({});
    for field in schema.get(of).inputs() {
        let inner = schema.get(field.of.name());
        let value = if inner.is_input() {
            blank(schema, &inner.name)
        } else if field.of.is_required() && inner.name != "ID" {
            sample(inner)
        } else {
            continue;
        };
        input[&field.name] = if field.of.is_list() { json!([value]) } else { value };
    }
    input
}

/// Some value of a leaf type.
pub fn sample(of: &Type) -> Value {
    match of.name.as_str() {
        "Int" => json!(1),
        "Boolean" => json!(true),
        "Date" => json!("2026-02-03"),
        "DateTime" => json!("2026-02-03T12:00:00Z"),
        "Nok" | "Percentage" | "Decimal" => json!("1.00"),
        "String" => json!("x"),
        name => {
            of.values().next().map_or_else(|| panic!("the walk has no value for the type {name}"), |code| json!(code))
        }
    }
}

/// Puts a value into an input.
pub fn set(input: &mut Value, path: &str, value: Value) {
    let mut at = input;
    for part in path.split('/').skip(1) {
        at = match part.parse::<usize>() {
            Ok(place) => {
                if at.is_null() {
                    *at = json!([{}]);
                }
                &mut at[place]
            }
            Err(_) => &mut at[part],
        };
    }
    *at = value;
}
