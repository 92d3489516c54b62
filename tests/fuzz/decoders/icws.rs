//! Every decoder of PureConnect's answers.
use switchroom::domain::{Language, Secret};
use switchroom::form::{Draft, FieldValue};
use switchroom::wire::icws::changes::compare_changes;
use switchroom::wire::icws::connection::{Disconnect, ReadFeatures, ReadVersion};
use switchroom::wire::icws::messages::{PollMessages, SendHeartbeat};
use switchroom::wire::icws::probe::is_icws;
use switchroom::wire::icws::rights::{MayAdminister, ReadOwnRights, RightsFilter};
use switchroom::wire::icws::*;
use switchroom::wire::{Call, Response};

pub fn read(input: &[u8]) {
    let response: Response = super::answer::response(input);
    let Some(user) = UserId::new("u") else { return };
    let user = || user.clone();
    let connect = Connect {
        application: "a".into(),
        user: "u".into(),
        password: Secret::new("p".into()),
        language: Language::English,
    };
    let _ = connect.answer(&response);
    let _ = ReadFeatures { language: Language::French }.answer(&response);
    let _ = ReadVersion { language: Language::French }.answer(&response);
    let _ = Disconnect.answer(&response);
    let _ = SendHeartbeat.answer(&response);
    let _ = PollMessages.answer(&response);
    let _ = ReadOwnRights { user: user() }.answer(&response);
    let _ = MayAdminister { user: user() }.answer(&response);
    let _ = ListUsers { from: 0, search: None, rights: RightsFilter::View, query: Default::default() }
        .answer(&response);
    is_icws(&response);
    let Some(changes) = ChangeSet::new([(Property::ScreenCalls, PropertyChange::UseInherited)]) else {
        return;
    };
    let _ = PutUserClient { user: user(), changes: changes.clone(), encoding: InheritEncoding::NullMember }
        .answer(&response);
    let _ = PutOwnClient { user: user(), changes: changes.clone(), encoding: InheritEncoding::NullValue }
        .answer(&response);
    if let Ok(configuration) = ReadClient::new(user(), None, RightsFilter::Admin).answer(&response) {
        compare_changes(&changes, &configuration);
        compare::find_differences(&configuration, &ClientConfiguration::default());
        let mut draft = Draft::new(client_form::values(&configuration));
        for property in Property::ALL {
            let client = EditedClient { now: &configuration, draft: &draft };
            let start = client_form::to_field_value(&client.starting_value(property));
            client.displayed_value(property);
            client_form::problems(property, &start, draft.base(property));
            draft.set(property, start);
            draft.set(property, FieldValue::Inherited);
        }
        draft.outcome();
    }
}
