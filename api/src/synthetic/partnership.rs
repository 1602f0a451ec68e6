//! A generated partnership, from its parties to its results.

use chrono::NaiveDate;
use entity::vocabulary::{DocumentKind, PartyRole, Pillar, Vocabulary};

use super::{
    deeds,
    dice::Dice,
    money,
    story::{Indicator, Org, Partnership, Party, Story},
    town::{Town, Worker, YEARS},
    words::{self, Theme},
};

/// How a partnership stands; what is not `Agreed` begins next year and has no history.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Agreed,
    Draft,
    Proposed,
    Declined,
    Withdrawn,
}

/// The school years a partnership runs over; `open` when until further notice.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub first: i32,
    pub last: i32,
    pub open: bool,
    /// It was agreed for a year more than it lasted.
    pub cut_short: bool,
}

/// What is decided before the telling begins.
pub(super) struct Plot<'a> {
    pub theme: &'a Theme,
    pub partner: &'a Org,
    pub helper: Option<&'a Org>,
    pub fate: Fate,
    pub span: Span,
}

pub(super) struct Cast {
    pub lead: Party,
    pub partner: Party,
}

/// Tells of one partnership of a municipality.
pub(super) fn tell(story: &mut Story, dice: &mut Dice, town: &mut Town, indicators: &[Indicator]) {
    let Town { culture_school, others, staff } = town;
    let Some(plot) = plot(dice, others) else {
        return;
    };
    let calendar = story.calendar;
    let from = calendar.start(plot.span.first);
    let agreed = plot.span.last + i32::from(plot.span.cut_short);
    let to = (!plot.span.open).then(|| calendar.end(agreed));
    let title = format!("{} – {}", plot.theme.title, words::place(dice));
    let pillars: Vec<Pillar> = match dice.between(1, 3) {
        1 => vec![Pillar::Learning, Pillar::Expression],
        2 => vec![Pillar::Expression, Pillar::Sustainability],
        _ => Pillar::ALL.to_vec(),
    };
    let home = culture_school.municipality;
    let mut p = story.partnership(home, &title, plot.theme.purpose, &pillars, from, to);
    let cast = cast(&mut p, dice, culture_school, &plot);
    share_staff(&mut p, dice, &plot, &cast, staff);
    money::tell(&mut p, dice, &plot, &cast);
    if plot.fate == Fate::Agreed {
        deeds::tell(&mut p, dice, &plot);
        deeds::results(&mut p, dice, plot.span, indicators);
        p.document(DocumentKind::Agreement, "Samarbeidsavtale", from);
    }
    end(p, dice, &plot, &cast);
}

fn plot<'a>(dice: &mut Dice, others: &'a [Org]) -> Option<Plot<'a>> {
    let fate = match dice.between(1, 100) {
        1..=80 => Fate::Agreed,
        81..=88 => Fate::Draft,
        89..=95 => Fate::Proposed,
        96..=97 => Fate::Declined,
        _ => Fate::Withdrawn,
    };
    let span = if fate == Fate::Agreed {
        let first = dice.between(-2, 0);
        let last = dice.between(first, 1);
        let open = last == 1 && dice.chance(30);
        let cut_short = last < 0 && dice.chance(15);
        Span { first, last, open, cut_short }
    } else {
        Span { first: 1, last: dice.between(1, 2), open: false, cut_short: false }
    };
    let partner = dice.pick(others)?;
    let fitting: Vec<&Theme> = words::THEMES.iter().filter(|theme| theme.with == partner.service).collect();
    let theme = dice.pick(&fitting).copied()?;
    let helper = dice.pick(others).filter(|other| other.id != partner.id && other.service != partner.service);
    Some(Plot { theme, partner, helper, fate, span })
}

fn cast(p: &mut Partnership<'_>, dice: &mut Dice, culture_school: &Org, plot: &Plot<'_>) -> Cast {
    let lead = p.lead(culture_school, "Leder samarbeidet og stiller med lærere.");
    let partner = p.party(PartyRole::CoCreator, plot.partner, "Planlegger og gjennomfører sammen med kulturskolen.");
    if let Some(helper) = plot.helper.filter(|_| dice.chance(40)) {
        let role = if dice.chance(50) { PartyRole::Host } else { PartyRole::Advisor };
        p.party(role, helper, "Bidrar med arena, nettverk og råd.");
    }
    p.rests_on("opplæringslova § 26-1");
    p.common_goal(Pillar::Sustainability, "Flere deltar i kunst og kultur der de er til daglig.");
    p.goal(&partner, Pillar::Learning, "Ansatte tar i bruk kunst og kultur i sitt eget arbeid.");
    let calendar = p.calendar();
    let first = plot.span.first;
    p.done(&lead, "Lage semesterplan", calendar.on(first, 8, 20));
    p.under_way(&partner, "Skaffe rom og gi beskjed til deltakerne", calendar.on(plot.span.last, 9, 1));
    if dice.chance(40) {
        p.planned(&lead, "Skrive årsrapport", calendar.on(plot.span.last, 6, 15));
    }
    Cast { lead, partner }
}

fn share_staff(p: &mut Partnership<'_>, dice: &mut Dice, plot: &Plot<'_>, cast: &Cast, staff: &mut [Worker]) {
    let last = if plot.span.open { *YEARS.end() } else { plot.span.last };
    let years = YEARS.map(|year| (plot.span.first..=last).contains(&year));
    for _ in 0..dice.between(0, 2) {
        let percentage = dice.between(1, 6) * 5;
        let able: Vec<usize> = staff
            .iter()
            .enumerate()
            .filter(|(_, worker)| {
                let here = [cast.lead.organisation, cast.partner.organisation];
                let mut needed = worker.free.iter().zip(years.clone()).filter(|(_, needed)| *needed);
                here.contains(&worker.employer) && needed.all(|(free, _)| *free >= percentage)
            })
            .map(|(place, _)| place)
            .collect();
        let Some(worker) = dice.pick(&able).and_then(|&place| staff.get_mut(place)) else {
            continue;
        };
        for (free, needed) in worker.free.iter_mut().zip(years.clone()) {
            *free -= if needed { percentage } else { 0 };
        }
        let ended = p.calendar().end(plot.span.last);
        let from = p.days().from;
        let mut share = p.shares(worker.person, percentage, plot.theme.work, &cast.partner);
        if plot.span.cut_short {
            share = share.during(from, ended);
        }
        if worker.employer == cast.lead.organisation && dice.chance(50) {
            share.refunded(&cast.partner, 50);
        }
    }
}

fn end(p: Partnership<'_>, dice: &mut Dice, plot: &Plot<'_>, cast: &Cast) {
    let calendar = p.calendar();
    let comment = "Forslag til avtale etter felles møte.";
    let ended: NaiveDate = calendar.end(plot.span.last);
    let past = !plot.span.open && plot.span.last < 0;
    match (plot.fate, dice.between(1, 20)) {
        (Fate::Draft, _) => p.draft(),
        (Fate::Proposed, _) => p.proposed(11, comment, &[&cast.lead]),
        (Fate::Declined, _) => p.declined(15, comment, &cast.partner, "Vi har ikke kapasitet neste skoleår."),
        (Fate::Withdrawn, _) => p.withdrawn(14, comment, &[&cast.lead], "Vi kommer tilbake med et nytt forslag."),
        (Fate::Agreed, _) if plot.span.cut_short => {
            p.terminated(ended, comment, "Partene prioriterte annerledes.");
        }
        (Fate::Agreed, _) if past => p.completed(ended, comment),
        (Fate::Agreed, 4) => p.suspended(calendar.days_ago(9), comment, "Læreren er i permisjon."),
        (Fate::Agreed, 5..=6) => {
            let change = (comment, "Vi vil utvide samarbeidet.");
            p.amending(8, change, &[&cast.lead], |terms| {
                "Et mindre omfang enn nå.".clone_into(&mut terms.purpose);
            });
        }
        (Fate::Agreed, _) => p.active(comment),
    }
}
