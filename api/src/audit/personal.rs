//! What is written of a record in the trail: without what is derived from other fields, with frozen terms as the
//! structure they are, and with what tells of a person sealed.

use entity::{Kind as _, id::StaffMemberId, partnership_revision, staff_allocation, staff_member};
use serde_json::{Map, Value};

use super::seal::{PersonalKey, Sealed};
use crate::sealing::SealNonce;

/// The fields that tell of a person: the kind of record and the column. In the trail they are sealed.
pub const PERSONAL: &[(&str, &str)] = &[
    (staff_member::Entity::PREFIX, "display_name"),
    (staff_member::Entity::PREFIX, "employee_key"),
    (staff_member::Entity::PREFIX, "email"),
    (staff_member::Entity::PREFIX, "title"),
    (staff_member::Entity::PREFIX, "competence_note"),
    (staff_allocation::Entity::PREFIX, "note"),
];

/// What a record's fields were or are.
pub type Fields = Map<String, Value>;

/// Leaves out what is derived (the normal forms that lists are searched by) and opens up frozen terms.
pub fn prepare(fields: &mut Fields) {
    fields.retain(|field, _| !field.starts_with("search_"));
    if let Some(terms) = fields.get_mut("terms")
        && let Some(Ok(structure)) = terms.as_str().map(serde_json::from_str)
    {
        *terms = structure;
    }
}

/// The person that a record tells of, from all of its fields.
#[must_use]
pub fn person_of(kind: &str, whole: &Fields) -> Option<StaffMemberId> {
    let field = match kind {
        staff_member::Entity::PREFIX => "id",
        staff_allocation::Entity::PREFIX => "staff_member_id",
        _ => return None,
    };
    whole.get(field)?.as_str()?.parse().ok()
}

/// Visits every text about a person in the fields of a record: the person, the field of the record it is in, the text.
pub fn each(
    kind: &str,
    person: Option<StaffMemberId>,
    fields: &mut Fields,
    visit: &mut dyn FnMut(StaffMemberId, &str, &mut Value),
) {
    if kind == partnership_revision::Entity::PREFIX {
        let shares = fields.get_mut("terms").and_then(|terms| terms.get_mut("staff_allocations"));
        for share in shares.and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(share) = share.as_object_mut() {
                let person = person_of(staff_allocation::Entity::PREFIX, share);
                each(staff_allocation::Entity::PREFIX, person, share, &mut |person, _, text| {
                    visit(person, "terms", text);
                });
            }
        }
    }
    let Some(person) = person else { return };
    for (field, value) in fields.iter_mut() {
        if value.is_string() && PERSONAL.contains(&(kind, field.as_str())) {
            visit(person, field, value);
        }
    }
}

/// A text, sealed for a field of a record; none when that fails, so that it is never written as it is.
#[must_use]
pub fn seal(key: &PersonalKey, nonce: SealNonce, record: &str, field: &str, text: &Value) -> Option<Value> {
    let sealed = key.seal(nonce, &place(record, field), text.as_str()?)?;
    serde_json::to_value(sealed).ok()
}

/// Opens what is sealed in a value with the keys there are; what cannot be opened becomes null. Tells whether all was.
pub fn open(value: &mut Value, place: &str, key: &impl Fn(StaffMemberId) -> Option<PersonalKey>) -> bool {
    if let Some(sealed) = Sealed::read(value) {
        let opened = key(sealed.person).and_then(|key| key.open(place, &sealed));
        let whole = opened.is_some();
        *value = opened.map_or(Value::Null, Value::String);
        return whole;
    }
    match value {
        Value::Array(values) => all_open(values.iter_mut(), place, key),
        Value::Object(fields) => all_open(fields.values_mut(), place, key),
        _ => true,
    }
}

/// Opens each, also when an earlier one cannot be.
fn all_open<'a>(
    values: impl Iterator<Item = &'a mut Value>,
    place: &str,
    key: &impl Fn(StaffMemberId) -> Option<PersonalKey>,
) -> bool {
    let closed = values.map(|value| open(value, place, key)).filter(|opened| !opened).count();
    closed == 0
}

/// The people whose data is sealed in a value.
pub fn people_in(value: &Value, found: &mut impl Extend<StaffMemberId>) {
    if let Some(sealed) = Sealed::read(value) {
        found.extend([sealed.person]);
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| people_in(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| people_in(value, found)),
        _ => {}
    }
}

/// Where a field of a record is, for sealing.
#[must_use]
pub fn place(record: &str, field: &str) -> String {
    format!("{record}.{field}")
}

#[cfg(test)]
mod tests {
    use super::{Fields, PERSONAL, each, open, people_in, person_of, place, prepare, seal};
    use crate::{
        access::{FIELDS, Guarded},
        audit::{changes::api_name, seal::PersonalKey, store::tables},
    };
    use entity::{Id, id::StaffMemberId};
    use serde_json::{Value, json};
    use uuid::Uuid;

    fn fields(value: Value) -> Fields {
        let Value::Object(fields) = value else { panic!() };
        fields
    }

    fn person() -> StaffMemberId {
        Id::new(Uuid::from_u128(5))
    }

    #[test]
    fn all_text_about_a_person_is_sealed() {
        // Codes, numbers and days stay, and what is derived is never written.
        let stays = [
            "id",
            "municipality_id",
            "employer_id",
            "search_name",
            "competence",
            "employment_percentage",
            "employed_from",
            "employed_to",
            "pseudonymised_at",
            "version",
            "created_at",
            "updated_at",
        ];
        let tables: std::collections::HashMap<_, _> = tables().into_iter().collect();
        for column in &tables["staffMember"] {
            let sealed = PERSONAL.contains(&("staffMember", column.as_str()));
            assert!(sealed != stays.contains(&column.as_str()), "{column}");
        }
        for (kind, column) in PERSONAL {
            assert!(tables[kind].iter().any(|known| known == column), "{kind}.{column}");
        }
        let readable_with_the_name = FIELDS.iter().filter(|(_, guarded)| *guarded == Guarded::Names);
        let names: Vec<String> =
            PERSONAL.iter().map(|(kind, column)| format!("{kind}.{}", api_name(kind, column))).collect();
        for (field, _) in readable_with_the_name {
            assert!(names.iter().any(|name| name.eq_ignore_ascii_case(field)), "{field} is not sealed in the trail");
        }
    }

    #[test]
    fn all_that_tells_of_a_person_is_sealed_wherever_it_is() {
        let key = PersonalKey::new(person(), &[3; 32]).unwrap();
        let id = person().to_string();
        let terms = json!({ "title": "Kor", "staff_allocations": [
            { "staff_member_id": id, "note": "SECRET", "percentage": "20.00" },
            { "staff_member_id": id, "note": null, "percentage": "20.00" },
        ] });
        for (kind, record) in [
            (
                "staffMember",
                json!({ "id": id, "display_name": "SECRET", "search_name": "SECRET", "email": "SECRET",
                "employee_key": "SECRET", "title": "SECRET", "competence_note": "SECRET", "competence": ",X," }),
            ),
            ("staffAllocation", json!({ "staff_member_id": id, "note": "SECRET", "function": "OTHER" })),
            ("revision", json!({ "terms": terms.to_string(), "comment": "said" })),
        ] {
            let mut fields = fields(record);
            let person_of = person_of(kind, &fields);
            prepare(&mut fields);
            let plain = Value::Object(fields.clone());
            each(kind, person_of, &mut fields, &mut |person, field, text| {
                assert_eq!(person, super::tests::person());
                *text = seal(&key, [9; 12], "r", field, text).unwrap();
            });
            let sealed = Value::Object(fields.clone());
            assert!(!sealed.to_string().contains("SECRET"), "{sealed}");
            let mut people = Vec::new();
            people_in(&sealed, &mut people);
            assert!(!people.is_empty() && people.iter().all(|found| *found == person()));
            for (field, value) in &mut fields {
                assert!(open(value, &place("r", field), &|_| Some(key.clone())));
            }
            assert_eq!(Value::Object(fields), plain);
            let mut lost = sealed;
            assert!(!open(&mut lost, "r", &|_| None));
            assert!(!lost.to_string().contains("sealed"), "{lost}");
        }
    }
}
