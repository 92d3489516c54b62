//! Reading what music on hold and contexts are called, in each tenant.

use leptos::prelude::*;

use super::labels::Labels;
use super::server::Xivo;
use crate::wire::xivo::labels::{LabelledList, ListLabelled};

impl Xivo {
    /// Reads the lists of a tenant, unless they were asked for before.
    pub async fn read_labels(&self, tenant: Option<String>) {
        if self.labels_of(&tenant).is_some() {
            return;
        }
        let asked = Labels { tenant: tenant.clone(), ..Labels::default() };
        self.labels.update(|all| all.push(asked));
        // Without them the names are shown and typed, as the server has them.
        let read = async |list| self.system.ask(|_| ListLabelled { list, tenant: tenant.clone() }).await;
        let music = read(LabelledList::MusicOnHold).await;
        let contexts = read(LabelledList::Contexts).await;
        self.labels.update(|all| {
            if let Some(own) = all.iter_mut().find(|labels| labels.tenant == tenant) {
                own.is_read = true;
                own.music_on_hold = music.ok();
                own.contexts = contexts.ok();
            }
        });
    }

    /// The lists of a tenant, once they were asked for. Reactive.
    pub fn labels_of(&self, tenant: &Option<String>) -> Option<Labels> {
        self.labels.with(|all| all.iter().find(|labels| labels.tenant == *tenant).cloned())
    }
}
