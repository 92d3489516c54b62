//! A person of a XiVO, as the form page reads and saves them.

use leptos::prelude::*;

use crate::components::form_page::{Resource, in_page};
use crate::domain::{Language, Problem, Refusal};
use crate::form::{Checked, Draft, FieldValue, ValueOutcome, Values};
use crate::pages::request_sheet::ShowsRequests;
use crate::pages::xivo::user::fields;
use crate::state::System;
use crate::state::xivo::Xivo;
use crate::text::xivo as texts;
use crate::wire::Request;
use crate::wire::xivo as wire;
use crate::wire::xivo::{Field, UserId, form};

/// A person's own record, as a form edits it.
#[derive(Clone, Copy)]
pub struct UserForm {
    pub xivo: Xivo,
    pub id: StoredValue<UserId>,
}

impl ShowsRequests for UserForm {
    fn system(self) -> System {
        self.xivo.system
    }

    fn requests(self, checked: &Checked<Field>, _now: &wire::User) -> Result<Vec<Request>, Refusal> {
        Ok(self.xivo.user_request(&in_page(self.id)?, checked)?.into_iter().collect())
    }
}

impl Resource for UserForm {
    type Field = Field;
    type Object = wire::User;

    async fn read(self) -> Result<wire::User, Refusal> {
        self.xivo.read_user(&in_page(self.id)?).await
    }

    fn begin(self, user: &wire::User) -> Draft<Field> {
        let mut draft = Draft::begin(self.values(user));
        // What the server did not keep of somebody new stays typed here.
        for (field, value) in self.id.try_with_value(|id| self.xivo.take_typed(id)).unwrap_or_default() {
            draft.set(field, value);
        }
        draft
    }

    async fn write(self, checked: &Checked<Field>, _now: &wire::User) -> Result<(), Refusal> {
        self.xivo.update_user_by_form(&in_page(self.id)?, checked).await
    }

    fn values(self, user: &wire::User) -> Values<Field> {
        form::to_form_values(user)
    }

    fn problems(
        self,
        _draft: &Draft<Field>,
        _user: &wire::User,
        field: Field,
        value: &FieldValue,
    ) -> Vec<Problem> {
        form::check_value(field, value, &self.xivo.dialect.get_untracked()).into_iter().collect()
    }

    fn effects(
        self,
        sent: &Checked<Field>,
        _before: &wire::User,
        now: &wire::User,
    ) -> Vec<(Field, ValueOutcome)> {
        form::effects(sent, now, &self.xivo.dialect.get_untracked())
    }

    fn name(self, user: &wire::User) -> String {
        user.full_name()
    }

    fn was_read(self, user: &wire::User) {
        self.xivo.put_in_list(user);
    }

    fn label(self, language: Language, field: Field) -> String {
        texts::label(language, field.name()).to_owned()
    }

    fn control_id(self, field: Field) -> String {
        fields::control_id(field)
    }
}
