//! What somebody's CTI is, what it shall be, and who must be changed for it.
//!
//! The three places where a XiVO keeps it (`/cti`, `/cti_profile`, the user's
//! own record) come together here, so that pages speak of one thing.

use super::comparison::ValueOutcome;
use super::cti::CtiConfiguration;
use super::dialect::CtiResource;
use super::field::Field;
use super::user::{FieldValue, User};
use crate::domain::{Problem, Refusal, Trouble};
use crate::form;

/// A user's CTI as it was read, from whichever resource there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CurrentCti {
    pub resource: CtiResource,
    /// `None` where the server does not say (`/cti_profile`, and the example
    /// of the document of `/cti`).
    pub enabled: Option<bool>,
    /// `None` where the server does not say, `Some(None)` for no profile.
    pub profile: Option<Option<i64>>,
    /// A value was of a type that is not understood.
    pub odd: bool,
}

impl CurrentCti {
    /// Of `/cti`.
    pub fn from_cti(read: CtiConfiguration) -> Self {
        Self {
            resource: CtiResource::Cti,
            enabled: read.enabled(),
            profile: read.cti_profile_id(),
            odd: read.is_odd(),
        }
    }

    /// Of `/cti_profile`, which knows no switch.
    pub fn from_profile(profile: Option<i64>) -> Self {
        Self { resource: CtiResource::CtiProfile, enabled: None, profile: Some(profile), odd: false }
    }

    /// Of a record of API 1.0.
    pub fn from_user(user: &User) -> Self {
        let profile = user.get(Field::CtiProfile).map(|value| match value {
            FieldValue::Null => None,
            // A foreign key has no 0.
            _ => user.number(Field::CtiProfile).filter(|id| *id != 0),
        });
        Self {
            resource: CtiResource::InUser,
            enabled: user.switch(Field::CtiEnabled),
            profile,
            odd: user.odd().contains(Field::CtiProfile) || user.odd().contains(Field::CtiEnabled),
        }
    }

    /// Of a server that has no CTI to configure.
    pub fn without_resource() -> Self {
        Self { resource: CtiResource::Neither, enabled: None, profile: None, odd: false }
    }

    /// Is there a switch at all?
    pub fn has_switch(&self) -> bool {
        matches!(self.resource, CtiResource::Cti | CtiResource::InUser)
    }

    /// The profile, if there is one.
    pub fn profile(&self) -> Option<i64> {
        self.profile.flatten()
    }
}

/// What the CTI shall be. Where there is no switch, `enabled` is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedCti {
    pub enabled: bool,
    pub profile: Option<i64>,
}

impl WantedCti {
    /// Does the server hold this now? What it does not tell counts as held.
    pub fn is_met_by(&self, cti: &CurrentCti) -> bool {
        let on = !cti.has_switch() || cti.enabled.is_none_or(|enabled| enabled == self.enabled);
        on && cti.profile.is_none_or(|profile| profile == self.profile)
    }
}

/// The form of somebody's CTI: the switch, the profile, and what must come first.
pub const FIELDS: [Field; 4] = [Field::CtiEnabled, Field::CtiProfile, Field::Username, Field::Password];

/// Compares what was sent of a user's CTI with what was read afterwards. A server that
/// has no switch was not sent one.
pub fn compare_cti(sent: &WantedCti, read: &CurrentCti) -> Vec<(Field, ValueOutcome)> {
    if read.resource == CtiResource::Neither {
        return Vec::new();
    }
    let effect = |is_stored: Option<bool>| match is_stored {
        Some(true) => ValueOutcome::Stored,
        Some(false) => ValueOutcome::NotStored,
        None => ValueOutcome::Unknown,
    };
    let enabled = effect(read.enabled.map(|on| on == sent.enabled));
    let profile = effect(read.profile.map(|profile| profile == sent.profile));
    let enabled = read.has_switch().then_some((Field::CtiEnabled, enabled));
    enabled.into_iter().chain([(Field::CtiProfile, profile)]).collect()
}

/// A user's CTI as a form holds it, with the username and the password that it demands.
pub fn to_form_values(user: &User, cti: &CurrentCti) -> form::Values<Field> {
    let all = super::form::to_form_values(user);
    let account = [Field::Username, Field::Password].map(|field| (field, all.get(field).clone()));
    let enabled =
        cti.enabled.filter(|_| cti.has_switch()).map_or(form::FieldValue::Absent, form::FieldValue::Switch);
    let profile = form::FieldValue::Choice(cti.profile().map(|id| id.to_string()));
    account.into_iter().chain([(Field::CtiEnabled, enabled), (Field::CtiProfile, profile)]).collect()
}

/// What a form's values ask for. `None` if the profile is no number.
pub fn to_wanted_cti(values: &form::Values<Field>) -> Option<WantedCti> {
    let enabled = values.get(Field::CtiEnabled).as_switch().unwrap_or(false);
    match values.get(Field::CtiProfile).as_text().trim() {
        "" => Some(WantedCti { enabled, profile: None }),
        id => id.parse().ok().map(|id| WantedCti { enabled, profile: Some(id) }),
    }
}

/// What is wrong with a profile's number, typed where the profiles cannot be listed.
pub fn check_profile(typed: &str) -> Option<Problem> {
    let trouble = match typed.trim() {
        "" => return None,
        text => match text.parse::<i64>() {
            Ok(1..=MAX_ID) => return None,
            Ok(_) => Trouble::OutOfRange { min: Some(1), max: Some(MAX_ID), step: None },
            Err(_) => Trouble::WrongType,
        },
    };
    Some(Problem::at(Field::CtiProfile.name(), trouble))
}

/// Ids are 32-bit in every recorded database.
const MAX_ID: i64 = i32::MAX as i64;

/// A refusal of `/cti` names the switch `enabled`, which is another field of a user.
pub fn at_cti_fields(mut refusal: Refusal) -> Refusal {
    for problem in &mut refusal.problems {
        if problem.field.as_deref() == Some("enabled") {
            problem.field = Some(Field::CtiEnabled.name().into());
        }
    }
    refusal
}

/// What is done to several people at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CtiAction {
    On,
    Off,
    /// Give this profile, or take it away.
    Profile(Option<i64>),
}

/// What somebody has of the two things without which the CTI stays off.
/// `None` where the server does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CtiCredentials {
    pub username: Option<bool>,
    pub password: Option<bool>,
}

impl CtiCredentials {
    pub fn from_user(user: &User) -> Self {
        Self { username: user.has_username(), password: user.has_password() }
    }

    /// Is it known that one of them is missing?
    pub fn lacks(self) -> bool {
        self.username == Some(false) || self.password == Some(false)
    }
}

/// What an action means for one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CtiPlan {
    Change(WantedCti),
    AlreadySo,
    /// A username or a password must come first.
    Lacks(CtiCredentials),
    /// The server does not tell whether the client is on, and demands to be
    /// told so together with the profile: this must be decided by hand.
    SwitchUnknown,
    /// The server has no switch (`/cti_profile`), or no CTI at all.
    NotOffered,
}

/// What an action means for somebody whose CTI and account are known so far.
pub fn plan(action: CtiAction, cti: &CurrentCti, credentials: CtiCredentials) -> CtiPlan {
    if cti.resource == CtiResource::Neither {
        return CtiPlan::NotOffered;
    }
    let profile = cti.profile();
    let switched = |on: bool| match cti.enabled {
        _ if !cti.has_switch() => CtiPlan::NotOffered,
        Some(now) if now == on => CtiPlan::AlreadySo,
        _ if on && credentials.lacks() => CtiPlan::Lacks(credentials),
        _ => CtiPlan::Change(WantedCti { enabled: on, profile }),
    };
    match action {
        CtiAction::On => switched(true),
        CtiAction::Off => switched(false),
        CtiAction::Profile(new) if cti.profile == Some(new) => CtiPlan::AlreadySo,
        CtiAction::Profile(new) => match cti.enabled {
            None if cti.resource == CtiResource::Cti => CtiPlan::SwitchUnknown,
            // A client that is on is sent as being on, which the server judges anew.
            Some(true) if cti.resource == CtiResource::Cti && credentials.lacks() => {
                CtiPlan::Lacks(credentials)
            }
            enabled => CtiPlan::Change(WantedCti { enabled: enabled.unwrap_or(false), profile: new }),
        },
    }
}

/// What is in the way of giving somebody this switch and this profile at once, each with its field.
pub fn find_hindrances(
    enabled: Option<bool>,
    profile: Option<Option<i64>>,
    cti: &CurrentCti,
    credentials: CtiCredentials,
) -> Vec<(Field, CtiPlan)> {
    let mut now = *cti;
    let mut hindrances = Vec::new();
    let switch = enabled.map(|on| (Field::CtiEnabled, if on { CtiAction::On } else { CtiAction::Off }));
    let profile = profile.map(|profile| (Field::CtiProfile, CtiAction::Profile(profile)));
    for (field, action) in switch.into_iter().chain(profile) {
        match plan(action, &now, credentials) {
            CtiPlan::Change(wanted) if field == Field::CtiEnabled => now.enabled = Some(wanted.enabled),
            CtiPlan::Change(_) | CtiPlan::AlreadySo => {}
            hindrance => hindrances.push((field, hindrance)),
        }
    }
    hindrances
}

#[cfg(test)]
mod tests {
    use super::*;

    const HAS: CtiCredentials = CtiCredentials { username: Some(true), password: Some(true) };
    const NO_PASSWORD: CtiCredentials = CtiCredentials { username: Some(true), password: Some(false) };
    const UNKNOWN: CtiCredentials = CtiCredentials { username: None, password: None };

    fn cti(resource: CtiResource, enabled: Option<bool>, profile: Option<i64>) -> CurrentCti {
        CurrentCti { resource, enabled, profile: Some(profile), odd: false }
    }

    #[test]
    fn who_changes_who_is_so_already_and_who_lacks_something() {
        use CtiAction::{Off, On, Profile};
        use CtiResource::{Cti, CtiProfile, InUser, Neither};
        let change = |enabled, profile| CtiPlan::Change(WantedCti { enabled, profile });
        for (action, current, credentials, expected) in [
            (On, cti(Cti, Some(false), Some(2)), HAS, change(true, Some(2))),
            (On, cti(Cti, Some(true), Some(2)), HAS, CtiPlan::AlreadySo),
            (On, cti(Cti, Some(true), Some(2)), NO_PASSWORD, CtiPlan::AlreadySo),
            (On, cti(Cti, Some(false), None), NO_PASSWORD, CtiPlan::Lacks(NO_PASSWORD)),
            (On, cti(Cti, Some(false), None), UNKNOWN, change(true, None)),
            (On, cti(Cti, None, Some(1)), HAS, change(true, Some(1))),
            (On, cti(InUser, Some(false), Some(1)), NO_PASSWORD, CtiPlan::Lacks(NO_PASSWORD)),
            (On, cti(CtiProfile, None, Some(1)), HAS, CtiPlan::NotOffered),
            (On, cti(Neither, None, None), HAS, CtiPlan::NotOffered),
            (Off, cti(Cti, Some(true), Some(2)), NO_PASSWORD, change(false, Some(2))),
            (Off, cti(Cti, Some(false), Some(2)), HAS, CtiPlan::AlreadySo),
            (Off, cti(Cti, None, Some(2)), HAS, change(false, Some(2))),
            (Profile(Some(3)), cti(Cti, Some(true), Some(2)), HAS, change(true, Some(3))),
            (Profile(Some(3)), cti(Cti, Some(true), Some(2)), NO_PASSWORD, CtiPlan::Lacks(NO_PASSWORD)),
            (Profile(Some(3)), cti(Cti, Some(false), Some(2)), NO_PASSWORD, change(false, Some(3))),
            (Profile(Some(3)), cti(Cti, Some(false), Some(3)), NO_PASSWORD, CtiPlan::AlreadySo),
            (Profile(Some(3)), cti(Cti, None, Some(2)), HAS, CtiPlan::SwitchUnknown),
            (Profile(None), cti(Cti, Some(true), Some(2)), HAS, change(true, None)),
            (Profile(None), cti(CtiProfile, None, None), HAS, CtiPlan::AlreadySo),
            (Profile(Some(1)), cti(CtiProfile, None, None), NO_PASSWORD, change(false, Some(1))),
            (Profile(Some(1)), cti(InUser, Some(true), None), NO_PASSWORD, change(true, Some(1))),
            (Profile(Some(1)), cti(Neither, None, None), HAS, CtiPlan::NotOffered),
        ] {
            assert_eq!(
                plan(action, &current, credentials),
                expected,
                "{action:?} {current:?} {credentials:?}"
            );
        }
        // A profile that the server does not tell is not "so already".
        let unknown = CurrentCti { profile: None, ..cti(Cti, Some(true), None) };
        assert_eq!(plan(Profile(None), &unknown, HAS), change(true, None));
    }

    #[test]
    fn a_switch_and_a_profile_at_once() {
        use CtiResource::{Cti, CtiProfile, Neither};
        let none: Vec<(Field, CtiPlan)> = Vec::new();
        let hidden = CurrentCti { enabled: None, ..cti(Cti, None, Some(1)) };
        for (enabled, profile, current, credentials, expected) in [
            (Some(true), Some(Some(3)), cti(Cti, Some(false), None), HAS, none.clone()),
            (
                Some(true),
                Some(Some(3)),
                cti(Cti, Some(false), None),
                NO_PASSWORD,
                vec![(Field::CtiEnabled, CtiPlan::Lacks(NO_PASSWORD))],
            ),
            // Switched off at once, whoever is on may be given a profile.
            (Some(false), Some(Some(3)), cti(Cti, Some(true), None), NO_PASSWORD, none.clone()),
            // With the switch named, nothing has to be decided by hand.
            (Some(false), Some(Some(3)), hidden, HAS, none.clone()),
            (None, Some(Some(3)), hidden, HAS, vec![(Field::CtiProfile, CtiPlan::SwitchUnknown)]),
            (
                Some(false),
                Some(Some(3)),
                cti(CtiProfile, None, None),
                HAS,
                vec![(Field::CtiEnabled, CtiPlan::NotOffered)],
            ),
            (
                Some(false),
                Some(None),
                cti(Neither, None, None),
                HAS,
                vec![(Field::CtiEnabled, CtiPlan::NotOffered), (Field::CtiProfile, CtiPlan::NotOffered)],
            ),
            (None, None, cti(Neither, None, None), HAS, none.clone()),
        ] {
            let found = find_hindrances(enabled, profile, &current, credentials);
            assert_eq!(found, expected, "{enabled:?} {profile:?} {current:?} {credentials:?}");
        }
    }

    #[test]
    fn what_is_wanted_and_whether_it_is_so() {
        let values = form::Values::new()
            .with(Field::CtiEnabled, form::FieldValue::Switch(true))
            .with(Field::CtiProfile, form::FieldValue::choice(" 3 "));
        let want = to_wanted_cti(&values);
        assert_eq!(want, Some(WantedCti { enabled: true, profile: Some(3) }));
        let want = want.unwrap();
        assert!(want.is_met_by(&cti(CtiResource::Cti, Some(true), Some(3))));
        assert!(want.is_met_by(&cti(CtiResource::Cti, None, Some(3))));
        assert!(want.is_met_by(&cti(CtiResource::CtiProfile, None, Some(3))));
        assert!(!want.is_met_by(&cti(CtiResource::Cti, Some(false), Some(3))));
        assert!(!want.is_met_by(&cti(CtiResource::Cti, Some(true), None)));
        let none = form::Values::new().with(Field::CtiProfile, form::FieldValue::Choice(None));
        assert_eq!(to_wanted_cti(&none), Some(WantedCti { enabled: false, profile: None }));
        assert_eq!(to_wanted_cti(&none.with(Field::CtiProfile, form::FieldValue::choice("x"))), None);
    }

    #[test]
    fn a_typed_profile_is_a_number() {
        for right in ["", " ", "1", "2147483647"] {
            assert_eq!(check_profile(right), None, "{right:?}");
        }
        for wrong in ["0", "-1", "2147483648", "x", "1.5", "99999999999999999999"] {
            assert!(check_profile(wrong).is_some(), "{wrong:?}");
        }
    }

    #[test]
    fn a_record_of_api_10_is_read() {
        let user = |json: &str| User::from_json(serde_json::from_str(json).unwrap()).unwrap();
        let read = CurrentCti::from_user(&user(r#"{"id":"1","enableclient":1,"ctiprofileid":3}"#));
        assert_eq!(read, cti(CtiResource::InUser, Some(true), Some(3)));
        let read = CurrentCti::from_user(&user(r#"{"id":1,"enableclient":false,"ctiprofileid":null}"#));
        assert_eq!(read, cti(CtiResource::InUser, Some(false), None));
        let read = CurrentCti::from_user(&user(r#"{"id":1,"ctiprofileid":0}"#));
        assert_eq!(read, cti(CtiResource::InUser, None, None));
        let read = CurrentCti::from_user(&user(r#"{"id":1,"ctiprofileid":[]}"#));
        assert!(read.odd && read.profile.is_none());
    }
}
