//! Graphs: put together statement by statement, and written as Turtle or JSON-LD.

use std::io;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use entity::vocabulary::Text;
use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphNameRef, Literal, NamedNode, NamedNodeRef, Term, Triple, vocab::rdf, vocab::xsd};
use oxttl::TurtleSerializer;

/// Statements, in the order they are made.
#[derive(Clone, Debug, Default)]
pub struct Graph(Vec<Triple>);

/// Something a graph tells of.
pub struct Subject<'a> {
    graph: &'a mut Graph,
    name: NamedNode,
}

/// Names of a vocabulary: the prefix that is written for them, and where they are.
#[derive(Clone, Copy, Debug)]
pub struct Namespace {
    /// The prefix.
    pub prefix: &'static str,
    /// What the names begin with.
    pub base: &'static str,
}

/// A name in a vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct Name(pub Namespace, pub &'static str);

impl Name {
    fn node(self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{}", self.0.base, self.1))
    }
}

impl Graph {
    /// Begins to tell of something with this absolute IRI.
    pub fn about(&mut self, iri: &str) -> Subject<'_> {
        // Made of an address that was checked, numbers and words of our own.
        Subject { graph: self, name: NamedNode::new_unchecked(iri) }
    }

    /// The statements.
    #[must_use]
    pub fn triples(&self) -> &[Triple] {
        &self.0
    }

    /// The graph in Turtle.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn turtle(&self, namespaces: &[Namespace]) -> io::Result<Vec<u8>> {
        let mut turtle = TurtleSerializer::new();
        for namespace in namespaces {
            turtle = turtle.with_prefix(namespace.prefix, namespace.base).map_err(io::Error::other)?;
        }
        let mut writer = turtle.for_writer(Vec::new());
        for triple in &self.0 {
            writer.serialize_triple(triple)?;
        }
        writer.finish()
    }

    /// The graph in JSON-LD.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn json_ld(&self, namespaces: &[Namespace]) -> io::Result<Vec<u8>> {
        let mut json = JsonLdSerializer::new();
        for namespace in namespaces {
            json = json.with_prefix(namespace.prefix, namespace.base).map_err(io::Error::other)?;
        }
        let mut writer = json.for_writer(Vec::new());
        for triple in &self.0 {
            writer.serialize_quad(triple.as_ref().in_graph(GraphNameRef::DefaultGraph))?;
        }
        writer.finish()
    }
}

impl Subject<'_> {
    fn tell(&mut self, property: Name, value: impl Into<Term>) -> &mut Self {
        self.graph.0.push(Triple::new(self.name.clone(), property.node(), value));
        self
    }

    /// It is one of these.
    pub fn is_a(&mut self, class: Name) -> &mut Self {
        self.graph.0.push(Triple::new(self.name.clone(), rdf::TYPE, class.node()));
        self
    }

    /// A property is something else, with this absolute IRI.
    pub fn node(&mut self, property: Name, iri: &str) -> &mut Self {
        self.tell(property, NamedNode::new_unchecked(iri))
    }

    /// A property is text, in no language.
    pub fn text(&mut self, property: Name, text: &str) -> &mut Self {
        self.tell(property, Literal::new_simple_literal(text))
    }

    /// A property is text in a language.
    pub fn spoken(&mut self, property: Name, text: &str, language: &str) -> &mut Self {
        self.tell(property, Literal::new_language_tagged_literal_unchecked(text, language))
    }

    /// A property is text in the languages of the registry.
    pub fn said(&mut self, property: Name, text: &Text) -> &mut Self {
        self.spoken(property, text.nb, "nb").spoken(property, text.nn, "nn").spoken(property, text.en, "en")
    }

    /// A property is a day.
    pub fn day(&mut self, property: Name, day: NaiveDate) -> &mut Self {
        self.typed(property, day.format("%Y-%m-%d").to_string(), xsd::DATE)
    }

    /// A property is an instant.
    pub fn instant(&mut self, property: Name, instant: DateTime<Utc>) -> &mut Self {
        self.typed(property, instant.to_rfc3339_opts(SecondsFormat::Secs, true), xsd::DATE_TIME)
    }

    fn typed(&mut self, property: Name, text: String, kind: NamedNodeRef<'_>) -> &mut Self {
        self.tell(property, Literal::new_typed_literal(text, kind))
    }
}
