// What Relay's compiler makes artifacts of. Nothing imports this file: in an application a Babel
// plugin replaces these literals by their artifacts, which the test takes directly.

import { graphql } from "relay-runtime";

export const query = graphql`
  query OrganisationsQuery($first: Int!, $filter: OrganisationFilter) {
    ...Organisations_list @arguments(first: $first, filter: $filter)
  }
`;

export const list = graphql`
  fragment Organisations_list on Query
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" }, filter: { type: "OrganisationFilter" })
  @refetchable(queryName: "OrganisationsNextPageQuery") {
    organisations(first: $first, after: $after, filter: $filter, orderBy: [{ field: NAME }])
      @connection(key: "Organisations_organisations") {
      totalCount
      edges {
        node {
          id
          ...Organisations_card
        }
      }
    }
  }
`;

export const card = graphql`
  fragment Organisations_card on Organisation @refetchable(queryName: "OrganisationsCardQuery") {
    id
    version
    name
    serviceType
    municipality {
      name
    }
  }
`;

export const create = graphql`
  mutation OrganisationsCreateMutation($input: CreateOrganisationInput!, $connections: [ID!]!) {
    createOrganisation(input: $input) {
      organisation @prependNode(connections: $connections, edgeTypeName: "OrganisationEdge") {
        id
        ...Organisations_card
      }
      errors {
        code
        field
        message
      }
    }
  }
`;

export const update = graphql`
  mutation OrganisationsUpdateMutation($input: UpdateOrganisationInput!) {
    updateOrganisation(input: $input) {
      organisation {
        ...Organisations_card
      }
      errors {
        code
        currentVersion
      }
    }
  }
`;

export const remove = graphql`
  mutation OrganisationsDeleteMutation($input: DeleteOrganisationInput!, $connections: [ID!]!) {
    deleteOrganisation(input: $input) {
      deletedId @deleteEdge(connections: $connections) @deleteRecord
      errors {
        code
      }
    }
  }
`;
