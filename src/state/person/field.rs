//! A field of somebody in a system of whichever vendor.

use crate::config::Vendor;
use crate::form::Field;
use crate::wire::apio::pincode::NEW_PIN;
use crate::wire::apio::profile_form::ProfileField;
use crate::wire::icws::Property;
use crate::wire::xivo;

/// A field of somebody in a system of whichever vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemField {
    Xivo(xivo::Field),
    Icws(Property),
    Apio(ProfileField),
    /// The PIN, which is no field of the profile.
    ApioPin,
}

const XIVO: &[xivo::Field] = xivo::Field::ALL;
const ICWS: &[Property] = &Property::ALL;
const APIO: &[ProfileField] = <ProfileField as Field>::ALL;

#[allow(clippy::indexing_slicing, reason = "it would not compile")]
static ALL: [SystemField; XIVO.len() + ICWS.len() + APIO.len() + 1] = {
    let mut all = [SystemField::Xivo(XIVO[0]); XIVO.len() + ICWS.len() + APIO.len() + 1];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < XIVO.len() {
            SystemField::Xivo(XIVO[at])
        } else if at < XIVO.len() + ICWS.len() {
            SystemField::Icws(ICWS[at - XIVO.len()])
        } else if at < XIVO.len() + ICWS.len() + APIO.len() {
            SystemField::Apio(APIO[at - XIVO.len() - ICWS.len()])
        } else {
            SystemField::ApioPin
        };
        at += 1;
    }
    all
};

impl SystemField {
    pub fn xivo(self) -> Option<xivo::Field> {
        match self {
            Self::Xivo(field) => Some(field),
            Self::Icws(_) | Self::Apio(_) | Self::ApioPin => None,
        }
    }

    pub fn icws(self) -> Option<Property> {
        match self {
            Self::Icws(property) => Some(property),
            Self::Xivo(_) | Self::Apio(_) | Self::ApioPin => None,
        }
    }

    pub fn apio(self) -> Option<ProfileField> {
        match self {
            Self::Apio(field) => Some(field),
            Self::Xivo(_) | Self::Icws(_) | Self::ApioPin => None,
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
            Self::ApioPin => NEW_PIN,
        }
    }

    fn is_secret(self) -> bool {
        match self {
            Self::Xivo(field) => Field::is_secret(field),
            Self::Icws(property) => property.is_secret(),
            Self::Apio(field) => field.is_secret(),
            Self::ApioPin => true,
        }
    }

    fn is_clearable(self) -> bool {
        match self {
            Self::Xivo(field) => field.is_clearable(),
            Self::Icws(property) => property.is_clearable(),
            Self::Apio(field) => field.is_clearable(),
            Self::ApioPin => false,
        }
    }

    fn keeps_spaces(self) -> bool {
        match self {
            Self::Xivo(field) => field.keeps_spaces(),
            Self::Icws(property) => property.keeps_spaces(),
            Self::Apio(field) => field.keeps_spaces(),
            Self::ApioPin => true,
        }
    }

    fn is_stored(self) -> bool {
        match self {
            Self::Xivo(field) => field.is_stored(),
            Self::Icws(property) => property.is_stored(),
            Self::Apio(field) => field.is_stored(),
            Self::ApioPin => true,
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
