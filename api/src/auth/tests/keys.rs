//! How keys are had, held and renewed.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use serde_json::json;

use super::provider::{Answer, Provider, Signer, after, noon, public, refusal};
use crate::{
    auth::{AuthError, KeyState, Refusal, Verifier},
    clock::{Clock, FixedClock},
};

fn unknown(id: &str) -> Refusal {
    Refusal::UnknownKey(id.to_owned())
}

#[tokio::test]
async fn keys_are_fetched_once_and_held() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({}));
    let token = signer.sign(&provider.claims(&json!({ "exp": after(100_000).timestamp() })));
    assert!(verifier.keys(noon()) == KeyState::Missing);
    for seconds in [0, 1, 1000, 3000] {
        verifier.identify(&token, after(seconds)).await.unwrap();
    }
    assert!(verifier.keys(noon()) == KeyState::Ok);
    assert_eq!(provider.fetches(), 1);
    assert_eq!(provider.agent(), concat!("samspill/", env!("CARGO_PKG_VERSION")));
}

#[tokio::test]
async fn a_new_key_is_picked_up_and_an_old_one_forgotten() {
    let (old, new) = (Signer::ed25519("old"), Signer::ed25519("new"));
    let provider = Provider::start(&[&old]).await;
    let verifier = provider.verifier(&json!({}));
    let claims = provider.claims(&json!({}));
    verifier.identify(&old.sign(&claims), noon()).await.unwrap();
    provider.publish(&[&new]);
    // Not sooner than the floor allows; the old one is still good.
    assert_eq!(refusal(verifier.identify(&new.sign(&claims), after(29)).await), unknown("new"));
    verifier.identify(&old.sign(&claims), after(29)).await.unwrap();
    assert_eq!(provider.fetches(), 1);
    verifier.identify(&new.sign(&claims), after(30)).await.unwrap();
    assert_eq!(refusal(verifier.identify(&old.sign(&claims), after(31)).await), unknown("old"));
    assert_eq!(provider.fetches(), 2);
}

#[tokio::test]
async fn a_flood_of_unknown_keys_causes_no_flood_of_fetches() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({}));
    let good = signer.sign(&provider.claims(&json!({})));
    let wave = async |seconds: i64| {
        let forged: Vec<_> = (0..50).map(|n| Signer::ed25519(&format!("{seconds}/{n}"))).collect();
        let tokens = forged.iter().map(|forger| forger.sign(&provider.claims(&json!({}))));
        let outcomes = join_all(tokens.map(async |token| verifier.identify(&token, after(seconds)).await)).await;
        for (outcome, forger) in outcomes.into_iter().zip(&forged) {
            assert_eq!(refusal(outcome), unknown(&forger.id));
        }
        verifier.identify(&good, after(seconds)).await.unwrap();
    };
    // The first needs the keys; all of them together ask once.
    wave(0).await;
    assert_eq!(provider.fetches(), 1);
    wave(29).await;
    assert_eq!(provider.fetches(), 1);
    wave(30).await;
    assert_eq!(provider.fetches(), 2);
    wave(59).await;
    assert_eq!(provider.fetches(), 2);
}

#[tokio::test]
async fn who_hangs_up_does_not_break_off_the_fetch() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[]).await;
    provider.answer(Answer::Late(public(&[&signer]), Duration::from_millis(300)));
    let verifier = provider.verifier(&json!({}));
    let token = signer.sign(&provider.claims(&json!({})));
    let impatient = tokio::time::timeout(Duration::from_millis(100), verifier.identify(&token, noon())).await;
    assert!(impatient.is_err());
    verifier.identify(&token, noon()).await.unwrap();
    assert_eq!(provider.fetches(), 1);
}

#[tokio::test]
async fn an_outage_locks_nobody_out() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let verifier = provider.verifier(&json!({ "keep_seconds": 7200 }));
    let token = signer.sign(&provider.claims(&json!({ "exp": after(100_000).timestamp() })));
    verifier.identify(&token, noon()).await.unwrap();
    let unknown_key = Signer::ed25519("b").sign(&provider.claims(&json!({ "exp": after(100_000).timestamp() })));
    let failures = [
        Answer::Status(500),
        Answer::Status(404),
        Answer::Redirect(public(&[&signer])),
        Answer::Keys(Vec::new()),
        Answer::Padded(public(&[&signer]), 256 * 1024 + 1),
    ];
    for (seconds, answer) in (4000..).step_by(100).zip(failures) {
        provider.answer(answer);
        let before = provider.fetches();
        assert_eq!(refusal(verifier.identify(&unknown_key, after(seconds)).await), unknown("b"));
        assert_eq!(provider.fetches(), before + 1);
        verifier.identify(&token, after(seconds)).await.unwrap();
    }
    // But not for ever: whoever keeps us from the issuer must not keep a key alive that it took back.
    verifier.identify(&token, after(7200)).await.unwrap();
    assert!(verifier.keys(after(7200)) == KeyState::Ok && verifier.keys(after(7201)) == KeyState::Missing);
    let outcome = verifier.identify(&token, after(7201)).await;
    assert!(matches!(&outcome, Err(AuthError::NoKeys { issuer }) if *issuer == provider.url), "{outcome:?}");
    // It comes back.
    provider.answer(Answer::Padded(public(&[&signer]), 256 * 1024));
    verifier.identify(&token, after(7300)).await.unwrap();
}

#[tokio::test]
async fn keys_are_renewed_in_time_without_a_request() {
    let (old, new) = (Signer::ed25519("old"), Signer::ed25519("new"));
    let provider = Provider::start(&[&old]).await;
    let verifier = provider.verifier(&json!({}));
    verifier.keep_fresh(&(Arc::new(FixedClock(noon())) as Arc<dyn Clock>));
    until(|| verifier.keys(noon()) == KeyState::Ok).await;
    provider.publish(&[&new]);
    let late: Arc<dyn Clock> = Arc::new(FixedClock(after(3599)));
    verifier.keep_fresh(&late);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(provider.fetches(), 1);
    let later: Arc<dyn Clock> = Arc::new(FixedClock(after(3600)));
    verifier.keep_fresh(&later);
    until(|| provider.fetches() == 2).await;
    let claims = provider.claims(&json!({ "exp": after(100_000).timestamp() }));
    // The new key is there, and the one that the issuer took back is gone.
    until_ok(&verifier, &new.sign(&claims), 3601).await;
    assert_eq!(refusal(verifier.identify(&old.sign(&claims), after(3602)).await), unknown("old"));
    assert_eq!(provider.fetches(), 2);
}

#[tokio::test]
async fn an_issuer_that_is_down_is_asked_again_at_need() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    provider.answer(Answer::Status(503));
    let verifier = provider.verifier(&json!({}));
    let token = signer.sign(&provider.claims(&json!({})));
    for seconds in [0, 1, 29] {
        let outcome = verifier.identify(&token, after(seconds)).await;
        assert!(matches!(outcome, Err(AuthError::NoKeys { .. })), "{outcome:?}");
    }
    assert_eq!(provider.fetches(), 1);
    provider.publish(&[&signer]);
    verifier.identify(&token, after(30)).await.unwrap();
}

#[tokio::test]
async fn keys_are_only_taken_from_where_they_can_be_trusted() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[&signer]).await;
    let token = signer.sign(&provider.claims(&json!({})));
    let keys_at = format!("{}/jwks", provider.url);
    for (issuer, keys_at) in [
        (format!("{}/", provider.url), keys_at.clone()),
        ("https://elsewhere.example".to_owned(), keys_at.clone()),
        (provider.url.clone(), "http://elsewhere.example/jwks".to_owned()),
        (provider.url.clone(), "http://10.0.0.1/jwks".to_owned()),
        (provider.url.clone(), "https://127.0.0.1/jwks".to_owned()),
        (provider.url.clone(), "file:///etc/passwd".to_owned()),
        (provider.url.clone(), "/jwks".to_owned()),
        (provider.url.clone(), String::new()),
    ] {
        provider.tell(&issuer, &keys_at);
        let outcome = provider.verifier(&json!({})).identify(&token, noon()).await;
        assert!(matches!(outcome, Err(AuthError::NoKeys { .. })), "{issuer} {keys_at}: {outcome:?}");
    }
    assert_eq!(provider.fetches(), 0);
    // Named in the settings, no discovery is needed.
    provider.verifier(&json!({ "jwks_url": keys_at })).identify(&token, noon()).await.unwrap();
}

#[tokio::test]
async fn an_issuer_that_keeps_us_waiting_is_given_up() {
    let signer = Signer::ed25519("a");
    let provider = Provider::start(&[]).await;
    provider.answer(Answer::Late(public(&[&signer]), Duration::from_mins(1)));
    let token = signer.sign(&provider.claims(&json!({})));
    let verifier = provider.verifier(&json!({}));
    let answered = tokio::time::timeout(Duration::from_secs(20), verifier.identify(&token, noon())).await;
    assert!(matches!(answered, Ok(Err(AuthError::NoKeys { .. }))), "{answered:?}");
}

async fn until(condition: impl Fn() -> bool) {
    let waiting = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.unwrap();
}

async fn until_ok(verifier: &Verifier, token: &str, seconds: i64) {
    let waiting = async {
        while verifier.identify(token, after(seconds)).await.is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waiting).await.unwrap();
}
