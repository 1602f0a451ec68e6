//! Disclosure control: numbers that can be published without telling about anybody.
//!
//! Counts of participation are published as **fixed cubes**: service × municipality × school year × subject, say, with
//! all their margins, and never by filters of the reader's choice, so that no difference of two answers is a small
//! number. [`Release::new`] decides which cells of a cube are shown. It is pure: the same cube, rule and earlier releases
//! give the same pattern, in whatever order the counts came in.
//!
//! # The rule: what is hidden for what it is (`primary.rs`)
//!
//! A cell, inner cell or margin, is **primary** when
//! - it counts more than nobody and fewer than k people: k is 5 for child welfare, refugees, health, NAV and elderly
//!   care, 3 for others, and never below 3; a margin takes the strictest k of what was reported in it;
//! - the people come from one organisation only: who reports that nobody came does not make it two;
//! - it is a reported zero of a sensitive service, or a margin of nothing but zeros with one of those among them: that
//!   nobody of a small group came tells about each of them.
//!
//! **Structural zeros are shown.** Where no organisation reported anything there is nothing about people to tell: that
//! no child welfare service of a municipality works with the culture school is known from the partnerships themselves.
//! A caller who sees it otherwise adds the cell with a zero. That a sensitive cell is hidden tells that something was
//! reported in it; it does not tell whether anybody came. Reported zeros of other services are shown.
//! What is reported is taken at its word: an age band that a sensitive service did not report is no zero of it. Who wants
//! it kept that none of an age came reports the zero.
//!
//! **Dominance is no rule here.** An (n, k) or p % rule protects the size of a contributor's figure from its
//! competitors. Municipal services have no such secrets from each other; what is protected is people, and for them it
//! counts how many there are. That a lone organisation's case-load can be told from a count is met by asking for two.
//!
//! # What follows: secondary suppression (`secondary.rs`, `kernel.rs`)
//!
//! Margins are sums, and who has all but one of the terms has the last. Every shown cell is a row of a linear system
//! over the inner cells; a primary cell is safe only when its row is no linear combination of the shown ones. As Langsrud
//! (2024) and the R package `GaussSuppression` do it, cells are looked at one by one, the most wanted first (large counts,
//! then broad sums), and a cell is shown unless that would make a primary cell computable. So nothing is hidden that
//! could be shown after all.
//!
//! The elimination is done on the null space: the ways in which the inner cells could all be different without any
//! shown number changing. A cell is hidden as long as one of these moves it. In a cube they are short, the corners of
//! a box, where the rows of the usual elimination grow as long as the cube. All arithmetic is with whole numbers and
//! exact; where a number would become too large the cell at hand stays hidden. There is no tolerance and no modulus, so
//! a pattern is a proof.
//!
//! What an onlooker knows beyond the sums is reckoned with:
//! - **Counts are not negative, and zeros of ordinary services are shown.** So a hidden cell holds at least 0 or 1, and
//!   three hidden cells that sum to three are known. A cell at its floor must be able to rise while all others at
//!   their floor stay; any other secret must be able to move while none falls below its floor and at most one rises
//!   from it. No primary cell is then the only possible number. How wide the range of possible numbers is, is not
//!   promised: that a hidden cell is small is what everybody assumes anyway.
//! - **An organisation alone in a cell knows the cell** (`insiders.rs`). Where it could subtract its own from the
//!   hidden part of a sum and be left with the figure of one other organisation, or with fewer than k people, that hidden
//!   part is protected like a primary cell. This is what `GaussSuppression` calls singletons, by sums. An organisation
//!   that combines several sums with several of its own cells, and organisations that tell each other their figures,
//!   are not reckoned with.
//! - **Those who work in a municipality know all of it**, where the cube says so ([`Cube::with_insiders`]). To them the
//!   cells of all others are a cube by itself, margins included, and nothing primary in that one can be computed from what
//!   is published together with everything they know (`knowing.rs`): the figures of a county of two municipalities do not
//!   give the one away to the other. Reckoned with are those of one municipality at a time, by linear algebra; that counts
//!   are not negative is reckoned with for the public alone. Municipalities that tell each other their figures, and people
//!   who work for several, are not.
//!
//! What is not promised, since the primary rule asks for no more than two organisations: in a shown cell of two, each can
//! subtract its own. Figures published elsewhere that count the same people (an indicator that counts participants) are
//! another cube, and not reckoned with here.
//!
//! # Large cubes
//!
//! A move of the null space that involves many cells (more than `16384 / unknowns`, at least 8) is not kept open: it is
//! treated as if everybody knew that it is not made. That can only hide more, never less, and costs seconds instead of
//! days. Moves start as differences of neighbours, so that figures of the country and the counties are hardly touched;
//! municipal figures pay. Cubes of up to a hundred inner cells never meet the bound and come out just as the method has
//! them; larger ones can hide a cell that it would show. `tests/speed.rs` measures the cost for a cube of 357
//! municipalities × 16 services × 8 subjects × 5 years with margins for county, KOSTRA group and country: optimised and on
//! one processor, protecting it takes 10 to 25 times as long as one pass that reads and adds it up, which is some 4 seconds
//! for 68 000 reported inner cells with 169 000 cells (and 20 times, 6 seconds, for as many inner cells by age band too). A
//! correction, decided together with the release before it, takes 4 to 20 times as long as the release did.
//!
//! # Linked tables
//!
//! Participants by subject and participants by age band are two tables that share their margins. They are one cube with
//! both dimensions whose cells are offered by the one or by the other ([`Cube::never_crossed`]): what must be hidden is
//! hidden from someone who has both tables, in the cells that no table shows too. [`Cube::without_total`] leaves out
//! sums that mean nothing.
//!
//! # Releases (`release.rs`, `system.rs`)
//!
//! A [`Release`] is frozen. A later one, corrected or with another school year, is decided together with all earlier
//! ones: whatever they show is public, cells that did not change are assumed to be known not to have, and a change of
//! a cell or margin by fewer than k people is a secret of its own. A correction can therefore hide a cell that was
//! shown, and the two releases never give away the difference. What was public before cannot be made secret again.
//! Corrections of k and more are shown.
//!
//! # Derived figures (`derived.rs`)
//!
//! Means, shares, rates and costs are computed from [`Published`] figures and suppressed when one of them is: null,
//! `suppressed: true`, and no reason. Other measures of a cube (attendances, hours, cost) are shown where the
//! participants are, with [`Published::where_shown`], so that they follow the same pattern.
//!
//! # How it is proven
//!
//! `tests/audit.rs` recomputes the rules and asks, in exact rational arithmetic written for the purpose, what could be
//! computed from random cubes, releases and corrections; it also tries every hidden cell that is not primary for being
//! hidden without need, and writes down all fillings of small tables. `tests/literature.rs` reproduces the tables of
//! the documentation of `GaussSuppression`.
//!
//! # References
//!
//! - Ø. Langsrud: Secondary Cell Suppression by Gaussian Elimination: An Algorithm Suitable for Handling Issues with
//!   Zeros and Singletons. Privacy in Statistical Databases 2024, Springer. doi:10.1007/978-3-031-69651-0_6
//! - `GaussSuppression`, R package of Statistics Norway, vignette "Small count frequency table suppression".
//! - A. Hundepool et al.: Handbook on Statistical Disclosure Control, on primary rules, singletons and zeros.

mod cube;
mod derived;
mod insiders;
mod kernel;
mod knowing;
mod primary;
mod release;
mod secondary;
mod system;
mod table;

pub use cube::{Cell, Cube, CubeError, Dimension, Inner, Position};
pub use derived::{Published, per_thousand, ratio};
pub use primary::{BelowLowest, LOWEST_K, Rule, SENSITIVE_SERVICES, Threshold};
pub use release::Release;

#[cfg(test)]
mod tests;
