//! What makes two requests the same: their operation and variables, and what their caller may do.

use std::sync::Arc;

use entity::vocabulary::Vocabulary as _;
use serde_json::Value;

use crate::auth::{Power, Reach};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The document, letter for letter.
    pub query: Arc<str>,
    /// Which of its operations.
    pub operation_name: Option<String>,
    /// The values of the variables it declares.
    pub variables: Value,
}

impl Asked {
    /// One text for all ways to write the same: members of objects in one order.
    pub(super) fn canonical(&self) -> Vec<u8> {
        let mut text = Vec::new();
        let name = self.operation_name.as_deref();
        for part in [&Value::from(&*self.query), &Value::from(name), &self.variables] {
            write(part, &mut text);
            text.push(b'\n');
        }
        text
    }
}

/// Variables are no deeper than the limits of requests allow.
fn write(value: &Value, text: &mut Vec<u8>) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(name, _)| *name);
            text.push(b'{');
            for (name, value) in members {
                write(&Value::from(name.as_str()), text);
                text.push(b':');
                write(value, text);
                text.push(b',');
            }
            text.push(b'}');
        }
        Value::Array(values) => {
            text.push(b'[');
            for value in values {
                write(value, text);
                text.push(b',');
            }
            text.push(b']');
        }
        plain => text.extend(plain.to_string().bytes()),
    }
}

/// One text for the same powers, in whatever order they come.
pub(crate) fn powers(powers: &[Power]) -> Vec<u8> {
    let mut lines: Vec<String> = powers.iter().map(power).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.join("\n").into_bytes()
}

fn power(power: &Power) -> String {
    let Power { role, reach, scopes } = power;
    let mut ids = match reach {
        Reach::Everything => vec!["everything".to_owned()],
        Reach::Municipalities(ids) => ids.iter().map(ToString::to_string).collect(),
        Reach::Organisations(ids) => ids.iter().map(ToString::to_string).collect(),
    };
    ids.sort_unstable();
    ids.dedup();
    let scopes = [scopes.cooperation_read, scopes.cooperation_write, scopes.outcomes_read].map(u8::from);
    format!("{} {scopes:?} {}", role.code(), ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::{Asked, powers};
    use crate::auth::{Power, Reach, Role, Scopes};
    use entity::Id;
    use serde_json::{Value, json};
    use uuid::Uuid;

    fn canonical(query: &str, name: Option<&str>, variables: &Value) -> Vec<u8> {
        let operation_name = name.map(str::to_owned);
        Asked { query: query.into(), operation_name, variables: variables.clone() }.canonical()
    }

    #[test]
    fn only_the_order_of_members_makes_no_difference() {
        let one: Value = serde_json::from_str(r#"{"a":{"x":1,"y":[{"p":1,"q":2}]},"b":2}"#).unwrap();
        let same: Value = serde_json::from_str(r#"{"b":2,"a":{"y":[{"q":2,"p":1}],"x":1}}"#).unwrap();
        let first = canonical("query", None, &one);
        assert_eq!(first, canonical("query", None, &same));
        for (query, name, variables) in [
            ("query ", None, one.clone()),
            ("query", Some("a"), one.clone()),
            ("query", None, json!({})),
            ("query", None, json!({ "a": { "x": "1", "y": [{ "p": 1, "q": 2 }] }, "b": 2 })),
            ("query", None, json!({ "a": { "x": 1, "y": [[{ "p": 1, "q": 2 }]] }, "b": 2 })),
            ("query\nnull", None, one.clone()),
        ] {
            assert_ne!(first, canonical(query, name, &variables), "{query} {name:?} {variables}");
        }
        assert_ne!(canonical("q", None, &json!(["a", "b"])), canonical("q", None, &json!(["b", "a"])));
    }

    #[test]
    fn powers_are_the_same_in_any_order() {
        let id = |n| Id::new(Uuid::from_u128(n));
        let planner = |ids: &[u128]| {
            Power::new(Role::MunicipalPlanner, Reach::Municipalities(ids.iter().map(|n| id(*n)).collect()))
        };
        let reader = Power::new(Role::Reader, Reach::Everything);
        assert_eq!(powers(&[planner(&[1, 2]), reader.clone()]), powers(&[reader.clone(), planner(&[2, 1])]));
        let first = powers(&[planner(&[1, 2])]);
        for other in [
            vec![],
            vec![planner(&[1])],
            vec![planner(&[1, 2]), reader],
            vec![Power { scopes: Scopes::NONE, ..planner(&[1, 2]) }],
            vec![Power { role: Role::Reader, ..planner(&[1, 2]) }],
        ] {
            assert_ne!(first, powers(&other), "{other:?}");
        }
    }
}
