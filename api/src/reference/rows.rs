//! The rows of the reference files.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{
    Id, Kind, KostraCodes, county,
    id::{KostraFunctionId, MunicipalityId, ServiceTypeId},
    kostra_function, municipality, service_type,
    vocabulary::{SamiAreaCategory, ServiceType, Vocabulary},
};
use sea_orm::DbErr;
use serde::{Deserialize, de::DeserializeOwned};

use crate::text::normalise;

/// 2024-01-01T00:00:00Z: the moment all reference rows count as made at, in milliseconds since 1970.
const MADE_AT: u64 = 1_704_067_200_000;

/// The key of a reference row: a UUIDv7 made of its kind and number, the same everywhere.
fn key<K: Kind>(number: &str) -> Id<K> {
    let mut bytes = [0_u8; 10];
    let name = format!("{}{number}", K::PREFIX);
    // Eight bytes of FNV-1a: stable, and checked for collisions by the unique key of each table.
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    for (slot, byte) in bytes.iter_mut().skip(2).zip(hash.to_be_bytes()) {
        *slot = byte;
    }
    Id::new(uuid::Builder::from_unix_timestamp_millis(MADE_AT, &bytes).into_uuid())
}

/// The key of the municipality with this number.
#[must_use]
pub fn municipality_id(number: &str) -> MunicipalityId {
    key(number)
}

/// The key of the KOSTRA function with this code.
#[must_use]
pub fn kostra_function_id(code: &str) -> KostraFunctionId {
    key(code)
}

/// The key of a service type.
#[must_use]
pub fn service_type_id(service: ServiceType) -> ServiceTypeId {
    key(service.code())
}

fn made_at() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(MADE_AT.cast_signed()).unwrap_or_default()
}

fn read<T: DeserializeOwned>(file: &str) -> Result<Vec<T>, DbErr> {
    let rows = csv::Reader::from_reader(file.as_bytes()).into_deserialize().collect::<Result<_, _>>();
    rows.map_err(|error| DbErr::Custom(format!("a reference file is malformed: {error}")))
}

/// The normal form of all names together, so that a search finds any of them.
fn search(names: &[Option<&str>]) -> String {
    let names: Vec<&str> = names.iter().copied().flatten().collect();
    normalise(&names.join(" "))
}

#[derive(Deserialize)]
struct County {
    number: String,
    name_nb: String,
    name_nn: Option<String>,
    name_se: Option<String>,
    name_smj: Option<String>,
    name_sma: Option<String>,
    name_fkv: Option<String>,
    valid_from: NaiveDate,
}

/// The counties of a file.
pub fn counties(file: &str) -> Result<Vec<county::Model>, DbErr> {
    let model = |row: County| county::Model {
        id: key(&row.number),
        search_name: search(&[
            Some(&row.name_nb),
            row.name_nn.as_deref(),
            row.name_se.as_deref(),
            row.name_smj.as_deref(),
            row.name_sma.as_deref(),
            row.name_fkv.as_deref(),
        ]),
        number: row.number,
        name_nb: row.name_nb,
        name_nn: row.name_nn,
        name_se: row.name_se,
        name_smj: row.name_smj,
        name_sma: row.name_sma,
        name_fkv: row.name_fkv,
        valid_from: row.valid_from,
        valid_to: None,
        version: 1,
        created_at: made_at(),
        updated_at: made_at(),
    };
    Ok(read(file)?.into_iter().map(model).collect())
}

#[derive(Deserialize)]
struct Municipality {
    number: String,
    name: String,
    name_nn: Option<String>,
    name_se: Option<String>,
    name_smj: Option<String>,
    name_sma: Option<String>,
    name_fkv: Option<String>,
    county_number: String,
    kostra_group: Option<String>,
    sami_area: bool,
    sami_area_category: Option<SamiAreaCategory>,
    valid_from: NaiveDate,
}

/// The municipalities of a file.
pub fn municipalities(file: &str) -> Result<Vec<municipality::Model>, DbErr> {
    let model = |row: Municipality| municipality::Model {
        id: key(&row.number),
        county_id: key(&row.county_number),
        search_name: search(&[
            Some(&row.name),
            row.name_nn.as_deref(),
            row.name_se.as_deref(),
            row.name_smj.as_deref(),
            row.name_sma.as_deref(),
            row.name_fkv.as_deref(),
        ]),
        number: row.number,
        name: row.name,
        name_nn: row.name_nn,
        name_se: row.name_se,
        name_smj: row.name_smj,
        name_sma: row.name_sma,
        name_fkv: row.name_fkv,
        kostra_group: row.kostra_group,
        sami_area: row.sami_area,
        sami_area_category: row.sami_area_category,
        valid_from: row.valid_from,
        valid_to: None,
        version: 1,
        created_at: made_at(),
        updated_at: made_at(),
    };
    Ok(read(file)?.into_iter().map(model).collect())
}

#[derive(Deserialize)]
struct KostraFunction {
    code: String,
    name_nb: String,
    name_nn: String,
    name_en: String,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
}

/// The KOSTRA functions of a file.
pub fn kostra_functions(file: &str) -> Result<Vec<kostra_function::Model>, DbErr> {
    let model = |row: KostraFunction| kostra_function::Model {
        id: key(&row.code),
        search_name: search(&[Some(&row.code), Some(&row.name_nb), Some(&row.name_nn), Some(&row.name_en)]),
        code: row.code,
        name_nb: row.name_nb,
        name_nn: row.name_nn,
        name_en: row.name_en,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        version: 1,
        created_at: made_at(),
        updated_at: made_at(),
    };
    Ok(read(file)?.into_iter().map(model).collect())
}

#[derive(Deserialize)]
struct Service {
    code: ServiceType,
    name_nb: String,
    name_nn: String,
    name_en: String,
    name_se: Option<String>,
    kostra_functions: String,
}

/// The service types of a file.
pub fn service_types(file: &str) -> Result<Vec<service_type::Model>, DbErr> {
    let model = |row: Service| service_type::Model {
        id: service_type_id(row.code),
        code: row.code,
        name_nb: row.name_nb,
        name_nn: row.name_nn,
        name_en: row.name_en,
        name_se: row.name_se,
        kostra_functions: row
            .kostra_functions
            .split(';')
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect::<KostraCodes>(),
        version: 1,
        created_at: made_at(),
        updated_at: made_at(),
    };
    Ok(read(file)?.into_iter().map(model).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use entity::vocabulary::{ServiceType, Vocabulary};

    use super::{counties, kostra_functions, municipalities, municipality_id, service_types};

    #[test]
    fn the_files_are_whole() {
        let (counties, municipalities) = (
            counties(include_str!("counties.csv")).unwrap(),
            municipalities(include_str!("municipalities.csv")).unwrap(),
        );
        assert_eq!((counties.len(), municipalities.len()), (15, 357));
        let numbers: HashSet<_> = municipalities.iter().map(|municipality| &municipality.number).collect();
        let keys: HashSet<_> = municipalities.iter().map(|municipality| municipality.id).collect();
        assert_eq!((numbers.len(), keys.len()), (357, 357));
        for municipality in &municipalities {
            let county = counties.iter().find(|county| county.id == municipality.county_id).unwrap();
            assert_eq!(county.number, municipality.number[..2]);
            assert!(municipality.number.len() == 4 && municipality.number.bytes().all(|byte| byte.is_ascii_digit()));
            assert_eq!(municipality.name.trim(), municipality.name);
        }
    }

    #[test]
    fn every_service_type_has_its_row_and_known_functions() {
        let functions: HashSet<_> =
            kostra_functions(include_str!("kostra_functions.csv")).unwrap().into_iter().map(|row| row.code).collect();
        let services = service_types(include_str!("service_types.csv")).unwrap();
        assert_eq!(services.iter().map(|row| row.code).collect::<Vec<_>>(), ServiceType::ALL);
        for service in &services {
            assert_eq!(service.name_nb, service.code.term().label.nb);
            assert!(service.kostra_functions.codes().iter().all(|code| functions.contains(code)));
        }
    }

    #[test]
    fn keys_never_change() {
        assert_eq!(municipality_id("4601").to_string(), municipality_id("4601").to_string());
        assert_eq!(municipality_id("4601").uuid().get_version_num(), 7);
    }
}
