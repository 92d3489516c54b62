//! A process of the reference PBX for a test, over a real connection.

// Not every test uses all of it.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::time::Duration;

use reference_pbx::serve::{Options, Server};
use reference_pbx::systems;
use serde_json::Value;

pub struct Running {
    pub address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
    dist: PathBuf,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dist);
    }
}

pub struct Got {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> Option<&str> {
        let line = self.head.lines().find(|l| l.to_ascii_lowercase().starts_with(&format!("{name}:")))?;
        line.split_once(':').map(|(_, v)| v.trim())
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}

pub fn start(name: &str) -> Running {
    let dist = std::env::temp_dir().join(format!("reference-pbx-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&dist).unwrap();
    for (file, text) in [
        ("index.html", "<title>page</title>"),
        ("app-0123456789abcdef.js", "1;"),
        ("start.js", "2;"),
        ("a.wasm", "\0asm"),
    ] {
        std::fs::write(dist.join(file), text).unwrap();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let options = Options { people: 20, dist: Some(dist.clone()), quiet: true, ..Options::default() };
    let server = runtime.block_on(Server::bind(options, systems::all(20))).unwrap();
    let address = server.address;
    runtime.spawn(server.serve());
    Running { address, _runtime: runtime, dist }
}

impl Running {
    /// The whole answer, or what there was of it.
    pub fn raw(&self, method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.address
        )
        .unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> Got {
        let text = String::from_utf8_lossy(&self.raw(method, path, headers, body)).into_owned();
        let (head, body) =
            text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer to {method} {path}"));
        Got {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn get(&self, path: &str) -> Got {
        self.ask("GET", path, "", "")
    }

    pub fn put(&self, path: &str, body: &Value) -> Got {
        self.ask("PUT", path, "Content-Type: application/json\r\n", &body.to_string())
    }

    pub fn arm(&self, faults: &Value) {
        assert_eq!(self.ask("POST", "/__reference/faults", "", &faults.to_string()).status, 204);
    }

    pub fn last_name(&self, id: u32) -> String {
        self.get(&format!("/api/xivo-2016/1.1/users/{id}")).json()["lastname"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}
