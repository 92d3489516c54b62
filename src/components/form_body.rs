//! The form of a page ([`form_page`](super::form_page)): what is wrong, what others changed, the
//! fields, and the bar that saves and cancels.

use leptos::ev;
use leptos::prelude::*;

use super::form_bar::FormBar;
use super::form_page::{CONFLICT, Editing, Resource};
use super::link::FieldLink;
use super::localize::{language, t};
use super::refused::FormProblems;
use super::section_list::{Section, SectionList};
use super::unsaved::UnsavedOffer;
use crate::domain::{Problem, Refusal};
use crate::form::{Draft, Field, Values};
use crate::text::{LocalizedText, form as texts};

/// The form itself: what is wrong, what others changed, the fields, the bar.
#[component]
pub fn FormBody<R: Resource>(
    editing: Editing<R>,
    /// What to do about fields that somebody else changed, too.
    #[prop(default = texts::conflict_next)]
    conflict_next: LocalizedText,
    /// What goes with saving, said before it is done.
    #[prop(optional, into)]
    advice: Signal<String>,
    /// What Cancel resets beside the form.
    #[prop(optional)]
    on_reset: Option<Callback<()>>,
    /// What Cancel does, where there is nothing on the server to go back to.
    #[prop(optional)]
    on_cancel: Option<Callback<()>>,
    /// What else the bar offers.
    #[prop(optional)]
    buttons: Option<AnyView>,
    /// The buttons below the fields, where they stand in the place of the bar.
    #[prop(optional)]
    actions: Option<AnyView>,
    #[prop(default = "form")] class: &'static str,
    /// Its sections, where a list of them helps to find one.
    #[prop(optional, into)]
    sections: Signal<Vec<Section>>,
    /// May nothing be changed here? There is no bar then.
    #[prop(optional)]
    is_read_only: bool,
    children: Children,
) -> impl IntoView {
    let language = language();
    let Editing { resource, draft, is_saving, .. } = editing;
    // Read to those who listen when it changes, not at each key.
    let conflicts = Memo::new(move |_| {
        draft.with(|draft| draft.conflicts().iter().map(|conflict| conflict.field).collect::<Vec<_>>())
    });
    let links = move || {
        let link = |field| {
            let label = resource.label(language.get(), field);
            view! { <FieldLink control=resource.control_id(field) label=label /> }
        };
        conflicts.get().into_iter().map(link).collect_view()
    };
    // What Cancel took back, until something else is typed or saved.
    let taken_back = RwSignal::new(None::<Values<R::Field>>);
    Effect::new(move |_| {
        if draft.with(Draft::is_dirty) || is_saving.get() {
            taken_back.set(None);
        }
    });
    let undo = move |()| {
        if let Some(values) = taken_back.get_untracked() {
            draft.update(|draft| {
                for field in R::Field::ALL {
                    draft.set(*field, values.get(*field).clone());
                }
            });
        }
    };
    let bar = move || {
        view! {
            <FormBar
                is_taken_back=Signal::derive(move || taken_back.with(Option::is_some))
                on_undo=Callback::new(undo)
                changed=Signal::derive(move || draft.with(Draft::changed_count))
                saving=is_saving
                on_cancel=Callback::new(move |()| {
                    if let Some(cancel) = on_cancel {
                        return cancel.run(());
                    }
                    let typed =
                        draft.with_untracked(|draft| draft.is_dirty().then(|| draft.values().clone()));
                    editing.reset();
                    taken_back.set(typed);
                    if let Some(reset) = on_reset {
                        reset.run(());
                    }
                })
                advice=advice
            >
                {buttons}
            </FormBar>
        }
        .into_any()
    };
    view! {
        <div class="sectioned">
        <form
            class=class
            novalidate
            on:submit=move |event: ev::SubmitEvent| {
                event.prevent_default();
                editing.save();
            }
        >
            <UnsavedOffer
                draft=draft
                label=Callback::new(move |(language, field)| resource.label(language, field))
            />
            <FormProblems
                draft=draft
                label=Callback::new(move |(language, field)| resource.label(language, field))
                control_id=Callback::new(move |field| resource.control_id(field))
                sentence=Callback::new(move |(language, field, problem): (_, _, Problem)| {
                    resource.problem_sentence(language, field, &problem)
                })
                place=Callback::new(move |(language, field, problem): (_, _, Problem)| {
                    resource.problem_place(language, field, &problem)
                })
                elsewhere_sentence=Callback::new(move |(language, problem): (_, Problem)| {
                    resource.elsewhere_sentence(language, &problem)
                })
                refusal_sentence=Callback::new(move |(language, refusal): (_, Refusal)| {
                    resource.refusal_sentence(language, &refusal)
                })
                heading=Signal::derive(move || {
                    let language = language.get();
                    draft.with(|draft| resource.heading(language, draft))
                })
            />
            <Show when=move || !conflicts.with(Vec::is_empty)>
                <div class="advice" role="alert" id=CONFLICT tabindex="-1">
                    <h2>{t(texts::conflict_title)}</h2>
                    <p>{t(conflict_next)}</p>
                    <ul>{links}</ul>
                </div>
            </Show>
            {children()}
            {match actions {
                Some(actions) => Some(actions),
                None => (!is_read_only).then(bar),
            }}
        </form>
        <SectionList sections=sections />
        </div>
    }
    .into_any()
}
