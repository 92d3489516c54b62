//! Every decoder of XiVO's answers, and its list in pieces.
use switchroom::domain::Secret;
use switchroom::wire::Call;
use switchroom::wire::probe::read_fault;
use switchroom::wire::xivo::attachments::GetAttachments;
use switchroom::wire::xivo::cti::{GetCti, PutCti};
use switchroom::wire::xivo::cti_plan::CurrentCti;
use switchroom::wire::xivo::cti_profile::{
    AssociateCtiProfile, ChangeCtiProfile, DissociateCtiProfile, GetCtiProfile,
};
use switchroom::wire::xivo::cti_profiles::{GetProfile, ListCtiProfiles};
use switchroom::wire::xivo::labels::{LabelledList, ListLabelled};
use switchroom::wire::xivo::probe::{is_token_service, read_user};
use switchroom::wire::xivo::tenants::ListTenants;
use switchroom::wire::xivo::token::CreateToken;
use switchroom::wire::xivo::users::*;
use switchroom::wire::xivo::*;

/// The rows of a list that comes in pieces of so many bytes, and whether it ended well.
fn read_list(body: &[u8], piece: usize) -> (usize, bool) {
    let mut rows = 0;
    let mut reader = UserRowReader::new();
    for piece in body.chunks(piece) {
        reader.feed(piece, |_| rows += 1);
    }
    (rows, reader.finish().is_ok())
}

pub fn read(input: &[u8]) {
    let response = super::answer::response(input);
    let id = || UserId::new("1");
    for configured in [Configured::V10, Configured::V11] {
        let mut dialect = Dialect::configured(configured);
        let read = GetUser::new(&dialect, id()).answer(&response);
        let _ = ListUsers::new(&dialect).answer(&response);
        let _ = DeleteUser::new(&dialect, id()).answer(&response);
        let _ = GetAttachments::new(&dialect, id()).answer(&response);
        if let Ok(user) = read {
            dialect.learn_user(&user);
            let values = form::to_form_values(&user);
            for (field, value) in values.iter() {
                let _ = form::check_value(field, value, &dialect);
            }
            CurrentCti::from_user(&user);
        }
        let sent = [(Field::Lastname, NewValue::Text("x".into()))];
        if let Ok(changes) = Changes::new(&dialect, sent) {
            let _ = UpdateUser::new(id(), changes.clone()).answer(&response);
            let _ = CreateUser::new(changes).answer(&response);
        }
    }
    let _ = GetCti::new(id()).answer(&response).map(CurrentCti::from_cti);
    let _ = PutCti { id: id(), cti_profile_id: None, enabled: true }.answer(&response);
    let _ = GetCtiProfile::new(id()).answer(&response);
    let _ = AssociateCtiProfile { id: id(), cti_profile_id: 3 }.answer(&response);
    let _ = ChangeCtiProfile { id: id(), cti_profile_id: 3 }.answer(&response);
    let _ = DissociateCtiProfile::new(id()).answer(&response);
    let _ = ListCtiProfiles.answer(&response);
    let _ = GetProfile { id: 3 }.answer(&response);
    let _ = ListTenants.answer(&response);
    let _ = ListLabelled { list: LabelledList::Contexts, tenant: None }.answer(&response);
    let _ = read_user("1.1", &response);
    is_token_service(&response);
    let _ = CreateToken::new("a", Secret::new("b".into())).answer(&response);
    assert_eq!(read_list(&response.body, 7), read_list(&response.body, usize::MAX));
    read_fault(&Ok(response));
}
