//! A person's client configuration: reading it, and what was read.

use super::configuration_id::ConfigurationId;
use super::inherited;
use super::members::{shorten, text_at};
use super::property::Property;
use super::property_map::PropertyMap;
use super::property_path::PropertyPath;
use super::property_value::PropertyValue;
use super::refusal::{not_understood, require_object};
use super::rights::RightsFilter;
use super::session::{Session, SessionCall};
use super::user_id::UserId;
use crate::domain::{Inherited, Refusal, Trouble, percent};
use crate::wire::http::{Method, Request, Response};
use serde_json::Value as Json;

/// The group that the members stand in. Selecting the group itself is an error.
pub(super) const GROUP: &str = "clientConfigurationProperties";

/// A member as it was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Member {
    Readable(Inherited<PropertyValue>),
    /// Not of the documented type; kept as it came, to be shown, never sent.
    Unreadable {
        raw: String,
    },
}

/// A member that this program does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownMember {
    pub name: String,
    /// The JSON as it came.
    pub raw: String,
}

/// What a server says about a person's client configuration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClientConfiguration {
    pub user: ConfigurationId,
    /// `clientConfigDateLastModified`, as sent (`20260224T101500Z`).
    pub last_modified: Option<String>,
    /// The template in effect.
    pub template: ConfigurationId,
    members: PropertyMap<Member>,
    /// Members of a newer server.
    pub unknown_members: Vec<UnknownMember>,
}

impl ClientConfiguration {
    /// Reads a user. Properties that were asked for and did not come are null,
    /// since null members are left out.
    pub fn read(answer: &Json, requested: &[Property]) -> Self {
        let nothing = serde_json::Map::new();
        let group = answer.get(GROUP).and_then(Json::as_object).unwrap_or(&nothing);
        let reports_own =
            Property::ALL.iter().filter_map(|known| group.get(known.name())).any(reports_own_value);
        let mut members: PropertyMap<Member> = requested
            .iter()
            .map(|property| (*property, member(*property, &Json::Null, reports_own)))
            .collect();
        let mut unknown_members = Vec::new();
        for (name, value) in group {
            match Property::from_name(name) {
                Some(property) => {
                    members.insert(property, member(property, value, reports_own));
                }
                None => unknown_members
                    .push(UnknownMember { name: name.clone(), raw: shorten(&value.to_string()) }),
            }
        }
        let template = answer.get("clientConfigurationTemplate");
        let template = template.map(|template| template.get("effectiveValue").unwrap_or(template));
        Self {
            user: ConfigurationId::read(answer.get("configurationId")),
            last_modified: text_at(answer, "clientConfigDateLastModified"),
            template: ConfigurationId::read(template),
            members,
            unknown_members,
        }
    }

    /// Every property that there is here, in the order of the page.
    pub fn members(&self) -> impl Iterator<Item = (Property, &Member)> {
        self.members.iter()
    }

    pub fn member(&self, property: Property) -> Option<&Member> {
        self.members.get(property)
    }

    /// The value with its sources; `None` where it was not asked for or not understood.
    pub fn get(&self, property: Property) -> Option<&Inherited<PropertyValue>> {
        match self.members.get(property) {
            Some(Member::Readable(value)) => Some(value),
            _ => None,
        }
    }

    /// Has the person a value of their own? `None` where the server did not
    /// say. An empty follow-me list is no value.
    pub fn is_set_here(&self, property: Property) -> Option<bool> {
        let value = self.get(property)?;
        match value.own() {
            Some(PropertyValue::FollowMe(entries)) => Some(!entries.is_empty()),
            _ => value.is_own(),
        }
    }

    /// Own values that equal what would be inherited anyway.
    pub fn redundant_properties(&self) -> Vec<Property> {
        let redundant = |(property, member): (Property, &Member)| match member {
            Member::Readable(value) if value.is_redundant() => Some(property),
            _ => None,
        };
        self.members().filter_map(redundant).collect()
    }

    /// Inherited values whose sources did not come with them: some servers
    /// tell those only one property at a time, see [`ReadClient::sources_of`].
    pub fn properties_without_sources(&self) -> Vec<Property> {
        let lacks = |(property, member): (Property, &Member)| match member {
            Member::Readable(value) if property.kind().is_inheritable() && value.sources.is_empty() => {
                let inherits = matches!(value.inherited, Some(Some(_))) || value.is_own() == Some(false);
                (inherits && value.effective.is_some()).then_some(property)
            }
            _ => None,
        };
        self.members().filter_map(lacks).collect()
    }

    /// Leaves out all but these properties: where people are many, nothing else is kept of each.
    pub fn keep_only(&mut self, is_wanted: impl Fn(Property) -> bool) {
        self.members.retain(is_wanted);
        self.unknown_members = Vec::new();
    }

    /// Takes over the sources that a later answer has.
    pub fn add_sources(&mut self, later: &Self) {
        for (property, member) in later.members() {
            if let (Member::Readable(later), Some(Member::Readable(here))) =
                (member, self.members.get_mut(property))
                && here.sources.is_empty()
            {
                here.sources.clone_from(&later.sources);
            }
        }
    }
}

fn reports_own_value(value: &Json) -> bool {
    ["actualValue", "inheritedValue", "inheritedFrom"].into_iter().any(|name| value.get(name).is_some())
}

fn member(property: Property, value: &Json, reports_own: bool) -> Member {
    match inherited::read(property, value, reports_own) {
        Some(value) => Member::Readable(value),
        None => Member::Unreadable { raw: shorten(&value.to_string()) },
    }
}

/// `GET /icws/{session}/configuration/users/{id}` with the members selected
/// one by one, own and inherited values asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadClient {
    pub user: UserId,
    pub properties: Vec<Property>,
    pub rights: RightsFilter,
    /// Ask where one property comes from (`singlePropertyInheritedFrom`).
    single: bool,
}

impl ReadClient {
    /// Everything that a server with this version of the feature `configuration` has.
    pub fn new(user: UserId, configuration: Option<i64>, rights: RightsFilter) -> Self {
        Self { user, properties: Property::known_to(configuration), rights, single: false }
    }

    /// One property with its sources.
    pub fn sources_of(user: UserId, property: Property, rights: RightsFilter) -> Self {
        Self { user, properties: vec![property], rights, single: true }
    }

    /// The same without the members that the server refused to select, if it
    /// named some; `None` where asking again would make no difference.
    pub fn without_refused(&self, refusal: &Refusal) -> Option<Self> {
        let refused: Vec<Property> = refusal
            .problems
            .iter()
            .filter(|problem| problem.trouble == Trouble::UnknownField)
            .filter_map(|problem| problem.value.as_deref().or(problem.field.as_deref()))
            .filter_map(|name| PropertyPath::read(name).map(|path| path.property))
            .collect();
        let properties: Vec<Property> =
            self.properties.iter().copied().filter(|property| !refused.contains(property)).collect();
        let is_less = properties.len() < self.properties.len() && !properties.is_empty();
        is_less.then(|| Self { properties, ..self.clone() })
    }
}

impl SessionCall for ReadClient {
    type Answer = ClientConfiguration;

    fn request(&self, session: &Session) -> Request {
        let mut path = self.user.path();
        path.push_str("?select=");
        if !self.single {
            path.push_str("clientConfigDateLastModified,clientConfigurationTemplate,");
        }
        for (at, property) in self.properties.iter().enumerate() {
            if at > 0 {
                path.push(',');
            }
            path.push_str(GROUP);
            path.push('.');
            path.push_str(property.name());
        }
        path.push_str("&actualValues=true&inheritedValues=true");
        if self.single {
            path.push_str("&singlePropertyInheritedFrom=true");
        }
        path.push_str("&rightsFilter=");
        path.push_str(self.rights.name());
        session.request(Method::Get, &path)
    }

    fn answer(&self, response: &Response) -> Result<ClientConfiguration, Refusal> {
        let answer = require_object(response)?;
        // An object that is neither a user nor has the group is something else's.
        if answer.get("configurationId").is_none() && answer.get(GROUP).is_none() {
            return Err(not_understood(response));
        }
        // Something on the way has mixed up two answers. Ids are the same whatever their case, and
        // however they are written in an answer: encoded as in an address, or with blanks around.
        let id = ConfigurationId::read(answer.get("configurationId")).id;
        let is_same = |id: &str| id.trim().to_lowercase() == self.user.as_str().trim().to_lowercase();
        if id.is_some_and(|id| !is_same(&id) && !percent::decode(&id).is_some_and(|id| is_same(&id))) {
            return Err(not_understood(response));
        }
        Ok(ClientConfiguration::read(&answer, &self.properties))
    }
}
