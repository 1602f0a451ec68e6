//! How the registry's own types are stored: as text or as whole numbers, read back with a check.

/// A stored value that its type cannot read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {kind}: {value:?}")]
pub struct Unreadable {
    kind: &'static str,
    value: String,
}

impl Unreadable {
    /// An error that names the type and the offending value.
    #[must_use]
    pub fn new(kind: &'static str, value: &str) -> Self {
        Self { kind, value: value.to_owned() }
    }
}

/// Stores a type as text (and writes it as a string in JSON) through its `Display` and `FromStr`.
#[macro_export]
macro_rules! stored_as_text {
    ($name:ident $(<$param:ident: $bound:path>)?) => {
        impl $(<$param: $bound>)? From<$name $(<$param>)?> for sea_orm::Value {
            fn from(value: $name $(<$param>)?) -> Self {
                Self::from(value.to_string())
            }
        }

        impl $(<$param: $bound>)? sea_orm::TryGetable for $name $(<$param>)? {
            fn try_get_by<I: sea_orm::ColIdx>(
                row: &sea_orm::QueryResult,
                index: I,
            ) -> Result<Self, sea_orm::TryGetError> {
                let text = <String as sea_orm::TryGetable>::try_get_by(row, index)?;
                text.parse().map_err(|error: $crate::value::Unreadable| {
                    sea_orm::TryGetError::DbErr(sea_orm::DbErr::Type(error.to_string()))
                })
            }
        }

        impl $(<$param: $bound>)? sea_orm::sea_query::ValueType for $name $(<$param>)? {
            fn try_from(value: sea_orm::Value) -> Result<Self, sea_orm::sea_query::ValueTypeErr> {
                let text = <String as sea_orm::sea_query::ValueType>::try_from(value)?;
                text.parse().map_err(|_| sea_orm::sea_query::ValueTypeErr)
            }

            fn type_name() -> String {
                stringify!($name).to_owned()
            }

            fn array_type() -> sea_orm::sea_query::ArrayType {
                sea_orm::sea_query::ArrayType::String
            }

            fn column_type() -> sea_orm::ColumnType {
                sea_orm::ColumnType::Text
            }
        }

        impl $(<$param: $bound>)? sea_orm::sea_query::Nullable for $name $(<$param>)? {
            fn null() -> sea_orm::Value {
                sea_orm::Value::String(None)
            }
        }

        impl $(<$param: $bound>)? serde::Serialize for $name $(<$param>)? {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de $(, $param: $bound)?> serde::Deserialize<'de> for $name $(<$param>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
