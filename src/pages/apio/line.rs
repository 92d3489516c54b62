//! A line of text in a form. The field itself is compiled anew for whatever
//! takes what is typed; by way of this it is there once for all of APIO.

use crate::live::*;

use crate::components::field::{Entry, TextField};

/// What a line is made of; what is left out is empty.
pub struct Line {
    pub id: String,
    pub label: Signal<String>,
    pub value: Signal<String>,
    pub on_input: Callback<String>,
    pub entry: Entry,
    pub hint: Signal<String>,
    pub problem: Signal<String>,
    pub changed: Signal<bool>,
    pub read_only: Signal<bool>,
    /// Called when what was typed is left to stand.
    pub on_leave: Callback<()>,
    /// Hides what is shown whenever it changes.
    pub conceal: Signal<u32>,
}

impl Line {
    pub fn new(
        id: &str,
        label: Signal<String>,
        value: Signal<String>,
        on_input: Callback<String>,
        entry: Entry,
    ) -> Self {
        Self {
            id: id.to_owned(),
            label,
            value,
            on_input,
            entry,
            hint: Signal::stored(String::new()),
            problem: Signal::stored(String::new()),
            changed: Signal::stored(false),
            read_only: Signal::stored(false),
            on_leave: Callback::new(|()| ()),
            conceal: Signal::stored(0),
        }
    }

    pub fn show(self) -> AnyView {
        let Self { on_input, .. } = self;
        view! {
            <TextField
                id=self.id
                label=self.label
                value=self.value
                on_input=move |typed| on_input.run(typed)
                hint=self.hint
                problem=self.problem
                changed=self.changed
                entry=self.entry
                read_only=self.read_only
                on_leave=self.on_leave
                conceal=self.conceal
            />
        }
        .into_any()
    }
}
