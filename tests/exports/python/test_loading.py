"""Every format of every table is loaded by pandas, polars and DuckDB, with the types and the sums that the API says."""

import datetime
from collections import Counter
from decimal import Decimal

import duckdb
import pandas
import polars
import pyarrow.parquet
import pytest

LISTS = {
    "partnerships": "partnerships",
    "staffing": "staffAllocations",
    "budget": "budgetLines",
    "participation-counts": "participationCounts",
    "outcome-targets": "outcomeTargets",
    "outcome-observations": "outcomeObservations",
}
# What to sum, and where to begin a date.
SUMS = {
    "partnerships": None,
    "staffing": "percentage",
    "budget": "planned",
    "participation-counts": "participants",
    "outcome-targets": "target",
    "outcome-observations": "actual",
}
DATES = {
    "partnerships": "startDate",
    "staffing": "fromDate",
    "budget": None,
    "participation-counts": "periodFrom",
    "outcome-targets": "periodFrom",
    "outcome-observations": "periodTo",
}
# Decimals behind the point.
SCALES = {"staffing": 2, "budget": 2, "participation-counts": 0, "outcome-targets": 4, "outcome-observations": 4}


def added(values):
    """The sum of what is there."""
    return sum((Decimal(str(value)) for value in values if value is not None and value == value), Decimal(0))


def wanted(access, table):
    fields = ["id", "createdAt"] + [field for field in (SUMS[table], DATES[table]) if field]
    records = access.all(LISTS[table], " ".join(fields))
    total = added(record[SUMS[table]] for record in records) if SUMS[table] else None
    dates = sorted(record[DATES[table]] for record in records) if DATES[table] else []
    return [record["id"] for record in records], total, dates


@pytest.mark.parametrize("table", LISTS)
def test_pandas_loads_csv(access, table):
    ids, total, dates = wanted(access, table)
    digits = {"municipalityNumber": "string", "kostraFunction": "string"}
    frame = pandas.read_csv(access.file(f"{table}.csv"), dtype=digits)
    assert list(frame["id"]) == ids
    if total is not None:
        assert round(Decimal(str(frame[SUMS[table]].sum())), SCALES[table]) == total
    if dates and ids:
        assert sorted(pandas.to_datetime(frame[DATES[table]]).dt.strftime("%Y-%m-%d")) == dates


@pytest.mark.parametrize("table", LISTS)
def test_pandas_loads_what_is_meant_for_excel(access, table):
    ids, total, _ = wanted(access, table)
    file = access.file(f"{table}.csv", excel="nb")
    frame = pandas.read_csv(file, sep=";", decimal=",", encoding="utf-8-sig")
    assert list(frame["id"]) == ids
    if total is not None and ids:
        assert frame[SUMS[table]].dtype == ("float64" if SCALES[table] else "int64")
        assert round(Decimal(str(frame[SUMS[table]].sum())), SCALES[table]) == total
    if ids:
        # Text, as a formula that says so.
        assert frame["municipalityNumber"].str.fullmatch(r'="\d{4}"').all()


@pytest.mark.parametrize("table", LISTS)
def test_pandas_loads_parquet(access, table):
    ids, total, dates = wanted(access, table)
    frame = pandas.read_parquet(access.file(f"{table}.parquet"))
    assert list(frame["id"]) == ids
    if total is not None:
        # Exact: decimals are decimals.
        assert added(frame[SUMS[table]]) == total
    if dates:
        assert sorted(date.isoformat() for date in frame[DATES[table]]) == dates
    assert str(frame["createdAt"].dtype) == "datetime64[us, UTC]"
    assert str(frame["version"].dtype) == "int32"


@pytest.mark.parametrize("table", LISTS)
def test_pandas_loads_ndjson(access, table):
    ids, total, _ = wanted(access, table)
    file = access.file(f"{table}.ndjson")
    if not ids:
        assert file.read_bytes() == b""
        return
    frame = pandas.read_json(file, lines=True, dtype=False)
    assert list(frame["id"]) == ids
    if total is not None:
        assert added(frame[SUMS[table]]) == total


@pytest.mark.parametrize("table", LISTS)
def test_polars_loads_all(access, table):
    ids, total, dates = wanted(access, table)
    parquet = polars.read_parquet(access.file(f"{table}.parquet"))
    assert parquet["id"].to_list() == ids
    assert parquet.schema["createdAt"] == polars.Datetime("us", "UTC")
    assert parquet.schema["version"] == polars.Int32
    if total is not None:
        kind = polars.Decimal if SCALES[table] else polars.Int32
        assert isinstance(parquet.schema[SUMS[table]], kind)
        assert (parquet[SUMS[table]].sum() or 0) == total
    if DATES[table]:
        assert parquet.schema[DATES[table]] == polars.Date
        assert sorted(date.isoformat() for date in parquet[DATES[table]]) == dates
    csv = polars.read_csv(access.file(f"{table}.csv"), infer_schema=False)
    assert csv["id"].to_list() == ids
    assert csv.columns == parquet.columns
    if ids:
        ndjson = polars.read_ndjson(access.file(f"{table}.ndjson"), infer_schema_length=None)
        assert ndjson["id"].to_list() == ids
        assert ndjson.columns == parquet.columns


@pytest.mark.parametrize("table", LISTS)
def test_duckdb_loads_all(access, table):
    ids, total, dates = wanted(access, table)
    files = {ending: access.file(f"{table}.{ending}") for ending in ("csv", "ndjson", "parquet")}
    readers = [f"read_parquet('{files['parquet']}')"]
    if ids:
        readers += [f"read_csv('{files['csv']}', all_varchar = true)", f"read_json('{files['ndjson']}')"]
    for reader in readers:
        assert [row[0] for row in duckdb.sql(f"SELECT id FROM {reader}").fetchall()] == ids, reader
        if total is not None:
            exact = f"SELECT coalesce(sum(CAST({SUMS[table]} AS DECIMAL(18, {SCALES[table]}))), 0) FROM {reader}"
            assert duckdb.sql(exact).fetchall()[0][0] == total, reader
        if dates:
            days = duckdb.sql(f"SELECT CAST({DATES[table]} AS DATE) FROM {reader}").fetchall()
            assert sorted(day.isoformat() for (day,) in days) == dates, reader
    types = {name: str(kind) for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM {readers[0]}").fetchall()}
    assert types["createdAt"] == "TIMESTAMP WITH TIME ZONE"
    assert types["version"] == "INTEGER"
    assert types["id"] == "VARCHAR"
    expected = {
        "partnerships": {"pillars": "VARCHAR[]", "startDate": "DATE", "partiesTotalCount": "INTEGER"},
        "staffing": {"percentage": "DECIMAL(5,2)", "fullTimeEquivalent": "DECIMAL(5,4)", "toDate": "DATE"},
        "budget": {"planned": "DECIMAL(18,2)", "actual": "DECIMAL(18,2)", "budgetFiscalYear": "INTEGER"},
        "participation-counts": {"participants": "INTEGER", "periodFrom": "DATE", "activitySubjectFields": "VARCHAR[]"},
        "outcome-targets": {"target": "DECIMAL(18,4)", "baseline": "DECIMAL(18,4)", "indicatorAscending": "BOOLEAN"},
        "outcome-observations": {"actual": "DECIMAL(18,4)", "periodTo": "DATE", "schoolYear": "INTEGER"},
    }
    assert {name: types[name] for name in expected[table]} == expected[table]


def test_the_schema_is_written_down_in_full(planner):
    schema = pyarrow.parquet.read_schema(planner.file("partnerships.parquet"))
    assert str(schema.field("createdAt").type) == "timestamp[us, tz=UTC]"
    assert str(schema.field("startDate").type) == "date32[day]"
    assert str(schema.field("pillars").type).startswith("list<")
    assert not schema.field("startDate").nullable and schema.field("endDate").nullable
    budget = pyarrow.parquet.read_schema(planner.file("budget.parquet"))
    assert str(budget.field("planned").type) == "decimal128(18, 2)"


def test_lists_are_lists(planner):
    records = planner.all("partnerships", "id pillars organisations(first: 100) { nodes { name } }")
    frame = pandas.read_parquet(planner.file("partnerships.parquet")).set_index("id")
    for record in records:
        row = frame.loc[record["id"]]
        assert list(row["pillars"]) == record["pillars"]
        assert list(row["organisationsName"]) == [node["name"] for node in record["organisations"]["nodes"]]


def test_groups_sum_to_what_the_budgets_say(planner):
    """What each fiscal year's lines cost, by DuckDB from the file and by the API from the budgets."""
    file = planner.file("budget.parquet", filter='{"kind": {"eq": "COST"}}')
    years = duckdb.sql(f"SELECT budgetFiscalYear, sum(planned) FROM '{file}' GROUP BY ALL").fetchall()
    said = Counter()
    for line in planner.all("budgetLines", "kind planned budget { fiscalYear }"):
        if line["kind"] == "COST":
            said[line["budget"]["fiscalYear"]] += Decimal(line["planned"])
    assert len(years) > 1 and dict(years) == dict(said)


def test_full_time_equivalents_on_a_date(planner):
    """Planners' third question, from the file: how many are shared on a date."""
    day = datetime.date(2026, 11, 24)
    frame = polars.read_parquet(planner.file("staffing.parquet", filter=f'{{"activeOn": "{day}"}}'))
    said = planner.api(
        "query ($on: Date!) { staffAllocations(first: 100, filter: { activeOn: $on }) { nodes { percentage } } }",
        on=day.isoformat(),
    )
    percentages = [Decimal(node["percentage"]) for node in said["staffAllocations"]["nodes"]]
    assert percentages and frame["fullTimeEquivalent"].sum() == sum(percentages) / 100


def test_parts_make_the_whole(planner):
    """What is read in parts, each behind the last row of the one before, is what is read at once."""
    parts, after = [], {}
    while True:
        part = polars.read_parquet(planner.file("budget.parquet", limit=7, **after))
        if part.is_empty():
            break
        parts.append(part)
        after = {"after": part["id"][-1]}
    assert len(parts) > 2
    assert polars.concat(parts).equals(polars.read_parquet(planner.file("budget.parquet")))


def test_analysts_get_no_rows_about_people(tmp_path):
    from conftest import Access

    analyst = Access("ANALYST", tmp_path)
    seen = {"partnerships": True, "outcome-targets": True}
    for table, rows in ((table, seen.get(table, False)) for table in LISTS):
        frame = pandas.read_parquet(analyst.file(f"{table}.parquet"))
        assert (len(frame) > 0) == rows, table
    frame = pandas.read_parquet(analyst.file("partnerships.parquet"))
    assert frame["statusReason"].isna().all()


def test_released_figures_are_those_of_the_api(access):
    """The demonstration has a release: by place and year, the file has what the API publishes."""
    query = """query ($after: String, $release: ID!) { list: participation(
        release: $release, by: [MUNICIPALITY, SCHOOL_YEAR, SERVICE], first: 100, after: $after
    ) { nodes { place schoolYear service participants { value suppressed } } pageInfo { hasNextPage endCursor } } }"""
    for frame in (
        pandas.read_parquet(access.file("participation.parquet")),
        pandas.read_json(access.file("participation.ndjson"), lines=True, dtype={"place": str}),
        pandas.read_csv(access.file("participation.csv"), dtype={"place": str}),
        duckdb.sql(f"SELECT * FROM '{access.file('participation.parquet')}'").df(),
        polars.read_parquet(access.file("participation.parquet")).to_pandas(),
    ):
        cells = frame[(frame.placeKind == "MUNICIPALITY") & frame.schoolYear.notna() & frame.service.notna()]
        cells = cells[cells.subject.isna() & cells.ageBand.isna()]
        found = {
            (cell.place, int(cell.schoolYear), cell.service): (
                None if pandas.isna(cell.participants) else int(cell.participants),
                bool(cell.participantsSuppressed),
            )
            for cell in cells.itertuples()
        }
        said, after = {}, None
        while True:
            page = access.api(query, after=after, release=frame["releaseId"].iloc[0])["list"]
            for cell in page["nodes"]:
                key = (cell["place"], cell["schoolYear"], cell["service"])
                said[key] = (cell["participants"]["value"], cell["participants"]["suppressed"])
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        assert found == said and len(found) > 10
        assert any(suppressed for _, suppressed in found.values())
        assert all(value is None for value, suppressed in found.values() if suppressed)


def test_outcomes_have_exact_values(access):
    frame = polars.read_parquet(access.file("outcomes.parquet"))
    assert frame.schema["target"] == polars.Decimal(18, 4)
    assert frame.schema["actualSuppressed"] == polars.Boolean
    said = access.api(
        "query ($release: ID!) { outcomes(release: $release, by: MUNICIPALITY, first: 100) { totalCount nodes { target } } }",
        release=frame["releaseId"][0],
    )["outcomes"]
    places = frame.filter(polars.col("placeKind") == "MUNICIPALITY")
    assert len(places) == said["totalCount"] > 0
    targets = [Decimal(cell["target"]) for cell in said["nodes"] if cell["target"]]
    if said["totalCount"] <= 100:
        assert (places["target"].sum() or Decimal(0)) == sum(targets, Decimal(0))


def test_exact_figures_are_the_sums_of_the_counts(planner):
    """A municipality's own figures, from the cube and from the rows they are made of."""
    own = pandas.read_parquet(planner.file("participation.parquet", filter='{"municipality": "4601", "by": ["SCHOOL_YEAR"]}'))
    assert own["exact"].all() and own["releaseId"].isna().all() and not own["participantsSuppressed"].any()
    rows = pandas.read_parquet(
        planner.file("participation-counts.parquet", filter='{"municipalityNumber": {"eq": "4601"}}')
    )
    for figure in ("participants", "attendances"):
        summed = rows.groupby("schoolYear")[figure].sum().to_dict()
        assert summed == dict(zip(own["schoolYear"], own[figure])) and len(summed) > 1
    said = planner.api(
        """{ participation(municipality: "4601", by: [SCHOOL_YEAR]) { exact nodes { schoolYear sessions { value } } } }"""
    )["participation"]
    assert said["exact"] and dict(zip(own["schoolYear"], own["sessions"])) == {
        cell["schoolYear"]: cell["sessions"]["value"] for cell in said["nodes"]
    }


def test_exact_figures_are_gone_on_with(planner):
    asked = {"filter": '{"municipality": "4601"}'}
    parts, after = [], {}
    while True:
        part = polars.read_parquet(planner.file("participation.parquet", limit=50, **asked, **after))
        if part.is_empty():
            break
        parts.append(part)
        after = {"after": part["cursor"][-1]}
    assert len(parts) > 1
    assert polars.concat(parts).equals(polars.read_parquet(planner.file("participation.parquet", **asked)))
