//! What a filter says, held to the limits and the types of the API by the guard of the API's requests.

use async_graphql::{InputType, Name, Pos, Value, Variables, indexmap::IndexMap};
use serde_json::json;

use super::{ExportRefusal, Failure, Sheet};
use crate::graphql::{
    connection::Listed,
    errors::{ApiError, Result as FieldResult},
    guard::Guard,
    refusal::quote,
};

/// The filter of a sheet: the filter input of its list.
///
/// # Errors
/// When the list would refuse it.
pub fn of_sheet<S: Sheet>(guard: &Guard, filter: serde_json::Value) -> Result<<S::Node as Listed>::Filter, Failure> {
    let kind = <<S::Node as Listed>::Filter as InputType>::type_name();
    let document = format!("query ($filter: {kind}) {{ {}(filter: $filter) {{ totalCount }} }}", S::LIST);
    approve(guard, &document, Variables::from_json(json!({ "filter": filter })))?;
    let unusable = || ExportRefusal::FilterNotJson { kind: kind.to_string() };
    let value = Value::from_json(filter).map_err(|_| unusable())?;
    InputType::parse(Some(value)).map_err(|_| unusable().into())
}

/// The filter of a cube: arguments of its field, by their names.
#[derive(Debug, Default)]
pub struct Arguments(IndexMap<Name, Value>);

/// Arguments of a field that are no part of a filter: parameters of their own have the release and the place in the list.
const NO_FILTER: [&str; 5] = ["release", "first", "after", "last", "before"];

impl Arguments {
    /// Reads the filter of the cube with this field.
    ///
    /// # Errors
    /// When the field would refuse it, or does not have all of it.
    pub fn read(guard: &Guard, field: &'static str, filter: serde_json::Value) -> Result<Self, Failure> {
        let known = || guard.arguments_of(field).filter(|(name, _)| !NO_FILTER.contains(name));
        let names = || known().map(|(name, _)| name).collect::<Vec<_>>().join(", ");
        let serde_json::Value::Object(given) = &filter else {
            return Err(ExportRefusal::FilterNotArguments { field, names: names() }.into());
        };
        if let Some(other) = given.keys().find(|given| !known().any(|(name, _)| name == *given)) {
            let refusal = ExportRefusal::NoSuchArgument { name: quote(other), field, names: names() };
            return Err(refusal.into());
        }
        let declared: Vec<String> = known().map(|(name, kind)| format!("${name}: {kind}")).collect();
        let passed: Vec<String> = known().map(|(name, _)| format!("{name}: ${name}")).collect();
        let document = format!("query ({}) {{ {field}({}) {{ totalCount }} }}", declared.join(", "), passed.join(", "));
        approve(guard, &document, Variables::from_json(filter.clone()))?;
        match Value::from_json(filter) {
            Ok(Value::Object(values)) => Ok(Self(values)),
            _ => Err(ExportRefusal::FilterNotArguments { field, names: names() }.into()),
        }
    }

    /// An argument, taken out.
    ///
    /// # Errors
    /// When it is of another type.
    pub fn take<T: InputType>(&mut self, name: &'static str) -> FieldResult<T> {
        let given = self.0.swap_remove(name);
        // As the field tells it.
        T::parse(given).map_err(|error| ApiError::bad_input(error.into_server_error(Pos::default()).message))
    }
}

fn approve(guard: &Guard, document: &str, variables: Variables) -> Result<(), Failure> {
    guard.approve(document, None, variables).map(|_| ()).map_err(|mut refusals| {
        // The document is not the caller's.
        for refusal in &mut refusals {
            refusal.at = None;
        }
        Failure::Refused(refusals)
    })
}
