//! How often callers and addresses may ask.
//!
//! A caller is counted by who it is, whatever address it comes from; whoever comes without a token that is known to be
//! good, by address. A token that was good lately is known: its holder is not held up by others at its address who try
//! tokens out, and these are turned away before anything is checked.

use std::hash::{BuildHasher as _, RandomState};

use governor::clock::{Clock, DefaultClock};

use super::{
    Client,
    kept::Kept,
    limiter::{Limiter, Wait},
    quotas::Quotas,
};
use crate::{
    auth::{Identity, Standing},
    graphql::{guard::Limits, refusal::Refusal},
    http::refusals::HttpRefusal,
    vocabulary::RequestLimit,
};

/// Counts requests over time. What is kept of callers, addresses and tokens is a number each, and bounded; two that share
/// a number, one pair in 2^64, would share a count.
pub struct Rates<C: Clock = DefaultClock> {
    callers: Option<Limiter<C>>,
    complexity: Option<Limiter<C>>,
    addresses: Option<Limiter<C>>,
    good_tokens: Kept<u64, ()>,
    numbers: RandomState,
    limits: Limits,
}

impl Rates {
    /// Counts against these limits.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self::by(limits, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rates<C> {
    fn by(limits: &Limits, clock: &C) -> Self {
        let limiter = |name, unit, rate, at_once| Limiter::new(name, unit, rate, at_once, clock.clone());
        Self {
            callers: limiter("caller", None, limits.requests_per_second, 1),
            // What one request may ask for must be had at once.
            complexity: limiter("complexity", Some("objects"), limits.complexity_per_second, limits.complexity),
            addresses: limiter("address", None, limits.address_requests_per_second, 1),
            good_tokens: Kept::new(),
            numbers: RandomState::new(),
            limits: *limits,
        }
    }

    /// Counts a request that comes without a token or with one not known to be good.
    ///
    /// # Errors
    /// When too many such come from its address.
    pub fn knock(&self, client: Client, bearer: Option<&str>, quotas: &mut Quotas) -> Result<(), Refusal> {
        if bearer.is_some_and(|token| self.good_tokens.get(&self.numbers.hash_one(token)).is_some()) {
            return Ok(());
        }
        let Some(addresses) = &self.addresses else { return Ok(()) };
        addresses.take(self.number_of_client(client), 1, quotas).map_err(|Wait(seconds)| {
            tracing::info!(client = %client.address, "too many requests without a known token");
            self.refusal(HttpRefusal::TooManyFromAddress { seconds }, RequestLimit::AddressRequestsPerSecond)
        })
    }

    /// Notes that a token is good, or no longer.
    pub fn note(&self, token: &str, good: bool) {
        let number = self.numbers.hash_one(token);
        if good {
            self.good_tokens.put(number, ());
        } else {
            self.good_tokens.forget(&number);
        }
    }

    /// Counts a request of a caller's.
    ///
    /// # Errors
    /// When it asks too often.
    pub fn count(&self, caller: u64, quotas: &mut Quotas) -> Result<(), Refusal> {
        let Some(callers) = &self.callers else { return Ok(()) };
        callers.take(caller, 1, quotas).map_err(|Wait(seconds)| {
            self.refusal(HttpRefusal::TooManyRequests { seconds }, RequestLimit::RequestsPerSecond)
        })
    }

    /// Counts what a caller's request may cost.
    ///
    /// # Errors
    /// When it asks for too much.
    pub fn charge(&self, caller: u64, cost: usize, quotas: &mut Quotas) -> Result<(), Refusal> {
        let Some(complexity) = &self.complexity else { return Ok(()) };
        complexity.take(caller, cost, quotas).map_err(|Wait(seconds)| {
            self.refusal(HttpRefusal::TooMuchOverTime { seconds }, RequestLimit::ComplexityPerSecond)
        })
    }

    /// The number that a caller is counted by. The systems of one organisation are several callers.
    #[must_use]
    pub fn number_of(&self, identity: &Identity) -> u64 {
        let system = match identity.standing {
            Standing::Machine { .. } => identity.client.as_deref(),
            Standing::Local { .. } | Standing::Employee => None,
        };
        self.numbers.hash_one((&identity.issuer, &identity.subject, system))
    }

    /// The number that whoever is known by address alone is counted by.
    #[must_use]
    pub fn number_of_client(&self, client: Client) -> u64 {
        self.numbers.hash_one(client.counted_as())
    }

    fn refusal(&self, refusal: HttpRefusal, limit: RequestLimit) -> Refusal {
        Refusal { limit: Some((limit, self.limits.most(limit))), ..refusal.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Client, Identity, Quotas, Rates, Standing};
    use crate::{
        auth::{OrganisationNumber, Scopes},
        graphql::guard::{LIMITS, Limits},
        http::edge::kept::MOST,
        vocabulary::{ErrorCode, RequestLimit},
    };
    use governor::clock::FakeRelativeClock;
    use std::{net::Ipv6Addr, time::Duration};

    fn rates() -> (Rates<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let limits = Limits {
            requests_per_second: 2,
            complexity_per_second: 10,
            address_requests_per_second: 1,
            complexity: 100,
            ..LIMITS
        };
        (Rates::by(&limits, &clock), clock)
    }

    fn client(address: &str) -> Client {
        Client::at(Some(address.parse().unwrap()))
    }

    #[test]
    fn tokens_cannot_be_tried_out_and_known_callers_are_not_held_up() {
        let (rates, clock) = rates();
        let here = client("192.0.2.1");
        let knock = |bearer| rates.knock(here, bearer, &mut Quotas::default()).map_err(|refusal| refusal.code);
        rates.note("good", true);
        for guess in ["a", "b", "c", "d"] {
            assert_eq!(knock(Some(guess)), Ok(()));
        }
        assert_eq!(knock(Some("e")), Err(ErrorCode::RateLimited));
        assert_eq!(knock(None), Err(ErrorCode::RateLimited));
        for _ in 0..100 {
            assert_eq!(knock(Some("good")), Ok(()));
        }
        assert!(rates.knock(client("192.0.2.2"), None, &mut Quotas::default()).is_ok());
        rates.note("good", false);
        assert_eq!(knock(Some("good")), Err(ErrorCode::RateLimited));
        clock.advance(Duration::from_secs(1));
        assert_eq!(knock(Some("good")), Ok(()));
    }

    #[test]
    fn callers_are_told_which_limit_it_is() {
        let (rates, _) = rates();
        let mut quotas = Quotas::default();
        for _ in 0..8 {
            assert!(rates.count(1, &mut quotas).is_ok());
        }
        let refusal = rates.count(1, &mut quotas).unwrap_err();
        assert_eq!((refusal.code, refusal.limit), (ErrorCode::RateLimited, Some((RequestLimit::RequestsPerSecond, 2))));
        assert!(rates.charge(1, 100, &mut quotas).is_ok(), "the most complex request fits");
        let refusal = rates.charge(1, 1, &mut quotas).unwrap_err();
        assert_eq!(refusal.limit, Some((RequestLimit::ComplexityPerSecond, 10)));
    }

    #[test]
    fn zero_is_off() {
        let limits =
            Limits { requests_per_second: 0, complexity_per_second: 0, address_requests_per_second: 0, ..LIMITS };
        let (rates, mut quotas) = (Rates::new(&limits), Quotas::default());
        for _ in 0..10_000 {
            assert!(rates.knock(client("192.0.2.1"), None, &mut quotas).is_ok());
            assert!(rates.count(1, &mut quotas).is_ok() && rates.charge(1, 1_000, &mut quotas).is_ok());
        }
        let mut headers = axum::http::HeaderMap::new();
        quotas.write(&mut headers);
        assert!(headers.is_empty());
    }

    #[test]
    fn a_million_addresses_take_no_more_than_a_bound() {
        let (rates, _) = rates();
        let mut quotas = Quotas::default();
        for number in 0..1_000_000_u128 {
            // Networks of their own; and as many tokens and callers.
            let address = Ipv6Addr::from((0x2001_0db8 << 96) | (number << 64));
            assert!(rates.knock(Client::at(Some(address.into())), None, &mut quotas).is_ok());
            quotas = Quotas::default();
            rates.good_tokens.put(u64::try_from(number).unwrap(), ());
        }
        let kept = rates.addresses.unwrap().kept();
        assert_eq!((kept, rates.good_tokens.len()), (MOST.get(), MOST.get()));
    }

    #[test]
    fn a_caller_is_issuer_and_subject_and_for_machines_the_system() {
        let (rates, _) = rates();
        let identity = |issuer: &str, subject: &str, client: &str, machine: bool| Identity {
            issuer: issuer.to_owned(),
            subject: subject.to_owned(),
            name: None,
            groups: Vec::new(),
            client: Some(client.to_owned()),
            standing: if machine {
                let consumer = OrganisationNumber::from_iso6523("0192:958935420", false).unwrap();
                Standing::Machine { consumer, supplier: None, scopes: Scopes::ALL }
            } else {
                Standing::Employee
            },
        };
        let number = |issuer, subject, client, machine| rates.number_of(&identity(issuer, subject, client, machine));
        assert_eq!(number("i", "s", "a", false), number("i", "s", "b", false));
        assert_ne!(number("i", "s", "a", false), number("j", "s", "a", false));
        assert_ne!(number("i", "s", "a", false), number("i", "t", "a", false));
        assert_ne!(number("is", "s", "a", false), number("i", "ss", "a", false));
        assert_ne!(number("i", "s", "a", true), number("i", "s", "b", true));
        assert_eq!(number("i", "s", "a", true), number("i", "s", "a", true));
    }
}
