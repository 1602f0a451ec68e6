//! The guard against the schema of the registry, and against a small one where everything can be counted by hand.

use async_graphql::{Object, SimpleObject, Variables, registry::Registry};
use entity::vocabulary::Vocabulary as _;
use proptest::prelude::*;
use serde_json::json;

use super::{Approved, Guard, LIMITS, Limits};
use crate::{
    graphql::{refusal::Refusal, schema},
    vocabulary::{ErrorCode, RequestLimit},
};

/// The registry's own schema.
pub(crate) fn registry() -> Registry {
    schema::registry::<schema::Query, schema::Mutation>()
}

fn approve(query: &str) -> Result<Approved, Vec<Refusal>> {
    approve_with(query, json!({}))
}

fn approve_with(query: &str, variables: serde_json::Value) -> Result<Approved, Vec<Refusal>> {
    Guard::new(registry(), LIMITS).approve(query, None, Variables::from_json(variables))
}

fn limit(query: &str) -> Option<RequestLimit> {
    approve(query).err().and_then(|refusals| refusals.first()?.limit).map(|(limit, _)| limit)
}

fn chain(links: usize, last: &str) -> String {
    let links = (0..links).map(|n| format!("fragment F{n} on Query{{...F{}}}", n + 1));
    format!("{{...F0}}{}", links.collect::<Vec<_>>().concat() + &last.replace('$', "F"))
}

/// A document of some size.
type OfSize<'a> = &'a dyn Fn(usize) -> String;

#[test]
fn every_limit_holds_at_its_edge() {
    let aliases =
        |count: usize| format!("{{{}}}", (0..count).map(|n| format!("a{n}:__typename ")).collect::<Vec<_>>().concat());
    let directives = |count: usize| format!("{{__typename {}}}", "@skip(if:false)".repeat(count));
    let deep = |levels: usize| format!("{{node(id:\"x\"){{{}id{}}}}}", "a{".repeat(levels - 2), "}".repeat(levels - 2));
    let fragments = |count: usize| {
        let all = (0..count).map(|n| format!("fragment F{n} on Query{{__typename}}")).collect::<Vec<_>>().concat();
        format!("{{__typename}}{all}")
    };
    let selections = |count: usize| format!("{{{}}}", "__typename ".repeat(count));
    let mutations = |count: usize| format!("mutation{{{}}}", "__typename ".repeat(count));
    let lists = |levels: usize| {
        format!("{{__schema{{types{{{}name{}}}}}}}", "fields{type{".repeat(levels - 1), "}}".repeat(levels - 1))
    };
    let text = |bytes: usize| format!("{{__typename}}#{}", "x".repeat(bytes - 13));
    let values =
        |count: usize| format!("{{organisations(filter:{{number:{{in:[{}]}}}}){{totalCount}}}}", "\"1\"".repeat(count));
    let nested = |levels: usize| format!("{{a(b:{}1{})}}", "[".repeat(levels - 2), "]".repeat(levels - 2));
    let edges: [(RequestLimit, usize, OfSize<'_>); 10] = [
        (RequestLimit::Aliases, 100, &aliases),
        (RequestLimit::Directives, 5, &directives),
        (RequestLimit::Depth, 15, &deep),
        (RequestLimit::Fragments, 64, &fragments),
        (RequestLimit::Selections, 2_900, &selections),
        (RequestLimit::Mutations, 10, &mutations),
        (RequestLimit::IntrospectionLists, 3, &lists),
        (RequestLimit::QueryBytes, 32 * 1024, &text),
        (RequestLimit::ListValues, 250, &values),
        (RequestLimit::Nesting, 80, &nested),
    ];
    for (name, most, query) in edges {
        let allowed = LIMITS.most(name);
        if name == RequestLimit::Selections {
            // So many do not fit into the text: they are counted written out, below.
            assert_eq!(limit(&query(most)), None, "{name}");
            continue;
        }
        assert_eq!(allowed, most, "{name}");
        assert_eq!(limit(&query(most)), None, "{name} at {most}");
        assert_eq!(limit(&query(most + 1)), Some(name), "{name} beyond {most}");
    }
    let twice = |count: usize| format!("{{...F ...F}}fragment F on Query{{{}}}", "__typename ".repeat(count));
    assert_eq!(limit(&twice(2_499)), None);
    assert_eq!(limit(&twice(2_500)), Some(RequestLimit::Selections));
    assert_eq!(limit(&chain(63, "fragment $63 on Query{__typename}")), None);
}

#[test]
fn what_grows_without_end_is_refused_all_the_same() {
    let doubling =
        (0..24).map(|n| format!("fragment F{n} on Query{{...F{m} ...F{m}}}", m = n + 1)).collect::<Vec<_>>().concat();
    let doubling = format!("{{...F0}}{doubling}fragment F24 on Query{{__typename}}");
    assert_eq!(limit(&doubling), Some(RequestLimit::Selections));
    let by_eight = (0..7).map(|n| format!("fragment F{n} on Query{{{}}}", format!("...F{} ", n + 1).repeat(8)));
    let by_eight = format!("{{...F0}}{}fragment F7 on Query{{__typename}}", by_eight.collect::<Vec<_>>().concat());
    assert_eq!(limit(&by_eight), Some(RequestLimit::Selections));
    // Unused, they are still validated.
    let unused = doubling.replacen("{...F0}", "{__typename}", 1);
    assert_eq!(limit(&unused), Some(RequestLimit::Selections));
    assert_eq!(limit(&chain(7_000, "fragment $7000 on Query{__typename}")), Some(RequestLimit::QueryBytes));
    assert_eq!(limit(&chain(1_000, "fragment $1000 on Query{__typename}")), Some(RequestLimit::Fragments));
    assert_eq!(limit(&format!("{}{}", "{a".repeat(3_000), "}".repeat(3_000))), Some(RequestLimit::Nesting));
    assert_eq!(limit(&"[".repeat(32_000)), Some(RequestLimit::Nesting));
    assert_eq!(limit(&format!("{{a(b:{}", "[".repeat(32_000))), Some(RequestLimit::Nesting));
    assert_eq!(limit(&"[".repeat(50_000)), Some(RequestLimit::QueryBytes));
    let inline = format!("{{{}__typename{}}}", "...{".repeat(70), "}".repeat(70));
    assert_eq!(limit(&inline), Some(RequestLimit::Nesting));
    let fields = "municipality{organisations(first:100){nodes{".repeat(4);
    let lists = format!("{{organisations(first:100){{nodes{{{fields}id{}}}}}}}", "}}}".repeat(4));
    assert!(limit(&lists).is_some());
    // The sums do not come around to zero.
    let tens = Limits { selections: usize::MAX, depth: 1_000, ..LIMITS };
    let huge = (0..60).map(|n| format!("fragment F{n} on Query{{{}}}", format!("...F{} ", n + 1).repeat(10)));
    let huge =
        format!("{{...F0}}{}fragment F60 on Query{{municipalities{{nodes{{id}}}}}}", huge.collect::<Vec<_>>().concat());
    let refused = Guard::new(registry(), tens).approve(&huge, None, Variables::default()).unwrap_err();
    assert_eq!(refused[0].limit, Some((RequestLimit::Complexity, 1_000)));
}

#[test]
fn one_variable_named_often_counts_each_time() {
    let uses = "organisations(filter:{number:{in:$a}}){totalCount}".repeat(400);
    let query = format!("query($a:[String!]){{{uses}}}");
    let refused = approve_with(&query, json!({ "a": vec!["1"; 250] })).unwrap_err();
    assert_eq!(refused[0].limit, Some((RequestLimit::InputValues, 25_000)));
    assert!(approve_with(&query, json!({ "a": ["1"] })).is_ok());
}

#[test]
fn introspection_fits_and_its_abuse_does_not() {
    let query = include_str!("../../../../tests/documents/introspection.graphql");
    let cost = approve(query).unwrap().cost;
    assert!((50..=800).contains(&cost), "{cost}: the limit leaves room for the schema to grow");
    let often = (0..90).map(|n| format!("a{n}:fields{{name}}")).collect::<Vec<_>>().concat();
    assert_eq!(limit(&format!("{{__schema{{types{{fields{{type{{{often}}}}}}}}}}}")), Some(RequestLimit::Complexity));
    // A field of the registry that is called like one of introspection is none.
    assert_eq!(limit("{vocabularies{values{code}}}"), None);
}

#[test]
fn usual_questions_fit() {
    let pages = [
        include_str!("../../../../README.md"),
        include_str!("../../../../docs/questions.md"),
        include_str!("../../../../docs/questions-integrator.md"),
        include_str!("../../../../docs/questions-analyst.md"),
    ];
    let examples = pages
        .map(|page| page.split("```graphql").skip(1).filter_map(|rest| rest.split_once('\n')?.1.split("```").next()));
    let examples: Vec<_> = examples.into_iter().flatten().collect();
    assert!(examples.len() > 30);
    let dashboard = include_str!("../../../../tests/documents/dashboard.graphql");
    for query in examples.into_iter().chain([dashboard]) {
        let cost = approve(query).unwrap_or_else(|refusals| panic!("{query}: {refusals:?}")).cost;
        assert!(cost < 1_000, "{cost}: {query}");
    }
    assert!(
        approve("{municipalities(first:100){edges{cursor node{number name}}pageInfo{endCursor}}}").unwrap().cost < 250
    );
}

#[test]
fn the_cost_is_of_the_objects_an_answer_can_hold() {
    let cost = |query: &str, variables| approve_with(query, variables).unwrap().cost;
    for (query, variables, expected) in [
        ("{__typename}", json!({}), 0),
        ("{municipalityByNumber(number:\"4601\"){name number}}", json!({}), 1),
        ("{municipalityByNumber(number:\"4601\"){county{name}}}", json!({}), 2),
        ("{municipalities{totalCount pageInfo{endCursor}}}", json!({}), 1),
        ("{municipalities{nodes{name}}}", json!({}), 21),
        ("{municipalities(first:3){nodes{name county{name}}}}", json!({}), 7),
        ("{municipalities(last:3){edges{node{name}}}}", json!({}), 4),
        ("query($n:Int){municipalities(first:$n){nodes{name}}}", json!({ "n": 5 }), 6),
        ("query($n:Int){municipalities(first:$n){nodes{name}}}", json!({}), 21),
        ("query($n:Int=2){municipalities(first:$n){nodes{name}}}", json!({}), 3),
        ("query($n:Int=2){municipalities(first:$n){nodes{name}}}", json!({ "n": null }), 21),
        ("{municipalities(first:-1){nodes{name}}}", json!({}), 1),
        ("{nodes(ids:[\"a\",\"b\",\"c\"]){id}}", json!({}), 3),
        ("{nodes(ids:\"a\"){id}}", json!({}), 1),
        ("query($i:[ID!]!){nodes(ids:$i){id}}", json!({ "i": ["a", "b"] }), 2),
        ("{vocabularies{name values{label{nb}}}}", json!({}), 5 * (1 + 5 * 2)),
        ("query($y:Boolean!){municipalities(first:9)@skip(if:$y){nodes{id}}}", json!({ "y": true }), 0),
        ("query($y:Boolean!){municipalities(first:9)@include(if:$y){nodes{id}}}", json!({ "y": false }), 0),
        ("query($y:Boolean!){municipalities(first:9)@include(if:$y){nodes{id}}}", json!({ "y": true }), 10),
        (
            "{...F}fragment F on Query{municipalities(first:2){...G}}fragment G on MunicipalityConnection{nodes{id}}",
            json!({}),
            3,
        ),
        // Lists that are cut off: by what is given, or what is usual.
        ("{staffing(on:\"2026-11-24\",groupBy:HOST){groups(first:3){organisation{name}}}}", json!({}), 1 + 3 * 2),
        (
            "query($n:Int!){staffing(on:\"2026-11-24\",groupBy:HOST){groups(first:$n){fullTimeDays}}}",
            json!({ "n": 7 }),
            8,
        ),
        ("{staffing(on:\"2026-11-24\",groupBy:HOST){groups{fullTimeDays}}}", json!({}), 51),
        ("{staffing(on:\"2026-11-24\",groupBy:HOST){groups(first:9999){fullTimeDays}}}", json!({}), 251),
        ("{partnershipNetwork(on:\"2026-11-24\",level:SERVICE){links{source}nodes{key}}}", json!({}), 151),
        // As README has it.
        ("{partnerships(first:100){nodes{lead{name}}}}", json!({}), 201),
        ("{partnerships(first:20){nodes{parties(first:5){nodes{organisation{name}}}}}}", json!({}), 241),
        ("{nothing{of{this}}}", json!({}), 2),
    ] {
        assert_eq!(cost(query, variables), expected, "{query}");
    }
}

#[test]
fn variables_are_refused_by_name_and_place() {
    let create = "query($input: CreatePartnershipInput!) { __typename }";
    let input = |change: serde_json::Value| {
        let mut input = json!({
            "title": "Kor", "purpose": "Sang", "pillars": ["LEARNING"], "startDate": "2026-01-01",
            "parties": [{ "role": "LEAD" }],
        });
        for (name, value) in change.as_object().unwrap() {
            input[name] = value.clone();
        }
        json!({ "input": input })
    };
    assert!(approve_with(create, input(json!({}))).is_ok());
    for (query, variables, place) in [
        ("query($a:Int!){__typename}", json!({}), "$a"),
        ("query($a:Int!){__typename}", json!({ "a": null }), "$a"),
        ("query($a:Int){__typename}", json!({ "a": 2_147_483_648_i64 }), "$a"),
        ("query($a:Int){__typename}", json!({ "a": 1.5 }), "$a"),
        ("query($a:Int){__typename}", json!({ "a": "1" }), "$a"),
        ("query($a:[Int!]){__typename}", json!({ "a": [1, null] }), "$a.1"),
        ("query($a:[[Int]]){__typename}", json!({ "a": [[1], ["x"]] }), "$a.1.0"),
        ("query($a:ID){__typename}", json!({ "a": {} }), "$a"),
        ("query($a:String){__typename}", json!({ "a": ["x"] }), "$a"),
        ("query($a:ServiceType){__typename}", json!({ "a": "CULTURE" }), "$a"),
        ("query($a:ServiceType){__typename}", json!({ "a": 1 }), "$a"),
        ("query($a:Date=\"tomorrow\"){__typename}", json!({}), "a"),
        (create, json!({}), "$input"),
        (create, json!({ "input": "x" }), "$input"),
        (create, input(json!({ "startDate": "2026-02-30" })), "$input.startDate"),
        (create, input(json!({ "title": null })), "$input.title"),
        (create, input(json!({ "titel": "x" })), "$input.titel"),
        (create, input(json!({ "parties": [{ "role": "LEAD" }, {}] })), "$input.parties.1.role"),
        (create, input(json!({ "parties": [{ "role": "BOSS" }] })), "$input.parties.0.role"),
        ("{municipalities(first:\"x\"){totalCount}}", json!({}), "first"),
        ("{partnerships(filter:{activeOn:\"x\"}){totalCount}}", json!({}), "filter.activeOn"),
        ("{partnerships(filter:{startDate:{eq:5}}){totalCount}}", json!({}), "filter.startDate.eq"),
        ("{partnerships(orderBy:{field:\"TITLE\"}){totalCount}}", json!({}), "orderBy.field"),
        ("{...F}fragment F on Query{municipalities(last:null,first:2.5){totalCount}}", json!({}), "first"),
    ] {
        let refusal = approve_with(query, variables).unwrap_err().remove(0);
        assert_eq!(refusal.code, ErrorCode::BadUserInput, "{query}");
        for message in [&refusal.text.nb, &refusal.text.nn, &refusal.text.en] {
            assert!(message.contains(&format!("{place} ")), "{query}: {message}");
        }
        assert_eq!(refusal.field.join("."), place.trim_start_matches('$'), "{query}");
        assert!(refusal.at.is_some(), "{query}");
    }
    // A value alone is a list of one; what is not declared is left out; defaults are put in.
    let approved =
        approve_with("query($a:[Int!],$b:Boolean=true,$c:Int){__typename}", json!({ "a": 1, "z": 1 })).unwrap();
    assert_eq!(serde_json::to_value(&approved.variables).unwrap(), json!({ "a": 1, "b": true }));
    let many = json!({ "a": vec![json!("x"); 100] });
    assert_eq!(approve_with("query($a:[Int]){__typename}", many).unwrap_err().len(), super::MOST_ERRORS);
    let long = json!({ "a": vec![1; 251] });
    let refusal = approve_with("query($a:[Int]){__typename}", long).unwrap_err().remove(0);
    assert_eq!(refusal.limit, Some((RequestLimit::ListValues, 250)));
}

#[test]
fn documents_and_operations_are_refused_in_our_own_words() {
    for (query, code) in [
        ("", ErrorCode::ParseFailed),
        ("{", ErrorCode::ParseFailed),
        ("{a(b:1e999)}", ErrorCode::ParseFailed),
        ("query", ErrorCode::ParseFailed),
        ("fragment F on Query{__typename}", ErrorCode::ParseFailed),
        ("{a}{b}", ErrorCode::ValidationFailed),
        ("query A{a}query A{b}", ErrorCode::ValidationFailed),
        ("{...F}fragment F on Query{...F}", ErrorCode::ValidationFailed),
        ("{...F}fragment F on Query{a{...G}}fragment G on A{...F}", ErrorCode::ValidationFailed),
        ("query A{a}query B{b}", ErrorCode::OperationNotResolved),
    ] {
        let refusal = approve(query).unwrap_err().remove(0);
        assert_eq!(refusal.code, code, "{query}");
        assert!(!refusal.text.en.contains("-->") && !refusal.text.en.contains("EOI"), "{query}: {}", refusal.text.en);
    }
    let guard = Guard::new(registry(), LIMITS);
    let chosen = |name| guard.approve("query A{__typename}mutation B{__typename}", name, Variables::default());
    assert!(!chosen(Some("A")).unwrap().writes && chosen(Some("B")).unwrap().writes);
    assert_eq!(chosen(Some("C")).unwrap_err()[0].code, ErrorCode::OperationNotResolved);
    assert!(guard.approve("{__typename}", Some("A"), Variables::default()).is_err());
}

#[test]
fn every_limit_has_a_most_and_a_code() {
    for &limit in RequestLimit::ALL {
        assert!(LIMITS.most(limit) > 0, "{limit}");
        assert!((400..600).contains(&limit.refused_as().status()), "{limit}");
    }
}

/// A small schema: things have a name, a child, and a list of things.
struct Thing;

#[Object]
impl Thing {
    async fn name(&self) -> &'static str {
        "thing"
    }

    async fn child(&self) -> Thing {
        Self
    }

    async fn things(&self, first: Option<i32>, last: Option<i32>) -> ThingConnection {
        let _ = (first, last);
        ThingConnection { nodes: Vec::new() }
    }
}

#[derive(SimpleObject)]
struct ThingConnection {
    nodes: Vec<Thing>,
}

/// A selection of a generated document.
#[derive(Clone, Debug)]
enum Part {
    Name,
    Alias,
    Child(Vec<Part>),
    Things(usize, Vec<Part>),
    Inline(Vec<Part>),
    Spread(usize),
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let leaf = prop_oneof![Just(Part::Name), Just(Part::Alias), (0..4_usize).prop_map(Part::Spread)];
    let part = leaf.prop_recursive(3, 12, 3, |inner| {
        let within = prop::collection::vec(inner, 1..3);
        prop_oneof![
            within.clone().prop_map(Part::Child),
            (1..4_usize, within.clone()).prop_map(|(first, within)| Part::Things(first, within)),
            within.prop_map(Part::Inline),
        ]
    });
    prop::collection::vec(part, 1..4)
}

/// A document: fragments use later ones only, so that they end.
fn written(parts: &[Part], later: usize) -> String {
    let part = |part: &Part| match part {
        Part::Alias => "alias:name ".to_owned(),
        Part::Child(within) => format!("child{{{}}}", written(within, later)),
        Part::Things(first, within) => format!("things(first:{first}){{nodes{{{}}}}}", written(within, later)),
        Part::Inline(within) => format!("...on Thing{{{}}}", written(within, later)),
        Part::Spread(name) if *name >= later => format!("...F{name} "),
        Part::Name | Part::Spread(_) => "name ".to_owned(),
    };
    parts.iter().map(part).collect()
}

/// What a naive count finds.
#[derive(Debug, Default, PartialEq)]
struct Naive {
    selections: usize,
    aliases: usize,
    depth: usize,
    cost: usize,
}

/// Counts by writing everything out, and every row.
fn naive(parts: &[Part], later: usize, fragments: &[Vec<Part>]) -> Naive {
    let mut all = Naive::default();
    for part in parts {
        let (own, rows, within) = match part {
            Part::Name | Part::Alias => (Naive { selections: 1, depth: 1, ..Naive::default() }, 1, None),
            Part::Spread(name) if *name < later => (Naive { selections: 1, depth: 1, ..Naive::default() }, 1, None),
            Part::Child(within) => {
                (Naive { selections: 1, depth: 1, cost: 1, aliases: 0 }, 1, Some(naive(within, later, fragments)))
            }
            Part::Things(first, within) => {
                let own = Naive { selections: 2, depth: 2, cost: 1 + first, aliases: 0 };
                (own, *first, Some(naive(within, later, fragments)))
            }
            Part::Inline(within) => {
                (Naive { selections: 1, ..Naive::default() }, 1, Some(naive(within, later, fragments)))
            }
            Part::Spread(name) => {
                let within = naive(&fragments[*name], name + 1, fragments);
                (Naive { selections: 1, ..Naive::default() }, 1, Some(within))
            }
        };
        let within = within.unwrap_or_default();
        all.selections += own.selections + within.selections;
        all.aliases += usize::from(matches!(part, Part::Alias)) + within.aliases;
        all.depth = all.depth.max(own.depth + within.depth);
        all.cost += own.cost + (0..rows).map(|_| within.cost).sum::<usize>();
    }
    all
}

proptest! {
    #[test]
    fn sizes_are_what_a_naive_count_finds(
        operation in parts(),
        fragments in prop::collection::vec(parts(), 4),
    ) {
        let mut document = format!("{{{}}}", written(&operation, 0));
        for (name, fragment) in fragments.iter().enumerate() {
            document.push_str(&["fragment F", &name.to_string(), " on Thing{", &written(fragment, name + 1), "}"].concat());
        }
        let endless = Limits {
            nesting: 80, selections: usize::MAX, aliases: usize::MAX, depth: usize::MAX, complexity: usize::MAX, ..LIMITS
        };
        let expected = naive(&operation, 0, &fragments);
        let approve = |limits| {
            Guard::new(schema::registry::<Thing, Thing>(), limits).approve(&document, None, Variables::default())
        };
        prop_assert_eq!(approve(endless).unwrap().cost, expected.cost);
        let exact = Limits {
            selections: expected.selections.max(largest(&fragments, |naive| naive.selections)),
            aliases: expected.aliases.max(largest(&fragments, |naive| naive.aliases)),
            depth: expected.depth.max(largest(&fragments, |naive| naive.depth)),
            complexity: expected.cost,
            ..LIMITS
        };
        prop_assert!(approve(exact).is_ok());
        for (less, name) in [
            (Limits { selections: expected.selections - 1, ..exact }, RequestLimit::Selections),
            (Limits { depth: expected.depth - 1, ..exact }, RequestLimit::Depth),
            (Limits { aliases: expected.aliases.wrapping_sub(1), ..exact }, RequestLimit::Aliases),
            (Limits { complexity: expected.cost.wrapping_sub(1), ..exact }, RequestLimit::Complexity),
        ] {
            let possible = less.most(name) < usize::MAX;
            let refused = approve(less).err().and_then(|refusals| refusals[0].limit);
            prop_assert_eq!(refused.map(|(limit, _)| limit), possible.then_some(name));
        }
    }

    #[test]
    fn nothing_makes_it_panic(
        query in r#"(\{|\}|\(|\)|\[|\]|:|"|\$|@|!|=|\.\.\.|on | |a|F|Query|query|mutation|fragment |__schema|types|nodes|organisations|first|1|-|\\|#|\n|é|\x00){0,40}"#,
        name in proptest::option::of("[a-zA-Z]{0,3}"),
    ) {
        let guard = Guard::new(schema::registry::<Thing, Thing>(), LIMITS);
        let _ = guard.approve(&query, name.as_deref(), Variables::default());
    }

    #[test]
    fn no_variable_makes_it_panic(json in json_value()) {
        let query = "query($a:CreatePartnershipInput,$b:[[Int!]],$c:PartnershipFilter=null){partnerships(filter:$c){totalCount}}";
        let variables = json!({ "a": json, "b": json, "c": json, "d": json });
        let _ = approve_with(query, variables);
    }
}

fn largest(fragments: &[Vec<Part>], size: impl Fn(&Naive) -> usize) -> usize {
    let sizes = fragments.iter().enumerate().map(|(name, parts)| size(&naive(parts, name + 1, fragments)));
    sizes.max().unwrap_or_default()
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        any::<f64>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        any::<String>().prop_map(|value| json!(value)),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let key = prop_oneof![Just("title".to_owned()), Just("parties".to_owned()), any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(|values| json!(values)),
            prop::collection::hash_map(key, inner, 0..4).prop_map(|fields| json!(fields)),
        ]
    })
}
