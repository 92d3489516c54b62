//! What is known of one XiVO: its dialect, its people, its CTI profiles.

use leptos::prelude::*;

use super::labels::Labels;
use super::people::People;
use super::tenant_choice::{TenantChoice, TenantList};
use crate::config::{SystemKind, XivoApi};
use crate::domain::Refusal;
use crate::form::FieldValue;
use crate::list::Selection;
use crate::state::Console;
use crate::state::lasting::lasting_signal;
use crate::state::session::System;
use crate::wire::xivo::cti_profiles::{CtiProfiles, ListCtiProfiles};
use crate::wire::xivo::{Configured, Dialect, Field, User, UserId, UserRow};

/// The CTI profiles of a server, as far as they were asked for.
#[derive(Clone)]
pub enum Profiles {
    NotAsked,
    Asking,
    Known(CtiProfiles),
    Refused(Refusal),
}

/// Values of a form, as somebody typed them.
type TypedValues = Vec<(Field, FieldValue)>;

/// One XiVO. Lives as long as the page.
#[derive(Clone, Copy)]
pub struct Xivo {
    pub system: System,
    pub dialect: RwSignal<Dialect>,
    pub people: People,
    pub profiles: RwSignal<Profiles>,
    /// Who is selected in the list, for a change of several at once.
    pub selection: RwSignal<Selection>,
    /// Whose people are worked on.
    pub tenant: RwSignal<TenantChoice>,
    /// Whose people the plan is about.
    pub(super) plan_tenant: StoredValue<TenantChoice>,
    pub tenants: RwSignal<TenantList>,
    /// What music on hold and contexts are called, in each tenant that was asked for.
    pub labels: RwSignal<Vec<Labels>>,
    /// In how many minutes the session ends, once that is soon and nobody uses the page.
    pub minutes_left: RwSignal<Option<u32>>,
    /// What was typed for somebody new and not kept by the server, until their own page asks for it.
    typed: StoredValue<Option<(UserId, TypedValues)>>,
    /// Counts the signings in, each of which is watched to its end.
    pub(super) session_watch: StoredValue<u32>,
}

impl Xivo {
    /// The XiVO behind a system; made once.
    pub fn of(system: System) -> Self {
        let console = Console::get();
        console.xivos.get_or(&system.id(), || {
            let configured = system.with(|config| match &config.kind {
                SystemKind::Xivo(xivo) => match xivo.api {
                    XivoApi::V1_0 => Configured::V10,
                    XivoApi::V1_1 => Configured::V11,
                    XivoApi::Auto => Configured::Auto,
                },
                _ => Configured::Auto,
            });
            Self {
                system,
                dialect: lasting_signal(Dialect::configured(configured)),
                people: People::new(console.country_code),
                profiles: lasting_signal(Profiles::NotAsked),
                selection: lasting_signal(Selection::default()),
                tenant: lasting_signal(TenantChoice::default()),
                plan_tenant: StoredValue::new(TenantChoice::default()),
                tenants: lasting_signal(TenantList::default()),
                labels: lasting_signal(Vec::new()),
                minutes_left: lasting_signal(None),
                typed: StoredValue::new(None),
                session_watch: StoredValue::new(0),
            }
        })
    }

    /// Forgets whom somebody else has read, as when another person signs in, and whose people they
    /// worked on.
    pub fn forget(&self) {
        self.tenant.set(TenantChoice::Own);
        self.plan_tenant.set_value(TenantChoice::Own);
        self.tenants.set(TenantList::NotRead);
        self.labels.set(Vec::new());
        self.minutes_left.set(None);
        self.typed.set_value(None);
        self.forget_people();
    }

    /// Forgets the list and who of it is selected.
    pub(super) fn forget_people(&self) {
        self.selection.update(Selection::clear);
        self.people.forget();
        if let TenantList::Known(tenants) = self.tenants.get_untracked() {
            self.people.set_tenants(tenants);
        }
    }

    /// Keeps what was typed for somebody new and not kept by the server.
    pub fn keep_typed(&self, id: UserId, typed: TypedValues) {
        self.typed.set_value(Some((id, typed)));
    }

    /// What was typed for this person and not kept, once.
    pub fn take_typed(&self, id: &UserId) -> TypedValues {
        let typed = self.typed.try_update_value(Option::take).flatten();
        typed.filter(|(of, _)| of == id).map(|(_, typed)| typed).unwrap_or_default()
    }

    /// Takes somebody who was read into the list, if the list is of their tenant.
    pub fn put_in_list(&self, user: &User) {
        if self.is_in_list(user) {
            self.people.put(UserRow::from_user(user));
        } else {
            self.people.remove(user.id());
        }
    }

    /// Feeds what an answer told into the dialect, and tells the pages only
    /// if something was learnt.
    pub fn learn<T>(&self, learn: impl FnOnce(&mut Dialect) -> T) -> T {
        let mut dialect = self.dialect.get_untracked();
        let learnt = learn(&mut dialect);
        if dialect != self.dialect.get_untracked() {
            self.dialect.set(dialect);
        }
        learnt
    }

    /// Asks for the CTI profiles, unless they are known.
    pub async fn read_profiles(&self) {
        if matches!(self.profiles.get_untracked(), Profiles::Known(_) | Profiles::Asking) {
            return;
        }
        if self.dialect.get_untracked().lacks_cti() {
            return self.profiles.set(Profiles::Known(CtiProfiles::default()));
        }
        self.profiles.set(Profiles::Asking);
        let answer = self.system.ask(|_| ListCtiProfiles).await;
        self.profiles.set(match answer {
            Ok(profiles) => Profiles::Known(profiles),
            Err(refusal) => Profiles::Refused(refusal),
        });
    }
}
