//! APIO's wire with bytes that nobody thought of: it never panics, keeps no
//! PIN that it read, and repeats no secret that it sent.

mod apio;

use apio::{api, exchanges, group, secret, user};
use proptest::prelude::*;
use switchroom::domain::{Pin, Refusal};
use switchroom::wire::apio::groups::{ListDepartments, ListGroups};
use switchroom::wire::apio::login::{
    CoreLogin, CorePassword, CoreSignIn, Factor, GatewayLogin, GetCoreUser, ListGateways, RefreshTokens,
    SecondFactor,
};
use switchroom::wire::apio::pincode::{GetPin, PutPin};
use switchroom::wire::apio::profile::{DeleteUser, GetProfile, ProfileChange, PutProfile};
use switchroom::wire::apio::rules::{GetPasscodeRules, GetPasswordRules, RulesAt, RulesSearch};
use switchroom::wire::apio::tenants::ListTenants;
use switchroom::wire::apio::users::{ListUsers, SearchUsers};
use switchroom::wire::apio::{Api, UserIds, core_user_ids};
use switchroom::wire::{Call, Response};

const PIN: &str = "052973";
const OLD_PIN: &str = "739146";
const PASSWORD: &str = "Slow-River-Boat-9";

fn pin(text: &str) -> Pin {
    Pin::current(&secret(text)).ok().unwrap()
}

fn shown<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> String {
    format!("{answer:?}")
}

/// Reads the answer as each call does; gives back the refusals of those that
/// sent secrets, each with what it had sent.
fn read_by_all(response: &Response) -> Vec<(String, &'static [&'static str])> {
    let who = || user("mira.holt");
    let login = GatewayLogin { username: "mira".into(), password: secret(PASSWORD) };
    let core = CoreLogin { username: "mira".into(), password: secret(PASSWORD) };
    let code = SecondFactor { payload: secret("p.q.r"), by: Factor::Totp, code: secret(PIN) };
    let change =
        vec![ProfileChange::OldPassword(secret(OLD_PIN)), ProfileChange::NewPassword(secret(PASSWORD))];
    let sign_in = core.answer(response).map(|answer| match answer {
        CoreSignIn::SignedIn(tokens) => tokens.identity,
        CoreSignIn::NeedsCode { .. } => None,
    });
    let put_pin = PutPin { api: api(), user: who(), new: pin(PIN), current: Some(pin(OLD_PIN)) };
    let put_profile = PutProfile { api: api(), user: who(), changes: change };
    let core_password = CorePassword { old: secret(OLD_PIN), new: secret(PASSWORD) };
    let refresh = RefreshTokens { refresh: secret(PASSWORD) };
    let mut all: Vec<(String, &'static [&'static str])> = vec![
        (shown(login.answer(response)), &[PASSWORD]),
        (shown(sign_in), &[PASSWORD]),
        (shown(code.answer(response).map(|tokens| tokens.identity)), &[PIN]),
        (shown(refresh.answer(response).map(|tokens| tokens.identity)), &[PASSWORD]),
        (shown(core_password.answer(response)), &[OLD_PIN, PASSWORD]),
        (shown(put_pin.answer(response)), &[PIN, OLD_PIN]),
        (shown(put_profile.answer(response).map(|_| ())), &[OLD_PIN, PASSWORD]),
    ];
    // A PIN that is read is in no answer.
    let state = GetPin { api: api(), user: who() }.answer(response);
    if state.is_ok() {
        assert!(!shown(state).contains(PIN));
    }
    let _ = GetCoreUser.answer(response);
    // These sent no secret; that they do not panic is enough.
    let _ = ListGateways.answer(response);
    let _ = GetProfile { api: api(), user: who() }.answer(response);
    let _ = DeleteUser { api: api(), user: who(), delete_devices: None, excluded_app_ids: Vec::new() }
        .answer(response);
    let _ = ListTenants { api: api() }.answer(response);
    let _ = ListGroups { api: api(), tenant: "t".into(), name_contains: "q".into() }.answer(response);
    let _ = ListDepartments { api: api(), group: group() }.answer(response);
    let _ = ListUsers { api: api(), group: group(), filters: Vec::new(), limit: None }.answer(response);
    let _ = SearchUsers { api: api(), tenant: None, filters: Vec::new(), limit: None }.answer(response);
    let _ = GetPasswordRules { api: api(), group: group() }.answer(response);
    for at in [RulesAt::Active, RulesAt::Group, RulesAt::Tenant, RulesAt::System] {
        let _ = GetPasscodeRules { api: api(), group: group(), at }.answer(response);
    }
    let mut search = RulesSearch::new(api(), group());
    while let Some(call) = search.next() {
        search.record_answer(call.answer(response));
    }
    let _ = search.finish();
    all.retain(|(kept, _)| kept.starts_with("Err"));
    all
}

fn headers() -> impl Strategy<Value = Vec<(String, String)>> {
    proptest::collection::vec(("(?i)retry-after|content-type", ".{0,20}"), 0..3)
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![
        proptest::sample::select(vec![
            200u16, 204, 207, 302, 400, 401, 403, 404, 410, 416, 422, 429, 500, 502, 503, 504
        ]),
        any::<u16>(),
    ]
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let key = proptest::sample::select(vec![
        "errors",
        "details",
        "error",
        "error_code",
        "reason",
        "message",
        "summary",
        "detail",
        "0",
        "1",
        "pinCode",
        "ids",
        "profile",
        "user_level",
        "users",
        "tenants",
        "groups",
        "departments",
        "userId",
        "department",
        "accessDeviceEndpoint",
        "trunkEndpoint",
        "trunkGroupDeviceEndpoint",
        "accessDevice",
        "linePort",
        "sync",
        "useRuleLevel",
        "disallowRepeatedDigits",
        "numberOfRepeatedDigits",
        "minCodeLength",
        "access_token",
        "2fa_payload",
        "deleted_main_device",
        "detached_additional_users",
        "gateways",
        "prefix",
    ]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        proptest::sample::select(vec!["", "true", "Group", "/p1", PIN, OLD_PIN, PASSWORD])
            .prop_map(Into::into),
        ".{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(6, 60, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            proptest::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_string(), value)).collect()),
        ]
    })
}

fn assert_no_secret(kept: &[(String, &'static [&'static str])]) {
    for (text, sent) in kept {
        for secret in *sent {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(status in status(), headers in headers(), body in proptest::collection::vec(any::<u8>(), 0..300)) {
        read_by_all(&Response { status, headers, body });
    }

    #[test]
    fn any_json_of_known_keys(status in status(), body in any_json()) {
        assert_no_secret(&read_by_all(&Response { status, headers: Vec::new(), body: body.to_string().into_bytes() }));
    }

    #[test]
    fn a_text_that_repeats_the_secrets(status in status(), before in ".{0,20}", after in ".{0,20}") {
        let said = [before.as_str(), PIN, &after, OLD_PIN, PASSWORD].concat();
        let json = serde_json::json!({"errors": [{"message": said, "details": {"reason": said}}]}).to_string();
        for body in [said.clone(), json] {
            assert_no_secret(&read_by_all(&Response { status, headers: Vec::new(), body: body.into_bytes() }));
        }
    }

    #[test]
    fn mutated_examples(file in 0usize..apio::FILES.len(), at in any::<prop::sample::Index>(), status in proptest::option::of(status()),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
        let all = exchanges(apio::FILES[file]);
        let mut response = all[at.index(all.len())].1.answer.clone();
        if let Some(status) = status {
            response.status = status;
        }
        if !response.body.is_empty() {
            for (place, byte) in changes {
                let place = place.index(response.body.len());
                response.body[place] = byte;
            }
            if cuts {
                response.body.truncate(cut.index(response.body.len()));
            }
        }
        read_by_all(&response);
    }

    #[test]
    fn any_ids_stay_one_segment_each(tenant in ".{1,20}", group in ".{1,20}", user in ".{1,20}", prefix in ".{0,10}") {
        let ids = UserIds { tenant, group, user };
        let path = GetProfile { api: api(), user: ids.clone() }.request().path;
        prop_assert_eq!(path.matches('/').count(), 9);
        prop_assert!(path.ends_with('/') && path.is_ascii() && !path.contains(['?', '#', ' ', '\\']));
        GetProfile { api: Api::behind_core(&prefix), user: ids }.request();
    }

    #[test]
    fn any_place_and_token(pattern in "[a-z{}.@]{0,30}", token in ".{0,40}", payload in "[A-Za-z0-9_=-]{0,60}") {
        for token in [token, ["x.", &payload, ".y"].concat()] {
            core_user_ids::resolve_user_ids(Some(&pattern), Some(&pattern), Some(&pattern), "name", &secret(&token));
        }
    }
}
