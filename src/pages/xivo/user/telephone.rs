//! What a person telephones with: the extension beside the name, and all of it in a section
//! of its own.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::{Icon, IconName, Section, language, t};
use crate::domain::Language;
use crate::pages::xivo::user::labelled::labels_of;
use crate::state::xivo::Xivo;
use crate::text::{LocalizedText, common, xivo as texts};
use crate::wire::xivo::labels::Labelled;
use crate::wire::xivo::telephone::{Extension, ForwardKind, Line, Named, Telephone};
use crate::wire::xivo::{Field, User};

/// What stands between the parts of a line of facts.
const BETWEEN: &str = " · ";

/// The extensions and the state, below the name. Servers of 2016 tell extensions in a list alone.
#[component]
pub fn Summary(xivo: Xivo, user: RwSignal<User>) -> impl IntoView {
    let language = language();
    let looked_up = RwSignal::new(String::new());
    let whose = user.get_untracked();
    spawn_local(async move {
        if let Some(extension) = xivo.read_extension(&whose).await {
            looked_up.try_set(extension);
        }
    });
    let extension = move || {
        user.with(|user| {
            let in_record = user.text(Field::Line);
            let listed = xivo.people.extensions_of(user.id());
            let found = [in_record.to_owned(), listed, looked_up.get()];
            let numbers = found.into_iter().find(|numbers| !numbers.is_empty()).unwrap_or_default();
            let language = language.get();
            (!numbers.is_empty()).then(|| common::labelled(language, texts::extension(language), &numbers))
        })
    };
    let state = move || {
        let is_enabled = user.with(|user| user.switch(Field::Enabled))?;
        let (icon, word): (_, LocalizedText) = match is_enabled {
            true => (IconName::On, texts::enabled),
            false => (IconName::Off, texts::disabled),
        };
        let state = view! { <Icon name=icon /> {t(word)} };
        Some(state)
    };
    view! {
        <Show when=move || extension().is_some() || user.with(|user| user.switch(Field::Enabled)).is_some()>
            <p>
                {extension}
                {move || (extension().is_some() && state().is_some()).then_some(BETWEEN)}
                {state}
            </p>
        </Show>
    }
    .into_any()
}

/// The id of the section's heading.
const HEADING: &str = "telephone";

/// Its place in the list of sections, where there is something in it.
pub fn section(language: Language, user: &User) -> Option<Section> {
    let heading = texts::telephone(language).to_owned();
    user.telephone().map(|_| Section { id: HEADING.to_owned(), heading })
}

/// The lines, the voicemail and the rest, where the record tells of them.
#[component]
pub fn TelephoneSection(xivo: Xivo, user: RwSignal<User>) -> impl IntoView {
    let language = language();
    let tenant = Signal::derive(move || {
        Some(user.with(|user| user.text(Field::TenantUuid).to_owned())).filter(|uuid| !uuid.is_empty())
    });
    let labels = labels_of(xivo, tenant);
    let facts = move || {
        let contexts = labels.get().and_then(|labels| labels.contexts).unwrap_or_default();
        let language = language.get();
        user.with(|user| user.telephone().map(|telephone| facts(language, telephone, &contexts)))
    };
    view! {
        <Show when=move || user.with(|user| user.telephone().is_some())>
            <section aria-labelledby=HEADING>
                <h2 id=HEADING tabindex="-1">
                    {t(texts::telephone)}
                </h2>
                <p class="hint">{t(texts::telephone_read_only)}</p>
                <dl class="facts">
                    {move || {
                        let facts = facts().unwrap_or_default().into_iter();
                        facts.map(|(term, fact)| view! { <dt>{term}</dt><dd>{fact}</dd> }).collect_view()
                    }}
                </dl>
            </section>
        </Show>
    }
    .into_any()
}

/// Each term with its fact. What a person lacks is said only of what people ask for first.
fn facts(language: Language, telephone: &Telephone, contexts: &[Labelled]) -> Vec<(String, String)> {
    let none = || texts::none(language).to_owned();
    let mut facts = Vec::new();
    for line in &telephone.lines {
        let term = [texts::label(language, Field::Line.name()), " ", line.name.as_str()].concat();
        facts.push((term.trim_end().to_owned(), line_fact(language, line, contexts)));
    }
    if telephone.lines.is_empty() {
        facts.push((texts::label(language, Field::Line.name()).to_owned(), none()));
    }
    let voicemail = telephone.voicemail.as_ref().map(|voicemail| voicemail.title().to_owned());
    facts.push((texts::label(language, Field::Voicemail.name()).to_owned(), voicemail.unwrap_or_else(none)));
    let mut add = |term: &str, fact: String| {
        if !fact.is_empty() {
            facts.push((term.to_owned(), fact));
        }
    };
    add(texts::incoming_numbers(language), telephone.incoming_numbers().join(", "));
    add(texts::label(language, Field::Agent.name()), titles(telephone.agent.iter()));
    add(texts::groups(language), titles(telephone.groups.iter()));
    add(texts::queues(language), titles(telephone.queues.iter()));
    if let Some(forwards) = &telephone.forwards {
        for (kind, destination) in forwards.active() {
            add(forward_label(kind)(language), destination.to_owned());
        }
    }
    if telephone.is_not_disturbed() == Some(true) {
        add(texts::do_not_disturb(language), common::on(language).to_owned());
    }
    facts
}

/// What a forward is called, before where the calls go.
pub fn forward_label(kind: ForwardKind) -> LocalizedText {
    match kind {
        ForwardKind::Unconditional => texts::forward_all,
        ForwardKind::Busy => texts::forward_busy,
        ForwardKind::NoAnswer => texts::forward_no_answer,
    }
}

/// "1001 (Internal) · SIP · provisioning code 676101"
fn line_fact(language: Language, line: &Line, contexts: &[Labelled]) -> String {
    let mut parts = Vec::new();
    for Extension { exten, context } in &line.extensions {
        // A context whose label is not known has a name that says nothing to people.
        let listed = contexts.iter().find(|listed| listed.name == *context);
        parts.push(match listed {
            Some(listed) => [exten, " (", listed.label(), ")"].concat(),
            None => exten.clone(),
        });
    }
    if line.extensions.is_empty() {
        parts.push(texts::no_extension(language).to_owned());
    }
    if !line.protocol.is_empty() {
        parts.push(line.protocol.to_ascii_uppercase());
    }
    parts.push(match (&line.device_id, &line.provisioning_code) {
        (Some(device), _) => [texts::device(language), " ", device].concat(),
        (None, Some(code)) => [texts::no_device_code(language), " ", code].concat(),
        (None, None) => texts::no_device(language).to_owned(),
    });
    parts.join(BETWEEN)
}

fn titles<'a>(named: impl Iterator<Item = &'a Named>) -> String {
    named.map(Named::title).collect::<Vec<_>>().join(", ")
}
