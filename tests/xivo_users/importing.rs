//! What the columns and cells of a file mean, and everybody read whole.

use switchroom::domain::Language;
use switchroom::form::FieldValue as FormValue;
use switchroom::text::xivo::label;
use switchroom::wire::xivo::form::to_copied_values;
use switchroom::wire::xivo::import::{FIELDS, read_value};
use switchroom::wire::xivo::records::UserRecordReader;

use crate::*;

fn fields(headings: &str) -> Vec<Option<Field>> {
    let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
    FIELDS.find(&headings, |field| [Language::English, Language::French].map(|l| label(l, field.name())))
}

#[test]
fn columns_are_known_by_the_names_of_every_program() {
    use Field::*;
    for (headings, expected) in [
        ("First name,Last name,Email", vec![Some(Firstname), Some(Lastname), Some(Email)]),
        (
            "Prénom,Nom,E-mail,Numéro de mobile",
            vec![Some(Firstname), Some(Lastname), Some(Email), Some(MobilePhoneNumber)],
        ),
        ("prenom;,FIRST_NAME", vec![Some(Firstname), None]),
        // XiVO's old import, and Wazo's export.
        (
            "entityid,firstname,outcallerid,enablehint,phonenumber",
            vec![Some(Entity), Some(Firstname), Some(OutgoingCallerId), Some(SupervisionEnabled), Some(Line)],
        ),
        (
            "uuid,subscription_type,cti_profile_name,exten,ring_seconds,sip_secret",
            vec![Some(Uuid), Some(SubscriptionType), Some(CtiProfile), Some(Line), Some(RingSeconds), None],
        ),
        ("cti_profile_name,cti_profile_enabled", vec![Some(CtiProfile), Some(CtiEnabled)]),
        ("enableclient,ctiprofileid", vec![Some(CtiEnabled), Some(CtiProfile)]),
        ("CTI client enabled,CTI profile", vec![Some(CtiEnabled), Some(CtiProfile)]),
        ("Client CTI activé,Profil CTI", vec![Some(CtiEnabled), Some(CtiProfile)]),
        // The list of users, as it is exported in both languages.
        (
            "Name,Caller ID,Username,Extension,Mobile,Email,CTI",
            vec![
                None,
                Some(CallerId),
                Some(Username),
                Some(Line),
                Some(MobilePhoneNumber),
                Some(Email),
                None,
            ],
        ),
        ("Nom,Identifiant d’appelant,Identifiant", vec![None, Some(CallerId), Some(Username)]),
        ("Nom,ID d’appelant,Identifiant", vec![None, Some(CallerId), Some(Username)]),
        // The second of one name is not used.
        ("email,E-mail", vec![Some(Email), None]),
    ] {
        assert_eq!(fields(headings), expected, "{headings}");
    }
}

#[test]
fn a_cell_is_read_by_what_its_field_holds() {
    let dialect = learnt("2016-03/users-1.1-get-200");
    let read = |field, text| read_value(field, text, &dialect);
    for (text, on) in [("Oui", true), ("off", false), ("TRUE", true), ("0", false), ("Désactivé", false)] {
        assert!(read(Field::SupervisionEnabled, Some(text)) == Ok(FormValue::Switch(on)), "{text}");
    }
    assert!(read(Field::SupervisionEnabled, Some("maybe")).is_err());
    assert!(read(Field::RingSeconds, Some(" 030 ")) == Ok(FormValue::text("30")));
    assert!(read(Field::RingSeconds, Some("31")).is_err());
    assert!(read(Field::MobilePhoneNumber, Some("55 5")).is_err());
    assert!(read(Field::MobilePhoneNumber, None) == Ok(FormValue::Absent));
    assert!(read(Field::Firstname, None).is_err());
    let secret = FormValue::Secret(Secret::new("geheim".to_owned()));
    assert!(read(Field::Password, Some("geheim")) == Ok(secret));
}

#[test]
fn everybody_is_read_whole_in_whatever_pieces_they_come() {
    let response = response("2026-08/users-1.1-list-200");
    let whole = list("2026-08/users-1.1-list-200");
    for size in [1, 7, 4096] {
        let mut reader = UserRecordReader::default();
        let mut users = Vec::new();
        response.body.chunks(size).for_each(|piece| reader.feed(piece, &mut |user| users.push(user)));
        let end = good(reader.finish());
        assert_eq!(end.total, whole.end.shape.total);
        assert_eq!(end.not_understood, 0);
        let ids: Vec<&str> = users.iter().map(|user| user.id().as_str()).collect();
        assert_eq!(ids, whole.rows.iter().map(UserRow::id).collect::<Vec<_>>());
        assert!(users.iter().zip(&whole.rows).all(|(user, row)| user.full_name() == row.full_name()));
    }
    let mut reader = UserRecordReader::default();
    reader.feed(&response.body[..response.body.len() / 2], &mut |_| {});
    assert_eq!(refused(reader.finish()).kind, RefusalKind::OutOfReach(Unreached::CutShort));
    let mut reader = UserRecordReader::default();
    reader.feed(b"<html>", &mut |_| {});
    assert_eq!(refused(reader.finish()).kind, RefusalKind::NotUnderstood);
}

#[test]
fn somebody_new_takes_over_what_is_nobodys_own() {
    let whole = |field: Field| match field {
        _ if field.is_secret() => FormValue::Secret(Secret::new("geheim".to_owned())),
        Field::CtiEnabled | Field::CallRecordEnabled => FormValue::Switch(true),
        _ => FormValue::text("x"),
    };
    let values = Field::ALL.iter().map(|field| (*field, whole(*field))).collect();
    for dialect in [v10(), of_2014(), of_2016(), of_2019(), of_2026()] {
        let copied = to_copied_values(&values, &dialect);
        let has = |field| !copied.get(field).is_empty();
        assert!(has(Field::Userfield) && has(Field::OutgoingCallerId) && has(Field::MusicOnHold));
        assert_eq!(has(Field::CallRecordEnabled), dialect.has(Field::CallRecordEnabled));
        use Field::*;
        let own = [Id, Uuid, Firstname, Lastname, CallerId, Username, Password, Email, MobilePhoneNumber];
        let others = [CallPermissionPassword, CtiEnabled, Line, Voicemail, TenantUuid];
        let account = [AccountUsername, AccountPassword, AccountEmailAddress];
        for field in own.into_iter().chain(others).chain(account) {
            assert!(!has(field), "{field:?}");
        }
    }
}
