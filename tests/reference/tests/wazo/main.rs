//! What the recordings of 2026-08 do not hold one by one: the matrix of fields
//! and types, tenants, rights, what deleting leaves behind, and the switches.

mod caller;
mod fields;

use caller::*;
use reference_pbx::http::{Asked, Pbx};
use reference_pbx::xivo::wazo::Wazo;
use serde_json::{Value, json};

#[test]
fn a_list_is_of_one_tenant_or_of_those_below_it_too() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let total = |wazo: &mut Wazo, caller: &Caller, query: &str| {
        let list = body(&caller.get(wazo, &format!("/1.1/users{query}")));
        let uuids = list["items"].as_array().unwrap().iter();
        let mut tenants: Vec<String> =
            uuids.map(|item| item["tenant_uuid"].as_str().unwrap().into()).collect();
        tenants.sort_unstable();
        tenants.dedup();
        (list["total"].as_u64().unwrap(), tenants.len())
    };
    let (north, south) = (admin.in_tenant(NORTH), admin.in_tenant(SOUTH));
    assert_eq!(total(&mut wazo, &admin, ""), (3, 1));
    assert_eq!(total(&mut wazo, &admin, "?recurse=true"), (8, 3));
    assert_eq!(total(&mut wazo, &admin, "?recurse=true&limit=5&offset=5"), (8, 2));
    assert_eq!(total(&mut wazo, &north, ""), (3, 1));
    assert_eq!(total(&mut wazo, &north, "?recurse=true"), (3, 1));
    assert_eq!(total(&mut wazo, &south, ""), (2, 1));
    assert_eq!(names(&admin.get(&mut wazo, "/1.1/users?view=directory&search=ada")), ["Ada"]);
    assert_eq!(names(&admin.get(&mut wazo, "/1.1/users?recurse=true&view=directory&search=ada")).len(), 2);
    let wrong = admin.get(&mut wazo, "/1.1/users?recurse=maybe");
    assert_eq!(wrong.status, 400);
    for query in ["?offset=abc", "?limit=-1", "?offset=-1"] {
        let refused = admin.get(&mut wazo, &format!("/1.1/users{query}"));
        assert!(refused.status == 400 && sentence(&refused).contains("'constraint_id'"), "{query}");
    }
}

#[test]
fn one_of_a_tenant_below_is_read_without_the_header_but_not_from_beside() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let nora = body(&admin.get(&mut wazo, "/1.1/users/4"));
    assert_eq!((&nora["firstname"], &nora["tenant_uuid"]), (&json!("Nora"), &json!(NORTH)));
    assert_eq!(admin.ask(&mut wazo, "PUT /1.1/users/4", &json!({ "lastname": "Moved" })).status, 204);
    assert_eq!(admin.in_tenant(SOUTH).get(&mut wazo, "/1.1/users/4").status, 404);
    let north = signed_in(&mut wazo, "madeup-north");
    assert_eq!(north.get(&mut wazo, "/1.1/users/4").status, 200);
    assert_eq!(north.get(&mut wazo, "/1.1/users/1").status, 404);
    assert_eq!(north.ask(&mut wazo, "DELETE /1.1/users/1", &Value::Null).status, 404);
    let made = north.ask(&mut wazo, "POST /1.1/users", &json!({ "firstname": "New" }));
    assert_eq!(body(&made)["tenant_uuid"], NORTH);
    let made = admin.in_tenant(SOUTH).ask(&mut wazo, "POST /1.1/users", &json!({ "firstname": "New" }));
    assert_eq!(body(&made)["tenant_uuid"], SOUTH);
}

#[test]
fn a_refused_right_has_three_parts_and_a_bad_token_two() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let north = signed_in(&mut wazo, "madeup-north");
    let reader = signed_in(&mut wazo, "madeup-reader");
    let nobody = signed_in(&mut wazo, "madeup-nobody");
    let none = Caller { token: "none".into(), ..Caller::default() };
    let name = json!({ "firstname": "x" });
    let null = Value::Null;
    for (caller, line, sent, rest) in [
        (&none, "GET /1.1/users", &null, "'confd.users.read')"),
        (&none, "DELETE /1.1/users/3", &null, "'confd.users.3.delete')"),
        (&nobody, "GET /1.1/users", &null, "'confd.users.read', None)"),
        (&reader, "POST /1.1/users", &name, "'confd.users.create', None)"),
        (&reader, "PUT /1.1/users/1", &name, "'confd.users.1.update', None)"),
        (&reader, "DELETE /1.1/users/1", &null, "'confd.users.1.delete', None)"),
        (&reader, "GET /1.1/moh", &null, "'confd.moh.read', None)"),
        (
            &north.in_tenant(MASTER),
            "GET /1.1/users",
            &null,
            "'confd.users.read', '0a5fd9a5-9bb3-4469-8298-0cb4aaedf0a7')",
        ),
        (&admin.with("missing-right"), "PUT /1.1/users/1", &name, "'confd.users.1.update', None)"),
    ] {
        let got = caller.ask(&mut wazo, line, sent);
        assert_eq!((got.status, sentence(&got)), (401, format!("('{}', {rest}", caller.token)), "{line}");
    }
    assert_eq!(reader.get(&mut wazo, "/1.1/users/1").status, 200);
    let down = admin.with("auth-down").get(&mut wazo, "/1.1/users");
    assert!(down.status == 503 && sentence(&down).contains(&admin.token));
    admin.with("expired").get(&mut wazo, "/1.1/users");
    assert!(sentence(&admin.get(&mut wazo, "/1.1/users")).ends_with("'confd.users.read')"));
}

#[test]
fn tenants_are_listed_to_whom_they_belong() {
    let mut wazo = Wazo::new(3);
    let listed = |wazo: &mut Wazo, caller: &Caller, query: &str| {
        let list = body(&caller.get(wazo, &format!("/0.1/tenants{query}")));
        let names = list["items"].as_array().unwrap().iter().map(|t| t["slug"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    let admin = signed_in(&mut wazo, "madeup-admin");
    let north = signed_in(&mut wazo, "madeup-north");
    assert_eq!(listed(&mut wazo, &admin, ""), ["master", "north", "south"]);
    assert_eq!(listed(&mut wazo, &admin, "?limit=1&offset=1"), ["north"]);
    assert_eq!(listed(&mut wazo, &admin, "?search=south"), ["south"]);
    assert_eq!(listed(&mut wazo, &admin.in_tenant(SOUTH), ""), ["south"]);
    assert_eq!(listed(&mut wazo, &north, ""), ["north"]);
    for (caller, reason) in [
        (signed_in(&mut wazo, "madeup-reader"), "missing_permission_or_invalid_tenant"),
        (admin.with("missing-right"), "missing_permission_or_invalid_tenant"),
        (north.in_tenant(MASTER), "missing_permission_or_invalid_tenant"),
        (Caller::default(), "not_found_or_expired"),
    ] {
        let refused = caller.get(&mut wazo, "/0.1/tenants");
        let details = &body(&refused)["details"];
        assert_eq!((refused.status, &details["reason"]), (401, &json!(reason)));
        assert_eq!(details["invalid_token"], caller.token);
    }
}

#[test]
fn names_that_the_server_made_have_labels() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let moh = body(&admin.get(&mut wazo, "/1.1/moh"));
    let ada = body(&admin.get(&mut wazo, "/1.1/users/1"));
    let hers =
        moh["items"].as_array().unwrap().iter().find(|item| item["name"] == ada["music_on_hold"]).unwrap();
    assert_eq!(hers["label"], "Piano");
    assert!(hers["name"].as_str().unwrap().starts_with("moh-master-"));
    let contexts = body(&admin.get(&mut wazo, "/1.1/contexts?type=internal"));
    assert_eq!(contexts["total"], 1);
    assert_eq!(contexts["items"][0]["label"], "Internal");
    assert_eq!(contexts["items"][0]["name"], ada["lines"][0]["context"]);
    assert_eq!(body(&admin.get(&mut wazo, "/1.1/contexts?recurse=true"))["total"], 9);
    assert_eq!(body(&admin.get(&mut wazo, "/1.1/moh?order=label"))["total"], 2);
}

// --- deleting --------------------------------------------------------------

#[test]
fn deleting_leaves_line_and_account_behind_unless_told_otherwise() {
    let mut wazo = Wazo::new(8);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let is_there = |wazo: &mut Wazo, path: &str| admin.get(wazo, path).status == 200;
    let account = |wazo: &mut Wazo, id: u32| {
        let uuid = body(&admin.get(wazo, &format!("/1.1/users/{id}")))["uuid"].as_str().unwrap().to_owned();
        format!("/0.1/users/{uuid}")
    };
    let (ada, dora) = (account(&mut wazo, 1), account(&mut wazo, 7));
    assert!(is_there(&mut wazo, &ada) && is_there(&mut wazo, &dora));

    // Ada has a line and an account, and no voicemail.
    assert_eq!(admin.ask(&mut wazo, "DELETE /1.1/users/1", &Value::Null).status, 204);
    assert!(!is_there(&mut wazo, "/1.1/users/1"));
    let line = body(&admin.get(&mut wazo, "/1.1/lines/1"));
    assert_eq!((&line["users"], &line["extensions"][0]["exten"]), (&json!([]), &json!("1001")));
    assert!(is_there(&mut wazo, &ada), "the account stays");
    let search = body(&admin.get(&mut wazo, "/1.1/extensions?search=1001"));
    assert_eq!(search["total"], 1);

    // Dora has all, and a voicemail that hinders.
    let hindered = admin.ask(&mut wazo, "DELETE /1.1/users/7", &Value::Null);
    assert_eq!(
        (hindered.status, sentence(&hindered).as_str()),
        (400, "Resource Error - User is associated with a Voicemail ('user_id': 7, 'voicemail_id': 7)")
    );
    assert_eq!(admin.ask(&mut wazo, "DELETE /1.1/users/7?recursive=true", &Value::Null).status, 204);
    for gone in ["/1.1/users/7", "/1.1/lines/7", "/1.1/voicemails/7", dora.as_str()] {
        assert!(!is_there(&mut wazo, gone), "{gone}");
    }

    // A voicemail that was dissociated stays by itself.
    assert_eq!(admin.ask(&mut wazo, "DELETE /1.1/users/5/voicemails", &Value::Null).status, 204);
    assert_eq!(admin.ask(&mut wazo, "DELETE /1.1/users/5", &Value::Null).status, 204);
    assert_eq!(body(&admin.get(&mut wazo, "/1.1/voicemails/5"))["users"], json!([]));
}

#[test]
fn an_account_is_made_with_a_user_or_neither() {
    let mut wazo = Wazo::new(8);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let conflict = "409 Client Error: Conflict detected for url: http://127.0.0.1:9497/0.1/users";
    for auth in [
        json!({ "username": "madeup-admin", "password": "s3cret-eve" }),
        json!({ "username": "eve", "password": "s3cret-eve", "email_address": "dora@sample.example" }),
    ] {
        let got = admin.ask(&mut wazo, "POST /1.1/users", &json!({ "firstname": "Eve", "auth": auth }));
        assert_eq!((got.status, sentence(&got).as_str()), (400, conflict));
    }
    assert_eq!(names(&admin.get(&mut wazo, "/1.1/users?search=Eve&view=summary")).len(), 0);
    let auth = json!({ "username": "eve", "password": "s3cret-eve", "email_address": "eve@sample.example" });
    let made = admin.ask(&mut wazo, "POST /1.1/users", &json!({ "firstname": "Eve", "auth": auth }));
    assert_eq!((made.status, &body(&made)["auth"]["username"]), (201, &json!("eve")));
    assert!(!String::from_utf8_lossy(&made.body).contains("s3cret-eve"));
    let read = body(&admin.get(&mut wazo, &format!("/1.1/users/{}", body(&made)["id"])));
    assert_eq!((read.get("auth"), &read["username"]), (None, &Value::Null));
    for login in ["eve", "eve@sample.example"] {
        assert_eq!(token_request(&mut wazo, &format!("{login}:s3cret-eve"), &json!({}), None).status, 200);
    }
}

// --- addresses -------------------------------------------------------------

#[test]
fn addresses_have_the_prefix_that_the_web_server_tells() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let made = admin.ask(&mut wazo, "POST /1.1/users", &json!({ "firstname": "Eve" }));
    let place = "http://wazo.example/api/confd/1.1/users/9";
    assert_eq!(header(&made, "Location"), Some(place));
    assert_eq!(body(&made)["links"], json!([{ "rel": "users", "href": place }]));
    switch(&mut wazo, &json!({ "scriptName": "/telephony" }));
    let made = admin.ask(&mut wazo, "POST /1.1/users", &json!({ "firstname": "Eve" }));
    assert_eq!(header(&made, "Location"), Some("http://wazo.example/telephony/1.1/users/10"));
    // Each service answers for itself alone.
    let asked = |path: &str, service: &str| Asked {
        method: "GET".into(),
        path: path.into(),
        headers: vec![("X-Auth-Token".into(), admin.token.clone()), ("X-Script-Name".into(), service.into())],
        ..Asked::default()
    };
    assert_eq!(wazo.answer(&asked("/0.1/tenants", "/api/confd")).status, 404);
    assert_eq!(wazo.answer(&asked("/1.1/users", "/api/auth")).status, 404);
}

#[test]
fn nothing_knows_the_cti() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    for path in ["/1.1/cti_profiles", "/1.1/users/1/cti", "/1.1/users/1/cti_profile", "/1.0/users/"] {
        let got = admin.get(&mut wazo, path);
        let is_page = header(&got, "Content-Type") == Some("text/html; charset=utf-8");
        assert!(got.status == 404 && is_page, "{path}");
    }
    let ada = admin.get(&mut wazo, "/1.1/users/1");
    assert!(!String::from_utf8_lossy(&ada.body).contains("cti_"));
}

// --- switches --------------------------------------------------------------

#[test]
fn a_tenant_goes_while_it_is_chosen() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let in_north = admin.in_tenant(NORTH);
    let north = signed_in(&mut wazo, "madeup-north");
    assert_eq!(in_north.get(&mut wazo, "/1.1/users").status, 200);
    switch(&mut wazo, &json!({ "deleteTenant": NORTH }));
    let refused = in_north.get(&mut wazo, "/1.1/users");
    assert_eq!(sentence(&refused), format!("('{}', 'confd.users.read', '{NORTH}')", admin.token));
    assert_eq!(admin.get(&mut wazo, "/1.1/users/4").status, 404);
    assert_eq!(body(&admin.get(&mut wazo, "/1.1/users?recurse=true"))["total"], 5);
    assert_eq!(sentence(&north.get(&mut wazo, "/1.1/users")).matches('\'').count(), 4);
    wazo.reset();
    let admin = signed_in(&mut wazo, "madeup-admin");
    assert_eq!(admin.in_tenant(NORTH).get(&mut wazo, "/1.1/users").status, 200);
    // The API does the same.
    assert_eq!(admin.ask(&mut wazo, &format!("DELETE /0.1/tenants/{SOUTH}"), &Value::Null).status, 204);
    assert_eq!(admin.in_tenant(SOUTH).get(&mut wazo, "/1.1/users").status, 401);
}

#[test]
fn somebody_is_moved_to_another_tenant() {
    let mut wazo = Wazo::new(3);
    let north = signed_in(&mut wazo, "madeup-north");
    assert_eq!(north.get(&mut wazo, "/1.1/users/4").status, 200);
    switch(&mut wazo, &json!({ "moveUser": { "user": 4, "tenant": "south" } }));
    assert_eq!(north.get(&mut wazo, "/1.1/users/4").status, 404);
    let admin = signed_in(&mut wazo, "madeup-admin");
    assert_eq!(body(&admin.get(&mut wazo, "/1.1/users/4"))["tenant_uuid"], SOUTH);
    let line = admin.in_tenant(SOUTH).get(&mut wazo, "/1.1/lines");
    assert_eq!(body(&line)["total"], 2);
}

#[test]
fn three_hundred_tenants_and_records_of_2028() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    switch(&mut wazo, &json!({ "moreTenants": 300, "laterKeys": true }));
    let tenants = body(&admin.get(&mut wazo, "/0.1/tenants"));
    assert_eq!((&tenants["total"], tenants["items"].as_array().unwrap().len()), (&json!(303), 303));
    let last = tenants["items"][302]["uuid"].as_str().unwrap().to_owned().leak();
    assert_eq!(body(&admin.in_tenant(last).get(&mut wazo, "/1.1/users"))["total"], 0);
    let ada = body(&admin.get(&mut wazo, "/1.1/users/1"));
    assert!(ada["presence_policy"].is_object() && ada.get("username").is_none());
    assert_eq!(ada["firstname"], "Ada");
    assert_eq!(admin.ask(&mut wazo, "PUT /1.1/users/1", &json!({ "lastname": "Later" })).status, 204);
}

#[test]
fn too_many_sessions_and_how_a_tenant_signs_in() {
    let mut wazo = Wazo::new(3);
    let sign_in =
        |wazo: &mut Wazo, sent: Value| token_request(wazo, "madeup-north:madeup-secret", &sent, None).status;
    assert_eq!(sign_in(&mut wazo, json!({})), 200);
    switch(
        &mut wazo,
        &json!({
            "authenticationMethod": { "tenant": "north", "method": "ldap", "domain": "north.example" }
        }),
    );
    assert_eq!(sign_in(&mut wazo, json!({})), 401);
    assert_eq!(sign_in(&mut wazo, json!({ "domain_name": "elsewhere.example" })), 401);
    assert_eq!(sign_in(&mut wazo, json!({ "domain_name": "north.example" })), 200);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let north = body(&admin.get(&mut wazo, &format!("/0.1/tenants/{NORTH}")));
    assert_eq!(
        (&north["default_authentication_method"], &north["domain_names"]),
        (&json!("ldap"), &json!(["north.example"]))
    );
    switch(&mut wazo, &json!({ "authenticationMethod": { "tenant": "north", "method": "saml" } }));
    assert_eq!(sign_in(&mut wazo, json!({ "domain_name": "north.example" })), 401);
    let full = token_request(&mut wazo, "madeup-admin:madeup-secret", &json!({}), Some("too-many-sessions"));
    assert_eq!(full.status, 429);
    assert!(
        body(&full)["reason"][0]
            .as_str()
            .unwrap()
            .ends_with("exceeded the maximum number of active sessions")
    );
    switch(&mut wazo, &json!({ "tooManySessions": true }));
    assert_eq!(token_request(&mut wazo, "madeup-admin:madeup-secret", &json!({}), None).status, 429);
    switch(&mut wazo, &json!({ "tooManySessions": false, "endSessions": true }));
    assert_eq!(admin.get(&mut wazo, "/1.1/users").status, 401);
    let refused = Caller::default().ask(&mut wazo, "POST /__switch", &json!({ "nonsense": 1 }));
    assert_eq!(refused.status, 400);
}

#[test]
fn a_session_is_renewed_by_a_refresh_token() {
    let mut wazo = Wazo::new(3);
    let account = "madeup-admin:madeup-secret";
    let offline = json!({ "access_type": "offline", "client_id": "switchroom", "expiration": 60 });
    let first = body(&token_request(&mut wazo, account, &offline, None));
    wazo.advance(61);
    let old = Caller { token: first["data"]["token"].as_str().unwrap().into(), ..Caller::default() };
    assert_eq!(old.get(&mut wazo, "/1.1/users").status, 401);
    let refresh = json!({ "refresh_token": first["data"]["refresh_token"], "client_id": "switchroom" });
    let again = token_request(&mut wazo, "", &refresh, None);
    let new = Caller { token: body(&again)["data"]["token"].as_str().unwrap().into(), ..Caller::default() };
    assert_eq!(new.get(&mut wazo, "/1.1/users").status, 200);
    assert_eq!(new.ask(&mut wazo, "DELETE /0.1/users/me/tokens/switchroom", &Value::Null).status, 204);
    assert_eq!(token_request(&mut wazo, "", &refresh, None).status, 401);
    let without = json!({ "access_type": "offline" });
    assert_eq!(token_request(&mut wazo, account, &without, None).status, 400);
}

#[test]
fn an_older_wazo_has_fewer_keys_and_other_bounds() {
    let keys = [
        ("call_record_incoming_internal_enabled", "2021-01"),
        ("func_key_template_id", "2022-11"),
        ("country", "2024-08"),
        ("mobile_fallback_enabled", "2026-05"),
    ];
    for age in ["2019-08", "2021-01", "2022-11", "2023-07", "2024-08", "2026-05", "2026-08"] {
        let mut wazo = Wazo::new(8);
        let admin = signed_in(&mut wazo, "madeup-admin");
        switch(&mut wazo, &json!({ "age": age }));
        let ada = body(&admin.get(&mut wazo, "/1.1/users/1"));
        for (key, from) in keys {
            assert_eq!(ada.get(key).is_some(), age >= from, "{age}: {key}");
        }
        assert!(ada.get("call_record_enabled").is_some() && ada.get("cti_profile").is_none());
        let mut put = |sent: Value| admin.ask(&mut wazo, "PUT /1.1/users/2", &sent);
        let long = put(json!({ "ring_seconds": 61 }));
        assert_eq!(long.status, if age >= "2021-01" { 204 } else { 400 }, "{age}");
        if long.status == 400 {
            assert_eq!(sentence(&long), "Input Error - ring_seconds: ['Must be between 0 and 60.']");
        }
        let long = put(json!({ "preprocess_subroutine": "x".repeat(40) }));
        assert_eq!(long.status, if age >= "2023-07" { 204 } else { 400 }, "{age}");
        // What has not come is a field that nobody knows.
        assert_eq!(
            put(json!({ "mobile_fallback_enabled": true })).status,
            if age >= "2026-05" { 400 } else { 204 }
        );
        let plain = admin.ask(&mut wazo, "DELETE /1.1/users/1", &Value::Null);
        let recursive = admin.ask(&mut wazo, "DELETE /1.1/users/7?recursive=true", &Value::Null);
        let expected = if age >= "2022-11" { (204, 204) } else { (400, 400) };
        assert_eq!((plain.status, recursive.status), expected, "{age}");
        if plain.status == 400 {
            let what = "Resource Error - User is associated with a Line ('line_ids': (1,))";
            assert_eq!(sentence(&plain), what);
        }
    }
}

#[test]
fn what_is_read_only_is_dropped_without_a_word() {
    let mut wazo = Wazo::new(3);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let before = body(&admin.get(&mut wazo, "/1.1/users/1"));
    let sent = json!({
        "id": 4242, "uuid": "x", "tenant_uuid": SOUTH, "country": "CA", "created_at": "x", "links": [],
        "lines": [], "voicemail": { "id": 1 }, "agent": { "id": 1 }, "cti_profile": { "id": 3 },
    });
    assert_eq!(admin.ask(&mut wazo, "PUT /1.1/users/1", &sent).status, 204);
    assert_eq!(body(&admin.get(&mut wazo, "/1.1/users/1")), before);
}

#[test]
fn a_played_refusal_is_as_its_service_writes_it() {
    let wazo = Wazo::new(3);
    let asked = |path: &str| Asked { path: path.into(), ..Asked::default() };
    let refusal = |path: &str, status: u16| body(&wazo.refusal(&asked(path), status).unwrap());
    assert_eq!(refusal("/0.1/token", 401)["reason"], json!(["Authentication Failed"]));
    assert_eq!(refusal("/0.1/tenants", 401)["details"]["reason"], "not_found_or_expired");
    assert_eq!(refusal("/0.1/tenants", 403)["reason"], json!(["Unauthorized for auth.tenants.read"]));
    assert_eq!(refusal("/1.1/users", 401), json!(["('', 'confd.users.read')"]));
    assert!(wazo.refusal(&asked("/0.1/tenants"), 502).is_none());
}

// --- what a test may look at and undo --------------------------------------

#[test]
fn what_it_holds_can_be_seen_and_put_back() {
    let mut wazo = Wazo::new(8);
    let admin = signed_in(&mut wazo, "madeup-admin");
    let saved = wazo.save();
    let before = wazo.state();
    admin.ask(&mut wazo, "DELETE /1.1/users/7?recursive=true", &Value::Null);
    admin.ask(&mut wazo, "DELETE /1.1/users/1", &Value::Null);
    let after = wazo.state();
    assert_eq!(after["unassigned_lines"], json!([1]));
    assert_eq!(after["users"].as_array().unwrap().len() + 2, before["users"].as_array().unwrap().len());
    wazo.restore(saved);
    assert_eq!(wazo.state(), before);
    assert_eq!(admin.get(&mut wazo, "/1.1/users/7").status, 200);
}
