//! The state of somebody's CTI client on their page, and the way to change it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::refused::Refused;
use crate::components::{Link, Loading, Section, language, t};
use crate::domain::{Language, Refusal};
use crate::pages::xivo::cti::state_text::state_text;
use crate::route::Route;
use crate::state::xivo::Xivo;
use crate::text::xivo as texts;
use crate::wire::xivo::cti_plan::CurrentCti;
use crate::wire::xivo::{CtiResource, Dialect, User, UserId};

const HEADING: &str = "cti";

/// Its place in the list of sections, where the server has a CTI.
pub fn section(language: Language, dialect: &Dialect) -> Option<Section> {
    (!dialect.lacks_cti())
        .then(|| Section { id: HEADING.to_owned(), heading: texts::cti(language).to_owned() })
}

/// What the server says of the CTI, where it has one. It is asked after the person is on the screen.
#[component]
pub fn CtiSection(xivo: Xivo, id: UserId, user: RwSignal<User>) -> impl IntoView {
    let language = language();
    let cti = RwSignal::new(None::<Result<CurrentCti, Refusal>>);
    let to = Route::UserCti { system: xivo.system.id(), user: id.as_str().to_owned() };
    let read = move || {
        let id = id.clone();
        spawn_local(async move {
            xivo.read_profiles().await;
            let answer = xivo.read_cti(&id).await;
            cti.try_set(Some(answer));
        });
    };
    // API 1.0 tells it in the record of the user.
    let is_in_record = xivo.dialect.with_untracked(Dialect::cti) == CtiResource::InUser;
    if !is_in_record {
        read();
    }
    let known = move || {
        if is_in_record { Some(Ok(user.with(CurrentCti::from_user))) } else { cti.get() }
    };
    let retry = Callback::new(move |()| read());
    let state = move || match known() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(refusal)) => view! { <Refused refusal=refusal retry=retry /> }.into_any(),
        Some(Ok(cti)) => view! { <p>{move || state_text(xivo, language.get(), &cti)}</p> }.into_any(),
    };
    view! {
        <Show when=move || !xivo.dialect.get().lacks_cti()>
            <section aria-labelledby=HEADING>
                <h2 id=HEADING tabindex="-1">{t(texts::cti)}</h2>
                {state}
                <p>
                    <Link to=to.clone()>{t(texts::change_cti)}</Link>
                </p>
            </section>
        </Show>
    }
    .into_any()
}
