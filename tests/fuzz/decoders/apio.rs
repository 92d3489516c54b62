//! Every decoder of APIO's answers.
use switchroom::domain::{Pin, Secret};
use switchroom::wire::Call;
use switchroom::wire::apio::groups::{ListDepartments, ListGroups};
use switchroom::wire::apio::login::{
    CoreLogin, CorePassword, Factor, GatewayLogin, GetCoreUser, ListGateways, RefreshTokens, SecondFactor,
};
use switchroom::wire::apio::pincode::{GetPin, PutPin};
use switchroom::wire::apio::probe::read_answer;
use switchroom::wire::apio::profile::{DeleteUser, GetProfile, ProfileChange, PutProfile};
use switchroom::wire::apio::profile_form;
use switchroom::wire::apio::rules::{GetPasswordRules, RulesSearch};
use switchroom::wire::apio::tenants::ListTenants;
use switchroom::wire::apio::users::{ListUsers, SearchUsers};
use switchroom::wire::apio::{Api, GroupIds, UserIds};

pub fn read(input: &[u8]) {
    let response = super::answer::response(input);
    let secret = |text: &str| Secret::new(text.into());
    let api = || Api::gateway();
    let group = || GroupIds { tenant: "t".into(), group: "g".into() };
    let who = || UserIds { tenant: "t".into(), group: "g".into(), user: "u".into() };
    let _ = GatewayLogin { username: "u".into(), password: secret("p") }.answer(&response);
    let _ = CoreLogin { username: "u".into(), password: secret("p") }.answer(&response);
    let _ = SecondFactor { payload: secret("p"), by: Factor::Totp, code: secret("c") }.answer(&response);
    let _ = RefreshTokens { refresh: secret("r") }.answer(&response);
    let _ = CorePassword { old: secret("o"), new: secret("n") }.answer(&response);
    let _ = GetCoreUser.answer(&response);
    let _ = ListGateways.answer(&response);
    let _ = GetPin { api: api(), user: who() }.answer(&response);
    if let Ok(new) = Pin::new(&secret("052973")) {
        let _ = PutPin { api: api(), user: who(), new, current: None }.answer(&response);
    }
    let changes = vec![ProfileChange::OldPassword(secret("o")), ProfileChange::NewPassword(secret("n"))];
    let _ = PutProfile { api: api(), user: who(), changes }.answer(&response);
    if let Ok(profile) = (GetProfile { api: api(), user: who() }).answer(&response) {
        profile_form::values(&profile);
    }
    let _ = DeleteUser { api: api(), user: who(), delete_devices: None, excluded_app_ids: Vec::new() }
        .answer(&response);
    let _ = ListTenants { api: api() }.answer(&response);
    let _ = ListGroups { api: api(), tenant: "t".into(), name_contains: "q".into() }.answer(&response);
    let _ = ListDepartments { api: api(), group: group() }.answer(&response);
    let _ = ListUsers { api: api(), group: group(), filters: Vec::new(), limit: None }.answer(&response);
    let _ = SearchUsers { api: api(), tenant: None, filters: Vec::new(), limit: None }.answer(&response);
    let _ = GetPasswordRules { api: api(), group: group() }.answer(&response);
    let _ = read_answer(&response);
    let mut search = RulesSearch::new(api(), group());
    while let Some(call) = search.next() {
        search.record_answer(call.answer(&response));
    }
    let _ = search.finish();
}
