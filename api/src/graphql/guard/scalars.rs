//! What the scalars of the schema take, and how that is told.

use async_graphql::{ScalarType, Value};
use entity::vocabulary::Text;

use crate::graphql::scalars::{Date, DateTime, Decimal, Nok, Percentage};

/// A scalar: whether it takes a value, and what it takes in words.
pub struct Known {
    /// Whether it takes a value.
    pub takes: fn(Value) -> bool,
    /// What it takes.
    pub expected: Text,
}

/// A scalar of the schema by name.
#[must_use]
pub fn known(name: &str) -> Option<Known> {
    let (takes, nb, nn, en): (fn(Value) -> bool, _, _, _) = match name {
        "Int" => (
            is_int,
            "et heltall fra -2147483648 til 2147483647",
            "eit heiltal frå -2147483648 til 2147483647",
            "a whole number from -2147483648 to 2147483647",
        ),
        "Float" => (|value| matches!(value, Value::Number(_)), "et tall", "eit tal", "a number"),
        "String" => (|value| matches!(value, Value::String(_)), "tekst", "tekst", "text"),
        "Boolean" => {
            (|value| matches!(value, Value::Boolean(_)), "true eller false", "true eller false", "true or false")
        }
        "ID" => (is_id, "en id som tekst", "ein id som tekst", "an id as text"),
        "Date" => (
            takes::<Date>,
            "en dato fra 1900 til 2199, for eksempel \"2026-08-01\"",
            "ein dato frå 1900 til 2199, til dømes \"2026-08-01\"",
            "a date from 1900 to 2199, for example \"2026-08-01\"",
        ),
        "DateTime" => (
            takes::<DateTime>,
            "et tidspunkt, for eksempel \"2026-08-01T12:00:00Z\"",
            "eit tidspunkt, til dømes \"2026-08-01T12:00:00Z\"",
            "an instant, for example \"2026-08-01T12:00:00Z\"",
        ),
        "Nok" => (
            takes::<Nok>,
            "et beløp som tekst, for eksempel \"125000.00\"",
            "eit beløp som tekst, til dømes \"125000.00\"",
            "an amount as text, for example \"125000.00\"",
        ),
        "Percentage" => (
            takes::<Percentage>,
            "en prosent som tekst, for eksempel \"20.00\"",
            "ein prosent som tekst, til dømes \"20.00\"",
            "a percentage as text, for example \"20.00\"",
        ),
        "Decimal" => (
            takes::<Decimal>,
            "et desimaltall som tekst, for eksempel \"4.2\"",
            "eit desimaltal som tekst, til dømes \"4.2\"",
            "a decimal number as text, for example \"4.2\"",
        ),
        _ => return None,
    };
    Some(Known { takes, expected: Text { nb, nn, en } })
}

fn takes<S: ScalarType>(value: Value) -> bool {
    S::parse(value).is_ok()
}

fn is_int(value: Value) -> bool {
    matches!(value, Value::Number(number) if number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()))
}

fn is_id(value: Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Number(number) => number.is_i64() || number.is_u64(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::known;
    use crate::graphql::{guard::tests::registry, refusal::quote};
    use async_graphql::{Value, registry::MetaType};

    #[test]
    fn every_scalar_of_the_schema_is_known() {
        for (name, kind) in &registry().types {
            if matches!(kind, MetaType::Scalar { .. }) {
                assert!(known(name).is_some(), "{}", quote(name));
            }
        }
    }

    #[test]
    fn numbers_that_do_not_fit_are_not_taken() {
        let takes = |name: &str, json: &str| {
            let value = Value::from_json(serde_json::from_str(json).unwrap()).unwrap();
            (known(name).unwrap().takes)(value)
        };
        for json in ["2147483648", "-2147483649", "1.5", "1e3", "\"1\"", "true", "99999999999999999999"] {
            assert!(!takes("Int", json), "{json}");
        }
        assert!(takes("Int", "2147483647") && takes("Int", "-2147483648") && takes("Float", "1"));
        assert!(takes("ID", "1") && takes("ID", "\"a\"") && !takes("ID", "1.5") && !takes("ID", "true"));
        assert!(!takes("Nok", "0.1") && takes("Nok", "1") && !takes("Boolean", "0") && !takes("String", "1"));
    }
}
