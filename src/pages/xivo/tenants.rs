//! Tenants on the screen: the choice in the rail, and whose somebody is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{language, t};
use crate::domain::{Language, RefusalKind, Trouble};
use crate::list::Progress;
use crate::route::{Query, Route};
use crate::state::Console;
use crate::state::xivo::Xivo;
use crate::state::xivo::tenant_choice::{TenantChoice, TenantList};
use crate::text::{refusal as sentences, tenants as texts};

/// Works on the people of the tenant that the address names, if it does.
pub fn choose_tenant_of_address(xivo: Xivo) {
    let query = Console::get().navigation.query();
    let tenant = query.with_untracked(|query| query.get("tenant").map(str::to_owned));
    if tenant.is_some() {
        xivo.choose_tenant(TenantChoice::from_query(tenant.as_deref()));
    }
}

/// The choice of a tenant, where the account sees several.
#[component]
pub fn TenantChooser(xivo: Xivo) -> impl IntoView {
    let navigation = Console::get().navigation;
    let language = language();
    Effect::new(move |_| {
        // Where the list of the chosen tenant is refused, no record has told of tenants.
        let is_chosen = xivo.tenant.with(|choice| *choice != TenantChoice::Own);
        let has_tenants = xivo.dialect.get().has_tenants() || is_chosen;
        if has_tenants
            && xivo.system.is_open()
            && xivo.tenants.with(|tenants| *tenants == TenantList::NotRead)
        {
            spawn_local(async move { xivo.read_tenants().await });
        }
    });
    // A tenant that is refused may have been deleted since the list was read.
    let is_refused = Memo::new(move |_| {
        xivo.people.progress().with(|progress| match progress {
            Progress::Failed(refusal) => refusal
                .problems
                .iter()
                .any(|problem| matches!(problem.trouble, Trouble::MissingRight { names_tenant: true, .. })),
            _ => false,
        })
    });
    Effect::new(move |_| {
        if is_refused.get() {
            xivo.tenants.set(TenantList::NotRead);
        }
    });
    let choose = move |value: String| {
        let query = Query::default().with("tenant", &value);
        navigation.go_to(&Route::Users { system: xivo.system.id() }.url(&query));
    };
    let options = Memo::new(move |_| options(xivo, language.get()));
    let chosen = move || {
        let own = xivo.own_tenant();
        match xivo.tenant.get() {
            TenantChoice::One(uuid) if Some(&uuid) == own.as_ref() => String::new(),
            choice => choice.query_value().to_owned(),
        }
    };
    let note = move || {
        let language = language.get();
        let choice = xivo.tenant.get();
        xivo.tenants.with(|tenants| match tenants {
            TenantList::Refused(refusal) if refusal.kind == RefusalKind::NotAllowed => {
                texts::not_listed(language).to_owned()
            }
            TenantList::Refused(refusal) => {
                [texts::not_read(language), &sentences::refusal(language, refusal)].join(" ")
            }
            TenantList::Known(known) => match &choice {
                TenantChoice::One(uuid) if known.find(uuid).is_none() => texts::is_gone(language).to_owned(),
                _ if !known.is_whole() => texts::not_all(language).to_owned(),
                _ => String::new(),
            },
            TenantList::NotRead | TenantList::Reading => String::new(),
        })
    };
    view! {
        <Show when=move || options.with(|options| options.len() > 1)>
            <li class="rail-choice">
                <label for="rail-tenant">{t(texts::tenant)}</label>
                <select
                    id="rail-tenant"
                    // The requests of the plan would name the other tenant as well.
                    disabled=move || xivo.has_plan_under_way()
                    on:change:target=move |event| choose(event.target().value())
                >
                    {move || {
                        options
                            .get()
                            .into_iter()
                            .map(|(value, name)| {
                                let own = value.clone();
                                view! {
                                    <option value=value prop:selected=move || chosen() == own>
                                        {name}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </li>
        </Show>
        <Show when=move || !note().is_empty()>
            <li class="rail-choice" role="status">{note}</li>
        </Show>
    }
    .into_any()
}

/// What can be chosen: the value of `?tenant=` and the name of each. Reactive.
fn options(xivo: Xivo, language: Language) -> Vec<(String, String)> {
    let own = xivo.own_tenant();
    let choice = xivo.tenant.get();
    xivo.tenants.with(|tenants| {
        let TenantList::Known(known) = tenants else { return Vec::new() };
        let mut others: Vec<_> = known
            .items
            .iter()
            .filter(|tenant| Some(&tenant.uuid) != own.as_ref())
            .map(|tenant| (tenant.uuid.clone(), tenant.label().to_owned()))
            .collect();
        others.sort_by_cached_key(|(_, name)| name.to_lowercase());
        let own = own.and_then(|own| known.find(&own).map(|tenant| tenant.label().to_owned()));
        let mut options = vec![(String::new(), own.unwrap_or_else(|| texts::own(language).to_owned()))];
        options.extend(others);
        if options.len() > 1 {
            options.push((TenantChoice::All.query_value().to_owned(), texts::all(language).to_owned()));
        }
        if let TenantChoice::One(uuid) = &choice
            && known.find(uuid).is_none()
        {
            options.push((uuid.clone(), texts::unknown(language).to_owned()));
        }
        options
    })
}

/// "Tenant: North Office", where there are several.
#[component]
pub fn TenantNote(xivo: Xivo, #[prop(into)] uuid: Signal<Option<String>>) -> impl IntoView {
    let language = language();
    let name = move || xivo.tenant_name(&uuid.get()?);
    view! {
        <Show when=move || name().is_some()>
            <p>{move || texts::is_of(language.get(), &name().unwrap_or_default())}</p>
        </Show>
    }
    .into_any()
}
