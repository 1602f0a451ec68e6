//! What the columns mean: the descriptions and the enums of the fields in the API's schema, read from it, so that a column
//! says what its field says.

use std::collections::HashMap;

use async_graphql::parser::{
    parse_schema,
    types::{BaseType, Type, TypeKind, TypeSystemDefinition},
};

use super::Dataset;
use crate::{
    export::{Column, Kind},
    graphql::vocabularies::{self, Vocabulary},
};

/// A column, and what it means.
#[derive(Clone, Debug)]
pub struct Described {
    /// The column.
    pub column: Column,
    /// Its name in the file.
    pub name: String,
    /// What it means, in English with the Norwegian term.
    pub meaning: String,
    /// The codes it may hold, where it holds codes.
    pub codes: Option<Vocabulary>,
}

/// What the columns of all datasets mean.
#[derive(Clone, Debug)]
pub struct Dictionary {
    datasets: Vec<(Dataset, Vec<Described>)>,
}

/// What a cursor means, which the API has in the edges of its lists.
const CURSOR: &str = "The place of the row in its release (radens plass), which stays the same. Where a download ends early, \
    `after=` the last cursor goes on behind it.";

/// A field of the schema.
#[derive(Clone, Debug)]
struct Field {
    meaning: String,
    /// The name of the type of its value, whatever it is wrapped in.
    kind: String,
}

/// The fields of the objects of a schema.
#[derive(Debug)]
struct Fields(HashMap<String, HashMap<String, Field>>);

/// Why a schema does not describe the columns: only another schema than ours would not.
#[derive(Debug, thiserror::Error)]
pub enum Undescribed {
    /// It cannot be read.
    #[error("the schema cannot be read: {0}")]
    Unreadable(#[from] async_graphql::parser::Error),
    /// It has no such field.
    #[error("the schema does not describe {path} of {dataset}")]
    NoField {
        /// The dataset.
        dataset: &'static str,
        /// The path of the column.
        path: &'static str,
    },
}

impl Dictionary {
    /// Reads the schema, in the schema definition language.
    ///
    /// # Errors
    /// When it does not describe every column.
    pub fn of_schema(sdl: &str) -> Result<Self, Undescribed> {
        let fields = Fields::of(sdl)?;
        let vocabularies = vocabularies::all();
        let describe = |dataset: Dataset, column: &Column| {
            let (meaning, codes) = if column.path == "cursor" && column.derived {
                (CURSOR.split_whitespace().collect::<Vec<_>>().join(" "), None)
            } else {
                let found = dataset.types().iter().find_map(|kind| fields.find(kind, column));
                let found = found.ok_or(Undescribed::NoField { dataset: dataset.name(), path: column.path })?;
                let codes = vocabularies.iter().find(|vocabulary| vocabulary.name == found.kind);
                (found.meaning, codes.filter(|_| column.kind == Kind::Code).cloned())
            };
            Ok::<_, Undescribed>(Described { column: *column, name: column.name(), meaning, codes })
        };
        let datasets = Dataset::ALL.into_iter().map(|dataset| {
            let columns = dataset.columns().iter().map(|column| describe(dataset, column));
            Ok((dataset, columns.collect::<Result<_, _>>()?))
        });
        Ok(Self { datasets: datasets.collect::<Result<_, Undescribed>>()? })
    }

    /// The columns of a dataset.
    #[must_use]
    pub fn columns(&self, dataset: Dataset) -> &[Described] {
        self.datasets.iter().find(|(known, _)| *known == dataset).map_or(&[], |(_, columns)| columns)
    }

    /// The lists of codes that columns hold, each once, by name.
    #[must_use]
    pub fn code_lists(&self) -> Vec<&Vocabulary> {
        let all = self.datasets.iter().flat_map(|(_, columns)| columns);
        let mut lists: Vec<&Vocabulary> = all.filter_map(|column| column.codes.as_ref()).collect();
        lists.sort_by(|one, other| one.name.cmp(&other.name));
        lists.dedup_by(|one, other| one.name == other.name);
        lists
    }
}

impl Fields {
    fn of(sdl: &str) -> Result<Self, Undescribed> {
        let mut objects = HashMap::new();
        for definition in parse_schema(sdl)?.definitions {
            let TypeSystemDefinition::Type(kind) = definition else { continue };
            let kind = kind.node;
            let TypeKind::Object(object) = kind.kind else { continue };
            let fields = object.fields.into_iter().map(|field| {
                let field = field.node;
                let meaning = field.description.map(|text| text.node).unwrap_or_default();
                let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
                (field.name.node.to_string(), Field { meaning, kind: innermost(&field.ty.node).to_owned() })
            });
            objects.insert(kind.name.node.to_string(), fields.collect());
        }
        Ok(Self(objects))
    }

    /// The field that a column shows: the last of its path. What it means is said by all of them, from the outside in; a
    /// published figure is what its field says.
    fn find(&self, kind: &'static str, column: &Column) -> Option<Field> {
        // The release is what all rows have in common.
        let path = column.path.split_once('.').filter(|(first, _)| *first == "release");
        let (mut at, path) = path.map_or((kind, column.path), |(_, rest)| ("Release", rest));
        let mut found: Option<Field> = None;
        for step in path.split('.') {
            let field = self.0.get(at)?.get_key_value(step)?.1;
            let meaning = match &found {
                Some(outer) if step == "value" => outer.meaning.clone(),
                Some(outer) => format!("{} – {}", outer.meaning, field.meaning),
                None => field.meaning.clone(),
            };
            found = Some(Field { meaning, kind: field.kind.clone() });
            at = field.kind.as_str();
        }
        found
    }
}

fn innermost(kind: &Type) -> &str {
    match &kind.base {
        BaseType::Named(name) => name,
        BaseType::List(inner) => innermost(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::{Dataset, Dictionary, Kind};
    use crate::graphql::schema;

    #[test]
    fn every_column_is_described() {
        let dictionary = Dictionary::of_schema(&schema::sdl()).unwrap();
        for dataset in Dataset::ALL {
            let columns = dictionary.columns(dataset);
            assert_eq!(columns.len(), dataset.columns().len());
            for column in columns {
                assert!(column.meaning.len() > 8, "{}", column.name);
                let id = column.name.to_lowercase().ends_with("id");
                let coded = column.column.kind == Kind::Code && !id && column.name != "cursor";
                assert_eq!(coded, column.codes.is_some(), "{} of {dataset:?}", column.name);
            }
        }
        let participants = &dictionary.columns(Dataset::Participation)[10];
        assert_eq!(participants.name, "participants");
        assert!(participants.meaning.starts_with("How many took part"), "{}", participants.meaning);
    }

    #[test]
    fn lists_of_codes_are_there_once() {
        let dictionary = Dictionary::of_schema(&schema::sdl()).unwrap();
        let names: Vec<_> = dictionary.code_lists().iter().map(|list| list.name.clone()).collect();
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(names, sorted);
        for list in ["AgeBand", "PlaceKind", "QualityDimension", "ReachedService", "SubjectField"] {
            assert!(names.iter().any(|name| name == list), "{list} in {names:?}");
        }
    }
}
