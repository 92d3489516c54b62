//! The rules for what is being typed, each with how it stands.

use crate::live::*;

use crate::components::{language, t};
use crate::domain::passcode_rules::{OwnNumbers, Verdict};
use crate::domain::{PasswordRules, Secret};
use crate::text::{Word, apio as words};
use crate::wire::apio::rules::FoundRules;

/// What is known of the rules for PINs.
#[derive(Clone, PartialEq)]
pub enum Rules {
    Asking,
    /// None may be read: the server decides.
    Unknown,
    Found(FoundRules),
}

/// One line: the rule in words and how it stands, once something was typed.
type Standing = (String, Option<Verdict>);

#[component]
fn Lines(id: &'static str, heading: Word, #[prop(into)] lines: Signal<Vec<Standing>>) -> impl IntoView {
    let language = language();
    let lines = Memo::new(move |_| lines.get());
    view! {
        <p class="rules-title" id=id>{t(heading)}</p>
        <ul class="rules" aria-labelledby=id>
            {move || {
                lines
                    .get()
                    .into_iter()
                    .map(|(rule, verdict)| {
                        let (class, glyph) = match verdict {
                            None => ("rule", "·"),
                            Some(Verdict::Met) => ("rule is-met", "✓"),
                            Some(Verdict::NotMet) => ("rule is-broken", "✗"),
                            Some(Verdict::Warn) => ("rule is-doubtful", "!"),
                            Some(Verdict::OnlyServerKnows) => ("rule", "?"),
                        };
                        let state = verdict.map(|verdict| words::verdict(language.get(), verdict));
                        view! {
                            <li class=class>
                                <span class="glyph" aria-hidden="true">{glyph}</span>
                                <span>{rule} " " <span class="verdict">{state}</span></span>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}

/// The rules for a PIN that are on.
#[component]
pub fn PasscodeRulesList(
    rules: RwSignal<Rules>,
    typed: RwSignal<Secret>,
    current: RwSignal<Secret>,
    #[prop(into)] own: Signal<OwnNumbers>,
) -> impl IntoView {
    let language = language();
    let lines = Signal::derive(move || {
        let language = language.get();
        rules.with(|rules| match rules {
            Rules::Found(found) => typed.with(|typed| {
                let current = current.get();
                let current = (!current.is_empty()).then_some(&current);
                let verdicts = own.with(|own| found.rules.evaluate(typed, current, own));
                verdicts
                    .into_iter()
                    .map(|(rule, verdict)| {
                        let is_typed = !typed.is_empty();
                        (words::passcode_rule(language, rule), is_typed.then_some(verdict))
                    })
                    .collect()
            }),
            _ => Vec::new(),
        })
    });
    let from = move || {
        rules.with(|rules| match rules {
            Rules::Asking => None,
            Rules::Unknown => Some(words::rules_unknown as Word),
            Rules::Found(found) if found.binding => Some(words::rules_active as Word),
            Rules::Found(_) => Some(words::rules_not_binding as Word),
        })
    };
    view! {
        <section class="rules-box">
            <Show when=move || rules.with(|rules| matches!(rules, Rules::Found(_)))>
                <Lines id="pin-rules" heading=words::rules lines=lines />
            </Show>
            <p class="hint">{move || from().map(|word| word(language.get()))}</p>
        </section>
    }
    .into_any()
}

/// The rules for a password that are on.
#[component]
pub fn PasswordRulesList(
    rules: RwSignal<PasswordRules>,
    typed: RwSignal<Secret>,
    old: RwSignal<Secret>,
    #[prop(into)] user_id: Signal<String>,
) -> impl IntoView {
    let language = language();
    let lines = Signal::derive(move || {
        let language = language.get();
        rules.with(|rules| {
            typed.with(|typed| {
                let verdicts =
                    old.with(|old| user_id.with(|user_id| rules.evaluate(typed, Some(old), user_id)));
                verdicts
                    .into_iter()
                    .map(|(rule, verdict)| {
                        let is_typed = !typed.is_empty();
                        (words::password_rule(language, rule), is_typed.then_some(verdict))
                    })
                    .collect::<Vec<_>>()
            })
        })
    });
    view! {
        <section class="rules-box">
            <Lines id="password-rules" heading=words::password_rules lines=lines />
        </section>
    }
    .into_any()
}
