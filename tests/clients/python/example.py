import os

from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport

WAITING = """
  query Waiting($after: String) {
    partnerships(first: 50, after: $after, filter: { awaitingConfirmation: true }, orderBy: [{ field: TITLE }]) {
      nodes { title pendingRevision { awaiting { organisation { name } } } }
      pageInfo { hasNextPage endCursor }
    }
  }
"""

transport = RequestsHTTPTransport(
    url=os.environ["SAMSPILL_URL"],  # such as http://127.0.0.1:8080/graphql
    headers={"Authorization": f"Bearer {os.environ['SAMSPILL_TOKEN']}"},
)

with Client(transport=transport) as session:
    after, more = None, True
    while more:
        query = gql(WAITING)
        query.variable_values = {"after": after}
        page = session.execute(query)["partnerships"]
        for partnership in page["nodes"]:
            awaiting = partnership["pendingRevision"]["awaiting"]
            print(f"{partnership['title']}: {', '.join(party['organisation']['name'] for party in awaiting)}")
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
