//! Things that the server names and people label, and their lists: the music on hold that there is
//! (`/1.1/moh`, from Wazo 20 on), and the contexts that extensions are in (`/1.1/contexts`).

use serde::Deserialize;

use super::refusal::{RefusedCall, Resource, read_refusal};
use super::tenants::for_tenant;
use crate::domain::Refusal;
use crate::wire::json;
use crate::wire::read_list::read_list;
use crate::wire::{Call, Method, Request, Response};

/// Something with a name that records hold (`moh-<tenant>-<uuid>`), and a label that
/// people gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Labelled {
    #[serde(default, deserialize_with = "json::or_default")]
    pub name: String,
    /// Empty if nobody gave one.
    #[serde(default, deserialize_with = "json::or_default")]
    label: String,
    /// The tenant whose it is, where the server says.
    #[serde(default, deserialize_with = "json::optional")]
    pub tenant_uuid: Option<String>,
}

impl Labelled {
    /// The label to show, or else the name.
    pub fn label(&self) -> &str {
        if self.label.is_empty() { &self.name } else { &self.label }
    }
}

/// Which list of such things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelledList {
    /// What a user's `music_on_hold` can be. `default` is taken as well, listed or not.
    MusicOnHold,
    Contexts,
}

/// `GET /1.1/moh` or `GET /1.1/contexts`. What has no name cannot be chosen, and is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLabelled {
    pub list: LabelledList,
    /// Whose; of the tenant of the account if none is named.
    pub tenant: Option<String>,
}

impl Call for ListLabelled {
    type Answer = Vec<Labelled>;

    fn request(&self) -> Request {
        let path = match self.list {
            LabelledList::MusicOnHold => "/1.1/moh",
            LabelledList::Contexts => "/1.1/contexts",
        };
        let request = Request::new(Method::Get, path);
        match &self.tenant {
            Some(uuid) => for_tenant(request, uuid),
            None => request,
        }
    }

    fn answer(&self, response: &Response) -> Result<Vec<Labelled>, Refusal> {
        if response.status != 200 {
            return Err(read_refusal(response, &RefusedCall::to(Resource::List)));
        }
        let mut items: Vec<Labelled> = read_list(response, "items")?.items;
        items.retain(|item| !item.name.is_empty());
        Ok(items)
    }
}
