//! What is taken for settings, and what is not.

use std::{fs, path::Path};

use super::{LogFormat, Settings, Sources};

fn load(directory: &Path, variables: &[(&str, &str)], flags: &[(&'static str, &str)]) -> Result<Settings, String> {
    let sources = Sources {
        data_dir: directory,
        file: None,
        environment: variables.iter().map(|(name, value)| (name.into(), value.into())).collect(),
        flags: flags.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
        defaults: Vec::new(),
    };
    Settings::load(&sources).map_err(|error| error.to_string())
}

fn directory(file: &str) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("samspill.toml"), file).unwrap();
    directory
}

#[test]
fn the_later_source_wins() {
    let directory =
        directory("bind = \"127.0.0.1:1\"\nlog = \"json\"\ndatabase_connections = 3\nserver_timing = true\n");
    let variables = [
        ("SAMSPILL_DATABASE_URL", "sqlite://ours.db"),
        ("DATABASE_URL", "sqlite://shared.db"),
        ("SAMSPILL_BIND", "127.0.0.1:2"),
        ("SAMSPILL_DATABASE_CONNECTIONS", "4"),
        ("SAMSPILL_SKIP_GRAPHIQL", "1"),
        ("SAMSPILL_TEST_REQUIRE_POSTGRES", "1"),
        ("PATH", "/bin"),
    ];
    let settings = load(directory.path(), &variables, &[("bind", "[::1]:3")]).unwrap();
    assert_eq!(settings.bind.to_string(), "[::1]:3");
    assert_eq!(settings.database_url.exposed(), "sqlite://ours.db");
    assert_eq!(settings.database_connections, 4);
    assert_eq!(settings.log, LogFormat::Json);
    assert!(settings.server_timing && !settings.synthetic_organisation_numbers);
}

#[test]
fn the_default_database_is_in_the_data_directory() {
    let settings = load(Path::new("/a dir/100%?"), &[], &[]).unwrap();
    assert_eq!(settings.database_url.exposed(), "sqlite:///a dir/100%25%3F/samspill.db");
}

#[test]
fn what_is_unknown_is_refused_by_name() {
    let error = load(directory("bnid = 1").path(), &[], &[]).unwrap_err();
    assert!(error.contains("bnid") && error.contains("samspill.toml"), "{error}");
    assert!(error.contains("database_url"), "{error}");
    let error = load(Path::new("."), &[("SAMSPILL_BNID", "x")], &[]).unwrap_err();
    assert!(error.contains("SAMSPILL_BNID"), "{error}");
}

#[test]
fn what_cannot_be_used_is_refused_by_name_with_what_can() {
    for (name, value) in [
        ("bind", "localhost"),
        ("database_url", "mysql://user:secret@host/name"),
        ("database_url", "postgres:user:secret@host"),
        ("database_url", "sqlite://:memory:"),
        ("database_connections", "1"),
        ("database_connections", "many"),
        ("log", "xml"),
        ("log_filter", "samspill=loudly"),
        ("server_timing", "perhaps"),
        ("synthetic_organisation_numbers", "2"),
        ("metrics_bind", "9464"),
        ("otlp_endpoint", "127.0.0.1:4318"),
        ("otlp_endpoint", "grpc://user:secret@127.0.0.1:4317"),
        ("otlp_endpoint", "http://"),
        ("otlp_endpoint", "http://collector?key=secret"),
        ("otlp_ratio", "1.5"),
        ("otlp_ratio", "NaN"),
        ("otlp_ratio", "all"),
        ("request_seconds", "0"),
        ("request_complexity", "99"),
        ("body_seconds", "0"),
        ("answer_seconds", "3601"),
        ("requests_per_second", "-1"),
        ("requests_per_second", "1000001"),
        ("complexity_per_second", "10000001"),
        ("address_requests_per_second", "often"),
        ("concurrent_requests", "0"),
        ("trusted_proxies", "10.0.0.0/8,proxy.example.no"),
        ("trusted_proxies", "10.0.0.0/33"),
        ("forwarded_header", "x-real-ip"),
        ("cors_origins", "*"),
        ("cors_origins", "https://app.example.no/"),
        ("graphiql", "closed"),
        ("introspection", "callers"),
        ("connections", "7"),
        ("keep_alive_seconds", "0"),
        ("shutdown_delay_seconds", "601"),
        ("shutdown_seconds", "-1"),
        ("retention_months", "1201"),
        ("idempotency_hours", "0"),
        ("idempotency_hours", "721"),
        ("persisted_queries", "some"),
        ("issuer", "https://maskinporten.no/"),
        ("issuer", "{\"url\":\"https://maskinporten.no/\",\"kind\":\"maskinporten\"}"),
        ("issuer", "[{\"url\":\"https://maskinporten.no/\"}]"),
        ("local_tokens", "false"),
        ("local_tokens", "perhaps"),
        ("public_url", "samspill.example.no"),
        ("public_url", "https://samspill.example.no/?x"),
        ("open_data", "perhaps"),
        ("open_data", "true"),
        ("open_data_publisher", " "),
        ("open_data_publisher_number", "958935421"),
        ("open_data_contact", ""),
        ("open_data_email", "post"),
    ] {
        let variable = format!("SAMSPILL_{}", name.to_uppercase());
        let error = load(Path::new("."), &[(&variable, value)], &[]).unwrap_err();
        assert!(error.contains(name) && error.contains(&variable), "{name}: {error}");
        assert!(error.contains(&Settings::allowed(name)), "{name}: {error}");
        assert!(!error.contains("secret"), "{error}");
    }
    let file = "database_url = [\"postgres://user:secret@host/name\"]\n";
    let error = load(directory(file).path(), &[], &[]).unwrap_err();
    assert!(error.contains("database_url") && !error.contains("secret"), "{error}");
}

#[test]
fn lists_are_lists_or_text_with_commas() {
    let file = "trusted_proxies = [\"10.0.0.0/8\", \"::1\"]\ncors_origins = [\"https://a.example.no\"]\n";
    let of_file = load(directory(file).path(), &[], &[]).unwrap();
    let variables = [
        ("SAMSPILL_TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("SAMSPILL_CORS_ORIGINS", "https://a.example.no,"),
        ("SAMSPILL_FORWARDED_HEADER", "forwarded"),
        ("SAMSPILL_GRAPHIQL", "off"),
        ("SAMSPILL_CONCURRENT_REQUESTS", "7"),
    ];
    let of_environment = load(Path::new("."), &variables, &[]).unwrap();
    assert_eq!(of_file.trusted_proxies.len(), 2);
    assert_eq!(of_file.trusted_proxies, of_environment.trusted_proxies);
    assert_eq!(of_file.cors_origins, of_environment.cors_origins);
    assert_eq!((of_file.concurrent_requests, of_environment.concurrent_requests), (None, Some(7)));
    assert_ne!(of_file.graphiql, of_environment.graphiql);
    assert_ne!(of_file.forwarded_header, of_environment.forwarded_header);
    let none = load(Path::new("."), &[("SAMSPILL_CORS_ORIGINS", "")], &[]).unwrap();
    assert!(none.cors_origins.is_empty());
    let error = load(directory("trusted_proxies = [1]\n").path(), &[], &[]).unwrap_err();
    assert!(error.contains("trusted_proxies"), "{error}");
}

#[test]
fn issuers_are_tables_or_json() {
    let file = "[[issuer]]\nurl = \"https://maskinporten.no/\"\nkind = \"maskinporten\"\n\n\
        [[issuer]]\nurl = \"https://id.example.no\"\nkind = \"oidc\"\naudience = \"samspill\"\n";
    let directory = directory(file);
    let settings = load(directory.path(), &[], &[]).unwrap();
    let urls: Vec<_> = settings.issuer.iter().map(|issuer| issuer.url.as_str()).collect();
    assert_eq!(urls, ["https://maskinporten.no/", "https://id.example.no"]);
    assert!(!settings.accepts_local_tokens());

    let json = "[{\"url\":\"https://other.example.no\",\"kind\":\"oidc\",\"audience\":[\"a\",\"b\"],\"fetch_floor_seconds\":5}]";
    let variables = [("SAMSPILL_ISSUER", json), ("SAMSPILL_LOCAL_TOKENS", "true")];
    let settings = load(directory.path(), &variables, &[]).unwrap();
    assert_eq!(settings.issuer.len(), 1);
    assert_eq!(settings.issuer[0].audiences, ["a", "b"]);
    assert!(settings.accepts_local_tokens());
    assert!(load(Path::new("."), &[], &[]).unwrap().accepts_local_tokens());
}

#[test]
fn what_is_wrong_with_an_issuer_is_told_with_its_place() {
    let good = "[[issuer]]\nurl = \"https://maskinporten.no/\"\nkind = \"maskinporten\"\n";
    for (second, said) in [
        ("kind = \"oidc\"\nurl = \"https://id.example.no\"\n", vec!["2: audience"]),
        ("kind = \"oidc\"\naudiance = \"x\"\nurl = \"https://id.example.no\"\n", vec!["2", "audiance", "audience"]),
        ("kind = \"saml\"\nurl = \"https://id.example.no\"\n", vec!["2.kind", "saml", "oidc"]),
        ("kind = \"maskinporten\"\nurl = \"http://id.example.no\"\n", vec!["2: url", "https://"]),
        (
            "kind = \"maskinporten\"\nurl = \"https://id.example.no\"\nalgorithms = [\"HS256\"]\n",
            vec!["2", "HS256", "RS256"],
        ),
        ("kind = \"maskinporten\"\n", vec!["2: ", "url"]),
        (
            "url = \"https://maskinporten.no/\"\nkind = \"maskinporten\"\n",
            vec!["https://maskinporten.no/ is there twice"],
        ),
    ] {
        let error = load(directory(&format!("{good}[[issuer]]\n{second}")).path(), &[], &[]).unwrap_err();
        assert!(error.contains("issuer in") && error.contains("samspill.toml"), "{error}");
        for part in said {
            assert!(error.contains(part), "{part:?} is not in: {error}");
        }
    }
}

#[test]
fn a_broken_file_is_not_shown() {
    let file = "log = \"text\"\ndatabase_url = postgres://user:secret@host/name\n";
    let error = load(directory(file).path(), &[], &[]).unwrap_err();
    assert!(error.contains("line 2") && !error.contains("secret"), "{error}");
}

/// The rows of README's table of settings.
fn readme() -> Vec<&'static str> {
    let readme = include_str!("../../../README.md");
    let section = readme.split("\n## Configuration\n").nth(1).unwrap().split("\n## ").next().unwrap();
    section.lines().filter(|line| line.starts_with("| `")).collect()
}

#[test]
fn readme_says_of_each_setting_what_is_so() {
    let row = |[name, default, allowed, meaning]: [String; 4]| {
        format!("| `{name}` | {default} | {} | {meaning} |", allowed.replace('<', "&lt;"))
    };
    let rows: Vec<_> = Settings::documented().into_iter().map(row).collect();
    assert_eq!(readme(), rows, "the table in README is to be:\n{}\n", rows.join("\n"));
}

#[test]
fn defaults_are_what_they_are_said_to_be() {
    let unset = format!("{:?}", load(Path::new("."), &[], &[]).unwrap());
    let mut held = 0;
    for [name, default, ..] in Settings::documented() {
        let Some(value) = default.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) else {
            continue;
        };
        if !value.contains('`') {
            let set = load(Path::new("."), &[(&format!("SAMSPILL_{}", name.to_uppercase()), value)], &[]).unwrap();
            assert_eq!(format!("{set:?}"), unset, "{name} is {value} unless something is said");
            held += 1;
        }
    }
    assert!(held > 20, "{held}");
}

#[test]
fn open_data_says_what_it_needs() {
    let file =
        "open_data = true\npublic_url = \"https://samspill.example.no/\"\nopen_data_email = \"post@example.no\"\n";
    let error = load(directory(file).path(), &[], &[]).unwrap_err();
    assert!(error.contains("not set: open_data_publisher, open_data_publisher_number)"), "{error}");
    let variables =
        [("SAMSPILL_OPEN_DATA_PUBLISHER", "Bergen kommune"), ("SAMSPILL_OPEN_DATA_PUBLISHER_NUMBER", "958935420")];
    let publisher = load(directory(file).path(), &variables, &[]).unwrap().open_data().unwrap();
    assert_eq!((publisher.contact(), publisher.url.as_str()), ("Bergen kommune", "https://samspill.example.no"));
    let off = [("SAMSPILL_OPEN_DATA", "false")];
    assert!(load(directory(file).path(), &off, &[]).unwrap().open_data().is_none());
}
