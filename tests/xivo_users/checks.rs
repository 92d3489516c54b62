//! What is checked before anything is sent.

use crate::*;

#[test]
fn checks_follow_the_recorded_limits() {
    let (long, digits) = ("x".repeat(129), "1".repeat(129));
    let wrong = |form| Some(Trouble::WrongForm(form));
    let range = |min, max, step| Some(Trouble::OutOfRange { min: Some(min), max: Some(max), step });
    let too_long = |max| Some(Trouble::TooLong { max: Some(max) });
    let (a, b, c, d) = (v10(), of_2014(), of_2016(), of_2019());
    for (field, typed, dialect, expected) in [
        (Field::Firstname, "", a, None),
        (Field::Firstname, "", b, Some(Trouble::Missing)),
        (Field::Firstname, long.as_str(), a, too_long(128)),
        (Field::Firstname, long.as_str(), d, too_long(128)),
        (Field::PreprocessSubroutine, &long[..40], c, too_long(39)),
        (Field::Username, &long[..65], a, too_long(64)),
        (Field::Username, &long[..65], c, too_long(64)),
        (Field::Username, &long[..65], d, None),
        (Field::Language, &long[..21], b, too_long(20)),
        (Field::OutgoingCallerId, &long[..81], b, too_long(80)),
        (Field::MobilePhoneNumber, &digits[..81], c, None),
        (Field::MobilePhoneNumber, &digits, c, too_long(128)),
        (Field::MobilePhoneNumber, &digits[..81], d, too_long(80)),
        (Field::Email, long.as_str(), c, too_long(128)),
        (Field::Email, "", c, None),
        (Field::MobilePhoneNumber, "+1 (555) 0101", a, None),
        (Field::MobilePhoneNumber, "+1 (555) 0101", c, wrong(Form::PhoneNumber)),
        (Field::MobilePhoneNumber, "abc", b, wrong(Form::PhoneNumber)),
        // The recorded one takes digits alone, later ones of the same records these as well.
        (Field::MobilePhoneNumber, "+33612345678", b, None),
        (Field::MobilePhoneNumber, "*98#", b, None),
        (Field::MobilePhoneNumber, "0612345678", b, None),
        (Field::MobilePhoneNumber, "*98#", c, None),
        (Field::MobilePhoneNumber, "+15550101*#", d, None),
        (Field::CallerId, "Front Desk", a, None),
        (Field::CallerId, "Front Desk", b, None),
        (Field::CallerId, "\"Front Desk\"", b, None),
        (Field::CallerId, "\"Ada\" <123>", b, wrong(Form::CallerIdWithoutQuotes)),
        (Field::CallerId, "Ada \"A\" Sample", b, wrong(Form::CallerIdWithoutQuotes)),
        (Field::CallerId, "Front Desk", c, wrong(Form::CallerId)),
        (Field::CallerId, "\"Front Desk\"", c, None),
        (Field::CallerId, "\"A \" <x\" <+5550101>", d, None),
        (Field::CallerId, "\"A\" <>", d, wrong(Form::CallerId)),
        (Field::CallerId, "\"", d, wrong(Form::CallerId)),
        (Field::CallerId, "", c, None),
        (Field::CallerId, "", d, Some(Trouble::MayNotBeNull)),
        (Field::RingSeconds, "7", c, range(0, 60, Some(5))),
        (Field::RingSeconds, "7", d, None),
        (Field::RingSeconds, "61", d, range(0, 60, None)),
        (Field::RingSeconds, "soon", d, range(0, 60, None)),
        (Field::RingSeconds, "1e3", c, range(0, 60, Some(5))),
        (Field::RingSeconds, "7.5", d, range(0, 60, None)),
        (Field::SimultaneousCalls, "99999999999999999999", c, range(1, 20, None)),
        (Field::CtiProfile, "Agent", c, Some(Trouble::WrongType)),
        (Field::SimultaneousCalls, "0", c, range(1, 20, None)),
        (Field::SimultaneousCalls, "20", d, None),
        (Field::Username, "été", b, None),
        (Field::Username, "été", c, wrong(Form::LoginCharacters)),
        (Field::Username, "a@b", c, wrong(Form::LoginCharacters)),
        (Field::Username, "été", d, wrong(Form::Username)),
        (Field::Username, "a@b", d, None),
        (Field::Username, "a", d, Some(Trouble::TooShort { min: Some(2) })),
        (Field::Password, "abc", a, None),
        (Field::Password, "abc", b, Some(Trouble::TooShort { min: Some(4) })),
        (Field::Password, "abc", c, None),
        (Field::Password, "a@b", c, wrong(Form::LoginCharacters)),
        (Field::Password, "abc", d, Some(Trouble::TooShort { min: Some(4) })),
        (Field::Password, "a b c", d, wrong(Form::Password)),
        (Field::Email, "nonsense", c, None),
        (Field::Email, "nonsense", d, wrong(Form::Email)),
        (Field::Email, "ada@sample.example", d, None),
        (Field::Language, "english", c, wrong(Form::Language)),
        (Field::Language, "english", d, wrong(Form::Language)),
        (Field::Language, "xx_XX", d, None),
        (Field::CallPermissionPassword, "12a", d, wrong(Form::TelephoneKeys)),
        (Field::CallPermissionPassword, "*12#", d, None),
    ] {
        let found = check(field, typed, &dialect).map(|problem| problem.trouble);
        assert_eq!(found, expected, "{field:?} {typed}");
        // The same at sending, where the field is there at all.
        if field.kind() == switchroom::wire::xivo::FieldKind::Text && !typed.is_empty() {
            let sent = Changes::new(&dialect, [(field, text(typed))]);
            assert_eq!(sent.is_ok(), expected.is_none(), "{field:?} {typed}");
        }
        if field.is_secret() {
            let secret = Secret::new(typed.to_owned());
            assert_eq!(check_secret(field, &secret, &dialect).map(|problem| problem.trouble), expected);
        }
    }
}

/// What a recorded server took, the checks take as well.
#[test]
fn checks_refuse_nothing_that_a_recorded_server_took() {
    for (folder, dialect) in [
        ("2013-06", v10()),
        ("2014-01", v10()),
        ("2014-01", of_2014()),
        ("2016-03", of_2016()),
        ("2019-05", of_2019()),
        ("2026-08", of_2026()),
    ] {
        let version = if dialect.api() == Api::V10 { "users-1.0" } else { "users-1.1" };
        for recording in xivo::all() {
            let name = &recording.name;
            let took = name.starts_with(folder) && name.contains(version) && recording.response.status < 300;
            let json = recording.request_json();
            let Some(sent) = json.as_object().filter(|_| took) else { continue };
            for (key, value) in sent {
                let Some(field) = Field::from_record(key).filter(|field| dialect.writes(*field)) else {
                    continue;
                };
                let typed = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                if !value.is_null() && !typed.is_empty() && !name.contains("ring-seconds-step") {
                    assert_eq!(check(field, &typed, &dialect), None, "{name} {key}");
                }
            }
        }
    }
}

#[test]
fn names_on_the_wire_lead_back_to_their_fields() {
    for field in Field::ALL.iter().copied() {
        for name in [field.v10(), field.v11(), Some(field.name())].into_iter().flatten() {
            assert_eq!(Field::from_wire(name), Some(field), "{name}");
        }
    }
    assert_eq!(Field::from_wire("loginclient"), Some(Field::Username));
    assert_eq!(Field::from_wire("cti_profile_id"), Some(Field::CtiProfile));
    assert_eq!(Field::from_wire("shoesize"), None);
}
