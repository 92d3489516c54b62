//! Somebody's CTI configuration, as a form edits it: the account first, then the CTI.

use leptos::prelude::*;

use crate::components::form_page::Resource;
use crate::components::form_page::in_page;
use crate::domain::{Language, Prerequisite, Problem, Refusal, RefusalKind, Trouble};
use crate::form::{Checked, Draft, FieldValue, Outcome, ValueOutcome, Values};
use crate::pages::request_sheet::ShowsRequests;
use crate::pages::xivo::cti::state_text::{profile_name, state_text};
use crate::pages::xivo::user::fields as user_fields;
use crate::state::notices::Tone;
use crate::state::xivo::Xivo;
use crate::state::xivo::cti::Saved;
use crate::state::{Console, System};
use crate::text::{cti as texts, form as form_texts, xivo as xivo_texts};
use crate::wire::Request;
use crate::wire::xivo::cti_plan::{self, CurrentCti};
use crate::wire::xivo::{CtiResource, Field, User, UserId, form};

/// A user and their CTI, as they were read.
#[derive(Clone)]
pub struct UserCti {
    pub user: User,
    pub cti: CurrentCti,
    /// The server never says whether the client is on: `cti` has what it last took.
    is_switch_hidden: bool,
}

/// What a save consists of, for the list of its steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    pub has_account: bool,
    pub has_cti: bool,
    /// The account was refused, so that the CTI was not sent.
    pub stopped: bool,
}

#[derive(Clone, Copy)]
pub struct CtiForm {
    pub xivo: Xivo,
    pub id: StoredValue<UserId>,
    /// Has the server itself asked for a username and a password?
    pub is_account_demanded: RwSignal<bool>,
    pub steps: RwSignal<Steps>,
    /// What the server took for the switch, where it does not show it.
    switch_taken: StoredValue<Option<bool>>,
    /// The profile that somebody else had given meanwhile, and that was changed.
    changed_theirs: StoredValue<Option<i64>>,
    /// What the last write did not come to, if it met the end of the session.
    not_begun: StoredValue<Vec<Field>>,
}

/// The fields of the account, which come before the CTI.
pub const ACCOUNT: [Field; 2] = [Field::Username, Field::Password];
/// The fields of the CTI itself.
pub const CTI: [Field; 2] = [Field::CtiEnabled, Field::CtiProfile];

impl CtiForm {
    pub fn new(xivo: Xivo, id: UserId) -> Self {
        Self {
            xivo,
            id: StoredValue::new(id),
            is_account_demanded: RwSignal::new(false),
            steps: RwSignal::new(Steps::default()),
            switch_taken: StoredValue::new(None),
            changed_theirs: StoredValue::new(None),
            not_begun: StoredValue::new(Vec::new()),
        }
    }

    /// The user's own record: the account, and on API 1.0 the CTI with it.
    async fn write_user(self, checked: &Checked<Field>) -> Result<(), Refusal> {
        self.xivo.update_user_by_form(&in_page(self.id)?, checked).await
    }

    async fn write_cti(self, checked: &Checked<Field>, before: &CurrentCti) -> Result<(), Refusal> {
        let Some(wanted) = cti_plan::to_wanted_cti(checked.whole()) else { return Ok(()) };
        let notices = Console::get().notices;
        let xivo = self.xivo;
        let saved = xivo.save_cti(&in_page(self.id)?, before, wanted).await;
        if !matches!(&saved, Saved::Refused(refusal) if refusal.kind == RefusalKind::NotSignedIn) {
            self.not_begun.try_set_value(Vec::new());
        }
        let taken = match saved {
            Saved::Done(_) | Saved::NotKept(_) | Saved::Unread(_) => Ok(()),
            Saved::ChangedTheirs(_, theirs) => {
                self.changed_theirs.set_value(Some(theirs));
                Ok(())
            }
            Saved::Refused(refusal) | Saved::Doubtful(_, refusal) | Saved::Unknown(refusal) => Err(refusal),
            Saved::PutBack(now, refusal) => {
                let is_refused = !refusal.outcome_unknown();
                notices.say(Tone::Warning, move |language| {
                    texts::put_back(language, &profile_name(xivo, language, now.profile()), is_refused)
                });
                Err(refusal)
            }
            Saved::Lost(refusal) => {
                let is_refused = !refusal.outcome_unknown();
                let old = before.profile();
                notices.say(Tone::Failed, move |language| {
                    texts::lost(language, &profile_name(xivo, language, old), is_refused)
                });
                Err(refusal)
            }
        };
        if taken.is_ok() && before.has_switch() {
            self.switch_taken.set_value(Some(wanted.enabled));
        }
        taken
    }
}

impl ShowsRequests for CtiForm {
    fn system(self) -> System {
        self.xivo.system
    }

    /// The account, and what the CTI begins with: how that is answered decides what follows.
    fn requests(self, checked: &Checked<Field>, now: &UserCti) -> Result<Vec<Request>, Refusal> {
        let id = in_page(self.id)?;
        let changes = |fields: &[Field]| fields.iter().any(|field| checked.change(*field).is_some());
        let is_in_user = now.cti.resource == CtiResource::InUser;
        let mut requests = Vec::new();
        if changes(&ACCOUNT) || is_in_user {
            requests.extend(self.xivo.user_request(&id, checked)?);
        }
        if changes(&CTI)
            && !is_in_user
            && let Some(wanted) = cti_plan::to_wanted_cti(checked.whole())
        {
            requests.extend(self.xivo.cti_request(&id, &now.cti, wanted)?);
        }
        Ok(requests)
    }
}

impl Resource for CtiForm {
    type Field = Field;
    type Object = UserCti;

    async fn read(self) -> Result<UserCti, Refusal> {
        let id = in_page(self.id)?;
        let user = self.xivo.read_user(&id).await?;
        let mut cti = self.xivo.read_cti(&id).await?;
        let is_switch_hidden = cti.has_switch() && cti.enabled.is_none();
        cti.enabled = cti.enabled.or(self.switch_taken.try_get_value().flatten());
        Ok(UserCti { user, cti, is_switch_hidden })
    }

    async fn write(self, checked: &Checked<Field>, now: &UserCti) -> Result<(), Refusal> {
        self.changed_theirs.set_value(None);
        self.is_account_demanded.set(false);
        let changes = |fields: &[Field]| fields.iter().any(|field| checked.change(*field).is_some());
        let is_in_user = now.cti.resource == CtiResource::InUser;
        let (has_account, has_cti) = (changes(&ACCOUNT), changes(&CTI));
        // One request does both on API 1.0: there are no steps to list.
        let listed = Steps { has_account: has_account && !is_in_user, has_cti, stopped: false };
        self.steps.set(listed);
        let of_fields = |fields: &[Field]| {
            fields.iter().copied().filter(|field| checked.change(*field).is_some()).collect::<Vec<_>>()
        };
        self.not_begun.set_value(checked.changes().map(|(field, _)| field).collect());
        if has_account || is_in_user {
            let written = self.write_user(checked).await;
            self.steps.set(Steps { stopped: written.is_err(), ..listed });
            written?;
            self.not_begun.try_set_value(of_fields(&CTI));
        }
        if !has_cti || is_in_user {
            return Ok(());
        }
        let written = self.write_cti(checked, &now.cti).await;
        let is_not_begun = self.not_begun.try_with_value(|fields| !fields.is_empty()) == Some(true);
        if written.is_err() && is_not_begun {
            self.steps.set(Steps { stopped: true, ..listed });
        }
        written
    }

    fn not_begun(self, _sent: &Checked<Field>) -> Vec<Field> {
        self.not_begun.try_get_value().unwrap_or_default()
    }

    fn values(self, object: &UserCti) -> Values<Field> {
        cti_plan::to_form_values(&object.user, &object.cti)
    }

    fn problems(
        self,
        draft: &Draft<Field>,
        object: &UserCti,
        field: Field,
        value: &FieldValue,
    ) -> Vec<Problem> {
        let own = match field {
            Field::CtiProfile => cti_plan::check_profile(value.as_text()),
            Field::CtiEnabled => None,
            _ => form::check_value(field, value, &self.xivo.dialect.get_untracked()),
        };
        let mut found: Vec<Problem> = own.into_iter().collect();
        let is_switched_on = draft.is_on(Field::CtiEnabled) && draft.is_changed(Field::CtiEnabled);
        // API 1.0 never asks for an account.
        let is_needed = object.cti.resource == CtiResource::Cti
            && (is_switched_on || self.is_account_demanded.get_untracked());
        // Once, whichever field is asked about first.
        if is_needed && draft.changed().first() == Some(&field) {
            let has = [object.user.has_username(), object.user.has_password()];
            for (field, has) in ACCOUNT.into_iter().zip(has) {
                // What the server does not show may well be there.
                if has.is_some() && draft.get(field).is_empty() {
                    found.push(Problem::at(field.name(), Trouble::Missing));
                }
            }
        }
        found
    }

    fn effects(self, sent: &Checked<Field>, _before: &UserCti, now: &UserCti) -> Vec<(Field, ValueOutcome)> {
        let own = form::effects(sent, &now.user, &self.xivo.dialect.get_untracked());
        let mut effects: Vec<_> = own.into_iter().filter(|(field, _)| !CTI.contains(field)).collect();
        for (field, value) in sent.changes().filter(|(field, _)| CTI.contains(field)) {
            let is_hidden = match field {
                Field::CtiEnabled => now.is_switch_hidden,
                _ => now.cti.profile.is_none(),
            };
            let effect = match self.values(now).get(field).is_same(value) {
                _ if is_hidden => ValueOutcome::Unknown,
                true => ValueOutcome::Stored,
                false => ValueOutcome::NotStored,
            };
            effects.push((field, effect));
        }
        effects
    }

    fn name(self, object: &UserCti) -> String {
        object.user.full_name()
    }

    fn was_read(self, object: &UserCti) {
        // Where the list shows the CTI, it follows.
        self.xivo.put_in_list(&object.user);
    }

    fn was_refused(self, refusal: Refusal) -> Refusal {
        if refusal.kind == RefusalKind::MustFirst(Prerequisite::UsernameAndPassword) {
            self.is_account_demanded.try_set(true);
        }
        cti_plan::at_cti_fields(refusal)
    }

    fn label(self, language: Language, field: Field) -> String {
        xivo_texts::label(language, field.name()).to_owned()
    }

    fn control_id(self, field: Field) -> String {
        user_fields::control_id(field)
    }

    fn saved(self, language: Language, outcome: &Outcome<Field>, now: &UserCti) -> String {
        let state = state_text(self.xivo, language, &now.cti);
        if let Some(theirs) = self.changed_theirs.try_get_value().flatten() {
            return texts::changed_theirs(language, &profile_name(self.xivo, language, Some(theirs)), &state);
        }
        let is_cti = CTI.iter().any(|field| outcome.kept.contains(field) || outcome.hidden.contains(field));
        let label = |field| self.label(language, field);
        if !is_cti {
            return form_texts::saved(language, outcome, label);
        }
        let mut sentence = texts::saved(language, &state);
        if !outcome.hidden.is_empty() {
            sentence.push(' ');
            sentence.push_str(&form_texts::hidden(language, outcome, label));
        }
        sentence
    }
}
