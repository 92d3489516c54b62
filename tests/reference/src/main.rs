//! Starts the reference PBX on loopback and says where.

use std::path::PathBuf;

use reference_pbx::serve::{self, Options};

const HELP: &str = "\
reference-pbx: serves the built console beside made-up phone systems, on loopback

  --port N      port to listen on; 0 takes any free one (default 0)
  --people N    how many made-up people each system has (default 1000)
  --kind KIND   what people: made-up, real (as directories hold them), mixed (default made-up)
  --dist DIR    folder of the built console (default: none is served)
  --quiet       print the address only
";

fn read(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    while let Some(word) = words.next() {
        let mut value = |what: &str| words.next().ok_or_else(|| format!("{what} needs a value"));
        match word.as_str() {
            "--port" => options.port = number(&value("--port")?)?,
            "--people" => options.people = number(&value("--people")?)?,
            "--kind" => options.kind = value("--kind")?.parse()?,
            "--dist" => options.dist = Some(PathBuf::from(value("--dist")?)),
            "--quiet" => options.quiet = true,
            "--help" | "-h" => return Err(String::new()),
            other => return Err(format!("not an option: {other}")),
        }
    }
    Ok(options)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.replace('_', "").parse().map_err(|_| format!("not a number that fits: {text}"))
}

#[tokio::main]
async fn main() {
    let options = match read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(why) => {
            if why.is_empty() {
                print!("{HELP}");
                return;
            }
            eprintln!("{why}\n\n{HELP}");
            std::process::exit(2);
        }
    };
    if let Err(why) = serve::run(options).await {
        eprintln!("{why}");
        std::process::exit(1);
    }
}
