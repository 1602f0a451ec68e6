//! What is refused, and why: each by its name.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::provider::{Provider, Signer, after, noon, refusal};
use crate::auth::{
    AuthError, Grant, Identity, LARGEST_TOKEN, LOCAL_ISSUER, LocalKey, Refusal, Role, Scopes, Standing, Verifier, issue,
};

fn claim(name: &str) -> Refusal {
    Refusal::Claim(name.to_owned())
}

fn missing(name: &str) -> Refusal {
    Refusal::Missing(name.to_owned())
}

#[tokio::test]
async fn an_employee_is_let_in() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({ "tenant": "bergen" }));
    let claims = provider.claims(&json!({
        "tid": "bergen",
        "sub": "pairwise",
        "azp": "a program",
        "preferred_username": "kari@bergen.example",
        "groups": ["planners", "musicians"],
    }));
    let identity = verifier.identify(&signer.sign(&claims), noon()).await.unwrap();
    let expected = Identity {
        issuer: provider.url.clone(),
        subject: "person".to_owned(),
        name: Some("kari@bergen.example".to_owned()),
        groups: vec!["planners".to_owned(), "musicians".to_owned()],
        client: Some("a program".to_owned()),
        standing: Standing::Employee,
    };
    assert_eq!(identity, expected);

    // Other providers have other names for these.
    let names = json!({ "subject_claim": "sub", "groups_claim": "roles", "name_claim": "name" });
    let claims = json!({ "sub": "ola", "oid": null, "roles": "one", "name": "", "client_id": "c", "azp": "a" });
    let token = signer.sign(&provider.claims(&claims));
    let identity = provider.verifier(&names).identify(&token, noon()).await.unwrap();
    assert_eq!((identity.subject.as_str(), identity.name, identity.client.as_deref()), ("ola", None, Some("c")));
    assert_eq!(identity.groups, ["one"]);
    // `sub` stands in for `oid` only where that is said.
    assert_eq!(refusal(provider.verifier(&json!({})).identify(&token, noon()).await), missing("oid"));
}

#[tokio::test]
async fn each_algorithm_can_be_pinned_and_no_other_will_do() {
    let signers = [
        ("EdDSA", Signer::ed25519("EdDSA")),
        ("ES256", Signer::p256("ES256")),
        ("RS256", Signer::rsa("RS256", Algorithm::RS256)),
        ("PS256", Signer::rsa("PS256", Algorithm::PS256)),
    ];
    let all: Vec<&Signer> = signers.iter().map(|(_, signer)| signer).collect();
    let provider = Provider::start(&all).await;
    for (pinned, _) in &signers {
        let verifier = provider.verifier(&json!({ "algorithms": [pinned] }));
        for (name, signer) in &signers {
            let outcome = verifier.identify(&signer.sign(&provider.claims(&json!({}))), noon()).await;
            if name == pinned {
                outcome.unwrap();
            } else {
                assert_eq!(refusal(outcome), Refusal::Algorithm((*name).to_owned()), "{pinned}");
            }
        }
    }
    // A key that is published for one algorithm does not check another's signatures, though both are pinned.
    let verifier = provider.verifier(&json!({ "algorithms": ["RS256", "PS256"] }));
    let header = Header { kid: Some("RS256".to_owned()), ..Header::new(Algorithm::PS256) };
    let token = signers[3].1.sign_as(&provider.claims(&json!({})), &header);
    assert_eq!(refusal(verifier.identify(&token, noon()).await), Refusal::KeyForAnother);
}

#[tokio::test]
async fn a_public_key_is_no_secret() {
    let rsa = Signer::rsa("a", Algorithm::RS256);
    let provider = Provider::start(&[&rsa]).await;
    let verifier = provider.verifier(&json!({ "algorithms": ["RS256"] }));
    let claims = provider.claims(&json!({}));
    verifier.identify(&rsa.sign(&claims), noon()).await.unwrap();
    let modulus = rsa.public["n"].as_str().unwrap();
    for secret in [modulus.as_bytes().to_vec(), URL_SAFE_NO_PAD.decode(modulus).unwrap(), rsa.public.to_string().into()]
    {
        for algorithm in [Algorithm::HS256, Algorithm::HS384, Algorithm::HS512] {
            let header = Header { kid: Some("a".to_owned()), ..Header::new(algorithm) };
            let token = jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(&secret)).unwrap();
            let refused = refusal(verifier.identify(&token, noon()).await);
            assert_eq!(refused, Refusal::Algorithm(format!("{algorithm:?}")));
        }
    }
}

fn encoded(part: &Value) -> String {
    URL_SAFE_NO_PAD.encode(part.to_string())
}

#[tokio::test]
async fn what_is_not_signed_is_refused() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({}));
    let claims = provider.claims(&json!({}));
    let good = signer.sign(&claims);
    let (message, signature) = good.rsplit_once('.').unwrap();
    let (header, payload) = message.split_once('.').unwrap();

    for name in ["none", "None", "NONE", "", "HS256", "RS256"] {
        let unsigned = format!("{}.{payload}.", encoded(&json!({ "alg": name, "kid": "a" })));
        assert_eq!(refusal(verifier.identify(&unsigned, noon()).await), Refusal::Algorithm(name.to_owned()));
    }
    let tampered = encoded(&provider.claims(&json!({ "oid": "somebody else" })));
    let other = Signer::ed25519("a").sign(&claims);
    for token in [
        format!("{header}.{tampered}.{signature}"),
        format!("{header}.{payload}."),
        format!("{header}.{payload}.AAAA"),
        format!("{header}.{payload}.{}", signature.to_uppercase()),
        format!("{}.{payload}.{signature}", encoded(&json!({ "alg": "EdDSA", "kid": "a" }))),
        other,
    ] {
        assert_eq!(refusal(verifier.identify(&token, noon()).await), Refusal::Signature, "{token}");
    }
    for token in [
        String::new(),
        "x".to_owned(),
        "..".to_owned(),
        message.to_owned(),
        format!("{good}."),
        format!("{good}.x"),
        format!("{header}..{signature}"),
        format!("{header}.{}.{signature}", encoded(&json!([]))),
        format!("{}.{payload}.{signature}", encoded(&json!({ "kid": "a" }))),
        format!("{header}=.{payload}.{signature}"),
        format!(" {good}"),
    ] {
        assert_eq!(refusal(verifier.identify(&token, noon()).await), Refusal::Malformed, "{token}");
    }
}

#[tokio::test]
async fn tokens_of_another_purpose_are_refused() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({}));
    let claims = provider.claims(&json!({}));
    let header = |typ: Option<&str>| Header {
        kid: Some("a".to_owned()),
        typ: typ.map(str::to_owned),
        ..Header::new(Algorithm::EdDSA)
    };
    for typ in [None, Some("JWT"), Some("jwt"), Some("at+jwt"), Some("application/at+jwt")] {
        verifier.identify(&signer.sign_as(&claims, &header(typ)), noon()).await.unwrap();
    }
    for typ in ["logout+jwt", "dpop+jwt", "secevent+jwt", "JWE"] {
        let token = signer.sign_as(&claims, &header(Some(typ)));
        assert_eq!(refusal(verifier.identify(&token, noon()).await), Refusal::Type(typ.to_owned()));
    }
    let good = signer.sign(&claims);
    let (_, rest) = good.split_once('.').unwrap();
    let critical = format!("{}.{rest}", encoded(&json!({ "alg": "EdDSA", "kid": "a", "crit": ["b64"], "b64": false })));
    assert_eq!(refusal(verifier.identify(&critical, noon()).await), Refusal::Critical);
}

#[tokio::test]
async fn times_count_with_a_minute_of_leeway() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({}));
    let at = |name: &str, seconds: i64| signer.sign(&provider.claims(&json!({ name: after(seconds).timestamp() })));
    for (name, seconds) in [("exp", -59), ("exp", 1), ("nbf", 60), ("nbf", -1), ("iat", 60), ("iat", -100_000)] {
        verifier.identify(&at(name, seconds), noon()).await.unwrap();
    }
    for (name, seconds, refused) in [
        ("exp", -60, Refusal::Expired),
        ("exp", -100_000, Refusal::Expired),
        ("nbf", 61, Refusal::NotYetValid),
        ("iat", 61, Refusal::NotYetValid),
    ] {
        assert_eq!(refusal(verifier.identify(&at(name, seconds), noon()).await), refused, "{name} {seconds}");
    }
    // The same token, a while later.
    let token = at("exp", 600);
    verifier.identify(&token, after(659)).await.unwrap();
    assert_eq!(refusal(verifier.identify(&token, after(660)).await), Refusal::Expired);
    for (claims, refused) in [
        (json!({ "exp": null }), missing("exp")),
        (json!({ "exp": "2030-01-01" }), claim("exp")),
        (json!({ "exp": 1e300 }), claim("exp")),
        (json!({ "nbf": "now" }), claim("nbf")),
        (json!({ "iat": [] }), claim("iat")),
        (json!({ "exp": i64::MIN }), Refusal::Expired),
        (json!({ "nbf": i64::MAX }), Refusal::NotYetValid),
    ] {
        let token = signer.sign(&provider.claims(&claims));
        assert_eq!(refusal(verifier.identify(&token, noon()).await), refused, "{claims}");
    }
}

#[tokio::test]
async fn the_issuer_is_exactly_the_one_of_the_settings() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({}));
    for other in [format!("{}/", provider.url), provider.url.to_uppercase(), "https://elsewhere.example".to_owned()] {
        let token = signer.sign(&provider.claims(&json!({ "iss": other })));
        assert_eq!(refusal(verifier.identify(&token, noon()).await), Refusal::UnknownIssuer(other));
    }
    for (claims, refused) in [(json!({ "iss": null }), missing("iss")), (json!({ "iss": 1 }), Refusal::Malformed)] {
        let token = signer.sign(&provider.claims(&claims));
        assert_eq!(refusal(verifier.identify(&token, noon()).await), refused);
    }
    // With a slash in the settings, one without is another.
    let slash = format!("{}/", provider.url);
    provider.tell(&slash, &format!("{}/jwks", provider.url));
    let verifier = provider.verifier(&json!({ "url": slash }));
    verifier.identify(&signer.sign(&provider.claims(&json!({ "iss": slash }))), noon()).await.unwrap();
    let token = signer.sign(&provider.claims(&json!({})));
    assert_eq!(refusal(verifier.identify(&token, noon()).await), Refusal::UnknownIssuer(provider.url.clone()));
}

#[tokio::test]
async fn one_issuers_keys_do_not_vouch_for_anothers_tokens() {
    let (one, two) = (Signer::ed25519("a"), Signer::ed25519("a"));
    let (first, second) = (Provider::start(&[&one]).await, Provider::start(&[&two]).await);
    let settings = [first.settings(&json!({})), second.settings(&json!({}))];
    let verifier = Verifier::new(None, &settings, false).unwrap();
    for (provider, own, other) in [(&first, &one, &two), (&second, &two, &one)] {
        let claims = provider.claims(&json!({}));
        assert_eq!(verifier.identify(&own.sign(&claims), noon()).await.unwrap().issuer, provider.url);
        assert_eq!(refusal(verifier.identify(&other.sign(&claims), noon()).await), Refusal::Signature);
    }
}

#[tokio::test]
async fn audience_and_tenant_are_ours() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({ "audience": ["samspill", "api://samspill"], "tenant": "bergen" }));
    for audience in [json!("samspill"), json!("api://samspill"), json!(["other", "samspill"])] {
        let token = signer.sign(&provider.claims(&json!({ "aud": audience, "tid": "bergen" })));
        verifier.identify(&token, noon()).await.unwrap();
    }
    for (claims, refused) in [
        (json!({ "aud": "other", "tid": "bergen" }), Refusal::Audience),
        (json!({ "aud": "samspil", "tid": "bergen" }), Refusal::Audience),
        (json!({ "aud": [], "tid": "bergen" }), Refusal::Audience),
        (json!({ "aud": null, "tid": "bergen" }), Refusal::Audience),
        (json!({ "aud": { "samspill": true }, "tid": "bergen" }), claim("aud")),
        (json!({ "aud": ["samspill", 1], "tid": "bergen" }), claim("aud")),
        (json!({ "tid": "oslo" }), Refusal::Tenant),
        (json!({ "tid": "" }), Refusal::Tenant),
        (json!({}), Refusal::Tenant),
        (json!({ "tid": ["bergen"] }), claim("tid")),
        (json!({ "tid": "bergen", "oid": null }), missing("oid")),
        (json!({ "tid": "bergen", "oid": "" }), missing("oid")),
        (json!({ "tid": "bergen", "oid": 7 }), claim("oid")),
        (json!({ "tid": "bergen", "groups": [7] }), claim("groups")),
        (json!({ "tid": "bergen", "azp": {} }), claim("azp")),
    ] {
        let token = signer.sign(&provider.claims(&claims));
        assert_eq!(refusal(verifier.identify(&token, noon()).await), refused, "{claims}");
    }
}

fn party(id: &str) -> Value {
    json!({ "authority": "iso6523-actorid-upis", "ID": id })
}

#[tokio::test]
async fn a_machine_is_let_in_for_an_organisation() {
    let signer = Signer::rsa("a", Algorithm::RS256);
    let provider = Provider::start(&[&signer]).await;
    let settings = json!({ "url": provider.url, "kind": "maskinporten" });
    let settings = serde_json::from_value(settings).unwrap();
    let verifier = Verifier::new(None, std::slice::from_ref(&settings), false).unwrap();
    let claims = |more: Value| {
        let mut claims = provider.claims(&json!({
            "oid": null,
            "aud": null,
            "client_id": "a system",
            "scope": "other:thing samspill:samarbeid.read",
            "consumer": party("0192:958935420"),
        }));
        for (name, value) in more.as_object().unwrap() {
            claims[name] = value.clone();
        }
        signer.sign(&claims)
    };
    let identity = verifier.identify(&claims(json!({})), noon()).await.unwrap();
    assert_eq!((identity.subject.as_str(), identity.client.as_deref()), ("0192:958935420", Some("a system")));
    let Standing::Machine { consumer, supplier, scopes } = identity.standing else { panic!("{identity:?}") };
    assert_eq!((consumer.digits(), supplier), ("958935420", None));
    assert_eq!(scopes, Scopes { cooperation_read: true, ..Scopes::NONE });

    let delegated = claims(json!({ "supplier": party("0192:991825827") }));
    let identity = verifier.identify(&delegated, noon()).await.unwrap();
    let Standing::Machine { consumer, supplier, .. } = identity.standing else { panic!("{identity:?}") };
    assert_eq!((consumer.digits(), supplier.unwrap().digits()), ("958935420", "991825827"));

    for (name, value) in [
        ("consumer", party("0192:958935421")),
        ("consumer", party("958935420")),
        ("consumer", party("0192:210999007")),
        ("consumer", party("9908:958935420")),
        ("consumer", json!({ "authority": "other", "ID": "0192:958935420" })),
        ("consumer", json!({ "ID": "0192:958935420" })),
        ("consumer", json!("0192:958935420")),
        ("supplier", party("0192:991825828")),
        ("supplier", json!({})),
        ("scope", json!(["samspill:samarbeid.read"])),
    ] {
        let outcome = verifier.identify(&claims(json!({ name: value })), noon()).await;
        assert_eq!(refusal(outcome), claim(name), "{value}");
    }
    let outcome = verifier.identify(&claims(json!({ "consumer": null })), noon()).await;
    assert_eq!(refusal(outcome), missing("consumer"));
    for scope in [json!(null), json!(""), json!("other:thing"), json!("samspill:samarbeid.readsamspill:utfall.read")] {
        let outcome = verifier.identify(&claims(json!({ "scope": scope })), noon()).await;
        assert!(matches!(outcome, Err(AuthError::Scope)), "{scope}: {outcome:?}");
    }
    // Where an audience is configured, it counts for machines too.
    let for_us = crate::auth::IssuerSettings { audiences: vec!["https://samspill.example".to_owned()], ..settings };
    let verifier = Verifier::new(None, &[for_us], false).unwrap();
    assert_eq!(refusal(verifier.identify(&claims(json!({})), noon()).await), Refusal::Audience);
    verifier.identify(&claims(json!({ "aud": "https://samspill.example" })), noon()).await.unwrap();
}

#[tokio::test]
async fn nothing_oversize_is_looked_at() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({}));
    // Base64 grows by a third; the rest of the token is the same each time.
    let sized = |padding: usize| signer.sign(&provider.claims(&json!({ "padding": "x".repeat(padding) })));
    let base = sized(0).len();
    let fits =
        (0..8).map(|more| sized((LARGEST_TOKEN - base) / 4 * 3 - more)).find(|token| token.len() <= LARGEST_TOKEN);
    let fits = fits.unwrap();
    assert!(fits.len() > LARGEST_TOKEN - 8, "{}", fits.len());
    verifier.identify(&fits, noon()).await.unwrap();
    let fetched = provider.fetches();
    assert_eq!(refusal(verifier.identify(&sized(LARGEST_TOKEN), noon()).await), Refusal::TooLarge);
    assert_eq!(refusal(verifier.identify(&"x".repeat(LARGEST_TOKEN + 1), noon()).await), Refusal::TooLarge);
    assert_eq!(provider.fetches(), fetched);
}

#[tokio::test]
async fn the_local_key_vouches_only_where_it_may() {
    let directory = tempfile::tempdir().unwrap();
    let key = || LocalKey::open_or_create(directory.path()).unwrap();
    let grant = Grant {
        subject: "somebody".to_owned(),
        role: Role::Reader,
        municipalities: vec!["4601".to_owned()],
        organisations: Vec::new(),
    };
    let token = issue(&key(), &grant, noon(), std::time::Duration::from_mins(10)).unwrap();
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let settings = [provider.settings(&json!({}))];

    let with = Verifier::new(Some(key()), &settings, false).unwrap();
    let identity = with.identify(&token, noon()).await.unwrap();
    let (municipalities, organisations) = (vec!["4601".to_owned()], Vec::new());
    assert_eq!(identity.standing, Standing::Local { role: Role::Reader, municipalities, organisations });
    assert_eq!((identity.issuer.as_str(), identity.subject.as_str()), (LOCAL_ISSUER, "somebody"));
    assert_eq!(refusal(with.identify(&token, after(660)).await), Refusal::Expired);
    assert_eq!(refusal(with.identify(&token, after(-61)).await), Refusal::NotYetValid);

    // A provider cannot make tokens of the local key, nor the key those of a provider.
    let claims = provider.claims(&json!({ "iss": LOCAL_ISSUER, "sub": "x", "role": "REGISTRY_ADMIN" }));
    assert_eq!(refusal(with.identify(&signer.sign(&claims), noon()).await), Refusal::Signature);
    let rsa = Signer::rsa("a", Algorithm::RS256);
    let refused = refusal(with.identify(&rsa.sign(&claims), noon()).await);
    assert_eq!(refused, Refusal::Algorithm("RS256".to_owned()));

    let without = Verifier::new(None, &settings, false).unwrap();
    assert_eq!(refusal(without.identify(&token, noon()).await), Refusal::LocalTokens);
}
