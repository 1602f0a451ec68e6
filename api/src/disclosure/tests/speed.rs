//! How long the largest cube takes: `cargo test --release -p samspill --lib disclosure_speed -- --ignored --nocapture`.

use std::time::Instant;

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::super::{Cube, Dimension, Position, Release, Rule, SENSITIVE_SERVICES, table::Table};

const SUBJECTS: [&str; 8] =
    ["DANCE", "MUSIC", "CIRCUS", "WRITING", "THEATRE", "ART", "SAMI_CULTURE", "INTERDISCIPLINARY"];
const AGES: [&str; 4] = ["0-5", "6-12", "13-19", "20+"];
const YEARS: [&str; 5] = ["2020", "2021", "2022", "2023", "2024"];

/// A country as it could be: each service of each municipality works with the culture school in some subjects, from
/// some year on; one to three organisations of it count, now and then nobody. By age band too, as the registry publishes
/// it: a table linked to that by subject, where those who work in a municipality know all of it.
fn country(municipalities: usize, partnerships: f64, by_age: bool) -> Cube {
    let numbers: Vec<String> = (0..municipalities).map(|number| format!("{number:04}")).collect();
    let groups = |letter: char, group: &dyn Fn(usize) -> usize| -> Vec<String> {
        (0..municipalities).map(|number| format!("{letter}{}", group(number))).collect()
    };
    let (counties, kostra) = (groups('C', &|number| number / 24), groups('K', &|number| number * 7 % 16));
    let pairs =
        |groups: &[String]| -> Vec<(String, String)> { numbers.iter().cloned().zip(groups.iter().cloned()).collect() };
    let (counties, kostra) = (pairs(&counties), pairs(&kostra));
    let by = |pairs: &[(String, String)]| -> Vec<(&'static str, &'static str)> {
        pairs.iter().map(|(one, other)| (&*one.clone().leak(), &*other.clone().leak())).collect()
    };
    let place = Dimension::new("municipality", numbers.clone());
    let place = place.grouped("county", by(&counties)).unwrap().grouped("KOSTRA group", by(&kostra)).unwrap();
    let services: Vec<String> = SENSITIVE_SERVICES.iter().map(ToString::to_string).collect();
    let services: Vec<String> = services.into_iter().chain((5..16).map(|number| format!("SERVICE_{number}"))).collect();
    let mut dimensions = vec![
        place,
        Dimension::new("service", services.clone()),
        Dimension::new("subject", SUBJECTS),
        Dimension::new("year", YEARS),
    ];
    if by_age {
        dimensions.push(Dimension::new("age", AGES));
    }
    let depth = dimensions.len();
    let mut cube = Cube::new(dimensions).unwrap();
    if by_age {
        cube = cube.never_crossed("subject", "age").unwrap().with_insiders("municipality").unwrap();
    }
    let mut random = ChaCha8Rng::seed_from_u64(2024);
    for number in &numbers {
        for service in &services {
            let first = random.random_range(0..1_000_000) * 10;
            let organisations = random.random_range(1..=4);
            for subject in SUBJECTS {
                if !random.random_bool(partnerships) {
                    continue;
                }
                let counting: Vec<u32> =
                    (0..random.random_range(1..=3)).map(|_| first + random.random_range(0..organisations)).collect();
                for year in &YEARS[random.random_range(0..YEARS.len())..] {
                    for &organisation in &counting {
                        let nobody = random.random_bool(0.08);
                        let count = random.random_range(1..=10) * random.random_range(1..=10);
                        let some = &AGES[random.random_range(0..3)..];
                        for age in if by_age { &some[..random.random_range(1..=2)] } else { &AGES[..1] } {
                            let cell = [number, service, subject, *year, *age];
                            cube.add(&cell[..depth], organisation, if nobody { 0 } else { count }).unwrap();
                        }
                    }
                }
            }
        }
    }
    cube
}

/// Protects a country and tells what it cost; says how many cells of the whole country are hidden.
fn measure(municipalities: usize, partnerships: f64, by_age: bool) -> usize {
    let (cube, rule) = (country(municipalities, partnerships, by_age), Rule::of_services("service"));
    let start = Instant::now();
    let table = Table::of(&cube, &rule).unwrap();
    let reading = start.elapsed();
    let start = Instant::now();
    let release = Release::new(cube, &rule, &[]).unwrap();
    let protecting = start.elapsed();
    let place = |cell| -> Position { release.cube().positions(cell)[0] };
    let total = release.cube().dimensions()[0].total();
    let national: Vec<_> = release.hidden().filter(|&cell| place(cell) == total).collect();
    println!(
        "{municipalities} municipalities, by age {by_age}, {} inner cells reported, {} cells with margins: {} primary, {} hidden, {} of \
         them national; read and added up in {reading:.2?}, protected in {protecting:.2?}: {:.0} times as long",
        release.cube().inner().len(),
        table.cells().len(),
        (0..table.cells().len()).filter(|&index| table.figure(index).is_primary()).count(),
        release.hidden().count(),
        national.len(),
        protecting.as_secs_f64() / reading.as_secs_f64(),
    );
    let mut corrected = release.cube().clone();
    let number = corrected.dimensions()[0].categories()[0].clone();
    for (service, subject) in [("NAV", "MUSIC"), ("SERVICE_7", "DANCE"), ("SERVICE_9", "ART")] {
        let cell = [&number, service, subject, "2023", AGES[0]];
        corrected.add(&cell[..corrected.dimensions().len()], 1, 2).unwrap();
    }
    let start = Instant::now();
    let second = Release::new(corrected, &rule, &[&release]).unwrap();
    println!("a correction after it in {:.2?}, {} hidden", start.elapsed(), second.hidden().count());
    national.len()
}

#[test]
#[ignore = "a measurement"]
fn disclosure_speed() {
    for (partnerships, by_age) in [(0.05, false), (0.2, false), (0.5, false), (0.05, true), (0.2, true)] {
        let hidden = measure(357, partnerships, by_age);
        // 17 services with their total, 9 subjects, 6 years. Linked tables hide more: a fifth by age, at most.
        let most = if by_age { (17 * 9 * 6 + 17 * 4 * 6) / 5 } else { 17 * 9 * 6 / 20 };
        assert!(partnerships < 0.2 || hidden <= most, "{hidden} national figures hidden");
    }
}
