//! A client configuration, as a form edits it.

use leptos::prelude::*;

use crate::components::form_page::{Editing, Resource, in_page};
use crate::domain::{Language, Problem, Refusal, RefusalKind};
use crate::form::{Checked, Draft, FieldValue, ValueOutcome, Values};
use crate::pages::icws::client::problems;
use crate::pages::request_sheet::ShowsRequests;
use crate::state::icws::Icws;
use crate::state::icws::client::{ChangeAnswer, VISIBLE_AFTER_MS};
use crate::state::notices::Tone;
use crate::state::{Console, System};
use crate::text::{icws as texts, visible};
use crate::wire::Request;
use crate::wire::icws::rights::Access;
use crate::wire::icws::{ClientConfiguration, EditedClient, LicenceProblem, Property, UserId, client_form};

#[derive(Clone, Copy)]
pub struct ClientForm {
    pub icws: Icws,
    pub id: StoredValue<UserId>,
    /// How it may be changed; known once it was read.
    access: StoredValue<Option<Access>>,
}

impl ClientForm {
    pub fn new(icws: Icws, id: UserId) -> Self {
        Self { icws, id: StoredValue::new(id), access: StoredValue::new(None) }
    }

    /// How it may be changed.
    pub fn access(self) -> Option<Access> {
        self.access.get_value()
    }

    pub fn is_read_only(self) -> bool {
        !matches!(self.access(), Some(Access::Own | Access::Administrator))
    }
}

/// Reads a configuration with what was typed upon it. Reactive.
pub fn with_client<T>(editing: Editing<ClientForm>, read: impl FnOnce(EditedClient) -> T) -> T {
    editing.object.with(|now| editing.draft.with(|draft| read(EditedClient { now, draft })))
}

impl ShowsRequests for ClientForm {
    fn system(self) -> System {
        self.icws.system
    }

    fn requests(
        self,
        checked: &Checked<Property>,
        _now: &ClientConfiguration,
    ) -> Result<Vec<Request>, Refusal> {
        let (id, access) = (in_page(self.id)?, in_page(self.access)?);
        let request = client_form::changes(checked).zip(access);
        let request = request.and_then(|(changes, access)| self.icws.client_request(&id, access, &changes));
        Ok(request.into_iter().collect())
    }
}

impl Resource for ClientForm {
    type Field = Property;
    type Object = ClientConfiguration;

    const VISIBLE_AFTER_MS: &'static [u64] = &VISIBLE_AFTER_MS;

    async fn read(self) -> Result<ClientConfiguration, Refusal> {
        let id = in_page(self.id)?;
        if in_page(self.access)?.is_some() {
            return self.icws.read_client(&id).await.map_err(|mut refusal| {
                // The server had this path when the page was opened.
                if refusal.kind == RefusalKind::NoSuchResource {
                    refusal.kind = RefusalKind::NotUnderstood;
                }
                refusal
            });
        }
        let (configuration, access) = self.icws.read_client_and_access(&id).await?;
        self.access.try_set_value(Some(access));
        Ok(configuration)
    }

    async fn write(self, checked: &Checked<Property>, now: &ClientConfiguration) -> Result<(), Refusal> {
        let (id, access) = (in_page(self.id)?, in_page(self.access)?);
        let changes = client_form::changes(checked);
        // Neither is missing of a form that was read and checked.
        let (Some(access), Some(changes)) = (access, changes) else {
            return Err(Refusal::new(RefusalKind::NotUnderstood));
        };
        let ChangeAnswer { answer, licences } = self.icws.change_client(&id, access, &changes, now).await;
        // Whoever left the page is not told on another.
        if in_page(self.id).is_ok() {
            notify_licences(licences);
        }
        answer
    }

    fn values(self, configuration: &ClientConfiguration) -> Values<Property> {
        client_form::values(configuration)
    }

    fn problems(
        self,
        draft: &Draft<Property>,
        _configuration: &ClientConfiguration,
        property: Property,
        value: &FieldValue,
    ) -> Vec<Problem> {
        client_form::problems(property, value, draft.base(property))
    }

    fn effects(
        self,
        sent: &Checked<Property>,
        _before: &ClientConfiguration,
        now: &ClientConfiguration,
    ) -> Vec<(Property, ValueOutcome)> {
        client_form::effects(sent, now)
    }

    fn name(self, configuration: &ClientConfiguration) -> String {
        let user = &configuration.user;
        user.label().map(|name| visible(name).into_owned()).unwrap_or_default()
    }

    fn label(self, language: Language, property: Property) -> String {
        texts::label(language, property.name()).into_owned()
    }

    fn control_id(self, property: Property) -> String {
        problems::control_id(property)
    }

    fn problem_sentence(self, language: Language, _property: Property, problem: &Problem) -> String {
        problems::sentence(language, problem)
    }

    fn problem_place(self, language: Language, property: Property, problem: &Problem) -> (String, String) {
        problems::place(language, property, problem)
    }

    fn elsewhere_sentence(self, language: Language, problem: &Problem) -> String {
        problems::sentence(language, problem)
    }

    fn refusal_sentence(self, language: Language, refusal: &Refusal) -> String {
        texts::not_saved(language, refusal)
    }
}

/// What the server said of licences beside its answer.
fn notify_licences(licences: Vec<LicenceProblem>) {
    let notices = Console::get().notices;
    for problem in licences.into_iter().filter(|problem| !problem.is_none()) {
        notices.say(Tone::Warning, move |language| problems::licence_note(language, &problem));
    }
}
