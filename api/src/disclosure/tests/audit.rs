//! The independent audit: what anybody could compute from what is published, in exact arithmetic.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{
    super::Release,
    exact::Span,
    model::{At, Model, models},
};

/// What is unknown: an inner cell with its count, the same in every release that has it so.
type Unknown = (Vec<usize>, u64);
type Row = BTreeMap<usize, i64>;

/// Releases of one cube, seen by an onlooker.
struct Onlooker<'a> {
    releases: Vec<(&'a Model, &'a Release)>,
    columns: BTreeMap<Unknown, usize>,
}

impl<'a> Onlooker<'a> {
    fn new(releases: Vec<(&'a Model, &'a Release)>) -> Self {
        let mut columns = BTreeMap::new();
        for (model, _) in &releases {
            for inner in model.counts.keys() {
                let count = model.count(&Model::inner_cell(inner));
                if count > 0 || model.is_sensitive(inner) {
                    let next = columns.len();
                    columns.entry((inner.clone(), count)).or_insert(next);
                }
            }
        }
        Self { releases, columns }
    }

    fn row<'b>(&self, model: &Model, inner: impl IntoIterator<Item = &'b Vec<usize>>) -> Row {
        let column = |inner: &Vec<usize>| self.columns.get(&(inner.clone(), model.count(&Model::inner_cell(inner))));
        inner.into_iter().filter_map(column).map(|&column| (column, 1)).collect()
    }

    /// The sums that are shown.
    fn shown(&self) -> Vec<Row> {
        let mut shown = Vec::new();
        for (model, release) in &self.releases {
            let cells = model.cells().into_iter().filter(|cell| model.is_shown(release, cell));
            shown.extend(cells.map(|cell| self.row(model, model.inner_of(&cell))));
        }
        shown
    }

    /// The unknowns that are at their floor, so that somebody who reckons with the least is right.
    fn at_floor(&self) -> Vec<usize> {
        let mut at_floor = Vec::new();
        for (model, _) in &self.releases {
            let inner = model.counts.keys().filter(|inner| model.is_at_floor(inner));
            at_floor.extend(inner.flat_map(|inner| self.row(model, [inner]).into_keys()));
        }
        at_floor.sort_unstable();
        at_floor.dedup();
        at_floor
    }

    /// Everything that must not be computable: primary cells, what insiders would be left with, small changes.
    fn secrets(&self) -> Vec<Row> {
        let mut secrets = self.secrets_to_insiders();
        for (model, _) in &self.releases {
            for cell in model.cells().into_iter().filter(|cell| !model.is_primary(cell)) {
                secrets.extend(model.shared_secret(&cell).map(|hidden| self.row(model, hidden)));
            }
        }
        secrets.sort();
        secrets.dedup();
        secrets
    }

    /// What must not be computable for those either who know a category: all but what organisations would be left with, who
    /// know no more than the category's insiders do.
    fn secrets_to_insiders(&self) -> Vec<Row> {
        let mut secrets = Vec::new();
        for (model, _) in &self.releases {
            for cell in model.cells() {
                if model.is_primary(&cell) {
                    secrets.push(self.row(model, model.inner_of(&cell)));
                } else {
                    secrets.extend(model.leftovers(&cell).into_iter().map(|left| self.row(model, left)));
                }
            }
        }
        let Some(((new, _), earlier)) = self.releases.split_last() else { return secrets };
        for (old, _) in earlier {
            for cell in new.cells() {
                let mut row = self.row(new, new.inner_of(&cell));
                for (column, factor) in self.row(old, old.inner_of(&cell)) {
                    *row.entry(column).or_default() -= factor;
                }
                row.retain(|_, factor| *factor != 0);
                let k = old.cell_k(&cell).max(new.cell_k(&cell));
                let is_small = |change: u64| change > 0 && change < k;
                let changed: BTreeSet<usize> = row.keys().map(|&column| self.category(column)).collect();
                for own in new.inside().filter(|own| changed.len() > 2 && changed.contains(own)) {
                    if is_small(old.without(own).count(&cell).abs_diff(new.without(own).count(&cell))) {
                        let rest = row.iter().filter(|&(&column, _)| self.category(column) != own);
                        secrets.push(rest.map(|(&column, &factor)| (column, factor)).collect());
                    }
                }
                if is_small(old.count(&cell).abs_diff(new.count(&cell))) {
                    secrets.push(row);
                }
            }
        }
        secrets.sort();
        secrets.dedup();
        secrets
    }

    /// The category of the first dimension that a column is in.
    fn category(&self, column: usize) -> usize {
        self.columns.iter().find(|(_, at)| **at == column).unwrap().0.0[0]
    }

    /// What the insiders of a category can compute from some sums.
    fn inside(&self, own: usize, sums: &[Row]) -> Span {
        let mut span = Span::of(sums);
        for (_, &column) in self.columns.iter().filter(|((inner, _), _)| inner[0] == own) {
            span.add(&Row::from([(column, 1)]));
        }
        span
    }

    /// The first secret of others that the insiders of a category can compute, and could not already.
    fn insiders_find_out(&self, sums: &[Row], already: &[Row]) -> Option<Row> {
        let inside = self.releases.first().map_or(0..0, |(model, _)| model.inside());
        let secrets = self.secrets_to_insiders();
        inside.into_iter().find_map(|own| {
            let (now, before) = (self.inside(own, sums), self.inside(own, already));
            let of_others = secrets.iter().filter(|row| row.keys().any(|&column| self.category(column) != own));
            of_others.into_iter().find(|secret| now.contains(secret) && !before.contains(secret)).cloned()
        })
    }

    /// What can be computed from some sums, by somebody who takes each unknown at its floor for what it is but one; and
    /// the one.
    fn reckonings(&self, sums: &[Row]) -> Vec<(Option<usize>, Span)> {
        let (at_floor, plain) = (self.at_floor(), Span::of(sums));
        let but = |one: Option<usize>| {
            let mut span = plain.clone();
            at_floor.iter().filter(|&&other| Some(other) != one).for_each(|&other| span.add(&Row::from([(other, 1)])));
            (one, span)
        };
        if at_floor.is_empty() { vec![but(None)] } else { at_floor.iter().map(|&one| but(Some(one))).collect() }
    }

    /// The first secret that is known from some sums: because it can be computed from them, or because nothing moves
    /// it as long as no unknown falls below its floor. What is at its floor itself must be able to rise alone.
    fn finds_out(&self, sums: &[Row], already: &[Row]) -> Option<Row> {
        let (now, before) = (self.reckonings(sums), self.reckonings(already));
        let is_known = |reckonings: &[(Option<usize>, Span)], secret: &Row| {
            let own = |&(one, _): &&(Option<usize>, Span)| one.is_some_and(|one| *secret == Row::from([(one, 1)]));
            match reckonings.iter().find(own) {
                Some((_, span)) => span.contains(secret),
                None => reckonings.iter().all(|(_, span)| span.contains(secret)),
            }
        };
        let found = self.secrets().into_iter().find(|secret| is_known(&now, secret) && !is_known(&before, secret));
        found.or_else(|| self.insiders_find_out(sums, already))
    }
}

fn release(model: &Model) -> Release {
    Release::new(model.cube(true), &model.rule(), &[]).unwrap()
}

fn changed(model: &Model, changes: Vec<(prop::sample::Index, u32, u64)>) -> Model {
    let mut new = model.clone();
    let inner: Vec<Vec<usize>> = model.counts.keys().cloned().collect();
    for (which, organisation, count) in changes {
        if !inner.is_empty() {
            new.counts.entry(which.get(&inner).clone()).or_default().insert(organisation, count);
        }
    }
    new
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn no_secret_can_be_computed(model in models()) {
        let release = release(&model);
        let onlooker = Onlooker::new(vec![(&model, &release)]);
        prop_assert_eq!(onlooker.finds_out(&onlooker.shown(), &[]), None);
    }

    /// Large cubes are protected with a bound that small ones never meet; here they do.
    #[test]
    fn no_secret_can_be_computed_where_vectors_are_kept_short(model in models(), longest in 1_usize..6) {
        let release = Release::bounded(model.cube(true), &model.rule(), &[], Some(longest)).unwrap();
        let onlooker = Onlooker::new(vec![(&model, &release)]);
        prop_assert_eq!(onlooker.finds_out(&onlooker.shown(), &[]), None);
    }

    #[test]
    fn what_is_shown_is_true_and_adds_up(model in models()) {
        let release = release(&model);
        for cell in model.cells() {
            let figure = release.get(model.address(release.cube(), &cell));
            if model.is_primary(&cell) {
                prop_assert!(figure.is_suppressed());
            }
            prop_assert_eq!(figure.value(), (!figure.is_suppressed()).then(|| model.count(&cell)));
        }
    }

    #[test]
    fn the_order_of_the_input_does_not_matter(model in models()) {
        let other = Release::new(model.cube(false), &model.rule(), &[]).unwrap();
        prop_assert_eq!(&other, &release(&model));
        let restored = Release::restored(model.cube(true), &other.hidden().collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(restored, other);
    }

    #[test]
    fn nobody_subtracts_his_own_from_a_shown_sum_and_has_a_secret(model in models()) {
        let release = release(&model);
        for cell in model.cells().into_iter().filter(|cell| model.is_shown(&release, cell)) {
            let hidden: Vec<_> =
                model.inner_of(&cell).filter(|inner| !model.is_shown(&release, &Model::inner_cell(inner))).collect();
            for own in 0..6 {
                let rest: Vec<_> = hidden.iter().filter(|inner| model.alone(inner) != Some(own)).collect();
                if rest.len() == hidden.len() || rest.is_empty() {
                    continue;
                }
                let all_primary = rest.iter().all(|inner| model.is_primary(&Model::inner_cell(inner)));
                let count: u64 = rest.iter().map(|inner| model.count(&Model::inner_cell(inner))).sum();
                let alone: Vec<_> = rest.iter().map(|inner| model.alone(inner)).collect();
                let one_other = alone.iter().all(|other| other.is_some() && *other == alone[0]);
                prop_assert!(!all_primary || !one_other || count == 0, "{:?} leaves {:?} to {}", cell, rest, own);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_is_hidden_without_need(model in models()) {
        let release = release(&model);
        let onlooker = Onlooker::new(vec![(&model, &release)]);
        let shown = onlooker.shown();
        for cell in model.cells() {
            if model.is_offered(&cell) && !model.is_shown(&release, &cell) && !model.is_primary(&cell) {
                let mut more = shown.clone();
                more.push(onlooker.row(&model, model.inner_of(&cell)));
                prop_assert!(onlooker.finds_out(&more, &[]).is_some(), "{:?} could be shown", cell);
            }
        }
    }

    #[test]
    fn a_correction_gives_nothing_away(
        model in models(),
        first in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..6, 0_u64..12), 1..4),
        second in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..6, 0_u64..12), 1..3),
        longest in prop::option::of(1_usize..6),
    ) {
        let old = release(&model);
        let corrected = changed(&model, first);
        let new = Release::bounded(corrected.cube(true), &model.rule(), &[&old], longest).unwrap();
        let onlooker = Onlooker::new(vec![(&model, &old), (&corrected, &new)]);
        // What the first release told already is told.
        let before = Onlooker { releases: vec![(&model, &old)], columns: onlooker.columns.clone() }.shown();
        prop_assert_eq!(onlooker.finds_out(&onlooker.shown(), &before), None);

        let again = changed(&corrected, second);
        let newest = Release::bounded(again.cube(true), &model.rule(), &[&old, &new], longest).unwrap();
        let onlooker = Onlooker::new(vec![(&model, &old), (&corrected, &new), (&again, &newest)]);
        let columns = onlooker.columns.clone();
        let before = Onlooker { releases: vec![(&model, &old), (&corrected, &new)], columns }.shown();
        prop_assert_eq!(onlooker.finds_out(&onlooker.shown(), &before), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What two earlier releases told of a year that is not released any more is told of one and the same year.
    #[test]
    fn a_category_that_is_left_out_later_is_not_forgotten(
        model in models(),
        first in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..6, 0_u64..12), 1..4),
        second in prop::collection::vec((any::<prop::sample::Index>(), 0_u32..6, 0_u64..12), 0..3),
    ) {
        // A release of one category fewer has no groups of it either, and the model names groups by their place.
        let model = Model { groups: Vec::new(), ..model };
        let last = model.sizes[0] - 1;
        prop_assume!(last > 0);
        let old = release(&model);
        let corrected = changed(&model, first);
        let new = Release::new(corrected.cube(true), &model.rule(), &[&old]).unwrap();
        let again = changed(&corrected, second).without(last);
        let again = Model { sizes: [&[last], &model.sizes[1..]].concat(), ..again };
        let newest = Release::new(again.cube(true), &model.rule(), &[&old, &new]).unwrap();
        let onlooker = Onlooker::new(vec![(&model, &old), (&corrected, &new), (&again, &newest)]);
        let columns = onlooker.columns.clone();
        let before = Onlooker { releases: vec![(&model, &old), (&corrected, &new)], columns }.shown();
        prop_assert_eq!(onlooker.finds_out(&onlooker.shown(), &before), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// To those inside a municipality the cube of all others is protected as a cube by itself.
    #[test]
    fn no_insider_can_compute_a_primary_cell_of_the_others(
        model in models(),
        longest in prop::option::of(1_usize..6),
    ) {
        let model = Model { insiders: true, ..model };
        let release = Release::bounded(model.cube(true), &model.rule(), &[], longest).unwrap();
        let onlooker = Onlooker::new(vec![(&model, &release)]);
        let shown = onlooker.shown();
        for own in 0..model.sizes[0] {
            let (others, span) = (model.without(own), onlooker.inside(own, &shown));
            for cell in others.cells().into_iter().filter(|cell| others.is_primary(cell)) {
                let row = onlooker.row(&model, others.inner_of(&cell));
                prop_assert!(!span.contains(&row), "those of {} know {:?}", own, cell);
            }
        }
    }

    /// Where all that is hidden in a shown sum is primary, subtracting one's own municipality leaves no small count.
    #[test]
    fn nobody_subtracts_his_municipality_and_has_a_secret(model in models()) {
        let model = Model { insiders: true, ..model };
        let release = release(&model);
        for cell in model.cells().into_iter().filter(|cell| model.is_shown(&release, cell)) {
            let hidden: Vec<_> =
                model.inner_of(&cell).filter(|inner| !model.is_shown(&release, &Model::inner_cell(inner))).collect();
            let all_primary = hidden.iter().all(|inner| model.is_primary(&Model::inner_cell(inner)));
            let k = hidden.iter().map(|inner| model.k(inner)).max().unwrap_or(0);
            for own in 0..model.sizes[0] {
                let rest: Vec<_> = hidden.iter().filter(|inner| inner[0] != own).collect();
                if rest.len() == hidden.len() {
                    continue;
                }
                let count: u64 = rest.iter().map(|inner| model.count(&Model::inner_cell(inner))).sum();
                prop_assert!(!all_primary || count == 0 || count >= k, "{:?} leaves {} to {}", cell, count, own);
            }
        }
    }
}

/// Every way the hidden cells of a small table could be filled, given what is shown and what the rules let on.
fn fillings(model: &Model, release: &Release) -> Vec<BTreeMap<Vec<usize>, u64>> {
    let hidden: Vec<&Vec<usize>> =
        model.counts.keys().filter(|inner| !model.is_shown(release, &Model::inner_cell(inner))).collect();
    let mut sums: Vec<(Vec<At>, u64)> = Vec::new();
    for cell in model.cells().into_iter().filter(|cell| model.is_shown(release, cell)) {
        let inner: Vec<&Vec<usize>> = model.inner_of(&cell).filter(|inner| hidden.contains(inner)).collect();
        let sum = inner.iter().map(|inner| model.count(&Model::inner_cell(inner))).sum();
        sums.push((cell, sum));
    }
    let mut found = vec![BTreeMap::new()];
    for inner in &hidden {
        let floor = u64::from(!model.is_sensitive(inner));
        let most = model.count(&Model::inner_cell(inner)) + 1;
        let mut next = Vec::new();
        for filling in &found {
            for count in floor..=most.max(floor) {
                let mut filling: BTreeMap<Vec<usize>, u64> = filling.clone();
                filling.insert((*inner).clone(), count);
                let fits = sums.iter().all(|(cell, sum)| {
                    let inside: Vec<_> = hidden.iter().filter(|inner| model.contains(cell, inner)).collect();
                    let so_far: u64 = inside.iter().filter_map(|inner| filling.get(**inner)).sum();
                    let complete = inside.iter().all(|inner| filling.contains_key(**inner));
                    if complete { so_far == *sum } else { so_far <= *sum }
                });
                if fits {
                    next.push(filling);
                }
            }
        }
        found = next;
    }
    found
}

/// Tables of two dimensions with small counts, whose fillings can all be written down.
fn small_tables() -> impl Strategy<Value = Model> {
    let count = prop_oneof![Just(0_u64), 1..=4_u64];
    let counts = prop::collection::btree_map(0_u32..3, count, 1..=2);
    prop::collection::vec(prop::option::weighted(0.8, counts), 6).prop_map(|cells| {
        let inner = (0..3).flat_map(|row| (0..2).map(move |column| vec![row, column]));
        let counts = inner.zip(cells).filter_map(|(inner, counts)| Some((inner, counts?))).collect();
        Model { sizes: vec![3, 2], groups: Vec::new(), counts, linked: false, insiders: false }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Counts are whole and never negative, and that gives no primary cell away: it could always be another.
    #[test]
    fn every_primary_cell_could_be_another(model in small_tables()) {
        let release = release(&model);
        let fillings = fillings(&model, &release);
        for cell in model.cells().into_iter().filter(|cell| model.is_primary(cell)) {
            let sum = |filling: &BTreeMap<Vec<usize>, u64>| {
                let inside = filling.iter().filter(|(inner, _)| model.contains(&cell, inner));
                inside.map(|(_, count)| count).sum::<u64>()
            };
            let first = sum(&fillings[0]);
            prop_assert!(fillings.iter().any(|filling| sum(filling) != first), "{:?} is known", cell);
        }
    }
}
