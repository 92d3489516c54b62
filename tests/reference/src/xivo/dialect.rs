//! What differs between the ages of XiVO, as data. Each value is taken from
//! the recordings of that age (tests/fixtures/xivo/), but for the sixth, which
//! follows the documents to the letter where no real server did.

/// One age, or the documents.
pub struct Dialect {
    pub users_10: Option<Users10>,
    pub users_11: Option<Users11>,
    pub cti: Option<Cti>,
    pub cti_profile: Option<CtiProfile>,
    pub profiles: Option<Wording>,
    pub sign_in: SignIn,
    /// `Access-Control-Allow-Origin: *` on every answer, from 2016 on.
    pub cors: bool,
    /// Unset columns hold "" where 1.1 would leave null.
    pub blank: bool,
}

/// `/1.0/users/`
pub struct Users10 {
    /// As the document says: `total`, ids as text, `enableclient` as a number,
    /// errors typed as JSON and without tails, and no database behind it all
    /// that dies of a null.
    pub letter: bool,
    /// After a 500 "The user was deleted but ...": is the user gone?
    pub gone_after_failure: bool,
    /// A failure of provd for the device itself has a body of its own, and
    /// nothing was done.
    pub own_raw_provd: bool,
}

/// `/1.1/users`
pub struct Users11 {
    pub wording: Wording,
    pub delete: Delete,
    /// A user made by 1.1 has the CTI on, although nothing else is set.
    pub new_has_cti_on: bool,
    /// What `?view=` may say.
    pub views: &'static [&'static str],
    /// Accept must name JSON (or anything).
    pub picky_accept: bool,
    /// What `call_transfer_enabled` is for a new user.
    pub new_may_transfer: bool,
}

/// Which generation of the framework words the refusals.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// "Invalid parameters: a,b", "User with id=1 does not exist" (2014).
    Early,
    /// "Input Error - field 'x': ...", the first problem only (2016).
    Parsed,
    /// "Input Error - x: ['...']", all problems at once (2019).
    Schema,
}

/// What stands in the way of `DELETE /1.1/users/<id>`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Delete {
    /// A line, in the words of the database; a voicemail does not (2014-01).
    LineByDatabase,
    /// "Error while deleting User: user still associated to a ..." (2014-05).
    Associated,
    /// "Resource Error - User is associated with a ..." (2016, 2019).
    Resource,
}

/// `/1.1/users/<id>/cti`
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cti {
    /// The document: both fields required, `enabled` not in the answer.
    Letter,
    /// 2014-05: null is taken and ignored, types are not checked.
    Early,
    /// 2016: null is taken and ignored, unknown fields too.
    Parsed,
    /// 2019: null takes the profile away.
    Schema,
}

/// `/1.1/users/<id>/cti_profile`
pub struct CtiProfile {
    /// As the document says: PUT exists, `cti_profile_id 3 does not exist`.
    pub letter: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// The web server guards it; asked to play `digest`, it challenges.
    None,
    /// A challenge without a body (2014-05).
    DigestEmpty,
    /// A challenge as text (2016).
    DigestText,
    /// `X-Auth-Token` from `/0.1/token` (2019).
    Token,
}

pub static XIVO_2013: Dialect = Dialect {
    users_10: Some(Users10 { letter: false, gone_after_failure: true, own_raw_provd: false }),
    users_11: None,
    cti: None,
    cti_profile: None,
    profiles: None,
    sign_in: SignIn::None,
    cors: false,
    blank: true,
};

pub static XIVO_2014A: Dialect = Dialect {
    users_10: Some(Users10 { letter: false, gone_after_failure: false, own_raw_provd: true }),
    users_11: Some(Users11 {
        wording: Wording::Early,
        delete: Delete::LineByDatabase,
        new_has_cti_on: false,
        views: &[],
        picky_accept: true,
        new_may_transfer: true,
    }),
    cti: None,
    cti_profile: Some(CtiProfile { letter: false }),
    profiles: Some(Wording::Early),
    sign_in: SignIn::None,
    cors: false,
    blank: false,
};

pub static XIVO_2014B: Dialect = Dialect {
    users_10: Some(Users10 { letter: false, gone_after_failure: false, own_raw_provd: true }),
    users_11: Some(Users11 {
        wording: Wording::Early,
        delete: Delete::Associated,
        new_has_cti_on: true,
        views: &[],
        picky_accept: true,
        new_may_transfer: true,
    }),
    cti: Some(Cti::Early),
    cti_profile: None,
    profiles: Some(Wording::Early),
    sign_in: SignIn::DigestEmpty,
    cors: false,
    blank: false,
};

pub static XIVO_2016: Dialect = Dialect {
    users_10: None,
    users_11: Some(Users11 {
        wording: Wording::Parsed,
        delete: Delete::Resource,
        new_has_cti_on: false,
        views: &["directory"],
        picky_accept: false,
        new_may_transfer: true,
    }),
    cti: Some(Cti::Parsed),
    cti_profile: None,
    profiles: Some(Wording::Parsed),
    sign_in: SignIn::DigestText,
    cors: true,
    blank: false,
};

pub static XIVO_2019: Dialect = Dialect {
    users_10: None,
    users_11: Some(Users11 {
        wording: Wording::Schema,
        delete: Delete::Resource,
        new_has_cti_on: false,
        views: &["directory", "summary"],
        picky_accept: false,
        new_may_transfer: false,
    }),
    cti: Some(Cti::Schema),
    cti_profile: None,
    profiles: Some(Wording::Schema),
    sign_in: SignIn::Token,
    cors: true,
    blank: false,
};

/// The documents to the letter. What they leave open (users and profiles of
/// 1.1) is as in 2014-05.
pub static XIVO_DOC: Dialect = Dialect {
    users_10: Some(Users10 { letter: true, gone_after_failure: true, own_raw_provd: false }),
    users_11: Some(Users11 {
        wording: Wording::Early,
        delete: Delete::Associated,
        new_has_cti_on: false,
        views: &[],
        picky_accept: true,
        new_may_transfer: true,
    }),
    cti: Some(Cti::Letter),
    cti_profile: Some(CtiProfile { letter: true }),
    profiles: Some(Wording::Early),
    sign_in: SignIn::None,
    cors: false,
    blank: false,
};
