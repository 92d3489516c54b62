//! A request as people read it: where it goes, its headers and its body, without what is secret.

use serde_json::Value as Json;

use super::http::{Body, Request};
use crate::domain::Secret;

/// What stands in the place of a secret.
pub const MASK: &str = "•••";

/// A request without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresentedRequest {
    pub method: &'static str,
    /// With the origin of the server.
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// JSON, indented.
    pub body: Option<String>,
}

/// What is masked in a body, beside whatever has one of these names.
pub struct Masks<'a> {
    pub secrets: &'a [Secret],
    /// Names of members whose value is a secret.
    pub names: &'a [&'static str],
}

impl PresentedRequest {
    /// A request that goes to the API under `base`, which is the origin and the prefix.
    pub fn new(request: &Request, base: &str, masks: &Masks) -> Self {
        let own = request.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let secret = request.secret_headers.iter().map(|(name, _)| ((*name).to_owned(), MASK.to_owned()));
        let mut headers: Vec<(String, String)> = own.chain(secret).collect();
        let body = match &request.body {
            Body::None => None,
            Body::Json { text, media_type } => {
                headers.push(("Content-Type".to_owned(), (*media_type).to_owned()));
                Some(masked_body(text, masks))
            }
        };
        Self { method: request.method.name(), url: [base, &request.path].concat(), headers, body }
    }

    /// The same as a command of curl for a POSIX shell.
    pub fn to_curl(&self) -> String {
        let mut command = ["curl --request ", self.method, " ", &quote(&self.url)].concat();
        for (name, value) in &self.headers {
            command.push_str(" \\\n  --header ");
            command.push_str(&quote(&[name, ": ", value].concat()));
        }
        if let Some(body) = &self.body {
            command.push_str(" \\\n  --data-raw ");
            command.push_str(&quote(body));
        }
        command
    }
}

/// One word of a POSIX shell, whatever is in it.
fn quote(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

fn masked_body(text: &str, masks: &Masks) -> String {
    let Ok(mut json) = serde_json::from_str::<Json>(text) else {
        // Bodies are made here, and are JSON; one that is not is not shown.
        return MASK.to_owned();
    };
    mask(&mut json, masks);
    serde_json::to_string_pretty(&json).unwrap_or_default()
}

fn mask(json: &mut Json, masks: &Masks) {
    match json {
        Json::String(text) => masks.secrets.iter().for_each(|secret| secret.redact(text)),
        Json::Array(items) => items.iter_mut().for_each(|item| mask(item, masks)),
        Json::Object(members) => {
            for (name, value) in members.iter_mut() {
                if masks.names.contains(&name.as_str()) && !value.is_null() {
                    *value = Json::String(MASK.to_owned());
                } else {
                    mask(value, masks);
                }
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Method;
    use serde_json::json;

    fn present(body: Json, secrets: &[&str], names: &[&'static str]) -> PresentedRequest {
        let secrets: Vec<Secret> = secrets.iter().map(|text| Secret::new((*text).to_owned())).collect();
        let request = Request::new(Method::Put, "/1.1/users/4?x=%27")
            .secret_header("X-Auth-Token", Secret::new("geheim-token".to_owned()))
            .body(Body::json(&body));
        PresentedRequest::new(&request, "http://pbx.example.test/api", &Masks { secrets: &secrets, names })
    }

    #[test]
    fn a_secret_is_masked_by_its_value_and_by_its_name_wherever_it_stands() {
        let body = json!({
            "firstname": "O'Neill", "password": "other", "pin": null,
            "auth": [{"secret": "ge\"heim", "note": "is ge\"heim here"}]
        });
        let shown = present(body, &["ge\"heim", ""], &["password", "pin"]);
        let expected = json!({
            "firstname": "O'Neill", "password": "•••", "pin": null,
            "auth": [{"secret": "•••", "note": "is ••• here"}]
        });
        assert_eq!(
            serde_json::from_str::<Json>(shown.body.as_deref().unwrap_or_default()).ok(),
            Some(expected)
        );
        assert!(shown.headers.contains(&("X-Auth-Token".to_owned(), MASK.to_owned())));
        let curl = shown.to_curl();
        assert!(!curl.contains("geheim") && !curl.contains("ge\\\"heim") && !curl.contains("other"));
    }

    #[test]
    fn a_command_is_the_same_words_in_a_shell() {
        let shown = present(json!({"firstname": "O'Neill $(id) `id` \\ \n"}), &[], &[]);
        let out = std::process::Command::new("sh")
            .args(["-c", &["printf '%s\\n' ", &shown.to_curl()].concat()])
            .output()
            .expect("a shell");
        let words = String::from_utf8(out.stdout).expect("UTF-8");
        let headers = shown
            .headers
            .iter()
            .flat_map(|(name, value)| ["--header".to_owned(), [name.as_str(), ": ", value].concat()]);
        let mut expected = vec!["curl".to_owned(), "--request".into(), "PUT".into(), shown.url.clone()];
        expected.extend(headers);
        expected.extend(["--data-raw".to_owned(), shown.body.clone().expect("a body")]);
        assert_eq!(words, expected.join("\n") + "\n");
        assert_eq!(shown.url, "http://pbx.example.test/api/1.1/users/4?x=%27");
    }
}
