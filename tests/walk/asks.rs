//! What can be asked, made from the schema: every path, every order, every filter.

use serde_json::{Map, Value, json};

use super::{
    schema::{Argument, Field, RootList, Schema, sample},
    town::{Town, day},
};

/// Rows asked for of a list at the root, and of one inside another: more than a town has.
const ROWS: u32 = 10;
const INNER_ROWS: u32 = 6;
/// The list that reading itself adds to: readings of names are written down.
pub const TRAIL: &str = "auditEvents";
/// Fields asked for at once.
const AT_ONCE: usize = 40;
/// Mutations at once: as many as an operation may have.
const MUTATIONS_AT_ONCE: usize = 10;

/// One request.
#[derive(Clone)]
pub struct Ask {
    /// What it is about, for the message of a test that fails.
    pub about: String,
    pub query: String,
    pub variables: Value,
}

/// Fields that are asked for together, each with a variable or none.
pub struct Batch {
    operation: &'static str,
    fields: Vec<String>,
    declared: Vec<String>,
    variables: Map<String, Value>,
    about: Vec<String>,
    asks: Vec<Ask>,
}

impl Batch {
    /// Of queries, or of mutations.
    pub fn new(operation: &'static str) -> Self {
        Self {
            operation,
            fields: Vec::new(),
            declared: Vec::new(),
            variables: Map::new(),
            about: Vec::new(),
            asks: Vec::new(),
        }
    }

    /// Adds a field; `$` in it stands for the variable of the type given.
    pub fn add(&mut self, about: &str, field: &str, variable: Option<(&str, Value)>) {
        let place = self.fields.len();
        self.fields.push(format!("a{place}: {}", field.replace('$', &format!("$v{place}"))));
        if let Some((of, value)) = variable {
            self.declared.push(format!("$v{place}: {of}"));
            self.variables.insert(format!("v{place}"), value);
        }
        self.about.push(about.to_owned());
        let most = if self.operation == "mutation" { MUTATIONS_AT_ONCE } else { AT_ONCE };
        if self.fields.len() == most {
            self.close();
        }
    }

    /// Keeps what reading itself adds to in requests of its own.
    fn apart(&mut self, list: &str) {
        let trail = list == TRAIL;
        if self.fields.last().is_some_and(|field| field.contains(TRAIL) != trail) {
            self.close();
        }
    }

    fn close(&mut self) {
        if self.fields.is_empty() {
            return;
        }
        let declared = if self.declared.is_empty() { String::new() } else { format!("({})", self.declared.join(", ")) };
        let query = format!("{} {declared} {{\n    {}\n}}", self.operation, self.fields.join("\n    "));
        let about = self.about.join("\n");
        let variables = Value::Object(std::mem::take(&mut self.variables));
        self.asks.push(Ask { about, query, variables });
        self.fields.clear();
        self.declared.clear();
        self.about.clear();
    }

    /// The requests.
    pub fn asks(mut self) -> Vec<Ask> {
        self.close();
        self.asks
    }
}

/// Every field of every type: from its list with the fields of all it names or lists, and the ids of what these name; and
/// from a record by its id.
pub fn paths(schema: &Schema, town: &Town) -> Vec<Ask> {
    let mut asks = Vec::new();
    for root in schema.roots() {
        let (required, optional): (Vec<&Argument>, Vec<_>) = root.args.iter().partition(|arg| arg.of.is_required());
        match required.as_slice() {
            // Lists, and what takes no argument.
            [] => {
                let query = format!("{{ {} }}", selection(schema, root, Vec::new(), 2));
                asks.push(Ask { about: root.name.clone(), query, variables: json!({}) });
            }
            // Records by their ids.
            [one] if is_of_records(one) => {}
            _ => {
                for given in together(schema, root, &required, town) {
                    asks.push(asked(schema, root, &required, &given));
                }
                // And with all that may be given too, at the first and the last of the values. What is no town's, such as
                // a release, is not named.
                let named = |arg: &&Argument| {
                    arg.of.name() != "ID"
                        || schema.kind(&root.name, &arg.name).is_none_or(|kind| town.ids.contains_key(kind))
                };
                let all = [required, optional.into_iter().filter(named).collect()].concat();
                let given = together(schema, root, &all, town);
                let ends = given.first().into_iter().chain(given.last().filter(|_| given.len() > 1));
                asks.extend(ends.map(|given| asked(schema, root, &all, given)));
            }
        }
    }
    asks.extend(by_id(schema, town));
    asks
}

fn is_of_records(argument: &Argument) -> bool {
    ["id", "ids"].contains(&argument.name.as_str())
}

/// Every combination of what the arguments of a root field can be in a town.
fn together(schema: &Schema, root: &Field, args: &[&Argument], town: &Town) -> Vec<Vec<Value>> {
    args.iter().fold(vec![Vec::new()], |before, argument| {
        let values = values(schema, root, argument, town);
        let with = |given: Vec<Value>| values.iter().map(move |value| [given.clone(), vec![value.clone()]].concat());
        before.into_iter().flat_map(with).collect()
    })
}

fn asked(schema: &Schema, root: &Field, args: &[&Argument], given: &[Value]) -> Ask {
    let declared: Vec<_> = args.iter().map(|arg| format!("${}: {}", arg.name, arg.of.written())).collect();
    let passed = args.iter().map(|arg| format!("{0}: ${0}", arg.name)).collect();
    let query = format!("query ({}) {{ {} }}", declared.join(", "), selection(schema, root, passed, 1));
    let variables: Map<String, Value> =
        args.iter().zip(given).map(|(arg, value)| (arg.name.clone(), value.clone())).collect();
    Ask { about: format!("{} of {}", root.name, json!(given)), query, variables: Value::Object(variables) }
}

/// An argument with some value, as it is written in a document.
pub fn written(schema: &Schema, argument: &Argument) -> String {
    let of = schema.get(argument.of.name());
    let value = match argument.of.name() {
        "ID" => json!("municipality_018cc251f400700090a62f94c579634c"),
        _ => sample(of),
    };
    let value = if of.is_enum() { value.as_str().unwrap().to_owned() } else { value.to_string() };
    format!("{}: {value}", argument.name)
}

/// The newest record of each kind: by its own root field, and as a node with all its fields.
pub fn by_id(schema: &Schema, town: &Town) -> Vec<Ask> {
    let mut batch = Batch::new("query");
    for root in schema.roots() {
        let ids = schema.kind(&root.name, "id").and_then(|kind| town.ids.get(kind));
        if let Some(id) = ids.and_then(|ids| ids.last()) {
            let of = root.of.name();
            let field = format!("node(id: $) {{ __typename id ... on {of} {{ {} }} }}", fields(schema, of, 0));
            batch.add(id, &field, Some(("ID!", json!(id))));
            batch.add(id, "nodes(ids: [$]) { __typename id }", Some(("ID!", json!(id))));
            batch.add(id, &format!("{}(id: $) {{ __typename id }}", root.name), Some(("ID!", json!(id))));
        }
    }
    batch.asks()
}

/// What an argument of a root field can be in a town.
fn values(schema: &Schema, root: &Field, argument: &Argument, town: &Town) -> Vec<Value> {
    let of = schema.get(argument.of.name());
    let values: Vec<Value> = match (of.name.as_str(), argument.name.as_str()) {
        ("ID", name) => {
            let kind = schema.kind(&root.name, name).unwrap_or("organisation");
            vec![json!(town.newest(kind))]
        }
        ("String", "municipality") => vec![json!(town.name.number)],
        ("Int", "schoolYear") => vec![json!(2025), json!(2026)],
        ("String", _) => town.numbers.iter().map(|number| json!(number)).collect(),
        ("Int", "fiscalYear") => town.years.iter().map(|year| json!(year)).collect(),
        ("Int", "within") => vec![json!(3_000)],
        ("Percentage", _) => vec![json!("100.00")],
        // While it goes on, and when all is over.
        ("Date", "on") => vec![json!("2026-02-03"), json!("2028-06-30")],
        ("Date", name) => vec![json!(day(name))],
        _ if of.is_enum() => of.values().map(|code| json!(code)).collect(),
        _ => vec![sample(of)],
    };
    if argument.of.is_list() { vec![Value::Array(values)] } else { values }
}

/// A field with its arguments and what is selected of it, so many records deep.
fn selection(schema: &Schema, field: &Field, mut given: Vec<String>, depth: u32) -> String {
    let name = &field.name;
    let of = schema.get(field.of.name());
    if of.rows().is_some() {
        given.push(format!("first: {}", if depth == 2 { ROWS } else { INNER_ROWS }));
    }
    let given = if given.is_empty() { String::new() } else { format!("({})", given.join(", ")) };
    if of.is_leaf() {
        return format!("{name}{given}");
    }
    if let Some(rows) = of.rows() {
        let Some(deeper) = depth.checked_sub(1) else {
            return format!("{name}{given} {{ totalCount }}");
        };
        let (page, row) = (leaves(schema, "PageInfo"), fields(schema, rows, deeper));
        // A cell of a cube has no id of its own.
        let node = if schema.get(rows).is_record() { "id" } else { "__typename" };
        return format!(
            "{name}{given} {{ totalCount pageInfo {{ {page} }} edges {{ cursor node {{ {node} }} }} nodes {{ {row} }} }}"
        );
    }
    // What has no id of its own is a part of the record.
    let deeper = if of.is_record() { depth.checked_sub(1) } else { Some(depth) };
    let inner = match deeper {
        // The lists of a record that another names are walked from its own list.
        Some(0) if of.is_record() => own_fields(schema, &of.name),
        Some(deeper) => fields(schema, &of.name, deeper),
        None => "__typename id".to_owned(),
    };
    format!("{name}{given} {{ {inner} }}")
}

/// The arguments a field inside a record needs.
fn needed(schema: &Schema, field: &Field) -> Vec<String> {
    let needed = field.args.iter().filter(|arg| arg.of.is_required());
    needed.map(|arg| format!("{}: {}", arg.name, sample(schema.get(arg.of.name())))).collect()
}

fn fields(schema: &Schema, of: &str, depth: u32) -> String {
    select(schema, schema.get(of).fields().iter(), depth)
}

/// The fields of a record without its lists.
fn own_fields(schema: &Schema, of: &str) -> String {
    let own = schema.get(of).fields().iter().filter(|field| schema.get(field.of.name()).rows().is_none());
    select(schema, own, 0)
}

fn select<'a>(schema: &Schema, of: impl Iterator<Item = &'a Field>, depth: u32) -> String {
    let selected = of.map(|field| selection(schema, field, needed(schema, field), depth));
    std::iter::once("__typename".to_owned()).chain(selected).collect::<Vec<_>>().join(" ")
}

fn leaves(schema: &Schema, of: &str) -> String {
    let names = schema.get(of).fields().iter().map(|field| field.name.as_str());
    names.collect::<Vec<_>>().join(" ")
}

/// Every list in every order, both ways: its first page with the cursors.
pub fn orders(schema: &Schema) -> Vec<Ask> {
    let mut batch = Batch::new("query");
    for list in schema.lists() {
        batch.apart(&list.field.name);
        for (about, order) in orders_of(schema, &list) {
            let field = format!(
                "{}(first: 3, orderBy: [$]) {{ pageInfo {{ hasNextPage endCursor }} edges {{ cursor node {{ id }} }} }}",
                list.field.name
            );
            batch.add(&about, &field, Some((&format!("{}!", list.order), order)));
        }
    }
    batch.asks()
}

fn orders_of(schema: &Schema, list: &RootList<'_>) -> Vec<(String, Value)> {
    let part = |name: &str| schema.get(list.order).inputs().iter().find(|input| input.name == name).unwrap();
    let fields = schema.get(part("field").of.name()).values();
    let directions = || schema.get(part("direction").of.name()).values();
    fields
        .flat_map(|field| directions().map(move |direction| (field, direction)))
        .map(|(field, direction)| {
            let order = json!({ "field": field, "direction": direction });
            (format!("{} by {field} {direction}", list.field.name), order)
        })
        .collect()
}

/// A filter to ask by: one field of it, with one value.
pub struct FilterBy {
    /// The root list.
    pub list: String,
    /// The type of its filter.
    pub of: String,
    /// The filter.
    pub filter: Value,
}

/// Every field of every filter with every way to compare, for each of the values given of its type. Ids are given by
/// the kind of record, other values by the list, the comparator and the name of their type.
pub fn filters(
    schema: &Schema,
    ids: impl Fn(&str) -> Vec<Value>,
    others: impl Fn(&RootList<'_>, &str, &str) -> Vec<Value>,
) -> Vec<FilterBy> {
    let mut found = Vec::new();
    for list in schema.lists() {
        for field in schema.get(list.filter).inputs() {
            let kind = schema.kind(list.filter, &field.name);
            let values = |of: &Argument| -> Vec<Value> {
                let values = match (of.of.name(), kind) {
                    ("ID", kind) => ids(kind.unwrap_or("partnership")),
                    (name, _) => others(&list, field.of.name(), name),
                };
                let given = |value| if of.of.is_list() { json!([value]) } else { value };
                values.into_iter().map(given).collect()
            };
            let inner = schema.get(field.of.name());
            let compared: Vec<Value> = if !inner.is_input() {
                values(field)
            } else if inner.inputs().iter().any(|part| part.of.is_required()) {
                let parts = inner.inputs().iter();
                let all: Map<String, Value> =
                    parts.filter_map(|part| Some((part.name.clone(), values(part).into_iter().next()?))).collect();
                if all.len() == inner.inputs().len() { vec![Value::Object(all)] } else { Vec::new() }
            } else {
                let parts = inner.inputs().iter();
                parts.flat_map(|part| values(part).into_iter().map(|value| json!({ &part.name: value }))).collect()
            };
            found.extend(compared.into_iter().map(|value| FilterBy {
                list: list.field.name.clone(),
                of: list.filter.to_owned(),
                filter: json!({ &field.name: value }),
            }));
        }
    }
    found
}

/// Lists narrowed by filters: which rows there are.
pub fn narrowed(filters: &[FilterBy]) -> Vec<Ask> {
    let mut batch = Batch::new("query");
    for by in filters {
        batch.apart(&by.list);
        let field = format!("{}(first: 5, filter: $) {{ nodes {{ id }} }}", by.list);
        batch.add(&format!("{} by {}", by.list, by.filter), &field, Some((&by.of, by.filter.clone())));
    }
    batch.asks()
}
