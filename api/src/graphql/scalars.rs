//! Scalars: dates, instants, and numbers that must stay exact.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime as Instant, Datelike, NaiveDate, SecondsFormat, Utc};
use entity::{Measured, Nok as StoredNok, Percentage as StoredPercentage};

/// Text of a string value, or the digits of a whole number: `"20"` and `20` are the same amount. A number with
/// decimals must be text, because a float would not be exact.
fn exact(value: Value) -> Result<String, Value> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) if number.is_i64() => Ok(number.to_string()),
        other => Err(other),
    }
}

macro_rules! decimal_scalar {
    ($(#[doc = $doc:literal])+ $name:ident($inner:ty), $example:literal) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub $inner);

        $(#[doc = $doc])+
        #[Scalar]
        impl ScalarType for $name {
            fn parse(value: Value) -> InputValueResult<Self> {
                let text = exact(value).map_err(InputValueError::expected_type)?;
                text.parse().map(Self).map_err(|_| {
                    InputValueError::custom(concat!("expected a decimal number as text, for example ", $example))
                })
            }

            fn to_value(&self) -> Value {
                Value::String(self.0.to_string())
            }
        }

        impl From<$name> for $inner {
            fn from(scalar: $name) -> Self {
                scalar.0
            }
        }
    };
}

decimal_scalar! {
    /// An amount in Norwegian kroner (NOK) as decimal text with two decimals: "125000.00". Input may leave decimals out.
    Nok(StoredNok), "\"125000.00\""
}

decimal_scalar! {
    /// A percentage as decimal text with two decimals: "20.00" is 20 %. Input may be a whole number.
    Percentage(StoredPercentage), "\"20.00\""
}

decimal_scalar! {
    /// A measured value as decimal text with four decimals: "4.2000". Input may be a whole number.
    Decimal(Measured), "\"4.2\""
}

/// The years a date may lie in; others are mistakes.
const YEARS: std::ops::Range<i32> = 1900..2200;

/// A calendar date (ISO 8601), from 1900 to 2199: "2026-08-01".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub NaiveDate);

/// A calendar date (ISO 8601), from 1900 to 2199: "2026-08-01".
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/local-date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::expected_type(value));
        };
        // Only the four-digit form: chrono alone would also read "2026-8-1" and "+12026-08-01".
        let date = (text.len() == 10).then(|| NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()).flatten();
        let date = date.filter(|date| YEARS.contains(&date.year()));
        date.map(Self)
            .ok_or_else(|| InputValueError::custom("expected a date from 1900 to 2199, for example \"2026-08-01\""))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%d").to_string())
    }
}

impl From<Date> for NaiveDate {
    fn from(date: Date) -> Self {
        date.0
    }
}

/// An instant in UTC (RFC 3339, microseconds): "2026-08-01T12:00:00.000000Z".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTime(pub Instant<Utc>);

/// An instant in UTC (RFC 3339, microseconds): "2026-08-01T12:00:00.000000Z".
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/date-time")]
impl ScalarType for DateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = value else {
            return Err(InputValueError::expected_type(value));
        };
        Instant::parse_from_rfc3339(&text)
            .map(|instant| Self(instant.to_utc()))
            .map_err(|_| InputValueError::custom("expected an instant, for example \"2026-08-01T12:00:00Z\""))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateTime, Nok};
    use async_graphql::{ScalarType, Value};

    #[test]
    fn dates_have_one_form() {
        assert!(Date::parse(Value::from("2026-08-01")).is_ok());
        for text in [
            "2026-8-01",
            "01.08.2026",
            "2026-02-30",
            "2026-08-01T00:00:00Z",
            "+2026-08-0",
            "-999-01-01",
            "0001-01-01",
            "9999-12-31",
            "",
        ] {
            assert!(Date::parse(Value::from(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn instants_are_utc() {
        let instant = DateTime::parse(Value::from("2026-08-01T14:00:00+02:00")).unwrap();
        assert_eq!(instant.to_value(), Value::from("2026-08-01T12:00:00.000000Z"));
    }

    #[test]
    fn amounts_are_exact() {
        assert_eq!(Nok::parse(Value::from(20)).unwrap().to_value(), Value::from("20.00"));
        assert_eq!(Nok::parse(Value::from("0.1")).unwrap().to_value(), Value::from("0.10"));
        assert!(Nok::parse(Value::from(0.1)).is_err());
    }
}
