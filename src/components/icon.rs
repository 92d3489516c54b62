//! Small pictures beside the words that they repeat.

use leptos::prelude::*;

/// What a picture stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// A system of kind `xivo`: a telephone.
    Xivo,
    /// A system of kind `icws`: the headset of a contact centre.
    Icws,
    /// A system of kind `apio`: tenants above each other.
    Apio,
    /// Done, accepted, in order.
    Done,
    Warning,
    /// Failed, refused, not in order.
    Failed,
    /// It cannot be known.
    Unknown,
    /// It is being asked.
    Asking,
    /// Left out, not tried.
    NotTried,
    On,
    Off,
    SignIn,
    SignedIn,
    OutOfReach,
    Edit,
}

/// A circle with a mark in it.
macro_rules! in_circle {
    ($mark:literal) => {
        concat!("M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 1 1 8 1.8", $mark)
    };
}

impl IconName {
    /// The line to draw, on a square of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Self::Xivo => {
                "M5.3 2H3.2A1.3 1.3 0 0 0 1.9 3.4 11 11 0 0 0 12.6 14.1 1.3 1.3 0 0 0 14 12.8v-2.1\
                 l-3-1.3-1.6 1.7A9 9 0 0 1 4.9 6.6L6.6 5z"
            }
            Self::Icws => {
                "M2 11V8a6 6 0 0 1 12 0v3M2 9h2.5v4.5h-1A1.5 1.5 0 0 1 2 12zM14 9h-2.5v4.5h1A1.5 1.5 0 0 0 14 12z"
            }
            Self::Apio => "M8 1.8l6.5 3.2L8 8.2 1.5 5zM1.5 8L8 11.2 14.5 8M1.5 11L8 14.2 14.5 11",
            Self::Done => in_circle!("M5 8.2l2.2 2.2L11 6"),
            Self::Warning => "M8 2l6.5 12h-13zM8 6.5v3.5M8 12v.01",
            Self::Failed => in_circle!("M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"),
            Self::Unknown => in_circle!("M6.2 6.5A1.8 1.8 0 1 1 8 8.3v.8M8 11.3v.01"),
            Self::Asking => in_circle!("M5 8v.01M8 8v.01M11 8v.01"),
            Self::NotTried => in_circle!("M5 8h6"),
            Self::On => in_circle!("M8 7a1 1 0 1 1 0 2A1 1 0 1 1 8 7"),
            Self::Off => in_circle!(""),
            Self::SignIn => "M9 2h4.5v12H9M1.5 8h8M6.5 5l3 3-3 3",
            Self::SignedIn => "M8 2a2.8 2.8 0 1 1 0 5.6A2.8 2.8 0 1 1 8 2M2.5 14c.5-3 2.5-4 5.5-4s5 1 5.5 4",
            Self::OutOfReach => "M1.5 8H5M11 8h3.5M5 4.5v7M11 4.5v7M7 14l2-12",
            Self::Edit => "M10.5 3L13 5.5 5.5 13 2.5 13.5 3 10.5zM8.5 5L11 7.5",
        }
    }
}

/// A picture in the colour and size of the text around it. Whoever does not see it misses
/// nothing: the words beside it say the same.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
    .into_any()
}
