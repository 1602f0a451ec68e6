"""Open data without a token: what catalogues harvest is right, and every file loads as its description says."""

import os
import re
import urllib.error
import urllib.request
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import polars
import pyshacl
import pytest
import rdflib
from conftest import URL
from csvw import CSVW
from rdflib.compare import isomorphic, to_isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

OPEN = URL.replace("/graphql", "/open/")
DATASETS = ["participation", "outcomes", "resources"]
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
AUTHORITY = "http://publications.europa.eu/resource/authority"


def fetch(path: str, **headers) -> bytes:
    request = urllib.request.Request(OPEN + path, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.read()


def saved(path: str, directory: Path) -> Path:
    place = directory / path.rsplit("/", 1)[-1].split("?")[0]
    place.write_bytes(fetch(path))
    return place


@pytest.fixture(scope="module")
def catalogue() -> rdflib.Graph:
    return rdflib.Graph().parse(data=fetch("catalog.ttl"), format="turtle")


def violations(graph: rdflib.Graph, shapes: str) -> list[str]:
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False)
    shacl = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    found = [
        f"{report.value(result, shacl.focusNode)} {report.value(result, shacl.resultPath)}: "
        f"{report.value(result, shacl.resultMessage)}"
        for result in report.subjects(RDF.type, shacl.ValidationResult)
        if report.value(result, shacl.resultSeverity) == shacl.Violation
    ]
    assert conforms or len(list(report.subjects(RDF.type, shacl.ValidationResult))) > 0
    return found


SHAPES = (Path(__file__).parent / "shapes.ttl").read_text()


@pytest.mark.parametrize("name", ["catalog", "releases/1"])
def test_turtle_and_json_ld_are_the_same_graph(name):
    turtle = rdflib.Graph().parse(data=fetch(f"{name}.ttl"), format="turtle")
    json_ld = rdflib.Graph().parse(data=fetch(f"{name}.jsonld"), format="json-ld")
    assert len(turtle) > 50
    assert isomorphic(to_isomorphic(turtle), to_isomorphic(json_ld))
    address = "" if name == "catalog" else name
    asked = rdflib.Graph().parse(data=fetch(address, Accept="application/ld+json"), format="json-ld")
    assert isomorphic(asked, turtle)


def test_the_catalogue_keeps_to_the_shapes(catalogue):
    assert violations(catalogue, SHAPES) == []
    release = rdflib.Graph().parse(data=fetch("releases/1.ttl"), format="turtle")
    # What it is a version of is told in the catalogue.
    assert violations(release + catalogue, SHAPES) == []


@pytest.mark.skipif("SAMSPILL_TEST_SHAPES" not in os.environ, reason="names other files of shapes, between colons")
def test_the_catalogue_keeps_to_other_shapes(catalogue):
    for file in os.environ["SAMSPILL_TEST_SHAPES"].split(":"):
        assert violations(catalogue, Path(file).read_text()) == [], file


# Each breaks something that catalogues need, as (property, what takes its place; none is nothing).
MUTATIONS = [
    (DCTERMS.title, None),
    (DCTERMS.title, rdflib.Literal("uten språk")),
    (DCTERMS.description, None),
    (DCTERMS.publisher, None),
    (DCTERMS.publisher, rdflib.Literal("Bergen kommune")),
    (DCAT.contactPoint, None),
    (DCAT.contactPoint, rdflib.URIRef("mailto:post@example.no")),
    (DCAT.theme, None),
    (DCAT.theme, rdflib.Literal("utdanning")),
    (DCAT.dataset, None),
    (DCAT.distribution, None),
    (DCAT.accessURL, None),
    (DCAT.downloadURL, rdflib.Literal("participation.csv")),
    (DCTERMS.format, rdflib.Literal("csv")),
    (DCTERMS.license, None),
    (DCTERMS.license, rdflib.URIRef(f"{AUTHORITY}/licence/CC_BY_NC_4_0")),
    (DCTERMS.accessRights, rdflib.URIRef(f"{AUTHORITY}/access-right/RESTRICTED")),
    (DCTERMS.issued, rdflib.Literal("i går")),
    (DCTERMS.temporal, None),
    (DCAT.startDate, None),
    (DCAT.endDate, rdflib.Literal("1999-01-01", datatype=rdflib.XSD.date)),
    (DCTERMS.language, rdflib.Literal("nb")),
    (FOAF.name, None),
    (VCARD.hasEmail, None),
    (VCARD.fn, None),
]


@pytest.mark.parametrize(("property", "other"), MUTATIONS)
def test_the_shapes_notice_what_is_wrong(catalogue, property, other):
    changed = rdflib.Graph()
    for triple in catalogue:
        changed.add(triple)
    subjects = set(changed.subjects(property))
    assert subjects, property
    changed.remove((None, property, None))
    if other is not None:
        for subject in subjects:
            changed.add((subject, property, other))
    assert violations(changed, SHAPES)


def test_every_address_of_the_catalogue_leads_somewhere(catalogue):
    addresses = {str(address) for address in catalogue.objects(None, DCAT.downloadURL)}
    assert len(addresses) == 2 * 4 * len(DATASETS)
    for property in (DCAT.landingPage, FOAF.page, FOAF.homepage, DCAT.accessURL, DCTERMS.conformsTo):
        addresses |= {str(address) for address in catalogue.objects(None, property)}
    own = {address for address in addresses if address.startswith(OPEN)}
    assert len(own) > len(addresses) / 2
    for address in sorted(own):
        assert fetch(address.removeprefix(OPEN)), address
    # Names of things are parts of pages that are there.
    for subject in set(catalogue.subjects()):
        if str(subject).startswith(OPEN):
            assert fetch(str(subject).removeprefix(OPEN).split("#")[0], Accept="text/turtle"), subject


@pytest.mark.parametrize("dataset", DATASETS)
def test_files_load_and_are_the_same(dataset, tmp_path):
    files = {ending: saved(f"releases/latest/{dataset}.{ending}", tmp_path) for ending in ("csv", "ndjson", "parquet")}
    parquet = polars.read_parquet(files["parquet"])
    assert parquet.height > 0
    assert parquet["cursor"].n_unique() == parquet.height
    csv = pandas.read_csv(files["csv"], dtype={"place": "string"})
    ndjson = polars.read_ndjson(files["ndjson"], infer_schema_length=None)
    assert list(csv["cursor"]) == list(ndjson["cursor"]) == list(parquet["cursor"])
    assert list(csv.columns) == ndjson.columns == parquet.columns
    rows = duckdb.sql(f"SELECT count(*), count(DISTINCT cursor) FROM read_csv('{files['csv']}')").fetchall()
    assert rows == [(parquet.height, parquet.height)]
    excel = tmp_path / "excel.csv"
    excel.write_bytes(fetch(f"releases/latest/{dataset}.csv?excel=nb"))
    frame = pandas.read_csv(excel, sep=";", decimal=",", encoding="utf-8-sig")
    assert list(frame["cursor"]) == list(parquet["cursor"])


def test_the_figures_are_those_of_the_api(access, tmp_path):
    if access.role != "ANALYST":
        pytest.skip("an analyst gets what is released")
    cells = pandas.read_csv(saved("releases/latest/participation.csv", tmp_path), dtype={"place": "string"})
    country = cells[(cells.placeKind == "COUNTRY") & cells.schoolYear.notna() & cells.service.notna()]
    country = country[country.subject.isna() & country.ageBand.isna()]
    assert len(country) > 0
    query = """query ($after: String) { participation(by: [SCHOOL_YEAR, SERVICE], first: 100, after: $after) {
        nodes { schoolYear service participants { value suppressed } } } }"""
    said = {
        (node["schoolYear"], node["service"]): (node["participants"]["value"], node["participants"]["suppressed"])
        for node in access.api(query)["participation"]["nodes"]
    }
    for row in country.itertuples():
        value, suppressed = said[(int(row.schoolYear), row.service)]
        assert suppressed == row.participantsSuppressed
        assert (None if pandas.isna(row.participants) else int(row.participants)) == value


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_columns_are_as_they_are_described(dataset, tmp_path, monkeypatch):
    described = saved(f"releases/latest/{dataset}.csv-metadata.json", tmp_path)
    saved(f"releases/latest/{dataset}.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    table = CSVW(str(described), validate=True)
    assert table.is_valid
    rows = list(table.tables[0].iterdicts(strict=True))
    parquet = polars.read_parquet(saved(f"releases/latest/{dataset}.parquet", tmp_path))
    assert len(rows) == parquet.height
    assert list(rows[0]) == parquet.columns
    for column, kind in parquet.schema.items():
        wanted = {polars.Int32: int, polars.Boolean: bool, polars.String: str}.get(kind, Decimal)
        values = [row[column] for row in rows if row[column] is not None]
        assert all(isinstance(value, wanted) for value in values), (column, kind)
        assert values == parquet[column].drop_nulls().to_list(), column


def test_columns_that_are_described_wrongly_are_noticed(tmp_path, monkeypatch):
    described = saved("releases/latest/participation.csv-metadata.json", tmp_path)
    saved("releases/latest/participation.csv", tmp_path)
    monkeypatch.chdir(tmp_path)
    text = described.read_text()
    described.write_text(re.sub(r'COUNTRY\|', "", text, count=1))
    assert not CSVW(str(described), validate=True).is_valid


def test_nothing_else_is_to_be_had_without_a_token():
    for file in ("participation.csv", "budget.csv"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(URL.replace("/graphql", f"/export/{file}"), timeout=60)
        assert refused.value.code == 401
    with pytest.raises(urllib.error.HTTPError) as missing:
        fetch("releases/latest/budget.csv")
    assert missing.value.code == 404
