//! Values that may be a person's own or come from somewhere else.

/// What kind of object a value is inherited from
/// (ICWS `inheritedFrom`, documents/icws-put-user-client.txt).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    NotInherited,
    Workgroup,
    Role,
    DefaultUser,
    ClientConfigurationTemplate,
    /// A number that the document does not have.
    Other(i64),
    /// The server did not say, or not as a number.
    Unsaid,
}

/// One object that gives a value to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source<T> {
    pub layer: Layer,
    pub id: Option<String>,
    pub name: Option<String>,
    /// Relative to the session; never followed to another origin.
    pub uri: Option<String>,
    pub values: Vec<T>,
}

/// A value with where it comes from. Absent (not sent) is `None`, null is
/// `Some(None)`: a server that sends nothing has said nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inherited<T> {
    /// Assigned to the person directly; `Some(None)` where the server says that nothing is.
    pub own: Option<Option<T>>,
    /// What holds without an own value, as the server says; never computed here.
    pub inherited: Option<Option<T>>,
    /// What holds now.
    pub effective: Option<Option<T>>,
    pub sources: Vec<Source<T>>,
}

impl<T> Default for Inherited<T> {
    /// Nothing was said.
    fn default() -> Self {
        Self { own: None, inherited: None, effective: None, sources: Vec::new() }
    }
}

impl<T: PartialEq> Inherited<T> {
    /// The own value, if there is one.
    pub fn own(&self) -> Option<&T> {
        self.own.as_ref()?.as_ref()
    }

    /// Is there an own value? `None` if the server did not say.
    pub fn is_own(&self) -> Option<bool> {
        self.own.as_ref().map(Option::is_some)
    }

    /// What would hold after giving back the own value: the outer `None`
    /// means "known after saving".
    pub fn after_giving_back(&self) -> Option<Option<&T>> {
        self.inherited.as_ref().map(Option::as_ref)
    }

    /// Does the own value equal what would be inherited anyway?
    pub fn is_redundant(&self) -> bool {
        match (&self.own, &self.inherited) {
            (Some(Some(own)), Some(Some(inherited))) => own == inherited,
            _ => false,
        }
    }
}
