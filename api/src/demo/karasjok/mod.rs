//! Karasjok, Kárášjohka: a municipality where northern Sámi is in general use. Titles and goals are in both languages.

mod crafts;
mod elders;
mod organisations;
mod schools;
mod stage;

use super::prelude::*;
use organisations::Karasjok;

pub(super) fn tell(story: &mut Story, shared: &Shared) {
    let karasjok = organisations::tell(story, municipality_id("5610"));
    schools::tell(story, &karasjok, shared);
    crafts::tell(story, &karasjok, shared);
    elders::tell(story, &karasjok, shared);
    stage::tell(story, &karasjok, shared);
}
