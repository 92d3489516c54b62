//! `.../users/{user}/pincode/`.

use serde_json::{Map, Value};

use super::rules::{Held, broken, number, on};
use super::sessions::Me;
use super::world::User;
use super::{Apio, Place, errors};
use crate::http::{Answer, Asked};

pub fn answer(apio: &mut Apio, asked: &Asked, me: &Me, place: &Place, user: User) -> Answer {
    match asked.method.as_str() {
        "GET" => Answer::json(200, &shown(apio, &user)),
        "PUT" => put(apio, asked, me, place, user),
        _ => errors::details(405, "made-up text: method not allowed"),
    }
}

fn shown(apio: &Apio, user: &User) -> Value {
    let mut body = Map::new();
    body.insert("loginDisabled".into(), user.locked.into());
    let expires = on(apio.switches.active(), "expirePassword");
    if expires {
        body.insert("expirationDays".into(), user.expiration_days.into());
    }
    body.insert("doesNotExpire".into(), (!expires).into());
    if apio.switches.show_pin {
        body.insert("pinCode".into(), user.pin.as_str().into());
    }
    body.into()
}

fn put(apio: &mut Apio, asked: &Asked, me: &Me, place: &Place, mut user: User) -> Answer {
    let Ok(Value::Object(body)) = serde_json::from_slice(&asked.body) else {
        return errors::details(416, "made-up text: body must be an object");
    };
    let Some(pin) =
        body.get("pinCode").and_then(Value::as_str).filter(|pin| (1..=30).contains(&pin.chars().count()))
    else {
        let text = "OCI XML Request validation error";
        return errors::from_server(400, 6004, text, "made-up text: passcode is a token of 1 to 30", false);
    };
    let old = body.get("oldPinCode").and_then(Value::as_str);
    let needs_old = me.level == 0 || apio.switches.admin_needs_old_pin;
    if me.level == 0 && user.locked {
        return errors::message(400, 9008, "made-up text: the pincode is locked");
    }
    match old {
        None if needs_old && apio.switches.old_pin_wrong_status != 400 => return apio.wrong_old(),
        None if needs_old => return errors::message(400, 9004, "made-up text: the old pincode is needed"),
        Some(old) if old != user.pin => return wrong_old(apio, place, user),
        _ => {}
    }
    if let Some(refused) = refused(apio, &user, pin) {
        return refused;
    }
    let earlier = std::mem::replace(&mut user.pin, pin.to_owned());
    user.pin_history.push(earlier);
    (user.locked, user.failures) = (false, 0);
    user.expiration_days = number(apio.switches.active(), "passcodeExpiresDays").unwrap_or(30) as i64;
    let body = shown(apio, &user);
    apio.keep(place, user);
    apio.put_answer(body)
}

/// A wrong old PIN counts towards the lock.
fn wrong_old(apio: &mut Apio, place: &Place, mut user: User) -> Answer {
    user.failures += 1;
    let rules = apio.switches.active();
    let most = number(rules, "maxFailedLoginAttempts").unwrap_or(usize::MAX);
    if on(rules, "disableLoginAfterMaxFailedLoginAttempts") && user.failures >= most {
        user.locked = true;
    }
    apio.keep(place, user);
    match apio.switches.old_pin_wrong_status {
        400 => errors::message(400, 9003, "made-up text: the old pincode does not match"),
        _ => apio.wrong_old(),
    }
}

fn refused(apio: &Apio, user: &User, pin: &str) -> Option<Answer> {
    let switches = &apio.switches;
    let held = Held {
        rules: switches.active(),
        numbers: vec![user.text("extension").to_owned(), user.text("phoneNumber").to_owned()],
        current: &user.pin,
        history: &user.pin_history,
        refuse_contained: switches.refuse_contained,
        around: switches.around,
    };
    let (rule, why) = broken(pin, &held)?;
    if switches.settings.on("VALIDATE_PINCODE_LOCALLY") {
        return Some(errors::reason(
            9002,
            "made-up text: pincode not valid",
            &format!("made-up text: {why}"),
        ));
    }
    let number = if rule == "disallowUserNumber" { 99002 } else { 99001 };
    Some(errors::from_server(400, number, &format!("made-up text: {why}"), "", switches.indexed_errors))
}
