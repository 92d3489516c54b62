//! What is said of a configuration beside its properties: whose it is, why it
//! cannot be changed, and what this console does not know of it.

use leptos::prelude::*;

use crate::browser::clock;
use crate::components::{language, t};
use crate::text::{icws as texts, visible};
use crate::wire::icws::ClientConfiguration;
use crate::wire::icws::rights::{Access, ReadOnlyReason};

/// What whoever has the configuration is called. Reactive.
pub fn name_of(configuration: RwSignal<ClientConfiguration>) -> String {
    configuration.with(|configuration| {
        configuration.user.label().map(|name| visible(name).into_owned()).unwrap_or_default()
    })
}

/// Whose configuration it is, which template holds, when it was last changed.
#[component]
pub fn Subject(configuration: RwSignal<ClientConfiguration>) -> impl IntoView {
    let language = language();
    let name = move || name_of(configuration);
    let id = move || {
        let name = name();
        configuration.with(|configuration| {
            let id = configuration.user.id.as_deref().filter(|id| *id != name);
            id.map(|id| visible(id).into_owned())
        })
    };
    let facts = move || {
        let language = language.get();
        configuration.with(|configuration| {
            let mut shown = Vec::new();
            if let Some(template) = configuration.template.label() {
                shown.push(texts::gives(language, texts::template(language), &visible(template)));
            }
            if let Some(stamp) = &configuration.last_modified {
                // In the reader's own time; another form stays as it came.
                let at = texts::iso_moment(stamp).and_then(|moment| clock::read_iso(&moment));
                let moment = match at {
                    Some(at) => clock::date_and_time(at, language.tag()),
                    None => visible(stamp).into_owned(),
                };
                shown.push(texts::gives(language, texts::last_changed(language), &moment));
            }
            shown.join(" · ")
        })
    };
    view! {
        <p class="subject">
            <strong>{name}</strong>
            {move || id().map(|id| view! { " " <span class="quiet">{id}</span> })}
        </p>
        <p class="hint">{facts}</p>
    }
    .into_any()
}

/// Why nothing can be changed.
#[component]
pub fn ReadOnly(access: Option<Access>) -> impl IntoView {
    let why = match access {
        Some(Access::ReadOnly(ReadOnlyReason::NoRightToCustomize)) => texts::no_right_to_customize,
        Some(Access::ReadOnly(ReadOnlyReason::ServerTooOld)) => texts::server_too_old,
        _ => texts::not_yours,
    };
    view! {
        <div class="advice" role="note">
            <strong>{t(texts::read_only)}</strong>
            <p>{t(why)}</p>
        </div>
    }
    .into_any()
}

/// Members of a newer server, as they came.
#[component]
pub fn UnknownMembers(configuration: RwSignal<ClientConfiguration>) -> impl IntoView {
    let language = language();
    let members =
        Memo::new(move |_| configuration.with(|configuration| configuration.unknown_members.clone()));
    view! {
        <Show when=move || members.with(|members| !members.is_empty())>
            <section class="group">
                <h2>{t(texts::unknown_heading)}</h2>
                <p class="hint">{t(texts::unknown_why)}</p>
                <dl class="facts">
                    {move || {
                        members
                            .get()
                            .into_iter()
                            .map(|member| {
                                let label = texts::label(language.get(), &member.name).into_owned();
                                let raw = visible(&member.raw).into_owned();
                                view! {
                                    <dt>{label}</dt>
                                    <dd>
                                        <code>{raw}</code>
                                    </dd>
                                }
                            })
                            .collect_view()
                    }}
                </dl>
            </section>
        </Show>
    }
    .into_any()
}
