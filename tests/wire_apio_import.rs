//! What the columns of a file mean for people of an APIO, and which department a cell names.

use switchroom::domain::{Language, Trouble};
use switchroom::text::apio::field_label;
use switchroom::wire::apio::import::{FIELDS, find_department};
use switchroom::wire::apio::profile::Department;
use switchroom::wire::apio::profile_form::ProfileField;

use switchroom::form::Field;

fn fields(headings: &str) -> Vec<Option<ProfileField>> {
    let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
    let languages = [Language::English, Language::French];
    FIELDS.find(&headings, |field| languages.map(|language| field_label(language, field.wire_name())))
}

#[test]
fn columns_are_known_by_the_names_of_every_program() {
    use ProfileField::*;
    for (headings, expected) in [
        // The list of a group's users, as it is exported in both languages.
        (
            "Name,User ID,Extension,Phone number,Email address,Department,id",
            vec![
                None,
                Some(UserId),
                Some(Extension),
                Some(PhoneNumber),
                Some(EmailAddress),
                Some(Department),
                None,
            ],
        ),
        (
            "Nom,Identifiant,Numéro interne,Téléphone,E-mail,Département,id",
            vec![
                None,
                Some(UserId),
                Some(Extension),
                Some(PhoneNumber),
                Some(EmailAddress),
                Some(Department),
                None,
            ],
        ),
        // With the column of the ids hidden.
        ("Name,Extension,id", vec![None, Some(Extension), Some(UserId)]),
        ("First name,Last name,CLI first name", vec![Some(FirstName), Some(LastName), Some(CliFirstName)]),
        ("Prénom,Nom,Nom affiché à l’appelé", vec![Some(FirstName), Some(LastName), Some(CliLastName)]),
        (
            "ID de l’utilisateur,fuseau horaire,LANGUE,Classe de service réseau",
            vec![Some(UserId), Some(TimeZone), Some(Language), Some(NetworkClassOfService)],
        ),
        // The server's own names.
        (
            "userId,cliPhoneNumber,timeZone,networkClassOfService",
            vec![Some(UserId), Some(CliPhoneNumber), Some(TimeZone), Some(NetworkClassOfService)],
        ),
        ("poste;,SDA,Mail", vec![Some(Extension), Some(PhoneNumber), Some(EmailAddress)]),
        // What the outcome of a plan calls a user is the name, which is no id.
        ("Row,User,User ID,Outcome", vec![None, None, Some(UserId), None]),
        ("Ligne du fichier,Utilisateur,Résultat", vec![None, None, None]),
        // The second of one name is not used.
        ("email,E-mail", vec![Some(EmailAddress), None]),
    ] {
        assert_eq!(fields(headings), expected, "{headings}");
    }
}

#[test]
fn everybody_is_found_by_what_the_list_tells() {
    use ProfileField::*;
    assert_eq!(FIELDS.keys, [UserId, Extension, PhoneNumber, EmailAddress]);
    // Of those that a file may change, the first column is the one that it goes by.
    for (columns, first) in [
        (vec![Some(EmailAddress), Some(Extension)], EmailAddress),
        (vec![None, Some(Extension), Some(EmailAddress)], Extension),
        (vec![Some(EmailAddress), Some(UserId)], UserId),
    ] {
        let keys = FIELDS.keys_of(&columns);
        assert_eq!(keys.into_iter().find(|key| columns.contains(&Some(*key))), Some(first));
    }
    for (name, _) in FIELDS.other_names {
        assert!(name.chars().all(|c| c.is_ascii_lowercase()), "{name} is not normalised");
    }
}

#[test]
fn a_department_is_found_by_its_path_or_its_name() {
    let department = |group: Option<&str>, name: &str, path: Option<&str>| Department {
        tenant: Some("t".to_owned()),
        group: group.map(str::to_owned),
        name: name.to_owned(),
        full_path: path.map(str::to_owned),
    };
    let listed = [
        department(Some("g"), "Pilots", Some("Harbour \\ Pilots")),
        department(None, "Pilots", Some("Air \\ Pilots")),
        department(Some("g"), "Harbour", Some("Harbour")),
        department(Some("g"), "Été", None),
    ];
    let found = |text: &str| find_department(&listed, text).map(|department| department.display_name());
    let absent = |text: &str| Err(Trouble::DoesNotExist { value: Some(text.to_owned()) });
    for (text, expected) in [
        ("Harbour \\ Pilots", Ok("Harbour \\ Pilots")),
        (" air \\ pilots ", Ok("Air \\ Pilots")),
        ("Harbour", Ok("Harbour")),
        ("ete", Ok("Été")),
        ("Pilots", Err(Trouble::NamesSeveralDepartments)),
        ("PILOTS", Err(Trouble::NamesSeveralDepartments)),
        ("Quay", absent("Quay")),
        ("", absent("")),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
    // Where lists show two alike, no text tells them apart.
    let alike = [department(Some("g"), "Pilots", None), department(None, "Pilots", None)];
    assert_eq!(find_department(&alike, "Pilots"), Err(Trouble::NamesSeveralDepartments));
}
