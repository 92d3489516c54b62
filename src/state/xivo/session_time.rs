//! How long a session of a token lasts: it is renewed while the page is used, and where it
//! is not, the time left is said before it runs out.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::credentials::XivoCredentials;
use super::server::Xivo;
use crate::browser::{activity, clock};
use crate::domain::RefusalKind;

/// So many seconds before its end a session is renewed, or the time left is said.
const LAST_S: f64 = 300.0;
/// A page was used if a key or a click was so many seconds ago at most.
const USED_S: f64 = 600.0;
/// In the last minutes it is looked so often, in seconds.
const LOOK_S: f64 = 5.0;

impl Xivo {
    /// Follows the present session to its end.
    pub(super) fn watch_session(&self) {
        let xivo = *self;
        let watch = self.session_watch.try_update_value(|watch| {
            *watch += 1;
            *watch
        });
        self.minutes_left.set(None);
        // Signing in is a use of the page.
        activity::since();
        spawn_local(async move {
            while let Some(pause) = xivo.look_at_session().await {
                clock::sleep(Duration::try_from_secs_f64(pause).unwrap_or_default()).await;
                // Somebody has signed in since: that session has a watch of its own.
                if xivo.session_watch.try_get_value() != watch {
                    return;
                }
            }
        });
    }

    /// Keeps the session open, if it is about to end and somebody is there. Gives after how
    /// many seconds to look again; `None` where there is nothing more to look at.
    async fn look_at_session(&self) -> Option<f64> {
        let credentials = self.credentials();
        let can_renew = credentials.as_ref().is_some_and(XivoCredentials::can_renew);
        let Some(life) = credentials.and_then(|credentials| credentials.life) else {
            self.minutes_left.set(None);
            return None;
        };
        // A session of a minute has no last five.
        let lived = f64::from(life.seconds);
        let (last, used) = (LAST_S.min(lived / 4.0), USED_S.min(lived / 2.0));
        let left = life.left_s();
        if left <= 0.0 {
            self.let_session_end();
            self.minutes_left.set(None);
            return None;
        }
        if left > last {
            self.minutes_left.set(None);
            return Some(left - last);
        }
        if can_renew && activity::since() < used * 1_000.0 {
            match self.renew_session().await {
                Ok(()) => return Some(0.0),
                Err(refusal) if refusal.kind == RefusalKind::WrongCredentials => self.let_session_end(),
                // Perhaps the next time.
                Err(_) => {}
            }
        }
        self.minutes_left.set(Some((left / 60.0).ceil() as u32));
        Some(LOOK_S.min(left))
    }
}
