//! Is this installation in order?

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::share;
use crate::components::{CopyText, Icon, IconName, Title, language, t, text};
use crate::config::Vendor;
use crate::domain::Language;
use crate::domain::installation::{SystemFault, SystemState};
use crate::state::check::{self, Check, Outcome};
use crate::state::{Console, System};
use crate::text::{LocalizedText, check as texts, common};

/// What a check is called, why it matters, and the line that mends it.
fn describe(check: Check) -> (LocalizedText, LocalizedText, &'static str) {
    match check {
        Check::DeepLink => (texts::deep_link, texts::deep_link_mend, ""),
        Check::DeepFile => (texts::deep_file, texts::deep_file_mend, ""),
        Check::MissingFile => (texts::missing_file, texts::missing_file_mend, ""),
        Check::WasmType => (texts::wasm_type, texts::wasm_type_mend, texts::WASM_TYPE_LINE),
        Check::Compression => (texts::compression, texts::compression_mend, ""),
        Check::ConfigCache => (texts::config_cache, texts::config_cache_mend, texts::NO_CACHE_LINE),
        Check::PageCache => (texts::page_cache, texts::page_cache_mend, texts::NO_CACHE_LINE),
        Check::Policy => (texts::policy, texts::policy, texts::POLICY_LINE),
        Check::DeepPolicy => (texts::deep_policy, texts::deep_policy, texts::POLICY_LINE),
        Check::NoSniff => (texts::no_sniff, texts::no_sniff_mend, texts::NO_SNIFF_LINE),
        Check::Referrer => (texts::referrer, texts::referrer_mend, texts::REFERRER_LINE),
        Check::Opener => (texts::opener, texts::opener_mend, texts::OPENER_LINE),
        Check::SecureContext => (texts::secure_context, texts::secure_context_mend, ""),
        Check::Clock => (texts::clock, texts::clock_mend, ""),
    }
}

/// One line of the page and of the report. What is wrong comes first.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    grade: Grade,
    /// In the order in which it was looked at.
    number: usize,
    subject: String,
    state: &'static str,
    sentences: Vec<String>,
    /// What the web server is to send.
    mend: &'static str,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Wrong,
    NotTestable,
    InOrder,
}

impl Grade {
    /// Its sign in the report.
    fn glyph(self) -> &'static str {
        match self {
            Self::Wrong => "✕",
            Self::NotTestable => "?",
            Self::InOrder => "✓",
        }
    }

    fn icon(self) -> IconName {
        match self {
            Self::Wrong => IconName::Failed,
            Self::NotTestable => IconName::Unknown,
            Self::InOrder => IconName::Done,
        }
    }
}

fn line_of_check(language: Language, check: Check, outcome: &Outcome) -> Line {
    let (subject, why, mend) = describe(check);
    let (grade, state, sentences): (Grade, LocalizedText, Vec<String>) = match outcome {
        Outcome::InOrder => (Grade::InOrder, common::status_in_order, Vec::new()),
        Outcome::NotTestable => (Grade::NotTestable, texts::not_known, Vec::new()),
        Outcome::Wrong(found) => {
            let mut sentences = vec![why(language).to_owned()];
            // Of these two, nothing is sent that could be shown.
            if !matches!(check, Check::SecureContext | Check::Clock) {
                sentences.push(texts::now(language, found));
            }
            (Grade::Wrong, texts::not_in_order, sentences)
        }
        Outcome::WrongPolicy(problem) => {
            (Grade::Wrong, texts::not_in_order, vec![texts::policy_problem(language, problem)])
        }
    };
    let mend = if grade == Grade::Wrong { mend } else { "" };
    let subject = subject(language).to_owned();
    Line { grade, number: 0, subject, state: state(language), sentences, mend }
}

/// The word for how a system is, with its picture.
fn word_of(state: &SystemState) -> (IconName, LocalizedText) {
    let is_out_of_reach =
        |fault: &SystemFault| matches!(fault, SystemFault::Unreached(_) | SystemFault::Gateway { .. });
    match state {
        SystemState::InOrder => (IconName::Done, common::status_in_order),
        SystemState::SignInNeeded => (IconName::SignIn, common::status_sign_in),
        SystemState::Wrong(problems) if problems.iter().all(|problem| is_out_of_reach(&problem.fault)) => {
            (IconName::OutOfReach, common::status_out_of_reach)
        }
        SystemState::Wrong(_) => (IconName::Failed, texts::not_in_order),
    }
}

fn sentences_of(language: Language, state: &SystemState) -> Vec<String> {
    match state {
        SystemState::Wrong(problems) => {
            problems.iter().map(|problem| texts::system_problem(language, problem)).collect()
        }
        _ => Vec::new(),
    }
}

fn line_of_system(language: Language, system: System, state: &SystemState) -> Line {
    let mut sentences = sentences_of(language, state);
    let (grade, word): (Grade, LocalizedText) = match state {
        SystemState::Wrong(_) => (Grade::Wrong, word_of(state).1),
        // Its cookie is half of what can go wrong.
        SystemState::SignInNeeded if system.vendor() == Vendor::Icws => {
            sentences.push(texts::cookie_not_testable(language).to_owned());
            (Grade::NotTestable, texts::sign_in_needed)
        }
        SystemState::SignInNeeded => (Grade::InOrder, texts::sign_in_needed),
        SystemState::InOrder => (Grade::InOrder, common::status_in_order),
    };
    Line { grade, number: 0, subject: system.name(), state: word(language), sentences, mend: "" }
}

/// What has been found so far.
#[derive(Clone, Default)]
struct Findings {
    web_server: Option<Vec<(Check, Outcome)>>,
    systems: Vec<(System, Option<SystemState>)>,
}

impl Findings {
    fn is_complete(&self) -> bool {
        self.web_server.is_some() && self.systems.iter().all(|(_, state)| state.is_some())
    }

    fn lines(&self, language: Language) -> Vec<Line> {
        let systems = self.systems.iter().filter_map(|(system, state)| {
            state.as_ref().map(|state| line_of_system(language, *system, state))
        });
        let checks = self.web_server.iter().flatten();
        let checks = checks.map(|(check, outcome)| line_of_check(language, *check, outcome));
        let mut lines: Vec<Line> = systems.chain(checks).collect();
        for (number, line) in lines.iter_mut().enumerate() {
            line.number = number;
        }
        lines.sort();
        lines
    }
}

/// What can be sent to somebody who helps. It holds no secret: none is known here.
fn report(language: Language, lines: &[Line]) -> String {
    let mut out =
        [texts::PRODUCT, " ", env!("CARGO_PKG_VERSION"), ", ", &share::page_address(), "\n"].concat();
    for line in lines {
        let head = common::labelled(language, &line.subject, line.state);
        out.push_str(&["\n", line.grade.glyph(), " ", &head, "\n"].concat());
        for sentence in line.sentences.iter().map(String::as_str).chain([line.mend]) {
            if !sentence.is_empty() {
                out.push_str(&["    ", sentence, "\n"].concat());
            }
        }
    }
    out
}

/// The page, which asks again each time that it is opened.
pub fn page() -> AnyView {
    let language = language();
    let findings = RwSignal::new(Findings::default());
    let systems = Console::get().systems.all();
    let run = move || {
        let systems = systems.clone();
        findings.set(Findings {
            web_server: None,
            systems: systems.iter().map(|system| (*system, None)).collect(),
        });
        spawn_local(async move {
            let found = check::check_web_server().await;
            findings.try_update(|findings| findings.web_server = Some(found));
        });
        for (number, system) in systems.into_iter().enumerate() {
            spawn_local(async move {
                let found = check::check_system(system).await;
                findings.try_update(|findings| {
                    if let Some((_, state)) = findings.systems.get_mut(number) {
                        *state = Some(found);
                    }
                });
            });
        }
    };
    run();
    let lines = Memo::new(move |_| findings.with(|findings| findings.lines(language.get())));
    let summary = move || {
        if !findings.with(Findings::is_complete) {
            return common::status_asking(language.get()).to_owned();
        }
        lines.with(|lines| {
            let wrong = lines.iter().filter(|line| line.grade == Grade::Wrong).count();
            texts::summary(language.get(), wrong, lines.len())
        })
    };
    view! {
        <Title title=text(common::check) />
        <p>{t(texts::intro)}</p>
        <p role="status">{summary}</p>
        <ul class="systems check">{move || lines.get().into_iter().map(one).collect_view()}</ul>
        <div class="actions">
            <button type="button" on:click=move |_| run()>{t(texts::again)}</button>
        </div>
        <CopyText
            text=Signal::derive(move || lines.with(|lines| report(language.get(), lines)))
            copy=texts::copy
            label=texts::report
            id="report"
            rows="12"
        />
    }
    .into_any()
}

fn one(line: Line) -> AnyView {
    let sentences = line.sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
    view! {
        <li class:is-wrong=line.grade == Grade::Wrong>
            <div>
                <strong>{line.subject}</strong>
                {sentences}
                {(!line.mend.is_empty())
                    .then(|| view! { <p>{t(texts::line)} " " <code>{line.mend}</code></p> })}
            </div>
            <span class="state">
                <Icon name=line.grade.icon() />
                {line.state}
            </span>
        </li>
    }
    .into_any()
}

/// How one system is, for the list of them: a word, and what is wrong with it.
pub fn system_state(system: System) -> AnyView {
    let language = language();
    let state = RwSignal::new(None::<SystemState>);
    spawn_local(async move {
        let found = check::check_system(system).await;
        state.try_set(Some(found));
    });
    let view = move || {
        state.with(|state| match state {
            None => super::systems::state_line(IconName::Asking, common::status_asking).into_any(),
            Some(state) => {
                let (icon, word) = word_of(state);
                let sentences = sentences_of(language.get(), state).into_iter();
                view! {
                    {super::systems::state_line(icon, word)}
                    {sentences.map(|sentence| view! { <p class="fault">{sentence}</p> }).collect_view()}
                }
                .into_any()
            }
        })
    };
    view.into_any()
}
