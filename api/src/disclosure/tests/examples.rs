//! Small cubes whose answers can be seen by looking at them.

use super::super::{BelowLowest, Cell, Cube, CubeError, Dimension, Published, Release, Rule, Threshold};

/// Counts by place and service: each row a place, a service, an organisation and its count.
fn cube(counts: &[(&str, &str, u32, u64)]) -> Cube {
    let places = ["4601", "4602", "4603", "1101"];
    let counties = [("4601", "46"), ("4602", "46"), ("4603", "46"), ("1101", "11")];
    let place = Dimension::new("municipality", places).grouped("county", counties).unwrap();
    let service = Dimension::new("service", ["SCHOOL", "LIBRARY", "CHILD_WELFARE"]);
    let mut cube = Cube::new(vec![place, service]).unwrap();
    for &(place, service, organisation, count) in counts {
        cube.add(&[place, service], organisation, count).unwrap();
    }
    cube
}

/// A cell by a municipality, a county or "*", and a service or "*".
fn at(cube: &Cube, place: &str, service: &str) -> Cell {
    let [places, services] = cube.dimensions() else { panic!("two dimensions") };
    let place = match place {
        "*" => places.total(),
        place if place.len() == 2 => places.group("county", place).unwrap(),
        place => places.category(place).unwrap(),
    };
    let service = if service == "*" { services.total() } else { services.category(service).unwrap() };
    cube.cell(&[place, service]).unwrap()
}

fn release(cube: Cube) -> Release {
    Release::new(cube, &Rule::of_services("service"), &[]).unwrap()
}

fn shown(release: &Release, place: &str, service: &str) -> Option<u64> {
    release.get(at(release.cube(), place, service)).value()
}

/// Two organisations in each cell, counts from 20 up.
const LARGE: [(&str, &str, u32, u64); 16] = [
    ("4601", "SCHOOL", 1, 20),
    ("4601", "SCHOOL", 2, 21),
    ("4601", "LIBRARY", 3, 22),
    ("4601", "LIBRARY", 4, 23),
    ("4602", "SCHOOL", 5, 24),
    ("4602", "SCHOOL", 6, 25),
    ("4602", "LIBRARY", 7, 26),
    ("4602", "LIBRARY", 8, 27),
    ("4603", "SCHOOL", 9, 28),
    ("4603", "SCHOOL", 10, 29),
    ("4603", "LIBRARY", 11, 30),
    ("4603", "LIBRARY", 12, 31),
    ("1101", "SCHOOL", 13, 32),
    ("1101", "SCHOOL", 14, 33),
    ("1101", "LIBRARY", 15, 34),
    ("1101", "LIBRARY", 16, 35),
];

#[test]
fn what_is_safe_is_shown_whole() {
    let release = release(cube(&LARGE));
    assert_eq!(release.hidden().count(), 0);
    assert_eq!(shown(&release, "*", "*"), Some(440));
    assert_eq!(shown(&release, "46", "SCHOOL"), Some(147));
    assert_eq!(shown(&release, "4601", "CHILD_WELFARE"), Some(0));
}

#[test]
fn one_small_cell_takes_three_others_along() {
    let mut counts = LARGE;
    (counts[0].3, counts[1].3) = (1, 1);
    let release = release(cube(&counts));
    let mut hidden: Vec<Cell> = [("4601", "SCHOOL"), ("4601", "LIBRARY"), ("4602", "SCHOOL"), ("4602", "LIBRARY")]
        .map(|(place, service)| at(release.cube(), place, service))
        .to_vec();
    hidden.sort();
    assert_eq!(release.hidden().collect::<Vec<_>>(), hidden);
    assert_eq!(release.get(hidden[0]), Published::suppressed());
}

#[test]
fn the_threshold_is_the_services() {
    for (service, two_organisations, is_shown) in [
        ("SCHOOL", [1, 1], false),
        ("SCHOOL", [1, 2], true),
        ("CHILD_WELFARE", [2, 2], false),
        ("CHILD_WELFARE", [2, 3], true),
    ] {
        let counts = [("1101", service, 1, two_organisations[0]), ("1101", service, 2, two_organisations[1])];
        let release = release(cube(&counts));
        assert_eq!(shown(&release, "1101", service).is_some(), is_shown, "{service} {two_organisations:?}");
    }
}

#[test]
fn a_margin_takes_the_strictest_threshold_of_what_is_in_it() {
    let all = |counts: &[(&str, &str, u32, u64)]| shown(&release(cube(counts)), "1101", "*");
    assert_eq!(all(&[("1101", "SCHOOL", 1, 2), ("1101", "LIBRARY", 2, 2)]), None, "each is a secret to the other");
    assert_eq!(all(&[("1101", "SCHOOL", 1, 2), ("1101", "SCHOOL", 2, 2)]), Some(4));
    let mixed = [("1101", "SCHOOL", 1, 2), ("1101", "SCHOOL", 2, 1), ("1101", "CHILD_WELFARE", 3, 1)];
    assert_eq!(all(&mixed), None, "four people, some of them of child welfare");
}

#[test]
fn zeros_are_told_apart() {
    let release =
        release(cube(&[("4601", "CHILD_WELFARE", 1, 0), ("4601", "SCHOOL", 2, 0), ("4601", "LIBRARY", 3, 0)]));
    assert_eq!(shown(&release, "4601", "CHILD_WELFARE"), None, "nobody came, of a sensitive service");
    assert_eq!(shown(&release, "4601", "*"), None);
    assert_eq!(shown(&release, "4601", "SCHOOL"), Some(0), "nobody came, of another");
    assert_eq!(shown(&release, "1101", "CHILD_WELFARE"), Some(0), "nothing was reported");
    assert_eq!(shown(&release, "11", "*"), Some(0));
}

#[test]
fn one_organisation_alone_is_hidden_and_zeros_do_not_make_two() {
    let alone = release(cube(&[("1101", "SCHOOL", 1, 40)]));
    assert_eq!(shown(&alone, "1101", "SCHOOL"), None);
    assert_eq!(shown(&alone, "*", "*"), None);
    let with_zero = release(cube(&[("1101", "SCHOOL", 1, 40), ("1101", "SCHOOL", 2, 0)]));
    assert_eq!(shown(&with_zero, "1101", "SCHOOL"), None);
}

#[test]
fn who_is_alone_in_a_cell_learns_no_other_ones() {
    let two = release(cube(&[("4601", "SCHOOL", 1, 40), ("4602", "SCHOOL", 2, 50)]));
    assert_eq!(shown(&two, "46", "SCHOOL"), None, "90 less 40 is the other's");
    let three = [("4601", "SCHOOL", 1, 40), ("4602", "SCHOOL", 2, 50), ("4603", "SCHOOL", 3, 60)];
    assert_eq!(shown(&release(cube(&three)), "46", "SCHOOL"), Some(150));
    let little = [("4601", "SCHOOL", 1, 40), ("4602", "SCHOOL", 2, 1), ("4603", "SCHOOL", 3, 1)];
    assert_eq!(shown(&release(cube(&little)), "46", "SCHOOL"), None, "42 less 40 is two people");
}

#[test]
fn a_correction_is_not_shown_beside_what_it_corrects_when_the_difference_is_small() {
    let first = release(cube(&LARGE));
    for (more, is_shown) in [(1, false), (2, false), (3, true), (20, true)] {
        let mut counts = LARGE;
        counts[0].3 += more;
        let second = Release::new(cube(&counts), &Rule::of_services("service"), &[&first]).unwrap();
        assert_eq!(shown(&second, "4601", "SCHOOL").is_some(), is_shown, "{more} more");
        assert_eq!(shown(&second, "*", "*").is_some(), is_shown, "{more} more");
        assert_eq!(shown(&second, "1101", "SCHOOL"), Some(65), "what did not change");
    }
}

#[test]
fn corrections_are_compared_with_every_earlier_release() {
    let rule = Rule::of_services("service");
    let corrected = |more: u64| {
        let mut counts = LARGE;
        counts[0].3 += more;
        cube(&counts)
    };
    let first = release(corrected(0));
    let second = Release::new(corrected(10), &rule, &[&first]).unwrap();
    assert_eq!(shown(&second, "4601", "SCHOOL"), Some(51));
    let third = Release::new(corrected(1), &rule, &[&first, &second]).unwrap();
    assert_eq!(shown(&third, "4601", "SCHOOL"), None, "one more than in the first");
    let fourth = Release::new(corrected(10), &rule, &[&first, &second, &third]).unwrap();
    assert_eq!(shown(&fourth, "4601", "SCHOOL"), Some(51), "as in the second");
}

#[test]
fn a_later_release_may_have_another_year() {
    let years = |years: &[&str]| {
        let mut cube = Cube::new(vec![Dimension::new("service", ["SCHOOL"]), Dimension::new("year", years.to_vec())]);
        for (at, year) in years.iter().enumerate() {
            let cube = cube.as_mut().unwrap();
            let organisations = if at == 1 { [(1, 1), (2, 1)] } else { [(1, 20), (2, 30)] };
            for (organisation, count) in organisations {
                cube.add(&["SCHOOL", year], organisation, count).unwrap();
            }
        }
        cube.unwrap()
    };
    let rule = Rule::of_services("service");
    let first = Release::new(years(&["2023"]), &rule, &[]).unwrap();
    let second = Release::new(years(&["2023", "2024"]), &rule, &[&first]).unwrap();
    let shown = |release: &Release, year: Option<&str>| {
        let [services, years] = release.cube().dimensions() else { panic!("two dimensions") };
        let year = year.map_or_else(|| years.total(), |year| years.category(year).unwrap());
        release.get(release.cube().cell(&[services.total(), year]).unwrap()).value()
    };
    assert_eq!(shown(&first, None), Some(50));
    assert_eq!(shown(&second, Some("2023")), Some(50));
    assert_eq!(shown(&second, Some("2024")), None, "two people");
    assert_eq!(shown(&second, None), None, "52 less the 50 of the first release");
    let other = Cube::new(vec![Dimension::new("year", ["2023"])]).unwrap();
    assert_eq!(Release::new(other, &rule, &[&first]), Err(CubeError::OtherDimensions));
}

#[test]
fn a_municipality_does_not_learn_another_from_the_county() {
    // One of three is a secret. To the public one other is enough to hide it behind; those of that one know better.
    let counts = [
        ("4601", "SCHOOL", 1, 20),
        ("4601", "SCHOOL", 2, 21),
        ("4602", "SCHOOL", 5, 1),
        ("4602", "SCHOOL", 6, 1),
        ("4603", "SCHOOL", 9, 28),
        ("4603", "SCHOOL", 10, 29),
    ];
    let told = |cube: Cube| {
        let release = release(cube);
        ["46", "4601", "4602", "4603"].map(|place| shown(&release, place, "SCHOOL").is_some())
    };
    assert_eq!(told(cube(&counts)), [true, false, false, true]);
    assert_eq!(told(cube(&counts).with_insiders("municipality").unwrap()), [true, false, false, false]);
    // With two there is nothing to hide behind: the county gives the one away to the other.
    let two = &counts[..4];
    assert_eq!(told(cube(two)), [true, false, false, true]);
    assert_eq!(told(cube(two).with_insiders("municipality").unwrap())[..3], [false, true, false]);
}

#[test]
fn the_threshold_of_the_day_holds_for_the_difference_from_earlier_releases_too() {
    let at = |k| Rule::everywhere(Threshold::new(k, false).unwrap());
    let corrected = |more: u64| {
        let mut counts = LARGE;
        counts[0].3 += more;
        cube(&counts)
    };
    for (before, now, more, is_shown) in [(3, 10, 5, false), (3, 10, 10, true), (10, 3, 2, false), (10, 3, 3, true)] {
        let first = Release::new(corrected(0), &at(before), &[]).unwrap();
        let second = Release::new(corrected(more), &at(now), &[&first]).unwrap();
        assert_eq!(shown(&second, "4601", "SCHOOL").is_some(), is_shown, "{before}, then {now}: {more} more");
    }
    // What is too small by the new threshold is hidden, though an earlier release told it: as it was, no more.
    let first = Release::new(corrected(0), &at(3), &[]).unwrap();
    let second = Release::new(corrected(0), &at(50), &[&first]).unwrap();
    assert_eq!(shown(&second, "4601", "SCHOOL"), None);
}

#[test]
fn what_is_not_reported_any_more_is_not_computed_from_what_was() {
    for (service, people) in [("SCHOOL", 2), ("CHILD_WELFARE", 4), ("CHILD_WELFARE", 0)] {
        let counts = [&LARGE[..], &[("1101", service, 17, people)]].concat();
        let first = release(cube(&counts));
        let second = Release::new(cube(&LARGE), &Rule::of_services("service"), &[&first]).unwrap();
        for (place, of) in [("*", "*"), ("11", "*"), ("1101", "*"), ("*", service), ("1101", service)] {
            let both = shown(&first, place, of).zip(shown(&second, place, of));
            assert_eq!(both, None, "{service} {people}: {place} {of}");
        }
    }
}

#[test]
fn a_municipality_may_be_in_no_group() {
    let pairs = [("4601", "12"), ("4603", "12")];
    let place = Dimension::new("municipality", ["4601", "4602", "4603"]).grouped("KOSTRA group", pairs).unwrap();
    let mut cube = Cube::new(vec![Dimension::new("service", ["SCHOOL"]), place]).unwrap();
    for (organisation, (place, count)) in (1..).zip([("4601", 2), ("4602", 9), ("4602", 9), ("4603", 7), ("4603", 7)]) {
        cube.add(&["SCHOOL", place], organisation, count).unwrap();
    }
    let release = release(cube.with_insiders("municipality").unwrap());
    let [services, places] = release.cube().dimensions() else { panic!("two dimensions") };
    let at = |place| release.get(release.cube().cell(&[services.total(), place]).unwrap()).value();
    assert_eq!(at(places.total()), Some(34));
    // 4602 is in the country alone with the two of the group: what it counts, or the group, tells the one to the other.
    assert_eq!([at(places.group("KOSTRA group", "12").unwrap()), at(places.category("4602").unwrap())], [None; 2]);
    assert_eq!(["4601", "4603"].map(|place| at(places.category(place).unwrap())), [None; 2]);
}

#[test]
fn a_threshold_is_never_below_three() {
    assert_eq!(Threshold::new(2, false), Err(BelowLowest(2)));
    assert_eq!(Threshold::new(3, false), Ok(Threshold::ORDINARY));
    assert_eq!(Threshold::new(10, true).map(Threshold::k), Ok(10));
    assert!(Threshold::SENSITIVE.hides_zeros());
}

#[test]
fn without_services_to_tell_apart_all_are_sensitive() {
    let mut cube = Cube::new(vec![Dimension::new("year", ["2024"])]).unwrap();
    cube.add(&["2024"], 1, 2).unwrap();
    cube.add(&["2024"], 2, 2).unwrap();
    let sensitive = Release::new(cube.clone(), &Rule::of_services("service"), &[]).unwrap();
    assert_eq!(sensitive.hidden().count(), 2);
    let ordinary = Release::new(cube, &Rule::everywhere(Threshold::ORDINARY), &[]).unwrap();
    assert_eq!(ordinary.hidden().count(), 0);
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut cube = cube(&[]);
    assert_eq!(cube.add(&["4601"], 1, 1), Err(CubeError::Positions { dimensions: 2, given: 1 }));
    let unknown = CubeError::Unknown { dimension: "service".into(), position: "NAV".into() };
    assert_eq!(cube.add(&["4601", "NAV"], 1, 1), Err(unknown));
    cube.add(&["4601", "SCHOOL"], 1, u64::MAX).unwrap();
    assert_eq!(cube.add(&["4601", "SCHOOL"], 1, 1), Err(CubeError::Overflow));
    cube.add(&["4602", "SCHOOL"], 1, 1).unwrap();
    assert_eq!(Release::new(cube, &Rule::of_services("service"), &[]), Err(CubeError::Overflow));
    let large = Dimension::new("number", (0..100_000).map(|number| number.to_string()));
    assert_eq!(Cube::new(vec![large; 4]), Err(CubeError::TooLarge));
}

#[test]
fn positions_have_names() {
    let cube = cube(&[]);
    let [places, services] = cube.dimensions() else { panic!("two dimensions") };
    assert_eq!(places.label(places.category("4602").unwrap()), Some((None, "4602")));
    assert_eq!(places.label(places.group("county", "11").unwrap()), Some((Some("county"), "11")));
    assert_eq!(places.label(places.total()), None);
    assert_eq!((places.name(), services.categories().len()), ("municipality", 3));
    assert!(places.group("region", "11").is_err());
    assert!(places.group("county", "99").is_err());
    let cell = at(&cube, "46", "SCHOOL");
    assert_eq!(cube.cell(&cube.positions(cell)), Ok(cell));
    assert_eq!(cube.cells().count(), 7 * 4);
    assert!(Dimension::new("place", ["1"]).grouped("county", [("2", "46")]).is_err());
}
