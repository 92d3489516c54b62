//! Controls with their label, hint, problem and mark of change.

use leptos::prelude::*;

use super::localize::{language, t};
use crate::browser::dom;
use crate::domain::invisible::{invisible_characters, without_blanks};
use crate::text::common;

/// What sort of text a control takes: which keyboard is shown, and what the
/// browser may fill in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    kind: &'static str,
    input_mode: &'static str,
    autocomplete: &'static str,
}

impl Entry {
    pub const TEXT: Self = Self { kind: "text", input_mode: "text", autocomplete: "off" };
    pub const EMAIL: Self = Self { kind: "text", input_mode: "email", autocomplete: "off" };
    pub const PHONE: Self = Self { kind: "text", input_mode: "tel", autocomplete: "off" };
    /// Whole numbers. A text control, so that what is typed is never lost to the browser's own ideas.
    pub const NUMBER: Self = Self { kind: "text", input_mode: "numeric", autocomplete: "off" };
    pub const USERNAME: Self = Self { kind: "text", input_mode: "text", autocomplete: "username" };
    pub const CURRENT_PASSWORD: Self =
        Self { kind: "password", input_mode: "text", autocomplete: "current-password" };
    pub const NEW_PASSWORD: Self =
        Self { kind: "password", input_mode: "text", autocomplete: "new-password" };
    /// PINs: digits with their leading zeros, on the keypad of a phone.
    pub const CURRENT_PIN: Self =
        Self { kind: "password", input_mode: "numeric", autocomplete: "current-password" };
    pub const NEW_PIN: Self = Self { kind: "password", input_mode: "numeric", autocomplete: "new-password" };

    /// A code that holds once, such as one sent by email.
    pub const CODE: Self = Self { kind: "text", input_mode: "numeric", autocomplete: "one-time-code" };

    fn is_secret(self) -> bool {
        self.kind == "password"
    }
}

/// What stands around a control: label above, hint and problem below.
#[component]
pub fn Around(
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    #[prop(into)] problem: Signal<String>,
    #[prop(into)] changed: Signal<bool>,
    children: Children,
) -> impl IntoView {
    let is_wrong = move || problem.with(|problem| !problem.is_empty());
    let (hint_id, problem_id) = (part(&id, "hint"), part(&id, "problem"));
    view! {
        <div class="field" class:is-changed=move || changed.get() class:is-wrong=is_wrong>
            <div class="field-head">
                <label for=id>{move || label.get()}</label>
                <span class="mark">{move || changed.get().then(t(common::changed))}</span>
            </div>
            {children()}
            <p class="hint" id=hint_id>{move || hint.get()}</p>
            <p class="problem" id=problem_id>{move || problem.get()}</p>
        </div>
    }
    .into_any()
}

fn part(id: &str, of: &str) -> String {
    let mut out = String::with_capacity(id.len() + 1 + of.len());
    out.push_str(id);
    out.push('-');
    out.push_str(of);
    out
}

/// The ids that describe a control, as far as they hold anything.
fn described(
    id: &str,
    hint: Signal<String>,
    problem: Signal<String>,
) -> impl Fn() -> Option<String> + 'static {
    let (hint_id, problem_id) = (part(id, "hint"), part(id, "problem"));
    move || match (hint.with(String::is_empty), problem.with(String::is_empty)) {
        (true, true) => None,
        (false, true) => Some(hint_id.clone()),
        (true, false) => Some(problem_id.clone()),
        (false, false) => Some(problem_id.clone() + " " + &hint_id),
    }
}

/// Shows the secrets in one field or more, and hides them again.
#[component]
pub fn ShowButton(
    #[prop(into)] label: Signal<String>,
    shown: RwSignal<bool>,
    /// The ids of the fields.
    #[prop(into)]
    controls: String,
    #[prop(into)] on_press: Callback<()>,
) -> impl IntoView {
    let language = language();
    let word = move || if shown.get() { common::hide(language.get()) } else { common::show(language.get()) };
    view! {
        <button
            type="button"
            class="quiet"
            aria-pressed=move || if shown.get() { "true" } else { "false" }
            aria-label=move || label.with(|label| common::labelled(language.get(), word(), label))
            aria-controls=controls
            on:click=move |_| on_press.run(())
        >
            {word}
        </button>
    }
    .into_any()
}

/// A line of text. A secret one hides what is in it, until "Show" is pressed.
#[component]
pub fn TextField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] problem: Signal<String>,
    #[prop(optional, into)] changed: Signal<bool>,
    #[prop(default = Entry::TEXT)] entry: Entry,
    #[prop(optional, into)] read_only: Signal<bool>,
    #[prop(optional)] required: bool,
    /// For a secret that the server holds: what it is, asked for by "Show".
    #[prop(optional)]
    stored: Option<Callback<(), String>>,
    /// Called when what was typed is left to stand.
    #[prop(optional)]
    on_leave: Option<Callback<()>>,
    /// Hides what is shown whenever it changes, as when a secret was sent.
    #[prop(optional, into)]
    conceal: Signal<u32>,
    /// Is the secret shown? Given where one [`ShowButton`] serves several fields.
    #[prop(optional_no_strip)]
    shown_by: Option<RwSignal<bool>>,
    /// Asked for what to offer when the field gets the focus. Anything else
    /// can be typed all the same.
    #[prop(optional_no_strip)]
    offer: Option<Callback<(), Vec<String>>>,
) -> impl IntoView {
    let has_button = entry.is_secret() && shown_by.is_none();
    let language = language();
    let hint = Signal::derive(move || {
        let hint = hint.get();
        let invisible = value.with(|value| invisible_characters(value));
        if entry.is_secret() || invisible.is_empty() {
            return hint;
        }
        let named = common::invisible(language.get(), &invisible);
        if hint.is_empty() { named } else { [&named, ". ", &hint].concat() }
    });
    let shown = shown_by.unwrap_or_else(|| RwSignal::new(false));
    Effect::new(move |_| {
        conceal.track();
        shown.set(false);
    });
    // What "Show" brought from the draft; gone as soon as it is hidden again.
    let revealed = RwSignal::new(None::<String>);
    let current = move || match revealed.get() {
        Some(secret) if value.with(String::is_empty) => secret,
        _ => value.get(),
    };
    let typed = move |text: String| {
        revealed.set(None);
        on_input.run(text);
    };
    let toggle = move || {
        let show = !shown.get_untracked();
        revealed.set(
            stored.filter(|_| show && value.with_untracked(String::is_empty)).map(|stored| stored.run(())),
        );
        shown.set(show);
    };
    let button_id = id.clone();
    let offered = RwSignal::new(Vec::<String>::new());
    let list_id = part(&id, "list");
    let list = offer.map(|_| {
        view! {
            <datalist id=list_id.clone()>
                {move || offered.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view()}
            </datalist>
        }
    });
    // A one-line control would lose the line breaks at the first key.
    let is_multi_line = Memo::new(move |was: Option<&bool>| {
        was == Some(&true) || !entry.is_secret() && value.with(|value| value.contains(['\n', '\r']))
    });
    let invalid = move || problem.with(|problem| !problem.is_empty()).then_some("true");
    let left = move || {
        if let Some(leave) = on_leave {
            // A field that is taken out while it has the focus still tells this.
            leave.try_run(());
        }
    };
    let (line_id, lines_id) = (id.clone(), id.clone());
    let one_line = move || {
        let id = line_id.clone();
        view! {
            <input
                id=id.clone()
                type=move || if shown.get() { "text" } else { entry.kind }
                inputmode=entry.input_mode
                // Where this is off, Firefox offers nothing at all.
                autocomplete=if offer.is_some() { "on" } else { entry.autocomplete }
                list=offer.map(|_| part(&id, "list"))
                spellcheck="false"
                autocapitalize="off"
                required=required
                readonly=move || read_only.get()
                aria-invalid=invalid
                aria-describedby=described(&id, hint, problem)
                prop:value=current
                on:input:target=move |event| typed(event.target().value())
                on:paste=move |event| {
                    let is_number = entry == Entry::PHONE && !read_only.get_untracked();
                    if let Some(text) = is_number.then(|| pasted_number(&event)).flatten() {
                        typed(text);
                    }
                }
                on:focus=move |_| {
                    if let Some(offer) = offer {
                        offered.set(offer.run(()));
                    }
                }
                on:change=move |_| left()
            />
        }
        .into_any()
    };
    let several_lines = move || {
        let id = lines_id.clone();
        view! {
            <textarea
                id=id.clone()
                rows="3"
                autocomplete="off"
                spellcheck="false"
                readonly=move || read_only.get()
                aria-invalid=invalid
                aria-describedby=described(&id, hint, problem)
                prop:value=current
                on:input:target=move |event| {
                    // A browser gives line breaks back as \n, whatever the server has.
                    let typed_text = event.target().value();
                    let line_break = value.with_untracked(|value| line_break(value));
                    typed(if line_break == "\n" { typed_text } else { typed_text.replace('\n', line_break) });
                }
                on:change=move |_| left()
            ></textarea>
        }
        .into_any()
    };
    let control = view! {
        <div class="control">
            {move || if is_multi_line.get() { several_lines() } else { one_line() }}
            {has_button.then(|| view! { <ShowButton label=label shown=shown controls=button_id on_press=toggle /> })}
            {list}
        </div>
    }
    .into_any();
    view! {
        <Around id=id label=label hint=hint problem=problem changed=changed>
            {control}
        </Around>
    }
    .into_any()
}

/// What a field for a telephone number holds once a number was pasted into it that has blanks, or
/// what nobody sees; `None` for any other, which the browser pastes itself.
pub fn pasted_number(event: &leptos::ev::Event) -> Option<String> {
    let pasted = dom::pasted_text(event);
    let number = without_blanks(&pasted);
    (number != pasted).then(|| dom::paste_instead(event, &number)).flatten()
}

/// How a text breaks its lines.
fn line_break(text: &str) -> &'static str {
    match text.find('\r') {
        None => "\n",
        Some(at) if text.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) => "\r\n",
        Some(_) => "\r",
    }
}

/// On or off.
#[component]
pub fn SwitchField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<bool>,
    #[prop(into)] on_change: Callback<bool>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] problem: Signal<String>,
    #[prop(optional, into)] changed: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let (on, off) = (t(common::on), t(common::off));
    let describe = described(&id, hint, problem);
    let control = view! {
        <div class="control switch">
            <input
                id=id.clone()
                type="checkbox"
                role="switch"
                disabled=move || disabled.get()
                aria-invalid=move || problem.with(|problem| !problem.is_empty()).then_some("true")
                aria-describedby=describe
                prop:checked=move || value.get()
                on:change:target=move |event| on_change.run(event.target().checked())
            />
            <span aria-hidden="true">{move || if value.get() { on() } else { off() }}</span>
        </div>
    }
    .into_any();
    view! {
        <Around id=id label=label hint=hint problem=problem changed=changed>
            {control}
        </Around>
    }
    .into_any()
}

/// One of a list of keys, each with its name for people.
#[component]
pub fn SelectField(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    /// The key chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Keys and names, in the order in which they are offered.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(into)] on_change: Callback<String>,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] problem: Signal<String>,
    #[prop(optional, into)] changed: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    let describe = described(&id, hint, problem);
    // Not made anew under an open list for what changes nothing in it.
    let options = Memo::new(move |_| options.get());
    let control = view! {
        <div class="control">
            <select
                id=id.clone()
                disabled=move || disabled.get()
                aria-invalid=move || problem.with(|problem| !problem.is_empty()).then_some("true")
                aria-describedby=describe
                on:change:target=move |event| on_change.run(event.target().value())
            >
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(key, name)| {
                            let own = key.clone();
                            view! {
                                <option value=key prop:selected=move || value.with(|value| *value == own)>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
    .into_any();
    view! {
        <Around id=id label=label hint=hint problem=problem changed=changed>
            {control}
        </Around>
    }
    .into_any()
}
