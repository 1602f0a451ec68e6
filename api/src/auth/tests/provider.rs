//! A made-up identity provider on this machine, its keys, and the tokens it signs.

use std::{
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};

use aws_lc_rs::{
    encoding::AsDer as _,
    rsa,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _},
};
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chrono::{DateTime, TimeDelta, TimeZone as _, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, jwk::Jwk};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::auth::{AuthError, Identity, IssuerSettings, Refusal, Verifier};

/// When the tests take place.
pub fn noon() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 24, 12, 0, 0).unwrap()
}

pub fn after(seconds: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(seconds)
}

/// A private key with the name it is published under.
#[derive(Clone)]
pub struct Signer {
    pub id: String,
    algorithm: Algorithm,
    key: EncodingKey,
    pub public: Value,
}

impl Signer {
    pub fn ed25519(id: &str) -> Self {
        let pair = Ed25519KeyPair::generate().unwrap();
        let x = URL_SAFE_NO_PAD.encode(pair.public_key().as_ref());
        let key = EncodingKey::from_ed_der(pair.to_pkcs8v1().unwrap().as_ref());
        let public = json!({ "kty": "OKP", "crv": "Ed25519", "x": x });
        Self::new(id, Algorithm::EdDSA, key, public)
    }

    pub fn p256(id: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        let key = EncodingKey::from_ec_der(pair.to_pkcs8v1().unwrap().as_ref());
        let public = Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap();
        Self::new(id, Algorithm::ES256, key, serde_json::to_value(public).unwrap())
    }

    /// The same RSA key each time: making one takes long.
    pub fn rsa(id: &str, algorithm: Algorithm) -> Self {
        static PEM: LazyLock<String> = LazyLock::new(|| {
            let pair = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
            let der = STANDARD.encode(pair.as_der().unwrap().as_ref());
            format!("-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n")
        });
        let key = EncodingKey::from_rsa_pem(PEM.as_bytes()).unwrap();
        let public = Jwk::from_encoding_key(&key, algorithm).unwrap();
        Self::new(id, algorithm, key, serde_json::to_value(public).unwrap())
    }

    fn new(id: &str, algorithm: Algorithm, key: EncodingKey, mut public: Value) -> Self {
        public["kid"] = json!(id);
        Self { id: id.to_owned(), algorithm, key, public }
    }

    /// A token with these claims, naming this key.
    pub fn sign(&self, claims: &Value) -> String {
        self.sign_as(claims, &Header { kid: Some(self.id.clone()), ..Header::new(self.algorithm) })
    }

    pub fn sign_as(&self, claims: &Value, header: &Header) -> String {
        jsonwebtoken::encode(header, claims, &self.key).unwrap()
    }
}

/// What the provider does when it is asked for its keys.
#[derive(Clone)]
pub enum Answer {
    Keys(Vec<Value>),
    Status(u16),
    /// To another place of its own, where the keys are.
    Redirect(Vec<Value>),
    /// The keys, and blanks up to this many bytes.
    Padded(Vec<Value>, usize),
    /// The keys, after a while.
    Late(Vec<Value>, Duration),
}

struct Shown {
    answer: Answer,
    issuer: String,
    keys_at: String,
    fetches: usize,
    agent: String,
}

/// An identity provider. It answers until the test ends.
#[derive(Clone)]
pub struct Provider {
    pub url: String,
    shown: Arc<Mutex<Shown>>,
}

impl Provider {
    /// Publishes the keys of these signers.
    pub async fn start(signers: &[&Signer]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let shown = Shown {
            answer: Answer::Keys(Vec::new()),
            issuer: url.clone(),
            keys_at: format!("{url}/jwks"),
            fetches: 0,
            agent: String::new(),
        };
        let provider = Self { url, shown: Arc::new(Mutex::new(shown)) };
        provider.publish(signers);
        let router = Router::new().fallback(answer).with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        provider
    }

    pub fn publish(&self, signers: &[&Signer]) {
        self.answer(Answer::Keys(public(signers)));
    }

    pub fn answer(&self, answer: Answer) {
        self.shown.lock().unwrap().answer = answer;
    }

    /// What it tells about itself.
    pub fn tell(&self, issuer: &str, keys_at: &str) {
        let mut shown = self.shown.lock().unwrap();
        issuer.clone_into(&mut shown.issuer);
        keys_at.clone_into(&mut shown.keys_at);
    }

    /// How often its keys were asked for.
    pub fn fetches(&self) -> usize {
        self.shown.lock().unwrap().fetches
    }

    /// Who asked.
    pub fn agent(&self) -> String {
        self.shown.lock().unwrap().agent.clone()
    }

    /// The settings of an issuer of this URL; `more` adds to them or overrules them.
    pub fn settings(&self, more: &Value) -> IssuerSettings {
        let mut table = json!({ "url": self.url, "kind": "oidc", "audience": "samspill", "algorithms": ["EdDSA"] });
        for (name, value) in more.as_object().unwrap() {
            table[name] = value.clone();
        }
        serde_json::from_value(table).unwrap()
    }

    /// Accepts tokens of this provider alone.
    pub fn verifier(&self, more: &Value) -> Verifier {
        Verifier::new(None, &[self.settings(more)], true).unwrap()
    }

    /// The claims of an employee at noon; `more` adds to them, overrules them, or with null takes one away.
    pub fn claims(&self, more: &Value) -> Value {
        let mut claims = json!({
            "iss": self.url,
            "aud": "samspill",
            "oid": "person",
            "iat": noon().timestamp(),
            "exp": after(600).timestamp(),
        });
        for (name, value) in more.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        claims
    }
}

pub fn public(signers: &[&Signer]) -> Vec<Value> {
    signers.iter().map(|signer| signer.public.clone()).collect()
}

async fn answer(State(provider): State<Provider>, uri: Uri, headers: HeaderMap) -> Response {
    let (answer, told) = {
        let mut shown = provider.shown.lock().unwrap();
        let told = json!({ "issuer": shown.issuer, "jwks_uri": shown.keys_at, "token_endpoint": "elsewhere" });
        if uri.path() == "/jwks" {
            shown.fetches += 1;
            headers[header::USER_AGENT].to_str().unwrap().clone_into(&mut shown.agent);
        }
        (shown.answer.clone(), told)
    };
    let set = |keys: Vec<Value>| json!({ "keys": keys }).to_string();
    match (uri.path(), answer) {
        ("/.well-known/openid-configuration" | "/.well-known/oauth-authorization-server", _) => {
            told.to_string().into_response()
        }
        ("/jwks", Answer::Redirect(_)) => (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response(),
        ("/elsewhere", Answer::Redirect(keys)) | ("/jwks", Answer::Keys(keys)) => set(keys).into_response(),
        ("/jwks", Answer::Status(status)) => StatusCode::from_u16(status).unwrap().into_response(),
        ("/jwks", Answer::Padded(keys, size)) => {
            let keys = set(keys);
            let blanks = " ".repeat(size - keys.len());
            (keys + &blanks).into_response()
        }
        ("/jwks", Answer::Late(keys, delay)) => {
            tokio::time::sleep(delay).await;
            set(keys).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Why a token is refused.
pub fn refusal(outcome: Result<Identity, AuthError>) -> Refusal {
    match outcome {
        Err(AuthError::Invalid(refusal)) => refusal,
        Err(AuthError::Expired) => Refusal::Expired,
        other => panic!("{other:?}"),
    }
}
