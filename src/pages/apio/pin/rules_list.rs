//! The rules for what is being typed, each with how it stands.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::clock::Timer;
use crate::components::{Icon, IconName, language, t};
use crate::domain::passcode_rules::{OwnNumbers, Verdict};
use crate::domain::{PasswordRules, Secret};
use crate::text::{LocalizedText, apio as apio_texts};
use crate::wire::apio::rules::FoundRules;

/// What is known of the rules for PINs.
#[derive(Clone, PartialEq)]
pub enum Rules {
    Pending,
    /// None may be read: the server decides.
    Unknown,
    Found(FoundRules),
}

/// One line: the rule in words and how it stands, once something was typed.
type Standing = (String, Option<Verdict>);

/// How long somebody who is typing pauses before the rules are spoken of.
const PAUSE: Duration = Duration::from_millis(1000);

#[component]
fn Lines(
    id: &'static str,
    heading: LocalizedText,
    #[prop(into)] lines: Signal<Vec<Standing>>,
) -> impl IntoView {
    let language = language();
    let lines = Memo::new(move |_| lines.get());
    // For those who do not see the signs turn: how the rules stand, in one
    // sentence, when the typing pauses.
    let heard = RwSignal::new(String::new());
    let pause = StoredValue::new(None::<Timer>);
    Effect::new(move |_| {
        let standing = lines.with(|lines| apio_texts::rules_standing(language.get(), lines));
        pause.set_value(Some(Timer::after(PAUSE, move || {
            if heard.try_with_untracked(|heard| *heard != standing) == Some(true) {
                heard.set(standing.clone());
            }
        })));
    });
    view! {
        <p class="heard" aria-live="polite">{move || heard.get()}</p>
        <p class="rules-title" id=id>{t(heading)}</p>
        <ul class="rules" aria-labelledby=id>
            {move || {
                lines
                    .get()
                    .into_iter()
                    .map(|(rule, verdict)| {
                        let (class, icon) = match verdict {
                            None => ("rule", IconName::Off),
                            Some(Verdict::Met) => ("rule is-met", IconName::Done),
                            Some(Verdict::NotMet) => ("rule is-broken", IconName::Failed),
                            Some(Verdict::Warn) => ("rule is-doubtful", IconName::Warning),
                            Some(Verdict::OnlyServerKnows) => ("rule", IconName::Unknown),
                        };
                        let state = verdict.map(|verdict| apio_texts::verdict(language.get(), verdict));
                        view! {
                            <li class=class>
                                <Icon name=icon />
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
    #[prop(into)] typed: Signal<Secret>,
    #[prop(into)] current: Signal<Secret>,
    #[prop(into)] own: Signal<OwnNumbers>,
    /// Is it one's own PIN, rather than another person's?
    is_own: bool,
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
                        (apio_texts::passcode_rule_for(language, rule, is_own), is_typed.then_some(verdict))
                    })
                    .collect()
            }),
            _ => Vec::new(),
        })
    });
    let notes = move || {
        let language = language.get();
        rules.with(|rules| match rules {
            Rules::Pending => Vec::new(),
            Rules::Unknown => vec![apio_texts::rules_unknown(language).to_owned()],
            Rules::Found(FoundRules { rules, from, binding }) => {
                let from = match (from, binding) {
                    (None, _) => apio_texts::rules_configured,
                    (Some(_), true) if is_own => apio_texts::rules_active,
                    (Some(_), true) => apio_texts::rules_active_others,
                    (Some(_), false) => apio_texts::rules_not_binding,
                };
                let mut notes = vec![from(language).to_owned()];
                let attempts = rules.max_failed_logins.flatten();
                notes.extend(attempts.map(|attempts| apio_texts::max_failed_logins(language, attempts)));
                notes.extend(
                    rules.expires_days.flatten().map(|days| apio_texts::expires_after(language, days)),
                );
                notes
            }
        })
    };
    view! {
        <section class="rules-box">
            <Show when=move || rules.with(|rules| matches!(rules, Rules::Found(_)))>
                <Lines id="pin-rules" heading=apio_texts::rules lines=lines />
            </Show>
            <p class="hint">{move || notes().join(" ")}</p>
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
                        (apio_texts::password_rule(language, rule), is_typed.then_some(verdict))
                    })
                    .collect::<Vec<_>>()
            })
        })
    });
    view! {
        <section class="rules-box">
            <Lines id="password-rules" heading=apio_texts::password_rules lines=lines />
        </section>
    }
    .into_any()
}
