//! The words of PureConnect: each is there, in both languages.

mod icws;

use std::collections::HashSet;
use switchroom::domain::inherited::Layer;
use switchroom::domain::refusal::Unreached;
use switchroom::domain::{Language, Prerequisite, Problem, Refusal, RefusalKind, Trouble};
use switchroom::text::{icws as text, visible};
use switchroom::wire::icws::view::PropertyFilter;
use switchroom::wire::icws::{Property, PropertyGroup, SearchOption, enums};

const ENGLISH: Language = Language::English;
const FRENCH: Language = Language::French;

fn is_sentence(sentence: &str) -> bool {
    sentence.ends_with('.')
        && sentence.chars().next().is_some_and(char::is_uppercase)
        && !sentence.contains("  ")
}

#[test]
fn every_property_has_its_label_and_its_sentence() {
    let mut labels = HashSet::new();
    for property in Property::ALL {
        let name = property.name();
        let english = text::label(ENGLISH, name);
        // The English label is the document's name in plain words.
        let letters: String = english.chars().filter(|c| c.is_alphabetic()).collect();
        assert_eq!(letters.to_lowercase(), name.to_lowercase());
        for language in Language::ALL {
            let sentence = text::description(language, name).unwrap();
            assert!(is_sentence(sentence), "{sentence}");
            assert!(
                labels.insert((language.tag(), text::label(language, name))),
                "{name} is called as another"
            );
            assert!(text::search_text(language, name).contains(sentence));
        }
        assert_ne!(text::description(ENGLISH, name), text::description(FRENCH, name));
    }
    assert_eq!(text::label(ENGLISH, "autoPlayVoicemail"), "Auto play voicemail");
    assert_eq!(text::label(ENGLISH, "emailDownloadHTMLPictures"), "Email download HTML pictures");
    assert_eq!(text::label(FRENCH, "quantumRingMode"), "Quantum ring mode");
    assert_eq!(text::description(ENGLISH, "quantumRingMode"), None);
}

#[test]
fn groups_filters_and_choices_are_named() {
    for language in Language::ALL {
        let groups: HashSet<_> =
            PropertyGroup::ALL.iter().map(|group| text::group(language, group.key())).collect();
        assert_eq!(groups.len(), PropertyGroup::ALL.len());
        let filters: HashSet<_> =
            PropertyFilter::ALL.iter().map(|filter| text::filter(language, filter.key())).collect();
        assert_eq!(filters.len(), PropertyFilter::ALL.len());
        for option in SearchOption::ALL {
            assert!(text::search_option(language, option.number()).is_some());
        }
        assert_eq!(text::search_option(language, 4), None);
    }
    assert_eq!(text::search_option(ENGLISH, 2), Some("Best"));
}

#[test]
fn every_validator_and_licence_has_its_sentence() {
    for language in Language::ALL {
        for number in 0..=46 {
            let sentence = text::validator(language, number);
            assert!(is_sentence(&sentence), "{sentence}");
            assert_eq!(text::validator_known(number), number != 8);
            assert_eq!(enums::validator_name(number).is_some(), number != 8);
        }
        for number in [8, 47, 1000, -3] {
            assert!(text::validator(language, number).contains(&number.to_string()));
        }
        for number in 0..=3 {
            assert!(is_sentence(&text::licence(language, Some(number), None)));
        }
        assert!(text::licence(language, Some(9), Some("Add-On")).contains("(9)"));
        assert!(text::licence(language, Some(2), Some("Add-On")).starts_with("Add-On"));
        assert!(is_sentence(&text::licence(language, None, None)));
        for number in enums::RENUMBERED {
            let problem = Problem::without_field(Trouble::Validator(number));
            assert!(text::problem(language, &problem).contains(&number.to_string()));
        }
    }
    for number in (0..=46).filter(|number| *number != 8) {
        assert_ne!(text::validator(ENGLISH, number), text::validator(FRENCH, number));
    }
    // The names mislead: these say what the descriptions say.
    assert_eq!(text::validator(ENGLISH, 12), text::validator(ENGLISH, 9));
    assert_eq!(text::validator(ENGLISH, 22), text::validator(ENGLISH, 0));
    for word in ["SRTP", "TLS"] {
        assert!(text::validator(ENGLISH, 35).contains(word) && text::validator(FRENCH, 35).contains(word));
    }
}

#[test]
fn sources_are_named() {
    let from =
        |layer, name| [text::inherited_from(ENGLISH, layer), &text::source(ENGLISH, layer, name)].concat();
    assert_eq!(from(Layer::Workgroup, Some("Sales")), "Inherited from Workgroup Sales");
    assert_eq!(from(Layer::Role, Some("Agent")), "Inherited from Role Agent");
    assert_eq!(from(Layer::DefaultUser, Some("Default User")), "Inherited from Default User");
    assert_eq!(from(Layer::DefaultUser, None), "Inherited from Default User");
    assert_eq!(
        from(Layer::ClientConfigurationTemplate, Some("AgentBase")),
        "Inherited from Client Configuration Template AgentBase"
    );
    assert_eq!(from(Layer::Workgroup, None), "Inherited from Workgroup");
    assert_eq!(from(Layer::Workgroup, Some("a\nb")), "Inherited from Workgroup a\u{240a}b");
    assert_eq!(from(Layer::Unsaid, None), "Inherited from a source without a name");
    assert_eq!(from(Layer::Unsaid, Some("X")), "Inherited from X");
    assert_eq!(from(Layer::Other(9), Some("X")), "Inherited from Unknown (9) X");
    // Whatever its name, a source of that type gives nothing.
    assert_eq!(from(Layer::NotInherited, Some("Sales")), "Not inherited (Sales)");
    assert_eq!(from(Layer::NotInherited, None), "Not inherited");
    let french =
        [text::inherited_from(FRENCH, Layer::Role), &text::source(FRENCH, Layer::Role, Some("Agent"))]
            .concat();
    assert_eq!(french, "Héritée de\u{a0}: rôle Agent");
}

#[test]
fn the_summary_counts() {
    assert_eq!(text::summary(ENGLISH, 25, 6, 2), "25 properties, 6 set here, 2 make no difference");
    assert_eq!(text::summary(ENGLISH, 1, 1, 1), "1 property, 1 set here, 1 makes no difference");
    assert_eq!(text::summary(FRENCH, 25, 0, 2), "25 propriétés, 0 définie ici, 2 sans effet");
}

#[test]
fn every_kind_of_refusal_has_its_sentence_and_way_on() {
    let kinds = [
        RefusalKind::NotSignedIn,
        RefusalKind::WrongCredentials,
        RefusalKind::NotAllowed,
        RefusalKind::NotFound,
        RefusalKind::NoSuchResource,
        RefusalKind::RefusedValues,
        RefusalKind::MustFirst(Prerequisite::ChangePassword),
        RefusalKind::MustFirst(Prerequisite::BrowserCredentials),
        RefusalKind::DoneInPart,
        RefusalKind::Gone,
        RefusalKind::Busy { retry_after: None },
        RefusalKind::OutOfReach(Unreached::NoConnection),
        RefusalKind::OutOfReach(Unreached::TimedOut),
        RefusalKind::Malformed,
        RefusalKind::NotUnderstood,
        RefusalKind::ServerFault,
    ];
    for language in Language::ALL {
        let mut seen = HashSet::new();
        for kind in &kinds {
            let sentence = text::refusal(language, &Refusal::new(kind.clone()));
            assert!(is_sentence(&sentence), "{sentence}");
            assert!(seen.insert(sentence), "a kind is told as another");
        }
        let server = Refusal::new(RefusalKind::OutOfReach(Unreached::TimedOut)).with_status(500);
        assert!(seen.insert(text::refusal(language, &server)));
        // After saving it is the path of one's own configuration that is missing.
        assert!(seen.insert(text::not_saved(language, &Refusal::new(RefusalKind::NoSuchResource))));
        let gone = Refusal::new(RefusalKind::Gone);
        assert_eq!(text::not_saved(language, &gone), text::refusal(language, &gone));
        // Only licences are refused apart from the rest.
        assert!(text::refusal(language, &Refusal::new(RefusalKind::DoneInPart)).contains("licence"));
    }
}

#[test]
fn what_is_no_number_is_told_otherwise_than_one_out_of_range() {
    let at = |trouble| text::problem(ENGLISH, &Problem::without_field(trouble));
    assert_eq!(at(Trouble::WrongType), "Enter a whole number.");
    assert_eq!(at(Trouble::OutOfRange { min: Some(0), max: Some(9), step: None }), "From 0 to 9.");
    assert_eq!(
        text::problem(FRENCH, &Problem::without_field(Trouble::WrongType)),
        "Entrez un nombre entier."
    );
}

#[test]
fn control_characters_are_made_visible() {
    assert_eq!(visible("plain é"), "plain é");
    assert_eq!(visible("a\0b\n\u{7f}\u{85}"), "a\u{2400}b\u{240a}\u{2421}\u{fffd}");
    assert_eq!(text::refused_value(ENGLISH, "1\t"), "Refused value: 1\u{2409}");
}

#[test]
fn sources_and_moments_are_in_words() {
    assert_eq!(text::source(ENGLISH, Layer::Workgroup, Some("Sales")), "Workgroup Sales");
    assert_eq!(text::source(ENGLISH, Layer::DefaultUser, Some("Default User")), "Default User");
    assert_eq!(text::source(FRENCH, Layer::Unsaid, Some("a\nb")), "a\u{240a}b");
    assert_eq!(text::gives(FRENCH, "Rôle Agent", "Oui"), "Rôle Agent\u{a0}: Oui");
    assert_eq!(text::after_giving_back(ENGLISH, "45"), "After “Use inherited value”: 45");
    assert_eq!(text::iso_moment("20260224T101500Z").as_deref(), Some("2026-02-24T10:15:00Z"));
    for odd in ["", "20260224", "2026-02-24T10:15:00", "20260224T101500", "é0260224T101500Z"] {
        assert_eq!(text::iso_moment(odd), None);
    }
    assert_eq!(text::differences(ENGLISH, 1), "1 property differs from");
    assert_eq!(text::follow_me_number_text(ENGLISH, "4199", 20, false), "4199 (20)");
    assert_eq!(
        text::follow_me_number_text(FRENCH, "1\t2", 5, true),
        "1\u{2409}2 (5, Demander le mot de passe)"
    );
}
