//! One limit on what may be asked for over time, counted for each key by itself.

use std::{num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    nanos::Nanos,
};

use super::{kept::Kept, quotas::Quotas};

/// How many seconds' worth may be asked for at once.
pub const BURST_SECONDS: u32 = 4;

/// What a limit is called and how much it allows, as `RateLimit-Policy` tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: &'static str,
    /// What it counts, when that is not requests.
    pub unit: Option<&'static str>,
    /// How much may be asked for at once.
    pub quota: u32,
    /// How many seconds it takes until as much may be asked for again.
    pub window: u32,
}

/// Too much was asked for: how many seconds to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub u64);

/// A limit. What may be asked for grows back evenly; what was refused does not count.
pub struct Limiter<C: Clock = DefaultClock> {
    policy: Policy,
    counts: RateLimiter<u64, Kept<u64, Nanos>, C, StateInformationMiddleware>,
}

impl<C: Clock> Limiter<C> {
    /// A limit to so much a second, of which at least `at_once` may come at once; none where the rate is 0.
    pub fn new(name: &'static str, unit: Option<&'static str>, rate: usize, at_once: usize, clock: C) -> Option<Self> {
        let saturated = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let rate = NonZeroU32::new(saturated(rate))?;
        let quota = rate.get().saturating_mul(BURST_SECONDS).max(saturated(at_once));
        let burst = NonZeroU32::new(quota)?;
        Some(Self {
            policy: Policy { name, unit, quota, window: quota.div_ceil(rate.get()) },
            counts: RateLimiter::new(Quota::per_second(rate).allow_burst(burst), Kept::new(), clock),
        })
    }

    /// Takes so many units from what a key may ask for, at least one, and tells how much is left.
    ///
    /// # Errors
    /// When it may not ask for as much now.
    pub fn take(&self, key: u64, units: usize, quotas: &mut Quotas) -> Result<(), Wait> {
        // Never more than may ever be asked for.
        let units = u32::try_from(units).unwrap_or(u32::MAX).clamp(1, self.policy.quota);
        let units = NonZeroU32::new(units).unwrap_or(NonZeroU32::MIN);
        match self.counts.check_key_n(&key, units) {
            Ok(Ok(state)) => {
                // A unit more comes within the second.
                quotas.tell(&self.policy, state.remaining_burst_capacity(), 1);
                Ok(())
            }
            Ok(Err(refused)) => Err(self.refuse(refused.wait_time_from(self.counts.clock().now()), quotas)),
            Err(_) => Err(self.refuse(Duration::from_secs(self.policy.window.into()), quotas)),
        }
    }

    /// How many keys are kept.
    #[cfg(test)]
    pub fn kept(self) -> usize {
        self.counts.into_state_store().len()
    }

    fn refuse(&self, wait: Duration, quotas: &mut Quotas) -> Wait {
        let seconds = (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1);
        quotas.tell(&self.policy, 0, seconds);
        quotas.retry_after(seconds);
        Wait(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::{Limiter, Quotas, Wait};
    use governor::clock::FakeRelativeClock;
    use proptest::prelude::*;
    use std::time::Duration;

    fn limiter(rate: usize, at_once: usize) -> (Limiter<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Limiter::new("test", None, rate, at_once, clock.clone()).unwrap(), clock)
    }

    #[test]
    fn what_may_be_asked_for_grows_back() {
        let (limiter, clock) = limiter(10, 0);
        let mut quotas = Quotas::default();
        let mut take = |key, units| limiter.take(key, units, &mut quotas);
        for _ in 0..40 {
            assert_eq!(take(1, 1), Ok(()));
        }
        assert_eq!(take(1, 1), Err(Wait(1)));
        assert_eq!(take(2, 40), Ok(()), "another key is counted by itself");
        clock.advance(Duration::from_millis(500));
        assert_eq!(take(1, 6), Err(Wait(1)), "what is refused does not count");
        assert_eq!(take(1, 5), Ok(()));
        assert_eq!(take(1, 35), Err(Wait(4)));
        clock.advance(Duration::from_secs(1_000));
        assert_eq!(take(1, 40), Ok(()));
        // More than ever fits takes all of it.
        assert_eq!(take(1, usize::MAX), Err(Wait(4)));
        clock.advance(Duration::from_secs(4));
        assert_eq!(take(1, usize::MAX), Ok(()));
    }

    #[test]
    fn one_that_is_large_enough_always_fits() {
        let (limiter, clock) = limiter(1, 1_000);
        assert_eq!((limiter.policy.quota, limiter.policy.window), (1_000, 1_000));
        let mut quotas = Quotas::default();
        assert_eq!(limiter.take(1, 1_000, &mut quotas), Ok(()));
        assert_eq!(limiter.take(1, 1_000, &mut quotas), Err(Wait(1_000)));
        clock.advance(Duration::from_secs(1_000));
        assert_eq!(limiter.take(1, 1_000, &mut quotas), Ok(()));
        assert!(Limiter::new("test", None, 0, 1_000, clock).is_none());
    }

    proptest! {
        /// Over any time no more comes through than the bucket and what grew back.
        #[test]
        fn never_more_than_the_rate(
            rate in 1_usize..500,
            steps in prop::collection::vec((0_u64..400, 1_usize..60), 1..80),
        ) {
            let (limiter, clock) = limiter(rate, 0);
            let mut quotas = Quotas::default();
            let (mut elapsed, mut taken) = (0, 0);
            for (milliseconds, units) in steps {
                clock.advance(Duration::from_millis(milliseconds));
                elapsed += milliseconds;
                if limiter.take(7, units, &mut quotas).is_ok() {
                    taken += u64::try_from(units.min(rate * 4)).unwrap();
                }
                let rate = u64::try_from(rate).unwrap();
                // A unit of rounding: intervals are whole nanoseconds.
                prop_assert!(taken <= rate * 4 + rate * elapsed / 1_000 + 1, "{taken} in {elapsed} ms");
            }
        }
    }
}
