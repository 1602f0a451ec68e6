//! The description of open data as a graph: DCAT-AP-NO 3, which adds to DCAT-AP 3 of the EU and DCAT 3 of the W3C.
//!
//! Each dataset is there once, with the files of the latest release at addresses that stay; the releases are its versions,
//! each with files that stay what they are.

use super::{
    Addresses, Dataset, Published, Publisher,
    addresses::{Edition, SHAPES, Shape},
    datasets::{ABOUT, PROVENANCE, TITLE},
    rdf::{Graph, Name, Namespace, Subject},
};
use crate::export::Format;

const ADMS: Namespace = Namespace { prefix: "adms", base: "http://www.w3.org/ns/adms#" };
const DCAT: Namespace = Namespace { prefix: "dcat", base: "http://www.w3.org/ns/dcat#" };
const DCATAP: Namespace = Namespace { prefix: "dcatap", base: "http://data.europa.eu/r5r/" };
const DCT: Namespace = Namespace { prefix: "dct", base: "http://purl.org/dc/terms/" };
const FOAF: Namespace = Namespace { prefix: "foaf", base: "http://xmlns.com/foaf/0.1/" };
const RDFS: Namespace = Namespace { prefix: "rdfs", base: "http://www.w3.org/2000/01/rdf-schema#" };
const VCARD: Namespace = Namespace { prefix: "vcard", base: "http://www.w3.org/2006/vcard/ns#" };
const XSD: Namespace = Namespace { prefix: "xsd", base: "http://www.w3.org/2001/XMLSchema#" };

/// The vocabularies that the description uses.
pub const NAMESPACES: [Namespace; 8] = [ADMS, DCAT, DCATAP, DCT, FOAF, RDFS, VCARD, XSD];

const TITLED: Name = Name(DCT, "title");
const DESCRIBED: Name = Name(DCT, "description");

/// Codes that the EU keeps lists of.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";
/// The Norwegian Licence for Open Government Data, 2.0.
pub const LICENCE: &str = "http://publications.europa.eu/resource/authority/licence/NLOD_2_0";
/// Where people read it.
pub const LICENCE_TEXT: &str = "https://data.norge.no/nlod/no/2.0";
/// What its catalogue of organisations knows one as, followed by the organisation number.
const ORGANISATIONS: &str = "https://organization-catalog.fellesdatakatalog.digdir.no/organizations";
/// What the description keeps to.
const PROFILE: &str = "https://data.norge.no/specification/dcat-ap-no";

/// Describes open data.
#[derive(Clone, Copy, Debug)]
pub struct Catalogue<'a> {
    publisher: &'a Publisher,
    addresses: Addresses<'a>,
}

impl<'a> Catalogue<'a> {
    /// That of a publisher.
    #[must_use]
    pub fn of(publisher: &'a Publisher) -> Self {
        Self { publisher, addresses: Addresses::of(publisher) }
    }

    /// All of it; `releases` are the published ones, the latest first.
    #[must_use]
    pub fn whole(self, releases: &[Published]) -> Graph {
        let mut graph = Graph::default();
        let mut catalogue = graph.about(&self.addresses.catalogue());
        catalogue.is_a(Name(DCAT, "Catalog")).said(TITLED, &TITLE).said(DESCRIBED, &ABOUT);
        self.offered_by(&mut catalogue);
        catalogue
            .text(Name(DCT, "identifier"), &self.addresses.catalogue())
            .node(Name(FOAF, "homepage"), &self.addresses.catalogue())
            .node(Name(DCT, "license"), LICENCE)
            .node(Name(DCT, "conformsTo"), PROFILE)
            .node(Name(DCAT, "themeTaxonomy"), &format!("{AUTHORITY}/data-theme"));
        if let (Some(first), Some(latest)) = (releases.last(), releases.first()) {
            catalogue.instant(Name(DCT, "issued"), first.made).instant(Name(DCT, "modified"), latest.made);
        }
        for dataset in Dataset::ALL {
            catalogue.node(Name(DCAT, "dataset"), &self.addresses.part(Edition::Latest, dataset.name()));
        }
        for dataset in Dataset::ALL {
            self.dataset(&mut graph, dataset, releases);
        }
        for release in releases {
            self.editions(&mut graph, release, releases);
        }
        self.people(&mut graph);
        graph.about(PROFILE).is_a(Name(DCT, "Standard")).spoken(TITLED, "DCAT-AP-NO", "nb");
        graph
    }

    /// A release alone, one of `releases`.
    #[must_use]
    pub fn release(self, release: &Published, releases: &[Published]) -> Graph {
        let mut graph = Graph::default();
        self.editions(&mut graph, release, releases);
        self.people(&mut graph);
        graph
    }

    /// Publisher, contact and the rest that catalogue and datasets have in common.
    fn offered_by(self, subject: &mut Subject<'_>) {
        let Publisher { number, .. } = self.publisher;
        subject
            .node(Name(DCT, "publisher"), &format!("{ORGANISATIONS}/{number}"))
            .node(Name(DCAT, "contactPoint"), &self.addresses.part(Edition::Latest, "contact"))
            .node(Name(DCT, "language"), &format!("{AUTHORITY}/language/NOB"))
            .node(Name(DCT, "language"), &format!("{AUTHORITY}/language/ENG"))
            .node(Name(DCT, "spatial"), &format!("{AUTHORITY}/country/NOR"));
    }

    /// What a dataset and its versions have in common.
    fn in_common(self, subject: &mut Subject<'_>, dataset: Dataset) {
        subject.said(DESCRIBED, &dataset.about());
        self.offered_by(subject);
        for theme in ["EDUC", "SOCI"] {
            subject.node(Name(DCAT, "theme"), &format!("{AUTHORITY}/data-theme/{theme}"));
        }
        for keyword in dataset.keywords() {
            subject.said(Name(DCAT, "keyword"), keyword);
        }
        subject
            .node(Name(DCT, "accessRights"), &format!("{AUTHORITY}/access-right/PUBLIC"))
            .node(Name(DCT, "provenance"), &self.addresses.part(Edition::Latest, "provenance"))
            .node(Name(FOAF, "page"), &self.addresses.dictionary());
    }

    fn dataset(self, graph: &mut Graph, dataset: Dataset, releases: &[Published]) {
        let at = self.addresses;
        let name = at.part(Edition::Latest, dataset.name());
        let mut subject = graph.about(&name);
        subject.is_a(Name(DCAT, "Dataset")).said(TITLED, &dataset.title()).text(Name(DCT, "identifier"), &name);
        self.in_common(&mut subject, dataset);
        subject
            .node(Name(DCAT, "landingPage"), &at.catalogue())
            // A release is made when there is something to release.
            .node(Name(DCT, "accrualPeriodicity"), &format!("{AUTHORITY}/frequency/IRREG"));
        let (Some(first), Some(latest)) = (releases.last(), releases.first()) else { return };
        subject
            .instant(Name(DCT, "issued"), first.made)
            .instant(Name(DCT, "modified"), latest.made)
            .node(Name(DCT, "temporal"), &at.part(Edition::Number(latest.number), "period"));
        for release in releases {
            let version = at.part(Edition::Number(release.number), dataset.name());
            subject.node(Name(DCAT, "hasVersion"), &version);
        }
        self.files(graph, dataset, Edition::Latest, latest);
    }

    /// The datasets as a release has them.
    fn editions(self, graph: &mut Graph, release: &Published, releases: &[Published]) {
        let at = self.addresses;
        let edition = Edition::Number(release.number);
        let before = releases.iter().filter(|other| other.number < release.number).max_by_key(|other| other.number);
        for dataset in Dataset::ALL {
            let name = at.part(edition, dataset.name());
            let mut subject = graph.about(&name);
            subject.is_a(Name(DCAT, "Dataset"));
            for (language, title) in titles(dataset, release) {
                subject.spoken(TITLED, &title, language);
            }
            subject.text(Name(DCT, "identifier"), &name).text(Name(DCAT, "version"), &release.number.to_string());
            self.in_common(&mut subject, dataset);
            subject
                .node(Name(DCAT, "landingPage"), &at.release(edition))
                .node(Name(DCAT, "isVersionOf"), &at.part(Edition::Latest, dataset.name()))
                .instant(Name(DCT, "issued"), release.made)
                .node(Name(DCT, "accrualPeriodicity"), &format!("{AUTHORITY}/frequency/NEVER"))
                .node(Name(DCT, "temporal"), &at.part(edition, "period"));
            if let Some(before) = before {
                let earlier = at.part(Edition::Number(before.number), dataset.name());
                subject.node(Name(DCAT, "previousVersion"), &earlier);
            }
            self.files(graph, dataset, edition, release);
        }
        let period = at.part(edition, "period");
        let mut period = graph.about(&period);
        period.is_a(Name(DCT, "PeriodOfTime"));
        period.day(Name(DCAT, "startDate"), release.from).day(Name(DCAT, "endDate"), release.to);
    }

    /// The files of a dataset, which its subject is told to have.
    fn files(self, graph: &mut Graph, dataset: Dataset, edition: Edition, release: &Published) {
        let at = self.addresses;
        let name = |shape: Shape| at.part(edition, &format!("{}-{}", dataset.name(), shape.name));
        for shape in SHAPES {
            graph.about(&at.part(edition, dataset.name())).node(Name(DCAT, "distribution"), &name(shape));
        }
        for shape in SHAPES {
            let (title, kind, media) = written(shape.format);
            let address = at.file(edition, dataset, shape);
            let mut file = graph.about(&name(shape));
            file.is_a(Name(DCAT, "Distribution")).spoken(TITLED, title, "nb");
            file.node(Name(DCAT, "accessURL"), &address)
                .node(Name(DCAT, "downloadURL"), &address)
                .node(Name(DCT, "format"), &format!("{AUTHORITY}/file-type/{kind}"))
                .node(Name(DCT, "license"), LICENCE)
                .node(Name(DCATAP, "availability"), &format!("{AUTHORITY}/planned-availability/STABLE"))
                .node(Name(ADMS, "status"), &format!("{AUTHORITY}/distribution-status/COMPLETED"))
                .node(Name(FOAF, "page"), &at.dictionary())
                .instant(Name(DCT, "issued"), release.made);
            if let Some(media) = media {
                file.node(Name(DCAT, "mediaType"), &format!("https://www.iana.org/assignments/media-types/{media}"));
            }
            if shape.format == Format::Csv {
                file.node(Name(DCT, "conformsTo"), &at.metadata(edition, dataset));
            }
        }
        let mut columns = graph.about(&at.metadata(edition, dataset));
        columns.is_a(Name(DCT, "Standard")).spoken(TITLED, &format!("{}: kolonnene", dataset.title().nb), "nb");
    }

    /// Those who publish, and what else is named by all.
    fn people(self, graph: &mut Graph) {
        let Publisher { name, number, email, .. } = self.publisher;
        let at = self.addresses;
        let mut agent = graph.about(&format!("{ORGANISATIONS}/{number}"));
        agent.is_a(Name(FOAF, "Agent")).spoken(Name(FOAF, "name"), name.as_str(), "nb");
        agent.text(Name(DCT, "identifier"), number);
        let mut contact = graph.about(&at.part(Edition::Latest, "contact"));
        contact.is_a(Name(VCARD, "Organization")).spoken(Name(VCARD, "fn"), self.publisher.contact(), "nb");
        contact.node(Name(VCARD, "hasEmail"), &format!("mailto:{email}"));
        let mut provenance = graph.about(&at.part(Edition::Latest, "provenance"));
        provenance.is_a(Name(DCT, "ProvenanceStatement")).said(Name(RDFS, "label"), &PROVENANCE);
    }
}

/// What a dataset of a release is called.
fn titles(dataset: Dataset, release: &Published) -> [(&'static str, String); 3] {
    let (title, number) = (dataset.title(), release.number);
    let named = |word: &str| {
        // Unless said otherwise it is called by its number.
        let label = Some(&release.label).filter(|label| **label != number.to_string());
        label.map_or_else(|| format!("{word} {number}"), |label| format!("{word} {number}: {label}"))
    };
    [
        ("nb", format!("{} ({})", title.nb, named("publisering"))),
        ("nn", format!("{} ({})", title.nn, named("publisering"))),
        ("en", format!("{} ({})", title.en, named("release"))),
    ]
}

/// What a format is called, in the EU's list of file types, and by IANA where it knows it.
fn written(format: Format) -> (&'static str, &'static str, Option<&'static str>) {
    match format {
        Format::Csv => ("CSV", "CSV", Some("text/csv")),
        Format::ExcelNb => ("CSV for norsk Excel", "CSV", Some("text/csv")),
        Format::Ndjson => ("NDJSON: et JSON-objekt per linje", "JSON", None),
        Format::Parquet => ("Apache Parquet", "PARQUET", Some("application/vnd.apache.parquet")),
    }
}

#[cfg(test)]
mod tests;
