//! A person's profile, as a form edits it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::form_page::{Resource, in_page};
use crate::components::refused::problem_sentence;
use crate::domain::{Language, PasswordRules, Problem, Refusal, Trouble};
use crate::form::{Checked, Draft, Field, FieldValue, ValueOutcome, Values};
use crate::pages::apio::sign_in::password_sentence;
use crate::pages::request_sheet::ShowsRequests;
use crate::state::System;
use crate::state::apio::Apio;
use crate::text::apio as texts;
use crate::wire::Request;
use crate::wire::apio::UserIds;
use crate::wire::apio::profile::{Department, Profile};
use crate::wire::apio::profile_form::{self, ProfileField};

#[derive(Clone, Copy)]
pub struct ProfileForm {
    pub apio: Apio,
    pub ids: StoredValue<UserIds>,
    pub rules: RwSignal<PasswordRules>,
    /// What may be chosen from; `None` where the list may not be read.
    pub departments: RwSignal<Option<Vec<Department>>>,
}

impl ProfileForm {
    pub fn new(apio: Apio, ids: UserIds) -> Self {
        let rules = PasswordRules::default().with_settings(&apio.settings().passwords());
        Self {
            apio,
            ids: StoredValue::new(ids),
            rules: RwSignal::new(rules),
            departments: RwSignal::new(None),
        }
    }

    /// Reads what the fields offer and the rules that they keep.
    pub fn read_choices(self) {
        let group = self.ids.with_value(UserIds::group_ids);
        spawn_local(async move {
            if let Ok(departments) = self.apio.read_departments(&group).await {
                self.departments.try_set(Some(departments));
            }
            let rules = self.apio.read_password_rules(&group).await;
            self.rules.try_set(rules);
        });
    }

    /// Is it the profile of the person who is signed in?
    pub fn is_own(self) -> bool {
        untrack(|| !self.apio.level().sees_others())
    }

    pub fn user(self) -> String {
        self.ids.with_value(|ids| ids.user.clone())
    }
}

impl ShowsRequests for ProfileForm {
    fn system(self) -> System {
        self.apio.system
    }

    fn requests(self, checked: &Checked<ProfileField>, now: &Profile) -> Result<Vec<Request>, Refusal> {
        Ok(vec![self.apio.profile_request(&in_page(self.ids)?, checked, now)])
    }
}

impl Resource for ProfileForm {
    type Field = ProfileField;
    type Object = Profile;

    async fn read(self) -> Result<Profile, Refusal> {
        self.apio.read_profile(&in_page(self.ids)?).await
    }

    async fn write(self, checked: &Checked<ProfileField>, now: &Profile) -> Result<(), Refusal> {
        self.apio.update_profile(&in_page(self.ids)?, checked, now).await
    }

    fn values(self, profile: &Profile) -> Values<ProfileField> {
        profile_form::values(profile)
    }

    fn problems(
        self,
        draft: &Draft<ProfileField>,
        profile: &Profile,
        field: ProfileField,
        value: &FieldValue,
    ) -> Vec<Problem> {
        let mut problems = profile_form::problems(field, value);
        let is_empty = |field| draft.get(field).is_empty();
        let at = |field: ProfileField, trouble| Problem::at(field.wire_name(), trouble);
        let is_current_needed = untrack(|| self.apio.level().asks_for_current());
        let is_repeated =
            || draft.get(ProfileField::NewPassword).is_same(draft.get(ProfileField::RepeatPassword));
        match field {
            ProfileField::OldPassword if is_empty(ProfileField::NewPassword) => {
                problems.push(at(ProfileField::NewPassword, Trouble::Missing));
            }
            ProfileField::NewPassword if is_current_needed && is_empty(ProfileField::OldPassword) => {
                problems.push(at(ProfileField::OldPassword, Trouble::Missing));
            }
            _ => {}
        }
        // What a device or trunk that is being given still lacks: once, with
        // the first of its fields that was typed into.
        let parts = [ProfileField::EndpointType, ProfileField::EndpointName, ProfileField::LinePort];
        let first = parts.into_iter().find(|part| draft.is_changed(*part));
        if profile.endpoint().is_none() && first == Some(field) {
            let [kind, name, port] = parts.map(|part| draft.get(part));
            problems.extend(profile_form::new_endpoint_problems(kind, name, port));
        }
        // Once, whichever of the two is asked about.
        let is_asked = field == ProfileField::RepeatPassword
            || field == ProfileField::NewPassword && is_empty(ProfileField::RepeatPassword);
        if is_asked && !is_repeated() {
            problems.push(at(ProfileField::RepeatPassword, Trouble::NotRepeated));
        }
        problems
    }

    fn effects(
        self,
        sent: &Checked<ProfileField>,
        before: &Profile,
        now: &Profile,
    ) -> Vec<(ProfileField, ValueOutcome)> {
        profile_form::effects(sent, before, now)
    }

    fn name(self, profile: &Profile) -> String {
        self.ids.try_with_value(|ids| profile.full_name(&ids.user)).unwrap_or_default()
    }

    /// The address says whose profile it is.
    fn shows(self, field: ProfileField) -> bool {
        field != ProfileField::UserId
    }

    fn label(self, language: Language, field: ProfileField) -> String {
        if field == ProfileField::RepeatPassword {
            return texts::repeat_new_password(language).to_owned();
        }
        texts::field_label(language, field.wire_name()).to_owned()
    }

    fn control_id(self, field: ProfileField) -> String {
        control_id(field)
    }

    fn problem_sentence(self, language: Language, field: ProfileField, problem: &Problem) -> String {
        sentence(language, field, problem)
    }
}

/// The id of a field's control.
pub fn control_id(field: ProfileField) -> String {
    let mut id = String::from("profile-");
    id.push_str(field.wire_name());
    id
}

/// The sentence at a field; where the server refused without naming one, its
/// own words stand there as well.
pub fn sentence(language: Language, field: ProfileField, problem: &Problem) -> String {
    let plain = match field.is_secret() {
        _ if problem.trouble == Trouble::NotRepeated => texts::passwords_differ(language).to_owned(),
        true => password_sentence(language, problem),
        false => problem_sentence(language, problem),
    };
    match &problem.server_message {
        Some(messages) => texts::with_server_message(language, &plain, messages),
        None => plain,
    }
}
