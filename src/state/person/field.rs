//! A field of somebody in a system of whichever vendor.

use crate::config::Vendor;
use crate::form::Field;
use crate::wire::apio::profile_form::ProfileField;
use crate::wire::icws::Property;
use crate::wire::xivo;

/// A field of somebody in a system of whichever vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemField {
    Xivo(xivo::Field),
    Icws(Property),
    Apio(ProfileField),
}

const XIVO: &[xivo::Field] = xivo::Field::ALL;
const ICWS: &[Property] = &Property::ALL;
const APIO: &[ProfileField] = <ProfileField as Field>::ALL;

#[allow(clippy::indexing_slicing, reason = "it would not compile")]
static ALL: [SystemField; XIVO.len() + ICWS.len() + APIO.len()] = {
    let mut all = [SystemField::Xivo(XIVO[0]); XIVO.len() + ICWS.len() + APIO.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < XIVO.len() {
            SystemField::Xivo(XIVO[at])
        } else if at < XIVO.len() + ICWS.len() {
            SystemField::Icws(ICWS[at - XIVO.len()])
        } else {
            SystemField::Apio(APIO[at - XIVO.len() - ICWS.len()])
        };
        at += 1;
    }
    all
};

impl SystemField {
    pub fn xivo(self) -> Option<xivo::Field> {
        match self {
            Self::Xivo(field) => Some(field),
            Self::Icws(_) | Self::Apio(_) => None,
        }
    }

    pub fn icws(self) -> Option<Property> {
        match self {
            Self::Icws(property) => Some(property),
            Self::Xivo(_) | Self::Apio(_) => None,
        }
    }

    pub fn apio(self) -> Option<ProfileField> {
        match self {
            Self::Apio(field) => Some(field),
            Self::Xivo(_) | Self::Icws(_) => None,
        }
    }
}

impl Field for SystemField {
    const ALL: &'static [Self] = &ALL;

    fn wire_name(self) -> &'static str {
        match self {
            Self::Xivo(field) => field.wire_name(),
            Self::Icws(property) => property.wire_name(),
            Self::Apio(field) => field.wire_name(),
        }
    }

    fn is_secret(self) -> bool {
        match self {
            Self::Xivo(field) => Field::is_secret(field),
            Self::Icws(property) => property.is_secret(),
            Self::Apio(field) => field.is_secret(),
        }
    }

    fn is_clearable(self) -> bool {
        match self {
            Self::Xivo(field) => field.is_clearable(),
            Self::Icws(property) => property.is_clearable(),
            Self::Apio(field) => field.is_clearable(),
        }
    }

    fn keeps_spaces(self) -> bool {
        match self {
            Self::Xivo(field) => field.keeps_spaces(),
            Self::Icws(property) => property.keeps_spaces(),
            Self::Apio(field) => field.keeps_spaces(),
        }
    }

    fn is_stored(self) -> bool {
        match self {
            Self::Xivo(field) => field.is_stored(),
            Self::Icws(property) => property.is_stored(),
            Self::Apio(field) => field.is_stored(),
        }
    }
}

/// The field of a vendor that has this name in its documents.
pub fn by_name(vendor: Vendor, name: &str) -> Option<SystemField> {
    match vendor {
        Vendor::Xivo => xivo::Field::from_wire(name).map(SystemField::Xivo),
        Vendor::Icws => Property::from_name(name).map(SystemField::Icws),
        Vendor::Apio => ProfileField::from_wire(name).map(SystemField::Apio),
    }
}
