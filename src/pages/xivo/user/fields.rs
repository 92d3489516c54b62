//! The form of a user: shared by a new one and one that is there.

use leptos::prelude::*;

use crate::browser::zones;
use crate::components::field::{Entry, SwitchField, TextField};
use crate::components::refused::problem_sentence;
use crate::components::{Conflict, Section, language, t};
use crate::domain::{Language, Secret};
use crate::form::{Draft, FieldValue};
use crate::pages::xivo::user::labelled::MusicOnHold;
use crate::state::xivo::Xivo;
use crate::text::{LocalizedText, xivo as texts};
use crate::wire::xivo::{CallerIdRule, Clearing, Dialect, Field, FieldKind, LANGUAGES, form};

/// A group of the form.
pub struct Group {
    /// The id of its heading.
    id: &'static str,
    heading: LocalizedText,
    fields: &'static [Field],
}

/// Who somebody is.
pub const PERSON: &[Group] = &[Group {
    id: "group-person",
    heading: texts::group_person,
    fields: &[
        Field::Firstname,
        Field::Lastname,
        Field::Email,
        Field::MobilePhoneNumber,
        Field::MobileFallbackEnabled,
        Field::Userfield,
        Field::Description,
        Field::Enabled,
        Field::Id,
    ],
}];

/// What comes after that, and after what the server tells of somebody's telephones.
pub const OTHER_GROUPS: &[Group] = &[
    Group {
        id: "group-account",
        heading: texts::group_account,
        fields: &[
            Field::Username,
            Field::Password,
            Field::Language,
            Field::Timezone,
            Field::CallPermissionPassword,
            Field::SubscriptionType,
        ],
    },
    Group {
        id: "group-calls",
        heading: texts::group_calls,
        fields: &[
            Field::CallerId,
            Field::OutgoingCallerId,
            Field::MusicOnHold,
            Field::PreprocessSubroutine,
            Field::RingSeconds,
            Field::SimultaneousCalls,
            Field::CallTransferEnabled,
            Field::DtmfHangupEnabled,
            Field::CallRecordEnabled,
            Field::CallRecordOutgoingExternalEnabled,
            Field::CallRecordOutgoingInternalEnabled,
            Field::CallRecordIncomingExternalEnabled,
            Field::CallRecordIncomingInternalEnabled,
            Field::OnlineCallRecordEnabled,
            Field::SupervisionEnabled,
        ],
    },
    // Made together with somebody new, and changed elsewhere.
    Group {
        id: "group-sign-in",
        heading: texts::group_sign_in,
        fields: &[Field::AccountUsername, Field::AccountPassword, Field::AccountEmailAddress],
    },
    Group {
        id: "group-attached",
        heading: texts::group_attached,
        fields: &[Field::Line, Field::Voicemail, Field::Agent, Field::Entity],
    },
    Group { id: "group-cti", heading: texts::cti_configuration, fields: &CTI },
];

/// The CTI, which somebody new can be given at once where it is in the record (API 1.0).
/// Whoever is there has a view of its own for it.
const CTI: [Field; 2] = [Field::CtiEnabled, Field::CtiProfile];

/// Is the field on the form of this server's age?
fn is_visible(field: Field, dialect: &Dialect, is_new: bool) -> bool {
    // What is associated elsewhere is not there yet on somebody new.
    if is_new {
        return dialect.writes(field);
    }
    // Where more is told of these than a field shows, they have a section of their own.
    let is_in_telephone =
        dialect.tells_telephone() && matches!(field, Field::Line | Field::Voicemail | Field::Agent);
    dialect.has(field) && !CTI.contains(&field) && !is_in_telephone
}

/// The id of a field's control.
pub fn control_id(field: Field) -> String {
    let mut id = String::from("user-");
    id.push_str(field.name());
    id
}

impl Group {
    /// Its fields on the form of this server's age.
    fn visible_fields(&self, dialect: &Dialect, is_new: bool) -> Vec<Field> {
        self.fields.iter().copied().filter(|field| is_visible(*field, dialect, is_new)).collect()
    }

    /// Its place in the list of sections, where the server has any of its fields.
    pub fn section(&self, language: Language, dialect: &Dialect) -> Option<Section> {
        let heading = (self.heading)(language).to_owned();
        (!self.visible_fields(dialect, false).is_empty()).then(|| Section { id: self.id.to_owned(), heading })
    }
}

/// The fields of these groups that this server has.
#[component]
pub fn Fields(
    xivo: Xivo,
    draft: RwSignal<Draft<Field>>,
    groups: &'static [Group],
    is_new: bool,
) -> impl IntoView {
    // Of the page's own, as the language is, and for the same reason.
    let dialect = Memo::new(move |_| xivo.dialect.get());
    let visible = Memo::new(move |_| {
        let dialect = dialect.get();
        groups.iter().map(|group| group.visible_fields(&dialect, is_new)).collect::<Vec<_>>()
    });
    move || {
        let groups = groups.iter().zip(visible.get()).filter(|(_, fields)| !fields.is_empty());
        groups
            .map(|(group, fields)| {
                let fields = fields
                    .into_iter()
                    .map(|field| field_view(xivo, dialect, draft, field, is_new))
                    .collect_view();
                view! {
                    <fieldset>
                        <legend id=group.id tabindex="-1">
                            {t(group.heading)}
                        </legend>
                        {fields}
                    </fieldset>
                }
                .into_any()
            })
            .collect_view()
            .into_any()
    }
}

fn entry(field: Field) -> Entry {
    match field {
        Field::Email | Field::AccountEmailAddress => Entry::EMAIL,
        Field::MobilePhoneNumber => Entry::PHONE,
        _ if field.is_secret() => Entry::NEW_PASSWORD,
        _ if matches!(field.kind(), FieldKind::Number | FieldKind::Choice) => Entry::NUMBER,
        _ => Entry::TEXT,
    }
}

/// What is offered while somebody types: what others on this server have, and
/// then what there is besides.
fn offer(xivo: Xivo, field: Field) -> Option<Callback<(), Vec<String>>> {
    let besides: fn() -> Vec<String> = match field {
        Field::Language => || LANGUAGES.map(str::to_owned).to_vec(),
        Field::Timezone => zones::names,
        Field::MusicOnHold => Vec::new,
        _ => return None,
    };
    Some(Callback::new(move |()| {
        let mut all = xivo.people.with(|rows| rows.facts.common.get(field));
        let more: Vec<String> = besides().into_iter().filter(|value| !all.contains(value)).collect();
        all.extend(more);
        all
    }))
}

fn hint(language: Language, field: Field, dialect: &Dialect) -> &'static str {
    match field {
        Field::CallerId => match dialect.caller_id_rule() {
            CallerIdRule::Quoted => texts::hint_caller_id(language),
            CallerIdRule::QuotesAdded => texts::hint_caller_id_follows(language),
            CallerIdRule::Free => "",
        },
        Field::OutgoingCallerId => texts::hint_outgoing(language),
        Field::Language => texts::hint_language(language),
        Field::Timezone => texts::hint_timezone(language),
        Field::Username if dialect.deprecates_username() => texts::hint_deprecated(language),
        Field::Id => texts::hint_user_number(language),
        _ if !dialect.writes(field) => texts::hint_read_only(language),
        _ => "",
    }
}

fn secret_hint(language: Language, draft: &Draft<Field>, field: Field) -> &'static str {
    let stored = !draft.base(field).is_empty();
    match (stored, draft.is_changed(field), draft.get(field).is_empty()) {
        (true, true, true) => texts::password_goes(language),
        (true, ..) => texts::password_set(language),
        (false, ..) => texts::password_not_set(language),
    }
}

/// A field on the form, and what its control needs whatever its kind is.
#[derive(Clone, Copy)]
struct FormField {
    xivo: Xivo,
    dialect: Memo<Dialect>,
    draft: RwSignal<Draft<Field>>,
    field: Field,
    is_new: bool,
    label: Signal<String>,
    problem: Signal<String>,
    changed: Signal<bool>,
    on_leave: Callback<()>,
}

/// A field with the control of its kind.
pub fn field_view(
    xivo: Xivo,
    dialect: Memo<Dialect>,
    draft: RwSignal<Draft<Field>>,
    field: Field,
    is_new: bool,
) -> AnyView {
    let language = language();
    let left = RwSignal::new(false);
    let problem = Signal::derive(move || {
        let language = language.get();
        draft.with(|draft| {
            let shown = draft.problems().at(field).next().map(|problem| problem_sentence(language, problem));
            shown
                .or_else(|| {
                    // What was typed and left is judged by the same rule as at sending.
                    let judged = left.get() && draft.is_changed(field);
                    let found =
                        judged.then(|| form::check_value(field, draft.get(field), &dialect.get())).flatten();
                    found.map(|problem| problem_sentence(language, &problem))
                })
                .unwrap_or_default()
        })
    });
    let form_field = FormField {
        xivo,
        dialect,
        draft,
        field,
        is_new,
        label: Signal::derive(move || texts::label(language.get(), field.name()).to_owned()),
        problem,
        changed: Signal::derive(move || draft.with(|draft| draft.is_changed(field)) && !is_new),
        on_leave: Callback::new(move |()| {
            left.try_set(true);
        }),
    };
    let control = match field.kind() {
        FieldKind::Switch => switch_field(form_field),
        _ if field.is_secret() => secret_field(form_field),
        _ if field == Field::MusicOnHold => music_field(form_field),
        _ => text_field(form_field),
    };
    view! {
        {control}
        <Conflict draft=draft field=field control_id=control_id(field) />
    }
    .into_any()
}

fn switch_field(
    FormField { dialect, draft, field, is_new, label, problem, changed, .. }: FormField,
) -> AnyView {
    view! {
        <SwitchField
            id=control_id(field)
            label=label
            value=Signal::derive(move || {
                let set = draft.with(|draft| draft.get(field).as_switch());
                // What is not sent for somebody new takes the server's default.
                let default = || dialect.get().default_switch(field).filter(|_| is_new);
                set.or_else(default).unwrap_or_default()
            })
            on_change=move |on| draft.update(|draft| draft.set(field, FieldValue::Switch(on)))
            problem=problem
            changed=changed
            disabled=Signal::derive(move || !dialect.get().writes(field))
        />
    }
    .into_any()
}

fn secret_field(
    FormField { dialect, draft, field, is_new, label, problem, changed, on_leave, .. }: FormField,
) -> AnyView {
    let language = language();
    let value = Signal::derive(move || {
        draft.with(|draft| {
            let typed = draft.secret(field).filter(|_| draft.is_changed(field));
            typed.map(|secret| secret.for_field().clone()).unwrap_or_default()
        })
    });
    let stored = Callback::new(move |()| {
        draft.with_untracked(|draft| {
            draft.base(field).as_secret().map(|secret| secret.for_field().clone()).unwrap_or_default()
        })
    });
    let on_input = move |typed: String| {
        draft.update(|draft| {
            // Emptied again is "leave it as it is"; taking it away has its own button.
            if typed.is_empty() {
                draft.reset(field)
            } else {
                draft.set(field, FieldValue::Secret(Secret::new(typed)))
            }
        });
    };
    let hint = Signal::derive(move || {
        let language = language.get();
        let is_deprecated = field == Field::Password && dialect.get().deprecates_username();
        let mut hints = Vec::new();
        if !is_new {
            hints.push(draft.with(|draft| secret_hint(language, draft, field)));
        }
        if is_deprecated {
            hints.push(texts::hint_deprecated(language));
        }
        hints.join(" ")
    });
    view! {
        <TextField
            id=control_id(field)
            label=label
            value=value
            on_input=on_input
            hint=hint
            problem=problem
            changed=changed
            entry=entry(field)
            stored=stored
            on_leave=on_leave
        />
        <RemoveSecret dialect=dialect draft=draft field=field />
    }
    .into_any()
}

fn music_field(
    FormField { xivo, draft, field, is_new, label, problem, changed, on_leave, .. }: FormField,
) -> AnyView {
    view! {
        <MusicOnHold
            xivo=xivo
            draft=draft
            is_new=is_new
            id=control_id(field)
            label=label
            problem=problem
            changed=changed
            offer=offer(xivo, field)
            on_leave=on_leave
        />
    }
    .into_any()
}

fn text_field(
    FormField { xivo, dialect, draft, field, label, problem, changed, on_leave, .. }: FormField,
) -> AnyView {
    let language = language();
    view! {
        <TextField
            id=control_id(field)
            label=label
            value=Signal::derive(move || draft.with(|draft| draft.text(field).to_owned()))
            on_input=move |typed| draft.update(|draft| draft.set_text(field, typed))
            hint=Signal::derive(move || hint(language.get(), field, &dialect.get()).to_owned())
            problem=problem
            changed=changed
            entry=entry(field)
            offer=offer(xivo, field)
            read_only=Signal::derive(move || !dialect.get().writes(field))
            on_leave=on_leave
        />
    }
    .into_any()
}

/// Takes a stored password away, or thinks better of it.
#[component]
fn RemoveSecret(dialect: Memo<Dialect>, draft: RwSignal<Draft<Field>>, field: Field) -> impl IntoView {
    let can = move || {
        draft.with(|draft| !draft.base(field).is_empty()) && dialect.get().clears(field) != Clearing::Never
    };
    let goes = move || draft.with(|draft| draft.is_changed(field) && draft.get(field).is_empty());
    let (remove, keep) = (t(texts::remove_password), t(texts::keep_password));
    view! {
        <Show when=can>
            <button
                type="button"
                class="quiet"
                on:click=move |_| {
                    draft
                        .update(|draft| {
                            if draft.is_changed(field) && draft.get(field).is_empty() {
                                draft.reset(field);
                            } else {
                                draft.set(field, FieldValue::Secret(Secret::default()));
                            }
                        });
                }
            >
                {move || if goes() { keep() } else { remove() }}
            </button>
        </Show>
    }
    .into_any()
}
