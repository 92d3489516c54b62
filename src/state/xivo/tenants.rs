//! Reading the tenants of a Wazo, and choosing the one whose people are worked on.

use leptos::prelude::*;

use super::credentials::XivoCredentials;
use super::server::Xivo;
use super::tenant_choice::{TenantChoice, TenantList};
use crate::domain::RefusalKind;
use crate::state::Console;
use crate::wire::xivo::tenants::{ListTenants, Tenants};
use crate::wire::xivo::{Field, User};

impl Xivo {
    /// Works on the people of other tenants from now on. `false` where a plan is under way, whose
    /// requests would name them as well.
    pub fn choose_tenant(&self, choice: TenantChoice) -> bool {
        if self.tenant.with_untracked(|chosen| *chosen == choice) {
            return true;
        }
        if untrack(|| self.has_plan_under_way()) {
            return false;
        }
        let named = match &choice {
            TenantChoice::One(uuid) => Some(uuid.clone()),
            TenantChoice::Own | TenantChoice::All => None,
        };
        self.tenant.set(choice);
        self.system.session().update(|session| {
            session.change::<XivoCredentials>(|credentials| credentials.tenant = named);
        });
        self.forget_people();
        true
    }

    /// Is a plan under way? Reactive: whoever begins a plan goes to it.
    pub fn has_plan_under_way(&self) -> bool {
        let console = Console::get();
        console.navigation.track_route();
        let plan = console.plans.find(&self.system.id());
        plan.is_some_and(|plan| plan.run.is_under_way())
    }

    /// Reads the list of tenants, unless it is known.
    pub async fn read_tenants(&self) {
        if !self.tenants.with_untracked(|tenants| *tenants == TenantList::NotRead) {
            return;
        }
        self.tenants.set(TenantList::Reading);
        let answer = self.system.ask_at(self.token_base(), |_| ListTenants).await;
        self.tenants.set(match answer {
            Ok(tenants) => {
                self.people.set_tenants(tenants.clone());
                TenantList::Known(tenants)
            }
            // The service is of an age without tenants.
            Err(refusal) if refusal.kind == RefusalKind::NoSuchResource => {
                TenantList::Known(Tenants::default())
            }
            Err(refusal) => TenantList::Refused(refusal),
        });
    }

    /// The UUID of the tenant that the account belongs to, if it is known.
    pub fn own_tenant(&self) -> Option<String> {
        self.system.session().with(|session| session.of::<XivoCredentials>()?.own_tenant.clone())
    }

    /// The UUID of the tenant in which somebody new is created, if it is known. Reactive.
    pub fn tenant_of_new_users(&self) -> Option<String> {
        match self.tenant.get() {
            TenantChoice::One(uuid) => Some(uuid),
            TenantChoice::Own | TenantChoice::All => self.own_tenant(),
        }
    }

    /// The name of a tenant, where there are several; `None` where there is but one, or
    /// where they are not known. Reactive.
    pub fn tenant_name(&self, uuid: &str) -> Option<String> {
        self.tenants.with(|tenants| match tenants {
            TenantList::Known(known) if known.items.len() > 1 => Some(known.name_of(uuid).to_owned()),
            _ => None,
        })
    }

    /// Is somebody of a tenant that the list shows?
    pub(super) fn is_in_list(&self, user: &User) -> bool {
        let tenant = user.text(Field::TenantUuid);
        let has_several = self
            .tenants
            .with_untracked(|tenants| matches!(tenants, TenantList::Known(known) if known.items.len() > 1));
        let shown = match self.tenant.get_untracked() {
            // Where there is but one tenant nobody is of another, whatever their record says.
            TenantChoice::Own if !has_several => return true,
            TenantChoice::All => return true,
            TenantChoice::One(uuid) => Some(uuid),
            TenantChoice::Own => untrack(|| self.own_tenant()),
        };
        tenant.is_empty() || shown.is_none_or(|shown| shown == tenant)
    }
}
