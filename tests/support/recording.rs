//! What a real service once answered: the files in `tests/transcripts`, and any further folder named by
//! `PERIGEE_TRANSCRIPTS`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// One request and its answer.
#[derive(Debug, Clone)]
pub struct Recording {
    pub name: String,
    /// The address of the machine that answered.
    pub node: &'static str,
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
    /// None if the service died instead.
    pub answer: Option<Answer>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub json: Option<Value>,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn body(&self) -> String {
        self.json.as_ref().map_or_else(|| self.text.clone(), Value::to_string)
    }
}

impl Recording {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The joined network it is about.
    pub fn network(&self) -> Option<&str> {
        self.path.strip_prefix("/network/").filter(|id| id.len() == 16)
    }

    pub fn writes(&self) -> bool {
        matches!(self.method.as_str(), "POST" | "PUT")
    }

    fn read(file: &Path) -> Option<Self> {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let request = value.get("request")?;
        let response = &value["response"];
        let text_of = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Some(Self {
            name: text_of(&value["name"]),
            node: node(value["node"].as_str().unwrap_or_default()),
            method: text_of(&request["method"]),
            path: text_of(&request["path"]),
            headers: headers(&request["headers"]),
            body: request["body"].as_str().map(str::to_owned),
            answer: (!response.is_null()).then(|| Answer {
                status: u16::try_from(response["status"].as_u64().unwrap_or_default()).unwrap_or_default(),
                headers: headers(&response["headers"]),
                json: Some(response["json"].clone()).filter(|json| !json.is_null()),
                text: text_of(&response["text"]),
            }),
        })
    }
}

/// The machines of the lab by the letter a recording calls them; any other is the first of them.
fn node(letter: &str) -> &'static str {
    match letter {
        "a" => "61db40d121",
        "c" => "77ba768500",
        "o" => "c5d292d29a",
        _ => "0cd29156ec",
    }
}

fn headers(value: &Value) -> Vec<(String, String)> {
    let pairs = value.as_array().into_iter().flatten();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    pairs.map(|pair| (text(&pair[0]), text(&pair[1]))).collect()
}

/// Every recording, in the order of their names.
pub fn all() -> Vec<Recording> {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("transcripts");
    let further = std::env::var_os("PERIGEE_TRANSCRIPTS").map(PathBuf::from);
    let mut files: Vec<PathBuf> =
        [Some(own), further].into_iter().flatten().flat_map(|folder| json_in(&folder)).collect();
    files.sort();
    files.iter().filter_map(|file| Recording::read(file)).collect()
}

fn json_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .flat_map(|path| match path {
            folder if folder.is_dir() => json_in(&folder),
            file if file.extension().is_some_and(|extension| extension == "json") => vec![file],
            _ => Vec::new(),
        })
        .collect()
}
